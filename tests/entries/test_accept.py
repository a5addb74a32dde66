"""Item → entry: the border of trust."""

import html
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import prose
from digest.entries.accept import TITLE, accept, excerpt
from digest.errors import EntryError
from digest.model import Entry, Item

NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)
SENTENCE = "The gulls of Ellery have learnt to ring the bell of the fish hall. "


def entry(*, now: datetime | None = NOW, full_text: bool = False, **said: object) -> Entry:
    item = Item(**{"source": "Gulls", "origin": "https://gulls.example/feed", "base": "https://gulls.example/", "title": "A", **said})  # type: ignore[arg-type]
    return accept(item, "id", now=now, zone=UTC, full_text=full_text)


@pytest.mark.parametrize(("markup", "text"), [("html", "<hr>"), ("markdown", "***")])
def test_a_files_name_is_cleaned_as_every_text_is(markup: str, text: str) -> None:
    made = entry(title="", text=text, own=True, markup=markup, name="a\x1b[31m\u202eb\nc", origin="seeds/a\x1b[31m\u202eb.md")
    assert (made.title, made.origin) == ("a[31mb c", "seeds/a[31mb.md")


def test_what_is_cut_off_ends_without_a_space_as_its_file_has_it() -> None:
    made = entry(authors=(f"{'a' * 199} b",), categories=(f"{'c' * 99} d",), guid=f"{'e' * 999} f", title="A")
    assert (made.authors, made.categories, made.guid) == (("a" * 199,), ("c" * 99,), "e" * 999)


def test_a_foreign_text_is_cut_at_a_sentence() -> None:
    made = entry(text=f"<p>{SENTENCE * 20}</p>")
    assert len(made.body) <= prose.SUMMARY
    assert made.body == (SENTENCE * 7).strip()


def test_a_short_one_is_kept_and_its_form_is_not() -> None:
    assert entry(text="<h2>Heading</h2><p>One <b>gull</b>.</p><ul><li>Two *gulls*</li></ul>").body == r"One gull. Two \*gulls\*"


def test_full_text_is_kept_with_its_form() -> None:
    made = entry(text=f"<h2>Heading</h2><p>{SENTENCE * 20}</p>", summary="In short.", full_text=True)
    assert made.body == f"## Heading\n\n{(SENTENCE * 20).strip()}"
    assert made.summary == "In short."


def test_a_text_of_our_own_is_kept_whole() -> None:
    assert entry(text=f"<p>{SENTENCE * 20}</p>", own=True).body == (SENTENCE * 20).strip()


def test_a_summary_that_only_repeats_the_beginning_is_none() -> None:
    assert entry(text="<p>One gull. Two gulls.</p>", summary="One <b>gull</b>.", full_text=True).summary == ""


def test_the_summary_is_the_text_where_there_is_no_other() -> None:
    assert entry(summary="<p>In short.</p>").body == "In short."


@given(st.text(st.sampled_from("ab .!?…\n<>&*_#中。 "), max_size=2000))
def test_an_excerpt_is_never_long_and_holds_words_only(text: str) -> None:
    made = excerpt(text)
    shown = " ".join(text for text, _ in prose.paragraphs(made))
    assert len(shown) <= prose.SUMMARY
    assert "\n" not in made


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ({"text": "<p>A gull sat down. It stayed.</p>"}, "A gull sat down."),
        ({"text": "<h1>On gulls</h1><p>A gull sat down.</p>"}, "On gulls"),
        ({"text": "<p>A gull sat down</p><p>It stayed.</p>"}, "A gull sat down"),
        ({"summary": "In short."}, "In short."),
        ({"link": "https://gulls.example/news/1"}, "gulls.example/news/1"),
        ({"name": "gull-notes", "text": "<ul></ul>"}, "gull-notes"),
        ({"title": " <i> </i> ", "text": "One gull."}, "One gull."),
    ],
)
def test_what_has_no_title_gets_one(said: dict[str, str], title: str) -> None:
    made = entry(**{"title": "", **said})
    assert (made.title, made.extra) == (title, (("derived", "title"),))


def test_nothing_at_all_is_no_entry() -> None:
    with pytest.raises(EntryError, match="neither title nor text nor link"):
        entry(title="", text="<script>alert(1)</script>")


def test_a_text_in_the_place_of_the_title() -> None:
    made = entry(title=SENTENCE * 10)
    assert len(made.title) <= TITLE
    assert made.title.endswith("hall.")
    assert made.body == (SENTENCE * 7).strip()
    assert made.extra == ()


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (("Ada Tern",), ("Ada Tern",)),
        (("ada@gulls.example (Ada Tern)",), ("Ada Tern",)),
        (("Ada Tern <ada@gulls.example>",), ("Ada Tern",)),
        (("Ada Tern (ada@gulls.example)",), ("Ada Tern",)),
        (("ada@gulls.example",), ()),
        (("<b>Ada</b> Tern", "Ada Tern", " "), ("Ada Tern",)),
        (("Ada &amp; Bo",), ("Ada & Bo",)),
        (("x" * 500,), ("x" * 200,)),
        (("a." * 500_000, "adas@gulls.example " * 200_000), ("a." * 100,)),  # as fast as any other
    ],
)
def test_authors_without_their_mail_addresses(told: tuple[str, ...], shown: tuple[str, ...]) -> None:
    assert entry(authors=told).authors == shown


@pytest.mark.parametrize(
    ("published", "updated", "kept"),
    [
        ("2026-11-09T08:00:00Z", "", (NOW.replace(day=9, hour=8), None)),
        ("2026-11-09T08:00:00Z", "2026-11-09T08:00:00Z", (NOW.replace(day=9, hour=8), None)),
        ("2026-11-09T08:00:00Z", "2026-11-10T08:00:00Z", (NOW.replace(day=9, hour=8), NOW.replace(hour=8))),
        ("", "2026-11-09T08:00:00Z", (NOW.replace(day=9, hour=8), None)),
        ("2036-11-09T08:00:00Z", "", (None, None)),
        ("0001-01-01T00:00:00Z", "", (None, None)),
        ("1970-01-01T00:00:00Z", "", (None, None)),
        ("last week", "", (None, None)),
        ("", "", (None, None)),
    ],
)
def test_times(published: str, updated: str, kept: tuple[datetime | None, datetime | None]) -> None:
    made = entry(published=published, updated=updated)
    assert (made.published, made.updated) == kept
    assert made.when == kept[0] or made.when == NOW
    assert made.fetched == NOW


def test_a_date_from_the_future_counts_as_first_seen() -> None:
    assert entry(published=(NOW + timedelta(days=30)).isoformat()).when == NOW


def test_the_zone_of_the_project_where_a_date_names_none() -> None:
    item = Item(source="Desk", origin="seeds/a.txt", own=True, title="A", published="2026-11-10")
    assert accept(item, "id", now=None, zone=ZoneInfo("Europe/Berlin")).published == datetime(2026, 11, 9, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("en", "en"),
        (" de-AT ", "de-AT"),
        ("pt_BR", "pt-BR"),
        ("zh-Hant", "zh-Hant"),
        ("zh_Hans", "zh-Hans"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("english language", ""),
        ('en" onload="x', ""),
        ("", ""),
    ],
)
def test_languages(told: str, kept: str) -> None:
    assert entry(language=told).language == kept


def test_links_and_pictures() -> None:
    made = entry(link="/1?utm_source=feed", image="/1.jpg")
    assert (made.link, made.image) == ("https://gulls.example/1", "https://gulls.example/1.jpg")
    made = entry(link="javascript:alert(1)", image="data:image/png;base64,AAAA")
    assert (made.link, made.image) == ("", "")


def test_categories() -> None:
    made = entry(categories=("Birds", "<b>Sea</b>", "Birds", "", "x" * 200, *map(str, range(50))))
    assert made.categories[:3] == ("Birds", "Sea", "x" * 100)
    assert len(made.categories) == 20


def test_key_points_are_lines() -> None:
    assert entry(key_points=(" a\n b", "", "c\x07")).key_points == ("a b", "c")


def markdown(text: str, **said: object) -> Entry:
    item = Item(**{"source": "Desk", "origin": "seeds/a.md", "own": True, "name": "a", "markup": "markdown", "text": text, **said})  # type: ignore[arg-type]
    return accept(item, "id", now=NOW, zone=UTC)


def test_a_markdown_file_is_its_owners_word() -> None:
    made = markdown("---\ntitle: Gulls\ndate: 2036-01-01\nsource: The Hall\nmood: fine\n---\n\nA *text* <b>as</b> it is.\n")
    assert (made.title, made.source, made.published) == ("Gulls", "The Hall", datetime(2036, 1, 1, tzinfo=UTC))
    assert (made.body, made.extra, made.origin, made.fetched) == ("A *text* <b>as</b> it is.", (("mood", "fine"),), "seeds/a.md", NOW)


OF_A_PROGRAM = "---\nid: other\ntitle: Gulls\nfetched: 2020-01-01\norigin: seeds/b.txt\naliases: [terns]\nmood: fine\n---\n\nA text.\n"


def test_what_a_program_wrote_into_a_markdown_file_is_not_its_owners_word() -> None:
    made = markdown(OF_A_PROGRAM)
    assert (made.id, made.fetched, made.origin, made.aliases) == ("id", NOW, "seeds/a.md", ())
    assert (made.title, made.extra) == ("Gulls", (("mood", "fine"),))


def test_a_conversion_passes_it_through() -> None:
    item = Item(source="Desk", origin="seeds/a.md", own=True, markup="markdown", text=OF_A_PROGRAM)
    made = accept(item, "id", now=None, zone=UTC)
    assert (made.id, made.fetched, made.origin, made.aliases) == ("other", datetime(2020, 1, 1, tzinfo=UTC), "seeds/b.txt", ("terns",))


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# Gulls\n\nA text.", "Gulls", "A text."),
        ("Gulls\n=====\n\nA text.", "Gulls", "A text."),
        ("A text. And more.", "A text. And more.", "A text. And more."),
        ("A text. And more.\n\nThe second.", "A text. And more.", "A text. And more.\n\nThe second."),
        ("A text without an end\n\nThe second.", "A text without an end", "A text without an end\n\nThe second."),
        ("---\ntitle:\n---\n# Gulls\n", "Gulls", ""),
        ("- - -", "a", "- - -"),
    ],
)
def test_a_markdown_file_without_a_title(text: str, title: str, body: str) -> None:
    assert (markdown(text).title, markdown(text).body) == (title, body)


def test_an_empty_markdown_file() -> None:
    with pytest.raises(EntryError, match=r"seeds/a\.md: this text is empty"):
        markdown("", name="")


hostile = st.text(st.sampled_from("aé<>&\"'\0\x1b\x85\u2028\u202e\ud800 \n*_[](:/@.#"), max_size=40)


@given(
    st.builds(
        Item,
        source=st.just("S"),
        origin=st.just("o"),
        title=hostile,
        text=hostile,
        summary=hostile,
        link=hostile,
        guid=hostile,
        published=hostile,
        authors=st.tuples(hostile),
        categories=st.tuples(hostile),
        language=hostile,
        image=hostile,
        key_points=st.tuples(hostile),
    )
)
def test_whatever_was_said_no_control_character_is_left(item: Item) -> None:
    try:
        made = accept(item, "id", now=NOW, zone=UTC)
    except EntryError:
        return
    told = (made.title, made.body, made.link, made.guid, *made.authors, made.summary, *made.key_points, *made.categories, made.image)
    assert not set("".join(told)) & set("\0\x1b\x85\u2028\u202e\ud800")
    assert not any("\n" in line for line in told[:1] + told[2:])


def test_a_title_of_our_own_that_speaks_of_markup_stays_as_it_is() -> None:
    title = "How to write &amp; and &lt;b&gt; or <b> in HTML"
    item = Item(source="Desk", origin="seeds/a.txt", own=True, title=html.escape(title, quote=False), text="<p>Words.</p>")
    assert accept(item, "a", now=None, zone=UTC).title == title
