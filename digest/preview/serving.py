"""Build, serve, watch, build again: one build at a time, until somebody presses Ctrl-C."""

import asyncio
import errno
import gc
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from digest.errors import DigestError, Problem
from digest.model import Page
from digest.preview.server import Server, fault
from digest.preview.shown import Proof, Shown
from digest.preview.watching import Watch

PORTS = 20  # tried upwards, where one is taken


class Made(NamedTuple):
    """What a build came to."""

    pages: Sequence[Page]  # whose contents may be made not before they are asked for, and then raise DigestError
    problems: Sequence[Problem]
    go: str = ""  # the page that shows the file that was edited
    paths: Sequence[Path] = ()  # to be watched from now on, where that is not what it was


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
        if port and server.port != port:
            say(f"Port {port} is taken; this is {server.port}.")
        watch = Watch(paths)
        with watch.running(poll=poll) as how:
            address = f"http://{f'[{host}]' if ':' in host else host}:{server.port}{server.root}"

            def begun() -> None:
                say(f"Serving {address} (watching by {how}; Ctrl-C ends it)")
                started(address)

            _build(build, frozenset(), shown, watch, say, begun)
            gc.collect()
            gc.freeze()  # what is there by now stays: at 10,000 entries, looking through it for garbage takes as long as a build
            while (changed := watch.settled()) is not None:
                _build(build, frozenset(changed), shown, watch, say)


def _build(build: Build, changed: frozenset[Path], shown: Shown, watch: Watch, say: Say, begun: Callable[[], None] | None = None) -> None:
    """One build, shown. Whatever goes wrong in it is shown, too, and ends nothing. `begun` is called once something is shown."""
    before, differ = shown.proof.problems, set[str]()
    try:
        made = build(changed)
        if made.paths:
            watch.follow(made.paths)
        for proof in _showing(made, shown, watch):
            differ |= {*proof.changed}
            if begun:
                first, begun = begun, None
                first()
    except DigestError as error:
        proof = shown.fail(error.problems)
    except Exception as error:  # a bug, ours or a template's: it must not look like the user's fault, and the next save may mend it
        proof = shown.fail([fault(error)])
    if begun:
        begun()
    if changed and differ:
        say(f"Built again: {len(differ):,} of {len(proof.pages):,} pages changed.")
    for problem in proof.problems:
        if problem not in before:  # what was said at the last save need not be said at each
            say(f"error: {problem}")
    if before and not proof.problems:
        say("Nothing is wrong any more.")


def _showing(made: Made, shown: Shown, watch: Watch) -> Iterator[Proof]:
    """Show at once what somebody looks at, made new among the others as they were; then the whole.

    At the first build all is shown once one page of each kind is made: of the others, what is asked for is made when it is.
    Whoever saves again meanwhile does not wait for all: that is left to the build that follows.
    """
    before = shown.proof.pages
    shows = bool(before)
    if before:
        looked_at = {*shown.looked_at(), made.go.partition("#")[0]}
        first = {page.path: page for page in made.pages if page.path in looked_at or page.path.endswith(".css")}
        for page in first.values():
            if wrong := _wrong_with(page):
                yield shown.fail([*wrong, *made.problems], page.path)
                return
        still = [problem for page in made.pages if page.path == shown.failing for problem in _wrong_with(page)]
        pages = [now for page in made.pages if (now := first.get(page.path) or before.get(page.path))]
        yield shown.show(pages, [*still, *made.problems], made.go)
    for some in (_one_of_each_kind(made.pages), made.pages):
        for page in some:
            if shows and watch.waiting():
                return
            time.sleep(0)  # lets in whoever asks for a page
            if wrong := _wrong_with(page):
                yield shown.fail([*wrong, *made.problems], page.path)
                return
        if not shows:
            shows = True
            yield shown.show(made.pages, made.problems, made.go)
    shown.failing = ""
    yield shown.show(made.pages, made.problems)


def _wrong_with(page: Page) -> Sequence[Problem]:
    """Make a page, unless it is one that waits until it is asked for; what hinders that."""
    try:
        _ = None if page.waits else page.content
    except DigestError as error:
        return error.problems
    return ()


def _one_of_each_kind(pages: Sequence[Page]) -> Sequence[Page]:
    """Made first: so a template that is broken is found out before thousands of pages are made of others."""
    kinds: dict[tuple[str, int, str], Page] = {}
    for page in pages:
        parts = page.path.split("/")
        kinds.setdefault((parts[0], len(parts), parts[-1]), page)
    return [*kinds.values()]


@contextmanager
def _serving(host: str, port: int, root: str) -> Iterator[tuple[Shown, Server]]:
    """A server in a thread of its own, with its own event loop, for as long as the context lasts."""
    ready: Future[tuple[Shown, Server]] = Future()
    over: Future[None] = Future()

    async def serve() -> None:
        try:
            shown = Shown()
            server = Server(shown, root=root, names=sorted({host, "127.0.0.1", "localhost", "::1"}))
            listening = await _listening(server, host, port)
        except Exception as error:
            ready.set_exception(error)
            return
        ready.set_result((shown, server))
        await asyncio.wrap_future(over)
        listening.close()  # and asyncio.run ends whoever is still being answered

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="preview", daemon=True)
    thread.start()
    try:
        yield ready.result()
    finally:
        over.set_result(None)
        thread.join(timeout=5)


async def _listening(server: Server, host: str, port: int) -> asyncio.Server:
    """The server at `port`, or at the next one that is free. Raises DigestError where none is, or there is no such host."""
    last = min(port + PORTS - 1, 65535)
    for number in range(port, last + 1) if port else (0,):
        try:
            return await server.listen(host, number)
        except OSError as error:
            wrong = error
            # Windows says of a port that another program holds for itself that one may not have it.
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                break
    what = f"no port from {port} to {last} is free" if wrong.errno == errno.EADDRINUSE else "cannot listen there"
    mend = "Name another with --port." if wrong.errno in (errno.EADDRINUSE, errno.EACCES) else "Name another with --host."
    raise DigestError(Problem(f"{host}:{port}", f"{what} ({wrong.strerror})", mend))
