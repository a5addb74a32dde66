"""The site's folder: which files in it are ours, and whether it is one that may be written to at all."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from digest.errors import Problem, SiteError

# What we made, beside what we made: .digest/ may be lost, and then nobody would know what to take away again.
MANIFEST = ".digest-manifest"
_HARMLESS = frozenset({"CNAME"})  # what people put there by hand; dotfiles, too


def refuse_unless_safe(output: Path, root: Path) -> None:
    """Raise SiteError where writing would be a danger: above the project, inside its sources, or in others' files."""
    try:
        _refuse_unless_safe(output, root)
    except (OSError, RuntimeError) as error:  # a loop of links, in older Pythons
        why = error.strerror if isinstance(error, OSError) else "it leads to itself"
        raise SiteError(
            Problem(str(output), f"cannot be looked at ({why})", "Check who owns it, or name another with `--output DIR`.")
        ) from None


def _refuse_unless_safe(output: Path, root: Path) -> None:
    where = Path(os.path.realpath(output))
    inside = ("content", "seeds", "templates", "static", "digest", ".git", ".digest")
    dangerous = (
        where == Path.home().resolve()
        or where in (root.resolve(), *root.resolve().parents)
        or any(where == root.resolve() / name or root.resolve() / name in where.parents for name in inside)
    )
    if dangerous:
        raise SiteError(Problem(str(output), "is no folder for a site: it holds more than pages", "Name another with `--output DIR`."))
    if output.is_symlink() and not output.exists():
        raise SiteError(Problem(str(output), "is a link that leads nowhere", "Mend it, or name another with `--output DIR`."))
    if output.exists() and not output.is_dir():
        raise SiteError(Problem(str(output), "is a file, and a site needs a folder", "Name another with `--output DIR`."))
    if output.is_dir() and not (output / MANIFEST).exists():
        foreign = sorted(path.name for path in output.iterdir() if not path.name.startswith(".") and path.name not in _HARMLESS)
        if foreign:
            named = ", ".join(foreign[:3]) + (" …" if len(foreign) > 3 else "")
            raise SiteError(
                Problem(str(output), f"holds files that digest did not make ({named})", "Empty it, or name another with `--output DIR`.")
            )


def made(output: Path) -> dict[str, str]:
    """The files that we made, with their hashes; what cannot be read was not made by us."""
    try:
        if not (output / MANIFEST).is_file():  # to read from a pipe is to wait for ever
            return {}
        return listed((output / MANIFEST).read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        return {}


def told(stat: os.stat_result) -> tuple[int, int, int, int]:
    """What tells that a file is as we put it there: its size in bytes, its times in nanoseconds, its number."""
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def noted(path: Path) -> str:
    """What a note of ours says; "" where there is none. Raises OSError and ValueError where it cannot be read."""
    return path.read_text("utf-8") if path.is_file() else ""  # to read from a pipe is to wait for ever


def note(path: Path, text: str) -> None:
    """Put a note down; what is no file goes, for nobody else has anything there. Raises OSError."""
    if path.exists() and not path.is_file():
        path.unlink()
    path.write_text(text, "utf-8")


def listed(manifest: str) -> dict[str, str]:
    """The files that a manifest names, with their hashes; a path that would lead out of the site is none."""
    found = {}
    for line in manifest.split("\n"):
        hash, _, path = line.partition(" ")
        if path and path[0] != "/" and "\\" not in path and (".." not in path or ".." not in path.split("/")):
            found[path] = hash
    return found


def as_text(files: Mapping[str, str]) -> bytes:
    return "".join(f"{hash} {path}\n" for path, hash in sorted(files.items())).encode("utf-8")


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
