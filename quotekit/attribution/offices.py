"""Whom an article calls by an office: "Presiden", "Wapres" after "Wakil Presiden Rina Hartati"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from quotekit.attribution.history import PERSON
from quotekit.models import Mention
from quotekit.reading import Reading
from quotekit.reading.sentences import Sentence
from quotekit.reading.vocabulary import is_capital
from quotekit.registry import name_key

# A full name and its comma are so many words at least.
MENTION_LEAST = 3


class Offices:
    """Looks for the persons of one article by their roles."""

    def __init__(self, reading: Reading) -> None:
        """Look in an article."""
        self.reading = reading
        self.short = reading.language.mentions.roles.short
        self.regions = frozenset(reading.language.mentions.names.regions)
        self._titled: dict[str, list[Mention]] = {}

    def holder(self, mention: Mention) -> Mention | None:
        """The person with the role that a mention names: the last one before it, or the first behind it."""
        role = self.short.get(mention.name.lower(), mention.name)
        wanted = self._words(role)
        if mention.definite:  # "gubernur daerah itu"
            wanted -= self.regions
        near = _around(mention, self._called(role.split()[0].lower()))
        return next((person for person in near if wanted <= self._words(person.role or "")), None)

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences of the article in lower case."""
        return [self.reading.text[one.start : one.end].lower() for one in self.reading.sentences]

    def _words(self, role: str) -> frozenset[str]:
        """The words of a role, states under their full name."""
        out: set[str] = set()
        for word in role.replace("(", " ").replace(")", " ").split():
            entity = self.reading.registry.find(word) if word[0].isupper() else None
            full = self.short.get(word.lower(), word)
            out.update(name_key(entity.name if entity and entity.kind == "state" else full).split())
        return frozenset(out)

    def _called(self, head: str) -> list[Mention]:
        """Every person with a role under its head, in short or in full: "Wapres", "Wakil Presiden"."""
        full = self.short.get(head, head).split()[0]
        heads = {head, full, *(short for short, words in self.short.items() if words.split()[0] == full)}
        titled = [person for one in sorted(heads) for person in self._all_titled(one)]
        return sorted(titled, key=lambda person: person.start)

    def _all_titled(self, head: str) -> list[Mention]:
        """Every person whom the article mentions with a role that begins with a word."""
        if head not in self._titled:
            holding = (number for number, low in enumerate(self.sentences) if head in low)
            self._titled[head] = [person for number in holding for person in self._titled_in(number, head)]
        return self._titled[head]

    def _titled_in(self, number: int, head: str) -> Iterator[Mention]:
        sentence = self.reading.sentence(number)
        for at, low in enumerate(sentence.lower):
            if low == head and not (at and self._goes_on(sentence.lower[at - 1])):
                found = sentence.mention(_behind_name(sentence, at))
                if found and found[0].kind == PERSON and found[0].role:
                    yield found[0]

    def _goes_on(self, before: str) -> bool:
        """Whether a role behind a word is part of a longer one: "Wakil Ketua", "Kepala Bidang (Kabid)"."""
        return before == "(" or before in self.reading.context.words.role_heads


def _behind_name(sentence: Sentence, at: int) -> int:
    """Where a mention begins whose role stands at `at`: "Rina Hartati, Gubernur Kalibaru" at the name."""
    begin = at - 1
    if at < MENTION_LEAST or sentence.raw[begin] != ",":
        return at
    while begin and is_capital(sentence.raw[begin - 1]):
        begin -= 1
    found = sentence.mention(begin) if begin <= at - MENTION_LEAST else None
    apposed = found and found[1] > at and found[0].name_end <= sentence.tokens.ends[at - 2]
    return begin if apposed else at


def _around(mention: Mention, others: list[Mention]) -> Iterator[Mention]:
    """Other mentions, sorted by start: those before a mention from the last on, then those behind it."""
    at = bisect_left(others, mention.start, key=lambda other: other.start)
    yield from (others[k] for k in range(at - 1, -1, -1))
    yield from (others[k] for k in range(at, len(others)) if others[k].start != mention.start)
