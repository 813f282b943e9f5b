"""The stages together: replaceable, one bad article never loses the others, same input same bytes."""

import gc

import msgspec
import pytest

import quotekit as qk
from quotekit import files, tables
from quotekit.models import Article
from quotekit.pipeline import extract, try_extract
from quotekit.quotations import find_quotes

GOOD = Article(id="good", text='"Kami siap," kata Rina Hartati, dikutip Antara.', published="2024-06-19")
BAD = Article(id="bad", text='"Kami siap," kata Budi Setia.', published="2024-06-20")


def test_a_failing_article_is_a_finding_and_the_others_are_traced():
    """An error inside one article becomes a finding; the rest is traced."""

    def find(reading):
        if reading.article.id == "bad":
            raise ValueError("no")
        return find_quotes(reading)

    trace = qk.trace([BAD, GOOD], find=find)

    assert trace.quotes["article_id"].tolist() == ["good"]
    assert trace.findings[["article_id", "code"]].values.tolist() == [["bad", "failed"]]
    assert trace.articles["article_id"].tolist() == ["bad", "good"]


def test_a_stage_that_does_not_exist_is_a_wrong_call():
    """A misspelt keyword raises; it is not taken for an article's fault."""
    with pytest.raises(TypeError, match="takes no finder; it takes link, attribute, find"):
        qk.trace([GOOD], finder=find_quotes)


def test_the_samples_fail_nowhere():
    """No stage fails on the samples."""
    assert not any(
        finding.code == "failed" for a in qk.read(qk.sample_path()) for finding in try_extract(a).findings
    )


def test_stages_are_replaceable():
    """A replaced stage takes and gives the same values."""

    def shout(reading, found):
        quotations = qk.attribute(reading, found)
        return tuple(msgspec.structs.replace(q, speaker=q.speaker.upper()) for q in quotations)

    assert extract(GOOD, attribute=shout).quotations[0].speaker == "RINA HARTATI"


def test_stages_work_alone():
    """Each stage is a plain function of values: find, then attribute, then relays."""
    found = qk.find_quotes(GOOD)
    attributed = qk.attribute(GOOD, found)
    relayed = qk.trace_relays(GOOD, attributed)

    assert [q.speaker for q in found.quotations] == [None]
    assert [q.speaker for q in attributed] == ["Rina Hartati"]
    assert [hop.name for hop in relayed[0].hops] == ["Antara"]


def test_order_of_articles_does_not_matter():
    """The same articles in another order give the same bytes."""
    articles = list(qk.read(qk.sample_path()))

    one, other = qk.trace(articles), qk.trace(articles[::-1])

    for name in tables.COLUMNS:
        assert files.encode(
            getattr(one, name).astype(object).where(lambda t: t.notna(), None).to_dict("records")
        ) == (
            files.encode(
                getattr(other, name).astype(object).where(lambda t: t.notna(), None).to_dict("records")
            )
        ), name


def test_a_trace_survives_the_disk(tmp_path):
    """Writing and reading a trace gives the same tables."""
    trace = qk.trace(qk.read(qk.sample_path()))
    qk.write_trace(trace, tmp_path)
    again = qk.read_trace(tmp_path)

    for name in tables.COLUMNS:
        columns = list(tables.COLUMNS[name])
        assert getattr(again, name)[columns].equals(getattr(trace, name)[columns]), name


def test_an_article_is_freed_at_once():
    """Nothing of an article stays behind in cycles, however its pronouns point back."""
    text = 'Bupati Rina Hartati datang. "Kami siap," katanya. Ia menambahkan bahwa hujan turun.'
    article = Article(id="a", text=text)
    assert len(extract(article).quotations) == 2  # loads the language, which stays
    gc.collect()
    gc.disable()
    try:
        extract(article)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_credits_of_the_text_join_those_of_the_input():
    """A credit line becomes a credit of the article, and a hop of its quotations."""
    article = Article(id="a", text='"Kami siap," kata Rina. (sumber: Antara)', credits=("CNN Indonesia",))
    trace = qk.trace([article])

    assert trace.articles["credits"].tolist() == [["CNN Indonesia", "Antara"]]
    assert trace.hops[["name", "scope"]].values.tolist() == [["Antara", "article"]]
    assert trace.quotes["relay"].tolist() == [[]]


def test_public_names_exist():
    """Every public name can be imported, and is listed."""
    assert qk.__all__ == sorted(qk.__all__)
    assert all(hasattr(qk, name) for name in qk.__all__)
    assert set(qk.__all__) <= set(dir(qk))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = qk.nothing
