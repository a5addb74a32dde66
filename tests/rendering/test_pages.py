"""What stands on the pages, and where they stand."""

import json
import os
import re
import shutil
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from digest.errors import Problem, SiteError, TemplateError
from digest.grouping.summary import summary
from digest.model import Entry, Issue, Page, Project, Section, Site, Source, Story
from digest.pipeline import theme
from digest.rendering.edition import OTHERS, source_slug
from digest.rendering.pages import Printed, pages
from digest.rendering.press import Kept

DATA = '<script type="application/ld+json">'  # which no browser runs
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


SOURCES = (Source(name="Desk", path="seeds"), Source(name="Wire", url="https://wire.example/feed.xml", topic="World"))


def printed(*issues: Issue, root: Path = Path("nowhere"), sources: tuple[Source, ...] = SOURCES, **site: object) -> Printed:
    project = Project(
        root=root,
        config=root / "digest.toml",
        output=root / "site",
        site=Site(**({"title": "Test", "base_url": "https://x.example/sub/"} | site)),  # type: ignore[arg-type]
        sources=sources,
    )
    return pages(issues, project, theme())


def made(*issues: Issue, **site: object) -> dict[str, str]:
    found = printed(*issues, **site)  # type: ignore[arg-type]
    assert found.problems == ()
    return {page.path: page.content.decode() for page in found.pages if not page.path.endswith(".epub")}


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


SHORT = "One gull sat on the roof. It left."


@pytest.mark.parametrize(
    ("more", "where", "paged"),
    [
        ({}, "led", False),
        ({}, "follows", True),
        ({}, "more", True),
        ({"summary": "Gulls."}, "led", True),
        ({"summary": SHORT}, "led", False),
        ({"summary": "Gulls.", "link": "https://wire.example/2"}, "led", True),
        ({"link": "https://wire.example/2"}, "follows", False),
        ({"link": "https://wire.example/2"}, "more", False),
        ({"key_points": ("It left.",)}, "led", True),
        ({"key_points": ("It came.",)}, "led", False),
        ({"body": ""}, "follows", False),
        ({"body": ""}, "more", False),
    ],
)
def test_a_short_text_can_be_read_in_its_issue_or_on_its_page(more: dict[str, object], where: str, paged: bool) -> None:
    of = entry("two", **({"body": SHORT} | more))
    entries = (entry("one", source="Wire", link="https://wire.example/1"), of) if where == "follows" else (of,)
    told = story(*entries, summary=summary(entries[0]), key_points=of.key_points, more=where == "more")
    pages = made(issue(Section(topic="World", slug="world", stories=(told,))))
    assert ("issues/2026-11-10/two/index.html" in pages) == paged
    assert ('href="two/index.html"' in pages["issues/2026-11-10/index.html"]) == paged
    shown = any("It left." in page for path, page in pages.items() if path.endswith("index.html"))
    assert shown == (of.body != "" and (paged or not of.link))


def test_the_same_text_of_another_source_needs_no_page() -> None:
    told = story(entry("one", body=SHORT), entry("two", body=SHORT, source="Wire"), summary=SHORT, duplicates={"x/two": "x/one"})
    pages = made(issue(Section(topic="World", slug="world", stories=(told,))))
    assert "issues/2026-11-10/two/index.html" not in pages


@pytest.mark.parametrize(("points", "times"), [(("One gull.", "A tern."), 0), (("Three gulls.", "A tern."), 1), ((), 1)])
def test_no_sentence_is_read_twice(points: tuple[str, ...], times: int) -> None:
    led, other = (story(entry(slug), summary="One gull. Two gulls.", key_points=points) for slug in ("one", "two"))
    page = made(issue(Section(topic="World", slug="world", stories=(led, other))))["issues/2026-11-10/index.html"]
    assert page.count("One gull. Two gulls.") == times + 1  # the other leads no topic and shows no points
    assert [page.count(f"<li>{point}</li>") for point in points] == [1] * len(points)


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
            assert "<script>" not in text, path
    assert json.loads(found["issues/2026-11-10/index.json"])["sections"][0]["topic"] == evil


def test_an_entry_in_another_language_says_so() -> None:
    told = story(entry("one", language="ar", body="كلمات أولى.\n\n## عنوان\n\nكلمات أخرى."))
    found = made(issue(Section(topic="World", slug="world", stories=(told,))))
    assert '<article class="entry h-entry" lang="ar" dir="rtl">' in found["issues/2026-11-10/one/index.html"]
    assert 'lang="ar" dir="rtl">One</a>' in found["issues/2026-11-10/index.html"]


BODY = "First words.\n\n## More\n\nAnd [more](https://a.example/)."


def test_of_an_event_that_hundreds_report_each_page_lists_a_few() -> None:
    entries = [entry(f"e{i}", body=BODY, source=f"S{i % 40}") for i in range(3000)]  # the old pages would take minutes, and a gigabyte
    found = made(issue(Section(topic="World", slug="world", stories=(story(*entries),))))
    page = found["issues/2026-11-10/e120/index.html"]
    listed = page[page.index("Also reported by") : page.index("In the issue")]
    assert listed.count("<li>") == OTHERS == 12
    assert "<b>S0</b>" in listed  # the lead, though it is of the same source
    assert listed.count("<b>S0</b>") == 1  # and then others' words
    assert '<a href="../index.html#e0">And 2,987 more in the issue</a>' in listed
    assert max(map(len, (text for path, text in found.items() if "/e" in path))) < 8000
    assert found["issues/2026-11-10/index.html"].count("<li id=") == 2999


def test_of_an_event_that_few_report_each_page_lists_all() -> None:
    entries = [entry(f"e{i}", body=BODY, source="Wire" if i == 3 else "Desk") for i in range(13)]
    found = made(issue(Section(topic="World", slug="world", stories=(story(*entries),))))
    page = found["issues/2026-11-10/e5/index.html"]
    listed = page[page.index("Also reported by") : page.index("In the issue")]
    assert listed.count("<li>") == 12
    assert "more in the issue" not in page
    assert listed.index("E0</a>") < listed.index("E3</a>") < listed.index("E1</a>")


def lie_in(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def test_two_pages_that_want_one_path_are_both_named(tmp_path: Path) -> None:
    lie_in(tmp_path, {"static/About/index.html": "mine"})
    with pytest.raises(SiteError, match=r"want this path, About/index\.html \(assets\) and about/index\.html \(about\)\. Rename"):
        printed(root=tmp_path)


@pytest.mark.parametrize("path", ["about", "issues/2026-11-10", "index.html/deep"])
def test_a_page_has_none_below_it(tmp_path: Path, path: str) -> None:
    lie_in(tmp_path, {f"static/{path}": "mine"})
    with pytest.raises(SiteError, match=rf"two pages want this path, .*{path} \(assets\)"):
        printed(issue(WORLD), root=tmp_path)


def with_aliases(**aliases: tuple[str, ...]) -> Printed:
    stories = tuple(
        story(entry(name, aliases=old, body=BODY, path=f"content/2026-11-10/{name}.md")) for name, old in reversed(aliases.items())
    )
    return printed(issue(Section(topic="C", slug="c", stories=stories)))


def test_an_alias_leads_on() -> None:
    found = with_aliases(one=("old", "Older", "old", "one", "index"))
    assert found.problems == ()
    texts = {page.path: page.content for page in found.pages}
    assert b'content="0; url=../one/index.html"' in texts["issues/2026-11-10/older/index.html"]
    assert b"First words" in texts["issues/2026-11-10/one/index.html"]


def test_an_alias_that_is_anothers_address_stops_nothing() -> None:
    found = with_aliases(one=("two",), three=("four", "two"), two=("four",))
    assert found.problems == (
        Problem(
            "content/2026-11-10/one.md",
            "its alias 'two' is the address of content/2026-11-10/two.md, too, and leads there",
            "Take it out of `aliases`.",
        ),
        Problem(
            "content/2026-11-10/three.md",
            "its alias 'two' is the address of content/2026-11-10/two.md, too, and leads there",
            "Take it out of `aliases`.",
        ),
        Problem(
            "content/2026-11-10/two.md",
            "its alias 'four' is an alias of content/2026-11-10/three.md, too, and leads there",
            "Take it out of `aliases`.",
        ),
    )
    texts = {page.path: page.content for page in found.pages}
    assert b"url=../three/index.html" in texts["issues/2026-11-10/four/index.html"]
    assert b"First words" in texts["issues/2026-11-10/two/index.html"]


def test_an_alias_gives_way_to_a_file_of_the_sites_own(tmp_path: Path) -> None:
    lie_in(tmp_path, {"static/issues/2026-11-10/old/index.html": "mine"})
    found = printed(issue(Section(topic="C", slug="c", stories=(story(entry("one", aliases=("old",))),))), root=tmp_path)
    assert [problem.what for problem in found.problems] == ["its alias 'old' is a file of static/, which holds"]
    assert Page("issues/2026-11-10/old/index.html", b"mine") in found.pages


# ── sources' addresses ───────────────────────────────────────────────────────────────────────────


def of_sources(*names: str) -> dict[str, str]:
    """The sources' pages by name, as the site has them."""
    stories = tuple(story(entry(f"e{i}", source=name)) for i, name in enumerate(names))
    found = printed(issue(Section(topic="C", slug="c", stories=stories)), sources=())
    texts = {page.path: page.content.decode() for page in found.pages if page.path.startswith("sources/")}
    return {name: path for name in names for path, text in texts.items() if f"<h1>{name}</h1>" in text}


def test_sources_whose_names_differ_only_in_signs_are_apart_whichever_there_are() -> None:
    together = of_sources("C#", "C++", "C", "★", "C*")
    assert len(set(together.values())) == 5
    assert together["C"] == "sources/c/index.html"
    assert together == {name: path for one in together for name, path in of_sources(one).items()}


def test_sources_whose_names_make_the_same_address_are_apart() -> None:
    together = of_sources("desk", "Desk", "DESK", "D.E.S.K")
    assert len(set(together.values())) == 4
    assert together == of_sources("DESK", "desk", "D.E.S.K", "Desk")


def test_a_source_that_comes_takes_nobodys_address() -> None:
    old, new = issue(day="2026-11-09"), issue(day="2026-11-10")
    told = Section(topic="C", slug="c", stories=(story(entry("one", source="desk", issue="2026-11-09")),))
    later = Section(topic="C", slug="c", stories=(story(entry("two", source="Desk")),))
    found = made(issue(told, day=old.id), issue(later, day=new.id), sources=())
    assert "<h1>desk</h1>" in found["sources/desk/index.html"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [("The Guardian", "the-guardian"), ("AT&T News", "at-t-news"), ("Süddeutsche", "suddeutsche"), ("L’Équipe (FR)", "lequipe-fr")],
)
def test_ordinary_names_have_plain_addresses(name: str, slug: str) -> None:
    assert source_slug(name) == slug


@pytest.mark.parametrize("name", ["C#", "C++", "Google+", "100% News", "🦆", "Duck 🦆", "Con", "A" * 70, "$"])
def test_names_that_letters_do_not_tell_have_a_mark(name: str) -> None:
    assert source_slug(name)[-7] == "-"
    assert len(source_slug(name)) <= 60


def test_a_sources_page_does_not_say_its_name_beside_each_headline() -> None:
    found = made(issue(WORLD))
    assert 'class="p-author' not in found["sources/wire/index.html"]
    assert found["topics/world/index.html"].count('class="p-author') == 2


# ── what lies in the way ─────────────────────────────────────────────────────────────────────────


def test_static_is_copied_as_it_is(tmp_path: Path) -> None:
    lie_in(tmp_path, {"static/CNAME": "x.example", "static/.well-known/a": "b", "static/.DS_Store": "", "static/assets/style.css": "mine"})
    found = printed(root=tmp_path)
    assert found.problems == ()
    assert {Page("CNAME", b"x.example"), Page(".well-known/a", b"b"), Page("assets/style.css", b"mine")} <= set(found.pages)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
def test_what_in_static_is_no_file_of_the_project_is_left_out_and_named(tmp_path: Path) -> None:
    root = tmp_path / "project"
    lie_in(tmp_path, {"secret": "not for all", "project/static/a": "a", "project/notes/n": "n"})
    static = root / "static"
    for name, target in {"out": "../../secret", "gone": "nowhere", "loop": "loop", "folder": "../notes", "in": "a"}.items():
        (static / name).symlink_to(target)
    (static / "favicon.svg").symlink_to("../../secret")
    os.mkfifo(static / "pipe")
    (static / "line\nbreak").write_text("x")
    (static / os.fsdecode(b"\xff")).write_text("x")
    found = printed(root=root)
    assert [str(problem) for problem in found.problems] == [
        "static/favicon.svg: is a link that leads out of the project, so it is left out. Put a copy in its place.",
        "static/folder: is a link to a folder, so it is left out. Put a copy in its place.",
        "static/gone: is a link that leads nowhere, so it is left out. Mend it, or take it away.",
        "static/line\nbreak: has a name that no address can have, so it is left out. Rename it.",
        "static/loop: is a link that leads nowhere, so it is left out. Mend it, or take it away.",
        "static/out: is a link that leads out of the project, so it is left out. Put a copy in its place.",
        "static/pipe: is neither a file nor a folder, so it is left out. Take it away.",
        "static/?: has a name that no address can have, so it is left out. Rename it.",
    ]
    texts = {page.path: page.content for page in found.pages}
    assert (texts["a"], texts["in"]) == (b"a", b"a")
    assert b"<svg" in texts["favicon.svg"]
    assert not {"out", "gone", "loop", "folder", "pipe"} & set(texts)


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_static_that_is_no_folder_of_the_project_is_named(tmp_path: Path) -> None:
    root = tmp_path / "project"
    lie_in(tmp_path, {"project/static": "a file"})
    assert [problem.what for problem in printed(root=root).problems] == ["is no folder, so nothing of it is in the site"]
    (root / "static").unlink()
    (root / "static").symlink_to(tmp_path)
    assert [problem.what for problem in printed(root=root).problems] == ["leads out of the project, so nothing of it is in the site"]


@pytest.mark.parametrize(("function", "where"), [("scandir", "static"), ("read_bytes", "static/a")])
def test_a_static_that_cannot_be_read_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, where: str) -> None:
    def refused(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    lie_in(tmp_path, {"static/a": "a"})
    monkeypatch.setattr(os if function == "scandir" else Path, function, refused)
    with pytest.raises(SiteError, match=rf"^{where}: cannot be read \(Permission denied\)\. Check who may read it"):
        printed(root=tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
def test_what_stands_where_a_template_would_is_named_and_the_default_used(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    lie_in(tmp_path, {"templates/base.html/inside": ""})
    (templates / "home.html").symlink_to("nowhere")
    os.mkfifo(templates / "about.html")
    found = printed(root=tmp_path)
    assert [problem.where for problem in found.problems] == ["templates/about.html", "templates/base.html", "templates/home.html"]
    assert {problem.what for problem in found.problems} == {"is no file, so the default template is used"}
    assert any(page.path == "index.html" for page in found.pages)


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_theme_that_is_being_edited_may_hold_a_link_to_nowhere(tmp_path: Path) -> None:
    shutil.copytree(theme(), tmp_path / "templates")
    (tmp_path / "templates" / ".#home.html").symlink_to("me@there.4711")
    project = Project(root=tmp_path, config=tmp_path / "digest.toml", output=tmp_path / "site")
    assert pages([], project, tmp_path / "templates", kept=Kept()).problems == ()


def test_templates_that_are_no_folder_are_named(tmp_path: Path) -> None:
    lie_in(tmp_path, {"templates": ""})
    assert [problem.what for problem in printed(root=tmp_path).problems] == ["is no folder, so the default templates are used"]


@pytest.mark.parametrize("name", ["home.html", "macros.html"])
def test_a_template_that_is_not_in_utf_8_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / name).write_bytes(b"<p>M\xf6we</p>")
    with pytest.raises(TemplateError, match=rf"^templates/{name}: is not in UTF-8\. Save it as UTF-8"):
        printed(root=tmp_path)


def test_a_template_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lie_in(tmp_path, {"templates/home.html": "x"})
    was = open

    def refused(path: str, *more: object, **named: object) -> object:
        if str(path).endswith("home.html"):
            raise PermissionError(13, "Permission denied", path)
        return was(path, *more, **named)  # type: ignore[call-overload]

    monkeypatch.setattr("builtins.open", refused)
    with pytest.raises(TemplateError, match=r"^templates/home\.html: cannot be read \(Permission denied\)\. Check who may read it"):
        printed(root=tmp_path)


def test_templates_that_cannot_be_listed_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "templates").mkdir()
    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(TemplateError, match=r"^templates: cannot be read"):
        printed(root=tmp_path)


def test_a_template_that_is_none_says_how_to_mend_it(tmp_path: Path) -> None:
    lie_in(tmp_path, {"templates/home.html": "{% if %}"})
    with pytest.raises(TemplateError, match=r"^templates/home\.html:1: Expected an expression, got .*\. Compare it with"):
        printed(root=tmp_path)


@pytest.mark.parametrize("sources", [(), SOURCES[:1], SOURCES])
def test_the_list_of_sources_is_valid_whatever_there_is_in_it(sources: tuple[Source, ...]) -> None:
    found = made(sources=sources)
    outlines = ET.fromstring(found["sources.opml"]).findall("body/outline")
    assert [outline.get("xmlUrl") for outline in outlines] == [
        "https://wire.example/feed.xml" if len(sources) > 1 else "https://x.example/sub/feed.xml"
    ]
    assert all(outline.get("text") and outline.get("type") == "rss" for outline in outlines)


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
            if path == "search/index.html":  # the one with a script, its own
                assert text.count("<script") == text.count('<script src="../assets/search.js"></script>') == 1
                policy = (
                    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:;"
                )
                assert f"{policy} base-uri 'none'; form-action 'self'\"" in text
                continue
            assert "<script" not in text.replace(DATA, ""), path
            assert f"form-action '{'self' if path == '404.html' else 'none'}'\"" in text
            own, connects = ("unsafe-inline", "") if path.endswith("/email.html") else ("self", "connect-src 'self'; ")
            assert f"default-src 'none'; {connects}style-src '{own}'" in text, path


def test_pages_are_pages() -> None:
    assert all(isinstance(page, Page) for page in pages([], Project(root=Path("n"), config=Path("n"), output=Path("n")), theme()).pages)


# ── pictures ─────────────────────────────────────────────────────────────────────────────────────


def test_a_story_shows_the_picture_of_the_entry_that_leads_it(tmp_path: Path) -> None:
    file = tmp_path / "a.0a1b2c.191x96.webp"
    file.write_bytes(b"RIFF")
    led, other = entry("one", thumbnail=file.name, image_alt='A "gull" <b>', language="ar"), entry("two", thumbnail=file.name)
    stories = (story(led, entry("three")), story(entry("four"), other), story(entry("five", thumbnail="gone.0a1b2c.9x9.webp")))
    project = Project(root=tmp_path, config=tmp_path / "digest.toml", output=tmp_path / "site", sources=SOURCES)
    made = pages([issue(Section(topic="World", slug="world", stories=stories))], project, theme(), pictures={file.name: file}).pages
    found = {page.path: page.content for page in made}
    page = found["issues/2026-11-10/index.html"].decode()
    assert page.count("<img") == 1
    assert '" width="96" height="48" alt="A &#34;gull&#34; &lt;b&gt;" lang="ar" loading="lazy"' in page
    assert [path for path in found if path.endswith(".webp")] == [f"issues/2026-11-10/{file.name}"]
    assert found[f"issues/2026-11-10/{file.name}"] == b"RIFF"


def test_a_preview_shows_a_picture_that_came(tmp_path: Path) -> None:
    file, kept = tmp_path / "a.0a1b2c.192x96.webp", Kept()
    project = Project(root=tmp_path, config=tmp_path / "digest.toml", output=tmp_path / "site", sources=SOURCES)
    told = issue(Section(topic="World", slug="world", stories=(story(entry("one", thumbnail=file.name)),)))

    def home() -> bytes:
        there = {file.name: file} if file.exists() else {}
        return next(page.content for page in pages([told], project, theme(), kept=kept, pictures=there).pages if page.path == "index.html")

    assert b"<img" not in home()
    file.write_bytes(b"RIFF")
    assert b"<img" in home()
    file.unlink()
    assert b"<img" not in home()


def test_a_later_issue_recolours_no_topic_of_an_earlier_one() -> None:
    tide = Section(topic="Tides", slug="tides", stories=(story(entry("tide", issue="2026-11-09")), story(entry("ebb", issue="2026-11-09"))))
    day = issue(WORLD, tide, day="2026-11-09")
    later = Section(topic="Birds", slug="birds", stories=(story(entry("gull", issue="2026-11-10")),))
    before, after = made(day), made(day, issue(later))
    colours = [re.findall(r'class="t(\d+)"', pages["issues/2026-11-09/index.html"]) for pages in (before, after)]
    assert colours[0] == colours[1] != []


def test_what_the_owner_says_runs_as_it_was_written_on_a_page_that_runs_the_other_way() -> None:
    news = Section(topic="أخبار", slug="news", stories=(story(entry("one", title="What now?")),))
    found = made(issue(news), language="ar", description="Said here.", corrections="Put right.", publisher="We (all)", contact="By post.")
    for path, said in (
        ("index.html", "Said here."),
        ("about/index.html", "Said here."),
        ("about/index.html", "Put right."),
        ("about/index.html", "We (all)"),
        ("about/index.html", "By post."),
        ("archive/index.html", "What now?"),
    ):
        assert f"\u2068{said}\u2069</" in found[path] or f"\u2068{said}\u2069،" in found[path], (path, said)


def test_a_month_that_is_one_issue_is_named_once() -> None:
    monthly = [issue(WORLD, day="2026-10-31", title="October 2026"), issue(WORLD, day="2026-11-30", title="November 2026")]
    archive = made(*monthly, cadence="monthly")["archive/index.html"]
    assert archive.count(">October 2026<") == archive.count(">November 2026<") == 1
    assert "<h3>October 2026</h3>" in made(issue(WORLD, day="2026-10-31", title="31 October 2026"))["archive/index.html"]
