"""Which quotations are linked, and how: the stage as a whole, on sentences made for it."""

from __future__ import annotations

import pandas as pd
import pytest

from quotekit.errors import InputError, LanguageDataError
from quotekit.linking import link

BRIDGE = "Kami akan membangun lima jembatan baru di Kabupaten Sukamaju sebelum musim hujan tiba tahun depan"


def table(*texts: str, **columns) -> pd.DataFrame:
    """Make a table of quotations of one article each."""
    count = range(len(texts))
    rows = {"quote_id": [f"q{k}" for k in count], "article_id": [f"a{k}" for k in count], "text": texts}
    return pd.DataFrame(rows | columns)


def same(*texts: str, **columns) -> bool:
    """Tell whether all texts are one claim."""
    return link(table(*texts, **columns)).quotes["claim_id"].nunique() == 1


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (f"“{BRIDGE},”", "identical"),
        (BRIDGE.upper(), "identical"),
        (BRIDGE.replace("lima", "5"), "identical"),
        (BRIDGE.replace(" ", "\u00a0 "), "identical"),
        ("&quot;" + BRIDGE + "&quot;", "identical"),
        ("Kami akan membangun lima jembatan baru di Kabupaten Sukamaju", "contained"),
        ("jembatan baru di Kabupaten Sukamaju sebelum musim hujan tiba", "contained"),
        ("Kami akan membangun lima jembatan baru ... sebelum musim hujan tiba tahun depan", "contained"),
        ("Kami [pemerintah daerah] akan membangun lima jembatan baru di Kabupaten Sukamaju", "contained"),
        (f"Tenang saja. {BRIDGE}. Itu janji kami kepada semua warga.", "contained"),
        (BRIDGE.replace("membangun", "mendirikan"), "near"),
        (BRIDGE.replace("jembatan", "jembtaan").replace("sebelum", "sebelm"), "near"),
        (BRIDGE.replace("Sukamaju", "Sukamju"), "near"),
        ("Sukamju akan membangun" + BRIDGE[len("Kami akan membangun") :], "near"),
        ("Kami pasti membangun lima jembatan di Kabupaten Sukamaju sebelum hujan tiba tahun depan", "near"),
        (
            "Sebelum musim hujan tiba tahun depan kami akan membangun lima jembatan baru di Sukamaju",
            "near",
        ),
    ],
)
def test_relation_of_an_edit(text, relation):
    """An edit that keeps the utterance is linked, and named for what it did."""
    assert link(table(BRIDGE, text)).links["relation"].tolist() == [relation]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (BRIDGE, BRIDGE.replace("lima", "tujuh")),
        ("Inflasi bulan lalu naik 5 persen", "Inflasi bulan lalu naik 7 persen"),
        ("Anggarannya naik menjadi Rp 5 juta per desa", "Anggarannya naik menjadi Rp 5 miliar per desa"),
        ("Saya akan melantik Rina Hartati hari ini juga", "Saya akan melantik Bagus Santoso hari ini juga"),
        ("Kami akan bangun jembatan baru", "Kami akan bangun sekolah baru"),
        ("Saya setuju dengan usulan itu", "Saya tidak setuju dengan usulan itu"),
        (
            "Dalam jumpa pers yang digelar di kantor gubernur pagi tadi, harga beras turun di pasar",
            "Dalam jumpa pers yang digelar di kantor gubernur pagi tadi, tiga sungai besar meluap",
        ),
        (
            "Kami datang untuk membantu warga di sana",
            "Kami sudah tahu siapa yang datang ke rapat untuk menagih utang lama dan siapa yang diam, tidak "
            "membantu apa pun, padahal warga miskin menunggu dan banyak yang tinggal jauh di sana",
        ),
        ("Terima kasih", "Terima kasih"),
        ("Kami turut berduka cita yang sedalam-dalamnya", "Kami turut berduka cita yang sedalam-dalamnya"),
        ("Hal itu sudah sangat jelas", "Itu tidak benar sama sekali"),
    ],
)
def test_other_utterances_stay_apart(left, right):
    """Another number, name or content, a common opening, scattered words and stock phrases link nothing."""
    assert not same(left, right)


def test_no_chain_through_a_stranger():
    """A text that holds two quotations does not make them one claim with it as the go-between."""
    one = "Harga beras di pasar induk akan kami turunkan mulai Senin pekan depan"
    other = "Tiga jalan di pusat kota ditutup karena perbaikan pipa air minum"
    claims = link(table(one, one, other, other, f"{one}. {other}")).quotes["claim_id"]
    assert claims[0] == claims[1] != claims[2] == claims[3]


def test_short_texts_need_one_speaker():
    """Fewer than five words are linked only if they are equal and one speaker said them."""
    speakers = ["Rina Hartati", "Rina Hartati", "Bagus Santoso", None]
    claims = link(table(*["sangat tidak adil"] * 4, speaker=speakers)).quotes["claim_id"]
    assert claims[0] == claims[1]
    assert claims.nunique() == 3


def test_short_equal_sentences_of_two_speakers_are_two_claims():
    """Six common words said by two people are two utterances; fifteen are one with a conflict."""
    people = ["Rina Hartati", "Bagus Santoso"]
    assert not same(
        "Kami akan menindak tegas pelakunya", "Kami akan menindak tegas pelakunya", speaker=people
    )
    linked = link(table(BRIDGE, BRIDGE, speaker=people))
    assert linked.claims["conflict"].tolist() == [["speaker"]]


def test_reworded_reports_of_one_speaker():
    """An indirect report of the same content is suggested for the same speaker and for nobody else."""
    direct = "Kami menargetkan pembangunan rumah sakit terapung di Kepulauan Sula selesai sebelum Lebaran"
    report = "rumah sakit terapung untuk warga Kepulauan Sula ditargetkan rampung dibangun menjelang Lebaran"
    linked = link(table(direct, report, speaker=["Rina Hartati"] * 2, kind=["direct", "indirect"]))
    assert linked.links[["relation", "evidence"]].values.tolist() == [
        ["reworded", "in common: menargetkan, pembangunan, rumah, sakit, terapung, Kepulauan, Sula, Lebaran"]
    ]
    assert not same(direct, report, speaker=["Rina Hartati", "Bagus Santoso"])


def test_reworded_reports_agree_in_numbers_and_dates():
    """Other numbers, or a month between two reports, are another utterance."""
    one = "Pemerintah menyiapkan 40 bus sekolah gratis untuk anak nelayan di pesisir utara"
    two = "anak-anak nelayan pesisir utara akan mendapat 60 bus sekolah gratis dari pemerintah"
    who = {"speaker": ["Rina Hartati"] * 2}
    assert not same(one, two, **who)
    two = two.replace("60", "40")
    assert same(one, two, **who, published=["2024-03-01", "2024-03-02"])
    assert not same(one, two, **who, published=["2024-03-01", "2024-04-02"])


def test_rows_order_and_columns_stay():
    """Linking adds one column and changes nothing else, whatever the index and the order of rows."""
    quotes = table(BRIDGE, "Siap", BRIDGE, note=[1, 2, 3]).iloc[[2, 0, 1]]
    linked = link(quotes).quotes
    pd.testing.assert_frame_equal(linked.drop(columns="claim_id"), quotes)
    assert linked["claim_id"].notna().all()


def test_ids_called_id_are_accepted():
    """A table whose ids stand in a column `id` is linked like any other."""
    assert link(table(BRIDGE, BRIDGE).rename(columns={"quote_id": "id"})).quotes["claim_id"].nunique() == 1


@pytest.mark.parametrize(
    ("quotes", "words"),
    [
        (pd.DataFrame({"quote_id": ["q"], "body": ["x"]}), "without text and article_id"),
        (table("a", "b").assign(quote_id="q"), "'q' names two rows"),
        (table("a", "b").assign(quote_id=[None, "q"]), "1 rows without quote_id"),
        (table("a").assign(text=[3]), "linking needs strings"),
        (pd.DataFrame({"quote_id": ["q"], "article_id": ["a"], "text": [["x"]]}), "'q' is no string"),
    ],
)
def test_wrong_tables_say_what_came(quotes, words):
    """A table that cannot be linked is refused with one sentence that names the trouble."""
    with pytest.raises(InputError, match=words):
        link(quotes)


def test_unknown_language():
    """A language without data is refused by name."""
    with pytest.raises(LanguageDataError, match=r"linking\.toml"):
        link(table(BRIDGE), language="xx")


def test_nothing_in_nothing_out():
    """An empty table gives empty tables with all columns; a missing text is a claim of its own."""
    linked = link(table())
    assert [len(linked.quotes), len(linked.links), len(linked.claims)] == [0, 0, 0]
    assert {"claim_id", "origins", "conflict"} <= set(linked.claims.columns)
    assert link(table(None, None, "", "…")).quotes["claim_id"].nunique() == 4


def test_drift_and_rewording_can_be_left_out():
    """Without `with_drift` the column is null: not worked out is not the same as no drift."""
    linked = link(table(BRIDGE, BRIDGE[:60]), with_drift=False)
    assert linked.links["drift"].isna().all()
