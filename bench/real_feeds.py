"""A site made of every feed below a folder, as its user would make it; and what feedparser alone finds in the same bytes.

    python bench/real_feeds.py FEEDS [SITE]

FEEDS holds feeds in files of any name. SITE is where the project is laid down (a temporary folder by default).
Prints one JSON object: feeds, entries, issues, pages, seconds, peak MiB, and whatever feedparser found that is missing.
"""

import html
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from io import BytesIO
from pathlib import Path

import feedparser

CONFIG = """[site]
title = "Real feeds"
base_url = "https://example.org/some/sub-path/"
cadence = "monthly"

[fetch]
max_entries = 5000
max_bytes = 50_000_000
"""
SOURCE = """
[[sources]]
name = {name}
path = {path}
first = 5000
"""
NOW = "2026-11-24T12:00:00Z"


def lay_down(feeds: list[Path], folder: Path) -> None:
    """A digest.toml with one source a file."""
    rows = [SOURCE.format(name=json.dumps(f"{path.parent.name}/{path.name}"), path=json.dumps(str(path))) for path in feeds]
    (folder / "digest.toml").write_text(CONFIG + "".join(rows), "utf-8")


def build(folder: Path, *more: str) -> tuple[subprocess.CompletedProcess[str], float]:
    started = time.monotonic()
    command = [sys.executable, "-m", "digest", "build", "--offline", "--backfill", "--json", "-c", str(folder / "digest.toml"), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    return done, time.monotonic() - started


def missing(feeds: list[Path], folder: Path) -> list[str]:
    """What feedparser finds with a title or a text, and no story of the site has, or more than one has.

    Told by guid, link or title; an entry without any of them by its first words.
    """
    stories: Counter[str] = Counter()
    told: set[str] = set()
    for path in (folder / "site" / "issues").glob("*/index.json"):
        for section in json.loads(path.read_text("utf-8"))["sections"]:
            for story in section["stories"]:
                for entry in story["entries"]:
                    stories[entry["id"]] += 1
                    told |= {entry["guid"], entry["link"], key(entry["title"])}
    lost = [f"{id} stands in {count} stories" for id, count in stories.items() if count > 1]
    bodies = "\n".join(key(path.read_text("utf-8")) for path in (folder / "content").glob("*/*.md"))
    for path in feeds:
        for entry in feedparser.parse(BytesIO(path.read_bytes())).entries:
            title, text = entry.get("title", ""), entry.get("summary", "") or (entry.get("content") or [{}])[0].get("value", "")
            if not (key(title) or key(text)):
                continue
            names = {entry.get("id"), entry.get("link"), key(title)} - {None, ""}
            if not names & told and key(title or text)[:15] not in bodies:
                lost.append(f"{path.parent.name}/{path.name}: {title or text[:60]!r}")
    return lost


def key(text: str) -> str:
    """The ASCII letters of a text: feedparser and digest need not decode the others alike."""
    return "".join(re.findall(r"[a-z0-9а-я]+", html.unescape(re.sub(r"<[^>]*>", " ", text)).casefold()))


def main() -> None:
    feeds = sorted(path for path in Path(sys.argv[1]).resolve().rglob("*") if path.is_file())
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="real-feeds-"))
    folder.mkdir(parents=True, exist_ok=True)
    lay_down(feeds, folder)
    done, seconds = build(folder)
    sys.stderr.write(done.stderr)
    if done.returncode:
        sys.exit(done.returncode)
    answer = json.loads(done.stdout)
    again, seconds_again = build(folder)
    lost = missing(feeds, folder)
    print(
        json.dumps(
            {
                "feeds": len(feeds),
                "unreadable": sum(source["state"] == "failed" for source in answer["fetched"]["sources"]),
                "entries": answer["fetched"]["new"],
                "issues": answer["issues"],
                "pages": answer["pages"],
                "seconds": round(seconds, 1),
                "seconds_again": round(seconds_again, 1),
                "written_again": json.loads(again.stdout)["written"],
                "peak_mib": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
                "missing": lost,
            },
            ensure_ascii=False,
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
