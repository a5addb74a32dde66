"""Markdown files of this project, with or without front matter. Their owner's word: it is handed on as it stands.

Front matter in TOML, as Hugo and Zola have it between lines of +++, is handed on as YAML that says the same on the same lines.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from digest.errors import Problem, SourceError
from digest.model import Item
from digest.sources.document import Document

_OPENING = re.compile(r"\ufeff?\+\+\+[ \t]*\n")
_CLOSING = re.compile(r"^\+\+\+[ \t]*$\n?", re.MULTILINE)
_AT = re.compile(r"(?P<what>.*?) \(at (?:line (?P<line>\d+), column \d+|end of document)\)$", re.DOTALL)
_OURS = {"author": "authors", "tags": "categories", "lastmod": "updated"}  # what those programs call what entries have


def read(document: Document, text: str) -> Sequence[Item]:
    """One item. What its front matter says is understood where front matter is: in entries.

    Raises SourceError for TOML that is none.
    """
    return [
        Item(
            source=document.source,
            origin=document.origin,
            own=document.local,
            name=document.name,
            text=_in_yaml(text, document.origin),
            markup="markdown",
            version=document.version,
        )
    ]


def _in_yaml(text: str, where: str) -> str:
    if not text.lstrip("\ufeff").startswith("+++"):
        return text
    import tomllib  # for the few that write it

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    opening = _OPENING.match(text)
    if not opening:
        return text
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        raise SourceError(Problem(f"{where}:1", "front matter is opened by +++ and never closed", "Put a line of +++ below its last line."))
    front = text[opening.end() : closing.start()]
    try:
        said = tomllib.loads(front)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SourceError(_broken(error, front, where)) from None
    return f"---\n{_rows(_renamed(said), front)}---\n{text[closing.end() :]}"


def _renamed(said: dict[str, Any]) -> dict[str, Any]:
    """Front matter by the names that entries know. Zola has its tags in a table of their own."""
    found: dict[str, Any] = {}
    for key, value in said.items():
        if key == "taxonomies" and isinstance(value, dict):
            for name, one in _renamed(value).items():
                found[name] = _together(found.get(name, []), one)
        elif (name := _OURS.get(key, key)) in ("authors", "categories"):
            found[name] = _together(found.get(name, []), value)
        else:
            found[name] = value
    return found


def _together(values: list[Any], more: Any) -> list[Any]:
    return values + [one for one in (more if isinstance(more, list) else [more]) if one not in values]


def _rows(said: dict[str, Any], front: str) -> str:
    """Lines of YAML, each key on the line on which it stands in TOML: by that entries name what is wrong with it."""
    lines = front.split("\n")[:-1]
    rows = [""] * len(lines)
    for key, value in said.items():
        row = ": ".join(json.dumps(one, ensure_ascii=False, default=str) for one in (key, value))  # JSON is YAML
        at = _line_of(key, lines)
        if at is None or rows[at]:
            rows.append(row)
        else:
            rows[at] = row
    return "".join(f"{row}\n" for row in rows)


def _line_of(key: str, lines: Sequence[str]) -> int | None:
    names = "|".join(re.escape(name) for name in (key, *(theirs for theirs, ours in _OURS.items() if ours == key)))
    begins = re.compile(rf"\s*[\[\"']*(?:{names})[\]\"'.\s=]")
    return next((i for i, line in enumerate(lines) if begins.match(line)), None)


def _broken(error: Exception, front: str, where: str) -> Problem:
    told = _AT.match(str(error))
    line = int(told["line"]) if told and told["line"] else max(front.count("\n"), 1)
    what = told["what"] if told else "too many lists in lists"
    return Problem(
        f"{where}:{line + 1}", f"front matter is not valid TOML ({what})", 'A text stands in quotes there: `title = "Gull counted"`.'
    )
