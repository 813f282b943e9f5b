"""How a source is named: from a word onwards, read "Ketua MKMK, Jimly Asshiddiqie" as one mention.

A mention is a determiner, a head (a role, a body, a pronoun, a document or a name), what belongs to the
head ("Bidang Politik, Hukum, dan Keamanan"), a name, and appositions ("ajudan presiden Rusia"). It ends at
punctuation, a preposition, a verb or an adverb. The words of each class are language data.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from quotekit.lang import Language
from quotekit.models import Mention
from quotekit.reading.appositions import (
    apposition,
    closes_apposition,
    described_name,
    name_behind_comma,
    pointing_end,
    proper_end,
)
from quotekit.reading.building import build, kind_of
from quotekit.reading.nouns import NounReader
from quotekit.reading.tokens import Tokens
from quotekit.reading.usage import NOTHING, Known
from quotekit.reading.vocabulary import CLITIC_LEAST, is_acronym, is_capital, match_phrase, vocabulary

# Kinds that bear a name.
NAMES = ("person", "body")


def read_mention(
    tokens: Tokens,
    at: int,
    end: int,
    text: str,
    language: Language,
    *,
    known: Known = NOTHING,
) -> tuple[Mention, int] | None:
    """Read the mention that begins at a token.

    Args:
        tokens: of a sentence.
        at: the index of its first token.
        end: the index behind the last token that may belong to it.
        text: the article's text.
        language: whose word classes to use.
        known: what the article and the registry know of names; it tells where a name begins in a long run
            of capitalised words.

    Returns:
        The mention and the index behind it, or None if no source can begin here.

    Examples:
        >>> from quotekit.lang import load_language
        >>> from quotekit.reading.tokens import tokenize
        >>> text = "Menteri Hukum, Keamanan, dan HAM Budi Santoso kepada wartawan"
        >>> mention, _ = read_mention(tokenize(text, 0, 61), 0, 9, text, load_language("id"))
        >>> mention.name, mention.role
        ('Budi Santoso', 'Menteri Hukum, Keamanan, dan HAM')
    """
    words = vocabulary(language)
    reader = NounReader(tokens, min(end, len(tokens)), words, known)
    if at >= reader.end:
        return None
    low = reader.lower[at]
    if low in words.pronouns:
        return _joined(reader, _pronoun(reader, at, text), at + 1, text)
    if low in words.pointing and (found := _pointed(reader, at, text)):
        return found
    indefinite = match_phrase(words.indefinite, reader.lower, at, reader.end)
    owned = low.endswith(words.clitic) and len(low) > CLITIC_LEAST and low not in words.role_heads
    if low in words.first_person or owned:
        return None
    capital = at > 0 and is_capital(reader.raw[at])  # "Antara" is an agency, "Antara lain" opens a sentence
    if not capital and (low in words.stops or low in words.starters):
        return None
    if reader.stops(at) and not indefinite:
        return None
    found = _noun(reader, at, text)
    return found and _joined(reader, *found, text)


def _pointed(reader: NounReader, at: int, text: str) -> tuple[Mention, int] | None:
    """A noun behind "sang": who was named before, or is named here ("sang pelatih Rudi Hartono")."""
    found = None if reader.stops(at + 1) else _noun(reader, at + 1, text)
    if not found or not reader.is_head(at + 1):
        return None
    mention, end = found
    start = reader.tokens.starts[at]
    definite = mention.kind not in NAMES
    return msgspec.structs.replace(
        mention, start=start, text=text[start : mention.end], definite=definite
    ), end


def _joined(reader: NounReader, mention: Mention, at: int, text: str) -> tuple[Mention, int]:
    """Add the source that "dan" joins: "Putin dan Kim", "dia dan pejabat lain", "polisi dan dua warga"."""
    if at + 1 >= reader.end or reader.lower[at] not in reader.words.conjunctions:
        return mention, at
    first = bisect_left(reader.tokens.starts, mention.start)
    counted = reader.adds_source(first, at + 1)
    if reader.stops(at + 1) and not counted:
        return mention, at
    found = _noun(reader, at + 1, text)
    if not found or found[0].definite or found[0].kind == "document":
        return mention, at
    named = _is_proper(mention) and _is_proper(found[0])
    if not (named or mention.kind == "pronoun" or counted):
        return mention, at
    return joint((mention, found[0]), text), found[1]


def _is_proper(mention: Mention) -> bool:
    """Whether a mention has a name: a person, a body, "pemerintah Bangladesh"."""
    proper = mention.kind == "group" and mention.name.split()[-1][0].isupper() and " " in mention.name
    return mention.kind in NAMES or proper


def joint(mentions: Sequence[Mention], text: str) -> Mention:
    """Mentions in a row as one: the first, with the others.

    Args:
        mentions: in the order of the text; their own others are kept.
        text: the article's text.
    """
    first, *others = (part for one in mentions for part in (one, *one.others))
    end = others[-1].end
    whole = text[first.start : end]
    plural = first.plural or first.kind != "pronoun"  # "dia dan istrinya": one of them is "dia"
    return msgspec.structs.replace(first, end=end, text=whole, others=tuple(others), plural=plural)


def _pronoun(reader: NounReader, at: int, text: str) -> Mention:
    start, end = reader.tokens.starts[at], reader.tokens.ends[at]
    plural = reader.lower[at] in reader.words.plural
    return Mention(start, end, text[start:end], "pronoun", start, end, plural=plural)


def _noun(reader: NounReader, at: int, text: str) -> tuple[Mention, int] | None:
    words, lower = reader.words, reader.lower
    skipped = match_phrase(words.indefinite, lower, at, reader.end)
    if skipped and at > 0 and is_capital(reader.raw[at]):
        skipped = 0  # "kata Salah"
    head = at + skipped
    if head >= reader.end or reader.stops(head) or (skipped and lower[head] in words.measures):
        return None
    if skipped and lower[at] in words.numerals and not reader.is_head(head):
        return None
    if lower[head] in words.honorifics and head + 1 < reader.end and is_capital(reader.raw[head + 1]):
        head += 1
    if not (skipped or _is_headed(reader, head, reader.end)) and reader.may_open(head):
        reader.opened = head
    stop = reader.run(head)
    if stop == head:
        return None
    whole = proper_end(reader, head, stop)
    if whole > stop and reader.known.registered(" ".join(reader.raw[head:whole])):
        stop = whole  # "Organisasi Internasional untuk Migrasi"
    if at == 0 and (inner := _glued_head(reader, head, stop)):
        found = _named(reader, inner, inner, reader.run(inner), text)
        if found[0].kind == "person":
            return found
    if not (is_capital(reader.raw[head]) or skipped or _is_headed(reader, head, stop)):
        return None
    one_of_many = match_phrase(words.personal, lower, at, head) > 0  # "seorang pemilik kios di kota itu"
    definite = (
        stop < reader.end
        and lower[stop] in words.definite
        and (reader.is_head(head) or lower[head] in words.documents)
    )
    if lower[stop - 1] in words.definite and not one_of_many:
        stop, definite = stop - 1, True
    if reader.opened == head and not (definite or _opens_role(reader, head, stop)):
        return None
    if stop == head or lower[head] in words.definite:
        return None  # "seorang itu"
    if definite and (named := _name_of_description(reader, at, head, stop, text)):
        return named
    if definite:
        return _described(reader, at, head, stop, text), stop + 1
    close = 0 if one_of_many else pointing_end(reader, head, stop)
    if close:
        return _described(reader, at, head, close, text), close + 1
    return _named(reader, at, head, stop, text)


def _glued_head(reader: NounReader, start: int, end: int) -> int:
    """Where a role may begin behind a subhead run into the sentence; 0 if none does.

    "Strategi Kepala Dinas Pariwisata Lalu Faozal mengatakan" begins a sentence at "Kepala".
    """
    if reader.is_head(start):
        return 0
    for at in range(start + 1, end):
        if reader.lower[at] in reader.words.role_heads and is_capital(reader.raw[at]):
            return at
    return 0


def _name_of_description(
    reader: NounReader, at: int, head: int, stop: int, text: str
) -> tuple[Mention, int] | None:
    """A subject that is described and named: "Penyanyi asal Medan itu, Rara Sudirja, …"."""
    begin = stop + 2
    if begin >= reader.end or reader.raw[stop + 1] != "," or not is_capital(reader.raw[begin]):
        return None
    close = reader.run(begin)
    name = _cut_affiliation(reader, begin, close) or close
    whole = name - begin > 1 and reader.name_start(begin, name) == begin
    if not _closes_name(reader, close) or not (whole or reader.is_registered(begin, close)):
        return None
    return build(reader, text, at, head, (begin, name), close, (at, stop), named=True)


def _closes_name(reader: NounReader, close: int) -> bool:
    """Whether a name ends with its sentence, before an adjunct, or before a comma and a clause about it."""
    if close >= reader.end or reader.lower[close] in reader.words.governors:
        return True
    behind = close + 1
    return reader.raw[close] == "," and (
        behind == reader.end or reader.lower[behind] in reader.words.relatives
    )


def _opens_role(reader: NounReader, head: int, stop: int) -> bool:
    """Whether a noun that is no listed role is one here: an agent by its form, or with a name behind it."""
    if reader.words.agent.fullmatch(reader.lower[head]):
        return True
    name, stop = name_behind_comma(reader, head, reader.name_start(head, stop), stop, body=False)
    return reader.name_end(name, stop) - name > 1


def _is_headed(reader: NounReader, head: int, stop: int) -> bool:
    """Whether a role, a body, a document or a rank stands first."""
    low, words = reader.lower[head], reader.words
    ranked = match_phrase(words.ranks, reader.lower, head, stop) > 0
    return reader.is_head(head) or low in words.documents or ranked


def _described(reader: NounReader, at: int, head: int, stop: int, text: str) -> Mention:
    """A definite description: "istri pebalap itu", "badan tersebut". A name inside it is somebody else's."""
    start, end = reader.tokens.starts[at], reader.tokens.ends[min(stop, reader.end - 1)]
    name_end = reader.tokens.ends[stop - 1]
    kind = kind_of(reader, head, stop, named=False)
    return Mention(
        start, end, text[start:end], kind, reader.tokens.starts[head], name_end,
        role=text[reader.tokens.starts[head] : name_end] if kind == "role" else None,
        definite=True,
        plural=reader.lower[head] in reader.words.kept,
    )  # fmt: skip


def _named(reader: NounReader, at: int, head: int, stop: int, text: str) -> tuple[Mention, int]:
    """A mention that may hold a name, before or after commas."""
    words, lower = reader.words, reader.lower
    known = is_capital(reader.raw[head]) and reader.is_registered(head, stop)  # "Investor Daily"
    role = reader.is_role(head) and (not known or reader.is_known_person(head, stop))  # "Paus Fransiskus"
    body = lower[head] in words.body_heads
    if role or body:
        counted = match_phrase(words.indefinite, lower, at, head) > 0
        many = counted and not match_phrase(words.personal, lower, at, head)  # "sejumlah warga Kalibaru"
        name = _name_of_role(reader, head, stop) if role and not many else stop
        if _is_owner(reader, head, name, stop) or _is_superior(reader, at, head, name):
            name = stop
        found = described_name(reader, head, stop) if role and name == stop else None
        name, stop = found or name_behind_comma(reader, head, name, stop, body=body and not role)
    elif lower[head] in words.documents and not reader.is_registered(head, stop):
        name = stop  # "Laporan polisi" at the head of a sentence
    elif inner := _headed_inside(reader, head, stop):
        name, stop = inner
    elif head > at and not is_capital(reader.raw[head]) and _named_apart(reader, head, stop):
        name = reader.name_start(head, stop)  # "seorang pembeli sayur Tia Rahayu"
    else:  # no head in front: the run of capitals is the name, unknown words included
        name, stop = head, _capitals_end(reader, head, stop)
    name_end = reader.name_end(name, stop)
    affiliated = _cut_affiliation(reader, name, name_end) if role or not body else 0
    if role and not affiliated:
        affiliated = next((k for k in range(name + 1, name_end) if reader.links(head, k)), 0)
    name_end = affiliated or name_end
    named = name < name_end
    apposed = apposition(reader, stop, titled=name > head) if named and not affiliated else None
    if apposed and apposed[0] == stop + 2 and reader.is_placed(head, stop):
        apposed = None  # "… di Solo, Bupati mengatakan …"
    end, beside = apposed or (stop, None)
    bounds = (name, name_end) if named else (head, stop)
    return build(reader, text, at, head, bounds, end, beside, named)


def _name_of_role(reader: NounReader, head: int, stop: int) -> int:
    """Where the name behind a role begins; before "dari …" or a second role, if a full name stands there."""
    inner = next((at for at in range(head + 1, stop) if _goes_on(reader, head, at)), stop)
    name = reader.name_start(head, inner)
    return name if inner == stop or inner - name > 1 else reader.name_start(head, stop)


def _goes_on(reader: NounReader, head: int, at: int) -> bool:
    """Whether "dari …" or "sekaligus …" stands behind what a role began with."""
    return reader.lower[at] in reader.words.inner or reader.links(head, at) > 0


def _is_owner(reader: NounReader, head: int, name: int, stop: int) -> bool:
    """Whether a name is that of a role inside the role: "sumber di kantor Bupati Rudi Hartono"."""
    inner = next((at for at in range(head + 1, name) if reader.lower[at] in reader.words.inner), name)
    if inner + 1 < name < len(reader.raw) and reader.raw[name - 1].islower():
        return True  # "sumber di kantor Rudi Hartono"
    small = head == 0 or reader.raw[head].islower()
    if small and name + 1 == stop and inner + 1 < name and reader.is_head(inner + 1):
        return True  # "pejabat dari partai PPM Hartono"
    return any(
        reader.is_role(at) and is_capital(reader.raw[at]) and not reader.compounds(at + 1)
        for at in range(inner + 2, name)
    )


def _is_superior(reader: NounReader, at: int, head: int, name: int) -> bool:
    """Whether a name is that of whom somebody belongs to: "seorang penasihat Presiden Rudi Hartono".

    A head with a capital may have the name itself: "Juru Bicara Presiden Rudi Hartono".
    """
    if reader.lower[head] not in reader.words.dependents or (at == head and is_capital(reader.raw[head])):
        return False
    return any(reader.is_role(k) and is_capital(reader.raw[k]) for k in range(head + 1, name))


def _named_apart(reader: NounReader, head: int, stop: int) -> bool:
    """Whether small words behind a determiner end in a full name."""
    name = reader.name_start(head, stop)
    return head < name and reader.name_end(name, stop) - name > 1


def _headed_inside(reader: NounReader, head: int, stop: int) -> tuple[int, int] | None:
    """The name behind a role with an unknown head: "Arkeolog Universitas Indonesia, Candra Atmaja"."""
    at = head + 1
    while at < stop and is_capital(reader.raw[at]) and not (reader.is_head(at) or is_acronym(reader.raw[at])):
        at += 1
    if at == stop or not is_capital(reader.raw[at]):
        return None
    name, close = name_behind_comma(reader, head, stop, stop, body=False)
    if name < close and close != stop:
        return (name, close) if closes_apposition(reader, name, close) else None
    name = reader.name_start(head, stop)
    return (name, stop) if head < name and stop - name > 1 else None


def _capitals_end(reader: NounReader, head: int, stop: int) -> int:
    """The end of a bare name: lower-case words are no part of it, but particles and "dari …" are."""
    at = head
    while at < stop and (
        is_capital(reader.raw[at]) or reader.raw[at] in "()." or not is_capital(reader.raw[head])
    ):
        at += 1
        if at + 1 < stop and reader.lower[at] in reader.words.origin:
            at = stop
        elif at + 1 < stop and reader.lower[at] in reader.words.name_links:
            at += is_capital(reader.raw[at + 1])
        elif at < stop and reader.raw[at] == "(":
            at = reader.parenthesis(at) or at
    return min(_known_end(reader, head, at, stop), stop)


def _known_end(reader: NounReader, head: int, at: int, stop: int) -> int:
    """Where a known name ends that goes on behind its capitals: "Channel 12", "Corriere della Sera"."""
    if at >= stop:
        return at
    after = at + 1 if reader.raw[at].isdigit() else at + 2
    inside = after <= stop and (after == at + 1 or is_capital(reader.raw[at + 1]))
    return after if inside and reader.known.registered(" ".join(reader.raw[head:after])) else at


def _cut_affiliation(reader: NounReader, name: int, stop: int) -> int:
    """Where "dari KKP Kelas II" behind a name begins; 0 if nothing follows the name."""
    for place in range(name + 1, stop):
        if reader.lower[place] in reader.words.inner and not is_capital(reader.raw[place]):
            return place
    return 0
