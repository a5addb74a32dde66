"""Documents put together of what breaks others: each is read or refused in words, and what is made of it acts on no page.

Examples are few here, and thousands each night (HYPOTHESIS_PROFILE=nightly); fuzz.py goes on for as long as it is told to. What
a reader alone must hold is beside its own tests.
"""

import json
import re
from datetime import UTC
from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.entries import dates, editorial, file, frontmatter
from digest.errors import DigestError, EntryError, SourceError
from digest.rendering.markdown import to_html
from digest.sources import opml, planet
from tests.security import pages
from tests.security.documents import BERLIN, DATES, LETTERS, NOW, OUTLINES, PIECES, TAGS, TRICKS, YAML, is_harmless, taken_in

NAMES = {
    "text": "seeds/a.txt",
    "page": "seeds/a.html",
    "markdown": "seeds/a.md",
    "mail": "seeds/a.eml",
    "feed": "feeds/a.xml",
    "json feed": "feeds/a.json",
    "none": "seeds/a",
}  # fmt: skip


@pytest.mark.parametrize("kind", NAMES)
@given(told=st.lists(TRICKS | LETTERS | TAGS | YAML, max_size=12).map(" ".join), front=st.booleans())
def test_whatever_a_file_holds_it_is_read_or_refused(kind: str, told: str, front: bool) -> None:
    head = {
        "page": "<!doctype html><html><head><title>A</title></head><body><article>",
        "markdown": "---\ntitle: A\n",
        "mail": "From: a@news.example\nSubject: A\n",
        "feed": "<rss version='2.0'><channel><item>",
        "json feed": '{"items": [{"title": "A", "content_html": "',
    }
    try:
        made = taken_in((head.get(kind, "") if front else "") + told, NAMES[kind])
    except DigestError:
        return
    for entry in made:
        is_harmless(entry)


@given(title=PIECES, text=PIECES, author=PIECES, link=TRICKS | LETTERS, day=LETTERS)
def test_what_a_feed_says_in_its_fields_is_kept_and_harmless(title: str, text: str, author: str, link: str, day: str) -> None:
    item = {"id": "1", "title": title, "content_text": f"first {text} last", "url": link, "date_published": day}
    told = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item | {"authors": [{"name": author}], "language": link}]})
    whole, _ = taken_in(told, NAMES["json feed"])
    is_harmless(whole)
    _, read = pages.looked_at(to_html(whole.body))
    clean = re.sub(r"[^0-9A-Za-z]+", "", f"first {text} last")
    assert re.sub(r"[^0-9A-Za-z]+", "", read) == clean


@given(title=PIECES, text=PIECES)
def test_and_in_a_feeds_xml(title: str, text: str) -> None:
    told = (
        f"<rss version='2.0'><channel><item><title>{escape(title)}</title><description>{escape(text)}</description></item></channel></rss>"
    )
    try:
        made = taken_in(told, NAMES["feed"])
    except SourceError:
        return
    for entry in made:
        is_harmless(entry)


@given(st.lists(YAML | TRICKS | LETTERS, max_size=16).map("".join))
@example("\\U00110000")
@example('"\\UFFFFFFFF"')
def test_front_matter_is_read_or_refused_with_a_line(told: str) -> None:
    places: list[str] = []
    for text in (f"---\n{told}\n---\n\nText.\n", told):
        for read in (
            lambda text: frontmatter.split(text, "a.md"),
            lambda text: file.parse(text, path="content/2026-11-10/a.md", issue="2026-11-10", zone=BERLIN, desk="Desk"),
            lambda text: editorial.parse(text, "_issue.md"),
        ):
            try:
                read(text)
            except EntryError as error:
                places += [problem.where for problem in error.problems]
        editorial.may_be_draft(text)
    assert all(re.search(r"\.md(?::\d+)?$", place) for place in places)


@given(st.lists(DATES, max_size=9), st.sampled_from(["", " ", "-", "T"]))
def test_a_date_is_a_moment_or_none(parts: list[str], between: str) -> None:
    when = dates.moment(between.join(parts), zone=BERLIN)
    assert when is None or when.tzinfo is UTC
    if when:
        dates.plausible(when, NOW)


@given(st.lists(OUTLINES, max_size=14))
def test_a_list_is_read_or_refused_and_what_it_holds_can_be_written(parts: list[str]) -> None:
    for read in (opml.read, planet.read):
        try:
            found = read(" ".join(parts), "list")
        except SourceError:
            continue
        for source in found.sources:
            assert [*pages.unseemly(source.name), *pages.unseemly(source.url or ""), *pages.unseemly(source.topic or "")] == []
            assert source.url is None or source.url.startswith(("http://", "https://"))
        assert pages.in_xml(opml.write(found.sources, "list").encode("utf-8")) == []
