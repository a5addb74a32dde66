"""Every page of the site: a table of makers, one function each. A new page is a new function and a new row."""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from itertools import chain, groupby
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment

from digest.errors import Problem, SiteError
from digest.marks import hash_of
from digest.model import SECTIONS, Entry, Heading, Issue, Page, Pages, Project, Stack, Standing
from digest.naming import slug
from digest.rendering import cards, data, edition, figures, links, locale, markdown, pagefind, search, static, words
from digest.rendering.edition import Edition, Found, Subject
from digest.rendering.environment import as_json, base_url, environment, overlooked, render
from digest.rendering.lineage import Lineages
from digest.rendering.look import look, too_weak
from digest.rendering.markdown import Renderer
from digest.rendering.press import ISSUE_IN_FEED, Kept, Making, Marking, Means, Press, Unasked

ISSUES_IN_FEED, ENTRIES_IN_FEED = 20, 100  # of an archive of a feed, too
ISSUES_ON_HOME, ISSUES_ON_404 = 7, 5
IN_LOT = 64  # stories whose entries' pages are made together
IN_BLOCK = 256  # entries whose words are put together at a time
_MAIL = ("email.html", "email.txt", "email.css")
_BOOK = tuple(
    f"epub/{name}" for name in ("base.xhtml", "entry.xhtml", "nav.xhtml", "package.opf", "style.css", "title.xhtml", "topic.xhtml")
)


Maker = Callable[[Edition, Press], Iterator[Page | Stack | Problem]]


class Printed(NamedTuple):
    """The whole site, and what was wrong on the way."""

    pages: Pages
    problems: tuple[Problem, ...]


def pages(
    issues: Sequence[Issue],
    project: Project,
    theme: Path,
    render_markdown: Renderer = markdown.to_html,
    kept: Kept | None = None,
    *,
    standings: Mapping[str, Standing] | None = None,
    first_address: str = "",
    pictures: Mapping[str, Path] | None = None,
    texts: Mapping[str, str] | None = None,
    means: Means | None = None,
) -> Printed:
    """The whole site, in the order in which it may be put out: what is led to before what leads there.

    `issues` come oldest first; `theme` is the folder of the default templates; `standings` tell how the sources do, by name;
    `first_address` is where the feeds stood first, where that is not where they stand; `pictures` tell where the small
    copies of pictures lie, by the names that entries know.
    With `kept`, only what changed since is made again, and each page not before its content is asked for. With `texts`, the
    hashes of entries' files by their paths, pages have marks, and those that stand with their mark, as `means` tell, are left
    unmade.

    Raises TemplateError, and SiteError where two pages want one path, or what is in static/ cannot be read.
    """
    means = means or Means()
    address = base_url(project)
    known = () if kept is None else (kept.told,)
    whole = Edition(project, tuple(reversed(issues)), standings or {}, first_address or address, pictures or {}, *known)
    if kept is not None:
        _forget_what_changed(kept, whole, theme)
    env = _environment(project, theme, render_markdown, kept)
    marking = None if texts is None else Marking(texts, Lineages(env, project.templates, theme), whole)
    press = Press(env, links.absolute(address), render_markdown, links.rooted(address), kept, kept.pages if kept else None, marking, means)
    parts, making = list[Page | Stack](), Making(means)
    makers: list[int] = []  # how many of these there were before each began
    problems = [*overlooked(project, theme)]
    for maker in PAGES:
        makers.append(len(parts))
        for made in maker(whole, press):
            if isinstance(made, Problem):
                problems.append(made)
            else:
                parts.append(made)
        if kept is None:
            making.begin(parts[makers[-1] :])
    if not _have_room(parts):
        raise _two_in_one_place(parts, makers)
    if marking:
        marking.forget()
    if kept is None:
        making.finish(parts)
    return Printed(Pages(parts), tuple(problems))


def _have_room(parts: Iterable[Page | Stack]) -> bool:
    """Whether each page has a path of its own, and none is a folder to another. All at once: there may be a hundred thousand."""
    found: set[str] = set()
    number = 0
    for part in parts:
        paths = part.paths if isinstance(part, Stack) else (part.path,)
        found.update(map(_told_apart, paths))
        number += len(paths)
    at = {name.rpartition("/")[0] for name in found}
    above = set(at)
    while at := {name.rpartition("/")[0] for name in at} - above:
        above |= at
    return len(found) == number and found.isdisjoint(above)


_told_apart = str.casefold  # paths, as the worst of file systems does, so that a site is the same on all of them


def _two_in_one_place(parts: Sequence[Page | Stack], makers: Sequence[int]) -> SiteError:
    """The first two pages that are in each other's way, and who makes them."""
    found: dict[str, tuple[str, Maker]] = {}

    def two(*pages: tuple[str, Maker]) -> SiteError:
        both = " and ".join(f"{path} ({maker.__name__.replace('_', ' ')})" for path, maker in pages)
        return SiteError(Problem(pages[1][0], f"two pages want this path, {both}", "Rename what one of them is made of."))

    for number, part in enumerate(parts):
        maker = PAGES[bisect_right(makers, number) - 1]
        for path in part.paths if isinstance(part, Stack) else (part.path,):
            if first := found.get(_told_apart(path)):
                return two(first, (path, maker))
            found[_told_apart(path)] = path, maker
    names = ((name, [name[:end] for end, letter in enumerate(name) if letter == "/"]) for name in found)
    return next(two(found[at], found[name]) for name, above in names for at in reversed(above) if at in found)


def _forget_what_changed(kept: Kept, whole: Edition, theme: Path) -> None:
    """Keep no page where the frame of all pages changed, or where a site's own templates may show anything."""
    own = whole.project.templates
    free = own.is_dir() and own.resolve() != theme.resolve() and any(path.is_file() for path in own.rglob("*"))
    found = sorted(path for path in theme.rglob("*") if path.is_file())  # an editor's mark of what is open may be a link to nowhere
    stamps = tuple((str(path), stat.st_mtime_ns, stat.st_size) for path in found if (stat := path.stat()))
    frame = (
        whole.project,
        whole.first_address,
        frozenset(whole.pictures),
        stamps,
        tuple(whole.source_paths.items()),
        tuple(whole.topic_order.items()),
        tuple(whole.colours.items()),
    )
    if free or kept.frame != frame:
        kept.frame = frame
        kept.pages = {}  # not emptied: a page of the last time that is made only now is none of these


def _environment(project: Project, theme: Path, render_markdown: Renderer, kept: Kept | None) -> Environment:
    if kept is None:
        return environment(project, theme, render_markdown)
    given = (project, theme, render_markdown, words.read(project.templates, theme, project.site.language))
    if not kept.env or kept.env[0] != given:
        kept.env = (given, environment(project, theme, render_markdown, lasting=True))
    return kept.env[1]


def assets(whole: Edition, press: Press) -> Iterator[Page | Problem]:
    """The project's static/ folder, as it is, such as CNAME and icons; and the look, unless the site brings its own."""
    own = set()
    for page in static.copies(whole.project.static, whole.project.root):
        yield page
        if isinstance(page, Page):
            own.add(page.path)
    yield from too_weak(whole.project.theme, whole.project.config.name)
    for path in ("assets/style.css", "assets/feed.css", "assets/search.js", "favicon.svg"):
        if path not in own:
            yield press.text(path, path, whole, ())
    if whole.project.theme.cards and not cards.available():
        yield cards.missing(whole.project.config.name)
    theme = look(whole.project.theme)
    for path, draw in (("favicon.ico", cards.favicon), ("apple-touch-icon.png", cards.touch_icon)):
        if path not in own and whole.has_icons:
            yield press.page(path, whole.initial, partial(draw, whole.initial, theme.icon, theme.letter), ())


def pages_of_issues(whole: Edition, press: Press) -> Iterator[Page | Stack | Problem]:
    """Each issue with its entries, as pages, as a mail and as a book: made together, so that an issue is read once."""
    yield from _one_sided(whole.latest)
    for issue in whole.issues:
        folder, told = f"issues/{issue.id}", whole.outline(issue).stories
        uses = issue, [whole.by_id[id].title for id in (issue.older, issue.newer) if id], whole.carried_on(issue)
        for first in range(0, max(len(told), 1), IN_LOT):
            makers, templates, others = [partial(_entry_pages, whole, press, issue, first)], ["entry.html"], []
            if first + IN_LOT >= len(told):
                makers += [partial(make, whole, press, issue) for make in (_in_feeds, _forms, _issue_pages)]
                templates += [*_MAIL, *_BOOK, "issue.html"]
                others = [f"{folder}/{name}" for name in ("email.html", "email.txt", "issue.epub", "index.html", "index.json")]
            paths = partial(_paths, whole, issue, told[first : first + IN_LOT], others)
            make, done = partial(_all_of, makers), partial(SECTIONS.let_go, issue)
            yield from press.lot(f"{folder}/{first}", uses, tuple(templates), paths, make, done, {"issue": issue})


def _paths(whole: Edition, issue: Issue, stories: Sequence[Heading], others: Sequence[str]) -> list[str]:
    return [*(whole.place(issue, line) for story in stories for line in story.lines if line.longer), *others]


def _all_of(makers: Iterable[Callable[[], Iterator[Page]]]) -> Iterator[Page]:
    for make in makers:
        yield from make()


def _entry_pages(whole: Edition, press: Press, issue: Issue, first: int) -> Iterator[Page]:
    told = [(section, story) for section in issue.sections for story in section.stories]
    for section, story in told[first : first + IN_LOT]:
        turns = edition.in_turns(story)
        for entry in story.entries:
            if whole.has_page(entry):
                others = edition.others(turns, entry)
                rest = len(turns) - 1 - len(others)
                places = [whole.path(other) for other in others]  # not theirs alone, but their stories', too
                uses = (issue.title, section.topic, section.slug, story.summary, story.lead.slug, others, places, rest, entry)
                given = {"issue": issue, "section": section, "story": story, "entry": entry, "others": others, "rest": rest}
                yield press.html("entry.html", whole.path(entry), whole, uses, **given)


def aliases(whole: Edition, press: Press) -> Iterator[Page | Problem]:
    """Where an entry was found before its file was renamed. What is found there now has the better right to the address."""
    for issue in whole.issues:
        if not any(line.aliases for line in whole.outline(issue).newest):
            continue
        news = sorted(whole.told_by(issue).entries, key=lambda one: one.line.slug)
        taken = {whole.place(issue, one.line): one for one in news if one.line.longer}
        for one in news:
            for alias in dict.fromkeys(map(slug, one.line.aliases)):
                path = links.entry_path(issue.id, alias, True)
                first = taken.setdefault(path, one)
                if first is not one:
                    kind = "the address" if alias == first.line.slug else "an alias"
                    what = f"its alias {alias!r} is {kind} of {first.entry.path}, too, and leads there"
                    yield Problem(one.entry.path, what, "Take it out of `aliases`.")
                elif (whole.project.static / path).is_file():
                    yield Problem(one.entry.path, f"its alias {alias!r} is a file of static/, which holds", "Take one of the two away.")
                elif alias != one.line.slug or not one.line.longer:
                    uses = one.line.mark or one.entry, one.line.longer
                    yield press.page(path, uses, partial(_alias, whole, press, path, one), ("alias.html",))


def _alias(whole: Edition, press: Press, path: str, found: Found) -> bytes:
    return render(press.env, "alias.html", url=links.relative(path), path=path, edition=whole, entry=found.entry)


def thumbnails(whole: Edition, press: Press) -> Iterator[Page]:
    """The small copies of pictures that stories show. Raises SiteError where one cannot be read."""
    for issue in whole.issues:
        for story in whole.outline(issue).stories if whole.pictures else ():
            name = story.lines[0].thumbnail
            if shown := whole.copy_of(issue.id, name):
                file = whole.pictures[name]
                yield press.page(shown.path, _asked(file, _stamp), partial(_asked, file, Path.read_bytes))


def _asked(file: Path, what: Callable[[Path], Any]) -> Any:
    try:
        return what(file)
    except OSError as error:
        raise SiteError(Problem(file.name, f"cannot be read ({error.strerror})", "Check who may read it, or take it away.")) from None


def _stamp(file: Path) -> tuple[int, int]:
    stat = file.stat()
    return stat.st_mtime_ns, stat.st_size


def _in_feeds(whole: Edition, press: Press, issue: Issue) -> Iterator[Page]:
    """What feeds show of an issue: no page, but asked for by the feed that it is in, which need not read the issue for it then."""
    if press.marking:
        _issue_content(whole, press, issue)
    yield from ()


def _forms(whole: Edition, press: Press, issue: Issue) -> Iterator[Page]:
    """An issue to be sent and to be taken along."""
    from digest.rendering import epub, mail  # 15 ms, which those processes take that make some

    uses = (replace(issue, sections=SECTIONS.held(issue), older=None, newer=None), whole.carried_on(issue))
    given = (press.env, whole, issue, press.absolute)
    for name, make, templates in (
        ("email.html", mail.as_html, _MAIL),
        ("email.txt", mail.as_text, _MAIL),
        ("issue.epub", epub.book, _BOOK),
    ):
        yield press.page(f"issues/{issue.id}/{name}", uses, partial(make, *given), templates, {"issue": issue})


def _issue_pages(whole: Edition, press: Press, issue: Issue) -> Iterator[Page]:
    beside = [whole.by_id[id].title for id in (issue.older, issue.newer) if id]
    yield press.html("issue.html", links.issue_path(issue.id), whole, (issue, beside, whole.carried_on(issue)), issue=issue)
    yield press.data(f"issues/{issue.id}/index.json", issue, data.issue, issue, whole, press.absolute, press.markdown, press.topic)


def cards_of_issues(whole: Edition, press: Press) -> Iterator[Page]:
    for issue in whole.issues:
        if path := whole.card(issue):
            yield press.page(path, issue, partial(_card, whole, press, issue), (), kind=Unasked)


def _card(whole: Edition, press: Press, issue: Issue) -> bytes:
    say: Any = press.env.globals["say"]
    outline = whole.outline(issue)
    sources = len({line.source for line in outline.newest})
    parts = [say("No. {number}", number=issue.number), say("{n} stories", n=issue.size), say("{n} sources", n=sources)]
    shares = [(whole.colour(slug), len(stories)) for _, slug, stories in outline.sections if stories]
    site, accent = whole.project.site, look(whole.project.theme).accent
    line = " · ".join(part for part in (said.striptags() for said in parts) if cards.can_be_drawn(part))
    return cards.card(site.title, issue.title, line, whole.card_headlines(issue), shares, accent)


def _one_sided(issue: Issue | None) -> Iterator[Problem]:
    """For the editor, not for readers; of the newest issue alone, for the others are out."""
    if issue and (much := figures.too_much_of(issue)):
        name, count = much
        what = f"{count} of the stories shown in full are from {name!r}, more than {figures.TOO_MUCH} %"
        yield Problem(f"content/{issue.id}", what, "Give it a lower `limit` in digest.toml, or add sources beside it.")


def topic_pages(whole: Edition, press: Press) -> Iterator[Page]:
    for topic in whole.topics:
        home, title = f"topics/{topic.path}", f"{press.topic(topic.name)} – {whole.project.site.title}"
        yield press.html("topic.html", home, whole, topic, topic=topic, newest=topic.news[: edition.NEWEST])
        yield from _entry_feeds(whole, press, topic.news, home, title, f"topics/{topic.slug}/feed")
    index = [(topic.name, topic.path, topic.description, topic.colour, len(topic.news)) for topic in whole.topics]
    yield press.html("topics.html", "topics/index.html", whole, index)


def source_pages(whole: Edition, press: Press) -> Iterator[Page]:
    for source in whole.sources:
        path, share = whole.source_paths[source.name], _share(source, whole.newest)
        yield press.html("source.html", path, whole, (source, share), source=source, newest=source.news[: edition.NEWEST], share=share)
    index = [(one.name, one.standing, len(one.news), one.news[0].line.when if one.news else "") for one in whole.sources]
    yield press.html("sources.html", "sources/index.html", whole, index)
    yield press.text("sources.opml", "sources.opml", whole, ())


def archive(whole: Edition, press: Press) -> Iterator[Page]:
    uses = [_in_a_line(issue) for issue in whole.issues]
    yield press.html("archive.html", "archive/index.html", whole, uses, years=edition.years(whole.issues))


def _in_a_line(issue: Issue) -> tuple[Any, ...]:
    """What is shown of an issue where it is one of many."""
    return issue.id, issue.day, issue.number, issue.title, issue.draft, issue.size, issue.headlines[:1]


def search_page(whole: Edition, press: Press) -> Iterator[Page | Stack | Problem]:
    # Entries that came later are numbered on, so that they change little of what is said of the others.
    by_issue = (sorted(whole.news_of(issue), key=lambda one: (one.line.came, one.line.id)) for issue in reversed(whole.issues))
    found = [*chain.from_iterable(by_issue)]
    engine = "built-in"
    if whole.project.search.engine == "pagefind" and press.kept is None:  # a preview does not wait for another program
        said, own = [*_all_said(press, found)], locale.tag(whole.project.site.language) or "en"
        files = pagefind.files(said, _shown(whole, press, found), own.partition("-")[0])
        if files is None:
            yield pagefind.missing(whole.project.config.name)
        else:
            engine = "pagefind"
            yield from (Page(path, content) for path, content in files)
    if engine == "built-in":
        yield from _index(whole, press, found)
    script = f"assets/search-{'pagefind' if engine == 'pagefind' else 'worker'}.js"
    if not (whole.project.static / script).is_file():
        yield press.text(script, script, whole, ())
    yield press.html("search.html", "search/index.html", whole, engine, engine=engine)


def _index(whole: Edition, press: Press, found: Sequence[Found]) -> Iterator[Page | Stack]:
    """What the search page's worker loads. Built, many small files; in a preview three, which are made when somebody searches."""
    folder, parts = search.FOLDER, search.parts(len(found))
    if press.kept is None:
        known = []
        for part in parts:
            of_part = found[part.start : part.stop]
            lines = [(issue.id, issue.title, [(one.line.mark, one.line.longer) for one in news]) for issue, news in _by_issue(of_part)]
            told = hash_of(repr(lines))
            index = cache(partial(_words, press, of_part))
            yield from press.batch(f"{folder}/{part.start}", told, partial(_part, whole, press, of_part, index, part.start))
            known.append((part, json.loads(press.remembered(f"{search.NAME} begins", told, partial(_begins, index)))))
        yield Page(f"{folder}/start.json", search.start(known))
        return
    uses, everything = whole.issues, range(len(found))
    for path, make in (
        (search.file_of(""), lambda: search.as_json(_postings(press, found))),
        (f"{folder}/0/entries-0.json", lambda: search.as_json(_shown(whole, press, found))),
        (f"{folder}/start.json", lambda: search.start([(everything, [""])], per=max(len(found), 1))),
    ):
        yield press.page(path, uses, make, kind=Unasked)


def _by_issue(found: Sequence[Found]) -> Iterator[tuple[Issue, list[Found]]]:
    for _, news in groupby(found, key=lambda one: one.issue.id):
        of_issue = list(news)
        yield of_issue[0].issue, of_issue


_Words = tuple[Mapping[str, str], Sequence[Sequence[str]]]  # of a part: each with the entries that have it; as files hold them


def _words(press: Press, found: Sequence[Found]) -> _Words:
    index = _postings(press, found)
    return index, [*search.divided(index)]


def _part(whole: Edition, press: Press, found: Sequence[Found], words: Callable[[], _Words], first: int) -> Iterator[Page]:
    yield from (Page(path, content) for path, content in search.files(*words(), _shown(whole, press, found), first))


def _begins(words: Callable[[], _Words]) -> str:
    return json.dumps(search.begins(words()[1]), ensure_ascii=False)


def _postings(press: Press, found: Sequence[Found]) -> Mapping[str, str]:
    return search.postings(_blocks(press, found))


def _blocks(press: Press, found: Sequence[Found]) -> Iterator[tuple[int, search.Block]]:
    """The words of entries, block by block, those that did not change as they are remembered."""
    blocks = [found[first : first + IN_BLOCK] for first in range(0, len(found), IN_BLOCK)]
    if not press.marking:
        yield from ((n * IN_BLOCK, search.block(_terms(press, one) for one in block)) for n, block in enumerate(blocks))
        return
    answers, made = press.means.answers, []
    for block in blocks:
        name = f"{search.NAME} block {press.marking.of_entries(block)}"
        made.append((name, partial(answers.recalled, name, partial(_block, press, block))))
    # Made by several processes, and then read one by one as it is remembered: together they would take more room than all else.
    press.means.hands.spread([partial(_only_made, make) for name, make in made if not answers.knows(name)], 2)
    for n, (_, make) in enumerate(made):
        yield n * IN_BLOCK, json.loads(make())


def _only_made(make: Callable[[], str]) -> None:
    make()


def _block(press: Press, found: Sequence[Found]) -> str:
    made = json.dumps(search.block(_terms(press, one) for one in found), ensure_ascii=False, separators=(",", ":"))
    for issue, _ in _by_issue(found):
        SECTIONS.let_go(issue)
    return made


def _terms(press: Press, found: Found) -> str:
    """What `search.terms` says of an entry; a preview remembers it by the entry, for as long as that is the same."""
    if press.marking:
        name = f"{search.NAME} {press.marking.of_entries([found])}"
        return press.means.answers.recalled(name, lambda: search.terms(_said(press, found.entry)))
    entry = found.entry
    known = press.kept.terms.get(entry.id) if press.kept else None
    if known and known[0] == entry:
        return known[1]
    made = search.terms(_said(press, entry))
    if press.kept:
        press.kept.terms[entry.id] = (entry, made)
    return made


def _all_said(press: Press, found: Sequence[Found]) -> Iterator[str]:
    for issue, news in _by_issue(found):
        yield from (_said(press, one.entry) for one in news)
        SECTIONS.let_go(issue)


def _said(press: Press, entry: Entry) -> str:
    return search.said(entry, press.markdown(entry.body) if entry.body else "")


def _shown(whole: Edition, press: Press, found: Sequence[Found]) -> list[tuple[str, ...]]:
    """What the search page shows of entries: where each is, seen from there, its title, source, day, issue, and language if another."""
    url, day, own = links.relative("search/index.html"), press.env.filters["day"], locale.tag(whole.project.site.language)
    rows: list[tuple[str, ...]] = []
    for one in found:
        line, issue = one.line, one.issue
        language = tag if (tag := locale.tag(line.language)) != own else ""
        shown = day(datetime.fromisoformat(line.when)) if line.when else ""
        place = url(whole.place(issue, line)), line.title, line.source, shown, issue.title, url(links.issue_path(issue.id))
        rows.append((*place, language, locale.direction(language)) if language else place)
    return rows


def about(whole: Edition, press: Press) -> Iterator[Page]:
    yield press.html("about.html", "about/index.html", whole, whole.newest[:1])


def not_found(whole: Edition, press: Press) -> Iterator[Page]:
    newest = whole.issues[:ISSUES_ON_404]
    uses = [_in_a_line(issue) for issue in newest], [(topic.name, topic.path) for topic in whole.topics]
    yield press.html("404.html", "404.html", whole, uses, newest=newest)


def feeds(whole: Edition, press: Press) -> Iterator[Page]:
    """Of issues: archives of twenty each, numbered from the oldest, then the newest twenty; and the newest entries.

    A feed leads to the last archive and each archive to the one before it, so that a reader can walk back to the first issue
    (RFC 5005). An archive comes to be when all its issues are behind the newest one, and holds the same issues for ever.
    """

    @cache
    def shown(id: str) -> tuple[Issue, str]:
        return whole.by_id[id], _issue_content(whole, press, whole.by_id[id])

    def made(name: str, issues: Sequence[Issue], before: int, after: int, current: str = "") -> Iterator[Page]:
        """`before` and `after`: the numbers of the archives that this one stands between, 0 where there is none."""
        uses, path = (issues, before, after), "archive/feed-{}".format
        beside = {"older": before and f"{path(before)}.xml", "newer": after and f"{path(after)}.xml", "current": current}
        updated = max(map(whole.updated_of, issues), default=whole.updated)

        def given() -> dict[str, Any]:
            return {"issues": [shown(issue.id) for issue in issues], "updated": updated}

        yield press.feed("feed.xml", f"{name}.xml", whole, uses, given, **beside)
        yield press.page(
            f"{name}.json",
            uses,
            lambda: as_json(
                data.issues_feed(
                    whole, given()["issues"], press.absolute, press.topic, path=f"{name}.json", older=before and f"{path(before)}.json"
                )
            ),
            (ISSUE_IN_FEED,),
        )
        if not current:
            yield press.feed("rss.xml", "rss.xml", whole, uses, given)

    archives = max(0, len(whole.issues) - 1) // ISSUES_IN_FEED
    for i in range(archives):
        end = len(whole.issues) - i * ISSUES_IN_FEED
        full = whole.issues[end - ISSUES_IN_FEED : end]
        yield from made(f"archive/feed-{i + 1}", full, i, i + 2 if i + 1 < archives else 0, "feed.xml")
    yield from made("feed", whole.issues[:ISSUES_IN_FEED], archives, 0)
    yield from _entry_feeds(whole, press, whole.newest, "index.html", whole.project.site.title, "entries")


def for_machines(whole: Edition, press: Press) -> Iterator[Page]:
    yield from _sitemaps(whole, press)
    yield press.text("robots.txt", "robots.txt", whole, ())
    yield Page(".nojekyll", b"")  # or a branch of GitHub Pages would leave out what begins with an underscore


def _sitemaps(whole: Edition, press: Press) -> Iterator[Page]:
    """One, or one of several others."""
    runs = whole.runs()
    names = [f"sitemap-{number + 1}.xml" for number in range(len(runs))] if len(runs) > 1 else []

    def sitemap(path: str, uses: Any, addresses: Callable[[], Any], parts: Sequence[str] = ()) -> Page:
        make = lambda: render(press.env, "sitemap.xml", url=press.absolute, path=path, edition=whole, addresses=addresses(), parts=parts)  # noqa: E731
        return press.page(path, (uses, parts), make, ("sitemap.xml",))

    elsewhere = whole.updated, [topic.path for topic in whole.topics]
    for path, run, last in zip(names or ["sitemap.xml"], runs, [*[False] * (len(runs) - 1), True], strict=True):
        places = [(issue.id, issue.updated, whole.outline(issue).places) for issue in run]
        yield sitemap(path, (places, elsewhere if last else ()), partial(whole.addresses_of, run, first=last))
    if names:
        yield sitemap("sitemap.xml", (), tuple, names)


def home(whole: Edition, press: Press) -> Iterator[Page]:
    shown = whole.issues[: 1 + ISSUES_ON_HOME]
    uses = shown, whole.carried_on(whole.latest) if whole.latest else ()
    yield press.html("home.html", "index.html", whole, uses, issue=whole.latest, others=shown[1:])


PAGES: tuple[Maker, ...] = (
    assets, thumbnails, cards_of_issues, pages_of_issues, aliases, topic_pages, source_pages, archive, search_page, about, not_found,
    for_machines, feeds, home,
)  # fmt: skip


def _entry_feeds(whole: Edition, press: Press, news: Sequence[Found], home: str, title: str, name: str) -> Iterator[Page]:
    """A feed of entries, as Atom and as JSON."""
    news = tuple(news[:ENTRIES_IN_FEED])
    heard = {found.line.source: whole.heard[found.line.source] for found in news}
    uses = (news, heard, whole.updated)

    def given() -> dict[str, Any]:
        return {"uri": data.uri, "text": lambda found: data.text(found, whole, press.markdown), "summary": data.summary}

    yield press.feed("entries.xml", f"{name}.xml", whole, uses, given, title=title, home=home, news=news)
    as_said = {"home": home, "path": f"{name}.json", "title": title}
    yield press.data(f"{name}.json", uses, data.entries_feed, whole, news, press.absolute, press.markdown, **as_said)


def _issue_content(whole: Edition, press: Press, issue: Issue) -> str:
    """An issue as a feed's item: its headlines by topic, with absolute links."""
    page = press.text(ISSUE_IN_FEED, f"issues/{issue.id}/feed-issue.html", whole, issue, issue=issue)  # no page of its own
    return press.remembered(page.path, issue, lambda: page.content.decode("utf-8").strip(), (ISSUE_IN_FEED,))


def _share(source: Subject, news: Sequence[Found]) -> int:
    """A source's share of all that came out, in per cent."""
    return round(100 * len(source.news) / len(news)) if news else 0
