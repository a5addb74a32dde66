"""What `[theme]` says → what style.css and favicon.svg set: colours that can be read, a stack of fonts, how dense it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.errors import Problem
from digest.model import Theme
from digest.rendering import colour

_TWINS = {Theme().accent: "#FFA177"}  # the default's was chosen by eye, with the other colours of the night
_STACKS = ("serif", "sans", "mono")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What templates know of the theme. Colours are as `#RRGGBB`."""

    name: str
    accent: str  # for text on light paper
    accent_dark: str  # for text on dark paper
    icon: str  # the accent as it was given: nobody reads the icon's ground
    letter: str  # on the icon
    font: str  # a family to be tried first, or ""
    stack: str  # serif, sans or mono: the system's fonts
    compact: bool


def look(theme: Theme) -> Look:
    named = theme.font in _STACKS
    return Look(
        name=theme.name,
        accent=colour.by_day(theme.accent),
        accent_dark=_TWINS.get(theme.accent.upper()) or colour.by_night(theme.accent),
        icon=theme.accent,
        letter=colour.letters_on(theme.accent),
        font="" if named else theme.font,
        stack=theme.font if named else "serif",
        compact=theme.density == "compact",
    )


def too_weak(theme: Theme, where: str) -> Iterator[Problem]:
    """Whether the accent is not read on light paper, and what stands in its place there."""
    found = colour.least(theme.accent, colour.LIGHT)
    if found < colour.ENOUGH:
        used = colour.by_day(theme.accent)
        what = f"`accent` = {theme.accent!r} has a contrast of {found:.1f} to light paper, and text needs {colour.ENOUGH:g}"
        yield Problem(where, f"{what}; {used} is used there", f'Write accent = "{used}", or another that is darker.')


def dense(sheet: str) -> str:
    """A style sheet without what only its readers need: it is loaded before a page is seen. What stands in quotes is left alone."""
    return _LOOSE.sub(lambda found: found["kept"] or found["mark"] or " ", sheet).replace(";}", "}").strip() + "\n"


_SPACE = r"(?:\s|/\*.*?\*/)"
_LOOSE = re.compile(rf'(?P<kept>"[^"]*")|{_SPACE}*(?P<mark>[{{}};,]|:(?=\s)){_SPACE}*|{_SPACE}+', re.DOTALL)
