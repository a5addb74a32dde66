"""Files that change → one call when they have settled, with everything that changed.

watchdog tells of every open and close, and a checkout of 300 files is 1,800 events: only what writes counts, and it is
waited for until it is over.
"""

import queue
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
from watchdog.observers.api import BaseObserver
from watchdog.observers.inotify import InotifyObserver
from watchdog.observers.polling import PollingObserver

SETTLE = 0.03  # seconds without a change: editors write a file in two or three steps some milliseconds apart
LONGEST = 0.5  # seconds: a storm that does not end is built from time to time all the same
_WRITES: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileDeletedEvent, FileMovedEvent, DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
]  # fmt: skip


class Watch:
    """The files and folders that are watched, and what changed in them since it was last asked."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = [path.absolute() for path in paths]
        self._changes: queue.SimpleQueue[Path | None] = queue.SimpleQueue()

    def settled(self) -> set[Path] | None:
        """Wait for a change, then until it is over: the paths that changed. None after `stop`."""
        first = self._changes.get()
        if first is None:
            return None
        found = {first}
        end = time.monotonic() + LONGEST
        while (left := min(SETTLE, end - time.monotonic())) > 0:
            try:
                more = self._changes.get(timeout=left)
            except queue.Empty:
                break
            if more is None:
                return None
            found.add(more)
        return found

    def stop(self) -> None:
        self._changes.put(None)

    @contextmanager
    def running(self, *, poll: bool = False) -> Iterator[str]:
        """Watch while the context lasts; yields how: "events" or "polling", which is slower and works everywhere.

        Where events cannot be had (a limit, a network disk) it polls by itself.
        """
        if not poll:
            try:
                observer = self._started(Observer())
            except OSError:
                poll = True
        if poll:
            observer = self._started(PollingObserver(timeout=1))
        try:
            yield "polling" if poll else "events"
        finally:
            observer.stop()
            observer.join()

    def _started(self, observer: BaseObserver) -> BaseObserver:
        # A file is closed once after it was written, and modified many times meanwhile; not every system tells of the first.
        writes = [*_WRITES, FileClosedEvent if isinstance(observer, InotifyObserver) else FileModifiedEvent]
        handler = _Handler(self._paths, self._changes)
        # A folder is watched for a file in it: editors save by putting a new file in the old one's place.
        folders = {path if path.is_dir() else path.parent: path.is_dir() for path in self._paths if path.exists()}
        # A folder that is not there yet may come: what it lies in is watched for that.
        for path in self._paths:
            if not path.exists():
                folders.setdefault(path.parent, False)
        for folder, deep in sorted(folders.items()):
            observer.schedule(handler, str(folder), recursive=deep, event_filter=writes)
        observer.start()
        return observer


class _Handler(FileSystemEventHandler):
    def __init__(self, paths: Sequence[Path], changes: "queue.SimpleQueue[Path | None]") -> None:
        self._paths, self._changes = paths, changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        for name in (event.src_path, event.dest_path):
            path = Path(str(name))
            if name and self._matters(path):
                self._changes.put(path)

    def _matters(self, path: Path) -> bool:
        """Whether a change is ours to look at: below what is watched, and no editor's or store's own draft."""
        if path.name.startswith(".") or path.name.endswith(("~", ".tmp", ".swp")):
            return False
        return any(path == watched or watched in path.parents for watched in self._paths)
