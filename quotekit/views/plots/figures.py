"""A plot that can be seen everywhere: interactive in JupyterLab, a picture elsewhere, a table behind it.

A plot is a Vega-Lite specification. JupyterLab draws it by itself, without network. Pages and
code-hosting sites show the picture in the same output. The table behind the plot follows it.

The colours are those of Okabe and Ito, which stay apart for colour-blind readers.
Source: M. Okabe, K. Ito, "Color Universal Design", 2008.
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quotekit.tables import read_rows
from quotekit.views.html import Html, table, tag

if TYPE_CHECKING:
    import pandas as pd

MIME = "application/vnd.vegalite.v5+json"  # the newest version that JupyterLab draws
MOST = 25  # names on one side of a plot; the table behind it has all
ROW = 27  # pixels of one name
INK, SOFT, LINE, GRID, WHITE = "#1b1f24", "#57606a", "#d4d9df", "#eceff2", "#ffffff"
PALETTE = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#7A6A00", "#000000"]
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right"]
_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"  # a name, never fetched
_VERSION = "5.8"
_SCALE = 2.0  # pixels of the picture for one of the plot, for sharp text on dense screens
_WORDS = {"labelColor": INK, "labelFontSize": 12, "titleColor": SOFT, "titleFontSize": 12, "labelLimit": 320}
_CONFIG = {
    "background": WHITE,
    "font": "Liberation Sans, Arial, Helvetica, sans-serif",  # the first one comes with vl-convert
    "view": {"stroke": None},
    "title": {"anchor": "start", "color": INK, "fontSize": 15, "subtitleColor": SOFT, "offset": 14},
    "axis": {**_WORDS, "domainColor": LINE, "tickColor": LINE, "gridColor": GRID},
    "legend": _WORDS,
}


@dataclass(frozen=True)
class Figure:
    """A plot with the table it shows.

    Attributes:
        spec: the Vega-Lite 5 specification, without the looks that all plots share.
        table: the numbers behind the plot.
        title: what the plot shows, in one line.
    """

    spec: dict[str, Any]
    table: pd.DataFrame
    title: str

    @property
    def full_spec(self) -> dict[str, Any]:
        """The whole specification, for any tool that draws Vega-Lite 5."""
        return {"$schema": _SCHEMA, "config": _CONFIG, "description": self.title, **self.spec}

    def to_png(self) -> bytes:
        """Draw the plot as a picture, with no network; the same plot gives the same bytes."""
        import vl_convert

        drawn = vl_convert.vegalite_to_png(
            self.full_spec, vl_version=_VERSION, scale=_SCALE, allowed_base_urls=[]
        )
        return _pack(drawn)

    def to_html(self) -> Html:
        """Draw the table behind the plot, folded."""
        rows = [[_show(value) for value in row.values()] for row in read_rows(self.table)]
        listing = table([str(name) for name in self.table.columns], rows, caption=self.title)
        return tag("details", tag("summary", f"Table: {self.title}"), listing)

    def __repr__(self) -> str:
        """Name the plot."""
        return f"<Figure: {self.title}>"

    def _ipython_display_(self) -> None:
        from IPython.display import display

        png = self.to_png()
        (pixels,) = struct.unpack(">I", png[16:20])
        picture = {"alt": self.title, "width": round(pixels / _SCALE)}
        bundle = {MIME: self.full_spec, "image/png": base64.b64encode(png).decode(), "text/plain": repr(self)}
        display(bundle, raw=True, metadata={"image/png": picture})
        display({"text/html": self.to_html(), "text/plain": self.table.to_string(index=False)}, raw=True)


def cycle(values: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
    """Give each name a colour or shape; after the last one they begin again."""
    return {"domain": list(names), "range": [values[at % len(values)] for at in range(len(names))]}


def _show(value: object) -> object:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else value


def _pack(png: bytes) -> bytes:
    """Compress a picture harder than vl-convert does: a third of the size, the same pixels."""
    chunks = list(_read_chunks(png))
    pixels = zlib.decompress(b"".join(data for name, data in chunks if name == b"IDAT"))
    kept = [(name, data) for name, data in chunks if name not in (b"IDAT", b"IEND")]
    packed = [*kept, (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b"")]
    return png[:8] + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in packed
    )


def _read_chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8  # after the signature
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12
