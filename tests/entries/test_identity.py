"""Which news is which."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.entries import urls
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


TRACKING = (
    "utm_a at_a mtm_a matomo_a pk_a hsa_a oly_a vero_a _hsenc fbclid gclid gclsrc dclid gbraid wbraid yclid msclkid twclid ttclid igshid "
    "li_fat_id mc_cid mc_eid mkt_tok s_cid ns_a cmpid ocid xtor wt_mc wtrid partner rss feed feedtype ftag ref_src ref_url smid smtyp spm "
    "sref _ga _gl"
).split()
GOLDEN = [
    ([item(guid="g-1", link="https://gulls.example/1")], ["gulls.example/8ab6ca9c08dd39d4"]),
    ([item(guid="möwe 渡 \ud800")], ["gulls.example/537563912f777019"]),
    (
        [item(guid="x", link="https://gulls.example/1"), item(guid="x", link="https://gulls.example/2?utm_medium=rss")],
        ["gulls.example/2887a3e44c92cc80", "gulls.example/0d3116e270490f24"],
    ),
    ([item(guid="x", title="A"), item(guid="x", title="B")], ["gulls.example/25ea3781d6639e12", "gulls.example/6e441407c5d4b32f"]),
    (
        [item(link="https://www.gulls.example/a/Möwe%20b?utm_source=feed&id=7&feed=rss&rss=42&fbclid=x#xtor=RSS-1")],
        ["gulls.example/186acec2198fa014"],
    ),
    (
        [item(link="../b?at_medium=x&b=%zz#part", base="HTTPS://User:secret@Gulls.example:443/news/today/")],
        ["gulls.example/01e799ecd445a1d5"],
    ),
    ([item(link="http://gulls.example:8080")], ["gulls.example/7f8d15fc22b39b6d"]),
    ([item(link="mailto:ada@gulls.example?subject=x")], ["gulls.example/46595ec9123c0416"]),
    ([item(link="https://gulls.example/?" + "&".join(f"{name}=1" for name in TRACKING))], ["gulls.example/3a4f728e782c989c"]),
    (
        [item(link="https://gulls.example/", title="A", published="1"), item(link="https://gulls.example/", title="B", text="C")],
        ["gulls.example/513cb59a2f4259e9", "gulls.example/d3a5b5601250dac5"],
    ),
    ([item(link="javascript:alert(1)", title="A", text="B  C\n")], ["gulls.example/01da39bd424c72c8"]),
    ([item(title="A", summary="S")], ["gulls.example/41c6f3dca1da3f9b"]),
    ([item(host="", origin="seeds/a b.xml", guid="1")], ["seeds/a%20b.xml/e629972320571aae"]),
    ([replace(item(origin="seeds/möwe nr. 1.txt"), own=True)], ["file:seeds/m%C3%B6we%20nr.%201.txt"]),
]


@pytest.mark.parametrize(("items", "ids"), GOLDEN)
def test_ids_never_change(items: list[Item], ids: list[str]) -> None:
    """These stand in every seen.txt: never write another id here, mend the program."""
    assert identities(items) == ids


def test_the_ids_of_what_is_put_down_beside_entries_never_change() -> None:
    assert version("seeds/a b.txt") == "text:seeds/a%20b.txt"
    assert arrival("https://gulls.example/feed?a=1&b=2") == "feed:https://gulls.example/feed%3Fa=1%26b=2"


@pytest.mark.parametrize(("items", "ids"), GOLDEN)
def test_however_links_are_cleaned_of_tracking_by_then(items: list[Item], ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("absolute", "canonical"):
        monkeypatch.setattr(urls, name, lambda link, base="": "https://other.example/")
    monkeypatch.setattr(urls, "_TRACKING", re.compile(".*"))
    assert identities(items) == ids


def test_a_link_that_takes_the_square_of_its_length_to_look_at() -> None:
    link = "https://gulls.example/?rss=" + 200_000 * "rss" + "!"
    assert urls.canonical(link) == link
    assert len(identities([item(link=link)])) == 1


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
