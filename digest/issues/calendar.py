"""When issues come out: days, weeks and months in the site's own time zone, closed at the hour that it says."""

import calendar
from datetime import date, datetime, time, timedelta, tzinfo

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def open_issue(now: datetime, *, cadence: str, zone: tzinfo, close_at: time) -> date:
    """The day of the issue that news arriving at `now` goes into.

    An issue is open until `close_at`, local time, on the day after its own: with 06:00, what comes in at five in the
    morning still belongs to yesterday's.
    """
    # Wall clocks, not durations: on the night when clocks change, six o'clock is still six o'clock.
    local = now.astimezone(zone).replace(tzinfo=None) - timedelta(hours=close_at.hour, minutes=close_at.minute, seconds=close_at.second)
    return issue_day(local.date(), cadence)


def issue_day(day: date, cadence: str) -> date:
    """The day of the issue that `day` belongs to: itself, or the day on which its week or month closes."""
    if cadence == "daily":
        return day
    if cadence == "monthly":
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    weekday = _WEEKDAYS.index(cadence.partition(":")[2] or "sunday")
    return day + timedelta(days=(weekday - day.weekday()) % 7)
