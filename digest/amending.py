"""digest.toml + sources → digest.toml. Every byte that is there stays; what is new stands below, or in its place.

What would come of it is read before it is written: the file that is left behind is always one that can be followed.
"""

import dataclasses
import os
import re
import shutil
import tomllib
from bisect import bisect
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from digest import config
from digest.errors import ConfigError, DigestError, Problem
from digest.model import Source

# What a TOML string may not hold as it is, and the ends of lines that only some programs know.
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_SITE = re.compile(r"^[ \t]*\[[ \t]*site[ \t]*\][^\n]*\n", re.MULTILINE)


def quoted(text: str) -> str:
    """A text as a TOML string on one line."""
    return '"' + _ESCAPED.sub(lambda found: _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}", text) + '"'


def block(source: Source) -> str:
    """A source as a `[[sources]]`: what differs from the defaults."""
    lines = ["[[sources]]"]
    for option in dataclasses.fields(source):
        value = getattr(source, option.name)
        if value != option.default:
            lines.append(f"{option.name} = {_value(value)}")
    return "\n".join(lines) + "\n"


def with_sources(text: str, sources: Sequence[Source]) -> str:
    """A digest.toml with more sources at its end."""
    apart = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    added = apart + "\n".join(map(block, sources)) if sources else ""
    return text + (added.replace("\n", "\r\n") if "\r\n" in text else added)


def with_site(text: str, key: str, value: str) -> str:
    """A digest.toml whose `[site]` has another word for `key`; the text as it was, where that cannot be done line by line."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    try:
        wanted = tomllib.loads(_lines(text))
        said = wanted.setdefault("site", {})
        there, said[key] = key in said, value
    except (tomllib.TOMLDecodeError, AttributeError, TypeError):
        return text
    tried = []
    if there:
        line = re.compile(rf"""^([ \t]*{key}[ \t]*=[ \t]*)("(?:[^"\\\n]|\\.)*"|'[^'\n]*')""", re.MULTILINE)
        tried = [text[: found.start(2)] + quoted(value) + text[found.end(2) :] for found in line.finditer(text)]
    elif found := _SITE.search(text):
        tried = [text[: found.end()] + f"{key} = {quoted(value)}{line_end}" + text[found.end() :]]
    else:
        apart = "" if not text else line_end if text.endswith("\n") else line_end * 2
        tried = [text + f"{apart}[site]{line_end}{key} = {quoted(value)}{line_end}"]
    for after in tried:  # a line like it may stand in another section, or in a text of many lines
        with suppress(tomllib.TOMLDecodeError):
            if tomllib.loads(_lines(after)) == wanted:
                return after
    return text


def read(path: Path) -> str:
    """A digest.toml as it is, its lines' ends and all. Raises ConfigError."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(Problem(path.name, f"cannot be read ({error})", "It must be a readable file in UTF-8.")) from None


def followed(path: Path, text: str, sources: Sequence[Source]) -> tuple[str, list[Source], list[Problem]]:
    """What `text` becomes with the sources that digest can follow; these; and what is wrong with the others.

    Raises ConfigError where it is the file itself that takes no more, as one with `sources = […]` does.
    """
    kept, problems = list(sources), []  # type: list[Source], list[Problem]
    while kept:
        after = with_sources(text, kept)
        try:
            config.load(path, _lines(after))
            return after, kept, problems
        except ConfigError as error:
            starts = _starts(after, kept)
            wrong: dict[int, Problem] = {}
            for problem in error.problems:
                line = problem.where.rpartition(":")[2]
                at = bisect(starts, int(line)) - 1 if line.isdigit() else -1
                if at < 0:
                    raise _takes_no_more(path, error) from None
                wrong.setdefault(at, problem)
            if not wrong or "not valid TOML" in error.problems[0].what:
                raise _takes_no_more(path, error) from None
            problems += [Problem(kept[i].name, problem.what, problem.mend) for i, problem in sorted(wrong.items())]
            kept = [source for i, source in enumerate(kept) if i not in wrong]
    return text, kept, problems


def write(path: Path, before: str, after: str) -> None:
    """Put a digest.toml in the place of the one that said `before`: all of it, or none. Raises DigestError."""
    path = path.resolve()  # a link stays one
    if read(path) != before:
        raise DigestError(Problem(path.name, "was changed meanwhile, and is left as it is", "Run the command again."))
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            with draft.open("wb") as out:
                out.write(after.encode("utf-8"))
                out.flush()
                os.fsync(out.fileno())
            shutil.copymode(path, draft)
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise DigestError(Problem(path.name, f"cannot be written ({error.strerror})")) from error


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    return quoted(value) if isinstance(value, str) else repr(value)


def _lines(text: str) -> str:
    """As Python reads a text file."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _starts(after: str, sources: Sequence[Source]) -> list[int]:
    """The line, from 1, at which each of the sources begins that stand at the end of `after`."""
    line = _lines(after).count("\n") + 2
    starts = []
    for source in reversed(sources):
        line -= block(source).count("\n") + 1
        starts.append(line)
    return starts[::-1]


def _takes_no_more(path: Path, error: ConfigError) -> ConfigError:
    mend = "Write its sources as [[sources]], each below the other."
    return ConfigError(*(Problem(path.name, f"takes no more sources at its end: {problem.what}", mend) for problem in error.problems[:1]))
