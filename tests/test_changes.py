"""Whatever is changed in a project, a build that remembers the one before puts out what one that remembers nothing does, byte for byte."""

import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from digest import pipeline
from digest.entries import store
from digest.model import Issue, Page
from digest.rendering import edition, pages, press, search
from digest.rendering.edition import Edition
from tests.conftest import Folder

DAYS = ("2026-11-02", "2026-11-03", "2026-11-05", "2026-11-09")
TOPICS = ("World", "Science", "Gulls & Co")
SOURCES = ("Harbour Post", "Wire", "Town Echo")
THINGS = "ferry bakery choir gull bridge tunnel orchard market lantern council".split()
DOINGS = "opens closes delays finds loses moves repairs sells".split()
OWN = {
    "entry.html": (
        "{% extends 'digest/entry.html' %}",
        "<p>{{ issue.number }} {{ story.headline }}</p>",
        "{{ edition.issues|length }}",
        "{{ edition.has_page(entry) }}",
    ),
    "base.html": (
        "{% extends 'digest/base.html' %}",
        "{{ edition.latest.title if edition.latest else '' }}",
        "<!-- mine -->",
        "{% import 'macros.html' as m with context %}{% if issue is defined and issue %}{{ m.shares(issue) }}{% endif %}",
        "{% import 'macros.html' as m with context %}{% if entry is defined %}{{ m.headline(entry, edition.path(entry)) }}{% endif %}",
    ),
    "issue.html": (
        "{% extends 'digest/issue.html' %}",
        "<p>{{ issue.entries|length }}</p>",
        "{% include 'story-of-mine.html' %}",
        "{{ edition.colours|length }}",
    ),
    "feed-issue.html": ("{% include 'digest/feed-issue.html' %}", "<p>Mine.</p>", "{{ edition.topics|length }}"),
    "email.html": ("{% extends 'digest/email.html' %}", "", "{{ site.title }}"),
}
BLOCKS = {"entry.html": "page", "base.html": "footer", "issue.html": "page", "email.html": ""}


# Limits that a small site does not reach, as they are, and as they are for one that is large.
LIMITS = {
    (store, "_TICK", store._TICK): -(10**15),
    (store, "HELD", store.HELD): 0,
    (store, "MANY", store.MANY): 2,
    (pages, "IN_LOT", pages.IN_LOT): 2,
    (pages, "IN_BLOCK", pages.IN_BLOCK): 2,
    (search, "UNIT", search.UNIT): 4,
    (edition, "ADDRESSES", edition.ADDRESSES): 6,
    (press, "MANY", press.MANY): 2,
    (pipeline, "MANY_PAGES", pipeline.MANY_PAGES): 0,
    (pipeline, "MOST_PAGES", pipeline.MOST_PAGES): 0,
    (pipeline, "EARLIER", pipeline.EARLIER): 0,
}


class Newsroom:
    """People who change one thing after another, always the same for a seed."""

    def __init__(self, folder: Folder, seed: int) -> None:
        self.folder, self.dice, self.made = folder, random.Random(seed), 0
        self.title, self.topics, self.accent = "Test", list(TOPICS[:2]), ""
        self.settings()
        folder.write("templates/story-of-mine.html", "<p>{{ issue.title }}</p>")
        for _ in range(9):
            self.add()

    def settings(self) -> None:
        topics = "".join(f'\n[[topics]]\nname = "{name}"\n' for name in self.topics)
        sources = "".join(f'\n[[sources]]\nname = "{name}"\npath = "feeds/{n}.xml"\n' for n, name in enumerate(SOURCES[:2]))
        site = f'[site]\ntitle = "{self.title}"\nbase_url = "https://example.org/some/path/"\n'
        self.folder.config(f"{site}{topics}{sources}{self.accent}")

    def some(self) -> Path:
        return self.dice.choice(sorted((self.folder.root / "content").glob("*/*.md")))

    def text(self, title: str) -> str:
        long = " ".join(f"The {self.dice.choice(THINGS)} {self.dice.choice(DOINGS)}." for _ in range(self.dice.choice((3, 60, 160))))
        own = self.dice.choice(("", "", f"topic: {self.dice.choice(TOPICS)}\n", "pin: true\n", "story: same\n", "key_points: [One, Two]\n"))
        day = f"2026-11-0{self.dice.randint(1, 9)}T0{self.dice.randint(0, 9)}:00:00Z"
        return f"---\nid: e{self.made}\ntitle: {title}\nsource: {self.dice.choice(SOURCES)}\ndate: {day}\n{own}---\n\n{long}\n"

    # ── what they do ─────────────────────────────────────────────────────────────────────────────

    def add(self) -> None:
        self.made += 1
        title = f"The {self.dice.choice(THINGS)} {self.dice.choice(DOINGS)} {self.dice.choice(('again', 'at last', 'today'))}"
        self.folder.write(f"content/{self.dice.choice(DAYS)}/e{self.made}.md", self.text(title))

    def edit(self) -> None:
        path = self.some()
        path.write_text(path.read_text("utf-8") + f"\nMore of the {self.dice.choice(THINGS)}.\n", "utf-8")

    def retitle(self) -> None:
        path = self.some()
        path.write_text(path.read_text("utf-8").replace("title: The", "title: A new"), "utf-8")

    def same_size(self) -> None:
        path, one, other = self.some(), *self.dice.sample("abcdefghij", 2)
        path.write_text(path.read_text("utf-8").replace(f" {one}", f" {other}"), "utf-8")

    def hand(self) -> None:
        path = self.some()
        line = self.dice.choice(
            ("hide: true", "draft: true", "note: Ours.", "topic: Science", "pin: true", "story: hand", "aliases: [old]")
        )
        path.write_text(path.read_text("utf-8").replace("---\nid", f"---\n{line}\nid", 1), "utf-8")

    def move(self) -> None:
        path = self.some()
        target = self.folder.root / "content" / self.dice.choice(DAYS) / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)

    def rename(self) -> None:
        path = self.some()
        path.rename(path.with_name(f"{path.stem}-new.md"))

    def delete(self) -> None:
        self.some().unlink()
        self.add()

    def editorial(self) -> None:
        words = self.dice.choice(("Good morning.", "A *quiet* week."))
        title = self.dice.choice(("A title", "Another"))
        self.folder.write(f"content/{self.dice.choice(DAYS)}/_issue.md", f"---\ntitle: {title}\ntopics: [Science]\n---\n\n{words}\n")

    def template(self) -> None:
        name, parts = self.dice.choice(sorted(OWN.items()))
        part, block = self.dice.choice(parts[1:]), BLOCKS.get(name, "")
        body = f"{{% block {block} %}}{{{{ super() }}}}{part}{{% endblock %}}" if block else "" if name == "email.html" else part
        self.folder.write(f"templates/{name}", f"{parts[0]}\n{body}\n")

    def untemplate(self) -> None:
        for path in sorted((self.folder.root / "templates").glob("*.html")):
            if path.name in OWN and self.dice.random() < 0.5:
                path.unlink()

    def part(self) -> None:
        self.folder.write("templates/story-of-mine.html", f"<p>{{{{ issue.id }}}} {self.dice.random()}</p>")

    def look(self) -> None:
        self.folder.write("templates/assets/style.css", f'{{% extends "digest/assets/style.css" %}}{{# {self.dice.random()} #}}')

    def config(self) -> None:
        self.title = self.dice.choice(("Test", "Other"))
        self.topics = self.dice.sample(TOPICS, self.dice.randint(0, 3))
        self.accent = self.dice.choice(("", '\n[theme]\naccent = "#0B6E4F"\n', '\n[theme]\nname = "broadsheet"\n'))
        self.settings()

    def touch_site(self) -> None:
        page = self.dice.choice(sorted((self.folder.root / "site").rglob("*.html")))
        self.dice.choice((lambda: page.write_text("mine", "utf-8"), page.unlink, page.touch))()

    def forget(self) -> None:
        self.dice.choice(sorted(path for path in (self.folder.root / ".digest").iterdir() if path.is_file())).unlink()

    def everything(self) -> list[Callable[[], None]]:
        often = [self.add, self.edit, self.retitle, self.same_size, self.hand, self.move, self.rename, self.delete, self.editorial]
        seldom = [self.template, self.template, self.untemplate, self.part, self.look, self.config, self.touch_site, self.forget]
        return [*often, *often, *seldom]


@pytest.mark.parametrize("sequences", [range(4), pytest.param(range(1000, 1300), marks=pytest.mark.nightly)], ids=["few", "many"])
def test_what_changed_is_what_a_build_of_all_makes(folder: Folder, sequences: range, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = folder.root.parent / f"{folder.root.name}-elsewhere"
    for seed in sequences:
        for module, name, usual in LIMITS:
            # As on a large site, of files that nobody touched for a while: seen from afar, read late, in parts. Every other time.
            monkeypatch.setattr(module, name, usual if seed % 2 else LIMITS[module, name, usual])
        for name in ("content", "templates", "site", ".digest"):
            shutil.rmtree(folder.root / name, ignore_errors=True)
        room, done = Newsroom(folder, seed), list[str]()
        folder.digest("build", "--offline")
        for _ in range(5):
            for change in room.dice.sample(room.everything(), room.dice.choice((1, 1, 2))):
                done.append(change.__name__)
                change()
            said = folder.digest("build", "--offline")
            again = folder.digest("build", "--offline", "--no-cache", "-o", str(elsewhere))
            assert (said.code, again.code) == (0, 0), (seed, done, said.err)
            made, expected = (tree(place) for place in (folder.root / "site", elsewhere))
            assert sorted(path for path in {*made, *expected} if made.get(path) != expected.get(path)) == [], (seed, done)


LONG = "There is one gull more than yesterday, and it sits on the roof of the ferry. " * 60
FIRST, SECOND = "issues/2026-11-02", "issues/2026-11-03"
SEEN = {  # what is changed, and where it is to be seen
    "the title of the issue before": ("content/2026-11-02/_issue.md", "---\ntitle: Ferry week\n---\n", SECOND, "Ferry week"),
    "how many entries an issue has": ("content/2026-11-03/b.md", f"---\ntitle: B\n---\n{LONG}", f"{SECOND}/a", "2 in all"),
    "the newest issue": ("content/2026-11-04/c.md", f"---\ntitle: C\n---\n{LONG}", f"{FIRST}/a", "newest: 2026-11-04"),
    "a part of a template": ("templates/part.html", "another part", f"{FIRST}/a", "another part"),
    "words": ("templates/words/en.toml", '"Skip to the text" = "Go on"\n', f"{FIRST}/a", "Go on"),
    "a story that goes on": ("content/2026-11-02/a.md", f"---\ntitle: Gulls\nstory: gull\n---\n{LONG}", SECOND, "Gulls"),
}


@pytest.mark.parametrize("what", SEEN)
def test_what_shows_elsewhere_is_seen_there(folder: Folder, what: str) -> None:
    file, text, page, shown = SEEN[what]
    for day in ("2026-11-02", "2026-11-03"):
        folder.write(f"content/{day}/a.md", f"---\ntitle: A {day}\nstory: gull\n---\n{LONG}")
    folder.write("templates/part.html", "one part")
    own = "{% include 'part.html' %} {{ issue.entries|length }} in all"
    own += "; newest: {{ edition.latest.id }}" if what == "the newest issue" else ""
    folder.write("templates/entry.html", f"{{% extends 'digest/entry.html' %}}{{% block page %}}{{{{ super() }}}}{own}{{% endblock %}}")
    assert folder.digest("build", "--offline").code == 0
    assert shown not in folder.read(f"site/{page}/index.html")
    folder.write(file, text)
    assert folder.digest("build", "--offline").code == 0
    assert shown in folder.read(f"site/{page}/index.html")


FRAME = "{% extends 'digest/base.html' %}{% block footer %}{{ super() }}MORE{% endblock %}"


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("<p>mine</p>", ""),
        ("{{ edition.has_icons }}{{ edition.card(issue) if issue is defined else '' }}", ""),
        ("{% import 'macros.html' as m with context %}", ""),
        ("{{ edition.issues|length }}", "all"),
        ("{{ (edition).updated }}", "all"),
        ("{{ edition|attr('issues') }}", "all"),
        ("{% if issue is defined %}{{ edition.earlier(issue)|length }}{% endif %}", "all"),
        ("{% set e = edition %}", "all"),
        ("{% set name = 'macros.html' %}{% import name as m with context %}", "all"),
    ],
)
def test_a_frame_of_ones_own_makes_all_again_only_where_it_may_show_all(
    folder: Folder, more: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("templates/base.html", FRAME.replace("MORE", more))
    for day in ("02", "03"):
        folder.write(f"content/2026-11-{day}/a.md", f"---\ntitle: A {day}\n---\n{LONG}")
    assert folder.digest("build", "--offline", "-j1").code == 0
    made, was = list[str](), press._content
    monkeypatch.setattr(press, "_content", lambda page, room: made.append(page.path) or was(page, room))
    folder.write("content/2026-11-03/a.md", f"---\ntitle: A 03\n---\n{LONG} More.")
    folder.digest("build", "--offline", "-j1")
    assert "issues/2026-11-03/a/index.html" in made
    others = {"issues/2026-11-02/a/index.html", "search/index.html"}
    assert others & {*made} == (others if what else set())


def test_at_home_is_seen_what_an_older_issue_is_called_whose_story_goes_on(folder: Folder) -> None:
    for day in range(1, 11):
        story = "story: gull\n" if day in (1, 10) else ""
        folder.write(f"content/2026-11-{day:02}/a.md", f"---\ntitle: A {day}\n{story}---\n{LONG}")
    folder.digest("build", "--offline")
    assert "Earlier, in" in folder.read("site/index.html")
    folder.write("content/2026-11-01/_issue.md", "---\ntitle: Ferry week\n---\n")
    folder.digest("build", "--offline")
    assert "Ferry week" in folder.read("site/index.html")


def test_what_the_desk_is_called_is_what_its_texts_are_found_by(folder: Folder) -> None:
    folder.write("content/2026-11-02/a.md", f"---\ntitle: A\n---\n{LONG}")
    folder.digest("build", "--offline")
    folder.config(folder.read("digest.toml").replace("[site]", '[site]\ndesk = "Quayside"'))
    assert folder.digest("build", "--offline").code == 0
    assert "quayside" in folder.read("site/search/index/0/words.json")


def test_pages_that_came_out_the_same_are_not_made_a_third_time(folder: Folder) -> None:
    folder.write("content/2026-11-02/a.md", f"---\ntitle: A\n---\n{LONG}")
    folder.digest("build", "--offline")
    site, *lots = noted(folder)
    others = [[lot and f"another{lot}", names, [["the mark of another version", *row[1:]] for row in rows]] for lot, names, rows in lots]
    note(folder, site, *others)
    (folder.root / ".digest/unchanged.json").unlink(missing_ok=True)
    assert folder.digest("build", "--offline").code == 0
    marks = {row[0] for _, _, rows in noted(folder)[1:] for row in rows}
    assert len(marks) > 10
    assert "the mark of another version" not in marks


def test_of_an_issue_that_is_as_it_was_no_page_is_asked_for_by_itself_unless_one_is_gone(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("02/a", "02/b", "03/c"):
        folder.write(f"content/2026-11-{name}.md", f"---\ntitle: {name}\ntopic: World\nstory: {name}\n---\n{LONG}")
    asked: list[str] = []
    made = pages._entry_pages

    def listening(whole: Edition, press: pages.Press, issue: Issue, told: Any) -> Iterator[Page]:
        asked.append(issue.id)
        return made(whole, press, issue, told)

    monkeypatch.setattr(pages, "_entry_pages", listening)
    folder.digest("build", "--offline", "-j1")
    assert sorted(asked) == ["2026-11-02", "2026-11-03"]
    asked.clear()
    folder.write("content/2026-11-03/c.md", f"---\ntitle: C\ntopic: World\n---\n{LONG}")
    folder.digest("build", "--offline", "-j1")
    assert asked == ["2026-11-03"]
    asked.clear()
    page = "site/issues/2026-11-02/a/index.html"
    before = folder.read(page)
    (folder.root / page).unlink()
    folder.digest("build", "--offline", "-j1")
    assert asked == ["2026-11-02"]
    assert folder.read(page) == before
    asked.clear()
    # Pages that stay, of an issue in which another changed, are known to be of what it is now.
    for name in ("02/b", "03/c"):
        folder.write(f"content/2026-11-{name}.md", f"---\ntitle: {name} changed\ntopic: World\nstory: {name}\n---\n{LONG}")
        folder.digest("build", "--offline", "-j1")
    assert asked == ["2026-11-02", "2026-11-03"]
    before = folder.read(page)
    # Of a note that misses one of them nothing is taken: it would be missed in the site, too.
    site, *lots = noted(folder)
    for _, names, rows in lots:
        if "issues/2026-11-02/a/index.html" in names:
            del rows[names.index("issues/2026-11-02/a/index.html")]
            names.remove("issues/2026-11-02/a/index.html")
    note(folder, site, *lots)
    folder.write("content/2026-11-03/c.md", f"---\ntitle: C again\ntopic: World\n---\n{LONG}")
    folder.digest("build", "--offline", "-j1")
    assert folder.read(page) == before


def noted(folder: Folder) -> list[Any]:
    """What is noted of the pages that stand: the site, then of each lot its name, the pages' and their rows."""
    site, *lots = folder.read(".digest/pages.jsonl").split("\n")
    return [site, *([lot, json.loads(names), json.loads(rows)] for lot, names, rows in (line.split("\t") for line in lots))]


def note(folder: Folder, site: str, *lots: Sequence[Any]) -> None:
    folder.write(
        ".digest/pages.jsonl", "\n".join([site, *(f"{lot}\t{json.dumps(names)}\t{json.dumps(rows)}" for lot, names, rows in lots)])
    )


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
