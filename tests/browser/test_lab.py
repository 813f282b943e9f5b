"""The notebooks and the live explorer in a real JupyterLab."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

pytestmark = pytest.mark.browser

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
TESTS = Path(__file__).parents[1]
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
EXPLORER = ".jp-OutputArea-output .qk-live"


@contextlib.contextmanager
def opened(visit, lab, path: Path, *, trusted: bool = True):
    """Open a copy of a notebook in JupyterLab, and stop its kernel afterwards."""
    shutil.copyfile(path, lab.root / path.name)
    if trusted:
        lab.trust(path.name)
    seen = visit()
    lab.open(seen.page, path.name)
    yield seen
    lab.close(seen.page)


@pytest.fixture(scope="module")
def notebook(visit_long, lab, tmp_path_factory):
    """Open a notebook that shows the explorer on the annotated seeds."""
    cells = [
        f"import sys; sys.path.insert(0, {str(TESTS)!r})",
        "import gold_trace, quotekit as qk\nexplorer = qk.explore(gold_trace.build_trace())\nexplorer",
        "print(explorer.selected['quote_id'].tolist(), len(explorer.filtered))",
    ]
    path = tmp_path_factory.mktemp("explorer") / "explorer.ipynb"
    made = new_notebook(cells=[new_code_cell(cell) for cell in cells], metadata={"kernelspec": KERNEL})
    nbformat.write(made, path)
    with opened(visit_long, lab, path) as seen:
        yield seen


@pytest.fixture
def explorer(notebook, lab):
    """Make the explorer anew."""
    lab.run(notebook.page)
    notebook.page.locator(f"{EXPLORER} .qk-rows").wait_for()
    expect_status(notebook.page, "34 of 34 quotations")
    return notebook


def rows(page):
    return page.locator(f"{EXPLORER} .qk-rows tbody tr")


def expect_status(page, words: str) -> None:
    page.locator(f"{EXPLORER} .qk-status", has_text=words).wait_for()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_runs_in_jupyterlab(visit, lab, path):
    """All cells run without an error, explorers come alive, plots are drawn, and nobody outside is asked."""
    with opened(visit, lab, path) as seen:
        outputs = [output for cell in lab.run(seen.page) for output in cell]
        bundles = [output.get("data", {}) for output in outputs]
        plots = sum("application/vnd.vegalite.v5+json" in bundle for bundle in bundles)
        explorers = sum("application/vnd.jupyter.widget-view+json" in bundle for bundle in bundles)

        assert not [output for output in outputs if output["output_type"] == "error"]
        for found, number in ((f"{EXPLORER} .qk-rows", explorers), (".vega-embed canvas.marks", plots)):
            seen.page.wait_for_function(f"document.querySelectorAll('{found}').length === {number}")
        assert seen.outside == seen.errors == []


def test_the_explorer_filters_and_searches(explorer):
    """Lists and the typo-tolerant search filter together; Python sees the filtered rows."""
    page = explorer.page
    page.locator(EXPLORER).get_by_label("Speaker", exact=True).select_option('"Yury Ushakov"')
    expect_status(page, "7 of 34 quotations")
    page.locator(EXPLORER).get_by_label("Search", exact=True).fill("dokumn")
    expect_status(page, "6 of 34 quotations")

    assert rows(page).count() == 6
    assert set(page.locator(f"{EXPLORER} td.qk-col-speaker b").all_inner_texts()) == {"Yury Ushakov"}
    page.locator(EXPLORER).get_by_role("button", name="Clear filters").click()
    expect_status(page, "34 of 34 quotations")


def test_the_explorer_sorts(explorer):
    """A click on a heading sorts all rows, not only those of the page."""
    page = explorer.page
    heading = page.locator(f"{EXPLORER} th[data-key=text]")
    heading.get_by_role("button").click()
    page.locator(f"{EXPLORER} th[data-key=text][aria-sort=ascending]").wait_for()
    first = rows(page).first.locator(".qk-col-text").inner_text()

    assert first.startswith("“[Kemitraan")
    assert page.evaluate("document.activeElement.textContent") == "Words"


def test_a_chosen_row_is_marked_in_its_article_and_known_to_python(explorer, lab):
    """A click opens the article with the quotation, its cue and source marked; Python has the same row."""
    page = explorer.page
    row = rows(page).nth(3)
    quote = row.get_attribute("data-id")
    row.click()
    page.locator(f"{EXPLORER} [data-card={quote}]").wait_for()

    assert page.locator(f"{EXPLORER} mark.qk-on").inner_text().startswith("4Dokumen tersebut")
    assert page.locator(f"{EXPLORER} .qk-text .qk-source.qk-on").inner_text() == "Ushakov"
    assert page.locator(f"{EXPLORER} .qk-text .qk-hop.qk-on").all_inner_texts() == [
        "TASS",
        "cnnindonesia.com",
    ]
    page.evaluate("jupyterapp.shell.currentWidget.content.activeCellIndex = 2")
    page.evaluate("jupyterapp.commands.execute('notebook:run-cell')")
    page.locator(".jp-OutputArea-output", has_text=f"['{quote}'] 34").wait_for()


def test_the_explorer_is_driven_by_keys(explorer):
    """Arrows choose and turn the page; letters stay in the explorer and never cut a cell."""
    page = explorer.page
    page.get_by_role("button", name="quotation 1", exact=True).click()
    for number in range(2, 10):
        page.keyboard.press("ArrowDown")
        page.locator(f"{EXPLORER} .qk-pick[aria-pressed=true]", has_text=str(number)).wait_for()
    for key in ("x", "d", "d", "b"):
        page.keyboard.press(key)

    assert page.locator(f"{EXPLORER} .qk-where").inner_text() == "page 2 of 5"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "quotation 9"
    assert page.locator(".jp-CodeCell").count() == 3


def test_the_explorer_saves_the_filtered_rows(explorer):
    """Python writes the workbook, the browser saves it."""
    page = explorer.page
    page.locator(EXPLORER).get_by_label("Outlet", exact=True).select_option('"Tribunnews"')
    expect_status(page, "6 of 34 quotations")
    with page.expect_download() as download:
        page.locator(EXPLORER).get_by_role("button", name="Save Excel").click()

    assert download.value.suggested_filename == "quotations.xlsx"
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
    expect_status(page, "6 quotations saved")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_explorer_is_accessible(explorer, check_accessibility, theme):
    """No rule of axe-core is violated by the explorer in either theme."""
    explorer.page.evaluate(f"jupyterapp.commands.execute('apputils:change-theme', {{ theme: '{theme}' }})")
    light = str(theme.endswith("Light")).lower()
    explorer.page.wait_for_selector(f"body[data-jp-theme-light='{light}']", state="attached")
    explorer.page.wait_for_timeout(500)

    assert check_accessibility(explorer.page, EXPLORER) == []


def test_hostile_articles_run_nothing(visit, lab, tmp_path):
    """Markup in an article, a name or a claim is words in the live explorer, in its lists too."""
    cells = [
        f"import sys; sys.path.insert(0, {str(TESTS)!r})",
        "import quotekit as qk\nfrom test_views_pages import make_hostile\nqk.explore(make_hostile())",
    ]
    made = new_notebook(cells=[new_code_cell(cell) for cell in cells], metadata={"kernelspec": KERNEL})
    nbformat.write(made, tmp_path / "hostile.ipynb")
    with opened(visit, lab, tmp_path / "hostile.ipynb") as seen:
        seen.page.on("dialog", lambda dialog: seen.errors.append(dialog.message))
        lab.run(seen.page)
        seen.page.locator(f"{EXPLORER} .qk-text", has_text="onerror").wait_for()

        assert seen.page.locator(f"{EXPLORER} :is(img, script, iframe)").count() == 0
        assert seen.errors == seen.outside == []


def test_a_received_notebook_can_be_read_before_it_runs(visit, lab, tmp_path):
    """Opened without trust, where JupyterLab strips scripts, table and articles are there to read."""
    received = nbformat.read(NOTEBOOKS[0], as_version=4)
    received.cells[0].source += "\n\nDiterima dari rekan."  # another content, so no signature
    nbformat.write(received, tmp_path / "received.ipynb")
    with opened(visit, lab, tmp_path / "received.ipynb", trusted=False) as seen:
        output = seen.page.locator(".jp-OutputArea-output", has_text="Outlet ← relay").first
        output.wait_for()

        assert output.locator("table").first.locator("tbody tr").count() > 30
        assert output.locator("details mark").count() > 30
        assert output.locator("select, input, button").count() == 0
