"""What tells that something would be made just as it was: a hash of all that it is made of.

Records are hashed once, however many hold them; an entry by the hash of its file, which the store knows.
"""

import hashlib
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time, tzinfo
from enum import Enum
from functools import cache
from pathlib import Path, PurePath
from typing import Any

from digest.model import Entry, Issue

_PLAIN = (bool, int, float, bytes, date, time, tzinfo, PurePath, Enum)
_LIBRARIES = (
    "babel",
    "css-inline",
    "font-source-serif-pro",
    "jinja2",
    "linkify-it-py",
    "markdown-it-py",
    "markupsafe",
    "pillow",
    "python-dateutil",
    "pyyaml",
    "tzdata",
)
_HEAD = tuple(field.name for field in fields(Issue) if field.name not in ("sections", "outline"))


# What tells each part of the program by its name: found out once, or noted by a run of the very same files.
parts: dict[str, str] = {}


class Marks:
    """Hashes of values. What was given to `of` is taken to stay as it is, for as long as this lives."""

    def __init__(self, texts: Mapping[str, str], *, brief: bool = False) -> None:
        """`texts` tells the hash of an entry's file, by the entry's path; entries that are not named there are looked at.

        Of records that have a `gist`, `brief` marks only that, and else what is `whole`.
        """
        self._texts, self._brief = texts, brief
        self._known: dict[int, tuple[Any, str]] = {}  # with what it is of: as long as that is held, no other takes its number

    def of(self, value: Any) -> str:
        """The hash of strings, numbers, times, paths, and of records, sequences and mappings of these. Raises TypeError for others."""
        return hash_of(self._said(value))

    def record(self, value: Any) -> str:
        """The hash of a record, or of a sequence of them, as it stands in that of whatever holds it."""
        said = self._said(value)
        return said if is_dataclass(value) else hash_of(said)

    def forget(self) -> None:
        """Let go of all that was given."""
        self._known.clear()

    def _said(self, value: Any) -> str:
        kind = type(value)  # first what is asked for most: this is called a hundred times for each page
        if kind is str:
            return repr(value)
        if kind is tuple or kind is list:
            return f"[{','.join([self._said(one) for one in value])}]"
        known = self._known.get(id(value))
        if known is not None:
            return known[1]
        if isinstance(value, str):
            return repr(str(value))
        if value is None or isinstance(value, _PLAIN):
            return f"{kind.__name__}{value!r}"
        if isinstance(value, (tuple, list)):
            return f"[{','.join([self._said(one) for one in value])}]"
        known = self._known[id(value)] = (value, hash_of(self._within(value)))
        return known[1]

    def _within(self, value: Any) -> str:
        if isinstance(value, Entry) and (text := self._texts.get(value.path)):
            return f"Entry {value.path} {value.issue} {text}"
        if hasattr(value, "gist"):
            return f"{type(value).__name__}{self._said(value.gist() if self._brief else value.whole())}"
        if isinstance(value, Issue) and value.outline and value.outline.mark:
            return f"Issue[{','.join([self._said(getattr(value, name)) for name in _HEAD])}]{value.outline.mark}"
        if is_dataclass(value):
            kind: Any = type(value)
            return f"{kind.__name__}[{','.join([self._said(getattr(value, name)) for name in _fields(kind)])}]"
        if isinstance(value, Mapping):
            return f"{{{','.join([f'{self._said(key)}:{self._said(inside)}' for key, inside in value.items()])}}}"
        if isinstance(value, frozenset):
            return self._said(sorted(value))
        raise TypeError(f"nothing tells whether a {type(value).__name__} is as it was")


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.compare)


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def part(name: str, made_of: Callable[[], Iterator[bytes]]) -> str:
    """What tells that a part of the program is the same: a hash of all that it is `made_of`."""
    if name not in parts:
        seen = hashlib.sha256()
        for piece in made_of():
            seen.update(piece)
        parts[name] = seen.hexdigest()
    return parts[name]


def program() -> str:
    """What tells that the program is the same: its own files, and the libraries that decide what an entry or a page says."""
    return part("program", _program)


def _program() -> Iterator[bytes]:
    yield f"{sys.version} {unicodedata.unidata_version}".encode()
    yield from versions(*_LIBRARIES)
    for path in _ours(Path(__file__).parent):
        yield path.name.encode() + path.read_bytes()


def versions(*libraries: str) -> Iterator[bytes]:
    """Which of each there is; nothing of one that is not there."""
    from importlib.metadata import PackageNotFoundError, version  # 10 ms

    for name in libraries:
        try:
            yield f"{name} {version(name)}".encode()
        except PackageNotFoundError:
            continue


def _ours(folder: Path) -> list[Path]:
    found: list[Path] = []
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir() and path.name not in ("templates", "__pycache__"):
            found += _ours(path)
        elif path.name.endswith((".py", ".toml")):
            found.append(path)
    return found
