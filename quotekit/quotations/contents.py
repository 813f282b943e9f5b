"""Where the content behind a cue begins, and whether what follows is what the cue needs."""

from __future__ import annotations

from collections.abc import Callable

from quotekit.quotations.clauses import has_main_predicate, is_predicate, main_predicate
from quotekit.reading.cues import ACTIVE, CLAUSAL, PREDICATING, Cue
from quotekit.reading.sentences import Sentence
from quotekit.reading.vocabulary import is_capital, match_phrase

# An adjunct between cue and content ("kepada wartawan di Jakarta, Senin (3/6)") is no longer than this.
ADJUNCT_MOST = 16
# A noun that announces content ("kekhawatiran warga bahwa …") and its "bahwa" are no farther apart.
TOPIC_MOST = 8
# What only points back ("hal tersebut", "tuduhan baru itu") has no more words than this.
POINTER_MOST = 3
# The word for anonymity stands no farther behind the cue than this.
UNNAMED_MOST = 5
# Stances whose content may be a number of something: "melaporkan lima korban".
COUNTING = frozenset(["reported", "announced", "claimed"])
# Stances whose "untuk" and "agar" open the content as "bahwa" does: "berjanji untuk …".
DIRECTING = frozenset(["urged", "promised", "threatened", "hoped", "warned", "denied"])
# Stances, with what their cues need, whose "untuk" opens no words: "memutuskan untuk pergi".
ASSERTING = frozenset([("claimed", "clause"), ("claimed", "event"), ("announced", "opener")])
# Stances whose content may be somebody with what he shall do: "mengingatkan warga agar …".
APPEALING = frozenset(["urged", "warned", "hoped"])

# Where the content of a cue that begins at a token ends.
Ends = Callable[[int, Cue | None], int]


class Contents:
    """Finds where content begins in one sentence; indices are those of its tokens."""

    def __init__(self, sentence: Sentence) -> None:
        """Prepare to look in a sentence."""
        self.s, self.g = sentence, sentence.grammar

    def start(self, after: int, cue: Cue, ends: Ends) -> int | None:
        """Where the content behind a cue begins, if what the cue needs is there.

        Args:
            after: the index behind the cue.
            cue: the cue.
            ends: tells where content of a cue that begins at a token ends.
        """
        stop, lower = self.s.stop, self.s.lower
        k = self.skip_manner(after, stop)
        opened = False
        limit = min(stop, k + ADJUNCT_MOST)
        while k < limit and not opened:
            if (size := match_phrase(self.g.adverbs, lower, k, stop)) > 1:
                k += size  # "melaporkan pada Rabu untuk pertama kalinya bahwa …"
            elif behind := self.inserted(k, limit):
                k, opened = behind, True
            elif self.s.raw[k] == "," and self._adjunct_follows(k + 1, limit):
                k += 1
            elif self.s.raw[k] == "," and (behind := self.behind_date(k + 1)):
                k = behind
            elif (opening := self._opening(k, cue)) is not None:
                k, opened = k + opening, True
            elif (closed := self.s.skip_parenthesis(k, stop)) > k:
                k = closed
            elif cue.needs == "reason" and lower[k] in self.g.reasons:
                break  # "berterima kasih atas …"
            elif lower[k] in self.g.adjuncts or lower[k] in self.s.words.days:
                if self.active_at(k + 1) and lower[k] in self.g.means:
                    return None  # "melanjutkan dengan mengatakan bahwa …": the other cue opens it
                ahead = self._opener_ahead(k, limit, cue)
                if cue.stance == "reported" and lower[k] in self.g.about and not ahead:
                    return None
                if not ahead and self._is_clause_of_time(k):
                    if cue.needs in CLAUSAL and self.s.comma(k, stop) >= stop:
                        return None  # "berkomentar setelah warga berunjuk rasa"
                    break
                k = ahead or self._behind_adjunct(k, stop)
            else:
                break
        if opened and k < stop and lower[k] in self.g.openers:
            k += self._opening(k, cue) or 0
        return self._meets(cue, k, opened, ends) if k < stop else None

    def _opening(self, at: int, cue: Cue) -> int | None:
        """How many tokens at `at` only open the content ("bahwa", a comma); None if nothing opens it here."""
        low = self.s.lower[at]
        if low in self.g.openers:  # "jika" of a condition belongs to the content
            return int(low in self.g.complementizers or not self._is_condition(at))
        if self.s.raw[at] in ",:":
            return 1
        if low in self.g.directive_openers:
            opens = cue.needs in CLAUSAL or cue.needs in ("opener", "statement")
            opens = opens and (cue.stance, cue.needs) not in ASSERTING
            return 1 if cue.stance in DIRECTING else 0 if opens else None
        if low in self.g.interrogatives and cue.stance == "asked":
            return 0
        return 0 if at in self.s.quotes and not self._behind_preposition(at) else None

    def _is_condition(self, at: int) -> bool:
        """Whether "jika" leads up to a clause behind a comma; else it is "bahwa"."""
        comma = self.s.comma(at, self.s.stop)
        return comma < self.s.stop and self.s.is_clause(comma + 1, self.s.stop)

    def _behind_preposition(self, at: int) -> bool:
        """Whether a few words in single marks stand in an adjunct: "dalam 'menjinakkan' ombak"."""
        return self.s.is_scare_quote(at) and self.s.lower[at - 1] in self.g.adjuncts

    def _is_clause_of_time(self, at: int) -> bool:
        """Whether a clause with its own subject, or "saat ini", begins: no time at which somebody spoke."""
        if self.s.lower[at] not in self.g.subordinators or at + 1 >= self.s.stop:
            return False
        if self.s.lower[at + 1] in self.s.words.definite:
            return True
        end = self.s.comma(at, self.s.stop)
        return not is_predicate(self.s, at + 1, end) and has_main_predicate(self.s, at + 1, end)

    def skip_manner(self, at: int, stop: int) -> int:
        """Skip adverbs of saying ("lagi", "kemarin") but none of the content ("telah", "sempat")."""
        while at < stop:
            size = match_phrase(self.g.adverbs, self.s.lower, at, stop)
            content = size == 1 and self.s.lower[at] in self.g.predicates
            if not size or content or self.s.raw[at][0].isupper():
                break
            at += size
        return at

    def _adjunct_follows(self, at: int, limit: int) -> bool:
        """Whether a day or place stands behind a comma, and the opener of the content behind that."""
        low = self.s.lower
        if at >= limit or not (low[at] in self.s.words.days or low[at] in self.g.adjuncts):
            return False
        return any(low[k] in self.g.openers for k in range(at, limit))

    def inserted(self, at: int, limit: int) -> int:
        """The index behind "bahwa", if a time or a phrase between commas leads up to it; 0 if none does.

        "mengatakan awal pekan ini bahwa …", "menyatakan, tanpa memberi bukti, bahwa …"
        """
        k = self.s.comma(at + 1, limit) + 1 if self.s.raw[at] == "," else self.s.time_end(at, limit)
        return k + 1 if at < k < limit and self.s.lower[k] in self.g.complementizers else 0

    def behind_date(self, at: int) -> int:
        """The index of the comma behind a day or date that begins here; 0 if there is none."""
        if at >= self.s.stop or self.s.lower[at] not in self.s.words.days:
            return 0
        while at < self.s.stop:
            closed = self.s.skip_parenthesis(at, self.s.stop)
            if closed == at and not (self.s.tells_time(at) or self.s.raw[at][0].isdigit()):
                break
            at = max(closed, at + 1)
        return at if at < self.s.stop and self.s.raw[at] == "," else 0

    def _opener_ahead(self, at: int, limit: int, cue: Cue) -> int:
        """Where "bahwa" stands behind adjuncts, or a comma behind one with a relative clause; 0 if not.

        "dalam pidato yang disiarkan di radio pada Rabu malam bahwa …"
        """
        low = self.s.lower
        openers = self.g.complementizers
        if cue.stance in DIRECTING:
            openers = openers | self.g.directive_openers
        place = next((k for k in range(at, limit) if low[k] in openers), 0)
        if not place and any(low[k] in self.g.relatives for k in range(at, limit)):
            place = self.s.comma(at, limit) % limit
        other = any(at < k < place and between.form == ACTIVE for k, _, between in self.s.cues)
        return 0 if other or has_main_predicate(self.s, at + 1, place) else place

    def _behind_adjunct(self, at: int, stop: int) -> int:
        """The index behind "kepada wartawan", "pada Selasa (26/5)", "di Facebook"."""
        k = at + 1
        while (
            k < stop
            and k not in self.s.quotes
            and self.s.raw[k] not in ",:"
            and self.s.lower[k] not in self.g.openers
        ):
            closed = self.s.skip_parenthesis(k, stop)
            if closed > k:
                return closed
            if self.s.lower[k] in self.g.adjuncts or (k > at + 1 and not self._continues_adjunct(k)):
                return k
            k += 1
        return k

    def _continues_adjunct(self, at: int) -> bool:
        """Whether a noun phrase behind a preposition goes on."""
        low = self.s.lower[at]
        if low in self.g.predicates or low in self.s.words.singular or low in self.s.words.plural:
            return False
        if is_capital(self.s.raw[at]) and not is_capital(self.s.raw[at - 1]):
            before = self.s.lower[at - 1]
            return (
                before in self.s.words.role_heads or before in self.g.adjuncts or before in self.g.media_ends
            )
        return (
            low in self.s.words.days
            or low in self.s.words.definite
            or is_capital(self.s.raw[at])
            or (
                (self.s.lower[at - 1] in self.s.words.indefinite or not is_capital(self.s.raw[at - 1]))
                and low not in self.s.words.stops
                and not self.s.is_clause(at, at + 1)
            )
        )

    def _meets(self, cue: Cue, start: int, opened: bool, ends: Ends) -> int | None:
        """Return where the content begins if what follows is what the cue needs."""
        end, lower = ends(start, cue), self.s.lower
        if end <= start:
            return None
        other = lower[start] in self.g.relatives and self.active_at(start + 1)  # ", yang mengatakan …"
        if other or (lower[start] in self.g.coordinators and cue.needs != "reason"):
            return None  # "membantah dan menyayangkan …": what is said stands behind the other verb
        if self.active_at(start) and (cue.stance == "denied" or self._goes_on_with(start, ends)):
            return None  # "menolak berkomentar" says nothing, ", mengatakan …" goes on with the next cue
        if self._points_back(cue, start, end):
            return None  # "membantah tuduhan itu"
        pointing = match_phrase(self.g.anaphora_objects, lower, start, end)
        if pointing and not self._predicate_follows(start + pointing, end):
            return None  # "mengatakan hal itu": the words stand in the sentence before
        if cue.needs == "reason":
            reasons = [k for k in range(start, end) if lower[k] in self.g.reasons]
            return start if opened else reasons[0] + 1 if reasons and reasons[0] + 1 < end else None
        if opened:
            return start
        if lower[start] in self.g.relatives:  # "menjawab dengan ancaman yang …": an adjunct's relative clause
            headless = self.s.tokens.starts[start] <= cue.end + 1 and has_main_predicate(self.s, start, end)
            return start if headless else None  # "mengatakan yang berhak adalah pengadilan"
        if cue.needs == "verb":
            return start if is_predicate(self.s, start, end) else None
        if cue.needs == "nothing":
            why = lower[start] in self.g.subordinators and lower[start] in self.g.reasons
            if why and self.s.comma(start, end) == end:
                return None  # "kecemasan itu beralasan karena …"
            back = match_phrase(self.g.anaphora, lower, start, end)
            state = cue.stance == "admitted" and self.s.raw[start].islower() and not back  # "mengaku rugi"
            return start if end - start > 1 or state or is_predicate(self.s, start, end) else None
        if cue.needs in CLAUSAL:
            topic = self._behind_topic(start, end) if cue.stance != "denied" else None
            return topic or (start if self.says(cue, start, end) else None)
        if cue.needs == "statement":
            return self._behind_topic(start, end) or (start if self._states(start, end) else None)
        if cue.needs == "predicate":
            held = any(lower[k] in self.g.predicatives or k in self.s.quotes for k in range(start, end))
            return start if held else None
        if cue.stance == "judged" and self._holds(start):
            return start  # "melihat kecilnya peluang"
        return self._behind_topic(start, end)

    def _holds(self, at: int) -> bool:
        """Whether a state made a noun opens content: "kecilnya peluang"."""
        stem = self.s.lower[at].removesuffix(self.s.words.clitic)
        return stem != self.s.lower[at] and stem in self.g.predicates

    def asks_to_be_unnamed(self, cue: Cue, start: int, end: int) -> bool:
        """Whether a source only asks for anonymity: "yang meminta (menolak) disebut namanya"."""
        near = self.s.lower[start : min(end, start + UNNAMED_MOST)]
        return cue.stance in ("urged", "denied") and not self.g.anonymity.isdisjoint(near)

    def _states(self, start: int, end: int) -> bool:
        """Whether content is a sentence, no topic: an auxiliary, "itu" and a verb, or somebody with one."""
        if self.s.lower[start] in self.g.topics:
            return False
        found = self.s.mention(start, end)
        if found and found[0].kind != "role" and found[1] < end:
            described = self.s.lower[found[1]] in self.g.relatives  # "kelompok yang berkumpul melaporkan …"
            return is_predicate(self.s, found[1], end) or (
                described and has_main_predicate(self.s, found[1], end)
            )
        place = main_predicate(self.s, start, end)
        low = self.s.lower[place] if place < end else ""
        return low in self.g.predicates or low in self.s.words.definite

    def says(self, cue: Cue, start: int, end: int) -> bool:
        """Whether content without an opener is a statement, an appeal, or what somebody denies."""
        if self._names_event(cue, start, end):
            return True
        if cue.stance == "denied":
            return self.s.is_clause(start, end) or has_main_predicate(self.s, start, end)
        if cue.stance in COUNTING and self._counts(start):
            return True
        marks = self.g.directive_openers if cue.stance in APPEALING else ()
        if cue.stance in PREDICATING or cue.needs == "event":
            marks = self.g.predicatives
        return any(self.s.lower[k] in marks for k in range(start, end)) or has_main_predicate(
            self.s, start, end
        )

    def _counts(self, at: int) -> bool:
        """Whether content begins with a number: "melaporkan 14 ribu kasus", "melaporkan sejumlah ledakan"."""
        at = self.s.skip_adverbs(at, self.s.stop)
        low = self.s.lower[at] if at < self.s.stop else " "
        return low[0].isdigit() or low in self.s.words.numerals or low in self.s.words.quantities

    def _names_event(self, cue: Cue, start: int, end: int) -> bool:
        """Whether content is what somebody alleged, or an event: "segala tuduhan", "kematian dua pilot"."""
        denied, event = cue.stance == "denied", cue.needs == "event"
        if not (denied or event):
            return False
        if denied and any(self.s.lower[k] in self.g.allegations for k in range(start, min(end, start + 2))):
            return True
        start += match_phrase(self.s.words.indefinite, self.s.lower, start, end)
        low = self.s.lower[start] if start < end - 1 else ""  # a noun alone points back
        named = low in self.g.events or self.g.event_noun.fullmatch(low) is not None
        return event and named and low not in self.s.words.body_heads

    def active_at(self, at: int) -> bool:
        """Whether an active cue stands at a token."""
        return any(place == at and cue.form == ACTIVE for place, _, cue in self.s.cues)

    def _goes_on_with(self, at: int, ends: Ends) -> bool:
        """Whether a cue behind a comma has content of its own."""
        return self.s.raw[at - 1] == "," and any(
            place == at and self.start(after, cue, ends) is not None for place, after, cue in self.s.cues
        )

    def _predicate_follows(self, at: int, end: int) -> bool:
        at = self.s.skip_adverbs(at, end)
        return at < end and is_predicate(self.s, at, end)

    def _points_back(self, cue: Cue, start: int, end: int) -> bool:
        """Whether content only names again what was said before, without saying what it was."""
        short = end - start <= POINTER_MOST or cue.stance == "denied"
        return (
            short
            and self.s.lower[end - 1] in self.s.words.definite
            and not (has_main_predicate(self.s, start, end))
        )

    def _behind_topic(self, start: int, end: int) -> int | None:
        """Where content begins behind a noun that announces it: "menyampaikan pandangan bahwa …"."""
        low = self.s.lower
        for k in range(start, min(end - 1, start + TOPIC_MOST)):
            if low[k] in self.g.relatives or low[k] in self.g.directive_openers:
                return None
            if low[k] in self.g.complementizers:
                return None if has_main_predicate(self.s, start, k) else k + 1
        return None
