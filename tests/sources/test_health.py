"""A source's state: it changes when the source does, and stays when only the words do."""

from datetime import UTC, datetime, timedelta

import pytest

from digest.errors import Problem
from digest.model import Health, Source
from digest.sources.gather import Gathered
from digest.sources.health import after

WIRE = Source(name="Wire", url="https://wire.example/feed.xml")
DESK = Source(name="Desk", path="seeds")
MONDAY = datetime(2026, 11, 9, 4, 17, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


def failed(why: str = "connection refused", status: int = 0, source: Source = WIRE) -> Gathered:
    return Gathered(source=source, failed=True, state="failed", refused=status, problems=(Problem("Wire", why),))


def run(before: dict[str, Health], *asked: Gathered, known: tuple[str, ...] = (), now: datetime = MONDAY) -> dict[str, Health]:
    return after(before, asked, [WIRE, DESK], known=known, now=now)


@pytest.mark.parametrize(
    ("gathered", "known", "state", "why"),
    [
        (failed(), True, "failing", "connection refused"),
        (failed("in trouble (503)", 503), True, "failing", "in trouble (503)"),
        (failed("gone (410)", 410), False, "gone", "gone (410)"),
        (failed("refused (403)", 403), True, "blocked", "refused (403)"),
        (failed("refused (429)", 429), True, "blocked", "refused (429)"),
        (failed("refused (403)", 403), False, "failing", "refused (403)"),  # it never answered: perhaps it is closed to all
        (Gathered(source=WIRE, moved="https://new.example/"), True, "moved", "https://new.example/"),
    ],
)
def test_a_state_begins(gathered: Gathered, known: bool, state: str, why: str) -> None:
    found = run({}, gathered, known=("https://wire.example/feed.xml",) if known else ())
    assert found == {"https://wire.example/feed.xml": Health(state=state, since=MONDAY, why=why)}  # type: ignore[arg-type]


def test_a_state_that_lasts_stays_as_it_was_first_said() -> None:
    first = run({}, failed("connection refused"))
    assert run(first, failed("no whole reply within 20 s"), now=TUESDAY) == first


def test_another_state_begins_anew() -> None:
    first = run({}, failed())
    assert run(first, failed("gone", 410), now=TUESDAY)[WIRE.url or ""] == Health(state="gone", since=TUESDAY, why="gone")


@pytest.mark.parametrize("state", ["ok", "not modified"])
def test_it_is_well_again(state: str) -> None:
    assert run(run({}, failed()), Gathered(source=WIRE, state=state), now=TUESDAY) == {}


@pytest.mark.parametrize("state", ["left alone", "offline"])
def test_who_was_not_asked_is_as_he_was(state: str) -> None:
    first = run({}, failed())
    assert run(first, Gathered(source=WIRE, state=state), now=TUESDAY) == first
    assert run(first, now=TUESDAY) == first
    assert run({}, Gathered(source=WIRE, state=state)) == {}


def test_a_source_that_is_taken_out_is_forgotten() -> None:
    first = run({}, failed(), failed(source=DESK))
    assert set(first) == {"https://wire.example/feed.xml", "seeds"}
    assert set(after(first, [], [DESK], known=(), now=TUESDAY)) == {"seeds"}
