"""Links as we keep them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.entries.urls import absolute, canonical, host


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://gulls.example", "https://gulls.example/"),
        ("HTTPS://GULLS.Example/A", "https://gulls.example/A"),
        ("https://gulls.example:443/", "https://gulls.example/"),
        ("http://gulls.example:80/", "http://gulls.example/"),
        ("http://gulls.example:8080/", "http://gulls.example:8080/"),
        ("https://gulls.example./a", "https://gulls.example/a"),
        ("https://ada:secret@gulls.example/a", "https://gulls.example/a"),
        ("https://gulls.example/a b", "https://gulls.example/a%20b"),
        ("https://gulls.example/möwe?größe=1#fuß", "https://gulls.example/m%C3%B6we?gr%C3%B6%C3%9Fe=1#fu%C3%9F"),
        ("https://gulls.example/100%", "https://gulls.example/100%25"),
        ("https://gulls.example/a%20b%2Fc", "https://gulls.example/a%20b%2Fc"),
        ('https://gulls.example/"><b>', "https://gulls.example/%22%3E%3Cb%3E"),
        ("https://gulls.example/a|b[c]", "https://gulls.example/a%7Cb%5Bc%5D"),
        ("  https://gulls.example/a\n", "https://gulls.example/a"),
        ("https://gulls.exam\nple/a\tb", "https://gulls.example/ab"),
        ("https://möwe.example/", "https://möwe.example/"),
        ("https://[2001:db8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
        ("mailto:ada@gulls.example", "mailto:ada@gulls.example"),
        ("/b?c#d", "https://base.example/b?c#d"),
        ("b", "https://base.example/a/b"),
        ("//cdn.example/b", "https://cdn.example/b"),
        ("?page=2", "https://base.example/a/?page=2"),
    ],
)
def test_links_that_are_kept(link: str, kept: str) -> None:
    assert absolute(link, "https://base.example/a/") == kept


@pytest.mark.parametrize(
    "link",
    [
        "",
        " ",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "ftp://gulls.example/",
        "vbscript:x",
        "mailto:nobody",
        "http://",
        "http://.",
        "https:///path",
        "http://a b.example/",
        "http://gulls.example:gull/",
        "http://gulls.example:99999/",
        "http://[::1/",
        "http://gulls%2eexample/",
        "http://gulls<.example/",
        "no base",
        "/a",
    ],
)
def test_links_that_are_none(link: str) -> None:
    assert absolute(link) == ""
    assert canonical(link) == ""


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("?utm_source=rss&id=7&utm_medium=feed", "?id=7"),
        ("?UTM_Source=x", ""),
        ("?fbclid=x&gclid=y&mc_cid=z&at_medium=w", ""),
        ("?id=7#utm_source=x", "?id=7"),
        ("?id=7#chapter", "?id=7#chapter"),
        ("?feed=rss", ""),
        ("?feed=42", "?feed=42"),
        ("?partner=rss&a=b", "?a=b"),
        ("?partner=gulls", "?partner=gulls"),
        ("?a=1;b=2&c", "?a=1;b=2&c"),
        ("?q=gulls+and%20terns&x=%26", "?q=gulls+and%20terns&x=%26"),
        ("?a=&b", "?a=&b"),
        ("?attitude=1&format=x", "?attitude=1&format=x"),
    ],
)
def test_what_only_tracks_is_left_out(query: str, left: str) -> None:
    assert canonical(f"https://gulls.example/a{query}") == f"https://gulls.example/a{left}"


def test_what_stays_beside_what_only_tracks_is_as_it_was() -> None:
    assert canonical("https://gulls.example/?a+b=%20c&utm_source=x&d&e=%C3%B6/") == "https://gulls.example/?a+b=%20c&d&e=%C3%B6/"
    assert canonical("https://gulls.example/?a=%FF&utm_source=x") == "https://gulls.example/?a=%FF"


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("https://www.gulls.example/a", "gulls.example"),
        ("http://Gulls.Example:8080", "gulls.example"),
        ("mailto:a@b.c", ""),
        ("http://[bad", ""),
        ("", ""),
    ],
)
def test_hosts(link: str, name: str) -> None:
    assert host(link) == name


PIECES = [
    "http://",
    "https:",
    "//",
    "/",
    "a.b",
    "ö",
    "%",
    "%2",
    "%20",
    "?",
    "&",
    "=",
    "utm_x=1",
    "#",
    "@",
    ":",
    ":80",
    " ",
    "[",
    "]",
    "\t",
    "+",
    ";",
    ".",
]
links = (
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
    | st.text(max_size=30)
    | st.text(max_size=20).map("https://a.example/".__add__)
)


@given(links, st.sampled_from(["", "https://base.example/a/b"]))
def test_a_kept_link_is_kept_as_it_is(link: str, base: str) -> None:
    for keep in (absolute, canonical):
        kept = keep(link, base)
        assert keep(kept) == keep(kept, base) == kept
        assert kept == "" or kept.startswith(("http://", "https://", "mailto:"))
        assert not set(kept) & set(' \t\n\r<>"`\\^{|}')
