"""What people get wrong, and what they are told: each in words, with its place and how to mend it; never a traceback.

The cases are in tests/cases/mistakes/. What is given is a command, then the files that are laid down for it, each below a line
`── PATH`: `(gone)` takes one away, `(folder)` puts one in its place, `(also)` adds to what is there, `(escaped)` has bytes as \\xff.
Beside them there are a digest.toml and a text in seeds/. What is expected is all that stderr says, and the exit code.
"""

import re
import shlex
import sys
from collections.abc import Callable

import pytest

from tests.casefiles import ROOT, Case, cases, title
from tests.conftest import Folder

MISTAKES = cases("mistakes")
FILE = re.compile(r"^── (\S+)(?: \((\w+)\))?$", re.MULTILINE)
_OTHERS = (  # what are others' words, and other ones in another version of theirs: click's, tomllib's, re's, YAML's, json's, Jinja's
    (r"No such (command|option):? '?([\w-]+)'?\W.*", r"No such \1 '\2'…"),
    (r"(Invalid value for '[^']*'(?: / '[^']*')?: ).*", r"\1…"),
    (r"(not valid TOML: )(?!its brackets).*?(\. (?:Text|Write|Something) )", r"\1…\2"),
    (r"(is no regular expression \().*?(\)\. )", r"\1…\2"),
    (r"(is not valid (?:YAML|TOML) \().*?(\)\. )", r"\1…\2"),
    (r"\(Expecting .*? \(char \d+\)\)", "(…)"),
    (r"(about\.html:1: ).*?(\. Compare it)", r"\1…\2"),
)


@pytest.mark.parametrize("case", MISTAKES, ids=title)
def test_what_is_wrong_is_said_with_its_mend(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, check: Callable[[Case, str], None], case: Case
) -> None:
    command, *parts = FILE.split(case.given)
    files = list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))
    if sys.platform != "linux" and {path for path, _, _ in files} - {"digest.toml"}:
        pytest.skip("in the words of Linux")
    folder.write("seeds/gull.txt", "Gull counted\n\nThere is one.\n")
    for path, how, text in files:
        lay_down(folder, path, how, text.removeprefix("\n"))
    monkeypatch.chdir(folder.root)
    ran = folder.digest(*shlex.split(command))
    said = [line for line in ran.err.replace(str(folder.root), "").splitlines() if not line.startswith(("Usage:", "Try ")) and line]
    told = "\n".join([*said, f"exit {ran.code}"])
    for others, ours in _OTHERS:
        told = re.sub(others, ours, told)
    assert "Traceback" not in told
    assert "fault of its own" not in told
    check(case, told)


def lay_down(folder: Folder, path: str, how: str | None, text: str) -> None:
    if how in ("gone", "folder"):
        (folder.root / path).unlink()
    if how == "folder":
        (folder.root / path).mkdir()
    elif how == "also":
        folder.write(path, folder.read(path) + text)
    elif how == "escaped":
        folder.write(path, text.rstrip("\n").encode("ascii").decode("unicode_escape").encode("latin-1"))
    elif how is None:
        folder.write(path, text)


def test_brackets_in_brackets_in_brackets(folder: Folder) -> None:
    folder.config("a = " + "[" * 5000)
    said = folder.digest("build")
    assert said.code == 2
    assert f"digest.toml: {TOO_DEEP}" in said.err


TOO_DEEP = "not valid TOML: its brackets stand in each other too deep. Text must stand in quotes."


def test_the_cases_are_many() -> None:
    assert len(MISTAKES) >= 140, ROOT
