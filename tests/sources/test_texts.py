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

from digest import pipeline, prose
from digest.entries.accept import accept
from digest.entries.file import serialise
from digest.errors import SourceError
from digest.model import Entry, Fetch
from digest.sources import decoding, kinds, texts
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
    return "\n".join((title, seen(entry.body), *entry.key_points, *entry.authors))


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
    "> quoted",
    "# Marked",
    "*starred* and _lined_ | barred [in](brackets) <b>tagged</b>",
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


@pytest.mark.parametrize("blank", ["\u3000", "\u00a0\n\u2003", "\x0b\x0c", "\0"])
def test_a_text_of_nothing_but_white_space_is_empty(blank: str) -> None:
    document = Document(source="Desk", origin="seeds/a.txt", raw=blank.encode())
    with pytest.raises(SourceError, match=r"seeds/a\.txt: is empty"):
        kinds.read(document, None, 1000)


def converted(text: str) -> str:
    ((_, _, made),) = pipeline.convert("stdin", text.encode(), None, root=Path(), settings=Fetch()).made
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


def test_twenty_thousand_short_lines_are_read_in_one_go() -> None:
    """It once took the square of their number: minutes. Now each looks at its neighbours only, which is counted here."""
    lines = [texts.Line(f"Short line {n}", False, False) for n in range(20_000)]
    looked = 0

    def counted(text: str) -> bool:
        nonlocal looked
        looked += 1
        return was(text)

    was = texts._looks_like_heading
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "_looks_like_heading", counted)
        assert not texts._is_heading(lines, 10_000, False)
    assert looked < 10
