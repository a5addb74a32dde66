"""`digest explain`: why an entry stands where it stands, or why it stands nowhere."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digest.entries.seen import Seen
from digest.grouping.duplicates import address
from digest.grouping.explanation import Near as Near
from digest.grouping.explanation import nearest
from digest.model import Entry, Issue, Project, Section, Story


@dataclass(frozen=True, slots=True)
class Explained:
    """An entry that is in an issue, and what put it there."""

    entry: Entry
    issue: Issue
    section: Section
    story: Story
    rank: int  # of the story in its section, from 1
    identity: str
    filed: str
    tied: tuple[Near, ...]  # what is in its story, the likest first
    apart: tuple[Near, ...]  # what is like it, and is not

    @property
    def topic(self) -> str:
        return self.story.reasons[1].partition(": ")[2]


def found(what: str, issues: Iterable[Issue]) -> list[tuple[Issue, Section, Story, Entry]]:
    """The entries that somebody may mean: by id, file, address or guid; else by headline; else by part of one. The newest first."""
    there = [
        (issue, section, story, entry)
        for issue in sorted(issues, key=lambda issue: issue.id, reverse=True)
        for section in issue.sections
        for story in section.stories
        for entry in story.entries
    ]
    what = what.strip()
    page, words = address(what), what.casefold()
    by_name = [
        one for one in there if what in {one[3].id, one[3].path, one[3].slug, one[3].guid} or (page and page == address(one[3].link))
    ]
    by_title = [one for one in there if one[3].title.casefold() == words]
    return by_name or by_title or [one for one in there if words and words in one[3].title.casefold()]


def explained(place: tuple[Issue, Section, Story, Entry]) -> Explained:
    issue, section, story, entry = place
    near = nearest(issue.entries, entry.id)
    ids = {one.id for one in story.entries}
    return Explained(
        entry=entry,
        issue=issue,
        section=section,
        story=story,
        rank=section.stories.index(story) + 1,
        identity=_identity(entry),
        filed=f"its file lies in {entry.path.rpartition('/')[0]}/",
        tied=tuple(one for one in near if one.entry.id in ids),
        apart=tuple(one for one in near if one.entry.id not in ids),
    )


def line_of(reason: str, config: str) -> int | None:
    """The line of digest.toml that a topic's reason speaks of, from 1; None where it speaks of none."""
    if not reason.startswith(("digest.toml", "all of")):
        return None
    quoted = re.search("“(.+)”", reason)
    lines = config.splitlines()
    return next((number for number, line in enumerate(lines, 1) if quoted and re.search(rf"[\"']{re.escape(quoted[1])}[\"']", line)), None)


def missing(what: str, hidden: Sequence[Entry], seen: Seen, project: Project) -> tuple[str, str]:
    """Why nothing like this is in an issue, and what to do: in words."""
    words, page = what.strip().casefold(), address(what)
    for entry in hidden:
        named = words in {entry.id.casefold(), entry.path.casefold(), entry.slug} or words in entry.title.casefold()
        if named or (page and page == address(entry.link)):
            return f"{entry.path} says {'hide' if entry.hide else 'draft'}: true, so it is in no issue", f"Take that out of {entry.path}."
    if record := seen.records.get(what.strip()):
        return (
            f"it was gathered for the issue {record.issue}, and no file has its id now: somebody deleted it, or it was put down as "
            "seen when its source was fetched for the first time",
            "To have it back, delete its line in content/seen.txt and run `digest fetch`; `first` says how many may come in at once.",
        )
    filters = [source.name for source in project.sources if source.include or source.exclude]
    told = f"; `include` and `exclude` of {', '.join(filters)} may keep it out" if filters else ""
    return f"no entry has this id, file, address or headline{told}", "Run `digest fetch`, or `digest list` to see what there is."


def _identity(entry: Entry) -> str:
    """What its id is made of, by the ladder of entries/identity.py."""
    if not entry.origin:
        return "the place of its file, or what a person wrote there"
    if entry.id.startswith("file:"):
        return "the place of its text in the project"
    return "the guid that its feed gives it" if entry.guid else "its address, else its words: its feed gives it no guid"
