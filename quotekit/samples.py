"""Where the sample articles and the notebooks are, in a checkout and in an installed package."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def sample_path() -> Path:
    """Return the folder of the five sample articles, with their metadata and gold annotations.

    Examples:
        >>> sorted(path.name for path in sample_path().glob("*.jsonl"))
        ['gold.jsonl']
    """
    return _shipped("seeds")


def notebooks_path() -> Path:
    """Return the folder of the notebooks that teach quotekit."""
    return _shipped("notebooks")


def _shipped(name: str) -> Path:
    """Prefer the copy in the wheel, which a checkout does not have."""
    copy = PACKAGE / f"_{name}"
    return copy if copy.is_dir() else PACKAGE.parent / name
