"""digest.toml → Project. Every mistake is found at once, each with its line and the nearest thing that would be right.

The settings and their documentation stand in model.py; pydantic checks the values against the types there.
"""

import dataclasses
import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from digest.errors import ConfigError, Problem
from digest.model import Fetch, Gate, Project, Site, Source, Topic
from digest.prose import slug

NAME = "digest.toml"

# Keys of the contract that this version reads without acting on them yet; said aloud, so that no one waits for an effect.
LATER = {("search",): "search", ("theme",): "themes", ("sources", "images"): "pictures"}

_SECTIONS: dict[str, type] = {"site": Site, "fetch": Fetch, "gate": Gate}
_LISTS: dict[str, type] = {"sources": Source, "topics": Topic}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CADENCES = ("daily", "weekly", *(f"weekly:{day}" for day in _WEEKDAYS), "monthly")

Location = tuple[str | int, ...]


class Loaded(NamedTuple):
    project: Project
    warnings: tuple[Problem, ...]


def find(start: Path) -> Path:
    """The digest.toml of the folder `start`, or of the nearest folder above it."""
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder / NAME
    raise ConfigError(
        Problem(
            str(start),
            f"no {NAME} here or in any folder above",
            "Run `digest init` to lay down a new site, or name one with `--config FILE`.",
        )
    )


def load(path: Path, text: str | None = None) -> Loaded:
    """Read a configuration. Raises ConfigError with all that is wrong in it. `text`: what it would say, where that is not written yet."""
    shown = _shown(path)
    try:
        text = path.read_text("utf-8") if text is None else text
        data = tomllib.loads(text)
    except FileNotFoundError:
        raise ConfigError(Problem(shown, "no such file", "Name an existing one with `--config FILE`, or run `digest init`.")) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(Problem(shown, f"cannot be read ({error})", "It must be a readable file in UTF-8.")) from None
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        line = re.match(r"line (\d+)", place)
        where = f"{shown}:{line[1]}" if line else shown
        raise ConfigError(Problem(where, f"not valid TOML: {_lower(what)}", "Text must stand in quotes, lists in [ ].")) from None

    root = path.resolve().parent
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for location, problem in _unknown(data):
        later = LATER.get(tuple(part for part in location if isinstance(part, str)))
        where = f"{shown}:{line_of(text, location)}"
        if later:
            warnings.append(Problem(where, f"`{location[-1]}` has no effect yet: this version has no {later}"))
        else:
            problems.append(dataclasses.replace(problem, where=where))
    settings, rows, wrong = _values(data)
    problems += [Problem(f"{shown}:{line_of(text, location)}", what) for location, what in wrong]
    project = Project(root=root, config=path.resolve(), output=root / "site", **settings)
    problems += [Problem(f"{shown}:{line_of(text, location)}", what, mend) for location, what, mend in _contradictions(project, rows)]
    if problems:
        raise ConfigError(*_in_order(problems))
    base_url = project.site.base_url
    if base_url and not base_url.endswith("/"):
        project = dataclasses.replace(project, site=dataclasses.replace(project.site, base_url=base_url + "/"))
    return Loaded(project, tuple(warnings))


def line_of(text: str, location: Location) -> int:
    """The line, from 1, where a key of a TOML text stands; of what is around it where it has no line of its own.

    `location` is a path such as ("sources", 2, "limit").
    """
    found, here, counts = 1, (), {}  # type: int, Location, dict[str, int]
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*(\[\[?)\s*([^\]]+?)\s*\]", line):
            name = header[2].strip("\"'")
            if header[1] == "[[":
                counts[name] = counts.get(name, -1) + 1
                here = (name, counts[name])
            else:
                here = (name,)
            if here == location[: len(here)] or location == (name,):
                found = number
        elif (
            (key := re.match(r"""\s*["']?([\w-]+)["']?\s*[.=]""", line))
            and here == location[: len(here)]
            and key[1] in location[len(here) :][:1]
        ):
            return number
    return found


def _unknown(data: Mapping[str, Any]) -> Iterator[tuple[Location, Problem]]:
    top = [*_SECTIONS, *_LISTS]
    for name, value in data.items():
        if name not in top:
            yield (name,), _no_such(name, top, "digest.toml")
        elif name in _SECTIONS and isinstance(value, dict):
            yield from _unknown_keys((name,), value, _SECTIONS[name], f"[{name}]")
        elif name in _LISTS and isinstance(value, list):
            for i, row in enumerate(value):
                if isinstance(row, dict):
                    yield from _unknown_keys((name, i), row, _LISTS[name], f"[[{name}]]")


def _unknown_keys(location: Location, row: Mapping[str, Any], kind: type, where: str) -> Iterator[tuple[Location, Problem]]:
    options = [option.name for option in dataclasses.fields(kind)]
    for key in row:
        if key not in options:
            yield (*location, key), _no_such(key, options, where)


def _no_such(key: str, known: list[str], where: str) -> Problem:
    near = difflib.get_close_matches(key, known, 1)
    return Problem("", f"unknown key `{key}` in {where}", f"Did you mean `{near[0]}`?" if near else f"Known are {', '.join(known)}.")


def _values(data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[int]], list[tuple[Location, str]]]:
    """What is well typed, as the project's settings, with the row that each came from; and what is not: where, and why."""
    settings: dict[str, Any] = {}
    numbers: dict[str, list[int]] = {}
    wrong: list[tuple[Location, str]] = []

    def typed(kind: type, value: Any, location: Location) -> list[Any]:
        if isinstance(value, dict):
            names = {option.name for option in dataclasses.fields(kind)}  # the others are named by _unknown
            value = {key: value[key] for key in value if key in names}
        try:
            return [_adapter(kind).validate_python(value)]
        except ValidationError as error:
            for mistake in error.errors(include_url=False):
                where: Location = (*location, *mistake["loc"])
                key = where[len(location)] if len(where) > len(location) else location[0]
                if "missing" in mistake["type"]:
                    what = f"`{key}` is missing in [[{location[0]}]]"
                else:
                    what = f"`{key}` = {mistake['input']!r}: {_lower(mistake['msg'])}"
                wrong.append((where, what))
            return []

    for name, kind in _SECTIONS.items():
        if name in data:
            settings.update((name, value) for value in typed(kind, data[name], (name,)))
    for name, kind in _LISTS.items():
        rows = data.get(name, [])
        if isinstance(rows, list):
            good = [(i, value) for i, row in enumerate(rows) for value in typed(kind, row, (name, i))]
            numbers[name] = [i for i, _ in good]
            settings[name] = tuple(value for _, value in good)
        else:
            wrong.append(((name,), f"`{name}` must be written as [[{name}]]"))
    return settings, numbers, wrong


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)  # the making of one takes as long as the reading of a hundred rows


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _contradictions(project: Project, rows: Mapping[str, list[int]]) -> Iterator[tuple[Location, str, str]]:
    """What is well typed and still cannot be followed: where, what, how to mend."""
    site = project.site
    if site.cadence not in CADENCES:
        near = difflib.get_close_matches(site.cadence, CADENCES, 1)
        yield (
            ("site", "cadence"),
            f"`cadence` = {site.cadence!r} is none",
            f"Did you mean {near[0]!r}?" if near else f"One of {', '.join(CADENCES)}.",
        )
    if site.base_url and not re.match(r"https?://[^/\s?#]+(/[^\s?#]*)?$", site.base_url):
        yield ("site", "base_url"), f"`base_url` = {site.base_url!r} is no web address", "Such as https://someone.github.io/news/."
    taken: set[str] = set()
    for i, source in zip(rows.get("sources", ()), project.sources, strict=True):
        if source.name in taken:
            yield ("sources", i, "name"), f"two sources are called {source.name!r}", "Give one of them another name."
        taken.add(source.name)
        if bool(source.path) == bool(source.url):
            what = "both `path` and `url`" if source.path else "neither `path` nor `url`"
            yield ("sources", i), f"source {source.name!r} has {what}", "It needs one of the two."
        elif source.url and not re.match(r"https?://[^/\s]+", source.url):
            yield (
                ("sources", i, "url"),
                f"`url` = {source.url!r} is no web address",
                "It begins with https:// or http://; a file is named with `path`.",
            )
        for key in ("include", "exclude"):
            for pattern in getattr(source, key):
                try:
                    re.compile(pattern[1:-1] if len(pattern) > 2 and pattern[0] == pattern[-1] == "/" else "")
                except re.error as error:
                    yield (
                        ("sources", i, key),
                        f"{pattern!r} is no regular expression ({error})",
                        "Without the slashes it is taken as plain words.",
                    )
    names: dict[str, str] = {}
    for i, topic in zip(rows.get("topics", ()), project.topics, strict=True):
        if other := names.get(slug(topic.name)):
            what = f"topics {other!r} and {topic.name!r} would have the same address"
            yield ("topics", i, "name"), what, "Give one another name, or join them."
        names.setdefault(slug(topic.name), topic.name)


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: int(problem.where.rpartition(":")[2]))


def _shown(path: Path) -> str:
    """A path as a person would type it: relative where it lies below the working folder."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
