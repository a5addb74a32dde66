"""Build, serve, watch, build again: one build at a time, until somebody presses Ctrl-C."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from digest.errors import DigestError, Problem
from digest.model import Page
from digest.preview.server import Server
from digest.preview.shown import Shown
from digest.preview.watching import Watch

PORTS = 20  # tried upwards, where one is taken


class Made(NamedTuple):
    """What a build came to."""

    pages: Sequence[Page]
    problems: Sequence[Problem]
    go: str = ""  # the page that shows the file that was edited


Build = Callable[[frozenset[Path]], Made]  # of the paths that changed since the last one; raises DigestError
Say = Callable[[str], None]


def serve(
    build: Build, paths: Sequence[Path], *, host: str, port: int, root: str, poll: bool = False, say: Say, started: Callable[[str], None]
) -> None:
    """Serve what `build` makes and build again whenever something below `paths` changes. Ends with KeyboardInterrupt.

    `root` is the path that the site will have, such as "/news/". `say` gets a line for the log, `started` the address.
    Raises DigestError where no port is free.
    """
    with _serving(host, port, root) as (shown, server):
        address = f"http://{f'[{host}]' if ':' in host else host}:{server.port}{root}"
        if server.port != port:
            say(f"Port {port} is taken; this is {server.port}.")
        watch = Watch(paths)
        with watch.running(poll=poll) as how:
            _build(build, frozenset(), shown, say)
            say(f"Serving {address} (watching by {how}; Ctrl-C ends it)")
            started(address)
            while (changed := watch.settled()) is not None:
                _build(build, frozenset(changed), shown, say)


def _build(build: Build, changed: frozenset[Path], shown: Shown, say: Say) -> None:
    """One build, shown. Whatever goes wrong in it is shown, too, and ends nothing."""
    try:
        made = build(changed)
    except DigestError as error:
        problems: Sequence[Problem] = error.problems
        shown.show(None, problems)
    except Exception as error:  # a bug of ours, or of a template's: the next save may be what mends it
        problems = [Problem("digest", f"a fault of its own ({type(error).__name__}: {error})", "Please report it.")]
        shown.show(None, problems)
    else:
        problems = made.problems
        proof = shown.show(made.pages, problems, made.go)
        if changed:
            say(f"Built again: {len(proof.changed)} of {len(proof.pages)} pages changed.")
    for problem in problems:
        say(f"error: {problem}")


@contextmanager
def _serving(host: str, port: int, root: str) -> Iterator[tuple[Shown, Server]]:
    """A server in a thread of its own, with its own event loop, for as long as the context lasts."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="preview", daemon=True)
    thread.start()

    async def listen() -> tuple[Shown, Server, asyncio.Server]:
        shown = Shown()
        server = Server(shown, root=root, names=sorted({host, "127.0.0.1", "localhost", "::1"}))
        for number in range(port, port + PORTS) if port else (0,):
            try:
                return shown, server, await server.listen(host, number)
            except OSError as error:
                wrong = error
        raise DigestError(
            Problem(f"{host}:{port}", f"no port from {port} to {port + PORTS - 1} is free ({wrong.strerror})", "Name another with --port.")
        )

    try:
        shown, server, listening = asyncio.run_coroutine_threadsafe(listen(), loop).result()
        try:
            yield shown, server
        finally:
            loop.call_soon_threadsafe(listening.close)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=5)
