"""The quality gate: what quotekit finds in the gold samples never gets worse unnoticed."""

from __future__ import annotations

import json

import gate
import pytest

from quotekit.samples import sample_path

GOLD = sample_path() / "gold.jsonl"
PINNED = json.loads(gate.FLOORS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    return gate.measure(GOLD)


def test_floors_belong_to_this_gold():
    """Floors of another gold file say nothing; after a change of the gold they are pinned anew."""
    assert PINNED["corpus"] == gate.corpus_hash(GOLD)


def test_no_score_fell(scores):
    """Every score is at least at its floor."""
    falls = gate.find_falls(PINNED["floors"], scores)

    assert not falls, f"fallen: {gate.describe(falls)}; quotekit evaluate --misses shows where"


def test_no_score_rose_unpinned(scores):
    """What was won is pinned, so that it cannot be lost again."""
    rises = gate.find_rises(PINNED["floors"], scores)

    assert not rises, f"risen: {gate.describe(rises)}; pin it: python tests/gate.py --update"


@pytest.mark.parametrize(
    ("scores", "falls", "rises"),
    [
        ({"f1": 0.8}, {}, {}),
        ({"f1": 0.79}, {"f1": (0.8, 0.79)}, {}),
        ({"f1": 0.81}, {}, {"f1": (0.8, 0.81)}),
        ({}, {"f1": (0.8, 0.0)}, {}),
        ({"f1": 0.8, "recall": 0.5}, {}, {"recall": (0.0, 0.5)}),
    ],
)
def test_gate_compares_scores_with_floors(scores, falls, rises):
    """A score below its floor or gone has fallen; one above it or new has risen."""
    assert gate.find_falls({"f1": 0.8}, scores) == falls
    assert gate.find_rises({"f1": 0.8}, scores) == rises


def test_gate_does_not_lower_a_floor_by_itself(tmp_path):
    """Pinning refuses a regression unless it is allowed in so many words."""
    path = tmp_path / "floors.json"
    gate.pin(path, GOLD, {"f1": 0.8})
    gate.pin(path, GOLD, {"f1": 0.9})
    with pytest.raises(ValueError, match=r"would lower f1 0\.9 → 0\.7"):
        gate.pin(path, GOLD, {"f1": 0.7})
    assert json.loads(path.read_text(encoding="utf-8"))["floors"] == {"f1": 0.9}
    gate.pin(path, GOLD, {"f1": 0.7}, allow_regression=True)
    assert json.loads(path.read_text(encoding="utf-8"))["floors"] == {"f1": 0.7}
