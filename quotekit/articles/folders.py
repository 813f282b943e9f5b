"""Reads text files and web pages, alone or in folders with a table of metadata."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotekit.articles.decoding import decode, extract_page
from quotekit.articles.records import TABLES, Record, read_records
from quotekit.articles.values import finding, is_missing, make_article
from quotekit.errors import InputError
from quotekit.models import Article, Finding

PAGES = (".html", ".htm")
TEXTS = (".txt", *PAGES)
METADATA = "articles.csv"  # in a folder of texts: what is known of each


def read_file(path: Path) -> Iterator[Article | Finding]:
    """Read one text file or web page, with what a metadata table beside it says of it.

    Raises:
        InputError: if the file may not be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror}; check its permissions") from error
    yield from _from_bytes(data, _read_metadata(path.parent).of(path, path.stem), path)


def read_folder(folder: Path) -> Iterator[Article | Finding]:
    """Read the text files and web pages of a folder and its subfolders, sorted by name.

    Raises:
        InputError: if there are none.
    """
    files = sorted(_visible_files(folder), key=lambda path: path.relative_to(folder).as_posix())
    if not any(path.suffix.lower() in TEXTS for path in files):
        raise InputError(f"no {' or '.join(TEXTS)} file in {str(folder)!r}; name a table by its own path")
    metadata = _read_metadata(folder)
    yield from metadata.findings
    known: set[str] = set()
    for path in files:
        name = path.relative_to(folder).with_suffix("").as_posix()
        known.update(_keys(path, name))
        if path.suffix.lower() in TEXTS:
            yield from _from_file(path, metadata.of(path, name))
        elif path.suffix.lower() not in TABLES:  # tables are inputs of their own
            yield finding(name, "skipped-file", f"{path.name} is not read: no {' or '.join(TEXTS)} file")
    for key in sorted(metadata.rows.keys() - known):
        yield finding(key, "unused-metadata", f"{METADATA} names {key!r}, and there is no such file")


def _visible_files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place) / name for name in names if not name.startswith("."))


def _keys(path: Path, name: str) -> tuple[str, str, str]:
    """Return what a metadata table may call a file: its id, its id with suffix, its bare name."""
    return name, name + path.suffix, path.name


@dataclass(frozen=True)
class _Metadata:
    """What a folder's table says of each text, by the file or id it names."""

    rows: Mapping[str, Mapping[str, Any]]
    findings: tuple[Finding, ...] = ()

    def of(self, path: Path, name: str) -> Mapping[str, Any]:
        """Return the row of a text, whose own ``id`` stands only where ``file`` names the text."""
        row = next((self.rows[key] for key in _keys(path, name) if key in self.rows), {})
        own = row.get("id") if row.get("file") else None
        return {**row, "id": own or name}


def _read_metadata(folder: Path) -> _Metadata:
    path = folder / METADATA
    if not path.is_file():
        return _Metadata({})
    rows: dict[str, Mapping[str, Any]] = {}
    findings = []
    for record in read_records(path):
        key = _key(record)
        if key is None:
            problem = record.problem or "neither 'file' nor 'id' names a text"
            findings.append(finding(record.place, "invalid-row", f"not read: {problem}"))
        elif key in rows:
            message = f"{record.place} is not read: {METADATA} names the text before"
            findings.append(finding(key, "duplicate-id", message))
        else:
            rows[key] = record.values or {}
    return _Metadata(rows, tuple(findings))


def _key(record: Record) -> str | None:
    values = record.values or {}
    return values.get("file") or values.get("id") or values.get("article_id") or None


def _from_file(path: Path, known: Mapping[str, Any]) -> Iterator[Article | Finding]:
    try:
        data = path.read_bytes()
    except OSError as error:
        yield finding(known["id"], "unreadable-file", f"{path.name} is not read: {error.strerror}")
        return
    yield from _from_bytes(data, known, path)


def _from_bytes(data: bytes, known: Mapping[str, Any], path: Path) -> Iterator[Article | Finding]:
    if path.suffix.lower() in PAGES and data.strip():
        yield from _from_page(data, known, path.name)
        return
    decoded = decode(data)
    if decoded is None:
        yield finding(known["id"], "binary-file", f"{path.name} is not read: its bytes are no text")
        return
    yield from make_article({**known, "text": decoded.text}, path.name, decoded.encoding)


def _from_page(data: bytes, known: Mapping[str, Any], place: str) -> Iterator[Article | Finding]:
    """Read a web page; what the metadata table says goes before what the page says of itself."""
    page = extract_page(data)
    if page is None:
        yield finding(known["id"], "no-main-text", f"{place} is not read: no main text was found in the page")
        return
    told = {key: value for key, value in known.items() if not is_missing(value)}
    yield from make_article({**vars(page), **told, "text": page.text}, place, "utf-8")
