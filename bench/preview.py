"""How soon what is saved is seen: `digest serve` in a browser, as whoever writes beside it has it.

    pip install -e '.[dev]'                  # and Chromium, or name one in DIGEST_CHROMIUM
    python bench/preview.py [ENTRIES] [--own] [--times 20]

Lays down a site of ENTRIES entries (1,000), twenty a day, always the same, and serves it; opens its home page in a headless
Chromium; saves an entry that stands there, then the style sheet, twenty times each; breaks and mends a template of another
page, the entry's front matter and the settings; reads every file; and at last saves 300 entries at once. A time is from
before the file is opened for writing until the first frame in which the new words, the new colour, or what is wrong, is
there. --own gives the site templates of its own (base.html and macros.html). Prints one JSON object; times are milliseconds.
"""

import argparse
import json
import os
import queue
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NEWEST = date(2026, 11, 10)
A_DAY = 20
STORM = 300
PAUSE = 0.3  # seconds, as a person makes them, so that one save is not waited for with the next
LONG = 120.0  # seconds after which something is taken never to come
CONFIG = """[site]
title = "A thousand and more"
base_url = "https://example.org/some/path/"
"""
SHEET = "body {{ font: 16px/1.5 serif; color: rgb(0, 0, {}) }}\n"
# Resolves with the time of the first frame in which something is true: a frame is painted after what is asked for it has run.
FRAME = "window.seen = new Promise(done => { const look = () => %s ? done(performance.timeOrigin + performance.now()) : "
FRAME += "requestAnimationFrame(look); look(); }); 0"


# ── the site ─────────────────────────────────────────────────────────────────────────────────────


def vocabulary(dice: random.Random) -> list[str]:
    """Words that no language has, so that no list of words of digest's own favours them."""
    syllables = [one + two for one in "bdfgklmnprstvz" for two in ("a", "e", "i", "o", "u", "an", "er", "ol")]
    return list(dict.fromkeys("".join(dice.choices(syllables, k=dice.choice((2, 2, 3, 3, 4)))) for _ in range(6000)))


def prose(dice: random.Random, words: list[str], sentences: int) -> str:
    said = [" ".join(dice.choices(words, k=dice.randint(8, 20))).capitalize() + "." for _ in range(sentences)]
    return "\n\n".join(" ".join(said[i : i + 4]) for i in range(0, len(said), 4))


def entry(number: int, title: str, text: str) -> str:
    source = f"Source {number % 12}"
    topic = ("Town", "Country", "World", "Sport")[number % 4]
    date = f"{NEWEST - timedelta(days=number // A_DAY)}T{number % 24:02}:00:00Z"
    return f"---\nid: entry-{number}\ntitle: {title}\nsource: {source}\ntopic: {topic}\ndate: {date}\n---\n{text}\n"


def lay_down(root: Path, entries: int, *, own: bool) -> Path:
    """The site; its first entry's file. Every other entry has a page of its own."""
    dice = random.Random(entries)
    words = vocabulary(dice)
    for number in range(entries):
        folder = root / "content" / str(NEWEST - timedelta(days=number // A_DAY))
        folder.mkdir(parents=True, exist_ok=True)
        title = " ".join(dice.choices(words, k=7)).capitalize()
        text = prose(dice, words, 24 if number % 2 else 3)
        (folder / f"entry-{number}.md").write_text(entry(number, title, text), "utf-8")
    (root / "digest.toml").write_text(CONFIG, "utf-8")
    (root / "static/assets").mkdir(parents=True)
    (root / "static/assets/style.css").write_text(SHEET.format(1), "utf-8")
    if own:
        (root / "templates").mkdir()
        for name in ("base.html", "macros.html"):
            shutil.copy(HERE / "templates" / name, root / "templates")
    return root / "content" / str(NEWEST) / "entry-0.md"


# ── the preview ──────────────────────────────────────────────────────────────────────────────────


class Preview:
    """A running `digest serve`, and what it says."""

    def __init__(self, run: "subprocess.Popen[str]") -> None:
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._listen, args=(run,), daemon=True).start()
        self.address = self.until("Serving ").split()[1]

    def _listen(self, run: "subprocess.Popen[str]") -> None:
        for line in run.stderr or ():
            self._lines.put(line)

    def until(self, beginning: str) -> str:
        while not (line := self._lines.get(timeout=LONG)).startswith(beginning):
            pass
        return line

    def builds(self) -> int:
        """How often it has built since it was last asked."""
        return sum(self._lines.get().startswith("Built again") for _ in range(self._lines.qsize()))


@contextmanager
def serving(root: Path) -> Iterator[Preview]:
    command = [sys.executable, "-m", "digest", "serve", "--offline", "--port", "0", "-c", str(root / "digest.toml")]
    run = subprocess.Popen(command, cwd=HERE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        yield Preview(run)
    finally:
        run.terminate()
        run.wait()


@contextmanager
def opened(address: str) -> Iterator[Page]:
    found = os.environ.get("DIGEST_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(address)
        page.evaluate("window.stayed = true")
        yield page
        assert page.evaluate("window.stayed"), "the page was loaded anew"
        browser.close()


def seen(page: Page, true: str, files: dict[Path, str]) -> float:
    """How long after files are saved something is true on the screen."""
    page.evaluate(FRAME % true)
    begun = time.time()
    for path, text in files.items():
        path.write_text(text, "utf-8")
    return float(page.evaluate("window.seen")) - begun * 1000


def measure(root: Path, first: Path, times: int) -> dict[str, Any]:
    begun = time.monotonic()
    with serving(root) as preview, opened(preview.address) as page:
        started = time.monotonic() - begun
        # The first of each is a warm-up that is not counted: imports, the browser's own first time.
        words, colours = [], []
        for i in range(times + 1):
            text = entry(0, "A headline that stays", f"Words number {i} of {times}.")
            words.append(seen(page, f"document.body.innerText.includes('Words number {i} of')", {first: text}))
            time.sleep(PAUSE)
        for i in range(10, times + 11):
            colour = f"getComputedStyle(document.body).color === 'rgb(0, 0, {i})'"
            colours.append(seen(page, colour, {root / "static/assets/style.css": SHEET.format(i)}))
            time.sleep(PAUSE)
        told = {}
        for name, (path, bad, good) in wrongs(root, first).items():
            told[name] = seen(page, "document.getElementById('digest:problems')", {path: bad})
            time.sleep(PAUSE)
            told[f"{name}, mended"] = seen(page, "!document.getElementById('digest:problems')", {path: good})
            time.sleep(PAUSE)
        time.sleep(1)
        preview.builds()
        for path in root.glob("content/*/*.md"):
            path.read_bytes()
        time.sleep(1)
        of_reading = preview.builds()

        storm = {
            root / f"content/{NEWEST}/storm-{i}.md": entry(i, f"Of a storm {i}", f"Blown in as number {i}.").replace(
                "id: entry", "id: storm"
            )
            for i in range(STORM)
        } | {first: entry(0, "A headline that stays", "After the storm.")}
        of_storm = seen(page, "document.body.innerText.includes('After the storm')", storm)
        preview.until("Built again")
        time.sleep(1)
        return {
            "start": round(started * 1000),
            "entry": summary(words[1:]),
            "sheet": summary(colours[1:]),
            "wrong": {name: round(when) for name, when in told.items()},
            "storm": round(of_storm),
            "builds_of_storm": 1 + preview.builds(),
            "builds_of_reading": of_reading,
        }


def wrongs(root: Path, first: Path) -> dict[str, tuple[Path, str, str]]:
    """Files to be broken: what breaks them, and what mends them. The template's page is not the one that is looked at."""
    template = root / "templates/about.html"
    template.parent.mkdir(exist_ok=True)
    return {
        "a template": (
            template,
            "{% extends 'base.html' %}{% block page %}{{ nothing }}{% endblock %}",
            "{% extends 'digest/about.html' %}",
        ),
        "front matter": (first, "---\ntitle: [\n---\n", entry(0, "A headline that stays", "Mended.")),
        "settings": (root / "digest.toml", CONFIG.replace("title", "titel"), CONFIG),
    }


def summary(times: list[float]) -> dict[str, float]:
    return {"median": round(statistics.median(times)), "least": round(min(times)), "most": round(max(times))}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("entries", nargs="?", type=int, default=1000)
    parser.add_argument("--own", action="store_true", help="a site with templates of its own")
    parser.add_argument("--times", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="preview-") as folder:
        root = Path(folder)
        first = lay_down(root, asked.entries, own=asked.own)
        load = getattr(os, "getloadavg", lambda: None)()
        state = {"entries": asked.entries, "own_templates": asked.own, "processors": os.cpu_count(), "load": load}
        print(json.dumps(state | measure(root, first, asked.times), indent=1))


if __name__ == "__main__":
    main()
