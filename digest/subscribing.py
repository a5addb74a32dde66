"""Subscriptions in and out: which sources are new to a digest, under which names; what of a list comes in."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from digest import amending, config, root
from digest.errors import ConfigError, Problem, SourceError
from digest.model import Project, Site, Source
from digest.naming import slug
from digest.sources import decoding, opml, planet
from digest.sources.subscriptions import Subscriptions, address, host, plain, twin

LONG = 100  # letters of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What becomes of sources that are wanted, and the digest.toml that would be."""

    before: str
    after: str
    added: tuple[Source, ...] = ()
    there: tuple[Source, ...] = ()  # what digest.toml has already, by its own names
    twice: int = 0  # that the list itself names again
    left_out: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()  # what else of a list was not taken over
    site: Mapping[str, str] = field(default_factory=dict)  # of [site], set
    suggested: Mapping[str, str] = field(default_factory=dict)  # of [site], where a person's word stands


def already(project: Project, where: str | Source) -> Source | None:
    """The source of a digest that is at an address, or at a path, if there is one."""
    return _known(project).get(_place(where, project.root))


def plan(project: Project, wanted: Subscriptions, placeholders: Mapping[str, str] | None = None) -> Plan:
    """Work out what digest.toml becomes; nothing is written. Raises ConfigError where it can take no more.

    `placeholders` are the words of `[site]` that nobody chose: what `digest init` laid down.
    """
    before = amending.read(project.config)
    known, there, added = _known(project), [], []  # type: dict[str, Source], list[Source], list[Source]
    names = _Names(source.name for source in project.sources)
    topics = {slug(topic): topic for topic in [*(s.topic for s in project.sources if s.topic), *(t.name for t in project.topics)]}
    met: set[str] = set()
    for source in wanted.sources:
        place = _place(source, project.root)
        if place in met:
            continue
        met.add(place)
        if other := known.get(place):
            there.append(other)
            continue
        topic = topics.setdefault(slug(source.topic), source.topic) if source.topic else None  # one section for all its spellings
        added.append(replace(source, name=names.free(source), topic=topic))
    text, set_, suggested = _with_site(project, before, dict(wanted.site), placeholders or {})
    after, kept, refused = amending.followed(project.config, text, added)
    return Plan(
        before=before,
        after=after,
        added=tuple(kept),
        there=tuple(there),
        twice=len(wanted.sources) - len(met),
        left_out=(*wanted.left_out, *refused),
        problems=wanted.problems,
        site=set_,
        suggested=suggested,
    )


def plan_for(project: Project, source: Source) -> Plan:
    """What becomes of one source that is wanted."""
    return plan(project, Subscriptions(sources=(source,)))


def carry_out(project: Project, plan: Plan) -> None:
    """Write the digest.toml of a plan, if it differs. Raises DigestError."""
    if plan.after != plan.before:
        amending.write(project.config, plan.before, plan.after)


def read(kind: str, raw: bytes, origin: str, limit: int) -> Subscriptions:
    """A list of subscriptions, an "opml" or a "planet". Raises SourceError where it is none."""
    try:
        raw = decoding.unzipped(raw, limit)
    except ValueError as error:
        raise SourceError(Problem(origin, str(error))) from None
    return {"opml": opml.read, "planet": planet.read}[kind](decoding.decode(raw), origin)


def export(project: Project) -> str:
    """The sources that have an address, as OPML."""
    return opml.write(project.sources, project.site.title)


def placeholders(theme: Path) -> dict[str, str]:
    """The words of `[site]` that `digest init` lays down, and that nobody chose."""
    try:
        said = tomllib.loads((theme / "starter" / root.NAME).read_text("utf-8")).get("site", {})
    except (OSError, ValueError):  # only a convenience is lost
        return {}
    return {key: value for key, value in said.items() if isinstance(value, str)}


def feed_address(said: str) -> str:
    """An address that can be asked, from what a person gave (feed://… is http://…); "" where it is none."""
    return address(said)


def _known(project: Project) -> dict[str, Source]:
    return {_place(source, project.root): source for source in reversed(project.sources)}


def _place(where: str | Source, root: Path) -> str:
    """What is the same for two sources only if they are the same."""
    url, path = (where.url, where.path) if isinstance(where, Source) else (where, None)
    if url:
        return twin(address(url) or url)
    return f"path {(root / (path or '')).resolve().as_posix()}"


class _Names:
    """Names that are taken. Those that differ in their case only are one to a reader."""

    def __init__(self, names: Iterable[str]) -> None:
        self._taken = set(map(str.casefold, names))
        self._next: dict[str, int] = {}

    def free(self, source: Source) -> str:
        """A source's name, with its host or a number where another has it; its host where it has none."""
        place = host(source.url or "") or Path(source.path or "").stem
        name = _short(plain(source.name)) or place or "Source"
        for wanted in (name, f"{name} ({place})" if place and place != name else name):
            if self._take(wanted):
                return wanted
        while True:
            number = self._next[wanted] = self._next.get(wanted, 1) + 1
            numbered = f"{wanted[:-1]}, {number})" if wanted != name else f"{name} ({number})"
            if self._take(numbered):
                return numbered

    def _take(self, name: str) -> bool:
        if name.casefold() in self._taken:
            return False
        self._taken.add(name.casefold())
        return True


def _short(name: str) -> str:
    if len(name) <= LONG:
        return name
    return re.sub(r"\W+\w*$", "", name[: LONG - 1]) + "…"


def _with_site(
    project: Project, text: str, wanted: dict[str, str], placeholders: Mapping[str, str]
) -> tuple[str, dict[str, str], dict[str, str]]:
    """What a list says of [site], written where nobody has said anything else; what was set, and what is only a suggestion."""
    done: dict[str, str] = {}
    suggested: dict[str, str] = {}
    for key, value in reversed(wanted.items()):  # a new line comes first in its section
        now = getattr(project.site, key)
        if now == value or (key == "base_url" and now == value.rstrip("/") + "/"):
            continue
        after = amending.with_site(text, key, value) if now in (getattr(Site(), key), placeholders.get(key)) else text
        try:
            config.load(project.config, after.replace("\r\n", "\n"))
        except ConfigError:
            after = text  # as a planet's link that is no whole address
        if after == text:
            suggested[key] = value
        else:
            text, done[key] = after, value
    return text, dict(reversed(done.items())), dict(reversed(suggested.items()))
