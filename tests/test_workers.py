"""Work that several processes do: what comes of it, and what becomes of it where one of them dies."""

import gc
import os
import signal
import threading
import weakref
from functools import partial
from pathlib import Path

import pytest

from digest import workers
from digest.cache import Cache
from tests.conftest import Folder

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a program without threads: where tests run in parallel, each runner has some, which do nothing here."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


forking = pytest.mark.usefixtures("alone")


class Notes:
    """What workers note down, and what of it came here."""

    def __init__(self) -> None:
        self.mine: list[int] = []
        self.begun = 0

    def begin(self) -> None:
        self.mine, self.begun = [], self.begun + 1

    def found(self) -> list[int]:
        return self.mine

    def take(self, found: list[int]) -> None:
        self.mine += found


def noted(notes: Notes, number: int) -> int:
    notes.mine.append(number)
    return number * number


@forks
@forking
@pytest.mark.parametrize("jobs", [1, 2, 3, 7])
@pytest.mark.parametrize("number", [0, 1, 2, 9, 300, 40_000])
def test_all_is_made_once_and_in_its_order(jobs: int, number: int) -> None:
    notes = Notes()
    assert workers.spread([partial(noted, notes, n) for n in range(number)], jobs, notes) == [n * n for n in range(number)]
    assert sorted(notes.mine) == [*range(number)]


@forks
@forking
def test_several_work_on_it() -> None:
    """The first piece waits until another process has done the second: one alone would wait for ever."""
    out, into = os.pipe()

    def waits() -> int:
        os.read(out, 1)
        return os.getpid()

    def comes() -> int:
        os.write(into, b"x")
        return os.getpid()

    first, second = workers.spread([waits, comes], 2, Notes())
    assert first != second


def test_few_are_made_here() -> None:
    here = workers.spread([os.getpid] * 9, 4, Notes(), few=10)
    assert set(here) == {os.getpid()}


def test_beside_threads_nobody_forks() -> None:
    done = threading.Event()
    beside = threading.Thread(target=done.wait)
    beside.start()
    try:
        assert set(workers.spread([os.getpid] * 100, 4, Notes())) == {os.getpid()}
    finally:
        done.set()
        beside.join()


@forks
@forking
def test_what_one_cannot_make_is_raised_here() -> None:
    def wrong() -> int:
        raise ValueError("no such page")

    with pytest.raises(ValueError, match="no such page"):
        workers.spread([*[os.getpid] * 50, wrong, *[os.getpid] * 50], 3, Notes())


@forks
@forking
def test_what_a_worker_that_was_killed_did_not_bring_is_made_here() -> None:
    here = os.getpid()

    def killed(number: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert workers.spread([partial(killed, n) for n in range(500)], 3, Notes()) == [*range(500)]


@forks
@forking
def test_where_no_process_is_to_be_had_this_one_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refused)
    notes = Notes()
    assert workers.spread([partial(noted, notes, n) for n in range(20)], 3, notes) == [n * n for n in range(20)]
    assert notes.mine == [*range(20)]


@forks
@forking
def test_others_have_begun_while_this_process_does_something_else(tmp_path: Path) -> None:
    begun, into = os.pipe()
    sent = workers.Sent([partial(os.write, into, b"x"), os.getpid], 3, Notes())
    assert os.read(begun, 1) == b"x"  # by one of them: we have done nothing yet
    assert sent.all()[0] == 1


@forks
@forking
def test_nobody_goes_on_with_what_nobody_waits_for() -> None:
    sent = workers.Sent([threading.Event().wait] * 3, 3, Notes())
    children = [child for child, _ in sent._children]
    assert len(children) == 2
    sent.stop()
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
    sent.stop()


@forks
@forking
def test_what_workers_found_out_is_remembered(tmp_path: Path) -> None:
    asked: list[str] = []

    def shout(text: str) -> str:
        asked.append(text)
        return text.upper()

    texts = [f"gull {n}" for n in range(100)]
    with Cache(tmp_path, full=True) as cache:
        ask = cache.remembered("shout", shout)
        assert workers.spread([partial(ask, text) for text in texts], 3, cache) == [text.upper() for text in texts]
    asked.clear()
    with Cache(tmp_path) as cache:
        assert [cache.remembered("shout", shout)(text) for text in texts] == [text.upper() for text in texts]
    assert asked == []


@forks
@forking
def test_a_build_by_many_is_the_build_of_one(folder: Folder) -> None:
    for n in range(300):
        folder.write(
            f"content/2026-11-0{n % 6 + 1}/{n}.md", f"# Gull {n} was “counted”\n\n{f'There is one gull, it is number {n}. ' * 60}\n"
        )
    folder.write("content/2026-11-03/broken.md", "---\ntitle: [\n---\n")
    sites = []
    for jobs in ("1", "3"):
        assert folder.digest("build", "--no-cache", "-j", jobs, "-o", str(folder.root / f"site-{jobs}")).code == 0
        sites.append(folder.files(f"site-{jobs}"))
    assert len(sites[0]) > 300
    assert sites[0] == sites[1]


# ── one piece, aside ─────────────────────────────────────────────────────────────────────────────


@forks
@forking
def test_a_piece_is_made_aside_while_this_process_goes_on() -> None:
    """Each waits for the other: one alone would wait for ever."""
    (begun, begins), (out, into) = os.pipe(), os.pipe()

    def waits() -> tuple[int, bytes]:
        os.write(begins, b"x")
        return os.getpid(), os.read(out, 1)

    with workers.Aside(waits, 2) as aside:
        os.read(begun, 1)
        os.write(into, b"x")
        made = aside.made()
    assert made[0] != os.getpid()
    assert made[1] == b"x"
    assert aside.made() is made


@forks
@forking
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_nobody_asked_for_in_time_is_made_when_somebody_does(jobs: int) -> None:
    with workers.Aside(os.getpid, jobs) as aside:
        pass
    assert aside.made() == os.getpid()


@forks
@forking
@pytest.mark.parametrize("jobs", [1, 2])
def test_who_asks_hears_what_went_wrong_aside(jobs: int) -> None:
    def fails() -> None:
        raise ValueError("no gull")

    with workers.Aside(fails, jobs) as aside, pytest.raises(ValueError, match="no gull"):
        aside.made()


@forks
@forking
def test_children_that_the_system_takes_away_itself_are_not_waited_for_twice() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with workers.Aside(partial(int, "7"), 2) as aside:
            assert aside.made() == 7
        notes = Notes()
        assert workers.spread([partial(noted, notes, n) for n in range(300)], 3, notes) == [n * n for n in range(300)]
    finally:
        signal.signal(signal.SIGCHLD, before)


@forks
@forking
def test_who_asks_again_hears_the_same_again() -> None:
    def fails() -> None:
        raise ValueError("no gull")

    with workers.Aside(fails, 2) as aside:
        for _ in range(2):
            with pytest.raises(ValueError, match="no gull"):
                aside.made()


# ── garbage ──────────────────────────────────────────────────────────────────────────────────────


class Gull:
    def __init__(self) -> None:
        self.itself = self


@forks
@forking
@pytest.mark.parametrize("jobs", [1, 2])
def test_garbage_is_looked_for_after_a_piece_of_work(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_GARBAGE", -1)
    left: list[weakref.ref[Gull]] = []

    def makes(number: int) -> bool:
        before = [gull() for gull in left]
        left.append(weakref.ref(Gull()))
        return not any(before)

    with workers.piecemeal():
        assert not gc.isenabled()
        assert all(workers.spread([partial(makes, n) for n in range(9)], jobs, Notes()))
        left.append(weakref.ref(Gull()))
        assert left[-1]()
    assert gc.isenabled()
    gc.collect()
    assert not any(gull() for gull in left)


def test_whoever_looks_for_garbage_himself_is_not_disturbed() -> None:
    gc.disable()
    try:
        with pytest.raises(ValueError, match="x"), workers.piecemeal():
            raise ValueError("x")
        assert not gc.isenabled()
    finally:
        gc.enable()
    with pytest.raises(ValueError, match="x"), workers.piecemeal():
        raise ValueError("x")
    assert gc.isenabled()
