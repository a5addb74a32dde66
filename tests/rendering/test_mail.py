"""An issue as a mail."""

import re
from html.parser import HTMLParser

import pytest

from digest.model import Issue, Section, Story
from digest.rendering import mail
from digest.rendering.plaintext import columns
from tests.rendering.test_pages import entry, issue, made, story

HTML, TEXT = "issues/2026-11-10/email.html", "issues/2026-11-10/email.txt"


def world(*stories: Story) -> Section:
    return Section(topic="World", slug="world", stories=stories)


def many(count: int, words: int = 80) -> Issue:
    told = [story(entry(f"n-{i}", title=f"Headline {i}."), summary=f"Number {i}. " + "words " * words) for i in range(count)]
    return issue(*(Section(topic=f"Topic {i}", slug=f"t-{i}", stories=tuple(told[i : i + 20])) for i in range(0, count, 20)))


class Elements(HTMLParser):
    """A page's elements with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


EVIL = '<script>alert(1)</script> "{{ subscriber.email }}" {% if x %} {# y #} ]]>'


@pytest.fixture(scope="module")
def evil() -> dict[str, str]:
    told = story(
        entry("one", title=EVIL, note=EVIL, link="https://wire.example/1", authors=(EVIL,)),
        entry("two", source="Wire", link="https://wire.example/2"),
        headline=EVIL,
        summary=EVIL,
        key_points=(EVIL + " and more",),
    )
    return made(
        issue(world(told, story(entry("three"))), title=EVIL, introduction=EVIL + "\n\n![a](https://p.example/p.png)"), title="A digest"
    )


def test_it_loads_nothing_and_does_nothing(evil: dict[str, str]) -> None:
    page = evil[HTML]
    elements = Elements(page).found
    assert not {tag for tag, _ in elements} & {"script", "form", "img", "iframe", "object", "embed", "input", "video"}
    assert not [attrs for _, attrs in elements if attrs.keys() & {"src", "background", "srcset", "onclick"}]
    assert [attrs["rel"] for tag, attrs in elements if tag == "link"] == ["canonical"]
    assert not re.search(r"var\(|url\(|@import", page)


def test_its_links_are_absolute_and_its_styles_on_its_elements(evil: dict[str, str]) -> None:
    elements = Elements(evil[HTML]).found
    links = [attrs for tag, attrs in elements if tag == "a"]
    assert links
    assert all((attrs["href"] or "").startswith("https://") and "color:" in (attrs["style"] or "") for attrs in links)
    assert "https://x.example/sub/issues/2026-11-10/" in [attrs["href"] for attrs in links]
    style = re.findall(r"<style>(.*?)</style>", evil[HTML], re.DOTALL)
    assert len(style) == 1
    assert style[0].startswith("@media (prefers-color-scheme: dark)")
    assert evil[HTML].index('<meta charset="utf-8">') < 1024


def test_no_text_asks_the_service_that_sends_it_for_anything(evil: dict[str, str]) -> None:
    for path in (HTML, TEXT):
        assert not re.search(r"\{[{%#]", re.sub(r"<style>.*?</style>", "", evil[path], flags=re.DOTALL)), path
    assert "&#123;{ subscriber.email }}" in evil[HTML]


def test_a_story_has_its_headline_its_words_and_its_sources() -> None:
    told = story(
        entry("one", body="Long. " * 300, link="https://desk.example/1"),
        entry("two", source="Wire", link="https://wire.example/2?a=1&b=2"),
        headline="Gulls & terns",
        summary="Said.",
        key_points=("A point.",),
    )
    found = made(issue(world(told)))
    page, text = found[HTML], found[TEXT]
    assert re.search(r'<a href="https://x.example/sub/issues/2026-11-10/one/"[^>]*><bdi>Gulls &amp; terns</bdi></a>', page)
    assert re.search(r'<a href="https://wire.example/2\?a=1&amp;b=2"[^>]*><bdi>Wire</bdi></a>', page)
    assert "A point.</li>" in page
    assert "Gulls & terns\nhttps://x.example/sub/issues/2026-11-10/one/\nDesk · 10 November 2026\n\nSaid.\n\n* A point.\n\n" in text
    assert "\nTold by 2 sources: Desk, Wire\n" in text


def test_a_headline_without_an_address_leads_to_its_place_in_the_issue() -> None:
    found = made(issue(world(story(entry("one")), story(entry("two", link="https://wire.example/?a=1&b=2")))))
    assert '<a href="https://x.example/sub/issues/2026-11-10/#one"' in found[HTML]
    assert "\nhttps://wire.example/?a=1&b=2\n" in found[TEXT]


def test_its_direction_is_its_languages() -> None:
    found = made(issue(world(story(entry("one", title="عنوان")), story(entry("two", language="en")))), language="ar")
    page = found[HTML]
    assert '<html lang="ar" dir="rtl">' in page
    assert "text-align:right" in page
    assert 'lang="en"' in page
    assert "عنوان\n" in found[TEXT]


@pytest.mark.parametrize("count", [400, 3000])
def test_what_is_too_long_is_shortened_at_its_end_and_says_so(count: int) -> None:
    found = made(many(count))
    for path in (HTML, TEXT):
        assert mail.LIMIT - 3000 < len(found[path].encode()) <= mail.LIMIT
        page = " ".join(found[path].split())
        full = len(re.findall(r"Number \d+\. words", page))
        named = len(re.findall(r"Headline \d+\.", page.partition("<main")[2] or page))
        assert f"{named - full:,} stories are here by the headline only" in page
        assert (f"{count - named:,} stories are left out" in page) == (named < count)
        assert (named < count) == (count == 3000)
        assert "You have reached the end" not in page
        assert "Read the rest on the web" in page
        if full:
            assert page.index(f"Number {full - 1}. words") < page.index(f"Headline {full}.")


def test_what_is_short_enough_ends_where_it_ends() -> None:
    for path in (HTML, TEXT):
        assert "You have reached the end" in made(many(20))[path]
        assert "longer than" not in made(many(20))[path]


@pytest.mark.parametrize("limit", [0, 7, 12, 13, 25, 100])
def test_as_much_is_told_as_there_is_room_for(limit: int) -> None:
    """A story takes three, its headline one, in a frame of two."""

    def make(parts: tuple[mail.Part, ...], shortened: int, left_out: int) -> bytes:
        told, named = sum(len(part.told) for part in parts), sum(len(part.named) for part in parts)
        assert (told + shortened, told + named + left_out) == (10, 10)
        return b"s" * (3 * told) + b"h" * named + b"--"

    tall = mail.fitting(many(10), make, limit)
    assert tall == {0: b"--", 7: b"h" * 5 + b"--", 12: b"h" * 10 + b"--", 13: b"h" * 10 + b"--", 25: b"s" * 18 + b"h" * 4 + b"--"}.get(
        limit, b"s" * 30 + b"--"
    )


def test_plain_text_has_no_wide_line_and_no_space_at_an_end() -> None:
    told = story(entry("one", source="Wire", title="東京都は新しい防災計画を発表した。" * 6), summary="A word and another. " * 30)
    text = made(issue(world(told), introduction="An [address](https://x.example/" + "a/" * 60 + ") and more. " * 9))[TEXT]
    lines = text.split("\n")
    assert all(columns(line) <= 72 or "https://" in line for line in lines)
    assert [line for line in lines if line != line.rstrip()] == []
    assert "\n\n\n" not in text
    assert lines[:2] == ["Test", "===="]


def test_an_issue_without_news_is_a_mail_too() -> None:
    found = made(issue())
    assert "Nothing has come in for this issue." in found[HTML]
    assert "Nothing has come in for this issue." in found[TEXT]


def test_it_speaks_the_language_of_its_site_and_text_is_text() -> None:
    told = story(entry("one", title="A & B"), entry("two", source="Wire & Co"), entry("three", source="Wire & Co"), headline="A & B")
    found = made(issue(world(told)), language="de", publisher="C & D", license="<own>")
    assert "\n2 Quellen berichten: Desk, Wire & Co\n" in found[TEXT]
    assert "Test, herausgegeben von C & D." in found[TEXT]
    assert "Eigene Texte: <own>." in " ".join(found[TEXT].split())
    assert "\nWelt\n----\n" in found[TEXT]
    assert ">Im Web lesen</bdi></a>" in found[HTML]
    assert "Nr. 1 · 1 Meldung\n" in found[TEXT]


def test_points_that_run_the_other_way_have_their_marks_beside_them() -> None:
    told = story(entry("one", language="en"), key_points=("A point.",))
    found = made(issue(world(told)), language="ar")[HTML]
    (style,) = re.findall(r'<ul lang="en" dir="ltr" style="([^"]*)"', found)
    assert "padding:0 0 0 20px" in style
    assert style.endswith("text-align:left")
