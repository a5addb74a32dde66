"""What stands above a plain text: its title, who wrote it, the day, where it came from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.sources.lines import FULL, Line

TITLE = 130  # characters: no newspaper's headline is longer, and few paragraphs are shorter
SENTENCE = 80  # a first line that ends with a full stop is a title up to here: a paragraph's first sentence is longer
ABOVE = 6  # lines at the head of a text in which people put all this, the title among them
NAME = 90  # characters of a line of names

_HASHES = re.compile(r"#{1,6}\s+(?=\S)")
RULE = re.compile(r"(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,}|—{3,}|–{3,}|(?:\* ){2,}\*|(?:- ){2,}-)$")
_BY = (
    r"(?:by|written by|von|vom|text|author|authors|autor|autorin|par|por|di|da|door|av|af|auteur|autore|автор|авторка|текст"
    r"|作者|文|記者|记者|بقلم|كتب|كتبت)"
)
_BYLINE = re.compile(rf"{_BY}(?:\s*[:：/]\s*|\s+)(?P<names>[^\W\d_].{{1,{NAME}}})$", re.IGNORECASE)
_NO_NAME = re.compile(r"[\d.!?…。:;@]|\b(?:the|das|dem|les|los)\b", re.IGNORECASE)
_INITIAL = re.compile(r"\b[^\W\d_]\.(?=\s)|\b(?:Dr|Jr|Sr|St|Prof)\.")
_PARTS = re.compile(r"\s+[|·•/–—]\s+|\s*[|•]\s*")
_AND = re.compile(r"[,،、]\s*|\s+(?:and|und|et|y|e|en|och|og|и|та|і|&)\s+|\s+و\s?")
_PARTICLES = frozenset("von van der den de di da del della dos du la le bin ibn al el zu zur ten ter af av y e".split())
_LABEL = re.compile(
    r"(?:first published|published|posted|updated|last updated|date|dated|datum|stand|veröffentlicht|erschienen|aktualisiert|publié|publiée"
    r"|mis à jour|fecha|publicado|actualizado|pubblicato|aggiornato|data|atualizado|gepubliceerd|publicerad|opublikowano"
    r"|опубликовано|обновлено|дата|опубліковано|نشر|نُشر|تاريخ النشر|نشر في|发布时间|发布于|发表于|公開日|日期)"
    r"(?:\s+(?:on|am|vom|le|el|il|em|op|den|в|في))?\s*[:：]?\s*",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:source|original|originally published at|quelle|fuente|fonte|bron|källa|źródło|источник|джерело|المصدر|来源|出典)\s*[:：]\s*"
    r"(?P<link>https?://[^\s<>\"“”«»]+)$",
    re.IGNORECASE,
)
# The beginnings that tell a month from all others, in en de fr es it pt nl sv pl ru uk ar.
_MONTHS = (
    "jan|jän|gen|ene|янв|січ|sty|يناير|كانون الثاني", "feb|fév|fev|фев|лют|lut|فبراير|شباط", "mar|mär|mrz|maa|мар|бер|مارس|آذار",
    "apr|avr|abr|апр|кві|kwi|أبريل|ابريل|نيسان", "may|mai|mag|mei|maj|мая|май|тра|مايو|أيار", "jun|juin|giu|июн|чер|cze|يونيو|حزيران",
    "jul|juil|lug|июл|лип|lip|يوليو|تموز", "aug|aoû|aou|ago|авг|сер|sie|أغسطس|آب", "sep|set|сен|вер|wrz|سبتمبر|أيلول",
    "oct|okt|out|ott|окт|жов|paź|أكتوبر|تشرين الأول", "nov|ноя|лис|lis|نوفمبر|تشرين الثاني", 
    "dec|dez|déc|dic|дек|гру|gru|ديسمبر|كانون الأول",
)  # fmt: skip
_WEEKDAY = r"(?:[^\W\d_]{2,13}[,.]?\s+)?"
_CLOCK = r"(?:,?\s*(?:at|um|à|a las|alle|om|kl\.?|в|о)?\s*(?P<hour>\d{1,2})[:h.](?P<minute>\d{2})(?:\s*(?:Uhr|h|Z|UTC|GMT))?)?"
_DAYS = tuple(
    re.compile(pattern + _CLOCK + r"\.?$", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?:T|,)?",
        r"(?P<year>\d{4})\s*[年년]\s*(?P<number>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]?",
        _WEEKDAY + r"(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})",
        _WEEKDAY
        + r"(?:den\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?(?P<month>[^\W\d_]{3,12}(?: [^\W\d_]{3,6})?)\.?,?\s+"
        r"(?:de\s+)?(?P<year>\d{4})(?:\s*(?:г|р|года|року)\b\.?)?",
        _WEEKDAY + r"(?P<month>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
    )
)
_AGENCY = re.compile(r"[^()]{2,40}\([^()]{2,20}\)\s*[—–-]{1,2}\s")  # “HARBOUR (Wire) — ”: so begin reports, not headlines
_DATELINE = re.compile(r"(?:[^\W\d_][^\d,.]{1,40},\s*){1,2}(?P<day>[^()—–]{6,30}?)\s*(?:\([^()]{1,40}\)\s*)?[—–-]\s")


@dataclass(frozen=True, slots=True)
class Front:
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""  # ISO 8601
    link: str = ""


def front(lines: Sequence[Line]) -> tuple[Front, list[Line]]:
    """What stands above a text, and the lines of the text itself. Nothing is taken out that the front does not tell."""
    rest = list(lines)
    found = Front()
    if len(rest) > 1 and RULE.match(rest[0].text):
        rest = rest[1:]  # a line above the title, as below it
    for _ in range(ABOVE):
        more = _told(rest[0].text, found) if len(rest) > 1 or (rest and found.title) else None
        if more is not None:
            found, rest = more, rest[1:]
        elif rest and not found.title and _is_title(rest):
            found, rest = replace(found, title=_HASHES.sub("", rest[0].text)), rest[1:]
            rest = rest[1:] if rest and RULE.match(rest[0].text) else rest
        else:
            break
    if len(rest) > 1 and not found.link and (source := _SOURCE.match(rest[-1].text)):
        found, rest = replace(found, link=source["link"]), rest[:-1]
    if rest and not found.published and (dateline := _DATELINE.match(rest[0].text[:120])):
        found = replace(found, published=day_of(dateline["day"]))  # the words stay where they are
    return found, rest


def _is_title(lines: Sequence[Line]) -> bool:
    text = lines[0].text
    if len(lines) == 1:
        return len(text) <= TITLE * 2
    if _HASHES.match(text) or (RULE.match(lines[1].text) and not lines[0].before_gap):
        return len(text) <= TITLE * 2
    if FULL.search(text) and _AGENCY.match(text):
        return False
    limit = SENTENCE if FULL.search(text) and text[-1] not in "?!" else TITLE
    return len(text) <= limit and not text.endswith((":", ",", ";"))


def _told(text: str, before: Front) -> Front | None:
    """The front with what a line adds to it; None for a line that is text."""
    if len(text) > 2 * NAME:
        return None
    found = before
    if (source := _SOURCE.match(text)) and not found.link:
        return replace(found, link=source["link"])
    for part in _PARTS.split(text):
        if (day := day_of(_LABEL.sub("", part, count=1))) and not found.published:
            found = replace(found, published=day)
        elif (names := _names(part)) and not found.authors:
            found = replace(found, authors=names)
        else:
            return None
    return found


def _names(text: str) -> tuple[str, ...]:
    """The people of “By Ada Quill and Bo Marsh”: every word of a name has a capital, where its script has any."""
    by = _BYLINE.match(text)
    if not by or _NO_NAME.search(_INITIAL.sub("", by["names"])):
        return ()
    names = tuple(name.strip() for name in _AND.split(by["names"]) if name.strip())
    for name in names:
        words = name.split()
        if len(words) > 5 or any(word[0].islower() and word.casefold() not in _PARTICLES for word in words):
            return ()
    return names


def day_of(text: str) -> str:
    """The day that a text tells and nothing else, as ISO 8601, with its time where it has one; "" where there is any doubt."""
    if len(text) > 60:
        return ""
    for pattern in _DAYS:
        if match := pattern.match(text.strip()):
            said = match.groupdict()
            month = int(said["number"]) if said.get("number") else _month(said["month"])
            clock = f" {int(said['hour']):02}:{said['minute']}" if said["hour"] and int(said["hour"]) < 24 and said["minute"] < "60" else ""
            if said["hour"] and not clock:
                return ""
            try:
                day = date(int(said["year"]), month, int(said["day"]))
            except ValueError:  # 31 February, or a word that is no month
                return ""
            return day.isoformat() + clock if 1990 <= day.year < 2100 else ""  # what entries would not believe stays in the text
    return ""


def _month(word: str) -> int:
    word = word.casefold()
    return next((n for n, names in enumerate(_MONTHS, 1) if word.startswith(tuple(names.split("|")))), 0)
