"""A sheet: rows that can be filtered, sorted and read, whatever they are about.

Quotations, claims and relays are shown by the same explorer; a `Sheet` says what their columns,
filters and reading panes are. This module computes which rows to show and knows no HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from rapidfuzz import process

from quotekit.errors import QuotekitError
from quotekit.views.search import WordIndex

if TYPE_CHECKING:
    import pandas as pd

    from quotekit.views.html import Html

SINCE, UNTIL, SEARCH = "since", "until", "search"
NOT_GIVEN = "not given"
Query = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column: plain values to sort, search and print; `show` draws a cell where that is not enough."""

    key: str
    label: str
    values: Sequence[Any]
    show: Callable[[int], Html] | None = None
    searched: bool = False
    minor: bool = False


@dataclass(frozen=True)
class Facet:
    """Values to filter by, a list for each row (``None`` where it has none), and names to show for them."""

    key: str
    label: str
    values: Sequence[Sequence[str | None]]
    names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def rows(self) -> dict[str | None, np.ndarray]:
        """The rows that have each value; values in order, the missing one last."""
        found: dict[str | None, list[int]] = {}
        for number, values in enumerate(self.values):
            for value in dict.fromkeys(values):
                found.setdefault(value, []).append(number)
        order = sorted(found, key=lambda value: (value is None, self.name(value).lower(), value or ""))
        return {value: np.array(found[value], dtype=np.int64) for value in order}

    def name(self, value: str | None) -> str:
        """Return how a value is shown."""
        return NOT_GIVEN if value is None else self.names.get(value, value)


@dataclass(frozen=True)
class Sheet:
    """Rows of one kind with all that an explorer needs to know of them.

    Attributes:
        noun: what one row is, in the singular and the plural.
        table: the rows as analysts get them; ``table[key]`` holds the ids.
        dates: an ISO date or date-time for each row, or ``None``.
        leaves: for each row, what it is read in: an article, or the row itself.
        name_leaf: names a leaf in one line.
        draw_leaf: draws a leaf; its second argument says which rows to describe in full.
    """

    noun: tuple[str, str]
    key: str
    table: pd.DataFrame
    columns: tuple[Column, ...]
    facets: tuple[Facet, ...]
    dates: Sequence[str | None]
    leaves: Sequence[str]
    name_leaf: Callable[[str], str]
    draw_leaf: Callable[[str, Sequence[str]], Html]

    @cached_property
    def ids(self) -> list[str]:
        """The ids of the rows, in the order of the table."""
        return self.table[self.key].tolist()

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each id stands."""
        return {row: number for number, row in enumerate(self.ids)}

    @cached_property
    def words(self) -> WordIndex:
        """The words of the searched columns of each row."""
        searched = [column.values for column in self.columns if column.searched]
        return WordIndex(
            " ".join(value for value in values if value) for values in zip(*searched, strict=True)
        )

    @cached_property
    def days(self) -> np.ndarray:
        """The date of each row as ``YYYY-MM-DD``, empty where it has none."""
        return np.array([(date or "")[:10] for date in self.dates], dtype="U10")

    def count(self, number: int, of: int | None = None) -> str:
        """Say how many rows there are, with the right noun."""
        noun = self.noun[(number if of is None else of) != 1]
        return f"{number:,} {noun}" if of is None else f"{number:,} of {of:,} {noun}"


def check_query(sheet: Sheet, query: Query) -> dict[str, Any]:
    """Bring a query into its one form: facets as lists, empty parts left out.

    Args:
        sheet: what is filtered.
        query: values by facet (one, or a list; ``None`` for rows that have none),
            ``since`` and ``until`` (ISO dates, both included) and ``search`` (words).

    Raises:
        QuotekitError: for a filter or a value that the sheet does not have; it names the nearest.
    """
    facets = {facet.key: facet for facet in sheet.facets}
    checked: dict[str, Any] = {}
    for key, value in query.items():
        if key in facets:
            values = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
            checked[key] = [_check_value(facets[key], one) for one in values]
        elif key in (SINCE, UNTIL, SEARCH):
            if value:
                checked[key] = _check_words(key, value)
        else:
            raise QuotekitError(
                f"no filter {key!r}: expected one of {', '.join([*facets, SINCE, UNTIL, SEARCH])}"
            )
    return {key: value for key, value in checked.items() if value}


def _check_value(facet: Facet, value: Any) -> str | None:
    if value in facet.rows:
        return value
    known = [name for name in facet.rows if name is not None]
    near = process.extractOne(str(value), known, score_cutoff=60)
    hint = (
        f"did you mean {near[0]!r}?"
        if near
        else f"it has {', '.join(map(repr, known[:5]))}" + ", …" * (len(known) > 5)
    )
    raise QuotekitError(f"no {facet.key} {value!r} in these rows: {hint}")


def _check_words(key: str, value: Any) -> str:
    words = str(value)
    if key == SEARCH:
        return words
    try:
        return str(np.datetime64(words[:10], "D"))
    except ValueError:
        raise QuotekitError(f"{key} must be a date such as '2024-06-19', not {words!r}") from None


def find_rows(sheet: Sheet, query: Query) -> np.ndarray:
    """Return the positions of the rows that a checked query keeps, in the order of the table.

    A facet with several values keeps rows with any of them; the parts of a query are joined by "and".
    A row without a date is left out as soon as a date is asked for.
    """
    kept = np.ones(len(sheet.ids), dtype=bool)
    for facet in sheet.facets:
        if facet.key in query:
            chosen = np.zeros(len(kept), dtype=bool)
            for value in query[facet.key]:
                chosen[facet.rows[value]] = True
            kept &= chosen
    if SEARCH in query:
        kept &= sheet.words.find(query[SEARCH])
    if SINCE in query or UNTIL in query:
        days = sheet.days
        kept &= (days != "") & (days >= query.get(SINCE, "")) & (days <= query.get(UNTIL, "9999-12-31"))
    return np.flatnonzero(kept)


def sort_rows(
    sheet: Sheet, positions: Iterable[int], key: str | None, *, descending: bool = False
) -> list[int]:
    """Sort rows by a column; missing values last, equal ones in the order of the table.

    Raises:
        QuotekitError: for a column that the sheet does not have.
    """
    positions = [int(position) for position in positions]
    if key is None:
        return positions
    values = next((column.values for column in sheet.columns if column.key == key), None)
    if values is None:
        raise QuotekitError(
            f"no column {key!r}: expected one of {', '.join(column.key for column in sheet.columns)}"
        )
    known = [position for position in positions if values[position] is not None]
    missing = [position for position in positions if values[position] is None]
    return sorted(known, key=lambda position: _sort_key(values[position]), reverse=descending) + missing


def _sort_key(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value
