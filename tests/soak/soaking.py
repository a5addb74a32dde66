"""Weeks of a digest's life in minutes: feeds that change and fail, people who edit, runs that are killed or do not come.

What is said of each day is checked on each day, and told in a table: see `Soak`.
"""

import random
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from digest.entries.identity import identities
from digest.sources import kinds
from digest.sources.document import Document
from tests.crash.scenes import Deaths, left_behind, tree, write

START = datetime(2026, 11, 1, 8, tzinfo=UTC)
FIRST, WINDOW, TIMEOUT = 5, 8, 0.5  # entries at the first fetch, entries in a feed, seconds
FAULTS = ("500", "503", "cut", "hangs", "closes", "empty", "garbage")
WORDS = (
    "harbour ferry bakery choir gull heron bridge tunnel orchard market lantern council river quay mayor school library "
    "museum cinema garden tower mill forest island lighthouse station tram canal theatre stadium hospital court bank "
    "parliament vote budget strike storm flood drought election inquiry festival concert exhibition league final record"
).split()
VERBS = "opens closes delays counts finds loses moves repairs names sells rebuilds honours warns welcomes cancels".split()
NEWER = re.compile(rb'<a [^>]*rel="?next"?[^>]*>.*?</a>|<link [^>]*rel="?next"?[^>]*>', re.DOTALL)


@dataclass
class News:
    """One item of a feed."""

    guid: str
    title: str
    link: str
    text: str
    date: datetime


@dataclass
class Feed:
    """A feed, as its server has it; newest first."""

    number: int
    news: list[News] = field(default_factory=list)
    made: int = 0
    fault: str = ""  # of the day
    gone: bool = False

    def text(self) -> str:
        items = "".join(
            f"<item><guid isPermaLink='false'>{one.guid}</guid><title>{escape(one.title)}</title><link>{one.link}</link>"
            f"<pubDate>{format_datetime(one.date)}</pubDate><description>{escape(one.text)}</description></item>"
            for one in self.news
        )
        return (
            f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>Feed {self.number}</title>"
            f"<link>https://feed{self.number}.example/</link>{items}</channel></rss>"
        )


class Wire:
    """The server of all feeds; what it gave out whole since it was last asked for that."""

    def __init__(self, feeds: list[Feed]) -> None:
        self.feeds, self.given = feeds, dict[int, str]()
        wire = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                wire.answer(self, wire.feeds[int(self.path.strip("/").partition(".")[0])])

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler, feed: Feed) -> None:
        body = feed.text().encode()
        fault = "404" if feed.gone else feed.fault
        if fault.isdigit():
            request.send_response(int(fault))
            request.end_headers()
            return
        if fault == "hangs":
            request.rfile.read()  # until whoever asked hangs up
        if fault in ("hangs", "closes"):
            request.connection.close()
            return
        request.send_response(200)
        request.send_header("Content-Type", "application/rss+xml")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        try:
            if fault == "cut":
                request.wfile.write(body[: len(body) * 2 // 3])
                request.connection.close()
            elif fault in ("empty", "garbage"):
                request.wfile.write((b" " if fault == "empty" else b"\xff<") * (len(body) // (1 if fault == "empty" else 2)))
                request.connection.close()
            else:
                request.wfile.write(body)
                self.given[feed.number] = body.decode()
        except OSError:  # whoever asked was killed
            pass


@dataclass
class Soak:
    """A digest's life, day by day, with the sums of what happened and of what went wrong."""

    root: Path
    days: int
    feeds: int
    seed: int = 1
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    edited: dict[str, bytes] = field(default_factory=dict)  # id → the file as a person left it
    moved: dict[str, str] = field(default_factory=dict)  # id → the issue that a person moved it to
    deleted: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)  # ids that were once filed
    offered: set[str] = field(default_factory=set)
    closed: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)  # issue → its page and its JSON, as it was when it was closed

    def live(self) -> None:
        self.draw = random.Random(self.seed)
        self.all = [Feed(n) for n in range(self.feeds)]
        self.wire = Wire(self.all)
        self.deaths = Deaths()
        sources = "".join(
            f'\n[[sources]]\nname = "Feed {n}"\nurl = "http://{self.wire.host}/{n}.xml"\nfirst = {FIRST}\nlimit = 4\n'
            for n in range(self.feeds)
        )
        head = '[site]\ntitle = "Soak"\nbase_url = "https://example.org/soak/"\n\n[fetch]\n'
        write(
            self.root,
            "digest.toml",
            f'{head}min_interval = 0\ntimeout = {TIMEOUT}\nallow_hosts = ["{self.wire.host}"]\n\n'
            f'[[sources]]\nname = "Desk"\npath = "seeds"\n{sources}',
        )
        write(self.root, "seeds/first.txt", "The desk opens\n\nThis is the first text of the desk.\n")
        try:
            for day in range(self.days):
                self.day(day)
        finally:
            self.deaths.end()
            self.wire.server.shutdown()
            self.wire.server.server_close()

    # ── what happens ─────────────────────────────────────────────────────────────────────────────

    def day(self, day: int) -> None:
        now = START + timedelta(days=day)
        for feed in self.all:
            self.change(feed, now)
        if day and self.draw.random() < 0.1:
            self.counts["days skipped"] += 1
            return
        if self.draw.random() < 0.4:
            self.run(now, killed=True)
        if self.draw.random() < 0.15:
            self.counts["days that end with a kill"] += 1
            return
        self.run(now)
        if day and self.draw.random() < 0.6:
            with self.by_hand() as edited:
                self.edit()
            if edited:
                self.run(now + timedelta(hours=1))
        self.counts["days"] += 1

    def change(self, feed: Feed, now: datetime) -> None:
        draw = self.draw
        feed.fault = draw.choice(FAULTS) if draw.random() < 0.12 else ""
        if draw.random() < 0.01:
            feed.gone = not feed.gone
            self.counts["feeds that go or come back"] += 1
        for _ in range(draw.choice((0, 1, 1, 2)) if feed.made else FIRST + 3):
            feed.made += 1
            title = f"{draw.choice(WORDS)} {draw.choice(VERBS)} {draw.choice(WORDS)} near {draw.choice(WORDS)}".capitalize()
            link = f"https://feed{feed.number}.example/{feed.made}"
            text = f"{title}, as was said on Monday. " + " ".join(draw.choices(WORDS, k=12)).capitalize() + "."
            feed.news.insert(0, News(f"{feed.number}-{feed.made}", title, link, text, now - timedelta(minutes=draw.randrange(600))))
        for name, chance in (("renamed guids", 0.03), ("re-dated", 0.1), ("corrected", 0.15)):
            if draw.random() < chance:
                one = draw.choice(feed.news)
                self.counts[name] += 1
                if name == "renamed guids":
                    one.guid += "x"
                elif name == "re-dated":
                    one.date = now
                else:
                    one.text += f" Corrected on day {now:%d}."
        del feed.news[WINDOW:]
        self.counts["faults"] += bool(feed.fault)

    def run(self, now: datetime, *, killed: bool = False) -> None:
        arguments = ["build", "--now", now.strftime("%Y-%m-%dT%H:%M:%SZ")]
        self.wire.given.clear()
        how = {"call": self.draw.randrange(1, 40 * self.feeds)} if killed else {}
        ran = self.deaths.run(self.root, arguments, **how)
        self.counts["kills"] += ran["status"] == -9
        if ran["status"] == -9:
            return
        self.counts["runs"] += 1
        if ran["status"] or "fault of its own" in ran["said"] or "Traceback" in ran["said"]:
            self.wrong.append(f"{now:%m-%d}: {ran['status']} {ran['said'][-500:]}")
            return
        for number, text in self.wire.given.items():
            document = Document(
                source="", origin=f"http://{self.wire.host}/{number}.xml", raw=text.encode(), url=f"http://{self.wire.host}/{number}.xml"
            )
            self.offered |= {*identities(kinds.read(document, "feed", 10**7))}
        self.check(now)

    @contextmanager
    def by_hand(self) -> Iterator[list[str]]:
        """What a person does; of what that touches, issues that came later may change with it."""
        self.touched: list[str] = []
        yield self.touched
        for issue in [*self.closed]:
            if self.touched and issue >= min(self.touched):
                del self.closed[issue]

    def edit(self) -> None:
        draw, issues = self.draw, sorted(path.name for path in (self.root / "content").iterdir() if path.is_dir())
        issue = draw.choice(issues[-3:])
        files = sorted((self.root / "content" / issue).glob("*.md"))
        if not files:
            return
        path = draw.choice(files)
        text = path.read_text("utf-8")
        id = self.id_of(text)
        what = draw.choice(("body", "deleted", "moved", "topic", "pin"))
        self.counts["edits by hand"] += 1
        self.touched.append(issue)
        if what == "deleted":
            path.unlink()
            self.deleted.add(id)
            self.edited.pop(id, None)
            self.moved.pop(id, None)
            return
        if what == "moved":
            to = draw.choice(issues[-3:])
            if not (self.root / "content" / to / path.name).exists():
                path.rename(self.root / "content" / to / path.name)
                self.moved[id] = to
                self.touched.append(to)
            return
        text = {
            "body": text + "\nA person added this.\n",
            "topic": text.replace("\nsource:", "\ntopic: Harbour\nsource:", 1) if "\ntopic:" not in text else text,
            "pin": text.replace("\nsource:", "\npin: true\nsource:", 1) if "\npin:" not in text else text,
        }[what]
        path.write_text(text, "utf-8")
        self.edited[id] = path.read_bytes()

    # ── what must hold ───────────────────────────────────────────────────────────────────────────

    def id_of(self, text: str) -> str:
        found = re.search(r"^id: (\S+)$", text, re.MULTILINE)
        assert found, text
        return found[1].strip("'\"")

    def check(self, now: datetime) -> None:
        told = f"{now:%m-%d}"
        content, site = self.root / "content", self.root / "site"
        places: dict[str, list[Path]] = {}
        for path in content.glob("*/*.md"):
            places.setdefault(self.id_of(path.read_text("utf-8")), []).append(path)
        lines = [line.split() for line in (content / "seen.txt").read_text("utf-8").splitlines()]
        seen = {line[0] for line in lines}
        filed = {line[0] for line in lines if line[2] != "-" and ":" not in line[0].partition("/")[0].replace(self.wire.host, "")}
        self.known |= {*places}
        say = self.wrong.append
        for id in self.offered - seen:
            say(f"{told}: {id} was offered, and is not put down")
        for id in (self.known | filed) - {*places} - self.deleted:
            say(f"{told}: {id} is lost")
        for id in self.deleted & {*places}:
            say(f"{told}: {id} came back")
        for id, found in places.items():
            if len(found) > 1:
                say(f"{told}: {id} is there twice")
        for id, raw in self.edited.items():
            if id in places and places[id][0].read_bytes() != raw:
                say(f"{told}: {id}, edited by hand, was rewritten")
        for id, issue in self.moved.items():
            if id in places and places[id][0].parent.name != issue:
                say(f"{told}: {id} was moved back")
        if left := left_behind(tree(self.root)):
            say(f"{told}: left behind {left}")
        for issue in sorted(path.name for path in (site / "issues").iterdir()):
            if issue >= now.strftime("%Y-%m-%d"):
                continue
            made = (
                NEWER.sub(b"", (site / "issues" / issue / "index.html").read_bytes()),
                (site / "issues" / issue / "index.json").read_bytes(),
            )
            before = self.closed.setdefault(issue, made)
            if before != made:
                say(f"{told}: issue {issue} changed after it closed")
                self.closed[issue] = made
        self.counts["checks of closed issues"] += len(self.closed)
        self.counts |= Counter({"entries": len(places), "offered": len(self.offered), "issues": len([*content.glob("*-*-*")])})

    def table(self) -> str:
        sums = {
            "lost or not put down": "lost|not put down",
            "twice": "twice",
            "hand edits undone": "rewritten|back",
            "closed issues changed": "changed",
        }
        rows = [*sorted(self.counts.items()), *((name, sum(bool(re.search(of, one)) for one in self.wrong)) for name, of in sums.items())]
        width = max(len(name) for name, _ in rows)
        return "\n".join(f"| {name:<{width}} | {count:>6} |" for name, count in [*rows, ("all that went wrong", len(self.wrong))])
