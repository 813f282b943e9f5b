"""How good the quotations are: precision, recall and F1 per kind, speakers, relays, end to end.

Gold files come in three forms, told apart by their columns: articles with every quotation, its
speaker and its relays (``quotes``, as ``seeds/gold.jsonl``), PFSA-ID (``statements``) and PolNeAR
(``attributions``). All scores are counted from `Outcome` rows, one a quotation, so that whoever
doubts a score can read its misses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import msgspec

from quotekit.articles.records import TABLES, read_records
from quotekit.errors import InputError, OffsetError
from quotekit.evaluation.corpora import SpanScore, judge_spans, score_spans
from quotekit.evaluation.matching import Rates
from quotekit.evaluation.news import NewsScore, judge_news, score_claims, score_news
from quotekit.evaluation.outcomes import Outcome, compare
from quotekit.files import read_table
from quotekit.tables import read_rows

if TYPE_CHECKING:
    import pandas as pd

    Quotes: TypeAlias = str | Path | pd.DataFrame | Iterable[Mapping[str, Any]]

__all__ = ["Evaluation", "Outcome", "Rates", "compare", "evaluate", "read_gold"]

Judged = TypeVar("Judged", bound=Outcome)

FORMS = ("quotes", "statements", "attributions")
OFFSETS = ("start", "end", "cue_start", "cue_end", "name_start", "name_end", "source_start", "source_end")


@dataclass(frozen=True)
class Evaluation:
    """Scores by group of quotations, and the outcomes they are counted from.

    Attributes:
        scores: "quoted" and "reported", or the kinds of the corpus.
        claims: rates over pairs of "the same utterance", where claims were given.
        outcomes: one row a gold quotation or prediction, sorted by place.
    """

    scores: Mapping[str, NewsScore | SpanScore]
    outcomes: tuple[Outcome, ...]
    claims: Rates | None = None

    @property
    def misses(self) -> tuple[Outcome, ...]:
        """Return what is not right: wrong, missed and extra quotations."""
        return tuple(outcome for outcome in self.outcomes if outcome.verdict in ("wrong", "missed", "extra"))

    def numbers(self) -> dict[str, Any]:
        """Return all scores as plain values, for JSON."""
        scores = {group: msgspec.to_builtins(score) for group, score in self.scores.items()}
        return scores | ({"claims": msgspec.to_builtins(self.claims)} if self.claims else {})

    def table(self) -> pd.DataFrame:
        """Return the outcomes as a table, one row a quotation."""
        import pandas as pd

        columns = Outcome.__struct_fields__
        return pd.DataFrame(
            [{name: getattr(row, name) for name in columns} for row in self.outcomes], columns=columns
        )


def evaluate(gold: str | Path | Iterable[Mapping[str, Any]], quotes: Quotes) -> Evaluation:
    """Compare quotations with gold annotations.

    Args:
        gold: a gold file, or its rows.
        quotes: a `quotes` table as a file, a DataFrame or rows; or one row an article with its
            ``id`` and ``quotes``. An article without predictions counts as "no quotations found".

    Returns:
        Scores and outcomes. Quotation marks, white space, commas and full stops at the ends of a
        span count on neither side.

    Raises:
        InputError: for a gold file in no known form, with an article twice or with none, or for
            predictions on other articles only.
        OffsetError: for a gold quotation that does not slice to its words.

    Examples:
        >>> text = "“Kami siap,” kata Ratna. “Ayo,” kata Bima."
        >>> gold = [{"id": "a", "text": text, "quotes": [
        ...     {"start": 1, "end": 11, "kind": "direct", "speaker": "Ratna", "relay": []},
        ...     {"start": 26, "end": 30, "kind": "direct", "speaker": "Bima", "relay": []},
        ... ]}]
        >>> found = [{"article_id": "a", "start": 1, "end": 11, "kind": "direct", "speaker": "Bima"}]
        >>> result = evaluate(gold, found)
        >>> result.scores["quoted"].recall, result.scores["quoted"].speaker
        (0.5, 0.0)
        >>> [(miss.verdict, miss.expected, miss.found) for miss in result.misses]
        [('wrong', 'Ratna', 'Bima'), ('missed', 'Bima', None)]
    """
    articles = read_gold(gold)
    found = _by_article(quotes)
    if found and not found.keys() & {article["id"] for article in articles}:
        raise InputError(f"the quotations are of other articles than the gold (such as {min(found)!r})")
    if "quotes" in articles[0]:
        news = _judge(articles, found, judge_news)
        return Evaluation(scores=score_news(news), outcomes=news, claims=score_claims(news))
    spans = _judge(articles, found, judge_spans)
    return Evaluation(scores=score_spans(spans), outcomes=spans)


def _judge(
    articles: Iterable[Mapping[str, Any]],
    found: Mapping[str, Sequence[Mapping[str, Any]]],
    judge: Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]]], Iterable[Judged]],
) -> tuple[Judged, ...]:
    """Compare the predictions of every article with its gold; the outcomes are sorted by place."""
    outcomes = (row for article in articles for row in judge(article, found.get(article["id"], ())))
    return tuple(
        sorted(outcomes, key=lambda row: (row.article_id, row.start, row.end, row.group, row.verdict))
    )


def read_gold(gold: str | Path | Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Read gold articles and check them: form, ids, offsets.

    Raises:
        InputError: if the rows are no gold annotations.
        OffsetError: if a gold quotation does not slice to its words.
    """
    source = f"gold file {str(gold)!r}" if isinstance(gold, (str, Path)) else "gold rows"
    articles = _rows(gold) if isinstance(gold, (str, Path)) else list(gold)
    if not articles:
        raise InputError(f"{source}: no article; nothing to compare with")
    form = next((name for name in FORMS if name in articles[0]), None)
    if form is None:
        raise InputError(
            f"{source}: expected one of the columns {', '.join(FORMS)}, found {', '.join(articles[0])}"
        )
    seen: set[str] = set()
    for article in articles:
        lacking = [name for name in ("id", "text", form) if name not in article]
        if lacking:
            raise InputError(f"{source}: article {article.get('id')!r} has no {' and no '.join(lacking)}")
        if article["id"] in seen:
            raise InputError(f"{source}: article {article['id']!r} stands twice; each must stand once")
        seen.add(article["id"])
        _check_offsets(article)
    return articles


def _check_offsets(article: Mapping[str, Any]) -> None:
    for quote in (*article.get("quotes", ()), *article.get("statements", ())):
        words = article["text"][quote["start"] : quote["end"]]
        if quote.get("text", words) != words:
            place = f"{article['id']!r}: [{quote['start']}, {quote['end']})"
            raise OffsetError(f"gold article {place} holds {words[:40]!r}, expected {quote['text'][:40]!r}")


def _by_article(quotes: Quotes) -> dict[str, list[Mapping[str, Any]]]:
    """Group predictions by article, whether a row is a quotation or an article with its own."""
    out: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in _plain_rows(quotes):
        if "quotes" in row and "article_id" not in row:
            out[row["id"]] += row["quotes"]
            continue
        lacking = [name for name in ("article_id", "start", "end") if row.get(name) is None]
        if lacking:
            raise InputError(
                f"a row of quotations has no {' and no '.join(lacking)} (found: {', '.join(row)})"
            )
        out[row["article_id"]].append(row)
    return dict(out)


def _plain_rows(quotes: Quotes) -> list[Mapping[str, Any]]:
    if isinstance(quotes, (str, Path)):
        if Path(quotes).suffix.lower() == ".jsonl":
            return _rows(quotes)
        quotes = read_table(quotes, "quotes")
    if not hasattr(quotes, "to_dict"):
        return list(quotes)
    offsets = [name for name in OFFSETS if name in quotes]
    return [
        row | {name: row[name] if row[name] is None else int(row[name]) for name in offsets}
        for row in read_rows(quotes)
    ]


def _rows(path: str | Path) -> list[Mapping[str, Any]]:
    """Read a JSON Lines, CSV or Parquet file, all of it or not at all."""
    path = Path(path)
    if path.suffix.lower() not in TABLES:
        raise InputError(f"cannot read {str(path)!r}: the suffix must be one of {', '.join(TABLES)}")
    rows: list[Mapping[str, Any]] = []
    for record in read_records(path):
        if record.values is None:
            raise InputError(f"cannot read {record.place}: {record.problem}")
        rows.append(record.values)
    return rows
