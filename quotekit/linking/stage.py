"""The stage `link`: a table of quotations in, the same table with claims, the links and the claims out."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from quotekit.errors import InputError
from quotekit.linking.content import Reader
from quotekit.linking.grouping import Grouping, group_reworded, group_verbatim, read_cited
from quotekit.linking.language import load_linking
from quotekit.linking.sources import Sources
from quotekit.linking.verbatim import find_verbatim
from quotekit.registry import load_registry

if TYPE_CHECKING:
    import pandas as pd


def check_quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return a table of quotations with the names of the contract and rows numbered from 0.

    A table whose ids are called ``id`` is read as if they were called ``quote_id``.

    Raises:
        InputError: if a column is missing, an id stands twice or is missing, or a text is no text.
    """
    table = quotes.rename(columns={"id": "quote_id"}) if "quote_id" not in quotes else quotes
    missing = [name for name in ("quote_id", "text", "article_id") if name not in table]
    if missing:
        raise InputError(
            f"a table with the columns {', '.join(map(str, quotes.columns)) or '(none)'} came, without "
            f"{' and '.join(missing)}; linking needs quote_id, text and article_id: rename yours"
        )
    ids = table["quote_id"]
    if ids.isna().any():
        raise InputError(f"{ids.isna().sum()} rows without quote_id came; give every row an id of its own")
    if ids.duplicated().any():
        raise InputError(f"quote_id {ids[ids.duplicated()].iloc[0]!r} names two rows; give every row its own")
    wrong = table["text"].dropna().map(lambda text: not isinstance(text, str))
    if wrong.any():
        raise InputError(f"text of quote_id {ids[wrong.idxmax()]!r} is no string; convert the column first")
    return table.reset_index(drop=True)


def group(
    table: pd.DataFrame, articles: pd.DataFrame | None = None, *, language: str = "id", reworded: bool = True
) -> Grouping:
    """Put the rows of a checked table into claims.

    Args:
        table: what `check_quotes` returns.
        articles: with their texts, from which the clauses of mixed quotations are cut.
        language: of the texts.
        reworded: whether to join the same utterance in other words, too.
    """
    data = load_linking(language)
    sources, cited = Sources(load_registry(), data), read_cited(table)
    verbatim = group_verbatim(table, find_verbatim(table["text"], language), cited, sources)
    if not reworded or not any(source.speaker for source in cited.sources):
        return verbatim
    return group_reworded(table, articles, verbatim, cited, sources, Reader(data, sources.registry))


def claim_id(quote_id: object) -> str:
    """Name a claim by the quotation that represents it: ``c`` and sixteen hexadecimal digits (BLAKE2b)."""
    return "c" + blake2b(str(quote_id).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
