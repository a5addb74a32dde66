"""An entry's words made comparable: case, accents and plurals folded away."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice, pairwise
from typing import Any

from digest.grouping import credits
from digest.grouping.background import hangul, language_of, stopwords
from digest.model import Entry
from digest.prose import LATIN, runs, sentences, words

LONGEST = 20_000  # characters of a body that are read: beyond lies a book, not news
OPENING = 100  # words of a body: an article's first hundred say what happened, the rest adds background and noise
NAMED = 700  # characters in which a text names those whom it is about
# Where a link leads says nothing of what is told. It begins with its one set of characters, for then all else is soon passed over.
_SKIPPED = re.compile(r"[\]hw<](?:(?<=\])\([^)]*\)|(?<=h)ttps?://\S+|(?<=w)ww\.\S+|(?<=<)[^<>]*>)")
_JOINTS = re.compile(r"[’'‑-]")
_UNSPLIT = "\u2011"  # a joint that folding makes another character of: words that it joins stay together
_UNFOLDED = b"\0"
_UNSPACED = "\u3040"  # from here on lie the scripts in which prose.words() finds single characters
_BREVE = "\u0306"
_WIDE = re.compile(f"[^\0-{chr(ord(_UNSPACED) - 1)}]")  # of these are the words of which each two characters are a term
SHARED = 100_000  # words that are kept once
COUNTED = 50_000  # words of one language whose terms are kept
_shared: dict[str, str] = {}  # a word of many texts is kept once
# Languages that bend their words more than English does. Of English the stemmer makes one of “news” and “new”, and gains nothing.
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "es": "spanish", "fa": "persian",
    "fi": "finnish", "fr": "french", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "nl": "dutch", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sh": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry's words, made comparable."""

    title: tuple[str, ...]  # folded, in their order, stop words included
    body: tuple[str, ...]
    language: str  # as its common words tell it, for tags are often wrong; empty where none does
    headline: tuple[str, ...]  # the terms of the title
    opening: tuple[str, ...]  # the terms of the first words of the body


def read(entry: Entry) -> Reading:
    text = plain(entry.body)
    title, body = tuple(folded(entry.title)), _kept_once(folded(text))
    language = language_of((*title, *body[:200]), credits.language(entry))
    headline, opening = terms(parts(entry.title), language), terms(islice(parts(text), OPENING), language)
    return Reading(title, body, language, tuple(headline), tuple(opening))


def _kept_once(words: list[str]) -> tuple[str, ...]:
    """The same words; those that other texts have, too, are these texts' very strings, for most words are in many."""
    if len(_shared) > SHARED:
        _shared.clear()
    return tuple(map(_shared.setdefault, words, words))


def plain(body: str) -> str:
    """A Markdown text without its addresses; what other marks it has are no words."""
    return _SKIPPED.sub(" ", body[:LONGEST])


def parts(text: str) -> Iterable[str]:
    """The words of a text as they are written. “Bridge’s” and “by-election” come apart."""
    return runs(text)


def folded(text: str) -> list[str]:
    """The folded words of a text."""
    if (found := _folded_latin(text)) is not None:
        return found
    if _UNSPLIT not in text:
        return list(map(fold, runs(text)))
    found = []
    for word in words(text):
        if word.isalnum():
            found.append(fold(word))
        else:
            found.extend(filter(None, _JOINTS.split(fold(word))))
    return found


def folded_each(texts: str) -> list[list[str]]:
    """The folded words of each of many texts that commas part, a thousand at once."""
    folds = _latin(texts, _latin_folds(","))
    return [folded(text) for text in texts.split(",")] if folds is None else [text.split() for text in folds.split(",")]


def _folded_latin(text: str) -> list[str] | None:
    """The folded words of a text whose characters one byte can tell, a whole text at once. None of any other."""
    folds = _latin(text, _latin_folds())
    return None if folds is None else folds.split()


def _latin(text: str, folds: bytes) -> str | None:
    try:
        found = text.replace("ß", "ss").encode(LATIN).translate(folds)
    except UnicodeEncodeError:
        return None
    return None if _UNFOLDED in found else found.decode(LATIN)


@cache
def _latin_folds(kept: str = "") -> bytes:
    """For each byte that of its folded letter, a space for what is in no word but `kept`, `_UNFOLDED` where one byte is too little."""
    return b"".join(bytes([byte]) if chr(byte) in kept else _latin_fold(byte) for byte in range(256))


def _latin_fold(byte: int) -> bytes:
    character = bytes([byte]).decode(LATIN, "ignore")  # of some bytes there is none
    bare = fold(character) if words(character) else " "
    try:
        return bare.encode(LATIN) if len(bare) == 1 else _UNFOLDED
    except UnicodeEncodeError:
        return _UNFOLDED


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word without case and accents: “Élysée” is “elysee”. The Russian й is a letter, no accented и."""
    if word.isascii():
        return word.casefold()
    bare, before = [], ""
    for character in unicodedata.normalize("NFKD", word.casefold()):
        if not unicodedata.combining(character) or (character == _BREVE and before in ("и", "у")):
            bare.append(character)
        before = character
    return unicodedata.normalize("NFC", "".join(bare))


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


def term(word: str, language: str) -> str:
    """A word as it is counted: folded, and without what grammar adds to it in a language (M. F. Porter, Snowball, 2001)."""
    if language in _STEMMERS:
        return fold(_stemmer(language).stemWord(word.casefold()))
    return stem(fold(word))


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer  # all of its languages at once, of which most sites need none

    return snowballstemmer.stemmer(_STEMMERS[language])


def terms(text: Iterable[str], language: str) -> list[str]:
    """Of words as they are written, the terms of those that can tell what a text is about.

    Where words are not spaced, each two characters are a term; so are each two of a Korean word.
    """
    text = list(text)
    counted = _counted(language)
    if not _WIDE.search("".join(text)):
        return list(filter(None, map(counted.__getitem__, text)))
    found, before = [], ""
    for word in text:
        character = ""
        if unspaced(word):
            character = word
            if before:
                found.append(before + character)
        elif word and hangul(word):
            found.extend(map("".join, pairwise(word)))
        elif told := counted[word]:
            found.append(told)
        before = character
    return found


class _Counted(dict[str, str]):
    """The term of each word of a language that was asked for; "" for those that cannot tell what a text is about."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> str:
        if len(self) >= COUNTED:
            self.clear()
        found = term(word, self._language) if len(word) > 1 and fold(word) not in stopwords(self._language) else ""
        self[word] = found
        return found


@lru_cache(maxsize=8)
def _counted(language: str) -> _Counted:
    return _Counted(language)


def forget() -> None:
    """Drop what is remembered of words: who groups nothing more has better use for the room."""
    _shared.clear()
    for remembered in (fold, stem, _counted):
        remembered.cache_clear()


def unspaced(word: str) -> bool:
    """Whether it is a character of a script in which words are not spaced."""
    return len(word) == 1 and word >= _UNSPACED and not hangul(word)


def names(entry: Entry, language: str) -> set[str]:
    """The terms that a text writes with a capital inside a sentence: people and places, mostly.

    A headline in which most words have one says nothing.
    """
    title = words(entry.title)
    if 2 * sum(word[0].isupper() for word in title) > len(title):
        title = []
    inside = [words(sentence)[1:] for sentence in sentences(plain(entry.body[:NAMED]))]
    return set(terms(parts(" ".join([word for word in chain(title[1:], *inside) if word[0].isupper()])), language))


def spelling(wanted: str, entries: Iterable[Entry], language: str) -> str:
    """A term as one of the entries writes it: “Ellery” for “ellery”."""
    for entry in entries:
        for part in parts(f"{entry.title} {entry.body[:LONGEST]}"):
            if term(part, language) == wanted:
                return part
    return wanted
