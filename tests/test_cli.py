"""How digest speaks: errors with where, what and how to mend; exit codes; JSON; no traceback."""

import io
import json
import os
import shutil
import subprocess
import sys

import pytest

import digest
from digest import cli
from tests.conftest import CONFIG, REPOSITORY, Folder


def no_traceback(text: str) -> bool:
    return "Traceback" not in text


# ── errors ───────────────────────────────────────────────────────────────────────────────────────


def test_all_mistakes_at_once(folder: Folder) -> None:
    folder.config('[site]\ntitel = "x"\ncadence = "dayly"\n\n[[sources]]\nname = "A"\npath = "a"\nlimit = "many"\n')
    assert folder.digest("build").err.count("error: ") == 3


def test_a_source_that_is_not_there(folder: Folder) -> None:
    said = folder.digest("build")
    assert said.code == 0
    assert "Desk: there is no file or folder 'seeds'" in said.err


def test_an_output_that_cannot_be_written(folder: Folder) -> None:
    (folder.root / "file").write_text("")
    said = folder.digest("build", "-o", str(folder.root / "file" / "site"))
    assert said.code == 1
    assert "cannot be written" in said.err
    assert no_traceback(said.err)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user who may not write everywhere")
def test_an_output_without_permission(folder: Folder) -> None:
    (folder.root / "site").mkdir(mode=0o500)
    said = folder.digest("build")
    assert (said.code, no_traceback(said.err)) == (1, True)
    assert "cannot be written" in said.err


@pytest.mark.parametrize(
    ("template", "line", "what"),
    [
        ("about.html", 2, "{% extends 'digest/about.html' %}\n{% block page %}{{ sight.title }}{% endblock %}"),
        ("about.html", 3, "one\ntwo\n{% if %}"),
        ("about.html", 1, "{{ 1 / 0 }}"),
        ("macros.html", 2, "{# fine #}\n{% macro story_block( %}"),
    ],
)
def test_a_broken_template_is_named_with_its_line(folder: Folder, template: str, line: int, what: str) -> None:
    folder.write(f"templates/{template}", what)
    said = folder.digest("build")
    assert said.code == 1
    assert f"templates/{template}:{line}: " in said.err
    assert no_traceback(said.err)


def test_a_fault_of_our_own_is_said_in_words(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    from digest import fetching

    def breaks(*_: object, **__: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr(fetching, "fetch", breaks)
    said = folder.digest("build")
    assert said.code == 1
    assert "a fault of its own (KeyError: 'surprise')" in said.err
    assert no_traceback(said.err)


def test_interrupted(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    from digest import fetching

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(fetching, "fetch", stopped)
    assert folder.digest("build").code == 130


# ── answers ──────────────────────────────────────────────────────────────────────────────────────


def test_init_and_build(folder: Folder) -> None:
    site = folder.root / "new"
    said = Folder(site, folder.capture).digest("init", str(site))
    assert said.code == 0
    built = Folder(site, folder.capture).digest("build", "--offline")
    assert built.code == 0
    assert (site / "site/issues/2026-11-10/welcome-to-your-digest/index.html").exists()
    assert (site / ".gitignore").read_text().startswith("#")


def test_init_overwrites_nothing(folder: Folder) -> None:
    before = folder.read("digest.toml")
    said = folder.digest("init", str(folder.root))
    assert folder.read("digest.toml") == before
    assert "kept digest.toml" in said.err
    assert (folder.root / "seeds/welcome.txt").exists()


def test_the_answer_is_on_stdout_and_one_line(folder: Folder) -> None:
    folder.write("seeds/a.txt", "A text\nWith a paragraph in it.\n")
    said = folder.digest("build")
    assert said.out.startswith("Built issue 1: 1 story, 1 topic, ")
    assert said.out.count("\n") == 1
    assert "-> " in said.out


def test_json_answers_carry_a_version(folder: Folder) -> None:
    folder.write("seeds/a.txt", "A text\nWith a paragraph in it.\n")
    for command in ("fetch", "build", "check", "list"):
        assert json.loads(folder.digest(command, "--json").out)["version"] == 1


def test_list_says_why(folder: Folder) -> None:
    folder.write("seeds/a.txt", "A text\nWith a paragraph in it.\n")
    folder.digest("fetch")
    said = folder.digest("list", "-v")
    assert "A text  [Desk]  content/2026-11-10/a-text.md" in said.out
    assert "One source tells it" in said.out


@pytest.mark.parametrize("how", [(), ("--json",)])
def test_list_of_a_topic_that_there_is_not(folder: Folder, how: tuple[str, ...]) -> None:
    folder.config(CONFIG + '\n[[topics]]\nname = "Harbour"\n')
    folder.write("content/2026-11-10/a.md", "---\ntitle: A text\ntopic: Town\n---\n")
    said = folder.digest("list", "--topic", "Twon", *how)
    assert (said.code, said.out) == (2, "")
    assert "--topic: nothing stands under 'Twon'. There are Harbour, Town." in said.err
    assert folder.digest("list", "--topic", "harbour", *how).code == 0  # it is one, with nothing in it
    assert "A text" in folder.digest("list", "--topic", "TOWN", *how).out


def test_convert_shows_and_writes_nothing(folder: Folder) -> None:
    path = folder.write("seeds/a.txt", "A text\nWith a paragraph in it.\n")
    said = folder.digest("convert", str(path))
    assert said.out == "---\nid: file:seeds/a.txt\ntitle: A text\nsource: Desk\norigin: seeds/a.txt\n---\n\nWith a paragraph in it.\n"
    assert not (folder.root / "content").exists()
    record = json.loads(folder.digest("convert", "--json", str(path)).out)
    assert [one["title"] for one in record] == ["A text"]


def test_convert_of_a_conversion_changes_nothing(folder: Folder) -> None:
    path = folder.write(
        "a.txt", "A: “text” #1\nWith 1. numbers, *stars* and <tags>.\n\nA heading\n\nWords below it.\n\n- A point.\n- Another.\n"
    )
    once = folder.digest("convert", str(path)).out
    again = folder.write("once.md", once)
    assert folder.digest("convert", str(again)).out == once


@pytest.mark.parametrize("text", ["A text\nWith a paragraph in it.\n", "---\ntitle: A text\n---\n\nWith a paragraph in it.\n"])
def test_convert_of_what_comes_through_a_pipe_names_no_place(folder: Folder, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    def through_a_pipe(text: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return folder.digest("convert", "-").out

    once = through_a_pipe(text)
    assert once == "---\ntitle: A text\nsource: Desk\n---\n\nWith a paragraph in it.\n"
    assert through_a_pipe(once) == once
    named = once.replace("---\n", "---\nid: mine\n", 1).replace("source: Desk\n", "source: Desk\norigin: a.txt\n")
    assert through_a_pipe(named) == named


def test_conversions_that_are_saved_among_the_texts_are_two_and_both_are_followed(folder: Folder) -> None:
    folder.write("a.txt", "A text\nWith a paragraph in it.\n")
    once = folder.digest("convert", str(folder.root / "a.txt")).out
    folder.write("seeds/one.md", once)
    folder.write("seeds/two.md", once.replace("A text", "Another"))
    assert "2 new entries" in folder.digest("fetch").out
    assert folder.entries() == ["content/2026-11-10/a-text.md", "content/2026-11-10/another.md"]
    assert "id: file:seeds/two.md\n" in folder.read("content/2026-11-10/another.md")
    folder.write("seeds/two.md", once.replace("A text", "Another, edited"))
    assert "1 corrected" in folder.digest("fetch").out
    assert "title: Another, edited" in folder.read("content/2026-11-10/another.md")


def test_convert_of_an_item_that_is_empty_does_not_take_the_others_with_it(folder: Folder) -> None:
    items = "<item><title>Ferry delayed</title></item><item><title>&lt;br&gt;</title></item>"
    folder.write("feed.xml", f"<rss version='2.0'><channel><title>W</title>{items}</channel></rss>")
    said = folder.digest("convert", str(folder.root / "feed.xml"))
    assert said.code == 0
    assert "title: Ferry delayed" in said.out
    assert "an item has neither title nor text nor link" in said.err


def test_convert_of_nothing(folder: Folder) -> None:
    said = folder.digest("convert", str(folder.root / "nowhere.txt"))
    assert said.code == 1
    assert "cannot be read (No such file or directory)" in said.err


def test_check_finds_what_is_wrong_and_exits_with_1(folder: Folder) -> None:
    folder.write("content/2026-11-10/a.md", "---\ntitle: A\nlink: nowhere\n---\n")
    folder.write("content/misplaced.md", "# Lost\n")
    said = folder.digest("check")
    assert said.code == 1
    assert "content/2026-11-10/a.md:3: `link: nowhere` is no web address" in said.err
    assert "content/misplaced.md: lies outside of every issue" in said.err


def test_clean_takes_away_what_we_made(folder: Folder) -> None:
    folder.write("seeds/a.txt", "A text\nWith a paragraph in it.\n")
    folder.digest("build")
    folder.write("site/CNAME", "news.example")
    said = folder.digest("clean")
    assert said.code == 0
    assert list(folder.files("site")) == ["CNAME"]
    assert not (folder.root / ".digest").exists()
    assert folder.entries()


def test_clean_says_what_it_cannot_take_away(folder: Folder) -> None:
    folder.write(".digest/asked.json/in.txt", "a folder where a file should be")
    said = folder.digest("clean")
    assert said.code == 1
    assert "error: .digest/asked.json: cannot be removed (" in said.err
    assert "fault of its own" not in said.err


HOSTILE = ["content", "content/2026-11-09", "content/2026-11-09/a.md", "content/2026-11-09/_issue.md", "content/next", "content/seen.txt",
           "content/health.json", "templates", "templates/home.html", "static/robots.txt", ".digest", ".digest/lock"]  # fmt: skip


@pytest.mark.parametrize("kind", ["file", "folder", "link to nowhere", "link to itself"])
@pytest.mark.parametrize("path", HOSTILE)
def test_what_stands_in_the_place_of_something_else_is_no_fault_of_ours(folder: Folder, path: str, kind: str) -> None:
    folder.write("seeds/a.txt", "A text\nWith a paragraph in it.\n")
    place = folder.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    if kind == "folder":
        folder.write(f"{path}/in.txt", "x")
    elif kind == "file":
        folder.write(path, "x")
    else:
        place.symlink_to("nowhere/at/all" if kind == "link to nowhere" else place.name)
    for command in (["fetch"], ["build"], ["build", "--drafts"], ["check"], ["list"]):
        said = folder.digest(*command)
        assert said.code in (0, 1)
        assert "fault of its own" not in said.err
        for line in said.err.splitlines():
            assert not line.startswith("error: ") or ". " in line  # and how to mend it


@pytest.mark.parametrize("where", ["before", "after"])
def test_options_count_before_and_after_the_command(folder: Folder, where: str) -> None:
    folder.write("seeds/a.txt", "A text\nWith a paragraph in it.\n")
    option = ["-c", str(folder.root / "digest.toml"), "-q"]
    cli.run([*option, "check"] if where == "before" else ["check", *option])  # SystemExit would fail the test
    assert folder.capture.readouterr().out.startswith("Checked ")


def test_no_colour_where_nobody_sees_it(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\033" not in folder.digest("build").err
    assert "\033" in folder.digest("build", "--color", "always").err
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\033" in folder.digest("build").err
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033" not in folder.digest("build").err


def test_names_from_elsewhere_cannot_steer_the_terminal(folder: Folder) -> None:
    folder.write("content/2026-11-10/a.md", '---\ntitle: "A\\e[31m"\nlink: "x\\e]0;owned\\a"\n---\n')
    assert "\033" not in folder.digest("build").err


def test_as_a_process() -> None:
    said = subprocess.run([sys.executable, "-m", "digest", "--version"], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert said.stdout == f"digest, version {digest.__version__}\n"


def test_github_shows_a_problem_beside_its_line(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    folder.write("content/2026-11-10/a.md", "---\ntitle: A\nlink: 100% nowhere\n---\n")
    said = folder.digest("build").err
    assert "::warning file=content/2026-11-10/a.md,line=3::" in said
    assert "100%25 nowhere" in said
    assert "::warning title=Desk::" in said


def test_list_of_a_topic_that_is_not_there(folder: Folder) -> None:
    folder.write("seeds/a.txt", "Ferry delayed\nIt comes at noon.\n")
    folder.digest("build")
    said = folder.digest("list", "--topic", "Wheather")
    assert (said.code, said.out) == (2, "")
    assert "--topic: nothing stands under 'Wheather'. There are More." in said.err
    assert "Ferry delayed" in folder.digest("list", "--topic", "more").out


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege elsewhere")
@pytest.mark.parametrize(
    "where", ["digest.toml", "seeds", "seeds/a.txt", "content", "site", "templates", "static", "content/seen.txt", ".digest"]
)
def test_a_link_that_leads_to_itself_is_no_fault_of_ours(folder: Folder, where: str) -> None:
    folder.write("seeds/b.txt", "Ferry delayed\nIt comes at noon.\n")
    target = folder.root / where
    if target.is_dir():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.symlink_to(target)
    for command in ("build", "check", "list"):
        said = folder.digest(command)
        assert "a fault of its own" not in said.err, said.err
