import re
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import prose
from digest.grouping import background
from digest.grouping.background import hangul, language_of, listed, stopwords
from digest.grouping.wording import fold, folded, folded_each, names, parts, plain, read, stem, term, terms, unspaced
from digest.prose import words
from tests.grouping.newsroom import entry
from tests.test_prose import ANY_SCRIPT, TOLD


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


# ── the fast way finds what the plain one does ───────────────────────────────────────────────────

JOINT = re.compile("[’'‑-]")


def folded_plainly(text):
    found = []
    for word in prose._of_any_script().word.findall(text):
        if word.isalnum():
            found.append(fold(word))
        else:
            found.extend(filter(None, JOINT.split(fold(word))))
    return found


def terms_plainly(text, language):
    found, before = [], ""
    for word in text:
        character = ""
        if word and unspaced(word):
            character = word
            if before:
                found.append(before + character)
        elif word and hangul(word):
            found.extend(map("".join, pairwise(word)))
        elif len(word) > 1 and fold(word) not in stopwords(language) and term(word, language):
            found.append(term(word, language))
        before = character
    return found


def agree(text):
    read = folded(text)
    assert read == folded_plainly(text)
    assert folded_each(f"{text},,{text}x") == [folded(part) for part in f"{text},,{text}x".split(",")]
    for language in ("en", "de", "ru", "zh", "hi", ""):
        assert terms(read, language) == terms_plainly(read, language)
        assert terms(parts(text), language) == terms_plainly([*parts(text)], language)
    assert language_of(read, "pt") == language_plainly(read, "pt")
    assert language_of(read) == language_plainly(read)


def language_plainly(text, declared=""):
    found = dict.fromkeys((*((declared,) if listed(declared) else ()), *background.SPOKEN), 0)
    for word in text:
        korean = not word.isascii() and hangul(word)
        for language in ("ko",) if korean else [name for name, common in background._common().items() if word in common]:
            found[language] = found.get(language, 0) + 1
    best = max(found, key=found.get)
    return best if found[best] else declared if listed(declared) else ""


@given(ANY_SCRIPT)
def test_words_of_any_script_are_folded_as_one_by_one(text):
    agree(text)


@pytest.mark.parametrize("text", TOLD)
def test_words_of_each_script_are_folded_as_one_by_one(text):
    agree(text)


def test_latin_letters_fold_beside_one_another_as_alone():
    """A whole text is folded letter by letter; so no two letters may fold together into something else."""
    letters = [c for c in (bytes([byte]).decode(prose.LATIN, "replace") for byte in range(256)) if words(c)]
    for one in letters:
        assert [fold(one + other) for other in letters] == [fold(one) + fold(other) for other in letters]
        assert folded(f"{one}a {one} a{one}") == [fold(f"{one}a"), fold(one), fold(f"a{one}")]


def test_no_letter_folds_to_a_joint():
    """Then words can be parted before they are folded as well as after it, but for the one joint that folding makes another of."""
    assert not [c for c in map(chr, range(sys.maxunicode)) if c.isalnum() and JOINT.search(fold(c))]
    assert folded("by‑election") == folded_plainly("by‑election")


WORDS = sorted({word for common in background._common().values() for word in common[::7]} | {"정부는", "нет", "gull", "ﾞ", ""})


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from(["", "en", "sv", "ko", "xx"]))
def test_a_language_is_known_as_by_each_of_its_words(text, declared):
    assert language_of(text, declared) == language_plainly(text, declared)


@given(
    st.lists(
        st.sampled_from(
            ["](", "(", ")", "]", "http://", "https://a.b ", "www.", "ww.", "h", "<b>", "<", ">", " ", "\n", "é", "wwww.x", "漢"]
        )
    )
)
def test_addresses_are_found_as_one_by_one(pieces):
    text = "".join(pieces)
    assert plain(text) == re.sub(r"\]\([^)\s]*[^)]*\)|(?:https?://|www\.)\S+|<[^<>]*>", " ", text)
