"""Typo-tolerant word search over many short texts.

Every word of the query must meet a word of the text: as its beginning, or within an edit distance that
grows with its length (optimal string alignment: insertions, deletions, substitutions, neighbours
swapped). Words with a digit must match as they are, for "2024" is not "2025". The script of the static
pages (``static/pages.js``) searches by the same rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import regex
from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD = regex.compile(r"[\p{L}\p{N}]+")
_DIGIT = regex.compile(r"\p{N}")


def split_words(text: str) -> list[str]:
    """Split a text into lower-case words.

    Examples:
        >>> split_words("Kim Jong-un, 2024")
        ['kim', 'jong', 'un', '2024']
    """
    return _WORD.findall(text.lower())


def allow_typos(word: str) -> int:
    """Return how many edits a query word may be away: none below 4 letters, 1 below 8, then 2.

    Examples:
        >>> [allow_typos(word) for word in ("kim", "putin", "pyongyang", "2024")]
        [0, 1, 2, 0]
    """
    if len(word) < 4 or _DIGIT.search(word):
        return 0
    return 1 if len(word) < 8 else 2


class WordIndex:
    """The words of many texts, each with the texts it stands in.

    Examples:
        >>> index = WordIndex(["Perjanjian kemitraan baru", "Karpet merah"])
        >>> index.find("kemitran baru").tolist()
        [True, False]
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """Index texts; their order is the order of the answers."""
        postings: dict[str, list[int]] = {}
        self._size = 0
        for number, text in enumerate(texts):
            self._size += 1
            for word in dict.fromkeys(split_words(text)):
                postings.setdefault(word, []).append(number)
        self._words: Sequence[str] = sorted(postings)
        self._postings = [np.array(postings[word], dtype=np.int64) for word in self._words]

    def find(self, query: str) -> np.ndarray:
        """Tell for each text whether every word of the query meets one of its words.

        Returns:
            One Boolean a text; all true for a query without words.
        """
        found = np.ones(self._size, dtype=bool)
        for word in split_words(query):
            found &= self._texts_with(word)
        return found

    def _texts_with(self, word: str) -> np.ndarray:
        found = np.zeros(self._size, dtype=bool)
        for number in self._near(word):
            found[self._postings[number]] = True
        return found

    def _near(self, word: str) -> Iterable[int]:
        begins = [number for number, other in enumerate(self._words) if other.startswith(word)]
        edits = allow_typos(word)
        if not edits:
            return begins
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=edits, limit=None)
        return {*begins, *(number for _, _, number in near)}
