"""The lists of a plain text: bullets of every make, numbers and letters that count on, items in items."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest.sources.lines import FULL, Line, is_short, joined
from digest.sources.names import KEY_POINTS, SUMMARY, named

DEEPEST = 6  # items in items: Markdown readers give up soon after, and no one means more
LOOK_AHEAD = 20  # lines that an item may take before the next number shows that it was one

_BULLETS = "•‣◦▪●⁃∙○■□◆◇▸►➤➢✓✔✅・"
_BULLET = re.compile(
    rf"(?:(?P<glued>[{_BULLETS}])[ \t\u00a0]*|(?P<mark>[-+*·–—−]|\(?\d{{1,3}}[.)]|\(?[a-zA-Z]\)|[a-z]\.|\(?[ivx]{{1,5}}[.)])[ \t\u00a0]+"
    r"|(?P<wide>\d{1,3}[．、）]|[一二三四五六七八九十]{1,2}、)\s*)(?P<text>\S.*)"
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
_LED_IN = re.compile(r"[:：…]\*{0,2}$")


@dataclass(frozen=True, slots=True)
class Bullet:
    mark: str
    text: str

    @property
    def number(self) -> int | None:
        """What a digit counts; None for all other marks."""
        sign = self.mark.strip("(.)．、）")
        return int(sign) if sign.isdecimal() else None

    @property
    def places(self) -> set[tuple[str, int]]:
        """Where the mark stands in each of the rows that it may belong to: “i” is the first of one, the ninth of another."""
        sign = self.mark.strip("(.)．、）")
        if self.number is not None:
            return {("digit", self.number)}
        found = {("roman", _ROMAN.index(sign))} if sign in _ROMAN else set()
        found |= {("chinese", _CHINESE.index(sign))} if sign in _CHINESE else set()
        return found | ({("letter", ord(sign))} if sign.isalpha() and sign.isascii() and len(sign) == 1 else set())

    @property
    def counts(self) -> bool:
        return bool(self.places)

    @property
    def shown(self) -> str:
        """HTML counts in letters, Markdown cannot: such a mark stays in the text."""
        return f"{self.mark} {self.text}" if self.counts and self.number is None else self.text


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as it stands in a list that has not been nested yet."""

    depth: int
    bullet: Bullet
    text: str


def bullet_of(line: Line) -> Bullet | None:
    match = _BULLET.match(line.text)
    if not match:
        return None
    bullet = Bullet(match["glued"] or match["mark"] or match["wide"], match["text"])
    return bullet if bullet.counts or not any(map(str.isalnum, bullet.mark)) else None  # “iiii.” counts in no row: it is a word


def goes_on(this: Bullet, other: Bullet) -> bool:
    """Whether a list that stands at `this` goes on with `other`: 2. after 1., b) after a), any bullet after any."""
    if not this.counts and not other.counts:
        return (this.mark in "–—−") == (other.mark in "–—−")  # speech among bullets is speech
    return bool({(row, at + 1) for row, at in this.places} & other.places)


def is_led_in(text: str) -> bool:
    return bool(_LED_IN.search(text))


def list_at(lines: Sequence[Line], bullets: Sequence[Bullet | None], i: int, width: int) -> tuple[list[Listed], int] | None:
    """The list that begins at line `i`, and the first line after it; None where none does."""
    if not starts(lines, bullets, i, width):
        return None
    open: list[tuple[int, Bullet]] = []  # at each depth: the column, and where its count stands
    found: list[Listed] = []
    while i < len(lines) and (bullet := bullets[i]):
        depth = _depth(lines, bullets, i, open, width)
        if depth is None:
            break
        open[depth:] = [(lines[i].indent, bullet)]
        own = [bullet.shown]
        while carries_on(lines, bullets, i, open[-1][0], width):
            i += 1
            own.append(lines[i].text)
        found.append(Listed(depth, bullet, joined(own)))
        i += 1
    return found, i


def starts(lines: Sequence[Line], bullets: Sequence[Bullet | None], i: int, width: int) -> bool:
    """One dash may be speech, one number a heading; two in a row, counting on, are a list."""
    bullet = bullets[i]
    if bullet is None:
        return False
    if not bullet.counts and bullet.mark not in "–—−+":
        return True
    j = i
    while j < i + LOOK_AHEAD and carries_on(lines, bullets, j, lines[i].indent, width):
        j += 1
    after = bullets[j + 1] if j + 1 < len(lines) else None
    if after is None or not goes_on(bullet, after):
        return bullet.counts and after is not None and lines[j + 1].indent > lines[i].indent + 1 and not lines[i].before_gap
    if bullet.mark in "—–−":  # speech ends as sentences do
        led_in = i > 0 and (is_led_in(lines[i - 1].text) or named(lines[i - 1].text, KEY_POINTS | SUMMARY))
        return led_in or not (FULL.search(bullet.text) or FULL.search(after.text))
    return True


def _depth(lines: Sequence[Line], bullets: Sequence[Bullet | None], i: int, open: Sequence[tuple[int, Bullet]], width: int) -> int | None:
    """How deep the bullet of line `i` stands in a list that is open; None where it belongs to none."""
    bullet = bullets[i]
    if bullet is None:
        return None
    if not open:
        return 0
    indent = lines[i].indent
    if indent > open[-1][0] + 1 and not lines[i].after_gap and len(open) < DEEPEST:
        return len(open)
    for depth in range(len(open) - 1, -1, -1):
        column, last = open[depth]
        if goes_on(last, bullet) and (indent >= column - 1 or depth == 0):
            return depth
    return None


def carries_on(lines: Sequence[Line], bullets: Sequence[Bullet | None], i: int, column: int, width: int) -> bool:
    """Whether the next line, without a bullet of its own, carries on the item that line `i` belongs to."""
    if lines[i].before_gap or i + 1 >= len(lines) or bullets[i + 1]:
        return False
    after = lines[i + 1]
    if after.indent >= column + 2:
        return True
    return bool(width) and not is_short(lines[i], after, width) and not FULL.search(lines[i].text)
