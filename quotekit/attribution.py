"""Who is cited: from the mention of a source to a speaker, across sentences.

Pronouns, "-nya", roles and short names are resolved through the article itself and the registry. Where the
text does not decide, a quotation is `ambiguous` and its candidates are kept; one without a source stays
`unattributed`. Nothing is guessed silently: every answer has a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from quotekit.cast import NAME_RUN, Cast, Seen, repaired
from quotekit.mentions import CLITIC_LEAST, vocabulary
from quotekit.models import Article, Candidate, Mention, Quotation
from quotekit.quotations import FoundQuotes, find_quotes
from quotekit.reading import Reading, as_reading
from quotekit.registry import Entity, name_key, slug

# An antecedent farther back than this many sentences is no longer meant.
ANTECEDENT_MOST = 8
# Somebody only mentioned is meant, if nobody was cited within so many sentences before that.
NEAR_MOST = 3
# How strongly a sentence points at somebody.
CITED, INTRODUCED, SUBJECT, MENTIONED = range(4)
# The owner of "pengacaranya" is named within so many code points before it.
OWNER_MOST = 600
PARENTHESIS = re.compile(r"\s*\([^()]*\)")
# A quotation goes on over at most this many sentences without a cue of its own.
CONTINUED_MOST = 2


class Speaker(msgspec.Struct, frozen=True):
    """The answer for one mention: who it is, why, and who else was considered."""

    name: str | None
    id: str | None
    reason: str
    status: str = "attributed"
    kind: str = "person"
    role: str | None = None
    affiliation: str | None = None
    candidates: tuple[Candidate, ...] = ()
    mention: Mention | None = None


def attribute(
    article: Article | Reading,
    quotations: FoundQuotes | Iterable[Quotation] | None = None,
    *,
    candidates: bool = False,
) -> tuple[Quotation, ...]:
    """Name the speaker of every quotation.

    Args:
        article: an article, or one already read.
        quotations: of that article, as `find_quotes` returns them; found anew if not given.
        candidates: keep for every pronoun who else was near, and why that one lost.

    Returns:
        The same quotations, in the same order, with speaker, role, affiliation, status and reason.

    Examples:
        >>> text = 'Bupati Rina Hartati datang. "Kami siap," katanya.'
        >>> [quotation] = attribute(Article(id="a", text=text))
        >>> quotation.speaker, quotation.role
        ('Rina Hartati', 'Bupati')
    """
    reading = as_reading(article)
    found = find_quotes(reading) if quotations is None else quotations
    found = list(found.quotations if isinstance(found, FoundQuotes) else found)
    if not found:
        return ()
    return tuple(_Attributor(reading, found, candidates=candidates).run())


class _Attributor:
    """Goes through the quotations of one article in the order of the text."""

    def __init__(self, reading: Reading, quotations: list[Quotation], *, candidates: bool) -> None:
        self.reading, self.quotations, self.candidates = reading, quotations, candidates
        self.words = vocabulary(reading.language)
        self.cast = Cast(reading, [q.source for q in quotations if q.source])
        self.said: list[tuple[int, Speaker]] = []  # what was resolved so far: sentence and speaker
        self.subjects: dict[int, Mention | None] = {}
        self.resolved: dict[tuple[int, int], Speaker] = {}

    def run(self) -> Iterable[Quotation]:
        previous: Quotation | None = None
        for quotation in sorted(self.quotations, key=self._order):
            quotation = self._carry(quotation, previous) if quotation.source is None else quotation
            out = self._attribute(quotation)
            previous = out
            self.resolved_quote = out
            yield out

    def _order(self, q: Quotation) -> tuple[int, int]:
        return (q.start, q.end)

    # -- quotations without a cue ------------------------------------------------------------------

    def _carry(self, quotation: Quotation, previous: Quotation | None) -> Quotation:
        """A quoted sentence without a cue goes on with the quotation before it."""
        if quotation.rule != "continued" or previous is None or previous.source is None:
            return quotation
        gap = self.reading.sentence_at(quotation.start) - self.reading.sentence_at(max(previous.end - 1, previous.source.start))
        if gap > CONTINUED_MOST:
            return quotation
        return msgspec.structs.replace(
            quotation, cue=previous.cue, source=previous.source, stance=previous.stance
        )

    # -- one quotation -----------------------------------------------------------------------------

    def _attribute(self, quotation: Quotation) -> Quotation:
        mention = quotation.source
        if mention is None:
            reason = "no cue and no source beside it, and no quotation right before it"
            return msgspec.structs.replace(quotation, status="unattributed", reason=reason)
        speakers = [self.resolve(one) for one in (mention, *mention.others)]
        first = speakers[0]
        place = self.reading.sentence_at(mention.start)
        self.said.append((place, first if len(speakers) == 1 else self._several(speakers)))
        names = [speaker.name for speaker in speakers if speaker.name]
        ids = [speaker.id for speaker in speakers if speaker.id]
        statuses = {speaker.status for speaker in speakers}
        status = next(s for s in ("ambiguous", "unattributed", "attributed") if s in statuses)
        return msgspec.structs.replace(
            quotation,
            speaker="; ".join(names) or None,
            speaker_id="; ".join(ids) or None,
            role=first.role,
            affiliation=first.affiliation,
            status=status,
            reason="; ".join(dict.fromkeys(speaker.reason for speaker in speakers)),
            candidates=tuple(candidate for speaker in speakers for candidate in speaker.candidates),
        )

    def _several(self, speakers: list[Speaker]) -> Speaker:
        names, ids = ("; ".join(filter(None, (getattr(s, key) for s in speakers))) for key in ("name", "id"))
        return Speaker(names or None, ids or None, "several", kind="group")

    def resolve(self, mention: Mention) -> Speaker:
        """Resolve one mention, once."""
        key = (mention.start, mention.end)
        if key not in self.resolved:
            self.resolved[key] = self._resolve(mention)
        return self.resolved[key]

    def _resolve(self, mention: Mention) -> Speaker:
        if mention.kind == "pronoun":
            return self._pronoun(mention)
        if mention.kind == "document":
            return self._document(mention)
        if mention.kind == "role":
            return self._role(mention)
        if mention.kind in ("body", "group"):
            return self._body(mention)
        return self._named(mention)

    # -- names -------------------------------------------------------------------------------------

    def _entity(self, entity: Entity, mention: Mention, reason: str) -> Speaker:
        kind = "person" if entity.kind == "person" else "body"
        role, affiliation = mention.role, mention.affiliation
        if kind == "person" and role is None:
            role, affiliation = self.cast.role(entity.name)
        return Speaker(entity.name, entity.id, reason, kind=kind, role=role,
                       affiliation=affiliation or entity.affiliation, mention=mention)  # fmt: skip

    def _named(self, mention: Mention) -> Speaker:
        name = self.cast.bare(mention) or mention.name
        registry = self.reading.registry
        longer = self.cast.full_names(name, mention.start)
        entity = registry.find(name) or (mention.role is None and mention.acronym and registry.find(mention.acronym)) or None
        if entity and not (entity.kind == "person" and longer and registry.find(longer[0]) is not entity and " " not in name):
            return self._entity(entity, mention, "named; in the registry")
        state = registry.state_of_capital(name) if mention.role is None else None
        if state and not longer:
            return self._entity(state, mention, "a capital that stands for its state")
        if longer:
            return self._short(name, longer, mention)
        acronym = self.cast.acronyms.get(name_key(name))
        if acronym and (known := registry.find(acronym)):
            return self._entity(known, mention, "named in full; the article gives its acronym")
        role, affiliation = (mention.role, mention.affiliation) if mention.role else self.cast.role(name)
        kind = "person" if mention.role or " " in name or not name.isupper() else "body"
        name = repaired(name)
        return Speaker(name, slug(name), "named", kind=kind, role=role, affiliation=affiliation or mention.affiliation, mention=mention)

    def _short(self, name: str, longer: list[str], mention: Mention) -> Speaker:
        """A short name: the person of that name mentioned last before it."""
        best = longer[0]
        others = tuple(
            Candidate(full, self.cast.places[full][0], self.cast.places[full][0] + len(full), "mentioned farther away")
            for full in longer[1:]
            if not set(full.lower().split()) <= set(best.lower().split())
            and not set(best.lower().split()) <= set(full.lower().split())
        )
        entity = self.reading.registry.find(best)
        full = entity.name if entity else self.cast.bare(mention) if best == name else best
        full = repaired(full)
        role, affiliation = (mention.role, mention.affiliation) if mention.role else self.cast.role(full)
        return Speaker(full, entity.id if entity else slug(full), f"short for {full}, named in full in the article",
                       role=role, affiliation=affiliation, candidates=others, mention=mention)  # fmt: skip

    # -- roles, bodies, documents ------------------------------------------------------------------

    def _role(self, mention: Mention) -> Speaker:
        """"presiden Rusia", "PM Israel tersebut": whom the article or the registry calls so."""
        role = mention.name
        held = self._holder_in_article(role, mention)
        if held:
            return held
        entity = self.reading.registry.holder(role, self.reading.article.published)
        if entity:
            return self._entity(entity, mention, f"who held the role {role!r}")
        if mention.definite:
            return self._antecedent(mention, person=True) or self._generic(mention)
        return self._generic(mention)

    def _holder_in_article(self, role: str, mention: Mention) -> Speaker | None:
        """The person to whom the article gives the role, the one mentioned last before the mention."""
        wanted = self._expanded(role)
        best: tuple[int, Mention] | None = None
        for person in self._titled(role.split()[0].lower()):
            if person.start == mention.start or not (wanted <= self._expanded(person.role or "")):
                continue
            distance = mention.start - person.start if person.start < mention.start else 10**9 + person.start
            if best is None or distance < best[0]:
                best = (distance, person)
        if best is None:
            return None
        speaker = self._named(best[1])
        return msgspec.structs.replace(speaker, reason=f"the article calls {speaker.name} {best[1].role!r}", mention=mention)

    def _expanded(self, role: str) -> frozenset[str]:
        """The words of a role, states under their full name."""
        out: set[str] = set()
        for word in role.replace("(", " ").replace(")", " ").split():
            entity = self.reading.registry.find(word) if word[0].isupper() else None
            out.update(name_key(entity.name).split() if entity and entity.kind == "state" else name_key(word).split())
        return frozenset(out)

    def _titled(self, head: str) -> list[Mention]:
        """Every person whom the article mentions with a role that begins with a word."""
        found = []
        for number, bounds in enumerate(self.reading.sentences):
            if head not in self.reading.text[bounds.start : bounds.end].lower():
                continue
            sentence = self.reading.sentence(number)
            for at, low in enumerate(sentence.lower):
                if low == head and (read := sentence.mention(at)) and read[0].kind == "person" and read[0].role:
                    found.append(read[0])
        return found

    def _body(self, mention: Mention) -> Speaker:
        registry = self.reading.registry
        for name in filter(None, (mention.name, mention.acronym)):
            if entity := registry.find(name):
                return self._entity(entity, mention, "named; in the registry")
        if entity := self._ends_in_known(mention):
            return self._entity(entity, mention, "named; in the registry")
        acronym = self.cast.acronyms.get(name_key(mention.name.split(" (")[0]))
        if acronym and (entity := registry.find(acronym)):
            return self._entity(entity, mention, "named in full; the article gives its acronym")
        if mention.definite:
            return self._antecedent(mention, person=False) or self._generic(mention)
        return self._longer_body(mention) or self._generic(mention)

    def _ends_in_known(self, mention: Mention) -> Entity | None:
        """"kantor berita Rusia TASS": the known name at the end of a description."""
        words = mention.name.split(" (")[0].split()
        head = words[0].lower()
        if head in self.words.kept or head in self.words.role_heads:
            return None  # "para pakar PBB" are not the PBB
        for at in range(1, len(words)):
            if words[at][0].isupper() and words[at - 1].lower() not in self.words.stops:
                entity = self.reading.registry.find(" ".join(words[at:]))
                if entity and entity.kind != "state" and entity.kind != "person":
                    return entity
        return None

    def _longer_body(self, mention: Mention) -> Speaker | None:
        """"militer" after "militer Kuwait": the same body under its longer name."""
        short = mention.name.lower()
        for _, speaker in reversed(self.said):
            if speaker.name and speaker.kind == "body" and speaker.name.lower().startswith(short + " "):
                return msgspec.structs.replace(speaker, reason=f"short for {speaker.name!r}", mention=mention)
        return None

    def _document(self, mention: Mention) -> Speaker:
        """"laporan tersebut": the body that was cited last speaks through it."""
        if mention.definite:
            for _, speaker in reversed(self.said):
                if speaker.kind == "body" and speaker.name:
                    return msgspec.structs.replace(speaker, reason=f"the document of {speaker.name}", mention=mention)
        return self._generic(mention)

    def _generic(self, mention: Mention) -> Speaker:
        """A source that has no name keeps its own words, in lower case."""
        text = mention.name
        if mention.kind == "body" and text[0].isupper() and text.split()[-1][0].isupper() and not mention.definite:
            name = PARENTHESIS.sub("", text)
            return Speaker(name, slug(name), "a body under its own name", kind="body", mention=mention)
        words = self._own_words(mention).lower()
        kind = "body" if mention.kind in ("body", "group") else "person"
        return Speaker(words, slug(words), "a source without a name", kind=kind, role=mention.role,
                       affiliation=mention.affiliation, mention=mention)  # fmt: skip

    def _own_words(self, mention: Mention) -> str:
        """The words of a generic source, acronyms in parentheses left out, "negara tersebut" named."""
        words = PARENTHESIS.sub("", mention.name)
        last = words.split()[-1]
        if mention.definite and last.lower() in self.reading.language.mentions.names.states:
            state = self._last_state(mention)
            return " ".join([*words.split()[:-1], state]) if state else words
        clitic = self.reading.language.cues.clitic.source
        if last.endswith(clitic) and len(last) > CLITIC_LEAST:
            owner = self._last_state(mention) if mention.kind in ("body", "group") else self._last_person(mention)
            return f"{words.removesuffix(clitic)} {owner}" if owner else words
        return words

    def _last_state(self, mention: Mention) -> str | None:
        """The state named last before a mention."""
        registry = self.reading.registry
        for match in reversed(list(NAME_RUN.finditer(self.reading.text, 0, mention.start))):
            for name in (match[0], match[0].split()[-1]):
                entity = registry.find(name) or registry.state_of_capital(name)
                if entity and entity.kind == "state":
                    return entity.name
        return None

    def _last_person(self, mention: Mention) -> str | None:
        """The person named last before a mention."""
        near = self.cast.between(max(0, mention.start - OWNER_MOST), mention.start)
        return next((seen.name for seen in reversed(near) if " " in seen.name or self.cast.is_person(seen.name)), None)

    # -- antecedents -------------------------------------------------------------------------------

    def _pronoun(self, mention: Mention) -> Speaker:
        clitic = mention.text.lower() == self.reading.language.cues.clitic.source
        person = None if clitic or mention.plural else True
        found = self._antecedent(mention, person=person)
        if found:
            return found
        return Speaker(None, None, f"no antecedent for {mention.text!r} in the {ANTECEDENT_MOST} sentences before it",
                       status="unattributed", mention=mention)  # fmt: skip

    def _antecedent(self, mention: Mention, *, person: bool | None) -> Speaker | None:
        """The source or subject mentioned last before a mention.

        Sentence by sentence backwards: who was cited there, who is introduced there, who is its subject.
        Somebody who is only mentioned counts where nobody was cited close by; so does a body for "-nya".

        Args:
            mention: a pronoun or a definite description.
            person: whether it must be a person; None for either.
        """
        number = self.reading.sentence_at(mention.start)
        only_mentioned: tuple[int, Speaker, str] | None = None
        body: tuple[int, Speaker, str] | None = None
        for back in range(number, max(-1, number - ANTECEDENT_MOST - 1), -1):
            found = self._in_sentence(back, mention, person)
            for speaker, why, weight in found:
                if weight == MENTIONED:
                    only_mentioned = only_mentioned or (back, speaker, why)
                elif person is None and speaker.kind != "person" and not mention.plural:
                    body = body or (back, speaker, why)
                    if self._just_quoted(back, number):
                        return self._as_antecedent(*body[1:], mention)
                elif only_mentioned and only_mentioned[0] - back > NEAR_MOST:
                    return self._as_antecedent(*only_mentioned[1:], mention)
                elif body and body[0] - back > NEAR_MOST:
                    return self._as_antecedent(*body[1:], mention)
                else:
                    return self._as_antecedent(speaker, why, mention)
        last = max(filter(None, (body, only_mentioned)), key=lambda item: item[0], default=None)
        return self._as_antecedent(*last[1:], mention) if last else None

    def _just_quoted(self, back: int, number: int) -> bool:
        """Whether the sentence `back` quotes its source in marks, right before sentence `number`."""
        return number - back <= 1 and bool(self.reading.sentences[back].quoted)

    def _in_sentence(self, number: int, mention: Mention, person: bool | None) -> list[tuple[Speaker, str, int]]:
        """Who may be meant in one sentence, best first: cited, introduced, subject, mentioned."""
        out = [
            (speaker, "the source cited last", CITED)
            for place, speaker in reversed(self.said)
            if place == number and self._agrees(speaker, mention, person) and speaker.mention.start < mention.start
        ]
        subject = self._subject(number)
        if subject and (subject.end > mention.start or (subject.kind != "person" and not mention.plural)):
            subject = None
        if mention.plural or person is False:
            out += [(self.resolve(subject), "the subject named last", SUBJECT)] if subject else []
            return [item for item in out if self._agrees(item[0], mention, person)]
        bounds = self.reading.sentences[number]
        names = [
            seen
            for seen in self.cast.between(bounds.start, min(bounds.end, mention.start))
            if self.cast.is_person(seen.name) and not any(q.opened < seen.place < q.closed for q in bounds.quoted)
        ]
        out += [(self._seen(seen), "the person introduced last", INTRODUCED) for seen in reversed(names) if self.cast.introduces(seen)]
        if subject:
            out.append((self.resolve(subject), "the subject named last", SUBJECT))
        out += [(self._seen(seen), "the only person named near", MENTIONED) for seen in reversed(names)]
        return [item for item in out if self._agrees(item[0], mention, person)]

    def _seen(self, seen: Seen) -> Speaker:
        end = seen.place + len(seen.name)
        return self.resolve(Mention(seen.place, end, seen.name, "person", seen.place, end))

    def _agrees(self, speaker: Speaker, mention: Mention, person: bool | None) -> bool:
        if speaker.name is None or speaker.mention is None and not mention.plural:
            return False
        if mention.plural:
            return speaker.kind != "person"
        if person is True and mention.kind == "pronoun":
            return speaker.kind == "person"
        return person is None or (speaker.kind == "person") == person

    def _as_antecedent(self, speaker: Speaker, why: str, mention: Mention) -> Speaker:
        return msgspec.structs.replace(
            speaker, reason=f"{mention.text!r} is {speaker.name}, {why}", mention=mention, status="attributed"
        )

    def _subject(self, number: int) -> Mention | None:
        """The subject of a sentence: a group, a body, or somebody who is known to be a person."""
        if number not in self.subjects:
            self.subjects[number] = self._read_subject(number)
        return self.subjects[number]

    def _read_subject(self, number: int) -> Mention | None:
        sentence = self.reading.sentence(number)
        begin = sentence.after_leads(0, sentence.stop)
        found = sentence.mention(begin) if begin < sentence.stop else None
        if not found or found[0].others:
            return None
        mention = found[0]
        if mention.kind in ("group", "body"):
            return mention
        name = self.cast.bare(mention) if mention.kind == "person" else None
        return mention if name and (mention.role or self.cast.is_person(name)) else None
