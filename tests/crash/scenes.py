"""Projects on the eve of a run that is to die, and what must hold of them after it, however it went."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from digest.entries import seen
from digest.model import Page
from digest.site import checking
from digest.site.folder import MANIFEST, listed
from tests.conftest import REPOSITORY

BASE = "https://example.org/some/path/"
CONFIG = f"""[site]
title = "Test"
base_url = "{BASE}"
publish = "PUBLISH"

[fetch]
allow_hosts = ["127.0.0.1:9"]
min_interval = 0

[[sources]]
name = "Desk"
path = "seeds"

[[sources]]
name = "Wire"
path = "wire.xml"
first = 5
"""
DEAD = '\n[[sources]]\nname = "Dead"\nurl = "http://127.0.0.1:9/feed.xml"\n'
ITEM = "<item><guid>{n}</guid><title>{title}</title><link>https://wire.example/{n}</link><pubDate>{date}</pubDate><description>{text}</description></item>"
LONG = "\n\n".join(
    f"Paragraph {n} of a text that has a page of its own: the keepers counted the birds twice, and wrote it down." for n in range(8)
)
DRAFT = re.compile(r"\..+\.[0-9]+\.tmp|\.digest-draft\.[0-9a-f]+")
Tree = dict[str, bytes | None]  # path → bytes, None for a folder


class Deaths:
    """The process in which runs die; see dying.py."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.crash.dying"]
        self.process = subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, root: Path, arguments: list[str], **how: Any) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"root": str(root), "arguments": arguments, **how}) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def end(self) -> None:
        self.process.communicate()


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


def wire(*numbers: int, said: str = "As it was told.") -> str:
    items = "".join(
        ITEM.format(n=n, title=f"Report number {n} on the harbour", text=f"{said} {n}", date=f"Mon, 09 Nov 2026 {n:02}:00:00 GMT")
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><link>https://wire.example/</link>{items}</channel></rss>'


@dataclass(frozen=True)
class Scene:
    """A project, laid down by `before`; then people and sources do `meanwhile`, and a run at `now` is to take that in."""

    name: str
    now: str
    meanwhile: Callable[[Path], None] | None = None
    publish: str = "open"

    def lay_down(self, root: Path, deaths: Deaths) -> list[str]:
        """The command that is to die."""
        write(root, "digest.toml", CONFIG.replace("PUBLISH", self.publish))
        for name in ("gull", "tern", "heron"):
            write(root, f"seeds/{name}.txt", f"The {name} was counted\n\nThere is one {name}.\n")
        write(root, "seeds/long.md", f"---\ntitle: A long text about birds\n---\n\n{LONG}\n")
        write(root, "wire.xml", wire(*range(1, 13)))
        write(root, "static/robots-are-welcome.txt", "They are.\n")
        if self.meanwhile:
            done = deaths.run(root, ["build", "--now", "2026-11-10T08:00:00Z"])
            assert done["status"] == 0, done
            self.meanwhile(root)
        return ["build", "--now", self.now]


def _same_day(root: Path) -> None:
    """A correction, news, a text taken out by hand and one edited by hand, a page that goes and one that comes."""
    day = root / "content/2026-11-10"
    write(root, "seeds/gull.txt", "The gull was counted\n\nThere are two gulls by now.\n")
    write(root, "seeds/osprey.txt", f"An osprey came by\n\n{LONG}\n")
    write(root, "wire.xml", wire(*range(5, 16), said="As it is told by now."))
    (day / "the-tern-was-counted.md").unlink()
    (day / "a-long-text-about-birds.md").rename(day / "birds.md")
    heron = day / "the-heron-was-counted.md"
    heron.write_text(heron.read_text("utf-8").replace("one heron", "a heron, by hand"), "utf-8")
    write(root, "digest.toml", (root / "digest.toml").read_text("utf-8") + DEAD)


def _next_day(root: Path) -> None:
    """A new issue; the day before it is led on from."""
    write(root, "seeds/osprey.txt", f"An osprey came by\n\n{LONG}\n")
    write(root, "seeds/gull.txt", "The gull was counted\n\nThere are two gulls by now.\n")
    write(root, "wire.xml", wire(*range(9, 20)))
    write(root, "static/robots-are-welcome.txt", "They still are.\n")
    (root / "static/new").mkdir()
    write(root, "static/new/file.txt", "New.\n")


def _handed_over(root: Path) -> None:
    """What was kept out of sight comes out, where a person has laid down something by hand."""
    _next_day(root)
    write(root, "content/2026-11-10/by-hand.md", "---\ntitle: By hand\n---\n\nA person wrote this.\n")


SCENES = (
    Scene("first", "2026-11-10T08:00:00Z"),
    Scene("same day", "2026-11-10T15:00:00Z", _same_day),
    Scene("next day", "2026-11-11T08:00:00Z", _next_day),
    Scene("handover", "2026-11-11T08:00:00Z", _next_day, publish="closed"),
    Scene("handover into an issue", "2026-11-11T08:00:00Z", _handed_over, publish="closed"),
)


def tree(root: Path) -> Tree:
    """All that the two folders hold, empty folders included."""
    found: Tree = {}
    for folder in ("content", "site"):
        for path in sorted((root / folder).rglob("*")):
            found[path.relative_to(root).as_posix()] = None if path.is_dir() else path.read_bytes()
    return found


def put_back(start: Path, root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(start, root)


# ── what must hold ───────────────────────────────────────────────────────────────────────────────


def torn(before: Tree, now: Tree, after: Tree) -> Iterator[str]:
    """Files that are neither as they were nor as they are to be."""
    for path, raw in now.items():
        if raw is None or any(map(DRAFT.fullmatch, path.split("/"))):
            continue
        if path == "content/seen.txt":
            whole = after[path] or b""
            started = before.get(path) or b""
            told = raw[: len(raw) - len(seen.broken_off(raw.decode()))]  # half of a last line is none to whoever reads it
            if not (raw.startswith(started) and {*told.splitlines()} <= {*whole.splitlines()}):
                yield path
        elif path == f"site/{MANIFEST}":
            files = listed(raw.decode())
            old, new = (listed((one.get(path) or b"").decode()) for one in (before, after))
            if files not in (old, new, old | new):
                yield path
        elif raw not in (before.get(path), after.get(path)):
            yield path
    for path, raw in before.items():
        if raw is not None and path not in now and path in after:
            yield f"{path} is missing"


def lost(now: Tree, after: Tree) -> Iterator[str]:
    """Ids of entries that seen.txt names, and that are nowhere although they are to be."""

    def ids(of: Tree) -> set[str]:
        return {
            found[1]
            for path, raw in of.items()
            if raw and path.startswith("content/") and path.endswith(".md")
            if (found := re.search(r"^id: (\S+)$", raw.decode(), re.MULTILINE))
        }

    said = {line.split()[0] for line in (now.get("content/seen.txt") or b"").decode().splitlines() if line.strip()}
    yield from (said & ids(after)) - ids(now)
    if health := now.get("content/health.json"):
        try:
            json.loads(health)
        except ValueError:
            yield "health.json"


def dead_ends(now: Tree) -> list[str]:
    """Links to pages that are not there, on pages that a reader can come to: from the front page, from feeds and the site map."""
    site = {path.removeprefix("site/"): raw for path, raw in now.items() if raw is not None and path.startswith("site/")}
    if "index.html" not in site:
        return []
    found: list[str] = []
    reached: set[str] = set()
    coming = [path for path in ("index.html", "sitemap.xml", "feed.xml", "rss.xml", "entries.xml", "search/index.html") if path in site]
    while coming:
        page = coming.pop()
        if page in reached:
            continue
        reached.add(page)
        raw = site[page]
        if page.endswith(".html"):
            targets = [target for target, _ in checking.links(Page(page, raw)).targets]
        elif page.endswith(".xml"):
            targets = re.findall(rf"{re.escape(BASE)}[^\s\"'<>&]*", raw.decode())
        else:
            continue
        for target in targets:
            inside = checking.resolve(page, target, BASE)
            if inside is None:
                continue
            if inside[0] in site:
                coming.append(inside[0])
            elif not urlsplit(target).path.endswith(".xsl"):
                found.append(f"{page} → {target}")
    return found


def left_behind(now: Tree) -> list[str]:
    return [path for path in now if DRAFT.fullmatch(path.rpartition("/")[2])]
