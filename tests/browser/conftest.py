"""A real JupyterLab and a real Chromium, both shut off from everything but this machine."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))  # tests share the gold trace with those beside this folder

BOOT_SECONDS = 90
SETTINGS = {
    "apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "notebook-extension/tracker": {"windowingMode": "none"},  # all cells in the page, not only those in sight
}


def _find_chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None and os.environ.get("CI"):
        pytest.fail("no Chromium: continuous integration must run the browser tests; install chromium")
    if found is None:
        pytest.skip("no Chromium on this machine: install chromium to run the browser tests")
    return found


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium."""
    sync_api = pytest.importorskip("playwright.sync_api")
    path = _find_chromium()
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path)
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """One browser page with what it asked for off this machine, and what went wrong in it."""

    page: object
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser) -> Iterator:
    """Open pages whose every request off this machine is refused and written down."""
    with _visits(browser) as open_page:
        yield open_page


@pytest.fixture(scope="module")
def visit_long(browser) -> Iterator:
    """Open pages that several tests share."""
    with _visits(browser) as open_page:
        yield open_page


@contextlib.contextmanager
def _visits(browser) -> Iterator:
    contexts = []

    def open_page(
        *, scripts: bool = True, width: int = 1280, dark: bool = False, offline: bool = False
    ) -> Visit:
        context = browser.new_context(
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        context.set_default_timeout(30_000)
        if offline:
            context.set_offline(True)
        contexts.append(context)
        opened = Visit(context.new_page())
        context.route("**/*", lambda route: _allow(route, opened))
        opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
        return opened

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def check_accessibility():
    """List what axe-core finds wrong with a page: the rule and where."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()

    def check(page, context: str | None = None) -> list[str]:
        found = axe.run(page, context=context).response["violations"]
        return [
            f"{rule['id']}: {node['target']}: {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ]

    return check


def _allow(route, opened: Visit) -> None:
    url = route.request.url
    if url.startswith(("http://127.0.0.1:", "http://localhost:", "file:", "data:", "blob:")):
        route.continue_()
    else:
        opened.outside.append(url)
        route.abort()


def _die_with_parent() -> None:
    """Leave no server behind when the test process is killed."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL("libc.so.6").prctl(1, signal.SIGTERM)


def _environment(home: Path, token: str) -> dict[str, str]:
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "JPY_", "IPYTHON"))
    }
    folders = {
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "IPYTHONDIR": "ipython",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }
    own = {name: str(home / folder) for name, folder in folders.items()}
    return kept | own | {"JUPYTER_TOKEN": token, "JUPYTER_PREFER_ENV_PATH": "1"}


def _command(root: Path) -> list[str]:
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0",
        f"--ServerApp.root_dir={root}", "--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None",
        "--LabApp.extension_manager=readonly", "--ServerApp.shutdown_no_activity_timeout=600",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    return command + ["--allow-root"] * (getattr(os, "geteuid", lambda: 1)() == 0)


def _wait(process: subprocess.Popen, info: Path, token: str, log: Path) -> str:
    """Wait until the server answers, and return its address; the port is its own choice."""
    end = time.monotonic() + BOOT_SECONDS
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError, ValueError):
            url = json.loads(info.read_text())["url"].rstrip("/")
            request = urllib.request.Request(f"{url}/api/status", headers={"Authorization": f"token {token}"})
            if urllib.request.urlopen(request, timeout=2).status == 200:
                return url
        time.sleep(0.1)
    raise RuntimeError(log.read_text()[-2000:])


@contextlib.contextmanager
def _serve(root: Path, home: Path) -> Iterator[tuple[str, str]]:
    token, log = secrets.token_urlsafe(24), home / "lab.log"
    (home / "runtime").mkdir(parents=True)
    for name, value in SETTINGS.items():
        path = home / "settings/@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))
    with log.open("wb") as stream:
        process = subprocess.Popen(
            _command(root), env=_environment(home, token), stdin=subprocess.DEVNULL, stdout=stream,
            stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_die_with_parent,
        )  # fmt: skip
        try:
            yield _wait(process, home / f"runtime/jpserver-{process.pid}.json", token, log), token
        finally:
            process.terminate()  # stops its kernels too
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@dataclass
class Lab:
    """A running JupyterLab on a folder of notebooks."""

    url: str
    token: str
    root: Path
    home: Path

    def trust(self, name: str) -> None:
        """Sign a notebook, as its owner would by running it."""
        subprocess.run(
            [sys.executable, "-m", "jupyter", "trust", str(self.root / name)],
            env=_environment(self.home, self.token),
            check=True,
            capture_output=True,
        )

    def open(self, page, name: str) -> None:
        """Open a notebook alone in a fresh workspace and wait for its kernel."""
        workspace = secrets.token_hex(4)
        page.goto(f"{self.url}/doc/workspaces/auto-{workspace}/tree/{name}?token={self.token}")
        page.wait_for_function(READY, timeout=60_000)

    def run(self, page) -> list[dict]:
        """Run all cells and return their outputs, one list of them for each code cell."""
        page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
        page.wait_for_function(DONE, timeout=120_000)
        return page.evaluate(OUTPUTS)

    def close(self, page) -> None:
        """Stop the kernel."""
        page.evaluate("jupyterapp.shell.currentWidget.sessionContext.shutdown()")


READY = (
    "window.jupyterapp?.shell?.currentWidget?.context?.isReady"
    " && jupyterapp.shell.currentWidget.sessionContext?.session?.kernel?.status === 'idle'"
)
CELLS = "jupyterapp.shell.currentWidget.content.widgets.filter(cell => cell.model.type === 'code')"
DONE = f"{CELLS}.every(cell => cell.model.executionCount !== null && cell.model.executionState !== 'running')"
OUTPUTS = f"{CELLS}.map(cell => cell.model.outputs.toJSON())"


@pytest.fixture(scope="session")
def lab(tmp_path_factory) -> Iterator[Lab]:
    """One JupyterLab for all tests, on an empty folder that tests copy notebooks into."""
    root, home = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("jupyter")
    _find_chromium()
    with _serve(root, home) as (url, token):
        yield Lab(url, token, root, home)
