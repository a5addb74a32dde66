"""An entry's words made comparable: case, accents and plurals folded away."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from digest.grouping.stopwords import STOPWORDS
from digest.model import Entry
from digest.prose import sentences, words

LONGEST = 20_000  # characters of a body that are read: beyond lies a book, not news
NAMED = 700  # characters in which a text names those whom it is about
_SKIPPED = re.compile(r"\]\([^)\s]*[^)]*\)|(?:https?://|www\.)\S+|<[^<>]*>")  # where a link leads says nothing of what is told
_JOINTS = re.compile(r"[’'‑-]")
_UNSPACED = "\u3040"  # from here on lie the scripts in which prose.words() finds single characters


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry's folded words in their order, stop words included."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    language: str  # as its stop words tell it, for tags are often wrong; one of STOPWORDS


def read(entry: Entry) -> Reading:
    title = tuple(folded(entry.title))
    body = tuple(folded(plain(entry.body)))
    return Reading(title, body, language_of((*title, *body[:200])))


def plain(body: str) -> str:
    """A Markdown text without its addresses; what other marks it has are no words."""
    return _SKIPPED.sub(" ", body[:LONGEST])


def language_of(text: Sequence[str]) -> str:
    """The language whose stop words fill most of a text; the first of the table where none does."""
    return max(STOPWORDS, key=lambda language: sum(word in STOPWORDS[language] for word in text))


def folded(text: str) -> list[str]:
    """The folded words of a text. “Bridge’s” and “by-election” come apart."""
    return [part for word in words(text) for part in _JOINTS.split(fold(word)) if part]


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word without case and accents: “Élysée” is “elysee”."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A folded word without the -s of a plural, which English shares with names in many languages.

    The S stemmer: D. Harman, “How Effective Is Suffixing?”, JASIS 42(1), 1991. It hardly ever makes one of two words.
    """
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1]


def terms(text: Iterable[str], language: str) -> list[str]:
    """The folded words that can tell what a text is about, as stems. Where words are not spaced, each two characters are a term."""
    found, before = [], ""
    for word in text:
        unspaced = word if len(word) == 1 and word >= _UNSPACED else ""
        if unspaced and before:
            found.append(before + unspaced)
        elif len(word) > 1 and word not in STOPWORDS[language]:
            found.append(stem(word))
        before = unspaced
    return found


def names(entry: Entry, language: str) -> set[str]:
    """The terms that a text writes with a capital inside a sentence: people and places, mostly.

    A headline in which most words have one says nothing.
    """
    title = words(entry.title)
    if 2 * sum(word[0].isupper() for word in title) > len(title):
        title = []
    inside = [words(sentence)[1:] for sentence in sentences(plain(entry.body[:NAMED]))]
    return set(terms((part for word in chain(title[1:], *inside) if word[0].isupper() for part in folded(word)), language))


def spelling(term: str, entries: Iterable[Entry]) -> str:
    """A term as one of the entries writes it: “Ellery” for “ellery”."""
    for entry in entries:
        for word in words(f"{entry.title} {entry.body[:LONGEST]}"):
            for part in _JOINTS.split(word):
                if stem(fold(part)) == term:
                    return part
    return term
