import pytest

from digest.grouping.wording import folded, names, parts, read, stem, term, terms
from tests.grouping.newsroom import entry


def test_folded_words_have_no_case_no_accents_and_no_joints():
    assert folded("Élysée: l’Été’s by-election, STRASSE/Straße") == ["elysee", "l", "ete", "s", "by", "election", "strasse", "strasse"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("bridges", "bridge"),
        ("cities", "city"),
        ("glass", "glass"),
        ("virus", "virus"),
        ("paris", "paris"),
        ("gas", "gas"),
        ("fire", "fire"),
    ],
)
def test_plurals_are_folded_and_what_only_looks_like_one_is_not(word, expected):
    assert stem(word) == expected


def test_characters_of_unspaced_scripts_are_read_in_pairs():
    assert terms(parts("东京湾 1945 tower"), "en") == ["东京", "京湾", "1945", "tower"]


def test_korean_words_are_read_in_pairs_too_for_particles_hang_on_them():
    assert set(terms(parts("정부는"), "ko")) & set(terms(parts("정부를"), "ko")) == {"정부"}


def test_words_lose_what_grammar_adds_by_the_rules_of_their_language():
    assert term("Regierungen", "de") == term("Regierung", "de") != term("Regierung", "en") + "en"
    assert term("новый", "ru") == term("новые", "ru")
    assert term("новый", "") == "новый", "й is no accented и"
    assert term("election", "fr") == term("élections", "fr")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bridge fell into the harbour", "en"),
        ("Die Brücke ist in den Hafen gestürzt", "de"),
        ("Le pont est tombé dans le port", "fr"),
        ("Il ponte è caduto nel porto della città", "it"),
        ("Правительство сообщило в понедельник, что это новый закон", "ru"),
        ("Уряд повідомив, що це було після війни", "uk"),
        ("Regeringen sade att det inte är så", "sv"),
        ("政府は月曜日に発表した", "ja"),
        ("政府在星期一宣布了这个决定", "zh"),
        ("정부는 월요일에 밝혔다", "ko"),
        ("Bridge harbour divers", ""),
    ],
)
def test_a_language_is_known_by_its_small_words(text, language):
    assert read(entry("a", text)).language == language


def test_addresses_and_tags_are_not_read():
    assert read(entry("a", "T", "See [the pier](https://example.org/tide) <b>now</b>, www.example.org/gale")).body == (
        "see",
        "the",
        "pier",
        "now",
    )


def test_names_are_capitals_inside_a_sentence():
    assert names(entry("a", "Divers search Ellery again", "Nobody was found. Marta Quill, of the coastguard, told The Lamp."), "en") == {
        "ellery", "quill", "lamp",
    }  # fmt: skip


def test_a_headline_in_capitals_names_nobody():
    assert names(entry("a", "Divers Search Old Harbour Again"), "en") == set()
