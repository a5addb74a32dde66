"""What programs read: index.json of an issue, and JSON Feeds (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from digest.model import Entry, Issue, Story
from digest.rendering import links
from digest.rendering.edition import Edition, Found
from digest.rendering.links import Link
from digest.rendering.locale import tag
from digest.rendering.markdown import Renderer


def issue(issue: Issue, edition: Edition, absolute: Link, render: Renderer) -> dict[str, Any]:
    """Everything that an issue's page shows; the form is a contract with others."""
    return {
        "version": 1,
        "id": issue.id,
        "number": issue.number,
        "title": issue.title,
        "date": issue.day.isoformat(),
        "url": absolute(links.issue_path(issue.id)),
        "introduction": render(issue.introduction) if issue.introduction else "",
        "sections": [
            {"topic": section.topic, "slug": section.slug, "stories": [_story(story, edition, absolute) for story in section.stories]}
            for section in issue.sections
        ],
    }


def _story(story: Story, edition: Edition, absolute: Link) -> dict[str, Any]:
    return {
        "id": story.id,
        "headline": story.headline,
        "summary": story.summary,
        "key_points": list(story.key_points),
        "url": absolute(edition.path(story.lead)),
        "updates": story.updates,
        "entries": [_entry(entry, story) for entry in story.entries],
    }


def _entry(entry: Entry, story: Story) -> dict[str, Any]:
    return {
        "id": entry.id,
        "guid": entry.guid,
        "title": entry.title,
        "source": entry.source,
        "link": entry.link,
        "date": time_of(entry.when),
        "language": entry.language,
        "duplicate_of": story.duplicates.get(entry.id),
    }


def issues_feed(edition: Edition, issues: Iterable[tuple[Issue, str]], absolute: Link) -> dict[str, Any]:
    """A JSON Feed with one item an issue. `issues` come with their content as HTML."""
    return _feed(edition, absolute, "index.html", "feed.json", edition.project.site.title) | {
        "items": [
            without_empty(
                {
                    "id": absolute(links.issue_path(issue.id)),
                    "url": absolute(links.issue_path(issue.id)),
                    "title": issue.title,
                    "content_html": content,
                    "date_published": time_of(issue.updated),
                    "tags": [section.topic for section in issue.sections],
                }
            )
            for issue, content in issues
        ]
    }


def entries_feed(edition: Edition, news: Iterable[Found], absolute: Link, *, home: str, path: str, title: str) -> dict[str, Any]:
    """A JSON Feed with one item an entry."""
    return _feed(edition, absolute, home, path, title) | {
        "items": [
            without_empty(
                {
                    "id": uri(found.entry.id),
                    "url": absolute(edition.path(found.entry)),
                    "external_url": found.entry.link,
                    "title": found.entry.title,
                    "content_text": found.story.summary if found.entry is found.story.lead else "",
                    "date_published": time_of(found.entry.when),
                    "date_modified": time_of(found.entry.updated),
                    "authors": [{"name": name} for name in found.entry.authors or (found.entry.source,)],
                    "language": tag(found.entry.language),
                    "tags": list(found.entry.categories),
                },
                keep=("content_text",),
            )
            for found in news
        ]
    }


def uri(id: str) -> str:
    """An entry's id as feeds want it: a URI that stays the same wherever the site moves and the entry lies."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, id)}"


def _feed(edition: Edition, absolute: Link, home: str, path: str, title: str) -> dict[str, Any]:
    site = edition.project.site
    return without_empty(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": title,
            "home_page_url": absolute(home),
            "feed_url": absolute(path),
            "description": site.description,
            "language": tag(site.language),
        }
    )


def without_empty(record: dict[str, Any], keep: tuple[str, ...] = ()) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value or key in keep}


def time_of(when: datetime | None) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ") if when else ""
