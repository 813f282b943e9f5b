"""The reading pane: an article with its marks, and a card for each quotation, claim and relay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quotekit.views.chains import draw_chain, list_evidence
from quotekit.views.html import Html, escape, join, table, tag
from quotekit.views.lookup import Lookup, Row
from quotekit.views.marks import find_layers, legend, mark_text
from quotekit.views.variants import compare_variants, list_variants

QUOTED = ("“", "”")


def draw_article(lookup: Lookup, article_id: str, quote_ids: Sequence[str]) -> Html:
    """Draw an article: all its quotations marked in its text, and a card for each of some of them."""
    article = lookup.articles[article_id]
    quotes = lookup.quotes_of_article.get(article_id, [])
    text = mark_text(article["text"], find_layers(lookup, quotes), lookup)
    return join(
        [
            legend(),
            tag(
                "div",
                tag("div", text, class_="qk-text", lang=article["language"], dir="auto"),
                tag("div", *(draw_quote(lookup, quote) for quote in quote_ids), class_="qk-cards"),
                class_="qk-reading",
            ),
        ]
    )


def name_article(lookup: Lookup, article_id: str) -> str:
    """Name an article by outlet, date and title, as far as they are known, and its id."""
    article = lookup.articles[article_id]
    known = [
        article["outlet"] or "outlet not known",
        (article["published"] or "")[:10],
        article["title"],
        article_id,
    ]
    return " · ".join(part for part in known if part)


def draw_quote(lookup: Lookup, quote_id: str) -> Html:
    """Draw the card of one quotation: its chain, what the text says of it, its evidence and variants."""
    row = lookup.quotes[quote_id]
    return tag(
        "section",
        tag(
            "p",
            f"Quotation {lookup.numbers[quote_id]}",
            tag("span", _describe(row), class_="qk-tags"),
            class_="qk-title",
        ),
        tag("p", draw_chain(lookup, quote_id)),
        tag("blockquote", join_quoted(row), lang=row["language"], dir="auto"),
        _facts(row),
        list_evidence(lookup, quote_id),
        list_variants(lookup, quote_id),
        class_="qk-card",
        data_card=quote_id,
    )


def join_quoted(row: Row) -> Html:
    """Return the words of a quotation, in marks where the article has them in marks."""
    opening, closing = QUOTED if row["kind"] != "indirect" else ("", "")
    return join([opening, row["text"], closing])


def _describe(row: Row) -> Html:
    return join([f" {row['kind']}", row["stance"]], " · ")


def _facts(row: Row) -> Html:
    place = f"[{row['start']}, {row['end']})"
    about = ", ".join(part for part in (row["role"], row["affiliation"]) if part)
    facts = [
        ("Speaker", row["speaker"]),
        ("Role", about),
        ("Source", row["source"] and tag("b", row["source"], class_="qk-source qk-opens qk-closes")),
        ("Cue", row["cue"] and tag("i", row["cue"], class_="qk-cue qk-opens qk-closes")),
        ("Status", join([row["status"], row["reason"]], ": ")),
        ("Rule", tag("code", row["rule"])),
        ("Place", tag("code", place)),
        ("Quotation", tag("code", row["quote_id"])),
        ("Claim", row["claim_id"] and tag("code", row["claim_id"])),
    ]
    return describe(facts)


def describe(facts: Iterable[tuple[str, object]]) -> Html:
    """Draw facts as a description list; a fact without a value is left out."""
    pairs = (tag("div", tag("dt", name), tag("dd", value)) for name, value in facts if value)
    return tag("dl", *pairs, class_="qk-facts")


def draw_claim(lookup: Lookup, claim_id: str) -> Html:
    """Draw the card of one claim: who carried it through whom, in which words, and what contradicts what."""
    claim = lookup.claims[claim_id]
    facts = [
        ("Speaker", claim["speaker"]),
        ("Quotations", escape(claim["n_quotes"])),
        ("Articles", escape(claim["n_articles"])),
        ("Outlets", escape(claim["n_outlets"])),
        ("Origins", _count_origins(claim)),
        ("First", first_seen(lookup, claim)),
        ("Conflict", tag("strong", name_conflicts(claim)) if claim["conflict"] else escape("none")),
        ("Claim", tag("code", claim_id)),
    ]
    return tag(
        "section",
        tag("p", claim["text"], class_="qk-title"),
        describe(facts),
        _list_conflicts(lookup, claim),
        compare_variants(lookup, claim),
        class_="qk-card",
        data_card=claim_id,
    )


def _count_origins(claim: Row) -> Html | None:
    if claim["origins"] is None:
        return None
    names = ", ".join(claim.get("roots") or [])
    return escape(f"{claim['origins']} ({names})" if names else claim["origins"])


def name_conflicts(claim: Row) -> str:
    """Name the kinds of contradiction in a claim, in words."""
    return ", ".join(kind.replace("_", " ") for kind in claim["conflict"])


def _list_conflicts(lookup: Lookup, claim: Row) -> Html | None:
    details = [tag("li", _link_numbers(lookup, detail)) for detail in claim.get("conflict_detail") or []]
    return tag("ul", *details, class_="qk-conflicts") if details else None


def _link_numbers(lookup: Lookup, detail: str) -> str:
    """Write the number of a quotation and the outlet of an article behind their ids."""
    words = []
    for word in detail.split(" "):
        bare = word.rstrip(",:;.")
        if bare in lookup.numbers:
            word = f"{bare} (No. {lookup.numbers[bare]}){word[len(bare) :]}"
        elif bare in lookup.articles and lookup.articles[bare]["outlet"]:
            word = f"{bare} ({lookup.articles[bare]['outlet']}){word[len(bare) :]}"
        words.append(word)
    return " ".join(words)


def first_seen(lookup: Lookup, claim: Row) -> str:
    """Say where a claim stood first, or why that cannot be told."""
    if claim["first_article"] is None:
        return claim.get("first_reason") or "the dates cannot tell"
    outlet = lookup.articles[claim["first_article"]]["outlet"] or claim["first_article"]
    return ", ".join(part for part in (outlet, claim["first_published"]) if part)


def draw_relay(lookup: Lookup, chain: Html, row: Row) -> Html:
    """Draw the card of one relay: its chain and the quotations that came that way."""
    rows = []
    for quote in row["quote_ids"]:
        found = lookup.quotes[quote]
        words = tag("span", join_quoted(found), lang=found["language"], dir="auto")
        evidence = join([hop["text"] for hop in lookup.hops.get(quote, [])], "; ")
        rows.append(
            [
                lookup.numbers[quote],
                words,
                evidence or "none: the outlet cites the speaker itself",
                tag("code", quote),
            ]
        )
    listing = table(
        ["No.", "Words", "Evidence of the relay", "Quotation"], rows, caption="Quotations that came this way"
    )
    return tag(
        "section", tag("p", chain, class_="qk-title"), listing, class_="qk-card", data_card=row["relay_id"]
    )
