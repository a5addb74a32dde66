"""An issue as a book for e-readers: EPUB 3, https://www.w3.org/TR/epub-33/.

The same issue gives the same bytes on every machine: files in one order, of one date, and stored as they are, since what
zlib makes of a text is not the same in all its versions.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import unquote
from xml.parsers import expat

from jinja2 import Environment

from digest.model import Entry, Issue, Section, Story
from digest.rendering import data, links
from digest.rendering.edition import Edition
from digest.rendering.environment import for_xml, render

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A chapter with the whole text of an entry."""

    entry: Entry
    story: Story
    file: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A topic of the issue as a chapter, and the texts that follow it as chapters of their own."""

    section: Section
    file: str
    texts: tuple[Text, ...]


def book(env: Environment, edition: Edition, issue: Issue, absolute: links.Link) -> bytes:
    """The whole file. Raises TemplateError."""
    chapters = tuple(_chapters(edition, issue))
    anchors = {entry.id: f"entry-{number}" for number, entry in enumerate(issue.entries, 1)}
    places = dict(_places(issue, chapters, anchors))

    def filled(template: str, **given: object) -> str:
        path = f"issues/{issue.id}/issue.epub"
        return render(env, template, url=absolute, path=path, edition=edition, issue=issue, **given).decode("utf-8")

    def page(template: str, **given: object) -> str:
        return _inwards(_with_directions(as_xml(filled(template, **given))), absolute(""), places)

    name = data.uri(edition.lasting(links.issue_path(issue.id)))
    files = {
        "package.opf": for_xml(filled("epub/package.opf", chapters=chapters, uri=name)).decode("utf-8"),
        "style.css": filled("epub/style.css"),
        "title.xhtml": page("epub/title.xhtml"),
        "nav.xhtml": page("epub/nav.xhtml", chapters=chapters),
    }
    for chapter in chapters:
        files[chapter.file] = page("epub/topic.xhtml", section=chapter.section, anchors=anchors)
        for text in chapter.texts:
            files[text.file] = page("epub/entry.xhtml", section=chapter.section, story=text.story, entry=text.entry)
    return _zipped({"META-INF/container.xml": _CONTAINER} | {f"EPUB/{file}": content for file, content in files.items()})


def _chapters(edition: Edition, issue: Issue) -> Iterator[Chapter]:
    texts = 0
    for number, section in enumerate(issue.sections, 1):
        longer = [(entry, story) for story in section.stories for entry in story.entries if edition.has_page(entry)]
        yield Chapter(
            section,
            f"topic-{number}.xhtml",
            tuple(Text(entry, story, f"text-{i}.xhtml") for i, (entry, story) in enumerate(longer, texts + 1)),
        )
        texts += len(longer)


def _places(issue: Issue, chapters: tuple[Chapter, ...], anchors: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Where in the book that is which the site has at a path."""
    for chapter in chapters:
        for story in chapter.section.stories:
            for entry in story.entries:
                yield links.entry_path(entry.issue, entry.slug, False), f"{chapter.file}#{anchors[entry.id]}"
        for text in chapter.texts:
            yield links.entry_path(text.entry.issue, text.entry.slug, True), text.file


_HREF = re.compile(' href="([^"]*)')


def _inwards(xhtml: str, base_url: str, places: Mapping[str, str]) -> str:
    """Links to pages of the site that are in the book, too, lead there; all others stay.

    A quotation mark in a text is written as a reference, so that nothing but an attribute looks like one.
    """

    def lead(match: re.Match[str]) -> str:
        address = unescape(match[1])
        if not address.startswith(base_url):
            return match[0]
        path, mark, anchor = address.removeprefix(base_url).partition("#")
        path = f"{path}index.html" if path.endswith("/") else path
        inside = places.get(unquote(path + mark + anchor)) or places.get(unquote(path))
        return f' href="{inside}' if inside else match[0]

    return _HREF.sub(lead, xhtml)


def _with_directions(xhtml: str) -> str:
    """Code runs from left to right in any text. A style sheet must not say so in a book (CSS-001)."""
    return xhtml.replace("<pre>", '<pre dir="ltr">').replace("<code", '<code dir="ltr"')


def _zipped(files: Mapping[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, text in {"mimetype": "application/epub+zip", **files}.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # else it would tell Windows from others
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode("utf-8"))
    return made.getvalue()


# ── XML ──────────────────────────────────────────────────────────────────────────────────────────

_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # characters that no XML may hold


def as_xml(html: str) -> str:
    """A page as XML that every reader can parse. What comes of Markdown and of our templates is XML already; what is not is made so."""
    allowed = for_xml(html)
    text = allowed.decode("utf-8")
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(allowed, True)
    except expat.ExpatError:
        return _Mended(text).text
    return text


_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_TAG = re.compile(r"[a-z][a-z0-9-]*")
_ATTRIBUTE = re.compile(r"(?:(?:xml|xmlns|epub):)?[a-z_][a-z0-9_.-]*")


class _Mended(HTMLParser):
    """HTML as XML: every element closed, every attribute with a value, each id once, and references by number alone."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.inside: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)
        self.close()
        self.parts += [f"</{tag}>" for tag in reversed(self.inside)]

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not _TAG.fullmatch(tag):
            return
        kept: dict[str, str] = {}
        for name, value in attrs:
            if not _ATTRIBUTE.fullmatch(name) or (name == "id" and value in self.ids):
                continue
            kept.setdefault(name, name if value is None else _FORBIDDEN.sub("", value))
        self.ids |= {kept["id"]} if "id" in kept else set()
        said = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        self.parts.append(f"<{tag}{said}{'/' if tag in _VOID else ''}>")
        if tag not in _VOID:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            while (last := self.inside.pop()) != tag:
                self.parts.append(f"</{last}>")
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.inside or not data.strip():
            self.parts.append(escape(_FORBIDDEN.sub("", data), quote=False))

    def handle_decl(self, decl: str) -> None:
        if not self.inside:
            self.parts.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        if not self.parts and data.startswith("xml ") and data.endswith("?"):
            self.parts.append(f"<?{data}>")
