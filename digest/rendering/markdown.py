"""Markdown → HTML that is safe to publish: no raw HTML, links only where they may lead, pictures only as links.

The one place where HTML is made of text that is not ours, and so the only `Markup()` in the program.
"""

import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from digest import marks

SCHEMES = ("http", "https", "mailto")
Renderer = Callable[[str], str]


def version() -> str:
    """What remembered answers are filed under: another text here, or another parser, may answer otherwise."""
    return f"markdown {marks.part('markdown', _all)}"


def _all() -> Iterator[bytes]:
    yield from marks.versions("markdown-it-py")
    yield Path(__file__).read_bytes()


def to_html(markdown: str) -> str:
    """A text as HTML. Its headings begin at h2 and skip no level: a page has one h1, its headline."""
    if any(sign in markdown for sign in _ACROSS):
        return whole(markdown, {})
    made: list[str] = []
    others, known = "", {}  # type: str, dict[str, Any]
    for part in _BLANK.split(markdown.strip("\n")):
        if not all(map(_PROSE.match, part.split("\n"))):
            others += part
            continue
        if others:
            made.append(whole(others, known))
            others = ""
        made.append(f"<p>{to_inline_html(part) if _MARKED.search(part) else escapeHtml(part)}</p>\n")
    return "".join([*made, whole(others, known)] if others else made)


def whole(markdown: str, known: MutableMapping[str, Any]) -> str:
    """What `to_html` says of any text, as the parser reads it; `known` is what its parts have in common.

    Most news is paragraphs, and for them there is a shorter way.
    """
    return str(_parser().render(markdown, known))


def to_inline_html(markdown: str) -> str:
    """A line of text as HTML without a paragraph around it."""
    return str(_parser().renderInline(markdown))


def filter_with(render: Renderer) -> Callable[[str], Markup]:
    """The template filter that renders with `render`: `to_html`, or one that remembers its answers."""
    return lambda text: Markup(render(text))


# What may change how a paragraph elsewhere is read, with an empty line between them: code between fences, what a link's name leads to.
_ACROSS = ("```", "~~~", "]:", "\r", "\0")
_BLANK = re.compile(r"(\n\n+)")
# A line that begins no other block: it has a letter in front, a digit that numbers no list, or a sign as here; and no odd end.
_PROSE = re.compile(r"(?![0-9]{1,9}[.)])(?:[^\W_]|[“”„‘’\"'«»(\[—–…¿¡@€£$])(?:.*\S)?$")
_MARKED = re.compile(r"[\\`*_\[\]<>&~]")  # what makes a paragraph more than its letters


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.validateLink = _may_lead  # type: ignore[method-assign]
    parser.core.ruler.push("headings", _level_headings)
    parser.core.ruler.push("pictures", _pictures_as_links)
    parser.core.ruler.push("cells", _cells_by_class)
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    parser.render("*a*")  # so that its rules are put in order before two threads ask for them at once
    return parser


def _may_lead(url: str) -> bool:
    """Whether a link may be followed: absolute, of three schemes, to somewhere. All else stays the text that it is."""
    try:
        parts = urlsplit(url.strip())
        return parts.scheme.lower() in SCHEMES and bool(parts.hostname or (parts.scheme.lower() == "mailto" and parts.path))
    except ValueError:
        return False


def _level_headings(state: Any) -> None:
    """h1 becomes h2, and a heading is at most one level below the one above it."""
    levels: list[int] = state.env.setdefault("levels", [])  # the headings that the text is under, as it numbered them
    for i, token in enumerate(state.tokens):
        if token.type == "heading_open":
            level = int(token.tag[1])
            while levels and levels[-1] >= level:
                levels.pop()
            levels.append(level)
            tag = f"h{min(len(levels) + 1, 6)}"
            token.tag = state.tokens[i + 2].tag = tag


def _pictures_as_links(state: Any) -> None:
    """A picture elsewhere is not loaded, for that would tell others who reads: it is named and linked instead."""
    for block in state.tokens:
        if block.type != "inline" or not any(token.type == "image" for token in block.children):
            continue
        shown: list[Token] = []
        inside_link = 0
        for token in block.children:
            inside_link += (token.type == "link_open") - (token.type == "link_close")
            if token.type != "image":
                shown.append(token)
                continue
            name = Token("text", "", 0, content=token.content or _file_name(str(token.attrs["src"])))
            if inside_link:
                shown.append(name)
            else:
                shown += [
                    Token("link_open", "a", 1, attrs={"href": token.attrs["src"], "class": "picture"}),
                    name,
                    Token("link_close", "a", -1),
                ]
        block.children = shown


def _cells_by_class(state: Any) -> None:
    """A cell is aligned by its class: the pages' policy allows no style but the sheet's."""
    for token in state.tokens:
        if token.type in ("th_open", "td_open") and (style := token.attrs.pop("style", None)):
            token.attrs["class"] = str(style).removeprefix("text-align:")


def _file_name(src: str) -> str:
    return re.split(r"[?#]", src)[0].rstrip("/").rpartition("/")[2] or src


def _table_open(renderer: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: MutableMapping[str, Any]) -> str:
    """A wide table scrolls by itself, by keyboard too, and never the page."""
    return '<div class="scroll" tabindex="0" role="group"><table>\n'


def _table_close(renderer: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: MutableMapping[str, Any]) -> str:
    return "</table></div>\n"
