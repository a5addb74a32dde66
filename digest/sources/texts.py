"""Plain texts: unmarked headings, quotations, bullets, verse, tables, a conclusion and key points → HTML that says so.

People paste articles whose headings are bare lines. What a line is, shows in how it looks and in what stands around
it; nothing else is known. The reader goes over a text four times: into lines, then what has marks is taken out of them
(lists, tables, quotes), then headings are told from text, then the rest becomes paragraphs. Each pass looks at a line's
neighbours only, so that it takes the time that the text is long. Every word of the text is in the result once, key
points, byline and day included.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Literal

from digest import prose
from digest.model import Item
from digest.sources.document import Document
from digest.sources.front import RULE, front
from digest.sources.headings import LONGEST, headings, looks_like_heading, numbered
from digest.sources.inline import holds_address, plain, to_html, unwrapped
from digest.sources.language import language_of
from digest.sources.lines import CJK, COMMA, FULL, Line, is_short, joined, lines_of, width_of
from digest.sources.lists import Bullet, Listed, bullet_of, is_led_in, list_at
from digest.sources.names import CLOSING, KEY_POINTS, SUMMARY, named
from digest.sources.verse import stanzas

FEWEST_POINTS, MOST_POINTS = 2, 12
PARAGRAPH = 90  # characters: a line that is longer is a paragraph, whatever it ends with
POINT = 300  # characters of a key point without a bullet; what is longer is a paragraph
LONG_ITEM = 900  # characters of an item without a bullet: items may explain themselves, but not at a column's length
ITEMS = 160  # characters of such items on average, where no colon leads into them: paragraphs under a heading are longer
VERSE = 4  # one line in so many that ends with a comma is verse; in a list it is a slip
SIGNS = "■□◆◇●○"
SIGNED = 30  # characters of a heading that a sign stands before, in scripts that need few
SAID = 4  # lines of a quotation that stands above its speaker's name; longer ones are told in paragraphs
ADDRESS = 5  # lines of the longest postal address; a longer row of short lines is a list
ALONE = 5  # paragraphs between gaps: where only chapters are parted, an introduction and a postscript stand alone, and no more
SINGLE = 0.6  # of all that stands between gaps: with headings alone it would be half
SPACED = 0.5  # of the paragraphs, in a text that has fewer
DEEPEST = 4  # headings below headings

_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,})$")
_MARKED = re.compile(r"(?P<hashes>#{1,6})\s+(?P<text>\S.*?)(?:\s+#+)?$")
_FENCE = re.compile(r"(`{3,}|~{3,})[\w+-]*$")
_COLUMNS = re.compile(r"\S {3,}\S")
_PIPE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_SAYS = re.compile(r"[\"“„«『「‘‹].*[\"”“»』」’›][.,]?$")
_SPEAKER = re.compile(r"(?:—|–|―|--?)\s?(?P<name>[^\W\d_][^.!?;:]{2,80}(?:\.[^.!?;:]{1,40})?)$")
_HANDLE = re.compile(r"\(@\w+\)")
_SPEECH = re.compile(r"[–—−\"“„«「]")
_POSTAL = re.compile(
    r"\b\d{4,6}\b|^\d{1,4}[a-z]?,? \w+ (?:st|street|rd|road|ave|avenue|lane)\b|(?:straße|strasse|str\.|weg|platz) \d"
    r"|^(?:tel|phone|fax)\b|\+\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text. A quotation and verse hold their lines, a table its rows, a list its items, all else one text."""

    kind: Literal["heading", "paragraph", "list", "quote", "table", "code", "rule"]
    texts: tuple[str, ...] = ()
    level: int = 2  # of a heading
    items: tuple[Listed, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    headed: bool = False  # a table: its first row names its columns

    @property
    def text(self) -> str:
        return self.texts[0]


Part = Block | Line


def read(document: Document, text: str) -> Sequence[Item]:
    """One item: the first line is the title, what follows is told apart by its look."""
    said, lines = front(lines_of(text))
    above = [Block("paragraph", (text,)) for text in said.above]
    blocks, points = _key_points(above + _blocks(lines))
    return [
        Item(
            source=document.source,
            origin=document.origin,
            own=document.local,
            name=document.name,
            title=html.escape(plain(said.title), quote=False),
            text="\n".join(map(_to_html, blocks)),
            link=document.url or said.link,
            authors=tuple(html.escape(name, quote=False) for name in said.authors),
            published=said.published,
            language=language_of(text),
            key_points=tuple(map(plain, points)),
            categories=tuple(html.escape(name, quote=False) for name in said.categories),
            version=document.version,
        )
    ]


def _blocks(lines: list[Line]) -> list[Block]:
    width = width_of(lines)
    spaced = bool(width) or _is_spaced(lines)
    parts = _marked(lines, width)
    verse = frozenset[int]() if width else stanzas(parts)
    bare = [replace(part, text=plain(part.text)) if isinstance(part, Line) else part for part in parts]
    found = headings(bare, verse=verse, spaced=spaced, width=width)
    blocks: list[Block] = []
    i = 0
    while i < len(parts):
        part = parts[i]
        if isinstance(part, Block):
            made, i = [part], i + 1
        elif i in found:
            made, i = [Block("heading", (unwrapped(part.text),))], i + 1
        else:
            run, first = [part], i
            i += 1
            while i < len(parts) and i not in found and isinstance(following := parts[i], Line) and not following.after_gap:
                run.append(following)
                i += 1
            made = [_verse(run)] if first in verse else list(_running(run, blocks, width=width, spaced=spaced))
        for block in made:
            _put(blocks, block)
    return _levelled([block for block in _without_marks(blocks) if block.kind != "rule"])


def _is_spaced(lines: Sequence[Line]) -> bool:
    """Whether gaps part paragraphs. Where they only part chapters, a row of lines is a row of paragraphs."""
    single: list[bool] = []  # of what stands between two gaps and holds a paragraph: whether it is one line
    holds = False
    for line in lines:
        holds = (holds and not line.after_gap) or len(line.text) > (PARAGRAPH / 2 if FULL.search(line.text) else PARAGRAPH)
        if line.before_gap and holds:
            single.append(line.after_gap)
    alone, runs = sum(line.after_gap and line.before_gap for line in lines), sum(line.before_gap for line in lines)
    return (bool(single) and sum(single) >= min(ALONE, SPACED * len(single))) or alone > SINGLE * runs


# ── what has marks ───────────────────────────────────────────────────────────────────────────────


def _marked(lines: Sequence[Line], width: int) -> list[Part]:
    """The lines, those that marks tell of made into blocks."""
    bullets = [None if _names_speaker(lines, i) else bullet_of(line) for i, line in enumerate(lines)]
    parts: list[Part] = []
    fences = _fences(lines)
    i = 0
    while i < len(lines):
        found = (
            _code(lines, i, fences)
            or _table(lines, i)
            or _signed(lines, bullets, i)
            or _list(lines, bullets, i, width)
            or _quote(lines, i)
            or _said(lines, i, width)
            or _heading(lines, i, width)
        )
        part, i = found or (lines[i], i + 1)
        parts.append(part)
    return parts


def _fences(lines: Sequence[Line]) -> dict[int, int]:
    """Where each pair of fences opens and closes; a fence that nothing closes is text."""
    pairs: dict[int, int] = {}
    opened: int | None = None
    for i, line in enumerate(lines):
        if not _FENCE.match(line.text):
            continue
        if opened is None or lines[opened].text[0] != line.text[0]:
            opened = i
        else:
            pairs[opened], opened = i, None
    return {first: last for first, last in pairs.items() if last > first + 1}


def _code(lines: Sequence[Line], i: int, fences: Mapping[int, int]) -> tuple[Block, int] | None:
    """Lines between fences; or lines that are set in columns by spaces, which only look right as they are."""
    if i in fences:
        return Block("code", ("\n".join(_raw(lines[i + 1 : fences[i]])),)), fences[i] + 1
    end = i
    while end < len(lines) and _COLUMNS.search(lines[end].raw) and (end == i or not lines[end].after_gap):
        end += 1
    return (Block("code", ("\n".join(_raw(lines[i:end])),)), end) if end - i >= 2 else None


def _raw(lines: Sequence[Line]) -> Iterator[str]:
    margin = min(line.indent for line in lines)
    for n, line in enumerate(lines):
        if n and line.after_gap:
            yield ""
        yield line.raw.expandtabs(4)[margin:]


def _table(lines: Sequence[Line], i: int) -> tuple[Block, int] | None:
    """Rows of equally many cells, parted by tabs or bars. Two columns without a frame need three rows: less is chance."""
    for split in (_tabbed, _barred):
        cells = split(lines[i])
        if len(cells) < 2:
            continue
        rows, end, ruled = [], i, False
        while end < len(lines) and (end == i or not lines[end].after_gap):
            row = split(lines[end])
            if len(row) != len(cells):
                break
            if end == i + 1 and split is _barred and _PIPE_RULE.match(lines[end].text):
                ruled = True
            else:
                rows.append(tuple(row))
            end += 1
        framed = split is _tabbed or ruled or len(cells) > 2 or lines[i].text.startswith("|")
        if len(rows) >= (2 if framed else 3) or (ruled and rows):
            return Block("table", rows=tuple(rows), headed=ruled or _names_columns(rows)), end
    return None


def _tabbed(line: Line) -> list[str]:
    return [cell.strip() for cell in line.text.split("\t")]


def _barred(line: Line) -> list[str]:
    text = line.text.removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in text.split("|")]


def _names_columns(rows: Sequence[tuple[str, ...]]) -> bool:
    """Words above figures are the names of columns."""
    figures = [any(c.isdigit() for c in "".join(row)) for row in rows]
    return all(rows[0]) and not figures[0] and all(figures[1:])


def _list(lines: Sequence[Line], bullets: Sequence[Bullet | None], i: int, width: int) -> tuple[Block, int] | None:
    found = list_at(lines, bullets, i, width)
    return (Block("list", items=tuple(found[0])), found[1]) if found else None


def _quote(lines: Sequence[Line], i: int) -> tuple[Block, int] | None:
    end = i
    while end < len(lines) and lines[end].text.startswith(">"):
        end += 1
    return (Block("quote", tuple(line.text.lstrip("> ").strip() for line in lines[i:end])), end) if end > i else None


def _said(lines: Sequence[Line], i: int, width: int) -> tuple[Block, int] | None:
    """A quotation of a few lines, right above the name of its speaker. Lines that a program broke are joined first."""
    for end in range(i + 1, min(i + 1 + SAID, len(lines))):
        if lines[end].after_gap or (width and (end > i + 1 or not lines[i].after_gap)):
            return None
        said = [line.text for line in lines[i:end]]
        if _SPEAKER.match(lines[end].text) and _SAYS.match(" ".join(said)[:2000]):
            return Block("quote", (*said, lines[end].text)), end + 1
    return None


def _heading(lines: Sequence[Line], i: int, width: int) -> tuple[Block, int] | None:
    """A line with Markdown's marks, or above a row of dashes; or such a row, which parts what is above it from what is below.

    A sentence above a row is no heading: the row parts it from what follows.
    """
    line = lines[i]
    if RULE.match(line.text):
        return Block("rule"), i + 1
    if marked := _MARKED.match(line.text):
        return Block("heading", (unwrapped(marked["text"]),), level=max(2, len(marked["hashes"]))), i + 1
    if i + 1 < len(lines) and not line.before_gap and _UNDERLINE.match(lines[i + 1].text) and len(line.text) <= LONGEST:
        over = FULL.search(line.text) and line.text[-1] not in "?!"
        return None if over or line.text.endswith((",", ";")) else (Block("heading", (unwrapped(line.text),)), i + 2)
    return None


def _signed(lines: Sequence[Line], bullets: Sequence[Bullet | None], i: int) -> tuple[Block, int] | None:
    """A heading in Chinese or Japanese that a sign stands before: a bullet alone, above text."""
    bullet = bullets[i]
    if not bullet or bullet.mark not in SIGNS or not CJK.match(bullet.text) or FULL.search(bullet.text) or len(bullet.text) > SIGNED:
        return None
    alone = (i == 0 or not bullets[i - 1]) and i + 1 < len(lines) and not bullets[i + 1] and not is_led_in(lines[i - 1].text if i else "")
    return (Block("heading", (bullet.text,)), i + 1) if alone else None


def _names_speaker(lines: Sequence[Line], i: int) -> bool:
    """Whether a line says who said the line above it: one dash and a name."""
    return bool(i and _SPEAKER.match(lines[i].text) and (_SAYS.match(lines[i - 1].text[:2000]) or _HANDLE.search(lines[i].text)))


# ── what has none ────────────────────────────────────────────────────────────────────────────────


def _running(run: Sequence[Line], above: Sequence[Block], *, width: int, spaced: bool) -> Iterator[Block]:
    """The lines between two gaps or blocks: paragraphs, verse, or a list whose bullets were lost."""
    if width:
        yield from _rejoined(run, width)
        return
    lines = _whole(run)
    if len(lines) == 1:
        yield Block("paragraph", (lines[0],))
    elif spaced and is_led_in(lines[0]):
        yield from (Block("paragraph", (lines[0],)), _unmarked(lines[1:])) if len(lines) > 2 else (Block("paragraph", tuple(lines)),)
    elif spaced and not _is_section(run, above) and _is_list(lines, above):
        yield _unmarked(lines)
    elif _is_verse(lines):
        yield Block("paragraph", tuple(lines))
    else:
        yield from _mixed(lines, above)


def _verse(run: Sequence[Line]) -> Block:
    return Block("paragraph", tuple(line.text for line in run))


def _is_verse(lines: Sequence[str]) -> bool:
    """Whether short lines are to stay lines: verse, an address, a name and what it is."""
    if any(len(line) > PARAGRAPH or is_led_in(line) or holds_address(line) for line in lines):
        return False
    if not any(FULL.search(line) for line in lines[:-1]):
        return len(lines) > 2 or not FULL.search(lines[-1])
    return len(lines) > 2 and sum(bool(COMMA.search(line)) for line in lines) * VERSE >= len(lines)


def _unmarked(texts: Sequence[str]) -> Block:
    """Items without bullets. Among capitals, a line that begins in small letters carries on the one before, if that is not over."""
    items: list[list[str]] = []
    for text in texts:
        before = items[-1][-1] if items else ""
        if len(before) > PARAGRAPH / 2 and text[0].islower() and texts[0][0].isupper() and not FULL.search(before):
            items[-1].append(text)
        else:
            items.append([text])
    return Block("list", items=tuple(Listed(0, Bullet("-", text), text) for text in map(joined, items)))


def _mixed(lines: Sequence[str], above: Sequence[Block]) -> Iterator[Block]:
    """A row of paragraphs. Three and more short lines among them are an address, a poem or, after a colon, a list."""
    before = above[-1] if above else None
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and len(lines[end]) <= PARAGRAPH and not FULL.search(lines[end]) and not is_led_in(lines[end]):
            end += 1
        if end - i < 3:
            end = i + 1
        row = tuple(lines[i:end])
        if len(row) > 1 and before and before.kind == "paragraph" and is_led_in(before.texts[-1]):
            before = _unmarked(row)
        else:
            before = Block("paragraph", row)
        yield before
        i = end


def _whole(run: Sequence[Line]) -> list[str]:
    """The texts of lines, those joined that somebody's return key parted: a long one that is not over, and a small letter."""
    kept: list[list[str]] = []
    for line in run:
        if kept and len(kept[-1][-1]) > PARAGRAPH and not FULL.search(kept[-1][-1]) and line.text[0].islower():
            kept[-1].append(line.text)
        else:
            kept.append([line.text])
    return [joined(texts) for texts in kept]


def _is_section(run: Sequence[Line], above: Sequence[Block]) -> bool:
    """Whether sentences follow their heading at once, as paragraphs do where gaps stand above headings only."""
    return bool(above) and above[-1].kind == "heading" and not run[0].after_gap and all(FULL.search(line.text) for line in run)


def _is_list(lines: Sequence[str], above: Sequence[Block]) -> bool:
    """Whether lines between two gaps, in a text that has gaps between its paragraphs, are items that lost their bullets.

    What a colon or a heading leads into is a list. So is a row of sentences, and a long row of anything that is no verse;
    a few short lines may be an address.
    """
    before = above[-1] if above else None
    spoken = sum(bool(_SPEECH.match(line) and FULL.search(line)) for line in lines)
    if max(map(len, lines)) > LONG_ITEM or spoken * 2 > len(lines):
        return False
    if before is not None and before.kind == "paragraph" and is_led_in(before.texts[-1]):
        return True
    if sum(map(len, lines)) > ITEMS * len(lines):
        return False
    if before is not None and (before.kind == "heading" or (before.kind == "paragraph" and not FULL.search(before.texts[-1]))):
        return True
    if len(lines) < 3 or sum(bool(COMMA.search(line)) for line in lines) * VERSE > len(lines):
        return False
    return len(lines) > ADDRESS or not any(_POSTAL.search(line) for line in lines)


def _rejoined(run: Sequence[Line], width: int) -> Iterator[Block]:
    """Paragraphs of lines that were broken at a width. Where lines ended before they had to, they are verse."""
    start = 0
    for i in range(1, len(run) + 1):
        if i < len(run) and not (
            (run[i].indent >= run[i - 1].indent + 2 and FULL.search(run[i - 1].text))
            or (FULL.search(run[i - 1].text) and is_short(run[i - 1], run[i], width))
        ):
            continue
        lines, start = run[start:i], i
        texts = tuple(line.text for line in lines)
        short = sum(is_short(line, after, width) for line, after in pairwise(lines))
        yield Block("paragraph", texts if short * 2 > len(lines) - 1 else (joined(texts),))


def _put(blocks: list[Block], block: Block) -> None:
    """Add a block; a speaker's name below a quotation makes one quotation of both."""
    if blocks and block.kind == "paragraph" and len(block.texts) == 1 and _SPEAKER.match(block.text):
        said = blocks[-1]
        if said.kind == "paragraph" and (_HANDLE.search(block.text) or (len(said.texts) == 1 and _SAYS.match(said.text))):
            blocks[-1] = Block("quote", (*said.texts, block.text))
            return
        if said.kind == "quote":
            blocks[-1] = replace(said, texts=(*said.texts, block.text))
            return
    blocks.append(block)


def _without_marks(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, three and more short lines after a colon made into a list, though gaps part them."""
    i = 0
    while i < len(blocks):
        yield blocks[i]
        i += 1
        if blocks[i - 1].kind != "paragraph" or not is_led_in(blocks[i - 1].texts[-1]):
            continue
        end = i
        while (
            end < len(blocks) and blocks[end].kind == "paragraph" and len(blocks[end].texts) == 1 and looks_like_heading(blocks[end].text)
        ):
            end += 1
        if end - i >= 3:
            yield _unmarked([block.text for block in blocks[i:end]])
            i = end


def _levelled(blocks: Sequence[Block]) -> list[Block]:
    """Headings with their levels: a number tells its own; one right below another is under it, and so are those that look like it."""
    made: list[Block] = []
    levels: dict[str, int] = {}
    for block in blocks:
        if block.kind == "heading" and block.level == 2:
            style = _style(block.text)
            above = made[-1] if made and made[-1].kind == "heading" else None
            if style in levels and not (above and _style(above.text) == style and style == "plain"):
                level = levels[style]
            elif above:
                level = min(above.level + 1, DEEPEST)
            else:
                level = min(2 + style.count("."), DEEPEST)
            if style != "plain" or not above:
                levels[style] = level
            block = replace(block, level=level)
        made.append(block)
    return made


def _style(text: str) -> str:
    if number := numbered(text):
        return "number" + "." * number.count(".")
    return "capitals" if text.upper() == text != text.lower() else "plain"


# ── key points ───────────────────────────────────────────────────────────────────────────────────


def _key_points(blocks: list[Block]) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks without the bullets that close a text and sum it up; and those.

    They do so below a heading that says it, below a conclusion, or where each is a full sentence after a finished
    paragraph. A list that the text leads into with a colon belongs to the text.
    """
    for i, block in enumerate(blocks[:-1]):
        if block.kind != "heading" or not named(block.text, KEY_POINTS | SUMMARY):
            continue
        end, points = _points_below(blocks, i + 1)
        if points and (named(block.text, KEY_POINTS) or end == len(blocks)):
            return blocks[:i] + blocks[end:], points
    if len(blocks) < 3 or not (points := _bullets(blocks[-1])) or not FEWEST_POINTS <= len(points) <= MOST_POINTS:
        return blocks, ()
    before = blocks[-2]
    if before.kind != "paragraph" or is_led_in(before.texts[-1]) or blocks[-1].items[0].bullet.counts:
        return blocks, ()
    heading = next((block for block in reversed(blocks) if block.kind == "heading"), None)
    concluded = heading is not None and named(heading.text, CLOSING | SUMMARY)
    if concluded or all(FULL.search(point) for point in points):
        return blocks[:-1], points
    return blocks, ()


def _points_below(blocks: Sequence[Block], i: int) -> tuple[int, tuple[str, ...]]:
    """The points right below a heading, and the place after them: a list, or the sentences up to the next heading, one a paragraph."""
    if points := _bullets(blocks[i]):
        return i + 1, points
    if blocks[i].kind == "list":
        return i, ()
    rest = blocks[i : i + MOST_POINTS + 1]
    below = list(takewhile(lambda block: block.kind == "paragraph" and len(block.texts) == 1 and len(block.text) <= POINT, rest))
    end = i + len(below)
    over = end == len(blocks) or blocks[end].kind == "heading"
    few = FEWEST_POINTS <= len(below) <= MOST_POINTS
    if over and few and all(len(prose.sentences(block.text)) == 1 for block in below):
        return end, tuple(block.text for block in below)
    return i, ()


def _bullets(block: Block) -> tuple[str, ...]:
    """The items of a list that is flat."""
    return tuple(item.text for item in block.items) if not any(item.depth for item in block.items) else ()


# ── blocks → HTML ────────────────────────────────────────────────────────────────────────────────


def _to_html(block: Block) -> str:
    match block.kind:
        case "heading":
            return f"<h{block.level}>{to_html(block.text)}</h{block.level}>"
        case "quote":
            stanzas = "\n".join(block.texts).split("\n\n")
            return f"<blockquote>{''.join(f'<p>{_broken(stanza.split(chr(10)))}</p>' for stanza in stanzas)}</blockquote>"
        case "list":
            return "".join(_list_html(block.items))
        case "table":
            return f"<table>{''.join(_rows_html(block))}</table>"
        case "code":
            return f"<pre>\n{html.escape(block.text, quote=False)}</pre>"
        case _:
            return f"<p>{_broken(block.texts)}</p>"


def _broken(texts: Sequence[str]) -> str:
    return "<br>".join(map(to_html, texts))


def _list_html(items: Sequence[Listed]) -> Iterator[str]:
    open: list[str] = []
    for item in items:
        if item.depth < len(open):
            yield "</li>"
            while item.depth + 1 < len(open):
                yield f"</{open.pop()}></li>"
        else:
            open.append("ul" if item.bullet.number is None else "ol")
            yield "<ul>" if item.bullet.number is None else f'<ol start="{item.bullet.number}">'
        yield f"<li>{to_html(item.text)}"
    while open:
        yield f"</li></{open.pop()}>"


def _rows_html(block: Block) -> Iterator[str]:
    for n, row in enumerate(block.rows):
        cell = "th" if block.headed and not n else "td"
        yield f"<tr>{''.join(f'<{cell}>{to_html(text)}</{cell}>' for text in row)}</tr>"
