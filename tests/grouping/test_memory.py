"""What an issue knows of the issues before it."""

import json
from dataclasses import asdict, replace
from datetime import datetime, timedelta

import pytest

from digest.grouping import group, memory
from digest.grouping.learning import NOTHING
from digest.model import Topic
from tests.grouping.newsroom import BRIDGE, DAY, OTHER, entry, news, stories

FIRST = group(news(*BRIDGE[:2], *OTHER), issue="2026-11-10")
LATER = (
    "Ellery bridge: both drivers found",
    "Divers found the two drivers who were missing since the bridge of Ellery collapsed into the harbour.",
)


def after(days: int, *told: tuple[str, str], **more: object) -> list:
    return [replace(one, published=DAY + timedelta(days=days)) for one in news(*told, prefix="later", **more)]


def only(entries, past=FIRST.told):
    (story,) = stories(group(entries, issue="2026-11-12", past=past).sections)
    return story


def test_news_that_goes_on_carries_on_its_earlier_story():
    story = only(after(2, LATER))
    assert story.updates == next(story.id for story in stories(FIRST.sections) if len(story.entries) == 2)
    assert f"Carries on “{story.updates}” of 2026-11-10" in story.reasons
    assert not story.more


def test_other_news_carries_on_nothing():
    told = [story for entry in after(2, ("Ellery votes on a new library", "The council will count the ballots on Sunday evening."))
            for story in stories(group([entry], past=FIRST.told).sections)]  # fmt: skip
    assert [story.updates for story in told] == [None]


def test_the_same_news_again_is_not_new():
    story = only([replace(after(1, BRIDGE[0])[0], source="Somebody else")])
    assert story.updates
    assert story.more
    assert story.reasons[-1] == "Told before, in 2026-11-10"


def test_the_same_page_again_is_not_new_even_if_it_says_less():
    page = "https://example.org/2026/bridge"
    past = group([entry("n0", *BRIDGE[0], link=page)], issue="2026-11-10").told
    story = only([entry("later", BRIDGE[0][0], "", hours=24, link=f"{page}/")], past)
    assert story.more


def test_an_address_that_a_feed_gives_all_its_entries_ties_nothing():
    page = "https://example.org/episodes/"
    past = group([entry("n0", *OTHER[0], link=page)], issue="2026-11-10").told
    story = only([entry("later", *OTHER[1], hours=24, link=page)], past)
    assert (story.updates, story.more) == (None, False)


def test_a_pinned_story_is_shown_though_it_was_told_before():
    story = only([replace(after(1, BRIDGE[0])[0], source="Somebody else", pin=True)])
    assert story.updates
    assert not story.more


def test_a_name_given_by_hand_carries_on_what_had_it():
    past = group([entry("a", *OTHER[0], story="rescue")], issue="2026-11-10").told
    assert only([entry("b", *OTHER[1], hours=24, story="rescue")], past).updates == "rescue"
    assert only([entry("b", *OTHER[0], hours=24, story="another")], past).updates is None


def test_of_several_issues_the_latest_is_carried_on():
    second = group([replace(one, id=f"x{one.id}") for one in after(1, *BRIDGE[:2])], issue="2026-11-11", past=FIRST.told)
    assert only(after(2, LATER), FIRST.told).updates == "n1"
    assert only(after(2, LATER), (*FIRST.told, *second.told)).updates == "xlater1"


def test_the_order_of_entries_changes_nothing():
    entries = after(2, LATER, *BRIDGE, *OTHER)
    one = group(entries, issue="x", past=FIRST.told)
    assert group(entries[::-1], issue="x", past=FIRST.told) == one


@pytest.mark.parametrize("topics", [(), (Topic(name="Harbour", keywords=("bridge",)),)])
def test_what_is_remembered_as_text_is_the_same_again(topics):
    entries = [
        *after(2, LATER, *OTHER),
        entry("undated", "Untimely", hours=None),
        entry("t", "T", topic="Harbour", key_points=("One.", "Two.")),
    ]
    made = group(entries, issue="2026-11-12", topics=topics, past=FIRST.told)
    sections, told, by_hand, heard = memory.written(made).split("\n")
    assert memory.sections(sections, entries) == made.sections
    assert memory.told(told) == made.told
    assert memory.taught([by_hand]) == made.taught.by_hand != NOTHING
    assert memory.taught([by_hand, heard]) == sum(made.taught, NOTHING)


def test_what_is_remembered_is_filed_under_all_that_decides():
    names = {path.name for path in memory.made_of()}
    assert {"stories.py", "summary.py", "en.txt", "en.py", "prose.py", "model.py"} <= names


def test_a_story_goes_on_where_people_put_it():
    past = group([entry("n0", *BRIDGE[0], topic="Harbour")], issue="2026-11-10")
    (section,) = group(after(2, LATER), issue="2026-11-12", past=past.told).sections
    assert section.topic == "Harbour"
    assert "Harbour: it carries on what was put there by hand in 2026-11-10" in section.stories[0].reasons
    again = group(after(2, LATER), issue="2026-11-12", past=past.told)
    (last,) = group([replace(one, id="z", source="Somebody else") for one in after(3, LATER)], issue="2026-11-13", past=again.told).sections
    assert last.topic == "Harbour"
    (own,) = group(after(2, LATER, topic="World"), issue="2026-11-12", past=past.told).sections
    assert own.topic == "World"


def test_what_is_written_is_all_that_there_is():
    """As `asdict` would give it."""
    made = group(news(*BRIDGE, *OTHER), issue="2026-11-10")
    sections, told, *_ = memory.written(made).split("\n")
    assert told == json.dumps([asdict(one) for one in made.told], ensure_ascii=False, default=datetime.isoformat)
    kept = [story for _, _, of_section in json.loads(sections) for story in of_section]
    assert kept == [
        json.loads(json.dumps(asdict(story) | {"entries": [entry.id for entry in story.entries]}, default=str))
        for story in stories(made.sections)
    ]
