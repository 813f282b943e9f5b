"""Who passed it on: the ordered relay chain between outlet and speaker, each hop with its words in the text.

A chain runs from the outlet's direct source inward. What stands before the content ("Dilansir AFP, …") is
outermost; behind the content the last phrase is ("…, kata X, menurut IRIB, seperti dilansir AFP" came from
AFP, which had it from IRIB); "A mengutip B" and "dilansir A dari B" put A outside B.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from quotekit.citing.citations import SENTENCE, Citations, Group
from quotekit.citing.credits import find_credits, outlet_of
from quotekit.models import Article, Hop, Mention, Quotation
from quotekit.quotations.references import back_reference
from quotekit.quotations.reports import COORDINATED, SUBJECT
from quotekit.reading import Reading, as_reading
from quotekit.reading.cues import ACTIVE, NOMINAL, PASSIVE, PREPOSITION, RELAY, ROOT, Cue
from quotekit.reading.sentences import Sentence
from quotekit.reading.subjects import nearest, subject_of
from quotekit.reading.vocabulary import match_phrase
from quotekit.registry import MEDIA, name_words

NEIGHBOUR = "neighbour"

# A mark of quotation, which opens a content, has no more code points than this.
MARK_MOST = 2
# Stances of words that tell somebody to do something; "kepada X" in them belongs to what is to be done.
DIRECTIVE = frozenset(["urged", "asked", "hoped", "promised", "threatened"])
AGENCY = "agency"
# The medium beside a cue stands within so many words before it.
SUBJECT_MOST = 8

# A group of media and the place of its phrase among the words.
Placed = tuple[int, Group]


def trace_relays(article: Article | Reading, quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    """Add its relay chain to every quotation.

    Args:
        article: the article, or one already read.
        quotations: of that article, attributed.

    Returns:
        The same quotations with ``hops``: article-level credits first, then from the outlet's direct source
        inward. A chain holds neither the outlet nor the speaker, and nobody twice.

    Examples:
        >>> from quotekit.attribution import attribute
        >>> text = '"Kami siap," kata Rina, menurut Antara, seperti dilansir Reuters.'
        >>> article = Article(id="a", text=text)
        >>> [quotation] = trace_relays(article, attribute(article))
        >>> [hop.name for hop in quotation.hops]
        ['Reuters', 'Antara']
    """
    if not quotations:
        return ()
    return tuple(_Tracer(as_reading(article), quotations).run())


class _Tracer:
    """Reads relay phrases sentence by sentence, once for all quotations of a sentence."""

    def __init__(self, reading: Reading, quotations: tuple[Quotation, ...]) -> None:
        self.reading, self.quotations = reading, quotations
        self.registry, self.data = reading.registry, reading.language.relay
        self.citations = Citations(reading)
        self.outlet = outlet_of(reading)
        self.credits = find_credits(reading)
        self.by_sentence: dict[int, list[Quotation]] = {}
        for quotation in quotations:
            self.by_sentence.setdefault(self._number(quotation), []).append(quotation)
        self.chains: dict[int, Group] = {}

    def run(self) -> list[Quotation]:
        for number in sorted(self.by_sentence):
            self.chains[number] = self._chain(number)
            for quotation in self.by_sentence[number]:
                self._remember(number, quotation)
        return [self._with_hops(quotation) for quotation in self.quotations]

    def _number(self, quotation: Quotation) -> int:
        """The sentence in which a quotation is attributed: that of its cue."""
        place = quotation.cue.start if quotation.cue else quotation.start
        return self.reading.sentence_at(place)

    def _remember(self, number: int, quotation: Quotation) -> None:
        """Keep the medium that was named last, for "menurut laporan tersebut"."""
        entity = self.registry.find(quotation.speaker) if quotation.speaker else None
        if entity and entity.kind in MEDIA and quotation.source:
            source = quotation.source
            hop = Hop(entity.name, entity.id, source.text, source.start, source.end, SENTENCE, "anaphora")
            self.citations.last = (number, hop)

    def _with_hops(self, quotation: Quotation) -> Quotation:
        steps = (*self.credits, *self.chains[self._number(quotation)])
        seen = {quotation.speaker_id, *(quotation.speaker_id or "").split("; ")}
        hops = []
        for hop in steps:
            own = self.outlet.is_called(hop.name, hop.name_id) or self._is_short_for(hop, quotation.speaker)
            if hop.name_id not in seen and not own:
                seen.add(hop.name_id)
                hops.append(hop)
        return msgspec.structs.replace(quotation, hops=tuple(hops)) if hops else quotation

    def _is_short_for(self, hop: Hop, speaker: str | None) -> bool:
        """Whether a step is the speaker under a part of his name: "mengutip Hartati yang mengatakan …"."""
        words = set(name_words(hop.name))
        shorter = any(words < set(name_words(one)) for one in (speaker or "").split("; "))
        return shorter and self.registry.find_medium(hop.name) is None

    # -- the phrases of one sentence ---------------------------------------------------------------

    def _chain(self, number: int) -> Group:
        sentence = self.reading.sentence(number)
        contents = self._contents(number, sentence)
        sources = {q.source.start for q in self.by_sentence[number] if q.source}
        leading: list[Group] = []
        trailing: list[Group] = []
        for at, group in self._joined(sentence, self._placed(number, sentence, contents, sources)):
            (leading if at < contents[0][0] else trailing).append(group)
        trailing += self.citations.glued(sentence)
        trailing.sort(key=lambda group: group[0].start)
        chain = [hop for group in leading for hop in group]
        chain += [hop for group in reversed(trailing) for hop in group]
        chain += self._neighbour(number, sources)
        if chain:
            self.citations.last = (number, chain[-1])
        return tuple(chain)

    def _placed(
        self, number: int, sentence: Sentence, contents: list[tuple[int, int]], sources: set[int]
    ) -> list[Placed]:
        """Every phrase of citing outside the contents, in the order of the text."""
        own = {quotation.cue.start for quotation in self.by_sentence[number] if quotation.cue}
        placed = [
            (at, self._own_cue(sentence, at, after, cue, sources))
            if cue.start in own or cue.word in self.data.reporting.said
            else (at, self._group(sentence, at, after, cue))
            for at, after, cue in sentence.cues
            if not _is_within(at, contents)
        ]
        placed += (
            (at, group)
            for at, group in self.citations.recipients(sentence)
            if group and self._is_spoken_to(number, sentence, at, group[-1])
        )
        return sorted((one for one in placed if one[1]), key=lambda one: one[0])

    def _is_spoken_to(self, number: int, sentence: Sentence, at: int, hop: Hop) -> bool:
        """Whether a phrase at `at` says whom somebody spoke to, and is no part of what he said."""
        ends = bisect_left(sentence.tokens.starts, hop.end)
        for quotation in self.by_sentence[number]:
            first, behind = self._content(quotation, sentence)
            if first <= at < behind:
                entity = self.registry.find(hop.name)
                agency = entity is not None and entity.kind == AGENCY
                addresses = sentence.lower[at] not in self.data.trailing.places
                closes = addresses and sentence.skip_aside(ends) >= behind
                return closes and (agency or quotation.stance not in DIRECTIVE)
        return True

    def _joined(self, sentence: Sentence, placed: list[Placed]) -> Iterator[Placed]:
        """Join what belongs together: in "lapor A, mengutip B" A is outside B."""
        previous: Placed | None = None
        for at, group in placed:
            if previous and self._goes_on(sentence, previous[1], at):
                cited = {hop.start for hop in group}
                kept = (hop for hop in previous[1] if hop.start not in cited)
                previous = (previous[0], (*kept, *group))
                continue
            if previous:
                yield previous
            previous = (at, group)
        if previous:
            yield previous

    def _goes_on(self, sentence: Sentence, group: Group, at: int) -> bool:
        """Whether the medium named last is the subject of the citing verb at `at`."""
        if sentence.lower[at] not in self.data.reporting.actives:
            return False
        behind = bisect_left(sentence.tokens.starts, group[-1].end)
        return sentence.skip_aside(behind) == at

    def _contents(self, number: int, sentence: Sentence) -> list[tuple[int, int]]:
        """Token ranges of the contents of a sentence, earliest first."""
        ranges = [self._content(quotation, sentence) for quotation in self.by_sentence[number]]
        return sorted(one for one in ranges if one[0] < one[1]) or [(0, 0)]

    def _content(self, quotation: Quotation, sentence: Sentence) -> tuple[int, int]:
        """The token range of one content, its marks included."""
        starts = sentence.tokens.starts
        first = bisect_left(starts, quotation.clause_start - MARK_MOST)
        return first, bisect_left(starts, quotation.clause_end)

    def _group(self, sentence: Sentence, at: int, after: int, cue: Cue) -> Group:
        if cue.form == RELAY or (cue.form == PASSIVE and cue.word in self.data.trailing.passives):
            return self.citations.citing(sentence, at, after)
        if cue.form not in (PREPOSITION, ROOT, NOMINAL):
            return ()
        group = self.citations.according_to(sentence, after, cue)
        if group or cue.form != PREPOSITION or not at:
            return group
        return self._witness(self.reading.sentence_at(sentence.start), sentence, at, after)

    def _own_cue(self, sentence: Sentence, at: int, after: int, cue: Cue, sources: set[int]) -> Group:
        """ "kata RIA mengutip Putin", "Mengutip Putin, RIA melaporkan": the medium beside the cue."""
        if cue.form == RELAY:
            return tuple(
                hop for hop in self.citations.citing(sentence, at, after) if hop.start not in sources
            )
        active = cue.form == ACTIVE
        found = self._subject(sentence, at) if active else self.citations.behind_carrier(sentence, after)
        if found and found.kind == "document":  # "Laporan Reuters menyebutkan bahwa Rina mengatakan …"
            found = self.citations.behind_carrier(sentence, bisect_left(sentence.tokens.starts, found.start))
        if found and active and found.start in sources:  # "X, mengutip polisi, mengatakan …"
            found = (sentence.opening(0, at)[1] or (None,))[0]
        if not found or found.start in sources:
            return ()
        if self.reading.context.is_medium(found):
            return self.citations.hops(sentence, found, "cue-medium")
        return (self._teller(found, "cue-teller"),) if self._retells(found, cue) else ()

    def _retells(self, found: Mention, cue: Cue) -> bool:
        """Whether the source of a cue is whom somebody beside it cites: "kata X, mengutip polisi"."""
        number = self.reading.sentence_at(cue.start)
        own = (q.source for q in self.by_sentence[number] if q.cue and q.cue.start == cue.start)
        behind = max(found.end, cue.end)
        return found.kind != "pronoun" and any(one is not None and one.start > behind for one in own)

    def _teller(self, found: Mention, rule: str) -> Hop:
        """Somebody who is no medium as a step of a chain, under the name by which the article cites him."""
        hop = self.citations.hop(found, rule)
        if entity := self.registry.find(found.name):
            return msgspec.structs.replace(hop, name=entity.name, name_id=entity.id)
        words = set(name_words(found.name))
        for q in self.quotations if found.kind == "person" else ():
            name = q.speaker or ""
            if name and words <= set(name_words(name)) and ";" not in name:
                return msgspec.structs.replace(hop, name=name, name_id=q.speaker_id)
        return hop

    def _witness(self, number: int, sentence: Sentence, at: int, after: int) -> Group:
        """ "X mengaku mencuri, menurut polisi": who passes on what somebody else in the sentence says."""
        told = any(
            q.rule in (SUBJECT, COORDINATED) and self._content(q, sentence)[1] == at - 1
            for q in self.by_sentence[number]
        )
        if not told or sentence.raw[at - 1] != ",":
            return ()
        found = self.citations.behind_carrier(sentence, after)
        if not found or found.kind in ("pronoun", "document"):
            return ()
        return (self._teller(found, "according-to-witness"),)

    def _subject(self, sentence: Sentence, at: int) -> Mention | None:
        """Who stands before an active cue, if that is not its source and not part of what is said."""
        beside = self.by_sentence[self.reading.sentence_at(sentence.start)]
        floor = max(0, at - SUBJECT_MOST)
        last = sentence.before_cue(at, floor)
        ends = {q.source.end for q in beside if q.source}
        if last >= floor and sentence.tokens.ends[last] in ends:
            return None
        found = nearest(sentence, floor, at) or subject_of(sentence, 0, at)
        within = found and any(q.clause_start <= found[0].start < q.clause_end for q in beside)
        return found[0] if found and not within else None

    def _neighbour(self, number: int, sources: set[int]) -> Group:
        """ "Hal itu dilaporkan KCNA": the next sentence names who passed the words on."""
        if number + 1 >= len(self.reading.sentences) or not self.reading.sentences[number + 1].cues:
            return ()
        sentence = self.reading.sentence(number + 1)
        found = back_reference(sentence)
        if not found:
            return self._cited_behind(sentence)
        hops = [
            hop
            for at, after, cue in sentence.cues
            if cue.form == RELAY and at < self._place(sentence, found[0])
            for hop in self.citations.citing(sentence, at, after)
        ]
        if found[1].start not in sources and self.reading.context.is_medium(found[1]):
            hops.append(self.citations.hop(found[1], "next-sentence"))
        return tuple(msgspec.structs.replace(hop, scope=NEIGHBOUR) for hop in hops)

    def _cited_behind(self, sentence: Sentence) -> Group:
        """ "Pernyataan itu dikutip dari Reuters": the sentence says from whom the one before it is."""
        at, after, cue = sentence.cues[0]
        begin = match_phrase(sentence.grammar.anaphora, sentence.lower, 0, sentence.stop)
        stated = begin and sentence.skip_adverbs(begin, at) >= at
        if cue.form == RELAY and (stated or _passes_back(sentence, at)):
            hops = self.citations.citing(sentence, at, after)
        elif cue.form == PASSIVE and stated:  # "Pernyataan itu disampaikan melalui televisi pemerintah"
            hops = tuple(hop for _, group in self.citations.recipients(sentence) for hop in group)
        elif cue.form == NOMINAL and at == 0:  # "Demikian Antara melaporkan"
            hops = self.citations.credit(sentence)
        else:
            return ()
        return tuple(msgspec.structs.replace(hop, scope=NEIGHBOUR) for hop in hops)

    def _place(self, sentence: Sentence, cue: Cue) -> int:
        return next(at for at, _, other in sentence.cues if other is cue)


def _passes_back(sentence: Sentence, at: int) -> bool:
    """Whether "data ini" before a citing verb at `at` points back: "Data ini, dilansir X, disampaikan Y"."""
    openers = sentence.context.language.relay.trailing.openers
    place = at - 1
    while place > 0 and (sentence.raw[place] == "," or sentence.lower[place] in openers):
        place -= 1
    if not 0 < place <= SUBJECT_MOST or sentence.lower[place] not in sentence.words.definite:
        return False
    passives = sentence.grammar.anaphora_passives
    return any(after > at and cue.form == PASSIVE and cue.word in passives for after, _, cue in sentence.cues)


def _is_within(at: int, contents: list[tuple[int, int]]) -> bool:
    """Whether a token stands in one of the contents."""
    return any(start <= at < end for start, end in contents)
