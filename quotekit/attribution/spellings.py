"""One name in several spellings: a letter off ("Simatupanng"), or cut short ("Yuli" for "Yulianto")."""

from __future__ import annotations

from collections.abc import Iterable

from quotekit.registry import name_words

# A letter is missing or too much only in a word of at least so many letters, and a wrong one stands only in
# a longer one: "Kim Jong Il" is no slip, and Aminah is not Amanah.
SLIP_LEAST, WRONG_LEAST = 6, 8
# A name that was cut short has at least so many letters.
CLIP_LEAST = 4
# Half of the shortest word that may have a slip: one of its halves is as it should be.
END = SLIP_LEAST // 2


def is_slip(one: str, other: str) -> bool:
    """Whether two long words differ by one letter inside them: missing, too much or wrong.

    Examples:
        >>> is_slip("simatupang", "simatupanng"), is_slip("yuliana", "yulian"), is_slip("aminah", "amanah")
        (True, False, False)
    """
    short, long = sorted((one, other), key=len)
    if len(short) < SLIP_LEAST or len(long) - len(short) > 1:
        return False
    if short[0] != long[0] or short[-1] != long[-1] or short == long:
        return False
    at = next(k for k, (a, b) in enumerate(zip(short, long, strict=False)) if a != b)
    if len(short) == len(long):
        return len(short) >= WRONG_LEAST and short[at + 1 :] == long[at + 1 :]
    return short[at:] == long[at + 1 :]


def is_clip(short: str, word: str) -> bool:
    """Whether a word begins with a shorter one that may stand for it.

    Examples:
        >>> is_clip("yuli", "yulianto"), is_clip("sri", "sriyono")
        (True, False)
    """
    return CLIP_LEAST <= len(short) < len(word) and word.startswith(short)


class Spellings:
    """Words by their ends, so that those of nearly the same spelling are found without a look at all."""

    def __init__(self, words: Iterable[str]) -> None:
        """Index words; one letter that is off leaves the first or the last letters alone."""
        self.by_first: dict[str, list[tuple[int, str]]] = {}
        self.by_last: dict[str, list[tuple[int, str]]] = {}
        for number, word in enumerate(words):
            self.by_first.setdefault(word[:END], []).append((number, word))
            self.by_last.setdefault(word[-END:], []).append((number, word))

    def alike(self, word: str) -> list[str]:
        """The words that another is cut from, or else those of which it is a slip, in their order.

        Examples:
            >>> Spellings(["yulianto", "simatupang", "hendra"]).alike("yuli")
            ['yulianto']
            >>> Spellings(["yulianto", "simatupang", "hendra"]).alike("simatupanng")
            ['simatupang']
        """
        near = sorted({*self.by_first.get(word[:END], ()), *self.by_last.get(word[-END:], ())})
        longer = [one for _, one in near if is_clip(word, one)]
        return longer or [one for _, one in near if is_slip(word, one)]


def respelt(names: Iterable[str]) -> dict[str, str]:
    """The names of several words that are slips of an earlier one, with that one.

    Args:
        names: in the order in which they first appear.

    Examples:
        >>> respelt(["Hendra Simatupang", "Hendra Simatupanng", "Dewi Simatupanng"])
        {'Hendra Simatupanng': 'Hendra Simatupang'}
    """
    out: dict[str, str] = {}
    by_rest: dict[tuple[int, tuple[str, ...]], list[tuple[str, str]]] = {}
    for name in names:
        words = name_words(name)
        for at, word in enumerate(words if len(words) > 1 else ()):
            if len(word) < SLIP_LEAST - 1:
                continue
            alike = by_rest.setdefault((at, (*words[:at], *words[at + 1 :])), [])
            first = next((full for other, full in alike if is_slip(word, other)), None)
            if first:
                out.setdefault(name, first)
            alike.append((word, name))
    return out
