"""`_issue.md`: the editor's word, and what holds an issue back."""

import pytest

from digest.entries.editorial import Editorial, may_be_draft, parse
from digest.errors import EntryError

PATH = "content/2026-11-10/_issue.md"


def test_nothing_said() -> None:
    for text in ("", "---\n---\n", "---\ntitle:\nnumber:\ndraft:\ntopics:\npins:\n---\n", "---\nnumber: null\n---\n"):
        assert parse(text, PATH) == Editorial()


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ("titel: A", ":2: unknown key `titel` in _issue.md. Known are title, number, draft, topics, pins."),
        ("title: [A, B]", ":2: `title` must be one value"),
        ("title: {A: B}", ":2: `title` must be one value"),
        ("title: A\nnumber: four", ":3: `number: four` is no number of an issue. Write 1, 2, 3 and so on."),
        ("number: 0", ":2: `number: 0` is no number of an issue"),
        ("number: -1", ":2: `number: -1` is no number of an issue"),
        ("number: 1.5", ":2: `number: 1.5` is no number of an issue"),
        ("number: 1234567890", ":2: `number: 1234567890` is no number of an issue"),
        ("number: [1]", ":2: `number` must be one value"),
        ("draft: soon", ":2: `draft: soon` is neither true nor false"),
        ("draft: [true]", ":2: `draft` must be one value"),
        ("pins: {a: b}", ":2: `pins` must be a list of plain words"),
        ("topics: [[a]]", ":2: `topics` must be a list of plain words"),
        ("a: b: c", ":2: front matter is not valid YAML"),
    ],
)
def test_what_is_wrong_says_where_and_how_to_mend_it(told: str, error: str) -> None:
    with pytest.raises(EntryError) as caught:
        parse(f"---\n{told}\n---\n", PATH)
    assert f"{PATH}{error}" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "---\ndraft: soon\n---\n",
        "---\ndraft: [true]\n---\n",
        "---\ntitle: [\ndraft: true\n---\n",
        "---\ntitle: A: B\nDraft: true\n---\n",
        "---\nDraft: true\n---\n",
        "---\ndrafts: true\n---\n",
        '---\r\n"draft": true\r\ntitle: [\r\n---\r\n',
        "---\n\tdraft: true\n---\n",
        "---\ntitle: [\n  - draft true\n",
        "---\n{title: [, draft: true}\n---\n",
        "---\ntitle: A\ndraft: true\n\nNever closed.\n",
        "draft: true\n---\n\nNever opened.\n",
        "----\ndraft: true\n---\n\nOpened by four.\n",
        "\n---\ndraft: true\n---\n\nNot at the beginning.\n",
        " ---\ndraft: true\n---\n\nNot at the beginning, either.\n",
        "\ufeff---\ntitle: [\ndraft: true\n---\n",
    ],
)
def test_what_speaks_of_draft_and_cannot_be_understood_holds_back(text: str) -> None:
    with pytest.raises(EntryError):
        parse(text, PATH)
    assert may_be_draft(text)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [\n---\n",
        "---\ntitle: Draft: the plan for the port\n---\n",
        "---\ntitle: [\n# draft: true\n---\n",
        "---\ntitle: [\n---\n\nDraft of a letter to the mayor:\n\ndraft: true\n",
        "---\ntitel: A\n---\n",
    ],
)
def test_what_does_not_comes_out(text: str) -> None:
    with pytest.raises(EntryError):
        parse(text, PATH)
    assert not may_be_draft(text)


@pytest.mark.parametrize("text", ["Draft: a letter of the council, and what it says.\n", "Dear readers,\n\ndraft: true\n"])
def test_an_introduction_may_speak_of_drafts(text: str) -> None:
    assert parse(text, PATH).introduction == text.strip()


@pytest.mark.parametrize("part", [" ", "\n", " \n", "-", "- ", "---\n", ", ", ",", "[", "draft ", "\t\u3000"])
def test_blanks_and_dashes_without_end_take_the_time_that_they_are_long(part: str) -> None:
    text = part * (2_000_000 // len(part))
    assert may_be_draft(text) == ("draft" in part)
