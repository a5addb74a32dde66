"""Whether a text means by its tags what HTML does."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.markup import TOKEN, is_html, unescaped

MARKUP = [
    "<p>Two terns.</p>",
    "<P CLASS='x'>Two terns.</P>\n\n<p>One gull.</p>",
    'Two terns, and <a href="https://a.example/">one gull, which was counted twice</a>.',
    "Two terns.<br clear=all>",
    "<img src='a.png'> Two terns.",
    "Terns: <table><tr><td>two<td>of them on the shore</table>",
    "A tern on the shore, which was counted twice.<br />And a gull, which was counted once.<br />And no more than these two.",
]
WORDS = [
    "Two terns.",
    "",
    "2 < 3 and 4 > 3, I <3 terns, <you> and List<String>",
    "A <b> makes a word bold.",
    "Write <p>so</p> for a paragraph, and <br> for a line of it.",
    "<p> begins a paragraph; its end may be left out, as may that of <li>",
    "The end of <div> is </div>, as that of <span> is </span>, and both are to be written",
    "Types are written as <String>of text</String>",
    "Two terns are no table: it would end with </table>",
    "When to use <br>",
    "How to use <br/> and <br>",
    "ln -s <target> <link>",
    "Usage: convert <input>",
    "git remote add <name> <source>",
    "<img> or <picture>: which one?",
    "<input> elements, explained: how forms work today",
    "Put it between <p> and </p>",
    "Every <td> has a </td>",
    "The difference between <br> and <hr>",
]


@pytest.mark.parametrize("text", MARKUP)
def test_what_is_markup(text: str) -> None:
    assert is_html(text)
    assert unescaped(escape(text)) == text


@pytest.mark.parametrize("text", WORDS)
def test_what_is_about_tags(text: str) -> None:
    assert not is_html(text)
    assert unescaped(escape(text)) == escape(text)


@pytest.mark.parametrize("text", [*MARKUP, *WORDS])
def test_beside_tags_of_its_own_nothing_was_escaped_once_too_often(text: str) -> None:
    html = f"<p>{escape(text)}</p>"
    assert unescaped(html) == html


@given(st.text(st.sampled_from("<>/ab p='\"!-&;="), max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    assert is_html(text) in (True, False)
    assert "".join(text[at:end] for at, end in _pieces(text)) == text


def _pieces(text: str) -> list[tuple[int, int]]:
    """Where the tags and what is between them begins and ends: nothing is in two of them, nothing in none."""
    found, at = [], 0
    for tag in TOKEN.finditer(text):
        found += [(at, tag.start()), tag.span()]
        at = tag.end()
    return [*found, (at, len(text))]
