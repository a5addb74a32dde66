"""Whether the site still is what a build would make of the project, so that there is nothing to be done.

Of all files that go into a build, and of all that came of the last one, only that is looked at which the system tells of them
without opening any: sizes, times, numbers. While that is what it was when the last build was done, so is the site. What that
build had to say is remembered with it in .digest/, and said again. Where to look is remembered, too, so that not even
digest.toml need be understood to know that nobody touched it.
"""

import hashlib
import json
import marshal
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import digest
from digest.errors import Problem
from digest.site import folder

if TYPE_CHECKING:
    from digest.model import Project
    from digest.site.inventory import Stands
    from digest.workers import Aside

NAME = "unchanged.json"
LARGE = 400_000  # bytes of a manifest, some 5,000 files, from which on another process looks at these: that takes longer than to begin one
_TICK = 2_000_000_000  # nanoseconds within which a file may change twice and its times tell only of one: two seconds on some disks


Told = tuple[int, int, int, int, int]  # what the system tells of a file: its mode, its size in bytes, its times in nanoseconds, its number
Files = Sequence[tuple[str, Told | None]]


@dataclass(frozen=True, slots=True)
class Said:
    """What a build had to say."""

    built: str  # what of, in words
    pages: int
    fetched: tuple[Problem, ...] = ()
    made: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a build is asked for, beside what the project's files say."""

    config: str  # digest.toml, as an absolute path
    output: str = ""  # the site's folder as an absolute path, where it is another than digest.toml's
    base_url: str = ""
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """Where all lies that goes into a build, by what digest.toml says, and on which day.

    A fetch asks the time only to know which issue is open, and that may be another one when a day is over.
    """

    memory: str
    output: str
    places: tuple[str, ...]
    around: tuple[str, ...]  # folders that change when what is installed does
    day: str
    begins: float  # that day, in seconds since 1970: from here on it is certain that it has begun
    ends: float
    asks: bool  # whether some source is on the web


@dataclass(frozen=True, slots=True)
class Look:
    """What a project was like when it was looked at."""

    asked: Asked
    where: Where
    local: bool  # whether no server is asked: what a fetch says of servers is not said of a run without
    now: datetime
    mark: str  # of all that a build is made of; "" where files alone do not tell
    settled: bool  # whether no file was changed just before
    files: Files = field(default=(), compare=False, repr=False)
    site: "Aside[str] | None" = field(default=None, compare=False, repr=False)  # who looks at the site meanwhile

    def below(self, place: str) -> Files:
        """What was seen of a folder and all that is in it."""
        inside = os.path.join(place, "")
        return [one for one in self.files if one[0].startswith(inside) or one[0] == place]

    def last(self) -> Said | None:
        """What the last build said, if nothing that it was made of and nothing that it made was touched since."""
        with suppress(OSError, ValueError, KeyError, TypeError):  # not there, or not ours: build
            kept = json.loads(folder.noted(Path(self.where.memory) / NAME))
            of, site = kept["mark"]
            if self.mark and of == self.mark and site == (self.site.made() if self.site else _mark_of_site(self.where.output)):
                return _said(kept)
        if self.site:
            self.site.stop()
        return None

    def keep(self, said: Said, stands: "Stands") -> None:
        """Put down what the build that was made of this has said; `stands` is what it left in the site.

        What changed meanwhile, in the project or in the site, is not as it is put down here: the next build sees that.
        """
        path = Path(self.where.memory) / NAME
        with suppress(OSError, ValueError, KeyError):
            if not self.mark or not self.settled:
                path.unlink(missing_ok=True)
                return
            listed, names = _manifest(self.where.output)
            there = stands.files()
            mark = [self.mark, hash_of_files([listed, *(there[name] for name in names)])]
            kept = {"mark": mark, "asked": asdict(self.asked), "where": asdict(self.where), "said": asdict(said)}
            folder.note(path, json.dumps(kept))


def remembered(asked: Asked, *, now: datetime, offline: bool, at: int, jobs: int = 1) -> Look | None:
    """A look at all that the last build was made of, if that was asked for the same, and one like it would ask no server.

    `now` is what the build takes the time to be, `at` what the system's clock says, in nanoseconds. `jobs` processes look; as
    many as can work at once where that is 0.
    """
    with suppress(OSError, ValueError, KeyError, TypeError):  # not there, or not ours
        kept = json.loads(folder.noted(Path(asked.config).parent / ".digest" / NAME))
        told = kept["where"]
        where = Where(**told | {name: tuple(told[name]) for name in ("places", "around")})
        if kept["asked"] == asdict(asked) and where.begins <= now.timestamp() < where.ends and (offline or not where.asks):
            with ExitStack() as beside:
                site = _aside(where.output, jobs)
                if site:
                    beside.callback(site.stop)
                found = replace(_look(asked, where, now=now, local=True, at=at), site=site)
                beside.pop_all()
                return found
    return None


def _aside(output: str, jobs: int) -> "Aside[str] | None":
    """Another process that looks at what stands in the site, where that is much."""
    if os.path.getsize(os.path.join(output, folder.MANIFEST)) < LARGE:
        return None
    from digest.workers import Aside, usable

    return Aside(partial(_mark_of_site, output), jobs or usable())


def look(project: "Project", asked: Asked, *, now: datetime, local: bool, at: int, known: Look | None = None) -> Look:
    """A look at all that a build is made of; what was `known` just before, where that was a look at the same."""
    site = project.site
    local_time = now.astimezone(site.timezone).replace(tzinfo=None)
    day = (local_time - timedelta(hours=site.close_at.hour, minutes=site.close_at.minute)).date()

    def at_close(day: date) -> list[float]:
        """When clocks show that time: where they are set, it may be twice, or never, and then about these."""
        return [datetime.combine(day, site.close_at, site.timezone).replace(fold=fold).timestamp() for fold in (0, 1)]

    where = Where(
        memory=str(project.memory),
        output=str(project.output),
        places=tuple(map(str, made_of(project))),
        around=_around(),
        day=day.isoformat(),
        begins=max(at_close(day)),
        ends=min(at_close(day + timedelta(1))),
        asks=any(source.url for source in project.sources),
    )
    if known and (known.asked, known.where, known.local) == (asked, where, local):
        return known
    return _look(asked, where, now=now, local=local, at=at)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What some files and the program were like when they were looked at."""

    mark: str  # "" where files alone do not tell
    settled: bool  # whether none was changed just before
    files: Files = field(default=(), compare=False, repr=False)


def stamp(places: Iterable[str], *, at: int) -> Stamp:
    """What tells that whatever is made of these files and folders, and of nothing else, would be as it was. `at` as above."""
    return _stamp(places, _around(), frozenset(), (), at)


def stamp_of_program(*, at: int) -> Stamp:
    """What tells that the program and its libraries are as they were, wherever Python finds these. `at` as above."""
    libraries = [one for path in sys.path for one in _found_by(path)]
    newest = max((max(told[2], told[3]) for _, told in libraries), default=0)
    made = _stamp((), (), frozenset(), (libraries,), at)
    return replace(made, settled=made.settled and newest + _TICK < at)


def _found_by(path: str) -> Iterator[tuple[str, Told]]:
    """What a library that comes, goes or changes leaves a mark on: the folder it is in, or the archive, for its version is in a name.

    Where it is in none, as in an .egg-info, the file that tells it.
    """
    told = [path]
    with suppress(OSError):  # Python looks in many places that are none
        eggs = [os.path.join(path, name) for name in sorted(os.listdir(path)) if name.endswith(".egg-info")]
        told += [file for egg in eggs for file in (egg, os.path.join(egg, "PKG-INFO"))]
    for one in told:
        with suppress(OSError):
            yield one, _told(os.stat(one))


def _around() -> tuple[str, ...]:
    """The folders that change when what is installed does."""
    import zoneinfo  # 10 ms, which a build of nothing new does not take

    installed = [path for path in sys.path if os.path.basename(path) in ("site-packages", "dist-packages")]
    return tuple(path for path in (*installed, *zoneinfo.TZPATH) if os.path.isdir(path))


def _look(asked: Asked, where: Where, *, now: datetime, local: bool, at: int) -> Look:
    ours = Path(__file__).parent
    templates = [str(place) for place in (ours / "templates", ours.parent / "templates") if place.is_dir()]
    apart = frozenset((where.memory, where.output))
    found = _stamp((*where.places, *templates), where.around, apart, (asdict(asked), asdict(where), local), at)
    return Look(asked, where, local, now, found.mark, found.settled, found.files)


def _stamp(places: Iterable[str], around: Iterable[str], apart: frozenset[str], given: tuple[Any, ...], at: int) -> Stamp:
    """`given` is what else it hangs on."""
    try:
        files = [one for place in (*places, os.path.dirname(__file__)) for one in below(place, apart)]
        newest = max((max(told[2], told[3]) for _, told in files if told), default=0)
        folders = [(path, os.stat(path).st_mtime_ns) for path in around]  # what comes and goes there changes them
    except OSError:
        return Stamp("", settled=False)
    said = repr((digest.__version__, sys.version, given, folders, hash_of_files(files)))
    return Stamp(hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest(), newest + _TICK < at, files)


def made_of(project: "Project") -> list[Path]:
    """The files and folders of people that a build is made of, whether they are there or not."""
    local = [before_wildcards(project.root, source.path) for source in project.sources if source.path]
    return [project.config, project.content, project.templates, project.static, *local]


def before_wildcards(root: Path, pattern: str) -> Path:
    """The folder, or the file, below which all lies that a source's `path` may mean."""
    plain = re.split(r"[*?[]", pattern)[0]
    return Path(os.path.abspath(root / (plain if plain == pattern else plain.rpartition("/")[0])))


def _said(kept: dict[str, dict[str, Any]]) -> Said:
    """Raises KeyError, TypeError or ValueError where it is not as we put it down."""
    told = kept["said"]
    fetched, made = (tuple(Problem(**one) for one in told[name]) for name in ("fetched", "made"))
    return Said(built=str(told["built"]), pages=int(told["pages"]), fetched=fetched, made=made)


def _mark_of_site(output: str) -> str:
    """What tells that our files in the site are as they were. Others' are none of our business. Raises OSError where one is gone."""
    listed, names = _manifest(output)
    there = os.path.join(output, "")
    return hash_of_files([listed, *(folder.told(os.lstat(there + name)) for name in names)])


def _manifest(output: str) -> tuple[bytes, Iterable[str]]:
    """What we say is ours in the site, as it is written and as names. Raises OSError and ValueError where it cannot be read."""
    with open(os.path.join(output, folder.MANIFEST), "rb") as manifest:
        listed = manifest.read()
    return listed, folder.listed(listed.decode("utf-8"))


def below(place: str, apart: frozenset[str] = frozenset()) -> list[tuple[str, Told | None]]:
    """What the system tells of a file or a folder, and of all below it; nothing of what is not there.

    Raises OSError where that cannot be told.
    """
    found: list[tuple[str, Told | None]] = []
    places = [place]
    while places:
        at = places.pop()
        if not os.path.isdir(at):
            found.append((at, _told(os.stat(at)) if os.path.exists(at) else None))
            continue
        if os.path.islink(at):
            raise OSError(f"{at} is a link to a folder, which may lead round in a circle")
        found.append((at, _told(os.stat(at))))
        with os.scandir(at) as inside:
            for one in sorted(inside, key=attrgetter("name")):
                if not (one.is_dir() or one.is_symlink()):
                    found.append((one.path, _told(one.stat())))
                elif one.path not in apart and one.name != "__pycache__":
                    places.append(one.path)
    return found


def _told(stat: os.stat_result) -> Told:
    return stat.st_mode, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def hash_of_files(value: Any) -> str:
    """What tells that what the system told of files was this."""
    # A fixed version of the format: in others, what stands twice is written once where it is one object, and that is chance.
    return hashlib.sha256(marshal.dumps(value, 2)).hexdigest()
