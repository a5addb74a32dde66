"""Text from strangers, in every field and by every way: it is read, and does nothing. tests/browser/ asks a browser, too."""

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.rendering.syndication import wrong_with
from tests.security import pages, site
from tests.security.payloads import KINDS, PAYLOADS
from tests.test_valid_html import checker  # noqa: F401  a fixture

WORD = re.compile(r"gull\d{3}[a-z]+")
# What stands behind ``` or ~~~ names the language of code, and no reader sees it; to a page, the last one begins a tag that ends late.
NO_TEXT = ("```html", '~~~"', "<https:")


@dataclass(frozen=True)
class Built:
    """The site, what came in, and what the program said."""

    folder: Path
    told: list[site.Told]
    log: str

    def files(self, *patterns: str) -> Iterator[tuple[str, Path]]:
        for pattern in patterns:
            for path in sorted((self.folder / "site").rglob(pattern)):
                yield path.relative_to(self.folder / "site").as_posix(), path


@pytest.fixture(scope="module", params=[2, pytest.param(len(site.SEEN), marks=pytest.mark.nightly)], ids=["two ways", "all ways"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """By two ways each, which all kinds of payloads take in turns; each night by all of them."""
    folder = tmp_path_factory.mktemp("foreign") / "site"
    told = site.lay_down(folder, request.param)
    return Built(folder, told, site.build(folder).stderr)


def test_there_are_enough_of_all_kinds() -> None:
    assert len(PAYLOADS) >= 300
    assert {payload.kind for payload in PAYLOADS} == set(KINDS)
    assert len({payload.word for payload in PAYLOADS}) == len(PAYLOADS)
    assert all(payload.word in payload.marked() for payload in PAYLOADS)


def test_everything_comes_in(built: Built) -> None:
    assert len(list(built.folder.glob("content/*/*.md"))) == len(built.told)
    assert [line for line in built.log.splitlines() if "new entries" not in line] == []


def looked_at(name: str, path: Path) -> tuple[list[str], str]:
    html = path.read_text("utf-8")
    if path.name == "email.html":
        return pages.looked_at(html, pages.OF_A_MAIL, attributes=frozenset({"style"}))
    return pages.looked_at(html, pages.OF_SEARCH) if name.startswith("search/") else pages.looked_at(html)


def in_pages(built: Built) -> tuple[dict[str, list[str]], set[str]]:
    """What is wrong with pages, by page; and the words that readers find."""
    wrong, read = {}, set()
    for name, path in built.files("*.html"):
        found, text = looked_at(name, path)
        read |= set(WORD.findall(text))
        if found:
            wrong[name] = found
    return wrong, read


def in_files_for_programs(built: Built) -> dict[str, list[str]]:
    wrong = {}
    for name, path in built.files("*.xml", "*.opml", "*.svg"):
        try:
            found = pages.in_xml(path.read_bytes())
            if path.suffix == ".xml" and name != "sitemap.xml":
                found += wrong_with(path.read_bytes())
        except ET.ParseError as error:
            found = [str(error)]
        if found:
            wrong[name] = found
    for name, path in built.files("*.json"):
        said, found = json.loads(path.read_bytes()), list(pages.unseemly(path.read_text("utf-8")))
        if isinstance(said, dict) and "items" in said:
            found += wrong_with(path.read_bytes())
            found += [one for item in said["items"] for one in pages.looked_at(item.get("content_html", ""))[0]]
        if isinstance(said, dict) and "introduction" in said:
            found += pages.looked_at(said["introduction"])[0]
        if found:
            wrong[name] = found
    return wrong


def test_no_page_holds_what_is_not_ours_and_every_word_can_be_read(built: Built) -> None:
    wrong, read = in_pages(built)
    assert wrong == {}
    lost = [
        (told.word(field), told.payload.text)
        for told in built.told
        for field in site.SEEN[told.way]
        if told.word(field) not in read and not (field == "c" and told.way in "mch" and told.payload.text.startswith(NO_TEXT))
    ]
    assert lost == []


def test_feeds_and_lists_are_right_and_hold_nothing_that_acts(built: Built) -> None:
    assert in_files_for_programs(built) == {}


def test_what_feeds_tell_as_html_is_as_harmless(built: Built) -> None:
    """A reader unescapes it, and shows it as a page."""
    wrong = {}
    for name, path in built.files("*.xml"):
        for element in ET.parse(path).iter():
            as_html = element.get("type") == "html" or element.tag.endswith("}encoded")
            if as_html and (found := pages.looked_at(element.text or "")[0]):
                wrong[name] = found
    assert wrong == {}


def test_books_and_mails_are_as_harmless(built: Built) -> None:
    wrong = {}
    for name, path in built.files("*.epub"):
        with zipfile.ZipFile(path) as book:
            for part in book.namelist():
                if part.endswith((".xhtml", ".opf", ".ncx", ".xml")) and (found := pages.in_xml(book.read(part))):
                    wrong[f"{name}:{part}"] = found
    for name, path in built.files("*.txt"):
        if found := list(pages.unseemly(path.read_text("utf-8"))):
            wrong[name] = found
    assert wrong == {}


def test_html_is_valid(built: Built, checker: list[str], tmp_path: Path) -> None:  # noqa: F811
    """Of each kind of page a sample; each night all of them."""
    every = 1 if len(built.told) > 2 * len(PAYLOADS) else 25
    for number, (name, path) in enumerate(built.files("*.html")):
        if number % every == 0 or not name.startswith(("issues/", "sources/")) or path.name == "email.html":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, tmp_path / name)
    ran = subprocess.run([*checker, str(tmp_path)], stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8")
    said = json.loads(ran.stderr)["messages"]
    assert [f"{one['url']}:{one.get('lastLine')}: {one['message']}" for one in said if one["type"] != "info"] == []


HOLES = {
    "a title that is not escaped": ("entry.html", "{{ entry.title }}</h1>", "{{ entry.title|safe }}</h1>", "<script>"),
    "an address that is not looked at": ("entry.html", 'href="{{ url(', 'href="{{ entry.title|safe }}{{ url(', "onmouseover"),
    "a feed that is not escaped": ("rss.xml", "<content:encoded>{{ content }}", "<content:encoded>{{ content|safe }}", "rss.xml"),
}


@pytest.mark.parametrize("hole", HOLES)
def test_a_hole_is_found(hole: str, tmp_path: Path) -> None:
    """What these tests would say if a template of ours let strangers in: planted in the site's own."""
    template, ours, planted, sign = HOLES[hole]
    folder = tmp_path / "site"
    told = [one for one in site.all_told(1) if one.payload.kind in ("tags", "attributes")]
    folder.mkdir()
    for one in told:
        path = folder / "content" / one.day / f"{one.word('f')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(site.markdown(one), "utf-8")
    (folder / "digest.toml").write_text('[site]\ntitle = "Foreign"\nbase_url = "https://digest.example/"\n', "utf-8")
    text = (site.REPOSITORY / "templates" / template).read_text("utf-8")
    assert ours in text
    (folder / "templates").mkdir()
    (folder / "templates" / template).write_text(text.replace(ours, planted), "utf-8")
    ran = site.run(folder, "build", "--offline")
    assert ran.returncode == 0, ran.stderr
    built = Built(folder, told, ran.stderr)
    found = in_pages(built)[0] | in_files_for_programs(built)
    assert found
    assert sign in str(found)
