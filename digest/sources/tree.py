"""A page of the web as a tree, whatever state it is in. JustHTML parses it, as browsers do; nothing recurses."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from digest.markup import BLOCKS, VOID, tree

RAW = frozenset(["script", "style"])
_NO_TEXT = frozenset(["iframe", "noembed", "noframes"])  # what is in them is for programs that are gone


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
                apart = one.tag in BLOCKS or one.tag == "br"
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
    """The tree of a page as a browser reads it; its root is a node without a tag of HTML."""
    root = Node("")
    waiting = [(tree(html, fragment=False), root)]
    while waiting:
        found, parent = waiting.pop()
        if found.name == "#text":
            parent.children.append(str(found.data))
            continue
        node = parent
        if found.name[0] not in "#!":
            tag = {"xmp": "pre", "plaintext": "pre"}.get(found.name, found.name.lower())
            node = Node(tag, {name: value or "" for name, value in (found.attrs or {}).items()}, parent=parent)
            parent.children.append(node)
        if found.name not in _NO_TEXT:
            waiting += [(child, node) for child in reversed(found.children or ())]
    return root
