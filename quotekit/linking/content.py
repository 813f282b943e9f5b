"""What a statement is about, and how much of it another statement shares.

Two texts are compared by what they are about: stems of content words, weighted by rarity, numbers and names.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from quotekit.linking.drift import Word, split
from quotekit.linking.language import LinkingLanguage
from quotekit.linking.normalise import is_number
from quotekit.linking.stems import Stemmer
from quotekit.registry import Entity, Registry

WORDS = 3  # words, numbers and names that must be shared
NAME = 0.5  # of a name: reports of one event share its names, whatever they say
DIGITS = 3  # a number of so many signs tells as much as two words
_DATE = re.compile(r"\(\d{1,2}/\d{1,2}(?:/\d{2,4})?\)")  # "Kamis (28/5)": when, not how many
EDGES = "\"'“”‘’«»()[].,;:!?…"  # marks around a word


@dataclass(frozen=True)
class Content:
    """What a statement is about.

    ``order`` has the stems in reading order, with null where a number or a name stands; ``surface`` the
    first word as it stands of each stem, number and name.
    """

    stems: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    order: tuple[str | None, ...]
    surface: dict[str, str]

    def runs(self, size: int) -> set[tuple[str, ...]]:
        """Return the runs of so many stems with no number or name between them."""
        return {
            stretch[at : at + size] for stretch in self._stretches for at in range(len(stretch) - size + 1)
        }

    def within(self, other: Content) -> bool:
        """Tell whether all that this says, at least two stems, stands in one run in another statement."""
        size = len(self.order)
        return size > 1 and None not in self.order and self.order in other.runs(size)

    @cached_property
    def all(self) -> frozenset[str]:
        """Return everything that can be shared."""
        return self.stems | self.numbers | self.names

    @cached_property
    def _stretches(self) -> list[tuple[str, ...]]:
        """The stems between one number or name and the next."""
        stretches: list[list[str]] = [[]]
        for stem in self.order:
            if stem is None:
                stretches.append([])
            else:
                stretches[-1].append(stem)
        return [tuple(stretch) for stretch in stretches]


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
            >>> reader = Reader(load_linking("id"), load_registry())
            >>> content = reader.read("mengundang Kim Jong Un pada 3 Mei")
            >>> sorted(content.names), sorted(content.numbers), sorted(content.stems)
            (['kim-jong-un'], ['3'], ['undang'])
        """
        words = split(_DATE.sub(" ", text), self.language)
        found: dict[str, set[str]] = {"stems": set(), "numbers": set(), "names": set()}
        order: list[str | None] = []
        surface: dict[str, str] = {}
        at = 0
        while at < len(words):
            size, kind, key = self._read_word(words, at)
            if kind:
                found[kind].add(key)
                order.append(key if kind == "stems" else None)
                surface.setdefault(key, " ".join(word.surface for word in words[at : at + size]).strip(EDGES))
            at += size
        stems = frozenset(found["stems"] - found["names"])
        return Content(stems, frozenset(found["numbers"]), frozenset(found["names"]), tuple(order), surface)

    def _read_word(self, words: Sequence[Word], at: int) -> tuple[int, str | None, str]:
        """Return how many words make up what stands here, of which kind it is (if any), and its key."""
        word = words[at]
        size, entity = self._entity(words, at)
        if entity:
            return size, "names", entity
        if is_number(word.form, self.language.numbers):
            return 1, "numbers", word.form
        if word.form in self.stemmer.function or word.form in self.language.times:
            return 1, None, ""
        if at > 0 and not words[at - 1].ends and word.surface.lstrip(EDGES)[:1].isupper():
            return 1, "names", word.form
        return 1, "stems", self.stemmer.stem(word.form)

    def _entity(self, words: Sequence[Word], at: int) -> tuple[int, str | None]:
        """Find somebody of the registry whose name begins here; of how many words it is."""
        if not words[at].surface.lstrip(EDGES)[:1].isupper():
            return 1, None
        for size in (4, 3, 2, 1):
            part = words[at : at + size]
            surface = " ".join(word.surface for word in part).strip(EDGES)
            if len(part) == size and (entity := self._bearer(surface)):
                return size, entity.id
        return 1, None

    def _bearer(self, surface: str) -> Entity | None:
        """Who bears a name; a capital is its state, which another outlet may name ("militer Tel Aviv")."""
        return self.registry.find(surface) or self.registry.state_of_capital(surface)


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


def similarity(
    left: Content, right: Content, weights: Weights, *, words: int = WORDS, names: bool = True
) -> tuple[float, float]:
    """Return the share of the shorter content that the longer has, by weight, and the evidence for it.

    The evidence is the weight of what is shared; a number of `DIGITS` signs or more ("16.30") tells as
    much as two words. Both are 0 if the two give numbers and neither's are among the other's, if both
    give names and share none, or if too few words are shared.

    Args:
        left: a content.
        right: another.
        weights: of their words.
        words: how many words, numbers and names must be shared.
        names: whether shared names count, or have only to agree.
    """
    if (
        left.numbers
        and right.numbers
        and not (left.numbers <= right.numbers or right.numbers <= left.numbers)
    ):
        return 0.0, 0.0
    if left.names and right.names and not left.names & right.names:
        return 0.0, 0.0
    ours, theirs = (side.all if names else side.all - side.names for side in (left, right))
    shared = ours & theirs
    telling = {word for word in shared if word[0].isdigit() and len(word) >= DIGITS}
    if not shared or len(shared) + len(telling) < words:
        return 0.0, 0.0
    common = weights.weigh(shared)
    known = weights.weigh(shared & (left.names | right.names))
    evidence = common + weights.weigh(telling) - (1 - NAME) * known
    return common / min(weights.weigh(ours), weights.weigh(theirs)), evidence
