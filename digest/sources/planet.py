"""The config.ini of Planet, Planet Venus and their like → subscriptions. What has no counterpart here is said in words."""

import re
from collections.abc import Iterator, Mapping
from configparser import Error, MissingSectionHeaderError, ParsingError, RawConfigParser
from contextlib import suppress
from typing import Any

from digest.errors import Problem, SourceError
from digest.model import Source
from digest.sources.subscriptions import Subscriptions, address, plain

_COMMENT = re.compile(r"\s;.*|\s#(?:\s.*|$)")  # `Blog #1` is a name
_SITE = {"name": "title", "link": "base_url", "owner_name": "publisher", "owner_email": "contact"}
_SIFTING = {"filter": "include", "exclude": "exclude"}
_LOOKS = {"name", "title", "feed", "url", "link", "content_type", *_SIFTING}  # what we read of a feed's section
# What a planet's settings are called that mean something to a reader, and what there is of it here.
_MEANT = {
    "filters": "digest runs no programs on entries; a source's `include` and `exclude` choose among them",
    "items_per_page": "an issue holds all that came in its time; a source's `limit` is how much of it is shown in full",
    "days_per_page": "[site] `cadence` says how long an issue collects",
    "new_feed_items": "a source's `first` is how much of a new feed comes in",
    "activity_threshold": "sources/ shows which feeds have gone quiet",
    "feed_timeout": "[fetch] `timeout` is what this was",
    "template_files": "templates of your own go into templates/, and are Jinja's",
    "output_theme": "templates of your own go into templates/, and are Jinja's",
}


class _Settings(dict[str, Any]):
    """Of a key without a value the value is empty: below None, a line that goes on with it would bring configparser down."""

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, [] if value is None else value)


def read(text: str, origin: str) -> Subscriptions:
    """The feeds of a planet, in its order, and what it says of itself. Raises SourceError where it is none."""
    # Raw: a % is a %; not strict: a section may come twice.
    parser = RawConfigParser(strict=False, allow_no_value=True, dict_type=_Settings)
    problems: list[Problem] = []
    try:
        parser.read_string(text.lstrip("\ufeff"), origin)
    except MissingSectionHeaderError:
        what = "is no planet's configuration: it does not begin with a [section]"
        raise SourceError(Problem(origin, what, "It is the config.ini of a Planet; OPML comes in with `digest opml import`.")) from None
    except ParsingError as error:  # the other lines are read all the same
        problems += [Problem(f"{origin}:{line}", f"cannot be read: {plain(said)}") for line, said in error.errors]
    except Error as error:
        raise SourceError(Problem(origin, f"cannot be read ({plain(str(error))})")) from None
    own = {plain(_value(section)): _settings(parser, section) for section in parser.sections()}
    planet = {key: value for name, said in own.items() if name.lower() == "planet" for key, value in said.items()}
    programs = {name for key in ("filters", "template_files") for name in planet.get(key, "").split()}
    sources: list[Source] = []
    left_out: list[Problem] = []
    lost: dict[str, int] = {}  # settings of feeds that have no counterpart, and how many have each
    for name, said in own.items():
        kind = said.get("content_type", "").lower()
        if name.lower() == "planet" or name in programs:
            continue
        if "opml" in kind or "foaf" in kind:
            mend = "Save that list and run `digest opml import` on it." if "opml" in kind else "Add its feeds one by one."
            left_out.append(Problem(name, "is a reading list of others, which is not followed", mend))
            continue
        called = said.get("name") or said.get("title") or ""
        url = address(name) or address(said.get("feed", "")) or address(said.get("url", ""))
        if not url:
            left_out.append(Problem(f"[{name}]", "names no feed that can be asked", "" if said else "It is empty."))
            continue
        sieve = {to: tuple(_sieve(f"[{name}]", key, said.get(key) or planet.get(key, ""), problems)) for key, to in _SIFTING.items()}
        sources.append(Source(name=called or ("" if address(name) else name), url=url, include=sieve["include"], exclude=sieve["exclude"]))
        for key in said.keys() - _LOOKS:
            lost[key] = lost.get(key, 0) + 1
    if not sources and not planet:
        raise SourceError(
            Problem(origin, "is no planet's configuration: it has no [Planet] and no feeds", "OPML comes in with `digest opml import`.")
        )
    problems += _without_counterpart(origin, planet, lost)
    site = {ours: value for key, ours in _SITE.items() if (value := planet.get(key, ""))}
    return Subscriptions(sources=tuple(sources), left_out=tuple(left_out), problems=tuple(problems), site=site)


def _settings(parser: RawConfigParser, section: str) -> Mapping[str, str]:
    """What a section says itself. [DEFAULT] is for templates: its name would be the name of all feeds."""
    return {key: plain(_value(value or "")) for key, value in parser.items(section) if parser.defaults().get(key) != value}


def _value(said: str) -> str:
    """A value without the comment behind it."""
    return "\n".join(_COMMENT.sub("", line) for line in said.split("\n")).strip()


def _sieve(where: str, key: str, said: str, problems: list[Problem]) -> Iterator[str]:
    """A planet's expression as a word of `include` or `exclude`."""
    if not said:
        return
    with suppress(re.error, RecursionError, OverflowError):
        re.compile(said)
        yield f"/{said}/"
        return
    problems.append(Problem(where, f"`{key}` = {said!r} is no regular expression, and is left out"))


def _without_counterpart(origin: str, planet: Mapping[str, str], lost: Mapping[str, int]) -> Iterator[Problem]:
    for key, value in planet.items():
        if key in _MEANT and value not in ("", "0"):
            yield Problem(f"{origin} [Planet]", f"`{key}` = {value!r} is not taken over: {_MEANT[key]}")
    others = [f"`{key}`" for key in planet if key not in _MEANT.keys() | _SITE.keys() | _SIFTING.keys()]
    if others:
        yield Problem(f"{origin} [Planet]", f"{', '.join(others)}: digest has no such settings, or does it in its own way")
    if lost:
        told = ", ".join(f"`{key}` ({count})" for key, count in sorted(lost.items()))
        yield Problem(origin, f"of the feeds' own settings these are not taken over: {told}")
