"""What search engines read: JSON-LD (https://schema.org). An issue is ours; the stories of others in it are named as theirs."""

from typing import Any

from digest.model import Entry, Issue, Story
from digest.rendering import links
from digest.rendering.data import time_of, without_empty
from digest.rendering.edition import Edition
from digest.rendering.links import Link
from digest.rendering.locale import tag

CONTEXT = "https://schema.org"
Record = dict[str, Any]


def is_own(entry: Entry) -> bool:
    """Whether a text is the digest's own: it is from no feed, and leads nowhere else."""
    return not entry.link and not entry.origin.lower().startswith(("http:", "https:"))


def issue(issue: Issue, edition: Edition, absolute: Link) -> Record:
    """An issue as a collection: what it lists, and what it cites."""
    address = absolute(links.issue_path(issue.id))
    listed = [{"@type": "ListItem", "position": n, "item": _story(story, edition, absolute)} for n, story in enumerate(issue.stories, 1)]
    return {"@context": CONTEXT} | without_empty(
        {
            "@type": ["CollectionPage", "PublicationIssue"],
            "@id": address,
            "url": address,
            "name": issue.title,
            "issueNumber": issue.number,
            "datePublished": issue.day.isoformat(),
            "dateModified": time_of(issue.updated),
            "inLanguage": tag(edition.project.site.language),
            "isPartOf": {"@type": "Periodical", "name": edition.project.site.title, "url": absolute("index.html")},
            "publisher": _publisher(edition, absolute),
            "mainEntity": {"@type": "ItemList", "numberOfItems": len(listed), "itemListElement": listed} if listed else None,
        }
    )


def entry(entry: Entry, edition: Edition, absolute: Link) -> Record | None:
    """An own text as an article; of a text of others, nothing is claimed."""
    if not is_own(entry):
        return None
    authors = [{"@type": "Person", "name": name} for name in entry.authors] or [_organization(entry.source)]
    return {"@context": CONTEXT} | without_empty(
        {
            "@type": "NewsArticle",
            "headline": entry.title,
            "url": absolute(edition.path(entry)),
            "datePublished": time_of(entry.when),
            "dateModified": time_of(entry.updated),
            "inLanguage": tag(entry.language or edition.project.site.language),
            "author": authors,
            "publisher": _publisher(edition, absolute),
            "description": entry.summary,
            "isPartOf": {"@id": absolute(links.issue_path(entry.issue))},
        }
    )


def _story(story: Story, edition: Edition, absolute: Link) -> Record:
    lead = story.lead
    if is_own(lead):
        return {"@type": "NewsArticle", "headline": story.headline, "url": absolute(edition.path(lead))}
    # Where a text is another's, so is its address: ours only leads there.
    return without_empty({"@type": "CreativeWork", "name": story.headline, "url": lead.link, "publisher": _organization(lead.source)})


def _publisher(edition: Edition, absolute: Link) -> Record:
    return _organization(edition.project.site.publisher or edition.project.site.title) | {"url": absolute("about/index.html")}


def _organization(name: str) -> Record:
    return {"@type": "Organization", "name": name}
