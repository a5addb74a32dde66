"""Running text: words, sentences, beginnings."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import prose
from digest.prose import SUMMARY, heading, minutes, opening, paragraphs, says_more, sentences, shorten, words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One gull. Two gulls! Three? Four…", ["One gull.", "Two gulls!", "Three?", "Four…"]),
        ("Mr. Marsh met Dr. Tern at St. Anne's. They spoke.", ["Mr. Marsh met Dr. Tern at St. Anne's.", "They spoke."]),
        ("The U.S. navy came. It left.", ["The U.S. navy came.", "It left."]),
        ("J. K. Auk wrote it. Nobody read it.", ["J. K. Auk wrote it.", "Nobody read it."]),
        ("It cost 3.5 million euros. Too much.", ["It cost 3.5 million euros.", "Too much."]),
        ("Am 3. Oktober war es still. Am 4. nicht.", ["Am 3. Oktober war es still.", "Am 4. nicht."]),
        ("Das kostet z. B. 5 Mio. Euro. Und mehr.", ["Das kostet z. B. 5 Mio. Euro.", "Und mehr."]),
        ("“We stay.” She left. (He did not.) Then rain.", ["“We stay.”", "She left.", "(He did not.)", "Then rain."]),
        ("«On reste.» Elle part.", ["«On reste.»", "Elle part."]),
        ("Apples, pears, etc. are sold. Fish is not.", ["Apples, pears, etc. are sold.", "Fish is not."]),
        ("渡船回来了。真的吗？真的！", ["渡船回来了。", "真的吗？", "真的！"]),
        ("「帰る。」と言った。そして", ["「帰る。」", "と言った。", "そして"]),
        ("Паром ходит. Очередь стоит.", ["Паром ходит.", "Очередь стоит."]),
        ("See gulls.example for more. Or not.", ["See gulls.example for more.", "Or not."]),
        ("The store hired her at 19. A year later she ran it.", ["The store hired her at 19.", "A year later she ran it."]),
        ("Es sind nun 92. Die Polizei warnt.", ["Es sind nun 92.", "Die Polizei warnt."]),
        ("It left the U.S. The others stayed.", ["It left the U.S.", "The others stayed."]),
        ("At 9 p.m. They met Marsh Jr. But not Tern Inc. He did.", ["At 9 p.m.", "They met Marsh Jr.", "But not Tern Inc.", "He did."]),
        ("1. “The Ferry” is new. 2. The quay is not.", ["1. “The Ferry” is new.", "2. The quay is not."]),
        ("“Stop!” she said. “Why?” he asked.", ["“Stop!” she said.", "“Why?” he asked."]),
        ("Reading Gulls! is fun. is it? yes.", ["Reading Gulls! is fun. is it?", "yes."]),
        ("\"He said 'I stay.' \" Then she left.", ["\"He said 'I stay.' \"", "Then she left."]),
        ("Sgt. Tern saw it (with Capt. Auk). Sra. Gil, too.", ["Sgt. Tern saw it (with Capt. Auk).", "Sra. Gil, too."]),
        ("नाव लौटी। कतार लगी।", ["नाव लौटी।", "कतार लगी।"]),
        ("هل عادت؟ نعم.", ["هل عادت؟", "نعم."]),
        ("no end mark", ["no end mark"]),
        ("Wait... what?! Yes.", ["Wait... what?!", "Yes."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.text(st.sampled_from("ab.!?…。」” \nÄ1"), max_size=60))
def test_sentences_are_the_text(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    assert all(sentence == sentence.strip() != "" for sentence in sentences(text))


@pytest.mark.parametrize("text", ["a. ", "i.e. ", ".", "..' ", "x.)", "Mr. ", "No.", "a.b."])
def test_sentences_take_the_time_that_the_text_is_long(text: str) -> None:
    long = text * (600_000 // len(text))
    assert "".join("".join(sentences(long)).split()) == "".join(long.split())
    assert len(shorten(long)) <= SUMMARY


def test_an_abbreviation_far_into_a_sentence() -> None:
    assert sentences("gull " * 100 + "Mr. Marsh came. He left.") == ["gull " * 100 + "Mr. Marsh came.", "He left."]


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("One gull. Two gulls.", 100, "One gull. Two gulls."),
        ("One gull. Two gulls.", 15, "One gull."),
        ("One  gull.\n\nTwo gulls.", 15, "One gull."),
        ("Gulls and terns and auks", 16, "Gulls and terns…"),
        ("Gulls and terns, and auks", 18, "Gulls and terns…"),
        ("Donaudampfschifffahrt", 10, "Donaudamp…"),
        ("渡船回来了。真的吗？真的！", 8, "渡船回来了。"),
    ],
)
def test_shorten(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short


@given(st.text(max_size=300), st.integers(2, 100))
def test_what_is_shortened_is_the_beginning_and_fits(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert shorten(short, limit) == short
    whole = "".join(text.split())
    assert whole.startswith("".join(short.split()).removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), ("gull", 1), ("gull " * 220, 1), ("gull " * 221, 2), ("渡" * 400, 1), ("渡" * 401, 2), ("gull " * 110 + "渡" * 200, 1)],
)
def test_minutes(text: str, number: int) -> None:
    assert minutes(text) == number


def test_words() -> None:
    assert words("The well-known gull’s “nest”, 3.5 m — 渡船!") == ["The", "well-known", "gull’s", "nest", "3", "5", "m", "渡", "船"]


MARKDOWN = """# A *heading*

First **paragraph** with a [link](https://gulls.example/) and `code`.

- An item
- Another

> A quote.

```
code
```

| a | b |
|---|---|
| 1 | 2 |

![A gull](https://gulls.example/1.jpg)
"""


def test_paragraphs() -> None:
    assert list(paragraphs(MARKDOWN)) == [
        ("First paragraph with a link and code.", False),
        ("An item", True),
        ("Another", True),
        ("A quote.", False),
        ("A gull", False),
    ]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [(MARKDOWN, "A heading"), ("\n## Two\ntext", "Two"), ("Text\n# Later", ""), ("#hashtag first", ""), ("", ""), ("#", "")],
)
def test_headings(markdown: str, text: str) -> None:
    assert heading(markdown) == text


LEAD = "The harbour office has counted all the birds that sit on the roofs of the fish hall, the crane and both of the ferries in winter"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (f"{LEAD}.\n\n- Gulls\n- Terns", f"{LEAD}."),
        (f"{LEAD}. It found:\n\n- Gulls\n- Terns", f"{LEAD}."),
        (f"{LEAD}.\n\nIt found:\n\n- Gulls\n- Terns", f"{LEAD}."),
        (f"{LEAD}:\n\n- Gulls\n- Terns", f"{LEAD}:"),
        ("It found:\n\n- Gulls\n- Terns", "It found: Gulls Terns"),
        ("- Gulls\n- Terns", "Gulls Terns"),
    ],
)
def test_an_opening_ends_before_a_list(markdown: str, text: str) -> None:
    assert opening(markdown) == text


def test_opening() -> None:
    assert opening(MARKDOWN, 20) == "First paragraph…"
    assert opening(MARKDOWN) == "First paragraph with a link and code. An item Another A quote. A gull"
    assert opening("## Only a heading") == ""


ADDRESS = "https://gulls.example/" + 60 * "gulls-and-terns-"


@pytest.mark.parametrize(("links", "shown"), [(10, 10), (1_000, 11), (100_000, 11)])
def test_an_opening_shows_no_half_of_a_link(links: int, shown: int) -> None:
    assert opening(f"[Gulls]({ADDRESS}) " * links).split() == ["Gulls"] * shown


@pytest.mark.parametrize("link", ["[Gulls and terns](b/{})", "![Gulls and terns](b/{})", "[![Gulls and terns](a/{})](b/{})"])
def test_wherever_a_giant_paragraph_is_cut(link: str) -> None:
    link = link.replace("{}", 100 * "x")
    for ahead in range(len(link)):
        shown = opening(f"[Gulls](a/{ahead * 'x'}) " + f"{link} " * 1_000, 50)
        assert set(shown.removesuffix("…").split()) == {"Gulls", "and", "terns"}, shown


def test_an_opening_of_paragraphs_that_are_mostly_addresses() -> None:
    assert opening(f"[One]({ADDRESS}).\n\n[Two]({ADDRESS}).\n\n[Three]({ADDRESS}).\n\n[Four]({ADDRESS}).\n\nFive.") == "One. Two. Three."


@pytest.mark.parametrize("text", ["[", "![", "*", "_a", "`", "[a](", "<a", "&", "\\", "a. "])
def test_an_opening_takes_no_time_for_what_it_does_not_show(text: str) -> None:
    assert len(opening(text * 300_000)) <= SUMMARY
    assert heading("# " + text * 300_000)


@given(st.text(st.sampled_from("ab .\n#*->|`"), max_size=400), st.integers(20, 100))
def test_an_opening_fits(markdown: str, limit: int) -> None:
    assert len(opening(markdown, limit)) <= limit


@pytest.mark.parametrize(
    ("markdown", "more"),
    [
        ("One gull.", False),
        ("One **gull**.", False),
        ("One gull.\n", False),
        ("One gull. Two.", True),
        ("## A\n\nOne gull.", True),
        ("One gull.\n\n```\ncode\n```", True),
        ("One gull.\n\n- Two", True),
        ("One gull. " + "x " * 500, True),
        ("", True),
    ],
)
def test_whether_a_text_says_more(markdown: str, more: bool) -> None:
    assert says_more(markdown, "One gull.") == more


@given(st.text(st.sampled_from("ab .\n*_"), max_size=100))
def test_a_text_says_no_more_than_its_whole_opening(markdown: str) -> None:
    shown = opening(markdown)
    if len(shown) < SUMMARY - 10 and "`" not in markdown and "    " not in markdown:
        assert not says_more(markdown, shown)


@given(st.sampled_from(["", " ", "word ", "A gull. ", "- item\n", "[a](https://b.example/) ", "\n\n"]), st.integers(0, 3 * SUMMARY))
def test_that_a_long_text_says_more_is_known_unread(piece: str, times: int) -> None:
    markdown = piece * times
    assert prose.says_more_than_its_opening(markdown) == (bool(markdown) and says_more(markdown, opening(markdown)))


PIECES = [
    "A gull. ",
    "# A tern\n\n",
    "- item\n",
    "12. item\n",
    "> said\n",
    "[a](https://b.example/) ",
    "[a]: https://b.example/aaaaaaaa\n",
    "&nbsp;",
]
PIECES += [
    "<https://b.example/>",
    "<!-- a tern -->\n\n",
    "```python\n",
    "~~~\n",
    "| a | b |\n|---|---|\n",
    "![a](b.png) ",
    "\n\n",
    "    code\n",
    "aaa_bbb*c*\n",
]


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.integers(1, 40)), max_size=8))
def test_whether_a_text_says_more_than_its_opening_is_what_a_reader_would_say(pieces: list[tuple[str, int]]) -> None:
    markdown = "".join(piece * times for piece, times in pieces)
    assert prose.says_more_than_its_opening(markdown) == (bool(markdown) and says_more(markdown, opening(markdown)))


def test_no_long_text_is_read_to_know_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose, "parser", None)
    assert prose.says_more_than_its_opening("- A gull, *again*.\n" * SUMMARY)
    assert prose.says_more_than_its_opening("- A gull, *again*.\n" * 50)


def test_what_a_picture_shows_is_text() -> None:
    assert opening(r"See ![a\[1\] *gull*](/gull.jpg) here.") == "See a[1] gull here."


PLAIN = st.text(st.sampled_from("ab .!?,'\n\t0:#-+=*_[]<&\\|~`)"), max_size=40)


@given(PLAIN)
def test_a_text_in_which_nothing_is_marked_needs_no_parser(text: str) -> None:
    bare = prose.unmarked(text)
    if bare is not None:
        read = [(" ".join(prose.inline_text(token).split()), [*inside]) for token, inside in prose.paragraph_tokens(text)]
        assert [(paragraph, ["paragraph_open"]) for paragraph in bare] == read


def test_most_news_needs_no_parser() -> None:
    assert prose.unmarked("Ferry delayed – by an hour!\n\nIt’s late: see you (then) at 9.\nSo be it.") == [
        "Ferry delayed – by an hour!",
        "It’s late: see you (then) at 9. So be it.",
    ]
    for marked in ("*one*", "1. one", "- one", "# one", "    one", "one\n===", "one &amp; two", "[one](two)", "`one`"):
        assert prose.unmarked(marked) is None


# ── the fast way finds what the plain one does ───────────────────────────────────────────────────

SCRIPTS = (
    "ab Zz09 _'’‑-–—.,:;!?…“”„«»\"()[]\n\t\u00a0\u2028éÉñßẞœŒæøšŽÿƒªº²½µ™€ıİŉ"  # Latin, and what stands between its words
    "e\u0301a\u030aйЙёЁу\u0306ўґΣσςώ"  # accents of their own, Cyrillic, Greek
    "हिंदी\u094dবাংলাதமிழ்ไทยก้า"  # vowel signs and viramas
    "عربيّةאבגש\u05c1۔؟।٣५"
    "漢字かなガｶﾞﾟ。！？」』한국어ᄒ"
    "😀👩\u200d💻🇩🇪✌🏽\ufe0f\ud800"
)
ANY_SCRIPT = st.one_of(st.text(st.sampled_from(SCRIPTS), max_size=60), st.text(st.sampled_from("aB1'’-_ .é“ß漢"), max_size=40), st.text())
TOLD = (
    "It’s a by-election -- 'twas -so- they’d-say: rock-'n'-roll, a-b-c-d e- f -g 3-4 x’y’z",
    "L’Été à Besançon – « œuvre » d’Œdipe, 20 % de moins…",
    "Straße, STRASSE, ½ und ²; Übergröße-Größe",
    "Новый «ёж» сказал: из-за й",
    "नई दिल्ली में मौसम। ठीक है।",
    "ราคาน้ำมันวันนี้ 3-4",
    "東京湾の波 1945-46 tower’s ｶﾞｽ",
    "정부는 월요일에 by-law",
    "قال الوزير: لا — ثم عاد",
    "a_b __c__ d’_e -_- 😀-x",
    "\x81\x8d \x85a-b",
    "",
)


def _words_plainly(text: str) -> list[str]:
    return prose._of_any_script().word.findall(text)


def _agree_on_words(text: str) -> None:
    found = _words_plainly(text)
    assert words(text) == found
    assert [*prose.runs(text)] == [part for word in found for part in re.split("[’'‑-]", word) if part]
    characters = sum(1 for word in found if len(word) == 1 and prose._of_any_script().cjk.match(word))
    assert minutes(text * 100) == math.ceil((len(_words_plainly(text * 100)) - characters * 100) / 220 + characters * 100 / 400)


@given(ANY_SCRIPT)
def test_words_of_any_script_are_found_and_counted_as_one_by_one(text: str) -> None:
    _agree_on_words(f"{text} ")
    if (counted := prose._latin_words(text)) is not None:
        assert counted == len(_words_plainly(text))


@pytest.mark.parametrize("text", TOLD)
def test_words_of_each_script_are_found_and_counted_as_one_by_one(text: str) -> None:
    _agree_on_words(f"{text} ")


SENTENCE_END = re.compile(  # as it reads most plainly
    r"(?:(?<![.!?…।؟۔])[.!?…।؟۔]+[\"'”’»›)\]]*(?:(?<=['’])\s[\"”](?=\s))?(?=\s+(?P<next>\S{0,12})))|(?:[。！？]+[」』”’）]*)"
)


@given(st.one_of(ANY_SCRIPT, st.text(st.sampled_from("aB.!?…。！」”'\" ।\n)"), max_size=40)))
def test_ends_of_sentences_are_found_as_one_by_one(text: str) -> None:
    def ends(pattern: re.Pattern[str]) -> list[tuple[int, str, str | None]]:
        return [(found.start(), found[0], found["next"]) for found in pattern.finditer(text)]

    assert ends(prose._SENTENCE_END) == ends(SENTENCE_END)


MARKS = (
    *"ab!.:\n\n\n- #>*_`~<&|=+1)\\\t\r\f\u00a0\u2003\u2028é",
    *("\n\n", "\n\n", "\n\n# ", "\n\n- ", "\n\n> ", "\n> ", "\n- ", "\n1. ", "\n2) ", "\n---\n", "\n\n---\n\n", "\n```\n"),
    *("[one](https://a.example/b_c?d=1)", "[two *three*](/here)", "![four](https://a.example/e.png)", "[nine]: /ten", "[nine]"),
    *("*five*", " *six seven*, ", "**eight**", "<https://a.example>", "&amp;", "  \n", "text ", "[", "]", "(", "*"),
)
MARKED = st.lists(st.sampled_from(MARKS), max_size=14).map("".join)


@given(st.one_of(PLAIN, MARKED))
def test_paragraphs_are_those_that_the_parser_finds(text: str) -> None:
    read = [one for one in prose._parsed(text) if one.text] if prose.unmarked(text) is None else [*prose.laid_out(text)]
    assert [one for one in prose.laid_out(text) if one.text] == read
    alone = [one for one in read if len(one.inside) == 1]
    assert [one for one in prose.laid_out(text, enclosed=False) if one.text and len(one.inside) == 1] == alone


@pytest.mark.parametrize(
    "text",
    [
        "[A link](https://gull.example/a_b) alone\n\n[Another](https://gull.example/)\n\nand *one* in italics.",
        "# Head\n\nText with [a *marked* link](/x) and ![a picture](/p.png)\n\n![a picture](https://gull.example/p.png)",
        "> Said\n> twice\n\n- one\n- two\n\n3. three\n\nand on",
        "- one\n\n  still one\n\n> said\nlazily",
        "```\ncode\n\nmore\n```\n\ntext",
        "See [it] there.\n\n[it]: https://gull.example/",
        "| a | b |\n|---|---|\n\ntext *x*",
        "one\n===\n\ntwo\n---\n\n* * *\n\nthree",
        "5*6*7 and *a*b, *c* *d*. e\\*f\\*",
        "[one](https://gull.example)[two](https://gull.example)",
        "1234567890. no list\n\n- x\n5. y",
    ],
)
def test_paragraphs_of_marked_texts_are_those_that_the_parser_finds(text: str) -> None:
    read = [*prose._parsed(text)]
    assert [*prose.laid_out(text)] == read
    assert [one for one in prose.laid_out(text, enclosed=False) if len(one.inside) == 1] == [one for one in read if len(one.inside) == 1]


def test_news_with_links_and_quotations_needs_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose, "parser", None)
    text = "A [ferry](https://gull.example/ferry) is *late*.\n\n## Why\n\n> Fog.\n\n- Fog\n- Rain\n\n[More](https://gull.example/more)"
    assert [(one.text, one.bare) for one in prose.laid_out(text, enclosed=False)] == [("A ferry is late.", False), ("More", True)]
