"""The sites that are looked at as readers and their programs do, each made by `digest build`, as its owner would make it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import REPOSITORY

NOW = "2026-11-22T18:00:00Z"  # after the newest text of the example and of stress/
STRESS = Path(__file__).parent / "stress"
EMPTY = '[site]\ntitle = "Nothing yet"\n'
BROADSHEET = '\n[theme]\nname = "broadsheet"\naccent = "#0B6E4F"\n'
NAMES = ("example", "stress", "empty", "example-broadsheet", "stress-broadsheet")


def make(name: str, folder: Path, base_url: str) -> Path:
    """Build one of NAMES from a copy in `folder`; where its pages are.

    example: the one of this repository. stress: right to left, and full of what is wider than a telephone. empty: without news.
    Of the first two there is one in the broadsheet theme, too.
    """
    folder.mkdir(parents=True)
    kind, _, theme = name.partition("-")
    if kind == "example":
        shutil.copy2(REPOSITORY / "digest.toml", folder)
        for part in ("seeds", "content"):
            shutil.copytree(REPOSITORY / part, folder / part)
    elif kind == "stress":
        shutil.copytree(STRESS, folder, dirs_exist_ok=True)
    else:
        (folder / "digest.toml").write_text(EMPTY, "utf-8")
    if theme:
        settings = (folder / "digest.toml").read_text("utf-8")
        (folder / "digest.toml").write_text(re.sub(r"\n\[theme\].*(\n\w.*)*\n", "", settings) + BROADSHEET, "utf-8")
    command = [sys.executable, "-m", "digest", "build", "--offline", "-q", "--now", NOW, "-u", base_url, "-c", str(folder / "digest.toml")]
    ran = subprocess.run(command, cwd=REPOSITORY, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    return folder / "site"


# What kinds of page there are, and where the first of each lies; the newest issue's comes first.
KINDS = {
    "home": "index.html",
    "issue": "issues/*/index.html",
    "entry": "issues/*/*/index.html",
    "mail": "issues/*/email.html",
    "topic": "topics/*/index.html",
    "topics": "topics/index.html",
    "source": "sources/*/index.html",
    "sources": "sources/index.html",
    "archive": "archive/index.html",
    "search": "search/index.html",
    "about": "about/index.html",
    "404": "no/such/page/at/any/depth",
}


def address(site: Path, kind: str) -> str:
    """The address of a page of that kind, below the site's: the longest of them, for it has the most to go wrong."""
    if kind == "404":
        return KINDS[kind]
    found = max(site.glob(KINDS[kind]), key=lambda path: (path.stat().st_size, path.as_posix()))
    return found.relative_to(site).as_posix().removesuffix("index.html")
