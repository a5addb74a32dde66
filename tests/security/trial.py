"""What strangers' text does to a site: every payload in every field, and each file of the site looked through.

    python tests/security/trial.py            by every way in; prints its figures, and ends with 1 where anything was found
    python tests/security/trial.py --ways 2   each payload by two of them

The tests beside this one ask the same of two ways; each night this asks it of all.
"""

import argparse
import json
import re
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests import nu
from tests.rendering.syndication import wrong_with
from tests.security import pages, site
from tests.security.payloads import PAYLOADS

WORD = re.compile(r"gull\d{3}[a-z]+")
# What stands behind ``` or ~~~ names the language of code, and no reader sees it; to a page, the last one begins a tag that ends late.
NO_TEXT = ("```html", '~~~"', "<https:")
Wrong = dict[str, list[str]]  # what is wrong, by the file that it is in


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


def built(folder: Path, ways: int) -> Built:
    told = site.lay_down(folder, ways)
    return Built(folder, told, site.build(folder).stderr)


def entries(built: Built) -> int:
    return len(list(built.folder.glob("content/*/*.md")))


def complaints(built: Built) -> list[str]:
    """What the program said but how many came in."""
    return [line for line in built.log.splitlines() if "new entries" not in line]


# ── what readers see ─────────────────────────────────────────────────────────────────────────────


def looked_at(name: str, path: Path) -> tuple[list[str], str]:
    html = path.read_text("utf-8")
    if path.name == "email.html":
        return pages.looked_at(html, pages.OF_A_MAIL, attributes=frozenset({"style"}))
    return pages.looked_at(html, pages.OF_SEARCH) if name.startswith("search/") else pages.looked_at(html)


def in_pages(built: Built) -> tuple[Wrong, set[str]]:
    """What is wrong with pages; and the words that readers find."""
    wrong, read = {}, set()
    for name, path in built.files("*.html"):
        found, text = looked_at(name, path)
        read |= set(WORD.findall(text))
        if found:
            wrong[name] = found
    return wrong, read


def marks(built: Built) -> Iterator[tuple[str, str]]:
    """The words that somebody must be able to read, each with the payload beside it."""
    for told in built.told:
        for field in site.SEEN[told.way]:
            if not (field == "c" and told.way in "mch" and told.payload.text.startswith(NO_TEXT)):
                yield told.word(field), told.payload.text


# ── what programs read ───────────────────────────────────────────────────────────────────────────


def feeds(built: Built) -> Iterator[tuple[str, bytes]]:
    for name, path in built.files("*.xml", "*.json"):
        raw = path.read_bytes()
        if _is_feed(name, raw):
            yield name, raw


def _is_feed(name: str, raw: bytes) -> bool:
    if name.endswith(".xml"):
        return name != "sitemap.xml"
    said = json.loads(raw)
    return isinstance(said, dict) and "items" in said


def in_feeds(built: Built) -> Wrong:
    """Where feeds break the rules of their formats."""
    wrong = {}
    for name, raw in feeds(built):
        try:
            found = wrong_with(raw)
        except ET.ParseError as error:
            found = [str(error)]
        if found:
            wrong[name] = found
    return wrong


def in_files_for_programs(built: Built) -> Wrong:
    """What acts in feeds, lists and JSON. What a feed tells as HTML is unescaped by its reader, and shown as a page."""
    wrong = {}
    for name, path in built.files("*.xml", "*.opml", "*.svg"):
        try:
            found = pages.in_xml(path.read_bytes())
            for element in ET.parse(path).iter():
                if element.get("type") == "html" or element.tag.endswith("}encoded"):
                    found += pages.looked_at(element.text or "")[0]
        except ET.ParseError as error:
            found = [str(error)]
        if found:
            wrong[name] = found
    for name, path in built.files("*.json"):
        said, found = json.loads(path.read_bytes()), list(pages.unseemly(path.read_text("utf-8")))
        if isinstance(said, dict) and "items" in said:
            found += [one for item in said["items"] for one in pages.looked_at(item.get("content_html", ""))[0]]
        if isinstance(said, dict) and "introduction" in said:
            found += pages.looked_at(said["introduction"])[0]
        if found:
            wrong[name] = found
    return wrong


def in_books_and_mails(built: Built) -> Wrong:
    wrong = {}
    for name, path in built.files("*.epub"):
        with zipfile.ZipFile(path) as book:
            for part in book.namelist():
                if part.endswith((".xhtml", ".opf", ".ncx", ".xml")) and (found := pages.in_xml(book.read(part))):
                    wrong[f"{name}:{part}"] = found
    for name, path in built.files("*.txt"):
        if found := list(pages.unseemly(path.read_text("utf-8"))):
            wrong[name] = found
    return wrong


# ── the trial ────────────────────────────────────────────────────────────────────────────────────


def said(wrong: Wrong) -> int:
    """How many there are; the first of them are printed."""
    each = [f"{name}: {one}" for name, found in wrong.items() for one in found]
    for one in each[:20]:
        print(f"    {one[:300]}")
    return len(each)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--ways", type=int, default=len(site.SEEN), help="by which each payload comes in")
    ways = parser.parse_args().ways
    with tempfile.TemporaryDirectory() as folder:
        made = built(Path(folder) / "site", ways)
        wrong, read = in_pages(made)
        wanted = dict(marks(made))
        checker = nu.command()
        print(f"{len(PAYLOADS)} payloads, each by {ways} ways: {len(made.told):,} entries offered, {entries(made):,} taken in")
        of_each = (f"{len(list(some)):,} {what}" for what, some in (("feeds", feeds(made)), ("books", made.files("*.epub"))))
        print(f"{len(list(made.files('*.html'))):,} pages and mails, {', '.join(of_each)}, {len(wanted):,} marked words")
        found = {
            "complaints of the program": {"log": complaints(made)},
            "findings": wrong | in_files_for_programs(made) | in_books_and_mails(made),
            "marked words lost": {word: [text] for word, text in wanted.items() if word not in read},
            "errors of feeds": in_feeds(made),
            "errors of the Nu HTML checker": {} if isinstance(checker, str) else {"site": nu.errors(checker, made.folder / "site")},
        }
        counts = {what: said(wrong) for what, wrong in found.items()}
        missing = len(made.told) - entries(made)
    for what, count in counts.items():
        print(f"{what}: {checker if 'Nu' in what and isinstance(checker, str) else count}")
    return min(1, sum(counts.values()) + abs(missing))


if __name__ == "__main__":
    sys.exit(main())
