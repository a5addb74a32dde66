"""Text for where there is nothing but text: wrapped at the width that readers see, no address broken in two."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from markdown_it.token import Token

from digest import prose

WIDTH = 72  # columns: quoted once or twice in an answer, a line still fits into 80

# Between these a line may end without a space; Korean, which has spaces, is not among them.
_CJK = r"[\u2e80-\u303f\u3040-\u30ff\u3190-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff]"
_FIRST = "\u2e80"  # of them
_BEGINS_NO_LINE = frozenset("、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】％‥…ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.!?:;)]}")
_ENDS_NO_LINE = frozenset("‘“（〔［｛〈《「『【([{")
_JOINER = "\u200d"


def columns(text: str) -> int:
    """How wide a text is in a terminal or a mail: two columns for a Chinese character, none for an accent that stands on a letter."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(c: str) -> int:
    if unicodedata.category(c) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


def wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """A text in lines of WIDTH columns, the first behind `first`, the others behind `rest` or as many spaces.

    White space is folded. An address is never broken, and so may be longer than a line.
    """
    rest = " " * columns(first) if rest is None else rest
    lines, line, used = [], first, columns(first)
    empty = True  # whether there is nothing on the line yet but what it begins with
    for space, piece in _pieces(text, WIDTH - max(used, columns(rest))):
        wide = columns(piece)
        if not empty and used + space + wide > WIDTH:
            lines.append(line.rstrip(" "))
            line, used, empty = rest, columns(rest), True
        if space and not empty:
            line, used = line + " ", used + 1
        line, used, empty = line + piece, used + wide, False
    return "\n".join([*lines, line.rstrip(" ")])


def _pieces(text: str, room: int) -> Iterator[tuple[bool, str]]:
    """What may not be broken, and whether there is a space before it."""
    for word in re.split(r"[ \t\r\n]+", text.strip(" \t\r\n")):
        space = True
        for piece in _between_characters(word):
            if columns(piece) <= room or "://" in piece:
                yield space, piece
            else:
                for part in _cut(piece, room):
                    yield space, part
                    space = False
            space = False


def _between_characters(word: str) -> Iterator[str]:
    if max(word, default="") < _FIRST or "://" in word or not (cjk := _cjk()).search(word):
        yield word
        return
    piece = ""
    for c in word:
        apart = piece and (cjk.match(c) or cjk.match(piece[-1])) and c not in _BEGINS_NO_LINE and piece[-1] not in _ENDS_NO_LINE
        if apart and _columns(c):
            yield piece
            piece = ""
        piece += c
    yield piece


@cache
def _cjk() -> re.Pattern[str]:
    return re.compile(_CJK)  # 1 ms, which most mails do without


def _cut(word: str, room: int) -> Iterator[str]:
    """A word without end, such as a sentence in Thai, in parts that fit. What stands on a letter stays with it."""
    part, used = "", 0
    for c in word:
        wide = _columns(c)
        if part and wide and used + wide > room and part[-1] != _JOINER:
            yield part
            part, used = "", 0
        part, used = part + c, used + wide
    yield part


def underlined(text: str, mark: str = "=") -> str:
    """A heading, with a line of `mark` below it that is as long as it is."""
    lines = wrapped(text)
    return f"{lines}\n{mark * max(1, *map(columns, lines.split(chr(10))))}"


@dataclass(slots=True)
class _Written:
    """Blocks of text with what each line of them begins with, as they are read off Markdown."""

    blocks: list[tuple[bool, str]] = field(default_factory=list)  # whether each follows the one before without an empty line
    inside: list[list[str]] = field(default_factory=list)  # of each quote and list item around: how its next line begins, and all others

    def add(self, text: str, tight: bool = False, verbatim: bool = False) -> None:
        first, rest = "".join(one[0] for one in self.inside), "".join(one[1] for one in self.inside)
        if verbatim:
            block = "\n".join(f"{rest if i else first}    {line}".rstrip() for i, line in enumerate(text.rstrip("\n").split("\n")))
        else:
            block = wrapped(text, first, rest)
        self.blocks.append((tight, block))
        for one in self.inside:
            one[0] = one[1]


def plain(markdown: str) -> str:
    """A Markdown text as people write mails: addresses in angle brackets behind what leads there."""
    written = _Written()
    numbers: list[int | None] = []  # of each list around: its next item's number
    row: list[str] | None = None
    heading = tight = begun = False
    for token in prose.parser().parse(markdown):
        match token.type:
            case "blockquote_open":
                written.inside.append(["> ", "> "])
            case "bullet_list_open" | "ordered_list_open":
                begun = bool(numbers)  # a list within one follows its item at once
                numbers.append(int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None)
            case "list_item_open":
                number = numbers[-1]
                mark = "* " if number is None else f"{number}. "
                numbers[-1] = None if number is None else number + 1
                written.inside.append([mark, " " * len(mark)])
            case "blockquote_close" | "list_item_close":
                written.inside.pop()
            case "bullet_list_close" | "ordered_list_close":
                numbers.pop()
            case "table_open":
                begun = False
            case "tr_open":
                row = []
            case "tr_close":
                written.add(" | ".join(row or ()), tight=begun)
                row, begun = None, True
            case "heading_open":
                heading = True
            case "paragraph_open":
                heading, tight = False, token.hidden
            case "inline" if row is not None:
                row.append(_inline(token))
            case "inline" if heading:
                written.add(_inline(token))
                written.add("-" * min(WIDTH, columns(_inline(token)) or 1), tight=True)
            case "inline":
                written.add(_inline(token), tight=tight and begun)
                begun = True
            case "fence" | "code_block":
                written.add(token.content, verbatim=True)
            case "hr":
                written.add("* * *")
    return "".join(("" if not i else "\n" if tight else "\n\n") + block for i, (tight, block) in enumerate(written.blocks))


def _inline(token: Token) -> str:
    parts: list[str] = []
    links: list[tuple[str, int]] = []  # the links around, and where the text of each begins
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline":
                parts.append(child.content)
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case "image":
                parts.append(f"{prose.inline_text(child)} <{child.attrs['src']}>".lstrip())
            case "link_open":
                links.append((str(child.attrs["href"]), len(parts)))
            case "link_close":
                address, begins = links.pop()
                said = "".join(parts[begins:])
                parts[begins:] = [said if said in (address, address.removeprefix("mailto:")) else f"{said} <{address}>".lstrip()]
    return "".join(parts)
