"""A browser, and a server of static pages that behaves as hosts of such pages do. Without a browser, these tests are skipped."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.browser import sites
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
ARGUMENTS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run".split()
WITHOUT_BROWSER = "no Chromium that starts: install chromium or Google Chrome, or name one in DIGEST_CHROMIUM"
WITHOUT_AXE = "no axe-core: run `npm install --no-save axe-core vnu-jar`, or name its axe.min.js in DIGEST_AXE"


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One headless Chromium for all tests of this process."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install -e '.[dev]'")
    named = os.environ.get("DIGEST_CHROMIUM")
    found = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
    if not found:
        pytest.skip(WITHOUT_BROWSER)
    with playwright.sync_playwright() as driver:
        try:
            opened = driver.chromium.launch(executable_path=found, args=ARGUMENTS)
        except playwright.Error as error:  # such as a wrapper that only says what to install
            pytest.skip(f"{WITHOUT_BROWSER} ({found}: {error.message.splitlines()[0]})")
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which finds what keeps people out."""
    path = Path(os.environ.get("DIGEST_AXE") or REPOSITORY / "node_modules/axe-core/axe.min.js")
    if not path.is_file():
        pytest.skip(WITHOUT_AXE)
    return path.read_text("utf-8")


# ── the sites, served ────────────────────────────────────────────────────────────────────────────


class Host(SimpleHTTPRequestHandler):
    """Serves folders below a path of two names, and a folder's own 404.html for what is not in it."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".xml": "application/xml", ".svg": "image/svg+xml"}

    def __init__(self, *args: Any, folders: dict[str, Path], **kwargs: Any) -> None:
        self.folders = folders
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        first, second, rest = [*path.lstrip("/").split("/", 2), "", ""][:3]
        self.directory = str(self.folders.get(f"{first}/{second}", REPOSITORY / "no such folder"))
        return super().translate_path("/" + rest)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass  # the browser's own record is what is looked at


@dataclass(frozen=True)
class Served:
    """A built site: where it is on disk, and where it is on the web."""

    folder: Path
    url: str

    def at(self, kind: str) -> str:
        """The address of a page of that kind."""
        return self.url + quote(sites.address(self.folder, kind))


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Served]]:
    """Each site by its name, below a path as a project's pages often are."""
    folders: dict[str, Path] = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, folders=folders))
    found = {}
    for name in sites.NAMES:
        path = f"{name}/sub-path"
        url = f"http://127.0.0.1:{server.server_port}/{path}/"
        folders[path] = sites.make(name, tmp_path_factory.mktemp("sites") / name, url)
        found[name] = Served(folders[path], url)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


# ── a page, watched ──────────────────────────────────────────────────────────────────────────────


@dataclass
class Watched:
    """A tab, and everything that went wrong in it."""

    page: "Page"
    wrong: list[str] = field(default_factory=list)

    def go(self, address: str) -> "Page":
        """Open a page, and put down what it asks for that it should not, or does not get."""
        origin = "/".join(address.split("/")[:3])
        missing = address.endswith(quote(sites.KINDS["404"]))
        page = self.page

        def asked(request: Any) -> None:
            if not request.url.startswith((origin + "/", "data:")):
                self.wrong.append(f"asked elsewhere: {request.url}")

        def answered(response: Any) -> None:
            if response.status >= 400 and not (missing and response.url == address):
                self.wrong.append(f"{response.status}: {response.url}")

        def said(message: Any) -> None:
            if message.type in ("error", "warning") and not (missing and message.location.get("url") == address):
                self.wrong.append(f"console: {message.text}")

        page.on("request", asked)
        page.on("response", answered)
        page.on("console", said)
        page.on("requestfailed", lambda request: self.wrong.append(f"failed: {request.url} {request.failure}"))
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.goto(address)
        return page


Tab = Callable[..., Watched]


@pytest.fixture
def tab(browser: "Browser") -> Iterator[Tab]:
    """tab(width, **how): a new tab of that width. `how` is what playwright knows: color_scheme, forced_colors …"""
    opened: list[BrowserContext] = []

    def new(width: int = 1280, **how: Any) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": 900}, **how)
        opened.append(context)
        return Watched(context.new_page())

    yield new
    for context in opened:
        context.close()
