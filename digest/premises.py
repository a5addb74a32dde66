"""What a run goes by, whatever it is to do: the project's content/ and .digest/, opened, and whom it tells how far it is."""

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from digest.cache import Cache
from digest.entries.store import Folder, Store
from digest.errors import DigestError, Problem
from digest.listing import NAME as LISTING
from digest.lock import FILES
from digest.marks import parts, program
from digest.model import Project
from digest.site import folder
from digest.site.drafts import Drafts
from digest.site.inventory import NAME as PAGES
from digest.unchanged import NAME as UNCHANGED
from digest.unchanged import Told, stamp_of_program

ASKED = "asked.json"
BUILT = "built"  # its time is when the site was last built, whether that changed a page or not
_NOTES = "folders.sqlite"
_PARTS = "program.json"
_KEPT = tuple(f"{name}{of}" for name in ("answers.sqlite", _NOTES) for of in ("", "-wal", "-shm"))
_BEFORE = ("pages.json",)  # as earlier versions called what they noted
OURS = (*_KEPT, _PARTS, ASKED, BUILT, UNCHANGED, LISTING, PAGES, *_BEFORE, *FILES, ".gitignore")  # all that may be in .digest/

Progress = Callable[[str, int, int], None]  # what is being done, how much of it, of how much
Say = Callable[[str], None]  # a line for the log


def silent(doing: str, done: int, of: int) -> None:
    """Progress that nobody wants to see."""


def unsaid(line: str) -> None:
    """A log that nobody reads."""


class Notes(Cache):
    """What was read of content/, from one run to the next."""

    @property
    def version(self) -> str:
        return program()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one run has read of content/ by now, and what was noted by those before."""

    folders: dict[str, tuple[Any, Folder]] = field(default_factory=dict)
    notes: Notes | None = None
    drafts: Drafts | None = None  # where pages lie until all of them are made
    seen: dict[str, Told | None] = field(default_factory=dict)  # what this run saw of the files of content/ just before, if it looked

    def looked(self) -> dict[str, Told | None]:
        """What it saw, once: whoever looks later may see something else."""
        found = dict(self.seen)
        self.seen.clear()
        return found


@contextmanager
def reading(project: Project, *, cache: bool = True) -> Iterator[Reading]:
    """For the stages of one run, so that content/ is read once; with `cache`, of folders that nobody touched only what was noted."""
    notes, drafts = Notes(memory(project) if cache else None, file=_NOTES, lasting=True), Drafts(project.output)
    try:
        with _parts_known(project) if cache else nullcontext(), notes:
            yield Reading(notes=notes if cache else None, drafts=drafts)
    finally:
        drafts.clear()


@contextmanager
def _parts_known(project: Project) -> Iterator[None]:
    """What tells the parts of the program, as a run of the same files noted it: to read all of them takes 25 ms."""
    if parts:  # of what this process began with, which its files may not be any more
        yield
        return
    now = stamp_of_program(at=time.time_ns())
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):  # not there, or not ours
        kept = json.loads(noted(project, _PARTS))
        if now.mark and kept["stamp"] == now.mark:
            parts.update({str(name): str(part) for name, part in kept["parts"].items()})
    known = dict(parts)
    yield
    if now.settled and parts != known:
        note(project, _PARTS, json.dumps({"stamp": now.mark, "parts": parts}))


def store(
    project: Project, reading: Reading | None = None, *, unchanged: bool = False, seen: Mapping[str, Told | None] | None = None
) -> Store:
    """The project's content/. `reading` is for a run that reads twice, `unchanged` says that what it has read is as it was.

    `seen` is what was seen of the files just before.
    """
    return Store(
        project.root,
        zone=project.site.timezone,
        desk=project.site.desk,
        remembered=reading.folders if reading else None,
        unchanged=unchanged,
        notes=reading.notes if reading else None,
        seen=seen,
    )


def memory(project: Project) -> Path:
    """The project's .digest/. Raises DigestError where it, or a file of it, is a link: what we note there would be written elsewhere.

    Nobody but digest puts anything there, and digest makes no links.
    """
    for path in (project.memory, *(project.memory / name for name in OURS)):
        if path.is_symlink():
            what, mend = "is a link, and what digest notes there would be written elsewhere", "Delete it: nothing in .digest/ is needed."
            raise DigestError(Problem(path.relative_to(project.root).as_posix(), what, mend))
    return project.memory


def note(project: Project, name: str, text: str) -> None:
    """Put a text down in .digest/, if that can be."""
    with suppress(OSError):  # forgotten, it only costs a request, or a warning
        project.memory.mkdir(parents=True, exist_ok=True)
        if not (project.memory / ".gitignore").exists():
            (project.memory / ".gitignore").write_text("*\n", "utf-8")
        folder.note(project.memory / name, text)


def noted(project: Project, name: str) -> str:
    """What was put down in .digest/; "" where nothing was. Raises OSError and ValueError where it cannot be read."""
    return folder.noted(project.memory / name)


def below(path: Path, root: Path) -> str:
    """A path as the project would name it."""
    try:
        return Path(os.path.realpath(path)).relative_to(os.path.realpath(root)).as_posix()
    except ValueError:
        return path.as_posix()
