"""All that templates may know: the issues that are out, and each topic and source across them."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, time
from functools import cached_property
from operator import attrgetter
from pathlib import Path

from digest import naming, outlines, prose
from digest.model import SECTIONS, Entry, Heading, Issue, Line, Outline, Project, Section, Standing, Story
from digest.rendering import cards, figures, links

_SIZE = re.compile(r"\.([0-9]+)x([0-9]+)\.webp$")  # as the copy's name tells it
HUES = 10  # of topics, as many as general.py has; style.css names each; the catch-all is grey
ON_CARD = 3  # headlines
NEWEST = 30  # stories that a topic's or source's page lists; older ones are found in their issues
ADDRESSES = 5000  # in a sitemap, or little more; ten times as many are too many (https://www.sitemaps.org/protocol.html#index)
_ISSUE = attrgetter("issue.id")  # of what was found
OTHERS = 12  # reports of the same event that an entry's page lists; all of them stand in the issue


@dataclass(frozen=True, slots=True)
class Found:
    """A story, or one entry of it, in the issue that it stands in: known from afar, and read when it is asked for."""

    issue: Issue
    heading: Heading = field(repr=False)
    line: Line = field(repr=False)

    @property
    def story(self) -> Story:
        section, story, _ = self.line.place
        found: Story = SECTIONS.piece(self.issue, section, story)
        return found

    @property
    def entry(self) -> Entry:
        return self.story.entries[self.line.place[2]]

    def gist(self) -> tuple[object, ...]:
        """What our templates show of it: of the issue nothing that is in it."""
        issue = self.issue
        known = (self.heading.mark, self.line.mark) if self.line.mark else (self.story, self.entry)
        return issue.id, issue.day, issue.number, issue.title, issue.draft, issue.updated, *known

    def whole(self) -> tuple[object, ...]:
        """What anybody's may."""
        return self.issue, self.line.place


@dataclass(frozen=True, slots=True)
class Shown:
    """A small copy of a picture: its path in the site, its size in pixels, what it shows."""

    path: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A topic or a source across all issues, its news newest first."""

    name: str
    slug: str
    description: str = ""
    address: str = ""  # of a source's feed
    topic: str = ""
    colour: int = 0
    news: tuple[Found, ...] = ()
    standing: Standing | None = None  # of a source that digest.toml names
    weeks: tuple[int, ...] = ()  # what each of the last weeks brought, the oldest first, where there are some to be compared

    @property
    def path(self) -> str:
        return f"{self.slug}/index.html"

    @property
    def months(self) -> list[tuple[Issue, int]]:
        """Its issues, newest first, with how much of it each brought."""
        groups = (list(group) for _, group in itertools.groupby(self.news, key=_ISSUE))
        return [(group[0].issue, len(group)) for group in groups]

    def gist(self) -> tuple[object, ...]:
        """What our templates show of it: of old news only where it is."""
        told = (self.name, self.slug, self.description, self.address, self.topic, self.colour, self.standing, self.weeks)
        months = [(issue.id, issue.title, count) for issue, count in self.months] if len(self.news) > NEWEST else []
        return *told, self.news[:NEWEST], len(self.news), months

    def whole(self) -> tuple[object, ...]:
        """What anybody's may."""
        return tuple(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class Told:
    """What an issue tells: its stories, and its entries newest first. The same objects as long as the issue is the same."""

    issue: Issue
    outline: Outline
    stories: tuple[Found, ...]
    entries: tuple[Found, ...]


@dataclass(frozen=True)
class Edition:
    """Everything that is published, newest issue first."""

    project: Project
    issues: tuple[Issue, ...]
    standings: Mapping[str, Standing] = field(default_factory=dict)  # by the names of the sources
    first_address: str = ""  # where the feeds stood first
    pictures: Mapping[str, Path] = field(default_factory=dict)  # where the small copies of pictures lie, by their names
    told: dict[str, Told] = field(default_factory=dict, repr=False)  # by issue, once found out
    # Whether entries have pages, by their issues and then by their slugs.
    _longer: dict[str, Mapping[str, bool]] = field(default_factory=dict, init=False, repr=False)

    @property
    def latest(self) -> Issue | None:
        return self.issues[0] if self.issues else None

    @cached_property
    def updated(self) -> datetime:
        """When anything last changed: the time of the newest issue's newest entry."""
        return max((self.updated_of(issue) for issue in self.issues), default=datetime.fromtimestamp(0, UTC))

    def updated_of(self, issue: Issue) -> datetime:
        return issue.updated or datetime.combine(issue.day, time(), UTC)

    def lasting(self, path: str) -> str:
        """The name of what stands at `path`, as feeds want it: the address that it had first, wherever the site moves."""
        return links.absolute(self.first_address)(path)

    @property
    def addresses(self) -> Iterator[tuple[str, datetime | None]]:
        """The pages that a search engine should know, and when each last changed."""
        yield from self.addresses_of(self.issues, first=True)

    def addresses_of(self, issues: Iterable[Issue], *, first: bool) -> Iterator[tuple[str, datetime | None]]:
        """Those of some issues; with the `first` ones, those of no issue."""
        if first:
            yield "index.html", self.updated
            yield from ((f"{name}/index.html", None) for name in ("archive", "topics", "sources", "about"))
        for issue in issues:
            yield links.issue_path(issue.id), self.updated_of(issue)
            for story in self.outline(issue).stories:
                for line in story.lines:
                    if line.longer:
                        yield self.place(issue, line), datetime.fromisoformat(line.told) if line.told else None
        if first:
            yield from ((f"topics/{topic.path}", None) for topic in self.topics)
            yield from ((path, None) for path in self.source_paths.values())

    def runs(self) -> list[tuple[Issue, ...]]:
        """The issues in runs of so many addresses that a sitemap can hold them, the oldest first: an old run stays as it is."""
        found: list[list[Issue]] = [[]]
        many = 0
        for issue in reversed(self.issues):
            new = 1 + sum(line.longer for line in self.outline(issue).newest)
            if many + new > ADDRESSES and found[-1]:
                found.append([])
                many = 0
            found[-1].append(issue)
            many += new
        return [tuple(reversed(run)) for run in found]

    @cached_property
    def by_id(self) -> Mapping[str, Issue]:
        return {issue.id: issue for issue in self.issues}

    @cached_property
    def by_story(self) -> Mapping[str, tuple[Found, ...]]:
        """Where each story stands, the newest issue first: a name that a person gave may stand in several."""
        stories: dict[str, list[Found]] = {}
        for issue in self.issues:
            for found in self.told_by(issue).stories:
                stories.setdefault(found.heading.id, []).append(found)
        return {id: tuple(found) for id, found in stories.items()}

    def earlier(self, issue: Issue) -> Mapping[str, Found]:
        """What the stories of an issue carry on, by their ids: stories of issues before it."""
        carried = [(story.id, story.updates) for story in self.outline(issue).stories if story.updates]
        found = {id: next((one for one in self.by_story.get(of, ()) if one.issue.id < issue.id), None) for id, of in carried}
        return {id: one for id, one in found.items() if one}

    def carried_on(self, issue: Issue) -> list[tuple[str, ...]]:
        """What our templates show of the earlier stories that an issue carries on."""
        found = self.earlier(issue).items()
        return [(id, one.issue.title, one.heading.headline, self.place(one.issue, one.line), one.line.language) for id, one in found]

    def has_page(self, entry: Entry) -> bool:
        """Whether an entry has more to say than its issue shows of it, and so a page of its own."""
        known = self._longer.get(entry.issue)
        if known is None:
            stories = self.outline(issue).stories if (issue := self.by_id.get(entry.issue)) else ()
            known = self._longer[entry.issue] = {line.slug: line.longer for story in stories for line in story.lines}
        return known[entry.slug] if entry.slug in known else outlines.longer(entry)

    def picture(self, entry: Entry) -> Shown | None:
        """The small copy of an entry's picture, where there is one."""
        return self.copy_of(entry.issue, entry.thumbnail, entry.image_alt)

    def copy_of(self, issue: str, name: str, alt: str = "") -> Shown | None:
        """The same, of what an entry of an issue calls by this name."""
        size = _SIZE.search(name) if name in self.pictures else None
        return Shown(f"issues/{issue}/{name}", int(size[1]), int(size[2]), alt) if size else None

    def path(self, entry: Entry) -> str:
        return links.entry_path(entry.issue, entry.slug, self.has_page(entry))

    def place(self, issue: Issue, line: Line) -> str:
        """The path of an entry of an issue, of which no more is read."""
        return links.entry_path(issue.id, line.slug, line.longer)

    def outline(self, issue: Issue) -> Outline:
        """An issue as it is seen from afar."""
        return issue.outline or self.told_by(issue).outline

    @cached_property
    def topics(self) -> tuple[Subject, ...]:
        """The topics that have stories, in the order of the newest issue that had each, configured ones first."""
        stories: dict[str, list[Found]] = {}
        names: dict[str, str] = {}
        for issue in self.issues:
            told = iter(self.told_by(issue).stories)
            for topic, slug, headings in self.outline(issue).sections:
                names.setdefault(slug, topic)
                stories.setdefault(slug, []).extend(itertools.islice(told, len(headings)))
        order = self.topic_order
        described = {topic.name: topic.description for topic in self.project.topics}
        return tuple(
            Subject(
                name=names[slug],
                slug=slug,
                description=described.get(names[slug], ""),
                colour=self.colour(slug),
                news=tuple(stories[slug]),
                weeks=self._weeks(stories[slug]),
            )
            for slug in sorted(stories, key=lambda slug: order[slug])
        )

    @cached_property
    def topic_order(self) -> Mapping[str, int]:
        """Topics by slug: as digest.toml has them, then as the issues have them, the catch-all last."""
        slugs = [naming.slug(topic.name) for topic in self.project.topics]
        slugs += [slug for issue in self.issues for _, slug, _ in self.outline(issue).sections]
        order = {slug: i for i, slug in enumerate(dict.fromkeys(slugs))}
        return order | ({"more": len(order)} if "more" in order else {})

    @cached_property
    def colours(self) -> Mapping[str, int]:
        """Topics' colours by slug, 0 to 9: as digest.toml has them, then as they came up: no later issue recolours an earlier one."""
        slugs = [naming.slug(topic.name) for topic in self.project.topics]
        slugs += [slug for issue in reversed(self.issues) for _, slug, _ in self.outline(issue).sections]
        return {slug: i % HUES for i, slug in enumerate(dict.fromkeys(slug for slug in slugs if slug != "more"))}

    def colour(self, slug: str) -> int:
        """A topic's colour, 0 to 10: the last for the catch-all, so that the same topic has the same one in every issue."""
        return self.colours.get(slug, HUES)

    def card(self, issue: Issue) -> str:
        """The path of an issue's picture, which other programs show beside a link to it; "" where there is none."""
        theme, site = self.project.theme, self.project.site
        shown = theme.cards and cards.available() and cards.can_be_drawn(site.title) and cards.can_be_drawn(issue.title)
        return f"issues/{issue.id}/card.png" if shown else ""

    def card_headlines(self, issue: Issue) -> list[str]:
        """The headlines that an issue's picture shows."""
        return [story.headline for story in self.outline(issue).stories if cards.can_be_drawn(story.headline)][:ON_CARD]

    @property
    def initial(self) -> str:
        """The letter of the icons."""
        return (self.project.site.title.strip() or "D")[0].upper()[0]  # of ß, two would come

    @property
    def has_icons(self) -> bool:
        """Whether there are favicon.ico and apple-touch-icon.png, beside favicon.svg."""
        return self.project.theme.cards and cards.available()

    @cached_property
    def sources(self) -> tuple[Subject, ...]:
        """The sources of digest.toml and those of old entries that it no longer names, by name."""
        news: dict[str, list[Found]] = {source.name: [] for source in self.project.sources}
        for issue in self.issues:
            for one in self.told_by(issue).entries:
                news.setdefault(one.line.source, []).append(one)
        configured = {source.name: source for source in self.project.sources}
        # The one that is told of longest keeps its address, whichever others there are and come.
        slugs: dict[str, str] = {}
        for name in sorted(news, key=lambda name: (news[name][-1].issue.id if news[name] else "~", name)):
            slug = source_slug(name)
            while slug in slugs:
                slug = naming.distinct(slug, f"{slug} {name}")
            slugs[slug] = name
        subjects = []
        for slug, name in sorted(slugs.items(), key=lambda item: (item[1].casefold(), item[1])):
            source = configured.get(name)
            found = tuple(news[name])
            subjects.append(
                Subject(
                    name=name,
                    slug=slug,
                    address=source.url or "" if source else "",
                    topic=source.topic or "" if source else "",
                    news=found,
                    standing=self.standings.get(name),
                    weeks=self._weeks(found),
                )
            )
        return tuple(subjects)

    def _weeks(self, news: Sequence[Found]) -> tuple[int, ...]:
        if not news:
            return ()
        oldest, newest = self.issues[-1].day, self.issues[0].day
        # The newest come first, and of a large site most are older than any week that is counted.
        days = itertools.takewhile(lambda day: (newest - day).days < 7 * figures.WEEKS, (one.issue.day for one in news))
        return figures.weeks(days, oldest, newest)

    @cached_property
    def source_paths(self) -> Mapping[str, str]:
        return {source.name: f"sources/{source.path}" for source in self.sources}

    @cached_property
    def heard(self) -> Mapping[str, datetime]:
        """When each source last had something new, as far as its entries say."""
        return {
            source.name: datetime.fromisoformat(max(one.line.told or self.updated_of(one.issue).isoformat() for one in source.news))
            for source in self.sources
            if source.news
        }

    @cached_property
    def newest(self) -> tuple[Found, ...]:
        """Every entry that is out, newest first; copies of another are left out."""
        return tuple(itertools.chain.from_iterable(map(self.news_of, self.issues)))

    def news_of(self, issue: Issue) -> list[Found]:
        """Those of one issue."""
        return [found for found in self.told_by(issue).entries if not found.line.copy]

    def told_by(self, issue: Issue) -> Told:
        """What an issue tells. Comparing the same objects again and again takes no time, as comparing equal ones would."""
        known = self.told.get(issue.id)
        if not known or known.issue is not issue:
            outline = issue.outline or outlines.outlined(issue.sections)
            headings = outline.stories
            stories = tuple(Found(issue, heading, heading.lines[0]) for heading in headings)
            before = [0, *itertools.accumulate(len(stories) for _, _, stories in outline.sections)]
            entries = tuple(Found(issue, headings[before[line.place[0]] + line.place[1]], line) for line in outline.newest)
            known = self.told[issue.id] = Told(issue, outline, stories, entries)
        return known


def source_slug(name: str) -> str:
    """A source's place in addresses, of its own name alone: with a mark of it where the letters do not tell the whole, as in C++."""
    slug = naming.slug(name)
    telling = any(unicodedata.category(c)[0] == "S" or c in "#@%*\\" for c in name) or len(naming.slug(name, len(name) * 4)) > len(slug)
    return naming.distinct(slug, name) if telling and not slug.endswith(naming.fingerprint(name)) else slug


def in_turns(story: Story) -> tuple[Entry, ...]:
    """A story's entries, the leading one first: one of each source, then another of each, and so on."""
    told: Counter[str] = Counter()
    turns = []
    for entry in story.entries:
        turns.append((told[entry.source], entry))
        told[entry.source] += 1
    return tuple(entry for _, entry in sorted(turns, key=lambda turn: turn[0]))


def others(turns: Sequence[Entry], entry: Entry) -> tuple[Entry, ...]:
    """What an entry's page lists of the story that it is in, `turns`: the leading entry, then those of other sources.

    Few, however many there are: n pages with n links each would be more than anybody can read, or serve.
    """
    # Each turn has one of the entry's own source at most, so that twice as many hold enough of others.
    near = [other for other in turns[: 2 * OTHERS + 1] if other.id != entry.id]
    return tuple(sorted(near, key=lambda other: (other is not turns[0], other.source == entry.source))[:OTHERS])


def full(section: Section) -> list[Story]:
    """The stories of a section that are shown in full."""
    return [story for story in section.stories if not story.more]


def more(section: Section) -> list[tuple[str, list[Story]]]:
    """The stories beyond their source's limit, source by source, in the order of the section."""
    rest: Iterable[Story] = (story for story in section.stories if story.more)
    return [(name, list(stories)) for name, stories in itertools.groupby(rest, key=lambda story: story.lead.source)]


def minutes(issue: Issue) -> int:
    """How long the issue takes to read: what its page shows."""
    return prose.minutes(" ".join(_shown(issue)))


def _shown(issue: Issue) -> Iterator[str]:
    yield issue.introduction
    for story in issue.stories:
        yield story.headline
        if not story.more:
            yield story.summary
            yield from story.key_points
            yield from (entry.title for entry in story.entries[1:])


def years(issues: Sequence[Issue]) -> list[tuple[int, list[tuple[int, list[Issue]]]]]:
    """Issues by year and month, in their order."""
    return [
        (year, [(month, list(group)) for month, group in itertools.groupby(of_year, key=lambda issue: issue.day.month)])
        for year, of_year in itertools.groupby(issues, key=lambda issue: issue.day.year)
    ]
