"""The words that give a general topic away: a module a language. A further language is a further module and a row in LANGUAGES.

Each topic has two lists. The first is of words that seldom stand in the news of another topic; the second of words that only lean
to it. A word may stand in several topics; then it says little of each. Phrases beat ambiguity: “interest rate” says business,
“interest” says nothing. Plurals are found without being listed; no living person is, for people come and go while offices stay.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from digest.grouping.lexicon import de, en, es, fr
from digest.grouping.wording import folded_each, stem

LANGUAGES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "de": de.WORDS,
    "en": en.WORDS,
    "es": es.WORDS,
    "fr": fr.WORDS,
}

WHOLE = 60  # what a word is worth that leans to one topic alone; one of the first list has twice that
GIVES_AWAY, LEANS = 2, 1


class Word(NamedTuple):
    """A word or phrase, and what it says for each topic."""

    text: str  # as it is written
    stems: tuple[str, ...]
    points: tuple[tuple[str, int], ...]


class Lexicon:
    """The known words, as they speak for the topics of one site: `heirs` says which topic takes the words of each general one."""

    def __init__(self, heirs: Mapping[str, str]) -> None:
        self._heirs = heirs
        self._of: dict[str, _OfLanguage] = {}  # once a text is in it: most sites have one

    def found(self, language: str, stems: Sequence[str]) -> Iterator[Word]:
        """The words of a text, longest first, none inside another."""
        known = self._of.get(language)
        if known is None:
            known = self._of[language] = _OfLanguage(LANGUAGES.get(language, {}), self._heirs)
        end = 0
        for place, first in [(place, first) for place, first in enumerate(stems) if first in known.by_first]:
            if place >= end:
                for of_word in known.by_first[first]:
                    many = len(of_word)
                    if many == 1 or tuple(stems[place : place + many]) == of_word:
                        end = place + many
                        yield known.word(of_word)
                        break


class _OfLanguage:
    """The words of one language, by their stems: what each says is told when it is met, for a site meets few of thousands."""

    def __init__(self, words: Mapping[str, tuple[str, str]], heirs: Mapping[str, str]) -> None:
        self._said: defaultdict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
        self._texts: dict[tuple[str, ...], str] = {}
        self._words: dict[tuple[str, ...], Word] = {}
        for general, (giving_away, leaning) in words.items():
            if general not in heirs:
                continue
            topic = heirs[general]
            for list_of_topic, worth in ((giving_away, GIVES_AWAY), (leaning, LEANS)):
                for text, words_of_text in zip(list_of_topic.split(","), folded_each(list_of_topic), strict=True):
                    if words_of_text:
                        stems = tuple(map(stem, words_of_text))
                        known = self._said[stems]
                        known[topic] = max(worth, known.get(topic, 0))
                        self._texts.setdefault(stems, text)
        self.by_first: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)  # the longest first
        for stems in self._said:
            self.by_first[stems[0]].append(stems)
        for found in self.by_first.values():
            if len(found) > 1:
                found.sort(key=len, reverse=True)

    def word(self, stems: tuple[str, ...]) -> Word:
        """The word of these stems, which is known."""
        if stems not in self._words:
            by_topic = self._said[stems]
            # Shared among topics it says little of each: its worth is divided as the topics claim it.
            points = tuple((topic, WHOLE * worth * worth // sum(by_topic.values())) for topic, worth in by_topic.items())
            self._words[stems] = Word(" ".join(self._texts[stems].split()), stems, points)
        return self._words[stems]
