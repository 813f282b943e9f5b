"""What is a medium, by which name it is called, and which media are the article's own outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotekit.models import Article, Mention
from quotekit.reading.context import Context
from quotekit.reading.vocabulary import is_capital, match_phrase
from quotekit.registry import Entity, Registry, name_key, slug

# The host in a name or an address: "Kabar.co.id", "www.kabar.id".
HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")
# Labels that stand before a country's own: "co.id".
SECOND_LEVEL = frozenset(["ac", "co", "com", "edu", "go", "gov", "my", "net", "or", "org", "sch", "web"])
PARENTHESIS = re.compile(r"\([^()]*\)?")


def host(name: str) -> str | None:
    """The host that a name or an address is, or None.

    Examples:
        >>> host("www.Kabar.co.id"), host("Kabar Timur")
        ('kabar.co.id', None)
    """
    match = HOST.fullmatch(name.strip().casefold().partition("://")[2] or name.strip().casefold())
    return match[0].removeprefix("www.") if match else None


def site(address: str) -> str:
    """The host whose sub-domains belong to one publisher.

    Examples:
        >>> site("timur.kabar.co.id"), site("m.kabar.com")
        ('kabar.co.id', 'kabar.com')
    """
    labels = address.split(".")
    return ".".join(labels[-3 if len(labels) > 2 and labels[-2] in SECOND_LEVEL else -2 :])


def outlet_key(name: str) -> str:
    """Fold an outlet's name: case, spaces, parentheses and the end of a host do not count.

    Examples:
        >>> outlet_key("KABARTIMUR.ID") == outlet_key("Kabar Timur (Grup Kabar)")
        True
    """
    address = host(name)
    if address:
        name = site(address).partition(".")[0] if address == site(address) else address
    return name_key(PARENTHESIS.sub(" ", name)).replace(" ", "")


class Outlet:
    """The outlet of an article, under every name that the article gives away."""

    def __init__(self, article: Article, datelines: Iterator[str], registry: Registry) -> None:
        """Collect its names and hosts from the article's data and its dateline."""
        self.registry = registry
        entity = registry.find(article.outlet) if article.outlet else None
        names = [name for name in (article.outlet, *datelines) if name]
        self.keys = frozenset(filter(None, map(outlet_key, names)))
        addresses = (article.domain, *names, *(entity.domains if entity else ()))
        hosts = (host(name) for name in addresses if name)
        self.sites = frozenset(site(address) for address in hosts if address)
        self.id = entity.id if entity else None

    def is_called(self, name: str, key: str) -> bool:
        """Whether a medium is this outlet, or one of its sister sites.

        Args:
            name: the name of the medium.
            key: its id.
        """
        if key == self.id or outlet_key(name) in self.keys:
            return True
        entity = self.registry.entities.get(key)
        addresses = entity.domains if entity and entity.domains else (host(name),)
        return any(address and site(address) in self.sites for address in addresses)


class Media:
    """Tells media from other sources, and names them."""

    def __init__(self, context: Context) -> None:
        """Look up in the registry and the language of an article."""
        self.context, self.registry, self.words = context, context.registry, context.words
        self.data, self.grammar = context.language.relay, context.grammar
        self.heads = self.grammar.media
        self.prefixes = tuple(f"{prefix} " for prefix in self.data.outlet_shapes.prefixes)

    def entity(self, mention: Mention) -> Entity | None:
        """The agency or outlet that a mention names, at its end at the latest."""
        words = mention.name.split(" (")[0].split()
        for name in (mention.name, mention.acronym, *(" ".join(words[at:]) for at in range(len(words)))):
            entity = self.registry.find_medium(name) if name else None
            if entity:
                return entity
        return None

    def is_small(self, word: str) -> bool:
        """Whether a word in small letters is a medium: "detikcom", "kabar.co.id"."""
        return word in self.registry.written_small or ("." in word and host(word) is not None)

    def is_known(self, mention: Mention) -> bool:
        """Whether a mention is a medium whatever stands around it: by the registry, its noun or its shape."""
        if self.entity(mention):
            return True
        if self._is_class(mention):
            return True
        if mention.kind in ("pronoun", "document", "role") or mention.role or self.is_channel(mention):
            return False
        return self.context.is_medium(mention) or self._shaped(mention.name) or self._is_branch(mention.name)

    def is_cited(self, mention: Mention) -> bool:
        """Whether what stands behind a citing verb is a medium, known or not: no person, place or body."""
        if self.is_known(mention):
            return True
        if mention.kind != "person" or mention.role or self.is_channel(mention):
            return False
        unknown = not self.registry.find(mention.name) and not self._is_place(mention)
        return unknown and mention.name[0].isupper()

    def is_owner(self, mention: Mention) -> bool:
        """Whether a mention names whose site "laman resmi X" is, other than an office's."""
        words = mention.name.lower().split()
        named = mention.kind == "person" and not mention.role and mention.name[0].isupper()
        return named and not all(word in self.words.domain for word in words)

    def is_anaphoric(self, mention: Mention) -> bool:
        """Whether a mention points back at a medium: "harian itu"."""
        return mention.definite and self._head(mention.name.lower().split()) > 0

    def is_bare(self, mention: Mention) -> bool:
        """Whether a mention is nothing but the noun of a medium: "di televisi"."""
        lower = mention.name.lower().split()
        return self._head(lower) == len(lower)

    def is_described(self, mention: Mention) -> bool:
        """Whether a mention is the noun of a medium and a word that says which: "media lokal"."""
        lower = mention.name.lower().split()
        return 0 < self._head(lower) == len(lower) - 1 and lower[0] not in self.data.channels.nouns

    def is_generic(self, mention: Mention) -> bool:
        """Whether a mention describes a medium and names none: "media Spanyol"."""
        return not self.entity(mention) and self.own_name(mention)[:1].islower()

    def is_broadcaster(self, mention: Mention) -> bool:
        """Whether a mention describes a medium in which somebody spoke: "televisi pemerintah"."""
        lower = mention.name.lower().split()
        head = match_phrase(self.grammar.broadcasters, lower, 0, len(lower))
        described = 0 < head < len(lower) or match_phrase(self.grammar.state_media, lower, 0, len(lower)) > 0
        joined = not self.words.conjunctions.isdisjoint(lower)  # "di televisi dan pengacara mereka …"
        return described and not (mention.definite or joined) and self.is_generic(mention)

    def is_channel(self, mention: Mention) -> bool:
        """Whether a mention is a place where anybody speaks: "akun X", "kanal YouTube Rina"."""
        lower = mention.text.lower().split()
        name = lower[self._head(lower) :] or lower
        names = self.data.channels.names
        return lower[0] in self.data.channels.nouns or name[0] in names or mention.name.lower() in names

    def _is_class(self, mention: Mention) -> bool:
        """Whether what stands before a name is the noun of a medium: "media Spanyol, Marca"."""
        return mention.role is not None and self._head(mention.role.lower().split()) > 0

    def _head(self, lower: list[str]) -> int:
        """How many words at the beginning are the noun of a medium."""
        return match_phrase(self.heads, lower, 0, len(lower))

    def _is_place(self, mention: Mention) -> bool:
        if self.registry.state_of_capital(mention.name):
            return True
        return all(word in self.words.places for word in mention.name.lower().split())

    def _shaped(self, name: str) -> bool:
        low = name.lower()
        shapes = self.data.outlet_shapes.suffixes
        return low.startswith(self.prefixes) or (low.endswith(shapes) and low not in shapes)

    def _is_branch(self, name: str) -> bool:
        """Whether a name is that of a medium with more behind it: "BBC Sport", "CBS 7"."""
        words = name.split()
        for size in range(len(words) - 1, 0, -1):
            entity = self.registry.find_medium(" ".join(words[:size]))
            if entity and (size > 1 or words[0].isupper()):
                return True
        return False

    def named(self, mention: Mention) -> tuple[str, str]:
        """The canonical name of a medium and its id."""
        entity = self.entity(mention)
        if entity:
            return entity.name, entity.id
        name = self.own_name(mention)
        return name, slug(name)

    def proper_name(self, mention: Mention) -> str | None:
        """The name behind the noun of a medium and its state ("harian Jerman Bild"), if one stands there."""
        words = mention.name.split(" (")[0].split()
        lower = [word.lower() for word in words]
        at = self._head(lower)
        held = (word in self.words.body_heads and word not in self.heads for word in lower[at:])
        if not at or any(held):
            return None
        while at < len(words) and (not is_capital(words[at]) or self._is_state(words[at])):
            at += 1
        return " ".join(words[at:]) or None

    def own_name(self, mention: Mention) -> str:
        """A medium that no registry knows: its name without noun and state, or its words in lower case."""
        words = mention.name.split(" (")[0].split()
        head = self._head([word.lower() for word in words])
        if 0 < head < len(words) and all(word.islower() or self._is_state(word) for word in words[head:]):
            return " ".join(words).lower()  # "Media Ukraina", "Media di Ukraina"
        strip = words[0].islower() or head > 1
        name = (self.proper_name(mention) if strip else None) or " ".join(words)
        first, *_, last = [*name.split(), name.split()[-1]]
        proper = is_capital(first) and (is_capital(last) or last.isdigit())
        return name if proper and name_key(name) else name.lower()

    def _is_state(self, word: str) -> bool:
        entity = self.registry.find(word)
        return word.lower() in self.words.places or (entity is not None and entity.kind == "state")
