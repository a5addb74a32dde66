"""Plain text: how wide it is, where its lines end, what Markdown becomes in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.rendering.plaintext import WIDTH, columns, plain, underlined, wrapped


@pytest.mark.parametrize(("text", "wide"), [("gull", 4), ("東京", 4), ("Ｇ", 2), ("e\u0301", 1), ("שָׁלוֹם", 4), ("한국", 4), ("\u200b", 0)])
def test_a_text_is_as_wide_as_it_is_seen(text: str, wide: int) -> None:
    assert columns(text) == wide


TEXT = st.text(st.sampled_from("ab 東京。、「」éא한\u0301\u200d-" + "\n\t"), max_size=400)


@given(TEXT, st.sampled_from(["", "* ", "> * ", "12. "]))
def test_no_line_is_too_wide_and_no_word_is_lost(text: str, first: str) -> None:
    lines = wrapped(text, first).split("\n")
    assert all(columns(line) <= WIDTH and line == line.rstrip(" ") for line in lines)
    assert "".join("".join(lines).removeprefix(first.rstrip()).split()) == "".join(text.split())


def test_an_address_is_never_broken() -> None:
    address = "https://x.example/" + "a-path/" * 20 + "東京"
    lines = wrapped(f"words {address} words", "* ").split("\n")
    assert lines == ["* words", f"  {address}", "  words"]


def test_a_line_of_chinese_ends_between_characters_but_not_before_a_full_stop() -> None:
    lines = wrapped("字" * 36 + "。" + "字" * 3 + "「字").split("\n")
    assert lines == ["字" * 35, "字。字字字「字"]
    assert wrapped("字" * 35 + "「字") == "字" * 35 + "\n「字"


def test_korean_words_stay_whole() -> None:
    assert wrapped("한국어낱말 " * 8).split("\n") == [" ".join(["한국어낱말"] * 6), " ".join(["한국어낱말"] * 2)]


def test_a_heading_has_a_line_below_it_as_long_as_it_is() -> None:
    assert underlined("東京 today", "-") == "東京 today\n----------"
    assert underlined("word " * 20).split("\n")[-1] == "=" * 69


def test_markdown_becomes_a_mail_as_people_write_it() -> None:
    markdown = """# News

A *new* [bridge](https://x.example/a) and <https://y.example>, ![a map](https://z.example/m.png)

1. one
2. two
   - three

> said
> > and said

    code   here

| a | b |
|---|---|
| 1 | 2 |

---
"""
    assert (
        plain(markdown)
        == """News
----

A new bridge <https://x.example/a> and https://y.example, a map
<https://z.example/m.png>

1. one
2. two
   * three

> said

> > and said

    code   here

a | b
1 | 2

* * *"""
    )
