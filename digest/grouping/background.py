"""What is known of the words of a language before any news is read: which are common, and which say nothing.

A word's weight comes from how few texts it stands in. An issue of thirty entries is too few to count that; so it is counted as
if BACKGROUND texts more were there, made of the words of the language as often as they are used. The lists are derived from
wordfreq by bench/background.py; wordlists/README.md names their sources and terms.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from digest.grouping.stopwords import STOPWORDS

TEXT = 120  # words of a text of the background: as many as are read of an entry
RAREST = 4e-6  # how often a word is used that no list has: a name that nobody knew tells no more of an event than a rare verb
# Where a text leaves several languages it is the first of these.
SPOKEN = ("en", "es", "de", "fr", "pt", "ru", "it", "ar", "zh", "ja", "nl", "pl", "uk", "tr")

_FOLDER = Path(__file__).parent / "wordlists"


def listed(language: str) -> bool:
    """Whether the words of a language are known."""
    return language in _common()


@cache
def likelihoods(language: str) -> Mapping[str, float]:
    """Term → the share of texts of the background that it stands in. Empty for a language without a list."""
    if not listed(language):
        return {}
    lines = (_FOLDER / f"{language}.txt").read_text("utf-8").splitlines()
    return {term: _likelihood(10 ** (-n / 10)) for n, line in enumerate(lines) for term in line.split()}


def likelihood(term: str, language: str) -> float:
    return likelihoods(language).get(term, UNHEARD)


def _likelihood(often: float) -> float:
    return 1 - math.exp(-often * TEXT)


UNHEARD = _likelihood(RAREST)


@cache
def stopwords(language: str) -> frozenset[str]:
    """The folded words that say nothing: listed by hand for some languages, the most common ones for others."""
    by_hand = STOPWORDS.get(language)
    return frozenset(_common().get(language, ())) if by_hand is None else by_hand


def language_of(text: Iterable[str], declared: str = "") -> str:
    """The language whose common words fill most of a text of folded words; what the text says of itself where that leaves two.

    Empty where no word tells.
    """
    found = dict.fromkeys((*((declared,) if listed(declared) else ()), *SPOKEN), 0)
    text, speakers, sets = list(text), _speakers(), _sets()
    each = map(speakers.get, text) if "".join(text).isascii() else map(speakers.__getitem__, text)
    # Some hundred words are common in far fewer sets of languages: these are counted, then what they hold.
    for number, n in Counter(each).items():
        for language in () if number is None else sets[number]:
            found[language] = found.get(language, 0) + n
    best: str = max(found, key=lambda language: found[language])
    if found[best]:
        return best
    return declared if listed(declared) else ""


def hangul(word: str) -> bool:
    """Whether a word is Korean, which its script tells: its words carry their particles with them, and none is common."""
    return "\uac00" <= word[0] <= "\ud7a3"


@cache
def _common() -> Mapping[str, tuple[str, ...]]:
    rows = (line.split() for line in (_FOLDER / "common.txt").read_text("utf-8").splitlines())
    return {language: tuple(words) for language, *words in rows}


@cache
def _sets() -> Sequence[tuple[str, ...]]:
    """The sets of languages that have some common word in common; Korean alone is the first, the empty one the second."""
    return tuple(dict.fromkeys((("ko",), (), *_languages().values())))


@cache
def _speakers() -> "_Speakers":
    numbers = {languages: number for number, languages in enumerate(_sets())}
    return _Speakers((word, 0 if hangul(word) else numbers[languages]) for word, languages in _languages().items())


class _Speakers(dict[str, int]):
    """Common word → the number of the set of languages that have it."""

    def __missing__(self, word: str) -> int:
        return 0 if word and hangul(word) else 1


@cache
def _languages() -> Mapping[str, tuple[str, ...]]:
    """Common word → the languages that have it."""
    found: dict[str, list[str]] = {}
    for language, words in _common().items():
        for word in words:
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}
