"""One run at a time, and none that is kept out by one that is dead."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from digest import lock
from digest.errors import DigestError
from digest.lock import alone
from tests.conftest import REPOSITORY, Folder

HOLD = """
import sys
from pathlib import Path
from digest.lock import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def held(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the lock until it is told otherwise."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    other = subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        yield other
    finally:
        other.kill()
        other.communicate()


def test_the_other_is_named(tmp_path: Path) -> None:
    with held(tmp_path / ".digest") as other:
        with pytest.raises(DigestError, match=rf"\(process {other.pid}\).*Wait until it is over"), alone(tmp_path / ".digest", patience=0):
            raise AssertionError("two at once")
        assert other.poll() is None


def test_it_is_waited_for(tmp_path: Path) -> None:
    told: list[str] = []
    with held(tmp_path / ".digest") as other:

        def waiting(owner: str) -> None:
            told.append(owner)
            assert other.stdin
            other.stdin.write("\n")
            other.stdin.flush()

        with alone(tmp_path / ".digest", waiting):
            assert told == [f"process {other.pid}"]


def test_one_that_was_killed_keeps_nobody_out(tmp_path: Path) -> None:
    with held(tmp_path / ".digest") as other:
        other.kill()
        other.wait()
        with alone(tmp_path / ".digest", patience=0):
            pass


def test_it_is_free_again_whatever_happened(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), alone(tmp_path / ".digest"):
        raise ZeroDivisionError
    with alone(tmp_path / ".digest", patience=0):
        pass
    assert not (tmp_path / ".digest/lock.pid").exists()


def test_without_a_place_for_it_there_is_none(tmp_path: Path) -> None:
    (tmp_path / ".digest").write_text("a file in the way")
    with alone(tmp_path / ".digest"):
        pass


def test_a_build_waits_for_nobody_for_ever(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("seeds/a.txt", "Ferry delayed\nIt comes at noon.\n")
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    with held(folder.root / ".digest") as other:
        said = folder.digest("build")
        assert said.code == 1
        assert f"another run of digest (process {other.pid})" in said.err
        assert not (folder.root / "content").exists()
    assert folder.digest("build").code == 0
