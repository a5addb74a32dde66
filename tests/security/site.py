"""A site that strangers wrote: every payload in every field, through every way by which text comes in."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from pathlib import Path

from tests.conftest import REPOSITORY
from tests.security.payloads import PAYLOADS, Payload

BASE = "https://digest.example/some/path/"
NEWEST = date(2026, 11, 20)
DAYS = 12  # issues that they are spread over
CONFIG = f"""[site]
title = "Foreign"
base_url = "{BASE}"

[fetch]
max_entries = 5000

[[sources]]
name = "RSS"
path = "feeds/rss.xml"
full_text = true
first = 5000

[[sources]]
name = "Atom"
path = "feeds/atom.xml"
first = 5000

[[sources]]
name = "JSON"
path = "feeds/feed.json"
full_text = true
first = 5000

[[sources]]
name = "Desk"
path = "seeds"

"""
SYLLABLES = "ba ce di fo gu ha ke li mo nu pa re si to vu wa xe yi zo bra cle dri fro gru pla ske sti tro".split()
# Where a text comes in: a letter for the marks, and those of its fields that readers see: title, content, author, category, note, point,
# summary. What a page, a mail or a plain text has no field for is not there; nor is
# what the story's leading entry says in an excerpt's place.
SEEN = {"r": "tcak", "a": "t", "j": "tcak", "x": "tc", "h": "tc", "m": "tcaknp", "e": "tc", "c": "tcaknp"}


@dataclass(frozen=True, slots=True)
class Told:
    """One payload that came in one way."""

    payload: Payload
    way: str

    def __call__(self, field: str) -> str:
        """What stands in a field."""
        return self.payload.marked(self.way + field)

    def word(self, field: str) -> str:
        return self.payload.word + self.way + field

    @property
    def day(self) -> str:
        return (NEWEST - timedelta(days=self.payload.number % DAYS)).isoformat()

    def filling(self, part: int) -> str:
        """Words that nobody else uses, so that no two are taken for the same news."""
        chosen = random.Random(f"{self.payload.number}{self.way}{part}")
        words = ["".join(chosen.choices(SYLLABLES, k=3)) for _ in range(63)]
        return " ".join(" ".join(words[start : start + 9]).capitalize() + "." for start in range(0, 63, 9))

    @property
    def address(self) -> str:
        """Of an address the payload itself, else one that holds it."""
        text = self.payload.text
        return text if self.payload.kind == "addresses" and "<a" not in text else f"https://news.example/{self.word('l')}?q={text}"


def one_line(text: str) -> str:
    return " ".join(text.split())


def quoted(text: str) -> str:
    """As YAML reads it, whatever stands in it."""
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08X}" for c in text) + '"'


def html_of(told: Told) -> str:
    return f"<p>{told.filling(1)}</p><p>{told('c')}</p><p>{told.filling(2)}</p><p>{told.filling(3)}</p>"


def opening_with(told: Told) -> str:
    return f"<p>{told('c')}</p><p>{told.filling(2)}</p>"


def rss(all_told: list[Told]) -> str:
    items = "".join(
        f"<item><title>{escape(told('t'))}</title><link>{escape(told.address)}</link><guid>{escape(told('g'))}</guid>"
        f"<dc:creator>{escape(told('a'))}</dc:creator><category>{escape(told('k'))}</category><pubDate>{told.day}T08:00:00Z</pubDate>"
        f"<description>{escape(told('s'))}</description><content:encoded>{escape(html_of(told))}</content:encoded>"
        f'<enclosure url="{escape(told.address)}" type="audio/mpeg" length="1"/><media:thumbnail url="{escape(told.address)}"/></item>\n'
        for told in all_told
    )
    return (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Foreign &lt;script&gt;alert(1)&lt;/script&gt;</title>'
        f"<link>https://news.example/</link>{items}</channel></rss>"
    )


def atom(all_told: list[Told]) -> str:
    entries = "".join(
        f'<entry><title type="html">{escape(told("t"))}</title><link href="{escape(told.address)}"/><id>{escape(told("g"))}</id>'
        f"<author><name>{escape(told('a'))}</name><uri>{escape(told.address)}</uri></author>"
        f'<category term="{escape(told("k"))}"/><updated>{told.day}T09:00:00Z</updated><summary>{escape(told("s"))}</summary>'
        f'<content type="html">{escape(opening_with(told))}</content>'
        f'<link rel="enclosure" href="{escape(told.address)}" type="{escape(told("e"))}" title="{escape(told("e"))}"/></entry>\n'
        for told in all_told
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom</title><link href="https://atom.example/"/>{entries}</feed>'


def json_feed(all_told: list[Told]) -> str:
    items = [
        {
            "id": told("g"),
            "url": told.address,
            "title": told("t"),
            "content_html": html_of(told),
            "summary": told("s"),
            "date_published": f"{told.day}T10:00:00Z",
            "authors": [{"name": told("a"), "url": told.address}],
            "tags": [told("k")],
            "image": told.address,
            "language": told.payload.text,
            "attachments": [{"url": told.address, "mime_type": told("e"), "title": told("e")}],
        }
        for told in all_told
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "JSON", "home_page_url": "https://json.example/", "items": items}
    return json.dumps(feed)


def text(told: Told) -> str:
    return f"{one_line(told('t'))}\n\n{told.day}\n\n{told.filling(1)}\n\n{told('c')}\n\n{told.filling(2)}\n\n{told.filling(3)}\n"


def page(told: Told) -> str:
    """A page that opens with honest words: what a stranger leaves open swallows all that follows, in every browser."""
    return (
        f'<!doctype html><html><head><title>{escape(told("t"))}</title><meta name="author" content="{escape(told("a"))}">'
        f'<meta property="article:published_time" content="{told.day}"><meta property="og:image" content="{escape(told.address)}">'
        f'<link rel="canonical" href="{escape(told.address)}"></head><body><article><h1>{escape(told("t"))}</h1>'
        f"<p>{told.filling(1)}</p><p>{told.filling(2)}</p><p>{told.filling(3)}</p><p>{told('c')}</p></article></body></html>"
    )


def markdown(told: Told) -> str:
    fields = {"title": "t", "authors": "a", "categories": "k", "note": "n", "summary": "s", "key_points": "p", "story": "y", "guid": "g"}
    front = "".join(f"{key}: {quoted(told(field))}\n" for key, field in fields.items())
    link = f"link: {quoted('https://news.example/' + told.word('l'))}\n"
    return f"---\n{front}{link}date: {told.day}\n---\n\n{told.filling(1)}\n\n{told('c')}\n\n{told.filling(2)}\n\n{told.filling(3)}\n"


def mail(told: Told) -> str:
    kind = "html" if told.payload.number % 2 else "plain"
    body = html_of(told) if kind == "html" else f"{told.filling(1)}\n\n{told('c')}\n\n{told.filling(2)}\n\n{told.filling(3)}\n"
    name = told("a").replace('"', "'").replace("\\", "/")
    head = "".join(f"{key}: {one_line(value)}\n" for key, value in (("From", f'"{name}" <a@news.example>'), ("Subject", told("t"))))
    when = date.fromisoformat(told.day).strftime("%a, %d %b %Y 11:00:00 +0000")
    return f"{head}Date: {when}\nMIME-Version: 1.0\nContent-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}"


FILES = {"x": (text, "seeds/{}.txt"), "h": (page, "seeds/{}.html"), "m": (markdown, "seeds/{}.md"), "e": (mail, "seeds/{}.eml")}
FEEDS = {"r": (rss, "feeds/rss.xml"), "a": (atom, "feeds/atom.xml"), "j": (json_feed, "feeds/feed.json")}


def all_told(ways: int) -> Iterator[Told]:
    """Every payload in so many ways: in few it takes turns, so that each way has all kinds."""
    letters = list(SEEN)
    for payload in PAYLOADS:
        for turn in range(ways):
            yield Told(payload, letters[(payload.number + turn * len(letters) // ways) % len(letters)])


def lay_down(folder: Path, ways: int = len(SEEN)) -> list[Told]:
    """The sources of the site, and what they tell."""
    told = list(all_told(ways))
    (folder / "feeds").mkdir(parents=True)
    (folder / "seeds").mkdir()
    for way, (feed, path) in FEEDS.items():
        (folder / path).write_text(feed([one for one in told if one.way == way]), "utf-8", "replace", newline="")
    for one in told:
        if one.way in FILES:
            make, name = FILES[one.way]
            (folder / name.format(one.word("f"))).write_text(make(one), "utf-8", "replace", newline="")
        elif one.way == "c":
            path = folder / "content" / one.day / f"{one.word('f')}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(markdown(one), "utf-8", "replace", newline="")
    (folder / "list.opml").write_text(opml(), "utf-8", "replace", newline="")
    (folder / "digest.toml").write_text(CONFIG, "utf-8")
    return told


def opml() -> str:
    """Subscriptions that are called as payloads are, in folders that are, too."""
    outlines = "".join(
        f'<outline text="{escape(payload.marked("ok"))}"><outline text="{escape(payload.marked("on"))}" type="rss" '
        f'xmlUrl="https://news{payload.number}.example/feed"/></outline>\n'
        for payload in PAYLOADS[::7]
    )
    return f'<opml version="2.0"><body>{outlines}</body></opml>'


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command of the program, as its owner would give it."""
    given = [sys.executable, "-m", "digest", *command, "-c", str(folder / "digest.toml"), "--now", f"{NEWEST}T18:00:00Z"]
    return subprocess.run(given, cwd=REPOSITORY, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8")


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    imported = run(folder, "opml", "import", str(folder / "list.opml"))
    assert imported.returncode == 0, imported.stderr
    ran = run(folder, "build", "--offline", "--backfill")
    assert ran.returncode == 0, ran.stderr
    return ran
