"""How long linking takes and how it grows; run by `pytest tests/benchmarks`.

The texts are made of words drawn at random; two thirds of the rows are copies and edits of earlier ones,
with shared openings and bridges among them, so that nothing here depends on a file.
"""

from __future__ import annotations

import random
import time

import pandas as pd
import pytest

from quotekit.linking import drift, link

SYLLABLES = ["ba", "di", "ka", "la", "mu", "ne", "pi", "ra", "sa", "tu", "wi", "yo"]
GROWTH = 1.3  # ten times the rows may take at most 10 ** GROWTH times as long, start-up noise included


def make_quotes(count: int, seed: int = 1) -> pd.DataFrame:
    """Make a table of quotations with copies, cuts, replaced words, shared openings and bridges."""
    draw = random.Random(seed)
    vocabulary = ["".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))) for _ in range(20_000)]
    opening = draw.choices(vocabulary, k=10)
    texts: list[str] = []
    while len(texts) < count:
        kind, old = draw.random(), draw.choice(texts).split() if texts else []
        if kind < 0.35 or not texts:
            words = draw.choices(vocabulary, k=draw.randint(8, 30))
            words = opening + words if draw.random() < 0.05 else words
        elif kind < 0.65:
            words = old
        elif kind < 0.80:
            words = old[: max(5, len(old) * 2 // 3)]
        elif kind < 0.98:
            words = [draw.choice(vocabulary) if draw.random() < 0.06 else word for word in old]
        else:
            words = old[:40] + draw.choice(texts).split()[:40]
        texts.append(" ".join(words))
    ids = [f"q{number:07}" for number in range(count)]
    return pd.DataFrame({"quote_id": ids, "article_id": ids, "text": texts})


@pytest.mark.benchmark(group="link")
@pytest.mark.parametrize("count", [1_000, 10_000])
def test_link(benchmark, count):
    """Time the whole stage on tables of two sizes."""
    quotes = make_quotes(count)
    linked = benchmark.pedantic(link, args=(quotes,), kwargs={"with_drift": False}, rounds=3, warmup_rounds=1)
    assert len(linked.claims) < 0.6 * count


def test_growth_is_about_linear():
    """Ten times the rows take about ten times as long."""
    times = []
    for count in (6_000, 60_000):
        quotes = make_quotes(count)
        start = time.perf_counter()
        link(quotes, with_drift=False)
        times.append(time.perf_counter() - start)
    assert times[1] < 10**GROWTH * times[0]


@pytest.mark.benchmark(group="drift")
def test_drift(benchmark):
    """Time the comparison of two wordings of twenty words."""
    left = "kami akan membangun lima jembatan baru di Kabupaten Sukamaju sebelum musim hujan tiba tahun depan"
    right = left.replace("lima", "tujuh").replace("akan", "tidak akan")
    assert benchmark(drift, left, right) == ("number", "negation")
