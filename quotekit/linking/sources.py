"""Whether two sources may be one: the same name, an alias, a role, a spokesperson, a generic word.

"Media pemerintah Korea Utara" may be KCNA, "Kremlin" and its spokesperson speak as one, and two
different persons do not. Who is who comes from the registry; the words that tell roles are language data.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from quotekit.linking.language import LinkingLanguage
from quotekit.registry import MEDIA, Entity, Registry, name_key

SAME, ALIAS, SPOKESPERSON, ROLE, GENERIC, UNNAMED, PART, UNKNOWN, OTHER = (
    "same", "alias", "spokesperson", "role", "generic", "unnamed", "part", "unknown", "other",
)  # fmt: skip
COMPATIBLE = (SAME, ALIAS, SPOKESPERSON, ROLE, GENERIC, UNNAMED)


class Source(NamedTuple):
    """Who is cited: the canonical name, and what the text says of the person."""

    speaker: str | None
    role: str | None = None
    affiliation: str | None = None
    mention: str | None = None


class Sources:
    """Compares sources by a registry and the words of a language."""

    def __init__(self, registry: Registry, language: LinkingLanguage) -> None:
        """Keep who is who, and what has been compared already."""
        self.registry, self.words = registry, language.speakers
        self._media: dict[str, bool] = {}
        self._known: dict[tuple[Source, Source], str] = {}

    def compare(self, left: Source, right: Source) -> str:
        """Tell how two sources are related.

        Returns:
            ``same``, ``alias`` (another spelling or a part of the name), ``spokesperson``, ``role`` (a body
            or state and who speaks in its name), ``generic`` ("media pemerintah Korea Utara" and KCNA),
            ``unnamed`` (one is only described, "pejabat AS", and of no other state), ``part`` (one of two who
            spoke together), ``unknown`` (one is null) or ``other``. The order of the two does not matter.

        Examples:
            >>> from quotekit.linking.language import load_linking
            >>> from quotekit.registry import load_registry
            >>> sources = Sources(load_registry(), load_linking("id"))
            >>> sources.compare(Source("KCNA"), Source("media pemerintah korea utara"))
            'generic'
            >>> sources.compare(Source("Yury Ushakov"), Source("Yuri Ushakov"))
            'alias'
            >>> sources.compare(Source("Budi Santoso", role="juru bicara Kemlu"), Source("Kemlu"))
            'spokesperson'
            >>> sources.compare(Source("Budi Santoso"), Source("Ani Lestari"))
            'other'
        """
        left, right = sorted((left, right), key=lambda source: tuple(part or "" for part in source))
        if (left, right) not in self._known:
            self._known[left, right] = self._compare(left, right)
        return self._known[left, right]

    def keys(self, source: Source) -> frozenset[str]:
        """Return words of which compatible sources share at least one: parts of names, and the state.

        A source that is only described may be anybody: it has none.
        """
        if not source.speaker or self._unnamed(source.speaker):
            return frozenset()
        words = set(name_key(" ".join(part for part in source if part)).split())
        for name in _parts(source.speaker):
            entity = self.registry.find(name) or self._state_named(name)
            if entity:
                words.add(self._state(entity))
        return frozenset(words)

    def is_medium(self, name: str) -> bool:
        """Tell whether a speaker is an agency or an outlet, by name or by description."""
        if name not in self._media:
            entity = self.registry.find(name)
            self._media[name] = entity.kind in MEDIA if entity else self._state_named(name) is not None
        return self._media[name]

    def _compare(self, left: Source, right: Source) -> str:
        if not left.speaker or not right.speaker:
            return UNKNOWN
        if name_key(left.speaker) == name_key(right.speaker):
            return SAME
        ours, theirs = _parts(left.speaker), _parts(right.speaker)
        if len(ours) > 1 or len(theirs) > 1:
            return self._compare_groups(ours, theirs)
        found = self._alias(left.speaker, right.speaker) or self._stands_for(left, right)
        if found:
            return found
        if self._unnamed(left.speaker) == self._unnamed(right.speaker):
            return OTHER
        states = {self._mentioned_state(speaker) for speaker in (left.speaker, right.speaker)} - {None}
        return UNNAMED if len(states) < 2 else OTHER

    def _compare_groups(self, ours: list[str], theirs: list[str]) -> str:
        """Joint speakers are the same if everybody is; a part if everybody on the smaller side is."""
        small, large = sorted((ours, theirs), key=len)
        found = [any(self.compare(Source(a), Source(b)) in (SAME, ALIAS) for b in large) for a in small]
        return (ALIAS if len(ours) == len(theirs) else PART) if all(found) else OTHER

    def _alias(self, left: str, right: str) -> str | None:
        ours, theirs = self.registry.find(left), self.registry.find(right)
        if ours and theirs:
            return ALIAS if ours.id == theirs.id else None
        a, b = name_key(left).split(), name_key(right).split()
        short, long = sorted((a, b), key=len)
        if left[:1].islower() or right[:1].islower():
            return None  # generic words are not parts of a name
        return (
            ALIAS if set(short) <= set(long) and (len(short) > 1 or short[0] in (long[0], long[-1])) else None
        )

    def _stands_for(self, left: Source, right: Source) -> str | None:
        """Find a body and its voice, a state and its leader, or a generic word and the medium it means."""
        if not left.speaker or not right.speaker:
            return None
        for name, one, other in ((left.speaker, left, right.speaker), (right.speaker, right, left.speaker)):
            if self._is_generic(name, self.registry.find(other)):
                return GENERIC
            if self._named_in(
                other, " ".join(part for part in (one.role, one.affiliation, one.mention) if part)
            ):
                return SPOKESPERSON if self._speaks_for(one) else ROLE
        ours, theirs = self.registry.find(left.speaker), self.registry.find(right.speaker)
        if ours is None or theirs is None or self._state(ours) != self._state(theirs):
            return None
        if self._speaks_for(left) or self._speaks_for(right):
            return SPOKESPERSON
        kinds = {ours.kind, theirs.kind}
        return ROLE if kinds in ({"person", "body"}, {"person", "state"}, {"body", "state"}) else None

    def _unnamed(self, speaker: str) -> bool:
        """Tell whether a source is only described ("pejabat", "seorang warga"), and is no medium."""
        return speaker[:1].islower() and self._state_named(speaker) is None

    def _mentioned_state(self, speaker: str) -> str | None:
        """Return the state of a known source, or the one that a description names ("militer AS")."""
        if entity := self.registry.find(speaker):
            return self._state(entity)
        words = name_key(speaker).split()
        parts = (" ".join(words[at : at + size]) for size in (2, 1) for at in range(len(words) - size + 1))
        return next((e.name for part in parts if (e := self.registry.find(part)) and e.kind == "state"), None)

    def _state(self, entity: Entity) -> str:
        """Follow affiliations up: Peskov speaks for the Kremlin, the Kremlin for Rusia."""
        seen = []
        while entity.affiliation and entity.id not in seen:
            seen.append(entity.id)
            above = self.registry.find(entity.affiliation)
            if above is None:
                return entity.affiliation
            entity = above
        return entity.name

    def _is_generic(self, words: str, medium: Entity | None) -> bool:
        """Tell whether "media pemerintah korea utara" may mean a given agency or outlet."""
        if medium is None or medium.kind not in MEDIA or not medium.affiliation:
            return False
        state = self._state_named(words)
        owned = any(_has(name_key(words), word) for word in self.words.state)
        return state is not None and state.name == medium.affiliation and (medium.state or not owned)

    def _state_named(self, words: str) -> Entity | None:
        """Return the state whose media generic words name: "media pemerintah korea utara"."""
        key = name_key(words)
        noun = next((n for n in sorted(self.words.media, key=len, reverse=True) if _has(key, n)), None)
        if noun is None:
            return None
        rest = [word for word in key.replace(noun, " ", 1).split() if word not in self.words.state]
        return self.registry.find(" ".join(rest))

    def _named_in(self, body: str, words: str) -> bool:
        """Tell whether a body is named in somebody's role or mention."""
        key = name_key(body)
        entity = self.registry.find(body)
        return bool(words) and (entity is None or entity.kind != "person") and _has(name_key(words), key)

    def _speaks_for(self, source: Source) -> bool:
        key = name_key(f"{source.role or ''} {source.mention or ''}")
        return any(_has(key, word) for word in self.words.spokespersons)


def _parts(speaker: str) -> list[str]:
    return [part.strip() for part in speaker.split(";") if part.strip()]


def _has(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
