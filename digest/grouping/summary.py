"""What a story says of itself: a person's words, else whole sentences of its entries. Nothing is invented.

Key points are chosen as by H. P. Edmundson, “New Methods in Automatic Extracting”, 1969: what stands early, in the headline's words
and in the words that the text comes back to; and none that says what another has said: J. Carbonell and J. Goldstein, “The Use of
MMR”, 1998.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, filterfalse, islice
from typing import NamedTuple

from digest.grouping.background import language_of
from digest.grouping.credits import own
from digest.grouping.duplicates import size
from digest.grouping.wording import folded, plain, terms
from digest.model import Entry
from digest.prose import SUMMARY, beginning, laid_out, opening, sentences

POINTS = 3  # at most; fewer than two are none
READ = 3_000  # characters of a text that are read for them
SENTENCES = 16  # the first; what comes later hardly ever says what a text is about
DATELINES = 3  # sentences that may begin with one: a text may begin with a line of what it tells
OPENING = 700  # characters of another entry of the story, whose words tell what it is about
OTHERS = 10  # of them
SHORTEST, LONGEST = 7, 60  # words of a sentence
COMFORTABLE = 25  # words of a sentence; a longer one must be worth it
OURS, THEIRS = 2 / 3, 1 / 3  # at most so much of a text's words: of a foreign one we are only quoting

EARLY = 5  # sentences after which a place counts half
CENTRAL, TITLED = 0.5, 0.5  # what words count beside the place, 1 for the first sentence
HANGING, QUOTED, LONG = 0.5, 0.3, 0.01  # what is taken off; the last for each word too many
SAID = 0.5  # a sentence that overlaps so with another has nothing new to say
NEW = 0.7  # how much the worth of a sentence counts against what it repeats

_GLUED = re.compile(r"\.(?<=[^\W_A-Z]\.|[)%\"”]\.)(?=[\"“?]?[A-Z][a-z’' ])")  # where a break between paragraphs was lost
_LOST = re.compile(r"\?(?<!\S\?)\w")  # where an encoding lost quotation marks: question marks are none there
_DATELINE = re.compile(
    # “(Agency)”, “TARNOW, 3 May (Agency) — ”
    r"(?:[^.!?]|(?<=[A-Z])\.|(?<=[A-Z][a-z]{2})\.|(?<=Sept)\.){0,60}?\([A-Z][\w.]*(?: [A-Z]\w+)?\)(?:\s*[—–-]+\s*|(?=[A-Z\"“]))"
    # “TARNOW, 3 May — ”, “Tarnow – ”; what stands between two dashes is no dateline
    r"|[A-Z][A-Z .,'’-]{2,40}(?:,[\w .]{1,25})?(?:\s+[—–-]{1,2}|:)\s+(?=[A-Z\"“])"
    r"|[^\W\da-z][\w./-]*(?: [^\W\da-z][\w./-]*){0,2}\s[—–]\s+(?=[\"“„»]?[^\W\da-zß-ÿ])(?!.*\s[—–-])"
)
_SET_OFF = re.compile(r"[(:—–-]")  # of these every dateline has one
_FILE = re.compile(r"(?:file|archiv)\s+[—–-]", re.IGNORECASE)  # a picture's caption, by its beginning
_CREDIT = re.compile(r"\([^()]*(?:/|photo|foto|image|bild)[^()]*\)\W*$", re.IGNORECASE)  # and by its end
_LABEL = re.compile(r"\W*\w+(?:\W\w+){0,2}\W?:|\d{1,3}[.)]\s")  # “Read more:”, “Photo:”, the name of who speaks, a number in a list
_NOTICE = re.compile(
    r"\W*(?:read (?:more|the full|also)|click|subscribe|sign up|follow us|watch|listen to|related|copyright|©|all rights|photo|image"
    r"|the post|this (?:article|story|post)|mehr (?:dazu|zum|lesen)|lesen sie|foto|bild|lire|à lire|abonnez|leer|suscr|leggi|lees|leia)\b",
    re.IGNORECASE,
)  # said to the reader, not of the news
_CLOSING = '"”’»“」』)'  # what may stand behind the end of a sentence
_END = re.compile(r"(?:(?<!\.\.)[.!]|[。！।۔])$")  # of a statement: no question, nothing that breaks off
_PAIRS = (("«", "»"), ("(", ")"), ("[", "]"), ("「", "」"), ("『", "』"))
_PAIRED = re.compile(r"[\"“”„«»()\[\]「」『』]")
_QUOTES = "\"“„«»‘'「『"
_HANGING = {
    language: frozenset(words.split())
    for language, words in {
        "en": "he she it they we i you his her its their our my this that these those but and so or then also however there such both",
        "de": "er sie es wir ich ihr ihre sein seine dies diese dieser dieses das aber und doch denn dann so auch dort dabei damit zudem",
        "fr": "il elle ils elles on nous je vous son sa ses leur leurs ce cette ces cela mais et donc puis aussi ainsi or",
        "es": "ella ellos ellas nosotros yo su sus este esta estos estas esto eso pero y asi tambien ademas entonces",
        "it": "lui lei loro noi io suo sua suoi questo questa questi queste cio ma e cosi anche inoltre poi",
        "nl": "hij zij ze we wij ik zijn haar hun dit dat deze die maar en dus ook dan toch",
        "pt": "ele ela eles elas nos eu seu sua seus este esta isto isso mas e assim tambem alem entao",
    }.items()
}


def summary(lead: Entry) -> str:
    return lead.summary or opening(lead.body)


def key_points(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Those of the first entry that has some; else sentences of the lead, the first of them, in their order, as plain text.

    None where the lead is too short to be put into fewer words.
    """
    if given := next((entry.key_points for entry in entries if entry.key_points), ()):
        return given
    lead, *others = entries
    if len(lead.body) <= SUMMARY:  # its opening says all of it
        return ()
    text, language = _cut(lead)
    share = (OURS if own(lead) else THEIRS) * sum(sentence.length for sentence in text)
    chosen = _chosen(text, share, _weights(text, others[:OTHERS], language), set(terms(folded(lead.title), language)))
    return tuple(sentence.text for sentence in chosen) if len(chosen) > 1 else ()


class _Sentence(NamedTuple):
    place: int
    text: str
    terms: frozenset[str]
    length: float  # words, two characters for one where words are not spaced
    hangs: bool  # on what was said before
    alone: bool  # whether it can stand alone


def _chosen(text: Sequence[_Sentence], share: float, weights: Mapping[str, float], title: Set[str]) -> list[_Sentence]:
    """The best, in their order, in at most `share` words."""
    standing = [one for one in text if one.alone and one.length <= share and not one.terms <= title]
    # Exactly, for a set has another order in each run.
    central = {one.place: math.fsum(weights.get(term, 0.0) for term in one.terms) / math.sqrt(len(one.terms) + 1) for one in standing}
    most = max(central.values(), default=0.0) or 1.0
    worth = {
        one.place: 1 / (1 + one.place / EARLY)
        + CENTRAL * central[one.place] / most
        + TITLED * len(one.terms & title) / (len(title) or 1)
        - QUOTED * one.text.startswith(tuple(_QUOTES))
        - LONG * max(0.0, one.length - COMFORTABLE)
        for one in standing
    }
    chosen: dict[int, _Sentence] = {}
    repeated = dict.fromkeys(worth, 0.0)  # by what is chosen, at most

    def gain(one: _Sentence) -> tuple[float, int]:
        hangs = HANGING * (one.hangs and one.place - 1 not in chosen)
        return NEW * (worth[one.place] - hangs) - (1 - NEW) * repeated[one.place], -one.place

    while standing:
        best = max(standing, key=gain)
        chosen[best.place] = best
        if len(chosen) == POINTS:
            break
        share -= best.length
        for one in standing:
            repeated[one.place] = max(repeated[one.place], _overlap(one, best))
        standing = [one for one in standing if one is not best and one.length <= share and repeated[one.place] < SAID]
    return [chosen[place] for place in sorted(chosen)]


def _overlap(one: _Sentence, other: _Sentence) -> float:
    return len(one.terms & other.terms) / math.sqrt((len(one.terms) + 1) * (len(other.terms) + 1))


def _weights(text: Iterable[_Sentence], others: Iterable[Entry], language: str) -> dict[str, float]:
    """What a term tells of the story: the more, the more sentences and other entries have it; nothing, if only one does."""
    spread = Counter(chain.from_iterable(sentence.terms for sentence in text))
    for other in others:
        spread.update(spread.keys() & terms(folded(f"{other.title} {plain(other.body[:OPENING])}"), language))
    return {term: math.log(1 + n) ** 2 for term, n in spread.items() if n > 1}


# ── what can stand alone ─────────────────────────────────────────────────────────────────────────


def _cut(entry: Entry) -> tuple[list[_Sentence], str]:
    """The sentences of a text's beginning, and its language."""
    paragraphs = list(filterfalse(_is_caption, _prose(beginning(entry.body, READ))))
    if sum(len(_GLUED.findall(paragraph)) for paragraph in paragraphs) > 2:
        paragraphs = [_GLUED.sub(". ", paragraph) for paragraph in paragraphs]
    told = list(islice(chain.from_iterable(map(sentences, paragraphs)), SENTENCES))
    told[:DATELINES] = [sentence[_dateline(sentence) :] for sentence in told[:DATELINES]]
    lost = any(map(_LOST.search, told))
    spoken = [folded(sentence) for sentence in told]
    language = language_of(list(islice(chain.from_iterable(spoken), 80)))
    cut = []
    for place, (sentence, said) in enumerate(zip(told, spoken, strict=True)):
        length = size(said)
        alone = _stands_alone(sentence.rstrip("?") + "." if lost else sentence, length)
        hangs = bool(said) and said[0] in _HANGING.get(language, ())
        cut.append(_Sentence(place, sentence, frozenset(terms(said, language)), length, hangs, alone))
    return cut, language


def _is_caption(paragraph: str) -> bool:
    return bool(_FILE.match(paragraph) or _CREDIT.search(paragraph[-200:]))


def _dateline(sentence: str) -> int:
    """How long a dateline it begins with."""
    found = _DATELINE.match(sentence) if _SET_OFF.search(sentence) else None
    return found.end() if found else 0


def _stands_alone(sentence: str, length: float) -> bool:
    """Whether it is one whole statement: no question, fragment, label, half a quotation, nothing said to the reader."""
    return (
        SHORTEST <= length <= LONGEST
        and _END.search(sentence.rstrip(_CLOSING)[-3:]) is not None
        and not sentence.lstrip(_QUOTES)[:1].islower()
        and sentence[0] not in "([?"
        and _closed(sentence)
        and not ((":" in sentence or sentence[0].isdigit()) and _LABEL.match(sentence))
        and not _NOTICE.match(sentence)
    )


def _closed(sentence: str) -> bool:
    """Whether every quotation mark and bracket that it opens is closed in it. What „opens“ in German closes in English."""
    if not _PAIRED.search(sentence):
        return True
    low, high = sentence.count("„"), sentence.count("“")
    return (
        sentence.count('"') % 2 == 0
        and sentence.count("”") == (low - high if low else high)
        and all(sentence.count(opened) == sentence.count(closed) for opened, closed in _PAIRS)
    )


def _prose(markdown: str) -> Iterator[str]:
    """The paragraphs of a Markdown text as plain text: none in lists or quotations, no pictures, nothing that is but a link."""
    return (one.text for one in laid_out(markdown, enclosed=False) if len(one.inside) == 1 and not one.bare)
