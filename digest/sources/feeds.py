"""RSS 0.9x to 2.0, RSS 1.0 and Atom, through feedparser.

feedparser gets bytes that we fetched and decoded, never an address. Its sanitiser and its resolver are off: entries
does both, for all sources alike, and without them it reads three times as fast.
"""

import html
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.sax import SAXParseException

import feedparser

from digest.errors import Problem, SourceError
from digest.markup import is_html
from digest.model import Attachment, Item
from digest.sources import media
from digest.sources.document import Document, Masthead

_START = re.compile(r"<\?xml[\s?]|<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_PROLOG = re.compile(r"<\?xml\b[^>]*>\s*", re.IGNORECASE)
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_WHOLE = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>\s*(?:</channel\s*>\s*)?$", re.IGNORECASE)
_ENDS = {"no element found", "unclosed token", "unclosed CDATA section", "partial character"}  # of a text, in the words of expat
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # what XML may not hold
_FORBIDDEN_REFERENCE = re.compile(r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[\da-f]))(?:;|(?![\da-fA-F]))", re.IGNORECASE)
# What a feed may declare is a word for a word: of 100 kB declared, 100 kB of references would be gigabytes.
_ENTITY = re.compile(r"""<!ENTITY\b(?!\s+\w+\s+(["'])(?:&\#\w+;|[^&%"'<>]{0,16})\1\s*>)[^>]*>?""")
# What a picture shows: feedparser would take it for what the item says. Without attributes it keeps what it does not know.
_CAPTION = re.compile(r"<(/?)media:description\b[^<>]*?(/?)>")


def read(document: Document, text: str) -> Sequence[Item]:
    """Its items, in its order, empty ones left out. Raises SourceError where it is not a feed at all.

    Well-formed or not does not matter: what feedparser can save is news.
    """
    parsed = _parsed(document, text)
    base = document.url or (home if (home := _home(parsed.feed)).startswith("http") else "")
    entries = [entry for entry in parsed.entries if _says_something(entry)]
    half = entries[-1] if entries and _breaks_off(parsed, text) else None
    return [_item(entry, parsed.feed, document, base, parsed.version, broken=entry is half) for entry in entries]


def masthead(document: Document, text: str) -> Masthead:
    """What it says of itself. Raises SourceError where it is not a feed at all."""
    feed = _parsed(document, text).feed
    return Masthead(str(dict.get(feed, "title") or ""), _home(feed))


def _parsed(document: Document, text: str) -> Any:
    # What stands before the prolog (blank lines, a server's warnings) would cost the strict parser.
    start = _START.search(text)
    text = _FORBIDDEN_REFERENCE.sub("", _FORBIDDEN.sub("", text[start.start() if start else 0 :]))
    text = _CAPTION.sub(lambda tag: "" if tag[2] else f"<{tag[1]}media:caption>", text)
    text = _ENTITY.sub(" ", text)  # a space, so that what stands around it makes no new one
    told = '<?xml version="1.0" encoding="utf-8"?>\n' + text[prolog.end() if (prolog := _PROLOG.match(text)) else 0 :]
    # It is not told where the feed was found: it would make an address of each guid, another one when the feed has moved.
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        parsed = feedparser.parse(BytesIO(told.encode("utf-8")), sanitize_html=False, resolve_relative_uris=False, response_headers=headers)
    except Exception as error:  # feedparser's loose parser gives up in ways of its own; the other sources must come in
        raise SourceError(Problem(document.origin, f"feedparser cannot read it ({type(error).__name__}: {error})")) from error
    if not parsed.version and not parsed.entries:
        raise SourceError(Problem(document.origin, "is no feed that can be read", str(parsed.get("bozo_exception", ""))))
    return parsed


def _home(feed: Any) -> str:
    return str(dict.get(feed, "link", "") or next((link.get("href", "") for link in dict.get(feed, "links", ())), ""))


def _breaks_off(parsed: Any, text: str) -> bool:
    """Whether a feed ends in the middle of an entry: the strict parser says so, and nothing closes the feed, or the entry."""
    said = parsed.get("bozo_exception")
    return isinstance(said, SAXParseException) and said.getMessage() in _ENDS and not _END.search(text) and not _WHOLE.search(text[-200:])


def _item(entry: Any, feed: Any, document: Document, base: str, version: str, broken: bool) -> Item:
    whole, detail = _content(entry)
    summary = _as_html(dict.get(entry, "summary_detail") or {})
    caption = dict.get(entry, "media_caption", "")
    caption = _as_html({"value": caption, "type": "text/html" if re.search(r"<\w", caption) else "text/plain"})
    said = detail or dict.get(entry, "summary_detail") or dict.get(entry, "title_detail") or {}
    people = dict.get(entry, "authors", ())
    authors = [name for person in people if (name := person.get("name") or person.get("email"))]
    if len(people) == 1 and (told := dict.get(entry, "author")):
        authors = [told]  # as it was told: parting name and address, feedparser takes `ada@office.example` for `ada@office.exam`
    if not authors and version.startswith("atom"):  # an Atom feed's authors speak for entries that name none
        authors = [name for person in dict.get(feed, "authors", ()) if (name := person.get("name"))]
    return Item(
        source=document.source,
        origin=document.origin,
        host=_host(base),
        title=dict.get(entry, "title", ""),
        text=whole or summary or caption,
        summary=summary if whole else "",
        link=_resolved(base, _link(entry)),
        base=_join(base, said.get("base") or ""),
        guid=dict.get(entry, "id", ""),
        published=dict.get(entry, "published") or dict.get(entry, "created") or "",
        updated=dict.get(entry, "updated") or "",
        authors=tuple(authors),
        categories=tuple(term for tag in dict.get(entry, "tags", ()) if (term := tag.get("label") or tag.get("term"))),
        language=said.get("language") or dict.get(feed, "language", "") or "",
        image=next(_pictures(entry), ""),
        image_alt=caption if whole or summary else "",
        attached=tuple(_attached(entry)),
        broken=broken,
    )


def _says_something(entry: Any) -> bool:
    """Feeds nest items by mistake; each then has an empty twin."""
    texts = [dict.get(entry, key, "") for key in ("title", "summary", "link")] + [
        part.get("value", "") for part in dict.get(entry, "content", ())
    ]
    return any(text.strip() for text in texts if text) or any(True for _ in _enclosures(entry))


def _content(entry: Any) -> tuple[str, dict[str, Any]]:
    """The fullest text of an entry as HTML, and what feedparser tells about it."""
    parts = [part for part in dict.get(entry, "content", ()) if part.get("value", "").strip()]
    if not parts:
        return "", {}
    best = max(parts, key=lambda part: ("html" in part.get("type", ""), len(part["value"])))
    return _as_html(best), best


def _as_html(detail: dict[str, Any]) -> str:
    value = str(detail.get("value") or "")
    if "html" in detail.get("type", "html") or is_html(value):  # many feeds call text what is HTML
        return value
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in re.split(r"\n\s*\n", value) if part.strip())


def _pictures(entry: Any) -> Iterator[str]:
    for thumbnail in dict.get(entry, "media_thumbnail", ()):
        yield thumbnail.get("url") or ""
    for medium in (*dict.get(entry, "media_content", ()), *_enclosures(entry)):
        if medium.get("medium") == "image" or str(medium.get("type", "")).startswith("image/"):
            yield medium.get("url") or medium.get("href") or ""
    yield (dict.get(entry, "image") or {}).get("href") or ""  # of an episode of a podcast


def _attached(entry: Any) -> Iterator[Attachment]:
    duration = str(dict.get(entry, "itunes_duration") or "")  # of the item: of what is attached first
    for enclosure in _enclosures(entry):
        if found := media.attachment(enclosure.get("href") or "", enclosure.get("type") or "", duration, enclosure.get("title") or ""):
            yield found
            duration = ""


def _link(entry: Any) -> str:
    link = str(dict.get(entry, "link") or "")
    if dict.get(entry, "guidislink") and not link.startswith(("http://", "https://")):
        link = ""  # RSS takes a guid for the link where there is none; most that are no address were never meant so
    return link or next((href for enclosure in _enclosures(entry) if (href := enclosure.get("href"))), "")


def _enclosures(entry: Any) -> Iterator[Any]:
    return (link for link in dict.get(entry, "links", ()) if link.get("rel") == "enclosure")


def _resolved(base: str, link: str) -> str:
    try:
        return urljoin(base, link) if link else ""
    except ValueError:
        return link


def _join(base: str, inner: str) -> str:
    try:
        joined = urljoin(base, inner)
    except ValueError:
        return base
    return joined if joined.startswith(("http:", "https:")) else base


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
