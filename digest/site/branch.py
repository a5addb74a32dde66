"""The site as a branch of a git remote, for those who host from one: a single commit that never grows a history.

git's own plumbing does it, in an index of its own: neither the working tree nor what is staged there is touched, and no
attribute, filter or hook that is meant for the texts changes a byte of the pages.
"""

import os
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from digest.errors import Problem, SiteError
from digest.site import folder

_NAME, _MAIL = "digest", "digest@localhost"  # who commits where git was not told
_CNAME = "CNAME"  # what hosts put on the branch themselves, and people into the site
_FETCHED = "refs/digest/published"  # there only while we look at it
# What git tells its hooks of the repository that they run in. Called from one, we are to find our own.
_ELSEWHERE = frozenset(
    "GIT_DIR GIT_WORK_TREE GIT_COMMON_DIR GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_PREFIX "
    "GIT_NAMESPACE GIT_SHALLOW_FILE GIT_GRAFT_FILE GIT_QUARANTINE_PATH GIT_ATTR_SOURCE".split()
)
_PLAIN = ("-c", "core.splitIndex=false")  # else a part of our own index would be left in the repository


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What came of it: the commit that the branch is at, and whether it is a new one."""

    commit: str
    new: bool
    kept: tuple[str, ...] = ()  # files of the branch that the site did not have and that were kept, such as CNAME


def publish(output: Path, root: Path, *, branch: str, remote: str, when: datetime) -> Published:
    """Push what digest made in `output` to `branch` of `remote` as one commit without parents. Nothing new, nothing pushed.

    `root` is in the repository whose remote is meant. Raises SiteError where there is no site or half of one, no
    repository or no remote, where the branch holds what digest did not make, and where the push is refused.
    """
    files = _files(output)
    git = _Git(root)
    if git("check-ref-format", "--branch", branch, fails="") != branch:  # it would also take @{-1} and mean another
        raise SiteError(Problem("--branch", f"{branch!r} is no name for a branch", "Such as gh-pages."))
    if not git("remote", "get-url", "--", remote, fails=""):
        raise SiteError(Problem(str(root), f"has no remote called {remote!r}", f"`git remote add {remote} ADDRESS`."))
    if git("symbolic-ref", "--quiet", "--short", "HEAD", fails="") == branch:
        raise SiteError(Problem("--branch", f"{branch!r} is the branch that your texts are on", "Name another: gh-pages is usual."))
    before = _tip(git, remote, branch)
    kept = _kept(git, before, remote, branch, files)
    tree = _tree(git, output, files, before, kept)
    if before and git("rev-parse", f"{before}^{{tree}}") == tree and git("rev-list", "--count", before) == "1":
        return Published(commit=before, new=False, kept=kept)
    commit = _commit(git, tree, when)
    try:
        # With the lease, what another run pushed since we looked is never overwritten unseen.
        git("push", "--quiet", f"--force-with-lease=refs/heads/{branch}:{before}", remote, f"{commit}:refs/heads/{branch}")
    except _Failed as error:
        raise SiteError(Problem(f"{remote} {branch}", f"git push failed ({error.said})", _mend(error.said, git))) from None
    return Published(commit=commit, new=True, kept=kept)


def _mend(said: str, git: "_Git") -> str:
    """What to do about a push that failed, from git's own words."""
    if "(stale info)" in said or "(fetch first)" in said:
        return "Somebody else published meanwhile: run it again."
    if "[remote rejected]" in said:
        return "The host refuses it: look whether the branch is protected."
    hook = git("rev-parse", "--git-path", "hooks/pre-push", fails="")
    if hook and os.access(git.root / hook, os.X_OK):
        return f"It may have been your own {hook} that stopped it."
    return ""


def _files(output: Path) -> tuple[str, ...]:
    """What of a site is to be published: what digest made and nothing that lies beside it, but a CNAME. Raises SiteError."""
    made = folder.made(output)
    if not made:
        raise SiteError(Problem(str(output), "holds no site", "Run `digest build` first."))
    for path, hash in made.items():
        try:
            there = folder.hash_of((output / path).read_bytes())
        except OSError:
            there = ""
        if there != hash:
            what = f"is not as digest built it ({path} is {'another' if there else 'missing'})"
            raise SiteError(Problem(str(output), what, "Run `digest build`; what is to be added belongs into static/."))
    beside = (folder.MANIFEST, *([_CNAME] if (output / _CNAME).is_file() else []))
    return tuple(sorted({*made, *beside}))


def _tip(git: "_Git", remote: str, branch: str) -> str:
    """The commit that the remote's branch is at, fetched; "" where there is no such branch."""
    name = f"refs/heads/{branch}"
    try:
        told = git("ls-remote", remote, name).splitlines()
        if not any(line.endswith(f"\t{name}") for line in told):  # it also tells of names that only end like this one
            return ""
        # What is fetched is what counts: the branch may have moved since it was asked for.
        git("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", remote, f"+{name}:{_FETCHED}")
        tip = git("rev-parse", _FETCHED)
        git("update-ref", "-d", _FETCHED)
    except _Failed as error:
        raise SiteError(Problem(remote, f"cannot be asked ({error.said})", "Check its address and your access to it.")) from None
    return tip


def _kept(git: "_Git", tip: str, remote: str, branch: str, files: tuple[str, ...]) -> tuple[str, ...]:
    """What people put on the branch by hand and the site does not have. Raises SiteError where the branch is not ours."""
    if not tip:
        return ()
    there = _names(git, tip)
    if folder.MANIFEST not in there:
        raise SiteError(Problem(f"{remote} {branch}", "holds what digest did not make", "Name another with --branch, or delete that one."))
    ours = {folder.MANIFEST, *folder.listed(git("cat-file", "blob", f"{tip}:{folder.MANIFEST}"))}
    foreign = sorted(there - ours)
    if foreign not in ([], [_CNAME]):
        named = ", ".join(foreign[:3])
        raise SiteError(
            Problem(
                f"{remote} {branch}",
                f"holds files that digest did not make ({named})",
                "Put them into static/, and take them off the branch.",
            )
        )
    return tuple(name for name in foreign if name not in files)


def _tree(git: "_Git", output: Path, files: tuple[str, ...], tip: str, kept: tuple[str, ...]) -> str:
    """The site as a tree object, by way of an index of its own. Each file is what it is, and nothing but a file."""
    # "./" keeps a name that begins with a quotation mark from being taken for a quoted one.
    blobs = git("hash-object", "-w", "--no-filters", "--stdin-paths", given="".join(f"./{path}\n" for path in files), inside=output)
    lines = [f"100644 {blob}\t{path}\0" for blob, path in zip(blobs.split("\n"), files, strict=True)]
    lines += [f"100644 {git('rev-parse', f'{tip}:{name}')}\t{name}\0" for name in kept]
    with tempfile.TemporaryDirectory() as apart:
        own = {"GIT_INDEX_FILE": str(Path(apart) / "index")}
        git("update-index", "-z", "--index-info", given="".join(lines), environment=own)
        tree = git("write-tree", environment=own)
    # Names such as .git it leaves out, and only mutters.
    if lost := {*files, *kept} - _names(git, tree):
        raise SiteError(Problem(str(output / min(lost)), "has a name that git keeps for itself", "Take it out of static/."))
    return tree


def _names(git: "_Git", tree: str) -> set[str]:
    return set(git("ls-tree", "-r", "--full-tree", "--name-only", "-z", tree).split("\0")) - {""}


def _commit(git: "_Git", tree: str, when: datetime) -> str:
    date = when.strftime("%Y-%m-%dT%H:%M:%S+0000")
    who = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    for role in ("AUTHOR", "COMMITTER"):
        for what, ours in (("NAME", _NAME), ("EMAIL", _MAIL)):
            told = os.environ.get(f"GIT_{role}_{what}") or any(
                git("config", f"{section}.{what.lower()}", fails="") for section in (role.lower(), "user")
            )
            if not told:
                who[f"GIT_{role}_{what}"] = ours
    return git("commit-tree", tree, "-m", "The site, as digest built it", environment=who)


class _Failed(SiteError):
    """git's own word of what went wrong, for those who know what it means, else as it is."""

    def __init__(self, said: str) -> None:
        super().__init__(Problem("git", said, "See what `git status` says here."))
        self.said = said


class _Git:
    """git, in the repository around a folder. It asks for no password in the terminal. Raises SiteError where there is none."""

    def __init__(self, root: Path) -> None:
        self.root, self._folder = root, ""
        try:
            self._folder = self("rev-parse", "--absolute-git-dir")
        except _Failed as error:
            if "not a git repository" in error.said:
                problem = Problem(str(root), "is not in a git repository", "`git init`, `git remote add origin ADDRESS`.")
            else:
                problem = Problem(str(root), f"git will not work here ({error.said})", "See what `git status` says here.")
            raise SiteError(problem) from None

    def __call__(
        self, *words: str, fails: str | None = None, environment: dict[str, str] | None = None, given: str = "", inside: Path | None = None
    ) -> str:
        """What git answers, `given` on its standard input; `fails` in its place where it fails, else _Failed is raised."""
        where = {"GIT_DIR": self._folder} if self._folder else {}
        known = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
        known |= {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"} | where | (environment or {})
        try:
            done = subprocess.run(
                ["git", *_PLAIN, *words],
                cwd=inside or self.root,
                env=known,
                capture_output=True,
                check=False,
                input=given.encode("utf-8", "surrogateescape"),
            )
        except FileNotFoundError:
            raise SiteError(Problem("git", "is not installed", "Publishing to a branch needs it.")) from None
        if done.returncode:
            if fails is not None:
                return fails
            raise _Failed(" ".join(done.stderr.decode("utf-8", "replace").split()) or f"exit {done.returncode}")
        return done.stdout.decode("utf-8", "surrogateescape").strip("\n")
