"""This repository is its own example: what the README promises of it holds."""

import shutil
import tomllib
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Folder


@pytest.fixture
def example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Folder:
    """A copy of the example, as a newcomer's clone has it."""
    for name in ("digest.toml", "seeds", "content", "templates"):
        source = REPOSITORY / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    return Folder(tmp_path, capsys)


@pytest.mark.parametrize("now", ["2026-11-21T12:00:00Z", "2031-05-05T05:05:05Z"])
def test_building_it_leaves_the_clone_clean(example: Folder, now: str) -> None:
    before = example.files("content"), example.files("seeds")
    said = example.digest("build", "--offline", "--strict", "--now", now)
    assert (said.code, said.err) == (0, "")
    assert (example.files("content"), example.files("seeds")) == before


def test_nothing_in_it_is_wrong(example: Folder) -> None:
    said = example.digest("check")
    assert (said.code, said.err) == (0, "")


def test_it_shows_what_it_should(example: Folder) -> None:
    example.digest("build", "--offline")
    bridge = example.read("site/issues/2026-11-15/index.html")
    assert "Told by 3 sources" in bridge  # two texts and a feed tell one event
    assert "The lunchbox that survived an autumn at sea" in bridge  # an entry edited by hand
    assert "The week the bridge came back" in bridge  # its editor's title
    latest = example.read("site/issues/2026-11-22/index.html")
    assert "(the same text)" in latest  # two feeds lead to one address
    assert 'lang="de"' in example.read("site/issues/2026-11-08/index.html")


def test_its_entries_come_from_its_seeds(example: Folder) -> None:
    """content/ is what fetch makes of seeds/, but for what an editor did."""
    made = Folder(example.root / "again", example.capture)
    made.config(example.read("digest.toml"))
    shutil.copytree(example.root / "seeds", made.root / "seeds")
    made.digest("fetch", "--backfill", "--now", "2026-11-20T18:00:00Z")
    name = Path("content/2026-11-15/fish-auction-at-skerrow-goes-online-and-finds-buyers-inland.md").as_posix()
    assert made.read(name) == example.read(name)


def test_every_part_of_the_configuration_is_explained() -> None:
    text = (REPOSITORY / "digest.toml").read_text("utf-8")
    assert {"site", "fetch", "gate", "sources", "topics"} <= set(tomllib.loads(text))


def test_built_pages_are_not_committed() -> None:
    assert "/site/*" in (REPOSITORY / ".gitignore").read_text("utf-8")
