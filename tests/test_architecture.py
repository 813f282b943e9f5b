"""The shape of the package: imports run one way, modules and functions stay small."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from mypy import api

import quotekit

PACKAGE = Path(quotekit.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if not path.parent.name.startswith("_"))

# From the leaves to the command line: a part imports only from parts above it, and from itself.
LAYERS = [
    ["errors", "models", "progress", "samples"],
    ["tables"],
    ["files"],
    ["lang"],
    ["registry"],
    ["reading"],
    ["citing"],
    ["quotations"],
    ["attribution"],
    ["relay"],
    ["linking"],
    ["pipeline", "articles"],
    ["explanation"],
    ["evaluation"],
    ["views"],
    ["cli"],
    ["__init__"],
    ["__main__"],
]
LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}
LINES, FUNCTION_LINES = 400, 50
HEAVY = {"pandas", "numpy", "pyarrow", "trafilatura", "charset_normalizer", "tqdm", "IPython", "ipywidgets"}
FREE = {"linking", "evaluation", "views", "__init__"}  # everything else is loaded by `quotekit extract`


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imports(tree: ast.AST, *, late: bool = True) -> Iterator[str]:
    """Yield what a module imports, as dotted names; without ``late`` only what loading it imports."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif late or not (
            isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or is_type_checking(node)
        ):
            yield from imports(node, late=late)


def own_imports(path: Path) -> set[str]:
    """Return the parts of quotekit that a module imports, late imports included."""
    names = [name.split(".") for name in imports(parse(path)) if name.split(".")[0] == "quotekit"]
    return {parts[1] if len(parts) > 1 else "__init__" for parts in names}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_part_has_a_layer(path):
    """Every part of the package has its place in the order."""
    assert part_of(path) in LEVEL


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_one_way(path):
    """A module imports only from layers above its own, also inside functions."""
    here = part_of(path)
    if here == "__init__":
        return
    upward = {part for part in own_imports(path) - {here} if LEVEL.get(part, 99) >= LEVEL[here]}

    assert not upward


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_import_cycles():
    """No module needs itself, by whatever way, also not by a late import."""
    names = {dotted(path) for path in MODULES}
    graph = {
        dotted(path): {_module(name, names) for name in imports(parse(path))} - {None} for path in MODULES
    }
    graph.pop("quotekit")  # re-exports what the others define
    cycles = [name for name in sorted(graph) if name in _reachable(graph, name)]

    assert not cycles


def _module(name: str, names: set[str]) -> str | None:
    """Return the module of ours that an imported name is, or is in."""
    return name if name in names else _parent(name) if _parent(name) in names - {"quotekit"} else None


def _parent(name: str) -> str:
    return name.rpartition(".")[0]


def _reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    reached: set[str] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += graph.get(name, ())
    return reached


@pytest.mark.parametrize("path", [path for path in MODULES if part_of(path) not in FREE], ids=name_of)
def test_extract_loads_nothing_heavy(path):
    """What a plain `extract` loads imports pandas and its like only inside functions."""
    heavy = {name.split(".")[0] for name in imports(parse(path), late=False)} & HEAVY

    assert not heavy


@pytest.mark.parametrize("path", [path for path in MODULES if part_of(path) != "views"], ids=name_of)
def test_widgets_only_in_views(path):
    """Only the views know ipywidgets and altair."""
    assert not {name.split(".")[0] for name in imports(parse(path))} & {"ipywidgets", "altair", "vl_convert"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_small(path):
    """A module fits a reader's head."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_are_small(path):
    """A function is at most fifty lines, its docstring not counted."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    long = {node.name: length(node) for node in ast.walk(parse(path)) if isinstance(node, functions)}

    assert not {name: lines for name, lines in long.items() if lines > FUNCTION_LINES}


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return node.end_lineno - node.lineno + 1 - (first.end_lineno - first.lineno + 1 if documented else 0)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_say_what_they_do(path):
    """Every module starts with a docstring."""
    assert ast.get_docstring(parse(path))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_names_say_what_they_hold(path):
    """No module is a drawer for whatever fits nowhere."""
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"}


def calls(tree: ast.AST) -> Iterator[str]:
    """Yield what a module calls, outside a function that is a command of its own."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.FunctionDef) and node.name == "main"):
            yield from calls(node)
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("path", [path for path in MODULES if part_of(path) != "cli"], ids=name_of)
def test_library_does_not_print(path):
    """Only the command line, and the `main` of a module that is a command, print."""
    assert "print" not in set(calls(parse(path)))


def test_types_hold(tmp_path, monkeypatch):
    """The package has no error of types; those who import it may rely on them (`py.typed`)."""
    monkeypatch.chdir(PACKAGE.parent)
    report, errors, status = api.run(["--config-file", "pyproject.toml", "--cache-dir", str(tmp_path)])

    assert status == 0, report + errors
    assert (PACKAGE / "py.typed").is_file()


def test_readme_shows_every_part():
    """The layout in the README names every part of the package."""
    readme = (PACKAGE.parent / "README.md").read_text(encoding="utf-8")
    layout = readme.partition("## How the code is laid out")[2].partition("\n## ")[0]
    named = re.findall(r"`(\w+)(?:/|\.py)`", layout)

    missing = set(LEVEL) - set(named) - {"__init__", "__main__", "errors", "progress", "samples"}
    assert not missing
