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


def compare_variants(lookup: Lookup, quote_ids: Sequence[str]) -> Html | None:
    """Show the quotations of a claim against its first; `None` if there is but one."""
    if len(quote_ids) < 2:
        return None
    first, *others = sorted(quote_ids, key=lambda quote: _by_date(lookup, quote))
    return _compare(lookup, first, others, caption="Wordings side by side")


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
    relation = tag("small", _relation(lookup.find_link(base, other)))
    return tag(
        "li",
        tag("p", f"Quotation {lookup.numbers[other]} ", draw_chain(lookup, other), _date(theirs), relation),
        tag(
            "div",
            _words(f"{lookup.numbers[base]}", ours, left),
            _words(f"{lookup.numbers[other]}", theirs, right),
            class_="qk-pair",
        ),
    )


def _date(row: Row) -> Html:
    return tag("small", f" {row['published'][:10]}" if row["published"] else " undated")


def _words(number: str, row: Row, words: Html) -> Html:
    return tag("p", tag("sup", number, class_="qk-no"), words, lang=row["language"], dir="auto")


def _relation(link: Row | None) -> str:
    if link is None:
        return " · linked through another wording"
    return " · " + ", ".join([link["relation"], *link["drift"]])
