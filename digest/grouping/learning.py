"""How each topic sounds: heard from the entries that are sure of theirs, to judge those that are not.

A multinomial naive Bayes (K. Nigam et al., “Text Classification from Labeled and Unlabeled Documents using EM”, Machine Learning 39,
2000) that begins with the known words of lexicon/ and what earlier issues taught, then listens to the entries that it is sure of.
Every sum is one of whole numbers, so neither the order of entries nor the machine decides anything.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import log, sqrt
from typing import Any, NamedTuple

from digest.grouping.background import UNHEARD, likelihoods, stopwords
from digest.grouping.lexicon import WHOLE, Lexicon, Word
from digest.grouping.wording import Reading, stem, terms
from digest.model import Entry

# The constants of the model. They were chosen once for six sets of news in two languages, in the middle of a range in which none of
# them gains or loses a point; a thousandth of a natural logarithm is the unit of all scores.
UNIT = 1000
READ = 250  # words of a body: news says first what it is about, and later ones are often of another matter
IN_TITLE = 3  # how often a headline's word counts: it names what a text is about; a body also names what it is not about
KNOWN_COUNT = 0.6  # what the known words say of an entry, against …
HEARD_COUNT = 0.45  # … what was heard, whose every word speaks: they are not independent, as naive Bayes believes
COMMON_COUNT = 0.5  # how much it counts that a topic is common: half of it, for what comes next may be another mix
DAMPING = 3  # a text of few words is less sure than its average word
SMOOTHING = 5  # times the square root of the vocabulary: that many words are believed to have been heard before the first
ELSEWHERE = 20  # texts of WORDS_EACH that are of none of the topics: where one topic alone is heard, it is told apart from these
WORDS_EACH = 50
ROUNDS = 3  # of listening: later ones change next to nothing
SURE = 2000  # ahead of the second by this much, an entry is listened to
ENOUGH = 500  # ahead by this much, an entry is placed, if a known word speaks for it or people taught the topic; else it must be sure
EVIDENCE = (
    800  # and its words must speak for the topic by this much: one known word in a body, or one that only leans in a title, is chance
)
BY_HAND = 2  # an entry that a person placed counts as so many that a rule did, for feeds and addresses often say what is not so
TAUGHT = 20  # entries that people have put into a topic, from where on it is known by them alone
SPOKEN = 0.15  # of a text's words are stop words of the language that it is in, at least; a headline may have none
MEMORY = 4000  # terms that are kept of a topic and a language


class Heard(NamedTuple):
    """What was heard of a topic in a language: in so many entries, of which people placed so many; and how often each term."""

    entries: int
    by_hand: int
    terms: Mapping[str, int]

    def joined(self, other: "Heard") -> "Heard":
        both = Counter(self.terms)
        both.update(other.terms)
        return Heard(self.entries + other.entries, self.by_hand + other.by_hand, both)

    def folded(self, kept: Set[str]) -> "Heard":
        """With one term, the empty one, for all that are not in `kept`."""
        terms = {term: count for term, count in self.terms.items() if term in kept}
        return self._replace(terms={**terms, "": sum(self.terms.values()) - sum(terms.values())})


_SILENT = Heard(0, 0, {})


@dataclass(frozen=True, slots=True)
class Tally:
    """What entries taught, by language and topic. Tallies of different entries add up, in any order."""

    heard: Mapping[str, Mapping[str, Heard]] = field(default_factory=dict)

    def __add__(self, other: "Tally") -> "Tally":
        return _tally((language, topic, one) for tally in (self, other) for language, topic, one in tally.each())

    def each(self) -> Iterator[tuple[str, str, Heard]]:
        return ((language, topic, one) for language, by_topic in self.heard.items() for topic, one in by_topic.items())

    def renamed(self, names: Callable[[str], str]) -> "Tally":
        """With other names for the topics; those that come to one name are one."""
        return _tally((language, names(topic), one) for language, topic, one in self.each())

    def only(self, topics: Container[str]) -> "Tally":
        return _tally((language, topic, one) for language, topic, one in self.each() if topic in topics)

    def by_hand(self) -> Counter[str]:
        """How many entries people have put into each topic."""
        found: Counter[str] = Counter()
        for _, topic, one in self.each():
            found[topic] += one.by_hand
        return found

    def shared(self) -> "Tally":
        """Without what a topic said hardly ever, in one headline or in three texts: that is most of it, and teaches least."""
        return _tally(
            (language, topic, one._replace(terms={term: count for term, count in one.terms.items() if count > IN_TITLE}))
            for language, topic, one in self.each()
        )

    def bounded(self) -> "Tally":
        """Of each topic only its commonest terms: so that it cannot grow for ever."""
        return _tally((language, topic, one._replace(terms=_commonest(one.terms))) for language, topic, one in self.each())

    def data(self) -> dict[str, Any]:
        """As JSON can keep it."""
        return {language: {topic: one._asdict() for topic, one in by_topic.items()} for language, by_topic in self.heard.items()}

    @classmethod
    def of(cls, data: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> "Tally":
        """What `data` gave."""
        return _tally((language, topic, Heard(**one)) for language, by_topic in data.items() for topic, one in by_topic.items())


NOTHING = Tally()


class Taught(NamedTuple):
    """What the entries of an issue teach later ones: those that people placed, and the others whose topic is sure."""

    by_hand: Tally = NOTHING
    heard: Tally = NOTHING


def _tally(parts: Iterable[tuple[str, str, Heard]]) -> Tally:
    heard: defaultdict[str, dict[str, Heard]] = defaultdict(dict)
    for language, topic, one in parts:
        heard[language][topic] = heard[language].get(topic, _SILENT).joined(one)
    return Tally(dict(heard))


def _commonest(found: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MEMORY])


class Text(NamedTuple):
    """An entry as the model reads it."""

    language: str
    terms: tuple[str, ...]  # each once, those of the title IN_TITLE times
    known: Mapping[str, int]  # topic → what the known words say for it, in UNITs
    words: Mapping[str, tuple[str, ...]]  # topic → those words, the most telling first


class Label(NamedTuple):
    """The topic that an entry surely has, and whether a person said so."""

    topic: str
    by_hand: bool = False


class Verdict(NamedTuple):
    """What the model says of a text, likely enough or not. Scores are in UNITs."""

    topic: str
    score: int  # how much more its words say for the topic than for the unlikeliest one
    runner_up: str  # empty where there is no other topic
    ahead: int  # of the runner-up, by its words and by how common the topics are

    @property
    def sure(self) -> bool:
        return self.score >= EVIDENCE and self.ahead >= SURE

    @property
    def likely(self) -> bool:
        return self.score >= EVIDENCE and self.ahead >= ENOUGH


def text_of(entry: Entry, reading: Reading, lexicon: Lexicon) -> Text:
    language = spoken(entry, reading)
    body = reading.body[:READ]
    title = set(terms(reading.title, reading.language))
    later = set(terms(body, reading.language)) - title
    points = _points(lexicon, language, tuple(map(stem, reading.title)), tuple(map(stem, body)))
    whole = sum(worth for _, _, worth in points)
    damped = sqrt(WHOLE * (whole + DAMPING * WHOLE))
    known: Counter[str] = Counter()
    words: defaultdict[str, list[str]] = defaultdict(list)
    for topic, word, worth in points:
        known[topic] += worth
        words[topic].append(word.text)
    return Text(
        language,
        (*(sorted(title) * IN_TITLE), *sorted(later)),
        {topic: int(UNIT * worth / damped) for topic, worth in known.items()},
        {topic: tuple(found) for topic, found in words.items()},
    )


def _points(lexicon: Lexicon, language: str, title: Sequence[str], body: Sequence[str]) -> list[tuple[str, Word, int]]:
    """What each known word says for a topic, the most telling first."""
    found = {word.text: (word, 1) for word in lexicon.found(language, body)}
    found |= {word.text: (word, IN_TITLE) for word in lexicon.found(language, title)}
    points = [(topic, word, times * worth) for word, times in found.values() for topic, worth in word.points]
    return sorted(points, key=lambda one: (-one[2], one[1].text))


def spoken(entry: Entry, reading: Reading) -> str:
    """The language of a text: what its stop words say where it has them, else what it says of itself; “?” where neither knows."""
    text = [word for word in (*reading.title, *reading.body[:100]) if word.isalpha()]
    if not reading.language:  # headlines leave stop words out; of the languages that have a list, English has most of such news
        return "en" if len(text) < 20 and all(map(str.isascii, text)) else "?"
    found = sum(map(stopwords(reading.language).__contains__, text))
    return reading.language if len(text) < 20 or found >= SPOKEN / 2 * len(text) else "?"


class Model:
    """Judges texts by what was heard of each topic. Made by `learned`."""

    def __init__(self, topics: Sequence[str], heard: Tally) -> None:
        self._topics = tuple(topics)
        entries = [1 + sum(by_topic.get(topic, _SILENT).entries for by_topic in heard.heard.values()) for topic in topics]
        self._common = [round(COMMON_COUNT * UNIT * log(one / sum(entries))) for one in entries]
        self._weights = {language: self._weighed(by_topic, language) for language, by_topic in heard.heard.items()}

    def _weighed(self, by_topic: Mapping[str, Heard], language: str) -> dict[str, tuple[int, ...]]:
        """How much more often than all others each topic says a term: the logarithm, in UNITs."""
        counts = [by_topic.get(topic, _SILENT).terms for topic in self._topics]
        overall: Counter[str] = Counter()
        for one in counts:
            overall.update(one)
        if not overall.total():
            return {}
        said, believed = overall.total() + ELSEWHERE * WORDS_EACH, SMOOTHING * sqrt(len(overall))
        totals = [sum(one.values()) + believed for one in counts]
        silences = [round(UNIT * log(believed / total)) for total in totals]
        usual = likelihoods(language)
        return {
            term: tuple(
                round(UNIT * log((one[term] * said / (count + ELSEWHERE * usual.get(term, UNHEARD)) + believed) / total))
                if term in one
                else silence
                for one, total, silence in zip(counts, totals, silences, strict=True)
            )
            for term, count in overall.items()
            if count
        }

    def judge(self, text: Text) -> Verdict:
        weights = self._weights.get(text.language, {})
        found = [weights[term] for term in text.terms if term in weights]
        damped = HEARD_COUNT / sqrt(len(found) + DAMPING)
        heard = [damped * sum(column) for column in zip(*found, strict=True)] or [0.0] * len(self._topics)
        evidence = [int(one + KNOWN_COUNT * text.known.get(topic, 0)) for topic, one in zip(self._topics, heard, strict=True)]
        scores = [one + common for one, common in zip(evidence, self._common, strict=True)]
        least = min(evidence)
        first, *others = sorted(range(len(scores)), key=lambda place: (-scores[place], self._topics[place]))
        if not others:
            return Verdict(self._topics[first], evidence[first], "", evidence[first])
        return Verdict(self._topics[first], evidence[first] - least, self._topics[others[0]], scores[first] - scores[others[0]])

    def heard_words(self, text: Text, topic: str) -> tuple[str, ...]:
        """The terms of a text that speak for a topic because they were heard there, the most telling first; for people."""
        place, weights = self._topics.index(topic), self._weights.get(text.language, {})
        telling = {term: weights[term][place] for term in text.terms if term in weights and weights[term][place] > 0}
        return tuple(sorted(telling, key=lambda term: (-telling[term], term)))


def learned(topics: Sequence[str], texts: Sequence[Text], labels: Sequence[Label | None], past: Tally) -> tuple[Model, list[Label | None]]:
    """A model of the topics, and the labels with those of the texts that it became sure of: to those it has listened, too.

    There must be topics, and no label may name another one.
    """
    texts, past = _common(texts, past)
    model = Model(topics, past + tally(texts, labels))
    found = list(labels)
    for _ in range(ROUNDS):
        before, found = found, [label or _sure(model.judge(text)) for text, label in zip(texts, labels, strict=True)]
        if found == before:
            break
        model = Model(topics, past + tally(texts, found))
    return model, found


def _sure(verdict: Verdict) -> Label | None:
    return Label(verdict.topic) if verdict.sure else None


def tally(texts: Iterable[Text], labels: Iterable[Label | None]) -> Tally:
    """What texts teach of whose topics somebody is sure."""
    entries: Counter[tuple[str, str]] = Counter()
    by_hand: Counter[tuple[str, str]] = Counter()
    terms: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for text, label in zip(texts, labels, strict=True):
        if label:
            key = text.language, label.topic
            entries[key] += 1
            by_hand[key] += label.by_hand
            for _ in range(BY_HAND if label.by_hand else 1):
                terms[key].update(text.terms)
    return _tally((*key, Heard(entries[key], by_hand[key], terms[key])) for key in terms)


def _common(texts: Sequence[Text], past: Tally) -> tuple[list[Text], Tally]:
    """The texts without the terms that neither a second one has nor the past: they would only teach themselves.

    And the past without the terms that no text has, which count as one, so that a long memory costs no more than the issue in hand.
    """
    met = {language: Counter(set().union(*(one.terms for one in by_topic.values()))) for language, by_topic in past.heard.items()}
    here: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        found = set(text.terms)
        met.setdefault(text.language, Counter()).update(found)
        here[text.language] |= found
    kept = [text._replace(terms=tuple(term for term in text.terms if met[text.language][term] > 1)) for text in texts]
    return kept, _tally((language, topic, one.folded(here[language])) for language, topic, one in past.each())
