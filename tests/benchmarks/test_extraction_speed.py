"""How fast articles are extracted, and that the time grows with the text and no faster.

Run apart:  pytest tests/benchmarks/test_extraction_speed.py -s -o addopts=""
"""

import itertools
import time

import pytest

import quotekit as qk
from quotekit import files, tables
from quotekit.models import Article
from quotekit.pipeline import extract

SEEDS = [article.text for article in qk.read(qk.sample_path())]


def articles(copies: int) -> list[Article]:
    """The samples so many times, each a fresh article."""
    return [Article(id=f"{copy}-{n}", text=text) for copy in range(copies) for n, text in enumerate(SEEDS)]


def megabytes(batch: list[Article]) -> float:
    return sum(len(article.text.encode()) for article in batch) / 1e6


@pytest.mark.parametrize("copies", [10, 40], ids=["small", "four-times"])
def test_extract(benchmark, copies):
    """Many articles, one process; compare MB/s of the two sizes for linearity."""
    batch = articles(copies)

    found = benchmark.pedantic(lambda: [extract(article) for article in batch], rounds=5, warmup_rounds=1)

    assert all(extraction.quotations for extraction in found)
    benchmark.extra_info["MB/s"] = round(megabytes(batch) / benchmark.stats["min"], 2)


@pytest.mark.parametrize("copies", [5, 20], ids=["small", "four-times"])
def test_one_long_article(benchmark, copies):
    """One article of many paragraphs: no step is quadratic in its length."""
    paragraphs = [
        f'{n}. "Kapal ke-{n} itu kandas," kata Rudi Hartono, dikutip Antara. {text.split(chr(10))[-2]}'
        for n, text in enumerate(SEEDS * copies)
    ]
    article = Article(id="long", text="\n\n".join(paragraphs))

    found = benchmark.pedantic(lambda: extract(article), rounds=5, warmup_rounds=1)

    assert len(found.quotations) >= copies * len(SEEDS)
    benchmark.extra_info["MB/s"] = round(megabytes([article]) / benchmark.stats["min"], 2)


SYLLABLES = ["ba", "di", "ka", "lu", "me", "no", "pi", "ra", "su", "to"]
# Every paragraph has persons, roles, bodies, pronouns and a torn mark of its own.
PARAGRAPH = (
    'Kepala Dinas Kelautan {body} {name} {other} mengatakan bahwa kapal ke-{n} itu kandas. "Kami sudah '
    'menolong semua penumpang," kata {other}, dikutip Antara. Ia menambahkan, perbaikan perlu {n} hari. '
    '"Belum ada yang terluka, ujar Ketua Forum {body} ({acronym}), Jumat. Menurut {acronym}, cuaca buruk. '
    "Forum tersebut meminta nelayan {body} tidak melaut. Hal itu disampaikan Bupati {body} {third} {name}."
)


def paragraphs(count: int) -> list[str]:
    """So many paragraphs, no two about the same people."""
    names = map("".join, itertools.product(SYLLABLES, repeat=4))
    return [
        PARAGRAPH.format(
            n=n, acronym=f"F{body[:3].upper()}{n}", body=body.title(), name=one.title(),
            other=f"{two.title()}no", third=f"{one.title()}wati",
        )
        for n, (body, one, two) in enumerate(itertools.islice(zip(names, names, names, strict=True), count))
    ]  # fmt: skip


def test_linear():
    """Twice the article is twice the quotations; what a megabyte takes is printed for every length."""
    found = {}
    for count in (100, 200, 400, 800):
        article = Article(id="long", text="\n\n".join(paragraphs(count)))
        seconds = []
        for _ in range(3):
            start = time.process_time()
            found[count] = len(extract(article).quotations)
            seconds.append(time.process_time() - start)
        size = megabytes([article])
        print(f"{size:.2f} MB: {min(seconds) / size:.2f} s a MB, {found[count]} quotations")

    assert all(found[2 * count] == 2 * found[count] for count in (100, 200, 400))


def test_rows(benchmark):
    """From quotations to JSON Lines, offsets checked."""
    found = [(article, extract(article)) for article in articles(10)]

    def encode() -> bytes:
        return files.encode([tables.quote_row(article, q) for article, e in found for q in e.quotations])

    assert benchmark(encode).count(b"\n") == sum(len(extraction.quotations) for _, extraction in found)
