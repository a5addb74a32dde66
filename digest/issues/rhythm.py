"""How often a source has news, and since when it has had none. Told up to the newest issue, never up to now."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

WEEKS = 12
PATIENCE = 4  # times its usual interval: what comes weekly may pause for a month
LEAST = timedelta(days=28)  # for those that write every hour, too: people go on holiday


def weeks(times: Iterable[datetime], until: date, zone: tzinfo) -> tuple[int, ...]:
    """How many of `times` lie in each of the last `WEEKS` weeks, the oldest first; the last week ends with the day `until`."""
    counts = [0] * WEEKS
    for when in times:
        back = max((until - when.astimezone(zone).date()).days, 0) // 7  # what is dated ahead is of the newest week
        if back < WEEKS:
            counts[WEEKS - 1 - back] += 1
    return tuple(counts)


def quiet_since(times: Sequence[datetime], until: date, zone: tzinfo) -> datetime | None:
    """The time of the last news, where it is much longer ago than this source usually leaves between two days with news."""
    if not times:
        return None
    from statistics import median  # 2 ms

    days = sorted({when.astimezone(zone).date() for when in times})
    usual = timedelta(days=median((later - earlier).days for earlier, later in pairwise(days))) if len(days) > 1 else timedelta()
    return max(times) if until - days[-1] > max(PATIENCE * usual, LEAST) else None
