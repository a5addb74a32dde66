"""content/ ↔ entries. Reads every file, writes only new ones and those that nobody touched, and never leaves half of one.

`seen.txt` remembers every id ever gathered, the issue it went to and the hash of what was written. It is append-only;
two copies of it may be joined by keeping the lines of both. It names no id whose file was not on disk before.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from pathlib import Path
from typing import Any

from digest.entries import file, frontmatter, health
from digest.entries.text import clean
from digest.errors import DigestError, EntryError, Problem
from digest.model import Entry, Health
from digest.prose import slug

SEEN = "seen.txt"
HEALTH = "health.json"
NEXT = "next"  # the issue that is not out yet, where [site] publish = "closed"
EDITORIAL = "_issue.md"
NOTHING = "-"  # the hash of an id that was put down as seen without a file
_EDITORIAL_KEYS = ("title", "number", "draft", "topics", "pins")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Editorial:
    """`_issue.md`: what the editor says of an issue."""

    title: str = ""
    number: int | None = None
    draft: bool = False
    topics: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()
    introduction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """An issue's folder, read: its entries in the order of their file names, and what could not be understood."""

    issue: str
    entries: tuple[Entry, ...]
    texts: Mapping[str, str]  # an entry's path → the hash of its file
    names: frozenset[str] = frozenset()  # the addresses that its files take, those that cannot be read included
    editorial: Editorial = field(default_factory=Editorial)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to be done to content/: a file to be written (where there is a path), then a line for seen.txt.

    A text without a path is one that we would have written, had a person not done so before: its hash is put down, so
    that this is said once.
    """

    id: str
    issue: str
    path: str = ""  # relative to the project
    text: str = ""
    new: bool = True
    hash: str = ""  # to be put down in place of the text's own


class Store:
    """The content/ folder of the project at `root`."""

    def __init__(
        self, root: Path, *, zone: tzinfo, desk: str, remembered: "dict[str, tuple[Any, Folder]] | None" = None, unchanged: bool = False
    ) -> None:
        """`remembered` saves a long-lived caller reading folders again in which no file changed, and looking whether any
        did where he knows that what is remembered is `unchanged`."""
        self.root, self.content, self.zone, self.desk = root, root / "content", zone, desk
        self._remembered, self._unchanged = remembered, unchanged

    # ── reading ──────────────────────────────────────────────────────────────────────────────────

    def issues(self) -> list[str]:
        """The names of the issue folders, oldest first; `next` is not one of them."""
        return sorted(name for name in self._folders() if _is_day(name))

    def strays(self) -> Iterator[Problem]:
        """What lies in content/ and is no part of a digest."""
        for name in self._folders():
            if not _is_day(name) and name != NEXT and not name.startswith("."):
                yield Problem(
                    f"content/{name}",
                    "no issue has this name, so its entries are left out",
                    "Name the folder by its day, such as 2026-11-10.",
                )
        if self.content.is_dir():
            for path in sorted(self.content.glob("*.md")):
                yield Problem(f"content/{path.name}", "lies outside of every issue, so it is left out", "Move it into an issue's folder.")

    def read(self, folder: str, issue: str | None = None) -> Folder:
        """An issue's folder. `issue` is the id of the issue where the folder, being `next`, does not say."""
        if self._remembered is None:
            return self._read(folder, issue or folder)
        known = self._remembered.get(folder)
        if self._unchanged and known and known[0][:3] == (issue, self.zone, self.desk):
            return known[1]
        stamp = (issue, self.zone, self.desk, *self._stamps(folder))
        if not known or known[0] != stamp:
            known = self._remembered[folder] = (stamp, self._read(folder, issue or folder))
        return known[1]

    def _stamps(self, folder: str) -> Iterator[tuple[str, int, int, int]]:
        for found in sorted(os.scandir(self.content / folder), key=lambda found: found.name):
            if found.name.endswith(".md"):
                stat = found.stat()
                yield found.name, stat.st_size, stat.st_mtime_ns, stat.st_ino

    def _read(self, folder: str, issue: str) -> Folder:
        entries: list[Entry] = []
        hashes: dict[str, str] = {}
        problems: list[Problem] = []
        editorial = Editorial()
        names = sorted(name for name in os.listdir(self.content / folder) if name.endswith(".md") and not name.startswith("."))
        taken: dict[str, str] = {}
        for name in names:
            path = f"content/{folder}/{name}"
            try:
                raw = (self.content / folder / name).read_bytes()
                if name == EDITORIAL:
                    editorial = _editorial(_decode(raw, path), path)
                    continue
                entry = file.parse(_decode(raw, path), path=path, issue=issue, zone=self.zone, desk=self.desk)
            except EntryError as error:
                problems += error.problems
                continue
            except OSError as error:
                problems.append(Problem(path, f"cannot be read ({error.strerror})"))
                continue
            if entry.slug in taken:
                problems.append(
                    Problem(path, f"has the same address as {taken[entry.slug]}, so it is left out", "Rename one of the two files.")
                )
                continue
            taken[entry.slug] = path
            entries.append(entry)
            hashes[path] = hash_of(raw)
        return Folder(
            issue=issue,
            entries=tuple(entries),
            texts=hashes,
            names=frozenset(slug(name.removesuffix(".md")) for name in names),
            editorial=editorial,
            problems=tuple(problems),
        )

    def seen(self) -> Seen:
        """What was ever gathered. Lines that cannot be read are named and passed over."""
        records: dict[str, Record] = {}
        problems = []
        try:
            lines = (self.content / SEEN).read_text("utf-8", "replace").splitlines()
        except FileNotFoundError:
            lines = []
        for number, line in enumerate(lines, 1):
            match line.split():
                case [id, issue, hash] if _is_day(issue):
                    before = records.get(id)
                    records[id] = Record(issue, (before.hashes if before else frozenset()) | {hash}, hash)
                case []:
                    pass
                case _:
                    problems.append(
                        Problem(
                            f"content/{SEEN}:{number}", "this line is not `ID ISSUE HASH`", "Delete it, or the marks that a merge left."
                        )
                    )
        return Seen(records, tuple(problems))

    def health(self) -> tuple[dict[str, Health], tuple[Problem, ...]]:
        """What ails the sources, by their addresses, as the last fetch left it; nothing, and a problem, where it cannot be read."""
        try:
            return health.parse((self.content / HEALTH).read_text("utf-8")), ()
        except FileNotFoundError:
            return {}, ()
        except (OSError, ValueError) as error:
            problem = Problem(f"content/{HEALTH}", f"cannot be read ({error})", "Delete it: the next fetch writes it anew.")
            return {}, (problem,)

    def _folders(self) -> list[str]:
        if not self.content.is_dir():
            return []
        return sorted(entry.name for entry in os.scandir(self.content) if entry.is_dir())

    # ── writing ──────────────────────────────────────────────────────────────────────────────────

    def carry_out(self, changes: Sequence[Change]) -> None:
        """Write the files, then put them down in seen.txt: killed in between, the next fetch finds a file by its id.

        Raises DigestError where content/ cannot be written; what was written before that stays and is put down.
        """
        done: list[str] = []
        folders: set[Path] = set()
        try:
            try:
                for change in changes:
                    hash = change.hash or (hash_of(change.text.encode("utf-8")) if change.text else NOTHING)
                    if change.path:
                        path = self.root / change.path
                        _write(path, change.text.encode("utf-8"), new=change.new)
                        folders |= {path.parent, self.content}
                    done.append(f"{change.id} {change.issue} {hash}\n")
            finally:
                if done:
                    for folder in folders:
                        _sync(folder)
                    self._append(done)
        except OSError as error:
            raise DigestError(Problem(str(error.filename or self.content), f"cannot be written ({error.strerror})")) from error

    def keep_health(self, found: Mapping[str, Health]) -> None:
        """Write what ails the sources, if that differs from what stands there. Raises DigestError where it cannot be written."""
        path = self.content / HEALTH
        text = health.serialise(found).encode("utf-8")
        try:
            if not found and not path.exists():
                return
            if not path.exists() or path.read_bytes().replace(b"\r\n", b"\n") != text:
                _write(path, text, new=False)
        except OSError as error:
            raise DigestError(Problem(f"content/{HEALTH}", f"cannot be written ({error.strerror})")) from error

    def release(self, day: str) -> None:
        """content/next/ becomes the issue of `day`. Raises DigestError where it cannot be moved."""
        source, target = self.content / NEXT, self.content / day
        try:
            if not target.exists():
                os.replace(source, target)
                return
            for path in sorted(source.iterdir()):
                free = target / path.name
                if free.exists():
                    free = target / f"{path.stem}-{hash_of(path.read_bytes())[:6]}{path.suffix}"
                os.replace(path, free)
            source.rmdir()
        except OSError as error:
            raise DigestError(Problem(f"content/{NEXT}", f"cannot become content/{day} ({error.strerror})")) from error

    def _append(self, lines: Iterable[str]) -> None:
        path = self.content / SEEN
        self.content.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as out:
            # A file that was cut short, or edited by hand, may lack its last line's end.
            if out.tell() and (out.seek(-1, os.SEEK_END), out.read(1))[1] != b"\n":
                out.write(b"\n")
            out.write("".join(lines).encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())


def hash_of(raw: bytes) -> str:
    """The hash by which seen.txt knows a file: its lines, whatever a checkout made of their ends."""
    return hashlib.sha256(raw.replace(b"\r\n", b"\n")).hexdigest()[:16]


def _write(path: Path, raw: bytes, *, new: bool) -> None:
    """All of a file or none of it. A `new` one never takes another's place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if new and path.exists():
        raise FileExistsError(17, "a file of this name appeared meanwhile", str(path))
    draft = path.with_name(f".{path.name[:100]}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """The names in a folder onto the disk; Windows does that by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_day(name: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", name):
        return False
    try:
        date.fromisoformat(name)
    except ValueError:
        return False
    return True


def _decode(raw: bytes, path: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise EntryError(Problem(f"{path}:{line}", "is not UTF-8", "Save it again in that encoding.")) from None


def _editorial(text: str, path: str) -> Editorial:
    said, lines, body = frontmatter.split(clean(text.replace("\r\n", "\n")), path)
    for key in said:
        if key not in _EDITORIAL_KEYS:
            raise EntryError(
                Problem(f"{path}:{lines[key]}", f"unknown key `{key}` in {EDITORIAL}", f"Known are {', '.join(_EDITORIAL_KEYS)}.")
            )

    def words(key: str) -> tuple[str, ...]:
        value = said.get(key, [])
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) for one in values):
            raise EntryError(Problem(f"{path}:{lines[key]}", f"`{key}` must be a list of plain words"))
        return tuple(values)

    number = said.get("number")
    if number is not None and not (isinstance(number, str) and re.fullmatch(r"\d{1,9}", number)):
        raise EntryError(Problem(f"{path}:{lines['number']}", f"`number: {number}` is no whole number"))
    return Editorial(
        title=" ".join(words("title")),
        number=int(number) if number else None,
        draft=" ".join(words("draft")).lower() in ("true", "yes", "on", "1"),
        topics=words("topics"),
        pins=words("pins"),
        introduction=body.strip("\n"),
    )
