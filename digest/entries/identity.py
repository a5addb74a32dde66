"""Which news is which, for ever: an item's id, made so that a corrected headline or a moved feed entry stays the same.

The ladder: guid; guid and link where a feed gives one guid to different links; link; link and title where a feed
gives one link to different items; title and text. A local text's identity is its path in the project. Ids begin with
whose word it is, so that no feed can speak for another, and never hold the source's name, which people change.
"""

import hashlib
import re
from collections.abc import Sequence
from urllib.parse import quote

from digest.entries import urls
from digest.model import Item

_SAFE = "/:.,;=+@~!$()[]{}'-_"


def identities(items: Sequence[Item]) -> list[str]:
    """An id for each item of one source's reply. Equal ids are one entry said twice. No id holds white space."""
    links = [urls.canonical(item.link, item.base) for item in items]
    of_guid: dict[str, set[str]] = {}
    titles_of: dict[str, set[str]] = {}
    for item, link in zip(items, links, strict=True):
        of_guid.setdefault(item.guid, set()).add(link or item.title)
        titles_of.setdefault(link, set()).add(item.title)
    return [_identity(item, link, of_guid, titles_of) for item, link in zip(items, links, strict=True)]


def _identity(item: Item, link: str, of_guid: dict[str, set[str]], titles_of: dict[str, set[str]]) -> str:
    if item.own:
        return local(item.origin)
    if item.guid:
        parts = ["guid", item.guid]
        if len(of_guid[item.guid]) > 1:
            parts.append(link or item.title)
    elif link and len(titles_of[link]) == 1:
        parts = ["link", link]
    elif link:
        parts = ["link", link, item.title, item.published or item.text]
    else:
        parts = ["text", item.title, re.sub(r"\s+", " ", item.text or item.summary)]
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{quote(item.host or item.origin, safe=_SAFE)}/{digest}"


def local(path: str) -> str:
    """The id of a text of this project: its path."""
    return f"file:{quote(path, safe=_SAFE)}"


def version(path: str) -> str:
    """The id under which the bytes of a text of this project are put down."""
    return f"text:{quote(path, safe=_SAFE)}"


def arrival(origin: str) -> str:
    """The id under which it is put down that a feed has been fetched before."""
    return f"feed:{quote(origin, safe=_SAFE)}"
