"""Entries that tell the same event, put together: by a person's word, by one link, else by their words. Precision first.

TF-IDF vectors of title and opening (G. Salton, C. Buckley, “Term-weighting approaches in automatic text retrieval”, 1988),
joined by average-link clustering; but never two clusters that differ by more than what is in them does (after G. Karypis and
others, “Chameleon: hierarchical clustering using dynamic modeling”, 1999). The average similarity of two clusters of unit vectors
is the dot product of their sums divided by their sizes, so a cluster needs no more than the sum of its vectors. A merged cluster
is never nearer to a third than the nearer of its parts was, so the heap holds the larger of the two, and the exact value is
worked out only at the top.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import chain, pairwise

from digest.grouping.background import likelihood, listed
from digest.grouping.credits import language, moment
from digest.grouping.duplicates import address
from digest.grouping.wording import Reading, names, spelling
from digest.model import Entry
from digest.naming import slug

# Measured on labelled news of four kinds, whole and as feeds cut it, in batches of 150 to 800; one set of constants for all.
TOGETHER = 0.10  # the average similarity at which two large clusters are one story: below, look-alike events begin to join
STEADY = 0.25  # and what is added to it, divided by the entries of both: the average of a few is chance
TOGETHER_BY_ONE = 0.26  # what an entry needs that has one thing in common with the story it comes to
APART = 0.5  # two clusters are one only if they are half as near to each other as what is in each of them: two fires of one chain are not
PAIR = 0.20  # what two single entries need: a first join has no average to steady it, and in a small batch chance looks like news
PAIR_BY_TWO = 0.36  # the same with two things in common, no more: in headlines that is a place and a matter
OF_ONE_SOURCE = 0.50  # a source seldom tells one event twice, and what is alike in it is mostly its form
SAME = 0.90  # nearly the same words: what two need that name no one in common, or have one form (“Episode 12”, “Episode 13”)
WINDOW = timedelta(days=4)  # news of one event mostly comes within days
LATER = 0.05  # with each doubling of that time it needs to be the more alike, in 64 days by a fifth
TITLE = 2  # how many times a word counts for standing in the title
BACKGROUND = 5000  # texts of the language that are counted as if they were there; 2,000 and 10,000 did as well
UNKNOWN = 50  # of a language without a list: how often its words are used is not known
SUBSTANCE = 90.0  # as much as one or two heavy terms of its own, given to each entry: two headlines of five words are alike too easily
OFTEN = 0.10  # a term in more than a tenth of the entries gets no lighter: one event may fill an issue
KEYS = 24  # an entry's heaviest terms, by which others are found; the lighter ones find only strangers
NAME = 3  # words that a name may have
SHARED = 2  # things that two single entries must have in common: one alone is a name or a place, not an event
NEAR = 20  # entries, nearest in time, that one term leads to: bounds the work where thousands share it
CROWD = 40  # entries that one is compared with, at most
ROUGHLY = 1e-6  # more than what the order of a sum can change in it
NEARLY = 0.8  # of the likeness of the likest: what is so near to it is as good
REMEMBERED = 60  # terms of a story that later issues compare theirs with
SIGNATURE = 5  # a term in so many entries of a source, and in a third of them, that others hardly use is its name or its form, not news


@dataclass(frozen=True, slots=True)
class Told:
    """What is remembered of a story of an earlier issue, so that later news can carry it on. All of it is plain data."""

    id: str
    issue: str
    pages: tuple[str, ...]  # the addresses that its entries lead to
    texts: tuple[str, ...]  # a hash of what each says
    size: int  # how many entries were compared
    total: Mapping[str, float]  # the heaviest terms of the sum of their vectors
    square: float
    sources: tuple[str, ...]
    headline: tuple[str, ...]  # this and the next three are of its first entry
    opening: tuple[str, ...]
    speech: str
    who: tuple[str, ...]
    language: str
    first: datetime | None
    last: datetime | None
    topic: str = ""  # where a person put it; empty where nobody did


@dataclass(frozen=True, slots=True)
class Bundle:
    """The entries of a story before it is one."""

    entries: tuple[Entry, ...]
    why: str
    cluster: "_Cluster"
    texts: tuple[str, ...]  # a hash of what each entry says
    slug: str = ""  # given by a person
    earlier: Told | None = None  # what it carries on
    again: bool = False  # all of it stood there

    def told(self, id: str, issue: str, topic: str = "") -> Told:
        """What later issues need to know of it."""
        cluster, kept = self.cluster, sorted(self.cluster.total.items(), key=lambda item: (-item[1], item[0]))[:REMEMBERED]
        return Told(
            id=id,
            issue=issue,
            pages=tuple(sorted({address(entry.link) for entry in self.entries} - {""})),
            texts=self.texts,
            size=cluster.size,
            total={term: round(weight, 4) for term, weight in sorted(kept)},
            square=round(cluster.square, 4),
            sources=tuple(sorted(cluster.sources)),
            headline=cluster.headline,
            opening=cluster.opening,
            speech=cluster.speech,
            who=tuple(sorted(cluster.who())),
            language=cluster.language,
            first=cluster.first,
            last=cluster.last,
            topic=topic,
        )


def bundles(entries: Sequence[Entry], readings: Mapping[str, Reading], repeats: Mapping[str, str]) -> list[Bundle]:
    """Every entry in exactly one bundle. `readings` and `repeats` are by entry id."""
    by_hand = _by_hand(entries, repeats)
    named: defaultdict[str, list[Entry]] = defaultdict(list)
    families: defaultdict[str, list[Entry]] = defaultdict(list)  # an original and what repeats it
    for entry in entries:
        if entry.id in by_hand:
            named[by_hand[entry.id]].append(entry)
        else:
            families[repeats.get(entry.id, entry.id)].append(entry)
    single = singles([entry for entry in entries if entry.id in families or entry.id in by_hand], readings)
    found = []
    for name, told in named.items():
        cluster, *others = (single[entry.id] for entry in told)
        for other in others:
            cluster.take(other)
        found.append(Bundle(tuple(told), f"Put together by hand as “{name}”", cluster, _hashes(told, readings), name))
    for cluster in _clusters([cluster for id, cluster in single.items() if id in families]):
        kin = tuple(chain.from_iterable(families[entry.id] for entry in cluster.entries))
        found.append(Bundle(kin, _why(cluster, kin), cluster, _hashes(kin, readings)))
    for bundle in found:  # what only clustering needs
        bundle.cluster.who()
        bundle.cluster.vectors, bundle.cluster.near = [], {}
    return found


def carried_on(found: Sequence[Bundle], past: Sequence[Told]) -> Sequence[Bundle]:
    """The same, each with the earlier story that it carries on, if there is one: by a person's name for it, else by what it tells.

    `past` is what earlier issues told, the oldest first.
    """
    if not past:
        return found
    named = {told.id: told for told in past}
    by_page: defaultdict[str, list[int]] = defaultdict(list)
    by_term: defaultdict[str, list[int]] = defaultdict(list)
    clusters = [_Cluster.of(told) for told in past]
    for number, (told, cluster) in enumerate(zip(past, clusters, strict=True)):
        for page in told.pages:
            by_page[page].append(number)
        for term in cluster.heaviest():
            by_term[term].append(number)
    index, made = _Index(clusters), []
    for bundle in found:
        if bundle.slug:
            made.append(replace(bundle, earlier=named.get(bundle.slug)))
            continue
        cluster, pages = bundle.cluster, {address(entry.link) for entry in bundle.entries}
        alike = {number: cluster.similarity(clusters[number]) for page in pages for number in by_page[page][-NEAR:]}
        alike = {number: similarity for number, similarity in alike.items() if similarity >= PAIR}
        if not alike:
            met = {number for term in cluster.heaviest() for number in by_term[term][-NEAR:]}
            near = (number for number, about in index.similarities(cluster, met) if about >= PAIR - ROUGHLY)
            alike = {number: cluster.similarity(clusters[number]) for number in near if cluster.goes_on(clusters[number])}
        if alike:
            # Of several that tell it nearly as well it is the latest: that one carries on the others.
            least = NEARLY * max(alike.values())
            number = max(number for number, similarity in alike.items() if similarity >= least)
            told, similarity = past[number], alike[number]
            # Some feeds give all their entries one address, so an address alone proves nothing.
            again = similarity >= (OF_ONE_SOURCE if pages <= set(told.pages) else SAME) or set(bundle.texts) <= set(told.texts)
            bundle = replace(bundle, earlier=told, again=again)
        made.append(bundle)
    return made


def _hashes(entries: Iterable[Entry], readings: Mapping[str, Reading]) -> tuple[str, ...]:
    read = (readings[entry.id] for entry in entries)
    return tuple(sorted({blake2b(" ".join((*of.title, "", *of.opening)).encode(), digest_size=8).hexdigest() for of in read}))


def _by_hand(entries: Iterable[Entry], repeats: Mapping[str, str]) -> dict[str, str]:
    """Entry id → the story that a person put it into. Duplicates follow; a word of their own keeps them apart."""
    words = {entry.id: slug(entry.story) for entry in entries if entry.story}
    for copy, original in sorted(repeats.items()):
        if copy in words:
            words.setdefault(original, words[copy])
    for copy, original in repeats.items():
        if original in words:
            words.setdefault(copy, words[original])
    return words


# ── by their words ───────────────────────────────────────────────────────────────────────────────

Vector = dict[str, float]


@dataclass(slots=True)
class _Cluster:
    entries: list[Entry]
    vectors: list[Vector]
    total: Vector
    sources: set[str]
    headline: tuple[str, ...]  # this and the next two are of its first entry
    opening: tuple[str, ...]
    speech: str
    language: str
    first: datetime | None
    last: datetime | None
    size: int = 1
    square: float = 1.0  # of the length of `total`
    near: dict[int, float] = field(default_factory=dict)  # other clusters → similarity at most
    names: frozenset[str] | None = None

    @classmethod
    def of(cls, told: Told) -> "_Cluster":
        """A story of an earlier issue, as far as it is remembered."""
        return cls(
            [], [], dict(told.total), set(told.sources), told.headline, told.opening, told.speech, told.language, told.first, told.last,
            told.size, told.square, names=frozenset(told.who),
        )  # fmt: skip

    def heaviest(self) -> list[str]:
        """Its heaviest terms, by which it is found."""
        return sorted((term for term in self.total if not term.isdigit()), key=lambda term: (-self.total[term], term))[:KEYS]

    def who(self) -> frozenset[str]:
        """Whom its first entry names."""
        if self.names is None:
            self.names = frozenset(names(self.entries[0], self.speech))
        return self.names

    def fits(self, other: "_Cluster") -> bool:
        """Whether the two may speak one language."""
        return not (self.language and other.language) or self.language == other.language

    def similarity(self, other: "_Cluster") -> float:
        return _dot(self.total, other.total) / (self.size * other.size)

    def cohesion(self) -> float:
        """The average similarity of each two of its entries, of which it has two at least."""
        return (self.square - self.size) / (self.size * (self.size - 1))

    def goes_on(self, earlier: "_Cluster") -> bool:
        """Whether it carries on an earlier story: they would be one, had both come on one day, and that not by a single thing."""
        return (
            self.fits(earlier)
            and (similarity := self.similarity(earlier)) >= PAIR
            and similarity >= self.needed(earlier)
            and _ties(self, earlier, _shared(self, earlier)) >= SHARED
        )

    def needed(self, other: "_Cluster") -> float:
        """The similarity at which the two are one story."""
        return self._measured(other)[0] * self._later(other)

    def least(self, other: "_Cluster") -> float:
        """What is needed in any case, and costs nothing to find out: of most that are looked at no more has to be known."""
        return PAIR if self.size + other.size == 2 else TOGETHER + STEADY / (self.size + other.size)

    def guard(self, other: "_Cluster") -> str:
        """Why it is so much that is needed, in words."""
        later = "" if self._later(other) <= 1 else "; more for the days between"
        return self._measured(other)[1] + later

    def _measured(self, other: "_Cluster") -> tuple[float, str]:
        single, several = self.size + other.size == 2, self.size > 1 and other.size > 1
        shared = set() if several else _shared(self, other)
        ties = 0 if several else _ties(self, other, shared)
        if single and ties < SHARED:
            return math.inf, "one thing in common is no event"
        if single and _name_others(self, other):
            return SAME, "they name other people and places"
        if len(self.sources | other.sources) == 1:
            differ = set(self.headline) ^ set(other.headline)
            if single and all(term.isdigit() for term in differ):
                return SAME, "one source, and headlines that differ in numbers"
            return OF_ONE_SOURCE, "one source tells both"
        if single and ties == SHARED:
            return PAIR_BY_TWO, "two things in common"
        if single:
            return PAIR, "two entries, several things in common"
        together = TOGETHER + STEADY / (self.size + other.size)
        if several:
            return max(together, APART * (self.cohesion() + other.cohesion()) / 2), "on average, and by what is in each"
        if ties < SHARED:
            if (self if self.size == 1 else other).who() >= shared:
                return math.inf, "a name in common is no event"
            return max(together, TOGETHER_BY_ONE), "on average, by one thing in common"
        return together, "on average"

    def _later(self, other: "_Cluster") -> float:
        """What the time between the first and the last of both adds to what is needed, as a factor."""
        if not (self.first and self.last and other.first and other.last):
            return 1.0
        span = max(self.last, other.last) - min(self.first, other.first)
        return 1 + LATER * max(math.log2(span / WINDOW or 1), 0)

    def take(self, other: "_Cluster") -> None:
        self.square += other.square + 2 * _dot(self.total, other.total)
        for term, weight in other.total.items():
            self.total[term] = self.total.get(term, 0.0) + weight
        self.size += other.size
        self.entries += other.entries
        self.sources |= other.sources
        self.vectors += other.vectors
        self.language = self.language or other.language
        self.first = min(filter(None, (self.first, other.first)), default=None)
        self.last = max(filter(None, (self.last, other.last)), default=None)


class _Index:
    """The terms of many clusters, to find out about how similar each is to another at a tenth of what it costs to compare the two."""

    def __init__(self, clusters: Iterable[_Cluster]) -> None:
        self._sizes: list[int] = []
        self._holders: defaultdict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for number, cluster in enumerate(clusters):
            self._sizes.append(cluster.size)
            for term, weight in cluster.total.items():
                numbers, weights = self._holders[term]
                numbers.append(number)
                weights.append(weight)

    def similarities(self, one: _Cluster, others: Iterable[int]) -> Iterator[tuple[int, float]]:
        """Each number of `others`, and how similar that cluster is to `one`; but summed in another order, and so not to the last digit."""
        dots = dict.fromkeys(others, 0.0)
        for term, weight in one.total.items():
            if term in self._holders:
                for number, its_weight in zip(*self._holders[term], strict=True):
                    if number in dots:
                        dots[number] += weight * its_weight
        return ((number, dot / (one.size * self._sizes[number])) for number, dot in dots.items())


def singles(entries: Iterable[Entry], readings: Mapping[str, Reading]) -> dict[str, _Cluster]:
    """A cluster for each entry, by its id; in the order of time, so that what a term led to last is what is nearest in time."""
    entries = sorted(entries, key=lambda entry: (moment(entry), entry.id))
    read = [readings[entry.id] for entry in entries]
    return {
        entry.id: _Cluster(
            [entry], [vector], dict(vector), {entry.source}, of.headline, of.opening, of.language, language(entry), entry.when, entry.when
        )
        for entry, vector, of in zip(entries, _vectors(entries, read), read, strict=True)
    }


def _clusters(clusters: list[_Cluster]) -> list[_Cluster]:
    _find_neighbours(clusters)
    return _merged(clusters)


def _vectors(entries: Sequence[Entry], readings: Sequence[Reading]) -> list[Vector]:
    """Unit vectors: an entry's terms, each the heavier the oftener it stands here and the fewer texts have it."""
    counts = [Counter(reading.headline * TITLE + reading.opening) for reading in readings]
    _drop_signatures(entries, counts)
    spread = Counter(chain.from_iterable(counts))
    often = max(5, OFTEN * len(entries))
    rarity = {
        language: {term: _rarity(min(spread[term], often), len(entries), term, language) for term in of_language}
        for language, of_language in _by_language(readings, counts).items()
    }
    vectors = []
    for reading, count in zip(readings, counts, strict=True):
        rare = rarity[reading.language]
        weights = {term: (1 + math.log(n)) * rare[term] for term, n in count.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()) + SUBSTANCE)
        vectors.append({term: weight / length for term, weight in weights.items()})
    return vectors


def _rarity(here: float, texts: int, term: str, language: str) -> float:
    """Inverse document frequency: over the entries and the background of their language together."""
    background = BACKGROUND if listed(language) else UNKNOWN
    return math.log((texts + background + 1) / (here + background * likelihood(term, language) + 1))


def _by_language(readings: Iterable[Reading], counts: Iterable[Counter[str]]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for reading, count in zip(readings, counts, strict=True):
        found[reading.language].update(count)
    return found


def _drop_signatures(entries: Iterable[Entry], counts: Sequence[Counter[str]]) -> None:
    everywhere = Counter(chain.from_iterable(counts))
    by_source: defaultdict[str, list[Counter[str]]] = defaultdict(list)
    for entry, count in zip(entries, counts, strict=True):
        by_source[entry.source].append(count)
    for its_own in by_source.values():
        others = len(counts) - len(its_own)
        for term, n in Counter(chain.from_iterable(its_own)).items():
            if n >= SIGNATURE and 3 * n > len(its_own) and 50 * (everywhere[term] - n) < others:
                for count in its_own:
                    count.pop(term, None)


def _find_neighbours(clusters: Sequence[_Cluster]) -> None:
    """Links the single entries that could be one story, and leaves the rest uncompared: nearly linear in their number."""
    keys: list[frozenset[str]] = []
    titled: list[frozenset[str]] = []  # those of them that stand in the headline
    led_to: defaultdict[str, list[int]] = defaultdict(list)
    for here, cluster in enumerate(clusters):
        by_weight = cluster.heaviest()
        keys.append(frozenset(by_weight))
        titled.append(keys[here].intersection(cluster.headline))
        met = Counter(chain.from_iterable([led_to[key][-NEAR:] for key in by_weight]))
        for key in by_weight:
            led_to[key].append(here)
        # Where thousands tell one event each key leads to others of them: those with most keys in common are near enough.
        for there in met if len(met) <= CROWD else heapq.nlargest(CROWD, met, key=lambda there: (met[there], there)):
            other = clusters[there]
            if not cluster.fits(other) or (titled[here].isdisjoint(keys[there]) and titled[there].isdisjoint(keys[here])):
                continue
            if (similarity := cluster.similarity(other)) >= TOGETHER:
                cluster.near[there] = other.near[here] = similarity


def _merged(clusters: list[_Cluster]) -> list[_Cluster]:
    """The nearest two joined, again and again, while they are near enough."""
    heap = [(-similarity, a, b) for a, cluster in enumerate(clusters) for b, similarity in cluster.near.items() if a < b]
    heapq.heapify(heap)
    gone = set()
    while heap:
        bound, a, b = heapq.heappop(heap)
        one, other = clusters[a], clusters[b]
        if a in gone or b in gone or one.near[b] != -bound or not one.fits(other):
            continue
        similarity = one.similarity(other)
        if similarity < -bound - 1e-9:
            one.near[b] = other.near[a] = similarity
            if similarity >= TOGETHER:
                heapq.heappush(heap, (-similarity, a, b))
        elif similarity >= one.least(other) and similarity >= one.needed(other):
            if len(one.total) < len(other.total):
                a, b, one, other = b, a, other, one
            one.take(other)
            gone.add(b)
            for c, at_most in other.near.items():
                del clusters[c].near[b]
                if c != a:
                    at_most = max(at_most, one.near.get(c, 0.0))
                    one.near[c] = clusters[c].near[a] = at_most
                    heapq.heappush(heap, (-at_most, min(a, c), max(a, c)))
    return [cluster for number, cluster in enumerate(clusters) if number not in gone]


def _shared(one: _Cluster, other: _Cluster) -> set[str]:
    """The terms that both have. A story may have thousands: the smaller is looked through."""
    fewer, more = sorted((one.total, other.total), key=len)
    return {term for term in fewer if term in more}


def _ties(one: _Cluster, other: _Cluster, shared: set[str]) -> int:
    """How many different things two have in common. Words that stand side by side in both are one thing, a name.

    No name has more than a few words: what is told in the same words throughout is more than one thing.
    """
    both = {term for term in shared if not term.isdigit()}
    pairs = set(_side_by_side(one)).intersection(_side_by_side(other))
    return max(len(both) - sum(both.issuperset(pair) for pair in pairs), len(both) // NAME)


def _name_others(one: _Cluster, other: _Cluster) -> bool:
    """Whether two single entries name people and places, and none in common: two fires, not one."""
    here, there = one.who(), other.who()
    return bool(here and there) and here.isdisjoint(there)


def _side_by_side(cluster: _Cluster) -> Iterator[tuple[str, str]]:
    return chain(pairwise(cluster.headline), pairwise(cluster.opening))


def _dot(one: Vector, other: Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum([weight * other[term] for term, weight in one.items() if term in other])  # a list is summed faster than a generator


def _why(cluster: _Cluster, told: Sequence[Entry]) -> str:
    if len(told) == 1:
        return "One source tells it"
    if len(cluster.entries) == 1:
        return "All tell the same"
    holders = Counter(chain.from_iterable(cluster.vectors))
    shared = [term for term in cluster.total if holders[term] > 1 and not term.isdigit()]
    telling = sorted(shared, key=lambda term: (-cluster.total[term], term))[:3]
    spelt = ", ".join(spelling(term, cluster.entries, cluster.speech) for term in telling)
    return f"Joined by the words {spelt} (similarity {cluster.cohesion():.2f})"
