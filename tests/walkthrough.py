"""The pages of the manual that a reader can follow step by step, followed: in an empty folder, by bash, without a network.

A step is a fenced block below a comment that says what it is for:

    <!-- run: NAME -->       a shell's commands, typed one after the other
    <!-- prints: NAME -->    what those commands say, among other things; `…` alone on a line stands for lines left out
    <!-- file: PATH -->      a file that the reader writes
    <!-- set: PATH -->       lines `key = …` that take the place of those with the same key
    <!-- shows: PATH -->     what a file holds by then, among other things
    <!-- not run: WHY -->    commands that need what no test has
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import REPOSITORY

NOON = "1794312000"  # 2026-11-10T12:00:00Z, as SOURCE_DATE_EPOCH: the pages say what they would say on that day
_BLOCK = re.compile(
    r"^(?:<!-- (?P<kind>run|prints|file|set|shows|not run): (?P<name>.+?) -->\n+)?(?P<fence>`{3,})(?P<info>\w*)\n(?P<text>.*?)^(?P=fence)$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A fenced block of a page. `kind` is empty for one that only shows something."""

    kind: str
    name: str
    info: str
    text: str
    line: int


def steps(page: Path) -> Iterator[Step]:
    text = page.read_text("utf-8")
    for block in _BLOCK.finditer(text):
        line = text.count("\n", 0, block.start("fence")) + 1
        yield Step(kind=block["kind"] or "", name=block["name"] or "", info=block["info"], text=block["text"], line=line)


@dataclass(slots=True)
class Reader:
    """Somebody who does what a page says. Their files, their git and their `digest` are below `home`."""

    home: Path
    now: str = NOON
    said: dict[str, str] = field(default_factory=dict)  # by the names of what was run

    def __post_init__(self) -> None:
        self.at.mkdir(parents=True)
        tool = self.home / "bin" / "digest"
        tool.parent.mkdir()
        tool.write_text(f'#!/bin/sh\nPYTHONPATH="{REPOSITORY}" exec "{sys.executable}" -m digest "$@"\n')
        tool.chmod(0o755)
        self._run("git init --quiet --bare --initial-branch=main ../github.git")
        (self.home / "gitconfig").write_text(
            "[user]\nname = A Reader\nemail = reader@reader.example\n[init]\ndefaultBranch = main\n"
            f'[url "{(self.home / "github.git").as_uri()}"]\ninsteadOf = https://github.com/YOU/news.git\n'
        )

    @property
    def at(self) -> Path:
        """The folder that the reader began in."""
        return self.home / "folder"

    def follow(self, page: Path) -> None:
        """Do a page's steps from top to bottom. Raises AssertionError with the line at which the page is not true."""
        for step in steps(page):
            self.do(step, f"{page.name}:{step.line}")

    def do(self, step: Step, where: str) -> None:
        match step.kind:
            case "run":
                code, self.said[step.name] = self._run(step.text)
                assert code == 0, f"{where}: exit {code}\n{self.said[step.name]}"
            case "prints":
                assert _holds(self.said[step.name], step.text), f"{where}: `{step.name}` printed\n{self.said[step.name]}"
            case "file":
                path = self.here / step.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(step.text, "utf-8")
            case "set":
                path = self.here / step.name
                path.write_text(_set(path.read_text("utf-8"), step.text, where), "utf-8")
            case "shows":
                held = (self.here / step.name).read_text("utf-8")
                assert _holds(held, step.text), f"{where}: {step.name} holds\n{held}"

    @property
    def here(self) -> Path:
        """The folder that the reader's shell is in."""
        told = self.home / "cwd"
        return Path(told.read_text().strip()) if told.exists() else self.at

    def _run(self, commands: str) -> tuple[int, str]:
        env = {
            "PATH": f"{self.home / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.home),
            "GIT_CONFIG_GLOBAL": str(self.home / "gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_ALLOW_PROTOCOL": "file",  # no other host is ever asked
            "GIT_TERMINAL_PROMPT": "0",
            "SOURCE_DATE_EPOCH": self.now,
            "PYTHONDONTWRITEBYTECODE": "1",
            "LC_ALL": "C.UTF-8",
        }
        script = f"set -euo pipefail\ntrap 'pwd > \"{self.home / 'cwd'}\"' EXIT\n{commands}"
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.here,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout


def _holds(text: str, wanted: str) -> bool:
    """Whether lines stand in a text, as they are or set in by some spaces; `…` alone stands for any that are left out."""
    at = 0
    lines = [line.strip() for line in text.splitlines()]
    for part in re.split(r"^…\n", wanted, flags=re.MULTILINE):
        block = [line.strip() for line in part.splitlines()]
        found = next((i for i in range(at, len(lines) - len(block) + 1) if lines[i : i + len(block)] == block), None)
        if found is None:
            return False
        at = found + len(block)
    return True


def _set(text: str, wanted: str, where: str) -> str:
    for line in wanted.splitlines():
        key = line.partition("=")[0].strip()
        text, found = re.subn(rf"^{re.escape(key)}\s*=.*$", line.replace("\\", r"\\"), text, count=1, flags=re.MULTILINE)
        assert found, f"{where}: there is no line `{key} = …` to be changed"
    return text
