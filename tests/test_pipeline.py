"""The whole way, as a person walks it: files in, commands, files out."""

import html
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest.entries import store
from digest.site import writing
from tests.conftest import CONFIG, Folder

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Wire</title><link>https://wire.example/</link>
{items}
</channel></rss>
"""
ITEM = "<item><guid>{guid}</guid><title>{title}</title><link>https://wire.example/{guid}</link><pubDate>{date}</pubDate><description>{text}</description></item>"
WITH_FEED = CONFIG.replace('path = "seeds"', 'path = "seeds/*.txt"') + '\n[[sources]]\nname = "Wire"\npath = "wire.xml"\n'


def item(guid: str, title: str, text: str = "Some words.", date: str = "Mon, 09 Nov 2026 10:00:00 GMT") -> str:
    return ITEM.format(guid=guid, title=title, text=text, date=date)


def feed(*items: str) -> str:
    return FEED.format(items="\n".join(items))


def titles(folder: Folder, day: str) -> list[str]:
    issue = json.loads(folder.read(f"site/issues/{day}/index.json"))
    return [entry["title"] for section in issue["sections"] for story in section["stories"] for entry in story["entries"]]


@pytest.fixture
def newsroom(folder: Folder) -> Folder:
    """A text of our own and a feed of three."""
    folder.config(WITH_FEED)
    folder.write("seeds/hello.txt", "Hello from the desk\nThis is the first paragraph of a text.\nA heading\nAnd this stands below it.\n")
    folder.write("wire.xml", feed(item("1", "Ferry delayed"), item("2", "Bakery opens"), item("3", "Choir sings")))
    return folder


# ── the same files, the same bytes ───────────────────────────────────────────────────────────────


def test_building_again_writes_nothing(newsroom: Folder) -> None:
    assert newsroom.digest("build").code == 0
    before = {path: path.stat().st_mtime_ns for path in (newsroom.root / "site").rglob("*") if path.is_file()}
    content = newsroom.files("content")
    again = json.loads(newsroom.digest("build", "--json").out)
    assert (again["written"], again["removed"], again["unchanged"]) == (0, 0, again["pages"])
    assert {path: path.stat().st_mtime_ns for path in (newsroom.root / "site").rglob("*") if path.is_file()} == before
    assert newsroom.files("content") == content


def test_what_is_remembered_changes_nothing_but_time(newsroom: Folder) -> None:
    newsroom.digest("build")
    before = newsroom.files("site")
    shutil.rmtree(newsroom.root / ".digest")
    shutil.rmtree(newsroom.root / "site")
    newsroom.digest("build")
    assert newsroom.files("site") == before
    newsroom.digest("build", "--no-cache", "-o", str(newsroom.root / "elsewhere"))
    assert newsroom.files("elsewhere") == before


def test_another_day_changes_nothing(newsroom: Folder) -> None:
    newsroom.digest("build", "--now", "2026-11-10T12:00:00Z")
    before = newsroom.files("site"), newsroom.files("content")
    newsroom.digest("build", "--now", "2027-03-01T05:00:00+02:00")
    assert (newsroom.files("site"), newsroom.files("content")) == before


def test_the_order_on_disk_does_not_matter(newsroom: Folder, tmp_path: Path) -> None:
    newsroom.digest("build")
    before = newsroom.files("site")
    entries = newsroom.entries()
    texts = {path: newsroom.read(path) for path in entries}
    for path in entries:
        (newsroom.root / path).unlink()
    for path in reversed(entries):
        newsroom.write(path, texts[path])
    newsroom.digest("build", "--offline")
    assert newsroom.files("site") == before


# ── hand edits, corrections, moves ───────────────────────────────────────────────────────────────


def test_a_hand_edit_stands_whatever_the_feed_says(newsroom: Folder) -> None:
    newsroom.digest("build")
    path = next(path for path in newsroom.entries() if "ferry" in path)
    edited = newsroom.read(path).replace("title: Ferry delayed", "title: The ferry is late\ntopic: Port")
    newsroom.write(path, edited)
    newsroom.write("wire.xml", feed(item("1", "Ferry cancelled", "All of it is new."), item("2", "Bakery opens"), item("3", "Choir sings")))
    said = newsroom.digest("build")
    assert newsroom.read(path) == edited
    assert "The ferry is late" in titles(newsroom, "2026-11-10")
    assert "Port" in newsroom.read("site/index.html")
    assert f"so did {path}, by hand" in said.err
    assert "by hand" not in newsroom.digest("build").err  # it is said once


def test_an_untouched_entry_follows_its_source_while_the_issue_is_open(newsroom: Folder) -> None:
    newsroom.digest("build")
    path = next(path for path in newsroom.entries() if "ferry" in path)
    newsroom.write("wire.xml", feed(item("1", "Ferry cancelled"), item("2", "Bakery opens"), item("3", "Choir sings")))
    assert "1 corrected" in newsroom.digest("fetch", "--now", "2026-11-10T13:00:00Z").out
    text = newsroom.read(path)
    assert "title: Ferry cancelled" in text
    assert "fetched: 2026-11-10T12:00:00Z" in text
    assert "updated: 2026-11-10T13:00:00Z" in text
    newsroom.write("wire.xml", feed(item("1", "Ferry sails after all"), item("2", "Bakery opens"), item("3", "Choir sings")))
    newsroom.digest("fetch", "--now", "2026-11-11T13:00:00Z")
    assert newsroom.read(path) == text  # its issue is out


def test_an_entry_that_was_deleted_stays_away(newsroom: Folder) -> None:
    newsroom.digest("build")
    path = next(path for path in newsroom.entries() if "ferry" in path)
    (newsroom.root / path).unlink()
    newsroom.digest("build")
    newsroom.digest("build", "--now", "2026-12-24T12:00:00Z")
    assert not any("ferry" in path for path in newsroom.entries())
    assert "Ferry delayed" not in newsroom.read("site/index.html")


def test_an_entry_that_was_moved_has_moved(newsroom: Folder) -> None:
    newsroom.digest("build")
    path = next(path for path in newsroom.entries() if "ferry" in path)
    moved = newsroom.write("content/2026-11-01/ferry-delayed.md", newsroom.read(path))
    (newsroom.root / path).unlink()
    newsroom.digest("build")
    assert titles(newsroom, "2026-11-01") == ["Ferry delayed"]
    assert "Ferry delayed" not in titles(newsroom, "2026-11-10")
    assert moved.exists()
    assert sum("ferry" in path for path in newsroom.entries()) == 1


def test_a_renamed_source_brings_nothing_twice(newsroom: Folder) -> None:
    newsroom.digest("build")
    before = newsroom.files("content")
    newsroom.config(WITH_FEED.replace('"Wire"', '"The Wire"'))
    newsroom.digest("build")
    assert newsroom.files("content") == before  # old entries keep the old name


def test_a_lost_seen_file_is_mended_from_what_is_there(newsroom: Folder) -> None:
    newsroom.digest("build")
    before, seen = newsroom.entries(), newsroom.read("content/seen.txt")
    (newsroom.root / "content/seen.txt").unlink()
    newsroom.digest("build")
    assert newsroom.entries() == before
    begun = "issue:2026-11-10 2026-11-10 daily\n"  # which cannot be told from what is there
    assert sorted(newsroom.read("content/seen.txt").split("\n")) == sorted(seen.replace(begun, "").split("\n"))


def test_an_alias_leads_on(newsroom: Folder) -> None:
    newsroom.digest("build")
    path = next(path for path in newsroom.entries() if "hello" in path)
    newsroom.write(
        "content/2026-11-10/greetings.md", newsroom.read(path).replace("source: Desk", "source: Desk\naliases: [hello-from-the-desk]")
    )
    (newsroom.root / path).unlink()
    newsroom.digest("build")
    assert "url=../greetings/index.html" in newsroom.read("site/issues/2026-11-10/hello-from-the-desk/index.html")


# ── the first fetch, dates, backfill ─────────────────────────────────────────────────────────────


def test_undated_news_is_of_the_day_it_was_first_seen(folder: Folder) -> None:
    folder.config(WITH_FEED)
    folder.write("wire.xml", feed(item("1", "No day", date="")))
    folder.digest("build")
    folder.digest("build", "--now", "2026-11-20T12:00:00Z")
    assert folder.entries() == ["content/2026-11-10/no-day.md"]
    assert "10 November 2026, 12:00" in folder.read("site/index.html")


def test_news_from_the_future_counts_as_first_seen(folder: Folder) -> None:
    folder.config(WITH_FEED)
    folder.write("wire.xml", feed(item("1", "Far ahead", date="Mon, 09 Nov 2076 10:00:00 GMT")))
    folder.digest("build")
    assert "2076" not in folder.read("content/2026-11-10/far-ahead.md")


def test_a_long_feed_brings_its_newest_and_puts_down_the_rest(folder: Folder) -> None:
    folder.config(WITH_FEED + "first = 2\n")
    items = [item(str(n), f"Number {n}", date=f"{n:02} Nov 2026 10:00:00 GMT") for n in range(1, 8)]
    folder.write("wire.xml", feed(*items))
    assert "2 new entries for 2026-11-10, 5 older ones put down as seen" in folder.digest("fetch").out
    assert folder.entries() == ["content/2026-11-10/number-6.md", "content/2026-11-10/number-7.md"]
    folder.write("wire.xml", feed(*items, item("8", "Number 8", date="10 Nov 2026 10:00:00 GMT")))
    assert "1 new entry" in folder.digest("fetch").out


def test_backfill_files_news_by_its_own_day(folder: Folder) -> None:
    folder.config(WITH_FEED.replace("[[sources]]", 'cadence = "monthly"\n\n[[sources]]', 1))
    folder.write(
        "wire.xml",
        feed(
            item("1", "Old", date="03 Feb 2025 10:00:00 GMT"),
            item("2", "Newer", date="30 Oct 2026 10:00:00 GMT"),
            item("3", "Undated", date=""),
        ),
    )
    assert "3 new entries for 3 issues, 1 of them for 2026-11-30" in folder.digest("fetch", "--backfill").out
    folder.digest("build")
    assert folder.entries() == ["content/2025-02-28/old.md", "content/2026-10-31/newer.md", "content/2026-11-30/undated.md"]


# ── the issue that is not out yet ────────────────────────────────────────────────────────────────

CLOSED = CONFIG.replace("[[sources]]", 'publish = "closed"\nclose_at = "06:00"\n\n[[sources]]', 1)


def test_a_closed_issue_comes_out_whole_at_its_hour(folder: Folder) -> None:
    folder.config(CLOSED)
    folder.write("seeds/one.txt", "One\nThe first text of the day.\n")
    assert folder.digest("build", "--now", "2026-11-10T12:00:00Z").out.startswith("Built no issue yet")
    assert folder.entries() == ["content/next/one.md"]
    assert "One" not in folder.read("site/index.html")
    folder.write("seeds/two.txt", "Two\nThe second text, before the hour.\n")
    folder.digest("build", "--now", "2026-11-11T05:00:00Z")
    assert folder.entries() == ["content/next/one.md", "content/next/two.md"]
    folder.write("seeds/three.txt", "Three\nThe third text, after it.\n")
    folder.digest("build", "--now", "2026-11-11T07:00:00Z")
    assert folder.entries() == ["content/2026-11-10/one.md", "content/2026-11-10/two.md", "content/next/three.md"]
    assert sorted(titles(folder, "2026-11-10")) == ["One", "Two"]


def test_late_runs_lose_and_repeat_nothing(folder: Folder) -> None:
    folder.config(CLOSED)
    folder.write("seeds/one.txt", "One\nThe first text of the day.\n")
    folder.digest("build", "--now", "2026-11-10T12:00:00Z")
    for _ in range(2):
        folder.digest("build", "--now", "2026-12-01T12:00:00Z")
    assert folder.entries() == ["content/2026-11-10/one.md"]


def test_drafts_show_what_is_not_out(folder: Folder) -> None:
    folder.config(CLOSED)
    folder.write("seeds/one.txt", "One\nThe first text of the day.\n")
    folder.digest("build", "--drafts", "-o", str(folder.root / "preview"))
    assert "Draft" in folder.read("preview/issues/2026-11-10/index.html")


def test_an_issue_laid_down_by_hand_is_for_the_open_day_whatever_was_before(folder: Folder) -> None:
    folder.config(CLOSED)
    folder.write("seeds/one.txt", "One\nThe first text of the day.\n")
    folder.digest("fetch", "--now", "2026-11-10T12:00:00Z")
    folder.digest("fetch", "--now", "2026-11-11T12:00:00Z")
    assert folder.entries() == ["content/2026-11-10/one.md"]
    lines = folder.read("content/seen.txt").splitlines()
    folder.write("content/seen.txt", "".join(f"{line}\n" for line in reversed(lines)))  # as merge=union may leave them
    folder.write("content/next/by-hand.md", "# By hand\n")
    folder.digest("fetch", "--now", "2026-11-12T12:00:00Z")
    assert folder.entries() == ["content/2026-11-10/one.md", "content/next/by-hand.md"]
    folder.digest("fetch", "--now", "2026-11-13T12:00:00Z")
    assert folder.entries() == ["content/2026-11-10/one.md", "content/2026-11-12/by-hand.md"]


def test_an_issue_that_a_person_takes_away_is_begun_anew(folder: Folder) -> None:
    folder.config(CLOSED)
    folder.write("seeds/one.txt", "One\nThe first text of the day.\n")
    folder.digest("fetch", "--now", "2026-11-10T12:00:00Z")
    shutil.rmtree(folder.root / "content/next")
    folder.digest("fetch", "--now", "2026-11-10T13:00:00Z")
    folder.write("seeds/two.txt", "Two\nThe second text.\n")
    folder.digest("fetch", "--now", "2026-11-10T14:00:00Z")
    assert folder.entries() == ["content/next/two.md"]
    folder.digest("fetch", "--now", "2026-11-11T12:00:00Z")
    assert folder.entries() == ["content/2026-11-10/two.md"]


def test_an_issue_that_is_begun_before_it_is_killed_keeps_its_day(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line that says for which day content/next/ is stands in seen.txt before there is a content/next/."""
    from digest.entries import store

    folder.config(CLOSED)
    folder.write("seeds/one.txt", "One\nThe first text of the day.\n")
    write, append = store._write, store.Store._append

    def killed(*given: object, **how: object) -> None:
        write(*given, **how)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "_write", killed)
    monkeypatch.setattr(store.Store, "_append", lambda of, lines: None if any(".txt" in line for line in lines) else append(of, lines))
    assert folder.digest("fetch", "--now", "2026-11-10T12:00:00Z").code == 130
    monkeypatch.undo()
    assert folder.entries() == ["content/next/one.md"]
    folder.digest("fetch", "--now", "2026-11-12T12:00:00Z")
    assert folder.entries() == ["content/2026-11-10/one.md"]


OPEN = CLOSED.replace('publish = "closed"', 'publish = "open"')


def test_an_issue_that_opens_is_out_at_once(folder: Folder) -> None:
    folder.config(CLOSED)
    folder.write("seeds/one.txt", "One\nThe first text of the day.\n")
    folder.write("content/next/_issue.md", "---\ntitle: A day\n---\n")
    folder.digest("fetch")
    folder.config(OPEN)
    folder.write("seeds/two.txt", "Two\nThe second text of the day.\n")
    said = folder.digest("build")
    assert said.err.count("warning") == 0
    assert folder.entries() == ["content/2026-11-10/one.md", "content/2026-11-10/two.md"]
    assert sorted(titles(folder, "2026-11-10")) == ["One", "Two"]
    assert "A day" in folder.read("site/index.html")


def test_an_issue_that_is_out_takes_in_what_was_kept_out_of_sight(folder: Folder) -> None:
    """Somebody made the folder of the day, as another clone may have that is open."""
    folder.config(CLOSED)
    folder.write("seeds/one.txt", "One\nThe first text of the day.\n")
    folder.write("content/next/_issue.md", "---\ntitle: From next\n---\n")
    folder.digest("fetch")
    folder.write("content/2026-11-10/two.md", "# Two\n")
    folder.write("content/2026-11-10/_issue.md", "---\ntitle: A day\n---\n")
    said = folder.digest("check")
    assert "content/next: holds news of the issue 2026-11-10, which is out, so it is left out. Run `digest fetch`" in said.err
    preview = folder.digest("build", "--drafts", "--json")
    assert [one["where"] for one in json.loads(preview.out)["problems"]] == [
        path.relative_to(folder.root).as_posix() for path in (folder.root / "content").glob("*/_issue-*.md")
    ]
    assert folder.entries()[1:] == ["content/2026-11-10/one.md", "content/2026-11-10/two.md"]
    assert sorted(titles(folder, "2026-11-10")) == ["One", "Two"]
    assert "A day" in folder.read("site/index.html")


# ── what an issue is called ──────────────────────────────────────────────────────────────────────


def test_another_cadence_retitles_no_issue_that_was_begun(folder: Folder) -> None:
    monthly = CONFIG.replace("[[sources]]", 'cadence = "monthly"\n\n[[sources]]', 1)
    folder.config(monthly)
    folder.write("seeds/one.txt", "One\nThe first text.\n")
    folder.digest("build")
    before = folder.read("content/seen.txt")
    assert before.count("issue:2026-11-30 2026-11-30 monthly\n") == 1
    assert "November 2026" in folder.read("site/issues/2026-11-30/index.html")
    folder.config(CONFIG)
    folder.write("seeds/two.txt", "Two\nThe second text.\n")
    folder.digest("build", "--now", "2026-11-30T12:00:00Z")
    assert folder.entries() == ["content/2026-11-30/one.md", "content/2026-11-30/two.md"]
    assert folder.read("content/seen.txt").count("issue:") == 1
    issue = json.loads(folder.read("site/issues/2026-11-30/index.json"))
    assert issue["title"] == "November 2026"


def test_an_issue_that_nobody_put_down_goes_by_the_settings(folder: Folder) -> None:
    folder.write("content/2026-11-10/by-hand.md", "# By hand\n")
    folder.write("seeds/one.txt", "One\nThe first text.\n")
    folder.digest("build")
    assert "issue:" not in folder.read("content/seen.txt")
    assert json.loads(folder.read("site/issues/2026-11-10/index.json"))["title"] == "Tuesday, 10 November 2026"


def test_an_issue_that_an_editor_prepared_is_put_down(folder: Folder) -> None:
    folder.write("content/2026-11-10/_issue.md", "---\nnumber: 7\n---\n")
    folder.write("seeds/one.txt", "One\nThe first text.\n")
    folder.digest("build")
    assert folder.read("content/seen.txt").startswith("issue:2026-11-10 2026-11-10 daily\n")


def published(folder: Folder, day: str) -> list[str]:
    return titles(folder, day) if (folder.root / f"site/issues/{day}/index.json").exists() else []


def test_what_a_person_puts_into_next_comes_out_with_the_open_issue(folder: Folder) -> None:
    """And not with the one before, for which content/next/ was begun the last time."""
    folder.config(CLOSED)
    folder.write("seeds/one.txt", "One\nThe first text of the day.\n")
    folder.digest("build", "--now", "2026-11-10T12:00:00Z")
    folder.digest("build", "--now", "2026-11-11T12:00:00Z")
    assert folder.entries() == ["content/2026-11-10/one.md"]
    folder.write("content/next/mine.md", "---\ntitle: Mine\n---\nBy hand.\n")
    folder.digest("build", "--now", "2026-11-12T12:00:00Z")
    assert folder.entries() == ["content/2026-11-10/one.md", "content/next/mine.md"]
    lines = folder.read("content/seen.txt").splitlines(keepends=True)
    folder.write("content/seen.txt", "".join(reversed(lines)))  # as git may join two runs'
    folder.digest("build", "--now", "2026-11-13T12:00:00Z")
    assert folder.entries() == ["content/2026-11-10/one.md", "content/2026-11-12/mine.md"]


def test_what_a_person_takes_out_of_next_is_not_waited_for(folder: Folder) -> None:
    folder.config(CLOSED)
    folder.write("seeds/one.txt", "One\nThe first text of the day.\n")
    folder.digest("build", "--now", "2026-11-10T12:00:00Z")
    shutil.rmtree(folder.root / "content/next")
    folder.digest("build", "--now", "2026-11-20T12:00:00Z")
    folder.write("content/next/mine.md", "---\ntitle: Mine\n---\nBy hand.\n")
    folder.digest("build", "--now", "2026-11-20T13:00:00Z")
    assert folder.entries() == ["content/next/mine.md"]  # of today's issue, not of one that is long over


@pytest.mark.parametrize("how", ["open", "by hand"])
def test_an_issue_that_comes_out_early_comes_out_whole(folder: Folder, how: str) -> None:
    folder.config(CLOSED)
    folder.write("seeds/one.txt", "One\nThe first text of the day.\n")
    folder.digest("build", "--now", "2026-11-10T12:00:00Z")
    folder.write("content/next/_issue.md", "---\ntitle: As planned\n---\n")
    if how == "open":
        folder.config(CONFIG)
    else:
        folder.write("content/2026-11-10/mine.md", "---\ntitle: Mine\n---\nBy hand.\n")
        folder.write("content/2026-11-10/_issue.md", "---\ntitle: As it came\n---\n")
        said = folder.digest("check")
        assert "content/next: holds news of the issue 2026-11-10, which is out" in said.err
    folder.write("seeds/two.txt", "Two\nThe second text.\n")
    said = folder.digest("build", "--now", "2026-11-10T13:00:00Z")
    assert {"One", "Two"} <= set(published(folder, "2026-11-10"))
    assert not (folder.root / "content/next").exists()
    assert ("_issue-" in said.err) == (how == "by hand")  # two words of the editor's: neither is lost, and no one is an entry
    assert ("As planned" if how == "open" else "As it came") in folder.read("site/index.html")
    assert "As planned" in "".join(map(str, folder.files("content").values()))


def test_a_new_cadence_leaves_the_titles_of_what_is_out(folder: Folder) -> None:
    folder.config(CONFIG.replace("[site]", '[site]\ncadence = "monthly"'))
    folder.write("seeds/one.txt", "One\nThe first text.\n")
    folder.digest("build")
    assert "November 2026" in folder.read("site/index.html")
    folder.config(CONFIG)
    folder.write("seeds/two.txt", "Two\nThe second text.\n")
    folder.digest("build", "--now", "2026-12-01T12:00:00Z")
    assert "<title>November 2026 –" in folder.read("site/issues/2026-11-30/index.html")
    assert "<title>Tuesday, 1 December 2026 –" in folder.read("site/issues/2026-12-01/index.html")
    seen = folder.read("content/seen.txt")
    folder.digest("build", "--now", "2026-12-01T13:00:00Z")
    assert folder.read("content/seen.txt") == seen


# ── what the editor says ─────────────────────────────────────────────────────────────────────────


def test_the_editors_word_on_an_issue(newsroom: Folder) -> None:
    newsroom.digest("build")
    newsroom.write(
        "content/2026-11-10/_issue.md", "---\ntitle: A quiet Tuesday\nnumber: 12\npins: [choir-sings]\n---\n\nNot *much* happened.\n"
    )
    newsroom.digest("build", "--offline")
    page = newsroom.read("site/issues/2026-11-10/index.html")
    assert "A quiet Tuesday" in page
    assert "No. 12" in page
    assert "Not <em>much</em> happened." in page
    assert titles(newsroom, "2026-11-10")[0] == "Choir sings"


@pytest.mark.parametrize("word", ["hide", "draft"])
def test_hidden_and_draft_entries_do_not_show(newsroom: Folder, word: str) -> None:
    newsroom.digest("build")
    path = next(path for path in newsroom.entries() if "ferry" in path)
    newsroom.write(path, newsroom.read(path).replace("title:", f"{word}: true\ntitle:"))
    newsroom.digest("build")
    assert "Ferry" not in newsroom.read("site/index.html")


@pytest.mark.parametrize("word", ["hide", "draft"])
def test_what_is_not_shown_keeps_no_other_away(folder: Folder, word: str) -> None:
    """A copy that somebody put aside, before the one that is shown in the order of names."""
    folder.write("seeds/one.txt", "One\nThe first text.\n")
    folder.digest("fetch")
    text = folder.read("content/2026-11-10/one.md")
    folder.write("content/2026-11-10/a-copy.md", text.replace("title:", f"{word}: true\ntitle:"))
    said = folder.digest("build")
    assert "same id" not in said.err
    assert titles(folder, "2026-11-10") == ["One"]
    folder.write("seeds/one.txt", "One\nThe first text, corrected.\n")
    assert "1 corrected" in folder.digest("fetch").out  # the one that is shown follows
    assert "corrected" in folder.read("content/2026-11-10/one.md")


def test_an_issue_that_is_held_back_keeps_no_entry_away(folder: Folder) -> None:
    folder.write("content/2026-11-09/one.md", "---\nid: x\ntitle: One\n---\n")
    folder.write("content/2026-11-09/_issue.md", "---\ndraft: true\n---\n")
    folder.write("content/2026-11-10/one.md", "---\nid: x\ntitle: One\n---\n")
    assert "same id" not in folder.digest("build").err
    assert titles(folder, "2026-11-10") == ["One"]


def test_two_that_are_shown_are_named(folder: Folder) -> None:
    for name in "ab":
        folder.write(f"content/2026-11-10/{name}.md", "---\nid: x\ntitle: One\n---\n")
    assert "content/2026-11-10/b.md: has the same id as content/2026-11-10/a.md" in folder.digest("build").err


def test_an_issue_is_held_back_by_what_may_say_so(newsroom: Folder) -> None:
    newsroom.digest("build")
    newsroom.write("content/2026-11-10/_issue.md", "---\ndraft: true\ntitle: A: broken\n---\n")
    said = newsroom.digest("build")
    assert "issue 2026-11-10 is held back until it is mended" in said.err
    assert not (newsroom.root / "site/issues/2026-11-10").exists()
    newsroom.write("content/2026-11-10/_issue.md", "---\ntitle: A: broken\n---\n")
    assert "issue 2026-11-10 comes out without it" in newsroom.digest("build").err
    assert (newsroom.root / "site/issues/2026-11-10").exists()


def test_an_entry_by_hand_needs_only_a_title(folder: Folder) -> None:
    folder.write("content/2026-11-10/by-hand.md", "# By hand\n\nA line.\n")
    folder.digest("build")
    issue = json.loads(folder.read("site/issues/2026-11-10/index.json"))
    assert issue["sections"][0]["stories"][0]["entries"][0] == {
        "id": "file:content/2026-11-10/by-hand.md",
        "guid": "",
        "title": "By hand",
        "source": "Desk",
        "link": "",
        "date": "",
        "language": "",
        "duplicate_of": None,
    }


# ── one that is broken does not take the others down ─────────────────────────────────────────────


def test_a_broken_entry_is_named_and_the_others_come_out(newsroom: Folder) -> None:
    newsroom.digest("build")
    path = next(path for path in newsroom.entries() if "ferry" in path)
    newsroom.write(path, newsroom.read(path).replace("title: Ferry delayed", "title: Ferry: delayed: again"))
    said = newsroom.digest("build")
    assert said.code == 0
    assert f"{path}:3: front matter is not valid YAML" in said.err
    assert sorted(titles(newsroom, "2026-11-10")) == ["Bakery opens", "Choir sings", "Hello from the desk"]
    assert newsroom.digest("build", "--strict").code == 1


def test_a_failed_source_is_named_once_and_the_others_come_in(newsroom: Folder) -> None:
    newsroom.write("wire.xml", "<html><body>Not today</body></html>")
    said = newsroom.digest("build")
    assert said.code == 0
    assert said.err.count("wire.xml") == 1
    assert titles(newsroom, "2026-11-10") == ["Hello from the desk"]


def test_the_gate_keeps_the_last_good_site(newsroom: Folder) -> None:
    newsroom.digest("build")
    before = newsroom.files("site")
    newsroom.config(WITH_FEED + "\n[gate]\nmax_failed_sources = 0\n")
    newsroom.write("wire.xml", "gone")
    newsroom.write("seeds/more.txt", "More\nAnother text came in.\n")
    said = newsroom.digest("build")
    assert said.code == 3
    assert "1 sources failed (Wire), and the gate lets 0 through" in said.err
    assert newsroom.files("site") == before


# ── what is published ────────────────────────────────────────────────────────────────────────────


def test_every_entry_stands_in_exactly_one_story(newsroom: Folder) -> None:
    newsroom.digest("build")
    found = titles(newsroom, "2026-11-10")
    assert sorted(found) == ["Bakery opens", "Choir sings", "Ferry delayed", "Hello from the desk"]


def test_own_texts_have_pages_and_excerpts_have_places(newsroom: Folder) -> None:
    newsroom.digest("build")
    assert "<h2>A heading</h2>" in newsroom.read("site/issues/2026-11-10/hello-from-the-desk/index.html")
    assert 'id="ferry-delayed"' in newsroom.read("site/issues/2026-11-10/index.html")
    assert not (newsroom.root / "site/issues/2026-11-10/ferry-delayed").exists()


def test_the_site_is_whole(newsroom: Folder) -> None:
    newsroom.digest("build")
    expected = (
        "index.html issues/2026-11-10/index.html issues/2026-11-10/index.json topics/index.html topics/more/index.html "
        "topics/more/feed.xml topics/more/feed.json sources/index.html sources/desk/index.html sources/wire/index.html sources.opml "
        "archive/index.html about/index.html "
        "404.html feed.xml rss.xml feed.json entries.xml entries.json sitemap.xml robots.txt .nojekyll assets/style.css favicon.svg"
    )
    assert set(expected.split()) <= set(newsroom.files("site"))


def test_static_files_are_copied_as_they_are(newsroom: Folder) -> None:
    newsroom.write("static/CNAME", "news.example\n")
    newsroom.write("static/favicon.svg", "<svg/>")
    newsroom.digest("build")
    assert newsroom.read("site/CNAME") == "news.example\n"
    assert newsroom.read("site/favicon.svg") == "<svg/>"


def test_a_template_of_the_site_takes_the_place_of_the_default_and_may_extend_it(newsroom: Folder) -> None:
    newsroom.write("templates/about.html", '{% extends "digest/about.html" %}{% block title %}Ourselves{% endblock %}')
    newsroom.digest("build")
    assert "<title>Ourselves</title>" in newsroom.read("site/about/index.html")
    assert "About this digest" in newsroom.read("site/about/index.html")


def test_links_are_relative_everywhere_but_on_404(newsroom: Folder) -> None:
    newsroom.digest("build")
    for path, raw in newsroom.files("site").items():
        if path.endswith(".html"):
            links = re.findall(r'(?:href|src)="([^"]*)"', raw.decode())
            rooted = [link for link in links if link.startswith("/")]
            assert bool(rooted) == (path == "404.html"), path
            assert all(link.startswith("/some/path/") for link in rooted)
    assert newsroom.digest("check").out.endswith("0 problems.\n")


def test_text_from_elsewhere_cannot_act(folder: Folder) -> None:
    folder.config(WITH_FEED)
    evil = html.escape('<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">click</a> words {{ 7*7 }}')
    folder.write("wire.xml", feed(item("1", "&lt;b onclick=x&gt;Bold&lt;/b&gt; {{ 7*7 }}", evil)))
    folder.digest("build")
    page = folder.read("site/index.html")
    assert "Bold {{ 7*7 }}" in page
    assert "words {{ 7*7 }}" in page
    assert not re.search(r"<script|onerror=|onclick=|javascript:", page)


# ── texts of our own ─────────────────────────────────────────────────────────────────────────────


def test_a_text_that_is_saved_again_is_followed_while_its_issue_is_open(folder: Folder) -> None:
    folder.write("seeds/a.txt", "A text\nIts first words.\n")
    folder.digest("build")
    folder.write("seeds/a.txt", "A text\nIts second words.\n")
    assert "1 corrected" in folder.digest("fetch").out
    assert "Its second words." in folder.read("content/2026-11-10/a-text.md")
    folder.write("seeds/a.txt", "A text\nIts first words.\n")
    assert "1 corrected" in folder.digest("fetch").out
    assert "Its first words." in folder.read("content/2026-11-10/a-text.md")


def test_a_text_that_is_saved_after_its_issue_closed_is_reported_once(folder: Folder) -> None:
    folder.write("seeds/a.txt", "A text\nIts first words.\n")
    folder.digest("build")
    folder.write("seeds/a.txt", "A text\nIts second words.\n")
    later = ("--now", "2026-11-20T12:00:00Z")
    assert "seeds/a.txt: changed after issue 2026-11-10 closed" in folder.digest("build", *later).err
    assert folder.digest("build", *later).err == ""
    assert "Its first words." in folder.read("content/2026-11-10/a-text.md")


def test_what_a_later_digest_makes_of_the_same_text_is_no_news(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("seeds/a.txt", "A text\nIts first words.\n")
    folder.digest("build")
    before = folder.files("content")
    monkeypatch.setattr("digest.entries.accept.accept", lambda *_, **__: pytest.fail("a text that did not change was read again"))
    assert folder.digest("build").err == ""
    assert folder.digest("build", "--now", "2026-12-20T12:00:00Z").err == ""
    assert folder.files("content") == before


def test_what_the_pages_found_wrong_is_said_and_the_site_is_built(folder: Folder) -> None:
    for name in ("one", "two"):
        folder.write(f"content/2026-11-10/{name}.md", f"---\ntitle: {name}\naliases: [old]\n---\nWords.\n")
    ran = folder.digest("build", "--offline")
    assert ran.code == 0
    assert "warning: content/2026-11-10/two.md: its alias 'old' is an alias of content/2026-11-10/one.md, too" in ran.err
    assert "url=../index.html#one" in folder.read("site/issues/2026-11-10/old/index.html")


def test_a_hidden_copy_takes_nobodys_place(newsroom: Folder) -> None:
    newsroom.digest("build")
    text = newsroom.read("content/2026-11-10/choir-sings.md")
    newsroom.write("content/2026-11-10/a-copy.md", text.replace("---\n", "---\nhide: true\n", 1))
    said = newsroom.digest("build", "--offline")
    assert "same id" not in said.err
    assert "Choir sings" in titles(newsroom, "2026-11-10")
    newsroom.write("content/2026-11-10/a-copy.md", text)
    assert "has the same id as content/2026-11-10/a-copy.md" in newsroom.digest("build", "--offline").err


def test_what_convert_wrote_may_stand_in_seeds_twice(folder: Folder) -> None:
    text = folder.write("seeds/one.txt", "One\nThe first text of the day.\n")
    made = folder.digest("convert", str(text)).out
    assert "id: file:seeds/one.txt" in made
    text.unlink()
    folder.write("seeds/a.md", made)
    folder.write("seeds/b.md", made.replace("One", "Other"))
    folder.digest("build")
    assert sorted(titles(folder, "2026-11-10")) == ["One", "Other"]
    folder.write("seeds/a.md", made.replace("One", "One, corrected"))
    folder.digest("build")
    assert sorted(titles(folder, "2026-11-10")) == ["One, corrected", "Other"]


def test_what_was_given_on_standard_input_has_no_address(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"One\nThe first text of the day.\n")))
    said = folder.digest("convert", "-").out
    assert not re.search(r"^(?:id|origin|fetched):", said, re.MULTILINE)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(said.encode())))
    assert folder.digest("convert", "-").out == said


def numbered(*numbers: int, dated: bool = True) -> str:
    return feed(*(item(str(n), f"Item {n}", date=f"{n:02} Nov 2026 08:00:00 GMT" if dated else "") for n in numbers))


@pytest.mark.parametrize(("dated", "kept"), [(True, ["Item 4", "Item 5"]), (False, ["Item 1", "Item 5"])])
def test_of_a_feed_that_is_too_long_the_newest_are_read(folder: Folder, dated: bool, kept: list[str]) -> None:
    folder.config(WITH_FEED + "\n[fetch]\nmax_entries = 2\n")
    folder.write("wire.xml", numbered(1, 5, 3, 4, 2, dated=dated))
    said = folder.digest("build")
    which = "newest 2 are read." if dated else "first 2 are read, as not all of them have a date."
    assert f"wire.xml: has 5 entries; the {which} Raise [fetch] max_entries for more." in said.err
    assert sorted(titles(folder, "2026-11-10")) == kept


def test_texts_of_our_own_are_never_too_many(folder: Folder) -> None:
    folder.config(CONFIG + "\n[fetch]\nmax_entries = 2\n")
    for name in "abc":
        folder.write(f"seeds/{name}.txt", f"Title {name}\nWords of {name}.\n")
    assert folder.digest("build", "--strict").code == 0
    assert len(folder.entries()) == 3


@pytest.mark.parametrize("path", [".", "**/*.md", "**/*"])
def test_a_source_of_everything_does_not_feed_on_what_digest_makes(folder: Folder, path: str) -> None:
    folder.config(CONFIG.replace('path = "seeds"', f'path = "{path}"'))
    folder.write("one.md", "# One\n\nThe first text.\n")
    for _ in range(3):
        folder.digest("build")
    assert folder.entries() == ["content/2026-11-10/one.md"]


@pytest.mark.parametrize("path", ["content", "content/2026-11-10", "content/*/*.md", "site", "site/index.html"])
def test_what_digest_makes_is_no_source(folder: Folder, path: str) -> None:
    folder.write("seeds/a.txt", "Title\nWords of it.\n")
    folder.digest("build")
    folder.config(CONFIG.replace('path = "seeds"', f'path = "{path}"'))
    said = folder.digest("build")
    assert "Name a folder of your own" in said.err or "there is no file or folder" in said.err
    assert len(folder.entries()) == 1


# ── killed between the files and seen.txt ────────────────────────────────────────────────────────


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Folder], None]:
    """killed(folder): a fetch that writes its files and never comes to put them down."""

    def run(folder: Folder) -> None:
        append = store.Store._append

        def dies(of: store.Store, lines: list[str]) -> None:
            if any("/" in line.split()[0] for line in lines):
                raise KeyboardInterrupt
            append(of, lines)

        with monkeypatch.context() as patch:
            patch.setattr(store.Store, "_append", dies)
            assert folder.digest("fetch").code == 130

    return run


def test_killed_a_first_fetch_brings_no_more_than_the_first(folder: Folder, killed: Callable[[Folder], None]) -> None:
    folder.config(WITH_FEED + "first = 2\n")
    folder.write("wire.xml", feed(*(item(str(n), f"Report {n}", date=f"Mon, 09 Nov 2026 0{n}:00:00 GMT") for n in range(6))))
    killed(folder)
    assert len(folder.entries()) == 2
    folder.digest("fetch")
    assert folder.entries() == ["content/2026-11-10/report-4.md", "content/2026-11-10/report-5.md"]
    assert len(folder.read("content/seen.txt").splitlines()) == len({*folder.read("content/seen.txt").splitlines()}) >= 6


def test_killed_a_correction_is_still_ours_and_the_next_one_is_followed(folder: Folder, killed: Callable[[Folder], None]) -> None:
    folder.write("seeds/gull.txt", "Gull counted\n\nThere is one.\n")
    folder.digest("fetch")
    folder.write("seeds/gull.txt", "Gull counted\n\nThere are two.\n")
    killed(folder)
    assert "There are two." in folder.read("content/2026-11-10/gull-counted.md")
    assert folder.digest("fetch", "--now", "2026-11-10T13:00:00Z").err == ""
    folder.write("seeds/gull.txt", "Gull counted\n\nThere are three.\n")
    assert folder.digest("fetch").err == ""
    assert "There are three." in folder.read("content/2026-11-10/gull-counted.md")


def test_what_is_deleted_while_a_first_build_works_is_in_no_folder_that_is_moved(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in ("09", "10"):
        folder.write(f"content/2026-11-{day}/a.md", f"---\ntitle: The a of {day}\n---\n{'There is one gull. ' * 90}\n")
    plan, deleted = writing.plan, list[str]()

    def meanwhile(*given: Any) -> writing.Plan:
        if not deleted:
            deleted.append("2026-11-09")
            shutil.rmtree(folder.root / "content/2026-11-09")
        return plan(*given)

    monkeypatch.setattr(writing, "plan", meanwhile)
    assert folder.digest("build", "--offline").code == 0
    assert folder.digest("build", "--offline", "--no-cache", "-o", str(folder.root / "anew")).code == 0
    assert folder.files("site") == folder.files("anew")
    assert not (folder.root / "site/issues/2026-11-09").exists()
