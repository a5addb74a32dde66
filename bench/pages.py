"""How well the article of a page of the web is found, against what people marked as its text.

    python bench/pages.py FOLDER …

A FOLDER holds pages, NAME.html, each with its text beside it: NAME.txt, or NAME.md with a JSON block at its head (title,
published). NAME.url may hold its address. Prints a line a folder: token F1, the F1 of four words in a row (as the
article-extraction-benchmark has it), titles and dates that are right, and seconds. With trafilatura installed, its answer
is measured; `--own` measures ours all the same.

A title is right that says the same words, but for a site's name behind or before it; a date that is the same day, or one
beside it, since pages tell their time in zones of their own.
"""

import json
import re
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from digest.entries import dates
from digest.entries.html import to_markdown, to_text
from digest.sources import webpage
from digest.sources.decoding import decode
from digest.sources.document import Document

MARKS = re.compile(r"\]\(<?[^)]*\)|[#*_>`|\\\[\]]")
SEPARATORS = (" - ", " | ", " – ", " — ", " · ", " / ", ": ", " -- ")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def overlap(found: Counter, wanted: Counter) -> tuple[float, float]:  # type: ignore[type-arg]
    """Precision and recall."""
    same = (found & wanted).total()
    return (same / found.total() if found else 0.0, same / wanted.total() if wanted else 0.0)


def harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def runs(text: str) -> Counter[tuple[str, ...]]:
    found = words(text)
    return Counter(tuple(found[i : i + 4]) for i in range(max(1, len(found) - 3)))


def same_title(one: str, other: str) -> bool:
    if words(one) == words(other):
        return True
    for long, short in ((one, other), (other, one)):
        for mark in SEPARATORS:
            if mark in long and words(short) in (words(long.rsplit(mark, 1)[0]), words(long.split(mark, 1)[1])):
                return True
    return False


def same_day(one: str, other: str) -> bool:
    here, there = dates.moment(one), dates.moment(other)
    return bool(here and there) and abs(here.date() - there.date()) <= timedelta(days=1)  # type: ignore[union-attr]


def truth(page: Path) -> tuple[str, dict[str, str]] | None:
    if (beside := page.with_suffix(".txt")).exists():
        return beside.read_text("utf-8"), {}
    if not (beside := page.with_suffix(".md")).exists():
        return None
    text = beside.read_text("utf-8")
    head = re.match(r"```json\n(.*?)\n```\n", text, re.DOTALL)
    return MARKS.sub(" ", text[head.end() :] if head else text), json.loads(head[1]) if head else {}


def measure(folder: Path) -> str:
    scores, fours, titles, days, started = [], [], [], [], time.monotonic()
    for page in sorted(folder.glob("*.html")):
        if not (gold := truth(page)):
            continue
        text, told = gold
        beside = page.with_suffix(".url")
        url = beside.read_text("utf-8").strip() if beside.exists() else "https://page.example/"
        raw = page.read_bytes()
        (item,) = webpage.read(Document(source="", origin=url, raw=raw, url=url, content_type="text/html"), decode(raw))
        body = MARKS.sub(" ", to_markdown(item.text, item.base))
        scores.append(harmonic(*overlap(Counter(words(body)), Counter(words(text)))))
        fours.append(overlap(runs(body), runs(text)))
        if told.get("title"):
            titles.append(same_title(to_text(item.title), told["title"]))
        if told.get("published"):
            days.append(same_day(item.published, told["published"]))
    n = len(scores) or 1
    four = harmonic(sum(p for p, _ in fours) / n, sum(r for _, r in fours) / n)
    right = "".join(f"  {name} {sum(found)}/{len(found)}" for name, found in (("titles", titles), ("dates", days)) if found)
    return f"{folder.name}: {n} pages  token F1 {sum(scores) / n:.3f}  four words F1 {four:.3f}{right}  {time.monotonic() - started:.1f} s"


if __name__ == "__main__":
    if "--own" in sys.argv:
        webpage._extracted = lambda text, base: ""
    print(*(measure(Path(name)) for name in sys.argv[1:] if name != "--own"), sep="\n")
