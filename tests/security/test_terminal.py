"""What commands print: whatever strangers call their news, a terminal and a workflow's log show it, and obey nothing of it."""

import json
import os
from collections.abc import Iterator

import pytest

from tests.conftest import Folder
from tests.security import pages, site
from tests.security.payloads import PAYLOADS

KINDS = ("terminal", "bidi", "unseen", "JSON")
FEED = "feeds/rss.xml"
DAY = "2026-11-10"


@pytest.fixture
def project(folder: Folder) -> Folder:
    """A project whose texts, entries, files and feed are called as payloads are."""
    told = [site.Told(one, "c") for one in PAYLOADS if one.kind in KINDS]
    folder.config('[site]\ntitle = "Test"\nbase_url = "https://example.org/"\n\n[[sources]]\nname = "Feed"\npath = "feeds"\nfirst = 999\n')
    folder.write(FEED, site.rss(told).encode("utf-8", "replace"))
    for one in told:
        folder.write(f"content/{DAY}/{one.word('f')}.md", site.markdown(one).encode("utf-8", "replace"))
    folder.write(f"content/{DAY}/_issue.md", f"---\ntitle: {site.quoted(PAYLOADS[0].text + '::x')}\n---\n")
    if os.name == "posix":
        for number, one in enumerate(told):
            name = one.payload.text.replace("/", "").replace("\0", "")[:60]
            folder.write(f"content/{DAY}/{number}{name}.txt", "")  # left out, and named
            folder.write(f"feeds/{name}{number}.txt", "")
    return folder


def steering(text: str) -> Iterator[str]:
    yield from pages.unseemly(text)
    for line in text.split("\n"):
        if line.lstrip().startswith("::") or "##[" in line:
            yield line


def commands(folder: Folder) -> Iterator[tuple[str, ...]]:
    yield ("build",)
    yield ("check",)
    yield ("list", "-v")
    yield ("fetch", "-v")
    yield ("explain", "gull5")
    yield ("explain", "\x1b[31m::error::\u202enowhere")
    yield ("convert", str(folder.root / FEED))
    yield ("convert", str(folder.root / "feeds/\x1b[31m\n::error::nowhere"))
    yield ("add", str(folder.root / FEED), "--dry-run")
    yield ("add", "\x1b[31m\n::error::\u202enowhere")
    yield ("\x1b[31mnosuch\n::error::command",)
    yield ("opml", "import", "\x1b[31m\n::error::nowhere")


@pytest.mark.parametrize("on_github", [False, True])
def test_nothing_printed_steers(project: Folder, monkeypatch: pytest.MonkeyPatch, on_github: bool) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true" if on_github else "")
    wrong = {}
    for command in commands(project):
        ran = project.digest(*command)
        assert "a fault of its own" not in ran.err, ran.err
        found = [*pages.unseemly(ran.out), *pages.unseemly(ran.err)]
        if on_github:
            own = ("::warning ", "::error ")  # beside the line that a problem is about, where GitHub shows it
            found += steering("\n".join(line for line in ran.err.split("\n") if not line.startswith(own)))
            found += steering(ran.out) if command[0] != "convert" else ()  # an entry's file, byte for byte
        if found:
            wrong[command] = found
    assert wrong == {}


def test_a_name_makes_no_line_of_its_own(folder: Folder) -> None:
    if os.name != "posix":
        pytest.skip("names of one line")
    folder.write("seeds/x\nerror: forged.txt", "")
    told = folder.digest("check").err.splitlines()
    assert [line for line in told if line.startswith("error: ")] == ["error: seeds/x"]


@pytest.mark.parametrize("on_github", [False, True])
def test_json_is_json_and_says_the_same(project: Folder, monkeypatch: pytest.MonkeyPatch, on_github: bool) -> None:
    plain = {}
    for command in commands(project):
        if command[0] not in ("build", "check", "list", "fetch", "explain", "convert", "add"):
            continue
        monkeypatch.setenv("GITHUB_ACTIONS", "true" if on_github else "")
        given = [part for part in command if part != "-v"]
        ran = project.digest(*given, "--json")
        if ran.out:
            plain[command] = json.loads(ran.out)
            assert list(steering(ran.out)) == [] if on_github else list(pages.unseemly(ran.out)) == []
            assert all(c.isprintable() or c == "\n" for c in ran.out)
    assert len(plain) >= 7
    titles = [entry["title"] for entry in plain[("convert", str(project.root / FEED))]]
    assert any("##[add-mask]forged" in title for title in titles)
    assert any("\u200d" in title for title in titles)
