"""Which topic an entry belongs to, and why. The first that knows decides: a person, the source, keywords, categories, the lexicon."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from digest.grouping.credits import Credits
from digest.grouping.general import GENERAL, General
from digest.grouping.stopwords import STOPWORDS
from digest.grouping.wording import Reading, folded, stem
from digest.model import Entry, Source, Topic
from digest.prose import slug

MORE = "More"  # where everything goes that nobody can place

IN_TITLE, IN_BODY = 3, 1  # a headline names what a text is about; a body also names what it is not about
ENOUGH = 2  # what the lexicon needs: one of its words in a body is chance
READ = 400  # words of a body that the lexicon is held against: later ones are often of another matter


class Placed(NamedTuple):
    """Where an entry belongs. `topic` is None where nobody knows."""

    topic: str | None
    why: str
    by_hand: bool = False


class Keyword(NamedTuple):
    topic: str
    text: str  # as it is written
    words: tuple[str, ...]  # as they are compared


class Evidence(NamedTuple):
    """What speaks for a topic: the keywords found, those of the title first."""

    topic: str
    points: int
    keywords: tuple[Keyword, ...]
    in_title: bool


Index = Mapping[str, Sequence[Keyword]]  # by first word


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides on topics; made once for an issue."""

    names: Mapping[str, str]  # slug → as it is shown: topics of one address are one topic, however they are written
    order: tuple[str, ...]  # of the configured topics, their slugs
    keywords: Index
    categories: Mapping[str, str]  # casefolded → topic
    lexicon: Mapping[str, Index]  # by language; of stems
    credits: Credits

    def place(self, entry: Entry, reading: Reading) -> Placed:
        if entry.topic:
            return Placed(self.names[slug(entry.topic)], "set by hand", by_hand=True)
        source = self.credits.source(entry)
        if source and source.topic:
            topic = self.names[slug(source.topic)]
            return Placed(topic, f"all of “{source.name}” goes to {topic}")
        found = self._by_keyword(reading) or self._by_category(entry) or self._by_lexicon(reading)
        return found or Placed(None, "no rule and no known word places it")

    def _by_keyword(self, reading: Reading) -> Placed | None:
        evidence = _evidence(self.keywords, reading.title, reading.body)
        if not evidence:
            return None
        best = min(evidence, key=lambda found: (-found.points, self.order.index(slug(found.topic))))
        return Placed(best.topic, f"digest.toml: keyword “{best.keywords[0].text}” in the {'title' if best.in_title else 'text'}")

    def _by_category(self, entry: Entry) -> Placed | None:
        for category in entry.categories:
            if topic := self.categories.get(category.casefold()):
                return Placed(topic, f"its category “{category}”")
        return None

    def _by_lexicon(self, reading: Reading) -> Placed | None:
        evidence = _evidence(self.lexicon.get(reading.language, {}), _stems(reading.title), _stems(reading.body[:READ]))
        points = sorted((found.points for found in evidence), reverse=True)
        if not points or points[0] < ENOUGH or points[0] in points[1:]:
            return None
        best = max(evidence, key=lambda found: found.points)
        return Placed(best.topic, f"known words: {', '.join(keyword.text for keyword in best.keywords[:3])}")


def rules(topics: Sequence[Topic], sources: Sequence[Source], entries: Iterable[Entry]) -> Rules:
    """The rules of digest.toml; of a general newspaper where it names no topics."""
    topics = tuple(topics) or tuple(Topic(name=general.name) for general in GENERAL)
    # Of several spellings the most deliberate is shown: a topic's in digest.toml, then a source's, then what people wrote into entries.
    said = [*(topic.name for topic in topics), MORE, *(s.topic for s in sources if s.topic), *sorted(e.topic for e in entries if e.topic)]
    also = {name.casefold(): topic.name for topic in topics if (general := _general(topic.name)) for name in (general.name, *general.also)}
    return Rules(
        names={slug(name): name for name in reversed(said)},
        order=tuple(slug(topic.name) for topic in topics),
        keywords=_index(Keyword(topic.name, text, tuple(folded(text))) for topic in topics for text in topic.keywords),
        categories=also | {topic.name.casefold(): topic.name for topic in topics},
        lexicon=_lexicon(topics),
        credits=Credits(sources),
    )


@lru_cache(maxsize=8)  # the same for all issues of a site
def _lexicon(topics: tuple[Topic, ...]) -> Mapping[str, Index]:
    """What the built-in keywords say of those topics that have a general name and no keywords of their own; by language."""
    known = [(topic.name, general) for topic in topics if not topic.keywords and (general := _general(topic.name))]
    return {
        language: _index(
            Keyword(name, text, _stems(folded(text))) for name, general in known for text in general.keywords.get(language, ())
        )
        for language in STOPWORDS
    }


def of_story(placed: Sequence[Placed]) -> Placed:
    """A story's topic from where its entries belong, the lead's first: a person's word, else what most say, else what the lead says."""
    if by_hand := [one for one in placed if one.by_hand]:
        return by_hand[0]
    votes = Counter(one.topic for one in placed if one.topic)
    return max(placed, key=lambda one: votes[one.topic or ""])


def _general(name: str) -> General | None:
    return next((general for general in GENERAL if name.casefold() in map(str.casefold, (general.name, *general.also))), None)


def _stems(text: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(stem, text))


def _index(keywords: Iterable[Keyword]) -> Index:
    index: defaultdict[str, list[Keyword]] = defaultdict(list)
    for keyword in keywords:
        if keyword.words:
            index[keyword.words[0]].append(keyword)
    return dict(index)


def _evidence(index: Index, title: Sequence[str], body: Sequence[str]) -> list[Evidence]:
    """For each topic, its different keywords in a text; how often one stands there says little."""
    in_title = dict.fromkeys(_found(index, title))
    by_topic: defaultdict[str, list[Keyword]] = defaultdict(list)
    for keyword in in_title | dict.fromkeys(_found(index, body)):
        by_topic[keyword.topic].append(keyword)
    return [
        Evidence(topic, sum(IN_TITLE if keyword in in_title else IN_BODY for keyword in found), tuple(found), found[0] in in_title)
        for topic, found in by_topic.items()
    ]


def _found(index: Index, text: Sequence[str]) -> Iterator[Keyword]:
    for place, word in enumerate(text):
        for keyword in index.get(word, ()):
            if tuple(text[place : place + len(keyword.words)]) == keyword.words:
                yield keyword
