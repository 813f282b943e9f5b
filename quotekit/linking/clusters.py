"""From agreeing pairs to clusters in which every member agrees with the representative.

Each text follows the hub it shares most words with; a chain of followers ends at a root. Then every
text is compared with its root itself and stands alone if they do not agree, so nothing is chained
through a stranger. A later round, with shorter shingles, joins roots that the first round left apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotekit.linking.candidates import hub_pairs
from quotekit.linking.texts import Texts
from quotekit.linking.verify import Comparer

if TYPE_CHECKING:
    import numpy as np

SHINGLES = (5, 3)  # words in a shingle, round by round


def cluster(texts: Texts, comparer: Comparer) -> np.ndarray:
    """Group texts that are the same utterance.

    Args:
        texts: in order of rank; a representative stands before its members.
        comparer: of the same texts.

    Returns:
        For each text the index of its representative (its own, if it is one).
    """
    import numpy as np

    root = np.arange(len(texts.lengths))
    for size in SHINGLES:
        roots = np.flatnonzero(root == np.arange(len(root)))
        followers, hubs = hub_pairs(texts.take(roots), size)
        parent = _best_hubs(roots[followers], roots[hubs], comparer, len(root))
        root = _reattach(root, _resolve(parent, comparer), comparer)
    return root


def _best_hubs(followers: np.ndarray, hubs: np.ndarray, comparer: Comparer, total: int) -> np.ndarray:
    """Let each text follow the agreeing hub that it shares most words with, the best-ranked of these."""
    import numpy as np

    shared = comparer.compare(followers, hubs)
    agree = shared > 0
    followers, hubs, shared = followers[agree], hubs[agree], shared[agree]
    order = np.lexsort((hubs, -shared, followers))
    followers, hubs = followers[order], hubs[order]
    first = np.ones(len(followers), bool)
    first[1:] = followers[1:] != followers[:-1]
    parent = np.arange(total)
    parent[followers[first]] = hubs[first]
    return parent


def _resolve(parent: np.ndarray, comparer: Comparer) -> np.ndarray:
    """Follow the hubs upwards, from the roots on down; cut off whoever does not agree with its root."""
    import numpy as np

    root = np.arange(len(parent))
    depth = _depths(parent)
    for level in range(1, int(depth.max(initial=0)) + 1):
        members = np.flatnonzero(depth == level)
        above = root[parent[members]]
        agree = above == parent[members]
        agree[~agree] = comparer.compare(members[~agree], above[~agree]) > 0
        root[members] = np.where(agree, above, members)
    return root


def _depths(parent: np.ndarray) -> np.ndarray:
    """Count the steps from each text to its root; a parent always stands before its children."""
    import numpy as np

    depth = np.zeros(len(parent), np.int64)
    above = parent
    while (moving := above != parent[above]).any():
        depth[moving] += 1
        above = parent[above]
    return depth + (parent != np.arange(len(parent)))


def _reattach(root: np.ndarray, moved: np.ndarray, comparer: Comparer) -> np.ndarray:
    """Carry members along when their root joins another; those who do not agree with it stand alone."""
    import numpy as np

    new = moved[root]
    carried = np.flatnonzero((new != root) & (root != np.arange(len(root))))
    lost = carried[comparer.compare(carried, new[carried]) == 0]
    new[lost] = lost
    return new
