"""Writing beside the page, in a browser: what is saved is seen, and the reader stays where he was."""

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Tab, Watched
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LONG = 30_000  # milliseconds after which something is taken never to be seen
CONFIG = """[site]
title = "Live"
base_url = "https://example.org/some/path/"
"""
NEWEST = "content/2026-11-10"
FRESH = "fetch(location.href).then(r => r.text()).then(t => new DOMParser().parseFromString(t, 'text/html'))"
PROBLEMS = "#digest\\:problems"


def entry(title: str, text: str, more: str = "", *, story: str = "") -> str:
    source = f"Source {title[-1]}"  # several, for of each only some are shown in full
    story = story or title  # said, or headlines so alike would be taken for one
    return f"---\nid: {title}\ntitle: {title}\nsource: {source}\ntopic: Town\nstory: {story}\n{more}---\n{text}\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "digest.toml", CONFIG)
    write(tmp_path / "static/assets/style.css", "body { color: rgb(0, 0, 1) } main p { margin: 40px 0 }")
    for i in range(60):
        write(tmp_path / NEWEST / f"entry-{i:02}.md", entry(f"Headline {i:02}", f"Words of {i:02}."))
    for day in ("2025-03-01", "2024-03-01"):
        write(tmp_path / f"content/{day}/old.md", entry(f"Of {day}", "Old words."))
    return tmp_path


class Serve:
    """`digest serve` on a project, as a process of its own."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._running: list[subprocess.Popen[str]] = []

    def __call__(self, *options: str) -> str:
        """Begin one; its address."""
        command = [sys.executable, "-m", "digest", "serve", "--offline", "--port", "0", "-c", str(self._root / "digest.toml"), *options]
        run = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        self._running.append(run)
        assert run.stderr
        said = []
        for line in run.stderr:
            said.append(line)
            if line.startswith("Serving "):
                return line.split()[1]
        raise AssertionError(f"it ended: {said}")

    def end(self) -> None:
        while self._running:
            run = self._running.pop()
            run.kill()
            run.communicate()


@pytest.fixture
def serve(root: Path) -> Iterator[Serve]:
    serve = Serve(root)
    yield serve
    serve.end()


def stay(page: "Page") -> None:
    """Mark the page, so that one that was loaded anew is told from it."""
    until(page, "performance.getEntriesByType('resource').some(one => one.name.endsWith('@digest/live.js'))")
    page.evaluate("window.stayed = true")


def until(page: "Page", true: str) -> None:
    """Wait until something is true; as playwright's own way, which a page's policy forbids."""
    look = f"{true} ? done() : performance.now() > end ? fail(Error('never was')) : setTimeout(look, 5)"
    page.evaluate(f"new Promise((done, fail) => {{ const end = performance.now() + {LONG}; const look = () => {look}; look(); }})")


def wrong(watched: Watched) -> list[str]:
    """What went wrong but that the browser itself gave up what it waited for: so it does when a page is left."""
    return [one for one in watched.wrong if "ERR_ABORTED" not in one]


def stayed(page: "Page") -> bool:
    return bool(page.evaluate("window.stayed === true"))


def see(page: "Page", text: str) -> None:
    page.get_by_text(text).first.wait_for(timeout=LONG)


def test_new_words_appear_and_the_reader_stays_where_he_was(serve: Serve, root: Path, tab: Tab) -> None:
    watched = tab()
    page = watched.go(serve())
    stay(page)
    page.locator("#entry-30").scroll_into_view_if_needed()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#entry-30 .p-summary'))")
    page.locator("#entry-31 a").first.focus()
    where = "document.getElementById('entry-30').getBoundingClientRect().top"
    before = page.evaluate(where)
    assert page.evaluate("scrollY") > 1000
    write(root / NEWEST / "entry-32.md", entry("Headline 32", "Quite other words."))
    see(page, "Quite other words.")
    assert page.evaluate(where) == before  # though what is above it may have grown
    assert page.evaluate("getSelection().toString()") == "Words of 30."
    assert page.evaluate("document.activeElement.closest('article').id") == "entry-31"
    assert stayed(page)
    (root / NEWEST / "entry-33.md").unlink()
    page.locator("#entry-33").wait_for(state="detached", timeout=LONG)
    write(root / NEWEST / "new.md", entry("A new one", "New words.", "pin: true\n"))
    see(page, "New words.")
    assert page.locator("article").count() == page.evaluate("new Set([...document.querySelectorAll('article')].map(one => one.id)).size")
    assert stayed(page)
    assert wrong(watched) == []


def test_what_is_shown_is_what_is_served(serve: Serve, root: Path, tab: Tab) -> None:
    """After many edits the page is the one that a reader who comes now gets."""
    page = tab().go(serve())
    stay(page)
    edits: list[tuple[str, str | None]] = [
        (f"{NEWEST}/entry-00.md", entry("Headline 00", "Changed.", story="of both")),
        (f"{NEWEST}/entry-40.md", entry("Headline 40", "Changed, too.", story="of both")),
        (f"{NEWEST}/entry-59.md", entry("Headline 59", "Now first.", "pin: true\n")),
        (f"{NEWEST}/entry-10.md", None),
        (f"{NEWEST}/_issue.md", "---\ntitle: A title\ndraft: true\n---\nAn introduction with *words* in it.\n\n- one\n- two\n"),
        (f"{NEWEST}/another.md", entry("Another", "x", "draft: true\n").replace("Town", "Country")),
        (f"{NEWEST}/_issue.md", "---\nnumber: 9\n---\nAn introduction with other words in it.\n\n1. one\n"),
    ]
    for i, (path, text) in enumerate(edits):
        if text is None:
            (root / path).unlink()
        else:
            write(root / path, text)
        write(root / NEWEST / "mark.md", entry("Mark", f"Edit number {i}."))
        see(page, f"Edit number {i}.")
    # The order of an element's attributes says nothing: where one bar takes another's place, it is that of the first.
    shown = """(doc => {
        const body = doc.body.cloneNode(true);
        for (const one of body.querySelectorAll("*")) {
            const sorted = [...one.attributes].sort((a, b) => a.name < b.name ? -1 : 1);
            for (const attribute of sorted) one.removeAttributeNode(attribute);
            for (const attribute of sorted) one.setAttributeNode(attribute);
        }
        return body.outerHTML + doc.title;
    })"""
    assert page.evaluate(f"{shown}(document)") == page.evaluate(f"{FRESH}.then({shown})")
    assert stayed(page)


def tree(dice: random.Random, depth: int = 0, ids: list[str] | None = None) -> str:
    """Some HTML. Of its elements some have an id, which no other has."""
    ids = [f"n{i}" for i in range(30)] if ids is None else ids
    found = ""
    for _ in range(dice.randint(0 if depth else 3, 6)):
        tag = dice.choice(["div", "section", "b", "text"] if depth < 3 else ["text"])
        id = f' id="{ids.pop(dice.randrange(len(ids)))}"' if ids and dice.random() < 0.5 else ""
        found += dice.choice(["one ", "two\n", "\n"]) if tag == "text" else f"<{tag}{id}>{tree(dice, depth + 1, ids)}</{tag}>\n"
    return found


def test_any_page_becomes_any_other(serve: Serve, root: Path, tab: Tab) -> None:
    dice = random.Random(1)
    write(root / "static/own.html", "<!doctype html><title>-</title><body>")
    page = tab().go(serve() + "own.html")
    stay(page)
    for i in range(60):
        body = tree(dice)
        write(root / "static/own.html", f"<!doctype html><title>{i}</title><body>{body}")
        until(page, f"document.title === '{i}'")  # and with it all that the same task did
        assert page.evaluate("document.body.innerHTML") == page.evaluate(f"{FRESH}.then(doc => doc.body.innerHTML)")
    assert stayed(page)


@pytest.mark.parametrize(("first", "then"), [("abcdef", "bcdefa"), ("abcdef", "fabcde"), ("abcdef", "bdf"), ("bdf", "abcdefg")])
def test_what_stays_is_not_moved(serve: Serve, root: Path, tab: Tab, first: str, then: str) -> None:
    """One thing that goes up or down the page, comes or goes: all others keep what the reader does in them."""

    def save(names: str) -> None:
        fields = "\n".join(f'<p id="{name}"><input></p>' for name in names)
        write(root / "static/own.html", f"<!doctype html><title>{names}</title><body>\n{fields}\n<p>end")

    save(first)
    page = tab().go(serve() + "own.html")
    stay(page)
    page.locator("#d input").fill("typed")
    save(then)
    until(page, f"document.title === '{then}'")
    assert page.evaluate("[...document.querySelectorAll('p[id]')].map(one => one.id).join('')") == then
    assert page.evaluate("document.activeElement.value + document.activeElement.parentNode.id") == "typedd"
    assert stayed(page)


def test_what_was_opened_stays_open(serve: Serve, root: Path, tab: Tab) -> None:
    watched = tab()
    page = watched.go(serve() + "archive/")
    stay(page)
    opened = "[...document.querySelectorAll('details')].map(one => one.open)"
    assert page.evaluate(opened) == [True, False, False]
    page.locator("summary").nth(0).click()
    page.locator("summary").nth(1).click()
    write(root / "content/2024-03-01/_issue.md", "---\ntitle: A day to remember\n---\n")
    page.get_by_text("A day to remember").wait_for(state="attached", timeout=LONG)
    assert page.evaluate(opened) == [False, True, False]
    assert stayed(page)
    assert wrong(watched) == []


def test_a_sheet_is_swapped_without_a_new_page(serve: Serve, root: Path, tab: Tab) -> None:
    watched = tab()
    page = watched.go(serve())
    stay(page)
    for i in range(2, 5):
        write(root / "static/assets/style.css", f"body {{ color: rgb(0, 0, {i}) }}")
        until(page, f"getComputedStyle(document.body).color === 'rgb(0, 0, {i})'")
        until(page, "document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert stayed(page)
    assert wrong(watched) == []


@pytest.mark.parametrize(
    ("path", "bad", "where"),
    [
        ("templates/home.html", "{% extends 'base.html' %}\n{% block page %}{{ nothing }}{% endblock %}", "templates/home.html:2"),
        ("templates/sources.html", "{% extends 'base.html' %}\n{% block page %}{{ nothing }}{% endblock %}", "templates/sources.html:2"),
        (f"{NEWEST}/entry-01.md", "---\ntitle: [\n---\n", f"{NEWEST}/entry-01.md"),
        ("digest.toml", CONFIG.replace("title", "titel"), "digest.toml:2"),
    ],
)
def test_what_is_wrong_is_shown_until_it_is_mended(serve: Serve, root: Path, tab: Tab, path: str, bad: str, where: str) -> None:
    good = (root / path).read_text("utf-8") if (root / path).exists() else None
    watched = tab()
    address = serve()
    page = watched.go(address)
    stay(page)
    write(root / path, bad)
    box = page.locator(PROBLEMS)
    box.wait_for(timeout=LONG)
    assert where in box.locator("b").inner_text()
    assert page.locator("article").count() > 50  # the pages stand below it
    assert stayed(page)
    page.goto(address + "archive/")
    page.locator(PROBLEMS).wait_for(timeout=LONG)  # on every page
    if good is None:
        (root / path).unlink()
    else:
        write(root / path, good)
    box.wait_for(state="detached", timeout=LONG)
    assert wrong(watched) == []


def test_what_is_wrong_can_be_put_away(serve: Serve, root: Path, tab: Tab) -> None:
    watched = tab()
    page = watched.go(serve())
    stay(page)
    write(root / NEWEST / "entry-01.md", "---\ntitle: [\n---\n")
    box = page.locator(PROBLEMS)
    box.get_by_role("button").click(timeout=LONG)
    box.wait_for(state="detached")
    write(root / NEWEST / "entry-02.md", entry("Headline 02", "Words that come after."))
    see(page, "Words that come after.")
    assert box.count() == 0
    write(root / NEWEST / "entry-03.md", "---\ntitle: {\n---\n")
    box.wait_for(timeout=LONG)  # something else is wrong now
    assert wrong(watched) == []


def test_follow_goes_to_the_page_of_what_was_edited(serve: Serve, root: Path, tab: Tab) -> None:
    watched = tab()
    address = serve("--follow")
    page = watched.go(address)
    stay(page)
    write(root / "content/2024-03-01/old.md", entry("Of 2024-03-01", "Newer words."))
    page.wait_for_url(address + "issues/2024-03-01/index.html#old", timeout=LONG)
    see(page, "Newer words.")
    page.goto(address + "issues/2026-11-10/")
    stay(page)
    write(root / NEWEST / "entry-55.md", entry("Headline 55", "Words far below."))
    see(page, "Words far below.")
    until(page, "document.getElementById('entry-55').getBoundingClientRect().bottom <= innerHeight")
    assert stayed(page)  # it was there already
    long = "\n\n".join(f"Paragraph {i} of a text that is long enough for a page of its own." for i in range(40))
    write(root / NEWEST / "entry-20.md", entry("Headline 20", long))
    page.wait_for_url(address + "issues/2026-11-10/entry-20/index.html", timeout=LONG)
    assert wrong(watched) == []


def test_a_page_that_comes_later(serve: Serve, root: Path, tab: Tab) -> None:
    page = tab().go(serve())
    page.goto(page.url + "issues/2026-11-11/")
    see(page, "There is no page here")
    stay(page)
    write(root / "content/2026-11-11/new.md", entry("A day later", "Words of that day."))
    see(page, "Words of that day.")
    assert stayed(page)
    (root / "content/2026-11-11/new.md").unlink()
    see(page, "There is no page here")


def test_another_head_is_put_on_by_the_browser(serve: Serve, root: Path, tab: Tab) -> None:
    page = tab().go(serve())
    stay(page)
    write(root / "static/assets/more.css", "body { background: rgb(1, 2, 3) }")
    more = '<link rel="stylesheet" href="{{ url("assets/more.css") }}">'
    with page.expect_navigation():
        write(root / "templates/home.html", '{% extends "digest/home.html" %}\n{% block head %}' + more + "{% endblock %}")
    until(page, "getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)'")


def test_a_hidden_tab_keeps_no_line_and_catches_up(serve: Serve, root: Path, tab: Tab) -> None:
    """More tabs than a browser opens lines to one host: each that is looked at shows what is new."""
    address = serve()
    watched = tab()
    page = watched.go(address)
    stay(page)
    hide = "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
    hide += " document.dispatchEvent(new Event('visibilitychange')); }"
    page.evaluate(hide, True)
    other = tab().go(address)
    write(root / NEWEST / "entry-02.md", entry("Headline 02", "Said while it was hidden."))
    see(other, "Said while it was hidden.")
    assert page.get_by_text("Said while it was hidden.").count() == 0
    page.evaluate(hide, False)
    see(page, "Said while it was hidden.")
    assert stayed(page)
    assert wrong(watched) == []


def test_another_preview_takes_over(serve: Serve, root: Path, tab: Tab) -> None:
    """The preview is ended and begun again at the same port: a tab that was left open shows the new one's page."""
    address = serve()
    page = tab().go(address)
    stay(page)
    serve.end()
    write(root / NEWEST / "entry-02.md", entry("Headline 02", "Said between the two."))
    assert serve("--port", address.split(":")[2].split("/")[0]) == address
    see(page, "Said between the two.")
    assert stayed(page)
