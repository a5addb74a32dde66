"""An issue as a book."""

import posixpath
import re
import xml.etree.ElementTree as xml
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Issue, Project, Section, Site
from digest.pipeline import theme
from digest.rendering.environment import for_xml
from digest.rendering.epub import _inwards, as_xml
from digest.rendering.pages import pages
from tests.rendering.test_pages import SOURCES, entry, issue, printed, story

BODY = "Words and more words. " * 40
NAMES = {"xhtml": "http://www.w3.org/1999/xhtml", "opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


def book(of: Issue, *others: Issue, **site: object) -> bytes:
    return next(page.content for page in printed(of, *others, **site).pages if page.path == f"issues/{of.id}/issue.epub")  # type: ignore[arg-type]


def files(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name).decode() for name in archive.namelist()}


def section(topic: str, *stories: object) -> Section:
    return Section(topic=topic, slug=topic.lower(), stories=stories)  # type: ignore[arg-type]


EVIL = "]]> &nbsp; \x0b\x00\ufffe <b>unclosed <script>alert(1)</script> </p></body> \"quoted\" & 'so' <!-- <![CDATA[ <?php"
EVIL_BODY = f"{EVIL}\n\n```{EVIL}\ncode\n```\n\n| a |\n|:-:|\n| {EVIL} |\n\n{BODY}"
HOSTILE = issue(
    section(
        "A & B",
        story(
            entry("1-one", title=EVIL, body=EVIL_BODY, note=EVIL, key_points=(EVIL,), authors=(EVIL,)),
            entry("عنوان", source=EVIL, link="https://wire.example/?a=1&b=2", language="ar"),
            headline=EVIL,
            summary=EVIL,
            key_points=(EVIL,),
        ),
        story(entry("m-1", source=EVIL), more=True),
    ),
    section("B", story(entry("b"))),
    title=EVIL,
    introduction=EVIL,
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile() -> bytes:
    return book(HOSTILE, title=EVIL, publisher=EVIL, license=EVIL, description=EVIL)


def test_it_begins_with_its_kind_and_nothing_in_it_depends_on_the_day(hostile: bytes) -> None:
    with zipfile.ZipFile(BytesIO(hostile)) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "mimetype"
    assert hostile[30:58] == b"mimetypeapplication/epub+zip"
    assert {(one.compress_type, one.date_time, one.create_system) for one in entries} == {(zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0), 3)}
    assert book(HOSTILE, title=EVIL, publisher=EVIL, license=EVIL, description=EVIL) == hostile


def test_whatever_a_text_holds_it_is_xml_and_each_id_stands_once(hostile: bytes) -> None:
    for name, text in files(hostile).items():
        if name.endswith((".xhtml", ".opf", ".xml")):
            tree = xml.fromstring(text)
            ids = [one.get("id") for one in tree.iter() if one.get("id")]
            assert len(ids) == len(set(ids)), name
            assert not list(tree.iter(f"{{{NAMES['xhtml']}}}script")), name
    assert "&lt;script&gt;" in files(hostile)["text-1.xhtml"]


def test_hostile_texts_make_a_valid_book(hostile: bytes, epubcheck: Callable[[Path], list[str]], tmp_path: Path) -> None:
    (tmp_path / "issue.epub").write_bytes(hostile)
    assert epubcheck(tmp_path / "issue.epub") == []


def test_a_book_in_arabic_and_one_without_news_are_valid(epubcheck: Callable[[Path], list[str]], tmp_path: Path) -> None:
    for name, content in (("ar", book(issue(section("أخبار", story(entry("one", body=BODY)))), language="ar")), ("empty", book(issue()))):
        (tmp_path / f"{name}.epub").write_bytes(content)
        assert epubcheck(tmp_path / f"{name}.epub") == []


PIECES = ["<p>", "</p>", "<b>", "</i>", "<br>", "<img src=x", "/>", "&nbsp;", "&", "<", ">", "]]>", '"', "\x00",
          "<a id=1 id='2' @x>", "<o:p>", "x", "<!doctype x>", "<?xml y?>", "<!--", "-->", "<script>", "</script>", "é",
          "\ud7ff", "\uffff"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_html_becomes_xml(html: str) -> None:
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{html}</body></html>'
    assert xml.fromstring(as_xml(page)).tag == "{http://www.w3.org/1999/xhtml}html"


def test_what_is_xml_already_stays_as_it_is() -> None:
    page = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body dir="ltr">&lt; &#34;<br/></body></html>'
    )
    assert as_xml(page) == page


def test_what_is_not_is_closed_and_its_ids_stand_once() -> None:
    mended = as_xml("<html><body><p id=a>one&nbsp;<b>two<br><p id=a hidden>three</body></html>")
    assert mended == '<html><body><p id="a">one\xa0<b>two<br/><p hidden="hidden">three</p></b></p></body></html>'


HERE = "https://x.example/sub/issues/"
LEADING = f"[Two]({HERE}2026-11-10/two/#there), [three]({HERE}2026-11-10/#three), [before]({HERE}2026-11-09/), [out](https://out.example/)."
LINKED = issue(
    section(
        "World",
        story(
            entry("one", body=f"{LEADING} {BODY}"),
            entry("two", source="Wire", body=BODY, link="https://wire.example/2"),
        ),
        story(entry("three", link="https://wire.example/3")),
    ),
    section("Sport", story(entry("four", body=BODY)), story(entry("five", source="Wire", link="https://wire.example/5"), more=True)),
)  # fmt: skip


def test_what_is_in_the_book_is_reached_in_the_book_and_all_else_where_it_is() -> None:
    found = files(book(LINKED))
    pages = {name: xml.fromstring(text) for name, text in found.items() if name.endswith(".xhtml")}
    outside = set()
    for page in pages.values():
        for link in page.iter(f"{{{NAMES['xhtml']}}}a"):
            address = link.get("href") or ""
            if ":" in address:
                outside.add(address)
                continue
            file, _, anchor = address.partition("#")
            assert file in pages
            assert not anchor or [one for one in pages[file].iter() if one.get("id") == anchor]
    assert outside == {
        f"{HERE}2026-11-10/",
        f"{HERE}2026-11-09/",
        "https://out.example/",
        *(f"https://wire.example/{number}" for number in (2, 3, 5)),
    }
    hrefs = re.findall(r'href="([^"]*)"', found["text-1.xhtml"].partition("<body")[2])
    assert hrefs == ["topic-1.xhtml#entry-1", "text-2.xhtml", "topic-1.xhtml#entry-3", f"{HERE}2026-11-09/", "https://out.example/"]
    assert '<a href="text-1.xhtml"><bdi>One</bdi></a>' in found["topic-1.xhtml"]


def test_its_contents_are_in_the_order_in_which_it_is_read() -> None:
    found = files(book(LINKED))
    package = xml.fromstring(found["package.opf"])
    files_by_id = {item.get("id"): item.get("href") for item in package.iter(f"{{{NAMES['opf']}}}item")}
    spine = [files_by_id[item.get("idref")] for item in package.iter(f"{{{NAMES['opf']}}}itemref")]
    assert spine == ["title.xhtml", "nav.xhtml", "topic-1.xhtml", "text-1.xhtml", "text-2.xhtml", "topic-2.xhtml", "text-3.xhtml"]
    assert set(files_by_id.values()) == {posixpath.basename(name) for name in found} - {"mimetype", "package.opf", "container.xml"}
    nav = re.findall(r'<a href="([^"#]*)[^>]*><bdi>|<a href="([^"#]*)', found["nav.xhtml"])
    told = [spine.index(first or second) for first, second in nav]
    assert told == sorted(told)


def test_what_it_is_stands_in_it() -> None:
    before = files(book(LINKED, title="The Digest", publisher="The desk", language="ar"))["package.opf"]
    package = xml.fromstring(before)
    said = {name: package.findtext(f".//dc:{name}", namespaces=NAMES) for name in ("title", "language", "publisher", "date", "source")}
    assert said == {
        "title": "The Digest – An issue",
        "language": "ar",
        "publisher": "The desk",
        "date": "2026-11-10",
        "source": "https://x.example/sub/issues/2026-11-10/",
    }
    assert '<meta property="dcterms:modified">2026-11-10T09:30:00Z</meta>' in before
    assert 'page-progression-direction="rtl"' in before
    assert '<meta property="schema:accessMode">textual</meta>' in before


def test_it_is_the_same_book_wherever_the_site_moves_and_another_one_on_another_day() -> None:
    def identity(of: Issue, first_address: str = "", **site: object) -> str:
        settings = Site(**({"title": "Test", "base_url": "https://x.example/"} | site))  # type: ignore[arg-type]
        project = Project(root=Path("n"), config=Path("n"), output=Path("n"), site=settings, sources=SOURCES)
        made = pages([of], project, theme(), first_address=first_address).pages
        content = next(page.content for page in made if page.path.endswith(".epub"))
        return re.findall(r"urn:uuid:[0-9a-f-]{36}", files(content)["package.opf"])[0]

    here = identity(LINKED)
    assert here == identity(LINKED, first_address="https://x.example/", base_url="https://elsewhere.example/")
    assert here == identity(replace(LINKED, title="Renamed", number=7), title="Renamed, too")
    assert len({here, identity(LINKED, base_url="https://elsewhere.example/"), identity(issue(day="2026-11-11"))}) == 3


@pytest.mark.parametrize("first", range(0, 0x110000, 0x10000))
def test_xml_is_without_what_it_may_not_hold(first: int) -> None:
    text = "".join(f"{chr(code)}a" for code in range(first, first + 0x10000))
    allowed = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    assert for_xml(text).decode() == allowed
    if not first:
        assert for_xml(text[: 2 * 0xD800]).decode() == allowed[: len(for_xml(text[: 2 * 0xD800]).decode())]


def test_links_lead_inwards_where_the_book_has_what_they_lead_to() -> None:
    places = {"a/index.html": "text-1.xhtml", "a/index.html#b": "topic-1.xhtml#b"}
    links = [
        "https://x.example/a/",
        "https://x.example/a/#b",
        "https://x.example/c/",
        "https://y.example/a/",
        "",
        "#b",
        "https://x.example/a/&#35;b",
    ]
    told = "".join(f'<a href="{link}" data-href="{link}">href=</a>' for link in links)
    led = ["text-1.xhtml", "topic-1.xhtml#b", *links[2:6], "topic-1.xhtml#b"]
    shown = "".join(f'<a href="{to}" data-href="{link}">href=</a>' for to, link in zip(led, links, strict=True))
    assert _inwards(told, "https://x.example/", places) == shown
