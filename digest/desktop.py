"""A preview's half of the stages: the same again and again, of what changed."""

import functools
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from digest import premises
from digest.cache import Cache
from digest.entries.editorial import NAME as EDITORIAL
from digest.entries.seen import NAME as SEEN
from digest.entries.store import NEXT
from digest.errors import ConfigError, Problem
from digest.fetching import fetch
from digest.model import Page, Project, Source
from digest.pipeline import Edition, Memory, edition, theme
from digest.premises import Progress, Reading, silent
from digest.rendering.environment import base_url
from digest.rendering.markdown import to_html, version
from digest.rendering.press import Kept
from digest.unchanged import before_wildcards, made_of

MANY = 1000  # files that change at once: of so many the system may not have told of all


class Desktop:
    """A project while somebody writes: built whenever a file changes, into memory, with drafts. Never touches site/."""

    def __init__(
        self,
        load: Callable[[], Project],
        clock: Callable[[], datetime],
        *,
        offline: bool,
        follow: bool,
        progress: Callable[[], AbstractContextManager[Progress]] = lambda: nullcontext(silent),
    ) -> None:
        """`load` reads digest.toml anew; `clock` tells when news comes in; `progress` shows how far the first build is."""
        self._load, self._clock, self._offline, self._follow, self._progress = load, clock, offline, follow, progress
        self.project = load()
        self.root = self._root()  # the path that the site will have on its host, such as "/news/"
        self._memory = Memory()
        self._wrong: tuple[Problem, ...] = ()  # with digest.toml, as it is by now
        self._asked: dict[str, tuple[Source, tuple[Problem, ...]]] = {}  # sources by name, as they were asked, and what was wrong

    def watched(self) -> tuple[Path, ...]:
        """What a build is made of, on this disk: files and folders, whether they are there yet or not."""
        return tuple(dict.fromkeys([*made_of(self.project), theme()]))

    def build(self, changed: frozenset[Path]) -> tuple[tuple[Page, ...], tuple[Problem, ...], str, tuple[Path, ...]]:
        """The pages, what is wrong, the page of what was edited, and what is to be watched from now on.

        `changed` is empty at the first build. While digest.toml cannot be read, its last good state holds.
        """
        with (
            Cache(premises.memory(self.project)) if not changed else nullcontext() as answers,
            premises.reading(self.project) if not changed else nullcontext() as reading,
            self._progress() if not changed else nullcontext(silent) as progress,
        ):
            if answers:  # what was found out before is read once, and what is found out at the start is left for the next time
                self._memory.markdown = functools.cache(answers.remembered(version(), to_html))
            self._memory.answers, self._memory.notes = answers, reading.notes if reading else None
            if changed:
                self._forget(changed)
            due = self._due(changed)
            fetched = self._fetch(due if changed else [], reading) if due or not changed else ()
            # A fetch writes into content/, and of thousands of files the system may have told only in part.
            self._memory.unchanged = bool(changed) and not due and len(changed) < MANY
            made = edition(self.project, drafts=True, memory=self._memory, progress=progress)
        failing = [problem for source in self.project.sources for problem in self._asked.get(source.name, (source, ()))[1]]
        problems = (*self._wrong, *dict.fromkeys((*failing, *fetched)), *made.problems)
        return tuple(made.pages), problems, self._page_of(changed, made) if self._follow else "", self.watched()

    def _forget(self, changed: frozenset[Path]) -> None:
        """Read digest.toml again, and nothing by what is remembered of a file that changed: its time and size may be what they were."""
        project, memory = self.project, self._memory
        if project.config in changed:
            try:
                loaded = self._load()
                if loaded.config != project.config:  # it was looked for, and another project's was found further up
                    raise ConfigError(Problem(project.config.name, "is gone, so what it said last holds", "Put it back."))
                self.project, self._wrong = loaded, ()
                if self._root() != self.root:
                    what = f"base_url has another path now, and this preview stays at {self.root}"
                    self._wrong = (Problem(project.config.name, what, "Start it again to see the site in its place."),)
            except ConfigError as error:
                self._wrong = error.problems
        for path in changed:
            if path == project.content:
                memory.folders.clear()
                memory.seen = None
            elif path == project.content / SEEN:
                memory.seen = None
            elif path.is_relative_to(project.content):
                memory.folders.pop(path.relative_to(project.content).parts[0], None)
            elif path.is_relative_to(project.templates) or path.is_relative_to(theme()):
                memory.pages = Kept(told=memory.pages.told, terms=memory.pages.terms)

    def _fetch(self, only: Sequence[Source], reading: Reading | None) -> tuple[Problem, ...]:
        """Ask these sources; where none is named, all."""
        names = [source.name for source in only]
        fetched = fetch(self.project, now=self._clock(), only=names, offline=self._offline, reading=reading)
        self._asked |= {asked.source.name: (asked.source, asked.problems) for asked in fetched.asked}
        return fetched.problems

    def _due(self, changed: frozenset[Path]) -> list[Source]:
        """The sources whose texts changed, and those that have come to digest.toml; at the start all of them."""
        return [source for source in self.project.sources if self._is_due(source, changed)]

    def _is_due(self, source: Source, changed: frozenset[Path]) -> bool:
        before = self._asked.get(source.name)
        if not source.path:  # an address is asked once: whoever edits its limit does not want to wait for a server at each save
            return before is None or before[0].url != source.url
        base = before_wildcards(self.project.root, source.path)
        return before is None or before[0] != source or any(path.is_relative_to(base) or base.is_relative_to(path) for path in changed)

    def _page_of(self, changed: frozenset[Path], made: Edition) -> str:
        """The page that shows what was edited: an entry's file, the text it came of, an issue's `_issue.md`. None for many at once."""
        edited = {premises.below(path, self.project.root) for path in changed}
        paths = {page.path for page in made.pages}
        found = set()
        for issue in made.issues:
            here = f"issues/{issue.id}/index.html"
            if edited & {f"content/{issue.id}/{EDITORIAL}", f"content/{NEXT}/{EDITORIAL}" if issue.draft else ""}:
                found.add(here)
            for entry in issue.entries:
                if entry.path in edited or entry.origin in edited:
                    own = f"issues/{issue.id}/{entry.slug}/index.html"
                    found.add(own if own in paths else f"{here}#{entry.slug}")
        return found.pop() if len(found) == 1 else ""

    def _root(self) -> str:
        return urlsplit(base_url(self.project)).path or "/"
