"""Plain texts: unmarked headings, quotations, bullets, a conclusion and key points → HTML that says so.

People paste articles whose headings are bare lines. What a line is, shows in how it looks and in what stands around
it; nothing else is known. The reader goes over a text three times: into lines, lines into blocks, blocks into HTML.
Every word of the text is in the result once, key points and byline included.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from digest.model import Item
from digest.sources.document import Document
from digest.sources.language import language_of

HEADING = 90  # characters at most; headings of newspapers end at about 70
HEADING_WORDS = 14
WRAPPED = 100  # a text whose lines are all shorter was broken by a mail program or an editor, not by its author
FEWEST_POINTS, MOST_POINTS = 2, 12

_BULLET = re.compile(r"\s*(?P<mark>[-+*•‣◦▪●·–—]|\(?\d{1,2}[.)]|[a-z]\))[ \t]+(?P<text>\S.*)")
_END = re.compile(r"[.!;:,…。！；：，、]['\"”’»)\]]*$|[.!?]['\"”’»]$")  # a line that ends so is a sentence, or the beginning of one
_FULL = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_OPENING_QUOTE = re.compile(r"[\"“„«‚‘'「]")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,})\s*$")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}\.)\s+(?=\S)")
_LINK = re.compile(r"https?://[^\s<>\"“”«»]*[^\s<>\"“”«».,;:!?'’)\]]")
_BYLINE = re.compile(r"(?:By|Von|Par|Por|Di|Da|Door|Av|Af|Text)[: ]\s*(?P<names>[^\W\d_][^\d.!?]{2,80})$")
_DAY = re.compile(
    r"(?:(?:Published|Updated|Date|Datum|Stand|Veröffentlicht|Publié|Fecha)(?: on| am| le)?:?\s*)?(?P<day>\d{4}-\d{2}-\d{2})$",
    re.IGNORECASE,
)

_CLOSING = frozenset(
    (
        "conclusion|conclusions|in conclusion|summary|in summary|outlook|final thoughts|bottom line|the bottom line|wrapping up|fazit"
        "|schluss|zusammenfassung|ausblick|schlussfolgerung|schlussfolgerungen|conclusión|conclusiones|resumen|en conclusion|en résumé"
        "|conclusioni|conclusione|in sintesi|conclusão|conclusie|slutsats|wnioski|podsumowanie|вывод|выводы|заключение|итог|висновок"
        "|висновки|підсумок|الخلاصة|خلاصة|خاتمة|结论|总结|結論|まとめ|결론"
    ).split("|")
)
_KEY_POINTS = frozenset(
    (
        "key points|key takeaways|takeaways|key facts|key findings|main points|in brief|at a glance|in short|highlights|the essentials"
        "|tl;dr|tldr|das wichtigste|das wichtigste in kürze|auf einen blick|kernpunkte|in kürze|kurz gefasst|à retenir|l’essentiel"
        "|l'essentiel|points clés|les points clés|en bref|puntos clave|claves|las claves|en breve|lo esencial|punti chiave|in breve"
        "|pontos principais|em resumo|kernpunten|in het kort|главное|коротко|ключевые моменты|головне|коротко про головне"
        "|النقاط الرئيسية|أبرز النقاط|要点|关键要点|重点|ポイント|핵심"
    ).split("|")
)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text. Lists hold their items, everything else one text."""

    kind: Literal["heading", "paragraph", "bullets", "numbers", "quote"]
    texts: tuple[str, ...]
    level: int = 2  # of a heading
    start: int = 1  # of a numbered list

    @property
    def text(self) -> str:
        return self.texts[0]


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    after_gap: bool  # a blank line stands before it
    before_gap: bool


def read(document: Document, text: str) -> Sequence[Item]:
    """One item: the first line is the title, what follows is told apart by its look."""
    title, rest = _title(text)
    authors, published, rest = _byline(rest)
    blocks, points = _key_points(_blocks(rest))
    return [
        Item(
            source=document.source,
            origin=document.origin,
            own=document.local,
            name=document.name,
            title=html.escape(title, quote=False),
            text="\n".join(map(_to_html, blocks)),
            link=document.url,
            authors=authors,
            published=published,
            language=language_of(text),
            key_points=points,
            version=document.version,
        )
    ]


def _title(text: str) -> tuple[str, list[Line]]:
    raw = [line.replace("\t", "    ").rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = []
    for i, line in enumerate(raw):
        if line.strip():
            lines.append(Line(line, i > 0 and not raw[i - 1].strip(), i + 1 >= len(raw) or not raw[i + 1].strip()))
    if len(lines) > 1 and _UNDERLINE.match(lines[0].text):
        lines = lines[1:]  # a line above the title, as below it
    title, rest = lines[0].text.strip(), lines[1:]
    if len(title) > 3 * HEADING or _BULLET.match(title):
        return "", lines  # a text without a title: entries makes one of its first sentence
    if rest and _UNDERLINE.match(rest[0].text):
        rest = rest[1:]
    return re.sub(r"^#{1,6}\s+", "", title), rest


def _byline(lines: list[Line]) -> tuple[tuple[str, ...], str, list[Line]]:
    """The authors and the day in the two lines below the title, where they stand there by themselves."""
    authors: tuple[str, ...] = ()
    published = ""
    for _ in range(2):
        if not lines:
            break
        text = lines[0].text.strip()
        if not authors and (by := _BYLINE.match(text)) and len(text) < HEADING and all(name[:1].isupper() for name in _names(by["names"])):
            authors = _names(by["names"])
        elif not published and (day := _DAY.match(text)):
            published = day["day"]
        else:
            break
        lines = lines[1:]
    return authors, published, lines


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in re.split(r",\s*|\s+(?:and|und|et|y|e|en|och|&)\s+", text) if name.strip())


# ── lines → blocks ───────────────────────────────────────────────────────────────────────────────


def _blocks(lines: list[Line]) -> list[Block]:
    wrapped = _is_wrapped(lines)
    blocks: list[Block] = []
    i = 0
    while i < len(lines):
        if found := _list(lines, i):
            block, i = found
        elif lines[i].text.lstrip().startswith(">"):
            start = i
            while i < len(lines) and lines[i].text.lstrip().startswith(">"):
                i += 1
            block = Block("quote", tuple(line.text.lstrip().lstrip(">").strip() for line in lines[start:i]))
        elif _is_underlined(lines, i):
            block, i = Block("heading", (lines[i].text.strip(),)), i + 2
        elif _UNDERLINE.match(lines[i].text):
            i += 1  # a line that only parts two pieces of text
            continue
        elif _is_heading(lines, i, wrapped):
            under = bool(blocks) and blocks[-1].kind == "heading"
            block, i = Block("heading", (lines[i].text.strip(),), level=min(blocks[-1].level + 1, 4) if under else 2), i + 1
        elif wrapped:
            block, i = _paragraph(lines, i)
        else:
            block, i = Block("paragraph", (lines[i].text.strip(),)), i + 1
        blocks.append(block)
    return blocks


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether lines were broken at a width: all are short, gaps part paragraphs, and many go on in the next line."""
    if not any(line.after_gap for line in lines) or max((len(line.text) for line in lines), default=0) > WRAPPED:
        return False
    goes_on = [line for line in lines if not line.before_gap and not _FULL.search(line.text) and len(line.text) > 40]
    return len(goes_on) >= 2


def _paragraph(lines: list[Line], i: int) -> tuple[Block, int]:
    """The lines up to the next gap, joined; a word parted at a line's end is whole again."""
    parts = [lines[i].text.strip()]
    while not lines[i].before_gap and i + 1 < len(lines) and not _starts_list(lines, i + 1):
        i += 1
        after = lines[i].text.strip()
        parts[-1:] = [_before(parts[-1], after), after]
    return Block("paragraph", ("".join(parts),)), i + 1


def _before(text: str, after: str) -> str:
    """A line as it is joined to the next: with a space, unless a word was parted there."""
    if not re.search(r"\w-$", text[-2:]) or re.match(r"(?:und|oder|bis|and|or|to)\b", after):
        return f"{text} "  # also: ein- und ausgehend
    return text[:-1] if text[-2].islower() and after[:1].islower() else text


def _is_underlined(lines: list[Line], i: int) -> bool:
    """A sentence above a row of dashes is no heading: the row parts it from what follows."""
    text = lines[i].text.strip()
    below = i + 1 < len(lines) and not lines[i].before_gap and _UNDERLINE.match(lines[i + 1].text)
    return bool(below) and len(text) <= HEADING and not _END.search(text) and not _UNDERLINE.match(text)


def _is_heading(lines: list[Line], i: int, wrapped: bool) -> bool:
    """A short line without an end mark that begins like a title and has a text below it."""
    text = lines[i].text.strip()
    if i + 1 < len(lines) and _named(text, _KEY_POINTS | _CLOSING):
        return True  # with a colon, too
    if not _looks_like_heading(text) or i + 1 == len(lines):
        return False
    if wrapped and not (lines[i].before_gap and (lines[i].after_gap or i == 0)):
        return False
    run = 1  # this line and its short neighbours: three and more are a list, an address or a poem
    for step in (1, -1):
        j = i + step
        while (
            run <= 2  # to look further would take the square of a long list's time
            and 0 <= j < len(lines)
            and _looks_like_heading(lines[j].text.strip())
            and not (lines[j].after_gap if step > 0 else lines[j].before_gap)
        ):
            run, j = run + 1, j + step
    if run > 2:
        return False
    below = lines[i + 1].text.strip()
    return bool(_starts_list(lines, i + 1) or _looks_like_heading(below) or len(below) > len(text) or _FULL.search(below))


def _looks_like_heading(text: str) -> bool:
    if len(text) > HEADING:
        return False
    bare = _NUMBERED.sub("", text)
    if not bare or _END.search(text) or _OPENING_QUOTE.match(text):
        return False
    words = bare.split()
    if len(words) > HEADING_WORDS or (len(words) == 1 and len(bare) > 40):
        return False
    if _LINK.search(text) or (_BULLET.match(text) and bare == text):
        return False
    return not bare[0].islower() and any(map(str.isalpha, bare))


def _list(lines: list[Line], i: int) -> tuple[Block, int] | None:
    if not _starts_list(lines, i):
        return None
    marks: list[str] = []
    items: list[str] = []
    while i < len(lines) and (bullet := _BULLET.match(lines[i].text)) and (not marks or _goes_on(marks[-1], bullet["mark"])):
        item = bullet["text"].strip()
        # A line that is set in and has no bullet of its own carries its item on.
        while (
            not lines[i].before_gap and i + 1 < len(lines) and lines[i + 1].text.startswith("  ") and not _BULLET.match(lines[i + 1].text)
        ):
            i += 1
            item = f"{item} {lines[i].text.strip()}"
        marks.append(bullet["mark"])
        items.append(item if not _sign(marks[0]).isalpha() else f"{marks[-1]} {item}")  # HTML counts in letters, Markdown cannot
        i += 1
    if (first := _sign(marks[0])).isdigit():
        return Block("numbers", tuple(items), start=int(first)), i
    return Block("bullets", tuple(items)), i


def _starts_list(lines: list[Line], i: int) -> bool:
    """One dash may be speech, one number a heading; two in a row, counting on, are a list."""
    bullet = _BULLET.match(lines[i].text)
    if not bullet:
        return False
    mark = bullet["mark"]
    if mark in "-*•‣◦▪●·":
        return True
    follows = _BULLET.match(lines[i + 1].text) if i + 1 < len(lines) else None
    return follows is not None and (follows["mark"] == mark if mark in "–—+" else _goes_on(mark, follows["mark"]))


def _goes_on(mark: str, after: str) -> bool:
    """Whether a list that stands at `mark` goes on with `after`: 2. after 1., b) after a), any bullet after any."""
    this, other = _sign(mark), _sign(after)
    if this.isdigit() and other.isdigit():
        return int(other) == int(this) + 1
    if this.isalpha() and other.isalpha():
        return ord(other) == ord(this) + 1
    return not this and not other


def _sign(mark: str) -> str:
    """What a mark counts with: a number, a letter, or nothing."""
    found = mark.strip("(.)")
    return found if found.isalnum() else ""


# ── key points ───────────────────────────────────────────────────────────────────────────────────


def _key_points(blocks: list[Block]) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks without the bullets that close a text and sum it up; and those.

    They do so below a heading that says it, below a conclusion, or where each is a full sentence after a finished
    paragraph. A list that the text leads into with a colon belongs to the text.
    """
    for i, block in enumerate(blocks):
        if (
            block.kind == "heading"
            and _named(block.text, _KEY_POINTS)
            and i + 1 < len(blocks)
            and blocks[i + 1].kind in ("bullets", "numbers")
        ):
            return blocks[:i] + blocks[i + 2 :], blocks[i + 1].texts
    if len(blocks) < 3 or blocks[-1].kind != "bullets" or not FEWEST_POINTS <= len(blocks[-1].texts) <= MOST_POINTS:
        return blocks, ()
    before, points = blocks[-2], blocks[-1].texts
    if before.kind != "paragraph" or before.text.endswith((":", "：")):
        return blocks, ()
    heading = next((block for block in reversed(blocks) if block.kind == "heading"), None)
    concluded = heading is not None and _named(heading.text, _CLOSING)
    if concluded or all(_FULL.search(point) for point in points):
        return blocks[:-1], points
    return blocks, ()


def _named(text: str, names: frozenset[str]) -> bool:
    return len(text) <= HEADING and _NUMBERED.sub("", text).strip(" :.#*").casefold() in names


# ── blocks → HTML ────────────────────────────────────────────────────────────────────────────────


def _to_html(block: Block) -> str:
    match block.kind:
        case "heading":
            return f"<h{block.level}>{_inline(block.text)}</h{block.level}>"
        case "quote":
            return f"<blockquote><p>{'<br>'.join(map(_inline, block.texts))}</p></blockquote>"
        case "bullets" | "numbers":
            items = "".join(f"<li>{_inline(text)}</li>" for text in block.texts)
            return f"<ul>{items}</ul>" if block.kind == "bullets" else f'<ol start="{block.start}">{items}</ol>'
        case "paragraph":
            return f"<p>{_inline(block.text)}</p>"


def _inline(text: str) -> str:
    """Escaped, with its web addresses as links."""
    return "".join(_linked(text))


def _linked(text: str) -> Iterator[str]:
    start = 0
    for match in _LINK.finditer(text):
        yield html.escape(text[start : match.start()], quote=False)
        yield f'<a href="{html.escape(match[0])}">{html.escape(match[0], quote=False)}</a>'
        start = match.end()
    yield html.escape(text[start:], quote=False)
