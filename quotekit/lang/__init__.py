"""Language data: TOML files that a linguist can edit, checked on load. Code reads every language alike.

A language is a folder with `cues.toml`, `mentions.toml`, `relay.toml` and `layout.toml`; adding one
adds a folder and no code.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar

import msgspec

from quotekit.errors import LanguageDataError
from quotekit.lang import schema

T = TypeVar("T")

DATA = Path(str(resources.files("quotekit.lang")))


class Language(msgspec.Struct, frozen=True, eq=False):
    """All data of one language. Equal to itself only, so that compiled patterns can be kept by it."""

    code: str
    cues: schema.Cues
    mentions: schema.Mentions
    relay: schema.Relays
    layout: schema.Layout


@cache
def list_languages() -> tuple[str, ...]:
    """Return the codes of the languages that quotekit has data for.

    Examples:
        >>> "id" in list_languages()
        True
    """
    return tuple(sorted(path.parent.name for path in DATA.glob("*/cues.toml")))


@cache
def load_language(code: str = "id", folder: str | Path | None = None) -> Language:
    """Load and check the data of a language.

    Args:
        code: its ISO 639-1 code, the name of its folder in `quotekit/lang`.
        folder: another folder with the same four files, to extend or replace the data.

    Raises:
        LanguageDataError: if a file is missing, or breaks its schema; the message names file and key.

    Examples:
        >>> "dia" in load_language("id").mentions.pronouns.singular
        True
    """
    place = Path(folder) if folder else DATA / code
    if folder and not place.is_dir():
        raise LanguageDataError(f"no language data in {str(folder)!r}: there is no such folder")
    if not place.is_dir():
        known = ", ".join(list_languages())
        raise LanguageDataError(f"no data for language {code!r}; there is {known}; pass folder= for your own")
    language = Language(
        code=code,
        cues=load_data(place / "cues.toml", schema.Cues),
        mentions=load_data(place / "mentions.toml", schema.Mentions),
        relay=load_data(place / "relay.toml", schema.Relays),
        layout=load_data(place / "layout.toml", schema.Layout),
    )
    _check_cues(language.cues, place / "cues.toml")
    return language


def load_data(path: Path, kind: type[T]) -> T:
    """Read one TOML file into its struct and check its words.

    Raises:
        LanguageDataError: for a missing file, a wrong key or type, a word twice in one list, or a word
            that is not in Unicode form NFC.
    """
    try:
        data = msgspec.toml.decode(path.read_bytes(), type=kind)
    except OSError as error:
        raise LanguageDataError(f"cannot read {path}: {error.strerror}") from error
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise LanguageDataError(f"{path.name}: {error}") from error
    _check_words(data, path.name, "$")
    return data


def _check_words(value: object, file: str, key: str) -> None:
    """Refuse doubled, padded or denormalised words in any list below `value`."""
    if isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            _check_words(getattr(value, field), file, f"{key}.{field}")
    elif isinstance(value, tuple):
        words = [word for word in value if isinstance(word, str)]
        for word in words:
            if not word or word != word.strip() or word != unicodedata.normalize("NFC", word):
                raise LanguageDataError(f"{file}: {key}: {word!r} is empty, padded or not in NFC")
        if twice := doubles(words):
            raise LanguageDataError(f"{file}: {key}: {twice} stands twice; keep one")
        for item in value:
            _check_words(item, file, key)


def doubles(words: Iterable[str]) -> str:
    """Name the words that stand more than once, sorted, for a message; empty if none does.

    Examples:
        >>> doubles(["kata", "ujar", "kata"])
        "'kata'"
    """
    return ", ".join(repr(word) for word, count in sorted(Counter(words).items()) if count > 1)


def _check_cues(cues: schema.Cues, path: Path) -> None:
    """A cue has one stance and one need; both come from the closed lists."""
    seen: dict[tuple[str, str], str] = {}
    for group in cues.group:
        for value, allowed, key in (
            (group.stance, schema.STANCES, "stance"),
            (group.needs, schema.NEEDS, "needs"),
        ):
            if value not in allowed:
                raise LanguageDataError(
                    f"{path.name}: {key} = {value!r}; one of {', '.join(allowed)} was expected"
                )
        for form in ("roots", "actives", "passives"):
            for word in getattr(group, form):
                if (form, word) in seen:
                    both = f"{seen[form, word]!r} and {group.stance!r}"
                    raise LanguageDataError(f"{path.name}: {form}: {word!r} is both {both}; keep one")
                seen[form, word] = group.stance


def alternation(words: Iterable[str]) -> str:
    """Make one pattern that matches any of the words, longest first, as a trie of shared prefixes.

    A flat alternation of some hundred words is tried word by word at every place of the text; the trie
    branches on the next letter only. Words are taken literally.

    Examples:
        >>> alternation(["kata", "katanya", "ujar"])
        '(?:kata(?:nya)?|ujar)'
    """
    trie: dict[str, dict] = {}
    for word in words:
        node = trie
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(trie)


def _branch(node: dict[str, dict]) -> str:
    import re

    ends = "" in node
    parts = []
    for letter in sorted(key for key in node if key):
        child, chain = node[letter], re.escape(letter)
        while len(child) == 1 and "" not in child:
            (letter, child), *_ = child.items()
            chain += re.escape(letter)
        parts.append(chain + (_branch(child) if child != {"": {}} else ""))
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 and not ends else f"(?:{'|'.join(parts)})"
    return body + ("?" if ends else "")
