"""What a template's page depends on: the files that it is put together of, and how much of the digest they may show.

What the shipped templates show of a page is known (`Press.html`'s `uses`). A site's own may show all that they are given,
and where they ask the edition, anything in it; but for what it only says of that which it is asked about, such as an entry's
path, and of what all pages hang on.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateNotFound

from digest.marks import hash_of

_TAG = re.compile(r"\{%[-+]?\s*(extends|include|import|from)\b(.*?)[-+]?%\}", re.DOTALL)
_STRING = re.compile(r'"([^"]*)"|\'([^\']*)\'')
_PLAIN = re.compile(r"[\s\[\](),]*(?:(?:ignore missing|with context|without context|as \w+|import [\w, ]+)[\s]*)*")
_EDITION = re.compile(r"\bedition\b(?:\.([a-z_]+))?")
# What the edition says of the entry, issue, topic or path that it is asked about, and what the mark of every page tells of anyway.
_OF_WHAT_IS_GIVEN = frozenset(
    "card card_headlines colour colours has_icons has_page initial lasting path picture project source_paths updated_of".split()
)


@dataclass(frozen=True, slots=True)
class Lineage:
    """What tells that templates are as they were; whether some are the site's own, and whether these may show anything.

    `carried` says that of other issues they show at most what our own do: which earlier stories an issue's carry on.
    """

    mark: str
    own: bool
    anything: bool
    carried: bool


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    place: str
    text: str
    asks: tuple[str, ...]  # the names of the templates that it takes in
    parent: str  # the one that it extends
    told: bool  # whether these names are all plain words


class Lineages:
    """The lineages of an environment's templates, each worked out once."""

    def __init__(self, env: Environment, own: Path, shipped: Path) -> None:
        """`own` is the folder of the site's own templates, `shipped` that of the default ones."""
        self.shipped = shipped
        self._env, self._own = env, str(own) + os.sep
        self._files: dict[str, _File] = {}
        self._known: dict[tuple[str, ...], Lineage] = {}

    def of(self, names: Iterable[str]) -> Lineage:
        """The lineage of what some templates make together."""
        names = tuple(names)
        if names not in self._known:
            self._known[names] = self._found(names)
        return self._known[names]

    def _found(self, names: Iterable[str]) -> Lineage:
        chain = list(self._chain(names))
        own = [file for file in chain if self._is_own(file)]
        untold = [file for file in chain if not file.told]
        if untold:  # a name that is worked out may be any
            every = [name for name in self._env.list_templates() if not name.startswith(("digest/", "default/"))]
            chain = list(self._chain(every))
            own = [file for file in chain if self._is_own(file)]
        asked = {name for file in own for name in self._asked(file)} - _OF_WHAT_IS_GIVEN
        anything = any(untold and self._is_own(file) for file in untold) or not asked <= {"earlier"}
        said = "\0".join(f"{file.name}\0{file.text}" for file in sorted(chain, key=lambda file: (file.name, file.place)))
        return Lineage(hash_of(said), bool(own), anything, bool(asked))

    def _asked(self, file: _File) -> Iterator[str]:
        """What it asks the edition, and what it takes in does: a shipped part shows what is known only where it was made for.

        "" for what nobody knows: the edition itself, or what a site's own file asks of earlier stories.
        """
        taken = [name for name in file.asks if name != file.parent]
        for one in (file, *self._chain(taken)):
            asked = {found[1] or "" for found in _EDITION.finditer(one.text)}
            yield from {"" if name == "earlier" and self._is_own(one) else name for name in asked}

    def _is_own(self, file: _File) -> bool:
        """Whether a file is the site's, and says something else than the one that it takes the place of."""
        if not file.place.startswith(self._own):
            return False
        shipped = self._file(f"digest/{file.name}")
        return shipped is None or shipped.text != file.text

    def _chain(self, names: Iterable[str]) -> Iterator[_File]:
        """The files of templates, and of all that they take in, each once."""
        seen: set[str] = set()
        open_ = list(names)
        while open_:
            name = open_.pop()
            if name not in seen and (file := self._file(name)):
                seen.add(name)
                yield file
                open_ += file.asks

    def _file(self, name: str) -> _File | None:
        if name not in self._files:
            loader = self._env.loader
            assert isinstance(loader, BaseLoader)
            try:
                text, place, _ = loader.get_source(self._env, name)
            except TemplateNotFound:
                return None
            asks: list[str] = []
            parent, told = "", True
            for kind, what in _TAG.findall(text):
                names = [one or other for one, other in _STRING.findall(what)]
                told &= bool(names) and bool(_PLAIN.fullmatch(_STRING.sub("", what)))
                parent = names[0] if kind == "extends" and names else parent
                asks += names
            self._files[name] = _File(name, place or "", text, tuple(asks), parent, told)
        return self._files[name]
