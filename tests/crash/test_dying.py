"""Killed at any moment, a run leaves nothing half, nothing lost, no link to nowhere; the next one ends as if nothing had been."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.crash.scenes import SCENES, Deaths, Scene, dead_ends, left_behind, lost, put_back, torn, tree

pytestmark = pytest.mark.skipif("not hasattr(__import__('os'), 'fork')", reason="needs fork")
SHORT, LONG = 3, 45  # deaths of each kind in each scene


@pytest.fixture(scope="module")
def deaths() -> Iterator[Deaths]:
    made = Deaths()
    yield made
    made.end()


@dataclass
class Score:
    """What came of many deaths."""

    deaths: int = 0
    torn: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    dead_ends: list[str] = field(default_factory=list)
    not_mended: list[str] = field(default_factory=list)
    left_behind: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not (self.torn or self.lost or self.dead_ends or self.not_mended or self.left_behind)


def trials(scene: Scene, deaths: Deaths, folder: Path, kind: str, count: int, seed: int, writer: str = "") -> Score:
    """Kill the run of a scene `count` times, each time from the same start, and let the next run mend it."""
    start, root = folder / "start", folder / "project"
    arguments = scene.lay_down(start, deaths)
    how = {"writer": writer} if writer else {}
    before = tree(start)
    put_back(start, root)
    undisturbed = deaths.run(root, arguments)
    assert undisturbed["status"] == 0, undisturbed
    after = tree(root)
    if kind == "call":
        put_back(start, root)
        last = deaths.run(root, arguments, **how)["calls"]
        chances = [{"call": n} for n in random.Random(seed).sample(range(1, last + 1), min(count, last))]
    else:
        draw = random.Random(seed)  # on a machine that is busy a run may be over before it is killed
        chances = [{"seconds": draw.uniform(0, undisturbed["seconds"])} for _ in range(count * 4)]
    score = Score()
    for chance in chances:
        if score.deaths == count:
            break
        put_back(start, root)
        ran = deaths.run(root, arguments, **chance, **how)
        assert ran["status"] in (-9, 0), ran
        score.deaths += ran["status"] == -9
        now = tree(root)
        score.torn += [f"{chance}: {path}" for path in torn(before, now, after)]
        score.lost += [f"{chance}: {id}" for id in lost(now, after)]
        score.dead_ends += [f"{chance}: {link}" for link in dead_ends(now)]
        again = deaths.run(root, arguments)
        score.not_mended += [f"{chance}: {again['said']}"] if again["status"] else []
        mended = tree(root)
        score.left_behind += [f"{chance}: {path}" for path in left_behind(mended)]
        wrong = sorted(
            path for path in {*mended, *after} if mended.get(path, "-") != after.get(path, "-") and path not in left_behind(mended)
        )
        score.not_mended += [f"{chance}: {path}" for path in wrong]
        score.not_mended += [f"{chance}: .digest/{path.name}" for path in (root / ".digest").glob("*") if "tmp" in path.name]
    return score


@pytest.mark.parametrize("count", [SHORT, pytest.param(LONG, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("kind", ["call", "seconds"])
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_run_that_is_killed_leaves_all_whole(scene: Scene, kind: str, count: int, deaths: Deaths, tmp_path: Path) -> None:
    score = trials(scene, deaths, tmp_path, kind, count, seed=count)
    print(f"{scene.name}, {kind}: {score.deaths} deaths")
    assert score.clean, score
    assert score.deaths == count


def test_the_trial_finds_a_writer_that_writes_where_a_file_stands(deaths: Deaths, tmp_path: Path) -> None:
    score = trials(SCENES[1], deaths, tmp_path, "call", 40, seed=3, writer="rash")
    assert score.torn
