"""Which topic an entry belongs to, and why.

The first that knows decides: a person, the source, keywords, categories, the address, and last a model of how each topic sounds.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from digest.grouping.credits import Credits
from digest.grouping.general import GENERAL, general
from digest.grouping.learning import NOTHING, TAUGHT, UNIT, Label, Model, Tally, Taught, Text, Verdict, learned, tally, text_of
from digest.grouping.lexicon import LANGUAGES, Lexicon
from digest.grouping.stories import Told
from digest.grouping.wording import Reading, folded
from digest.model import Entry, Source, Topic
from digest.naming import slug

MORE = "More"  # where everything goes that nobody can place

IN_TITLE, IN_BODY = 3, 1  # a headline names what a text is about; a body also names what it is not about
_NUMBERED = re.compile(r"(?:-\d+)?(?:\.\w+)?$")  # “business-26510” and “sport.html” are segments that say a topic, too
_EDITIONS = {"international", "digital", "web", "life"}  # as segments they name a site's edition more often than a topic


class Placed(NamedTuple):
    """Where an entry belongs. `topic` is None where nobody knows. Scores are the model's, in thousandths; 0 where it was not asked."""

    topic: str | None
    why: str
    by_hand: bool = False
    score: int = 0
    runner_up: str = ""
    ahead: int = 0  # of the runner-up
    teaches: bool = True  # whether others may learn from it


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
    categories: Mapping[str, str]  # slug → topic
    credits: Credits
    judged: "Judgement"

    def place(self, entry: Entry) -> Placed:
        return self.judged.firm.get(entry.id) or self.judged.place(entry.id)

    def firm(self, entry: Entry, reading: Reading) -> Placed | None:
        """Where it belongs by a person's word or a rule, without the model."""
        if entry.topic:
            return Placed(self.names[slug(entry.topic)], "set by hand", by_hand=True)
        source = self.credits.source(entry)
        if source and source.topic:
            topic = self.names[slug(source.topic)]
            return Placed(topic, f"all of “{source.name}” goes to {topic}")
        return self._by_keyword(reading) or self._by_category(entry) or self._by_address(entry)

    def settled(self, entry: Entry) -> bool:
        """Whether a person or a rule places it, whatever its text says."""
        source = self.credits.source(entry)
        return bool(entry.topic or (source and source.topic) or self._by_category(entry) or self._by_address(entry))

    def _by_keyword(self, reading: Reading) -> Placed | None:
        evidence = _evidence(self.keywords, reading.title, reading.body)
        if not evidence:
            return None
        best = min(evidence, key=lambda found: (-found.points, self.order.index(slug(found.topic))))
        return Placed(best.topic, f"digest.toml: keyword “{best.keywords[0].text}” in the {'title' if best.in_title else 'text'}")

    def _by_category(self, entry: Entry) -> Placed | None:
        for category in entry.categories:
            if topic := self.categories.get(slug(category)):
                return Placed(topic, f"its category “{category}”")
        return None

    def _by_address(self, entry: Entry) -> Placed | None:
        for segment in urlsplit(entry.link).path.split("/"):
            said = slug(_NUMBERED.sub("", unquote(segment))) if segment else ""
            if said not in _EDITIONS and (topic := self.categories.get(said)):
                # Addresses often name the section of a paper rather than what it tells, so that they decide and do not teach.
                return Placed(topic, f"its address says {segment}", teaches=False)
        return None


class Ground(NamedTuple):
    """What can be known of the topics of an issue's entries before those of earlier issues are."""

    firm: Mapping[str, Placed]  # by entry; those that a person or a rule places
    heirs: tuple[tuple[str, str], ...]  # as `_heirs` tells them, where nothing was learned before
    texts: list[Text]  # the entries as the model reads them, with these
    placed: Mapping[str, Placed]  # the other entries, by what the issue tells of itself alone
    taught: Taught  # what an issue teaches it knows of itself alone: what was learned from a mistake of an earlier one would only repeat it


@dataclass(frozen=True, slots=True)
class Judgement:
    """What rules and model say of the entries of an issue, and what these teach the entries of later ones."""

    firm: Mapping[str, Placed]  # by entry; those that a person or a rule places
    model: Model | None  # None where there is no topic that it may give
    texts: Mapping[str, Text]  # by entry
    says: frozenset[str]  # the topics that it may give; it knows others, to leave their news alone
    by_hand: Mapping[str, int]  # topic → entries that people put there
    taught: Taught
    placed: Mapping[str, Placed] = field(default_factory=dict)  # by entry; what the model has said already

    def place(self, id: str) -> Placed:
        if id in self.placed:
            return self.placed[id]
        if not self.model:
            return Placed(None, "no rule and no known word places it")
        text = self.texts[id]
        verdict = self.model.judge(text)
        scores = verdict.score, verdict.runner_up, verdict.ahead
        # What was only picked up from others is right in one case of three, unless it leaves no doubt; in a language of which no word is
        # known there is nobody to doubt it.
        vouched = verdict.topic in text.words or self.by_hand.get(verdict.topic, 0) >= TAUGHT
        if not (verdict.likely if vouched else verdict.sure and text.language in LANGUAGES):
            seems = f", though it sounds a little like {verdict.topic}" if verdict.score > 0 and verdict.topic in self.says else ""
            return Placed(None, f"no rule and no known word places it{seems}", False, *scores)
        if verdict.topic not in self.says:
            return Placed(None, f"it sounds like {verdict.topic}, which is no topic here", False, *scores)
        return Placed(verdict.topic, self._why(text, verdict), False, *scores)

    def _why(self, text: Text, verdict: Verdict) -> str:
        assert self.model
        known = text.words.get(verdict.topic, ())[:3]
        listed = {word.casefold() for word in known}
        heard = [word for word in self.model.heard_words(text, verdict.topic) if word not in listed][:3]
        taught = self.by_hand.get(verdict.topic, 0)
        teachers = f"{taught} entries set by hand" if taught >= TAUGHT else "others like it"
        parts = [
            f"known words: {', '.join(known)}" if known else "",
            f"learned from {teachers}: {', '.join(heard)}" if heard else "",
            f"next is {verdict.runner_up}, {verdict.ahead / UNIT:.1f} behind" if verdict.runner_up and not verdict.sure else "",
        ]
        return "; ".join(filter(None, parts))


_SILENCE = Judgement({}, None, {}, frozenset(), {}, Taught())


def ground(topics: Sequence[Topic], sources: Sequence[Source], entries: Sequence[Entry], readings: Mapping[str, Reading]) -> Ground:
    """What rules say of entries, and what can be learned from them alone."""
    topics = _topics(topics)
    by = _rules(topics, sources, entries, NOTHING)
    firm = {entry.id: placed for entry in entries if (placed := by.firm(entry, readings[entry.id]))}
    says, _ = _says(topics, entries, firm, NOTHING)
    heirs = _heirs_of(says, topics)
    texts = _texts(entries, readings, heirs)
    alone = _judged(topics, entries, firm, texts, heirs, NOTHING, teaches=True)
    return Ground(firm, heirs, texts, {entry.id: alone.place(entry.id) for entry in entries if entry.id not in firm}, alone.taught)


def rules(
    topics: Sequence[Topic],
    sources: Sequence[Source],
    entries: Sequence[Entry],
    readings: Callable[[], Mapping[str, Reading]],
    past: Tally,
    known: Ground,
) -> Rules:
    """The rules of digest.toml, of a general newspaper where it names no topics; and what was learned from `entries` and before them.

    `known` is the ground of these entries; `readings` are asked for only where what was learned before makes a topic of a new name.
    """
    topics = _topics(topics)
    by = _rules(topics, sources, entries, past)
    if past == NOTHING:
        judged = replace(_SILENCE, firm=known.firm, placed=known.placed, taught=known.taught)
    else:
        past = past.renamed(lambda name: by.names.get(slug(name), name))
        heirs = _heirs_of(_says(topics, entries, known.firm, past)[0], topics)
        texts = known.texts if heirs == known.heirs else _texts(entries, readings(), heirs)
        judged = replace(_judged(topics, entries, known.firm, texts, heirs, past), taught=known.taught)
    return replace(by, judged=judged)


def _topics(topics: Sequence[Topic]) -> tuple[Topic, ...]:
    return tuple(topics) or tuple(Topic(name=general.name) for general in GENERAL)


def settled(entries: Sequence[Entry], topics: Sequence[Topic], sources: Sequence[Source]) -> bool:
    """Whether people and rules place all entries, whatever their texts say: nothing that was learned can move any."""
    by = _rules(_topics(topics), sources, entries, NOTHING)
    return all(map(by.settled, entries))


def _rules(topics: Sequence[Topic], sources: Sequence[Source], entries: Sequence[Entry], past: Tally) -> Rules:
    # Of several spellings the most deliberate is shown: a topic's in digest.toml, then a source's, then what people wrote into entries.
    said = [
        *(topic.name for topic in topics),
        MORE,
        *(source.topic for source in sources if source.topic),
        *sorted({entry.topic for entry in entries if entry.topic}),
        *sorted(past.by_hand()),
    ]
    names = {slug(name): name for name in reversed(said)}
    return Rules(
        names=names,
        order=tuple(slug(topic.name) for topic in topics),
        keywords=_index(Keyword(topic.name, text, tuple(folded(text))) for topic in topics for text in topic.keywords),
        categories=_categories(topics),
        credits=Credits(sources),
        judged=_SILENCE,
    )


def _says(topics: Sequence[Topic], entries: Sequence[Entry], firm: Mapping[str, Placed], past: Tally) -> tuple[set[str], Counter[str]]:
    """The topics that the model may give, and how many entries people put into each, these included."""
    labels = [_label(firm.get(entry.id)) for entry in entries]
    by_hand = past.by_hand() + Counter(label.topic for label in labels if label and label.by_hand)
    taught = {topic for topic, count in by_hand.items() if count >= TAUGHT and topic != MORE}
    return taught | {topic.name for topic in topics if not topic.keywords and general(topic.name)}, by_hand


def _heirs_of(says: Set[str], topics: Sequence[Topic]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(_heirs(says, {slug(topic.name): topic.name for topic in topics}).items()))


def _texts(entries: Sequence[Entry], readings: Mapping[str, Reading], heirs: tuple[tuple[str, str], ...]) -> list[Text]:
    lexicon = _lexicon(heirs)
    return [text_of(entry, readings[entry.id], lexicon) for entry in entries]


def _judged(
    topics: Sequence[Topic],
    entries: Sequence[Entry],
    firm: Mapping[str, Placed],
    texts: Sequence[Text],
    heirs: Sequence[tuple[str, str]],
    past: Tally,
    *,
    teaches: bool = False,
) -> Judgement:
    """`teaches` asks for what later issues may learn, too."""
    said = [_label(firm.get(entry.id)) for entry in entries]
    says, by_hand = _says(topics, entries, firm, past)
    known = sorted({*says, *(name for _, name in heirs)})
    labels = [label if label and label.topic in known else None for label in said]
    model, sure = learned(known, texts, labels, past.only(known)) if says else (None, labels)
    taught = Taught()
    if teaches:
        taught = Taught(
            # What a person said is kept even where it is too little yet to know the topic by.
            by_hand=tally(texts, [label if label and label.by_hand else None for label in said]).bounded(),
            heard=tally(texts, [None if label and label.by_hand else found for label, found in zip(said, sure, strict=True)])
            .shared()
            .bounded(),
        )
    return Judgement(
        firm=firm,
        model=model,
        texts={entry.id: text for entry, text in zip(entries, texts, strict=True)},
        says=frozenset(says),
        by_hand=by_hand,
        taught=taught,
    )


def _label(placed: Placed | None) -> Label | None:
    return Label(placed.topic, placed.by_hand) if placed and placed.topic and placed.teaches else None


def of_story(placed: Sequence[Placed], earlier: Told | None = None) -> Placed:
    """A story's topic from where its entries belong, the lead's first.

    A person's word, also for the earlier story that it carries on; else what most say, rules or model; else what the lead says.
    """
    if by_hand := [one for one in placed if one.by_hand]:
        return _said_most(by_hand)
    if earlier and earlier.topic:
        return Placed(earlier.topic, f"it carries on what was put there by hand in {earlier.issue}", by_hand=True)
    return _said_most(placed)


def _said_most(placed: Sequence[Placed]) -> Placed:
    votes = Counter(one.topic for one in placed if one.topic)
    return max(placed, key=lambda one: votes[one.topic or ""])


def _categories(topics: Sequence[Topic]) -> dict[str, str]:
    """What a category or a part of an address may be called → topic. The narrower names give way to all others."""
    known = [(topic.name, found) for topic in reversed(topics) if (found := general(topic.name))]
    return {
        **{slug(part): name for name, found in known for part in found.parts},
        **{slug(other): name for name, found in known for other in (found.name, *found.also)},
        **{slug(topic.name): topic.name for topic in topics},
    }


def _heirs(says: Set[str], names: Mapping[str, str]) -> dict[str, str]:
    """General topic → the topic that its known words speak for.

    Its own, or else the nearest of its kin. What is left has none: the model knows it all the same, so that a site on politics does
    not take the sport for it. But where people have taught topics of their own those may be made of anything.
    """
    own = {found.name: name for name in sorted(says, reverse=True) if (found := general(name))}
    heirs = {}
    for one in GENERAL:
        if heir := next((own[name] for name in (one.name, *one.kin) if name in own), None):
            heirs[one.name] = heir
        elif all(general(name) for name in says):
            heirs[one.name] = names.get(slug(one.name), one.name)
    return heirs


@lru_cache(maxsize=8)  # the same for all issues of a site
def _lexicon(heirs: tuple[tuple[str, str], ...]) -> Lexicon:
    return Lexicon(dict(heirs))


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
    for place, word in enumerate(text) if index else ():
        if word in index:
            for keyword in index[word]:
                if tuple(text[place : place + len(keyword.words)]) == keyword.words:
                    yield keyword
