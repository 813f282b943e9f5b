"""The answer for one mention, and who was cited so far in an article."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from quotekit.models import Candidate

# What a speaker is; "pejabat Pentagon" may be one person or several.
PERSON, BODY, EITHER = "person", "body", "either"


class Speaker(msgspec.Struct, frozen=True, gc=False):
    """The answer for one mention: who it is, why, and who else was considered.

    ``place`` is where the mention begins; ``kind`` is "person", "body" or "either". Nobody in particular
    has an empty ``name`` and ``id``.
    """

    name: str
    id: str
    reason: str
    place: int
    kind: str = PERSON
    status: str = "attributed"
    role: str | None = None
    affiliation: str | None = None
    candidates: tuple[Candidate, ...] = ()


class History:
    """Who was cited so far, by sentence, and which bodies."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.cited: dict[int, list[Speaker]] = {}
        self.embedded: set[int] = set()  # where sources of relative clauses stand: "… Rudi, yang menyebut …"
        self.bodies: list[Speaker] = []
        self._by_word: dict[str, list[Speaker]] = {}

    def add(self, sentence: int, speaker: Speaker) -> None:
        """Keep a speaker that was cited in a sentence."""
        self.cited.setdefault(sentence, []).append(speaker)
        if speaker.kind != PERSON and speaker.name:
            self.bodies.append(speaker)
            self._by_word.setdefault(speaker.name.lower().split()[0], []).append(speaker)

    def body(self, name: str) -> Speaker | None:
        """The body that was cited under a name, however it is written."""
        low = name.lower()
        alike = self._by_word.get(low.split()[0], ())
        return next((one for one in reversed(alike) if one.name.lower() == low), None)

    def whole_of(self, noun: str, many: Collection[str]) -> Speaker | None:
        """The body cited last whose name ends in a noun: "majelis hakim" for "hakim".

        Names that begin with one of the words for `many` ("para hakim") are no bodies.
        """
        for one in reversed(self.bodies):
            first, _, rest = one.name.lower().partition(" ")
            if f" {rest}".endswith(f" {noun.lower()}") and first not in many:
                return one
        return None

    def longer_body(self, name: str) -> Speaker | None:
        """The body cited last whose name begins with a name and goes on."""
        short = name.lower()
        beginning_alike = self._by_word.get(short.split()[0], ())
        return next(
            (one for one in reversed(beginning_alike) if one.name.lower().startswith(short + " ")), None
        )
