"""What is read when it is needed, and let go when it is not: nobody sees the difference, whatever happens to the notes meanwhile."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from digest import pipeline
from digest.entries import file, kept, store
from digest.errors import MovedError
from digest.model import SECTIONS, Issue, Section, late
from digest.rendering import edition, pages
from digest.site.inventory import Inventory
from tests.conftest import Folder

LONG = "There is one gull more than yesterday, and it sits on the roof of the ferry. " * 20
ALL = "{% extends 'digest/about.html' %}{% block page %}{% for issue in edition.issues %}{% for entry in issue.entries %}{{ entry.body }}"
ALL += "{% endfor %}{% endfor %}{% endblock %}"


def test_a_field_that_comes_late_is_made_once_and_again_when_it_was_let_go() -> None:
    made: list[int] = []

    def make() -> tuple[Section, ...]:
        made.append(1)
        return (Section(topic="World", slug="world", stories=()),)

    issue = Issue(id="2026-11-10", day=date(2026, 11, 10), number=1, title="T", sections=late(make))
    assert made == []
    assert issue.sections == issue.sections == make()
    assert len(made) == 2
    SECTIONS.let_go(issue)
    assert issue.topics == ["World"]
    assert len(made) == 3
    here = Issue(id="2026-11-10", day=date(2026, 11, 10), number=1, title="T", sections=make())
    SECTIONS.let_go(here)
    assert issue == here


@pytest.fixture
def noted(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A site of two issues that was built, of which all is noted, with a page that shows every word of both."""
    monkeypatch.setattr(store, "_TICK", -(10**15))
    folder.write("templates/about.html", ALL)
    for day in ("09", "10"):
        for name in ("a", "b"):
            folder.write(f"content/2026-11-{day}/{name}.md", f"---\ntitle: The {name} of {day}\n---\n{LONG}")
    assert folder.digest("build", "--offline").code == 0
    return folder


def built(folder: Folder) -> dict[str, bytes]:
    """The site after a build, which is as one that remembers nothing makes it."""
    assert folder.digest("build", "--offline").code == 0
    made = folder.files("site")
    assert folder.digest("build", "--offline", "--no-cache", "-o", str(folder.root / "anew")).code == 0
    assert folder.files("anew") == made
    return made


def test_of_issues_that_stay_no_entry_is_read_again(noted: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    noted.write("templates/about.html", "{% extends 'digest/about.html' %}")
    monkeypatch.setattr(pages, "ENTRIES_IN_FEED", 1)  # an older one stands in none, and on no page of a topic or a source
    monkeypatch.setattr(edition, "NEWEST", 1)
    noted.digest("build", "--offline")
    was, read = kept.entries, list[str]()
    monkeypatch.setattr(kept, "entries", lambda stamp, text: read.append(text) or was(stamp, text))
    noted.write("content/2026-11-10/a.md", f"---\ntitle: The a of 10\n---\n{LONG} More.")
    assert noted.digest("build", "--offline").code == 0
    assert "More." in noted.read("site/issues/2026-11-10/a/index.html")
    assert [text for text in read if "The a of 09" in text] == []


def rows(folder: Folder, statement: str) -> list[Any]:
    with sqlite3.connect(folder.root / ".digest/folders.sqlite") as notes:
        return notes.execute(statement).fetchall()


@pytest.mark.parametrize("damage", ["DELETE FROM answers WHERE length(answer) > 1500", "UPDATE answers SET sum = 1", "DROP TABLE answers"])
def test_what_was_noted_may_be_gone(noted: Folder, damage: str) -> None:
    rows(noted, damage)
    noted.write("content/2026-11-10/a.md", f"---\ntitle: The a of 10\n---\n{LONG} More.")
    assert b"More." in built(noted)["about/index.html"]


def test_what_was_grouped_may_be_gone(noted: Folder) -> None:
    for day in ("2026-10-01", "2026-10-09", "2026-10-30"):  # so long ago that nobody holds what it told
        noted.write(f"content/{day}/ferry.md", f"---\ntitle: Ferry of {day}\nstory: ferry\ntopic: Harbour\n---\n{LONG}")
    assert noted.digest("build", "--offline").code == 0
    with sqlite3.connect(noted.root / ".digest/answers.sqlite") as answers:
        answers.execute("DELETE FROM answers WHERE answer LIKE '[[%'")
    noted.write("content/2026-11-10/a.md", f"---\ntitle: The a of 10\n---\n{LONG} More.")
    assert b"More." in built(noted)["about/index.html"]


def test_who_saves_while_a_build_reads_is_read_again(noted: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    was, raised = pipeline._standings, list[str]()

    def saved_meanwhile(*given: Any) -> Any:
        if not raised:
            rows(noted, "DELETE FROM answers")  # as another run does, which has read what was saved
            noted.write("content/2026-11-09/a.md", f"---\ntitle: The a of 9\n---\n{LONG} Meanwhile.")
        return was(*given)

    class Told(MovedError):
        def __init__(self, *problems: Any) -> None:
            super().__init__(*problems)
            raised.append(problems[0].where)

    monkeypatch.setattr(pipeline, "_standings", saved_meanwhile)
    monkeypatch.setattr(store, "MovedError", Told)
    noted.write("content/2026-11-10/a.md", f"---\ntitle: The a of 10\n---\n{LONG} More.")
    about = built(noted)["about/index.html"]
    assert raised == ["content/2026-11-09"]
    assert b"More." in about
    assert b"Meanwhile." in about


def test_who_publishes_meanwhile_does_not_stop_the_other(noted: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    noted.write("templates/about.html", "{% extends 'digest/about.html' %}")
    monkeypatch.setattr(pages, "ENTRIES_IN_FEED", 1)
    monkeypatch.setattr(edition, "NEWEST", 1)
    noted.digest("build", "--offline")
    was, other = pipeline.publish, list[int]()

    def after_another(*given: Any, **named: Any) -> Any:
        if not other:
            other.append(0)
            noted.write("content/2026-11-09/a.md", f"---\ntitle: The a of 9\n---\n{LONG} Meanwhile.")
            other.append(noted.digest("build", "--offline").code)
        return was(*given, **named)

    monkeypatch.setattr(pipeline, "publish", after_another)
    noted.write("content/2026-11-10/a.md", f"---\ntitle: The a of 10\n---\n{LONG} More.")
    made = built(noted)
    assert other == [0, 0]
    assert b"More." in made["issues/2026-11-10/a/index.html"]
    assert b"Meanwhile." in made["issues/2026-11-09/a/index.html"]


def test_what_is_no_file_is_seen_to_come_and_go(noted: Folder) -> None:
    place = noted.root / "content/2026-11-09/more"
    place.mkdir()
    assert "is a folder, and issues have none" in noted.digest("build", "--offline").err
    place.rmdir()
    place.symlink_to("nowhere")
    assert "content/2026-11-09/more" in noted.digest("build", "--offline").err
    place.unlink()
    assert "content/2026-11-09/more" not in noted.digest("build", "--offline").err


def test_what_was_noted_by_another_version_goes(noted: Folder) -> None:
    rows(noted, "PRAGMA user_version = 2")
    noted.write("content/2026-11-10/a.md", f"---\ntitle: The a of 10\n---\n{LONG} More.")
    assert b"More." in built(noted)["about/index.html"]
    with sqlite3.connect(noted.root / ".digest/folders.sqlite") as notes:
        assert notes.execute("PRAGMA page_size").fetchone() == (16_384,)


def test_a_run_that_held_no_entries_makes_the_same(noted: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = noted.files("site")
    monkeypatch.setattr(store, "HELD", 0)
    monkeypatch.setattr(store, "MANY", 2)
    noted.digest("clean")
    assert noted.digest("build", "--offline").code == 0
    assert noted.files("site") == before


def test_an_inventory_is_another_when_another_run_was_there(noted: Folder) -> None:
    known = Inventory(noted.root / ".digest/pages.jsonl", noted.root / "site")
    assert known.now() is known
    noted.write("content/2026-11-10/a.md", f"---\ntitle: The a of 10\n---\n{LONG} More.")
    noted.digest("build", "--offline")
    assert known.now() is not known


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are understood from now on."""
    found, was = list[str](), file.parse
    monkeypatch.setattr(file, "parse", lambda text, **how: found.append(how["path"]) or was(text, **how))
    return found


def test_of_a_folder_in_which_one_file_changed_the_others_are_not_read_again(noted: Folder, parsed: list[str]) -> None:
    noted.write("content/2026-11-10/a.md", f"---\ntitle: The a of 10\n---\n{LONG} More.")
    assert noted.digest("build", "--offline").code == 0
    assert parsed == ["content/2026-11-10/a.md"]
    noted.write("content/2026-11-10/c.md", f"---\ntitle: The c of 10\n---\n{LONG}")
    (noted.root / "content/2026-11-10/a.md").unlink()
    assert noted.digest("build", "--offline").code == 0
    assert parsed[1:] == ["content/2026-11-10/c.md"]
    built(noted)


def test_what_another_desk_said_is_read_again(noted: Folder, parsed: list[str]) -> None:
    noted.config(noted.read("digest.toml").replace("[site]", '[site]\ndesk = "Quayside"'))
    assert noted.digest("build", "--offline").code == 0
    assert len(parsed) == 4
    built(noted)


def test_of_notes_of_two_times_nothing_is_taken(noted: Folder, parsed: list[str]) -> None:
    before = rows(noted, "SELECT key, answer, sum FROM answers")
    noted.write("content/2026-11-10/a.md", f"---\ntitle: The a of 10\n---\n{LONG} More.")
    assert noted.digest("build", "--offline").code == 0
    after = rows(noted, "SELECT key, answer, sum FROM answers")
    (changed,) = [row for row in before if row not in after and '"body"' in row[1]]
    with sqlite3.connect(noted.root / ".digest/folders.sqlite") as notes:
        notes.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", changed)
    parsed.clear()
    noted.write("content/2026-11-10/b.md", f"---\ntitle: The b of 10\n---\n{LONG} More.")
    assert noted.digest("build", "--offline").code == 0
    assert parsed == ["content/2026-11-10/a.md", "content/2026-11-10/b.md"]
    built(noted)


def test_where_a_short_text_is_found_follows_its_story(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has a page while it is a headline below another text, and none once it leads: of its own file nothing changed."""
    monkeypatch.setattr(store, "_TICK", -(10**15))
    first, second = "content/2026-11-09/a.md", "content/2026-11-09/b.md"
    folder.write(first, f"---\ntitle: A\nstory: gulls\nlink: https://wire.example/a\n---\n{LONG}")
    folder.write(second, "---\ntitle: B\nstory: gulls\naliases: [old]\n---\nOne gull.\n")
    folder.write("content/2026-11-10/c.md", f"---\ntitle: C\n---\n{LONG}")
    page = "issues/2026-11-09/b/index.html"
    made = built(folder)
    assert page in made
    assert b'"../b/index.html"' in made["issues/2026-11-09/old/index.html"]
    before = folder.read(first)
    (folder.root / first).unlink()
    made = built(folder)
    assert page not in made
    assert b'"../index.html#b"' in made["issues/2026-11-09/old/index.html"]
    folder.write(first, before)
    assert page in built(folder)
