"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), and what people publish under that name."""

import html
import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from digest.errors import Problem, SourceError
from digest.model import Attachment, Item
from digest.sources import media
from digest.sources.document import Document, Masthead


def read(document: Document, text: str) -> Sequence[Item]:
    """Its items. A field of the wrong type is passed over; the item stands. Raises SourceError where there are none to have."""
    feed = _parsed(document, text)
    home = _text(feed, "home_page_url") or _text(feed, "feed_url")
    return [_item(item, feed, document, home) for item in feed["items"] if isinstance(item, dict) and _says_something(item)]


def masthead(document: Document, text: str) -> Masthead:
    """What it says of itself. Raises SourceError where it is no JSON Feed."""
    feed = _parsed(document, text)
    return Masthead(html.escape(_text(feed, "title"), quote=False), _text(feed, "home_page_url"))


def _parsed(document: Document, text: str) -> dict[str, Any]:
    try:
        feed = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise SourceError(Problem(document.origin, f"is not valid JSON ({error})", "Get it anew, or tell whoever writes it.")) from None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise SourceError(Problem(document.origin, "is JSON, but no JSON Feed: it has no list of `items`"))
    return feed


def _item(item: dict[str, Any], feed: dict[str, Any], document: Document, home: str) -> Item:
    html_told = item.get("content_html")  # a number in its place is no text, and must not hide the one that there is
    told = html_told if isinstance(html_told, str) and html_told.strip() else _paragraphs(_text(item, "content_text"))
    return Item(
        source=document.source,
        origin=document.origin,
        host=_host(document.url or home),
        title=html.escape(_text(item, "title"), quote=False),  # plain text, by the standard
        text=told,
        summary=html.escape(_text(item, "summary"), quote=False),
        link=_text(item, "url") or _text(item, "external_url") or next((_text(one, "url") for one in _attachments(item)), ""),
        base=document.url or home,
        guid=_text(item, "id"),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        authors=tuple(_authors(item) or _authors(feed)),
        categories=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
        language=_text(item, "language") or _text(feed, "language"),
        image=_text(item, "image") or _text(item, "banner_image"),
        attached=tuple(filter(None, map(_attached, _attachments(item)))),
    )


def _says_something(item: dict[str, Any]) -> bool:
    return any(_text(item, key).strip() for key in ("title", "content_html", "content_text", "summary", "url", "external_url"))


def _text(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _list(record: dict[str, Any], key: str) -> list[Any]:
    value = record.get(key)
    return value if isinstance(value, list) else []


def _authors(record: dict[str, Any]) -> list[str]:
    people = [*_list(record, "authors"), record.get("author")]  # `author` is version 1.0's
    return [name for person in people if isinstance(person, dict) and (name := _text(person, "name"))]


def _attachments(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for attachment in _list(item, "attachments"):
        if isinstance(attachment, dict) and _text(attachment, "url"):
            yield attachment


def _attached(attachment: dict[str, Any]) -> Attachment | None:
    return media.attachment(*(_text(attachment, key) for key in ("url", "mime_type", "duration_in_seconds", "title")))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()).replace(
        "\n", "<br>"
    )


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
