"""What two texts must share to count as the same words: Unicode form, case, marks and numbers put in one way.

Only comparison uses these words; no text is altered.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from quotekit.linking.language import LinkingLanguage, Numbers, load_linking

# "Ma'ruf", "Jum’at": a mark between letters is part of the word.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘`´ʼ](?=[^\W\d_])")
# "1.000.000", "16.30", "2,5", "90", "puluh": what may stand as a word.
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_BRACKETED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
LARGE = 1000  # a scale from here on ("ribu") stays a word of its own behind the digits


def split_words(piece: str, language: LinkingLanguage) -> list[str]:
    """Return the normalised words of a piece of text; a number that runs over pieces is not yet put together.

    Examples:
        >>> split_words("“Ma’ruf-Amin:", load_linking("id"))
        ['maruf', 'amin']
        >>> split_words("Rp1.500.000,", load_linking("id"))
        ['rp', '1.5', 'juta']
    """
    if "&" in piece:
        piece = html.unescape(piece)
    if not piece.isascii():
        piece = _plain(piece)
    piece = _APOSTROPHE.sub("", piece.casefold())
    for symbol, word in language.symbols.items():
        if symbol in piece:
            piece = piece.replace(symbol, f" {word} ")
    return [part for word in _WORD.findall(piece) for part in _one_way(word, language.numbers)]


@lru_cache(maxsize=1 << 16)
def split_piece(piece: str, language: LinkingLanguage) -> tuple[str, ...]:
    """Split as `split_words` does, and remember it: the same pieces come again and again."""
    return tuple(split_words(piece, language))


def without_brackets(text: str) -> str:
    """Leave out what stands in brackets, as an editor's insertions do.

    Examples:
        >>> without_brackets("Dia [Putin] datang")
        'Dia   datang'
    """
    return _BRACKETED.sub(" ", text) if "[" in text or "(" in text else text


def _plain(piece: str) -> str:
    """Compatibility form without marks above letters and without invisible characters."""
    decomposed = unicodedata.normalize("NFKD", piece)
    return "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))


def _one_way(word: str, numbers: Numbers) -> list[str]:
    """Write a number, in digits or as one word, in one way; other words stay."""
    if word in numbers.values:
        return _spell(Decimal(numbers.values[word]), numbers)
    if not word[0].isdigit():
        return [word]
    thousands = numbers.thousands
    if re.fullmatch(rf"\d{{1,3}}(?:[{thousands}]\d{{3}})+(?:[.,]\d+)?", word):
        whole, _, fraction = word.replace(thousands, "").partition("," if thousands == "." else ".")
        word = f"{whole}.{fraction}" if fraction else whole
    parts = re.split(r"[.,:]", word)
    if len(parts) < 3:
        return _spell(Decimal(".".join(parts)), numbers)
    return [".".join(str(int(part)) for part in parts)]


def _spell(value: Decimal, numbers: Numbers) -> list[str]:
    """Write a value as digits and a scale: 558000 as "558 ribu", 2023 as "2023".

    So a quotation cut off between the two still begins like the whole one.
    """
    for word, scale in sorted(numbers.scales.items(), key=lambda item: (-item[1], item[0])):
        if scale >= LARGE and value >= scale and (value * 100) % scale == 0:
            return [_digits(value / scale), word]
    return [_digits(value)]


def _digits(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def join_numbers(words: Sequence[str], language: LinkingLanguage) -> list[str]:
    """Put numbers together that are spelt out in several words; the result is never longer.

    Examples:
        >>> join_numbers("2 puluh 5 ribu orang dan 1 juta 5 ratus ribu".split(), load_linking("id"))
        ['25', 'ribu', 'orang', 'dan', '1.5', 'juta']
    """
    numbers = language.numbers
    out: list[str] = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and is_numeric(words[end], numbers):
            end += 1
        if end == at:
            out.append(words[at])
            at += 1
        else:
            out += _read_run(words[at:end], numbers)
            at = end
    return out


def is_numeric(word: str, numbers: Numbers) -> bool:
    """Tell whether a normalised word is a number or a part of one."""
    return word[0].isdigit() or word in numbers.scales or word in numbers.teens


def is_number(word: str, numbers: Numbers) -> bool:
    """Tell whether a word of a finished text counts as a number: digits, or the scale behind them."""
    return word[0].isdigit() or numbers.scales.get(word, 0) >= LARGE


def _read_run(words: Sequence[str], numbers: Numbers) -> list[str]:
    """Read a run of number words; two numbers side by side stay two."""
    out: list[str] = []
    above: list[Decimal] = []  # thousands and more
    below: list[Decimal] = []  # hundreds and tens
    unit: list[Decimal] = []  # the last plain number

    def close() -> None:
        if above or below or unit:
            out.extend(_spell(sum(above + below + unit, Decimal()), numbers))
        for part in (above, below, unit):
            part.clear()

    for word in words:
        scale = numbers.scales.get(word)
        if word[0].isdigit() and word.count(".") < 2:
            value = Decimal(word)
            if unit or "." in word or (below and value >= 100):  # a fraction does not go on with a number
                close()
            (below if value == 100 else unit).append(value)
        elif word in numbers.teens and unit:
            unit[0] += 10
        elif scale is not None and scale < LARGE and unit:
            below.append(unit.pop() * scale)
        elif scale is not None and (below or unit):
            group = sum(below + unit, Decimal()) * scale
            below.clear()
            unit.clear()
            if above and above[-1] <= group:
                close()
            above.append(group)
        else:  # a scale, or a word for ten more, with no number before it; or a date
            close()
            out.append(word)
    close()
    return out


def normalise(text: str, language: str = "id") -> tuple[str, ...]:
    """Return the words by which a text is compared.

    Args:
        text: any text.
        language: whose number words, symbols and grouping of digits are meant.

    Examples:
        >>> normalise("“Naik   LIMA persen,” (Rp 2,5 juta)")
        ('naik', '5', 'persen', 'rp', '2.5', 'juta')
        >>> normalise("naik 5% (Rp2.500.000)")
        ('naik', '5', 'persen', 'rp', '2.5', 'juta')
    """
    data = load_linking(language)
    return tuple(join_numbers([w for piece in text.split() for w in split_piece(piece, data)], data))
