"""The numbers behind the small pictures: what came each week, the days of a year, who tells how much. Templates draw them.

All end with the newest issue, never with the clock.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from digest.model import Issue, Story

WEEKS = 12
STEPS = 4  # of a day's colour: how much its issue brought, against the year's richest
BIGGEST = 5  # sources that the mix shows one by one …
FEW = 5  # … of so many stories at least
TOO_MUCH, STORIES, SOURCES = 40, 10, 3  # per cent of one source, in an issue of so many stories of so many sources


@dataclass(frozen=True, slots=True)
class Day:
    """A square of a year's strip: its column (a week), its row (a weekday, Monday first), its step from 1, its issue."""

    column: int
    row: int
    step: int
    issue: Issue


@dataclass(frozen=True, slots=True)
class Strip:
    """A year in squares. `outline` is the shape of all its days, as an SVG path; only as many rows as are needed."""

    rows: int
    outline: str
    days: tuple[Day, ...]
    richest: Issue


@dataclass(frozen=True, slots=True)
class Mix:
    """How an issue's stories are shared out: pairs of a source and its number, most first; `rest` is that of all others."""

    biggest: str  # the source that leads most of them; "" where another leads as many
    share: int  # of the biggest, in per cent
    parts: tuple[tuple[str, int], ...]
    rest: int


def weeks(days: Iterable[date], oldest: date, newest: date) -> tuple[int, ...]:
    """How many of `days` lie in each of the last weeks, the oldest first; the last ends with `newest`.

    Nothing, as long as there are not three weeks to be compared: `oldest` is the first issue's day.
    """
    known = min((newest - oldest).days // 7 + 1, WEEKS)
    if known < 3:
        return ()
    counts = [0] * known
    for day in days:
        back = (newest - day).days // 7
        if 0 <= back < known:
            counts[known - 1 - back] += 1
    return tuple(counts) if any(counts) else ()


def strip(year: int, issues: Sequence[Issue]) -> Strip:
    """A year's issues, of which there is at least one, each at its day. Issues that come out once a week or less stand in one row."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    start = first - timedelta(days=first.weekday())
    most = max(issues, key=lambda issue: (issue.size, issue.id))
    row = [(issue.day - start).days // 7 for issue in issues]
    daily = len(set(row)) < len(row)
    days = tuple(
        Day(week, issue.day.weekday() if daily else 0, _step(issue.size, most.size), issue) for week, issue in zip(row, issues, strict=True)
    )
    end = (last - start).days // 7
    outline = f"M0 {first.weekday()}H1V0H{end + 1}V{last.weekday() + 1}H{end}V7H0Z" if daily else f"M0 0H{end + 1}V1H0Z"
    return Strip(7 if daily else 1, outline, days, most)


def _step(count: int, most: int) -> int:
    return max(1, -(-STEPS * count // most)) if most else 1


def mix(issue: Issue) -> Mix | None:
    """Who leads the stories of an issue; nothing where they are too few, or all of one source."""
    order = _led(issue.stories)
    if len(order) < 2 or len(issue.stories) < FEW:
        return None
    (first, most), (_, second) = order[:2]
    rest = sum(count for _, count in order[BIGGEST:])
    return Mix(first if most > second else "", round(100 * most / len(issue.stories)), tuple(order[:BIGGEST]), rest)


def too_much_of(issue: Issue) -> tuple[str, int] | None:
    """The source that an issue shows too much of in full, and how many stories it leads there."""
    shown = [story for story in issue.stories if not story.more]
    order = _led(shown)
    enough = len(shown) >= STORIES and len({entry.source for story in shown for entry in story.entries}) >= SOURCES
    return order[0] if enough and 100 * order[0][1] > TOO_MUCH * len(shown) else None


def _led(stories: Sequence[Story]) -> list[tuple[str, int]]:
    led = Counter(story.lead.source for story in stories)
    return sorted(led.items(), key=lambda one: (-one[1], one[0]))


def line(weeks: Sequence[int]) -> list[tuple[float, float]]:
    """The points of a line through `weeks`, on a field of 96 by 20 with room for the last one's dot."""
    most = max(weeks, default=0) or 1
    wide = 90 / max(len(weeks) - 1, 1)
    return [(round(3 + wide * i, 1), round(17 - 14 * count / most, 1)) for i, count in enumerate(weeks)]
