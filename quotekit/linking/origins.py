"""How many independent origins a claim has once relays, credits and copies are collapsed, and loops.

Every quotation is a chain from its outlet inward: credits, relays, and the speaker where that is a medium.
The last link is its root. If the root is itself an outlet that cites somebody for this claim, its root counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from quotekit.registry import MEDIA, Registry, name_key


class Report(NamedTuple):
    """One quotation of a claim: its outlet (or article), and who stands between it and the speaker."""

    row: int
    outlet: str
    chain: tuple[str, ...]


class Origins(NamedTuple):
    """The roots of a claim by name, sorted, and the names that cite one another in a loop."""

    roots: tuple[str, ...]
    loop: tuple[str, ...]


def find_origins(
    reports: Sequence[Report],
    registry: Registry,
    copies: Callable[[Report, Report], bool] = lambda a, b: False,
) -> Origins:
    """Collapse the reports of one claim to independent roots.

    Args:
        reports: of one claim.
        registry: tells the names of one medium.
        copies: tells of two reports that name no source whether one is a copy of the other.

    Examples:
        >>> from quotekit.registry import load_registry
        >>> reports = [
        ...     Report(0, "Harian Satu", ("Antara", "TASS")),
        ...     Report(1, "Harian Dua", ("TASS",)),
        ...     Report(2, "Harian Tiga", ("Harian Dua",)),
        ... ]
        >>> find_origins(reports, load_registry())
        Origins(roots=('TASS',), loop=())
    """
    names: dict[str, str] = {}
    cites: dict[str, set[str]] = {}
    for report in sorted(reports, key=lambda r: (r.outlet, r.chain)):
        keys = [_key(name, registry, names) for name in (report.outlet, *report.chain)]
        for one, other in zip(keys, keys[1:], strict=False):
            if one != other:
                cites.setdefault(one, set()).add(other)
    loop = sorted(key for key in cites if key in _reach(cites, cites[key]))
    roots: set[str] = set()
    for report in reports:
        start = _key((report.outlet, *report.chain)[-1], registry, names)
        reached = {start} | _reach(cites, {start})
        ends = {key for key in reached if not cites.get(key)} or {min(reached & set(loop))}
        roots |= ends
    roots = _without_copies(roots, reports, registry, names, copies)
    return Origins(tuple(sorted(names[key] for key in roots)), tuple(names[key] for key in loop))


def is_medium(name: str | None, registry: Registry) -> bool:
    """Tell whether a speaker is an agency or an outlet, and so a source of its own."""
    entity = registry.find(name) if name else None
    return entity is not None and entity.kind in MEDIA


def _key(name: str, registry: Registry, names: dict[str, str]) -> str:
    entity = registry.find(name)
    key = entity.id if entity else name_key(name) or name
    names.setdefault(key, entity.name if entity else name)
    return key


def _reach(cites: dict[str, set[str]], start: set[str]) -> set[str]:
    """Return everybody who is cited, directly or not."""
    seen: set[str] = set()
    todo = sorted(start)
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo += sorted(cites.get(key, ()))
    return seen


def _without_copies(
    roots: set[str],
    reports: Sequence[Report],
    registry: Registry,
    names: dict[str, str],
    copies: Callable[[Report, Report], bool],
) -> set[str]:
    """Drop an outlet that names no source if its report copies another's."""
    own = [(key, r) for r in reports if (key := _key(r.outlet, registry, names)) in roots and not r.chain]
    own.sort(key=lambda pair: (pair[0], pair[1].row))
    kept: list[tuple[str, Report]] = []
    gone: set[str] = set()
    for key, report in own:
        if any(other != key and copies(report, first) for other, first in kept):
            gone.add(key)
        else:
            kept.append((key, report))
    return roots - (gone - {key for key, _ in kept})
