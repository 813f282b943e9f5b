"""Whose words an active cue opens: the subject of its clause, of its sentence, or of the cue before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from quotekit.models import Mention
from quotekit.quotations.clauses import is_predicate
from quotekit.quotations.frames import Frame
from quotekit.quotations.reports import COORDINATED, RELATIVE, SUBJECT
from quotekit.reading.sentences import Found, Sentence
from quotekit.reading.subjects import nearest, subject_of
from quotekit.reading.vocabulary import match_phrase

# A document stands within so many words before the clause that belongs to it.
ISSUED_MOST = 3
# The head of a relative clause begins within so many words before it.
HEAD_MOST = 10


class Actives:
    """Finds the subjects of the cues of one sentence; indices are those of its tokens."""

    def __init__(self, sentence: Sentence, frame: Frame) -> None:
        """Prepare to look in a sentence."""
        self.s, self.g, self.frame = sentence, sentence.grammar, frame

    def source(
        self, floor: int, at: int, earlier: Sequence[Mention | None], sources: Sequence[Mention | None]
    ) -> tuple[Found | None, str]:
        """Find the subject of an active cue.

        Args:
            floor: where its clause may begin.
            at: the index of the cue.
            earlier: the sources of the cues before it, in order.
            sources: those of all cues of the sentence that are read already.

        Returns:
            The source with the index behind it, or None; and the rule.
        """
        last = self.s.before_cue(at, floor)
        if last >= floor and self.s.lower[last] in self.g.relatives:
            return self._head_of_relative(floor, last, sources), RELATIVE
        resumed = last >= floor and self.s.raw[last] == ","  # "X membantah tuduhan itu, mengatakan …"
        joined = last < floor or self.s.lower[last] in self.g.joiners or (resumed and last == floor)
        if last >= 0 and earlier and joined:
            return ((earlier[-1], at) if earlier[-1] else None), COORDINATED
        if resumed and (found := self._of_main_clause(floor, last)):
            return found, COORDINATED
        found = subject_of(self.s, self._clause_floor(floor, at), at) or self._of_subordinate(floor, at)
        if not found and last >= floor and self.s.lower[last] in self.g.means:  # "… dengan mengatakan …"
            return self._of_main_clause(floor, last), COORDINATED
        if found and not self.frame.can_speak(found[0], acts=True):
            found = None
        return self._author(found, at) if found else None, SUBJECT

    def _author(self, found: Found, at: int) -> Found:
        """Whoever a report is by: "Laporan Antara menyebutkan …", "Laporan oleh dua dokter menyebutkan …"."""
        mention, behind = found
        begin = bisect_left(self.s.tokens.starts, mention.start)
        begin += match_phrase(self.s.words.indefinite, self.s.lower, begin, behind)
        if begin >= behind or self.s.lower[begin] not in self.s.words.documents:
            return found
        near = range(begin + 1, min(at, behind + 2))
        opener = next((k for k in near if self.s.lower[k] in self.g.before_source), at)
        inner = self.s.mention(opener + 1, at)
        inner = inner or self.frame.named_behind(begin + 1, behind)
        if not inner or inner[1] < behind:
            return found
        start, end = mention.start, max(mention.end, inner[0].end)
        text = self.s.context.text[start:end]
        return msgspec.structs.replace(inner[0], start=start, end=end, text=text), inner[1]

    def is_beneath(self, source: Mention) -> bool:
        """Whether a subject opens a subordinate clause."""
        begin = bisect_left(self.s.tokens.starts, source.start)
        return begin > 0 and self.s.lower[begin - 1] in self.g.subordinators

    def _of_main_clause(self, floor: int, comma: int) -> Found | None:
        """The mention that opens the sentence, if its own predicate follows and ends before a comma."""
        begin, found = self.s.opening(floor, comma)
        if not found or self.s.is_common(begin) or not self.frame.can_speak(found[0], acts=True):
            return None
        at = self.s.skip_adverbs(found[1], comma)
        return found if at < comma and is_predicate(self.s, at, comma) else None

    def _of_subordinate(self, floor: int, at: int) -> Found | None:
        """The subject of a clause beneath another: "… disampaikan setelah X pada Jumat mengatakan …"."""
        for k in range(at - 1, floor, -1):
            low = self.s.lower[k]
            if low in self.g.subordinators and low not in self.g.directive_openers:
                return subject_of(self.s, k + 1, at)
        return None

    def _clause_floor(self, floor: int, at: int) -> int:
        """Where the clause of a cue begins: behind a semicolon, or a contrast with a subject of its own."""
        for k in range(at - 1, floor, -1):
            if self.s.raw[k] == ";":
                return k + 1
            if self.s.raw[k - 1] == "," and self.s.lower[k] in self.g.turns:
                return k + 1 if self.s.before_cue(at, k) > k else floor
        return floor

    def _is_issued(self, floor: int, relative: int) -> bool:
        """Whether "yang" belongs to words that somebody issues: "mengeluarkan pernyataan singkat yang …"."""
        actives = self.s.context.language.relay.issuing.actives
        low, documents = self.s.lower, self.s.words.documents
        near = range(max(floor + 1, relative - ISSUED_MOST), relative)
        return any(
            low[k] in documents and any(verb in actives for verb in low[max(0, k - 2) : k]) for k in near
        )

    def _head_of_relative(self, floor: int, relative: int, sources: Sequence[Mention | None]) -> Found | None:
        """The noun that "yang" belongs to; of a document, who issues it: "X merilis surat yang meminta …"."""
        if self._is_issued(floor, relative) and (issuer := self._of_main_clause(floor, relative)):
            return issuer
        for source in sources:
            if source and self.s.tokens.ends[relative - 1] == source.end:
                return source, relative
        begin = max(0, relative - HEAD_MOST)
        near, governed = nearest(self.s, begin, relative), self._governed(begin, relative)
        inside = not near or (governed and governed[0].start < near[0].start)
        return governed if inside else near

    def _governed(self, begin: int, relative: int) -> Found | None:
        """Who stands behind a preposition, a clause behind him: "berbicara dengan X, yang mengatakan …"."""
        stop = relative - (self.s.raw[relative - 1] == ",")
        for k in range(begin + 1, stop):
            if self.s.lower[k - 1] in self.s.words.governors:
                found = self.s.mention(k, stop)
                if found and found[1] == stop and found[0].kind not in ("pronoun", "document"):
                    return found
        return None
