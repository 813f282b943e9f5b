"""The notebooks as regression tests: they are as committed, they rerun alike, and a change turns them red."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from quotekit.views.regenerate import VIEW, regenerate

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
LIMIT_BYTES = 1_000_000
MACHINE = re.compile(r"(?:/home|/root|/Users|/tmp|/opt|/usr|site-packages)/|[A-Z]:\\\\|0x[0-9a-f]{6,}")

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def run_nbval(*paths: Path, home: Path) -> subprocess.CompletedProcess:
    """Run strict nbval with this Python and a Jupyter home of its own."""
    options = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=300", "-q", "-p", "no:cacheprovider"]
    place = ["-c", os.devnull, "--rootdir", str(FOLDER), "-p", "nbval.plugin"]
    command = [sys.executable, "-m", "pytest", *place, *options, *map(str, paths)]
    environment = os.environ | {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # nbval alone, whatever else is installed
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
    }
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def plant(home: Path, change: str) -> None:
    """Have every kernel started in this home trace with one change in the table of quotations."""
    startup = home / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "plant.py").write_text(
        "import dataclasses\n"
        "import quotekit\n"
        "trace_whole = quotekit.trace\n"
        "def trace(*inputs, **options):\n"
        "    trace = trace_whole(*inputs, **options)\n"
        "    quotes = trace.quotes.copy()\n"
        f"    {change}\n"
        "    return dataclasses.replace(trace, quotes=quotes)\n"
        "quotekit.trace = trace\n"
    )


def test_there_are_notebooks_in_reading_order():
    """The notebooks are numbered from 01 without a gap up to 05."""
    assert [path.name[:2] for path in NOTEBOOKS][:5] == ["01", "02", "03", "04", "05"]


@each
def test_a_notebook_is_executed_from_top_to_bottom(path):
    """Every code cell has been run, once, in order, and none failed or warned."""
    cells = code_cells(path)
    outputs = [output for cell in cells for output in cell.outputs]

    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [
        output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"
    ]


@each
def test_a_notebook_can_be_read_without_a_kernel(path):
    """No widget state and no widget view is stored; tables and explorers have a page, plots a picture."""
    notebook = read(path)
    bundles = [output.data for cell in code_cells(path) for output in cell.outputs if "data" in output]

    assert "widgets" not in notebook.metadata
    assert not [bundle for bundle in bundles if VIEW in bundle]
    for bundle in bundles:
        assert "text/plain" in bundle
        if "application/vnd.vegalite.v5+json" in bundle:
            assert "image/png" in bundle


@each
def test_a_notebook_is_fit_to_be_committed(path):
    """A notebook is small, names no folder of a machine, and its settings come first."""
    text = path.read_text("utf-8")
    settings = code_cells(path)[0]

    assert len(text.encode()) < LIMIT_BYTES
    assert not MACHINE.search(text)
    assert settings.source.startswith("# Settings")
    assert settings.metadata.tags == ["parameters"]


@each
def test_explorers_are_followed_by_what_they_hold(path):
    """After each explorer comes a plain cell with its rows, which strict comparison can read."""
    cells = code_cells(path)
    pages = [[output.get("data", {}).get("text/html", "") for output in cell.outputs] for cell in cells]
    shown = [any('class="qk-sheet"' in page for page in found) for found in pages]

    for explorer, after in zip(shown, cells[1:], strict=False):
        assert not explorer or "filtered" in after.source or "selected" in after.source
    assert not shown[-1]


@each
def test_a_notebook_is_the_same_when_executed_anew(path):
    """The regenerated file is the committed one, byte for byte."""
    same = regenerate(path) == path.read_bytes()  # a comparison of bytes in the assertion prints both

    assert same, f"run: python -m quotekit.views.regenerate {path.parent.name}/"


def test_strict_nbval_holds_for_all_notebooks(tmp_path):
    """Strict nbval compares every output of every cell and finds no difference."""
    done = run_nbval(FOLDER, home=tmp_path)

    assert done.returncode == 0, done.stdout[-3000:]
    assert re.search(r"(\d+) passed", done.stdout)[1] == str(sum(len(code_cells(path)) for path in NOTEBOOKS))


@pytest.mark.parametrize(
    ("change", "passes"),
    [
        ("pass", True),
        ("quotes.loc[30, 'speaker'] = 'Dmitry Peskov'", False),
        ("quotes = quotes.drop(index=30)", False),
        ("quotes.at[30, 'relay'] = ['TASS']", False),
    ],
    ids=["nothing", "speaker swapped", "quotation lost", "relay added"],
)
def test_a_planted_change_turns_a_notebook_red(tmp_path, change, passes):
    """One swapped speaker, one lost quotation or one added relay, far below the first rows, is found."""
    plant(tmp_path, change)
    done = run_nbval(NOTEBOOKS[0], home=tmp_path)

    assert (done.returncode == 0) is passes, done.stdout[-3000:]
