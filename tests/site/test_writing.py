"""Only what changed, only what is ours, in the right order, and never into somebody else's folder."""

import os
import shutil
from pathlib import Path

import pytest

from digest.errors import SiteError
from digest.model import Draft, Page, Pages, Stack
from digest.site import drafts, folder, writing
from digest.site.inventory import Inventory


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


def test_a_page_that_becomes_a_folder_makes_way(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, pages(index="home", a="page", z="z"))
    put(site, pages(index="home", a__b__c="deep", a__d="deeper", z="z"))
    assert tree(site) == {"index": "home", "a/b/c": "deep", "a/d": "deeper", "z": "z"}
    assert set(folder.made(site)) == {"index", "a/b/c", "a/d", "z"}


def test_a_folder_that_becomes_a_page_makes_way(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, pages(index="home", a__b__c="deep", a__d="deeper"))
    (site / "a" / "empty" / "too").mkdir(parents=True)
    put(site, pages(index="home", a="page"))
    assert tree(site) == {"index": "home", "a": "page"}
    assert put(site, pages(index="home", a="page")).unchanged == 2


def test_a_folder_that_is_new_comes_with_all_that_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    put(site, pages(index="one", a__x="1"))
    placed, was = list[str](), writing._place
    monkeypatch.setattr(writing, "_place", lambda output, path, draft: placed.append(path) or was(output, path, draft))
    made = pages(index="two", a__x="1", a__y="2", f__c="3", f__d__e="4", g__h="5")
    plan = writing.plan(made, site)
    stands = writing.carry_out(plan, site)
    assert [path for path in placed if path != folder.MANIFEST] == ["a/y", "index"]
    assert tree(site) == {page.path: page.content.decode() for page in made}
    assert {path: put.size for path, put in stands.pages.items()} == {page.path: len(page.content) for page in made}
    assert writing.plan(made, site).unchanged == len(made)


@pytest.mark.skipif(os.name != "posix", reason="links")
@pytest.mark.parametrize("new", ["a", "a/b"])
def test_nothing_is_written_through_a_link_that_came_where_a_folder_was_planned(tmp_path: Path, new: str) -> None:
    site = tmp_path / "site"
    put(site, pages(index="one", **({"a__x": "1"} if new == "a/b" else {})))
    plan = writing.plan(pages(index="one", a__x="1", a__b__c="2"), site)
    (tmp_path / "elsewhere").mkdir()
    (site / new).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SiteError, match="would be overwritten"):
        writing.carry_out(plan, site)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
@pytest.mark.parametrize("path", ["b", "a/y", "f/z"])
def test_what_came_where_a_page_was_planned_is_not_overwritten(tmp_path: Path, path: str, kind: str) -> None:
    site = tmp_path / "site"
    put(site, pages(index="one", a__x="1"))
    plan = writing.plan(pages(index="one", a__x="1", a__y="2", b="3", f__z="4"), site)
    came = site / path
    came.parent.mkdir(exist_ok=True)
    if kind == "file":
        came.write_text("by hand")
    elif kind == "folder":
        (came / "inside").mkdir(parents=True)
    else:
        came.symlink_to("nowhere")
    with pytest.raises(SiteError, match="would be overwritten"):
        writing.carry_out(plan, site)
    assert came.is_symlink() if kind == "link" else came.is_dir() if kind == "folder" else came.read_text() == "by hand"
    assert tree(site)["index"] == "one"


def test_where_case_tells_no_files_apart_the_later_page_takes_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on macOS, where the first one lies in the way of the second, and both are ours."""
    site, lexists = tmp_path / "site", os.path.lexists
    put(site, pages(index="one"))
    monkeypatch.setattr(os.path, "lexists", lambda path: lexists(path) or (str(path).endswith("/b") and lexists(str(site / "B"))))
    plan = writing.plan([*pages(index="one", B="2"), Page("b", b"3")], site)
    writing.carry_out(plan, site)
    assert tree(site) == {"index": "one", "B": "2", "b": "3"}


def test_two_runs_of_one_process_number_share_no_drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In containers, each run may have the same one; and a network disk may know no locks."""
    site = tmp_path / "site"
    put(site, pages(index="home"))
    monkeypatch.setattr(drafts, "_locked", lambda lock, patience=0.0: False)
    plan = writing.plan(pages(index="mine", a__b__c="x"), site)
    other = drafts.Drafts(site)
    other.begin()
    theirs = other.lay("a/deleted", b"of an entry that is gone")
    writing.carry_out(plan, site)
    assert {path: text for path, text in tree(site).items() if "digest-draft" not in path} == {"index": "mine", "a/b/c": "x"}
    assert Path(theirs.file).read_bytes() == b"of an entry that is gone"


def test_where_case_tells_no_folders_apart_what_came_with_another_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on macOS: one folder in the drafts, and so in the site, of two that are to be new."""
    site = tmp_path / "site"
    was = drafts.Drafts.lay
    monkeypatch.setattr(drafts.Drafts, "lay", lambda self, path, content: was(self, path.replace("A/", "a/"), content))
    move = drafts.Drafts.move
    monkeypatch.setattr(drafts.Drafts, "move", lambda self, name: move(self, "a") and not (site / "A").symlink_to("a"))
    put(site, pages(A__x="1", a__y="2"))
    assert (site / "a/x").read_text() + (site / "a/y").read_text() == "12"


@pytest.mark.skipif(os.name != "posix", reason="limits of names")
def test_a_path_that_is_too_long_for_a_draft_is_laid_by_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = drafts._write

    def limited(file: str, content: bytes) -> None:
        if len(file) > len(str(tmp_path)) + 64:
            raise OSError(36, "File name too long", file)
        write(file, content)

    monkeypatch.setattr(drafts, "_write", limited)
    made = [*pages(index="home", a__b="x"), Page(f"a/{'n' * 30}/index", b"y")]
    put(tmp_path / "site", made)
    assert tree(tmp_path / "site") == {page.path: page.content.decode() for page in made}


def test_a_folder_that_cannot_be_moved_comes_file_by_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"

    def refused(*_: object) -> None:
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr(os, "rename", refused)
    put(site, pages(index="one", a__b__c="3", a__b__d="4"))
    assert tree(site) == {"index": "one", "a/b/c": "3", "a/b/d": "4"}


def test_what_makes_way_goes_right_before_what_comes_and_after_all_other_new_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    put(site, pages(a="page", old="x"))
    order: list[str] = []
    replace, remove = writing._place, writing.remove
    monkeypatch.setattr(writing, "_place", lambda output, path, draft: order.append(f"+{path}") or replace(output, path, draft))
    monkeypatch.setattr(writing, "remove", lambda output, path: (order.append(f"-{path}"), remove(output, path)))
    writing.carry_out(writing.plan(pages(a__b="deep", new="y"), site), site)
    manifest = f"+{folder.MANIFEST}"
    assert order == [manifest, "+new", "-a", "+a/b", "-a", "-old", manifest]


@pytest.mark.parametrize(("before", "after"), [({"a": "page"}, {"a__b": "deep"}), ({"a__b": "deep", "a__c": "deep"}, {"a": "page"})])
def test_killed_while_one_makes_way_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: dict[str, str], after: dict[str, str]
) -> None:
    site = tmp_path / "site"
    was = writing._place

    def dies(output: Path, path: str, draft: Draft) -> None:
        if path != folder.MANIFEST:
            raise KeyboardInterrupt
        was(output, path, draft)

    put(site, pages(index="home", **before))
    plan = writing.plan(pages(index="home", **after), site)
    monkeypatch.setattr(writing, "_place", dies)
    with pytest.raises(KeyboardInterrupt):
        writing.carry_out(plan, site)
    monkeypatch.setattr(writing, "_place", was)
    put(site, pages(index="home", **after))
    assert tree(site) == {"index": "home", **{path.replace("__", "/"): text for path, text in after.items()}}
    put(site, pages(index="home", **before))
    assert writing.clean(site) == 1 + len(before)
    assert list(site.iterdir()) == []


def test_what_is_not_ours_does_not_make_way(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, pages(index="home", a__b="deep"))
    (site / "a" / "theirs").write_text("keep me")
    (site / "file").write_text("keep me")
    for wanted, named in (({"a": "page"}, "a/theirs"), ({"file__x": "page"}, "file")):
        with pytest.raises(SiteError, match=f"{named}: would be overwritten, and digest did not make it"):
            put(site, pages(index="home", **wanted))
    assert tree(site) == {"index": "home", "a/b": "deep", "a/theirs": "keep me", "file": "keep me"}


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_what_is_no_file_does_not_make_way_and_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    site = tmp_path / "site"
    put(site, pages(index="home"))
    if kind == "pipe":
        os.mkfifo(site / "a")
    else:
        (site / "a").symlink_to("nowhere" if kind == "link" else tmp_path)
    with pytest.raises(SiteError, match="a: would be overwritten, and digest did not make it"):
        put(site, pages(index="home", a="page"))


@pytest.mark.skipif(os.name != "posix", reason="pipes")
def test_a_manifest_that_is_none_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / folder.MANIFEST)
    assert folder.made(tmp_path) == {}


def test_nobody_writes_the_manifest_but_us(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="is the file in which digest puts down what it made"):
        writing.plan([Page(folder.MANIFEST, b"x")], tmp_path)


@pytest.mark.parametrize("path", [".digest-draft.77", ".digest-draft.77/index.html"])
def test_nothing_stands_where_drafts_lie(tmp_path: Path, path: str) -> None:
    with pytest.raises(SiteError, match=r"has a name that digest gives what it works on, and takes away\. Rename it in static/\."):
        writing.plan([Page(path, b"x")], tmp_path)


def test_a_folder_that_cannot_be_looked_at_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "site").mkdir()
    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(SiteError, match=r"site: cannot be looked at \(Permission denied\)\. Check who owns it"):
        folder.refuse_unless_safe(tmp_path / "site", tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="links")
@pytest.mark.parametrize("ahead", [False, True], ids=["looked at now", "looked at before"])
def test_nothing_is_written_through_a_folder_that_became_a_link(tmp_path: Path, ahead: bool) -> None:
    site, note = tmp_path / "site", tmp_path / "pages.jsonl"
    made = [Page(f"issues/a/{n}/index.html", b"before", "mark") for n in range(3)]
    plan = writing.plan(made, site)
    Inventory(note, site).note(writing.carry_out(plan, site))
    there = Inventory(note, site)
    if ahead:
        seen = there.around()
        there.look_ahead(lambda: seen)
    assert there.holds("issues/a/0/index.html", "mark")
    (site / "issues/a/0").rename(tmp_path / "elsewhere")
    (site / "issues/a/0").symlink_to(tmp_path / "elsewhere")
    changed = [Page("issues/a/0/index.html", b"after", "another mark"), *made[1:]]
    with pytest.raises(SiteError, match="would be overwritten"):
        writing.carry_out(writing.plan(changed, site, there), site)
    assert (tmp_path / "elsewhere/index.html").read_text() == "before"


@pytest.mark.skipif(os.name != "posix", reason="links")
@pytest.mark.parametrize("ahead", [False, True], ids=["looked at now", "looked at before"])
@pytest.mark.parametrize("moved", ["issues", "issues/a", "issues/a/0"])
def test_pages_that_stand_together_do_not_stand_behind_a_link(tmp_path: Path, moved: str, ahead: bool) -> None:
    site, note = tmp_path / "site", tmp_path / "pages.jsonl"
    made = [Page(f"issues/a/{n}/index.html", b"before", "mark", "lot 3") for n in range(3)]
    Inventory(note, site).note(writing.carry_out(writing.plan(made, site), site))

    def planned() -> writing.Plan:
        there = Inventory(note, site)
        if ahead:
            seen = there.around()
            there.look_ahead(lambda: seen)
        lot = there.lot("lot")
        assert lot
        return writing.plan(Pages([Stack(lot.lot, lot.names, lambda: made)]), site, there)

    plan = planned()
    assert (plan.unchanged, plan.create, plan.replace, plan.remove, len(plan.standing.lots)) == (3, (), (), (), 1)
    (site / moved).rename(tmp_path / "elsewhere")
    (site / moved).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SiteError, match="would be overwritten"):
        planned()


@pytest.mark.skipif(os.name != "posix", reason="links")
@pytest.mark.parametrize(("target", "why"), [("nowhere", "is a link that leads nowhere"), ("site", "")])
def test_a_link_that_leads_nowhere_is_no_folder(tmp_path: Path, target: str, why: str) -> None:
    (tmp_path / "site").symlink_to(target)
    with pytest.raises(SiteError, match=f"site: {why}"):
        folder.refuse_unless_safe(tmp_path / "site", tmp_path)


def test_a_page_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    put(tmp_path / "site", pages(index="home"))
    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(SiteError, match=r"index: cannot be read \(Permission denied\)\. Check who owns the folder"):
        put(tmp_path / "site", pages(index="other"))


def test_new_pages_come_before_those_that_lead_to_them(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, pages(index="one", a="a"))
    order: list[str] = []
    plan = writing.plan(pages(index="two", a="changed", b="new"), site)
    was = writing._place

    def noted(output: Path, path: str, draft: Draft) -> os.stat_result:
        order.append(path)
        return was(output, path, draft)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_place", noted)
        writing.carry_out(plan, site)
    assert [name for name in order if name != folder.MANIFEST] == ["b", "index", "a"]
    assert order[0] == folder.MANIFEST
    assert order.count(folder.MANIFEST) == 1  # it was true of what was coming, and it is of what is there


def test_what_a_killed_run_left_half_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    put(site, pages(index="one", a__b__c="x"))
    (site / ".digest-draft.77").write_text("half of a pa")
    (site / ".digest-draft.78").mkdir()
    (site / ".digest-draft.78" / "0123").write_text("a page that never came out")
    assert put(site, pages(index="one", a__b__c="x")).unchanged == 2
    put(site, pages(index="two", a__b__c="x"))
    assert not list(site.glob(".digest-draft.*"))
    (site / ".digest-draft.77").write_text("another's, for all that we know")
    plan = writing.plan(pages(index="three"), site)
    writing.carry_out(plan, site, alone=False)
    assert (site / ".digest-draft.77").exists()


def test_what_another_run_is_at_work_on_stays(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, pages(index="one"))
    other = drafts.Drafts(site)
    other.begin()
    draft = other.lay("index", b"the other's")
    put(site, pages(index="two"))
    assert Path(draft.file).read_bytes() == b"the other's"
    other.clear()
    assert tree(site) == {"index": "two"}


def test_a_folder_that_is_taken_away_before_it_is_locked_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked, taken = drafts._locked, list[str]()

    def too_late(lock: object, patience: float = 0.0) -> bool:
        got = locked(lock, patience)
        if not taken:
            taken.append("away")
            shutil.rmtree(mine.folder)
        return got

    mine = drafts.Drafts(tmp_path / "site")
    monkeypatch.setattr(drafts, "_locked", too_late)
    mine.begin()
    assert Path(mine.lay("index", b"home").file).read_bytes() == b"home"
    mine.clear()
    assert taken


def test_a_disk_that_is_full_leaves_the_site_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    put(site, pages(index="one", a="a"))
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    lay = drafts.Drafts.lay

    def full(self: drafts.Drafts, path: str, content: bytes) -> Draft:
        if path == "index":
            raise drafts.unwritable(OSError(28, "No space left on device", str(self.folder)), self.output)
        return lay(self, path, content)

    monkeypatch.setattr(drafts.Drafts, "lay", full)
    with pytest.raises(SiteError, match=r"cannot be written \(No space left on device\)\. Check who owns the folder and whether the disk"):
        put(site, pages(index="two", a="b", new="n"))
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_a_site_that_never_came_to_be_leaves_no_folder(tmp_path: Path) -> None:
    mine = drafts.Drafts(tmp_path / "site")
    mine.begin()
    mine.lay("index", b"home")
    mine.clear()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_a_killed_run_left_empty_goes(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, pages(index="one", a__b__c="x"))
    (site / "a/b/c").unlink()
    (site / "a/b").rmdir()  # and there it was killed
    put(site, pages(index="one"))
    assert not (site / "a").exists()


def test_killed_on_the_way_the_next_run_still_knows_what_is_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    put(site, pages(index="one", old="x"))
    plan = writing.plan(pages(index="two", new="y"), site)
    was = writing._place

    def dies(output: Path, path: str, draft: Draft) -> os.stat_result:
        if path == "index":
            raise KeyboardInterrupt
        return was(output, path, draft)

    monkeypatch.setattr(writing, "_place", dies)
    with pytest.raises(KeyboardInterrupt):
        writing.carry_out(plan, site)
    monkeypatch.setattr(writing, "_place", was)
    assert tree(site) == {"index": "one", "old": "x", "new": "y"}
    put(site, pages(index="three"))
    assert tree(site) == {"index": "three"}


def test_clean_takes_ours_and_leaves_theirs(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, pages(index="home", a__b="x"))
    (site / "CNAME").write_text("news.example")
    (site / ".digest-draft.77").mkdir()  # of a run that was killed
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
