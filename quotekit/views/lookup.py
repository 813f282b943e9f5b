"""A trace opened for reading: rows as plain dictionaries, found by id.

Tables are the interface to analysts; views need "the hops of this quotation" thousands of times.
`open_trace` turns the tables into dictionaries once. Missing values are ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quotekit.tables import read_rows

if TYPE_CHECKING:
    from quotekit.tables import Trace

Row = dict[str, Any]


@dataclass(frozen=True)
class Lookup:
    """The rows of a trace by id, in the order of their tables."""

    articles: dict[str, Row]
    quotes: dict[str, Row]
    hops: dict[str, list[Row]]
    claims: dict[str, Row]
    links: dict[tuple[str, str], Row]
    findings: list[Row]
    numbers: dict[str, int]
    quotes_of_article: dict[str, list[str]]
    quotes_of_claim: dict[str, list[str]]

    def find_link(self, left: str, right: str) -> Row | None:
        """Return the link of two quotations, whichever stands first in it."""
        return self.links.get((left, right)) or self.links.get((right, left))


def open_trace(trace: Trace) -> Lookup:
    """Index the tables of a trace.

    Returns:
        The rows by id; quotations are numbered from 1 in the order of their table.
    """
    quotes = {row["quote_id"]: row for row in read_rows(trace.quotes)}
    return Lookup(
        articles={row["article_id"]: row for row in read_rows(trace.articles)},
        quotes=quotes,
        hops=_group(read_rows(trace.hops), "quote_id"),
        claims={row["claim_id"]: row for row in read_rows(trace.claims)},
        links={(row["quote_id_l"], row["quote_id_r"]): row for row in read_rows(trace.links)},
        findings=read_rows(trace.findings),
        numbers={quote: number for number, quote in enumerate(quotes, start=1)},
        quotes_of_article=_ids(quotes, "article_id"),
        quotes_of_claim=_ids(quotes, "claim_id"),
    )


def _group(rows: list[Row], key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups


def _ids(quotes: dict[str, Row], key: str) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for quote, row in quotes.items():
        if row[key] is not None:
            groups.setdefault(row[key], []).append(quote)
    return groups
