"""What a medium passes on, alone or citing somebody: "Dilansir TASS, …", "AP mengutip X bahwa …"."""

from __future__ import annotations

import msgspec

from quotekit.citing.verbs import cited_behind
from quotekit.models import Mention
from quotekit.quotations.clauses import has_main_predicate, is_predicate
from quotekit.quotations.extents import Extent
from quotekit.quotations.frames import Frame
from quotekit.quotations.reports import SUBJECT, Report
from quotekit.reading.cues import ACTIVE, Cue
from quotekit.reading.sentences import Found, Sentence
from quotekit.reading.subjects import nearest, subject_of

# The medium that cites somebody stands within so many words before its verb.
MEDIUM_MOST = 16


class Content(msgspec.Struct, frozen=True, gc=False):
    """A stretch of reported content, as token indices, and whose it is."""

    start: int
    end: int
    source: Mention


class Relayed:
    """Reads what media pass on in one sentence."""

    def __init__(self, sentence: Sentence, frame: Frame, extent: Extent) -> None:
        """Prepare to read in a sentence."""
        self.s, self.g, self.frame, self.extent = sentence, sentence.grammar, frame, extent
        self.openers = sentence.context.language.relay.trailing.openers

    def citing_clause(self, at: int) -> Content | None:
        """ "AP mengutip keterangan polisi bahwa …": the source is whom the medium cites."""
        medium = nearest(self.s, max(0, at - MEDIUM_MOST), at) if at else None
        if not medium or not self.s.context.is_medium(medium[0]):
            return None
        source, start = cited_behind(self.s, at) or (None, at)
        comma = start < self.s.stop and self.s.raw[start] == ","
        start += comma
        if source is None or start >= self.s.stop:
            return None
        opens = self.s.lower[start] in self.g.openers or self.s.raw[start] == ":"
        if not opens and start not in self.s.quotes and not (comma and self._tells(medium[0], start)):
            return None
        return Content(start + opens, self.extent.end(start + opens), source)

    def _tells(self, medium: Mention, at: int) -> bool:
        """Whether a clause without a cue stands behind whom a medium cites: "AP mengutip polisi, …"."""
        opens = self.s.opening(0, self.s.stop)[1]
        active = any(cue.form == ACTIVE for place, _, cue in self.s.cues if place >= at)
        if opens is None or opens[0] != medium or active:
            return False
        return has_main_predicate(self.s, at, self.s.stop)

    def passed_on(self, start: int, end: int, source: Mention) -> Report | None:
        """What somebody says by the report of a medium: "TASS melaporkan Putin mengatakan …"."""
        inner = [one for one in self.s.cues if one[2].form == ACTIVE and start < one[0] < end]
        if not inner or not self.s.context.is_medium(source):
            return None
        for at, after, cue in inner:
            if self.s.blocked(at, start):
                continue
            found = subject_of(self.s, start, at)
            begin = self.extent.start(after, cue)
            if found and begin is not None and found[0].start == self.s.tokens.starts[start]:
                return Report(begin, self.extent.end(begin, cue), at, after, cue, found[0], SUBJECT)
        return None

    def only_source(self, at: int, after: int, cue: Cue) -> Content | None:
        """ "Dilansir TASS, …" and "…, dikutip Antara": the medium is the source, as nobody else is named."""
        found = self.medium_behind(after)
        if not found:
            return None
        source, behind = found
        left = self.s.after_leads(0, at)
        if left >= at or (at <= 1 and self.s.lower[0] in self.openers):
            if cited := cited_behind(self.s, behind):  # "Dilansir AFP, mengutip polisi, …"
                source, behind = cited
            comma = self.s.comma(behind, self.s.stop)
            start = min(comma + 1, self.s.stop)
            while start < self.s.stop and self._is_date(start):
                start = self._behind_date(start)
            if start >= self.s.stop or not self.s.is_clause(start, self.s.stop):
                return None
            return Content(start, self.extent.end(start), source)
        edge = self.extent.edge(at, left, cue)
        if not edge or not self.s.is_clause(left, edge):
            return None
        rest = self.s.skip_aside(behind)
        if self.s.raw[rest - 1] == "," and rest < self.s.stop and is_predicate(self.s, rest, self.s.stop):
            return None  # "Data itu, seperti dilansir AFP, disampaikan polisi": the clause goes on
        return Content(left, edge, source)

    def medium_behind(self, after: int) -> Found | None:
        """The medium behind "dilansir (dari laman) …"; in "dikutip Tempo dari Reuters" the one it is from."""
        origin = self.s.words.origin
        found: Found | None = None
        k = after
        while k < self.s.stop and (found is None or self.s.lower[k] in origin):
            while k < self.s.stop and (self.s.lower[k] in self.g.before_medium or self._is_article(k)):
                k += 1
            limit = next((j for j in range(k + 1, self.s.stop) if self.s.lower[j] in origin), self.s.stop)
            named = self.s.mention(k, limit) if k < self.s.stop else None
            if not named or named[0].kind == "pronoun" or not self.frame.can_speak(named[0]):
                break
            found, k = named, named[1]
        return found

    def _is_article(self, at: int) -> bool:
        """Whether a small "the" stands before the name of a medium."""
        return self.s.raw[at] in self.s.words.connectors

    def _behind_date(self, at: int) -> int:
        """The index behind a date: behind its parenthesis, if no comma follows that, or behind its comma."""
        comma = self.s.comma(at, self.s.stop)
        for k in range(at, comma):
            behind = self.s.skip_parenthesis(k, comma)
            if behind > k:
                return behind + (behind == comma)
        return min(comma + 1, self.s.stop)

    def _is_date(self, at: int) -> bool:
        return at < self.s.stop and (
            self.s.lower[at] in self.s.words.days or self.s.raw[at] == "(" or self.s.raw[at].isdigit()
        )
