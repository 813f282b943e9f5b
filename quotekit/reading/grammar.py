"""The word classes around cues: what may stand between a source, its cue and the content."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from quotekit.lang import Language
from quotekit.reading.vocabulary import Phrases, doubled, phrases, word_sets

# Lists of words around cues that are asked for one word at a time.
AROUND = (
    "hearsay", "openers", "complementizers", "interrogatives", "directive_openers",
    "predicatives", "reasons", "coordinators", "means", "negations", "predicates",
    "adjuncts", "subordinators", "attributives", "about", "topics", "allegations", "events", "anonymity",
    "relatives", "contrasts", "concessions", "blockers",
)  # fmt: skip


class Grammar(msgspec.Struct, frozen=True, eq=False):
    """The word classes around cues, ready for look-up."""

    adverbs: Phrases
    adverb_ends: frozenset[str]
    hearsay: frozenset[str]
    openers: frozenset[str]
    complementizers: frozenset[str]
    interrogatives: frozenset[str]
    directive_openers: frozenset[str]
    predicatives: frozenset[str]
    reasons: frozenset[str]
    coordinators: frozenset[str]
    means: frozenset[str]
    joiners: frozenset[str]
    negations: frozenset[str]
    predicates: frozenset[str]
    adjuncts: frozenset[str]
    subordinators: frozenset[str]
    attributives: frozenset[str]
    naming: Phrases
    topics: frozenset[str]
    allegations: frozenset[str]
    about: frozenset[str]
    events: frozenset[str]
    anonymity: frozenset[str]
    event_noun: re.Pattern
    relatives: frozenset[str]
    contrasts: frozenset[str]
    circumstances: Phrases
    speeches: Phrases
    responses: Phrases
    concessions: frozenset[str]
    turns: frozenset[str]
    occasions: frozenset[str]
    blockers: frozenset[str]
    connectors: Phrases
    lead_prepositions: Phrases
    alone: frozenset[str]
    nominal_openers: Phrases
    addressing: Phrases
    journalists: Phrases
    broadcasters: Phrases
    state_media: Phrases
    carriers: Phrases
    norms: frozenset[str]
    anaphora: Phrases
    anaphora_objects: Phrases
    anaphora_nouns: frozenset[str]
    anaphora_passives: frozenset[str]
    anaphora_actives: frozenset[str]
    agents: frozenset[str]
    before_source: frozenset[str]
    before_medium: frozenset[str]
    through: frozenset[str]
    media: Phrases
    media_ends: frozenset[str]


@cache
def grammar(language: Language) -> Grammar:
    """Compile the word classes of a language, once."""
    around, leads = language.cues.around, language.mentions.leads
    agents, trailing = frozenset(language.cues.anaphora.agents), language.relay.trailing
    return Grammar(
        **word_sets(around, *AROUND),
        adverbs=phrases(around.adverbs),
        adverb_ends=frozenset(adverb.split()[-1] for adverb in around.adverbs),
        joiners=frozenset(around.coordinators) | frozenset(around.means),
        naming=phrases(around.naming),
        event_noun=re.compile(around.event_noun_pattern),
        circumstances=phrases(around.circumstances),
        speeches=phrases(around.speeches),
        responses=phrases(around.responses),
        turns=frozenset(around.contrasts) | frozenset(around.concessions),
        occasions=frozenset(around.subordinators) & frozenset(around.adjuncts),
        connectors=phrases({*leads.connectors, *around.parentheticals}),
        lead_prepositions=phrases({*leads.prepositions, *language.relay.leading.words}),
        alone=frozenset(language.cues.nominal.alone),
        nominal_openers=phrases(language.cues.nominal.openers),
        addressing=phrases(language.relay.recipients.prepositions),
        journalists=phrases(language.relay.recipients.journalists),
        broadcasters=phrases(language.relay.recipients.broadcasters),
        state_media=phrases(language.relay.recipients.state_media),
        carriers=phrases(doubled(language.cues.prepositional.carriers)),
        norms=frozenset(language.cues.prepositional.norms),
        anaphora=phrases(language.cues.anaphora.subjects),
        anaphora_objects=phrases(language.cues.anaphora.objects),
        anaphora_nouns=frozenset(language.relay.reporting.nouns),
        anaphora_passives=frozenset(language.cues.anaphora.passives),
        anaphora_actives=frozenset(language.cues.anaphora.actives),
        agents=agents,
        before_source=agents | frozenset(language.mentions.stops.origin),
        before_medium=frozenset(trailing.prepositions) | frozenset(trailing.carriers),
        through=frozenset(trailing.through),
        media=phrases(language.mentions.bodies.media),
        media_ends=frozenset(noun.split()[-1] for noun in language.mentions.bodies.media),
    )
