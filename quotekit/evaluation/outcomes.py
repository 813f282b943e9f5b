"""What became of each gold quotation and of each prediction: the rows that scores are counted from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from quotekit.evaluation.matching import Span

VERDICTS = ("right", "wrong", "missed", "extra", "set aside")


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """One gold quotation, or one prediction that matched none.

    ``verdict`` is "right" (found, and everything about it), "wrong" (found, but not its speaker
    or relay), "missed", "extra" (a prediction that is none) or "set aside" (a prediction that the
    gold annotation says nothing about). ``expected`` and ``found`` say in words who is cited.
    """

    article_id: str
    start: int
    end: int
    text: str
    group: str
    verdict: str
    expected: str | None = None
    found: str | None = None

    @property
    def key(self) -> tuple[str, str, int, int]:
        """The place of the quotation, equal in two evaluations of the same gold."""
        return self.group, self.article_id, self.start, self.end


def place(article: Mapping[str, Any], group: str, span: Span) -> dict[str, Any]:
    """Return what every outcome says of where it stands."""
    start, end = span
    words = article["text"][start:end]
    return {"article_id": article["id"], "group": group, "start": start, "end": end, "text": words}


def compare(old: tuple[Outcome, ...], new: tuple[Outcome, ...]) -> tuple[list[Outcome], list[Outcome]]:
    """List what a change won and what it lost, by quotation.

    Args:
        old: the outcomes before.
        new: the outcomes now, on the same gold.

    Returns:
        Gains and losses. A gain is a gold quotation that is right now and was not, or an extra
        prediction that is gone (the old outcome); a loss the reverse.
    """
    return _better(old, new), _better(new, old)


def _better(worse: tuple[Outcome, ...], better: tuple[Outcome, ...]) -> list[Outcome]:
    right = {outcome.key for outcome in worse if outcome.verdict == "right"}
    extra = {outcome.key for outcome in better if outcome.verdict == "extra"}
    won = [outcome for outcome in better if outcome.verdict == "right" and outcome.key not in right]
    gone = [outcome for outcome in worse if outcome.verdict == "extra" and outcome.key not in extra]
    return sorted(won + gone, key=lambda outcome: (outcome.article_id, outcome.start, outcome.group))
