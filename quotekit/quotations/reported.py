"""The grammar of reported speech: which cue of a sentence introduces which content, said by which source.

One function a construction. Each looks at one cue and returns a `Report`, or None if the construction does
not hold. Constructions are tried from the outside in: what a cue at the end of a sentence says of the whole
sentence counts before the cues inside it.
"""

from __future__ import annotations

from bisect import bisect_left

from quotekit.models import Mention
from quotekit.quotations.actives import Actives
from quotekit.quotations.clauses import has_main_predicate
from quotekit.quotations.contents import ADJUNCT_MOST
from quotekit.quotations.extents import Extent
from quotekit.quotations.frames import Frame
from quotekit.quotations.passives import Passives
from quotekit.quotations.relayed import Relayed
from quotekit.quotations.reports import INSERTED, RELATIVE, SUBJECT, Placed, Report
from quotekit.reading.cues import ACTIVE, CLAUSAL, NOMINAL, PASSIVE, PREPOSITION, RELAY, ROOT, Cue
from quotekit.reading.sentences import DASHES, Found, Sentence
from quotekit.reading.subjects import nearest

# Quoted words right behind a cue without a source are an utterance from this many spaces on.
WORDS_LEAST = 4
# What follows the source of an inserted cue must be this long to be taken for the rest of the content.
REST_LEAST = 2
# Stances whose cue reports no words of its own when a medium reports the sentence ("…, lapor TASS").
GESTURES = frozenset(["thanked", "praised", "criticised", "hoped", "judged"])


class Reader:
    """Reads the reports of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        """Prepare to read a sentence."""
        self.s, self.g, self.frame = sentence, sentence.grammar, Frame(sentence)
        self.extent = Extent(sentence, self.frame)
        self.actives = Actives(sentence, self.frame)
        self.relayed = Relayed(sentence, self.frame, self.extent)
        self.passives = Passives(sentence, self.frame, self.extent)
        self.reports: list[Report] = []

    def read(self) -> list[Report]:
        """Return the reports of the sentence, none inside the content of another."""
        for at, after, cue in self.s.cues:
            if cue.form in (ROOT, NOMINAL, PREPOSITION):
                self._add(self._outer(at, after, cue))
        for at, after, cue in self.s.cues:
            if cue.form == ACTIVE:
                self._add(self._active(at, after, cue))
            elif cue.form == PASSIVE:
                self._add(self._closing_passive(at, after, cue) or self._passive(at, after, cue))
            elif cue.form == RELAY:
                self._add(self._passed_on_by(at, after, cue, "citing-clause"))
        for at, after, cue in self.s.cues:
            if cue.form == ROOT and self._is_free_relative(at):
                self._add(self._object_voice(at, after, cue))
        if not self.reports:
            for at, after, cue in self.s.cues:
                alone = not self.reports and (cue.form == RELAY or self._names_medium(at, after, cue))
                if alone:
                    self._add(self._passed_on_by(at, after, cue, "relay-as-source"))
        return sorted(self.reports, key=lambda report: report.start)

    def _names_medium(self, at: int, after: int, cue: Cue) -> bool:
        """Whether a passive at the head of the sentence names a medium: "Diwartakan AFP, …"."""
        source = self.passives.source(at, after, cue)[0] if cue.form == PASSIVE else None
        return source is not None and self.passives.cites(at, cue, source)

    def _add(self, report: Report | None) -> None:
        held = report and any(other.start <= report.start < other.end for other in self.reports)
        if report and report.start < report.end and not held:
            self.reports.append(report)

    def _inside(self, at: int) -> bool:
        """Whether a token stands in content that is taken, or is the cue of it."""
        return any(report.start <= at < report.end or report.at == at for report in self.reports)

    # -- cues outside their content: "…, kata X", "menurut X, …", "demikian laporan X" -------------

    def _outer(self, at: int, after: int, cue: Cue) -> Report | None:
        if self._inside(at) or self.frame.in_title(at, cue):
            return None
        found = self.frame.source_behind(after, cue)
        if not found and cue.form == ROOT and at - 1 in self.s.quotes and self.s.ends_as_said(at - 1):
            return Report(at - 1, at, at, after, cue, None, "quote-cue-source")
        if not found:
            return self._object_voice(at, after, cue) if not self._is_free_relative(at) else None
        source, behind = self.frame.cited(*found)
        cue = self.frame.with_carrier(cue, after, source)
        floor = max(
            [0, *(report.end for report in self.reports), *(self._behind(report) for report in self.reports)]
        )
        left = self.s.after_leads(floor, at)
        before = at - 1
        while before >= floor and (self.s.raw[before] == "," or self.s.raw[before] in DASHES):
            before -= 1
        separated = before < at - 1 or before in self.s.quotes
        if left >= at and floor and (cue.form == PREPOSITION or self.s.context.is_medium(source)):
            return None  # ", menurut IRIB" behind another attribution names a relay
        leads = behind < self.s.stop or before < floor or self.frame.cut_at_comma(source, behind, leads=True)
        if left >= at and leads:
            return self._leading(at, after, cue, source, behind)
        left = min(left, self.s.after_connectors(floor, at))  # nothing follows: "Terus berjuang, kata Rina."
        if before in self.s.quotes:
            whole = left == before or self.s.is_utterance(before)
            if not whole and self._passes_on(left, at, source, told=cue.form == PREPOSITION):
                return None
            left = before if whole else self.s.after_connectors(floor, at)
            return Report(left, before + 1, at, after, cue, source, "quote-cue-source")
        if not separated and self.s.lower[before] in self.g.relatives:
            start = behind + (behind < self.s.stop and self.s.raw[behind] == ",")
            return Report(start, self.extent.end(start), at, after, cue, source, INSERTED)
        if not separated and cue.form == PREPOSITION and (rest := self._behind_topic(left, at, behind)):
            return Report(rest, self.extent.end(rest), at, after, cue, source, INSERTED)
        if not separated and cue.form == ROOT and (led := self.frame.led_up(left, at, after)):
            source, comma = led
            return Report(comma + 1, self.extent.end(comma + 1), at, after, cue, source, INSERTED)
        if not separated:
            ends = behind >= self.s.comma(behind, self.s.stop)
            bare = cue.form == PREPOSITION and ends and source.kind != "document"
            return Report(left, at, at, after, cue, source, "clause-cue-source") if bare else None
        return self._between(at, after, cue, source, behind, (floor, left), before)

    def _behind_topic(self, left: int, at: int, behind: int) -> int:
        """Where "… menurut X …" goes on with what X says of the topic before it; 0 if it does not."""
        rest = behind + (behind < self.s.stop and self.s.raw[behind] == ",")
        if has_main_predicate(self.s, left, at) or not has_main_predicate(self.s, rest, self.s.stop):
            return 0
        return rest if not self._is_attribution(rest) else 0

    def _behind(self, report: Report) -> int:
        """The token behind the source of a report whose cue follows its content."""
        return max(report.after, self._index(report.source.end) if report.source else 0)

    def _index(self, place: int) -> int:
        """The first token that begins at or behind a place of the text."""
        return bisect_left(self.s.tokens.starts, place)

    def _is_free_relative(self, at: int) -> bool:
        """Whether a cue and its pronoun are beneath "apa yang": part of what somebody else's cue opens."""
        return at > 2 and self.s.lower[at - 3] in self.g.interrogatives

    def _object_voice(self, at: int, after: int, cue: Cue) -> Report | None:
        """ "yang dia sebut sebagai …": the source stands before the bare root."""
        bare = cue.form == ROOT and not cue.clitic and at > 0
        if not bare or self.s.lower[at - 1] not in self.s.words.pronouns or self._inside(at):
            return None
        found, end = self.s.mention(at - 1, at), self.extent.phrase_end(after)
        if not found or end <= after:
            return None
        return Report(after, end, at, after, cue, found[0], "object-voice")

    def _leading(self, at: int, after: int, cue: Cue, source: Mention, behind: int) -> Report | None:
        """ "Menurut X, …" and "Namun, kata dia, …": the content follows."""
        comma = self.s.comma(behind, self.s.stop)
        gap = self.frame.contents.skip_manner(behind, self.s.stop)
        if found := self.frame.cut_at_comma(source, gap, leads=True):
            source, comma = found
            gap = comma
        direct = gap in self.s.quotes or (source.kind == "pronoun" and not (cue.form == ROOT and cue.clitic))
        if cue.form == PREPOSITION or (at and self.s.raw[at - 1] == ","):
            direct = direct or self.frame.goes_on(gap, comma)
        if comma >= self.s.stop and not direct:
            return None
        adjunct = comma == gap or (self.frame.is_adjunct(gap) and self.s.lower[gap] not in self.g.predicates)
        near = comma - gap <= ADJUNCT_MOST and adjunct
        start = comma + 1 if comma < self.s.stop and near else gap if direct else -1
        if start < 0:
            return None
        while start < self.s.stop and self.s.lower[start] in self.g.relatives and comma < self.s.stop:
            comma = self.s.comma(start, self.s.stop)  # "menurut X, yang mengutip Y, …"
            start = comma + 1
        if start < self.s.stop and (self.s.lower[start] in self.g.openers or self.s.raw[start] == ":"):
            start += 1
        rule = "according-to" if cue.form == PREPOSITION else "cue-source-clause"
        end = self.extent.end(start)
        return self.relayed.passed_on(start, end, source) or Report(start, end, at, after, cue, source, rule)

    def _between(
        self,
        at: int,
        after: int,
        cue: Cue,
        source: Mention,
        behind: int,
        begins: tuple[int, int],
        before: int,
    ) -> Report | None:
        """A cue behind a comma: it closes the content, or stands inside it."""
        floor, left = begins  # with and without leading adjuncts
        if found := self.frame.cut_at_comma(source, behind):
            source, behind = found
        if self.s.lower[before] in self.g.relatives or self.s.lower[before] in self.g.subordinators:
            comma = self.s.comma(behind, self.s.stop)
            return Report(comma + 1, self.extent.end(comma + 1), at, after, cue, source, INSERTED)
        comma = self.s.comma(behind, self.s.stop)
        rest = comma + 1
        goes_on = (
            comma - behind <= 1
            and (self.s.stop - rest >= REST_LEAST or rest in self.s.quotes)
            and not self._is_attribution(rest)
            and self.s.is_clause(rest, self.s.stop)
        )
        topic = not has_main_predicate(self.s, left, before + 1)
        if goes_on and self.s.lower[rest] in self.g.adjuncts:  # "warga, kata dia, dengan tegas menolak"
            goes_on = topic and has_main_predicate(self.s, rest, self.s.stop)
        if cue.form == PREPOSITION and topic and self.frame.goes_on(behind, self.s.stop):
            return self._inserted(left, behind, (at, after, cue), source)
        if goes_on and topic:
            return self._inserted(left, rest, (at, after, cue), source)
        left = self.s.after_connectors(floor, at)
        told = cue.form == PREPOSITION and self._closes(after, source, behind)
        if self._passes_on(left, at, source, told=told):
            return None
        return Report(left, before + 1, at, after, cue, source, "clause-cue-source")

    def _inserted(self, left: int, rest: int, place: Placed, source: Mention) -> Report:
        """What stands behind an inserted cue; with its subject before that, if words in it are quoted."""
        rest += rest < self.s.stop and self.s.raw[rest] == ","
        end = self.extent.end(rest)
        quoted = any(rest <= k < end for k in self.s.quotes)
        return Report(left if quoted else rest, end, *place, source, INSERTED)

    def _is_attribution(self, at: int) -> bool:
        for place, after, cue in self.s.cues:
            outer = cue.form in (ROOT, NOMINAL, PREPOSITION)
            if at <= place <= at + 2 and outer and self.frame.source_behind(after, cue):
                return True
            if at <= place <= at + 2 and cue.form == RELAY and self.relayed.medium_behind(after):
                return True
        return False

    def _closes(self, after: int, source: Mention, behind: int) -> bool:
        """Whether a source stands right behind its cue and nothing but times or media behind that."""
        if self._index(source.start) != after:
            return False  # "menurut pernyataan X": X speaks
        return behind >= self.s.stop or self.frame.only_adds(behind) or self._is_attribution(behind)

    def _passes_on(self, left: int, at: int, source: Mention, *, told: bool) -> bool:
        """Whether who stands at the end only passes on what the sentence attributes to somebody else.

        A medium does, and anybody behind a preposition (`told`): "X mengaku mencuri, menurut polisi".
        """
        if not (told or self.s.context.is_medium(source) or self.frame.is_document(source)):
            return False
        for place, after, cue in self.s.cues:
            if left <= place < at and cue.form == ACTIVE and cue.stance not in GESTURES:
                report = self._active(place, after, cue)
                if report and report.rule == SUBJECT and report.end >= at - 1:
                    return True
        return False

    # -- cues between source and content: "X mengatakan …" -----------------------------------------

    def _active(self, at: int, after: int, cue: Cue) -> Report | None:
        if self._inside(at):
            return None
        earlier = [report for report in self.reports if report.at < at]
        floor = max([0, *(report.end for report in earlier)])
        if self.s.blocked(at, floor):
            return None
        sources = [report.source for report in self.reports]
        found, rule = self.actives.source(floor, at, [report.source for report in earlier], sources)
        if not found:
            return self._opening_quote(at, after, cue)
        found = self._cited_before(floor, found)
        source, behind = self.frame.cited(found[0], after)
        if behind > after:  # "Reuters melaporkan, mengutip polisi, bahwa …"
            found, after = (source, found[1]), behind
        start = self.extent.start(after, cue)
        aside = self._closing_active(floor, at, after, cue) if self.frame.resumes(after) else None
        if start is None or aside:
            return aside or self._closing_active(floor, at, after, cue)
        end = self._up_to_taken(start, self.extent.end(start, cue))
        end = self.extent.noun_end(cue, start, end)
        if rule == SUBJECT and self.actives.is_beneath(found[0]):  # "Setelah X mengumumkan Y, …"
            end = min(end, self.extent.behind_clause(start))
            if cue.needs in CLAUSAL and not self.frame.contents.says(cue, start, end):
                return None
        if rule == RELATIVE:
            end = self.extent.before_main_verb(at, start, self.s.within_dashes(at, start, end))
            comma = self.s.comma(start, end)
            if cue.needs in CLAUSAL and comma < end and not has_main_predicate(self.s, start, comma):
                end = comma
                if not self.frame.contents.says(cue, start, end):
                    return None  # "warga yang menolak tambang, Rina, mengatakan …"
        if self.frame.contents.asks_to_be_unnamed(cue, start, end):
            return None
        passed = self.relayed.passed_on(start, end, found[0]) if rule == SUBJECT else None
        source, _ = self.frame.cited(found[0], end)  # "…, mengutip polisi" behind the content
        return passed or (Report(start, end, at, after, cue, source, rule) if end > start else None)

    def _opening_quote(self, at: int, after: int, cue: Cue) -> Report | None:
        """Quoted words behind a cue and its comma, whoever says them: "dengan mengatakan, “…”"."""
        opened = after < self.s.stop and self.s.raw[after] in ",:"
        quote = self.s.quotes.get(after + opened)
        if not quote or not (opened or self.s.context.text.count(" ", quote.start, quote.end) >= WORDS_LEAST):
            return None
        return Report(after + opened, after + opened + 1, at, after, cue, None, SUBJECT)

    def _up_to_taken(self, start: int, end: int) -> int:
        """Where content ends if quoted words in it belong to a cue of their own: before their comma."""
        for report in self.reports:
            if start < report.start < end and report.start in self.s.quotes:
                return report.start - (self.s.raw[report.start - 1] == ",")
        return end

    def _cited_before(self, floor: int, found: Found) -> Found:
        """ "Mengutip pengumuman Kremlin, TASS melaporkan …": the source is whom the medium cites."""
        actives = self.s.context.language.relay.reporting.actives
        place = floor if self.s.lower[floor : floor + 1] and self.s.lower[floor] in actives else found[1]
        source, _ = self.frame.cited(found[0], place)
        return source, found[1]

    def _closing_active(self, floor: int, at: int, after: int, cue: Cue) -> Report | None:
        """ "…, penasihat X mengatakan (pada Senin).": the content stands before its source."""
        behind = self.s.skip_adverbs(after, self.s.stop)
        if behind < self.s.stop and not (self.frame.only_adds(behind) or self.frame.resumes(behind)):
            return None
        near = nearest(self.s, max(floor, at - 12), at)
        if not near:
            return None
        begin = self._index(near[0].start)
        before = begin - 1
        while before >= floor and self.s.raw[before] == ",":
            before -= 1
        left = self.s.after_leads(floor, begin)
        told = (
            has_main_predicate(self.s, left, before + 1) and self.s.lower[left] not in self.g.interrogatives
        )
        closed = before < begin - 1 and (behind >= self.s.stop or told)
        if before < floor or not (before in self.s.quotes or closed):
            return None
        return Report(left, before + 1, at, after, cue, near[0], "clause-source-cue")

    # -- passives: "dikatakan X bahwa …", "disebut X sebagai …", "dinilainya …" ---------------------

    def _closing_passive(self, at: int, after: int, cue: Cue) -> Report | None:
        """ "“…,” ditambahkan Tony", "…, seperti disampaikan Tony": a passive behind its content."""
        before = self.passives.likened(at) - 1
        if before < 0 or self._inside(before):
            return None
        floor = max([0, *(report.end for report in self.reports)])
        content = self.passives.content_before(floor, at, after, cue)
        rule = "quote-cue-source" if before in self.s.quotes else "clause-cue-source"
        return content and Report(content[0], content[1], at, after, cue, content[2], rule)

    def _passive(self, at: int, after: int, cue: Cue) -> Report | None:
        if self._inside(at) or self.s.blocked(at, 0) or self._leads_to_source(at):
            return None
        if self._broadcasts(at, cue):
            return None
        source, behind = self.passives.source(at, after, cue)
        if source and (comma := self.passives.comma_before_pointer(at, cue)):
            return Report(self.s.after_leads(0, comma), comma, at, after, cue, source, "pointing-clause")
        if source and self._leads_relay(at, cue, source):
            return None
        if source and self.passives.cites(at, cue, source):
            return self._passed_on_by(at, after, cue, "relay-as-source")
        content = self.passives.content(at, behind, cue, source)
        return content and Report(content[0], content[1], at, after, cue, content[2], "passive-cue")

    def _broadcasts(self, at: int, cue: Cue) -> bool:
        """Whether a relative clause only says where somebody spoke: "Dalam pidato yang disiarkan X, …"."""
        passes = cue.word in self.s.context.language.relay.trailing.passives
        relative = at > 0 and self.s.lower[at - 1] in self.g.relatives
        return passes and relative and any(at < k and other.form == ACTIVE for k, _, other in self.s.cues)

    def _passed_on_by(self, at: int, after: int, cue: Cue, rule: str) -> Report | None:
        """What a medium passes on, of somebody whom it cites or under its own name."""
        if self._inside(at):
            return None
        clause = rule == "citing-clause"
        content = self.relayed.citing_clause(at) if clause else self.relayed.only_source(at, after, cue)
        return Report(content.start, content.end, at, after, cue, content.source, rule) if content else None

    def _leads_to_source(self, at: int) -> bool:
        """Whether a word stands between a cue and its source: "demikian pernyataan yang disampaikan X"."""
        place = self.s.tokens.starts[at]
        return any(
            report.at < at and report.source and place < report.source.start for report in self.reports
        )

    def _leads_relay(self, at: int, cue: Cue, source: Mention) -> bool:
        """Whether "Dilaporkan Antara, X mengatakan …" names the medium of what X says."""
        leading = self.s.context.language.relay.leading.words
        if cue.word not in leading or not self.s.context.is_medium(source):
            return False
        if self.reports and self.reports[-1].end <= at:
            return True
        return any(place > at and other.form in (ROOT, ACTIVE) for place, _, other in self.s.cues)
