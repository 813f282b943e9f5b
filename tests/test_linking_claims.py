"""The claims: origins, first seen, conflicts and lost attribution, on small corpora with known answers."""

from __future__ import annotations

import pandas as pd
import pytest

from quotekit.linking import link

SAID = "Kami akan membangun lima jembatan baru di Kabupaten Sukamaju sebelum musim hujan tiba"


def claims_of(rows: list[dict], **kwargs) -> pd.DataFrame:
    """Link rows that all have one text, unless they say otherwise."""
    table = pd.DataFrame(rows)
    for name in ("quote_id", "article_id"):
        table[name] = [f"{name[0]}{k}" for k in range(len(table))]
    if "text" not in table:
        table["text"] = SAID
    return link(table, **kwargs).claims


ORIGINS = [
    ([{"outlet": "Satu"}, {"outlet": "Dua"}, {"outlet": "Tiga"}], ["Dua", "Satu", "Tiga"], []),
    ([{"outlet": "Satu", "relay": ["TASS"]}, {"outlet": "Dua", "relay": ["TASS"]}], ["TASS"], []),
    ([{"outlet": "Satu", "relay": ["Reuters", "TASS"]}, {"outlet": "Dua", "relay": ["TASS"]}], ["TASS"], []),
    ([{"outlet": "Satu", "relay": ["Dua"]}, {"outlet": "Dua", "relay": []}], ["Dua"], []),
    ([{"outlet": "Satu", "relay": ["Dua"]}, {"outlet": "Dua", "relay": ["ITAR-TASS"]}], ["TASS"], []),
    ([{"outlet": "Satu", "relay": ["Dua"]}, {"outlet": "Dua", "relay": ["Satu"]}], ["Dua"], ["Dua", "Satu"]),
    (
        [
            {"outlet": "Satu", "relay": []},
            {"outlet": "Dua", "relay": ["Satu"]},
            {"outlet": "Tiga", "relay": ["TASS"]},
        ],
        ["Satu", "TASS"],
        [],
    ),
    (
        [{"outlet": "Satu", "speaker": "KCNA"}, {"outlet": "Dua", "speaker": "media pemerintah korea utara"}],
        ["KCNA"],
        [],
    ),
]


@pytest.mark.parametrize(("rows", "roots", "loop"), ORIGINS)
def test_origins(rows, roots, loop):
    """Relays and names of one medium collapse to their root, and a loop counts once and is named."""
    [claim] = claims_of(rows).to_dict("records")
    assert (claim["roots"], claim["origins"], claim["loop"]) == (roots, len(roots), loop)


def test_credits_and_copied_articles_are_no_origins():
    """An article credited to an agency has its root there, and a copied article adds none."""
    story = (
        "Bupati berbicara panjang lebar di balai desa pada Selasa pagi yang cerah itu, sementara para petani "
        f"menunggu giliran bertanya tentang pupuk dan irigasi. {SAID}"
    )
    articles = pd.DataFrame(
        {
            "article_id": ["a0", "a1", "a2", "a3"],
            "text": [story, f"Begini. {story}", f"Ini cerita lain dari orang lain. {SAID}", SAID],
            "credits": [[], [], [], ["Antara"]],
        }
    )
    rows = [{"outlet": name} for name in ("Satu", "Dua", "Tiga", "Empat")]
    [claim] = claims_of(rows, articles=articles).to_dict("records")
    assert claim["roots"] == ["Antara", "Dua", "Tiga"]


UNDECIDED = "the dates of 2 articles do not tell which was first"
FIRST = [
    (["2024-06-19", "2024-06-20"], "a0", "2024-06-19", None),
    (["2024-06-20", "2024-06-19"], "a1", "2024-06-19", None),
    (["2024-06-19", "2024-06-19"], None, "2024-06-19", UNDECIDED),
    (["2024-06-19T08:00:00+07:00", "2024-06-19T09:00:00+07:00"], "a0", "2024-06-19T08:00:00+07:00", None),
    (["2024-06-19T09:00:00+09:00", "2024-06-19T08:00:00+07:00"], "a0", "2024-06-19T09:00:00+09:00", None),
    (["2024-06-19T09:00", "2024-06-19T08:00:00+07:00"], None, "2024-06-19",
     UNDECIDED),
    (["2024-06-19T08:00", "2024-06-19"], None, "2024-06-19", UNDECIDED),
    (["2024-06-19", None], None, None, "1 of 2 articles have no date that can be read"),
    (["2024-06-19", "kemarin"], None, None, "1 of 2 articles have no date that can be read"),
    ([None], "a0", None, "1 of 1 articles have no date that can be read"),
]  # fmt: skip


@pytest.mark.parametrize(("dates", "article", "published", "reason"), FIRST)
def test_first_seen(dates, article, published, reason):
    """An article is first only where its time ended before that of every other began."""
    claim = claims_of([{"published": value} for value in dates]).astype(object).iloc[0]
    found = [
        None if pd.isna(claim[name]) else claim[name]
        for name in ("first_article", "first_published", "first_reason")
    ]
    assert found == [article, published, reason]


def test_first_seen_does_not_depend_on_row_order():
    """Permuting the rows changes neither the first article nor the claim's id."""
    table = pd.DataFrame({"quote_id": ["x", "y", "z"], "article_id": ["a", "b", "c"], "text": SAID})
    table["published"] = ["2024-06-21", "2024-06-19", "2024-06-20"]
    one, other = link(table).claims, link(table.iloc[[2, 0, 1]]).claims
    pd.testing.assert_frame_equal(one, other)
    assert one["first_article"].tolist() == ["b"]


RINA = {"speaker": "Rina Hartati"}
CONFLICTS = [
    ([RINA, {"speaker": "Bagus Santoso"}], ["speaker"]),
    ([RINA, {"speaker": "Hartati"}], []),
    ([{"speaker": "Dmitry Peskov", "role": "juru bicara Kremlin"}, {"speaker": "Kremlin"}], []),
    ([{"speaker": "Vladimir Putin"}, {"speaker": "Dmitry Peskov", "role": "juru bicara Kremlin"}], []),
    ([{"speaker": "Vladimir Putin"}, {"speaker": "Sergei Lavrov"}], ["speaker"]),
    ([{**RINA, "relay": ["TASS"]}, {**RINA, "relay": ["Xinhua"]}], ["relay"]),
    ([{**RINA, "relay": ["Reuters", "TASS"]}, {**RINA, "relay": ["TASS"]}], []),
    ([{**RINA, "relay": ["TASS"]}, {**RINA, "relay": []}], ["lost_attribution"]),
    ([{**RINA, "relay": ["TASS"]}, {**RINA, "relay": [], "outlet": "TASS"}], []),
    ([RINA, {"speaker": None}], ["lost_attribution"]),
    (
        [
            {**RINA, "text": "Api itu diduga berasal dari dapur umum di gedung lama"},
            {**RINA, "text": "Api itu berasal dari dapur umum di gedung lama"},
        ],
        ["lost_attribution"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "conflict"), CONFLICTS)
def test_conflicts(rows, conflict):
    """Other speakers, other relays and lost attribution are told; other names of one source are none."""
    [claim] = claims_of(rows).to_dict("records")
    assert claim["conflict"] == conflict
    assert len(claim["conflict_detail"]) == len(conflict)


def test_lost_attribution_in_running_text():
    """A sentence that states a claim in an article's own voice is found, an attributed one is not."""
    claim = "gedung pasar lama akan dibongkar dan diganti taman bermain anak mulai bulan depan"
    first = f"Rina Hartati mengatakan {claim}."
    copy = f"Kota ini berubah. Mulai bulan depan {claim[:-18]}, lengkap dengan lapangan. Warga menunggu."
    other = f"Menurut Rina Hartati, {claim}. Warga senang."
    start = first.index(claim)
    quotes = pd.DataFrame(
        {
            "quote_id": ["q1", "q2"],
            "article_id": ["a", "c"],
            "text": [claim, claim],
            "start": [start, other.index(claim)],
            "end": [start + len(claim), other.index(claim) + len(claim)],
            "speaker": "Rina Hartati",
        }
    )
    articles = pd.DataFrame({"article_id": ["a", "b", "c"], "text": [first, copy, other]})
    [found] = link(quotes, articles=articles).claims.to_dict("records")
    assert found["conflict"] == ["lost_attribution"]
    [lost] = found["lost"]
    assert lost["article_id"] == "b"
    assert copy[lost["start"] : lost["end"]] == lost["text"]
    assert lost["text"].startswith("Mulai bulan depan")


def test_counts_of_a_claim():
    """Quotations, articles and outlets are counted apart, unknown outlets not at all."""
    table = pd.DataFrame({"quote_id": list("wxyz"), "article_id": list("aabc"), "text": SAID})
    [claim] = link(table.assign(outlet=["Satu", "Satu", "Dua", None])).claims.to_dict("records")
    assert [claim[name] for name in ("n_quotes", "n_articles", "n_outlets")] == [4, 3, 2]
    assert claim["outlets"] == ["Dua", "Satu"]
    assert claim["representative"] == "w"
