"""Which reader a document needs: by what it holds, then by its name. A new kind is a function and a row."""

import html
import re
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from urllib.parse import urljoin

from digest.errors import Problem, SourceError
from digest.model import Item, Kind
from digest.sources import decoding, feeds, jsonfeed, mail, markdown, texts, webpage
from digest.sources.document import Document, Masthead

Reader = Callable[[Document, str], Sequence[Item]]

READERS: dict[str, Reader] = {
    "feed": feeds.read,
    "json feed": jsonfeed.read,
    "markdown": markdown.read,
    "text": texts.read,
    "page": webpage.read,
    "mail": mail.read,
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
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".eml": "mail",
}
# What files begin with that are no texts, and that people drop among them.
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "an office document or a zip archive",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"ID3": "a sound file",
    b"OggS": "a sound file",
    b"\x7fELF": "a program",
    b"SQLite format": "a database",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
FEW = 0.01  # of a text's characters: with more that are no letters, signs or spaces, it is none

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


def read(document: Document, kind: Kind | None, limit: int, *, pages: bool = False) -> Sequence[Item]:
    """What a document says. `kind` is the word of digest.toml, `limit` the bytes that it may unpack to.

    A page of the web is read where it is a file, where digest.toml says that it is one, or where `pages` are welcome; at an
    address where a feed was meant it is none.

    Raises SourceError where it says nothing that can be read.
    """
    text = _text(document, limit)
    return READERS[_kind(document, text, kind, pages)](document, text)


def masthead(document: Document, limit: int) -> Masthead | None:
    """What a feed says of itself; None where the document is none."""
    try:
        text = _text(document, limit)
        reader = MASTHEADS.get(_kind(document, text, None, pages=True))
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
        raise SourceError(Problem(document.origin, "is empty", "Write something into it, or take it away."))
    for magic, name in _MAGIC.items():
        if raw.startswith(magic):
            raise SourceError(Problem(document.origin, f"is {name}, not a text", "Save its text as .txt or .md."))
    return text


def _kind(document: Document, text: str, kind: Kind | None, pages: bool) -> str:
    found = _told_apart(document, text, kind, pages)
    if found in ("text", "markdown") and len(_CONTROLS.findall(text)) > FEW * len(text):
        raise SourceError(Problem(document.origin, "holds what is no text", "Save its text as .txt or .md."))
    return found


def _told_apart(document: Document, text: str, kind: Kind | None, pages: bool) -> str:
    suffix = PurePosixPath(document.origin.partition("?")[0]).suffix.lower()
    said = SUFFIXES.get(suffix, "")
    if kind == "text":
        return said if said == "markdown" else "text"
    if said in ("text", "markdown") and kind is None and document.local:
        return "markdown" if _has_front_matter(text) else said  # a converted text, saved under its old name
    if said in ("page", "mail") and kind is None and document.local:
        return said
    head = text[:4000].lstrip("\ufeff \t\r\n")
    if document.local and kind is None and _has_front_matter(head):
        return "markdown"
    if head.startswith("{"):
        return "json feed"
    page = _PAGE.match(head)
    if (page and kind is None and ((document.local and not said) or pages)) or (kind == "page" and (page or not _FEED.search(head))):
        return "page"
    if not page and (_FEED.search(head) or _FEED.search(text)):
        return "feed"
    if page:
        raise SourceError(_not_a_feed(document, text))
    plain = (document.local and not said) or document.content_type.startswith("text/plain")
    if said == "text" or (plain and kind is None and not head.startswith("<")):
        return "text"
    raise SourceError(
        Problem(
            document.origin,
            f"is neither a feed nor a text that digest can read: it begins with {head[:60]!r}",
            "Save a text as .txt or .md." if document.local else 'Give the address of its feed; a text has `kind = "text"`.',
        )
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
