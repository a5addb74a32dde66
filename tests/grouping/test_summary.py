"""Key points: whole sentences of a text, where nobody gave any."""

import random
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.grouping.summary import key_points
from digest.prose import sentences, words
from tests.grouping.newsroom import entry

TOLD = (
    "The harbour office of Ellery closed the old bridge to all traffic on Monday after divers found cracks in two piers.",
    "Engineers will need about four months to repair the piers, the office said.",
    "Until then a ferry carries passengers across the harbour every ten minutes.",
    "The bakers of the east bank fear for their customers.",
    "In the spring of last year the town council had put off a repair of the bridge for want of money.",
    "A report by the office had warned of cracks in the piers as early as January.",
    "Mayor Lena Marsh said that the council would pay for the repair and for the ferry.",
    "Nobody was hurt when the bridge was closed.",
)
TITLE = "Cracks close the bridge of Ellery"


def own(*told, title=TITLE, join=" ", **more):
    return entry("a", title, join.join(told), origin="seeds/a.md", **more)


def after(sentence, **more):
    """The key points of a text that begins with `sentence`."""
    return key_points([own(sentence, *TOLD, **more)])


def test_they_are_sentences_of_the_text_in_its_order():
    points = key_points([own(*TOLD)])
    assert points[0] == TOLD[0]
    assert len(points) == 3
    assert list(points) == sorted(points, key=TOLD.index)
    assert key_points([own(*TOLD, join="\n\n")]) == points


def test_those_that_an_entry_gives_come_first():
    assert key_points([own(*TOLD), entry("b", key_points=("One.",))]) == ("One.",)


@pytest.mark.parametrize("told", [(), TOLD[:1], TOLD[:2], TOLD[:4], (" ".join(TOLD).replace(".", ","),), TOLD[:1] + ("Gulls.",) * 300])
def test_a_text_with_little_to_say_gives_none(told):
    assert key_points([own(*told)]) == ()


def test_of_a_foreign_text_a_third_at_most():
    for many in range(len(TOLD) + 1):
        body = " ".join((*TOLD, *TOLD)[: many + 6])
        points = key_points([entry("a", TITLE, body)])
        assert 3 * len(words(" ".join(points))) <= len(words(body))
        assert len(points) != 1


def test_an_excerpt_gives_none():
    body = " ".join(TOLD[:5])[:480]
    assert key_points([entry("a", TITLE, body)]) == key_points([own(body)]) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Will the bridge of Ellery ever be open again to the traffic of the harbour?",
        "“Will the bridge of Ellery be open again to the traffic of the harbour?”",
        "“The bridge of Ellery is closed and so is the harbour.",
        "Cracks in the bridge of Ellery (and in both of its piers close it.",
        "and so the bridge of Ellery in the harbour is closed for months.",
        "Read more: The bridge of Ellery is closed for four months.",
        "Subscribe to hear more of the bridge of Ellery, its cracks and its piers.",
        "Marsh: The bridge of Ellery is closed to all traffic now.",
        "Cracks close the bridge of Ellery!",
        "The bridge of Ellery with its cracks and piers is closed until …",
        "(The bridge of Ellery with its cracks in two piers is closed.)",
        "Three gulls sat there. 2. The bridge of Ellery is closed to all traffic for its cracks.",
        "The bridge of Ellery is closed to all traffic, said the office\n\n",
        "![The closed bridge of Ellery seen from the harbour office.](https://a.example/1.jpg)\n\n",
        "The closed bridge of Ellery seen from the harbour on Monday. (Photo: Auk)\n\n",
        "## The bridge of Ellery is closed for its cracks in two piers.\n\n",
        "> The bridge of Ellery is closed for its cracks in two piers.\n\n",
        "- The bridge of Ellery is closed for its cracks in two piers.\n\n<!-- -->\n\n",
        "[The bridge of Ellery is closed for its cracks in two piers.](https://a.example/)\n\n",
    ],
)
def test_what_cannot_stand_alone_is_none(sentence):
    points = after(sentence)
    assert points
    assert set(points) <= set(TOLD)


@pytest.mark.parametrize("line", ["ELLERY, 3 May (Agency) — ", "(AGENCY)", "ELLERY – ", "Ellery – ", "ELLERY, Sept. 3 (Agency) - "])
def test_datelines_are_left_out(line):
    assert after(line + TOLD[0])[0] == TOLD[0]


def test_marks_and_addresses_are_left_out():
    points = after("The **bridge** of [Ellery](https://a.example/) over the `harbour` is closed for cracks in two piers.")
    assert points[0] == "The bridge of Ellery over the harbour is closed for cracks in two piers."


def test_none_says_what_another_has_said():
    again = "The old bridge of Ellery was closed to all traffic on Monday, after divers of the harbour office found two piers with cracks."
    points = after(again)
    assert (again in points) + (TOLD[0] in points) == 1


def test_none_hangs_on_what_is_left_out():
    hanging = "They will need about four months to repair the piers, the office said."
    other = TOLD[1]
    before = "Divers came back this weekend."
    told = (TOLD[0], before, hanging, *TOLD[2:5], other, *TOLD[6:])
    assert hanging not in key_points([own(*told)])


def test_what_the_other_entries_tell_counts():
    ferry = TOLD[2]
    told = (TOLD[0], *TOLD[3:], ferry)
    assert ferry not in key_points([own(*told)])
    others = [
        entry(str(n), "A ferry carries passengers across", "Passengers take the ferry that comes every ten minutes.") for n in range(5)
    ]
    assert ferry in key_points([own(*told), *others])


def test_breaks_that_were_lost():
    assert key_points([own(*TOLD, join="")]) == key_points([own(*TOLD)])


@pytest.mark.parametrize(
    "told",
    [
        (
            "港务局星期一在潜水员发现两座桥墩出现裂缝之后关闭了埃勒里的老桥。",
            "工程师们大约需要四个月的时间来修复这些桥墩和桥面。",
            "在此之前渡船每隔十分钟运送一次乘客过港。",
            "东岸的面包师们担心他们会失去自己的顾客。",
            "市议会去年春天因为缺少资金而推迟了对老桥的修复。",
        )
        * 4,
        (
            "Das Hafenamt von Ellery hat am Montag die alte Brücke gesperrt, weil Taucher in zwei Pfeilern Risse gefunden haben.",
            "„Die Pfeiler brauchen vier Monate“, sagte Dr. Marsh vom Hafenamt am 3. Mai.",
            "Bis dahin fährt alle zehn Minuten eine Fähre über den Hafen von Ellery.",
            "Die Bäcker am Ostufer fürchten um ihre Kunden, z. B. um die Fischer.",
        )
        * 3,
    ],
)
def test_other_languages(told):
    points = key_points([own(*told)])
    assert len(points) == 3
    assert set(points) <= set(told)
    assert points[0] == told[0]


@pytest.mark.parametrize("text", ["[", "*a ", "(a ", "A.", "A b. ", "a – ", "“", "?a ", "A (b/c", "Aa Bb "])
def test_hostile_texts_take_no_time(text):
    assert key_points([own(text * 300_000)]) == ()


@given(st.lists(st.sampled_from([*TOLD, "# Gulls\n\n", "\n\n", "- Gulls\n", "Why?", "“So.", "*Gulls* are here."]), max_size=30))
def test_always_whole_sentences_in_order(told):
    points = key_points([own(*told)])
    assert len(points) in (0, 2, 3)
    assert all(sentences(point) == [point] for point in points)


def test_the_same_words_give_the_same_points():
    shuffled = random.Random(1).sample(TOLD, len(TOLD))
    assert key_points([own(*shuffled)]) == key_points([own(*shuffled)])


# ── the fast way finds what the plain one does ───────────────────────────────────────────────────

summary_module = sys.modules[key_points.__module__]  # in its package a function has this name
PIECES = st.sampled_from(
    [*'aB.!?…。！।۔"”’»“」』)(«„[]: –—-é1९漢', "...", "Read more", "Foto: ", "(Reuters)", "TARNOW", ", 3 May ", " — ", "12. "]
)
END = re.compile(r"(?:(?<!\.\.)[.!]|[。！।۔])[\"”’»“」』)]*$")  # as it reads most plainly


def closed_plainly(sentence):
    low, high = sentence.count("„"), sentence.count("“")
    return (
        sentence.count('"') % 2 == 0
        and sentence.count("”") == (low - high if low else high)
        and all(sentence.count(opened) == sentence.count(closed) for opened, closed in summary_module._PAIRS)
    )


@given(st.lists(PIECES, min_size=1, max_size=12).map(lambda pieces: " ".join("".join(pieces).split())).filter(bool))
def test_what_can_stand_alone_is_known_as_by_every_rule(sentence):
    assert summary_module._stands_alone(sentence, 10) == (
        END.search(sentence) is not None
        and not sentence.lstrip(summary_module._QUOTES)[:1].islower()
        and sentence[0] not in "([?"
        and closed_plainly(sentence)
        and not summary_module._LABEL.match(sentence)
        and not summary_module._NOTICE.match(sentence)
    )
    found = summary_module._DATELINE.match(sentence)
    assert summary_module._dateline(sentence) == (found.end() if found else 0)
