"""An issue's folder, read ↔ a text, so that thousands of files need not be read again while nobody touches them.

First a line that tells what the folder was like, then JSON. Only what comes back the same is kept.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from digest.entries.editorial import Editorial
from digest.errors import Problem
from digest.model import Entry

_TIMES = {field.name for field in fields(Entry) if "datetime" in str(field.type)}
_LISTS = {field.name for field in fields(Entry) if "tuple" in str(field.type)} - {"extra"}
_DEFAULTS = {field.name: field.default for field in fields(Entry)}


def written(stamp: str, told: Mapping[str, Any]) -> str:
    """A folder's fields as text; "" where they hold what would not come back the same."""
    said = {
        "issue": told["issue"],
        "entries": [_said(entry) for entry in told["entries"]],
        "texts": dict(told["texts"]),
        "names": sorted(told["names"]),
        "editorial": asdict(told["editorial"]),
        "pictures": sorted(told["pictures"]),
        "problems": [(problem.where, problem.what, problem.mend) for problem in told["problems"]],
    }
    try:
        text = f"{stamp}\n{json.dumps(said, ensure_ascii=False, separators=(',', ':'), default=datetime.isoformat)}"
        return text if read(stamp, text) == told else ""
    except (TypeError, ValueError):
        return ""


def read(stamp: str, text: str) -> dict[str, Any] | None:
    """The fields again; None where the folder was another when they were kept.

    Raises ValueError, TypeError, KeyError or AttributeError for what is no such text.
    """
    if text.partition("\n")[0] != stamp:
        return None
    said = json.loads(text.partition("\n")[2])
    editorial = said["editorial"] | {key: tuple(said["editorial"][key]) for key in ("topics", "pins")}
    return {
        "issue": said["issue"],
        "entries": tuple(map(_entry, said["entries"])),
        "texts": said["texts"],
        "names": frozenset(said["names"]),
        "editorial": Editorial(**editorial),
        "pictures": frozenset(said["pictures"]),
        "problems": tuple(Problem(*problem) for problem in said["problems"]),
    }


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
