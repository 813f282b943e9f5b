"""Wordings of one claim side by side, with the words that differ marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex
from rapidfuzz.distance import Levenshtein

from quotekit.views.chains import draw_chain
from quotekit.views.html import Html, join, tag
from quotekit.views.lookup import Lookup, Row

MOST = 30  # variants drawn of one claim; the rest is counted in words
_WORD = regex.compile(r"\s*\S+")
_SIGNS = regex.compile(r"[^\p{L}\p{N}]+")


def diff_words(left: str, right: str) -> tuple[Html, Html]:
    """Mark what differs between two wordings, word by word; case and punctuation make no difference.

    Returns:
        The left wording with ``<del>`` around words the right one lacks, and the right one with
        ``<ins>`` around words the left one lacks.

    Examples:
        >>> diff_words("kerja sama erat", "kerja sama ekonomi")
        ('kerja sama<del> erat</del>', 'kerja sama<ins> ekonomi</ins>')
    """
    words = _WORD.findall(left), _WORD.findall(right)
    keys = [[_SIGNS.sub("", word).lower() or word.strip() for word in side] for side in words]
    steps = list(Levenshtein.opcodes(*keys))
    return (
        join(_mark(words[0], ((step.src_start, step.src_end, step.tag) for step in steps), "del")),
        join(_mark(words[1], ((step.dest_start, step.dest_end, step.tag) for step in steps), "ins")),
    )


def _mark(words: Sequence[str], steps: Iterable[tuple[int, int, str]], name: str) -> Iterator[object]:
    for start, end, step in steps:
        piece = "".join(words[start:end])
        if piece:
            yield piece if step == "equal" else tag(name, piece)


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
    left, right = diff_words(ours["text"], theirs["text"])
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
