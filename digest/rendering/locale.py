"""Languages, dates and numbers as readers of a language write them, through CLDR (Babel)."""

from datetime import date, datetime, tzinfo
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal


@cache
def locale_of(language: str) -> Locale:
    """The locale of a language tag; English where it is unknown."""
    for tag in (language, language.partition("-")[0], "en"):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            pass
    return Locale("en")


@cache
def tag(language: str) -> str:
    """A language tag that may stand in `lang`, or "" where it is none: feeds write what they like there."""
    first, _, rest = language.replace("_", "-").partition("-")
    known = Locale("en")
    if first.lower() not in known.languages or first.lower() in ("und", "mul", "zxx", "root"):
        return ""
    region = rest.partition("-")[0].upper()
    return (
        f"{first.lower()}-{region}"
        if len(region) == 2 and region in known.territories and region not in ("ZZ", "UK", "EU", "EZ", "UN", "QO", "XA", "XB")
        else first.lower()
    )


@cache
def direction(language: str) -> str:
    """rtl or ltr."""
    return locale_of(language).text_direction


class Dates:
    """Days and times in the site's language and time zone."""

    def __init__(self, language: str, zone: tzinfo) -> None:
        self._locale, self._zone = locale_of(language), zone
        everywhere = str(self._locale) == "en"  # CLDR's plain English is American; with no country named, write for all
        self._day, self._short = ("d MMMM y", "d MMM") if everywhere else ("long", "MMMd")

    def local(self, when: datetime) -> datetime:
        return when.astimezone(self._zone)

    def day(self, when: date | datetime) -> str:
        return format_date(self._date(when), self._day, locale=self._locale)

    def short(self, when: date | datetime) -> str:
        if self._short == "MMMd":
            return format_skeleton(self._short, self._date(when), locale=self._locale)
        return format_date(self._date(when), self._short, locale=self._locale)

    def month(self, when: date | datetime) -> str:
        found = format_date(self._date(when), "LLLL y", locale=self._locale)
        return found[:1].upper() + found[1:]

    def time(self, when: datetime) -> str:
        return format_time(self.local(when).time(), "HH:mm", locale=self._locale)

    def number(self, number: int) -> str:
        return format_decimal(number, locale=self._locale)

    def _date(self, when: date | datetime) -> date:
        return self.local(when).date() if isinstance(when, datetime) else when
