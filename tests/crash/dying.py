"""Runs of digest that die, each at a moment that was asked for. One process that forks: hundreds of deaths cost no start.

A line on stdin is an order in JSON, a line on stdout says what came of it:

    {"arguments": ["build", …], "root": "…", "call": 17}       killed at its 17th call that changes what is on disk
    {"arguments": ["build", …], "root": "…", "seconds": 0.02}  killed that long after its start
    {"arguments": ["build", …], "root": "…"}                   not killed
    → {"status": -9 or an exit code, "calls": how many there were, "seconds": how long it took, "said": "…stderr…"}

`"writer": "rash"` plants what the trials must find: files that are written where they stand, not beside and then renamed.
"""

import builtins
import io
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from digest import cli
from digest.entries import store
from digest.rendering import pages  # noqa: F401  imported before the first death, so that none spends its time on that
from digest.site import writing

CHANGING = ("replace", "rename", "link", "unlink", "remove", "mkdir", "rmdir", "fsync", "symlink", "truncate", "open")


class Clock:
    """Counts the calls that change the disk, and strikes at one of them."""

    def __init__(self, last: int | None) -> None:
        self.calls, self.last = 0, last

    def strikes(self) -> bool:
        self.calls += 1
        return self.calls == self.last

    def tick(self) -> None:
        if self.strikes():
            die()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Pen:
    """A file that is being written: whoever dies with it in his hand has written nothing, or half of it."""

    def __init__(self, file: Any, clock: Clock) -> None:
        self._file, self._clock = file, clock

    def write(self, text: Any) -> Any:
        self._clock.tick()
        if self._clock.strikes():
            self._file.write(text[: len(text) // 2])
            self._file.flush()
            die()
        return self._file.write(text)

    def __enter__(self) -> "Pen":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def watch(clock: Clock, root: str) -> None:
    """From now on each call that changes the disk is counted before it is made."""

    def counted(function: Callable[..., Any], is_open: bool) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if not is_open or (len(given) > 1 and given[1] & (os.O_WRONLY | os.O_RDWR)):
                clock.tick()
            return function(*given, **named)

        return call

    for name in CHANGING:
        setattr(os, name, counted(getattr(os, name), name == "open"))
    opened = io.open

    def open_(file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
        if not set(mode) & set("wax+") or not str(file).startswith(root):
            return opened(file, mode, *given, **named)
        clock.tick()
        return Pen(opened(file, mode, *given, **named), clock)

    io.open = builtins.open = open_  # type: ignore[assignment]


def rashly(path: Path, raw: bytes, **_: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)


def run(order: dict[str, Any], pipe: int, errors: int) -> None:
    """In the child: be digest until the clock strikes."""
    clock = Clock(order.get("call"))
    os.dup2(errors, 2)
    os.dup2(errors, 1)
    if order.get("writer") == "rash":
        store._write = rashly
        writing._replace = lambda output, path, content: rashly(output / path, content)
    watch(clock, order["root"])
    code = 0
    try:
        cli.run([*order["arguments"], "-c", f"{order['root']}/digest.toml"])
    except SystemExit as stop:
        code = int(stop.code or 0)
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(pipe, str(clock.calls).encode())
    os._exit(code)


def carry_out(order: dict[str, Any]) -> dict[str, Any]:
    told, pipe = os.pipe()
    errors = os.memfd_create("stderr") if hasattr(os, "memfd_create") else os.open(os.devnull, os.O_RDWR)
    started = time.monotonic()
    child = os.fork()
    if not child:
        run(order, pipe, errors)
    os.close(pipe)
    if "seconds" in order:
        time.sleep(order["seconds"])
        os.kill(child, signal.SIGKILL)  # nobody has waited for it, so that its number is still its own
    _, status = os.waitpid(child, 0)
    took = time.monotonic() - started
    calls = os.read(told, 20)
    os.close(told)
    os.lseek(errors, 0, os.SEEK_SET)
    said = os.read(errors, 100_000).decode("utf-8", "replace")
    os.close(errors)
    return {"status": os.waitstatus_to_exitcode(status), "calls": int(calls or 0), "seconds": took, "said": said}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(carry_out(json.loads(line))), flush=True)
