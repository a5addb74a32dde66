"""Who may import whom. The table is the architecture; this test is what keeps it true."""

import ast
from collections.abc import Iterator

import pytest

from tests.conftest import REPOSITORY

EVERYWHERE = {"model", "errors", "markup", "naming", "prose"}  # leaves: they import nothing of ours but each other's nouns
STAGES = {"sources", "entries", "grouping", "issues", "rendering", "site"}
MAY_IMPORT = {
    "": set(),  # digest/__init__.py: the version
    "__main__": {"cli"},
    "model": set(),
    "errors": set(),
    "cache": set(),
    "lock": {"errors"},
    "unchanged": {"model", "errors", "site", "workers"},  # whose manifest tells what is to be looked at
    "root": {"errors"},
    "markup": set(),
    "naming": set(),
    "outlines": {"model", "marks", "prose"},
    "prose": set(),
    "listing": {"model", "errors", "premises", "unchanged"},
    "marks": {"model"},
    "workers": set(),
    "config": EVERYWHERE | {"root"},
    **dict.fromkeys(STAGES, EVERYWHERE),
    "grouping": EVERYWHERE | {"marks"},
    "rendering": EVERYWHERE | {"marks", "outlines"},
    "preview": {"model", "errors"},
    "starter": {"errors"},
    "amending": EVERYWHERE | {"config"},  # writes what config reads, and asks it first whether it can be followed
    "subscribing": EVERYWHERE | {"sources", "config", "amending", "root"},  # lists are the sources' to read; content/ has no part in it
    "explaining": EVERYWHERE | {"entries", "grouping"},  # tells of both what neither knows of the other
    "premises": {"model", "errors", "entries", "site", "cache", "listing", "lock", "marks", "unchanged"},
    "fetching": EVERYWHERE | {"sources", "entries", "issues", "lock", "premises"},  # of what is built it knows nothing, nor waits for it
    "pipeline": EVERYWHERE | STAGES | {"cache", "fetching", "lock", "marks", "outlines", "premises", "unchanged", "workers"},
    "desktop": EVERYWHERE | {"entries", "rendering", "cache", "fetching", "pipeline", "premises", "unchanged"},
    "looking": EVERYWHERE | {"sources", "entries", "rendering", "site", "fetching", "pipeline", "premises"},
    "report": {"model", "outlines", "errors", "fetching", "looking", "pipeline", "subscribing", "explaining"},
    "cli": {
        "config",
        "desktop",
        "errors",
        "explaining",
        "fetching",
        "listing",
        "looking",
        "model",
        "pipeline",
        "premises",
        "preview",
        "report",
        "root",
        "starter",
        "subscribing",
        "unchanged",
    },
}
# The world is touched in few places. Everything else is a function of what it is given.
NETWORK = {"sources/http.py"}
CLOCK = {"cli.py"}
# Where a problem is always one that a person can do something about.
TELLING = {"config.py", "starter.py", "rendering", "site"}


def part(module: str) -> str:
    """digest.entries.store → entries."""
    return module.removeprefix("digest").lstrip(".").partition(".")[0]


def imports(source: str) -> Iterator[str]:
    """Every module of ours that a source text imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.partition(".")[0] == "digest")
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "digest":
            if node.module == "digest":
                yield from (f"digest.{alias.name}" for alias in node.names)
            else:
                yield node.module


def wrong_imports(path: str, source: str) -> list[str]:
    me = part("digest." + path.removesuffix(".py").replace("/", ".").removesuffix("__init__").rstrip("."))
    return [
        f"{path} imports {name}" for name in imports(source) if part(name) not in MAY_IMPORT[me] | {me, ""} and part(name) != "__version__"
    ]


SOURCES = {path.relative_to(REPOSITORY / "digest").as_posix(): path for path in (REPOSITORY / "digest").rglob("*.py")}


@pytest.mark.parametrize("path", sorted(SOURCES))
def test_imports_follow_the_table(path: str) -> None:
    assert wrong_imports(path, SOURCES[path].read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("grouping/stories.py", "from digest.entries.store import Store"),
        ("rendering/pages.py", "import digest.sources.feeds"),
        ("model.py", "from digest.errors import Problem"),
        ("entries/store.py", "def f():\n    from digest import config"),
        ("preview/server.py", "from digest import pipeline"),
        ("cli.py", "from digest.grouping import group"),
        ("fetching.py", "from digest.rendering.pages import pages"),
    ],
)
def test_a_wrong_import_is_found(path: str, line: str) -> None:
    assert wrong_imports(path, line)


def calls(source: str) -> set[str]:
    """Dotted names that are called, such as datetime.now."""
    return {ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}


@pytest.mark.parametrize("path", sorted(SOURCES))
def test_the_world_is_touched_in_few_places(path: str) -> None:
    source = SOURCES[path].read_text("utf-8")
    if path not in NETWORK:
        assert not {name for name in calls(source) if name.startswith(("socket.", "urllib3.", "urllib.request."))}
    if path not in CLOCK:
        assert not calls(source) & {"datetime.now", "datetime.utcnow", "date.today", "time.time", "datetime.today"}
        assert "print" not in calls(source)


def test_one_place_makes_markup() -> None:
    makers = {path for path, file in SOURCES.items() if "Markup" in calls(file.read_text("utf-8"))}
    assert makers == {"rendering/markdown.py"}


@pytest.mark.parametrize("path", sorted(path for path in SOURCES if path.partition("/")[0] in TELLING))
def test_what_is_wrong_is_said_with_its_mend(path: str) -> None:
    made = [node for node in ast.walk(ast.parse(SOURCES[path].read_text("utf-8"))) if isinstance(node, ast.Call)]
    assert not [ast.unparse(call) for call in made if ast.unparse(call.func) == "Problem" and len(call.args) < 3]


def test_every_module_says_what_it_is() -> None:
    silent = [path for path, file in SOURCES.items() if not ast.get_docstring(ast.parse(file.read_text("utf-8")))]
    assert silent == []


def test_no_machine_of_ours_is_named() -> None:
    places = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/"]
    named = [
        f"{path}: {place}"
        for folder in ("digest", "templates", "tests", "bench", "docs", ".github", ".ci", "seeds")
        for path in sorted((REPOSITORY / folder).rglob("*"))
        if path.is_file() and path.suffix not in (".pyc", ".png")
        for place in places
        if place in path.read_text("utf-8", "replace")
    ]
    assert named == []


def test_folders_are_where_people_look_for_them() -> None:
    for name in ("pyproject.toml", "digest", "templates", "content", "site", "tests", "seeds", "README.md", "CHANGELOG.md", "LICENSE"):
        assert (REPOSITORY / name).exists(), name
