"""`digest explain`: the questions that an editor asks."""

import json

import pytest

from tests.conftest import CONFIG, Folder

BRIDGE = (
    ("Ellery bridge collapses", "The old bridge at Ellery fell into the harbour before dawn. Divers look for two missing drivers."),
    (
        "Two missing after Ellery bridge falls",
        "Two drivers are missing since the bridge over Ellery harbour fell, said the coastguard.",
    ),
)


@pytest.fixture
def newsroom(folder: Folder) -> Folder:
    folder.config(CONFIG + '\n[[topics]]\nname = "Harbour"\nkeywords = ["harbour"]\n')
    for n, (title, body) in enumerate(BRIDGE):
        folder.write(
            f"content/2026-11-10/bridge-{n}.md",
            f"---\nid: b{n}\ntitle: {title}\nsource: Source {n}\nlink: https://www.example.org/{n}/\n---\n{body}\n",
        )
    folder.write(
        "content/2026-11-10/library.md",
        "---\nid: lib\ntitle: Ellery votes on a library\nsource: Source 3\n---\nBallots are counted on Sunday evening in Ellery.\n",
    )
    folder.write("content/2026-11-10/secret.md", "---\nid: sec\ntitle: Nobody reads this\nhide: true\n---\nA text.\n")
    folder.write("content/seen.txt", "gone:1 2026-11-09 0123456789abcdef\n")
    return folder


@pytest.mark.parametrize(
    "what",
    ["b0", "content/2026-11-10/bridge-0.md", "bridge-0", "http://example.org/0", "ellery BRIDGE collapses", "bridge coll"],
)
def test_an_entry_is_found_by_all_that_people_have_of_it(newsroom: Folder, what: str) -> None:
    assert json.loads(newsroom.digest("explain", "--json", what).out)["found"] == "b0"


def test_issue_topic_story_and_place_are_told_with_their_reasons(newsroom: Folder) -> None:
    said = newsroom.digest("explain", "b0")
    assert said.code == 0
    assert "issue     2026-11-10" in said.out
    assert "Harbour: digest.toml: keyword “harbour” in the text (digest.toml:11)" in said.out
    assert "Joined by the words" in said.out
    assert "1 of 1 in Harbour: 2 sources" in said.out
    with_it, not_with_it = said.out.split("not with it")
    assert "like “Two missing after Ellery bridge falls” [Source 1]" in with_it
    assert "like “Ellery votes on a library” [Source 3] (nothing would do: one thing in common is no event): Ellery" in not_with_it


def test_programs_get_the_same(newsroom: Folder) -> None:
    told = json.loads(newsroom.digest("explain", "--json", "b0").out)
    assert told["topic"] == {"name": "Harbour", "why": "digest.toml: keyword “harbour” in the text", "line": 11}
    assert [near["id"] for near in told["with"]] == ["b1"]
    assert told["with"][0]["similarity"] >= told["with"][0]["needed"]
    assert told["not_with"][0]["needed"] is None
    assert told["place"]["rank"] == 1


@pytest.mark.parametrize(
    ("what", "why", "mend"),
    [
        ("Nobody reads", "content/2026-11-10/secret.md says hide: true", "Take that out"),
        ("gone:1", "it was gathered for the issue 2026-11-09, and no file has its id now", "delete its line in content/seen.txt"),
        ("Zeppelin", "no entry has this id, file, address or headline", "digest list"),
    ],
)
def test_what_is_nowhere_is_explained_too(newsroom: Folder, what: str, why: str, mend: str) -> None:
    said = newsroom.digest("explain", what)
    assert said.code != 0
    assert said.out == ""
    assert why in said.err
    assert mend in said.err
    told = json.loads(newsroom.digest("explain", "--json", what).out)
    assert told["found"] is None
    assert why in told["why"]


def test_an_update_says_what_it_carries_on(newsroom: Folder) -> None:
    newsroom.write(
        "content/2026-11-11/found.md",
        "---\nid: later\ntitle: Both drivers of Ellery bridge found\nsource: Source 4\n---\n"
        "Divers found the two drivers who were missing since the bridge at Ellery fell into the harbour.\n",
    )
    assert "Carries on “b0” of 2026-11-10" in newsroom.digest("explain", "later").out


def test_a_draft_is_called_one(newsroom: Folder) -> None:
    """It stands among the others in the preview, and only there."""
    newsroom.write("content/2026-11-10/half.md", "---\ntitle: Half of a text\ndraft: true\n---\nA text.\n")
    assert "  draft     it says draft: true, so it is in the preview alone\n" in newsroom.digest("explain", "half").out
    assert json.loads(newsroom.digest("explain", "half", "--json").out)["draft"]
    assert "draft" not in newsroom.digest("explain", "b0").out
    (line,) = (line for line in newsroom.digest("list").out.splitlines() if "(draft)" in line)
    assert line.split() == "Half of a text [Desk] content/2026-11-10/half.md (draft)".split()
    sections = json.loads(newsroom.digest("list", "--json").out)["issues"][0]["sections"]
    drafts = {entry["path"]: entry["draft"] for section in sections for story in section["stories"] for entry in story["entries"]}
    assert [path for path, draft in drafts.items() if draft] == ["content/2026-11-10/half.md"]
