"""How far a noun phrase goes: "Kepala Bidang Humas Polda Maluku Komisaris Besar Rina Hartati" is one."""

from __future__ import annotations

from quotekit.reading.persons import NameReader
from quotekit.reading.vocabulary import is_capital, match_phrase

# A parenthesis inside a mention ("(KCNA)", "(37)") is short.
PARENTHESIS_MOST = 8
# A description goes on behind a name for no more words than this.
DESCRIPTION_MOST = 5


class NounReader(NameReader):
    """Reads the words of one mention; indices are those of the tokens, up to ``end``."""

    def stops(self, at: int) -> bool:
        """Whether the token at `at` cannot belong to a mention."""
        return at >= self.end or self.outside[self.raw[at]]

    def run(self, at: int) -> int:
        """The end of the words that belong together from `at`, with parentheses and inner phrases."""
        start, raw, outside = at, self.raw, self.outside
        document = at < self.end and self.lower[at] in self.words.documents
        while at < self.end:
            word = raw[at]
            if outside[word]:
                size = self.bridges(start, at)
                if not size:
                    break
                at += size
            elif at > start and self._tells_time(at) and not raw[at - 1].isdigit():  # "pria 32 tahun itu"
                break
            elif at > start and word in self.words.first_person:
                return at + 1  # "kakak saya"
            elif at > start and word in self.words.definite and (self.is_head(start) or document):
                return at + 1  # "pelatih itu kecewa", "pernyataan itu keluar"
            elif at > start + 1 and word in self.words.after_names and is_capital(raw[at - 1]):
                break  # "Polisi Solo datang", "Pemerintah AS pekan lalu"
            elif at > start and word in self.words.role_heads and self.tokens.behind_age(at):
                break
            elif is_capital(word) or not self.leaves_name(start, at):
                at += 1
            else:
                break
        return at

    def _tells_time(self, at: int) -> bool:
        """Whether a time begins at a small word: "awal pekan ini", "dua bulan lalu"."""
        lower, words = self.lower, self.words
        at += lower[at] in words.edges or lower[at] in words.numerals
        spans = at + 1 < self.end and self.raw[at] in words.spans
        return spans and (lower[at + 1] in words.definite or lower[at + 1] in words.stops)

    def bridges(self, start: int, at: int) -> int:
        """How many tokens at `at` are no words of a mention, and yet it goes on with them; 0 if it ends."""
        if self.raw[at] == "(":
            return max(0, self.parenthesis(at) - at)
        if self.raw[at] == ".":
            return int(self.abbreviates(start, at))
        inner = match_phrase(self.words.inner_phrases, self.lower, at, self.end) if at > start else 0
        return inner or (1 if self.joins(start, at) else self.links(start, at))

    def abbreviates(self, start: int, at: int) -> bool:
        """Whether a stop belongs to a rank or an initial before a name: "dr. Hj. Siti", "H. M. Amin"."""
        if at == start or at + 1 >= self.end:
            return False
        before = self.lower[at - 1]
        follows = is_capital(self.raw[at + 1]) or self.lower[at + 1] in self.words.addresses
        return follows and (before in self.words.addresses or len(before) == 1)

    def leaves_name(self, start: int, at: int) -> bool:
        """Whether a small word behind a person's name is no part of the mention: "Bupati Rina datang"."""
        if at == start or not is_capital(self.raw[at - 1]):
            return False
        low = self.lower[at]
        if low[0].isdigit() or low in self.words.particles or low in self.words.connectors:
            return False
        return self.is_role(start) and self.name_start(start, at) < at and not self._describes_on(at)

    def _describes_on(self, at: int) -> bool:
        """Whether a noun goes on with a description that ends in "itu": "alumnus Akmil angkatan 1990 itu"."""
        if not (self.is_head(at) or self.words.noun.fullmatch(self.lower[at])):
            return False
        last = min(self.end, at + DESCRIPTION_MOST)
        close = next((k for k in range(at + 1, last) if self.stops(k) or is_capital(self.raw[k])), last)
        return any(low in self.words.definite for low in self.lower[at + 1 : min(close + 1, self.end)])

    def parenthesis(self, at: int) -> int:
        """The token behind a short parenthesis that opens at `at`, or 0."""
        for close in range(at + 1, min(self.end, at + PARENTHESIS_MOST)):
            if self.raw[close] == ")":
                return close + 1
            if self.raw[close] == ",":
                return 0  # "(Kompas, 11/11/2017)" is a reference
        return 0

    def links(self, start: int, at: int) -> int:
        """How many words at `at` add a second role: "Kepala BNPB yang juga Ketua Satgas"."""
        size = match_phrase(self.words.links, self.lower, at, self.end) if self.is_head(start) else 0
        after = at + size
        return size if size and after < self.end and self.lower[after] in self.words.role_heads else 0

    def joins(self, start: int, at: int) -> bool:
        """Whether a preposition or conjunction at `at` goes on with what the mention began with."""
        if at == start or at + 1 >= self.end or self.stops(at + 1):
            return False
        low = self.lower[at]
        if low in self.words.conjunctions:
            if self.adds_source(start, at + 1) or self._adds_body(start, at + 1):
                return False
            goes_on = self.is_domain(at + 1) and self.lower[at + 1] not in self.words.role_heads
            return self.is_head(start) and (goes_on or not self.has_name(start, at))
        if low in self.words.origin:
            return is_capital(self.raw[at + 1]) or self.is_head(at + 1)
        if low in self.words.locatives and not self._is_site(at + 1):
            return False
        return low in self.words.inner and self.is_head(start) and self._belongs(start, at)

    def adds_source(self, start: int, at: int) -> bool:
        """Whether another source begins behind "dan": "sumber militer dan dua warga", "… dan saksi mata"."""
        if match_phrase(self.words.indefinite, self.lower, at, self.end):
            return True
        return self.raw[at] in self.words.crowds and at - start > 2 and not is_capital(self.raw[at - 2])

    def _adds_body(self, start: int, at: int) -> bool:
        """Whether another body begins behind "dan": "Pemerintah Bangladesh dan Badan Pengungsi PBB"."""
        body = self.lower[start] in self.words.common_bodies and at - start > 2
        return body and self.lower[at] in self.words.body_heads and is_capital(self.raw[at])

    def _is_site(self, at: int) -> bool:
        """Whether a role may be held at a place: "warga di Rafah", no "di ruang"."""
        low, words = self.lower[at], self.words
        place = low in words.place_heads or low in words.landmarks
        return place or is_capital(self.raw[at]) or self.is_head(at)

    def _belongs(self, start: int, at: int) -> bool:
        """Whether a prepositional phrase is part of a role ("peneliti pada Lembaga X"), no adjunct."""
        if self.lower[start] in self.words.body_heads and self.lower[start] not in self.words.role_heads:
            return not is_capital(self.raw[at - 1]) or at == 1  # "Media di Ukraina" at the head of a sentence
        named = self.name_start(start, at) < at
        described = not is_capital(self.raw[start]) or not is_capital(self.raw[at - 1])
        described |= self.lower[at] in self.words.purposes and is_capital(self.raw[at + 1])
        return not named and (described or self.is_domain(at + 1))

    def may_open(self, at: int) -> bool:
        """Whether a small noun stands right behind a word of saying: "kata penjual sate"."""
        small = self.lower[at] == self.raw[at] and self.lower[at][0].isalpha()
        return small and at > 0 and (self.raw[at - 1] if at == 1 else self.lower[at - 1]) in self.words.roots

    def has_name(self, start: int, end: int) -> bool:
        """Whether the words already end in what can only be a person's name."""
        if self.lower[start] in self.words.body_heads and self.lower[start] not in self.words.role_heads:
            return False
        name = self.name_start(start, end)
        return end - name > 1 or (end - name == 1 and self.raw[name] in self.singles)
