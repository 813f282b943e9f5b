"""The live explorer: a widget that filters, sorts and pages in Python and shows one page at a time.

One class shows any sheet: `explore` quotations, `explore_claims` claims, `explore_relays` relays. The
browser holds eight rows and one article, however large the trace is; it sends wishes (a query, a
column, a row) and shows the answers. Where there is no kernel, the same sheet is shown as a page
(`quotekit.views.pages`) or as lines of text, from the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from quotekit.errors import QuotekitError
from quotekit.views.catalog import list_claims, list_quotes, list_relays
from quotekit.views.export import EXPORTS, save_rows, write_rows
from quotekit.views.html import read_asset
from quotekit.views.pages import PAGE, describe_sheet, draw_fragment, draw_leaf, draw_table, print_sheet
from quotekit.views.sheets import Query, Sheet, check_query, find_rows, sort_rows

if TYPE_CHECKING:
    import pandas as pd

    from quotekit.tables import Trace


class Explorer(anywidget.AnyWidget):
    """Rows to filter, sort, read and save, in JupyterLab and from Python alike.

    Attributes:
        selected: the chosen rows as a DataFrame; set it to an id, a list of ids or such rows.
        filtered: all rows that the filters keep, sorted as shown, as a DataFrame.
        query: the filters that are set.
    """

    _esm = f"{read_asset('table.js')}\n{read_asset('live.js')}"
    _css = read_asset("quotekit.css")

    _sheet = traitlets.Dict().tag(sync=True)
    _counts = traitlets.Dict().tag(sync=True)
    _table = traitlets.Unicode("").tag(sync=True)
    _leaf = traitlets.Unicode("").tag(sync=True)
    _state = traitlets.Dict().tag(sync=True)
    selected: traitlets.TraitType[pd.DataFrame, Any] = traitlets.TraitType(
        help="The chosen rows, a DataFrame."
    )

    def __init__(self, sheet: Sheet) -> None:
        """Show all rows of a sheet and choose the first."""
        self._rows = sheet
        self._query: dict[str, Any] = {}
        self._order: tuple[str | None, bool] = (None, False)
        self._found = list(range(len(sheet.ids)))
        self._page = 0
        _ = sheet.words  # indexed now, so that the first search answers like any other
        counts = {
            facet.key: [[value, len(rows)] for value, rows in facet.rows.items()] for facet in sheet.facets
        }
        super().__init__(_sheet=describe_sheet(sheet), _counts=counts, selected=sheet.ids[:1])
        self.on_msg(self._obey)

    @property
    def query(self) -> dict[str, Any]:
        """The filters that are set."""
        return dict(self._query)

    @property
    def filtered(self) -> pd.DataFrame:
        """All rows that the filters keep, in the order shown."""
        return self._rows.table.iloc[self._found].reset_index(drop=True)

    def filter(self, **query: Any) -> Explorer:
        """Set the filters, all at once; without any, all rows are shown again.

        Args:
            query: a facet (``speaker``, ``relay``, ``outlet``, ``kind``, ``stance``, ``status``,
                ``claim`` for quotations) with one value, a list, or ``None`` for rows without one;
                ``since`` and ``until``, ISO dates, both included; ``search``, words, typos forgiven.

        Returns:
            The explorer itself, so that a cell can show it.

        Raises:
            QuotekitError: for a filter or a value that these rows do not have.
        """
        self._find(query, self._order)
        return self

    def sort(self, column: str | None, *, descending: bool = False) -> Explorer:
        """Sort by a column, or by none: then in the order of the table.

        Raises:
            QuotekitError: for a column that these rows do not have.
        """
        self._find(self._query, (column, descending))
        return self

    def select(self, row_id: str) -> Explorer:
        """Choose a row by its id.

        Raises:
            QuotekitError: if there is no such row.
        """
        self.selected = row_id
        return self

    def save(self, path: str | Path) -> None:
        """Write the filtered rows: ``.csv``, ``.xlsx``, ``.jsonl`` or ``.parquet`` by the suffix.

        Raises:
            InputError: for another suffix, or a folder that does not exist.
        """
        save_rows(self.filtered, path)

    @traitlets.validate("selected")
    def _check_selected(self, proposal: dict[str, Any]) -> pd.DataFrame:
        ids = _read_ids(proposal["value"], self._rows.key)
        unknown = [row for row in ids if row not in self._rows.positions]
        if unknown:
            raise QuotekitError(
                f"no {self._rows.noun[0]} {unknown[0]!r}: take an id from the column {self._rows.key!r}"
            )
        return self._rows.table.iloc[[self._rows.positions[row] for row in ids]]

    @traitlets.observe("selected")
    def _turn_to_selected(self, _: object) -> None:
        at = self._place
        if at in self._found:
            self._page = self._found.index(at) // PAGE
        self._draw()

    @property
    def _chosen(self) -> str | None:
        """The row that is read: the first of the selected ones."""
        return next(iter(self.selected[self._rows.key]), None)

    @property
    def _place(self) -> int | None:
        """Where the row that is read stands in its table."""
        chosen = self._chosen
        return None if chosen is None else self._rows.positions[chosen]

    def _find(self, query: Query, order: tuple[str | None, bool]) -> None:
        checked = check_query(self._rows, query)
        found = sort_rows(self._rows, find_rows(self._rows, checked), order[0], descending=order[1])
        self._query, self._order, self._found, self._page = checked, order, found, 0
        if self._place in found:
            self._draw()
        else:
            self.selected = [self._rows.ids[at] for at in found[:1]]

    def _draw(self) -> None:
        pages = -(-len(self._found) // PAGE)
        shown = self._found[self._page * PAGE : (self._page + 1) * PAGE]
        count = self._rows.count(len(self._found), of=len(self._rows.ids))
        with self.hold_sync():
            self._table = draw_table(self._rows, shown, count)
            self._leaf = self._draw_leaf()
            self._state = {
                "query": self._query, "order": list(self._order), "chosen": self._chosen,
                "page": self._page, "pages": pages, "status": count,
            }  # fmt: skip

    def _draw_leaf(self) -> str:
        if self._chosen is None:
            return ""
        leaf = self._rows.leaves[self._rows.positions[self._chosen]]
        return draw_leaf(self._rows, leaf, [self._chosen], open_=True)

    def _obey(self, _: object, message: dict[str, Any], buffers: list[bytes]) -> None:
        """Do what the view asks for; an error is said in the view, for nobody would see a raised one."""
        try:
            self._do(**message)
        except (QuotekitError, TypeError) as error:
            self._say(str(error))

    def _do(self, do: str, **wish: Any) -> None:
        acts: dict[str, Callable[..., object]] = {
            "filter": lambda query: self._find(query, self._order),
            "sort": lambda column, descending: self._find(self._query, (column, bool(descending))),
            "choose": lambda id: self.select(id),
            "turn": lambda by: self._turn(1 if by > 0 else -1),
            "save": lambda kind: self._send_rows(kind),
        }
        if do not in acts:
            raise QuotekitError(f"the view asked for {do!r}; known are {', '.join(acts)}")
        acts[do](**wish)

    def _turn(self, by: int) -> None:
        page = self._page + by
        if 0 <= page * PAGE < len(self._found):
            at = page * PAGE if by > 0 else (page + 1) * PAGE - 1
            self.select(self._rows.ids[self._found[at]])

    def _say(self, status: str) -> None:
        self._state = {**self._state, "status": status}

    def _send_rows(self, kind: str) -> None:
        content = write_rows(self.filtered, kind)
        if kind == "copy":
            self.send({"do": "copy", "text": content.decode()})
        else:
            name = f"{self._rows.noun[1].replace(' ', '-')}.{kind}"
            self.send({"do": "save", "name": name, "type": EXPORTS[kind]}, [content])
        self._say(f"{self._rows.count(len(self._found))} {'copied' if kind == 'copy' else 'saved'}")

    def __repr__(self) -> str:
        """Print the filtered rows."""
        return f"<Explorer: {print_sheet(self._rows, self._found)}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:  # type: ignore[override]  # IPython takes dicts
        bundle = super()._repr_mimebundle_()
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        fallback = {
            "text/plain": print_sheet(self._rows, self._found),
            "text/html": draw_fragment(self._rows, self._found, chosen=self._chosen),
        }
        return {**(data or {}), **fallback}


def _read_ids(value: Any, key: str) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if hasattr(value, "columns"):
        if key not in value:
            raise QuotekitError(
                f"rows to select need the column {key!r}; these have {', '.join(map(str, value.columns))}"
            )
        value = value[key].tolist()
    if not isinstance(value, Iterable):
        raise QuotekitError(
            f"cannot select {value!r}: give an id, a list of ids, or rows with the column {key!r}"
        )
    return [str(one) for one in value]


def explore(trace: Trace) -> Explorer:
    """Explore the quotations of a trace, each in its article.

    Args:
        trace: what `quotekit.trace` returned.

    Returns:
        A widget in JupyterLab, the same content as a page or as text elsewhere.
    """
    return Explorer(list_quotes(trace))


def explore_claims(trace: Trace) -> Explorer:
    """Explore the claims of a trace: who carried each through whom, and in which words."""
    return Explorer(list_claims(trace))


def explore_relays(trace: Trace) -> Explorer:
    """Explore the ways in which words came to an outlet: outlet ← relay ← speaker."""
    return Explorer(list_relays(trace))
