"""HTML → Markdown: the cases of tests/cases/html/, and what holds for any HTML."""

import re
from collections.abc import Callable
from html import escape as to_html
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import prose
from digest.entries.html import escape, to_markdown
from digest.entries.text import clean
from tests.casefiles import Case, cases, title

BASE = "https://news.example/2026/"


@pytest.mark.parametrize("case", cases("html"), ids=title)
def test_cases(case: Case, check: Callable[[Case, str], None]) -> None:
    check(case, to_markdown(case.given, "" if case.info == "html without base" else BASE))


# ── what holds for any HTML ──────────────────────────────────────────────────────────────────────

# What looks like Markdown or HTML, and what stands beside it.
LOOKS_LIKE = [
    *"*_#>|~`<&\\[]()!-+=:.1a ",
    *("**", "__", "~~", "~~~", "```", "---", "===", "***", "![", "](", "]:", "[x]", "1.", "1)", "# ", "- ", "+ ", "> ", "&amp;", "&#42;"),
    *("<b>", "</p>", "<!--", "<http://a.b>", "<a@b.c>", "http://a.b", "|---|", "a|b", ":-:", "\\\n", "    ", "\t", "\n", "word", "_word_"),
    *("é", "中文", "」", "„", "€", "\u00a0", "\u200d", "🙂"),
]
texts = st.lists(st.sampled_from(LOOKS_LIKE), max_size=12).map("".join) | st.text(max_size=20)
IN_PLACES = ["<p>{}</p>", "<ul><li>{}</li></ul>", "<table><tr><td>{0}</td><td>b</td></tr><tr><td>{0}</td></tr></table>", "<h2>{}</h2>"]
IN_PLACES += [
    "<blockquote><p>{}</p></blockquote>",
    "a<b>{}</b>a",
    "<p>a<br>{}<br>a</p>",
    '<p>a!<a href="x">{}</a>a</p>',
    "<i>{}</i><s>{}</s>{}<code>{}</code>",
]


def seen(html: str) -> str:
    """What a reader sees of HTML that is well-formed, without white space."""
    return "".join(clean(unescape(re.sub(r"<[^>]*>", "", html))).split())


def rendered(markdown: str) -> str:
    return str(prose.parser().render(markdown))


@pytest.mark.parametrize("place", IN_PLACES)
@given(text=texts)
def test_text_that_looks_like_markdown_stays_text(place: str, text: str) -> None:
    html = place.replace("{0}", "{}").replace("{}", to_html(text))
    markdown = to_markdown(html, BASE)
    assert seen(rendered(markdown)) == seen(html), markdown


@given(texts)
def test_an_escaped_text_renders_to_itself(text: str) -> None:
    words = " ".join(clean(text).split())
    assert rendered(escape(text)) == (f"<p>{to_html(words, quote=False)}</p>\n".replace('"', "&quot;") if words else "")


words = st.sampled_from(
    ["alpha", "beta.", "“gamma”", "5 * 3", "snake_case", "#1", "- x", "中文", "Zoë’s", "AT&amp;T", "a &lt; b", " ", "\n", "|", "!", "]("]
)
inline_tags = st.sampled_from(
    [*["b", "i", "s", "a", "q"], "strong", "em", "code", "span", "sup", "a href='x_y'", "a href='z' title='t'", "font", "center"]
)
block_tags = st.sampled_from(
    [*["p", "div", "h2", "h3", "blockquote", "pre", "figure", "section", "dl", "dt", "dd", "ul", "ol", "li", "table", "tr", "td", "th", "thead", "b", "a"], "ol start=4"]
)


def wrap(tag: str, parts: list[str]) -> str:
    return f"<{tag}>{''.join(parts)}</{tag.split()[0]}>"


inlines = st.recursive(words | st.just("<br>"), lambda inner: st.builds(wrap, inline_tags, st.lists(inner, max_size=4)), max_leaves=12)
lists = st.builds(
    lambda tag, items: wrap(tag, [wrap("li", [item]) for item in items]), st.sampled_from(["ul", "ol"]), st.lists(inlines, max_size=3)
)
tables = st.lists(st.lists(inlines.map(lambda x: f"<td>{x}</td>"), max_size=3), max_size=3).map(
    lambda rows: wrap("table", [wrap("tr", row) for row in rows])
)
documents = st.recursive(
    inlines | lists | tables | st.sampled_from(["<hr>", "<img src='i.png' alt='alt'>"]),
    lambda inner: st.builds(wrap, block_tags, st.lists(inner, max_size=4)),
    max_leaves=15,
)
