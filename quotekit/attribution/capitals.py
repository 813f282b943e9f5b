"""Capitals that make no name: a sentence's first word, a verb in title case, the headings of an article."""

from __future__ import annotations

from functools import cache

from quotekit.reading import Reading
from quotekit.reading.text import Zone
from quotekit.reading.vocabulary import Kept, Vocabulary, vocabulary

# Zones whose capitals belong to other articles or to authors, and those that may be in title case.
FOREIGN, HEADINGS = ("related", "byline"), ("headline", "subhead")
# In title case at most one word of so many begins with a small letter.
SMALL_ONE_OF = 3
# Shorter words are written small in title case, and are too often parts of names.
SHORT = 3
# A sentence or quotation begins behind one of these.
BEFORE_FIRST = ".!?:“”\"'‘’–—-•)\n"


@cache
def _looks_common(words: Vocabulary) -> Kept[bool | None]:
    """Whether a capitalised word looks common by its affixes; None for what is never asked further."""

    def looks(word: str) -> bool | None:
        low = word.lower()
        if len(low) <= SHORT or low in words.forenames:
            return None
        return words.common.fullmatch(low) is not None

    return Kept(looks)


class Capitals:
    """Tells which capitalised words of an article are no words of a name."""

    def __init__(self, reading: Reading) -> None:
        """Look at an article that was read."""
        self.reading, self.text = reading, reading.text
        self.words = vocabulary(reading.language)

    def names_nobody(self, zone: Zone) -> bool:
        """Whether the capitals of a zone tell nothing of who appears: other articles, authors, title case."""
        if zone.kind not in HEADINGS:
            return zone.kind in FOREIGN
        words = [word for word in self.text[zone.start : zone.end].split() if len(word) > SHORT]
        return sum(word[0].islower() for word in words) * SMALL_ONE_OF < len(words)

    def may_trim(self, name: str) -> bool:
        """Whether a common word stands at an end of a name."""
        first, *_, last = name.split()
        return self.is_common(last) or self.is_common(first)

    def trimmed(self, name: str, place: int, *, titled: bool) -> tuple[str, int]:
        """A name without the common words at its ends, and where it then stands.

        Args:
            name: a run of capitalised words.
            place: where it stands.
            titled: whether a role stands before it: then only a verb behind it is no part of it.
        """
        parts = name.split()
        while len(parts) > 1 and self.is_common(parts[-1], written=not titled):
            parts.pop()
        first = not titled and self.opens(place)
        while first and len(parts) > 1 and self.is_common(parts[0]):
            place += len(parts.pop(0)) + 1
        return " ".join(parts), place

    def opens(self, place: int) -> bool:
        """Whether a sentence or a quotation begins at a place."""
        return self.text[max(0, place - 2) : place].rstrip(" ")[-1:] in BEFORE_FIRST

    def is_common(self, word: str, *, written: bool = True) -> bool:
        """Whether a word is no name by its affixes, or because the article also writes it small."""
        looks = _looks_common(self.words)[word]
        return bool(looks) or (
            looks is not None and written and self.reading.context.writes_small(word.lower())
        )
