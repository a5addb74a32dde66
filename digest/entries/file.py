"""Entry ↔ the text of its file: front matter, then Markdown. What is written is read back; what is not ours is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from digest.entries import dates, frontmatter, urls
from digest.entries.identity import local
from digest.entries.text import clean
from digest.errors import EntryError, Problem
from digest.model import Entry
from digest.naming import slug

# Front matter in the order in which it is written: key → (the entry's field, what it holds).
FIELDS: dict[str, tuple[str, type]] = {
    "id": ("id", str),
    "title": ("title", str),
    "source": ("source", str),
    "date": ("published", datetime),
    "updated": ("updated", datetime),
    "fetched": ("fetched", datetime),
    "link": ("link", str),
    "guid": ("guid", str),
    "authors": ("authors", tuple),
    "language": ("language", str),
    "topic": ("topic", str),
    "story": ("story", str),
    "pin": ("pin", bool),
    "hide": ("hide", bool),
    "draft": ("draft", bool),
    "note": ("note", str),
    "summary": ("summary", str),
    "key_points": ("key_points", tuple),
    "categories": ("categories", tuple),
    "image": ("image", str),
    "thumbnail": ("thumbnail", str),
    "image_alt": ("image_alt", str),
    "aliases": ("aliases", tuple),
    "origin": ("origin", str),
}
_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0", "", "null", "~")
_HEADING = re.compile(r"\s*(?:#[ \t]++(?P<atx>[^\n]*[^ \t\n#])[ \t#]*|(?P<setext>\S.*)\n=+[ \t]*)(?:\n|$)")


def serialise(entry: Entry) -> str:
    """The text of an entry's file. Fields that are empty are left out; what is not ours stands last."""
    fields: dict[str, Any] = {}
    for key, (name, kind) in FIELDS.items():
        value = getattr(entry, name)
        if value:
            fields[key] = list(value) if kind is tuple else value
    return frontmatter.join(fields | dict(entry.extra), entry.body)


@dataclass(frozen=True, slots=True)
class Said:
    """What a Markdown file says of itself: fields by the names of Entry, and the Markdown below."""

    fields: Mapping[str, Any]
    extra: tuple[tuple[str, Any], ...]
    body: str


def read(text: str, where: str, zone: tzinfo) -> Said:
    """Front matter given its types. Raises EntryError with the line of what cannot be understood.

    A text without a title in its front matter takes its first heading for it.
    """
    said, lines, body = frontmatter.split(clean(text.replace("\r\n", "\n").replace("\r", "\n")), where)
    fields: dict[str, Any] = {}
    extra = []
    for key, value in said.items():
        if key not in FIELDS:
            extra.append((key, value))
            continue
        name, kind = FIELDS[key]
        fields[name] = typed(value, kind, key, f"{where}:{lines.get(key, 1)}", zone)
    for name in ("link", "image"):
        if address := fields.get(name):
            fields[name] = urls.absolute(address)
            if not fields[name]:
                raise EntryError(
                    Problem(f"{where}:{lines[name]}", f"`{name}: {address}` is no web address", "It begins with https:// or http://.")
                )
    body = body.strip("\n")
    if not fields.get("title") and (heading := _HEADING.match(body)):
        fields["title"] = " ".join((heading["atx"] or heading["setext"]).split())
        body = body[heading.end() :].strip("\n")
    return Said(fields, tuple(extra), body)


def parse(text: str, *, path: str, issue: str, zone: tzinfo, desk: str) -> Entry:
    """The entry that a file of content/ holds. `path` is the file's, in the project.

    Raises EntryError: where it cannot be understood, what it is, how to mend it.
    """
    said = read(text, path, zone)
    fields = {"id": local(path), "source": desk} | {name: value for name, value in said.fields.items() if value not in ("", ())}
    if not fields.get("title"):
        raise EntryError(Problem(f"{path}:1", "this entry has no title", "Give it a line `title: …` between two lines of ---."))
    fields["id"] = "".join(fields["id"].split())
    return Entry(**fields, extra=said.extra, body=said.body, issue=issue, path=path, slug=address(path))


def address(path: str) -> str:
    """The slug of an entry's file: its name without the .md, which some systems write in capitals."""
    return slug(path.rpartition("/")[2][: -len(".md")])


def typed(value: Any, kind: type, key: str, where: str, zone: tzinfo) -> Any:
    """What front matter says of `key`, as a `kind`. Raises EntryError."""
    if kind is tuple:
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) for one in values):
            raise EntryError(Problem(where, f"`{key}` must be a list of plain words", f"Such as `{key}: [one, another]`."))
        return tuple(text for one in values if (text := " ".join(one.split())))
    if not isinstance(value, str):
        raise EntryError(Problem(where, f"`{key}` must be one value", "Put a text that has a `:` in quotes."))
    if kind is bool:
        if value.lower() in _YES:
            return True
        if value.lower() in _NO:
            return False
        raise EntryError(Problem(where, f"`{key}: {value}` is neither true nor false", f"Write `{key}: true`, or take the line out."))
    if kind is datetime:
        if value.strip().lower() in _NO:
            return None
        when = dates.moment(value, zone=zone)
        if when is None:
            raise EntryError(Problem(where, f"`{key}: {value}` is no date that can be told", "Write 2026-11-10 or 2026-11-10T09:30+01:00."))
        return when
    return value.strip() if key in ("note", "summary") else " ".join(value.split())
