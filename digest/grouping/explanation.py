"""What is near to an entry and why it is, or is not, one story with it. For `digest explain`."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from digest.grouping import stories
from digest.grouping.duplicates import duplicates
from digest.grouping.wording import read, spelling
from digest.model import Entry

SHOWN = 5  # entries, and terms of each


class Near(NamedTuple):
    """An entry of the same issue beside the one that was asked for."""

    entry: Entry
    similarity: float  # 0 to 1
    needed: float | None  # by two single entries to be one story; None where nothing would do
    why: str  # it is so much
    terms: tuple[tuple[str, float], ...]  # what ties the two, as it is written, and what each adds to the similarity


def nearest(entries: Sequence[Entry], of: str) -> tuple[Near, ...]:
    """The entries that are most like the one with the id `of`, the likest first; those with nothing in common left out."""
    readings = {entry.id: read(entry) for entry in entries}
    repeats = duplicates(entries, readings)
    single = stories.singles(entries, readings)
    one = single[of]
    found = []
    for id, other in single.items():
        similarity = one.similarity(other)
        if id == of or not similarity:
            continue
        shared = sorted(((one.total[term] * other.total[term], term) for term in one.total if term in other.total), reverse=True)
        spelt = tuple((spelling(term, one.entries, one.speech), round(weight, 3)) for weight, term in shared[:SHOWN])
        if repeats.get(id, id) == repeats.get(of, of):
            needed, why = 0.0, "they tell the same"
        elif not one.fits(other):
            needed, why = math.inf, "they say that they are in different languages"
        else:
            needed, why = one.needed(other), one.guard(other)
        found.append(Near(other.entries[0], round(similarity, 3), None if needed == math.inf else round(needed, 3), why, spelt))
    return tuple(sorted(found, key=lambda near: (-near.similarity, near.entry.id))[:SHOWN])
