"""Foreign HTML as a row of the elements and texts that readers see of it, as a browser would show it: JustHTML parses it."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from digest.entries.text import clean
from digest.markup import CELLS, RAW, STYLES, TOKEN, VOID, tags

if TYPE_CHECKING:
    from justhtml import Node

BLOCKS = tags(
    "blockquote table tr td th li ul ol h1 h2 h3 h4 h5 h6 p div section article header footer main aside nav address center figure "
    "figcaption dl dt dd details summary fieldset legend form hgroup pre hr thead tbody tfoot caption"
)
_DROPPED = tags("script style template noscript noframes noembed title")
_OF_TABLES = CELLS | tags("table colgroup template select")
_FLAT = VOID | CELLS | RAW | tags("a p li dt dd option")  # what does not nest, ends by itself, or holds no tags
# To a browser, whatever the slash at its end says; where people write XML it is.
_NEVER_EMPTY = RAW | STYLES | tags("a q sup cite del dfn kbd samp var")

_DEPTH = 100  # how deep tags may stand in each other
_MOST_STYLES = 4  # that may be open
_FRAME = re.compile("<iframe", re.IGNORECASE)  # in a frame: each would be parsed anew
# Instead of a tag: without it what stands around would be another tag, or a reference. The second ends SVG and MathML, as most tags do.
_NOTHING, _NOTHING_IN_HTML = "<wbr>", "<meta>"


def _tree(html: str) -> "Node":
    """HTML as a browser's parser reads it. Nothing in it is safe; of it we take words, and addresses that are looked at."""
    from justhtml import JustHTML  # takes its time, and most texts are bare

    return JustHTML(_prepared(html), fragment=True, sanitize=False, scripting_enabled=False).root


def _prepared(html: str) -> str:
    """HTML without the tags that would take a parser hours, or be taken for others than they are meant to be."""
    return TOKEN.sub(_Sieve(len(html)).sifted, html)


class _Sieve:
    """What a parser is given of the tags of a text that has so many characters.

    It takes the depth times the length in time, and opens each style that is open anew in each paragraph. <title/> is empty
    where people write XML, but a browser looks for its end. Cells outside of a table are nothing to it, and the words beside them
    would be one.
    """

    def __init__(self, length: int) -> None:
        self.opened: Counter[str] = Counter()  # by name, as if each ended in its turn
        self.depth = 0
        self.styles: list[str] = []  # the open ones
        self.may_open = 1000 + length // 8  # so many styles, each time that one is

    def sifted(self, tag: re.Match[str]) -> str:
        if tag["name"] is None:
            return tag[0]
        name, ends = tag["name"].lower(), bool(tag["ends"])
        if tag["empty"] and not ends and name in _NEVER_EMPTY:
            return _NOTHING_IN_HTML if name in STYLES else _NOTHING
        if name in CELLS:
            return f"{self.before(name, ends)} {tag[0]}"
        if name in _FLAT or (ends and not self.opened[name]):
            return f"{self.before(name, ends)}{tag[0]}"
        self.opened[name] += -1 if ends else 1
        self.depth += -1 if ends else 1
        if self.depth + ends > _DEPTH:
            return f"{_NOTHING if ends else _NOTHING_IN_HTML}{' ' if name in BLOCKS else ''}"
        if name in STYLES and not self.is_style(name, ends):
            return "</span>" if ends else "<span>"
        return f"{self.before(name, ends)}{tag[0]}"

    def before(self, name: str, ends: bool) -> str:
        """What stands before a tag: the ends of all styles, where they would be opened too often."""
        if name in BLOCKS and not ends:
            self.may_open -= len(self.styles)
        if self.may_open >= 0 or not self.styles:
            return ""
        open_styles, self.styles = self.styles, []
        return "".join(f"</{style}>" for style in reversed(open_styles))

    def is_style(self, name: str, ends: bool) -> bool:
        """Whether a tag of a style is given as it is; from now on the style is open, or is not."""
        if ends and name in self.styles:
            self.styles.remove(name)
            return True
        if ends or self.may_open < 0 or len(self.styles) == _MOST_STYLES:
            return False
        self.styles.append(name)
        return True


class End(NamedTuple):
    tag: str


def is_bare(html: str) -> bool:
    """Whether it is text and nothing else, as most headlines and names are: then there is nothing to parse."""
    return "<" not in html and "&" not in html


def walk(html: str) -> Iterator["Node | End | str"]:
    """The elements that readers see, their ends, and the texts of HTML, in their order."""
    if is_bare(html):
        yield clean(html)
        return
    waiting: list[Node | End] = [_tree(html)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, End):
            yield node
        elif node.name == "#text":
            yield clean(str(node.data))
        elif node.name == "iframe" and node.namespace == "html":  # it holds but text, and that is HTML for those who see no frames
            waiting += [_tree(inside) for text in node.children or () if not _FRAME.search(inside := text.data)]
        elif node.name == "#document-fragment":
            waiting += reversed(node.children or ())
        elif node.name[0] != "#" and not _is_hidden(node):
            yield node
            waiting += [End(node.name), *reversed(node.children or ())]


def _is_hidden(node: "Node") -> bool:
    name = node.name.lower()
    if name in _DROPPED:
        return node.namespace == "html" or _holds_its_own(node)
    if node.namespace == "svg":
        return getattr(node.parent, "namespace", "") != "svg" and _holds_its_own(node)  # what is in a drawing that is shown is shown
    return node.namespace == "math" and name in ("annotation", "annotation-xml") and _holds_its_own(node)


def _holds_its_own(node: "Node") -> bool:
    """Whether all that is in SVG or MathML belongs there. JustHTML takes a cell of theirs for one of the table around."""
    inside = list(node.children or ())
    while inside:
        child = inside.pop()
        if child.namespace in ("svg", "math") and child.name.lower() in _OF_TABLES:
            return False
        inside += getattr(child, "children", None) or ()
    return True
