"""A sheet without a kernel: a table that reads well with nothing, and filters where scripts run.

The page holds every row and every leaf as plain HTML. ``static/pages.js`` adds the filters, the sorting,
the paging and the reading pane, because hosts that strip scripts would leave dead controls behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from quotekit.views.html import Html, read_asset, style, tag
from quotekit.views.sheets import Column, Sheet

CAP = 500  # rows in a page without a kernel
PAGE = 8  # rows of a table page
_WIDTH = 48  # letters of a cell in plain text


def draw_row(sheet: Sheet, at: int) -> Html:
    """Draw one row of the table with the values its filters need."""
    cells = [_draw_cell(column, at) for column in sheet.columns]
    facets = {facet.key: list(facet.values[at]) for facet in sheet.facets}
    return tag(
        "tr", *cells, data_id=sheet.ids[at], data_date=sheet.days[at] or None, data_facets=encode(facets)
    )


def _draw_cell(column: Column, at: int) -> Html:
    value = column.values[at]
    shown = column.show(at) if column.show else "" if value is None else value
    sort = value if column.show and value is not None else None
    class_ = _class(column)
    if column.key == "no":
        return tag("th", shown, scope="row", class_=class_)
    return tag("td", shown, class_=class_, data_sort=sort, data_missing=value is None)


def _class(column: Column) -> str:
    return f"qk-col-{column.key}" + (" qk-minor" if column.minor else "")


def draw_table(sheet: Sheet, positions: Iterable[int], caption: str) -> Html:
    """Draw the table of some rows, in the order given."""
    head = (
        tag(
            "th",
            column.label,
            scope="col",
            class_=_class(column),
            data_key=column.key,
            data_searched=column.searched,
        )
        for column in sheet.columns
    )
    body = tag("tbody", *(draw_row(sheet, at) for at in positions))
    return tag("table", tag("caption", caption), tag("thead", tag("tr", *head)), body, class_="qk-rows")


def draw_leaf(sheet: Sheet, leaf: str, ids: Sequence[str], *, open_: bool = False) -> Html:
    """Draw what rows are read in, folded behind its name."""
    name = sheet.name_leaf(leaf)
    return tag(
        "details",
        tag("summary", name),
        sheet.draw_leaf(leaf, ids),
        class_="qk-leaf",
        data_leaf=leaf,
        open=open_,
    )


def describe_sheet(sheet: Sheet) -> dict[str, Any]:
    """Return what the scripts must know of a sheet."""
    facets = [{"key": facet.key, "label": facet.label, "names": dict(facet.names)} for facet in sheet.facets]
    return {
        "key": sheet.key,
        "noun": list(sheet.noun),
        "facets": facets,
        "dated": any(sheet.dates),
        "page": PAGE,
    }


def encode(value: object) -> str:
    """Return a value as JSON; lone surrogates, which JSON in UTF-8 cannot hold, as U+FFFD."""
    return msgspec.json.encode(_clean(value)).decode()


def _clean(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if not value.isascii() else value
    if isinstance(value, dict):
        return {_clean(key): _clean(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(one) for one in value]
    return value


def draw_sheet(
    sheet: Sheet,
    positions: Sequence[int] | None = None,
    *,
    chosen: str | None = None,
    limit: int = CAP,
    open_leaves: bool = False,
) -> Html:
    """Draw a sheet: its count, its table and its leaves.

    Args:
        sheet: what to draw.
        positions: the rows to draw, in this order; all by default.
        chosen: the row that is read first; the first one by default.
        limit: draws the first so many, and says so.
        open_leaves: unfolds what rows are read in.
    """
    positions = range(len(sheet.ids)) if positions is None else positions
    shown = positions[:limit]
    ids_of_leaf: dict[str, list[str]] = {}
    for at in shown:
        ids_of_leaf.setdefault(sheet.leaves[at], []).append(sheet.ids[at])
    leaves = (draw_leaf(sheet, leaf, ids, open_=open_leaves) for leaf, ids in ids_of_leaf.items())
    return tag(
        "div",
        tag("div", draw_table(sheet, shown, say_count(sheet, positions, shown)), class_="qk-list"),
        tag("div", *leaves, class_="qk-pane"),
        class_="qk-sheet",
        data_sheet=encode(describe_sheet(sheet)),
        data_total=len(sheet.ids),
        data_found=len(positions),
        data_chosen=chosen,
    )


def say_count(sheet: Sheet, positions: Sequence[int], shown: Sequence[int]) -> str:
    """Say how many rows there are, and how many of them are shown if not all."""
    count = sheet.count(len(positions), of=len(sheet.ids))
    return count if len(shown) == len(positions) else f"{count}; the first {len(shown):,} are shown"


def draw_fragment(sheet: Sheet, positions: Sequence[int] | None = None, *, chosen: str | None = None) -> Html:
    """Draw a sheet with its style and script, to stand in any page or notebook output."""
    return tag("div", style(), draw_sheet(sheet, positions, chosen=chosen), script(), class_="qk")


def script() -> Html:
    """Return the script that brings every sheet beside it to life."""
    return Html(f"<script>(() => {{\n{read_asset('table.js')}\n{read_asset('pages.js')}\n}})();</script>")


def print_sheet(sheet: Sheet, positions: Sequence[int] | None = None, *, limit: int = CAP) -> str:
    """Print rows as lines of text: the count, then the id and the columns of each.

    Examples:
        The first line of a sheet of 28 quotations is ``28 of 28 quotations``.
    """
    positions = range(len(sheet.ids)) if positions is None else positions
    shown = positions[:limit]
    lines = [[sheet.key, *(column.label for column in sheet.columns)]]
    lines += [[sheet.ids[at], *(_print_cell(column.values[at]) for column in sheet.columns)] for at in shown]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    printed = ("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
    return "\n".join([say_count(sheet, positions, shown), *printed])


def _print_cell(value: object) -> str:
    words = " ".join(str("" if value is None else value).split())
    return words if len(words) <= _WIDTH else words[: _WIDTH - 1] + "…"
