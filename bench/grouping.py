"""How well news is grouped: stories, duplicates, topics and key points of labelled sets, through the real program.

    python bench/grouping.py NEWS [--only stories|neardup|topics|examples|keypoints|cost] [--json]

NEWS holds score.py and the folders stories, neardup, topics and keypoints with SET.dev.jsonl (and SET.train.jsonl, for examples):
JSON Lines of id, title, text, label and, where known, date, source and url. Of each set a project is made with one JSON Feed a
source, `digest build --offline` makes one issue of it, and what stands in its index.json is what is scored. Texts are kept whole
and limits are off. `examples` lays down 100 entries a topic, with their topics set by hand, in an earlier issue. `cost` builds
nothing: it groups entries made of the same sets in this process, 1,000, 10,000 and 40,000 of them, three days' news.
Key points are scored as of own texts and as of others', of which a third at most is quoted, each text a story of its own. They need
rouge-score.
"""

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from digest.grouping import group
from digest.model import Entry

Row = dict[str, Any]
STORIES = ("give5w1h", "basil", "ecbplus", "give5w1h_rss", "basil_rss", "ecbplus_rss", "uci15")
BATCH = ("give5w1h", "basil", "ecbplus")  # in one issue, too
TOPICS = ("bbc", "agnews", "huffpost", "uci", "gnad_de", "reuters8")
WITHOUT_EXAMPLES = ("bbc", "agnews", "huffpost", "uci")  # whose topics a general newspaper has
KEY_POINTS = ("cnndm", "inshorts", "bbcsum")
EXAMPLES = 100
EARLIER, NOW = "2026-11-02", "2026-11-10"
CONFIG = """[site]
title = "Bench"
cadence = "daily"

[fetch]
max_entries = 100000
max_bytes = 500000000
"""
SOURCE = """
[[sources]]
name = {name}
path = {path}
first = 100000
limit = 100000
full_text = true
"""
TOPIC = """
[[topics]]
name = {name}
"""


class Bench:
    """The labelled sets, and the program that groups them."""

    def __init__(self, news: Path) -> None:
        self.news = news
        found = importlib.util.spec_from_file_location("score", news / "score.py")
        assert found
        assert found.loader
        self.score: ModuleType = importlib.util.module_from_spec(found)
        found.loader.exec_module(self.score)

    def rows(self, task: str, name: str, part: str = "dev") -> list[Row]:
        lines = (self.news / task / f"{name}.{part}.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines if line]

    def stories(self) -> Iterator[Row]:
        views = {name: self.rows("stories", name) for name in STORIES}
        views["all full"] = [row for name in BATCH for row in views[name]]
        scores = []
        for name, rows in views.items():
            answer = self.score.score("stories", rows, {id: story["id"] for id, _, story in entries(build(rows))})
            scores.append(answer)
            yield {"set": name, "P": answer["b3_p"], "R": answer["b3_r"], "F1": answer["b3_f1"], "stories": answer["pred_clusters"]}
        mean = {
            figure: sum(score[key] for score in scores) / len(scores) for figure, key in (("P", "b3_p"), ("R", "b3_r"), ("F1", "b3_f1"))
        }
        yield {"set": "macro", **mean}

    def neardup(self) -> Iterator[Row]:
        rows = self.rows("neardup", "mixed")
        # Copies that name another are one group with it; what names none is its own.
        answer = self.score.neardup(rows, {id: entry["duplicate_of"] or entry["id"] for id, entry, _ in entries(build(rows))})
        yield {"set": "mixed", "P": answer["precision"], "R": answer["recall"], "F1": answer["f1"], **answer["recall_by_kind"]}

    def topics(self) -> Iterator[Row]:
        for name in WITHOUT_EXAMPLES:
            yield self._topics(name, [])

    def examples(self) -> Iterator[Row]:
        for name in TOPICS:
            by_label: defaultdict[str, list[Row]] = defaultdict(list)
            for row in self.rows("topics", name, "train"):
                by_label[row["label"]].append(row)
            # From all of the set: the first hundred may be of one day, and tell a handful of events.
            chosen = [row for rows in by_label.values() for row in rows[:: max(1, len(rows) // EXAMPLES)][:EXAMPLES]]
            yield self._topics(name, chosen)

    def _topics(self, name: str, examples: Sequence[Row]) -> Row:
        rows = self.rows("topics", name)
        labels = {row["label"].capitalize(): row["label"] for row in rows}
        placed = {id: section["topic"] for id, section in sections(build(rows, topics=sorted(labels), examples=examples))}
        answer = self.score.score("topics", rows, {id: labels.get(topic) for id, topic in placed.items()})
        more = sum(topic == "More" for topic in placed.values()) / len(rows)
        return {"set": name, "right": answer["accuracy"], "macro F1": answer["macro_f1"], "More": more, "examples": len(examples)}

    def keypoints(self) -> Iterator[Row]:
        for name in KEY_POINTS:
            rows = self.rows("keypoints", name)
            lead = self.score.score("keypoints", rows, {row["id"]: self._lead(row["text"]) for row in rows})
            yield {"set": f"{name}, lead-3", **self._rouge(lead)}
            for whose, origin in (("own", ""), ("others'", "https://others.example/feed")):
                told = {id: story["key_points"] for id, _, story in entries(build((), texts=rows, origin=origin))}
                none = sum(not points for points in told.values()) / len(rows)
                yield {"set": f"{name}, {whose}", **self._rouge(self.score.score("keypoints", rows, told)), "none": none}

    @staticmethod
    def _rouge(answer: Mapping[str, float]) -> Row:
        return {f"ROUGE-{n}": 100 * answer[f"rouge{n}"] for n in "12L"}

    @staticmethod
    def _lead(text: str) -> list[str]:
        from digest.prose import sentences

        return sentences(text)[:3]

    def cost(self) -> Iterator[Row]:
        rows = [row for name in BATCH for row in self.rows("stories", name)]
        rows += [row for name in WITHOUT_EXAMPLES for row in self.rows("topics", name)]
        for many in (1000, 10_000, 40_000):
            told = [self._entry(rows[n % len(rows)], n, many, round=n // len(rows)) for n in range(many)]
            started = time.process_time()
            group(told)
            seconds = time.process_time() - started
            yield {
                "set": f"{many} entries",
                "CPU s": seconds,
                "CPU s per 1,000": 1000 * seconds / many,
                "peak MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }

    @staticmethod
    def _entry(row: Row, n: int, many: int, *, round: int) -> Entry:
        # In each round each word gets another ending, or the same news would come again and again.
        spelt = (lambda text: " ".join(f"{word}{round}" for word in text.split())) if round else str
        when = datetime(2026, 11, 10, tzinfo=UTC) + timedelta(days=3) * (n / many)
        source = row["source"] or f"s{n % 40}"
        return Entry(
            id=str(n),
            title=spelt(row["title"]),
            source=source,
            body=spelt(row["text"]),
            published=when,
            origin=f"https://{n % 40}.example/f",
        )


def build(
    rows: Sequence[Row],
    *,
    topics: Sequence[str] = (),
    examples: Sequence[Row] = (),
    texts: Sequence[Row] = (),
    origin: str = "",
) -> dict[str, Any]:
    """The index.json of an issue with all that `rows` tell. `texts` came from `origin`; a person makes each a story of its own."""
    with tempfile.TemporaryDirectory(prefix="digest-bench-") as name:
        folder = Path(name)
        by_source: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_source[row.get("source") or row["id"]].append(row)
        config = CONFIG + "".join(TOPIC.format(name=json.dumps(topic)) for topic in topics)
        for number, (source, told) in enumerate(sorted(by_source.items())):
            path = folder / "feeds" / f"{number}.json"
            path.parent.mkdir(exist_ok=True)
            path.write_text(
                json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": source, "items": [*map(item, told)]}), "utf-8"
            )
            config += SOURCE.format(name=json.dumps(f"{number} {source}"), path=json.dumps(f"feeds/{number}.json"))
        (folder / "digest.toml").write_text(config, "utf-8")
        for row in examples:
            lay_down(folder / "content" / EARLIER, row, topic=row["label"].capitalize())
        for row in texts:
            lay_down(folder / "content" / NOW, row, guid=row["id"], story=row["id"], origin=origin)
        command = [sys.executable, "-m", "digest", "build", "--offline", "--quiet", "-c", str(folder / "digest.toml")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
        if done.returncode:
            sys.exit(done.stderr)
        issues = sorted((folder / "site" / "issues").glob("*/index.json"))
        return json.loads(issues[-1].read_text("utf-8"))


def lay_down(folder: Path, row: Row, **more: str) -> None:
    """A row as an entry of an issue. `more` stands in its front matter."""
    # A text without a headline would get its first sentence for one, and no key point says again what the headline does.
    head = {"id": row["id"], "title": row["title"] or row["id"], "source": "Desk", "date": item(row).get("date_published") or folder.name}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{row['id']}.md").write_text(f"---\n{json.dumps(head | more)}\n---\n{row['text']}\n", "utf-8")


def item(row: Row) -> Row:
    """A row as an item of a JSON Feed; its id is what it is found by in the issue."""
    when = row.get("date")
    if isinstance(when, int):
        when = datetime.fromtimestamp(when, UTC).isoformat()
    told = {"id": row["id"], "title": row["title"], "content_text": row["text"], "url": row.get("url"), "date_published": when}
    return {key: value for key, value in told.items() if value}


def sections(issue: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The guid of each entry, and its section."""
    for section in issue["sections"]:
        for story in section["stories"]:
            for entry in story["entries"]:
                yield entry["guid"], section


def entries(issue: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The guid of each entry, the entry, and its story."""
    for section in issue["sections"]:
        for story in section["stories"]:
            for entry in story["entries"]:
                yield entry["guid"], entry, story


def main() -> None:
    tasks = ("stories", "neardup", "topics", "examples", "keypoints", "cost")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("--only", choices=tasks, action="append")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    bench = Bench(asked.news)
    for task in asked.only or tasks:
        for row in getattr(bench, task)():
            told = {key: round(value, 3) if isinstance(value, float) else value for key, value in row.items()}
            if asked.json:
                print(json.dumps({"task": task, **told}), flush=True)
            else:
                print(
                    f"{task:10}", "  ".join(f"{key} {value}" if key != "set" else f"{value:14}" for key, value in told.items()), flush=True
                )


if __name__ == "__main__":
    main()
