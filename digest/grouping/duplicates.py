"""Entries that tell the same twice: they lead to one page, one text holds the other, or the headline is the same and no text gainsays it.

How much of one text another holds is the containment of its shingles, runs of words: A. Broder, “On the resemblance and
containment of documents”, 1997. Resemblance would not do, for a teaser is a small part of its article.
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from itertools import chain, compress, count
from zlib import crc32

from digest.grouping.credits import moment, own
from digest.grouping.wording import Reading, folded, read, terms
from digest.model import Entry

SHINGLE = 4  # words
SAMPLED = 3  # one shingle in so many leads to other texts, for to keep them all would take three times as long
CROWD = 20  # texts that one shingle or headline leads to: bounds the work where thousands share it
LIKELY = 0.25  # of the sampled shingles; a text that holds less is not looked at
COMPARED = 5  # texts that one text is held against word by word, the likeliest first

PROOF = 10  # shingles: a shorter text proves nothing
HELD = ((20, 0.9), (60, 0.7), (math.inf, 0.5))  # a text of fewer shingles must be held to this part: one sentence is soon said twice
HELD_BY_ONE_SOURCE = ((100, 0.9), (math.inf, 0.7))  # who speaks twice means it: forms (the weather, the shares) are alike, not the same
SHORT = 60  # shingles: a shorter text may be what stands under every piece of a series
HEADLINE = 4  # different words that are neither numbers nor stop words: no accident
DAYS = timedelta(days=3)  # so long a headline means the same
OPENING = 200  # words in which a text says what its headline does
HINTED = 0.2  # under one headline, texts that share less are two texts
UNSPACED = "\u3040"  # from here on lie the scripts in which each character is a word

Shingle = tuple[str, ...]


def duplicates(entries: Iterable[Entry], readings: Mapping[str, Reading] | None = None) -> dict[str, str]:
    """The id of each entry that repeats another → the id of that other: our own word, else the fullest, else the earliest.

    What repeats is never repeated itself. `readings` are by entry id; without them the entries are read here.
    """
    entries = list(entries)
    readings = readings or {entry.id: read(entry) for entry in entries}
    leading = _leading(readings.values())
    numbers: defaultdict[Shingle, int] = defaultdict(count().__next__)
    texts = {entry.id: _Text(entry, readings[entry.id], leading, numbers) for entry in entries}
    shelf = _Shelf(texts.values())
    repeats: dict[str, str] = {}
    families = [sorted(family, key=_standing) for family in _of_one_page(entries)]
    for family in sorted(families, key=lambda family: _standing(family[0])):
        told = [texts[entry.id] for entry in family]
        holders = [shelf.holder(text) for text in told]
        original = next(filter(None, chain(holders, map(shelf.namesake, told))), family[0])
        repeats |= {entry.id: original.id for entry in family if entry is not original}
        for text, holder in zip(told, holders, strict=True):
            shelf.add(text, original, by_text=holder is not original)
    return repeats


def address(link: str) -> str:
    """What two links to one page have in common; empty for a site's front page, which tells no story."""
    page = link.partition("://")[2].removeprefix("www.").rstrip("/")
    return page if "/" in page or "?" in page else ""


def _standing(entry: Entry) -> tuple[object, ...]:
    """What comes first by this is the original."""
    return not own(entry), -len(entry.body), moment(entry), entry.id


# ── the same page ────────────────────────────────────────────────────────────────────────────────


def _of_one_page(entries: Iterable[Entry]) -> Iterable[Sequence[Entry]]:
    """All entries, those together that lead to one page."""
    by_address: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if page := address(entry.link):
            by_address[page].append(entry)
        else:
            yield [entry]
    for same in by_address.values():
        yield from _families(same)


def _families(same: Sequence[Entry]) -> Iterable[Sequence[Entry]]:
    """Entries of one address, in families that tell the same.

    Some feeds give all their entries one address. Where one source has two headlines for it, only equal headlines count.
    """
    headlines: defaultdict[str, set[str]] = defaultdict(set)
    families: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in same:
        headline = " ".join(folded(entry.title))
        headlines[entry.source].add(headline)
        families[headline].append(entry)
    return families.values() if any(len(several) > 1 for several in headlines.values()) else [list(same)]


# ── the same text, the same headline ─────────────────────────────────────────────────────────────


class _Text:
    """An entry's words, and what is found out about them once and only where it is asked."""

    def __init__(self, entry: Entry, reading: Reading, leading: Collection[str], numbers: Mapping[Shingle, int]) -> None:
        """`numbers` gives each shingle that leads to a text a number of its own: numbers are told apart faster than words."""
        self.entry = entry
        self.words = reading.body
        self.headline = reading.title
        self.language = reading.language
        self._leading = leading
        self._numbers = numbers

    @cached_property
    def leads(self) -> set[int]:
        """The shingles that lead to it, by number."""
        return set(map(self._numbers.__getitem__, compress(_runs(self.words), map(self._leading.__contains__, self.words))))

    @cached_property
    def shingles(self) -> set[Shingle]:
        return set(_runs(self.words))

    @cached_property
    def size(self) -> float:
        """How many different shingles, as in a script with spaces."""
        return len(self.shingles) * size(self.words) / max(1, len(self.words))

    @cached_property
    def speaks_of(self) -> set[str]:
        return set(terms(chain(self.headline, self.words[:OPENING]), self.language))

    @cached_property
    def titled(self) -> set[str]:
        return {term for term in terms(self.headline, self.language) if not term.isdigit()}

    @cached_property
    def numbers(self) -> set[str]:
        return {word for word in self.headline if word.isdigit()}


class _Shelf:
    """Originals and what else their families say, found by shingle and by headline."""

    def __init__(self, texts: Collection[_Text]) -> None:
        told = Counter((text.entry.source, text.headline) for text in texts if text.entry.source)
        self._recurring = {headline for (_, headline), n in told.items() if n > 1}
        self._first = array("l")  # by the number of a shingle: the first text that it leads to; -1 where there is none
        self._more: defaultdict[int, list[int]] = defaultdict(list)
        self._named: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        self._texts: list[_Text] = []
        self._originals: list[Entry] = []

    def holder(self, text: _Text) -> Entry | None:
        """The original in whose family a text is that holds most of this one, or that this one holds."""
        first = self._firsts(text)
        known = [lead for lead in text.leads if first[lead] >= 0]
        met = Counter([first[lead] for lead in known])
        met.update(chain.from_iterable([self._more[lead] for lead in known if lead in self._more]))
        best, found = 0.0, None
        size = len(text.leads)
        likely = {n: shared / min(size, len(self._texts[n].leads)) for n, shared in met.items()}
        for n in sorted((n for n, held in likely.items() if held > LIKELY), key=lambda n: (-likely[n], n))[:COMPARED]:
            held = _held(text, self._texts[n])
            if held > best:
                best, found = held, self._originals[n]
        return found

    def namesake(self, text: _Text) -> Entry | None:
        """The original in whose family a text has the same headline and says nothing else."""
        for n in self._named.get(text.headline, ()):
            other = self._texts[n]
            if text.entry.source != other.entry.source and _in_time(text.entry, other.entry) and not _differ(text, other):
                return self._originals[n]
        return None

    def add(self, text: _Text, original: Entry, *, by_text: bool) -> None:
        """`by_text`: whether its text may lead to the original; needless where the original's own does."""
        n = len(self._texts)
        self._texts.append(text)
        self._originals.append(original)
        if size(text.titled) >= HEADLINE and text.headline not in self._recurring and len(named := self._named[text.headline]) < CROWD:
            named.append(n)
        if not by_text:
            return
        first = self._firsts(text)
        for lead in text.leads:
            if first[lead] < 0:
                first[lead] = n
            elif len(led_to := self._more[lead]) < CROWD:
                led_to.append(n)

    def _firsts(self, text: _Text) -> "array[int]":
        """What each shingle leads to, with room for those of a text."""
        missing = max(text.leads, default=-1) + 1 - len(self._first)
        if missing > 0:
            self._first.extend([-1] * missing)
        return self._first


def _leading(readings: Iterable[Reading]) -> set[str]:
    """The words that one shingle in `SAMPLED` begins with, in every text the same."""
    vocabulary = set(chain.from_iterable(reading.body for reading in readings))
    return {word for word in vocabulary if crc32(word.encode("utf-8", "replace")) % SAMPLED == 0}


def _runs(words: Sequence[str]) -> Iterator[Shingle]:
    return zip(*(words[start:] for start in range(SHINGLE)), strict=False)


def _held(one: _Text, other: _Text) -> float:
    """The part of the shorter text that the longer holds; 0 where that proves nothing."""
    less, more = (one, other) if len(one.shingles) <= len(other.shingles) else (other, one)
    size = less.size
    of_one_source = one.entry.source != "" and one.entry.source == other.entry.source
    needed = next(part for shorter, part in (HELD_BY_ONE_SOURCE if of_one_source else HELD) if size < shorter)
    held = len(less.shingles & more.shingles) / len(less.shingles)
    if size < PROOF or held < needed:
        return 0.0
    if (size < SHORT or of_one_source) and not (_speaks_of(one, other) and _speaks_of(other, one)):
        return 0.0
    if of_one_source and one.numbers != other.numbers:
        return 0.0
    return held


def _speaks_of(one: _Text, other: _Text) -> bool:
    """Whether a text touches on what the other's headline says. What stands under every piece of a series does not."""
    return not other.titled or not other.titled.isdisjoint(one.speaks_of)


def _differ(one: _Text, other: _Text) -> bool:
    """Whether two texts under one headline are plainly two."""
    less, more = (one, other) if len(one.shingles) <= len(other.shingles) else (other, one)
    if less.size < PROOF:
        return False
    return len(less.shingles & more.shingles) < HINTED * len(less.shingles)


def _in_time(one: Entry, other: Entry) -> bool:
    return not (one.when and other.when) or abs(one.when - other.when) <= DAYS


def size(words: Collection[str]) -> float:
    """How many words; a character, or two that make a term, are half a one where words are not spaced."""
    if "".join(words).isascii() or max(words) < UNSPACED:
        return len(words)
    return len(words) - sum(len(word) < 3 and word >= UNSPACED for word in words) / 2
