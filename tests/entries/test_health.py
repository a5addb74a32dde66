"""content/health.json: what is written is read; what cannot be read is said and costs nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.entries import health
from digest.entries.store import Store
from digest.entries.text import clean
from digest.model import Health

SINCE = datetime(2026, 11, 9, 4, 17, tzinfo=UTC)
states = st.builds(
    Health,
    state=st.sampled_from(["failing", "blocked", "gone", "moved"]),
    since=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(lambda when: when.replace(tzinfo=UTC, microsecond=0)),
    why=st.text().map(clean),
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), states))
def test_what_is_written_is_read(found: dict[str, Health]) -> None:
    assert health.parse(health.serialise(found)) == found


def test_a_line_a_value_in_the_order_of_the_addresses() -> None:
    text = health.serialise({"b": Health(state="gone", since=SINCE), "a": Health(state="failing", since=SINCE, why="Über Nacht")})
    assert text.index('"a"') < text.index('"b"')
    assert '"why": "Über Nacht"\n' in text


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", '{"sources": []}', '{"sources": {"a": 1}}', '{"sources": {"a": {"state": "failing"}}}',
        '{"sources": {"a": {"state": "odd", "since": "2026-11-09T04:17:00Z"}}}',
        '{"sources": {"a": {"state": "gone", "since": "2026-11-09T04:17:00"}}}',
        '{"sources": {"a": {"state": "gone", "since": 7}}}',
        "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n",
    ],
)  # fmt: skip
def test_what_is_no_health_is_said(tmp_path: Path, text: str) -> None:
    store = Store(tmp_path, zone=UTC, desk="Desk")
    store.keep_health({"a": Health(state="gone", since=SINCE)})
    (tmp_path / "content/health.json").write_text(text, "utf-8")
    found, (problem,) = store.health()
    assert (found, problem.where) == ({}, "content/health.json")
    assert "Delete it" in problem.mend


def test_nothing_is_written_while_nothing_changes(tmp_path: Path) -> None:
    store = Store(tmp_path, zone=UTC, desk="Desk")
    store.keep_health({})
    assert not (tmp_path / "content").exists()
    store.keep_health({"a": Health(state="gone", since=SINCE)})
    before = (tmp_path / "content/health.json").stat()
    store.keep_health({"a": Health(state="gone", since=SINCE)})
    assert (tmp_path / "content/health.json").stat().st_ino == before.st_ino
    store.keep_health({})
    assert store.health() == ({}, ())
