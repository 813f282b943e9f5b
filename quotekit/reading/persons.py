"""Where in a noun phrase a person's name begins and ends, and which words are of a role, a body or a place.

"Kepala Bidang Humas Polda Maluku Komisaris Besar Rina Hartati": the name begins at the rank.
"""

from __future__ import annotations

from quotekit.reading.tokens import Tokens
from quotekit.reading.usage import Known
from quotekit.reading.vocabulary import Vocabulary, is_acronym, is_capital, match_phrase, outsiders

# Streets are named by no more words than this: "Jalan Hayam Wuruk".
STREET_MOST = 2
# A longer run of unknown capitalised words holds more than a person's name.
NAME_MOST = 5


class NameReader:
    """Finds names among the words of one mention; indices are those of the tokens, up to ``end``."""

    def __init__(self, tokens: Tokens, end: int, words: Vocabulary, known: Known) -> None:
        """Read `tokens` up to `end`; `known` tells where names begin."""
        self.tokens, self.end, self.words, self.known = tokens, end, words, known
        self.lower, self.raw, self.singles = tokens.lower, tokens.words, known.singles
        self.opened = -1  # where a role begins that is none of the listed ones
        self.outside = outsiders(words)

    def is_domain(self, at: int) -> bool:
        """Whether a word belongs to roles, bodies or places rather than to a person's name."""
        low = self.lower[at]
        if low in self.words.domain or self.words.noun.fullmatch(low):
            return True
        return self.compounds(at)

    def compounds(self, at: int) -> bool:
        """Whether a word and the one before it are one: "Pimpinan Pusat"."""
        return at > 0 and f"{self.lower[at - 1]} {self.lower[at]}" in self.words.compounds

    def is_head(self, at: int) -> bool:
        """Whether a word heads a role or a body."""
        return self.lower[at] in self.words.heads or at == self.opened

    def is_role(self, at: int) -> bool:
        """Whether a word heads a role: it is listed, or stands behind a word of saying."""
        return self.lower[at] in self.words.role_heads or at == self.opened

    def name_end(self, start: int, end: int) -> int:
        """The end of the words without parentheses and degrees at their end."""
        while end > start and self.raw[end - 1] == ")":
            while end > start and self.raw[end - 1] != "(":
                end -= 1
            end -= 1
        while end - 1 > start and self.is_degree(end - 1):
            end -= 1
        return end

    def is_degree(self, at: int) -> bool:
        """Whether a word is a degree behind a name: "M.Hum", "MSi"."""
        raw, low = self.raw[at], self.lower[at].rstrip(".")
        if low in self.words.degrees and not raw.istitle():
            return True
        return self.words.degree.fullmatch(raw) is not None

    def name_start(self, start: int, end: int) -> int:
        """Where the name at the end of `[start, end)` begins; `end` if there is none.

        A name that is known begins where it begins, a rank begins the name; otherwise the name is the
        last run of capitalised words that are no words of a role, a body or a place.
        """
        stop = self.name_end(start, end)
        begin = self._behind_role(start, stop)
        if start < begin < stop and self.is_known_person(begin, stop):
            return begin  # "Paus Leo XIV"
        at = stop
        while at > begin and self.is_name_word(at - 1, stop):
            at -= 1
        for place in range(at, stop - 1):
            if self.known.registered(" ".join(self.raw[place:stop])):
                rank = self.rank_start(begin, place, stop)
                return place if rank is None else rank
        if begin < at < stop and self.is_known_person(at - 1, stop):
            return at - 1  # "Menteri Israel Katz"
        rank = self.rank_start(begin, at, stop)
        if rank is not None:
            return rank
        alone = self.alone_start(begin, stop)
        if alone is not None:
            return alone
        at = self.without_club(start, self.without_place(start, at, stop), stop)
        while start < at < stop and (size := self._held_at(start, at, stop)):
            at += size  # "Direktur Terpadu Budi Santoso", where the article has "di Terpadu"
        if stop - at > NAME_MOST:
            at = stop - 3
        if stop - at == 1 and self._ends_foreign(start, at):
            return end
        return end if at >= stop or self.is_body(at, stop) else at

    def _held_at(self, start: int, at: int, stop: int) -> int:
        """How many words at `at` are what a role is of: a place, a state, a body; 0 if a name begins."""
        for begin in (at, at - 1):  # "Papua Nugini" begins with a word of places
            for size in (3, 2):
                close = begin + size
                if start < begin and at < close < stop and self.is_body(begin, close):
                    return close - at
        body = at + 1 < stop and self.lower[at] in self.words.body_heads  # "Kepala Polisi Rina Hartati"
        return int(body or bool(self.known.place(self.raw[at])) or self.is_body(at, at + 1))

    def alone_start(self, begin: int, stop: int) -> int | None:
        """Where a word stands by which the article names somebody alone, capitals up to the end behind it."""
        for place in range(max(begin, stop - NAME_MOST), stop):
            if (
                self.raw[place] in self.singles
                and not (self.raw[place].isupper() or self.is_body(place, place + 1))
                and place + 1 < stop
                and not any(
                    not is_capital(self.raw[k]) and self.lower[k] not in self.words.particles
                    for k in range(place, stop)
                )
            ):
                return self.with_forenames(begin, place)
        return None

    def with_forenames(self, begin: int, at: int) -> int:
        """Where the first names before the name at `at` begin: "Muhammad Ikhsan", "I Made Bayu"."""
        while at > begin:
            low = self.lower[at - 1].rstrip(".")
            initial = len(low) == 1 and self.lower[at] in self.words.forenames
            named = self.is_name_word(at - 1, at + 1) and self.known.opens(self.raw[at - 1], self.raw[at])
            first = low in self.words.forenames or initial or named
            if not first or not is_capital(self.raw[at - 1]):
                break
            at -= 1
        # all that stands behind the place of a role is the name: "Presiden Meksiko Claudia Rivera Pardo"
        placed = at - 2 >= begin and self.lower[at - 2] in self.words.places
        return at - 1 if placed and self.is_name_word(at - 1, at + 1) else at

    def rank_start(self, begin: int, at: int, stop: int) -> int | None:
        """Where a rank begins that leads up to the name at `at`: "Letnan Kolonel Laut dokter"."""
        for place in range(begin, stop):
            if self.lower[place] not in self.words.ranks:
                continue
            after = place
            while size := match_phrase(self.words.ranks, self.lower, after, stop):
                after += size
                after += after < stop and self.raw[after] == "."
            if place < after < stop and after >= at:
                return place
        return None

    def without_place(self, start: int, at: int, stop: int) -> int:
        """Skip the place that a head asks for: "Dusun Nglahar …", "Camat Cipayung Iin Mutmainah"."""
        if at in (start, stop):
            return at
        before = self.lower[at - 1]
        if self.lower[at] in self.words.place_heads and stop - at > 2:
            return at + 2  # "Terminal Pulo Lawas Rina Hartati"
        if before in self.words.topics or (before in self.words.streets and stop - at <= STREET_MOST):
            return stop
        landmark = before in self.words.landmarks and is_capital(self.raw[at - 1])
        if landmark and stop - at == 2 and not self._is_place(at):
            return at  # "Kepala Pelabuhan Rudi Hartono"
        if stop - at == 2 and at == self._behind_role(start, stop) and not self._is_place(at):
            return at  # "Wali Kota Rina Hartati"
        if landmark or before in self.words.place_heads:
            return at if stop - at == 1 and self.is_somebody(self.raw[at]) else at + 1
        if before in self.words.place_roles and stop - at > 2 and not self.begins_name(at):
            return at + 1
        return stop if before in self.words.inner and not is_capital(self.raw[at - 1]) else at

    def _behind_role(self, start: int, stop: int) -> int:
        """The index behind a role of several words: "Wali Kota"."""
        return start + match_phrase(self.words.role_phrases, self.lower, start, stop)

    def _is_place(self, at: int) -> bool:
        return self.lower[at] in self.words.places or bool(self.known.place(self.raw[at]))

    def is_body(self, start: int, stop: int) -> bool:
        """Whether words behind a head are a known body or state: "perwakilan Hamas"."""
        entity = self.known.registered(" ".join(self.raw[start:stop]))
        return start > 0 and getattr(entity, "kind", "person") != "person"

    def _ends_foreign(self, start: int, at: int) -> bool:
        """Whether a word ends a body's foreign name: "School of Public Health", no person's."""
        before = self.lower[max(start, at - 3) : at]
        return not self.is_somebody(self.raw[at]) and any(low in self.words.connectors for low in before)

    def is_registered(self, start: int, stop: int) -> bool:
        """Whether the registry holds somebody under these words: "Investor Daily"."""
        return bool(self.known.registered(" ".join(self.raw[start:stop])))

    def is_state(self, start: int, stop: int) -> bool:
        """Whether words are the name of a state."""
        return getattr(self.known.registered(" ".join(self.raw[start:stop])), "kind", "") == "state"

    def is_placed(self, start: int, stop: int) -> bool:
        """Whether words are the name of a state or a place."""
        return self.is_state(start, stop) or (stop - start == 1 and self._is_place(start))

    def is_known_person(self, start: int, stop: int) -> bool:
        """Whether words are the name of a person whom the registry holds."""
        return getattr(self.known.registered(" ".join(self.raw[start:stop])), "kind", "") == "person"

    def _stands_inside(self, at: int, stop: int) -> bool:
        """Whether a particle stands between capitalised words, other particles beside it: "de la Torre"."""
        before, after = at - 1, at + 1
        while before >= 0 and self.lower[before] in self.words.particles:
            before -= 1
        while after < stop and self.lower[after] in self.words.particles:
            after += 1
        return before >= 0 and after < stop and is_capital(self.raw[before]) and is_capital(self.raw[after])

    def without_club(self, start: int, at: int, stop: int) -> int:
        """Skip a body that the article does not tell from a name: "pelatih Manchester City Pep Guardiola".

        The name is two words that begin a name elsewhere, the last two of many, if the last is used alone,
        and those behind a company: "Direktur PT Sinar Abadi Rudi Hartono".
        """
        if start < at < stop - 2:
            surname = self.raw[stop - 1] in self.singles and stop - at > 3
            if (
                surname
                or self._follows_firm(at, stop)
                or self.known.opens(self.raw[stop - 2], self.raw[stop - 1])
            ):
                return stop - 2
        return at

    def _follows_firm(self, at: int, stop: int) -> bool:
        """Whether a name of two words stands behind a company: "PT Sinar Abadi Rina Putri"."""
        firm = self.lower[at - 1] in self.words.firms and not self.is_body(at, at + 1)
        return firm and not self.begins_name(stop - 3)

    def begins_name(self, at: int) -> bool:
        """Whether a word and the next begin a name elsewhere, or the word is a common first name."""
        if self.raw[at] in self.singles or self.lower[at] in self.words.forenames:
            return True
        return bool(self.known.opens(self.raw[at], self.raw[at + 1]))

    def is_somebody(self, word: str) -> bool:
        """Whether the article names a person so, and no place: "wali kota Dulkowicz"."""
        if self.known.place(word):
            return False
        return word in self.singles or bool(self.known.surname(word))

    def is_name_word(self, at: int, stop: int) -> bool:
        """Whether a word may be part of the person's name that ends at `stop`."""
        raw, low = self.raw[at], self.lower[at]
        if low in self.words.particles:
            return self._stands_inside(at, stop)
        if not is_capital(raw) or low.rstrip(".") in self.words.not_persons:
            return False
        if at + 1 == stop and low in self.words.role_heads and at > 0:
            return is_capital(self.raw[at - 1]) and self.is_name_word(at - 1, stop)  # "Lukman Hakim"
        if "." in raw[1:-1] and not raw.isupper():
            return False  # "Startup.co"
        if is_acronym(raw):
            return False
        if raw.isupper() and len(raw) == 2 and low not in self.words.degrees and low in self.words.domain:
            return False
        return not self.is_domain(at)
