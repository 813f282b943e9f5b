"""Who issued a document: "Komite itu merilis laporan. … Laporan tersebut menyebut …"."""

from __future__ import annotations

from quotekit.models import Mention
from quotekit.reading import Reading
from quotekit.reading.sentences import Sentence

# A document is issued within so many sentences before it speaks.
BACK_MOST = 4
# Between the verb of issuing and the noun of the document stand no more words than this.
NEAR_MOST = 3


def issuer(reading: Reading, document: Mention) -> Mention | None:
    """Find who is said to issue the document that a mention points back at.

    Args:
        reading: the article.
        document: a definite mention: "pernyataan tersebut".

    Returns:
        The subject of the nearest sentence before it that issues such a document, or None.
    """
    if not document.definite or " " in document.name:  # "maklumat Kapolri itu" names its own
        return None
    number, noun = reading.sentence_at(document.start), document.name.lower()
    for back in range(number - 1, max(-1, number - 1 - BACK_MOST), -1):
        sentence = reading.sentence(back)
        if noun in sentence.lower and (found := _issues(sentence, sentence.lower.index(noun))):
            return found
    return None


def _issues(sentence: Sentence, at: int) -> Mention | None:
    """The subject of a verb of issuing right before the noun at `at`."""
    verbs = sentence.context.language.relay.issuing.actives
    near = (k for k in range(max(0, at - NEAR_MOST), at) if sentence.lower[k] in verbs)
    verb = next(near, 0)
    found = sentence.opening(0, verb)[1] if verb else None
    return found[0] if found else None
