"""What becomes the site's files, laid beside them first: none is replaced before all are there, whole.

So a disk that is full leaves the site as it was, and nobody need hold all pages at once. What will be in a folder of the site that
is not there yet lies as it will there, and all of it can be moved at once.
"""

import errno
import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from digest.errors import Problem, SiteError
from digest.model import Draft
from digest.site import folder

_NAME = ".digest-draft."  # with a random number: in containers, all runs may be one process. Side by side: what is left is found
_LOCK = "lock"  # in each such folder: held for as long as the run lives
_NEW = "new"  # what is to be in folders that the site does not have
_NO_ROOM = {getattr(errno, name, 0) for name in ("ENOSPC", "EDQUOT", "EFBIG", "EIO")}
_TRIES = 5
_MOMENT = 1.0  # seconds: whoever tidies holds a lock no longer


class Drafts:
    """The drafts of one run, in a folder inside of `output`, from which they can be moved to their places.

    Processes that are forked after `begin` may lay drafts, too.
    """

    def __init__(self, output: Path) -> None:
        self.output, self.folder = output, output / f"{_NAME}{os.urandom(4).hex()}"
        self._beside, self._new = os.path.join(self.folder, ""), os.path.join(self.folder, _NEW, "")
        self._lock: Any = None
        self._first = False  # whether there was no site before
        self._is_new: dict[str, bool] = {}  # folders, and whether the site did not have them when that was first asked

    def begin(self) -> None:
        """Make room. Raises SiteError where nothing can be written."""
        if self._lock:
            return
        self._first = not self.output.is_dir()
        for _ in range(_TRIES):
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise unwritable(error, self.output) from error
            self._lock = _lock(self.folder)
            if not _locked(self._lock, _MOMENT) or (self.folder / _LOCK).exists():
                return
            self._lock.release()  # another run took the folder for left behind, between these two lines, and away

    def lay(self, path: str, content: bytes) -> Draft:
        """What is to be the file at `path` of the site. Raises SiteError where it cannot be written."""
        top, inside, _ = path.partition("/")
        if inside and top not in self._is_new:
            self._is_new[top] = not os.path.lexists(os.path.join(self.output, top))
        try:
            file = self._lay_as_new(path, content) if inside and self._is_new[top] else ""
            if not file:
                file = self._beside + hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:32]
                _write(file, content)
        except OSError as error:
            raise unwritable(error, self.output) from error
        return Draft(file, folder.hash_of(content), len(content))

    def _lay_as_new(self, path: str, content: bytes) -> str:
        """Where it lies; "" where it cannot, such as for a path that is too long there. Raises OSError where there is no room."""
        file = self._new + path
        try:
            try:
                _write(file, content)
            except FileNotFoundError:  # the first one of its folder
                os.makedirs(os.path.dirname(file), exist_ok=True)
                _write(file, content)
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise
            return ""
        return file

    def move(self, name: str) -> bool:
        """Move all of a folder that the site does not have to its place there; whether that could be done."""
        try:
            os.rename(self._new + name, os.path.join(self.output, name))
        except OSError:  # file by file, then
            return False
        return True

    def clear(self) -> None:
        """Take away what became no file of the site, and the site's folder where this run made it for nothing."""
        if not self._lock:
            return
        self._lock.release()
        self._lock, self._is_new = None, {}
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._first:
            with suppress(OSError):
                self.output.rmdir()


def is_of_drafts(path: str) -> bool:
    """Whether this place in a site is one where drafts lie, and of which nothing stays."""
    return path.startswith(_NAME)


def _write(file: str, content: bytes) -> None:
    """What `open` would do, without asking the system four things about each of thousands of files that are new."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


def unwritable(error: OSError, output: Path) -> SiteError:
    what = f"cannot be written ({error.strerror})"
    return SiteError(Problem(str(error.filename or output), what, "Check who owns the folder and whether the disk is full."))


def tidy(output: Path, *, own: str = "") -> None:
    """Take away what runs left when they were killed; what others are at work on stays, and what is called `own`."""
    with suppress(OSError):  # it harms nobody
        for name in os.listdir(output):
            if not name.startswith(_NAME) or name == own:
                continue
            left = output / name
            if left.is_symlink() or not left.is_dir():
                left.unlink()
            elif _locked(lock := _lock(left)):
                shutil.rmtree(left, ignore_errors=True)
                lock.release()
                shutil.rmtree(left, ignore_errors=True)  # where a file that is open cannot be taken away


def _lock(folder: Path) -> Any:
    from filelock import FileLock  # 50 ms, which only those pay who write

    return FileLock(folder / _LOCK, fallback_to_soft=False)


def _locked(lock: Any, patience: float = 0.0) -> bool:
    """Whether the lock is ours within some seconds. Where there are no locks, as on some network disks, nobody knows who is at work."""
    try:
        lock.acquire(timeout=patience)
    except (OSError, NotImplementedError):  # its Timeout, too, is an OSError
        return False
    return True
