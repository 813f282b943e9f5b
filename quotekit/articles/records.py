"""Rows of ``.jsonl``, ``.csv`` and ``.parquet`` files, one at a time, whatever is in them.

A row that does not parse is handed on as a problem with its place; the others are not lost.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from quotekit.articles.decoding import MARKED, decode
from quotekit.errors import InputError

TABLES = (".jsonl", ".csv", ".parquet")
CELL_LIMIT = 2**31 - 1  # an article may be longer than the csv module's default of 128 KiB
DELIMITERS = ",;\t"  # spreadsheets in Indonesian write ";"


@dataclass(frozen=True)
class Record:
    """One row: where it stands, and its values or the reason why there are none."""

    place: str
    values: dict[str, Any] | None
    problem: str | None = None
    encoding: str = "utf-8"


def read_records(path: Path) -> Iterator[Record]:
    """Read the rows of a table file in their order; the suffix tells the form.

    Args:
        path: a ``.jsonl``, ``.csv`` or ``.parquet`` file.

    Yields:
        One record a row; places count lines from 1 (in CSV and Parquet: rows below the header).

    Raises:
        InputError: if the file as a whole cannot be read.
    """
    form = {".jsonl": _jsonl, ".csv": _csv, ".parquet": _parquet}[path.suffix.lower()]
    try:
        yield from form(path)
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror or error}; check the path") from error


def read_lines(lines: Iterable[bytes], name: str) -> Iterator[Record]:
    """Read JSON Lines: one object a line, empty lines skipped.

    Args:
        lines: the lines as bytes.
        name: what to call their source in places.

    Examples:
        >>> [record.problem for record in read_lines([b'{"id": 1}', b"[]"], "berita.jsonl")]
        [None, 'expected a JSON object, got list']
    """
    for number, line in enumerate(lines, start=1):
        line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if line.strip():
            yield _line(line, f"{name}:{number}")


def _line(line: bytes, place: str) -> Record:
    try:
        values, encoding = msgspec.json.decode(line), "utf-8"
    except (msgspec.DecodeError, UnicodeDecodeError):
        decoded = decode(line)
        if decoded is None:
            return Record(place, None, "the line is binary, expected a JSON object")
        try:  # Python's own reader takes the lone surrogates and NaN that Python's own writer leaves
            values, encoding = json.loads(decoded.text), decoded.encoding
        except ValueError as error:
            return Record(place, None, f"the line is no JSON ({error})")
    if not isinstance(values, dict):
        return Record(place, None, f"expected a JSON object, got {type(values).__name__}")
    return Record(place, values, encoding=encoding)


def _jsonl(path: Path) -> Iterator[Record]:
    with path.open("rb") as file:
        yield from read_lines(_as_utf8(file), path.name)


def standard_input() -> Iterator[Record]:
    """Read JSON Lines from standard input."""
    yield from read_lines(_as_utf8(sys.stdin.buffer), "standard input")


def _as_utf8(file: BinaryIO) -> Iterator[bytes]:
    """Give the lines of a file, also where a byte-order mark says UTF-16 (as PowerShell writes)."""
    first = file.readline()
    if not any(first.startswith(mark) for mark, _ in MARKED):
        yield first
        yield from file
        return
    data = first + file.read()
    decoded = decode(data)
    if decoded is None:
        yield data
    else:
        yield from (line.encode() for line in decoded.text.split("\n"))


def _csv(path: Path) -> Iterator[Record]:
    decoded = decode(path.read_bytes())
    if decoded is None:
        raise InputError(f"cannot read {path.name!r}: the file is binary, expected CSV text")
    csv.field_size_limit(CELL_LIMIT)
    header = decoded.text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(decoded.text, newline=""), delimiter=max(DELIMITERS, key=header.count))
    try:
        for number, row in enumerate(rows, start=1):
            place = f"{path.name}:{number}"
            if None in row:
                yield Record(
                    place, None, f"the row has more cells than the header ({len(row) - 1}); quote the cells"
                )
            else:
                values = {key: value for key, value in row.items() if value is not None}
                yield Record(place, values, encoding=decoded.encoding)
    except csv.Error as error:
        raise InputError(f"cannot read {path.name!r} as CSV after row {rows.line_num}: {error}") from error


def _parquet(path: Path) -> Iterator[Record]:
    import pyarrow
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            rows = (row for batch in file.iter_batches(batch_size=1000) for row in batch.to_pylist())
            yield from (Record(f"{path.name}:{number}", row) for number, row in enumerate(rows, start=1))
    except pyarrow.ArrowException as error:
        raise InputError(f"cannot read {path.name!r} as Parquet: {error}".splitlines()[0]) from error
