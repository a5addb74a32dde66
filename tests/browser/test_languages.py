"""A page that runs from right to left, with names and headlines in it that do not: where the pieces stand, and how letters look."""

import pytest

from tests.browser.conftest import Served, Tab

pytestmark = pytest.mark.browser

# Where the first and the last letter of a text stand, seen from the left.
ENDS = """element => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), letters = [];
    while (texts.nextNode()) [...texts.currentNode.data].forEach((letter, i) => {
        const range = document.createRange();
        range.setStart(texts.currentNode, i);
        range.setEnd(texts.currentNode, i + 1);
        if (!/[\\s\\u2066-\\u2069]/u.test(letter)) letters.push(range.getBoundingClientRect().left);
    });
    return [letters[0], letters[letters.length - 1]];
}"""


def test_a_sentence_runs_as_its_page_and_a_name_in_it_as_itself(served: dict[str, Served], tab: Tab) -> None:
    page = tab().go(served["stress"].at("issue"))
    first, last = page.locator("time.dt-published", has_text=":").first.evaluate(ENDS)
    assert last < first  # the hour follows the day, to its left
    first, last = page.locator(".pn [rel=prev]").evaluate(ENDS)
    assert last < first  # the arrow stands before, and leads to, what is to the right of it
    assert "→" in page.locator(".pn [rel=prev]").inner_text()
    first, last = page.locator("a.src").first.evaluate(ENDS)
    assert first < last


def test_arabic_letters_stand_upright_and_close(served: dict[str, Served], tab: Tab) -> None:
    page = tab().go(served["stress"].at("entry"))
    odd = """[...document.querySelectorAll('.wrap :lang(ar)')].filter(element => {
        const style = getComputedStyle(element);
        return style.fontStyle !== "normal" || !["normal", "0px"].includes(style.letterSpacing);
    }).map(element => element.outerHTML.slice(0, 80))"""
    assert page.evaluate(odd) == []


@pytest.mark.parametrize("kind", ["issue", "sources"])
def test_bars_begin_where_reading_begins(served: dict[str, Served], tab: Tab, kind: str) -> None:
    page = tab().go(served["stress"].at(kind))
    bars = page.evaluate("[...document.querySelector('.share, .weeks').querySelectorAll('rect')].map(e => e.getBoundingClientRect().left)")
    assert len(bars) > 1
    assert bars == sorted(bars, reverse=True)
