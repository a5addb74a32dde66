"""Foreign HTML → Markdown that says the same words: CommonMark with tables and strikethrough, as `prose.parser()` reads it.

JustHTML reads the markup as browsers do; one pass over its tree makes blocks and spans of it; these are written down.
Words are never lost: what Markdown cannot show (a table in a table, a list nine deep, emphasis that ends
inside a word) loses its form. Nothing becomes raw HTML: text that looks like markup is escaped, and no other.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import groupby
from typing import NamedTuple, TypeGuard

from digest.entries.parsing import End, walk
from digest.entries.text import clean
from digest.entries.urls import absolute
from digest.markup import BLOCKS, NO_TAG, unescaped

# What each tag is to us. Of any other the tag goes and the text stays; of what nobody is to see (`parsing`) the text goes, too.
_MARKS = {"b": "**", "strong": "**", "dt": "**", "del": "~~", "s": "~~", "strike": "~~", "code": "`", "kbd": "`", "samp": "`", "tt": "`"}
_MARKS |= dict.fromkeys(("i", "em", "cite", "dfn", "var"), "*")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = {"ul", "ol"}
_BOXES = {"blockquote", "table", "tr", "td", "th", "li", *_LISTS}

_LEVELS = 16  # how deep quotes and lists may stand in each other, a list counting twice: at 20 markdown-it drops the text
_COLUMNS = 64  # a table that is wider is no table


def to_markdown(html: str, base: str = "") -> str:
    """Foreign HTML as Markdown. Relative links are resolved against `base`; without one they become their text."""
    return _blocks(_read(html, _Reader(base)))


def to_paragraphs(html: str, base: str, enough: int) -> Iterator[tuple[str, bool]]:
    """The paragraphs that `prose.paragraphs` would find in its Markdown, each with whether it is in a list: all that are told
    before the document's own, outside of any list, quote or table, have more than `enough` characters. In a third of the time.
    """
    return _said(_read(html, _Reader(base, enough)))


def _read(html: str, reader: "_Reader") -> list["_Block"]:
    with suppress(_Enough):
        reader.read(unescaped(html))
        reader.end_paragraph()
    return reader.root.children


def to_text(html: str, *, twice: bool = True) -> str:
    """HTML, or text with entities, as one line of plain text. What was escaped twice is unescaped twice, as feeds need it."""
    text = _bare(html)
    return _bare(unescape(text)) if twice and _ENTITY.search(text) else text


def escape(text: str) -> str:
    """A plain text as a Markdown paragraph that renders to it, white space folded."""
    return _paragraph([_Span(" ".join(clean(text).split()))])


def link(text: str, address: str, base: str, after: str = "") -> str:
    """A plain text that leads somewhere, and what stands behind it, as a Markdown paragraph; "" where it leads nowhere."""
    text, after = (" ".join(clean(words).split()) for words in (text, after))
    where = absolute(address, base)
    return _paragraph([_Span(text, frozenset({_Link(where, "")})), _Span(f" {after}" if after else "")]) if text and where else ""


# ── plain text ───────────────────────────────────────────────────────────────────────────────────

_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[\da-f]{1,6});", re.IGNORECASE)


def _bare(html: str) -> str:
    return " ".join("".join(_words(html)).split())


def _words(html: str) -> Iterator[str]:
    """The texts of HTML, with a space where a tag keeps words apart."""
    for part in walk(NO_TAG.sub("&lt;", html)):  # in a headline `List<String>` is no tag and `<3` is none
        if isinstance(part, str):
            yield part
        elif (tag := part.tag if isinstance(part, End) else part.name) in BLOCKS or tag == "br":
            yield " "


# ── HTML → blocks ────────────────────────────────────────────────────────────────────────────────


class _Link(NamedTuple):
    address: str
    title: str


_Mark = str | _Link  # what a text stands in: one of Markdown's delimiters, ** * ~~ `, or a link
_EMPHASIS: frozenset[_Mark] = frozenset({"**", "*", "~~"})
_CODE: frozenset[_Mark] = frozenset("`")


class _Span(NamedTuple):
    """A run of text in one style. HTML nests styles without end; what a reader sees is a row of these.

    A line break is a span with the text "\\n". An image has an address; its text is what it shows.
    """

    text: str
    marks: frozenset[_Mark] = frozenset()
    image: str = ""


@dataclass(slots=True)
class _Text:
    """A paragraph; with a level, a heading."""

    spans: list[_Span]
    level: int = 0


@dataclass(slots=True)
class _Box:
    """A block that holds blocks: a quote, a list, an item, a table, a row, a cell; without a tag, the document."""

    tag: str = ""
    level: int = 0
    number: int = 1  # of a list: where it starts; of a cell: how many columns it takes
    children: list["_Block"] = field(default_factory=list)


_Block = _Text | _Box | str  # a str is Markdown already: code, a rule

_LANGUAGE = re.compile(r"\b(?:lang|language|highlight-source)-([\w+#.-]+)")
_POWER = re.compile(r"[0-9+−-]+")
_RAISED = str.maketrans("0123456789+−-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_BLANKS = re.compile(r"[ \t\n]+")  # no-break spaces stay


class _Enough(Exception):
    """As much was read as is needed."""


class _Reader:
    """HTML → blocks. Raises _Enough where the paragraphs of the document itself tell so many characters."""

    def __init__(self, base: str, enough: int | None = None) -> None:
        self.base = base
        self.enough = enough
        self.told = 0
        self.root = _Box()
        self.boxes = [self.root]  # the open ones; where one is too deep or out of place, its parent stands once more
        self.marks: list[frozenset[_Mark]] = [frozenset()]  # of each open tag that marks text: those in force inside it
        self.spans: list[_Span] = []  # of the paragraph that is being read
        self.run: list[str] = []  # what was told since, in one style: white space is at its edges, not at those of tags within
        self.style: frozenset[_Mark] = frozenset()
        self.heading = 0
        self.raised = 0
        self.code: list[str] = []  # of the <pre> that is being read
        self.language = ""
        self.pres = 0

    def read(self, html: str) -> None:
        for part in walk(html):
            if isinstance(part, str):
                self.text(part)
            elif isinstance(part, End):
                self.end(part.tag)
            else:
                self.start(part.name, {name: clean(value or "") for name, value in (part.attrs or {}).items()})

    def start(self, tag: str, said: dict[str, str]) -> None:
        if tag == "pre":
            self.pres += 1
        if self.pres:
            return self.start_in_code(tag, said)
        if tag in BLOCKS:
            self.end_paragraph()
        if tag in _BOXES:
            self.boxes.append(self.box(tag, said))
        if tag in _MARKS:
            self.marks.append(self.marks[-1] | {_MARKS[tag]})
        if tag in _HEADINGS:
            self.heading = _HEADINGS[tag]
        match tag:
            case "a":
                link, around = self.link(said), self.marks[-1]
                # Of two that stand in each other, as they may in a table, the inner one leads on.
                self.marks.append(link.union(mark for mark in around if not isinstance(mark, _Link)) if link else around)
            case "br":
                self.add(_Span("\n", self.marks[-1]))
            case "hr":
                self.place().append("***")  # in a list, `---` and its bullet would make one rule
            case "img":
                self.image(said)
            case "q":
                self.text("“")
            case "sup":
                self.raised += 1

    def end(self, tag: str) -> None:
        if self.pres:
            return self.end_in_code(tag)
        if tag in BLOCKS:
            self.end_paragraph()
        if tag in _BOXES:
            self.boxes.pop()
        if tag in _MARKS or tag == "a":
            self.marks.pop()
        if tag in _HEADINGS:
            self.heading = 0
        if tag == "q":
            self.text("”")
        if tag == "sup":
            self.raised -= 1

    def text(self, data: str) -> None:
        if self.pres:
            self.code.append(data)
        else:
            if self.raised and _POWER.fullmatch(data):
                data = data.translate(_RAISED)  # 10² must not become 102
            if self.marks[-1] != self.style:
                self.end_run()
                self.style = self.marks[-1]
            self.run.append(data)

    def add(self, span: _Span) -> None:
        self.end_run()
        self.spans.append(span)

    def end_run(self) -> None:
        if self.run:
            self.spans.append(_Span(_BLANKS.sub(" ", "".join(self.run)), self.style))
            self.run = []

    def end_paragraph(self) -> None:
        self.end_run()
        if not self.spans:
            return
        for spans in _paragraphs(self.spans):
            self.place().append(_Text(spans, self.heading))
            if self.enough is not None and len(self.boxes) == 1 and not self.heading:
                self.told += sum(len(span.text.strip()) for span in spans if not span.image)
        self.spans = []
        if self.enough is not None and self.told > self.enough:
            raise _Enough

    def place(self) -> list[_Block]:
        """Where the next block goes. What stands in a list but in no item belongs to the item before it."""
        box = self.boxes[-1]
        if box.tag not in _LISTS:
            return box.children
        if not box.children:
            box.children.append(_Box("li", box.level))
        item = box.children[-1]
        assert isinstance(item, _Box)
        return item.children

    def box(self, tag: str, said: dict[str, str]) -> _Box:
        """The box that a tag opens, put into its place: a new one, or the one that is open if this one cannot be."""
        parent = self.boxes[-1]
        level = parent.level + {"blockquote": 1, "table": 1, "ul": 2, "ol": 2}.get(tag, 0)
        homes = {"li": _LISTS, "tr": {"table"}, "td": {"tr"}, "th": {"tr"}}.get(tag, {parent.tag})
        if level > _LEVELS or parent.tag not in homes:
            return parent
        number = said.get("start") or said.get("colspan") or ""
        box = _Box(tag, level, int(number) if re.fullmatch("[0-9]{1,8}", number) else 1)
        (parent.children if tag == "li" else self.place()).append(box)
        return box

    def link(self, said: dict[str, str]) -> frozenset[_Mark]:
        if self.enough is not None:
            return frozenset()  # of a paragraph's words none is an address
        address = absolute(said.get("href", ""), self.base)
        return frozenset({_Link(address, " ".join(said.get("title", "").split()))} if address else ())

    def image(self, said: dict[str, str]) -> None:
        if {said.get("width"), said.get("height")} & {"0", "1", "0px", "1px"}:
            return  # it counts readers
        address = absolute(said.get("src", ""), self.base)
        text, marks = " ".join(said.get("alt", "").split()), self.marks[-1] - _EMPHASIS - _CODE
        if address.startswith("http"):
            self.add(_Span(text, marks, address))
        else:
            self.add(_Span(text or " ", marks))

    def start_in_code(self, tag: str, said: dict[str, str]) -> None:
        if tag == "pre" and self.pres == 1:
            self.end_paragraph()
            self.code, self.language = [], ""
        elif tag == "br" or (tag in BLOCKS and self.code and not self.code[-1].endswith("\n")):
            self.code.append("\n")
        elif tag == "img":
            self.code.append(said.get("alt", ""))
        if not self.language and (language := _LANGUAGE.search(said.get("class", ""))):
            self.language = language[1]

    def end_in_code(self, tag: str) -> None:
        if tag == "pre":
            self.pres -= 1
        if self.pres:
            return
        lines = [line.rstrip() for line in "".join(self.code).split("\n")]
        text = "\n".join(lines).strip("\n")
        if text:
            fence = _fence(text, 3)
            self.place().append(f"{fence}{self.language}\n{text}\n{fence}")


def _fence(text: str, least: int) -> str:
    """So many backticks that none in the text can be taken for them."""
    return "`" * max([least, *(len(run) + 1 for run in re.findall("`+", text))])


def _paragraphs(spans: Sequence[_Span]) -> Iterator[list[_Span]]:
    """A run of inline content as paragraphs: two line breaks end one. White space is folded, and none is at the edge of a style."""
    if len(spans) == 1 and not spans[0].image:  # as most are
        if text := spans[0].text.strip():
            yield [spans[0]._replace(text=text)]
        return
    line: list[_Span] = []
    breaks, space, shared = 0, False, frozenset[_Mark]()  # of what stands between the last word and the next
    for span in spans:
        text = span.text.strip()
        if not text and not span.image:
            breaks, space, shared = breaks + span.text.count("\n"), space or span.text != "", shared & span.marks
            continue
        if line and breaks > 1:
            yield line
            line = []
        elif line and breaks:
            line.append(_Span("\n", shared & span.marks - _CODE))
        elif line and (space or span.text[:1].isspace()):
            line.append(_Span(" ", shared & span.marks))
        line.append(span._replace(text=text))
        breaks, space, shared = 0, span.text[-1:].isspace(), span.marks
    if line:
        yield line


def _said(blocks: Iterable[_Block], in_list: bool = False) -> Iterator[tuple[str, bool]]:
    for block in _without_layout(blocks):
        if isinstance(block, _Text) and not block.level and (text := " ".join("".join(span.text for span in block.spans).split())):
            yield text, in_list
        elif isinstance(block, _Box) and block.tag != "table":
            yield from _said(block.children, in_list or block.tag in _LISTS)


# ── blocks → Markdown ────────────────────────────────────────────────────────────────────────────


def _blocks(blocks: Iterable[_Block], item: bool = False) -> str:
    """Blocks below each other; in an item of a list, a list follows its paragraph without a blank line."""
    written: list[str] = []
    before, other = "", False
    for block in _without_layout(blocks):
        kind = block.tag if isinstance(block, _Box) else "p" if isinstance(block, _Text) else ""
        turn = kind in _LISTS and kind == before and not other  # with the same bullet the two would be read as one list
        text = _block(block, turn)
        if text and written:
            close = item and before == "p" and kind in _LISTS and text.startswith(("- ", "1. "))  # 2. would be read as text
            written.append("\n" if close else "\n\n")
        if text:
            written.append(text)
            before, other = kind, turn
    return "".join(written)


def _block(block: _Block, other: bool) -> str:
    match block:
        case str():
            return block
        case _Text(spans, 0):
            return _paragraph(spans)
        case _Text(spans, level):
            return "#" * level + " " + _CLOSING.sub(r"\\\g<0>", _inline(spans).replace("\n", " "))
        case _Box("blockquote"):
            text = _blocks(block.children)
            return text and "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))
        case _Box("ul"):
            return _items(block, ["+ " if other else "- "] * len(block.children))
        case _Box("ol"):
            return _items(block, [f"{block.number + i}{')' if other else '.'} " for i in range(len(block.children))])
        case _Box("table"):
            return _table(block)
        case _:
            raise AssertionError(block.tag)  # what holds items, rows and cells writes them


def _items(box: _Box, bullets: Iterable[str]) -> str:
    texts = [text for item in box.children if isinstance(item, _Box) and (text := _blocks(item.children, item=True))]
    gap = "\n\n" if any("\n\n" in text for text in texts) else "\n"
    return gap.join(bullet + re.sub(r"\n(?!\n)", "\n" + " " * len(bullet), text) for bullet, text in zip(bullets, texts, strict=False))


def _without_layout(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """The blocks, those in the cells of a table instead of the table where it is none but a way to lay out a page."""
    for block in blocks:
        if not _is(block, "table", "tr", "td", "th"):
            yield block
        elif block.tag == "table" and _is_grid(_rows(block)):
            yield from _without_layout(part for part in block.children if not _is(part, "tr"))  # its caption
            yield block
        else:
            yield from _without_layout(block.children)


def _is_grid(rows: list[list[_Box]]) -> bool:
    """Whether Markdown can show a table: more than one row and column, and no more in a cell than a line."""
    return len(rows) > 1 and 1 < _width(rows) <= _COLUMNS and all(_holds_a_line(cell) for row in rows for cell in row)


def _is(block: _Block, *tags: str) -> TypeGuard[_Box]:
    return isinstance(block, _Box) and block.tag in tags


def _rows(table: _Box) -> list[list[_Box]]:
    """The cells of the rows that hold anything."""
    rows = [[cell for cell in row.children if _is(cell, "td", "th")] for row in table.children if _is(row, "tr")]
    return [row for row in rows if any(cell.children for cell in row)]


def _width(rows: list[list[_Box]]) -> int:
    return max(sum(max(1, cell.number) for cell in row) for row in rows)


def _holds_a_line(cell: _Box) -> bool:
    return not cell.children or (len(cell.children) == 1 and isinstance(cell.children[0], _Text) and not cell.children[0].level)


def _table(table: _Box) -> str:
    rows = _rows(table)
    width = _width(rows)
    lines = []
    for row in rows:
        line: list[str] = []
        for cell in row:
            text = " ".join(_inline(part.spans) for part in cell.children if isinstance(part, _Text))
            line += [text.replace("\n", " ").replace("|", r"\|"), *[""] * (cell.number - 1)]
        lines.append(line + [""] * (width - len(line)))
    if any(cell.tag == "td" for cell in rows[0]):
        lines.insert(0, [""] * width)  # Markdown knows no table without a head
    lines.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# ── spans → Markdown ─────────────────────────────────────────────────────────────────────────────

_ESCAPED = r"\\\g<0>"

# What would be markup wherever it stands. The edges of a span count as neither space nor letter: a delimiter may be there.
_ANYWHERE = r"""
    \\ (?= [!-/:-@\[-`{-~\n] | $ )              # a backslash before what it would escape
  | `
  | (?<!\s) \* | \* (?!\s)                      # 5 * 3 is safe
  | (?<![^\W_]) _ | _ (?![^\W_])                # snake_case is safe
  | ~ (?= ~ | $ ) | (?: (?<=~) | ^ ) ~          # ~5 is safe
  | < (?= [a-zA-Z/!?] | [^\s<>]* (?: @ | $ ) )  # <3 is safe
  | & (?= (?: [a-zA-Z][a-zA-Z\d]{1,31} | \#\d{1,7} | \#[xX][\da-fA-F]{1,6} ) ; )
"""
_SYNTAX = re.compile(rf"(?: {_ANYWHERE} | \] (?=\() )", re.VERBOSE)  # [x] is safe
_SYNTAX_IN_BRACKETS = re.compile(rf"(?: {_ANYWHERE} | [\[\]] )", re.VERBOSE)
# What would be markup at the start of a line: a number, a bullet, a heading, a quote, an underline, a table's second line.
_LINE = re.compile(r"^([0-9]{1,9}(?=[.)](?: |$))|(?=(?:[-+*]|#{1,6})(?: |$)|>|=+ *$|[-:|][-:| ]*$))")
_DEFINITION = re.compile(r"\[(?:\\.|[^\\\[\]])+\]:", re.DOTALL)
_CLOSING = re.compile(r"(?<!\S)#+$")  # a heading may end with these
_IN_ADDRESS = re.compile(r"[()\\]|&(?=#?\w+;)")


class _Piece(NamedTuple):
    """A bit of Markdown; with a mark, the delimiter that opens (+1) or closes (-1) the spans first ≤ i < last."""

    text: str
    edge: int = 0
    mark: _Mark = ""
    first: int = 0
    last: int = 0


def _paragraph(spans: Sequence[_Span]) -> str:
    text = _inline(spans)
    if _DEFINITION.match(text):
        text = "\\" + text
    return "\\\n".join(_LINE.sub(r"\1\\", line) for line in text.split("\n"))


def _inline(spans: Sequence[_Span]) -> str:
    """Spans as Markdown, hard breaks as bare newlines. Emphasis that would not be read as such is left out."""
    if len(spans) == 1 and not spans[0].marks and not spans[0].image:
        return _literal(spans[0], starts=True, ends=True)  # as most are
    line = _merged(_eased(_merged(spans)))
    for _ in range(4):
        pieces = list(_pieces(line, 0, len(line), frozenset()))
        misfits = list(_misfits(pieces))
        if not misfits:
            return _joined(pieces)
        for piece in misfits:
            for i in range(piece.first, piece.last):
                line[i] = line[i]._replace(marks=line[i].marks - {piece.mark})
        line = _merged(line)
    line = _merged(span._replace(marks=span.marks - _EMPHASIS) for span in line)
    return _joined(_pieces(line, 0, len(line), frozenset()))


def _joined(pieces: Iterable[_Piece]) -> str:
    written: list[str] = []
    for piece in pieces:
        if piece.text == "[" and piece.edge and written and written[-1].endswith("!"):
            written[-1] = written[-1][:-1] + "\\!"  # or the link would be an image
        written.append(piece.text)
    return "".join(written)


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    """Neighbours in one style are one span: `**a****b**` would not be read."""
    merged: list[_Span] = []
    for (marks, image), run in groupby((span for span in spans if span.text or span.image), key=lambda span: (span.marks, span.image)):
        same = list(run)
        merged += same if image or len(same) == 1 else [_Span("".join([span.text for span in same]), marks)]
    return merged


def _eased(spans: Sequence[_Span]) -> Iterator[_Span]:
    """Spans with the punctuation at the edge of an emphasis moved out where a letter follows.

    CommonMark reads `**标题**:内容` as meant, but not `**标题:**内容`.
    """
    for before, span, after in zip([_Span(" "), *spans], spans, [*spans[1:], _Span(" ")], strict=False):
        if _opaque(span) or not span.marks & _EMPHASIS:
            yield span
            continue
        text, start, end = span.text, 0, len(span.text)
        if not _opaque(before) and _kind(before.text[-1]) == "letter":
            while start < end and _kind(text[start]) == "punctuation":
                start += 1
        if not _opaque(after) and _kind(after.text[0]) == "letter":
            while start < end and _kind(text[end - 1]) == "punctuation":
                end -= 1
        yield _Span(text[:start], span.marks - (_EMPHASIS - before.marks))
        yield _Span(text[start:end], span.marks)
        yield _Span(text[end:], span.marks - (_EMPHASIS - after.marks))


def _opaque(span: _Span) -> bool:
    """Whether a span is written with delimiters of its own: code, an image."""
    return bool(span.image) or "`" in span.marks


def _pieces(spans: Sequence[_Span], first: int, last: int, done: frozenset[_Mark]) -> Iterator[_Piece]:
    """The spans with their delimiters, but for those of `done`. What lasts longest stands outside."""
    while first < last:
        begun = spans[first].marks - done - _CODE
        if not begun:
            yield _Piece(_literal(spans[first], starts=first == 0, ends=first + 1 == len(spans)))
            first += 1
            continue
        ends = {mark: next((i for i in range(first + 1, last) if mark not in spans[i].marks), last) for mark in begun}
        mark = max(ends, key=lambda mark: (ends[mark], isinstance(mark, _Link), str(mark)))
        opening, closing = (mark, mark) if isinstance(mark, str) else ("[", f"]({_target(mark)})")
        yield _Piece(opening, 1, mark, first, ends[mark])
        yield from _pieces(spans, first, ends[mark], done | {mark})
        yield _Piece(closing, -1, mark, first, ends[mark])
        first = ends[mark]


def _literal(span: _Span, *, starts: bool, ends: bool) -> str:
    """The Markdown of one span that is read as its text, wherever it stands in a line."""
    text, marks, image = span
    if image:
        return f"![{_SYNTAX_IN_BRACKETS.sub(_ESCAPED, text)}]({_IN_ADDRESS.sub(_ESCAPED, image)})"
    if "`" in marks:
        fence = _fence(text, 1)
        pad = " " if text.startswith("`") or text.endswith("`") else ""
        return f"{fence}{pad}{text}{pad}{fence}"
    if marks:
        return (_SYNTAX_IN_BRACKETS if any(isinstance(mark, _Link) for mark in marks) else _SYNTAX).sub(_ESCAPED, text)
    left, right = " " * starts, " " * ends  # the edge of a line counts as a space
    text = _SYNTAX.sub(_ESCAPED, left + text + right)
    return text[len(left) : len(text) - len(right)]


def _target(link: _Link) -> str:
    title = re.sub(r'["\\]|&(?=#?\w+;)', _ESCAPED, link.title)
    return _IN_ADDRESS.sub(_ESCAPED, link.address) + (f' "{title}"' if title else "")


def _misfits(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """The delimiters of emphasis that CommonMark (6.2) would not read as what they are, where they stand."""
    line = "".join(piece.text for piece in pieces)
    start, stars, previous = 0, 0, _Piece("")
    for piece in pieces:
        end = start + len(piece.text)
        if piece.mark in _EMPHASIS:
            left, right = start, end
            while left and line[left - 1] == line[start]:
                left -= 1
            while right < len(line) and line[right] == line[start]:
                right += 1
            outer, inner = (_kind(line[left - 1 : left] if left else ""), _kind(line[right : right + 1]))[:: piece.edge]
            unread = inner == "space" or (inner == "punctuation" and outer == "letter")
            # Stars inside others that could both open and close, close; and those that do close cannot open as well.
            closes = piece.edge > 0 and stars > 0 and outer == inner
            glued = piece.edge > 0 > previous.edge and previous.text[0] == line[start]
            if unread or closes or glued:
                yield piece
            stars += piece.edge if line[start] == "*" else 0
        start, previous = end, piece


@lru_cache(4096)
def _kind(character: str) -> str:
    """How CommonMark sees a character beside a delimiter; the edge of a line is a space."""
    if not character or character.isspace():
        return "space"
    return "punctuation" if unicodedata.category(character)[0] in "PS" else "letter"
