"""What holds for any texts: order does not matter, links have no direction, nobody is chained in."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from quotekit.linking import align, drift, link
from quotekit.linking.drift import CLASSES
from quotekit.linking.normalise import normalise

# The same examples in every run: a failure is a change of ours, not luck.
settings.register_profile("pinned", derandomize=True, deadline=None)
settings.load_profile("pinned")

WORDS = """
    kami akan membangun jembatan baru di desa sebelum hujan tiba warga harga beras naik turun tidak belum
    mungkin lima 7 persen Bogor Rina menteri pasar lama ditutup karena banjir besar 2,5 juta anak-anak
""".split()  # noqa: SIM905
SPEAKERS = ["Rina Hartati", "Hartati", "Bagus Santoso", "KCNA", "media pemerintah korea utara", None]
text = st.lists(st.sampled_from(WORDS), min_size=0, max_size=14).map(" ".join)
any_text = st.text(max_size=60)


@st.composite
def tables(draw) -> pd.DataFrame:
    """Make a table whose texts are partly edits of each other."""
    base = draw(st.lists(text, min_size=1, max_size=4))
    rows = []
    for number in range(draw(st.integers(1, 9))):
        words = draw(st.sampled_from(base)).split()
        start, end = sorted((draw(st.integers(0, len(words))), draw(st.integers(0, len(words)))))
        words = words[start:end] if draw(st.booleans()) else words
        if words and draw(st.booleans()):
            words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
        speaker = draw(st.sampled_from(SPEAKERS))
        rows.append((f"q{number}", f"a{number % 3}", " ".join(words), speaker))
    return pd.DataFrame(rows, columns=["quote_id", "article_id", "text", "speaker"])


def clusters(table: pd.DataFrame) -> dict[str, str]:
    """Return the claim of each quotation."""
    linked = link(table).quotes
    return dict(zip(linked["quote_id"], linked["claim_id"], strict=True))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(table, random):
    """The same rows in another order give the same claims under the same ids."""
    order = list(range(len(table)))
    random.shuffle(order)
    assert clusters(table.iloc[order]) == clusters(table)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_every_member_agrees_with_its_representative(table):
    """Each quotation of a claim is linked to its representative directly, never through another one."""
    linked = link(table)
    heads = dict(zip(linked.claims["claim_id"], linked.claims["representative"], strict=True))
    pairs = set(zip(linked.links["quote_id_l"], linked.links["quote_id_r"], strict=True))
    texts = dict(zip(table["quote_id"], map(normalise, table["text"]), strict=True))
    for quote, claim in zip(linked.quotes["quote_id"], linked.quotes["claim_id"], strict=True):
        assert quote == heads[claim] or tuple(sorted((quote, heads[claim]))) in pairs
    for link_ in linked.links.itertuples():
        left, right = texts[link_.quote_id_l], texts[link_.quote_id_r]
        assert link_.quote_id_l < link_.quote_id_r
        assert 0 < link_.score <= 1
        if link_.relation == "identical":
            assert left == right
        if link_.relation != "reworded":
            assert LCSseq.similarity(left, right) >= 0.5 * min(len(left), len(right))


@settings(deadline=None)
@given(text, st.data())
def test_a_changed_number_is_never_the_same(words, data):
    """Another number in the same place links nothing, and drift tells it."""
    place = data.draw(st.integers(0, len(words.split())))
    one, other = (
        " ".join([*words.split()[:place], n, "orang", *words.split()[place:]]) for n in ("31", "87")
    )
    assert "number" in drift(one, other)
    links = link(pd.DataFrame({"quote_id": ["a", "b"], "article_id": ["a", "b"], "text": [one, other]})).links
    assert links.empty


@settings(deadline=None)
@given(text, st.data())
def test_a_changed_negation_is_never_the_same(words, data):
    """A negation put into a text is told, and the two are neither identical nor contained."""
    words = [word for word in words.split() if word not in ("tidak", "belum")]
    assume(len(words) > 1)
    place = data.draw(st.integers(1, len(words) - 1))
    one, other = " ".join(words), " ".join([*words[:place], "tidak", *words[place:]])
    assert "negation" in drift(one, other)
    links = link(pd.DataFrame({"quote_id": ["a", "b"], "article_id": ["a", "b"], "text": [one, other]})).links
    assert set(links["relation"]) <= {"near"}


@given(any_text, any_text)
@example("dua", "2")
@example("(2)", "")
def test_drift_has_no_direction(left, right):
    """Drift is the same from either side, and none only where the words are the same but for brackets."""
    found = drift(left, right)
    assert found == drift(right, left) == tuple(name for name in CLASSES if name in found)
    if normalise(left) == normalise(right):
        assert found == ()
    elif not set("[(") & set(left + right):
        assert found


@given(any_text, any_text)
def test_the_diff_holds_every_word(left, right):
    """Put together again, each side of the diff is its text, word by word; equal stretches are equal."""
    parts = align(left, right)
    for side, whole in ((1, left), (2, right)):
        assert normalise(" ".join(word for part in parts for word in part[side])) == normalise(whole)


@given(text, text)
def test_equal_stretches_are_equal(left, right):
    """Only stretches with the same words are called equal, and no stretch is empty."""
    for op, ours, theirs in align(left, right):
        assert (op == "equal") == (normalise(" ".join(ours)) == normalise(" ".join(theirs)))
        assert ours or theirs


@pytest.mark.parametrize("speaker", [None, "Rina Hartati"])
def test_any_text_is_accepted(speaker):
    """Texts of marks, controls, emoji and foreign digits are linked without an error."""
    texts = ["\x00", "😀 😀 😀 😀 😀 😀", "((((", "1.1.1.1.1", "ribu belas puluh", "\n\t", "٣ ٤ ٥ ٦ ٧"]
    ids = [f"q{number}" for number in range(len(texts))]
    table = pd.DataFrame({"quote_id": ids, "article_id": "a", "text": texts, "speaker": speaker})
    assert len(link(table).quotes) == len(texts)
