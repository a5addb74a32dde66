from dataclasses import replace

from digest.model import Source, Topic
from tests.grouping.newsroom import BRIDGE, OTHER, entry, group, news, only, stories

ONE = [Topic(name="All", keywords=("Headline",))]


def ids(entries, **more):
    return [story.id for story in stories(group(entries, **more))]


def test_breadth_comes_first():
    entries = [entry("a", hours=9, body="Long. " * 50), entry("b", story="s"), entry("c", story="s")]
    assert ids(entries) == ["s", "a"]


def test_breadth_counts_sources_not_entries():
    entries = [entry("a", source="X", story="s"), entry("b", source="X", story="s"), entry("c", hours=1)]
    assert ids(entries) == ["c", "s"]


def test_a_renamed_source_is_one_source():
    source = Source(name="New", url="https://example.org/feed.xml")
    entries = [entry("a", source="Old", story="s"), entry("b", source="New", story="s"), entry("c", source="New", hours=1)]
    assert ids(entries, sources=[source]) == ["c", "s"]


def test_then_weight_freshness_substance_and_id():
    heavy = Source(name="Heavy", url="https://example.com/feed.xml", weight=2.0)
    entries = [
        entry("e", hours=1),
        entry("d", hours=1),
        entry("z", hours=1, body="Longer."),
        entry("b", hours=2),
        entry("a", hours=0, source="Heavy"),
        entry("f", hours=None, body="Longest of all."),
    ]
    assert ids(entries, sources=[heavy]) == ["a", "b", "z", "d", "e", "f"]


def test_the_pinned_come_before_all_in_the_editors_order():
    entries = [entry("a", hours=5), entry("b", slug="bee"), entry("c", pin=True), entry("d"), entry("e", story="s"), entry("f", story="s")]
    assert ids(entries, pins=["d", "bee"]) == ["d", "b", "c", "s", "a"]
    assert [story.pinned for story in stories(group(entries, pins=["d", "bee"]))] == [True, True, True, False, False]
    assert ids(entries, pins=["s"])[:2] == ["s", "c"]


def test_the_lead_is_the_fullest_and_the_others_follow_in_time():
    later, full, undated, early = (entry(id, story="s", hours=hours) for id, hours in (("a", 3), ("b", 2), ("c", None), ("d", 1)))
    full = replace(full, body="Long.")
    assert [one.id for one in only(group([later, full, undated, early])).entries] == ["b", "d", "a", "c"]


def test_our_own_word_leads_and_what_is_pinned_leads_even_that():
    feed, own = entry("a", story="s", body="Much longer."), entry("b", story="s", body="Ours.", origin="seeds/b.md")
    assert only(group([feed, own])).lead.id == "b"
    assert only(group([replace(feed, pin=True), own])).lead.id == "a"


def test_of_equals_the_weightier_source_leads_then_the_earlier():
    late, early = entry("a", story="s", hours=2), entry("b", story="s", hours=1, source="B")
    assert only(group([late, early])).lead.id == "b"
    assert only(group([late, early], sources=[Source(name="B", url="https://example.com/", weight=0.5)])).lead.id == "a"


def test_a_copy_leads_nothing_however_weighty_its_source():
    copy, original = (entry(id, hours=hours, source=id, link="https://example.org/x") for id, hours in (("a", 2), ("b", 1)))
    assert only(group([copy, original], sources=[Source(name="a", url="https://example.com/", weight=9.0)])).lead.id == "b"


def test_a_source_shows_its_newest_and_the_others_stand_last_source_by_source():
    sources = [Source(name="Zed", url="https://z.example/", limit=1), Source(name="Abc", url="https://a.example/", limit=2)]
    entries = [entry(f"z{n}", source="Zed", hours=n) for n in range(3)] + [entry(f"a{n}", source="Abc", hours=n + 0.5) for n in range(4)]
    found = stories(group(entries, topics=ONE, sources=sources))
    assert [(story.id, story.more) for story in found] == [
        ("a3", False), ("a2", False), ("z2", False), ("a1", True), ("a0", True), ("z1", True), ("z0", True),
    ]  # fmt: skip
    assert found[-1].reasons[2] == "Beyond the limit of “Zed”"


def test_stories_that_others_tell_too_and_pinned_ones_are_always_shown_and_take_up_room():
    source = Source(name="Zed", url="https://z.example/", limit=2)
    entries = [entry(f"z{n}", source="Zed", hours=n) for n in range(4)]
    entries[0] = replace(entries[0], pin=True)
    entries[1] = replace(entries[1], story="s", body="Leads.")
    assert {story.id: story.more for story in stories(group([*entries, entry("b", story="s")], sources=[source]))} == {
        "z0": False, "s": False, "z2": True, "z3": True,
    }  # fmt: skip


def test_a_source_that_has_no_room_left_shows_none_of_its_own():
    source = Source(name="Zed", url="https://z.example/", limit=1)
    entries = [entry(f"z{n}", source="Zed", hours=n, pin=n < 3) for n in range(6)]
    assert [story.id for story in stories(group(entries, sources=[source])) if story.more] == ["z5", "z4", "z3"]


def test_a_source_that_is_gone_from_digest_toml_has_the_usual_limit():
    entries = [entry(f"e{n:02}", source="Gone", hours=n) for n in range(21)]
    assert [story.id for story in stories(group(entries)) if story.more] == ["e00"]


def test_texts_that_a_person_put_into_content_have_no_limit():
    entries = [entry(f"e{n:02}", source="Desk", origin="") for n in range(30)]
    assert not any(story.more for story in stories(group(entries)))


def test_the_reason_says_how_many_and_how_fresh():
    assert only(group(news(*BRIDGE))).reasons[2] == "3 sources; newest 10 Nov"
    assert only(group([entry("a", *OTHER[0], hours=None, pin=True)])).reasons[2] == "Pinned; 1 source"


def in_full(*counts, **more):
    """How many stories of each source are shown, of sources that tell so many each, none of them alike."""
    entries = [entry(f"{name}{n}", source=name, hours=n) for name, count in zip("abcde", counts, strict=False) for n in range(count)]
    shown = [story.lead.source for story in stories(group(entries, topics=ONE, **more)) if not story.more]
    return [shown.count(name) for name in "abcde"[: len(counts)]]


def test_no_source_owns_an_issue():
    assert in_full(20, 6, 6, 6) == [12, 6, 6, 6]  # twelve of thirty are two fifths
    assert in_full(20, 10, 10, 10) == [20, 10, 10, 10]
    assert in_full(30, 1, 1, 1) == [10, 1, 1, 1]  # ten in any case
    assert in_full(20, 6, 6) == [20, 6, 6]  # of so few sources one may
    assert in_full(20, 20, 1, 1) == [14, 14, 1, 1]


def test_a_limit_that_somebody_set_holds():
    source = Source(name="a", url="https://a.example/feed.xml", limit=50)
    assert in_full(30, 1, 1, 1, sources=[source]) == [30, 1, 1, 1]


def test_what_is_beyond_a_share_says_so():
    entries = [entry(f"a{n}", source="a", hours=n) for n in range(12)] + [entry(name, source=name) for name in "bcd"]
    found = [story for story in stories(group(entries, topics=ONE)) if story.more]
    assert [story.id for story in found] == ["a1", "a0"]
    assert found[0].reasons[2] == "Beyond the share of “a”, 40% of an issue"
