"""Sentences that say whose words the one before was: "Hal itu disampaikan X", "X menyampaikan hal itu"."""

from __future__ import annotations

from quotekit.models import Mention
from quotekit.quotations.clauses import is_predicate
from quotekit.reading.cues import ACTIVE, NOMINAL, PASSIVE, Cue
from quotekit.reading.grammar import Grammar
from quotekit.reading.sentences import Sentence
from quotekit.reading.subjects import subject_of
from quotekit.reading.vocabulary import match_phrase

# A noun that points at what was said ("pengiriman nota diplomatik ini") ends within so many words.
POINTER_MOST = 6


def back_reference(sentence: Sentence) -> tuple[Cue, Mention] | None:
    """Read "Hal itu disampaikan (oleh) X" and "X menyampaikan hal itu": the cue and the source, or None."""
    cues = [place for place in sentence.cues if _may_refer_back(place[2], sentence.grammar)]
    if not cues:
        return None
    begin = sentence.after_leads(0, sentence.stop)
    subject = _pointing(sentence, begin)
    if not subject and begin:
        begin = 0
        subject = _pointing(sentence, 0)
    for at, after, cue in cues:
        if cue.form == NOMINAL and at == 0:  # "Demikian disampaikan X"
            found = sentence.mention(after)
            if found:
                return cue, found[0]
        if cue.form == PASSIVE and subject:
            if sentence.skip_adverbs(begin + subject, at) < at:
                continue
            behind = sentence.skip_adverbs(after, sentence.stop)  # "diungkapkan secara langsung oleh X"
            behind += behind < sentence.stop and sentence.lower[behind] in sentence.grammar.agents
            behind = sentence.skip_adverbs(behind, sentence.stop)
            found = (sentence.clitic(*cue.clitic), after) if cue.clitic else sentence.mention(behind)
            if found:
                return cue, found[0]
        if cue.form == ACTIVE:
            size = match_phrase(sentence.grammar.anaphora_objects, sentence.lower, after, sentence.stop)
            behind = sentence.skip_adverbs(after + size, sentence.stop)
            if size and behind < sentence.stop and is_predicate(sentence, behind, sentence.stop):
                continue  # "mengatakan hal itu dilakukan agar …" has content of its own
            found = subject_of(sentence, 0, at) if size and not sentence.blocked(at, 0) else None
            if found:
                return cue, found[0]
    return None


def _pointing(sentence: Sentence, at: int) -> int:
    """How many words at `at` point at what was said: "hal itu", "pengiriman nota diplomatik ini"."""
    if size := match_phrase(sentence.grammar.anaphora, sentence.lower, at, sentence.stop):
        return size
    if at >= sentence.stop or not sentence.grammar.event_noun.fullmatch(sentence.lower[at]):
        return 0
    last = min(sentence.stop, at + POINTER_MOST)
    close = next((k for k in range(at + 1, last) if sentence.lower[k] in sentence.words.definite), 0)
    bare = all(not is_predicate(sentence, k, close) for k in range(at + 1, close))
    return close + 1 - at if close and bare else 0


def _may_refer_back(cue: Cue, words: Grammar) -> bool:
    """Whether a cue may say whose words the sentence before was: "disampaikan", "demikian disampaikan"."""
    if cue.form == ACTIVE:
        return cue.word in words.anaphora_actives
    if cue.form == NOMINAL:
        noun = cue.word.rpartition(" ")[2]
        return noun in words.anaphora_passives or noun in words.anaphora_nouns
    return cue.form == PASSIVE and cue.word in words.anaphora_passives
