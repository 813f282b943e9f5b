"""The seeds linked from end to end, and links that do not depend on order, gaps in the data or the run."""

from __future__ import annotations

import os
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import quotekit as qk
from quotekit.linking import link
from quotekit.tables import Trace

SAID = "Rumah susun di tepi kali itu akan kami perbaiki seluruhnya sebelum akhir tahun ajaran"
BARE = f"Kabar dari balai kota. {SAID}, tanpa menggusur siapa pun. Warga masih menunggu."
TOLD = f"“{SAID},” kata Rina Hartati di balai kota. Warga masih menunggu."


@pytest.fixture(scope="module")
def trace() -> Trace:
    """Trace the five seed articles once."""
    return qk.trace(qk.read(qk.sample_path()))


def claim_of(trace: Trace, article: str, words: str) -> str:
    """Return the claim of the one quotation of an article that holds some words."""
    rows = trace.quotes[
        trace.quotes["article_id"].str.startswith(article) & trace.quotes["text"].str.contains(words)
    ]
    [claim] = rows["claim_id"]
    return claim


def test_one_claim_across_seeds(trace):
    """Ushakov's sentence on the document is one claim in two articles, his new treaty is another."""
    document = {claim_of(trace, seed, "Dokumen tersebut akan menguraikan") for seed in ("000", "001")}
    treaty = {claim_of(trace, seed, "perjanjian baru") for seed in ("000", "001")}
    assert len(document) == len(treaty) == 1
    assert document != treaty


def test_a_fragment_joins_its_paraphrase(trace):
    """KCNA's quoted fragment is the claim that another article words in its own way."""
    fragment = claim_of(trace, "000", "keabadian dan kelanggengan")
    assert fragment == claim_of(trace, "002", "persahabatan dan persatuan")
    [relation] = trace.links.loc[trace.links["claim_id"] == fragment, "relation"]
    assert relation == "reworded"


def test_the_agenda_lost_its_speaker(trace):
    """One seed states in its own voice the agenda that another attributes to Ushakov."""
    rows = trace.claims[trace.claims["lost"].map(len) > 0]
    [claim] = rows.to_dict("records")
    assert (claim["speaker"], claim["conflict"]) == ("Yury Ushakov", ["lost_attribution"])
    [lost] = claim["lost"]
    assert lost["article_id"].startswith("001")
    text = trace.articles.set_index("article_id").loc[lost["article_id"], "text"]
    assert text[lost["start"] : lost["end"]] == lost["text"]
    attributed = trace.quotes.set_index("quote_id").loc[lost["against"]]
    assert attributed["article_id"].startswith("004")
    assert attributed["speaker"] == "Yury Ushakov"


def test_seeds_have_no_other_conflicts(trace):
    """Nothing else in the seeds is called a contradiction, and every claim of several quotations is known."""
    assert trace.claims["conflict"].map(list).tolist().count([]) == len(trace.claims) - 1
    assert (trace.claims["n_quotes"] > 1).sum() == 3


def corpus(*texts: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make articles, and the quotation of those that attribute the sentence."""
    articles = pd.DataFrame({"article_id": [f"a{k}" for k in range(len(texts))], "text": texts})
    rows = [
        {
            "quote_id": f"q{k}",
            "article_id": f"a{k}",
            "text": SAID,
            "start": text.index(SAID),
            "end": text.index(SAID) + len(SAID),
            "speaker": "Rina Hartati",
        }
        for k, text in enumerate(texts)
        if "Rina" in text
    ]
    return pd.DataFrame(rows), articles


@pytest.mark.parametrize(
    ("texts", "lost"),
    [
        ((TOLD, BARE), ["a1"]),
        ((TOLD, TOLD.replace(" kata Rina Hartati di balai kota.", "")), ["a1"]),
        ((BARE, TOLD, BARE), ["a0", "a2"]),
        ((TOLD, TOLD), []),
        ((TOLD, f"Menurut Rina Hartati, {SAID}. Itu saja."), []),
        ((TOLD, "Jembatan di tepi hutan itu roboh kemarin. Tidak ada korban jiwa."), []),
        ((TOLD, BARE.replace("Rumah susun", "Gedung").replace("perbaiki", "jual")[:70] + "."), []),
    ],
)
def test_copies_without_the_attribution(texts, lost):
    """A copy whose attribution was deleted is found, and no article that names the speaker or says else."""
    quotes, articles = corpus(*texts)
    [claim] = link(quotes, articles=articles).claims.to_dict("records")
    assert [found["article_id"] for found in claim["lost"]] == lost
    assert claim["conflict"] == (["lost_attribution"] if lost else [])


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(4)), st.permutations(range(3)))
def test_order_of_articles_changes_nothing(article_order, quote_order):
    """Articles and quotations in another order give the same claims, links and lost sentences."""
    quotes, articles = corpus(TOLD, BARE, TOLD.replace("Warga", "Orang"), f"Menurut Rina Hartati, {SAID}.")
    one = link(quotes, articles=articles)
    other = link(quotes.iloc[list(quote_order)], articles=articles.iloc[list(article_order)])
    pd.testing.assert_frame_equal(one.claims, other.claims)
    pd.testing.assert_frame_equal(one.links, other.links)


@pytest.mark.parametrize("gap", [None, pd.NA, float("nan")])
@pytest.mark.parametrize(
    "column", ["published", "outlet", "speaker", "relay", "kind", "start", "source", "role", "status"]
)
def test_gaps_are_no_errors(column, gap):
    """A value that is missing, however a table says so, links like one that was never there."""
    quotes, articles = corpus(TOLD, TOLD)
    quotes[column] = pd.Series([gap, gap], dtype=object)
    linked = link(quotes, articles=articles.assign(published=gap, outlet=gap, credits=gap))
    assert linked.quotes["claim_id"].nunique() == 1
    assert pd.isna(linked.claims["first_article"].iloc[0])


def test_runs_write_the_same_bytes(tmp_path):
    """The seeds traced in two processes with other hash seeds are the same tables, byte by byte."""
    runs = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        call = [sys.executable, "-m", "quotekit", "trace", str(qk.sample_path()), "-o", str(folder)]
        subprocess.run(call, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
        runs.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
    assert {"claims", "links"} <= {name.partition(".")[0] for name in runs[0]}
    assert runs[0] == runs[1]
