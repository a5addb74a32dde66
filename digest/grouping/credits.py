"""Whose an entry is, of when and in which language."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from fnmatch import fnmatchcase

from digest.model import Entry, Source


class Credits:
    """The sources of digest.toml, found by entry."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._names = {source.name: source for source in sources}
        self._urls = {source.url: source for source in sources if source.url}
        self._paths = {source.path.rstrip("/"): source for source in sources if source.path}

    def source(self, entry: Entry) -> Source | None:
        """By name, else by where it came from: people rename sources, and old entries keep the old name."""
        return self._names.get(entry.source) or self._urls.get(entry.origin) or self._local(entry.origin)

    def name(self, entry: Entry) -> str:
        source = self.source(entry)
        return source.name if source else entry.source

    def weight(self, entry: Entry) -> float:
        source = self.source(entry)
        return source.weight if source else 1.0

    def _local(self, origin: str) -> Source | None:
        for path, source in self._paths.items():
            if origin == path or origin.startswith(f"{path}/") or fnmatchcase(origin, path):
                return source
        return None


def own(entry: Entry) -> bool:
    """Whether it is a text of this project, not one from a feed."""
    return "://" not in entry.origin


def moment(entry: Entry) -> datetime:
    """Its time; an entry without one counts as the latest."""
    return entry.when or datetime.max.replace(tzinfo=UTC)


def language(entry: Entry) -> str:
    """The language it says it is in, without the country: “en” for “en-GB”. Empty if it says none."""
    return re.split("[-_]", entry.language.casefold(), maxsplit=1)[0]
