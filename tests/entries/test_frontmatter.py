"""YAML front matter ↔ plain values."""

from datetime import UTC, datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from digest.entries.frontmatter import join, split
from digest.errors import EntryError


def front(text: str) -> dict[str, object]:
    return split(text, "a.md")[0]


def test_values_are_words() -> None:
    said = front("---\ncountry: NO\ntime: 12:30\nyear: 2026\nempty:\nnull: ~\nyes: yes\nversion: 1.10\n---\n")
    assert said == {"country": "NO", "time": "12:30", "year": "2026", "empty": "", "null": "~", "yes": "yes", "version": "1.10"}


@pytest.mark.parametrize("value", ["true", "5", "0x1F", "2026-11-10", "1.5", "~", "No", "12:30:45", "'5'", "word", "[1, 'a']", '"true"'])
def test_what_other_readers_take_for_more_than_text_stays_that(value: str) -> None:
    """A key that is not ours may be another program's."""
    text = f"key: {value}\n"
    again = join(dict(split(f"---\n{text}---\n", "a.md")[0]), "").removeprefix("---\n").removesuffix("---\n")
    assert yaml.safe_load(again) == yaml.safe_load(text)


def test_lists_and_mappings() -> None:
    assert front("---\na: [x, 1]\nb:\n- y\n- {c: d}\n---\n") == {"a": ["x", "1"], "b": ["y", {"c": "d"}]}


def test_lines_of_keys_and_the_text_below() -> None:
    said, lines, body = split("---\ntitle: A\n\n# a remark\nnote: |\n  one\n  two\npin: true\n---\n\nBody\n---\nmore\n", "a.md")
    assert (said["note"], body) == ("one\ntwo\n", "\nBody\n---\nmore\n")
    assert lines == {"title": 2, "note": 5, "pin": 8}


@pytest.mark.parametrize("text", ["", "Just words.", "----\na: b\n---\n", " ---\na: b\n---\n", "# Heading\n---\n", "--- x\n"])
def test_what_has_no_front_matter_is_all_text(text: str) -> None:
    assert split(text, "a.md") == ({}, {}, text)


@pytest.mark.parametrize("text", ["\ufeff---\na: b\n---\nc", "---\r\na: b\r\n---\r\nc", "--- \na: b\n---  \nc", "---\na: b\n...\nc"])
def test_how_editors_save_it(text: str) -> None:
    said, _, body = split(text, "a.md")
    assert (said, body) == ({"a": "b"}, "c")


def test_empty_front_matter() -> None:
    assert split("---\n---\nBody", "a.md") == ({}, {}, "Body")
    assert split("---\n# only a remark\n---\nBody", "a.md") == ({}, {}, "Body")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("---\ntitle: A\n", "a.md:1: front matter is opened by --- and never closed. Put a line of --- below its last line."),
        ("---\ntitle: A\nnote: b: c\n---\n", "a.md:3: front matter is not valid YAML (mapping values are not allowed in this context)"),
        ("---\ntitle: A\n\tnote: b\n---\n", "a.md:3: front matter is not valid YAML"),
        ("---\ntitle: 'A\n---\n", "a.md:2: front matter is not valid YAML"),
        ("---\ntitle: *a\n---\n", "a.md:2: front matter is not valid YAML"),
        ("---\n- a\n- b\n---\n", "a.md:2: front matter must be lines of `key: value`"),
        ("---\njust words\n---\n", "a.md:2: front matter must be lines of `key: value`"),
        ("---\ntitle: A\npin: x\ntitle: B\n---\n", "a.md:4: `title` is given twice. Keep one of the two."),
        ("---\na: &x [1]\nb: *x\n---\n", "a.md:2: front matter may not use YAML's & and * references"),
        ("---\na: &x [*x]\n---\n", "a.md:2: front matter may not use YAML's & and * references"),
        ("---\nb: c\n[a]: b\n---\n", "a.md:3: a key in front matter must be a plain word"),
        ("---\ntitle: a\x07b\n---\n", "front matter is not valid YAML"),
        ('---\ntitle: "\\U00110000"\n---\n', "a.md:2: front matter is not valid YAML"),
        (f'---\ntitle: "\\U00110000"\nnote: {"x" * 20_000}\n---\n', "a.md:2: front matter is not valid YAML"),
        ('---\n"a\\u0007": b\na: c\n---\n', "a.md:3: `a` is given twice"),
    ],
)
def test_what_cannot_be_read_says_where_and_how_to_mend_it(text: str, error: str) -> None:
    with pytest.raises(EntryError) as caught:
        split(text, "a.md")
    assert error in str(caught.value)


def test_a_bomb_of_references_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    with pytest.raises(EntryError, match="references"):
        split("\n".join(["---", *lines, "---", ""]), "a.md")


@pytest.mark.parametrize("deep", [2_000, 200_000])
def test_a_pile_of_lists_is_refused(deep: int) -> None:
    for pile in (f"a: {'[' * deep}{']' * deep}", f"a:\n  {'- ' * deep}x"):
        with pytest.raises(EntryError, match="too many lists in lists"):
            split(f"---\n{pile}\n---\n", "a.md")


# What any file may hold: no controls, no halves of pairs.
clean = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"))
scalars = clean | st.sampled_from(
    ["NO", "12:30", "- a", "#", "a: b", "'", '"', "|", "> x", "{", "&a", "*a", "!x", "%", "@", "`", "---", "", " ", "~", "0x1F"]
)


@given(scalars)
def test_any_title_survives(title: str) -> None:
    assert front(join({"title": title}, "")) == {"title": title}


@given(scalars)
def test_other_readers_read_the_same(title: str) -> None:
    text = join({"title": title}, "")
    assert yaml.safe_load(text.removeprefix("---\n").removesuffix("---\n")) == {"title": title}


values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(clean, inner, max_size=3), max_leaves=8)


@given(st.dictionaries(clean, values, max_size=5), clean)
def test_fields_and_text_survive(fields: dict[str, object], body: str) -> None:
    said, _, below = split(join(fields, body), "a.md")
    assert (said, below.strip("\n")) == (fields, body.strip("\n"))


def test_times_and_booleans_are_written_plainly() -> None:
    assert (
        join({"date": datetime(2026, 11, 10, 8, 30, tzinfo=UTC), "pin": True}, "B")
        == "---\ndate: 2026-11-10T08:30:00Z\npin: true\n---\n\nB\n"
    )


def test_equal_lists_are_written_out() -> None:
    shared = ["a"]
    assert "&" not in join({"a": shared, "b": shared}, "")
