"""The files that a source's `path` names: a file, all texts and feeds of a folder, or a glob.

Each file is read once, whatever links lead to it. What digest itself lays down is never anybody's source, or it would
feed on itself; what a link drags in from outside of the project only if the path names that link.
"""

import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.errors import Problem, SourceError
from digest.model import Source

_WILD = re.compile(r"[*?\[]")
# What people write in other programs, and would miss. Pictures and the like lie beside texts for reasons of their own.
_DOCUMENTS = frozenset({"", ".doc", ".docm", ".docx", ".epub", ".odt", ".pages", ".pdf", ".rtf", ".tex"})


@dataclass(frozen=True, slots=True)
class Found:
    """Files in the order of their paths, and what was left out."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()
    others: tuple[Problem, ...] = ()  # documents of a folder that no reader is there for
    whole_folder: bool = False  # in which there may be nothing


def find(source: Source, root: Path, endings: Collection[str], apart: Collection[Path] = ()) -> Found:
    """The files of a local source. In a folder those of `endings` (".txt"), in a glob all that it fits.

    Nothing below the folders `apart` is found. Raises SourceError where the path names nothing, or lies in one of them.
    """
    where = Path(os.path.normpath(root / (source.path or "")))
    closed = {_real(folder) for folder in apart}
    if _real(where) in closed or any(folder in _real(where).parents for folder in closed):
        mend = "Name a folder of your own, such as seeds."
        raise SourceError(Problem(source.name, f"`path` = {source.path!r} lies in what digest makes", mend))
    if where.is_file():
        return Found((where,))
    base, names = (where, []) if where.is_dir() else _parted(where, Path(os.path.normpath(root)))
    pattern = _pattern(base, names)
    problems: list[Problem] = []
    files: dict[Path, Path] = {}  # by what they really are
    others: list[Problem] = []
    if base.is_dir():
        for path in sorted(_walked(base, root, closed, problems, source.name)):
            if pattern.fullmatch(path.as_posix()) if names else path.suffix.lower() in endings:
                files.setdefault(_real(path), path)
            elif not names and path.suffix.lower() in _DOCUMENTS:
                what = "is of a kind that digest does not read, so it is left out"
                others.append(Problem(_shown(path, root), what, f"Save it as one of {', '.join(sorted(endings))}; plain text will do."))
    if names and not files and not problems:
        mend = "`path` is relative to the folder of digest.toml."
        raise SourceError(Problem(source.name, f"there is no file or folder {source.path!r}", mend))
    return Found(tuple(sorted(files.values())), tuple(problems), tuple(others), not names)


def _walked(base: Path, root: Path, closed: set[Path], problems: list[Problem], name: str) -> Iterator[Path]:
    """All files below a folder but hidden ones. Links are followed inside the project, and no folder is gone through twice."""
    inside = (_real(base), _real(root))
    seen = {_real(base)}
    stack = [base]
    while stack:
        folder = stack.pop()
        try:
            found = sorted(os.scandir(folder), key=lambda one: one.name)
        except OSError as error:
            problems.append(Problem(name, f"{_shown(folder, root)} cannot be read ({error.strerror})", "Check who owns it."))
            continue
        for one in found:
            path, real = folder / one.name, _real(Path(one.path))
            if one.name.startswith(".") or real in closed:
                continue
            if (readable := one.name.encode("utf-8", "replace").decode("utf-8")) != one.name:  # some systems let a name hold any bytes
                what = f"{_shown(folder / readable, root)}: its name is not UTF-8, so it is left out"
                problems.append(Problem(name, what, "Give it another name."))
            elif one.is_symlink() and os.path.exists(path) and not any(real.is_relative_to(place) for place in inside):
                what = f"{_shown(path, root)} is a link that leads out of the project, so it is left out"
                problems.append(Problem(name, what, "Name what it leads to with a `path` of its own."))
            elif os.path.isdir(path):
                if real not in seen:
                    seen.add(real)
                    stack.append(path)
            elif os.path.isfile(path) or not os.path.exists(path):
                yield path  # a link to nowhere is named when it is read; a pipe would be read for ever


def _parted(where: Path, root: Path) -> tuple[Path, list[str]]:
    """A glob as the folder below which it looks, and the names from there. What the project's own path has in it is no wildcard."""
    base, names = (root, list(where.relative_to(root).parts)) if where.is_relative_to(root) else (Path(where.anchor), list(where.parts[1:]))
    while len(names) > 1 and not _WILD.search(names[0]):
        base /= names.pop(0)
    return base, names


def _pattern(base: Path, names: Sequence[str]) -> re.Pattern[str]:
    """A glob as a regular expression: `**` is any number of folders, `*`, `?` and `[…]` stay within a name."""
    told = re.escape(base.as_posix().rstrip("/") + "/")
    for number, name in enumerate(names, 1):
        last = number == len(names)
        told += ("(?:[^/]+/)*[^/]+" if last else "(?:[^/]+/)*") if name == "**" else _name(name) + ("" if last else "/")
    return re.compile(told, re.IGNORECASE if os.name == "nt" else 0)


def _name(part: str) -> str:
    """One name of a glob."""
    return "".join(_piece(piece) for piece in re.findall(r"\[!?\]?[^\]]*\]|.", part, re.DOTALL))


def _piece(piece: str) -> str:
    if piece == "*":
        return "[^/]*"
    if piece == "?":
        return "[^/]"
    if len(piece) > 1:
        inside = piece[1:-1].replace("\\", r"\\").replace("[", r"\[").replace("^", r"\^")
        return f"[^{inside[1:]}]" if inside.startswith("!") else f"[{inside}]"
    return re.escape(piece)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # resolve() raises where links lead in a circle


def _shown(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return str(path)
