import pytest

from digest.grouping.general import GENERAL, general
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
        ("The tor and the bund", "In the bund and on the tor the men saw a viertel of the partie.", "More"),
    ],
)
def test_known_words_are_those_of_the_texts_own_language(title, body, expected):
    assert topic(entry("a", title, body)) == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://x.example/sport/football/123.html", "Sports: its address says sport"),
        ("https://x.example/en/Football/", "Sports: its address says Football"),
        ("https://x.example/news/business-26510", "Business: its address says business-26510"),
        ("https://x.example/%C3%A9conomie/a", "Business: its address says %C3%A9conomie"),
        ("https://x.example/business/sport/1", "Business: its address says business"),
        ("https://x.example/harbour/1", "Harbour: its address says harbour"),
        ("https://x.example/sport-is-healthy/1", "More: no rule and no known word places it"),
        ("https://sport.example/1?from=/sport/#/sport/", "More: no rule and no known word places it"),
        ("https://x.example/international/1", "More: no rule and no known word places it"),
    ],
)
def test_an_address_that_names_a_topic_places_an_entry(link, expected):
    topics = [HARBOUR, *(Topic(name=one.name) for one in GENERAL)]
    assert why(entry("a", "A walk", link=link), topics=topics) == expected


def test_a_category_says_more_than_an_address_and_an_address_more_than_known_words():
    link = "https://x.example/sport/1"
    assert topic(entry("a", *ELECTION, link=link)) == "Sports"
    assert topic(entry("a", *ELECTION, link=link, categories=("Health",))) == "Health"


def test_a_topic_may_be_called_like_a_part_of_another():
    assert topic(entry("a", categories=("Music",)), topics=[Topic(name="Culture")]) == "Culture"
    assert topic(entry("a", categories=("Music",)), topics=[Topic(name="Culture"), Topic(name="Music")]) == "Music"
    assert topic(entry("a", "The museum opens its gallery", "Sculptors and painters."), topics=[Topic(name="Music")]) == "More"


SPACE = ("A telescope finds a planet", "Astronomers say that the galaxy has a black hole.")


@pytest.mark.parametrize(
    ("names", "expected"),
    [(("Technology", "Science"), "Science"), (("Technology", "Sport"), "Technology"), (("Politics", "Sport"), "More")],
)
def test_the_nearest_topic_takes_the_news_of_one_that_a_site_has_not(names, expected):
    assert topic(entry("a", *SPACE), topics=[Topic(name=name) for name in names]) == expected


def test_the_news_of_a_general_topic_that_a_site_has_not_is_left_alone():
    match = entry(
        "a", "Goalkeeper injured before the cup final", "The striker scored. A minister of the government saw it, said parliament."
    )
    assert why(match, topics=[Topic(name="Politics")]) == "More: it sounds like Sports, which is no topic here"


def test_who_comes_next_is_told_where_it_is_near():
    both = entry("a", "Parliament debates the budget", "The finance minister spoke of taxes. Lawmakers voted; the economy shrank.")
    assert "; next is " in why(both)
    assert "; next is " not in why(entry("a", *ELECTION))


FINNISH = "Hallitus esitteli uuden elokuvan museossa ja pormestari avasi festivaalin, jossa soitti suuri orkesteri koko illan ajan torilla"


@pytest.mark.parametrize("language", ["fi", ""])
def test_a_text_in_a_language_that_nobody_knows_is_not_forced_into_a_topic(language):
    """Its “museum” and “festival” are an accident."""
    body = f"{FINNISH} museum festival album opera. {FINNISH}."
    assert topic(entry("a", "Museum festival", body, language=language)) == "More"


@pytest.mark.parametrize("one", GENERAL, ids=lambda one: one.name)
def test_every_name_of_a_general_topic_is_its_own(one):
    assert all(general(name) == one for name in (one.name, *one.also))
    assert all(general(part) in (None, one) for part in one.parts)
    assert {*one.kin} <= {other.name for other in GENERAL} - {one.name}


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
