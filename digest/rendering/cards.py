"""Pictures for those who follow no link yet: a card of each issue, which other programs show beside a link to it, and icons that are no
SVG. `[theme] cards = true` asks for them; they are drawn where `newsdigest[cards]` is installed.

A card says what an issue's page says first, in a font that comes along, so that it is the same wherever it is drawn. Where that font
lacks a letter, a headline is left out; where it lacks one of the issue's title, the card is.
"""

import io
import re
import struct
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING

from digest.errors import Problem

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630  # pixels, as the programs that show such cards want them (https://ogp.me)
TOUCH, ICON = 180, 32  # of the icons
LONGEST = 300  # characters of any text that are looked at: more is in no line

_MARGIN, _GAP = 72, 18
_FINER = 4  # so many times as large icons are drawn before they are made small: their edges are smooth then
# As the pages have them on light paper.
_PAPER, _INK, _MUTED = "#FBFAF7", "#1C1B19", "#5F5A51"
TOPICS = ("#0B5C9E", "#A84A00", "#1B6E45", "#7E3A8C", "#6B5B00", "#006B73", "#B0264C", "#333399", "#991188", "#663300", _MUTED)
# What the font has, by a test: Latin with its accents, Greek, Cyrillic, and the signs that stand in headlines.
_DRAWN = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u012b\u012e-\u0131\u0134-\u0149\u014c-\u0165\u0168-\u017f\u0218-\u021b\u1e9e\u1ea0-\u1ef9"
    "\u0386-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490\u0491"
    "\u2010\u2013\u2014\u2018-\u201a\u201c-\u201e\u2026\u2032\u2033\u2039\u203a\u20ac]+"
)


def missing(config: str) -> Problem:
    """What to do where the file of this name asks for more than is installed."""
    return Problem(
        config,
        "[theme] cards = true, and what draws them is not installed, so there are none",
        "Run `pip install 'newsdigest[cards]'`, or take the line out.",
    )


@cache
def available() -> bool:
    """Whether what draws is installed."""
    return all(find_spec(name) for name in ("PIL", "font_source_serif_pro"))


def can_be_drawn(text: str) -> bool:
    """Whether the font has each letter."""
    return bool(_DRAWN.fullmatch(text))


def card(site: str, title: str, line: str, headlines: Sequence[str], shares: Sequence[tuple[int, int]], accent: str) -> bytes:
    """A card as a PNG: the names of site and issue, its headlines, a line about it, and a bar of `shares`: topics' colours, as numbers,
    each with how many stories the topic has."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(picture)
    bar = HEIGHT - _MARGIN
    draw.rounded_rectangle((_MARGIN, _MARGIN + 6, _MARGIN + 24, _MARGIN + 30), 5, fill=accent)
    below = _write(draw, _MARGIN - 4, [site], "Semibold", 34, fill=_INK, inset=42, most=1)
    below = _write(draw, below + 22, [title], "Bold", 62, fill=_INK, most=2)
    room = bar - 2 * _GAP - 34 - below
    _write(draw, below + 26, headlines, "Regular", 33, fill=_INK, most=max(1, (room - 26) // 52), apart=8)
    _write(draw, bar - 52, [line], "Regular", 28, fill=_MUTED, most=1)
    at, whole = float(_MARGIN), sum(number for _, number in shares)
    for colour, number in shares:
        width = (WIDTH - 2 * _MARGIN) * number / whole
        draw.rectangle((round(at), bar, max(round(at), round(at + width) - 4), bar + 14), fill=TOPICS[colour])
        at += width
    return _png(picture.quantize(palette=_palette(accent, [TOPICS[colour] for colour, _ in shares]), dither=Image.Dither.NONE))


def _palette(accent: str, more: Sequence[str]) -> "Image":
    """What a card is made of: paper and ink, and the shades between them at the edges of letters. So few take a third of the bytes."""
    from PIL import Image, ImageColor

    paper = ImageColor.getrgb(_PAPER)
    shades = [(_INK, share) for share in (1.0, 0.66, 0.33)] + [(_MUTED, share) for share in (1.0, 0.5)]
    shades += [(colour, 1.0) for colour in dict.fromkeys((accent, *more))]
    parts = [*paper]
    for colour, share in shades:
        parts += [round(a + (b - a) * share) for a, b in zip(paper, ImageColor.getrgb(colour), strict=True)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(parts)
    return palette


def touch_icon(letter: str, ground: str, ink: str) -> bytes:
    """The icon that a telephone shows among its own, as a PNG: to the edges, for it rounds them itself."""
    return _png(_icon(letter, ground, ink, TOUCH, corner=0))


def favicon(letter: str, ground: str, ink: str) -> bytes:
    """The icon for whoever asks for favicon.ico. A PNG is in it, as everything reads that is younger than 2007."""
    inside = _png(_icon(letter, ground, ink, ICON, corner=6))
    head = struct.pack("<HHH BBBBHHII", 0, 1, 1, ICON, ICON, 0, 0, 1, 32, len(inside), 22)
    return head + inside


def _icon(letter: str, ground: str, ink: str, side: int, *, corner: int) -> "Image":
    from PIL import Image, ImageDraw

    large = side * _FINER
    picture = Image.new("RGBA", (large, large), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 0, large - 1, large - 1), corner * _FINER, fill=ground)
    if can_be_drawn(letter):  # else it is a square, as the mark beside the site's name is
        draw.text((large / 2, large * 0.72), letter, fill=ink, font=_font("Bold", round(large * 0.62)), anchor="ms")
    return picture.resize((side, side), Image.Resampling.LANCZOS)


def _write(
    draw: "ImageDraw", top: int, texts: Sequence[str], weight: str, size: int, *, fill: str, most: int, inset: int = 0, apart: int = 0
) -> int:
    """Texts below each other, in `most` lines in all, and where the next thing may stand. What does not fit ends in an ellipsis."""
    font = _font(weight, size)
    lines = [(line, first) for text in texts for first, line in _lines(font, text, WIDTH - 2 * _MARGIN - inset)]
    for i, (line, first) in enumerate(lines[:most]):
        if i == most - 1 and len(lines) > most and not lines[most][1]:
            line = _shortened(font, line, WIDTH - 2 * _MARGIN - inset)
        top += apart if first and i else 0
        draw.text((_MARGIN + inset, top), line, fill=fill, font=font)
        top += round(size * 1.32)
    return top


def _lines(font: "FreeTypeFont", text: str, width: int) -> Iterator[tuple[bool, str]]:
    """The lines of a text, each with whether it is the first. A word that is longer than a line is cut."""
    line, first = "", True
    for word in text[:LONGEST].split():
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            yield first, line
            first = False
        line = word if font.getlength(word) <= width else _shortened(font, word, width)
    yield first, line


def _shortened(font: "FreeTypeFont", line: str, width: int) -> str:
    while line and font.getlength(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip(' ,;:.')}…"


@cache
def _font(weight: str, size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    file = files("font_source_serif_pro") / "files" / f"SourceSerifPro-{weight}.otf"  # its .ttf has wrong widths of “ and …
    # The plain way of setting letters: the other one is there on some machines, and not on others.
    return ImageFont.truetype(io.BytesIO(file.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


def _png(picture: "Image") -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()
