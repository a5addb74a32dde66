"""OPML ↔ sources (https://opml.org/spec2.opml). What others write under that name is read as it was meant.

A feed's topic is the folder that it lies in: of folders in folders the innermost, which is the one that its owner gave it.
"""

import re
from collections.abc import Iterable

from digest.errors import Problem, SourceError
from digest.model import Source
from digest.sources.subscriptions import Subscriptions, address, host, plain
from digest.sources.tags import Tag, tags

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ATTRIBUTES = ("text", "title", "type", "xmlurl", "htmlurl", "url", "description", "version", "language", "category", "created")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def read(text: str, origin: str) -> Subscriptions:
    """The feeds of a list, in its order. Raises SourceError where it is no OPML. `origin` is what people call it."""
    sources: list[Source] = []
    left_out: list[Problem] = []
    found = list(tags(text, own=_ATTRIBUTES))
    nests = _feeds_nest(found)
    topics: list[str] = []  # of what lies in each outline that is open, the innermost last
    for tag in found:
        if tag.name != "outline":
            continue
        if tag.ends:
            del topics[-1:]
            continue
        name, topic, said = _name(tag), topics[-1] if topics else "", _said(tag)
        if said:
            if url := address(said):
                sources.append(Source(name=name, url=url, topic=topic or _category(tag) or None))
            else:
                left_out.append(Problem(name or origin, f"{plain(said)!r} is no address of a feed that can be asked", _meant(said)))
        elif _kind(tag) == "include":
            left_out.append(Problem(name or origin, "is another list, which is not followed", "Import it by itself."))
        elif page := tag.attributes.get("htmlurl"):
            mend = f"Try `digest add {plain(page)}`."
            left_out.append(Problem(name or origin, "has no address of a feed, only that of a page", mend))
        if not tag.empty and (nests or not said):
            topics.append(topic if said else name or topic)
    if not any(tag.name in ("opml", "outline") for tag in found):
        raise SourceError(Problem(origin, "is no OPML: it has no <outline>", "Export your subscriptions as OPML from your feed reader."))
    return Subscriptions(sources=tuple(sources), left_out=tuple(left_out))


def write(sources: Iterable[Source], title: str) -> str:
    """A list of the sources that have an address, as OPML 2.0: a folder for each topic, in the order in which they come.

    What XML cannot hold (control characters) is left out of names. No time is told, so that the same sources are the same bytes.
    """
    folders: dict[str, list[Source]] = {}
    for source in sources:
        if source.url:
            folders.setdefault(source.topic or "", []).append(source)
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<opml version="2.0">', f"<head><title>{_escaped(title)}</title></head>", "<body>"]
    for topic, feeds in folders.items():
        outlines = [_outline(text=feed.name, title=feed.name, type="rss", xmlUrl=feed.url or "") + "/>" for feed in feeds]
        lines += [_outline(text=topic, title=topic) + ">", *outlines, "</outline>"] if topic else outlines
    return "\n".join([*lines, "</body>", "</opml>", ""])


def _feeds_nest(found: Iterable[Tag]) -> bool:
    """Whether an outline of a feed is open until </outline>, as XML has it: not where nobody closed them."""
    outlines = [tag for tag in found if tag.name == "outline" and not tag.empty]
    starts = [tag for tag in outlines if not tag.ends]
    ends = len(outlines) - len(starts)
    return len(starts) == ends or sum(not _said(tag) for tag in starts) != ends


def _said(tag: Tag) -> str:
    """The address of a feed, as the list has it."""
    said = tag.attributes.get("xmlurl", "").strip()
    return said or (tag.attributes.get("url", "").strip() if _kind(tag) in ("rss", "atom", "feed") else "")


def _meant(said: str) -> str:
    url = address(f"https://{said.strip()}")
    return f"Did you mean {url}?" if url and "." in host(url) and ":" not in said else ""


def _kind(tag: Tag) -> str:
    return tag.attributes.get("type", "").strip().lower()


def _name(tag: Tag) -> str:
    return plain(tag.attributes.get("text", "")) or plain(tag.attributes.get("title", ""))


def _category(tag: Tag) -> str:
    """The first of its categories, for those that use them in place of folders; of a path (/News/Coast) its last part."""
    first = tag.attributes.get("category", "").partition(",")[0].strip()
    return plain(first.rstrip("/").rpartition("/")[2] if first.startswith("/") else first)


def _outline(**attributes: str) -> str:
    return "<outline " + " ".join(f'{name}="{_escaped(value)}"' for name, value in attributes.items())


def _escaped(text: str) -> str:
    return re.sub('[&<>"\t\n\r]', lambda found: _ESCAPES[found[0]], _NOT_XML.sub("", text))
