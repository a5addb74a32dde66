"""What is only looked at: a project's faults, a text, a page, an address. Nothing is written."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from digest import premises
from digest.entries.accept import accept
from digest.entries.file import serialise
from digest.entries.html import to_text
from digest.entries.identity import identities
from digest.errors import EntryError, Problem, SourceError
from digest.fetching import agent, apart
from digest.model import Entry, Fetch, Item, Project, Source
from digest.pipeline import Edition, edition
from digest.premises import Progress, silent
from digest.rendering.environment import base_url
from digest.site import checking
from digest.sources import discovery, kinds
from digest.sources.document import Document, Masthead
from digest.sources.gather import Gathered, gather
from digest.sources.probing import dead
from digest.sources.subscriptions import host


def check(project: Project, *, links: bool = False, progress: Progress = silent) -> tuple[Edition, list[Problem]]:
    """Everything that is wrong with a project, without writing anything. `links` asks the web about links that lead outside."""
    made = edition(project, drafts=True, progress=progress)
    problems = [*made.problems, *checking.broken(made.pages, base_url(project))]
    for source in project.sources:
        if source.path:
            gathered = _read(project, source)
            problems += gathered.problems
    if links:
        problems += dead(checking.outside(made.pages, base_url(project)), settings=project.fetch, agent=agent(project))
    return made, problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What digest makes of one text, page or feed: each item with its entry and the entry's file; and what cannot be kept."""

    made: tuple[tuple[Item, Entry, str], ...]
    problems: tuple[Problem, ...] = ()


def convert(where: str, raw: bytes | None, project: Project | None, *, root: Path, settings: Fetch) -> Converted:
    """Read what stands at `where`: a path, an address, or what was given on standard input, which is `raw` then.

    Raises DigestError where there is nothing to be had; one item that cannot be kept does not take the others with it.
    """
    source, zone = (project.site.desk, project.site.timezone) if project else ("Desk", UTC)
    if raw is not None:
        document = Document(source=source, origin=where, raw=raw)
    elif re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", where):
        from digest.sources import http  # the network's own imports, for those who use it

        reply = http.fetch(where, settings=settings, agent=agent(project))  # which says so where it is no web address
        document = Document(source=source, origin=where, raw=reply.body or b"", url=reply.url, content_type=reply.content_type)
    else:
        path = Path(where)
        try:
            document = Document(source=source, origin=premises.below(path, root), raw=path.read_bytes(), name=path.stem)
        except OSError as error:
            raise SourceError(
                Problem(where, f"cannot be read ({error.strerror})", "Name a file, an address, or - for standard input.")
            ) from None
    items = kinds.read(document, None, settings.max_bytes, pages=True)
    made = []
    problems: list[Problem] = []
    for item, id in zip(items, identities(items), strict=True):
        try:
            entry = accept(item, id, now=None, zone=zone, full_text=True)
        except EntryError as error:
            problems += error.problems
        else:
            if raw is not None:  # what came through a pipe has no place that an id or an origin could name
                nameless = entry.id == id and not item.host
                entry = replace(entry, id="" if nameless else entry.id, origin="" if entry.origin == where else entry.origin)
            made.append((item, entry, serialise(entry)))
    if not made:
        raise SourceError(*problems or [Problem(where, "0 entries: it can be read, and there is nothing in it")])
    return Converted(made=tuple(made), problems=tuple(problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a source would bring."""

    source: Source  # called as it calls itself
    entries: tuple[Entry, ...] = ()  # the newest first
    others: tuple[discovery.Named, ...] = ()  # feeds that its page names, too
    problems: tuple[Problem, ...] = ()


def look(where: str, project: Project) -> Look:
    """What an address, a file or a folder would bring, the feed behind a page found. Raises SourceError where that is nothing."""
    masthead: Masthead | None = None
    found: discovery.Found | None = None
    unheard: tuple[str, ...] = ()  # feeds that a saved page names
    if where.startswith(("http://", "https://")):
        found = discovery.find(where, settings=project.fetch, agent=agent(project))
    elif Path(where).is_file():
        saved = Document(source="", origin=where, raw=Path(where).read_bytes())
        masthead = kinds.masthead(saved, project.fetch.max_bytes)
        if not masthead:
            found, unheard = discovery.behind(saved, settings=project.fetch, agent=agent(project))
    problems: tuple[Problem, ...] = ()
    if found:
        items = kinds.read(found.document, None, project.fetch.max_bytes)
        source, masthead, others = Source(name=host(found.url), url=found.url), found.masthead, found.others
    else:
        source, others = Source(name=Path(where).stem, path=_from_root(Path(where), project.root)), ()
        told = _read(project, source)
        if told.failed:
            raise SourceError(*told.problems)
        items, problems = told.items, told.problems
    if unheard:
        what = f"is a page, and the feed that it names cannot be had ({'; '.join(unheard)}), so the page itself is taken"
        problems = (*problems, Problem(where, what, "To subscribe to the feed, give its address."))
    entries = []
    for item, id in zip(items, identities(items), strict=True):
        with suppress(EntryError):  # as a fetch would leave it out
            entries.append(accept(item, id, now=None, zone=project.site.timezone))
    entries.sort(key=lambda entry: entry.published or datetime.min.replace(tzinfo=UTC), reverse=True)
    if masthead and (title := to_text(masthead.title)):
        source = replace(source, name=title)
    return Look(source=source, entries=tuple(entries), others=others, problems=problems)


def _read(project: Project, source: Source) -> Gathered:
    """What a local source says."""
    asked = gather([source], root=project.root, settings=project.fetch, agent="", now=0, offline=True, known={}, apart=apart(project))
    return next(iter(asked))


def _from_root(path: Path, root: Path) -> str:
    """A path as a source's `path`: relative to the project wherever it can be, for others will build it elsewhere."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive
        return path.absolute().as_posix()
