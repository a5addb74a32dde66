"""What a page may hold, and what of it readers see, without a browser: [] is right. The browser's own word is in tests/browser."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

# What our templates and our Markdown are made of; all else on a page came from elsewhere.
FRAME = frozenset(
    "html head meta script title link body div header nav main footer aside article section "
    "svg defs pattern path rect bdi data form label input".split()
)
TEXT = frozenset(
    "a b blockquote br button code dd details dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre s small span strong summary table tbody td th "
    "thead time tr ul".split()
)
OF_SEARCH = frozenset({"template"})
OF_A_MAIL = frozenset({"style"})
OF_A_BOOK = frozenset({"img"})
ATTRIBUTES = frozenset(
    "alt aria-current aria-hidden aria-label aria-labelledby charset class content datetime dir height href hreflang http-equiv id lang "
    "media name property rel role start tabindex title type viewbox width x y d fill patternunits preserveaspectratio scope".split()
)
OF_A_FORM = frozenset(
    "action autocomplete method value for placeholder required enterkeyhint hidden src autocapitalize spellcheck maxlength open".split()
)
_META = frozenset({"content-security-policy"})
_LINKS = frozenset("stylesheet icon alternate blogroll canonical prev next".split())
_LEADS = ("href", "src", "action", "formaction", "data", "poster", "background", "ping", "srcset", "cite", "longdesc", "manifest")
_OBEYED = re.compile(r"[\x00-\x20\u200b\ufeff]")  # what browsers pass over in an address


class _Reader(HTMLParser):
    def __init__(self, allowed: frozenset[str], attributes: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed, self.attributes = allowed, attributes
        self.wrong: list[str] = []
        self.parts: list[str] = []
        self.silent = 0
        self.linked = False  # whether this is JSON-LD, which is data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.silent += tag in ("script", "style", "title", "template")
        if tag not in self.allowed:
            self.wrong.append(f"<{tag}> {said}")
        self.linked = tag == "script" and attrs == [("type", "application/ld+json")]
        if tag == "script" and not self.linked and not re.fullmatch(r"(?:\.\./)+assets/search(?:-pagefind)?\.js", said.get("src") or ""):
            self.wrong.append(f"a script that is not ours: {said}")
        if tag == "meta" and (said.get("http-equiv") or "content-security-policy").lower() not in _META:
            self.wrong.append(f"a page that steers the browser: {said}")
        if tag == "link" and said.get("rel") not in _LINKS:
            self.wrong.append(f"a link of a kind that we have not: {said}")
        for name, value in attrs:
            if name not in self.attributes and not re.fullmatch(r"data-[a-z-]+", name):
                self.wrong.append(f"<{tag} {name}={value!r}>")
            if name in _LEADS and not may_lead(value or ""):
                self.wrong.append(f"<{tag} {name}={value!r}> leads where it may not")

    def handle_endtag(self, tag: str) -> None:
        self.linked = False
        self.silent -= tag in ("script", "style", "title", "template")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)
        if self.linked:
            try:
                json.loads(data)
            except ValueError:
                self.wrong.append(f"JSON-LD that is none: {data[:200]}")
            if re.search("[<>&']", data):
                self.wrong.append(f"JSON-LD that is not escaped: {data[:200]}")


def may_lead(address: str) -> bool:
    """Whether a browser that follows an address stays on the web."""
    try:
        scheme = urlsplit(_OBEYED.sub("", address)).scheme.lower()
    except ValueError:
        return False
    return scheme in ("", "http", "https", "mailto") and not _OBEYED.search(address)


def looked_at(html: str, *also: frozenset[str], attributes: frozenset[str] = frozenset()) -> tuple[list[str], str]:
    """What is wrong with a page or a piece of one, and the words that readers see."""
    reader = _Reader(FRAME.union(TEXT, *also), ATTRIBUTES | OF_A_FORM | attributes)
    reader.feed(html)
    reader.close()
    return [*reader.wrong, *unseemly(html)], "".join(reader.parts)


_UNSEEMLY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_ISOLATED = re.compile("\u2068([^\u2066-\u2069]*)\u2069")  # as we set names apart from the sentence around them


def unseemly(text: str) -> Iterator[str]:
    """Characters that steer a terminal or turn a line round."""
    while (bare := _ISOLATED.sub(r"\1", text)) != text:
        text = bare
    for found in _UNSEEMLY.finditer(text):
        yield f"{found[0]!r} in {text[max(0, found.start() - 30) : found.end() + 10]!r}"


_XHTML = "{http://www.w3.org/1999/xhtml}"


def in_xml(document: bytes) -> list[str]:
    """What is wrong with XML that a browser may be shown: a feed, a list, a book's page."""
    root = ET.fromstring(document)
    wrong = []
    for element in root.iter():
        name = element.tag.rpartition("}")[2].lower()
        of_html = element.tag.startswith(_XHTML)
        if name in ("script", "iframe", "object", "embed", "foreignobject", "handler", "form", "base") or (
            of_html and name not in FRAME | TEXT | OF_A_BOOK
        ):
            wrong.append(element.tag)
        for key, value in element.attrib.items():
            bare = key.rpartition("}")[2].lower()
            if bare.startswith("on") or (bare in (*_LEADS, "xmlurl", "htmlurl") and not may_lead(value)):
                wrong.append(f"{element.tag} {key}={value!r}")
    return [*wrong, *unseemly(document.decode("utf-8"))]
