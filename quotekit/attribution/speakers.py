"""From a mention to a speaker: names, short names, roles, bodies, documents, groups without a name.

A speaker is found in the registry, in the full names of the article, or keeps its own words. What points
back ("dia", "badan tersebut") is the business of `quotekit.attribution.antecedents`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

import msgspec

from quotekit.attribution.aliases import other_names
from quotekit.attribution.cast import Cast
from quotekit.attribution.history import BODY, EITHER, PERSON, History, Speaker
from quotekit.attribution.names import folded, repaired
from quotekit.attribution.offices import Offices
from quotekit.citing.citations import Citations
from quotekit.models import Candidate, Mention
from quotekit.reading import Reading
from quotekit.reading.vocabulary import CLITIC_LEAST, is_capital, match_phrase, vocabulary
from quotekit.registry import MEDIA, Entity, name_key, name_words, slug

# The owner of "pengacaranya" is named within so many code points before it.
OWNER_MOST = 600
PARENTHESIS = re.compile(r"\s*\([^()]*\)")


class Resolver:
    """Resolves the mentions of one article that name or describe their speaker themselves."""

    def __init__(self, reading: Reading, cast: Cast, history: History) -> None:
        """Look up in an article, among its persons and those who were cited before."""
        self.reading, self.cast, self.history = reading, cast, history
        self.registry = reading.registry
        self.words = vocabulary(reading.language)
        self.offices = Offices(reading)

    # -- names -------------------------------------------------------------------------------------

    def name(self, mention: Mention) -> Speaker:
        """Resolve a mention that holds a name: "Mahfud", "Ketua MKMK Jimly Asshiddiqie", "Seoul"."""
        name = self.cast.bare(mention) or mention.name
        name = self._other_names.get(name, name)
        longer = self.cast.full_names(name, mention.start)
        entity = self.registry.find(name) or (self._by_acronym(mention) if mention.role is None else None)
        if entity and not self._is_somebody_else(entity, name, longer):
            return self._known(entity, mention, "named; in the registry")
        if longer:
            return self._short(name, longer, mention)
        if mention.role is None and (state := self.registry.state_of_capital(name)):
            return self._known(state, mention, "a capital that stands for its state")
        if known := self.registry.find(self.cast.acronyms.get(name_key(name), "")):
            return self._known(known, mention, "named in full; the article gives its acronym")
        if unusual := self._unusual(name, mention):
            return unusual
        if mention.role is None and (acronym := self._used_acronym(mention)):
            return self._make(acronym, mention, "under its acronym, as the article calls it", kind=BODY)
        body = self.cast.names_body(name) or self._citations.media.is_known(mention)
        kind = BODY if mention.role is None and body else PERSON
        return self._make(repaired(name), mention, "named", kind=kind)

    @cached_property
    def _other_names(self) -> dict[str, str]:
        return other_names(self.cast)

    def _unusual(self, name: str, mention: Mention) -> Speaker | None:
        """Somebody under a name that is cut short or has a slip, if only one person can be meant."""
        held = frozenset(name_words(mention.role or ""))
        persons = [
            one for one in self.cast.unusual(name) if held <= set(name_words(self.cast.role(one)[0] or ""))
        ]
        if not persons or not all(_same(persons[0], other) for other in persons):
            return None
        speaker = self.name(self._bare_mention(max(persons, key=len)))
        reason = f"{name!r} can only be {speaker.name}, cut short or with a slip"
        return msgspec.structs.replace(speaker, reason=reason, place=mention.start)

    def _bare_mention(self, name: str) -> Mention:
        """The first mention of a name as it stands."""
        start = self.cast.places[name][0]
        return Mention(start, start + len(name), name, PERSON, start, start + len(name))

    def _by_acronym(self, mention: Mention) -> Entity | None:
        """The entity of an acronym in parentheses: "Garda Revolusi Islam Iran (IRGC)"."""
        acronym = mention.acronym
        if not acronym or not (acronym.isupper() or acronym[0] == mention.name[:1]):
            return None  # "Kementerian Kesehatan Yaman (Houthi)" has none
        return self.registry.find(acronym)

    def _is_somebody_else(self, entity: Entity, name: str, longer: list[str]) -> bool:
        """Whether a short name of the registry is somebody else here: another Kim, Aji and not the AJI."""
        shared = entity.kind == PERSON or (entity.name.isupper() and not name.isupper())
        return shared and " " not in name and bool(longer) and self.registry.find(longer[0]) is not entity

    def _known(self, entity: Entity, mention: Mention, reason: str) -> Speaker:
        """A speaker that the registry holds."""
        if entity.kind != PERSON:
            return Speaker(
                entity.name, entity.id, reason, mention.start, BODY, affiliation=entity.affiliation
            )
        role, affiliation = self._role_of(entity.name, mention)
        return Speaker(
            entity.name,
            entity.id,
            reason,
            mention.start,
            role=role,
            affiliation=affiliation or entity.affiliation,
        )

    def _make(self, name: str, mention: Mention, reason: str, *, kind: str = PERSON) -> Speaker:
        """A speaker whom only the article names."""
        role, affiliation = self._role_of(name, mention) if kind == PERSON else (None, None)
        return Speaker(name, slug(name), reason, mention.start, kind, role=role, affiliation=affiliation)

    def _role_of(self, name: str, mention: Mention) -> tuple[str | None, str | None]:
        """The role and body that stand with a mention, or with another mention of the same person."""
        if mention.role:
            return mention.role, mention.affiliation
        role, affiliation = self.cast.role(name)
        return role, mention.affiliation or affiliation

    def _short(self, name: str, longer: list[str], mention: Mention) -> Speaker:
        """A short name: the person of that name mentioned last before it."""
        best = self._other_names.get(longer[0], longer[0])
        entity = self.registry.find(best)
        full = entity.name if entity else repaired(best)
        speaker = self._known(entity, mention, "") if entity else self._make(full, mention, "")
        others = [other for other in longer[1:] if not _same(other, best)]
        if others and self.cast.side_by_side(best, others[0], mention.start):
            reason = f"{name!r} may be {full} or {others[0]}; both are named in one place before it"
            both = tuple(self._candidate(one, "as near as the other") for one in (best, others[0]))
            return Speaker("", "", reason, mention.start, status="ambiguous", candidates=both)
        lost = tuple(self._candidate(other, f"named farther away than {full}") for other in others)
        reason = f"short for {full}, named in full in the article"
        return msgspec.structs.replace(speaker, reason=reason, candidates=lost)

    def _candidate(self, name: str, reason: str) -> Candidate:
        place = self.cast.places[name][0]
        return Candidate(repaired(name), place, place + len(name), reason)

    # -- roles -------------------------------------------------------------------------------------

    def holder(self, mention: Mention) -> Speaker | None:
        """Find whom the article or the registry calls so: "Presiden", "presiden Rusia", "PM Israel"."""
        if person := self.offices.holder(mention):
            speaker = self.name(person)
            reason = f"the article calls {speaker.name} {person.role!r}"
            return msgspec.structs.replace(speaker, reason=reason, place=mention.start)
        entity = self.registry.holder(mention.name, self.reading.article.published)
        return self._known(entity, mention, f"who held the role {mention.name!r}") if entity else None

    # -- bodies, documents, sources without a name -------------------------------------------------

    def body(self, mention: Mention) -> Speaker | None:
        """Resolve a body that is known, under its name, its acronym or a longer name; None if it is not."""
        plain = mention.name.partition(" (")[0]  # "Pasukan Pertahanan Israel (Israel Defense Forces/IDF)"
        entity = self.registry.find(mention.name) or self._by_acronym(mention) or self.registry.find(plain)
        if entity := entity or self._ends_in_known(mention):
            return self._known(entity, mention, "named; in the registry")
        acronym = self.cast.acronyms.get(name_key(plain))
        if acronym and (entity := self.registry.find(acronym)):
            return self._known(entity, mention, "named in full; the article gives its acronym")
        if acronym := self._used_acronym(mention, acronym):
            return self._make(acronym, mention, "under its acronym, as the article calls it", kind=BODY)
        return None if mention.definite else self._longer_body(mention) or self._named_medium(mention)

    def _named_medium(self, mention: Mention) -> Speaker | None:
        """A name behind its class: "majalah Gatra", "Kantor Berita Kuba Prensa Latina", "bank BNP"."""
        words = mention.name.split(" (")[0].split()
        at = match_phrase(self.reading.context.grammar.media, list(map(str.lower, words)), 0, len(words))
        at = at or words[0] in self.words.classes
        while at and at < len(words) and (words[at][0].islower() or self._is_state(words[at])):
            at += 1
        name = words[at:]
        if (
            not at
            or not all(map(is_capital, name))
            or all(word.lower() in self.words.domain for word in name)
        ):
            return None
        return self._make(" ".join(name), mention, "under its own name", kind=BODY)

    def _is_state(self, name: str) -> bool:
        entity = self.registry.find(name)
        return entity is not None and entity.kind == "state"

    def _used_acronym(self, mention: Mention, acronym: str | None = None) -> str | None:
        """The acronym of a body, if the article uses it beside the one in parentheses."""
        acronym = acronym or (mention.acronym if mention.text.endswith(")") else None)
        used = acronym and acronym.isupper() and self.reading.text.count(acronym) > 1
        return acronym if used else None

    def _ends_in_known(self, mention: Mention) -> Entity | None:
        """The known name at the end of a description: "kantor berita Rusia TASS"."""
        words = mention.name.split(" (")[0].split()
        head = words[0].lower()
        medium = match_phrase(self.reading.context.grammar.media, list(map(str.lower, words)), 0, len(words))
        part = head in self.words.parts and not medium
        people = any(word.lower() in self.words.role_heads for word in words)  # "kelompok pendukung Hamas"
        if part or people or (head in self.words.kept and head not in self.words.teams):
            return None  # "para pakar PBB" are not the PBB, nor is "badan pengungsi PBB"
        for at in range(1, len(words)):
            if words[at][0].isupper() and words[at - 1].lower() not in self.words.stops:
                entity = self.registry.find(" ".join(words[at:]))
                if entity and entity.kind not in ("state", PERSON):
                    return entity
        return None

    def _longer_body(self, mention: Mention) -> Speaker | None:
        """The same body under its longer name: "militer" after "militer Kuwait", "tentara" too."""
        name = mention.name.lower()
        alike = [name, *(one for one in self.words.forces if name in self.words.forces and one != name)]
        speaker = next(filter(None, map(self.history.longer_body, alike)), None) or self._uncited(mention)
        reason = f"short for {speaker.name!r}" if speaker else ""
        return speaker and msgspec.structs.replace(speaker, reason=reason, place=mention.start)

    def _uncited(self, mention: Mention) -> Speaker | None:
        """The body that was named before in full: "komisi" after "Komisi Penyiaran Daerah (KPD)"."""
        head = mention.name.lower()
        if head not in self.words.body_heads or head in self.words.common_bodies or head in self.words.kept:
            return None
        place = self.cast.run_of(head, mention.start)
        found = self.reading.mention_at(*place) if place else None
        if found is None or found.kind != BODY:
            return None
        return self.body(found) or self.generic(found)

    def owner(self, mention: Mention) -> Mention | None:
        """Whose document it is: "pernyataan polisi" is what the police say."""
        if mention.definite:
            return None
        sentence = self.reading.sentence(self.reading.sentence_at(mention.start))
        at = bisect_left(sentence.tokens.starts, mention.name_start) + 1
        end = max(at, bisect_left(sentence.tokens.starts, mention.end))
        before, words = sentence.grammar.before_source, sentence.lower[at : min(end + 1, sentence.stop)]
        given = next((k for k, low in enumerate(words) if low in before), None)
        if given is not None:
            at += given + 1  # "laporan dari Walhi", "ringkasan percakapan oleh pengelola"
        elif at == end:
            return None
        found = sentence.mention(at)
        return found[0] if found and self._can_own(found[0]) else None

    def _can_own(self, mention: Mention) -> bool:
        """Whether a mention behind a document is its author, no part of its title."""
        if mention.kind != PERSON or mention.role:
            return mention.kind != "document"
        known = self.registry.find(mention.name)
        return mention.name.isupper() or known is not None or self.cast.is_person(mention.name)

    def medium(self, mention: Mention) -> Speaker | None:
        """The medium named last that is called so: "majalah itu" is Tempo behind "majalah Tempo"."""
        head = mention.name.split()[0].lower()
        if head not in self.reading.context.grammar.media:
            return None
        for number in range(self.reading.sentence_at(mention.start), -1, -1):
            if head not in self.offices.sentences[number]:
                continue
            sentence = self.reading.sentence(number)
            for at in range(len(sentence.lower) - 1, -1, -1):
                found = sentence.mention(at) if sentence.lower[at] == head else None
                if found and found[0].start < mention.start and not found[0].definite:
                    one = self.body(found[0]) or self.generic(found[0])
                    if not one.name.islower():
                        reason = f"{mention.text!r} is {one.name}, called so last"
                        return msgspec.structs.replace(one, reason=reason, place=mention.start)
        return self._medium_cited(mention)

    def _medium_cited(self, mention: Mention) -> Speaker | None:
        """The medium that was cited last, for a description of a medium."""
        for one in reversed(self.history.bodies):
            entity = self.registry.entities.get(one.id)
            if entity and entity.kind in MEDIA:
                reason = f"{mention.text!r} is {one.name}, the medium cited last"
                return msgspec.structs.replace(one, reason=reason, place=mention.start)
        return None

    def document(self, mention: Mention) -> Speaker:
        """Resolve "laporan tersebut" to the body or medium cited last, any other document to itself."""
        if not mention.definite:
            return self.generic(mention)
        people = self.words.role_heads  # "demonstran" publish no report
        issuers = [one for one in self.history.bodies if one.name.split()[0].lower() not in people]
        body = next(reversed(issuers or self.history.bodies), None)
        medium = self._citations.named_last(self.reading.sentence_at(mention.start))
        if medium and (body is None or medium.start > body.place):
            body = Speaker(medium.name, medium.name_id, "", mention.start, BODY)
        if body is None:
            return self.generic(mention)
        return msgspec.structs.replace(body, reason=f"the document of {body.name}", place=mention.start)

    @cached_property
    def _citations(self) -> Citations:
        return Citations(self.reading)

    def generic(self, mention: Mention) -> Speaker:
        """A source that nobody knows keeps its own words: a proper name as it is, others in lower case."""
        text = PARENTHESIS.sub("", mention.name)
        proper = text[0].isupper() and text.split()[-1][0].isupper() and not mention.definite
        if proper and (mention.kind == BODY or mention.acronym):
            return self._make(text, mention, "a body under its own name", kind=BODY)
        words = self._counted(mention) + self._own_words(mention, text).lower()
        kind = BODY if mention.kind in (BODY, "group") else PERSON
        head, described, _ = words.partition(" ")
        if mention.kind == "group" and described and not mention.plural and head in self.words.role_heads:
            kind = EITHER
        if kind != PERSON and (same := self.history.body(words)):
            return msgspec.structs.replace(same, place=mention.start)
        alone = mention.kind == "role" and not described and mention.start == mention.name_start
        if alone and (whole := self.history.whole_of(words, self.words.kept)):
            return msgspec.structs.replace(whole, reason=f"short for {whole.name!r}", place=mention.start)
        reason = "a source without a name"
        return Speaker(
            words,
            slug(words),
            reason,
            mention.start,
            kind,
            role=mention.role,
            affiliation=mention.affiliation,
        )

    def _counted(self, mention: Mention) -> str:
        """The word that tells how many a generic source are, with its space: "beberapa sumber"."""
        first = mention.text[: mention.name_start - mention.start].lower()
        return first if first.strip() in self.words.quantities else ""

    def points_at_state(self, mention: Mention) -> bool:
        """Whether only the state of a description was named before: "otoritas negara itu"."""
        _, *rest = mention.name.lower().split()
        return bool(rest) and rest[-1] in self.reading.language.mentions.names.states

    def _own_words(self, mention: Mention, words: str) -> str:
        """The words of a generic source, with the state or owner that they point at."""
        *first, last = words.split()
        if mention.definite and last.lower() in self.reading.language.mentions.names.states:
            state = self._last_state(mention)
            return " ".join([*first, state]) if state else words
        if last in self.words.others:
            return words
        if last.endswith(self.words.clitic) and len(last) > CLITIC_LEAST:
            owner = self._last_person(mention) if mention.kind == "role" else self._last_state(mention)
            return f"{words.removesuffix(self.words.clitic)} {owner}" if owner else words
        return words

    def _last_state(self, mention: Mention) -> str | None:
        """The state named last before a mention."""
        for run in self.cast.runs_before(mention.start):
            for name in (run[0], run[0].split()[-1]):
                entity = self.registry.find(name) or self.registry.state_of_capital(name)
                if entity and entity.kind == "state":
                    return entity.name
        return None

    def _last_person(self, mention: Mention) -> str | None:
        """The person named last before a mention."""
        near = self.cast.between(max(0, mention.start - OWNER_MOST), mention.start)
        return next(
            (seen.name for seen in reversed(near) if " " in seen.name or self.cast.is_person(seen.name)), None
        )


def _same(one: str, other: str) -> bool:
    """Whether two forms may be one person: the words of one are among those of the other."""
    return folded(one) <= folded(other) or folded(other) <= folded(one)
