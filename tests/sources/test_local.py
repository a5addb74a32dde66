"""The files that a path names: each once, and no more than are meant."""

import os
from pathlib import Path

import pytest

from digest.errors import SourceError
from digest.model import Source
from digest.sources.local import Found, find

ENDINGS = {".txt", ".md"}


def lay(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("words", "utf-8")


def look(root: Path, path: str, *apart: str) -> Found:
    return find(Source(name="Desk", path=path), root, ENDINGS, [root / folder for folder in apart])


def names(root: Path, found: Found) -> list[str]:
    return [path.relative_to(root).as_posix() for path in found.files]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*", ["b.txt"]),
        ("*.txt", ["b.txt"]),
        ("**", ["b.txt", "deep/[x].txt", "deep/a.csv", "deep/er/a.txt", "deep/é.md"]),
        ("**/*.txt", ["b.txt", "deep/[x].txt", "deep/er/a.txt"]),
        ("deep/**/*.txt", ["deep/[x].txt", "deep/er/a.txt"]),
        ("deep/?.*", ["deep/a.csv", "deep/é.md"]),
        ("deep/[!é].*", ["deep/a.csv"]),
        ("d*/er/[a-c].txt", ["deep/er/a.txt"]),
        ("deep/[[]x].txt", ["deep/[x].txt"]),
        ("./deep/../deep/*.csv", ["deep/a.csv"]),
        (".hid*/*.txt", []),
    ],
)
def test_globs(tmp_path: Path, pattern: str, found: list[str]) -> None:
    root = tmp_path / "news [2026]"
    lay(root, "b.txt", "deep/a.csv", "deep/é.md", "deep/[x].txt", "deep/er/a.txt", ".hidden/a.txt", "deep/.a.txt")
    if not found:
        with pytest.raises(SourceError, match="there is no file or folder"):
            look(root, pattern)
        return
    assert names(root, look(root, pattern)) == found
    assert names(root, look(root, str(root / pattern).replace("[2026]", "[[]2026]"))) == found or "/./" in f"/{pattern}"


def test_what_is_apart(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt", "content/b.txt", "site/c.txt", "other/content/d.txt")
    assert names(tmp_path, look(tmp_path, ".", "content", "site")) == ["a.txt", "other/content/d.txt"]
    assert names(tmp_path, look(tmp_path, "**/*.txt", "content", "site")) == ["a.txt", "other/content/d.txt"]
    for path in ("content", "content/b.txt", "./site/"):
        with pytest.raises(SourceError, match="lies in what digest makes"):
            look(tmp_path, path, "content", "site")


links = pytest.mark.skipif(os.name != "posix", reason="links need a privilege elsewhere")


@links
@pytest.mark.parametrize("path", ["seeds", "seeds/**/*.txt", "**"])
def test_links_in_a_circle(tmp_path: Path, path: str) -> None:
    lay(tmp_path, "seeds/a.txt", "seeds/deep/b.txt")
    (tmp_path / "seeds/deep/up").symlink_to(tmp_path / "seeds")
    (tmp_path / "seeds/self").symlink_to(tmp_path / "seeds/self")
    found = names(tmp_path, look(tmp_path, path))
    assert [name for name in found if "self" not in name] == ["seeds/a.txt", "seeds/deep/b.txt"]


@links
def test_a_file_is_read_once(tmp_path: Path) -> None:
    lay(tmp_path, "seeds/a.txt", "texts/c.txt")
    (tmp_path / "seeds/b.txt").symlink_to(tmp_path / "seeds/a.txt")
    (tmp_path / "seeds/more").symlink_to(tmp_path / "texts")
    assert names(tmp_path, look(tmp_path, "seeds")) == ["seeds/a.txt", "seeds/more/c.txt"]


@links
@pytest.mark.parametrize("path", ["seeds", "seeds/*", "**"])
def test_a_link_out_of_the_project(tmp_path: Path, path: str) -> None:
    root = tmp_path / "project"
    lay(root, "seeds/a.txt")
    lay(tmp_path, "secret/key.txt")
    (root / "seeds/b.txt").symlink_to(tmp_path / "secret/key.txt")
    (root / "seeds/c").symlink_to(tmp_path / "secret")
    found = look(root, path)
    assert names(root, found) == ["seeds/a.txt"]
    assert sorted(problem.what.partition(" ")[0] for problem in found.problems) == ["seeds/b.txt", "seeds/c"]
    assert names(root, look(root, "seeds/b.txt")) == ["seeds/b.txt"]  # who names it means it
    assert names(root, look(root, "seeds/c")) == ["seeds/c/key.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes")
@pytest.mark.parametrize("path", ["seeds", "seeds/*"])
def test_a_pipe_is_not_waited_for(tmp_path: Path, path: str) -> None:
    lay(tmp_path, "seeds/a.txt")
    os.mkfifo(tmp_path / "seeds/b.txt")
    assert names(tmp_path, look(tmp_path, path)) == ["seeds/a.txt"]
    with pytest.raises(SourceError, match="there is no file"):
        look(tmp_path, "seeds/b.txt")


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, "seeds/a.txt", "seeds/deep/b.txt")
    real = os.scandir

    def scandir(folder: Path) -> object:
        if str(folder).endswith("deep"):
            raise PermissionError(13, "Permission denied", str(folder))
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    found = look(tmp_path, "seeds")
    assert names(tmp_path, found) == ["seeds/a.txt"]
    assert str(found.problems[0]) == "Desk: seeds/deep cannot be read (Permission denied). Check who owns it."
