"""A colour that somebody chose → those in which letters can be read: on paper by day and by night, as WCAG measures it.

The same hue throughout: colours are made lighter and darker in OKLCH (https://bottosson.github.io/posts/oklab/), which keeps it.
"""

import math
from collections.abc import Iterable

LIGHT, DARK = ("#FBFAF7", "#F3F0E9"), ("#161513", "#201E1B")  # paper and card, as style.css has them
ENOUGH, GOOD = 4.5, 7.0  # WCAG AA and AAA, for text

Triple = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """From 1, the same, to 21, black on white."""
    brighter, darker = sorted((_luminance(_linear(one)), _luminance(_linear(other))), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def least(colour: str, papers: Iterable[str]) -> float:
    """The contrast where it is least."""
    return min(contrast(colour, paper) for paper in papers)


def by_day(colour: str) -> str:
    """The colour, darkened as far as it must be to be read on light paper."""
    return _until(colour, LIGHT, ENOUGH, -0.01)


def by_night(colour: str) -> str:
    """Its twin for dark paper."""
    return _until(colour, DARK, GOOD, 0.01)


def letters_on(colour: str) -> str:
    """White or near black, whichever is read better on it."""
    return max("#FFFFFF", "#1C1B19", key=lambda letters: contrast(colour, letters))


def _until(colour: str, papers: tuple[str, ...], ratio: float, step: float) -> str:
    """The nearest colour of that hue with that contrast, looked for in steps of lightness."""
    lightness, chroma, hue = _to_oklch(colour)
    found = colour.upper()
    while least(found, papers) < ratio and 0 < lightness + step < 1:
        lightness += step
        found = _from_oklch(lightness, chroma, hue)
    return found


def _linear(colour: str) -> Triple:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _bent(red), _bent(green), _bent(blue)


def _bent(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _straight(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _luminance(linear: Triple) -> float:
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _times(rows: tuple[Triple, Triple, Triple], by: Triple) -> Triple:
    one, two, three = (row[0] * by[0] + row[1] * by[1] + row[2] * by[2] for row in rows)
    return one, two, three


# Linear RGB → the eye's cones → lightness and two axes of colour, and back.
_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_AXES = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_BACK_TO_CONES = ((1.0, 0.3963377774, 0.2158037573), (1.0, -0.1055613458, -0.0638541728), (1.0, -0.0894841775, -1.2914855480))
_BACK_TO_RGB = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def _to_oklch(colour: str) -> Triple:
    long, medium, short = (math.cbrt(cone) for cone in _times(_CONES, _linear(colour)))
    lightness, a, b = _times(_AXES, (long, medium, short))
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """As much of the chroma as a screen can show at that lightness."""
    for part in range(64, -1, -1):
        kept = chroma * part / 64
        long, medium, short = _times(_BACK_TO_CONES, (lightness, kept * math.cos(hue), kept * math.sin(hue)))
        rgb = _times(_BACK_TO_RGB, (long**3, medium**3, short**3))
        if all(-0.0005 <= value <= 1.0005 for value in rgb):
            break
    return "#" + "".join(f"{round(255 * _straight(min(max(value, 0.0), 1.0))):02X}" for value in rgb)
