"""HTML as a tree, whatever state it is in. What browsers close by themselves is closed; nothing is dropped, nothing recurses.

Enough to find an article in a page: not a browser's parser, which would move what stands in the wrong place.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
RAW = frozenset(["script", "style"])
DEEPEST = 250  # tags in each other; what lies deeper is put beside it

_BLOCKS = frozenset(
    "address article aside blockquote center details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main menu "
    "nav ol p pre section table ul".split()
)
# A tag → the open ones that it closes, and the tags behind which it does not look.
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(["li"]), frozenset(["ul", "ol", "menu"])),
    "dt": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "dd": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "option": (frozenset(["option"]), frozenset(["select"])),
    "tr": (frozenset(["tr", "td", "th"]), frozenset(["table"])),
    "td": (frozenset(["td", "th"]), frozenset(["table", "tr"])),
    "th": (frozenset(["td", "th"]), frozenset(["table", "tr"])),
    "tbody": (frozenset(["tbody", "thead", "tr", "td", "th"]), frozenset(["table"])),
    "body": (frozenset(["head"]), frozenset()),
} | {block: (frozenset(["p"]), frozenset(["div", "td", "th", "li", "blockquote", "button", "object"])) for block in _BLOCKS}


@dataclass(slots=True, eq=False)
class Node:
    """An element: its tag, its attributes, and what is in it, text and elements, in their order. Without a tag, only these."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)
    parent: "Node | None" = None

    def walk(self) -> "Iterator[Node]":
        """This and all below it, in the order of the page."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack += [child for child in reversed(node.children) if isinstance(child, Node)]

    def text(self) -> str:
        """Its words, white space folded; a block's stand apart from its neighbours'."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        stack: list[Node | str] = [self]
        while stack:
            one = stack.pop()
            if isinstance(one, str):
                yield one
            elif one.tag not in RAW:
                apart = one.tag in _BLOCKS or one.tag in ("br", "li", "td", "th", "tr", "dt", "dd")
                stack += [" ", *reversed(one.children), " "] if apart else reversed(one.children)

    def html(self) -> str:
        """Well-formed HTML of it and all in it."""
        pieces: list[str] = []
        stack: list[Node | str | tuple[str]] = [self]  # a tuple holds what is markup already
        while stack:
            one = stack.pop()
            if isinstance(one, tuple):
                pieces += one
            elif isinstance(one, str):
                pieces.append(escape(one, quote=False))
            elif not one.tag:
                stack += reversed(one.children)
            else:
                told = "".join(f' {name}="{escape(value)}"' for name, value in one.attributes.items())
                pieces.append(f"<{one.tag}{told}>")
                if one.tag not in VOID:
                    stack += [(f"</{one.tag}>",), *reversed(one.children)]
        return "".join(pieces)

    def drop(self) -> None:
        """Take it out: what is left in its place is a node of nothing."""
        self.tag, self.attributes, self.children = "", {}, []


def parse(html: str) -> Node:
    """The tree of a page; its root is a node without a tag of HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self._open = [self.root]
        self._opened: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if rule := _CLOSES.get(tag):
            self._close_implied(*rule)
        here = self._open[-1]
        node = Node(tag, {name: value or "" for name, value in reversed(attrs)}, parent=here)
        here.children.append(node)
        if tag not in VOID and len(self._open) < DEEPEST:
            self._open.append(node)
            self._opened[tag] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # to HTML, <div/> is open

    def handle_endtag(self, tag: str) -> None:
        if self._opened[tag]:
            while self._pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def _close_implied(self, closed: frozenset[str], behind: frozenset[str]) -> None:
        if not any(self._opened[tag] for tag in closed):
            return
        for place in range(len(self._open) - 1, 0, -1):
            tag = self._open[place].tag
            if tag in closed:
                while len(self._open) > place:
                    self._pop()
            elif tag in behind:
                return

    def _pop(self) -> str:
        tag = self._open.pop().tag
        self._opened[tag] -= 1
        return tag
