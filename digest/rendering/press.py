"""What makers of pages work with: templates that are filled in, pages that are made when they are asked for, the marks that spare that."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from jinja2 import Environment

from digest.marks import Marks, program
from digest.model import Draft, Page, Stack
from digest.rendering import links, words
from digest.rendering.edition import Edition, Found, Told
from digest.rendering.environment import as_json, render
from digest.rendering.lineage import Lineages
from digest.rendering.markdown import Renderer

MANY = 40  # entries' pages that take longer to be made than a process takes to be there
ALONE = 4  # such pages, for one that is made alone: it shows many entries
MOST = 400  # such pages; with more, all processes have enough to do once all pages are known
ISSUE_IN_FEED = "feed-issue.html"  # what feeds show of an issue


class Stood(Protocol):
    """Pages that were made together, and stand in the site."""

    lot: str

    @property
    def names(self) -> Sequence[str]: ...
    def marks(self) -> Iterable[tuple[str, str]]: ...


class There(Protocol):
    """What stands in the site."""

    def holds(self, name: str, mark: str) -> bool: ...
    def lot(self, mark: str) -> Stood | None: ...


class Answers(Protocol):
    """What was made before."""

    def knows(self, given: str) -> bool: ...
    def recalled(self, given: str, make: Callable[[], str]) -> str: ...


class Room(Protocol):
    """Where pages lie until all are made, and take no memory."""

    def begin(self) -> None: ...
    def lay(self, path: str, content: bytes) -> Draft: ...


class _Nothing:
    """Of a site that is not there, and was never made."""

    def holds(self, name: str, mark: str) -> bool:
        return False

    def lot(self, mark: str) -> None:
        return None

    def knows(self, given: str) -> bool:
        return False

    def recalled(self, given: str, make: Callable[[], str]) -> str:
        return make()


class Hands(Protocol):
    """Who makes what there is to be made."""

    def spread(self, makes: Sequence[Callable[[], Any]], few: int) -> list[Any]:
        """What each makes; by several processes if they are no fewer than `few`."""

    def send(self, makes: Sequence[Callable[[], Any]]) -> Callable[[], list[Any]]:
        """The same, begun by other processes now, and told when it is asked for."""


class _OnesOwn:
    """This process alone."""

    def spread(self, makes: Sequence[Callable[[], Any]], few: int) -> list[Any]:
        return [make() for make in makes]

    def send(self, makes: Sequence[Callable[[], Any]]) -> Callable[[], list[Any]]:
        return lambda: [make() for make in makes]


NOTHING, ONES_OWN = _Nothing(), _OnesOwn()


@dataclass(frozen=True, slots=True)
class Means:
    """What spares a maker work."""

    there: There = NOTHING
    answers: Answers = NOTHING
    hands: Hands = ONES_OWN
    room: Room | None = None


class Unmade(Page):
    """A page that is made when its content is first asked for: whoever looks at one page need not wait for all."""

    __slots__ = ("_made",)
    _made: "bytes | Draft | Lot | Callable[[], bytes]"

    def __init__(self, path: str, make: "Lot | Callable[[], bytes]", mark: str = "", lot: str = "") -> None:
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "mark", mark)
        object.__setattr__(self, "lot", lot)
        object.__setattr__(self, "_made", make)

    @property
    def content(self) -> bytes:
        """Raises TemplateError."""
        made = self.made()
        if not isinstance(self._made, Draft):
            self.take(made)
        return made

    @property
    def draft(self) -> Draft | None:
        return self._made if isinstance(self._made, Draft) else None

    @property
    def is_made(self) -> bool:
        return isinstance(self._made, (bytes, Draft))

    def made(self) -> bytes:
        """The content, made if it is not there, and not kept. Raises TemplateError."""
        made = self._made  # once: in a preview, another thread may be making it
        if isinstance(made, Draft):
            return Path(made.file).read_bytes()
        if isinstance(made, Lot):
            return made.one(self.path)
        return made if isinstance(made, bytes) else made()

    def take(self, content: bytes | Draft | None, mark: str = "") -> None:
        """What was made elsewhere; nothing of what stands in the site as it would be made."""
        if content is not None:
            object.__setattr__(self, "_made", content)
        if mark:
            object.__setattr__(self, "mark", mark)

    @property
    def made_with(self) -> "Lot | None":
        """Those that it is made with, if it is to be made, and there are such."""
        return self._made if isinstance(self._made, Lot) else None


class Unasked(Unmade):
    """One that no preview makes before somebody asks for it."""

    __slots__ = ()
    waits = True


@dataclass(slots=True)
class Kept:
    """Pages of the last time, for a preview that makes them again and again: each with what it was made of."""

    frame: Any = None  # what all pages are made of: settings, templates, the names of topics and sources
    env: tuple[Any, Environment] | None = None  # with what it was set up for: compiling the templates takes longer than filling them
    pages: dict[str, tuple[Any, Page]] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)  # by issue
    terms: dict[str, tuple[Any, str]] = field(default_factory=dict)  # the words of entries that were searched for, by their ids


@dataclass(frozen=True, slots=True)
class Press:
    """What makers work with: the templates, the links, the renderer that remembers."""

    env: Environment
    absolute: links.Link
    markdown: Renderer
    root: links.Link
    kept: Kept | None
    last_pages: dict[str, tuple[Any, Page]] | None  # `kept.pages` of this frame; a press of another one has others
    marking: "Marking | None" = None
    means: Means = Means()

    def html(self, template: str, path: str, edition: Edition, uses: Any, **context: Any) -> Page:
        """A page of a template. In it `url` reaches other pages from this one, and `absolute` is their address.

        `uses` is all that the page shows beyond the frame: while that is equal, so is the page.
        """
        return self.page(path, uses, partial(self._filled, template, path, edition, context), (template,), context)

    def _filled(self, template: str, path: str, edition: Edition, context: Mapping[str, Any]) -> bytes:
        url = self.root if path == "404.html" else links.relative(path)
        return render(self.env, template, url=url, path=path, edition=edition, **context)

    def text(self, template: str, path: str, edition: Edition, uses: Any, **context: Any) -> Page:
        """The same for what stands by itself, such as a feed: its links are absolute."""
        make = partial(render, self.env, template, url=self.absolute, path=path, edition=edition, **context)
        return self.page(path, uses, make, (template,), context)

    def feed(self, template: str, path: str, edition: Edition, uses: Any, make: Callable[[], dict[str, Any]], **context: Any) -> Page:
        """The same for a feed. What `make` gives it to show is not made before somebody asks."""
        sheet = links.relative(path)("assets/feed.css")
        given = context | {"url": self.absolute, "path": path, "sheet": sheet, "edition": edition}
        return self.page(path, (uses, context), lambda: render(self.env, template, **given, **make()), (template, ISSUE_IN_FEED))

    def data(self, path: str, uses: Any, make: Callable[..., Any], /, *given: Any, **named: Any) -> Page:
        """The same for what programs read: what `make` says of `given`, as JSON."""
        return self.page(path, uses, lambda: as_json(make(*given, **named)), ())

    def lot(
        self,
        name: str,
        uses: Any,
        templates: tuple[str, ...],
        paths: Callable[[], Sequence[str]],
        make: Callable[[], Iterator[Page]],
        done: Callable[[], None] = lambda: None,
        context: Mapping[str, Any] | None = None,
    ) -> Iterator[Page | Stack]:
        """Pages that `make` makes together of nothing but what they `use`; once they are made that is `done`. `paths` tells theirs.

        All that their templates are given is in `context`; None where that is not known.

        Where all stand as they did, none of them is thought of by itself; else one process does so for all of them.
        """
        if not self.marking:
            yield from make()
            return
        mark, lot = self.marking.of(name, uses, templates, context), Lot(partial(self._lot, make), done)
        if stood := self.means.there.lot(mark):
            yield _stack(stood, lot)
        else:
            due = paths()
            yield from (Unmade(path, lot, "", f"{mark} {len(due)}") for path in due)

    def batch(self, name: str, uses: Any, make: Callable[[], Iterator[Page]]) -> Iterator[Page | Stack]:
        """The same for pages whose paths nobody knows before they are made, of no template."""
        if not self.marking:
            yield from make()
            return
        mark, lot = self.marking.of(name, uses, (), None), Lot(make)
        if stood := self.means.there.lot(mark):
            yield _stack(stood, lot)
        else:
            made = list(make())
            yield from (Page(page.path, page.content, mark, f"{mark} {len(made)}") for page in made)

    def remembered(self, name: str, uses: Any, make: Callable[[], str], templates: tuple[str, ...] = ()) -> str:
        """A text that is made of nothing but what it `uses`, and of `templates`, made only if it was not before."""
        return self.means.answers.recalled(f"page {self.marking.of(name, uses, templates, None)}", make) if self.marking else make()

    def _lot(self, make: Callable[[], Iterator[Page]]) -> Iterator[Page]:
        yield from make()
        if self.marking:
            self.marking.forget()

    def topic(self, name: str) -> str:
        """A topic's name as pages show it."""
        return str(self.env.filters["topic"](name))

    def page(
        self,
        path: str,
        uses: Any,
        make: Callable[[], bytes],
        templates: tuple[str, ...] | None = None,
        context: Mapping[str, Any] | None = None,
        kind: type[Unmade] = Unmade,
    ) -> Page:
        """The page at `path`, of what it `uses` and of `templates`; None says that nothing tells whether it is as it was.

        `context` is all that these are given beside the edition; None where that is not known.
        """
        if self.last_pages is None:
            return Unmade(path, make, self.marking.of(path, uses, templates, context) if self.marking and templates is not None else "")
        known = self.last_pages.get(path)
        if not known or known[0] != uses:
            known = self.last_pages[path] = (uses, kind(path, make))
        return known[1]


class Lot:
    """Pages that are made together."""

    def __init__(self, make: Callable[[], Iterator[Page]], done: Callable[[], None] = lambda: None) -> None:
        self.make, self.done = make, done
        self._pages: dict[str, Page] = {}

    def one(self, path: str) -> bytes:
        """The page at `path`, for who wants it by itself."""
        self._pages = self._pages or {page.path: page for page in self.make()}
        return self._pages[path].content


def _stack(stood: Stood, lot: Lot) -> Stack:
    """What stands; a page of it is made after all only for who looks at one by itself, and wants to know what it says."""
    return Stack(stood.lot, stood.names, lambda: [Unmade(path, lot, mark, stood.lot) for path, mark in stood.marks()])


class Marking:
    """Tells pages' marks: while a page's mark is what it was, so is the page."""

    def __init__(self, texts: Mapping[str, str], lineages: Lineages, whole: Edition) -> None:
        self._marks, self._all, self._lineages, self._whole = Marks(texts, brief=True), Marks(texts), lineages, whole
        names = words.read(whole.project.templates, lineages.shipped, whole.project.site.language)
        frame = (program(), whole.project, whole.first_address, frozenset(whole.pictures), whole.source_paths, whole.colours, names)
        self._frame = self._marks.of(frame)

    def forget(self) -> None:
        """Let go of all that was marked, if it is not to be asked for again."""
        self._marks.forget()
        self._all.forget()

    def of_entries(self, found: Sequence[Found]) -> str:
        """The mark of what entries say by themselves, wherever they stand: their files, and by what they are read."""
        site = self._whole.project.site
        return self._marks.of((program(), site.desk, site.timezone, [one.line.mark or one.entry for one in found]))

    @cached_property
    def _anything(self) -> str:
        return self._all.of((self._whole.issues, self._whole.standings))

    @cached_property
    def _carried(self) -> str:
        return self._all.of([(issue.id, self._whole.carried_on(issue)) for issue in self._whole.issues])

    def of(self, path: str, uses: Any, templates: tuple[str, ...], context: Mapping[str, Any] | None) -> str:
        lineage = self._lineages.of(templates)
        given = self._all.of(context) if lineage.own else ""
        anything = self._anything if lineage.anything or (lineage.own and context is None) else ""
        anything = anything or (self._carried if lineage.carried else "")
        return self._marks.of((self._frame, path, lineage.mark, uses, given, anything))


class Making:
    """Makes what of a site's pages does not stand there, before anything is written: what cannot be made is to be said first."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._early: list[_Work] = []
        self._told: Callable[[], list[Any]] = list
        self._decided = False

    def begin(self, pages: Iterable[Page | Stack]) -> None:
        """Where these are some, but few, have others make them while further ones are thought of; once.

        Raises SiteError where there is no room.
        """
        works = [] if self._decided else _works(self._due(pages))
        size = sum(work.size for work in works)
        self._decided |= size >= MANY
        if MANY <= size < MOST:
            self._early, self._told = works, self._means.hands.send(_Makes(works, self._means))

    def finish(self, pages: Iterable[Page | Stack]) -> None:
        """All of them. Raises TemplateError, and SiteError where there is no room."""
        begun = {page.path for work in self._early for page in work.pages}
        due = self._due(pages)
        _take(self._early, self._told())
        works = _works(page for page in due if page.path not in begun)
        few = 2 if sum(work.size for work in works) >= MANY else len(works) + 1
        _take(works, self._means.hands.spread(_Makes(works, self._means), few))

    def _due(self, pages: Iterable[Page | Stack]) -> list[Unmade]:
        due = [page for page in pages if isinstance(page, Unmade) and not self._means.there.holds(page.path, page.mark)]
        if due and self._means.room:
            self._means.room.begin()
        return due


class _Work(NamedTuple):
    """What one process makes at a time: one page, or some of a lot."""

    pages: list[Unmade]
    lot: Lot | None

    @property
    def size(self) -> int:
        """In entries' pages."""
        return len(self.pages) if self.lot else ALONE


def _take(works: Sequence[_Work], made: Sequence[Any]) -> None:
    for work, of_work in zip(works, made, strict=True):
        for page, (mark, content) in zip(work.pages, of_work, strict=True):
            page.take(content, mark)


def _works(due: Iterable[Unmade]) -> list[_Work]:
    """The lots first: they are large, and whoever is done sooner takes what is small."""
    lots: dict[Lot, list[Unmade]] = {}
    alone = []
    for page in due:
        if lot := page.made_with:
            lots.setdefault(lot, []).append(page)
        else:
            alone.append(_Work([page], None))
    return [*(_Work(pages, lot) for lot, pages in lots.items()), *alone]


class _Makes(Sequence[Callable[[], Any]]):
    """What does each of many works; there when it is asked for, for all of them would take room."""

    def __init__(self, works: Sequence[_Work], means: Means) -> None:
        self._works, self._means = works, means

    def __len__(self) -> int:
        return len(self._works)

    def __getitem__(self, number: Any) -> Any:
        return partial(_done, self._works[number], self._means)


def _done(work: _Work, means: Means) -> list[tuple[str, bytes | Draft | None]]:
    """The mark of each page, and its content; None where it stands in the site with this mark."""
    pages: Iterable[Page] = work.pages
    if work.lot:
        made = {page.path: page for page in work.lot.make()}
        pages = [made[page.path] for page in work.pages]
    done = [(page.mark, None if means.there.holds(page.path, page.mark) else _content(page, means.room)) for page in pages]
    if work.lot:
        work.lot.done()
    return done


def _content(page: Page, room: Room | None) -> bytes | Draft:
    """Made, and where there is room for it laid there. Raises TemplateError, and SiteError where there is no room."""
    content = page.made() if isinstance(page, Unmade) else page.content
    return room.lay(page.path, content) if room else content
