"""Shared notebooks, opened from disk with the network off."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotekit.views.share import share

pytestmark = pytest.mark.browser

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@pytest.fixture
def shared(tmp_path):
    """Share a notebook and return the address of its page."""

    def write(path: Path) -> str:
        page = tmp_path / f"{path.stem}.html"
        page.write_text(share(path), "utf-8")
        return page.as_uri()

    return write


@each
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_shared_page_is_alive_and_accessible(visit, shared, check_accessibility, path, dark):
    """Explorers filter, no request is made, nothing fails, no rule of axe-core is violated."""
    seen = visit(offline=True, dark=dark)
    seen.page.goto(shared(path))
    for sheet in seen.page.locator(".qk-sheet").all():
        before = sheet.get_by_role("status").inner_text()
        sheet.get_by_label("Search", exact=True).fill("tass")
        seen.page.wait_for_timeout(200)
        assert sheet.get_by_role("status").inner_text() != before

    assert check_accessibility(seen.page) == []
    assert seen.outside == seen.errors == []


@each
def test_a_shared_page_reads_without_scripts(visit, shared, path):
    """All rows, prose and pictures are there without scripts; the contents lead to their parts."""
    seen = visit(scripts=False, offline=True)
    seen.page.goto(shared(path))
    page = seen.page

    assert page.locator("button, select, input").count() == 0
    assert page.locator(".qk-rows tbody tr:not(:visible)").count() == 0
    for link in page.locator("nav a").all():
        assert page.locator(link.get_attribute("href")).count() == 1


@each
def test_a_shared_page_fits_a_phone(visit, shared, check_accessibility, path):
    """Nothing runs off the side of a phone, and no rule of axe-core is violated there."""
    seen = visit(width=390, offline=True)
    seen.page.goto(shared(path))

    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert check_accessibility(seen.page) == []
