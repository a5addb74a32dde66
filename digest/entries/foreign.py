"""HTML without its SVG, its MathML, of which the words of formulas stay, and its frames: a parser after this needs but HTML's own rules.

Tags are told apart as in browsers (HTML Standard, 13.2.5), and so is what is open in SVG and MathML (13.2.6.5), but not what is open
around them. So where a tag may end what nobody is to see, it is taken to: broken markup shows a hidden word, perhaps, and
never hides one that readers would see.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

VOID = frozenset("br hr img wbr area base col embed input link meta param source track".split())
CELLS = frozenset("tr td th thead tbody tfoot caption".split())
# What a parser takes for text up to its end.
RAW = frozenset("script style noscript noframes noembed title textarea xmp".split())

# What has no end ends with the document. Possessive throughout: each character is looked at once.
_ATTRIBUTES = r"""
    (?: [ \t\n]++ | /(?!>)                          # a slash before the end is told apart
      | (?: =[^ \t\n/>=]*+ | [^ \t\n/>=]++ ) (?: [ \t\n]*+ = [ \t\n]*+ (?: "[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) | [^ \t\n>]*+ ) )?+
    )*+
"""
_COMMENT = r"<!--(?:-?>|.*?(?:--!?>|\Z)) | <(?:[!?]|/(?![a-z]))[^>]*+(?:>|\Z)"  # and what counts as one
_TAG = rf"<(?P<ends>/?)(?P<name>[a-z][^ \t\n/>]*+)(?P<rest>{_ATTRIBUTES})(?P<empty>/?)(?:(?P<whole>>)|\Z)"
_RAW = rf"<(?P<raw>{'|'.join(sorted(RAW))})(?=[ \t\n/>]){_ATTRIBUTES}>(?:[^<]++|<(?!/(?P=raw)[ \t\n/>]))*+"
_FRAME = rf"<iframe(?=[ \t\n/>]){_ATTRIBUTES}/?>(?P<held>(?:[^<]++|<(?!/iframe[ \t\n/>]))*+)"
_FLAGS = re.VERBOSE | re.IGNORECASE | re.DOTALL
_TAG_OR_COMMENT = re.compile(f"{_COMMENT} | {_TAG}", _FLAGS)
TOKEN = re.compile(f"{_COMMENT} | {_RAW} | {_TAG}", _FLAGS)  # an element that holds text is one
_TOKEN_OR_FRAME = re.compile(f"{_COMMENT} | {_RAW} | {_FRAME} | {_TAG}", _FLAGS)

_CDATA = "<![CDATA["
_FOREIGN = re.compile(r"<(?:svg|math)\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(=?[^ \t\n/>=]++|=)(?:[ \t\n]*=[ \t\n]*(?:"([^"]*)"|'([^']*)'|([^ \t\n>]*)))?""")
# At these a parser leaves SVG and MathML, but for the inside of what holds HTML.
_BREAKS_OUT = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre "
    "ruby s small span strong strike sub sup table tt u ul var".split()
)
_HOLDS_HTML = {"svg": {"foreignobject", "desc", "title"}, "math": {"mi", "mo", "mn", "ms", "mtext"}}
_DROPPED = {"template", *RAW} - {"textarea", "xmp"}
_HIDDEN = {"svg": {"svg"}, "math": {"annotation", "annotation-xml", *_DROPPED}, "doubt": _DROPPED}
_OF_TABLES = CELLS | {"table", "col", "colgroup"}
# What an end may end although no tag of its name was the beginning.
_IMPLIED = {"p", "br", "tr", "tbody", "colgroup", "h1", "h2", "h3", "h4", "h5", "h6"}


def without_foreign(html: str) -> str:
    """HTML without SVG and MathML, of which only the words stay that formulas show. The text must be clean."""
    return "".join(_left(html)) if _FOREIGN.search(html) else html


def without_frames(html: str) -> str:
    """HTML with what frames hold instead of them, for readers see none; but for what would go on behind the end of one."""

    def hold(token: re.Match[str]) -> str:
        return token[0] if token["held"] is None else f"<wbr>{TOKEN.sub(_if_whole, token['held'])}"

    return _TOKEN_OR_FRAME.sub(hold, html) if re.search("<iframe", html, re.IGNORECASE) else html


def _if_whole(token: re.Match[str]) -> str:
    return token[0] if token["whole"] and token["name"].lower() != "template" else ""


class _Element(NamedTuple):
    kind: str  # svg, math, html, or doubt: one of them, or nothing any more
    name: str
    holds_html: bool
    hides: bool


class _Open:
    """What is open, from the outermost <svg> or <math> on."""

    def __init__(self) -> None:
        self.elements: list[_Element] = []
        self.names: Counter[str] = Counter()
        self.begun = set(_IMPLIED)  # names of what may be open around
        self.hidden = 0  # how many there are with the outermost that nobody is to see, if there is one

    @property
    def in_html(self) -> bool:
        return not self.elements or self.elements[-1].holds_html

    def append(self, element: _Element) -> None:
        self.elements.append(element)
        self.names[element.name] += 1
        if element.hides and not self.hidden:
            self.hidden = len(self.elements)

    def pop(self) -> _Element:
        if self.hidden == len(self.elements):
            self.hidden = 0
        element = self.elements.pop()
        self.names[element.name] -= 1
        return element

    def break_out(self) -> None:
        while not self.in_html:
            self.pop()

    def doubt(self) -> None:
        """All of it has ended, perhaps, or nothing: from here on nothing is hidden that is to be seen in one of the cases."""
        if self.elements:
            name = self.elements[0].name
            name = name if self.names[name] == 1 else ""  # or it might be the end of another
            while self.elements:
                self.pop()
            self.append(_Element("doubt", name, holds_html=False, hides=False))

    def start(self, tag: re.Match[str]) -> _Element:
        """What a tag begins; it is open from now on if it can be."""
        name = tag["name"].lower()
        if name in _BREAKS_OUT or (name == "font" and _attributes(tag).keys() & {"color", "face", "size"}):
            self.break_out()
        if self.hidden and name in _OF_TABLES and not self.names["table"] and "table" in self.begun:
            self.doubt()  # of a table around all this it ends a cell, perhaps
            return _Element("html", name, holds_html=True, hides=False)
        if not (self.hidden and tag["empty"]):
            self.begun.add(name)
        if self.in_html:
            kind = name if name in ("svg", "math") else "html"
        elif (name, *self.elements[-1][:2]) == ("svg", "math", "annotation-xml"):
            kind = name
        else:
            kind = self.elements[-1].kind
        holds_html = kind == "html" or name in _HOLDS_HTML.get(kind, ())
        if (kind, name) == ("math", "annotation-xml"):
            holds_html = _attributes(tag).get("encoding") in ("text/html", "application/xhtml+xml")
        element = _Element(kind, name, holds_html, hides=name in _HIDDEN.get(kind, ()))
        if (self.elements and name not in VOID) if kind == "html" else not tag["empty"]:
            self.append(element)
        return element

    def end(self, name: str) -> None:
        """Ends the innermost of a name; or what is around, and perhaps all this with it."""
        if name in ("p", "br"):
            self.break_out()
        if not self.names[name]:
            if name in self.begun:
                self.doubt()
            return
        crossed = False
        while (element := self.pop()).name != name:
            crossed = crossed or element.kind == "html"
        if crossed and element.kind != "html":
            self.append(element)  # HTML that only its own tag ends may hold it open
            self.doubt()


def _attributes(tag: re.Match[str]) -> dict[str, str]:
    """In small letters; of two of a name the first counts."""
    return {name.lower(): "".join(value).lower() for name, *value in reversed(_ATTRIBUTE.findall(tag["rest"]))}


def _left(html: str) -> Iterator[str]:
    opened = _Open()
    at = 0
    while tag := _TAG_OR_COMMENT.search(html, at):
        if not opened.hidden:
            yield html[at : tag.start()]
        at, told = tag.end(), tag[0]
        if tag["name"] is None:
            if opened.elements and opened.elements[-1].kind != "html" and told.startswith(_CDATA):
                first, last = tag.start() + len(_CDATA), html.find("]]>", tag.start())
                last, at = (last, last + 3) if last >= 0 else (len(html), len(html))
                told = html[first:last].replace("&", "&amp;").replace("<", "&lt;")
        elif tag["ends"]:
            opened.end(tag["name"].lower())
        else:
            element = opened.start(tag)
            if element.name in RAW and element.kind != "html":
                told = ""
            elif element.name in RAW and not tag["empty"]:
                end = re.compile(rf"</{element.name}[ \t\n/>]", re.IGNORECASE).search(html, at)
                at = end.start() if end else len(html)
                told = html[tag.start() : at]
        if not opened.hidden:
            yield told
    if not opened.hidden:
        yield html[at:]
