"""What changed between two wordings, on pairs made for each class."""

from __future__ import annotations

import pytest

from quotekit.linking import align, drift
from quotekit.linking.drift import CLASSES, lost_hedges


@pytest.mark.parametrize(
    ("left", "right", "classes"),
    [
        ("Kami siap berangkat besok.", "“kami siap  berangkat besok”", ()),
        ("Ada dua puluh lima korban", "Ada 25 korban", ()),
        ("Dana Rp 2,5 juta cair", "dana Rp2.500.000 cair", ()),
        ("Bantuan [dari pusat] sudah tiba", "Bantuan sudah tiba", ()),
        ("Kami siap berangkat besok", "Kami siap berangkat", ("shortened",)),
        ("Kami menolak keras. Tidak ada jalan lain", "Kami menolak keras", ("shortened",)),
        ("Kami siap ... besok", "Kami siap berangkat besok", ("shortened", "ellipsis")),
        ("Harga naik 5 persen", "Harga naik 7 persen", ("number",)),
        ("Harga naik tujuh persen", "Harga naik 70 persen", ("number",)),
        ("Utang Rp 5 juta", "Utang Rp 5 miliar", ("number",)),
        ("Korban 12 orang selamat", "Korban selamat", ("shortened", "number")),
        ("Kami tidak akan mundur", "Kami akan mundur", ("negation",)),
        ("Saya tidak akan mundur", "akan mundur", ("shortened", "negation")),
        ("Kami tak akan mundur", "Kami tidak akan mundur", ("substitution",)),
        ("Kami tidak akan menyerang", "Kami siap menyerang", ("negation", "substitution")),
        ("Ikatan ini tak lekang oleh waktu", "Ikatan ini abadi oleh waktu", ("substitution",)),
        ("Harga tidak naik pekan ini", "Harga stabil pekan ini", ("substitution",)),
        ("Api diduga berasal dari dapur", "Api berasal dari dapur", ("hedge",)),
        ("Pelanggaran itu berat", "Pelangaran itu berat", ("spelling",)),
        ("Kami segera bertemu warga", "Kami segera menemui warga", ("substitution",)),
        ("Besok kami berangkat ke Bogor", "Kami berangkat ke Bogor besok", ("order",)),
        (
            "Pada hari Senin kami datang, lalu kami pergi ke pasar",
            "Kami pergi ke pasar, lalu pada hari Senin kami datang lagi",
            ("shortened", "order"),
        ),
    ],
)
def test_classes(left, right, classes):
    """Each kind of change has its class, from either side."""
    assert drift(left, right) == classes
    assert drift(right, left) == classes


def test_classes_are_those_of_the_contract():
    """The classes and their order are promised to users."""
    assert CLASSES == (
        "shortened", "ellipsis", "number", "negation", "hedge", "spelling", "substitution", "order",
    )  # fmt: skip


def test_diff_keeps_the_words_as_they_stand():
    """The diff shows the words of both texts in order; a number in several words is one."""
    left, right = "Ada dua puluh lima korban di Anak-anak Sungai,", "ada 25 korban besar di anak-anak sungai"
    parts = align(left, right)
    assert [op for op, _, _ in parts] == ["equal", "insert", "equal"]
    assert " ".join(word for _, ours, _ in parts for word in ours).split() == [
        "Ada", "dua", "puluh", "lima", "korban", "di", "Anak-", "anak", "Sungai,",
    ]  # fmt: skip
    assert parts[1] == ("insert", [], ["besar"])


def test_only_hedges_of_kept_words_are_lost():
    """A hedge in a sentence that was left out whole is not lost; one dropped from a kept clause is."""
    assert lost_hedges("Harga diperkirakan naik pekan depan", "Harga naik pekan depan") == ("diperkirakan",)
    assert lost_hedges("Harga naik pekan depan. Mungkin lebih cepat", "Harga naik pekan depan") == ()


def test_numbers_in_a_row_stay_apart():
    """Two numbers that stand side by side are two words of the diff, each with its own surface."""
    assert align("2,5", "2,5 lima juta lima") == [
        ("equal", ["2,5"], ["2,5"]),
        ("insert", [], ["lima juta lima"]),
    ]
