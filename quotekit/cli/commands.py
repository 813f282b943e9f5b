"""What each command does: it calls the library and hands the result to `output`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from quotekit import files, tables
from quotekit.articles import read, stream
from quotekit.cli import output
from quotekit.errors import InputError
from quotekit.models import Article, Finding
from quotekit.progress import track

LABEL = 11  # columns before the words of an explanation
BY_ARTICLE = ("start", "end", "kind", "cue_start", "cue_end", "speaker")


def extract(args: Namespace) -> None:
    """Write one row a quotation, or one an article."""
    suffix = _check_target(args.output)
    if args.by_article and suffix != ".jsonl":
        raise InputError(f"--by-article writes .jsonl only, not {suffix}")
    _check_target(args.findings or "-")
    findings: list[Finding] = []
    found = _extract(args.inputs, findings, _stages(args))
    if args.by_article:
        _write_lines(((article.id, [_article_row(article, rows)]) for article, rows in found), args.output)
    elif suffix == ".jsonl":
        _write_lines(((article.id, rows) for article, rows in found), args.output)
    else:
        rows = [row for _, rows in found for row in rows]
        files.write_table(tables.frame("quotes", rows), args.output)
    if args.findings:
        table = tables.frame("findings", map(tables.finding_row, findings))
        files.write_table(table, args.findings)
    output.summarise_findings(findings, written=args.findings)


def _stages(args: Namespace) -> dict[str, Any]:
    """Load the language data and the registry that the call names."""
    from quotekit.lang import load_language
    from quotekit.registry import load_registry

    stages: dict[str, Any] = {}
    if args.language:
        stages["language"] = load_language(folder=args.language)
    if args.registry:
        stages["registry"] = load_registry(*args.registry)
    return stages


def _extract(
    inputs: list[str], findings: list[Finding], stages: dict[str, Any]
) -> Iterator[tuple[Article, list[dict[str, Any]]]]:
    """Extract article by article, and collect the findings on the way."""
    from quotekit import pipeline

    for item in track(stream(*inputs), "extracting"):
        if isinstance(item, Finding):
            findings.append(item)
            continue
        result = pipeline.try_extract(item, **stages)
        findings.extend(result.findings)
        rows = [tables.quote_row(item, quotation) for quotation in result.quotations]
        yield item, sorted(rows, key=lambda row: (row["start"], row["end"]))


def _article_row(article: Article, rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Give an article's quotations in the form that other corpora are compared in."""
    quotes = [
        {name: row[name] for name in BY_ARTICLE}
        | {"speaker_start": row["name_start"], "speaker_end": row["name_end"]}
        for row in rows
    ]
    return {"id": article.id, "quotes": quotes}


def _write_lines(found: Iterable[tuple[str, list[dict[str, Any]]]], path: str) -> None:
    """Write rows as JSON Lines sorted by article, of which only the encoded form is held."""
    lines = {article_id: files.encode(rows) for article_id, rows in found}
    files.write_bytes(b"".join(lines[article_id] for article_id in sorted(lines)), path)


def _check_target(path: str) -> str:
    """Refuse an output before the work is done, not after it; return its suffix."""
    suffix = files.check_suffix(path)
    if path != "-" and not Path(path).parent.is_dir():
        raise InputError(
            f"cannot write {path!r}: there is no folder {str(Path(path).parent)!r}; make it first"
        )
    return suffix


def link(args: Namespace) -> None:
    """Write the rows of a table with the claim that each belongs to."""
    _check_target(args.output)
    table = files.read_table(args.quotes, "quotes", whole=False)
    from quotekit.linking import link as link_quotes

    files.write_table(link_quotes(table).quotes, args.output)


def trace(args: Namespace) -> None:
    """Write all tables and the report into a folder, and print who said what."""
    from quotekit import pipeline
    from quotekit.views.report import report_html

    folder = Path(args.output)
    articles = read(*args.inputs)
    try:  # before the work is done, not after it
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot make the folder {args.output!r}: {error.strerror}; name another") from error
    result = pipeline.trace(articles, **_stages(args))
    files.write_trace(result, folder)
    files.write_bytes(report_html(result).encode("utf-8", "xmlcharrefreplace"), folder / "report.html")
    print(output.trace_text(result, folder))


def evaluate(args: Namespace) -> None:
    """Print scores, and on request what they are made of."""
    from quotekit.evaluation import compare, evaluate, read_gold

    gold = read_gold(args.gold)
    result = evaluate(gold, args.quotes or _trace_gold(args, news="quotes" in gold[0]))
    changes = compare(evaluate(gold, args.against).outcomes, result.outcomes) if args.against else None
    write = output.evaluation_json if args.json else output.evaluation_text
    print(write(result, misses=args.misses, changes=changes))


def _trace_gold(args: Namespace, *, news: bool) -> Any:
    """Run the pipeline on the texts of a gold file; claims are scored only where they are annotated."""
    from quotekit import pipeline

    if news:
        return pipeline.trace(read(args.gold), **_stages(args)).quotes
    return [row for _, rows in _extract([args.gold], [], _stages(args)) for row in rows]


def explain(args: Namespace) -> None:
    """Print why a quotation is what it is."""
    from quotekit.explanation import explain as explain_quote

    quotes = files.read_trace(args.folder).quotes
    found = quotes[quotes["quote_id"].str.startswith(args.quote_id)]
    if len(found) != 1:
        what = "several quotations have" if len(found) else "no quotation has"
        raise InputError(f"{what} the id {args.quote_id!r}; see {str(Path(args.folder) / 'quotes.jsonl')!r}")
    articles = read(Path(args.folder) / "articles.jsonl", progress=False)
    article_id, quote_id = found.iloc[0][["article_id", "quote_id"]]
    print(output.wrap(explain_quote(articles[article_id], quote_id, **_stages(args)), indent=LABEL))


def share(args: Namespace) -> None:
    """Write a notebook as one web page."""
    from quotekit.views.share import share as share_notebook

    files.write_bytes(share_notebook(args.notebook).encode(), args.output)
    print(args.output, file=sys.stderr)


def lab(args: Namespace) -> int:
    """Open JupyterLab on copies of the notebooks, and end as it ends."""
    from quotekit.views.lab import open_lab

    return open_lab(args.folder, arguments=[*(["--no-browser"] if args.no_browser else []), *args.jupyter])
