import pytest

from digest.grouping import group
from digest.grouping.duplicates import address, duplicates
from tests.grouping.newsroom import entry, only, together


@pytest.mark.parametrize(
    "link",
    ["https://example.org/a", "http://example.org/a", "https://www.example.org/a", "https://example.org/a/", "http://www.example.org/a/"],
)
def test_scheme_www_and_a_last_slash_make_no_other_page(link):
    assert address(link) == "example.org/a"


@pytest.mark.parametrize("link", ["", "https://example.org", "https://www.example.org/", "mailto:desk@example.org"])
def test_a_front_page_is_nobodys_story(link):
    assert address(link) == ""


def test_a_query_makes_another_page():
    assert address("https://example.org/?p=1") != address("https://example.org/?p=2")


def test_the_fullest_is_repeated():
    short, long = entry("a", body="Short.", link="https://example.org/x"), entry("b", body="Much longer.", link="http://www.example.org/x/")
    assert duplicates([short, long]) == {"a": "b"}


def test_our_own_word_comes_before_a_fuller_one():
    own = entry("a", body="Ours.", link="https://example.org/x", origin="seeds/a.md")
    assert duplicates([entry("b", body="Much longer.", link="https://example.org/x"), own]) == {"b": "a"}


def test_of_equals_the_earliest_is_repeated_then_the_first_id():
    told = (("a", 2), ("c", 1), ("b", 1))
    late, early, other = (entry(id, body="Same.", link="https://example.org/x", hours=hours) for id, hours in told)
    assert duplicates([late, early, other]) == {"a": "b", "c": "b"}


def test_a_feed_that_gives_all_entries_one_link_repeats_nothing():
    entries = [entry(id, f"News {id}", source="Blog", link="https://example.org/blog") for id in "abc"]
    assert duplicates(entries) == {}


def test_with_such_a_link_only_equal_headlines_count():
    told = (("a", "One", "Blog"), ("b", "Two", "Blog"), ("c", "TWO", "Planet"))
    entries = [entry(id, title, source=source, link="https://example.org/blog") for id, title, source in told]
    assert duplicates(entries) == {"c": "b"}


def test_duplicates_stand_in_one_story_that_names_them():
    entries = [
        entry("a", "Orchid blooms again", "It was thought lost.", link="https://example.org/x"),
        entry("b", "Something else entirely", link="https://example.org/x"),
    ]
    story = only(group(entries))
    assert story.lead.id == "a"
    assert story.duplicates == {"b": "a"}
    assert story.reasons[0] == "All lead to the same page"


def test_a_duplicate_brings_along_the_story_of_its_original():
    entries = [entry("a", link="https://example.org/x", body="Long."), entry("b", link="https://example.org/x"), entry("c", story="bridge")]
    assert together(entries) == {frozenset("ab"), frozenset("c")}
