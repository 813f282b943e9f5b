"""What counts as the same words, one text at a time and many at once."""

from __future__ import annotations

import pytest

from quotekit.linking.normalise import normalise
from quotekit.linking.texts import normalise_all


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Saya,” kata\u00a0dia", "saya kata dia"),
        ("Ma'ruf Ma’ruf MARUF", "maruf maruf maruf"),
        ("café Café cafe", "cafe cafe cafe"),
        ("anak-anak anak–anak anak anak", "anak anak anak anak anak anak"),
        ("\u200bdua\u00ad &amp; 5%", "2 5 persen"),
        ("Covid-19 Covid19", "covid 19 covid 19"),
        ("sebelas, dua belas, dua puluh satu, seratus tiga", "11 12 21 103"),
        ("seribu, 1.000, seribu lima ratus, 1,5 ribu", "1 ribu 1 ribu 1.5 ribu 1.5 ribu"),
        ("tiga juta dua ratus ribu = 3.200.000", "3.2 juta 3.2 juta"),
        ("pukul 16.30 atau 16:30", "pukul 16.3 atau 16.3"),
        ("dua tiga orang", "2 3 orang"),
        ("puluhan ribu orang", "puluhan ribu orang"),
        ("tahun 2023 dan 007", "tahun 2023 dan 7"),
        ("19/6/2024", "19 6 2024"),
        ("1.2.2024", "1.2.2024"),
        ("… — “”", ""),
    ],
)
def test_words(text, words):
    """Marks, case, Unicode form and the way of writing a number do not count."""
    assert normalise(text) == tuple(words.split())
    assert normalise_all([text]).words(0) == words.split()


def test_lone_surrogates_are_no_trouble():
    """A text that no file format can hold is compared all the same."""
    texts = normalise_all(["kami\ud800 siap", "kami siap"])
    assert texts.lengths.tolist() == [2, 2]


def test_capitals_of_names_only():
    """A capital tells a name inside a sentence, not at its start, after a stop or in a headline."""
    texts = normalise_all(
        ["Kami dan Budi datang. Lalu Ani pergi", "Harga Beras Naik", "KAMI DATANG KE PASAR"]
    )
    names = [
        texts.vocabulary[code] for code, capital in zip(texts.codes, texts.capitals, strict=True) if capital
    ]
    assert names == ["budi", "ani"]
