"""Reading articles: every form of input, and a finding or a one-line error for everything that is wrong."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotekit.articles import Articles, read, stream
from quotekit.errors import InputError
from quotekit.models import Article
from quotekit.samples import sample_path

SENTENCE = "“Jembatan ini milik warga,” kata Bupati Sumarni, Selasa (5/3). Ia menolak menjawab ‘soal pajak’."


def codes(articles: Articles) -> list[str]:
    return [finding.code for finding in articles.findings]


def only(articles: Articles) -> Article:
    (article,) = articles
    return article


def write_jsonl(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_seeds_are_read_with_their_metadata():
    """The sample folder gives five dated articles, in the order of their names, without findings."""
    articles = read(sample_path())

    assert [article.id[:3] for article in articles] == ["000", "001", "002", "003", "004"]
    assert [article.outlet for article in articles] == [
        "Beritabali", "Radar Cirebon TV", "Tribunnews", None, "Riau24",
    ]  # fmt: skip
    assert {article.published for article in articles} == {"2024-06-19"}
    assert articles[0].credits == ("CNN Indonesia",)
    assert articles.findings == ()


def test_sample_titles_stand_in_their_texts():
    """Every title of the metadata table is a line of its article."""
    titled = [article for article in read(sample_path()) if article.title]

    assert len(titled) == 4
    assert all(article.title in article.text.splitlines() for article in titled)


def test_gold_file_is_an_input():
    """The gold file holds the same texts as the folder, and its annotations are ignored."""
    folder, gold = read(sample_path()), read(sample_path() / "gold.jsonl")

    assert [article.text for article in gold] == [article.text for article in folder]
    assert [article.credits for article in gold] == [article.credits for article in folder]


@pytest.mark.parametrize(
    ("data", "text", "found"),
    [
        (SENTENCE.encode(), SENTENCE, []),
        (SENTENCE.encode("utf-8-sig"), SENTENCE, []),
        (SENTENCE.encode("utf-16"), SENTENCE, ["encoding"]),
        (SENTENCE.encode("cp1252"), SENTENCE, ["encoding"]),
        (b"Satu\r\nDua\rTiga\n", "Satu\r\nDua\rTiga\n", []),
        ("Ia\u00a0berkata: \\'siap\\'".encode(), "Ia\u00a0berkata: \\'siap\\'", []),
        ("e\u0301 \u200b\ufeff".encode(), "e\u0301 \u200b\ufeff", []),
        (b"satu\0 kata di antara banyak kata", "satu\0 kata di antara banyak kata", []),
        (b"", "", ["empty-text"]),
        (b" \n", " \n", ["empty-text"]),
    ],
    ids=["utf-8", "mark", "utf-16", "cp1252", "line-ends", "nbsp-escape", "forms", "nul", "empty", "blank"],
)
def test_text_stays_as_it_is(tmp_path, data, text, found):
    """A text is decoded and nothing else: line ends, spaces, escapes and Unicode forms stay."""
    (tmp_path / "berita.txt").write_bytes(data)
    articles = read(tmp_path / "berita.txt")

    assert only(articles).text == text
    assert codes(articles) == [*found, "undated"]


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 4, b"\0" * 64, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))]
)
def test_binary_file_is_a_finding(tmp_path, data):
    """Bytes that are no text are reported, and the other files are read."""
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_text(SENTENCE, encoding="utf-8")
    articles = read(tmp_path)

    assert only(articles).id == "b"
    assert codes(articles) == ["binary-file", "undated"]


PAGE = """<html><head><title>Jembatan Dibuka - Warta Sungai</title>
<meta property="og:site_name" content="Warta Sungai"><meta property="og:title" content="Jembatan Dibuka">
{meta}</head><body><nav><a href="/">Beranda</a> <a href="/x">Politik</a></nav><article>
<h1>Jembatan Dibuka</h1><p>SUKAMAJU – Bupati Sumarni meresmikan jembatan gantung pada Selasa (5/3/2021).
Jembatan itu menghubungkan dua dusun yang selama ini terpisah sungai besar.</p>
<blockquote><p>“Jembatan ini milik warga,” kata Sumarni.</p></blockquote>
<p>Warga menyambut baik pembangunan itu dan berharap jalan menuju kota segera diperbaiki.</p></article>
<footer>© 2024 Warta Sungai</footer></body></html>"""
PUBLISHED = '<meta property="article:published_time" content="2024-03-05T10:20:00+07:00">'


def test_page_gives_its_main_text(tmp_path):
    """A web page is read without its menus, block quotations and the page's own metadata included."""
    (tmp_path / "jembatan.html").write_text(PAGE.format(meta=PUBLISHED), encoding="utf-8")
    article = only(read(tmp_path))

    assert "“Jembatan ini milik warga,” kata Sumarni." in article.text
    assert "Beranda" not in article.text
    assert (article.outlet, article.title) == ("Warta Sungai", "Jembatan Dibuka")
    assert article.published == "2024-03-05T10:20:00+07:00"


def test_page_date_is_not_guessed(tmp_path):
    """A date in the words or the footer of a page is not taken for its date of publication."""
    (tmp_path / "jembatan.html").write_text(PAGE.format(meta=""), encoding="utf-8")
    articles = read(tmp_path)

    assert only(articles).published is None
    assert codes(articles) == ["undated"]


def test_page_date_does_not_depend_on_the_clock(tmp_path):
    """A page that is dated after today keeps its date: nothing here asks what day it is."""
    later = PUBLISHED.replace("2024-", "2987-")
    (tmp_path / "jembatan.html").write_text(PAGE.format(meta=later), encoding="utf-8")

    assert only(read(tmp_path)).published == "2987-03-05T10:20:00+07:00"


def test_metadata_table_goes_before_the_page(tmp_path):
    """What the folder's table says stands, and its gaps are filled from the page."""
    (tmp_path / "jembatan.html").write_text(PAGE.format(meta=PUBLISHED), encoding="utf-8")
    (tmp_path / "articles.csv").write_text("file,outlet,title\njembatan.html,Warta,\n")
    article = only(read(tmp_path))

    assert (article.outlet, article.title) == ("Warta", "Jembatan Dibuka")


def test_page_without_text_is_a_finding(tmp_path):
    """A page with no main text is reported."""
    (tmp_path / "a.html").write_text("<html><body><nav></nav></body></html>")
    (tmp_path / "b.txt").write_text(SENTENCE, encoding="utf-8")

    assert codes(read(tmp_path)) == ["no-main-text", "undated"]


def test_folder_table_names_texts_by_file_or_id(tmp_path):
    """A row finds its text by file or by id; with both, the id becomes that of the article."""
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "articles.csv").write_text(
        "file;id;outlet;published;credits\na.txt;;Warta;2024-03-05;Antara; AFP\n"
        ";b;Kabar;2024-03-06 20:40;\nc.txt;kabar-7;;20240307;\nd.txt;;;;\n".replace(
            "Antara; AFP", '"Antara; AFP"'
        )
    )
    articles = read(tmp_path)

    assert [(a.id, a.outlet, a.published, a.credits) for a in articles] == [
        ("a", "Warta", "2024-03-05", ("Antara", "AFP")),
        ("b", "Kabar", "2024-03-06T20:40:00", ()),
        ("kabar-7", None, "2024-03-07", ()),
    ]
    assert [(f.article_id, f.code) for f in articles.findings] == [("d.txt", "unused-metadata")]


def test_single_file_has_the_metadata_beside_it():
    """A file named alone is the same article as in its folder."""
    path = sample_path() / "000_225521668c21f5fe.txt"

    assert only(read(path)) == read(sample_path())[0]


def test_subfolders_are_part_of_the_id(tmp_path):
    """Files of one name in different folders stay apart, and hidden files are no input."""
    for name in ("x/a.txt", "y/a.TXT", ".hidden/a.txt", "y/.a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "y" / "surat.pdf").write_bytes(b"%PDF")
    articles = read(tmp_path)

    assert [article.id for article in articles] == ["x/a", "y/a"]
    assert codes(articles) == ["undated", "undated", "skipped-file"]


ROWS = [
    {
        "id": "a",
        "text": SENTENCE,
        "outlet": "Warta",
        "published": "2024-03-05",
        "credits": ["Antara"],
        "halaman": 7,
    },
    {"id": 12, "text": "Satu\r\ndua, “tiga”.", "published": None, "language": None},
]


def _write(path: Path, rows: list[dict]) -> Path:
    import pandas as pd

    table = pd.DataFrame(rows)
    if path.suffix == ".jsonl":
        return write_jsonl(path, *rows)
    if path.suffix == ".csv":
        table["credits"] = ["Antara", ""]
        table.to_csv(path, index=False)
        return path
    table["id"] = table["id"].astype(str)
    table.to_parquet(path)
    return path


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_tables_give_the_same_articles(tmp_path, suffix):
    """JSON Lines, CSV and Parquet with the same rows are read alike; other columns are ignored."""
    articles = read(_write(tmp_path / f"berita{suffix}", ROWS))

    assert list(articles) == [
        Article(id="a", text=SENTENCE, outlet="Warta", published="2024-03-05", credits=("Antara",)),
        Article(id="12", text="Satu\r\ndua, “tiga”."),
    ]
    assert codes(articles) == ["undated"]


def test_long_csv_cell_is_read(tmp_path):
    """An article may be longer than the csv module's own limit."""
    path = tmp_path / "berita.csv"
    path.write_text('id,text\na,"' + "kata, " * 50_000 + '"\n')

    assert len(only(read(path)).text) == 300_000


def test_parquet_dates_are_dates(tmp_path):
    """A midnight of a data frame is a date, another time a date-time."""
    rows = [
        {"id": "a", "text": "x", "published": datetime(2024, 3, 5)},
        {"id": "b", "text": "x", "published": datetime(2024, 3, 5, 7, 30)},
    ]

    assert [article.published for article in read(_write(tmp_path / "a.parquet", rows))] == [
        "2024-03-05",
        "2024-03-05T07:30:00",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_lines_in_other_encodings(tmp_path, encoding):
    """A byte-order mark and UTF-16, as other systems write them, are understood."""
    path = tmp_path / "berita.jsonl"
    lines = [json.dumps({"id": name, "text": SENTENCE}, ensure_ascii=False) for name in "ab"]
    path.write_bytes("\n".join(lines).encode(encoding))

    assert [article.text for article in read(path)] == [SENTENCE, SENTENCE]


def test_standard_input_is_json_lines(monkeypatch):
    """ "-" reads JSON Lines from standard input, and places count its lines."""
    data = b'{"id": "a", "text": "x", "published": "2024-03-05"}\n\n{"id": \n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    articles = read("-")

    assert only(articles).id == "a"
    assert [(f.article_id, f.code) for f in articles.findings] == [("standard input:3", "invalid-row")]


@pytest.mark.parametrize(
    ("row", "code", "place", "message"),
    [
        ([1, 2], "invalid-row", "b.jsonl:2", "expected a JSON object, got list"),
        ({"text": "x"}, "missing-id", "b.jsonl:2", "expected an id, got None"),
        ({"id": {"a": 1}, "text": "x"}, "missing-id", "b.jsonl:2", "expected an id"),
        ({"id": "z", "text": None}, "missing-text", "z", "expected a text, got none"),
        ({"id": "z", "text": 5}, "missing-text", "z", "b.jsonl:2 is not read: expected a text, got int"),
        ({"id": "a", "text": "x"}, "duplicate-id", "a", "the id came before"),
    ],
)
def test_bad_row_is_a_finding(tmp_path, row, code, place, message):
    """A row that is no article is reported with its place, and the rows around it are read."""
    good = {"text": "x", "published": "2024-03-05"}
    if isinstance(row, dict):
        row.setdefault("published", "2024-03-05")
    articles = read(write_jsonl(tmp_path / "b.jsonl", {"id": "a", **good}, row, {"id": "c", **good}))

    assert [article.id for article in articles] == ["a", "c"]
    assert [(finding.code, finding.article_id) for finding in articles.findings] == [(code, place)]
    assert message in articles.findings[0].message


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"published": "kemarin"}, "invalid-date"),
        ({"published": 2024}, "invalid-date"),
        ({"published": "2024-02-30"}, "invalid-date"),
        ({"published": ""}, "undated"),
        ({"outlet": ["Warta"]}, "invalid-metadata"),
        ({"credits": {"nama": "Antara"}}, "invalid-metadata"),
        ({"credits": [7]}, "invalid-metadata"),
    ],
)
def test_bad_metadata_is_a_finding(tmp_path, value, code):
    """Metadata that cannot be used is reported and left out; the article is read."""
    row = {"id": "a", "text": SENTENCE, "published": "2024-03-05", **value}
    articles = read(write_jsonl(tmp_path / "b.jsonl", row))

    assert only(articles).text == SENTENCE
    assert getattr(only(articles), next(iter(value))) in (None, ())
    assert codes(articles) == [code]


TAGS = [("ID", "id"), ("id-ID", "id"), ("id_ID", "id"), (None, "id")]


@pytest.mark.parametrize(("value", "language"), TAGS)
def test_language_is_its_code(tmp_path, value, language):
    """A language tag with region or in capitals is the bare code; without one it is Indonesian."""
    path = write_jsonl(tmp_path / "b.jsonl", {"id": "a", "text": "x", "language": value})

    assert only(read(path)).language == language


def test_python_json_is_read(tmp_path):
    """NaN, which Python writes and strict readers refuse, costs no article; a NUL is a character."""
    path = write_jsonl(tmp_path / "b.jsonl", {"id": "a", "text": "x\0y", "skor": float("nan")})

    assert only(read(path)).text == "x\0y"


def test_half_a_character_is_a_finding(tmp_path):
    """A text with half a surrogate pair, which no file can hold, is reported and the others are read."""
    rows = [{"id": "a", "text": "x\ud800y"}, {"id": "\udc00", "text": "x"}, {"id": "b", "text": "x"}]
    articles = read(write_jsonl(tmp_path / "b.jsonl", *rows))

    assert only(articles).id == "b"
    assert codes(articles) == ["invalid-text", "missing-id", "undated"]
    assert all(finding.article_id.encode() for finding in articles.findings)


def test_csv_row_with_too_many_cells_is_a_finding(tmp_path):
    """A text with unquoted commas is reported, not cut."""
    path = tmp_path / "b.csv"
    path.write_text("id,text,published\na,Satu, dua,2024-03-05\nb,Tiga,2024-03-05\n")
    articles = read(path)

    assert [article.id for article in articles] == ["b"]
    assert [(f.article_id, f.code) for f in articles.findings] == [("b.csv:1", "invalid-row")]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("tiada.txt", None, "there is no such file or folder"),
        ("berita.docx", b"x", "expected a folder or a file of .txt"),
        ("b.jsonl", b'{"nomor": 1, "isi": "x"}\n', "no 'id' and no 'text' (found: nomor, isi)"),
        ("b.csv", b"id,isi\n1,x\n", "no 'text' (found: id, isi)"),
        ("b.csv", bytes(range(256)) * 4, "the file is binary"),
        ("b.parquet", b"PAR0", "as Parquet"),
        ("b.jsonl", b"", "no article in"),
        ("b.jsonl", b"{\n", "b.jsonl:1: not read: the line is no JSON"),
        ("b.txt", bytes(range(256)) * 4, "its bytes are no text"),
    ],
)
def test_wrong_call_is_one_line(tmp_path, name, data, message):
    """An input from which nothing can be read says in one line what came and what was expected."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as raised:
        read(tmp_path / name)

    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_folder_without_texts_is_a_wrong_call(tmp_path):
    """A folder of tables is not read as if it were empty."""
    (tmp_path / "b.jsonl").write_text("{}")
    with pytest.raises(InputError, match="name a table by its own path"):
        read(tmp_path)


def test_no_input_is_a_wrong_call():
    """Reading nothing is refused."""
    with pytest.raises(InputError, match="nothing to read"):
        read()


def test_articles_are_found_by_place_and_id():
    """Articles behave as a sequence and give one article by its id."""
    articles = read(sample_path())

    assert articles["003_9c3bde34daf1913c"] is articles[3]
    assert articles[1:3] == (articles[1], articles[2])
    with pytest.raises(KeyError):
        articles["tiada"]


def test_stream_reads_one_at_a_time(tmp_path):
    """The first article is there before a later row is looked at."""
    path = write_jsonl(tmp_path / "b.jsonl", {"id": "a", "text": "x", "published": "2024-03-05"}, [])

    assert next(stream(path)).id == "a"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path, data):
    """Whatever a text file holds, it is an article, or refused in one line."""
    (tmp_path / "a.txt").write_bytes(data)
    try:
        articles = read(tmp_path / "a.txt")
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert len(articles) == 1


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=80), suffix=st.sampled_from([".jsonl", ".txt"]))
def test_any_text_comes_back(tmp_path_factory, text, suffix):
    """A text that was written in UTF-8 is read back unchanged."""
    path = tmp_path_factory.mktemp("t") / f"a{suffix}"
    if suffix == ".jsonl":
        write_jsonl(path, {"id": "a", "text": text})
    else:
        text = text.replace("\0", "").lstrip("\ufeff")
        path.write_bytes(text.encode("utf-8", "ignore"))
        text = text.encode("utf-8", "ignore").decode()

    assert only(read(path)).text == text
