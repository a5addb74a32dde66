"""Answers are remembered, and nothing ever depends on it."""

import sqlite3
from pathlib import Path

import pytest

from digest import cache as module
from digest.cache import Cache


def asked_through(folder: Path | None, name: str, *given: str, full: bool = False) -> tuple[list[str], list[str]]:
    """The answers, and what the function was really asked."""
    asked: list[str] = []

    def shout(text: str) -> str:
        asked.append(text)
        return text.upper()

    with Cache(folder, full=full) as cache:
        remembered = cache.remembered(name, shout)
        return [remembered(one) for one in given], asked


def test_what_was_asked_is_not_asked_again(tmp_path: Path) -> None:
    assert asked_through(tmp_path, "shout", "a", "b", "a") == (["A", "B", "A"], ["a", "b"])
    assert asked_through(tmp_path, "shout", "b", "c") == (["B", "C"], ["c"])


def test_another_name_is_another_question(tmp_path: Path) -> None:
    asked_through(tmp_path, "shout 1", "a")
    assert asked_through(tmp_path, "shout 2", "a") == (["A"], ["a"])


def test_without_a_folder_nothing_is_kept() -> None:
    assert asked_through(None, "shout", "a")[1] == ["a"]


def test_many_answers_are_not_held_until_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_HELD", 30)
    with Cache(tmp_path) as cache:
        asked = cache.remembered("shout", str.upper)
        assert [asked(f"{'a' * 10}{number}") for number in range(9)] == [f"{'A' * 10}{number}" for number in range(9)]
        assert asked("lone \ud800") == "LONE \ud800"
        assert [asked(f"{'b' * 10}{number}") for number in range(3)] == [f"{'B' * 10}{number}" for number in range(3)]
        cache.take(({}, set()))
        there = [f"{'a' * 10}{number}" for number in range(6)]
        assert asked_through(tmp_path, "shout", *there)[1] == []  # another run, while this one goes on
    assert asked_through(tmp_path, "shout", f"{'a' * 10}8", f"{'b' * 10}2", "lone \ud800")[1] == ["lone \ud800"]


def test_nobody_commits_it(tmp_path: Path) -> None:
    asked_through(tmp_path / ".digest", "shout", "a")
    assert (tmp_path / ".digest" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    "damage", [b"", b"not a database at all, but long enough to be read as one" * 100, b"SQLite format 3\0" + b"\xff" * 4000]
)
def test_a_damaged_one_is_thrown_away(tmp_path: Path, damage: bytes) -> None:
    asked_through(tmp_path, "shout", "a")
    for leftover in tmp_path.glob("answers.sqlite-*"):
        leftover.unlink()
    (tmp_path / "answers.sqlite").write_bytes(damage)
    assert asked_through(tmp_path, "shout", "a", "b")[0] == ["A", "B"]
    assert asked_through(tmp_path, "shout", "a")[0] == ["A"]


def test_where_none_can_be_kept_the_work_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert asked_through(tmp_path / "file", "shout", "a") == (["A"], ["a"])


def test_odd_text_is_a_question_like_any_other(tmp_path: Path) -> None:
    odd = ["", "\0", "\ud800", "é", "e\u0301"]
    assert asked_through(tmp_path, "shout", *odd)[1] == odd


MANY = [str(i) for i in range(3000)]


def kept(folder: Path) -> int:
    with sqlite3.connect(folder / "answers.sqlite") as rows:
        return int(rows.execute("SELECT count(*) FROM answers").fetchone()[0])


def test_a_full_build_forgets_what_nobody_asks_for_any_more(tmp_path: Path) -> None:
    for build in range(8):
        asked_through(tmp_path, f"shout {build}", *(text * 50 for text in MANY[:1000]), full=True)
        assert kept(tmp_path) <= 2 * 1000 + 1000
    assert asked_through(tmp_path, "shout 7", MANY[0] * 50)[1] == []
    assert sum(path.stat().st_size for path in tmp_path.glob("answers.sqlite*")) < 8 * 2**20


def test_what_a_preview_needs_stays_and_what_it_does_not_ask_for_stays(tmp_path: Path) -> None:
    asked_through(tmp_path, "shout", *MANY, full=True)
    asked_through(tmp_path, "shout", "a draft")
    assert kept(tmp_path) == 3001
    asked_through(tmp_path, "shout", *MANY, full=True)
    assert asked_through(tmp_path, "shout", "a draft", *MANY)[1] == []


def test_a_build_that_is_stopped_forgets_nothing(tmp_path: Path) -> None:
    asked_through(tmp_path, "shout", *MANY, full=True)
    with pytest.raises(KeyboardInterrupt), Cache(tmp_path, full=True):
        raise KeyboardInterrupt
    assert kept(tmp_path) == 3000


def test_previews_alone_fill_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SIZE", 50_000)
    for start in range(20):
        asked_through(tmp_path, f"shout {start}", *MANY[:500])
    assert 500 <= kept(tmp_path) < 3000


def test_damaged_while_it_is_open_it_is_done_without(tmp_path: Path) -> None:
    asked_through(tmp_path, "shout", *MANY)
    with Cache(tmp_path, full=True) as cache:
        remembered = cache.remembered("shout", str.upper)
        assert remembered("a") == "A"
        with sqlite3.connect(tmp_path / "answers.sqlite") as rows:
            rows.execute("DROP TABLE answers")
    assert asked_through(tmp_path, "shout", "a")[0] == ["A"]
