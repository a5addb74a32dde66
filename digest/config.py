"""digest.toml → Project. Every mistake is found at once, each with its line and the nearest thing that would be right.

The settings and their documentation stand in model.py; pydantic checks the values against the types there, and says what is wrong
with them. What is plainly right needs no such help: it takes a tenth of a second to be there.
"""

import dataclasses
import difflib
import ipaddress
import os
import re
import tomllib
import unicodedata
import zoneinfo
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin
from urllib.parse import quote, urlsplit, urlunsplit

from digest.errors import ConfigError, Problem
from digest.model import Fetch, Gate, Limits, Project, Search, Site, Source, Theme, Topic
from digest.naming import slug

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_SECTIONS: dict[str, type] = {"site": Site, "fetch": Fetch, "gate": Gate, "search": Search, "theme": Theme}
_LISTS: dict[str, type] = {"sources": Source, "topics": Topic}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CADENCES = ("daily", "weekly", *(f"weekly:{day}" for day in _WEEKDAYS), "monthly")

Location = tuple[str | int, ...]
Wrong = tuple[Location, str, str]  # where, what, how to mend


def load(path: Path, text: str | None = None) -> Project:
    """Read a configuration. Raises ConfigError with all that is wrong in it. `text`: what it would say, where that is not written yet."""
    shown = _shown(path)
    try:
        text = path.read_text("utf-8") if text is None else text
        data = tomllib.loads(text)
    except FileNotFoundError:
        raise ConfigError(Problem(shown, "no such file", "Name an existing one with `--config FILE`, or run `digest init`.")) from None
    except (OSError, UnicodeDecodeError) as error:
        why = f"cannot be read ({error.strerror})" if isinstance(error, OSError) else "is not in UTF-8"
        raise ConfigError(Problem(shown, why, "It must be a readable file in UTF-8.")) from None
    except RecursionError:
        what = "not valid TOML: its brackets stand in each other too deep"
        raise ConfigError(Problem(shown, what, "Text must stand in quotes.")) from None
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        found = re.match(r"line (\d+)", place)
        line = found[1] if found else (text or "").rstrip().count("\n") + 1  # the end
        open_ = not found and what.startswith(("Unclosed", "Unterminated", "Invalid value"))
        mend = "Something above it is not closed: a bracket, or a quotation mark." if open_ else "Text must stand in quotes, lists in [ ]."
        raise ConfigError(Problem(f"{shown}:{line}", f"not valid TOML: {_lower(what)}", mend)) from None

    root = path.resolve().parent
    problems = [dataclasses.replace(problem, where=f"{shown}:{line_of(text, location)}") for location, problem in _unknown(data)]
    settings, rows, wrong = _values(data)
    project = Project(root=root, config=path.resolve(), output=root / "site", **settings)
    wrong += _contradictions(project, rows)
    project, no_addresses = _with_addresses(project, rows)
    problems += [Problem(f"{shown}:{line_of(text, location)}", what, mend) for location, what, mend in (*wrong, *no_addresses)]
    if problems:
        raise ConfigError(*_in_order(problems))
    return project


# ── addresses ────────────────────────────────────────────────────────────────────────────────────


def address(text: str, of: str = "source") -> str | Problem:
    """An address as programs want it, in the characters that addresses are made of; a Problem, its place left open, where it is none.

    `of` whom or what: a "source"; the "site", whose pages' paths are put behind it; a "contact", by web or mail.
    """
    kind, read = _ADDRESSES[of]
    try:
        return read(text)
    except _Odd as odd:
        said = _said(re.sub(r"//[^/?#]*@", "//…@", text))  # a log is no place for a password
        return Problem("", f"{said} is no {kind}: {odd.why}", odd.mend)


class _Odd(ValueError):
    def __init__(self, why: str, mend: str) -> None:
        super().__init__(why)
        self.why, self.mend = why, mend


_PATH = "/:@!$&'()*+,;=~-._%"  # what may stand in a path as it is


def _web(text: str) -> str:
    if not re.match(r"https?://", text, re.IGNORECASE):
        raise _Odd("it begins with neither https:// nor http://", "Write the whole of it, such as https://example.org/news/.")
    if found := re.search(r'[\s\x00-\x20\x7f-\xa0"<>\\`\ufffe\uffff]', text):
        named = found[0] if found[0].isprintable() and found[0] != " " else unicodedata.name(found[0], f"U+{ord(found[0]):04X}").lower()
        raise _Odd(f"no address has a {named} in it", "Take it out, or write it as its % code.")
    try:
        parts = urlsplit(text)
    except ValueError:
        raise _Odd("what stands in its [ ] is no IPv6 address", "Such as http://[::1]:8080/.") from None
    if "@" in parts.netloc:
        raise _Odd("it holds a user name or a password", "Take out what stands before the @: many will read this.")
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0 or parts.netloc.endswith(":"):
        raise _Odd("its port is none", "A port is a number from 1 to 65535; mostly none is needed.")
    host = _host(parts.hostname or "")
    netloc = host if port is None else f"{host}:{port}"
    query = quote(parts.query, safe=_PATH + "?[]|{}^")
    return urlunsplit((parts.scheme.lower(), netloc, quote(parts.path, safe=_PATH), query, quote(parts.fragment, safe=_PATH + "?")))


def _site(text: str) -> str:
    found = _web(text)
    if "?" in found or "#" in found:
        raise _Odd("it has a ? or a #, and the pages' paths are put behind it", "End it before that.")
    parts = urlsplit(found)
    path = parts.path.rstrip("/") + "/"
    # A path that begins with two slashes would lead to another host, and one with dots to another folder.
    if "//" in path or {".", ".."} & set(path.split("/")) or re.search(r"%(?![0-9A-Fa-f]{2})", path):
        raise _Odd("its path is none", "Such as https://someone.github.io/news/.")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _contact(text: str) -> str:
    if text.lower().startswith(("http:", "https:")):
        return _web(text)
    name, _, host = text.rpartition("@")
    if not re.fullmatch(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+", name):  # servers are told it, in ASCII
        raise _Odd("it is neither", "Such as desk@example.org or https://example.org/contact.")
    return f"{name}@{_host(host)}"


def _host(host: str) -> str:
    """A host as the network knows it: in lower case and ASCII."""
    try:
        if ":" in host:
            return f"[{ipaddress.IPv6Address(host)}]"
        name = host.encode("idna").decode("ascii").lower()
    except ValueError:
        name = ""
    if not all(re.fullmatch(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?", label) for label in name.removesuffix(".").split(".")):
        raise _Odd(f"{host!r} is no host" if host else "it names no host", "A host is a name such as news.example.org.")
    return name


_ADDRESSES: dict[str, tuple[str, Callable[[str], str]]] = {
    "source": ("web address", _web),
    "site": ("web address", _site),
    "contact": ("mail or web address", _contact),
}


def _with_addresses(project: Project, rows: Mapping[str, list[int]]) -> tuple[Project, list[Wrong]]:
    """The project with its addresses as programs want them, and those that are none."""
    wrong: list[Wrong] = []

    def read(location: Location, text: str, of: str) -> str:
        found = address(text, of) if text else ""
        if isinstance(found, str):
            return found
        mend = found.mend if of != "source" or ":" in text else "A web address does; a file is named with `path`."
        wrong.append((location, f"`{location[-1]}` = {found.what}", mend))
        return text

    site = dataclasses.replace(
        project.site,
        base_url=read(("site", "base_url"), project.site.base_url, "site"),
        contact=read(("site", "contact"), project.site.contact, "contact"),
    )
    sources = tuple(
        dataclasses.replace(source, url=read(("sources", i, "url"), source.url, "source")) if source.url and not source.path else source
        for i, source in zip(rows.get("sources", ()), project.sources, strict=True)
    )
    return dataclasses.replace(project, site=site, sources=sources), wrong


# ── values ───────────────────────────────────────────────────────────────────────────────────────


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
            yield (name,), _no_such(name, top, "digest.toml") if isinstance(value, dict) else _misplaced(name, top)
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


def _misplaced(key: str, top: list[str]) -> Problem:
    """A setting that stands above all tables, and belongs into one."""
    owners = [section for section, kind in _SECTIONS.items() if key in {option.name for option in dataclasses.fields(kind)}]
    if not owners:
        return _no_such(key, top, "digest.toml")
    return Problem("", f"`{key}` stands in no table", f"Write it below [{owners[0]}].")


def _values(data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[int]], list[Wrong]]:
    """What is well typed, as the project's settings, with the row that each came from; and what is not."""
    settings: dict[str, Any] = {}
    numbers: dict[str, list[int]] = {}
    wrong: list[Wrong] = []

    def typed(kind: type, value: Any, location: Location) -> list[Any]:
        if (right := plain(kind, value)) is not None:
            return [right]
        from pydantic import ValidationError

        options = {option.name: option for option in dataclasses.fields(kind)}
        if isinstance(value, dict):  # the keys that are none are named by _unknown
            value = {key: _Unfit(value[key]) if _unfit(options[key], value[key]) else value[key] for key in value if key in options}
        try:
            return [_adapter(kind).validate_python(value)]
        except ValidationError as error:
            mistakes = error.errors(include_url=False)
            for mistake in mistakes:
                where: Location = (*location, *mistake["loc"])
                option = options.get(str(where[len(location)])) if len(where) > len(location) else None
                wrong.append((where, *_in_words(location[0], option, mistake)))
            faulty = {mistake["loc"][0] for mistake in mistakes if mistake["loc"]}
            if kind in _LISTS.values() or not isinstance(value, dict) or not faulty & value.keys():  # of a row, too little is left
                return []
            return typed(kind, {key: value[key] for key in value if key not in faulty}, location)  # which may still contradict itself

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
            wrong.append(((name,), f"`{name}` must be written as [[{name}]]", "With two brackets: there may be several."))
    return settings, numbers, wrong


def plain(kind: type, row: Any) -> Any:
    """The record that pydantic would make of a table of settings, where each of its values plainly is of its type; else None."""
    options = {option.name: option for option in dataclasses.fields(kind)}
    if not isinstance(row, dict) or not row.keys() <= options.keys():
        return None
    needed = {name for name, option in options.items() if option.default is option.default_factory is dataclasses.MISSING}
    try:
        return kind(**{key: _plain(options[key].type, value) for key, value in row.items()}) if needed <= row.keys() else None
    except (ValueError, KeyError, OSError):  # the last two of time zones
        return None


def _plain(kind: Any, value: Any) -> Any:
    """A value as a setting of a kind has it. Raises ValueError where it is not plain that it may."""
    given = type(value)
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (one for one in get_args(kind) if one is not NoneType)  # TOML has nothing that means none
    limits: list[Limits] = []
    if get_origin(kind) is Annotated:
        kind, *limits = get_args(kind)
    if get_origin(kind) is Literal:
        right = given is str and value in get_args(kind)
    elif kind == tuple[str, ...]:
        right, value = given is list and {str}.issuperset(map(type, value)), tuple(value) if given is list else ()
    elif kind is zoneinfo.ZoneInfo and given is str:
        right, value = True, zoneinfo.ZoneInfo(value)
    elif kind is time and given is str:
        right, value = bool(re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", value)), time.fromisoformat(value)
    elif kind in (int, float) and given in (int, float):
        right = (given is int or kind is float) and abs(value) < 10**12 and all(one.keep(value) for one in limits)
        value = kind(value) if right else value
    else:
        right = kind in (str, bool) and given is kind
    if not right:
        raise ValueError
    return value


@dataclasses.dataclass(frozen=True, slots=True)
class _Unfit:
    """A value that pydantic would take, and make something else of."""

    value: Any


def _unfit(option: "dataclasses.Field[Any]", value: Any) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return (
        (isinstance(value, bool) and option.type is not bool)  # else true is 1
        or (number and option.type in (time, bool))  # else 1830 is half past midnight
        or (number and not abs(value) < 10**12)  # and infinity, and what is no number
    )


def _in_words(section: str | int, option: "dataclasses.Field[Any] | None", mistake: Any) -> tuple[str, str]:
    """What pydantic found, as we say it: what, and how to mend."""
    given, kind, limits = mistake["input"], mistake["type"], mistake.get("ctx", {})
    if option is None:
        brackets = f"[[{section}]]" if section in _LISTS else f"[{section}]"
        return f"`{section}` = {_said(given)} is no table", f"Write {brackets} on a line of its own, and its settings below."
    if kind == "missing":
        return f"`{option.name}` is missing in [[{section}]]", f'Write {option.name} = "…" below it.'
    such = f"Such as {option.name} = {_example(option)}."
    if isinstance(given, _Unfit):
        given = given.value
        if isinstance(given, (int, float)) and not isinstance(given, bool) and not abs(given) < 10**12:
            return f"`{option.name}` = {_said(given)} is no number to work with", such
    for ending, what, mend in (
        ("literal_error", "is none", f"It is {limits.get('expected')}."),
        ("zoneinfo_str", "is no time zone", _zone_near(given) if kind == "zoneinfo_str" else ""),
        ("time_", "is no time of day", 'Write hours and minutes, such as "18:30".'),
        ("string_", "must be text", 'Write it in quotes: "…".'),
        ("tuple_", "must be a list", 'Write it in brackets: ["…", "…"].'),
        ("bool_", "must be true or false", "Write it without quotes."),
        ("int_", "must be a whole number", such),
        ("float_", "must be a number", such),
        ("greater_than_equal", f"must be {limits.get('ge'):g} or more" if "ge" in limits else "", such),
        ("greater_than", f"must be more than {limits.get('gt'):g}" if "gt" in limits else "", such),
        ("less_than_equal", f"must be {limits.get('le'):g} at most" if "le" in limits else "", such),
    ):
        if kind.startswith(ending):
            return f"`{option.name}` = {_said(given)} {what}", mend
    return f"`{option.name}` = {_said(given)}: {_lower(mistake['msg'])}", such


def _example(option: "dataclasses.Field[Any]") -> str:
    """A value that an option may have: the one that it has by itself."""
    return f"{option.default:g}" if isinstance(option.default, float) else str(option.default or 3)


def _zone_near(given: Any) -> str:
    near = difflib.get_close_matches(given, sorted(zoneinfo.available_timezones()), 1) if isinstance(given, str) else ()
    return f"Did you mean {near[0]!r}?" if near else 'Such as "Europe/Berlin", or "UTC".'


def _said(value: Any) -> str:
    """A value much as it stands in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    said = value.isoformat() if isinstance(value, (date, time)) else repr(value)
    return said if len(said) <= 80 else said[:79] + "…"


@cache
def _adapter(kind: type) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(kind)  # the making of one takes as long as the reading of a hundred rows


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _contradictions(project: Project, rows: Mapping[str, list[int]]) -> Iterator[Wrong]:
    """What is well typed and still cannot be followed."""
    site = project.site
    if site.cadence not in CADENCES:
        near = difflib.get_close_matches(site.cadence, CADENCES, 1)
        yield (
            ("site", "cadence"),
            f"`cadence` = {site.cadence!r} is none",
            f"Did you mean {near[0]!r}?" if near else f"One of {', '.join(CADENCES)}.",
        )
    if site.timezone.key in ("localtime", "posixrules"):
        yield ("site", "timezone"), f"`timezone` = {site.timezone.key!r} is another on each machine", 'Name one, such as "Europe/Berlin".'
    if site.close_at.tzinfo:
        yield (
            ("site", "close_at"),
            f"`close_at` = '{site.close_at}' has a zone of its own",
            "Write hours and minutes; `timezone` says where.",
        )
    yield from _no_look(project.theme)
    rows_of: list[tuple[Location, Any]] = [((name,), getattr(project, name)) for name in _SECTIONS]
    rows_of += [((name, i), row) for name in _LISTS for i, row in zip(rows.get(name, ()), getattr(project, name), strict=True)]
    for location, row in rows_of:
        yield from _no_text(location, row)
    taken: set[str] = set()
    for i, source in zip(rows.get("sources", ()), project.sources, strict=True):
        if source.name in taken:
            yield ("sources", i, "name"), f"two sources are called {source.name!r}", "Give one of them another name."
        taken.add(source.name)
        if bool(source.path) == bool(source.url):
            what = "both `path` and `url`" if source.path else "neither `path` nor `url`"
            yield ("sources", i), f"source {source.name!r} has {what}", "It needs one of the two."
        for key in ("include", "exclude"):
            for pattern in getattr(source, key):
                try:
                    re.compile(pattern[1:-1] if len(pattern) > 2 and pattern[0] == pattern[-1] == "/" else "")
                except (re.error, RecursionError, OverflowError) as error:
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


def _no_look(theme: Theme) -> Iterator[Wrong]:
    """What no style sheet could be made of: it would take the rest of the sheet with it."""
    digits = re.fullmatch(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})", theme.accent)
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", theme.accent):
        whole = "".join(digit * (1 if len(digits[1]) == 6 else 2) for digit in digits[1]) if digits else ""
        mend = f"Write #{whole}." if whole else "Such as #9A3412: # and six digits, two each for red, green and blue."
        yield ("theme", "accent"), f"`accent` = {_said(theme.accent)} is no colour", mend
    if not re.fullmatch(r"\w(?:[\w -]*\w)?", theme.font):
        mend = "One name, of letters, digits, spaces and hyphens, such as Iowan Old Style; or serif, sans, mono."
        yield ("theme", "font"), f"`font` = {_said(theme.font)} is no font's name", mend


_NAMES = {("site", "title"), ("site", "desk"), ("sources", "name"), ("topics", "name")}


def _no_text(location: Location, row: Any) -> Iterator[Wrong]:
    """Names that are empty or more than a line, and texts with characters that no page can show."""
    for option in dataclasses.fields(row):
        value = getattr(row, option.name)
        name = (location[0], option.name) in _NAMES
        for text in value if isinstance(value, tuple) else (value,):
            if not isinstance(text, str):
                continue
            odd = next((c for c in text if (unicodedata.category(c) == "Cc" or c in "\ufffe\uffff") and (name or c not in "\n\r\t")), None)
            if odd:
                what = f"`{option.name}` has a control character in it (U+{ord(odd):04X})"
                yield (*location, option.name), what, "Write it again, without what was copied along."
            elif name and not any(unicodedata.category(c)[0] not in "ZC" for c in text):
                yield (*location, option.name), f"`{option.name}` is empty", "Write a name there, such as Desk."


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: int(problem.where.rpartition(":")[2]))


def _shown(path: Path) -> str:
    """A path as a person would type it: relative where it lies below the working folder."""
    try:
        return Path(os.path.realpath(path)).relative_to(Path.cwd()).as_posix()  # resolve() raises where links lead in a circle
    except ValueError:
        return str(path)
