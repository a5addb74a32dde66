"""Every kind of page, at every size and in both schemes: quiet, as wide as its window, and open to everyone."""

from typing import Any

import pytest

from tests.browser import sites
from tests.browser.conftest import Served, Tab

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """tags => axe.run(document, {
    runOnly: {type: "tag", values: tags},
    rules: {"target-size": {enabled: true}},
    resultTypes: ["violations"],
}).then(found => found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html}`)))"""
# Whatever reaches beyond the window is named, without which a page that is too wide is a long search.
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [
    `${document.documentElement.scrollWidth} > ${innerWidth}`,
    ...[...document.querySelectorAll("main *")]
        .filter(e => {const box = e.getBoundingClientRect(); return box.left < 0 || box.right > innerWidth})
        .filter(e => !e.closest(".scroll > *, pre > *"))
        .map(e => e.outerHTML.slice(0, 80)),
]"""

every_page = pytest.mark.parametrize("kind", sites.KINDS)
both_sites = pytest.mark.parametrize("name", [name for name in sites.NAMES if name != "empty"])


def barriers(page: Any, axe: str) -> dict[str, list[str]]:
    """What axe-core finds, on a telephone and on a desk, by day and by night."""
    page.evaluate(axe)
    found = {}
    for width in (390, 1280):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            if violations := page.evaluate(AXE, TAGS):
                found[f"{width} {scheme}"] = violations
    return found


@every_page
@both_sites
def test_it_is_open_to_everyone(served: dict[str, Served], tab: Tab, axe: str, name: str, kind: str) -> None:
    assert barriers(tab().go(served[name].at(kind)), axe) == {}


@every_page
@both_sites
def test_it_asks_for_nothing_amiss_and_scrolls_only_downwards(served: dict[str, Served], tab: Tab, name: str, kind: str) -> None:
    watched = tab()
    page = watched.go(served[name].at(kind))
    wide = {}
    for width in (1600, 1280, 1199, 960, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if found := page.evaluate(TOO_WIDE):
                wide[f"{width} {scheme}"] = found
    assert wide == {}
    assert watched.wrong == []


@every_page
def test_it_has_no_script_and_a_style(served: dict[str, Served], tab: Tab, kind: str) -> None:
    page = tab(color_scheme="light").go(served["example"].at(kind))
    assert page.locator("script:not([type='application/ld+json'])").count() == (kind == "search")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 247)"


@pytest.mark.parametrize("kind", ["home", "archive", "topics", "sources", "search", "about", "404"])
def test_a_site_without_news_is_fine_too(served: dict[str, Served], tab: Tab, axe: str, kind: str) -> None:
    watched = tab(320)
    page = watched.go(served["empty"].at(kind))
    assert page.evaluate(TOO_WIDE) == []
    assert barriers(page, axe) == {}
    assert watched.wrong == []


@pytest.mark.parametrize("name", ["example-broadsheet", "stress-broadsheet"])
def test_in_columns_a_headline_stays_with_its_story(served: dict[str, Served], tab: Tab, name: str) -> None:
    page = tab().go(served[name].at("issue"))
    parted = """[...document.querySelectorAll('.e')].filter(e => {
        const head = e.querySelector("h3").getBoundingClientRect(), by = e.querySelector(".by").getBoundingClientRect();
        return by.top < head.bottom || by.left > head.right || by.right < head.left;
    }).map(e => e.id)"""
    assert page.evaluate(parted) == []
    assert page.locator("h1 + .meta li:visible").count() == page.locator("h1 + .meta li").count() - 1  # its number stands in an ear


@pytest.mark.parametrize("kind", ["about", "sources"])
def test_a_column_of_words_stands_below_the_middle_of_the_nameplate(served: dict[str, Served], tab: Tab, kind: str) -> None:
    page = tab().go(served["example-broadsheet"].at(kind))
    box = page.locator("main").bounding_box()
    assert box
    assert box["x"] == pytest.approx(1280 - box["x"] - box["width"], abs=16)  # a scroll bar
    assert box["width"] < 700
