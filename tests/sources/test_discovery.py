"""The feeds that a page names, and where feeds mostly stand. Asking for them is tested in tests/test_subscribing.py."""

import pytest

from digest.sources import discovery
from digest.sources.discovery import Named

HERE = "https://a.example/blog/post"


def named(page: str, url: str = HERE) -> list[str]:
    return [one.url for one in discovery.feeds(page, url)]


@pytest.mark.parametrize(
    "kind", ["application/rss+xml", "APPLICATION/ATOM+XML; charset=utf-8", "application/feed+json", "application/json", "text/xml"]
)
def test_types(kind: str) -> None:
    assert named(f'<link rel="alternate" type="{kind}" href="/x">') == ["https://a.example/x"]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel=alternate type=text/html href="/x">',
        '<link rel="alternate" href="/x" hreflang="de">',
        '<link rel="alternate" type="application/json+oembed" href="/x">',
        '<link rel="alternate stylesheet" type="text/xml" href="/x">',
        '<link rel="stylesheet" type="application/rss+xml" href="/x">',
        '<link rel="alternate" type="application/rss+xml" href="">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        '<link rel="alternate" type="application/rss+xml" href="https://[x/">',
        '<!-- <link rel="alternate" type="application/rss+xml" href="/x"> -->',
        '<script>"<link rel=alternate type=application/rss+xml href=/x>"</script>',
        '<title><link rel="alternate" type="application/rss+xml" href="/x"></title>',
    ],
)
def test_what_names_no_feed(link: str) -> None:
    assert named(link) == []


def test_relative_to_the_page_or_to_its_base() -> None:
    links = "<link rel='Alternate home' type='text/xml' href='f?a=1&amp;b=2'><LINK REL=alternate TYPE=text/xml HREF=//b.example/f>"
    assert named(links) == ["https://a.example/blog/f?a=1&b=2", "https://b.example/f"]
    assert named(f"<base target=_top><base href='/c/'><base href='/d/'>{links}")[0] == "https://a.example/c/f?a=1&b=2"


def test_each_feed_once_and_in_its_order() -> None:
    link = '<link rel="alternate" type="application/rss+xml" title="{}" href="{}">'
    page = link.format("One &amp; all", "/1") + link.format("", "http://a.example/1/") + link.format("Two", "/2")
    assert list(discovery.feeds(page, HERE)) == [Named("https://a.example/1", "One & all"), Named("https://a.example/2", "Two")]


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://a.example/comments/feed/", ""),
        ("https://a.example/f", "Blog » Kommentar-Feed"),
        ("https://a.example/?feed=comments-rss2", ""),
    ],
)
def test_comments_are_told_apart(url: str, title: str) -> None:
    assert Named(url, title).of_comments
    assert not Named("https://comments.example/feed", "News").of_comments


def test_the_usual_places() -> None:
    assert discovery.usual("https://a.example/?x#y")[:2] == ["https://a.example/feed", "https://a.example/rss.xml"]
    places = discovery.usual(HERE)
    assert (len(places), places[0], places[6]) == (12, "https://a.example/blog/feed", "https://a.example/feed")


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("<!doctype html><title>x</title>", True),
        ('<?xml version="1.0"?><!-- <rss> --><html>', True),
        ("<rss><channel>", False),
        ("<br/><b>Warning</b>: x <rss>", False),
        ("words", False),
        ("{}", False),
    ],
)
def test_a_page_is_told_by_its_first_tag(text: str, page: bool) -> None:
    assert discovery.is_page(text) == page
