"""Feeds as real sites publish them, through the whole program. The data is not part of the project: see `shared`."""

import importlib.util
import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType

import feedparser
import pytest

from tests.conftest import REPOSITORY


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """bench/real_feeds.py, which anyone can run by hand, too."""
    spec = importlib.util.spec_from_file_location("real_feeds", REPOSITORY / "bench" / "real_feeds.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def feeds(shared: Path, step: int) -> list[Path]:
    return sorted(path for path in (shared / "data" / "feeds" / "captured").rglob("*") if path.is_file())[::step]


@pytest.mark.parametrize("step", [8, pytest.param(1, marks=pytest.mark.nightly)])
def test_real_feeds_make_a_whole_site(shared: Path, bench: ModuleType, tmp_path: Path, step: int) -> None:
    chosen = feeds(shared, step)
    bench.lay_down(chosen, tmp_path)
    built, _ = bench.build(tmp_path)
    assert built.returncode == 0, built.stderr
    assert "Traceback" not in built.stderr
    answer = json.loads(built.stdout)
    for source in answer["fetched"]["sources"]:
        assert built.stderr.count(source["name"]) == (source["state"] == "failed" or source["items"] == 0), source["name"]
    assert bench.missing(chosen, tmp_path) == []

    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*") if path.is_file()}
    again, _ = bench.build(tmp_path)
    assert json.loads(again.stdout)["written"] == 0
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*") if path.is_file()} == before

    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    checked = subprocess.run(
        [sys.executable, "-m", "digest", "check", "--json"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    told = json.loads(checked.stdout)
    assert [problem for problem in told["problems"] if ".html:" in problem["where"]] == []

    for path in (tmp_path / "site").rglob("*.xml"):
        if path.name != "sitemap.xml":
            parsed = feedparser.parse(BytesIO(path.read_bytes()))
            assert not parsed.bozo, f"{path}: {parsed.get('bozo_exception')}"
            assert len({entry.id for entry in parsed.entries}) == len(parsed.entries), path
