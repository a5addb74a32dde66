"""Links and anchors inside the site."""

import pytest

from digest.model import Page
from digest.site.checking import broken, outside, resolve

BASE = "https://example.org/some/path/"


def page(path: str, text: str) -> Page:
    return Page(path, text.encode())


SITE = [
    page("index.html", '<h1 id="top">Home</h1><a href="a/index.html#here">a</a>'),
    page("a/index.html", '<p id="here">A</p><a href="../index.html#top">home</a>'),
    page("404.html", '<a href="/some/path/a/">a</a>'),
]


def test_a_whole_site_has_nothing_broken() -> None:
    assert list(broken(SITE, BASE)) == []


@pytest.mark.parametrize(
    ("href", "what"),
    [
        ("b/index.html", "which is not there"),
        ("a/index.html#there", "no such place"),
        ("#nowhere", "no such place"),
        ("/a/", "which is not there"),  # the root of the host is not the site's
        ("https://example.org/some/path/gone/", "which is not there"),
        ("../../index.html", "which is not there"),
    ],
)
def test_what_leads_nowhere_is_named_with_its_line(href: str, what: str) -> None:
    found = list(broken([*SITE, page("c.html", f'<p>\n<a href="{href}">x</a>')], BASE))
    assert len(found) == 1
    assert found[0].where == "c.html:2"
    assert what in found[0].what


@pytest.mark.parametrize("href", ["https://elsewhere.example/", "mailto:a@b.example", "https://example.org/other/", "data:,x"])
def test_what_leads_elsewhere_is_none_of_ours(href: str) -> None:
    assert list(broken([*SITE, page("c.html", f'<a href="{href}">x</a>')], BASE)) == []


def test_an_anchor_that_stands_twice() -> None:
    assert [str(one) for one in broken([page("x.html", '<i id="a"></i>\n<b id="a"></b>')], BASE)] == [
        "x.html:2: the anchor 'a' stands twice on this page. Rename what one of them is made of."
    ]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("x/index.html", ("a/x/index.html", "")),
        ("../index.html", ("index.html", "")),
        ("#b", ("a/index.html", "b")),
        ("caf%C3%A9/index.html#%C3%BC", ("a/café/index.html", "ü")),
        ("https://example.org/some/path/", ("index.html", "")),
        ("/some/path/a/", ("a/index.html", "")),
        ("./", ("a/index.html", "")),
    ],
)
def test_resolving(href: str, expected: tuple[str, str]) -> None:
    assert resolve("a/index.html", href, BASE) == expected


def test_outside_links_are_gathered_once_with_their_first_place() -> None:
    found = outside(
        [page("a.html", '\n<a href="https://x.example/#one">x</a>'), page("b.html", '<a href="https://x.example/">x</a>'), *SITE], BASE
    )
    assert found == {"https://x.example/": "a.html:2"}
