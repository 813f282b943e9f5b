"""What is shipped: one set of versions, and a wheel with samples, notebooks and language data."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from quotekit import samples

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def normal(requirement: str) -> str:
    return requirement.replace(" ", "").lower().replace("_", "-")


def test_environment_is_in_step():
    """environment.yml asks for the same versions as pyproject.toml, from conda-forge alone."""
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *conda, pip = environment["dependencies"]
    own = {normal(name) for name in conda} - {"pip"}

    assert own == {normal(name) for name in PROJECT["dependencies"]} | {f"python{PROJECT['requires-python']}"}
    assert environment["channels"] == ["conda-forge", "nodefaults"]
    assert pip == {"pip": ["-e ."]}


BROUGHT = {  # imported names that come with a declared package
    "charset_normalizer": "charset-normalizer",
    "vl_convert": "vl-convert-python",
    "nbformat": "nbconvert",
    "nbclient": "nbconvert",
    "pygments": "nbconvert",
    "traitlets": "ipywidgets",
    "IPython": "ipywidgets",
}


def test_every_import_is_declared():
    """What the package imports, it asks for: a fresh installation lacks nothing."""
    nodes = [
        node
        for path in (ROOT / "quotekit").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    outside = {name.split(".")[0] for name in named} - sys.stdlib_module_names - {"quotekit"}
    declared = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["excel"]

    assert {BROUGHT.get(name, name) for name in outside} <= {
        re.match(r"[\w.-]+", text)[0] for text in declared
    }


def test_version_has_a_change_note():
    """The version stands in the change log, and is that of the installed package."""
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## [{PROJECT['version']}]" in log
    assert version("quotekit") == PROJECT["version"]


def test_wheel_brings_everything(tmp_path):
    """A wheel holds every module, the language data, the samples and the notebooks."""
    builder = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    (wheel,) = builder.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    sources = (ROOT / "quotekit").rglob("*")
    own = {
        path.relative_to(ROOT).as_posix()
        for path in sources
        if path.is_file() and "__pycache__" not in path.parts
    }
    seeds = {f"quotekit/_seeds/{path.name}" for path in (ROOT / "seeds").iterdir()}
    notebooks = {f"quotekit/_notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}

    assert own | seeds | notebooks <= names


def test_samples_are_found_in_a_checkout(monkeypatch):
    """In a checkout the samples are the files beside the package."""
    monkeypatch.setattr(samples, "PACKAGE", ROOT / "quotekit")

    assert samples.sample_path() == ROOT / "seeds"
    assert samples.notebooks_path() == ROOT / "notebooks"


def test_samples_are_found_in_an_installed_package(monkeypatch, tmp_path):
    """In an installed package the samples are the copies inside it."""
    (tmp_path / "_seeds").mkdir()
    monkeypatch.setattr(samples, "PACKAGE", tmp_path)

    assert samples.sample_path() == tmp_path / "_seeds"


def test_samples_stand_byte_for_byte():
    """The sample articles are what they were when they were collected."""
    from hashlib import sha256

    digests = {
        path.name: sha256(path.read_bytes()).hexdigest()[:16]
        for path in sorted((ROOT / "seeds").glob("*.txt"))
    }

    assert digests == DIGESTS


DIGESTS = {
    "000_225521668c21f5fe.txt": "639004e42c62adf5",
    "001_69800c166bddfbab.txt": "3474a63a3830dadd",
    "002_7b74ce1bc5c57b5e.txt": "b482b9adcfd4b052",
    "003_9c3bde34daf1913c.txt": "e8c52d4ad45d0379",
    "004_bab89ddbba020c1a.txt": "4f7386d1e6dbe1e0",
}


@pytest.mark.parametrize("path", ["LICENSE", "CHANGELOG.md", "README.md", ".ci/run", "environment.yml"])
def test_project_files_are_there(path):
    """Whoever clones the project finds its papers."""
    assert (ROOT / path).stat().st_size > 0
