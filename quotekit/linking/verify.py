"""Whether two texts are the same utterance, by what the edit between them does to the meaning.

The shorter text must be contained in the longer, in order, but for a few words. Those few are looked at:
another number or another name in the same place, a long stretch of other words, or words picked
together from all over a long text make it another utterance; a misspelling,
another form of a word or a function word hardly counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq

from quotekit.linking.language import LinkingLanguage
from quotekit.linking.stems import Stemmer
from quotekit.linking.texts import Texts

if TYPE_CHECKING:
    import numpy as np

SHARE = 0.27  # of the shorter text's words, at most so many may be missing from the longer
CAP = 6  # and never more than this
RUN = 3  # missing words one after the other
MOVED = 3  # so many missing words in a row that stand elsewhere in the longer text have only moved
FLIP = 8  # texts with fewer words are not the same if one is negated and the other is not,
SWAP = 6  # nor texts with still fewer if a content word stands in the place of another
SPARSE = 2  # a text that is so many times longer must hold the shorter in blocks of ...
BLOCK = 2  # ... so many words on average
MISSPELT, FUNCTION = 0.34, 0.5  # what a misspelt or inflected, and a function word count, of a word
SLIP, SLIPS = 4, 8  # letters of a word that may have a slip of the pen, and of one that may have two
BATCH = 500_000  # pairs compared at a time
SYMBOLS = 0x10FFFF - 0x800  # code points that can stand for words


class Comparer:
    """Compares texts as strings of symbols, one symbol a word."""

    def __init__(self, texts: Texts, language: LinkingLanguage) -> None:
        """Prepare the texts; they are named by their index, in order of rank."""
        self.texts, self.stemmer = texts, Stemmer(language)
        self.negation = texts.flag(language.negations)
        self.function = texts.flag(language.function_words)
        self.strings = _strings(texts)
        self.negations = texts.count(self.negation)
        self.numbers = _number_sets(texts)

    def compare(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Return for each pair the number of words they share in order, 0 where they do not agree."""
        import numpy as np

        parts = [
            self._batch(left[at : at + BATCH], right[at : at + BATCH]) for at in range(0, len(left), BATCH)
        ]
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)

    def count_shared(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Return for each pair the length of the longest common subsequence of words."""
        import numpy as np

        strings = self.strings
        return process.cpdist(
            [strings[i] for i in left.tolist()],
            [strings[i] for i in right.tolist()],
            scorer=LCSseq.similarity,
            dtype=np.int32,
            workers=-1,
        ).astype(np.int64)

    def _batch(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        import numpy as np

        lengths = self.texts.lengths
        # Of two equally long texts the better-ranked counts as the shorter, so that order does not matter.
        swap = (lengths[left] > lengths[right]) | ((lengths[left] == lengths[right]) & (left > right))
        short, long = np.where(swap, right, left), np.where(swap, left, right)
        shared, size = self.count_shared(short, long), lengths[short]
        clear = (
            (shared == size)
            & (lengths[long] <= SPARSE * size)
            & ((size >= FLIP) | (self.negations[short] == self.negations[long]))
        )
        for at in np.flatnonzero(~clear & (2 * shared >= size)).tolist():
            shared[at] = self._inspect(int(short[at]), int(long[at]))
        return np.where(2 * shared >= size, shared, 0)

    def _inspect(self, short: int, long: int) -> int:
        """Look at every gap between the words that two texts share; return how many they share, or 0."""
        ours, theirs = (self.numbers.get(text, frozenset()) for text in (short, long))
        if not (ours <= theirs or (theirs <= ours and len(self.strings[short]) == len(self.strings[long]))):
            return 0
        left, right = self.strings[short], self.strings[long]
        blocks = [op for op in LCSseq.opcodes(left, right) if op.tag == "equal"]
        shared = sum(op.src_end - op.src_start for op in blocks)
        if len(right) > SPARSE * len(left) and shared < BLOCK * len(blocks):
            return 0
        budget = min(CAP, SHARE * len(left))
        for a, b in gaps(blocks, len(left), len(right)):
            budget -= self._cost(short, long, a, b)
            if budget < 0:
                return 0
        return shared

    def flips(self, left: int, right: int) -> bool:
        """Tell whether a negation stands between shared words of the one text and not of the other."""
        short, long = sorted((left, right), key=lambda text: len(self.strings[text]))
        ours, theirs = self.strings[short], self.strings[long]
        blocks = [op for op in LCSseq.opcodes(ours, theirs) if op.tag == "equal"]
        for a, b in pairwise(blocks):
            inside = self.texts.codes[
                self.texts.offsets[long] + a.dest_end : self.texts.offsets[long] + b.dest_start
            ]
            if self._negated(inside):
                return True
        return False

    def _cost(self, short: int, long: int, a: range, b: range) -> float:
        """Weigh one gap: the words `a` of the shorter text against the words `b` in their place."""
        texts, vocabulary = self.texts, self.texts.vocabulary
        ours = slice(texts.offsets[short] + a.start, texts.offsets[short] + a.stop)
        theirs = slice(texts.offsets[long] + b.start, texts.offsets[long] + b.stop)
        left, right = texts.codes[ours].tolist(), texts.codes[theirs].tolist()
        if len(self.strings[short]) < FLIP and self._negated(left) != self._negated(right):
            return float("inf")
        if not left:
            return 0.0
        if len(left) >= MOVED and self.strings[short][a.start : a.stop] in self.strings[long]:
            return 1.0
        if len(left) > RUN or _differ(
            _chosen(left, texts.numbers[left]), _chosen(right, texts.numbers[right])
        ):
            return float("inf")
        fits = [next((r for r in right if self._one_word(vocabulary[w], vocabulary[r])), None) for w in left]
        names = _chosen(left, texts.capitals[ours]) - {
            w for w, fit in zip(left, fits, strict=True) if fit is not None
        }
        if _differ(names, _chosen(right, texts.capitals[theirs]) - set(fits)):
            return float("inf")
        unlike = [w for w, fit in zip(left, fits, strict=True) if fit is None]
        if right and len(self.strings[short]) < SWAP and not all(self.function[w] for w in unlike):
            return float("inf")
        return sum(FUNCTION if self.function[w] else 1.0 for w in unlike) + MISSPELT * (
            len(fits) - len(unlike)
        )

    def _one_word(self, left: str, right: str) -> bool:
        """Tell whether two words are one, misspelt or in another form ("mengendalikannya")."""
        return misspelt(left, right) or (
            left[0].isalpha() and self.stemmer.stem(left) == self.stemmer.stem(right)
        )

    def _negated(self, codes: list[int] | np.ndarray) -> int:
        return int(self.negation[codes].sum())


def _chosen(codes: list[int], flags: np.ndarray) -> set[int]:
    return {code for code, flag in zip(codes, flags.tolist(), strict=True) if flag}


def _differ(left: set[int], right: set[int]) -> bool:
    """Tell whether both sides have words and not one of them in common."""
    return bool(left and right and not left & right)


def gaps(blocks: list, n_left: int, n_right: int) -> Iterator[tuple[range, range]]:
    """Yield what lies between shared blocks; at the ends, of the longer text no more than stands opposite."""
    a = b = 0
    for number, block in enumerate(blocks):
        first = max(b, block.dest_start - (block.src_start - a)) if number == 0 else b
        if block.src_start > a or block.dest_start > first:
            yield range(a, block.src_start), range(first, block.dest_start)
        a, b = block.src_end, block.dest_end
    if n_left > a:
        yield range(a, n_left), range(b, min(n_right, b + n_left - a))


def misspelt(left: str, right: str) -> bool:
    """Tell whether two words are one but for a slip: a letter more, less, other or swapped.

    In a short word another letter makes another word ("naik", "baik"), and a number is never misspelt.

    Examples:
        >>> misspelt("pelanggaran", "pelangaran"), misspelt("Natal", "Natl"), misspelt("naik", "baik")
        (True, True, False)
        >>> misspelt("2019", "2018")
        False
    """
    size = min(len(left), len(right))
    if size < SLIP or left[0].isdigit() or right[0].isdigit():
        return False
    allowed = 1 if size < SLIPS else 2
    if OSA.distance(left, right, score_cutoff=allowed) > allowed:
        return False
    return size > SLIP or len(left) != len(right) or sorted(left) == sorted(right)


def _strings(texts: Texts) -> list[str]:
    """Write each text as a string with one symbol a word.

    The most frequent words get a symbol of their own; should a vocabulary be larger than Unicode,
    the rarest words share the rest.
    """
    import numpy as np

    frequency = np.bincount(texts.codes, minlength=len(texts.vocabulary))
    order = np.lexsort((texts.hashes, -frequency))
    symbols = np.empty(len(order), np.uint32)
    symbols[order] = np.arange(len(order)) % (SYMBOLS - 1) + 1
    symbols += np.where(symbols >= 0xD800, 0x800, 0).astype(np.uint32)  # no surrogates
    data = symbols[texts.codes].astype("<u4").tobytes()
    ends = (4 * texts.offsets).tolist()
    return [data[a:b].decode("utf-32-le") for a, b in pairwise(ends)]


def _number_sets(texts: Texts) -> dict[int, frozenset[int]]:
    """Return the numbers of each text that has any."""
    import numpy as np

    flags = texts.numbers[texts.codes]
    owners = np.repeat(np.arange(len(texts.lengths)), texts.lengths)[flags]
    found: dict[int, set[int]] = {}
    for owner, code in zip(owners.tolist(), texts.codes[flags].tolist(), strict=True):
        found.setdefault(owner, set()).add(code)
    return {owner: frozenset(codes) for owner, codes in found.items()}
