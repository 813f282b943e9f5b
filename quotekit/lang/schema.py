"""The shape of the language data: one struct a file, the same for every language.

Unknown keys, missing keys and wrong types are errors on load, so that a linguist sees a slip at once.
"""

from __future__ import annotations

import msgspec

STANCES = (
    "said", "described", "reported", "announced", "claimed", "admitted", "denied", "warned", "threatened",
    "urged", "promised", "asked", "hoped", "judged", "praised", "thanked", "criticised", "accused",
)  # fmt: skip
NEEDS = ("nothing", "clause", "event", "statement", "opener", "predicate", "reason")

Words = tuple[str, ...]


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all language data: frozen, and no key goes unread."""


class CueGroup(_Data, frozen=True):
    """Cues that share a stance and what must follow them."""

    stance: str
    needs: str
    roots: Words
    actives: Words
    passives: Words


class Prepositional(_Data, frozen=True):
    """Prepositions that name a source, and the nouns that may stand between."""

    stance: str
    words: Words
    carriers: Words
    norms: Words


class Nominal(_Data, frozen=True):
    """Nominal cues: "demikian laporan KCNA", "bunyi surat tersebut"."""

    stance: str
    openers: Words
    nouns: Words
    alone: Words
    bare: Words
    documents: Words


class CueAnaphora(_Data, frozen=True):
    """Sentences that attribute the sentence before: "Hal itu disampaikan X"."""

    subjects: Words
    passives: Words
    agents: Words
    actives: Words
    objects: Words


class Clitic(_Data, frozen=True):
    """Suffixes of cues: the one that holds the source, and those that only stress."""

    source: str
    emphasis: Words


class Around(_Data, frozen=True):
    """Words between source, cue and content."""

    openers: Words
    complementizers: Words
    interrogatives: Words
    directive_openers: Words
    predicatives: Words
    reasons: Words
    adverbs: Words
    hearsay: Words
    coordinators: Words
    means: Words
    parentheticals: Words
    negations: Words
    predicates: Words
    adjuncts: Words
    subordinators: Words
    attributives: Words
    relatives: Words
    contrasts: Words
    circumstances: Words
    speeches: Words
    concessions: Words
    topics: Words
    allegations: Words
    about: Words
    responses: Words
    events: Words
    anonymity: Words
    event_noun_pattern: str
    naming: Words
    blockers: Words


class Cues(_Data, frozen=True):
    """cues.toml: words of saying."""

    group: tuple[CueGroup, ...]
    prepositional: Prepositional
    nominal: Nominal
    anaphora: CueAnaphora
    clitic: Clitic
    around: Around


class Pronouns(_Data, frozen=True):
    """Pronouns by number, and those of the first person, which are no sources.

    ``sides`` stand for a person or a body, whoever was cited.
    """

    singular: Words
    plural: Words
    sides: Words
    first: Words


class Determiners(_Data, frozen=True):
    """Determiners before and after a noun; ``pointing`` make the noun behind them definite."""

    indefinite: Words
    quantities: Words
    numerals: Words
    personal: Words
    measures: Words
    spans: Words
    edges: Words
    kept: Words
    parties: Words
    definite: Words
    pointing: Words
    others: Words


class Titles(_Data, frozen=True):
    """Ranks and degrees that belong to a name, and polite forms that do not."""

    ranks: Words
    honorifics: Words
    degrees: Words
    degree_pattern: str


class Roles(_Data, frozen=True):
    """Heads of a role, and the words of its domain."""

    heads: Words
    anybody: Words
    dependents: Words
    offices: Words
    single: Words
    compounds: Words
    noun_pattern: str
    agent_pattern: str
    domains: Words
    short: dict[str, str]


class Bodies(_Data, frozen=True):
    """Heads of a body that speaks, and of a medium."""

    common: Words
    forces: Words
    classes: Words
    firms: Words
    crowds: Words
    parts: Words
    teams: Words
    heads: Words
    media: Words


class Names(_Data, frozen=True):
    """What helps to tell a person's name from other capitalised words."""

    connectors: Words
    states: Words
    regions: Words
    particles: Words
    joining: Words
    places: Words
    locatives: Words
    locative_phrases: Words
    place_heads: Words
    streets: Words
    place_roles: Words
    not_persons: Words
    things: Words
    forenames: Words
    topics: Words
    landmarks: Words
    nicknames: Words
    alternatives: Words
    pet_names: Words
    common_pattern: str


class Stops(_Data, frozen=True):
    """What ends a mention."""

    words: Words
    days: Words
    conjunctions: Words
    origin: Words
    governors: Words
    links: Words
    inner: Words
    inner_phrases: Words
    purposes: Words
    verb_prefixes: Words
    verb_like_nouns: Words


class Leads(_Data, frozen=True):
    """Leading material of a sentence that is no subject."""

    prepositions: Words
    connectors: Words


class Mentions(_Data, frozen=True):
    """mentions.toml: how a source is named."""

    pronouns: Pronouns
    determiners: Determiners
    titles: Titles
    roles: Roles
    bodies: Bodies
    names: Names
    stops: Stops
    leads: Leads


class Trailing(_Data, frozen=True):
    """Relay phrases after the content."""

    openers: Words
    similes: Words
    passives: Words
    actives: Words
    weak: Words
    prepositions: Words
    carriers: Words
    prepositional: Words
    places: Words
    through: Words
    sites: Words


class Aside(_Data, frozen=True):
    """What may stand between a medium and its verb of citing."""

    joiners: Words
    times: Words


class Issuing(_Data, frozen=True):
    """Verbs with which somebody issues a statement, and what may stand between it and them."""

    passives: Words
    actives: Words
    qualities: Words


class Leading(_Data, frozen=True):
    """Relay phrases before the content."""

    words: Words


class Recipients(_Data, frozen=True):
    """Prepositions before a medium that somebody spoke to, its journalists, and words of interviews.

    ``broadcasters`` are nouns of media that count without a name where they are described ("televisi lokal").
    """

    prepositions: Words
    journalists: Words
    broadcasters: Words
    state_media: Words
    interviews: Words
    partners: Words


class Reporting(_Data, frozen=True):
    """Verbs of a medium that cites somebody, with which it reports, and nouns for its reports."""

    actives: Words
    retelling: Words
    said: Words
    nouns: Words


class RelayAnaphora(_Data, frozen=True):
    """Nouns that point back at a medium: "laporan tersebut"."""

    nouns: Words
    demonstratives: Words


class Channels(_Data, frozen=True):
    """Where somebody spoke: no relay."""

    names: Words
    nouns: Words


class OutletShapes(_Data, frozen=True):
    """What a medium that no registry knows looks like."""

    suffixes: Words
    prefixes: Words


class Relays(_Data, frozen=True):
    """relay.toml: who passed words on."""

    trailing: Trailing
    leading: Leading
    aside: Aside
    issuing: Issuing
    recipients: Recipients
    reporting: Reporting
    anaphora: RelayAnaphora
    channels: Channels
    outlet_shapes: OutletShapes


class Lines(_Data, frozen=True):
    """Patterns of whole lines that are no running text."""

    related: Words
    byline: Words
    comments: Words
    caption: Words
    credit: Words


class Inserted(_Data, frozen=True):
    """Patterns of one kind inside a running line, and words without which none can match."""

    triggers: Words
    patterns: Words


class Inline(_Data, frozen=True):
    """What is inserted in a running line."""

    credit: Inserted
    byline: Inserted
    caption: Inserted
    related: Inserted


class Dateline(_Data, frozen=True):
    """The place and outlet that open a report; `most` is its length in code points."""

    pattern: str
    most: int


class Subhead(_Data, frozen=True):
    """Headings inside an article; `most_words` is their length."""

    most_words: int


class Abbreviations(_Data, frozen=True):
    """Words whose full stop ends no sentence, and words before a number that a stop may divide."""

    words: Words
    numbers: Words


class Layout(_Data, frozen=True):
    """layout.toml: what a line of a scraped article is."""

    lines: Lines
    inline: Inline
    dateline: Dateline
    subhead: Subhead
    abbreviations: Abbreviations
