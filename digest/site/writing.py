"""The whole change to the site as a value; then a few dull lines that carry it out."""

import os
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from digest.errors import Problem, SiteError
from digest.model import Draft, Page, Pages, Stack
from digest.site import folder
from digest.site.drafts import Drafts, is_of_drafts, tidy, unwritable
from digest.site.inventory import Inventory, Noted, Put, Stands, may_have_links, put


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What has to be done so that a folder holds just these pages."""

    create: tuple[Page, ...]
    replace: tuple[Page, ...]
    remove: tuple[str, ...]
    unchanged: int
    files: dict[str, str]  # the manifest that will be true then
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a new page's path → those of ours that stand in its way
    standing: Stands = Stands({})  # the pages that are there as they are to be


def plan(pages: Sequence[Page], output: Path, there: Inventory | None = None) -> Plan:
    """Compare pages with what lies in `output`. Raises SiteError where a page would take the place of a file that is not ours.

    What is `there` already, with its mark, is neither made nor read.
    """
    there = there or Inventory(None, output)
    ours = there.hashes
    create, replace = [], []
    standing: dict[str, Put] = {}
    others: dict[str, str] = {}  # than those that are known to stand, with their hashes
    instead: dict[str, tuple[str, ...]] = {}

    @cache
    def file_above(path: Path) -> Path | None:
        """The file that stands where a folder is wanted for what is at `path`."""
        if path.parent == output:
            return None
        return file_above(path.parent) or (path.parent if os.path.lexists(path.parent) and not path.parent.is_dir() else None)

    @cache
    def may_be_links(name: str) -> bool:
        return may_have_links(os.path.join(output, name))

    @cache
    def linked(name: str) -> Path | None:
        """What `linked_above` says of what is in this folder."""
        if not name:
            return None
        above = name.rpartition("/")[0]
        return linked(above) or (output / name if may_be_links(above) and os.path.islink(os.path.join(output, name)) else None)

    @cache
    def free(name: str) -> bool:
        """Whether no folder in this one is a link, nor one on the way to it: an issue has a folder for each of its entries."""
        return not linked(name) and (name in there.plain or not may_be_links(name))

    @cache
    def nothing_at(name: str) -> bool:
        """Whether there is nothing where this folder would be, and a folder in which it could be made."""
        above = name.rpartition("/")[0]
        if above and nothing_at(above):
            return True
        return not os.path.lexists(os.path.join(output, name)) and os.path.isdir(os.path.join(output, above))

    def stands_whole(stack: Stack) -> Noted | None:
        lot = there.whole(stack.lot)
        return lot if lot and all(map(free, lot.folders)) else None

    lots: list[Noted] = []
    alone: list[Page] = []
    for part in pages.parts if isinstance(pages, Pages) else pages:
        if not isinstance(part, Stack):
            alone.append(part)
        elif lot := stands_whole(part):
            lots.append(lot)
        else:
            alone += part.each()
    for page in alone:
        stands, (at, _, _) = there.held(page.path, page.mark), page.path.rpartition("/")
        if stands and (free(at.rpartition("/")[0]) or not linked(at)):
            standing[page.path] = stands.of(page.lot)
            continue
        path = output / page.path
        if link := linked(at):  # asked now: what was seen at the start of the run is good enough for what stays, not for what is written
            raise _not_ours(link)
        if page.path == folder.MANIFEST:
            raise SiteError(Problem(page.path, "is the file in which digest puts down what it made", "Take it out of static/."))
        if is_of_drafts(page.path):
            raise SiteError(Problem(page.path, "has a name that digest gives what it works on, and takes away", "Rename it in static/."))
        if at and nothing_at(at):
            others[page.path] = page.draft.hash if page.draft else folder.hash_of(page.content)
            create.append(page)
            continue
        try:
            before = _told(path)
            same = before is not None and _is(page, path, before)
        except OSError as error:
            raise SiteError(Problem(str(path), f"cannot be read ({error.strerror})", "Check who owns the folder.")) from None
        others[page.path] = page.draft.hash if page.draft else folder.hash_of(page.content)
        if before and same:
            standing[page.path] = put(page, before)
        elif before:
            if page.path not in ours:
                raise _not_ours(path)
            replace.append(page)
        else:
            if above := file_above(path):
                in_the_way: Iterable[Path] = (above,)
            else:
                in_the_way = _all_in(path) if path.is_dir() and not path.is_symlink() else (path,) if os.path.lexists(path) else ()
            names = tuple(found.relative_to(output).as_posix() for found in in_the_way)
            for name in names:
                if name not in ours:
                    raise _not_ours(output / name)
            if names or path.is_dir():
                instead[page.path] = names
            create.append(page)
    gone = ours.keys() - standing.keys() - others.keys()
    for lot in lots:
        gone.difference_update(lot.names)
    files = {path: hash for path, hash in ours.items() if path not in gone} if gone else {**ours}
    files |= others
    create.sort(key=lambda page: page.path in instead)  # so that what they take the place of stays for as long as it can
    return Plan(
        create=tuple(create),
        replace=tuple(replace),
        remove=tuple(path for path in sorted(gone) if not linked_above(output, path)),
        unchanged=len(standing) + sum(len(lot.names) for lot in lots),
        files=files,
        instead=instead,
        standing=Stands(standing, lots),
    )


def _told(path: Path) -> os.stat_result | None:
    """What the system tells of a file; None where there is none, or none that can be read without waiting for ever."""
    try:
        before = path.lstat()
        return before if stat.S_ISREG(before.st_mode if not stat.S_ISLNK(before.st_mode) else path.stat().st_mode) else None
    except (FileNotFoundError, NotADirectoryError):
        return None


def _is(page: Page, path: Path, before: os.stat_result) -> bool:
    """Whether a file says what a page is to say."""
    if page.draft and not stat.S_ISLNK(before.st_mode) and before.st_size != page.draft.size:
        return False  # and neither is read
    return path.read_bytes() == page.content


def _all_in(folder: Path) -> list[Path]:
    """All that is below a folder but folders."""
    found = [Path(at) / name for at, inside, names in os.walk(folder) for name in (*names, *inside)]
    return sorted(path for path in found if path.is_symlink() or not path.is_dir())


def _not_ours(path: Path) -> SiteError:
    return SiteError(Problem(str(path), "would be overwritten, and digest did not make it", "Move it to static/, or take it away."))


def carry_out(
    plan: Plan,
    output: Path,
    tick: Callable[[], None] = lambda: None,
    *,
    alone: bool = True,
    drafts: Drafts | None = None,
    ours: Mapping[str, str] | None = None,
) -> Stands:
    """What stands in the site then. New pages first, then changed ones, the front page and the feeds last, and only then what is gone goes.

    So no page that a reader can reach leads to one that is not there yet, or not there any more. Only where a page has
    become a folder, or a folder a page, the old one goes right before the new one comes: both cannot be there at once.
    A folder that is new comes with all that is in it. Each file is replaced whole, and none before there is a draft of all:
    those of this run, if the pages have some, are `drafts`. `alone` says that nobody else is writing here; `ours` is what
    the manifest says, where that is known. Raises SiteError where the folder cannot be written.
    """
    before = folder.made(output) if ours is None else {**ours}
    coming = before | plan.files
    standing = dict(plan.standing.pages)
    mine = drafts or Drafts(output)
    try:
        mine.begin()
        if alone:
            tidy(output, own=mine.folder.name)
        coming_pages = [(page, page.draft or mine.lay(page.path, page.content)) for page in (*plan.create, *plan.replace)]
        if plan.create or plan.replace or plan.remove or before != plan.files:
            # Killed on the way, the next run must know both what was ours and what was becoming ours.
            _place(output, folder.MANIFEST, mine.lay(folder.MANIFEST, folder.as_text(coming)))
        known = {page.path.rpartition("/")[0] for page in plan.replace}
        new = {page.path for page in plan.create}
        moved: dict[str, bool] = {}
        for page, draft in coming_pages:
            at, top = page.path.rpartition("/")[0], page.path.partition("/")[0] if "/" in page.path else ""
            if page.path in plan.instead:
                _make_way(output, page.path, plan.instead[page.path])
            elif top and top not in moved:
                moved[top] = not os.path.lexists(os.path.join(output, top)) and mine.move(top)
            came = _came(output, page.path, draft) if any(moved.values()) else None
            if at not in known and not came:
                known.add(at)
                if link := linked_above(output, page.path):  # it was not there when all this was planned
                    raise _not_ours(link)
                _make_folder(os.path.join(output, at))
            if alone and page.path in new and not came:
                _refuse_unless_free(output, page.path, standing)
            standing[page.path] = put(page, came or _place(output, page.path, draft))
            tick()
        for path in plan.remove:
            remove(output, path)
        if coming != plan.files:
            _place(output, folder.MANIFEST, mine.lay(folder.MANIFEST, folder.as_text(plan.files)))
    except OSError as error:
        raise unwritable(error, output) from error
    finally:
        mine.clear()
    return Stands(standing, plan.standing.lots)


def _came(output: Path, path: str, draft: Draft) -> os.stat_result | None:
    """What the system tells of a file that was moved with its folder; on some disks also with one that differs in case alone."""
    if os.path.lexists(draft.file):
        return None
    with suppress(FileNotFoundError, NotADirectoryError):
        told = os.lstat(os.path.join(output, path))
        return told if told.st_size == draft.size else None
    return None


def _refuse_unless_free(output: Path, path: str, placed: Mapping[str, object]) -> None:
    """Raise SiteError where a file has come since all this was planned, and is none of those `placed`, as one that differs in case is."""
    if os.path.lexists(os.path.join(output, path)) and path.casefold() not in map(str.casefold, placed):
        raise _not_ours(output / path)


def _make_folder(path: str) -> None:
    """There is mostly none yet, and one above it: to try costs less than to ask."""
    with suppress(FileExistsError, FileNotFoundError):  # `_place` makes those above it, too
        os.mkdir(path)


def _make_way(output: Path, path: str, ours: Iterable[str]) -> None:
    for name in ours:
        remove(output, name)
    for at, _, _ in os.walk(output / path, topdown=False):  # what is left are folders with nothing in them
        os.rmdir(at)


def clean(output: Path) -> int:
    """Take away what we made; how many files that were. What others put there stays."""
    ours = folder.made(output)
    tidy(output)
    try:
        for path in ours:
            remove(output, path)
        (output / folder.MANIFEST).unlink(missing_ok=True)
    except OSError as error:
        raise SiteError(
            Problem(str(error.filename or output), f"cannot be removed ({error.strerror})", "Check who owns the folder.")
        ) from error
    return len(ours)


def linked_above(output: Path, path: str) -> Path | None:
    """The folder on the way to something in the site that is a link: what lies behind it is not ours, whatever a manifest says."""
    place = output
    for name in path.split("/")[:-1]:
        place /= name
        if place.is_symlink():
            return place
    return None


def remove(output: Path, path: str) -> None:
    """A file, and the folders that are empty without it. What has become a folder is one by now, and stays."""
    if linked_above(output, path):
        return
    if (output / path).is_symlink() or not (output / path).is_dir():
        with suppress(FileNotFoundError, NotADirectoryError):
            (output / path).unlink()
    for parent in (output / path).parents:
        if parent == output:
            return
        try:
            parent.rmdir()
        except FileNotFoundError:  # killed on the way up, a run has left the one above
            continue
        except OSError:  # not empty: somebody still needs it
            return


def _place(output: Path, path: str, draft: Draft) -> os.stat_result:
    """All of a file or none of it; what the system tells of it then."""
    place = os.path.join(output, path)
    try:
        os.replace(draft.file, place)
    except FileNotFoundError:  # rarely: the first one of its folder
        os.makedirs(os.path.dirname(place), exist_ok=True)
        os.replace(draft.file, place)
    return os.lstat(place)
