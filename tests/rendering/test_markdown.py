"""Markdown as it is published: safe whatever stands in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.rendering.markdown import to_html, to_inline_html, whole


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>\n"),
        ("<b onclick=x>hi</b>", "<p>&lt;b onclick=x&gt;hi&lt;/b&gt;</p>\n"),
        ("<script>\nalert(1)\n</script>", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>\n"),
        ("[a](https://x.example)", '<p><a href="https://x.example">a</a></p>\n'),
        ("[a](mailto:a@x.example)", '<p><a href="mailto:a@x.example">a</a></p>\n'),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](JaVaScRiPt:alert(1))", "<p>[a](JaVaScRiPt:alert(1))</p>\n"),
        ("[a](&#106;avascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](data:text/html,x)", "<p>[a](data:text/html,x)</p>\n"),
        ("[a](vbscript:x)", "<p>[a](vbscript:x)</p>\n"),
        ("[a](file:///etc/passwd)", "<p>[a](file:///etc/passwd)</p>\n"),
        ("[a](//x.example/y)", "<p>[a](//x.example/y)</p>\n"),
        ("[a](other.md)", "<p>[a](other.md)</p>\n"),
        ("[a](https:)", "<p>[a](https:)</p>\n"),
        ("![a cat](https://x.example/cat.png)", '<p><a href="https://x.example/cat.png" class="picture">a cat</a></p>\n'),
        ("![](https://x.example/cat.png?w=3)", '<p><a href="https://x.example/cat.png?w=3" class="picture">cat.png</a></p>\n'),
        ("[![a cat](https://x.example/cat.png)](https://x.example)", '<p><a href="https://x.example">a cat</a></p>\n'),
        ("![x](data:image/png;base64,AAAA)", "<p>![x](data:image/png;base64,AAAA)</p>\n"),
        ("~~gone~~", "<p><s>gone</s></p>\n"),
    ],
)
def test_html(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "levels"),
    [
        ("# a\n\n## b\n\n### c", "234"),
        ("### a\n\n#### b\n\n### c", "232"),
        ("# a\n\n#### b\n\n## c\n\n###### d", "2334"),
        ("###### a", "2"),
        ("# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f", "234566"),
    ],
)
def test_headings_begin_below_the_pages_own_and_skip_none(markdown: str, levels: str) -> None:
    html = to_html(markdown)
    assert "".join(html[i + 2] for i in range(len(html)) if html.startswith("<h", i)) == levels
    assert "".join(html[i + 3] for i in range(len(html)) if html.startswith("</h", i)) == levels


def test_a_table_scrolls_by_itself() -> None:
    html = to_html("| a | b |\n|---|---|\n| 1 | 2 |")
    assert html.startswith('<div class="scroll" tabindex="0"')
    assert html.endswith("</table></div>\n")


def test_cells_are_aligned_by_class_for_pages_allow_no_style() -> None:
    html = to_html("| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert '<td class="center">1</td>' in html
    assert '<td class="right">2</td>' in html
    assert "style=" not in html


def test_a_line() -> None:
    assert to_inline_html("one *line* <b>") == "one <em>line</em> &lt;b&gt;"


def test_rendering_has_no_memory() -> None:
    first = to_html("[a]: https://x.example\n\n[a]")
    assert "href" in first
    assert "href" not in to_html("[a]")


BLOCKS = "# |## x|- |* |+|> |===|---|***|```|~~~|3.|1. |12) |    |:-".split("|")
INLINE = "*e* **b** _u_ `c` ~~s~~ ![p](https://x/y.png) [l](https://x.y) [l](javascript:x) [a] \\* \\ &amp; & < > <b> <https://a.b>".split()
PLAIN = "a|b c|é.|漢|שלום|3| |  |!|(|]|[|…|\"|'|“q”".split("|")
ENDS = ["\n", "\n", "\n\n", "\n\n", "\n\n\n", "  \n", "\t", "\r", "\0"]
ODD = ["\u00a0", "\u2003", "\u2028", "\x0b", "\x0c", "\x1c", "\x85", "[a]: https://x.y", "| a | b |", "|--|:-:|"]
PIECES = [*BLOCKS, *INLINE, *PLAIN, *ENDS, *ODD]


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_paragraphs_are_made_into_what_the_parser_makes_of_the_whole(markdown: str) -> None:
    assert to_html(markdown) == whole(markdown, {})


def test_headings_are_numbered_across_what_is_read_apart() -> None:
    markdown = "# a\n\nWords.\n\n### b\n\nMore *words*.\n\n- c\n\n## d"
    assert to_html(markdown) == whole(markdown, {})
    assert "<h3>b</h3>" in to_html(markdown)
