"""The tables of linking: one row a link, one row a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from quotekit.linking.conflicts import KINDS, LOST, Carried, Conflict, find_conflicts
from quotekit.linking.drift import drift
from quotekit.linking.evidence import Evidence
from quotekit.linking.first_seen import first_seen
from quotekit.linking.grouping import Grouping
from quotekit.linking.lost import Restated
from quotekit.linking.origins import Origins, find_origins
from quotekit.linking.texts import sorted_unique
from quotekit.linking.verbatim import IDENTICAL, NEAR, RELATIONS, REWORDED
from quotekit.tables import assemble

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

COMPARED = 60  # quotations of one claim that are compared pairwise; of more, one of each kind


def claim_id(quote_id: object) -> str:
    """Name a claim by the quotation that represents it: ``c`` and sixteen hexadecimal digits (BLAKE2b)."""
    return "c" + blake2b(str(quote_id).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def link_rows(
    table: pd.DataFrame, grouping: Grouping, ids: np.ndarray, content: Sequence[str] | None, language: str
) -> pd.DataFrame:
    """Make the table `links`: every quotation of a claim with the one that represents it.

    ``content`` is what each row reports (`grouping.clauses`); without it drift is left null.
    """
    import numpy as np

    rows = np.flatnonzero(grouping.head != np.arange(len(table)))
    ours = table["quote_id"].astype(object).to_numpy()[rows]
    theirs = table["quote_id"].astype(object).to_numpy()[grouping.head[rows]]
    swap = ours > theirs
    relations = np.array(RELATIONS, dtype=object)[grouping.relation[rows]]
    return assemble(
        "links",
        {
            "quote_id_l": np.where(swap, theirs, ours),
            "quote_id_r": np.where(swap, ours, theirs),
            "relation": relations,
            "score": grouping.score[rows].round(4),
            "drift": [None] * len(rows)
            if content is None
            else _drifts(table, rows, grouping, content, language),
            "claim_id": ids[grouping.claim[rows]],
            "evidence": [_evidence(grouping, row) for row in rows.tolist()],
        },
    )


def _evidence(grouping: Grouping, row: int) -> str:
    """Say in words what a link rests on."""
    relation = RELATIONS[grouping.relation[row]]
    if relation == REWORDED:
        return f"in common: {', '.join(grouping.shared[row])}"
    if relation == NEAR:
        return f"{grouping.score[row]:.0%} of the shorter text's words, in order"
    return "the same words" if relation == IDENTICAL else "all of the shorter text's words, in order"


def _drifts(
    table: pd.DataFrame, rows: np.ndarray, grouping: Grouping, content: Sequence[str], language: str
) -> list[list[str]]:
    """Compare words with words; where they were put otherwise, the whole clauses."""
    quoted = [text if isinstance(text, str) else "" for text in table["text"]]
    known: dict[tuple[str, str], list[str]] = {}
    out = []
    for row in rows.tolist():
        texts = content if RELATIONS[grouping.relation[row]] == REWORDED else quoted
        pair = texts[row], texts[grouping.head[row]]
        if pair not in known:
            known[pair] = list(drift(*pair, language=language))
        out.append(known[pair])
    return out


def claim_rows(
    evidence: Evidence,
    grouping: Grouping,
    heads: np.ndarray,
    ids: np.ndarray,
    restated: Sequence[Restated],
    *,
    detailed: bool,
) -> pd.DataFrame:
    """Make the table `claims`: one row an utterance, with who carried it, when, and what contradicts what."""
    import numpy as np

    table, claim = evidence.table, grouping.claim
    members = (
        np.split(np.argsort(claim, kind="stable"), np.cumsum(np.bincount(claim))[:-1]) if len(claim) else []
    )
    outlets = distinct(claim, table["outlet"], len(ids)) if "outlet" in table else [[]] * len(ids)
    speakers = distinct(claim, table["speaker"], len(ids)) if "speaker" in table else [[]] * len(ids)
    n_articles = _count_distinct(claim, table["article_id"], len(ids))
    origins = _all_origins(evidence, members, outlets)
    conflicts = _conflicts(evidence, grouping, members, hedges=detailed)
    lost: dict[int, list[Restated]] = {}
    for one in restated:
        lost.setdefault(one.claim, []).append(one)
    return assemble(
        "claims",
        {
            "claim_id": ids,
            "text": table["text"].astype(object).to_numpy()[heads],
            "speaker": _speakers(evidence, claim, len(ids)),
            "n_quotes": np.bincount(claim, minlength=len(ids)),
            "n_articles": n_articles,
            "n_outlets": [len(group) for group in outlets],
            "origins": [len(found.roots) for found in origins],
            **first_seen(claim, table["article_id"], table.get("published")).to_dict("list"),
            **_contradictions(conflicts, lost, len(ids)),
            "representative": table["quote_id"].astype(object).to_numpy()[heads],
            "speakers": speakers,
            "outlets": outlets,
            "relays": _relays(evidence, members),
            "roots": [list(found.roots) for found in origins],
            "loop": [list(found.loop) for found in origins],
        },
    )


def _contradictions(
    conflicts: Mapping[int, Sequence[Conflict]], lost: Mapping[int, Sequence[Restated]], total: int
) -> dict[str, list]:
    """Return the columns that tell of contradictions, empty lists where there are none."""
    columns: dict[str, list] = {
        name: [[] for _ in range(total)] for name in ("conflict", "conflict_detail", "lost")
    }
    for k in sorted({*conflicts, *lost}):
        found, restated = conflicts.get(k, ()), lost.get(k, ())
        kinds = {conflict.kind for conflict in found} | ({LOST} if restated else set())
        columns["conflict"][k] = [kind for kind in KINDS if kind in kinds]
        columns["conflict_detail"][k] = [c.detail for c in found] + [
            _restated_detail(one) for one in restated
        ]
        columns["lost"][k] = _losses(found, restated)
    return columns


def _count_distinct(claim: np.ndarray, values: pd.Series, total: int) -> np.ndarray:
    """Return for each claim how many different known values its rows have."""
    import numpy as np
    import pandas as pd

    return np.bincount(_pair_distinct(claim, *pd.factorize(values))[0], minlength=total)


def distinct(claim: np.ndarray, values: pd.Series, total: int) -> list[list[Any]]:
    """Return for each claim the different known values of its rows, sorted."""
    import numpy as np
    import pandas as pd

    codes, known = pd.factorize(values, sort=True)
    owners, numbers = _pair_distinct(claim, codes, known)
    names = np.asarray(known, dtype=object)[numbers] if len(known) else np.zeros(0, dtype=object)
    ends = np.searchsorted(owners, np.arange(1, total))
    return [part.tolist() for part in np.split(names, ends)] if total else []


def _pair_distinct(claim: np.ndarray, codes: np.ndarray, known: pd.Index) -> tuple[np.ndarray, np.ndarray]:
    """Pair claims with the numbers of their known values, each pair once, sorted."""
    import numpy as np

    size = max(len(known), 1)
    return np.divmod(sorted_unique(claim[codes >= 0].astype(np.int64) * size + codes[codes >= 0]), size)


def _origins(evidence: Evidence, rows: np.ndarray) -> Origins:
    reports = {report[1:]: report for report in map(evidence.report, rows.tolist())}
    return find_origins(list(reports.values()), evidence.sources, evidence.copies)


def _all_origins(
    evidence: Evidence, members: Sequence[np.ndarray], outlets: Sequence[list[str]]
) -> list[Origins]:
    """Find the origins of every claim; where nothing tells who took from whom, every outlet is one."""
    if evidence.chained or evidence.texts or "kind" in evidence.table:
        return [_origins(evidence, rows) for rows in members]
    return [Origins(tuple(outlets[k] or _articles(evidence, rows)), ()) for k, rows in enumerate(members)]


def _articles(evidence: Evidence, rows: np.ndarray) -> list[str]:
    return sorted({str(evidence.cell("article_id", row)) for row in rows.tolist()})


def _conflicts(
    evidence: Evidence, grouping: Grouping, members: Sequence[np.ndarray], *, hedges: bool
) -> dict[int, list[Conflict]]:
    """Compare the quotations of each claim, if anything can contradict; of a large claim one of each kind."""
    out: dict[int, list[Conflict]] = {}
    if not hedges and "speaker" not in evidence.table and not any(evidence.relays):
        return out
    for k, rows in enumerate(members):
        if len(rows) < 2:
            continue
        kinds: dict[tuple, Carried] = {}
        for row in rows.tolist():
            copy = RELATIONS[grouping.relation[row]] != REWORDED
            carried = evidence.carried(row, copy=copy, represents=grouping.head[row] == row)
            key = carried if len(rows) <= COMPARED else carried[3:7]
            kinds.setdefault(key, carried)
        sample = list(kinds.values())[: 2 * COMPARED]
        if found := find_conflicts(sample, evidence.sources, language=evidence.language):
            out[k] = found
    return out


def _speakers(evidence: Evidence, claim: np.ndarray, total: int) -> list[str | None]:
    """Return the speaker whom most quotations of a claim name, a name before a generic word."""
    import pandas as pd

    out: list[str | None] = [None] * total
    if "speaker" not in evidence.table:
        return out
    rows = pd.DataFrame({"claim": claim, "speaker": evidence.table["speaker"]}).dropna()
    counts = rows.groupby(["claim", "speaker"]).size().rename("n").reset_index()
    counts["generic"] = [name[:1].islower() for name in counts["speaker"]]
    counts = counts.sort_values(["claim", "generic", "n", "speaker"], ascending=[True, True, False, True])
    for row in counts.drop_duplicates("claim").itertuples():
        out[row.claim] = row.speaker
    return out


def _relays(evidence: Evidence, members: Sequence[np.ndarray]) -> list[list[str]]:
    """Write the ways a claim came, each once: "Reuters < TASS" is Reuters, which has it from TASS."""
    if not any(evidence.relays):
        return [[] for _ in members]
    return [
        sorted({" < ".join(evidence.relays[row]) for row in rows.tolist() if evidence.relays[row]})
        for rows in members
    ]


def _restated_detail(one: Restated) -> str:
    return f"lost attribution: {one.article} states what {one.quote_id} attributes: {one.text}"


def _losses(conflicts: Sequence[Conflict], restated: Sequence[Restated]) -> list[dict[str, Any]]:
    """List the quotations and sentences that lost something, and the quotation that has it."""
    nothing = {"article_id": None, "start": None, "end": None, "text": None, "score": None}
    out: list[dict[str, Any]] = [
        {"quote_id": c.quote_id_r, "against": c.quote_id_l, "detail": c.detail, **nothing}
        for c in conflicts
        if c.kind == LOST
    ]
    for one in restated:
        place = {
            "article_id": one.article,
            "start": one.start,
            "end": one.end,
            "text": one.text,
            "score": one.score,
        }
        out.append({"quote_id": None, "against": one.quote_id, "detail": _restated_detail(one), **place})
    return out
