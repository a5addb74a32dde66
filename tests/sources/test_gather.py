"""Sources → what they said, from files and from addresses."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import pytest

from digest.errors import Problem, SourceError
from digest.model import Fetch, Source
from digest.sources import http
from digest.sources.gather import Gathered, gather
from tests.conftest import REPOSITORY


def text(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Title of {path.stem}\nIts text stands here.\n", "utf-8")


def feed(folder: Path, name: str, number: int) -> None:
    items = "".join(f"<item><title>Item {n}</title><link>https://gulls.example/{n}</link></item>" for n in range(number))
    (folder / name).write_text(f"<rss version='2.0'><channel><title>G</title>{items}</channel></rss>", "utf-8")


def ask(folder: Path, *sources: Source) -> list[Gathered]:
    settings = Fetch()
    return list(gather(sources, root=folder, settings=settings, agent="test", now=0, offline=True, known={}))


def one(folder: Path, path: str, **more: object) -> Gathered:
    (gathered,) = ask(folder, Source(name="Desk", path=path, **more))  # type: ignore[arg-type]
    return gathered


def origins(gathered: Gathered) -> list[str]:
    return [item.origin for item in gathered.items]


def test_a_folder_with_all_below_it_in_the_order_of_its_paths(tmp_path: Path) -> None:
    text(tmp_path, "seeds/b.txt", "seeds/a.md", "seeds/deep/down/c.txt", "seeds/.hidden.txt", "seeds/picture.png", "seeds/table.csv")
    gathered = one(tmp_path, "seeds")
    assert origins(gathered) == ["seeds/a.md", "seeds/b.txt", "seeds/deep/down/c.txt"]
    assert [item.title or item.name for item in gathered.items] == ["a", "Title of b", "Title of c"]
    assert all(item.own for item in gathered.items)
    assert (gathered.problems, gathered.failed, gathered.state) == ((), False, "ok")


def test_a_file(tmp_path: Path) -> None:
    text(tmp_path, "seeds/a.txt", "seeds/b.txt")
    assert origins(one(tmp_path, "seeds/b.txt")) == ["seeds/b.txt"]
    assert origins(one(tmp_path, "./seeds/b.txt")) == ["seeds/b.txt"]
    assert origins(one(tmp_path, str(tmp_path / "seeds/b.txt"))) == ["seeds/b.txt"]


def test_a_file_outside_of_the_project(tmp_path: Path) -> None:
    text(tmp_path, "elsewhere/a.txt", "project/digest.toml")
    assert origins(one(tmp_path / "project", "../elsewhere")) == ["../elsewhere/a.txt"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("seeds/*.txt", ["seeds/a.txt", "seeds/b.txt"]),
        ("seeds/**/*.txt", ["seeds/a.txt", "seeds/b.txt", "seeds/deep/c.txt"]),
        ("seeds/[ab].*", ["seeds/a.txt", "seeds/b.md", "seeds/b.txt"]),
        ("*/deep", []),
    ],
)
def test_globs(tmp_path: Path, pattern: str, found: list[str]) -> None:
    text(tmp_path, "seeds/b.txt", "seeds/a.txt", "seeds/b.md", "seeds/deep/c.txt")
    assert origins(one(tmp_path, pattern)) == found


def test_a_project_whose_own_path_looks_like_a_glob(tmp_path: Path) -> None:
    text(tmp_path / "news [2026]", "seeds/a.txt")
    assert origins(one(tmp_path / "news [2026]", "seeds/*.txt")) == ["seeds/a.txt"]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    gathered = one(tmp_path, "seads")
    assert (gathered.failed, gathered.state, gathered.items) == (True, "failed", ())
    assert [str(problem) for problem in gathered.problems] == [
        "Desk: there is no file or folder 'seads'. `path` is relative to the folder of digest.toml."
    ]


def test_there_need_be_no_text_in_a_folder(tmp_path: Path) -> None:
    """Whoever deletes the text that a new site has may live on feeds alone."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/.gitkeep").touch()
    gathered = one(tmp_path, "seeds")
    assert (gathered.failed, gathered.state, gathered.problems) == (False, "ok", ())


@pytest.mark.parametrize("beside", [True, False])
def test_a_document_of_another_program_is_named(tmp_path: Path, beside: bool) -> None:
    for name in ("minutes.DOCX", "notes", "photo.jpg", ".hidden.pdf"):
        (tmp_path / "seeds").mkdir(exist_ok=True)
        (tmp_path / "seeds" / name).write_bytes(b"PK")
    if beside:
        text(tmp_path, "seeds/a.txt")
    gathered = one(tmp_path, "seeds")
    assert (gathered.failed, len(gathered.items)) == (False, beside)
    assert [problem.where for problem in gathered.problems] == ["seeds/minutes.DOCX", "seeds/notes"]
    assert "is of a kind that digest does not read, so it is left out. Save it as one of" in str(gathered.problems[0])


def test_a_feed_with_nothing_in_it_is_said_aloud(tmp_path: Path) -> None:
    feed(tmp_path, "gulls.xml", 0)
    gathered = one(tmp_path, "gulls.xml")
    assert not gathered.failed
    assert "gulls.xml: 0 entries: it can be read, and there is nothing in it" in str(gathered.problems[0])


def test_pages_and_mails_are_texts_as_well(tmp_path: Path) -> None:
    text(tmp_path, "seeds/a.txt")
    (tmp_path / "seeds/page.html").write_text("<title>A page</title><p>It says so.</p>", "utf-8")
    (tmp_path / "seeds/mail.eml").write_text("Subject: A mail\n\nIt says so.\n", "utf-8")
    gathered = one(tmp_path, "seeds")
    assert [(item.origin, item.title) for item in gathered.items] == [
        ("seeds/a.txt", "Title of a"),
        ("seeds/mail.eml", "A mail"),
        ("seeds/page.html", "A page"),
    ]
    assert (all(item.own for item in gathered.items), gathered.problems) == (True, ())


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"%PDF-1.7 \x00", "is a PDF"),
        (b"PK\x03\x04\x14\x00", "is an office document"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"words \x00\x01\x02 more", "holds what is no text"),
        (bytes(range(32)) * 40, "holds what is no text"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "a.bin"])
def test_what_is_no_text_is_no_news(tmp_path: Path, raw: bytes, what: str, name: str) -> None:
    (tmp_path / name).write_bytes(raw)
    gathered = one(tmp_path, "a*")
    assert gathered.items == ()
    assert what in str(gathered.problems[0])


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-8-sig", "koi8-r"])
def test_other_encodings_are_text(tmp_path: Path, codec: str) -> None:
    (tmp_path / "a.txt").write_bytes("Title\nA text in which nothing is wrong.\n".encode(codec))
    assert [item.title for item in one(tmp_path, "a.txt").items] == ["Title"]


def test_one_broken_file_among_good_ones(tmp_path: Path) -> None:
    text(tmp_path, "seeds/a.txt", "seeds/c.txt")
    (tmp_path / "seeds/b.json").write_text("{broken", "utf-8")
    gathered = one(tmp_path, "seeds")
    assert origins(gathered) == ["seeds/a.txt", "seeds/c.txt"]
    assert [problem.where for problem in gathered.problems] == ["seeds/b.json"]
    assert not gathered.failed


def test_only_broken_files(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text("{broken", "utf-8")
    gathered = one(tmp_path, "b.json")
    assert (gathered.failed, gathered.state) == (True, "failed")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    text(tmp_path, "seeds/a.txt", "seeds/b.txt", "seeds/c.txt")
    (tmp_path / "seeds/b.txt").chmod(0)
    gathered = one(tmp_path, "seeds")
    assert origins(gathered) == ["seeds/a.txt", "seeds/c.txt"]
    assert "cannot be read" in str(gathered.problems[0])


def test_a_link_that_leads_nowhere_stops_no_other(tmp_path: Path) -> None:
    text(tmp_path, "seeds/a.txt", "seeds/c.txt")
    try:
        (tmp_path / "seeds/b.txt").symlink_to(tmp_path / "gone.txt")
    except OSError:
        pytest.skip("no symbolic links here")
    gathered = one(tmp_path, "seeds")
    assert origins(gathered) == ["seeds/a.txt", "seeds/c.txt"]
    assert "seeds/b.txt" in str(gathered.problems[0])


def test_a_folder_named_like_a_text(tmp_path: Path) -> None:
    text(tmp_path, "seeds/a.txt", "seeds/odd.txt/b.txt")
    assert origins(one(tmp_path, "seeds")) == ["seeds/a.txt", "seeds/odd.txt/b.txt"]


TOLD = [
    ("Gulls and terns", "https://one.example/1", ""),
    ("A seagull", "https://two.example/2", "Seabirds"),
    ("Auks [new]", "https://one.example/3", ""),
    ("Boats", "https://one.example/4", ""),
]


@pytest.mark.parametrize(
    ("include", "exclude", "left"),
    [
        ((), (), [0, 1, 2, 3]),
        (("gulls",), (), [0]),
        (("gull",), (), []),
        (("/gull/",), (), [0, 1]),
        (("GULLS", "boats"), (), [0, 3]),
        ((), ("/gull/",), [2, 3]),
        (("/gull/",), ("terns",), [1]),
        (("[new]",), (), [2]),
        (("seabirds",), (), [1]),
        (("two.example",), (), [1]),
        (("//",), (), []),
        (("rain",), (), [2]),
    ],
)
def test_filters(tmp_path: Path, include: tuple[str, ...], exclude: tuple[str, ...], left: list[int]) -> None:
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><category>{category}</category>"
        f"<description>{'It was seen in the rain.' if 'Auks' in title else ''}</description></item>"
        for title, link, category in TOLD
    )
    (tmp_path / "a.xml").write_text(f"<rss version='2.0'><channel><title>G</title>{items}</channel></rss>", "utf-8")
    found = [item.title for item in one(tmp_path, "a.xml", include=include, exclude=exclude).items]
    assert found == [TOLD[i][0] for i in left]


def test_sources_come_in_their_order_and_one_that_fails_stops_no_other(tmp_path: Path) -> None:
    text(tmp_path, "z/a.txt", "b/a.txt")
    asked = ask(
        tmp_path,
        Source(name="Z", path="z"),
        Source(name="Lost", path="lost"),
        Source(name="Web", url="https://gulls.example/feed"),
        Source(name="B", path="b"),
    )
    assert [(gathered.source.name, gathered.state, len(gathered.items)) for gathered in asked] == [
        ("Z", "ok", 1),
        ("Lost", "failed", 0),
        ("Web", "offline", 0),
        ("B", "ok", 1),
    ]


# ── addresses ────────────────────────────────────────────────────────────────────────────────────


def sources(*addresses: str) -> list[Source]:
    return [Source(name=address, url=address) for address in addresses]


def over_the_network(told: Sequence[Source], concurrency: int = 16) -> Iterator[Gathered]:
    settings = Fetch(concurrency=concurrency)
    return gather(told, root=Path(), settings=settings, agent="test", now=1_800_000_000, offline=False, known={})


def test_no_host_gets_all_our_questions_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lock, busy, most = threading.Lock(), Counter[str](), Counter[str]()
    together = {name: threading.Barrier(2) for name in ("a.example", "b.example")}

    def fetch(url: str, **_: object) -> http.Reply:
        host = url.split("/")[2]
        with lock:
            busy[host] += 1
            most[host] = max(most[host], busy[host])
        together[host].wait(30)
        with lock:
            busy[host] -= 1
        raise SourceError(Problem(url, "no"))

    monkeypatch.setattr(http, "fetch", fetch)
    told = sources(*(f"https://{host}/{n}" for n in range(8) for host in together))
    assert [gathered.source.name for gathered in over_the_network(told)] == [source.name for source in told]
    assert most == {"a.example": 2, "b.example": 2}


@pytest.mark.parametrize("concurrency", [1, 3])
def test_no_more_at_once_than_is_said(monkeypatch: pytest.MonkeyPatch, concurrency: int) -> None:
    lock, busy, most = threading.Lock(), 0, 0

    def fetch(url: str, **_: object) -> http.Reply:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        with lock:
            busy -= 1
        raise SourceError(Problem(url, "no"))

    monkeypatch.setattr(http, "fetch", fetch)
    assert all(gathered.failed for gathered in over_the_network(sources(*(f"https://{n}.example/" for n in range(20))), concurrency))
    assert most <= concurrency


def test_a_bug_is_not_taken_for_a_source_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(url: str, **_: object) -> http.Reply:
        raise ZeroDivisionError

    monkeypatch.setattr(http, "fetch", fetch)
    with pytest.raises(ZeroDivisionError):
        list(over_the_network(sources("https://a.example/")))


def test_who_stops_listening_is_asked_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    first = threading.Event()

    def fetch(url: str, **_: object) -> http.Reply:
        asked.append(url)
        if len(asked) > 1:
            first.wait(30)
        raise SourceError(Problem(url, "no"))

    monkeypatch.setattr(http, "fetch", fetch)
    gathering = over_the_network(sources(*(f"https://a.example/{n}" for n in range(100))))
    next(gathering)
    assert isinstance(gathering, Generator)
    gathering.close()
    first.set()
    for thread in threading.enumerate():
        if thread.name == "source":
            thread.join(30)
    assert len(asked) <= 5


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send to another process")
def test_ctrl_c_waits_for_no_server(tmp_path: Path) -> None:
    """A server that never answers; whoever presses Ctrl-C gets his prompt back, long before the deadline."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        host = f"127.0.0.1:{server.getsockname()[1]}"
        config = f'[fetch]\ntimeout = 600\nallow_hosts = ["{host}"]\n[[sources]]\nname = "Slow"\nurl = "http://{host}/"\n'
        (tmp_path / "digest.toml").write_text(config, "utf-8")
        command = [sys.executable, "-m", "digest", "fetch", "-c", str(tmp_path / "digest.toml")]
        run = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True)
        line, _ = server.accept()
        with line:
            run.send_signal(signal.SIGINT)
            _, said = run.communicate(timeout=120)  # far below the deadline of 600 s
    assert (run.returncode, said.strip()) == (130, "interrupted")
    assert not (tmp_path / "content").exists()
