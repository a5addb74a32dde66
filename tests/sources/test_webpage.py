"""Pages of the web: the article, and what the page says of it. With our own reader; trafilatura's is its own affair."""

import json
from collections.abc import Iterator

import pytest

from digest.model import Item
from digest.sources import webpage
from digest.sources.document import Document
from digest.sources.tree import parse

FIRST = "The new ferry, which the yard at Tern Haven had promised for spring, left the slip on Tuesday, to the cheers of a small crowd."
SECOND = "It carries forty cars, two lorries and, for the first time, bicycles, which the islanders had asked for in three petitions."
THIRD = "“We have waited long enough,” said the harbour master, who had closed the old pier for the day, as he had said he would."


@pytest.fixture(autouse=True)
def ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webpage, "_extracted", lambda text, base: "")


def page(body: str, head: str = "<title>A ferry is launched | The Tern</title>", lang: str = ' lang="en"') -> str:
    return f"<!doctype html><html{lang}><head>{head}</head><body>{body}</body></html>"


def read(text: str, url: str = "https://tern.example/2026/11/ferry") -> Item:
    (item,) = webpage.read(Document(source="Tern", origin=url, raw=text.encode(), url=url), text)
    return item


TOLD = f"<p>{FIRST}</p><h2>What it carries</h2><p>{SECOND}</p><blockquote><p>{THIRD}</p></blockquote>"
ARTICLE = f"<article><h1>A ferry is launched</h1>{TOLD}</article>"
MENU = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("News", "Weather", "Tides", "Sport", "Letters"))


def test_an_article_among_what_is_beside_it() -> None:
    related = "".join(f'<li><a href="/{n}">Another headline of some length that leads to another page {n}</a></li>' for n in range(9))
    item = read(
        page(
            f'<nav><ul>{MENU}</ul></nav><div class="wrap has-sidebar"><main>{ARTICLE}</main>'
            f'<div class="sidebar"><p>{FIRST} Subscribe to our letter, and read what others pay for, every week.</p></div></div>'
            f'<section class="related-stories"><ul>{related}</ul></section>'
            "<footer><p>© The Tern, all rights reserved, since 1903.</p></footer>"
        )
    )
    text = parse(item.text).text()
    assert text == f"{FIRST} What it carries {SECOND} {THIRD}"
    assert "<blockquote>" in item.text
    assert (item.title, item.language, item.link) == ("A ferry is launched", "en", "https://tern.example/2026/11/ferry")


def test_a_wrapper_with_a_telling_name_is_no_sidebar() -> None:
    assert FIRST in parse(read(page(f'<div class="sidebar-wrapper"><form><div>{ARTICLE}</div></form></div>')).text).text()


def test_comments_are_no_article_however_long() -> None:
    comments = "".join(f'<div class="comment-body"><p>{THIRD} {THIRD} {n}</p></div>' for n in range(20))
    text = parse(
        read(page(f'<div class="story"><p>{FIRST}</p><p>{SECOND}</p></div><div class="comments-area">{comments}</div>')).text
    ).text()
    assert SECOND in text
    assert THIRD not in text


def test_paragraphs_made_of_line_breaks() -> None:
    text = parse(
        read(page(f"<table><tr><td>{MENU}</td><td><font>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</font></td></tr></table>")).text
    ).text()
    assert (FIRST in text, SECOND in text, THIRD in text) == (True, True, True)
    assert "Weather" not in text


def test_nothing_stands_out() -> None:
    assert "Closed today" in parse(read(page("<p>Closed today.</p>")).text).text()


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<meta property="og:title" content="Ferry &amp; pier"><title>x</title>', "", "Ferry &amp; pier"),
        ('<title>Ferry launched | The Tern</title><meta property="og:site_name" content="The Tern">', "", "Ferry launched"),
        ("<title>Ferry launched at last - The Tern</title>", "<h1>Ferry launched at last</h1>", "Ferry launched at last"),
        ("<title>The Tern</title>", "<h1>The Tern</h1>", "The Tern"),
        ("", "<h1>A heading</h1>", "A heading"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "From data"}</script>', "<h1>Shown</h1>", "From data"),
        ("", "", ""),
    ],
)
def test_the_title(head: str, body: str, title: str) -> None:
    assert read(page(body + f"<p>{FIRST}</p>", head)).title == title


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ('<meta property="article:published_time" content="2026-11-03T08:00:00Z">', "", "2026-11-03T08:00:00Z"),
        ('<meta name="date" content="2026-11-03">', "", "2026-11-03"),
        ("", '<time datetime="2026-11-03T08:00">Tuesday</time>', "2026-11-03T08:00"),
        ("", '<p><time datetime="2026-01-01">New year</time></p><time class="published" datetime="2026-11-03">x</time>', "2026-11-03"),
        ("", "<span>By Ada Gull, 3 November 2026</span>", "3 November 2026"),
        ("", "<div>Publié le 3 févr. 2026</div>", "3 févr. 2026"),
        ("", "", ""),
    ],
)
def test_the_date(head: str, body: str, published: str) -> None:
    assert read(page(f"{body}<p>{FIRST}</p>", head), "https://tern.example/ferry").published == published


def test_the_date_in_an_address() -> None:
    assert read(page(f"<p>{FIRST}</p>"), "https://tern.example/2026/3/9/ferry").published == "2026-03-09"


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "NewsArticle", "headline": "H", "datePublished": "2026-11-03", "author": {"name": "Ada Gull"}},
        {
            "@graph": [
                {"@type": "WebPage", "headline": "no"},
                {"@type": ["Thing", "Article"], "headline": "H", "datePublished": "2026-11-03", "author": [{"name": "Ada Gull"}]},
            ]
        },
        [{"@type": "BlogPosting", "headline": "H", "datePublished": "2026-11-03", "author": "By Ada Gull"}],
    ],
)
def test_data_for_machines(data: object) -> None:
    item = read(page(ARTICLE, f'<script type="application/ld+json">{json.dumps(data)}</script>'))
    assert (item.title, item.published, item.authors) == ("H", "2026-11-03", ("Ada Gull",))


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        ('<meta name="author" content="Ada Gull">', "", ("Ada Gull",)),
        ('<meta property="article:author" content="By Ada Gull">', "", ("Ada Gull",)),
        ('<meta name="author" content="Ada Gull"><meta name="author" content="Bo Marsh">', "", ("Ada Gull", "Bo Marsh")),
        ('<meta name="author" content="https://tern.example/ada"><meta name="byl" content="By Ada Gull">', "", ("Ada Gull",)),
        ('<meta property="article:author" content="https://tern.example/">', '<a rel="author" href="/ada">Ada Gull</a>', ("Ada Gull",)),
        ("", '<a rel="author nofollow" href="/ada">Ada Gull</a>', ("Ada Gull",)),
        ("", '<p class="byline">By <a rel="author" href="/ada">Ada Gull</a></p>', ("Ada Gull",)),
        ("", '<p>By <span itemprop="author">Ada Gull</span></p>', ("Ada Gull",)),
        ("", '<div itemprop="author"><span itemprop="name">Ada Gull</span> writes of the sea.</div>', ("Ada Gull",)),
        ("", '<meta itemprop="author" content="Ada Gull">', ("Ada Gull",)),
        ("", '<div itemprop="comment"><i itemprop="author">A reader</i></div><a rel="author">Ada Gull</a>', ("Ada Gull",)),
        ('<script type="application/ld+json">{"@type": "Article", "author": {"url": "/ada"}}</script><meta name="author" content="Ada">',
         "", ("Ada",)),
        ('<meta name="author" content="">', "", ()),
    ],
)  # fmt: skip
def test_the_authors(head: str, body: str, authors: tuple[str, ...]) -> None:
    assert read(page(f"{body}{ARTICLE}", head)).authors == authors


@pytest.mark.parametrize("data", ["{", "[[[[", '{"@type": "Article", "headline": {"a": 1}, "author": 7, "datePublished": []}', "null"])
def test_data_that_is_none(data: str) -> None:
    item = read(page(ARTICLE, f'<title>Kept</title><script type="application/ld+json">{data}</script>'))
    assert (item.title, item.authors) == ("Kept", ())


def test_the_canonical_address_and_what_links_are_relative_to() -> None:
    item = read(page(ARTICLE, '<link rel="canonical" href="/ferry"><base href="https://tern.example/deep/">'))
    assert (item.link, item.base) == ("https://tern.example/ferry", "https://tern.example/deep/")


def test_a_picture_and_what_it_shows() -> None:
    item = read(
        page(ARTICLE, '<meta property="og:image" content="/a.jpg"><meta property="og:image:alt" content="A ferry &amp; &lt;tugs&gt;">')
    )
    assert (item.image, item.image_alt) == ("https://tern.example/a.jpg", "A ferry &amp; &lt;tugs&gt;")


def hostile() -> Iterator[tuple[str, str]]:
    many = 20_000
    yield "deep", "<div class='sidebar'>" * many + FIRST
    yield "never closed", "<p>" * many + FIRST
    yield "beside each other", "<nav>x</nav>" * many + ARTICLE
    yield "headings", "<h2>a</h2>" * many
    yield "spans in spans", "<span>" * many + FIRST
    yield "ends of nothing", "</div></p>" * many + ARTICLE
    yield "lists", "<ul><li>" * many + FIRST
    yield "attributes", "<div " + "a=b " * many + ">" + ARTICLE
    yield "authors in authors", "<div rel='author' itemprop='author'>" * many + FIRST
    yield "signs", "<" * many + "&" * many + FIRST


@pytest.mark.parametrize(("name", "text"), list(hostile()), ids=[name for name, _ in hostile()])
def test_what_was_made_to_hang_us_is_read_all_the_same(name: str, text: str) -> None:
    assert read(page(text)).text


def test_what_a_frame_holds_is_no_text_of_the_page() -> None:
    """Nobody sees it; and what is shown as it is written is text, whatever it looks like."""
    tree = parse(page("<article><iframe src='/a'><p>Your browser is old</p></iframe>after <xmp>a<b</xmp></article>"))
    assert tree.text() == "A ferry is launched | The Tern after a<b"
    assert '<iframe src="/a"></iframe>after <pre>a&lt;b</pre>' in tree.html()


def test_of_a_page_that_is_nearly_all_tags_the_words_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.markup.MOST", 100)
    tree = parse(page("<p>Tern &amp; <b>gull</b></p>" * 99))
    assert tree.text().split()[-6:] == ["Tern", "&", "gull"] * 2
    assert [node.tag for node in tree.walk()] == ["", "html", "head", "body"]
