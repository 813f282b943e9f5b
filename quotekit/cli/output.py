"""Plain text for the terminal: who said what, scores, findings. At most 100 columns wide."""

from __future__ import annotations

import sys
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from quotekit.models import Finding

if TYPE_CHECKING:
    from quotekit.evaluation import Evaluation, Outcome
    from quotekit.tables import Trace

    Changes = tuple[list[Outcome], list[Outcome]]  # gains and losses

WIDTH = 100
SHOWN = 60  # quotations that `trace` prints; all are in its tables
GROUPS = ("quoted", "reported")  # scores that fit one row
LISTED = 6  # names that a count lists
ARROW = " ← "  # from the outlet's direct source inward
COLUMNS = (("SPEAKER", 24), ("SAID", 50), ("RELAYED BY", 20))


def trace_text(trace: Trace, folder: Path) -> str:
    """Say who said what and who relayed it, article by article, and where the tables are.

    Args:
        trace: what was found.
        folder: where its tables were written.

    Returns:
        Lines of at most `WIDTH` columns: the first `SHOWN` quotations, then counts of all.
    """
    from quotekit.views.lookup import open_trace
    from quotekit.views.summaries import find_credits

    lookup = open_trace(trace)
    lines = [columns([name for name, _ in COLUMNS])]
    heading = None
    for quote, row in list(lookup.quotes.items())[:SHOWN]:
        article = lookup.articles[row["article_id"]]
        if heading != (heading := _heading(article, find_credits(lookup, quote))):
            lines += ["", clip(heading, WIDTH)]
        speaker = row["speaker"] or f"({row['status']})"
        lines.append(columns([speaker, _said(row, article["text"]), ARROW.join(row["relay"])]))
    if len(trace.quotes) > SHOWN:
        lines += ["", f"… and {len(trace.quotes) - SHOWN:,} more in {folder / 'quotes.jsonl'}"]
    return "\n".join([*lines, "", *_totals(trace), f"Tables and report: open {folder / 'report.html'}"])


def _heading(article: Mapping[str, Any], credit: Sequence[str]) -> str:
    credited = f"credited to {', '.join(credit)}" if credit else None
    parts = (article["outlet"] or article["article_id"], article["published"], credited, article["title"])
    return " · ".join(part for part in parts if part)


def _said(row: Mapping[str, Any], text: str) -> str:
    """Show quoted words in marks, and mixed ones within their clause."""
    if row["kind"] == "direct":
        return f"“{row['text']}”"
    return text[row["clause_start"] : row["clause_end"]]


def _totals(trace: Trace) -> list[str]:
    speakers = Counter(trace.quotes["speaker"].dropna())
    relays = Counter(name for relay in trace.quotes["relay"] for name in relay)
    counts = (
        _count(len(trace.articles), "article"),
        _count(len(trace.quotes), "quotation"),
        _count(len(trace.claims), "claim"),
        _count(len(trace.findings), "finding"),
    )
    return [
        ", ".join(counts),
        clip(f"{_count(len(speakers), 'speaker')}: {_ranking(speakers)}", WIDTH),
        clip(f"{_count(len(relays), 'relay')}: {_ranking(relays)}", WIDTH),
    ]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _ranking(counts: Mapping[str, int]) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    names = [f"{name} {number}" for name, number in ranked[:LISTED]]
    return ", ".join(names + ["…"] * (len(ranked) > LISTED)) or "none"


def columns(cells: Sequence[str]) -> str:
    """Set cells in the columns of the trace table, cut where they are too long."""
    set_cells = (pad(clip(cell, width), width) for cell, (_, width) in zip(cells, COLUMNS, strict=True))
    return "  ".join(set_cells).rstrip()


def clip(text: str, width: int) -> str:
    """Put text on one line of a given width; a cut is shown as "…".

    Examples:
        >>> clip("Kami sudah\\nsiap", 10)
        'Kami suda…'
    """
    text = " ".join(text.split())
    if display_width(text) <= width:
        return text
    while display_width(text) > width - 1:
        text = text[:-1]
    return text + "…"


def pad(text: str, width: int) -> str:
    """Fill text up to a width on the screen."""
    return text + " " * (width - display_width(text))


def display_width(text: str) -> int:
    """Count the columns that text takes on a terminal: two for a wide letter, none for a combining one.

    Examples:
        >>> display_width("Putin"), display_width("김정은"), display_width("e\\u0301")
        (5, 6, 1)
    """
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))


def wrap(text: str, *, indent: int) -> str:
    """Break long lines, and set what follows under the words behind a label.

    Examples:
        >>> print(wrap("rule  quoted words, then a word of saying", indent=6).replace(" ", "."))
        rule..quoted.words,.then.a.word.of.saying
    """
    lines = (textwrap.fill(line, WIDTH, subsequent_indent=" " * indent) for line in text.splitlines())
    return "\n".join(lines)


# Findings


def summarise_findings(findings: Sequence[Finding], *, written: str | None) -> None:
    """Count findings by code on standard error, with an example of each."""
    if not findings:
        return
    counts = Counter(finding.code for finding in findings)
    where = f"all in {written}" if written else "--findings FILE writes them"
    print(f"quotekit: {_count(len(findings), 'finding')}; {where}", file=sys.stderr)
    for code, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        first = next(finding for finding in findings if finding.code == code)
        example = clip(f"{number:,} {code}: {first.article_id}: {first.message}", WIDTH - 2)
        print(f"  {example}", file=sys.stderr)


# Scores


def evaluation_text(result: Evaluation, *, misses: bool, changes: Changes | None) -> str:
    """Set scores as a table, and outcomes as lists."""
    numbers = result.numbers()
    flat = {group: row for group, row in numbers.items() if group in GROUPS}
    lines = _score_table(flat) if flat else []
    if result.claims:
        lines.append(f"claims    {_measure(numbers.pop('claims'))} of pairs of articles")
    for group in [group for group in numbers if group not in flat]:
        lines.append(group)
        lines += [
            f"  {name.replace('_', ' '):<16}{_measure(value)}" for name, value in numbers[group].items()
        ]
    if misses:
        lines += _listing("misses", result.misses)
    if changes:
        lines += _listing("gains", changes[0], right="now right", extra="gone")
        lines += _listing("losses", changes[1], right="was right", extra="new")
    return "\n".join(lines)


def _score_table(rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Set the scores of news, one row a group; chains as right of all."""
    header = ("", "gold", "found", "precision", "recall", "F1", "speaker", "relay", "chains", "end-to-end")
    table: list[tuple[str, ...]] = [header]
    for group, row in rows.items():
        rates = [f"{row[name]:.3f}" for name in ("precision", "recall", "f1", "speaker", "relay")]
        chains = f"{row['chains_right']}/{row['chains']}"
        counts = (f"{row['gold']}", f"{row['predicted']}")
        table.append((group, *counts, *rates, chains, f"{row['end_to_end']:.3f}"))
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join([cells[0].ljust(widths[0]), *map(str.rjust, cells[1:], widths[1:])]).rstrip()
        for cells in table
    ]


def _measure(value: Any) -> str:
    if isinstance(value, Mapping):
        return "  ".join(f"{name} {number:.3f}" for name, number in value.items())
    return f"{value:.3f}" if isinstance(value, float) else f"{value}"


def _listing(title: str, outcomes: Sequence[Outcome], **labels: str) -> list[str]:
    """List outcomes by quotation, each with who should be cited and who is."""
    lines = ["", f"{title}: {len(outcomes)}"]
    for row in outcomes:
        label = f"{labels.get(row.verdict, row.verdict):<10}{row.group:<10}"
        place = f"{row.article_id} [{row.start}, {row.end}) {row.text}"
        lines.append(label + clip(place, WIDTH - len(label)))
        if row.verdict == "wrong":
            lines.append(f"{'':20}expected {row.expected}, found {row.found}")
        elif row.expected or row.found:
            lines.append(f"{'':20}{row.expected or row.found}")
    return lines


def evaluation_json(result: Evaluation, *, misses: bool, changes: Changes | None) -> str:
    """Give scores and lists as one JSON object."""
    out: dict[str, Any] = result.numbers()
    if misses:
        out["misses"] = result.misses
    if changes:
        out |= {"gains": changes[0], "losses": changes[1]}
    return msgspec.json.encode(out).decode()
