"""Where the content of a cue begins and ends."""

from __future__ import annotations

from bisect import bisect_left

from quotekit.citing.verbs import likens, passes_on
from quotekit.models import Mention
from quotekit.quotations.clauses import has_main_predicate, is_predicate, opines
from quotekit.quotations.frames import Frame
from quotekit.reading.cues import ACTIVE, NOMINAL, PREPOSITION, RELAY, ROOT, Cue
from quotekit.reading.sentences import DASHES, Sentence
from quotekit.reading.subjects import nearest
from quotekit.reading.vocabulary import is_capital, match_phrase

# Quoted words belong to a passive ("disebut sebagai “…”") if they stand no farther behind it than this.
PHRASE_MOST = 6
# The stance of the verbs that only say; one of them goes on with what the source says.
SAID = "said"
# Stances of cues that turn against something, whether they say more of it or not.
REJECTING = frozenset(["denied", "accused", "criticised"])


class Extent:
    """Measures the contents of the cues of one sentence; indices are those of its tokens."""

    def __init__(self, sentence: Sentence, frame: Frame) -> None:
        """Prepare to measure in a sentence, whose sources `frame` finds."""
        self.s, self.g, self.frame = sentence, sentence.grammar, frame
        self._starts: dict[int, int | None] = {}

    def start(self, after: int, cue: Cue) -> int | None:
        """Where the content behind a cue begins, if what the cue needs is there."""
        if after not in self._starts:
            self._starts[after] = self.frame.contents.start(after, cue, self.end)
        return self._starts[after]

    def end(self, start: int, own: Cue | None = None) -> int:
        """Where content ends: before a closing attribution, or a coordinated cue, or with the sentence."""
        for at, _, cue in self.s.cues:
            if at <= start or (own and cue.start <= own.start):
                continue
            if cue.form in (ROOT, NOMINAL, PREPOSITION, RELAY) or passes_on(self.s, at, cue):
                if edge := self.edge(at, start, cue):
                    return edge
            elif cue.form == ACTIVE and own:
                last = self.s.before_cue(at, start)
                if last > start and cue.stance in (SAID, "announced") and (turn := self._declines(last)):
                    return turn
                joiners = self.g.coordinators if cue.needs == "predicate" else self.g.joiners
                if last > start and self.s.lower[last] in joiners:
                    if (
                        self.s.is_small_verb(last - 1)
                        or self._acts(at, cue)
                        or self._belongs_inside(start, at, cue)
                        or self._is_purpose(start, last, cue)
                    ):
                        continue  # "terus mengingatkan dan membujuk warga": two verbs of one subject
                    edge = last - 1 if self.s.raw[last - 1] == "," else last
                    return min(edge, self._contrast(start))
                if last > start and self.s.raw[last] == "," and self._resumes(start, last, at, cue):
                    return last  # "…, mengatakan bahwa …": the same source goes on
                if comma := self._before_another(start, at, cue):
                    return comma
                if self.s.skip_adverbs(self._after(at), self.s.stop) >= self.s.stop:
                    return self._before_reporter(start, at) or self._contrast(start)
        return self._contrast(start)

    def before_main_verb(self, at: int, start: int, end: int) -> int:
        """Where the content of a relative clause ends whose noun opens the sentence: before the main verb.

        "Ibu-ibu yang mengaku tertipu arisan mendatangi kantor polisi"

        Args:
            at: the index of the cue.
            start: where its content begins.
            end: where it would end without that verb.
        """
        relative = self.s.before_cue(at, 0)
        if relative < 1 or self.s.raw[relative - 1] == "," or has_main_predicate(self.s, 0, relative):
            return end
        first = next((k for k in range(start, end) if is_predicate(self.s, k, end)), end)
        comma = self.s.comma(first, end)
        verbs = (k for k in range(first + 1, comma) if self.s.is_small_verb(k) and self._is_main_verb(k))
        return next(verbs, end)

    def _is_main_verb(self, at: int) -> bool:
        """Whether a verb stands right behind a noun, so that nothing binds it to what is before that."""
        before = self.s.lower[at - 1]
        low = self.s.lower[at]
        if low in self.g.attributives or low in self.g.adjuncts or before in self.s.words.stops:
            return False
        if before in self.s.words.definite or is_capital(self.s.raw[at - 1]):
            return True
        bound = before in self.g.adverb_ends or before in self.g.joiners or before in self.s.words.inner
        return before.isalpha() and not bound and not is_predicate(self.s, at - 1, at)

    def _declines(self, at: int) -> int:
        """Where "(,) namun tidak merinci …" begins, if its negation is the token at `at`; 0 if it is none."""
        if self.s.lower[at] not in self.g.negations or self.s.lower[at - 1] not in self.g.contrasts:
            return 0
        return at - 1 - (self.s.raw[at - 2] == ",")

    def _belongs_inside(self, start: int, at: int, cue: Cue) -> bool:
        """Whether a cue goes on with that of the content: "mengatakan X menuntut A dan meminta B"."""
        inner = next((one for one in self.s.cues if start < one[0] < at and one[2].form == ACTIVE), None)
        if inner is None or SAID in (cue.stance, inner[2].stance):
            return False
        found = self.s.mention(start, inner[0])
        return found is not None and self.s.skip_adverbs(found[1], inner[0]) == inner[0]

    def _is_purpose(self, start: int, joiner: int, cue: Cue) -> bool:
        """Whether a cue goes on with what something is done for: "… untuk mendata korban dan memastikan"."""
        if cue.stance in REJECTING or cue.stance == SAID or not has_main_predicate(self.s, start, joiner):
            return False
        opener = max(
            (k for k in range(start, joiner) if self.s.lower[k] in self.g.directive_openers), default=-1
        )
        return opener >= 0 and self.s.is_small_verb(opener + 1) and self.s.comma(opener, joiner) == joiner

    def _acts(self, at: int, cue: Cue) -> bool:
        """Whether a cue that only an opener makes one of saying says nothing here: "mendorong kepatuhan"."""
        return cue.needs == "opener" and cue.stance != "said" and self.start(self._after(at), cue) is None

    def _before_another(self, start: int, at: int, cue: Cue) -> int:
        """The comma of "…, setelah Rina mengatakan …" before the cue at `at`; 0 if there is none."""
        openers = self.g.means | self.g.occasions
        for k in range(start + 1, at - 2):
            joined = self.s.raw[k] == "," and self.s.lower[k + 1] in self.s.words.conjunctions
            if joined or (self.s.raw[k] == "," and self.s.lower[k + 1] in openers):
                found = self.s.mention(k + 2, at)
                named = found and (not joined or self._names_state(found[0]))
                if found and named and self.s.before_cue(at, found[1]) < found[1]:
                    return k if self.start(self._after(at), cue) is not None else 0
        return 0

    def _names_state(self, mention: Mention) -> bool:
        """Whether a mention names a state or body that speaks for itself: "…, dan Teheran mengklaim …"."""
        registry = self.s.context.registry
        known = registry.find(mention.name) or registry.state_of_capital(mention.name)
        return known is not None and known.kind != "person"

    def _before_reporter(self, start: int, at: int) -> int:
        """The comma before a source whose cue ends the sentence: "…, KCNA melaporkan"; 0 if there is none."""
        found = nearest(self.s, start, at)
        begin = bisect_left(self.s.tokens.starts, found[0].start) if found else 0
        return begin - 1 if begin > start + 1 and self.s.raw[begin - 1] == "," else 0

    def _resumes(self, start: int, comma: int, at: int, cue: Cue) -> bool:
        """Whether the same source goes on behind a statement: "…, mengatakan bahwa …"."""
        if cue.stance in REJECTING and is_predicate(self.s, start, comma):
            return True  # "bersikeras telah menang, menolak angka itu": one subject for all of it
        whole = has_main_predicate(self.s, start, comma) or self.s.comma(start, comma) == comma
        return whole and self.start(self._after(at), cue) is not None

    def _contrast(self, start: int) -> int:
        """The comma before a contrast that has a subject of its own (", sementara Iran …"), or the end."""
        for k in range(start + 2, self.s.stop - 2):
            if self.s.raw[k - 1] != ",":
                continue
            if match_phrase(self.g.responses, self.s.lower, k, self.s.stop):
                return k - 1
            if self.s.lower[k] in self.g.turns:
                low = self.s.lower[k + 1]
                same = low in self.g.predicates or low in self.g.negations or self.s.is_clause(k + 1, k + 2)
                same = (
                    same or low == "," or match_phrase(self.g.adverbs, self.s.lower, k + 1, self.s.stop) > 0
                )
                if not same and low not in self.s.words.pronouns and self._turns(k):
                    return k - 1
        return self.s.stop

    def _turns(self, at: int) -> bool:
        """Whether a contrast turns to somebody else: "tetapi" does before another cue, "sementara" always."""
        low = self.s.lower[at]
        if low not in self.g.coordinators and low not in self.g.concessions:
            return True
        comma = self.s.comma(at, self.s.stop)
        return any(
            (place < comma or low in self.g.coordinators)
            if cue.form == ACTIVE
            else opines(self.s, after, cue)
            for place, after, cue in self.s.cues
            if place > at
        )

    def edge(self, at: int, start: int, cue: Cue) -> int:
        """The comma before a closing attribution; 0 if the cue does not close the content."""
        k = at
        while k > start and self.s.lower[k - 1] in self.s.context.language.relay.trailing.openers:
            k -= 1
        before = k - 1
        if before <= start:
            return 0
        if before in self.s.quotes and cue.form != PREPOSITION:
            return k
        relay = self.s.context.language.relay
        if cue.word in relay.reporting.actives and self.s.lower[before] in self.g.means:
            return before  # "… dengan mengutip dua sumber"
        if self.s.raw[before] != "," and self.s.raw[before] not in DASHES:
            return k if likens(self.s, k, self._after(at)) else 0
        behind = self.frame.source_behind(self._after(at), cue) if cue.form != RELAY else (None, 0)
        return before if behind else 0

    def _after(self, at: int) -> int:
        return next(after for place, after, _ in self.s.cues if place == at)

    def phrase_end(self, start: int) -> int:
        """Where the phrase around a quoted stretch ends: a comma, or the sentence."""
        quoted = [k for k in self.s.quotes if k >= start]
        if not quoted:
            return start
        first = quoted[0]
        if first - start > PHRASE_MOST or any(self.s.raw[k] == "," for k in range(start, first)):
            return start
        k = first + 1
        while k < self.s.stop and self.s.raw[k] not in ",;" and k not in self.s.quotes:
            if self.s.lower[k] in self.s.words.stops or self.s.is_clause(k, k + 1):
                break
            k += 1
        return k

    def behind_clause(self, start: int) -> int:
        """The comma behind a clause, those in a list of its verbs left out: "mencuri, menipu dan memeras"."""
        comma = self.s.comma(start, self.s.stop)
        while comma + 1 < self.s.stop and self._listed(comma):
            comma = self.s.comma(comma + 1, self.s.stop)
        return comma

    def noun_end(self, cue: Cue, start: int, end: int) -> int:
        """Where content ends that is only a noun: before when, why or by what means it was said.

        "memerintahkan penahanan Budi setelah rumah itu digeledah"
        """
        if cue.needs != "event" and cue.stance != "urged":
            return end
        end = self._before_comment(cue, start, self._before_circumstance(start, end))
        end = self._before_deed(start, end) if cue.needs == "event" else end
        beneath = self.g.occasions | self.g.concessions | self.g.through
        cut = next((k for k in range(start + 1, end) if self.s.lower[k] in beneath), end)
        inner = self.g.directive_openers | self.g.relatives
        held = any(self.s.lower[k] in inner for k in range(start, cut))
        if cut == end or held or has_main_predicate(self.s, start, cut):
            return end
        return cut - (self.s.raw[cut - 1] == ",")

    def _before_circumstance(self, start: int, end: int) -> int:
        """Where "di tengah laporan bahwa …" or "dalam pidato" begins, no "yang" before it; `end` if not."""
        for k in range(start + 1, end):
            if self.s.lower[k] in self.g.relatives:
                break
            size = match_phrase(self.g.circumstances, self.s.lower, k, end)
            if size and self.s.is_clause(k + size, end):
                return k
            if match_phrase(self.g.speeches, self.s.lower, k, end) and not has_main_predicate(
                self.s, start, k
            ):
                return k
        return end

    def _before_comment(self, cue: Cue, start: int, end: int) -> int:
        """Where the teller goes on behind a noun: "mengklaim kemenangan, yang memicu bentrokan"."""
        comma = self.s.comma(start, end)
        tells = comma + 1 < end and self.s.lower[comma + 1] in self.g.relatives
        noun = cue.needs == "event" and not has_main_predicate(self.s, start, comma)
        return comma if tells and noun else end

    def _before_deed(self, start: int, end: int) -> int:
        """Where a deed of the source follows a noun: "mengumumkan amnesti dan membubarkan parlemen"."""
        for k in range(start + 1, end - 1):
            low = self.s.lower[k]
            if low in self.g.openers or low in self.g.directive_openers:
                break
            if low in self.s.words.conjunctions and self.s.is_small_verb(k + 1):
                return end if has_main_predicate(self.s, start, k) else k
        return end

    def _listed(self, comma: int) -> bool:
        """Whether verbs stand on both sides of a comma, and a conjunction before the last of them."""
        end = self.s.comma(comma + 1, self.s.stop)
        joined = any(
            self.s.lower[k] in self.s.words.conjunctions and is_predicate(self.s, k + 1, self.s.stop)
            for k in range(comma + 1, end - 1)
        )
        return joined and is_predicate(self.s, comma + 1, end) and is_predicate(self.s, comma - 1, comma)
