"""Which reader a document needs."""

import pytest

from digest.errors import SourceError
from digest.model import Item, Kind
from digest.sources import kinds
from digest.sources.document import Document

RSS = "<rss version='2.0'><channel><title>Gulls</title><item><title>From a feed</title></item></channel></rss>"
JSON = '{"items": [{"title": "From JSON"}]}'
TEXT = "From a text\nIt goes on here."
MARKDOWN = "---\ntitle: From Markdown\n---\n\nIt goes on here.\n"


def read(text: str, origin: str, kind: Kind | None = None, *, url: str = "", content_type: str = "") -> Item:
    (item,) = kinds.read(Document(source="S", origin=origin, raw=text.encode(), url=url, content_type=content_type), kind, 100_000)
    return item


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.atom", "a.rdf", "a.json", "a", "a.xml?x=1", "A.XML"])
def test_a_feed_by_what_it_holds(name: str) -> None:
    assert read(RSS, name).title == "From a feed"
    assert read(JSON, name).title == "From JSON"


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a", "stdin"])
def test_a_text(name: str) -> None:
    assert read(TEXT, name).title == "From a text"
    assert read(MARKDOWN, name).markup == "markdown"


@pytest.mark.parametrize("name", ["a.txt", "stdin"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "front", [MARKDOWN, "---\n# mine\n\ntitle: A\n...\n", "---  \nMy key: A\n---\n", "---\n---\nText", "---\ntitle: never closed\nText"]
)
def test_front_matter_whatever_ends_its_lines(name: str, end: str, front: str) -> None:
    assert read(front.replace("\n", end), name).markup == "markdown"


@pytest.mark.parametrize("name", ["a.txt", "stdin"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "text",
    ["---\nGulls\nThey came.\n", "---\nGulls\n---\nThey came.\n", "---\nGulls: they came\nMore.\n", "---\n\nGulls\n", "----\na: b\n"],
)
def test_a_rule_is_no_front_matter(name: str, end: str, text: str) -> None:
    item = read(text.replace("\n", end), name)
    assert (item.markup, item.title) == ("html", "a: b" if "a: b" in text else text.split("\n")[1] or "Gulls")


@pytest.mark.parametrize("text", ["---\n" * 200_000, "---\n" + " \n" * 200_000, "---\n" + " " * 500_000, "---\na" + ": " * 200_000])
def test_a_beginning_of_front_matter_without_end(text: str) -> None:
    assert read(text + "x", "a.txt").own


def test_a_text_file_is_a_text_whatever_it_looks_like() -> None:
    assert read("{braces} are words\nAnd so on.", "a.txt").title == "{braces} are words"
    assert read("<rss> is a word\nAnd so on.", "a.txt").title == "&lt;rss&gt; is a word"
    assert read("<html> is a word\nAnd so on.", "a.md").markup == "markdown"


def test_a_markdown_file_is_handed_on_as_it_stands() -> None:
    item = read("# A heading\n\nA text.", "a.md")
    assert (item.source, item.origin, item.own, item.markup) == ("S", "a.md", True, "markdown")
    assert (item.title, item.text) == ("", "# A heading\n\nA text.")


def test_a_file_of_our_own_is_told_by_its_bytes_whatever_ends_its_lines() -> None:
    assert read(TEXT, "a.txt").version == read(TEXT.replace("\n", "\r\n"), "b.txt").version
    assert read(TEXT, "a.txt").version != read(TEXT + "!", "a.txt").version
    assert read(TEXT, "https://gulls.example/a", url="https://gulls.example/a", content_type="text/plain").version == ""


def test_the_owner_says_it_is_a_text() -> None:
    assert read(TEXT, "a.unknown", "text").title == "From a text"
    assert read(MARKDOWN, "a.md", "text").markup == "markdown"


def test_a_foreign_text_is_nobodys_own() -> None:
    url = "https://gulls.example/a"
    item = read(TEXT, url, url=url, content_type="text/plain; charset=utf-8")
    assert (item.title, item.own, item.link) == ("From a text", False, url)


@pytest.mark.parametrize("kind", [None, "feed"])
def test_foreign_markup_is_no_text(kind: Kind | None) -> None:
    with pytest.raises(SourceError, match="neither a feed nor a text"):
        read("<note>A gull</note>", "https://gulls.example/a", kind, url="https://gulls.example/a", content_type="text/plain")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ('<link rel="alternate" type="application/atom+xml" href="atom.xml?a=1&amp;b=2">', "https://gulls.example/news/atom.xml?a=1&b=2"),
        ("<LINK HREF=/feed.json TYPE=application/feed+json>", "https://gulls.example/feed.json"),
        ('<link type="application/rss+xml" href="https://[bad">', "https://[bad"),
        ('<link type="text/css" href="a.css">', "Give the address of its feed"),
    ],
)
def test_a_page_names_its_feed(link: str, address: str) -> None:
    url = "https://gulls.example/news/"
    with pytest.raises(SourceError) as caught:
        read(f"<!-- hello --><!DOCTYPE html><html><head>{link}</head></html>", url, url=url)
    assert "is a web page, not a feed" in str(caught.value)
    assert address in str(caught.value)


def test_a_page_of_nothing_but_comments() -> None:
    """Each way to see where one ends was tried with each way for the others."""
    told = "<!-- -->" * 400
    with pytest.raises(SourceError, match="neither a feed nor a text"):
        read(told, "https://gulls.example/a", url="https://gulls.example/a")
    with pytest.raises(SourceError, match="is a web page"):
        read(told + "<html>", "https://gulls.example/a", url="https://gulls.example/a")


def test_a_page_of_nothing_but_beginnings_of_links() -> None:
    with pytest.raises(SourceError, match="Give the address of its feed"):
        read("<!doctype html>" + "<link " * 200_000, "https://gulls.example/a", url="https://gulls.example/a")


def test_a_page_that_speaks_of_rss_is_a_page() -> None:
    with pytest.raises(SourceError, match="is a web page"):
        read("<!doctype html><html><body><rss > &lt;feed&gt;</body></html>", "https://gulls.example/", url="https://gulls.example/")


def test_a_page_where_a_page_is_meant() -> None:
    told, url = "<!doctype html><html><head><title>Gulls</title></head><body><p>They came.</p></body></html>", "https://gulls.example/"
    assert read(told, url, "page", url=url).title == "Gulls"
    assert read(told, "gulls.html").title == "Gulls"
    assert read(told, "gulls").title == "Gulls"  # saved without an ending
    assert read(told.replace("<!doctype html><html>", ""), url, "page", url=url).title == "Gulls"


def test_limits() -> None:
    with pytest.raises(SourceError, match="is empty"):
        read("\n \t\n", "a.txt")
