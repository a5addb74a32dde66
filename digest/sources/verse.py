"""Stanzas of a plain text: short lines of like length between gaps, which are to stay lines."""

import re
from collections.abc import Iterator, Sequence
from statistics import fmean

from digest.sources.lines import COMMA, FULL, Line
from digest.sources.lists import is_led_in

STANZA = range(2, 5)  # lines; longer rows are told from lists by their commas
LINE = 60  # characters of a line of verse
UNEVEN = 3  # times as long as the shortest line is the longest one of a stanza
GROWS = 1.4  # times as long as first lines are the others on average; what stands below headings is longer
UNMARKED = 3  # stanzas whose first lines, all without an end mark, might as well be headings
TITLE = 3.5  # words on average of first lines that might be headings

_ASKS = re.compile(r"[?？؟]$")
_NO_VERSE = re.compile(r"https?://|^[-–—―−\"“„«»「『]")


def stanzas(parts: Sequence[object]) -> set[int]:
    """The places of the lines that are verse because other stanzas stand beside them, or because their commas say so."""
    found: set[int] = set()
    for poem in _poems(parts):
        lines = [[part for part in parts[first:after] if isinstance(part, Line)] for first, after in poem]
        together = len(poem) > 1 and _is_poem(lines)
        led_in = poem[0][0] > 0 and isinstance(above := parts[poem[0][0] - 1], Line) and is_led_in(above.text)
        for (first, after), stanza in zip(poem, lines, strict=True):
            if together or (not led_in and _has_commas(stanza)):
                found |= set(range(first, after))
    return found


def _poems(parts: Sequence[object]) -> Iterator[list[tuple[int, int]]]:
    """The rows of what may be stanzas: of equally many lines, one right below the other."""
    poem: list[tuple[int, int]] = []
    for first, after in _runs(parts):
        if poem and (poem[-1][1] != first or after - first != poem[-1][1] - poem[-1][0]):
            yield poem
            poem = []
        poem.append((first, after))
    if poem:
        yield poem


def _runs(parts: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Where that begins and ends which stands between two gaps and may be a stanza."""
    first = 0
    for i, part in enumerate(parts):
        if not isinstance(part, Line):
            first = i + 1
        elif part.before_gap:
            run = [line for line in parts[first : i + 1] if isinstance(line, Line)]
            if (first == 0 or run[0].after_gap) and len(run) in STANZA and _may_be_verse([line.text for line in run]):
                yield first, i + 1
            first = i + 1


def _may_be_verse(texts: Sequence[str]) -> bool:
    lengths = [len(text) for text in texts]
    return max(lengths) <= LINE and max(lengths) <= UNEVEN * min(lengths) and not any(_NO_VERSE.search(t) or is_led_in(t) for t in texts)


def _is_poem(stanzas: Sequence[Sequence[Line]]) -> bool:
    """Whether stanzas that stand together are verse, and no headings with short texts below them."""
    firsts = [stanza[0].text for stanza in stanzas]
    others = [line.text for stanza in stanzas for line in stanza[1:]]
    if fmean(map(len, others)) > GROWS * fmean(map(len, firsts)) or all(map(_ASKS.search, firsts)):
        return False
    if all(map(FULL.search, others)) and not any(COMMA.search(text) or FULL.search(text) for text in firsts):
        return len(firsts) >= UNMARKED and fmean(len(text.split()) for text in firsts) > TITLE
    return True


def _has_commas(stanza: Sequence[Line]) -> bool:
    """Whether a line within a stanza ends with a comma, and each begins as a line of verse does. Items begin in small letters."""
    return any(COMMA.search(line.text) for line in stanza[:-1]) and not any(line.text[0].islower() for line in stanza)
