"""What issues know of earlier ones, through the whole program: pages, files, and what is worked out again."""

import json
import os
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from digest import config, marks, pipeline, premises, unchanged
from tests.conftest import CONFIG, REPOSITORY, Folder

COLLAPSE = ("Ellery bridge collapses", "The old bridge at Ellery fell into the harbour before dawn. Divers look for two missing drivers.")
FOUND = (
    "Both drivers of Ellery bridge found",
    "Divers found the two drivers who were missing since the bridge at Ellery fell into the harbour.",
)
CHOIR = ("Choir wins prize in Tarnow", "A choir of dockworkers sang its way to the silver lyre.")
DAYS = ("2026-11-02", "2026-11-05", "2026-11-06", "2026-11-30")


@pytest.fixture
def archive(folder: Folder) -> Folder:
    """Four issues, with skipped days between them."""
    folder.config(CONFIG)
    for day, news in zip(DAYS, ((COLLAPSE,), (FOUND, CHOIR), (CHOIR,), (FOUND,)), strict=True):
        for n, (title, body) in enumerate(news):
            head = f"---\nid: {day}-{n}\ntitle: {title}\nsource: Wire {day}\ndate: {day}T08:00:00Z\n---\n"
            folder.write(f"content/{day}/news-{n}.md", f"{head}{body}\n")
    folder.digest("build")
    return folder


def stories(folder: Folder, day: str) -> dict[str, dict[str, object]]:
    issue = json.loads(folder.read(f"site/issues/{day}/index.json"))
    return {story["headline"]: story for section in issue["sections"] for story in section["stories"]}


def test_a_page_leads_to_the_earlier_story_over_skipped_days(archive: Folder) -> None:
    assert stories(archive, "2026-11-05")[FOUND[0]]["updates"] == "2026-11-02-0"
    page = archive.read("site/issues/2026-11-05/index.html")
    assert 'Earlier, in <a href="../2026-11-02/index.html#news-0">Monday, 2 November 2026</a>: <span>Ellery bridge collapses</span>' in page
    assert "Earlier, in" not in archive.read("site/issues/2026-11-02/index.html")


def test_what_was_told_before_is_a_line_that_says_so(archive: Folder) -> None:
    assert stories(archive, "2026-11-06")[CHOIR[0]]["updates"] == "2026-11-05-1"
    page = archive.read("site/issues/2026-11-06/index.html")
    assert 'told in <a href="../2026-11-05/index.html#news-1">Thursday, 5 November 2026</a>' in page


def test_of_issues_long_ago_the_last_is_remembered_and_no_other(archive: Folder) -> None:
    assert stories(archive, "2026-11-30")[FOUND[0]]["updates"] is None  # of the 6th, 24 days before, nothing but the choir is known


def test_an_issue_that_is_out_does_not_change_with_what_comes_after(archive: Folder) -> None:
    before = archive.read("site/issues/2026-11-05/index.json")
    archive.write("content/2026-12-01/more.md", f"---\nid: more\ntitle: {FOUND[0]}\nsource: X\n---\n{FOUND[1]}\n")
    archive.digest("build")
    assert archive.read("site/issues/2026-11-05/index.json") == before


def test_what_is_in_the_archive_is_not_grouped_again(archive: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    group = pipeline.group
    monkeypatch.setattr(pipeline, "group", lambda entries, **given: asked.append(given["issue"]) or group(entries, **given))
    archive.digest("build")
    assert asked == []
    path = archive.root / "content/2026-11-05/news-1.md"
    path.write_text(path.read_text("utf-8").replace("silver", "golden"), "utf-8")
    archive.digest("build")
    assert asked == ["2026-11-05", "2026-11-06"]  # the one that was edited, and the one that remembers it; that one's memory is the same
    archive.digest("list")
    assert asked == ["2026-11-05", "2026-11-06"]


def test_another_program_may_read_an_entry_otherwise_and_asks_anew(archive: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    group = pipeline.group
    monkeypatch.setattr(pipeline, "group", lambda entries, **given: asked.append(given["issue"]) or group(entries, **given))
    monkeypatch.setattr(pipeline, "program", lambda: "another")
    archive.digest("build", "--json")  # says what there is, and so looks
    assert asked == list(DAYS)


def test_without_what_was_remembered_all_is_the_same(archive: Folder) -> None:
    before = {path: path.read_bytes() for path in (archive.root / "site").rglob("*") if path.is_file()}
    shutil.rmtree(archive.root / ".digest")
    assert archive.digest("build").code == 0
    assert {path: path.read_bytes() for path in (archive.root / "site").rglob("*") if path.is_file()} == before


def note(folder: Folder, day: str, n: int, *, topic: str = "", text: str = "A trowel will do for the dahlia.") -> None:
    """A note on gardening; with a topic that an editor set, if one is given."""
    head = f"---\nid: {day}-note-{n}\ntitle: Mulch for the dahlia, part {n}\nsource: Desk {n}\n" + (f"topic: {topic}\n" if topic else "")
    folder.write(f"content/{day}/note-{n}.md", f"{head}date: {day}T09:00:00Z\n---\n{text}\n")


def topic_of(folder: Folder, day: str, n: int) -> str:
    issue = json.loads(folder.read(f"site/issues/{day}/index.json"))
    return next(
        section["topic"]
        for section in issue["sections"]
        for story in section["stories"]
        for entry in story["entries"]
        if entry["id"] == f"{day}-note-{n}"
    )


def test_what_people_taught_long_ago_holds_and_does_not_reach_back(archive: Folder) -> None:
    note(archive, "2026-11-01", 1)
    for n in range(20):
        note(archive, "2026-11-02", n, topic="Allotment")
    note(archive, "2026-11-30", 1)
    archive.digest("build")
    assert topic_of(archive, "2026-11-30", 1) == "Allotment"
    assert topic_of(archive, "2026-11-01", 1) == "More"


def test_a_correction_groups_only_what_it_can_move(archive: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(20):
        note(archive, "2026-11-02", n, topic="Allotment")
    note(archive, "2026-12-20", 1, topic="Allotment")  # an issue in which people placed all
    archive.digest("build")
    asked: list[str] = []
    group = pipeline.group
    monkeypatch.setattr(pipeline, "group", lambda entries, **given: asked.append(given["issue"]) or group(entries, **given))
    note(archive, "2026-11-02", 1, topic="Allotment", text="A hoe will do for the quince.")
    archive.digest("build")
    assert asked == ["2026-11-02", "2026-11-05", "2026-11-06", "2026-11-30"]


# ── which program it is ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The parts of the program that are told by reading its files, from now on."""
    monkeypatch.setattr(unchanged, "_TICK", -(10**18))  # of files that nobody touched for a while
    # Where a checkout is, other tests put down notes of their own meanwhile.
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path and Path(path).resolve() != REPOSITORY])
    found, was, before = list[str](), marks._program, dict(marks.parts)
    monkeypatch.setattr(marks, "_program", lambda: found.append("program") or was())
    marks.parts.clear()
    yield found
    marks.parts.clear()
    marks.parts.update(before)


def test_the_programs_files_are_read_once_for_many_runs(archive: Folder, asked: list[str]) -> None:
    for _ in range(3):
        marks.parts.clear()
        archive.write("content/2026-11-30/more.md", f"---\ntitle: More of it\nsource: X\n---\n{FOUND[1]} {len(asked)}\n")
        assert archive.digest("build").code == 0
    assert asked == ["program"]


def test_of_another_program_nothing_is_believed(archive: Folder, asked: list[str]) -> None:
    archive.digest("build", "--drafts")
    kept = json.loads(archive.read(".digest/program.json"))
    known = kept["parts"]["program"]
    archive.write(".digest/program.json", json.dumps({"stamp": f"{kept['stamp']}x", "parts": kept["parts"] | {"program": "x"}}))
    marks.parts.clear()
    archive.digest("build")
    assert marks.parts["program"] == known
    assert asked == ["program"] * 2


def test_one_process_notes_no_more_than_it_began_with(archive: Folder, asked: list[str]) -> None:
    """Its own files may be others by now."""
    project = config.load(archive.root / "digest.toml")
    with premises.reading(project):
        marks.program()
    before = archive.read(".digest/program.json")
    archive.write(".digest/program.json", json.dumps(json.loads(before) | {"parts": {"program": "x", "grouping": "y"}}))
    with premises.reading(project):
        assert marks.parts.keys() == {"program"}
        marks.part("grouping", lambda: iter(()))
    assert json.loads(archive.read(".digest/program.json"))["parts"] == {"program": "x", "grouping": "y"}


def archived(path: Path, version: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"gull-{version}.dist-info/METADATA", f"Version: {version}")


def set_back(folder: Path) -> None:
    before = folder.stat()
    (folder / "gull-2.dist-info").mkdir()
    os.utime(folder, ns=(before.st_atime_ns, before.st_mtime_ns))


OTHERS: dict[str, Callable[[Path], object]] = {
    "another version": lambda folder: (folder / "gull-1.dist-info").rename(folder / "gull-2.dist-info"),
    "one more": lambda folder: (folder / "tern-1.dist-info").mkdir(),
    "one whose version is in no name": lambda folder: (folder / "skua.egg-info/PKG-INFO").write_text("Version: 2.0"),
    "one that is a file": lambda folder: (folder / "auk.egg-info").write_text("Version: 2.0"),
    "one in an archive": lambda folder: archived(folder.parent / "gull.zip", "2.0"),
    "one of a time that was set back": set_back,
}


@pytest.mark.parametrize("what", OTHERS)
def test_another_library_makes_it_another_program(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "lib"
    for name in ("gull-1.dist-info", "skua.egg-info"):
        (folder / name).mkdir(parents=True)
    for path in (folder / "skua.egg-info/PKG-INFO", folder / "auk.egg-info"):
        path.write_text("Version: 1.0")
    archived(tmp_path / "gull.zip", "1.0")
    monkeypatch.setattr(sys, "path", [str(folder), str(tmp_path / "gull.zip"), str(tmp_path / "nowhere"), ""])
    monkeypatch.chdir(folder)
    before = unchanged.stamp_of_program(at=0)
    assert before.mark == unchanged.stamp_of_program(at=0).mark
    OTHERS[what](folder)
    after = unchanged.stamp_of_program(at=max(path.stat().st_ctime_ns for path in (folder, *tmp_path.rglob("*"))))
    assert before.mark != after.mark
    assert not after.settled
