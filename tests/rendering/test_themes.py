"""One setting, one variable, one template: each changes what it says, and nothing else. And what a page may weigh."""

import gzip
import re
from pathlib import Path

import pytest

from digest.errors import Problem
from digest.model import Entry, Issue, Project, Section, Site, Theme
from digest.pipeline import theme
from digest.rendering.look import dense, look
from digest.rendering.pages import pages
from tests.conftest import REPOSITORY
from tests.rendering.test_pages import SOURCES, WORLD, entry, issue, lie_in, story
from tests.walkthrough import steps

THEMES = ("default", "broadsheet")


def site(root: Path, *issues: Issue, **settings: object) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    project = Project(
        root=root, config=root / "digest.toml", output=root / "site", sources=SOURCES,
        site=Site(title="Test", base_url="https://x.example/sub/"), theme=Theme(**settings),  # type: ignore[arg-type]
    )  # fmt: skip
    made = pages(issues, project, theme())
    return {page.path: page.content for page in made.pages}, made.problems


def look_of(root: Path, **settings: object) -> str:
    return re.sub(r"(?<=[;{}])", "\n", site(root, **settings)[0]["assets/style.css"].decode())  # a line a declaration


# ── settings ─────────────────────────────────────────────────────────────────────────────────────


def test_an_accent_has_a_twin_for_the_night_and_colours_the_icon(tmp_path: Path) -> None:
    sheet = look_of(tmp_path, accent="#0b6e4f")
    assert re.findall(r"--accent:(#\w+)", sheet) == ["#0B6E4F", "#67BB98", "#000"]  # by day, by night, on paper
    made, problems = site(tmp_path, accent="#0b6e4f")
    assert b'fill="#0b6e4f"' in made["favicon.svg"]
    assert problems == ()


def test_an_accent_that_is_not_read_is_darkened_and_the_editor_told(tmp_path: Path) -> None:
    made, (problem,) = site(tmp_path, accent="#FFCC00")
    assert re.findall(rb"--accent:(#\w+)", made["assets/style.css"])[:2] == [b"#856A05", b"#FFCC00"]
    assert str(problem) == (
        "digest.toml: `accent` = '#FFCC00' has a contrast of 1.3 to light paper, and text needs 4.5; #856A05 is used there. "
        'Write accent = "#856A05", or another that is darker.'
    )
    assert b'fill="#FFCC00"' in made["favicon.svg"]
    assert b'fill="#1C1B19">T<' in made["favicon.svg"]  # white would not be seen on it


def test_the_defaults_twin_is_the_one_that_was_chosen() -> None:
    assert (look(Theme()).accent, look(Theme()).accent_dark) == ("#9A3412", "#FFA177")


@pytest.mark.parametrize(
    ("font", "stack"),
    [("serif", "var(--serif)"), ("sans", "var(--sans)"), ("mono", "var(--mono)"), ("Iowan Old Style", '"Iowan Old Style",var(--serif)')],
)
def test_a_font(tmp_path: Path, font: str, stack: str) -> None:
    assert f"--text:{stack};\n" in look_of(tmp_path, font=font)


def test_a_density_changes_sizes_and_nothing_else(tmp_path: Path) -> None:
    wide, close = look_of(tmp_path).splitlines(), look_of(tmp_path, density="compact").splitlines()
    changed = [(one, other) for one, other in zip(wide, close, strict=True) if one != other]
    assert [re.findall(r"--[a-z]+", one) for one, _ in changed] == [re.findall(r"--[a-z]+", other) for _, other in changed]
    assert {name for one, _ in changed for name in re.findall(r"--[a-z]+", one)} == {
        *("--body", "--large", "--larger", "--largest"),
        *("--line", "--gap", "--far", "--measure"),
    }


# ── overriding ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", THEMES)
def test_what_the_manual_overrides_changes_and_nothing_else(tmp_path: Path, name: str) -> None:
    """The very files that docs/templates.md shows: one template and one variable."""
    shown = {step.name: step.text for step in steps(REPOSITORY / "docs/templates.md") if step.kind == "file"}
    template, sheet = shown["templates/issue.html"], shown["templates/assets/style.css"]
    assert max(len(template.splitlines()), len(sheet.splitlines())) < 12
    before, _ = site(tmp_path, issue(WORLD), name=name)
    lie_in(tmp_path, {"templates/issue.html": template, "templates/assets/style.css": sheet})
    after, problems = site(tmp_path, issue(WORLD), name=name)
    assert problems == ()
    assert {path for path in before if before[path] != after[path]} == {"issues/2026-11-10/index.html", "assets/style.css"}
    sheets = [found["assets/style.css"].decode().split() for found in (before, after)]
    assert sheets[1] == sheets[0] + sheet.partition("\n")[2].split()
    was, now = (found["issues/2026-11-10/index.html"].decode() for found in (before, after))
    start, end = now.index("<h2>Who told it"), now.index("</main>")
    assert (now[:start] + now[end:]).split() == was.split()


@pytest.mark.parametrize("name", THEMES)
def test_any_template_can_be_extended_as_it_is(tmp_path: Path, name: str) -> None:
    """A file that only extends the shipped one changes no page."""
    before, _ = site(tmp_path, issue(WORLD), name=name)
    own = [path for path in theme().glob("*.html") if path.name not in ("macros.html", "aids.html")]
    lie_in(tmp_path, {f"templates/{path.name}": f'{{% extends "digest/{path.name}" %}}' for path in own})
    after, problems = site(tmp_path, issue(WORLD), name=name)
    assert problems == ()
    assert [path for path in before if before[path] != after[path]] == []


def test_a_part_of_every_story_can_be_overridden(tmp_path: Path) -> None:
    lie_in(tmp_path, {"templates/story.html": '{% extends "digest/story.html" %}{% block before %}<!--{{ story.id }}-->{% endblock %}'})
    for name in THEMES:
        made, _ = site(tmp_path, issue(WORLD), name=name)
        for path in ("index.html", "issues/2026-11-10/index.html"):
            assert re.findall(r"<!--(.*?)-->", made[path].decode()) == ["x/one", "x/two"]


# ── broadsheet ───────────────────────────────────────────────────────────────────────────────────


def test_a_theme_is_made_of_overrides_alone() -> None:
    folder = theme() / "themes/broadsheet"
    own = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}
    assert set(own) == {"assets/style.css", "base.html", "section.html"}
    for name, text in own.items():
        assert f'"default/{name}"' in text


def test_a_theme_tells_the_same_news_in_the_same_order(tmp_path: Path) -> None:
    stories = tuple(story(entry(f"e{n}"), more=n > 20) for n in range(23))
    told = issue(Section(topic="World", slug="world", stories=stories), WORLD)
    ids = [re.findall(r' id="(e\d+|one|two)"', site(tmp_path, told, name=name)[0]["index.html"].decode()) for name in THEMES]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 25


def test_a_theme_holds_where_a_project_is_the_home_of_the_default_templates(tmp_path: Path) -> None:
    """As this repository: its templates/ is the default one, and must not hide the theme."""
    project = Project(root=REPOSITORY, config=tmp_path, output=tmp_path, theme=Theme(name="broadsheet"))
    made = {page.path: page.content for page in pages([issue(WORLD)], project, REPOSITORY / "templates").pages}
    assert b'class="deck' in made["index.html"]


# ── for the editor ───────────────────────────────────────────────────────────────────────────────


def test_too_much_of_one_source_is_said_to_the_editor_of_the_newest_issue(tmp_path: Path) -> None:
    def of(day: str, **more: object) -> Issue:
        stories = tuple(story(entry(f"e{n}", source=name, issue=day)) for n, name in enumerate("AAAAAABBCC"))
        return issue(Section(topic="World", slug="world", stories=stories), day=day, **more)

    made, problems = site(tmp_path, of("2026-11-09", newer="2026-11-10"), of("2026-11-10", older="2026-11-09"))
    assert [str(problem) for problem in problems] == [
        "content/2026-11-10: 6 of the stories shown in full are from 'A', more than 40 %. "
        "Give it a lower `limit` in digest.toml, or add sources beside it."
    ]
    assert b"lower" not in made["index.html"]
    assert b"most from A, 60 %" in made["index.html"]


def test_a_dense_sheet_says_what_the_loose_one_says() -> None:
    loose = (
        'a , b:is(.c, d) > e  f { /* g */ content: "; }  /* h */" ;\n  margin: calc(1rem + 2px) 0;\n}\n'
        "@media (min-width: 1rem) { i { j: k } }\n"
    )
    assert dense(loose) == 'a,b:is(.c,d) > e f{content:"; }  /* h */";margin:calc(1rem + 2px) 0}@media (min-width:1rem){i{j:k}}\n'
    assert dense(dense(loose)) == dense(loose)


# ── weight ───────────────────────────────────────────────────────────────────────────────────────

NAMES = ("Harbour Times", "Coastal Wire", "Field Notes", "Ellery Courier", "Desk", "Quay Gazette")


def words(n: int, count: int) -> str:
    """Text that does not repeat itself, so that it packs as news does."""
    stock = "harbour council bridge ferry tide library budget vote winter market school engine signal archive weather island".split()
    return (
        " ".join(f"{stock[(n * 7 + i * i + i * n) % 16]}{'' if i % 3 else (n * 131 + i * 17) % 97}" for i in range(count)).capitalize()
        + "."
    )


def two_dozen() -> Issue:
    def reported(n: int) -> Entry:
        text = words(n, 38)
        link = "" if n % 6 == 4 else f"https://{NAMES[n % 6].split()[0].lower()}.example/2026/11/{words(n, 5).replace(' ', '-')}html"
        return entry(f"story-{n}", title=words(n + 40, 9)[:-1], source=NAMES[n % 6], link=link, body=text, summary=text)

    stories = [story(reported(n), *([reported(n + 24)] if n % 5 == 0 else []), summary=words(n, 38)) for n in range(24)]
    parts = [Section(topic=f"Topic {i}", slug=f"topic-{i}", stories=tuple(stories[i * 4 : i * 4 + 4])) for i in range(6)]
    return issue(*parts)


@pytest.mark.parametrize("name", THEMES)
def test_what_pages_weigh(tmp_path: Path, name: str) -> None:
    made, _ = site(tmp_path, two_dozen(), name=name, density="compact", accent="#0B6E4F", font="Iowan Old Style")
    weights = {path: len(gzip.compress(made[path], 9, mtime=0)) for path in ("issues/2026-11-10/index.html", "assets/style.css")}
    assert weights["issues/2026-11-10/index.html"] <= 15 * 1024
    assert weights["assets/style.css"] <= 4 * 1024
    assert made["issues/2026-11-10/index.html"].count(b"<article") == 24
