"""Reading and writing: tables and whole traces as JSON Lines, CSV or Parquet; a file is whole or not there.

In CSV a list is written as a JSON array; reading restores the types of a table's columns.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from quotekit.errors import InputError
from quotekit.tables import (
    COLUMNS,
    INTEGER,
    LIST,
    NUMBER,
    Trace,
    assemble,
    check_offsets,
    fill_lists,
    make_column,
    read_column,
    read_rows,
)

if TYPE_CHECKING:  # pandas takes half a second to import, and a plain `extract` needs none of it
    import pandas as pd

SUFFIXES = (".jsonl", ".csv", ".parquet")


def encode(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write rows as JSON Lines."""
    return msgspec.json.Encoder().encode_lines(list(rows))


def write_table(table: pd.DataFrame, path: str | Path) -> None:
    """Write a table by the suffix of the path: ``.jsonl``, ``.csv`` or ``.parquet``; "-" is standard output.

    Files appear whole or not at all. In CSV a list is written as a JSON array.

    Raises:
        InputError: for another suffix, or a folder that does not exist.
    """
    suffix = check_suffix(path)
    if suffix == ".jsonl":
        write_bytes(encode(read_rows(table)), path)
    elif suffix == ".csv":
        lists = [name for name in table if table[name].map(lambda value: isinstance(value, list)).any()]
        flat = table.assign(
            **{name: [msgspec.json.encode(value).decode() for value in table[name]] for name in lists}
        )
        write_bytes(flat.to_csv(index=False, lineterminator="\n").encode("utf-8", "surrogatepass"), path)
    else:
        import io

        buffer = io.BytesIO()
        table.to_parquet(buffer, index=False)
        write_bytes(buffer.getvalue(), path)


def check_suffix(path: str | Path, to: str = "write") -> str:
    """Return the suffix that tells how a table is written or read; "-" is JSON Lines.

    Raises:
        InputError: for a suffix that is none of `SUFFIXES`.

    Examples:
        >>> check_suffix("quotes.CSV"), check_suffix("-")
        ('.csv', '.jsonl')
    """
    suffix = ".jsonl" if str(path) == "-" else Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(f"cannot {to} {str(path)!r}: the suffix must be one of {', '.join(SUFFIXES)}")
    return suffix


def read_table(path: str | Path, table: str | None = None, *, whole: bool = True) -> pd.DataFrame:
    """Read a table that `write_table` (or anybody) wrote.

    Args:
        path: a ``.jsonl``, ``.csv`` or ``.parquet`` file; "-" is JSON Lines on standard input.
        table: the name of a quotekit table, whose types are then restored.
        whole: also restore its columns and order; ``False`` keeps those of the file.

    Raises:
        InputError: if the file is missing, has another suffix, does not parse or breaks the types.
    """
    import pandas as pd

    found = _read_any(path)
    if table is None:
        return pd.DataFrame(found if isinstance(found, list) else found.to_dict("records"))
    kinds = COLUMNS[table]
    columns = _columns_of(found)
    try:
        columns = {name: _restore(values, kinds.get(name)) for name, values in columns.items()}
    except (ValueError, TypeError) as error:
        raise InputError(f"{str(path)!r} is no table {table!r}: {error}") from error
    if whole:
        size = len(next(iter(columns.values()), ()))
        return assemble(table, fill_lists(table, {name: [None] * size for name in kinds} | columns))
    columns = fill_lists(table, columns)
    return pd.DataFrame({name: make_column(values, kinds.get(name)) for name, values in columns.items()})


def _read_any(path: str | Path) -> list[dict[str, Any]] | pd.DataFrame:
    """Read the rows of JSON Lines, the table of any other file."""
    import pandas as pd

    suffix = check_suffix(path, "read")
    try:
        if suffix == ".jsonl":
            data = sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
            return [msgspec.json.decode(line, type=dict) for line in data.splitlines() if line.strip()]
        if suffix == ".csv":
            return pd.read_csv(path, dtype=object, keep_default_na=False, na_values=[""])
        return pd.read_parquet(path)
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror or error}") from error
    except ValueError as error:  # msgspec, pandas and pyarrow errors are all ValueErrors
        raise InputError(f"cannot read {str(path)!r} as {suffix[1:]}: {error}") from error


def _columns_of(found: list[dict[str, Any]] | pd.DataFrame) -> dict[str, list[Any]]:
    if not isinstance(found, list):
        return {name: read_column(found[name]) for name in found}
    names = dict.fromkeys(name for row in found for name in row)
    return {name: [row.get(name) for row in found] for name in names}


def _restore(values: list[Any], kind: str | None) -> list[Any]:
    """Undo what CSV and Parquet do to lists and whole numbers."""
    if kind == LIST:
        return [
            msgspec.json.decode(value, type=list) if isinstance(value, str) else value for value in values
        ]
    if kind in (INTEGER, NUMBER):
        number = int if kind == INTEGER else float
        return [None if value is None else number(value) for value in values]
    return values


def write_trace(trace: Trace, folder: str | Path) -> None:
    """Write every table of a trace into a folder, one JSON Lines file a table."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in COLUMNS:
        write_table(getattr(trace, name), folder / f"{name}.jsonl")


def read_trace(folder: str | Path) -> Trace:
    """Read a folder that `write_trace` wrote, and check its offsets.

    Raises:
        InputError: if a table is missing.
        OffsetError: if a span does not slice to its stored words.
    """
    trace = Trace(**{name: read_table(Path(folder) / f"{name}.jsonl", name) for name in COLUMNS})
    check_offsets(trace.quotes, dict(zip(trace.articles["article_id"], trace.articles["text"], strict=True)))
    return trace


def write_bytes(data: bytes, path: str | Path) -> None:
    """Write a file atomically, so that a reader sees the old content or the new; "-" is standard output.

    Raises:
        InputError: if the folder does not exist or cannot be written to.
    """
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InputError(f"cannot write {str(path)!r}: {error.strerror}; make the folder first") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
