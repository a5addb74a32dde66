"""All that templates may know: the issues that are out, and each topic and source across them."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import cached_property
from pathlib import Path

from digest import naming, prose
from digest.model import Entry, Issue, Project, Section, Standing, Story
from digest.rendering import cards, figures, links

_SIZE = re.compile(r"\.([0-9]+)x([0-9]+)\.webp$")  # as the copy's name tells it
HUES = 10  # of topics, as many as general.py has; style.css names each; the catch-all is grey
ON_CARD = 3  # headlines
OTHERS = 12  # reports of the same event that an entry's page lists; all of them stand in the issue


@dataclass(frozen=True, slots=True)
class Found:
    """A story, or one entry of it, in the issue that it stands in."""

    issue: Issue
    story: Story
    entry: Entry

    def gist(self) -> tuple[object, ...]:
        """What our templates show of it: of the issue nothing that is in it."""
        issue = self.issue
        return issue.id, issue.day, issue.number, issue.title, issue.draft, issue.updated, self.story, self.entry


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
        groups = (list(group) for _, group in itertools.groupby(self.news, key=lambda found: found.issue.id))
        return [(group[0].issue, len(group)) for group in groups]


@dataclass(frozen=True, slots=True)
class Told:
    """What an issue tells: its stories, and its entries newest first. The same objects as long as the issue is the same."""

    issue: Issue
    stories: tuple[tuple[Section, tuple[Found, ...]], ...]
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
    # Entries by their place in memory, which none leaves that is held here, and whether each says more than its opening.
    _longer: dict[int, tuple[Entry, bool]] = field(default_factory=dict, init=False, repr=False)

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
        yield "index.html", self.updated
        for name in ("archive", "topics", "sources", "about"):
            yield f"{name}/index.html", None
        for issue in self.issues:
            yield links.issue_path(issue.id), self.updated_of(issue)
            for entry in issue.entries:
                if self.has_page(entry):
                    yield self.path(entry), entry.updated or entry.when
        for topic in self.topics:
            yield f"topics/{topic.path}", None
        for path in self.source_paths.values():
            yield path, None

    @cached_property
    def by_id(self) -> Mapping[str, Issue]:
        return {issue.id: issue for issue in self.issues}

    @cached_property
    def by_story(self) -> Mapping[str, tuple[Found, ...]]:
        """Where each story stands, the newest issue first: a name that a person gave may stand in several."""
        stories: dict[str, list[Found]] = {}
        for issue in self.issues:
            for story in issue.stories:
                stories.setdefault(story.id, []).append(Found(issue, story, story.lead))
        return {id: tuple(found) for id, found in stories.items()}

    def earlier(self, issue: Issue) -> Mapping[str, Found]:
        """What the stories of an issue carry on, by their ids: stories of issues before it."""
        carried = [(story.id, story.updates) for story in issue.stories if story.updates]
        found = {id: next((one for one in self.by_story.get(of, ()) if one.issue.id < issue.id), None) for id, of in carried}
        return {id: one for id, one in found.items() if one}

    def has_page(self, entry: Entry) -> bool:
        """Whether an entry has more to say than its issue shows of it, and so a page of its own."""
        known = self._longer.get(id(entry))
        if known is None:
            known = self._longer[id(entry)] = (entry, prose.says_more_than_its_opening(entry.body))
        return known[1]

    def picture(self, entry: Entry) -> Shown | None:
        """The small copy of an entry's picture, where there is one."""
        size = _SIZE.search(entry.thumbnail) if entry.thumbnail in self.pictures else None
        return Shown(f"issues/{entry.issue}/{entry.thumbnail}", int(size[1]), int(size[2]), entry.image_alt) if size else None

    def path(self, entry: Entry) -> str:
        return links.entry_path(entry, self.has_page(entry))

    @cached_property
    def topics(self) -> tuple[Subject, ...]:
        """The topics that have stories, in the order of the newest issue that had each, configured ones first."""
        stories: dict[str, list[Found]] = {}
        names: dict[str, str] = {}
        for issue in self.issues:
            for section, news in self.told_by(issue).stories:
                names.setdefault(section.slug, section.topic)
                stories.setdefault(section.slug, []).extend(news)
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
        slugs += [section.slug for issue in self.issues for section in issue.sections]
        order = {slug: i for i, slug in enumerate(dict.fromkeys(slugs))}
        return order | ({"more": len(order)} if "more" in order else {})

    @cached_property
    def colours(self) -> Mapping[str, int]:
        """Topics' colours by slug, 0 to 9: as digest.toml has them, then as they came up: no later issue recolours an earlier one."""
        slugs = [naming.slug(topic.name) for topic in self.project.topics]
        slugs += [section.slug for issue in reversed(self.issues) for section in issue.sections]
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
        return [story.headline for story in issue.stories if cards.can_be_drawn(story.headline)][:ON_CARD]

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
                news.setdefault(one.entry.source, []).append(one)
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
        return figures.weeks((one.issue.day for one in news), self.issues[-1].day, self.issues[0].day) if news else ()

    @cached_property
    def source_paths(self) -> Mapping[str, str]:
        return {source.name: f"sources/{source.path}" for source in self.sources}

    @cached_property
    def heard(self) -> Mapping[str, datetime]:
        """When each source last had something new, as far as its entries say."""
        return {
            source.name: max(found.entry.updated or found.entry.when or self.updated_of(found.issue) for found in source.news)
            for source in self.sources
            if source.news
        }

    @cached_property
    def newest(self) -> tuple[Found, ...]:
        """Every entry that is out, newest first; copies of another are left out."""
        entries = itertools.chain.from_iterable(self.told_by(issue).entries for issue in self.issues)
        return tuple(found for found in entries if found.entry.id not in found.story.duplicates)

    def told_by(self, issue: Issue) -> Told:
        """What an issue tells. Comparing the same objects again and again takes no time, as comparing equal ones would."""
        known = self.told.get(issue.id)
        if not known or known.issue is not issue:
            stories = tuple((section, tuple(Found(issue, story, story.lead) for story in section.stories)) for section in issue.sections)
            entries = (Found(issue, story, entry) for story in issue.stories for entry in story.entries)
            known = self.told[issue.id] = Told(issue, stories, tuple(sorted(entries, key=_newest_first, reverse=True)))
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


def _newest_first(found: Found) -> tuple[str, str]:
    """The order of entries within an issue; issues are in theirs."""
    when = found.entry.when
    return (when.isoformat() if when else "", found.entry.id)


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
