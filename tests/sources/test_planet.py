"""A planet's configuration, taken over: its feeds, what it says of itself, and in words what cannot be."""

import pytest

from digest.errors import SourceError
from digest.sources import decoding, planet
from digest.sources.subscriptions import Subscriptions

PLANET = """\
# The planet of the coast
[Planet]
name = Planet Coast  ; as on the door
link: https://coast.example/
owner_name = Ada Quay
owner_email = ada@coast.example
items_per_page = 60
days_per_page = 0
filters = strip.py
template_files = index.html.tmpl
output_dir = out

[DEFAULT]
facewidth = 64
name = nobody

[index.html.tmpl]
items_per_page = 5

[strip.py]
tags = b

[https://one.example/feed?a=1;b=2]
name = 50% of One; and more # and all
face = one.png

[http://two.example/rss]

[lists/friends.opml]
content_type = opml

[https://friends.example/foaf.rdf]
content_type = foaf

[pluto]
title = Pluto #1
feed = feed://pluto.example/x

[include]
file = more.ini
"""


def read(text: str) -> Subscriptions:
    return planet.read(text, "planet.ini")


def test_feeds_with_their_names() -> None:
    found = [(source.name, source.url) for source in read(PLANET).sources]
    assert found == [
        ("50% of One; and more", "https://one.example/feed?a=1;b=2"),
        ("", "http://two.example/rss"),
        ("Pluto #1", "http://pluto.example/x"),
    ]


def test_what_it_says_of_itself() -> None:
    assert read(PLANET).site == {
        "title": "Planet Coast",
        "base_url": "https://coast.example/",
        "publisher": "Ada Quay",
        "contact": "ada@coast.example",
    }


def test_what_is_not_taken_over_is_said() -> None:
    said = read(PLANET)
    assert [problem.where for problem in said.left_out] == ["lists/friends.opml", "https://friends.example/foaf.rdf", "[include]"]
    told = "\n".join(map(str, said.problems))
    for word in ("`items_per_page` = '60'", "`filters` = 'strip.py'", "`template_files`", "`output_dir`", "`face` (1)"):
        assert word in told
    assert "days_per_page" not in told  # 0 is none
    assert "facewidth" not in told


def test_filters_become_include_and_exclude() -> None:
    said = read("[Planet]\nfilter = ferry|bridge\n[https://a.example/]\nfilter = (\n[https://b.example/]\nexclude = \\bads\\b\n")
    assert [(source.include, source.exclude) for source in said.sources] == [((), ()), (("/ferry|bridge/",), ("/\\bads\\b/",))]
    assert "no regular expression" in str(said.problems[0])


@pytest.mark.parametrize("filter", ["(" * 100_000, "a{5000000000}"], ids=["too deep", "too often"])
def test_a_filter_that_python_cannot_take_is_left_out_and_said(filter: str) -> None:
    said = read(f"[Planet]\nfilter = {filter}\n[https://a.example/]\n")
    assert [(source.include, source.exclude) for source in said.sources] == [((), ())]
    assert "no regular expression" in str(said.problems[0])


def test_a_line_that_goes_on_with_nothing_is_read() -> None:
    said = read("[Planet]\nname = Coast\nbare\n  = https:\n[https://a.example/]\nfilter\n  gull\nname = Ada\n")
    assert [(source.name, source.include) for source in said.sources] == [("Ada", ("/gull/",))]


def test_a_section_that_comes_twice_is_one() -> None:
    text = "[https://a.example/]\nname = A\n[https://b.example/]\n[https://a.example/]\nname = Again\n"
    assert [source.name for source in read(text).sources] == ["Again", ""]


@pytest.mark.parametrize(
    "raw", [b"\xef\xbb\xbf[Planet]\r\nname = Caf\xc3\xa9\r\n", b"[planet]\nname = Caf\xe9\n", "[Planet]\nname=Café".encode("utf-16")]
)
def test_encodings(raw: bytes) -> None:
    assert read(decoding.decode(raw)).site == {"title": "Café"}


def test_a_broken_line_costs_itself() -> None:
    said = read("[Planet]\nname = X\n= y\n[https://a.example/]\nname\n")
    assert [source.url for source in said.sources] == ["https://a.example/"]
    assert said.problems[0].where == "planet.ini:3"


@pytest.mark.parametrize("text", ["", "name = x", "<opml/>", "[other]\na = b\n", "{}"])
def test_what_is_no_planet_is_said(text: str) -> None:
    with pytest.raises(SourceError, match="is no planet's configuration"):
        read(text)
