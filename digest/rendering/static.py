"""static/ → Pages: what people put there goes into the site as it is. What lies outside the project never does."""

import os
from collections.abc import Iterator
from pathlib import Path

from digest.errors import Problem, SiteError
from digest.model import Page

_LEFT_OUT = frozenset({".DS_Store"})  # what a file manager puts there


def copies(folder: Path, root: Path) -> Iterator[Page | Problem]:
    """The files below `folder`, which is in the project at `root`, in order; a Problem for each thing that is left out.

    Raises SiteError where one cannot be read: without it, the site would lose what it had.
    """
    if not os.path.lexists(folder):
        return
    if not os.path.isdir(folder):
        yield Problem(folder.name, "is no folder, so nothing of it is in the site", "Make it one, or take it away.")
    elif not folder.resolve().is_relative_to(root.resolve()):
        yield Problem(folder.name, "leads out of the project, so nothing of it is in the site", "Put a copy in its place.")
    else:
        yield from _below(folder, "", folder.name, root.resolve())


def _below(folder: Path, inside: str, shown: str, root: Path) -> Iterator[Page | Problem]:
    at = f"{shown}/{inside}".rstrip("/")
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
        for entry in found:
            at, path = f"{shown}/{inside}{entry.name}", folder / entry.name
            if entry.name in _LEFT_OUT:
                continue
            if why := _unfit(entry, path, root):
                yield Problem(at.encode("utf-8", "replace").decode(), f"{why[0]}, so it is left out", why[1])
            elif entry.is_dir():
                yield from _below(path, f"{inside}{entry.name}/", shown, root)
            else:
                yield Page(f"{inside}{entry.name}", path.read_bytes())
    except OSError as error:
        raise SiteError(Problem(at, f"cannot be read ({error.strerror})", "Check who may read it, or take it away.")) from None


def _unfit(entry: "os.DirEntry[str]", path: Path, root: Path) -> tuple[str, str] | None:
    """Why something cannot be copied, and how to mend that."""
    if not entry.name.isprintable() or "\\" in entry.name:  # surrogates of a name that is not in UTF-8 are not printable, either
        return "has a name that no address can have", "Rename it."
    if entry.is_symlink():
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):  # a loop, in older Pythons
            return "is a link that leads nowhere", "Mend it, or take it away."
        if not target.is_relative_to(root):
            return "is a link that leads out of the project", "Put a copy in its place."
        if target.is_dir():
            return "is a link to a folder", "Put a copy in its place."
    if not entry.is_dir() and not entry.is_file():  # to read from a pipe is to wait for ever
        return "is neither a file nor a folder", "Take it away."
    return None
