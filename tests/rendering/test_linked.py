"""What search engines are told: nothing of others is claimed."""

import json
import re
from typing import Any

import pytest

from digest.model import Section
from tests.rendering.test_pages import WHEN, entry, issue, made, story

BODY = "First words.\n\n## More\n\nAnd more words."
OWN = entry("own", body=BODY, origin="seeds/own.txt", authors=("Ada Quill",), updated=WHEN)
CITED = entry("cited", body=BODY, source="Wire", link="https://wire.example/1", origin="https://wire.example/feed.xml")
WITHOUT_LINK = entry("bare", body=BODY, source="Wire", origin="https://wire.example/feed.xml")
FEED_FILE = entry("feed", body=BODY, source="Wire", link="https://wire.example/2", origin="seeds/wire.xml")


def pages() -> dict[str, str]:
    stories = tuple(story(one) for one in (OWN, CITED, WITHOUT_LINK, FEED_FILE))
    return made(issue(Section(topic="World", slug="world", stories=stories)), publisher="The Desk")


def linked(page: str) -> Any:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert len(found) <= 1
    return json.loads(found[0]) if found else None


def test_an_issue_lists_its_stories_and_says_whose_they_are() -> None:
    record = linked(pages()["issues/2026-11-10/index.html"])
    assert record["@type"] == ["CollectionPage", "PublicationIssue"]
    assert (record["issueNumber"], record["datePublished"]) == (1, "2026-11-10")
    assert record["url"] == "https://x.example/sub/issues/2026-11-10/"
    items = [one["item"] for one in record["mainEntity"]["itemListElement"]]
    assert [item["@type"] for item in items] == ["NewsArticle", "CreativeWork", "CreativeWork", "CreativeWork"]
    assert [item.get("url") for item in items] == [
        "https://x.example/sub/issues/2026-11-10/own/", "https://wire.example/1", None, "https://wire.example/2",
    ]  # fmt: skip
    assert [item["publisher"]["name"] for item in items[1:]] == ["Wire"] * 3


def test_an_own_text_is_an_article_and_anothers_is_not() -> None:
    found = pages()
    record = linked(found["issues/2026-11-10/own/index.html"])
    assert (record["@type"], record["headline"], record["author"]) == ("NewsArticle", "Own", [{"@type": "Person", "name": "Ada Quill"}])
    assert (record["datePublished"], record["dateModified"]) == ("2026-11-10T09:30:00Z", "2026-11-10T09:30:00Z")
    assert record["publisher"]["name"] == "The Desk"
    for path, text in found.items():
        if path.endswith(".html") and path.split("/")[-2:-1] not in (["own"], ["2026-11-10"]):
            assert linked(text) is None, path


@pytest.mark.parametrize("evil", ['</script><script>alert("1")</script>', "<!--<script>", "\u2028'&amp;", "]]>"])
def test_no_headline_breaks_out(evil: str) -> None:
    told = story(entry("one", title=evil, body=BODY, authors=(evil,)), headline=evil)
    found = made(issue(Section(topic=evil, slug="evil", stories=(told,)), title=evil), title=evil)
    assert linked(found["issues/2026-11-10/index.html"])["name"] == evil
    assert linked(found["issues/2026-11-10/one/index.html"])["author"][0]["name"] == evil
    inside = re.findall(r'ld\+json">(.*)', found["issues/2026-11-10/index.html"])[0].removesuffix("</script>")
    assert "<" not in inside


def test_what_is_shown_of_a_page_that_somebody_links_to() -> None:
    page = pages()["issues/2026-11-10/own/index.html"]
    shown = dict(re.findall(r'<meta property="og:(\w+)" content="(.*)">', page))
    assert shown == {
        "site_name": "Test", "type": "website", "title": "Own – Test", "description": "Said.",
        "url": "https://x.example/sub/issues/2026-11-10/own/",
    }  # fmt: skip


def test_microformats() -> None:
    page = pages()["issues/2026-11-10/index.html"]
    for name in ("h-feed", "h-entry", "p-name u-url", "u-syndication", "dt-published", "dt-updated", "p-author h-card", "p-summary"):
        assert f'{name}"' in page or f"{name} " in page, name
    assert page.count('<data class="p-category" value="World">') == 4
