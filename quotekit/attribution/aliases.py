"""What else somebody is called in an article: "yang akrab disapa Bunda Rin", "Edi Harjo atau Jodo"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from quotekit.attribution.cast import Cast
from quotekit.attribution.names import untitled
from quotekit.attribution.spellings import respelt
from quotekit.reading.vocabulary import vocabulary

# A full name stands no farther before what its bearer is called than this many code points.
NAME_MOST = 100
# Between a name and words such as "alias" stand no more code points than this (", yang", " (41) yang").
APART_MOST = 20
# The person whom a description means is named within so many code points before it.
PERSON_MOST = 600
# "dr." and its like have no more code points than this.
ADDRESS_MOST = 8
# A mark may open before what somebody is called.
OPENING = ('"', "“", "'", "‘")

# What somebody is called, and his full name.
Alias = tuple[str, str]


def other_names(cast: Cast) -> dict[str, str]:
    """Return slips of the full names of an article, and what else its persons are called, with their names.

    Args:
        cast: the persons of the article.
    """
    called = (*_nicknames(cast), *_alternatives(cast), *_pet_names(cast))
    return respelt(cast.places) | dict(called)


def _occurrences(text: str, phrases: Iterable[str], before: str, behind: str) -> Iterator[tuple[int, int]]:
    """Where phrases stand between two signs, the signs included."""
    for phrase in phrases:
        if phrase.rpartition(" ")[2] not in text:
            continue
        whole = f"{before}{phrase}{behind}"
        at = text.find(whole)
        while at >= 0:
            yield at, at + len(whole)
            at = text.find(whole, at + len(whole) - 1)


def _nicknames(cast: Cast) -> Iterator[Alias]:
    """ "Rina Hartati yang akrab disapa Bunda Rin": either name may be the full one."""
    text, words = cast.reading.text, vocabulary(cast.language)
    for at, end in _occurrences(text, cast.language.mentions.names.nicknames, " ", " "):
        begin = _behind_address(text, end + (text[end : end + 1] in OPENING), words.addresses)
        called = cast.name_run.match(text, begin)
        persons = _called_so(cast, at)
        if called and persons:
            name = " ".join(untitled(called[0].split(), words))
            short, full = sorted((name, persons[-1]), key=lambda one: one.count(" "))
            if " " in full:
                yield short, full


def _behind_address(text: str, at: int, addresses: Collection[str]) -> int:
    """Where a name begins behind a small "dr" or "dr."; `at` if it stands there itself."""
    word = text[at : at + ADDRESS_MOST].partition(" ")[0]
    small = word.islower() and word.removesuffix(".") in addresses
    return at + len(word) + 1 if small else at


def _alternatives(cast: Cast) -> Iterator[Alias]:
    """A single name right behind "atau" and a full one: "Edi Harjo Widodo atau Jodo"; nobody else's."""
    text = cast.reading.text
    for at, end in _occurrences(text, cast.language.mentions.names.alternatives, " ", " "):
        called = cast.name_run.match(text, end)
        near = _named_before(cast, at)
        if called and near and text.endswith(near, 0, at):
            name = called[0]
            if " " not in name and name in cast.places and not cast.full_names(name, at):
                yield name, near


def _pet_names(cast: Cast) -> Iterator[Alias]:
    """ "ujar Ani, sapaan akrabnya": a single name that is that of the person named in full before it."""
    text = cast.reading.text
    for at, _ in _occurrences(text, cast.language.mentions.names.pet_names, ", ", ""):
        *_, name = text[max(0, at - NAME_MOST) : at].split() or [""]
        place = at - len(name)
        full = [one.name for one in cast.between(max(0, place - PERSON_MOST), place) if " " in one.name]
        known = [one for one in full if cast.is_somebody(one)]
        if name[:1].isupper() and known and not cast.full_names(name, at):
            yield name, known[-1]


def _named_before(cast: Cast, at: int) -> str | None:
    """The name of several words that stands last before a place."""
    near = cast.between(max(0, at - NAME_MOST), at)
    return near[-1].name if near and " " in near[-1].name else None


def _called_so(cast: Cast, at: int) -> list[str]:
    """Who stands right before words such as "akrab disapa", else the last person before a description."""
    near = cast.between(max(0, at - NAME_MOST), at)
    beside = [one.name for one in near if one.place + len(one.name) >= at - APART_MOST]
    if beside or not _describes(cast, at):
        return beside
    before = cast.between(max(0, at - PERSON_MOST), at)
    return [one.name for one in before if " " in one.name and cast.is_somebody(one.name)]


def _describes(cast: Cast, at: int) -> bool:
    """Whether a noun with "yang" stands before a place: "kata perempuan yang akrab disapa Rin itu"."""
    words = vocabulary(cast.language)
    before = cast.reading.text[max(0, at - APART_MOST) : at].lower().split()
    return len(before) > 1 and before[-1] in words.relatives and before[-2] in words.role_heads
