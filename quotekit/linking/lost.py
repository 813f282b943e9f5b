"""Lost attribution in running text: an article that states in its own voice what another attributes.

A sentence outside all quotations counts if it shares most of its content with a claim, or a run of content
words long enough that somebody copied it, and if its article nowhere attributes that claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from quotekit.lang import load_language
from quotekit.linking.content import Content, Reader, Weights, similarity
from quotekit.models import Article
from quotekit.reading.text import read_layout, split_sentences

LEAST, EVIDENCE = 0.6, 3.0  # the share of content, by weight, and the weight itself that tell a restatement
RUN, LEAST_RUN, BESIDES = 4, 0.3, 2  # so does a common run of stems, with a smaller share and more in common
POSTING = 60  # a word in more claims than this makes no candidates


class Attributed(NamedTuple):
    """A quotation that names its source: its claim, and what it says."""

    quote_id: str
    claim: int
    article: str
    content: Content


class Restated(NamedTuple):
    """A sentence that states a claim without its source, and the quotation that it restates."""

    claim: int
    quote_id: str
    article: str
    start: int
    end: int
    text: str
    score: float


def find_restated(
    attributed: Sequence[Attributed],
    texts: Mapping[str, str],
    quoted: Mapping[str, Sequence[tuple[int, int]]],
    carriers: Mapping[int, set[str]],
    reader: Reader,
    *,
    language: str = "id",
) -> list[Restated]:
    """Find sentences that state a claim in an article that does not attribute it.

    Args:
        attributed: quotations with a known source.
        texts: the text of each article.
        quoted: for each article the spans of its quotations, whole clauses included.
        carriers: for each claim the articles that attribute it.
        reader: of the content.
        language: of the articles.
    """
    sentences = [
        (article, start, end, reader.read(text[start:end]))
        for article, text in sorted(texts.items())
        for start, end in _running_text(article, text, quoted.get(article, ()), language)
    ]
    weights = Weights([*(one.content for one in attributed), *(sentence[3] for sentence in sentences)])
    postings = _index(attributed)
    out = []
    for article, start, end, content in sentences:
        best: dict[int, tuple[float, str]] = {}
        for at in _candidates(content, postings):
            one = attributed[at]
            score = _restates(content, one.content, weights) if article not in carriers[one.claim] else 0.0
            if score and (score, one.quote_id) > best.get(one.claim, (0.0, "")):
                best[one.claim] = (score, one.quote_id)
        for claim, (score, quote_id) in best.items():
            out.append(
                Restated(claim, quote_id, article, start, end, texts[article][start:end], round(score, 4))
            )
    return sorted(out)


def _running_text(
    article: str, text: str, quoted: Iterable[tuple[int, int]], language: str
) -> Iterator[tuple[int, int]]:
    """Yield the sentences that hold no part of a quotation."""
    data = load_language(language)
    spans = sorted(quoted)
    for start, end in read_layout(Article(article, text), data).paragraphs:
        inside = _disjoint((a, b) for a, b in spans if a < end and b > start)
        for a, b in split_sentences(text, start, end, inside, data):
            if not any(x < b and y > a for x, y in inside):
                yield a, b


def _disjoint(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _index(attributed: Sequence[Attributed]) -> dict[str, list[int]]:
    postings: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(attributed):
        for word in one.content.all:
            postings[word].append(at)
    return postings


def _candidates(content: Content, postings: Mapping[str, Sequence[int]]) -> list[int]:
    shared: dict[int, int] = defaultdict(int)
    for word in content.all:
        if len(postings.get(word, ())) <= POSTING:
            for at in postings.get(word, ()):
                shared[at] += 1
    return sorted(at for at, count in shared.items() if count >= 2)


def _restates(sentence: Content, claim: Content, weights: Weights) -> float:
    """Score a sentence against a claim, 0 if it is another statement; names must agree but prove nothing."""
    share, evidence = similarity(sentence, claim, weights, names=False)
    if share >= LEAST and evidence >= EVIDENCE:
        return share
    copied = {stem for run in sentence.runs(RUN) & claim.runs(RUN) for stem in run}
    if copied and share >= LEAST_RUN and len((sentence.stems & claim.stems) - copied) >= BESIDES:
        return share
    return 0.0
