"""Pictures of issues for those who link to them, and icons that are no SVG."""

import importlib.util
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from digest.model import Issue, Project, Section, Site, Theme
from digest.pipeline import theme
from digest.rendering import cards
from digest.rendering.pages import Printed, pages
from tests.rendering.test_pages import WORLD, entry, issue, story

if TYPE_CHECKING:
    from PIL.Image import Image

needs_pillow = pytest.mark.skipif(not cards.available(), reason="nothing draws: pip install 'newsdigest[cards]'")
PAPER = (0xFB, 0xFA, 0xF7)
CARD = "issues/2026-11-10/card.png"
OTHERS = ("favicon.ico", "apple-touch-icon.png")


def printed(*issues: Issue, root: Path = Path("nowhere"), title: str = "Test", **look: object) -> Printed:
    site = Site(title=title, base_url="https://x.example/sub/")
    look = {"cards": True} | look
    project = Project(root=root, config=root / "digest.toml", output=root / "site", site=site, theme=Theme(**look))  # type: ignore[arg-type]
    return pages(issues, project, theme())


def made(*issues: Issue, **more: object) -> dict[str, bytes]:
    found = printed(*issues, **more)  # type: ignore[arg-type]
    assert found.problems == ()
    return {page.path: page.content for page in found.pages}


def shown(content: bytes) -> "Image":
    from PIL import Image

    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def has(picture: "Image", colour: str) -> bool:
    wanted = tuple(bytes.fromhex(colour.removeprefix("#")))
    return wanted in {found for _, found in picture.convert("RGB").getcolors(1 << 20) or ()}


@needs_pillow
def test_an_issue_has_a_picture_that_its_page_and_home_name() -> None:
    found = made(issue(WORLD))
    picture = shown(found[CARD])
    assert (picture.format, picture.size) == ("PNG", (cards.WIDTH, cards.HEIGHT))
    assert has(picture, Theme().accent)
    assert has(picture, cards.TOPICS[0])
    for path in ("index.html", "issues/2026-11-10/index.html"):
        page = found[path].decode()
        assert '<meta property="og:image" content="https://x.example/sub/issues/2026-11-10/card.png">' in page
        assert '<meta property="og:image:alt" content="Test, An issue; One; Two">' in page
        assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert "og:image" not in found["archive/index.html"].decode()


@needs_pillow
def test_the_same_issue_has_the_same_picture() -> None:
    assert made(issue(WORLD))[CARD] == made(issue(WORLD))[CARD]
    assert made(issue(WORLD))[CARD] != made(issue(WORLD, title="Another issue"))[CARD]


@needs_pillow
@pytest.mark.parametrize("words", ["Council keeps its libraries open and buys a van ", "Donaudampfschifffahrtsgesellschaft" * 9 + " "])
def test_what_is_too_long_stays_on_the_card_and_in_its_weight(words: str) -> None:
    told = tuple(story(entry(f"s{i}"), headline=words * 9) for i in range(5))
    sections = [Section(topic=f"T{i}", slug=f"t{i}", stories=told) for i in range(9)]
    content = made(issue(*sections, title=words * 3), title=words * 3)[CARD]
    picture = shown(content).convert("RGB")
    margin = 72
    for edge in ((0, 0, margin, 630), (1200 - margin, 0, 1200, 630), (0, 0, 1200, margin), (0, 574, 1200, 630)):
        assert picture.crop(edge).getcolors() == [((edge[2] - edge[0]) * (edge[3] - edge[1]), PAPER)]
    assert picture.crop((0, 540, 1200, 556)).getcolors(1 << 16) == [(1200 * 16, PAPER)]  # between the line and the bar
    assert len(content) <= 24_000


@needs_pillow
@pytest.mark.parametrize("stories", [(1000, 1), (1, 1000), (0, 1), (1,) * 400])
def test_however_many_stories_a_topic_has(stories: tuple[int, ...]) -> None:
    content = cards.card("Test", "An issue", "", [], [(i % 11, number) for i, number in enumerate(stories)], Theme().accent)
    assert shown(content).size == (cards.WIDTH, cards.HEIGHT)


@needs_pillow
def test_the_words_for_a_card_are_those_on_it() -> None:
    told = tuple(story(entry(f"s{i}"), headline=said) for i, said in enumerate(("東京の海鳥", "Two terns")))
    assert (
        b'<meta property="og:image:alt" content="Test, An issue; Two terns">'
        in made(issue(Section(topic="World", slug="world", stories=told)))["index.html"]
    )


@needs_pillow
def test_a_card_weighs_fifteen_kilobytes() -> None:
    headlines = [
        "Ministers put their offer on the table as talks go into a second day",
        "Council keeps the town’s libraries open, with shorter hours and a new van",
        "Hospital brings its flu clinic to the fish market on three Saturdays",
    ]
    told = [Section(topic=f"T{i}", slug=f"t{i}", stories=(story(entry(f"s{i}"), headline=said),)) for i, said in enumerate(headlines)]
    assert len(made(issue(*told, title="22 November 2026"), title="The Ellery Digest")[CARD]) <= 15_360


@needs_pillow
def test_a_headline_in_letters_that_the_font_lacks_is_left_out() -> None:
    def with_headlines(*said: str) -> bytes:
        told = tuple(story(entry(f"s{i}"), headline=headline) for i, headline in enumerate(said))
        return made(issue(Section(topic="World", slug="world", stories=told)))[CARD]

    assert with_headlines("東京の海鳥", "Two terns", "A gull 🙂") == with_headlines("海鳥", "Two terns", "🙂")
    assert with_headlines("東京の海鳥", "Two terns") != with_headlines("東京の海鳥", "Three terns")


@needs_pillow
@pytest.mark.parametrize(("site", "title"), [("海鳥", "An issue"), ("Test", "11月10日")])
def test_a_name_in_letters_that_the_font_lacks_makes_no_card(site: str, title: str) -> None:
    found = made(issue(WORLD, title=title), title=site)
    assert CARD not in found
    assert b"og:image" not in found["index.html"]
    assert shown(found["apple-touch-icon.png"]).size == (180, 180)


@needs_pillow
def test_the_font_has_each_letter_that_is_drawn() -> None:
    letters = [chr(number) for number in range(0x20, 0x3000) if cards.can_be_drawn(chr(number))]
    assert {"a", "ß", "Ğ", "ș", "ω", "Щ", "ґ", "ế", "„", "…", "€"} <= set(letters)
    for weight in ("Regular", "Semibold", "Bold"):
        font = cards._font(weight, 40)
        lacking = bytes(font.getmask("\U0010fff0"))
        assert [letter for letter in letters if bytes(font.getmask(letter)) == lacking] == []
        assert [letter for letter in letters if font.getbbox(letter)[2] > font.getlength(letter) + 6] == []  # or the next would be on it


@needs_pillow
@pytest.mark.parametrize("title", ["Test", "海鳥", " ", "é", "ß"])
def test_icons(title: str) -> None:
    found = made(issue(WORLD), title=title, accent="#0B6E4F")
    touch, icon = (shown(found[path]).convert("RGBA") for path in reversed(OTHERS))
    assert (touch.size, icon.size) == ((180, 180), (32, 32))
    assert touch.getpixel((0, 0)) == touch.getpixel((90, 5)) == (0x0B, 0x6E, 0x4F, 255)
    assert icon.getpixel((0, 0))[3] < 128  # type: ignore[index]  round, as favicon.svg
    assert has(touch, "#FFFFFF") == (title != "海鳥")
    page = found["issues/2026-11-10/index.html"].decode()
    assert '<link rel="icon" href="../../favicon.ico" sizes="32x32">' in page
    assert '<link rel="apple-touch-icon" href="../../apple-touch-icon.png">' in page


@needs_pillow
def test_an_icon_of_ones_own_is_used(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "favicon.ico").write_bytes(b"mine")
    found = made(issue(WORLD), root=tmp_path)
    assert found["favicon.ico"] == b"mine"
    assert shown(found["apple-touch-icon.png"]).size == (180, 180)


def test_nobody_who_does_not_ask_gets_any() -> None:
    found = made(issue(WORLD), cards=False)
    assert not found.keys() & {CARD, *OTHERS}
    assert not re.search(rb"og:image|\.ico|apple-touch", found["index.html"])


def test_without_what_draws_there_are_none_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    cards.available.cache_clear()
    monkeypatch.setattr(cards, "find_spec", lambda name: None if name == "PIL" else importlib.util.find_spec(name))
    try:
        found = printed(issue(WORLD))
    finally:
        cards.available.cache_clear()
    assert [str(problem) for problem in found.problems] == [
        "digest.toml: [theme] cards = true, and what draws them is not installed, so there are none. "
        "Run `pip install 'newsdigest[cards]'`, or take the line out."
    ]
    assert not {page.path for page in found.pages} & {CARD, *OTHERS}
    assert not re.search(rb"og:image|\.ico|apple-touch", next(page.content for page in found.pages if page.path == "index.html"))


def test_topics_have_the_colours_of_the_style_sheet() -> None:
    sheet = (theme() / "assets" / "style.css").read_text("utf-8")
    by_day = dict(reversed(re.findall(r"--(t\d|muted): (#[0-9A-Fa-f]+);", sheet)))  # the first of each is that of light paper
    long = {name: colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:]) for name, colour in by_day.items()}
    assert [long[name] for name in [*(f"t{number}" for number in range(10)), "muted"]] == list(cards.TOPICS)
