"""Searching as readers do: what is found, how it is said, by keyboard, from a link, and where it cannot be."""

import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from digest.pipeline import theme
from digest.rendering import search
from tests.browser.conftest import Host, Served, Tab
from tests.browser.test_live import Serve
from tests.browser.test_pages import TOO_WIDE, barriers
from tests.casefiles import cases
from tests.conftest import NOW, REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SAID, FOUND, MORE, FIELD = (f"#search\\:{name}" for name in ("said", "found", "more", "field"))
NEWS = {
    "bridge": ("Harbour bridge opens", "en", "Ferries pass below it. The keeper said so."),
    "keeper": ("A keeper retires", "en", "He looked after the bridges for forty years."),
    "ferry": ("Ferry fares rise", "en", "A quiet café near the bridge, and Łódź."),
    "munich": ("Neue Straße in München", "de", "Herr Müller prüft die Häuser. Über alles wird gesprochen."),
    "kyiv": ("Новий міст у Києві", "uk", "М'ята росте біля води, а її запах приємний."),
    "arabic": ("المدينة الجديدة", "ar", "افتتحت الأسواقُ في مَدينة صغيرة أمس."),
    "tokyo": ("東京都の桜が咲く", "ja", "今年の春は早い。港の近くで祭りがある。"),
    "thai": ("ข่าววันนี้", "th", "เรือข้ามฟากออกจากท่าเรือ"),
}


def lay_down(root: Path, news: dict[str, tuple[str, str, str]]) -> None:
    (root / "content/2026-11-10").mkdir(parents=True)
    (root / "digest.toml").write_text('[site]\ntitle = "Found"\nbase_url = "https://x.example/a/b/"\n[[topics]]\nname = "Town"\n', "utf-8")
    for i, (name, (title, language, text)) in enumerate(news.items()):
        front = f"id: {name}\ntitle: {title}\nsource: Wire {i}\ntopic: Town\nlanguage: {language}\ndate: 2026-11-10T{i % 24:02}:00:00Z"
        (root / f"content/2026-11-10/{name}.md").write_text(f"---\n{front}\n---\n{text}\n", "utf-8")


@pytest.fixture(scope="module", params=[search.UNIT, 4], ids=["one part", "several parts"])
def site(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Served]:
    """A site of NEWS and of thirty gulls, below a path; its index as it is, and in parts as that of a large site."""
    root = tmp_path_factory.mktemp("searched")
    lay_down(root, NEWS | {f"gull-{i}": (f"Gull {i} number", "en", "It was seen.") for i in range(30)})
    with served(root, request.param) as found:
        assert len(list((found.folder / "search/index").glob("*/words.json"))) == (1 if request.param == search.UNIT else 3)
        yield found


@contextmanager
def served(root: Path, unit: int = search.UNIT) -> Iterator[Served]:
    program = f"import sys; from digest import cli; from digest.rendering import search; search.UNIT = {unit}; cli.run(sys.argv[1:])"
    command = [sys.executable, "-c", program, "build", "--offline", "-q", "--now", NOW, "-c", str(root / "digest.toml")]
    ran = subprocess.run(command, cwd=REPOSITORY, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, folders={"a/b": root / "site"}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(root / "site", f"http://127.0.0.1:{server.server_port}/a/b/")
    server.shutdown()
    thread.join()
    server.server_close()


def searched(page: "Page", query: str) -> list[str]:
    """The headlines that are shown when a search has been answered."""
    page.locator(SAID, has_text=f"“{query}”").wait_for()
    return page.locator(f"{FOUND} li > a").all_inner_texts()


# ── words, as the build knows them ───────────────────────────────────────────────────────────────


@pytest.fixture
def worker(tab: Tab) -> "Page":
    """The worker's own functions, in a page."""
    page = tab().page
    page.add_script_tag(content=(theme() / "assets/search-worker.js").read_text("utf-8"))
    return page


def test_a_browser_tells_the_same_words_as_the_build(worker: "Page") -> None:
    given = cases("search/words.md")
    told: list[list[str]] = worker.evaluate("texts => texts.map(words)", [case.given for case in given])
    assert {case.name: " ".join(one) for case, one in zip(given, told, strict=True)} == {case.name: case.expected for case in given}


def test_of_every_letter_there_is(worker: "Page") -> None:
    signs = [chr(code) for code in range(0x20, 0x1FB00) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")]
    texts = [f"a{sign}b {sign} {sign}{sign}{sign}{sign}" for sign in signs]
    told: list[list[str]] = worker.evaluate("texts => texts.map(words)", texts)
    apart = {
        hex(ord(sign)): (one, search.words(text)) for sign, text, one in zip(signs, texts, told, strict=True) if one != search.words(text)
    }
    assert apart == {}


# ── what is found ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bridge", ["bridge", "ferry", "keeper"]),  # in the title, in the text, in another form
        ("bri", ["bridge", "ferry", "keeper"]),
        ("bridges ", ["bridge", "keeper", "ferry"]),
        ("keeper bridge", ["bridge", "keeper"]),
        ("keeper ferry", ["bridge"]),
        ("CAFE lodz", ["ferry"]),
        ("uber", ["munich"]),
        ("über", ["munich"]),
        ("mueller", ["munich"]),
        ("Müller", ["munich"]),
        ("strasse", ["munich"]),
        ("Haus", ["munich"]),
        ("wire cafe", ["ferry"]),
        ("Києва", ["kyiv"]),
        ("м’ята", ["kyiv"]),
        ("مدينه", ["arabic"]),
        ("الاسواق", ["arabic"]),
        ("東京", ["tokyo"]),
        ("桜", ["tokyo"]),
        ("桜 祭り", ["tokyo"]),
        ("京東", []),
        ("เรือ", ["thai"]),
        ("constructor", []),
        ("…", []),
    ],
)
def test_it_finds(site: Served, tab: Tab, query: str, expected: list[str]) -> None:
    watched = tab()
    page = watched.go(f"{site.url}search/?q={quote(query)}")
    assert searched(page, query.strip()) == [NEWS[name][0] for name in expected]
    assert watched.wrong == []


def test_what_is_found_leads_to_where_it_is(site: Served, tab: Tab) -> None:
    page = tab().go(f"{site.url}search/?q=Kyiv%20міст")
    assert searched(page, "Kyiv міст") == []
    page.locator(FIELD).fill("міст")
    page.keyboard.press("Enter")
    assert searched(page, "міст") == [NEWS["kyiv"][0]]
    line = page.locator(f"{FOUND} li")
    assert line.locator("a").first.get_attribute("lang") == "uk"
    assert line.inner_text().replace("\n", " ") == f"{NEWS['kyiv'][0]} Wire 4 · 10 November 2026 · in Tuesday, 10 November 2026"
    line.locator("a").first.click()
    page.wait_for_url(f"{site.url}issues/2026-11-10/index.html#kyiv")


# ── how it is used ───────────────────────────────────────────────────────────────────────────────


def test_typing_finds_and_the_address_follows(site: Served, tab: Tab) -> None:
    watched = tab()
    page = watched.go(f"{site.url}search/?from=here")
    assert page.locator(SAID).inner_text().startswith("Type one or more words")
    history = page.evaluate("history.length")
    page.locator(FIELD).press_sequentially("ferr")
    assert searched(page, "ferr") == [NEWS["ferry"][0], NEWS["bridge"][0]]
    assert page.url == f"{site.url}search/?from=here&q=ferr"
    assert page.locator(SAID).inner_text() == "2 entries found for “ferr”."
    page.locator(FIELD).fill("retires")
    searched(page, "retires")
    assert page.locator(SAID).inner_text() == "One entry found for “retires”."
    page.locator(FIELD).fill("nowhere at all")
    assert searched(page, "nowhere at all") == []
    assert page.locator(SAID).inner_text().startswith("Nothing found for “nowhere at all”.")
    page.locator(FIELD).fill("")
    page.locator(SAID, has_text="Type one or more words").wait_for()
    assert page.url == f"{site.url}search/?from=here"
    assert page.evaluate("history.length") == history
    assert watched.wrong == []


def test_by_keyboard_to_the_last_of_them(site: Served, tab: Tab) -> None:
    page = tab(390).go(f"{site.url}search/")
    page.locator(FIELD).focus()
    page.keyboard.type("gull")
    page.keyboard.press("Enter")
    assert len(searched(page, "gull")) == 10
    assert page.locator(SAID).get_attribute("role") == "status"
    shown = 10
    while page.locator(MORE).is_visible():
        page.locator(MORE).focus()
        page.keyboard.press("Enter")
        page.locator(f"{FOUND} li:nth-child({shown + 1}) a:focus").first.wait_for()  # where the new ones begin
        shown += 10
    titles = page.locator(f"{FOUND} li > a").all_inner_texts()
    assert len(titles) == len(set(titles)) == 30


def test_whoever_searches_on_is_not_shown_what_came_late(site: Served, tab: Tab) -> None:
    page = tab().page
    held: list[Any] = []
    page.context.route("**/search/index/*/words*.json", lambda route: held.append(route))
    page.goto(f"{site.url}search/?q=gull")
    page.locator(SAID, has_text="Searching").wait_for()
    page.locator(FIELD).fill("ferry")
    page.keyboard.press("Enter")
    while not held:
        page.wait_for_timeout(1)
    for route in held:  # one: both words are in it
        route.continue_()
    assert searched(page, "ferry") == [NEWS["ferry"][0], NEWS["bridge"][0]]


def test_an_index_that_does_not_come_is_said_and_asked_for_again(site: Served, tab: Tab) -> None:
    page = tab().page
    page.context.route("**/search/index/start.json", lambda route: route.abort())
    page.goto(f"{site.url}search/?q=ferry")
    page.locator(SAID, has_text="could not be loaded").wait_for()
    page.context.unroute("**/search/index/start.json")
    page.locator(FIELD).press("Enter")
    assert searched(page, "ferry") == [NEWS["ferry"][0], NEWS["bridge"][0]]


def test_what_is_typed_is_text(site: Served, tab: Tab) -> None:
    watched = tab()
    page = watched.go(f"{site.url}search/?q=" + quote("<img src=x onerror=alert(1)>{query}{count}"))
    assert searched(page, "<img src=x onerror=alert(1)>{query}{count}") == []
    assert page.locator("main img").count() == 0
    assert watched.wrong == []


def test_from_a_page_that_is_not_there(site: Served, tab: Tab) -> None:
    page = tab().page
    page.goto(f"{site.url}no/such/page")
    page.locator(FIELD).fill("桜")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}search/?q=" + quote("桜"))
    assert searched(page, "桜") == [NEWS["tokyo"][0]]


def test_results_are_open_to_everyone(site: Served, tab: Tab, axe: str) -> None:
    page = tab().go(f"{site.url}search/?q=e")
    page.locator(FIELD).fill("gull")
    searched(page, "gull")
    assert barriers(page, axe) == {}
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate(TOO_WIDE) == []


# ── where it cannot be ───────────────────────────────────────────────────────────────────────────


def test_from_disk_it_is_said_that_a_browser_does_not_allow_it(site: Served, tab: Tab) -> None:
    watched = tab()
    page = watched.go((site.folder / "search/index.html").as_uri() + "?q=bridge")
    assert "opened from a disk" in page.locator(SAID).inner_text()
    page.locator(FIELD).fill("ferry")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert "opened from a disk" in page.locator(SAID).inner_text()
    assert watched.wrong == []


def test_without_javascript_the_page_leads_on(site: Served, tab: Tab) -> None:
    page = tab(java_script_enabled=False).go(f"{site.url}search/?q=bridge")
    said = page.locator("main").evaluate("e => e.innerText + [...e.querySelectorAll('template')].map(e => e.content.textContent)")
    assert "needs JavaScript" in said
    assert "in " not in said.split("\n")  # a text browser shows what is in a template, and what is hidden
    assert page.locator("button", has_text="Show more").count() == 0
    for name in ("archive", "topics"):
        assert page.locator(f"main a[href='../{name}/index.html']").is_visible()


def test_no_other_page_loads_any_of_it(site: Served, tab: Tab) -> None:
    page = tab().page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", "archive/", "issues/2026-11-10/"):
        page.goto(site.url + path)
    assert [url for url in asked if "search" in url] == []


# ── in the preview ───────────────────────────────────────────────────────────────────────────────


def test_in_the_preview_what_was_just_written_is_found(tmp_path: Path, tab: Tab) -> None:
    lay_down(tmp_path, NEWS)
    serve = Serve(tmp_path)
    try:
        watched = tab()
        page = watched.go(f"{serve()}search/?q=heron")
        assert searched(page, "heron") == []
        written = "---\nid: new\ntitle: A heron\nsource: Wire\ntopic: Town\n---\nIt stood there.\n"
        (tmp_path / "content/2026-11-10/new.md").write_text(written, "utf-8")
        home = tab().go(page.url.partition("search/")[0])
        home.get_by_text("A heron").first.wait_for()
        page.reload()
        page.locator(f"{FOUND} li > a", has_text="A heron").wait_for()  # it may reload once more by itself
        assert [one for one in watched.wrong if "@digest/live" not in one] == []  # which ends with the page
    finally:
        serve.end()


# ── with Pagefind ────────────────────────────────────────────────────────────────────────────────


def test_pagefind_searches_on_the_same_page(tmp_path: Path, tab: Tab) -> None:
    pytest.importorskip("pagefind", reason="no Pagefind: pip install 'newsdigest[pagefind]'")
    lay_down(tmp_path, NEWS)
    with (tmp_path / "digest.toml").open("a") as file:
        file.write('[search]\nengine = "pagefind"\n')
    with served(tmp_path) as site:
        watched = tab()
        page = watched.go(f"{site.url}search/?q=retire")
        assert searched(page, "retire") == [NEWS["keeper"][0]]
        page.locator(FIELD).fill("міст")
        assert searched(page, "міст") == [NEWS["kyiv"][0]]
        page.locator(f"{FOUND} a").first.click()
        page.wait_for_url(f"{site.url}issues/2026-11-10/index.html#kyiv")
        assert watched.wrong == []
