"""content/ ↔ entries. Reads every file, writes only new ones and those that nobody touched, and never leaves half of one.

`seen.txt` remembers every id ever gathered, the issue it went to and the hash of what was written. It is append-only;
two copies of it may be joined by keeping the lines of both. It names no id whose file was not on disk before.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
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
BEGUN, RELEASED = "begun", "released"  # what is put down of content/next/, in the place of a hash
_EDITORIAL_KEYS = ("title", "number", "draft", "topics", "pins")
_SYSTEMS_OWN = frozenset(["thumbs.db", "desktop.ini"])
_DRAFT = re.compile(r"\..+\.\d+\.tmp")  # what `_write` leaves when it is killed


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
    readable: bool = True
    begun: tuple[str, ...] = ()  # the days for which content/next/ was begun and that have not come out, the oldest first
    cadences: Mapping[str, str] = field(default_factory=dict)  # issue → daily, weekly or monthly: what it was begun as

    def next(self) -> str | None:
        """The day of what lies in content/next/; None where nobody has put one down."""
        return self.begun[-1] if self.begun else None


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
    litter: tuple[str, ...] = ()  # drafts of ours, left by a run that was killed


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
    was: str = ""  # the hash of the file that is to be replaced: another one is a person's, saved meanwhile, and stays


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
            stat = found.stat(follow_symlinks=not found.is_symlink() or os.path.exists(found.path))
            yield found.name, stat.st_size, stat.st_mtime_ns, stat.st_ino

    def _read(self, folder: str, issue: str) -> Folder:
        entries: list[Entry] = []
        hashes: dict[str, str] = {}
        problems: list[Problem] = []
        editorial = Editorial()
        names: list[str] = []
        taken_by_others: list[str] = []
        litter: list[str] = []
        try:
            for found in sorted(os.scandir(self.content / folder), key=lambda found: found.name):
                if _DRAFT.fullmatch(found.name):
                    litter.append(f"content/{folder}/{found.name}")
                elif not found.name.startswith(".") and found.name.casefold() not in _SYSTEMS_OWN:
                    strayed = _no_entry(found, f"content/{folder}/{found.name}")
                    problems += strayed
                    (names if not strayed else taken_by_others).append(found.name)
        except OSError as error:
            problems.append(Problem(f"content/{folder}", f"cannot be read ({error.strerror})", "Check who owns it."))
        taken: dict[str, str] = {}
        for name in names:
            path = f"content/{folder}/{name}"
            try:
                raw = (self.content / folder / name).read_bytes()
                if name == EDITORIAL:
                    editorial, wrong = _said_by_the_editor(raw, path)
                    problems += wrong
                    continue
                entry = file.parse(_decode(raw, path), path=path, issue=issue, zone=self.zone, desk=self.desk)
            except EntryError as error:
                problems += error.problems
                continue
            except OSError as error:
                if name == EDITORIAL:  # it may say that the issue is a draft
                    editorial = Editorial(draft=True)
                held = _HELD_BACK if name == EDITORIAL else ""
                problems.append(Problem(path, f"cannot be read ({error.strerror}){held}", "Check who owns it."))
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
            names=frozenset(slug(name[: -len(".md")]) for name in (*names, *taken_by_others)),
            editorial=editorial,
            problems=tuple(problems),
            litter=tuple(litter),
        )

    def seen(self) -> Seen:
        """What was ever gathered. Lines that cannot be read are named and passed over."""
        records: dict[str, Record] = {}
        problems = []
        try:
            lines = (self.content / SEEN).read_text("utf-8", "replace").splitlines()
        except FileNotFoundError:
            lines = []
        except OSError as error:
            problem = Problem(
                f"content/{SEEN}", f"cannot be read ({error.strerror})", "Without it all news would come again: mend it first."
            )
            return Seen({}, (problem,), readable=False)
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
        kept: dict[str, dict[str, frozenset[str]]] = {"next": {}, "issue": {}}
        for id, record in records.items():
            kind, _, day = id.partition(":")
            if kind in kept and _is_day(day):
                kept[kind][day] = record.hashes
        return Seen(
            records,
            tuple(problems),
            begun=tuple(sorted(day for day, said in kept["next"].items() if RELEASED not in said)),
            cadences={day: min(said) for day, said in kept["issue"].items()},  # joined, two may stand there: the same one for all
        )

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
        try:
            return sorted(entry.name for entry in os.scandir(self.content) if entry.is_dir())
        except OSError as error:
            raise DigestError(Problem("content", f"cannot be read ({error.strerror})", "Check who owns it.")) from error

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
                    path = self.root / change.path
                    if change.path and not (change.was and _differs(path, change.was)):
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

    def sweep(self, folders: Iterable[Folder]) -> None:
        """Take away what a run that was killed left half written. Nobody else may be writing."""
        for folder in folders:
            for path in folder.litter:
                with suppress(OSError):
                    (self.root / path).unlink()

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


def _differs(path: Path, was: str) -> bool:
    try:
        return hash_of(path.read_bytes()) != was
    except FileNotFoundError:
        return True


_HELD_BACK = ", so the issue is held back"
_SAYS_DRAFT = re.compile(r"^[ \t]*[\"']?draft\b", re.MULTILINE | re.IGNORECASE)


def _no_entry(found: "os.DirEntry[str]", path: str) -> list[Problem]:
    """What is wrong with something in an issue's folder that is neither an entry nor the editor's word."""
    if found.is_dir():
        return [Problem(path, "is a folder in an issue's folder, so what is in it is left out", "Move its files one folder up.")]
    if not found.name.lower().endswith(".md"):
        return [
            Problem(
                path, "is no Markdown file, so it is left out", "Name it .md if it is an entry; pictures and the like belong into static/."
            )
        ]
    if found.name.startswith("_") and found.name != EDITORIAL:
        return [
            Problem(path, f"is no entry, since its name begins with _, and is not {EDITORIAL}", "Join it with that file, or rename it.")
        ]
    return []


def _said_by_the_editor(raw: bytes, path: str) -> tuple[Editorial, list[Problem]]:
    """`_issue.md`, and what is wrong with it: an issue that may be meant for a draft must not come out by a slip of the pen."""
    try:
        return _editorial(_decode(raw, path), path), []
    except EntryError as error:
        draft = bool(_SAYS_DRAFT.search(raw.decode("utf-8", "replace")))
        what = _HELD_BACK if draft else ", so the issue comes out without it"
        return Editorial(draft=draft), [Problem(one.where, one.what + what, one.mend) for one in error.problems]


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
            raise EntryError(Problem(f"{path}:{lines[key]}", f"`{key}` must be a list of plain words", "A line `- word` for each."))
        return tuple(values)

    number = said.get("number")
    if number is not None and not (isinstance(number, str) and re.fullmatch(r"0*[1-9]\d{0,8}", number)):
        raise EntryError(Problem(f"{path}:{lines['number']}", f"`number: {number}` is no whole number from 1", "Such as 42."))
    return Editorial(
        title=" ".join(words("title")),
        number=int(number) if number else None,
        draft=bool("draft" in said and file.typed(said["draft"], bool, "draft", f"{path}:{lines['draft']}", UTC)),
        topics=words("topics"),
        pins=words("pins"),
        introduction=body.strip("\n"),
    )
