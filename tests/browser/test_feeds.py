"""A feed in a browser: who followed a link to it is told what it is, and can read it. By a style sheet alone."""

import pytest

from tests.browser.conftest import Served, Tab

pytestmark = pytest.mark.browser

# A browser looks for an icon at the host's root where a document names none. Whatever else was missing is named with its address, too.
ICON = "console: Failed to load resource: the server responded with a status of 404 (File not found)"
# The texts that are shown, and what is not.
SHOWN = """() => {
    const shown = e => e.getClientRects().length > 0;
    const all = name => [...document.querySelectorAll(name)];
    return {
        notice: getComputedStyle(document.documentElement, "::before").content,
        title: shown(all("feed > title, channel > title")[0]),
        news: all("entry, item").length,
        headlines: all("entry > title, item > title").filter(shown).length,
        sayings: all("entry > summary, item > description").filter(shown).length,
        hidden: all("content, encoded, id, guid, generator, icon, source").filter(shown).map(e => e.outerHTML.slice(0, 80)),
        links: all("entry > link[rel=alternate], item > link").filter(shown).length,
        tall: Math.max(...all("entry > link[rel=alternate], item > link").map(e => e.getBoundingClientRect().height)),
        wide: document.documentElement.scrollWidth - innerWidth,
        direction: getComputedStyle(document.documentElement).direction,
        address: getComputedStyle(document.querySelector("link[rel=self]")).direction,
        colour: getComputedStyle(document.documentElement).backgroundColor,
    };
}"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["feed.xml", "rss.xml", "entries.xml", "topic"])
@pytest.mark.parametrize("name", ["example", "stress"])
def test_it_says_what_it_is_and_can_be_read(served: dict[str, Served], tab: Tab, name: str, path: str, width: int) -> None:
    site = served[name]
    if path == "topic":
        longest = max(site.folder.glob("topics/*/feed.xml"), key=lambda path: path.stat().st_size)
        path = longest.relative_to(site.folder).as_posix()
    watched = tab(width, color_scheme="dark")
    found = watched.go(site.url + path).evaluate(SHOWN)
    assert found["notice"].startswith('"هذه خلاصة.' if name.startswith("stress") else '"This is a feed.')
    assert found["address"] == found["direction"]  # its label stands where a line begins
    assert found["title"]
    assert found["news"] == found["headlines"] == found["links"] > 0
    assert found["sayings"] > 0
    assert found["hidden"] == []
    assert found["tall"] < 24  # an address of Arabic letters, each written as six, takes one line as any other does
    assert found["wide"] <= 0
    assert found["direction"] == ("rtl" if name == "stress" else "ltr")
    assert found["colour"] == "rgb(22, 21, 19)"
    assert set(watched.wrong) <= {ICON}


def test_a_feed_without_news_says_what_it_is(served: dict[str, Served], tab: Tab) -> None:
    watched = tab()
    found = watched.go(served["empty"].url + "entries.xml").evaluate(SHOWN)
    assert (found["title"], found["news"]) == (True, 0)
    assert set(watched.wrong) <= {ICON}
