"""Feeds over HTTP, from a real server: asked politely, never lost."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest
from urllib3 import HTTPHeaderDict

from digest.sources import http
from tests.conftest import NOW, Folder
from tests.test_imports import loaded
from tests.test_pipeline import feed, item

CONFIG = """[site]
title = "Test"
base_url = "https://example.org/"
contact = "desk@example.org"

[fetch]
allow_hosts = ["{host}"]
min_interval = {interval}
timeout = 5

[[sources]]
name = "Wire"
url = "http://{host}/feed.xml"

[[sources]]
name = "Other"
url = "http://{host}/other.xml"
"""


@dataclass
class Wire:
    """A server with two feeds, and what it was asked."""

    host: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)  # of paths that are refused
    headers: dict[str, dict[str, str]] = field(default_factory=dict)  # that a path's refusals have
    asked: list[tuple[str, str]] = field(default_factory=list)  # path, If-None-Match
    agents: set[str] = field(default_factory=set)


@pytest.fixture
def wire() -> Iterator[Wire]:
    state = Wire(
        texts={"/feed.xml": feed(item("1", "Ferry delayed")), "/other.xml": feed(item("9", "Mayor speaks")).replace("wire.", "other.")}
    )

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append((self.path, self.headers.get("If-None-Match", "")))
            state.agents.add(self.headers.get("User-Agent", ""))
            text = state.texts.get(self.path)
            tag = f'"{hash(text)}"'
            if text is None or self.path in state.statuses:
                self.send_response(state.statuses.get(self.path, 404))
                for name, value in state.headers.get(self.path, {}).items():
                    self.send_header(name, value)
                self.end_headers()
            elif self.headers.get("If-None-Match") == tag:
                self.send_response(304)
                self.end_headers()
            else:
                body = text.encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("ETag", tag)
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    state.host = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


def subscribe(folder: Folder, wire: Wire, interval: int = 0) -> None:
    folder.config(CONFIG.format(host=wire.host, interval=interval))


def test_feeds_come_in_and_know_who_asks(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire)
    assert "2 new entries" in folder.digest("fetch").out
    assert folder.entries() == ["content/2026-11-10/ferry-delayed.md", "content/2026-11-10/mayor-speaks.md"]
    assert f"origin: http://{wire.host}/feed.xml" in folder.read("content/2026-11-10/ferry-delayed.md")
    (agent,) = wire.agents
    assert agent.startswith("newsdigest/")
    assert "(+desk@example.org)" in agent


def test_an_unchanged_feed_is_not_sent_again(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire)
    folder.digest("fetch")
    before = folder.files("content")
    said = folder.digest("fetch", "-v")
    assert said.err.count("not modified") == 2
    assert all(tag for _, tag in wire.asked[2:])
    assert folder.files("content") == before


def test_the_rest_of_a_reply_that_broke_off_is_asked_for(folder: Folder, wire: Wire) -> None:
    """Told what is known, the server would say “not modified”, and the last entry would never come."""
    subscribe(folder, wire)
    whole = feed(item("1", "Ferry delayed"), item("2", "Gulls counted"))
    wire.texts["/feed.xml"] = whole[: whole.index("wire.example/2")]
    said = folder.digest("fetch")
    assert "Wire: breaks off in the middle of its last entry" in said.err
    assert folder.entries() == ["content/2026-11-10/ferry-delayed.md", "content/2026-11-10/mayor-speaks.md"]
    folder.digest("fetch")
    again = dict(wire.asked[2:])
    assert (again["/feed.xml"], bool(again["/other.xml"])) == ("", True)
    wire.texts["/feed.xml"] = whole
    assert "1 new entry" in folder.digest("fetch").out


def test_a_source_asked_lately_is_left_alone(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire, interval=900)
    folder.digest("fetch")
    folder.digest("fetch", "--now", "2026-11-10T12:10:00Z")
    assert len(wire.asked) == 2
    folder.digest("fetch", "--now", "2026-11-10T12:20:00Z")
    assert len(wire.asked) == 4
    folder.digest("fetch", "Wire", "--now", "2026-11-10T12:21:00Z")  # by name it is asked all the same
    assert len(wire.asked) == 5


def test_news_that_was_lost_with_an_unsaved_content_comes_again(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire, interval=900)
    folder.digest("fetch")
    for path in folder.entries():
        (folder.root / path).unlink()
    (folder.root / "content/seen.txt").unlink()
    assert "2 new entries" in folder.digest("fetch").out


def test_offline_asks_nobody(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire)
    said = folder.digest("build", "--offline")
    assert (said.code, wire.asked) == (0, [])


def test_one_feed_that_is_gone_does_not_take_the_other_with_it(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire)
    del wire.texts["/other.xml"]
    said = folder.digest("build")
    assert said.code == 0
    assert said.err.count("Other: ") == 1
    assert "there is nothing at this address (404)" in said.err
    assert folder.entries() == ["content/2026-11-10/ferry-delayed.md"]


def test_a_private_address_is_not_asked_unless_it_is_allowed(folder: Folder, wire: Wire) -> None:
    folder.config(CONFIG.format(host=wire.host, interval=0).replace("allow_hosts", "# allow_hosts"))
    said = folder.digest("fetch")
    assert wire.asked == []
    assert said.err.count("private or reserved network") == 2
    assert "allow_hosts" in said.err


def test_links_that_are_dead_are_found_when_asked(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire)
    folder.write(
        "content/2026-11-10/a.md",
        f"---\ntitle: A\nlink: http://{wire.host}/feed.xml\n---\n\n[gone](http://{wire.host}/gone) and more words than fit above.\n",
    )
    said = folder.digest("check", "--links")
    assert said.code == 1
    assert f"leads to http://{wire.host}/gone: there is nothing at this address (404)" in said.err
    assert f"leads to http://{wire.host}/feed.xml:" not in said.err


def test_convert_of_an_address(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire)
    said = folder.digest("convert", f"http://{wire.host}/feed.xml")
    assert "title: Ferry delayed" in said.out
    assert not (folder.root / "content").exists()


# ── manners ──────────────────────────────────────────────────────────────────────────────────────


def at(minutes: int) -> str:
    return f"2026-11-10T{12 + minutes // 60:02}:{minutes % 60:02}:00Z"


def paths(wire: Wire) -> list[str]:
    """What was asked since the last look."""
    found = [path for path, _ in wire.asked if path != "/other.xml"]
    wire.asked.clear()
    return found


def test_what_has_moved_for_good_is_asked_where_it_is_now(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire)
    wire.statuses["/feed.xml"], wire.headers["/feed.xml"] = 301, {"Location": "/new.xml"}
    wire.texts["/new.xml"] = wire.texts["/feed.xml"]
    for minutes in (0, 1, 2):
        said = folder.digest("fetch", "--now", at(minutes))
        assert f"has moved for good to http://{wire.host}/new.xml" in said.err
    assert paths(wire) == ["/feed.xml", "/new.xml", "/new.xml", "/new.xml"]
    assert json.loads(folder.read("content/health.json"))["sources"][f"http://{wire.host}/feed.xml"]["state"] == "moved"
    assert len(folder.entries()) == 2  # the same news, though it stands elsewhere
    del wire.texts["/new.xml"]
    folder.digest("fetch", "--now", at(3))
    wire.statuses.clear()
    folder.digest("fetch", "--now", at(4))
    assert paths(wire) == ["/new.xml", "/feed.xml"]  # not there any more: looked for where it was
    assert "has moved" not in folder.digest("fetch", "--now", at(5)).err


def test_a_move_for_now_is_not_remembered(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire)
    wire.statuses["/feed.xml"], wire.headers["/feed.xml"] = 302, {"Location": "/new.xml"}
    wire.texts["/new.xml"] = wire.texts["/feed.xml"]
    for minutes in (0, 1):
        assert "moved" not in folder.digest("fetch", "--now", at(minutes)).err
    assert paths(wire) == ["/feed.xml", "/new.xml", "/feed.xml", "/new.xml"]


def test_a_move_to_what_is_no_feed_is_not_remembered(folder: Folder, wire: Wire) -> None:
    """As the page on which one logs in to a hotel's network."""
    subscribe(folder, wire)
    wire.statuses["/feed.xml"], wire.headers["/feed.xml"] = 301, {"Location": "/login"}
    wire.texts["/login"] = "<!doctype html><title>Welcome</title><p>Room number?"
    folder.digest("fetch", "--now", at(0))
    wire.statuses.clear()
    folder.digest("fetch", "--now", at(1))
    assert paths(wire) == ["/feed.xml", "/login", "/feed.xml"]


def test_what_is_gone_for_good_is_not_asked_any_more(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire)
    wire.statuses["/feed.xml"] = 410
    folder.digest("fetch", "--now", at(0))
    said = folder.digest("fetch", "--now", at(1))
    assert paths(wire) == ["/feed.xml"]
    assert "Wire: is gone for good, and is not asked any more" in said.err
    wire.statuses.clear()
    assert "1 new entry" in folder.digest("fetch", "Wire", "--now", at(2)).out  # whoever names it has it asked
    folder.digest("fetch", "--now", at(3))
    assert paths(wire) == ["/feed.xml", "/feed.xml"]
    assert json.loads(folder.read("content/health.json"))["sources"] == {}


@pytest.mark.parametrize("status", [429, 503, 403])
def test_a_server_that_says_when_it_wants_to_be_asked_again(folder: Folder, wire: Wire, status: int) -> None:
    subscribe(folder, wire)
    wire.statuses["/feed.xml"], wire.headers["/feed.xml"] = status, {"Retry-After": "1800"}
    for minutes, asked in ((0, 1), (1, 0), (29, 0), (31, 1), (60, 0)):
        folder.digest("fetch", "--now", at(minutes))
        assert len(paths(wire)) == asked, minutes
    wire.statuses.clear()
    assert "1 new entry" in folder.digest("fetch", "--now", at(62)).out


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "Tue, 10 Nov 2026 12:30:00 GMT", "Date": "Tue, 10 Nov 2026 12:00:00 GMT"}, 1800),
        ({"Retry-After": "Tue, 10 Nov 2026 11:30:00 GMT", "Date": "Tue, 10 Nov 2026 12:00:00 GMT"}, 0),
        ({"Retry-After": "Tue, 10 Nov 2026 12:30:00 GMT"}, 0),
        ({"Retry-After": "soon", "Date": "now"}, 0),
        ({"Retry-After": "-5"}, 0),
        ({"Retry-After": "9" * 400}, 999_999_999),
        ({}, 0),
    ],
)
def test_how_long_a_server_wants_to_be_left_alone(headers: dict[str, str], seconds: float) -> None:
    assert http._wait(HTTPHeaderDict(headers)) == seconds


def test_a_server_that_refuses_again_and_again_is_asked_ever_more_seldom(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire, interval=60)
    wire.statuses["/feed.xml"] = 500
    asked = []
    for minutes in range(0, 120):
        folder.digest("fetch", "--now", at(minutes))
        if paths(wire):
            asked.append(minutes)
    pauses = [later - earlier for earlier, later in pairwise(asked)]
    assert pauses[0] == 1  # it may have been a moment's trouble
    assert all(later > 1.2 * earlier for earlier, later in pairwise(pauses[1:]))
    assert 5 <= len(asked) <= 9


@pytest.mark.parametrize("trouble", ["no feed", "too much", "refused"])
def test_who_answers_with_nothing_of_use_is_left_alone_like_all(folder: Folder, wire: Wire, trouble: str) -> None:
    """Building again and again costs nobody anything."""
    subscribe(folder, wire, interval=900)
    if trouble == "refused":
        wire.statuses["/feed.xml"] = 403
    elif trouble == "too much":
        folder.config(folder.read("digest.toml").replace("min_interval", "max_bytes = 100\nmin_interval"))
    else:
        wire.texts["/feed.xml"] = "<html><title>Soon</title><p>A feed will be here."
    asked = []
    for minutes in (0, 5, 10, 31):
        folder.digest("fetch", "--now", at(minutes))
        asked.append("/feed.xml" in paths(wire))
    assert asked == [True, False, False, True]


def test_whoever_is_not_there_is_asked_at_the_next_run(folder: Folder, wire: Wire) -> None:
    """A network that was down troubles no server."""
    folder.config(CONFIG.format(host="127.0.0.1:9", interval=900).replace("127.0.0.1:9/other", f"{wire.host}/other"))
    for minutes in (0, 1):
        assert "nothing listens there" in folder.digest("fetch", "--now", at(minutes)).err


# ── how the sources are ──────────────────────────────────────────────────────────────────────────


def day(number: int) -> str:
    return f"2026-11-{number:02}T12:00:00Z"


def test_a_source_that_fails_is_put_down_once_and_until_it_is_well_again(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire)
    folder.digest("build", "--now", day(10))
    assert not (folder.root / "content/health.json").exists()
    wire.statuses["/feed.xml"] = 503
    folder.digest("build", "--now", day(11))
    said = folder.read("content/health.json")
    assert json.loads(said)["sources"] == {
        f"http://{wire.host}/feed.xml": {
            "state": "failing",
            "since": day(11),
            "why": "the server is in trouble (503)",
        }
    }
    wire.statuses["/feed.xml"] = 500
    folder.digest("build", "--now", day(12))
    assert folder.read("content/health.json") == said  # still failing: nothing to commit
    page = folder.read("site/sources/index.html")
    assert '<b class="bad">Failing</b> since <time datetime="2026-11-11T12:00:00Z">11 November 2026</time>' in page
    assert "in trouble (503)" in page
    assert "in trouble (503)" in folder.read("site/sources/wire/index.html")
    del wire.statuses["/feed.xml"]
    folder.digest("build", "--now", day(13))
    assert json.loads(folder.read("content/health.json"))["sources"] == {}
    assert "Failing" not in folder.read("site/sources/index.html")


def test_a_host_that_answered_once_and_refuses_us_here(folder: Folder, wire: Wire) -> None:
    """As hosted runners are refused: what came in at home stays, and the page says how it is."""
    subscribe(folder, wire)
    folder.digest("fetch", "--now", day(10))
    wire.statuses |= {"/feed.xml": 403, "/other.xml": 410}
    folder.digest("build", "--now", day(11))
    assert "Closed to us" in folder.read("site/sources/wire/index.html")
    assert "Gone" in folder.read("site/sources/other/index.html")
    assert len(folder.entries()) == 2


def test_a_run_tells_how_the_sources_are(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire)
    wire.statuses["/other.xml"] = 503
    told = {one["name"]: one for one in json.loads(folder.digest("fetch", "--json", "--now", day(11)).out)["sources"]}
    assert (told["Wire"]["state"], told["Wire"]["items"], told["Wire"]["bytes"]) == ("ok", 1, len(wire.texts["/feed.xml"]))
    assert (told["Wire"]["last_success"], told["Wire"]["health"]) == (day(11), None)
    assert (told["Other"]["last_success"], told["Other"]["health"]["state"]) == ("", "failing")


def test_the_job_summary(folder: Folder, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribe(folder, wire)
    path = folder.root / "summary.md"
    path.write_text("# Before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    folder.digest("build", "--now", day(10))
    assert path.read_text("utf-8") == "# Before\n"  # not on GitHub
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    wire.statuses["/other.xml"] = 403
    wire.texts["/feed.xml"] = feed(item("1", "Ferry delayed"), item("2", "A <b> | [second](https://x.example) ferry"))
    folder.digest("build", "--now", day(11))
    said = path.read_text("utf-8")
    assert "## Wednesday, 11 November 2026 (No. 2)" in said
    assert "### 1 new entry\n\n| Topic | New |\n| --- | --- |\n| More | 1 |" in said
    assert "| Other | **closed to this machine** since 2026-11-11: " in said
    assert "| Wire | ok | 2 | " in said
    assert said.index("| Other |") < said.index("| Wire |")  # what needs somebody comes first
    assert "### 1 problem\n\n- Other: " in said


def test_words_of_others_are_words_in_the_summary(folder: Folder, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.config(CONFIG.format(host=wire.host, interval=0).replace('"Other"', '"<script>|`x` # [a](b)"'))
    path = folder.root / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    folder.digest("build")
    rows = [line for line in path.read_text("utf-8").splitlines() if "script" in line]
    assert rows
    assert all(line.startswith("| &lt;script&gt;\\|\\`x\\` \\# \\[a\\](b) |") for line in rows)


def test_the_gate_shuts_when_three_of_four_feeds_fail(folder: Folder, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    more = "".join(f'\n[[sources]]\nname = "{name}"\nurl = "http://{wire.host}/{name}.xml"\n' for name in ("third", "fourth"))
    folder.config(CONFIG.format(host=wire.host, interval=0) + more + "\n[gate]\nmax_failed_sources = 2\n")
    wire.texts |= {"/third.xml": feed(item("3", "Third")), "/fourth.xml": feed(item("4", "Fourth"))}
    assert folder.digest("build", "--now", day(10)).code == 0
    before = folder.files("site")
    wire.statuses = {"/other.xml": 503, "/third.xml": 500, "/fourth.xml": 404}
    wire.texts["/feed.xml"] = feed(item("1", "Ferry delayed"), item("2", "Ferry sails"))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder.root / "summary.md"))
    said = folder.digest("build", "--now", day(11))
    assert said.code == 3
    assert "3 sources failed (Other, third, fourth), and the gate lets 2 through; the site stays as it was" in said.err
    assert folder.files("site") == before
    assert "**Held back:** gate: 3 sources failed" in folder.read("summary.md")
    assert "content/2026-11-11/ferry-sails.md" in folder.entries()  # what came in is kept for the next run
    wire.statuses.clear()
    assert folder.digest("build", "--now", day(11)).code == 0
    assert "Ferry sails" in folder.read("site/index.html")


def test_a_fetch_of_nothing_new_waits_for_nothing_that_reads_or_builds(folder: Folder, wire: Wire) -> None:
    subscribe(folder, wire)
    folder.digest("fetch")
    found = loaded("fetch", "-c", str(folder.root / "digest.toml"), "--now", NOW)
    assert {path for path, tag in wire.asked if tag} == {"/feed.xml", "/other.xml"}
    assert not found & {"feedparser", "markdown_it", "yaml", "dateutil", "justhtml", "jinja2", "babel", "pydantic"}
    assert not found & {"digest.pipeline", "digest.grouping", "digest.rendering", "digest.sources.kinds", "digest.entries.file"}
