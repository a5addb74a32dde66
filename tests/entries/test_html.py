"""HTML → Markdown: the cases of tests/cases/html/, and what holds for any HTML."""

import re
from collections.abc import Callable
from html import escape as to_html
from html import unescape
from unicodedata import normalize

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from digest import prose
from digest.entries.html import escape, link, to_markdown, to_paragraphs, to_text
from digest.entries.text import clean
from digest.markup import prepared, tree
from digest.sources.tree import parse
from tests.casefiles import Case, cases, title

BASE = "https://news.example/2026/index.html"
CASES = cases("html")


@pytest.mark.parametrize("case", CASES, ids=title)
def test_case(case: Case, check: Callable[[Case, str], None]) -> None:
    check(case, to_markdown(case.given, "" if case.info == "html without base" else BASE))


@pytest.mark.parametrize("case", CASES, ids=title)
def test_what_a_case_expects_comes_back_from_its_page(case: Case) -> None:
    assert to_markdown(rendered(case.expected)) == case.expected


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("AT&T", "AT&T"),
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("a < b", "a < b"),
        ("I <3 you", "I <3 you"),
        ("a <b>bold</b>\n move", "a bold move"),
        ("a &lt;b&gt; tag", "a <b> tag"),
        ("&amp;lt;b&amp;gt;twice&amp;lt;/b&amp;gt;", "twice"),
        ("List<String> and vector<int>", "List<String> and vector<int>"),
        ("<p>one</p><p>two<br>three</p>", "one two three"),
        ("H<sub>2</sub>O", "H2O"),
        ("&#8220;Zo&euml;&#8221;&nbsp;&hellip;", "“Zoë” …"),
        ("a<script>b</script><!-- c -->d", "ad"),
        ("x &#x202e; y &#7; z", "x y z"),
        ("*not* _Markdown_ # [x](y)", "*not* _Markdown_ # [x](y)"),
        ("", ""),
    ],
)
def test_a_title_is_one_line_of_plain_text(html: str, text: str) -> None:
    assert to_text(html) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\u2028d\x85e\ff", "a\nb\nc\nd\ne\nf"),
        ("tab\tstays, \x00\x07\x1b\x7f\x9f go", "tab\tstays,  go"),
        ("half \ud83d a pair, no\ufffe\uffff characters\ufeff", "half  a pair, no characters"),
        ("turned \u202eround\u202c and \u2066isolated\u2069", "turned round and isolated"),
        ("\u200fעברית\u200e می\u200cخواهم 👩\u200d🚀 e\u0301", "\u200fעברית\u200e می\u200cخواهم 👩\u200d🚀 e\u0301"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("tag", ["div", "b", "i id=x", "ul><li", "blockquote", "table><tr><td", "span", "font", "a", "pre", "math"])
def test_depth_is_no_danger(tag: str) -> None:
    name = tag.split()[0].split(">")[0]
    html = f"<{tag}>word " * 5000 + "</b>last" + f"</{name}>" * 5000
    markdown = to_markdown(html)
    assert seen(rendered(markdown)) == "word" * 5000 + "last"
    assert to_text(html).split() == ["word"] * 5000 + ["last"]


@pytest.mark.parametrize("tag", ["div", "b", "i id=x", "ul><li", 'x"', "svg><desc", "math><mi", "span><b", "small><p", "a href=/><p"])
def test_a_parser_gets_no_ends_to_get_lost_in(tag: str) -> None:
    """It may look through all that is open at each, and opens each style anew in each paragraph."""
    html = f"<{tag}>word " * 1000 + "</b></td></x>" * 1000 + "<p>last" * 1000
    assert len(re.findall("</(?:b|td|x)>", prepared(html))) <= 1000
    assert measured(html)[0] < 14_000  # ten thousand, by the rules of the parser, if there were no styles


@pytest.mark.parametrize(
    "tags",
    [
        "".join(f"<{name} id={number}>" for number in range(9) for name in ("b", "i", "u", "s", "big")),
        "<b " + " ".join(f"a{number}" for number in range(1200)) + ">",
        "<a href=/x " + " ".join(f"a{number}" for number in range(1200)) + ">",
        f"<a href=/{'x' * 7000}>",
    ],
)
def test_what_stays_open_is_not_opened_anew_without_end(tags: str) -> None:
    html = f"<p>{tags}Tern</p>" + "<p>gull" * 400
    assert sum(measured(html)) < 30 * 400
    assert len(to_markdown(html, BASE)) < 100_000
    assert to_text(html) == " ".join(["Tern", *["gull"] * 400])


@pytest.mark.parametrize(
    "many",
    [
        "<svg>" + '<path d="M0 0"/>' * 300 + "</svg>",
        '<svg><symbol><path d="M0 0"/></symbol></svg>' * 300,
        "<math>" + "<mspace/>" * 300 + "</math>",
        *(
            tag * 300
            for tag in ("<span/>", "<o:p/>", "<p>Vec<String></p>", "<ruby>a<rt>b</ruby>", "<p><span>x</p>", "<p><font size=2>x</p>")
        ),
    ],
)
def test_after_many_tags_without_an_end_all_is_as_it_is_without_them(many: str) -> None:
    html = "<h2>Head</h2><p><b>bold</b> <code>y*z</code></p><ul><li>one<li>two</ul><pre>a\n b</pre><template>hidden</template>"
    assert to_markdown(f"{many}<div></div>{html}").endswith(to_markdown(html))
    found = parse(f"<body>{many}<article>{html}</article><footer>f</footer>")
    assert [node.tag for node in found.walk() if node.tag in ("article", "h2", "footer")] == ["article", "h2", "footer"]


def measured(html: str) -> tuple[int, int]:
    """How many nodes the tree of HTML has, and how many attributes."""
    nodes, attributes, waiting = 0, 0, [tree(html, fragment=True)]
    while waiting:
        node = waiting.pop()
        nodes, attributes = nodes + 1, attributes + len(getattr(node, "attrs", None) or ())
        waiting += getattr(node, "children", None) or ()
    return nodes, attributes


def test_of_a_text_that_is_nearly_all_tags_the_words_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each tag of a tree takes some hundred bytes, and ten megabytes may come at once."""
    monkeypatch.setattr("digest.markup.MOST", 100)
    html = "<p>Tern &amp; <b>gull</b><script>hidden</script></p>" * 99
    assert to_markdown(html).split() == ["Tern", "&", "gull"] * 99
    assert to_text(html).split() == ["Tern", "&", "gull"] * 99


# ── what holds for any HTML ──────────────────────────────────────────────────────────────────────

# What looks like Markdown or HTML, and what may stand beside it.
LOOKS_LIKE = [
    *"*_#>|~`<&\\[]()!-+=:.1a ",
    *("**", "__", "~~", "~~~", "```", "---", "===", "***", "![", "](", "]:", "[x]", "1.", "1)", "# ", "- ", "+ ", "> ", "&amp;", "&#42;"),
    *("<b>", "</p>", "<!--", "<http://a.b>", "<a@b.c>", "http://a.b", "|---|", "a|b", ":-:", "\\\n", "    ", "\t", "\n", "word", "_word_"),
    *("é", "中文", "」", "„", "€", "\u00a0", "\u200d", "🙂"),
]
texts = st.lists(st.sampled_from(LOOKS_LIKE), max_size=12).map("".join) | st.text(max_size=20)

PLACES = ["<p>{}</p>", "<ul><li>{}</li></ul>", "<table><tr><td>{}</td><td>b</td></tr><tr><td>{}</td></tr></table>", "<h2>{}</h2>"]
PLACES += ["<blockquote><p>{}</p></blockquote>", "a<b>{}</b>a", "<p>a<br>{}<br>a</p>", '<p>a!<a href="x">{}</a>a</p>']
PLACES += ["<i>{}</i><s>{}</s>{}<code>{}</code>", "<pre>{}</pre>", "<p>{}<sup>{}</sup></p>"]

words = st.sampled_from(
    [
        "alpha",
        "beta.",
        "“gamma”",
        "5 * 3",
        "snake_case",
        "#1",
        "- x",
        "1.",
        "中文",
        "Zoë’s",
        "AT&amp;T",
        "a &lt; b",
        " ",
        "\n",
        "|",
        "!",
        "](",
        "`",
    ]
)
inline_tags = st.sampled_from(
    ["b", "strong", "i", "em", "s", "code", "span", "sup", "font", "center", "a", "a href='x_y'", "a href='z' title='t'"]
)
block_tags = st.sampled_from(["p", "div", "h2", "h3", "blockquote", "pre", "figure", "dl", "dt", "dd", "ul", "ol", "ol start=4", "li"])
stray_tags = st.sampled_from(["table", "tr", "td", "th", "thead", "b", "a", "x-y", "title"])


def element(tag: str, parts: list[str]) -> str:
    return f"<{tag}>{''.join(parts)}</{tag.split()[0]}>"


def nested(tags: st.SearchStrategy[str], leaves: st.SearchStrategy[str], size: int) -> st.SearchStrategy[str]:
    return st.recursive(leaves, lambda inner: st.builds(element, tags, st.lists(inner, max_size=4)), max_leaves=size)


inlines = nested(inline_tags, words | st.just("<br>"), 12)
items = st.lists(inlines.map(lambda text: f"<li>{text}</li>"), max_size=3)
rows = st.lists(st.lists(inlines.map(lambda text: f"<td>{text}</td>"), max_size=3).map(lambda cells: element("tr", cells)), max_size=3)
lists = st.builds(element, st.sampled_from(["ul", "ol"]), items)
tables = st.builds(element, st.just("table"), rows)
documents = nested(block_tags | stray_tags, inlines | lists | tables | st.sampled_from(["<hr>", "<img src='i.png'>"]), 15)


def seen(html: str) -> str:
    """What a reader sees of HTML that is well-formed, but for white space and for digits being raised."""
    return "".join(normalize("NFKC", clean(unescape(re.sub(r"<[^>]*>", "", html)))).replace("−", "-").split())


def rendered(markdown: str) -> str:
    """The page that Markdown makes. A parser that lets raw HTML through makes the same: there is none."""
    page = str(prose.parser().render(markdown))
    assert MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown) == page
    return page


@pytest.mark.parametrize("place", PLACES)
@given(text=texts)
def test_text_that_looks_like_markdown_stays_text(place: str, text: str) -> None:
    html = place.replace("{}", to_html(text))
    assert seen(rendered(to_markdown(html, BASE))) == seen(html)


@given(texts)
def test_an_escaped_text_renders_to_itself(text: str) -> None:
    line = " ".join(clean(text).split())
    assert rendered(escape(text)) == (f"<p>{to_html(line).replace('&#x27;', chr(39))}</p>\n" if line else "")


@given(texts, texts)
def test_a_link_is_read_as_what_it_says_and_where_it_leads(text: str, after: str) -> None:
    line, behind = (" ".join(clean(words).split()) for words in (text, after))
    shown = link(text, "/a_(b).mp3", BASE, after)
    if not line:
        assert shown == ""
        return
    page = rendered(shown)
    assert seen(page) == seen(to_html(f"{line} {behind}"))
    assert page.startswith('<p><a href="https://news.example/a_(b).mp3">')
    assert link(text, "javascript:alert(1)", BASE) == ""


@given(documents)
def test_every_word_of_a_document_is_kept_in_its_order(html: str) -> None:
    said = nh3.clean(html, clean_content_tags={"title"})  # a parser moves words out of a broken table; a title is no text of a page
    assert seen(rendered(to_markdown(html, BASE))) == seen(said)


@given(documents)
def test_paragraphs_are_those_of_its_markdown(html: str) -> None:
    assert list(to_paragraphs(html, BASE, 1_000_000)) == list(prose.paragraphs(to_markdown(html, BASE)))


@given(documents, documents, st.integers(0, 40))
@example("<p><img src='i.png'><b><br></b><img src='i.png'></p>", "alpha", 0)  # a break tells nobody anything
def test_an_opening_needs_no_more_than_its_paragraphs(html: str, after: str, limit: int) -> None:
    whole = html + after
    assert prose.opened(to_paragraphs(whole, BASE, limit), limit) == prose.opened(prose.paragraphs(to_markdown(whole, BASE)), limit)


def test_nothing_is_read_beyond_what_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    monkeypatch.setattr("digest.entries.html._Reader.image", lambda self, said: read.append(said["src"]))
    html = "".join(f'<ul><li>Item {n}</ul><p>Gull number {n}.<img src="/{n}">' for n in range(1000))
    assert [text for text, in_list in to_paragraphs(html, BASE, 25) if not in_list] == ["Gull number 0.", "Gull number 1."]
    assert len(read) <= 3


@given(documents)
def test_markdown_is_tidy(html: str) -> None:
    markdown = to_markdown(html, BASE)
    assert not re.search(r"[ \t]$", markdown, re.MULTILINE)
    assert "```" in markdown or "\n\n\n" not in markdown
    assert markdown == markdown.strip("\n")


@given(documents)
def test_markdown_comes_back_from_its_page(html: str) -> None:
    # Where emphasis ends inside code or a link, a space at that edge may need a second turn.
    once = to_markdown(rendered(to_markdown(html, BASE)))
    assert to_markdown(rendered(once)) == once


@pytest.mark.parametrize(
    "html",
    [
        "<" + "a" * 300_000,
        "<a " * 200_000,
        "&" * 300_000,
        "\xa0&zz " * 100_000,
        "<pre>x" + 300_000 * "\n" + "y</pre>",
        "<![CDATA[" * 100_000,
        "<a" * 150_000,
        "<a <x" * 60_000,
    ],
)
def test_tags_without_an_end_take_the_time_that_they_are_long(html: str) -> None:
    assert isinstance(to_markdown(html), str)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<a href="/q?a=1&copy=2&amp;x=3&y& z">A</a>', "[A](https://news.example/q?a=1&copy=2&x=3&y&%20z)"),
        ("&notit; &amp;lt; &ampx &AMP; &nbsp;x&nbspy a&#160;b &=", "¬it; \\&lt; &x & \xa0x\xa0y a\xa0b &="),
        ("a&#xffff;b&#xfffe;c&#7;d&#8238;", "abcd"),  # what no text may hold
    ],
)
def test_references(html: str, markdown: str) -> None:
    assert to_markdown(html, BASE) == markdown


@pytest.mark.parametrize("unwanted", "\0\x07\x7f\x9f\ud800\u202e\ufeff\uffff")
def test_what_is_dropped_makes_no_tag_of_what_is_none(unwanted: str) -> None:
    assert to_markdown(f"<p><{unwanted}a3.5% - one, a <b>b</b></p>") == r"\<a3.5% - one, a **b**"
