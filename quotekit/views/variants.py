"""Wordings of one claim side by side, with the words that differ marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotekit.linking.drift import align
from quotekit.views.chains import draw_chain
from quotekit.views.html import Html, join, tag
from quotekit.views.lookup import Lookup, Row

MOST = 30  # variants drawn of one claim; the rest is counted in words


def diff_words(left: str, right: str, *, language: str = "id") -> tuple[Html, Html]:
    """Mark what differs between two wordings, as `quotekit.linking.align` lays them side by side.

    Args:
        left: a wording.
        right: another.
        language: of both.

    Returns:
        Both wordings whole: on the left ``<del>`` around words that the right lacks, on the right
        ``<ins>`` around words that the left lacks. Marks, case and "lima" for "5" are no difference.

    Examples:
        >>> diff_words("Kerja sama erat.", "kerja sama ekonomi")
        ('Kerja sama <del>erat.</del>', 'kerja sama <ins>ekonomi</ins>')
    """
    steps = align(left, right, language=language)
    return (
        join(_mark(left, [(step, ours) for step, ours, _ in steps], "del")),
        join(_mark(right, [(step, theirs) for step, _, theirs in steps], "ins")),
    )


def _mark(text: str, steps: Sequence[tuple[str, list[str]]], name: str) -> Iterator[object]:
    """Cut a wording at the borders of the steps; what stands between words stays with the words before it."""
    at = 0
    for step, words in steps:
        start, end = _find_words(text, words, at)
        if start < end and step != "equal":
            yield text[at:start]
            yield tag(name, text[start:end])
            at = end
        elif start < end:
            yield text[at:end]
            at = end
    yield text[at:]


def _find_words(text: str, words: Sequence[str], at: int) -> tuple[int, int]:
    """Return where words that follow each other in a text begin and end, from a place on."""
    start = end = at
    for number, word in enumerate(words):
        found = text.find(word, end)
        if found < 0:  # a number written in several words stands with other spaces
            continue
        start, end = (found if number == 0 else start), found + len(word)
    return start, end


def list_variants(lookup: Lookup, quote_id: str) -> Html | None:
    """Show the other quotations of the same claim against this one; `None` if there are none."""
    claim = lookup.quotes[quote_id]["claim_id"]
    others = [other for other in lookup.quotes_of_claim.get(claim, []) if other != quote_id]
    if not others:
        return None
    return _compare(lookup, quote_id, others, caption="The same claim elsewhere")


def compare_variants(lookup: Lookup, claim: Row) -> Html | None:
    """Show the quotation that represents a claim, and the others against it, the earliest first."""
    quotes = lookup.quotes_of_claim.get(claim["claim_id"], [])
    if not quotes:
        return None
    order = sorted(quotes, key=lambda quote: _by_date(lookup, quote))
    base = claim.get("representative")
    base = base if base in quotes else order[0]
    others = [quote for quote in order if quote != base]
    listing = _compare(lookup, base, others, caption="Wordings side by side") if others else None
    return join([tag("p", *_name(lookup, base), class_="qk-carried"), listing])


def _name(lookup: Lookup, quote_id: str) -> list[object]:
    """Name a quotation of a claim by its number, who carried it, and when."""
    published = lookup.quotes[quote_id]["published"]
    date = tag("small", f" {published[:10]}" if published else " undated")
    return [f"Quotation {lookup.numbers[quote_id]} ", draw_chain(lookup, quote_id), date]


def _by_date(lookup: Lookup, quote_id: str) -> tuple[bool, str, int]:
    published = lookup.quotes[quote_id]["published"]
    return published is None, published or "", lookup.numbers[quote_id]


def _compare(lookup: Lookup, base: str, others: Sequence[str], *, caption: str) -> Html:
    drawn = others[:MOST]
    left = len(others) - len(drawn)
    note = f"{caption} ({left} more not shown)" if left else caption
    items = (_draw_pair(lookup, base, other) for other in drawn)
    return tag("div", tag("p", note, class_="qk-caption"), tag("ul", *items), class_="qk-variants")


def _draw_pair(lookup: Lookup, base: str, other: str) -> Html:
    ours, theirs = lookup.quotes[base], lookup.quotes[other]
    left, right = diff_words(ours["text"], theirs["text"], language=ours["language"])
    numbers = f"{lookup.numbers[base]}", f"{lookup.numbers[other]}"
    relation = tag("small", _relation(lookup.find_link(base, other)))
    pair = tag("div", _words(numbers[0], ours, left), _words(numbers[1], theirs, right), class_="qk-pair")
    return tag("li", tag("p", *_name(lookup, other), relation), pair)


def _words(number: str, row: Row, words: Html) -> Html:
    return tag("p", tag("sup", number, class_="qk-no"), words, lang=row["language"], dir="auto")


def _relation(link: Row | None) -> str:
    if link is None:
        return " · linked through another wording"
    parts = [", ".join([link["relation"], *link["drift"]]), link.get("evidence")]
    return "".join(f" · {part}" for part in parts if part)
