"""Short ways to make news for these tests."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from digest import grouping
from digest.model import Entry, Section, Story

DAY = datetime(2026, 11, 10, 8, tzinfo=UTC)

BRIDGE = (
    (
        "Ellery bridge collapses into the harbour",
        "The old bridge at Ellery fell into the harbour before dawn. Divers look for two missing drivers.",
    ),
    (
        "Two missing after Ellery bridge falls",
        "Two drivers are missing since the bridge over Ellery harbour fell early in the morning, said the coastguard.",
    ),
    (
        "Divers search harbour after bridge collapse",
        "Divers searched the harbour of Ellery for two drivers whose cars fell with the collapsed bridge.",
    ),
)
OTHER = (
    ("Bakers agree on a new wage", "The bakers' union and the mills signed a contract that raises wages by four percent."),
    ("Orchid thought lost blooms again", "Botanists found an orchid that nobody had seen for ninety years, on a hillside in Corvaro."),
    ("Chess club opens its doors to children", "Every Saturday the oldest chess club of Lindholm teaches beginners under twelve."),
    ("Rail timetable changes in spring", "From April trains on the northern line leave eight minutes earlier, the operator announced."),
    ("Choir wins prize in Tarnow", "A choir of dockworkers sang its way to the silver lyre."),
)


def entry(id: str, title: str = "", body: str = "", *, source: str = "", hours: float | None = 0, **more: Any) -> Entry:
    """An entry of its own source, at eight o'clock plus `hours`; undated where they are None."""
    return Entry(
        id=id,
        title=title or f"Headline {id}",
        source=source or f"Source of {id}",
        body=body,
        published=None if hours is None else DAY + timedelta(hours=hours),
        **{"origin": "https://example.org/feed.xml", **more},
    )


def news(*told: tuple[str, str], prefix: str = "n", **more: Any) -> list[Entry]:
    """An entry for each headline and text, an hour apart."""
    return [entry(f"{prefix}{number}", title, body, hours=number, **more) for number, (title, body) in enumerate(told)]


def group(entries: Sequence[Entry], **more: Any) -> tuple[Section, ...]:
    """The sections alone; what an issue leaves for later ones is for test_memory.py."""
    return grouping.group(entries, **more).sections


def stories(sections: Iterable[Section]) -> list[Story]:
    return [story for section in sections for story in section.stories]


def together(entries: Iterable[Entry], **more: Any) -> set[frozenset[str]]:
    """The ids that stand in one story, for each story."""
    return {frozenset(entry.id for entry in story.entries) for story in stories(group(list(entries), **more))}


def only(sections: Iterable[Section]) -> Story:
    """The one story that there is."""
    (story,) = stories(sections)
    return story
