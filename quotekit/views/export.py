"""Rows for a spreadsheet: tab-separated to paste, CSV, and Excel.

Lists are joined with "; ", for people to read; `quotekit.files.write_table` keeps them as JSON for
programs. In a workbook every text stays a text: words that begin with "=" never become a formula.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotekit.errors import InputError, QuotekitError
from quotekit.files import SUFFIXES, write_bytes, write_table

if TYPE_CHECKING:
    import pandas as pd

EXPORTS = {
    "copy": "text/tab-separated-values",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CELL_LIMIT = 32_767  # characters in a cell of a workbook, by the specification of Excel
_BOM = "\ufeff"  # tells Excel that a CSV file is UTF-8


def save_rows(table: pd.DataFrame, path: str | Path) -> None:
    """Write rows to a file: ``.xlsx``, or any suffix of `quotekit.files.write_table`.

    Raises:
        InputError: for another suffix, or a folder that does not exist.
        QuotekitError: if a cell is too long for a workbook, or openpyxl is not installed.
    """
    suffix = Path(path).suffix.lower()
    if suffix == ".xlsx":
        write_bytes(write_rows(table, "xlsx"), path)
    elif suffix in SUFFIXES:
        write_table(table, path)
    else:
        raise InputError(
            f"cannot write {str(path)!r}: the suffix must be one of .xlsx, {', '.join(SUFFIXES)}"
        )


def write_rows(table: pd.DataFrame, kind: str) -> bytes:
    """Write rows as a spreadsheet takes them.

    Args:
        table: the rows.
        kind: ``copy`` (tab-separated, line breaks as spaces), ``csv`` or ``xlsx``.

    Returns:
        The content of the file; the same rows give the same bytes.

    Examples:
        >>> import pandas as pd
        >>> write_rows(pd.DataFrame({"relay": [["TASS", "Reuters"]]}), "copy")
        b'relay\\nTASS; Reuters\\n'
    """
    if kind not in EXPORTS:
        raise QuotekitError(f"cannot save as {kind!r}: expected one of {', '.join(EXPORTS)}")
    flat = table.astype(object).map(_flatten)
    if kind == "xlsx":
        return _write_workbook(flat)
    if kind == "copy":
        flat = flat.map(lambda value: " ".join(value.split()) if isinstance(value, str) else value)
    separator = "\t" if kind == "copy" else ","
    written = flat.to_csv(index=False, sep=separator, lineterminator="\n")
    return ((_BOM if kind == "csv" else "") + written).encode("utf-8", "replace")


def _flatten(value: Any) -> Any:
    import pandas as pd

    if isinstance(value, list):
        return "; ".join(map(str, value))
    return None if pd.isna(value) else value


def _write_workbook(flat: pd.DataFrame) -> bytes:
    try:
        from openpyxl import Workbook
    except ImportError:
        raise QuotekitError(
            "saving .xlsx needs openpyxl: pip install 'quotekit[excel]', or save .csv"
        ) from None
    lines = [list(flat.columns), *flat.values.tolist()]
    for value in (value for line in lines for value in line if isinstance(value, str)):
        if len(value) > CELL_LIMIT:
            found = f"a cell of {len(value):,} characters ({value[:40]!r} …)"
            raise QuotekitError(f"{found} is too long for Excel: save .csv")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("rows")
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_clock(buffer.getvalue())


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils.escape import escape

    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, escape(value.encode("utf-8", "replace").decode()))
    cell.data_type = "s"
    return cell


def _without_clock(book: bytes) -> bytes:
    """Pack a workbook anew with fixed times, so that the same rows give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
