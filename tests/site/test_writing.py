"""Only what changed, only what is ours, in the right order, and never into somebody else's folder."""

import os
from pathlib import Path

import pytest

from digest.errors import SiteError
from digest.model import Page
from digest.site import folder, writing


def pages(**texts: str) -> list[Page]:
    return [Page(path.replace("__", "/"), text.encode()) for path, text in texts.items()]


def put(output: Path, made: list[Page]) -> writing.Plan:
    folder.refuse_unless_safe(output, output.parent)
    plan = writing.plan(made, output)
    writing.carry_out(plan, output)
    return plan


def tree(output: Path) -> dict[str, str]:
    return {
        path.relative_to(output).as_posix(): path.read_text()
        for path in output.rglob("*")
        if path.is_file() and path.name != folder.MANIFEST
    }


def test_what_is_put_there_is_there(tmp_path: Path) -> None:
    put(tmp_path / "site", pages(index="home", a__b="deep"))
    assert tree(tmp_path / "site") == {"index": "home", "a/b": "deep"}


def test_nothing_is_written_twice(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, pages(index="home", a="one"))
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    plan = put(site, pages(index="home", a="one"))
    assert (plan.create, plan.replace, plan.remove, plan.unchanged) == ((), (), (), 2)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()} == before


def test_only_our_own_goes(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, pages(index="home", old__page="gone tomorrow"))
    (site / "CNAME").write_text("news.example")
    (site / "old" / "theirs.txt").write_text("keep me")
    put(site, pages(index="home"))
    assert tree(site) == {"index": "home", "CNAME": "news.example", "old/theirs.txt": "keep me"}


def test_empty_folders_go_with_their_last_page(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, pages(index="home", a__b__c="x"))
    put(site, pages(index="home"))
    assert [path.name for path in site.iterdir() if path.is_dir()] == []


def test_a_file_that_is_not_ours_is_not_overwritten(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, pages(index="home"))
    (site / "about").write_text("by hand")
    with pytest.raises(SiteError, match="about: would be overwritten"):
        put(site, pages(index="home", about="ours"))
    assert (site / "about").read_text() == "by hand"


def test_new_pages_come_before_those_that_lead_to_them(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, pages(index="one", a="a"))
    order: list[str] = []
    plan = writing.plan(pages(index="two", a="changed", b="new"), site)
    was = writing._replace

    def noted(path: Path, content: bytes) -> None:
        order.append(path.name)
        was(path, content)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_replace", noted)
        writing.carry_out(plan, site)
    assert [name for name in order if name != folder.MANIFEST] == ["b", "index", "a"]
    assert order[0] == order[-1] == folder.MANIFEST


def test_killed_on_the_way_the_next_run_still_knows_what_is_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    put(site, pages(index="one", old="x"))
    plan = writing.plan(pages(index="two", new="y"), site)
    was = writing._replace

    def dies(path: Path, content: bytes) -> None:
        if path.name == "index":
            raise KeyboardInterrupt
        was(path, content)

    monkeypatch.setattr(writing, "_replace", dies)
    with pytest.raises(KeyboardInterrupt):
        writing.carry_out(plan, site)
    monkeypatch.setattr(writing, "_replace", was)
    assert tree(site) == {"index": "one", "old": "x", "new": "y"}
    put(site, pages(index="three"))
    assert tree(site) == {"index": "three"}


def test_clean_takes_ours_and_leaves_theirs(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, pages(index="home", a__b="x"))
    (site / "CNAME").write_text("news.example")
    assert writing.clean(site) == 2
    assert [path.name for path in site.rglob("*")] == ["CNAME"]


@pytest.mark.parametrize("where", [".", "content", "content/deeper", "templates", ".git", "seeds", ".."])
def test_a_dangerous_folder_is_refused(tmp_path: Path, where: str) -> None:
    root = tmp_path / "project"
    (root / "content").mkdir(parents=True)
    with pytest.raises(SiteError, match="no folder for a site"):
        folder.refuse_unless_safe(root / where, root)


def test_home_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME" if os.name == "posix" else "USERPROFILE", str(tmp_path / "me"))
    with pytest.raises(SiteError, match="no folder for a site"):
        folder.refuse_unless_safe(tmp_path / "me", tmp_path / "me" / "project")


def test_a_foreign_folder_is_refused_and_named(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.doc").write_text("years of work")
    with pytest.raises(SiteError, match=r"did not make \(thesis.doc\)"):
        folder.refuse_unless_safe(tmp_path / "site", tmp_path / "project")


def test_a_folder_with_nothing_but_dotfiles_and_a_cname_is_no_stranger(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ".gitkeep").touch()
    (site / "CNAME").touch()
    folder.refuse_unless_safe(site, tmp_path)


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("")
    with pytest.raises(SiteError, match="is a file"):
        folder.refuse_unless_safe(tmp_path / "site", tmp_path / "project")


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "a/../../b", "a\\b"])
def test_a_damaged_manifest_leads_nowhere_else(tmp_path: Path, path: str) -> None:
    (tmp_path / folder.MANIFEST).write_text(f"0123 {path}\n0123 fine\n")
    assert set(folder.made(tmp_path)) == {"fine"}
