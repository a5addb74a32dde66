"""What the formats of feeds demand, as far as it can be told of a document: RFC 4287 and 5005, RSS 2.0, JSON Feed 1.1. [] is right."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

ATOM, HISTORY, CONTENT = (
    "{http://www.w3.org/2005/Atom}",
    "{http://purl.org/syndication/history/1.0}",
    "{http://purl.org/rss/1.0/modules/content/}",
)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_URI = re.compile(r"(?:https?://[^\s<>\"{}|\\^`/?#]+|urn:uuid:[0-9a-f-]{36}$|mailto:)[^\s<>\"{}|\\^`]*")
_MEDIA = re.compile(r"[\w.+-]+/[\w.+-]+")
# Of an Atom element: how many of each child it must have at least, and may have at most.
_ONE, _MAYBE, _ANY = (1, 1), (0, 1), (0, 10**6)
_META = dict.fromkeys(("author", "category", "contributor", "link"), _ANY) | {"rights": _MAYBE}
_FEED = _META | {"id": _ONE, "title": _ONE, "updated": _ONE, "subtitle": _MAYBE, "generator": _MAYBE, "icon": _MAYBE, "logo": _MAYBE}
_HOLDS = {
    "feed": _FEED | {"entry": _ANY},
    "source": _FEED,
    "entry": _META | {"id": _ONE, "title": _ONE, "updated": _ONE} | dict.fromkeys(("published", "summary", "content", "source"), _MAYBE),
    "author": {"name": _ONE, "uri": _MAYBE, "email": _MAYBE},
}  # fmt: skip


def wrong_with(document: bytes) -> list[str]:
    """What is wrong with a feed of any of the three kinds."""
    if document.startswith(b"{"):
        return list(_json(json.loads(document)))
    root = ET.fromstring(document)
    return list(_atom(root) if root.tag == f"{ATOM}feed" else _rss(root))


def _atom(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        name = element.tag.removeprefix(ATOM)
        yield from _counted(element, name)
        text = element.text or ""
        if name in ("updated", "published") and not _DATE.fullmatch(text):
            yield f"{name}: {text!r} is no date"
        if name in ("id", "icon", "logo", "uri") and not _URI.fullmatch(text):
            yield f"{name}: {text!r} is no address"
        if name == "link":
            if not _URI.fullmatch(element.get("href", "")):
                yield f"link: {element.get('href')!r} is no address"
            if element.get("type") and not _MEDIA.fullmatch(element.get("type", "")):
                yield f"link: {element.get('type')!r} is no type"
        if name in ("title", "subtitle", "summary", "content") and (element.get("type", "text") not in ("text", "html") or len(element)):
            yield f"{name}: of a type that it is not"
        if name == "category" and not element.get("term"):
            yield "a category without a term"
        if name == "name" and not text.strip():
            yield "somebody without a name"
        if XML_LANG in element.attrib and not re.fullmatch(r"[a-z]{2,3}(-\w{2,8})*", element.attrib[XML_LANG]):
            yield f"{element.attrib[XML_LANG]!r} is no language"
    entries = root.findall(f"{ATOM}entry")
    yield from _once("entries", [(entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated")) for entry in entries])
    for entry in entries:
        if entry.find(f"{ATOM}content") is None and not any(link.get("rel") == "alternate" for link in entry.findall(f"{ATOM}link")):
            yield "an entry with neither content nor a page"
    for place in (root, *entries):
        alternates = [link for link in place.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        yield from _once("alternates", [(link.get("type"), link.get("hreflang")) for link in alternates])
    rels = Counter(link.get("rel") for link in root.findall(f"{ATOM}link"))
    if (root.find(f"{HISTORY}archive") is not None) != (rels["current"] == 1):
        yield "an archive names what is current, and nothing else does"
    if any(rels[rel] > 1 for rel in ("self", "current", "prev-archive", "next-archive")) or rels["self"] != 1:
        yield "links that stand there once"


def _counted(element: ET.Element, name: str) -> Iterator[str]:
    holds = _HOLDS.get(name, {})
    found = Counter(child.tag.removeprefix(ATOM) for child in element if child.tag.startswith(ATOM))
    yield from (f"{name}: {n} of {child}" for child, n in found.items() if child not in holds)
    yield from (f"{name}: {found[child]} of {child}" for child, (least, most) in holds.items() if not least <= found[child] <= most)


def _rss(root: ET.Element) -> Iterator[str]:
    if (root.tag, root.get("version"), len(root)) != ("rss", "2.0", 1):
        yield "no RSS 2.0"
    channel = root[0]
    yield from (f"channel: no {name}" for name in ("title", "link", "description") if not channel.findtext(name))
    yield from _once("elements of the channel", [child.tag for child in channel if child.tag not in ("item", f"{ATOM}link", "category")])
    items = channel.findall("item")
    yield from _once("guids", [item.findtext("guid") for item in items])
    for item in items:
        if not (item.findtext("title") or item.findtext("description")):
            yield "an item with neither title nor description"
        guid = item.find("guid")
        if guid is not None and guid.get("isPermaLink") != ("true" if guid.text == item.findtext("link") else "false"):
            yield f"guid: {guid.text!r} is told as what it is not"
        yield from _once("elements of an item", [child.tag for child in item if child.tag != "category"])
    for name in ("link", "docs"):
        yield from (f"{name}: {found.text!r}" for found in channel.iter(name) if not _URI.fullmatch(found.text or ""))
    for name in ("pubDate", "lastBuildDate"):
        yield from (f"{name}: {found.text!r}" for found in channel.iter(name) if not parsedate_to_datetime(found.text or "").tzinfo)


_OF_FEED = "version title home_page_url feed_url description user_comment next_url icon favicon authors language expired hubs items".split()
_OF_ITEM = (
    "id url external_url title content_html content_text summary image banner_image date_published date_modified authors tags language "
    "attachments"
).split()


def _json(feed: dict[str, Any]) -> Iterator[str]:
    if feed["version"] != "https://jsonfeed.org/version/1.1" or not feed["title"]:
        yield "no JSON Feed 1.1"
    if feed.get("next_url") == feed["feed_url"]:
        yield "a feed that goes on at itself"
    yield from _once("items", [item["id"] for item in feed["items"]])
    for record, known in ((feed, _OF_FEED), *((item, _OF_ITEM) for item in feed["items"])):
        for key, value in record.items():
            if key not in known and not key.startswith("_"):
                yield f"{key}: nobody knows it"
            if (key.endswith(("url", "icon", "image")) and not _URI.fullmatch(value)) or (
                key.startswith("date") and not _DATE.fullmatch(value)
            ):
                yield f"{key}: {value!r}"
            if key == "authors" and not all(author.get("name") for author in value):
                yield "somebody without a name"
            if not value and not key.startswith("content") and key != "items":
                yield f"{key}: nothing"
    yield from (f"{item['id']}: no content" for item in feed["items"] if not {"content_html", "content_text"} & set(item))


def _once(what: str, found: list[Any]) -> Iterator[str]:
    yield from (f"{what}: {one!r} stands there {n} times" for one, n in Counter(found).items() if n > 1)
