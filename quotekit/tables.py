"""From records to tables: the columns, types and order of every table, and reading and writing them.

Tables are pandas DataFrames. Missing text is null (never "Unknown"), offsets are nullable
integers, lists are Python lists. The same records give the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from quotekit.errors import InputError, OffsetError
from quotekit.models import Article, Finding, Quotation

if TYPE_CHECKING:  # pandas takes half a second to import, and a plain `extract` needs none of it
    import pandas as pd

TEXT, INTEGER, NUMBER, LIST = "text", "integer", "number", "list"

COLUMNS: dict[str, dict[str, str]] = {
    "articles": {
        "article_id": TEXT, "outlet": TEXT, "domain": TEXT, "published": TEXT, "title": TEXT,
        "url": TEXT, "language": TEXT, "credits": LIST, "text": TEXT,
    },
    "quotes": {
        "quote_id": TEXT, "article_id": TEXT, "outlet": TEXT, "published": TEXT, "language": TEXT,
        "start": INTEGER, "end": INTEGER, "text": TEXT, "kind": TEXT,
        "clause_start": INTEGER, "clause_end": INTEGER,
        "cue": TEXT, "cue_start": INTEGER, "cue_end": INTEGER,
        "source": TEXT, "source_start": INTEGER, "source_end": INTEGER,
        "name_start": INTEGER, "name_end": INTEGER,
        "speaker": TEXT, "speaker_id": TEXT, "role": TEXT, "affiliation": TEXT,
        "status": TEXT, "reason": TEXT, "stance": TEXT, "relay": LIST, "rule": TEXT, "claim_id": TEXT,
    },
    "hops": {
        "quote_id": TEXT, "hop": INTEGER, "name": TEXT, "name_id": TEXT, "text": TEXT,
        "start": INTEGER, "end": INTEGER, "scope": TEXT, "rule": TEXT,
    },
    "links": {
        "quote_id_l": TEXT, "quote_id_r": TEXT, "relation": TEXT, "score": NUMBER, "drift": LIST,
    },
    "claims": {
        "claim_id": TEXT, "text": TEXT, "speaker": TEXT,
        "n_quotes": INTEGER, "n_articles": INTEGER, "n_outlets": INTEGER, "origins": INTEGER,
        "first_published": TEXT, "first_article": TEXT, "conflict": LIST,
    },
    "findings": {
        "article_id": TEXT, "start": INTEGER, "end": INTEGER, "code": TEXT, "message": TEXT,
    },
}  # fmt: skip

ORDER = {
    "articles": ["article_id"],
    "quotes": ["article_id", "start", "end"],
    "hops": ["quote_id", "hop"],
    "links": ["quote_id_l", "quote_id_r"],
    "claims": ["claim_id"],
    "findings": ["article_id", "start", "end", "code"],
}

SUFFIXES = (".jsonl", ".csv", ".parquet")


@dataclass(frozen=True)
class Trace:
    """What one run found: six tables, each described in `COLUMNS`."""

    articles: pd.DataFrame
    quotes: pd.DataFrame
    hops: pd.DataFrame
    links: pd.DataFrame
    claims: pd.DataFrame
    findings: pd.DataFrame

    def __repr__(self) -> str:
        """Count the rows of each table."""
        return f"<Trace: {', '.join(f'{len(getattr(self, name))} {name}' for name in COLUMNS)}>"


def quote_id(article_id: str, start: int, end: int, kind: str) -> str:
    """Name a quotation by where it stands, so that a rerun names it alike.

    Returns:
        ``q`` and twelve hexadecimal digits (BLAKE2b of the four values).

    Examples:
        >>> quote_id("a1", 3, 9, "direct") == quote_id("a1", 3, 9, "direct")
        True
    """
    key = f"{article_id}\t{start}\t{end}\t{kind}".encode("utf-8", "surrogatepass")
    return "q" + hashlib.blake2b(key, digest_size=6).hexdigest()


def article_row(article: Article) -> dict[str, Any]:
    """Return the row of `articles` for one article."""
    row = {"article_id": article.id, **msgspec.structs.asdict(article)}
    row.pop("id")
    row["credits"] = list(article.credits)
    return {column: row[column] for column in COLUMNS["articles"]}


def quote_row(article: Article, quotation: Quotation) -> dict[str, Any]:
    """Return the row of `quotes` for one quotation of an article.

    Raises:
        OffsetError: if a span does not slice to its stored words.
    """
    q, cue, source = quotation, quotation.cue, quotation.source
    _check(article, q.start, q.end, q.text)
    for span in (cue, source, *q.hops):
        if span is not None:
            _check(article, span.start, span.end, span.text)
    return {
        "quote_id": quote_id(article.id, q.start, q.end, q.kind),
        "article_id": article.id,
        "outlet": article.outlet,
        "published": article.published,
        "language": article.language,
        "start": q.start,
        "end": q.end,
        "text": q.text,
        "kind": q.kind,
        "clause_start": q.clause_start,
        "clause_end": q.clause_end,
        "cue": cue and cue.text,
        "cue_start": cue and cue.start,
        "cue_end": cue and cue.end,
        "source": source and source.text,
        "source_start": source and source.start,
        "source_end": source and source.end,
        "name_start": source and source.name_start,
        "name_end": source and source.name_end,
        "speaker": q.speaker,
        "speaker_id": q.speaker_id,
        "role": q.role,
        "affiliation": q.affiliation,
        "status": q.status,
        "reason": q.reason,
        "stance": q.stance,
        "relay": [hop.name for hop in q.hops if hop.scope != "article"],
        "rule": q.rule,
        "claim_id": None,
    }


def hop_rows(article: Article, quotation: Quotation) -> list[dict[str, Any]]:
    """Return the rows of `hops` for one quotation, nearest to the outlet first."""
    quote = quote_id(article.id, quotation.start, quotation.end, quotation.kind)
    return [
        {"quote_id": quote, "hop": number, **msgspec.structs.asdict(hop)}
        for number, hop in enumerate(quotation.hops, start=1)
    ]


def finding_row(finding: Finding) -> dict[str, Any]:
    """Return the row of `findings` for one finding."""
    return msgspec.structs.asdict(finding)


def frame(table: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Make a typed, sorted table of rows.

    Args:
        table: its name, a key of `COLUMNS`.
        rows: mappings with its columns; further columns are kept behind them.

    Returns:
        One row a mapping, sorted by `ORDER`; no rows give an empty table with all columns.

    Examples:
        >>> frame("links", []).columns.tolist()
        ['quote_id_l', 'quote_id_r', 'relation', 'score', 'drift']
    """
    import pandas as pd

    rows = list(rows)
    columns = COLUMNS[table]
    extra = sorted({key for row in rows for key in row} - columns.keys())
    out = pd.DataFrame(
        {name: _column([row.get(name) for row in rows], kind) for name, kind in columns.items()}
    )
    for name in extra:
        out[name] = _column([row.get(name) for row in rows], None)
    order = [column for column in ORDER[table] if column in out]
    return out.sort_values(order, kind="stable", na_position="first", ignore_index=True)


def _column(values: list[Any], kind: str | None) -> pd.Series:
    import pandas as pd

    if kind == INTEGER:
        return pd.Series(values, dtype="Int64")
    if kind == NUMBER:
        return pd.Series(values, dtype="Float64")
    if kind == TEXT:
        return pd.Series(values, dtype=object).astype("string")
    if kind == LIST:
        return pd.Series([[] if value is None else list(value) for value in values], dtype=object)
    return pd.Series(values, dtype=object)


def _check(article: Article, start: int, end: int, text: str) -> None:
    if article.text[start:end] != text:
        raise OffsetError(
            f"article {article.id!r}: [{start}, {end}) holds {article.text[start:end][:40]!r}, "
            f"expected {text[:40]!r}; the text was changed after it was read"
        )


def check_offsets(quotes: pd.DataFrame, texts: Mapping[str, str]) -> None:
    """Assert that every span of a `quotes` table slices to its stored words.

    Args:
        quotes: a `quotes` table.
        texts: the text of every article, by `article_id`.

    Raises:
        OffsetError: at the first span that does not.
    """
    for row in quotes.itertuples(index=False):
        article = Article(id=row.article_id, text=texts[row.article_id])
        _check(article, row.start, row.end, row.text)
        for words, start, end in (
            (row.cue, row.cue_start, row.cue_end),
            (row.source, row.source_start, row.source_end),
        ):
            if isinstance(words, str):
                _check(article, start, end, words)


def encode(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write rows as JSON Lines."""
    return msgspec.json.Encoder().encode_lines(list(rows))


def write_table(table: pd.DataFrame, path: str | Path) -> None:
    """Write a table by the suffix of the path: ``.jsonl``, ``.csv`` or ``.parquet``; "-" is standard output.

    Files appear whole or not at all. In CSV a list is written as a JSON array.

    Raises:
        InputError: for another suffix, or a folder that does not exist.
    """
    suffix = ".jsonl" if str(path) == "-" else Path(path).suffix.lower()
    if suffix == ".jsonl":
        write_bytes(encode(_plain(table)), path)
    elif suffix == ".csv":
        lists = [name for name in table if table[name].map(lambda value: isinstance(value, list)).any()]
        flat = table.assign(
            **{name: [msgspec.json.encode(value).decode() for value in table[name]] for name in lists}
        )
        write_bytes(flat.to_csv(index=False, lineterminator="\n").encode("utf-8", "surrogatepass"), path)
    elif suffix == ".parquet":
        import io

        buffer = io.BytesIO()
        table.to_parquet(buffer, index=False)
        write_bytes(buffer.getvalue(), path)
    else:
        raise InputError(f"cannot write {str(path)!r}: the suffix must be one of {', '.join(SUFFIXES)}")


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

    rows = _read_rows(path)
    if table is None:
        return pd.DataFrame(rows)
    kinds = COLUMNS[table]
    try:
        rows = [_typed(row, kinds) for row in rows]
    except (ValueError, TypeError) as error:
        raise InputError(f"{str(path)!r} is no table {table!r}: {error}") from error
    if whole:
        return frame(table, rows)
    names = dict.fromkeys(name for row in rows for name in row)
    return pd.DataFrame({name: _column([row.get(name) for row in rows], kinds.get(name)) for name in names})


def _read_rows(path: str | Path) -> list[dict[str, Any]]:
    import pandas as pd

    suffix = ".jsonl" if str(path) == "-" else Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(f"cannot read {str(path)!r}: the suffix must be one of {', '.join(SUFFIXES)}")
    try:
        if suffix == ".jsonl":
            data = sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
            return [msgspec.json.decode(line, type=dict) for line in data.splitlines() if line.strip()]
        if suffix == ".csv":
            return pd.read_csv(path, dtype=object, keep_default_na=False, na_values=[""]).to_dict("records")
        return pd.read_parquet(path).to_dict("records")
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror or error}") from error
    except ValueError as error:  # msgspec, pandas and pyarrow errors are all ValueErrors
        raise InputError(f"cannot read {str(path)!r} as {suffix[1:]}: {error}") from error


def _typed(row: Mapping[str, Any], kinds: Mapping[str, str]) -> dict[str, Any]:
    """Undo what CSV and Parquet do to lists, whole numbers and missing values."""
    import pandas as pd

    out: dict[str, Any] = {}
    for key, value in row.items():
        kind = kinds.get(key)
        if hasattr(value, "tolist"):
            value = value.tolist()
        if not isinstance(value, (list, dict)) and pd.isna(value):
            value = None
        elif kind == LIST and isinstance(value, str):
            value = msgspec.json.decode(value, type=list)
        elif kind == INTEGER:
            value = int(value)
        elif kind == NUMBER:
            value = float(value)
        out[key] = value
    return out


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


def _plain(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows with plain Python values, null where one is missing."""
    import pandas as pd

    def plain(value: Any) -> Any:
        if isinstance(value, (list, dict)):
            return value
        if hasattr(value, "tolist"):  # numpy scalars and arrays
            value = value.tolist()
        if isinstance(value, (list, dict)):
            return value
        return None if value is None or pd.isna(value) else value

    return [{key: plain(value) for key, value in row.items()} for row in table.to_dict("records")]
