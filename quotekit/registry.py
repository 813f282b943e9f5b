"""Who is who: persons, bodies, agencies, outlets and states, with their spellings, roles and Wikidata ids.

The entries are data (`quotekit/lang/registry/*.toml`); a user extends or replaces them with files of the
same form. Everybody who is in no registry is resolved by the article's own full names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

import msgspec

from quotekit.errors import LanguageDataError
from quotekit.lang import doubles, load_data

KIND_BY_FILE = {
    "persons": "person",
    "bodies": "body",
    "agencies": "agency",
    "outlets": "outlet",
    "states": "state",
}
NAME_PART = re.compile(r"[^\W_]+")
MEDIA = ("agency", "outlet")
# Look-ups are remembered for the names of a corpus, not without end.
KEPT_MOST = 100_000


class RoleHeld(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A role that names its holder, from and until a date (ISO, the last day excluded)."""

    role: str
    from_: str | None = msgspec.field(name="from", default=None)
    until: str | None = None


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One person, body, agency, outlet or state as it stands in a file."""

    name: str
    kind: str | None = None
    id: str | None = None
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    roles: tuple[RoleHeld, ...] = ()
    affiliation: str | None = None
    wikidata: str | None = None
    state: bool = False
    exact: bool = False

    @property
    def key(self) -> str:
        """Its id, or one made of its name."""
        return self.id or slug(self.name)


class Entries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A registry file."""

    entity: tuple[Entry, ...]


class Entity(msgspec.Struct, frozen=True):
    """Somebody or something that can speak or relay."""

    id: str
    name: str
    kind: str
    affiliation: str | None = None
    wikidata: str | None = None
    state: bool = False
    domains: tuple[str, ...] = ()


def name_key(name: str) -> str:
    """Fold a name for comparison: case, diacritics, hyphens, stops and spaces do not count.

    Examples:
        >>> name_key("Kim Jong-un") == name_key("KIM JONG UN")
        True
    """
    return " ".join(name_words(name))


def name_words(name: str) -> list[str]:
    """The words of a name as `name_key` folds them."""
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name)
        name = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return NAME_PART.findall(name.casefold())


def slug(name: str) -> str:
    """Make an id of a name: "Vladimir Putin" is "vladimir-putin"."""
    return name_key(name).replace(" ", "-")


class Registry:
    """Looks names and roles up. Names are compared by `name_key`."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Index the entries; a later entry with the same id replaces an earlier one."""
        by_id = {entry.key: entry for entry in entries}
        self.entities = {
            key: Entity(
                key,
                entry.name,
                entry.kind or "person",
                entry.affiliation,
                entry.wikidata,
                entry.state,
                entry.domains,
            )
            for key, entry in by_id.items()
        }
        self._names: dict[str, Entity] = {}
        self._written: dict[str, str] = {}  # names that count only as they are written
        self._found = lru_cache(KEPT_MOST)(self._find)
        self._found_medium = lru_cache(KEPT_MOST)(self._find_medium)
        self.written_small: set[str] = set()  # media in small letters: "detikcom", "cnnindonesia"
        self._joined: dict[str, Entity] = {}  # media, their words run together
        self.media_begin: set[str] = set()  # first words of media, and media run together, in small letters
        self._capitals: dict[str, Entity] = {}
        self._roles: dict[str, list[tuple[RoleHeld, Entity]]] = {}
        for key, entry in by_id.items():
            entity = self.entities[key]
            for name in (entry.name, *entry.aliases, *entry.domains):
                self._names.setdefault(name_key(name), entity)
                if entry.exact and name.isupper():
                    self._written[name_key(name)] = name
                if entity.kind in MEDIA and name.islower():
                    self.written_small.add(name)
                if entity.kind in MEDIA:
                    self._index_medium(name, entity, exact=entry.exact)
            for capital in entry.capitals:
                self._capitals[name_key(capital)] = entity
            for held in entry.roles:
                self._roles.setdefault(name_key(held.role), []).append((held, entity))

    def _index_medium(self, name: str, entity: Entity, *, exact: bool) -> None:
        joined = "".join(name_words(name))
        self.media_begin.update((name.split()[0].lower(), name_words(name)[0]))
        if not exact:
            self._joined.setdefault(joined, entity)
            self.media_begin.add(joined)
            if " " in name:  # a single word in small letters may be a common one: "antara"
                self.written_small.add(joined)

    def find(self, name: str) -> Entity | None:
        """Return who bears a name or alias, or None.

        Examples:
            >>> load_registry().find("Yuri Ushakov").name
            'Yury Ushakov'
        """
        return self._found(name)

    def _find(self, name: str) -> Entity | None:
        key = name_key(name)
        written = self._written.get(key, name)
        return self._names.get(key) if name == written or name.isupper() else None

    def find_medium(self, name: str) -> Entity | None:
        """Return the agency or outlet of a name, spaces or none between its words, or None.

        Examples:
            >>> load_registry().find_medium("SkyNews").name
            'Sky News'
        """
        return self._found_medium(name)

    def _find_medium(self, name: str) -> Entity | None:
        entity = self.find(name)
        if entity is None and (name[0].isupper() or name in self.written_small):
            entity = self._joined.get(name_key(name).replace(" ", ""))
        return entity if entity and entity.kind in MEDIA else None

    def state_of_capital(self, name: str) -> Entity | None:
        """Return the state that a capital speaks for, or None."""
        return self._capitals.get(name_key(name))

    def holder(self, role: str, date: str | None = None) -> Entity | None:
        """Return who held a role on a date; None if nobody or more than one did.

        Args:
            role: such as "presiden Rusia"; states may be named by any alias ("pemimpin Korut").
            date: ISO date; without it a role that changed hands is nobody's.

        Examples:
            >>> load_registry().holder("Presiden AS", "2024-06-19").name
            'Joe Biden'
        """
        key = name_key(role)
        found = self._roles.get(key) or self._roles.get(self._full_states(key), [])
        holders = {
            entity.id: entity
            for held, entity in found
            if date is None
            or ((held.from_ or "") <= date[:10] and (held.until is None or date[:10] < held.until))
        }
        return next(iter(holders.values())) if len(holders) == 1 else None

    def _full_states(self, key: str) -> str:
        """Replace a state's alias at the end of a role by its full name: "pemimpin korut"."""
        words = key.split()
        for size in (1, 2, 3):
            entity = self._names.get(" ".join(words[-size:]))
            if len(words) > size and entity:
                return " ".join([*words[:-size], name_key(entity.name)])
        return key


def read_entries(path: Path) -> tuple[Entry, ...]:
    """Read one registry file; its name tells the kind of entries that state none.

    Raises:
        LanguageDataError: if the file breaks the schema or holds an id twice.
    """
    kind = KIND_BY_FILE.get(path.stem, "person")
    entries = load_data(path, Entries).entity
    for entry in entries:
        if entry.kind is not None and entry.kind not in KIND_BY_FILE.values():
            raise LanguageDataError(
                f"{path.name}: kind = {entry.kind!r} of {entry.name!r}; "
                f"one of {', '.join(KIND_BY_FILE.values())} was expected"
            )
    if twice := doubles(entry.key for entry in entries):
        raise LanguageDataError(f"{path.name}: {twice} stands twice; keep one entry")
    return tuple(msgspec.structs.replace(entry, kind=entry.kind or kind) for entry in entries)


@cache
def load_registry(*paths: str | Path, replace: bool = False) -> Registry:
    """Load the registry, with a user's own files behind it.

    Args:
        paths: further TOML files; an entry with the id of an earlier one replaces it.
        replace: take the given files alone.

    Raises:
        LanguageDataError: if a file breaks the schema; the message names file and key.
    """
    own = [] if replace else sorted(Path(str(resources.files("quotekit.lang"))).glob("registry/*.toml"))
    return Registry(entry for path in [*own, *map(Path, paths)] for entry in read_entries(path))
