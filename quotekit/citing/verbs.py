"""Small questions about citing and issuing: whom a medium cites, whose a statement is, who passed it on."""

from __future__ import annotations

from quotekit.reading.cues import PASSIVE, Cue
from quotekit.reading.sentences import Found, Sentence
from quotekit.reading.vocabulary import match_phrase


def cited_behind(sentence: Sentence, at: int) -> Found | None:
    """Whom a verb of citing names, a date and a comma before it: ", Rabu, dengan mengutip polisi"."""
    relay, words = sentence.context.language.relay, sentence.grammar
    at = sentence.skip_aside(at)
    if at >= sentence.stop or sentence.lower[at] not in relay.reporting.actives:
        return None
    at += 1
    while at < sentence.stop and sentence.lower[at] in relay.trailing.prepositions:
        at += 1
    while size := match_phrase(words.carriers, sentence.lower, at, sentence.stop):
        at += size  # "rekaman video"
    while at < sentence.stop and sentence.lower[at] in words.before_source:
        at += 1
    return sentence.mention(at)


def behind_issuing(sentence: Sentence, at: int) -> int:
    """The index behind "yang ditandatangani" of a statement; its issuer follows."""
    issuing, k = sentence.context.language.relay.issuing, at
    while k < sentence.stop and sentence.lower[k] in issuing.qualities:
        k += 1
    relative = k + 1 < sentence.stop and sentence.lower[k] in sentence.grammar.relatives
    return k + 2 if relative and sentence.lower[k + 1] in issuing.passives else at


def passes_on(sentence: Sentence, at: int, cue: Cue) -> bool:
    """Whether a passive of saying at `at` names the medium of the content: ", seperti dilaporkan AFP"."""
    if cue.form != PASSIVE or cue.word not in sentence.context.language.relay.trailing.passives:
        return False
    at += 1
    while at < sentence.stop and sentence.lower[at] in sentence.grammar.before_source:
        at += 1
    found = sentence.mention(at)
    return found is not None and sentence.context.is_medium(found[0])
