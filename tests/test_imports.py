"""What a command loads: no more than it needs, for whoever calls it waits for all of that."""

import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY

LOADED = """
import sys
import click
click.Command("none", context_settings={"terminal_width": 80}).main(["--help"], standalone_mode=False)  # what it asks for when it is used
before = set(sys.modules)
from digest import cli
try:
    cli.run(sys.argv[1:])
finally:
    print(*set(sys.modules) - before, file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    """The modules that a command loads besides click and what that loads. Its stderr is to be empty."""
    said = subprocess.run([sys.executable, "-c", LOADED, *arguments], capture_output=True, encoding="utf-8", check=True, cwd=REPOSITORY)
    return set(said.stderr.split())


def ours(modules: set[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] == "digest"}


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("build", "--help"), ("opml", "import", "--help")], ids=" ".join)
def test_help_waits_for_no_more_than_click(arguments: tuple[str, ...]) -> None:
    found = loaded(*arguments)
    assert ours(found) == {"digest", "digest.cli"}
    assert not found & {"dataclasses", "json", "pathlib", "shutil", "importlib.metadata", "zoneinfo"}
