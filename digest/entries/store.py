"""content/ ↔ entries. Reads every file, writes only new ones and those that nobody touched, and never leaves half of one.

What was gathered is put down in `seen.txt`, which names no id whose file was not on disk before.
"""

import hashlib
import marshal
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from digest.entries import editorial, health, kept, seen
from digest.entries.editorial import Editorial
from digest.entries.seen import NOTHING, Seen, is_day
from digest.errors import DigestError, EntryError, MovedError, Problem
from digest.model import Entry, Health, MayBeLate, late

HEALTH = "health.json"
NEXT = "next"  # the issue that is not out yet, where [site] publish = "closed"
# What systems and editors leave lying about, and nobody misses.
_NOBODYS = re.compile(r"\..*|.*~|#.*#|thumbs\.db|desktop\.ini", re.IGNORECASE)
_PICTURE = re.compile(r".+\.[0-9a-f]{6}\.[0-9]{1,3}x[0-9]{1,3}\.webp")  # as fetching calls the copies that it makes
_DRAFT = re.compile(r"\..+\.[0-9]+\.tmp")  # what `_write` leaves where it is killed
_TICK = 2_000_000_000  # nanoseconds within which a file may change twice and its times tell only of one: two seconds on some disks
HELD = 20_000  # files whose entries may all be held at once
MANY = 200  # files that take longer to be read than a process takes to be there
_TAIL = 65_536  # bytes at the end of seen.txt in which its last line begins
_MEND = "Check whose it is, and that the disk is well."
_OUT, _COPY = "is a link that leads out of the project", "Put a copy in its place."


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """An issue's folder, read: its entries in the order of their file names, and what could not be understood."""

    issue: str
    heads: tuple[kept.Head, ...]  # of the entries, which may come late
    entries: tuple[Entry, ...]
    texts: Mapping[str, str]  # an entry's path → the hash of its file
    names: frozenset[str] = frozenset()  # the addresses that its files take, those that cannot be read included
    editorial: Editorial = field(default_factory=Editorial)
    pictures: frozenset[str] = frozenset()  # the names of the small copies of pictures that lie in it
    problems: tuple[Problem, ...] = ()


ENTRIES = MayBeLate(Folder, "entries", tuple.__getitem__)


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
    then: tuple["Change", ...] = ()  # lines to be put down with it
    beside: tuple[tuple[str, bytes], ...] = ()  # files that it names, which are there before it is: path, content


Spread = Callable[[Sequence[Callable[[], Folder]]], list[Folder]]  # what each makes, by several processes


class Notes(Protocol):
    """What the store notes of folders from one run to the next, by their names."""

    @property
    def version(self) -> str:
        """What reads them: of another version's notes nothing is taken."""

    @property
    def opened(self) -> int:
        """When, by the clock of the file system, in nanoseconds."""

    def kept(self, name: str) -> str | None: ...
    def keep(self, name: str, text: str) -> None: ...


class Store:
    """The content/ folder of the project at `root`."""

    def __init__(
        self,
        root: Path,
        *,
        zone: tzinfo,
        desk: str,
        remembered: "dict[str, tuple[Any, Folder]] | None" = None,
        unchanged: bool = False,
        notes: "Notes | None" = None,
        seen: Mapping[str, tuple[int, ...] | None] | None = None,
    ) -> None:
        """`remembered` saves a caller who reads twice reading folders again in which no file changed, and looking whether any
        did where he knows that what is remembered is `unchanged`. `notes` do the same from one run to the next.
        `seen` is what was seen of the files just before, as `unchanged.below` tells it, so that nobody need look again."""
        self.root, self.content, self.zone, self.desk = root, root / "content", zone, desk
        self._remembered, self._unchanged = remembered, unchanged
        self._notes = notes if remembered is not None else None
        self._seen = _by_folder(str(self.content), seen or {})

    # ── reading ──────────────────────────────────────────────────────────────────────────────────

    def issues(self) -> list[str]:
        """The names of the issue folders, oldest first; `next` is not one of them."""
        return sorted(name for name in self._folders() if is_day(name))

    def has(self, folder: str) -> bool:
        """Whether there is a folder of this name: of an issue, or `next`."""
        return os.path.isdir(self.content / folder) and not self._leads_out(self.content / folder)

    def _leads_out(self, path: Path) -> bool:
        """Whether something is a link to what is not in the project: nobody else's files are published, or written to."""
        return os.path.islink(path) and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self.root))

    def strays(self) -> Iterator[Problem]:
        """What lies in content/ and is no part of a digest."""
        if os.path.lexists(self.content) and not os.path.isdir(self.content):
            yield Problem("content", "is no folder, so there are no entries", "Make it one: entries lie in content/2026-11-10/ and so on.")
            return
        plain = self._plain_folders()
        for found in self._listed(""):
            path, name = f"content/{found}", found.casefold()
            is_issue = is_day(found) or found == NEXT
            if (found in plain and is_issue) or found in (seen.NAME, HEALTH):
                pass  # who reads it says what is wrong with it
            elif self._leads_out(self.content / found):
                yield Problem(path, f"{_OUT}, so it is left out", _COPY)
            elif self.has(found):
                if not is_issue:
                    yield Problem(
                        path, "no issue has this name, so its entries are left out", "Name the folder by its day, such as 2026-11-10."
                    )
            elif is_issue:
                yield Problem(path, "is no folder, and an issue is one", "Make it one, with the issue's entries in it.")
            elif name.endswith((".md", ".markdown", ".txt")):
                yield Problem(path, "lies outside of every issue, so it is left out", "Move it into an issue's folder.")

    def read(self, folder: str, issue: str | None = None) -> Folder:
        """An issue's folder. `issue` is the id of the issue where the folder, being `next`, does not say.

        Raises DigestError where it cannot be listed: of an issue that is out, nothing may go without a word.
        """
        (found,) = self.read_all([(folder, issue or folder)])
        return found

    def read_all(self, folders: Sequence[tuple[str, str]], spread: "Spread | None" = None) -> list[Folder]:
        """Issues' folders, each with the id of its issue; those of which nothing is remembered read by `spread`, where there are many.

        Raises DigestError as `read` does.
        """
        found: dict[str, Folder] = {}
        unread: list[tuple[str, str, list[tuple[str, tuple[int, ...]]]]] = []
        files = 0
        stamps: dict[str, tuple[Any, ...]] = {}
        for folder, issue in folders:
            known = self._remembered.get(folder) if self._remembered is not None else None
            if self._unchanged and known and known[0][:3] == (issue, self.zone, self.desk):
                found[folder] = known[1]
                continue
            told = list(self._stamps(folder)) if self._remembered is not None else []
            # In short: of thousands of folders these would take more room than their entries' titles.
            stamps[folder] = (issue, self.zone, self.desk, hash_of(marshal.dumps(told, 2)))
            if known and known[0] == stamps[folder]:
                found[folder] = known[1]
            elif noted := self._noted(folder, stamps[folder], told):
                found[folder] = noted
            else:
                unread.append((folder, issue, told))
                files += len(told)
        makes = [partial(self._anew, folder, issue, stamps[folder], told, brief=files > HELD) for folder, issue, told in unread]
        read = spread(makes) if spread and files >= MANY else [make() for make in makes]
        for (folder, _, _), of_folder in zip(unread, read, strict=True):
            found[folder] = of_folder
            if ENTRIES.held(of_folder) is None:
                ENTRIES.__set__(of_folder, self._late(folder, stamps[folder], of_folder.texts))
        if self._remembered is not None:
            self._remembered |= {folder: (stamp, found[folder]) for folder, stamp in stamps.items()}
        return [found[folder] for folder, _ in folders]

    def _noted(self, folder: str, stamp: tuple[Any, ...], told: Sequence[tuple[str, tuple[int, ...]]]) -> Folder | None:
        """The folder by what was noted of it."""
        with suppress(ValueError, TypeError, KeyError, AttributeError):  # not as we noted it
            text = self._notes.kept(folder) if self._notes and all(given for _, given in told) else None
            if text and (found := kept.read(self._as_noted(stamp), text)):
                return Folder(**found, entries=self._late(folder, stamp, found["texts"]))
        return None

    def _late(self, folder: str, stamp: tuple[Any, ...], texts: Mapping[str, str]) -> tuple[Entry, ...]:
        return late(partial(self._entries, folder, stamp, texts), partial(self._one_by_one, folder, stamp, texts))

    def _one_by_one(self, folder: str, stamp: tuple[Any, ...], texts: Mapping[str, str]) -> Callable[[int], Entry]:
        """What tells the entry at a place in the folder."""
        text = self._notes.kept(_of_entries(folder)) if self._notes else None
        lines = kept.lines(self._as_noted(stamp), text) if text else None

        def entry(number: int) -> Entry:
            with suppress(ValueError, TypeError, KeyError, AttributeError, IndexError):  # not as we noted it
                if lines:
                    return kept.entry(lines[number])
            return self._entries(folder, stamp, texts)[number]

        return entry

    def _entries(self, folder: str, stamp: tuple[Any, ...], texts: Mapping[str, str]) -> tuple[Entry, ...]:
        """The entries of a folder of which all else was noted. Raises MovedError where there are others by now."""
        with suppress(ValueError, TypeError, KeyError, AttributeError):  # not as we noted it
            assert self._notes
            if (text := self._notes.kept(_of_entries(folder))) and (found := kept.entries(self._as_noted(stamp), text)) is not None:
                return found
        made = self._read(folder, stamp[0])  # the note is damaged, or another run's
        if made.texts != texts:
            raise MovedError(Problem(f"content/{folder}", "changed while it was read", "Run it again."))
        return made.entries

    def _anew(self, folder: str, issue: str, stamp: tuple[Any, ...], told: Sequence[tuple[str, tuple[int, ...]]], *, brief: bool) -> Folder:
        """The folder, read, and noted if no file in it is so new that its time may stand still once more.

        What is noted, `brief` leaves out: its entries may be asked for when they are needed.
        """
        made = self._read(folder, issue, self._before(folder, issue))
        if self._notes and all(given and max(given[2], given[3]) + _TICK < self._notes.opened for _, given in told):
            texts = kept.written(self._as_noted(stamp), {field.name: getattr(made, field.name) for field in fields(made)})
            if texts:
                self._notes.keep(folder, texts[0])
                self._notes.keep(_of_entries(folder), texts[1])
                if brief:
                    ENTRIES.__set__(made, None)
        return made

    def _before(self, folder: str, issue: str) -> Mapping[str, tuple[str, Entry]]:
        """The entries of a folder as they were last read, by their paths, each with the hash of its file.

        Where one file of hundreds changed, the others need not be understood again.
        """
        how = (issue, self.zone, self.desk)
        with suppress(ValueError, TypeError, KeyError, AttributeError, MovedError):  # not as we noted it
            known = self._remembered.get(folder) if self._remembered is not None else None
            if known and known[0][: len(how)] == how:
                return {entry.path: (known[1].texts[entry.path], entry) for entry in known[1].entries}
            texts = [self._notes.kept(name) for name in (folder, _of_entries(folder))] if self._notes else []
            if texts and all(text and text.startswith(f"{self._how(how)} ") for text in texts):
                return kept.each(*map(str, texts))
        return {}

    def _as_noted(self, stamp: tuple[Any, ...]) -> str:
        *how, files = stamp
        return f"{self._how(how)} {files}"

    def _how(self, how: Sequence[Any]) -> str:
        """What tells by what a folder is read, whatever is in it."""
        assert self._notes
        return hash_of(repr((self._notes.version, *how)).encode("utf-8", "surrogateescape"))

    def _stamps(self, folder: str) -> Iterator[tuple[str, tuple[int, ...]]]:
        """What tells that a folder is as it was; nothing of a file that cannot be asked, which is read again each time."""
        if folder in self._seen:
            yield from self._seen[folder]
            return
        for name in self._listed(folder):
            try:
                told = os.stat(self.content / folder / name)
            except OSError:
                yield name, ()
            else:
                yield name, _stamp((told.st_mode, told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino))

    def _read(self, folder: str, issue: str, before: Mapping[str, tuple[str, Entry]] | None = None) -> Folder:
        """`before` are its entries as they were read before, with the hashes of their files."""
        from digest.entries import file  # and all that reads dates and front matter, for those who read an entry

        entries: list[Entry] = []
        hashes: dict[str, str] = {}
        problems: list[Problem] = []
        pictures: list[str] = []
        said = Editorial()
        names = self._listed(folder)
        told = [name for name in names if name.lower().endswith(".md")]
        editors = min((name for name in told if name.lower() == editorial.NAME), key=lambda name: name != editorial.NAME, default="")
        taken: dict[str, str] = {}
        for name in names:
            path = f"content/{folder}/{name}"
            if self._leads_out(self.root / path):
                problems.append(Problem(_utf8(path), f"{_OUT}, so it is left out", _COPY))
                said = Editorial(draft=True) if name == editors else said  # what holds an issue back may be said there
                continue
            if name == editors:
                said, wrong = self._editorial(path, issue)
                problems += wrong
                continue
            if _PICTURE.fullmatch(name) and os.path.isfile(self.root / path):
                pictures.append(name)
                continue
            if stray := self._stray(path, name):
                problems.append(stray)
                continue
            try:
                raw = (self.root / path).read_bytes()
                hash = hash_of(raw)
                known, entry = (before or {}).get(path, ("", None))
                if not entry or known != hash:
                    entry = file.parse(_decode(raw, path), path=path, issue=issue, zone=self.zone, desk=self.desk)
            except EntryError as error:
                problems += error.problems
                continue
            except OSError as error:
                problems.append(Problem(path, f"cannot be read ({error.strerror}), so it is left out", _MEND))
                continue
            if entry.slug in taken:
                problems.append(
                    Problem(path, f"has the same address as {taken[entry.slug]}, so it is left out", "Rename one of the two files.")
                )
                continue
            taken[entry.slug] = path
            entries.append(entry)
            hashes[path] = hash
        return Folder(
            issue=issue,
            heads=tuple(map(kept.head, entries)),
            entries=tuple(entries),
            texts=hashes,
            names=frozenset(map(file.address, told)),
            editorial=said,
            pictures=frozenset(pictures),
            problems=tuple(problems),
        )

    def _editorial(self, path: str, issue: str) -> tuple[Editorial, list[Problem]]:
        """What the editor says of an issue. What cannot be understood, and may say that it is a draft, holds it back."""
        text = None
        try:
            if not os.path.isfile(self.root / path):
                raise EntryError(Problem(path, "is no file", "Make it one, or take it away."))
            text = _decode((self.root / path).read_bytes(), path)
            return editorial.parse(text, path), []
        except EntryError as error:
            wrong = error.problems
        except OSError as error:
            wrong = (Problem(path, f"cannot be read ({error.strerror})", _MEND),)
        held = text is None or editorial.may_be_draft(text)
        then = f"issue {issue} is held back until it is mended" if held else f"issue {issue} comes out without it"
        return Editorial(draft=held), [Problem(one.where, f"{one.what}; {then}", one.mend) for one in wrong]

    def _stray(self, path: str, name: str) -> Problem | None:
        """What is wrong with something in an issue's folder that is no entry, however it may be meant."""
        if not _is_text(name):
            return Problem(_utf8(path), "its name is not UTF-8, so it is left out", "Give it another name.")
        if os.path.isdir(self.root / path):
            return Problem(
                path, "is a folder, and issues have none, so what is in it is left out", "Move its files up, or out of content/."
            )
        if not name.lower().endswith(".md"):
            if name.lower().endswith((".markdown", ".mdown", ".mkd", ".txt")):
                return Problem(path, "does not end in .md, so it is left out", "Rename it if it is an entry, or move it into seeds/.")
            return Problem(path, "is no entry, so it is left out", "Move it out of content/; into static/ if the site should have it.")
        if not os.path.isfile(self.root / path):
            return Problem(path, "is no file that can be read, so it is left out", "Put a text in its place, or take it away.")
        if name.startswith("_"):
            mend = f"Take into {editorial.NAME} what it says; if it is an entry, give it another name."
            return Problem(path, f"begins with _, as only {editorial.NAME} does, so it is left out", mend)
        return None

    def seen(self) -> Seen:
        """What was ever gathered. Raises DigestError where that cannot be told: without it, all would come again."""
        path = self.content / seen.NAME
        if self._leads_out(path):
            raise DigestError(Problem(f"content/{seen.NAME}", _OUT, _COPY))
        try:
            return seen.parse(path.read_text("utf-8", "replace"))
        except FileNotFoundError as error:
            if not path.is_symlink():
                return Seen({})
            wrong: OSError = error  # it leads to where nothing is: a disk that is away
        except OSError as error:
            if not os.path.isdir(self.content):
                raise DigestError(*self.strays()) from None
            wrong = error
        mend = "Without it everything would come in again: make it a file that can be read, or get it back from git."
        raise DigestError(Problem(f"content/{seen.NAME}", f"cannot be read ({wrong.strerror})", mend))

    def health(self) -> tuple[dict[str, Health], tuple[Problem, ...]]:
        """What ails the sources, by their addresses, as the last fetch left it; nothing, and a problem, where it cannot be read."""
        if self._leads_out(self.content / HEALTH):
            return {}, (Problem(f"content/{HEALTH}", f"{_OUT}, so it is not read", "Delete it: the next fetch writes it anew."),)
        try:
            return health.parse((self.content / HEALTH).read_text("utf-8")), ()
        except FileNotFoundError:
            return {}, ()
        except (OSError, ValueError) as error:
            problem = Problem(f"content/{HEALTH}", f"cannot be read ({error})", "Delete it: the next fetch writes it anew.")
            return {}, (problem,)

    def _folders(self) -> list[str]:
        plain = self._plain_folders()
        return [name for name in self._listed("") if name in plain or self.has(name)]

    def _plain_folders(self) -> frozenset[str]:
        """Those in content/ that are no links, told at once."""
        with suppress(OSError), os.scandir(self.content) as inside:
            return frozenset(one.name for one in inside if one.is_dir(follow_symlinks=False))
        return frozenset()

    def _listed(self, folder: str) -> list[str]:
        """What lies in content/, or in one of its folders, in the order of the names; not what nobody put there."""
        if self._leads_out(self.content):
            raise DigestError(Problem("content", _OUT, "Move the folder itself here, or the project to where it is."))
        try:
            return sorted(name for name in os.listdir(self.content / folder) if not _NOBODYS.fullmatch(name))
        except FileNotFoundError:
            if not folder:
                return []
            what = "No such file or directory"
        except OSError as error:
            if not folder and not os.path.isdir(self.content):
                return []
            what = str(error.strerror)
        raise DigestError(Problem(f"content/{folder}".rstrip("/"), f"cannot be read ({what})", _MEND))

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
                        if path.parent not in folders and self._leads_out(path.parent):
                            raise DigestError(Problem(change.path.rpartition("/")[0], _OUT, _COPY))
                        if change.was and _differs(path, change.was):
                            continue  # somebody saved it since we looked: theirs stands, and the next fetch looks again
                        for beside, raw in change.beside:
                            _write(self.root / beside, raw, new=False)
                            _sync(path.parent)
                        _write(path, change.text.encode("utf-8"), new=change.new)
                        folders |= {path.parent, self.content}
                    done.append(f"{change.id} {change.issue} {hash}\n")
                    done += [f"{line.id} {line.issue} {line.hash}\n" for line in change.then]
            finally:
                if done:
                    for folder in folders:
                        _sync(folder)
                    self._append(done)
        except OSError as error:
            raise DigestError(Problem(self._named(error.filename), f"cannot be written ({error.strerror})", self._mend(error))) from error

    def tidy(self) -> None:
        """Take away the halves of files that a run of ours left when it was killed. Nobody else may be writing meanwhile."""
        for folder in filter(self.has, (*self.issues(), NEXT, "")):
            with suppress(OSError):  # they harm nobody
                for name in os.listdir(self.content / folder):
                    if _DRAFT.fullmatch(name) and (folder or name.startswith(f".{HEALTH}.")):
                        (self.content / folder / name).unlink()

    def remove(self, paths: Sequence[str]) -> None:
        """Take away files that digest made. Raises DigestError where that cannot be."""
        try:
            for path in paths:
                (self.root / path).unlink(missing_ok=True)
        except OSError as error:
            raise DigestError(Problem(self._named(error.filename), f"cannot be removed ({error.strerror})", _MEND)) from error

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
            raise DigestError(Problem(f"content/{HEALTH}", f"cannot be written ({error.strerror})", _MEND)) from error

    def hand_over(self, before: Sequence[Change], day: str, after: Sequence[Change]) -> None:
        """content/next/ becomes the issue of `day`, if there is one; with what is to be put down before and after."""
        self.carry_out(before)
        if day:
            self.release(day)
        self.carry_out(after)

    def release(self, day: str) -> None:
        """content/next/ becomes the issue of `day`. Raises DigestError where it cannot be moved.

        Killed on the way, what is left of it is moved by the next run.
        """
        source, target = self.content / NEXT, self.content / day
        try:
            if not target.exists():
                os.replace(source, target)
                return
            for path in sorted(source.iterdir()):
                free = target / path.name
                if free.exists():
                    hash = hash_of(path.read_bytes())
                    if hash == hash_of(free.read_bytes()):
                        path.unlink()  # the same file twice is one
                        continue
                    free = target / f"{path.stem}-{hash[:6]}{path.suffix}"
                os.replace(path, free)
            source.rmdir()
        except OSError as error:
            what = f"cannot become content/{day} ({self._named(error.filename)}: {error.strerror})"
            raise DigestError(Problem(f"content/{NEXT}", what, f"Move what is in it into content/{day} by hand.")) from error

    def _mend(self, error: OSError) -> str:
        """How to mend that something cannot be written: where a folder is wanted, a file may stand."""
        stands = isinstance(error, (FileExistsError, NotADirectoryError)) and Path(str(error.filename)).parent in (self.content, self.root)
        return "Make it a folder, or take it away." if stands else _MEND

    def _named(self, path: Any) -> str:
        """A path of the system's words, as the project would name it."""
        found = Path(str(path or self.content))
        return found.relative_to(self.root).as_posix() if found.is_relative_to(self.root) else str(found)

    def _append(self, lines: Iterable[str]) -> None:
        path = self.content / seen.NAME
        self.content.mkdir(parents=True, exist_ok=True)
        with path.open("a+b", buffering=0) as out:  # what a buffer could not write it would write again when it is closed
            size = out.tell()
            out.seek(max(0, size - _TAIL))
            tail = out.read().decode("utf-8", "replace")
            whole = size - len(seen.broken_off(tail))
            lacks_its_end = whole == size and tail and not tail.endswith("\n")  # as an editor may leave it
            raw = ("\n" * bool(lacks_its_end) + "".join(lines)).encode("utf-8")
            try:
                if whole != size:
                    out.truncate(whole)
                while raw:
                    raw = raw[out.write(raw) :]
                os.fsync(out.fileno())
            except OSError as error:  # a disk that is full takes half of a line
                error.filename = str(path)
                with suppress(OSError):
                    out.truncate(whole)
                raise


def unused(folders: Mapping[str, Folder]) -> tuple[str, ...]:
    """The small copies of pictures that no entry names any more, by path; none where an entry may be that cannot be read."""
    if any(folder.problems for folder in folders.values()):
        return ()
    named = {head.thumbnail for folder in folders.values() for head in folder.heads}
    return tuple(f"content/{name}/{one}" for name, folder in folders.items() for one in sorted(folder.pictures - named))


def hash_of(raw: bytes) -> str:
    """The hash by which seen.txt knows a file: its lines, whatever a checkout made of their ends."""
    return hashlib.sha256(raw.replace(b"\r\n", b"\n")).hexdigest()[:16]


def _differs(path: Path, was: str) -> bool:
    try:
        return hash_of(path.read_bytes()) != was
    except FileNotFoundError:
        return True


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
    except OSError as error:
        error.filename = str(path)  # of the draft nobody knows
        raise
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


def _is_text(name: str) -> bool:
    """Whether a file's name can be written down; on some systems it may hold any bytes."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _utf8(path: str) -> str:
    """A path as it can be written down."""
    return path.encode("utf-8", "replace").decode("utf-8")


def _decode(raw: bytes, path: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise EntryError(Problem(f"{path}:{line}", "is not UTF-8", "Save it again in that encoding.")) from None


def _by_folder(content: str, seen: Mapping[str, tuple[int, ...] | None]) -> dict[str, list[tuple[str, tuple[int, ...]]]]:
    """The files in the folders of `content`, by these; sorted by their names."""
    found: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    last, inside = "", None  # a folder's files come one after another
    for path, told in seen.items():
        at, _, name = path.rpartition(os.sep)
        if at != last:
            above, _, folder = at.rpartition(os.sep)
            last, inside = at, found.setdefault(folder, []) if above == content else None
        if inside is not None and not _NOBODYS.fullmatch(name):
            inside.append((name, _stamp(told) if told else ()))
    for files in found.values():
        files.sort()
    return found


def _stamp(told: tuple[int, ...]) -> tuple[int, ...]:
    """What tells that a file is as it was. Windows does not tell its number where it tells of all files of a folder at once."""
    return (*told[:-1], 0) if os.name == "nt" else told


def _of_entries(folder: str) -> str:
    """The name under which a folder's entries are noted."""
    return f"{folder} entries"
