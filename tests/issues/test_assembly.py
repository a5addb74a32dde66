"""Titles, numbers, neighbours."""

from datetime import date

import pytest

from digest.issues.assembly import assemble, numbered, title
from digest.model import Issue


class Word:
    """What an editor said: nothing but what a test sets."""

    title = ""
    number: int | None = None
    draft = False
    introduction = ""


def issue(day: int, number: int = 0) -> Issue:
    return Issue(id=f"2026-11-{day:02}", day=date(2026, 11, day), number=number, title="")


def test_numbers_go_on_from_the_editors() -> None:
    found = numbered([issue(1), issue(2, 40), issue(3), issue(4)])
    assert [one.number for one in found] == [1, 40, 41, 42]


def test_neighbours() -> None:
    found = numbered([issue(1), issue(2), issue(3)])
    assert [(one.older, one.newer) for one in found] == [(None, "2026-11-02"), ("2026-11-01", "2026-11-03"), ("2026-11-02", None)]


def test_a_later_issue_changes_nothing_but_who_comes_next() -> None:
    before, after = numbered([issue(1), issue(2)]), numbered([issue(1), issue(2), issue(3)])
    assert before[0] == after[0]
    assert before[1].number == after[1].number


@pytest.mark.parametrize(
    ("cadence", "language", "expected"),
    [
        ("daily", "en", "Tuesday, 10 November 2026"),
        ("daily", "en-US", "Tuesday, November 10, 2026"),
        ("weekly", "en", "10 November 2026"),
        ("monthly", "en", "November 2026"),
        ("daily", "de", "Dienstag, 10. November 2026"),
        ("monthly", "fr", "Novembre 2026"),
        ("weekly", "xx", "10 November 2026"),
    ],
)
def test_titles(cadence: str, language: str, expected: str) -> None:
    assert title(date(2026, 11, 10), cadence=cadence, language=language) == expected


def test_the_editors_title_wins() -> None:
    word = Word()
    word.title, word.introduction = "A special", "Hello"
    made = assemble(date(2026, 11, 10), (), word, cadence="daily", language="en")
    assert (made.title, made.introduction, made.updated) == ("A special", "Hello", None)
