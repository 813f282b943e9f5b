"""A progress bar for long runs: on a terminal or in a notebook, and nowhere else.

It appears only after a few seconds, so that short runs (and committed notebooks) stay clean.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

DELAY = 3.0  # seconds before a bar appears


def track(
    items: Iterable[Item], label: str, *, total: int | None = None, show: bool | None = None
) -> Iterator[Item]:
    """Pass items through and show how many have passed.

    Args:
        items: what is being worked on.
        label: the name of the work, in front of the bar.
        total: how many items there are, if it is known.
        show: ``True`` or ``False`` decides; ``None`` shows a bar where a person is watching.

    Examples:
        >>> list(track("abc", "reading", show=False))
        ['a', 'b', 'c']
    """
    if not (_watched() if show is None else show):
        yield from items
        return
    from tqdm.auto import tqdm

    yield from tqdm(items, desc=label, total=total, unit=" articles", delay=0 if show else DELAY, leave=False)


def _watched() -> bool:
    """Tell whether standard error is a terminal, or the output that of a Jupyter kernel."""
    if "ipykernel" in sys.modules:
        from IPython import get_ipython

        return type(get_ipython()).__name__ == "ZMQInteractiveShell"
    return sys.stderr is not None and sys.stderr.isatty()
