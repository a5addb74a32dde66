"""Languages, dates and numbers as readers of a language write them, through CLDR (Babel)."""

from datetime import date, datetime, tzinfo
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal


@cache
def locale_of(language: str) -> Locale:
    """The locale of a language tag, or the nearest that is known: without its region, without its script; English where none is."""
    parts = tag(language).split("-")
    for known in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:known]), sep="-")
        except (UnknownLocaleError, ValueError):
            pass
    return Locale("en")


_NO_REGIONS = frozenset({"ZZ", "UK", "EU", "EZ", "UN", "QO", "XA", "XB"})  # CLDR has them, the registry of subtags has not
_RIGHT_TO_LEFT = frozenset("Adlm Arab Gara Hebr Mand Mend Nkoo Rohg Samr Syrc Thaa Yezi".split())


@cache
def tag(language: str) -> str:
    """A language tag that may stand in `lang`, or "" where it is none: feeds write what they like there.

    Language, script and region in their order and their usual letters (zh-Hant-TW); what else there is is left out.
    """
    first, *rest = language.replace("_", "-").split("-")
    known = Locale("en")
    if first.lower() not in known.languages or first.lower() in ("und", "mul", "zxx", "root"):
        return ""
    script = rest[0].title() if rest and rest[0].title() in known.scripts and rest[0][0] not in "ZzQq" else ""
    region = rest[bool(script)].upper() if len(rest) > bool(script) else ""
    if region not in known.territories or region in _NO_REGIONS:
        region = ""
    return "-".join(part for part in (first.lower(), script, region) if part)


@cache
def direction(language: str) -> str:
    """rtl or ltr: as the script runs that the tag names, else the one in which the language is mostly written there."""
    first, *rest = tag(language).split("-")
    likely = get_global("likely_subtags")
    script = rest[0] if rest and len(rest[0]) == 4 else likely.get("_".join((first, *rest)), likely.get(first, "")).split("_")[1:2]
    return "rtl" if (script if isinstance(script, str) else "".join(script)) in _RIGHT_TO_LEFT else "ltr"


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
