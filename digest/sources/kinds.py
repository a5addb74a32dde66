"""Which reader a document needs: by what it holds, then by its name. A new kind is a function and a row."""

import html
import re
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from urllib.parse import urljoin

from digest.errors import Problem, SourceError
from digest.model import Item, Kind
from digest.sources import decoding, feeds, jsonfeed, markdown, texts
from digest.sources.document import Document, Masthead

Reader = Callable[[Document, str], Sequence[Item]]

READERS: dict[str, Reader] = {
    "feed": feeds.read,
    "json feed": jsonfeed.read,
    "markdown": markdown.read,
    "text": texts.read,
}
MASTHEADS: dict[str, Callable[[Document, str], Masthead]] = {"feed": feeds.masthead, "json feed": jsonfeed.masthead}
SUFFIXES = {
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".json": "json feed",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}
UNREAD = {".html": "HTML pages", ".htm": "HTML pages", ".eml": "mails"}  # texts to people, to this version not

_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"\s*+(?:<!--.*?-->\s*+)*+(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_ALTERNATE = re.compile(r"\btype=[\"']?application/(?:rss|atom|feed)\+(?:xml|json)", re.IGNORECASE)
_HREF = re.compile(r"\bhref=[\"']?([^\"'\s>]+)", re.IGNORECASE)

_FRONT = re.compile(
    r"""
    \ufeff? --- [ \t]*+ (?:\r\n?|\n)
    (?: (?: \# [^\r\n]* | [ \t]*+ ) (?:\r\n?|\n) )*+  # comments and blank lines
    (?: --- [ \t]*+ [\r\n] | (?P<key> [^\s\#:] [^:\r\n]* ) : (?=\s|$) )
    """,
    re.VERBOSE,
)
_CLOSED = re.compile(r"[\r\n](?:---|\.\.\.)[ \t]*(?:[\r\n]|$)")


def read(document: Document, kind: Kind | None, limit: int) -> Sequence[Item]:
    """What a document says. `kind` is the word of digest.toml, `limit` the bytes that it may unpack to.

    Raises SourceError where it says nothing that can be read.
    """
    text = _text(document, limit)
    return READERS[_kind(document, text, kind)](document, text)


def masthead(document: Document, limit: int) -> Masthead | None:
    """What a feed says of itself; None where the document is none."""
    try:
        text = _text(document, limit)
        reader = MASTHEADS.get(_kind(document, text, None))
        return reader(document, text) if reader else None
    except SourceError:
        return None


def _text(document: Document, limit: int) -> str:
    try:
        raw = decoding.unzipped(document.raw, limit)
    except ValueError as error:
        raise SourceError(Problem(document.origin, str(error), "Raise [fetch] max_bytes if it should come in.")) from None
    text = decoding.decode(raw, document.content_type)
    if not text.replace("\0", " ").strip():
        raise SourceError(Problem(document.origin, "is empty"))
    return text


def _kind(document: Document, text: str, kind: Kind | None) -> str:
    suffix = PurePosixPath(document.origin.partition("?")[0]).suffix.lower()
    said = SUFFIXES.get(suffix, "")
    if kind == "text":
        return said if said == "markdown" else "text"
    if said in ("text", "markdown") and kind is None and document.local:
        return "markdown" if _has_front_matter(text) else said  # a converted text, saved under its old name
    head = text[:4000].lstrip("\ufeff \t\r\n")
    if document.local and kind is None and _has_front_matter(head):
        return "markdown"
    if head.startswith("{"):
        return "json feed"
    page = _PAGE.match(head)
    if not page and (_FEED.search(head) or _FEED.search(text)):
        return "feed"
    if page or kind == "page":
        raise SourceError(_not_a_feed(document, text))
    plain = (document.local and not said) or document.content_type.startswith("text/plain")
    if said == "text" or (plain and kind is None and not head.startswith("<")):
        return "text"
    raise SourceError(
        Problem(document.origin, "is neither a feed nor a text that digest can read", "It read on the first line: " + repr(head[:60]))
    )


def _has_front_matter(text: str) -> bool:
    """Whether a text begins with front matter, not with a rule: its first line is `key: …`, and a second --- closes it.

    One that nobody closed is meant as front matter where the key is written as ours are; entries will say what is wrong.
    """
    begun = _FRONT.match(text)
    return bool(begun and (begun["key"] is None or begun["key"].islower() or _CLOSED.search(text, begun.end())))


def _not_a_feed(document: Document, text: str) -> Problem:
    for link in _LINK.findall(text[:200_000]):
        if _ALTERNATE.search(link) and (href := _HREF.search(link)):
            address = _resolved(document.url, html.unescape(href[1]))
            return Problem(document.origin, "is a web page, not a feed", f"The page names this feed: {address}")
    return Problem(document.origin, "is a web page, not a feed", "Give the address of its feed.")


def _resolved(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return link
