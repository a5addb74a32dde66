"""What a story says of itself: a person's words, else the words of its entries. Nothing is invented."""

from collections.abc import Sequence

from digest.model import Entry
from digest.prose import opening


def summary(lead: Entry) -> str:
    return lead.summary or opening(lead.body)


def key_points(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Those of the first entry that has some."""
    return next((entry.key_points for entry in entries if entry.key_points), ())
