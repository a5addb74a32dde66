"""Dates in the words of others → aware UTC. What cannot be told with certainty is no date: first seen takes its place.

A ladder, strictest first: ISO 8601, RFC 822, seconds since 1970, then words in any order, which worded.py reads. Measured on
real feeds: email.utils misreads what is not RFC 822, and dateutil forgets zones and guesses at missing parts, so each gets only
what it reads well.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web there was no feed; 01 Jan 0001 and 1970 mean "missing"
LONGEST = 200  # characters; more are no date
AHEAD = timedelta(days=2)  # zones and wrong clocks; anything later would sit on top of the news for ever

ZONES = {
    "UT": 0, "GMT": 0, "UTC": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "IST": 5.5, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_RFC822 = re.compile(r"(?:\w+,?\s+)?\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}\s+\d{1,2}:\d{2}(?::\d{2})?(?P<zone>\s+\S+)?(?:\s*\(.*\))?$")


def moment(text: str, *, zone: tzinfo = UTC) -> datetime | None:
    """The time that a text tells, in UTC; None where it tells none. Without a zone of its own it is taken as `zone`'s."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST or re.search(r"(?<![+\d:.T-])0\d{3}(?![\d:])", text):  # the year 0001 means "missing"
        return None
    text = re.sub(r"(\d{4})年(\d{1,2})月(\d{1,2})日", lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", text)
    for read in _ladder():
        try:
            found = read(text)
        except (ValueError, ArithmeticError):  # well-shaped nonsense, such as 31 February
            found = None
        if found and found.year >= 1000:  # 026 is a slip, and would be written as another year
            aware = found if found.tzinfo else found.replace(tzinfo=zone)
            try:
                when = aware.astimezone(UTC).replace(microsecond=0)
            except (ValueError, OverflowError):  # the end of the year 9999 in a western zone is after all time
                return None
            return when if when.year >= 1000 else None  # the first hour of 1000 in an eastern zone
    return None


def _ladder() -> Iterator[Callable[[str], datetime | None]]:
    yield from (_iso, _rfc822, _epoch)
    from digest.entries import worded  # and all that reads words, which no file of ours asks for

    yield from (worded.in_words, worded.loose)


def plausible(when: datetime | None, now: datetime) -> datetime | None:
    """The time, where it can be that of news: neither from before the web nor from the future."""
    return when if when and EARLIEST <= when <= now + AHEAD else None


def _iso(text: str) -> datetime | None:
    if not re.match(r"\d{4}-?\d{2}-?\d{2}(?:$|[T ])", text, re.IGNORECASE):
        return None
    return datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d|Z$)", "", text))


def _rfc822(text: str) -> datetime | None:
    match = _RFC822.match(text)
    if not match:
        return None
    from email.utils import parsedate_tz

    read = parsedate_tz(text)
    if not read or not any(
        text.lower().find(month) >= 0 for month in ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    ):
        return None
    name = re.search(r"\s([A-Za-z]{1,5})(?:\s*\(.*\))?$", text)
    offset = read[9] if match["zone"] else None  # email.utils takes a missing one for UTC
    if name and name[1].upper() in ZONES:
        offset = int(ZONES[name[1].upper()] * 3600)
    when = datetime(*read[:6])
    return when if offset is None else (when - timedelta(seconds=offset)).replace(tzinfo=UTC)


def _epoch(text: str) -> datetime | None:
    if not re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", text):
        return None
    number = float(text)
    return datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC)
