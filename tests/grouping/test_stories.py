import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.grouping import stories as stories_module
from tests.grouping.newsroom import BRIDGE, OTHER, entry, group, news, only, stories, together


def test_one_event_is_one_story_among_eight_entries():
    entries = news(*BRIDGE, *OTHER)
    assert together(entries) == {frozenset({"n0", "n1", "n2"}), *(frozenset({f"n{number}"}) for number in range(3, 8))}


def test_two_entries_of_one_event_are_one_story():
    assert len(together(news(*BRIDGE[:2]))) == 1


UNRELATED = {
    "nothing in common": OTHER[:2],
    "one name": (("Marta Quill opens a bakery", "She sells rye bread."), ("Marta Quill wins the regatta", "She sailed alone.")),
    "one place": (
        ("Fire in a warehouse in Ellery", "Firefighters needed four hours in the north of the town."),
        ("Ellery votes on a new library", "The council will count the ballots on Sunday evening."),
    ),
    "one ambiguous word": (
        ("Bank raises interest rate", "The central bank of Corvaro raised its rate to four percent."),
        ("Bank robbed in daylight", "Two masked men took a bag of coins from a bank in Tarnow."),
    ),
    "one matter, two events": (
        ("Ferry company doubles its fares to the islands", "From May a crossing costs eight crowns, which islanders call a scandal."),
        ("Islanders protest against ferry", "Two hundred people stood at the pier with drums and banners for an hour."),
    ),
    "one kind of event": (
        ("Two die as bus overturns near Varga", "Police said that the driver lost control on the wet road."),
        ("Bus overturns on bridge in Ostry, three hurt", "A police officer said that fog was thick. The driver was unhurt."),
    ),
}


@pytest.mark.parametrize("told", UNRELATED.values(), ids=UNRELATED)
def test_unrelated_news_is_never_joined(told):
    assert len(together(news(*told))) == 2
    assert len(together(news(*told, *BRIDGE))) == 3


def test_the_longer_after_it_comes_the_more_alike_must_news_be():
    ferry = (
        "Town weighs a ferry after the collapse",
        "The council asked two yards what a boat for forty cars and their drivers would cost, how fast it could cross the harbour, "
        "and whether winter ice would stop it.",
    )
    first, second = news(BRIDGE[0], ferry)
    later = [replace(second, published=first.published + timedelta(days=days)) for days in (1, 400)]
    assert [len(together([first, after])) for after in later] == [1, 2]


def test_the_same_few_words_are_more_than_a_name():
    told = ("Choir wins prize", "A choir of dockworkers sang its way to the lyre.")
    assert len(together(news(told, told, *OTHER[:4]))) == 5


def test_languages_do_not_join_where_both_are_known():
    english, german = news(*BRIDGE[:2])
    assert len(together([replace(english, language="en-GB"), replace(german, language="de")])) == 2
    assert len(together([replace(english, language="en-GB"), replace(german, language="en_US")])) == 1
    assert len(together([replace(english, language="en"), german])) == 1


def test_scripts_without_spaces_are_compared_too():
    same = [
        ("东京湾大桥凌晨坍塌", "东京湾大桥今天凌晨坍塌，潜水员正在寻找两名失踪司机。"),
        ("大桥坍塌两名司机失踪", "潜水员在东京湾寻找大桥坍塌后失踪的两名司机。"),
    ]
    other = [("面包师工会签署新合同", "工资将上涨百分之四。"), ("兰花九十年后重新开放", "植物学家在山坡上发现了它。")]
    assert together(news(*same, *other)) == {frozenset({"n0", "n1"}), frozenset({"n2"}), frozenset({"n3"})}


def test_instalments_of_one_source_stay_apart():
    body = "Our weekly talk about lenses, shutters and film, with guests from all over the country."
    entries = [entry(f"e{number}", f"The Darkroom Hour, episode {number}", body, source="Darkroom") for number in (12, 13)]
    entries[1] = replace(entries[1], body=f"{body} This time: tripods.")
    assert len(together(entries)) == 2


def test_one_source_needs_more_to_have_told_one_event_twice():
    mourning = (
        "Mayor mourns drivers lost with Ellery bridge",
        "Flags hang at half mast in town while families wait for word of the missing.",
    )
    assert frozenset({"n0", "n1"}) in together(news(BRIDGE[0], mourning, *OTHER))
    assert len(together(news(BRIDGE[0], mourning, *OTHER, source="Feed"))) == 7


def test_what_a_source_says_in_all_its_entries_ties_nothing():
    told = (
        ("Gale warning for Ostry", "Gusts, swell and rain: the weather service in Corvaro calls ships back."),
        ("Tarnow: warning of a gale", "Ships stay in port. Swell and gusts come, says the service of Corvaro; weather turns."),
        ("Gale nears Ellery, a warning", "In Corvaro the service sees rain. Gusts may sink ships; swell, weather and tide."),
        ("Warning: gale at Lindholm", "The weather that Corvaro sends: rain, then swell. Service for ships ends; gusts."),
        ("Varga has a gale warning", "Swell will rock ships. Weather and gusts, the service at Corvaro writes, bring rain."),
    )
    assert len(together([*news(*told, source="Weather", prefix="w"), *news(*OTHER)])) == 10
    assert len(together([*news(*told, prefix="w"), *news(*OTHER)])) == 6


def test_a_persons_word_joins_what_has_nothing_in_common():
    entries = [replace(one, story="Town & Country") for one in news(*OTHER[:2])]
    story = only(group(entries))
    assert story.id == "town-country"
    assert story.reasons[0] == "Put together by hand as “town-country”"


def test_a_persons_word_keeps_apart_what_belongs_together():
    first, second, third = news(*BRIDGE)
    assert together([replace(first, story="rescue"), second, third]) == {frozenset({"n0"}), frozenset({"n1", "n2"})}


def test_a_duplicate_follows_a_persons_word_unless_it_has_its_own():
    first, second = (entry(id, link="https://example.org/x", body=body) for id, body in (("a", "Long."), ("b", "")))
    assert together([replace(first, story="x"), second]) == {frozenset("ab")}
    assert together([first, replace(second, story="x")]) == {frozenset("ab")}
    apart = group([replace(first, story="x"), replace(second, story="y")])
    assert [(story.id, story.duplicates) for story in stories(apart)] == [("x", {}), ("y", {})]


def test_a_story_has_the_id_of_its_lead():
    assert {story.id for story in stories(group(news(*BRIDGE)))} <= {"n0", "n1", "n2"}


def test_a_persons_name_for_a_story_never_clashes_with_an_id():
    entries = [entry("harbour", *OTHER[0]), entry("b", *OTHER[1], story="harbour")]
    assert sorted(story.id for story in stories(group(entries))) == ["b", "harbour"]


def test_the_reason_shows_the_words_as_they_were_written():
    reason = only(group(news(*BRIDGE))).reasons[0]
    assert reason.startswith("Joined by the words ")
    assert "Ellery" in reason
    assert "similarity 0." in reason


def test_thousands_of_entries_on_one_event_come_to_an_end():
    def told(number):
        title, body = BRIDGE[number % 3]
        return entry(f"e{number}", f"{title} {number}", f"{body} Witness {number} spoke.", source=f"s{number % 50}", hours=number / 100)

    found = stories(group([told(number) for number in range(5000)]))
    assert sum(len(story.entries) for story in found) == 5000
    assert len(found) < 50


def test_thousands_tell_one_event(monkeypatch):
    """All in one story, each compared with few: so many must not take for ever."""
    said = random.Random(5).sample
    words = "ellery bridge harbour divers drivers collapse coastguard missing dawn rescue".split()
    count = 5000
    entries = [
        entry(
            f"n{n:04}",
            " ".join(said(words, 5)).capitalize(),
            " ".join(said(words, 8)).capitalize() + f" say{n % 700} on{n % 300}.",
            hours=n / 200,
        )
        for n in range(count)
    ]
    compared = 0
    similarity = stories_module._Cluster.similarity

    def counted(one, other):
        nonlocal compared
        compared += 1
        return similarity(one, other)

    monkeypatch.setattr(stories_module._Cluster, "similarity", counted)
    found = stories(group([*entries, entry("other", *OTHER[0])]))
    assert sorted(len(story.entries) for story in found) == [1, count]
    assert compared < 150 * count


VECTORS = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 1.0), max_size=8)


def cluster(total, size=1):
    return stories_module._Cluster([], [], total, {"a"}, (), (), "", "", None, None, size=size)


@given(VECTORS, st.lists(st.tuples(VECTORS, st.integers(1, 9)), max_size=6), st.sets(st.integers(0, 5)))
def test_an_index_tells_how_similar_clusters_are_but_for_the_last_digits(total, others, asked):
    one, rest = cluster(total, 2), [cluster(total, size) for total, size in others]
    asked = {number for number in asked if number < len(rest)}
    found = dict(stories_module._Index(rest).similarities(one, asked))
    assert found == {number: pytest.approx(one.similarity(rest[number]), abs=stories_module.ROUGHLY / 100) for number in asked}


@given(st.integers(1, 5), st.integers(1, 5), st.floats(1, 25), st.sets(st.sampled_from("ab")), st.sampled_from(["", "gull tern auk"]))
def test_no_two_are_joined_by_less_than_what_is_needed_in_any_case(size, other_size, square, sources, told):
    headline = tuple(told.split())
    one, other = (
        stories_module._Cluster(
            [], [], dict.fromkeys(headline, 0.5), of, headline, headline, "", "", None, None, size, square, names=frozenset()
        )
        for size, of in ((size, {"a"}), (other_size, sources or {"a"}))
    )  # fmt: skip
    assert one.least(other) <= one.needed(other)
