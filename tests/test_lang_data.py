"""Language data: the schema refuses slips, and every entry does what it is there for."""

import shutil
from pathlib import Path

import pytest

import quotekit.lang
from quotekit.errors import LanguageDataError
from quotekit.lang import alternation, load_language
from quotekit.models import Article
from quotekit.pipeline import extract
from quotekit.registry import load_registry

LANGUAGE = load_language("id")
FOLDER = Path(quotekit.lang.__file__).parent / "id"
GROUPS = LANGUAGE.cues.group


def words(form: str) -> list[tuple[str, str]]:
    return [(word, group.stance) for group in GROUPS for word in getattr(group, form)]


def only(text: str):
    found = extract(Article(id="a", text=text)).quotations
    assert len(found) == 1, [quotation.text for quotation in found]
    return found[0]


@pytest.mark.parametrize(("root", "stance"), words("roots"))
def test_every_root_closes_a_quotation(root, stance):
    """A root behind quoted words names their source, alone and with -nya."""
    quotation = only(f'"Kapal itu berangkat," {root} Rudi Hartono.')

    assert (quotation.cue.text, quotation.stance, quotation.speaker) == (root, stance, "Rudi Hartono")
    assert only(f'"Kapal itu berangkat," {root}nya.').source.text == "nya"


@pytest.mark.parametrize(("active", "stance"), words("actives"))
def test_every_active_opens_content(active, stance):
    """An active between source and "bahwa" introduces what follows."""
    quotation = only(f"Rudi Hartono {active} bahwa kapal itu akan berangkat.")

    assert (quotation.cue.text, quotation.stance) == (active, stance)
    assert (quotation.speaker, quotation.text) == ("Rudi Hartono", "kapal itu akan berangkat")


@pytest.mark.parametrize(("passive", "stance"), words("passives"))
def test_every_passive_holds_its_source(passive, stance):
    """A passive with -nya introduces what follows."""
    quotation = only(f"Rudi Hartono hadir. {passive.capitalize()}nya bahwa kapal itu akan berangkat.")

    assert (quotation.cue.text, quotation.stance, quotation.speaker) == (
        passive.capitalize(),
        stance,
        "Rudi Hartono",
    )


@pytest.mark.parametrize("opener", LANGUAGE.cues.nominal.openers)
@pytest.mark.parametrize("noun", LANGUAGE.cues.nominal.nouns)
def test_every_nominal_cue_names_its_source(opener, noun):
    """ "demikian laporan X" behind quoted words makes X their source."""
    quotation = only(f'"Kapal itu berangkat," {opener} {noun} Rudi Hartono.')

    assert (quotation.cue.text, quotation.speaker) == (f"{opener} {noun}", "Rudi Hartono")


@pytest.mark.parametrize("subject", LANGUAGE.cues.anaphora.subjects)
@pytest.mark.parametrize("passive", LANGUAGE.cues.anaphora.passives)
def test_every_back_reference_attributes_the_sentence_before(subject, passive):
    """ "Hal itu disampaikan X" attributes the sentence before it."""
    quotation = only(f"Pelabuhan ditutup mulai besok. {subject.capitalize()} {passive} Rudi Hartono.")

    assert (quotation.text, quotation.speaker) == ("Pelabuhan ditutup mulai besok", "Rudi Hartono")


@pytest.mark.parametrize("verb", [*LANGUAGE.relay.trailing.passives, *LANGUAGE.relay.trailing.actives])
def test_every_citing_verb_names_a_relay(verb):
    """A medium behind a citing verb is a hop."""
    quotation = only(f'"Kapal itu berangkat," kata Rudi Hartono, {verb} Antara.')

    assert [hop.name for hop in quotation.hops] == ["Antara"]


@pytest.mark.parametrize("word", LANGUAGE.relay.leading.words)
def test_every_leading_phrase_names_a_relay(word):
    """A medium at the head of a sentence is a hop of what somebody else says in it."""
    quotation = only(f"{word.capitalize()} Antara, Rudi Hartono mengatakan kapal itu berangkat.")

    assert (quotation.speaker, [hop.name for hop in quotation.hops]) == ("Rudi Hartono", ["Antara"])


@pytest.mark.parametrize("verb", LANGUAGE.relay.reporting.actives)
@pytest.mark.parametrize("joiner", ["", *LANGUAGE.relay.aside.joiners])
def test_every_verb_of_citing_names_whom_a_medium_cites(verb, joiner):
    """Whom a medium cites is the source, and the medium the hop."""
    quotation = only(f"Kapal itu berangkat, lapor Antara pada Senin (3/6), {joiner} {verb} polisi.")

    assert (quotation.speaker, [hop.name for hop in quotation.hops]) == ("polisi", ["Antara"])


@pytest.mark.parametrize("passive", LANGUAGE.relay.issuing.passives)
@pytest.mark.parametrize("quality", ["", *LANGUAGE.relay.issuing.qualities])
def test_every_issuing_verb_names_the_source(passive, quality):
    """Who issued a statement is its source."""
    text = f'"Kapal itu berangkat," demikian pernyataan {quality} yang {passive} oleh Taliban, dilansir AFP.'
    quotation = only(text)

    assert (quotation.speaker, [hop.name for hop in quotation.hops]) == ("Taliban", ["AFP"])


@pytest.mark.parametrize("preposition", LANGUAGE.relay.recipients.prepositions)
def test_every_recipient_is_a_relay(preposition):
    """A medium that somebody spoke to or wrote in is a hop."""
    quotation = only(f'"Kapal itu berangkat," kata Rudi Hartono {preposition} Antara.')

    assert [hop.name for hop in quotation.hops] == ["Antara"]


@pytest.mark.parametrize("interview", LANGUAGE.relay.recipients.interviews)
@pytest.mark.parametrize("partner", LANGUAGE.relay.recipients.partners)
def test_every_interview_is_with_a_relay(interview, partner):
    """A medium that interviewed somebody is a hop."""
    quotation = only(f'"Kapal itu berangkat," kata Rudi Hartono saat {interview} khusus {partner} Antara.')

    assert [hop.name for hop in quotation.hops] == ["Antara"]


@pytest.mark.parametrize("opener", LANGUAGE.cues.nominal.openers)
@pytest.mark.parametrize("word", [*LANGUAGE.relay.trailing.passives, *LANGUAGE.relay.reporting.nouns])
def test_every_closing_credit_speaks_for_nobody(opener, word):
    """ "Demikian diberitakan Antara." credits the article and attributes nothing."""
    text = f"Rudi Hartono mengatakan kapal itu berangkat. Cuaca cerah. {opener.capitalize()} {word} Antara."
    found = extract(Article(id="a", text=text))

    assert [quotation.speaker for quotation in found.quotations] == ["Rudi Hartono"]
    assert found.credits == ("Antara",)


@pytest.mark.parametrize("rank", LANGUAGE.mentions.titles.ranks)
def test_every_rank_belongs_to_the_name(rank):
    """A rank begins the name behind a role and is no part of the speaker's name."""
    title = rank.title() if not rank.endswith(".") else rank
    quotation = only(f'"Kapal itu berangkat," kata Kepala Bidang Humas {title} Rudi Hartono.')

    assert quotation.speaker == "Rudi Hartono"
    assert quotation.source.name.endswith("Rudi Hartono")


@pytest.mark.parametrize("entity", load_registry().entities.values(), ids=lambda entity: entity.id)
def test_every_entity_can_speak(entity):
    """Whoever is in the registry is named by it."""
    quotation = only(f'"Kapal itu berangkat," kata {entity.name}.')

    assert (quotation.speaker, quotation.speaker_id) == (entity.name, entity.id)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("cues.toml", 'stance = "thanked"', 'stance = "thankful"', "'thankful'; one of said, "),
        ("cues.toml", 'needs = "reason"', 'needs = "because"', "'because'; one of nothing, "),
        ("cues.toml", 'roots = ["klaim", ', 'roots = ["klaim", "klaim", ', "'klaim' stands twice"),
        (
            "cues.toml",
            'roots = ["klaim", ',
            'roots = ["kata", "klaim", ',
            "'kata' is both 'said' and 'claimed'",
        ),
        ("cues.toml", "[clitic]", "[klitik]", "klitik"),
        ("mentions.toml", 'states = ["negara"]', 'states = "negara"', "states"),
        ("mentions.toml", 'states = ["negara"]', 'states = [" negara"]', "' negara' is empty, padded"),
        ("relay.toml", "[recipients]", "[recipients", "relay.toml"),
    ],
)
def test_slips_are_named(tmp_path, file, old, new, message):
    """A slip in a data file is an error that names the file and the entry."""
    folder = shutil.copytree(FOLDER, tmp_path / "id")
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(LanguageDataError) as error:
        load_language("id", folder)

    assert message in str(error.value)
    assert file in str(error.value)


def test_an_entity_stands_once(tmp_path):
    """Two entries with one id in a file are an error: the second would replace the first unseen."""
    path = tmp_path / "bodies.toml"
    path.write_text('[[entity]]\nname = "Persatuan A"\n[[entity]]\nname = "persatuan a"\n', encoding="utf-8")

    with pytest.raises(LanguageDataError, match=r"bodies\.toml: 'persatuan-a' stands twice"):
        load_registry(path)


def test_an_added_cue_works(tmp_path):
    """A linguist adds a word to a copy of the data, and it is read."""
    folder = shutil.copytree(FOLDER, tmp_path / "id")
    text = (folder / "cues.toml").read_text(encoding="utf-8")
    (folder / "cues.toml").write_text(
        text.replace('roots = ["klaim"', 'roots = ["kicau", "klaim"'), encoding="utf-8"
    )

    found = extract(Article(id="a", text='"Siap," kicau Rudi.'), language=load_language("id", folder))

    assert [(q.cue.text, q.stance) for q in found.quotations] == [("kicau", "claimed")]


def test_alternation_matches_every_word_and_nothing_shorter():
    """The trie of the cues accepts exactly its words."""
    import re

    for form in ("roots", "actives", "passives"):
        group = [word for word, _ in words(form)]
        pattern = re.compile(alternation(group))
        assert all(pattern.fullmatch(word) for word in group)
        assert not any(pattern.fullmatch(word[:-1]) for word in group if word[:-1] not in group)
