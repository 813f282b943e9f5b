"""Pairs predicted spans with gold spans, and turns counts into rates.

Spans are ``(start, end)`` in code points, half-open.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

Span = tuple[int, int]


class Rates(msgspec.Struct, frozen=True):
    """Precision, recall and their harmonic mean, each in [0, 1]; 0 where there is nothing to count."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: int, predicted: int, gold: int) -> Rates:
        """Compute them from counts.

        Examples:
            >>> Rates.of(right=3, predicted=4, gold=6)
            Rates(precision=0.75, recall=0.5, f1=0.6)
        """
        precision, recall = share(right, predicted), share(right, gold)
        both = precision + recall
        return cls(precision, recall, 2 * precision * recall / both if both else 0.0)


def share(part: int, whole: int) -> float:
    """Divide, 0 where there is nothing to divide by."""
    return part / whole if whole else 0.0


@dataclass(frozen=True)
class Matching:
    """Which gold span belongs to which predicted one, by their positions in the two lists."""

    pairs: tuple[tuple[int, int], ...]
    missed: tuple[int, ...]
    extra: tuple[int, ...]


def match(gold: Sequence[Span], predicted: Sequence[Span], *, least: float) -> Matching:
    """Pair spans one to one, the best overlap first.

    Args:
        gold: spans that should be found.
        predicted: spans that were found.
        least: the overlap in [0, 1] below which two spans are no pair.

    Examples:
        >>> match([(0, 10), (20, 30)], [(1, 10), (50, 60)], least=0.8)
        Matching(pairs=((0, 0),), missed=(1,), extra=(1,))
    """
    overlaps = (
        (-overlap(gold_span, span), left, right)
        for left, gold_span in enumerate(gold)
        for right, span in enumerate(predicted)
    )
    paired: dict[int, int] = {}
    used: set[int] = set()
    for _, left, right in sorted(item for item in overlaps if -item[0] >= least):
        if left not in paired and right not in used:
            paired[left] = right
            used.add(right)
    return Matching(
        pairs=tuple(sorted(paired.items())),
        missed=tuple(left for left in range(len(gold)) if left not in paired),
        extra=tuple(right for right in range(len(predicted)) if right not in used),
    )


def overlap(left: Span, right: Span) -> float:
    """Divide the length that two spans share by the length that they cover (intersection over union).

    Examples:
        >>> overlap((0, 8), (4, 12))
        0.3333333333333333
    """
    common = min(left[1], right[1]) - max(left[0], right[0])
    return common / (max(left[1], right[1]) - min(left[0], right[0])) if common > 0 else 0.0


def touches(span: Span | None, others: Sequence[Span]) -> bool:
    """Tell whether a span shares a character with any of others."""
    return span is not None and any(span[0] < end and start < span[1] for start, end in others)


def trim(text: str, start: int, end: int, edge: str) -> Span:
    """Take the characters of ``edge`` off both ends of a span.

    Examples:
        >>> trim('"Siap," katanya', 0, 7, '",')
        (1, 5)
    """
    start, end = min(start, len(text)), min(end, len(text))
    while start < end and text[start] in edge:
        start += 1
    while end > start and text[end - 1] in edge:
        end -= 1
    return start, end


def plain_words(name: str | None) -> list[str]:
    """Return the words of a name in lower case and without diacritics, for comparison.

    Examples:
        >>> plain_words("Ketua KPU, Siti-Nurbaya Éva")
        ['ketua', 'kpu', 'siti', 'nurbaya', 'eva']
    """
    words = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    return re.findall(r"\w+", words or (name or "").lower())
