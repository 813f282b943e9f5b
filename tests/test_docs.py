"""The documentation is true: every example of the README runs, every command and column is explained."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

import quotekit
from quotekit.cli import main
from quotekit.cli.parser import build_parser
from quotekit.tables import COLUMNS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCES = re.findall(r"^```(\w+)\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
SESSIONS = [body for language, body in FENCES if language == "pycon"]
SHELL = [body for language, body in FENCES if language in ("console", "bash")]
COMMANDS = sorted(build_parser()._subparsers._group_actions[0].choices)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.fixture(scope="module")
def trace():
    """Trace the samples."""
    return quotekit.trace(quotekit.read(quotekit.sample_path()))


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Stand in an empty folder with the samples, as the README assumes."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_sessions_give_what_they_show(folder):
    """The Python sessions, one after the other, print what the README shows."""
    session = doctest.DocTestParser().get_doctest("\n".join(SESSIONS), {}, "README", "README.md", 0)
    report: list[str] = []
    result = doctest.DocTestRunner(optionflags=FLAGS).run(session, out=report.append)

    assert result.attempted > 8
    assert result.failed == 0, "".join(report)


def test_console_examples_give_what_they_show(folder, capsys):
    """The commands of the README, run one after the other, print what it shows."""
    checked = 0
    for block in SHELL:
        for command, shown in re.findall(r"^\$ (quotekit .*)\n((?:(?!\$ ).*\n)*)", block, flags=re.MULTILINE):
            words = shlex.split(command)[1:]
            if words[0] == "lab":
                continue
            assert main(words) == 0, command
            printed = capsys.readouterr().out
            if shown:
                checked += 1
                assert doctest.OutputChecker().check_output(shown, printed, FLAGS), f"{command}\n{printed}"

    assert checked >= 3


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_explained(command):
    """A command of the parser stands in the README with its name in full."""
    assert f"quotekit {command} " in README or f"`quotekit {command}`" in README


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_is_explained(trace, table):
    """A table has a section with each of the columns that a trace gives it."""
    section = README.split(f"### `{table}`")[1].split("\n##")[0]
    missing = [column for column in getattr(trace, table).columns if f"`{column}`" not in section]

    assert not missing


def test_every_notebook_is_listed():
    """The notebooks stand in the README in reading order."""
    names = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    places = [README.find(f"`{name}`") for name in names]

    assert -1 not in places
    assert places == sorted(places)


def test_registry_example_is_a_registry(tmp_path):
    """The example of a user's own person loads, and the person is found by an alias."""
    (example,) = [body for language, body in FENCES if language == "toml"]
    path = tmp_path / "my.toml"
    path.write_text(example, encoding="utf-8")

    assert quotekit.load_registry(path).find("Bu Rina").name == "Rina Hartati"


def test_every_public_name_is_explained():
    """What the package exports stands in the README."""
    missing = [name for name in quotekit.__all__ if f"`{name}" not in README and f"qk.{name}" not in README]

    assert not missing


def test_public_names_are_there():
    """The package has what it says it has, each with a docstring."""
    assert list(quotekit.__all__) == sorted(quotekit.__all__)
    assert all(getattr(quotekit, name).__doc__ for name in quotekit.__all__ if name != "__version__")


def test_ci_runs_what_the_readme_says():
    """The two commands of the README are those that run on every change."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    lines = [line.split("#")[0].strip() for body in SHELL for line in body.splitlines()]
    installs = [line for line in lines if line.startswith("pip install")]

    assert len(installs) == 2
    assert set(installs) <= set(script.splitlines())


def test_language_data_is_documented():
    """Every file of language data is named where the README says how to add words."""
    data = ROOT / "quotekit" / "lang"
    missing = [path.name for path in data.rglob("*.toml") if f"`{path.name}`" not in README]

    assert not missing
