"""The stages in order. Here, and in fetching.py, one stage meets another: read both to know how digest works.

fetch:  sources ──▶ items ──▶ entries ──▶ content/                         (fetching.py)
build:  content/ ──▶ entries ──▶ sections ──▶ issues ──▶ pages ──▶ site/   (here; desktop.py for a preview)
"""

import hashlib
import itertools
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest import outlines, premises
from digest.cache import Cache
from digest.entries.editorial import NAME as EDITORIAL
from digest.entries.kept import Head
from digest.entries.seen import Seen
from digest.entries.store import ENTRIES, NEXT, Folder, Store
from digest.errors import DigestError, MovedError, Problem
from digest.grouping import Ahead, forget, group, look_ahead
from digest.grouping import memory as remembering
from digest.grouping.ahead import packed, unpacked
from digest.grouping.topics import settled
from digest.issues.assembly import assemble, numbered
from digest.issues.rhythm import quiet_since, weeks
from digest.lock import Turn
from digest.marks import Marks, program
from digest.model import Entry, Issue, Late, Outline, Page, Project, Section, Stack, Standing, Story, late
from digest.premises import Progress, Reading, Say, silent, unsaid
from digest.rendering.environment import base_url
from digest.rendering.markdown import Renderer, to_html, version
from digest.rendering.pages import pages
from digest.rendering.press import Kept, Means
from digest.site import folder, writing
from digest.site.drafts import tidy
from digest.site.inventory import NAME as PAGES
from digest.site.inventory import Inventory, Stands
from digest.sources import health
from digest.unchanged import below, made_of
from digest.workers import Apart, Aside, Crew, Sent, Together, forks, piecemeal, spread, usable

if TYPE_CHECKING:
    from digest.fetching import Fetched
    from digest.site.branch import Published

LOOKBACK = 14  # days of earlier issues whose stories later news may carry on; of rarer issues the last one
KEPT = 2000  # entries whose topics people set, the newest: what so many teach, more do not add to, and all would have to be read
AHEAD = 8  # issues for each process that are worked on before it is their turn
MANY_PAGES = 5000  # pages that take longer to be looked for than a process takes to be there
MOST_PAGES = 20_000  # whose entries' files do, once this one has grown
EARLIER = 50  # issues that take longer to be gone through than a process takes to be there
SURE = 4  # issues at once from which on those behind them are worked on, too: that more will be asked for is likely by then

# ── build: entries become issues, issues become pages, pages become files ────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """All issues of a digest, its pages, and what was wrong on the way."""

    issues: tuple[Issue, ...]
    pages: Sequence[Page]
    problems: tuple[Problem, ...] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)  # by the names of the sources
    of: Sequence[Any] = field(default=(), compare=False, repr=False)  # what tells what content/ was like before it was read
    there: Inventory | None = field(default=None, compare=False, repr=False)  # what stood in the site then


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did."""

    edition: Edition
    plan: writing.Plan


@dataclass(slots=True)
class Memory:
    """What a long-lived caller, the preview, keeps from one edition to the next, so that only what changed is worked out again."""

    project: Project | None = None
    folders: dict[str, tuple[Any, Folder]] = field(default_factory=dict)
    unchanged: bool = False  # whether what is remembered of folders is known to be as they are
    seen: tuple[Seen, list[Problem]] | None = None
    sections: dict[str, tuple[Any, "_Grouping"]] = field(default_factory=dict)  # by folder, with what they were grouped of
    issues: dict[str, Issue] = field(default_factory=dict)
    pages: Kept = field(default_factory=Kept)
    markdown: Renderer = to_html
    answers: Cache | None = None  # on disk, while it is open
    notes: premises.Notes | None = None  # of folders, likewise


def edition(
    project: Project,
    *,
    drafts: bool = False,
    cache: bool = True,
    progress: Progress = silent,
    memory: Memory | None = None,
    reading: Reading | None = None,
    jobs: int = 0,
) -> Edition:
    """Everything that is to be published, in memory: a pure function of the files of the project.

    `jobs` processes work on it, as many as can work at once where that is 0.

    Raises DigestError where the pages cannot be made; an entry that cannot be understood is left out and named.
    """
    asked = partial(_edition, project, drafts=drafts, cache=cache, progress=progress, memory=memory, jobs=jobs)
    try:
        return asked(reading=reading)
    except MovedError:  # what was noted does not hold any more
        _begin_anew(reading)
        return asked(reading=Reading(drafts=reading.drafts) if reading else None)


def _begin_anew(reading: Reading | None) -> None:
    """Take away the drafts of pages that may not be any in the edition to come."""
    if reading and reading.drafts:
        reading.drafts.clear()


def _edition(
    project: Project, *, drafts: bool, cache: bool, progress: Progress, memory: Memory | None, reading: Reading | None, jobs: int
) -> Edition:
    if memory and memory.project != project:  # other settings, another digest
        memory.folders, memory.sections, memory.issues, memory.project = {}, {}, {}, project
    jobs = 1 if memory else jobs or usable()
    looked = reading.looked() if reading else {}
    of = () if memory else _content(project, looked)
    there = None if memory else Inventory(premises.memory(project) / PAGES if cache else None, project.output)
    with (
        nullcontext() if memory else piecemeal(),
        nullcontext(memory.answers)
        if memory
        else Cache(premises.memory(project) if cache else None, full=not drafts, lasting=True) as answers,
        Aside(there.around, jobs) if there and len(there.hashes) >= MANY_PAGES else nullcontext() as ahead,
    ):
        if there and ahead:
            there.look_ahead(ahead.made)
        known = memory.seen if memory and memory.seen and memory.unchanged else _seen(premises.store(project))
        if memory:
            memory.seen = known
        issues, problems, shown, texts = _issues(
            project,
            known,
            drafts=drafts,
            progress=progress,
            memory=memory,
            answers=answers,
            reading=reading,
            looked=looked,
            jobs=jobs,
        )
        standings = _standings(project, issues)
        given: Any = {"standings": standings, "first_address": known[0].address, "pictures": shown}
        progress("Rendering", 0, 0)
        if memory:
            printed, amiss = pages(issues, project, theme(), memory.markdown, memory.pages, **given)
            made: Sequence[Page] = tuple(printed)
        else:
            assert answers
            assert there
            room = reading.drafts if reading else None
            with Crew(jobs, _apart(answers, reading)) as crew:
                means = Means(there, answers, crew, room)
                made, amiss = pages(issues, project, theme(), answers.remembered(version(), to_html), texts=texts, means=means, **given)
            answers.full &= not any(isinstance(part, Stack) or there.holds(part.path, part.mark) for part in made.parts)
    problems += amiss
    if not project.site.base_url:
        where = premises.below(project.config, project.root)
        problems.append(
            Problem(
                where, f"base_url is not set, so feeds and sitemap lead to {base_url(project)}", "Say under [site] where it will stand."
            )
        )
    return Edition(issues=tuple(issues), pages=made, problems=tuple(problems), standings=standings, of=of, there=there)


def _apart(answers: Cache, reading: Reading | None) -> Apart:
    """What a process of its own begins anew with: answers, and what was noted of entries, which it may be the first to ask for."""
    return Together(answers, reading.notes) if reading and reading.notes else answers


def _content(project: Project, looked: Mapping[str, Any] | None = None) -> Sequence[Any]:
    """What tells each file of content/ with its time and size; by what this run saw just before, if it looked."""
    try:
        return [*looked.items()] if looked else below(str(project.content))
    except OSError:  # a link that leads round in a circle, for one
        walked = (os.path.join(at, name) for at, _, names in os.walk(project.content) for name in names)
        return sorted((path, stat and (stat.st_mtime_ns, stat.st_size)) for path in walked for stat in [_stat(path)])


def _changed(project: Project, since: Sequence[Any]) -> bool:
    return _content(project) != since


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:  # gone meanwhile
        return None


def ready(project: Project) -> None:
    """Raise SiteError before any work where the site could not be put in the end."""
    folder.refuse_unless_safe(project.output, project.root)


@piecemeal()
def publish(
    project: Project,
    made: Edition,
    *,
    again: Callable[[], Edition] | None = None,
    cache: bool = True,
    reading: Reading | None = None,
    progress: Progress = silent,
    say: Say = unsaid,
    then: Callable[[Stands], None] | None = None,
    jobs: int = 0,
) -> Built:
    """Put an edition's pages where the site is. Raises SiteError where it cannot be written; it stays as it was then.

    `again` makes the edition anew where content/ has changed since: or of two runs at once the one that read first might
    write last. `then` is told what stands there, while the site is known to be just that: where another run may be writing
    at this moment, or may have written since the first reading, it is left out. `jobs` is as above.
    """
    ready(project)
    moved_on = partial(_changed, project, made.of)
    with (
        Turn(premises.memory(project), say) as turn,
        # Under the lock, so that what another run has written by now is seen.
        Aside(moved_on, jobs or usable()) if again and turn.locked and len(made.pages) >= MOST_PAGES else nullcontext() as ahead,
    ):
        changed: Callable[[], bool] = ahead.made if ahead else moved_on
        note = project.memory / PAGES if cache else None
        there = made.there.now() if made.there else Inventory(note, project.output)
        try:
            plan, moved = writing.plan(made.pages, project.output, there), False
        except MovedError:  # another run has published what was saved meanwhile, and a page that stood is to be made now
            if not again:
                raise
            plan, moved = writing.plan((), project.output, there), True
        stands = plan.standing
        if moved or plan.create or plan.replace or plan.files != there.hashes or (again and changed()):
            waited = turn.wait()
            if again and (moved or changed()):
                _begin_anew(reading)
                made, waited, then = again(), True, None
            if waited:
                there = Inventory(note, project.output)
                plan = writing.plan(made.pages, project.output, there)
            written = iter(range(1, len(made.pages) + 1))
            number = len(plan.create) + len(plan.replace)
            done = partial(writing.carry_out, plan, project.output, lambda: progress("Writing", next(written), number))
            stands = done(alone=turn.locked, drafts=reading.drafts if reading else None, ours=there.hashes)
            there.note(stands)
        else:
            if turn.locked:
                tidy(project.output, own=reading.drafts.folder.name if reading and reading.drafts else "")
            there.note(plan.standing)  # made of something else by now, such as another version of digest, it may still be the same
        if reading and reading.drafts:
            reading.drafts.clear()
        premises.note(project, premises.BUILT, "")
        if then and turn.locked:
            then(stands)
    return Built(edition=made, plan=plan)


def to_branch(project: Project, *, branch: str, remote: str, when: datetime) -> "Published":
    """Put what is in site/ on a branch. Raises SiteError where that cannot be."""
    from digest.site import branch as branches  # and what runs git, for those who publish

    return branches.publish(project.output, project.root, branch=branch, remote=remote, when=when)


def unbuilt(project: Project) -> list[Problem]:
    """What people edited since the site was built, which it cannot hold: the first such file. Nothing where nobody knows."""
    with suppress(OSError):
        built = (project.memory / premises.BUILT).stat().st_mtime_ns
        for place in made_of(project):
            for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
                if path.is_file() and path.stat().st_mtime_ns > built:
                    where = premises.below(path, project.root)
                    return [Problem(where, "came or was edited after the site was built", "Run `digest build` first.")]
    return []


def gate(project: Project, made: Edition, fetched: "Fetched") -> Problem | None:
    """Why this run is too poor to be published, if it is: the last good site is better than an empty one."""
    limits = project.gate
    entries = len(outlines.of(made.issues[-1]).newest) if made.issues else 0
    if entries < limits.min_entries:
        what = f"the newest issue has {entries} {'entry' if entries == 1 else 'entries'}, and the gate asks for {limits.min_entries}"
    elif limits.max_failed_sources is not None and len(fetched.failed) > limits.max_failed_sources:
        named = ", ".join(gathered.source.name for gathered in fetched.failed[:5])
        what = f"{len(fetched.failed)} sources failed ({named}), and the gate lets {limits.max_failed_sources} through"
    else:
        return None
    return Problem("gate", f"{what}; the site stays as it was", "See [gate] in digest.toml.")


def _issues(
    project: Project,
    known: tuple[Seen, list[Problem]],
    *,
    drafts: bool,
    progress: Progress,
    memory: Memory | None = None,
    answers: Cache | None = None,
    reading: Reading | None = None,
    looked: Mapping[str, Any] | None = None,
    jobs: int = 1,
) -> tuple[list[Issue], list[Problem], dict[str, Path], dict[str, str]]:
    """The issues; what was wrong; where the small copies of pictures lie, by name; the hashes of entries' files, by path."""
    store = premises.store(
        project, Reading(memory.folders, memory.notes) if memory else reading, unchanged=bool(memory and memory.unchanged), seen=looked
    )
    seen, problems = known
    problems = [*store.strays(), *problems, *store.health()[1]]
    issues: list[Issue] = []
    ids: dict[str, str] = {}
    earlier: deque[_Grouping] = deque()  # the newest first
    shown: dict[str, Path] = {}
    texts: dict[str, str] = {}
    found = store.issues()
    if drafts and store.has(NEXT):
        if seen.next_day is None:
            problems.append(Problem(f"content/{NEXT}", "has no day yet, so it is left out", "Run `digest fetch`."))
        elif seen.next_day in found:
            what = f"holds news of the issue {seen.next_day}, which is out, so it is left out"
            problems.append(Problem(f"content/{NEXT}", what, "Run `digest fetch`: it moves what is in it there."))
        else:
            found.append(NEXT)
    read: list[_Day] = []
    days = [(name, (seen.next_day or "") if name == NEXT else name) for name in found]
    progress("Reading", 0, len(found))
    notes = reading.notes if reading and reading.notes else answers
    folders = store.read_all(days, partial(spread, jobs=jobs, apart=notes) if notes else None)
    for (name, day), of_day in zip(days, folders, strict=True):
        problems += of_day.problems
        texts |= of_day.texts
        shown |= {picture: project.content / name / picture for picture in sorted(of_day.pictures)}
        if of_day.editorial.draft and not drafts:
            continue
        numbers = []
        for number, entry in enumerate(of_day.heads):
            if entry.hide or (entry.draft and not drafts):
                continue  # and another may take its place
            if entry.id in ids:
                problems.append(
                    Problem(
                        entry.path, f"has the same id as {ids[entry.id]}, so it is left out", "Take the line `id: …` out of one of them."
                    )
                )
                continue
            ids[entry.id] = entry.path
            numbers.append(number)
        read.append(_Day(name, day, of_day, numbers))
    settings = _hash(repr((program(), remembering.name(), project.topics, project.sources, project.site)))
    with _LooksAhead(read, project, answers, jobs, reading) as looks:
        for i, one in enumerate(read):
            progress("Grouping", i + 1, len(read))
            grouping = _grouping(one, earlier, project, memory, answers, settings, partial(looks.at, i))
            earlier.appendleft(grouping)
            problems += _no_pins(one, grouping)
            if not memory:
                _forget_what_nobody_asks(earlier)
            if one.folder.editorial.introduction or (grouping.outline or grouping).sections:
                issues.append(
                    assemble(
                        date.fromisoformat(one.day),
                        grouping.to_be_read(),
                        one.folder.editorial,
                        cadence=seen.cadence(one.day) or project.site.cadence,
                        language=project.site.language,
                        draft=one.name == NEXT,
                        outline=grouping.outline,
                    )
                )
    made = numbered(sorted(issues, key=lambda issue: issue.id))
    if memory:  # an issue that is equal to the last time's is that one: what hangs on it need not look inside
        made = [before if (before := memory.issues.get(issue.id)) == issue else issue for issue in made]
        memory.issues = {issue.id: issue for issue in made}
    else:
        forget()
    return made, problems, shown, texts


def _no_pins(of: "_Day", grouping: "_Grouping") -> Iterator[Problem]:
    """What an editor pinned, and nothing in the issue is called."""
    if not of.folder.editorial.pins:
        return
    from digest.entries.file import address

    names = {story.id for story in (grouping.outline or outlines.outlined(grouping.sections)).stories}
    names |= {name for head in of.folder.heads for name in (head.id, address(head.path))}  # those that are held back, too: no slips
    for pin in of.folder.editorial.pins:
        if pin not in names:
            yield Problem(
                f"content/{of.name}/{EDITORIAL}",
                f"`pins` names {pin!r}, and nothing in this issue is called so",
                "Name a file without its .md, or an id.",
            )


def _standings(project: Project, issues: Sequence[Issue]) -> dict[str, Standing]:
    """How each source of digest.toml does: of content/ alone, like all that pages say."""
    ailing, _ = premises.store(project).health()
    times: dict[str, list[datetime]] = {}
    for issue in issues if project.sources else ():
        if issue.outline:
            for line in issue.outline.newest:
                if line.when:
                    times.setdefault(line.source, []).append(datetime.fromisoformat(line.when))
            continue
        for entry in issue.entries:
            if entry.when:
                times.setdefault(entry.source, []).append(entry.when)
    until, zone = max((issue.day for issue in issues), default=date.min), project.site.timezone
    return {
        source.name: Standing(
            health=ailing.get(health.address(source)),
            weeks=weeks(of_source, until, zone),
            quiet_since=quiet_since(of_source, until, zone) if source.url else None,
        )
        for source in project.sources
        for of_source in [times.get(source.name, [])]
    }


@dataclass(frozen=True, slots=True)
class _Day:
    """An issue's folder, and which of its entries are in the issue, by their numbers: not one that is hidden, for one."""

    name: str
    day: str
    folder: Folder
    numbers: Sequence[int]

    @property
    def heads(self) -> list[Head]:
        return [self.folder.heads[number] for number in self.numbers]

    def entries(self) -> list[Entry]:
        """The entries, which are read by now or now. Raises MovedError where they are others by now."""
        entries = self.folder.entries
        return [entries[number] for number in self.numbers]

    def let_go(self) -> None:
        """Take no more room for what can be read again."""
        ENTRIES.let_go(self.folder)


class _Grouping:
    """An issue's sections, and what the issues after it must know of it. All that it need not be asked for is read when it is."""

    def __init__(self, of: _Day, make: Callable[[], str]) -> None:
        """`make` tells what was found out, as `remembering` writes it down."""
        self.day = of.day
        self.set_by_hand = sum(head.by_hand for head in of.heads)  # how many people set
        self.marks: Mapping[str, str] = {}  # hashes of the lines below
        self.outline: Outline | None = None
        self._of, self._make = of, make
        self._lines: list[str | None] = [None] * 4
        self._sections: tuple[Section, ...] | None = None

    def _line(self, number: int) -> str:
        line = self._lines[number]
        if line is None:
            self._lines = [*self._make().split("\n")]
            line = self._lines[number]
        assert line is not None
        return line

    @property
    def told(self) -> str:
        """A line of text that tells of its stories."""
        return self._line(1)

    @property
    def by_hand(self) -> str:
        """One that tells what the entries whose topics people set teach of these."""
        return self._line(2)

    @property
    def heard(self) -> str:
        """One that tells what the others do."""
        return self._line(3)

    @property
    def sections(self) -> tuple[Section, ...]:
        if self._sections is None:
            self._sections = remembering.sections(self._line(0), self._of.entries())
        return self._sections

    def to_be_read(self) -> tuple[Section, ...]:
        """The sections, which come late if nobody has asked for them yet, or the entries do."""
        if not self.outline or (self._sections is not None and type(ENTRIES.held(self._of.folder)) is not Late):
            return self.sections
        return late(partial(_read, self._make, self._of), partial(_one_by_one, self._make, self._of))

    def forget(self) -> bool:
        """Let go of what no issue to come can ask for; whether there was anything. Of many years, what people set is little."""
        held = self._sections is not None or any(line is not None for line in (*self._lines[:2], self._lines[3]))
        self._sections = None
        self._of.let_go()
        self._lines = [None, None, self._lines[2] if self.set_by_hand else None, None]
        return held


def _read(make: Callable[[], str], of: _Day) -> tuple[Section, ...]:
    sections = remembering.sections(make().partition("\n")[0], of.entries())
    of.let_go()  # they are in these
    return sections


def _one_by_one(make: Callable[[], str], of: _Day) -> Callable[[int, int], Story]:
    """What tells the story at a place in the issue, with no more entries read than it has."""
    stories = remembering.Stories(make().partition("\n")[0])
    number_of, entry = {of.folder.heads[number].id: number for number in of.numbers}, ENTRIES.opened(of.folder)

    def story(section: int, story: int) -> Story:
        ids = stories.entries(section, story)
        return stories.story(section, story, [entry(number_of[id]) for id in ids])

    return story


def _grouping(
    of: _Day,
    past: Iterable[_Grouping],
    project: Project,
    memory: Memory | None,
    answers: Cache | None,
    settings: str,
    ahead: Callable[[], Ahead],
) -> _Grouping:
    """The issue of a day, grouped; it is asked of what was remembered first. `past` are the issues before it, the newest first.

    `settings` tells by what issues are grouped: the program and what digest.toml says.
    """
    day, editorial = of.day, of.folder.editorial
    recent = _recent(past, day)
    ask = answers.recalled if answers else lambda _, make: make()

    # All that grouping is given but for the past. An entry is what its file says, to this program, with these settings.
    told = _hash(f"{settings} {day} {[(head.path, of.folder.texts[head.path]) for head in of.heads]}")

    # Old lines are read only where they can move an entry, or each correction of an old one would group all that came after it anew.
    known = memory.sections.get(of.name) if memory else None
    if known and known[0][:2] == (day, of.entries()):
        open_to = bool(known[0][-1])
    else:
        open_to = not ask(f"settled {told}", lambda: "yes" if settled(of.entries(), project.topics, project.sources) else "")
    teachers = [*((one, "heard") for one in recent), *((one, "by_hand") for one in _kept(past))] if open_to else []
    marks = [one.marks["told"] for one in recent], [one.marks[line] for one, line in teachers]
    given = (day, of.entries() if memory else [], editorial.topics, editorial.pins, marks, open_to)
    if known and known[0] == given:
        return known[1]
    question = f"grouped {told} {given[2:5]!r}"

    def worked_out() -> str:
        return remembering.written(
            group(
                of.entries(),
                issue=day,
                topics=project.topics,
                sources=project.sources,
                topic_order=editorial.topics,
                pins=editorial.pins,
                past=[one for before in reversed(recent) for one in remembering.told(before.told)],
                past_topics=remembering.taught(getattr(one, line) for one, line in teachers),
                ahead=ahead(),
            )
        )

    made = _Grouping(of, partial(ask, question, worked_out))

    def in_short() -> str:
        hashes = {line: _hash(getattr(made, line)) for line in ("told", "by_hand", "heard")}
        outline = "" if memory else outlines.written(outlines.outlined(made.sections, Marks(of.folder.texts).record))
        return f"{json.dumps(hashes)}\n{outline}"

    hashes, _, outline = (in_short() if memory else ask(f"in short {question}", in_short)).partition("\n")
    made.outline, made.marks = outlines.read(outline) if outline else None, json.loads(hashes)
    if memory:
        memory.sections[of.name] = (given, made)
    return made


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _LooksAhead:
    """What can be known of issues before those before them are grouped; by several processes, several issues at once.

    How many, is guessed: as long as issue after issue is asked for, twice as many as before, so that nobody works on
    hundreds of which what was remembered still holds. A few at most, for each takes memory until it is asked for. Meanwhile
    the others go on with those that come next.
    """

    def __init__(self, given: Sequence[_Day], project: Project, answers: Cache | None, jobs: int, reading: Reading | None) -> None:
        """`given` are the issues in their order."""
        self._given, self._project, self._jobs = given, project, jobs
        self._apart = _apart(answers, reading) if answers else None
        self._packed: dict[int, bytes] = {}
        self._next: tuple[range, Sent[bytes]] | None = None
        # Where nothing is remembered, all will be asked for.
        self._last, self._many = (-1, AHEAD // 2) if answers and answers.begun_empty else (-2, 1)

    def __enter__(self) -> "_LooksAhead":
        # The first that was read anew will most likely be asked for; while those before it are gone through it can be worked on.
        first = next((n for n, one in enumerate(self._given) if type(ENTRIES.held(one.folder)) is not Late), -1)
        if first >= EARLIER and self._apart and forks(self._jobs):
            self._next = (range(first, first + 1), self._sent(range(first, first + 1), early=True))
        return self

    def __exit__(self, *_: object) -> None:
        if self._next:
            self._next[1].stop()
            self._next = None  # who comes later begins anew

    def at(self, number: int) -> Ahead:
        if not self._apart or not forks(self._jobs):
            return self._look(number)
        if number not in self._packed:
            self._many = min(2 * self._many, AHEAD * self._jobs) if number == self._last + 1 else 1
            if self._next and number in self._next[0]:
                numbers, sent = self._next
            else:
                numbers = range(number, min(number + self._many, len(self._given)))
                sent = self._sent(numbers)
            if self._next and self._next[1] is not sent:
                self._next[1].stop()
            self._packed = dict(zip(numbers, sent.all(), strict=True))
            after = range(numbers.stop, min(numbers.stop + self._many, len(self._given)))
            self._next = (after, self._sent(after)) if self._many >= SURE and after else None
        self._last = number
        return unpacked(self._packed.pop(number), self._given[number].entries())

    def _sent(self, numbers: range, *, early: bool = False) -> Sent[bytes]:
        assert self._apart
        return Sent([partial(self._pack, one) for one in numbers], self._jobs, self._apart, early=early)

    def _look(self, number: int) -> Ahead:
        of = self._given[number]
        return look_ahead(of.entries(), topics=self._project.topics, sources=self._project.sources, pins=of.folder.editorial.pins)

    def _pack(self, number: int) -> bytes:
        known = packed(self._look(number))
        self._given[number].let_go()
        return known


def _recent(past: Iterable[_Grouping], day: str) -> list[_Grouping]:
    """The issues whose stories later news may carry on; of issues that come more seldom the last one."""
    oldest = (date.fromisoformat(day) - timedelta(LOOKBACK)).isoformat()
    return [*itertools.takewhile(lambda one: one.day >= oldest, past)] or [*itertools.islice(past, 1)]


def _forget_what_nobody_asks(earlier: deque[_Grouping]) -> None:
    """Of an issue that none to come can carry on, only what people set is still asked for: of many years, that is little."""
    recent = len(_recent(earlier, earlier[0].day))  # to an issue of a later day it can only be fewer
    for number in range(max(recent, 1), len(earlier)):
        if not earlier[number].forget():
            return  # nor of those before it


def _kept(past: Iterable[_Grouping]) -> Iterator[_Grouping]:
    """The issues in which people set topics, back to where enough were set."""
    found = 0
    for one in past:
        if found >= KEPT:
            return
        if one.set_by_hand:
            found += one.set_by_hand
            yield one


# ── list, clean ──────────────────────────────────────────────────────────────────────────────────


def listing(project: Project) -> tuple[list[Issue], list[Problem]]:
    """What is where: every issue with its sections, stories and entries, drafts included."""
    with premises.reading(project) as reading, Cache(premises.memory(project), lasting=True) as answers:
        known = _seen(premises.store(project))
        return _issues(project, known, drafts=True, progress=silent, answers=answers, reading=reading, jobs=usable())[:2]


def aside(project: Project) -> tuple[list[Entry], Seen]:
    """What is in content/ and in no issue, by a person's word; and what was gathered, ever."""
    store = premises.store(project)
    entries = [entry for name in store.issues() for entry in store.read(name, name).entries if entry.hide or entry.draft]
    return entries, _seen(store)[0]


def clean(project: Project) -> int:
    """Take away what digest made: its pages, and what it remembers. How many pages that were."""
    memory = premises.memory(project)
    gone = writing.clean(project.output)
    try:
        if memory.is_dir():
            for name in premises.OURS:
                (memory / name).unlink(missing_ok=True)
            if not any(memory.iterdir()):
                memory.rmdir()
    except OSError as error:
        what = f"cannot be removed ({error.strerror})"
        where = premises.below(Path(error.filename or project.memory), project.root)
        raise DigestError(Problem(where, what, "Remove it by hand: nothing in .digest/ is needed.")) from error
    return gone


def theme() -> Path:
    """The default templates: in the wheel beside the package, in a checkout beside its folder."""
    ours = Path(__file__).parent
    for found in (ours / "templates", ours.parent / "templates"):
        if (found / "base.html").is_file():
            return found
    raise DigestError(Problem("templates", "the default templates are missing from this installation", "Install newsdigest again."))


# ── small things that fetch and build go by ──────────────────────────────────────────────────────


def _seen(store: Store) -> tuple[Seen, list[Problem]]:
    """What was gathered, for those who only look: where it cannot be read, that is a problem."""
    try:
        seen = store.seen()
    except DigestError as error:
        return Seen({}), list(error.problems)
    return seen, list(seen.problems)
