"""Dates in the words of others → aware UTC. What cannot be told with certainty is no date: first seen takes its place.

A ladder, strictest first: ISO 8601, RFC 822, seconds since 1970, then words in any order. Measured on real feeds:
email.utils misreads what is not RFC 822, and dateutil forgets zones and guesses at missing parts, so each gets only
what it reads well.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from email.utils import parsedate_tz

from dateutil import parser as dateutil_parser

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web there was no feed; 01 Jan 0001 and 1970 mean "missing"
LONGEST = 200  # characters; more are no date
AHEAD = timedelta(days=2)  # zones and wrong clocks; anything later would sit on top of the news for ever

_ZONES = {
    "UT": 0, "GMT": 0, "UTC": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "IST": 5.5, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_RFC822 = re.compile(r"(?:\w+,?\s+)?\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}\s+\d{1,2}:\d{2}(?::\d{2})?(?P<zone>\s+\S+)?(?:\s*\(.*\))?$")
# The beginnings that tell a month in English, German, French, Spanish, Portuguese, Italian, Dutch, Polish and Russian.
_MONTHS = re.compile(
    r"(?P<m1>jan|gen|ene|янв|sty)|(?P<m2>feb|fév|fev|fév|фев|lut)|(?P<m3>mar|mär|mrz|maa|мар)|(?P<m4>apr|avr|abr|апр|kwi)|(?P<m5>may|mai|mag|mei|мая|май|maj)|"
    r"(?P<m6>jun|juin|giu|июн|cze)|(?P<m7>jul|juil|lug|июл|lip)|(?P<m8>aug|aoû|aou|ago|авг|sie)|(?P<m9>sep|set|сен|wrz)|(?P<m10>oct|okt|out|ott|окт|paź)|"
    r"(?P<m11>nov|ноя|lis)|(?P<m12>dec|dez|déc|dic|дек|gru)",
    re.IGNORECASE,
)
_WORD_DATE = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?(?P<month>[^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(?P<year>\d{4})", re.IGNORECASE
)
_US_DATE = re.compile(r"(?P<month>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})", re.IGNORECASE)
_NUMBERS = re.compile(r"(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4})")
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>[+-]\d{2}:?\d{2}|[A-Z]{1,5}\b)?",
    re.IGNORECASE,
)


def moment(text: str, *, zone: tzinfo = UTC) -> datetime | None:
    """The time that a text tells, in UTC; None where it tells none. Without a zone of its own it is taken as `zone`'s."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST or re.search(r"(?<![+\d:.T-])0\d{3}(?![\d:])", text):  # the year 0001 means "missing"
        return None
    text = re.sub(r"(\d{4})年(\d{1,2})月(\d{1,2})日", lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", text)
    for read in (_iso, _rfc822, _epoch, _in_words, _loose):
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
    read = parsedate_tz(text)
    if not read or not any(
        text.lower().find(month) >= 0 for month in ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    ):
        return None
    name = re.search(r"\s([A-Za-z]{1,5})(?:\s*\(.*\))?$", text)
    offset = read[9] if match["zone"] else None  # email.utils takes a missing one for UTC
    if name and name[1].upper() in _ZONES:
        offset = int(_ZONES[name[1].upper()] * 3600)
    when = datetime(*read[:6])
    return when if offset is None else (when - timedelta(seconds=offset)).replace(tzinfo=UTC)


def _epoch(text: str) -> datetime | None:
    if not re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", text):
        return None
    number = float(text)
    return datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC)


def _in_words(text: str) -> datetime | None:
    """Day, month and year in words or in numbers that leave no doubt, and a time of day where there is one."""
    if match := _WORD_DATE.search(text) or _US_DATE.search(text):
        month = _MONTHS.match(match["month"])
        if not month or not month.lastgroup:
            return None
        day = date(int(match["year"]), int(month.lastgroup[1:]), int(match["day"]))
    elif match := _NUMBERS.search(text):
        a, b = int(match["a"]), int(match["b"])
        if match["mark"] == "." or a > 12:
            day = date(int(match["year"]), b, a)
        elif b > 12 or a == b:
            day = date(int(match["year"]), a, b)
        else:
            return None  # 04/01/2014 is January to some and April to others
    else:
        return None
    rest = text[match.end() :]
    clock = _CLOCK.search(rest) or _CLOCK.search(text[: match.start()])
    if not clock:
        return datetime.combine(day, time())
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"][0] in "pP" else 0)
    when = datetime.combine(day, time(hour, int(clock["minute"]), int(clock["second"] or 0)))
    mark = (clock["zone"] or "").upper()
    if offset := re.fullmatch(r"([+-])(\d{2}):?(\d{2})", mark):
        shift = timedelta(hours=int(offset[2]), minutes=int(offset[3])) * (-1 if offset[1] == "-" else 1)
        return (when - shift).replace(tzinfo=UTC)
    return (when - timedelta(hours=_ZONES[mark])).replace(tzinfo=UTC) if mark in _ZONES else when


def _loose(text: str) -> datetime | None:
    """What dateutil makes of it, if it does not have to guess at a part: read against two days, it must say the same."""
    if _NUMBERS.search(text) or len(text) > 60:
        return None

    def zone(name: str | None, offset: int | None) -> int | None:  # asked, dateutil knows no zone of this machine's
        return int(_ZONES[name] * 3600) if offset is None and name in _ZONES else offset

    try:
        one, other = (dateutil_parser.parse(text, default=day, tzinfos=zone) for day in (datetime(2001, 1, 1), datetime(2002, 2, 2)))
    except (ValueError, ArithmeticError):  # of twenty digits, decimal's own
        return None
    return one if one == other else None
