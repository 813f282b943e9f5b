"""Which texts to compare at all: each with the best-ranked text that shares a run of words with it.

Of all texts with the same run of words (a shingle) only the best-ranked one, the hub, is compared with
the others. So the number of pairs grows with the number of words and no faster, and wording that
thousands of texts share costs no more than any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotekit.linking.texts import Texts, positions, sorted_unique

if TYPE_CHECKING:
    import numpy as np

# Odd 64-bit constants of SplitMix64 and of golden-ratio hashing (Steele, Lea and Flood 2014).
_GOLDEN = 0x9E3779B97F4A7C15
_MIX = 0xBF58476D1CE4E5B9


def _mix(values: np.ndarray) -> np.ndarray:
    """Spread 64-bit values, so that sums of them are as good as random."""
    import numpy as np

    values = values ^ (values >> np.uint64(30))
    values *= np.uint64(_MIX)
    values ^= values >> np.uint64(27)
    return values


def fingerprints(texts: Texts) -> np.ndarray:
    """Return a 64-bit hash of the words of each text in their order.

    Two different texts of a million share one with probability 3e-8.
    """
    import numpy as np

    place = positions(np.zeros(len(texts.lengths), np.int64), texts.lengths).astype(np.uint64) + np.uint64(1)
    spread = _mix(texts.hashes[texts.codes] + place * np.uint64(_GOLDEN))
    sums = np.concatenate([[np.uint64(0)], np.cumsum(spread)])
    return _mix(sums[texts.offsets[1:]] - sums[texts.offsets[:-1]])


def hub_pairs(texts: Texts, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Pair every text with the hubs of its shingles.

    Args:
        texts: in order of rank, the best first; the hub of a shingle is its first text.
        size: words in a shingle.

    Returns:
        The followers and their hubs, each pair once; a follower stands behind its hub.
    """
    import numpy as np

    bits = np.uint64(max(1, (len(texts.lengths) - 1).bit_length()))
    keys = _shingles(texts, size)
    keys >>= bits
    keys <<= bits
    keys |= _owners(texts, size)
    keys.sort()
    if not len(keys):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    shingle = keys >> bits
    starts = np.flatnonzero(np.concatenate([[True], shingle[1:] != shingle[:-1]]))
    del shingle
    text = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    hub = np.repeat(text[starts], np.diff(np.append(starts, len(text))))
    apart = text != hub
    pairs = sorted_unique(text[apart] << 32 | hub[apart])
    return pairs >> 32, pairs & 0xFFFFFFFF


def _counts(texts: Texts, size: int) -> np.ndarray:
    import numpy as np

    return np.maximum(texts.lengths - size + 1, 0)


def _owners(texts: Texts, size: int) -> np.ndarray:
    import numpy as np

    return np.repeat(np.arange(len(texts.lengths), dtype=np.uint64), _counts(texts, size))


def _shingles(texts: Texts, size: int) -> np.ndarray:
    """Hash every run of `size` words; runs do not cross from text to text."""
    import numpy as np

    words = texts.hashes[texts.codes]
    places = max(len(words) - size + 1, 0)
    out = np.zeros(places, np.uint64)
    for k in range(size):
        out *= np.uint64(_GOLDEN)
        out += words[k : places + k]
        out = _mix(out)
    return out[positions(texts.offsets[:-1], _counts(texts, size))]
