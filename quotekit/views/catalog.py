"""The three sheets of a trace: its quotations, its claims and its relays."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quotekit.tables import read_rows
from quotekit.views.cards import (
    draw_article,
    draw_claim,
    draw_relay,
    first_seen,
    join_quoted,
    name_article,
    name_conflicts,
)
from quotekit.views.chains import (
    ARROW,
    NO_OUTLET,
    NO_SPEAKER,
    clip,
    draw_hops,
    draw_way,
    name_hop,
    name_steps,
)
from quotekit.views.html import Html, join, tag
from quotekit.views.lookup import Lookup, Row, open_trace
from quotekit.views.sheets import Column, Facet, Sheet
from quotekit.views.summaries import count_relays

if TYPE_CHECKING:
    from quotekit.tables import Trace

SEPARATOR = "; "  # joins two speakers of one quotation


def list_quotes(trace: Trace) -> Sheet:
    """Return the sheet of all quotations, each read in its article."""
    lookup = open_trace(trace)
    rows = list(lookup.quotes.values())
    chains = [ARROW.join(name_steps(lookup, row["quote_id"])[:-1]) for row in rows]
    return Sheet(
        noun=("quotation", "quotations"),
        key="quote_id",
        table=trace.quotes.reset_index(drop=True),
        columns=(
            Column("no", "No.", [lookup.numbers[row["quote_id"]] for row in rows]),
            Column(
                "speaker",
                "Speaker",
                _pick(rows, "speaker"),
                lambda at: _draw_speaker(rows[at]),
                searched=True,
            ),
            Column("text", "Words", _pick(rows, "text"), lambda at: _draw_words(rows[at]), searched=True),
            Column(
                "relay", "Outlet ← relay", chains, lambda at: _draw_carrier(lookup, rows[at]), searched=True
            ),
            Column(
                "published",
                "Published",
                _pick(rows, "published"),
                lambda at: _draw_date(rows[at]),
                minor=True,
            ),
            Column("kind", "Kind", _pick(rows, "kind"), minor=True),
            Column("stance", "Stance", _pick(rows, "stance"), minor=True),
        ),
        facets=(
            Facet("speaker", "Speaker", [_split(row["speaker"]) for row in rows]),
            Facet("relay", "Relay", [_hop_names(lookup, row) for row in rows]),
            Facet("outlet", "Outlet", [[row["outlet"]] for row in rows]),
            Facet("kind", "Kind", [[row["kind"]] for row in rows]),
            Facet("stance", "Stance", [[row["stance"]] for row in rows]),
            Facet("status", "Status", [[row["status"]] for row in rows]),
            Facet("claim", "Claim", [[row["claim_id"]] for row in rows], _claim_names(lookup)),
        ),
        dates=_pick(rows, "published"),
        leaves=_pick(rows, "article_id"),
        name_leaf=lambda article: name_article(lookup, article),
        draw_leaf=lambda article, quotes: draw_article(lookup, article, quotes),
    )


def list_claims(trace: Trace, *, at_least: int = 1) -> Sheet:
    """Return the sheet of all claims, those with most quotations first.

    Args:
        trace: what `quotekit.trace` returned.
        at_least: leaves out claims with fewer quotations, unless something in them is in conflict.
    """
    lookup = open_trace(trace)
    rows = sorted(
        (row for row in lookup.claims.values() if row["n_quotes"] >= at_least or row["conflict"]),
        key=lambda row: (-row["n_quotes"], row["claim_id"]),
    )
    quotes = [
        [lookup.quotes[quote] for quote in lookup.quotes_of_claim.get(row["claim_id"], [])] for row in rows
    ]
    order = {row["claim_id"]: number for number, row in enumerate(rows)}
    table = trace.claims[trace.claims["claim_id"].isin(list(order))]
    return Sheet(
        noun=("claim", "claims"),
        key="claim_id",
        table=table.sort_values("claim_id", key=lambda ids: ids.map(order), ignore_index=True),
        columns=(
            Column("no", "No.", list(range(1, len(rows) + 1))),
            Column(
                "text",
                "Claim",
                _pick(rows, "text"),
                lambda at: tag("span", rows[at]["text"], class_="qk-clamp"),
                searched=True,
            ),
            Column("speaker", "Speaker", _pick(rows, "speaker"), searched=True),
            Column("n_quotes", "Quotations", _pick(rows, "n_quotes"), minor=True),
            Column("n_outlets", "Outlets", _pick(rows, "n_outlets"), minor=True),
            Column("origins", "Origins", _pick(rows, "origins"), minor=True),
            Column("first", "First", [_first(lookup, row) for row in rows], minor=True),
            Column("conflict", "Conflict", [name_conflicts(row) or None for row in rows]),
        ),
        facets=(
            Facet(
                "speaker",
                "Speaker",
                [_gather(_split(quote["speaker"]) for quote in found) for found in quotes],
            ),
            Facet(
                "relay", "Relay", [_gather(_hop_names(lookup, quote) for quote in found) for found in quotes]
            ),
            Facet("outlet", "Outlet", [_gather([quote["outlet"]] for quote in found) for found in quotes]),
            Facet("conflict", "Conflict", [row["conflict"] or [None] for row in rows]),
        ),
        dates=_pick(rows, "first_published"),
        leaves=_pick(rows, "claim_id"),
        name_leaf=lambda claim: clip(lookup.claims[claim]["text"], 90),
        draw_leaf=lambda claim, _: draw_claim(lookup, claim),
    )


def list_relays(trace: Trace) -> Sheet:
    """Return the sheet of all ways in which words came to an outlet."""
    lookup = open_trace(trace)
    table = count_relays(trace)
    table.insert(0, "relay_id", [_relay_id(row) for row in read_rows(table)])
    rows = read_rows(table)
    by_id = {row["relay_id"]: row for row in rows}
    chains = [draw_way(row) for row in rows]
    dates = [
        min(
            (
                lookup.quotes[quote]["published"]
                for quote in row["quote_ids"]
                if lookup.quotes[quote]["published"]
            ),
            default=None,
        )
        for row in rows
    ]
    return Sheet(
        noun=("relay chain", "relay chains"),
        key="relay_id",
        table=table,
        columns=(
            Column("no", "No.", list(range(1, len(rows) + 1))),
            Column(
                "chain",
                "Outlet ← relay ← speaker",
                [_name_way(row) for row in rows],
                lambda at: chains[at],
                searched=True,
            ),
            Column("n_quotes", "Quotations", _pick(rows, "n_quotes")),
        ),
        facets=(
            Facet("outlet", "Outlet", [[row["outlet"]] for row in rows]),
            Facet("relay", "Relay", [row["credit"] + row["relay"] or [None] for row in rows]),
            Facet("speaker", "Speaker", [_split(row["speaker"]) for row in rows]),
        ),
        dates=dates,
        leaves=_pick(rows, "relay_id"),
        name_leaf=lambda relay: _name_way(by_id[relay]),
        draw_leaf=lambda relay, _: draw_relay(lookup, draw_way(by_id[relay]), by_id[relay]),
    )


def _pick(rows: Sequence[Row], key: str) -> list:
    return [row[key] for row in rows]


def _split(speaker: str | None) -> list[str | None]:
    return [None] if speaker is None else list(speaker.split(SEPARATOR))


def _gather(groups: Iterable[Iterable[str | None]]) -> list[str | None]:
    return list(dict.fromkeys(value for group in groups for value in group))


def _hop_names(lookup: Lookup, row: Row) -> list[str | None]:
    return [hop["name"] for hop in lookup.hops.get(row["quote_id"], [])] or [None]


def _claim_names(lookup: Lookup) -> dict[str, str]:
    """Name claims by their words; those that begin alike have their id behind them."""
    names = {claim: clip(row["text"] or claim, 60) for claim, row in lookup.claims.items()}
    counts = Counter(names.values())
    return {claim: name if counts[name] == 1 else f"{name} [{claim}]" for claim, name in names.items()}


def _first(lookup: Lookup, row: Row) -> str | None:
    return None if row["first_article"] is None else first_seen(lookup, row)


def _draw_speaker(row: Row) -> Html:
    name = tag("b", row["speaker"] or NO_SPEAKER, class_=None if row["speaker"] else "qk-none")
    doubt = None if row["status"] == "attributed" else tag("small", f" ({row['status']})")
    return join([name, doubt, row["source"] and tag("small", f" {row['source']}", class_="qk-mention")])


def _draw_words(row: Row) -> Html:
    return tag("span", join_quoted(row), class_="qk-clamp", lang=row["language"], dir="auto")


def _draw_carrier(lookup: Lookup, row: Row) -> Html:
    outlet = tag("span", row["outlet"] or NO_OUTLET, class_=None if row["outlet"] else "qk-none")
    return join([outlet, *draw_hops(lookup, row["quote_id"])], ARROW)


def _draw_date(row: Row) -> Html:
    return join([(row["published"] or "")[:10]])


def _relay_id(row: Row) -> str:
    return "r" + hashlib.blake2b(_name_way(row).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _name_way(row: Row) -> str:
    credit = [name_hop(name, credit=True) for name in row["credit"]]
    return ARROW.join([row["outlet"] or NO_OUTLET, *credit, *row["relay"], row["speaker"] or NO_SPEAKER])
