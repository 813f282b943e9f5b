"""A piece of reported speech in a sentence, before it is cut from the text."""

from __future__ import annotations

import msgspec

from quotekit.models import Mention
from quotekit.reading.cues import Cue

# The rules by which the subject of an active cue is found.
SUBJECT, COORDINATED, RELATIVE = "source-cue-clause", "coordinated-cue", "relative-clause"
# The rule of a cue and its source that stand inside the content, behind its subject.
INSERTED = "inserted-cue"

# A cue with its index and the one behind it.
Placed = tuple[int, int, Cue]


class Report(msgspec.Struct, frozen=True, gc=False):
    """A cue with its source and content; ``[start, end)`` and the cue's place are token indices."""

    start: int
    end: int
    at: int
    after: int
    cue: Cue
    source: Mention | None
    rule: str
