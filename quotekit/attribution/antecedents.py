"""Whom "dia", "-nya", "mereka", "Presiden itu" and "badan tersebut" point back at.

Sentence by sentence backwards: who was cited there, who is introduced there, who is its subject. Somebody
who is only mentioned counts where nobody was cited close by. Two joint subjects make a single pronoun
ambiguous.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from quotekit.attribution.cast import Cast, Seen
from quotekit.attribution.history import BODY, EITHER, PERSON, History, Speaker
from quotekit.models import Candidate, Mention
from quotekit.reading import Reading
from quotekit.reading.cues import PASSIVE, Cue
from quotekit.reading.vocabulary import is_capital, match_phrase
from quotekit.registry import MEDIA, name_words

# An antecedent farther back than this many sentences is no longer meant.
ANTECEDENT_MOST = 8
# Somebody only mentioned is meant, if nobody was cited within so many sentences before that.
NEAR_MOST = 3
# How strongly a sentence points at somebody.
UNKNOWN = "the subject named last, of whom nothing tells a person"
CITED, INTRODUCED, SUBJECT, AGENT, MENTIONED = (
    "cited last",
    "introduced last",
    "the subject named last",
    "who said something last",
    "named near",
)


class Option(msgspec.Struct, frozen=True, gc=False):
    """Somebody whom a mention may point at."""

    sentence: int
    speaker: Speaker
    why: str


class Antecedents:
    """Finds antecedents in one article."""

    def __init__(
        self,
        reading: Reading,
        cast: Cast,
        history: History,
        resolve: Callable[[Mention], Speaker],
        owner: Callable[[Mention], Mention | None],
        contents: Mapping[int, tuple[int, int]],
        *,
        candidates: bool = False,
    ) -> None:
        """Look back in an article.

        Args:
            reading: the article.
            cast: its persons.
            history: who was cited so far; it grows while the article is read.
            resolve: turns a mention on the way into its speaker.
            owner: tells whose a document is.
            contents: the place of what each source says, by where the source begins; nobody is named
                by a pronoun behind what he is the subject of ("Rudi akan datang, ujarnya").
            candidates: keep who else was near, and why that one lost.
        """
        self.reading, self.cast, self.history = reading, cast, history
        self.resolve = resolve
        self.owner = owner
        self.contents = contents
        self.candidates = candidates
        self._subjects: dict[int, Mention | None] = {}

    def pronoun(self, mention: Mention) -> Speaker:
        """Resolve a pronoun or "-nya"; unattributed with a reason if nobody is near."""
        either = mention.name.lower() == self.reading.context.words.clitic or self._is_side(mention)
        found = self.find(mention, kind=None if either else BODY if mention.plural else PERSON)
        if found:
            return found
        reason = f"no antecedent for {mention.name!r} in the {ANTECEDENT_MOST} sentences before it"
        return Speaker("", "", reason, mention.start, status="unattributed")

    def find(self, mention: Mention, *, kind: str | None) -> Speaker | None:
        """Find the source or subject mentioned last before a mention.

        Args:
            mention: a pronoun or a definite description.
            kind: "person" or "body"; None for either ("-nya" of a body, where it was just quoted).
        """
        best = self._best(mention, kind)
        if best is None:
            return None
        speaker = best.speaker
        if speaker.status == "ambiguous":
            return msgspec.structs.replace(speaker, place=mention.start)
        lost = self._lost(mention, kind, speaker) if self.candidates else ()
        reason = f"{mention.name!r} is {speaker.name}, {best.why}"
        return msgspec.structs.replace(speaker, reason=reason, place=mention.start, candidates=lost)

    def described(self, mention: Mention, *, kind: str) -> Speaker | None:
        """Whom a definite description means: "pejabat itu", "partai tersebut", "warga Dukuh tersebut".

        The nearest whose name or role has the same head; else whoever `find` gives. A head that may be one
        person or many ("warga") is one person first. Nobody without a role holds an office ("perwira itu").
        """
        head = mention.name.split()[0].lower()
        for option in self._options(mention, None):
            if option.why == CITED and head in _heads(option.speaker):
                reason = f"{mention.text!r} is {option.speaker.name}, so called and {option.why}"
                return msgspec.structs.replace(option.speaker, reason=reason, place=mention.start)
        if one := self._one_of(mention, head):
            return one
        one_or_many = kind == BODY and head in self.reading.context.words.role_heads
        found = self.find(mention, kind=PERSON) if one_or_many else None
        found = found or self.find(mention, kind=kind)
        office = head in self.reading.context.words.offices
        return None if office and found and _is_named(found) and not found.role else found

    def _one_of(self, mention: Mention, head: str) -> Speaker | None:
        """Somebody without a name who was brought in near before: "sumber itu" after "seorang sumber"."""
        number = self.reading.sentence_at(mention.start)
        for back in range(number - 1, max(-1, number - 1 - NEAR_MOST), -1):
            sentence = self.reading.sentence(back)
            for at in range(sentence.stop - 1):
                size = match_phrase(sentence.words.personal, sentence.lower, at, sentence.stop)
                apposed = at > 0 and sentence.raw[at - 1] == ","
                found = sentence.mention(at) if size and sentence.lower[at + size] == head else None
                named = self.cast.between(found[0].end, sentence.end) if found else ()
                if (
                    found
                    and found[0].kind == "role"
                    and not (apposed or any(map(self.cast.introduces, named)))
                ):
                    speaker = self.resolve(msgspec.structs.replace(found[0], others=()))
                    reason = f"{mention.text!r} is {speaker.name}, brought in near before"
                    return msgspec.structs.replace(speaker, reason=reason, place=mention.start)
        return None

    def _best(self, mention: Mention, kind: str | None) -> Option | None:
        number = self.reading.sentence_at(mention.start)
        weak: Option | None = None  # somebody only mentioned, or a body where a person is likelier
        unknown: Option | None = None
        for option in self._options(mention, kind):
            if option.why == UNKNOWN:
                unknown = unknown or option
            elif self._is_weak(option, kind, number):
                if option.why == CITED and self._just_quoted(option.sentence, number):
                    return option
                weak = weak or option
            elif weak and self._keeps(weak, option, number):
                break
            elif unknown and self._comes_after(unknown, option):
                return unknown
            else:
                return option
        nearer = weak and unknown and weak.why == MENTIONED and weak.sentence < unknown.sentence
        return unknown if nearer else weak or unknown

    def _comes_after(self, unknown: Option, option: Option) -> bool:
        """Whether a subject stands nearer than somebody: far nearer, or nearer than one only brought in."""
        nearer = unknown.sentence - option.sentence
        return nearer > NEAR_MOST or (nearer > 0 and option.why == INTRODUCED)

    def _is_weak(self, option: Option, kind: str | None, number: int) -> bool:
        """Whether somebody likelier may be named before: one only mentioned, a body, a group of long ago."""
        if option.speaker.kind == EITHER and kind != BODY:
            return option.why != CITED or number - option.sentence > 1
        return option.why == MENTIONED or (kind is None and option.speaker.kind == BODY)

    def _keeps(self, weak: Option, person: Option, number: int) -> bool:
        """Whether somebody weak is meant, not the person before: too far away, or not of that body."""
        if weak.sentence - person.sentence > NEAR_MOST:
            return True
        body = weak.speaker
        spoke = weak.why == CITED and body.kind == BODY and number - weak.sentence <= 1
        return spoke and not body.name.islower() and not self._speaks_for(person.speaker, body)

    def _speaks_for(self, person: Speaker, body: Speaker) -> bool:
        """Whether a person's role names a body: "Ketua IPW" speaks for the IPW."""
        held = f"{person.role or ''} {person.affiliation or ''}".casefold()
        heads = self.reading.context.words.heads
        return any(word in held for word in name_words(body.name) if word not in heads)

    def _options(self, mention: Mention, kind: str | None) -> Iterator[Option]:
        """Everybody whom a mention may point at, the nearest first."""
        number = self.reading.sentence_at(mention.start)
        for back in range(number, max(-1, number - ANTECEDENT_MOST - 1), -1):
            for speaker, why in self._in_sentence(back, mention, kind):
                named = speaker.name and (kind is None or speaker.kind in (kind, EITHER))
                if speaker.status == "ambiguous" or (named and self._may_be(speaker, mention)):
                    yield Option(back, speaker, why)

    def _may_be(self, speaker: Speaker, mention: Mention) -> bool:
        """Whether a description fits a speaker: only one of a medium means a medium ("harian itu")."""
        media = self.reading.context.grammar.media
        entity = self.reading.registry.entities.get(speaker.id)
        medium = entity.kind in MEDIA if entity else speaker.name.split()[0].lower() in media
        return not (mention.definite and medium) or mention.name.split()[0].lower() in media

    def _lost(self, mention: Mention, kind: str | None, winner: Speaker) -> tuple[Candidate, ...]:
        """Who else was near, and why that one lost."""
        lost: dict[str, Candidate] = {}
        for option in self._options(mention, kind):
            other = option.speaker
            if other.name and other.name != winner.name and other.name not in lost:
                place = self.cast.place(other.name, mention.start)
                reason = f"{option.why}, but {winner.name} comes first"
                lost[other.name] = Candidate(other.name, *(place or (other.place, other.place)), reason)
        return tuple(lost.values())

    def _just_quoted(self, back: int, number: int) -> bool:
        """Whether the sentence `back` quotes its source in marks, right before sentence `number`."""
        return number - back <= 1 and bool(self.reading.sentences[back].quoted)

    def _in_sentence(self, number: int, mention: Mention, kind: str | None) -> Iterator[tuple[Speaker, str]]:
        """Who may be meant in one sentence, best first."""
        cited = [s for s in reversed(self.history.cited.get(number, ())) if s.place < mention.start]
        embedded = [speaker for speaker in cited if speaker.place in self.history.embedded]
        for speaker in cited:
            if speaker not in embedded:
                yield speaker, CITED
        subject = self._subject(number)
        if subject and (subject.end > mention.start or self._is_content(subject.start, mention)):
            subject = None
        if kind == BODY:
            yield from ((speaker, CITED) for speaker in embedded)
            if subject and self._may_be_body(subject, mention):
                yield self.resolve(subject), SUBJECT
            return
        persons = self._persons(number, mention)
        if self._closes(mention):
            spoken = [self.contents.get(one.place, (0, 0)) for one in self.history.cited.get(number, ())]
            persons = [s for s in persons if not any(a <= s.place < b for a, b in spoken)]
        if subject and subject.kind == PERSON and not self._is_body(subject):
            yield (self._either(subject) if subject.others else self.resolve(subject)), SUBJECT
        elif subject and self._is_side(mention) and subject.kind in (BODY, "group"):
            yield self.resolve(subject), SUBJECT
        elif subject and subject.definite and _is_named(described := self.resolve(subject)):
            yield described, SUBJECT
        for agent in self._agents(number, mention):
            yield self.resolve(agent), AGENT
        for speaker in embedded:
            yield speaker, CITED
        for seen in persons:
            if self.cast.introduces(seen) and not self._in_relative(number, seen.place):
                yield self._seen(seen), INTRODUCED
        for seen in persons:
            yield self._seen(seen), MENTIONED
        unknown = self._unknown_subject(number) if subject is None else self._one_person(subject)
        if unknown and unknown.end <= mention.start and not self._is_content(unknown.start, mention):
            yield (self._either(unknown) if unknown.others else self.resolve(unknown)), UNKNOWN

    def _may_be_body(self, subject: Mention, mention: Mention) -> bool:
        """Whether a subject is a body, or the group that "mereka" is, or a name that "badan itu" is."""
        if mention.definite and self._is_body(subject):
            return True
        return subject.kind == BODY or (mention.plural and subject.kind == "group")

    def _is_side(self, mention: Mention) -> bool:
        """Whether a mention is "pihaknya", which may be a body's."""
        return mention.name.lower() in self.reading.context.words.sides

    def _is_body(self, mention: Mention) -> bool:
        """Whether a mention names a body, by its words or by the registry ("Hamas")."""
        entity = self.reading.registry.find(mention.name)
        return entity.kind not in (PERSON, "state") if entity else mention.kind == BODY

    def _one_person(self, subject: Mention) -> Mention | None:
        """A subject without a name that is one person: "Seorang saksi", "Kakak saya"; no "Pengunjung"."""
        own = subject.name.rpartition(" ")[2].lower() in self.reading.context.words.first_person
        return subject if subject.kind == "role" and (own or subject.start < subject.name_start) else None

    def _agents(self, number: int, mention: Mention) -> Iterator[Mention]:
        """Persons behind a passive of saying: "Hal ini diakui Bupati Rina Hartati"."""
        if all(cue.form != PASSIVE for cue in self.reading.sentences[number].cues):
            return
        sentence = self.reading.sentence(number)
        for at, after, cue in sentence.cues:
            last = sentence.before_cue(at, 0)
            relative = last >= 0 and sentence.lower[last] in sentence.grammar.relatives
            if cue.form == PASSIVE and not (cue.clitic or relative) and after < sentence.stop:
                after += sentence.lower[after] in sentence.grammar.agents
                found = sentence.mention(after)
                if found and found[0].end <= mention.start and self._may_tell(found[0], cue):
                    yield found[0]

    def _may_tell(self, agent: Mention, cue: Cue) -> bool:
        """Whether the agent of a passive is a person: by a role, a full name, or what is said of him.

        Behind a passive that points back ("Hal serupa diungkapkan Budi") a single name is enough.
        """
        if agent.kind != PERSON:
            return self._one_person(agent) is not None
        name = self.cast.bare(agent)
        if not name or " " in name or agent.role or self.cast.is_person(name):
            return bool(name)
        words = self.reading.context.words
        named = name.istitle() and name.lower() not in words.places
        back = cue.word in self.reading.context.grammar.anaphora_passives
        return named and back and self.reading.registry.find(name) is None

    def _in_relative(self, number: int, place: int) -> bool:
        """Whether a relative clause runs up to a place: "sidang yang dipimpin Hakim Rudi Hartono"."""
        clause = self.reading.text[self.reading.sentences[number].start : place].rpartition(",")[2]
        return not self.reading.context.words.relatives.isdisjoint(clause.split())

    def _is_content(self, place: int, mention: Mention) -> bool:
        """Whether a place lies in what the source at a mention is said to have said."""
        start, end = self.contents.get(mention.start, (0, 0))
        return start <= place < end

    def _closes(self, mention: Mention) -> bool:
        """Whether a mention stands behind what its source says: "“…,” ujarnya", "…, kata dia"."""
        start, _ = self.contents.get(mention.start, (mention.start, 0))
        return start < mention.start

    def _persons(self, number: int, mention: Mention) -> list[Seen]:
        """The persons named in a sentence outside its marks, the last first."""
        bounds = self.reading.sentences[number]
        return [
            seen
            for seen in reversed(self.cast.between(bounds.start, min(bounds.end, mention.start)))
            if not self._is_content(seen.place, mention)
            and self.cast.is_person(seen.name)
            and not any(q.opened < seen.place < q.closed for q in bounds.quoted)
        ]

    def _seen(self, seen: Seen) -> Speaker:
        end = seen.place + len(seen.name)
        return self.resolve(Mention(seen.place, end, seen.name, PERSON, seen.place, end))

    def _either(self, subject: Mention) -> Speaker:
        """Joint subjects: the text does not say which of them a single pronoun means."""
        all_of_them = (subject, *subject.others)
        names = [self.resolve(msgspec.structs.replace(one, others=())).name for one in all_of_them]
        candidates = tuple(
            Candidate(name, one.name_start, one.name_end, "joint subject of the sentence before")
            for name, one in zip(names, all_of_them, strict=True)
            if name
        )
        reason = f"may be {' or '.join(filter(None, names))}, joint subjects"
        return Speaker("", "", reason, subject.start, status="ambiguous", candidates=candidates)

    def _subject(self, number: int) -> Mention | None:
        """The subject of a sentence: a group, a body, or somebody who is known to be a person."""
        if number not in self._subjects:
            self._subjects[number] = self._read_subject(number)
        return self._subjects[number]

    def _unknown_subject(self, number: int) -> Mention | None:
        """A subject written like a full name, of which nothing else tells that it is a person's."""
        sentence = self.reading.sentence(number)
        begin, found = sentence.opening(0, sentence.stop)
        if not found or found[0].kind != PERSON or sentence.is_common(begin):
            return None
        parts, particles = found[0].name.split(), sentence.words.particles
        named = len(parts) > 1 and all(is_capital(part) or part in particles for part in parts)
        named = named and parts[0].lower() not in sentence.words.place_heads  # "Kabupaten Kalibaru"
        known = self.reading.registry.find(found[0].name) or any(map(self.cast.capitals.is_common, parts))
        return found[0] if named and not known else None

    def _read_subject(self, number: int) -> Mention | None:
        sentence = self.reading.sentence(number)
        _, found = sentence.opening(0, sentence.stop)
        mention = found and found[0]
        if mention and mention.kind == "document":  # "Pernyataan Bupati Rina Hartati memicu protes"
            mention = self.owner(mention)
        if not mention or mention.kind in ("group", "role", BODY):
            return mention
        name = self.cast.bare(mention) if mention.kind == PERSON else None
        known = mention.role or self._is_body(mention) or (name and self.cast.is_person(name))
        return mention if name and known else None


def _is_named(speaker: Speaker) -> bool:
    """Whether a speaker is a person with a name."""
    return speaker.kind == PERSON and speaker.name != "" and not speaker.name.islower()


def _heads(speaker: Speaker) -> list[str]:
    """The first words of a speaker's name and role."""
    return [words.split()[0].lower() for words in (speaker.name, speaker.role) if words]
