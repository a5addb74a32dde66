"""`images = "copy"`, from a feed's word to the page: beside the entry, with it, and gone with it."""

import io
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from digest.entries import store
from tests.conftest import Folder
from tests.sources.hostile import Hostile, reply

Image: Any = pytest.importorskip("PIL.Image")

CONFIG = """[site]
title = "Test"
base_url = "https://example.org/"

[fetch]
allow_hosts = ["{host}"]
min_interval = 0
timeout = 5

[[sources]]
name = "Wire"
url = "http://{host}/feed.xml"
images = "copy"
"""
FEED = """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Wire</title><link>https://wire.example/</link>
{items}</channel></rss>"""
ITEM = """<item><guid>{n}</guid><title>{n} was counted again</title><link>https://wire.example/{n}</link>
<description>{words}</description>{media}</item>"""
WORDS = {
    "n1": "Ferry crews rested in the harbour after a stormy night.",
    "n2": "Council members debate library opening hours.",
    "n3": "Orchestra tickets sold out within minutes.",
}
CAPTION = '<media:description type="plain">A {name} &lt;b&gt;gull</media:description>'
MEDIA = '<media:content url="{url}" medium="image">' + CAPTION + "</media:content>"
TOMORROW = "2026-11-11T12:00:00Z"


def png(colour: str, width: int = 400, height: int = 300) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


class Wire:
    """A feed whose items have pictures, and the project that reads it."""

    def __init__(self, server: Hostile, folder: Folder) -> None:
        self.server, self.folder = server, folder
        folder.config(CONFIG.format(host=server.host))
        for name, picture in {"red": png("red"), "blue": png("blue", 200, 400)}.items():
            server.answers[f"/{name}.png"] = reply(body=picture)
        server.answers["/gone.png"] = reply("404 Not Found")

    def says(self, **pictures: str) -> None:
        """Items by their numbers, n1, n2 …, each with the name of its picture, if any."""
        shown = {n: MEDIA.format(url=self.server.url(f"/{name}"), name=name) if name else "" for n, name in pictures.items()}
        items = "".join(ITEM.format(n=n, media=media, words=WORDS[n]) for n, media in shown.items())
        self.server.answers["/feed.xml"] = reply(body=FEED.format(items=items).encode())

    def asked(self, path: str) -> int:
        return sum(head.startswith(f"GET {path} ") for head in self.server.heads)

    def pictures(self) -> list[str]:
        return sorted(path.relative_to(self.folder.root / "content").as_posix() for path in (self.folder.root / "content").rglob("*.webp"))


@pytest.fixture
def wire(folder: Folder) -> Iterator[Wire]:
    with Hostile() as server:
        yield Wire(server, folder)


def entry_file(folder: Folder, n: str) -> Path:
    (found,) = [path for path in (folder.root / "content").rglob("*.md") if f"title: {n} " in path.read_text("utf-8")]
    return found


def test_a_story_shows_a_small_copy_and_nothing_is_loaded_from_elsewhere(wire: Wire, folder: Folder) -> None:
    wire.says(n1="red.png", n2="")
    assert folder.digest("build", "--strict").code == 0
    (path,) = wire.pictures()
    name = path.partition("/")[2]
    assert re.fullmatch(r"n1-was-counted-again\.[0-9a-f]{6}\.192x144\.webp", name)
    said = entry_file(folder, "n1").read_text("utf-8")
    assert f"thumbnail: {name}\nimage_alt: A red.png gull\n" in said
    assert f"image: {wire.server.url('/red.png')}\n" in said
    page = folder.read("site/issues/2026-11-10/index.html")
    assert page.count("<img") == 1
    assert f'src="{name}" width="96" height="72" alt="A red.png gull" loading="lazy"' in page
    assert f'src="issues/2026-11-10/{name}"' in folder.read("site/index.html")
    assert (folder.root / "site/issues/2026-11-10" / name).read_bytes() == (folder.root / "content" / path).read_bytes()
    items = {item["title"]: item.get("image") for item in json.loads(folder.read("site/entries.json"))["items"]}
    assert list(items.values()).count(f"https://example.org/issues/2026-11-10/{name}") == 1
    for path in folder.files("site"):
        assert "red.png" not in folder.read(f"site/{path}").replace("A red.png", "") if not path.endswith(("webp", "epub")) else True


def test_without_the_setting_no_picture_is_asked_for(wire: Wire, folder: Folder) -> None:
    folder.config(folder.read("digest.toml").replace('images = "copy"\n', ""))
    wire.says(n1="red.png")
    folder.digest("build")
    assert (wire.asked("/red.png"), wire.pictures()) == (0, [])
    assert "image_alt" not in entry_file(folder, "n1").read_text("utf-8")
    assert "<img" not in folder.read("site/index.html")


def test_a_picture_is_asked_for_once(wire: Wire, folder: Folder) -> None:
    wire.says(n1="red.png", n2="gone.png", n3="red.png")
    said = folder.digest("fetch", "--strict")
    assert (said.code, "Pictures left out: 1 of 2." in said.err, "404" in said.err) == (0, True, True)
    assert len(wire.pictures()) == 2
    before = folder.files("content")
    assert folder.digest("fetch", "--now", "2026-11-10T20:00:00Z").code == 0
    assert folder.files("content") == before
    assert (wire.asked("/feed.xml"), wire.asked("/red.png"), wire.asked("/gone.png")) == (2, 1, 1)


def test_another_picture_takes_its_place_while_the_issue_is_open(wire: Wire, folder: Folder) -> None:
    wire.says(n1="red.png")
    folder.digest("fetch")
    wire.says(n1="blue.png")
    assert "1 corrected" in folder.digest("fetch").out
    assert [path.partition(".")[2][7:] for path in wire.pictures()] == ["192x144.webp", "96x192.webp"]
    folder.digest("build")  # the old one is nobody's now, and goes
    assert [path.partition(".")[2][7:] for path in wire.pictures()] == ["96x192.webp"]
    assert 'width="48" height="96"' in folder.read("site/index.html")
    wire.says(n1="red.png")
    folder.digest("build", "--now", TOMORROW)
    assert 'width="48" height="96"' in folder.read("site/issues/2026-11-10/index.html")


def test_it_goes_where_its_entry_goes(wire: Wire, folder: Folder) -> None:
    wire.says(n1="red.png", n2="blue.png")
    folder.digest("build")
    moved = folder.root / "content/2026-11-09/moved.md"
    moved.parent.mkdir()
    entry_file(folder, "n1").rename(moved)
    said = folder.digest("build", "--strict")
    assert (said.code, said.err.count("warning")) == (0, 0)
    page = folder.read("site/issues/2026-11-09/index.html")
    (name,) = re.findall(r'<img[^>]* src="([^"]*)"', page)
    assert (folder.root / "site/issues/2026-11-09" / name).is_file()
    moved.unlink()
    entry_file(folder, "n2").unlink()
    folder.digest("build")
    assert wire.pictures() == []
    assert not list((folder.root / "site").rglob("*.webp"))


def test_while_an_entry_cannot_be_read_its_picture_stays(wire: Wire, folder: Folder) -> None:
    wire.says(n1="red.png")
    folder.digest("fetch")
    path = entry_file(folder, "n1")
    text = path.read_text("utf-8")
    path.write_text(text.replace("title:", "title: ["), "utf-8")
    folder.digest("fetch")
    assert len(wire.pictures()) == 1
    path.write_text(text, "utf-8")
    folder.digest("build")
    assert "<img" in folder.read("site/index.html")


@pytest.mark.parametrize("name", ["../../secret.webp", "/etc/x.000000.9x9.webp", "nothing.abcdef.10x10.webp", "x"])
def test_a_name_that_is_no_copys_shows_nothing(wire: Wire, folder: Folder, name: str) -> None:
    folder.write("secret.webp", b"secret")
    folder.write("content/2026-11-10/a.md", f"---\ntitle: A\nthumbnail: {name}\n---\n\nText.\n")
    wire.says()
    folder.digest("build", "--offline")
    assert "<img" not in folder.read("site/index.html")
    assert not list((folder.root / "site").rglob("*.webp"))


def test_kept_out_of_sight_it_comes_out_with_its_issue(wire: Wire, folder: Folder) -> None:
    folder.config(folder.read("digest.toml").replace("[fetch]", 'publish = "closed"\n\n[fetch]', 1).replace("\n\npublish", "\npublish"))
    wire.says(n1="red.png")
    folder.digest("build")
    assert wire.pictures()[0].startswith("next/")
    folder.digest("build", "--now", TOMORROW)
    assert wire.pictures()[0].startswith("2026-11-10/")
    assert "<img" in folder.read("site/issues/2026-11-10/index.html")


def test_it_is_on_disk_before_the_entry_that_names_it(wire: Wire, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed in between, a picture is left that nobody names, and goes; never an entry whose picture is missing."""
    write, written = store._write, []

    def killed(path: Path, raw: bytes, *, new: bool) -> None:
        written.append(path.suffix)
        if path.suffix == ".md":
            raise KeyboardInterrupt
        write(path, raw, new=new)

    wire.says(n1="red.png")
    with monkeypatch.context() as patched:
        patched.setattr(store, "_write", killed)
        assert folder.digest("fetch").code == 130
    assert written == [".webp", ".md"]
    folder.digest("build")
    assert len(wire.pictures()) == 1
    assert "<img" in folder.read("site/index.html")


def test_without_what_reads_pictures_that_is_said_once(wire: Wire, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    wire.says(n1="red.png", n2="blue.png")
    said = folder.digest("build")
    assert said.err.count("pip install 'newsdigest[images]'") == 1
    assert (said.code, wire.asked("/red.png"), len(folder.entries())) == (0, 0, 2)


def test_offline_no_picture_is_asked_for(wire: Wire, folder: Folder) -> None:
    folder.config(folder.read("digest.toml").replace(f'url = "http://{wire.server.host}/feed.xml"', 'path = "feed.xml"'))
    folder.write(
        "feed.xml",
        FEED.format(items=ITEM.format(n="n1", words=WORDS["n1"], media=f'<media:thumbnail url="{wire.server.url("/red.png")}"/>')),
    )
    assert folder.digest("build", "--offline").code == 0
    assert (wire.server.heads, wire.pictures()) == ([], [])


@pytest.mark.skipif(os.name != "posix", reason="who may read what")
def test_a_picture_that_cannot_be_read_is_named(wire: Wire, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    wire.says(n1="red.png")
    folder.digest("fetch")
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.suffix == ".webp" and "content" in path.parts:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    said = folder.digest("build")
    assert (said.code, "192x144.webp: cannot be read (Permission denied)" in said.err) == (1, True)
