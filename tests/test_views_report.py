"""The report."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import golden_files
import pytest
from gold_trace import build_trace
from test_views_html import read

from quotekit.tables import COLUMNS, Trace, frame
from quotekit.views.html import style
from quotekit.views.pages import script
from quotekit.views.report import report_html


@pytest.fixture(scope="module")
def report() -> str:
    return report_html(build_trace())


def test_the_report_looks_as_reviewed(report):
    """The body of the report is the reviewed one, byte for byte; style and script are seen in a browser."""
    body = re.search(r"<body>.*</body>", report, re.DOTALL)[0]

    golden_files.compare("report.html", body.replace(script(), ""))


def test_the_report_is_self_contained(report):
    """The page names no address to fetch, and forbids the browser to fetch any."""
    tags = read(report).tags
    policy = next(attributes for name, attributes in tags if "http-equiv" in attributes)

    assert "default-src 'none'" in policy["content"]
    assert not {"link", "iframe", "object", "embed"} & {name for name, _ in tags}
    assert all(attributes["href"].startswith("#") for name, attributes in tags if name == "a")
    assert not re.search(r"https?://|@import|url\(", report)
    assert report.count(style()) == report.count(script()) == 1


def test_every_row_of_the_trace_is_in_the_report(report):
    """All quotations, all marked texts, all speakers and all findings stand in the page without a script."""
    trace = build_trace()
    words = "".join(read(report).words)

    for quote in trace.quotes.itertuples():
        assert f'data-id="{quote.quote_id}"' in report
        assert f'data-card="{quote.quote_id}"' in report
        assert quote.text in words
    for values in (trace.quotes["speaker"], trace.hops["name"], trace.findings["message"]):
        assert all(value in words for value in values)


def test_links_lead_to_parts_that_are_there(report):
    """Every entry of the navigation has its part."""
    tags = read(report).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]

    assert len(ids) == len(set(ids))
    assert {attributes["href"][1:] for name, attributes in tags if name == "a"} <= set(ids)


def test_an_empty_trace_has_a_report():
    """A trace without anything is a page that says so."""
    page = report_html(Trace(**{name: frame(name, []) for name in COLUMNS}))

    assert "<b>0</b> quotations" in page
    assert "no relay is named" in page


def test_long_tables_are_cut_and_say_so():
    """More speakers than a reader can use are cut to the most cited, with their number in the caption."""
    trace = build_trace()
    many = trace.quotes.loc[[0] * 150].assign(
        quote_id=[f"q{number}" for number in range(150)], speaker=[f"Tokoh {number}" for number in range(150)]
    )
    page = report_html(Trace(**{**vars(trace), "quotes": many.reset_index(drop=True)}))

    assert "(the first 100 of 150)" in page


def test_the_report_does_not_depend_on_hashes():
    """Two processes with other hash seeds write the same bytes."""
    code = "import gold_trace, quotekit.views.report as r; print(r.report_html(gold_trace.build_trace()))"
    pages = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parent,
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(pages) == 1
