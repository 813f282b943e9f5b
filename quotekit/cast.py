"""Who appears in an article: full names, short names, roles, acronyms, and where each is mentioned.

Everybody who is in no registry is resolved through this: "Migos" is Julius Migos because the article says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache

import msgspec

from quotekit.lang import Language, alternation
from quotekit.models import Mention
from quotekit.reading import Reading
from quotekit.registry import name_key, name_words
from quotekit.text import TORN
from quotekit.vocabulary import Kept, Vocabulary, match_phrase, vocabulary

# A capitalised word; initials keep their stop. Letters that a wrong encoding tore apart ("SÃ¡nchez") stay
# one word.
_WORD = r"[A-ZÀ-Þ](?:\.(?=\s?[A-Z])|[\w'’-]*(?:(?<=[ÃÂ])[¡-¿][\w'’-]*)*)"
# A role before a name is no longer than this many code points.
ROLE_MOST = 100
# A name is no acronym or initial: one of its words has more letters than this.
SHORT = 2
AGE = re.compile(r" ?\(\d{1,3}\)")
ACRONYM = re.compile(r"\( ?([A-Z][\w-]{1,12}) ?\)")


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


# A role and the body it belongs to, where the article gives them.
Held = tuple[str | None, str | None]


class Seen(msgspec.Struct, frozen=True, gc=False):
    """A name at a place of the text."""

    place: int
    name: str


@cache
def _name_run(language: Language) -> re.Pattern:
    """Capitalised words in a row; particles ("bin", "al") may stand between."""
    return re.compile(rf"{_WORD}(?: (?:{alternation(language.mentions.names.joining)} )?{_WORD})*")


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
        *language.cues.around.openers,
    ]
    words += [word for group in cues.group for word in (*group.roots, *group.actives, *group.passives)]
    words += [*cues.around.predicates, *cues.around.coordinators]
    return frozenset(phrase.split()[0] for phrase in words)


@cache
def _cores(language: Language) -> Kept[str | None]:
    """The person's name at the end of a run of capitalised words, without role, rank and place."""
    words, may_name = vocabulary(language), _nameable(language)

    def core(run: str) -> str | None:
        parts = run.split()
        at = len(parts)
        while at and (may_name[parts[at - 1]] or (at == len(parts) and _is_degree(parts[-1], words))):
            at -= 1
        if 0 < at < len(parts):
            before = parts[at - 1].lower()  # a place stands between such a head and the name
            at += before in words.place_heads or (before in words.place_roles and len(parts) - at > 2)
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
        if part.isupper() and len(part) > 1 and (len(part) == 2 or "." not in part):
            return False
        return low not in never and not words.noun.fullmatch(low)

    return Kept(may_name)


def _is_degree(part: str, words: Vocabulary) -> bool:
    """Whether the last word of a name is a degree of two letters ("SH"), no acronym."""
    return len(part) == 2 and part.isupper() and part.lower().rstrip(".") in words.degrees


def untitled(parts: list[str], words: Vocabulary) -> list[str]:
    """The words of a name without ranks and polite forms before it."""
    while parts and parts[0].lower().rstrip(".") in words.addresses:
        lower = [part.lower().rstrip(".") for part in parts]
        size = match_phrase(words.ranks, lower, 0, len(lower)) or (lower[0] in words.honorifics)
        if not size:
            break
        parts = parts[size:]
    return parts


class Cast:
    """The persons of an article and the forms by which it names them."""

    def __init__(self, reading: Reading, sources: list[Mention]) -> None:
        """Collect full names from running text, headline and captions, and from the sources found."""
        self.reading = reading
        self.language = reading.language
        self.name_run = _name_run(reading.language)
        self.seen: list[Seen] = []
        self.places: dict[str, list[int]] = {}
        self._first: dict[str, re.Match] = {}  # the run of capitalised words in which a name stands first
        self._titled: dict[str, bool] = {}
        self._collect()
        self.cited: set[str] = set()
        for mention in sources:
            if mention.kind == "person" and (name := self.bare(mention)):
                self.places.setdefault(name, []).append(mention.name_start)
                self.cited.add(name)
        self._starts = [seen.place for seen in self.seen]
        self.by_word: dict[str, list[str]] = {}
        for name in sorted(self.places, key=lambda name: (-name.count(" "), self.places[name][0])):
            for word in folded(name):
                self.by_word.setdefault(word, []).append(name)
        self._roles: dict[str, Held] = {}
        self._holders: dict[str, list[tuple[int, str]]] = {}  # keys with a role by word, and which came first
        self._collect_roles(sources)

    def _collect(self) -> None:
        """Collect the names of the text, but not those of other articles and of authors."""
        zones = [zone for zone in self.reading.layout.zones if zone.kind in ("related", "byline")]
        starts, cores = [zone.start for zone in zones], _cores(self.language)
        for match in self.name_run.finditer(self.reading.text):
            name = cores[match[0]]
            if name is None:
                continue
            zone = bisect_right(starts, match.start()) - 1
            if zone >= 0 and match.start() < zones[zone].end:
                continue
            place = match.end() - len(name)
            if name not in self.places:
                self._first[name], self.places[name] = match, []
            self.places[name].append(place)
            self.seen.append(Seen(place, name))

    def is_titled(self, name: str) -> bool:
        """Whether a role, a rank or an age stands with the first mention of a name."""
        if name not in self._titled:
            match = self._first.get(name)
            self._titled[name] = match is not None and self._has_title(match, match.end() - len(name))
        return self._titled[name]

    def _has_title(self, match: re.Match, place: int) -> bool:
        """Whether a role or rank stands before a name, or an age behind it."""
        text, words = self.reading.text, vocabulary(self.language)
        before = text[match.start() : place].lower().split()
        if any(word in words.role_heads or word in words.ranks for word in before):
            return True
        if AGE.match(text, match.end()):
            return True
        for word in reversed(text[max(0, match.start() - ROLE_MOST) : match.start()].split()):
            if word.lower() in words.role_heads:
                return True
            inside = word[0].isupper() or word[0] == "(" or word in words.inner or word in words.domain
            if word[-1] in ".;:!?" or not (inside or word in words.conjunctions or word in words.connectors):
                return False
        return False

    def between(self, start: int, end: int) -> list[Seen]:
        """The names that stand in a stretch of the text, in order."""
        return self.seen[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    @cached_property
    def _runs(self) -> list[int]:
        """Where runs of capitalised words begin."""
        return [match.start() for match in self.name_run.finditer(self.reading.text)]

    def runs_before(self, place: int) -> Iterator[str]:
        """The runs of capitalised words before a place of the text, the last first."""
        for at in range(bisect_left(self._runs, place) - 1, -1, -1):
            yield self.name_run.match(self.reading.text, self._runs[at], place)[0]

    def is_person(self, name: str) -> bool:
        """Whether something in the article tells that a name is a person's."""
        if self._is_somebody(name) or name in self.reading.context.singles:
            return True
        entity = self.reading.registry.find(name)
        if entity:
            return entity.kind == "person"
        words = folded(name)
        return any(
            words <= folded(full) and self._is_somebody(full)
            for full in self.by_word.get(max(words, default=""), ())
        )

    def _is_somebody(self, name: str) -> bool:
        return name in self.cited or self.is_titled(name)

    def introduces(self, seen: Seen) -> bool:
        """Whether a full name stands here for the first time, as a person's."""
        name = seen.name
        return " " in name and self.places[name][0] == seen.place and self.is_titled(name)

    def bare(self, mention: Mention) -> str | None:
        """The name of a mention without rank and polite form."""
        parts = untitled(mention.name.split(), vocabulary(self.language))
        return " ".join(parts).strip(" .,") or None

    def _collect_roles(self, sources: list[Mention]) -> None:
        for mention in sources:
            for one in (mention, *mention.others):
                name = one.role and one.kind == "person" and self.bare(one)
                if name and (key := name_key(name)) not in self._roles:
                    self._keep_role(key, (one.role, one.affiliation))

    def _keep_role(self, key: str, held: Held) -> None:
        if held[0]:
            for word in key.split():
                self._holders.setdefault(word, []).append((len(self._roles), key))
        self._roles[key] = held

    def role(self, name: str) -> Held:
        """The role and body that the article gives a person anywhere."""
        key = name_key(name)
        if key not in self._roles:
            self._keep_role(key, self._role_elsewhere(key))
        return self._roles[key]

    def _role_elsewhere(self, key: str) -> Held:
        """The role that stands with another form of the name, cited or only mentioned."""
        words = set(key.split())
        for _, other in sorted({holder for word in words for holder in self._holders.get(word, ())}):
            parts = set(other.split())
            if parts <= words or words <= parts:
                return self._roles[other]
        longer = self.by_word.get(max(words, default=""), ())
        titled = [full for full in longer if words <= folded(full) and self.is_titled(full)]
        return self._role_beside(min(self.places[full][0] for full in titled)) if titled else (None, None)

    def _role_beside(self, place: int) -> Held:
        """Read the mention that ends in the name at a place, and return its role and body."""
        sentence = self.reading.sentence(self.reading.sentence_at(place))
        for at, start in enumerate(sentence.tokens.starts):
            if start >= place:
                break
            if place - start <= ROLE_MOST and sentence.lower[at] in sentence.words.role_heads:
                found = sentence.mention(at)
                if found and found[0].role and found[0].start <= place < found[0].end:
                    return found[0].role, found[0].affiliation
        return None, None

    def full_names(self, name: str, place: int) -> list[str]:
        """The full names that a name may be short for, best first.

        Names introduced before `place` come before later ones, then the one mentioned last.

        Args:
            name: as it stands, without rank.
            place: where it stands, in code points.
        """
        words = {word for word in folded(name) if len(word) > 1} or folded(name)
        longer = [
            full
            for full in self.by_word.get(max(words, default=""), ())
            if full.count(" ") > name.count(" ") and words <= folded(full)
        ]
        return sorted(dict.fromkeys(longer), key=lambda full: self._rank(full, place))

    def side_by_side(self, one: str, other: str, place: int) -> bool:
        """Whether two full names stand last before a place in one sentence, so that neither is nearer."""
        last = [bisect_left(self.places[name], place) for name in (one, other)]
        if not all(last):
            return False
        places = [self.places[name][at - 1] for name, at in zip((one, other), last, strict=True)]
        return self.reading.sentence_at(places[0]) == self.reading.sentence_at(places[1])

    def place(self, name: str, before: int) -> tuple[int, int] | None:
        """Where a name stands last before a place, if the article has it in that form."""
        places = self.places.get(name, ())
        at = bisect_left(places, before)
        return (places[at - 1], places[at - 1] + len(name)) if at else None

    def _rank(self, full: str, place: int) -> tuple[bool, int]:
        places = self.places[full]
        before = bisect_left(places, place)
        return (before == 0, place - places[before - 1] if before else places[0])

    @cached_property
    def acronyms(self) -> dict[str, str]:
        """The acronym that the article gives a body, by its full name: "Komisi Penyiaran (KPI)"."""
        text, words = self.reading.text, vocabulary(self.language)
        joining = words.conjunctions | words.connectors | words.inner
        out: dict[str, str] = {}
        for match in ACRONYM.finditer(text):
            parts = text[max(0, match.start() - ROLE_MOST) : match.start()].split()
            name: list[str] = []
            while (
                parts
                and parts[-1][-1].isalnum()
                and (parts[-1][0].isupper() or (name and parts[-1] in joining))
            ):
                name.insert(0, parts.pop())
            if len(name) > 1:
                out.setdefault(name_key(" ".join(name)), match[1])
        return out
