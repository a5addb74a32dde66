"""Hypothesis, for as long as it is told to, with documents that are new each time:

    python tests/security/fuzz.py                           a minute of CPU for each target
    python tests/security/fuzz.py "the text reader" --minutes 30
    python tests/security/fuzz.py "dates" --seed 1234       one round again

Of each document must hold: no exception but a DigestError; no more than a second of CPU for 100 KB (or for less); and every word
that a reader would see is in what comes of it. It goes round by round, each with a seed that is printed, and ends with 1 where
anything was found. A find becomes a test beside the others of its reader, and is mended.

Where a document has grown long its words are not counted, for it is there to take time. Of HTML that is broken, what readers would
see is what nh3, whose parser is a browser's, shows of it; Chromium, where there is one, is asked before that is called a find.
"""

import argparse
import json
import math
import os
import random
import re
import shutil
import signal
import sys
import warnings
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).parents[2]))

import nh3
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning

from digest.entries import dates, editorial, file, frontmatter
from digest.entries.accept import TITLE, accept
from digest.entries.html import to_markdown, to_paragraphs, to_text
from digest.entries.identity import identities
from digest.entries.text import clean
from digest.errors import EntryError, SourceError
from digest.markup import unescaped
from digest.model import Entry
from digest.rendering.markdown import to_html
from digest.sources import decoding, front, kinds, opml, planet, texts
from digest.sources.document import Document
from digest.sources.lines import lines_of
from digest.sources.names import KEY_POINTS, SUMMARY, named
from tests.browser.conftest import ARGUMENTS, BROWSERS
from tests.browser.test_what_is_seen import SHOWN
from tests.casefiles import cases
from tests.entries import test_html
from tests.security import pages
from tests.security.documents import (
    BERLIN,
    DATES,
    LETTERS,
    NOW,
    OUTLINES,
    PIECES,
    TAGS,
    TRICKS,
    WORD,
    YAML,
    after_accidents,
    is_harmless,
    numbered,
)  # fmt: skip
from tests.sources import test_texts

BASE = "https://news.example/2026/index.html"
COUNTED = 20_000  # characters: of longer documents the words are not counted
ENOUGH = 3  # finds of one target
ROUND = 400  # examples
CALM = 0.1  # seconds that what `slowness` counts takes a core on which nobody else works
T = TypeVar("T")


class TooLongError(Exception):
    """It took more than it may."""


def timed(document: str, work: Callable[..., T], *given: Any, **named: Any) -> T:
    """What a part of the program answers. Raises TooLongError where that takes it too long for the document, three times in turn; in
    the middle of it, where nothing ends it."""
    allowed = max(1.0, len(document.encode("utf-8", "replace")) / 100_000)
    for last in (False, False, True):
        begun = process_time()
        signal.setitimer(signal.ITIMER_PROF, 30 * allowed)
        try:
            answer = work(*given, **named)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        if (took := process_time() - begun) <= allowed or took <= allowed * slowness():
            return answer
        if last:
            raise TooLongError(f"{work}: {took:.1f} s of CPU for {len(document):,} characters")
    raise AssertionError


def slowness() -> float:
    """How many times as long everything takes at this moment as it does where nobody else works; at least 1."""
    begun = process_time()
    counted: dict[str, int] = {}
    for number in range(400_000):
        counted[str(number % 1000)] = counted.get(str(number % 997), 0) + 1
    return max(1.0, (process_time() - begun) / CALM)


def stopped(*_: object) -> None:
    raise TooLongError("it did not end")


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text))


# ── the text reader ──────────────────────────────────────────────────────────────────────────────

_TEXTS = [case.given for case in cases("texts")]
_LETTERED = st.text(st.sampled_from("abcDE ÄßжЯ中。 .,;:!?“”\"'()[]<>|*_`#~+-–—•>=/\\\n\n\t\u00a0\u3000\u2028\u200d"), max_size=120)
_BROKEN_TEXTS = after_accidents(_TEXTS, PIECES | _LETTERED)
_OF_TEXTS = test_texts.pasted() | _BROKEN_TEXTS | _BROKEN_TEXTS.map(numbered) | st.text(max_size=200) | PIECES


def text(text: str) -> None:
    """What stands above it is in its fields, its labels apart; of the rest every letter is there, but for a name of key points."""
    raw = text.encode("utf-8", "surrogatepass")
    document = Document(source="Desk", origin="seeds/a.txt", raw=raw, name="a")
    (item,) = timed(text, texts.read, document, text := decoding.decode(raw))
    try:
        entry = timed(item.text, accept, item, "id", now=NOW, zone=UTC)
    except EntryError:
        assert not words(text)
        return
    if len(text) > COUNTED:
        return
    lines = lines_of(text)
    said, rest = front.front(lines)
    above = words("\n".join(line.text for line in lines)) - words("\n".join(line.text for line in rest))
    assert not (lost := above - words(" ".join((said.title, *said.authors, said.link)))), lost
    kept = test_texts.kept(entry) + (entry.title if dict(entry.extra).get("derived") else "")
    told = "\n".join(line.text for line in rest if not _is_mark(line.text))
    assert not (lost := words(told) - words(kept)), lost
    assert not (lost := Counter(filter(str.isalpha, told)) - Counter(filter(str.isalpha, kept))), lost


def _is_mark(line: str) -> bool:
    return named(line, KEY_POINTS | SUMMARY) or line.startswith(("```", "~~~"))


# ── HTML → Markdown ──────────────────────────────────────────────────────────────────────────────

_HTML = [case.given for case in cases("html")]
_BROKEN_HTML = after_accidents([numbered(text) for text in _HTML], PIECES | TAGS)
# What a parser takes for text, and no reader sees; or what it swallows, and we do not.
_UNSEEN = {"script", "style", "template", "noscript", "noframes", "noembed", "title", "svg", "math", "annotation", "annotation-xml"}
_UNSEEN |= {"iframe", "xmp", "plaintext", "textarea"}


def shown(html: str) -> str:
    return test_html.seen(nh3.clean(html, clean_content_tags=_UNSEEN))


@cache
def browser() -> Any:
    """A tab of Chromium, which is started for the first word that seems to be lost; None where there is none."""
    found = next(filter(None, map(shutil.which, [os.environ.get("DIGEST_CHROMIUM", ""), *BROWSERS])), None)
    with suppress(Exception):  # whatever keeps it from starting
        from playwright.sync_api import sync_playwright

        return sync_playwright().start().chromium.launch(executable_path=found, args=ARGUMENTS).new_page()
    return None


def lost(html: str, kept: str) -> Counter[str]:
    """The words that HTML shows and a text lacks."""
    html = unescaped(html)
    missing = words(shown(html)) - words(kept)
    if missing and (tab := browser()):
        # html5ever, nh3's parser, has no annotation-xml among what bounds a scope, and nothing of SVG and MathML among the special
        # elements (HTML Standard, 13.2.4.2). So it ends some of them too early, and shows what no browser does.
        missing &= words(tab.evaluate(SHOWN, html)) - words(kept)
    return missing


def html(html: str) -> None:
    """Whatever a browser's parser shows of it."""
    timed(html, to_text, html)
    timed(html, lambda: list(to_paragraphs(html, BASE, 480)))
    markdown = timed(html, to_markdown, html, BASE)
    if len(html) <= COUNTED:
        assert not (wrong := pages.looked_at(to_html(markdown))[0]), wrong
        assert not (missing := lost(html, test_html.seen(test_html.rendered(markdown)))), missing


# ── front matter ─────────────────────────────────────────────────────────────────────────────────

_FRONTS = [
    "---\ntitle: Gull counted\ndate: 2026-11-10T08:00:00Z\nkey_points:\n- One\n- 'Two: three'\nauthors: [Ada, Bo Marsh]\n---\n\nText.",
    '---\nid: a/b\ntitle: "Tern\\u0020seen"\nnote: |\n  One.\n\n  Two.\nown: {a: [b, c], d: e}\npin: true\n---\n# Heading\n\nBody\n',
    "---\ntitle: >-\n  Folded\n  title\nlink: https://news.example/a?b=c&d=e\naliases: [x, y]\nhide: no\nupdated: 10 Nov 2026\n...\nBody\n",
]
_MATTER = st.lists(YAML | TRICKS | LETTERS, max_size=16).map("".join).map("---\n{}\n---\n\nText.\n".format)
_OF_FRONTS = _MATTER | after_accidents([*_FRONTS, *map(numbered, _FRONTS)], YAML | PIECES)


def front_matter(text: str) -> None:
    """It is read, or refused with its line; what is written of it is read back, and holds the text below it."""
    made: list[Entry] = []
    places: list[str] = []
    for read in (lambda: editorial.parse(text, "_issue.md"), lambda: made.append(_parsed(text))):
        try:
            timed(text, read)
        except EntryError as error:
            places += [problem.where for problem in error.problems]
    timed(text, editorial.may_be_draft, text)
    assert all(re.search(r"\.md(?::\d+)?$", place) for place in places), places
    for entry in made if len(text) <= COUNTED else ():
        once = file.serialise(entry)
        assert file.serialise(_parsed(once)) == once
        body = frontmatter.split(clean(text), "a.md")[2]
        assert not (lost := words(body) - words(once)), lost


def _parsed(text: str) -> Entry:
    return file.parse(text, path="content/2026-11-10/a.md", issue="2026-11-10", zone=BERLIN, desk="Desk")


# ── dates ────────────────────────────────────────────────────────────────────────────────────────

_DATES = [
    "2026-11-10T08:30:00.123+01:00", "Tue, 10 Nov 2026 08:30:00 +0100", "Tue, 10 Nov 2026 08:30:00 EST", "1794299400000",
    "mar., 10 févr. 2026 08:30", "10 de diciembre de 2026", "10 декабря 2026", "November 10, 2026 8:30 pm", "10.11.2026, 08:30 Uhr",
    "2026年1月5日", "Dienstag, 3. März 2026, 14.30 Uhr", "3 مارس 2026",
]  # fmt: skip
_DATED = st.builds(lambda parts, between: between.join(parts), st.lists(DATES, max_size=9), st.sampled_from(["", " ", "-", "T"]))
_OF_DATES = _DATED | after_accidents(_DATES, DATES) | st.text(st.sampled_from("0123456789-/.: TZ+apmJanFebde,()"), max_size=40)


def date(text: str) -> None:
    """It is a moment or none, the same when it is written and read; so is a day that stands above a text."""
    when = timed(text, dates.moment, text, zone=BERLIN)
    assert when is None or when.tzinfo is UTC
    if when:
        dates.plausible(when, NOW)
        assert dates.moment(when.isoformat()) == when
    day = timed(text, front.day_of, text)
    assert not day or dates.moment(day, zone=BERLIN)


# ── JSON Feed ────────────────────────────────────────────────────────────────────────────────────

_PARTS = st.sampled_from(["name", "url", "mime_type", "title", "x"])
_WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(_DATES) | PIECES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_PARTS, inner, max_size=3),
    max_leaves=5,
)
_KEYS = st.sampled_from(
    "id url external_url title content_html content_text summary image authors author tags language attachments date_published "
    "date_modified".split()
)
_SAID = PIECES | st.sampled_from(_TEXTS).map(numbered)
_ITEM = st.builds(
    lambda wild, sound: {**wild, **sound},
    st.dictionaries(_KEYS, _WILD, max_size=5),
    st.fixed_dictionaries(
        {"id": st.uuids().map(str)},
        optional={"title": PIECES.map(numbered), "content_text": _SAID, "content_html": _BROKEN_HTML, "summary": PIECES},
    ),
)
_FEED = st.builds(
    lambda items, more: json.dumps({"version": "https://jsonfeed.org/version/1.1", **more, "items": items}),
    st.lists(_ITEM, min_size=1, max_size=3),
    st.dictionaries(_KEYS, _WILD, max_size=2),
)
_FEEDS = [
    json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "home_page_url": "https://terns.example/",
            "items": [
                {"id": "1", "url": "/1", "title": "Tern seen", "content_text": "Two terns\n\nand counted.", "date_published": _DATES[0]},
                {"id": 2, "title": "Gull", "content_html": "<p>One gull</p>", "tags": ["Birds"], "authors": [{"name": "Ada Tern"}]},
                {"id": "3", "language": "en-GB", "attachments": [{"url": "/c.mp3", "mime_type": "audio/mpeg", "duration_in_seconds": 61}]},
            ],
        }
    )
]


def json_feed(text: str) -> None:
    """Each item is an entry that can do no harm; where its text is kept whole it holds the words of the item."""
    document = Document(source="Desk", origin="feeds/a.json", raw=text.encode("utf-8", "surrogatepass"), name="a")
    try:
        items = timed(text, kinds.read, document, None, 10_000_000)
    except SourceError:
        return
    told = json.loads(decoding.decode(document.raw).lstrip("\ufeff"))["items"] if document.raw[:1] == b"{" else []
    said = {one["id"]: one for one in told if isinstance(one, dict) and isinstance(one.get("id"), str)}
    for item, id in zip(items, identities(items), strict=True):
        for full in (False, True):
            with suppress(EntryError):
                entry = timed(text, accept, item, id, now=NOW, zone=BERLIN, full_text=full)
                if len(text) <= COUNTED:
                    is_harmless(entry)
                    file.serialise(entry)
                    if full:
                        _holds(entry, said.get(item.guid, {}))


def _holds(entry: Entry, item: dict[str, Any]) -> None:
    whole = entry.title + "\n" + test_html.seen(test_html.rendered(entry.body))
    title, html, plain = (said if isinstance(said := item.get(key), str) else "" for key in ("title", "content_html", "content_text"))
    if "<" not in title and len(title) <= TITLE:  # feeds that mean HTML by it write tags
        assert not (missing := words(title) - words(entry.title)), missing
    assert not (missing := lost(html, whole) if html else words(plain) - words(whole)), missing


# ── OPML ─────────────────────────────────────────────────────────────────────────────────────────

_OPML = [
    '<?xml version="1.0"?><opml version="2.0"><head><title>List</title></head><body><outline text="News"><outline text="A" type="rss" '
    'xmlUrl="https://a.example/x"/><outline text="Coast"><outline text="B &amp; C" xmlUrl="https://b.example/x?a=b&amp;c=d"></outline>'
    '</outline></outline><outline title="D" category="/x/y,z" xmlUrl="http://d.example/"/></body></opml>',
    "<OPML><BODY><OUTLINE TEXT='A \"B\"' XMLURL='https://a.example/'><OUTLINE TITLE=c HTMLURL=https://c.example/></BODY></OPML>",
    "[Planet]\nname = Birds\nlink = https://birds.example/\n\n[https://a.example/feed]\nname = Ada\nfilter = gull|tern\n\n[b]\nfeed = https://b.example/\n",
]  # fmt: skip
_OF_LISTS = st.lists(OUTLINES, max_size=14).map(" ".join) | after_accidents(_OPML, OUTLINES)


def feeds(text: str) -> None:
    """What is read can be written, and read again; of a list that is XML each feed is read that has a common address."""
    for read in (opml.read, planet.read):
        with suppress(SourceError):
            found = timed(text, read, text, "list").sources
            for source in found:
                assert [*pages.unseemly(source.name), *pages.unseemly(source.url or ""), *pages.unseemly(source.topic or "")] == []
            written = timed(text, opml.write, found, "list")
            assert not (wrong := pages.in_xml(written.encode("utf-8"))), wrong
            back, sent = ({(one.url, one.name) for one in of} for of in (opml.read(written, "list").sources, found))
            assert back == sent, (back, sent)
    with suppress(ET.ParseError, ValueError):
        if "<!" in text or "<?x " in text:
            return
        told = {one.get("xmlUrl") or "" for one in ET.fromstring(text).iter("outline")}
        missing = {one for one in told if re.fullmatch(r"https?://\w[\w.-]*/[\w/-]*", one)}
        assert not (missing := missing - ({source.url for source in opml.read(text, "list").sources} if missing else set())), missing


TARGETS = {
    "the text reader": (_OF_TEXTS, text),
    "HTML to Markdown": (test_html.documents | _BROKEN_HTML | PIECES, html),
    "front matter": (_OF_FRONTS, front_matter),
    "dates": (_OF_DATES, date),
    "JSON Feed": (_FEED | after_accidents(_FEEDS, PIECES), json_feed),
    "OPML": (_OF_LISTS, feeds),
}


# ── the trial ────────────────────────────────────────────────────────────────────────────────────


def a_round(name: str, number: int, ends: float) -> tuple[int, tuple[str, Exception] | None]:
    """One round of examples until `ends`, of process_time: how many there were, and the smallest that fails, with its error."""
    documents, holds = TARGETS[name]
    seen = 0
    failed: tuple[str, Exception] | None = None

    @seed(number)
    @settings(
        max_examples=ROUND, database=None, deadline=None, phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck)
    )
    @given(documents)
    def trial(document: str) -> None:
        nonlocal seen, failed, ends
        if process_time() > ends and (not failed or not ends):
            return
        seen += 1
        try:
            holds(document)
        except TooLongError as error:  # to find the smallest such document would take hours
            failed, ends = (document, error), 0
        except Exception as error:
            failed = (document, error)
            raise

    with suppress(Exception):  # what it was is in `failed`
        trial()
    return seen, failed


def tried(name: str, minutes: float, only: int | None) -> int:
    """The finds of a target."""
    began, examples, finds, rounds = process_time(), 0, 0, 0
    ends = math.inf if only else began + minutes * 60
    while process_time() < ends and finds < ENOUGH and not (only and rounds):
        number = only or random.SystemRandom().randrange(1, 2**32)
        seen, failed = a_round(name, number, ends)
        examples, rounds = examples + seen, rounds + 1
        if failed:
            finds += 1
            document, error = failed
            told = repr(document) if len(document) < 4000 else f"{document[:300]!r} … {len(document):,} characters"
            print(f"{name}, seed {number}: {type(error).__name__}: {str(error)[:500]}\n    {told}", flush=True)
        else:
            print(f"{name}, seed {number}: {seen} examples", flush=True)
    print(f"{name}: {(process_time() - began) / 60:.1f} minutes of CPU, {rounds} rounds, {examples:,} examples, {finds} finds", flush=True)
    return finds


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--minutes", type=float, default=1, help="of CPU for each target")
    parser.add_argument("--seed", type=int, help="of the one round that is to be run")
    said = parser.parse_args()
    signal.signal(signal.SIGPROF, stopped)
    warnings.simplefilter("ignore", HypothesisWarning)  # of the size of its own words
    return min(1, sum(tried(name, said.minutes, said.seed) for name in said.targets or TARGETS))


if __name__ == "__main__":
    sys.exit(main())
