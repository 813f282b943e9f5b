"""Who appears in an article: full names, short names, roles, acronyms, and where each is mentioned.

Everybody who is in no registry is resolved through this: "Migos" is Julius Migos because the article says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

import msgspec

from quotekit.attribution.capitals import Capitals
from quotekit.attribution.names import folded, name_cores, name_run, untitled, without_channel
from quotekit.attribution.spellings import Spellings
from quotekit.models import Mention
from quotekit.reading import Reading
from quotekit.reading.vocabulary import is_acronym, vocabulary
from quotekit.registry import name_key

# A role before a name is no longer than this many code points.
ROLE_MOST = 100
# A full name has so many words at least.
FULL = 2
# A rank of more letters than this is no initial.
SHORT = 2
AGE = re.compile(r" ?\(\d{1,3}\)")
RUNNING_MATES = re.compile(r"(\S+ .*\w)-([A-Z]\S* .+)")
ACRONYM = re.compile(r"\( ?([A-Z][\w-]{1,12}) ?\)")


# A role and the body it belongs to, where the article gives them.
Held = tuple[str | None, str | None]


class Seen(msgspec.Struct, frozen=True, gc=False):
    """A name at a place of the text."""

    place: int
    name: str


def _running_mates(name: str) -> list[tuple[str, int]]:
    """The full names that a hyphen joins ("Rina Hartati-Budi Santoso"), or the name; with their offsets."""
    pair = RUNNING_MATES.fullmatch(name)
    return [(pair[1], 0), (pair[2], pair.start(2))] if pair else [(name, 0)]


class Cast:
    """The persons of an article and the forms by which it names them."""

    def __init__(self, reading: Reading, sources: list[Mention]) -> None:
        """Collect full names from running text, headline and captions, and from the sources found."""
        self.reading = reading
        self.language = reading.language
        self.name_run = name_run(reading.language)
        self.seen: list[Seen] = []
        self.places: dict[str, list[int]] = {}
        self.capitals = Capitals(reading)
        self._first: dict[str, int] = {}  # where the capitalised words begin in which a name stands first
        self._titled: dict[str, bool] = {}
        self._collect(self._cited_names(sources))
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

    def _cited_names(self, sources: list[Mention]) -> dict[int, int]:
        """Where the bare names of sources begin, by their ends."""
        bare = [(one.name, one.name_end, self.bare(one)) for one in sources if one.kind == "person"]
        return {end: end - len(name) for whole, end, name in bare if name and whole.endswith(name)}

    def _collect(self, cited: dict[int, int]) -> None:
        """Collect the names of the text, but not those of other articles and of authors.

        Args:
            cited: where the names of sources begin, by their ends; their grammar tells more than capitals.
        """
        zones = [zone for zone in self.reading.layout.zones if self.capitals.names_nobody(zone)]
        starts, cores = [zone.start for zone in zones], name_cores(self.language)
        for match in self.name_run.finditer(self.reading.text):
            name = cores[match[0]]
            if name is None:
                continue
            zone = bisect_right(starts, match.start()) - 1
            if zone >= 0 and match.start() < zones[zone].end:
                continue
            place = self.reading.text.rindex(name, match.start(), match.end())
            if (start := cited.get(match.end(), 0)) > place:
                name, place = self.reading.text[start : match.end()], start
            elif " " in name and self.capitals.may_trim(name):
                titled = self._has_title(match.start(), place, name)
                name, place = self.capitals.trimmed(name, place, titled=titled)
            for one, offset in _running_mates(name):
                if one not in self.places:
                    self._first[one], self.places[one] = match.start(), []
                self.places[one].append(place + offset)
                self.seen.append(Seen(place + offset, one))

    def is_titled(self, name: str) -> bool:
        """Whether a role, a rank or an age stands with the first mention of a name."""
        if name not in self._titled:
            start = self._first.get(name)
            self._titled[name] = start is not None and self._has_title(start, self.places[name][0], name)
        return self._titled[name]

    def _has_title(self, start: int, place: int, name: str) -> bool:
        """Whether a role or rank stands before a name in the capitals from `start`, or an age behind it."""
        text, words = self.reading.text, vocabulary(self.language)
        before = text[start:place].lower().split()
        if any(word in words.role_heads or word in words.ranks for word in before):
            return True
        if AGE.match(text, place + len(name)):
            return True
        line = text[max(0, start - ROLE_MOST) : start].rpartition("\n")[2]
        for word in reversed(line.split()):
            low = word.lower().rstrip(",")
            if low in words.role_heads or (low[-1] == "." and len(low) > SHORT and low[:-1] in words.ranks):
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

    def run_of(self, head: str, before: int) -> tuple[int, int] | None:
        """Where the last run of capitalised words before a place stands that goes on behind a head."""
        for run in self.runs_before(before):
            words = run[0].split()
            if len(words) > 1 and words[0].lower() == head:
                return run.span()
        return None

    def runs_before(self, place: int) -> Iterator[re.Match]:
        """The runs of capitalised words before a place of the text, the last first."""
        for at in range(bisect_left(self._runs, place) - 1, -1, -1):
            if run := self.name_run.match(self.reading.text, self._runs[at], place):
                yield run

    def is_person(self, name: str) -> bool:
        """Whether something in the article tells that a name is a person's."""
        if name.lower() in self.language.relay.channels.names:
            return False
        entity = self.reading.registry.find(name)
        if entity:
            return entity.kind == "person" or (not name.isupper() and self.is_somebody(name))
        if self.names_body(name):
            return False
        if self.is_somebody(name) or name in self.reading.context.singles:
            return True
        words = folded(name)
        return any(
            words <= folded(full) and self.is_somebody(full)
            for full in self.by_word.get(max(words, default=""), ())
        )

    def names_body(self, name: str) -> bool:
        """Whether a name is a body's: an acronym first, or a word of somebody's role ("CEO Kitamaju …")."""
        return is_acronym(name.split()[0]) or (name in self._role_words and not self.is_titled(name))

    @cached_property
    def _role_words(self) -> frozenset[str]:
        """The capitalised words of roles behind their heads."""
        return frozenset(
            word
            for role, _ in self._roles.values()
            for word in (role or "").replace("(", "").replace(")", "").split()[1:]
            if word[0].isupper()
        )

    def is_somebody(self, name: str) -> bool:
        """Whether a name is that of a source, or stands with a title."""
        return name in self.cited or self.is_titled(name)

    def introduces(self, seen: Seen) -> bool:
        """Whether a full name stands here for the first time, as a person's."""
        name = seen.name
        return " " in name and self.places[name][0] == seen.place and self.is_titled(name)

    def bare(self, mention: Mention) -> str | None:
        """The name of a mention without rank and polite form."""
        words = without_channel(mention.name.split(), self.language)
        parts = untitled(words, vocabulary(self.language))
        state = self.reading.registry.find(parts[0]) if FULL < len(parts) < len(words) else None
        if state and state.kind == "state":
            parts = parts[1:]  # "Jenderal AS Kenneth Hartono"
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
                for one in (*found[0].others, found[0]) if found else ():
                    if one.role and not one.definite and one.start <= place < one.end:
                        return one.role, one.affiliation
        return None, None

    def full_names(self, name: str, place: int) -> list[str]:
        """The full names that a name may be short for, best first.

        Names of the running text come before those in quoted words alone, then others before one that only
        says whose relation somebody is, then those introduced before `place`, then the one mentioned last.

        Args:
            name: as it stands, without rank.
            place: where it stands, in code points.
        """
        if name.lower() in self.language.relay.channels.names:
            return []  # "Twitter" is nobody's short name
        words = {word for word in folded(name) if len(word) > 1} or folded(name)
        longer = [
            full
            for full in self.by_word.get(max(words, default=""), ())
            if full.count(" ") > name.count(" ") and words <= folded(full)
        ]
        longer = [full for full in longer if not self._is_kin(full, name, longer)]
        longer = self._evident(name, list(dict.fromkeys(longer)))
        return sorted(longer, key=lambda full: self._rank(full, place))

    def _evident(self, name: str, longer: list[str]) -> list[str]:
        """Longer names that were introduced as somebody's; others only if none was, and for a short name."""
        known = [full for full in longer if self.is_somebody(full) or self.reading.registry.find(full)]
        particles = vocabulary(self.language).particles
        if known or sum(word.lower() not in particles for word in name.split()) > 1:
            return known
        return [full for full in longer if self._may_be_whole(full, name)]

    def _may_be_whole(self, full: str, name: str) -> bool:
        """Whether a longer run may be the whole of a name that nothing introduces.

        Somebody introduced by a short name has no other; what only begins a later sentence holds a common
        word: "Sikap Rudi".
        """
        later = min(self.places.get(name, self.places[full])) < self.places[full][0]
        opens = later and self.is_titled(name) and all(map(self.capitals.opens, self.places[full]))
        return not opens and not any(map(self.capitals.is_common, full.split()))

    def _is_kin(self, full: str, name: str, others: list[str]) -> bool:
        """Whether somebody else has a name that ends in one with a title: "Dewi Budi Santoso"."""
        forenames = vocabulary(self.language).forenames
        shared = [one for one in (name, *others) if " " in one and full.endswith(f" {one}")]
        first = full.split()[0].lower().rstrip(".")
        return len(first) > 1 and first not in forenames and any(map(self.is_titled, shared))

    def unusual(self, name: str) -> list[str]:
        """The full names of persons that a single word may be cut from ("Yuli") or be a slip of."""
        word = "".join(folded(name))
        if " " in name or self.is_titled(name):
            return []
        alike = self._spellings.alike(word)
        full = dict.fromkeys(name for one in alike for name in self.by_word[one] if " " in name)
        return [one for one in full if self.is_person(one)]

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(self.by_word)

    def is_beside(self, name: str) -> bool:
        """Whether a name first stands in what says whose relation somebody is: "Ani, adik Bupati Budi"."""
        place = self.places[name][0]
        before, comma, words = self.reading.text[max(0, place - ROLE_MOST) : place].rpartition(", ")
        head = words.split()[:1]
        named = bool(comma) and before.split()[-1:] != [] and before.split()[-1][0].isupper()
        return named and head != [] and head[0] in vocabulary(self.language).dependents

    def side_by_side(self, one: str, other: str, place: int) -> bool:
        """Whether two full names stand last before a place in one sentence, so that neither is nearer."""
        if self.is_beside(one) != self.is_beside(other):
            return False
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

    def _rank(self, full: str, place: int) -> tuple[bool, bool, bool, int]:
        places = self.places[full]
        before, said = bisect_left(places, place), all(map(self.reading.is_quoted, places))
        near = place - places[before - 1] if before else places[0]
        return said, self.is_beside(full), before == 0, near

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
