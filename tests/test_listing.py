"""`digest list`, again: what it said is remembered, and whatever changes is seen as if nothing were."""

import os
import shutil
import time
from collections.abc import Callable

import pytest

from digest import listing, pipeline
from tests.conftest import CONFIG, Folder, Ran
from tests.test_imports import loaded, ours

REMEMBERED = f".digest/{listing.NAME}"
GULL, TERN = "content/2026-11-09/gull.md", "content/2026-11-10/tern.md"


@pytest.fixture
def site(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A project that was listed when nobody had touched its files for a while."""
    for path, title in ((GULL, "Gulls counted on the pier"), ("content/2026-11-10/fog.md", "Fog on the river"), (TERN, "A tern came back")):
        folder.write(path, f"---\ntitle: {title}\ndate: 2026-11-09 23:30\n---\nWords about {title}.\n")
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10**10)
    assert folder.digest("list").code == 0
    return folder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was listed anew: a mark each time."""
    found: list[str] = []
    anew = pipeline.listing
    monkeypatch.setattr(pipeline, "listing", lambda project: (found.append("listing"), anew(project))[1])
    return found


def without_memory(site: Folder, *how: str) -> Ran:
    shutil.rmtree(site.root / ".digest", ignore_errors=True)
    return site.digest("list", *how)


@pytest.mark.parametrize("how", [(), ("-v",), ("--json",), ("--topic", "more"), ("--topic", "more", "--json"), ("--topic", "none")])
def test_what_was_listed_is_said_again(how: tuple[str, ...], site: Folder, made: list[str]) -> None:
    again = site.digest("list", *how)
    assert made == []
    assert again == without_memory(site, *how)
    assert made == ["listing"]


def same_size_and_time(site: Folder) -> None:
    stat = (site.root / GULL).stat()
    site.write(GULL, site.read(GULL).replace("pier", "quay"))
    os.utime(site.root / GULL, ns=(stat.st_atime_ns, stat.st_mtime_ns))


CHANGES: dict[str, Callable[[Folder], object]] = {
    "an entry": lambda site: site.write(GULL, site.read(GULL).replace("Gulls", "Some gulls")),
    "an entry, as long as it was and as old": same_size_and_time,
    "a new entry": lambda site: site.write("content/2026-11-10/new.md", "---\ntitle: New\n---\nText.\n"),
    "a new issue": lambda site: site.write("content/2026-11-12/new.md", "---\ntitle: New\n---\nText.\n"),
    "an entry that is gone": lambda site: (site.root / GULL).unlink(),
    "an entry in another issue": lambda site: (site.root / GULL).rename(site.root / "content/2026-11-10/gull.md"),
    "an entry of another name": lambda site: (site.root / GULL).rename(site.root / "content/2026-11-09/gulls.md"),
    "an entry that cannot be read": lambda site: site.write(GULL, "---\ntitle: [\n---\n"),
    "an entry that is hidden": lambda site: site.write(GULL, site.read(GULL).replace("title:", "hide: true\ntitle:")),
    "a draft": lambda site: site.write("content/next/new.md", "---\ntitle: New\n---\nText.\n"),
    "an editor's word": lambda site: site.write("content/2026-11-10/_issue.md", "---\ntitle: Fog, and a tern\nnumber: 7\n---\n"),
    "a file that is none of ours": lambda site: site.write("content/stray.md", "Text"),
    "the name of the desk": lambda site: site.config(CONFIG.replace("[site]", '[site]\ndesk = "Harbour"')),
    "the time zone": lambda site: site.config(CONFIG.replace("[site]", '[site]\ntimezone = "Asia/Tokyo"')),
    "the language": lambda site: site.config(CONFIG.replace("[site]", '[site]\nlanguage = "de"')),
    "how often issues come out": lambda site: site.config(CONFIG.replace("[site]", '[site]\ncadence = "weekly"')),
    "the topics": lambda site: site.config(CONFIG + '\n[[topics]]\nname = "Birds"\nkeywords = ["gulls", "tern"]\n'),
    "settings that cannot be followed": lambda site: site.config(CONFIG + "\n[nonsense]\n"),
    "what was remembered": lambda site: site.write(REMEMBERED, ""),
    "a title in what was remembered": lambda site: site.write(REMEMBERED, site.read(REMEMBERED).replace("Fog", "Dog")),
    "half of what was remembered": lambda site: site.write(REMEMBERED, site.read(REMEMBERED)[:-200]),
    "no text in what was remembered": lambda site: site.write(REMEMBERED, bytes(2000)),
    "a folder for what was remembered": lambda site: ((site.root / REMEMBERED).unlink(), (site.root / REMEMBERED).mkdir()),
    "a pipe for what was remembered": lambda site: ((site.root / REMEMBERED).unlink(), os.mkfifo(site.root / REMEMBERED)),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("how", [("-v",), ("--json",)], ids=" ".join)
def test_whatever_changes_is_seen(change: str, how: tuple[str, ...], site: Folder, made: list[str]) -> None:
    if "pipe" in change and os.name != "posix":
        pytest.skip("pipes")
    CHANGES[change](site)
    once, twice = site.digest("list", *how), site.digest("list", *how)
    assert bool(made) != bool(once.code)
    assert once == twice == without_memory(site, *how)


def test_what_was_just_saved_may_be_saved_again_at_the_same_time(site: Folder, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    site.write(GULL, site.read(GULL).replace("Gulls", "Some gulls"))
    monkeypatch.setattr(time, "time_ns", lambda: (site.root / GULL).stat().st_mtime_ns + 10**9)
    site.digest("list")
    site.digest("list")
    assert len(made) == 2


def test_what_changes_while_it_is_listed_is_seen_the_next_time(site: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    (site.root / REMEMBERED).unlink()
    anew = pipeline.listing

    def meanwhile(project: object) -> object:
        found = anew(project)  # type: ignore[arg-type]
        CHANGES["an entry"](site)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "listing", meanwhile)
        assert "Gulls counted" in site.digest("list").out
    assert "Some gulls counted" in site.digest("list").out


def test_a_listing_of_nothing_new_waits_for_nothing_that_reads(site: Folder) -> None:
    found = loaded("list", "-c", str(site.root / "digest.toml"))
    assert {name.partition(".")[2] for name in ours(found)} == {"", "cli", "errors", "listing", "root", "site", "site.folder", "unchanged"}
    assert not found & {"pydantic", "markdown_it", "yaml", "sqlite3"}


def test_clean_takes_it_along(site: Folder) -> None:
    assert (site.root / REMEMBERED).is_file()
    site.digest("clean")
    assert not (site.root / ".digest").exists()
