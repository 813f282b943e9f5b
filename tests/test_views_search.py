"""Typo-tolerant search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotekit.views.search import WordIndex, allow_typos, split_words

TEXTS = ["Dunia multipolar baru", "Perjanjian tahun 2024", "Karpet merah untuk tamu"]
words = st.text(alphabet="abkdi2", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("multipolar", [0]),
        ("MULTIPOLAR baru", [0]),
        ("mutlipolar", [0]),  # two letters swapped
        ("multi", [0]),  # the beginning of a word
        ("polar", []),  # the middle of a word is none
        ("perjanjan", [1]),
        ("2024", [1]),
        ("2025", []),  # a number is right or wrong
        ("tam", [2]),
        ("tmu", []),  # three letters must be right
        ("merah dunia", []),
        ("", [0, 1, 2]),
        ("!?", [0, 1, 2]),
    ],
)
def test_small_typos_are_forgiven(query, found):
    """Every word of a query must begin a word of the text or be near one; numbers and short words exactly."""
    assert [at for at, kept in enumerate(WordIndex(TEXTS).find(query)) if kept] == found


def slow_distance(left: str, right: str) -> int:
    """Optimal string alignment by its definition."""
    if not left or not right:
        return len(left) + len(right)
    best = min(
        slow_distance(left[1:], right) + 1,
        slow_distance(left, right[1:]) + 1,
        slow_distance(left[1:], right[1:]) + (left[0] != right[0]),
    )
    if len(left) > 1 and len(right) > 1 and left[0] == right[1] and left[1] == right[0]:
        best = min(best, slow_distance(left[2:], right[2:]) + 1)
    return best


@given(st.text(alphabet="abk2", max_size=5), st.lists(st.text(alphabet="abk2 ", max_size=12), max_size=4))
def test_the_index_agrees_with_the_rule(query, texts):
    """The index finds what the rule in words finds, computed slowly."""

    def meets(text: str) -> bool:
        return all(
            any(
                other.startswith(word) or slow_distance(word, other) <= allow_typos(word) > 0
                for other in split_words(text)
            )
            for word in split_words(query)
        )

    assert WordIndex(texts).find(query).tolist() == [meets(text) for text in texts]
