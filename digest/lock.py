"""One run of digest writes into a project at a time: a lock in .digest/, which the system gives back whatever becomes of a run."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from digest.errors import DigestError, Problem

PATIENCE = 30.0  # seconds; what is done under the lock takes a few at most
FILES = ("lock", "lock.pid")


class Turn:
    """This run's turn to write, while the context lasts. It does not wait: first see whether there is anything to be written.

    Where there can be no lock, in a project on a read-only disk for one, nobody waits for anybody.
    """

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        """`folder` is the project's .digest/; `say` gets a line for the log where another run is waited for."""
        self.locked = False
        self._folder, self._say = folder, say
        self._busy = False

    def __enter__(self) -> "Turn":
        from filelock import FileLock  # 50 ms, which only those pay who write

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with suppress(OSError):
                if not (self._folder / ".gitignore").exists():
                    (self._folder / ".gitignore").write_text("*\n", "utf-8")
            # A file that merely exists would be left behind by a run that is killed.
            self._lock = FileLock(self._folder / FILES[0], fallback_to_soft=False)
        except OSError:
            return self
        self._busy = not self._acquired(0)
        return self

    def wait(self) -> bool:
        """Wait until nobody else writes. Whether that took any waiting: what was read before may not hold any more.

        Raises DigestError, with the number of the other run's process, after `PATIENCE` seconds.
        """
        if not self._busy:
            return False
        self._say(f"Waiting for another digest ({self._other()}) that writes into this project.")
        self._busy = not self._acquired(PATIENCE)
        if self._busy:
            what = f"another digest ({self._other()}) has been writing into this project for {PATIENCE:.0f} seconds"
            raise DigestError(Problem(f"{self._folder.name}/{FILES[0]}", what, "Wait for it, or end that process, and run this again."))
        return True

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.locked:
            self.locked = False
            with suppress(OSError):
                (self._folder / FILES[1]).unlink()
            self._lock.release()

    def _acquired(self, patience: float) -> bool:
        from filelock import Timeout

        try:
            self._lock.acquire(timeout=patience)
        except Timeout:
            return False
        except (OSError, NotImplementedError):  # such as a disk that knows no locks
            return True
        self.locked = True
        with suppress(OSError):  # beside the lock, which some systems let nobody read
            (self._folder / FILES[1]).unlink(missing_ok=True)
            (self._folder / FILES[1]).write_text(f"{os.getpid()}\n", "utf-8")
        return True

    def _other(self) -> str:
        try:
            path = self._folder / FILES[1]
            return f"process {int(path.read_text('utf-8') if path.is_file() else '')}"
        except (OSError, ValueError):
            return "another process"
