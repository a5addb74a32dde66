"""content/ ↔ entries."""

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import UTC
from pathlib import Path

import pytest

from digest.entries import seen
from digest.entries import store as module
from digest.entries.editorial import Editorial
from digest.entries.store import Change, Store, hash_of
from digest.errors import DigestError
from tests.conftest import Folder

DAY = "2026-11-10"
GULL = "---\nid: gulls/1\ntitle: Gull counted\nsource: Gulls\n---\n\nThere is one.\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, zone=UTC, desk="Desk")


def lay(store: Store, path: str, text: str | bytes = GULL) -> Path:
    file = store.content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


# ── reading ──────────────────────────────────────────────────────────────────────────────────────


def test_no_content_is_an_empty_digest(store: Store) -> None:
    assert (store.issues(), list(store.strays()), store.seen().records) == ([], [], {})


def test_issues_are_folders_that_are_days(store: Store) -> None:
    for name in ("2026-11-10", "2026-02-30", "2025-12-31", "next", "drafts", ".git", "2026-1-1"):
        (store.content / name).mkdir(parents=True)
    for name in ("stray.md", "STRAY.MD", "stray.txt", "seen.txt", "health.json", "2026-11-11"):
        lay(store, name)
    assert store.issues() == ["2025-12-31", "2026-11-10"]
    assert [problem.where for problem in store.strays()] == [
        "content/2026-02-30",
        "content/2026-1-1",
        "content/2026-11-11",
        "content/STRAY.MD",
        "content/drafts",
        "content/stray.md",
        "content/stray.txt",
    ]


def test_a_folder_is_read_in_the_order_of_its_names(store: Store) -> None:
    for name in "cab":
        lay(store, f"{DAY}/{name}.md", GULL.replace("gulls/1", name))
    lay(store, f"{DAY}/.a.md.77.tmp", "half of a fi")
    for name in (".hidden.md", ".DS_Store", "Thumbs.db", "desktop.ini", "a.md~", "#a.md#"):
        lay(store, f"{DAY}/{name}", "no entry")
    folder = store.read(DAY)
    assert [(entry.id, entry.path, entry.issue) for entry in folder.entries] == [(n, f"content/{DAY}/{n}.md", DAY) for n in "abc"]
    assert folder.texts[f"content/{DAY}/a.md"] == hash_of(GULL.replace("gulls/1", "a").encode())
    assert folder.problems == ()


def test_a_file_that_cannot_be_read_stops_no_other(store: Store) -> None:
    lay(store, f"{DAY}/a.md")
    lay(store, f"{DAY}/b.md", "---\ntitle: A\ndate: soon\n---\n")
    lay(store, f"{DAY}/c.md", b"---\ntitle: A\n---\n\nM\xf6we\n")
    lay(store, f"{DAY}/d.md", "no title")
    (store.content / DAY / "e.md").mkdir()
    folder = store.read(DAY)
    assert [entry.slug for entry in folder.entries] == ["a"]
    assert [problem.where for problem in folder.problems] == [
        f"content/{DAY}/b.md:3",
        f"content/{DAY}/c.md:5",
        f"content/{DAY}/d.md:1",
        f"content/{DAY}/e.md",
    ]
    assert all(problem.mend for problem in folder.problems)
    assert folder.names >= {"a", "b", "c", "d"}  # their addresses are taken all the same


def test_what_is_no_entry_is_named(store: Store) -> None:
    for name in ("a.MD", "b.Md", "c.markdown", "d.txt", "picture.png", "_issue-1a2b3c.md", "_notes.md", "e", "sub/f.md"):
        lay(store, f"next/{name}", GULL.replace("gulls/1", name))
    (store.content / "next/g.md").symlink_to("nowhere")
    (store.content / "next/h.md").symlink_to("h.md")
    folder = store.read("next", DAY)
    assert [(entry.id, entry.slug) for entry in folder.entries] == [("a.MD", "a"), ("b.Md", "b")]
    assert {problem.where.removeprefix("content/next/"): problem.what for problem in folder.problems} == {
        "_issue-1a2b3c.md": "begins with _, as only _issue.md does, so it is left out",
        "_notes.md": "begins with _, as only _issue.md does, so it is left out",
        "c.markdown": "does not end in .md, so it is left out",
        "d.txt": "does not end in .md, so it is left out",
        "e": "is no entry, so it is left out",
        "g.md": "is no file that can be read, so it is left out",
        "h.md": "is no file that can be read, so it is left out",
        "picture.png": "is no entry, so it is left out",
        "sub": "is a folder, and issues have none, so what is in it is left out",
    }
    assert all(problem.mend for problem in folder.problems)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only where a file can be a pipe")
@pytest.mark.parametrize("name", ["a.md", "_issue.md"])
def test_a_pipe_is_not_waited_for(store: Store, name: str) -> None:
    (store.content / DAY).mkdir(parents=True)
    os.mkfifo(store.content / DAY / name)
    assert [problem.where for problem in store.read(DAY).problems] == [f"content/{DAY}/{name}"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_a_name_that_is_no_text(store: Store) -> None:
    lay(store, f"{DAY}/a.md")
    (store.content / DAY / os.fsdecode(b"b\xff.md")).write_text("# B\n")
    folder = store.read(DAY)
    assert [entry.slug for entry in folder.entries] == ["a"]
    assert str(folder.problems[0]) == f"content/{DAY}/b?.md: its name is not UTF-8, so it is left out. Give it another name."


def test_what_is_remembered_of_a_folder_is_forgotten_with_anything_in_it(tmp_path: Path) -> None:
    store = Store(tmp_path, zone=UTC, desk="Desk", remembered={})
    lay(store, f"{DAY}/a.md")
    before = store.read(DAY)
    assert store.read(DAY) is before
    lay(store, f"{DAY}/picture.png")
    assert len(store.read(DAY).problems) == 1
    (store.content / DAY / "b.md").symlink_to("nowhere")
    assert len(store.read(DAY).problems) == 2


@pytest.mark.parametrize("folder", ["", DAY])
def test_a_folder_that_cannot_be_listed_stops_us(store: Store, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    lay(store, f"{DAY}/a.md")
    listed = os.listdir

    def refused(path: Path) -> list[str]:
        if Path(path) == store.content / folder:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(module.os, "listdir", refused)
    with pytest.raises(DigestError, match=f"content/?{folder}: cannot be read \\(Permission denied\\). Check whose it is"):
        store.read(store.issues()[0])


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    store = Store(tmp_path, zone=UTC, desk="Desk")
    lay(store, DAY, "a file")
    lay(store, "next", "a file")
    assert store.issues() == []
    assert [problem.where for problem in store.strays()] == [f"content/{DAY}", "content/next"]
    with pytest.raises(DigestError, match="cannot be read"):
        store.read(DAY)
    shutil.rmtree(tmp_path / "content")
    (tmp_path / "content").write_text("a file")
    assert store.issues() == []
    assert [problem.where for problem in store.strays()] == ["content"]


def test_two_files_that_want_one_address(store: Store) -> None:
    lay(store, f"{DAY}/gull-counted.md")
    lay(store, f"{DAY}/Gull Counted.md")
    folder = store.read(DAY)
    assert [entry.path for entry in folder.entries] == [f"content/{DAY}/Gull Counted.md"]
    assert str(folder.problems[0]) == (
        f"content/{DAY}/gull-counted.md: has the same address as content/{DAY}/Gull Counted.md, so it is left out. "
        "Rename one of the two files."
    )


def test_next_is_the_issue_it_was_begun_for(store: Store) -> None:
    lay(store, "next/a.md")
    assert store.read("next", DAY).entries[0].issue == DAY


@pytest.mark.parametrize("name", ["_issue.md", "_ISSUE.MD"])
def test_the_editors_word(store: Store, name: str) -> None:
    told = "---\ntitle: Gulls everywhere\nnumber: 42\ndraft: yes\ntopics: [World, Birds]\npins: gull-counted\n---\n\nDear *readers*,\n"
    lay(store, f"{DAY}/{name}", told)
    folder = store.read(DAY)
    assert (folder.entries, folder.problems) == ((), ())
    assert folder.editorial == Editorial(
        title="Gulls everywhere",
        number=42,
        draft=True,
        topics=("World", "Birds"),
        pins=("gull-counted",),
        introduction="Dear *readers*,",
    )


@pytest.mark.parametrize("raw", ["---\ntitle: [\n---\n", "---\ndraft: true\ntitle: [\n---\n", b"\xff\xfed\x00", None])
def test_what_is_wrong_with_it_stops_no_entry_and_is_named(store: Store, raw: str | bytes | None) -> None:
    lay(store, f"{DAY}/a.md")
    if raw is None:
        (store.content / DAY / "_issue.md").mkdir()
    else:
        lay(store, f"{DAY}/_issue.md", raw)
    folder = store.read(DAY)
    held = raw != "---\ntitle: [\n---\n"
    assert (folder.editorial, len(folder.entries)) == (Editorial(draft=held), 1)
    (problem,) = folder.problems
    assert problem.where.startswith(f"content/{DAY}/_issue.md")
    assert problem.what.endswith(f"; issue {DAY} {'is held back until it is mended' if held else 'comes out without it'}")


def test_an_editors_word_that_cannot_be_read_holds_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(store, f"{DAY}/_issue.md", "---\ntitle: Gulls\n---\n")

    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refused)
    folder = store.read(DAY)
    assert folder.editorial == Editorial(draft=True)
    assert "cannot be read (Permission denied); issue 2026-11-10 is held back" in folder.problems[0].what


# ── seen.txt ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("make", ["a folder", "a link to nowhere", "nothing to be read"])
def test_a_seen_txt_that_cannot_be_read_stops_us(store: Store, monkeypatch: pytest.MonkeyPatch, make: str) -> None:
    path = store.content / "seen.txt"
    if make == "a folder":
        path.mkdir(parents=True)
    elif make == "a link to nowhere":
        store.content.mkdir()
        path.symlink_to("elsewhere/seen.txt")
    else:
        lay(store, "seen.txt", "")

        def refused(*_: object) -> str:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "read_text", refused)
    with pytest.raises(DigestError, match=r"content/seen\.txt: cannot be read \(.+\)\. Without it everything would come in again"):
        store.seen()


def test_a_fetch_without_seen_txt_brings_nothing_and_a_look_says_so(folder: Folder) -> None:
    folder.write("seeds/gull.txt", "Gull counted\nThere is one.\n")
    folder.digest("fetch")
    (path,) = folder.entries()
    (folder.root / path).unlink()
    (folder.root / "content/seen.txt").unlink()
    (folder.root / "content/seen.txt").mkdir()
    for command in ("fetch", "build"):
        said = folder.digest(command)
        assert (said.code, folder.entries()) == (1, [])
        assert "error: content/seen.txt: cannot be read (Is a directory)" in said.err
    said = folder.digest("check")
    assert said.code == 1
    assert said.err.count("content/seen.txt") == 1
    assert "fault of its own" not in said.err


def test_a_fetch_reads_it_once(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("seeds/gull.txt", "Gull counted\nThere is one.\n")
    folder.digest("fetch")
    folder.write("seeds/gull.txt", "Gull counted\nThere are two.\n")
    read: list[str] = []
    parse = seen.parse

    def counted(text: str) -> seen.Seen:
        read.append(text)
        return parse(text)

    monkeypatch.setattr(seen, "parse", counted)
    assert "1 corrected" in folder.digest("fetch").out
    folder.digest("check")
    assert len(read) == 2


# ── writing ──────────────────────────────────────────────────────────────────────────────────────


def test_files_are_written_and_put_down(store: Store) -> None:
    store.carry_out([Change("gulls/1", DAY, f"content/{DAY}/a.md", GULL), Change("gulls/2", DAY), Change("t", DAY, hash="abc")])
    assert (store.content / DAY / "a.md").read_text("utf-8") == GULL
    assert (store.content / "seen.txt").read_text("utf-8") == f"gulls/1 {DAY} {hash_of(GULL.encode())}\ngulls/2 {DAY} -\nt {DAY} abc\n"
    assert sorted(path.name for path in (store.content / DAY).iterdir()) == ["a.md"]


def test_nothing_to_do_touches_nothing(store: Store) -> None:
    store.carry_out([])
    assert not store.content.exists()


@pytest.mark.parametrize("before", ["a 2026-11-09 111\n", "a 2026-11-09 0123456789abcdef", "a 2026-11-09 -", "# M\u00f6we", ""])
def test_seen_txt_is_appended_to(store: Store, before: str) -> None:
    lay(store, "seen.txt", before)
    store.carry_out([Change("b", DAY)])
    assert (store.content / "seen.txt").read_text("utf-8") == before.rstrip("\n") + ("\n" if before else "") + f"b {DAY} -\n"


@pytest.mark.parametrize(
    "half", ["b", "b 2026-11", "b 2026-11-10", "b 2026-11-10 ", "b 2026-11-10 012345", "issue:2026-11-10 2026-11-10 mont", "\0" * 9]
)
def test_a_line_that_broke_off_is_none_and_goes(store: Store, half: str) -> None:
    lay(store, "seen.txt", f"a {DAY} 111\n{half}")
    assert (set(store.seen().records), store.seen().problems) == ({"a"}, ())
    store.carry_out([Change("b", DAY)])
    assert (store.content / "seen.txt").read_text("utf-8") == f"a {DAY} 111\nb {DAY} -\n"


@pytest.mark.skipif(sys.platform != "linux", reason="limits of files")
def test_a_full_disk_takes_no_half_of_a_line(store: Store) -> None:
    import resource

    lay(store, "seen.txt", f"a {DAY} 111\n")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40, limits[1]))
    try:
        with pytest.raises(DigestError, match=r"content/seen\.txt: cannot be written \(File too large\)"):
            store.carry_out([Change("b", DAY), Change("a-long-id", DAY)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (store.content / "seen.txt").read_text("utf-8") == f"a {DAY} 111\n"


def test_a_new_file_never_takes_anothers_place(store: Store) -> None:
    lay(store, f"{DAY}/b.md", "a person's words")
    with pytest.raises(DigestError, match="a file of this name appeared meanwhile"):
        store.carry_out([Change("a", DAY, f"content/{DAY}/a.md", GULL), Change("b", DAY, f"content/{DAY}/b.md", GULL)])
    assert (store.content / DAY / "b.md").read_text("utf-8") == "a person's words"
    assert set(store.seen().records) == {"a"}  # what was written before is put down, what was not is not


def test_a_correction_takes_its_own_place(store: Store) -> None:
    lay(store, f"{DAY}/a.md")
    version = Change("text:a", DAY, hash="v")
    store.carry_out([Change("a", DAY, f"content/{DAY}/a.md", GULL + "More.\n", new=False, was=hash_of(GULL.encode()), then=(version,))])
    assert (store.content / DAY / "a.md").read_text("utf-8") == GULL + "More.\n"
    assert set(store.seen().records) == {"a", "text:a"}


def test_a_correction_does_not_take_the_place_of_what_was_saved_meanwhile(store: Store) -> None:
    lay(store, f"{DAY}/a.md", "a person's words")
    version = Change("text:a", DAY, hash="v")
    store.carry_out(
        [Change("a", DAY, f"content/{DAY}/a.md", GULL, new=False, was=hash_of(GULL.encode()), then=(version,)), Change("b", DAY)]
    )
    assert (store.content / DAY / "a.md").read_text("utf-8") == "a person's words"
    assert set(store.seen().records) == {"b"}  # so that the next fetch looks at it again
    (store.content / DAY / "a.md").unlink()
    store.carry_out([Change("a", DAY, f"content/{DAY}/a.md", GULL, new=False, was=hash_of(GULL.encode()), then=(version,))])
    assert not (store.content / DAY / "a.md").exists()


def test_a_text_and_its_entry_that_are_put_back_are_what_they_were(folder: Folder) -> None:
    """Whatever comes back first, and whatever a fetch in between makes of it."""
    told(folder)
    folder.digest("fetch")
    (path,) = folder.entries()
    before = folder.read(path)
    for first in ("the text", "the entry"):
        told(folder, "Gull counted\nThere are two.\n")
        folder.digest("fetch")
        assert "There are two." in folder.read(path)
        told(folder) if first == "the text" else folder.write(path, before)
        folder.digest("fetch")
        told(folder) if first == "the entry" else folder.write(path, before)
        assert folder.digest("fetch").err == ""
        assert folder.read(path) == before
    told(folder, "Gull counted\nThere are three.\n")
    folder.digest("fetch")
    assert "There are three." in folder.read(path)  # it is untouched, and follows


def test_content_that_cannot_be_written(store: Store) -> None:
    lay(store, DAY, "a file where a folder should be")
    with pytest.raises(DigestError, match="cannot be written"):
        store.carry_out([Change("a", DAY, f"content/{DAY}/a.md", GULL)])
    assert store.seen().records == {}


def test_content_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("a file where a folder should be", "utf-8")
    with pytest.raises(DigestError, match="cannot be written"):
        Store(tmp_path, zone=UTC, desk="Desk").carry_out([Change("a", DAY)])


def test_killed_while_a_file_is_written_leaves_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module.os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        store.carry_out([Change("a", DAY, f"content/{DAY}/a.md", GULL)])
    assert list((store.content / DAY).iterdir()) == []
    assert store.seen().records == {}


def test_line_ends_do_not_make_a_file_touched() -> None:
    assert hash_of(GULL.encode()) == hash_of(GULL.replace("\n", "\r\n").encode())
    assert hash_of(GULL.encode()) != hash_of(GULL.replace("one", "none").encode())


def test_release(store: Store) -> None:
    lay(store, "next/a.md")
    store.release(DAY)
    assert store.issues() == [DAY]
    assert not (store.content / "next").exists()


def test_release_into_a_folder_that_is_there(store: Store) -> None:
    lay(store, "next/a.md", GULL + "The one from next.\n")
    lay(store, "next/b.md", GULL.replace("gulls/1", "b"))
    lay(store, f"{DAY}/a.md", GULL.replace("gulls/1", "a"))
    store.release(DAY)
    names = sorted(path.name for path in (store.content / DAY).iterdir())
    assert len(names) == 3
    assert {"a.md", "b.md"} < set(names)
    assert "gulls/1" not in (store.content / DAY / "a.md").read_text("utf-8")
    assert not (store.content / "next").exists()


def test_release_of_a_second_word_of_the_editor_loses_nothing(store: Store) -> None:
    lay(store, "next/_issue.md", "---\ntitle: Second\n---\n")
    lay(store, "next/same.md")
    lay(store, f"{DAY}/_issue.md", "---\ntitle: First\n---\n")
    lay(store, f"{DAY}/same.md")
    store.release(DAY)
    folder = store.read(DAY)
    assert (folder.editorial.title, [entry.slug for entry in folder.entries]) == ("First", ["same"])
    (problem,) = folder.problems
    assert problem.where.startswith(f"content/{DAY}/_issue-")
    assert "Second" in (store.root / problem.where).read_text("utf-8")


def test_halves_of_files_go_and_nothing_else(store: Store) -> None:
    ours = (f"{DAY}/.a.md.77.tmp", f"{DAY}/.{'x' * 100}.12345.tmp", "next/.b.md.1.tmp", ".health.json.9.tmp")
    others = (f"{DAY}/a.md", f"{DAY}/.a.md.tmp", f"{DAY}/a.md.77.tmp", f"{DAY}/.a.md.77.tmp.md", ".seen.txt.9.tmp", "drafts/.a.md.77.tmp")
    for path in (*ours, *others):
        lay(store, path)
    store.tidy()
    assert sorted(path.relative_to(store.content).as_posix() for path in store.content.rglob("*") if path.is_file()) == sorted(others)


def test_a_run_that_is_killed_while_it_writes_leaves_a_half_until_the_next(folder: Folder) -> None:
    told(folder)
    folder.digest("fetch")
    half = folder.write("content/2026-11-10/.gull-counted.md.4711.tmp", "half of a fi")
    folder.digest("fetch")
    assert half.exists()  # nothing was to be written
    told(folder, "Gull counted\nThere are two.\n")
    folder.digest("fetch")
    assert not half.exists()


def test_release_that_cannot_be(store: Store) -> None:
    lay(store, "next/a.md")
    lay(store, DAY, "a file where a folder should be")
    with pytest.raises(DigestError, match=f"content/next: cannot become content/{DAY}"):
        store.release(DAY)


# ── what digest wrote and what a person did with it ──────────────────────────────────────────────


def told(folder: Folder, text: str = "Gull counted\nThere is one.\n") -> None:
    folder.write("seeds/gull.txt", text)


def test_killed_between_the_file_and_seen_txt(folder: Folder) -> None:
    told(folder)
    assert folder.digest("fetch").code == 0
    (path,) = folder.entries()
    text, before = folder.read(path), folder.read("content/seen.txt")
    (folder.root / "content/seen.txt").unlink()
    assert folder.digest("fetch").code == 0
    assert (folder.entries(), folder.read(path)) == ([path], text)
    assert folder.read("content/seen.txt") == before.replace("issue:2026-11-10 2026-11-10 daily\n", "")


def test_an_untouched_file_follows_its_source_and_a_touched_one_stays(folder: Folder) -> None:
    told(folder)
    folder.digest("fetch")
    (path,) = folder.entries()
    told(folder, "Gull counted\nThere are two.\n")
    folder.digest("fetch")
    assert "There are two." in folder.read(path)
    folder.write(path, folder.read(path).replace("two", "two, says Odo"))
    told(folder, "Gull counted\nThere are three.\n")
    ran = folder.digest("fetch")
    assert "two, says Odo" in folder.read(path)
    assert "the hand's version stays" in ran.err
    assert "the hand's version stays" not in folder.digest("fetch").err  # it is said once


def test_what_a_person_took_out_stays_away(folder: Folder) -> None:
    told(folder)
    folder.digest("fetch")
    (path,) = folder.entries()
    (folder.root / path).unlink()
    folder.digest("fetch")
    assert folder.entries() == []


def test_of_many_folders_those_that_nothing_is_known_of_are_read_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MANY", 2)
    alone, together = (Store(tmp_path, zone=UTC, desk="Desk", remembered={}) for _ in range(2))
    days = [(f"2026-11-0{n}", f"2026-11-0{n}") for n in range(1, 5)]
    for day, _ in days:
        lay(alone, f"{day}/a.md")
    known = together.read(days[1][0])
    asked: list[int] = []

    def spread(makes: Sequence[Callable[[], module.Folder]]) -> list[module.Folder]:
        asked.append(len(makes))
        return [make() for make in reversed(makes)][::-1]

    found = together.read_all(days, spread)
    assert found == [alone.read(day) for day, _ in days]
    assert found[1] is known
    assert asked == [3]
    assert [*map(id, together.read_all(days, spread))] == [*map(id, found)]
    assert asked == [3]
