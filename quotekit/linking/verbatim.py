"""Which texts of a table are the same words: normalise, collapse equals, cluster the distinct ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from quotekit.linking.candidates import fingerprints
from quotekit.linking.clusters import cluster
from quotekit.linking.language import load_linking
from quotekit.linking.normalise import normalise, without_brackets
from quotekit.linking.texts import Texts, normalise_all, positions
from quotekit.linking.verify import Comparer

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

WORDS = 5  # a text with fewer words is compared with equal ones only
IDENTICAL, CONTAINED, NEAR, REWORDED = RELATIONS = ("identical", "contained", "near", "reworded")


@dataclass(frozen=True)
class Verbatim:
    """What the rows of a table have in common.

    By row: ``text``, the number of its distinct text. By distinct text: ``root``, the text that represents
    it; ``words``, how many it has; ``weak``, too few or too empty words to tell it from another; ``stock``,
    a stock phrase; ``relation`` to its root (a place in `RELATIONS`); ``score``, the share of the words of
    the shorter of the two that the longer has in the same order.
    """

    text: np.ndarray
    root: np.ndarray
    words: np.ndarray
    weak: np.ndarray
    stock: np.ndarray
    relation: np.ndarray
    score: np.ndarray


def find_verbatim(column: pd.Series, language: str = "id") -> Verbatim:
    """Find the rows whose texts are the same words, or the same but for a small edit.

    Args:
        column: one text a row; a missing one is like no other.
        language: of the texts.

    Examples:
        >>> import pandas as pd
        >>> texts = ["Kami akan bangun lima sekolah baru", "“Kami akan bangun 5 sekolah baru,”", "Siap"]
        >>> find_verbatim(pd.Series(texts)).text.tolist()
        [0, 0, 1]
    """
    import numpy as np
    import pandas as pd

    data = load_linking(language)
    raw, distinct = pd.factorize(column, use_na_sentinel=False)
    distinct = distinct.tolist()
    read = normalise_all(distinct, language)
    of_raw, marks = pd.factorize(fingerprints(read))
    texts, first = _collapse(read, of_raw)
    text = of_raw[raw]
    stock = np.isin(marks, fingerprints(normalise_all(list(data.stock_phrases), language)))
    weak = (texts.lengths < WORDS) | (texts.count(~texts.flag(data.function_words)) == 0)
    order = _rank(texts, marks, np.bincount(text, minlength=len(marks)), ~weak & ~stock)
    comparer = Comparer(texts.take(order), data)
    found = cluster(comparer.texts, comparer)
    root = np.arange(len(marks))
    root[order] = order[found]
    relation, score = np.zeros(len(marks), np.int8), np.ones(len(marks))
    moved = np.flatnonzero(found != np.arange(len(found)))
    relation[order[moved]], score[order[moved]] = _relate(comparer, moved, found[moved])
    _look_into_brackets(relation, score, root, [distinct[row] for row in first.tolist()], language)
    return Verbatim(text, root, texts.lengths, weak, stock, relation, score)


def _collapse(texts: Texts, of_raw: np.ndarray) -> tuple[Texts, np.ndarray]:
    """Keep one of equal texts; a word has a capital if any of them writes it so."""
    import numpy as np

    first = np.full(int(of_raw.max(initial=-1)) + 1, -1)
    first[of_raw[::-1]] = np.arange(len(of_raw))[::-1]
    kept = texts.take(first)
    at = positions(kept.offsets[:-1][of_raw], texts.lengths)
    kept.capitals[at[texts.capitals]] = True
    return kept, first


def _rank(texts: Texts, marks: np.ndarray, copies: np.ndarray, eligible: np.ndarray) -> np.ndarray:
    """Order the texts that can be compared: most copies first, then the longest, then by their words."""
    import numpy as np

    rows = np.flatnonzero(eligible)
    return rows[np.lexsort((marks[rows], -texts.lengths[rows], -copies[rows]))]


def _relate(comparer: Comparer, texts: np.ndarray, roots: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    import numpy as np

    shared = comparer.count_shared(texts, roots)
    size = np.minimum(comparer.texts.lengths[texts], comparer.texts.lengths[roots])
    contained = shared == size
    for at in np.flatnonzero(contained & (comparer.negations[texts] != comparer.negations[roots])).tolist():
        contained[at] = not comparer.flips(int(texts[at]), int(roots[at]))
    return np.where(contained, RELATIONS.index(CONTAINED), RELATIONS.index(NEAR)), shared / size


def _look_into_brackets(
    relation: np.ndarray, score: np.ndarray, root: np.ndarray, raw: Sequence[str], language: str
) -> None:
    """Call a text contained if it is so without the words that an editor put in brackets."""
    import numpy as np

    read = cache(lambda bare: normalise(bare, language))  # many texts have one root
    for text in np.flatnonzero(relation == RELATIONS.index(NEAR)).tolist():
        both = raw[text], raw[root[text]]
        if any("(" in one or "[" in one for one in both):
            words = [read(without_brackets(one)) for one in both]
            if LCSseq.similarity(*words) == min(map(len, words)) >= WORDS:
                relation[text], score[text] = RELATIONS.index(CONTAINED), 1.0
