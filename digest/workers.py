"""Work done by several processes at once, where there is so much of it that this pays: forked ones, which have all that we have.

What comes of it does not depend on how many there are.
"""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")
_AT_ONCE = 8  # pieces that a worker takes at a time, where he does so as often at least
_GARBAGE = 50_000  # objects, some of which may be in circles that nobody holds any more: to look through so many takes 2 ms
_MOST = 4096  # such lots: as many as surely fit into a pipe, with two bytes each


@contextmanager
def piecemeal() -> Iterator[None]:
    """Look for garbage in circles after a piece of work, and never else: what is made between them are records that stay.

    To look through all of these again and again takes a tenth of a run, and finds nothing.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # all of it is old now, and looked through as seldom as what is old
        if before:
            gc.enable()


def _settle() -> None:
    """Before work begins: what is there by now stays."""
    if not gc.isenabled():
        gc.freeze()


def _piece(make: Callable[[], T]) -> T:
    made = make()
    if not gc.isenabled() and gc.get_count()[0] > _GARBAGE:
        gc.collect(1)
    return made


class Apart(Protocol):
    """What workers must not share: each begins anew with it, and what it found out goes to whoever sent it."""

    def begin(self) -> None: ...
    def found(self) -> Any: ...
    def take(self, found: Any) -> None: ...


class Together:
    """Several of them as one."""

    def __init__(self, *parts: Apart) -> None:
        self._parts = parts

    def begin(self) -> None:
        for part in self._parts:
            part.begin()

    def found(self) -> Any:
        return [part.found() for part in self._parts]

    def take(self, found: Any) -> None:
        for part, of_part in zip(self._parts, found, strict=True):
            part.take(of_part)


def usable() -> int:
    """How many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def forks(jobs: int) -> bool:
    """Whether `jobs` processes can be had, safely: not on Windows, nor on macOS, nor beside threads."""
    return jobs > 1 and hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def spread(makes: Sequence[Callable[[], T]], jobs: int, apart: Apart, *, few: int = 2) -> list[T]:
    """What each of `makes` makes, in their order, by `jobs` processes, this one among them. Raises what one of them raises.

    Fewer than `few` are made here. So are all where no process can be forked.
    """
    if len(makes) < few or not forks(jobs):
        _settle()
        return [_piece(make) for make in makes]
    return Sent(makes, jobs, apart).all()


class Sent(Generic[T]):
    """Work that other processes, one less than `jobs`, have begun; this one goes on with what it has to do, and then helps."""

    def __init__(self, makes: Sequence[Callable[[], T]], jobs: int, apart: Apart, *, early: bool = False) -> None:
        """`early` says that all of it is done elsewhere by the time that it is asked for: this process need find none left."""
        import tempfile  # 5 ms, which a build of nothing new does not take

        self._makes, self._apart = makes, apart
        _settle()
        self._size = max(min(_AT_ONCE, len(makes) // (_AT_ONCE * jobs)), -(-len(makes) // _MOST), 1)
        lots = -(-len(makes) // self._size)
        # A pipe full of numbers: whoever is done takes the next, and no lot is taken twice.
        self._out, into = os.pipe()
        os.write(into, b"".join(lot.to_bytes(2, "little") for lot in range(lots)))
        os.close(into)
        self._reports = ExitStack()
        self._children: list[tuple[int, Any]] = []
        with suppress(OSError):  # no more processes, or no room for what they say: those that are there do it all
            for _ in range(min(jobs, lots + early) - 1):
                # Not a pipe: whoever writes into one waits until it is read, and we have work of our own.
                report = self._reports.enter_context(tempfile.TemporaryFile())  # noqa: SIM115  closed with the others
                child = os.fork()
                if not child:
                    _work(makes, self._size, self._out, apart, report)
                self._children.append((child, report))

    @property
    def others(self) -> int:
        """How many other processes work on it."""
        return len(self._children)

    def all(self) -> list[T]:
        """What each makes, in their order. Raises what one of them raises."""
        import pickle

        made: list[Any] = [None] * len(self._makes)
        done = [False] * len(made)
        try:
            for i in _mine(self._out, self._size, len(made)):
                made[i], done[i] = _piece(self._makes[i]), True
            while self._children:
                child, report = self._children.pop()
                with suppress(ChildProcessError):  # who started this program may have had children go without a word: it has ended, too
                    os.waitpid(child, 0)
                report.seek(0)
                with suppress(EOFError, pickle.UnpicklingError):  # it was killed, or its disk is full: what is missing is made here
                    while (piece := pickle.load(report)) is not None:
                        made[piece[0]], done[piece[0]] = piece[1], True
                    self._apart.take(pickle.load(report))
        finally:
            self.stop()
        return [one if there else self._makes[i]() for i, (one, there) in enumerate(zip(made, done, strict=True))]

    def stop(self) -> None:
        """Nobody waits any more for what they do."""
        while self._children:
            child, _ = self._children.pop()
            with suppress(OSError):
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
        self._reports.close()
        if self._out >= 0:
            os.close(self._out)
            self._out = -1


class Aside(Generic[T]):
    """What `make` makes, by another process of `jobs`, while this one goes on; where none can be had, when it is asked for."""

    def __init__(self, make: Callable[[], T], jobs: int) -> None:
        self._make = make
        self._sent = Sent([make], 2, Together(), early=True) if forks(jobs) else None

    def made(self) -> T:
        """Raises what `make` raises."""
        sent, self._sent = self._sent, None
        made = sent.all()[0] if sent else self._make()
        self._make = lambda: made
        return made

    def __enter__(self) -> "Aside[T]":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Nobody asks for it any more, or soon."""
        if self._sent:
            self._sent.stop()
            self._sent = None


class Crew:
    """At most `jobs` processes, this one among them, that work together on what one asks them for after the other."""

    def __init__(self, jobs: int, apart: Apart) -> None:
        self._jobs, self._apart = jobs, apart
        self._away: Sent[Any] | None = None

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        if self._away:
            self._away.stop()

    def spread(self, makes: Sequence[Callable[[], T]], few: int) -> list[T]:
        """As `spread`, by those who are here."""
        return spread(makes, self._jobs - (self._away.others if self._away else 0), self._apart, few=few)

    def send(self, makes: Sequence[Callable[[], T]]) -> Callable[[], list[T]]:
        """Have the others begin with these while this process goes on. What is given back tells, once, what each makes."""
        if self._away or not forks(self._jobs):
            return lambda: [make() for make in makes]
        sent = self._away = Sent(makes, self._jobs, self._apart, early=True)

        def told() -> list[T]:
            self._away = None
            return sent.all()

        return told


def _mine(out: int, size: int, number: int) -> Iterator[int]:
    """The numbers of the pieces that this process is to do, lot by lot, until none is left."""
    while lot := os.read(out, 2):
        first = int.from_bytes(lot, "little") * size
        yield from range(first, min(first + size, number))


def _work(makes: Sequence[Callable[[], Any]], size: int, out: int, apart: Apart, report: Any) -> None:
    """A worker's life. What it cannot make it leaves to whoever sent it, who then sees why."""
    import pickle

    status = 1
    try:
        gc.freeze()  # what was there stays shared: to look through it all would make it this process's own
        apart.begin()
        for i in _mine(out, size, len(makes)):
            with suppress(Exception):
                # One by one: of many at once both sides would have to hold all.
                report.write(pickle.dumps((i, _piece(makes[i])), pickle.HIGHEST_PROTOCOL))
        report.write(pickle.dumps(None))
        report.write(pickle.dumps(apart.found(), pickle.HIGHEST_PROTOCOL))
        report.flush()
        status = 0
    finally:
        os._exit(status)  # nothing of ours is closed, flushed or said twice
