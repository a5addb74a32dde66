"""What Chromium shows of broken HTML is in its Markdown, also of SVG, formulas and tables that stand and end where none could."""

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.entries.html import to_markdown
from tests.entries.test_html import rendered, seen
from tests.security.documents import WORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
# The words that are in no element whose content digest drops. The document is one in which nothing acts.
SHOWN = """html => {
    const dropped = /^(script|style|template|noscript|noframes|noembed|title|iframe|xmp|plaintext|textarea)$/;
    const found = [], place = document.implementation.createHTMLDocument("").createElement("div");
    (function look(node) {
        for (const child of node.childNodes) {
            if (child.nodeType === Node.TEXT_NODE || child.nodeType === Node.CDATA_SECTION_NODE) found.push(child.data);
            if (child.nodeType !== Node.ELEMENT_NODE || dropped.test(child.localName) || /svg$/.test(child.namespaceURI)) continue;
            if (!/MathML$/.test(child.namespaceURI) || !/^annotation(-xml)?$/.test(child.localName)) look(child);
        }
    })((place.innerHTML = html, place));
    return found.join(" ");
}"""

# More often than others: what begins where no HTML is.
NAMES = "svg math mi mtext annotation annotation-xml foreignObject desc title".split() * 3 + (
    "p br b i a font h1 h2 div span table tr td th caption li ul select option button form style template g path mrow semantics foo".split()
)
ATTRIBUTES = st.sampled_from(["", "", "", " encoding='text/html'", " color=x", " a='>'", " <x", " b=<", "/"])
TAGS = st.builds("<{}{}>".format, st.sampled_from(NAMES), ATTRIBUTES).filter(lambda tag: tag not in ("<title/>", "<style/>"))  # XML's ends
ENDS = st.sampled_from(NAMES).map("</{}>".format)
OTHERS = st.sampled_from(["<!-- <svg> -->", "<!-- <x -->", "<![CDATA[ x ]]>", "</>", "<", "<!-->"])


@pytest.fixture(scope="module")
def tab(browser: "Browser") -> "Page":
    return browser.new_page()


@given(st.lists(TAGS | TAGS | ENDS | OTHERS, min_size=2, max_size=14))
def test_every_word_that_a_browser_shows_is_kept(tab: "Page", parts: list[str]) -> None:
    html = "".join(f"{part} q{number}x " for number, part in enumerate(parts, 100))
    shown = Counter(WORD.findall(tab.evaluate(SHOWN, html)))
    assert not (lost := shown - Counter(WORD.findall(seen(rendered(to_markdown(html)))))), lost
