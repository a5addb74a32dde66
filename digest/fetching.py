"""fetch: sources ──▶ items ──▶ entries ──▶ content/

The half of the stages that the network and the clock have a part in; it knows nothing of issues' pages.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType

import digest
from digest import premises
from digest.entries.identity import arrival as arrived
from digest.entries.placement import Arrival, Desk, Handover, Shelf, beginnings, handover, place, set_back
from digest.entries.seen import NAME as SEEN
from digest.entries.store import NEXT, Change, Folder, Store, unused
from digest.errors import DigestError, Problem
from digest.issues.calendar import issue_day, open_issue
from digest.lock import Turn
from digest.model import Health, Picture, Project, Source
from digest.premises import Progress, Reading, Say, silent, unsaid
from digest.sources import health, pictures
from digest.sources.gather import Asked, Gathered, gather

_FAR = 2.0**35  # seconds since 1970 that no time of ours reaches: in the year 3058


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a fetch did."""

    issue: str  # the one that was open
    arrivals: tuple[Arrival, ...] = ()
    asked: tuple[Gathered, ...] = ()
    problems: tuple[Problem, ...] = ()
    health: Mapping[str, Health] = field(default_factory=dict)  # what ails the sources, by address
    last: Mapping[str, datetime] = field(default_factory=dict)  # when each address last answered well, as far as is remembered
    wrote: bool = False  # whether content/ is not as it was before

    def ails(self, source: Source) -> Health | None:
        return self.health.get(health.address(source))

    @property
    def laid_down(self) -> list[Change]:
        """The new entries."""
        return [change for arrival in self.arrivals for change in arrival.changes if change.path and change.new]

    @property
    def ids(self) -> frozenset[str]:
        """Of the new entries."""
        return frozenset(change.id for change in self.laid_down)

    @property
    def new(self) -> int:
        return sum(arrival.new for arrival in self.arrivals)

    @property
    def corrected(self) -> int:
        return sum(arrival.corrected for arrival in self.arrivals)

    @property
    def held_back(self) -> int:
        return sum(arrival.held_back for arrival in self.arrivals)

    @property
    def failed(self) -> tuple[Gathered, ...]:
        return tuple(gathered for gathered in self.asked if gathered.failed)


def fetch(
    project: Project,
    *,
    now: datetime,
    only: Sequence[str] = (),
    offline: bool = False,
    backfill: bool = False,
    measured: bool = False,
    reading: Reading | None = None,
    progress: Progress = silent,
    say: Say = unsaid,
) -> Fetched:
    """Ask the sources and file what is new. `only` names the sources to be asked; with none, all are.

    `measured` says that `now` is what the machine's clock shows, which may err, and no person's word. `say` gets a line
    where another run is waited for that writes. Raises DigestError where the clock cannot be right, and where content/
    cannot be read or written. A source that fails is in the result.
    """
    store = premises.store(project, reading or Reading())
    day = open_issue(now, cadence=project.site.cadence, zone=project.site.timezone, close_at=project.site.close_at).isoformat()
    known = _asked(project)
    sources = [source for source in project.sources if not only or source.name in only]
    asked: list[Gathered] = []
    remembered = dict(known)
    for gathered in gather(
        sources,
        root=project.root,
        settings=project.fetch,
        agent=agent(project),
        now=now.timestamp(),
        offline=offline,
        known={} if only else known,
        gone=() if only else [where for where, one in store.health()[0].items() if one.state == "gone"],
        apart=apart(project),
    ):
        progress("Fetching", len(asked) + 1, len(sources))
        asked.append(gathered)
        remembered |= gathered.asked
    if measured and any(gathered.items for gathered in asked):
        _refuse_a_clock_set_back(store, now)
    file = partial(_filing, project, store, asked, now=now, day=day, backfill=backfill)
    if not offline and any(gathered.source.images != "none" for gathered in asked):
        file = partial(file, pictures=_pictures(project, file().arrivals, progress, say))
    # Servers may take their time, and nobody need wait for that: only what follows is done one run after the other.
    with Turn(premises.memory(project), say) as turn:
        filing = file()
        wrote = filing.is_work
        if filing.is_work:
            if turn.wait():
                filing = file()
            if turn.locked:
                store.tidy()
            while filing.handover:
                store.hand_over(filing.handover.before, filing.handover.release, filing.handover.after)
                filing = file()
            store.carry_out(filing.beginnings)
            store.carry_out(filing.changes)
            store.remove(filing.unused)
            store.keep_health(filing.health)
        if remembered != known:
            _remember(project, remembered)
    told = zip(asked, filing.arrivals, strict=True)
    problems = [problem for gathered, arrival in told for problem in (*gathered.problems, *arrival.problems)]
    if any(source.images == "copy" for source in sources) and not pictures.available():
        problems.append(pictures.missing(project.config.name))
    return Fetched(
        issue=day,
        arrivals=filing.arrivals,
        asked=tuple(asked),
        problems=(*problems, *filing.problems),
        health=filing.health,
        wrote=wrote,
        last={url: datetime.fromtimestamp(one.at, UTC) for url, one in remembered.items() if one.at},
    )


def _refuse_a_clock_set_back(store: Store, now: datetime) -> None:
    """Raise DigestError where what is there came in later than `now`."""
    if wrong := set_back((store.read(name) for name in (*store.issues(), *[NEXT] * store.has(NEXT))), now):
        raise DigestError(wrong)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filing:
    """All that a fetch is to write, decided by what lies in content/; nothing but the handover where there is one."""

    handover: Handover
    arrivals: tuple[Arrival, ...] = ()
    beginnings: tuple[Change, ...] = ()
    unused: tuple[str, ...] = ()  # pictures that no entry names any more
    health: Mapping[str, Health] = field(default_factory=dict)
    is_work: bool = True  # whether anything is to be written at all
    problems: tuple[Problem, ...] = ()

    @property
    def changes(self) -> list[Change]:
        return [change for arrival in self.arrivals for change in arrival.changes]


def _pictures(project: Project, arrivals: Iterable[Arrival], progress: Progress, say: Say) -> dict[str, Picture]:
    """Small copies of the pictures of what is new, where a source is to have them, by the pictures' addresses."""
    wanted = list(dict.fromkeys(address for arrival in arrivals for address in arrival.pictures))
    if not wanted or not pictures.available():
        return {}
    found: dict[str, Picture | str] = {}
    for address, picture in pictures.copies(wanted, settings=project.fetch, agent=agent(project)):
        progress("Fetching pictures", len(found) + 1, len(wanted))
        found[address] = picture
    if line := pictures.left_out(found):
        say(line)
    return {address: picture for address, picture in found.items() if isinstance(picture, Picture)}


def _filing(
    project: Project,
    store: Store,
    asked: Sequence[Gathered],
    *,
    now: datetime,
    day: str,
    backfill: bool,
    pictures: Mapping[str, Picture] = MappingProxyType({}),
) -> _Filing:
    site, seen, there = project.site, store.seen(), store.has(NEXT)
    due = handover(seen, there=there, day=day, cadence=site.cadence, public=lambda of: site.publish == "open" or store.has(of))
    if due:
        return _Filing(handover=due)
    folders: dict[str, Folder] = {}
    if any(gathered.items for gathered in asked):  # else there is nothing to be told from what lies there
        folders = {name: store.read(name) for name in store.issues()} | ({NEXT: store.read(NEXT, seen.next_day)} if there else {})
    shelf = Shelf.of(folders, seen.records)
    desk = Desk(
        now=now,
        zone=site.timezone,
        day=day,
        folder=day if site.publish == "open" or store.has(day) else NEXT,  # in its own folder, or out of sight until it is complete
        most=project.fetch.max_entries,
        issue_of=_issue_of(project) if backfill else None,
        pictures=pictures,
    )
    arrivals = tuple(place(gathered.source, gathered.items, shelf, desk) for gathered in asked)
    changes = [change for arrival in arrivals for change in arrival.changes]
    before, wrong = store.health()
    answered = {one.source.url for one in asked if one.source.url and arrived(one.source.url) in seen.records}
    coming = {path for change in changes for path, _ in change.beside}
    left_over = tuple(path for path in unused(folders) if path not in coming)
    found = health.after(before, asked, project.sources, known=answered, now=now)
    return _Filing(
        handover=due,
        arrivals=arrivals,
        beginnings=beginnings(changes, folders, seen, desk, cadence=site.cadence, address=site.base_url),
        unused=left_over,
        health=found,
        is_work=bool(changes or wrong or left_over or found != before),
        problems=wrong,
    )


def apart(project: Project) -> tuple[Path, ...]:
    """What digest makes, and what it goes by: no source of news."""
    return project.content, project.output, project.templates, project.static, project.memory, project.config


def agent(project: Project | None) -> str:
    contact = (project.site.contact or project.site.base_url) if project else ""
    return f"newsdigest/{digest.__version__}" + (f" (+{contact})" if contact else "")


def _issue_of(project: Project) -> Callable[[datetime], str]:
    return lambda when: issue_day(when.astimezone(project.site.timezone).date(), project.site.cadence).isoformat()


def _asked(project: Project) -> dict[str, Asked]:
    """What is remembered of earlier replies: all of it, if content/ still holds what they brought.

    Else an unchanged feed would answer “not modified” about news that was lost with an unsaved content/. Where a server
    has moved to, and that it wants to be left alone, stays true all the same.
    """
    try:
        said = json.loads(premises.noted(project, premises.ASKED))
        seen = (project.content / SEEN).read_bytes()[: said["seen"]["size"]] if said["seen"]["size"] else b""
        known = {url: one for url, told in said["sources"].items() if _is_told(one := Asked(**told))}
        if hashlib.sha256(seen).hexdigest() != said["seen"]["hash"]:
            return {url: replace(one, at=0.0, etag="", modified="") for url, one in known.items()}
        return known
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):  # not there, or not ours any more: ask again
        return {}


def _is_told(asked: Asked) -> bool:
    """Whether what is remembered of a reply is of the kind that we put down."""
    words, times = (asked.etag, asked.modified, asked.moved), (asked.at, asked.until)
    return (
        all(isinstance(word, str) for word in words)
        and all(isinstance(time, (int, float)) and 0 <= time < _FAR for time in times)
        and isinstance(asked.refusals, int)
        and asked.refusals >= 0
    )


def _remember(project: Project, asked: Mapping[str, Asked]) -> None:
    seen = (project.content / SEEN).read_bytes() if (project.content / SEEN).exists() else b""
    said = {
        "seen": {"size": len(seen), "hash": hashlib.sha256(seen).hexdigest()},
        "sources": {url: asdict(one) for url, one in sorted(asked.items())},
    }
    premises.note(project, premises.ASKED, json.dumps(said, indent=1))
