"""Templates that were compiled by another run make the pages that those make that are compiled now."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment

from digest.config import load
from digest.pipeline import edition, theme
from digest.rendering.environment import environment
from tests.conftest import Folder

Pages = dict[str, bytes]


@pytest.fixture
def put_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what is compiled lies: a folder of this test alone."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compiled"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "compiled"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that Jinja compiles, as it does."""
    names: list[str] = []
    compile = Environment.compile

    def noted(self: Environment, source: object, name: str, *given: object) -> object:
        names.append(name)
        return compile(self, source, name, *given)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", noted)
    return names


@pytest.fixture
def site(folder: Folder) -> Callable[..., Pages]:
    for n in range(2):
        folder.write(f"content/2026-11-1{n}/t.md", f"---\ntitle: T<{n}>\nsource: S\ntopic: Culture\n---\n\n{'Words & more. ' * 60}")

    def made(language: str = "en", look: str = "default") -> Pages:
        folder.config(f'[site]\nlanguage = "{language}"\nbase_url = "https://x.example/"\n[theme]\nname = "{look}"\n')
        return {page.path: page.content for page in edition(load(folder.root / "digest.toml"), cache=False, jobs=1).pages}

    return made


def test_the_next_run_compiles_nothing(put_down: Path, compiled: list[str], site: Callable[..., Pages]) -> None:
    first = site()
    assert {"entry.html", "macros.html"} <= {*compiled}
    compiled.clear()
    assert site() == first
    assert not compiled
    assert not [path for path in put_down.rglob("*") if path.is_file() and path.suffix != ".pyc"]


def test_no_site_gets_what_another_ones_language_says(
    put_down: Path, compiled: list[str], site: Callable[..., Pages], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sys, "dont_write_bytecode", True)
        alone = site("ar", "broadsheet")
        assert not put_down.exists()
    for look in ("default", "broadsheet"):
        site("en", look)
    compiled.clear()
    assert site("ar", "broadsheet") == alone
    assert not compiled


def test_what_is_damaged_is_compiled_again(put_down: Path, compiled: list[str], site: Callable[..., Pages]) -> None:
    first = site()
    for i, path in enumerate(sorted(put_down.rglob("*.pyc"))):
        path.write_bytes((b"", b"x", b"\0" * 4000, path.read_bytes()[:-20])[i % 4])
    (damaged,) = put_down.rglob("entry.html.*")
    damaged.write_bytes(b"")
    compiled.clear()
    assert site() == first
    assert "entry.html" in compiled
    compiled.clear()
    assert site() == first
    assert not compiled


def test_a_template_that_changed_is_compiled_again(put_down: Path, tmp_path: Path, folder: Folder) -> None:
    folder.config("")
    project, default = load(folder.root / "digest.toml"), tmp_path / "default"
    default.mkdir()
    said = []
    for text in ("one", "other"):
        (default / "page.html").write_text(f"{text} {{{{ 1 + 1 }}}}", "utf-8")
        said.append(environment(project, default).get_template("page.html").render())
    assert said == ["one 2", "other 2"]


def test_a_sites_own_template_is_never_put_down(put_down: Path, compiled: list[str], folder: Folder) -> None:
    folder.write("templates/about.html", "{{ site.title }}")
    folder.config('[site]\ntitle = "Own"\n')
    project = load(folder.root / "digest.toml")
    for _ in range(2):
        assert environment(project, theme()).get_template("about.html").render() == "Own"
    assert compiled == ["about.html"] * 2
    assert not put_down.exists()


def test_where_nothing_can_be_put_down_pages_are_made_all_the_same(put_down: Path, site: Callable[..., Pages]) -> None:
    put_down.write_text("no folder", "utf-8")
    assert site()["index.html"]
