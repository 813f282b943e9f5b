"""Who stands before a cue: the mention that opens its clause, or the one next to it."""

from __future__ import annotations

from quotekit.reading.lists import listed
from quotekit.reading.sentences import DASHES, Found, Sentence
from quotekit.reading.vocabulary import is_capital

# A subject farther to the left of its cue than this many words was not meant.
SUBJECT_MOST = 16


def subject_of(sentence: Sentence, floor: int, at: int) -> Found | None:
    """Find the subject of a cue: the mention that opens its clause, or the one next to it.

    Args:
        floor: where the clause may begin.
        at: the index of the cue.

    Returns:
        The mention and the index behind it.
    """
    begin, found = sentence.opening(floor, at)
    bridged = found and (
        _reaching(sentence, listed(sentence, found, at), at) or _reaching(sentence, found, at)
    )
    if bridged and not _doubtful(sentence, bridged, begin, at) and not _overtaken(sentence, bridged, at):
        return bridged
    near = nearest(sentence, max(floor, at - SUBJECT_MOST), at)
    return near or bridged or _resumed(sentence, found, begin, at)


def _reaching(sentence: Sentence, found: Found, at: int) -> Found | None:
    """A mention, if it is the subject of a cue whatever stands between them."""
    return found if _bridges(sentence, found[1], at) or _goes_on(sentence, found, at) else None


def _goes_on(sentence: Sentence, found: Found, at: int) -> bool:
    """Whether a prepositional phrase of the subject reaches to the cue: "Misi X untuk Y menyebut"."""
    mention, after = found
    told = mention.kind != "person" or mention.role or mention.name in sentence.context.singles
    if not (told or mention.name.isupper()) or sentence.lower[after] not in sentence.words.governors:
        return False
    behind = sentence.mention(after + 1, at)
    return behind is not None and behind[1] > sentence.before_cue(at, after)


def _overtaken(sentence: Sentence, found: Found, at: int) -> bool:
    """Whether a name stands right before the cue, behind a comma and a subject without a name, or a medium.

    "Soal Rudi, mantan petinju yang kini menjadi wali kota, Ani Putri berkata": Ani Putri did, and
    so she did in "Dalam wawancara dengan stasiun televisi Korea, KBS, pada Oktober, Ani Putri berkata".
    """
    mention, after = found
    if after >= at or not (mention.kind in ("role", "group") or sentence.context.is_medium(mention)):
        return False
    last = sentence.before_cue(at, after)
    end = last if last > after and sentence.raw[last] == "," else last + 1
    comma = max((k for k in range(after, end) if sentence.raw[k] == ","), default=at)
    near = sentence.mention(comma + 1, at)
    return near is not None and near[0].kind == "person" and near[1] >= end


def _resumed(sentence: Sentence, found: Found | None, begin: int, at: int) -> Found | None:
    """The subject of the sentence for a cue behind a comma: "X cemas, …, mengatakan ia …"."""
    if not found or at == 0 or sentence.raw[at - 1] != "," or _doubtful(sentence, found, begin, at):
        return None
    return found if found[0].kind in ("person", "body") else None


def _doubtful(sentence: Sentence, found: Found, begin: int, at: int) -> bool:
    """Whether a lone capitalised word at the head of a sentence may be an ordinary noun."""
    mention, after = found
    if mention.kind != "person" or mention.role or begin > 0:
        return False
    lone = after == begin + 1 and after < at and sentence.raw[begin] not in sentence.context.singles
    return (lone or sentence.is_common(begin)) and not sentence.context.registry.find(mention.name)


def nearest(sentence: Sentence, floor: int, at: int) -> Found | None:
    """The longest mention that ends next to a cue, adverbs between them."""
    inserted: Found | None = None  # something stands between it and the cue: "X, di Lombok, mengatakan"
    governed: Found | None = None  # behind a preposition stands no subject, and no place behind its comma
    for k in range(floor, at):
        if k > floor and _inside_name(sentence, k):
            continue
        found = sentence.mention(k, at)
        if not found:
            continue
        if k > 0 and sentence.lower[k - 1] in sentence.words.governors:
            governed = found
            if _accompanies(sentence, k, found, at):
                return found
            continue
        if governed and sentence.raw[k - 1] == "," and sentence.lower[k] in sentence.words.places:
            continue
        last = sentence.before_cue(at, found[1])
        if last < found[1] or sentence.skip_times(found[1], at) > last:
            return found
        if not inserted and sentence.raw[found[1]] == "," and _bridges_comma(sentence, found[1], at):
            inserted = found
        if not inserted and _described(sentence, k, found[1], at):
            inserted = found
    if inserted:
        return inserted
    if governed is None or governed[1] < at or " " not in governed[0].name:
        return None
    # a headline that ran into the text: "… untuk Protes Partai X menyebut"
    held = any(low in sentence.words.body_heads for low in governed[0].name.lower().split())
    return governed if held else None


def _described(sentence: Sentence, k: int, relative: int, at: int) -> bool:
    """Whether a subject behind a conjunction has a clause of its own: "…, dan siswi yang lolos berkata"."""
    joined = k > 0 and sentence.lower[k - 1] in sentence.grammar.joiners | sentence.grammar.contrasts
    if not joined or sentence.lower[relative] not in sentence.grammar.relatives:
        return False
    return sentence.comma(relative, at) == at and _bridges(sentence, relative, at)


def _accompanies(sentence: Sentence, k: int, found: Found, at: int) -> bool:
    """Whether somebody else speaks in a clause that goes along: "…, dengan Antara mengatakan …"."""
    means = sentence.lower[k - 1] in sentence.grammar.means
    return means and k > 1 and sentence.raw[k - 2] == "," and sentence.before_cue(at, found[1]) < found[1]


def _inside_name(sentence: Sentence, at: int) -> bool:
    """Whether a token goes on with a name or a role that began before it."""
    before = sentence.raw[at - 1]
    if before in ",;(" or at - 1 in sentence.quotes or before in DASHES or before == ")":
        return False
    low = sentence.lower[at - 1]
    if at == 1 and low in sentence.grammar.subordinators:
        return False  # "Setelah Rina mengatakan …"
    return is_capital(before) or low in sentence.words.heads


def _bridges(sentence: Sentence, at: int, cue: int) -> bool:
    """Whether what stands between subject and cue leaves the subject in place."""
    at = sentence.skip_times(sentence.skip_adverbs(at, cue), cue)
    if at >= cue:
        return True
    low, raw = sentence.lower[at], sentence.raw[at]
    if raw == "(" or raw == "," or raw in DASHES:
        return _bridges_comma(sentence, at, cue)
    if (
        low in sentence.grammar.hearsay
        or low in sentence.words.days
        or (low in sentence.words.after_names and low in sentence.context.language.relay.aside.times)
        or low in sentence.grammar.adjuncts
        or low in sentence.grammar.relatives
        or _cites(sentence, at)
    ):
        return not _other_subject(sentence, at, cue)
    last = sentence.before_cue(cue, at)
    return last > at and (sentence.lower[last] in sentence.grammar.joiners)


def _cites(sentence: Sentence, at: int) -> bool:
    """Whether an insertion of citing begins: "X seperti dilansir AFP mengatakan"."""
    trailing = sentence.context.language.relay.trailing
    at += sentence.lower[at] in trailing.openers
    return sentence.lower[at] in trailing.passives


def _bridges_comma(sentence: Sentence, at: int, cue: int) -> bool:
    """An insertion between commas: "Ketua X, di Lombok, Jumat (31/7), mengatakan"."""
    last = sentence.before_cue(cue, at)
    if last < at:
        return True
    if sentence.raw[last] in ",)" or sentence.raw[last] in DASHES or last == at:
        return True
    if sentence.lower[at + 1] in sentence.grammar.relatives and (close := sentence.comma(at + 1, cue)) < last:
        return _bridges(sentence, close + 1, cue)  # "X, yang datang terlambat, dalam pidatonya mengatakan"
    return sentence.lower[last] in sentence.grammar.coordinators or (
        sentence.lower[min(at + 1, cue - 1)] in sentence.grammar.adjuncts
        and not _other_subject(sentence, at + 1, cue)
    )


def _other_subject(sentence: Sentence, at: int, cue: int) -> bool:
    """Whether a fresh subject stands right before the cue, behind a conjunction or "di mana"."""
    opens = sentence.grammar.contrasts | sentence.grammar.interrogatives
    return any(sentence.lower[k] in opens or sentence.raw[k] == ";" for k in range(at, cue))
