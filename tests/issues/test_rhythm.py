"""How often a source has news, and when its silence is worth a word."""

from datetime import UTC, date, datetime, timedelta

import pytest

from digest.issues.rhythm import WEEKS, quiet_since, weeks

SUNDAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def ago(*days: int) -> list[datetime]:
    return [NOON - timedelta(days=n) for n in days]


def test_weeks_end_with_the_day_of_the_newest_issue() -> None:
    counted = weeks(ago(0, 6, 7, 83, 84), SUNDAY, UTC)
    assert len(counted) == WEEKS
    assert (counted[-1], counted[-2], counted[0], sum(counted)) == (2, 1, 1, 4)


def test_what_is_dated_ahead_is_of_the_newest_week() -> None:
    assert weeks([NOON + timedelta(days=3)], SUNDAY, UTC)[-1] == 1


@pytest.mark.parametrize(
    ("days", "quiet"),
    [
        ([], False),
        ([5], False),
        ([28], False),
        ([29], True),
        ([29, 30, 31], True),  # daily, and then nothing for a month
        ([29, 36, 43, 50], True),
        ([27, 34, 41], False),
        ([100, 130, 160], False),  # monthly: three months are not yet out of the way
        ([121, 151, 181], True),
        ([29, 29, 29], True),  # many on one day say nothing of an interval
    ],
)
def test_quiet(days: list[int], quiet: bool) -> None:
    times = ago(*days)
    assert quiet_since(times, SUNDAY, UTC) == (max(times) if quiet else None)
