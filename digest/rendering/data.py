"""What programs read: index.json of an issue, and JSON Feeds (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from digest import prose
from digest.model import Entry, Issue, Story
from digest.rendering import links
from digest.rendering.edition import Edition, Found
from digest.rendering.links import Link
from digest.rendering.locale import direction, tag
from digest.rendering.markdown import Renderer

Named = Callable[[str], str]  # a topic's name as pages show it


def issue(issue: Issue, edition: Edition, absolute: Link, render: Renderer, named: Named) -> dict[str, Any]:
    """Everything that an issue's page shows; the form is a contract with others.

    A section's `topic` is what entries and digest.toml call it, in every language; its `name` is what the page does.
    """
    return {
        "version": 1,
        "id": issue.id,
        "number": issue.number,
        "title": issue.title,
        "date": issue.day.isoformat(),
        "url": absolute(links.issue_path(issue.id)),
        "introduction": render(issue.introduction) if issue.introduction else "",
        "sections": [
            {
                "topic": section.topic,
                "slug": section.slug,
                "name": named(section.topic),
                "stories": [_story(story, edition, absolute) for story in section.stories],
            }
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


def issues_feed(
    edition: Edition, issues: Iterable[tuple[Issue, str]], absolute: Link, named: Named, *, path: str, older: str | int
) -> dict[str, Any]:
    """A JSON Feed with one item an issue. `issues` come with their content as HTML; `older` is the path of the feed before, if any."""
    return _feed(edition, absolute, "index.html", path, edition.project.site.title, older) | {
        "items": [
            without_empty(
                {
                    "id": edition.lasting(links.issue_path(issue.id)),
                    "url": absolute(links.issue_path(issue.id)),
                    "title": issue.title,
                    "summary": headlines(issue),
                    "content_html": content,
                    "date_published": time_of(edition.updated_of(issue)),
                    "tags": [named(topic) for topic in issue.topics],
                },
                keep=("content_html",),
            )
            for issue, content in issues
        ]
    }


def entries_feed(
    edition: Edition, news: Iterable[Found], absolute: Link, render: Renderer, *, home: str, path: str, title: str
) -> dict[str, Any]:
    """A JSON Feed with one item an entry."""
    return _feed(edition, absolute, home, path, title) | {
        "items": [
            without_empty(
                {
                    "id": uri(found.entry.id),
                    "url": absolute(edition.path(found.entry)),
                    "external_url": found.entry.link,
                    "title": found.entry.title,
                    **_content(found, edition, render),
                    "date_published": time_of(found.entry.when),
                    "date_modified": time_of(found.entry.updated),
                    "authors": [{"name": name} for name in found.entry.authors or (found.entry.source,)],
                    "language": tag(found.entry.language),
                    "tags": list(found.entry.categories),
                    "image": absolute(shown.path) if (shown := edition.picture(found.entry)) and found.entry is found.story.lead else "",
                    "_source": without_empty({"title": found.entry.source, "feed_url": feed_of(found.entry)}),
                },
                keep=("content_text",),
            )
            for found in news
        ]
    }


def _content(found: Found, edition: Edition, render: Renderer) -> dict[str, str]:
    html, said = text(found, edition, render), summary(found)
    return {"summary": said, "content_html": html} if html else {"content_text": said}


def text(found: Found, edition: Edition, render: Renderer) -> str:
    """An entry's text as HTML where the digest shows all of it, else ""."""
    entry = found.entry
    if not edition.has_page(entry):
        return ""
    html = render(entry.body)
    return f'<div dir="rtl">{html}</div>' if direction(entry.language or edition.project.site.language) == "rtl" else html


def summary(found: Found) -> str:
    """What an entry says in a few sentences: those of its story where it leads that, else its own."""
    entry = found.entry
    return found.story.summary if entry is found.story.lead else entry.summary or prose.opening(entry.body)


def headlines(issue: Issue) -> str:
    """What an issue says in a line."""
    return "; ".join(issue.headlines[:5])


def feed_of(entry: Entry) -> str:
    """The address of the feed that an entry came from; "" where it came from none."""
    return entry.origin if entry.origin.startswith(("https://", "http://")) else ""


def uri(id: str) -> str:
    """An entry's id as feeds want it: a URI that stays the same wherever the site moves and the entry lies."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, id)}"


def _feed(edition: Edition, absolute: Link, home: str, path: str, title: str, older: str | int = "") -> dict[str, Any]:
    site = edition.project.site
    return without_empty(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": title,
            "home_page_url": absolute(home),
            "feed_url": absolute(path),
            "next_url": absolute(str(older)) if older else "",
            "description": site.description,
            "icon": absolute("favicon.svg"),
            "favicon": absolute("favicon.svg"),
            "authors": [{"name": site.publisher or site.title, "url": absolute("index.html")}],
            "language": tag(site.language) or "en",
        }
    )


def without_empty(record: dict[str, Any], keep: tuple[str, ...] = ()) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value or key in keep}


def time_of(when: datetime | None) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ") if when else ""
