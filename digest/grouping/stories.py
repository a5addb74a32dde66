"""Entries that tell the same event, put together: by a person's word, by one link, else by their words. Precision first.

TF-IDF vectors of title and opening (G. Salton, C. Buckley, “Term-weighting approaches in automatic text retrieval”, 1988),
joined by average-link clustering. The average similarity of two clusters of unit vectors is the dot product of their sums
divided by their sizes, so a cluster needs no more than the sum of its vectors. A merged cluster is never nearer to a third
than the nearer of its parts was, so the heap holds the larger of the two, and the exact value is worked out only at the top.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, pairwise

from digest.grouping.credits import language, moment
from digest.grouping.wording import Reading, names, spelling, terms
from digest.model import Entry
from digest.prose import slug

# Measured on labelled news of four kinds, whole and as feeds cut it, in batches of 4 to 800; one set of constants for all.
TOGETHER = 0.16  # the average similarity at which two clusters are one story: below, look-alike events begin to join
PAIR = 0.26  # what two single entries need: a first join has no average to steady it, and in a small batch chance looks like news
PAIR_OF_ONE_SOURCE = 0.40  # a source seldom tells one event twice
SAME = 0.90  # nearly the same words: what two need that name no one in common, or one name ties, or one form (“Episode 12”, “Episode 13”)
WINDOW = timedelta(days=4)  # news of one event comes within days; later news of it is a new story
OPENING = 100  # words of the body: an article's first hundred say what happened, the rest adds background and noise
TITLE = 2  # how many times a word counts for standing in the title
COMMON, RARE = 50, 3  # smoothing: as if 50 entries more were there, and each term in 3 more; in 8 entries a count means little
OFTEN = 0.10  # a term in more than a tenth of the entries gets no lighter: one event may fill an issue
KEYS = 24  # an entry's heaviest terms, by which others are found; the lighter ones find only strangers
SHARED = 2  # things that two entries have in common, one of them in a title: one alone is a name or a place, not an event
NEAR = 20  # entries, nearest in time, that one term leads to: bounds the work where thousands share it
SIGNATURE = 5  # a term in so many entries of a source, and in a third of them, that others hardly use is its name or its form, not news


@dataclass(frozen=True, slots=True)
class Bundle:
    """The entries of a story before it is one."""

    entries: tuple[Entry, ...]
    why: str
    slug: str = ""  # given by a person


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
    found = [Bundle(tuple(told), f"Put together by hand as “{name}”", name) for name, told in named.items()]
    for cluster in _clusters([entry for entry in entries if entry.id in families], readings):
        told = tuple(chain.from_iterable(families[entry.id] for entry in cluster.entries))
        found.append(Bundle(told, _why(cluster, told)))
    return found


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
    speech: str  # this and the next two are of its first entry
    title: list[str]
    opening: list[str]
    language: str
    first: datetime | None
    last: datetime | None
    near: dict[int, float] = field(default_factory=dict)  # other clusters → similarity at most

    def fits(self, other: "_Cluster") -> bool:
        """Whether time and language let the two be one."""
        if self.language and other.language and self.language != other.language:
            return False
        if not (self.first and self.last and other.first and other.last):
            return True
        return max(self.last, other.last) - min(self.first, other.first) <= WINDOW

    def similarity(self, other: "_Cluster") -> float:
        return _dot(self.total, other.total) / (len(self.entries) * len(other.entries))

    def needed(self, other: "_Cluster") -> float:
        """The similarity at which the two are one story."""
        if len(self.entries) + len(other.entries) > 2:
            return TOGETHER
        if _ties(self, other) < SHARED or _name_others(self, other):
            return SAME
        if self.entries[0].source != other.entries[0].source:
            return PAIR
        return SAME if all(term.isdigit() for term in set(self.title) ^ set(other.title)) else PAIR_OF_ONE_SOURCE

    def take(self, other: "_Cluster") -> None:
        for term, weight in other.total.items():
            self.total[term] = self.total.get(term, 0.0) + weight
        self.entries += other.entries
        self.vectors += other.vectors
        self.language = self.language or other.language
        self.first = min(filter(None, (self.first, other.first)), default=None)
        self.last = max(filter(None, (self.last, other.last)), default=None)


def _clusters(entries: Iterable[Entry], readings: Mapping[str, Reading]) -> list[_Cluster]:
    # In the order of time, so that what a term led to last is what is nearest in time.
    entries = sorted(entries, key=lambda entry: (moment(entry), entry.id))
    titles = [terms(readings[entry.id].title, readings[entry.id].language) for entry in entries]
    openings = [terms(readings[entry.id].body[:OPENING], readings[entry.id].language) for entry in entries]
    vectors = _vectors(entries, titles, openings)
    clusters = [
        _Cluster([entry], [vector], dict(vector), readings[entry.id].language, title, opening, language(entry), entry.when, entry.when)
        for entry, vector, title, opening in zip(entries, vectors, titles, openings, strict=True)
    ]
    _find_neighbours(clusters)
    return _merged(clusters)


def _vectors(entries: Sequence[Entry], titles: Sequence[list[str]], openings: Sequence[list[str]]) -> list[Vector]:
    """Unit vectors: an entry's terms, each the heavier the oftener it stands here and the fewer entries have it."""
    counts = [Counter(title * TITLE + opening) for title, opening in zip(titles, openings, strict=True)]
    _drop_signatures(entries, counts)
    spread = Counter(chain.from_iterable(counts))
    often = max(5, OFTEN * len(entries))
    rarity = {term: math.log((len(entries) + COMMON) / (min(n, often) + RARE)) for term, n in spread.items()}
    vectors = []
    for count in counts:
        weights = {term: (1 + math.log(n)) * rarity[term] for term, n in count.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        vectors.append({term: weight / length for term, weight in weights.items()})
    return vectors


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
    led_to: defaultdict[str, list[int]] = defaultdict(list)
    for here, cluster in enumerate(clusters):
        by_weight = sorted((term for term in cluster.total if not term.isdigit()), key=lambda term: (-cluster.total[term], term))
        keys.append(frozenset(by_weight[:KEYS]))
        met: Counter[int] = Counter()
        for key in by_weight[:KEYS]:
            met.update(led_to[key][-NEAR:])
            led_to[key].append(here)
        for there, shared in met.items():
            other = clusters[there]
            if shared < SHARED or not cluster.fits(other) or (keys[here] & keys[there]).isdisjoint((*cluster.title, *other.title)):
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
        elif similarity >= one.needed(other):
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


def _ties(one: _Cluster, other: _Cluster) -> int:
    """How many different things two single entries have in common. Words that stand side by side in both are one thing, a name."""
    both = {term for term in one.total if term in other.total and not term.isdigit()}
    pairs = set(_side_by_side(one)).intersection(_side_by_side(other))
    return len(both) - sum(both.issuperset(pair) for pair in pairs)


def _name_others(one: _Cluster, other: _Cluster) -> bool:
    """Whether two single entries name people and places, and none in common: two fires, not one."""
    here, there = names(one.entries[0], one.speech), names(other.entries[0], other.speech)
    return bool(here and there) and here.isdisjoint(there)


def _side_by_side(cluster: _Cluster) -> Iterator[tuple[str, str]]:
    return chain(pairwise(cluster.title), pairwise(cluster.opening))


def _dot(one: Vector, other: Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def _why(cluster: _Cluster, told: Sequence[Entry]) -> str:
    if len(told) == 1:
        return "One source tells it"
    if len(cluster.entries) == 1:
        return "All lead to the same page"
    many = len(cluster.entries)
    holders = Counter(chain.from_iterable(cluster.vectors))
    shared = [term for term in cluster.total if holders[term] > 1 and not term.isdigit()]
    telling = sorted(shared, key=lambda term: (-cluster.total[term], term))[:3]
    similarity = (_dot(cluster.total, cluster.total) - many) / (many * (many - 1))
    return f"Joined by the words {', '.join(spelling(term, cluster.entries) for term in telling)} (similarity {similarity:.2f})"
