"""Which pages stand in the site as we put them there, each with the mark of what it was made of: these need not be made again.

A note in .digest/: lost or damaged, it only costs time. A file is known to be ours as it was by what the system tells of it.
"""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from digest.model import Page
from digest.site import folder

NAME = "pages.json"


class Put(NamedTuple):
    """A page as it was put there: its marks, and its file's size in bytes, times in nanoseconds and number."""

    mark: str
    size: int
    time: int
    changed: int
    number: int
    lot: str = ""

    @property
    def file(self) -> tuple[int, int, int, int]:
        """What `folder.told` told of its file."""
        return self.size, self.time, self.changed, self.number

    def of(self, lot: str) -> "Put":
        """The same page, as one of these."""
        return self if self.lot == lot else self._replace(lot=lot)

    def is_at(self, path: str) -> bool:
        """Whether the file is still that one. Links are followed nowhere: we make none."""
        try:
            return folder.told(os.lstat(path)) == self.file
        except (OSError, ValueError):  # of a damaged note, a path that none can be
            return False


class Around(NamedTuple):
    """What a look at a whole site tells."""

    gone: Sequence[str]  # the pages that are not there as they are noted
    plain: Sequence[str]  # folders of folders of pages in which there is no link


def may_have_links(folder: str) -> bool:
    """Whether there is a link in a folder, as far as it tells: one question for all that is in it."""
    try:
        with os.scandir(folder) as inside:
            return any(one.is_symlink() for one in inside)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True


class Inventory:
    """What stands in `output`, by the note at `path`; nothing where that is None. Each file is looked at once."""

    def __init__(self, path: Path | None, output: Path) -> None:
        self.path, self.output = path, output
        self._there = os.path.join(os.path.abspath(output), "")
        self.pages: dict[str, Put] = {}
        self._lots: Mapping[str, Mapping[str, Sequence[Any]]] = {}  # by name, as they are noted; "" of what was made alone
        self._stand: dict[str, Put] = {}  # those of which it is known by now
        self._gone: set[str] = set()
        self.plain: frozenset[str] = frozenset()  # folders that were seen to have no folder in them that is a link
        self._ahead: Callable[[], Around] | None = None
        self._stamps = self._stamped()
        self.hashes = folder.made(output)
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):  # not there, or not ours
            kept = json.loads(folder.noted(path)) if path else {}
            if kept["output"] == self._there:
                self.pages = {name: Put._make((*row, lot)) for lot, pages in kept["lots"].items() for name, row in pages.items()}
                self._lots = kept["lots"]

    def now(self) -> "Inventory":
        """The same, if no other run has changed what it says; else another."""
        return self if self._stamps == self._stamped() else Inventory(self.path, self.output)

    def around(self) -> "Around":
        """A look at all that is noted."""
        gone = [name for name, put in self.pages.items() if not put.is_at(self._there + name)]
        folders = {name.rpartition("/")[0] for name in self.pages}
        above = {name.rpartition("/")[0] for name in folders}
        return Around(gone, [name for name in above if not may_have_links(self._there + name)])

    def look_ahead(self, around: "Callable[[], Around]") -> None:
        """Go by what `around` will have told, when it is first asked whether a page is there."""
        self._ahead = around

    def _stamped(self) -> list[tuple[int, ...]]:
        found: list[tuple[int, ...]] = []
        for path in (*([self.path] if self.path else []), self.output / folder.MANIFEST):
            with suppress(OSError):
                found.append(folder.told(os.stat(path)))
        return found

    def holds(self, name: str, mark: str) -> bool:
        """Whether the page of this name and mark is there."""
        return self.held(name, mark) is not None

    def held(self, name: str, mark: str) -> Put | None:
        """The page of this name and mark, if it is there."""
        put = self._stand.get(name) or self._looked_for(name)
        return put if put is not None and put.mark == mark != "" else None

    def _looked_for(self, name: str) -> Put | None:
        if self._ahead:
            gone, plain = self._ahead()
            self._gone, self.plain, self._ahead = {*gone, *(self.pages.keys() - self.hashes)}, frozenset(plain), None
            self._stand = {name: put for name, put in self.pages.items() if name not in self._gone} if self._gone else {**self.pages}
            return self._stand.get(name)
        put = self.pages.get(name)
        if put is None or name in self._gone or name not in self.hashes:
            return None
        if put.is_at(self._there + name):
            self._stand[name] = put
            return put
        self._gone.add(name)
        return None

    def lot(self, mark: str) -> Mapping[str, str]:
        """The pages that were made together under a mark, paths and marks, if all of them are there; nothing where one is not."""
        lot = self._names.get(mark, "")
        pages = {name: row[0] for name, row in self._lots[lot].items()} if lot else {}
        return pages if lot == f"{mark} {len(pages)}" and all(self.holds(name, of_page) for name, of_page in pages.items()) else {}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The lots, by their marks alone."""
        return {lot.partition(" ")[0]: lot for lot in self._lots}

    def note(self, pages: Mapping[str, Put]) -> None:
        """Put down what stands there now."""
        if self.path:
            lots: defaultdict[str, dict[str, Sequence[Any]]] = defaultdict(dict)
            for name, put in pages.items():
                if put.mark:
                    lots[put.lot][name] = put[:-1]
            with suppress(OSError):
                folder.note(self.path, json.dumps({"output": self._there, "lots": lots}, separators=(",", ":")))


def put(page: Page, stat: os.stat_result) -> Put:
    """What is to be noted of a page that stands in a file of which the system tells `stat`."""
    return Put(page.mark, *folder.told(stat), page.lot)
