import random
from itertools import combinations

import pytest

from digest.grouping.duplicates import address, duplicates
from tests.grouping.newsroom import entry, group, only, together


@pytest.mark.parametrize(
    "link",
    ["https://example.org/a", "http://example.org/a", "https://www.example.org/a", "https://example.org/a/", "http://www.example.org/a/"],
)
def test_scheme_www_and_a_last_slash_make_no_other_page(link):
    assert address(link) == "example.org/a"


@pytest.mark.parametrize("link", ["", "https://example.org", "https://www.example.org/", "mailto:desk@example.org"])
def test_a_front_page_is_nobodys_story(link):
    assert address(link) == ""


def test_a_query_makes_another_page():
    assert address("https://example.org/?p=1") != address("https://example.org/?p=2")


def test_the_fullest_is_repeated():
    short, long = entry("a", body="Short.", link="https://example.org/x"), entry("b", body="Much longer.", link="http://www.example.org/x/")
    assert duplicates([short, long]) == {"a": "b"}


def test_our_own_word_comes_before_a_fuller_one():
    own = entry("a", body="Ours.", link="https://example.org/x", origin="seeds/a.md")
    assert duplicates([entry("b", body="Much longer.", link="https://example.org/x"), own]) == {"b": "a"}


def test_of_equals_the_earliest_is_repeated_then_the_first_id():
    told = (("a", 2), ("c", 1), ("b", 1))
    late, early, other = (entry(id, body="Same.", link="https://example.org/x", hours=hours) for id, hours in told)
    assert duplicates([late, early, other]) == {"a": "b", "c": "b"}


def test_a_feed_that_gives_all_entries_one_link_repeats_nothing():
    entries = [entry(id, f"News {id}", source="Blog", link="https://example.org/blog") for id in "abc"]
    assert duplicates(entries) == {}


def test_with_such_a_link_only_equal_headlines_count():
    told = (("a", "One", "Blog"), ("b", "Two", "Blog"), ("c", "TWO", "Planet"))
    entries = [entry(id, title, source=source, link="https://example.org/blog") for id, title, source in told]
    assert duplicates(entries) == {"c": "b"}


def test_duplicates_stand_in_one_story_that_names_them():
    entries = [
        entry("a", "Orchid blooms again", "It was thought lost.", link="https://example.org/x"),
        entry("b", "Something else entirely", link="https://example.org/x"),
    ]
    story = only(group(entries))
    assert story.lead.id == "a"
    assert story.duplicates == {"b": "a"}
    assert story.reasons[0] == "All tell the same"


def test_a_duplicate_brings_along_the_story_of_its_original():
    entries = [entry("a", link="https://example.org/x", body="Long."), entry("b", link="https://example.org/x"), entry("c", story="bridge")]
    assert together(entries) == {frozenset("ab"), frozenset("c")}


# ── the same text ────────────────────────────────────────────────────────────────────────────────

ROOTS = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()
VOCABULARY = [a + b + c for a, b in combinations(ROOTS, 2) for c in ("", "n", "rd", "st")]
TEASER = "The harbour office of Ellery has counted all the birds that sit on the roofs of its fish hall and both ferries in winter"
TITLE = "All birds of Ellery are counted"


def prose(seed, words=120):
    """A text that shares no four words in a row with that of another seed."""
    told = random.Random(seed).choices(VOCABULARY, k=words)
    return " ".join(word + "." * (n % 12 == 11) for n, word in enumerate(told, start=1))


def edited(text, every, by="otherwise"):
    return " ".join(by if n % every == 0 else word for n, word in enumerate(text.split(), start=1))


ARTICLE = prose(1)


@pytest.mark.parametrize(
    "copy",
    [
        ARTICLE,
        ARTICLE.upper(),
        f"*{ARTICLE}*",
        " ".join(ARTICLE.split()[:40]),
        " ".join(ARTICLE.split()[30:100]),
        f"LINDHOLM, 3 May (Agency) – {ARTICLE} © 2026 Agency. All rights are reserved, as is said below every text.",
        edited(ARTICLE, 12),
    ],
    ids=["whole", "case", "marks", "beginning", "middle", "boilerplate", "edits"],
)
def test_a_text_or_a_part_of_it_is_repeated_under_any_headline(copy):
    word = ARTICLE.split()[2]  # of which both headlines speak
    told = [entry("a", f"{word} is news", ARTICLE + " " + prose(2, 30)), entry("b", f"News of {word}", copy)]
    assert duplicates(told) == duplicates(told[::-1]) == {"b": "a"}


def test_a_teaser_is_held_by_its_article():
    article = entry("a", "Ellery counts its birds", f"{prose(1)} {TEASER}. {prose(2)}")
    assert duplicates([entry("b", TITLE, TEASER + "…"), article]) == {"b": "a"}


def test_our_own_word_is_the_original_of_a_text_too():
    own = entry("a", TITLE, TEASER, origin="seeds/a.md")
    assert duplicates([entry("b", TITLE, f"{TEASER}. {prose(1, 20)}"), own]) == {"b": "a"}


def test_a_text_without_spaces():
    text = "港务局今年冬天数清了鱼市大厅屋顶和两艘渡船上的所有海鸟结果比去年多出一千只专家认为这是因为河水变得更干净了"
    assert duplicates([entry("a", "海鸟数清了", text + "居民们对此感到十分高兴"), entry("b", "鱼市的海鸟", text)]) == {"b": "a"}


def test_texts_that_share_a_paragraph_are_two():
    assert duplicates([entry("a", body=f"{prose(1)} {prose(2, 60)}"), entry("b", body=f"{prose(2, 60)} {prose(3)}")]) == {}


@pytest.mark.parametrize("words", [0, 1, 3, 8, 11])
def test_a_few_words_are_no_proof(words):
    text = " ".join(TEASER.split()[:words])
    assert duplicates([entry("a", "Birds of Ellery", text), entry("b", "Ellery office", text)]) == {}


def test_sentences_of_one_form_are_two():
    told = [
        f"The ferry from {place} leaves at {hour} from tomorrow, the harbour office has said on Monday."
        for place, hour in (("Tarnow", 8), ("Corvaro", 9))
    ]
    assert duplicates([entry("a", "Ferry from Tarnow", told[0]), entry("b", "Ferry from Corvaro", told[1])]) == {}


def test_what_stands_under_every_piece_of_a_series_makes_them_no_copies():
    below = (
        "Two friends sit in a kitchen and talk once a week about what they have read, seen and heard, with guests who know more than they"
    )
    told = ("Lasers", "Orchids", "Bridges")
    for sources in ("xxx", "xyz"):
        assert duplicates(entry(title, title, below, source=source) for title, source in zip(told, sources, strict=True)) == {}


def test_a_source_that_tells_two_parts_in_one_form_means_two():
    form = prose(1, 110)
    parts = [entry(part, f"Weather in Ellery, {part} May", f"{form} {prose(part, 10)}", source="Office") for part in "34"]
    assert duplicates(parts) == {}
    assert duplicates([parts[0], entry("b", "Weather in Ellery", f"{form} {prose(5, 9)}", source="Planet")]) == {"b": "3"}


def test_a_family_has_one_original():
    told = [entry(f"t{n}", TITLE, " ".join(ARTICLE.split()[: 120 - n])) for n in range(0, 100, 7)]
    told += [entry("linked", body=prose(3), link="https://example.org/x"), entry("t", body=prose(3), link="https://example.org/y")]
    told += [entry("note", "A note on Ellery", "Read this.", link="https://example.org/x", origin="seeds/note.md")]
    expected = {f"t{n}": "t0" for n in range(7, 100, 7)} | {"linked": "note", "t": "note"}
    for seed in range(10):
        assert duplicates(random.Random(seed).sample(told, len(told))) == expected


def test_thousands_that_share_one_text_are_compared_with_few():
    """Each with each would be hours."""
    text = prose(1, 200)
    assert len(duplicates(entry(str(n), f"{VOCABULARY[0]} {n}", f"{text} {n}") for n in range(5_000))) == 4_999
    assert duplicates(entry(str(n), body=f"{text} {prose(n, 300)}") for n in range(2, 1_000)) == {}


# ── the same headline ────────────────────────────────────────────────────────────────────────────

HEADLINE = "Ellery bridge falls into the harbour"


@pytest.mark.parametrize(
    ("one", "other"),
    [("", ""), ("", ARTICLE), ("It fell.", ARTICLE), (f"{prose(2, 40)} {prose(1, 20)}", f"{prose(1, 20)} {prose(3, 40)}")],
)
def test_a_headline_is_repeated(one, other):
    told = [entry("a", HEADLINE, one + "\n"), entry("b", HEADLINE.upper() + "!", other, hours=70)]
    assert len(duplicates(told)) == 1


@pytest.mark.parametrize(
    ("title", "one", "other", "more"),
    [
        ("Morning briefing", "", "", {}),
        ("The week in pictures, 3 May 2026", "", "", {}),
        ("今日新闻简报", "", "", {}),
        (HEADLINE, "", "", {"hours": 80}),
        (HEADLINE, "", "", {"source": "Source of a"}),
        (HEADLINE, prose(1), prose(2), {}),
        (HEADLINE, prose(1, 20), prose(2, 20), {}),
    ],
    ids=["short", "numbers", "characters", "later", "one source", "other text", "other teaser"],
)
def test_a_headline_that_proves_nothing(title, one, other, more):
    assert duplicates([entry("a", title, one), entry("b", title, other, **more)]) == {}


def test_a_headline_that_returns_proves_nothing():
    told = [entry("a", HEADLINE, source="Radio"), entry("b", HEADLINE, source="Radio", hours=24), entry("c", HEADLINE)]
    assert duplicates(told) == {}


def test_a_persons_story_keeps_copies_apart():
    told = [entry("a", HEADLINE, ARTICLE, story="bridge"), entry("b", HEADLINE, ARTICLE, story="harbour")]
    assert together(told) == {frozenset("a"), frozenset("b")}
