"""JupyterLab on a copy of the notebooks, so that an installed quotekit can be tried in one command."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from quotekit.errors import QuotekitError
from quotekit.samples import notebooks_path

FOLDER = "quotekit-notebooks"


def copy_notebooks(folder: str | Path = FOLDER) -> list[Path]:
    """Copy the notebooks of quotekit into a folder; a copy that is there already is left as it is.

    Args:
        folder: where to; it is made if it is not there.

    Returns:
        The notebooks in the folder, in reading order.

    Raises:
        QuotekitError: if the folder cannot be made.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QuotekitError(f"cannot make the folder {str(folder)!r}: {error.strerror or error}") from error
    copies = []
    for notebook in sorted(notebooks_path().glob("*.ipynb")):
        copy = folder / notebook.name
        if not copy.exists():
            shutil.copyfile(notebook, copy)
            _trust(copy)
        copies.append(copy)
    return copies


def _trust(notebook: Path) -> None:
    """Sign a notebook that came with quotekit, so that its saved outputs filter before anything is run."""
    import nbformat
    from nbformat.sign import NotebookNotary

    NotebookNotary().sign(nbformat.read(notebook, as_version=4))


def open_lab(folder: str | Path = FOLDER, *, arguments: Sequence[str] = ()) -> int:
    """Open JupyterLab on a copy of the notebooks and wait until it is closed.

    Args:
        folder: where the copies are put.
        arguments: further arguments for JupyterLab, such as ``--no-browser``.

    Returns:
        The exit status of JupyterLab.
    """
    first = copy_notebooks(folder)[0]
    return subprocess.call([sys.executable, "-m", "jupyterlab", str(first), *arguments])
