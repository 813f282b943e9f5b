"""The stage `link`: a table of quotations in, the same table with claims, the links and the claims out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotekit.errors import InputError
from quotekit.linking.claims import claim_id, claim_rows, link_rows
from quotekit.linking.content import Reader
from quotekit.linking.evidence import Evidence, read_evidence
from quotekit.linking.grouping import Grouping, clauses, group_reworded, group_verbatim, read_cited
from quotekit.linking.language import load_linking
from quotekit.linking.lost import Attributed, Restated, find_restated
from quotekit.linking.sources import Sources
from quotekit.linking.verbatim import find_verbatim
from quotekit.registry import load_registry

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

DETAILED = 50_000  # quotations; of more, `drift` and restatements are worked out on demand


@dataclass(frozen=True)
class Linked:
    """What linking found: the quotations with their claims, the links and the claims."""

    quotes: pd.DataFrame
    links: pd.DataFrame
    claims: pd.DataFrame

    def __repr__(self) -> str:
        """Count the rows of each table."""
        return f"<Linked: {len(self.quotes)} quotes, {len(self.links)} links, {len(self.claims)} claims>"


def link(
    quotes: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    hops: pd.DataFrame | None = None,
    language: str = "id",
    reworded: bool | None = None,
    with_drift: bool | None = None,
) -> Linked:
    """Link the quotations that are one utterance, and follow each claim.

    Args:
        quotes: any table with ``quote_id`` (or ``id``), ``text`` and ``article_id``. Further columns of the
            contract are used where they are there: ``speaker``, ``role``, ``affiliation``, ``source``,
            ``kind``, ``start``, ``end``, ``clause_start``, ``clause_end``, ``outlet``, ``published`` and
            ``relay``.
        articles: the articles; their texts give the clauses of mixed quotations and the sentences that
            restate a claim, their ``credits`` the origins.
        hops: the relay steps; those of scope ``article`` are credits.
        language: of the texts.
        reworded: whether to look for the same utterance in other words; it needs speakers. By default
            up to `DETAILED` quotations.
        with_drift: whether to name what changed, link by link. By default up to `DETAILED` quotations.

    Returns:
        The quotations, rows and order unchanged, with ``claim_id``; the tables `links` (each quotation of a
        claim with the one that represents it; ``drift`` is null where it was not worked out) and `claims`.

    Raises:
        InputError: if a column is missing, an id stands twice or is missing, or a text is no string.

    Examples:
        >>> import pandas as pd
        >>> quotes = pd.DataFrame({
        ...     "quote_id": ["q1", "q2", "q3"],
        ...     "article_id": ["a1", "a2", "a3"],
        ...     "text": [
        ...         "Kami akan membangun lima jembatan baru di Kalimantan tahun depan",
        ...         "Kami akan membangun 5 jembatan baru",
        ...         "Kami akan membangun tujuh jembatan baru",
        ...     ],
        ... })
        >>> linked = link(quotes)
        >>> linked
        <Linked: 3 quotes, 1 links, 2 claims>
        >>> linked.links[["quote_id_l", "quote_id_r", "relation", "drift"]].values.tolist()
        [['q1', 'q2', 'contained', ['shortened']]]
    """
    table = check_quotes(quotes)
    small = len(table) <= DETAILED
    data = load_linking(language)
    sources, cited = Sources(load_registry(), data), read_cited(table)
    reader = Reader(data, sources.registry)
    drifting = small if with_drift is None else with_drift
    rewording = (small if reworded is None else reworded) and any(source.speaker for source in cited.sources)
    restating = small and articles is not None
    content = clauses(table, articles) if drifting or rewording or restating else []
    grouping = group_verbatim(table, find_verbatim(table["text"], language), cited, sources)
    if rewording:
        grouping = group_reworded(table, content, grouping, cited, sources, reader)
    heads = _heads(grouping)
    ids = table["quote_id"].iloc[heads].map(claim_id).to_numpy(dtype=object)
    evidence = read_evidence(table, cited, sources, articles=articles, hops=hops, language=language)
    restated = _restated(evidence, grouping, content, reader) if restating else []
    return Linked(
        quotes.assign(claim_id=ids[grouping.claim]).astype({"claim_id": "string"}),
        link_rows(table, grouping, ids, content if drifting else None, language),
        claim_rows(evidence, grouping, heads, ids, restated, detailed=small),
    )


def _heads(grouping: Grouping) -> np.ndarray:
    """Return for each claim the row that represents it."""
    import numpy as np

    heads = np.zeros(int(grouping.claim.max(initial=-1)) + 1, np.int64)
    heads[grouping.claim] = grouping.head
    return heads


def _restated(
    evidence: Evidence, grouping: Grouping, content: Sequence[str], reader: Reader
) -> list[Restated]:
    """Look for claims in the running text of articles that do not attribute them."""
    if "start" not in evidence.table:
        return []
    attributed: list[Attributed] = []
    quoted: dict[str, list[tuple[int, int]]] = {}
    carriers: dict[int, set[str]] = {}
    for row in range(len(evidence.table)):
        quote, article = evidence.cell("quote_id", row), evidence.cell("article_id", row)
        spans = [evidence.cell(name, row) for name in ("start", "end", "clause_start", "clause_end")]
        known = [int(place) for place in spans if place is not None]
        if len(known) >= 2:
            quoted.setdefault(article, []).append((min(known), max(known)))
        carriers.setdefault(int(grouping.claim[row]), set()).add(article)
        if evidence.cited.source(row).speaker:
            attributed.append(Attributed(quote, int(grouping.claim[row]), article, reader.read(content[row])))
    return find_restated(attributed, evidence.texts, quoted, carriers, reader, language=evidence.language)


def check_quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return a table of quotations with the names of the contract and rows numbered from 0.

    A table whose ids are called ``id`` is read as if they were called ``quote_id``.

    Raises:
        InputError: if a column is missing, an id stands twice or is missing, or a text is no text.
    """
    import pandas as pd

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
    if table["text"].dtype == object:
        wrong = table["text"].dropna().map(lambda text: not isinstance(text, str))
        if wrong.any():
            raise InputError(
                f"text of quote_id {ids[wrong.idxmax()]!r} is no string; convert the column first"
            )
    elif not isinstance(table["text"].dtype, pd.StringDtype) and table["text"].notna().any():
        raise InputError(
            f"a column text of {table['text'].dtype} came; linking needs strings: convert it first"
        )
    return table.reset_index(drop=True)
