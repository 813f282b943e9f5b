"""An article's text with its quotations, cues, sources and hops marked in layers.

Spans nest (a quotation in a quotation), cross (a source that runs into a clause) and touch. The text
is cut at every border; each piece then carries every layer that covers it. Each layer has an element
of its own (``mark``, ``u``, ``b``, ``i``), so that the layers stay apart where styles are stripped,
and a line or weight of its own, so that colour is never the only sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from quotekit.views.html import Html, join, tag
from quotekit.views.lookup import Lookup, Row

# Outermost first: a piece that is both quotation and source is a source inside a quotation.
ELEMENTS = {"clause": "span", "quote": "mark", "hop": "u", "source": "b", "cue": "i"}
LEGEND = (
    ("quote qk-direct", "mark", "words quoted"),
    ("quote qk-indirect", "mark", "words reported"),
    ("clause", "span", "reported around quoted words"),
    ("source", "b", "source: who is cited"),
    ("cue", "i", "cue: the word of saying"),
    ("hop", "u", "hop: who passed it on"),
)


class Layer(NamedTuple):
    """A span of one quotation with what it is: a key of `ELEMENTS`."""

    start: int
    end: int
    name: str
    quote_id: str


def find_layers(lookup: Lookup, quote_ids: Iterable[str]) -> list[Layer]:
    """Collect all spans of quotations, those that open first and reach farthest first."""
    layers = [layer for quote in quote_ids for layer in _layers_of(lookup, quote)]
    return sorted(set(layers), key=lambda layer: (layer.start, -layer.end, layer.name, layer.quote_id))


def _layers_of(lookup: Lookup, quote_id: str) -> Iterator[Layer]:
    row = lookup.quotes[quote_id]
    yield Layer(row["start"], row["end"], "quote", quote_id)
    if (row["clause_start"], row["clause_end"]) != (row["start"], row["end"]):
        yield from _span(row, "clause", "clause", quote_id)
    yield from _span(row, "cue", "cue", quote_id)
    yield from _span(row, "source", "source", quote_id)
    for hop in lookup.hops.get(quote_id, []):
        if hop["start"] is not None and hop["end"] is not None:
            yield Layer(hop["start"], hop["end"], "hop", quote_id)


def _span(row: Row, prefix: str, name: str, quote_id: str) -> Iterator[Layer]:
    start, end = row[f"{prefix}_start"], row[f"{prefix}_end"]
    if start is not None and end is not None:
        yield Layer(start, end, name, quote_id)


def cut(start: int, end: int, layers: Sequence[Layer]) -> Iterator[tuple[int, int, list[Layer]]]:
    """Cut a stretch of text at every border of its layers.

    Yields:
        Pieces that cover ``[start, end)`` without gap, each with the layers over it.

    Examples:
        >>> quote, source = Layer(0, 6, "quote", "q1"), Layer(4, 9, "source", "q1")
        >>> [(s, e, [layer.name for layer in over]) for s, e, over in cut(0, 12, [quote, source])]
        [(0, 4, ['quote']), (4, 6, ['quote', 'source']), (6, 9, ['source']), (9, 12, [])]
    """
    near = [layer for layer in layers if layer.start < end and layer.end > start]
    borders = {start, end}
    borders.update(border for layer in near for border in (layer.start, layer.end) if start < border < end)
    points = sorted(borders)
    for left, right in pairwise(points):
        yield left, right, [layer for layer in near if layer.start <= left and right <= layer.end]


def mark_text(text: str, layers: Sequence[Layer], lookup: Lookup) -> Html:
    """Mark the layers in a text; without tags and numbers the result is the text again.

    Args:
        text: the whole article.
        layers: spans in it, as `find_layers` gives them.
        lookup: the trace, for the number, kind and status of a quotation.

    Returns:
        One ``<p>`` a line; blank lines stay line breaks between them.
    """
    paragraphs: list[object] = []
    opened: set[Layer] = set()
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            pieces = []
            for left, right, over in cut(start, end, layers):
                pieces.append(
                    _mark(
                        text[left:right],
                        [layer for layer in over if layer not in opened],
                        right,
                        over,
                        lookup,
                    )
                )
                opened.update(over)
            paragraphs.append(tag("p", *pieces))
        else:
            paragraphs.append(line)
        start = end + 1
    return join(paragraphs, "\n")


def _mark(words: str, opening: Sequence[Layer], end: int, over: Sequence[Layer], lookup: Lookup) -> object:
    inner: object = words
    for name in reversed(ELEMENTS):
        layers = [layer for layer in over if layer.name == name]
        if layers:
            inner = _wrap(inner, name, layers, [layer for layer in layers if layer in opening], end, lookup)
    return inner


def _wrap(
    inner: object, name: str, layers: Sequence[Layer], opening: Sequence[Layer], end: int, lookup: Lookup
) -> Html:
    classes = [f"qk-{name}"]
    if name == "quote":
        classes += [f"qk-{lookup.quotes[layers[-1].quote_id]['kind']}"] + ["qk-nested"] * (len(layers) > 1)
    classes += ["qk-opens"] * bool(opening) + ["qk-closes"] * any(layer.end == end for layer in layers)
    numbers = [_number(layer.quote_id, lookup) for layer in opening] if name == "quote" else []
    ids = " ".join(dict.fromkeys(layer.quote_id for layer in layers))
    return tag(ELEMENTS[name], *numbers, inner, class_=" ".join(classes), data_quotes=ids)


def _number(quote_id: str, lookup: Lookup) -> Html:
    doubt = "" if lookup.quotes[quote_id]["status"] == "attributed" else "?"
    return tag("sup", f"{lookup.numbers[quote_id]}{doubt}", class_="qk-no", data_no=quote_id)


def legend() -> Html:
    """Explain the marks, each shown as it looks in the text."""
    items = (tag(element, words, class_=f"qk-{name} qk-opens qk-closes") for name, element, words in LEGEND)
    return tag(
        "p",
        "Marks: ",
        join(items, " "),
        tag("sup", "7?", class_="qk-no"),
        " no sure speaker",
        class_="qk-legend",
    )
