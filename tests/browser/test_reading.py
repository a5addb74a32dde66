"""Ways in which people read: from disk, by keyboard, on paper, with colours of their own."""

import pytest

from tests.browser.conftest import Served, Tab
from tests.browser.sites import KINDS

pytestmark = pytest.mark.browser

BACKGROUND = "getComputedStyle(document.body).backgroundColor"
PAPER = {"light": "rgb(251, 250, 247)", "dark": "rgb(22, 21, 19)"}


@pytest.mark.parametrize("scheme", PAPER)
def test_from_disk(served: dict[str, Served], tab: Tab, scheme: str) -> None:
    watched = tab(color_scheme=scheme)
    page = watched.go((served["example"].folder / "index.html").as_uri())
    page.wait_for_load_state("networkidle")  # the icon comes last: whoever leaves before that breaks it off
    assert page.evaluate(BACKGROUND) == PAPER[scheme]
    headline = page.locator("article h3 a[href^='issues/']").first
    title = headline.inner_text()
    headline.click()
    page.wait_for_load_state("networkidle")
    assert page.url.startswith("file:")
    assert page.locator("article.entry h1").inner_text() == title
    assert page.evaluate(BACKGROUND) == PAPER[scheme]
    page.locator(".mast .name a").click()
    page.wait_for_load_state("networkidle")
    assert page.url.endswith("/site/index.html")
    assert watched.wrong == []


@pytest.mark.parametrize("name", ["example", "stress"])
def test_by_keyboard(served: dict[str, Served], tab: Tab, name: str) -> None:
    page = tab(390).go(served[name].at("home"))
    skip = page.locator("a.skip")
    focused = "document.activeElement.className"
    box = skip.bounding_box()
    assert box
    assert box["x"] + box["width"] <= 0 or box["x"] >= 390
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "skip"
    box = skip.bounding_box()
    assert box
    assert 0 <= box["x"] < box["x"] + box["width"] <= 390
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_what_has_the_keyboard_is_marked(served: dict[str, Served], tab: Tab) -> None:
    page = tab().go(served["example"].at("home"))
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_on_paper(served: dict[str, Served], tab: Tab) -> None:
    page = tab().go(served["example"].at("issue"))
    shown = "[...document.querySelectorAll('nav, .skip')].filter(e => getComputedStyle(e).display !== 'none').length"
    assert page.evaluate(shown) > 0
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(shown) == 0
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    address = "getComputedStyle(document.querySelector('a.src'), '::after').content"
    assert "https://" in page.evaluate(address)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["home", "entry"])
def test_with_colours_of_ones_own(served: dict[str, Served], tab: Tab, kind: str, scheme: str) -> None:
    watched = tab(390, forced_colors="active", color_scheme=scheme, contrast="more", reduced_motion="reduce")
    page = watched.go(served["example"].at(kind))
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(BACKGROUND) not in PAPER.values()
    mark = "getComputedStyle(document.querySelector('.mast .name a'), '::before').borderTopWidth"
    assert page.evaluate(mark) != "0px"  # its background would not be seen
    assert watched.wrong == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "mail"])
def test_without_styles(served: dict[str, Served], tab: Tab, kind: str) -> None:
    """Small pictures stay small, and none is a black field."""
    page = tab(1280, bypass_csp=True).go(served["example"].at(kind))
    page.evaluate("document.querySelectorAll('link[rel=stylesheet]').forEach(e => e.remove())")
    page.wait_for_function("document.styleSheets.length === 0")
    big = "[...document.querySelectorAll('svg')].filter(e => e.getBoundingClientRect().height > 30).map(e => e.outerHTML.slice(0, 60))"
    assert page.evaluate(big) == []
    filled = "[...document.querySelectorAll('polyline')].filter(e => getComputedStyle(e).fill !== 'none').length"
    assert page.evaluate(filled) == 0


def test_with_large_letters(served: dict[str, Served], tab: Tab) -> None:
    """A base size of 32 px, as some set in their browser: everything grows, and nothing leaves the window."""
    page = tab(640).go(served["stress"].at("entry"))
    before = page.evaluate("document.querySelector('.e-content p').getBoundingClientRect().height")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.querySelector('.e-content p').getBoundingClientRect().height") > 2 * before
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
