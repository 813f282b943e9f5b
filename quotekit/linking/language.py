"""The words of a language that linking needs, read from ``quotekit/lang/<code>/linking.toml``.

Nothing here knows Indonesian: another language is another folder with a file of the same name.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from quotekit.lang import load_data


class Numbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How numbers are written in words and digits.

    ``values`` are number words ("lima" = 5), ``teens`` add ten to the word before them ("belas"),
    ``scales`` multiply it ("puluh" = 10). ``thousands`` separates groups of three digits.
    """

    values: dict[str, int]
    teens: tuple[str, ...]
    scales: dict[str, int]
    thousands: str


class Affixes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Beginnings and endings that do not change what a word is about; the longest that fits is taken off.

    ``nasal`` gives, for a prefix, the letter of a stem that it swallows ("mem" + "pakai" is "memakai");
    a letter of ``elided`` is swallowed so often that stems are compared without it ("kirim", "mengirim").
    ``least`` is the number of letters that must remain.
    """

    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    nasal: dict[str, str]
    elided: str
    least: int


class Speakers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell how two sources may be one.

    ``spokespersons`` are roles that speak for somebody else. ``media`` are generic words for a medium
    ("media", "kantor berita"); ``state`` marks one that a state owns ("media pemerintah").
    """

    spokespersons: tuple[str, ...]
    media: tuple[str, ...]
    state: tuple[str, ...]


class LinkingLanguage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, eq=False):
    """The language data of linking; every word in lower case, as `normalise` leaves it.

    Equal to itself only, so that what is worked out can be kept by it.
    """

    negations: tuple[str, ...]
    hedges: tuple[str, ...]
    function_words: tuple[str, ...]
    times: tuple[str, ...]
    stock_phrases: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]
    symbols: dict[str, str]
    numbers: Numbers
    affixes: Affixes
    speakers: Speakers


@cache
def load_linking(language: str = "id") -> LinkingLanguage:
    """Read and check the linking data of a language.

    Raises:
        LanguageDataError: if there is no such language, or the file breaks its schema.

    Examples:
        >>> load_linking("id").numbers.values["lima"]
        5
    """
    return load_data(Path(str(resources.files("quotekit.lang"))) / language / "linking.toml", LinkingLanguage)
