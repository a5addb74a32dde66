"""A whole preview, as `digest serve` runs it: files are saved, and what is served and told is looked at."""

import http.client
import json
import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import config, desktop, fetching, pipeline, premises
from digest.entries import file, store
from digest.errors import DigestError, Problem, TemplateError
from digest.model import Page
from digest.preview import serving
from digest.preview.serving import Made, serve
from digest.preview.shown import Proof, Shown
from digest.preview.watching import Watch
from digest.rendering.press import Unmade
from tests import searching
from tests.conftest import REPOSITORY

LONG = 60.0  # seconds after which something is taken never to come: far longer than any machine needs
NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)
CONFIG = """[site]
title = "Test"
base_url = "https://example.org/some/path/"

[[sources]]
name = "Desk"
path = "seeds"

[[topics]]
name = "Town"
keywords = ["harbour"]
"""
ENTRY = "---\nid: {id}\ntitle: {title}\nsource: {source}\ndate: 2026-11-10T08:00:00Z\n---\n{text}\n"
LONGER = "\n\n".join(f"Paragraph {i} of a text that is long enough for a page of its own." for i in range(30))


def lay_down(root: Path) -> None:
    """A small digest: two issues, a text in seeds/, a sheet in static/."""
    for path, text in {
        "digest.toml": CONFIG,
        "content/2026-11-09/first.md": ENTRY.format(id="first", title="The first", source="Desk", text="Old words about the harbour."),
        "content/2026-11-10/second.md": ENTRY.format(id="second", title="The second", source="Desk", text=LONGER),
        "content/2026-11-10/_issue.md": "---\ntitle: A good day\n---\nGood morning.\n",
        "seeds/own.md": "# Our own text\n\nSaid by ourselves.\n",
        "static/notes.txt": "Ours.\n",
    }.items():
        write(root / path, text)


def write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))


def desk(root: Path, *, follow: bool = False) -> desktop.Desktop:
    return desktop.Desktop(lambda: config.load(root / "digest.toml"), lambda: NOW, offline=True, follow=follow)


# ── a preview, running ───────────────────────────────────────────────────────────────────────────


class Preview:
    """A preview of `root` in a thread, and one who looks at it."""

    def __init__(self, root: Path, *, port: int = 0, follow: bool = False) -> None:
        self.root, self.said = root, list[str]()
        self.built: queue.SimpleQueue[frozenset[Path]] = queue.SimpleQueue()
        self._flushed = 0
        self._over = threading.Event()
        self.desk = desk(root, follow=follow)
        started: queue.SimpleQueue[str | BaseException] = queue.SimpleQueue()

        def run() -> None:
            paths, base = self.desk.watched(), self.desk.root
            try:
                serve(self.build, paths, host="127.0.0.1", port=port, root=base, say=self.said.append, started=started.put)
            except BaseException as error:
                started.put(error)

        self._thread = threading.Thread(target=run)
        self._thread.start()
        address = started.get(timeout=LONG)
        if isinstance(address, BaseException):
            self._thread.join()
            raise address
        self.address = address
        self.port, self.base = int(address.split(":")[2].split("/")[0]), "/" + address.split("/", 3)[3]

    def build(self, changed: frozenset[Path]) -> Made:
        if self._over.is_set():
            raise KeyboardInterrupt  # as if somebody had pressed Ctrl-C
        made = Made(*self.desk.build(changed))
        self._paths = [page.path for page in made.pages]
        return made

    def stop(self) -> None:
        self._over.set()
        write(self.root / "static/stop.txt", "")
        self._thread.join(LONG)
        assert not self._thread.is_alive()

    def save(self, path: str, text: str | bytes | None) -> None:
        """Save a file, or delete it, and wait until what came of it is shown."""
        if text is None:
            (self.root / path).unlink()
        else:
            write(self.root / path, text)
        self._wait_for(path)
        self._flushed += 1  # what it led to by itself, as a text in seeds/ does, comes before this
        write(self.root / "static/flush.txt", str(self._flushed))
        self._wait_for("static/flush.txt")

    def _wait_for(self, path: str) -> None:
        while not any((self.root / path).is_relative_to(changed) for changed in self.built.get(timeout=LONG)):  # or a new folder it is in
            pass

    def page(self, path: str = "") -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        try:
            line.request("GET", self.base + path)
            reply = line.getresponse()
            return reply.status, reply.read().decode("utf-8", "replace")
        finally:
            line.close()

    def pages(self) -> dict[str, tuple[int, str]]:
        """Every page as it is served, without the number of the build."""
        own = {path: self.page(path) for path in self._paths if path != "flush.txt"}
        return {path: (status, text.partition("data-number=")[0] + text.partition(" defer>")[2]) for path, (status, text) in own.items()}

    def live(self) -> Iterator[Any]:
        """What those are told who listen: where we are, then all that comes."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        line.request("GET", f"{self.base}@digest/live")
        with line.getresponse() as said:
            while text := said.readline():
                if text.startswith(b"data: "):
                    yield json.loads(text.removeprefix(b"data: "))
        line.close()

    def problems(self) -> list[dict[str, str]]:
        """What is shown to be wrong."""
        listening = self.live()
        try:
            found: list[dict[str, str]] = next(listening)["problems"]
            return found
        finally:
            listening.close()  # type: ignore[attr-defined]


Start = Callable[..., Preview]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay_down(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def told_when_it_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each preview is told of what was built when it is shown."""
    real = serving._build

    def build(build: Any, changed: frozenset[Path], *more: Any) -> None:
        real(build, changed, *more)
        if isinstance(getattr(build, "__self__", None), Preview):
            build.__self__.built.put(changed)

    monkeypatch.setattr(serving, "_build", build)


@pytest.fixture
def start(root: Path) -> Iterator[Start]:
    with ExitStack() as stack:

        def start(**how: Any) -> Preview:
            preview = Preview(root, **how)
            stack.callback(preview.stop)
            return preview

        yield start


SECOND = "content/2026-11-10/second.md"


def entry(title: str = "The second", text: str = "New words of ours.", more: str = "") -> str:
    return f"---\nid: {title}\ntitle: {title}\nsource: Desk\n{more}---\n{text}\n"


# ── saved, and seen ──────────────────────────────────────────────────────────────────────────────


def test_what_is_saved_is_served(start: Start) -> None:
    preview = start()
    assert "Our own text" in preview.page()[1]  # what lies in seeds/ has come in
    preview.save(SECOND, entry())
    assert "New words of ours." in preview.page()[1]
    preview.save("content/2026-11-10/third.md", entry("The third"))
    assert "The third" in preview.page("issues/2026-11-10/")[1]
    preview.save("content/2026-11-10/third.md", None)
    assert "The third" not in preview.page("issues/2026-11-10/")[1]
    preview.save("content/2026-11-12/third.md", entry("The third"))  # a new issue
    assert "The third" in preview.page()[1]
    assert any(line.startswith("Built again: ") for line in preview.said)


def test_those_who_listen_are_told_which_pages_changed(start: Start) -> None:
    preview = start()
    listening = preview.live()
    assert next(listening)["changed"] is None
    write(preview.root / SECOND, entry())
    changed = set[str]()
    while "feed.xml" not in changed:
        changed.update(next(listening)["changed"])
    assert {"index.html", "issues/2026-11-10/index.html", "issues/2026-11-10/second/index.html"} <= changed
    assert not {"assets/style.css", "issues/2026-11-09/feed.xml", "about/index.html"} & changed


@pytest.mark.parametrize("where", ["static", "templates"])
def test_a_sheet_that_is_saved_is_told_as_that(start: Start, root: Path, where: str) -> None:
    write(root / where / "assets/style.css", "body { color: green }")
    preview = start()
    listening = preview.live()
    next(listening)
    write(root / where / "assets/style.css", "body { color: red }")
    assert next(listening)["changed"] == ["assets/style.css"]
    assert preview.page("assets/style.css") == (200, "body { color: red }")


def test_drafts_are_shown_and_marked(start: Start) -> None:
    preview = start()
    preview.save("content/2026-11-10/third.md", entry("The third", more="draft: true\n"))
    text = preview.page("issues/2026-11-10/")[1]
    assert '<p class="mark">Draft</p>' in text[text.index("The third") :]
    preview.save("content/2026-11-10/_issue.md", "---\ndraft: true\n---\n")
    assert '<li class="mark">Draft</li>' in preview.page("issues/2026-11-10/")[1]


def test_a_text_in_seeds_comes_in_when_it_is_saved(start: Start) -> None:
    preview = start()
    preview.save("seeds/another.txt", "Another text of ours\n\nWith words in it.\n")
    assert "Another text of ours" in preview.page()[1]
    preview.save("seeds/own.md", "# Our own text, corrected\n\nSaid by ourselves.\n")
    assert "Our own text, corrected" in preview.page()[1]


def test_a_source_that_comes_to_the_settings_is_read_and_watched(start: Start, root: Path) -> None:
    write(root / "more/text.md", "# From a new source\n\nWords.\n")
    preview = start()
    assert "From a new source" not in preview.page()[1]
    preview.save("digest.toml", CONFIG + '\n[[sources]]\nname = "More"\npath = "more/*.md"\n')
    assert "From a new source" in preview.page()[1]
    preview.save("more/other.md", "# Another from there\n\nWords.\n")
    assert "Another from there" in preview.page()[1]


def test_a_page_of_the_last_time_that_is_made_only_now_leaves_no_trace_in_the_newer_ones(root: Path) -> None:
    def page(pages: Sequence[Page], path: str) -> bytes:
        return next(page.content for page in pages if page.path == path)

    desktop = desk(root)
    before = desktop.build(frozenset())[0]
    write(root / "digest.toml", CONFIG.replace("https://example.org/", "https://example.net/"))
    after = desktop.build(frozenset({root / "digest.toml"}))[0]
    assert b"example.org" in page(before, "feed.xml")
    assert b"example.org" not in page(after, "feed.xml")


def test_the_first_build_tells_how_far_it_is_and_reads_what_was_noted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told, read = list[str](), list[str]()
    was = file.parse
    monkeypatch.setattr(file, "parse", lambda text, **how: read.append(how["path"]) or was(text, **how))
    monkeypatch.setattr(store, "_TICK", -(10**15))  # as if nobody had touched a file for a while

    @contextmanager
    def progress() -> Iterator[premises.Progress]:
        yield lambda doing, done, of: told.append(doing)
        told.append("over")

    def begun() -> desktop.Desktop:
        desk = desktop.Desktop(lambda: config.load(root / "digest.toml"), lambda: NOW, offline=True, follow=False, progress=progress)
        desk.build(frozenset())
        return desk

    begun()
    assert list(dict.fromkeys(told)) == ["Reading", "Grouping", "Rendering", "over"]
    assert SECOND in read
    read.clear()
    desk = begun()
    assert read == []
    told.clear()
    write(root / SECOND, entry("Corrected"))
    pages = {page.path: page for page in desk.build(frozenset({root / SECOND}))[0]}
    assert b"Corrected" in pages["issues/2026-11-10/index.html"].content
    assert told == []
    assert {Path(path).parent for path in read} == {Path(SECOND).parent}


# ── the page of what was edited ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "text", "go"),
    [
        (SECOND, entry(text=LONGER), "issues/2026-11-10/second/index.html"),
        ("content/2026-11-09/first.md", entry("The first"), "issues/2026-11-09/index.html#first"),
        ("content/2026-11-09/_issue.md", "Hello.\n", "issues/2026-11-09/index.html"),
        ("content/2026-11-09/new.md", entry("New"), "issues/2026-11-09/index.html#new"),
        ("content/2026-11-09/hidden.md", entry("Hidden", more="hide: true\n"), ""),
        ("seeds/own.md", "# Our own text, corrected\n\nSaid by ourselves.\n", "issues/2026-11-10/index.html#our-own-text"),
        ("static/notes.txt", "Mine.", ""),
        ("digest.toml", CONFIG.replace("Test", "Tested"), ""),
    ],
)
def test_follow(root: Path, path: str, text: str, go: str) -> None:
    desktop = desk(root, follow=True)
    assert desktop.build(frozenset())[2] == ""
    write(root / path, text)
    assert desktop.build(frozenset({root / path}))[2] == go
    if go:
        pages = {page.path: page.content for page in desktop.build(frozenset())[0]}
        target, _, anchor = go.partition("#")
        assert not anchor or f'id="{anchor}"'.encode() in pages[target]


def test_follow_goes_nowhere_when_many_are_saved_at_once(root: Path) -> None:
    desktop = desk(root, follow=True)
    desktop.build(frozenset())
    assert desktop.build(frozenset({root / SECOND, root / "content/2026-11-09/first.md"}))[2] == ""


# ── what is wrong ────────────────────────────────────────────────────────────────────────────────

WRONG: dict[str, tuple[str, str | bytes, str]] = {
    "a template": (
        "templates/home.html",
        "{% extends 'base.html' %}\n{% block page %}\n{{ no_such_name }}{% endblock %}",
        "templates/home.html:3",
    ),
    "a template that is no template": ("templates/home.html", "\n\n{% if %}", "templates/home.html:3"),
    "front matter": (SECOND, "---\ntitle: [\n---\nx", SECOND),
    "a key in _issue.md": ("content/2026-11-10/_issue.md", "---\ntitel: x\n---\n", "content/2026-11-10/_issue.md:2"),
    "bytes that are no text": (SECOND, b"---\ntitle: x\n---\n\xff\xfe", f"{SECOND}:4"),
    "a key in the settings": ("digest.toml", CONFIG.replace("[[topics]]", "[[topcis]]"), "digest.toml"),
    "settings that are no TOML": ("digest.toml", "[site\n", "digest.toml"),
    "settings that are gone": ("digest.toml", None, "digest.toml"),
    "a source that is not there": ("digest.toml", CONFIG.replace('path = "seeds"', 'path = "saat"'), "Desk"),
    "a text that nothing can be made of": ("seeds/own.md", "\n", "seeds/own.md"),
}  # type: ignore[dict-item]


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_until_it_is_mended(start: Start, root: Path, what: str) -> None:
    path, text, where = WRONG[what]
    good = (root / path).read_bytes() if (root / path).exists() else None
    preview = start()
    assert preview.problems() == []
    before = preview.pages()
    preview.save(path, text)
    told = preview.problems()
    assert len(told) == 1
    assert where in Path(told[0]["where"]).as_posix()
    assert len([line for line in preview.said if line.startswith("error: ")]) == 1
    for page in before:  # the last good ones, or those of all that is good
        assert preview.page(page)[0] == 200 or path == SECOND
    assert "@digest/live.js" in preview.page()[1]
    other = "content/2026-11-09/first.md"
    old = (root / other).read_bytes()
    preview.save(other, entry("The first", "Other words."))
    assert preview.problems() == told  # another save does not make it good
    assert len([line for line in preview.said if line.startswith("error: ")]) == 1  # and it is not said again
    preview.save(other, old)
    preview.save(path, good)
    assert preview.problems() == []
    assert preview.pages() == before
    assert "Nothing is wrong any more." in preview.said


def test_a_fault_of_our_own_ends_nothing(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = start()
    good = preview.page()[1]
    real = desktop.edition

    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("a bug")

    monkeypatch.setattr(desktop, "edition", broken)
    preview.save(SECOND, entry())
    [told] = preview.problems()
    assert "RuntimeError: a bug" in told["what"]
    assert told["where"].startswith("test_serving.py:")
    assert preview.page()[1].partition("<body")[2] == good.partition("<body")[2]
    monkeypatch.setattr(desktop, "edition", real)
    preview.save(SECOND, entry())
    assert preview.problems() == []
    assert "New words of ours." in preview.page()[1]


def test_a_preview_may_begin_with_what_is_wrong(start: Start, root: Path) -> None:
    write(root / "templates/base.html", "{% if %}")
    preview = start()
    assert preview.problems()[0]["where"] == "templates/base.html:1"
    status, text = preview.page()
    assert (status, "@digest/live.js" in text) == (404, True)
    preview.save("templates/base.html", None)
    assert preview.problems() == []
    assert preview.page()[0] == 200


def test_another_path_of_the_site_asks_for_another_preview(start: Start) -> None:
    preview = start()
    preview.save("digest.toml", CONFIG.replace("/some/path/", "/elsewhere/"))
    [told] = preview.problems()
    assert "stays at /some/path/" in told["what"]
    assert preview.page()[0] == 200


# ── what is looked at comes first ────────────────────────────────────────────────────────────────


class Pages(dict[str, str]):
    """Pages that put down in which order they are made."""

    def __init__(self, **pages: str) -> None:
        super().__init__(pages)
        self.made: list[str] = []

    def build(self, *problems: Problem, go: str = "") -> Made:
        def make(path: str) -> bytes:
            self.made.append(path)
            if self[path] == "broken":
                raise TemplateError(Problem(path, "is broken"))
            return self[path].encode()

        return Made([Unmade(path, partial(make, path)) for path in self], problems, go)


@pytest.fixture
def shown() -> Iterator[Shown]:
    with serving._serving("127.0.0.1", 0, "/") as (shown, _):
        shown.show([Page("a", b"1"), Page("b", b"1"), Page("c", b"1"), Page("x.css", b"1"), Page("gone", b"1")], ())
        yield shown


def contents(proof: Proof) -> dict[str, bytes]:
    return {path: page.content for path, page in proof.pages.items()}


def test_what_is_looked_at_is_made_and_shown_before_the_rest(shown: Shown) -> None:
    pages = Pages(**{"a": "2", "b": "2", "c": "2", "new": "2", "x.css": "2"})
    with shown.looking(["b", "gone", "nowhere"]):
        showing = serving._showing(pages.build(go="c#anchor"), shown, Watch([]))
        first = next(showing)
    assert pages.made == ["b", "c", "x.css"]
    assert contents(first) == {"a": b"1", "b": b"2", "c": b"2", "x.css": b"2"}
    assert (first.changed, first.go) == (["b", "c", "gone", "x.css"], "c#anchor")
    [whole] = showing
    assert (contents(whole), whole.changed, whole.go) == (dict.fromkeys(pages, b"2"), ["a", "new"], "")
    assert shown.looked_at() == set()


def test_the_rest_is_left_to_the_next_build_where_somebody_saves_again(shown: Shown) -> None:
    pages, watch = Pages(a="2", b="2", c="2"), Watch([])
    with shown.looking(["c"]):
        showing = serving._showing(pages.build(), shown, watch)
        next(showing)
        watch._changes.put(Path("saved"))
        assert list(showing) == []
        assert pages.made == ["c"]
        assert contents(shown.proof) == {"a": b"1", "b": b"1", "c": b"2"}
        watch.settled()
        assert contents(list(serving._showing(pages.build(), shown, watch))[-1]) == dict.fromkeys("abc", b"2")


def test_the_first_build_is_shown_whole_once_one_of_each_kind_is_made() -> None:
    pages, watch = Pages(**dict.fromkeys(("a/1/index.html", "a/2/index.html", "b.html"), "1")), Watch([])
    watch._changes.put(Path("saved"))
    with serving._serving("127.0.0.1", 0, "/") as (shown, _), shown.looking(["b.html"]):
        showing = serving._showing(pages.build(go="b.html"), shown, watch)
        proof = next(showing)
        assert pages.made == ["a/1/index.html", "b.html"]
        assert (list(proof.pages), proof.go) == (list(pages), "b.html")
        assert proof.pages["a/2/index.html"].content == b"1"  # made for who asks for it
        assert list(showing) == []  # somebody has saved: the rest is left to the next build
        watch.settled()
        assert [proof.changed for proof in serving._showing(pages.build(), shown, watch)] == [(), ()]


def test_a_preview_begins_before_all_pages_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    pages, said = Pages(**{"a/1/index.html": "1", "a/2/index.html": "broken", "b.html": "1"}), list[str]()
    with serving._serving("127.0.0.1", 0, "/") as (shown, _):
        serving._build(lambda _: pages.build(), frozenset(), shown, Watch([]), said.append, lambda: said.append(f"begun: {pages.made}"))
    assert said == ["begun: ['a/1/index.html', 'b.html']", "error: a/2/index.html: is broken"]


def test_a_preview_that_can_show_nothing_begins_all_the_same() -> None:
    begun = list[bool]()
    with serving._serving("127.0.0.1", 0, "/") as (shown, _):
        serving._build(lambda _: Pages(a="broken").build(), frozenset(), shown, Watch([]), lambda _: None, lambda: begun.append(True))
    assert begun == [True]


def test_what_was_wrong_is_wrong_until_it_can_be_made(shown: Shown) -> None:
    """A template that is broken, of a page that nobody looks at: each save shows what it can, and the fault all the while."""
    pages, said, watch = Pages(a="2", b="broken", c="2"), list[str](), Watch([])

    def save(*problems: Problem) -> None:
        serving._build(lambda _: pages.build(*problems), frozenset({Path("saved")}), shown, watch, said.append)

    broken, other = Problem("b", "is broken"), Problem("entry.md", "has no title")
    with shown.looking(["a"]):
        save()
        assert (shown.proof.problems, contents(shown.proof)) == ((broken,), {"a": b"2", "b": b"1", "c": b"1"})
        pages["a"] = "3"
        assert next(serving._showing(pages.build(other), shown, watch)).problems == (broken, other)
        assert contents(shown.proof)["a"] == b"3"
        save(other)
        save()
        assert shown.proof.problems == (broken,)
        assert said.count(f"error: {broken}") == 1
        pages["b"] = "3"
        assert next(serving._showing(pages.build(), shown, watch)).problems == ()  # before all are made
        save()
        assert (shown.proof.problems, contents(shown.proof)) == ((), {"a": b"3", "b": b"3", "c": b"2"})


def test_a_page_that_nobody_asked_for_is_not_made_once_there_is_a_newer_one() -> None:
    """It is of what the site was made of then, in which something may have been wrong that was mended."""
    before, said, watch = Pages(**{"a/1/index.html": "1", "a/2/index.html": "broken"}), list[str](), Watch([])
    after = Pages(**{"a/1/index.html": "1", "a/2/index.html": "2"})
    with serving._serving("127.0.0.1", 0, "/") as (shown, _):
        serving._build(lambda _: before.build(), frozenset(), shown, watch, said.append)
        assert [problem.where for problem in shown.proof.problems] == ["a/2/index.html"]
        before.made.clear()
        serving._build(lambda _: after.build(), frozenset({Path("saved")}), shown, watch, said.append)
        assert (shown.proof.problems, contents(shown.proof)["a/2/index.html"]) == ((), b"2")
        assert before.made == []
    assert said[-1] == "Nothing is wrong any more."


def test_a_page_that_is_looked_at_and_broken_stays_as_it_was(shown: Shown) -> None:
    with shown.looking(["b"]):
        [proof] = serving._showing(Pages(a="2", b="broken", c="2").build(), shown, Watch([]))
    assert (len(proof.problems), contents(shown.proof)) == (1, {"a": b"1", "b": b"1", "c": b"1", "x.css": b"1", "gone": b"1"})


def test_one_page_of_each_kind_is_tried_before_the_others(shown: Shown) -> None:
    pages = Pages(**dict.fromkeys(("i/1/index.html", "i/2/index.html", "i/1/e/index.html", "i/1/f/index.html", "about/index.html"), "2"))
    list(serving._showing(pages.build(), shown, Watch([])))
    assert pages.made == ["i/1/index.html", "i/1/e/index.html", "about/index.html", "i/2/index.html", "i/1/f/index.html"]


# ── ports, and the end ───────────────────────────────────────────────────────────────────────────


def test_a_port_that_is_taken_leads_to_the_next(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    first = start()
    assert not any("taken" in line for line in first.said)  # no port was asked for
    second = start(port=first.port)
    assert first.port < second.port < first.port + serving.PORTS
    assert second.said[0] == f"Port {first.port} is taken; this is {second.port}."
    assert second.page()[0] == 200
    monkeypatch.setattr(serving, "PORTS", 1)
    with pytest.raises(DigestError, match=f"no port from {first.port} to {first.port} is free"):
        start(port=first.port)


def test_the_last_port_has_no_next(start: Start) -> None:
    with socket.socket() as taken:
        try:
            taken.bind(("127.0.0.1", 65535))
            taken.listen()
        except OSError:
            pytest.skip("somebody has the last port")
        with pytest.raises(DigestError, match="no port from 65535 to 65535 is free"):
            start(port=65535)


def test_a_host_that_is_not_ours() -> None:
    with pytest.raises(DigestError, match="--host"):
        serve(lambda _: Made((), ()), [], host="192.0.2.1", port=8000, root="/", say=print, started=print)


def test_nothing_is_left_when_it_ends(root: Path) -> None:
    before = set(threading.enumerate())
    preview = Preview(root)
    listening = preview.live()
    next(listening)  # somebody still listens
    preview.stop()
    assert set(threading.enumerate()) <= before
    assert list(listening) == []  # and is hung up on
    with pytest.raises(ConnectionRefusedError):
        preview.page()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_ctrl_c_ends_the_command_with_130(root: Path) -> None:
    command = [sys.executable, "-m", "digest", "serve", "--offline", "--port", "0", "-c", str(root / "digest.toml")]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "error", "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as run:
        assert run.stderr
        said = []
        while not said or not said[-1].startswith("Serving http://127.0.0.1:"):
            said.append(run.stderr.readline())
            assert said[-1], said
        assert said[-1].endswith("/some/path/ (watching by events; Ctrl-C ends it)\n")
        line = http.client.HTTPConnection(said[-1].split("/")[2], timeout=LONG)
        line.request("GET", "/some/path/@digest/live")
        with line.getresponse() as listening:  # as a browser does
            assert listening.readline()
            run.send_signal(signal.SIGINT)
            try:
                out, err = run.communicate(timeout=LONG)
            finally:
                run.kill()
        line.close()
    assert (run.returncode, out, err.splitlines()[-1:]) == (130, "", ["interrupted"])
    assert "Traceback" not in err
    assert "never retrieved" not in err
    assert "was destroyed" not in err


# ── nothing is left behind, nothing is stale ─────────────────────────────────────────────────────


def every_file(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("backwards", [False, True])
def test_a_session_leaves_the_site_as_it_was(start: Start, root: Path, backwards: bool) -> None:
    """Everything is edited and put back, one after the other: site/ was not touched, and content/ says what it said.

    Each save is waited for. Put back at once, a text in seeds/ could be read as it was edited and its entry as it was
    before: then the entry is untouched, follows its text, and says that it was updated when that is put back, too.
    """
    project = config.load(root / "digest.toml")
    fetching.fetch(project, now=NOW, offline=True)
    write(root / "templates/about.html", "{% extends 'digest/about.html' %}")
    write(root / "static/assets/style.css", "body { color: green }")
    pipeline.publish(project, pipeline.edition(project))
    site, seen = every_file(root / "site"), (root / "content/seen.txt").read_bytes()
    assert len(site) > 20
    kept = {path: (root / path).read_bytes() for path in sorted(every_file(root)) if not path.startswith(("site/", ".digest/"))}
    del kept["content/seen.txt"]
    assert {path.partition("/")[0] for path in kept} == {"content", "digest.toml", "seeds", "static", "templates"}
    preview = start()
    edited = {path: raw.replace(b"Test", b"Tested") if path == "digest.toml" else raw + b"\nEdited.\n" for path, raw in kept.items()}
    for edits in (edited, dict.fromkeys([SECOND, "static/notes.txt"]), {"content/2026-11-10/new.md": entry("New")}):
        for path, raw in edits.items():
            preview.save(path, raw)
    assert "Tested" in preview.page()[1]
    for path in sorted(kept, reverse=backwards):
        preview.save(path, kept[path])
    preview.save("content/2026-11-10/new.md", None)
    assert preview.problems() == []
    assert every_file(root / "site") == site
    assert {path: raw for path, (raw, _) in every_file(root).items() if path in kept} == kept
    assert {f"content/{path}" for path in every_file(root / "content")} - kept.keys() == {"content/seen.txt"}
    assert (root / "content/seen.txt").read_bytes().startswith(seen)  # it is only ever added to


DAYS = ("2026-11-08", "2026-11-09", "2026-11-10", "next")
SETTINGS = (
    CONFIG,
    CONFIG.replace("harbour", "bridges"),
    CONFIG + '\n[[topics]]\nname = "Country"\nkeywords = ["meadow"]\n',
    CONFIG.replace("Test", "Tested"),
    CONFIG.replace("[[sources]]", 'language = "de"\ntimezone = "Asia/Tokyo"\n\n[[sources]]', 1),
    CONFIG.replace('path = "seeds"', 'path = "seeds"\nlimit = 1\ntopic = "Town"'),
    CONFIG.replace("[[sources]]", 'publish = "closed"\n\n[[sources]]', 1),
    CONFIG.replace("[[sources]]", 'desk = "Others"\n\n[[sources]]', 1),
    "[site\n",
)
NAMES = st.sampled_from(["a", "b", "c", "d"])
TEXTS = st.sampled_from(
    ["Words of one.", "Words of two.", "Of the harbour", "Of the bridges", "A meadow here", LONGER, LONGER + " The end", ""]
)


@st.composite
def entries(draw: st.DrawFn) -> str:
    """Few values each, so that entries often agree: in id, story, title. Some texts are of one length: size and time may stay."""
    lines = [f"id: {draw(NAMES)}", f"title: Title {draw(NAMES)}", f"source: {draw(st.sampled_from(['Desk', 'Else', 'C', 'C#']))}"]
    for line in ("topic: Town", "story: one", "pin: true", "hide: true", "draft: true", "note: A *note*", "aliases: [old]", "extra: more"):
        if draw(st.integers(0, 5)) == 0:
            lines.append(line)
    if draw(st.booleans()):
        lines.append(f"date: 2026-11-0{draw(st.integers(1, 9))}T0{draw(st.integers(0, 9))}:00:00Z")
    if draw(st.integers(0, 15)) == 0:
        lines.append("date: [")
    return "\n".join(["---", *lines, "---", draw(TEXTS), ""])


@st.composite
def editorials(draw: st.DrawFn) -> str:
    lines = [line for line in ("title: Named", "number: 7", "draft: true", "topics: [More]", "pins: [a]") if draw(st.integers(0, 3)) == 0]
    return "\n".join(["---", *lines, "---", draw(st.sampled_from(["", "Hello.", "Adieu."]))])


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, ...]:
    """One edit, as words: what is done, to which path, and with what."""
    place = f"content/{draw(st.sampled_from(DAYS))}"
    kind = draw(
        st.sampled_from(["entry"] * 4 + ["move"] * 2 + ["delete", "issue", "settings", "seed", "static", "template", "folder", "rename"])
    )
    match kind:
        case "entry":
            return ("write", f"{place}/{draw(NAMES)}.md", draw(entries()))
        case "move":
            return ("move", f"{place}/{draw(NAMES)}.md", f"content/{draw(st.sampled_from(DAYS))}/{draw(NAMES)}.md")
        case "delete":
            return ("delete", f"{place}/{draw(NAMES)}.md")
        case "issue":
            return draw(st.sampled_from([("delete", f"{place}/_issue.md"), ("write", f"{place}/_issue.md", draw(editorials()))]))
        case "settings":
            return ("write", "digest.toml", draw(st.sampled_from(SETTINGS)))
        case "seed":
            path = f"seeds/{draw(NAMES)}.md"
            return draw(st.sampled_from([("delete", path), ("write", path, f"# Title {draw(NAMES)}\n\n{draw(TEXTS)}")]))
        case "static":
            path = f"static/{draw(st.sampled_from(['notes.txt', 'robots.txt', 'assets/style.css', 'own.html']))}"
            return draw(st.sampled_from([("delete", path), ("write", path, draw(NAMES))]))
        case "template":
            path = f"templates/{draw(st.sampled_from(['assets/style.css', 'entry.html', 'macros.html', 'about.html']))}"
            text = draw(st.sampled_from(["one", "two", "{{ edition.issues|length }}", "{{ site.title }}"]))
            return draw(st.sampled_from([("delete", path), ("delete", path), ("write", path, text)]))
        case "folder":
            return ("remove", place)
        case _:
            return ("move", place, f"content/{draw(st.sampled_from(DAYS))}")


def carry_out(root: Path, edit: tuple[str, ...]) -> frozenset[Path]:
    """Do it, where it can be done; the paths that a watch would tell of."""
    path = root / edit[1]
    match edit:
        case ("write", _, text):
            write(path, text)
        case ("delete", _) if path.exists():
            path.unlink()
        case ("remove", _) if path.exists():
            shutil.rmtree(path)
        case ("move", _, to) if path.exists() and not (root / to).exists():
            (root / to).parent.mkdir(parents=True, exist_ok=True)
            path.rename(root / to)
            return frozenset({path, root / to})
        case _:
            return frozenset()
    return frozenset({path})


def read(pages: dict[str, bytes]) -> tuple[dict[str, bytes], searching.Read]:
    """Pages, and what they have to search in, which a preview has in other files."""
    return {path: content for path, content in pages.items() if not path.startswith("search/index/")}, searching.read(pages)


def afresh(project: Any) -> Any:
    try:
        made = pipeline.edition(project, drafts=True, cache=False)
    except DigestError as error:
        return error.problems
    return {page.path: page.content for page in made.pages}, set(made.problems)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/2026-11-09/first.md", "Old words", "New WORDS"),
        ("templates/about.html", "ours", "MINE"),
        ("digest.toml", '"Test"', '"TEST"'),
        ("seeds/own.md", "Said by", "SAID BY"),
    ],
)
def test_a_save_that_leaves_size_and_time_as_they_were(root: Path, path: str, old: str, new: str) -> None:
    """Clocks of file systems are coarse: two saves of one length may look the same from outside."""
    write(root / "templates/about.html", "{{ site.title }} ours")
    desktop = desk(root)
    desktop.build(frozenset())
    before = (root / path).stat()
    with (root / path).open("r+b") as file:
        text = file.read().replace(old.encode(), new.encode())
        file.seek(0)
        file.write(text)
    os.utime(root / path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (root / path).stat().st_size == before.st_size
    pages = {page.path: page.content for page in desktop.build(frozenset({root / path}))[0]}
    assert read(pages) == read(afresh(config.load(root / "digest.toml"))[0])
    assert any(new.strip('"').encode() in content for content in pages.values())


@settings(max_examples=max(10, settings.default.max_examples // 2))
@given(st.lists(edits(), min_size=1, max_size=12), st.data())
def test_what_is_remembered_shows_no_stale_page(edited: list[tuple[str, ...]], data: st.DataObject) -> None:
    """After any series of edits the preview shows what a build from nothing would: to the byte, and with the same complaints."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        lay_down(root)
        desktop = desk(root)
        desktop.build(frozenset())
        for edit in edited:
            changed = carry_out(root, edit)
            if not changed:
                continue
            try:
                pages, problems, *_ = desktop.build(changed)
                if whole := data.draw(st.booleans(), "the whole is made"):  # or somebody saves again meanwhile, and it is not
                    made = {page.path: page.content for page in pages}
            except DigestError:  # of all that is wrong with a template, another page's may be found first
                assert {type(one) for one in afresh(desktop.project)} == {Problem}, edit
                continue
            if not whole:
                continue
            fresh, complaints = afresh(desktop.project)
            assert read(made) == read(fresh), edit
            assert set(problems) >= complaints, edit
            if (root / "digest.toml").read_text("utf-8") != SETTINGS[-1]:
                assert desktop.project == config.load(root / "digest.toml")
