"""Which issue is open, in whose time zone, until when."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from digest.issues.calendar import issue_day, open_issue

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("now", "cadence", "zone", "close_at", "day"),
    [
        ("2026-11-10T12:00", "daily", UTC, time(0), "2026-11-10"),
        ("2026-11-10T23:30", "daily", BERLIN, time(0), "2026-11-11"),  # it is past midnight in Berlin
        ("2026-11-10T03:30", "daily", BERLIN, time(6), "2026-11-09"),  # yesterday's is open until six
        ("2026-11-10T05:00", "daily", BERLIN, time(6), "2026-11-10"),  # six o'clock sharp is today's
        ("2026-11-10T12:00", "weekly", UTC, time(0), "2026-11-15"),
        ("2026-11-15T23:59", "weekly", UTC, time(0), "2026-11-15"),
        ("2026-11-16T00:00", "weekly", UTC, time(0), "2026-11-22"),
        ("2026-11-12T12:00", "weekly:thursday", UTC, time(0), "2026-11-12"),
        ("2026-11-13T12:00", "weekly:thursday", UTC, time(0), "2026-11-19"),
        ("2026-11-13T05:00", "weekly:thursday", UTC, time(6), "2026-11-12"),
        ("2026-02-10T12:00", "monthly", UTC, time(0), "2026-02-28"),
        ("2028-02-10T12:00", "monthly", UTC, time(0), "2028-02-29"),
        ("2026-12-31T23:30", "monthly", BERLIN, time(0), "2027-01-31"),
    ],
)
def test_the_open_issue(now: str, cadence: str, zone: ZoneInfo, close_at: time, day: str) -> None:
    found = open_issue(datetime.fromisoformat(now).replace(tzinfo=UTC), cadence=cadence, zone=zone, close_at=close_at)
    assert found == date.fromisoformat(day)


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_a_night_of_changing_clocks_closes_at_the_hour_on_the_wall(night: str) -> None:
    before = datetime.fromisoformat(f"{night}T05:59").replace(tzinfo=BERLIN)
    after = datetime.fromisoformat(f"{night}T06:00").replace(tzinfo=BERLIN)
    days = [open_issue(now.astimezone(UTC), cadence="daily", zone=BERLIN, close_at=time(6)) for now in (before, after)]
    assert days[1].isoformat() == night
    assert days[0] < days[1]


@pytest.mark.parametrize("cadence", ["daily", "weekly", "weekly:monday", "weekly:thursday", "monthly"])
def test_an_issue_belongs_to_itself(cadence: str) -> None:
    day = issue_day(date(2026, 11, 10), cadence)
    assert issue_day(day, cadence) == day
