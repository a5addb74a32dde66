"""Languages and dates."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from digest.rendering.locale import Dates, direction, tag

WHEN = datetime(2026, 11, 10, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "valid"),
    [
        ("en", "en"),
        ("EN_us", "en-US"),
        ("de-AT", "de-AT"),
        ("en-UK", "en"),
        ("xx", ""),
        ("", ""),
        ("english", ""),
        ("zh-Hans-CN", "zh-Hans-CN"),
        ("zh-Hant", "zh-Hant"),
        ("zh_hant_tw", "zh-Hant-TW"),
        ("SR-LATN", "sr-Latn"),
        ("es-419", "es-419"),
        ("zh-Zyyy-TW", "zh"),
        ("de-1996", "de"),
        ("en-US-x-mine", "en-US"),
        ("en--", "en"),
        ("-", ""),
        ("und", ""),
    ],
)
def test_only_tags_that_exist_are_published(said: str, valid: str) -> None:
    assert tag(said) == valid


@pytest.mark.parametrize(
    ("rtl", "languages"),
    [
        ("rtl", ["ar", "he", "fa-IR", "ur", "yi", "az-Arab", "az_IR", "ks", "pa-PK", "dv", "ckb"]),
        ("ltr", ["de", "nonsense", "", "az", "az-Latn-IR", "ks-Deva", "pa", "ar-Latn", "zh-Hant"]),
    ],
)
def test_directions_are_those_of_the_script(rtl: str, languages: list[str]) -> None:
    assert {language: direction(language) for language in languages} == dict.fromkeys(languages, rtl)


def test_dates_are_written_in_the_script_that_is_named() -> None:
    assert Dates("sr-Latn", UTC).month(WHEN) == "Novembar 2026"
    assert Dates("sr_Latn_XX", UTC).month(WHEN) == "Novembar 2026"
    assert Dates("sr", UTC).month(WHEN) == "Новембар 2026"


def test_days_are_those_of_the_sites_zone() -> None:
    assert Dates("en", ZoneInfo("Europe/Berlin")).day(WHEN) == "11 November 2026"
    assert Dates("en", UTC).day(WHEN) == "10 November 2026"
    assert Dates("en", ZoneInfo("Europe/Berlin")).time(WHEN) == "00:30"


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("de", "10. November 2026", "November 2026"),
        ("fr", "10 novembre 2026", "Novembre 2026"),
        ("en-US", "November 10, 2026", "November 2026"),
        ("zz", "10 November 2026", "November 2026"),
    ],
)
def test_as_readers_of_a_language_write_them(language: str, day: str, month: str) -> None:
    dates = Dates(language, UTC)
    assert dates.day(date(2026, 11, 10)) == day
    assert dates.month(date(2026, 11, 10)) == month
