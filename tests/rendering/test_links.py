"""How one page is reached from another."""

import posixpath
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.rendering.links import absolute, relative, rooted


@pytest.mark.parametrize(
    ("page", "target", "link"),
    [
        ("index.html", "archive/index.html", "archive/index.html"),
        ("archive/index.html", "index.html", "../index.html"),
        ("a/b/index.html", "a/c/index.html", "../c/index.html"),
        ("a/index.html", "a/index.html", "index.html"),
        ("a/index.html", "a/index.html#b", "#b"),
        ("a/index.html", "index.html#topic:world", "../index.html#topic:world"),
        ("index.html", "täg/index.html", "t%C3%A4g/index.html"),
        ("index.html", "a:b/index.html", "./a:b/index.html"),
        ("index.html", "50%/index.html", "50%25/index.html"),
        ("index.html", "a?b#c", "a%3Fb#c"),
        ("a/b/index.html", "a/./c//d/../e.html", "../c/e.html"),  # as a template of somebody's own may say it
        ("a/index.html", "b/", "../b"),
        ("a/b/index.html", "a/b", "."),
    ],
)
def test_relative(page: str, target: str, link: str) -> None:
    assert relative(page)(target) == link


segments = st.text(st.characters(exclude_characters="/#\\\0", exclude_categories=("Cs", "Cc")), min_size=1, max_size=8).filter(
    lambda s: s not in (".", "..")
)
paths = st.lists(segments, min_size=1, max_size=4).map("/".join)


@given(paths, paths)
def test_a_link_leads_where_it_says(page: str, target: str) -> None:
    parts = urlsplit(relative(page)(target))
    assert not parts.scheme
    assert posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) == target


@given(st.text("ab./", max_size=9), st.text("ab./", max_size=9))
def test_a_winding_path_is_followed_as_the_system_would(page: str, target: str) -> None:
    if target not in ("", page):
        assert relative(page)(target) == posixpath.relpath(target, posixpath.dirname(page) or ".")


def test_absolute_is_without_what_a_server_adds() -> None:
    link = absolute("https://x.example/sub/")
    assert link("index.html") == "https://x.example/sub/"
    assert link("issues/2026-11-10/index.html#é") == "https://x.example/sub/issues/2026-11-10/#%C3%A9"
    assert link("feed.xml") == "https://x.example/sub/feed.xml"


def test_rooted_is_without_the_host() -> None:
    assert rooted("https://x.example/sub/")("archive/index.html") == "/sub/archive/"
    assert rooted("https://x.example/")("index.html") == "/"
