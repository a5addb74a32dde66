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
both_sites = pytest.mark.parametrize("name", ["example", "stress"])
both_schemes = pytest.mark.parametrize("scheme", ["light", "dark"])


@every_page
@both_sites
@both_schemes
@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_quiet_and_open_to_everyone(
    served: dict[str, Served], tab: Tab, axe: str, name: str, kind: str, width: int, scheme: Any
) -> None:
    watched = tab(width, color_scheme=scheme)
    page = watched.go(served[name].at(kind))
    page.evaluate(axe)
    assert page.evaluate(AXE, TAGS) == []
    assert watched.wrong == []


@every_page
@both_sites
def test_it_asks_for_nothing_amiss_and_scrolls_only_downwards(served: dict[str, Served], tab: Tab, name: str, kind: str) -> None:
    watched = tab()
    page = watched.go(served[name].at(kind))
    wide = {}
    for width in (1280, 1199, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        if found := page.evaluate(TOO_WIDE):
            wide[width] = found
    assert wide == {}
    assert watched.wrong == []


@every_page
def test_it_has_no_script_and_a_style(served: dict[str, Served], tab: Tab, kind: str) -> None:
    page = tab(color_scheme="light").go(served["example"].at(kind))
    assert page.locator("script").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 247)"


@pytest.mark.parametrize("kind", ["home", "archive", "topics", "sources", "about", "404"])
def test_a_site_without_news_is_fine_too(served: dict[str, Served], tab: Tab, axe: str, kind: str) -> None:
    watched = tab(390)
    page = watched.go(served["empty"].at(kind))
    page.evaluate(axe)
    assert page.evaluate(AXE, TAGS) == []
    assert page.evaluate(TOO_WIDE) == []
    assert watched.wrong == []
