import json
import random
from dataclasses import replace
from functools import reduce
from operator import add

import pytest

from digest import grouping
from digest.grouping.learning import BY_HAND, MEMORY, NOTHING, TAUGHT, Heard, Tally
from digest.model import Topic
from tests.grouping.newsroom import entry, group, only

SPORT = Topic(name="Sport")
PLANTS = ("rosemary", "hellebore", "quince", "dahlia", "lupin")
TOOLS = ("spade", "trowel", "secateurs", "hoe")


def gardens(count=TAUGHT, **more):
    """Notes that an editor has put into a topic that no newspaper has."""
    return [
        entry(f"g{n}", f"Pruning the {PLANTS[n % 5]}", f"We sharpen the {TOOLS[n % 4]} and mulch.", topic="Allotment", **more)
        for n in range(count)
    ]


def matches(count=12, prefix="m"):
    """Entries that are sure to be of sport, of a game that no list of words knows."""
    return [
        entry(
            f"{prefix}{n}", f"Quabble championship: goalkeeper scored in match {n}", "The quabble coach praised the striker of the league."
        )
        for n in range(count)
    ]


def taught(entries, **more):
    """What an issue teaches the ones after it."""
    return sum(grouping.group(entries, **more).taught, NOTHING)


def placed(one, *others, **more):
    found = group([one, *others], **more)
    return next((section.topic, story.reasons[1]) for section in found for story in section.stories if one in story.entries)


NOTE = entry("n", "Mulch for the dahlia", "A trowel will do.")
GAME = entry("q", "Quabble comes to Lindholm", "Two hundred saw the first quabble evening.")


def test_a_topic_that_people_made_is_learned_from_what_they_put_there():
    topic, why = placed(NOTE, topics=[SPORT], past_topics=taught(gardens(), topics=[SPORT]))
    assert topic == "Allotment"
    assert why.startswith("Allotment: learned from 20 entries set by hand: ")
    assert "dahlia" in why
    assert placed(GAME, topics=[SPORT], past_topics=taught(gardens(), topics=[SPORT]))[0] == "More"


def test_a_few_entries_are_no_topic_yet():
    assert placed(NOTE, topics=[SPORT], past_topics=taught(gardens(TAUGHT - 1), topics=[SPORT]))[0] == "More"


def test_what_people_taught_adds_up_over_issues_and_with_the_issue_in_hand():
    halves = taught(gardens()[:8], topics=[SPORT]) + taught(gardens()[8:16], topics=[SPORT])
    assert placed(NOTE, topics=[SPORT], past_topics=halves)[0] == "More"
    assert placed(NOTE, *gardens()[16:], topics=[SPORT], past_topics=halves)[0] == "Allotment"


def test_a_topic_with_keywords_is_learned_too():
    topics = [SPORT, Topic(name="Allotment", keywords=("marrow",))]
    assert placed(NOTE, topics=topics, past_topics=taught(gardens(), topics=topics))[0] == "Allotment"


def test_a_topic_is_one_however_people_wrote_it():
    past = reduce(add, (taught(gardens(7)), taught([entry(f"h{n}", "Mulch", "The trowel.", topic="ALLOTMENT") for n in range(13)])))
    assert placed(NOTE, topics=[Topic(name="allotment")], past_topics=past)[0] == "allotment"


def test_more_is_no_topic_to_be_learned():
    past = taught([entry(f"g{n}", "Mulch for the dahlia", topic="More") for n in range(30)])
    assert placed(NOTE, topics=[SPORT], past_topics=past)[1].startswith("More: no rule and no known word places it")


def test_words_are_learned_from_entries_that_are_sure_of_their_topic():
    topics = [SPORT, Topic(name="Politics")]
    votes = [entry(f"v{n}", f"Parliament passes bill {n}", "Lawmakers voted before the election.") for n in range(12)]
    assert placed(GAME, topics=topics)[0] == "More"
    topic, why = placed(GAME, topics=topics, past_topics=taught([*matches(), *votes], topics=topics))
    assert (topic, why) == ("Sport", "Sport: learned from others like it: quabble")
    assert placed(GAME, *matches(), *votes, topics=topics)[0] == "Sport"


def test_what_was_learned_in_one_language_says_nothing_in_another():
    past = taught(gardens(), topics=[SPORT])
    german = entry("n", "Mulch und Dahlia", "Das ist die Dahlia, und der Mulch ist nicht mit dem Trowel in der Erde.")
    assert placed(german, topics=[SPORT], past_topics=past)[0] == "More"


def test_people_can_teach_a_language_that_nobody_knows():
    told = [entry(f"g{n}", "Puutarhassa kasvaa kaalia", "Lapio on kasvimaalla.", topic="Puutarha", language="fi") for n in range(TAUGHT)]
    other = [entry(f"k{n}", "Satamassa kelluu veneitä", "Ankkuri on laiturilla.", topic="Satama", language="fi") for n in range(TAUGHT)]
    new = entry("n", "Kaalia kasvimaalla", "Lapio kasvaa.", language="fi")
    assert placed(new, past_topics=taught([*told, *other]))[0] == "Puutarha"


def test_nothing_depends_on_the_order_of_entries_or_issues():
    entries = [*gardens(), *matches(), NOTE, GAME]
    issues = [entries[:10], entries[10:25], entries[25:]]
    past = reduce(add, map(taught, issues))
    expected = group(entries, past_topics=past)
    for seed in range(5):
        shuffle = random.Random(seed).sample
        again = reduce(add, [taught(shuffle(issue, len(issue))) for issue in shuffle(issues, 3)])
        assert again == past
        assert group(shuffle(entries, len(entries)), past_topics=again) == expected


def test_a_tally_is_kept_as_json():
    past = taught([*gardens(), *matches()])
    assert Tally.of(json.loads(json.dumps(past.data()))) == past
    assert Tally() + past == past


def test_a_tally_cannot_grow_for_ever():
    terms = {f"t{n}": n for n in range(MEMORY + 100)}
    kept = Tally({"en": {"Sport": Heard(9, 0, terms)}}).bounded().heard["en"]["Sport"]
    assert (kept.entries, len(kept.terms), min(kept.terms.values())) == (9, MEMORY, 100)


@pytest.mark.parametrize("topics", [(), (SPORT,)])
def test_an_empty_issue_teaches_nothing(topics):
    assert taught([], topics=topics) == Tally()
    assert only(group([NOTE], topics=topics)).reasons[1].startswith("More: no rule and no known word places it")


def test_a_language_of_which_no_word_is_known_is_placed_by_people_alone():
    told = [entry(f"a{n}", "Puutarhassa kasvaa kaalia", "Lapio on kasvimaalla.", categories=("Sport",), language="fi") for n in range(40)]
    new = entry("n", "Kaalia kasvimaalla", "Lapio kasvaa.", language="fi")
    topics = [SPORT, Topic(name="Politics")]
    assert placed(new, topics=topics, past_topics=taught(told, topics=topics))[0] == "More"


def test_addresses_decide_and_do_not_teach():
    led = [replace(one, link=f"https://paper.example/business/{one.id}") for one in gardens(40)]
    led = [replace(one, topic="") for one in led]
    assert placed(led[0], *led[1:])[1] == "Business: its address says business"
    assert taught(led) == NOTHING


def test_what_people_say_counts_more_than_what_feeds_say():
    said = taught(gardens(), topics=[SPORT]).heard["en"]["Allotment"]
    fed = taught([replace(one, topic="", categories=("Sport",)) for one in gardens()], topics=[SPORT]).heard["en"]["Sport"]
    assert (said.entries, said.by_hand, said.terms["mulch"]) == (TAUGHT, TAUGHT, TAUGHT * BY_HAND)
    assert (fed.entries, fed.by_hand, fed.terms["mulch"]) == (TAUGHT, 0, TAUGHT)
