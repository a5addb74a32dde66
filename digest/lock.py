"""One run at a time: what two of them wrote into content/ or site/ at once would be neither's.

The lock is the kernel's, on a file in .digest/, so that a run that is killed leaves none behind.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from digest.errors import DigestError, Problem

PATIENCE = 30.0  # seconds that another run is waited for: most are over by then
_LOCK, _OWNER = "lock", "lock.pid"  # the owner's number stands beside it: some systems let nobody read a file that is locked


@contextmanager
def alone(folder: Path, waiting: Callable[[str], None] = lambda owner: None, *, patience: float | None = None) -> Iterator[None]:
    """Hold the lock of the project whose .digest/ is `folder`. `waiting` is told once whom we wait for, such as “process 4711”.

    Where there can be no lock (a disk that may not be written, a file system without locks) it goes without.
    Raises DigestError where the other run is not over within `patience` seconds (None: `PATIENCE`).
    """
    patience = PATIENCE if patience is None else patience
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", "utf-8")
        lock = FileLock(folder / _LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting(_owner(folder))
            lock.acquire(timeout=patience)
    except Timeout:
        what = f"another run of digest ({_owner(folder)}) has been at work here for {patience:g} s"
        raise DigestError(Problem(str(folder.parent), what, "Wait until it is over, or end it.")) from None
    except (OSError, NotImplementedError):
        yield
        return
    try:
        with suppress(OSError):
            (folder / _OWNER).write_text(str(os.getpid()), "utf-8")
        yield
    finally:
        with suppress(OSError):
            (folder / _OWNER).unlink()
        lock.release()


def _owner(folder: Path) -> str:
    try:
        number = (folder / _OWNER).read_text("utf-8").strip()
    except OSError:
        number = ""
    return f"process {number}" if number.isdigit() else "another process"
