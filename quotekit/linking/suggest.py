"""The same utterance in other words: another translation, or an indirect report of a direct quotation.

Only compatible sources are compared, near in time. The best-scoring pair is joined first, and two groups
become one only if every statement of both agrees with one representative: nothing is chained through a stranger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotekit.linking.content import WORDS, Content, Weights, similarity
from quotekit.linking.sources import COMPATIBLE, UNKNOWN, Source, Sources

LEAST = 0.5  # of the content of the shorter statement, by weight, the longer must share so much,
LEAST_HERE = 0.6  # and more where one article has both: a speaker keeps to one topic there,
EVIDENCE = 2.0  # and so much weight in all; a word that no other statement has weighs 1
FIRM, LEAST_FIRM = 4.0, 0.4  # with so much evidence a smaller share will do
NEAR = 600  # a paraphrase stands within so many code points of the direct words it reports;
LEAST_NEAR, EVIDENCE_NEAR = 0.5, 1.2  # for one, less will do
POSTING = 60  # a word in more statements than this makes no candidates
WINDOW = 7  # days between two reports of one utterance in other words


@dataclass(frozen=True, eq=False)
class Statement:
    """A quotation as it is compared; ``cluster`` is its verbatim cluster, ``day`` an ordinal date."""

    cluster: int
    content: Content
    source: Source
    article: str
    start: int | None
    direct: bool | None
    day: int | None
    represents: bool


class Suggestions:
    """Groups of statements, each with a representative that all of its members agree with."""

    def __init__(self, statements: Sequence[Statement], sources: Sources) -> None:
        """Begin with the verbatim clusters."""
        self.statements, self.sources = statements, sources
        self.weights = Weights(statement.content for statement in statements)
        self.members: dict[int, list[int]] = defaultdict(list)
        self.head: dict[int, int] = {}
        for i, statement in enumerate(statements):
            self.members[statement.cluster].append(i)
            if statement.represents:
                self.head.setdefault(statement.cluster, i)
        self.group = {cluster: cluster for cluster in self.members}
        self.cluster_head = dict(self.head)
        self._scores: dict[tuple[int, int], float] = {}

    def join(self) -> None:
        """Join groups, the best-scoring pair of statements first."""
        scored = []
        for i, j in self._candidates():
            score = self._score(i, j) if self._comparable(i, j) else 0.0
            if score:
                scored.append((-score, i, j))
        for _, i, j in sorted(scored):
            self._merge(self.group[self.statements[i].cluster], self.group[self.statements[j].cluster])

    def score(self, i: int) -> float | None:
        """Return how well a statement agrees with its group's representative; None if it is verbatim."""
        head = self.head[self.group[self.statements[i].cluster]]
        return None if self.statements[head].cluster == self.statements[i].cluster else self._score(i, head)

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Yield pairs that share at least `WORDS` words that are not too frequent, and part of a source."""
        keys = [self.sources.keys(statement.source) for statement in self.statements]
        postings: dict[str, list[int]] = defaultdict(list)
        for i, statement in enumerate(self.statements):
            for word in statement.content.all:
                postings[word].append(i)
        for i, statement in enumerate(self.statements):
            shared: dict[int, int] = defaultdict(int)
            for word in statement.content.all:
                if len(postings[word]) <= POSTING:
                    for j in postings[word]:
                        if j > i:
                            shared[j] += 1
            for j, count in sorted(shared.items()):
                if (
                    count >= min(WORDS, 2)
                    and statement.cluster != self.statements[j].cluster
                    and keys[i] & keys[j]
                ):
                    yield i, j

    def _comparable(self, i: int, j: int) -> bool:
        left, right = self.statements[i], self.statements[j]
        if left.day is not None and right.day is not None and abs(left.day - right.day) > WINDOW:
            return False
        return self.sources.compare(left.source, right.source) in COMPATIBLE

    def _score(self, i: int, j: int) -> float:
        """Return the similarity of two statements, 0 where it is not enough."""
        pair = (min(i, j), max(i, j))
        if pair not in self._scores:
            left, right = self.statements[pair[0]], self.statements[pair[1]]
            near = _paraphrase(left, right)
            share, evidence = similarity(
                left.content, right.content, self.weights, words=2 if near else WORDS
            )
            here = left.article == right.article
            least = LEAST_NEAR if near else LEAST_HERE if here else LEAST_FIRM if evidence >= FIRM else LEAST
            told = evidence >= (EVIDENCE_NEAR if near else EVIDENCE)
            self._scores[pair] = round(share, 4) if share >= least and told else 0.0
        return self._scores[pair]

    def _merge(self, one: int, other: int) -> None:
        if one == other:
            return
        everybody = self.members[one] + self.members[other]
        heads = sorted(
            (self.head[one], self.head[other]), key=lambda i: (-len(self.statements[i].content.all), i)
        )
        for head in heads:
            if all(self._belongs(i, head) for i in everybody):
                keep, gone = (one, other) if head == self.head[one] else (other, one)
                for i in self.members.pop(gone):
                    self.group[self.statements[i].cluster] = keep
                self.members[keep] = everybody
                del self.head[gone]
                return

    def _belongs(self, i: int, head: int) -> bool:
        mine, its = self.statements[i], self.statements[head]
        if mine.cluster == its.cluster:
            return head == self.cluster_head[mine.cluster]
        relation = self.sources.compare(mine.source, its.source)
        return relation in (*COMPATIBLE, UNKNOWN) and self._score(i, head) > 0


def _paraphrase(left: Statement, right: Statement) -> bool:
    """Tell whether one is direct speech and the other, close by in the same article, is not."""
    if left.article != right.article or left.start is None or right.start is None:
        return False
    return left.direct != right.direct and abs(left.start - right.start) <= NEAR
