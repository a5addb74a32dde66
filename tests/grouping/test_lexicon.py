import pytest

from digest.grouping.general import GENERAL
from digest.grouping.lexicon import LANGUAGES, WHOLE, Lexicon
from digest.grouping.stopwords import STOPWORDS
from digest.grouping.wording import folded, stem

EACH = [pytest.param(language, name, id=f"{language}-{name}") for language, words in LANGUAGES.items() for name in words]


def test_each_language_knows_each_general_topic():
    assert {*LANGUAGES} <= {*STOPWORDS}
    for words in LANGUAGES.values():
        assert {*words} == {one.name for one in GENERAL}


@pytest.mark.parametrize(("language", "name"), EACH)
def test_no_word_of_a_topic_is_listed_twice_or_says_nothing(language, name):
    stems = [tuple(map(stem, folded(word))) for texts in LANGUAGES[language][name] for word in texts.split(",") if word.strip()]
    assert len({*stems}) == len(stems)
    assert not [word for word in stems if all(part in STOPWORDS[language] for part in word)]


def found(text, heirs):
    return {word.text: dict(word.points) for word in Lexicon(heirs).found("en", [stem(word) for word in folded(text)])}


def test_a_word_is_worth_what_it_is_not_shared():
    assert found("goalkeeper", {"Sports": "Sport"}) == {"goalkeeper": {"Sport": 2 * WHOLE}}
    shared = found("NASA", {"Science": "Science", "Technology": "Technology"})["NASA"]
    assert shared["Technology"] < shared["Science"] < 2 * WHOLE
    assert found("NASA", {"Science": "Both", "Technology": "Both"}) == {"NASA": {"Both": 2 * WHOLE}}


def test_the_words_of_a_phrase_are_not_found_again():
    assert [*found("the central bank", {"Business": "Business"})] == ["central bank"]
