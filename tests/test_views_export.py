"""Rows for a spreadsheet."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from gold_trace import build_trace

from quotekit.errors import InputError, QuotekitError
from quotekit.views.export import CELL_LIMIT, save_rows, write_rows


@pytest.fixture(scope="module")
def quotes() -> pd.DataFrame:
    return build_trace().quotes


@pytest.mark.parametrize("kind", ["copy", "csv", "xlsx"])
def test_the_same_rows_give_the_same_bytes(quotes, kind):
    """No clock and no chance is in a saved file."""
    assert write_rows(quotes, kind) == write_rows(quotes.copy(), kind)


def test_a_workbook_reads_back(quotes):
    """A workbook holds the words and numbers of the table; lists are joined."""
    book = pd.read_excel(io.BytesIO(write_rows(quotes, "xlsx")))

    assert book["text"].tolist() == quotes["text"].tolist()
    assert book["start"].tolist() == quotes["start"].tolist()
    assert book["relay"].fillna("").tolist() == ["; ".join(names) for names in quotes["relay"]]


@pytest.mark.parametrize("words", ['=HYPERLINK("http://x")', "+1", "-1", "@x", "=1+1"])
def test_words_never_become_a_formula(words):
    """What an article says is a text in a workbook, even if it begins like a formula."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(write_rows(pd.DataFrame({"text": [words]}), "xlsx")))
    cell = book["rows"]["A2"]

    assert (cell.value, cell.data_type) == (words, "s")


def test_control_characters_survive_a_workbook():
    """A control character, which a workbook cannot hold, is written as Excel writes it."""
    content = write_rows(pd.DataFrame({"text": ["a\x01b"]}), "xlsx")

    assert pd.read_excel(io.BytesIO(content))["text"].tolist() == ["a_x0001_b"]


def test_a_text_too_long_for_a_cell_is_refused():
    """A workbook would cut a long text in silence; it is refused instead."""
    with pytest.raises(QuotekitError, match=r"32,768 characters .* save .csv"):
        write_rows(pd.DataFrame({"text": ["a" * (CELL_LIMIT + 1)]}), "xlsx")


def test_copied_rows_keep_one_line_each():
    """A line break or tab in a text does not break the pasted table."""
    assert write_rows(pd.DataFrame({"text": ["a\nb\tc"], "n": [None]}), "copy") == b"text\tn\na b c\t\n"


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet", ".xlsx"])
def test_rows_are_saved_by_suffix(quotes, tmp_path, suffix):
    """Every promised suffix is written."""
    save_rows(quotes, tmp_path / f"rows{suffix}")

    assert (tmp_path / f"rows{suffix}").stat().st_size > 1000


@pytest.mark.parametrize(
    ("path", "message"), [("rows.doc", "must be one of .xlsx"), ("no/rows.xlsx", "make the folder")]
)
def test_a_wrong_path_is_refused(quotes, tmp_path, path, message):
    """A suffix or folder that is not there is refused in words."""
    with pytest.raises(InputError, match=message):
        save_rows(quotes, tmp_path / path)
