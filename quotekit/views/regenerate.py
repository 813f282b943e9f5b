"""Notebooks executed anew, with the same bytes each time nothing has changed.

``python -m quotekit.views.regenerate notebooks/`` runs every notebook of a folder and writes it back.
Outputs are kept as everybody can see them: a widget by its page and its text, never by the id of a
model that no longer exists. Times, versions and random ids stay out.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quotekit.errors import InputError, QuotekitError
from quotekit.files import write_bytes

if TYPE_CHECKING:
    from nbformat import NotebookNode

VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_CELL_SECONDS = 600


def regenerate(path: str | Path) -> bytes:
    """Execute a notebook and return it as it should be committed; the file is not changed.

    Args:
        path: an ``.ipynb`` file; its cells run in its folder.

    Returns:
        The content of the file.

    Raises:
        QuotekitError: if a cell fails, or shows a widget without a page to fall back on.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    path = Path(path)
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")  # this Python's kernel, not the user's default
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=_CELL_SECONDS,
        kernel_name=KERNEL["name"],
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise QuotekitError(f"{path.name}: a cell failed: {error.ename}: {error.evalue}") from error
    return (nbformat.writes(_settle(notebook, path.name)) + "\n").encode()


def _settle(notebook: NotebookNode, name: str) -> NotebookNode:
    """Take out of an executed notebook what differs between runs and machines."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if VIEW in data and "text/html" not in data:
                raise QuotekitError(
                    f"{name}: cell {cell.id!r} shows a widget that has no page to fall back on"
                )
            data.pop(VIEW, None)
    notebook.metadata = type(notebook.metadata)(kernelspec=KERNEL, language_info={"name": "python"})
    return notebook


def main(folder: str) -> None:
    """Regenerate all notebooks of a folder and say which of them changed."""
    paths = sorted(Path(folder).glob("*.ipynb"))
    if not paths:
        raise InputError(f"no notebooks in {folder!r}: name the folder that holds the .ipynb files")
    for path in paths:
        content = regenerate(path)
        changed = content != path.read_bytes()
        if changed:
            write_bytes(content, path)
        print(f"{path.name}: {'changed' if changed else 'unchanged'}")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:2] or ["notebooks"])
    except QuotekitError as error:
        sys.exit(str(error))
