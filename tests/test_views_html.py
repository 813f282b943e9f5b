"""Escaping: an article's words never become markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotekit.views.html import Html, escape, join, table, tag

UNSHOWABLE = {*map(chr, range(0xD800, 0xE000)), *map(chr, range(0x20)), "\x7f"} - {"\t", "\n", "\r"}


class Reader(HTMLParser):
    """Collects the tags and the words of a page as a browser would."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


@given(st.text())
def test_any_text_is_words_and_nothing_else(text):
    """Any text in an element is read back as the same words, with no tag of its own."""
    found = read(tag("p", text))

    assert [name for name, _ in found.tags] == ["p"]
    assert "".join(found.words) == "".join("\ufffd" if letter in UNSHOWABLE else letter for letter in text)


@given(st.text())
def test_any_text_stays_inside_its_attribute(text):
    """Any text in an attribute stays there and opens no other attribute."""
    ((_, attributes),) = read(tag("p", data_words=text)).tags

    assert list(attributes) == ["data-words"]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (tag("br"), "<br>"),
        (tag("a", "x", href="#y"), '<a href="#y">x</a>'),
        (tag("th", class_="a", hidden=True, scope=None, open=False), '<th class="a" hidden></th>'),
        (tag("p", None, "a", Html("<b>b</b>"), 3), "<p>a<b>b</b>3</p>"),
        (join(["a<", Html("<i>")], " & "), "a&lt; &amp; <i>"),
        (escape(Html("<b>")), "<b>"),
    ],
)
def test_elements_are_written_plainly(made, expected):
    """Attributes may be left out or bare, children may be missing, markup goes in as it is."""
    assert made == expected


def test_a_table_takes_cells_that_are_drawn_already():
    """A cell that is drawn already keeps its own element."""
    made = table(["Nama"], [[tag("th", "Kim", scope="row")]], caption="Siapa")

    assert '<tbody><tr><th scope="row">Kim</th></tr></tbody>' in made
