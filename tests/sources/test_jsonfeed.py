"""JSON Feed → items."""

import gc
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import SourceError
from digest.model import Attachment, Item
from digest.sources import kinds
from digest.sources.document import Document

URL = "https://terns.example/feed.json"


def read(feed: Any, *, url: str = URL, before: bytes = b"") -> list[Item]:
    raw = before + json.dumps(feed).encode()
    return list(kinds.read(Document(source="Terns", origin=url or "seeds/terns.json", raw=raw, url=url), None, 100_000))


def feed(*items: Any, **more: Any) -> dict[str, Any]:
    return {"version": "https://jsonfeed.org/version/1.1", "title": "Terns", "items": list(items), **more}


def test_every_field() -> None:
    (item,) = read(
        feed(
            {
                "id": "t-1",
                "url": "https://terns.example/1",
                "title": "Terns < gulls",
                "content_html": "<p>At length.</p>",
                "content_text": "At length.",
                "summary": "In short & sweet",
                "date_published": "2026-11-09T08:00:00Z",
                "date_modified": "2026-11-10T08:00:00Z",
                "authors": [{"name": "Ada Tern"}, {"name": "Bo Auk"}],
                "tags": ["Birds", "Sea"],
                "language": "en-GB",
                "image": "https://terns.example/1.jpg",
            }
        )
    )
    assert item == Item(
        source="Terns",
        origin=URL,
        host="terns.example",
        title="Terns &lt; gulls",
        text="<p>At length.</p>",
        summary="In short &amp; sweet",
        link="https://terns.example/1",
        base=URL,
        guid="t-1",
        published="2026-11-09T08:00:00Z",
        updated="2026-11-10T08:00:00Z",
        authors=("Ada Tern", "Bo Auk"),
        categories=("Birds", "Sea"),
        language="en-GB",
        image="https://terns.example/1.jpg",
    )


def test_plain_text_becomes_paragraphs() -> None:
    (item,) = read(feed({"id": 1, "content_text": "2 < 3\nand so\r\n\r\non"}))
    assert item.text == "<p>2 &lt; 3<br>and so</p><p>on</p>"
    assert item.guid == "1"


@pytest.mark.parametrize("html", [0, 3.5, True, None, [], "", " \n"])
def test_html_that_is_none_does_not_hide_the_text(html: Any) -> None:
    (item,) = read(feed({"content_html": html, "content_text": "Two terns."}))
    assert item.text == "<p>Two terns.</p>"


def test_a_byte_order_mark_and_no_version() -> None:
    (item,) = read({"items": [{"title": "A"}]}, before=b"\xef\xbb\xbf")
    assert item.title == "A"


def test_the_feed_speaks_for_items_that_do_not() -> None:
    (item,) = read(feed({"title": "A"}, author={"name": "The Tern Office"}, language="fr"))
    assert (item.authors, item.language) == (("The Tern Office",), "fr")


def test_links_in_their_order() -> None:
    items = read(
        feed(
            {"title": "A", "url": "/a", "external_url": "https://elsewhere.example/a"},
            {"title": "B", "external_url": "https://elsewhere.example/b"},
            {"title": "C", "attachments": [{"mime_type": "audio/mpeg"}, {"url": "https://terns.example/c.mp3"}]},
        )
    )
    assert [item.link for item in items] == ["/a", "https://elsewhere.example/b", "https://terns.example/c.mp3"]


def test_what_is_attached_says_what_can_be_heard_and_for_how_long() -> None:
    sound = {"url": "/c.mp3", "mime_type": "audio/mpeg", "title": "The <cry>", "duration_in_seconds": 3725.5}
    (item,) = read(feed({"title": "C", "attachments": [sound, {"url": "/c.jpg", "mime_type": "image/jpeg"}, {"url": 3}]}))
    assert item.attached == (
        Attachment(address="/c.mp3", name="The <cry>", note="audio/mpeg, 1:02:06"),
        Attachment(address="3", name="3"),
    )


def test_a_file_is_relative_to_its_home_page() -> None:
    (item,) = read(feed({"title": "A", "url": "/a"}, home_page_url="https://www.terns.example/"), url="")
    assert (item.base, item.host) == ("https://www.terns.example/", "terns.example")


def test_fields_of_the_wrong_type_are_passed_over() -> None:
    (item,) = read(
        feed(
            {"title": ["A"], "content_text": "B", "url": None, "id": True, "authors": "Ada", "tags": [1, "x"], "attachments": 3},
            "no item",
            None,
            {"id": "says nothing"},
        )
    )
    assert (item.title, item.link, item.guid, item.authors, item.categories) == ("", "", "", (), ("x",))


@pytest.mark.parametrize(
    ("told", "what"),
    [
        (b'{"items": [', "is not valid JSON"),
        (b'{"items": {}}', "has no list of `items`"),
        (b'{"feeds": []}', "has no list of `items`"),
        (b"[" * 100_000, "is not valid JSON|is neither"),
        (b'{"a":' * 100_000, "is not valid JSON"),
    ],
    ids=["cut off", "items a mapping", "no items", "deep lists", "deep mappings"],
)
def test_no_feed(told: bytes, what: str) -> None:
    gc.collect()  # what other tests left must not be finalised deep down in the recursion, where nothing can be done any more
    with pytest.raises(SourceError, match=what):
        kinds.read(Document(source="Terns", origin="seeds/terns.json", raw=told), None, 1_000_000)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "url", "x"]), inner, max_size=2),
    max_leaves=5,
)
KEYS = "id url external_url title content_html content_text summary image authors author tags language attachments date_published".split()


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), json_values), max_size=3), st.dictionaries(st.sampled_from(KEYS), json_values))
def test_whatever_its_fields_hold_it_is_read(items: list[Any], more: dict[str, Any]) -> None:
    assert len(read({**more, "items": items})) <= len(items)
