"""OPML: as it should be, as it is, and as ours comes back."""

import re
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import SourceError
from digest.model import Source
from digest.sources import decoding, opml
from digest.sources.subscriptions import Subscriptions, address, plain, twin


def read(text: str) -> Subscriptions:
    return opml.read(text, "list.opml")


def feeds(text: str) -> list[tuple[str, str, str | None]]:
    return [(source.name, source.url or "", source.topic) for source in read(text).sources]


def body(outlines: str) -> str:
    return f'<?xml version="1.0"?><opml version="2.0"><head><title>List</title></head><body>{outlines}</body></opml>'


def test_folders_are_topics_and_of_nested_ones_the_innermost() -> None:
    text = body("""
        <outline text="News"><outline text="A" xmlUrl="https://a.example/x"/>
          <outline text="Coast"><outline text="B" xmlUrl="https://b.example/x"></outline></outline>
          <outline><outline title="C" xmlUrl="https://c.example/x"/></outline>
          <outline text="D" xmlUrl="https://d.example/x"/>
        </outline>
        <outline text="E" xmlUrl="https://e.example/x"/>""")
    assert [(name, topic) for name, _, topic in feeds(text)] == [("A", "News"), ("B", "Coast"), ("C", "News"), ("D", "News"), ("E", None)]


def test_a_feed_in_a_feed_is_in_the_same_folder() -> None:
    text = body(
        '<outline text="N"><outline text="A" xmlUrl="https://a.example/"><outline text="B" xmlUrl="https://b.example/"/></outline></outline>'
    )
    assert [topic for *_, topic in feeds(text)] == ["N", "N"]


def test_categories_stand_in_for_folders() -> None:
    text = body(
        '<outline text="A" category="/News/Coast,/Other" xmlUrl="https://a.example/"/><outline category="x,y" xmlUrl="https://b.example/"/>'
    )
    assert [topic for *_, topic in feeds(text)] == ["Coast", "x"]


@pytest.mark.parametrize(
    "outline",
    [
        "<OUTLINE TEXT='A & B' XMLURL='https://a.example/?x=1&copy=2'/>",
        '<outline text="A &amp; B" xmlUrl="https://a.example/?x=1&amp;copy=2" />',
        '<outline title="A &#38; B" xmlurl="\n  https://a.example/?x=1&copy=2\n"/>',
        '<outline text="" title=" A\n & B" type="rss" url="feed://a.example/?x=1&copy=2"/>',
        '<outline text="A & B" xmlUrl="feed:https://a.example/?x=1&copy=2">',
    ],
)
def test_one_feed_however_it_is_written(outline: str) -> None:
    (found,) = feeds(outline)
    assert (found[0], twin(found[1])) == ("A & B", "a.example?x=1&copy=2")


def test_a_blank_in_an_address_is_written_as_in_any() -> None:
    """A file whose quotes are broken gives such addresses: text="A" xmlUrl="https://a.example/ text="B"."""
    (found,) = feeds('<outline text="A" xmlUrl="https://a.example/the news\u200b\u3000/x"/>')
    assert found[1] == "https://a.example/the%20news%E2%80%8B%E3%80%80/x"


def test_feeds_that_nobody_closed_stay_in_their_folder() -> None:
    text = '<outline text="N"><outline xmlUrl="https://a.example/"><outline xmlUrl="https://b.example/"></outline><outline xmlUrl="https://c.example/">'
    assert [topic for *_, topic in feeds(text)] == ["N", "N", None]


def test_what_cannot_come_in_is_named() -> None:
    said = read(body("""
        <outline text="Pipe" xmlUrl="|fetch.py"/><outline text="Bare" xmlUrl="bare.example/feed"/><outline text="Secret" xmlUrl="https://me:pw@a.example/"/>
        <outline text="Port" xmlUrl="https://a.example:x/"/><outline text="File" xmlUrl="file:///etc/passwd"/>
        <outline text="More" type="include" url="https://a.example/more.opml"/><outline text="Page" htmlUrl="https://a.example/"/>
        <outline text="Folder"/>"""))  # fmt: skip
    assert said.sources == ()
    assert [problem.where for problem in said.left_out] == ["Pipe", "Bare", "Secret", "Port", "File", "More", "Page"]
    assert "Did you mean https://bare.example/feed?" in str(said.left_out[1])
    assert "digest add https://a.example/" in str(said.left_out[6])


def test_entities_of_its_own_are_not_resolved() -> None:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 30))
    text = f'<!DOCTYPE opml [<!ENTITY l0 "ha">{laughs}]>' + body('<outline text="&l29;" xmlUrl="https://a.example/"/>')
    assert feeds(text) == [("&l29;", "https://a.example/", None)]


def test_folders_without_end_are_no_trouble() -> None:
    text = '<opml><outline text="deep">' * 100_000 + '<outline text="A" xmlUrl="https://a.example/"/>'
    assert feeds(text) == [("A", "https://a.example/", "deep")]


def test_what_is_no_opml_is_said() -> None:
    for text in ("", "{}", "<rss><channel/></rss>"):
        with pytest.raises(SourceError, match="is no OPML"):
            read(text)
    assert read("<opml><head/></opml>") == Subscriptions()


def test_encodings() -> None:
    outline = '<outline text="Новости" xmlUrl="https://a.example/"/>'
    declared = f'<?xml version="1.0" encoding="windows-1251"?>{outline}'.encode("cp1251")
    for raw in (declared, b"\xef\xbb\xbf" + outline.encode(), outline.encode("utf-16")):
        assert feeds(decoding.decode(raw))[0][0] == "Новости"


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
NAMES = st.text(LETTERS).map(plain).filter(bool)
ADDRESSES = st.text(LETTERS).map(lambda tail: address(f"https://a.example/{tail}")).filter(bool)
SOURCES = st.lists(st.builds(lambda name, url, topic: Source(name=name, url=url, topic=topic), NAMES, ADDRESSES, st.none() | NAMES))


@given(SOURCES, NAMES)
def test_what_we_write_we_read_back(sources: list[Source], title: str) -> None:
    text = opml.write(sources, title)
    order = list(dict.fromkeys(source.topic for source in sources))
    assert list(read(text).sources) == sorted(sources, key=lambda source: order.index(source.topic))
    root = ET.fromstring(text)
    assert (root.tag, root.get("version"), root.findtext("head/title")) == ("opml", "2.0", title)
    assert len(root.findall(".//outline[@xmlUrl]")) == len(sources)


def test_control_characters_do_not_spoil_the_list() -> None:
    text = opml.write([Source(name="a\x00b\x1bc\td", url="https://a.example/", topic="x\ny")], "t")
    ET.fromstring(text)
    assert feeds(text) == [("abc d", "https://a.example/", "x y")]


def test_local_sources_stay_at_home() -> None:
    assert "<outline" not in opml.write([Source(name="Desk", path="seeds")], "t")


def test_every_real_list_comes_in_whole(shared: Path) -> None:
    """Against what a loose expression counts in the same texts."""
    files = [path for path in sorted((shared / "data" / "feeds" / "opml").rglob("*")) if path.is_file() and path.suffix != ".json"]
    expression = re.compile(r"""xmlurl\s*=\s*(["'])(.*?)\1""", re.IGNORECASE | re.DOTALL)
    found: set[str] = set()
    for path in files:
        text = decoding.decode(path.read_bytes())
        told = opml.read(text, path.name)
        counted = {address for match in expression.finditer(text) if (address := unescape(match[2]).strip())}
        assert len({source.url for source in told.sources}) + len(told.left_out) == len(counted), path.name
        found |= counted
    assert len(files) >= 56
    assert len(found) > 6_000
