"""Every row of tests/cases: the quotations of a text, compared key by key."""

import tomllib
from pathlib import Path

import pytest

from quotekit.models import Article, Quotation
from quotekit.pipeline import extract

CASES = Path(__file__).parent / "cases"
ROWS = [
    pytest.param(row, id=f"{path.stem}-{row['id']}")
    for path in sorted(CASES.rglob("*.toml"))
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
# Keys that are compared even where a row leaves them out: their absence is a statement.
ALWAYS = {"speaker": None, "relay": [], "credits": [], "status": "attributed"}


def read(row: dict) -> Article:
    given = {key: row.get(key) for key in ("outlet", "domain", "published")}
    return Article(id="case", text=row["text"], **given)


def describe(quotation: Quotation, text: str) -> dict:
    return {
        "kind": quotation.kind,
        "text": quotation.text,
        "clause": text[quotation.clause_start : quotation.clause_end],
        "cue": quotation.cue and quotation.cue.text,
        "source": quotation.source and quotation.source.text,
        "speaker": quotation.speaker,
        "role": quotation.role,
        "status": quotation.status,
        "rule": quotation.rule,
        "stance": quotation.stance,
        "relay": [hop.name for hop in quotation.hops if hop.scope != "article"],
        "credits": [hop.name for hop in quotation.hops if hop.scope == "article"],
    }


@pytest.mark.parametrize("row", ROWS)
def test_quotations(row):
    """The text holds exactly the quotations of the row, in their order."""
    found = [describe(quotation, row["text"]) for quotation in extract(read(row)).quotations]

    expected = [ALWAYS | quote for quote in row["quotes"]]
    assert [{key: got[key] for key in want} for got, want in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize("row", [param for param in ROWS if "findings" in param.values[0]])
def test_findings(row):
    """The text gives exactly the findings of the row."""
    found = extract(read(row)).findings

    assert [
        {"code": f.code, "text": row["text"][f.start : f.end], "message": f.message} for f in found
    ] == row["findings"]


def test_case_ids_are_unique():
    """A failure names one case."""
    ids = [param.id for param in ROWS]
    assert len(ids) == len(set(ids))
