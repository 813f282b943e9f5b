"""How many independent origins a claim has once relays, credits and copies are collapsed, and loops.

Every quotation is a chain from its outlet inward: credits, relays, and the speaker where that is a medium.
The last link is its root; if that is an outlet which itself cites somebody for this claim, its root counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from quotekit.linking.sources import GENERIC, Source, Sources
from quotekit.registry import name_key

COMPARED = 60  # reports of one claim with which another's article is compared


class Report(NamedTuple):
    """One quotation of a claim: its outlet (or article), and who stands between it and the speaker.

    ``wording`` has the words of an indirect report that are too many to be found twice.
    """

    row: int
    outlet: str
    chain: tuple[str, ...]
    wording: tuple[str, ...] | None = None


class Origins(NamedTuple):
    """The roots of a claim by name, sorted, and the names that cite one another in a loop."""

    roots: tuple[str, ...]
    loop: tuple[str, ...]


def find_origins(
    reports: Sequence[Report],
    sources: Sources,
    copies: Callable[[Report, Report], bool] = lambda a, b: False,
) -> Origins:
    """Collapse the reports of one claim to independent roots.

    Args:
        reports: of one claim.
        sources: tells the names of one medium, and which medium a description may mean.
        copies: tells of two reports, of which the first names no source, whether their articles are copies.

    Examples:
        >>> from quotekit.linking.language import load_linking
        >>> from quotekit.registry import load_registry
        >>> reports = [
        ...     Report(0, "Harian Satu", ("Antara", "TASS")),
        ...     Report(1, "Harian Dua", ("kantor berita rusia",)),
        ...     Report(2, "Harian Tiga", ("Harian Dua",)),
        ... ]
        >>> find_origins(reports, Sources(load_registry(), load_linking("id")))
        Origins(roots=('TASS',), loop=())
    """
    reports = sorted(reports, key=lambda report: (report.outlet, report.chain, report.row))
    names = _one_name_each({name for report in reports for name in (report.outlet, *report.chain)}, sources)
    cites: dict[str, set[str]] = {}
    for report in reports:
        for one, other in pairwise(names[name] for name in (report.outlet, *report.chain)):
            if one != other:
                cites.setdefault(one, set()).add(other)
    loop = sorted(name for name in cites if name in _reach(cites, cites[name]))
    roots: set[str] = set()
    for report in _without_copies(reports, copies):
        start = names[(report.outlet, *report.chain)[-1]]
        reached = {start} | _reach(cites, {start})
        roots |= {name for name in reached if not cites.get(name)} or {min(reached & set(loop))}
    return Origins(tuple(sorted(roots)), tuple(loop))


def _one_name_each(given: Collection[str], sources: Sources) -> dict[str, str]:
    """Give spellings of one medium one name, and a description that of the one medium it may mean."""
    names: dict[str, str] = {}
    by_key: dict[str, str] = {}
    for name in sorted(given):
        entity = sources.registry.find(name)
        names[name] = entity.name if entity else by_key.setdefault(name_key(name) or name, name)
    for name in sorted(given):
        if sources.registry.find(name) is None and sources.is_medium(name):
            meant = {
                names[other] for other in given if sources.compare(Source(name), Source(other)) == GENERIC
            }
            if len(meant) == 1:
                names[name] = meant.pop()
    return names


def _reach(cites: Mapping[str, Collection[str]], start: Collection[str]) -> set[str]:
    """Return everybody who is cited, directly or not."""
    seen: set[str] = set()
    todo = sorted(start)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += sorted(cites.get(name, ()))
    return seen


def _without_copies(reports: Sequence[Report], copies: Callable[[Report, Report], bool]) -> list[Report]:
    """Leave out the reports that name no source and copy another outlet's; the first of them stays."""
    kept = [report for report in reports if report.chain]
    wordings = {report.wording for report in kept}
    for report in reports:
        if report.chain:
            continue
        written = report.wording is not None and report.wording in wordings
        if not written and not any(r.outlet != report.outlet and copies(report, r) for r in kept[:COMPARED]):
            kept.append(report)
            wordings.add(report.wording)
    return kept
