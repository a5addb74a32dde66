"""What `digest list` answers, remembered in .digest/ as long as nobody touches anything that it is made of.

That is digest.toml and content/, and the program. Of their files only that is looked at which the system tells of them without
opening any, as `unchanged` does; so not even the settings are read where nothing is new.
"""

import json
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest import unchanged
from digest.errors import Problem

if TYPE_CHECKING:
    from digest.model import Project

NAME = "listing"


@dataclass(frozen=True, slots=True)
class Listing:
    """Where everything is."""

    issues: list[dict[str, Any]]  # the oldest first, each as `report.issue_json` tells it
    topics: list[str]  # those that digest.toml names
    problems: list[Problem]


def listed(config: Path, anew: Callable[[], "tuple[Project, Listing]"], clock: Callable[[], int]) -> Listing:
    """What was remembered of the project of `config`, its digest.toml; else what `anew` works out.

    `clock` tells what the system's clock says, in nanoseconds. Raises what `anew` does.
    """
    root = os.path.dirname(os.path.realpath(config))
    places = [os.path.realpath(config), os.path.join(root, "content")]
    before = unchanged.stamp(places, at=clock())
    if before.mark and (known := _remembered(os.path.join(root, ".digest", NAME), before.mark)):
        return known
    project, made = anew()
    if before.mark and before.settled and before.mark == unchanged.stamp(places, at=clock()).mark:
        _remember(project, made, before.mark)
    return made


def lines(listed: Listing, *, reasons: bool) -> Iterator[str]:
    """A listing as people read it, the newest issue first; with the reasons why each story stands where it does."""
    for issue in reversed(listed.issues):
        yield f"{issue['id']}  No. {issue['number']}  {issue['title']}{'  (draft)' if issue['draft'] else ''}"
        for section in issue["sections"]:
            yield f"  {section['topic']}"
            for story in section["stories"]:
                for i, entry in enumerate(story["entries"]):
                    draft = "  (draft)" if entry["draft"] else ""
                    yield f"{'   +' if i else '    '} {entry['title']}  [{entry['source']}]  {entry['path']}{draft}"
                if reasons:
                    yield from (f"       · {reason}" for reason in story["reasons"])


def _remembered(path: str, mark: str) -> Listing | None:
    if not os.path.isfile(path):  # a pipe would keep us waiting
        return None
    with suppress(OSError, ValueError, KeyError, TypeError), open(path, encoding="ascii") as file:  # not ours
        if file.readline() == f"{mark}\n" and file.readline() == f"{_sum(text := file.read())}\n":
            told = json.loads(text)
            return Listing(told["issues"], told["topics"], [Problem(**one) for one in told["problems"]])
    return None


def _remember(project: "Project", made: Listing, mark: str) -> None:
    from digest import premises

    told = {"issues": made.issues, "topics": made.topics, "problems": [asdict(problem) for problem in made.problems]}
    text = json.dumps(told, separators=(",", ":"))
    premises.memory(project)
    premises.note(project, NAME, f"{mark}\n{_sum(text)}\n{text}")


def _sum(text: str) -> int:
    """By which it is known to be what was put down: of a flipped bit JSON says nothing."""
    return zlib.crc32(text.encode("ascii"))
