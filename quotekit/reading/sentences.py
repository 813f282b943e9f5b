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
from quotekit.reading.text import WORD, Tokens, tokens_at
from quotekit.reading.vocabulary import CLITIC_LEAST, is_capital, is_verb, match_phrase

QUOTE = "❝"
DASHES = frozenset(["–", "—", "―", "-"])
# Words that are set off by single marks are fewer than this.
SCARE_MOST = 3
# A subject farther to the left of its cue than this many words was not meant.
SUBJECT_MOST = 16

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
        while self.stop and self.raw[self.stop - 1] in ".!?…:;":
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
        """Read the mention that begins at a token."""
        limit = self.stop if end is None else end
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

    def clitic(self, cue: Cue) -> Mention:
        """The -nya of "ujarnya" as a mention."""
        return self.clitic_at(*cue.clitic)

    def clitic_at(self, start: int, end: int) -> Mention:
        """The -nya at a place of the text as a mention."""
        return Mention(start, end, self.context.text[start:end], "pronoun", start, end)

    def skip_adverbs(self, at: int, end: int) -> int:
        """The index behind the adverbs that begin at `at`."""
        while at < end and (at == 0 or not self.raw[at][0].isupper()):  # "tutur Lalu" names a man
            size = match_phrase(self.grammar.adverbs, self.lower, at, end)
            if not size:
                break
            at += size
        return at

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
            elif at == 0 and len(raw) > CLITIC_LEAST and self.lower[0].endswith(self.words.clitic):
                at += 1  # "Awalnya …"
            elif self._leads(at, end) and (comma := self.comma(at, end)) < end:
                at = comma + 1
            else:
                return at
        return at

    def _leads(self, at: int, end: int) -> bool:
        """Whether an adjunct begins that may lead a sentence: a preposition, or a verb at its head."""
        if match_phrase(self.grammar.lead_prepositions, self.lower, at, end) or self._is_time(at, end):
            return True
        return at == 0 and self._opens_with_verb(end)

    def _is_time(self, at: int, end: int) -> bool:
        """Whether nothing but a time stands before a comma: "Pekan lalu, …"."""
        times, days = self.context.language.relay.aside.times, self.words.days
        k = at
        while k < end and (self.lower[k] in times or self.lower[k] in days):
            k += 1
        return at < k < end and self.raw[k] == ","

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
        return is_verb(self.lower[0], self.words) and self.raw[1][0].isalpha()

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

    # -- subjects --------------------------------------------------------------------------------

    def subject(self, floor: int, at: int) -> Found | None:
        """Find the subject of a cue: the mention that opens its clause, or the one next to it.

        Args:
            floor: where the clause may begin.
            at: the index of the cue.

        Returns:
            The mention and the index behind it.
        """
        begin = self.after_leads(floor, at)
        found = self.mention(begin, at) if begin < at else None
        bridged = found if found and (self._bridges(found[1], at) or self._goes_on(found, at)) else None
        if bridged and not self._doubtful(bridged, begin, at) and not self._overtaken(bridged, at):
            return bridged
        near = self.nearest(max(floor, at - SUBJECT_MOST), at)
        return near or bridged or self._resumed(found, begin, at)

    def _goes_on(self, found: Found, at: int) -> bool:
        """Whether a prepositional phrase of the subject reaches to the cue: "Misi X untuk Y menyebut"."""
        mention, after = found
        told = mention.kind != "person" or mention.role or mention.name in self.context.singles
        if not (told or mention.name.isupper()) or self.lower[after] not in self.words.governors:
            return False
        behind = self.mention(after + 1, at) if after + 1 < at else None
        return bool(behind) and behind[1] > self.before_cue(at, after)

    def _overtaken(self, found: Found, at: int) -> bool:
        """Whether a name stands right before the cue, behind a comma and a subject without a name.

        "Soal Rudi, mantan petinju yang kini menjadi wali kota, Ani Putri berkata": Ani Putri did.
        """
        mention, after = found
        if mention.kind not in ("role", "group") or after >= at:
            return False
        last = self.before_cue(at, after)
        end = last if last > after and self.raw[last] == "," else last + 1
        comma = max((k for k in range(after, end) if self.raw[k] == ","), default=at)
        near = self.mention(comma + 1, at) if comma + 1 < at else None
        return bool(near) and near[0].kind == "person" and near[1] >= end

    def _resumed(self, found: Found | None, begin: int, at: int) -> Found | None:
        """The subject of the sentence for a cue behind a comma: "X cemas, …, mengatakan ia …"."""
        if not found or at == 0 or self.raw[at - 1] != "," or self._doubtful(found, begin, at):
            return None
        return found if found[0].kind in ("person", "body") else None

    def _doubtful(self, found: Found, begin: int, at: int) -> bool:
        """Whether a lone capitalised word at the head of a sentence may be an ordinary noun."""
        mention, after = found
        if mention.kind != "person" or mention.role or begin > 0:
            return False
        lone = after == begin + 1 and after < at and self.raw[begin] not in self.context.singles
        return (lone or self.is_common(begin)) and not self.context.registry.find(mention.name)

    def is_common(self, at: int) -> bool:
        """Whether the first word of the sentence is a common noun: the article writes it small elsewhere."""
        low = self.lower[at]
        if at > 0 or self.raw[at] in self.context.singles or low in self.words.heads:
            return False
        return self.context.writes_small(low)

    def nearest(self, floor: int, at: int) -> Found | None:
        """The longest mention that ends next to a cue, adverbs between them."""
        inserted: Found | None = None  # something stands between it and the cue: "X, di Lombok, mengatakan"
        governed: Found | None = None  # behind a preposition stands no subject, and no place behind its comma
        for k in range(floor, at):
            if k > floor and self._inside_name(k):
                continue
            found = self.mention(k, at)
            if not found:
                continue
            if k > 0 and self.lower[k - 1] in self.words.governors:
                governed = found
                continue
            if governed and self.raw[k - 1] == "," and self.lower[k] in self.words.places:
                continue
            last = self.before_cue(at, found[1])
            if last < found[1]:
                return found
            if not inserted and self.raw[found[1]] == "," and self._bridges_comma(found[1], at):
                inserted = found
        if inserted:
            return inserted
        if governed is None or governed[1] < at or " " not in governed[0].name:
            return None
        # a headline that ran into the text: "… untuk Protes Partai X menyebut"
        held = any(low in self.words.body_heads for low in governed[0].name.lower().split())
        return governed if held else None

    def _inside_name(self, at: int) -> bool:
        """Whether a token goes on with a name or a role that began before it."""
        before = self.raw[at - 1]
        if before in ",;(" or at - 1 in self.quotes or before in DASHES or before == ")":
            return False
        low = self.lower[at - 1]
        if at == 1 and low in self.grammar.subordinators:
            return False  # "Setelah Rina mengatakan …"
        return is_capital(before) or low in self.words.heads

    def _bridges(self, at: int, cue: int) -> bool:
        """Whether what stands between subject and cue leaves the subject in place."""
        at = self.skip_adverbs(at, cue)
        if at >= cue:
            return True
        low, raw = self.lower[at], self.raw[at]
        if raw == "(" or raw == "," or raw in DASHES:
            return self._bridges_comma(at, cue)
        if (
            low in self.grammar.hearsay
            or low in self.words.days
            or low in self.grammar.adjuncts
            or low in self.grammar.relatives
            or self._cites(at)
        ):
            return not self._other_subject(at, cue)
        last = self.before_cue(cue, at)
        return last > at and (self.lower[last] in self.grammar.joiners)

    def _cites(self, at: int) -> bool:
        """Whether an insertion of citing begins: "X seperti dilansir AFP mengatakan"."""
        trailing = self.context.language.relay.trailing
        at += self.lower[at] in trailing.openers
        return self.lower[at] in trailing.passives

    def _bridges_comma(self, at: int, cue: int) -> bool:
        """An insertion between commas: "Ketua X, di Lombok, Jumat (31/7), mengatakan"."""
        last = self.before_cue(cue, at)
        if last < at:
            return True
        if self.raw[last] in ",)" or self.raw[last] in DASHES or last == at:
            return True
        if self.lower[at + 1] in self.grammar.relatives and (close := self.comma(at + 1, cue)) < last:
            return self._bridges(close + 1, cue)  # "X, yang datang terlambat, dalam pidatonya mengatakan"
        return self.lower[last] in self.grammar.coordinators or (
            self.lower[min(at + 1, cue - 1)] in self.grammar.adjuncts and not self._other_subject(at + 1, cue)
        )

    def _other_subject(self, at: int, cue: int) -> bool:
        """Whether a fresh subject stands right before the cue, behind a conjunction."""
        return any(self.lower[k] in self.grammar.contrasts or self.raw[k] == ";" for k in range(at, cue))

    def is_scare_quote(self, at: int) -> bool:
        """Whether a token is a few words in single marks, such as set off what is not meant as it stands."""
        if at not in self.quotes:
            return False
        mark, text = self.quotes[at], self.context.text
        words = text[mark.start : mark.end]
        single = text[mark.opened] in SINGLES and mark.problem is None
        return single and words.count(" ") < SCARE_MOST and words[-1:] not in ",.?!…"

    def blocked(self, at: int, floor: int) -> bool:
        """Whether the word before a cue makes it no utterance: "untuk memprotes", "tidak mengatakan"."""
        k = self.before_cue(at, floor)
        return k >= floor and (
            self.lower[k] in self.grammar.blockers or self.lower[k] in self.grammar.negations
        )
