"""Which pages stand in the site as we put them there, each with the mark of what it was made of: these need not be made again.

A note in .digest/: lost or damaged, it only costs time. A file is known to be ours as it was by what the system tells of it.
"""

import json
import os
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

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
        except OSError:
            return False


class Inventory:
    """What stands in `output`, by the note at `path`; nothing where that is None. Each file is looked at once."""

    def __init__(self, path: Path | None, output: Path) -> None:
        self.path, self.output = path, output
        self._there = os.path.join(os.path.abspath(output), "")
        self.pages: dict[str, Put] = {}
        self._is: dict[str, bool] = {}
        self._stamps = self._stamped()
        self.hashes = folder.made(output)
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):  # not there, or not ours
            kept = json.loads(folder.noted(path)) if path else {}
            if kept["output"] == self._there:
                self.pages = {name: Put._make(row) for name, row in kept["pages"].items()}

    def now(self) -> "Inventory":
        """The same, if no other run has changed what it says; else another."""
        return self if self._stamps == self._stamped() else Inventory(self.path, self.output)

    def _stamped(self) -> list[tuple[int, ...]]:
        found: list[tuple[int, ...]] = []
        for path in (*([self.path] if self.path else []), self.output / folder.MANIFEST):
            with suppress(OSError):
                found.append(folder.told(os.stat(path)))
        return found

    def holds(self, name: str, mark: str) -> bool:
        """Whether the page of this name and mark is there."""
        put = self.pages.get(name) if mark else None
        if put is None or put.mark != mark or name not in self.hashes:
            return False
        is_there = self._is.get(name)
        if is_there is None:
            is_there = self._is[name] = put.is_at(self._there + name)
        return is_there

    def lot(self, mark: str) -> Mapping[str, str]:
        """The pages that were made together under a mark, paths and marks, if all of them are there; nothing where one is not."""
        pages = self._lots.get(mark, {})
        return pages if all(self.holds(name, mark) for name, mark in pages.items()) else {}

    @cached_property
    def _lots(self) -> Mapping[str, Mapping[str, str]]:
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for name, put in self.pages.items():
            if put.lot:
                found[put.lot][name] = put.mark
        told = ((lot.partition(" "), pages) for lot, pages in found.items())
        return {mark: pages for (mark, _, number), pages in told if number == str(len(pages))}

    def note(self, pages: Mapping[str, Put]) -> None:
        """Put down what stands there now."""
        if self.path:
            rows = {name: put for name, put in pages.items() if put.mark}
            with suppress(OSError):
                folder.note(self.path, json.dumps({"output": self._there, "pages": rows}, separators=(",", ":")))


def put(page: Page, stat: os.stat_result) -> Put:
    """What is to be noted of a page that stands in a file of which the system tells `stat`."""
    return Put(page.mark, *folder.told(stat), page.lot)
