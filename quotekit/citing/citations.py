"""The phrases of one sentence that say who passed words on, each read into its media, outermost first."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from quotekit.citing.media import Media
from quotekit.models import Hop, Mention
from quotekit.reading import Reading
from quotekit.reading.cues import RELAY, Cue, glued_citation
from quotekit.reading.grammar import grammar
from quotekit.reading.sentences import Found, Sentence
from quotekit.reading.subjects import nearest
from quotekit.reading.vocabulary import is_capital, match_phrase, vocabulary
from quotekit.registry import MEDIA

SENTENCE = "sentence"
# The medium that cites or reports stands within so many words before its verb.
SUBJECT_MOST = 8
# "wawancara eksklusif via telepon dengan X": so many words stand before the preposition at most.
INTERVIEW_MOST = 4

# A medium to which "media itu" points back is cited within so many sentences.
BACK_MOST = 40
# Media named together; the outermost first.
Group = tuple[Hop, ...]


class Citations:
    """Reads the phrases of the sentences of one article."""

    def __init__(self, reading: Reading) -> None:
        """Read in an article."""
        self.reading = reading
        self.last: tuple[int, Hop] | None = None  # the medium named last beside a quotation, and where
        self.media = Media(reading.context)
        self.data = reading.language.relay
        self.words, self.grammar = vocabulary(reading.language), grammar(reading.language)
        self.glued_pattern = glued_citation(reading.language)
        self.interviews = frozenset(self.data.recipients.interviews)

    def hop(self, mention: Mention, rule: str) -> Hop:
        """One step of a chain."""
        name, key = self.media.named(mention)
        return Hop(name, key, mention.text, mention.start, mention.end, SENTENCE, rule)

    def _anaphora(self, sentence: Sentence, start: int, end: int) -> Group:
        """The medium named last, for the words "laporan tersebut" between two places."""
        found = self.named_last(self.reading.sentence_at(sentence.start))
        if found is None:
            return ()
        text = self.reading.text[start:end]
        return (msgspec.structs.replace(found, text=text, start=start, end=end, rule="anaphora"),)

    def named_last(self, number: int) -> Hop | None:
        """The medium named last before a sentence, beside a quotation or not."""
        known, hop = self.last or (-1, None)
        for back in range(number - 1, max(known, number - 1 - BACK_MOST), -1):
            if any(cue.form == RELAY for cue in self.reading.sentences[back].cues) and (
                found := self._cited_in(self.reading.sentence(back))
            ):
                return found
        return hop

    def _cited_in(self, sentence: Sentence) -> Hop | None:
        """The medium that a sentence cites last."""
        relays = (place for place in reversed(sentence.cues) if place[2].form == RELAY)
        groups = (self.citing(sentence, at, after) for at, after, _ in relays)
        return next((group[-1] for group in groups if group), None)

    def hops(self, sentence: Sentence, mention: Mention, rule: str) -> Group:
        """The steps that a mention of media makes; what points back makes that of the medium named last."""
        if self.media.is_anaphoric(mention):
            return self._anaphora(sentence, mention.start, mention.end)
        return tuple(self.hop(one, rule) for one in (mention, *mention.others))

    # -- citing verbs: "dilansir AFP", "mengutip Antara" -------------------------------------------

    def citing(self, sentence: Sentence, at: int, after: int) -> Group:
        """ "dilansir AFP dan CNN", "dikutip dari Antara", "KCNA mengutip pernyataannya"."""
        verb = sentence.lower[at] if after == at + 1 else sentence.lower[after - 1]
        group: list[Hop] = []
        if verb in self.data.reporting.actives and at:
            subject = self._subject(sentence, at)
            if subject:
                group += self.hops(sentence, subject, "medium-cites")
        return tuple(group + self._listed(sentence, after, strict=verb in self.data.trailing.weak))

    def _subject(self, sentence: Sentence, at: int) -> Mention | None:
        """The medium before a verb of citing: "Antara, dengan mengutip …"."""
        at -= at > 1 and sentence.lower[at - 1] in self.grammar.relatives  # "Laporan Antara yang mengutip …"
        found = nearest(sentence, max(0, at - SUBJECT_MOST), at)
        if not found or not self.media.is_known(found[0]):
            return None
        return self._in_apposition(sentence, found, before=at)[0]

    def _listed(self, sentence: Sentence, at: int, *, strict: bool) -> list[Hop]:
        """The media behind a citing verb, outermost first."""
        hops: list[Hop] = []
        while at < sentence.stop:
            start, through = at, False
            lenient = not strict
            while self._leads_on(sentence, at):
                low = sentence.lower[at]
                through = low in self.data.trailing.through
                placed = low in self.data.trailing.places and not through
                lenient &= not placed and low not in self.data.channels.nouns
                at += 1
            own_site = any(sentence.lower[k] in self.data.trailing.sites for k in range(start, at))
            found = self._first(sentence, at, self._origin(sentence, at))
            if not found or not self._is_named(found[0], lenient=lenient, own_site=own_site):
                break
            found = self._in_apposition(sentence, self._numbered(sentence, found))
            named = list(self.hops(sentence, found[0], "citing-verb"))
            hops = [*named, *hops] if through and hops else hops + named
            after = self._next(sentence, found[1])
            if after is None:
                break
            at = after
        return hops

    def _mention(self, sentence: Sentence, at: int, end: int) -> Found | None:
        """The mention that begins at a token, a medium in small letters too."""
        if at >= sentence.stop:
            return None
        word = sentence.raw[at]
        if not word.islower() or not self.media.is_small(word):
            return sentence.mention(at, end)
        start, close = sentence.tokens.starts[at], sentence.tokens.ends[at]
        return Mention(start, close, word, "body", start, close), at + 1

    def _first(self, sentence: Sentence, at: int, end: int) -> Found | None:
        """The first of the media named at a token: "kantor berita A" of "kantor berita A dan B"."""
        found = self._mention(sentence, at, end)
        if not found or found[0].others:
            return found
        for k in range(at + 1, found[1]):
            if sentence.raw[k] == "," or sentence.lower[k] in self.words.conjunctions:
                first = self._mention(sentence, at, k)
                named = self.media.entity if sentence.raw[k] == "," else self.media.is_known
                return first if first and named(first[0]) else found
        return found

    def _is_named(self, mention: Mention, *, lenient: bool, own_site: bool) -> bool:
        """Whether a mention behind a citing verb is a medium, or the owner of a site that is cited."""
        if own_site and self.media.is_owner(mention):
            return True
        if self.media.is_bare(mention) and not mention.definite:
            return False  # "dalam pidato yang disiarkan televisi"
        return self.media.is_cited(mention) if lenient else self.media.is_known(mention)

    def _in_apposition(self, sentence: Sentence, found: Found, before: int = 0) -> Found:
        """ "media Spanyol, Marca": the name behind the comma is the medium, any name "(, …,) mengutip"."""
        mention, at = found
        if at + 1 >= sentence.stop or sentence.raw[at] != "," or not self.media.is_generic(mention):
            return found
        named = sentence.mention(at + 1, sentence.comma(at + 1, sentence.stop))
        capital = is_capital(sentence.raw[at + 1])
        if not named or not capital:
            return found
        enclosed = named[1] == before - 1 and sentence.raw[named[1]] == ","
        return named if enclosed or self.media.is_known(named[0]) else found

    def _numbered(self, sentence: Sentence, found: Found) -> Found:
        """ "CBS 7": a number belongs to an acronym before it."""
        mention, at = found
        numbered = (
            at < sentence.stop
            and sentence.raw[at].isdigit()
            and sentence.raw[at - 1].isupper()
            and (at + 1 >= sentence.stop or not sentence.raw[at + 1].islower())
        )
        if not numbered:
            return found
        end = sentence.tokens.ends[at]
        text = self.reading.text[mention.start : end]
        return msgspec.structs.replace(mention, end=end, text=text, name_end=end), at + 1

    def _next(self, sentence: Sentence, at: int) -> int | None:
        """Where a further medium begins behind the one that ends at `at`; None if none does."""
        if at >= sentence.stop:
            return None
        if sentence.lower[at] in self.words.conjunctions:
            return at + 1
        if self._connects(sentence.lower[at]):
            return at
        behind = (
            at
            + 1
            + (sentence.lower[at + 1 : at + 2] != [] and sentence.lower[at + 1] in self.words.conjunctions)
        )
        listed = sentence.raw[at] == "," and behind < sentence.stop and is_capital(sentence.raw[behind])
        found = sentence.mention(behind) if listed else None
        return behind if found and self.media.entity(found[0]) else None

    def _origin(self, sentence: Sentence, at: int) -> int:
        """Where "dari" goes on to the next medium: "dikutip Tempo dari Kompas"."""
        origin = self.words.origin
        return next((k for k in range(at + 1, sentence.stop) if sentence.lower[k] in origin), sentence.stop)

    def _leads_on(self, sentence: Sentence, at: int) -> bool:
        """Whether a word leads up to a medium; the noun of "laman itu" is one itself."""
        if at >= sentence.stop:
            return False
        if sentence.raw[at] in self.words.connectors:
            return True  # "the New York Times"
        if not self._connects(sentence.lower[at]):
            return False
        return at + 1 >= sentence.stop or sentence.lower[at + 1] not in self.words.definite

    def _connects(self, word: str) -> bool:
        return word in self.grammar.before_medium or word in self.data.reporting.actives

    # -- "menurut IRIB", "kata RIA mengutip Putin" -------------------------------------------------

    def according_to(self, sentence: Sentence, after: int, cue: Cue) -> Group:
        """ "menurut IRIB" and ", lapor TASS" beside another source; "menurut laporan tersebut"."""
        if cue.clitic:
            return ()
        lower, stop = sentence.lower, sentence.stop
        pointing = (
            after + 1 < stop
            and lower[after] in self.data.anaphora.nouns
            and lower[after + 1] in self.data.anaphora.demonstratives
        )
        if pointing:
            return self._anaphora(sentence, sentence.tokens.starts[after], sentence.tokens.ends[after + 1])
        found = self.behind_carrier(sentence, after)
        if found and self.media.is_known(found):
            return self.hops(sentence, found, "according-to-medium")
        return ()

    def behind_carrier(self, sentence: Sentence, at: int) -> Mention | None:
        """The mention behind "laporan", "data" …, or right here."""
        at += match_phrase(sentence.grammar.carriers, sentence.lower, at, sentence.stop)
        found = sentence.mention(at)
        return found and found[0]

    # -- "kata X kepada Reuters" -------------------------------------------------------------------

    def recipients(self, sentence: Sentence) -> Iterator[tuple[int, Group]]:
        """The media that a source spoke to or wrote in, each with the place of its phrase."""
        for at, low in enumerate(sentence.lower):
            if low in self.grammar.addressing:
                behind = at + match_phrase(self.grammar.addressing, sentence.lower, at, sentence.stop)
            elif low in self.interviews:
                behind = self._behind_interview(sentence, at)
            else:
                continue
            known = low in self.data.trailing.places
            if behind == at or (known and not self._may_name(sentence, behind)):
                continue
            if found := self._addressed(sentence, behind, known=known):
                yield at, self.hops(sentence, found, "recipient")

    def _may_name(self, sentence: Sentence, at: int) -> bool:
        """Whether the first word of a medium, or a noun for one, stands behind a preposition of place."""
        if at >= sentence.stop:
            return False
        low = sentence.lower[at]
        if low in self.grammar.media or low in self.grammar.journalists:
            return True
        return is_capital(sentence.raw[at]) and low in self.reading.registry.media_begin

    def _behind_interview(self, sentence: Sentence, at: int) -> int:
        """Where the partner of an interview is named: "wawancara eksklusif dengan X"."""
        for k in range(at + 1, min(sentence.stop, at + 2 + INTERVIEW_MOST)):
            if sentence.lower[k] in self.data.recipients.partners:
                return k + 1
            if is_capital(sentence.raw[k]):
                return k
            if not sentence.raw[k][0].isalpha():
                break
        return at

    def _addressed(self, sentence: Sentence, at: int, *, known: bool) -> Mention | None:
        """The medium that is named behind a preposition; only one of the registry if it must be `known`."""
        if at >= sentence.stop:
            return None
        at += match_phrase(self.grammar.journalists, sentence.lower, at, sentence.stop)
        found = self._mention(sentence, at, sentence.comma(at, sentence.stop))
        if not found:
            return None
        mention = self._in_apposition(sentence, self._numbered(sentence, found))[0]
        if mention.name.lower() in self.words.place_heads:
            return None  # "di RT 05"
        if self.media.is_broadcaster(mention):
            return mention
        if known:
            return mention if self.media.entity(mention) else None
        named = mention.definite or self.media.is_small(mention.name) or not self.media.is_generic(mention)
        described = self.media.is_described(mention)  # "kepada media lokal"
        return mention if self.media.is_known(mention) and (named or described) else None

    # -- words run together by scraping ------------------------------------------------------------

    def glued(self, sentence: Sentence) -> Iterator[Group]:
        """ "dilansirdetikNewsdariNew Arab"."""
        for match in self.glued_pattern.finditer(self.reading.text, sentence.start, sentence.end):
            hops = tuple(self._glued_names(match.start("rest"), match["rest"]))
            if hops:
                yield hops

    def _glued_names(self, start: int, rest: str) -> Iterator[Hop]:
        origin = "|".join(self.words.origin)
        for part in re.finditer(rf"(?:^|{origin})\s*(?P<name>\S.*?)\s*(?={origin}|$)", rest):
            entity = self.reading.registry.find(part["name"])
            if entity and entity.kind in MEDIA:
                begin, end = (start + place for place in part.span("name"))
                yield Hop(entity.name, entity.id, part["name"], begin, end, SENTENCE, "glued-words")

    # -- a sentence that is nothing but a credit ---------------------------------------------------

    def credit(self, sentence: Sentence) -> Group:
        """ "Demikian diberitakan AFP.", "Dikutip dari Antara, Senin (3/6).": nothing else is said."""
        at, opened = self._behind_opener(sentence)
        hops: Group = ()
        while at and (found := self._credited(sentence, at, opened=opened)):
            hops = (*self.hops(sentence, found[0], "closing-credit"), *hops)
            at = sentence.skip_aside(found[1])  # "Demikian laporan Reuters yang dikutip BBC"
            if at >= sentence.stop:
                return hops
            at += 1
        return ()

    def _credited(self, sentence: Sentence, at: int, *, opened: bool) -> Found | None:
        """The medium behind the verb or noun of a credit, which stands before `at`."""
        verb = sentence.lower[at - 1]
        passive = verb in self.data.trailing.passives
        if not (passive or (opened and verb in self.data.reporting.nouns)):
            return self._reporter(sentence, at - 1) if opened else None
        while at < sentence.stop and self._connects(sentence.lower[at]):
            at += 1
        found = self._mention(sentence, at, sentence.stop)
        lenient = passive and verb not in self.grammar.anaphora_passives  # "demikian dilaporkan Rina"
        known = found and (self.media.is_cited(found[0]) if lenient else self.media.is_known(found[0]))
        return found if known else None

    def _reporter(self, sentence: Sentence, at: int) -> Found | None:
        """The medium of "Demikian Antara melaporkan": its subject, and the index behind its verb."""
        found = self._mention(sentence, at, sentence.stop)
        if not found or found[1] >= sentence.stop or not self.media.is_known(found[0]):
            return None
        return (found[0], found[1] + 1) if sentence.lower[found[1]] in self.data.reporting.said else None

    def _behind_opener(self, sentence: Sentence) -> tuple[int, bool]:
        """Where the medium of a credit begins, behind its verb, and whether "demikian" opens it."""
        lower, stop = sentence.lower, sentence.stop
        opened = match_phrase(self.grammar.nominal_openers, lower, 0, stop)
        at = opened
        while at < stop and lower[at] in self.data.trailing.openers:
            at += 1
        return min(at + 1, stop), opened > 0
