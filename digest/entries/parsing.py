"""Foreign HTML as a row of the elements and texts that readers see of it, as a browser would show it: JustHTML parses it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from digest.entries.text import clean
from digest.markup import CELLS, tags, tree

if TYPE_CHECKING:
    from justhtml import Node

_DROPPED = tags("script style template noscript noframes noembed title")
_OF_TABLES = CELLS | tags("table colgroup template select")
_FRAME = re.compile("<iframe", re.IGNORECASE)  # in a frame: each would be parsed anew


class End(NamedTuple):
    tag: str


def is_bare(html: str) -> bool:
    """Whether it is text and nothing else, as most headlines and names are: then there is nothing to parse."""
    return "<" not in html and "&" not in html


def walk(html: str) -> Iterator["Node | End | str"]:
    """The elements of HTML that readers see, their ends, and the texts, in their order."""
    if is_bare(html):
        yield clean(html)
        return
    waiting: list[Node | End] = [tree(html, fragment=True)]
    doubtful = False  # whether the parser took what belongs elsewhere for a part of SVG or MathML
    while waiting:
        node = waiting.pop()
        if isinstance(node, End):
            yield node
        elif node.name == "#text":
            yield clean(str(node.data))
        elif node.name == "iframe" and node.namespace == "html":  # it holds but text, and that is HTML for those who see no frames
            waiting += [tree(inside, fragment=True) for text in node.children or () if not _FRAME.search(inside := text.data)]
        elif node.name == "#document-fragment":
            waiting += reversed(node.children or ())
        elif node.name[0] != "#":
            if (hidden := _hidden(node)) == "foreign":
                doubtful = doubtful or not _holds_its_own(node)
            if hidden and (hidden == "html" or not doubtful):
                continue
            if node.namespace == "html":  # an <a> of a formula is no link
                yield node
                waiting.append(End(node.name))
            waiting += reversed(node.children or ())


def _hidden(node: "Node") -> str:
    """What hides an element from readers: "html" or "foreign"; "" where nothing does."""
    name = node.name.lower()
    if node.namespace == "html":
        return "html" if name in _DROPPED else ""
    if node.namespace == "svg" or name in _DROPPED or name in ("annotation", "annotation-xml"):
        return "foreign"
    return ""


def _holds_its_own(node: "Node") -> bool:
    """Whether all that is in SVG or MathML belongs there. JustHTML takes a cell of theirs for one of the table around."""
    inside = list(node.children or ())
    while inside:
        child = inside.pop()
        if child.namespace in ("svg", "math") and child.name.lower() in _OF_TABLES:
            return False
        inside += getattr(child, "children", None) or ()
    return True
