"""Reads articles: text files, web pages, folders of them, tables, standard input.

Whatever is wrong with one article becomes a `Finding`, and the others are read all the same.
Only a wrong call (a path that is not there, a table without its columns, nothing to read at
all) raises. Article texts are never altered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

from quotekit.articles.folders import TEXTS, read_file, read_folder
from quotekit.articles.records import TABLES, Record, read_records, standard_input
from quotekit.articles.values import finding, make_article
from quotekit.errors import InputError
from quotekit.models import Article, Finding
from quotekit.progress import track


@dataclass(frozen=True, repr=False)
class Articles(Sequence[Article]):
    """Articles in the order they were read, with what reading them found.

    Attributes:
        items: the articles.
        findings: files and rows that could not be read, other encodings, missing dates.
    """

    items: tuple[Article, ...]
    findings: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        """Count the articles."""
        return len(self.items)

    @overload
    def __getitem__(self, key: int | str) -> Article: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Article, ...]: ...
    def __getitem__(self, key: int | str | slice) -> Article | tuple[Article, ...]:
        """Return an article by its position or by its id, or several by a slice."""
        if not isinstance(key, str):
            return self.items[key]
        for article in self.items:
            if article.id == key:
                return article
        raise KeyError(key)

    def __repr__(self) -> str:
        """Count articles and findings."""
        return f"<Articles: {len(self.items)} articles, {len(self.findings)} findings>"


def read(*inputs: str | Path, progress: bool | None = None) -> Articles:
    """Read articles.

    Args:
        inputs: any number of
            ``.txt`` or ``.html`` files (the id is the name without suffix),
            folders of them, read with their subfolders and a table ``articles.csv`` of metadata
            (columns ``file`` or ``id``, and any of ``outlet``, ``domain``, ``published``,
            ``title``, ``url``, ``language``, ``credits`` separated by ";"),
            ``.jsonl``, ``.csv`` or ``.parquet`` tables with the columns ``id`` and ``text`` and
            any of those, and ``"-"`` for JSON Lines on standard input.
        progress: show a progress bar; by default where a person is watching.

    Returns:
        The articles in the order of the inputs, folders sorted by name, and their findings.

    Raises:
        InputError: for a path that cannot be read, a table without its columns, or inputs that
            hold no article at all.

    Examples:
        >>> from quotekit.samples import sample_path
        >>> articles = read(sample_path())
        >>> articles
        <Articles: 5 articles, 0 findings>
        >>> articles["003_9c3bde34daf1913c"].credits
        ('Antara',)
    """
    items: list[Article] = []
    findings: list[Finding] = []
    for found in track(stream(*inputs), "reading", show=progress):
        if isinstance(found, Article):
            items.append(found)
        else:
            findings.append(found)
    return Articles(tuple(items), tuple(findings))


def stream(*inputs: str | Path) -> Iterator[Article | Finding]:
    """Read articles and findings one at a time, as `read` does, without holding them all.

    Raises:
        InputError: as `read` does; for inputs that hold no article, at the end.
    """
    if not inputs:
        raise InputError("nothing to read: name a file, a folder or - for standard input")
    seen: dict[str, str | Path] = {}
    first = ""  # what was wrong first, if nothing can be read
    for path in inputs:
        for found in _read_input(path):
            if isinstance(found, Finding):
                first = first or f"; {found.article_id}: {found.message}"
                yield found
            elif found.id in seen:
                message = f"not read from {path}: the id came before, from {seen[found.id]}"
                yield finding(found.id, "duplicate-id", message)
            else:
                seen[found.id] = path
                yield found
    if not seen:
        raise InputError(f"no article in {', '.join(map(str, inputs))}{first}")


def _read_input(path: str | Path) -> Iterator[Article | Finding]:
    if str(path) == "-":
        return _from_records(standard_input(), "standard input")
    path = Path(path)
    if path.is_dir():
        return read_folder(path)
    if not path.exists():
        raise InputError(f"cannot read {str(path)!r}: there is no such file or folder; check the path")
    if path.suffix.lower() in TABLES:
        return _from_records(read_records(path), str(path))
    if path.suffix.lower() in TEXTS:
        return read_file(path)
    expected = ", ".join(TEXTS + TABLES)
    raise InputError(f"cannot read {str(path)!r}: expected a folder or a file of {expected}")


def _from_records(records: Iterable[Record], source: str) -> Iterator[Article | Finding]:
    """Read the articles of a table; a column that no row has is an error of the whole table."""
    columns: dict[str, None] = {}
    for record in records:
        if record.values is None:
            yield finding(record.place, "invalid-row", f"not read: {record.problem}")
            continue
        columns |= dict.fromkeys(record.values)
        yield from make_article(record.values, record.place, record.encoding)
    present = {"id" if name == "article_id" else name for name in columns}
    missing = [name for name in ("id", "text") if name not in present]
    if columns and missing:
        lacking = " and no ".join(map(repr, missing))
        raise InputError(f"{source} has no {lacking} (found: {', '.join(columns)}); rename the columns")
