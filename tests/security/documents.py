"""Documents that nobody would write: put together of what breaks others, or sound ones after an accident. For hypothesis."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from digest.entries import file
from digest.entries.accept import accept
from digest.entries.identity import identities
from digest.errors import EntryError
from digest.model import Entry
from digest.rendering.markdown import to_html
from digest.sources import kinds
from digest.sources.document import Document
from tests.security import pages
from tests.security.payloads import PAYLOADS

NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
LONG = 100_000  # characters

# ── parts ────────────────────────────────────────────────────────────────────────────────────────

TRICKS = st.sampled_from([payload.marked("x") for payload in PAYLOADS])
LETTERS = st.text(st.sampled_from("ab<>&\"'/=:;#![](){}*_`~|\\-+.,%@ \n\t\r\0\x1b\x85\u2028\u202e\u200d\ufeffé中\U0001f426"), max_size=12)
PIECES = st.lists(TRICKS | LETTERS, max_size=6).map("\n".join)
YAML = st.sampled_from(
    ["title: ", "date: ", "- ", "  ", "\n", "---\n", "...\n", "key_points:\n",
     "[", "]", "{", "}", ": ", "? ", "&a ", "*a", "!!x ", "|\n", ">\n", "'", '"']
)  # fmt: skip
TAGS = st.sampled_from(
    "<rss> <channel> <item> </item> <title> </title> <link> </link> <description> </description> "
    "<feed> <entry> </entry> <content type='html'> "
    "<content type='xhtml'> </content> <guid> <pubDate> <author> <name> <category term='x'/> <enclosure url='x'/> <![CDATA[ ]]> <!-- --> "
    "<?x ?> <!DOCTYPE x [ <!ENTITY x 'y'> ]> &x; &lt; &#0; &#x1b; "
    "<x:y> xml:base='javascript:x' <media:content url='x'> <outline text=' ' xmlUrl='x'/> "
    "</outline> </rss> </feed>".split(" ")
)
DATES = st.sampled_from(
    "2026 26 11 31 0 00 24 60 61 99 -1 1e9 Nov November Tuesday di mar AM pm UTC Z GMT+14 +25:00 -99:99 +0530 T W53 Q3 . , / - : ago "
    "yesterday now "
    "noon BC ١٢ 年 月 日 (x (( ) 1762732800 99999999999999999999 0001 9999 10000 ½ ² \ud800 NaN inf % \\".split(" ")
)
OUTLINES = TAGS | TRICKS | LETTERS | st.sampled_from(["<opml>", "<body>", "<outline ", "text=", "xmlUrl=", "http://a.example"])


# ── accidents ────────────────────────────────────────────────────────────────────────────────────

WORD = re.compile(r"q\d{3,}x")  # a word that `numbered` wrote
_NUMBERED = re.compile(r"(?:<[^>]*>|&#?\w+;|https?://\S+)|([^\W\d_]{3,})")


def numbered(text: str) -> str:
    """A text with a number in each word, tags, references and addresses apart, so that each can be found again."""
    number = count(100)
    return _NUMBERED.sub(lambda found: f"{found[1][0]}q{next(number)}x" if found[1] else found[0], text)


@st.composite
def after_accidents(draw: st.DrawFn, whole: Sequence[str], pieces: st.SearchStrategy[str]) -> str:
    """A sound document, cut, spliced with another, with parts doubled, put elsewhere or in between; of ten one grown to `LONG`
    characters, which takes a reader that needs the square of the time some minutes."""
    text = draw(st.sampled_from(whole))
    for what in draw(st.lists(st.sampled_from(("cut", "doubled", "moved", "spliced", "mixed in")), max_size=4)):
        first, last = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        match what:
            case "cut":
                text = text[:first] + text[last:]
            case "doubled":
                text = text[:last] + text[first:]
            case "moved":
                text = text[:first] + text[last:] + text[first:last]
            case "spliced":
                other = draw(st.sampled_from(whole))
                text = text[:first] + other[draw(st.integers(0, len(other))) :]
            case _:
                text = text[:first] + draw(pieces) + text[first:]
    if text and draw(st.integers(0, 9)) == 9:
        first = draw(st.integers(0, len(text) - 1))
        part = draw(pieces)[:60] if draw(st.booleans()) else text[first : first + draw(st.integers(1, 60))]
        text = text[:first] + part * (LONG // len(part) if part else 0) + text[first:]
    return text


# ── what is made of them ─────────────────────────────────────────────────────────────────────────


def taken_in(raw: str, origin: str) -> list[Entry]:
    """What digest makes of a file, through every stage up to its own file and back. Raises DigestError where that is refused."""
    document = Document(source="Desk", origin=origin, raw=raw.encode("utf-8", "replace"), name="a")
    items = kinds.read(document, None, 1_000_000)
    made = []
    for item, id in zip(items, identities(items), strict=True):
        for full in (True, False):
            try:
                entry = accept(item, id, now=NOW, zone=BERLIN, full_text=full)
            except EntryError:
                continue
            text = file.serialise(entry)
            assert file.serialise(file.parse(text, path="content/2026-11-10/a.md", issue="2026-11-10", zone=BERLIN, desk="Desk")) == text
            made.append(entry)
    return made


def is_harmless(entry: Entry) -> None:
    """A text that a person wrote as Markdown may hold what looks like a tag; a page shows it as words."""
    wrong, _ = pages.looked_at(to_html(entry.body) + to_html(entry.note))
    assert wrong == []
    told = (entry.title, entry.summary, entry.link, entry.image, entry.source, entry.language, *entry.authors, *entry.categories)
    assert [found for text in (*told, *entry.key_points) for found in pages.unseemly(text)] == []
    assert all(pages.may_lead(address) for address in (entry.link, entry.image))
    assert re.fullmatch(r"[\w-]*", entry.language)
