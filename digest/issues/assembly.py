"""An issue out of its sections: its number, its title, its neighbours."""

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Protocol

from babel import UnknownLocaleError
from babel.dates import format_date

from digest.model import SECTIONS, Issue, Outline, Section


class Editorial(Protocol):
    """What an editor said of an issue."""

    @property
    def title(self) -> str: ...
    @property
    def number(self) -> int | None: ...
    @property
    def draft(self) -> bool: ...
    @property
    def introduction(self) -> str: ...


def assemble(
    day: date,
    sections: tuple[Section, ...],
    editorial: Editorial,
    *,
    cadence: str,
    language: str,
    draft: bool = False,
    outline: Outline | None = None,
) -> Issue:
    """One issue, without neighbours and perhaps a number of its own yet: those hang on the others, see `numbered`.

    With an `outline`, the sections may come late.
    """
    return Issue(
        id=day.isoformat(),
        day=day,
        number=editorial.number or 0,
        title=editorial.title or title(day, cadence=cadence, language=language),
        introduction=editorial.introduction,
        sections=sections,
        draft=draft or editorial.draft,
        updated=_updated(outline) if outline else max(_times(sections), default=None),
        outline=outline,
    )


def _times(sections: Sequence[Section]) -> Iterator[datetime]:
    for section in sections:
        for story in section.stories:
            yield from (time for entry in story.entries if (time := entry.updated or entry.when))


def _updated(outline: Outline) -> datetime | None:
    newest = max((line.told for line in outline.newest), default="")
    return datetime.fromisoformat(newest) if newest else None


def numbered(issues: Sequence[Issue]) -> list[Issue]:
    """Issues, oldest first, with their numbers and neighbours. An issue's number is its editor's, else one more than the last."""
    result: list[Issue] = []
    number = 0
    for i, issue in enumerate(issues):
        number = issue.number or number + 1
        older = issues[i - 1].id if i else None
        newer = issues[i + 1].id if i + 1 < len(issues) else None
        sections = SECTIONS.held(issue)  # read or not: `replace` would read them
        result.append(dataclasses.replace(issue, number=number, older=older, newer=newer, sections=sections))
    return result


@cache
def title(day: date, *, cadence: str, language: str) -> str:
    """What an issue is called whose editor did not say: its day, or its month."""
    form = "LLLL y" if cadence == "monthly" else "full" if cadence == "daily" else "long"
    if language == "en" and cadence != "monthly":  # CLDR's plain English is American; with no country named, write for all
        form = "EEEE, d MMMM y" if cadence == "daily" else "d MMMM y"
    try:
        found = format_date(day, form, locale=language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):  # a language that CLDR does not know
        return title(day, cadence=cadence, language="en")
    return found[:1].upper() + found[1:]
