"""What the words of a mention are: its kind, the role and body in it, its acronym."""

from __future__ import annotations

from quotekit.models import Mention
from quotekit.reading.nouns import NounReader
from quotekit.reading.vocabulary import is_capital, match_phrase

# Kinds that become somebody in particular by a name.
NAMED = ("role", "group", "body")


def kind_of(reader: NounReader, head: int, stop: int, *, named: bool) -> str:
    """The kind of a mention by the word that heads it.

    Args:
        reader: of the sentence.
        head: the index of the word.
        stop: the index behind the words that belong to it.
        named: whether somebody's name stands behind it.
    """
    low, words = reader.lower[head], reader.words
    if named and reader.is_role(head):
        return "person"
    if low in words.documents and not reader.is_registered(head, stop):  # "Survei Geologi Amerika Serikat"
        return "document"
    if low in words.kept:
        return "group"
    if reader.is_role(head):
        return "group" if low in words.body_heads else "role"
    if low in words.body_heads:
        proper = (
            low not in words.common_bodies
            and head + 1 < stop
            and is_capital(reader.raw[head])
            and is_capital(reader.raw[head + 1])
        )
        return "body" if proper else "group"  # "Massa" at the head of a sentence is no name
    return "person"


def build(
    reader: NounReader,
    text: str,
    at: int,
    head: int,
    name: tuple[int, int],
    end: int,
    beside: tuple[int, int] | None,
    named: bool,
) -> tuple[Mention, int]:
    """Make a mention of the places of its parts; all are indices of tokens.

    Args:
        reader: of the sentence.
        text: the article's text.
        at: where the mention begins, its determiner included.
        head: where its head stands.
        name: the bounds of the name, or of the words that stand for one.
        end: behind the mention.
        beside: the bounds of a role in apposition.
        named: whether `name` is somebody's name.

    Returns:
        The mention and `end`.
    """
    starts, ends = reader.tokens.starts, reader.tokens.ends
    start, close = starts[at], ends[end - 1]
    kind = kind_of(reader, head, name[1], named=named)
    if kind == "group" and match_phrase(reader.words.personal, reader.lower, at, head):
        kind = "role"  # "seorang saksi" is one of them
    counted = at < head and kind == "person" and reader.lower[at] in reader.words.quantities
    if counted and not any(map(is_capital, reader.raw[slice(*name)])):
        kind, named = "group", False  # "ratusan pengunjuk rasa"
    if named and kind in NAMED:
        kind = "body" if kind != "role" and _names_body(reader, *name) else "person"
    before = (head, _role_end(reader, head, name[0])) if named and name[0] > head else None
    held = (beside or before if named else (head, end)) if kind in ("person", "role") else None
    role, affiliation = _role(reader, text, held)
    acronym = _acronym(reader, head, end)
    if kind == "person" and head == name[0] and acronym and reader.is_domain(name[1] - 1):
        kind = "body"  # "Penjaga Pantai Jepang (JCG)"
    if kind == "person" and name[1] < end and affiliation is None:
        affiliation = _affiliation(reader, text, name[1], end)
    mention = Mention(
        start, close, text[start:close], kind, starts[name[0]], ends[name[1] - 1],
        role=role, affiliation=affiliation, acronym=acronym,
        plural=reader.lower[head] in reader.words.kept,
    )  # fmt: skip
    return mention, end


def _names_body(reader: NounReader, start: int, end: int) -> bool:
    """Whether a proper name can be no person's: one word, a small one in it, or one of bodies."""
    return end - start == 1 or not all(reader.is_name_word(at, end) for at in range(start, end))


def _role_end(reader: NounReader, head: int, name: int) -> int:
    """Where a role ends before a name: at a rank behind a comma, "Kapolres, Komisaris (AKP) Rudi"."""
    for at in range(head + 1, name):
        if reader.raw[at] == "," and match_phrase(reader.words.ranks, reader.lower, at + 1, name):
            return at
    return name


def _role(reader: NounReader, text: str, bounds: tuple[int, int] | None) -> tuple[str | None, str | None]:
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
        if (
            (low in reader.words.body_heads and is_capital(reader.raw[place]) and not reader.compounds(place))
            or (is_capital(reader.raw[place]) and low not in reader.words.domain)
            or (reader.raw[place].isupper() and len(reader.raw[place]) > 1)
            or low in reader.words.places
        ):
            return role, text[reader.tokens.starts[place] : reader.tokens.ends[end - 1]]
    return role, None


def _affiliation(reader: NounReader, text: str, start: int, end: int) -> str | None:
    """The body behind a name: "Salim dari Dinas Kesehatan"."""
    if start + 1 < end and reader.lower[start] in reader.words.inner:
        return text[reader.tokens.starts[start + 1] : reader.tokens.ends[end - 1]]
    return None


def _acronym(reader: NounReader, start: int, end: int) -> str | None:
    """A name in parentheses: "Garda Revolusi Islam Iran (IRGC)"."""
    for at in range(start + 1, end - 1):
        if reader.raw[at - 1] == "(" and reader.raw[at + 1] == ")" and reader.raw[at][0].isupper():
            return reader.raw[at]
    return None
