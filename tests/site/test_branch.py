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


# ── what is published, and as what ───────────────────────────────────────────────────────────────


def test_what_lies_beside_the_site_is_not_published(folder: Folder, remote: Path) -> None:
    """A folder opened on a Mac, a build that was killed while it wrote a page: nobody's news, and no reason to refuse the next."""
    for name in (".DS_Store", ".index.html.123.tmp", "issues/.DS_Store"):
        folder.write(f"site/{name}", "litter")
    for n in range(2):
        folder.write("seeds/a.txt", f"A text\nWith paragraph {n} in it.\n")
        folder.digest("build")
        assert folder.digest("publish").out.startswith("Published ")
    assert not [name for name in listed(remote) if "DS_Store" in name or name.endswith(".tmp")]


def test_a_cname_in_the_site_goes_with_it(folder: Folder, remote: Path) -> None:
    folder.write("site/CNAME", "news.example\n")
    for _ in range(2):
        assert folder.digest("publish").code == 0
        assert git(remote, "show", "gh-pages:CNAME") == "news.example"


@pytest.mark.parametrize("text", [None, "<p>edited by hand"], ids=["missing", "another"])
def test_half_a_site_is_not_published(folder: Folder, remote: Path, text: str | None) -> None:
    """A build that was killed knows what it was going to write; so do we."""
    (folder.root / "site/index.html").unlink()
    if text:
        folder.write("site/index.html", text)
    said = folder.digest("publish")
    assert said.code == 1
    assert "is not as digest built it (index.html is " in said.err
    assert not git(remote, "branch")


def test_no_attribute_or_filter_changes_a_byte(folder: Folder, remote: Path) -> None:
    """What is set up for texts, such as ends of lines and large files kept elsewhere, is not for pages."""
    folder.write("static/windows.txt", b"one\r\ntwo\r\n")
    folder.write("static/.gitattributes", "* text eol=lf\n")
    (folder.root / ".git/info/attributes").write_text("* text filter=elsewhere\n")
    git(folder.root, "config", "filter.elsewhere.clean", "echo pointer")
    git(folder.root, "config", "core.autocrlf", "input")
    folder.digest("build")
    folder.digest("publish")
    for path, content in folder.files("site").items():
        done = subprocess.run(["git", "show", f"gh-pages:{path}"], cwd=remote, capture_output=True, check=True)
        assert done.stdout == content, path


def test_every_file_is_just_a_file(folder: Folder, remote: Path) -> None:
    """A page that is a link, or may be executed, is still a page; a repository in the site is no part of it."""
    if os.name == "nt":
        pytest.skip("links need rights there")
    site = folder.root / "site"
    (site / "index.html").rename(folder.root / "elsewhere.html")
    (site / "index.html").symlink_to(folder.root / "elsewhere.html")
    (site / "404.html").chmod(0o755)
    git(site, "init", "--quiet")
    assert folder.digest("publish").code == 0
    assert {line.split()[0] for line in git(remote, "ls-tree", "-r", "gh-pages").splitlines()} == {"100644"}
    assert "A text" in git(remote, "show", "gh-pages:index.html")


def test_names_in_any_writing(folder: Folder, remote: Path) -> None:
    names = ["München & 東京/план.txt", '"quoted".txt', "a/ space.txt", "-dash.txt"]
    for name in names if os.name != "nt" else names[:1]:
        folder.write(f"static/{name}", name)
    folder.digest("build")
    for _ in range(2):
        assert folder.digest("publish").code == 0
    there = git(remote, "ls-tree", "-r", "--name-only", "-z", "gh-pages").split("\0")
    assert set(there) - {""} == set(folder.files("site"))


# ── where it is called from ──────────────────────────────────────────────────────────────────────


def test_called_from_a_hook_of_another_repository(folder: Folder, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """git tells a hook where its own repository is. Ours is the one around the project."""
    other = folder.root.parent / f"{folder.root.name}.hooked"
    git(folder.root.parent, "init", "--quiet", str(other))
    git(other, "remote", "add", "origin", str(other))
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert folder.digest("publish").code == 0
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name)
    assert "gh-pages" in git(remote, "branch")
    assert not (other / ".git/index").exists()
    assert not git(other, "branch", "--all")


def committed(folder: Folder) -> None:
    git(folder.root, "add", "--all")
    git(folder.root, "-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "--quiet", "-m", "texts")


def test_from_a_worktree_a_subfolder_a_detached_head(folder: Folder, remote: Path, capsys: pytest.CaptureFixture[str]) -> None:
    committed(folder)
    tree = folder.root.parent / f"{folder.root.name}.tree"
    git(folder.root, "worktree", "add", "--quiet", "--detach", str(tree))
    inner = Folder(tree / "inner", capsys)
    for name in ("digest.toml", "seeds/a.txt"):
        inner.write(name, folder.read(name))
    for place in (Folder(tree, capsys), inner):
        place.write("seeds/b.txt", f"Another text\nOf {place.root.name}.\n")
        place.digest("build")
        assert place.digest("publish").out.startswith("Published ")
        assert listed(remote) == set(place.files("site"))
    assert git(remote, "rev-list", "--count", "gh-pages") == "1"


def test_nothing_is_left_in_the_repository(folder: Folder, remote: Path) -> None:
    committed(folder)
    folder.write("seeds/staged.txt", "Staged\nBut not committed.\n")
    git(folder.root, "add", "seeds/staged.txt")
    git(folder.root, "config", "core.splitIndex", "true")

    def there() -> set[str]:
        return {path for path in folder.files(".git") if not path.startswith("objects/") and "remotes/origin" not in path}

    before = there()
    for n in range(2):
        folder.digest("build")
        folder.write("seeds/a.txt", f"A text\nWith paragraph {n} in it.\n")
        folder.digest("publish")
    assert there() == before
    assert "A  seeds/staged.txt" in git(folder.root, "status", "--porcelain").splitlines()


@pytest.mark.parametrize("known", [{}, {"user.email": "a@a.example"}, {"user.name": "A"}, {"user.name": "A", "user.email": "a@a.example"}])
def test_who_commits(folder: Folder, remote: Path, known: dict[str, str]) -> None:
    for name, value in known.items():
        git(folder.root, "config", name, value)
    assert folder.digest("publish").code == 0
    who = f"{known.get('user.name', 'digest')} <{known.get('user.email', 'digest@localhost')}>"
    assert git(remote, "log", "-1", "--format=%an <%ae> %cn <%ce>", "gh-pages") == f"{who} {who}"


def test_a_repository_that_git_does_not_trust(folder: Folder, remote: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    said = folder.digest("publish")
    assert said.code == 1
    assert "dubious ownership" in said.err


# ── who says no ──────────────────────────────────────────────────────────────────────────────────


def refusing(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\necho 'not on a Sunday, rejected' >&2\nexit 1\n")
    path.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="hooks are shell scripts")
def test_a_hook_of_ones_own_that_refuses(folder: Folder, remote: Path) -> None:
    refusing(folder.root / ".git/hooks/pre-push")
    said = folder.digest("publish")
    assert said.code == 1
    assert "not on a Sunday" in said.err
    assert "It may have been your own " in said.err
    assert ".git/hooks/pre-push that stopped it" in said.err


@pytest.mark.skipif(os.name == "nt", reason="hooks are shell scripts")
def test_a_host_that_refuses(folder: Folder, remote: Path) -> None:
    refusing(remote / "hooks/pre-receive")
    said = folder.digest("publish")
    assert said.code == 1
    assert "not on a Sunday" in said.err
    assert "look whether the branch is protected" in said.err
    assert "Somebody else" not in said.err


def test_a_branch_that_moves_while_it_is_looked_at(folder: Folder, remote: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the question where it is and the fetch of it: what is fetched counts."""
    from digest.site import branch

    folder.digest("publish")
    ask = branch._Git.__call__

    def late(self: branch._Git, *words: str, **how: object) -> str:
        if words[0] == "fetch":
            git(remote, "gc", "--quiet", "--prune=now")
            on_the_branch(folder, remote, CNAME="news.example")
        return ask(self, *words, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(branch._Git, "__call__", late)
    folder.write("seeds/a.txt", "A text\nWith another paragraph in it.\n")
    folder.digest("build")
    said = folder.digest("publish")
    assert said.code == 0, said.err
    assert git(remote, "show", "gh-pages:CNAME") == "news.example"


def test_another_branch_whose_name_ends_alike(folder: Folder, remote: Path) -> None:
    folder.digest("publish", "--branch", "a/refs/heads/gh-pages")
    assert folder.digest("publish").out.startswith("Published ")
    assert set(git(remote, "branch").split()) == {"a/refs/heads/gh-pages", "gh-pages"}


def test_a_branch_by_way_of_where_one_was_before(folder: Folder, remote: Path) -> None:
    """@{-1} is a name to git, and not the one that was written."""
    committed(folder)
    git(folder.root, "checkout", "--quiet", "-b", "other")
    assert "is no name for a branch" in folder.digest("publish", "--branch", "@{-1}").err


def test_what_git_will_not_have_is_said(folder: Folder, remote: Path) -> None:
    folder.write("static/inner/.git/config", "[user]")
    folder.digest("build")
    said = folder.digest("publish")
    assert said.code == 1
    assert "inner/.git/config: has a name that git keeps for itself" in said.err
    assert not git(remote, "branch")


# ── what was edited since ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["seeds/a.txt", "content/2026-11-10/a-text.md", "digest.toml", "templates/home.html", "static/icon.svg"])
def test_what_is_not_in_the_site_yet_is_said(folder: Folder, remote: Path, path: str) -> None:
    built = (folder.root / ".digest/built").stat().st_mtime
    assert "was edited after" not in folder.digest("publish").err
    edited = folder.root / path
    edited.parent.mkdir(exist_ok=True)
    edited.touch()
    os.utime(edited, (built + 60, built + 60))
    said = folder.digest("publish")
    assert said.code == 0
    assert f"{path}: came or was edited after the site was built" in said.err
    os.utime(edited, (built - 60, built - 60))
    assert "was edited after" not in folder.digest("publish").err


def test_a_build_that_changed_nothing_was_one(folder: Folder, remote: Path) -> None:
    """A draft was edited, and no page shows it: what is published is what there is."""
    os.utime(folder.root / ".digest/built", (0, 0))
    assert "was edited after" in folder.digest("publish").err
    folder.digest("build")
    assert "was edited after" not in folder.digest("publish").err


def test_where_nobody_knows_nothing_is_said(folder: Folder, remote: Path) -> None:
    shutil.rmtree(folder.root / ".digest")
    assert folder.digest("publish").err == ""
