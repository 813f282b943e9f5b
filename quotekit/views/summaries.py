"""The two tables analysts ask for first: how often each speaker is cited, and who relayed whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotekit.models import KINDS
from quotekit.views.lookup import Lookup, Row, open_trace

if TYPE_CHECKING:
    import pandas as pd

    from quotekit.tables import Trace

SPEAKER_COLUMNS = ["speaker", "n_quotes", *KINDS, "n_outlets", "n_relayed", "affiliation"]
RELAY_COLUMNS = ["outlet", "relay", "credit", "speaker", "n_quotes", "quote_ids"]


def count_speakers(trace: Trace) -> pd.DataFrame:
    """Count how often, how and where each speaker is cited.

    Args:
        trace: what `quotekit.trace` returned.

    Returns:
        One row a speaker, most cited first, then by name: ``n_quotes``, the same split by kind,
        ``n_outlets`` that cite the speaker, ``n_relayed`` quotations that came through somebody else,
        ``affiliation`` where the texts give one. Two joint speakers are one row, as in the table of
        quotations. Quotations without a speaker stand in the last row, with ``speaker`` missing.
    """
    import pandas as pd

    groups: dict[str | None, list[Row]] = {}
    for row in open_trace(trace).quotes.values():
        groups.setdefault(row["speaker"], []).append(row)
    rows = sorted((_speaker_row(speaker, quotes) for speaker, quotes in groups.items()), key=_speaker_order)
    return _table(pd.DataFrame(rows, columns=SPEAKER_COLUMNS), ["speaker", "affiliation"])


def _speaker_row(speaker: str | None, quotes: list[Row]) -> Row:
    return {
        "speaker": speaker,
        "n_quotes": len(quotes),
        **{kind: sum(row["kind"] == kind for row in quotes) for kind in KINDS},
        "n_outlets": len({row["outlet"] for row in quotes} - {None}),
        "n_relayed": sum(bool(row["relay"]) for row in quotes),
        "affiliation": min((row["affiliation"] for row in quotes if row["affiliation"]), default=None),
    }


def _speaker_order(row: Row) -> tuple[bool, int, str]:
    return row["speaker"] is None, -row["n_quotes"], row["speaker"] or ""


def count_relays(trace: Trace) -> pd.DataFrame:
    """Count who relayed whom: outlet ← relay ← speaker.

    Args:
        trace: what `quotekit.trace` returned.

    Returns:
        One row for each outlet, relay chain, credit and speaker, sorted by these: ``relay`` and
        ``credit`` are lists from the outlet's direct source inward, ``credit`` those that a credit line
        names for the whole article; ``n_quotes`` and ``quote_ids`` say which quotations came that way.
        A chain without relay is a row too: the outlet cites the speaker itself.
    """
    import pandas as pd

    lookup = open_trace(trace)
    groups: dict[tuple[str | None, tuple[str, ...], tuple[str, ...], str | None], list[str]] = {}
    for quote, row in lookup.quotes.items():
        key = (row["outlet"], tuple(row["relay"]), find_credits(lookup, quote), row["speaker"])
        groups.setdefault(key, []).append(quote)
    rows = [
        [outlet, list(relay), list(credit), speaker, len(quotes), quotes]
        for (outlet, relay, credit, speaker), quotes in sorted(groups.items(), key=_relay_order)
    ]
    return _table(pd.DataFrame(rows, columns=RELAY_COLUMNS), ["outlet", "speaker"])


def find_credits(lookup: Lookup, quote_id: str) -> tuple[str, ...]:
    """Return whom a credit line of the article names as the source of all of it."""
    return tuple(hop["name"] for hop in lookup.hops.get(quote_id, []) if hop["scope"] == "article")


def _relay_order(item: tuple[tuple, list[str]]) -> tuple:
    outlet, relay, credit, speaker = item[0]
    return outlet is None, outlet or "", relay, credit, speaker is None, speaker or ""


def _table(table: pd.DataFrame, text: list[str]) -> pd.DataFrame:
    return table.astype(dict.fromkeys(text, "string")).reset_index(drop=True)
