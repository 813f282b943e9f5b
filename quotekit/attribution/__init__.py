"""Who is cited: the speaker of every quotation, across sentences and paragraphs.

Where the text does not decide, a quotation is `ambiguous` and its candidates are kept; one without a source
stays `unattributed`. Nothing is guessed silently: every answer has a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from weakref import proxy

import msgspec

from quotekit.attribution.antecedents import Antecedents
from quotekit.attribution.cast import Cast
from quotekit.attribution.history import BODY, PERSON, History, Speaker
from quotekit.attribution.issuers import issuer
from quotekit.attribution.speakers import Resolver
from quotekit.models import STATUSES, Article, Mention, Quotation
from quotekit.quotations import FoundQuotes, find_quotes
from quotekit.quotations.reports import INSERTED, RELATIVE
from quotekit.reading import Reading, as_reading

UNCUED = "no cue and no source beside it, and no quotation right before it"
# A quotation goes on over at most this many sentences without a cue of its own.
CONTINUED_MOST = 4
# Who is named behind his role speaks within so many sentences.
NEXT_MOST = 2
# The first word behind a role ends within so many code points.
DESCRIBED_MOST = 20


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
    return tuple(_Attributor(reading, found, candidates=candidates).run()) if found else ()


class _Attributor:
    """Goes through the quotations of one article in the order of the text."""

    def __init__(self, reading: Reading, quotations: list[Quotation], *, candidates: bool) -> None:
        self.reading, self.quotations = reading, quotations
        cast = self.cast = Cast(reading, [q.source for q in quotations if q.source])
        self.history = History()
        self.resolver = Resolver(reading, cast, self.history)
        contents = {q.source.start: self._content(q) for q in quotations if q.source}
        owner = proxy(self)  # antecedents hold it weakly, so that an article is freed once it is done with
        self.antecedents = Antecedents(
            reading,
            cast,
            self.history,
            lambda mention: owner.resolve(mention),
            self.resolver.owner,
            contents,
            candidates=candidates,
        )
        self.telling = frozenset(q.source.start for q in quotations if q.source and q.rule == RELATIVE)
        self.resolved: dict[tuple[int, int], Speaker] = {}

    def _content(self, quotation: Quotation) -> tuple[int, int]:
        """Where nobody stands whom a source's pronoun means: the content, and its subject before the cue."""
        start = quotation.clause_start
        if quotation.rule == INSERTED:
            start = self.reading.sentences[self.reading.sentence_at(start)].start
        return start, quotation.clause_end

    def run(self) -> Iterator[Quotation]:
        previous: Quotation | None = None
        for quotation in self.quotations:
            previous = self._attribute(self._carry(quotation, previous))
            yield previous

    def _carry(self, quotation: Quotation, previous: Quotation | None) -> Quotation:
        """A quoted sentence without a cue goes on with the quotation before it."""
        if quotation.rule != "continued":
            return quotation
        source = previous and previous.source
        if not previous or not source or self._gap(previous, source, quotation) > CONTINUED_MOST:
            return msgspec.structs.replace(quotation, rule="no-cue")
        return msgspec.structs.replace(
            quotation, cue=previous.cue, source=previous.source, stance=previous.stance
        )

    def _gap(self, previous: Quotation, source: Mention, quotation: Quotation) -> int:
        """How many sentences lie between a quotation with its source and the next."""
        sentence = self.reading.sentence_at
        return sentence(quotation.start) - sentence(max(previous.end - 1, source.start))

    def _attribute(self, quotation: Quotation) -> Quotation:
        mention = quotation.source
        if mention is None:
            reason = "no source beside its cue" if quotation.cue else UNCUED
            return msgspec.structs.replace(quotation, reason=reason)
        speakers = [self.resolve(one) for one in (mention, *mention.others)]
        speaker = speakers[0] if len(speakers) == 1 else _several(speakers)
        if quotation.rule == RELATIVE:
            self.history.embedded.add(speaker.place)
        self.history.add(self.reading.sentence_at(mention.start), speaker)
        return msgspec.structs.replace(
            quotation,
            speaker=speaker.name or None,
            speaker_id=speaker.id or None,
            role=speaker.role,
            affiliation=speaker.affiliation,
            status=speaker.status,
            reason=speaker.reason,
            candidates=speaker.candidates,
        )

    def resolve(self, mention: Mention) -> Speaker:
        """Resolve one mention, once."""
        key = (mention.start, mention.end)
        if key not in self.resolved:
            self.resolved[key] = self._resolve(mention)
        return self.resolved[key]

    def _resolve(self, mention: Mention) -> Speaker:
        mention = self._without_side(mention)
        if mention.kind == "pronoun":
            return self.antecedents.pronoun(mention)
        if mention.kind == PERSON:
            return self.resolver.name(mention)
        if mention.kind == "document":
            owner = self.resolver.owner(mention) or issuer(self.reading, mention)
            return self._resolve(owner) if owner else self.resolver.document(mention)
        if mention.kind == "role":  # "seorang pejabat" is nobody named before
            one_of_many = mention.start < mention.name_start or self._is_described(mention)
            found, kind = None if one_of_many else self.resolver.holder(mention), PERSON
            found = found or (None if one_of_many or mention.definite else self._named_next(mention))
        else:
            found, kind = self.resolver.body(mention), BODY
        if not found and self._points_back(mention) and not self.resolver.points_at_state(mention):
            found = self.resolver.medium(mention) or self.antecedents.described(mention, kind=kind)
        return found or self.resolver.generic(mention)

    def _named_next(self, mention: Mention) -> Speaker | None:
        """Who speaks next and stands there for the first time, without a role: whose it is was just said.

        "…, kata juru bicara pemerintah. “Kami siap,” kata Rina Hartati."
        """
        behind = (q.source for q in self.quotations if q.source and q.source.start > mention.start)
        source = next(behind, None)
        one = mention.name.split()[0].lower() in self.reading.context.words.single
        if not one or source is None or source.kind != PERSON or source.role or source.others:
            return None
        name, registered = source.name, self.reading.registry.find(source.name)
        sentences = [self.reading.sentence_at(place) for place in (mention.start, source.start)]
        first = self.cast.places.get(name, [0])[0] == source.name_start and self.cast.role(name)[0] is None
        if " " not in name or registered or not first or sentences[1] - sentences[0] > NEXT_MOST:
            return None
        reason = f"{mention.text!r} is {name}, who speaks next and has no other role"
        return msgspec.structs.replace(
            self.resolver.name(source), reason=reason, place=mention.start, role=mention.role
        )

    def _without_side(self, mention: Mention) -> Mention:
        """A body without "pihak" before it: "pihak Polres Ambon" is "Polres Ambon"."""
        side, _, name = mention.name.partition(" ")
        words = self.reading.context.words
        if side.lower() not in words.parties or not name[:1].isupper() or name.lower() in words.place_heads:
            return mention
        entity = self.reading.registry.find(name)
        if not entity and name.split()[0].lower() not in words.body_heads:
            return mention
        start = mention.name_end - len(name)
        return msgspec.structs.replace(mention, kind=BODY, name_start=start, plural=False)

    def _is_described(self, mention: Mention) -> bool:
        """Whether a clause tells which of many a role in small letters is: "anggota dewan yang hadir"."""
        behind = self.reading.text[mention.end : mention.end + DESCRIBED_MOST].split()
        told = bool(behind) and behind[0] in self.reading.context.words.relatives
        told = told and mention.start not in self.telling
        return told and mention.name.islower() and not mention.definite

    def _points_back(self, mention: Mention) -> bool:
        """Whether a mention describes somebody named before: "pejabat itu", "Pria kelahiran Kendal"."""
        head, described, _ = mention.text.lower().partition(" ")
        return mention.definite or bool(described and head in self.reading.context.words.anybody)


def _several(speakers: list[Speaker]) -> Speaker:
    """Two sources of one quotation."""
    status = next(status for status in reversed(STATUSES) if any(one.status == status for one in speakers))
    return Speaker(
        name="; ".join(one.name for one in speakers if one.name),
        id="; ".join(one.id for one in speakers if one.id),
        reason="; ".join(dict.fromkeys(one.reason for one in speakers)),
        place=speakers[0].place,
        kind=BODY,
        status=status,
        role=speakers[0].role,
        affiliation=speakers[0].affiliation,
        candidates=tuple(candidate for one in speakers for candidate in one.candidates),
    )
