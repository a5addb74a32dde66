"""The numbers behind the small pictures."""

from datetime import date, timedelta

import pytest

from digest.model import Entry, Issue, Section, Story
from digest.rendering import figures


def issue(day: str, *sources: str, extra: tuple[str, ...] = ()) -> Issue:
    """An issue in which each source leads a story; `extra` tell the first one, too."""
    stories = tuple(
        Story(
            id=str(n),
            headline="A",
            entries=tuple(Entry(id=f"{n}/{name}", title="A", source=name) for name in (source, *(extra if n == 0 else ()))),
        )
        for n, source in enumerate(sources)
    )
    return Issue(id=day, day=date.fromisoformat(day), number=1, title=day, sections=(Section(topic="T", slug="t", stories=stories),))


NEWEST = date(2026, 11, 22)


def ago(weeks: float) -> date:
    return NEWEST - timedelta(days=round(7 * weeks))


def test_weeks_end_with_the_newest_issue() -> None:
    assert figures.weeks([NEWEST, ago(0.9), ago(1), ago(11.9), ago(12)], ago(40), NEWEST) == (1, *[0] * 9, 1, 2)


def test_weeks_begin_with_the_first_issue() -> None:
    assert figures.weeks([NEWEST, ago(3)], ago(3), NEWEST) == (1, 0, 0, 1)
    assert figures.weeks([NEWEST], ago(1.9), NEWEST) == ()  # two points are no line
    assert figures.weeks([ago(30)], ago(40), NEWEST) == ()  # nothing but zeros says nothing


def test_the_line_stays_on_its_field() -> None:
    for weeks in ((0, 5, 0, 1), (3, 3, 3), (1000, 1), (0, 0, 0), (7,)):
        points = figures.line(weeks)
        assert len(points) == len(weeks)
        assert all(3 <= x <= 93 and 3 <= y <= 17 for x, y in points)
    assert figures.line((0, 4, 2)) == [(3.0, 17.0), (48.0, 3.0), (93.0, 10.0)]


def test_a_year_of_days() -> None:
    """2026 begins on a Thursday and ends on one, 53 weeks later."""
    strip = figures.strip(2026, [issue("2026-01-01", "A"), issue("2026-01-02", *"ABCD"), issue("2026-12-31", *"AB")])
    assert (strip.rows, strip.outline) == (7, "M0 3H1V0H53V4H52V7H0Z")
    assert [(day.column, day.row, day.step) for day in strip.days] == [(0, 3, 1), (0, 4, 4), (52, 3, 2)]
    assert strip.richest.id == "2026-01-02"


@pytest.mark.parametrize("year", range(2000, 2032))
def test_every_day_of_a_year_is_within_its_outline(year: int) -> None:
    days = [issue((date(year, 1, 1) + timedelta(days=n)).isoformat()) for n in range(366)]
    days = [one for one in days if one.day.year == year]
    strip = figures.strip(year, days)
    assert len({(day.column, day.row) for day in strip.days}) == len(days)
    assert max(day.column for day in strip.days) in (52, 53)
    assert f"H{max(day.column for day in strip.days) + 1}V" in strip.outline


def test_what_comes_weekly_or_monthly_stands_in_one_row() -> None:
    for days in (["2026-11-08", "2026-11-15"], ["2026-01-31", "2026-02-28", "2026-03-31"]):
        strip = figures.strip(2026, [issue(day, "A") for day in days])
        assert strip.rows == 1
        assert {day.row for day in strip.days} == {0}


def test_the_mix() -> None:
    mix = figures.mix(issue("2026-11-10", *"ABCDEFG", *"AAB"))
    assert mix
    assert (mix.biggest, mix.share, mix.parts, mix.rest) == ("A", 30, (("A", 3), ("B", 2), ("C", 1), ("D", 1), ("E", 1)), 2)
    tied = figures.mix(issue("2026-11-10", *"AABBC"))
    assert tied
    assert tied.biggest == ""  # neither is
    assert figures.mix(issue("2026-11-10", *"AAAAA")) is None
    assert figures.mix(issue("2026-11-10", *"AAAB")) is None


@pytest.mark.parametrize(
    ("sources", "extra", "found"),
    [
        ("AAAAABBBCC", (), ("A", 5)),
        ("AAAABBBCCC", (), None),  # 40 % is not more than 40 %
        ("AAAAAAAAAA", ("B", "C"), ("A", 10)),
        ("AAAAABBBBB", (), None),  # of two sources one must be big
        ("AAAAABBCC", (), None),
    ],
)
def test_too_much_of_one_source(sources: str, extra: tuple[str, ...], found: tuple[str, int] | None) -> None:
    assert figures.too_much_of(issue("2026-11-10", *sources, extra=extra)) == found
