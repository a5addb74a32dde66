"""Feeds over HTTP, from a real server: asked politely, never lost."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.conftest import Folder
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
            if text is None:
                self.send_error(404)
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
