"""A sentence as the grammar of reported speech reads it: words, quoted stretches folded into one token, cues.

The questions asked here are small: which mention begins at a word, who is the subject of a cue, where does
an adjunct end, is this stretch a clause.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from re import Match

from quotekit.models import Mention
from quotekit.reading.context import Context
from quotekit.reading.cues import RELAY, Cue
from quotekit.reading.mentions import read_mention
from quotekit.reading.spans import SINGLES, Quoted
from quotekit.reading.tokens import WORD, Tokens, tokens_at
from quotekit.reading.vocabulary import CLITIC_LEAST, is_capital, is_verb, match_phrase

QUOTE = "❝"
DASHES = frozenset(["–", "—", "―", "-"])
# Words that are set off by single marks are fewer than this.
SCARE_MOST = 3
# Quoted words before a cue that begin and end like a sentence are one from this many spaces on, even if
# what stands before them lost its full stop.
UTTERANCE_LEAST = 5

Found = tuple[Mention, int]


class Sentence:
    """One sentence; indices are those of its tokens, a quoted stretch is one token."""

    def __init__(
        self, context: Context, start: int, end: int, quoted: Sequence[Quoted], cues: Sequence[Cue]
    ) -> None:
        """Fold quoted stretches and place the cues that stand outside them."""
        self.context, self.start, self.end = context, start, end
        self.grammar, self.words = context.grammar, context.words
        self.quotes: dict[int, Quoted] = {}
        self._mentions: dict[tuple[int, int], Found | None] = {}
        text = context.text
        self.tokens = self._fold(
            quoted, {cue.end for cue in cues if not cue.clitic and text[cue.end : cue.end + 1].isupper()}
        )
        self.lower, self.raw = self.tokens.lower, self.tokens.words
        self.cues = list(self._placed(cues))
        self.stop = len(self.raw)
        while self.stop and self.raw[self.stop - 1] in ".!?…:;*":
            self.stop -= 1

    def _fold(self, quoted: Sequence[Quoted], glued: set[int]) -> Tokens:
        """Split into words, a quoted stretch as one token, and a cue from the name that is glued to it."""
        spans: list[tuple[int, int]] = []
        place, text = self.start, self.context.text
        for quote in (*quoted, None):
            spans += map(Match.span, WORD.finditer(text, place, quote.opened if quote else self.end))
            if quote:
                self.quotes[len(spans)] = quote
                spans.append((quote.opened, quote.closed))
                place = quote.closed
        if glued:
            spans = self._unglued(spans, glued)
        return tokens_at(text, spans, dict.fromkeys(self.quotes, QUOTE))

    def _placed(self, cues: Sequence[Cue]) -> Iterator[tuple[int, int, Cue]]:
        """The cues that begin a token, each with its index and the one behind it."""
        starts = self.tokens.starts
        for cue in cues:
            at = bisect_left(starts, cue.start)
            if at < len(starts) and starts[at] == cue.start:
                yield at, bisect_left(starts, cue.end, at + 1), cue

    def _unglued(self, spans: list[tuple[int, int]], glued: set[int]) -> list[tuple[int, int]]:
        """Cut tokens where a cue ends inside them: "dilaporkanSaudi"."""
        out: list[tuple[int, int]] = []
        quotes, self.quotes = self.quotes, {}
        for at, (start, end) in enumerate(spans):
            if at in quotes:
                self.quotes[len(out)] = quotes[at]
                out.append((start, end))
            else:
                out += pairwise([start, *sorted(place for place in glued if start < place < end), end])
        return out

    # -- reading ---------------------------------------------------------------------------------

    def mention(self, at: int, end: int | None = None) -> Found | None:
        """Read the mention that begins at a token before `end`, or before the end of the sentence."""
        limit = self.stop if end is None else end
        if at >= limit:
            return None
        key = (at, limit)
        if key not in self._mentions:
            self._mentions[key] = self._read(at, limit)
        return self._mentions[key]

    def _read(self, at: int, limit: int) -> Found | None:
        context = self.context
        return read_mention(
            self.tokens,
            at,
            limit,
            context.text,
            context.language,
            known=context.known,
        )

    def opening(self, at: int, end: int) -> tuple[int, Found | None]:
        """Where a stretch begins behind what leads it, and the mention that opens it there."""
        begin = self.after_leads(at, end)
        return begin, self.mention(begin, end)

    def clitic(self, start: int, end: int) -> Mention:
        """The -nya at a place of the text ("ujarnya") as a mention."""
        return Mention(start, end, self.context.text[start:end], "pronoun", start, end)

    def skip_adverbs(self, at: int, end: int) -> int:
        """The index behind the adverbs that begin at `at`."""
        while at < end and (at == 0 or not self.raw[at][0].isupper()):  # "tutur Lalu" names a man
            size = match_phrase(self.grammar.adverbs, self.lower, at, end)
            if not size:
                break
            at += size
        return at

    def skip_times(self, at: int, end: int) -> int:
        """The index behind a time that begins at `at`, and the adverbs behind it: "awal pekan ini"."""
        times, words = self.context.language.relay.aside.times, self.words
        if at >= end or not any(self.lower[at] in one for one in (words.edges, words.numerals, words.spans)):
            return at
        at += self.lower[at] in words.numerals
        while at < end and (self.lower[at] in times or self.lower[at] in words.spans):
            at += 1
        return self.skip_adverbs(at, end)

    def skip_parenthesis(self, at: int, end: int) -> int:
        """The index behind a parenthesis that opens at `at`."""
        if at < end and self.raw[at] == "(":
            for close in range(at + 1, end):
                if self.raw[close] == ")":
                    return close + 1
        return at

    def skip_aside(self, at: int) -> int:
        """The index behind a date and what joins a medium and its verb: ", pada Rabu (3/6), dengan"."""
        aside, days = self.context.language.relay.aside, self.words.days
        while at < self.stop:
            low = self.lower[at]
            after = self.skip_parenthesis(at, self.stop)
            if low == "," or low[0].isdigit() or low in days or low in aside.joiners or low in aside.times:
                after = at + 1
            if after == at:
                break
            at = after
        return at

    def comma(self, at: int, end: int) -> int:
        """The next comma or dash outside parentheses, or `end`."""
        while at < end:
            after = self.skip_parenthesis(at, end)
            if after > at:
                at = after
            elif self.raw[at] == "," or self.raw[at] in DASHES:
                return at
            else:
                at += 1
        return end

    def after_leads(self, at: int, end: int) -> int:
        """Skip connectors and leading adjuncts up to their comma: "Namun, dalam rapat itu, …"."""
        while at < end:
            raw = self.raw[at]
            if raw in ",;" or raw in DASHES:
                at += 1
            elif raw == "(" and (after := self.skip_parenthesis(at, end)) > at:
                at = after
            elif size := match_phrase(self.grammar.connectors, self.lower, at, end):
                at += size
            elif at == 0 and self._is_sentence_adverb(raw.lower()):
                at += 1  # "Awalnya …"
            elif self._leads(at, end) and (comma := self.comma(at, end)) < end:
                at = comma + 1
            else:
                return at
        return at

    def _is_sentence_adverb(self, low: str) -> bool:
        """Whether the first word ends in -nya and is no verb: "Awalnya …", but "Ditanya …"."""
        return len(low) > CLITIC_LEAST and low.endswith(self.words.clitic) and not is_verb(low, self.words)

    def _leads(self, at: int, end: int) -> bool:
        """Whether an adjunct begins that may lead a sentence: a preposition, or a verb at its head."""
        if match_phrase(self.grammar.lead_prepositions, self.lower, at, end) or self._is_time(at, end):
            return True
        return at == 0 and self._opens_with_verb(end)

    def _is_time(self, at: int, end: int) -> bool:
        """Whether nothing but a time stands before a comma: "Pekan lalu, …"."""
        k = self.time_end(at, end)
        return at < k < end and self.raw[k] == ","

    def time_end(self, at: int, end: int) -> int:
        """The index behind the days and words of time that begin at `at`."""
        while at < end and self.tells_time(at):
            at += 1
        return at

    def tells_time(self, at: int) -> bool:
        """Whether a token is a day, or a word of a time: "Rabu", "pekan"."""
        low = self.lower[at]
        return low in self.words.days or low in self.context.language.relay.aside.times

    def after_connectors(self, at: int, end: int) -> int:
        """Skip connectors and relays ("Namun, dilansir X, …"); an adjunct ("Setelah itu, …") is content."""
        relays = {place for place, _, cue in self.cues if cue.form == RELAY}
        while at < end:
            if at in relays and (comma := self.comma(at, end)) < end:
                at = comma + 1
                continue
            size = match_phrase(self.grammar.connectors, self.lower, at, end)
            if not size and self.raw[at] not in ",;" and self.raw[at] not in DASHES:
                return at
            at += size or 1
        return at

    def _opens_with_verb(self, end: int) -> bool:
        """ "Melihat fenomena tersebut, …": a verb with a capital at the head of the sentence."""
        if end < 2 or is_capital(self.raw[1]) or self.raw[0] in self.context.singles:
            return False
        stem = self.lower[0].removesuffix(self.words.clitic)
        if stem != self.lower[0] and is_verb(stem, self.words):
            return False  # "Meninggalnya calon itu": a verb made a noun
        if not is_verb(self.lower[0], self.words) or not self.raw[1][0].isalpha():
            return False
        copula = self.lower[1] in self.grammar.predicatives and self.lower[1] in self.grammar.predicates
        return not (copula or self.context.known.inside(self.raw[0]))  # "Terawan adalah …"

    def is_clause(self, at: int, end: int) -> bool:
        """Whether a stretch holds a predicate."""
        return any(
            self.lower[k] in self.grammar.predicates
            or (not is_capital(self.raw[k]) and is_verb(self.lower[k], self.words))
            or k in self.quotes
            or self._closes_subject(k, end)
            for k in range(at, end)
            if not (self.lower[k] in self.words.definite and k + 1 == end)
        )

    def _closes_subject(self, at: int, end: int) -> bool:
        """Whether "itu" at `at` ends a noun phrase and a predicate follows: "kapal itu kandas"."""
        return (
            self.lower[at] in self.words.definite
            and at + 1 < end
            and self.lower[at + 1] not in self.words.stops
        )

    def is_small_verb(self, at: int) -> bool:
        """Whether a word in small letters looks like a verb by its prefix."""
        word = self.raw[at]
        return word.islower() and is_verb(word, self.words) and word not in self.words.definite

    def before_cue(self, at: int, floor: int) -> int:
        """The index of the last word before a cue that is no adverb and no hearsay; `floor - 1` if none."""
        k = at - 1
        while k >= floor and self.lower[k] in self.grammar.adverb_ends:
            for size in (3, 2, 1):
                start = k - size + 1
                if start >= floor and match_phrase(self.grammar.adverbs, self.lower, start, k + 1) == size:
                    k = start - 1
                    break
            else:
                return k
        return k

    def is_common(self, at: int) -> bool:
        """Whether the first word of the sentence is a common noun: the article writes it small elsewhere."""
        low = self.lower[at]
        if at > 0 or self.raw[at] in self.context.singles or low in self.words.heads:
            return False
        return self.context.writes_small(low)

    def is_scare_quote(self, at: int) -> bool:
        """Whether a token is a few words in single marks, such as set off what is not meant as it stands."""
        if at not in self.quotes:
            return False
        mark, text = self.quotes[at], self.context.text
        words = text[mark.start : mark.end]
        single = text[mark.opened] in SINGLES and mark.problem is None
        return single and words.count(" ") < SCARE_MOST and words[-1:] not in ",.?!…"

    def is_utterance(self, at: int) -> bool:
        """Whether a quoted stretch is whole by itself: it begins and ends like a sentence."""
        mark = self.quotes[at]
        words = self.context.text[mark.start : mark.end]
        return words[:1].isupper() and words[-1:] in ",.?!…" and words.count(" ") >= UTTERANCE_LEAST

    def ends_as_said(self, at: int) -> bool:
        """Whether quoted words end as those of a speaker do, whoever that is: "“Kami siap,” ujar …"."""
        return self.context.text[self.quotes[at].end - 1] in ",?!"

    def within_dashes(self, at: int, start: int, end: int) -> int:
        """The dash that closes the aside of a cue at `at` ("dua saksi - yang meminta … -"), or `end`."""
        if not any(self.raw[k] in DASHES for k in range(at)):
            return end
        return next((k for k in range(start, end) if self.raw[k] in DASHES), end)

    def blocked(self, at: int, floor: int) -> bool:
        """Whether the word before a cue makes it no utterance: "untuk memprotes", "tidak mengatakan"."""
        k = self.before_cue(at, floor)
        return k >= floor and (
            self.lower[k] in self.grammar.blockers or self.lower[k] in self.grammar.negations
        )
