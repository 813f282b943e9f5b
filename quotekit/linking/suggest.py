"""The same utterance in other words: another translation, or an indirect report of a direct quotation.

Sources must be compatible and reports near in time. The best-scoring pair is joined first, and two groups
become one only if every statement agrees with one representative: nothing is chained through a stranger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotekit.linking.content import WORDS, Content, Weights, similarity
from quotekit.linking.sources import OTHER, PART, UNNAMED, Source, Sources

# What makes two statements one: the share of the shorter content, by weight, that the longer has, and the
# weight of what is shared (a word that no other statement has weighs 1).
LEAST, EVIDENCE = 0.5, 2.0
WHOLE, EVIDENCE_WHOLE = 0.75, 1.5  # less weight where nearly all of a short statement is shared,
FIRM, LEAST_FIRM = 4.0, 0.4  # a smaller share where there is so much weight,
LEAST_HERE = 0.6  # a larger one in one article, where a speaker keeps to one topic,
NEAR = 1000  # but for a paraphrase within so many code points of the direct words it reports:
LEAST_NEAR, EVIDENCE_NEAR = 0.5, 1.2
LEAST_OTHER = (
    0.9  # nearly all where another source is named: the same words are one utterance, with a conflict,
)
LEAST_UNNAMED = 0.6  # and where one source is only described, in another article
POSTING = 60  # a word in more statements than this makes no candidates
FULL = 0.75  # a representative has so much of the content of the fullest statement
TRIED = 30  # statements of two groups of which any may come to represent both
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

    def score(self, i: int) -> float:
        """Return how well a statement agrees with its group's representative."""
        return self._score(i, self.head[self.group[self.statements[i].cluster]])

    def shared(self, i: int) -> list[str]:
        """Return what a statement has in common with its group's representative, as it says it, in order."""
        content = self.statements[i].content
        head = self.statements[self.head[self.group[self.statements[i].cluster]]].content
        return [words for key, words in content.surface.items() if key in head.all]

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Yield pairs that share two words that are not too frequent, and may be of one source."""
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
                related = not keys[i] or not keys[j] or keys[i] & keys[j] or count >= FIRM
                if count >= 2 and related and statement.cluster != self.statements[j].cluster:
                    yield i, j

    def _comparable(self, i: int, j: int) -> bool:
        """Tell whether both name a source, and were published within the window."""
        left, right = self.statements[i], self.statements[j]
        if left.day is not None and right.day is not None and abs(left.day - right.day) > WINDOW:
            return False
        return bool(left.source.speaker and right.source.speaker)

    def _score(self, i: int, j: int) -> float:
        """Return the similarity of two statements, 0 where it is not enough."""
        pair = (min(i, j), max(i, j))
        if pair not in self._scores:
            left, right = self.statements[pair[0]], self.statements[pair[1]]
            self._scores[pair] = self._reworded(left, right)
        return self._scores[pair]

    def _reworded(self, left: Statement, right: Statement) -> float:
        near, here = _paraphrase(left, right), left.article == right.article
        relation = self.sources.compare(left.source, right.source)
        share, evidence = similarity(left.content, right.content, self.weights, words=2 if near else WORDS)
        if relation in (PART, OTHER) or (relation == UNNAMED and here):
            enough = share >= LEAST_OTHER and evidence >= FIRM and not here
        elif relation == UNNAMED:
            enough = share >= LEAST_UNNAMED and evidence >= EVIDENCE
        elif near:
            enough = share >= LEAST_NEAR and evidence >= EVIDENCE_NEAR
        elif here:
            enough = share >= LEAST_HERE and evidence >= EVIDENCE
        else:
            enough = (
                (share >= LEAST and evidence >= EVIDENCE)
                or (share >= WHOLE and evidence >= EVIDENCE_WHOLE)
                or (share >= LEAST_FIRM and evidence >= FIRM)
            )
            if left.content.within(right.content) or right.content.within(left.content):
                return 1.0
        return round(share, 4) if enough else 0.0

    def _merge(self, one: int, other: int) -> None:
        if one == other:
            return
        everybody = self.members[one] + self.members[other]
        for head in self._full(everybody if len(everybody) <= TRIED else [self.head[one], self.head[other]]):
            if all(i == head or self._belongs(i, head) for i in everybody):
                for i in self.members.pop(other):
                    self.group[self.statements[i].cluster] = one
                self.members[one], self.head[one] = everybody, head
                del self.head[other]
                return

    def _full(self, members: Sequence[int]) -> list[int]:
        """Return the statements that may represent the others, the fullest first; a short one is in many."""
        sizes = {i: len(self.statements[i].content.all) for i in members}
        least = FULL * max(sizes.values())
        return sorted((i for i in members if sizes[i] >= least), key=lambda i: (-sizes[i], i))

    def _belongs(self, i: int, head: int) -> bool:
        mine, its = self.statements[i], self.statements[head]
        if mine.cluster == its.cluster:
            return head == self.cluster_head[mine.cluster]
        return self._score(i, head) > 0


def _paraphrase(left: Statement, right: Statement) -> bool:
    """Tell whether one is direct speech and the other, close by in the same article, is not."""
    if left.article != right.article or left.start is None or right.start is None:
        return False
    return left.direct != right.direct and abs(left.start - right.start) <= NEAR
