"""Pages of the web → Items: their headline, date, authors, language, address and article.

What a page says of itself for machines comes first (JSON-LD, Open Graph, microdata, meta), what it shows to people after
that. The article itself is found by trafilatura where that is installed (`pip install newsdigest[fulltext]`), else by ours.
"""

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from digest.model import Item
from digest.sources.article import article
from digest.sources.document import Document
from digest.sources.language import language_of
from digest.sources.tree import RAW, Node, parse

_PARTS = re.compile(r"\s+[|–—\-·•:»«]\s+|\s*[|»]\s*")
_STORY = re.compile(r"Article|BlogPosting|Report|WebPage$", re.IGNORECASE)
_DATES = tuple(
    "article:published_time og:published_time og:article:published_time datepublished parsely-pub-date sailthru.date date dc.date "
    "dc.date.issued dcterms.created dcterms.date dc.date.created pubdate publishdate publish-date publish_date article.published "
    "published-date originalpublicationdate ptime cxenseparse:recs:publishtime bt:pubdate last-modified".split()
)
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "og:article:author")
DATELINE = 80  # characters of a line that tells a date and nothing else of importance
_MONTH = r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|févr|avr|juin|juil|août|déc|ene|abr|ago|dic)[^\W\d_]*\.?"
_DAY = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{_MONTH},?\s+(?:de\s+)?(?:19|20)\d\d|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|"
    r"(?:19|20)\d\d-\d\d-\d\d|(?:19|20)\d\d年\d{1,2}月\d{1,2}日|\b\d{1,2}\.\d{1,2}\.(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"publish|entry-date|posted", re.IGNORECASE)
_BY = re.compile(r"^(?:By|Von|Par|Por)\s+", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(?:https?:|//|www\.)", re.IGNORECASE)  # of the author's page: `article:author` is meant to be one
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")


def read(document: Document, text: str) -> Sequence[Item]:
    """One item: the page's article."""
    page = parse(text)
    told = _Told(page)
    base = urljoin(document.url, told.base) if document.url else told.base
    title = _title(page, told)
    # Before its article is looked for, which takes the page apart: bylines stand beside it.
    published, authors = _published(page, told, document.url or told.canonical), _authors(page, told)
    extracted = _extracted(text, base)
    return [
        Item(
            source=document.source,
            origin=document.origin,
            own=document.local,
            name=document.name,
            title=html.escape(title, quote=False),
            host=(urlsplit(document.url).hostname or "").removeprefix("www."),
            text=extracted or article(page, title).html(),
            found_by="trafilatura" if extracted else "digest",
            link=_absolute(base or document.url, told.canonical or told.meta("og:url")) or document.url,
            base=base or told.canonical or told.meta("og:url"),
            published=published,
            updated=told.data("dateModified") or told.meta("article:modified_time", "og:updated_time"),
            authors=tuple(html.escape(name, quote=False) for name in authors),
            language=told.language or language_of(page.text()),
            image=_absolute(base, told.meta("og:image")),
            image_alt=html.escape(told.meta("og:image:alt"), quote=False),
            version=document.version,
        )
    ]


def _extracted(text: str, base: str) -> str:
    """The article as trafilatura finds it, as HTML; "" without it, or where it finds none."""
    try:
        import trafilatura  # an extra: 50 MB that few need
    except ImportError:
        return ""
    found = trafilatura.extract(
        text,
        url=base or None,
        output_format="html",
        include_formatting=True,
        include_links=True,
        include_tables=True,
        include_comments=False,
    )
    return found or ""


class _Told:
    """What a page says of itself for machines."""

    def __init__(self, page: Node) -> None:
        self.canonical = self.base = self.language = ""
        self._metas: dict[str, list[str]] = {}
        self._records: list[dict[str, Any]] = []
        for node in page.walk():
            at = node.attributes
            match node.tag:
                case "html":
                    self.language = self.language or at.get("lang", "") or at.get("xml:lang", "")
                case "base":
                    self.base = self.base or at.get("href", "")
                case "link" if "canonical" in at.get("rel", "").lower().split():
                    self.canonical = self.canonical or at.get("href", "").strip()
                case "meta":
                    for key in ("property", "name", "itemprop"):
                        if (name := at.get(key, "").strip().lower()) and (said := at.get("content", "").strip()):
                            self._metas.setdefault(name, []).append(said)
                case "script" if "ld+json" in at.get("type", ""):
                    self._records += _records("".join(child for child in node.children if isinstance(child, str)))
        self._records.sort(key=lambda record: "WebPage" in str(record.get("@type")))

    def meta(self, *names: str) -> str:
        return next((said for name in names for said in self._metas.get(name, ())), "")

    def metas(self, name: str) -> list[str]:
        return self._metas.get(name, [])

    def data(self, key: str) -> Any:
        """A property of the article in JSON-LD; "" where it has none."""
        return next((record[key] for record in self._records if record.get(key)), "")


def _records(text: str) -> Iterator[dict[str, Any]]:
    """The articles in a piece of JSON-LD, however it wraps them."""
    try:
        found = json.loads(re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*$", "", text), strict=False)
    except (ValueError, RecursionError):
        return
    stack = [found]
    while stack:
        one = stack.pop()
        if isinstance(one, list):
            stack += reversed(one)
        elif isinstance(one, dict):
            kinds = one.get("@type")
            if any(isinstance(kind, str) and _STORY.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield one
            stack += [one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(one.get(key), (dict, list))]


def _title(page: Node, told: _Told) -> str:
    """The headline: what most of a page's own words for it agree on, without the name of the site."""
    shown = next((node.text() for node in page.walk() if node.tag == "title"), "")
    heads = [text for node in page.walk() if node.tag == "h1" and (text := node.text())]
    said = told.data("headline")
    for candidate in (str(said) if isinstance(said, str) else "", told.meta("og:title", "twitter:title", "dc.title", "headline")):
        candidate = " ".join(html.unescape(candidate).split())
        if candidate:
            bare = _without_site(candidate, told.meta("og:site_name"))
            return next((head for head in heads if _fold(head) == _fold(bare)), bare)
    for head in heads:
        if _fold(head) and _fold(head) in _fold(shown):
            return head
    parts = [part.strip() for part in _PARTS.split(shown)]
    return max(parts, key=len, default="") or next(iter(heads), "")


def _without_site(title: str, site: str) -> str:
    if not site:
        return title
    for mark in (" | ", " - ", " – ", " — ", " · ", ": "):
        if title.casefold().endswith(f"{mark}{site}".casefold()):
            return title[: -len(mark) - len(site)].strip()
    return title


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _published(page: Node, told: _Told, address: str) -> str:
    if isinstance(said := told.data("datePublished"), str) and said:
        return said
    if said := told.meta(*_DATES):
        return said
    times = [node for node in page.walk() if node.tag in ("time", "abbr", "span", "div", "p") and node.attributes]
    for node in times:
        if "datepublished" in node.attributes.get("itemprop", "").lower():
            return node.attributes.get("datetime") or node.attributes.get("content") or node.text()
    for node in times:
        if node.tag == "time" and ("pubdate" in node.attributes or _PUBLISHED.search(node.attributes.get("class", ""))):
            return node.attributes.get("datetime") or node.text()
    for node in times:
        if node.tag == "time" and node.attributes.get("datetime"):
            return node.attributes["datetime"]
    if found := _IN_ADDRESS.search(address):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return next(_said_near_the_top(page), "")


def _said_near_the_top(page: Node) -> Iterator[str]:
    """What looks like a day and stands alone, in the order of the page: as a rule, beside the headline."""
    for node in page.walk():
        own = " ".join("".join(child for child in node.children if isinstance(child, str)).split())
        if node.tag not in RAW and 6 < len(own) <= DATELINE and (found := _DAY.search(own)):
            yield found[0]


def _authors(page: Node, told: _Told) -> Sequence[str]:
    """The names that whoever is asked first knows: JSON-LD, each meta, what the page marks as its author's."""
    for said in (_names(told.data("author")), *map(told.metas, _AUTHORS), _marked_as_authors(page)):
        bare = (" ".join(_BY.sub("", html.unescape(name).strip()).split()) for name in said if not _ADDRESS.match(name))
        if names := [name for name in dict.fromkeys(bare) if 1 < len(name) < 80]:
            return names
    return ()


def _marked_as_authors(page: Node) -> Iterator[str]:
    """Those that the article's own marks name; who wrote the comments below it, is marked in the same way."""
    stack = [page]
    while stack:
        node = stack.pop()
        at = node.attributes
        marks = at.get("itemprop", "").lower().split()
        if "comment" in marks or "comment" in at.get("itemtype", "").lower():
            continue
        if "author" in marks or "author" in at.get("rel", "").lower().split():
            names = (one.text() for one in node.walk() if "name" in one.attributes.get("itemprop", "").lower().split())
            yield at.get("content") or next(names, "") or node.text()
        else:
            stack += [child for child in reversed(node.children) if isinstance(child, Node)]


def _names(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        yield from _names(said.get("name"))
    elif isinstance(said, list):
        for one in said[:20]:
            yield from _names(one)


def _absolute(base: str, link: str) -> str:
    try:
        return urljoin(base, link) if link else ""
    except ValueError:
        return ""
