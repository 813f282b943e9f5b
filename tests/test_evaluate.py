"""Evaluation: each measure on cases small enough to count by hand."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotekit.errors import InputError, OffsetError
from quotekit.evaluation import compare, evaluate, read_gold
from quotekit.evaluation.matching import match, overlap, trim
from quotekit.samples import sample_path

TEXT = (
    "“Sungai ini akan dikeruk,” kata Ratna Dewi, dikutip Antara. "
    "Ia menyebut pekerjaan itu “mendesak”. "
    "Bima menolak bahwa anggaran habis."
)


def place(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def quote(words: str, kind: str = "direct", speaker: str | None = "Ratna Dewi", relay=(), **more) -> dict:
    return {"article_id": "a", **place(words), "kind": kind, "speaker": speaker, "relay": list(relay), **more}


DIRECT = quote("Sungai ini akan dikeruk,", relay=["Antara"], claim="keruk")
CLAUSE = place("pekerjaan itu “mendesak”")
MIXED = quote("mendesak", "mixed", clause_start=CLAUSE["start"], clause_end=CLAUSE["end"], claim="desak")
INDIRECT = quote("anggaran habis", "indirect", "Bima", claim="habis")
GOLD = [{"id": "a", "text": TEXT, "quotes": [DIRECT, MIXED, INDIRECT]}]


def test_gold_scores_perfectly_against_itself():
    """The gold quotations of the samples, taken as predictions, are all right."""
    gold = read_gold(sample_path() / "gold.jsonl")
    found = [{**row, "article_id": article["id"]} for article in gold for row in article["quotes"]]
    result = evaluate(gold, found)

    assert result.misses == ()
    assert {score.end_to_end for score in result.scores.values()} == {1.0}
    assert result.scores["quoted"].chains_right == result.scores["quoted"].chains > 0


@pytest.mark.parametrize(
    ("found", "gold", "others"),
    [
        ([DIRECT, MIXED, INDIRECT], "right right right", ""),
        ([], "missed missed missed", ""),
        ([quote("“Sungai ini akan dikeruk,”", relay=["Antara"])], "right missed missed", ""),
        ([quote("ini akan dikeruk", relay=["Antara"])], "missed missed missed", "extra"),
        ([quote("bahwa anggaran habis", "indirect", "Bima")], "missed missed right", ""),
        ([{**INDIRECT, "kind": "direct"}], "missed missed missed", "extra"),
        ([{**MIXED, "kind": "direct"}], "missed right missed", ""),
        ([{**MIXED, **CLAUSE, "kind": "indirect"}], "missed missed missed", "set aside"),
        ([DIRECT, DIRECT], "right missed missed", "extra"),
    ],
    ids=["all", "none", "marks", "cut", "loose", "kind", "mixed-is-quoted", "clause", "twice"],
)
def test_matching(found, gold, others):
    """Marks and commas do not count, words in marks must overlap by 0.8, reported clauses by 0.5."""
    outcomes = evaluate(GOLD, found).outcomes
    on_gold = [row.verdict for row in outcomes if row.verdict in ("right", "wrong", "missed")]

    assert " ".join(on_gold) == gold
    assert " ".join(row.verdict for row in outcomes if row.verdict in ("extra", "set aside")) == others


@pytest.mark.parametrize(
    ("change", "verdict", "found"),
    [
        ({}, "right", "Ratna Dewi via Antara"),
        ({"speaker": "RATNA DEWI"}, "right", "RATNA DEWI via Antara"),
        ({"speaker": "Ratna Sari Dewi"}, "right", "Ratna Sari Dewi via Antara"),
        ({"speaker": "Dewi"}, "wrong", "Dewi via Antara"),
        ({"speaker": "Ratna Dewi; Bima"}, "wrong", "Ratna Dewi; Bima via Antara"),
        ({"speaker": None}, "wrong", "nobody via Antara"),
        ({"relay": []}, "wrong", "Ratna Dewi"),
        ({"relay": None}, "wrong", "Ratna Dewi"),
        ({"relay": ["antara"]}, "right", "Ratna Dewi via antara"),
        ({"relay": ["Antara", "AFP"]}, "wrong", "Ratna Dewi via Antara > AFP"),
    ],
)
def test_speaker_and_relay(change, verdict, found):
    """Names are compared without case; a middle name may be missing, the whole chain must agree."""
    outcome = evaluate(GOLD, [DIRECT | change]).outcomes[0]

    assert (outcome.verdict, outcome.found, outcome.expected) == (verdict, found, "Ratna Dewi via Antara")


def test_scores_are_counted_by_hand():
    """Two of three found, one with a wrong chain, one extra: the figures of each measure."""
    extra = quote("anggaran", "direct")
    result = evaluate(GOLD, [DIRECT | {"relay": []}, MIXED, extra])
    quoted, reported = result.scores["quoted"], result.scores["reported"]

    assert (quoted.gold, quoted.predicted, quoted.matched) == (2, 3, 2)
    assert (quoted.precision, quoted.recall, quoted.f1) == (2 / 3, 1.0, 0.8)
    assert (quoted.speaker, quoted.relay, quoted.chains_right, quoted.chains) == (1.0, 0.5, 0, 1)
    assert quoted.end_to_end == pytest.approx(2 * (1 / 3) * (1 / 2) / (1 / 3 + 1 / 2))
    assert (reported.gold, reported.recall, reported.f1) == (1, 0.0, 0.0)


def test_claims_are_scored_over_pairs_of_articles():
    """Quotations of one article are no pair; a pair that belongs together and is apart costs recall."""
    gold = [{"id": name, "text": TEXT, "quotes": [DIRECT, MIXED]} for name in "abc"]
    ids = {("a", "keruk"): "c1", ("b", "keruk"): "c1", ("c", "keruk"): "c2"}
    found = [
        row | {"article_id": name, "claim_id": ids.get((name, row["claim"]), "c9")}
        for name in "abc"
        for row in (DIRECT, MIXED)
    ]
    claims = evaluate(gold, found).claims

    assert (claims.precision, claims.recall) == (1.0, 4 / 6)
    assert evaluate(GOLD, [DIRECT]).claims is None


def test_repeated_body_is_scored_once():
    """Predictions in the second copy of a body are neither right nor wrong."""
    body = "“Sungai ini akan dikeruk mulai bulan depan sampai muara di desa kami,” kata Ratna. "
    words = {"start": 1, "end": body.index(",”"), "kind": "direct", "speaker": "Ratna", "relay": []}
    gold = [{"id": "a", "text": body * 2, "quotes": [words], "duplicate_body": True}]
    again = {**words, "start": words["start"] + len(body), "end": words["end"] + len(body)}
    found = [{"article_id": "a", **words}, {"article_id": "a", **again}]

    assert [row.verdict for row in evaluate(gold, found).outcomes] == ["right"]


PFSA = {
    "id": "a",
    "text": TEXT,
    "statements": [place("“Sungai ini akan dikeruk,”")],
    "cues": [place("kata")],
    "pairs": [
        {"statement": 0, "cue": 0, "rule": "after", "speaker": "Ratna Dewi",
         "speaker_start": TEXT.index("Ratna Dewi"), "speaker_end": TEXT.index(", dikutip")},
    ],
    "quoted": [[0, 26]],
}  # fmt: skip
NAME = {"name_start": TEXT.index("Ratna"), "name_end": TEXT.index("Ratna") + 10}
CUE = {"cue_start": TEXT.index("kata"), "cue_end": TEXT.index("kata") + 4}


@pytest.mark.parametrize(
    ("change", "measures"),
    [
        ({}, {"overlap": 1, "exact": 1, "cue": 1, "mention": 1, "exact_name": 1, "name": 1, "end": 1}),
        ({"cue_start": None}, {"cue": 0, "overlap": 1, "end": 1}),
        ({"name_end": TEXT.index("Dewi")}, {"mention": 1, "exact_name": 0, "name": 1}),
        ({"name_start": None}, {"mention": 0, "exact_name": 0, "name": 1, "end": 1}),
        ({"name_start": None, "speaker": "Bima"}, {"mention": 0, "name": 0, "end": 0}),
        ({"start": 5}, {"exact": 0, "overlap": 1}),
        ({"start": 12}, {"exact": 0, "overlap": 0, "end": 0}),
    ],
)
def test_corpus_measures(change, measures):
    """Spans, cues and speakers of PFSA-ID are scored one by one."""
    score = evaluate([PFSA], [quote("“Sungai ini akan dikeruk,”", **CUE, **NAME) | change]).scores["direct"]
    found = {
        "overlap": score.overlap.f1, "exact": score.exact.f1, "cue": score.cue.f1,
        "mention": score.speaker_mention, "exact_name": score.speaker_exact,
        "name": score.speaker_name, "end": score.end_to_end.f1,
    }  # fmt: skip

    assert {name: found[name] for name in measures} == measures


def test_unlabelled_utterances_are_out_of_scope():
    """A prediction on a quoted utterance that carries no label counts against one precision only."""
    gold = {**PFSA, "statements": [], "pairs": []}
    score = evaluate([gold], [quote("Sungai ini akan dikeruk,"), quote("anggaran")]).scores["direct"]

    assert (score.predicted, score.set_aside) == (2, 1)
    assert score.overlap_scope.precision == 0.0


def test_pronouns_are_scored_apart():
    """A speaker behind "-nya" counts under its own measure."""
    gold = {**PFSA, "pairs": [PFSA["pairs"][0] | {"rule": "nya"}]}
    score = evaluate([gold], [quote("Sungai ini akan dikeruk,")]).scores["direct"]

    assert (score.speaker_nya, score.speaker_name) == (1.0, 0.0)


def test_polnear_scores_every_kind_and_any():
    """PolNeAR's kinds are scored one by one, and together without regard to kind."""
    span = place("anggaran habis")
    gold = {
        "id": "a", "text": TEXT,
        "attributions": [{"content": [[span["start"], span["end"]]], "kinds": ["indirect"],
                          "cue": [[CUE["cue_start"], CUE["cue_end"]]], "source": []}],
    }  # fmt: skip
    scores = evaluate([gold], [quote("anggaran habis", "direct")]).scores

    assert (scores["indirect"].overlap.f1, scores["direct"].overlap.f1, scores["any"].overlap.f1) == (0, 0, 1)


def test_article_form_is_read_like_rows():
    """One row an article with its quotations gives the same scores as one row a quotation."""
    row = quote("“Sungai ini akan dikeruk,”", **CUE, **NAME)
    as_article = {
        "id": "a",
        "quotes": [{**row, "speaker_start": row["name_start"], "speaker_end": row["name_end"]}],
    }

    assert evaluate([PFSA], [as_article]).numbers() == evaluate([PFSA], [row]).numbers()


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet", None])
def test_quotes_come_as_file_or_table(tmp_path, suffix):
    """Predictions in any form of table give the scores of the rows."""
    from quotekit.files import write_table
    from quotekit.tables import frame

    table = frame("quotes", [DIRECT, MIXED, INDIRECT])
    if suffix:
        write_table(table, tmp_path / f"quotes{suffix}")
    result = evaluate(GOLD, tmp_path / f"quotes{suffix}" if suffix else table)

    assert result.numbers() == evaluate(GOLD, [DIRECT, MIXED, INDIRECT]).numbers()
    assert result.table()["verdict"].tolist() == ["right"] * 3


def test_compare_lists_gains_and_losses():
    """What became right is a gain, a new false quotation a loss."""
    extra = quote("anggaran", "direct")
    old = evaluate(GOLD, [DIRECT, MIXED | {"speaker": "Bima"}, extra])
    new = evaluate(GOLD, [MIXED, quote("kata", "direct")])
    gains, losses = compare(old.outcomes, new.outcomes)

    assert [(row.verdict, row.text) for row in gains] == [("right", "mendesak"), ("extra", "anggaran")]
    assert [(row.verdict, row.text) for row in losses] == [("right", DIRECT_TEXT), ("extra", "kata")]
    assert compare(old.outcomes, old.outcomes) == ([], [])


DIRECT_TEXT = "Sungai ini akan dikeruk,"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "no article"),
        ([{"id": "a", "text": "x"}], "expected one of the columns quotes, statements, attributions"),
        ([{"id": "a", "quotes": []}], "'a' has no text"),
        ([GOLD[0], GOLD[0]], "'a' stands twice"),
    ],
)
def test_broken_gold_is_refused(tmp_path, rows, message):
    """A gold file that cannot be scored says why, and names itself."""
    path = tmp_path / "emas.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(InputError, match=r"emas\.jsonl") as raised:
        evaluate(path, [])

    assert message in str(raised.value)


def test_gold_offsets_are_checked():
    """A gold quotation must slice to its words."""
    with pytest.raises(OffsetError, match="expected 'Lain'"):
        evaluate([{"id": "a", "text": TEXT, "quotes": [{**DIRECT, "text": "Lain"}]}], [])


def test_predictions_on_other_articles_are_refused():
    """Scores of 0 because of a mixed-up file are an error; some foreign articles are ignored."""
    with pytest.raises(InputError, match="other articles than the gold"):
        evaluate(GOLD, [DIRECT | {"article_id": "z"}])
    assert evaluate(GOLD, [DIRECT, DIRECT | {"article_id": "z"}]).scores["quoted"].predicted == 1


def test_predictions_without_columns_are_refused():
    """A table that is no quotes table says which column it lacks."""
    with pytest.raises(InputError, match="has no start and no end"):
        evaluate(GOLD, [{"article_id": "a", "kutipan": "x"}])


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1])), max_size=8
)


@given(spans, spans, st.sampled_from([0.3, 0.5, 0.8]))
def test_matching_uses_every_span_once(gold, predicted, least):
    """Every span is paired once, missed or extra, and pairs overlap enough."""
    found = match(gold, predicted, least=least)

    assert sorted([left for left, _ in found.pairs] + list(found.missed)) == list(range(len(gold)))
    assert sorted([right for _, right in found.pairs] + list(found.extra)) == list(range(len(predicted)))
    assert all(overlap(gold[left], predicted[right]) >= least for left, right in found.pairs)


@given(spans)
def test_equal_spans_match_fully(gold):
    """A list of different spans matches itself."""
    gold = sorted(set(gold))

    assert match(gold, gold, least=0.99).pairs == tuple((number, number) for number in range(len(gold)))


@given(st.text(alphabet='a ",.“”', max_size=20), st.integers(0, 25), st.integers(0, 25))
def test_trim_leaves_no_edge(text, start, end):
    """A trimmed span lies in the text and neither starts nor ends with an edge character."""
    start, end = trim(text, min(start, end), max(start, end), ' ",.“”')

    assert text[start:end] == text[start:end].strip(' ",.“”')
