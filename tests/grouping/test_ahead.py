"""What was found out ahead, in another process, leads to the same as what is found out in its turn."""

from dataclasses import replace

import pytest

from digest.grouping import Grouped, group, look_ahead
from digest.grouping.ahead import packed, unpacked
from digest.grouping.learning import Tally
from digest.model import Entry, Source, Topic

BRIDGE = "The old bridge of Calder is closed since Monday, the council said, and the ferry carries what it can until spring."
TEXTS = {
    "a": ("Calder closes its old bridge", BRIDGE),
    "b": ("Old bridge of Calder closed", BRIDGE.replace("carries what it can", "takes over")),
    "c": ("A vaccine against fever is tested", "The hospital of Borrel tests a vaccine on nurses, and a laboratory counts the antibodies."),
    "d": (
        "Parliament votes on pensions",
        "The parliament votes on the budget for pensions, and the minister defends the tax in the chamber.",
    ),
    "e": ("Gull on the roof", "It sat there."),
    "f": ("橋が閉まる", "古い橋は月曜日から閉まっている。議会はそう言った。"),
}
ENTRIES = [Entry(id=id, title=title, body=body, source="Post" if id < "d" else "Wire") for id, (title, body) in TEXTS.items()]
BY_HAND = [replace(entry, topic="Harbour" if entry.id in "ae" else "", story="bridge" if entry.id in "bf" else "") for entry in ENTRIES]
GIVEN = {
    "nothing said": (ENTRIES, (), (), ()),
    "by hand": (BY_HAND, (), (), ("e",)),
    "own topics": (ENTRIES, (Topic(name="Bridges", keywords=("bridge",)), Topic(name="Health")), (), ()),
    "a source's topic": (ENTRIES, (), (Source(name="Wire", url="https://wire.example/", topic="World", limit=1),), ("c", "bridge")),
    "nobody": ([], (), (), ()),
}


@pytest.mark.parametrize("given", GIVEN)
def test_it_is_the_same(given: str) -> None:
    entries, topics, sources, pins = GIVEN[given]
    first = group(entries, issue="2026-11-01", topics=topics, sources=sources, pins=pins)
    taught = sum((Tally.of(one.data()) for one in (first.taught.by_hand, first.taught.heard)), Tally())
    learned = Tally.of({"en": {"Harbour": {"entries": 30, "by_hand": 30, "terms": {"gull": 60, "roof": 40, "bridg": 20}}}})
    for past, past_topics in (((), Tally()), (first.told, taught), (first.told, taught + learned)):

        def made(**ahead: object) -> Grouped:
            named = {"topics": topics, "sources": sources, "pins": pins}
            return group(entries, issue="2026-11-08", past=past, past_topics=past_topics, **named, **ahead)  # type: ignore[arg-type]  # noqa: B023

        looked = look_ahead(entries, topics=topics, sources=sources, pins=pins)
        again = unpacked(packed(looked), entries)
        assert again == looked
        assert all(any(entry is one for one in entries) for order in again.orders for entry in order)  # the same, not others like them
        assert made(ahead=again) == made()
