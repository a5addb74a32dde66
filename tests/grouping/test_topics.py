import pytest

from digest.grouping.general import GENERAL
from digest.model import Source, Topic
from tests.grouping.newsroom import entry, group, news, only, stories

WORLD = Topic(name="World", keywords=("NATO", "peace talks", "Élysée"))
HARBOUR = Topic(name="Harbour", keywords=("tide", "pier"))
ELECTION = ("Senate passes the bill", "Senators voted late. Lawmakers of both parties expect the White House to sign before the election.")


def topic(one, **more):
    (section,) = group([one], **more)
    return section.topic


def why(one, **more):
    return only(group([one], **more)).reasons[1]


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Nato meets", "", "World: digest.toml: keyword “NATO” in the title"),
        ("Ministers meet", "They spoke of NATO.", "World: digest.toml: keyword “NATO” in the text"),
        ("L’Elysee dément", "", "World: digest.toml: keyword “Élysée” in the title"),
        ("Peace talks begin", "", "World: digest.toml: keyword “peace talks” in the title"),
        ("Talks bring peace", "", "More: no rule and no known word places it"),
        ("Natoma bridge opens", "", "More: no rule and no known word places it"),
        ("A link", "See [this](https://example.org/nato).", "More: no rule and no known word places it"),
    ],
)
def test_keywords_are_whole_words_of_any_case_and_accent(title, body, expected):
    assert why(entry("a", title, body), topics=[WORLD]) == expected


def test_a_title_says_more_than_a_body():
    assert topic(entry("a", "High tide expected", "NATO and the peace talks."), topics=[WORLD, HARBOUR]) == "Harbour"
    assert topic(entry("a", "News", "NATO and the tide: peace talks."), topics=[HARBOUR, WORLD]) == "World"


def test_of_equals_the_first_of_digest_toml_wins():
    assert topic(entry("a", "NATO at the pier"), topics=[HARBOUR, WORLD]) == "Harbour"
    assert topic(entry("a", "NATO at the pier"), topics=[WORLD, HARBOUR]) == "World"


def test_a_person_beats_the_source_which_beats_keywords():
    desk = Source(name="Desk", path="seeds", topic="Local")
    assert topic(entry("a", "NATO meets", source="Desk"), topics=[WORLD], sources=[desk]) == "Local"
    assert why(entry("a", "NATO meets", source="Desk"), topics=[WORLD], sources=[desk]) == "Local: all of “Desk” goes to Local"
    assert why(entry("a", "NATO meets", source="Desk", topic="harbour"), topics=[WORLD, HARBOUR], sources=[desk]) == "Harbour: set by hand"


@pytest.mark.parametrize(
    "source",
    [Source(name="New", url="https://example.org/feed.xml", topic="Local"), Source(name="New", path="seeds/", topic="Local"),
     Source(name="New", path="seeds/*.md", topic="Local"), Source(name="New", path="seeds/a.md", topic="Local")],
    ids=["address", "folder", "glob", "file"],
)  # fmt: skip
def test_a_renamed_source_is_found_by_where_its_entries_came_from(source):
    origin = source.url or "seeds/a.md"
    assert topic(entry("a", source="Old", origin=origin), sources=[source]) == "Local"
    assert topic(entry("a", source="Old", origin="seedsmen/a.md"), sources=[source]) == "More"


def test_a_category_named_like_a_topic_places_an_entry():
    assert why(entry("a", categories=("misc", "HARBOUR")), topics=[WORLD, HARBOUR]) == "Harbour: its category “HARBOUR”"
    assert topic(entry("a", categories=("Sport",))) == "Sports"


def test_the_built_in_topics_apply_where_none_are_named():
    assert topic(entry("a", *ELECTION)) == "Politics"
    assert topic(entry("a", *ELECTION), topics=[HARBOUR]) == "More"


@pytest.mark.parametrize("name", ["Politics", "POLITICS", "Politik"])
def test_a_topic_of_a_known_name_takes_the_built_in_keywords(name):
    assert topic(entry("a", *ELECTION), topics=[HARBOUR, Topic(name=name)]) == name


def test_its_own_keywords_replace_the_built_in_ones():
    assert topic(entry("a", *ELECTION), topics=[Topic(name="Politics", keywords=("mayor",))]) == "More"


def test_one_known_word_in_a_body_is_not_enough():
    assert topic(entry("a", "A walk in the park", "She met a senator there.")) == "More"


def test_known_words_that_point_two_ways_place_nothing():
    assert topic(entry("a", "The senator and the goalkeeper", "They met in the park.")) == "More"


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Der Bundestag stimmt ab", "Die Koalition hat sich auf das Gesetz geeinigt, die Opposition ist dagegen.", "Politics"),
        ("Le cessez-le-feu est rompu", "Les soldats de l’ONU ont quitté la ville dans la nuit, selon un diplomate.", "World"),
        ("Who labors in the kitchen", "The family says that it was all in the genes and in an album of photographs.", "More"),
    ],
)
def test_known_words_are_those_of_the_texts_own_language(title, body, expected):
    assert topic(entry("a", title, body)) == expected


@pytest.mark.parametrize("general", GENERAL, ids=lambda general: general.name)
def test_no_built_in_keyword_is_listed_twice_or_empty(general):
    for keywords in general.keywords.values():
        assert len({keyword.casefold() for keyword in keywords}) == len(keywords)
        assert all(keywords)


def test_a_story_goes_where_most_of_its_entries_go_and_the_lead_breaks_ties():
    def told(*titles):
        return [entry(f"e{n}", title, "x" * (9 - n), story="one") for n, title in enumerate(titles)]

    assert [section.topic for section in group(told("Tide", "NATO", "NATO"), topics=[WORLD, HARBOUR])] == ["World"]
    assert [section.topic for section in group(told("Tide", "NATO"), topics=[WORLD, HARBOUR])] == ["Harbour"]
    assert [section.topic for section in group(told("Nothing", "Nothing", "NATO"), topics=[WORLD, HARBOUR])] == ["World"]


def test_a_persons_word_for_one_entry_is_for_its_story():
    lead, other = entry("a", "NATO", "Long.", story="one"), entry("b", "NATO", story="one", topic="Local")
    assert [section.topic for section in group([lead, other], topics=[WORLD])] == ["Local"]


def test_sections_stand_as_the_issue_says_then_digest_toml_then_the_alphabet_and_more_last():
    entries = [entry(name, topic=name) for name in ("zoo", "World", "Harbour", "Arts", "More", "Garden")]
    order = [section.topic for section in group(entries, topics=[WORLD, HARBOUR], topic_order=["garden", "more", "HARBOUR"])]
    assert order == ["Garden", "Harbour", "World", "Arts", "zoo", "More"]


def test_names_are_one_in_any_case_and_digest_toml_spells_them():
    entries = [entry("a", topic="WORLD"), entry("b", topic="world"), entry("c", topic="garden"), entry("d", topic="Garden")]
    sections = group(entries, topics=[WORLD], sources=[Source(name="x", url="https://example.com", topic="GARDEN")])
    assert [(section.topic, section.slug, len(section.stories)) for section in sections] == [("World", "world", 2), ("GARDEN", "garden", 2)]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (("Arts, Culture", "Arts & Culture"), "Arts & Culture"),
        (("arts-culture", "ARTS: CULTURE"), "ARTS: CULTURE"),
        (("C++", "C"), "C"),
        (("Élysée", "elysee"), "elysee"),
    ],
)
def test_topics_of_one_address_are_one_topic(said, shown):
    entries = [entry(f"e{n}", topic=name) for n, name in enumerate(said)]
    (section,) = group(entries)
    assert (section.topic, len(section.stories)) == (shown, 2)
    assert group(entries[::-1]) == (section,)
    by_source = Source(name="x", url="https://example.com", topic=said[0])
    assert [section.topic for section in group(entries, sources=[by_source])] == [said[0]]
    assert [section.topic for section in group(entries, topics=[Topic(name=said[1])], sources=[by_source])] == [said[1]]
    assert [section.topic for section in group([*entries, entry("z", topic="Zoo")], topic_order=["Zoo", said[0]])] == ["Zoo", shown]


def test_no_section_is_empty():
    assert group([]) == ()
    assert all(section.stories for section in group(news(ELECTION)))
    assert len(stories(group(news(ELECTION)))) == 1
