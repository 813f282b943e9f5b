"""Layers of marks over an article's text."""

from __future__ import annotations

import re

import pytest
from gold_trace import build_trace
from hypothesis import given
from hypothesis import strategies as st
from test_views_html import read

from quotekit.views.lookup import Lookup, open_trace
from quotekit.views.marks import ELEMENTS, Layer, cut, find_layers, mark_text

NUMBERS = re.compile(r"<sup[^>]*>.*?</sup>")


def make_lookup(*quote_ids: str, kind: str = "direct", status: str = "attributed") -> Lookup:
    quotes = {quote: {"kind": kind, "status": status} for quote in quote_ids}
    numbers = {quote: number for number, quote in enumerate(quotes, start=1)}
    return Lookup({}, quotes, {}, {}, {}, [], numbers, {}, {})


@st.composite
def layered_texts(draw):
    text = draw(st.text(alphabet=st.sampled_from("ab <&\"'\n“”é😀"), max_size=60))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    layers = draw(
        st.lists(
            st.tuples(places, st.sampled_from(sorted(ELEMENTS)), st.sampled_from(["q1", "q2", "q3"])),
            max_size=8,
        )
    )
    return text, sorted({Layer(min(at), max(at), name, quote) for at, name, quote in layers})


@given(layered_texts())
def test_marking_keeps_every_word(case):
    """Without tags and numbers the marked text is the text again, however layers nest and cross."""
    text, layers = case
    marked = mark_text(text, layers, make_lookup("q1", "q2", "q3"))

    assert "".join(read(NUMBERS.sub("", marked)).words) == text


@given(layered_texts())
def test_every_layer_covers_its_own_words(case):
    """Each layer marks exactly the words of its span, line breaks and blank lines apart."""
    text, layers = case
    for layer in layers:
        lines = text[layer.start : layer.end].split("\n")
        marked = mark_text(text, [layer], make_lookup("q1", "q2", "q3"))
        element = ELEMENTS[layer.name]
        found = re.findall(rf"<{element} class=.*?</{element}>", NUMBERS.sub("", marked), re.DOTALL)

        words = "".join("".join(read(piece).words) for piece in found)

        assert "".join(words.split()) == "".join("".join(lines).split())


@given(layered_texts())
def test_pieces_cover_the_text_without_gap(case):
    """Pieces follow each other from the first letter to the last."""
    text, layers = case
    pieces = [(start, end) for start, end, _ in cut(0, len(text), layers)]

    assert [start for start, _ in pieces] == [0, *(end for _, end in pieces[:-1])][: len(pieces)]
    assert "".join(text[start:end] for start, end in pieces) == text


def test_a_quotation_in_a_quotation_is_drawn_in_both():
    """The inner quotation carries both ids and is drawn as nested; each has its number."""
    layers = [Layer(0, 30, "quote", "q1"), Layer(5, 12, "quote", "q2")]
    marked = mark_text("Kata dia siap itu benar sekali.", layers, make_lookup("q1", "q2"))

    assert re.search(r'<mark class="qk-quote qk-direct qk-nested[^"]*" data-quotes="q1 q2">', marked)
    assert re.findall(r'data-no="(q\d)"', marked) == ["q1", "q2"]


def test_crossing_layers_are_cut_where_they_cross():
    """A source that runs out of its clause is drawn in two pieces, only one of them in the clause."""
    layers = [Layer(0, 10, "clause", "q1"), Layer(6, 14, "source", "q1")]
    marked = mark_text("mereka Kim Jong Un berkata", layers, make_lookup("q1"))

    assert len(re.findall("<b ", marked)) == 2
    assert len(re.findall("<span [^>]*><b ", marked)) == 1


@pytest.mark.parametrize(
    ("status", "number"), [("attributed", "1"), ("ambiguous", "1?"), ("unattributed", "1?")]
)
def test_a_doubtful_speaker_shows_at_the_number(status, number):
    """A quotation without a sure speaker has a question mark, so that colour is not needed to see it."""
    marked = mark_text("Siap", [Layer(0, 4, "quote", "q1")], make_lookup("q1", status=status))

    assert f">{number}</sup>" in marked


def test_all_spans_of_the_gold_are_found():
    """Every quotation, clause, cue, source and hop of an article becomes a layer that slices to its words."""
    lookup = open_trace(build_trace())
    for article, quotes in lookup.quotes_of_article.items():
        text = lookup.articles[article]["text"]
        layers = find_layers(lookup, quotes)
        cues = {lookup.quotes[quote]["cue"] for quote in quotes} - {None}

        assert {text[layer.start : layer.end] for layer in layers if layer.name == "cue"} == cues
        assert len([layer for layer in layers if layer.name == "quote"]) == len(quotes)
