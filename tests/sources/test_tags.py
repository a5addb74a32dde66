"""Tags of markup that nobody checked: what is meant, and in the time that it is long."""

import pytest

from digest.sources.tags import Tag, tags

OWN = ("text", "title", "type", "xmlurl")


def attributes(text: str, own: tuple[str, ...] = ()) -> dict[str, str]:
    return dict(next(tags(text, own=own)).attributes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<A Href="x">', {"href": "x"}),
        ("<a href=x/y/>", {"href": "x/y/"}),
        ("<a\n href = 'x'\n/>", {"href": "x"}),
        ("<a href>", {"href": ""}),
        ('<a href="1" href="2">', {"href": "1"}),
        ('<a href="?a=1&amp;b=2&copy=3&c">', {"href": "?a=1&b=2&copy=3&c"}),  # no reference without its semicolon
        ('<a t="&eacute;&#39;&#x20AC;&unknown;&copycat;">', {"t": "é'€&unknown;&copycat;"}),
        ('<a t="x > y">', {"t": "x > y"}),
        ("<a =x y=1>", {"x": "", "y": "1"}),
        ("<a t='x'u='y'>", {"t": "x", "u": "y"}),
        ('<a t="x"', {"t": "x"}),
        ('<a t="x', {"t": "x"}),
        ("<a t=1 <b u=2>", {"t": "1"}),
    ],
)
def test_attributes(text: str, expected: dict[str, str]) -> None:
    assert attributes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<o title="the "new" times" type="rss"/>', {"title": 'the "new" times', "type": "rss"}),
        ('<o title="never closed type="rss"/>', {"title": "never closed", "type": "rss"}),
        ('<o text="<a href="x" rel="y">A</a>." xmlUrl="b"/>', {"text": '<a href="x" rel="y">A</a>.', "xmlurl": "b"}),
        ('<o text="a <b" xmlUrl="c"/>', {"text": "a <b", "xmlurl": "c"}),
        ('<o text="a=" xmlUrl="c"/>', {"text": "a=", "xmlurl": "c"}),
        ('<o text="A>\n<outline text="B" xmlUrl="b"/>', {"text": "A>\n"}),
    ],
)  # fmt: skip
def test_quotes_that_were_forgotten(text: str, expected: dict[str, str]) -> None:
    assert attributes(text, OWN) == expected


def test_what_is_no_tag() -> None:
    text = "a < b <1> <!-- <c> --> <![CDATA[ <d> ]]> <?php <e ?> <!DOCTYPE f> </g> <h/> <!-- <i>"
    assert [(tag.name, tag.ends, tag.empty) for tag in tags(text)] == [("g", True, False), ("h", False, True)]


def test_the_inside_of_a_script_is_text() -> None:
    text = "<script>'<a>'</script ><b><SCRIPT src=x/><c></script><d>"
    assert [tag.name for tag in tags(text, ("script",))] == ["script", "script", "b", "script", "script", "d"]
    assert list(tags("<script><a>", ("script",))) == [Tag("script")]


@pytest.mark.parametrize(
    "piece",
    [
        *'<"&',
        "</",
        "<!",
        "<!--",
        "<?",
        "<![CDATA[",
        "<a ",
        "<a b=c ",
        "<a b='",
        '<a b="c',
        ' text="',
        '<b "',
        '=" ',
        "a  ",
        "/ ",
        "<script>",
    ],
)
@pytest.mark.parametrize("before", ["", '<a b="', "<a b=c "])
def test_hostile_text_is_read_in_the_time_that_it_is_long(before: str, piece: str) -> None:
    """A minute and more for some of these, were the time to grow with the square of the length."""
    for own in ((), OWN):
        for _ in tags(before + piece * (200_000 // len(piece)), ("script",), own):
            pass
