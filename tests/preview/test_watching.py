"""What is told of real files that change: real events, waited for and never slept over."""

import os
import queue
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from digest.preview import watching
from digest.preview.watching import Watch

LONG = 30.0  # seconds after which a change is taken to have been missed: far longer than any machine needs


class Watched:
    """A watch, and what it tells, gathered by a thread as the preview's own loop does."""

    def __init__(self, *paths: Path, poll: bool = False) -> None:
        self.watch = Watch(paths)
        self.told: queue.SimpleQueue[set[Path] | None] = queue.SimpleQueue()
        self._running = self.watch.running(poll=poll)
        self.how = self._running.__enter__()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while (changed := self.watch.settled()) is not None:
            self.told.put(changed)
        self.told.put(None)

    def stop(self) -> None:
        self.watch.stop()
        self._thread.join(LONG)
        self._running.__exit__(None, None, None)
        assert not self._thread.is_alive()

    def until(self, path: Path) -> list[set[Path]]:
        """All that is told until `path` is."""
        said: list[set[Path]] = []
        while not said or path not in said[-1]:
            changed = self.told.get(timeout=LONG)
            assert changed is not None
            said.append(changed)
        return said

    def after(self, doing: Callable[[], object], mark: Path) -> set[Path]:
        """What is told of what is done: all until a file that is written after it is told of, that file left out."""
        doing()
        mark.write_text(os.urandom(8).hex())
        return set().union(*self.until(mark)) - {mark}


Start = Callable[..., Watched]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[Watched] = []

    def start(*paths: Path, poll: bool = False) -> Watched:
        started.append(Watched(*paths, poll=poll))
        return started[-1]

    yield start
    for watched in started:
        watched.stop()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "2026-11-10").mkdir(parents=True)
    for name in ("a.md", "b.md"):
        (folder / "2026-11-10" / name).write_text(name)
    return folder


def test_a_save_is_told_by_its_path(start: Start, content: Path) -> None:
    watched = start(content)
    entry = content / "2026-11-10/a.md"
    entry.write_text("new")
    assert watched.until(entry)[-1] == {entry}


def test_a_delete_and_a_move_are_told(start: Start, content: Path) -> None:
    watched = start(content)
    old, new = content / "2026-11-10/a.md", content / "2026-11-10/c.md"
    assert watched.after(lambda: old.rename(new), content / "mark") == {old, new}
    assert watched.after(new.unlink, content / "mark") == {new}


def test_reading_is_no_change(start: Start, content: Path) -> None:
    watched = start(content)

    def read() -> None:
        for _ in range(100):
            for path in content.rglob("*"):
                path.stat()
                if path.is_file():
                    path.read_bytes()
                else:
                    os.listdir(path)

    assert watched.after(read, content / "mark") == set()


def test_a_storm_settles(start: Start, content: Path) -> None:
    """A checkout of 300 files is one or two builds, not 300."""
    watched = start(content)
    files = [content / f"2026-11-10/{i:03}.md" for i in range(300)]
    for file in files:
        file.write_text("x" * 1000)
    told: list[set[Path]] = []
    while not set(files) <= set().union(*told):
        told.append(watched.told.get(timeout=LONG) or set())
    # On a machine that stops for longer than a storm is waited for, there may be more of them; never anything like one each.
    assert len(told) <= 10


def test_a_storm_that_is_over_is_told_of_at_once(content: Path) -> None:
    """The same, without a clock: what is there when it is asked for is one answer."""
    watch = Watch([content])
    files = {content / f"{i:03}.md" for i in range(300)}
    for file in files:
        watch._changes.put(file)
    assert watch.settled() == files


def test_a_storm_without_an_end_is_told_of_from_time_to_time(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LONGEST", 0.2)
    watch = Watch([content])
    over = threading.Event()

    def storm() -> None:
        while not over.is_set():
            watch._changes.put(content / "a.md")

    thread = threading.Thread(target=storm)
    thread.start()
    try:
        assert watch.settled() == {content / "a.md"}  # or this would never end
    finally:
        over.set()
        thread.join()


@pytest.mark.parametrize(
    "draft",
    [".a.md.swp", ".#a.md", "a.md~", "a.md.tmp", "#a.md#", "4913", ".a.md.1234.tmp", "a.md___jb_tmp___", ".goutputstream-X", "a.md.part"],
)
def test_an_atomic_save_is_told_by_the_files_own_name(start: Start, content: Path, draft: str) -> None:
    watched = start(content)
    entry = content / "2026-11-10/a.md"

    def save() -> None:
        written = entry.with_name(draft)
        written.write_text("new")
        os.replace(written, entry)

    assert watched.after(save, content / "mark") == {entry}


def test_an_atomic_save_from_elsewhere(start: Start, content: Path, tmp_path: Path) -> None:
    watched = start(content)
    entry = content / "2026-11-10/a.md"
    draft = tmp_path / "draft"
    draft.write_text("new")
    assert watched.after(lambda: os.replace(draft, entry), content / "mark") == {entry}


def test_a_save_by_way_of_a_backup(start: Start, content: Path) -> None:
    """As vim does it: the old file is moved away, a new one is written, the backup is deleted."""
    watched = start(content)
    entry = content / "2026-11-10/a.md"

    def save() -> None:
        backup = entry.with_name("a.md~")
        entry.rename(backup)
        entry.write_text("new")
        backup.unlink()

    assert watched.after(save, content / "mark") == {entry}


@pytest.mark.parametrize("name", [".a.md.swp", ".#a.md", "a.md~", "a.tmp", "#a.md#", "4913", ".DS_Store", ".obsidian/workspace.json"])
def test_drafts_are_nothing(start: Start, content: Path, name: str) -> None:
    watched = start(content)
    path = content / name

    def draft() -> None:
        path.parent.mkdir(exist_ok=True)
        for text in ("one", "two"):
            path.write_text(text)
        path.unlink()

    assert watched.after(draft, content / "mark") - {content} == set()


def test_what_is_hidden_and_meant_is_told(start: Start, tmp_path: Path) -> None:
    (tmp_path / "static/.well-known").mkdir(parents=True)
    config = tmp_path / ".digest.toml"
    config.touch()
    watched = start(tmp_path / "static", config)
    for path in (tmp_path / "static/.well-known/x", config):
        path.write_text("new")
        watched.until(path)


def test_files_in_new_folders_are_told(start: Start, content: Path) -> None:
    watched = start(content)
    deep = content / "2026-11-11/more/and/more"
    deep.mkdir(parents=True)
    (deep / "a.md").write_text("at once")
    watched.until(deep / "a.md")
    (deep / "b.md").write_text("later")
    watched.until(deep / "b.md")


def test_a_folder_that_is_moved_in_or_renamed(start: Start, content: Path, tmp_path: Path) -> None:
    watched = start(content)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_text("there before")
    moved = content / "2026-11-11"
    assert moved in watched.after(lambda: outside.rename(moved), content / "mark")
    (moved / "a.md").write_text("new")
    watched.until(moved / "a.md")
    renamed = content / "2026-11-12"
    assert {moved, renamed} <= watched.after(lambda: moved.rename(renamed), content / "mark")
    (renamed / "a.md").write_text("newer")
    watched.until(renamed / "a.md")


def test_a_folder_that_appears_later(start: Start, tmp_path: Path) -> None:
    watched = start(tmp_path / "content", tmp_path / "texts/of/ours")
    for folder in (tmp_path / "content", tmp_path / "texts/of/ours"):
        folder.mkdir(parents=True)
        watched.until(folder)
        (folder / "a.md").write_text("new")
        watched.until(folder / "a.md")


def test_a_folder_that_goes_and_comes_again(start: Start, content: Path, tmp_path: Path) -> None:
    watched = start(content)
    for away in (lambda: shutil.rmtree(content), lambda: content.rename(tmp_path / "elsewhere")):
        away()
        watched.until(content)
        content.mkdir()
        watched.until(content)
        (content / "a.md").write_text("new")
        watched.until(content / "a.md")


def test_a_file_is_watched_alone(start: Start, tmp_path: Path) -> None:
    config = tmp_path / "digest.toml"
    watched = start(config)
    for name in ("other.toml", "site/index.html", "digest.toml.bak"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("not ours")
    config.write_text("new")
    assert set().union(*watched.until(config)) == {config}
    config.unlink()
    watched.until(config)


def test_a_file_in_a_folder_that_is_watched_does_not_hide_the_rest(start: Start, content: Path) -> None:
    watched = start(content, content / "2026-11-10/a.md", content.parent / "digest.toml")
    for path in (content / "2026-11-10/b.md", content.parent / "digest.toml", content / "2026-11-10/a.md"):
        path.write_text("new")
        watched.until(path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_folder_behind_a_link_is_told_by_the_name_that_we_know(start: Start, content: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(content)
    watched = start(link)
    (content / "2026-11-10/a.md").write_text("new")
    watched.until(link / "2026-11-10/a.md")


def test_what_is_to_be_watched_may_change(start: Start, content: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    watched = start(content)
    watched.watch.follow([other])
    watched.until(other)  # it may have changed before
    (other / "a.md").write_text("new")
    watched.until(other / "a.md")
    watched.watch.follow([other])
    assert watched.after((content / "2026-11-10/a.md").touch, other / "mark") == set()


@pytest.mark.parametrize("how", ["asked", "by itself"])
def test_polling(start: Start, content: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "POLL", 0.05)
    if how == "by itself":

        def refuse() -> None:
            raise OSError(28, "No space left on device")  # what Linux says where too many files are watched

        monkeypatch.setattr(watching, "Observer", refuse)
    watched = start(content, content.parent / "later", poll=how == "asked")
    assert watched.how == "polling"
    (content / "2026-11-10/a.md").write_text("something of another length")
    watched.until(content / "2026-11-10/a.md")
    for folder in (content / "2026-11-11", content.parent / "later"):
        folder.mkdir()
        watched.until(folder)
        (folder / "b.md").write_text("new")
        watched.until(folder / "b.md")


def test_events_are_had_where_they_can_be(start: Start, content: Path) -> None:
    assert start(content).how == "events"


def test_stop_ends_it(content: Path) -> None:
    watch = Watch([content])
    watch.stop()
    assert watch.settled() is None
    watch._changes.put(content / "a.md")
    watch.stop()
    assert watch.settled() is None  # though something had changed


def test_nothing_is_left_running(content: Path) -> None:
    before = set(threading.enumerate())
    for poll in (False, True):
        with Watch([content]).running(poll=poll):
            pass
    assert set(threading.enumerate()) <= before
