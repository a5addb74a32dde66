"""Markup that nobody has checked → its tags, in the time that it is long, whatever it holds.

Not by Python's html.parser: for some texts (`<a b=c b=c …` without an end) it takes the cube of their length, and versions
differ in what they make of others. Nor by an XML parser: half of what is called OPML is not well-formed, and no entity that
a text declares shall grow. Here a reference stands for one character, and one that is unknown for itself.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from html import unescape
from html.entities import html5
from typing import NamedTuple


class Tag(NamedTuple):
    """A tag. Names are in lower case, values as they are meant: without quotes, references resolved."""

    name: str
    attributes: Mapping[str, str] = {}
    ends: bool = False  # </name>
    empty: bool = False  # <name/>


_OPEN = re.compile(r"<(/?)([a-zA-Z_][^\s/<>]*)")
_GAP = re.compile(r"[\s/]*")
_NAME = re.compile(r"[^\s/<>=]+")
_EQUALS = re.compile(r"\s*=\s*")
_BARE = re.compile(r"[^\s>]*")
_REFERENCE = re.compile(r"&(#\d{1,8}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,31});")
_AFTER = re.compile(r"\s*(?:[\w:.-]+\s*=|[/?]?>|$)")  # behind a quote that ends a value
_INNER = re.compile(r"<(/?[a-zA-Z][\w:-]*)|>")


def tags(text: str, raw: Collection[str] = (), own: tuple[str, ...] = ()) -> Iterator[Tag]:
    """The tags of a text, in its order; without comments, declarations and CDATA. The inside of a `raw` element is text.

    `own` are the names of attributes by which values are told apart whose quotes are wrong.
    """
    at = 0
    while (at := text.find("<", at)) >= 0:
        opened = _OPEN.match(text, at)
        if opened:
            ends, name = bool(opened[1]), opened[2].lower()
            attributes, at, empty = _attributes(text, opened.end(), own)
            yield Tag(name, attributes, ends, empty)
            if name in raw and not ends and not empty:
                end = re.compile(rf"</{re.escape(name)}[\s/>]", re.IGNORECASE).search(text, at)
                at = end.start() if end else len(text)
        elif text.startswith(("<!", "<?"), at):
            mark = "-->" if text.startswith("<!--", at) else "]]>" if text.startswith("<![CDATA[", at) else ">"
            end_at = text.find(mark, at + 2)
            at = end_at + len(mark) if end_at >= 0 else len(text)  # as browsers do; and what has no end is looked for once
        else:
            at += 1


def _attributes(text: str, at: int, own: tuple[str, ...]) -> tuple[dict[str, str], int, bool]:
    """The attributes from `at` on, the first of each name; where the tag ends, at the latest before the next; whether by />."""
    found: dict[str, str] = {}
    while True:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        if at >= len(text) or text[at] in "<>":
            return found, at + text.startswith(">", at), bool(gap and gap[0].endswith("/"))  # in href=/x/> it is the value's
        name = _NAME.match(text, at)
        if not name:
            at += 1  # an = without a name
            continue
        at, value = name.end(), ""
        if equals := _EQUALS.match(text, at):
            at = equals.end()
            if text.startswith(('"', "'"), at):
                value, at = _quoted(text, at, own)
            elif bare := _BARE.match(text, at):
                value, at = bare[0], bare.end()
        found.setdefault(name[0].lower(), _REFERENCE.sub(_resolved, value))


def _quoted(text: str, at: int, own: tuple[str, ...]) -> tuple[str, int]:
    """A value whose quote opens at `at`, and where it ends: at the next such quote, as HTML and XML have it.

    With the names of the attributes that may follow, it is what was meant where quotes were forgotten (title="the "new" times",
    text="a <a href="…">link</a>", title="never closed type="rss").
    """
    quote, start = text[at], at + 1
    end = text.find(quote, start)
    if end < 0:
        return text[start:], len(text)
    if not own:
        return text[start:end], end + 1
    follows, opens = _attribute_names(own)
    read, inner = start, False  # whether the quotes are those of a tag in the value
    while end >= 0:
        for tag in _INNER.finditer(text, read, end):
            if tag[1] and tag[1].lower().lstrip("/") == "outline":
                return text[start : tag.start()], tag.start()
            inner = bool(tag[1])
        read = end
        if follows.match(text, end + 1) if inner else _AFTER.match(text, end + 1):
            return text[start:end], end + 1
        near = max(start, end - 80)
        if text[near:end].rstrip().endswith("=") and (name := opens.search(text, near, end)):
            return text[start : name.start()], name.start()
        end = text.find(quote, end + 1)
    return text[start:], len(text)


@cache
def _attribute_names(own: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What comes after the end of a value though a tag is open in it, and what comes before the start of the next value."""
    names = "|".join(own)
    return re.compile(rf"\s+(?:{names})\s*=|\s*/>", re.IGNORECASE), re.compile(rf"\s(?:{names})\s*=\s*$", re.IGNORECASE)


def _resolved(reference: re.Match[str]) -> str:
    name = reference[1]
    return unescape(reference[0]) if name.startswith("#") else html5.get(f"{name};", reference[0])
