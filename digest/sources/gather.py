"""Sources → what they said. Every source is asked; one that fails is a value in the result, and the others come in.

Servers are other people's: an unchanged feed costs them next to nothing, one that is in trouble is given time, what has
moved is asked where it is now, what is gone for good is not asked any more, and no host gets all our questions at once.
"""

import hashlib
import os
import queue
import re
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from digest.errors import Problem, SourceError
from digest.model import Fetch, Item, Source
from digest.sources import local
from digest.sources.document import Document

if TYPE_CHECKING:
    from digest.sources import http

PER_HOST = 2  # questions to one host at once
LONGEST = 86_400.0  # seconds that a server may ask us to wait: with a day's pause nothing is lost, with a year's all is
BUSY = (429, 503)  # said by servers that are asked too much
TROUBLE = 500  # and from here on, by servers that are in trouble of their own
_TICK = 0.5  # seconds: Windows lets nobody interrupt a longer wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What there is to remember of a reply, so that an unchanged feed costs its server next to nothing."""

    at: float  # of its last good reply, in seconds since 1970; 0 if there never was one
    etag: str = ""
    modified: str = ""
    moved: str = ""  # where it is asked now, since it said that it has moved there for good
    refusals: int = 0  # in a row
    until: float = 0.0  # seconds since 1970 before which it does not want to be asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What came of asking one source. `failed` where nothing could be had of it at all."""

    source: Source
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    failed: bool = False
    state: str = "ok"  # ok, not modified, left alone, gone, offline, failed
    asked: Mapping[str, Asked] = field(default_factory=dict)  # by address
    refused: int = 0  # the status with which a server refused us
    moved: str = ""  # the address that it has moved to for good
    size: int = 0  # bytes of the reply, unpacked
    seconds: float = 0.0  # that the reply took


def gather(
    sources: Sequence[Source],
    *,
    root: Path,
    settings: Fetch,
    agent: str,
    now: float,
    offline: bool,
    known: Mapping[str, Asked],
    gone: Collection[str] = (),
    apart: Collection[Path] = (),
) -> Iterator[Gathered]:
    """Ask every source, several at once, and yield what came of it in the order of `sources`.

    `now` is in seconds since 1970; `known` holds what is remembered of earlier replies, by address; `gone` are the
    addresses that said that they are gone for good; below the folders `apart` lies nothing that is anybody's news.
    """
    asked = [i for i, source in enumerate(sources) if source.url and not offline]
    with asking({i: sources[i].url or "" for i in asked}, settings.concurrency) as (replies, begin):
        begin(lambda i: _from_address(sources[i], settings, agent, now, known, gone))
        for i, source in enumerate(sources):
            if i in replies:
                gathered = waited(replies[i])
            elif source.url:
                gathered = Gathered(source=source, state="offline")
            else:
                gathered = _from_files(source, root, settings, apart)
            yield _chosen(gathered)


@contextmanager
def asking(addresses: Mapping[int, str], workers: int) -> Iterator[tuple[dict[int, Future[Any]], Callable[..., None]]]:
    """Futures by number, and what sets threads to fill them: at most `workers` at once, and `PER_HOST` for one host.

    The threads are daemons, so that Ctrl-C waits for no server, as a ThreadPoolExecutor's would.
    """
    replies: dict[int, Future[Any]] = {i: Future() for i in addresses}
    turns: queue.SimpleQueue[list[int]] = queue.SimpleQueue()
    over = threading.Event()
    by_host: dict[str, list[int]] = {}
    for i, address in addresses.items():
        by_host.setdefault(_host(address), []).append(i)
    turn = [numbers[first::PER_HOST] for numbers in by_host.values() for first in range(min(PER_HOST, len(numbers)))]
    for numbers in turn:
        turns.put(numbers)

    def work(ask: Callable[[int], Any]) -> None:
        while not over.is_set():
            try:
                numbers = turns.get_nowait()
            except queue.Empty:
                return
            for i in numbers:
                if over.is_set():
                    return
                try:
                    replies[i].set_result(ask(i))
                except BaseException as error:  # a bug: it shows where the reply is waited for
                    replies[i].set_exception(error)

    def begin(ask: Callable[[int], Any]) -> None:
        for _ in range(min(workers, len(turn))):
            threading.Thread(target=work, args=(ask,), name="source", daemon=True).start()

    try:
        yield replies, begin
    finally:
        over.set()


def waited(reply: Future[Any]) -> Any:
    while True:
        try:
            return reply.result(_TICK)
        except TimeoutError:
            if reply.done():
                raise


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _from_files(source: Source, root: Path, settings: Fetch, apart: Collection[Path]) -> Gathered:
    from digest.sources import kinds

    items: list[Item] = []
    read = 0
    try:
        found = local.find(source, root, kinds.SUFFIXES, apart)
    except SourceError as error:
        return Gathered(source=source, problems=error.problems, failed=True, state="failed")
    problems = list(found.problems)
    for path in found.files:
        origin = _origin(path, root)
        try:
            document = Document(source=source.name, origin=origin, raw=path.read_bytes(), name=path.stem)
            told = kinds.read(document, source.kind, settings.max_bytes)
        except SourceError as error:
            problems += error.problems
        except OSError as error:
            problems.append(Problem(origin, f"cannot be read ({error.strerror})", "Check who owns it, or where it leads."))
        else:
            read += 1
            whole, half = _whole(origin, told)
            items += whole
            problems += half or _empty(origin, told)
    failed = bool(problems) and not read
    problems += found.others
    if not found.files and not found.whole_folder:
        problems += _empty(source.name, items)
    return Gathered(source=source, items=tuple(items), problems=tuple(problems), failed=failed, state="failed" if failed else "ok")


def _from_address(source: Source, settings: Fetch, agent: str, now: float, known: Mapping[str, Asked], gone: Collection[str]) -> Gathered:
    from digest.sources import http  # urllib3 and its certificates are not needed by those who read files

    url = source.url or ""
    if url in gone:
        mend = "Take it out of digest.toml, or ask it once more with `digest fetch NAME`."
        return Gathered(source=source, state="gone", problems=(Problem(source.name, "is gone for good, and is not asked any more", mend),))
    before = known.get(url, Asked(at=0.0))
    if 0 <= now - before.at < settings.min_interval or now < before.until <= now + LONGEST:
        return Gathered(source=source, state="left alone")
    started, reply = time.monotonic(), None
    try:
        validators = http.Validators(etag=before.etag, modified=before.modified)
        reply = http.fetch(before.moved or url, settings=settings, agent=agent, validators=validators)
        moved = reply.moved or before.moved
        answered = Gathered(
            source=source,
            asked={url: Asked(at=now, etag=reply.validators.etag, modified=reply.validators.modified, moved=_followed(url, moved))},
            moved=moved,
            problems=_moved(source.name, moved),
            size=len(reply.body or b""),
            seconds=time.monotonic() - started,
        )
        if reply.body is None:
            return replace(answered, state="not modified")
        from digest.sources import kinds  # what reads texts of all kinds, for those who have got one

        document = Document(source=source.name, origin=url, raw=reply.body, url=reply.url, content_type=reply.content_type)
        items, half = _whole(source.name, kinds.read(document, source.kind, settings.max_bytes))
        if half:  # asked for no more than what is new, the server would keep the rest to itself
            answered = replace(answered, asked={url: Asked(at=now, moved=_followed(url, moved))})
    except SourceError as error:
        named = tuple(Problem(source.name, f"{problem.where}: {problem.what}", problem.mend) for problem in error.problems)
        failed = Gathered(source=source, problems=named, failed=True, state="failed", seconds=time.monotonic() - started)
        # Where it was said to have moved to it is not, or not any more: it is looked for at its own address again.
        after = replace(before, moved="", refusals=0, until=0.0)
        if not isinstance(error, http.Refused):
            bothered = reply or isinstance(error, http.Oversized)  # else nobody was there
            return replace(failed, asked={url: replace(after, at=now) if bothered else after})
        after = replace(after, refusals=before.refusals + 1)
        after = replace(after, until=now + _patience(error, after.refusals, settings.min_interval, url))
        return replace(failed, refused=error.status, asked={url: after})
    return replace(answered, items=tuple(items), problems=(*answered.problems, *(half or _empty(source.name, items))))


def _whole(where: str, items: Sequence[Item]) -> tuple[Sequence[Item], list[Problem]]:
    """The items without those that broke off: half a text is no news, and no correction of a whole one."""
    whole = [item for item in items if not item.broken]
    if len(whole) == len(items):
        return items, []
    what = "breaks off in the middle of its last entry, which is left out until it comes whole"
    return whole, [Problem(where, what, "It is asked again next time.")]


def _patience(refused: "http.Refused", refusals: int, interval: float, url: str) -> float:
    """For how many seconds a server that refused us is left alone: as it says, and twice as long each time."""
    if refusals == 1 and refused.status >= TROUBLE and refused.status not in BUSY:
        return min(refused.wait, LONGEST)  # it may have been a moment's trouble
    # Jitter, so that those who were refused together do not come back together; the same for the same, so that it can be told.
    jitter = 0.75 + int.from_bytes(hashlib.sha256(f"{url} {refusals}".encode()).digest()[:2]) / 131_072
    return min(max(refused.wait, interval * 2.0 ** min(refusals - 1, 20) * jitter), LONGEST)


def _followed(url: str, moved: str) -> str:
    """The address that is asked from now on. Nobody is led from a safe line to an open one for good."""
    return "" if url.startswith("https://") and not moved.startswith("https://") else moved


def _moved(name: str, address: str) -> tuple[Problem, ...]:
    return (Problem(name, f"has moved for good to {address}", "Write that address into digest.toml."),) if address else ()


def _empty(where: str, items: Collection[Item]) -> list[Problem]:
    mend = "If there should be, look whether it is the right one."
    return [] if items else [Problem(where, "0 entries: it can be read, and there is nothing in it", mend)]


def _chosen(gathered: Gathered) -> Gathered:
    """What a source's filters leave of its items."""
    source = gathered.source
    if not source.include and not source.exclude:
        return gathered
    include, exclude = ([_pattern(word) for word in words] for words in (source.include, source.exclude))
    items = (item for item in gathered.items if (not include or _any(include, item)) and not _any(exclude, item))
    return replace(gathered, items=tuple(items))


def _pattern(word: str) -> re.Pattern[str]:
    """`/…/` is a regular expression, anything else are plain words; neither minds the case."""
    expression = word[1:-1] if len(word) > 2 and word[0] == word[-1] == "/" else rf"(?<!\w){re.escape(word)}(?!\w)"
    return re.compile(expression, re.IGNORECASE)


def _any(patterns: Sequence[re.Pattern[str]], item: Item) -> bool:
    told = "\n".join((item.title, item.text, item.summary, item.link, *item.categories))
    return any(pattern.search(told) for pattern in patterns)


def _origin(path: Path, root: Path) -> str:
    """A file's path as digest.toml would name it: relative to the project, with forward slashes."""
    for file, folder in ((Path(os.path.normpath(path)), root), (Path(os.path.realpath(path)), Path(os.path.realpath(root)))):
        with suppress(ValueError):
            return file.relative_to(folder).as_posix()
    return Path(os.path.relpath(path, root)).as_posix()
