"""A notebook as one page to send to a colleague: no kernel, no network, nothing of the machine in it.

The page holds prose, outputs and, folded, the code; explorers filter, plots are pictures. Its content
security policy forbids the browser every request, so whatever an output contains, opening the page
asks nobody for anything.
"""

from __future__ import annotations

import base64
import html
import mimetypes
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from quotekit.errors import InputError
from quotekit.views.html import Html, join, style, tag
from quotekit.views.pages import script
from quotekit.views.report import draw_page

if TYPE_CHECKING:
    from nbformat import NotebookNode

# What an output is shown as: the first of these that it has.
PREFERRED = (
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/latex",
    "text/plain",
)
_HEADING = re.compile(r"<h([1-3])(?: id=\"[^\"]*\")?>(.*?)</h\1>", re.DOTALL)
_ANCHOR = re.compile(r'<a class="anchor-link".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_HOME = r"(?:/(?:home|Users)/[^/\s\"'<>]+|/root|[A-Za-z]:[\\/]+Users[\\/]+[^\\/\s\"'<>]+)"
_REST = r"(?:[\\/]+[^\\/\s\"'<>:]+)*"


def share(notebook_path: str | Path) -> str:
    """Turn an executed notebook into one self-contained page.

    Args:
        notebook_path: an ``.ipynb`` file; it is not executed.

    Returns:
        HTML with a table of contents, all outputs, and no path of this machine.

    Raises:
        InputError: if the file is missing or is no notebook.
    """
    path = Path(notebook_path)
    notebook = _read(path)
    cells = [_draw_cell(cell, path.parent) for cell in notebook.cells]
    body, contents = _number_headings(join(cell for cell in cells if cell))
    title = contents[0][2] if contents else path.stem
    page = tag(
        "div",
        tag("header", _draw_contents(contents)),
        tag("main", Html(_once(body)), class_="qk-notebook"),
        script(),
        class_="qk qk-page",
    )
    return hide_paths(draw_page(title, page, head=_code_style()), path.parent)


def _read(path: Path) -> NotebookNode:
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror or error}") from error
    except (ValueError, nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise InputError(f"{str(path)!r} is no notebook: expected an .ipynb file ({error})") from error


def _draw_cell(cell: NotebookNode, folder: Path) -> Html | None:
    if cell.cell_type == "markdown":
        return tag("div", _draw_markdown(cell, folder), class_="qk-prose")
    if cell.cell_type != "code" or not (cell.source.strip() or cell.outputs):
        return None
    outputs = (_wrap_output(_draw_output(output)) for output in cell.outputs)
    return tag("div", _draw_code(cell.source), *outputs, class_="qk-cell")


def _wrap_output(drawn: Html) -> Html:
    """Let a table that is too wide for the page be scrolled by keys too."""
    if "<table" not in drawn or "qk-sheet" in drawn:
        return tag("div", drawn, class_="qk-output")
    return tag("div", drawn, class_="qk-output", tabindex="0", role="group", aria_label="Table")


def _draw_markdown(cell: NotebookNode, folder: Path) -> Html:
    from nbconvert.filters import markdown2html

    markup = _ANCHOR.sub("", markdown2html(cell.source))
    return Html(re.sub(r'src="([^":]+)"', lambda found: _inline(found, folder), markup))


def _inline(found: re.Match[str], folder: Path) -> str:
    """Put a picture beside the notebook into the page; one that is missing stays a broken link."""
    picture = folder / found[1]
    kind = mimetypes.guess_type(picture)[0] or ""
    if not kind.startswith("image/") or not picture.is_file():
        return found[0]
    return f'src="data:{kind};base64,{base64.b64encode(picture.read_bytes()).decode()}"'


def _draw_code(source: str) -> Html:
    from nbconvert.filters import Highlight2HTML

    return tag("details", tag("summary", "Code"), Html(Highlight2HTML()(source).strip()), class_="qk-code")


def _draw_output(output: NotebookNode) -> Html:
    from nbconvert.filters import ansi2html

    if output.output_type == "stream":
        return tag("pre", output.text)
    if output.output_type == "error":
        return tag("pre", Html(ansi2html("\n".join(output.traceback))), class_="qk-error")
    kind = next((kind for kind in PREFERRED if kind in output.data), None)
    if kind is None:
        return tag("p", "This output can be seen in JupyterLab only: ", ", ".join(sorted(output.data)))
    return _draw_data(kind, output)


def _draw_data(kind: str, output: NotebookNode) -> Html:
    from nbconvert.filters import markdown2html

    data = output.data[kind]
    if kind == "text/html":
        return Html(data.replace("<th></th>", "<td></td>"))  # pandas: a heading of nothing confuses readers
    if kind == "image/svg+xml":
        return Html(data)
    if kind == "text/markdown":
        return Html(markdown2html(data))
    if kind.startswith("image/"):
        alt = output.metadata.get(kind, {}).get("alt", output.data.get("text/plain", "plot"))
        width = output.metadata.get(kind, {}).get("width")
        return tag("img", src=f"data:{kind};base64,{data.strip()}", alt=alt, width=width)
    return tag("pre", data)


def _number_headings(body: Html) -> tuple[Html, list[tuple[int, str, str]]]:
    """Give each heading an id, and list them: level, id, words."""
    contents: list[tuple[int, str, str]] = []

    def number(found: re.Match[str]) -> str:
        level, words = int(found[1]), _plain(found[2])
        contents.append((level, f"part-{len(contents) + 1}", words))
        return f'<h{level} id="part-{len(contents)}">{found[2]}</h{level}>'

    return Html(_HEADING.sub(number, body)), contents


def _plain(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup)).strip()


def _draw_contents(contents: Iterable[tuple[int, str, str]]) -> Html | None:
    items = [
        tag("li", tag("a", words, href=f"#{id_}"), class_=f"qk-level-{level}")
        for level, id_, words in contents
    ]
    return tag("nav", tag("ul", *items), aria_label="Contents", class_="qk-contents") if items else None


def _once(body: str) -> str:
    """Take style and script out of each explorer: the page has them once."""
    return body.replace(style(), "").replace(script(), "")


def _code_style() -> Html:
    from pygments.formatters import HtmlFormatter

    light = HtmlFormatter(style="friendly").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    return Html(f"<style>{light}\n@media (prefers-color-scheme: dark) {{ {dark} }}</style>")


def hide_paths(text: str, *folders: Path) -> str:
    """Cut the folders of people and machines out of a text; the names of files stay.

    Args:
        text: any text.
        folders: further folders to hide, besides home, working, temporary and Python folders.

    Examples:
        >>> hide_paths("File /home/budi/riset/catatan.csv, line 3")
        'File …/catatan.csv, line 3'
    """
    roots = {Path.home(), Path.cwd(), Path(tempfile.gettempdir()), Path(sys.prefix), Path(sys.base_prefix)}
    roots |= {folder.resolve() for folder in folders}
    own = sorted((str(root) for root in roots if len(root.parts) > 1), key=lambda root: (-len(root), root))
    pattern = "|".join([*map(re.escape, own), _HOME])
    return re.sub(rf"(?<![\w.%-])(?:{pattern})(?![\w-]){_REST}", _keep_name, text)


def _keep_name(found: re.Match[str]) -> str:
    parts = re.split(r"[\\/]+", found[0])
    return f"…/{parts[-1]}"
