"""What a search costs readers, and its index the build: a site of ENTRIES entries of 500 words, searched in a browser.

    pip install -e '.[dev]'                  # and Chromium, or name one in DIGEST_CHROMIUM
    python bench/search.py [ENTRIES]

Lays down a site of ENTRIES entries (10,000), twenty a day, always the same, in words that no language has, with a few entries
in English, German, Ukrainian, Arabic and Japanese among them. Measures the index alone, and all of a build twice; adds an
entry and builds again; serves the site compressed, as hosts do, and searches in a headless Chromium that remembers nothing,
for each query anew. Prints one JSON object: `cpu` in seconds for each 1,000 entries; `index`, its bytes on disk and sent (gzip);
`added`, the files of the index that one entry more changes; for each query the bytes of all that is loaded (page, style,
scripts, index), the milliseconds from opening the page to what is found, and whether that is `right`. `typing` types two
words, a letter each 60 ms: `longest` is the longest time for which the page could not answer, as the browser tells it of
tasks of 50 milliseconds or more; 0 is none.
"""

import argparse
import gzip
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from digest.rendering import search  # noqa: E402  this clone's, wherever it is run

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NEWEST = date(2026, 11, 10)
A_DAY = 20
WORDS = 500
CONFIG = '[site]\ntitle = "Ten thousand"\nbase_url = "https://example.org/some/path/"\n'
AMONG = [  # title, text, language
    ("The lighthouse at Skerrow", "Keepers walked the cliffs until the lamp was lit.", "en"),
    ("A café by the quay", "Its naïve owner serves crème brûlée to sailors.", "en"),
    ("Neue Brücke über die Förde", "Bürgermeisterin Müller eröffnet die Straße zum Leuchtturm.", "de"),
    ("Маяк знову світить", "Доглядачі підіймаються сходами щовечора; порту видно здалеку.", "uk"),
    ("المنارة تضيء من جديد", "صعد الحرّاسُ إلى الأعلى كل مساء.", "ar"),
    ("灯台が再び灯る", "港の人々は毎晩その光を見ている。", "ja"),
]
QUERIES = {  # what is searched for, and which of AMONG must come first
    "lighthouse": 0,
    "cliffs keepers": 0,
    "cafe creme": 1,
    "brulee": 1,
    "uber brucke": 2,
    "mueller strasse": 2,
    "маяку": 3,
    "сходами": 3,
    "منارة": 4,
    "الحراس": 4,
    "灯台": 5,
    "毎晩": 5,
}
LONG_TASKS = """window.longest = 0;
new PerformanceObserver(list => { for (const one of list.getEntries()) window.longest = Math.max(window.longest, one.duration); })
    .observe({type: "longtask", buffered: true});"""


# ── the site ─────────────────────────────────────────────────────────────────────────────────────


def vocabulary(dice: random.Random) -> tuple[list[str], list[float]]:
    """Words that no language has, with how often each is said: a few all the time, most hardly ever (Zipf)."""
    syllables = [one + two for one in "bdfgklmnprstvz" for two in ("a", "e", "i", "o", "u", "an", "er", "ol")]
    words = list(dict.fromkeys("".join(dice.choices(syllables, k=dice.choice((1, 2, 2, 3, 3, 4, 5)))) for _ in range(90_000)))
    dice.shuffle(words)
    total, up_to = 0.0, []
    for rank in range(len(words)):
        total += 1 / (rank + 2.7)
        up_to.append(total)
    return sorted(words[:200], key=len) + words[200:], up_to


def entry(number: int, title: str, text: str, language: str = "en") -> str:
    day = f"{NEWEST - timedelta(days=number // A_DAY)}T{number % 24:02}:00:00Z"
    front = f"id: entry-{number}\ntitle: {title}\nsource: Source {number % 12}\ntopic: {('Town', 'World')[number % 2]}\nstory: s{number}"
    return f"---\n{front}\nlanguage: {language}\ndate: {day}\nfetched: {day}\n---\n{text}\n"


def lay_down(root: Path, entries: int) -> None:
    dice = random.Random(entries)
    words, often = vocabulary(dice)
    for number in range(entries):
        folder = root / "content" / str(NEWEST - timedelta(days=number // A_DAY))
        folder.mkdir(parents=True, exist_ok=True)
        apart, which = divmod(number * len(AMONG), entries)
        if which < len(AMONG):
            title, text, language = AMONG[apart]
        else:
            said = dice.choices(words, cum_weights=often, k=WORDS)
            title, language = " ".join(dice.choices(words, cum_weights=often, k=8)).capitalize(), "en"
            text = "\n\n".join(" ".join(said[i : i + 60]).capitalize() + "." for i in range(0, WORDS, 60))
        (folder / f"entry-{number}.md").write_text(entry(number, title, text, language), "utf-8")
    (root / "digest.toml").write_text(CONFIG, "utf-8")


def build(root: Path) -> dict[str, float]:
    """A build of all: seconds and megabytes."""
    command = [sys.executable, "-m", "digest", "build", "--offline", "-q", "--now", f"{NEWEST}T12:00:00Z", "-c", str(root / "digest.toml")]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=HERE, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": round(time.perf_counter() - began, 1), "cpu": round(cpu, 1), "peak_mb": round(after.ru_maxrss / 1024)}


def index_alone(root: Path, entries: int) -> dict[str, float]:
    """The two halves of the index, in CPU seconds for each 1,000 entries: the words of each, which are remembered, and the index of all."""
    texts = [path.read_text("utf-8").split("---\n", 2)[2] for path in sorted((root / "content").rglob("*.md"))]
    began = time.process_time()
    told = [search.terms(f"A title\nA source\n{text}") for text in texts]
    between = time.process_time()
    index = search.postings([(0, search.block(told))])
    for _ in search.files(index, [*search.divided(index)], [["", ""]] * len(told)):
        pass
    return {
        "words_of_each": round((between - began) * 1000 / entries, 3),
        "index_of_all": round((time.process_time() - between) * 1000 / entries, 3),
    }


def files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (root / "site/search/index").rglob("*.json")}


# ── the reader ───────────────────────────────────────────────────────────────────────────────────


class Host(SimpleHTTPRequestHandler):
    """Serves a folder, each file compressed, and counts what it sends."""

    protocol_version = "HTTP/1.1"
    sent = 0

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        body = gzip.compress(path.read_bytes(), 6) if path.is_file() else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        Host.sent += len(body) + 300  # the head of an answer is about that

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()


def answered(page: Page, query: str) -> list[str]:
    page.locator("#search\\:said", has_text=f"“{query}”").wait_for()
    return page.locator("#search\\:found li > a").all_inner_texts()


def searches(site: str, words: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    found = next(filter(None, map(shutil.which, (os.environ.get("DIGEST_CHROMIUM") or "", *BROWSERS))), None)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for query in (*QUERIES, *words):
            context = browser.new_context()
            page = context.new_page()
            Host.sent, began = 0, time.perf_counter()
            page.goto(f"{site}search/?q={query}")
            titles = answered(page, query)
            took = round((time.perf_counter() - began) * 1000)
            told = {"bytes": Host.sent, "milliseconds": took, "count": page.locator("#search\\:said").inner_text()}
            if query in QUERIES:
                told["right"] = titles[:1] == [AMONG[QUERIES[query]][0]]
            yield query, told
            context.close()
        context = browser.new_context()
        page = context.new_page()
        page.add_init_script(LONG_TASKS)
        page.goto(f"{site}search/")
        long = next(word for word in words if len(word) >= 8)
        Host.sent = 0
        page.locator("#search\\:field").press_sequentially(f"{words[0]} {long}", delay=60)
        answered(page, f"{words[0]} {long}")
        yield "typing", {"longest": page.evaluate("longest"), "typed": f"{words[0]} {long}", "bytes": Host.sent}
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("entries", nargs="?", type=int, default=10_000)
    entries = parser.parse_args().entries
    told: dict[str, Any] = {"entries": entries, "words": WORDS}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        lay_down(root, entries)
        told["cpu"] = index_alone(root, entries)
        told["build"] = {"first": build(root), "again": build(root)}
        before = files(root)
        counts = {name: len(gzip.compress(content, 6)) for name, content in before.items()}
        told["index"] = {
            "files": len(before),
            "bytes": sum(map(len, before.values())),
            "sent": sum(counts.values()),
            "largest": max(counts.values()),
        }
        dice = random.Random(0)
        words, often = vocabulary(random.Random(entries))
        text = " ".join(dice.choices(words, cum_weights=often, k=WORDS))
        (root / "content" / str(NEWEST) / "one-more.md").write_text(entry(0, "One more", text).replace("id: entry-0", "id: new"), "utf-8")
        told["build"]["one_more"] = build(root)
        after = files(root)
        changed = [name for name in after if after[name] != before.get(name)]
        told["added"] = {"files": len(changed), "new": len(after.keys() - before.keys()), "gone": len(before.keys() - after.keys())}
        rare = next(word for word in words[3000:] if len(word) >= 8)
        with hosting(root / "site") as site:
            told["searches"] = dict(searches(site, [words[0], words[1500], rare, f"{words[0]} {words[40]} {words[900]}"]))
    print(
        re.sub(
            r"\{\n +([^{}]*?)\n +\}", lambda one: "{" + re.sub(r"\n +", " ", one[1]) + "}", json.dumps(told, ensure_ascii=False, indent=1)
        )
    )


if __name__ == "__main__":
    main()
