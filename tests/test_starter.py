"""A new site is laid down, and nothing that is there is touched."""

import os
from pathlib import Path

import pytest

from digest.errors import DigestError
from digest.pipeline import theme
from digest.starter import lay_down

STARTER = theme() / "starter"


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text("mine")
    laid, kept = lay_down(STARTER, tmp_path, "1.2.3")
    assert kept == ["digest.toml"]
    assert {".gitignore", "seeds/welcome.txt"} <= set(laid)
    assert (tmp_path / "digest.toml").read_text() == "mine"
    assert lay_down(STARTER, tmp_path, "1.2.3")[0] == []


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_that_leads_nowhere_is_something_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "digest.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert lay_down(STARTER, tmp_path / "new", "1.2.3")[1] == ["digest.toml"]
    assert not (tmp_path / "elsewhere.toml").exists()


def test_where_it_cannot_be_written_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "seeds").write_text("a file in the way")
    with pytest.raises(DigestError, match=r"seeds.*: cannot be written \(.*\)\. Check who owns the folder"):
        lay_down(STARTER, tmp_path, "1.2.3")


def test_killed_on_the_way_nothing_half_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", dies)
        with pytest.raises(KeyboardInterrupt):
            lay_down(STARTER, tmp_path, "1.2.3")
    laid, kept = lay_down(STARTER, tmp_path, "1.2.3")
    assert kept == []
    assert len(laid) == sum(path.is_file() for path in STARTER.rglob("*"))
    assert list(tmp_path.rglob("*.tmp")) == []
