"""The relay graph: who passed whose words on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from quotekit.tables import read_rows
from quotekit.views.chains import NO_OUTLET, NO_SPEAKER
from quotekit.views.lookup import Row
from quotekit.views.plots.figures import INK, MOST, PALETTE, ROW, WHITE, Figure
from quotekit.views.plots.layout import Edge, Node, Path, count_paths, place_nodes
from quotekit.views.summaries import count_relays

if TYPE_CHECKING:
    from quotekit.tables import Trace

OUTLET, CREDIT, RELAY, SPEAKER = ROLES = ("outlet", "credit line", "relay", "speaker")
OTHERS = "others"
SUBTITLE = "outlet ← relay ← speaker; number of quotations in brackets; dashed: by a credit line only"
_LOOKS = {
    "color": {"domain": list(ROLES), "range": [PALETTE[0], PALETTE[3], PALETTE[1], PALETTE[2]]},
    "shape": {"domain": list(ROLES), "range": ["square", "triangle-up", "circle", "diamond"]},
}
_SIDES = {
    OUTLET: {"align": "right", "dx": -11},
    CREDIT: {"align": "center", "dy": -13},
    RELAY: {"align": "center", "dy": -13},
    SPEAKER: {"align": "left", "dx": 11},
}


def plot_relays(trace: Trace, *, most: int = MOST) -> Figure:
    """Draw who passed whose words on: outlet ← relay ← speaker.

    Args:
        trace: what `quotekit.trace` returned.
        most: draws that many names of each role, the most frequent, and the rest as "others"; the
            table has all.

    Returns:
        A graph in columns, outlets on the left and speakers on the right. A line is as thick as it has
        quotations; it is dashed where only a credit line of the article names the relay.
    """
    table = count_relays(trace)
    rows = _keep_frequent(read_rows(table), most)
    roles = _assign_roles(rows)
    paths = [_trace_path(row, roles) for row in rows]
    nodes, edges = count_paths(paths)
    return Figure(_draw(nodes, edges, roles), table.drop(columns="quote_ids"), "Who relayed whom")


def _keep_frequent(rows: list[Row], most: int) -> list[Row]:
    """Name the rarer outlets, relays, credits and speakers together."""
    for key in ("outlet", "credit", "relay", "speaker"):
        counts: Counter[str] = Counter()
        for row in rows:
            counts.update(dict.fromkeys(_names(row, key), row["n_quotes"]))
        kept = {name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]}
        rows = [row | {key: [name if name in kept else OTHERS for name in _names(row, key)]} for row in rows]
    return rows


def _names(row: Row, key: str) -> list[str]:
    value = row[key] or {"outlet": [NO_OUTLET], "speaker": [NO_SPEAKER]}.get(key, [])
    return [value] if isinstance(value, str) else value


def _assign_roles(rows: list[Row]) -> list[str]:
    """Give each column its role; relays stand next to the speakers, so that an agency has one place."""
    credits = max((len(row["credit"]) for row in rows), default=0)
    relays = max((len(row["relay"]) for row in rows), default=0)
    return [OUTLET, *[CREDIT] * credits, *[RELAY] * relays, SPEAKER]


def _trace_path(row: Row, roles: list[str]) -> Path:
    last = len(roles) - 1
    credits = list(enumerate(row["credit"], start=1))
    relays = list(enumerate(row["relay"], start=last - len(row["relay"])))
    return [(0, row["outlet"][0]), *credits, *relays, (last, row["speaker"][0])], row["n_quotes"]


def _draw(nodes: Counter[Node], edges: Counter[Edge], roles: list[str]) -> dict[str, Any]:
    heights = place_nodes(nodes, edges)
    points = [_draw_node(node, number, heights, roles) for node, number in sorted(nodes.items())]
    last = len(roles) - 1
    position = {
        "x": {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [-0.1, last + 0.1]}},
        "y": {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [1, 0]}},
    }
    labels = [_label(points, role, position, halo=halo) for role in ROLES for halo in (True, False)]
    return {
        "title": {"text": "Who relayed whom", "subtitle": SUBTITLE},
        "width": 210 * last,
        "height": max(160, ROW * max(Counter(column for column, _ in nodes).values(), default=1)),
        "layer": [_draw_lines(edges, heights, roles, position), _draw_points(points, position), *labels],
    }


def _draw_lines(
    edges: Counter[Edge], heights: dict[Node, float], roles: list[str], position: dict[str, Any]
) -> dict[str, Any]:
    values = [turn for edge, number in sorted(edges.items()) for turn in _bend(edge, number, heights, roles)]
    thick = {"domain": [1, max(edges.values(), default=1) + 1], "range": [1.2, 7]}
    dash = {"domain": [False, True], "range": [[1, 0], [5, 4]]}
    return {
        "data": {"values": values},
        "mark": {"type": "line", "interpolate": "basis", "color": "#8a939e", "opacity": 0.75},
        "encoding": position
        | {
            "detail": {"field": "detail"},
            "order": {"field": "turn"},
            "strokeWidth": {"field": "quotations", "type": "quantitative", "legend": None, "scale": thick},
            "strokeDash": {"field": "credit", "legend": None, "scale": dash},
            "tooltip": [{"field": "edge", "title": "Step"}, {"field": "quotations", "title": "Quotations"}],
        },
    }


def _bend(edge: Edge, number: int, heights: dict[Node, float], roles: list[str]) -> list[Row]:
    """Bend a line so that it leaves and meets its ends level."""
    (left, from_), (right, to) = edge
    start, end = round(heights[edge[0]], 4), round(heights[edge[1]], 4)
    by = min(0.5, (right - left) / 2)
    credit = CREDIT in (roles[left], roles[right])
    about = {"edge": f"{from_} ← {to}", "quotations": number, "credit": credit}
    turns = [(left, start), (left + by, start), (right - by, end), (right, end)]
    detail = f"{left} {from_} ← {right} {to}"
    return [about | {"detail": detail, "turn": turn, "x": x, "y": y} for turn, (x, y) in enumerate(turns)]


def _draw_node(node: Node, number: int, heights: dict[Node, float], roles: list[str]) -> Row:
    column, name = node
    about = {"name": name, "label": f"{name} ({number})", "role": roles[column], "quotations": number}
    return {"x": column, "y": round(heights[node], 4), **about}


def _draw_points(points: list[Row], position: dict[str, Any]) -> dict[str, Any]:
    mark = {"type": "point", "filled": True, "size": 110, "opacity": 1, "stroke": WHITE, "strokeWidth": 1.5}
    looks = {name: {"field": "role", "scale": scale, "legend": None} for name, scale in _LOOKS.items()}
    tips = [{"field": key, "title": key.capitalize()} for key in ("name", "role", "quotations")]
    return {"data": {"values": points}, "mark": mark, "encoding": position | looks | {"tooltip": tips}}


def _label(points: list[Row], role: str, position: dict[str, Any], *, halo: bool) -> dict[str, Any]:
    """Write the names of a role; a white halo keeps them readable over lines."""
    mark = {"type": "text", "fontSize": 12.5, "baseline": "middle", "color": INK, **_SIDES[role]}
    if halo:
        mark |= {"color": WHITE, "stroke": WHITE, "strokeWidth": 4, "strokeJoin": "round"}
    values = [point for point in points if point["role"] == role]
    return {"data": {"values": values}, "mark": mark, "encoding": position | {"text": {"field": "label"}}}
