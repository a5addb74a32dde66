"""Files that change → one answer when they have settled, with everything that changed.

watchdog tells of every open and close, and a checkout of 300 files is 1,800 events: only what writes counts, and it is
waited for until it is over.
"""

import contextlib
import os
import queue
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

SETTLE = 0.015  # seconds without a change, for each file that changed so far: one save is over at once, a checkout is not
SETTLE_MOST = 0.15
LONGEST = 2.0  # seconds: a storm that does not end is built from time to time all the same
POLL = 1.0  # seconds between two looks, where events cannot be had
_TICK = 0.5  # seconds: Windows lets nobody interrupt a longer wait
_WRITES: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileDeletedEvent, FileMovedEvent, DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Place:
    """A file or folder that is watched, there or not: as we were told of it, and as the system tells of it."""

    path: Path
    real: Path


class Watch:
    """The files and folders that are watched, and what changed in them since it was last asked."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = _absolute(paths)
        self._places: tuple[_Place, ...] = ()
        self._changes: queue.SimpleQueue[Path | None] = queue.SimpleQueue()
        self._observer: BaseObserver | None = None
        self._polling = False
        self._looked_at: dict[tuple[Path, bool], tuple[ObservedWatch, tuple[int, int]]] = {}

    def settled(self) -> set[Path] | None:
        """Wait for a change, then until it is over: the paths that changed, below those that are watched. None after `stop`."""
        found: set[Path] = set()
        end = 0.0
        while True:
            patience = min(SETTLE * len(found), SETTLE_MOST, end - time.monotonic()) if found else _TICK
            try:
                change = self._changes.get(timeout=max(patience, 0))
            except queue.Empty:
                if found:
                    break
                continue
            if change is None:
                return None
            if not found:
                end = time.monotonic() + LONGEST
            elif time.monotonic() > end:
                self._changes.put(change)
                break
            found.add(change)
        self._look()  # a folder that has just come must be watched before anybody reads what is in it
        return found

    def waiting(self) -> bool:
        """Whether something has changed since."""
        return not self._changes.empty()

    def follow(self, paths: Iterable[Path]) -> None:
        """Watch these from now on. What is new among them counts as changed: it may have, before it was watched."""
        wanted = _absolute(paths)
        if wanted != self._paths:
            new = set(wanted) - set(self._paths)
            self._paths = wanted
            self._look()
            for path in new:
                self._changes.put(path)

    def stop(self) -> None:
        self._changes.put(None)

    @contextmanager
    def running(self, *, poll: bool = False) -> Iterator[str]:
        """Watch while the context lasts; yields how: "events" or "polling", which is slower and works everywhere.

        Where events cannot be had (a limit, a network disk) it polls by itself.
        """
        self._polling = poll
        try:
            self._look()
            yield "polling" if self._polling else "events"
        finally:
            self._end()

    # ── what the observer looks at ───────────────────────────────────────────────────────────────

    def _look(self) -> None:
        """Have the observer look where our paths are by now: they come and go, and others take their place."""
        self._places = tuple(_Place(path, path.resolve()) for path in self._paths)
        try:
            self._schedule()
        except OSError:
            if self._polling:
                raise
            self._end()  # no events are to be had for all of this
            self._polling = True
            self._schedule()

    def _schedule(self) -> None:
        if self._observer is None:
            self._observer = PollingObserver(timeout=POLL) if self._polling else Observer()
            self._observer.start()
        # Where a file is written and closed, the second tells of both; elsewhere all that is told is that it was modified.
        written = FileClosedEvent if sys.platform.startswith("linux") and not self._polling else FileModifiedEvent
        wanted = _folders(self._places)
        alive = {emitter.watch for emitter in self._observer.emitters if emitter.is_alive()}
        for key, (watch, identity) in list(self._looked_at.items()):
            if watch not in alive or wanted.get(key) != identity:
                del self._looked_at[key]
                with contextlib.suppress(KeyError):
                    self._observer.unschedule(watch)
        for key, identity in wanted.items():
            if key not in self._looked_at:
                folder, deep = key
                with contextlib.suppress(FileNotFoundError, NotADirectoryError):  # gone again: what it lay in will tell of it
                    watch = self._observer.schedule(_Told(self), str(folder), recursive=deep, event_filter=[*_WRITES, written])
                    self._looked_at[key] = (watch, identity)

    def _end(self) -> None:
        self._looked_at.clear()
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer = None

    def _hear(self, event: FileSystemEvent) -> None:
        for name in (event.src_path, event.dest_path):
            if not name:
                continue
            path = Path(os.fsdecode(name))
            for place in self._places:
                if path == place.real:
                    self._changes.put(place.path)
                elif path.is_relative_to(place.real):
                    rest = path.relative_to(place.real)
                    if not _draft(rest):
                        self._changes.put(place.path / rest)
                elif event.is_directory and place.real.is_relative_to(path):
                    self._changes.put(place.path)  # what it lies in came or went, and it with that


class _Told(FileSystemEventHandler):
    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._watch._hear(event)


def _absolute(paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(Path(os.path.abspath(path)) for path in paths))


def _folders(places: Iterable[_Place]) -> dict[tuple[Path, bool], tuple[int, int]]:
    """The folders to look at, with all below them or without, each with what tells it from another of its name."""
    deep = {place.real for place in places if place.real.is_dir()}
    # A file is watched in its folder, since editors save by putting a new file in its place. So is a folder: it may come and go.
    flat = {next(folder for folder in place.real.parents if folder.is_dir()) for place in places}
    found = {}
    for folder, all_below in [*((folder, True) for folder in sorted(deep)), *((folder, False) for folder in sorted(flat - deep))]:
        if not any(folder != other and folder.is_relative_to(other) for other in deep):
            with contextlib.suppress(OSError):
                stat = folder.stat()
                found[folder, all_below] = (stat.st_dev, stat.st_ino)
    return found


def _draft(path: Path) -> bool:
    """Whether this is an editor's or a store's own draft, or hidden: none of what a digest is made of."""
    if path.name.startswith("#") or path.name.endswith(("~", ".tmp", ".swp", ".part")) or "___jb_" in path.name:
        return True
    if path.name == "4913":  # which vim writes to find out whether it may
        return True
    return any(part.startswith(".") and part != ".well-known" for part in path.parts)
