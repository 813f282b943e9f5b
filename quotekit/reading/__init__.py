"""One article, read once: its layout, marks, cues and sentences, shared by the stages that follow."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeVar

import msgspec

from quotekit.lang import Language, load_language
from quotekit.models import Article, Hop, Mention, Quotation, Span
from quotekit.reading.context import Context
from quotekit.reading.cues import Cue, content_opener, scanner, unclosed_end
from quotekit.reading.sentences import Sentence
from quotekit.reading.spans import Quoted, pair_marks
from quotekit.reading.text import read_layout, split_sentences, unwrap
from quotekit.registry import Registry, load_registry

Located = TypeVar("Located", Quotation, Mention | None, Span | None, Hop)

# What stands between the signs of a dateline.
DATELINE_NAME = re.compile(r"\w[^\n,()|/–—―]*[^\s\n,()|/–—―-]")


class Bounds(msgspec.Struct, frozen=True, gc=False):
    """Where a sentence stands, in which paragraph, with its quoted stretches and the cues outside them."""

    start: int
    end: int
    paragraph: int
    quoted: tuple[Quoted, ...]
    cues: tuple[Cue, ...]


class Reading:
    """An article with everything that its stages look at; computed once, never changed."""

    def __init__(
        self, article: Article, language: Language | None = None, registry: Registry | None = None
    ) -> None:
        """Take an article apart; sentences are split now, words only where a stage asks."""
        self.article, self.text = article, unwrap(article.text)
        self.language = language or load_language(article.language or "id")
        self.registry = registry or load_registry()
        self.layout = read_layout(msgspec.structs.replace(article, text=self.text), self.language)
        ends, begins = unclosed_end(self.language), content_opener(self.language)
        self.marks = pair_marks(self.text, self.layout.paragraphs, ends=ends, begins=begins)
        self._outer = [mark for mark in self.marks if mark.level == 0]
        self._opened = [mark.opened for mark in self._outer]
        self.sentences = self._split()
        self._starts = [sentence.start for sentence in self.sentences]
        self._parsed: dict[int, Sentence] = {}

    def _split(self) -> list[Bounds]:
        outer = self._outer
        out: list[Bounds] = []
        following = 0
        running: list[Quoted] = []  # quotations that run over the end of a paragraph
        for number, (start, end) in enumerate(self.layout.paragraphs):
            first = following
            while following < len(outer) and outer[following].opened < end:
                following += 1
            # a quotation that runs over paragraphs belongs to the one in which it ends
            open_here = [*running, *outer[first:following]]
            quoted = [q for q in open_here if start < q.closed <= end]
            running = [q for q in open_here if q.closed > end]
            end = min([end, *(q.opened for q in running)])
            start = max([start, *(q.closed for q in running if q.opened < start)])
            begin = min([start, *(q.opened for q in quoted)])
            if begin < end:
                out += self._sentences(begin, end, number, quoted)
        return out

    def _sentences(self, start: int, end: int, paragraph: int, quoted: Sequence[Quoted]) -> list[Bounds]:
        spans = split_sentences(self.text, start, end, [(q.opened, q.closed) for q in quoted], self.language)
        cues = _outside(scanner(self.language).scan(self.text, start, end), quoted)
        out, cue, mark = [], 0, 0
        for begin, close in spans:
            first_cue, first_mark = cue, mark
            while cue < len(cues) and cues[cue].start < close:
                cue += 1
            while mark < len(quoted) and quoted[mark].opened < close:
                mark += 1
            out.append(
                Bounds(begin, close, paragraph, tuple(quoted[first_mark:mark]), tuple(cues[first_cue:cue]))
            )
        return out

    def printed(self, quotation: Quotation) -> Quotation:
        """A quotation with its words as the article prints them, broken lines and all."""
        if self.text == self.article.text:
            return quotation
        source = self._printed(quotation.source)
        if source and source.others:
            source = msgspec.structs.replace(source, others=tuple(map(self._printed, source.others)))
        return msgspec.structs.replace(
            self._printed(quotation),
            cue=self._printed(quotation.cue),
            source=source,
            hops=tuple(map(self._printed, quotation.hops)),
        )

    def _printed(self, value: Located) -> Located:
        return value and msgspec.structs.replace(value, text=self.article.text[value.start : value.end])

    def registered(self, name: str) -> str:
        """The canonical name of a name, if the registry knows it."""
        entity = self.registry.find(name)
        return entity.name if entity else name

    def is_quoted(self, place: int) -> bool:
        """Whether a place of the text lies between marks."""
        at = bisect_right(self._opened, place) - 1
        return at >= 0 and place < self._outer[at].closed

    def is_bare_quote(self, number: int) -> bool:
        """Whether a sentence is nothing but quoted words."""
        bounds = self.sentences[number]
        inside = sum(quote.closed - quote.opened for quote in bounds.quoted)
        return bool(bounds.quoted) and inside >= bounds.end - bounds.start - 1

    def datelines(self) -> Iterator[str]:
        """The names in the datelines: "Kabar.id" and "Jakarta" of "Kabar.id, Jakarta - "."""
        for zone in self.layout.zones:
            if zone.kind == "dateline":
                yield from DATELINE_NAME.findall(self.text, zone.start, zone.end)

    @cached_property
    def context(self) -> Context:
        """What the grammar knows of the article as a whole."""
        cues = [cue for sentence in self.sentences for cue in sentence.cues]
        return Context(self.text, self.language, self.registry, cues, [*self.datelines()])

    def sentence_at(self, place: int) -> int:
        """The number of the sentence in which a place of the text stands, or of the last one before it."""
        return max(0, bisect_right(self._starts, place) - 1)

    def sentence(self, number: int) -> Sentence:
        """The words of one sentence, split when first asked for."""
        if number not in self._parsed:
            bounds = self.sentences[number]
            self._parsed[number] = Sentence(
                self.context, bounds.start, bounds.end, bounds.quoted, bounds.cues
            )
        return self._parsed[number]

    def mention_at(self, start: int, end: int) -> Mention | None:
        """The mention that begins at a place of the text and ends at or before another."""
        sentence = self.sentence(self.sentence_at(start))
        at, close = (bisect_left(sentence.tokens.starts, place) for place in (start, end))
        found = sentence.mention(at, close)
        return found[0] if found and found[0].start == start else None


def _outside(cues: list[Cue], quoted: Sequence[Quoted]) -> list[Cue]:
    """The cues that stand in no quoted stretch."""
    if not quoted:
        return cues
    out, mark = [], 0
    for cue in cues:
        while mark < len(quoted) and quoted[mark].closed <= cue.start:
            mark += 1
        if mark == len(quoted) or cue.start < quoted[mark].opened:
            out.append(cue)
    return out


def as_reading(article: Article | Reading) -> Reading:
    """Take an article, or one that was read before."""
    return article if isinstance(article, Reading) else Reading(article)
