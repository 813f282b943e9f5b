"""Names in running text: runs of capitalised words, and which of these words are a person's name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from quotekit.lang import Language, alternation
from quotekit.reading.text import TORN
from quotekit.reading.vocabulary import CLITIC_LEAST, Kept, Vocabulary, match_phrase, vocabulary
from quotekit.registry import name_words

# A capitalised word; initials keep their stop. Letters that a wrong encoding tore apart ("SÃ¡nchez") stay
# one word.
_WORD = r"[A-ZÀ-Þ](?:\.(?=\s?[A-Z])|[\w'’-]*(?:(?<=[ÃÂ])[¡-¿][\w'’-]*)*)"
# A name is no acronym or initial: one of its words has more letters than this.
SHORT = 2
# A company and a full name behind it are more words than this.
FIRM_LEAST = 3


@lru_cache(maxsize=50_000)
def folded(name: str) -> frozenset[str]:
    """The words of a name as they are compared: no case, no diacritics, wrong encodings repaired."""
    return frozenset(name_words(repaired(name)))


def repaired(name: str) -> str:
    """A name as it was before a wrong encoding ("SÃ¡nchez"); the text keeps its own letters.

    Examples:
        >>> repaired("Pedro SÃ¡nchez")
        'Pedro Sánchez'
    """
    if not TORN.search(name):  # ftfy takes a while to load, and few texts need it
        return name
    from ftfy import fix_encoding

    return fix_encoding(name)


@cache
def name_run(language: Language) -> re.Pattern:
    """Capitalised words in a row; particles ("bin", "al") may stand between."""
    return re.compile(rf"{_WORD}(?: (?:{alternation(language.mentions.names.joining)} ){{0,2}}{_WORD})*")


@cache
def _common(language: Language) -> frozenset[str]:
    """Words that begin a sentence with a capital and belong to no name."""
    leads, cues = language.mentions.leads, language.cues
    words = [*leads.connectors, *leads.prepositions, *cues.prepositional.words, *cues.around.adverbs]
    words += [*language.mentions.stops.words, *language.relay.leading.words, *language.mentions.stops.days]
    words += [*language.mentions.determiners.indefinite, *language.mentions.determiners.kept]
    words += [
        *language.mentions.pronouns.singular,
        *language.mentions.pronouns.plural,
        *language.mentions.pronouns.first,
        *language.cues.around.openers,
    ]
    words += [word for group in cues.group for word in (*group.roots, *group.actives, *group.passives)]
    words += [*cues.around.predicates, *cues.around.coordinators]
    return frozenset(phrase.split()[0] for phrase in words)


@cache
def name_cores(language: Language) -> Kept[str | None]:
    """The person's name at the end of a run of capitalised words, without role, rank and place."""
    words, may_name = vocabulary(language), _nameable(language)

    def core(run: str) -> str | None:
        parts = run.split()
        while parts and (
            parts[-1][-1] == "." or parts[-1].lower() in words.honorifics or words.degree.fullmatch(parts[-1])
        ):
            parts.pop()
        at = len(parts)
        if at > 1 and parts[-1].lower() in words.role_heads and may_name[parts[-2]]:
            at -= 1  # "Lukman Hakim"
        while at and (may_name[parts[at - 1]] or (at == len(parts) and _is_degree(parts[-1], words))):
            at -= 1
        if 0 < at < len(parts):
            before = parts[at - 1].lower()  # a place stands between such a head and the name
            placed = before in words.place_roles and parts[at].lower() not in words.forenames
            at += before in words.place_heads or (placed and len(parts) - at > 2)
        if at and parts[at - 1].lower() in words.firms and len(parts) - at > FIRM_LEAST:
            at = len(parts) - 2  # "PT Sinar Abadi Jaya Rina Hartati"
        if at:  # a rank that reaches into the name: "Komisaris Besar Polisi Rudi"
            lower = [part.lower() for part in parts]
            at = max(
                at, *(place + match_phrase(words.ranks, lower, place, len(parts)) for place in range(at))
            )
        name = untitled(parts[at:], words)
        return " ".join(name) if name and max(map(len, name)) > SHORT else None

    return Kept(core)


@cache
def _nameable(language: Language) -> Kept[bool]:
    """Which capitalised words may belong to a person's name."""
    words = vocabulary(language)
    never = words.domain | words.not_persons | words.place_heads | _common(language)

    def may_name(part: str) -> bool:
        low = part.lower().rstrip(".")
        if low in words.particles:
            return True
        if part.isupper() and len(part) > 1 and part[1] != "." and (len(part) == 2 or "." not in part):
            return False  # an initial ("M.") may
        possessed = low.endswith(words.clitic) and len(low) > CLITIC_LEAST  # "Absennya"
        return low not in never and not possessed and not words.noun.fullmatch(low)

    return Kept(may_name)


def _is_degree(part: str, words: Vocabulary) -> bool:
    """Whether the last word of a name is a degree of two letters ("SH"), no acronym."""
    return len(part) == 2 and part.isupper() and part.lower().rstrip(".") in words.degrees


def untitled(parts: list[str], words: Vocabulary) -> list[str]:
    """The words of a name without ranks and polite forms before it."""
    while parts and parts[0].lower().rstrip(".") in words.addresses:
        lower = [part.lower().rstrip(".") for part in parts]
        size = match_phrase(words.ranks, lower, 0, len(lower)) or int(lower[0] in words.honorifics)
        if not size:
            break
        parts = parts[size:]
    return parts


def without_channel(parts: list[str], language: Language) -> list[str]:
    """The words of a name without the channel that is somebody's: "Akun Twitter Rina Hartati"."""
    channels = language.relay.channels
    at = int(parts[0].lower() in channels.nouns)
    while at and at < len(parts) - 1 and parts[at].lower() in channels.names:
        at += 1
    return parts[at:]
