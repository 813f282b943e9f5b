"""What stands around a cue: its source, behind words that lead up to it, and adjuncts of both."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from quotekit.citing.verbs import behind_issuing, cited_behind, heard_from
from quotekit.models import Mention
from quotekit.quotations.clauses import has_main_predicate, is_predicate, main_predicate
from quotekit.quotations.contents import Contents
from quotekit.reading.cues import NOMINAL, PREPOSITION, ROOT, Cue
from quotekit.reading.lists import listed
from quotekit.reading.sentences import DASHES, Found, Sentence
from quotekit.reading.vocabulary import is_capital, match_phrase

# A source in common nouns behind a carrier has no more words than this.
GENERIC_MOST = 4


class Frame:
    """Measures the surroundings of the cues of one sentence; indices are those of its tokens."""

    def __init__(self, sentence: Sentence) -> None:
        """Prepare to measure in a sentence."""
        self.s, self.g = sentence, sentence.grammar
        self.contents = Contents(sentence)

    # -- the source behind a cue -------------------------------------------------------------------

    def source_behind(self, after: int, cue: Cue) -> Found | None:
        """The source behind a cue: a clitic, a mention (a carrier before it skipped), or a list of them."""
        found = self._first_behind(after, cue)
        if not found or found[1] >= self.s.stop or self.s.raw[found[1]] != ",":
            return found
        every = listed(self.s, found, self.s.stop)
        closed = every[1] == self.s.stop or (cue.form == ROOT and self._adds(every[1]))
        return every if closed else found

    def only_adds(self, at: int) -> bool:
        """Whether nothing but when, where or to whom stands from `at` to the end of the sentence."""
        timed = self.s.skip_times(at, self.s.stop) >= self.s.stop  # "awal pekan ini"
        return timed or (self._adds(at) and not has_main_predicate(self.s, at, self.s.stop))

    def _adds(self, at: int) -> bool:
        """Whether what stands behind a source only says when, where or to whom."""
        low = self.s.lower[at]
        return low in self.g.adjuncts or low in self.s.words.days or self.s.raw[at] in "(,"

    def _first_behind(self, after: int, cue: Cue) -> Found | None:
        """The source right behind a cue."""
        if cue.clitic:
            return self.s.clitic(*cue.clitic), after
        if cue.word in self.g.alone:  # "…, demikian Antara", "“…,” demikian Hakim Rina Hartati."
            found = self.s.mention(after)
            closes = found and after - 2 in self.s.quotes and found[1] == self.s.stop
            return found if found and (closes or self.s.context.is_medium(found[0])) else None
        at = self.s.skip_adverbs(after, self.s.stop)
        if cue.form == NOMINAL and self._is_pointed_at(after):
            return self.s.mention(after - 1)  # "…, demikian pernyataan tersebut"
        if cue.form != ROOT:
            if cue.form == PREPOSITION and (held := self._held_by_carrier(at)):
                return held, at + 1
            while size := self._carrier(at):  # "laporan pengamatan dari …"
                at += size
            at = behind_issuing(self.s, at)
            while at < self.s.stop and self._leads_to_source(at, after):
                at += 1
            found = self.s.mention(at)
            if found and self.can_speak(found[0]):
                return found
            if cue.form == PREPOSITION and at > after and (generic := self._generic(at)):
                return generic
            at = after  # "menurut pengumuman resmi": the carrier itself is the source
            if cue.form == PREPOSITION and (generic := self._unnamed(at)):
                return generic
        elif (medium := self._medium_behind_carrier(at)) is not None:
            return medium
        found = self.s.mention(at)
        return found if found and (cue.form == ROOT or self.can_speak(found[0])) else None

    def _is_pointed_at(self, after: int) -> bool:
        """Whether the noun of a nominal cue is a document that was named before."""
        noun = self.s.lower[after - 1] in self.s.words.documents
        return noun and after < self.s.stop and self.s.lower[after] in self.s.words.definite

    def _medium_behind_carrier(self, at: int) -> Found | None:
        """The medium of "tulis laporan X"."""
        size = self._carrier(at) if at < self.s.stop and self.s.raw[at].islower() else 0
        found = self.named_behind(at + size, self.s.stop) if size else None
        return found if found and self.s.context.is_medium(found[0]) else None

    def named_behind(self, at: int, end: int) -> Found | None:
        """The medium or body that stands behind a document: "(pernyataan) resmi dari Kementerian X"."""
        qualities = self.s.context.language.relay.issuing.qualities
        while at < end and (
            self.s.lower[at] in qualities
            or self.s.lower[at] in self.g.attributives
            or self.s.lower[at] in self.g.before_source
        ):
            at += 1
        found = self.s.mention(at, end)
        named = found and (found[0].kind == "body" or self.s.context.is_medium(found[0]))
        return found if named else None

    def _leads_to_source(self, at: int, after: int) -> bool:
        """Whether a word stands between a carrier and its source: "hasil survei terbaru dari LSI"."""
        low = self.s.lower[at]
        return low in self.g.before_source or (at > after and low in self.g.attributives)

    def with_carrier(self, cue: Cue, after: int, source: Mention) -> Cue:
        """The cue with the noun that carries it: "menurut data", if the source stands behind that."""
        size = self._carrier(after) if cue.form in (PREPOSITION, ROOT) else 0
        if (
            cue.form == PREPOSITION
            and source.start > self.s.tokens.starts[after]
            and source.kind == "pronoun"
        ):
            return msgspec.structs.replace(cue, end=source.start)
        if not size or source.start < self.s.tokens.ends[after + size - 1]:
            return cue
        return msgspec.structs.replace(cue, end=self.s.tokens.ends[after + size - 1])

    def _carrier(self, at: int) -> int:
        """How many tokens at `at` are a noun that carries what a source says: "data", "laporan-laporan"."""
        if at < self.s.stop and is_capital(self.s.raw[at]):
            return 0  # "Survei Geologi AS" is a body
        return match_phrase(self.g.carriers, self.s.lower, at, self.s.stop)

    def _held_by_carrier(self, at: int) -> Mention | None:
        """The -nya of "menurut keterangannya" as a mention."""
        clitic = self.s.words.clitic
        if at >= self.s.stop or not self.s.lower[at].endswith(clitic):
            return None
        if self.s.lower[at].removesuffix(clitic) not in self.g.carriers:
            return None
        return self.s.clitic(self.s.tokens.ends[at] - len(clitic), self.s.tokens.ends[at])

    def _generic(self, at: int) -> Found | None:
        """Whoever or whatever stands before a comma: "menurut pengakuan pelaku, …", "menurut riset, …"."""
        comma = self.s.comma(at, min(self.s.stop, at + GENERIC_MOST))
        words = range(at, comma)
        closed = comma < self.s.stop and (self.s.raw[comma] == "," or self.s.raw[comma] in DASHES)
        if not words or not closed or match_phrase(self.g.adverbs, self.s.lower, at, comma):
            return None
        if any(
            not self.s.raw[k].isalpha()
            or self.s.lower[k] in self.s.words.stops
            or self.s.lower[k] in self.s.words.definite
            or (self.s.is_small_verb(k) and self.s.lower[k] not in self.g.attributives)
            for k in words
        ):
            return None
        start, end = self.s.tokens.starts[at], self.s.tokens.ends[comma - 1]
        return Mention(start, end, self.s.context.text[start:end], "role", start, end), comma

    def _unnamed(self, at: int) -> Found | None:
        """Whoever stands right behind the preposition in words unknown: "menurut penabuh dram itu, …"."""
        if at >= self.s.stop or self.s.lower[at] in self.g.norms or is_capital(self.s.raw[at]):
            return None
        read = self.s.mention(at)
        partly = read and read[0].kind == "document"  # of "studi terbaru" the noun alone
        found = self._generic(at) if partly or not read else None
        named = self.s.mention(found[1] + 1) if found and found[1] + 1 < self.s.stop else None
        if not named or named[1] >= self.s.stop or self.s.raw[named[1]] != ",":
            return found
        start, other = self.s.tokens.starts[at], named[0]  # "…, Rina, lagu itu selesai": her name
        text = self.s.context.text[start : other.end]
        return Mention(start, other.end, text, other.kind, other.name_start, other.name_end), named[1]

    def is_document(self, mention: Mention) -> bool:
        """Whether a mention names words rather than who said them: "sebuah unggahan di media sosial"."""
        return any(
            word in self.s.words.documents or word in self.g.carriers for word in mention.text.lower().split()
        )

    def cited(self, source: Mention, behind: int) -> Found:
        """Whom a medium or another source cites: in "kata RIA mengutip Putin" the source is Putin."""
        medium = self.s.context.is_medium(source)
        found = cited_behind(self.s, behind) if medium else heard_from(self.s, source, behind)
        return found or (source, behind)

    def cut_at_comma(self, source: Mention, gap: int, *, leads: bool = False) -> Found | None:
        """The source up to its comma and that, if it is the only one: "Menurut Rina, warga menolak".

        Behind a source that leads up to the content (`leads`) something must be left to say.
        """
        first = bisect_left(self.s.tokens.starts, source.start)
        comma = self.s.comma(first, gap)
        if leads and comma < gap == self.s.stop and (found := self.s.mention(first, comma)):
            return found[0], comma  # "menurut Rina, warga resah"
        if comma >= gap or gap >= self.s.stop or self.s.raw[gap] == ",":
            return None
        verb = self.s.skip_adverbs(gap, self.s.stop)
        goes_on = self.s.lower[gap] in self.g.relatives or self._is_predicate(verb)
        if self.is_adjunct(gap) and not goes_on:
            ahead = main_predicate(self.s, gap, self.s.stop)
            if ahead > self.s.comma(gap, self.s.stop) or self.s.lower[gap] not in self.s.words.inner:
                return None  # "Menurut Rina, Kepala Dinas Perikanan saat ditemui di Ambon, harga naik"
        if not has_main_predicate(self.s, comma + 1, self.s.stop):
            return None
        found = self.s.mention(first, comma)
        return (found[0], comma) if found else None

    def _is_predicate(self, at: int) -> bool:
        return at < self.s.stop and is_predicate(self.s, at, self.s.stop)

    def goes_on(self, at: int, comma: int) -> bool:
        """Whether the content stands behind its source without a comma: "Menurut Rina harga naik"."""
        if at >= comma or self.s.lower[at] in self.g.relatives:
            return False
        inside = comma >= self.s.stop and self.s.lower[at] in self.s.words.locatives
        if self.is_adjunct(at) and not inside and self.s.lower[at] not in self.g.predicates:
            return False
        if self.contents.active_at(at):
            return False
        return has_main_predicate(self.s, at, comma)

    def resumes(self, at: int) -> bool:
        """Whether what a cue parted goes on behind a comma: "…, Antara melaporkan, untuk menunda …"."""
        inside = at + 1 < self.s.stop and self.s.raw[at] == ","
        return inside and self.s.lower[at + 1] in self.g.subordinators | self.g.directive_openers

    def is_adjunct(self, at: int) -> bool:
        """Whether an adjunct between a source and its content begins: "saat ditemui", "Senin", "(3/6)"."""
        low = self.s.lower[at]
        return (
            low in self.g.adjuncts
            or low in self.s.words.days
            or self.s.raw[at] == "("
            or low in self.s.words.stops
        )

    def led_up(self, left: int, at: int, after: int) -> Found | None:
        """The source between an adjunct and its clause, and its comma: "Usai rapat itu kata Rina, …"."""
        comma = self.s.comma(after, self.s.stop)
        led = match_phrase(self.g.lead_prepositions, self.s.lower, left, at)
        if not 0 < led < at - left or not has_main_predicate(self.s, comma + 1, self.s.stop):
            return None
        found = self.s.mention(after, comma)
        return (found[0], comma) if found and found[1] == comma else None

    def in_title(self, at: int, cue: Cue) -> bool:
        """Whether a root is a word of a title or a name: "Ketua Umum Ikatan Pedagang"."""
        return cue.form == ROOT and at > 0 and is_capital(self.s.raw[at]) and self.s.raw[at - 1][-1].isalnum()

    def can_speak(self, mention: Mention, *, acts: bool = False) -> bool:
        """Whether a mention is more than a thing, a day, a law or a channel ("menurut Pasal 5").

        The owner of a channel and a company speak where they are the subject (`acts`).
        """
        low, rest = mention.text.split()[0].lower(), mention.text[1:]
        thing = low in self.s.words.things and rest == rest.lower()
        names = self.s.context.language.relay.channels.names
        if acts and (mention.kind == "body" or mention.name.lower() in names):
            return not thing
        return not thing and (low not in self.s.words.not_persons or self.s.context.is_medium(mention))
