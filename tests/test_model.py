"""The nouns hold what they are given."""

import copy
import pickle
from dataclasses import asdict, replace

import pytest

from digest.model import Entry, Story

BODIES = {
    "empty": "",
    "plain": "One letter, one byte.",
    "quoted": "“Two”, she said – and no more.\n\n日本語 🙂",
    "half a character": "\ud83d and more",
    "zero": "a\0é",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_an_entry_has_the_body_that_it_was_given(body: str) -> None:
    entry = Entry(id="a", title="T", source="S", body=body)
    assert entry.body == body
    assert asdict(entry)["body"] == body
    assert entry == Entry(id="a", title="T", source="S", body=body)
    assert hash(entry) == hash(Entry(id="a", title="T", source="S", body=body))
    assert entry != replace(entry, body=f"{body}.")
    assert replace(entry, title="U").body == body
    assert f"body={body!r}" in repr(entry)
    assert [copy.copy(entry), copy.deepcopy(entry), pickle.loads(pickle.dumps(entry))] == [entry] * 3


@pytest.mark.parametrize("text", BODIES.values(), ids=BODIES)
def test_a_summary_is_what_was_given(text: str) -> None:
    entry = Entry(id="a", title="T", source="S", summary=text)
    story = Story(id="a", entries=(entry,), headline="H", summary=text)
    assert [entry.summary, story.summary, replace(story, more=True).summary] == [text] * 3
    assert story == Story(id="a", entries=(replace(entry, summary=text),), headline="H", summary=text)


def test_it_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Entry(id="a", title="T", source="S", body="b").body = "c"  # type: ignore[misc]


def test_without_a_body_it_has_none() -> None:
    assert Entry(id="a", title="T", source="S").body == ""
