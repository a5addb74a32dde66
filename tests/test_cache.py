"""Answers are remembered, and nothing ever depends on it."""

from pathlib import Path

import pytest

from digest.cache import Cache


def asked_through(folder: Path | None, name: str, *given: str) -> tuple[list[str], list[str]]:
    """The answers, and what the function was really asked."""
    asked: list[str] = []

    def shout(text: str) -> str:
        asked.append(text)
        return text.upper()

    with Cache(folder) as cache:
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
