"""Entry ↔ its file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.entries import file
from digest.entries.file import FIELDS, parse, serialise
from digest.entries.text import clean
from digest.errors import EntryError
from digest.model import Entry

PATH = "content/2026-11-10/gulls.md"


def read(text: str, path: str = PATH, zone: Any = UTC) -> Entry:
    return parse(text, path=path, issue="2026-11-10", zone=zone, desk="Desk")


characters = st.characters(
    exclude_categories=("Cs", "Cc", "Zl", "Zp"),
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff",
)
lines = st.text(characters, max_size=20).map(lambda text: " ".join(text.split()))
ids = st.text(characters, min_size=1, max_size=20).map(lambda text: "".join(text.split())).filter(bool)
many = st.lists(lines.filter(bool), max_size=3).map(tuple)
times = st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(lambda when: when.replace(microsecond=0, tzinfo=UTC))
addresses = st.sampled_from(["", "https://gulls.example/1?a=b#c", "http://gulls.example/%C3%B6"])
paragraphs = st.lists(lines, max_size=4).map("\n\n".join).map(lambda text: text.strip("\n"))
others = st.dictionaries(ids.filter(lambda key: key not in FIELDS), lines | st.lists(lines, max_size=2), max_size=2).map(
    lambda found: tuple(found.items())
)
entries = st.builds(
    Entry,
    id=ids,
    title=lines.filter(bool),
    source=lines.filter(bool),
    issue=st.just("2026-11-10"),
    slug=st.just("gulls"),
    path=st.just(PATH),
    body=paragraphs,
    published=times,
    fetched=times,
    updated=times,
    link=addresses,
    guid=lines,
    authors=many,
    language=lines,
    summary=st.lists(lines, max_size=3).map("\n".join).map(str.strip),
    key_points=many,
    categories=many,
    image=addresses,
    origin=lines,
    topic=lines,
    story=lines,
    pin=st.booleans(),
    hide=st.booleans(),
    draft=st.booleans(),
    note=lines,
    aliases=many,
    extra=others,
)  # fmt: skip


@given(entries)
def test_an_entry_survives_its_file(entry: Entry) -> None:
    assert read(serialise(entry)) == entry


@given(entries)
def test_a_file_survives_its_entry_whatever_ends_its_lines(entry: Entry) -> None:
    text = serialise(entry)
    assert serialise(read(text)) == text
    assert read(text.replace("\n", "\r\n")) == read(text)


def test_every_field_of_an_entry_has_its_place() -> None:
    kept = {name for name, _ in FIELDS.values()}
    assert kept == set(Entry.__dataclass_fields__) - {"issue", "slug", "path", "body", "extra"}


def test_a_file_laid_there_by_hand_needs_only_a_title() -> None:
    entry = read("# Gulls\n\nThey are back.\n")
    assert entry == Entry(
        id=f"file:{PATH}", title="Gulls", source="Desk", issue="2026-11-10", slug="gulls", path=PATH, body="They are back."
    )
    assert read("---\ntitle: Gulls\nid:\nsource: ''\n---\n").id == f"file:{PATH}"


def test_keys_that_are_not_ours_are_kept_in_their_order() -> None:
    text = "---\nid: x\ntitle: A\nsource: S\nzeta: '1'\nalpha:\n- b\n- c: d\n---\n\nBody\n"
    assert read(text).extra == (("zeta", "1"), ("alpha", ["b", {"c": "d"}]))
    assert serialise(read(text)) == text


@pytest.mark.parametrize(
    ("told", "field", "value"),
    [
        ("pin: yes", "pin", True),
        ("pin: 'On'", "pin", True),
        ("hide: FALSE", "hide", False),
        ("draft:", "draft", False),
        ("authors: Ada Tern", "authors", ("Ada Tern",)),
        ("authors: [Ada Tern, '']", "authors", ("Ada Tern",)),
        ("key_points: NO", "key_points", ("NO",)),
        ("date:", "published", None),
        ("date: 2026-11-10", "published", datetime(2026, 11, 9, 23, tzinfo=UTC)),
        ("date: 10 November 2026 08:30", "published", datetime(2026, 11, 10, 7, 30, tzinfo=UTC)),
        ("date: 2026-11-10T08:30:00Z", "published", datetime(2026, 11, 10, 8, 30, tzinfo=UTC)),
        ("link: HTTPS://gulls.example", "link", "https://gulls.example/"),
        ("story: 12:30", "story", "12:30"),
        ("note: |\n  one\n  two", "note", "one\ntwo"),
    ],
)
def test_how_people_write_values(told: str, field: str, value: object) -> None:
    assert getattr(read(f"---\ntitle: A\n{told}\n---\n", zone=ZoneInfo("Europe/Berlin")), field) == value


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ("date: soon", ":3: `date: soon` is no date that can be told. Write 2026-11-10 or 2026-11-10T09:30+01:00."),
        ("updated: 01/02/2026", ":3: `updated: 01/02/2026` is no date"),
        ("pin: perhaps", ":3: `pin: perhaps` is neither true nor false"),
        ("topic: {a: b}", ":3: `topic` must be one value"),
        ("authors: [[a]]", ":3: `authors` must be a list of plain words"),
        ("link: gulls", ":3: `link: gulls` is no web address. It begins with https:// or http://."),
        ("image: javascript:x", ":3: `image: javascript:x` is no web address"),
        ("a: b: c", ":3: front matter is not valid YAML"),
        ("title: B", ":3: `title` is given twice"),
    ],
)
def test_what_is_wrong_says_where_and_how_to_mend_it(told: str, error: str) -> None:
    with pytest.raises(EntryError) as caught:
        read(f"---\ntitle: A\n{told}\n---\n")
    assert f"{PATH}{error}" in str(caught.value)


@pytest.mark.parametrize("text", ["", "Just words.", "---\nid: x\n---\n\nJust words.", "## Two marks are no title"])
def test_an_entry_without_a_title(text: str) -> None:
    with pytest.raises(EntryError, match=r"gulls\.md:1: this entry has no title"):
        read(text)


def test_empty_fields_are_not_written() -> None:
    assert serialise(Entry(id="x", title="A", source="S")) == "---\nid: x\ntitle: A\nsource: S\n---\n"
    entry = replace(read("---\ntitle: A\n---\n"), pin=True)
    assert "pin: true\n" in serialise(entry)
    assert "hide" not in serialise(entry)


@pytest.mark.parametrize(
    ("name", "slug"), [("gulls.md", "gulls"), ("Möwen & Co.md", "mowen-co"), ("渡船.md", "渡船"), ("index.md", "index-1bc04b")]
)
def test_the_slug_is_the_files_name(name: str, slug: str) -> None:
    made = read("# A\n", path=f"content/2026-11-10/{name}").slug
    assert made == slug or (name == "index.md" and made.startswith("index-"))


ESCAPES = (
    "\\u202E",
    "\\u0007",
    "\\0",
    "\\e",
    "\\x85",
    "\\u2066",
    "\\uFEFF",
    "\\uFFFE",
    "\\N",
    "\\L",
    "\\a",
    "\\u0000",
    "\\x9b",
    "\\/",
    "\\t",
)
escaped = st.lists(st.sampled_from([*ESCAPES, "words", "é", " ", "-"]), min_size=1, max_size=6).map(lambda parts: f'"x{"".join(parts)}"')


def strings(value: object) -> Iterator[str]:
    """Every string in a value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings([*value, *value.values()])
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from strings(one)


@given(
    st.dictionaries(st.sampled_from(sorted(FIELDS.keys() - {"date", "updated", "fetched", "pin", "hide", "draft"})), escaped),
    escaped,
    escaped,
)
def test_no_escape_of_yaml_brings_in_a_character_that_no_text_may_hold(fields: dict[str, str], key: str, other: str) -> None:
    fields = {"title": '"A"'} | fields | {"link": '"https://gulls.example/\\u202E\\a"', "image": '"https://gulls.example/\\e[31m"'}
    lines = [*(f"{name}: {value}" for name, value in fields.items()), f"{key}: [{other}, {{{key}: {other}}}]"]
    made = read("\n".join(["---", *lines, "---", "", "Body"]))
    found = list(strings([getattr(made, name) for name in Entry.__dataclass_fields__]))
    assert found == [clean(text) for text in found]
    assert "\u202e" not in made.title


@pytest.mark.parametrize("told", ["# x" + "#" * 500_000 + "x", "# " + " " * 500_000, "# " + "# " * 300_000 + "x"])
def test_a_heading_takes_the_time_that_it_is_long(told: str) -> None:
    assert file.read(told, PATH, UTC).fields.get("title", "").split() == told.split()[1:]


@pytest.mark.parametrize(("told", "name"), [("# A #", "A"), ("#  C# and F# ##", "C# and F"), ("# A\t#\t", "A"), ("# A # B", "A # B")])
def test_the_marks_that_close_a_heading(told: str, name: str) -> None:
    assert file.read(told + "\n\nText", PATH, UTC).fields == {"title": name}
