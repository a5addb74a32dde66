"""What stands on the pages, and where they stand."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from digest.errors import SiteError
from digest.model import Entry, Issue, Page, Project, Section, Site, Source, Story
from digest.pipeline import theme
from digest.rendering.pages import pages

WHEN = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)


def entry(slug: str, **more: object) -> Entry:
    return Entry(
        **({"id": f"x/{slug}", "title": slug.title(), "source": "Desk", "slug": slug, "issue": "2026-11-10", "published": WHEN} | more)
    )  # type: ignore[arg-type]


def story(*entries: Entry, **more: object) -> Story:
    return Story(**({"id": entries[0].id, "entries": entries, "headline": entries[0].title, "summary": "Said."} | more))  # type: ignore[arg-type]


def issue(*sections: Section, day: str = "2026-11-10", **more: object) -> Issue:
    return Issue(
        **({"id": day, "day": date.fromisoformat(day), "number": 1, "title": "An issue", "sections": sections, "updated": WHEN} | more)
    )  # type: ignore[arg-type]


def made(*issues: Issue, **site: object) -> dict[str, str]:
    project = Project(
        root=Path("nowhere"),
        config=Path("nowhere/digest.toml"),
        output=Path("nowhere/site"),
        site=Site(**({"title": "Test", "base_url": "https://x.example/sub/"} | site)),  # type: ignore[arg-type]
        sources=(Source(name="Desk", path="seeds"), Source(name="Wire", url="https://wire.example/feed.xml", topic="World")),
    )
    return {page.path: page.content.decode() for page in pages(issues, project, theme())}


WORLD = Section(
    topic="World", slug="world", stories=(story(entry("one")), story(entry("two", link="https://wire.example/two", source="Wire")))
)


def test_an_issue_that_is_empty_still_has_a_page() -> None:
    assert "Nothing has come in" in made(issue())["issues/2026-11-10/index.html"]


def test_a_site_without_an_issue_says_what_to_do() -> None:
    assert "Nothing has come out yet" in made()["index.html"]


def test_every_source_of_a_story_is_named_with_its_own_headline() -> None:
    told = story(
        entry("one"), entry("two", source="Wire", title="Their words", link="https://wire.example/2"), duplicates={"x/two": "x/one"}
    )
    page = made(issue(Section(topic="World", slug="world", stories=(told,))))["issues/2026-11-10/index.html"]
    assert "Told by 2 sources" in page
    assert "<b>Wire</b> (the same text)" in page
    assert 'href="https://wire.example/2">Their words</a>' in page


def test_what_is_beyond_a_sources_limit_stands_under_more() -> None:
    stories = (story(entry("one")), story(entry("two", source="Wire"), more=True), story(entry("three", source="Wire"), more=True))
    page = made(issue(Section(topic="World", slug="world", stories=stories)))["issues/2026-11-10/index.html"]
    assert page.count("More from Wire") == 1
    assert page.index("One") < page.index("More from Wire") < page.index('id="two"') < page.index('id="three"')


def test_neighbours_lead_to_each_other() -> None:
    found = made(
        issue(WORLD, day="2026-11-09", newer="2026-11-10", title="Before"), issue(day="2026-11-10", older="2026-11-09", title="After")
    )
    assert 'rel="next" href="../2026-11-10/index.html">After' in found["issues/2026-11-09/index.html"]
    assert 'rel="prev" href="../2026-11-09/index.html">← Before' in found["issues/2026-11-10/index.html"]


def test_home_is_the_latest_issue_and_says_where_it_stays() -> None:
    home = made(issue(WORLD))["index.html"]
    assert '<link rel="canonical" href="https://x.example/sub/issues/2026-11-10/">' in home
    assert "You have reached the end." in home


def test_text_is_escaped_wherever_it_stands() -> None:
    evil = '<script>alert("1")</script>&'
    entries = entry(
        "one",
        title=evil,
        source="Wire",
        authors=(evil,),
        note=evil,
        categories=(evil,),
        body=f"{evil}\n\nMore words than the summary.",
        key_points=(evil,),
    )
    told = story(entries, headline=evil, summary=evil, key_points=(evil,))
    found = made(
        issue(Section(topic=evil, slug="evil", stories=(told,)), title=evil, introduction=evil),
        title=evil,
        description=evil,
        publisher=evil,
    )
    for path, text in found.items():
        if path.endswith((".html", ".xml", ".opml")):
            assert "<script" not in text, path
    assert json.loads(found["issues/2026-11-10/index.json"])["sections"][0]["topic"] == evil


def test_an_entry_in_another_language_says_so() -> None:
    told = story(entry("one", language="ar", body="كلمات أولى.\n\n## عنوان\n\nكلمات أخرى."))
    found = made(issue(Section(topic="World", slug="world", stories=(told,))))
    assert '<article class="entry h-entry" lang="ar" dir="rtl">' in found["issues/2026-11-10/one/index.html"]
    assert 'lang="ar" dir="rtl">One</a>' in found["issues/2026-11-10/index.html"]


def test_two_pages_that_want_one_path_are_named() -> None:
    sections = (Section(topic="C", slug="c", stories=(story(entry("one", aliases=("two",))), story(entry("two", aliases=("two",))))),)
    with pytest.raises(SiteError, match=r"two/index\.html: two pages want this path"):
        made(issue(*sections))


def test_sources_whose_names_differ_only_in_signs_are_apart() -> None:
    sections = (
        Section(
            topic="C",
            slug="c",
            stories=(story(entry("one", source="C#")), story(entry("two", source="C++")), story(entry("three", source="C"))),
        ),
    )
    found = made(issue(*sections))
    assert len([path for path in found if path.startswith("sources/c") and path.endswith("/index.html")]) == 3


def test_the_json_holds_all_that_the_contract_names() -> None:
    record = json.loads(made(issue(WORLD, introduction="*Hello*"))["issues/2026-11-10/index.json"])
    assert list(record) == ["version", "id", "number", "title", "date", "url", "introduction", "sections"]
    assert record["url"] == "https://x.example/sub/issues/2026-11-10/"
    assert record["introduction"] == "<p><em>Hello</em></p>\n"
    first = record["sections"][0]["stories"][0]
    assert list(first) == ["id", "headline", "summary", "key_points", "url", "updates", "entries"]
    assert list(first["entries"][0]) == ["id", "guid", "title", "source", "link", "date", "language", "duplicate_of"]
    assert first["entries"][0]["date"] == "2026-11-10T09:30:00Z"


def test_no_page_runs_or_loads_anything() -> None:
    for path, text in made(issue(WORLD)).items():
        if path.endswith(".html") and path != "feed-issue.html":
            assert "<script" not in text, path
            assert "default-src 'none'; style-src 'self'" in text, path


def test_pages_are_pages() -> None:
    assert all(isinstance(page, Page) for page in pages([], Project(root=Path("n"), config=Path("n"), output=Path("n")), theme()))
