"""The word classes of a language, ready for look-up, and small questions about single words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import TypeVar

import msgspec

from quotekit.lang import Language

Answer = TypeVar("Answer")
Phrases = dict[str, tuple[tuple[str, ...], ...]]

# A longer word that ends in -nya is no name but a noun with its possessor ("Contohnya", not "Tanya").
CLITIC_LEAST = 6
# Shorter words that begin like a verb ("diri", "media") are too often nouns.
VERB_LEAST = 6
# The same words come again and again; what was found of so many of them is kept.
KEPT_MOST = 100_000
# Capitals throughout from this length on are an acronym.
ACRONYM_LEAST = 3

# Lists of the language data that are looked up as they are.
NAME_SETS = (
    *("particles", "connectors", "places", "place_heads", "streets", "place_roles", "landmarks"),
    *("topics", "not_persons", "things", "forenames", "locative_phrases"),
)
DETERMINER_SETS = (
    "quantities",
    "numerals",
    "kept",
    "parties",
    "measures",
    "spans",
    "edges",
    "definite",
    "pointing",
    "others",
)
STOP_SETS = ("days", "inner", "origin", "governors", "conjunctions", "purposes")


class Vocabulary(msgspec.Struct, frozen=True, eq=False):
    """The word classes of one language, ready for look-up."""

    singular: frozenset[str]
    plural: frozenset[str]
    after_names: frozenset[str]
    sides: frozenset[str]
    pronouns: frozenset[str]
    first_person: frozenset[str]
    indefinite: Phrases
    quantities: frozenset[str]
    numerals: frozenset[str]
    kept: frozenset[str]
    parties: frozenset[str]
    spans: frozenset[str]
    edges: frozenset[str]
    personal: Phrases
    measures: frozenset[str]
    definite: frozenset[str]
    pointing: frozenset[str]
    others: frozenset[str]
    ranks: Phrases
    honorifics: frozenset[str]
    addresses: frozenset[str]
    degrees: frozenset[str]
    degree: re.Pattern
    role_heads: frozenset[str]
    heads: frozenset[str]
    role_phrases: Phrases
    anybody: frozenset[str]
    dependents: frozenset[str]
    offices: frozenset[str]
    single: frozenset[str]
    nicknames: Phrases
    body_heads: frozenset[str]
    common_bodies: frozenset[str]
    forces: tuple[str, ...]
    classes: frozenset[str]
    firms: frozenset[str]
    crowds: frozenset[str]
    parts: frozenset[str]
    teams: frozenset[str]
    documents: frozenset[str]
    domain: frozenset[str]
    compounds: frozenset[str]
    noun: re.Pattern
    common: re.Pattern
    starters: frozenset[str]
    links: Phrases
    clitic: str
    particles: frozenset[str]
    connectors: frozenset[str]
    name_links: frozenset[str]
    places: frozenset[str]
    place_heads: frozenset[str]
    streets: frozenset[str]
    locatives: frozenset[str]
    locative_phrases: frozenset[str]
    place_roles: frozenset[str]
    not_persons: frozenset[str]
    things: frozenset[str]
    forenames: frozenset[str]
    topics: frozenset[str]
    landmarks: frozenset[str]
    stops: frozenset[str]
    days: frozenset[str]
    inner: frozenset[str]
    inner_phrases: Phrases
    purposes: frozenset[str]
    roots: frozenset[str]
    relatives: frozenset[str]
    agent: re.Pattern
    verb_prefixes: tuple[str, ...]
    verb_like: frozenset[str]
    conjunctions: frozenset[str]
    origin: frozenset[str]
    governors: frozenset[str]


def phrases(words: Iterable[str]) -> Phrases:
    """Index phrases by their first word, longest first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for phrase in words:
        parts = tuple(phrase.split())
        out.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(parts, key=len, reverse=True)) for first, parts in out.items()}


def match_phrase(table: Phrases, lower: list[str], at: int, end: int) -> int:
    """How many tokens from `at` a phrase of the table covers; 0 for none."""
    if at >= end:
        return 0
    found = table.get(lower[at])
    if found is None:
        return 0
    for parts in found:
        size = len(parts)
        if size == 1 or (at + size <= end and tuple(lower[at : at + size]) == parts):
            return size
    return 0


@cache
def vocabulary(language: Language) -> Vocabulary:
    """Compile the word classes of a language, once."""
    data = language.mentions
    heads = frozenset(data.roles.heads)
    clitic = language.cues.clitic.source
    role_heads = frozenset(doubled(head.split()[0] for head in heads))
    owned = frozenset(f"{head}{clitic}" for head in role_heads)  # "istrinya"
    body_heads = frozenset(doubled(data.bodies.heads)) | frozenset(data.determiners.kept)
    ranks = frozenset(word for rank in data.titles.ranks for word in rank.split())
    return Vocabulary(
        **word_sets(data.pronouns, "singular", "plural", "sides"),
        after_names=_after_names(language),
        pronouns=frozenset((*data.pronouns.singular, *data.pronouns.plural, *data.pronouns.sides)),
        first_person=frozenset(data.pronouns.first),
        indefinite=phrases([*data.determiners.indefinite, *data.determiners.numerals]),
        **word_sets(data.determiners, *DETERMINER_SETS),
        personal=phrases(data.determiners.personal),
        ranks=phrases(data.titles.ranks),
        honorifics=frozenset(data.titles.honorifics),
        addresses=frozenset(data.titles.honorifics) | ranks,
        degrees=frozenset(data.titles.degrees),
        degree=re.compile(data.titles.degree_pattern),
        role_heads=role_heads | owned,
        heads=role_heads | owned | body_heads,
        role_phrases=phrases(heads | owned),
        **word_sets(data.roles, "anybody", "dependents", "offices", "single", "compounds"),
        nicknames=phrases(data.names.nicknames),
        body_heads=body_heads,
        common_bodies=frozenset(data.bodies.common),
        forces=data.bodies.forces,
        documents=frozenset(language.cues.nominal.documents),
        domain=owned.union(data.roles.domains, data.names.places, heads, data.bodies.heads) - ranks,
        noun=re.compile(data.roles.noun_pattern),
        common=re.compile(data.names.common_pattern),
        starters=_starters(language),
        links=phrases(data.stops.links),
        inner_phrases=phrases(data.stops.inner_phrases),
        clitic=clitic,
        roots=frozenset(root for group in language.cues.group for root in group.roots if " " not in root),
        relatives=frozenset(language.cues.around.relatives),
        agent=re.compile(data.roles.agent_pattern),
        name_links=frozenset(data.names.particles) | frozenset(data.names.connectors),
        locatives=frozenset(data.names.locatives) | frozenset(data.names.place_heads),
        stops=frozenset(data.stops.words),
        verb_prefixes=data.stops.verb_prefixes,
        verb_like=frozenset(data.stops.verb_like_nouns) | heads | frozenset(data.bodies.heads),
        **word_sets(data.bodies, "classes", "firms", "crowds", "parts", "teams"),
        **word_sets(data.names, *NAME_SETS),
        **word_sets(data.stops, *STOP_SETS),
    )


def doubled(words: Iterable[str]) -> list[str]:
    """Nouns with their plurals: "sumber" and "sumber-sumber"."""
    return [form for word in words for form in (word, f"{word}-{word}")]


def word_sets(section: msgspec.Struct, *names: str) -> dict[str, frozenset[str]]:
    """Lists of the language data as sets of the same names."""
    return {name: frozenset(getattr(section, name)) for name in names}


def _after_names(language: Language) -> frozenset[str]:
    """Words in small letters before which a body's name ends: predicates, and words of a time."""
    words = (*language.cues.around.predicates, *language.relay.aside.times)
    return frozenset(words).difference(language.mentions.determiners.definite)


def _starters(language: Language) -> frozenset[str]:
    """Words that begin a sentence or a clause and never a mention."""
    leads, cues = language.mentions.leads, language.cues
    words = [*leads.connectors, *leads.prepositions, *cues.prepositional.words, *cues.around.openers]
    words += [*cues.around.coordinators, *language.relay.leading.words]
    return frozenset(phrase.split()[0] for phrase in words)


@lru_cache(KEPT_MOST)
def is_capital(word: str) -> bool:
    """Whether a word is written like a name: a capital first, or inside ("detikNews", "1news")."""
    first = word[0]
    if first.isalpha():
        return first.isupper() or not word.islower()
    return first.isdigit() and word[-1].isalpha()


def is_acronym(word: str) -> bool:
    """Whether a word is in capitals throughout: "BPBD"."""
    return word.isupper() and len(word) >= ACRONYM_LEAST and "." not in word


def is_verb(word: str, words: Vocabulary) -> bool:
    """Whether a lower-case word looks like a verb by its prefix (me-, ber-, di-, ter-)."""
    return len(word) >= VERB_LEAST and word.startswith(words.verb_prefixes) and word not in words.verb_like


class Kept(dict[str, Answer]):
    """What a function of a word says, worked out once for each word: ``kept[word]``."""

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        """Begin without answers; `ask` gives them."""
        super().__init__()
        self.ask = ask

    def __missing__(self, word: str) -> Answer:
        """Ask, and keep the answer."""
        if len(self) >= KEPT_MOST:
            self.clear()
        self[word] = answer = self.ask(word)
        return answer


@cache
def outsiders(words: Vocabulary) -> Kept[bool]:
    """Which words and signs can be no part of a mention: punctuation, days, prepositions, small verbs."""

    def outside(word: str) -> bool:
        low = word.lower()
        if not word[0].isalnum():
            return True
        if is_capital(word):
            return low in words.days
        return low in words.stops or low in words.conjunctions or is_verb(low, words)

    return Kept(outside)
