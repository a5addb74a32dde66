"""Text from strangers, in every field and by every way: it is read, and does nothing. tests/browser/ asks a browser, too."""

import shutil
from pathlib import Path

import pytest

from tests import nu
from tests.security import site, trial
from tests.security.payloads import KINDS, PAYLOADS
from tests.security.trial import Built
from tests.test_valid_html import checker  # noqa: F401  a fixture


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """By two ways each, which all kinds of payloads take in turns; trial.py takes all of them."""
    return trial.built(tmp_path_factory.mktemp("foreign") / "site", 2)


def test_there_are_enough_of_all_kinds() -> None:
    assert len(PAYLOADS) >= 300
    assert {payload.kind for payload in PAYLOADS} == set(KINDS)
    assert len({payload.word for payload in PAYLOADS}) == len(PAYLOADS)
    assert all(payload.word in payload.marked() for payload in PAYLOADS)


def test_everything_comes_in(built: Built) -> None:
    assert trial.entries(built) == len(built.told)
    assert trial.complaints(built) == []


def test_no_page_holds_what_is_not_ours_and_every_word_can_be_read(built: Built) -> None:
    wrong, read = trial.in_pages(built)
    assert wrong == {}
    assert [(word, text) for word, text in trial.marks(built) if word not in read] == []


def test_feeds_are_right(built: Built) -> None:
    assert len(list(trial.feeds(built))) >= 7
    assert trial.in_feeds(built) == {}


def test_feeds_and_lists_hold_nothing_that_acts(built: Built) -> None:
    assert trial.in_files_for_programs(built) == {}


def test_books_and_mails_are_as_harmless(built: Built) -> None:
    assert trial.in_books_and_mails(built) == {}


def test_html_is_valid(built: Built, checker: list[str], tmp_path: Path) -> None:  # noqa: F811
    """Of each kind of page a sample; trial.py asks of all."""
    for number, (name, path) in enumerate(built.files("*.html")):
        if number % 25 == 0 or not name.startswith(("issues/", "sources/")) or path.name == "email.html":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, tmp_path / name)
    assert nu.errors(checker, tmp_path) == []


HOLES = {
    "a title that is not escaped": ("entry.html", "{{ entry.title }}</h1>", "{{ entry.title|safe }}</h1>", "<script>"),
    "an address that is not looked at": ("entry.html", 'href="{{ url(', 'href="{{ entry.title|safe }}{{ url(', "onmouseover"),
    "a feed that is not escaped": ("rss.xml", "<content:encoded>{{ content }}", "<content:encoded>{{ content|safe }}", "rss.xml"),
}


@pytest.mark.parametrize("hole", HOLES)
def test_a_hole_is_found(hole: str, tmp_path: Path) -> None:
    """What these tests would say if a template of ours let strangers in: planted in the site's own."""
    template, ours, planted, sign = HOLES[hole]
    folder = tmp_path / "site"
    told = [one for one in site.all_told(1) if one.payload.kind in ("tags", "attributes")]
    folder.mkdir()
    for one in told:
        path = folder / "content" / one.day / f"{one.word('f')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(site.markdown(one), "utf-8")
    (folder / "digest.toml").write_text('[site]\ntitle = "Foreign"\nbase_url = "https://digest.example/"\n', "utf-8")
    text = (site.REPOSITORY / "templates" / template).read_text("utf-8")
    assert ours in text
    (folder / "templates").mkdir()
    (folder / "templates" / template).write_text(text.replace(ours, planted), "utf-8")
    ran = site.run(folder, "build", "--offline")
    assert ran.returncode == 0, ran.stderr
    built = Built(folder, told, ran.stderr)
    found = trial.in_pages(built)[0] | trial.in_files_for_programs(built) | trial.in_feeds(built)
    assert found
    assert sign in str(found)
