"""What a statement is about: the stems of its content words, its numbers and its names."""

from __future__ import annotations

from functools import cache

from quotekit.linking.language import LinkingLanguage

VOWELS = "aiueo"


class Stemmer:
    """Takes affixes off words; a rough stem that only has to be the same for forms of one word."""

    def __init__(self, language: LinkingLanguage) -> None:
        """Sort the affixes, longest first, and number the groups of synonyms."""
        affixes = language.affixes
        self.least, self.nasal, self.elided = affixes.least, affixes.nasal, affixes.elided
        self.prefixes = sorted(affixes.prefixes, key=len, reverse=True)
        self.suffixes = sorted(affixes.suffixes, key=len, reverse=True)
        self.synonyms: dict[str, str] = {}
        self.function = frozenset(language.function_words)
        self.stem = cache(self._stem)
        self.synonyms = {
            form: group[0] for group in language.synonyms for w in group for form in (w, self._stem(w))
        }

    def _stem(self, word: str) -> str:
        """Return the stem of a normalised word, or the first of its synonyms.

        Examples:
            >>> from quotekit.linking.language import load_linking
            >>> stemmer = Stemmer(load_linking("id"))
            >>> stemmer.stem("memakai") == stemmer.stem("dipakainya") == stemmer.stem("pakai")
            True
        """
        if word in self.synonyms:
            return self.synonyms[word]
        stem = word
        for suffix in self.suffixes:
            if stem.endswith(suffix) and len(stem) - len(suffix) >= self.least + 1:
                stem = stem[: -len(suffix)]
                break
        for prefix in self.prefixes:
            if stem.startswith(prefix) and len(stem) - len(prefix) >= self.least:
                stem = self._unprefixed(stem, prefix)
                break
        if stem[0] in self.elided and len(stem) > self.least and stem[1] in VOWELS:
            stem = stem[1:]  # "kendali" as in "mengendalikan", where nothing tells what was swallowed
        return self.synonyms.get(stem, stem)

    def _unprefixed(self, stem: str, prefix: str) -> str:
        rest = stem[len(prefix) :]
        swallowed = self.nasal.get(prefix, "")
        return swallowed + rest if swallowed and rest[0] in VOWELS else rest
