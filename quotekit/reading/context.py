"""What the sentences of one article share: its text, language and registry, and how it uses names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from quotekit.lang import Language
from quotekit.models import Mention
from quotekit.reading.cues import ACTIVE, PREPOSITION, ROOT, Cue
from quotekit.reading.grammar import Grammar, grammar
from quotekit.reading.tokens import WORD
from quotekit.reading.usage import WORDS_MOST, Known, Usage
from quotekit.reading.vocabulary import Vocabulary, is_verb, match_phrase, vocabulary
from quotekit.registry import MEDIA, Registry

# An initial and its stop.
INITIAL = 2


class Context:
    """What the sentences of one article share: text, language, registry, names that stand alone."""

    def __init__(
        self,
        text: str,
        language: Language,
        registry: Registry,
        cues: Sequence[Cue],
        places: Collection[str] = (),
    ) -> None:
        """Collect the words by which the article names somebody alone, next to its cues.

        Args:
            text: the article's text.
            language: its language.
            registry: who is who.
            cues: of the article.
            places: the words of its dateline.
        """
        self.text, self.language, self.registry = text, language, registry
        self.words: Vocabulary = vocabulary(language)
        self.grammar: Grammar = grammar(language)
        self.singles = frozenset(filter(None, (self._alone(cue) for cue in cues)))
        usage = Usage(text, self.words, self.singles, places)
        self.known = Known(
            self.singles, registry.find, usage.is_place, usage.is_surname, usage.opens, usage.is_inside
        )

    def _alone(self, cue: Cue) -> str | None:
        """The single capitalised word behind "kata" or before "mengatakan"."""
        text = self.text
        if cue.form in (ROOT, PREPOSITION) and not cue.clitic and not self._names(cue):
            match = WORD.match(text, cue.end + 1)
            if match and match[0][0].isupper() and not text[match.end() + 1 : match.end() + 2].isupper():
                return self._name(match[0], places=self._speaks_as_state(match[0]))
        elif cue.form == ACTIVE:
            before = text[max(0, cue.start - 60) : cue.start].rsplit(None, 2)
            alone = len(before) == 1 or (len(before) > 1 and self._stands_alone_behind(before[-2]))
            if alone and before[-1][0].isupper() and before[-1].isalpha():
                return self._name(before[-1])
        return None

    def _names(self, cue: Cue) -> bool:
        """Whether a cue is a word of a name: "Komisi Pemilihan Umum Solo"."""
        if not self.text[cue.start].isupper():
            return False
        before = self.text[max(0, cue.start - WORDS_MOST) : cue.start].split()[-1:]
        return bool(before) and before[0].istitle() and before[0].isalpha()

    def writes_small(self, low: str) -> bool:
        """Whether the article has a word in small letters between spaces."""
        return low in self._spaced

    @cached_property
    def _spaced(self) -> frozenset[str]:
        return frozenset(self.text.split(" ")[1:-1])

    def _stands_alone_behind(self, word: str) -> bool:
        """Whether a name behind a word is whole: no "kota Odessa", no "Budi Santoso", no "M. Noor"."""
        initial = len(word) == INITIAL and word[0].isupper()
        return (word[-1] in ".!?" and not initial) or not (
            word[0].isupper() or word.lower() in self.words.place_heads
        )

    def _speaks_as_state(self, word: str) -> bool:
        """Whether a place speaks for a state ("kata Seoul"); any other place is a person ("kata Bima")."""
        entity = self.registry.find(word) or self.registry.state_of_capital(word)
        return entity is not None

    def _name(self, word: str, *, places: bool = True) -> str | None:
        """A word if it can be a name; `places` tells that a place cannot."""
        low = word.lower()
        words = self.words
        if (
            words.noun.fullmatch(low)
            or low in words.starters
            or low.endswith(words.clitic)
            or is_verb(low, words)
        ):
            return None
        excluded = (
            low in words.role_heads
            or low in words.body_heads
            or low in words.singular
            or (places and low in words.places)
        )
        return None if excluded or low in words.plural or low in words.not_persons else word

    def is_medium(self, mention: Mention) -> bool:
        """Whether a mention names an agency, an outlet or media in general."""
        entity = self.registry.find(mention.name) or (mention.acronym and self.registry.find(mention.acronym))
        if entity:
            return entity.kind in MEDIA
        head = mention.text.lower().split()
        return bool(head) and match_phrase(self.grammar.media, head, 0, len(head)) > 0
