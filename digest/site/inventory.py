"""Which pages stand in the site as we put them there, each with the mark of what it was made of: these need not be made again.

A note in .digest/: lost or damaged, it only costs time. A file is known to be ours as it was by what the system tells of it.
The first line of the note names the site; each other is of pages that were made together, and is understood only as far as
somebody asks for one of them: of a large site, most lines are put down again as they are.
"""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from digest.model import Page
from digest.site import folder

NAME = "pages.jsonl"

Told = tuple[int, int, int, int]  # what `folder.told` told of a file


class Put(NamedTuple):
    """A page as it was put there: its marks, and its file's size in bytes, times in nanoseconds and number."""

    mark: str
    size: int
    time: int
    changed: int
    number: int
    lot: str = ""

    @property
    def file(self) -> Told:
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


class Noted:
    """Pages that were made together, or each alone where it has no name, as they are noted in a line: three parts with tabs between."""

    def __init__(self, line: str) -> None:
        """Raises ValueError, TypeError or RecursionError where the line is none of ours."""
        self.line = line
        self.lot, names, self._rows = line.split("\t")
        self.names: Sequence[str] = json.loads(names)
        "".join(self.names)  # whether these are names

    @classmethod
    def of(cls, lot: str, pages: Mapping[str, Put]) -> "Noted":
        return cls("\t".join((lot, _json([*pages]), _json([put[:-1] for put in pages.values()]))))

    @cached_property
    def pages(self) -> Mapping[str, Put]:
        """Nothing where it is not as we noted it."""
        with suppress(ValueError, TypeError, RecursionError):
            return {name: Put._make((*row, self.lot)) for name, row in zip(self.names, json.loads(self._rows), strict=True)}
        return {}

    def marks(self) -> Iterable[tuple[str, str]]:
        """The path of each page, and its mark."""
        return ((name, put.mark) for name, put in self.pages.items())

    @cached_property
    def folders(self) -> frozenset[str]:
        """The folders of the folders that its pages are in: an issue has a folder for each of its entries."""
        return frozenset(name.rpartition("/")[0].rpartition("/")[0] for name in self.names)


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


class Stands(NamedTuple):
    """The pages that stand in a site: those that were looked at one by one, and all of some lots."""

    pages: Mapping[str, Put]
    lots: Sequence[Noted] = ()

    def files(self) -> dict[str, Told]:
        """What the system told of each file."""
        return {name: put.file for pages in (*(lot.pages for lot in self.lots), self.pages) for name, put in pages.items()}


class Around(NamedTuple):
    """What a look at a whole site tells."""

    gone: Sequence[str]  # the pages that are not there as they are noted
    plain: Sequence[str]  # folders of folders of pages in which there is no link
    folders: Mapping[str, frozenset[str]]  # by lot: those that `Noted.folders` tells


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
        self.lots: dict[str, Noted] = {}  # by name; "" of what was made alone
        self._lot_of: dict[str, Noted] = {}  # by page
        self._stand: dict[str, Put] = {}  # those of which it is known by now
        self._gone: set[str] = set()
        self._whole: dict[str, bool] = {}  # lots of which it is known whether all of their pages stand
        self.plain: frozenset[str] = frozenset()  # folders that were seen to have no folder in them that is a link
        self._ahead: Callable[[], Around] | None = None
        self._all_seen = False
        self._stamps = self._stamped()
        self.hashes = folder.made(output)
        self._noted = ""
        with suppress(OSError, ValueError, TypeError, RecursionError):  # not there, or not ours
            self._noted = folder.noted(path) if path else ""
            first, *lines = self._noted.split("\n")
            lots = [*map(Noted, lines)] if json.loads(first) == self._there else []
            self._lot_of = {name: lot for lot in lots for name in lot.names}
            if len(self._lot_of) == sum(len(lot.names) for lot in lots):  # what names a page twice would know two things of it
                self.lots = {lot.lot: lot for lot in lots}
            else:
                self._lot_of = {}

    def now(self) -> "Inventory":
        """The same, if no other run has changed what it says; else another."""
        return self if self._stamps == self._stamped() else Inventory(self.path, self.output)

    def around(self) -> "Around":
        """A look at all that is noted."""
        lots = self.lots.values()
        stand = {name for lot in lots for name, put in lot.pages.items() if put.is_at(self._there + name)}
        above = {name for lot in lots for name in lot.folders}
        return Around(
            [name for name in self._lot_of if name not in stand],
            [name for name in above if not may_have_links(self._there + name)],
            {lot.lot: lot.folders for lot in lots},
        )

    def look_ahead(self, around: "Callable[[], Around]") -> None:
        """Go by what `around` will have told, when it is first asked whether a page is there."""
        self._ahead = around

    def _look_ahead(self) -> None:
        if self._ahead:
            gone, plain, folders = self._ahead()
            self._ahead, self._all_seen = None, True
            self._gone, self.plain = {*gone, *(self._lot_of.keys() - self.hashes)}, frozenset(plain)
            for name, of_lot in folders.items():
                self.lots[name].folders = of_lot

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
        self._look_ahead()
        put = (self._stand.get(name) or self._looked_for(name)) if mark else None
        return put if put is not None and put.mark == mark else None

    def _looked_for(self, name: str) -> Put | None:
        lot = self._lot_of.get(name)
        if lot is None or name in self._gone or name not in self.hashes:
            return None
        put = lot.pages.get(name)
        if put and (self._all_seen or put.is_at(self._there + name)):
            self._stand[name] = put
            return put
        self._gone.add(name)
        return None

    def lot(self, mark: str) -> Noted | None:
        """The pages that were made together under a mark, if all of them are there; nothing where one is not."""
        return self.whole(self._names.get(mark, ""))

    def whole(self, name: str) -> Noted | None:
        """The lot of this name, if all of its pages are there."""
        lot = self.lots.get(name) if name else None
        if lot is None or not lot.names or name.partition(" ")[2] != str(len(lot.names)):
            return None
        if name not in self._whole:
            self._look_ahead()
            self._whole[name] = self._gone.isdisjoint(lot.names) if self._all_seen else all(map(self._looked_for, lot.names))
        return lot if self._whole[name] else None

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The lots, by their marks alone."""
        return {lot.partition(" ")[0]: lot for lot in self.lots}

    def note(self, stands: Stands) -> None:
        """Put down what stands there now, unless it is what was noted."""
        if not self.path:
            return
        lots: defaultdict[str, dict[str, Put]] = defaultdict(dict)
        for name, put in stands.pages.items():
            if put.mark:
                lots[put.lot][name] = put
        lines = [*(lot.line for lot in stands.lots), *(Noted.of(lot, pages).line for lot, pages in lots.items())]
        if (text := "\n".join((_json(self._there), *lines))) != self._noted:
            with suppress(OSError):
                folder.note(self.path, text)


def put(page: Page, stat: os.stat_result) -> Put:
    """What is to be noted of a page that stands in a file of which the system tells `stat`."""
    return Put(page.mark, *folder.told(stat), page.lot)
