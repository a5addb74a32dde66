"""`digest init`: lays down a new site. It never overwrites what is there."""

import os
from pathlib import Path

from digest.errors import DigestError, Problem

# Names that a wheel, git or this repository would take for their own, and what they become in a new site.
_NAMES = {"gitignore": ".gitignore", "gitattributes": ".gitattributes", "github": ".github", "gitkeep": ".gitkeep"}
_VERSION = b"@version@"  # what stands for the installed version, so that a new site is built by what it was begun with


def lay_down(starter: Path, folder: Path, version: str) -> tuple[list[str], list[str]]:
    """Copy the files of `starter` into `folder`; the paths that were laid down, and those that were there and stay.

    Raises DigestError where the folder cannot be written.
    """
    laid, kept = [], []
    try:
        for source in sorted(path for path in starter.rglob("*") if path.is_file()):
            parts = source.relative_to(starter).parts
            path = folder.joinpath(*(_NAMES.get(part, part) for part in parts))
            if os.path.lexists(path):  # nor what a link leads to
                kept.append(path.relative_to(folder).as_posix())
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
            try:  # half of a file would be kept by the next `digest init`
                draft.write_bytes(source.read_bytes().replace(_VERSION, version.encode()))
                os.replace(draft, path)
            finally:
                draft.unlink(missing_ok=True)
            laid.append(path.relative_to(folder).as_posix())
        (folder / "content").mkdir(exist_ok=True)
    except OSError as error:
        raise DigestError(
            Problem(str(error.filename or folder), f"cannot be written ({error.strerror})", "Check who owns the folder.")
        ) from error
    return laid, kept
