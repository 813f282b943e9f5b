"""Where the quotations of one claim contradict each other: other speakers, other relays, lost attribution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from quotekit.linking.drift import lost_hedges
from quotekit.linking.sources import OTHER, Source, Sources

SPEAKER, RELAY, LOST = KINDS = ("speaker", "relay", "lost_attribution")


class Carried(NamedTuple):
    """One quotation of a claim as it was carried.

    ``relay`` is who stands between outlet and speaker, credits left out; ``sourced`` tells whether
    anything, a credit too, says where it comes from; ``copy`` whether it has the representative's words,
    ``represents`` whether it is the representative.
    """

    quote_id: str
    article: str
    outlet: str | None
    source: Source
    relay: tuple[str, ...]
    sourced: bool
    copy: bool
    represents: bool
    text: str


class Conflict(NamedTuple):
    """One contradiction: its kind, what happened in words, and the two quotations."""

    kind: str
    detail: str
    quote_id_l: str
    quote_id_r: str


Found = Iterator[tuple[tuple, Conflict]]


def find_conflicts(carried: Sequence[Carried], sources: Sources, *, language: str = "id") -> list[Conflict]:
    """Compare the quotations of one claim with each other.

    Different names of one source (alias, role, spokesperson, generic word) are no conflict.

    Returns:
        Each kind of contradiction once for each pair of speakers, of relays, or of losses.

    Examples:
        >>> from quotekit.linking.language import load_linking
        >>> from quotekit.registry import load_registry
        >>> sources = Sources(load_registry(), load_linking("id"))
        >>> said = (), False, True, True, "Kami siap berunding dengan siapa pun"
        >>> carried = [
        ...     Carried("q1", "a1", "Harian Satu", Source("Dmitry Peskov"), *said),
        ...     Carried("q2", "a2", "Harian Dua", Source("Sergei Lavrov"), *said),
        ... ]
        >>> [conflict.detail for conflict in find_conflicts(carried, sources)]
        ['speaker: Dmitry Peskov in a1, Sergei Lavrov in a2']
    """
    found: dict[tuple, Conflict] = {}
    for left, right in combinations(sorted(carried), 2):
        contradictions = [*_speakers(left, right, sources), *_relays(left, right, sources)]
        for one, other in ((left, right), (right, left)):
            contradictions += _losses(one, other, sources)
            if one.represents or other.represents:
                contradictions += _lost_hedges(one, other, language)
        for key, conflict in contradictions:
            found.setdefault(key, conflict)
    return [found[key] for key in sorted(found)]


def _speakers(left: Carried, right: Carried, sources: Sources) -> Found:
    ours, theirs = left.source.speaker, right.source.speaker
    if ours and theirs and sources.compare(left.source, right.source) == OTHER:
        detail = f"speaker: {ours} in {left.article}, {theirs} in {right.article}"
        yield (SPEAKER, *sorted((ours, theirs))), Conflict(SPEAKER, detail, left.quote_id, right.quote_id)


def _relays(left: Carried, right: Carried, sources: Sources) -> Found:
    """Two chains contradict each other if they end at different media."""
    if not left.relay or not right.relay or left.article == right.article:
        return
    ends = left.relay[-1], right.relay[-1]
    if all(sources.compare(Source(a), Source(b)) == OTHER for a in left.relay for b in right.relay):
        ways = [" < ".join(chain) for chain in (left.relay, right.relay)]
        detail = f"relay: {ways[0]} in {left.article}, {ways[1]} in {right.article}"
        yield (RELAY, *sorted(ends)), Conflict(RELAY, detail, left.quote_id, right.quote_id)


def _losses(full: Carried, copy: Carried, sources: Sources) -> Found:
    """Find what one quotation says of its source and a copy of it in another article does not."""
    if full.article == copy.article or not (full.copy and copy.copy):
        return
    if full.source.speaker and not copy.source.speaker:
        yield _loss("speaker", full.source.speaker, full, copy)
    itself = any(sources.compare(Source(copy.outlet), Source(name)) != OTHER for name in full.relay)
    if full.relay and not copy.sourced and copy.source.speaker and not (copy.outlet and itself):
        yield _loss("relay", " < ".join(full.relay), full, copy)


def _lost_hedges(full: Carried, copy: Carried, language: str) -> Found:
    if full.article == copy.article or not (full.copy and copy.copy):
        return
    if hedges := lost_hedges(full.text, copy.text, language=language):
        yield _loss("hedge", ", ".join(hedges), full, copy)


def _loss(what: str, lost: str, full: Carried, copy: Carried) -> tuple[tuple, Conflict]:
    detail = f"lost {what}: {lost} in {full.article} is not in {copy.article}"
    return (LOST, what, copy.quote_id), Conflict(LOST, detail, full.quote_id, copy.quote_id)
