"""What stands around a cue: its source behind it, and where its content begins and ends."""

from __future__ import annotations

import msgspec

from quotekit.citing import behind_issuing, cited_behind, passes_on
from quotekit.cues import ACTIVE, NOMINAL, PREPOSITION, RELAY, ROOT, Cue
from quotekit.models import Mention
from quotekit.sentences import DASHES, Found, Sentence
from quotekit.vocabulary import is_capital, match_phrase

# An adjunct between cue and content ("kepada wartawan di Jakarta, Senin (3/6)") is no longer than this.
ADJUNCT_MOST = 16
# Quoted words belong to a passive ("disebut sebagai “…”") if they stand no farther behind it than this.
PHRASE_MOST = 6


class Frame:
    """Measures the surroundings of the cues of one sentence; indices are those of its tokens."""

    def __init__(self, sentence: Sentence) -> None:
        """Prepare to measure in a sentence."""
        self.s, self.g = sentence, sentence.grammar

    # -- the source behind a cue -------------------------------------------------------------------

    def source_behind(self, after: int, cue: Cue) -> Found | None:
        """The source behind a cue: a clitic, or a mention, carriers such as "data" before it skipped."""
        if cue.clitic:
            return self.s.clitic(cue), after
        at = self.s.skip_adverbs(after, self.s.stop)
        if cue.form != ROOT:
            at += match_phrase(self.g.carriers, self.s.lower, at, self.s.stop)
            at = behind_issuing(self.s, at)
            while at < self.s.stop and self.s.lower[at] in self.g.before_source:
                at += 1
            found = self.s.mention(at) if at < self.s.stop else None
            if found and self.can_speak(found[0]):
                return found
            at = after  # "menurut pengumuman resmi": the carrier itself is the source
        found = self.s.mention(at) if at < self.s.stop else None
        return found if found and (cue.form == ROOT or self.can_speak(found[0])) else None

    def with_carrier(self, cue: Cue, after: int, source: Mention) -> Cue:
        """The cue with the noun that carries it: "menurut data", if the source stands behind that."""
        size = (
            match_phrase(self.g.carriers, self.s.lower, after, self.s.stop) if cue.form == PREPOSITION else 0
        )
        if not size or source.start < self.s.tokens.ends[after + size - 1]:
            return cue
        return msgspec.structs.replace(cue, end=self.s.tokens.ends[after + size - 1])

    def cited(self, source: Mention, behind: int) -> Found:
        """Whom a medium cites: in "kata RIA mengutip Putin" the source is Putin."""
        cited = cited_behind(self.s, behind) if self.s.context.is_medium(source) else None
        return cited or (source, behind)

    def can_speak(self, mention: Mention) -> bool:
        """Whether a mention is more than a day, a law or a channel ("menurut Pasal 5")."""
        first = mention.text.split()[0].lower()
        return first not in self.s.words.not_persons

    # -- the content -------------------------------------------------------------------------------

    def start(self, after: int, cue: Cue) -> int | None:
        """Where the content behind a cue begins, if what the cue needs is there."""
        stop, lower = self.s.stop, self.s.lower
        k = self._skip_manner(after, stop)
        opened = False
        limit = min(stop, k + ADJUNCT_MOST)
        while k < limit and not opened:
            if self.s.raw[k] == "," and self._adjunct_follows(k + 1, limit):
                k += 1
            elif lower[k] in self.g.openers or self.s.raw[k] in ",:":
                k, opened = k + 1, True
            elif (
                lower[k] in self.g.directive_openers and cue.needs in ("clause", "opener")
            ) or k in self.s.quotes:
                opened = True
            elif (closed := self.s.skip_parenthesis(k, stop)) > k:
                k = closed
            elif lower[k] in self.g.adjuncts or lower[k] in self.s.words.days:
                k = self._behind_adjunct(k, stop)
            else:
                break
        if opened and k < stop and lower[k] in self.g.openers:
            k += 1
        return self._meets(cue, k, opened) if k < stop else None

    def _skip_manner(self, at: int, stop: int) -> int:
        """Skip adverbs of saying ("lagi", "kemarin") but none of the content ("telah", "sempat")."""
        while at < stop and self.s.lower[at] not in self.g.predicates:
            size = match_phrase(self.g.adverbs, self.s.lower, at, stop)
            if not size or self.s.raw[at][0].isupper():
                break
            at += size
        return at

    def _adjunct_follows(self, at: int, limit: int) -> bool:
        """Whether a day or place stands behind a comma, and the opener of the content behind that."""
        low = self.s.lower
        if at >= limit or not (low[at] in self.s.words.days or low[at] in self.g.adjuncts):
            return False
        return any(low[k] in self.g.openers for k in range(at, limit))

    def _behind_adjunct(self, at: int, stop: int) -> int:
        """The index behind "kepada wartawan", "pada Selasa (26/5)", "di Facebook"."""
        k = at + 1
        while (
            k < stop
            and k not in self.s.quotes
            and self.s.raw[k] not in ",:"
            and self.s.lower[k] not in self.g.openers
        ):
            closed = self.s.skip_parenthesis(k, stop)
            if closed > k:
                return closed
            if self.s.lower[k] in self.g.adjuncts or (k > at + 1 and not self._continues_adjunct(k)):
                return k
            k += 1
        return k

    def _continues_adjunct(self, at: int) -> bool:
        """Whether a noun phrase behind a preposition goes on."""
        low = self.s.lower[at]
        if low in self.g.predicates or low in self.s.words.singular or low in self.s.words.plural:
            return False
        if is_capital(self.s.raw[at]) and not is_capital(self.s.raw[at - 1]):
            before = self.s.lower[at - 1]
            return (
                before in self.s.words.role_heads or before in self.g.adjuncts or before in self.g.media_ends
            )
        return (
            low in self.s.words.days
            or low in self.s.words.definite
            or is_capital(self.s.raw[at])
            or (
                (self.s.lower[at - 1] in self.s.words.indefinite or not is_capital(self.s.raw[at - 1]))
                and low not in self.s.words.stops
                and not self.s.is_clause(at, at + 1)
            )
        )

    def _meets(self, cue: Cue, start: int, opened: bool) -> int | None:
        """Return where the content begins if what follows is what the cue needs."""
        end = self.end(start, cue)
        if end <= start:
            return None
        lower = self.s.lower
        if match_phrase(self.g.anaphora_objects, lower, start, end):
            return None  # "mengatakan hal itu": the words stand in the sentence before
        if cue.needs == "reason":
            reasons = [k for k in range(start, end) if lower[k] in self.g.reasons]
            return start if opened else reasons[0] + 1 if reasons and reasons[0] + 1 < end else None
        if opened:
            return start
        if lower[start] in self.g.relatives:
            return None  # "menjawab dengan ancaman yang …": an adjunct's relative clause
        if cue.needs == "nothing":
            return start if end - start > 1 or start in self.s.quotes else None
        if cue.needs == "clause":
            return start if self.s.is_clause(start, end) else None
        if cue.needs == "predicate":
            held = any(lower[k] in self.g.predicatives or k in self.s.quotes for k in range(start, end))
            return start if held else None
        return None

    def end(self, start: int, own: Cue | None = None) -> int:
        """Where content ends: before a closing attribution, or a coordinated cue, or with the sentence."""
        for at, _, cue in self.s.cues:
            if at <= start or (own and cue.start <= own.start):
                continue
            if cue.form in (ROOT, NOMINAL, PREPOSITION, RELAY) or passes_on(self.s, at, cue):
                edge = self.edge(at, start, cue)
                if edge:
                    return edge
            elif cue.form == ACTIVE and own:
                last = self.s.before_cue(at, start)
                if last > start and self.s.lower[last] in self.g.coordinators:
                    return last - 1 if self.s.raw[last - 1] == "," else last
        return self._contrast(start)

    def _contrast(self, start: int) -> int:
        """The comma before a contrast that has a subject of its own (", sementara Iran …"), or the end."""
        for k in range(start + 2, self.s.stop - 2):
            if self.s.lower[k] in self.g.contrasts and self.s.raw[k - 1] == ",":
                low = self.s.lower[k + 1]
                same = low in self.g.predicates or low in self.g.negations or self.s.is_clause(k + 1, k + 2)
                if not same and low not in self.s.words.singular and low not in self.s.words.plural:
                    return k - 1
        return self.s.stop

    def edge(self, at: int, start: int, cue: Cue) -> int:
        """The comma before a closing attribution; 0 if the cue does not close the content."""
        k = at
        while k > start and self.s.lower[k - 1] in self.s.context.language.relay.trailing.openers:
            k -= 1
        before = k - 1
        if before <= start:
            return 0
        if before in self.s.quotes and cue.form != PREPOSITION:
            return k
        if self.s.raw[before] != "," and self.s.raw[before] not in DASHES:
            return 0
        behind = self.source_behind(self._after(at), cue) if cue.form != RELAY else (None, 0)
        return before if behind else 0

    def _after(self, at: int) -> int:
        return next(after for place, after, _ in self.s.cues if place == at)

    def phrase_end(self, start: int) -> int:
        """Where the phrase around a quoted stretch ends: a comma, or the sentence."""
        quoted = [k for k in self.s.quotes if k >= start]
        if not quoted:
            return start
        first = quoted[0]
        if first - start > PHRASE_MOST or any(self.s.raw[k] == "," for k in range(start, first)):
            return start
        k = first + 1
        while k < self.s.stop and self.s.raw[k] not in ",;" and k not in self.s.quotes:
            if self.s.lower[k] in self.s.words.stops or self.s.is_clause(k, k + 1):
                break
            k += 1
        return k
