"""What stands within a line of a plain text → HTML: web addresses become links."""

import html
import re
from collections.abc import Iterator

_BEGINS = re.compile("https?://")
_PIECE = re.compile(r"[^\s<>\"“”«»()\[\]]+|[()\[\]]")
_BRACKETS = {")": "(", "]": "["}
_AFTER = ".,;:!?'’"  # what ends a sentence ends no address


def to_html(text: str) -> str:
    """Escaped, with its web addresses as links."""
    return "".join(_linked(text))


def holds_address(text: str) -> bool:
    return next(_addresses(text), None) is not None


def _linked(text: str) -> Iterator[str]:
    start = 0
    for first, after in _addresses(text):
        yield html.escape(text[start:first], quote=False)
        address = text[first:after]
        yield f'<a href="{html.escape(address)}">{html.escape(address, quote=False)}</a>'
        start = after
    yield html.escape(text[start:], quote=False)


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where each address of a text begins and ends."""
    after = 0
    while match := _BEGINS.search(text, after):
        first, after = match.span()
        end = _end(text, after)
        if end > after:
            yield first, end
            after = end


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
