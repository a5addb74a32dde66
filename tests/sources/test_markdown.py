"""Markdown files with TOML above them, as other generators of sites write it: the same as with YAML."""

from datetime import UTC, datetime

import pytest

from digest.entries.accept import accept
from digest.errors import EntryError, SourceError
from digest.model import Entry
from digest.sources import markdown
from digest.sources.document import Document


def read(text: str) -> Entry:
    (item,) = markdown.read(Document(source="Desk", origin="seeds/a.md", raw=text.encode(), name="a"), text)
    return accept(item, "id", now=None, zone=UTC)


HUGO = """+++
# of our old site
title = "The ferry: it sails"
date = 2026-03-03T08:00:00+01:00
author = "Ada Gull"
tags = ["ferry", "harbour"]
categories = "World"
draft = true
weight = 7
+++

# A heading

It *sails* again.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_front_matter_of_hugo(end: str, before: str) -> None:
    made = read(before + HUGO.replace("\n", end))
    assert (made.title, made.published) == ("The ferry: it sails", datetime(2026, 3, 3, 7, tzinfo=UTC))
    assert (made.authors, made.categories, made.draft) == (("Ada Gull",), ("ferry", "harbour", "World"), True)
    assert (made.extra, made.body) == ((("weight", "7"),), "# A heading\n\nIt *sails* again.")


def test_front_matter_of_zola() -> None:
    made = read(
        """+++
title = 'It sails'
date = 2026-03-03
authors = ["Ada Gull", "Bo Marsh"]

[taxonomies]
tags = ["ferry"]
categories = ["World", "ferry"]

[extra]
mood.now = "hopeful"
+++
It sails again.
"""
    )
    assert (made.title, made.authors, made.categories) == ("It sails", ("Ada Gull", "Bo Marsh"), ("ferry", "World"))
    assert (made.published, made.extra) == (datetime(2026, 3, 3, tzinfo=UTC), (("extra", {"mood": {"now": "hopeful"}}),))


def test_without_a_title_the_first_heading_is_it() -> None:
    assert read("+++\ndraft = false\n+++\n# It sails\n\nAgain.").title == "It sails"
    assert read("+++\n+++\n# It sails\n\nAgain.").title == "It sails"


@pytest.mark.parametrize("text", ["+++ is a sign\n\nAnd so on.", "++++\ntitle = 1\n++++\n", "A text.\n+++\na = 1\n+++\n"])
def test_what_is_no_front_matter(text: str) -> None:
    assert read(text).body == text.strip("\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("+++\ntitle = It sails\n+++\nText.", r"seeds/a\.md:2: front matter is not valid TOML \(.*\)"),
        ("+++\ntitle = 'a'\ndraft = yes\n+++\nText.", r"seeds/a\.md:3: front matter is not valid TOML"),
        ("+++\ntags = [\n+++\nText.", r"seeds/a\.md:\d: front matter is not valid TOML"),
        ("+++\na = 1\na = 2\n+++\nText.", r"seeds/a\.md:3: front matter is not valid TOML"),
        ("+++\na = " + "[" * 50_000 + "\n+++\nText.", r"seeds/a\.md:2: front matter is not valid TOML"),
        ("+++\ntitle = 'a'\nText.", r"seeds/a\.md:1: front matter is opened by \+\+\+ and never closed"),
    ],
)
def test_what_is_broken_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read(text)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("date = 'yesterday'", "`date: yesterday` is no date"),
        ("tags = [['a']]", "`categories` must be a list of plain words"),
        ("draft = 'perhaps'", "`draft: perhaps` is neither true nor false"),
    ],
)
def test_what_entries_cannot_take_is_named_with_its_line(row: str, said: str) -> None:
    with pytest.raises(EntryError, match=rf"seeds/a\.md:4: {said}"):
        read(f"+++\n# of our old site\ntitle = 'a'\n{row}\n+++\nText.")
