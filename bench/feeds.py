"""What fetching costs: every feed below a folder, each from a host of its own that takes its time, with `digest fetch`, twice.

    python bench/feeds.py FEEDS [--rounds 3] [--slow 50 500]

FEEDS holds feeds in files of any name. Each is served from an address of its own on this machine's loopback (127.0.0.0/8, as
Linux has it), with an ETag, after a pause of 50 to 500 ms that goes by the hash of its name. Prints one JSON object:

    fetch, again    the first and the second run of the program: seconds by the clock and of processor time; how the sources were
                    (ok, not modified, failed); new entries; files of content/ that were made or changed, by their bytes and their
                    times (none in the second run)
    pauses          their sum; `ideal` is that by the sixteen that are asked at once, `ratio` the first run's clock by the ideal
    reading         seconds of processor time, medians of some rounds in one process, for the same bytes: `feedparser` alone, its
                    sanitiser off; `digest` from bytes to entries, identities, dates, links and Markdown included; `ratio`
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import feedparser

from digest.entries.accept import accept
from digest.entries.identity import identities
from digest.errors import DigestError
from digest.model import Fetch
from digest.sources import kinds
from digest.sources.document import Document

CONFIG = """[site]
title = "Feeds"
base_url = "https://example.org/"

[fetch]
min_interval = 0
max_bytes = {most}
allow_hosts = {hosts}
"""
SOURCE = """
[[sources]]
name = {name}
url = {url}
"""
MOST = 50_000_000
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def pause(name: str, slow: tuple[int, int]) -> float:
    """In seconds; always the same for a name."""
    return (slow[0] + int.from_bytes(sha256(name.encode()).digest()[:4]) % (slow[1] - slow[0] + 1)) / 1000


def host(number: int) -> str:
    return f"127.1.{number // 250}.{number % 250 + 1}"


def serve(feeds: list[tuple[str, bytes]], slow: tuple[int, int], tell: Connection) -> None:
    """Each feed at `host(its number)`. Tells the ports, and serves until it is stopped."""

    async def answer(name: str, raw: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            await asyncio.sleep(pause(name, slow))
            tag = f'"{sha256(raw).hexdigest()[:16]}"'.encode()
            known = tag in head
            writer.write(b"HTTP/1.1 304 Not Modified\r\n" if known else b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n" % len(raw))
            writer.write(b"ETag: " + tag + b"\r\nConnection: close\r\n\r\n" + (b"" if known else raw))
            await writer.drain()
        writer.close()

    async def all_of_them() -> None:
        ports = []
        for number, (name, raw) in enumerate(feeds):
            server = await asyncio.start_server(lambda r, w, name=name, raw=raw: answer(name, raw, r, w), host(number), 0)
            ports.append(server.sockets[0].getsockname()[1])
        tell.send(ports)
        await asyncio.Event().wait()

    asyncio.run(all_of_them())


def fetch(folder: Path) -> dict[str, Any]:
    """One run of the program."""
    before = files(folder / "content")
    command = [sys.executable, "-m", "digest", "fetch", "--json", "-q", "--now", NOW.isoformat(), "-c", str(folder / "digest.toml")]
    started, spent = time.monotonic(), os.times()
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    clock, after = time.monotonic() - started, os.times()
    if done.returncode:
        sys.exit(done.stderr)
    answer = json.loads(done.stdout)
    written = files(folder / "content")
    return {
        "clock": round(clock, 2),
        "processor": round(after.children_user + after.children_system - spent.children_user - spent.children_system, 2),
        "sources": Counter(source["state"] for source in answer["sources"]),
        "new": answer["new"],
        "written": sum(before.get(path) != what for path, what in written.items()),
    }


def files(folder: Path) -> dict[Path, tuple[bytes, int]]:
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def read(name: str, raw: bytes) -> int:
    """Bytes → entries, as fetch has it. How many."""
    document = Document(source=name, origin=f"https://{name}.example/", raw=raw, url=f"https://{name}.example/")
    made = 0
    with suppress(DigestError):
        items = kinds.read(document, None, MOST)
        for item, id in zip(items, identities(items), strict=True):
            with suppress(DigestError):
                accept(item, id, now=NOW, zone=UTC)
                made += 1
    return made


def reading(feeds: list[tuple[str, bytes]], rounds: int) -> dict[str, Any]:
    theirs, ours = [], []
    entries = 0
    for _ in range(rounds):
        started = time.process_time()
        for _, raw in feeds:
            with suppress(Exception):  # feedparser's loose parser gives up in ways of its own
                feedparser.parse(BytesIO(raw), sanitize_html=False)
        between = time.process_time()
        entries = sum(read(name, raw) for name, raw in feeds)
        theirs.append(between - started)
        ours.append(time.process_time() - between)
    feedparsers, digests = statistics.median(theirs), statistics.median(ours)
    return {
        "entries": entries,
        "feedparser": round(feedparsers, 2),
        "digest": round(digests, 2),
        "ratio": round(digests / feedparsers, 2),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("feeds", type=Path)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--slow", type=int, nargs=2, default=(50, 500), help="milliseconds, from and to")
    given = arguments.parse_args()
    paths = sorted(path for path in given.feeds.rglob("*") if path.is_file())
    feeds = [(path.relative_to(given.feeds).as_posix(), path.read_bytes()) for path in paths]
    slow = tuple(given.slow)
    listen, tell = multiprocessing.Pipe(duplex=False)
    server = multiprocessing.Process(target=serve, args=(feeds, slow, tell), daemon=True)
    server.start()
    ports = listen.recv()
    with tempfile.TemporaryDirectory(prefix="feeds-") as temporary:
        folder = Path(temporary)
        rows = [
            SOURCE.format(name=json.dumps(name), url=json.dumps(f"http://{host(number)}:{port}/feed"))
            for number, ((name, _), port) in enumerate(zip(feeds, ports, strict=True))
        ]
        config = CONFIG.format(most=MOST, hosts=json.dumps([host(number) for number in range(len(feeds))]))
        (folder / "digest.toml").write_text(config + "".join(rows), "utf-8")
        first, again = fetch(folder), fetch(folder)
    server.terminate()
    together = sum(pause(name, slow) for name, _ in feeds)
    ideal = together / Fetch().concurrency
    pauses = {"sum": round(together, 2), "ideal": round(ideal, 2), "ratio": round(first["clock"] / ideal, 2)}
    told = {
        "feeds": len(feeds),
        "bytes": sum(len(raw) for _, raw in feeds),
        "fetch": first,
        "again": again,
        "pauses": pauses,
        "reading": reading(feeds, given.rounds),
    }
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
