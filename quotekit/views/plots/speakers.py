"""The heatmap of speakers and outlets: who cites whom, with the numbers in the cells."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from quotekit.tables import read_rows
from quotekit.views.chains import NO_OUTLET, NO_SPEAKER
from quotekit.views.lookup import Row, open_trace
from quotekit.views.plots.figures import INK, MOST, ROW, WHITE, Figure

if TYPE_CHECKING:
    import pandas as pd

    from quotekit.tables import Trace

ALL = "all"
_PALE, _DEEP = "#eaf2fa", "#08519c"


def plot_speakers(trace: Trace, *, most: int = MOST) -> Figure:
    """Draw how often each outlet cites each speaker, with the numbers in the cells.

    Args:
        trace: what `quotekit.trace` returned.
        most: draws that many speakers and outlets, the most cited; the table has all.

    Returns:
        A heatmap; its table has one row a speaker and one column an outlet, both in this order, and
        their sum in ``all``. Joint speakers count for each of them.
    """
    table = tabulate_speakers(trace)
    speakers, outlets = table["speaker"].tolist()[:most], table.columns[1:-1].tolist()[:most]
    cells = [
        {"speaker": row["speaker"], "outlet": outlet, "quotations": row[outlet]}
        for row in read_rows(table.head(most))
        for outlet in outlets
        if row[outlet]
    ]
    return Figure(_draw(cells, speakers, outlets), table, "Quotations by speaker and outlet")


def tabulate_speakers(trace: Trace) -> pd.DataFrame:
    """Count quotations by speaker and outlet, the most cited first, then by name."""
    import pandas as pd

    pairs: Counter[tuple[str, str]] = Counter()
    for row in open_trace(trace).quotes.values():
        for speaker in (row["speaker"] or NO_SPEAKER).split("; "):
            pairs[speaker, row["outlet"] or NO_OUTLET] += 1
    speakers, outlets = (_rank(pairs, side) for side in (0, 1))
    counts = {name: [pairs[name, outlet] for outlet in outlets] for name in speakers}
    rows = [[name, *row, sum(row)] for name, row in counts.items()]
    return pd.DataFrame(rows, columns=["speaker", *outlets, ALL])


def _rank(pairs: Counter[tuple[str, str]], side: int) -> list[str]:
    sums: Counter[str] = Counter()
    for pair, number in pairs.items():
        sums[pair[side]] += number
    return sorted(sums, key=lambda name: (-sums[name], name))


def _draw(cells: list[Row], speakers: list[str], outlets: list[str]) -> dict[str, Any]:
    top = max((cell["quotations"] for cell in cells), default=1)
    count = {"field": "quotations", "type": "quantitative"}
    shade = {"legend": None, "scale": {"domain": [0, top], "range": [_PALE, _DEEP]}}
    ink = {"condition": {"test": f"datum.quotations > {top / 2}", "value": WHITE}, "value": INK}
    outlet_axis = {"orient": "top", "labelAngle": -35, "title": None}
    return {
        "title": {"text": "Quotations by speaker and outlet"},
        "width": {"step": 74},
        "height": {"step": ROW},
        "data": {"values": cells},
        "encoding": {
            "x": _name_axis("outlet", outlets) | {"axis": outlet_axis},
            "y": _name_axis("speaker", speakers) | {"axis": {"title": None}},
            "tooltip": [{"field": key} for key in ("speaker", "outlet", "quotations")],
        },
        "layer": [
            {
                "mark": {"type": "rect", "stroke": WHITE, "strokeWidth": 2},
                "encoding": {"color": count | shade},
            },
            {"mark": {"type": "text", "fontWeight": "bold"}, "encoding": {"text": count, "color": ink}},
        ],
    }


def _name_axis(field: str, names: list[str]) -> dict[str, Any]:
    return {"field": field, "type": "nominal", "sort": names, "scale": {"domain": names}}
