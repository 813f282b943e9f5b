"""Sources in a list: "Inggris, Prancis, dan Jerman mendesak …", "kata Rina Hartati, Budi, dan Ani"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from quotekit.models import Mention
from quotekit.reading.mentions import joint
from quotekit.reading.sentences import Found, Sentence

# Kinds of sources that stand in lists.
LISTED = frozenset(["person", "body", "group", "role"])


def listed(sentence: Sentence, first: Found, end: int) -> Found:
    """Read on where a mention may begin a list of three or more.

    Args:
        sentence: where it stands.
        first: the mention, and the index behind it.
        end: the list ends before this index.

    Returns:
        All who are listed as one mention, and the index behind the last; what was given, if no list is
        closed by a conjunction.
    """
    items, at = [first[0]], first[1]
    while at + 1 < end and _may_stand(items[-1]):
        comma = sentence.raw[at] == ","
        closes = sentence.lower[at + comma] in sentence.words.conjunctions
        found = sentence.mention(at + comma + closes, end) if comma or closes else None
        if not found:
            break
        items.append(found[0])
        at = found[1]
        if closes or found[0].others:
            return (_whole(sentence, items), at) if _is_list(sentence, items) else first
    return first


def _may_stand(mention: Mention) -> bool:
    return mention.kind in LISTED and not (mention.definite or mention.others)


def _is_list(sentence: Sentence, items: Sequence[Mention]) -> bool:
    """Whether mentions are more than two, or two of which the first has its own comma, and all sources."""
    first, *others = items
    apposed = "," in first.text[first.name_end - first.start :]
    many = len(items) > 2 or bool(items[-1].others) or apposed
    known = sentence.context.registry.find(first.name)
    named = first.kind == "person" and bool(known or not first.role or " " in first.name)
    return many and all(_stands_alone(sentence, one, named=named) for one in others)


def _stands_alone(sentence: Sentence, mention: Mention, *, named: bool) -> bool:
    """Whether an item is a source, no part of a domain: "Kepala Dinas Pertanian, Pangan, dan Perikanan".

    Behind a role or a body it has a head, or is known, or an acronym; behind a name (`named`) it may be one.
    """
    if mention.kind not in LISTED:
        return False
    head, words = mention.text.split()[0].lower(), sentence.words
    if head in words.heads or sentence.context.registry.find(mention.name):
        return True
    if all(low in words.domain or words.noun.fullmatch(low) for low in mention.name.lower().split()):
        return False
    return named or mention.name.isupper()


def _whole(sentence: Sentence, items: Sequence[Mention]) -> Mention:
    """A list as one mention; one role of several states stays one: "Menteri Prancis, Jerman, dan Inggris"."""
    first, *others = items
    text, words = sentence.context.text, sentence.words
    states = all(low in words.places for one in others for low in one.name.lower().split())
    if first.kind not in ("group", "role") or not states:
        return joint(items, text)
    end = others[-1].end
    whole = text[first.start : end]
    role = first.role and text[first.name_start : end]
    return msgspec.structs.replace(first, end=end, text=whole, name_end=end, role=role, plural=True)
