"""Which item becomes which file: the whole change to content/ as a value, before a byte is written.

What makes an entry of an item is imported where there is one: mostly nothing is new.
"""

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from digest.entries import identity
from digest.entries.kept import Head
from digest.entries.seen import BEGUN, RELEASED, Record, Seen, address_id, issue_id
from digest.entries.store import NEXT, Change, Folder, hash_of
from digest.errors import EntryError, Problem
from digest.model import Entry, Item, Picture, Source
from digest.naming import distinct, fingerprint, slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What one source's items come to."""

    source: Source
    changes: tuple[Change, ...] = ()
    new: int = 0
    corrected: int = 0
    held_back: int = 0  # older than the newest `first` of a feed that is fetched for the first time
    pictures: tuple[str, ...] = ()  # addresses of those that its entries would have copies of
    problems: tuple[Problem, ...] = ()


class Present(NamedTuple):
    """An entry that is there: few of them need be read for what comes in."""

    head: Head
    hash: str  # of its file
    folder: Folder

    @property
    def entry(self) -> Entry:
        """Raises MovedError where it is another by now."""
        return next(entry for entry in self.folder.entries if entry.path == self.head.path)


@dataclass(slots=True)
class Shelf:
    """Where things are: what was seen, what lies in content/, which names are taken. Grows while a plan is made."""

    seen: Mapping[str, Record]
    present: dict[str, Present]  # by id
    names: dict[str, set[str]]  # folder → slugs that are taken
    done: set[str]  # ids that this plan has dealt with
    pictures: list[str] = dataclasses.field(default_factory=list)  # addresses of those that are wanted and were not brought

    @classmethod
    def of(cls, folders: Mapping[str, Folder], seen: Mapping[str, Record]) -> "Shelf":
        """`folders`: by the name of the folder. Of two entries of one id it is the one that is shown that follows its source."""
        there = [Present(head, folder.texts[head.path], folder) for folder in folders.values() for head in folder.heads]
        present: dict[str, Present] = {}
        for one in sorted(there, key=lambda found: (found.head.hide, found.head.draft)):
            present.setdefault(one.head.id, one)
        return cls(seen, present, {name: set(folder.names) for name, folder in folders.items()}, set())


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a plan goes by: the clock, the issue that is open, and where it is kept."""

    now: datetime
    zone: tzinfo
    day: str  # the id of the issue that is open
    folder: str  # the folder that the open issue is kept in
    most: int = 500  # entries of one feed that are looked at
    issue_of: Callable[[datetime], str] | None = None  # with --backfill: the issue that news of a time belonged to
    pictures: Mapping[str, Picture] = dataclasses.field(default_factory=dict)  # small copies, by the addresses of what they show


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What becomes of content/next/ before anything is filed: the issue that it is to be, if it is, and the lines before and after."""

    before: tuple[Change, ...] = ()
    release: str = ""
    after: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.before or self.release or self.after)


def handover(seen: Seen, *, there: bool, day: str, cadence: str, public: Callable[[str], bool]) -> Handover:
    """The issue that was kept out of sight comes out once its day is over, or where it is out already.

    `there` is whether there is a content/next/, `day` the open issue's, `public` whether an issue is out. What lies in
    content/next/ and was not begun by us was laid there by a person, for the open issue; what we began and is not there any
    more, a person took away, unless nothing was put down for the open issue yet: then a run was killed before its first file.
    """
    before = () if seen.begun or not there else begin(seen, day, cadence)
    begun = seen.begun or {change.id: change.issue for change in before if change.hash == BEGUN}
    its = max(begun.values(), default=day)
    due = there and (its < day or public(its))
    gone = {of for of in begun.values() if not there and (of != day or public(of) or seen.filed(of))}
    return Handover(
        before=before,
        release=its if due else "",
        after=tuple(Change(id, of, hash=RELEASED) for id, of in begun.items() if due or of in gone),
    )


def begin(seen: Seen, day: str, cadence: str) -> tuple[Change, ...]:
    """The lines that say that content/next/ is begun, to become the issue of `day`."""
    return (*founded(seen, day, cadence), Change(seen.free_next_id(day), day, hash=BEGUN))


def founded(seen: Seen, day: str, cadence: str) -> tuple[Change, ...]:
    """The line that says how often issues come out while that of `day` is begun: its title goes by that for ever."""
    return () if seen.cadence(day) else (Change(issue_id(day), day, hash=cadence.partition(":")[0]),)


def set_back(folders: Iterable[Folder], now: datetime) -> Problem | None:
    """What is wrong with a clock by which news came in tomorrow or later: what it dates would come out among old issues, unseen.

    An hour or two is nothing: content/ may have been filled by another machine.
    """
    newest = max((head for folder in folders for head in folder.heads), key=lambda head: head.fetched, default=None)
    came = datetime.fromisoformat(newest.fetched) if newest and newest.fetched else None
    if not newest or not came or came <= now + timedelta(days=1):
        return None
    what = f"says {now:%Y-%m-%dT%H:%MZ}, but {newest.path} came in on {came:%Y-%m-%d}"
    return Problem("the clock", what, "Set it; if it is right, mend `fetched` in that file, or say the time with --now.")


def beginnings(
    changes: Iterable[Change], folders: Mapping[str, Folder], seen: Seen, desk: Desk, *, cadence: str, address: str
) -> tuple[Change, ...]:
    """The lines to be put down before `changes`: of the issues that they put the first entries into, and where feeds will tell of them."""
    first = {change.path.split("/")[1]: change.issue for change in changes if change.path and change.new}
    lines: list[Change] = []
    for name, day in first.items():
        if name == NEXT and not seen.begun:
            lines += begin(seen, desk.day, cadence)
        elif name != NEXT and not (name in folders and folders[name].heads):
            lines += founded(seen, day, cadence)
    if first and not seen.address and (id := address_id(address)):
        lines.append(Change(id, desk.day))
    return tuple(dict.fromkeys(lines))


def place(source: Source, items: Sequence[Item], shelf: Shelf, desk: Desk) -> Arrival:
    """What one source's items change in content/. An item that cannot be kept is a problem; the others are placed."""
    changes: list[Change] = []
    problems: list[Problem] = []
    counts = Counter[str]()
    asked = len(shelf.pictures)
    for origin, told in _by_origin(items):
        ids = identity.identities(told)
        read = set(range(len(told)))
        if len(told) > desk.most and not told[0].own:
            order, dated = _newest(range(len(told)), told, desk)
            read = set(order[: desk.most])
            which, why = ("newest", "") if dated else ("first", ", as not all of them have a date")
            what = f"has {len(told):,} entries; the {which} {desk.most:,} are read{why}"
            problems.append(Problem(origin, what, "Raise [fetch] max_entries for more."))
        unseen = [i for i, id in enumerate(ids) if i in read and id not in shelf.seen]  # some may lie here since a run that was killed
        late = _held_back(source, origin, told, unseen, shelf, desk) - {i for i in unseen if ids[i] in shelf.present}
        for i, (item, id) in enumerate(zip(told, ids, strict=True)):
            if id in shelf.done or i not in read:
                continue
            shelf.done.add(id)
            try:
                made, what = ([Change(id, desk.day)], "held back") if i in late else _changes(item, id, source, shelf, desk, problems)
            except EntryError as error:
                problems += error.problems
                continue
            changes += made
            counts[what] += 1
        if told and not told[0].own and identity.arrival(origin) not in shelf.seen:
            changes.append(Change(identity.arrival(origin), desk.day))
    return Arrival(
        source=source,
        changes=tuple(changes),
        new=counts["new"],
        corrected=counts["corrected"],
        held_back=counts["held back"],
        pictures=tuple(shelf.pictures[asked:]),
        problems=tuple(problems),
    )


def _by_origin(items: Sequence[Item]) -> Iterator[tuple[str, list[Item]]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.origin, []).append(item)
    yield from found.items()


def _held_back(source: Source, origin: str, items: Sequence[Item], unseen: Sequence[int], shelf: Shelf, desk: Desk) -> set[int]:
    """Which unseen items of a feed stay out because it is fetched for the first time and they are not among its newest."""
    if items[0].own or len(unseen) <= source.first or identity.arrival(origin) in shelf.seen:
        return set()
    return set(unseen) - set(_newest(unseen, items, desk)[0][: source.first])


def _newest(numbers: Sequence[int], items: Sequence[Item], desk: Desk) -> tuple[list[int], bool]:
    """Items, by their numbers, the newest first; and whether their dates say so: else the order is the feed's."""
    from digest.entries import dates

    times = {i: dates.plausible(dates.moment(items[i].published or items[i].updated, zone=desk.zone), desk.now) for i in numbers}
    dated = all(times.values())
    return (sorted(numbers, key=lambda i: (times[i], -i), reverse=True) if dated else list(numbers)), dated


def _changes(item: Item, id: str, source: Source, shelf: Shelf, desk: Desk, problems: list[Problem]) -> tuple[list[Change], str]:
    """What an item changes, and what to count it as."""
    from digest.entries.accept import accept
    from digest.entries.file import serialise

    record, known = shelf.seen.get(id), shelf.present.get(id)
    if record and not known:
        return [], ""  # seen and no longer there: a person took it out, and it stays out
    version = [Change(identity.version(item.origin), desk.day, hash=item.version)] if item.version else []
    if not known:
        return [_new(item, id, source, shelf, desk), *version], "new"
    is_open = known.folder.issue >= desk.day
    if record and _has_not_changed(item, shelf, is_open):
        return [], ""
    entry, hash = known.entry, known.hash
    fresh = accept(item, id, now=entry.fetched or desk.now, zone=desk.zone, full_text=source.full_text)
    # A source that digest.toml calls otherwise by now says nothing new.
    name = entry.source if not item.own and fresh.source == source.name else fresh.source
    fresh = dataclasses.replace(fresh, source=name, fetched=entry.fetched, updated=fresh.updated or entry.updated)
    folder, _, file = entry.path.rpartition("/")
    ours = record is not None and hash in record.hashes and is_open
    beside: tuple[tuple[str, bytes], ...] = ()
    if fresh.image == entry.image or not ours:
        fresh = dataclasses.replace(fresh, thumbnail=entry.thumbnail, image_alt=entry.image_alt)
    else:
        fresh, beside = _illustrated(fresh, folder, file.removesuffix(".md"), source, shelf, desk)
    text = serialise(fresh)
    same = hash_of(text.encode("utf-8"))
    if not record:
        # Killed between entry and seen.txt, or a line of seen.txt was lost: put it down, as ours only if it is.
        return [Change(id, entry.issue, text=text if same == hash else ""), *version], ""
    if same == hash:  # killed between a correction and seen.txt, the file is ours all the same
        return version if hash in record.hashes else [Change(id, entry.issue, text=text), *version], ""
    if hash in record.hashes and is_open:
        if _tells_another_story(fresh, entry) and fresh.updated == entry.updated:
            fresh = dataclasses.replace(fresh, updated=desk.now)
        change = Change(id, entry.issue, entry.path, serialise(fresh), new=False, was=hash, then=tuple(version), beside=beside)
        return [change], "corrected"
    if same in record.hashes:
        return version, ""  # said before
    if hash in record.hashes:
        what = f"changed after issue {entry.issue} closed; {entry.path} stays as it came out"
    else:
        what = f"changed, and so did {entry.path}, by hand; the hand's version stays"
    problems.append(Problem(item.origin, what, "Edit the entry if it should follow."))
    return [Change(id, entry.issue, text=text), *version], ""


def _has_not_changed(item: Item, shelf: Shelf, is_open: bool) -> bool:
    """Whether what a source says now need not be looked at.

    A text of our own is told by its bytes, not by what we make of them: a later digest may make something else of the same
    bytes, and that is no news. What a feed does to news of an issue that is out concerns nobody any more.
    """
    if not item.version:
        return not item.own and not is_open
    before = shelf.seen.get(identity.version(item.origin))
    return before is not None and before.last == item.version


def _new(item: Item, id: str, source: Source, shelf: Shelf, desk: Desk) -> Change:
    from digest.entries.accept import accept
    from digest.entries.file import serialise

    entry = accept(item, id, now=desk.now, zone=desk.zone, full_text=source.full_text)
    day = desk.day
    if desk.issue_of and entry.published:
        day = min(desk.day, desk.issue_of(entry.published))
    folder = desk.folder if day == desk.day else day
    names = shelf.names.setdefault(folder, set())
    name = slug(entry.title)
    if name in names:
        name = distinct(name, id)
    names.add(name)
    entry, beside = _illustrated(entry, f"content/{folder}", name, source, shelf, desk)
    return Change(id, day, f"content/{folder}/{name}.md", serialise(entry), beside=beside)


def _illustrated(
    entry: Entry, folder: str, name: str, source: Source, shelf: Shelf, desk: Desk
) -> tuple[Entry, tuple[tuple[str, bytes], ...]]:
    """An entry with its picture's small copy, and that copy's file; where none was brought yet, it is wanted.

    The file's name tells the copy's size, so that no page need look into it, and whose it is, so that it is found wherever
    the entry is moved to.
    """
    picture = desk.pictures.get(entry.image)
    if source.images != "copy" or not picture:
        if source.images == "copy" and entry.image:
            shelf.pictures.append(entry.image)
        return dataclasses.replace(entry, thumbnail="", image_alt=""), ()
    thumbnail = f"{name}.{fingerprint(entry.id)}.{picture.width}x{picture.height}.webp"
    return dataclasses.replace(entry, thumbnail=thumbnail), ((f"{folder}/{thumbnail}", picture.raw),)


def _tells_another_story(fresh: Entry, entry: Entry) -> bool:
    return (fresh.title, fresh.body, fresh.summary) != (entry.title, entry.body, entry.summary)
