"""How an article uses a capitalised word: as a place ("di Odessa"), or behind a first name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from typing import NamedTuple

from quotekit.reading.vocabulary import Vocabulary, is_capital

# Two words are no longer than this many code points.
WORDS_MOST = 40
# A word that begins with no small letter.
CAPITAL = re.compile(r"(?<!\w)[^\W\d_a-z]\w*")


class Known(NamedTuple):
    """What is known of names outside the mention that is read.

    ``singles`` are words by which the article names somebody alone ("kata Rizal"); ``registered`` tells
    whether a name is in the registry, ``place`` whether the article uses a word as a place, ``surname``
    whether it has it behind a first name, ``opens`` whether it has two words where a name begins, ``inside``
    whether it writes a word with a capital inside a sentence.
    """

    singles: Collection[str]
    registered: Callable[[str], object]
    place: Callable[[str], object]
    surname: Callable[[str], object]
    opens: Callable[[str, str], object]
    inside: Callable[[str], object]


def nothing(*_: str) -> None:
    """Know nothing of names."""


NOTHING = Known(frozenset(), nothing, nothing, nothing, nothing, nothing)


class Usage:
    """Looks at what stands before a word, wherever an article has it; every answer is kept."""

    def __init__(
        self, text: str, words: Vocabulary, singles: Collection[str], places: Collection[str] = ()
    ) -> None:
        """Look in a text.

        Args:
            text: the article's text.
            words: of its language.
            singles: the words by which it names somebody alone.
            places: words of its dateline.
        """
        self.text, self.words, self.singles = text, words, singles
        self._places = {word: word not in singles for word in places}

    def is_place(self, word: str) -> bool:
        """Whether the article uses a word as a place or a body: "di Odessa", "kota Odessa"."""
        if word not in self._places:
            located = any(map(self._locates, self._before(word))) or self._ends_phrase(word)
            self._places[word] = located and word not in self.singles
        return self._places[word]

    def is_surname(self, word: str) -> bool:
        """Whether the article has a word behind a first name: "Aleksandra Dulkowicz"."""
        return any(
            is_capital(last) and last.isalpha() and not self._is_common(last.lower())
            for *_, last in self._before(word)
        )

    def _is_common(self, low: str) -> bool:
        words = self.words
        return low in words.domain or low in words.stops or low in words.starters or low in words.not_persons

    def is_inside(self, word: str) -> bool:
        """Whether the article writes a word with a capital behind a small word or a comma."""
        before = (self.text[at - 2] for at in self._starts_of(word) if at > 1 and self.text[at - 1] == " ")
        return any(sign.islower() or sign == "," for sign in before)

    def opens(self, first: str, second: str) -> bool:
        """Whether the article has two words where a name begins: behind no other capitalised word."""
        for at in self._starts_of(f"{first} {second}"):
            before = self.text[max(0, at - WORDS_MOST) : at].split()[-1:]
            if not before or self._ends_before(before[0]):
                return True
        return False

    def _ends_before(self, word: str) -> bool:
        """Whether nothing that ends in a word goes on in the name behind it."""
        if not word[-1].isalpha():
            return word[-1] != ")"
        words = self.words
        return not is_capital(word) and word not in words.conjunctions and word not in words.particles

    def _locates(self, before: list[str]) -> bool:
        """Whether the words before a word make it a place; "wali kota" does not."""
        *first, last = map(str.lower, before)
        return last in self.words.locatives and not (first and first[0] in self.words.role_heads)

    def _ends_phrase(self, word: str) -> bool:
        """Whether a word ends "negara bagian Odessa" somewhere, with no further name behind it."""
        phrases = (f"{phrase} {word}" for phrase in self.words.locative_phrases)
        ends = (at + len(phrase) for phrase in phrases for at in _places_of(phrase, self.text))
        return any(not self.text[end + 1 : end + 2].isupper() for end in ends)

    def _before(self, word: str) -> Iterator[list[str]]:
        """The two words that stand right before a word; one at the beginning, none behind a sign."""
        text = self.text
        for at in self._starts_of(word):
            end = at + len(word)
            if (
                at > 1
                and text[at - 1] == " "
                and text[at - 2].isalpha()
                and not text[end : end + 1].isalnum()
            ):
                yield text[max(0, at - WORDS_MOST) : at].split()[-2:]

    def _starts_of(self, name: str) -> Iterator[int]:
        """Where the text has a name that begins with a capital."""
        first = CAPITAL.match(name)
        for at in self._capitals.get(first[0], ()) if first else ():
            if self.text.startswith(name, at):
                yield at

    @cached_property
    def _capitals(self) -> dict[str, list[int]]:
        """Where each word with a capital stands."""
        out: dict[str, list[int]] = {}
        for match in CAPITAL.finditer(self.text):
            out.setdefault(match[0], []).append(match.start())
        return out


def _places_of(words: str, text: str) -> Iterator[int]:
    """Where words stand in a text."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
