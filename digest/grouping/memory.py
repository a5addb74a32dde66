"""What grouping found out, as text: so that an issue that is out need not be grouped again.

Four lines of JSON: the sections, what later issues must know of the stories, and what people and news taught of the topics.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from digest import marks
from digest.grouping import Grouped
from digest.grouping.learning import NOTHING, Tally
from digest.grouping.stories import Told
from digest.model import Entry, Section, Story

_OF_STORY, _OF_TOLD = (tuple(field.name for field in fields(kind)) for kind in (Story, Told))
SILENT = "{}"  # a line that teaches nothing


def name() -> str:
    """What remembered answers are filed under: other code, other word lists, another stemmer or parser may answer otherwise."""
    return f"grouping {marks.part('grouping', _all)}"


def _all() -> Iterator[bytes]:
    yield from marks.versions("snowballstemmer", "markdown-it-py")
    yield from (path.name.encode() + path.read_bytes() for path in made_of())


def made_of() -> list[Path]:
    """The files of ours that decide how news is grouped."""
    package = Path(__file__).parent
    leaves = package.parent
    inside = (path for folder in (package, package / "wordlists", package / "lexicon") for path in folder.iterdir() if path.is_file())
    return [*sorted(inside, key=lambda path: path.name), leaves / "prose.py", leaves / "model.py"]


def written(made: Grouped) -> str:
    """An issue's grouping without its entries' texts."""
    first = [
        (section.topic, section.slug, [_fields(story) | {"entries": [entry.id for entry in story.entries]} for story in section.stories])
        for section in made.sections
    ]
    lines = first, [_fields(one) for one in made.told], made.taught.by_hand.data(), made.taught.heard.data()
    return "\n".join(json.dumps(line, ensure_ascii=False, default=datetime.isoformat) for line in lines)


def sections(text: str, entries: Iterable[Entry]) -> tuple[Section, ...]:
    """The sections again, from the first line and the entries that they were made of."""
    by_id = {entry.id: entry for entry in entries}
    return tuple(
        Section(topic=topic, slug=slug, stories=tuple(_story(row, by_id) for row in rows)) for topic, slug, rows in json.loads(text)
    )


class Stories:
    """The stories of the sections again, one by one, from the first line."""

    def __init__(self, text: str) -> None:
        self._rows = [rows for _, _, rows in json.loads(text)]

    def entries(self, section: int, story: int) -> Sequence[str]:
        """The ids of its entries."""
        ids: Sequence[str] = self._rows[section][story]["entries"]
        return ids

    def story(self, section: int, story: int, entries: Iterable[Entry]) -> Story:
        """`entries` are its entries."""
        return _story(self._rows[section][story], {entry.id: entry for entry in entries})


def told(text: str) -> tuple[Told, ...]:
    """What later issues must know of them, from the second."""
    return tuple(_told(row) for row in json.loads(text))


def taught(lines: Iterable[str]) -> Tally:
    """What all `lines` teach, each the third or fourth of an issue."""
    return sum((Tally.of(json.loads(line)) for line in lines if line != SILENT), NOTHING)


def _fields(one: Story | Told) -> dict[str, Any]:
    """Its fields as they are: `asdict` would copy every word in them, and what is written needs no copy."""
    return {name: getattr(one, name) for name in (_OF_STORY if isinstance(one, Story) else _OF_TOLD)}


def _story(row: dict[str, Any], entries: Mapping[str, Entry]) -> Story:
    lists = {"entries": tuple([entries[id] for id in row["entries"]]), **{name: tuple(row[name]) for name in ("key_points", "reasons")}}
    return Story(**row | lists)


def _told(row: dict[str, Any]) -> Told:
    times = {key: row[key] and datetime.fromisoformat(row[key]) for key in ("first", "last")}
    return Told(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()} | times)
