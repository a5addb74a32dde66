"""What the site gives to programs: valid HTML, valid books, feeds that readers parse, lists in XML."""

import json
import xml.etree.ElementTree as xml
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import feedparser
import pytest

from tests import nu
from tests.browser import sites

BASE = "https://example.org/some/sub-path/"
every_site = pytest.mark.parametrize("name", sites.NAMES)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each site by its name."""
    return {name: sites.make(name, tmp_path_factory.mktemp("sites") / name, BASE) for name in sites.NAMES}


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command of the Nu HTML checker."""
    command = nu.command()
    if isinstance(command, str):
        pytest.skip(command)
    return command


@every_site
def test_html_is_valid(built: dict[str, Path], checker: list[str], name: str) -> None:
    assert nu.errors(checker, built[name]) == []


class Elements(HTMLParser):
    """The names of a page's elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("type", "application/ld+json") not in attrs:  # data, which no browser runs
            self.names.add(tag)


@every_site
def test_no_page_but_the_search_has_a_script(built: dict[str, Path], name: str) -> None:
    active = {"script", "iframe", "object", "embed", "form", "img"}
    found = {
        path.relative_to(built[name]).as_posix(): Elements(path.read_text("utf-8")).names & active for path in built[name].rglob("*.html")
    }
    assert {path: names for path, names in found.items() if names} == {"search/index.html": {"script", "form"}, "404.html": {"form"}}


@every_site
def test_books_are_valid(built: dict[str, Path], epubcheck: Callable[[Path], list[str]], name: str) -> None:
    books = sorted(built[name].glob("issues/*/issue.epub"))
    assert len(books) == {"example": 3, "stress": 2, "empty": 0}[name.partition("-")[0]]
    assert [wrong for book in books for wrong in epubcheck(book)] == []


# ── feeds ────────────────────────────────────────────────────────────────────────────────────────


def below(site: Path, *patterns: str) -> Iterator[tuple[str, Path]]:
    """Files of a site with the address of each."""
    for pattern in patterns:
        for path in sorted(site.glob(pattern)):
            yield BASE + path.relative_to(site).as_posix(), path


@every_site
def test_feeds(built: dict[str, Path], name: str) -> None:
    feeds = list(below(built[name], "feed.xml", "rss.xml", "entries.xml", "topics/*/feed.xml"))
    assert len(feeds) >= 3
    for address, path in feeds:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, (address, feed.get("bozo_exception"))
        assert feed.feed.title
        assert [unquote(link.href) for link in feed.feed.links if link.rel == "self"] == [address]
        ids = [entry.id for entry in feed.entries]
        assert len(ids) == len(set(ids)), address
        assert all(ids)
        assert all(entry.link.startswith(("http://", "https://")) for entry in feed.entries)
        assert all(entry.get("published_parsed") or entry.get("updated_parsed") for entry in feed.entries)
        if name != "empty":
            assert ids


@every_site
def test_json_feeds(built: dict[str, Path], name: str) -> None:
    """https://www.jsonfeed.org/version/1.1/: what it requires."""
    feeds = list(below(built[name], "feed.json", "entries.json", "topics/*/feed.json"))
    assert len(feeds) >= 2
    for address, path in feeds:
        feed: dict[str, Any] = json.loads(path.read_bytes())
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert isinstance(feed["title"], str)
        assert unquote(feed["feed_url"]) == address
        assert feed["home_page_url"].startswith(BASE)
        ids = [item["id"] for item in feed["items"]]
        assert len(ids) == len(set(ids))
        for item in feed["items"]:
            assert isinstance(item["id"], str)
            assert item["id"]
            assert "content_html" in item or "content_text" in item
            assert all(author.get("name") for author in item.get("authors", ()))


@every_site
def test_lists(built: dict[str, Path], name: str) -> None:
    site = built[name]
    opml = xml.parse(site / "sources.opml").getroot()
    assert opml.tag == "opml"
    assert opml.get("version") == "2.0"
    assert all(outline.get("xmlUrl") and outline.get("text") for outline in opml.iter("outline"))
    assert len(list(opml.iter("outline"))) == (2 if name.startswith("stress") else 1)  # a body without one is not valid

    places = [place.text or "" for place in xml.parse(site / "sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(places) == len(set(places)) >= 5
    for place in places:
        assert place.startswith(BASE)
        path = site / unquote(place.removeprefix(BASE))
        assert (path / "index.html" if path.is_dir() else path).is_file(), place

    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text("utf-8").splitlines()
    assert xml.parse(site / "favicon.svg").getroot().tag == "{http://www.w3.org/2000/svg}svg"
