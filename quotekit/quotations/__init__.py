"""Find quotations: direct, mixed and indirect, each with its cue and the mention of its source.

Nobody is resolved here: "dia" and "-nya" stay what they are, and a quotation without a source is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from quotekit.citing.credits import credit_sentences
from quotekit.models import Article, Finding, Mention, Quotation, Span
from quotekit.quotations.references import back_reference
from quotekit.quotations.reported import Reader
from quotekit.quotations.reports import Report
from quotekit.reading import Reading, as_reading
from quotekit.reading.cues import NOMINAL, Cue, glued_citation
from quotekit.reading.sentences import Sentence
from quotekit.reading.spans import RUNS_ON, Quoted
from quotekit.reading.text import TORN
from quotekit.reading.tokens import WORD
from quotekit.reading.vocabulary import is_capital, match_phrase

# Quoted words without a cue are taken for an utterance from this many words on, if they end like one.
UTTERANCE_LEAST = 4
SENTENCE_END = ",.?!…"
# Stances of what somebody thinks: a few words in single marks are the outlet's own there.
THOUGHT = frozenset(["judged", "hoped"])
# A name or title in marks has no more words than this.
TITLE_MOST = 8


class FoundQuotes(msgspec.Struct, frozen=True):
    """What was found in one article: quotations by start, and findings about marks and quoted names."""

    quotations: tuple[Quotation, ...]
    findings: tuple[Finding, ...]


def find_quotes(article: Article | Reading) -> FoundQuotes:
    """Find the quotations of an article.

    Args:
        article: an article, or one already read.

    Returns:
        Quotations sorted by ``start, end``, their speakers unresolved; findings for every quoted stretch
        that is no quotation (with the reason), for marks without a partner, and for repeated text.

    Examples:
        >>> text = 'Rina mengaku sangat lega. "Semua selamat," ujarnya, dikutip Antara.'
        >>> for quotation in find_quotes(Article(id="a", text=text)).quotations:
        ...     print(quotation.kind, quotation.text, quotation.cue.text, quotation.source.text)
        indirect sangat lega mengaku Rina
        direct Semua selamat, ujar nya
    """
    reading = as_reading(article)
    finder = _Finder(reading)
    for number in range(len(reading.sentences)):
        finder.read(number)
    finder.settle()
    quotations = _joined(sorted(finder.quotations, key=lambda q: (q.start, q.end, q.kind)))
    findings = [*reading.layout.findings, *finder.findings, *_mark_findings(reading)]
    return FoundQuotes(
        tuple(quotations), tuple(sorted(findings, key=lambda f: (f.start or 0, f.end or 0, f.code)))
    )


def _joined(quotations: list[Quotation]) -> list[Quotation]:
    """Give quoted paragraphs that run on the cue and source of the paragraph that closes them."""
    for at in range(len(quotations) - 1, -1, -1):
        if quotations[at].rule == RUNS_ON:
            behind = quotations[at + 1] if at + 1 < len(quotations) else None
            told = {"cue": behind.cue, "source": behind.source, "stance": behind.stance} if behind else {}
            rule = RUNS_ON if behind and behind.source else "continued"
            quotations[at] = msgspec.structs.replace(quotations[at], rule=rule, **told)
    return quotations


def _mark_findings(reading: Reading) -> list[Finding]:
    article = reading.article.id
    ends = {"missing-opening": "no opening mark; taken to begin with its sentence",
            "missing-closing": "no closing mark; taken to end at the cue or with its sentence"}  # fmt: skip
    found = [
        Finding(article, mark.opened, mark.closed, "unpaired-mark", ends[mark.problem])
        for mark in reading.marks
        if mark.problem in ends
    ]
    found += [
        Finding(article, start, end, "glued-words", "words run together; read as a cue and a name")
        for start, end in _glued(reading)
    ]
    if torn := TORN.search(reading.text):
        message = "letters torn by a wrong encoding; names are repaired, the text is not"
        found.append(Finding(article, *torn.span(), "torn-encoding", message))
    return found


def _glued(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where a cue and the name behind it lost the space between them: "dilaporkanAntara"."""
    text = reading.text
    for sentence in reading.sentences:
        for cue in sentence.cues:
            if not cue.clitic and text[cue.end : cue.end + 1].isupper():
                yield cue.start, _word_end(text, cue.end)
    for start, end in reading.layout.paragraphs:
        for match in glued_citation(reading.language).finditer(text, start, end):
            if match["rest"][0].islower() and any(letter.isupper() for letter in match["rest"].split()[0]):
                yield match.start(), _word_end(text, match.start())


def _word_end(text: str, at: int) -> int:
    """Where the word that begins at a place of the text ends."""
    word = WORD.match(text, at)
    return word.end() if word else at


class _Finder:
    """Collects the quotations of one article, sentence by sentence."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.text = reading, reading.text
        self.article_id = reading.article.id
        self.credits = frozenset(number for number, _ in credit_sentences(reading))
        self.quotations: list[Quotation] = []
        self.findings: list[Finding] = []
        self.open: list[
            tuple[int, Quoted, str]
        ] = []  # quoted stretches of the last sentence that no cue governs
        self.last_had_quotation = False

    def read(self, number: int) -> None:
        """Read one sentence; settle what the sentence before left open."""
        bounds = self.reading.sentences[number]
        if number in self.credits or (not bounds.quoted and not bounds.cues):
            self.settle()
            self.last_had_quotation = False
            return
        sentence = self.reading.sentence(number)
        if self._points_back(number, sentence):
            return
        self.settle()
        before = len(self.quotations)
        used: set[int] = set()
        for report in Reader(sentence).read():
            self._build(sentence, report, used)
            self._resumed(sentence, report, used)
        self._uncued(number, sentence, used)
        self.last_had_quotation = len(self.quotations) > before

    def settle(self) -> None:
        """Turn quoted stretches that no sentence attributed into findings."""
        for _, quoted, reason in self.open:
            self.findings.append(
                Finding(self.article_id, quoted.start, quoted.end, "not-a-quotation", reason)
            )
        self.open = []

    # -- from a report to quotations ---------------------------------------------------------------

    def _build(self, sentence: Sentence, report: Report, used: set[int]) -> None:
        quoted = [k for k in sentence.quotes if report.start <= k < report.end and k not in used]
        used.update(quoted)
        if quoted and not _any_counts(sentence, report.start, report.end):
            for k in quoted:
                self._direct(sentence, k, report)
        elif quoted and quoted[0] == report.start and self._whole(sentence, quoted[0], report):
            self._direct(sentence, quoted[0], report)
        else:
            self._mixed_or_indirect(sentence, report, quoted)

    def _resumed(self, sentence: Sentence, report: Report, used: set[int]) -> None:
        """Quoted words that go on behind cue and source: “…,” kata X, “…”."""
        if report.rule != "quote-cue-source" or report.source is None:
            return
        for k in sentence.quotes:
            behind = [j for j in range(report.after, k) if sentence.tokens.starts[j] >= report.source.end]
            if k not in used and k > report.at and not any(_counts(sentence, j) for j in behind):
                used.add(k)
                self._direct(sentence, k, report)

    def _whole(self, sentence: Sentence, k: int, report: Report) -> bool:
        """Whether the quoted stretch that opens the content is all of it."""
        mark, behind = sentence.quotes[k], k + 1
        if report.at < report.start and self.text[mark.end - 1] in SENTENCE_END:
            return True
        if behind >= report.end or sentence.raw[behind] == ",":
            return report.at < report.start
        return report.at < report.start and sentence.lower[behind] in sentence.grammar.coordinators

    def _direct(self, sentence: Sentence, k: int, report: Report) -> None:
        mark = sentence.quotes[k]
        if (
            report.at < report.start
            and sentence.raw[k - 1] not in ",:"
            and _is_name(self.text[mark.start : mark.end])
            and len(sentence.quotes) > 1
        ):
            self.open.append((k, mark, "a mentioned word"))
            return
        self._keep("direct", mark.start, mark.end, (mark.start, mark.end), report)

    def _mixed_or_indirect(self, sentence: Sentence, report: Report, quoted: list[int]) -> None:
        start, end = sentence.tokens.starts[report.start], sentence.tokens.ends[report.end - 1]
        words = [k for k in quoted if not self._names_something(sentence, k, report)]
        for k in quoted:
            if k not in words:
                self.open.append((k, sentence.quotes[k], "a name or title in marks"))
        for k in words:
            mark = sentence.quotes[k]
            self._keep("mixed", mark.start, mark.end, (start, end), report)
        if not words and not (quoted and report.rule in ("passive-cue", "object-voice")):
            self._keep("indirect", start, end, (start, end), report)

    def _names_something(self, sentence: Sentence, k: int, report: Report) -> bool:
        """Whether a quoted stretch is a title or a name ("film" before it), or only set off by a medium."""
        mark = sentence.quotes[k]
        if (report.rule == "relay-as-source" or report.cue.stance in THOUGHT) and sentence.is_scare_quote(k):
            return True
        if _is_name(self.text[mark.start : mark.end]):
            return True
        return any(
            match_phrase(sentence.grammar.naming, sentence.lower, j, k) == k - j
            for j in range(max(0, k - 2), k)
        )

    def _keep(self, kind: str, start: int, end: int, clause: tuple[int, int], report: Report) -> None:
        if end <= start:
            return
        clause = min(start, clause[0]), max(end, clause[1])
        cue = report.cue
        self.quotations.append(
            Quotation(
                self.article_id, start, end, self.text[start:end], kind, clause[0], clause[1], report.rule,
                cue=Span(cue.start, cue.end, self.text[cue.start : cue.end]),
                source=report.source, stance=cue.stance,
            )
        )  # fmt: skip

    # -- quoted stretches without a cue ------------------------------------------------------------

    def _uncued(self, number: int, sentence: Sentence, used: set[int]) -> None:
        left = [k for k in sentence.quotes if k not in used]
        alone = bool(left) and not _any_counts(sentence, 0, sentence.stop)
        for k in left:
            mark = sentence.quotes[k]
            words = self.text[mark.start : mark.end]
            long = words.count(" ") + 1 >= UTTERANCE_LEAST
            ends = words.rstrip(" ")[-1:] in SENTENCE_END
            if mark.problem == "missing-opening" and not ends:
                self.open.append((k, mark, "a single mark"))
            elif (alone and (long or ends) and not _is_name(words)) or (
                long and ends and words[:1].isupper()
            ):
                self._bare(mark, RUNS_ON if mark.problem == RUNS_ON else "continued" if alone else "no-cue")
            else:
                self.open.append(
                    (k, mark, "a name or title in marks" if _is_name(words) else "no cue governs it")
                )

    def _bare(self, mark: Quoted, rule: str) -> None:
        words = self.text[mark.start : mark.end]
        self.quotations.append(
            Quotation(self.article_id, mark.start, mark.end, words, "direct", mark.start, mark.end, rule)
        )

    # -- "Hal itu disampaikan X" -------------------------------------------------------------------

    def _points_back(self, number: int, sentence: Sentence) -> bool:
        """Attribute the sentence before, if this one says whose words it was."""
        if number == 0:
            return False
        found = back_reference(sentence) or self._closing_source(number, sentence)
        if not found:
            return False
        cue, source = found
        before = self.reading.sentences[number - 1]
        report = Report(0, 0, 0, 0, cue, source, "next-sentence")
        bare = self._take_unattributed(before.start)
        if bare:
            for q in bare:
                self._keep(q.kind, q.start, q.end, (q.clause_start, q.clause_end), report)
        elif self.open:
            for _, mark, _ in self.open:
                self._keep(
                    "mixed", mark.start, mark.end, _trimmed(self.text, before.start, before.end), report
                )
            self.open = []
        elif not self.last_had_quotation and not before.quoted:
            start, end = _trimmed(self.text, before.start, before.end)
            self._keep("indirect", start, end, (start, end), report)
        self.last_had_quotation = True
        return True

    def _closing_source(self, number: int, sentence: Sentence) -> tuple[Cue, Mention] | None:
        """ "“…” Demikian laporan AP.": the cue and source of the bare quoted words before it."""
        if not sentence.cues:
            return None
        at, after, cue = sentence.cues[0]
        if at > 0 or cue.form != NOMINAL or not self.reading.is_bare_quote(number - 1):
            return None
        found = sentence.mention(after)
        return (cue, found[0]) if found and sentence.skip_aside(found[1]) >= sentence.stop else None

    def _take_unattributed(self, start: int) -> list[Quotation]:
        """Take out the quotations without a source that were found last, down to a place of the text."""
        at = len(self.quotations)
        while at and self.quotations[at - 1].start >= start:
            at -= 1
        last, self.quotations[at:] = self.quotations[at:], []
        self.quotations += [q for q in last if q.source]
        return [q for q in last if not q.source]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " .!?…":
        end -= 1
    return start, end


def _counts(sentence: Sentence, k: int) -> bool:
    """Whether a token outside the marks is part of the reported content."""
    return sentence.raw[k][0].isalnum() and sentence.lower[k] not in sentence.grammar.coordinators


def _any_counts(sentence: Sentence, start: int, end: int) -> bool:
    """Whether anything in a stretch stands outside the marks and is content."""
    return any(_counts(sentence, k) for k in range(start, end) if k not in sentence.quotes)


def _is_name(words: str) -> bool:
    """Whether quoted words are written like a name: every word but particles has a capital."""
    parts = words.split()
    if not parts or len(parts) > TITLE_MOST or words[-1] in SENTENCE_END:
        return False
    capital = [is_capital(part.strip("'’\"()")) for part in parts if part.strip("'’\"()")]
    return (
        bool(capital)
        and capital[0]
        and capital[-1]
        and sum(capital) >= len(capital) - 1
        and (len(capital) > 1 or parts[0].istitle() or parts[0].isupper())
    )
