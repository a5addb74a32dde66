"""The nouns of the program, one record for each thing that has become true.

    Source ──▶ Item ──▶ Entry ──▶ Story ──▶ Section ──▶ Issue ──▶ Page         (Project: paths and settings)

Records are frozen; a stage makes new ones. This module imports nothing of ours and does nothing.
Times are aware datetimes in UTC; links are absolute; text is without control characters from Entry on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeVar, cast, overload
from zoneinfo import ZoneInfo

Kind = Literal["feed", "text", "page"]
Markup = Literal["html", "markdown"]
State = Literal["failing", "blocked", "gone", "moved"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a number of digest.toml may be.

    It is to pydantic what it tells when it is gone through, by the protocol GroupedMetadata of annotated-types. That library is
    loaded only then: mostly all numbers are right, and it takes longer than to know that.
    """

    __is_annotated_types_grouped_metadata__: ClassVar[Literal[True]] = True
    least: float | None = None
    above: float | None = None
    most: float | None = None

    def __iter__(self) -> Iterator[Any]:
        from annotated_types import Ge, Gt, Le

        found = ((Ge, self.least), (Gt, self.above), (Le, self.most))
        return (kind(limit) for kind, limit in found if limit is not None)

    def keep(self, value: float) -> bool:
        """Whether they let this one be."""
        return (
            (self.least is None or value >= self.least)
            and (self.above is None or value > self.above)
            and (self.most is None or value <= self.most)
        )


Count = Annotated[int, Limits(least=0)]


def option(default: Any, *, doc: str) -> Any:
    """A setting of digest.toml: its default and, beside it, its documentation."""
    if isinstance(default, (list, dict)):
        return field(default_factory=lambda: type(default)(default), metadata={"doc": doc})
    return field(default=default, metadata={"doc": doc})


# ── where news comes from ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where news comes from: a folder, a file or an address. One `[[sources]]` of digest.toml."""

    name: str = field(metadata={"doc": "Shown beside every headline; unique."})
    path: str | None = option(None, doc="A folder, file or glob in the project: .txt .md .html .eml .xml .json. Or `url`.")
    url: str | None = option(None, doc='The address of a feed, or of a page with kind = "page"; http or https. Or `path`.')
    kind: Kind | None = option(None, doc="feed, text or page; told from the content where not said.")
    topic: str | None = option(None, doc="The topic of all that comes from here, unless a person says otherwise.")
    limit: Count = option(20, doc="Entries shown in full in one issue, newest first; the others stand under “More from …”.")
    first: Count = option(50, doc="How many entries of a feed come in at its first fetch; the others are put down as seen.")
    full_text: bool = option(False, doc="Keep a feed's whole text (you hold the rights), not an excerpt.")
    include: tuple[str, ...] = option((), doc="Only items in which one of these is found: plain words or /regular expressions/.")
    exclude: tuple[str, ...] = option((), doc="No item in which one of these is found.")
    weight: Annotated[float, Limits(least=0)] = option(1.0, doc="How much this source counts when stories are put in order.")
    images: Literal["none", "copy"] = option(
        "none", doc="Whether stories show a small copy of their picture: copy, which needs newsdigest[images]."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What comes with an item to be heard or watched. Untrusted, plain text."""

    address: str
    name: str
    note: str = ""  # its media type and how long it takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a source said, as it said it. Untrusted: any field may hold anything.

    `text` is in `markup`; Markdown may begin with front matter. Dates are the source's own words.
    """

    source: str  # the source's name
    origin: str  # the file in the project, or the feed's address
    host: str = ""  # whose word this is: the feed's host; empty for a local text
    title: str = ""
    name: str = ""  # what to call it where it has no title: a file's stem
    text: str = ""
    markup: Markup = "html"
    summary: str = ""  # HTML
    own: bool = False  # a text of this project: kept whole
    link: str = ""
    base: str = ""  # the address that relative links are relative to
    guid: str = ""
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    language: str = ""
    image: str = ""
    image_alt: str = ""  # what it shows
    attached: tuple[Attachment, ...] = ()
    key_points: tuple[str, ...] = ()
    version: str = ""  # of a text of this project: the hash of its bytes
    broken: bool = False  # where the reply ended, perhaps in the middle of it
    found_by: str = ""  # of a page: whose reader told its article from the rest


@dataclass(frozen=True, slots=True)
class Picture:
    """A small copy of a picture, as WebP; its size in pixels."""

    raw: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What ails a source: since when, and why. A source that is well has none."""

    state: State
    since: datetime
    why: str = ""  # as it was first said: the state is what is kept, not each day's words for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a source does, up to the newest issue."""

    health: Health | None = None
    weeks: tuple[int, ...] = ()  # how many entries each of the last weeks brought, the oldest first
    quiet_since: datetime | None = None  # its last news, where that is unusually long ago


# ── what we keep ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One piece of news as we keep it: one Markdown file. Trusted: links are absolute, times aware."""

    id: str
    title: str
    source: str
    issue: str = ""  # the folder it lies in
    slug: str = ""  # its place in URLs, from the file's name
    path: str = ""  # the file, relative to the project
    body: str = ""  # Markdown
    published: datetime | None = None
    fetched: datetime | None = None  # first seen; never moves
    updated: datetime | None = None
    link: str = ""
    guid: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    summary: str = ""
    key_points: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    image: str = ""
    thumbnail: str = ""  # the name of the small copy of it that lies beside the file
    image_alt: str = ""  # what the copy shows
    origin: str = ""
    topic: str = ""  # this and the next six are a person's word
    story: str = ""
    pin: bool = False
    hide: bool = False
    draft: bool = False
    note: str = ""
    aliases: tuple[str, ...] = ()
    extra: tuple[tuple[str, Any], ...] = ()  # front matter that is not ours, in its order

    @property
    def when(self) -> datetime | None:
        """The time that readers see: what the source said, else when we first saw it."""
        return self.published or self.fetched


class _Packed:
    """A field of text that takes no more room than its file: a single curly quotation mark makes Python use two bytes a letter."""

    def __init__(self, slot: Any) -> None:
        self._slot = slot

    def __get__(self, record: Any, kind: type | None = None) -> Any:
        held = self._slot.__get__(record, kind)
        return held.decode("utf-8", "surrogatepass") if type(held) is bytes else held

    def __set__(self, record: Any, text: str) -> None:
        self._slot.__set__(record, text if text.isascii() else text.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Entries that tell the same news, the leading one first."""

    id: str
    entries: tuple[Entry, ...]
    headline: str
    summary: str = ""  # plain text
    key_points: tuple[str, ...] = ()
    duplicates: Mapping[str, str] = field(default_factory=dict)  # entry id → the id of the entry that it repeats
    updates: str | None = None  # the id of an earlier issue's story that this one carries on
    pinned: bool = False
    more: bool = False  # beyond its source's limit: shown as one line under “More from …”
    reasons: tuple[str, ...] = ()  # why it is one story, in this topic, at this place; for people

    @property
    def lead(self) -> Entry:
        return self.entries[0]

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of its sources, each once, in the order of its entries."""
        return tuple(dict.fromkeys(entry.source for entry in self.entries))


for _record, _name in ((Entry, "body"), (Entry, "summary"), (Story, "summary")):  # of a large site, most of what is held
    setattr(_record, _name, _Packed(getattr(_record, _name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A topic's stories in one issue, in the order of the page."""

    topic: str
    slug: str
    stories: tuple[Story, ...]


class Line(NamedTuple):
    """An entry as those know it who see its issue from afar. Times are ISO 8601, in UTC, which sort as letters do; "" for none."""

    id: str
    slug: str
    title: str
    source: str
    language: str
    when: str
    updated: str
    came: str  # when we first saw it
    longer: bool  # whether it has a page of its own
    copy: bool  # whether it repeats another of its story
    thumbnail: str
    aliases: tuple[str, ...]
    mark: str  # what tells that all of it is as it was; "" where nothing does
    place: tuple[int, int, int]  # which section of the issue, which story of that, which entry of that

    @property
    def told(self) -> str:
        """When it was last changed, as far as it says so."""
        return self.updated or self.when


class Heading(NamedTuple):
    """A story, seen so."""

    id: str
    headline: str
    updates: str | None
    mark: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """An issue, seen so: what pages of many issues show of one, and need not read all that it tells for."""

    sections: tuple[tuple[str, str, tuple[Heading, ...]], ...]  # topic, slug, stories
    newest: tuple[Line, ...]  # its entries, the newest first
    places: str  # what tells that its entries' pages are where they were, and as old
    mark: str = ""
    stories: tuple[Heading, ...] = field(init=False, compare=False, repr=False)  # of all sections

    def __post_init__(self) -> None:
        object.__setattr__(self, "stories", tuple(story for _, _, stories in self.sections for story in stories))


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One edition of the digest."""

    id: str
    day: date
    number: int
    title: str
    introduction: str = ""  # Markdown
    sections: tuple[Section, ...] = ()
    draft: bool = False
    updated: datetime | None = None  # of its newest entry
    older: str | None = None  # the ids of its neighbours
    newer: str | None = None
    outline: Outline | None = field(default=None, compare=False, repr=False)  # of its sections, where it is known without these

    @property
    def size(self) -> int:
        """How many stories it has."""
        return len(self.outline.stories if self.outline else self.stories)

    @property
    def topics(self) -> list[str]:
        """The names of its sections."""
        return [topic for topic, _, _ in self.outline.sections] if self.outline else [section.topic for section in self.sections]

    @property
    def headlines(self) -> list[str]:
        """Those of its stories."""
        return [story.headline for story in (self.outline.stories if self.outline else self.stories)]

    @property
    def stories(self) -> tuple[Story, ...]:
        return tuple(story for section in self.sections for story in section.stories)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for story in self.stories for entry in story.entries)


class Late:
    """What some fields may be given instead of what they hold: it is made when it is first asked for, all of it or piece by piece."""

    __slots__ = ("made", "make", "opened", "pieces", "read")

    def __init__(self, make: Callable[[], Any], opened: Callable[[], Callable[..., Any]] | None = None) -> None:
        """`make` makes all. What `opened` gives makes the piece at a place, and nothing else."""
        self.make, self.opened = make, opened
        self.let_go()

    def let_go(self) -> None:
        """Take no more room for what can be made again."""
        self.made: Any = None
        self.read: Callable[..., Any] | None = None
        self.pieces: dict[tuple[int, ...], Any] = {}


def late(make: Callable[[], T], opened: Callable[[], Callable[..., Any]] | None = None) -> T:
    """What a field that may be `Late` takes for what `make` will make, which is never None."""
    return cast("T", Late(make, opened))


class MayBeLate:
    """A field whose value may come late, and may be let go again. `part` is what stands at a place in its value."""

    def __init__(self, kind: type, name: str, part: Callable[..., Any]) -> None:
        self._slot: Any = getattr(kind, name)
        self._part = part
        setattr(kind, name, self)

    def __get__(self, record: Any, kind: type | None = None) -> Any:
        held = self._slot.__get__(record, kind)
        if type(held) is not Late:
            return held
        if held.made is None:
            held.made = held.make()
        return held.made

    def __set__(self, record: Any, value: Any) -> None:
        self._slot.__set__(record, value)

    def held(self, record: Any) -> Any:
        """The value, or what it will be made of."""
        return self._slot.__get__(record)

    def piece(self, record: Any, *place: int) -> Any:
        """What stands at a place: the same object as long as the value is not let go, and no more of that is made for it."""
        held = self.held(record)
        if type(held) is not Late or (held.made is not None and place not in held.pieces):
            return self._part(self.__get__(record), *place)
        if place not in held.pieces:
            held.read = held.read or self.opened(record)
            held.pieces[place] = held.read(*place)
        return held.pieces[place]

    def opened(self, record: Any) -> Callable[..., Any]:
        """What tells what stands at a place, and holds no more than it needs for that."""
        held = self.held(record)
        if type(held) is Late and held.made is None and held.opened:
            return held.opened()
        return partial(self._part, self.__get__(record))

    def let_go(self, record: Any) -> None:
        """Take no more room for what can be made again."""
        if type(held := self.held(record)) is Late:
            held.let_go()


SECTIONS = MayBeLate(Issue, "sections", lambda sections, section, story: sections[section].stories[story])


@dataclass(frozen=True, slots=True)
class Draft:
    """What becomes a file of the site once all of them are there: a file beside it."""

    file: str  # its path: there are thousands of them
    hash: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site: its path below the base URL, with forward slashes, and its bytes."""

    path: str
    content: bytes
    mark: str = field(default="", compare=False, repr=False)  # what tells that it would be made as it was; "" where nothing does
    lot: str = field(default="", compare=False, repr=False)  # what tells so of pages made together, and how many they are; "" of one alone
    waits: ClassVar[bool] = False  # whether it is made no sooner than somebody asks for it, and no preview does so of itself

    @property
    def draft(self) -> Draft | None:
        """Where its content lies while other pages are made; None where it is in memory."""
        return None

    @property
    def is_made(self) -> bool:
        """Whether its content is there, and need not be made for who asks for it."""
        return True


@dataclass(frozen=True, slots=True)
class Stack:
    """Pages that were made together, and stand in the site as they would be made again: few need look at one of them."""

    lot: str  # as it is each page's
    paths: Sequence[str]
    each: Callable[[], Iterable[Page]] = field(compare=False, repr=False)


class Pages(Sequence[Page]):
    """The pages of a site, in their order; and in `parts` those that stand, stack by stack, for who need not look at each."""

    def __init__(self, parts: Iterable[Page | Stack]) -> None:
        self.parts = tuple(parts)
        self._number = sum(len(part.paths) if isinstance(part, Stack) else 1 for part in self.parts)

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[Page]:
        for part in self.parts:
            if isinstance(part, Stack):
                yield from part.each()
            else:
                yield part

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Page, ...]: ...
    def __getitem__(self, index: int | slice) -> Page | tuple[Page, ...]:
        return tuple(self)[index]


# ── paths and settings ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A `[[topics]]` of digest.toml."""

    name: str = field(metadata={"doc": "The section's heading."})
    keywords: tuple[str, ...] = option((), doc="Words or phrases that place an entry here.")
    description: str = option("", doc="What belongs here, in a sentence; shown on the topic's page.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`[site]`: whose digest it is, when it comes out, where it will stand."""

    title: str = option("Digest", doc="The name on the masthead.")
    base_url: str = option("", doc="The address that site/ will have; sub-paths are normal.")
    language: str = option("en", doc="The language of the pages, such as de or pt-BR: their words, dates and numbers.")
    timezone: ZoneInfo = option(ZoneInfo("UTC"), doc="The zone in which days begin and end, such as Europe/Berlin.")
    cadence: str = option("daily", doc="daily, weekly (closing on Sunday), weekly:thursday …, or monthly.")
    publish: Literal["open", "closed"] = option("open", doc="open: an issue grows in public; closed: it appears when it is complete.")
    close_at: time = option(time(0, 0), doc="The local time, on the day after an issue's date, at which it closes.")
    desk: str = option("Desk", doc="The source that a text you put into content/ by hand is credited to.")
    description: str = option("", doc="A sentence under the masthead and in the feeds.")
    publisher: str = option("", doc="Who answers for the digest; shown on the about page.")
    contact: str = option("", doc="A mail or web address; shown on the about page and told to the servers that are asked.")
    corrections: str = option("", doc="How mistakes are put right; shown on the about page.")
    license: str = option("", doc="Under which licence your own words may be used.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """`[fetch]`: how much is asked of others, and how much is taken from them."""

    max_bytes: Annotated[int, Limits(above=0)] = option(10_000_000, doc="The size of a reply at most, unpacked, in bytes.")
    max_entries: Count = option(500, doc="Entries of one feed in one fetch at most.")
    timeout: Annotated[float, Limits(above=0, most=3600)] = option(20.0, doc="Seconds, for the whole reply; an hour at most.")
    concurrency: Annotated[int, Limits(above=0)] = option(16, doc="How many sources are asked at once.")
    allow_hosts: tuple[str, ...] = option((), doc="Private or loopback hosts that may be asked, such as 127.0.0.1:8080.")
    min_interval: Annotated[float, Limits(least=0)] = option(900.0, doc="Seconds; a source asked more recently is left alone.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """`[gate]`: when a run is too poor to be published."""

    min_entries: Count = option(0, doc="Entries that the newest issue needs at least.")
    max_failed_sources: Count | None = option(None, doc="How many sources may fail in one run.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """`[search]`: what the search page searches with."""

    engine: Literal["built-in", "pagefind"] = option(
        "built-in", doc="built-in: digest's own; pagefind: Pagefind, which `pip install 'newsdigest[pagefind]'` brings."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """`[theme]`: how the pages look."""

    name: Literal["default", "broadsheet"] = option("default", doc="default: one column; broadsheet: several, on screens that are wide.")
    accent: str = option("#9A3412", doc="One colour of your own, such as #0B6E4F; its twin for dark screens is worked out.")
    font: str = option("serif", doc="serif, sans or mono, of the reader's system; or the name of a font to be tried first.")
    density: Literal["comfortable", "compact"] = option("comfortable", doc="compact: smaller, closer, more on a screen.")
    cards: bool = option(
        False, doc="Whether to draw a picture of each issue, for links to it, and icons for telephones: needs newsdigest[cards]."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A digest on disk: where it lies and what its digest.toml says."""

    root: Path
    config: Path
    output: Path
    site: Site = field(default_factory=Site)
    fetch: Fetch = field(default_factory=Fetch)
    gate: Gate = field(default_factory=Gate)
    search: Search = field(default_factory=Search)
    theme: Theme = field(default_factory=Theme)
    sources: tuple[Source, ...] = ()
    topics: tuple[Topic, ...] = ()

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def static(self) -> Path:
        return self.root / "static"

    @property
    def memory(self) -> Path:
        """.digest/: what may be deleted at any moment."""
        return self.root / ".digest"
