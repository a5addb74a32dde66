import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from digest import grouping
from digest.grouping.learning import Taught
from digest.model import Source, Topic
from tests.grouping.newsroom import BRIDGE, OTHER, entry, group, news, only, stories

TOPICS = [Topic(name="Town", keywords=("bridge", "wage")), Topic(name="Science")]
SOURCES = [Source(name="Feed", url="https://example.org/feed.xml", limit=2)]


def issue():
    """Something of everything: an event, duplicates, a person's words, a source with too much to say."""
    return [
        *news(*BRIDGE, *OTHER),
        *(entry(f"f{n}", f"Notes of a gardener, part {n}", "Roses, mostly.", source="Feed", hours=n) for n in range(5)),
        entry("d1", "Copy", link="https://example.org/x"),
        entry("d2", "Copy", "Fuller.", link="http://example.org/x/"),
        entry("h1", story="by-hand", topic="Garden"),
        entry("h2", story="By hand", hours=None, pin=True),
    ]


def test_every_entry_stands_in_exactly_one_story():
    entries = issue()
    found = [one.id for story in stories(group(entries, topics=TOPICS, sources=SOURCES)) for one in story.entries]
    assert sorted(found) == sorted(one.id for one in entries)


def test_ids_of_stories_and_names_of_sections_are_unique():
    sections = group(issue(), topics=TOPICS, sources=SOURCES)
    assert len({story.id for story in stories(sections)}) == len(stories(sections))
    assert len({section.topic.casefold() for section in sections}) == len(sections)


def test_the_order_of_the_input_does_not_matter():
    entries = issue()
    expected = group(entries, topics=TOPICS, sources=SOURCES, pins=["n4"])
    for seed in range(10):
        shuffled = random.Random(seed).sample(entries, len(entries))
        assert group(shuffled, topics=TOPICS, sources=SOURCES, pins=["n4"]) == expected


def test_the_hash_seed_does_not_matter():
    code = "from tests.grouping.test_grouping import issue, group; print(group(issue()))"
    path = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


def test_a_story_shows_its_leads_headline_and_a_persons_summary():
    entries = [entry("a", "Lead", "First sentence. Second.", story="s"), entry("b", "Other", story="s", key_points=("One.", "Two."))]
    story = only(group(entries))
    assert (story.headline, story.summary, story.key_points) == ("Lead", "First sentence. Second.", ("One.", "Two."))
    assert only(group([entry("a", body="The text.", summary="In short.")])).summary == "In short."


def test_key_points_are_not_invented():
    assert only(group([entry("a", *BRIDGE[0])])).key_points == ()


def test_each_story_says_why_it_is_one_why_here_and_why_at_this_place():
    assert only(group([entry("a", *OTHER[0])], topics=TOPICS)).reasons == (
        "One source tells it",
        "Town: digest.toml: keyword “wage” in the title",
        "1 source; newest 10 Nov",
    )


@pytest.mark.parametrize("past", [(), "an issue before it"])
def test_an_issue_of_nothing_and_an_issue_of_one(past):
    earlier = grouping.group(news(*BRIDGE), issue="2026-11-09") if past else None
    known = {"past": earlier.told, "past_topics": earlier.taught.heard} if earlier else {}
    assert grouping.group([], issue="2026-11-10", **known) == ((), (), Taught())
    (section,) = group([entry("a", *OTHER[0], hours=24)], **known)
    (story,) = section.stories
    assert (story.id, story.headline, len(story.entries), story.updates, story.more) == ("a", OTHER[0][0], 1, None, False)
