"""How well plain texts are read: headings, list items and words, against texts whose marks were taken away.

    python bench/texts.py TEXTS [--json] [--show dev|held-out]

TEXTS holds, in any folder, NAME.txt and NAME.labels.json: [[line, label]], a line's number from 0 and what it was on its page:
h1 to h6, li, p and others, or ? where nobody knows. Half of the files, by a hash of their names, are `dev`: constants may be
tuned on these, and `--show dev` names what was taken wrongly. The other half is `held-out`: look at its figures, not at its texts.
`all` is both together.

A line counts as what it is in the entry that `digest convert` makes of the text, found by its words. Counted out are: lines
labelled ?, and the line that became the title: these texts come without theirs. How many such lines were no heading, and so
wrongly taken, is told in a row of its own. “with bullets” reads each text once more, with "- " put before what is a list item.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from functools import reduce
from hashlib import sha256
from pathlib import Path

from digest import prose
from digest.entries.accept import accept
from digest.model import Entry
from digest.sources import texts
from digest.sources.document import Document
from digest.sources.names import KEY_POINTS, SUMMARY, named

HALVES = ("dev", "held-out")
ALL = "all"
HEADINGS = {f"h{level}" for level in range(1, 7)}
BULLET = "- "
# Letters only: numbers may be a list's own, and a word that was parted at a line's end is one again.
WORDS = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Score:
    """Lines that were taken rightly, wrongly, and not at all."""

    hits: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: Counter[str], wanted: Counter[str]) -> None:
        self.hits += (found & wanted).total()
        self.wrong += (found - wanted).total()
        self.missed += (wanted - found).total()

    def plus(self, other: "Score") -> "Score":
        return Score(self.hits + other.hits, self.wrong + other.wrong, self.missed + other.missed)

    def figures(self) -> dict[str, float]:
        precision = self.hits / max(self.hits + self.wrong, 1)
        recall = self.hits / max(self.hits + self.missed, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3), "lines": self.hits + self.missed}


@dataclass(slots=True)
class Half:
    files: int = 0
    headings: Score = field(default_factory=Score)
    items: Score = field(default_factory=Score)
    bulleted: Score = field(default_factory=Score)
    titles: int = 0  # lines of text that were taken for a title
    lost: list[str] = field(default_factory=list)  # files in which a word was lost or told twice

    def plus(self, other: "Half") -> "Half":
        return Half(
            files=self.files + other.files,
            headings=self.headings.plus(other.headings),
            items=self.items.plus(other.items),
            bulleted=self.bulleted.plus(other.bulleted),
            titles=self.titles + other.titles,
            lost=self.lost + other.lost,
        )

    def figures(self) -> dict[str, object]:
        return {
            "files": self.files,
            "headings": self.headings.figures(),
            "list items": self.items.figures(),
            "list items, with bullets": self.bulleted.figures(),
            "paragraphs taken for a title": self.titles,
            "files with words lost or doubled": self.lost,
        }


def half_of(name: str) -> str:
    return HALVES[int(sha256(name.encode()).hexdigest(), 16) % 2]


def read(text: str) -> Entry:
    (item,) = texts.read(Document(source="", origin="text", raw=b""), text)
    return accept(item, "id", now=None, zone=UTC, full_text=True)


def key(text: str) -> str:
    """What two lines must share to be one: their words and numbers. Before a list item no number counts."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def told(entry: Entry) -> Iterator[tuple[str, str]]:
    """Each text of an entry and what it is: heading, li or p. Key points are list items that stand elsewhere."""
    yield from (("li", point) for point in entry.key_points)
    inside: list[str] = []
    for token in prose.parser().parse(entry.body):
        if token.nesting == 1:
            inside.append(token.type)
        elif token.nesting == -1:
            inside.pop()
        elif token.type == "inline":
            kind = "heading" if inside[-1] == "heading_open" else "li" if "list_item_open" in inside else "p"
            yield kind, prose.inline_text(token)
        elif token.content:
            yield "p", token.content


def measure(name: str, text: str, labels: dict[int, str], half: Half, show: bool) -> None:
    lines = text.split("\n")
    entry = read(text)
    title = "" if dict(entry.extra).get("derived") else key(entry.title)
    out = Counter([key(lines[at]) for at, label in labels.items() if label == "?"] + [title])
    found, items = ranked(entry, out)
    wanted = wished(lines, labels, HEADINGS, title)
    half.files += 1
    half.headings.add(found, wanted)
    half.items.add(items, wished(lines, labels, {"li"}, title))
    first = min(labels, default=0)
    half.titles += bool(title) and labels.get(first) not in HEADINGS
    seen = "\n".join((title, *(text for _, text in told(entry)), *entry.authors, entry.link))
    lost = Counter(WORDS.findall(text.casefold()))
    lost.subtract(WORDS.findall(seen.casefold()))
    if any(lost.values()) and not is_their_name(lost, entry):
        half.lost.append(name)
    if show:
        for sign, rows in (("+", found - wanted), ("-", wanted - found)):
            for row in rows:
                print(f"{name} {sign}h {row}")
        for sign, rows in (("+", items - wished(lines, labels, {"li"}, title)), ("-", wished(lines, labels, {"li"}, title) - items)):
            for row in rows:
                print(f"{name} {sign}li {row[:100]}")
    if "li" in labels.values():
        marked = "\n".join(BULLET * (labels.get(at) == "li") + line for at, line in enumerate(lines))
        half.bulleted.add(ranked(read(marked), out)[1], wished(lines, labels, {"li"}, ""))


def is_their_name(lost: Counter[str], entry: Entry) -> bool:
    """Whether all that is missing is what the key points were called: they stand in a place of their own now."""
    return bool(entry.key_points) and min(lost.values()) >= 0 and named(" ".join(lost.elements()), KEY_POINTS | SUMMARY)


def ranked(entry: Entry, out: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """The headings and the list items of an entry, those lines left out that are counted out."""
    headings: Counter[str] = Counter()
    items: Counter[str] = Counter()
    for kind, text in told(entry):
        if key(text) and key(text) not in out:
            (headings if kind == "heading" else items if kind == "li" else Counter())[key(text)] += 1
    return headings, items


def wished(lines: list[str], labels: dict[int, str], kinds: set[str], title: str) -> Counter[str]:
    return Counter(key(lines[at]) for at, label in labels.items() if label in kinds and key(lines[at]) not in ("", title))


def table(halves: dict[str, Half]) -> str:
    rows = [f"{'':28}" + "".join(f"{half:>24}" for half in halves)]
    for part in ("headings", "items", "bulleted"):
        name = {"headings": "headings", "items": "list items, no bullets", "bulleted": "list items, with bullets"}[part]
        for figure in ("precision", "recall", "f1", "lines"):
            rows.append(f"{name + ', ' + figure:36}" + "".join(f"{getattr(half, part).figures()[figure]:>20}" for half in halves.values()))
    for name, value in (("files", "files"), ("paragraphs taken for a title", "titles")):
        rows.append(f"{name:36}" + "".join(f"{getattr(half, value):>20}" for half in halves.values()))
    rows.append(f"{'files with words lost or doubled':36}" + "".join(f"{len(half.lost):>20}" for half in halves.values()))
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", choices=HALVES)
    asked = parser.parse_args()
    halves = {name: Half() for name in HALVES}
    for path in sorted(asked.texts.rglob("*.txt")):
        if (labelled := path.with_name(f"{path.stem}.labels.json")).is_file():
            half = half_of(path.stem)
            labels = dict(json.loads(labelled.read_text("utf-8")))
            measure(path.stem, path.read_text("utf-8"), labels, halves[half], asked.show == half)
    halves[ALL] = reduce(Half.plus, halves.values())
    if not halves[ALL].files:
        sys.exit(f"{asked.texts}: no NAME.txt with a NAME.labels.json beside it")
    print(json.dumps({name: half.figures() for name, half in halves.items()}, indent=1) if asked.json else table(halves))


if __name__ == "__main__":
    main()
