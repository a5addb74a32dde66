"""Sources → what they said. Every source is asked; one that fails is a value in the result, and the others come in."""

import glob
import os
import re
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from digest.errors import Problem, SourceError
from digest.model import Fetch, Item, Source
from digest.sources import kinds
from digest.sources.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What there is to remember of a reply, so that an unchanged feed costs its server next to nothing."""

    at: float  # seconds since 1970
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What came of asking one source. `failed` where nothing could be had of it at all."""

    source: Source
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    failed: bool = False
    state: str = "ok"  # ok, not modified, left alone, offline, failed
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
) -> Iterator[Gathered]:
    """Ask every source, several at once, and yield what came of it in the order of `sources`.

    `now` is in seconds since 1970; `known` holds what is remembered of earlier replies, by address.
    """
    with ThreadPoolExecutor(max_workers=settings.concurrency, thread_name_prefix="source") as pool:
        asked = [
            pool.submit(_from_address, source, settings, agent, now, known) if source.url and not offline else None for source in sources
        ]
        try:
            for source, reply in zip(sources, asked, strict=True):
                if reply:
                    gathered = reply.result()
                elif source.url:
                    gathered = Gathered(source=source, state="offline")
                else:
                    gathered = _from_files(source, root, settings)
                yield _chosen(gathered, settings)
        finally:  # Ctrl-C waits for no server
            pool.shutdown(wait=False, cancel_futures=True)


def paths(source: Source, root: Path) -> list[Path]:
    """The files that a local source names, in the order of their paths. Raises SourceError where there is none."""
    where = root / (source.path or "")
    found: Iterable[Path]
    if where.is_dir():
        readable = kinds.SUFFIXES | kinds.UNREAD
        found = (path for path in where.rglob("*") if path.suffix.lower() in readable and not path.name.startswith("."))
    elif where.is_file():
        return [where]
    else:
        found = map(Path, glob.iglob(glob.escape(str(root)) + os.sep + (source.path or ""), recursive=True))
    files = sorted(path for path in found if not path.is_dir())
    if not files and not where.is_dir():
        raise SourceError(
            Problem(source.name, f"there is no file or folder {source.path!r}", "`path` is relative to the folder of digest.toml.")
        )
    return files


def _from_files(source: Source, root: Path, settings: Fetch) -> Gathered:
    items: list[Item] = []
    problems: list[Problem] = []
    read = 0
    try:
        files = paths(source, root)
    except SourceError as error:
        return Gathered(source=source, problems=error.problems, failed=True, state="failed")
    for path in files:
        origin, suffix = _origin(path, root), path.suffix.lower()
        if suffix in kinds.UNREAD and source.kind != "text":
            problems.append(Problem(origin, f"this version does not read {kinds.UNREAD[suffix]}", "Save the text as .txt or .md."))
            continue
        try:
            document = Document(source=source.name, origin=origin, raw=path.read_bytes(), name=path.stem)
            found = kinds.read(document, source.kind, settings.max_bytes)
        except SourceError as error:
            problems += error.problems
        except OSError as error:
            problems.append(Problem(origin, f"cannot be read ({error.strerror})"))
        else:
            read += 1
            items += found
            problems += _empty(origin, found)
    failed = bool(problems) and not read
    if not files:
        problems += _empty(source.name, items)
    return Gathered(source=source, items=tuple(items), problems=tuple(problems), failed=failed, state="failed" if failed else "ok")


def _from_address(source: Source, settings: Fetch, agent: str, now: float, known: Mapping[str, Asked]) -> Gathered:
    from digest.sources import http  # urllib3 and its certificates are not needed by those who read files

    url = source.url or ""
    before = known.get(url)
    if before and 0 <= now - before.at < settings.min_interval:
        return Gathered(source=source, state="left alone")
    started = time.monotonic()
    try:
        validators = http.Validators(etag=before.etag, modified=before.modified) if before else http.Validators()
        reply = http.fetch(url, settings=settings, agent=agent, validators=validators)
        answered = Gathered(
            source=source,
            asked={url: Asked(at=now, etag=reply.validators.etag, modified=reply.validators.modified)},
            moved=reply.moved,
            problems=_moved(source.name, reply.moved),
            size=len(reply.body or b""),
            seconds=time.monotonic() - started,
        )
        if reply.body is None:
            return replace(answered, state="not modified")
        document = Document(source=source.name, origin=url, raw=reply.body, url=reply.url, content_type=reply.content_type)
        items = kinds.read(document, source.kind, settings.max_bytes)
    except SourceError as error:
        named = tuple(Problem(source.name, f"{problem.where}: {problem.what}", problem.mend) for problem in error.problems)
        refused = error.status if isinstance(error, http.Refused) else 0
        return Gathered(source=source, problems=named, failed=True, state="failed", refused=refused, seconds=time.monotonic() - started)
    return replace(answered, items=tuple(items), problems=(*answered.problems, *_empty(source.name, items)))


def _moved(name: str, address: str) -> tuple[Problem, ...]:
    return (Problem(name, f"has moved for good to {address}", "Write that address into digest.toml."),) if address else ()


def _empty(where: str, items: Collection[Item]) -> list[Problem]:
    return [] if items else [Problem(where, "0 entries: it can be read, and there is nothing in it")]


def _chosen(gathered: Gathered, settings: Fetch) -> Gathered:
    """What a source's filters and [fetch] max_entries leave of its items."""
    source = gathered.source
    include, exclude = ([_pattern(word) for word in words] for words in (source.include, source.exclude))
    items = [item for item in gathered.items if (not include or _any(include, item)) and not _any(exclude, item)]
    problems = list(gathered.problems)
    read = Counter[str]()
    kept = []
    for item in items:
        read[item.origin] += 1
        if item.own or read[item.origin] <= settings.max_entries:
            kept.append(item)
    for origin, number in read.items():
        if number > settings.max_entries and len(kept) < len(items):
            what = f"has {number:,} entries; the first {settings.max_entries:,} are read"
            problems.append(Problem(origin, what, "Raise [fetch] max_entries for more."))
    return replace(gathered, items=tuple(kept), problems=tuple(problems))


def _pattern(word: str) -> re.Pattern[str]:
    """`/…/` is a regular expression, anything else are plain words; neither minds the case."""
    expression = word[1:-1] if len(word) > 2 and word[0] == word[-1] == "/" else rf"(?<!\w){re.escape(word)}(?!\w)"
    return re.compile(expression, re.IGNORECASE)


def _any(patterns: Sequence[re.Pattern[str]], item: Item) -> bool:
    told = "\n".join((item.title, item.text, item.summary, item.link, *item.categories))
    return any(pattern.search(told) for pattern in patterns)


def _origin(path: Path, root: Path) -> str:
    """A file's path as digest.toml would name it: relative to the project, with forward slashes."""
    for file, folder in ((Path(os.path.normpath(path)), root), (path.resolve(), root.resolve())):  # a link has a path of its own
        with suppress(ValueError):
            return file.relative_to(folder).as_posix()
    return Path(os.path.relpath(path, root)).as_posix()
