"""A pure function's answers on disk, by the hash of what it was given. Safe to delete at any moment: only time is lost.

One sqlite file. Whatever is wrong with it (another version's, damaged, locked, on a disk that is full) is no reason to
stop: it is thrown away, or done without. It stays within bounds: whoever asks for all that is needed, a full build, drops
what was not asked for once that is more than what was; all others, such as a preview, or a build that leaves pages as they
are, only add, up to a size.
"""

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

_SCHEMA = 3
_PAGE = 16_384  # bytes of a page of the file: answers are a few thousand, and a page of 4,096 would cut each in pieces
_SPARE = 1000  # answers that may be there without being asked for, however few are
_SIZE = 512 * 2**20  # bytes of the file beyond which only a full build adds to it
_HELD = 2 * 2**20  # characters of new answers that are held before they are put down


class Cache:
    """Answers that are remembered in `folder`/answers.sqlite; none at all where `folder` is None.

    `full` says that all answers that are needed will be asked for, so that others may be forgotten. `file` names another
    file, for what is kept by name. One that is `lasting` answers after it was closed, too.
    """

    def __init__(self, folder: Path | None, *, full: bool = False, file: str = "answers.sqlite", lasting: bool = False) -> None:
        self._rows: sqlite3.Connection | None = None
        self._new: dict[bytes, str] = {}
        self._held = 0
        self.full = full  # may be taken back by who finds out on the way that he need not ask for all
        self.begun_empty = True  # then there is nothing that may be forgotten, and what is asked for need not be known
        self._asked: set[bytes] = set()
        self._inherited: sqlite3.Connection | None = None  # of a forked process: held, so that it is not closed
        self._before: dict[bytes, str] = {}  # what was new to the process that it was forked from
        self._path: Path | None = None
        self._lasting, self._closed = lasting, False
        self.opened = 0  # when, by the clock of the file system, in nanoseconds
        if folder:
            path = self._path = folder / file
            try:
                folder.mkdir(parents=True, exist_ok=True)
                if not (folder / ".gitignore").exists():
                    (folder / ".gitignore").write_text("*\n", "utf-8")  # nobody commits what may be deleted
                self._rows = _opened(path)
            except (sqlite3.Error, OSError):
                with suppress(OSError, sqlite3.Error):
                    path.unlink(missing_ok=True)
                    self._rows = _opened(path)
            with suppress(OSError):
                os.utime(path)
                self.opened = path.stat().st_mtime_ns
            if self._rows is not None:
                with suppress(sqlite3.Error):
                    self.begun_empty = self._rows.execute("SELECT 1 FROM answers LIMIT 1").fetchone() is None

    def remembered(self, name: str, function: Callable[[str], str]) -> Callable[[str], str]:
        """`function`, asked only for what it was not asked before. `name` must change with what the function does."""

        def ask(given: str) -> str:
            key = _key(f"{name}\0{given}")
            if not self.begun_empty:
                self._asked.add(key)
            answer = self._get(key)
            if answer is None:
                answer = self._new[key] = function(given)
                self._hold(len(answer))
            return answer

        return ask

    def recalled(self, given: str, make: Callable[[], str]) -> str:
        """What `make` makes, made only if it was not before. `given` must tell all that it makes it of, and which version of it does."""
        return self.remembered("", lambda _: make())(given)

    def knows(self, given: str) -> bool:
        """Whether `recalled` has something to go by: if that is damaged it makes it all the same."""
        key = _key(f"\0{given}")
        if key in self._new or key in self._before:
            return True
        with suppress(sqlite3.Error):
            return bool(self._rows and self._rows.execute("SELECT 1 FROM answers WHERE key = ?", (key,)).fetchone())
        return False

    def begin(self) -> None:
        """In a process that was forked: sqlite's connection is not to be used, nor closed, but in the one that opened it."""
        self._inherited, self._rows = self._rows, None
        self._before = self._before | self._new if self._before else self._new
        self._new, self._asked = {}, set()
        if self._path:
            with suppress(sqlite3.Error):
                self._rows = _opened(self._path)

    def found(self) -> tuple[dict[bytes, str], set[bytes]]:
        """What a forked process came to know."""
        return self._new, self._asked

    def take(self, found: tuple[dict[bytes, str], set[bytes]]) -> None:
        """What another process came to know."""
        self._new |= found[0]
        self._asked |= found[1]
        self._hold(sum(map(len, found[0].values())))

    def kept(self, name: str) -> str | None:
        """What was last kept under a name."""
        return self._get(_key(name))

    def keep(self, name: str, text: str) -> None:
        """Put a text down under a name, in place of the one before."""
        self._new[_key(name)] = text
        self._hold(len(text))

    def _hold(self, characters: int) -> None:
        self._held += characters
        if self._held > _HELD and self._rows is not None:
            with suppress(sqlite3.Error):
                if self._put_down(self._rows):
                    self._new = {}
            self._held = 0

    def _put_down(self, rows: sqlite3.Connection) -> bool:
        """Whether there was room for what is new. Raises sqlite3.Error."""
        room = self.full or _size(rows) < _SIZE
        if room:
            told = ((key, answer, _sum(key, answer)) for key, answer in self._new.items() if _is_text(answer))
            rows.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", told)
            rows.commit()
        return room

    def _get(self, key: bytes) -> str | None:
        for new in (self._new, self._before):
            if key in new:
                return new[key]
        if self._rows is None and self._closed and self._lasting and self._path:
            self._closed = False
            with suppress(sqlite3.Error):
                self._rows = _opened(self._path)
        rows = self._rows
        if rows is None:
            return None
        try:
            row = rows.execute("SELECT answer, sum FROM answers WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            self._rows = None
            return None
        return row[0] if row and isinstance(row[0], str) and row[1] == _sum(key, row[0]) else None

    def __enter__(self) -> "Cache":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._rows is None:
            return
        with suppress(sqlite3.Error):
            self._put_down(self._rows)
            if self.full and kind is None and not self.begun_empty:  # stopped on the way, it has not asked for all
                _forget_all_but(self._asked, self._rows)
        with suppress(sqlite3.Error):
            self._rows.close()
        self._rows, self._closed = None, True


def _key(question: str) -> bytes:
    return hashlib.sha256(question.encode("utf-8", "surrogatepass")).digest()


def _is_text(answer: str) -> bool:
    """Whether sqlite would take it: a lone surrogate is no text to it."""
    try:
        answer.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _sum(key: bytes, answer: str) -> int:
    """By which an answer is known to be what was put down: of a flipped bit sqlite says nothing, and a page would show it."""
    return zlib.crc32(answer.encode("utf-8", "surrogatepass"), zlib.crc32(key))


def _size(rows: sqlite3.Connection) -> int:
    return int(rows.execute("PRAGMA page_count").fetchone()[0] * rows.execute("PRAGMA page_size").fetchone()[0])


def _forget_all_but(asked: set[bytes], rows: sqlite3.Connection) -> None:
    """Drop what was not asked for, if it is more than what was: what drafts need is not asked for by every build."""
    if rows.execute("SELECT count(*) FROM answers").fetchone()[0] <= 2 * len(asked) + _SPARE:
        return
    rows.execute("CREATE TEMP TABLE asked (key BLOB PRIMARY KEY) WITHOUT ROWID")
    rows.executemany("INSERT INTO asked VALUES (?)", ((key,) for key in asked))
    rows.execute("DELETE FROM answers WHERE key NOT IN (SELECT key FROM asked)")
    rows.commit()
    rows.execute("VACUUM")


def _opened(path: Path) -> sqlite3.Connection:
    rows = sqlite3.connect(path, timeout=5)
    rows.execute(f"PRAGMA page_size={_PAGE}")  # of a file that is new
    rows.execute("PRAGMA journal_mode=WAL")
    rows.execute("PRAGMA synchronous=OFF")  # an answer that is lost is asked for again
    version = rows.execute("PRAGMA user_version").fetchone()[0]
    if version not in (0, _SCHEMA):  # its pages are of another size, and would stay so
        rows.close()
        raise sqlite3.DatabaseError("of another version of digest")
    if not version:
        rows.executescript(
            # With a number for each row: else long answers would lie between the keys, and few keys on a page.
            "DROP TABLE IF EXISTS answers; CREATE TABLE answers (key BLOB PRIMARY KEY, answer TEXT, sum INTEGER);"
            f"PRAGMA user_version={_SCHEMA};"
        )
    rows.execute("SELECT answer, sum FROM answers LIMIT 1").fetchone()
    return rows
