"""The report: one page with everything a trace holds, for people who open files and no notebooks.

The page is self-contained (no network, no kernel), reads from top to bottom without scripts, and gains
filters, sorting and a reading pane where they run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotekit.models import KINDS
from quotekit.tables import read_rows
from quotekit.views.catalog import list_claims, list_quotes
from quotekit.views.chains import NO_OUTLET, NO_SPEAKER, draw_way
from quotekit.views.html import Html, join, read_asset, style, table, tag
from quotekit.views.lookup import Row, open_trace
from quotekit.views.pages import draw_sheet, script
from quotekit.views.summaries import count_relays, count_speakers

if TYPE_CHECKING:
    from quotekit.tables import Trace

# The browser may ask nobody for anything, whatever stands in the page.
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:;"
    " font-src data:; media-src data:; base-uri 'none'; form-action 'none'"
)
MOST = 100  # rows of a table; the tables beside the report have all
TITLE = "Who said what, and who relayed it"


def report_html(trace: Trace, *, title: str = TITLE) -> str:
    """Write a trace as one self-contained page.

    Args:
        trace: what `quotekit.trace` returned.
        title: heading and title of the page.

    Returns:
        HTML with its style and script inside; the same trace gives the same page.
    """
    sections = {
        "Speakers": _draw_speakers(trace),
        "Relays": _draw_relays(trace),
        "Claims": _draw_claims(trace),
        "Quotations": _draw_quotes(trace),
        "Findings": _draw_findings(trace),
    }
    parts = [_draw_part(name, body) for name, body in sections.items() if body is not None]
    links = (tag("a", name, href=f"#{name.lower()}") for name, body in sections.items() if body is not None)
    body = tag(
        "div",
        tag(
            "header",
            tag("h1", title),
            _summarise(trace),
            tag("nav", *links, aria_label="Parts of the report"),
        ),
        tag("main", tag("div", *parts[:2], class_="qk-duo"), *parts[2:]),
        script(),
        class_="qk qk-page",
    )
    return draw_page(title, body)


def draw_page(title: str, body: Html, *, head: Html | None = None) -> str:
    """Wrap a body into a whole page with the style of all views."""
    page_style = Html(f"<style>{read_asset('page.css')}</style>")
    meta = (
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
    )
    top = tag("head", *meta, tag("title", title), style(), page_style, head)
    return "<!DOCTYPE html>\n" + tag("html", top, tag("body", body), lang="en") + "\n"


def _draw_part(name: str, body: Html) -> Html:
    return tag("section", tag("h2", name), body, id=name.lower(), aria_label=name)


def _summarise(trace: Trace) -> Html:
    speakers = trace.quotes["speaker"].nunique()
    counts = [
        (len(trace.articles), "article", "articles"),
        (len(trace.quotes), "quotation", "quotations"),
        (sum(map(bool, trace.quotes["relay"])), "of them relayed", "of them relayed"),
        (speakers, "speaker", "speakers"),
        (len(trace.claims), "claim", "claims"),
        (len(trace.findings), "finding", "findings"),
    ]
    items = (
        tag("li", tag("b", f"{number:,}"), f" {one if number == 1 else many}") for number, one, many in counts
    )
    return tag("ul", *items, class_="qk-counts")


def _draw_speakers(trace: Trace) -> Html:
    counts = ("n_quotes", *KINDS, "n_outlets", "n_relayed")
    rows = [
        [_draw_name(row), *(_number(row[key]) for key in counts)] for row in read_rows(count_speakers(trace))
    ]
    headings = [
        "Speaker",
        *map(_heading, ("All", *(kind.capitalize() for kind in KINDS), "Outlets", "Relayed")),
    ]
    return _draw_table("Speakers", "How often each speaker is cited, and how", headings, rows)


def _draw_name(row: Row) -> Html:
    known = row["speaker"] is not None
    return tag("th", row["speaker"] or NO_SPEAKER, scope="row", class_=None if known else "qk-none")


def _draw_relays(trace: Trace) -> Html:
    relayed = sorted(_relayed(trace), key=lambda row: -row["n_quotes"])
    if not relayed:
        return tag("p", "Every quotation is cited from its speaker; no relay is named.")
    rows = [[draw_way(row), _number(row["n_quotes"])] for row in relayed]
    headings = ["Outlet ← relay ← speaker", _heading("Quotations")]
    return _draw_table("Relays", "Who passed whose words on, and how often", headings, rows)


def _relayed(trace: Trace) -> list[Row]:
    return [row for row in read_rows(count_relays(trace)) if row["relay"] or row["credit"]]


def _draw_claims(trace: Trace) -> Html | None:
    if not len(trace.claims):
        return None
    sheet = list_claims(trace, at_least=2)
    shared = int((trace.claims["n_quotes"] > 1).sum())
    note = (
        f"{shared:,} of {len(trace.claims):,} claims are quoted more than once;"
        f" {sheet.count(len(sheet.ids))} shown: these, and any with a conflict."
    )
    return join([tag("p", note), draw_sheet(sheet) if sheet.ids else None])


def _draw_quotes(trace: Trace) -> Html:
    return draw_sheet(list_quotes(trace), open_leaves=True)


def _draw_findings(trace: Trace) -> Html | None:
    lookup = open_trace(trace)
    if not lookup.findings:
        return None
    rows = [
        [
            tag("code", row["article_id"]),
            _outlet(lookup.articles, row),
            _place(row),
            tag("code", row["code"]),
            row["message"],
        ]
        for row in lookup.findings
    ]
    headings = ["Article", "Outlet", "Place", "Code", "What was found"]
    return _draw_table("Findings", "What an analyst should know of the texts", headings, rows)


def _outlet(articles: dict[str, Row], row: Row) -> str:
    return (articles.get(row["article_id"]) or {}).get("outlet") or NO_OUTLET


def _place(row: Row) -> str:
    return "" if row["start"] is None else f"[{row['start']}, {row['end']})"


def _number(value: int) -> Html:
    return tag("td", f"{value:,}", class_="qk-number")


def _heading(words: str) -> Html:
    return tag("th", words, scope="col", class_="qk-number")


def _draw_table(
    name: str, caption: str, headings: Sequence[object], rows: Sequence[Sequence[object]]
) -> Html:
    """Draw the first `MOST` rows of a table, and say so if there are more."""
    note = f"{caption} (the first {MOST} of {len(rows):,})" if len(rows) > MOST else caption
    drawn = table(headings, rows[:MOST], caption=note)
    return tag("div", drawn, class_="qk-scroll", tabindex="0", role="region", aria_label=f"Table: {name}")
