"""The live explorer, driven from Python as the browser drives it."""

from __future__ import annotations

import pytest
from gold_trace import build_trace

from quotekit.errors import QuotekitError
from quotekit.views.explorer import Explorer, explore
from quotekit.views.pages import PAGE


@pytest.fixture
def explorer() -> Explorer:
    return explore(build_trace())


def wish(explorer: Explorer, do: str, **details) -> dict:
    """Send what the view would send, and return the state it gets back."""
    explorer._handle_custom_msg({"do": do, **details}, [])
    return explorer._state


def test_it_opens_on_the_first_row(explorer):
    """The first quotation is chosen and read in its article, so that there is something to see."""
    first = explorer.filtered["quote_id"][0]

    assert explorer.selected["quote_id"].tolist() == [first]
    assert explorer._state["chosen"] == first
    assert f'data-card="{first}"' in explorer._leaf


def test_a_filter_of_the_view_and_of_python_are_one(explorer):
    """A query sent by the view gives the rows that the same query gives in Python."""
    state = wish(explorer, "filter", query={"speaker": ["Yury Ushakov"], "search": "dokumn"})
    from_view = explorer.filtered

    assert state["status"] == "6 of 34 quotations"
    assert explorer.filter(speaker="Yury Ushakov", search="dokumn").filtered.equals(from_view)
    assert explorer.query == {"speaker": ["Yury Ushakov"], "search": "dokumn"}


def test_the_chosen_row_stays_if_the_filter_keeps_it(explorer):
    """A filter moves the choice only if it hides the chosen row."""
    kept = explorer.filter(speaker="Yury Ushakov").filtered["quote_id"][3]
    explorer.select(kept)
    explorer.filter(kind="direct", speaker="Yury Ushakov")
    assert explorer._state["chosen"] == kept

    explorer.filter(speaker="KCNA")
    assert explorer._state["chosen"] == explorer.filtered["quote_id"][0]


def test_choosing_turns_to_the_page(explorer):
    """A row chosen from Python is on the page that is shown."""
    last = explorer.filtered["quote_id"].iloc[-1]
    explorer.select(last)

    assert explorer._state["page"] == (34 - 1) // PAGE
    assert f'data-id="{last}"' in explorer._table


@pytest.mark.parametrize(
    "give",
    [
        lambda ids, table: ids[4],
        lambda ids, table: [ids[4]],
        lambda ids, table: table[table["quote_id"] == ids[4]],
        lambda ids, table: table["quote_id"][4:5],
    ],
    ids=["id", "list", "rows", "column"],
)
def test_the_selection_can_be_set_from_python(explorer, give):
    """An id, a list of ids or rows select the same row, and observers are told."""
    table, seen = explorer.filtered, []
    explorer.observe(lambda change: seen.append(change["new"]["quote_id"].tolist()), "selected")
    explorer.selected = give(table["quote_id"].tolist(), table)

    assert explorer.selected["quote_id"].tolist() == table["quote_id"].tolist()[4:5] == seen[-1]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("q0", "no quotation 'q0'"),
        (["q0"], "no quotation 'q0'"),
        (3, "cannot select 3"),
        (..., "need the column 'quote_id'"),
    ],
)
def test_a_wrong_selection_is_refused(explorer, value, message):
    """What cannot be selected is refused in words, and the selection stays."""
    before = explorer._state["chosen"]
    with pytest.raises(QuotekitError, match=message):
        explorer.selected = explorer.filtered[["text"]] if value is ... else value
    assert explorer._state["chosen"] == before


def test_nothing_can_be_selected(explorer):
    """An empty selection reads nothing."""
    explorer.selected = None

    assert explorer.selected.empty
    assert explorer._leaf == ""
    assert explorer._state["chosen"] is None


def test_no_row_left_is_said(explorer):
    """A search without a hit shows no row and says so."""
    state = wish(explorer, "filter", query={"search": "tidakada"})

    assert (state["status"], state["pages"], state["chosen"]) == ("0 of 34 quotations", 0, None)
    assert explorer.filtered.empty


def test_pages_turn_with_the_choice(explorer):
    """Turning on chooses the first row of the next page, turning back the last of the one before."""
    ids = explorer.filtered["quote_id"].tolist()

    assert wish(explorer, "turn", by=1)["chosen"] == ids[PAGE]
    assert wish(explorer, "turn", by=-1)["chosen"] == ids[PAGE - 1]
    assert wish(explorer, "turn", by=-1)["page"] == 0


def test_sorting_from_the_view(explorer):
    """A click on a heading sorts the filtered rows, in the view and in Python."""
    wish(explorer, "sort", column="text", descending=True)
    words = explorer.filtered["text"].str.lower().tolist()

    assert words == sorted(words, reverse=True)


@pytest.mark.parametrize(
    ("do", "details", "said"),
    [
        ("filter", {"query": {"speaker": ["x"]}}, "no speaker 'x'"),
        ("choose", {"id": "<b>"}, "no quotation '<b>'"),
        ("choose", {"id": 7}, "cannot select 7"),
        ("sort", {"column": "x", "descending": False}, "no column 'x'"),
        ("sort", {}, "missing"),
        ("save", {"kind": "exe"}, "cannot save as 'exe'"),
        ("format", {}, "known are filter"),
    ],
    ids=str,
)
def test_a_wrong_wish_is_answered_in_words(explorer, do, details, said):
    """The browser is not trusted: what it must not ask is said in the status line and changes nothing."""
    before = explorer._state
    after = wish(explorer, do, **details)

    assert said in after["status"]
    assert {**after, "status": ""} == {**before, "status": ""}


def test_saving_sends_the_filtered_rows(explorer, monkeypatch):
    """Saving and copying send the filtered rows only."""
    sent = []
    monkeypatch.setattr(explorer, "send", lambda message, buffers=None: sent.append((message, buffers)))
    explorer.filter(outlet="Tribunnews")
    wish(explorer, "save", kind="csv")
    wish(explorer, "save", kind="copy")

    assert sent[0][0] == {"do": "save", "name": "quotations.csv", "type": "text/csv"}
    assert sent[0][1][0].decode().count("Tribunnews") == 6
    assert len(sent[1][0]["text"].splitlines()) == 7


def test_articles_are_sent_one_at_a_time(explorer):
    """However many articles there are, the browser holds one page of rows and one article."""
    assert explorer._table.count("<tr") == PAGE + 1
    assert explorer._leaf.count('class="qk-leaf"') == 1
    assert explorer._leaf.count('class="qk-card"') == 1
