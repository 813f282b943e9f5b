"""Who passed it on: the ordered relay chain between outlet and speaker, each hop with its words in the text.

A chain runs from the outlet's direct source inward. What stands before the content ("Dilansir AFP, …") is
outermost; behind the content the last phrase is ("…, kata X, menurut IRIB, seperti dilansir AFP" came from
AFP, which had it from IRIB); "A mengutip B" and "dilansir A dari B" put A outside B.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

import msgspec

from quotekit.cues import ACTIVE, PASSIVE, PREPOSITION, RELAY, ROOT, Cue, glued_citation
from quotekit.grammar import grammar
from quotekit.lang import Language
from quotekit.models import Article, Hop, Mention, Quotation
from quotekit.quotations import back_reference
from quotekit.reading import Reading, as_reading
from quotekit.registry import MEDIA, Entity, name_key, slug
from quotekit.sentences import Sentence
from quotekit.vocabulary import Phrases, is_capital, match_phrase, phrases, vocabulary

ARTICLE, SENTENCE, NEIGHBOUR = "article", "sentence", "neighbour"

# A mark of quotation, which opens a content, has no more code points than this.
MARK_MOST = 2
# The medium that cites or reports stands within so many words before its verb.
SUBJECT_MOST = 8

# Media named together; the outermost first.
Group = tuple[Hop, ...]


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


@cache
def _recipients(language: Language) -> Phrases:
    """The prepositions before a medium that somebody spoke to."""
    return phrases(language.relay.recipients.prepositions)


class _Tracer:
    """Reads relay phrases sentence by sentence, once for all quotations of a sentence."""

    def __init__(self, reading: Reading, quotations: tuple[Quotation, ...]) -> None:
        self.reading, self.quotations = reading, quotations
        self.registry, self.data = reading.registry, reading.language.relay
        self.words, self.grammar = vocabulary(reading.language), grammar(reading.language)
        self.glued, self.recipients = glued_citation(reading.language), _recipients(reading.language)
        self.credits = self._credit_hops()
        self.by_sentence: dict[int, list[Quotation]] = {}
        for quotation in quotations:
            self.by_sentence.setdefault(self._number(quotation), []).append(quotation)
        self.chains: dict[int, Group] = {}
        self.last_medium: Hop | None = None

    def run(self) -> list[Quotation]:
        for number in sorted(self.by_sentence):
            self.chains[number] = self._chain(number)
            for quotation in self.by_sentence[number]:
                self._remember(quotation)
        return [self._with_hops(quotation) for quotation in self.quotations]

    def _number(self, quotation: Quotation) -> int:
        """The sentence in which a quotation is attributed: that of its cue."""
        place = quotation.cue.start if quotation.cue else quotation.start
        return self.reading.sentence_at(place)

    def _remember(self, quotation: Quotation) -> None:
        """Keep the medium that was named last, for "menurut laporan tersebut"."""
        entity = self.registry.find(quotation.speaker) if quotation.speaker else None
        if entity and entity.kind in MEDIA and quotation.source:
            source = quotation.source
            self.last_medium = Hop(
                entity.name, entity.id, source.text, source.start, source.end, SENTENCE, "anaphora"
            )

    def _with_hops(self, quotation: Quotation) -> Quotation:
        steps = (*self.credits, *self.chains[self._number(quotation)])
        if not steps:
            return quotation
        outlet = self.reading.article.outlet
        entity = self.registry.find(outlet) if outlet else None
        seen = {quotation.speaker_id, *(quotation.speaker_id or "").split("; ")}
        if outlet:
            seen.add(entity.id if entity else slug(outlet))
        hops = []
        for hop in steps:
            if hop.name_id not in seen:
                seen.add(hop.name_id)
                hops.append(hop)
        return msgspec.structs.replace(quotation, hops=tuple(hops)) if hops else quotation

    def _credit_hops(self) -> Group:
        hops = []
        for span in self.reading.layout.credits:
            name, key = self._name(span.text)
            hops.append(Hop(name, key, span.text, span.start, span.end, ARTICLE, "credit-line"))
        return tuple(hops)

    def _name(self, words: str) -> tuple[str, str]:
        entity = self.registry.find(words)
        return (entity.name, entity.id) if entity else (words, slug(words))

    # -- the phrases of one sentence ---------------------------------------------------------------

    def _chain(self, number: int) -> Group:
        sentence = self.reading.sentence(number)
        contents = self._contents(number, sentence)
        own = {quotation.cue.start for quotation in self.by_sentence[number] if quotation.cue}
        sources = {q.source.start for q in self.by_sentence[number] if q.source}
        leading: list[Group] = []
        trailing: list[Group] = []
        for at, after, cue in sentence.cues:
            if any(start <= at < end for start, end in contents):
                continue
            if (
                cue.start in own or cue.word in self.data.reporting.said
            ):  # "TASS melaporkan Putin mengatakan …"
                group = self._own_cue(sentence, at, after, cue, sources)
            else:
                group = self._group(sentence, at, after, cue)
            if group:
                (leading if at < contents[0][0] else trailing).append(group)
        trailing += self._recipients(sentence)
        trailing += self._glued(sentence)
        trailing.sort(key=lambda group: group[0].start)
        chain = [hop for group in leading for hop in group]
        chain += [hop for group in reversed(trailing) for hop in group]
        chain += self._neighbour(number, sources)
        if chain:
            self.last_medium = chain[-1]
        return tuple(chain)

    def _contents(self, number: int, sentence: Sentence) -> list[tuple[int, int]]:
        """Token ranges of the contents of a sentence, earliest first."""
        starts = sentence.tokens.starts
        ranges = []
        for quotation in self.by_sentence[number]:
            first = bisect_left(starts, quotation.clause_start - MARK_MOST)
            behind = bisect_left(starts, quotation.clause_end)
            if first < behind:
                ranges.append((first, behind))
        return sorted(ranges) or [(0, 0)]

    def _group(self, sentence: Sentence, at: int, after: int, cue: Cue) -> Group:
        if cue.form == RELAY or (cue.form == PASSIVE and self._cites(cue)):
            return self._citing(sentence, at, after)
        if cue.form in (PREPOSITION, ROOT):
            return self._according_to(sentence, after, cue)
        return ()

    def _own_cue(self, sentence: Sentence, at: int, after: int, cue: Cue, sources: set[int]) -> Group:
        """ "kata RIA mengutip Putin", "Mengutip Putin, RIA melaporkan": the medium beside the cue."""
        if cue.form == ACTIVE:
            floor = max(0, at - SUBJECT_MOST)
            last = sentence.before_cue(at, floor)
            beside = last >= floor and sentence.tokens.ends[last] in self._source_ends(sentence)
            found = None if beside else sentence.nearest(floor, at)
        else:
            found = sentence.mention(after) if after < sentence.stop else None
        if found and found[0].start not in sources and sentence.context.is_medium(found[0]):
            return (self._hop(found[0], "cue-medium"),)
        return ()

    def _source_ends(self, sentence: Sentence) -> set[int]:
        """Where the sources of a sentence's quotations end."""
        number = self.reading.sentence_at(sentence.start)
        return {q.source.end for q in self.by_sentence[number] if q.source}

    def _citing(self, sentence: Sentence, at: int, after: int) -> Group:
        """ "dilansir AFP dan CNN", "dikutip dari Antara", "KCNA mengutip pernyataannya"."""
        verb = sentence.lower[at] if after == at + 1 else sentence.lower[after - 1]
        group: list[Hop] = []
        if verb in self.data.reporting.actives and at:
            subject = sentence.nearest(max(0, at - SUBJECT_MOST), at)
            if subject and self._relays(subject[0], sentence):
                group.append(self._hop(subject[0], "medium-cites"))
        return tuple(group + self._media(sentence, after))

    def _media(self, sentence: Sentence, at: int) -> list[Hop]:
        """The media listed behind a citing verb, outermost first."""
        hops: list[Hop] = []
        while at < sentence.stop:
            start = at
            while at < sentence.stop and self._connects(sentence.lower[at]):
                at += 1
            found = sentence.mention(at, self._origin(sentence, at)) if at < sentence.stop else None
            if not found or not self._relays(found[0], sentence):
                break
            hops += [self._hop(one, "citing-verb") for one in (found[0], *found[0].others)]
            at = found[1]
            joined = at < sentence.stop and (
                sentence.lower[at] in self.words.conjunctions
                or self._connects(sentence.lower[at])
                or (sentence.raw[at] == "," and at + 1 < sentence.stop and self._listed(sentence, at + 1))
            )
            if not joined or at == start:
                break
            at += sentence.raw[at] == "," or sentence.lower[at] in self.words.conjunctions
        return hops

    def _origin(self, sentence: Sentence, at: int) -> int:
        """Where "dari" goes on to the next medium: "dikutip Tempo dari Kompas"."""
        origin = self.reading.language.mentions.stops.origin
        return next((k for k in range(at + 1, sentence.stop) if sentence.lower[k] in origin), sentence.stop)

    def _connects(self, word: str) -> bool:
        return word in self.grammar.before_medium or word in self.data.reporting.actives

    def _listed(self, sentence: Sentence, at: int) -> bool:
        """Whether a further medium stands behind a comma."""
        found = sentence.mention(at)
        return bool(found) and is_capital(sentence.raw[at]) and self._entity(found[0]) is not None

    def _cites(self, cue: Cue) -> bool:
        """Whether a passive of saying may name a medium too: "yang disiarkan IRIB"."""
        return cue.word in self.data.trailing.passives

    def _according_to(self, sentence: Sentence, after: int, cue: Cue) -> Group:
        """ "menurut IRIB" and ", lapor TASS" beside another source; "menurut laporan tersebut"."""
        if cue.clitic:
            return ()
        at = after
        lower, stop = sentence.lower, sentence.stop
        if (
            at + 1 < stop
            and lower[at] in self.data.anaphora.nouns
            and lower[at + 1] in self.data.anaphora.demonstratives
        ):
            if self.last_medium is None:
                return ()
            start, end = sentence.tokens.starts[at], sentence.tokens.ends[at + 1]
            text = self.reading.text[start:end]
            return (
                msgspec.structs.replace(self.last_medium, text=text, start=start, end=end, rule="anaphora"),
            )
        at += match_phrase(sentence.grammar.carriers, lower, at, stop)
        found = sentence.mention(at) if at < stop else None
        if found and sentence.context.is_medium(found[0]):
            return (self._hop(found[0], "according-to-medium"),)
        return ()

    def _recipients(self, sentence: Sentence) -> list[Group]:
        """ "kata X kepada Reuters": a medium that the source spoke to."""
        groups: list[Group] = []
        table = self.recipients
        for at, low in enumerate(sentence.lower):
            size = match_phrase(table, sentence.lower, at, sentence.stop) if low in table else 0
            found = sentence.mention(at + size) if size and at + size < sentence.stop else None
            if found and self._entity(found[0]):
                groups.append((self._hop(found[0], "recipient"),))
        return groups

    def _glued(self, sentence: Sentence) -> list[Group]:
        """Words run together by scraping: "dilansirdetikNewsdariNew Arab"."""
        groups = []
        for match in self.glued.finditer(self.reading.text, sentence.start, sentence.end):
            hops = self._glued_names(match.start("rest"), match["rest"])
            if hops:
                groups.append(tuple(hops))
        return groups

    def _glued_names(self, start: int, rest: str) -> list[Hop]:
        hops = []
        origin = "|".join(self.reading.language.mentions.stops.origin)
        for part in re.finditer(rf"(?:^|{origin})\s*(?P<name>\S.*?)\s*(?={origin}|$)", rest):
            entity = self.registry.find(part["name"])
            if entity and entity.kind in MEDIA:
                begin, end = (start + place for place in part.span("name"))
                hops.append(Hop(entity.name, entity.id, part["name"], begin, end, SENTENCE, "glued-words"))
        return hops

    def _neighbour(self, number: int, sources: set[int]) -> Group:
        """ "Hal itu dilaporkan KCNA": the next sentence names who passed the words on."""
        if number + 1 >= len(self.reading.sentences) or not self.reading.sentences[number + 1].cues:
            return ()
        sentence = self.reading.sentence(number + 1)
        found = back_reference(sentence)
        if not found:
            return ()
        hops = [
            hop
            for at, after, cue in sentence.cues
            if cue.form == RELAY and at < self._place(sentence, found[0])
            for hop in self._citing(sentence, at, after)
        ]
        if found[1].start not in sources and self.reading.context.is_medium(found[1]):
            hops.append(self._hop(found[1], "next-sentence"))
        return tuple(msgspec.structs.replace(hop, scope=NEIGHBOUR) for hop in hops)

    def _place(self, sentence: Sentence, cue: Cue) -> int:
        return next(at for at, _, other in sentence.cues if other is cue)

    # -- media -------------------------------------------------------------------------------------

    def _entity(self, mention: Mention) -> Entity | None:
        """The agency or outlet that a mention names, at its end at the latest."""
        words = mention.name.split(" (")[0].split()
        for name in (mention.name, mention.acronym, *(" ".join(words[at:]) for at in range(len(words)))):
            entity = self.registry.find(name) if name else None
            if entity and entity.kind in MEDIA:
                return entity
        return None

    def _relays(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a cited mention is a medium, known or not, and no person and no channel."""
        if mention.kind in ("pronoun", "document", "role") or mention.role:
            return False
        first = mention.text.split()[0].lower()
        if mention.name.lower() in self.data.channels.names or first in self.data.channels.nouns:
            return False
        if self._entity(mention) or sentence.context.is_medium(mention):
            return True
        entity = self.registry.find(mention.name)
        return (entity is None and mention.name[0].isupper()) or self._shaped(mention.name)

    def _shaped(self, name: str) -> bool:
        low = name.lower()
        shapes = self.data.outlet_shapes
        return low.endswith(shapes.suffixes) or low.startswith(
            tuple(f"{prefix} " for prefix in shapes.prefixes)
        )

    def _hop(self, mention: Mention, rule: str) -> Hop:
        entity = self._entity(mention)
        name = entity.name if entity else self._own_name(mention)
        key = entity.id if entity else slug(name)
        return Hop(name, key, mention.text, mention.start, mention.end, SENTENCE, rule)

    def _own_name(self, mention: Mention) -> str:
        """A medium that no registry knows: its name, or its words in lower case."""
        name = mention.name.split(" (")[0]
        return name if all(is_capital(word) for word in name.split()) and name_key(name) else name.lower()
