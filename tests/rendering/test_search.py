"""What the search page's script is given: the words of all entries, and where they are."""

import random
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Entry, Issue, Page, Project, Search, Section
from digest.pipeline import theme
from digest.rendering import search
from digest.rendering.markdown import to_html
from digest.rendering.pages import Printed, pages
from digest.rendering.press import Kept
from tests.casefiles import Case, cases, title
from tests.conftest import Folder
from tests.rendering.test_pages import BODY, entry, issue, printed, story
from tests.searching import Read, decoded, read


@pytest.mark.parametrize("case", cases("search/words.md"), ids=title)
def test_words(case: Case, check: Callable[[Case, str], None]) -> None:
    check(case, " ".join(search.words(case.given)))


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert search.folded(search.folded(text)) == search.folded(text)


@pytest.mark.parametrize("first", range(0, 0x10000, 0x4000))
def test_the_short_way_to_words_finds_the_same(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    signs = [chr(code) for code in range(first, first + 0x4000) if not 0xD800 <= code < 0xE000]
    texts = [f"a{sign}B Σ" if n % 3 == 0 else f"Ab{sign}{sign}’c {sign}é e{sign}" for n, sign in enumerate(signs)]
    short = [search.words(text) for text in texts]
    monkeypatch.setattr(search, "_latin", lambda text: "")
    assert [text for text, found in zip(texts, short, strict=True) if search.words(text) != found] == []


@given(st.text(st.sampled_from("abZ’‘“”«»…·— -'éßẞŒÆıİKſﬁ½\u0308\u00ad\u200d\ufe0fмяΣς漢กا٣")))
def test_the_short_way_to_words_finds_the_same_in_a_row(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        short = search.words(text), search.terms(text)
        patch.setattr(search, "_latin", lambda text: "")
        assert (search.words(text), search.terms(text)) == short


@given(st.text(st.sampled_from("abÄöüÜ_1 -.’é\u0308ßя漢")))
def test_words_with_an_umlaut_are_whole_words(text: str) -> None:
    found = re.findall(r"\w*[äöüÄÖÜ]\w*", unicodedata.normalize("NFC", text))
    spelt = re.sub("(?<=[aouAOU])\u0308", "e", unicodedata.normalize("NFD", " ".join(found)))
    assert search._spelt_out(text) == search.words(spelt)


# ── one entry ────────────────────────────────────────────────────────────────────────────────────


def levels(**said: object) -> dict[str, int]:
    one = Entry(**({"id": "x", "title": "", "source": ""} | said))  # type: ignore[arg-type]
    made = search.terms(search.said(one, to_html(one.body)))
    return {word: level for level, line in enumerate(made.split("\n")) for word in line.split()}


def test_an_entry_is_found_by_what_is_read_of_it() -> None:
    body = (
        "Un**believ**able & [led](https://hidden.example/path 'tip') ![a gull](https://hidden.example/x.png)\n\n"
        "| one |\n|---|\n| `two` |\n\n```\nthree < 4\n```\n\n<b>raw</b>"
    )
    found = levels(
        title="Head\nline", source="The Wire", authors=("Ann Lee",), summary="Said before", body=body, note="no", link="https://a.example/"
    )
    assert set(found) == set("head line the wire ann lee said before unbelievable led a gull one two three 4 b raw".split())


def test_what_is_in_the_title_says_more_and_so_does_what_is_said_often() -> None:
    found = levels(title="Bridge", body="bridge once " + "gull " * 12 + "word " * 30 + " ".join(f"w{i}" for i in range(200)))
    assert found["bridge"] >= 4 > found["word"] > found["once"]
    assert found["word"] >= found["gull"] > found["w7"]


def test_an_umlaut_is_found_spelt_out_too() -> None:
    assert {"muller", "mueller", "boses", "boeses"} <= set(levels(title="Müller", body="Bo\u0308ses"))
    assert "pot" not in levels(title="Poet")


# ── all of them ──────────────────────────────────────────────────────────────────────────────────


LINES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 7))


def index(entries: Sequence[str], *cuts: int) -> dict[str, str]:
    """The index of entries that are put together in blocks, cut at `cuts`."""
    bounds = sorted({0, *(cut % (len(entries) + 1) for cut in cuts)})
    return search.postings(
        (first, search.block(entries[first:end])) for first, end in zip(bounds, [*bounds[1:], len(entries)], strict=True)
    )


@given(st.lists(LINES, max_size=40), st.integers(0, 9000), st.lists(st.integers(0, 9999), max_size=3))
def test_what_is_put_down_is_read_back(entries: list[dict[str, int]], empty: int, cuts: list[int]) -> None:
    entries = [*entries, *[{}] * empty, *entries]
    said = ["\n".join(" ".join(word for word, level in one.items() if level == of) for of in range(8)) for one in entries]
    expected: dict[str, list[tuple[int, int]]] = {}
    for number, one in enumerate(entries):
        for word, level in one.items():
            expected.setdefault(word, []).append((number, level))
    assert {word: decoded(codes) for word, codes in index(said, *cuts).items()} == expected


def newsroom(seed: int, entries: int) -> list[str]:
    dice = random.Random(seed)
    vocabulary = ["".join(dice.choices("abcdeнй東京", k=dice.randint(1, 7))) for _ in range(9000)]
    weights = [1 / (i + 1) for i in range(9000)]
    return [search.terms("\n" + " ".join(dice.choices(vocabulary, weights, k=60))) for _ in range(entries)]


def whole_index(words: Mapping[str, str], entries: int) -> dict[str, bytes]:
    """All files of an index of one part."""
    cut = [*search.divided(words)]
    start = search.start([(range(entries), search.begins(cut))])
    return dict(search.files(words, cut, [["p", "t"]] * entries)) | {f"{search.FOLDER}/start.json": start}


def test_files_are_of_a_size_and_where_a_browser_looks_for_them() -> None:
    entries = newsroom(1, 600)
    found = whole_index(index(entries), 600)
    words = {path: len(content) for path, content in found.items() if "/words" in path}
    assert len(words) > 3
    assert max(words.values()) <= search.MOST
    assert all(path.isascii() and not set(path) & set('<>:"\\|?* ') for path in found)
    assert read(found).words == {word: decoded(codes) for word, codes in index(entries).items()}


def test_a_word_that_is_too_much_by_itself_has_a_file_of_its_own() -> None:
    assert list(search.divided({"a": "x", "the": "y" * 90_000, "thing": "x"})) == [["a"], ["the"], ["thing"]]


def test_words_are_in_the_order_of_a_browsers_strings() -> None:
    """Which compare halves of what is beyond U+FFFF."""
    assert [*search.divided({"ﾮ": "x", "a": "x", "𠀀": "x"}, most=1)] == [["a"], ["𠀀"], ["ﾮ"]]
    assert [*search.divided({"ﾮ": "x", "é": "x", "漢": "x"}, most=1)] == [["é"], ["漢"], ["ﾮ"]]


def test_a_new_entry_changes_the_files_of_its_own_words() -> None:
    entries = newsroom(2, 2000)
    before, after = (whole_index(index(these), len(these)) for these in (entries[:-1], entries))
    own = {word for line in entries[-1].split("\n") for word in line.split()}
    cuts = [set(read(files).words) for files in (before, after)]
    assert cuts[1] - cuts[0] <= own
    touched = {path for path in before | after if before.get(path) != after.get(path) and "/words" in path}
    assert len(touched) <= len(own) + 2
    assert sum(len(after[path]) for path in touched if path in after) < sum(map(len, after.values()))
    assert sum(path not in before for path in after) <= 2
    entries_files = [path for path in after if "/entries" in path and before.get(path) != after[path]]
    assert entries_files == [f"{search.FOLDER}/0/entries-{1999 // search.PER}.json"]


# ── of a site ────────────────────────────────────────────────────────────────────────────────────


def index_of(*issues: Issue, **site: object) -> Read:
    return read({page.path: page.content for page in printed(*issues, **site).pages})  # type: ignore[arg-type]


def test_entries_are_numbered_as_they_came_and_lead_to_where_they_are() -> None:
    first = Section(topic="A", slug="a", stories=(story(entry("old", issue="2026-11-09", body=BODY, language="fr-FR")),))
    both = story(entry("two", source="Wire"), entry("one", fetched=None, published=None))
    found = index_of(issue(first, day="2026-11-09", title="Before"), issue(Section(topic="A", slug="a", stories=(both,))), language="en")
    assert found.entries == [
        [
            "../issues/2026-11-09/old/index.html",
            "Old",
            "Desk",
            "10 November 2026",
            "Before",
            "../issues/2026-11-09/index.html",
            "fr-FR",
            "ltr",
        ],
        ["../issues/2026-11-10/index.html#one", "One", "Desk", "", "An issue", "../issues/2026-11-10/index.html"],
        ["../issues/2026-11-10/index.html#two", "Two", "Wire", "10 November 2026", "An issue", "../issues/2026-11-10/index.html"],
    ]
    assert found.having("desk") == ["Old", "One"]


@pytest.mark.parametrize("entries", [0, 1, 2047, 2048, 2049, 4096, 10_000, 100_000])
def test_parts_hold_all_entries_and_are_few(entries: int) -> None:
    parts = search.parts(entries)
    assert [number for part in parts for number in part] == list(range(entries))
    assert len(parts) <= 2 + (entries // search.UNIT).bit_length()
    assert [len(part) for part in parts] == sorted(map(len, parts), reverse=True)
    assert len(parts[-1]) < 2 * search.UNIT or len(parts) == 1


def test_what_is_new_changes_the_last_part_alone(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "UNIT", 2)
    for number in range(7):
        folder.write(f"content/2026-11-1{number}/news.md", f"---\ntitle: The {number}th\n---\nHarbour{number}.\n")
    folder.digest("build", "--offline")
    before = {path: raw for path, raw in folder.files("site").items() if path.startswith("search/index/")}
    assert {path.split("/")[2] for path in before} == {"0", "4", "6", "start.json"}
    assert read(before).having("harbour5") == ["The 5th"]
    folder.write("content/2026-11-16/news.md", "---\ntitle: The 6th\n---\nBeach.\n")
    folder.digest("build", "--offline")
    after = {path: raw for path, raw in folder.files("site").items() if path.startswith("search/index/")}
    assert {path for path in after if after[path] != before.get(path)} == {"search/index/6/words.json"}
    assert read(after).having("beach") == ["The 6th"]
    folder.write("content/2026-11-17/news.md", "---\ntitle: The 7th\n---\nBeach.\n")
    folder.digest("build", "--offline")
    after = {path: raw for path, raw in folder.files("site").items() if path.startswith("search/index/")}
    assert {path.split("/")[2] for path in after} == {"0", "start.json"}
    assert read(after).having("beach") == ["The 6th", "The 7th"]
    assert read(after).having("harbour5") == ["The 5th"]


def test_the_same_text_is_found_once() -> None:
    told = story(entry("one"), entry("two", source="Wire"), duplicates={"x/two": "x/one"})
    assert index_of(issue(Section(topic="A", slug="a", stories=(told,)))).having("wire") == []


def test_a_site_without_news_has_an_index_of_nothing() -> None:
    assert index_of() == Read({}, [])


def test_what_is_hidden_or_a_draft_is_not_found(folder: Folder) -> None:
    for name, more in {"out": "", "hidden": "hide: true\n", "later": "draft: true\n"}.items():
        folder.write(f"content/2026-11-10/{name}.md", f"---\ntitle: The {name}\n{more}---\nHarbour.\n")
    folder.write("content/2026-11-11/next.md", "---\ntitle: Of the next\n---\nHarbour.\n")
    folder.write("content/2026-11-11/_issue.md", "---\ndraft: true\n---\n")
    folder.digest("build", "--offline")
    assert read({f"search/{path}": content for path, content in folder.files("site/search").items()}).having("harbour") == ["The out"]


def test_what_is_remembered_of_an_entry_is_not_worked_out_again(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        folder.write(f"content/2026-11-10/{name}.md", f"---\ntitle: The {name}\n---\nHarbour.\n")
    folder.digest("build", "--offline")
    told, was = [], search.terms
    monkeypatch.setattr(search, "terms", lambda text: told.append(text) or was(text))
    folder.write("content/2026-11-10/two.md", "---\ntitle: The two\n---\nBeach.\n")
    folder.digest("build", "--offline")
    assert [text.partition("\n")[0] for text in told] == ["The two"]


def test_a_preview_makes_the_index_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    was = search.terms
    monkeypatch.setattr(search, "terms", lambda text: told.append(text) or was(text))
    news = [issue(Section(topic="A", slug="a", stories=(story(entry("one")), story(entry("two")))))]
    project = Project(root=Path("n"), config=Path("n"), output=Path("n"))
    kept = Kept()

    def made() -> dict[str, Page]:
        return {page.path: page for page in pages(news, project, theme(), kept=kept).pages}

    first = made()
    waiting = {path for path, page in first.items() if page.waits}
    assert waiting == {f"search/index/{name}.json" for name in ("start", "0/words", "0/entries-0")}
    assert all(page.content is not None for page in first.values() if not page.waits)
    assert told == []
    assert read({path: page.content for path, page in first.items()}).having("desk") == ["One", "Two"]
    assert len(told) == 2
    news[0] = issue(Section(topic="A", slug="a", stories=(story(entry("one")), story(entry("three")))))
    assert read({path: page.content for path, page in made().items()}).having("desk") == ["One", "Three"]
    assert [text.partition("\n")[0] for text in told] == ["One", "Two", "Three"]


# ── Pagefind in its place ────────────────────────────────────────────────────────────────────────


def with_pagefind(*issues: Issue, kept: Kept | None = None) -> Printed:
    project = Project(root=Path("n"), config=Path("n/other.toml"), output=Path("n"), search=Search(engine="pagefind"))
    return pages(issues, project, theme(), kept=kept)


def test_without_pagefind_the_built_in_engine_is_used_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind.index", None)
    made = with_pagefind(issue())
    assert [str(problem) for problem in made.problems] == [
        'other.toml: [search] engine = "pagefind", and Pagefind is not installed, so the built-in one is used. '
        "Run `pip install 'newsdigest[pagefind]'`, or take the line out."
    ]
    files = {page.path: page.content for page in made.pages}
    assert read(files) == Read({}, [])
    assert b"wasm" not in files["search/index.html"]


def test_a_preview_does_not_wait_for_pagefind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind.index", None)
    made = with_pagefind(issue(), kept=Kept())
    assert made.problems == ()
    assert "assets/search-worker.js" in {page.path for page in made.pages}


def test_what_pagefind_writes_is_in_the_site_and_goes_with_it(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pytest.importorskip("pagefind", reason="no Pagefind: pip install 'newsdigest[pagefind]'")
    plain = folder.read("digest.toml")
    folder.write("content/2026-11-10/one.md", "---\ntitle: The one\n---\nHarbour.\n")
    folder.config(f'{plain}\n[search]\nengine = "pagefind"\n')
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)  # where Pagefind puts its files unless it is told
    assert "Pagefind" not in folder.digest("build", "--offline").err
    assert list(elsewhere.iterdir()) == []
    files = folder.files("site")
    assert {"search/pagefind/pagefind.js", "search/pagefind/pagefind-entry.json", "assets/search-pagefind.js"} <= files.keys()
    assert not [path for path in files if path.startswith("search/index/") or "-ui" in path]
    assert b"script-src 'self' 'wasm-unsafe-eval'; worker-src" in files["search/index.html"]
    folder.config(plain)
    folder.digest("build", "--offline")
    assert not [path for path in folder.files("site") if "pagefind" in path]
