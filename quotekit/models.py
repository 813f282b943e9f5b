"""The values that travel through the pipeline: small, immutable, without behaviour.

Offsets are Unicode code points, half-open: ``article.text[start:end] == text``. Values hold no cycles, and
those that an article has many of are not followed by the garbage collector (``gc=False``).
"""

from __future__ import annotations

import msgspec

KINDS = ("direct", "mixed", "indirect")
STATUSES = ("attributed", "ambiguous", "unattributed")
MENTION_KINDS = ("person", "role", "body", "group", "pronoun", "document")
SCOPES = ("sentence", "neighbour", "article")


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of an article's text, ``[start, end)`` in code points, with its words."""

    start: int
    end: int
    text: str


class Article(msgspec.Struct, frozen=True):
    """One article as it was read; ``text`` is never altered.

    Missing metadata is ``None``. ``published`` is an ISO 8601 date or date-time.
    ``credits`` are canonical names that the input says the whole article is credited to.
    """

    id: str
    text: str
    outlet: str | None = None
    domain: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None
    language: str = "id"
    credits: tuple[str, ...] = ()


class Finding(msgspec.Struct, frozen=True, gc=False):
    """Something an analyst should know of: a place in an article, a code and a sentence."""

    article_id: str
    start: int | None
    end: int | None
    code: str
    message: str


class Hop(msgspec.Struct, frozen=True, gc=False):
    """One step of a relay chain with its evidence; hop 1 is the outlet's direct source."""

    name: str
    name_id: str
    text: str
    start: int
    end: int
    scope: str
    rule: str


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A speaker that was considered, with the reason why it won or lost."""

    name: str
    start: int
    end: int
    reason: str


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A source as the text names it: "Ajudan Presiden Rusia, Yury Ushakov".

    ``[name_start, name_end)`` is the bare name inside it (the whole of it for a pronoun, a role, a
    group). ``kind`` is one of `MENTION_KINDS`. ``definite`` mentions ("badan tersebut") point back.
    ``others`` are further sources named with it ("Putin dan Kim").
    """

    start: int
    end: int
    text: str
    kind: str
    name_start: int
    name_end: int
    role: str | None = None
    affiliation: str | None = None
    acronym: str | None = None
    definite: bool = False
    plural: bool = False
    others: tuple[Mention, ...] = ()

    @property
    def name(self) -> str:
        """The bare name."""
        return self.text[self.name_start - self.start : self.name_end - self.start]


class Quotation(msgspec.Struct, frozen=True, gc=False):
    """One quotation. `find_quotes` fills the content and the cue, later stages the rest.

    ``source`` is the mention of who is cited, titles in apposition included.
    """

    article_id: str
    start: int
    end: int
    text: str
    kind: str
    clause_start: int
    clause_end: int
    rule: str
    cue: Span | None = None
    source: Mention | None = None
    stance: str | None = None
    speaker: str | None = None
    speaker_id: str | None = None
    role: str | None = None
    affiliation: str | None = None
    status: str = "unattributed"
    reason: str | None = None
    hops: tuple[Hop, ...] = ()
    candidates: tuple[Candidate, ...] = ()
