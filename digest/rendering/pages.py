"""Every page of the site: a table of makers, one function each. A new page is a new function and a new row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from digest.errors import Problem, SiteError
from digest.model import Issue, Page, Project
from digest.prose import slug
from digest.rendering import data, edition, links, markdown
from digest.rendering.edition import Edition, Found, Subject
from digest.rendering.environment import as_json, base_url, environment, render
from digest.rendering.markdown import Renderer

NEWEST = 30  # stories that a topic's or source's page lists; older ones are found in their issues
ISSUES_IN_FEED, ENTRIES_IN_FEED = 20, 100
ISSUES_ON_HOME, ISSUES_ON_404 = 7, 5


@dataclass(frozen=True, slots=True)
class Press:
    """What makers work with: the templates, the links, the renderer that remembers."""

    env: Environment
    absolute: links.Link
    markdown: Renderer
    root: links.Link

    def html(self, template: str, path: str, edition: Edition, **context: Any) -> Page:
        """A page of a template. In it `url` reaches other pages from this one, and `absolute` is their address."""
        url = self.root if path == "404.html" else links.relative(path)
        return Page(path, render(self.env, template, url=url, path=path, edition=edition, **context))

    def text(self, template: str, path: str, edition: Edition, **context: Any) -> Page:
        """The same for what stands by itself, such as a feed: its links are absolute."""
        return Page(path, render(self.env, template, url=self.absolute, path=path, edition=edition, **context))


Maker = Callable[[Edition, Press], Iterator[Page]]


def pages(issues: Sequence[Issue], project: Project, theme: Path, render_markdown: Renderer = markdown.to_html) -> list[Page]:
    """The whole site, in the order in which it may be put out: what is led to before what leads there.

    `issues` come oldest first; `theme` is the folder of the default templates. Raises TemplateError, and SiteError
    where two pages want one path.
    """
    whole = Edition(project, tuple(reversed(issues)))
    address = base_url(project)
    press = Press(environment(project, theme, render_markdown), links.absolute(address), render_markdown, links.rooted(address))
    found: dict[str, Page] = {}
    for maker in PAGES:
        for page in maker(whole, press):
            # Told apart as the worst of file systems does, so that a site is the same on all of them.
            name = page.path.casefold()
            if name in found:
                raise SiteError(Problem(page.path, "two pages want this path", f"Rename one of what makes it and {found[name].path}."))
            found[name] = page
    return list(found.values())


def assets(whole: Edition, press: Press) -> Iterator[Page]:
    for path in ("assets/style.css", "favicon.svg"):
        if not (whole.project.static / path).is_file():  # a site may bring its own
            yield press.text(path, path, whole)


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
                        yield press.html("entry.html", whole.path(entry), whole, issue=issue, section=section, story=story, entry=entry)


def aliases(whole: Edition, press: Press) -> Iterator[Page]:
    """Where an entry was found before its file was renamed."""
    for issue in whole.issues:
        for entry in issue.entries:
            for alias in entry.aliases:
                yield press.html("alias.html", f"issues/{issue.id}/{slug(alias)}/index.html", whole, entry=entry)


def issue_pages(whole: Edition, press: Press) -> Iterator[Page]:
    for issue in whole.issues:
        yield press.html("issue.html", links.issue_path(issue.id), whole, issue=issue)
        yield Page(f"issues/{issue.id}/index.json", as_json(data.issue(issue, whole, press.absolute, press.markdown)))


def topic_pages(whole: Edition, press: Press) -> Iterator[Page]:
    for topic in whole.topics:
        news = topic.news[:ENTRIES_IN_FEED]
        home, title = f"topics/{topic.path}", f"{topic.name} – {whole.project.site.title}"
        yield press.html("topic.html", home, whole, topic=topic, newest=topic.news[:NEWEST])
        yield press.text("entries.xml", f"topics/{topic.slug}/feed.xml", whole, title=title, home=home, news=news, uri=data.uri)
        json = data.entries_feed(whole, news, press.absolute, home=home, path=f"topics/{topic.slug}/feed.json", title=title)
        yield Page(f"topics/{topic.slug}/feed.json", as_json(json))
    yield press.html("topics.html", "topics/index.html", whole)


def source_pages(whole: Edition, press: Press) -> Iterator[Page]:
    for source in whole.sources:
        yield press.html(
            "source.html",
            whole.source_paths[source.name],
            whole,
            source=source,
            newest=source.news[:NEWEST],
            share=_share(source, whole.newest),
        )
    yield press.html("sources.html", "sources/index.html", whole)
    yield press.text("sources.opml", "sources.opml", whole)


def archive(whole: Edition, press: Press) -> Iterator[Page]:
    yield press.html("archive.html", "archive/index.html", whole, years=edition.years(whole.issues))


def about(whole: Edition, press: Press) -> Iterator[Page]:
    yield press.html("about.html", "about/index.html", whole)


def not_found(whole: Edition, press: Press) -> Iterator[Page]:
    yield press.html("404.html", "404.html", whole, newest=whole.issues[:ISSUES_ON_404])


def feeds(whole: Edition, press: Press) -> Iterator[Page]:
    content = partial(_issue_content, whole, press)
    issues = [(issue, content(issue)) for issue in whole.issues[:ISSUES_IN_FEED]]
    news = whole.newest[:ENTRIES_IN_FEED]
    title = whole.project.site.title
    yield press.text("feed.xml", "feed.xml", whole, issues=issues)
    yield press.text("rss.xml", "rss.xml", whole, issues=issues)
    yield Page("feed.json", as_json(data.issues_feed(whole, issues, press.absolute)))
    yield press.text("entries.xml", "entries.xml", whole, title=title, home="index.html", news=news, uri=data.uri)
    yield Page("entries.json", as_json(data.entries_feed(whole, news, press.absolute, home="index.html", path="entries.json", title=title)))


def for_machines(whole: Edition, press: Press) -> Iterator[Page]:
    yield press.text("sitemap.xml", "sitemap.xml", whole)
    yield press.text("robots.txt", "robots.txt", whole)
    yield Page(".nojekyll", b"")  # or a branch of GitHub Pages would leave out what begins with an underscore


def home(whole: Edition, press: Press) -> Iterator[Page]:
    yield press.html("home.html", "index.html", whole, issue=whole.latest, others=whole.issues[1 : 1 + ISSUES_ON_HOME])


PAGES: tuple[Maker, ...] = (
    assets, static, entry_pages, aliases, issue_pages, topic_pages, source_pages, archive, about, not_found, for_machines, feeds, home,
)  # fmt: skip


def _issue_content(whole: Edition, press: Press, issue: Issue) -> str:
    """An issue as a feed's item: its headlines by topic, with absolute links."""
    return render(press.env, "feed-issue.html", issue=issue, edition=whole, url=press.absolute).decode("utf-8").strip()


def _share(source: Subject, news: Sequence[Found]) -> int:
    """A source's share of all that came out, in per cent."""
    return round(100 * len(source.news) / len(news)) if news else 0
