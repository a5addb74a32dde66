"""Dates in the words of others."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.entries.dates import EARLIEST, moment, plausible

BERLIN = ZoneInfo("Europe/Berlin")


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026-11-10", at(2026, 11, 10)),
        ("2026-11-10T08:30:00Z", at(2026, 11, 10, 8, 30)),
        ("2026-11-10 08:30", at(2026, 11, 10, 8, 30)),
        ("2026-11-10T08:30:00.123+01:00", at(2026, 11, 10, 7, 30)),
        ("2026-11-10 08:30:00 +0100", at(2026, 11, 10, 7, 30)),
        ("20261110", at(2026, 11, 10)),
        ("20261110T083000Z", at(2026, 11, 10, 8, 30)),
        ("Tue, 10 Nov 2026 08:30:00 GMT", at(2026, 11, 10, 8, 30)),
        ("Tue, 10 Nov 2026 08:30:00 +0100", at(2026, 11, 10, 7, 30)),
        ("Tue, 10 Nov 2026 08:30:00 EST", at(2026, 11, 10, 13, 30)),
        ("10 Nov 2026 08:30 CET", at(2026, 11, 10, 7, 30)),
        ("Tue,  10 Nov 26 08:30:00 Z", at(2026, 11, 10, 8, 30)),
        ("1794299400", at(2026, 11, 10, 8, 30)),
        ("1794299400000", at(2026, 11, 10, 8, 30)),
        ("Ter, 10 Nov 2026 08:30:00 -0300", at(2026, 11, 10, 11, 30)),
        ("mar., 10 févr. 2026 08:30", at(2026, 2, 10, 8, 30)),
        ("10. Dezember 2026", at(2026, 12, 10)),
        ("10 de diciembre de 2026", at(2026, 12, 10)),
        ("1º de março de 2026", at(2026, 3, 1)),
        ("10 декабря 2026", at(2026, 12, 10)),
        ("November 10, 2026 8:30 pm", at(2026, 11, 10, 20, 30)),
        ("Nov 10th, 2026 12:05 a.m.", at(2026, 11, 10, 0, 5)),
        ("10.11.2026", at(2026, 11, 10)),
        ("10.11.2026, 08:30 Uhr", at(2026, 11, 10, 8, 30)),
        ("31/01/2026", at(2026, 1, 31)),
        ("01/31/2026", at(2026, 1, 31)),
        ("04/04/2026", at(2026, 4, 4)),
        ("2026年1月5日", at(2026, 1, 5)),
        ("  2026-11-10\n", at(2026, 11, 10)),
    ],
)
def test_what_can_be_told(text: str, when: datetime) -> None:
    assert moment(text) == when


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "yesterday", "soon", "10", "2026", "November 2026", "12:30", "Tuesday", "gulls", "-", "0"),
        *("04/01/2026", "01-02-2026"),  # January to some, April to others
        *("0001-01-01", "01 Jan 0001", "0001-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 +0000"),
        *("2026-02-31", "31 Feb 2026", "2026-13-01", "32.01.2026", "99999999999999999999", "2026-11-10T25:00"),
        *("026-11-10T08:00:00Z", "10 Nov 0026 08:30"),
        *("2026:176273280099999999999999999999", "99:992026202699999999999999999999"),
    ],
)
def test_what_cannot(text: str) -> None:
    assert moment(text) is None


def test_the_zone_of_a_date_that_names_none() -> None:
    assert moment("2026-11-10", zone=BERLIN) == at(2026, 11, 9, 23)
    assert moment("2026-07-10 08:30", zone=BERLIN) == at(2026, 7, 10, 6, 30)
    assert moment("10 Nov 2026 08:30:00", zone=BERLIN) == at(2026, 11, 10, 7, 30)
    assert moment("10 Nov 2026 08:30:00 +0000", zone=BERLIN) == at(2026, 11, 10, 8, 30)
    assert moment("-1-1-10001", zone=BERLIN) is None  # the year 999 in UTC, which would not be read again


def test_news_is_neither_from_before_the_web_nor_from_the_future() -> None:
    now = at(2026, 11, 10, 12)
    assert plausible(now, now) == now
    assert plausible(now + timedelta(days=2), now) == now + timedelta(days=2)
    assert plausible(now + timedelta(days=2, seconds=1), now) is None
    assert plausible(EARLIEST - timedelta(seconds=1), now) is None
    assert plausible(None, now) is None


times = st.datetimes(datetime(1990, 1, 2), datetime(2100, 1, 1)).map(lambda when: when.replace(microsecond=0))
offsets = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@given(times, offsets)
def test_what_is_written_by_the_standards_is_read(when: datetime, zone: timezone) -> None:
    aware = when.replace(tzinfo=zone)
    assert moment(aware.isoformat()) == moment(format_datetime(aware)) == aware
    assert moment(aware.strftime("%Y-%m-%dT%H:%M:%S%z")) == aware


@given(st.text(max_size=40) | st.text(st.sampled_from("0123456789-/.: TZ+apmJanFebde,"), max_size=30))
def test_any_words_are_a_time_in_utc_or_none(text: str) -> None:
    when = moment(text, zone=BERLIN)
    assert when is None or (when.tzinfo is UTC and when.microsecond == 0)


@pytest.mark.parametrize("text", ["3 Nov 2026 10:00 (a (", "3 ", "1:1 ", "mar "])
def test_what_is_longer_than_any_date_is_none(text: str) -> None:
    assert moment("3 Nov 2026 10:00 a (" + text * 100_000) is None
