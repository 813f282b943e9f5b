"""The timeline of claims: when and where each was printed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from quotekit.errors import QuotekitError
from quotekit.views.chains import ARROW, NO_OUTLET, NO_SPEAKER, clip, name_steps
from quotekit.views.lookup import Lookup, Row, open_trace
from quotekit.views.plots.figures import INK, MOST, PALETTE, ROW, SHAPES, WHITE, Figure, cycle

if TYPE_CHECKING:
    import pandas as pd

    from quotekit.tables import Trace

COLUMNS = ["claim_id", "claim", "published", "outlet", "chain", "words", "quote_id"]
MANY_DAYS = 14  # more than these are drawn to scale, fewer side by side
_WIDTH = 34  # letters of a claim in its label


def plot_claims(trace: Trace, claim_id: str | None = None, *, most: int = MOST) -> Figure:
    """Draw when and where claims were printed.

    Args:
        trace: what `quotekit.trace` returned.
        claim_id: one claim; by default all with more than one quotation, most quoted first.
        most: draws that many claims; the table has all.

    Returns:
        One row a claim, one point for each outlet and day, its outlet by colour and shape, with the
        number of quotations where there are several. Quotations of articles without a date stand in
        the table only, and the plot says how many.

    Raises:
        QuotekitError: if there is no such claim.
    """
    lookup = open_trace(trace)
    if claim_id is not None and claim_id not in lookup.claims:
        raise QuotekitError(f"no claim {claim_id!r}: take an id from trace.claims.claim_id")
    chosen = [claim_id] if claim_id else _list_shared(lookup)
    rows = [
        _describe(lookup, claim, quote) for claim in chosen for quote in lookup.quotes_of_claim.get(claim, [])
    ]
    rows = _tell_apart(rows)
    drawn = [row for row in rows if row["claim_id"] in set(chosen[:most])]
    return Figure(_draw(drawn), _tabulate(rows), "Where and when claims were printed")


def _list_shared(lookup: Lookup) -> list[str]:
    shared = [row for row in lookup.claims.values() if row["n_quotes"] > 1]
    return [row["claim_id"] for row in sorted(shared, key=lambda row: (-row["n_quotes"], row["claim_id"]))]


def _describe(lookup: Lookup, claim_id: str, quote_id: str) -> Row:
    quote, claim = lookup.quotes[quote_id], lookup.claims[claim_id]
    return {
        "claim_id": claim_id,
        "claim": f"{claim['speaker'] or NO_SPEAKER}: {clip(claim['text'], _WIDTH)}",
        "published": (quote["published"] or "")[:10] or None,
        "outlet": quote["outlet"] or NO_OUTLET,
        "chain": ARROW.join(name_steps(lookup, quote_id)),
        "words": quote["text"],
        "quote_id": quote_id,
    }


def _tell_apart(rows: list[Row]) -> list[Row]:
    """Add the id to labels that two claims share."""
    claims: dict[str, set[str]] = {}
    for row in rows:
        claims.setdefault(row["claim"], set()).add(row["claim_id"])
    return [
        row | {"claim": f"{row['claim']} [{row['claim_id']}]"} if len(claims[row["claim"]]) > 1 else row
        for row in rows
    ]


def _tabulate(rows: list[Row]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=COLUMNS).astype({"published": "string"})


def _draw(rows: list[Row]) -> dict[str, Any]:
    points = _gather([row for row in rows if row["published"]])
    undated = sum(row["published"] is None for row in rows)
    outlets = sorted({point["outlet"] for point in points})
    claims = list(dict.fromkeys(point["claim"] for point in points))
    to_scale = len({point["published"] for point in points}) > MANY_DAYS
    mark = {"type": "point", "filled": True, "size": 120, "opacity": 1, "stroke": WHITE, "strokeWidth": 1}
    label = {"type": "text", "align": "left", "dx": 9, "fontSize": 12, "fontWeight": "bold", "color": INK}
    return {
        "title": {"text": "Where and when claims were printed", "subtitle": _note(undated)},
        "width": 460,
        "height": {"step": ROW + 4},
        "data": {"values": points},
        "encoding": {
            "x": _time_axis(to_scale=to_scale),
            **({} if to_scale else {"xOffset": {"field": "outlet", "scale": {"domain": outlets}}}),
            "y": {"field": "claim", "type": "nominal", "sort": claims, "axis": {"title": None, "grid": True}},
            "tooltip": [{"field": key} for key in ("claim", "published", "outlet", "chain", "quotations")],
        },
        "layer": [
            {"mark": mark, "encoding": _looks(outlets)},
            {"mark": label, "encoding": {"text": {"field": "several"}}},
        ],
    }


def _gather(rows: list[Row]) -> list[Row]:
    """Make one point of the quotations of a claim in one outlet on one day."""
    counts: Counter[tuple[str, str, str]] = Counter()
    points: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        place = row["claim_id"], row["published"], row["outlet"]
        counts[place] += 1
        points.setdefault(place, {key: row[key] for key in ("claim", "published", "outlet", "chain")})
    return [
        point | {"quotations": counts[place], "several": str(counts[place]) if counts[place] > 1 else ""}
        for place, point in points.items()
    ]


def _note(undated: int) -> str:
    note = "a point for each outlet and day, with the number of quotations where there are several"
    return f"{note}; {undated} without a date in the table only" if undated else note


def _time_axis(*, to_scale: bool) -> dict[str, Any]:
    axis = {"grid": True, "labelAngle": 0, **({"format": "%Y-%m-%d"} if to_scale else {})}
    return {
        "field": "published",
        "type": "temporal" if to_scale else "ordinal",
        "title": "published",
        "axis": axis,
    }


def _looks(outlets: list[str]) -> dict[str, Any]:
    return {
        "color": {"field": "outlet", "title": "Outlet", "scale": cycle(PALETTE, outlets)},
        "shape": {"field": "outlet", "title": "Outlet", "scale": cycle(SHAPES, outlets)},
    }
