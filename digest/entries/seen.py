"""content/seen.txt: every id ever gathered, the issue it went to, the hash of what was written; and what became of issues.

It is append-only, and two copies of it may be joined by keeping the lines of both: nothing hangs on which line stands last
but to which of two issues an id went. Lines about issues have ids of their own:

    issue:2026-11-10 2026-11-10 daily       the issue was begun, while issues came out daily
    next:2026-11-10 2026-11-10 begun        content/next/ was begun, to become that issue
    next:2026-11-10 2026-11-10 released     and it became it, or somebody took it away

And one about the digest:

    feeds:https://news.example/ 2026-11-10 -     where its feeds stood first: issues have their ids of it, wherever they move
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from digest.errors import Problem

NAME = "seen.txt"
NOTHING = "-"  # the hash of an id that was put down as seen without a file
BEGUN, RELEASED = "begun", "released"
_ADDRESS = "feeds:"
_NO_ENTRIES = ("issue:", "next:", _ADDRESS)
# A line that a full disk or a cut of the power broke off has no end; whole ones that lack theirs are an editor's.
_WHOLE = re.compile(r"\s*\S+\s+\d{4}-\d\d-\d\d\s+(?:[0-9a-f]{16}|-|daily|weekly|monthly|begun|released)\s*")
# Where nobody has a digest of his own: what `digest init` writes, and this machine.
_NOBODYS = frozenset({"example.org", "example.com", "example.net", "localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Record:
    """What seen.txt knows of an id: the issue it went to, and the hash of everything we ever wrote for it."""

    issue: str
    hashes: frozenset[str]
    last: str


@dataclass(frozen=True, slots=True)
class Seen:
    """seen.txt, read."""

    records: Mapping[str, Record]
    problems: tuple[Problem, ...] = ()

    @property
    def begun(self) -> dict[str, str]:
        """The days for which content/next/ was begun and not released, by the ids under which that was put down."""
        return {
            id: record.issue
            for id, record in self.records.items()
            if id.startswith("next:") and BEGUN in record.hashes and RELEASED not in record.hashes
        }

    @property
    def next_day(self) -> str | None:
        """The day whose issue content/next/ becomes: the latest for which it was begun."""
        return max(self.begun.values(), default=None)

    def cadence(self, day: str) -> str | None:
        """How often issues came out when the issue of `day` was begun: daily, weekly, monthly."""
        record = self.records.get(issue_id(day))
        return min(record.hashes) if record else None

    def filed(self, day: str) -> bool:
        """Whether anything was filed for the issue of `day`."""
        return any(record.issue == day and record.last != NOTHING and not id.startswith(_NO_ENTRIES) for id, record in self.records.items())

    @property
    def address(self) -> str:
        """Where the feeds stood first; "" where that was not put down. Two branches may have put down two: the earlier holds."""
        found = ((record.issue, id) for id, record in self.records.items() if id.startswith(f"{_ADDRESS}http"))
        return min(found, default=("", ""))[1].removeprefix(_ADDRESS)

    def free_next_id(self, day: str) -> str:
        """An id to begin content/next/ for `day` under: another one where it was released before."""
        id, n = f"next:{day}", 1
        while id in self.records:
            n += 1
            id = f"next:{day}#{n}"
        return id


def issue_id(day: str) -> str:
    return f"issue:{day}"


def address_id(base_url: str) -> str:
    """The id under which it is put down where the feeds stand; "" where that is no place of one's own."""
    return "" if (urlsplit(base_url).hostname or "localhost") in _NOBODYS else f"{_ADDRESS}{base_url}"


def parse(text: str) -> Seen:
    """seen.txt from its text. Lines that cannot be read are named and passed over; a last one that broke off is none."""
    records: dict[str, Record] = {}
    problems = []
    text = text[: len(text) - len(broken_off(text))]
    for number, line in enumerate(text.splitlines(), 1):
        match line.split():
            case [id, issue, hash] if is_day(issue):
                before = records.get(id)
                records[id] = Record(issue, before.hashes | {hash} if before else frozenset((hash,)), hash)
            case []:
                pass
            case _:
                problems.append(
                    Problem(f"content/{NAME}:{number}", "this line is not `ID ISSUE HASH`", "Delete it, or the marks that a merge left.")
                )
    return Seen(records, tuple(problems))


def broken_off(text: str) -> str:
    """What stands at the end of a seen.txt and is not a whole line: its file is found by its id, and put down again."""
    last = (text.splitlines(keepends=True) or [""])[-1]
    has_its_end = last.splitlines() != [last]
    return "" if has_its_end or not last.isascii() or _WHOLE.fullmatch(last) else last


@lru_cache(maxsize=4096)  # few days stand in many lines
def is_day(name: str) -> bool:
    """Whether this is an issue's id: the name of its folder."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", name):
        return False
    try:
        date.fromisoformat(name)
    except ValueError:
        return False
    return True
