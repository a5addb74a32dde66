"""An issue's folder, read ↔ two texts, so that thousands of files need not be read again while nobody touches them.

One tells of the folder, the other of its entries, for those who need them. In each there is first a line that tells what the
folder was like, then JSON: of entries a line each, so that one of them can be read by itself. Only what comes back the same is kept.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, NamedTuple

from digest.entries.editorial import Editorial
from digest.errors import Problem
from digest.model import Entry

_TIMES = {field.name for field in fields(Entry) if "datetime" in str(field.type)}
_LISTS = {field.name for field in fields(Entry) if "tuple" in str(field.type)} - {"extra"}
_DEFAULTS = {field.name: field.default for field in fields(Entry)}


class Head(NamedTuple):
    """What must be known of each entry before it is read: whether it is in its issue, and what is to be said of it."""

    id: str
    path: str
    hide: bool
    draft: bool
    by_hand: bool  # whether a person set its topic
    fetched: str  # ISO 8601; "" for one that was written by hand
    thumbnail: str


def head(entry: Entry) -> Head:
    came = entry.fetched.isoformat() if entry.fetched else ""
    return Head(entry.id, entry.path, entry.hide, entry.draft, bool(entry.topic), came, entry.thumbnail)


def written(stamp: str, told: Mapping[str, Any]) -> tuple[str, str] | None:
    """A folder's fields as texts; None where they hold what would not come back the same."""
    said = {
        "issue": told["issue"],
        "heads": told["heads"],
        "texts": dict(told["texts"]),
        "names": sorted(told["names"]),
        "editorial": asdict(told["editorial"]),
        "pictures": sorted(told["pictures"]),
        "problems": [(problem.where, problem.what, problem.mend) for problem in told["problems"]],
    }
    try:
        folder, of_entries = ("\n".join((stamp, *map(_json, part))) for part in ([said], map(_said, told["entries"])))
        same = (
            read(stamp, folder) == {name: told[name] for name in told if name != "entries"}
            and entries(stamp, of_entries) == told["entries"]
        )
        return (folder, of_entries) if same else None
    except (TypeError, ValueError):
        return None


def read(stamp: str, text: str) -> dict[str, Any] | None:
    """The fields again, but for the entries; None where the folder was another when they were kept.

    Raises ValueError, TypeError, KeyError or AttributeError for what is no such text.
    """
    if text.partition("\n")[0] != stamp:
        return None
    said = json.loads(text.partition("\n")[2])
    editorial = said["editorial"] | {key: tuple(said["editorial"][key]) for key in ("topics", "pins")}
    return {
        "issue": said["issue"],
        "heads": tuple(map(Head._make, said["heads"])),
        "texts": said["texts"],
        "names": frozenset(said["names"]),
        "editorial": Editorial(**editorial),
        "pictures": frozenset(said["pictures"]),
        "problems": tuple(Problem(*problem) for problem in said["problems"]),
    }


def entries(stamp: str, text: str) -> tuple[Entry, ...] | None:
    """The entries again; None, and raising, as above."""
    first, _, rows = text.partition("\n")
    return _entries(rows) if first == stamp else None


def lines(stamp: str, text: str) -> Sequence[str] | None:
    """What `entry` reads each of them from; None as above."""
    first, *rows = text.split("\n")
    return rows if first == stamp else None


def entry(line: str) -> Entry:
    """One entry again. Raises as above."""
    return _entry(json.loads(line))


def each(folder: str, of_entries: str) -> Mapping[str, tuple[str, Entry]]:
    """The entries by their paths, each with the hash of its file, of the texts of one folder at one time; nothing of others.

    Raises as above.
    """
    (first, _, told), (second, _, rows) = folder.partition("\n"), of_entries.partition("\n")
    if first != second:
        return {}
    texts = json.loads(told)["texts"]
    return {entry.path: (texts[entry.path], entry) for entry in _entries(rows)}


def _entries(rows: str) -> tuple[Entry, ...]:
    return tuple(map(_entry, json.loads("[" + rows.replace("\n", ",") + "]")))  # at once, which takes less than one by one


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=datetime.isoformat)


def _said(entry: Entry) -> dict[str, Any]:
    return {name: value for name, default in _DEFAULTS.items() if (value := getattr(entry, name)) != default}


def _entry(row: dict[str, Any]) -> Entry:
    for name in row.keys() & _TIMES:
        row[name] = datetime.fromisoformat(row[name])
    for name in row.keys() & _LISTS:
        row[name] = tuple(row[name])
    if "extra" in row:
        row["extra"] = tuple((key, value) for key, value in row["extra"])
    return Entry(**row)
