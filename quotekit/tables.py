"""From records to tables and back: the columns, types and order of every table.

Tables are pandas DataFrames. Missing text is null (never "Unknown"), offsets are nullable
integers, lists are Python lists. The same records give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from quotekit.errors import OffsetError
from quotekit.models import Article, Finding, Quotation

if TYPE_CHECKING:  # pandas takes half a second to import, and a plain `extract` needs none of it
    import numpy as np
    import pandas as pd

    Values: TypeAlias = Sequence[Any] | np.ndarray  # of one column

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
    rows = list(rows)
    names = dict.fromkeys([*COLUMNS[table], *(key for row in rows for key in row)])
    columns = {name: [row.get(name) for row in rows] for name in names}
    return assemble(table, fill_lists(table, columns))


def assemble(table: str, columns: Mapping[str, Values]) -> pd.DataFrame:
    """Make a typed, sorted table of whole columns.

    Args:
        table: its name, a key of `COLUMNS`.
        columns: at least its own, all equally long; further ones are put behind them, by name.

    Returns:
        One row a value, sorted by `ORDER`; a list that is null stays null.

    Examples:
        >>> assemble("hops", {name: [] for name in COLUMNS["hops"]} | {"note": []}).columns[-1]
        'note'
    """
    import pandas as pd

    known = COLUMNS[table]
    names = (*known, *sorted(columns.keys() - known.keys()))
    out = pd.DataFrame({name: make_column(columns[name], known.get(name)) for name in names})
    return out.sort_values(ORDER[table], kind="stable", na_position="first", ignore_index=True)


def make_column(values: Values, kind: str | None) -> pd.Series:
    """Make a column of one of the kinds of `COLUMNS`, or of any values as they are."""
    import pandas as pd

    if kind == INTEGER:
        return pd.Series(values, dtype="Int64")
    if kind == NUMBER:
        return pd.Series(values, dtype="Float64")
    column = pd.Series(values, dtype=object)
    return column.astype("string") if kind == TEXT else column


def fill_lists(table: str, columns: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Put an empty list where a list of a table is missing."""
    kinds = COLUMNS[table]
    return {
        name: [[] if value is None else list(value) for value in values]
        if kinds.get(name) == LIST
        else values
        for name, values in columns.items()
    }


def read_column(column: pd.Series) -> list[Any]:
    """Return the values of a column as plain Python values, ``None`` where one is missing.

    Examples:
        >>> read_column(frame("hops", [{"quote_id": "q1", "hop": 1}, {"quote_id": "q2"}])["hop"])
        [1, None]
    """
    values = column.astype(object).where(column.notna(), None).tolist()
    if column.dtype != object:
        return values
    return [value.tolist() if hasattr(value, "tolist") else value for value in values]  # numpy's own


def read_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Turn a table into dictionaries with plain Python values, ``None`` where one is missing.

    Examples:
        >>> read_rows(frame("findings", [{"article_id": "a1", "code": "undated"}]))[0]["start"] is None
        True
    """
    columns = [read_column(table[name]) for name in table.columns]
    return [dict(zip(table.columns, values, strict=True)) for values in zip(*columns, strict=True)]


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
