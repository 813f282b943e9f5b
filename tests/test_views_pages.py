"""Sheets without a kernel, and the same content three ways."""

from __future__ import annotations

import re

import golden_files
import pytest
from gold_trace import build_trace
from test_views_html import read

from quotekit.tables import Trace, frame
from quotekit.views.catalog import list_claims, list_quotes, list_relays
from quotekit.views.explorer import explore, explore_claims, explore_relays
from quotekit.views.pages import draw_fragment, draw_sheet, print_sheet

SHEETS = {"quotes": list_quotes, "claims": list_claims, "relays": list_relays}
HOSTILE = '</script><script>alert("x")</script><img src=x onerror=alert(1)> & \x00'


@pytest.fixture(scope="module")
def gold() -> Trace:
    return build_trace()


def make_hostile() -> Trace:
    """Build a trace with markup in every field that comes from outside."""
    article = {
        "article_id": "a<b>",
        "outlet": HOSTILE,
        "title": HOSTILE,
        "language": "id",
        "text": f"{HOSTILE} kata {HOSTILE}",
    }
    span = {"start": 0, "end": len(HOSTILE), "clause_start": 0, "clause_end": len(HOSTILE)}
    quote = dict.fromkeys(("text", "speaker", "source", "cue", "stance", "rule", "outlet", "reason"), HOSTILE)
    quote |= {
        "quote_id": "q<i>",
        "article_id": "a<b>",
        "kind": "direct",
        "status": "ambiguous",
        "language": "id",
        "claim_id": "c<u>",
    }
    quote |= span | {"relay": [HOSTILE]}
    hop = {
        "quote_id": "q<i>",
        "hop": 1,
        "name": HOSTILE,
        "text": HOSTILE,
        "start": 0,
        "end": 3,
        "scope": "sentence",
        "rule": HOSTILE,
    }
    claim = {
        "claim_id": "c<u>",
        "text": HOSTILE,
        "speaker": HOSTILE,
        "n_quotes": 1,
        "n_articles": 1,
        "n_outlets": 1,
    }
    finding = {"article_id": "a<b>", "code": HOSTILE, "message": HOSTILE}
    return Trace(
        frame("articles", [article]),
        frame("quotes", [quote]),
        frame("hops", [hop]),
        frame("links", []),
        frame("claims", [claim]),
        frame("findings", [finding]),
    )


def ids_in(markup: str) -> list[str]:
    return [
        attributes["data-id"]
        for name, attributes in read(markup).tags
        if name == "tr" and "data-id" in attributes
    ]


@pytest.mark.parametrize(
    ("name", "open_"), [("quotes", explore), ("claims", explore_claims), ("relays", explore_relays)]
)
@pytest.mark.parametrize("query", [{}, {"search": "Putin"}, {"outlet": "Riau24"}], ids=str)
def test_the_same_rows_three_ways(gold, name, open_, query):
    """The live widget, the page and the text have the same ids in the same order, and the same count."""
    explorer = open_(gold).filter(**query)
    bundle = explorer._repr_mimebundle_()
    ids = explorer.filtered.iloc[:, explorer.filtered.columns.get_loc(explorer._sheet["key"])].tolist()
    live = []
    while True:
        live += ids_in(explorer._table)
        page = explorer._state["page"]
        explorer._obey(None, {"do": "turn", "by": 1}, [])
        if explorer._state["page"] == page:
            break

    assert live == ids_in(bundle["text/html"]) == ids
    assert [line.split()[0] for line in bundle["text/plain"].splitlines()[2:]] == ids
    for shown in (explorer._state["status"], bundle["text/plain"], "".join(read(bundle["text/html"]).words)):
        assert f"{len(ids)} of {len(SHEETS[name](gold).ids)} " in shown


def test_the_details_of_a_row_are_the_same_live_and_in_the_page(gold):
    """The card of a quotation reads the same in the widget and in the page."""
    explorer = explore(gold)
    page = draw_sheet(list_quotes(gold))
    for quote in explorer.filtered["quote_id"]:
        explorer.select(quote)
        card = re.search(rf'<section class="qk-card" data-card="{quote}">.*?</section>', explorer._leaf)

        assert card and card[0] in page


@pytest.mark.parametrize("name", SHEETS)
def test_pages_look_as_reviewed(gold, name):
    """The page of each sheet is the reviewed one, byte for byte."""
    golden_files.compare(f"{name}.html", draw_sheet(SHEETS[name](gold)))


@pytest.mark.parametrize("name", SHEETS)
def test_texts_look_as_reviewed(gold, name):
    """The text of each sheet is the reviewed one."""
    golden_files.compare(f"{name}.txt", print_sheet(SHEETS[name](gold)))


@pytest.mark.parametrize("name", SHEETS)
def test_hostile_text_stays_text(name):
    """Markup in any field of an input is shown as words: no script, no image, no handler of its own."""
    page = draw_sheet(SHEETS[name](make_hostile()))
    tags = read(page).tags

    assert not {"script", "img", "iframe", "object", "a"} & {name for name, _ in tags}
    assert not [key for _, attributes in tags for key in attributes if key.startswith("on")]
    assert "".join(read(page).words).count("onerror") > 3
    page.encode()


def test_a_fragment_stands_alone(gold):
    """A fragment carries its style and script and names no address."""
    fragment = draw_fragment(list_quotes(gold))

    assert fragment.count("<style>") == fragment.count("<script>") == 1
    assert not re.search(r"(?:src|href)=|https?://|@import|url\(", fragment)


def test_a_page_says_what_it_leaves_out(gold):
    """More rows than the limit are counted in words, and so are they in the text."""
    sheet = list_quotes(gold)
    page, text = draw_sheet(sheet, limit=3), print_sheet(sheet, limit=3)

    assert "34 of 34 quotations; the first 3 are shown" in page
    assert "34 of 34 quotations; the first 3 are shown" in text
    assert ids_in(page) == sheet.ids[:3]


def test_an_empty_trace_has_pages():
    """A trace without quotations gives an empty table, not an error."""
    from quotekit.tables import COLUMNS

    empty = Trace(**{name: frame(name, []) for name in COLUMNS})
    for list_ in SHEETS.values():
        assert "0 of 0" in draw_sheet(list_(empty))
        assert print_sheet(list_(empty)).startswith("0 of 0")
