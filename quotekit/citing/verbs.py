"""Small questions about citing and issuing: whom a medium cites, whose a statement is, who passed it on."""

from __future__ import annotations

from bisect import bisect_left

from quotekit.models import Mention
from quotekit.reading.cues import PASSIVE, Cue
from quotekit.reading.sentences import Found, Sentence
from quotekit.reading.vocabulary import match_phrase
from quotekit.registry import name_words

# Kinds of sources without a person's name from whom somebody may have what he says.
BODIES = frozenset(["body", "group"])


def cited_behind(sentence: Sentence, at: int) -> Found | None:
    """Whom a verb of citing names, a date and a comma before it: ", Rabu, dengan mengutip polisi"."""
    relay, words = sentence.context.language.relay, sentence.grammar
    at = _citing_verb(sentence, at)
    if at >= sentence.stop:
        return None
    at += 1
    while at < sentence.stop and sentence.lower[at] in relay.trailing.prepositions:
        at += 1
    while size := match_phrase(words.carriers, sentence.lower, at, sentence.stop):
        at += size  # "rekaman video"
    while at < sentence.stop and sentence.lower[at] in words.before_source:
        at += 1
    return sentence.mention(at)


def _citing_verb(sentence: Sentence, at: int) -> int:
    """Where a verb of citing stands behind a date or one adjunct: ", dalam jumpa pers, mengutip …"."""
    actives = sentence.context.language.relay.reporting.actives
    at = sentence.skip_aside(at)
    if at < sentence.stop and sentence.lower[at] in sentence.grammar.adjuncts:
        at = sentence.skip_aside(sentence.comma(at, sentence.stop))
    return at if at < sentence.stop and sentence.lower[at] in actives else sentence.stop


def heard_from(sentence: Sentence, source: Mention, behind: int) -> Found | None:
    """From whom a source that is no medium has what it says: "kata X, mengutip penilaian badan itu".

    Nobody else is meant where a page or a document is cited, or the source's own body: the outlet does that.
    """
    found, relay = cited_behind(sentence, behind), sentence.context.language.relay
    if not found or sentence.context.is_medium(found[0]):
        return None
    mention = found[0]
    at = bisect_left(sentence.tokens.starts, mention.start) - 1
    while sentence.lower[at] not in relay.reporting.actives:
        if sentence.lower[at] in relay.trailing.carriers:
            return None
        at -= 1
    known = mention.kind in BODIES or mention.role or sentence.context.registry.find(mention.name)
    own = set(name_words(mention.name)) <= set(name_words(source.text))
    return found if known and not own and sentence.lower[at] in relay.reporting.retelling else None


def behind_issuing(sentence: Sentence, at: int) -> int:
    """The index behind "yang ditandatangani" of a statement; its issuer follows."""
    issuing, k = sentence.context.language.relay.issuing, at
    while k < sentence.stop and sentence.lower[k] in issuing.qualities:
        k += 1
    relative = k + 1 < sentence.stop and sentence.lower[k] in sentence.grammar.relatives
    return k + 2 if relative and sentence.lower[k + 1] in issuing.passives else at


def passes_on(sentence: Sentence, at: int, cue: Cue) -> bool:
    """Whether a passive of saying at `at` names the medium of the content: ", seperti dilaporkan AFP"."""
    passives = sentence.context.language.relay.trailing.passives
    return cue.form == PASSIVE and cue.word in passives and _medium_follows(sentence, at + 1)


def likens(sentence: Sentence, at: int, after: int) -> bool:
    """Whether a relay phrase needs no comma before it: "… selamat seperti dilansir (dari laman) AFP".

    Args:
        sentence: that holds it.
        at: where it begins.
        after: the index behind its verb.
    """
    similes = sentence.context.language.relay.trailing.similes
    return sentence.lower[at] in similes and _medium_follows(sentence, after)


def _medium_follows(sentence: Sentence, at: int) -> bool:
    while at < sentence.stop and sentence.lower[at] in sentence.grammar.before_medium:
        at += 1
    found = sentence.mention(at)
    return found is not None and sentence.context.is_medium(found[0])
