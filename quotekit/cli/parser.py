"""The commands, their arguments and their help."""

from __future__ import annotations

import argparse
from typing import NoReturn

from quotekit.cli import commands

INPUTS = """\
INPUT is a .txt or .html file, a folder of them (with a table articles.csv of metadata), a .jsonl, .csv or
.parquet table with the columns id and text, or - for JSON Lines on standard input."""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with a call and where its help is."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = Parser(prog="quotekit", description="Who said what, in which words, and who relayed it.")
    parser.add_argument("--version", action=_Version)
    group = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, title="commands")
    for add in (_extract, _link, _trace, _evaluate, _explain, _share, _lab):
        add(group)
    return parser


class _Version(argparse.Action):
    def __init__(self, option_strings: list[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version and stop")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        print(f"quotekit {version('quotekit')}")
        parser.exit()


Group = argparse._SubParsersAction


def _add(group: Group, name: str, summary: str, details: str = "") -> argparse.ArgumentParser:
    parser = group.add_parser(
        name, help=summary, description=f"{summary[0].upper()}{summary[1:]}. {details}".strip()
    )
    parser.set_defaults(run=getattr(commands, name))
    return parser


def _add_data(parser: argparse.ArgumentParser) -> None:
    """Let a user extend what quotekit knows, without code."""
    parser.add_argument(
        "--registry",
        action="append",
        metavar="FILE",
        help="further persons, bodies and outlets, a .toml file; may be given several times",
    )
    parser.add_argument(
        "--language",
        metavar="FOLDER",
        help="language data of your own, a folder of .toml files for all articles",
    )


def _extract(group: Group) -> None:
    parser = _add(group, "extract", "find quotations and who said them: one row a quotation", INPUTS)
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="articles to read")
    parser.add_argument(
        "-o", "--output", default="-", metavar="FILE", help=".jsonl, .csv or .parquet; - (the default) prints"
    )
    parser.add_argument("--findings", metavar="FILE", help="write what was noticed on the way, as a table")
    parser.add_argument(
        "--by-article",
        action="store_true",
        help="one JSON line an article, its quotations with the bare name of the speaker: the form in which "
        "other corpora are compared",
    )
    _add_data(parser)


def _link(group: Group) -> None:
    parser = _add(group, "link", "group quotations of the same utterance: the same rows with claim_id")
    parser.add_argument("quotes", metavar="QUOTES", help="a table with quote_id, text and article_id, or -")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help=".jsonl, .csv or .parquet, or -")


def _trace(group: Group) -> None:
    parser = _add(group, "trace", "do everything: all tables and report.html in a folder", INPUTS)
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="articles to read")
    parser.add_argument(
        "-o", "--output", required=True, metavar="DIR", help="where to write; made if it is not there"
    )
    _add_data(parser)


def _evaluate(group: Group) -> None:
    parser = _add(
        group,
        "evaluate",
        "score quotations against gold annotations",
        "GOLD is a file like seeds/gold.jsonl, or a corpus in the form of PFSA-ID or PolNeAR. Without QUOTES "
        "the gold texts are traced first.",
    )
    parser.add_argument("gold", metavar="GOLD", help="articles with annotations, .jsonl")
    parser.add_argument("quotes", metavar="QUOTES", nargs="?", help="the output of quotekit extract")
    parser.add_argument("--misses", action="store_true", help="list what is wrong, missed and extra")
    parser.add_argument(
        "--against", metavar="OLD", help="an older QUOTES file: list gains and losses by quotation"
    )
    parser.add_argument("--json", action="store_true", help="print the scores (and lists) as JSON")
    _add_data(parser)


def _explain(group: Group) -> None:
    parser = _add(
        group, "explain", "say why a quotation was found, and why it was given its speaker and relays"
    )
    parser.add_argument("quote_id", metavar="QUOTE_ID", help="an id from quotes.jsonl, or its beginning")
    parser.add_argument("--in", dest="folder", required=True, metavar="DIR", help="the output of trace")
    _add_data(parser)


def _share(group: Group) -> None:
    parser = _add(group, "share", "make one web page of a notebook that opens with no kernel and no network")
    parser.add_argument("notebook", metavar="NOTEBOOK", help="an executed .ipynb")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the .html file to write")


def _lab(group: Group) -> None:
    parser = _add(
        group, "lab", "open JupyterLab on a copy of the notebooks", "Ends when JupyterLab is closed."
    )
    parser.add_argument(
        "folder", nargs="?", default="quotekit-notebooks", metavar="DIR", help="where the copies are kept"
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address and open no browser")
    parser.add_argument(
        "--jupyter",
        action="append",
        default=[],
        metavar="OPTION",
        help="pass an option on to JupyterLab, such as --jupyter=--port=9999; may be repeated",
    )
