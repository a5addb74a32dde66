""".digest/ may be damaged in any way: only time is lost. The site is the same, and nobody is bothered."""

import json
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from digest import pipeline
from tests.conftest import CONFIG, Folder
from tests.test_pipeline import feed, item

ANSWERS = ".digest/answers.sqlite"


def cut(path: Path, share: float) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * share)])


def overwritten(path: Path, start: int, raw: bytes) -> None:
    with path.open("r+b") as out:
        out.seek(start)
        out.write(raw)


def in_sql(*statements: str) -> Callable[[Path], None]:
    def damage(root: Path) -> None:
        rows = sqlite3.connect(root / ANSWERS)
        for statement in statements:
            rows.execute(statement)
        rows.commit()
        rows.close()

    return damage


def a_folder_for(name: str) -> Callable[[Path], None]:
    def damage(root: Path) -> None:
        (root / ".digest" / name).unlink(missing_ok=True)
        (root / ".digest" / name / "deeper").mkdir(parents=True)

    return damage


def said(name: str, raw: bytes) -> Callable[[Path], None]:
    return lambda root: (root / ".digest" / name).write_bytes(raw) and None


def lots(*lines: str) -> Callable[[Path], None]:
    """What is noted of the pages that stand in the site, as if it had been noted so."""

    def damage(root: Path) -> None:
        path = root / ".digest/pages.jsonl"
        path.write_text("\n".join((path.read_text().partition("\n")[0], *lines)))

    return damage


def a_lot(name: str, names: Any, rows: Any) -> str:
    return f"{name}\t{json.dumps(names)}\t{json.dumps(rows)}"


def a_file_for_all(root: Path) -> None:
    shutil.rmtree(root / ".digest")
    (root / ".digest").write_text("in the way")


def a_pipe(name: str) -> Callable[[Path], None]:
    def damage(root: Path) -> None:
        (root / ".digest" / name).unlink(missing_ok=True)
        os.mkfifo(root / ".digest" / name)

    return damage


def locked(mode: int) -> Callable[[Path], None]:
    return lambda root: os.chmod(root / ANSWERS, mode)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "gone": lambda root: shutil.rmtree(root / ".digest"),
    "a file in its place": a_file_for_all,
    "answers: empty": lambda root: cut(root / ANSWERS, 0),
    "answers: cut in its header": lambda root: (root / ANSWERS).write_bytes((root / ANSWERS).read_bytes()[:50]),
    "answers: cut in half": lambda root: cut(root / ANSWERS, 0.5),
    "answers: the last page is cut": lambda root: cut(root / ANSWERS, 0.98),
    "answers: garbage": said("answers.sqlite", b"no database " * 1000),
    "answers: NUL bytes": said("answers.sqlite", bytes(20_000)),
    "answers: garbage in the first page": lambda root: overwritten(root / ANSWERS, 100, b"\xff" * 900),
    "answers: garbage in a later page": lambda root: overwritten(root / ANSWERS, 4096, b"\xa5" * 4096),
    "answers: garbage at its end": lambda root: overwritten(root / ANSWERS, (root / ANSWERS).stat().st_size - 2000, b"\x5a" * 2000),
    "answers: a folder": a_folder_for("answers.sqlite"),
    "answers: a pipe": a_pipe("answers.sqlite"),
    "answers: may not be read": locked(0),
    "answers: may not be written": locked(0o444),
    "answers: another version's": in_sql("PRAGMA user_version = 99"),
    "answers: no table": in_sql("DROP TABLE answers"),
    "answers: other columns": in_sql("DROP TABLE answers", "CREATE TABLE answers (question, answer)"),
    "answers: a view": in_sql("DROP TABLE answers", "CREATE VIEW answers AS SELECT 1 AS key, 2 AS answer"),
    "answers: no text": in_sql("UPDATE answers SET answer = x'ff00ff'"),
    "answers: numbers": in_sql("UPDATE answers SET answer = 7"),
    "answers: other words": in_sql("UPDATE answers SET answer = 'nonsense'"),
    "answers: nothing": in_sql("UPDATE answers SET answer = ''"),
    "answers: a journal of nothing": said("answers.sqlite-wal", b"\x37\x7f\x06\x82" + b"\xff" * 5000),
    "answers: the journal is a folder": a_folder_for("answers.sqlite-wal"),
    "asked: no JSON": said("asked.json", b"{"),
    "asked: NUL bytes": said("asked.json", bytes(2000)),
    "asked: not UTF-8": said("asked.json", b"\xff\xfe{}"),
    "asked: a list": said("asked.json", b"[]"),
    "asked: no sources": said("asked.json", b'{"seen": {"size": 0, "hash": "x"}}'),
    "asked: sizes that are none": said("asked.json", b'{"seen": {"size": "x", "hash": "x"}, "sources": {}}'),
    "asked: times that are none": said(
        "asked.json",
        b'{"seen": {"size": 0, "hash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}, "sources": '
        b'{"http://127.0.0.1:9/feed.xml": {"at": "soon", "etag": 7, "modified": [], "moved": 3, "refusals": "x", "until": null}}}',
    ),
    "asked: times that never come": said(
        "asked.json",
        b'{"seen": {"size": 0, "hash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}, "sources": '
        b'{"http://127.0.0.1:9/feed.xml": {"at": 1e300, "until": Infinity}}}',
    ),
    "asked: deep": said("asked.json", b"[" * 100_000),
    "asked: a folder": a_folder_for("asked.json"),
    "asked: a pipe": a_pipe("asked.json"),
    "pages: a pipe": a_pipe("pages.jsonl"),
    "pages: a folder": a_folder_for("pages.jsonl"),
    "pages: of others": said("pages.jsonl", b'"/elsewhere/"\nx 1\t["index.html"]\t[["x",1,2,3,4]]'),
    "pages: others' lots": lots(a_lot("x 3", ["a\0b", "\ud800/x", "../x/y/z"], [["m", 1, 2, 3, 4]] * 3)),
    "pages: names that are none": lots(a_lot("x 1", [1], [["m", 1, 2, 3, 4]])),
    "pages: rows that are none": lots(
        a_lot("x 1", ["index.html"], ["mnopq"]), a_lot("y 1", ["feed.xml"], [[None] * 5]), a_lot("", ["rss.xml"], [[[], {}, 1, "", 0]])
    ),
    "pages: rows that are too short": lots(a_lot("x 1", ["index.html"], [[]])),
    "pages: rows that are too few": lots(a_lot("x 1", ["index.html"], [])),
    "pages: rows that are no JSON": lots('x 1\t["index.html"]\t[[', '\t["feed.xml"]\t{'),
    "pages: a line that is none": lots("x"),
    "pages: an empty line": lots(""),
    "pages: an empty lot": lots("\t\t"),
    "pages: a lot of too many parts": lots("x 1\t[]\t[]\t[]"),
    "pages: deep": lots("x 1\t" + "[" * 100_000 + "\t[]"),
    "pages: rows that are deep": lots('x 1\t["index.html"]\t' + "[" * 100_000),
    "program: no JSON": said("program.json", b"{"),
    "program: of others": said("program.json", b'{"stamp": "", "parts": {"program": "x"}}'),
    "program: parts that are none": said("program.json", b'{"stamp": 1, "parts": [1]}'),
    "program: a folder": a_folder_for("program.json"),
    "program: a pipe": a_pipe("program.json"),
    "unchanged: a pipe": a_pipe("unchanged.json"),
    "built: a folder": a_folder_for("built"),
    "lock: a folder": a_folder_for("lock"),
    "lock: a pipe": a_pipe("lock"),
    "lock.pid: nonsense": said("lock.pid", b"\xff\xfe"),
    "lock.pid: a folder": a_folder_for("lock.pid"),
    "lock.pid: a pipe": a_pipe("lock.pid"),
    ".gitignore: a folder": a_folder_for(".gitignore"),
    ".gitignore: a pipe": a_pipe(".gitignore"),
}


@contextmanager
def bounded() -> Iterator[None]:
    """Who reads from a pipe that nobody writes into waits for ever: after a minute that is what happened."""

    def never(*_: object) -> None:
        raise AssertionError("this waits for ever")

    before = signal.signal(signal.SIGALRM, never)
    signal.alarm(60)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
@pytest.mark.parametrize("what", DAMAGE)
def test_a_damaged_memory_costs_nothing_but_time(folder: Folder, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MANY_PAGES", 0)  # as on a large site
    dead = '\n[[sources]]\nname = "Dead"\nurl = "http://127.0.0.1:9/feed.xml"\n'
    folder.config(CONFIG + '\n[[sources]]\nname = "Wire"\npath = "wire.xml"\n' + dead + '\n[fetch]\nallow_hosts = ["127.0.0.1:9"]\n')
    for n in range(12):
        folder.write(f"seeds/{n}.md", f"# Gull {n} was counted\n\n{f'There is one gull, it is number {n}. ' * 40}\n")
    folder.write("wire.xml", feed(item("1", "Ferry delayed"), item("2", "Bakery opens")))
    first = folder.digest("build")
    assert first.code == 0
    before = folder.files("site"), folder.files("content")
    shutil.rmtree(folder.root / "site")
    DAMAGE[what](folder.root)
    with bounded():
        again = folder.digest("build")
        assert (again.code, again.err) == (0, first.err.partition("14 new entries")[0])
        assert (folder.files("site"), folder.files("content")) == before
        assert folder.digest("build").code == 0


def a_name_twice(found: list[list[Any]]) -> None:
    """In one lot, where the number of its pages is still right."""
    for _, names, rows in found:
        if len(names) > 1:
            names[1], rows[1] = names[0], rows[0]


def a_page_in_two_lots(found: list[list[Any]]) -> None:
    for lot, other in pairwise(found):
        lot[1][0], lot[2][0] = other[1][0], other[2][0]


def lots_of_nothing(found: list[list[Any]]) -> None:
    found[:] = [[f"{lot.partition(' ')[0]} 0" if lot else "", [], []] for lot, _, _ in found]


def rows_of_others(found: list[list[Any]]) -> None:
    for _, _, rows in found:
        rows.append(rows.pop(0))


def names_of_others(found: list[list[Any]]) -> None:
    names = [of_lot for _, of_lot, _ in found]
    for lot, of_another in zip(found, [*names[1:], names[0]], strict=True):
        lot[1] = of_another


@pytest.mark.parametrize("many", [0, pipeline.MANY_PAGES], ids=["a large site", "a small one"])
@pytest.mark.parametrize("twist", [a_name_twice, a_page_in_two_lots, lots_of_nothing, rows_of_others, names_of_others])
def test_a_note_of_lots_that_is_wrong_leaves_no_page_as_it_was(
    folder: Folder, twist: Callable[[list[list[Any]]], None], many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The marks of the lots fit, and what is noted of their pages is damaged; then a text is put back to what it was before."""
    monkeypatch.setattr(pipeline, "MANY_PAGES", many)
    long = "There is one gull more than yesterday, and it sits on the roof of the ferry. " * 20
    for day in ("02", "03", "04"):
        for name in ("a", "b"):
            folder.write(f"content/2026-11-{day}/{name}.md", f"---\ntitle: {name} of {day}\n---\n{long}")
    notes = []
    for more in ("", "More."):
        folder.write("content/2026-11-03/a.md", f"---\ntitle: a of 03\n---\n{long}{more}")
        assert folder.digest("build", "--offline").code == 0
        notes.append(folder.read(".digest/pages.jsonl"))
    site = notes[0].partition("\n")[0]
    lines = dict.fromkeys(line for note in notes for line in note.split("\n")[1:])
    found = [[lot, json.loads(names), json.loads(rows)] for lot, names, rows in (line.split("\t") for line in lines)]
    twist(found)
    folder.write(".digest/pages.jsonl", "\n".join([site, *("\t".join((lot, json.dumps(a), json.dumps(b))) for lot, a, b in found)]))
    folder.write("content/2026-11-03/a.md", f"---\ntitle: a of 03\n---\n{long}")
    assert folder.digest("build", "--offline").code == 0
    assert folder.digest("build", "--offline", "--no-cache", "-o", str(folder.root / "anew")).code == 0
    assert folder.files("site") == folder.files("anew")
