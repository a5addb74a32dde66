"""The site as a branch of a git remote, for those who host from one: a single commit that never grows a history.

git's own plumbing does it, in an index of its own: neither the working tree nor what is staged there is touched.
"""

import os
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from digest.errors import Problem, SiteError
from digest.site.folder import MANIFEST

_NAME, _MAIL = "digest", "digest@localhost"  # who commits where git was not told


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What came of it: the commit that the branch is at, and whether it is a new one."""

    commit: str
    new: bool
    kept: tuple[str, ...] = ()  # files of the branch that the site did not have and that were kept, such as CNAME


def publish(output: Path, root: Path, *, branch: str, remote: str, when: datetime) -> Published:
    """Push what is in `output` to `branch` of `remote` as one commit without parents. Nothing new, nothing pushed.

    `root` is in the repository whose remote is meant. Raises SiteError where there is no site, no repository or no
    remote, where the branch holds what digest did not make, and where somebody else pushed meanwhile.
    """
    if not (output / MANIFEST).is_file():
        raise SiteError(Problem(str(output), "holds no site", "Run `digest build` first."))
    git = _Git(root)
    try:
        git("check-ref-format", "--branch", branch)
    except _Failed:
        raise SiteError(Problem("--branch", f"{branch!r} is no name for a branch", "Such as gh-pages.")) from None
    try:
        git("remote", "get-url", remote)
    except _Failed as error:
        what = "is not in a git repository" if "not a git repository" in str(error) else f"has no remote called {remote!r}"
        raise SiteError(Problem(str(root), what, f"`git init`, `git remote add {remote} ADDRESS`.")) from None
    if git("symbolic-ref", "--quiet", "--short", "HEAD", fails="") == branch:
        raise SiteError(Problem("--branch", f"{branch!r} is the branch that your texts are on", "Name another: gh-pages is usual."))
    before = _tip(git, remote, branch)
    kept = _kept(git, before, remote, branch, output)
    with tempfile.TemporaryDirectory() as folder:
        tree = _tree(git, output, Path(folder) / "index", before, kept)
    if before and git("rev-parse", f"{before}^{{tree}}") == tree and git("rev-list", "--count", before) == "1":
        return Published(commit=before, new=False, kept=kept)
    commit = _commit(git, tree, when)
    try:
        # With the lease, what another run pushed since we looked is never overwritten unseen.
        git("push", "--quiet", f"--force-with-lease=refs/heads/{branch}:{before}", remote, f"{commit}:refs/heads/{branch}")
    except _Failed as error:
        mend = "Somebody else published meanwhile: run it again." if "stale info" in str(error) or "rejected" in str(error) else ""
        raise SiteError(Problem(f"{remote} {branch}", f"git push failed ({error})", mend)) from None
    return Published(commit=commit, new=True, kept=kept)


def _tip(git: "_Git", remote: str, branch: str) -> str:
    """The commit that the remote's branch is at, fetched; "" where there is no such branch."""
    try:
        told = git("ls-remote", remote, f"refs/heads/{branch}")
        if not told:
            return ""
        tip = told.split()[0]
        git("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", remote, f"refs/heads/{branch}")
    except _Failed as error:
        raise SiteError(Problem(remote, f"cannot be asked ({error})", "Check its address and your access to it.")) from None
    return tip


def _kept(git: "_Git", tip: str, remote: str, branch: str, output: Path) -> tuple[str, ...]:
    """What people put on the branch by hand and the site does not have. Raises SiteError where the branch is not ours."""
    if not tip:
        return ()
    there = set(git("ls-tree", "-r", "--name-only", "-z", tip).split("\0")) - {""}
    if MANIFEST not in there:
        raise SiteError(Problem(f"{remote} {branch}", "holds what digest did not make", "Name another with --branch, or delete that one."))
    ours = {line.partition(" ")[2] for line in git("show", f"{tip}:{MANIFEST}").splitlines()} | {MANIFEST}
    foreign = sorted(there - ours)
    if foreign not in ([], ["CNAME"]):
        named = ", ".join(foreign[:3])
        raise SiteError(
            Problem(
                f"{remote} {branch}",
                f"holds files that digest did not make ({named})",
                "Put them into static/, and take them off the branch.",
            )
        )
    return tuple(name for name in foreign if not (output / name).exists())


def _tree(git: "_Git", output: Path, index: Path, tip: str, kept: tuple[str, ...]) -> str:
    """The site as a tree object, by way of an index of its own."""
    own = {"GIT_INDEX_FILE": str(index), "GIT_WORK_TREE": str(output)}
    # As it is: neither what .gitignore leaves out nor what .gitattributes changes is the site's.
    git("-c", "core.autocrlf=false", "-c", "core.safecrlf=false", "add", "--all", "--force", ".", environment=own, folder=output)
    for name in kept:
        mode, _, blob = git("ls-tree", tip, "--", name).partition("\t")[0].split()
        git("update-index", "--add", "--cacheinfo", f"{mode},{blob},{name}", environment=own)
    return git("write-tree", environment=own)


def _commit(git: "_Git", tree: str, when: datetime) -> str:
    date = when.strftime("%Y-%m-%dT%H:%M:%S+0000")
    who = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    if not git("config", "user.email", fails=""):
        who |= {"GIT_AUTHOR_NAME": _NAME, "GIT_AUTHOR_EMAIL": _MAIL, "GIT_COMMITTER_NAME": _NAME, "GIT_COMMITTER_EMAIL": _MAIL}
    return git("commit-tree", tree, "-m", "The site, as digest built it", environment=who)


class _Failed(Exception):
    """git's own word of what went wrong."""


class _Git:
    """git, in the repository around a folder. It never asks anybody anything."""

    def __init__(self, root: Path) -> None:
        self._root, self._folder = root, ""
        with suppress(_Failed):  # the next call says so
            self._folder = self("rev-parse", "--absolute-git-dir")

    def __call__(self, *words: str, fails: str | None = None, environment: dict[str, str] | None = None, folder: Path | None = None) -> str:
        """What git answers; `fails` in its place where it fails, else _Failed is raised."""
        where = {"GIT_DIR": self._folder} if self._folder else {}
        known = os.environ | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"} | where | (environment or {})
        try:
            done = subprocess.run(
                ["git", *words], cwd=folder or self._root, env=known, capture_output=True, check=False, stdin=subprocess.DEVNULL
            )
        except FileNotFoundError:
            raise SiteError(Problem("git", "is not installed", "Publishing to a branch needs it.")) from None
        if done.returncode:
            if fails is not None:
                return fails
            raise _Failed(" ".join(done.stderr.decode("utf-8", "replace").split()) or f"exit {done.returncode}")
        return done.stdout.decode("utf-8", "surrogateescape").strip("\n")
