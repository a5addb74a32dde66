"""An address that a person knows → the feed behind it: itself, what the page names, or what stands at the usual places."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from digest.errors import Problem, SourceError
from digest.model import Fetch
from digest.sources import decoding, kinds
from digest.sources.document import Document, Masthead
from digest.sources.subscriptions import address, plain, twin
from digest.sources.tags import tags

USUAL = ("feed", "rss.xml", "atom.xml", "feed.xml", "index.xml", "feed.json")
TRIED = 10  # of the feeds that a page names; some name hundreds

_TYPES = {
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json",
    "application/xml", "text/xml",
}  # fmt: skip
_PAGE = {"html", "head", "body", "meta", "title", "link", "script", "style", "main", "div"}
_RAW = ("script", "style", "title", "textarea", "template", "noembed", "noframes", "iframe", "xmp")
_COMMENTS = ("comment", "komment", "coment", "reacties")  # in the languages that these begin with


@dataclass(frozen=True, slots=True)
class Named:
    """A feed that a page names."""

    url: str
    title: str = ""

    @property
    def of_comments(self) -> bool:
        told = f"{self.title} {urlsplit(self.url).path} {urlsplit(self.url).query}".lower()
        return any(word in told for word in _COMMENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is behind an address."""

    url: str  # the feed's, where it has moved for good its new one
    document: Document
    masthead: Masthead | None = None  # None where it is no feed, but a text that can be read
    others: tuple[Named, ...] = ()  # that the page names, too


def find(url: str, *, settings: Fetch, agent: str) -> Found:
    """Ask for what is at an address and for the feed behind it. Raises SourceError where there is none."""
    here = _ask(url, settings, agent)
    if here.masthead:
        return here
    text = decoding.decode(decoding.unzipped(here.document.raw, settings.max_bytes), here.document.content_type)
    if not is_page(text):
        kinds.read(here.document, None, settings.max_bytes)  # says what is wrong with it
        return here
    named = list(feeds(text, here.document.url))
    found, failed = _first(named, usual(here.document.url), settings, agent)
    if found:
        return found
    what = (
        f"is a web page, and the feed that it names cannot be had ({'; '.join(failed)})" if failed else "is a web page that names no feed"
    )
    raise SourceError(Problem(url, what, "Give the address of a feed; at the usual places there is none."))


def behind(page: Document, *, settings: Fetch, agent: str) -> tuple[Found | None, tuple[str, ...]]:
    """The feed that a saved page names, and what is wrong with those that cannot be had. Nothing where it is no page or names none."""
    text = decoding.decode(decoding.unzipped(page.raw, settings.max_bytes), page.content_type)
    if not is_page(text):
        return None, ()
    found, failed = _first(list(feeds(text, own_address(text))), [], settings, agent)
    return found, tuple(failed)


def _first(named: list[Named], places: list[str], settings: Fetch, agent: str) -> tuple[Found | None, list[str]]:
    """The first that is a feed of what a page names and what stands at some places, comments last; and what is wrong with the others."""
    news = [one for one in named if not one.of_comments]
    comments = [one for one in named if one.of_comments]
    failed: list[str] = []
    asked: set[str] = set()
    for one in (*news[:TRIED], *map(Named, places), *comments[:TRIED]):
        if one.url in asked:
            continue
        asked.add(one.url)
        try:
            found = _ask(one.url, settings, agent)
        except SourceError as error:
            if one in named:
                failed += [f"{problem.where}: {problem.what}" for problem in error.problems]
            continue
        if found.masthead:
            others = tuple(other for other in named if twin(other.url) not in (twin(one.url), twin(found.url)))
            return replace(found, others=others), failed
        if one in named:
            failed.append(f"{one.url}: is no feed")
    return None, failed


def own_address(page: str) -> str:
    """Where a saved page was, as it says of itself; "" where it does not."""
    for tag in tags(page, _RAW):
        told = {name: value.strip() for name, value in tag.attributes.items()}
        if tag.name == "link" and "canonical" in told.get("rel", "").lower().split():
            return address(told.get("href", ""))
        if tag.name == "meta" and told.get("property", "").lower() == "og:url":
            return address(told.get("content", ""))
    return ""


def is_page(text: str) -> bool:
    """Whether it is HTML, by its first tag."""
    first = next(tags(text), None)
    return first is not None and first.name in _PAGE


def feeds(page: str, url: str) -> Iterator[Named]:
    """The feeds that a page names, in its order, each once. `url` is the page's own address."""
    base, seen = url, set()
    for tag in tags(page, _RAW):
        href = tag.attributes.get("href", "").strip()
        if tag.name == "base" and href and base == url:
            base = _joined(url, href) or url
        words = tag.attributes.get("rel", "").lower().split()
        kind = tag.attributes.get("type", "").partition(";")[0].strip().lower()
        if tag.name != "link" or tag.ends or not href or kind not in _TYPES or "alternate" not in words or "stylesheet" in words:
            continue
        if (feed := _joined(base, href)) and twin(feed) not in seen:
            seen.add(twin(feed))
            yield Named(feed, plain(tag.attributes.get("title", "")))


def usual(url: str) -> list[str]:
    """Where a site's feed mostly is: beside the page, then at the root of its host."""
    places = (urljoin(url, "./"), urljoin(url, "/"))
    return list(dict.fromkeys(urljoin(place, name) for place in places for name in USUAL))


def _ask(url: str, settings: Fetch, agent: str) -> Found:
    from digest.sources import http  # urllib3 and its certificates are not needed by those who read files

    reply = http.fetch(url, settings=settings, agent=agent)
    document = Document(source="", origin=url, raw=reply.body or b"", url=reply.url, content_type=reply.content_type)
    return Found(url=reply.moved or url, document=document, masthead=kinds.masthead(document, settings.max_bytes))


def _joined(base: str, link: str) -> str:
    try:
        return address(urljoin(base, link))
    except ValueError:
        return ""
