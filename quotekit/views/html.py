"""HTML that cannot forget to escape.

`Html` is text that is already markup. `tag` makes it from children: a child that is `Html` goes in
as it is, any other text is escaped. So an article's words can never become markup or script, whatever
they contain; nothing else in quotekit writes a ``<``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from importlib.resources import files

VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "wbr"})
# Control characters and lone surrogates have no meaning on a page and cannot all be encoded.
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Html(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()


def escape(value: object) -> Html:
    """Make any value safe to stand in a page; markup stays markup, nothing becomes markup.

    Characters that a page cannot hold (controls, lone surrogates) are shown as U+FFFD.

    Examples:
        >>> escape('"Siap!" <script>')
        '&quot;Siap!&quot; &lt;script&gt;'
    """
    if isinstance(value, Html):
        return value
    return Html(html.escape(_UNSHOWABLE.sub("\ufffd", str(value)), quote=True))


def tag(name: str, /, *children: object, **attributes: object) -> Html:
    """Make one element.

    Args:
        name: its name.
        children: what stands inside; `None` is left out, all but `Html` is escaped.
        attributes: ``class_`` and ``data_id`` stand for ``class`` and ``data-id``;
            `None` and `False` leave the attribute out, `True` gives it without a value.

    Examples:
        >>> tag("b", "Kim & Putin", class_="name", hidden=False)
        '<b class="name">Kim &amp; Putin</b>'
    """
    opening = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Html(f"<{name}{opening}>")
    return Html(f"<{name}{opening}>{join(children)}</{name}>")


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    key = key.rstrip("_").replace("_", "-")
    return f" {key}" if value is True else f' {key}="{escape(value)}"'


def join(children: Iterable[object], between: str = "") -> Html:
    """Join children, each escaped unless it is markup; `None` is left out."""
    return Html(escape(between).join(escape(child) for child in children if child is not None))


def table(
    headings: Iterable[object], rows: Iterable[Iterable[object]], *, caption: str, class_: str = "qk-table"
) -> Html:
    """Make a plain table with a caption and column headings.

    Examples:
        >>> table(["Speaker"], [["Kim"]], caption="Who").startswith('<table class="qk-table"><caption>Who')
        True
    """
    head = tag("tr", *(cell if _is_cell(cell) else tag("th", cell, scope="col") for cell in headings))
    body = (tag("tr", *(cell if _is_cell(cell) else tag("td", cell) for cell in row)) for row in rows)
    return tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *body), class_=class_)


def _is_cell(value: object) -> bool:
    return isinstance(value, Html) and value.startswith(("<td", "<th"))


def read_asset(name: str) -> str:
    """Read a style sheet or script of the package."""
    return (files("quotekit.views") / "static" / name).read_text(encoding="utf-8")


def style() -> Html:
    """Return the style sheet of all views as one ``<style>`` element."""
    return Html(f"<style>{read_asset('quotekit.css')}</style>")
