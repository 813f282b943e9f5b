"""The quality ratchet: floors under the scores on the gold samples, which only rise.

    python tests/gate.py                                 compare with the floors, as the tests do
    python tests/gate.py --update                        pin what was won; refuses to lower a floor
    python tests/gate.py --update --allow-regression     pin in any case

Floors are pinned together with a hash of the gold file, so that scores of different gold are never compared.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from quotekit.articles import read
from quotekit.evaluation import evaluate
from quotekit.pipeline import trace
from quotekit.samples import sample_path

FLOORS = Path(__file__).parent / "gold" / "floors.json"
MEASURES = ("precision", "recall", "f1", "speaker", "relay", "chains_right", "end_to_end")
NOISE = 1e-9  # scores are counts; only the rounding of a division may differ

Scores = Mapping[str, float]


def measure(gold: Path) -> dict[str, float]:
    """Trace the gold texts and score the result."""
    articles = read(gold, progress=False)
    numbers = evaluate(gold, trace(articles, findings=articles.findings).quotes).numbers()
    return {
        f"{group} {name}": round(row[name], 6)
        for group, row in numbers.items()
        for name in MEASURES
        if name in row
    }


def corpus_hash(gold: Path) -> str:
    """Return the hash that ties floors to one gold file."""
    return hashlib.sha256(gold.read_bytes()).hexdigest()


def find_falls(floors: Scores, scores: Scores) -> dict[str, tuple[float, float]]:
    """Return the measures that are below their floor, with floor and score; a missing one is 0."""
    return {
        name: (floor, scores.get(name, 0.0))
        for name, floor in floors.items()
        if scores.get(name, 0.0) < floor - NOISE
    }


def find_rises(floors: Scores, scores: Scores) -> dict[str, tuple[float, float]]:
    """Return the measures that are above their floor, or have none."""
    return {
        name: (floors.get(name, 0.0), score)
        for name, score in scores.items()
        if name not in floors or score > floors[name] + NOISE
    }


def pin(path: Path, gold: Path, scores: Scores, *, allow_regression: bool = False) -> None:
    """Write scores as the new floors.

    Raises:
        ValueError: if a floor would be lowered, unless that is allowed.
    """
    old = json.loads(path.read_text(encoding="utf-8"))["floors"] if path.exists() else {}
    falls = find_falls(old, scores)
    if falls and not allow_regression:
        raise ValueError(f"would lower {describe(falls)}; --allow-regression does it all the same")
    record = {"corpus": corpus_hash(gold), "floors": dict(scores)}
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def describe(changes: Mapping[str, tuple[float, float]]) -> str:
    """Say which measures changed, and how."""
    return ", ".join(f"{name} {old:g} → {new:g}" for name, (old, new) in changes.items())


def main() -> int:
    """Run the gate, or pin its floors."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    args = parser.parse_args()
    gold = sample_path() / "gold.jsonl"
    scores = measure(gold)
    if args.update:
        try:
            pin(FLOORS, gold, scores, allow_regression=args.allow_regression)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        return 0
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["floors"]
    falls, rises = find_falls(floors, scores), find_rises(floors, scores)
    print(f"fallen: {describe(falls) or 'none'}\nrisen: {describe(rises) or 'none'}")
    return 1 if falls or rises else 0


if __name__ == "__main__":
    sys.exit(main())
