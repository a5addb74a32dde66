"""The text that this program was first asked to digest, from its file to its entry."""

import re
from datetime import UTC
from pathlib import Path

import pytest

from digest import prose
from digest.entries.file import parse
from digest.model import Entry
from tests.conftest import Folder

QUOTED = re.compile(r"“[^“”]+”")


@pytest.fixture(scope="session")
def source(shared: Path) -> Path:
    found = sorted((shared / "seeds").glob("*.txt"))
    if len(found) != 1:
        pytest.skip("no ../shared/seeds/*.txt beside this clone: it is not part of the project")
    return found[0]


@pytest.fixture
def told(source: Path, folder: Folder) -> str:
    ran = folder.digest("convert", str(source))
    assert (ran.code, ran.err) == (0, "")
    return ran.out


@pytest.fixture
def entry(told: str) -> Entry:
    return parse(told, path="content/2026-11-10/a.md", issue="2026-11-10", zone=UTC, desk="Desk")


def test_its_title(entry: Entry) -> None:
    assert entry.title == "Ongoing Peace Discussions between Ukraine and the US"
    assert entry.language == "en"


def test_its_headings_in_order(entry: Entry, source: Path) -> None:
    headings = re.findall(r"^(#+) (.+)$", entry.body, re.MULTILINE)
    assert [level for level, _ in headings] == ["##"] * 7
    assert headings[-1][1] == "Conclusion"
    lines = source.read_text("utf-8").splitlines()
    assert [line for line in lines if line in dict(map(reversed, headings))] == [text for _, text in headings]


def test_its_key_points_stand_in_no_body(entry: Entry, source: Path) -> None:
    assert list(entry.key_points) == [line[2:] for line in source.read_text("utf-8").splitlines() if line.startswith("- ")]
    assert len(entry.key_points) == 4
    assert not [point for point in entry.key_points if point in entry.body]


def test_its_quotations_are_whole(entry: Entry, source: Path) -> None:
    said = QUOTED.findall(source.read_text("utf-8"))
    assert len(said) >= 5
    assert said == QUOTED.findall(entry.body)


def test_every_word_is_kept_once(entry: Entry, source: Path) -> None:
    kept = "\n".join((entry.title, entry.body, *entry.key_points))
    assert prose.words(kept) == prose.words(source.read_text("utf-8"))


def test_twice_is_once(told: str, folder: Folder) -> None:
    again = folder.digest("convert", str(folder.write("again.md", told)))
    assert (again.code, again.out) == (0, told)
