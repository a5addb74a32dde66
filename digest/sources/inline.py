"""What stands within a line of a plain text: web addresses, and Markdown's marks where they are plainly meant.

`**bold**`, `*italic*` and `[words](https://…)` are taken for what they are. Stars that multiply, that lead to a footnote, or
that stand for letters left out, are text; so is `_`, which is a letter of file names.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

LABEL = 500  # characters of the words of a link

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"  # is written without spaces: marks stand right between letters
_BRACKETS = {")": "(", "]": "["}
_AFTER = ".,;:!?'’"  # what ends a sentence ends no address
_SCHEME = re.compile("https?://")
_PIECE = re.compile(r"[^\s<>\"“”«»()\[\]]+|[()\[\]]")
# Stars open before a word and close after one, as many as opened; outside of them stands no letter.
_STARS = (
    rf"(?:(?<![\w*\\/.,;:!?…)\]])|(?<=[{_CJK}]))(?P<stars>\*{{1,3}})(?![/.,;:!?)\]])(?=[^\s*]*\w)"
    rf"(?P<marked>[^*]*[^\s*\\])(?P=stars)(?:(?![\w*])|(?=[{_CJK}]))"
)
_EMPHASIS = re.compile(_STARS)
_MARK = re.compile(rf"{_STARS}|(?:(?<![\\!])\[(?P<label>[^\[\]]{{1,{LABEL}}})\]\()?(?P<scheme>https?://)")
_TAGS = {1: ("<em>", "</em>"), 2: ("<strong>", "</strong>"), 3: ("<strong><em>", "</em></strong>")}


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text: words between stars, words that lead to an address, or nothing but words."""

    words: str
    stars: int = 0
    address: str = ""


def to_html(text: str) -> str:
    return "".join(map(_html, _spans(text)))


def plain(text: str) -> str:
    """A text without its marks. An address stays, in brackets behind its words."""
    return "".join(map(_plain, _spans(text)))


def unwrapped(text: str) -> str:
    """A heading without the stars around the whole of it: it stands out as it is."""
    whole = _EMPHASIS.fullmatch(text)
    return whole["marked"] if whole else text


def holds_address(text: str) -> bool:
    return any(_end(text, match.end()) > match.end() for match in _SCHEME.finditer(text))


def _spans(text: str) -> Iterator[Span]:
    start = after = 0
    while match := _MARK.search(text, after):
        span, after = _span(text, match)
        if span:
            yield Span(text[start : match.start()])
            yield span
            start = after
    yield Span(text[start:])


def _span(text: str, match: re.Match[str]) -> tuple[Span | None, int]:
    """What a mark makes of a text, and where to go on; None where it only looks like one."""
    if match["stars"]:
        return Span(match["marked"], stars=len(match["stars"])), match.end()
    end = _end(text, match.end())
    address = text[match.start("scheme") : end]
    if end == match.end():
        return None, match.end()
    if not match["label"]:
        return Span(address, address=address), end
    return (Span(match["label"], address=address), end + 1) if text[end : end + 1] == ")" else (None, match.start() + 1)


def _end(text: str, start: int) -> int:
    """Where an address is over: before what closes the sentence or the brackets that it stands in. Brackets that it opened are its own."""
    open: list[str] = []
    end = start
    while match := _PIECE.match(text, end):
        if match[0] in _BRACKETS.values():
            open.append(match[0])
        elif match[0] in _BRACKETS and (not open or open.pop() != _BRACKETS[match[0]]):
            break
        end = match.end()
    while end > start and text[end - 1] in _AFTER:
        end -= 1
    return end


def _html(span: Span) -> str:
    if span.address:
        words = html.escape(plain(span.words) if span.words != span.address else span.address, quote=False)
        return f'<a href="{html.escape(span.address)}">{words}</a>'
    if span.stars:
        before, after = _TAGS[span.stars]
        return f"{before}{to_html(span.words)}{after}"
    return html.escape(span.words, quote=False)


def _plain(span: Span) -> str:
    if span.address and span.words != span.address:
        return f"{plain(span.words)} ({span.address})"
    return plain(span.words) if span.stars else span.words
