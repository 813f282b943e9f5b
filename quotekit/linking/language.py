"""The words of a language that linking needs, read from ``quotekit/lang/<code>/linking.toml``.

Nothing here knows Indonesian: another language is another folder with a file of the same name.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from quotekit.errors import LanguageDataError

FILE = "linking.toml"


class Numbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How numbers are written in words and digits.

    ``values`` are number words ("lima" = 5), ``teens`` add ten to the word before them ("belas"),
    ``scales`` multiply it ("puluh" = 10). ``thousands`` separates groups of three digits.
    """

    values: dict[str, int]
    teens: tuple[str, ...]
    scales: dict[str, int]
    thousands: str


class LinkingLanguage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The language data of linking; every word in lower case, as `normalise` leaves it."""

    source: str
    numbers: Numbers
    symbols: dict[str, str]
    negations: tuple[str, ...]
    hedges: tuple[str, ...]
    function_words: tuple[str, ...]
    stock_phrases: tuple[str, ...]


@cache
def load_linking(language: str) -> LinkingLanguage:
    """Read and check the linking data of a language.

    Raises:
        LanguageDataError: if there is no such language, or the file breaks its schema.

    Examples:
        >>> load_linking("id").numbers.values["lima"]
        5
    """
    folder = files("quotekit") / "lang"
    path = folder / language / FILE
    try:
        data = msgspec.toml.decode(path.read_bytes(), type=LinkingLanguage)
    except OSError as error:
        known = sorted(entry.name for entry in folder.iterdir() if (entry / FILE).is_file())
        raise LanguageDataError(
            f"no linking data for language {language!r}; there is {', '.join(known)}; "
            f"add quotekit/lang/{language}/{FILE}"
        ) from error
    except msgspec.DecodeError as error:
        raise LanguageDataError(f"quotekit/lang/{language}/{FILE}: {error}") from error
    _check(data, language)
    return data


def _check(data: LinkingLanguage, language: str) -> None:
    """Refuse a word that stands twice in one list or is not in lower case: it would never fire."""
    for key in ("negations", "hedges", "function_words", "stock_phrases"):
        words = getattr(data, key)
        for word in words:
            if word != word.casefold() or words.count(word) > 1:
                raise LanguageDataError(
                    f"quotekit/lang/{language}/{FILE}: {key}: {word!r} must be in lower case and stand once"
                )
