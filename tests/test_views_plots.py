"""Plots and the tables behind them."""

from __future__ import annotations

import json
from collections import Counter

import pytest
import vl_convert
from gold_trace import build_trace
from hypothesis import given
from hypothesis import strategies as st

from quotekit.errors import QuotekitError
from quotekit.tables import COLUMNS, Trace, frame
from quotekit.views.plots import Figure, plot_claims, plot_relays, plot_speakers
from quotekit.views.plots.layout import count_paths, place_nodes

PLOTS = [plot_relays, plot_speakers, plot_claims]


@pytest.fixture(scope="module")
def gold() -> Trace:
    return build_trace()


@pytest.fixture(params=PLOTS, ids=lambda plot: plot.__name__)
def figure(request, gold) -> Figure:
    return request.param(gold)


def test_a_plot_compiles_and_draws_without_network(figure):
    """The specification is a valid Vega-Lite 5 plot, drawn as a picture with the same bytes each time."""
    compiled = vl_convert.vegalite_to_vega(figure.full_spec, vl_version="5.8")
    picture = figure.to_png()

    assert compiled["marks"]
    assert "url" not in json.dumps(figure.spec)
    assert picture.startswith(b"\x89PNG")
    assert picture == figure.to_png()


def test_a_plot_is_shown_with_picture_description_and_table(figure, monkeypatch):
    """A notebook gets the interactive plot, the picture with a description, and the table."""
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **options: shown.append((data, options)))
    figure._ipython_display_()
    (plot, options), (table, _) = shown

    assert set(plot) == {"application/vnd.vegalite.v5+json", "image/png", "text/plain"}
    assert options["metadata"]["image/png"]["alt"] == figure.title
    assert table["text/html"].count("<tr>") == len(figure.table) + 1


def test_an_empty_trace_can_be_plotted(figure):
    """A plot of nothing is an empty plot, not an error."""
    empty = Trace(**{name: frame(name, []) for name in COLUMNS})
    plot = next(plot for plot in PLOTS if plot(build_trace()).title == figure.title)

    assert plot(empty).to_png().startswith(b"\x89PNG")


def test_the_heatmap_counts_every_quotation(gold):
    """The cells sum to the quotations of the trace, joint speakers counting twice, and so does the table."""
    figure = plot_speakers(gold)
    expected = sum(len(speaker.split("; ")) for speaker in gold.quotes["speaker"])

    assert sum(cell["quotations"] for cell in figure.spec["data"]["values"]) == expected
    assert figure.table["all"].sum() == expected
    assert figure.table["all"].is_monotonic_decreasing


def test_the_relay_graph_counts_every_quotation(gold):
    """Each outlet and each speaker has as many quotations in the graph as in the trace."""
    points = plot_relays(gold).spec["layer"][1]["data"]["values"]
    for role, column, missing in (
        ("outlet", "outlet", "outlet not known"),
        ("speaker", "speaker", "no speaker found"),
    ):
        drawn = {point["name"]: point["quotations"] for point in points if point["role"] == role}

        assert drawn == Counter(gold.quotes[column].fillna(missing))


def test_an_agency_has_one_place_in_the_graph(gold):
    """A relay that stands behind a credit line and one that does not are the same point."""
    points = plot_relays(gold).spec["layer"][1]["data"]["values"]

    assert [
        point["quotations"] for point in points if (point["name"], point["role"]) == ("TASS", "relay")
    ] == [2]


def test_rare_names_are_drawn_together_and_stay_in_the_table(gold):
    """With more names than fit, the rest is "others"; no quotation is lost."""
    figure = plot_relays(gold, most=2)
    points = figure.spec["layer"][1]["data"]["values"]

    assert {point["name"] for point in points if point["role"] == "outlet"} == {
        "Riau24",
        "Tribunnews",
        "others",
    }
    assert sum(point["quotations"] for point in points if point["role"] == "speaker") == len(gold.quotes)
    assert len(figure.table) == len(plot_relays(gold).table)


def test_the_timeline_has_all_quotations_of_shared_claims(gold):
    """Every quotation of a claim with several is a point or part of one, and a row of the table."""
    figure = plot_claims(gold)
    shared = gold.quotes["claim_id"].value_counts().loc[lambda counts: counts > 1]

    assert (
        sum(point["quotations"] for point in figure.spec["data"]["values"])
        == shared.sum()
        == len(figure.table)
    )


def test_one_claim_can_be_plotted(gold):
    """A claim by its id is plotted alone; an unknown one is refused."""
    assert plot_claims(gold, "c-kim-era-baru").table["claim_id"].unique().tolist() == ["c-kim-era-baru"]
    with pytest.raises(QuotekitError, match="no claim 'c-x'"):
        plot_claims(gold, "c-x")


def test_an_undated_quotation_is_counted_in_words(gold):
    """What has no date cannot be drawn on a timeline; the plot says how many, the table has them."""
    trace = build_trace()
    trace.quotes["published"] = trace.quotes["published"].mask(trace.quotes["claim_id"] == "c-kim-era-baru")
    figure = plot_claims(trace)

    assert "2 without a date in the table only" in figure.spec["title"]["subtitle"]
    assert "c-kim-era-baru" in set(figure.table["claim_id"])


def test_claims_with_the_same_label_stay_apart(gold):
    """Two claims that begin alike are two rows of the timeline."""
    trace = build_trace()
    trace.claims["text"] = "kata yang sama"
    trace.claims["speaker"] = "Kim"
    labels = {point["claim"] for point in plot_claims(trace).spec["data"]["values"]}

    assert len(labels) == trace.quotes["claim_id"].value_counts().gt(1).sum()


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from("abc"), min_size=2, max_size=4), st.integers(1, 5)), min_size=1
    )
)
def test_every_node_has_its_own_place(paths):
    """Nodes of a column never stand on each other, and all of them are placed."""
    nodes, edges = count_paths([(list(enumerate(names)), number) for names, number in paths])
    heights = place_nodes(nodes, edges)

    assert set(heights) == set(nodes)
    assert len({(node[0], height) for node, height in heights.items()}) == len(nodes)
