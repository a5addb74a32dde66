"""Links of a file system that lead out of a project, as a stranger's repository may hold them, and names that are no names."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links, and names that other systems do not allow")
SECRET = "WhatNobodyShouldRead"
OUT = "is a link that leads out of the project"
ENTRY = f"---\ntitle: {SECRET}\n---\n\n# {SECRET}\n\n{{{{ 1 }}}} {SECRET}\n"
DAY = "2026-11-10"


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder beside the project, with things that are its owner's alone."""
    folder = tmp_path_factory.mktemp("outside")
    for name in ("secret.md", "_issue.md", "home.html", "en.toml", "style.css", "seen.txt", "index.html"):
        (folder / name).write_text(ENTRY if name != "en.toml" else f'"Topics" = "{SECRET}"\n', "utf-8")
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def published(folder: Folder) -> Iterator[str]:
    for path, content in folder.files("site").items():
        if SECRET.encode() in content:
            yield path


# Where the link stands, what it leads to, which code the build ends with, and what is said of it.
LINKS = {
    "an entry": (f"content/{DAY}/secret.md", "secret.md", 0, f"content/{DAY}/secret.md: {OUT}, so it is left out"),
    "what an editor says": (f"content/{DAY}/_issue.md", "_issue.md", 0, f"content/{DAY}/_issue.md: {OUT}, so it is left out"),
    "an earlier issue": ("content/2026-11-09", "", 0, f"content/2026-11-09: {OUT}, so it is left out"),
    "the open issue": (f"content/{DAY}", "", 1, f"content/{DAY}: {OUT}"),
    "content": ("content", "", 1, f"content: {OUT}"),
    "what was seen": ("content/seen.txt", "seen.txt", 1, f"content/seen.txt: {OUT}"),
    "health": ("content/health.json", "seen.txt", 0, f"content/health.json: {OUT}, so it is not read"),
    "a text": ("seeds/secret.md", "secret.md", 0, "seeds/secret.md is a link that leads out of the project, so it is left out"),
    "a folder of texts": ("seeds/more", "", 0, "seeds/more is a link that leads out of the project, so it is left out"),
    "a template": ("templates/home.html", "home.html", 1, f"templates/home.html: {OUT}"),
    "the templates": ("templates", "", 1, f"templates/home.html: {OUT}"),
    "words": ("templates/words/en.toml", "en.toml", 1, f"templates/words/en.toml: {OUT}"),
    "a static file": ("static/secret.md", "secret.md", 0, f"static/secret.md: {OUT}, so it is left out"),
    "a static folder": ("static/more", "", 0, f"static/more: {OUT}, so it is left out"),
    "static": ("static", "", 0, "static: leads out of the project, so nothing of it is in the site"),
    "a folder of the site": ("site/issues", "", 1, "issues: would be overwritten, and digest did not make it"),
    "notes": (".digest", "", 1, ".digest: is a link, and what digest notes there would be written elsewhere"),
    "a note": (".digest/asked.json", "secret.md", 1, ".digest/asked.json: is a link"),
    "what git passes over": (".digest/.gitignore", "secret.md", 1, ".digest/.gitignore: is a link"),
    "the cache": (".digest/answers.sqlite", "secret.md", 1, ".digest/answers.sqlite: is a link"),
}


@pytest.mark.parametrize("which", LINKS)
def test_nothing_outside_is_read_or_written(folder: Folder, outside: Path, which: str) -> None:
    place, target, code, said = LINKS[which]
    folder.write("seeds/gull.txt", "Gull counted\n\nThere is one.\n")
    path = folder.root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    if place.startswith("site/"):
        folder.write("site/.digest-manifest", "0123456789abcdef issues/secret.md\n0123456789abcdef issues/index.html\n")
    path.symlink_to(outside / target)
    before = everything(outside)
    for command in ("build", "check", "list", "clean"):
        ran = folder.digest(command)
        assert "Traceback" not in ran.err
        assert "a fault of its own" not in ran.err
        assert SECRET not in ran.out + ran.err
        assert everything(outside) == before
        if command == "build":
            assert (ran.code, said in ran.err) == (code, True), ran.err
            assert list(published(folder)) == []


def test_links_inside_a_project_are_followed(folder: Folder) -> None:
    folder.write("texts/gull.md", "---\ntitle: A gull\n---\n\nOne.\n")
    folder.write(f"content/{DAY}/_x", "")
    (folder.root / f"content/{DAY}/gull.md").symlink_to("../../texts/gull.md")
    folder.write("mine/home.html", '{% extends "digest/home.html" %}')
    (folder.root / "templates").symlink_to("mine")
    (folder.root / "seeds").mkdir()
    ran = folder.digest("build")
    assert ran.code == 0, ran.err
    assert "A gull" in folder.read("site/index.html")


def test_a_manifest_from_a_stranger_takes_nothing_away(folder: Folder, outside: Path) -> None:
    """`digest clean`, and a build that no longer makes a page, remove what the manifest names, which anyone may have written."""
    paths = ["../victim", f"{outside}/secret.md", "deep/secret.md", "./../../victim", "a\\..\\victim"]
    (folder.root / "victim").write_text("keep me", "utf-8")
    folder.write("site/.digest-manifest", "".join(f"0123456789abcdef {path}\n" for path in paths))
    (folder.root / "site/deep").symlink_to(outside)
    (folder.root / "seeds").mkdir()
    before = everything(outside)
    for command in ("build", "clean"):
        assert folder.digest(command).code == 0
        assert everything(outside) == before
        assert (folder.root / "victim").read_text("utf-8") == "keep me"


NAMES = (
    "...", "..a", " lead", "trail.", "trail ", "a\\b", "a:b", "CON", "con.txt", "NUL", "aux.md", "COM1", "index", "page:main", "~", "-rf",
    "$(id)", "`id`", "a;b|c&d", "a\nb", "a\rb", "a\tb", "a\x1b[31mb", "a\x07b",
    "a\x7fb", "a\x9bb", "a\u202eb", "a\u2066b", "a\u200bb", "\ufeffa",
    "<script>alert(1)<!--", "\"><img src=x onerror=alert(1)>", "{{ 7*7 }}", "{% raw %}", "a%2e%2e%2fb", "%00", "::error::x", "##[error]x",
    "x" * 240, "é" * 120, "e\u0301" * 60, "\u0301", "straße", "STRASSE", "Gull", "gull", "GULL", "Å", "A\u030a", "\u212b",
    "🐦", "👩‍👩‍👧", "🏳️‍🌈", "שלום", "مرحبا", "中文", "\U000e0041", "a#b?c", "a b", "ﬁ", "İ", "ı", "ǅ",
    "\u2024\u2024", "．．", "_issue", "404",
)  # fmt: skip


def test_names_of_files_are_contained_and_harmless(folder: Folder) -> None:
    texts = {
        ".txt": "{name}\n\nGull {n} was seen at the harbour.\n",
        ".md": "---\nguid: x\n---\n\nGull {n} flew over the harbour.\n",
        ".html": "<p>Gull {n} flew.</p>",
    }
    for ending, text in texts.items():
        for number, name in enumerate(NAMES):
            file = name if len(name.encode()) < 248 else name[:60]
            folder.write(f"seeds/{file}{ending}", text.replace("{name}", name).replace("{n}", str(number)))
    for number, name in enumerate(NAMES[:60]):
        folder.write(f"content/{DAY}/{name}.md", f"---\ntitle: By hand {number}\n---\n\nText.\n")
    for name in {name.casefold(): name for name in NAMES}.values():  # two that differ by case alone are refused, in words
        folder.write(f"static/{name}", "as it is")
    before = {path.name for path in folder.root.parent.iterdir()}
    ran = folder.digest("build")
    assert ran.code == 0, ran.err
    assert "a fault of its own" not in ran.err
    assert all(c.isprintable() or c == "\n" for c in ran.err)
    assert {path.name for path in folder.root.parent.iterdir()} == before
    for path in folder.files("content"):
        assert all(len(part.encode()) <= 255 for part in path.split("/"))
    made = [path for path in folder.files("site") if not (folder.root / "static" / path).is_file()]
    assert all(path.isprintable() and not {"..", "."} & set(path.split("/")) for path in made)
    assert len({path.casefold() for path in folder.files("site")}) == len(folder.files("site"))
    for path, content in folder.files("site").items():
        if path.endswith((".html", ".xml", ".json")) and path in made:
            assert not {"\x1b", "\x07", "\u202e", "\u2066", "\x9b"} & set(content.decode("utf-8")), path


def test_a_name_that_is_no_text_is_said(folder: Folder) -> None:
    if os.uname().sysname == "Darwin":
        pytest.skip("its names are all text")
    for place in ("seeds", f"content/{DAY}", "static"):
        (folder.root / place).mkdir(parents=True)
        (Path(os.fsencode(folder.root / place).decode("utf-8", "surrogateescape")) / "gull\udcff.md").write_text("Gull counted.\n", "utf-8")
    for command in ("build", "check", "list"):
        ran: Any = folder.digest(command)
        assert "a fault of its own" not in ran.err, ran.err
        assert "UnicodeEncodeError" not in ran.err
