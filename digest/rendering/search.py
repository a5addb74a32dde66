"""Search without a server: the words of all entries, cut into files of which a browser loads the few that a query needs.

    search/index/start.json             the parts that the index is made of, and with which word each file of words begins
    search/index/FIRST/words-WORD.json  words from that one on, each with the entries that have it (`postings`)
    search/index/FIRST/entries-N.json   what is shown of the entries FIRST + N * per and following

Each part is of a run of entries, the oldest first, and is made by itself: what is new or changed costs a build, and whoever
carries the files to a server, one part, mostly the last and smallest. That is how Lucene keeps its segments (O'Neil et al.,
"The Log-Structured Merge-Tree", 1996).

`templates/assets/search-worker.js` reads all this, and splits what is searched for into words as it is done here: what is
changed in `folded` and `words` is changed there, too. tests/cases/search/words.md holds the two together.
"""

import hashlib
import json
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from html import unescape
from itertools import accumulate, chain, groupby
from pathlib import Path
from typing import Any

from digest.model import Entry

# What remembered answers are filed under: another text here may answer otherwise, and so may another Unicode.
NAME = f"search {hashlib.sha256(Path(__file__).read_bytes()).hexdigest()} {unicodedata.unidata_version}"
FOLDER = "search/index"
PER = 32  # entries in a file: ten of them are shown at a time, and each may be in another one
MOST = 24_000  # bytes of a file of words, but for a word that takes more by itself; gzip makes them less than half
LONGEST = 32  # characters of a word that count: nobody types the rest of a hash
UNIT = 2048  # entries of which the parts of an index are made, but for the last
USUAL = 300  # words of an entry of middling length. No average of all: each new entry would change what is said of the old ones

# ── words ────────────────────────────────────────────────────────────────────────────────────────

# Accents, Hebrew points, Arabic vowel signs and tatweel, and what is not seen at all. The vowel signs of Indian scripts,
# of Thai and others are letters to their readers, and stay.
_GONE = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\u00ad\u02bb\u02bc\u05f3\u05f4\u061c\u180e\u200c-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_SAME = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ς": "σ", "ґ": "г"}
    | {"ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ە": "ه"}
    | {chr(zero + i): str(i) for zero in (0x660, 0x6F0) for i in range(10)}
)
_APOSTROPHE = re.compile("([\u0400-\u052f])['’‘](?=[\u0400-\u052f])")  # м'ята is one word; l'eau is found by eau
_MARKS = re.compile("[\u2010-\u206f«»·]+")  # typographic: all that keeps most Latin texts from being ASCII by now
# Scripts without spaces: Han and kana; Thai, Lao, Burmese and Khmer, which have more letters, each of which says less.
_PAIRED = (
    range(0x3005, 0x3008),
    range(0x3040, 0x3100),
    range(0x31F0, 0x3200),
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0xF900, 0xFB00),
)
_TRIPLED = (range(0x0E00, 0x0F00), range(0x1000, 0x10A0), range(0x1780, 0x1800))
# وال, بال, لل …: the article, and what is written together with it.
_ARTICLE = re.compile("^(?:و?(?:ال|بال|كال|فال)|و?لل)(?=[\u0620-\u06ff]{3})")


def folded(text: str) -> str:
    """A text as it is compared: lower case, without accents and vowel points, each letter in one form."""
    text = unicodedata.normalize("NFKD", text).lower()
    if text.isascii():
        return text
    text = _APOSTROPHE.sub(r"\1", _MARKS.sub(_blank, _GONE.sub("", text)))
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_SAME))


def _blank(found: re.Match[str]) -> str:
    return "'" if found[0] in "’‘" else " "


def words(text: str) -> list[str]:
    """The words of a text, folded. Scripts without spaces give all runs of two characters, or three, and what is left at the end.

    So one character is the beginning of some run wherever it stands.
    """
    text = _latin(text) or folded(text)
    if text.isascii():
        found = _ASCII.findall(text)
        return found if max(map(len, found), default=0) <= LONGEST else [word[:LONGEST] for word in found]
    found = []
    for match in _words().finditer(text):
        run, kind = match[0], match.lastindex
        if kind is None:
            found.append(_ARTICLE.sub("", run)[:LONGEST] if "\u0620" <= run[0] <= "\u06ff" else run[:LONGEST])
        else:
            length = 2 if kind == 1 else 3
            found += [run[i : i + length] for i in range(len(run))]
    return found


_ASCII = re.compile(r"[a-z0-9]+")
_FEW_KINDS = 24  # of characters that are no ASCII: replacing more, one after the other, takes longer than to look at each


def _latin(text: str) -> str:
    """What `folded` makes of a text of Latin letters, in which each character becomes the same ASCII wherever it stands; else "".

    Only where several marks in a row become one space there, they become several here, and a mark that stands for an apostrophe
    may: no word begins, ends or goes on in another place for that.
    """
    if not text.isascii():
        kinds = set(text).difference(_ALL_ASCII)
        if len(kinds) > _FEW_KINDS:
            return ""
        for kind in kinds:
            alone = _alone(kind)
            if not alone.isascii():
                return ""
            text = text.replace(kind, alone)
    return text.lower()


_ALL_ASCII = frozenset(map(chr, range(128)))


@lru_cache(maxsize=4096)
def _alone(character: str) -> str:
    return folded(character)


@cache
def _words() -> re.Pattern[str]:
    """Runs of letters, digits, and marks that are part of letters, in three kinds; beyond U+FFFF, of all but pictures."""
    kind_of = dict.fromkeys(chain(*_PAIRED), 1) | dict.fromkeys(chain(*_TRIPLED), 2)
    kinds: list[list[int]] = [[], [], []]
    for code in range(0x10000):
        if unicodedata.category(chr(code))[0] in "LNM":
            kinds[kind_of.get(code, 0)].append(code)
    spaced, paired, tripled = ("".join(_ranges(kind)) for kind in kinds)
    return re.compile(f"([{paired}\U00020000-\U0003ffff]+)|([{tripled}]+)|[{spaced}\U00010000-\U0001efff]+")


def _ranges(codes: Sequence[int]) -> Iterator[str]:
    """Rising numbers as a regular expression has them within [ ]."""
    for _, run in groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0]):
        of_run = [code for _, code in run]
        yield f"{chr(of_run[0])}-{chr(of_run[-1])}"


# ── one entry ────────────────────────────────────────────────────────────────────────────────────

_INLINE = re.compile(r"</?(?:em|strong|a|code|s)(?: [^>]*)?>")  # may stand within a word
_TAG = re.compile(r"<[^>]*>")  # in what our own renderer made every other < is &lt;


def said(entry: Entry, html: str) -> str:
    """All that an entry is found by: a line with its title, the others without Markdown. `html` is what its body was made into."""
    title = " ".join(entry.title.split())
    return "\n".join((title, entry.source, *entry.authors, entry.summary, unescape(_TAG.sub(" ", _INLINE.sub("", html)))))


def terms(text: str) -> str:
    """The words of what `said` says: eight lines, by how much each says of the entry, words of the title in the last four.

    A pure function from text to text, so that its answers can be remembered.
    """
    title, _, rest = text.partition("\n")
    headline = [*words(title), *_spelt_out(title)]
    counts = Counter(headline)
    counts.update(words(rest))
    counts.update(_spelt_out(rest))
    length = 1.2 * (0.25 + 0.75 * counts.total() / USUAL)  # Okapi BM25's share of a word in a text of this length
    levels: list[list[str]] = [[] for _ in range(8)]
    in_title = set(headline)
    of_count = {count: _level(count / (count + length)) for count in set(counts.values())}
    for word, count in counts.items():
        levels[of_count[count] + 4 * (word in in_title)].append(word)
    return "\n".join(map(" ".join, levels))


def _spelt_out(text: str) -> list[str]:
    """The words with an umlaut, as they are written where there is none: Müller is searched for as Mueller, too."""
    if text.isascii():
        return []
    text = unicodedata.normalize("NFC", text)
    if not _UMLAUT.search(text):
        return []
    found = [word for word in _RUN.findall(text) if _UMLAUT.search(word)]
    return words(_MARK.sub(lambda letter: letter[0] + "e", unicodedata.normalize("NFD", " ".join(found))))


_RUN = re.compile(r"\w+")
_UMLAUT = re.compile("[äöüÄÖÜ]")
_MARK = re.compile("[aouAOU](?=\u0308)")


def _level(share: float) -> int:
    return 0 if share < 0.3 else 1 if share < 0.45 else 2 if share < 0.65 else 3


# ── all entries ──────────────────────────────────────────────────────────────────────────────────

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"  # the first 32: more follows


def _digits(number: int) -> str:
    """A number in base 32, lowest digit first; the last digit is of the second half of the alphabet."""
    kept = []
    while number >= 32:
        kept.append(_DIGITS[number % 32])
        number //= 32
    return "".join([*kept, _DIGITS[number + 32]])


_FEW = 8192
_SMALL = [_digits(number) for number in range(_FEW)]


Block = dict[str, tuple[int, str, int]]  # word → the code of the first entry that has it, those of the others, the last one's number


def block(entries: Iterable[str]) -> Block:
    """Word → the entries that have it, of a run of entries. `entries` are what `terms` said of each, the oldest first.

    An entry is a code: 8 * how many further on than the one before + the line of `terms`; the first one's is counted from 0.
    """
    found: dict[str, list[Any]] = {}  # the last entry, then what is put down: one look-up for each of millions of words
    for number, entry in enumerate(entries):
        for level, line in enumerate(entry.split("\n")):
            for word in line.split():
                known = found.get(word)
                if known is None:
                    found[word] = [number, 8 * number + level]
                else:
                    code = 8 * (number - known[0]) + level
                    known[0] = number
                    known.append(_SMALL[code] if code < _FEW else _digits(code))
    return {word: (codes[1], "".join(codes[2:]), codes[0]) for word, codes in found.items()}


def postings(blocks: Iterable[tuple[int, Block]]) -> dict[str, str]:
    """Word → the entries that have it, of all blocks in turn, each with how many entries are before it.

    Entries that come after all others change nothing of what is said of these.
    """
    found: dict[str, tuple[int, str]] = {}  # the last entry, and what is put down by now: in one text, for a million of them take room
    for before, of_block in blocks:
        for word, (first, rest, last) in of_block.items():
            known, said = found.get(word, (-1, ""))
            code = first + 8 * (before - known)
            found[word] = before + last, f"{said}{_SMALL[code] if code < _FEW else _digits(code)}{rest}"
    return {word: said for word, (_, said) in found.items()}


def divided(index: Mapping[str, str], most: int = MOST) -> Iterator[list[str]]:
    """The words in the order of a browser's strings, cut into files of `most` bytes or less.

    A file that is too large is cut before the word in it whose hash is the least. So where cuts are depends on which words
    there are, and not on what else was cut: a new entry cuts what it makes too large, and moves no other cut.
    """
    letters = "".join(index)
    # Mostly there is no character that a browser takes for two, and then its order is ours, which is found in half the time.
    as_ours = len(letters.encode("utf-16-le", "surrogatepass")) == 2 * len(letters)
    ordered = sorted(index, key=None if as_ours else lambda word: word.encode("utf-16-be", "surrogatepass"))
    encoded = [word.encode() for word in ordered]
    up_to = [0, *accumulate(len(word) + len(index[of]) + 6 for word, of in zip(encoded, ordered, strict=True))]
    hashes = [*map(zlib.crc32, encoded)]
    open_ = [(0, len(ordered))]
    while open_:
        begin, end = open_.pop()
        if end - begin < 2 or up_to[end] - up_to[begin] <= most:
            yield ordered[begin:end]
        else:
            cut = min(range(begin + 1, end), key=hashes.__getitem__)
            open_ += [(cut, end), (begin, cut)]


def parts(entries: int) -> list[range]:
    """Which entries each part of an index holds: as many units as a power of two, the largest first, and then what is left.

    So there are few of them, and an entry that comes in seldom moves more than it adds to the last.
    """
    found, first, units = [], 0, entries // UNIT
    while units:
        most = UNIT << (units.bit_length() - 1)
        found.append(range(first, first + most))
        first += most
        units -= most // UNIT
    return [*found, range(first, entries)] if first < entries or not found else found


def file_of(word: str, part: int = 0) -> str:
    """The file of words of the part with this first entry that begins with `word`; of its first one "".

    In letters that every file system knows.
    """
    name = "".join(c if c in "abcdefghijklmnopqrstuvwxyz0123456789" else f"-{ord(c):x}" for c in word)
    return f"{FOLDER}/{part}/words-{name}.json" if word else f"{FOLDER}/{part}/words.json"


def begins(cut: Iterable[Sequence[str]]) -> list[str]:
    """The words with which the files of words begin, of what `divided` told; the first one's is ""."""
    return [of_file[0] if number else "" for number, of_file in enumerate(cut)]


def files(
    index: Mapping[str, str], cut: Sequence[Sequence[str]], shown: Sequence[Sequence[str]], part: int = 0
) -> Iterator[tuple[str, bytes]]:
    """All files of a part: `postings`, as they are `divided`, and what is shown of each entry, the oldest first."""
    for name, of_file in zip(begins(cut), cut, strict=True):
        yield file_of(name, part), as_json({word: index[word] for word in of_file})
    for first in range(0, max(len(shown), 1), PER):
        yield f"{FOLDER}/{part}/entries-{first // PER}.json", as_json(shown[first : first + PER])


def start(known: Sequence[tuple[range, Sequence[str]]], per: int = PER) -> bytes:
    """What is read first: of each part its entries, and the words with which its files begin."""
    told = [{"first": part.start, "entries": len(part), "words": words} for part, words in known]
    return as_json({"version": 2, "per": per, "parts": told})


def as_json(value: Any) -> bytes:
    """JSON that nobody reads."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
