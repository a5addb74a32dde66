"""Which news is which."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.entries.identity import arrival, identities, local, version
from digest.model import Item


def item(**said: str) -> Item:
    return Item(**{"source": "Gulls", "origin": "https://gulls.example/feed", "host": "gulls.example", **said})  # type: ignore[arg-type]


def same(one: Item, other: Item) -> bool:
    return identities([one]) == identities([other])


def test_the_guid_is_first() -> None:
    one = item(guid="1", link="https://gulls.example/1", title="A", text="B")
    assert same(one, item(guid="1", link="https://gulls.example/moved", title="C", text="D"))
    assert not same(one, replace(one, guid="2"))
    assert not same(one, replace(one, host="terns.example"))  # no feed speaks for another


def test_a_guid_for_all_counts_with_the_link() -> None:
    items = [item(guid="x", link=f"https://gulls.example/{n}") for n in range(3)]
    assert len(set(identities(items))) == 3
    assert len(set(identities([item(guid="x", link="https://gulls.example/1", title=t) for t in "ab"]))) == 1


def test_a_guid_for_all_without_links_counts_with_the_title() -> None:
    assert len(set(identities([item(guid="x", title=title) for title in "abb"]))) == 2


def test_the_link_is_second_and_tracking_changes_nothing() -> None:
    one = item(link="https://gulls.example/1", title="A", text="B")
    assert same(one, item(link="https://gulls.example/1?utm_source=feed", title="A corrected", text="C"))
    assert not same(one, item(link="https://gulls.example/2", title="A", text="B"))


def test_one_link_for_all_counts_with_title_and_time() -> None:
    link = "https://gulls.example/"
    items = [item(link=link, title="A", published="1"), item(link=link, title="A", published="2"), item(link=link, title="B")]
    assert len(set(identities(items))) == 3


def test_title_and_text_are_last() -> None:
    one = item(title="A", text="B  C")
    assert same(one, item(title="A", text="B\nC"))
    assert not same(one, item(title="A", text="D"))
    assert not same(one, item(title="B", text="B C"))


def test_a_source_may_be_renamed() -> None:
    one = item(guid="1")
    assert same(one, replace(one, source="The Gull Office"))


def test_a_text_of_our_own_is_its_path() -> None:
    own = item(origin="seeds/möwe nr. 1.txt", title="A")
    assert identities([replace(own, own=True)]) == ["file:seeds/m%C3%B6we%20nr.%201.txt"]
    assert local("a/b.txt") == "file:a/b.txt"


def test_a_feed_that_is_a_file_is_told_by_its_path() -> None:
    assert identities([item(host="", origin="seeds/a b.xml", guid="1")])[0].startswith("seeds/a%20b.xml/")


@pytest.mark.parametrize("make", [local, arrival, version])
@given(path=st.text(min_size=1))
def test_ids_hold_no_white_space(make: "type[str]", path: str) -> None:
    made = make(path.encode("utf-8", "replace").decode())
    assert made.split() == [made]


words = st.sampled_from(["", "a", "b", "\ud800", " "])
items = st.builds(
    item, guid=words, title=words, text=words, published=words, link=st.sampled_from(["", "https://a.example/1", "/2", "x:y"])
)


@given(st.lists(items, max_size=6), st.randoms())
def test_order_does_not_matter(said: list[Item], random: "st.random.Random") -> None:
    ids = dict(zip(map(id, said), identities(said), strict=True))
    shuffled = list(said)
    random.shuffle(shuffled)
    assert [ids[id(one)] for one in shuffled] == identities(shuffled)
    assert all(made.split() == [made] for made in ids.values())
