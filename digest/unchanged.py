"""Whether the site still is what a build would make of the project, so that there is nothing to be done.

Of all files that go into a build, and of all that came of the last one, only that is looked at which the system tells of them
without opening any: sizes, times, numbers. While that is what it was when the last build was done, so is the site. What that
build had to say is remembered with it in .digest/, and said again.
"""

import hashlib
import json
import os
import re
import sys
import zoneinfo
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

import digest
from digest.errors import Problem
from digest.model import Project

NAME = "unchanged.json"
_TICK = 2_000_000_000  # nanoseconds within which a file may change twice and its times tell only of one: two seconds on some disks


@dataclass(frozen=True, slots=True)
class Said:
    """What a build had to say."""

    built: str  # what of, in words
    pages: int
    fetched: tuple[Problem, ...] = ()
    made: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What a project was like when it was looked at."""

    project: Project
    drafts: bool
    local: bool  # whether no server is asked: what a fetch says of servers is not said of a run without
    now: datetime
    mark: str  # of all that a build is made of; "" where files alone do not tell
    settled: bool  # whether no file was changed just before

    def last(self) -> Said | None:
        """What the last build said, if nothing that it was made of and nothing that it made was touched since."""
        if not self.mark:
            return None
        with suppress(OSError, ValueError, KeyError, TypeError):  # not there, or not ours: build
            kept = json.loads((self.project.memory / NAME).read_text("utf-8"))
            if kept["mark"] == [self.mark, _mark([self.project.output])[0]]:
                told = kept["said"]
                fetched, made = (tuple(Problem(**one) for one in told[name]) for name in ("fetched", "made"))
                return Said(built=str(told["built"]), pages=int(told["pages"]), fetched=fetched, made=made)
        return None

    def keep(self, said: Said, at: int) -> None:
        """Put down what the build that was made of this has said. Where something changed meanwhile, nothing is put down."""
        path = self.project.memory / NAME
        again = look(self.project, now=self.now, drafts=self.drafts, local=self.local, at=at)
        with suppress(OSError):
            if not self.mark or not self.settled or again.mark != self.mark:
                path.unlink(missing_ok=True)
                return
            path.write_text(json.dumps({"mark": [self.mark, _mark([self.project.output])[0]], "said": asdict(said)}), "utf-8")


def look(project: Project, *, now: datetime, drafts: bool, local: bool, at: int) -> Look:
    """A look at all that a build is made of. `now` is what the build takes the time to be, `at` what the system's clock says."""
    site = project.site
    # A fetch asks the time only to know which issue is open, and that may be another one when a day is over.
    day = (now.astimezone(site.timezone).replace(tzinfo=None) - timedelta(hours=site.close_at.hour, minutes=site.close_at.minute)).date()
    ours = Path(__file__).parent
    installed = [Path(path) for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    around = [*installed, *map(Path, zoneinfo.TZPATH)]
    try:
        of_files, newest = _mark(
            [*made_of(project), ours, *(place for place in (ours / "templates", ours.parent / "templates") if place.is_dir())],
            apart=frozenset((str(project.memory), str(project.output))),
        )
        folders = [(str(path), path.stat().st_mtime_ns) for path in around if path.is_dir()]  # what comes and goes there changes them
    except OSError:
        return Look(project, drafts, local, now, "", settled=False)
    given = (digest.__version__, sys.version, project, drafts, local, day.isoformat(), folders, of_files)
    return Look(project, drafts, local, now, _hash(repr(given)), settled=newest + _TICK < at)


def made_of(project: Project) -> list[Path]:
    """The files and folders of people that a build is made of, whether they are there or not."""
    local = [before_wildcards(project.root, source.path) for source in project.sources if source.path]
    return [project.config, project.content, project.templates, project.static, *local]


def before_wildcards(root: Path, pattern: str) -> Path:
    """The folder, or the file, below which all lies that a source's `path` may mean."""
    plain = re.split(r"[*?[]", pattern)[0]
    return Path(os.path.abspath(root / (plain if plain == pattern else plain.rpartition("/")[0])))


def _mark(places: list[Path], apart: frozenset[str] = frozenset()) -> tuple[str, int]:
    """What tells that files and folders, and all below them, are as they were; and when one last changed, in nanoseconds.

    Raises OSError where that cannot be told.
    """
    marks, newest = hashlib.sha256(), 0
    for place in map(str, places):
        for path, stat in _below(place, apart):
            marks.update(
                f"{path}\0{stat and (stat.st_mode, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)}\0".encode(
                    "utf-8", "surrogateescape"
                )
            )
            newest = max(newest, stat.st_mtime_ns, stat.st_ctime_ns) if stat else newest
    return marks.hexdigest(), newest


def _below(place: str, apart: frozenset[str]) -> Iterator[tuple[str, os.stat_result | None]]:
    if not os.path.isdir(place):
        yield place, os.stat(place) if os.path.exists(place) else None
        return
    if os.path.islink(place):
        raise OSError(f"{place} is a link to a folder, which may lead round in a circle")
    yield place, os.stat(place)
    with os.scandir(place) as found:
        inside = sorted(found, key=lambda one: one.name)
    for one in inside:
        if one.path in apart or one.name == "__pycache__":
            continue
        if one.is_symlink() or one.is_dir():
            yield from _below(one.path, apart)
        else:
            yield one.path, one.stat()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
