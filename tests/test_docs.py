"""The manual: what it tells readers to do works, what it says of the program is so, and no link in it leads nowhere."""

import dataclasses
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cached_property
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import click
import jinja2
import pytest
from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_NAMESPACE
from markdown_it import MarkdownIt

from digest import config, errors, model, pipeline, prose
from digest.entries.editorial import NAME as EDITORIAL
from digest.entries.editorial import Editorial
from digest.entries.file import FIELDS
from digest.rendering import edition, look, mail, pages, plaintext
from digest.rendering.environment import environment
from digest.sources import headings, texts
from tests import manual
from tests.conftest import REPOSITORY, Folder
from tests.walkthrough import Reader, Step, steps

DOCS = REPOSITORY / "docs"
PAGES = sorted(DOCS.glob("*.md"))
ALL = [REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", *PAGES]
TOLD = [REPOSITORY / "README.md", *PAGES]  # what speaks of commands and settings to those who use digest
GUIDES = [page for page in PAGES if any(step.kind == "run" for step in steps(page)) and page.name != "github-pages.md"]
bash = pytest.mark.skipif(os.name == "nt" or not shutil.which("bash"), reason="the pages show commands as bash takes them")


def named(page: Path) -> str:
    return page.name


def text_of(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


def rows(page: str, under: str) -> list[list[str]]:
    """The cells of the tables that stand below a heading."""
    section = re.search(rf"^(#+) `?{re.escape(under)}`?\n(.*?)(?=^#{{1,3}} |\Z)", text_of(page), re.DOTALL | re.MULTILINE)
    assert section, f"{page} has no heading “{under}”"
    lines = [line for line in section[2].splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [row for row in cells[1:] if not set(row[0]) <= set("-")]


def words(cell: str) -> list[str]:
    """What stands in code in a cell."""
    return re.findall(r"`([^`]+)`", cell.replace("\\|", "|"))


# ── what readers are told to do ──────────────────────────────────────────────────────────────────


@bash
@pytest.mark.parametrize("page", GUIDES, ids=named)
def test_a_guide_can_be_followed(page: Path, tmp_path: Path) -> None:
    Reader(home=tmp_path).follow(page)


@bash
def test_whoever_follows_the_guide_to_github_has_published(tmp_path: Path) -> None:
    Reader(home=tmp_path).follow(DOCS / "github-pages.md")

    def there(branch: str) -> list[str]:
        told = ["git", "-C", str(tmp_path / "github.git"), "ls-tree", "-r", "--name-only", branch]
        return subprocess.run(told, capture_output=True, text=True, check=True).stdout.splitlines()

    pages, texts = there("gh-pages"), there("main")
    assert {"index.html", "feed.xml", ".nojekyll", "CNAME", "issues/2026-11-10/index.html"} <= set(pages)
    assert {"digest.toml", "seeds/ferry.txt", "content/seen.txt", "content/2026-11-10/the-ferry-sails-again.md"} <= set(texts)
    assert not [path for path in texts if path.startswith(("site/", ".digest/"))]


def test_the_example_of_the_readme_is_true(folder: Folder) -> None:
    given, shown = (step for step in steps(REPOSITORY / "README.md") if step.kind in ("file", "shows"))
    path = folder.write(given.name, given.text)
    assert shown.name == f"digest convert {given.name}"
    assert folder.digest("convert", str(path)).out == shown.text


def test_every_command_of_a_guide_is_run_or_says_why_not() -> None:
    left_out = [f"{page.name}:{step.line}" for page in PAGES for step in steps(page) if step.info == "sh" and not step.kind]
    assert left_out == []


@bash
def test_a_guide_that_is_not_true_is_found(tmp_path: Path) -> None:
    reader = Reader(home=tmp_path)

    def step(kind: str, text: str, name: str = "x") -> Step:
        return Step(kind=kind, name=name, info="", text=text, line=1)

    reader.do(step("run", "echo one\necho two\necho three > made\n"), "here")
    for good in (step("prints", "one\n…\ntwo\n"), step("shows", "three\n", "made")):
        reader.do(good, "here")
    for wrong in (
        step("run", "false\necho never\n"),
        step("prints", "two\none\n"),
        step("shows", "four\n", "made"),
        step("set", 'title = "A"\n', "made"),
        step("run", "git clone https://elsewhere.example/a.git\n"),  # no network
    ):
        with pytest.raises(AssertionError, match="here"):
            reader.do(wrong, "here")


# ── what the page on writing says, beyond what it shows ──────────────────────────────────────────

FERRY = "The ferry\nIt sails again at six.\n"
TOMORROW = "2026-11-11T12:00:00Z"


def test_an_untouched_entry_follows_while_its_issue_is_open(folder: Folder) -> None:
    folder.write("seeds/ferry.txt", FERRY)
    folder.digest("fetch")
    folder.write("seeds/ferry.txt", FERRY.replace("six", "seven"))
    assert "1 corrected" in folder.digest("fetch").out
    assert re.search(r"^updated: .*\n(?:.*\n)*\nIt sails again at seven\.", folder.read("content/2026-11-10/the-ferry.md"), re.MULTILINE)


@pytest.mark.parametrize(("edited", "now"), [(True, "2026-11-10T13:00:00Z"), (False, TOMORROW), (True, TOMORROW)])
def test_an_entry_that_was_edited_or_is_out_stays_and_that_is_said_once(folder: Folder, edited: bool, now: str) -> None:
    folder.write("seeds/ferry.txt", FERRY)
    folder.digest("fetch")
    kept = folder.read("content/2026-11-10/the-ferry.md").replace("title: The", "title: Our" if edited else "title: The")
    folder.write("content/2026-11-10/the-ferry.md", kept)
    folder.write("seeds/ferry.txt", FERRY.replace("six", "seven"))
    said = [folder.digest("fetch", "--now", now).err for _ in range(2)]
    assert folder.read("content/2026-11-10/the-ferry.md") == kept
    assert ["seeds/ferry.txt: changed" in one for one in said] == [True, False]


def test_a_changed_feed_of_an_issue_that_is_over_is_not_said(folder: Folder) -> None:
    item = "<item><title>A</title><guid>1</guid><description>{}</description></item>"
    feed = f'<rss version="2.0"><channel><title>W</title>{item}</channel></rss>'
    folder.write("seeds/wire.xml", feed.format("It was one."))
    folder.digest("fetch")
    folder.write("seeds/wire.xml", feed.format("It was two."))
    said = folder.digest("fetch", "--now", TOMORROW)
    assert (said.out, said.err) == ("0 new entries for 2026-11-11.\n", "")


def test_what_is_hidden_what_is_a_draft_and_what_a_summary_does(folder: Folder) -> None:
    body = "The opening, in so many words. " * 3 + "More words."
    for name, front in (("h", "hide: true"), ("d", "draft: true"), ("s", "summary: Said short.")):
        folder.write(f"content/2026-11-10/{name}.md", f"---\ntitle: Entry {name}\n{front}\n---\n{body}\n")
    folder.digest("build")
    out = folder.read("site/issues/2026-11-10/index.html")
    assert [f"Entry {name}" in out for name in "hds"] == [False, False, True]
    assert (">Said short.<" in out, "The opening" in out) == (True, False)
    folder.digest("build", "--drafts")
    shown = folder.read("site/issues/2026-11-10/index.html")
    assert [f"Entry {name}" in shown for name in "hds"] == [False, True, True]


def test_what_becomes_of_a_seed_that_is_renamed_or_deleted_and_how_an_entry_comes_back(folder: Folder) -> None:
    folder.write("seeds/ferry.txt", FERRY)
    folder.digest("fetch")
    (folder.root / "seeds/ferry.txt").rename(folder.root / "seeds/boat.txt")
    assert "1 new entry" in folder.digest("fetch").out
    assert len(folder.entries()) == 2
    (folder.root / "seeds/boat.txt").unlink()
    folder.digest("fetch")
    assert len(folder.entries()) == 2
    folder.write("seeds/ferry.txt", FERRY)
    (folder.root / "content/2026-11-10/the-ferry.md").unlink()
    assert "0 new" in folder.digest("fetch").out
    lines = folder.read("content/seen.txt").splitlines()
    folder.write("content/seen.txt", "".join(f"{line}\n" for line in lines if "file:seeds/ferry.txt" not in line))
    assert "1 new entry" in folder.digest("fetch").out


def test_an_issue_that_is_kept_out_of_sight_until_it_is_over(folder: Folder) -> None:
    folder.config(folder.read("digest.toml").replace("[site]", '[site]\npublish = "closed"'))
    folder.write("seeds/ferry.txt", FERRY)
    folder.digest("build")
    folder.write("content/next/_issue.md", "---\ntitle: Prepared\n---\n")
    assert not (folder.root / "site/issues").exists()
    assert "(draft)" in folder.digest("list").out
    folder.digest("build", "--now", TOMORROW)
    assert "Prepared" in folder.read("site/issues/2026-11-10/index.html")
    assert not (folder.root / "content/next").exists()


def test_the_numbers_in_the_manual_are_the_programs() -> None:
    writing, github, templates = map(text_of, ("writing.md", "github-pages.md", "templates.md"))
    assert f"short ({headings.LONGEST} characters, {headings.WORDS} words)" in writing
    assert (texts.FEWEST_POINTS, texts.MOST_POINTS, "two to twelve" in writing) == (2, 12, True)
    assert f"at most {prose.SUMMARY} characters" in github
    assert f"**A mail is never longer than {mail.LIMIT:,} bytes**" in text_of("email.md")
    assert f"lines of {plaintext.WIDTH} columns" in text_of("email.md")
    told = {"thirty newest": edition.NEWEST, "the seven before": pages.ISSUES_ON_HOME, "five newest": pages.ISSUES_ON_404}
    told |= {"the twenty newest": pages.ISSUES_IN_FEED, "a hundred at most": pages.ENTRIES_IN_FEED}
    assert list(told.values()) == [30, 7, 5, 20, 100]
    assert [number for number in told if number not in templates] == []
    feeds = text_of("feeds.md")
    assert ("the newest twenty" in feeds, "the newest hundred" in feeds, "hold twenty issues each" in feeds) == (True, True, True)


# ── what the program says of itself ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", ["commands.md", "configuration.md"])
def test_a_generated_part_is_what_the_program_says(page: str, request: pytest.FixtureRequest) -> None:
    now = manual.regenerated(text_of(page))
    if now != text_of(page) and request.config.getoption("--update"):
        (DOCS / page).write_text(now, "utf-8", newline="\n")
    assert "<!-- generated: " in now
    assert text_of(page) == now, "`pytest tests/test_docs.py --update` writes it anew"


def test_every_command_and_setting_is_in_the_generated_parts() -> None:
    for name, _ in manual.all_commands():
        assert f"### digest {' '.join(name)}\n" in text_of("commands.md")
    for header, record in manual.tables().items():
        assert [words(row[0]) for row in rows("configuration.md", header)] == [[field.name] for field in dataclasses.fields(record)]


def test_every_exit_code_is_named() -> None:
    codes = {0, 3, 130} | {kind.exit_code for kind in vars(errors).values() if isinstance(kind, type) and hasattr(kind, "exit_code")}
    assert {int(row[0]) for row in rows("commands.md", "Exit codes")} == codes


def test_every_environment_variable_is_named() -> None:
    read = re.compile(r"""environ(?:\.get\(|\[)["']([A-Z_]+)["']""")
    used = set(chain.from_iterable(read.findall(path.read_text("utf-8")) for path in (REPOSITORY / "digest").rglob("*.py")))
    assert {words(row[0])[0] for row in rows("commands.md", "Environment variables")} == used


def test_every_key_of_front_matter_is_named() -> None:
    assert sorted(words(row[0])[0] for row in rows("writing.md", "The front matter of an entry")) == sorted(FIELDS)
    keys = {field.name for field in dataclasses.fields(Editorial)} - {"introduction"}
    assert {words(row[0])[0] for row in rows("writing.md", f"An issue's own words: `{EDITORIAL}`") if len(row) == 2} == keys


# ── templates ────────────────────────────────────────────────────────────────────────────────────

RECORDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        edition.Edition, model.Issue, model.Section, model.Story, model.Entry, edition.Subject, edition.Found,
        model.Standing, model.Health, model.Site, look.Look,
    )
}  # fmt: skip
EVERYWHERE = "What every template gets"
BESIDES = "What each template gets besides"


@pytest.fixture
def given(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """What each template was given when a site with every kind of page was made."""
    found: dict[str, dict[str, Any]] = {}
    render = jinja2.Template.render

    def watched(template: jinja2.Template, *arguments: Any, **context: Any) -> str:
        found.setdefault(template.name or "", context)
        return render(template, *arguments, **context)

    monkeypatch.setattr(jinja2.Template, "render", watched)
    body = " ".join(f"Sentence number {n} says something more." for n in range(40))
    folder.write("content/2026-11-10/a.md", f"---\ntitle: A\naliases: [b]\n---\n{body}\n")
    assert folder.digest("build", "-j1").code == 0  # here, where it can be watched
    return found


def test_every_template_is_named() -> None:
    folder = pipeline.theme()
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.name != ".DS_Store"}
    assert {words(row[0])[0] for row in rows("templates.md", BESIDES)} == {
        name for name in there if not name.startswith(("starter/", "themes/", "words/"))
    }


def test_every_language_is_named() -> None:
    there = {path.name for path in (pipeline.theme() / "words").iterdir()}
    assert {words(row[1])[0] for row in rows("languages.md", "Languages") if len(row) == 2} == there


def test_what_a_template_gets_is_what_it_is_told_to_get(given: dict[str, dict[str, Any]]) -> None:
    told = {words(row[0])[0]: {word for word in words(row[2]) if re.fullmatch(r"[a-z_]+", word)} for row in rows("templates.md", BESIDES)}
    always = set.intersection(*(set(context) for context in given.values()))
    assert {name: set(context) - always for name, context in given.items()} == {name: told[name] for name in given}
    taken_in = {"base.html", "macros.html", "aids.html", "section.html", "story.html", "search-form.html", "email.css", "epub/base.xhtml"}
    elsewhere = {"assets/search-pagefind.js"}
    assert set(told) - set(given) == taken_in | elsewhere
    assert {words(row[0])[0] for row in rows("templates.md", EVERYWHERE)} == always | own_globals(given)


def test_a_record_that_a_template_gets_is_of_the_kind_that_is_told(given: dict[str, dict[str, Any]]) -> None:
    found = []
    for row in rows("templates.md", BESIDES):
        name = words(row[0])[0]
        for variable, kind in re.findall(r"`([a-z_]+)`: (?:a|an|the|the latest) `([A-Z]\w+)`", row[2]):
            assert type(given[name][variable]).__name__ == kind, (name, variable)
            found.append((name, variable))
    assert ("issue.html", "issue") in found


@pytest.mark.parametrize("name", RECORDS)
def test_a_records_attributes_are_named(name: str) -> None:
    kind = RECORDS[name]
    told = [word for row in rows("templates.md", name) for word in words(row[0])]
    assert {word.partition(".")[0] for word in told} == {name.lower()}
    attributes = {word.partition(".")[2].partition("(")[0] for word in told}
    fields = {field.name for field in dataclasses.fields(kind) if field.repr}  # what is not shown is the record's own
    made = {key for key, value in vars(kind).items() if isinstance(value, (property, cached_property))}
    methods = {key for key, value in vars(kind).items() if callable(value) and not key.startswith("_")}
    assert fields | made <= attributes <= fields | made | methods


def own_globals(given: dict[str, dict[str, Any]]) -> set[str]:
    return set(environment(given["home.html"]["edition"].project, pipeline.theme()).globals) - set(DEFAULT_NAMESPACE)


def test_every_filter_is_named(given: dict[str, dict[str, Any]]) -> None:
    filters = environment(given["home.html"]["edition"].project, pipeline.theme()).filters
    assert {words(row[0])[0] for row in rows("templates.md", "Filters")} == set(filters) - set(DEFAULT_FILTERS)


def test_all_that_is_told_can_be_used_in_a_template(folder: Folder) -> None:
    """A template that names all of it: with a name that is not there, the build would fail."""
    uses = ["{% set subject = edition.topics[0] %}{% set found = edition.newest[0] %}{% set slug = entry.slug %}"]
    uses += ["{% set standing = edition.sources[0].standing %}{% set health = {'state': 0, 'since': 0, 'why': 0} %}"]
    for name in RECORDS:
        uses += ["{{ " + word + " is defined or no.such }}" for row in rows("templates.md", name) for word in words(row[0])]
    uses += ["{{ " + words(row[0])[0] + " is defined or no.such }}" for row in rows("templates.md", EVERYWHERE)]
    uses += ["{{ '" + words(row[0])[0] + "' is filter or no.such }}" for row in rows("templates.md", "Filters")]
    uses += ["{{ dict(entry.extra).mood }}"]
    folder.write("templates/entry.html", '{% extends "digest/entry.html" %}\n{% block page %}\n' + "\n".join(uses) + "\n{% endblock %}\n")
    body = " ".join(f"Sentence number {n} says something more." for n in range(40))
    folder.write("content/2026-11-10/a.md", f"---\ntitle: A\nmood: blue\n---\n{body}\n")
    said = folder.digest("build")
    assert said.code == 0, said.err
    assert "\nTrue\nblue\n" in folder.read("site/issues/2026-11-10/a/index.html")


def test_the_blocks_of_the_frame_are_named() -> None:
    blocks = re.findall(r"{% block (\w+) %}", (pipeline.theme() / "base.html").read_text("utf-8"))
    assert [words(row[0])[0] for row in rows("templates.md", "The frame: base.html")] == blocks


def test_the_blocks_of_the_pages_are_named() -> None:
    told = {words(row[0])[0]: set(words(row[1])) for row in rows("templates.md", "Parts of the pages")}
    frame = set(re.findall(r"{% block (\w+)", (pipeline.theme() / "base.html").read_text("utf-8")))
    there = {path.name: set(re.findall(r"{% block (\w+)", path.read_text("utf-8"))) - frame for path in pipeline.theme().glob("*.html")}
    assert told == {name: blocks for name, blocks in there.items() if blocks}


def test_the_policy_is_as_it_is_told() -> None:
    policy = re.search(
        r'Content-Security-Policy" content="{% block policy %}([^"]+){% endblock %}"', (pipeline.theme() / "base.html").read_text("utf-8")
    )
    assert policy
    assert f"\n{policy[1]}\n" in text_of("templates.md")


# ── links, commands and settings, wherever they are named ────────────────────────────────────────


def links(page: Path) -> Iterator[str]:
    for token in MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8")):
        for child in token.children or ():
            if child.type in ("link_open", "image"):
                yield str(child.attrs.get("href") or child.attrs.get("src"))


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to a page's headings."""
    found: list[str] = []
    tokens = MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8"))
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            said = "".join(child.content for child in inline.children or ()).lower()
            name = re.sub(r"[^\w\- ]", "", said).replace(" ", "-")
            found.append(name if name not in found else f"{name}-{found.count(name)}")
    return set(found)


@pytest.mark.parametrize("page", ALL, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        if path.startswith(("https://", "mailto:")):
            continue
        target = (page.parent / path).resolve() if path else page
        if not target.is_relative_to(REPOSITORY) or not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


def test_the_readme_and_the_index_lead_to_every_page() -> None:
    assert {f"docs/{page.name}" for page in PAGES} <= set(links(REPOSITORY / "README.md"))
    assert {page.name for page in PAGES} - {"README.md"} <= set(links(DOCS / "README.md"))


def code(page: Path) -> Iterator[str]:
    """What stands in code: lines of blocks of a shell, and pieces within a text."""
    for token in MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8")):
        if token.type == "fence" and token.info in ("sh", "text"):
            yield from token.content.splitlines()
        yield from (child.content for child in token.children or () if child.type == "code_inline")


@pytest.mark.parametrize("page", TOLD, ids=named)
def test_every_command_and_option_that_is_named_exists(page: Path) -> None:
    commands = dict(manual.all_commands())
    shared = manual.everywhere().values()
    wrong = []
    for line in code(page):
        for call in re.finditer(r"(?:^|[\s&|;/])digest((?: +[^\s&|;]+)+)", line.partition(" #")[0].removesuffix(" [OPTIONS]")):
            said = call[1].split()
            if said[0] == "COMMAND" or re.fullmatch(r"--(?:help|version)", said[0]) or not re.match(r"[a-z]", said[0]):
                continue
            command = next((command for name, command in commands.items() if tuple(said[: len(name)]) == name), None)
            if not command:
                wrong.append(line)
                continue
            params = [*shared, *command.params]
            known = {name for option in params if isinstance(option, click.Option) for name in option.opts}
            wrong += [f"{line}: {word}" for word in said if re.match(r"-[\w-]", word) and word.rstrip("`.,") not in known | {"--help"}]
    assert wrong == []


@pytest.mark.parametrize("page", TOLD, ids=named)
def test_every_option_that_is_named_alone_exists(page: Path) -> None:
    known = {name for _, command in manual.all_commands() for param in command.params for name in param.opts} | {"--help", "--version"}
    assert [piece for piece in code(page) if (said := re.match(r"--[a-z-]+", piece)) and said[0] not in known] == []


@pytest.mark.parametrize("page", TOLD, ids=named)
def test_every_setting_that_is_named_exists(page: Path, tmp_path: Path) -> None:
    tables = {header.strip("[]"): {field.name for field in dataclasses.fields(record)} for header, record in manual.tables().items()}
    for piece in code(page):
        for name, key in re.findall(r"^\[\[?(\w+)\]\]?(?: (\w+))?", piece):
            assert name in tables, piece
            assert not key or key in tables[name], piece
    for step in steps(page):
        if step.info == "toml" and step.kind != "set" and not step.name.startswith("templates/"):  # a table of words is no configuration
            path = tmp_path / f"{step.line}.toml"
            path.write_text(step.text, "utf-8")
            config.load(path)  # raises where anything in it is unknown or wrong
        elif step.kind == "set":
            assert {line.partition("=")[0].strip() for line in step.text.splitlines()} <= set().union(*tables.values())
