"""What the parts of an article's text are: zones that are no running text, paragraphs, sentences.

Nothing here alters the text; everything is a span in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import msgspec
import regex

from quotekit.lang import Language, alternation
from quotekit.models import Article, Finding, Span

Bounds = tuple[int, int]

LINE = re.compile(r"[^\n]+")
TERMINAL = ".!?…:;,\"”“'’)»"
MARKS_IN_LINE = re.compile(r"[\"“”„«»]")
SENTENCE_END = re.compile(
    r"[.!?…]+[\"”“'’»)\]]*(?=\s+[\"”“'‘’(\[„«]*[A-ZÀ-Þ0-9]|\s*$|(?<=[a-zà-þ0-9)%][.!?])[A-ZÀ-Þ][a-zà-þ]+[\s,])"
)
# UTF-8 that was read as a Western encoding: "SÃ¡nchez", "â€œ".
TORN = re.compile(r"[ÃÂâ](?:(?<=[ÃÂ])[\x80-\xbf]|(?<=â)€[\x80-\xbf™œ“”])")
# A line that says what somebody says is a sentence from this many words on, no subhead.
SAYING_LEAST = 8
# A repeated body is told by a paragraph of this many code points; shorter ones recur by chance.
REPEAT_LEAST = 60
# A line that is shorter was not broken at an edge.
WRAPPED_LEAST = 30
# A headline that runs into the text has so many code points, no end of a sentence and no quotation, and a
# city in capitals stands behind it.
HEADLINE_LEAST, HEADLINE_MOST = 15, 160
HEADLINE_END = re.compile(r"[.!?]\s|[\"“”]")
CITY = re.compile(r"(?<= )[A-ZÀ-Þ]{4,}(?!\w)")
# A place alone, at the head of the text: "Jakarta - ", "Nusa Tenggara Barat - ".
DATELINE_WORDS = 3
# A number and the word before it have no more code points than six and this.
NUMBER_MOST = 8
# No caption or byline is longer.
LINE_MOST = 500


class Zone(msgspec.Struct, frozen=True):
    """A stretch of an article that is no running text, and what it is."""

    kind: str
    start: int
    end: int


class Layout(msgspec.Struct, frozen=True):
    """An article taken apart: paragraphs of running text, other zones, credit lines, findings."""

    paragraphs: tuple[Bounds, ...]
    zones: tuple[Zone, ...]
    credits: tuple[Span, ...]
    findings: tuple[Finding, ...]


class _Inserted(msgspec.Struct, frozen=True):
    """What may be inserted in a running line: looked for where a trigger stands, that where its sign does."""

    kind: str
    pattern: regex.Pattern
    trigger: re.Pattern
    signs: tuple[str, ...]

    def may_stand_in(self, lowered: str) -> bool:
        return any(sign in lowered for sign in self.signs) and self.trigger.search(lowered) is not None


def _sign(trigger: str) -> str:
    """What is rare in a trigger: its last character that is no letter, digit or space."""
    return next((sign for sign in reversed(trigger) if not sign.isalnum() and sign != " "), trigger)


class _Patterns(msgspec.Struct, frozen=True):
    lines: tuple[tuple[str, regex.Pattern], ...]
    inline: tuple[_Inserted, ...]
    dateline: regex.Pattern
    dateline_most: int
    subhead_most: int
    saying: re.Pattern
    abbreviation: re.Pattern
    torn_number: re.Pattern
    joining: re.Pattern


@cache
def _patterns(language: Language) -> _Patterns:
    data = language.layout

    def joined(patterns: Sequence[str]) -> regex.Pattern:
        return regex.compile("|".join(f"(?:{pattern})" for pattern in patterns), regex.I | regex.V1)

    def inserted(kind: str) -> _Inserted:
        given = getattr(data.inline, kind)
        signs = dict.fromkeys(map(_sign, given.triggers))
        trigger = re.compile(alternation(given.triggers))
        return _Inserted(kind, joined(given.patterns), trigger, tuple(signs))

    return _Patterns(
        lines=tuple((kind, joined(getattr(data.lines, kind))) for kind in data.lines.__struct_fields__),
        inline=tuple(map(inserted, data.inline.__struct_fields__)),
        dateline=regex.compile(data.dateline.pattern),
        dateline_most=data.dateline.most,
        subhead_most=data.subhead.most_words,
        saying=re.compile(rf"\w {alternation(_verbs_of_saying(language))} \w"),
        abbreviation=re.compile(rf"(?<![\w'’])(?:{alternation(data.abbreviations.words)}|[a-z])$"),
        torn_number=re.compile(rf"(?<!\w)(?:{alternation(data.abbreviations.numbers)})\.? ?\d{{1,3}}$"),
        joining=_joining(language),
    )


def _verbs_of_saying(language: Language) -> Iterator[str]:
    """Verbs between somebody and what he says, whatever that is: "mengatakan"."""
    return (verb for group in language.cues.group if group.needs == "nothing" for verb in group.actives)


def _joining(language: Language) -> re.Pattern:
    """A stop with no space behind it that ends no sentence: behind a title, or in a domain ("Situs.Com")."""
    titles = {word for rank in language.mentions.titles.ranks for word in rank.split()}
    domains = [end[1:] for end in language.relay.outlet_shapes.suffixes if end.startswith(".")]
    words = [*titles, *language.layout.abbreviations.words]
    return re.compile(rf"(?<!\w)(?:{alternation(words)}|\w)\.|\w\.{alternation(domains)}\b", re.I)


def read_layout(article: Article, language: Language) -> Layout:
    """Tell running text from headline, dateline, captions, bylines, credits, subheads and repeated bodies.

    Args:
        article: the article.
        language: whose layout data to use.

    Returns:
        Paragraphs and zones in the order of the text; together they hold every line.

    Examples:
        >>> from quotekit.lang import load_language
        >>> article = Article(id="a", text="Judul Berita\\n\\nJAKARTA - Hujan turun.\\nEditor: Ani")
        >>> [zone.kind for zone in read_layout(article, load_language("id")).zones]
        ['headline', 'dateline', 'byline']
    """
    patterns, text = _patterns(language), article.text
    lines = [bounds for match in LINE.finditer(text) if (bounds := _strip(text, *match.span()))]
    zones: list[Zone] = []
    paragraphs: list[Bounds] = []
    credits: list[Span] = []
    previous = ""
    headline = False
    for number, (start, end) in enumerate(lines):
        kind, match = _line_kind(
            text, start, end, patterns, first=not headline and not paragraphs, only=len(lines) == 1
        )
        headline |= kind == "headline"
        if not kind and previous == "related" and text[lines[number - 1][1] - 1] == ":":
            kind = "related"  # "Baca juga:" alone on its line; the headline stands on the next
        if match and kind == "credit":
            credits += _names(text, match.spans("names")[-1])
        if kind:
            zones.append(Zone(kind, start, end))
        else:
            if not paragraphs and (place := _run_on_headline(text, start, end, patterns)):
                zones.append(Zone("headline", start, place - 1))
                start = place
            body = _behind_dateline(text, start, end, patterns, first=not paragraphs)
            if body > start:
                zones.append(Zone("dateline", start, body))
            for part in _running(text, body, end, patterns, zones, credits):
                paragraphs.append(part)
        previous = kind
    paragraphs, repeats, findings = _drop_repeats(article, paragraphs)
    return Layout(
        tuple(paragraphs),
        tuple(sorted([*zones, *repeats], key=lambda zone: (zone.start, zone.end))),
        tuple(credits),
        tuple(findings),
    )


def unwrap(text: str) -> str:
    """Read line ends inside sentences as spaces: lines broken at the edge of a column or a mail.

    A small letter at the head of a line tells, and where two lines tell, a capital goes on as well.

    Returns:
        A text of the same length, so that places stay what they are; the text itself if nothing was broken.

    Examples:
        >>> unwrap("Jembatan yang menghubungkan tiga desa\\ndi hulu sungai putus.\\nWarga menunggu.")
        'Jembatan yang menghubungkan tiga desa di hulu sungai putus.\\nWarga menunggu.'
    """
    lines = text.split("\n")
    broken = [
        number
        for number, (line, following) in enumerate(pairwise(lines))
        if following.lstrip()[:1].isalpha() and len(line) >= WRAPPED_LEAST and _open_ended(line.rstrip())
    ]
    certain = [number for number in broken if lines[number + 1].lstrip()[0].islower()]
    if not certain:
        return text
    if len(certain) > 1:
        certain = [number for number in broken if number >= certain[0]]
    ends = dict.fromkeys(certain, " ")
    return "".join(line + ends.get(number, "\n") for number, line in enumerate(lines))[:-1]


def _open_ended(line: str) -> bool:
    return line[-1:].isalnum() or line[-1:] == ","


def _strip(text: str, start: int, end: int) -> Bounds | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _line_kind(
    text: str, start: int, end: int, patterns: _Patterns, *, first: bool, only: bool
) -> tuple[str, regex.Match | None]:
    """Name the zone of a whole line, "" for running text, and return the match that told."""
    if end - start <= LINE_MOST:
        for kind, pattern in patterns.lines:
            if match := pattern.fullmatch(text, start, end):
                return kind, match
    words = text.count(" ", start, end) + 1
    if only or words > 2 * patterns.subhead_most:
        return "", None
    if first and text[end - 1] not in ".," and not MARKS_IN_LINE.search(text, start, end):
        return "headline", None
    if text[end - 1] in TERMINAL:
        return "", None
    unmarked = words <= patterns.subhead_most and not MARKS_IN_LINE.search(text, start, end)
    if unmarked and words >= SAYING_LEAST and patterns.saying.search(text, start, end):
        return "", None  # a sentence that lost its full stop
    return ("subhead" if unmarked else ""), None


def _behind_dateline(text: str, start: int, end: int, patterns: _Patterns, *, first: bool) -> int:
    """Where a line goes on behind its dateline: "KENDAL - ", "Kendal (Antara) - ", or first "Kendal - "."""
    match = patterns.dateline.match(text, start, min(end, start + patterns.dateline_most))
    if not match:
        return start
    words = match[0].split()[:-1]
    told = any(word.isupper() or "." in word or (word[0] == "(" and word[1:2].isalpha()) for word in words)
    short = len(words) <= DATELINE_WORDS and text[match.end() : match.end() + 1].isupper()
    return match.end() if told or (first and short) else start


def _run_on_headline(text: str, start: int, end: int, patterns: _Patterns) -> int:
    """Where the dateline behind a headline on the same line begins: "Kapal Kandas KENDAL - …"; 0 if none."""
    for match in CITY.finditer(text, start + HEADLINE_LEAST, min(end, start + HEADLINE_MOST)):
        if _behind_dateline(text, match.start(), end, patterns, first=False) > match.start():
            ended = HEADLINE_END.search(text, start, match.start())
            return 0 if ended else match.start()
    return 0


def _running(
    text: str, start: int, end: int, patterns: _Patterns, zones: list[Zone], credits: list[Span]
) -> Iterator[Bounds]:
    """Yield the running text of a line, without what is inserted in it."""
    cuts = []
    lowered = text[start:end].lower()
    for inserted in patterns.inline:
        if inserted.may_stand_in(lowered):
            for match in inserted.pattern.finditer(text, start, end):
                cuts.append(Zone(inserted.kind, *match.span()))
                if inserted.kind == "credit":
                    credits += _names(text, match.spans("names")[-1])
    for cut in sorted(cuts, key=lambda zone: zone.start):
        if cut.start < start:
            continue
        zones.append(cut)
        if part := _strip(text, start, cut.start):
            yield part
        start = cut.end
    if part := _strip(text, start, end):
        yield part


def _names(text: str, bounds: Bounds) -> Iterator[Span]:
    """Yield the names of a credit line, each with its span."""
    for part in re.finditer(r"[^/,;&]+", text[slice(*bounds)]):
        if name := _strip(text, bounds[0] + part.start(), bounds[0] + part.end()):
            yield Span(*name, text[slice(*name)])


def _drop_repeats(
    article: Article, paragraphs: list[Bounds]
) -> tuple[list[Bounds], list[Zone], list[Finding]]:
    """Take out paragraphs that stand for the second time, and say so."""
    text = article.text
    seen: dict[str, int] = {}
    kept: list[Bounds] = []
    repeats: list[Zone] = []
    for start, end in paragraphs:
        body = text[start:end]
        again = _second_copy(text, start, end)
        if end - start >= REPEAT_LEAST and body in seen:
            repeats.append(Zone("repeat", start, end))
        elif again is not None:
            kept.append((start, again))
            repeats.append(Zone("repeat", again, end))
        else:
            seen[body] = start
            kept.append((start, end))
    if not repeats:
        return kept, [], []
    first, last = repeats[0].start, repeats[-1].end
    message = f"the body stands twice; its second copy ({len(repeats)} paragraphs) is not traced again"
    return kept, repeats, [Finding(article.id, first, last, "repeated-body", message)]


def _second_copy(text: str, start: int, end: int) -> int | None:
    """Where a flattened paragraph begins anew, if it holds its own text twice."""
    if end - start < 8 * REPEAT_LEAST:
        return None
    again = text.find(text[start : start + REPEAT_LEAST], start + REPEAT_LEAST, end)
    return again if again >= 0 and text[start : start + (end - again)] == text[again:end] else None


def split_sentences(
    text: str, start: int, end: int, quoted: Sequence[Bounds], language: Language
) -> list[Bounds]:
    """Split a paragraph into sentences, never inside a quoted stretch.

    Args:
        text: the article's text.
        start: where the paragraph begins.
        end: where it ends.
        quoted: its quoted stretches, marks included, in order and not overlapping.
        language: whose abbreviations end no sentence.

    Examples:
        >>> from quotekit.lang import load_language
        >>> text = 'dr. Ani datang. "Baik. Siap," kata Ani. "Sudah."'
        >>> [text[a:b] for a, b in split_sentences(text, 0, 48, [(16, 29), (40, 48)], load_language("id"))]
        ['dr. Ani datang.', '"Baik. Siap," kata Ani.', '"Sudah."']
    """
    patterns = _patterns(language)
    cuts = [
        opened for opened, _ in quoted if text[max(start, opened - 2) : opened].rstrip()[-1:] in tuple(".!?")
    ]
    inside = iter([*quoted, (end + 1, end + 1)])
    opened, closed = next(inside)
    for match in SENTENCE_END.finditer(text, start, end):
        place = match.end()
        while closed < place:
            opened, closed = next(inside)
        if opened < place < closed or (opened < match.start() and place == closed and _goes_on(text, closed)):
            continue
        if match[0] == "." and _abbreviates(text, max(start, match.start() - 6), place, patterns):
            continue
        cuts.append(place)
    bounds = []
    for cut in [*sorted(set(cuts)), end]:
        if part := _strip(text, start, cut):
            bounds.append(part)
        start = max(start, cut)
    return bounds


def _abbreviates(text: str, start: int, place: int, patterns: _Patterns) -> bool:
    """Whether the full stop before `place` belongs to its word, looked for from `start` on."""
    if place < len(text) and text[place].isalpha():
        near = text.rfind(" ", start, place) + 1 or start
        return patterns.joining.search(text, near, place + 6) is not None
    if text[place - 2 : place - 1].isdigit():  # "pukul 19. 57": a space that does not belong there
        before = text[max(0, start - NUMBER_MOST) : place - 1].lower()
        return text[place + 1 : place + 3].isdigit() and patterns.torn_number.search(before) is not None
    return patterns.abbreviation.search(text[start : place - 1].lower()) is not None


def _goes_on(text: str, place: int) -> bool:
    """Whether a lower-case word follows, as in '"Siapa?" kata Ani'."""
    rest = text[place : place + 2].lstrip()
    return bool(rest) and rest[0].islower()
