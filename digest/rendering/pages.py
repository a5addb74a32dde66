"""Every page of the site: a table of makers, one function each. A new page is a new function and a new row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment

from digest.errors import Problem, SiteError
from digest.model import Issue, Page, Project
from digest.prose import slug
from digest.rendering import data, edition, links, markdown
from digest.rendering.edition import Edition, Found, Subject, Told
from digest.rendering.environment import as_json, base_url, environment, render
from digest.rendering.markdown import Renderer

NEWEST = 30  # stories that a topic's or source's page lists; older ones are found in their issues
ISSUES_IN_FEED, ENTRIES_IN_FEED = 20, 100
ISSUES_ON_HOME, ISSUES_ON_404 = 7, 5


class Unmade(Page):
    """A page that is made when its content is first asked for: whoever looks at one page need not wait for all."""

    __slots__ = ("_made",)
    _made: bytes | Callable[[], bytes]

    def __init__(self, path: str, make: Callable[[], bytes]) -> None:
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "_made", make)

    @property
    def content(self) -> bytes:
        """Raises TemplateError."""
        made = self._made
        if not isinstance(made, bytes):
            made = made()
            object.__setattr__(self, "_made", made)
        return made


@dataclass(slots=True)
class Kept:
    """Pages of the last time, for a preview that makes them again and again: each with what it was made of."""

    frame: Any = None  # what all pages are made of: settings, templates, the names of topics and sources
    env: tuple[Any, Environment] | None = None  # with what it was set up for: compiling the templates takes longer than filling them
    pages: dict[str, tuple[Any, Page]] = field(default_factory=dict)
    longer: dict[str, bool] = field(default_factory=dict)  # which bodies say more than their opening
    told: dict[str, Told] = field(default_factory=dict)  # by issue


@dataclass(frozen=True, slots=True)
class Press:
    """What makers work with: the templates, the links, the renderer that remembers."""

    env: Environment
    absolute: links.Link
    markdown: Renderer
    root: links.Link
    kept: Kept | None

    def html(self, template: str, path: str, edition: Edition, uses: Any, **context: Any) -> Page:
        """A page of a template. In it `url` reaches other pages from this one, and `absolute` is their address.

        `uses` is all that the page shows beyond the frame: while that is equal, so is the page.
        """
        url = self.root if path == "404.html" else links.relative(path)
        return self.page(path, uses, lambda: render(self.env, template, url=url, path=path, edition=edition, **context))

    def text(self, template: str, path: str, edition: Edition, uses: Any, **context: Any) -> Page:
        """The same for what stands by itself, such as a feed: its links are absolute."""
        return self.page(path, uses, lambda: render(self.env, template, url=self.absolute, path=path, edition=edition, **context))

    def data(self, path: str, uses: Any, make: Callable[..., Any], /, *given: Any, **named: Any) -> Page:
        """The same for what programs read: what `make` says of `given`, as JSON."""
        return self.page(path, uses, lambda: as_json(make(*given, **named)))

    def page(self, path: str, uses: Any, make: Callable[[], bytes]) -> Page:
        if self.kept is None:
            return Page(path, make())
        before = self.kept.pages.get(path)
        if not before or before[0] != uses:
            before = self.kept.pages[path] = (uses, Unmade(path, make))
        return before[1]


Maker = Callable[[Edition, Press], Iterator[Page]]


def pages(
    issues: Sequence[Issue], project: Project, theme: Path, render_markdown: Renderer = markdown.to_html, kept: Kept | None = None
) -> list[Page]:
    """The whole site, in the order in which it may be put out: what is led to before what leads there.

    `issues` come oldest first; `theme` is the folder of the default templates. With `kept`, only what changed since is made
    again, and each page not before its content is asked for. Raises TemplateError, and SiteError where two pages want one path.
    """
    whole = Edition(project, tuple(reversed(issues)), *(() if kept is None else (kept.longer, kept.told)))
    if kept is not None:
        _forget_what_changed(kept, whole, theme)
    address = base_url(project)
    press = Press(
        _environment(project, theme, render_markdown, kept), links.absolute(address), render_markdown, links.rooted(address), kept
    )
    found: dict[str, Page] = {}
    for maker in PAGES:
        for page in maker(whole, press):
            # Told apart as the worst of file systems does, so that a site is the same on all of them.
            name = page.path.casefold()
            if name in found:
                raise SiteError(Problem(page.path, "two pages want this path", f"Rename one of what makes it and {found[name].path}."))
            found[name] = page
    return list(found.values())


def _forget_what_changed(kept: Kept, whole: Edition, theme: Path) -> None:
    """Keep no page where the frame of all pages changed, or where a site's own templates may show anything."""
    own = whole.project.templates
    free = own.is_dir() and own.resolve() != theme.resolve() and any(path.is_file() for path in own.rglob("*"))
    stamps = tuple((str(path), stat.st_mtime_ns, stat.st_size) for path in sorted(theme.rglob("*")) if (stat := path.stat()))
    frame = (whole.project, stamps, tuple(whole.source_paths.items()), tuple(whole.topic_order.items()))
    if free or kept.frame != frame:
        kept.frame = frame
        kept.pages.clear()


def _environment(project: Project, theme: Path, render_markdown: Renderer, kept: Kept | None) -> Environment:
    if kept is None:
        return environment(project, theme, render_markdown)
    given = (project, theme, render_markdown)
    if not kept.env or kept.env[0] != given:
        kept.env = (given, environment(project, theme, render_markdown))
    return kept.env[1]


def assets(whole: Edition, press: Press) -> Iterator[Page]:
    for path in ("assets/style.css", "favicon.svg"):
        if not (whole.project.static / path).is_file():  # a site may bring its own
            yield press.text(path, path, whole, ())


def static(whole: Edition, press: Press) -> Iterator[Page]:
    """The project's static/ folder, as it is: CNAME, icons."""
    folder = whole.project.static
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and path.name != ".DS_Store":
            yield Page(path.relative_to(folder).as_posix(), path.read_bytes())


def entry_pages(whole: Edition, press: Press) -> Iterator[Page]:
    for issue in whole.issues:
        for section in issue.sections:
            for story in section.stories:
                for entry in story.entries:
                    if whole.has_page(entry):
                        uses = (issue.title, section.topic, section.slug, story, entry)
                        yield press.html(
                            "entry.html", whole.path(entry), whole, uses, issue=issue, section=section, story=story, entry=entry
                        )


def aliases(whole: Edition, press: Press) -> Iterator[Page]:
    """Where an entry was found before its file was renamed."""
    for issue in whole.issues:
        for entry in issue.entries:
            for alias in entry.aliases:
                yield press.html("alias.html", f"issues/{issue.id}/{slug(alias)}/index.html", whole, entry, entry=entry)


def issue_pages(whole: Edition, press: Press) -> Iterator[Page]:
    for issue in whole.issues:
        beside = [whole.by_id[id].title for id in (issue.older, issue.newer) if id]
        yield press.html("issue.html", links.issue_path(issue.id), whole, (issue, beside), issue=issue)
        yield press.data(f"issues/{issue.id}/index.json", issue, data.issue, issue, whole, press.absolute, press.markdown)


def topic_pages(whole: Edition, press: Press) -> Iterator[Page]:
    for topic in whole.topics:
        home, title = f"topics/{topic.path}", f"{topic.name} – {whole.project.site.title}"
        yield press.html("topic.html", home, whole, topic, topic=topic, newest=topic.news[:NEWEST])
        yield from _entry_feeds(whole, press, topic.news, home, title, f"topics/{topic.slug}/feed")
    index = [(topic.name, topic.path, topic.description, topic.colour, len(topic.news)) for topic in whole.topics]
    yield press.html("topics.html", "topics/index.html", whole, index)


def source_pages(whole: Edition, press: Press) -> Iterator[Page]:
    for source in whole.sources:
        path, share = whole.source_paths[source.name], _share(source, whole.newest)
        yield press.html("source.html", path, whole, (source, share), source=source, newest=source.news[:NEWEST], share=share)
    index = [(source.name, len(source.news), source.news[0].entry.when if source.news else None) for source in whole.sources]
    yield press.html("sources.html", "sources/index.html", whole, index)
    yield press.text("sources.opml", "sources.opml", whole, ())


def archive(whole: Edition, press: Press) -> Iterator[Page]:
    yield press.html("archive.html", "archive/index.html", whole, whole.issues, years=edition.years(whole.issues))


def about(whole: Edition, press: Press) -> Iterator[Page]:
    yield press.html("about.html", "about/index.html", whole, whole.newest[:1])


def not_found(whole: Edition, press: Press) -> Iterator[Page]:
    newest = whole.issues[:ISSUES_ON_404]
    yield press.html("404.html", "404.html", whole, (newest, [(topic.name, topic.path) for topic in whole.topics]), newest=newest)


def feeds(whole: Edition, press: Press) -> Iterator[Page]:
    newest = whole.issues[:ISSUES_IN_FEED]
    issues = [(issue, _issue_content(whole, press, issue)) for issue in newest]
    uses = (newest, whole.updated)
    yield press.text("feed.xml", "feed.xml", whole, uses, issues=issues)
    yield press.text("rss.xml", "rss.xml", whole, uses, issues=issues)
    yield press.data("feed.json", uses, data.issues_feed, whole, issues, press.absolute)
    yield from _entry_feeds(whole, press, whole.newest, "index.html", whole.project.site.title, "entries")


def for_machines(whole: Edition, press: Press) -> Iterator[Page]:
    yield press.text("sitemap.xml", "sitemap.xml", whole, whole.issues)
    yield press.text("robots.txt", "robots.txt", whole, ())
    yield Page(".nojekyll", b"")  # or a branch of GitHub Pages would leave out what begins with an underscore


def home(whole: Edition, press: Press) -> Iterator[Page]:
    shown = whole.issues[: 1 + ISSUES_ON_HOME]
    yield press.html("home.html", "index.html", whole, shown, issue=whole.latest, others=shown[1:])


PAGES: tuple[Maker, ...] = (
    assets, static, entry_pages, aliases, issue_pages, topic_pages, source_pages, archive, about, not_found, for_machines, feeds, home,
)  # fmt: skip


def _entry_feeds(whole: Edition, press: Press, news: Sequence[Found], home: str, title: str, name: str) -> Iterator[Page]:
    """A feed of entries, as Atom and as JSON."""
    news = tuple(news[:ENTRIES_IN_FEED])
    uses = (news, whole.updated)
    yield press.text("entries.xml", f"{name}.xml", whole, uses, title=title, home=home, news=news, uri=data.uri)
    yield press.data(f"{name}.json", uses, data.entries_feed, whole, news, press.absolute, home=home, path=f"{name}.json", title=title)


def _issue_content(whole: Edition, press: Press, issue: Issue) -> str:
    """An issue as a feed's item: its headlines by topic, with absolute links."""
    page = press.text("feed-issue.html", f"issues/{issue.id}/feed-issue.html", whole, issue, issue=issue)  # no page of its own
    return page.content.decode("utf-8").strip()


def _share(source: Subject, news: Sequence[Found]) -> int:
    """A source's share of all that came out, in per cent."""
    return round(100 * len(source.news) / len(news)) if news else 0
