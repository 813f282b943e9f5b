"""Where words of saying stand, and what kind each is. Whether one introduces a quotation is decided later."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from quotekit.lang import Language, alternation

ROOT, ACTIVE, PASSIVE, PREPOSITION, NOMINAL, RELAY = (
    "root",
    "active",
    "passive",
    "preposition",
    "nominal",
    "relay",
)


# Stances of cues that call something by a name, so that the content may follow an object.
PREDICATING = frozenset(["described", "judged", "praised", "criticised"])
# What cues need whose content is a clause, if no noun is.
CLAUSAL = frozenset(["clause", "event"])
# Stances of cues whose suffix is somebody of whom, or whom to, the content is said: "menuduhnya mencuri".
CONTROLLING = frozenset(["accused", "urged", "warned"])


class Cue(msgspec.Struct, frozen=True, gc=False):
    """One word (or phrase) of saying in a text.

    ``form`` is "root" (…, kata X), "active" (X mengatakan …), "passive" (dikatakan X), "preposition"
    (menurut X), "nominal" (demikian laporan X) or "relay" (dilansir X). ``clitic`` is the span of -nya,
    ``word`` the cue in lower case, without it.
    """

    start: int
    end: int
    form: str
    stance: str
    needs: str
    clitic: tuple[int, int] | None = None
    word: str = ""


class CueScanner:
    """Finds every cue of a language in one pass over the text."""

    def __init__(self, language: Language) -> None:
        """Compile the pattern; use `scanner` to share it."""
        data = language.cues
        self.entries: dict[str, tuple[str, str, str]] = {}
        for word in data.prepositional.words:
            self._add(word, PREPOSITION, data.prepositional.stance, "clause")
        for opener in data.nominal.openers:
            for noun in data.nominal.nouns:
                self._add(f"{opener} {noun}", NOMINAL, data.nominal.stance, "clause")
        for opener in data.nominal.alone:
            self._add(opener, NOMINAL, data.nominal.stance, "clause")
        for noun in data.nominal.bare:
            self._add(noun, NOMINAL, data.nominal.stance, "clause")
        for group in data.group:
            for form, words in ((ROOT, group.roots), (ACTIVE, group.actives), (PASSIVE, group.passives)):
                for word in words:
                    self._add(word, form, group.stance, group.needs)
        for word in (
            *language.relay.leading.words,
            *language.relay.trailing.passives,
            *language.relay.trailing.actives,
        ):
            self._add(word, RELAY, "reported", "clause")
        cased = [*self.entries, *(word[0].upper() + word[1:] for word in self.entries)]
        self.clitic = data.clitic.source
        self.bare = frozenset(data.nominal.bare)
        # what stands before a cue comes first as a plain set, to which a search skips fast
        self.pattern = re.compile(
            rf"[^a-zA-Z0-9_-](?<!\w)(?P<cue>{alternation(cased)})"
            rf"(?P<clitic>{re.escape(self.clitic)})?(?![a-zà-þ0-9_-])"
        )

    def _add(self, word: str, form: str, stance: str, needs: str) -> None:
        self.entries.setdefault(word, (form, stance, needs))

    def scan(self, text: str, start: int, end: int) -> list[Cue]:
        """Return the cues of a stretch of text, in order."""
        found = []
        before = text[start - 1] if start else "\n"
        for match in self.pattern.finditer(before + text[start:end]):
            begin, close = (start - 1 + place for place in match.span("cue"))
            word, clitic = match["cue"].lower(), None
            form, stance, needs = self.entries[word]
            if match["clitic"]:
                if word in self.bare:
                    continue  # "isinya" is a noun with its possessor
                if form not in (ACTIVE, RELAY):
                    clitic = (close, close + len(self.clitic))
                elif stance in CONTROLLING:
                    needs = "verb" if needs == "nothing" else "opener"
                elif stance not in PREDICATING:
                    continue  # "menyampaikannya" has an object, no content; "menyebutnya sebagai …" has both
            found.append(Cue(begin, close, form, stance, needs, clitic, word))
        return found


@cache
def scanner(language: Language) -> CueScanner:
    """Return the scanner of a language, compiled once.

    Examples:
        >>> from quotekit.lang import load_language
        >>> text = "Ia membantah, ujarnya."
        >>> [(cue.form, cue.stance) for cue in scanner(load_language("id")).scan(text, 0, len(text))]
        [('active', 'denied'), ('root', 'said')]
    """
    return CueScanner(language)


@cache
def unclosed_end(language: Language) -> re.Pattern:
    """The pattern that ends a quotation without its closing mark: a comma and a word of saying."""
    roots = [root for group in language.cues.group for root in group.roots]
    return re.compile(rf"[,.?!]\s*(?={alternation(roots)}(?:{language.cues.clitic.source})?\s)")


@cache
def content_opener(language: Language) -> re.Pattern:
    """The pattern behind which a quotation without its opening mark begins: "… bahwa "."""
    return re.compile(rf"\s{alternation(language.cues.around.complementizers)}\s+")


@cache
def glued_citation(language: Language) -> re.Pattern:
    """A citing verb glued to what follows it ("dilansirdetikNewsdariNew Arab"), which is its `rest`."""
    verbs = language.relay.trailing.passives
    # the look behind comes second, because a search skips fast to a first letter
    heads = (
        rf"{first}(?<!\w{first}){alternation(verb[1:] for verb in verbs if verb[0] == first)}"
        for first in sorted({verb[0] for verb in verbs})
    )
    return re.compile(rf"(?:{'|'.join(heads)})(?P<rest>[^\W\d_][^,.;:()]{{1,60}})")
