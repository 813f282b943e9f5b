"""Which marks belong together: quoted stretches of a paragraph, nested, unbalanced or run over paragraphs.

The position of a mark decides more than its shape, because ”…” and "…" use one shape for both ends.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence

import msgspec

from quotekit.reading.text import Bounds

# A doubled apostrophe and typed-out LaTeX quotes are double marks; \' is an escaped single one.
# One set comes first, because a search skips fast to what is in a set.
MARK = re.compile(r"[\"“”„‟«»'‘’‚‹›`\\](?:(?<=')'|(?<=`)`|(?<=\\)['\"]|(?<![`\\]))")
DOUBLE = frozenset(["''", "``", '\\"', *'"“”„‟«»'])
SINGLES = frozenset("'‘’‚‹›`")
SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z\"“”])")
OPENING_SHAPES = frozenset("“„«‘‹")
BEFORE_OPENING = frozenset("([{—–-/")
AFTER_CLOSING = frozenset(".,;:!?)]}…—–-/")
# What is no problem of a quoted stretch: its paragraph ends, and the next one opens with a mark again.
RUNS_ON = "runs-on"
# A single mark and a double one that close each other are no farther apart than this.
MIXED_MOST = 60
# An apostrophe pair farther apart than this is no quotation but two apostrophes.
SINGLE_MOST = 400


class Quoted(msgspec.Struct, frozen=True, gc=False):
    """A quoted stretch: ``[start, end)`` between the marks, ``[opened, closed)`` with them.

    ``problem`` is "missing-opening" or "missing-closing" where one mark had to be supplied, and "runs-on"
    where the next paragraph opens with a mark instead, as is the custom in print; ``level`` counts the
    quoted stretches around it.
    """

    opened: int
    start: int
    end: int
    closed: int
    level: int = 0
    problem: str | None = None


class _Open(msgspec.Struct, frozen=True):
    opened: int
    start: int
    double: bool


def pair_marks(
    text: str,
    paragraphs: Sequence[Bounds],
    *,
    ends: re.Pattern | None = None,
    begins: re.Pattern | None = None,
) -> list[Quoted]:
    """Pair the quotation marks of an article, paragraph by paragraph.

    An opening mark without its partner is closed by its paragraph if the next one opens with a mark again, or
    by a mark in the next one that has no partner either (a quotation that runs over paragraphs), otherwise
    where `ends` matches (a comma and a word of saying), otherwise at the end of its sentence. A closing mark
    at the end of a sentence without its partner is opened behind what `begins` matches there ("bahwa"),
    otherwise where its sentence begins.

    Accepts ``"…"``, ``“…”``, ``”…”``, ``„…“``, ``«…»``, ``'…'``, ``‘…’``, doubled apostrophes and mixtures of
    them. Apostrophes inside a word and marks of feet or minutes are no marks of quotation.

    Returns:
        Quoted stretches sorted by where they open, outer before inner.

    Examples:
        >>> text = 'Ia berkata, “Kami siap". Ma’ruf diam.'
        >>> [text[q.start:q.end] for q in pair_marks(text, [(0, len(text))])]
        ['Kami siap']
    """
    out: list[Quoted] = []
    running: _Open | None = None

    def unclosed(mark: _Open, end: int, level: int = 0) -> Quoted:
        end = _supplied_end(text, mark, end, ends, whole=mark.opened in begin)
        return Quoted(mark.opened, mark.start, end, end, level, "missing-closing")

    begin = {start for start, _ in paragraphs}
    for number, (start, end) in enumerate(paragraphs):
        marks = list(MARK.finditer(text, start, end))
        if marks:
            pairs, left = _pair(text, start, end, marks, running)
            out += (_begun(text, pair, begins) for pair in pairs)
            last, following = left[0] if len(left) == 1 else None, paragraphs[number + 1 : number + 2]
            resumed = last is not None and _is_resumed(text, following)
            running = last if last and not resumed and _runs_on(text, last, following, ends) else None
            if last and resumed:
                out.append(Quoted(last.opened, last.start, end, end, 0, RUNS_ON))
            elif not running:
                out += [unclosed(mark, end, level) for level, mark in enumerate(left)]
    return sorted(_without_crossings(out), key=lambda q: (q.opened, -q.closed))


def _supplied_end(text: str, mark: _Open, end: int, ends: re.Pattern | None, *, whole: bool) -> int:
    """Where a quotation without its closing mark ends; one that opens a paragraph may be all of it."""
    if ends and (match := ends.search(text, mark.start, end)):
        return match.start() + 1
    sentence = None if whole else SENTENCE_END.search(text, mark.start, end)
    return sentence.end() if sentence else end


def _begun(text: str, pair: Quoted, begins: re.Pattern | None) -> Quoted:
    """A stretch whose opening mark is missing, begun behind the word that opens what somebody says."""
    goes_on = text[pair.closed : pair.closed + 2].lstrip()[:1].islower()  # "…," kata Rina
    if pair.problem != "missing-opening" or begins is None or goes_on:
        return pair
    found = [match.end() for match in begins.finditer(text, pair.start, pair.end)]
    return msgspec.structs.replace(pair, opened=found[-1], start=found[-1]) if found else pair


def _is_resumed(text: str, following: Sequence[Bounds]) -> bool:
    """Whether the next paragraph opens with a mark."""
    mark = MARK.match(text, *following[0]) if following else None
    return mark is not None and mark[0] in DOUBLE


def _runs_on(text: str, last: _Open, following: Sequence[Bounds], ends: re.Pattern | None) -> bool:
    """Whether the next paragraph closes the mark that was left open."""
    if not following:
        return False
    start, end = following[0]
    first = next((mark for mark in MARK.finditer(text, start, end) if mark[0] in DOUBLE), None)
    if first is None or text[first.start() - 1].isspace() or first.start() == start:
        return False
    goes_on = first.end() == end or not text[first.end()].isalnum()
    ended = ends is not None and ends.search(text, last.start, start) is not None
    return goes_on and not ended


def _pair(
    text: str, start: int, end: int, marks: Sequence[re.Match], running: _Open | None
) -> tuple[list[Quoted], list[_Open]]:
    """Pair the marks of one paragraph; return pairs and the double marks left open."""
    pairs: list[Quoted] = []
    stack: list[_Open] = [running] if running else []
    for mark in marks:
        double = mark[0] in DOUBLE
        before = text[mark.start() - 1] if mark.start() > start else " "
        after = text[mark.end()] if mark.end() < end else " "
        if not double and (before.isalnum() and after.isalnum()):
            continue
        late = stack and before.isspace() and after.islower() and text[mark.start() - 2] in ",.?!"
        opens = (
            not late
            and (before.isspace() or before in BEFORE_OPENING or MARK.match(before) is not None)
            and not (after.isspace() or after in AFTER_CLOSING)
        )
        if double or (late and stack[-1].double):
            _double(text, mark, opens, before, after, stack, pairs, start)
        else:
            _single(mark, opens, before, after, stack, pairs)
    return pairs, [mark for mark in stack if mark.double]


def _double(
    text: str,
    mark: re.Match,
    opens: bool,
    before: str,
    after: str,
    stack: list[_Open],
    pairs: list[Quoted],
    start: int,
) -> None:
    if len(stack) == 1 and not stack[0].double and not opens and mark.start() - stack[0].start <= MIXED_MOST:
        opened = stack.pop()  # "'pemaksaan ekonomi\"": one mark is a slip
        pairs.append(Quoted(opened.opened, opened.start, mark.start(), mark.end(), 0))
        return
    while stack and not stack[-1].double and not opens:
        stack.pop()  # a single mark that never closed was an apostrophe
    if stack and stack[-1].double and not opens:
        opened = stack.pop()
        pairs.append(Quoted(opened.opened, opened.start, mark.start(), mark.end(), len(stack)))
    elif opens or (not stack and (mark[0] in OPENING_SHAPES or _begins(before, after))):
        stack.append(_Open(mark.start(), mark.end(), True))
    elif not stack and not before.isspace() and not before.isdigit():
        begin = _sentence_start(text, pairs[-1].closed if pairs else start, mark.start())
        pairs.append(Quoted(begin, begin, mark.start(), mark.end(), 0, "missing-opening"))


def _begins(before: str, after: str) -> bool:
    """An opening mark set tight behind a stop, or loose before its words."""
    return (before in ".!?,:;" and after.isalnum()) or (before.isspace() and after.isspace())


def _sentence_start(text: str, start: int, end: int) -> int:
    """Where the sentence that ends at `end` begins."""
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    for match in re.finditer(r"[.!?]\s+", text[start : end - 1]):
        if start + match.end() < end - 1:
            begin = start + match.end()
    return begin


def _single(
    mark: re.Match, opens: bool, before: str, after: str, stack: list[_Open], pairs: list[Quoted]
) -> None:
    if stack and not stack[-1].double and not before.isspace() and not after.isalnum():
        opened = stack.pop()
        if mark.start() - opened.start <= SINGLE_MOST:
            pairs.append(Quoted(opened.opened, opened.start, mark.start(), mark.end(), len(stack)))
    elif opens:
        if stack and not stack[-1].double:
            stack.pop()
        stack.append(_Open(mark.start(), mark.end(), False))


def _without_crossings(quoted: list[Quoted]) -> list[Quoted]:
    """Drop stretches that cross one another (only supplied ends can), and those without words."""
    paired = _compatible([q for q in quoted if q.problem is None], [])
    return paired + _compatible([q for q in quoted if q.problem], paired)


def _compatible(candidates: list[Quoted], settled: list[Quoted]) -> list[Quoted]:
    """The candidates that cross neither one another nor what is `settled`, which is sorted by start."""
    kept: list[Quoted] = []
    near: list[Quoted] = []
    waiting = deque(settled)
    for candidate in sorted(candidates, key=lambda q: (q.opened, -q.closed)):
        while waiting and waiting[0].opened < candidate.closed:
            near.append(waiting.popleft())
        near = [k for k in near if candidate.opened < k.closed]
        fitted = _fitted(candidate, [k for k in near if k.opened < candidate.closed])
        if fitted:
            kept.append(fitted)
            near.append(fitted)
    return kept


def _fitted(candidate: Quoted, crossing: list[Quoted]) -> Quoted | None:
    """The candidate among what it overlaps with, cut short or left out where it crosses that."""
    if candidate.end <= candidate.start:
        return None
    if candidate.problem == "missing-closing" and crossing:
        # it ends where the next quoted stretch opens; the two are neighbours, not nested
        end = min((k.opened for k in crossing if k.opened > candidate.opened), default=candidate.end)
        if end <= candidate.start:
            return None
        return Quoted(candidate.opened, candidate.start, end, end, 0, candidate.problem)
    return candidate if all(_nested(k, candidate) for k in crossing) else None


def _nested(one: Quoted, other: Quoted) -> bool:
    return (one.opened <= other.opened and other.closed <= one.closed) or (
        other.opened <= one.opened and one.closed <= other.closed
    )
