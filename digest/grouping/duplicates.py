"""Entries that lead to the same page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from digest.grouping.credits import moment, own
from digest.grouping.wording import folded
from digest.model import Entry


def duplicates(entries: Iterable[Entry]) -> dict[str, str]:
    """The id of each entry that repeats another → the id of that other: our own word, else the fullest, else the earliest."""
    by_address: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if page := address(entry.link):
            by_address[page].append(entry)
    repeats: dict[str, str] = {}
    for same in by_address.values():
        for family in _families(same):
            first = min(family, key=lambda entry: (not own(entry), -len(entry.body), moment(entry), entry.id))
            repeats |= {entry.id: first.id for entry in family if entry is not first}
    return repeats


def address(link: str) -> str:
    """What two links to one page have in common; empty for a site's front page, which tells no story."""
    page = link.partition("://")[2].removeprefix("www.").rstrip("/")
    return page if "/" in page or "?" in page else ""


def _families(same: Sequence[Entry]) -> Iterable[list[Entry]]:
    """Entries of one address, in families that tell the same.

    Some feeds give all their entries one address. Where one source has two headlines for it, only equal headlines count.
    """
    headlines: defaultdict[str, set[str]] = defaultdict(set)
    families: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in same:
        headline = " ".join(folded(entry.title))
        headlines[entry.source].add(headline)
        families[headline].append(entry)
    return families.values() if any(len(several) > 1 for several in headlines.values()) else [list(same)]
