"""What a statement is about, and how much of it another statement shares.

Two texts are compared by what they are about: stems of content words, weighted by rarity, numbers and names.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from quotekit.linking.drift import split
from quotekit.linking.language import LinkingLanguage
from quotekit.linking.normalise import is_number
from quotekit.linking.stems import Stemmer
from quotekit.registry import Registry

WORDS = 3  # words, numbers and names that must be shared


@dataclass(frozen=True)
class Content:
    """What a statement is about."""

    stems: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]

    @cached_property
    def all(self) -> frozenset[str]:
        """Return everything that can be shared."""
        return self.stems | self.numbers | self.names


class Reader:
    """Reads the content of texts of one language."""

    def __init__(self, language: LinkingLanguage, registry: Registry) -> None:
        """Keep the words of the language and who is who."""
        self.language, self.registry, self.stemmer = language, registry, Stemmer(language)

    def read(self, text: str) -> Content:
        """Return the content of a text.

        Examples:
            >>> from quotekit.linking.language import load_linking
            >>> from quotekit.registry import load_registry
            >>> content = Reader(load_linking("id"), load_registry()).read("mengundang Kim Jong Un pada 3 Mei")
            >>> sorted(content.names), sorted(content.numbers), sorted(content.stems)
            (['kim-jong-un', 'mei'], ['3'], ['undang'])
        """
        words = split(text, self.language)
        stems, numbers, names = set(), set(), set()
        at = 0
        while at < len(words):
            word = words[at]
            size, entity = self._entity(words, at)
            if entity:
                names.add(entity)
            elif is_number(word.form, self.language.numbers):
                numbers.add(word.form)
            elif word.form not in self.stemmer.function:
                named = at > 0 and not words[at - 1].ends and word.surface.lstrip("\"'“‘([")[:1].isupper()
                (names if named else stems).add(word.form if named else self.stemmer.stem(word.form))
            at += size
        return Content(frozenset(stems - names), frozenset(numbers), frozenset(names))

    def _entity(self, words: Sequence, at: int) -> tuple[int, str | None]:
        """Find somebody of the registry whose name begins here; of how many words it is."""
        for size in (4, 3, 2, 1):
            part = words[at : at + size]
            surface = " ".join(word.surface for word in part).strip("\"'“”‘’()[].,;:!?")
            if len(part) == size and surface[:1].isupper() and (entity := self.registry.find(surface)):
                return size, entity.id
        return 1, None


class Weights:
    """How much a shared word tells: 1 for one that stands in a single text, 0 for one in all."""

    def __init__(self, contents: Iterable[Content]) -> None:
        """Count in how many texts each word stands."""
        contents = list(contents)
        self.texts = len(contents)
        self.counts = Counter(word for content in contents for word in content.all)

    def weigh(self, words: Iterable[str]) -> float:
        """Return the summed weight of words: log(1 + texts / texts with the word), of its largest value."""
        top = math.log1p(self.texts)
        return sum(math.log1p(self.texts / self.counts[word]) / top for word in sorted(words))


def similarity(left: Content, right: Content, weights: Weights) -> tuple[float, float]:
    """Return the share of the shorter content that the longer has, by weight, and the shared weight itself.

    Both are 0 if the two give numbers and neither's are among the other's, if both give names and share
    none, or if fewer than `WORDS` words are shared.
    """
    if (
        left.numbers
        and right.numbers
        and not (left.numbers <= right.numbers or right.numbers <= left.numbers)
    ):
        return 0.0, 0.0
    if left.names and right.names and not left.names & right.names:
        return 0.0, 0.0
    shared = left.all & right.all
    if len(shared) < WORDS:
        return 0.0, 0.0
    evidence = weights.weigh(shared)
    return evidence / min(weights.weigh(left.all), weights.weigh(right.all)), evidence
