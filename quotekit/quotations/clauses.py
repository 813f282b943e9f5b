"""Whether words say something of something: predicates of the main clause, told from those beneath it."""

from __future__ import annotations

from quotekit.reading.cues import PASSIVE, Cue
from quotekit.reading.sentences import Sentence
from quotekit.reading.vocabulary import is_capital, is_verb, match_phrase

# Between "yang" and the predicate of its clause stand no more words than this.
RELATIVE_MOST = 3


def has_main_predicate(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a stretch holds a predicate of its own, not one of a relative clause or an adjunct.

    "kasus itu bermula dari utang" does; "kasus pembunuhan yang menewaskan dua orang" and "kronologi
    kejadian saat korban pulang" only name something.
    """
    return main_predicate(sentence, at, end) < end


def main_predicate(sentence: Sentence, at: int, end: int) -> int:
    """The index of the first predicate of a stretch that is its own; not below `end` if there is none."""
    words = sentence.grammar
    beneath = False
    while at < end:
        low = sentence.lower[at]
        if low in words.relatives:
            at, beneath = _behind_relative(sentence, at + 1, end), True
        elif low in words.subordinators and _points(sentence, at + 1, end):
            at += 2  # "saat ini"
        elif low in words.subordinators or low in words.directive_openers:
            at, beneath = _behind_subordinate(sentence, at, end), True
        elif beneath and low in sentence.words.conjunctions:
            at = _behind_predicates(sentence, at + 1, end)
        elif is_predicate(sentence, at, end):
            return at
        else:
            at += 1
    return end


def is_predicate(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a token is a predicate, an auxiliary, or ends a subject: "kapal itu kandas"."""
    low, words = sentence.lower[at], sentence.words
    if low in sentence.grammar.predicates:
        beside = f"{sentence.lower[at - 1]} {low}" if at else ""
        counted = match_phrase(words.indefinite, sentence.lower, at, end) > 1  # "salah satu"
        return not (counted or beside in words.compounds)  # "kerja sama", "rumah sakit"
    if at in sentence.quotes:
        return not sentence.is_scare_quote(at)
    if is_capital(sentence.raw[at]) or low in sentence.grammar.attributives:
        return False
    if low.endswith(words.clitic) and low.removesuffix(words.clitic) in sentence.grammar.predicates:
        return True  # "adanya korban", "tewasnya dua orang": a clause made a noun
    if low in words.definite:
        return at + 1 < end and sentence.lower[at + 1] not in words.stops and sentence.raw[at + 1] != ","
    return low not in words.stops and is_verb(low, words)


def opines(sentence: Sentence, after: int, cue: Cue) -> bool:
    """Whether a passive says what somebody holds of its subject: "disebut perusahaan itu keliru"."""
    found = sentence.mention(after) if cue.form == PASSIVE and after < sentence.stop else None
    after = found[1] if found else sentence.stop
    return after < sentence.stop and is_predicate(sentence, after, sentence.stop)


def _behind_subordinate(sentence: Sentence, at: int, end: int) -> int:
    """The index behind a subordinate clause: behind its verb, or behind its comma if it has a subject.

    "untuk" before a noun is a preposition: "bantuan untuk korban akan dikirim".
    """
    if at + 1 < end and is_predicate(sentence, at + 1, end):
        return _behind_predicates(sentence, at + 1, end)
    return at + 1 if sentence.lower[at] in sentence.grammar.directive_openers else sentence.comma(at, end) + 1


def _behind_predicates(sentence: Sentence, at: int, end: int) -> int:
    """The index behind auxiliaries and their verb; a further auxiliary is of the main clause.

    "korban yang terluka | sudah dibawa pulang"
    """
    verb = False
    while at < end and is_predicate(sentence, at, end) and not (verb and _is_auxiliary(sentence, at)):
        verb = verb or sentence.lower[at] not in sentence.grammar.predicates
        at += 1
    return at


def _is_auxiliary(sentence: Sentence, at: int) -> bool:
    low, words = sentence.lower[at], sentence.grammar
    return low in words.predicates and (low in words.adverb_ends or low in words.blockers)


def _behind_relative(sentence: Sentence, at: int, end: int) -> int:
    """The index behind the predicate of a relative clause."""
    limit = min(end, at + RELATIVE_MOST)
    while at < limit and not is_predicate(sentence, at, end):
        at += 1
    return _behind_predicates(sentence, at, end)


def _points(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a demonstrative stands at a token: "saat ini" is a time, no clause."""
    return at < end and sentence.lower[at] in sentence.words.definite
