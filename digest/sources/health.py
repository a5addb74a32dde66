"""How the sources are: a state that changes, and not each run's luck. Pure: what was known and what was asked decide."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from digest.model import Health, Source, State

if TYPE_CHECKING:  # a build asks nobody
    from digest.sources.gather import Gathered

GONE = 410
CLOSED = (401, 403, 429)  # what hosts that dislike data centres say to a runner, and say to nobody at home


def address(source: Source) -> str:
    """What a source's health is kept under: where it is, for people change its name."""
    return source.url or source.path or ""


def after(
    before: Mapping[str, Health], asked: "Iterable[Gathered]", sources: Iterable[Source], *, known: Collection[str], now: datetime
) -> dict[str, Health]:
    """What ails the sources, by address, once they were asked. While a state lasts, since when and why stay as they were.

    `known` are the addresses that once answered: only of those can it be said that they are closed to us here, and not to
    all. What was not asked this time is as it was; what digest.toml no longer names is forgotten.
    """
    found = dict(before)
    for gathered in asked:
        where = address(gathered.source)
        state = _state(gathered, where in known)
        if state == "unknown":
            continue
        was = found.pop(where, None)
        if state:
            found[where] = was if was and was.state == state else Health(state=state, since=now, why=_why(gathered, where))
    named = {address(source) for source in sources}
    return {where: found[where] for where in sorted(found) if where in named}


def _state(gathered: "Gathered", answered_once: bool) -> State | Literal["", "unknown"]:
    """What ails it; "" where all is well, "unknown" where nobody was asked."""
    if gathered.state in ("left alone", "gone", "offline"):
        return "unknown"
    if gathered.refused == GONE:
        return "gone"
    if gathered.refused in CLOSED and answered_once:
        return "blocked"
    if gathered.failed:
        return "failing"
    return "moved" if gathered.moved else ""


def _why(gathered: "Gathered", where: str) -> str:
    return gathered.moved or "; ".join(problem.what.removeprefix(f"{where}: ") for problem in gathered.problems)
