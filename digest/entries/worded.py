"""Dates in words, or in numbers as people write them: what dates.py tries when nothing stricter reads a text.

What is found may have no zone; a well-shaped date that no calendar has raises ValueError or ArithmeticError.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from dateutil import parser as dateutil_parser

from digest.entries.dates import ZONES

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


def in_words(text: str) -> datetime | None:
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
    return (when - timedelta(hours=ZONES[mark])).replace(tzinfo=UTC) if mark in ZONES else when


def loose(text: str) -> datetime | None:
    """What dateutil makes of it, if it does not have to guess at a part: read against two days, it must say the same."""
    if _NUMBERS.search(text) or len(text) > 60:
        return None

    def zone(name: str | None, offset: int | None) -> int | None:  # asked, dateutil knows no zone of this machine's
        return int(ZONES[name] * 3600) if offset is None and name in ZONES else offset

    try:
        one, other = (dateutil_parser.parse(text, default=day, tzinfos=zone) for day in (datetime(2001, 1, 1), datetime(2002, 2, 2)))
    except (ValueError, ArithmeticError):  # of twenty digits, decimal's own
        return None
    return one if one == other else None
