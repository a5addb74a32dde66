"""The lines of a plain text: what each looks like by itself, and at which width they were broken, if at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTHS = range(26, 101)  # at which programs and people break lines; shorter lines are verse, longer ones paragraphs
NARROW = 40  # below it, lines of verse are as long: that each break falls within a sentence must show in its words, too
SPARE, LITTLE = 6, 2  # columns that programs leave free, at most; and where lines are narrow
SMALL = 2  # letters of a word that joins others; few lines of verse end with one
FITTED = 0.1  # of the lines in the middle of a paragraph: so many may be shorter than they had to be (an editor's hand, a long link)

FULL = re.compile(r"[.!?…。！？؟۔।][\"'”’»›)\]」』】*_]*$")  # a line that ends so ends a sentence
COMMA = re.compile(r"[,،、，]$")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_PARTED = re.compile(r"\w[-‐\u00ad]$")
_KEEPS_HYPHEN = re.compile(r"(?:und|oder|bzw|sowie|bis|and|or|to|et|ou|y|o|en|of|och|i)\b", re.IGNORECASE)  # ein- und ausgehend
CJK = re.compile(r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uff9f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds anything. `raw` is as it was written; `text` has no white space around it."""

    raw: str
    text: str
    indent: int  # columns; a tab goes to the next fourth
    after_gap: bool  # a blank line stands before it, or nothing
    before_gap: bool


def lines_of(text: str) -> list[Line]:
    raw = _BREAK.split(text)
    blank = [not line.strip() for line in raw]
    return [
        Line(line.rstrip(), line.strip(), _indent(line), i == 0 or blank[i - 1], i + 1 == len(raw) or blank[i + 1])
        for i, line in enumerate(raw)
        if not blank[i]
    ]


def _indent(line: str) -> int:
    lead = line[: len(line) - len(line.lstrip())]
    return len(lead.expandtabs(4))


def width_of(lines: Sequence[Line]) -> int:
    """The width at which lines were broken by a program; 0 where each line is whole.

    A program breaks a line where the next word does not fit any more, and its paragraphs go on in mid-sentence. Poets
    break where they like.
    """
    lengths = sorted(len(line.raw) for line in lines)
    width = lengths[(len(lengths) - 1) * 19 // 20] if lengths else 0  # a long link stands out
    if width not in WIDTHS:
        return 0
    inner = [
        (line, after) for line, after in pairwise(lines) if not line.before_gap and not FULL.search(line.text) and len(line.raw) > width / 2
    ]
    short = sum(is_short(line, after, width) for line, after in inner)
    if len(inner) < 2 or short > max(1, FITTED * len(inner)):
        return 0
    return width if width >= NARROW or _is_prose(lines, inner) else 0


def _is_prose(lines: Sequence[Line], inner: Sequence[tuple[Line, Line]]) -> bool:
    """Whether narrow lines are no verse: most breaks fall within a sentence, and what stands between gaps ends with one."""
    last = [bool(FULL.search(line.text)) for line in lines if line.before_gap and not line.after_gap]
    return sum(_is_within(*pair) for pair in inner) * 2 >= len(inner) and sum(last) * 2 >= len(last)


def _is_within(line: Line, after: Line) -> bool:
    """Whether the words at a break say that it falls within a sentence: a small letter below, or an “of” or “in” that nothing follows."""
    first, last = after.text[0], line.text.split()[-1]
    goes_on = (first.isalpha() and not first.isupper()) or (last.islower() and len(last) <= SMALL)
    return goes_on and not COMMA.search(line.text)


def is_short(line: Line, after: Line, width: int) -> bool:
    """Whether a line ended before it had to: the first word of the next would have had room in it, and to spare."""
    first = 2 if CJK.match(after.text) else len(after.text.split(maxsplit=1)[0])
    return len(line.raw) + 1 + first <= width - (LITTLE if width < NARROW else SPARE)


def joined(texts: Sequence[str]) -> str:
    """Lines as the one that they were before they were broken: a word parted at a line's end is whole again."""
    kept = [texts[0]]
    for before, after in pairwise(texts):
        if _PARTED.search(before) and not _KEEPS_HYPHEN.match(after):
            syllable = before[-1] == "\u00ad" or (before[-2].islower() and after[:1].islower())
            if syllable:
                kept[-1] = kept[-1][:-1]
        elif not (CJK.search(before[-1:]) and CJK.match(after)):
            kept.append(" ")
        kept.append(after)
    return "".join(kept)
