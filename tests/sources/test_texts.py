"""Plain texts → entries: the cases of tests/cases/texts/, and what holds for any text."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import looking, prose
from digest.entries.accept import accept
from digest.entries.file import serialise
from digest.errors import SourceError
from digest.model import Entry, Fetch
from digest.sources import decoding, front, headings, kinds, lines, texts
from digest.sources.document import Document
from tests.casefiles import Case, cases, title
from tests.conftest import Folder

# What an info string says of a text that a Markdown file cannot show.
AS_SAVED: dict[str, Callable[[str], str]] = {
    "text": lambda text: text,
    "text crlf": lambda text: text.replace("\n", "\r\n"),
    "text bom": lambda text: "\ufeff" + text,
}


def read(raw: bytes) -> Entry:
    document = Document(source="Desk", origin="seeds/case.txt", raw=raw, name="case")
    (item,) = texts.read(document, decoding.decode(raw))
    return accept(item, "id", now=None, zone=UTC)


@pytest.mark.parametrize("case", cases("texts"), ids=title)
def test_cases(case: Case, check: Callable[[Case, str], None]) -> None:
    entry = read(AS_SAVED[case.info](case.given).encode())
    check(case, serialise(replace(entry, id="", source="", origin="")).rstrip("\n"))


# ── what holds for any text ──────────────────────────────────────────────────────────────────────


def seen(markdown: str) -> str:
    """What a reader sees of a Markdown text."""
    tokens = prose.parser().parse(markdown)
    return "\n".join(prose.inline_text(token) if token.type == "inline" else token.content for token in tokens)


def kept(entry: Entry) -> str:
    """All words of an entry. A title that was made of the text is no word more."""
    title = "" if dict(entry.extra).get("derived") else entry.title
    return "\n".join((title, seen(entry.body), *entry.key_points, *entry.authors, *entry.categories))


# Lines of a text, each word marked with a number when it is written down, so that it can be found again.
LINES = [
    "A short line",
    "Why?",
    "A sentence that ends as sentences do.",
    "A longer sentence, with a comma and “a quotation”, said Anna, that goes on until it is clearly longer than any heading could be.",
    "A line of about sixty letters that somebody broke in the middle",
    "and that goes on in lower case, as lines of mail do, for a while",
    *(f"{mark} a thing" for mark in "-*•–—+"),
    *(f"{mark} A sentence, and a thing." for mark in ("-", "•", "1.", "2.", "3)", "a)", "b)")),
    "  set in by two spaces",
    "    set in by four, and carried",
    "  - nested",
    "    1. nested and numbered",
    "one\ttwo",
    "| one | two |",
    "| --- | --- |",
    "one    two",
    "```",
    "— Anna Berg",
    "“Quoted from its first word to its last”",
    "Line of verse,",
    "## Marked twice",
    "Was it a heading? It was not",
    "Q: What is asked?",
    "A: What is answered.",
    "Source: somebody",
    "2.1 Counted",
    "> quoted",
    "# Marked",
    "*starred* and _lined_ | barred [in](brackets) <b>tagged</b>",
    "**A bold line**",
    "*Is it asked?* ***It is*** **not",
    "Conclusion:",
    "III. Numbered",
    "¿Por qué?",
    "渡船",
]
RULES = ["====", "----", "* * *", "***", ""]
TOKEN = re.compile(r"[^\W\d_]+\d{3,}x")


@st.composite
def pasted(draw: st.DrawFn) -> str:
    lines = draw(st.lists(st.sampled_from([*LINES, *RULES, ""]), min_size=1, max_size=14).filter(any))
    number = iter(range(100, 10_000))
    return draw(st.sampled_from(["\n", "\r\n"])).join(
        re.sub(r"[^\W\d_]{2,}", lambda word: f"{word[0]}{next(number)}x", line) for line in lines
    )


@given(pasted())
def test_every_word_is_kept_once_and_in_order_of_its_part(text: str) -> None:
    entry = read(text.encode())
    assert sorted(TOKEN.findall(kept(entry))) == sorted(TOKEN.findall(text))
    assert TOKEN.findall(seen(entry.body)) == sorted(TOKEN.findall(seen(entry.body)), key=lambda token: int(re.findall(r"\d+", token)[0]))


@given(st.text(st.sampled_from("abcDE ÄßжЯ中。 .,;:!?“”\"'()[]<>|*_`#~+-–—•>=/\\\n\n\t\u00a0\u3000\u2028\u200d"), min_size=1, max_size=120))
def test_no_letter_is_lost_or_told_twice(text: str) -> None:
    if not text.strip():
        return
    letters = Counter(filter(str.isalpha, kept(read(text.encode()))))
    assert letters == Counter(filter(str.isalpha, text))


ABOVE = [
    "By Ada Quill and Bo Marsh",
    "By Ada Quill | 3 March 2026",
    "Von Jette van der Brandt",
    "By Thursday all boats were back.",
    "Published on 3 March 2026 at 14:30",
    "3. März 2026",
    "31 February 2026",
    "03/04/2026",
    "Updated: 2026-11-07",
    "Source: https://gazette.example/fog",
    "Source: the Gazette",
    "Updated March 3, 2026 at 5:04 p.m. EST",
    "By Ada Quill, March 3, 2026",
    "By Ada Quill | Port Ellery | 3 March 2026",
    "By ADA QUILL and Bo Marsh, Staff Writers | 4 min read",
    "View this email in your browser",
    "FOR IMMEDIATE RELEASE",
    "###",
    "SPORT",
    "Title: a word",
    "Date: 2026-11-07",
    "Author: Bo Marsh",
    "URL: https://gazette.example/tide",
    "Tags: fog",
    "A short line",
    "*****",
]
# What stands for a part of the entry, and is told by it: the authors' “By”, the label of a day or a source. And what tells nothing.
LABELS = {"by", "von", "published", "on", "at", "updated", "source"} | set(
    "staff writers 4 min read title date author url tags for immediate release view this email in your browser".split()
)


@given(st.lists(st.sampled_from(ABOVE), max_size=8), st.booleans(), pasted())
def test_what_stands_above_a_text_is_told_by_its_fields_or_stays(above: list[str], titled: bool, text: str) -> None:
    given_ = "\n".join(["A title"] * titled + above + [text])
    said, rest = front.front(lines.lines_of(given_))
    entry = read(given_.encode())
    day = "" if not said.published else " ".join(found for line in above if (found := line) and said.published[:10] in days(line))
    whole = "\n".join((said.title, *said.authors, said.link, *said.categories, *said.above, day, *(line.text for line in rest)))
    wanted, got = Counter(prose.words(given_)), Counter(prose.words(whole))
    assert {word.casefold() for word in wanted - got} <= LABELS | {"and"}
    assert list(entry.authors) == list(said.authors)
    assert bool(entry.published) == bool(said.published)


def days(line: str) -> str:
    """The day that a line tells in any part of it."""
    return " ".join(front.day_of(front._LABEL.sub("", part, count=1)) for part in front._parts(line))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 March 2026", "2026-03-03"),
        ("March 3rd, 2026", "2026-03-03"),
        ("Dienstag, 3. März 2026, 14.30 Uhr", "2026-03-03 14:30"),
        ("mardi 3 mars 2026 à 14h30", "2026-03-03 14:30"),
        ("1er décembre 2026", "2026-12-01"),
        ("3 de marzo de 2026", "2026-03-03"),
        ("3 марта 2026 г.", "2026-03-03"),
        ("3 березня 2026 року", "2026-03-03"),
        ("3 مارس 2026", "2026-03-03"),
        ("2026年3月3日", "2026-03-03"),
        ("13.03.2026", "2026-03-13"),
        ("3 במרץ 2026", "2026-03-03"),
        ("March 3, 2026 at 5:04 p.m. EST", "2026-03-03 17:04 EST"),
        ("March 3, 2026, 12:04 am", "2026-03-03 00:04"),
        ("3. März 2026, 14:30 Uhr MEZ", ""),
        ("2026-03-03 14:30 UTC", "2026-03-03 14:30 UTC"),
        ("2026-03-03T14:30:00+01:00", "2026-03-03 14:30 +01:00"),
        ("Tue, 3 Mar 2026 08:00:00 +0100", "2026-03-03 08:00 +0100"),
        ("March 3, 2026 5:04 PM ET", "2026-03-03"),  # which ET is, the season says
        ("March 3, 2026 at 15:04 p.m.", ""),
        ("March 3, 2026 at 5:04 and later", ""),
        ("03/04/2026", ""),  # the third of April, or the fourth of March
        ("31 February 2026", ""),
        ("3 Marbles 2026 were lost", ""),
        ("March 2026", ""),
        ("3 March 1026", ""),
    ],
)
def test_a_day_is_read_where_it_is_certain(text: str, day: str) -> None:
    assert front.day_of(text) == day


@pytest.mark.parametrize("blank", ["\u3000", "\u00a0\n\u2003", "\x0b\x0c", "\0"])
def test_a_text_of_nothing_but_white_space_is_empty(blank: str) -> None:
    document = Document(source="Desk", origin="seeds/a.txt", raw=blank.encode())
    with pytest.raises(SourceError, match=r"seeds/a\.txt: is empty"):
        kinds.read(document, None, 1000)


def converted(text: str) -> str:
    ((_, _, made),) = looking.convert("stdin", text.encode(), None, root=Path(), settings=Fetch()).made
    return made


@given(pasted())
def test_what_was_converted_converts_to_itself(text: str) -> None:
    once = converted(text)
    assert converted(once) == once


@pytest.mark.parametrize("case", cases("texts"), ids=title)
def test_the_cases_convert_to_themselves(case: Case) -> None:
    once = converted(AS_SAVED[case.info](case.given))
    assert converted(once) == once


def test_a_converted_file_that_kept_its_name_converts_to_itself(folder: Folder) -> None:
    folder.write("seeds/ferry.txt", cases("texts/shapes.md")[0].given)
    once = folder.digest("convert", str(folder.root / "seeds/ferry.txt"))
    folder.write("seeds/ferry.txt", once.out)
    again = folder.digest("convert", str(folder.root / "seeds/ferry.txt"))
    assert (once.code, again.code, once.out) == (0, 0, again.out)


@pytest.mark.parametrize(
    "text",
    [
        "Title\n" + "1." * 300_000 + "\nMore of it.",
        "Title\n\n" + "a line that goes on in the next one, which is as long\n" * 100_000 + "\nMore.",
        "Title\n" + "http://" * 100_000 + "\n" + "http://" + "." * 500_000,
    ],
)
def test_it_takes_the_time_that_a_text_is_long(text: str) -> None:
    (item,) = texts.read(Document(source="Desk", origin="a.txt", raw=b""), text)
    assert re.sub(r"<[^>]*>|\s", "", item.title + item.text) == "".join(text.split())


# ── what would take minutes, if a line were looked at more than a few times ───────────────────────

MANY = 100_000
HOSTILE = {
    "one line": "word " * (2 * MANY),
    "one word": "x" * (10 * MANY),
    "full stops": "a. " * (3 * MANY),
    "inverted commas": "'" * (10 * MANY),
    "one-word lines": "word\n" * MANY,
    "one-word paragraphs": "word\n\n" * MANY,
    "bullets": "- item\n" * MANY,
    "numbers": "".join(f"{n}. item\n" for n in range(MANY)),
    "letters": "a) this\nb) that\n" * (MANY // 2),
    "bullets set in ever deeper": "".join(" " * n + "- item\n" for n in range(1500)),
    "bullets set in and out": "".join(" " * (n % 40) + "- item\n" for n in range(MANY)),
    "fences": "```\ntext\n" * (MANY // 2),
    "fences that nothing closes": "```\n~~~\n" * (MANY // 2),
    "rows of a table's second line": "|---|---|\n" * MANY,
    "quotes and text": "> said\ntext\n" * (MANY // 2),
    "names of key points": "Key points\nOne sentence.\n" * (MANY // 2),
    "lines broken at a width": ("word and another word that goes on until the line is ov-\n" * 8 + "\n") * (MANY // 8),
    "pull quotes": ("A line of eight words that is told again\n\n" + "A name\n\n" + "word " * 700 + "\n\n") * (MANY // 400),
    "names in a conversation": "Ada\n\nShe says.\n\nBo\n\nHe says nothing at all.\n\n" * (MANY // 4),
    "stars": "*a **b c*" * MANY + "*" * (10 * MANY),
    "stars that nothing closes": "*a " * MANY,
    "links that nothing closes": "[a](http://" * MANY,
    "labels that nothing closes": "[a" * MANY,
    "addresses in brackets": "(http://a.example)" * MANY,
    "brackets of an address": "http://a.example/" + "([" * MANY + "])" * MANY + ")" * MANY,
    "a deep indent": "\t" * (10 * MANY) + "text",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_long_text_is_read_in_the_time_that_it_is_long(text: str) -> None:
    """Each would take minutes if a line looked further than its neighbours."""
    (item,) = texts.read(Document(source="Desk", origin="seeds/case.txt", raw=b""), text)
    letters = re.sub(r"<[^>]*>", "", "".join((item.title, item.text, *item.key_points)))
    assert sum(map(str.isalpha, letters)) >= sum(map(str.isalpha, text)) - len("Key points") * text.count("Key points")


def test_lines_that_come_back_by_the_thousand_are_asked_once_whether_they_look_like_a_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def looks_like_heading(text: str) -> bool:
        asked.append(text)
        return was(text)

    was = headings.looks_like_heading
    monkeypatch.setattr("digest.sources.headings.looks_like_heading", looks_like_heading)
    text = "Title\n\n" + "Word\nword\n`\n- \n" * 1_000
    texts.read(Document(source="Desk", origin="seeds/case.txt", raw=b""), text)
    assert sorted(asked) == sorted({"-", "Word", "`", "word"})
