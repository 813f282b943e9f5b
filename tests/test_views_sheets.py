"""Filtering and sorting."""

from __future__ import annotations

import pytest
from gold_trace import build_trace

from quotekit.errors import QuotekitError
from quotekit.views.catalog import list_claims, list_quotes
from quotekit.views.sheets import check_query, find_rows, sort_rows


@pytest.fixture(scope="module")
def sheet():
    return list_quotes(build_trace())


@pytest.mark.parametrize(
    ("query", "column", "kept"),
    [
        ({"speaker": "KCNA"}, "speaker", {"KCNA"}),
        ({"speaker": ["KCNA", "Kremlin"]}, "speaker", {"KCNA", "Kremlin"}),
        ({"speaker": "Kim Jong Un"}, "speaker", {"Kim Jong Un", "Vladimir Putin; Kim Jong Un"}),
        ({"outlet": None}, "outlet", {None}),
        ({"kind": "mixed"}, "kind", {"mixed"}),
        ({"kind": "direct", "outlet": "Tribunnews"}, "speaker", {"kerumunan besar orang"}),
        ({"claim": "c-kim-era-baru"}, "claim_id", {"c-kim-era-baru"}),
        ({"search": "kremln"}, "speaker", {"Kremlin"}),
        ({"since": "2024-06-19", "until": "2024-06-19"}, "published", {"2024-06-19"}),
        ({"since": "2024-06-20"}, "published", set()),
    ],
    ids=str,
)
def test_filters_keep_what_they_say(sheet, query, column, kept):
    """Facets keep rows with any of their values, and the parts of a query are joined by "and"."""
    rows = sheet.table.iloc[find_rows(sheet, check_query(sheet, query))]

    assert {
        None if value != value or value is None else value
        for value in rows[column].astype(object).fillna("").replace({"": None})
    } == kept


def test_a_relay_filter_finds_hops_of_any_scope(sheet):
    """A credit line of the article counts as a relay to filter by."""
    assert len(find_rows(sheet, {"relay": ["Antara"]})) == 4
    assert len(find_rows(sheet, {"relay": ["TASS"]})) == 2
    assert len(find_rows(sheet, {"relay": [None]})) == 34 - 4 - 4 - 7


def test_a_row_without_a_date_is_left_out_of_a_span_of_time():
    """An undated row is in no span of time."""
    trace = build_trace()
    trace.quotes.loc[0, "published"] = None
    sheet = list_quotes(trace)

    assert len(find_rows(sheet, check_query(sheet, {"since": "1900-01-01"}))) == 33


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"speaker": "Vladimir Puttin"}, "did you mean 'Vladimir Putin'"),
        ({"kind": "xyz"}, "it has 'direct', 'indirect', 'mixed'"),
        ({"penutur": "x"}, "expected one of speaker, relay"),
        ({"since": "kemarin"}, "must be a date such as"),
        ({"speaker": ["KCNA", 3]}, "no speaker 3"),
    ],
    ids=str,
)
def test_a_wrong_query_says_what_is_right(sheet, query, message):
    """An unknown filter or value is refused with the nearest that exists."""
    with pytest.raises(QuotekitError, match=message):
        check_query(sheet, query)


def test_sorting_keeps_missing_values_last(sheet):
    """Missing values come last in both directions, and equal ones stay in the order of the table."""
    claims = list_claims(build_trace())
    everything = range(len(claims.ids))
    values = next(column.values for column in claims.columns if column.key == "conflict")
    for descending in (False, True):
        found = [values[at] for at in sort_rows(claims, everything, "conflict", descending=descending)]

        assert found[4:] == [None] * (len(found) - 4)
        assert found[:4] == sorted(found[:4], reverse=descending)


def test_sorting_by_nothing_is_the_order_of_the_table(sheet):
    """Without a column the rows stand as they came."""
    assert sort_rows(sheet, [3, 1, 2], None) == [3, 1, 2]


def test_an_unknown_column_is_refused(sheet):
    """Sorting by a column that is not there names those that are."""
    with pytest.raises(QuotekitError, match="expected one of no, speaker, text"):
        sort_rows(sheet, [], "penutur")


def test_claims_that_begin_alike_have_names_of_their_own():
    """A filter by claim shows no two values under one name."""
    trace = build_trace()
    trace.claims["text"] = "kata yang sama"
    names = next(facet for facet in list_quotes(trace).facets if facet.key == "claim").names

    assert len(set(names.values())) == len(names)
