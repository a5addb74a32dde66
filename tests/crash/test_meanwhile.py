"""What happens while a run is at work, and to its clock: said in words or taken in, and nothing is lost."""

import os
import random
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest import cli, config, fetching
from digest.errors import DigestError
from tests.conftest import Folder


def seed(folder: Folder, *names: str) -> None:
    for name in names:
        folder.write(f"seeds/{name}.txt", f"The {name} was counted\n\nThere is one {name}.\n")


@pytest.mark.parametrize("rounds", [6, pytest.param(60, marks=pytest.mark.nightly)])
def test_people_edit_while_it_builds(folder: Folder, rounds: int) -> None:
    seed(folder, *(f"bird {n}" for n in range(30)))
    folder.digest("build")
    day, over = folder.root / "content/2026-11-10", threading.Event()
    (day.parent / "2026-11-09").mkdir()
    draw, said = random.Random(1), []

    def edit() -> None:
        """Save, rename, move and take away, as fast as it goes; each file as editors save: beside, then in its place."""
        while not over.is_set():
            path = draw.choice([*day.parent.glob("*/*.md")])
            what = draw.choice(("save", "save", "move", "rename", "take away and put back"))
            text = path.read_bytes()
            if what == "save":
                path.with_name(f"{path.name}~").write_bytes(text + b"More.\n")
                os.replace(path.with_name(f"{path.name}~"), path)
            elif what == "move":
                os.replace(path, day.parent / draw.choice(("2026-11-09", "2026-11-10")) / path.name)
            elif what == "rename":
                os.replace(path, path.with_name(f"x-{path.name[-40:]}"))
            else:
                path.unlink()
                path.write_bytes(text)

    thread = threading.Thread(target=edit)
    thread.start()
    try:
        for n in range(rounds):
            seed(folder, f"late bird {n}")
            said.append(folder.digest("build"))
    finally:
        over.set()
        thread.join()
    assert [(one.code, one.err) for one in said if "Traceback" in one.err or "fault of its own" in one.err] == []
    folder.digest("build")
    again = folder.digest("build", "-o", str(folder.root / "elsewhere"), "--no-cache")
    assert again.code == 0
    assert folder.files("elsewhere") == folder.files("site")
    ids = [line for path in folder.entries() for line in folder.read(path).splitlines() if line.startswith("id: ")]
    assert len(ids) == len(set(ids)) == 30 + rounds


@pytest.mark.parametrize("publish", ["open", "closed"])
def test_a_clock_that_was_set_back_is_not_believed(folder: Folder, publish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.config(folder.read("digest.toml").replace("[site]", f'[site]\npublish = "{publish}"'))
    seed(folder, "gull")
    folder.digest("build")
    before = folder.files("content"), folder.files("site")
    seed(folder, "tern")
    project = config.load(folder.root / "digest.toml")
    for back in (datetime(1970, 1, 2, tzinfo=UTC), datetime(2026, 11, 9, 11, tzinfo=UTC)):
        with pytest.raises(
            DigestError, match=r"the clock: says .*Z, but content/.*gull.*\.md came in on 2026-11-10\. Set it; if it is right"
        ):
            fetching.fetch(project, now=back, measured=True)
    monkeypatch.setattr(cli.Call, "clock", lambda _: datetime(1970, 1, 2, tzinfo=UTC))
    monkeypatch.setattr(cli.Call, "measures", True)
    said = folder.digest("build")
    assert (said.code, "the clock: says 1970-01-02T00:00Z" in said.err) == (1, True)
    assert (folder.files("content"), folder.files("site")) == before
    assert fetching.fetch(project, now=datetime(2026, 11, 10, 11, tzinfo=UTC), measured=True).new == 1  # an hour is another machine's


def test_a_time_that_a_person_says_is_believed(folder: Folder) -> None:
    seed(folder, "gull")
    folder.digest("build")
    seed(folder, "tern")
    assert folder.digest("build", "--now", "2026-10-01T12:00:00Z").code == 0
    assert Path(folder.root / "content/2026-10-01").is_dir()
