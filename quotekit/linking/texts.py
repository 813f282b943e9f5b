"""Many texts as arrays of word codes, so that the cost per text is a look-up, however large the table.

A table of texts is split at white space, every *distinct* piece is normalised once by `normalise`'s
rules, and the texts become one long array of codes into a vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from quotekit.linking.language import LinkingLanguage, load_linking
from quotekit.linking.normalise import is_number, is_numeric, join_numbers, split_words

if TYPE_CHECKING:
    import numpy as np

CHUNK = 200_000  # texts turned into words at a time; bounds the memory of one pass
TITLE_CASE = 0.6  # a text with a capital at so many of its words does not tell names by capitals
_OPENING = "\"'“”‘’«»„([{*_-–—"
_CLOSING = "\"'“”‘’«»)]}*_"


@dataclass(frozen=True)
class Texts:
    """Many texts as word codes: text ``i`` is ``codes[offsets[i]:offsets[i + 1]]`` into `vocabulary`.

    ``capitals`` tells for each of the codes whether it is written there like a name.
    """

    vocabulary: list[str]
    codes: np.ndarray
    offsets: np.ndarray
    capitals: np.ndarray
    numbers: np.ndarray  # for each word of the vocabulary, whether it is a number

    @cached_property
    def lengths(self) -> np.ndarray:
        """Return the number of words of each text."""
        import numpy as np

        return np.diff(self.offsets)

    @cached_property
    def hashes(self) -> np.ndarray:
        """Return a 64-bit hash of each word of the vocabulary (BLAKE2b), free of the order of texts."""
        import numpy as np

        digests = b"".join(blake2b(word.encode(), digest_size=8).digest() for word in self.vocabulary)
        return np.frombuffer(digests, dtype="<u8")

    def words(self, index: int) -> list[str]:
        """Return the words of one text."""
        return [self.vocabulary[code] for code in self.codes[self.offsets[index] : self.offsets[index + 1]]]

    def flag(self, words: Iterable[str]) -> np.ndarray:
        """Tell for each word of the vocabulary whether it is one of `words`."""
        import numpy as np

        known = frozenset(words)
        return np.fromiter((word in known for word in self.vocabulary), bool, len(self.vocabulary))

    def count(self, flags: np.ndarray) -> np.ndarray:
        """Return how many words of each text are flagged; `flags` has one value a word of the vocabulary."""
        import numpy as np

        sums = np.concatenate([[0], np.cumsum(flags[self.codes])])
        return sums[self.offsets[1:]] - sums[self.offsets[:-1]]

    def take(self, rows: np.ndarray) -> Texts:
        """Return some of the texts, in the order asked for."""
        import numpy as np

        lengths = self.lengths[rows]
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        at = positions(self.offsets[rows], lengths)
        taken = Texts(self.vocabulary, self.codes[at], offsets, self.capitals[at], self.numbers)
        taken.__dict__["hashes"] = self.hashes  # of the vocabulary, so the same
        return taken


def positions(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return the positions of many stretches, one after the other.

    Examples:
        >>> import numpy as np
        >>> positions(np.array([10, 3]), np.array([2, 3])).tolist()
        [10, 11, 3, 4, 5]
    """
    import numpy as np

    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(starts - (ends - lengths), lengths)


def sorted_unique(values: np.ndarray) -> np.ndarray:
    """Return the different values, sorted.

    `numpy.unique` does the same through a hash table, which takes ten times as long for millions of integers.

    Examples:
        >>> import numpy as np
        >>> sorted_unique(np.array([3, 1, 3])).tolist()
        [1, 3]
    """
    import numpy as np

    values = np.sort(values)
    first = np.ones(len(values), bool)
    first[1:] = values[1:] != values[:-1]
    return values[first]


def normalise_all(texts: Iterable[str | None], language: str = "id") -> Texts:
    """Normalise many texts; the words of each are those of `normalise`. A missing text has no words.

    Examples:
        >>> texts = normalise_all(["Naik lima persen.", None, "naik 5%"])
        >>> texts.words(0) == texts.words(2), texts.lengths.tolist()
        (True, [3, 0, 3])
    """
    import numpy as np

    coder = _Coder(load_linking(language))
    texts = texts if isinstance(texts, list) else list(texts)
    parts = [coder.encode(texts[at : at + CHUNK]) for at in range(0, len(texts), CHUNK)]
    codes = np.concatenate([part[0] for part in parts] or [np.zeros(0, np.int32)])
    lengths = np.concatenate([part[1] for part in parts] or [np.zeros(0, np.int64)])
    capitals = np.concatenate([part[2] for part in parts] or [np.zeros(0, bool)])
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    numbers = np.fromiter((is_number(w, coder.numbers) for w in coder.words), bool, len(coder.words))
    return Texts(coder.words, codes, offsets, capitals, numbers)


class _Coder:
    """Gives words their codes, in the order in which they are met."""

    def __init__(self, language: LinkingLanguage) -> None:
        self.language, self.numbers = language, language.numbers
        self.code: dict[str, int] = {}
        self.words: list[str] = []
        self.pieces: dict[str, tuple[int, ...]] = {}
        self.runs: dict[tuple[int, ...], list[int]] = {}

    def encode(self, texts: list[str | None]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the word codes of texts, one after the other, the words of each, and which have capitals."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        lists = pc.utf8_split_whitespace(pa.array(_encodable(texts), pa.large_string()))
        flat = lists.flatten().dictionary_encode()
        pieces, index = flat.dictionary.to_pylist(), flat.indices.to_numpy(zero_copy_only=False)
        firsts = lists.offsets.to_numpy() - lists.offsets[0].as_py()
        coded = [self._code_piece(piece) for piece in pieces]
        sizes = np.fromiter(map(len, coded), np.int64, len(coded))
        table = np.fromiter((c for codes in coded for c in codes), np.int32, int(sizes.sum()))
        per_piece = sizes[index]
        codes = table[positions((np.cumsum(sizes) - sizes)[index], per_piece)]
        capitals = np.repeat(_capitals(pieces, index, firsts), per_piece)
        return self._join_numbers(codes, np.concatenate([[0], np.cumsum(per_piece)])[firsts], capitals)

    def _code_piece(self, piece: str) -> tuple[int, ...]:
        if piece not in self.pieces:
            words = split_words(piece, self.language)
            self.pieces[piece] = tuple(self._code_word(word) for word in words)
        return self.pieces[piece]

    def _code_word(self, word: str) -> int:
        if word not in self.code:
            self.code[word] = len(self.words)
            self.words.append(word)
        return self.code[word]

    def _join_numbers(
        self, codes: np.ndarray, offsets: np.ndarray, capitals: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Replace each run of number words by what `join_numbers` makes of it; it is never longer."""
        import numpy as np

        numeric = np.fromiter((is_numeric(w, self.numbers) for w in self.words), bool, len(self.words))[codes]
        before = np.concatenate([[False], numeric[:-1]])
        before[offsets[:-1][offsets[:-1] < len(codes)]] = False  # a run ends with its text
        starts = np.flatnonzero(numeric & ~before)
        follows = np.concatenate([numeric & before, [False]])
        keep = np.ones(len(codes), bool)
        for start in starts.tolist():
            end = start + 1
            while follows[end]:
                end += 1
            new = self._read(tuple(codes[start:end].tolist()))
            codes[start : start + len(new)] = new
            keep[start + len(new) : end] = False
        kept = np.concatenate([[0], np.cumsum(keep)])
        return codes[keep], np.diff(kept[offsets]), capitals[keep]

    def _read(self, run: tuple[int, ...]) -> list[int]:
        if run not in self.runs:
            joined = join_numbers([self.words[code] for code in run], self.language)
            self.runs[run] = [self._code_word(word) for word in joined]
        return self.runs[run]


def _capitals(pieces: list[str], index: np.ndarray, firsts: np.ndarray) -> np.ndarray:
    """Tell which pieces have a capital that only a name explains: not after a stop, not in a headline."""
    import numpy as np

    capital = np.fromiter((_capital(piece) for piece in pieces), bool, len(pieces))[index]
    stop = np.fromiter((_ends_sentence(piece) for piece in pieces), bool, len(pieces))[index]
    sums = np.concatenate([[0], np.cumsum(capital)])
    lengths = np.diff(firsts)
    headline = sums[firsts[1:]] - sums[firsts[:-1]] >= TITLE_CASE * lengths
    inside = np.ones(len(index), bool)
    inside[1:] = ~stop[:-1]
    inside[firsts[:-1][lengths > 0]] = False
    return capital & inside & ~np.repeat(headline, lengths)


def _capital(piece: str) -> bool:
    return piece.lstrip(_OPENING)[:1].isupper()


def _ends_sentence(piece: str) -> bool:
    return piece.rstrip(_CLOSING)[-1:] in (".", "!", "?", "…", ":", "")


def _encodable(texts: list[str | None]) -> list[str | None]:
    """Replace lone surrogates, which no table format holds; a missing text is None."""
    texts = [text if isinstance(text, str) else None for text in texts]
    try:
        "".join(text for text in texts if text).encode()
        return texts
    except UnicodeEncodeError:
        return [text and text.encode("utf-8", "replace").decode() for text in texts]
