"""Which rows of a table are one claim.

Verbatim clusters are told apart by speaker where words alone are too few, and joined where compatible
sources say the same in other words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from quotekit.linking.content import Reader
from quotekit.linking.sources import COMPATIBLE, Source, Sources
from quotekit.linking.suggest import Statement, Suggestions
from quotekit.linking.verbatim import RELATIONS, REWORDED, Verbatim
from quotekit.registry import name_key
from quotekit.tables import read_column, read_rows

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SURE = 8  # equal texts with fewer words are another utterance if another speaker says them
NAMING = ("speaker", "role", "affiliation", "source")  # the columns that tell who is cited


@dataclass(frozen=True)
class Grouping:
    """By row: the number of its claim, the row that represents the claim, and the relation to that row.

    ``shared`` has, for rows that are related in other words, what they have in common.
    """

    claim: np.ndarray
    head: np.ndarray
    relation: np.ndarray
    score: np.ndarray
    shared: dict[int, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Cited:
    """Who is cited: the distinct sources, and by row the number of its source."""

    sources: list[Source]
    row: np.ndarray

    def source(self, row: int) -> Source:
        """Return the source of a row."""
        return self.sources[self.row[row]]


def read_cited(table: pd.DataFrame) -> Cited:
    """Collect the sources of a table; without a column ``speaker`` nobody is known."""
    import numpy as np

    if "speaker" not in table:
        return Cited([Source(None)], np.zeros(len(table), np.int64))
    columns = [name for name in NAMING if name in table]
    codes = table.groupby(columns, dropna=False, sort=False).ngroup().to_numpy()
    named = read_rows(table[columns].drop_duplicates())
    described = _descriptions(named)
    return Cited([Source(r["speaker"], *described.get(r["speaker"], ())) for r in named], codes)


def _descriptions(named: list[dict[str, str | None]]) -> dict[str | None, tuple[str | None, ...]]:
    """Gather what all rows say of a speaker, for a role that one article gives holds in another too."""
    found: dict[str | None, dict[str, set[str]]] = {}
    for row in named:
        for name in NAMING[1:]:
            if row["speaker"] and (value := row.get(name)):
                found.setdefault(row["speaker"], {}).setdefault(name, set()).add(value)
    return {
        speaker: tuple("; ".join(sorted(said[name])) if name in said else None for name in NAMING[1:])
        for speaker, said in found.items()
    }


def group_verbatim(table: pd.DataFrame, found: Verbatim, cited: Cited, sources: Sources) -> Grouping:
    """Make a claim of each verbatim cluster.

    A text too short to be told from another goes with equal ones of the same speaker only, a stock phrase
    with none.
    """
    import numpy as np

    label = found.root[found.text].astype(np.int64)
    speaker = _speaker_numbers(cited, sources)
    label = _set_apart(label, found, speaker)
    label = _split_short(label, found, cited, speaker, sources)
    claim = np.unique(label, return_inverse=True)[1]
    head = _heads(claim, found, table["quote_id"])[claim]
    relation, score = found.relation[found.text].astype(np.int64), found.score[found.text]
    same = found.text == found.text[head]
    relation[same], score[same] = 0, 1.0
    return Grouping(claim, head, relation, score)


def _speaker_numbers(cited: Cited, sources: Sources) -> np.ndarray:
    """Number the speakers by row, aliases alike; -1 where nobody is named."""
    import numpy as np

    numbers: dict[str, int] = {}
    of_source = []
    for source in cited.sources:
        entity = source.speaker and sources.registry.find(source.speaker)
        key = entity.id if entity else name_key(source.speaker or "")
        of_source.append(numbers.setdefault(key, len(numbers)) if key else -1)
    return np.array(of_source, np.int64)[cited.row]


def _set_apart(label: np.ndarray, found: Verbatim, speaker: np.ndarray) -> np.ndarray:
    import numpy as np

    label = label.copy()
    base = len(found.root)
    alone = (found.weak | found.stock)[found.text]
    told = alone & ~found.stock[found.text] & (speaker >= 0)
    keys = found.text[told].astype(np.int64) * (int(speaker.max(initial=0)) + 1) + speaker[told]
    label[told] = base + np.unique(keys, return_inverse=True)[1]
    rest = np.flatnonzero(alone & ~told)
    label[rest] = base + len(keys) + np.arange(len(rest))
    return label


def _split_short(
    label: np.ndarray, found: Verbatim, cited: Cited, speaker: np.ndarray, sources: Sources
) -> np.ndarray:
    """Take short texts out of a cluster if another speaker said them; equal ones stay together."""
    import numpy as np
    import pandas as pd

    short = (found.words[found.text] < SURE) & ~(found.weak | found.stock)[found.text] & (speaker >= 0)
    rows = pd.DataFrame({"label": label, "speaker": speaker, "short": short, "row": np.arange(len(label))})
    rows = rows[rows["speaker"] >= 0]
    several = rows.groupby("label")["speaker"].transform("nunique") > 1
    rows = rows[several & rows.groupby("label")["short"].transform("any")]
    label, unused = label.copy(), int(label.max(initial=0)) + 1
    for _, members in rows.groupby("label"):
        kept = _staying(members, cited, sources)
        gone = members[members["short"] & ~members["speaker"].isin(kept)]
        for (_, _), part in gone.groupby(["speaker", found.text[gone["row"]]]):
            label[part["row"]] = unused
            unused += 1
    return label


def _staying(members: pd.DataFrame, cited: Cited, sources: Sources) -> set[int]:
    """Return the speakers that a cluster keeps: those of its long texts, or else its most frequent one."""
    sample = members.drop_duplicates("speaker").set_index("speaker")["row"]
    long = members.loc[~members["short"], "speaker"]
    counts = members["speaker"].map(members["speaker"].value_counts())
    by_name = members["row"].map(lambda row: name_key(cited.source(row).speaker or ""))
    most = members.assign(n=-counts, name=by_name).sort_values(["n", "name"])["speaker"].iloc[0]
    core = set(long) if len(long) else {most}
    return {
        number
        for number, row in sample.items()
        if any(
            sources.compare(cited.source(row), cited.source(sample[other])) in COMPATIBLE for other in core
        )
    }


def _heads(claim: np.ndarray, found: Verbatim, ids: pd.Series) -> np.ndarray:
    """Choose the row that represents each claim: of those with the representative text the first id."""
    import numpy as np
    import pandas as pd

    rank = pd.factorize(ids, sort=True)[0]
    other = found.root[found.text] != found.text
    order = np.lexsort((rank, other, claim))
    return order[np.flatnonzero(np.diff(claim[order], prepend=-1))]


def group_reworded(
    table: pd.DataFrame,
    content: Sequence[str],
    verbatim: Grouping,
    cited: Cited,
    sources: Sources,
    reader: Reader,
) -> Grouping:
    """Join claims that compatible sources state in other words; ``content`` is what `clauses` returns."""
    import numpy as np

    keys: dict[tuple[int, str, int, bool], int] = {}
    rows: list[int] = []
    statement_of = np.zeros(len(table), np.int64)
    for row in np.argsort(table["quote_id"].to_numpy(dtype=object), kind="stable").tolist():
        key = (verbatim.claim[row], content[row], cited.row[row], verbatim.head[row] == row)
        if key not in keys:
            keys[key] = len(rows)
            rows.append(row)
        statement_of[row] = keys[key]
    statements = _statements(table, rows, content, verbatim, cited, reader)
    found = Suggestions(statements, sources)
    found.join()
    return _regroup(verbatim, found, rows, statement_of)


def clauses(table: pd.DataFrame, articles: pd.DataFrame | None) -> list[str]:
    """Return what each row reports: the whole clause of a mixed quotation where its article is at hand."""
    texts = [text if isinstance(text, str) else "" for text in table["text"]]
    if articles is None or not {"kind", "clause_start", "clause_end"} <= set(table.columns):
        return texts
    bodies = dict(zip(articles["article_id"], articles["text"], strict=True))
    mixed = table.index[table["kind"].eq("mixed") & table["clause_start"].notna()]
    for row, article, start, end in table.loc[
        mixed, ["article_id", "clause_start", "clause_end"]
    ].itertuples():
        if isinstance(bodies.get(article), str):
            texts[row] = bodies[article][int(start) : int(end)]
    return texts


def _statements(
    table: pd.DataFrame,
    rows: Sequence[int],
    content: Sequence[str],
    verbatim: Grouping,
    cited: Cited,
    reader: Reader,
) -> list[Statement]:
    columns = {name: cells(table, name) for name in ("article_id", "start", "kind", "published")}
    return [
        Statement(
            cluster=int(verbatim.claim[row]),
            content=reader.read(content[row]),
            source=cited.source(row),
            article=columns["article_id"][row],
            start=columns["start"][row],
            direct=columns["kind"][row] == "direct",
            day=_day(columns["published"][row]),
            represents=bool(verbatim.head[row] == row),
        )
        for row in rows
    ]


def cells(table: pd.DataFrame, column: str) -> list[Any]:
    """Return the values of a column, null where one is missing or the column is."""
    if column not in table:
        return [None] * len(table)
    return read_column(table[column])


def _day(published: object) -> int | None:
    try:
        return date.fromisoformat(str(published)[:10]).toordinal()
    except ValueError:
        return None


def _regroup(verbatim: Grouping, found: Suggestions, rows: list[int], statement_of: np.ndarray) -> Grouping:
    import numpy as np

    claim = np.array([found.group[int(number)] for number in verbatim.claim], np.int64)
    head = np.array([rows[found.head[int(number)]] for number in claim], np.int64)
    relation, score, shared = verbatim.relation.copy(), verbatim.score.copy(), {}
    for row in np.flatnonzero(verbatim.claim != verbatim.claim[head]).tolist():
        relation[row], score[row] = RELATIONS.index(REWORDED), found.score(int(statement_of[row]))
        shared[row] = found.shared(int(statement_of[row]))
    return Grouping(np.unique(claim, return_inverse=True)[1], head, relation, score, shared)
