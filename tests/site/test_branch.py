"""The site on a branch of a real git remote: one commit, nobody else's work lost."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Folder

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """git as on a fresh machine: no settings, no name, no mail."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def remote(folder: Folder) -> Path:
    """A bare repository, and the project a clone of it with a built site."""
    bare = folder.root.parent / f"{folder.root.name}.git"
    git(folder.root.parent, "init", "--quiet", "--bare", "-b", "main", str(bare))
    git(folder.root, "init", "--quiet", "-b", "main")
    git(folder.root, "remote", "add", "origin", str(bare))
    folder.write(".gitignore", "/site/\n/.digest/\n")
    folder.write("seeds/a.txt", "A text\nWith a paragraph in it.\n")
    folder.digest("build")
    return bare


def listed(remote: Path, branch: str = "gh-pages") -> set[str]:
    return set(git(remote, "ls-tree", "-r", "--name-only", branch).splitlines())


def test_the_branch_holds_the_site_as_it_is(folder: Folder, remote: Path) -> None:
    said = folder.digest("publish")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Published ")
    assert listed(remote) == set(folder.files("site"))
    assert git(remote, "show", "gh-pages:index.html").encode() == folder.files("site")["index.html"].strip()
    assert git(folder.root, "status", "--porcelain") == "?? .gitignore\n?? content/\n?? digest.toml\n?? seeds/"


def test_three_times_leave_one_commit(folder: Folder, remote: Path) -> None:
    for n in range(3):
        folder.write("seeds/a.txt", f"A text\nWith paragraph {n} in it.\n")
        folder.digest("build")
        assert folder.digest("publish").out.startswith("Published ")
    assert git(remote, "rev-list", "--count", "gh-pages") == "1"
    assert "paragraph 2" in git(remote, "show", "gh-pages:index.html")


def test_nothing_new_is_not_pushed(folder: Folder, remote: Path) -> None:
    folder.digest("publish")
    before = git(remote, "rev-parse", "gh-pages")
    assert folder.digest("publish", "--now", "2026-12-01T00:00:00Z").out.startswith("Nothing new")
    assert git(remote, "rev-parse", "gh-pages") == before


def on_the_branch(folder: Folder, remote: Path, **files: str) -> None:
    """Somebody puts files on the branch by hand."""
    other = folder.root.parent / f"{folder.root.name}.other"
    shutil.rmtree(other, ignore_errors=True)
    git(folder.root.parent, "clone", "--quiet", str(remote), str(other))
    git(other, "checkout", "--quiet", "-B", "gh-pages", *(["origin/gh-pages"] if "origin/gh-pages" in git(other, "branch", "-r") else []))
    for name, text in files.items():
        (other / name).write_text(text)
    git(other, "add", "-A")
    git(other, "-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "--quiet", "-m", "by hand")
    git(other, "push", "--quiet", "origin", "gh-pages")


def test_a_cname_that_is_on_the_branch_is_kept(folder: Folder, remote: Path) -> None:
    folder.digest("publish")
    on_the_branch(folder, remote, CNAME="news.example")
    said = folder.digest("publish")
    assert "kept CNAME" in said.err
    assert git(remote, "show", "gh-pages:CNAME") == "news.example"
    assert git(remote, "rev-list", "--count", "gh-pages") == "1"


@pytest.mark.parametrize("published", [False, True])
def test_somebody_elses_work_is_not_overwritten(folder: Folder, remote: Path, published: bool) -> None:
    if published:
        folder.digest("publish")
    on_the_branch(folder, remote, thesis="years of work")
    before = git(remote, "rev-parse", "gh-pages")
    said = folder.digest("publish")
    assert said.code == 1
    assert "did not make" in said.err
    assert git(remote, "rev-parse", "gh-pages") == before


def test_who_pushed_meanwhile_is_not_overwritten(folder: Folder, remote: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from digest.site import branch

    folder.digest("publish")
    folder.write("seeds/a.txt", "A text\nWith another paragraph in it.\n")
    folder.digest("build")
    commit = branch._commit

    def slow(*given: object) -> str:
        on_the_branch(folder, remote, CNAME="pushed meanwhile")
        return commit(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(branch, "_commit", slow)
    said = folder.digest("publish")
    assert said.code == 1
    assert "Somebody else published meanwhile" in said.err
    assert git(remote, "show", "gh-pages:CNAME") == "pushed meanwhile"


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--remote", "nowhere"], "no remote called 'nowhere'"),
        (["--branch", "main"], "the branch that your texts are on"),
        (["--branch", "no..name"], "no name for a branch"),
    ],
)
def test_what_cannot_be_is_said(folder: Folder, remote: Path, options: list[str], what: str) -> None:
    said = folder.digest("publish", *options)
    assert said.code == 1
    assert what in said.err


def test_without_a_site_or_a_repository(folder: Folder) -> None:
    assert "holds no site" in folder.digest("publish").err
    folder.digest("build")
    assert "is not in a git repository" in folder.digest("publish").err
