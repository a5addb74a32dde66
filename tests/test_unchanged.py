"""A build of nothing new: it is known without a look into any file, and whatever changes makes it a whole one again."""

import os
import threading
import time
from collections.abc import Callable

import pytest

from digest import fetching, pipeline, unchanged
from tests.conftest import Folder, Ran

TOMORROW = "2026-11-11T12:00:00Z"


@pytest.fixture(autouse=True, params=["small", "large"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the site: what a large one holds is looked at by another process."""
    if request.param == "large":
        monkeypatch.setattr(unchanged, "LARGE", 0)
        monkeypatch.setattr(threading, "active_count", lambda: 1)  # where tests run in parallel there are others, which do nothing here


@pytest.fixture
def site(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A project that was built twice, for the first time brings news in, when nobody had touched its files for a while."""
    folder.write("seeds/gull.txt", "A gull\n\nIt sat on the roof of the fish hall.\n")
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10**10)
    assert folder.digest("build").code == folder.digest("build").code == 0
    return folder


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made anew: a mark for each edition that was worked out."""
    made: list[str] = []
    edition = pipeline.edition

    def counted(*given: object, **named: object) -> pipeline.Edition:
        made.append("edition")
        return edition(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "edition", counted)
    return made


def again(site: Folder, *arguments: str) -> Ran:
    return site.digest("build", *arguments)


def test_nothing_new_is_nothing_to_do(site: Folder, builds: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    before = site.files("site")
    monkeypatch.setattr(fetching, "fetch", None)
    ran = again(site)
    assert (ran.code, ran.err, builds) == (0, "", [])
    assert ran.out.startswith("Built issue 1: 1 story, 1 topic, ")
    assert f"{len(before) - 1} pages ({len(before) - 1} unchanged)" in ran.out
    assert site.files("site") == before


CHANGES: dict[str, Callable[[Folder], object]] = {
    "an entry": lambda site: site.write(site.entries()[0], site.read(site.entries()[0]) + "\nMore.\n"),
    "an entry, as long as it was and as old": lambda site: same_size_and_time(site, site.entries()[0]),
    "a new entry": lambda site: site.write("content/2026-11-10/new.md", "---\ntitle: New\n---\nText.\n"),
    "an entry that is gone": lambda site: (site.root / site.entries()[0]).unlink(),
    "a text": lambda site: site.write("seeds/tern.txt", "A tern\n\nIt flew.\n"),
    "the settings": lambda site: site.config(site.read("digest.toml").replace("Test", "Tested")),
    "a template": lambda site: site.write("templates/about.html", "{% extends 'digest/about.html' %}"),
    "a file of static/": lambda site: site.write("static/CNAME", "gulls.example\n"),
    "a page": lambda site: site.write("site/index.html", "mine"),
    "a page that is gone": lambda site: (site.root / "site/index.html").unlink(),
    "the site that is gone": lambda site: (site.root / "site").rename(site.root / "elsewhere"),
    "what was remembered": lambda site: site.write(f".digest/{unchanged.NAME}", "{}"),
    "what was remembered, damaged": lambda site: site.write(f".digest/{unchanged.NAME}", '{"mark": 1'),
}


def same_size_and_time(site: Folder, path: str) -> None:
    stat = (site.root / path).stat()
    site.write(path, site.read(path).replace("roof", "wall"))
    os.utime(site.root / path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_seen(change: str, site: Folder, builds: list[str]) -> None:
    CHANGES[change](site)
    assert again(site).code == 0
    assert builds
    built = site.files("site")
    assert again(site, "--no-cache").code == 0
    assert site.files("site") == built


@pytest.mark.parametrize("asked", [("--drafts",), ("--no-cache",), ("--json",), ("-v",), ("--base-url", "https://b.example/")])
def test_whoever_asks_for_something_else_gets_it(asked: tuple[str, ...], site: Folder, builds: list[str]) -> None:
    assert again(site, *asked).code == 0
    assert builds


def test_another_day_may_open_another_issue(site: Folder, builds: list[str]) -> None:
    again(site, "--now", TOMORROW)
    assert builds


def test_a_file_that_was_just_saved_may_be_saved_again_at_the_same_time(
    site: Folder, builds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(site.entries()[0], site.read(site.entries()[0]) + "\nMore.\n")
    monkeypatch.setattr(time, "time_ns", lambda: (site.root / site.entries()[0]).stat().st_mtime_ns + 10**9)
    again(site)
    again(site)
    assert len(builds) == 2


def test_what_changes_during_a_build_is_seen_by_the_next(site: Folder, builds: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    site.write(site.entries()[0], site.read(site.entries()[0]) + "\nMore.\n")
    publish = pipeline.publish

    def slow(*given: object, **named: object) -> pipeline.Built:
        site.write(site.entries()[0], site.read(site.entries()[0]) + "\nAnd more.\n")
        return publish(*given, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(pipeline, "publish", slow)
        again(site)
    assert len(builds) == 2  # once more, of what content/ has become
    again(site)
    assert len(builds) == 3
    assert "And more." in site.read("site/entries.json")


def test_warnings_are_said_again(site: Folder, builds: list[str]) -> None:
    site.write("content/2026-11-10/note.txt", "Not an entry.\n")
    site.write("seeds/broken.json", "{")
    first, second, third = again(site), again(site), again(site, "--strict")
    assert len(builds) == 1
    assert "note.txt" in first.err
    assert second.err == third.err == first.err
    assert (first.code, second.code, third.code) == (0, 0, 1)


def test_who_has_sources_to_ask_asks_them(folder: Folder, builds: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    fetch = fetching.fetch
    folder.config(folder.read("digest.toml") + '\n[[sources]]\nname = "Wire"\nurl = "http://127.0.0.1:9/feed.xml"\n')
    monkeypatch.setattr(fetching, "fetch", lambda *given, **named: (asked.append(1), fetch(*given, **named))[1])
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10**10)
    for _ in range(2):
        folder.digest("build")
    assert len(asked) == len(builds) == 2  # it failed, and that is news
    said = [folder.digest("build", "--offline").err for _ in range(2)]
    assert said[0] == said[1]
    assert "Desk" in said[0]
    assert "Wire" not in said[0]
    assert len(asked) == len(builds) == 3


def test_a_folder_that_is_a_link_is_built_each_time(site: Folder, builds: list[str]) -> None:
    (site.root / "real").mkdir()
    (site.root / "static").symlink_to(site.root / "real", target_is_directory=True)
    again(site)
    again(site)
    assert len(builds) == 2


def test_clean_takes_it_away(site: Folder) -> None:
    assert (site.root / ".digest" / unchanged.NAME).exists()
    site.digest("clean")
    assert not (site.root / ".digest").exists()
