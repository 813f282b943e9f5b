"""The report in a real browser: with scripts and without, light and dark, wide and narrow, hostile."""

from __future__ import annotations

from pathlib import Path

import pytest
from gold_trace import build_trace
from test_views_pages import HOSTILE, make_hostile

from quotekit.views.catalog import list_quotes
from quotekit.views.pages import PAGE
from quotekit.views.report import report_html
from quotekit.views.sheets import check_query, find_rows, sort_rows

pytestmark = pytest.mark.browser

QUERIES = [
    {"speaker": ["Vladimir Putin"]},
    {"outlet": [None]},
    {"relay": ["TASS"], "kind": ["direct"]},
    {"search": "mutlipolar"},
    {"search": "kemitran strategis"},
    {"search": "putin"},
    {"since": "2024-06-19", "until": "2024-06-19", "stance": ["praised"]},
    {"since": "2024-06-20"},
]


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report_html(build_trace()), "utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def sheet():
    return list_quotes(build_trace())


class Quotations:
    """The sheet of quotations in a page."""

    def __init__(self, page) -> None:
        self.page = page
        self.root = page.locator("#quotations .qk-sheet")

    def filter(self, query: dict) -> None:
        """Set the controls as a person would."""
        for key, value in query.items():
            label = {"since": "From", "until": "Until"}.get(key, key.capitalize())
            control = self.root.get_by_label(label, exact=True)
            if isinstance(value, list):
                control.select_option(value="null" if value[0] is None else f'"{value[0]}"')
            else:
                control.fill(value)
        self.page.wait_for_timeout(200)  # the search waits for the next letter

    def ids(self) -> list[str]:
        """Read the ids of all matching rows, page by page."""
        found: list[str] = []
        while True:
            found += self.root.locator(".qk-rows tbody tr:visible").evaluate_all(
                "rows => rows.map(row => row.dataset.id)"
            )
            following = self.root.get_by_role("button", name="Next ›")
            if not following.is_visible() or following.is_disabled():
                return found
            following.click()

    @property
    def status(self) -> str:
        """What the status line says."""
        return self.root.get_by_role("status").inner_text()


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_filters_find_what_python_finds(visit, report, sheet, query):
    """The script of the page keeps the same rows as the live explorer, typos included."""
    opened = visit(offline=True)
    opened.page.goto(report)
    quotations = Quotations(opened.page)
    quotations.filter(query)
    expected = [sheet.ids[at] for at in find_rows(sheet, check_query(sheet, query))]

    assert quotations.ids() == expected
    assert quotations.status == f"{len(expected)} of 34 quotations"
    assert opened.errors == opened.outside == []


@pytest.mark.parametrize("key", ["no", "speaker", "text", "relay", "published", "kind", "stance"])
def test_headings_sort_as_python_sorts(visit, report, sheet, key):
    """A click on a heading sorts upwards, a second one downwards, missing values last."""
    opened = visit(offline=True)
    opened.page.goto(report)
    quotations = Quotations(opened.page)
    heading = quotations.root.locator(f"th[data-key={key}]")
    for descending, said in ((False, "ascending"), (True, "descending")):
        heading.get_by_role("button").click()
        expected = [sheet.ids[at] for at in sort_rows(sheet, range(34), key, descending=descending)]

        assert heading.get_attribute("aria-sort") == said
        assert quotations.ids() == expected


def test_a_chosen_quotation_is_marked_in_its_article(visit, report):
    """Choosing a row opens its article, marks the quotation in it and shows its card alone."""
    opened = visit(offline=True)
    opened.page.goto(report)
    root = Quotations(opened.page).root
    row = root.locator(".qk-rows tbody tr:visible").nth(3)
    quote = row.get_attribute("data-id")
    row.click()

    assert root.locator("mark.qk-on").inner_text().startswith("4Dokumen tersebut")
    assert root.locator(".qk-cue.qk-on").inner_text() == "ujar"
    assert root.locator(".qk-card:visible").get_attribute("data-card") == quote
    assert root.locator(".qk-leaf:visible").count() == 1


def test_the_table_is_driven_by_keys(visit, report):
    """Arrows choose, turn pages at their ends, and leave the focus on the chosen row."""
    opened = visit(offline=True)
    opened.page.goto(report)
    root = Quotations(opened.page).root
    root.get_by_role("button", name="quotation 1", exact=True).focus()
    for _ in range(PAGE):
        opened.page.keyboard.press("ArrowDown")
    focused = opened.page.evaluate("document.activeElement.getAttribute('aria-label')")

    assert focused == f"quotation {PAGE + 1}"
    assert root.locator(".qk-where").inner_text() == "page 2 of 5"
    opened.page.keyboard.press("ArrowUp")
    assert opened.page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    opened.page.keyboard.press("Home")
    assert opened.page.evaluate("document.activeElement.textContent") == "1"


def test_quotations_can_be_chosen_in_the_text(visit, report):
    """A click on marked words and a key on their number choose that quotation."""
    opened = visit(offline=True)
    opened.page.goto(report)
    root = Quotations(opened.page).root
    root.locator(".qk-text:visible mark").nth(1).click()
    assert root.locator(".qk-pick[aria-pressed=true]").inner_text() == "2"

    root.locator(".qk-leaf:visible").get_by_role("button", name="read quotation 4").press("Enter")
    assert root.locator(".qk-pick[aria-pressed=true]").inner_text() == "4"


def test_filtered_rows_are_saved_and_copied(visit, report):
    """The saved file and the clipboard hold the filtered rows and their headings."""
    opened = visit()
    opened.page.goto(report)
    opened.page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    quotations = Quotations(opened.page)
    quotations.filter({"outlet": ["Tribunnews"]})
    with opened.page.expect_download() as download:
        quotations.root.get_by_role("button", name="Save CSV").click()
    saved = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    quotations.root.get_by_role("button", name="Copy rows").click()
    copied = opened.page.evaluate("window.copied").splitlines()

    assert len(saved) == len(copied) == 7
    assert saved[0] == "id,No.,Speaker,Words,Outlet ← relay,Published,Kind,Stance"
    assert download.value.suggested_filename == "quotations.csv"
    assert quotations.status == "6 rows copied"


def test_everything_is_there_without_scripts(visit, report):
    """Without scripts all rows and all articles are open to read, and no dead control is shown."""
    opened = visit(scripts=False, offline=True)
    opened.page.goto(report)
    root = Quotations(opened.page).root

    assert root.locator(".qk-rows tbody tr:visible").count() == 34
    assert root.locator(".qk-text:visible").count() == 5
    assert root.locator(".qk-card:visible").count() == 34
    assert opened.page.locator("button, select, input").count() == 0


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_are_accessible(visit, report, check_accessibility, width, dark):
    """No rule of axe-core is violated, light or dark, wide or narrow; nothing runs off the side."""
    opened = visit(width=width, dark=dark, offline=True)
    opened.page.goto(report)

    assert check_accessibility(opened.page) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_pages_are_accessible_without_scripts(visit, tmp_path, check_accessibility):
    """The page as it is before its script runs violates no rule either."""
    from quotekit.views.pages import script

    path = tmp_path / "plain.html"
    path.write_text(report_html(build_trace()).replace(script(), ""), "utf-8")
    opened = visit(offline=True)
    opened.page.goto(path.as_uri())

    assert check_accessibility(opened.page) == []


def test_hostile_articles_run_nothing(visit, tmp_path):
    """Script, handlers and addresses in an article are words on the page, before and after choosing it."""
    path = tmp_path / "hostile.html"
    path.write_text(report_html(make_hostile()), "utf-8")
    opened = visit()
    opened.page.on("dialog", lambda dialog: opened.errors.append(dialog.message))
    opened.page.goto(path.as_uri())
    opened.page.locator(".qk-rows tbody tr:visible").first.click()

    assert opened.page.locator("img, main script, main iframe").count() == 0
    assert HOSTILE.split()[0] in opened.page.locator(".qk-text").first.inner_text()
    assert opened.errors == opened.outside == []
