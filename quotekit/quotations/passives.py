"""Passives of saying: whose words they open, and where those stand ("dikatakan X bahwa …", "dinilai X …")."""

from __future__ import annotations

from quotekit.models import Mention
from quotekit.quotations.clauses import has_main_predicate, is_predicate
from quotekit.quotations.contents import ADJUNCT_MOST
from quotekit.quotations.extents import Extent
from quotekit.quotations.frames import Frame
from quotekit.reading.cues import Cue
from quotekit.reading.sentences import Found, Sentence
from quotekit.reading.vocabulary import match_phrase

# Stances whose passive may stand before a predicate: "dinilai Rina merugikan warga".
OPINIONS = frozenset(["judged", "described", "claimed", "admitted"])

# Stances of passives that tell whose words stand before "seperti" and them; "seperti diharapkan" does not.
TELLING = frozenset(["said", "announced", "admitted", "claimed", "reported", "promised", "denied"])

# The agent of a passive begins within so many words before it.
AGENT_MOST = 12

# "hal itu juga" stands no farther before its passive than this.
POINTER_MOST = 4

# Where content begins and ends, as token indices, and whose it is.
Stretch = tuple[int, int, Mention | None]


class Passives:
    """Reads the passives of one sentence; indices are those of its tokens."""

    def __init__(self, sentence: Sentence, frame: Frame, extent: Extent) -> None:
        """Prepare to read in a sentence."""
        self.s, self.g, self.frame, self.extent = sentence, sentence.grammar, frame, extent

    def source(self, at: int, after: int, cue: Cue) -> tuple[Mention | None, int]:
        """The agent of a passive, if one is named, and the index behind it."""
        k = after + (after < self.s.stop and self.s.lower[after] in self.g.agents)
        found = (self.s.clitic(*cue.clitic), after) if cue.clitic else self.s.mention(k)
        found = found and (
            self.frame.cut_at_comma(*found) or found
        )  # "dikatakan Rina, petugas mencari pelaku"
        if found and self._is_patient(at, cue, found):
            return None, after
        pointed = self.comma_before_pointer(at, cue) > 0
        if found and (cue.clitic or pointed or self._opens(at) or self._is_agent(found, k)):
            return found
        return self._agent_before(at), after

    def _is_patient(self, at: int, cue: Cue, found: Found) -> bool:
        """Whether a pronoun behind a passive is the subject of a clause: "Diperkirakan keduanya rugi"."""
        mention, behind = found
        plural = mention.kind == "pronoun" and mention.plural and not cue.clitic
        return plural and at == 0 and behind < self.s.stop and is_predicate(self.s, behind, self.s.stop)

    def content_before(self, floor: int, at: int, after: int, cue: Cue) -> Stretch | None:
        """What stands before a passive: quoted words, or behind "seperti" a clause and its comma.

        "“…,” ditambahkan Rina", "Harga akan naik, seperti disampaikan Rina"
        """
        likened, found = self.likened(at), self.frame.source_behind(after, cue)
        before = likened - 1
        if not found or (likened < at and (cue.stance not in TELLING or self.s.context.is_medium(found[0]))):
            return None
        if before in self.s.quotes:
            return before, before + 1, found[0]
        left = self.s.after_connectors(floor, before)
        clause = likened < at and self.s.raw[before] == "," and has_main_predicate(self.s, left, before)
        return (left, before, found[0]) if clause else None

    def likened(self, at: int) -> int:
        """Where "seperti (yang) disampaikan" begins, whose passive stands at `at`; `at` without "seperti"."""
        relative = at - (at > 1 and self.s.lower[at - 1] in self.g.relatives)
        similes = self.s.context.language.relay.trailing.similes
        return relative - 1 if relative and self.s.lower[relative - 1] in similes else at

    def comma_before_pointer(self, at: int, cue: Cue) -> int:
        """The comma of "…, hal itu disampaikan X", if a clause stands before it; 0 if there is none."""
        if cue.word not in self.g.anaphora_passives:
            return 0
        for k in range(max(2, at - POINTER_MOST), at):
            size = match_phrase(self.g.anaphora, self.s.lower, k, at) if self.s.raw[k - 1] == "," else 0
            if size and self.s.skip_adverbs(k + size, at) == at and has_main_predicate(self.s, 0, k - 1):
                return k - 1
        return 0

    def _agent_before(self, at: int) -> Mention | None:
        """The agent of a passive that stands before it: "yang oleh X disebut sebagai “…”"."""
        for k in range(at - 1, max(-1, at - AGENT_MOST), -1):
            if self.s.lower[k] in self.g.agents:
                found = self.s.mention(k + 1, at)
                return found[0] if found and self.s.before_cue(at, found[1]) < found[1] else None
        return None

    def cites(self, at: int, cue: Cue, source: Mention) -> bool:
        """Whether the passive at the head of a sentence names a medium: "Diwartakan AFP, …"."""
        return self._opens(at) and self.s.context.is_medium(source) and not cue.clitic

    def content(self, at: int, behind: int, cue: Cue, source: Mention | None) -> Stretch | None:
        """What stands behind a passive and its source, if that is what somebody said."""
        start = self.frame.contents.skip_manner(behind, self.s.stop)
        opened = start < self.s.stop and (self.s.lower[start] in self.g.openers or self.s.raw[start] in ",:")
        if opened:
            comma = self.s.raw[start] == ","
            if comma and at and self.s.lower[at - 1] in self.g.relatives:
                return None  # "Dalam wawancara yang disiarkan CBS, Rina mengatakan …"
            limit = min(self.s.stop, start + ADJUNCT_MOST)
            start = self.frame.contents.inserted(start, limit) or start + 1
            if start < self.s.stop and self.s.lower[start] in self.g.openers:
                start += 1
            elif comma and not (at == 0 or has_main_predicate(self.s, start, self.s.stop)):
                return None  # "disampaikan oleh ketua panitia, Rina Hartati"
        phrase = self.extent.phrase_end(start)
        if any(start <= k < phrase for k in self.s.quotes):
            return start, phrase, source or self._main_subject(at)
        held = opened or (cue.clitic and not self._is_adjunct(start))
        if not source or not (held or self._is_predicated(at, start, cue)):
            return None
        return start, self.extent.end(start), source

    def _is_adjunct(self, start: int) -> bool:
        """Whether nothing but an adjunct stands behind a cue: "disampaikannya kepada warga"."""
        if start >= self.s.stop or self.s.lower[start] not in self.g.adjuncts:
            return False
        return not has_main_predicate(self.s, start + 1, self.s.comma(start, self.s.stop))

    def _opens(self, at: int) -> bool:
        """Whether a cue opens its sentence, "seperti" before it or not."""
        return at == 0 or (at == 1 and self.s.lower[0] in self.s.context.language.relay.trailing.openers)

    def _is_predicated(self, at: int, start: int, cue: Cue) -> bool:
        """Whether what somebody holds of the subject begins at a token: "sebagai …", "merugikan warga"."""
        if start >= self.s.stop:
            return False
        low = self.s.lower[start]
        if low in self.g.predicatives:
            beneath = at > 1 and self.s.lower[at - 1] in self.g.relatives
            return not (beneath and low in self.g.predicates)  # "yang diduga X itu adalah …"
        if cue.stance not in OPINIONS or low in self.s.words.definite:
            return False
        return is_predicate(self.s, start, self.s.stop)

    def _is_agent(self, found: Found, at: int) -> bool:
        """A bare agent is a name, a pronoun, a body or somebody known; anything else is the verb's object.

        Before "sebagai" stands whoever says so: "dianggap sejumlah ekonom sebagai …".
        """
        mention, behind = found
        if self.s.lower[at - 1] in self.g.agents or mention.definite:
            return True
        low = self.s.lower[behind] if behind < self.s.stop else ""
        if low in self.g.predicatives and low not in self.g.predicates:
            return True
        return mention.kind in ("person", "pronoun", "body") and not mention.role

    def _main_subject(self, at: int) -> Mention | None:
        """The subject of the sentence, for "NATO mengecam serangan yang disebut sebagai “…”"."""
        begin, found = self.s.opening(0, at)
        return found[0] if found and not self.s.is_common(begin) else None
