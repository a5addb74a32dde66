"""The feeds that a digest gives: right by their formats, whole, the same for ever, and readable back to the first issue."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model import Entry, Issue, Project, Section, Site, Source, Story
from digest.pipeline import theme
from digest.rendering.environment import as_json
from digest.rendering.pages import pages
from digest.rendering.press import Kept
from tests.conftest import Folder
from tests.rendering.syndication import ATOM, HISTORY, XML_LANG, wrong_with

WHEN = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
FEED = "https://wire.example/feed.xml"
BASE = "https://x.example/sub/"
LONG = "First words.\n\n## More\n\nAnd [more](https://a.example/) of it."


def entry(slug: str, **more: object) -> Entry:
    given = {"id": f"wire.example/{slug}", "title": slug, "source": "Wire", "slug": slug, "issue": "2026-11-10", "published": WHEN}
    return Entry(**(given | {"origin": FEED, "link": f"https://wire.example/{slug}"} | more))  # type: ignore[arg-type]


def issue(*entries: Entry, day: date = date(2026, 11, 10), **more: object) -> Issue:
    stories = tuple(Story(id=one.id, entries=(one,), headline=one.title, summary=one.summary or "Said.") for one in entries)
    sections = (Section(topic="World", slug="world", stories=stories),) if entries else ()
    given = {"id": day.isoformat(), "day": day, "number": 1, "title": f"Issue of {day}", "sections": sections, "updated": WHEN}
    return Issue(**(given | more))  # type: ignore[arg-type]


def made(*issues: Issue, first_address: str = "", kept: Kept | None = None, **site: object) -> dict[str, bytes]:
    project = Project(
        root=Path("nowhere"),
        config=Path("digest.toml"),
        output=Path("site"),
        site=Site(**({"title": "Test", "base_url": BASE} | site)),  # type: ignore[arg-type]
        sources=(Source(name="Desk", path="seeds"), Source(name="Wire", url=FEED)),
    )
    return {page.path: page.content for page in pages(issues, project, theme(), kept=kept, first_address=first_address).pages}


def feeds(found: dict[str, bytes]) -> dict[str, bytes]:
    return {
        path: raw for path, raw in found.items() if path.endswith((".xml", ".json")) and b"sitemaps.org" not in raw and "/index" not in path
    }


def days(n: int) -> list[Issue]:
    """Issues of as many days, the oldest first, each with an entry."""
    start = date(2026, 1, 1)
    return [
        issue(entry(f"e{i}", issue=(day := start + timedelta(i)).isoformat()), day=day, updated=WHEN - timedelta(n - i)) for i in range(n)
    ]


# ── by the formats ───────────────────────────────────────────────────────────────────────────────

HOSTILE = [
    "]]><script>alert(1)</script>",
    "a\x00b\x08c\x1bd\x7fe\x85f",
    "\ufffe\uffff\ufdd0 not a character",
    "&amp; &#1; <b>&</b> \"'`",
    "אבגד \u202eevil\u202c \u2066x\u2069",
    "👩‍👩‍👧‍👦 \U0001f600 \U0010fffd",
    "{{ site.title }} {% raw %}",
    "<!-- -- --><?xml version='1.0'?>",
    " \t\n ",
]


@pytest.mark.parametrize("evil", HOSTILE)
def test_whatever_is_said_the_feeds_are_right(evil: str) -> None:
    told = entry(
        "one", title=f"T{evil}", summary=evil, body=f"{evil}\n\n## {evil}\n\nMore {evil}", authors=(f"A{evil}",), categories=(f"C{evil}",)
    )
    described = {"title": f"S{evil}", "description": evil, "publisher": f"P{evil}"}
    found = made(replace(issue(told, entry("two"), title=f"I{evil}"), introduction=evil), **described)
    assert len(feeds(found)) == 7
    assert {path: wrong for path, raw in feeds(found).items() if (wrong := wrong_with(raw))} == {}
    ET.fromstring(found["sources.opml"])


def test_feeds_without_news_are_right() -> None:
    assert {path: wrong for path, raw in feeds(made()).items() if (wrong := wrong_with(raw))} == {}


def test_what_is_wrong_is_found() -> None:
    """Else the tests above would say nothing."""
    found = feeds(made(issue(entry("one"))))
    for path, old, new in (
        ("feed.xml", b"<updated>", b"<updated>on "),
        ("feed.xml", b"</subtitle>" if b"</subtitle>" in found["feed.xml"] else b"<id>", b"<title>2</title><id>"),
        ("entries.xml", b"urn:uuid:", b"urn:uuid: "),
        ("entries.xml", b"<name>Wire", b"<name>"),
        ("entries.xml", b"<source>", b"<source><id>https://x.example/</id>"),
        ("rss.xml", b'isPermaLink="true"', b'isPermaLink="false"'),
        ("feed.json", b'"url"', b'"uri"'),
    ):
        assert wrong_with(found[path].replace(old, new)), (path, old)


# What XML can hold and keeps: a carriage return would be read as a line's end.
TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(title=TEXT, text=TEXT, author=TEXT)
def test_a_reader_reads_what_was_said(title: str, text: str, author: str) -> None:
    told = entry("one", title=title, summary=text, authors=(author,), updated=WHEN + timedelta(hours=2), categories=("Ships",))
    found = made(issue(told, title=title))
    (read,) = feedparser.parse(found["entries.xml"], sanitize_html=False, resolve_relative_uris=False).entries
    assert (read.title, read.summary, [one.name for one in read.authors]) == (title, text, [author])
    assert (read.link, [link.href for link in read.links if link.rel == "via"]) == (f"{BASE}issues/2026-11-10/#one", [told.link])
    assert (read.published, read.updated) == ("2026-11-10T09:30:00Z", "2026-11-10T11:30:00Z")
    assert [tag.term for tag in read.tags] == ["Ships"]
    for path in ("feed.xml", "rss.xml"):
        (read,) = feedparser.parse(found[path], sanitize_html=False, resolve_relative_uris=False).entries
        assert (read.title, read.link, read.id) == (title, f"{BASE}issues/2026-11-10/", f"{BASE}issues/2026-11-10/")
        assert (
            read.updated_parsed[:5] == (2026, 11, 10, 9, 30) if path == "feed.xml" else read.published_parsed[:5] == (2026, 11, 10, 9, 30)
        )
    assert json.loads(found["feed.json"])["items"][0]["title"] == json.loads(found["entries.json"])["items"][0]["title"] == title


def test_a_text_that_is_shown_in_full_is_given_in_full() -> None:
    full, short = entry("full", body=LONG), entry("short", body="Only this.", summary="Only this.")
    found = made(issue(full, short))
    read = {one.title: one for one in feedparser.parse(found["entries.xml"]).entries}
    assert read["full"].content[0].value.startswith("<p>First words.</p>\n<h2>More</h2>")
    assert read["full"].link == f"{BASE}issues/2026-11-10/full/"
    assert "content" not in read["short"]
    assert read["short"].summary == "Only this."
    items = {item["title"]: item for item in json.loads(found["entries.json"])["items"]}
    assert items["full"]["content_html"] == read["full"].content[0].value + "\n"
    assert (items["full"]["summary"], items["short"]["content_text"]) == ("Said.", "Only this.")
    assert "content_html" not in items["short"]
    (item,) = feedparser.parse(found["rss.xml"]).entries
    assert "<h2>World</h2>" in item.content[0].value
    assert item.summary == "full; short"


def test_an_entry_that_does_not_lead_its_story_says_its_own_words() -> None:
    led = entry("two", body="Their own opening.")
    told = Story(id="s", entries=(entry("one"), led), headline="one", summary="The lead's.")
    found = made(replace(issue(), sections=(Section(topic="World", slug="world", stories=(told,)),)))
    assert {one.title: one.summary for one in feedparser.parse(found["entries.xml"]).entries} == {
        "one": "The lead's.",
        "two": "Their own opening.",
    }


def test_whose_news_it_is_is_said() -> None:
    later = entry("two", updated=WHEN + timedelta(days=1))
    found = made(issue(entry("one"), later, entry("three", source="Desk", origin="seeds/three.txt", link="")))
    credits = {one.findtext(f"{ATOM}title"): one.find(f"{ATOM}source") for one in ET.fromstring(found["entries.xml"]).iter(f"{ATOM}entry")}
    wire, desk = credits["one"], credits["three"]
    assert wire is not None and desk is not None  # noqa: PT018
    assert [wire.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")] == [FEED, "Wire", "2026-11-11T09:30:00Z"]
    assert {link.get("rel"): link.get("href") for link in wire.iter(f"{ATOM}link")} == {"self": FEED, "alternate": f"{BASE}sources/wire/"}
    assert [desk.findtext(f"{ATOM}{name}") for name in ("id", "title")] == [f"{BASE}sources/desk/", "Desk"]
    items = json.loads(found["entries.json"])["items"]
    assert [item["_source"] for item in items if item["title"] == "one"] == [{"title": "Wire", "feed_url": FEED}]


def test_a_digest_that_runs_from_right_to_left_says_so() -> None:
    found = made(issue(entry("one", body=LONG), entry("two", body=LONG, language="en")), language="ar")
    assert ET.fromstring(found["feed.xml"]).get(XML_LANG) == ET.fromstring(found["rss.xml"]).get(XML_LANG) == "ar"
    assert ET.fromstring(found["rss.xml"]).findtext("channel/language") == json.loads(found["feed.json"])["language"] == "ar"
    assert feedparser.parse(found["feed.xml"], sanitize_html=False).entries[0].content[0].value.startswith('<div dir="rtl">')
    texts = {
        one.findtext(f"{ATOM}title"): one.findtext(f"{ATOM}content") for one in ET.fromstring(found["entries.xml"]).iter(f"{ATOM}entry")
    }
    assert [(texts[name] or "")[:15] for name in ("one", "two")] == ['<div dir="rtl">', "<p>First words."]
    assert [one.get(XML_LANG) for one in ET.fromstring(found["entries.xml"]).iter(f"{ATOM}entry")] == ["en", None]


# ── for ever ─────────────────────────────────────────────────────────────────────────────────────


def ids(found: dict[str, bytes]) -> dict[str, list[str]]:
    """Of every feed and what is in it."""
    named = {path: [one.text or "" for one in ET.fromstring(raw).iter(f"{ATOM}id")] for path, raw in feeds(found).items() if raw[0] == 60}
    named["rss.xml"] = [one.text or "" for one in ET.fromstring(found["rss.xml"]).iter("guid")]
    return named | {path: [item["id"] for item in json.loads(raw)["items"]] for path, raw in feeds(found).items() if path.endswith("json")}


def test_a_moved_site_and_a_mended_headline_bring_nothing_again() -> None:
    one, local = entry("one", body=LONG), entry("two", source="Desk", origin="seeds/two.txt")
    before = made(issue(one, local))
    moved = made(
        issue(replace(one, title="Mended"), local, title="Mended"), base_url="https://else.example/", title="New", first_address=BASE
    )
    assert ids(moved) == ids(before)
    assert b"https://else.example/issues/2026-11-10/</link>" in moved["rss.xml"]
    assert b'<guid isPermaLink="false">https://x.example/sub/issues/2026-11-10/</guid>' in moved["rss.xml"]
    assert {path: wrong for path, raw in feeds(moved).items() if (wrong := wrong_with(raw))} == {}


CONFIG = '[site]\ntitle = "T"\nbase_url = "{}"\n\n[[sources]]\nname = "Desk"\npath = "seeds"\n'


def test_where_the_feeds_stood_first_is_kept_in_content(folder: Folder) -> None:
    folder.config(CONFIG.format("https://one.example/news"))
    folder.write("seeds/a.txt", "The gull\n\nIt came.")
    assert folder.digest("build").code == 0
    before = folder.read("site/feed.xml")
    assert "<id>https://one.example/news/issues/" in before
    assert "feeds:https://one.example/news/ 2026-11-10 -\n" in folder.read("content/seen.txt")
    folder.config(CONFIG.format("https://two.example"))
    folder.write("seeds/b.txt", "The tern\n\nIt came, too.")
    assert folder.digest("build").code == 0
    after = folder.read("site/feed.xml")
    assert [one.text for one in ET.fromstring(after).iter(f"{ATOM}id")] == [one.text for one in ET.fromstring(before).iter(f"{ATOM}id")]
    assert 'href="https://two.example/issues/' in after
    assert folder.read("content/seen.txt").count("feeds:") == 1


@pytest.mark.parametrize("address", ["https://example.org/", "http://localhost:8000/", "http://127.0.0.1:8/x/", ""])
def test_where_nobody_has_a_digest_no_feed_has_stood(folder: Folder, address: str) -> None:
    folder.config(CONFIG.format(address))
    folder.write("seeds/a.txt", "The gull\n\nIt came.")
    assert folder.digest("build").code == 0
    assert "feeds:" not in folder.read("content/seen.txt")


# ── back to the first issue ──────────────────────────────────────────────────────────────────────


def walk(found: dict[str, bytes], path: str = "feed.xml") -> list[str]:
    """The ids that a reader meets who walks back from a feed; each document is right, and leads on and back."""
    met, newer = [], ""
    while path:
        assert wrong_with(found[path]) == []
        if path.endswith(".json"):
            feed = json.loads(found[path])
            met += [item["id"] for item in feed["items"]]
            path = feed.get("next_url", "").removeprefix(BASE)
            continue
        root = ET.fromstring(found[path])
        to = {link.get("rel"): (link.get("href") or "").removeprefix(BASE) for link in root.findall(f"{ATOM}link")}
        assert to["self"] == path
        assert to.get("current") == ("feed.xml" if newer else None)
        assert to.get("next-archive", "feed.xml") == (newer or "feed.xml")
        met += [one.findtext(f"{ATOM}id") or "" for one in root.findall(f"{ATOM}entry")]
        newer, path = path, to.get("prev-archive", "")
    return met


@pytest.mark.parametrize("n", [0, 1, 19, 20, 21, 40, 41, 60, 65])
def test_a_reader_can_walk_back_to_the_first_issue(n: int) -> None:
    found = made(*days(n))
    all_of_them = [f"{BASE}issues/{one.id}/" for one in reversed(days(n))]
    for path in ("feed.xml", "feed.json"):
        assert list(dict.fromkeys(walk(found, path))) == all_of_them  # what stands in two documents is met twice
    assert ("archive/feed-1.xml" in found) == (n > 20)
    assert ET.fromstring(found["feed.xml"]).find(f"{HISTORY}archive") is None
    assert len(ET.fromstring(found["feed.xml"]).findall(f"{ATOM}entry")) == min(n, 20)


def test_an_archive_never_changes_but_for_the_one_that_comes_after_it() -> None:
    before = made(*days(41))
    for n in (45, 60, 61):
        after = made(*[replace(one, updated=WHEN - timedelta(41 - i)) for i, one in enumerate(days(n))])
        assert after["archive/feed-1.xml"] == before["archive/feed-1.xml"]
        assert after["archive/feed-2.json"] == before["archive/feed-2.json"]
        lines = after["archive/feed-2.xml"].decode().split("\n")
        assert [line for line in lines if "next-archive" not in line] == before["archive/feed-2.xml"].decode().split("\n")
    assert "archive/feed-3.xml" in after


def test_the_preview_makes_no_feed_before_it_is_asked_for() -> None:
    kept = Kept()
    project = Project(root=Path("nowhere"), config=Path("digest.toml"), output=Path("site"), site=Site(base_url=BASE))
    shown = {page.path: page for page in pages(days(50), project, theme(), kept=kept).pages}
    assert not any(path.endswith("feed-issue.html") for path in kept.pages)
    assert len(shown["feed.xml"].content) > 1000
    assert sum(path.endswith("feed-issue.html") for path in kept.pages) == 20


@pytest.mark.parametrize(
    ("path", "sheet"), [("feed.xml", ""), ("rss.xml", ""), ("topics/world/feed.xml", "../../"), ("archive/feed-1.xml", "../")]
)
def test_a_browser_is_told_how_to_show_it(path: str, sheet: str) -> None:
    found = made(*days(21))
    assert found[path].split(b"\n")[1].decode() == f'<?xml-stylesheet type="text/css" href="{sheet}assets/feed.css"?>'
    assert b"This is a feed" in found["assets/feed.css"]


LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(LEAVES, lambda inside: st.lists(inside) | st.lists(inside).map(tuple) | st.dictionaries(st.text('aé"\n'), inside))


@given(VALUES)
def test_json_is_written_as_pythons_own_writer_would(value: object) -> None:
    assert as_json(value).decode() == json.dumps(value, ensure_ascii=False, indent=1) + "\n"
