"""Properties that hold for any text: offsets, shifts, marks, order, determinism."""

from hypothesis import given, settings
from hypothesis import strategies as st

from quotekit.models import SCOPES, STATUSES, Article
from quotekit.pipeline import extract
from quotekit.tables import finding_row, hop_rows, quote_row

WORDS = (  # noqa: SIM905
    "kata ujar katanya menurut mengatakan bahwa dilansir dikutip disebut sebagai demikian laporan "
    "mengutip kepada Reuters TASS Putin Kim Jong Un Rudi Hartono Presiden Rusia Menteri dr. M. Seoul "
    "militer pejabat seorang para yang dan dia ia mereka itu tersebut Hal disampaikan oleh sementara "
    "seperti tidak akan untuk Senin (3/6) (37) Rp 5 Baca juga: Editor: (Sumber: Antara) dilaporkanAntara "
    "dilansirdetikNews 😀 é Ã¡ 5'10\" '98 Ma'ruf \\'"
).split(" ")
MARKS = ['"', "“", "”", "„", "«", "»", "'", "‘", "’", "''", ",", ".", "?", ":", ";", "—", "…", "(", ")"]
GAPS = [" ", " ", " ", "", "\n", "\n\n", "\r\n", "\xa0", "\t", "\ufeff", "\u200b", "\x00"]

newsish = st.lists(st.tuples(st.sampled_from(WORDS + MARKS), st.sampled_from(GAPS)), max_size=70).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
any_text = st.one_of(newsish, st.text(max_size=200), st.text(alphabet=st.characters(), max_size=80))

SENTENCES = [
    "“Kapal itu kandas,” kata Rudi Hartono, dikutip Antara. ",
    "Menteri Ani Putri mengatakan ombak “terlalu tinggi” di utara. ",
    "Dia menambahkan, dermaga ditutup. ",
    "Hal itu disampaikan Kepala Pelabuhan Ambon Yusuf Latu. ",
    "Menurut TASS, armada berlayar kembali. ",
    "“Awaknya selamat.” ",
    "Air laut surut di pagi hari. ",
    "“Kami menunggu,” ujarnya. ",
    "Para nelayan pulang. ",
    "Mereka meminta solar murah. ",
]
article_text = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12).map("".join)


def read(text: str) -> Article:
    return Article(id="a", text=text, outlet="Kabar Timur", published="2024-06-19")


def describe(text: str, shift: int = 0) -> list[tuple]:
    """What is found in a text, places counted from `shift` on."""
    return [
        (
            q.kind, q.start - shift, q.end - shift, q.clause_start - shift, q.clause_end - shift,
            q.cue and q.cue.start - shift, q.source and q.source.start - shift,
            q.speaker, q.status, q.rule, [(hop.name, hop.start - shift) for hop in q.hops],
        )
        for q in extract(read(text)).quotations
    ]  # fmt: skip


@settings(max_examples=400, deadline=None, derandomize=True)
@given(any_text)
def test_any_text_keeps_every_offset(text):
    """Nothing raises, and every span slices to its stored words."""
    article = read(text)
    found = extract(article)

    for q in found.quotations:
        quote_row(article, q)  # raises where a span does not slice to its words
        hop_rows(article, q)
        assert 0 <= q.clause_start <= q.start < q.end <= q.clause_end <= len(text)
        assert q.status in STATUSES
        assert q.speaker is not None or (q.status != "attributed" and q.reason)
        if q.source:
            assert q.source.start <= q.source.name_start < q.source.name_end <= q.source.end
    assert not any(finding.code == "failed" for finding in found.findings)
    for finding in found.findings:
        assert 0 <= finding_row(finding)["start"] <= finding.end <= len(text)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(any_text)
def test_chains_have_no_loops(text):
    """A chain holds neither outlet nor speaker, and nobody twice; every hop has a known scope."""
    for q in extract(read(text)).quotations:
        names = [hop.name_id for hop in q.hops]
        assert len(names) == len(set(names))
        assert "kabar-timur" not in names
        assert not set(names) & set((q.speaker_id or "").split("; "))
        assert all(hop.scope in SCOPES for hop in q.hops)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(any_text)
def test_two_runs_are_equal(text):
    """The same text gives the same values."""
    assert extract(read(text)) == extract(read(text))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(article_text)
def test_a_paragraph_in_front_shifts_everything(text):
    """A neutral paragraph before the text moves every place and changes nothing else."""
    neutral = "Air laut surut dan angin bertiup pelan dari arah selatan sepanjang malam.\n\n"
    text = "Hujan turun sejak sore.\n\n" + text  # so that the first sentence has one before it

    assert describe(neutral + text, len(neutral)) == describe(text)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(article_text, st.sampled_from(['""', "„“", "””", "«»"]))
def test_the_shape_of_marks_does_not_matter(text, marks):
    """Curly, straight, low and angled marks give the same quotations at the same places."""
    other = text.replace("“", marks[0]).replace("”", marks[1])

    assert describe(other) == describe(text)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(article_text)
def test_quotations_do_not_cross(text):
    """Two quotations of one text are apart, or one lies inside the other."""
    spans = [(q.start, q.end) for q in extract(read(text)).quotations]

    for one in spans:
        for other in spans:
            apart = one[1] <= other[0] or other[1] <= one[0]
            nested = (one[0] <= other[0] and other[1] <= one[1]) or (
                other[0] <= one[0] and one[1] <= other[1]
            )
            assert apart or nested
