"""Reviewed renderings that views must reproduce; a missing one is written, to be looked at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"
_BLOCKS = re.compile(r"(?=<(?:tr|p|li|section|details|summary|div|table|main|header|nav)\b)")


def compare(name: str, content: str) -> None:
    """Compare a rendering with the reviewed one; markup is broken into lines, so that a diff can be read."""
    path = FOLDER / name
    written = _BLOCKS.sub("\n", content).strip() + "\n"
    if not path.exists():
        path.write_text(written, "utf-8")
        pytest.fail(f"{name} was not there and has been written: look at it, and commit it if it is right")
    if written != path.read_text("utf-8"):
        lines = zip(path.read_text("utf-8").splitlines(), written.splitlines(), strict=False)
        old, new = next((pair for pair in lines if pair[0] != pair[1]), ("", "more or fewer lines"))
        pytest.fail(f"{name} differs; delete it to accept the new one.\nwas: {old}\nis:  {new}")
