"""Nothing is lost, nothing comes twice, no hand's word is undone, and what is closed stays as it came out: for weeks."""

from pathlib import Path

import pytest

from tests.soak.soaking import Soak

pytestmark = pytest.mark.skipif("not hasattr(__import__('os'), 'fork')", reason="needs fork")


@pytest.mark.parametrize(("days", "feeds"), [(6, 6), pytest.param(60, 40, marks=pytest.mark.nightly)])
def test_weeks_of_a_digests_life(tmp_path: Path, days: int, feeds: int) -> None:
    soak = Soak(tmp_path, days, feeds)
    soak.live()
    print(f"\n{soak.table()}")
    assert soak.wrong == []
    assert soak.counts["kills"]
    assert soak.counts["edits by hand"]
