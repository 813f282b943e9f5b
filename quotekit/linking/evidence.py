"""What is known about quotations beside their words: who is cited, through whom, in which article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from quotekit.linking.conflicts import Carried
from quotekit.linking.grouping import Cited, cells
from quotekit.linking.normalise import normalise
from quotekit.linking.origins import Report
from quotekit.linking.sources import Sources

if TYPE_CHECKING:
    import pandas as pd

COPY_WORDS = 8  # an indirect report of so many words is not worded alike twice
ALIKE, SHINGLE = 0.5, 5  # articles that share so much of the shorter one's runs of so many words are copies
CONTEXT = 10  # if it has so many runs beside the quotation


@dataclass(frozen=True)
class Evidence:
    """By row of a table of quotations: its relays, outermost first, and the credits of its article."""

    table: pd.DataFrame
    cited: Cited
    sources: Sources
    relays: list[tuple[str, ...]]
    credits: list[tuple[str, ...]]
    texts: Mapping[str, str]
    language: str

    @cached_property
    def chained(self) -> bool:
        """Tell whether any row names anybody that it comes from."""
        media = any(self.sources.is_medium(source.speaker) for source in self.cited.sources if source.speaker)
        return media or any(self.relays) or any(self.credits)

    def cell(self, column: str, row: int) -> Any:
        """Return a value, null if it is missing or its column is."""
        if column not in self._columns:
            self._columns[column] = cells(self.table, column)
        return self._columns[column][row]

    def report(self, row: int) -> Report:
        """Return the chain of a row from its outlet inward; a speaker that is a medium belongs to it."""
        speaker = self.cited.source(row).speaker
        medium = (speaker,) if speaker and self.sources.is_medium(speaker) else ()
        outlet = self.cell("outlet", row) or str(self.cell("article_id", row))
        return Report(row, outlet, (*self.credits[row], *self.relays[row], *medium), self._wording(row))

    def _wording(self, row: int) -> tuple[str, ...] | None:
        """Return the words of an indirect report: so many are not put alike twice."""
        if self.cell("kind", row) != "indirect":
            return None
        words = self._words(self.cell("text", row) or "")
        return words if len(words) >= COPY_WORDS else None

    def carried(self, row: int, *, copy: bool, represents: bool) -> Carried:
        """Return a row as conflicts compare it."""
        return Carried(
            quote_id=str(self.cell("quote_id", row)),
            article=str(self.cell("article_id", row)),
            outlet=self.cell("outlet", row),
            source=self.cited.source(row),
            relay=self.relays[row],
            sourced=bool(self.report(row).chain),
            copy=copy,
            represents=represents,
            text=self.cell("text", row) or "",
        )

    def copies(self, left: Report, right: Report) -> bool:
        """Tell whether the articles of two reports are alike beside the quotation."""
        ours, theirs = (self.texts.get(str(self.cell("article_id", one.row))) for one in (left, right))
        if not ours or not theirs:
            return False
        said = self._runs(self.cell("text", left.row) or "") | self._runs(self.cell("text", right.row) or "")
        around = [self._runs(article) - said for article in (ours, theirs)]
        least = min(map(len, around))
        return least >= CONTEXT and len(around[0] & around[1]) >= ALIKE * least

    def _words(self, text: str) -> tuple[str, ...]:
        return normalise(text, self.language)

    def _runs(self, text: str) -> frozenset[tuple[str, ...]]:
        if text not in self._read:
            words = self._words(text)
            self._read[text] = frozenset(words[at : at + SHINGLE] for at in range(len(words) - SHINGLE + 1))
        return self._read[text]

    @cached_property
    def _columns(self) -> dict[str, list[Any]]:
        return {}

    @cached_property
    def _read(self) -> dict[str, frozenset[tuple[str, ...]]]:
        return {}


def read_evidence(
    table: pd.DataFrame,
    cited: Cited,
    sources: Sources,
    *,
    articles: pd.DataFrame | None,
    hops: pd.DataFrame | None,
    language: str,
) -> Evidence:
    """Collect relays, credits and texts; credits come from `articles` and from `hops` of scope article."""
    nobody: list[tuple[str, ...]] = [()] * len(table)
    relays = [names(value) for value in table["relay"]] if "relay" in table else nobody
    texts, credited = {}, nobody
    if articles is not None:
        texts = {
            a: t for a, t in zip(articles["article_id"], articles["text"], strict=True) if isinstance(t, str)
        }
        if "credits" in articles:
            lines = dict(zip(articles["article_id"], map(names, articles["credits"]), strict=True))
            credited = [lines.get(article, ()) for article in table["article_id"]]
    if hops is not None and len(hops):
        lines = hops[hops["scope"].eq("article")].sort_values(["quote_id", "hop"])
        found = lines.groupby("quote_id")["name"].agg(tuple).to_dict()
        credited = [
            (*line, *(name for name in found.get(quote, ()) if name not in line))
            for quote, line in zip(table["quote_id"], credited, strict=True)
        ]
    return Evidence(table, cited, sources, relays, credited, texts, language)


def names(value: Any) -> tuple[str, ...]:
    """Read a list of names as any table format has left it; a missing one is empty."""
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return ()
    return tuple(str(name) for name in value)
