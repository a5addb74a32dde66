"""One run writes at a time: with real processes, the other one of which says when it holds the lock."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest import config, fetching, lock, pipeline
from digest.errors import DigestError
from digest.lock import Turn
from tests.conftest import REPOSITORY, Folder

HOLDS = """
import sys
from pathlib import Path
from digest.lock import Turn
with Turn(Path(sys.argv[1]), print) as turn:
    print("held" if turn.locked else "not held", flush=True)
    sys.stdin.read()
"""
LONG = 60  # seconds after which something is taken never to come
NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONWARNINGS": "error"}

Hold = Callable[[], "subprocess.Popen[str]"]


def end(other: "subprocess.Popen[str]") -> None:
    other.communicate(timeout=LONG)  # which closes what it reads


@pytest.fixture
def hold(folder: Folder) -> Iterator[Hold]:
    """Start another process that holds the project's lock until it is ended."""
    with ExitStack() as stack:

        def start() -> "subprocess.Popen[str]":
            command = [sys.executable, "-c", HOLDS, str(folder.root / ".digest")]
            other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)
            stack.callback(other.communicate)
            stack.callback(other.kill)
            assert other.stdout
            assert other.stdout.readline() == "held\n"
            return other

        yield start


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0)


def tell(folder: Folder, text: str = "There is one.") -> None:
    folder.write("seeds/gull.txt", f"Gull counted\n{text}\n")


@pytest.mark.usefixtures("impatient")
def test_nothing_is_written_while_another_writes(folder: Folder, hold: Hold) -> None:
    tell(folder)
    other = hold()
    for command in ("fetch", "build"):
        said = folder.digest(command)
        assert said.code == 1
        assert f".digest/lock: another digest (process {other.pid}) has been writing into this project for 0 seconds. Wait" in said.err
        assert not (folder.root / "content").exists()
        assert not (folder.root / "site").exists()
    end(other)
    assert folder.digest("build").code == 0
    assert folder.entries() == ["content/2026-11-10/gull-counted.md"]


def test_another_is_waited_for_and_what_it_brought_is_not_brought_again(folder: Folder, hold: Hold) -> None:
    tell(folder)
    other = hold()
    said: list[str] = []

    def say(line: str) -> None:
        """We are told that we wait: now the other one does what we wanted to do, and ends."""
        said.append(line)
        folder.write("content/2026-11-10/theirs.md", "---\nid: file:seeds/gull.txt\ntitle: Gull counted\nsource: Desk\n---\n")
        end(other)

    fetched = fetching.fetch(config.load(folder.root / "digest.toml"), now=NOW, say=say)
    assert said == [f"Waiting for another digest (process {other.pid}) that writes into this project."]
    assert (fetched.new, folder.entries()) == (0, ["content/2026-11-10/theirs.md"])
    assert "file:seeds/gull.txt" in folder.read("content/seen.txt")


def test_the_waiting_is_said_on_the_command_line(folder: Folder, hold: Hold, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(folder)
    other = hold()
    wait = Turn.wait

    def ended(self: Turn) -> bool:
        say = self._say

        def said(line: str) -> None:
            say(line)
            end(other)

        self._say = said
        return wait(self)

    monkeypatch.setattr(Turn, "wait", ended)
    ran = folder.digest("build")
    assert (ran.code, ran.err.count("Waiting for another digest")) == (0, 1)


@pytest.mark.usefixtures("impatient")
def test_who_writes_nothing_waits_for_nobody(folder: Folder, hold: Hold) -> None:
    tell(folder)
    folder.digest("build")
    before = folder.files("content"), folder.files("site")
    hold()
    for command in ("fetch", "build", "check", "list"):
        said = folder.digest(command)
        assert (said.code, said.err) == (0, "")
    assert (folder.files("content"), folder.files("site")) == before


@pytest.mark.usefixtures("impatient")
def test_a_killed_run_leaves_no_lock(folder: Folder, hold: Hold) -> None:
    tell(folder)
    other = hold()
    other.kill()
    other.wait(LONG)
    assert (folder.root / ".digest/lock.pid").read_text() == f"{other.pid}\n"  # which says nothing where nobody holds it
    assert folder.digest("build").code == 0


@pytest.mark.usefixtures("impatient")
def test_what_the_site_is_made_of_is_written_by_one(folder: Folder, hold: Hold) -> None:
    """The half of a build that writes the site waits, too."""
    tell(folder)
    folder.digest("fetch")
    project = config.load(folder.root / "digest.toml")
    made = pipeline.edition(project)
    other = hold()
    with pytest.raises(DigestError, match=f"process {other.pid}"):
        pipeline.publish(project, made)
    assert not (folder.root / "site").exists()
    end(other)
    pipeline.publish(project, made)
    assert (folder.root / "site/index.html").exists()


@pytest.mark.parametrize("where", [".digest", ".digest/lock", ".digest/lock.pid", ".digest/.gitignore"])
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_where_there_can_be_no_lock_there_is_a_site_all_the_same(folder: Folder, where: str, kind: str) -> None:
    tell(folder)
    path = folder.root / where
    path.parent.mkdir(exist_ok=True)
    path.mkdir() if kind == "folder" else path.write_text("no number")
    said = folder.digest("build")
    assert (said.code, said.err) == (0, "1 new entry for 2026-11-10\n")
    assert (folder.root / "site/index.html").exists()


def test_a_disk_that_knows_no_locks_or_may_not_be_written(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    def refused(*_: object, **__: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(FileLock, "acquire", refused)
    tell(folder)
    half = folder.write("content/2026-11-10/.a.md.77.tmp", "another's, for all that we know")
    assert folder.digest("build").code == 0
    assert half.exists()
    monkeypatch.setattr(Path, "mkdir", refused)
    with Turn(folder.root / "elsewhere", print) as mine:
        assert (mine.locked, mine.wait()) == (False, False)


def test_of_two_runs_the_one_that_read_first_does_not_write_last(folder: Folder) -> None:
    tell(folder)
    folder.digest("fetch")
    project = config.load(folder.root / "digest.toml")
    early = pipeline.edition(project)
    folder.write("seeds/tern.txt", "Tern counted\nThere is one.\n")
    folder.digest("build")  # the other one, all of it
    after = folder.files("site")
    pipeline.publish(project, early, again=lambda: pipeline.edition(project))
    assert folder.files("site") == after
    assert (folder.root / "site/issues/2026-11-10/index.html").read_text("utf-8").count("Tern counted")


def test_git_never_sees_it(folder: Folder) -> None:
    tell(folder)
    folder.digest("fetch")
    assert (folder.root / ".digest/.gitignore").read_text() == "*\n"
    assert not (folder.root / ".digest/lock.pid").exists()
    folder.digest("clean")
    assert not (folder.root / ".digest").exists()


def test_two_commands_at_once_bring_everything_once(folder: Folder) -> None:
    for n in range(40):
        folder.write(f"seeds/{n}.txt", f"Gull {n} counted\nThere is one.\n")
    command = [sys.executable, "-m", "digest", "build", "-c", str(folder.root / "digest.toml"), "--now", "2026-11-10T12:00:00Z"]
    runs = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT) for _ in range(3)]
    errors = [run.communicate(timeout=LONG)[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], errors
    assert len(folder.entries()) == 40
    lines = folder.read("content/seen.txt").splitlines()
    assert len(lines) == len(set(lines))
    assert folder.digest("build", "--strict").code == 0
    assert not list(folder.root.rglob(".*.tmp"))


def test_threads_take_turns_as_processes_do(folder: Folder) -> None:
    order: list[str] = []
    with Turn(folder.root / ".digest", order.append) as mine:
        assert mine.locked

        def other() -> None:
            with Turn(folder.root / ".digest", order.append) as theirs:
                assert not theirs.locked
                ready.set()
                assert theirs.wait()
                order.append("theirs")

        ready = threading.Event()
        thread = threading.Thread(target=other)
        thread.start()
        assert ready.wait(LONG)
        order.append("mine")
    thread.join(LONG)
    assert order[-1] == "theirs"
    assert order.index("mine") < order.index("theirs")
