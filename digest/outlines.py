"""Issues as they are seen from afar: outlines, as records and as texts that are kept from one run to the next."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from sys import intern
from typing import Any

from digest.marks import hash_of
from digest.model import Entry, Heading, Issue, Line, Outline, Section, Story

_SOURCE, _LANGUAGE, _WHEN, _CAME, _ALIASES, _PLACE = map(Line._fields.index, ("source", "language", "when", "came", "aliases", "place"))


def outlined(sections: Sequence[Section], mark: Callable[[Any], str] | None = None) -> Outline:
    """The outline of an issue's sections. `mark` tells what a record is marked by, such as `Marks.record`; None where nobody asks."""
    said = mark or (lambda _: "")
    made = tuple(
        (section.topic, section.slug, tuple(_heading(story, (i, j), said) for j, story in enumerate(section.stories)))
        for i, section in enumerate(sections)
    )
    return Outline(
        sections=made,
        newest=_newest(made),
        places=hash_of(repr([(line.slug, line.told) for _, _, told in made for story in told for line in story.lines if line.longer])),
        mark=said(tuple(sections)),
    )


def of(issue: Issue) -> Outline:
    """An issue's outline, whether it is known or must be made."""
    return issue.outline or outlined(issue.sections)


def written(outline: Outline) -> str:
    """An outline as one line of JSON."""
    told = outline.sections, outline.places, outline.mark
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Outline:
    """The outline again. Raises ValueError or TypeError where it is none."""
    sections, *rest = json.loads(text)
    made = tuple((topic, slug, tuple(map(_again, stories))) for topic, slug, stories in sections)
    return Outline(made, _newest(made), *rest)


def _again(row: Any) -> Heading:
    row[-1] = tuple(map(_line, row[-1]))
    return Heading._make(row)


def _line(row: Any) -> Line:
    """Of a large site there are a hundred thousand: so by places, without a name for each of them."""
    row[_SOURCE], row[_LANGUAGE] = intern(row[_SOURCE]), intern(row[_LANGUAGE])  # one text for each, however many lines name it
    if row[_CAME] == row[_WHEN]:
        row[_CAME] = row[_WHEN]
    row[_ALIASES], row[_PLACE] = tuple(row[_ALIASES]), tuple(row[_PLACE])
    return Line._make(row)


def _heading(story: Story, place: tuple[int, int], said: Callable[[Any], str]) -> Heading:
    lines = tuple(
        Line(
            entry.id,
            entry.slug,
            entry.title,
            entry.source,
            entry.language,
            _iso(entry.when),
            _iso(entry.updated),
            _iso(entry.fetched or entry.published),
            longer(entry) or _has_more_to_say(story, entry),
            entry.id in story.duplicates,
            entry.thumbnail,
            entry.aliases,
            said(entry),
            (*place, i),
        )
        for i, entry in enumerate(story.entries)
    )
    return Heading(story.id, story.headline, story.updates, said(story), lines)


def longer(entry: Entry) -> bool:
    """Whether an entry has more to say than any issue would show of it, and so a page of its own."""
    from digest import prose  # which brings a parser of Markdown: who only reads outlines need not wait for that

    return prose.says_more_than_its_opening(entry.body)


def _has_more_to_say(story: Story, entry: Entry) -> bool:
    """Whether its issue shows less of a short entry than all of it, and, where it is but a headline there, none leads to the rest."""
    if story.more or entry.id != story.lead.id:
        return bool(entry.body.strip()) and not entry.link and entry.id not in story.duplicates
    if not entry.body or not (entry.summary or story.key_points):  # its opening is shown, which is all of it
        return False
    from digest import prose  # as above

    # Where the story leads its topic, a point that is in the summary stands instead of it.
    shown = "" if any(point in story.summary for point in story.key_points) else story.summary
    return prose.says_more(entry.body, shown)


def _newest(sections: Sequence[tuple[str, str, tuple[Heading, ...]]]) -> tuple[Line, ...]:
    lines = [line for _, _, stories in sections for story in stories for line in story.lines]
    return tuple(sorted(lines, key=lambda line: (line.when, line.id), reverse=True))


def _iso(when: datetime | None) -> str:
    return when.isoformat() if when else ""
