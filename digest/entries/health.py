"""content/health.json ↔ what ails the sources. Sorted and a line a value, so that two runs' versions can be told apart."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, get_args

from digest.entries.text import clean
from digest.model import Health, State

_STATES = get_args(State)


def parse(text: str) -> dict[str, Health]:
    """By the sources' addresses. Raises ValueError where it is not what `serialise` writes."""
    said = json.loads(text)
    if not isinstance(said, dict) or not isinstance(said.get("sources"), dict):
        raise ValueError("it has no `sources`")
    return {str(where): _health(one) for where, one in said["sources"].items()}


def serialise(health: Mapping[str, Health]) -> str:
    sources = {
        where: {"state": one.state, "since": one.since.strftime("%Y-%m-%dT%H:%M:%SZ"), "why": one.why} for where, one in health.items()
    }
    return json.dumps({"version": 1, "sources": dict(sorted(sources.items()))}, ensure_ascii=False, indent=1) + "\n"


def _health(said: Any) -> Health:
    try:
        state, since, why = said["state"], datetime.fromisoformat(said["since"]), str(said.get("why", ""))
    except (TypeError, KeyError) as error:
        raise ValueError(f"a source without its {error}") from None
    if state not in _STATES or since.tzinfo is None:
        raise ValueError(f"{state!r} since {since} is no state")
    return Health(state=state, since=since.astimezone(UTC), why=clean(why))
