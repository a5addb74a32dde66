"""content/ ↔ entries."""

from datetime import UTC
from pathlib import Path

import pytest

from digest.entries import store as module
from digest.entries.store import NOTHING, Change, Editorial, Record, Store, hash_of
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
    lay(store, "stray.md")
    assert store.issues() == ["2025-12-31", "2026-11-10"]
    assert [problem.where for problem in store.strays()] == [
        "content/2026-02-30",
        "content/2026-1-1",
        "content/drafts",
        "content/stray.md",
    ]


def test_a_folder_is_read_in_the_order_of_its_names(store: Store) -> None:
    for name in "cab":
        lay(store, f"{DAY}/{name}.md", GULL.replace("gulls/1", name))
    lay(store, f"{DAY}/.a.md.77.tmp", "half of a fi")
    lay(store, f"{DAY}/.hidden.md", "no entry")
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
    assert sorted(problem.where for problem in folder.problems) == [
        f"content/{DAY}/b.md:3",
        f"content/{DAY}/c.md:5",
        f"content/{DAY}/d.md:1",
        f"content/{DAY}/e.md",
    ]
    assert folder.names >= {"a", "b", "c", "d", "e"}  # their addresses are taken all the same


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


def test_the_editors_word(store: Store) -> None:
    told = "---\ntitle: Gulls everywhere\nnumber: 42\ndraft: yes\ntopics: [World, Birds]\npins: gull-counted\n---\n\nDear *readers*,\n"
    lay(store, f"{DAY}/_issue.md", told)
    folder = store.read(DAY)
    assert folder.entries == ()
    assert folder.editorial == Editorial(
        title="Gulls everywhere",
        number=42,
        draft=True,
        topics=("World", "Birds"),
        pins=("gull-counted",),
        introduction="Dear *readers*,",
    )


@pytest.mark.parametrize(
    ("told", "error"),
    [
        (
            "titel: A",
            ":2: unknown key `titel` in _issue.md, so the issue comes out without it. Known are title, number, draft, topics, pins.",
        ),
        ("number: four", ":2: `number: four` is no whole number"),
        ("number: [1]", ":2: `number"),
        ("pins: {a: b}", ":2: `pins` must be a list of plain words"),
        ("a: b: c", ":2: front matter is not valid YAML"),
    ],
)
def test_what_is_wrong_with_it_stops_no_entry(store: Store, told: str, error: str) -> None:
    lay(store, f"{DAY}/_issue.md", f"---\n{told}\n---\n")
    lay(store, f"{DAY}/a.md")
    folder = store.read(DAY)
    assert (folder.editorial, len(folder.entries)) == (Editorial(), 1)
    assert f"content/{DAY}/_issue.md{error}" in str(folder.problems[0])


# ── seen.txt ─────────────────────────────────────────────────────────────────────────────────────


def test_seen_txt_knows_all_that_was_ever_written(store: Store) -> None:
    lay(store, "seen.txt", f"a {DAY} 111\nb {DAY} -\r\n\na 2026-11-11 222\n")
    assert store.seen().records == {
        "a": Record("2026-11-11", frozenset({"111", "222"}), "222"),
        "b": Record(DAY, frozenset({NOTHING}), NOTHING),
    }
    assert store.seen().problems == ()


def test_the_marks_of_a_merge_are_named_and_passed_over(store: Store) -> None:
    lay(store, "seen.txt", f"<<<<<<< HEAD\na {DAY} 111\n=======\nb {DAY} 222\n>>>>>>> 77aa1 (gulls)\n\xff\xfe\n".encode("latin-1"))
    seen = store.seen()
    assert set(seen.records) == {"a", "b"}
    assert [problem.where for problem in seen.problems] == [f"content/seen.txt:{line}" for line in (1, 3, 5, 6)]


def test_two_copies_joined_know_what_both_knew(store: Store) -> None:
    mine, theirs = f"a {DAY} 111\nb {DAY} 222\n", f"a {DAY} 111\nc {DAY} 333\n"
    lay(store, "seen.txt", mine + theirs)
    assert set(store.seen().records) == {"a", "b", "c"}


# ── writing ──────────────────────────────────────────────────────────────────────────────────────


def test_files_are_written_and_put_down(store: Store) -> None:
    store.carry_out([Change("gulls/1", DAY, f"content/{DAY}/a.md", GULL), Change("gulls/2", DAY), Change("t", DAY, hash="abc")])
    assert (store.content / DAY / "a.md").read_text("utf-8") == GULL
    assert (store.content / "seen.txt").read_text("utf-8") == f"gulls/1 {DAY} {hash_of(GULL.encode())}\ngulls/2 {DAY} -\nt {DAY} abc\n"
    assert sorted(path.name for path in (store.content / DAY).iterdir()) == ["a.md"]


def test_nothing_to_do_touches_nothing(store: Store) -> None:
    store.carry_out([])
    assert not store.content.exists()


@pytest.mark.parametrize("before", ["a 2026-11-09 111\n", "a 2026-11-09 111", ""])
def test_seen_txt_is_appended_to(store: Store, before: str) -> None:
    lay(store, "seen.txt", before)
    store.carry_out([Change("b", DAY)])
    assert (store.content / "seen.txt").read_text("utf-8") == before.rstrip("\n") + ("\n" if before else "") + f"b {DAY} -\n"


def test_a_new_file_never_takes_anothers_place(store: Store) -> None:
    lay(store, f"{DAY}/b.md", "a person's words")
    with pytest.raises(DigestError, match="a file of this name appeared meanwhile"):
        store.carry_out([Change("a", DAY, f"content/{DAY}/a.md", GULL), Change("b", DAY, f"content/{DAY}/b.md", GULL)])
    assert (store.content / DAY / "b.md").read_text("utf-8") == "a person's words"
    assert set(store.seen().records) == {"a"}  # what was written before is put down, what was not is not


def test_a_correction_takes_its_own_place(store: Store) -> None:
    lay(store, f"{DAY}/a.md")
    store.carry_out([Change("a", DAY, f"content/{DAY}/a.md", GULL + "More.\n", new=False)])
    assert (store.content / DAY / "a.md").read_text("utf-8") == GULL + "More.\n"


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


def test_release_that_cannot_be(store: Store) -> None:
    lay(store, "next/a.md")
    lay(store, DAY, "a file where a folder should be")
    with pytest.raises(DigestError, match=f"content/next: cannot become content/{DAY}"):
        store.release(DAY)


# ── what is no entry, and what must not come out ─────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("a.txt", "is no Markdown file"),
        ("a.markdown", "is no Markdown file"),
        ("picture.png", "is no Markdown file"),
        ("_more.md", "its name begins with _"),
        ("_Issue.md", "its name begins with _"),
    ],
)
def test_what_is_no_entry_is_named(store: Store, name: str, what: str) -> None:
    lay(store, f"{DAY}/{name}")
    folder = store.read(DAY)
    assert folder.entries == ()
    (problem,) = folder.problems
    assert (problem.where, what in problem.what, bool(problem.mend)) == (f"content/{DAY}/{name}", True, True)


def test_a_folder_in_an_issue_is_named(store: Store) -> None:
    lay(store, f"{DAY}/deep/a.md")
    (problem,) = store.read(DAY).problems
    assert (problem.where, problem.mend) == (f"content/{DAY}/deep", "Move its files one folder up.")


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini"])
def test_what_systems_leave_everywhere_is_nobodys_business(store: Store, name: str) -> None:
    lay(store, f"{DAY}/{name}")
    assert store.read(DAY).problems == ()


def test_an_ending_in_capitals(store: Store) -> None:
    lay(store, f"{DAY}/Ferry.MD")
    (entry,) = store.read(DAY).entries
    assert (entry.slug, entry.path) == ("ferry", f"content/{DAY}/Ferry.MD")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (b"---\ndraft: true\ntitle: a: b\n---\n", True),
        (b"---\ndraft: yes please\n---\n", True),
        (b"---\n'draft': true\ntitel: x\n---\n", True),
        (b"---\ndraft: true\n", True),
        (b"---\ntitle: \xff\ndraft: true\n---\n", True),
        (b"---\ndraft: [true]\n---\n", True),
        (b"---\ntitle: a: b\n---\n", False),
        (b"---\nnumber: 0\n---\n", False),
        (b"---\nnumber: twelve\n---\n", False),
        (b"---\npins: {a: b}\n---\n", False),
    ],
)
def test_an_editors_word_that_is_broken_brings_no_draft_out(store: Store, text: bytes, held: bool) -> None:
    lay(store, f"{DAY}/_issue.md", text)
    folder = store.read(DAY)
    assert folder.editorial.draft is held
    (problem,) = folder.problems
    assert ("the issue is held back" in problem.what, "comes out without it" in problem.what) == (held, not held)


def test_an_editors_word_that_cannot_be_read_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(store, f"{DAY}/_issue.md", "---\ntitle: A\n---\n")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    folder = store.read(DAY)
    assert folder.editorial.draft
    assert "Permission denied" in folder.problems[0].what


@pytest.mark.parametrize("said", ["true", "yes", "on"])
def test_a_draft(store: Store, said: str) -> None:
    lay(store, f"{DAY}/_issue.md", f"---\ndraft: {said}\n---\n")
    assert (store.read(DAY).editorial.draft, store.read(DAY).problems) == (True, ())


def test_what_a_killed_run_left_is_taken_away_by_the_next(folder: Folder) -> None:
    told(folder)
    folder.digest("fetch")
    (path,) = folder.entries()
    folder.write(f"content/{path.split('/')[1]}/.gull.md.4711.tmp", "half of a fi")
    folder.write(f"content/{path.split('/')[1]}/.mine.tmp", "a person's")
    folder.digest("fetch")
    assert sorted(name for name in folder.files("content") if "/." in name) == [f"{path.split('/')[1]}/.mine.tmp"]


def test_a_person_who_saves_while_a_correction_is_on_its_way_is_not_overwritten(store: Store) -> None:
    lay(store, f"{DAY}/a.md", "as digest wrote it")
    was = hash_of(b"as digest wrote it")
    lay(store, f"{DAY}/a.md", "as a person saved it")
    store.carry_out([Change("a", DAY, f"content/{DAY}/a.md", "corrected", new=False, was=was)])
    assert (store.content / DAY / "a.md").read_text("utf-8") == "as a person saved it"
    assert store.seen().records["a"].last == hash_of(b"corrected")  # so that the difference is not told again


# ── seen.txt of issues ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "begun"),
    [
        ("", ()),
        ("next:2026-11-10 2026-11-10 begun", ("2026-11-10",)),
        ("next:2026-11-10 2026-11-10 begun\nnext:2026-11-10 2026-11-10 released", ()),
        ("next:2026-11-10 2026-11-10 released\nnext:2026-11-10 2026-11-10 begun", ()),  # joined by git in whatever order
        (
            "next:2026-11-11 2026-11-11 begun\nnext:2026-11-10 2026-11-10 begun\nnext:2026-11-10 2026-11-10 released",
            ("2026-11-11",),
        ),
        ("issue:next 2026-11-10 -", ()),
        ("next:soon 2026-11-10 begun", ()),
    ],
)
def test_what_content_next_was_begun_for(store: Store, lines: str, begun: tuple[str, ...]) -> None:
    lay(store, "seen.txt", lines + "\n")
    assert store.seen().begun == begun


def test_what_an_issue_was_begun_as(store: Store) -> None:
    lay(store, "seen.txt", "issue:2026-11-10 2026-11-10 weekly\nissue:2026-11-10 2026-11-10 daily\n")
    assert store.seen().cadences == {"2026-11-10": "daily"}


def test_without_seen_txt_nothing_is_fetched_and_everything_is_built(folder: Folder) -> None:
    told(folder)
    folder.digest("build")
    (folder.root / "content/seen.txt").unlink()
    (folder.root / "content/seen.txt").mkdir()
    said = folder.digest("fetch")
    assert said.code == 1
    assert "content/seen.txt: cannot be read" in said.err
    assert "a fault of its own" not in said.err
    said = folder.digest("check")
    assert "content/seen.txt: cannot be read" in said.err


# ── what digest wrote and what a person did with it ──────────────────────────────────────────────


def told(folder: Folder, text: str = "Gull counted\nThere is one.\n") -> None:
    folder.write("seeds/gull.txt", text)


def test_killed_between_the_file_and_seen_txt(folder: Folder) -> None:
    told(folder)
    assert folder.digest("fetch").code == 0
    (path,) = folder.entries()
    text, seen = folder.read(path), folder.read("content/seen.txt")
    (folder.root / "content/seen.txt").unlink()
    assert folder.digest("fetch").code == 0
    assert (folder.entries(), folder.read(path)) == ([path], text)
    assert folder.read("content/seen.txt") == seen.partition("\n")[2]  # all but what the issue was begun as


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
