"""Relay chains, drawn as a line from the outlet inward to the speaker, with the evidence of each step."""

from __future__ import annotations

from collections.abc import Sequence

from quotekit.views.html import Html, join, table, tag
from quotekit.views.lookup import Lookup, Row

ARROW = " ← "
NO_OUTLET = "outlet not known"
NO_SPEAKER = "no speaker found"
CREDIT = "credit line"


def clip(text: str, width: int) -> str:
    """Cut a text for a label; a cut is shown as "…".

    Examples:
        >>> clip("Kami sudah siap", 12)
        'Kami sudah…'
    """
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def name_steps(lookup: Lookup, quote_id: str) -> list[str]:
    """Name the steps of a chain from the outlet inward; a credit of the whole article is said to be one.

    Returns:
        The outlet, each hop and the speaker, as words to read.
    """
    row = lookup.quotes[quote_id]
    hops = [describe_hop(hop) for hop in lookup.hops.get(quote_id, [])]
    return [row["outlet"] or NO_OUTLET, *hops, row["speaker"] or NO_SPEAKER]


def describe_hop(hop: Row) -> str:
    """Name a hop, with a note if it is the credit line of the whole article."""
    return name_hop(hop["name"], credit=hop["scope"] == "article")


def name_hop(name: str, *, credit: bool) -> str:
    """Name a step between outlet and speaker in words."""
    return f"{name} ({CREDIT})" if credit else name


def draw_chain(lookup: Lookup, quote_id: str) -> Html:
    """Draw the whole chain of one quotation: outlet ← hops ← speaker."""
    row = lookup.quotes[quote_id]
    return draw_steps(row["outlet"], draw_hops(lookup, quote_id), row["speaker"])


def draw_hops(lookup: Lookup, quote_id: str) -> list[Html]:
    """Draw each hop of one quotation."""
    return [draw_hop(hop["name"], credit=hop["scope"] == "article") for hop in lookup.hops.get(quote_id, [])]


def draw_way(row: Row) -> Html:
    """Draw the chain of a row of `count_relays`: its credits, then its relays."""
    hops = [draw_hop(name, credit=True) for name in row["credit"]]
    hops += [draw_hop(name, credit=False) for name in row["relay"]]
    return draw_steps(row["outlet"], hops, row["speaker"])


def draw_steps(outlet: str | None, hops: Sequence[Html], speaker: str | None) -> Html:
    """Draw a chain of given steps; an unknown end is said in words."""
    first = tag("span", outlet or NO_OUTLET, class_=_step("outlet", outlet))
    last = tag("strong", speaker or NO_SPEAKER, class_=_step("speaker", speaker))
    return tag("span", join([first, *hops, last], ARROW), class_="qk-chain")


def draw_hop(name: str, *, credit: bool) -> Html:
    """Draw one step between outlet and speaker."""
    if not credit:
        return tag("span", name, class_="qk-step qk-relay")
    return tag("span", name, tag("small", f" ({CREDIT})"), class_="qk-step qk-relay qk-credit")


def _step(role: str, known: str | None) -> str:
    return f"qk-step qk-{role}" + ("" if known else " qk-none")


def list_evidence(lookup: Lookup, quote_id: str) -> Html | None:
    """Tabulate the words behind each hop; `None` if there is no hop."""
    hops = lookup.hops.get(quote_id)
    if not hops:
        return None
    rows = [
        [hop["hop"], hop["name"], tag("q", hop["text"]), hop["scope"], tag("code", hop["rule"])]
        for hop in hops
    ]
    return table(
        ["Hop", "Name", "Words in the article", "Scope", "Rule"], rows, caption="Evidence of the relay"
    )
