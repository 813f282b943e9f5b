"""The words and punctuation of a stretch of text, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

# An initial keeps its stop, and so does "Jr." before a small letter; hyphens, apostrophes and stops inside a
# word stay in it, and so do letters that a wrong encoding tore apart.
WORD = re.compile(
    r"[A-Z]\.(?:[A-Z]\.)*(?=\s)|[A-Z][a-z]\.(?=\s[a-z])|\w+(?:[-'’./&]\w+|(?<=[ÃÂ])[¡-¿]\w*)*|[^\w\s]"
)


class Tokens(msgspec.Struct, frozen=True):
    """The words and punctuation of a stretch of text, as parallel lists."""

    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        """How many tokens there are."""
        return len(self.words)

    def behind_age(self, at: int) -> bool:
        """Whether a number in parentheses stands before a token: "Rina Hartati (58) warga Desa Kalibaru"."""
        return at > 1 and self.words[at - 1] == ")" and self.words[at - 2].isdigit()


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Split a stretch of text into words and single punctuation marks.

    Initials keep their stop ("M."), and hyphens, apostrophes and stops inside a word stay in it.

    Examples:
        >>> tokenize("kata M. Nur, Jumat", 0, 18).words
        ['kata', 'M.', 'Nur', ',', 'Jumat']
    """
    return tokens_at(text, [match.span() for match in WORD.finditer(text, start, end)])


def tokens_at(
    text: str, spans: Sequence[tuple[int, int]], folded: Mapping[int, str] = MappingProxyType({})
) -> Tokens:
    """Return the tokens at given places of a text; `folded` are signs that stand for some of them."""
    words = [text[start:end] for start, end in spans]
    for at, sign in folded.items():
        words[at] = sign
    return Tokens(
        words, [word.lower() for word in words], [start for start, _ in spans], [end for _, end in spans]
    )
