"""A disk that is full, or that may not be written: said in words, the old site whole, and the next run goes on."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.crash.scenes import SCENES, Deaths, dead_ends, left_behind, lost, put_back, torn, tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and mounts as Linux has them")
LIMITED = """
import resource, sys
limit, size = sys.argv[1], int(sys.argv[2])
resource.setrlimit(getattr(resource, limit), (size, size))
from digest import cli
cli.run(sys.argv[3:])
"""
WORDS = ("cannot be written", "cannot be read", "cannot become")


def limited(root: Path, arguments: list[str], limit: str, size: int) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", LIMITED, limit, str(size), *arguments, "-c", str(root / "digest.toml")]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)


@pytest.mark.parametrize("scene", SCENES[:3], ids=lambda scene: scene.name)
@pytest.mark.parametrize("size", [10, 700, 3000])
def test_no_file_may_be_longer_than(scene_start: Callable[..., tuple[Path, Path, list[str]]], scene: object, size: int) -> None:
    """A limit on files stands for a disk that is full: it stops a write in the middle."""
    start, root, arguments = scene_start(scene)
    before = tree(start)
    ran = limited(root, arguments, "RLIMIT_FSIZE", size)
    assert ran.returncode == 1
    assert any(words in ran.stderr for words in WORDS), ran.stderr
    assert "Traceback" not in ran.stderr
    assert "fault of its own" not in ran.stderr
    now = tree(root)
    assert left_behind(now) == []
    done = limited(root, arguments, "RLIMIT_FSIZE", 10**9)
    assert done.returncode == 0, done.stderr
    after = tree(root)
    assert not [*torn(before, now, after), *lost(now, after), *dead_ends(now)]
    put_back(start, root)
    limited(root, arguments, "RLIMIT_FSIZE", 10**9)
    assert after == tree(root)


@pytest.fixture
def scene_start(tmp_path: Path) -> Callable[..., tuple[Path, Path, list[str]]]:
    def lay(scene: object) -> tuple[Path, Path, list[str]]:
        deaths = Deaths()
        try:
            arguments = scene.lay_down(tmp_path / "start", deaths)  # type: ignore[attr-defined]
        finally:
            deaths.end()
        put_back(tmp_path / "start", tmp_path / "project")
        return tmp_path / "start", tmp_path / "project", arguments

    return lay


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounting needs root")
@pytest.mark.parametrize("free", [0, 8, 40, 120])
def test_a_disk_that_is_full(scene_start: Callable[..., tuple[Path, Path, list[str]]], tmp_path: Path, free: int) -> None:
    """`free`: kibibytes that are left on a disk of its own when the run begins."""
    start, _, arguments = scene_start(SCENES[2])
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("no mounting here")
    try:
        root = disk / "project"
        put_back(start, root)
        before = tree(root)
        with (disk / "ballast").open("wb") as ballast:
            room = os.statvfs(disk)
            ballast.write(b"\1" * (room.f_bavail * room.f_frsize - free * 1024))
        ran = limited(root, arguments, "RLIMIT_FSIZE", 10**9)
        assert ran.returncode == 1, ran.stdout
        assert "No space left on device" in ran.stderr
        assert "Traceback" not in ran.stderr
        assert "fault of its own" not in ran.stderr
        now = tree(root)
        (disk / "ballast").unlink()
        done = limited(root, arguments, "RLIMIT_FSIZE", 10**9)
        assert done.returncode == 0, done.stderr
        after = tree(root)
        assert not [*torn(before, now, after), *lost(now, after), *dead_ends(now), *left_behind(now)]
        put_back(start, root)
        limited(root, arguments, "RLIMIT_FSIZE", 10**9)
        assert after == tree(root)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounting needs root")
@pytest.mark.parametrize(
    ("closed", "words"),
    [
        ("site", "cannot be written (Read-only file system). Check who owns the folder"),
        ("content", "cannot be written (Read-only file system). Check whose it is"),
    ],
)
def test_a_folder_that_may_not_be_written(scene_start: Callable[..., tuple[Path, Path, list[str]]], closed: str, words: str) -> None:
    _, root, arguments = scene_start(SCENES[2])
    before = tree(root)
    where = str(root / closed)
    if subprocess.run(["mount", "--bind", where, where], capture_output=True).returncode:
        pytest.skip("no mounting here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", where], check=True, capture_output=True)
        ran = limited(root, arguments, "RLIMIT_FSIZE", 10**9)
        assert ran.returncode == 1
        assert words in ran.stderr
        assert "Traceback" not in ran.stderr
        assert {path: raw for path, raw in tree(root).items() if path.startswith("site")} == {
            path: raw for path, raw in before.items() if path.startswith("site")
        }
    finally:
        subprocess.run(["umount", where], check=True)
    done = limited(root, arguments, "RLIMIT_FSIZE", 10**9)
    assert done.returncode == 0, done.stderr
