"""How a source is named: from a word onwards, read "Ketua MKMK, Jimly Asshiddiqie" as one mention.

A mention is a determiner, a head (a role, a body, a pronoun, a document or a name), what belongs to the
head ("Bidang Politik, Hukum, dan Keamanan"), a name, and appositions ("ajudan presiden Rusia"). It ends at
punctuation, a preposition, a verb or an adverb. The words of each class are language data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import cache

import msgspec

from quotekit.lang import Language
from quotekit.models import Mention
from quotekit.text import Tokens

Phrases = dict[str, tuple[tuple[str, ...], ...]]
Known = Callable[[str], object]

# A longer run of unknown capitalised words holds more than a person's name.
NAME_MOST = 5
# A longer word that ends in -nya is no name but a noun with its possessor ("Contohnya", not "Tanya").
CLITIC_LEAST = 6
# A parenthesis inside a mention ("(KCNA)", "(37)") is short.
PARENTHESIS_MOST = 8


class Vocabulary(msgspec.Struct, frozen=True, eq=False):
    """The word classes of one language, ready for look-up."""

    singular: frozenset[str]
    plural: frozenset[str]
    first_person: frozenset[str]
    indefinite: Phrases
    kept: frozenset[str]
    measures: frozenset[str]
    definite: frozenset[str]
    ranks: Phrases
    honorifics: frozenset[str]
    degrees: frozenset[str]
    role_heads: frozenset[str]
    role_phrases: Phrases
    body_heads: frozenset[str]
    documents: frozenset[str]
    domain: frozenset[str]
    compounds: frozenset[str]
    noun: re.Pattern
    starters: frozenset[str]
    links: Phrases
    clitic: str
    particles: frozenset[str]
    connectors: frozenset[str]
    places: frozenset[str]
    place_heads: frozenset[str]
    place_roles: frozenset[str]
    not_persons: frozenset[str]
    stops: frozenset[str]
    days: frozenset[str]
    inner: frozenset[str]
    verb_prefixes: tuple[str, ...]
    verb_like: frozenset[str]
    conjunctions: frozenset[str]
    origin: frozenset[str]


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
    ranks = frozenset(word for rank in data.titles.ranks for word in rank.split())
    return Vocabulary(
        singular=frozenset(data.pronouns.singular),
        plural=frozenset(data.pronouns.plural),
        first_person=frozenset(data.pronouns.first),
        indefinite=phrases(data.determiners.indefinite),
        kept=frozenset(data.determiners.kept),
        measures=frozenset(data.determiners.measures),
        definite=frozenset(data.determiners.definite),
        ranks=phrases(data.titles.ranks),
        honorifics=frozenset(data.titles.honorifics),
        degrees=frozenset(data.titles.degrees),
        role_heads=frozenset(head.split()[0] for head in heads),
        role_phrases=phrases(heads),
        body_heads=frozenset(data.bodies.heads) | frozenset(data.determiners.kept),
        documents=frozenset(language.cues.nominal.documents),
        domain=(frozenset(data.roles.domains) | frozenset(data.names.places) | heads | frozenset(data.bodies.heads))
        - ranks,
        compounds=frozenset(data.roles.compounds),
        noun=re.compile(data.roles.noun_pattern),
        starters=frozenset(
            phrase.split()[0]
            for phrase in (
                *data.leads.connectors, *data.leads.prepositions, *language.cues.prepositional.words,
                *language.cues.around.openers, *language.cues.around.coordinators, *language.relay.leading.words,
            )
        ),
        links=phrases(data.stops.links),
        clitic=language.cues.clitic.source,
        particles=frozenset(data.names.particles),
        connectors=frozenset(data.names.connectors),
        places=frozenset(data.names.places),
        place_heads=frozenset(data.names.place_heads),
        place_roles=frozenset(data.names.place_roles),
        not_persons=frozenset(data.names.not_persons),
        stops=frozenset(data.stops.words),
        days=frozenset(data.stops.days),
        inner=frozenset(data.stops.inner),
        verb_prefixes=data.stops.verb_prefixes,
        verb_like=frozenset(data.stops.verb_like_nouns) | heads | frozenset(data.bodies.heads),
        origin=frozenset(data.stops.origin),
        conjunctions=frozenset(data.stops.conjunctions),
    )


def is_capital(word: str) -> bool:
    """Whether a word is written like a name: a capital first, or inside ("detikNews", "1news")."""
    return word[0].isupper() or (word[0].isdigit() and word[-1].isalpha()) or (word[0].isalpha() and not word.islower())


def is_verb(word: str, words: Vocabulary) -> bool:
    """Whether a lower-case word looks like a verb by its prefix (me-, ber-, di-, ter-)."""
    return len(word) > 5 and word.startswith(words.verb_prefixes) and word not in words.verb_like  # noqa: PLR2004


class _Reader:
    """Reads one mention; holds the tokens and how far they may be read."""

    def __init__(self, tokens: Tokens, end: int, words: Vocabulary, singles: Collection[str], known: Known) -> None:
        self.tokens, self.end, self.words, self.singles, self.known = tokens, end, words, singles, known
        self.lower, self.raw = tokens.lower, tokens.words

    def stops(self, at: int) -> bool:
        """Whether the token at `at` cannot belong to a mention."""
        if at >= self.end:
            return True
        raw, low = self.raw[at], self.lower[at]
        if not raw[0].isalnum():
            return True
        if is_capital(raw):
            return low in self.words.days
        return low in self.words.stops or low in self.words.conjunctions or is_verb(low, self.words)

    def run(self, at: int) -> int:
        """The end of the words that belong together from `at`, short parentheses and inner phrases included."""
        start = at
        while at < self.end:
            if self.raw[at] == "(":
                close = self.parenthesis(at)
                if not close:
                    break
                at = close
            elif not self.stops(at):
                at += 1
            elif self.joins(start, at):
                at += 1
            elif size := self.links(start, at):
                at += size
            else:
                break
        return at

    def parenthesis(self, at: int) -> int:
        """The token behind a short parenthesis that opens at `at`, or 0."""
        for close in range(at + 1, min(self.end, at + PARENTHESIS_MOST)):
            if self.raw[close] == ")":
                return close + 1
        return 0

    def links(self, start: int, at: int) -> int:
        """How many words at `at` add a second role: "Kepala BNPB yang juga Ketua Satgas"."""
        size = match_phrase(self.words.links, self.lower, at, self.end) if self.is_head(start) else 0
        after = at + size
        return size if size and after < self.end and self.lower[after] in self.words.role_heads else 0

    def joins(self, start: int, at: int) -> bool:
        """Whether a preposition or conjunction at `at` goes on with what the mention began with."""
        if at == start or at + 1 >= self.end or self.stops(at + 1):
            return False
        low = self.lower[at]
        if low in self.words.conjunctions:
            goes_on = self.is_domain(at + 1) and self.lower[at + 1] not in self.words.role_heads
            return self.is_head(start) and (goes_on or not self.has_name(start, at))
        if low in self.words.origin:
            return is_capital(self.raw[at + 1]) or self.is_head(at + 1)
        return low in self.words.inner and self.is_head(start) and self._belongs(start, at)

    def _belongs(self, start: int, at: int) -> bool:
        """Whether a prepositional phrase is part of a role ("peneliti pada Lembaga X"), no adjunct."""
        if self.lower[start] in self.words.body_heads and self.lower[start] not in self.words.role_heads:
            return not is_capital(self.raw[at - 1])
        named = self.name_start(start, at) < at
        described = not is_capital(self.raw[start]) or not is_capital(self.raw[at - 1])
        return not named and (described or self.is_domain(at + 1))

    def is_domain(self, at: int) -> bool:
        """Whether a word belongs to roles, bodies or places rather than to a person's name."""
        low = self.lower[at]
        if low in self.words.domain or self.words.noun.fullmatch(low):
            return True
        return at > 0 and f"{self.lower[at - 1]} {low}" in self.words.compounds

    def is_head(self, at: int) -> bool:
        return self.lower[at] in self.words.role_heads or self.lower[at] in self.words.body_heads

    def has_name(self, start: int, end: int) -> bool:
        """Whether the words already end in what can only be a person's name."""
        if self.lower[start] in self.words.body_heads and self.lower[start] not in self.words.role_heads:
            return False
        name = self.name_start(start, end)
        return end - name > 1 or (end - name == 1 and self.raw[name] in self.singles)

    def name_end(self, start: int, end: int) -> int:
        """The end of the words without parentheses at their end."""
        while end > start and self.raw[end - 1] == ")":
            while end > start and self.raw[end - 1] != "(":
                end -= 1
            end -= 1
        return end

    def name_start(self, start: int, end: int) -> int:
        """Where the name at the end of `[start, end)` begins; `end` if there is none.

        A name that is known begins where it begins, a rank begins the name; otherwise the name is the
        last run of capitalised words that are no words of a role, a body or a place.
        """
        stop = self.name_end(start, end)
        begin = start + match_phrase(self.words.role_phrases, self.lower, start, stop)
        at = stop
        while at > begin and self.is_name_word(at - 1, stop):
            at -= 1
        for place in range(at, stop - 1):
            if self.known(" ".join(self.raw[place:stop])):
                return place
        rank = self.rank_start(begin, at, stop)
        if rank is not None:
            return rank
        alone = self.alone_start(begin, stop)
        if alone is not None:
            return alone
        at = self.without_place(start, at, stop)
        if stop - at > NAME_MOST:
            at = stop - 3
        return at if at < stop else end

    def alone_start(self, begin: int, stop: int) -> int | None:
        """Where a word stands by which the article names somebody alone, capitals up to the end behind it."""
        for place in range(max(begin, stop - NAME_MOST), stop):
            if self.raw[place] in self.singles and place + 1 < stop and not any(
                not is_capital(self.raw[k]) and self.lower[k] not in self.words.particles for k in range(place, stop)
            ):
                return place
        return None

    def rank_start(self, begin: int, at: int, stop: int) -> int | None:
        """Where a rank begins that leads up to the name at `at`: "Komisaris Besar", "Letnan Kolonel Laut dokter"."""
        for place in range(begin, stop):
            after = place
            while size := match_phrase(self.words.ranks, self.lower, after, stop):
                after += size
                after += after < stop and self.raw[after] == "."
            if place < after < stop and after >= at:
                return place
        return None

    def without_place(self, start: int, at: int, stop: int) -> int:
        """Skip the place that a head asks for: "Dusun Nglahar …", "Camat Cipayung Iin Mutmainah"."""
        if at == start or at == stop:
            return at
        before = self.lower[at - 1]
        if before in self.words.place_heads:
            return at + 1
        if before in self.words.place_roles and stop - at > 2 and self.raw[at] not in self.singles:  # noqa: PLR2004
            return at + 1
        return stop if before in self.words.inner and not is_capital(self.raw[at - 1]) else at

    def is_name_word(self, at: int, stop: int) -> bool:
        raw, low = self.raw[at], self.lower[at]
        if low in self.words.particles:
            return at + 1 < stop and is_capital(self.raw[at + 1]) and at > 0 and is_capital(self.raw[at - 1])
        if not is_capital(raw) or low.rstrip(".") in self.words.not_persons:
            return False
        if raw.isupper() and len(raw) > 2 and "." not in raw:  # noqa: PLR2004 — an acronym
            return False
        if raw.isupper() and len(raw) == 2 and low not in self.words.degrees and low in self.words.domain:  # noqa: PLR2004
            return False
        return not self.is_domain(at)


def read_mention(
    tokens: Tokens,
    at: int,
    end: int,
    text: str,
    language: Language,
    *,
    singles: Collection[str] = (),
    known: Known = frozenset().__contains__,
) -> tuple[Mention, int] | None:
    """Read the mention that begins at a token.

    Args:
        tokens: of a sentence.
        at: the index of its first token.
        end: the index behind the last token that may belong to it.
        text: the article's text.
        language: whose word classes to use.
        singles: words by which the article names somebody alone ("kata Rizal"); they tell where a name
            begins in a long run of capitalised words.
        known: tells whether a name is known, such as `Registry.find`.

    Returns:
        The mention and the index behind it, or None if no source can begin here.

    Examples:
        >>> from quotekit.lang import load_language
        >>> from quotekit.text import tokenize
        >>> text = "Menteri Hukum, Keamanan, dan HAM Budi Santoso kepada wartawan"
        >>> mention, _ = read_mention(tokenize(text, 0, 61), 0, 9, text, load_language("id"))
        >>> mention.name, mention.role
        ('Budi Santoso', 'Menteri Hukum, Keamanan, dan HAM')
    """
    words = vocabulary(language)
    reader = _Reader(tokens, min(end, len(tokens)), words, singles, known)
    if at >= reader.end:
        return None
    low = reader.lower[at]
    if low in words.singular or low in words.plural:
        return _pronoun(reader, at, text), at + 1
    indefinite = match_phrase(words.indefinite, reader.lower, at, reader.end)
    if low in words.first_person or (low.endswith(words.clitic) and len(low) > CLITIC_LEAST):
        return None
    if low in words.stops or low in words.starters or (reader.stops(at) and not indefinite):
        return None
    found = _noun(reader, at, text)
    return found and _joined(reader, *found, text)


def _joined(reader: _Reader, mention: Mention, at: int, text: str) -> tuple[Mention, int]:
    """Add the source that "dan" joins to a named one: "Putin dan Kim Jong Un"."""
    if mention.kind not in ("person", "body") or at + 1 >= reader.end:
        return mention, at
    if reader.lower[at] not in reader.words.conjunctions or reader.stops(at + 1):
        return mention, at
    found = _noun(reader, at + 1, text)
    if not found or found[0].kind not in ("person", "body") or found[0].definite:
        return mention, at
    other, end = found
    whole = text[mention.start : other.end]
    return msgspec.structs.replace(mention, end=other.end, text=whole, others=(other,), plural=True), end


def _pronoun(reader: _Reader, at: int, text: str) -> Mention:
    start, end = reader.tokens.starts[at], reader.tokens.ends[at]
    plural = reader.lower[at] in reader.words.plural
    return Mention(start, end, text[start:end], "pronoun", start, end, plural=plural)


def _noun(reader: _Reader, at: int, text: str) -> tuple[Mention, int] | None:
    words, lower = reader.words, reader.lower
    skipped = match_phrase(words.indefinite, lower, at, reader.end)
    head = at + skipped
    if head >= reader.end or reader.stops(head) or (skipped and lower[head] in words.measures):
        return None
    if lower[head] in words.honorifics and head + 1 < reader.end and is_capital(reader.raw[head + 1]):
        head += 1
    stop = reader.run(head)
    if stop == head:
        return None
    headed = reader.is_head(head) or lower[head] in words.documents or match_phrase(words.ranks, lower, head, stop)
    if not (is_capital(reader.raw[head]) or headed or skipped):
        return None
    definite = stop < reader.end and lower[stop] in words.definite and (reader.is_head(head) or lower[head] in words.documents)
    if lower[stop - 1] in words.definite:
        stop, definite = stop - 1, True
    if definite:
        return _described(reader, at, head, stop, text), stop + 1
    return _named(reader, at, head, stop, text)


def _described(reader: _Reader, at: int, head: int, stop: int, text: str) -> Mention:
    """A definite description: "istri pebalap itu", "badan tersebut". A name inside it is somebody else's."""
    start, end = reader.tokens.starts[at], reader.tokens.ends[min(stop, reader.end - 1)]
    name_end = reader.tokens.ends[stop - 1]
    kind = _kind(reader, head, stop, named=False)
    return Mention(
        start, end, text[start:end], kind, reader.tokens.starts[head], name_end,
        role=text[reader.tokens.starts[head] : name_end] if kind == "role" else None,
        definite=True,
        plural=reader.lower[head] in reader.words.kept,
    )  # fmt: skip


def _kind(reader: _Reader, head: int, stop: int, *, named: bool) -> str:
    low, words = reader.lower[head], reader.words
    if named and low in words.role_heads:
        return "person"
    if low in words.documents:
        return "document"
    if low in words.kept:
        return "group"
    if low in words.role_heads:
        return "group" if low in words.body_heads else "role"
    if low in words.body_heads:
        return "body" if is_capital(reader.raw[head]) else "group"
    return "person"


def _named(reader: _Reader, at: int, head: int, stop: int, text: str) -> tuple[Mention, int]:
    """A mention that may hold a name, before or after commas."""
    words, lower = reader.words, reader.lower
    role = lower[head] in words.role_heads
    body = lower[head] in words.body_heads
    if role or body:
        name = reader.name_start(head, stop) if role else stop
        name, stop = _behind_comma(reader, head, name, stop, body=body)
    else:  # no head in front: the run of capitals is the name, unknown words included
        name, stop = head, _capitals_end(reader, head, stop)
    name_end = reader.name_end(name, stop)
    affiliated = _cut_affiliation(reader, name, name_end)
    name_end = affiliated or name_end
    named = name < name_end
    end, apposition = _apposition(reader, stop) if named and not affiliated else (stop, None)
    bounds = (name, name_end) if named else (head, stop)
    return _build(reader, text, at, head, bounds, end, apposition, named)


def _capitals_end(reader: _Reader, head: int, stop: int) -> int:
    """The end of a bare name: lower-case words are no part of it, but particles and "dari …" are."""
    at = head
    while at < stop and (is_capital(reader.raw[at]) or reader.raw[at] in "()" or not is_capital(reader.raw[head])):
        at += 1
        if at + 1 < stop and reader.lower[at] in reader.words.origin:
            at = stop
        elif at + 1 < stop and reader.lower[at] in reader.words.particles | reader.words.connectors:
            at += is_capital(reader.raw[at + 1])
        elif at < stop and reader.raw[at] == "(":
            at = reader.parenthesis(at) or at
    return min(at, stop)


def _cut_affiliation(reader: _Reader, name: int, stop: int) -> int:
    """Where "dari KKP Kelas II" behind a name begins; 0 if nothing follows the name."""
    for place in range(name + 1, stop):
        if reader.lower[place] in reader.words.inner and not is_capital(reader.raw[place]):
            return place
    return 0


def _behind_comma(reader: _Reader, head: int, name: int, stop: int, *, body: bool) -> tuple[int, int]:
    """Look for the name behind commas: "Kepala Dusun X, Kecamatan Y, Budi". Return its bounds."""
    words, end = reader.words, stop
    while end + 1 < reader.end and reader.raw[end] == ",":
        at = end + 1
        joined = reader.lower[at] in words.conjunctions
        at += joined
        if at >= reader.end or reader.stops(at) or not (is_capital(reader.raw[at]) or match_phrase(words.ranks, reader.lower, at, reader.end)):
            break
        if joined and name < stop:
            break  # a list of persons
        close = reader.run(at)
        begin = reader.name_start(at, close)
        if begin < close and (begin == at or reader.lower[at] in words.domain or joined):
            return begin, close
        if body and reader.known(" ".join(reader.raw[at:close])):
            return at, close
        if begin < close:
            break
        end = close
    return name, stop


def _apposition(reader: _Reader, stop: int) -> tuple[int, tuple[int, int] | None]:
    """The role behind a name: "…, ajudan presiden Rusia". Return the end of the mention and the role."""
    if stop + 1 >= reader.end or reader.raw[stop] != ",":
        return stop, None
    at = stop + 1
    skipped = match_phrase(reader.words.indefinite, reader.lower, at, reader.end)
    head = at + skipped
    if head >= reader.end or not (reader.lower[head] in reader.words.role_heads or (skipped and not reader.stops(head))):
        return stop, None
    end = reader.run(head)
    while end + 1 < reader.end and reader.raw[end] == "," and reader.lower[end + 1] in reader.words.place_heads:
        end = reader.run(end + 1)
    return end, (at, end)


def _build(
    reader: _Reader,
    text: str,
    at: int,
    head: int,
    name: tuple[int, int],
    end: int,
    apposition: tuple[int, int] | None,
    named: bool,
) -> tuple[Mention, int]:
    starts, ends = reader.tokens.starts, reader.tokens.ends
    start, close = starts[at], ends[end - 1]
    kind = _kind(reader, head, name[1], named=named)
    if named and kind == "role":
        kind = "person"
    before = (head, name[0]) if named and name[0] > head else None
    held = (apposition or before if named else (head, end)) if kind in ("person", "role") else None
    role, affiliation = _role(reader, text, held)
    if kind == "person" and name[1] < end and affiliation is None:
        affiliation = _affiliation(reader, text, name[1], end)
    mention = Mention(
        start, close, text[start:close], kind, starts[name[0]], ends[name[1] - 1],
        role=role, affiliation=affiliation, acronym=_acronym(reader, head, end),
        plural=reader.lower[head] in reader.words.kept,
    )  # fmt: skip
    return mention, end


def _role(reader: _Reader, text: str, bounds: tuple[int, int] | None) -> tuple[str | None, str | None]:
    """The words of a role, and the body in it: "Ketua MKMK" belongs to "MKMK"."""
    if bounds is None:
        return None, None
    start, end = bounds
    while end > start and not reader.raw[end - 1][0].isalnum() and reader.raw[end - 1] != ")":
        end -= 1
    if end <= start:
        return None, None
    role = text[reader.tokens.starts[start] : reader.tokens.ends[end - 1]]
    for place in range(start + 1, end):
        low = reader.lower[place]
        if (low in reader.words.body_heads and is_capital(reader.raw[place])) or (
            is_capital(reader.raw[place]) and low not in reader.words.domain
        ) or (reader.raw[place].isupper() and len(reader.raw[place]) > 1) or low in reader.words.places:
            return role, text[reader.tokens.starts[place] : reader.tokens.ends[end - 1]]
    return role, None


def _affiliation(reader: _Reader, text: str, start: int, end: int) -> str | None:
    """The body behind a name: "Salim dari Dinas Kesehatan"."""
    if start + 1 < end and reader.lower[start] in reader.words.inner:
        return text[reader.tokens.starts[start + 1] : reader.tokens.ends[end - 1]]
    return None


def _acronym(reader: _Reader, start: int, end: int) -> str | None:
    """A name in parentheses: "Garda Revolusi Islam Iran (IRGC)"."""
    for at in range(start + 1, end - 1):
        if reader.raw[at - 1] == "(" and reader.raw[at + 1] == ")" and reader.raw[at][0].isupper():
            return reader.raw[at]
    return None
