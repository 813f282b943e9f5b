"""What changed between two wordings of one utterance: a diff word by word, and its classes.

Words are compared as `normalise` leaves them, so marks, case and "lima" for "5" are no change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from quotekit.linking.language import LinkingLanguage, load_linking
from quotekit.linking.normalise import is_number, is_numeric, join_numbers, split_piece, without_brackets
from quotekit.linking.verify import misspelt

CLASSES = ("shortened", "ellipsis", "number", "negation", "hedge", "spelling", "substitution", "order")
_ELLIPSIS = re.compile(r"\.{3,}|…")
_STOP = re.compile(r"[.,;:!?…][\"'“”‘’»)\]]*$")
# where one piece is two words: "anak-|anak", "19/|6", "Rp|500"
_INNER = re.compile(r"(?<=[-–/])(?=\w)|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
RUN_MOST = 12  # pieces of one number; a longer run is some senseless row of number words
_MOVED = 2  # words in a row that stand elsewhere in the other text have moved


class Word(NamedTuple):
    """A word as it stands, its normalised form, and whether its clause ends after it."""

    surface: str
    form: str
    ends: bool


class Gap(NamedTuple):
    """Differing words; on each side all of them, and those in one clause with words that are shared."""

    left: list[Word]
    right: list[Word]
    close_left: list[Word]
    close_right: list[Word]


def split(text: str, language: LinkingLanguage) -> list[Word]:
    """Split a text into the words that are compared; a number in several words is one."""
    words: list[Word] = []
    run: list[str] = []  # pieces that may be one number
    for piece in text.split():
        read, numeric = _read_piece(piece, language)
        if numeric:
            run.append(piece)
        else:
            words += _read_run(run, language)
            words += read
            run = []
    return words + _read_run(run, language)


@lru_cache(maxsize=1 << 16)
def _read_piece(piece: str, language: LinkingLanguage) -> tuple[list[Word], bool]:
    """Return the words of a piece, and whether it may be a part of a longer number."""
    forms = split_piece(piece, language)
    numeric = bool(forms) and all(is_numeric(form, language.numbers) for form in forms)
    return _spread([piece], forms, language), numeric


def _read_run(run: list[str], language: LinkingLanguage) -> list[Word]:
    """Read pieces that may be numbers: "2,5 lima juta" is two of them, 2.5 and 5,000,000."""
    if len(run) < 2:
        return _read_piece(run[0], language)[0] if run else []
    forms = _join(run, language)
    words: list[Word] = []
    start = 0
    while len(run) <= RUN_MOST and start < len(run):
        longest = next(end for end in range(len(run), start, -1) if _is_one(run[start:end], language))
        words += _spread(run[start:longest], _join(run[start:longest], language), language)
        start = longest
    return words if [word.form for word in words] == forms else _spread(run, forms, language)


def _join(pieces: Sequence[str], language: LinkingLanguage) -> list[str]:
    return join_numbers([form for piece in pieces for form in split_piece(piece, language)], language)


def _is_one(pieces: Sequence[str], language: LinkingLanguage) -> bool:
    return len(pieces) == 1 or len(_join(pieces, language)) == 1


def _spread(surface: list[str], forms: Sequence[str], language: LinkingLanguage) -> list[Word]:
    """Give each form its part of the surface: "anak-anak" is two words, "dua puluh" is one, 20."""
    if not forms:
        return []
    parts = surface if len(surface) == len(forms) else _INNER.split(" ".join(surface))
    if len(forms) > 1 and [split_piece(part, language) for part in parts] != [(form,) for form in forms]:
        parts = [" ".join(surface)] + [""] * (len(forms) - 1)
    ends = bool(_STOP.search(surface[-1]))
    return [
        Word(p, f, ends and k == len(forms) - 1) for k, (p, f) in enumerate(zip(parts, forms, strict=True))
    ]


def align(left: str, right: str, *, language: str = "id") -> list[tuple[str, list[str], list[str]]]:
    """Lay two wordings side by side.

    Args:
        left: a text.
        right: another.
        language: of both.

    Returns:
        Stretches in reading order: what is done (``equal``, ``delete``, ``insert``, ``replace``) and
        the words of both sides as they stand.

    Examples:
        >>> align("Kami tidak mundur.", "“Kami mundur”")
        [('equal', ['Kami'], ['“Kami']), ('delete', ['tidak'], []), ('equal', ['mundur.'], ['mundur”'])]
    """
    data = load_linking(language)
    ours, theirs = split(left, data), split(right, data)
    out = []
    for equal, a, b in _stretches(ours, theirs):
        op = "equal" if equal else "replace" if a and b else "delete" if a else "insert"
        out.append((op, [w.surface for w in a if w.surface], [w.surface for w in b if w.surface]))
    return out


def _stretches(left: list[Word], right: list[Word]) -> list[tuple[bool, list[Word], list[Word]]]:
    """Cut two texts into stretches that are equal and stretches that differ."""
    symbols: dict[str, str] = {}
    a, b = (
        "".join(symbols.setdefault(w.form, chr(0xE000 + len(symbols))) for w in side)
        for side in (left, right)
    )
    out, i, j = [], 0, 0
    for op in [op for op in LCSseq.opcodes(a, b) if op.tag == "equal"]:
        if op.src_start > i or op.dest_start > j:
            out.append((False, left[i : op.src_start], right[j : op.dest_start]))
        out.append((True, left[op.src_start : op.src_end], right[op.dest_start : op.dest_end]))
        i, j = op.src_end, op.dest_end
    if i < len(left) or j < len(right):
        out.append((False, left[i:], right[j:]))
    return out


def drift(left: str, right: str, *, language: str = "id") -> tuple[str, ...]:
    """Name what changed between two wordings; the order of the two does not matter.

    Args:
        left: a text.
        right: another.
        language: of both.

    Returns:
        Some of `CLASSES`, in their order; none if the same words stand in the same order. A number, a
        negation or a hedge counts where it was put in, left out of a clause that was kept, or exchanged.

    Examples:
        >>> drift("Harga naik 5 persen.", "harga naik tujuh persen")
        ('number',)
        >>> drift("Saya tidak tahu soal itu, tanya Budi.", "Saya tahu soal itu")
        ('shortened', 'negation')
        >>> drift("Kami ... siap bertemu", "Kami besok siap bertemu")
        ('shortened', 'ellipsis')
    """
    data = load_linking(language)
    pair = sorted(((split(text, data), text) for text in (left, right)), key=lambda p: (len(p[0]), p[1]))
    found = _classes(pair[0][0], pair[1][0], data)
    if {"shortened", "substitution"} & found and len(_ELLIPSIS.findall(left)) != len(
        _ELLIPSIS.findall(right)
    ):
        found.add("ellipsis")
    bare = [without_brackets(text) for _, text in pair]
    if found == {"shortened"} and bare != [text for _, text in pair]:
        # only an editor's insertion in brackets is no change
        ours, theirs = (split(text, data) for text in bare)
        found = _classes(ours, theirs, data) and found
    return tuple(name for name in CLASSES if name in found)


def lost_hedges(full: str, copy: str, *, language: str = "id") -> tuple[str, ...]:
    """Return the hedges that a copy leaves out of words that it keeps.

    Examples:
        >>> lost_hedges("Harga mungkin naik bulan depan", "Harga naik bulan depan")
        ('mungkin',)
    """
    data = load_linking(language)
    gone: Counter[str] = Counter()
    if not any(hedge in full.casefold() for hedge in data.hedges):
        return ()
    for gap in _gaps(split(full, data), split(copy, data)):
        ours, theirs = (_forms(side, data.hedges.__contains__) for side in (gap.close_left, gap.close_right))
        gone += ours - theirs if sum(theirs.values()) < sum(ours.values()) else Counter()
    return tuple(sorted(gone))


def _classes(left: list[Word], right: list[Word], data: LinkingLanguage) -> set[str]:
    if Counter(w.form for w in left) == Counter(w.form for w in right):
        return {"order"} if [w.form for w in left] != [w.form for w in right] else set()
    gaps = _gaps(left, right)
    found: set[str] = set()
    moved = _moved(gaps)
    if moved:
        found.add("order")
    for gap in gaps:
        found |= _gap_classes(gap, moved, data)
    return found


def _gap_classes(gap: Gap, moved: Counter[str], data: LinkingLanguage) -> set[str]:
    found: set[str] = set()
    close = gap.close_left, gap.close_right
    if _forms(close[0], lambda f: is_number(f, data.numbers)) != _forms(
        close[1], lambda f: is_number(f, data.numbers)
    ):
        found.add("number")
    if len({sum(_forms(side, data.hedges.__contains__).values()) for side in close}) > 1:
        found.add("hedge")
    if _negations(close[0], close[1], data) != _negations(close[1], close[0], data):
        found.add("negation")
    marked = {*data.negations, *data.hedges}
    left, right = (
        [
            w.form
            for w in side
            if not is_number(w.form, data.numbers) and w.form not in marked and w.form not in moved
        ]
        for side in (gap.left, gap.right)
    )
    fits = [(a, next((b for b in right if misspelt(a, b)), None)) for a in left]
    if any(b for _, b in fits):
        found.add("spelling")
    rest_left = [a for a, b in fits if b is None]
    rest_right = [b for b in right if b not in {fit for _, fit in fits}]
    if rest_left and rest_right:
        found.add("substitution")
    if len(rest_left) != len(rest_right):
        found.add("shortened")
    if not found and any(word.form not in moved for word in (*gap.left, *gap.right)):
        found.add("substitution" if gap.left and gap.right else "shortened")  # "tidak" for "tak"
    return found


def _negations(words: list[Word], instead: list[Word], data: LinkingLanguage) -> int:
    """How many negations stand in differing words; what was said `instead` may be the same thing.

    "tak lekang" for "abadi" takes nothing back: a negation whose word was exchanged with it does not count.
    """
    empty = _empty(data)
    forms = [word.form for word in words]
    exchanged = any(word.form not in empty for word in instead)
    last = max((k for k, form in enumerate(forms) if form not in empty), default=-1)
    return sum(form in data.negations and not (exchanged and k < last) for k, form in enumerate(forms))


@cache
def _empty(data: LinkingLanguage) -> frozenset[str]:
    """Words that a negation reaches over to the word that it negates."""
    return frozenset((*data.function_words, *data.hedges, *data.negations))


def _gaps(left: list[Word], right: list[Word]) -> list[Gap]:
    parts = _stretches(left, right)
    gaps = []
    for k, (equal, a, b) in enumerate(parts):
        if not equal:
            _, before_a, before_b = parts[k - 1] if k else (True, None, None)
            last = k == len(parts) - 1
            gaps.append(Gap(a, b, _in_clause(a, before_a, last), _in_clause(b, before_b, last)))
    return gaps


def _in_clause(words: list[Word], before: list[Word] | None, last: bool) -> list[Word]:
    """Keep what stands in one clause with shared words; whole clauses cut off at an end change no other."""
    if before is None and last:
        return words
    if before is None:
        return words[max((k + 1 for k, word in enumerate(words) if word.ends), default=0) :]
    if last:
        stop = next((k + 1 for k, word in enumerate(words) if word.ends), len(words))
        return [] if before[-1].ends else words[:stop]
    return words


def _forms(words: Collection[Word], wanted: Callable[[str], bool]) -> Counter[str]:
    return Counter(word.form for word in words if wanted(word.form))


def _moved(gaps: Sequence[Gap]) -> Counter[str]:
    """Return the words that were taken away in one place and put in at another."""
    gone = [Counter(w.form for w in gap.left) for gap in gaps]
    come = [Counter(w.form for w in gap.right) for gap in gaps]
    moved: Counter[str] = Counter()
    for i, left in enumerate(gone):
        for j, right in enumerate(come):
            if i != j and sum((both := left & right).values()) >= _MOVED:
                moved |= both
    return moved
