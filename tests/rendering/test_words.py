"""What pages say, in each language that somebody has put it into."""

import re
import shutil
import tomllib
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.ext import extract_from_ast
from markupsafe import Markup, escape

from digest.errors import TemplateError
from digest.grouping.general import GENERAL
from digest.grouping.topics import MORE
from digest.model import Entry, Health, Issue, Project, Section, Site, Source, Standing, Story, Topic
from digest.pipeline import theme
from digest.rendering import words
from digest.rendering.pages import Printed, pages
from digest.rendering.press import Kept
from digest.rendering.words import Table, Words

FOLDER = theme() / "words"
SHIPPED = sorted(path.stem for path in FOLDER.glob("*.toml"))
OTHERS = [language for language in SHIPPED if language != "en"]
KINDS = (".html", ".xhtml", ".xml", ".txt", ".opml", ".opf", ".svg", ".css")
TEMPLATES = [path for path in sorted(theme().rglob("*")) if path.suffix in KINDS and "starter" not in path.parts]
EXEMPT: set[str] = set()  # templates whose words nobody has put into other languages yet


def jinja() -> Environment:
    return Environment(trim_blocks=True, lstrip_blocks=True)


def said() -> set[str]:
    """Every sentence that a template says."""
    found = set()
    for path in TEMPLATES:
        for line, _, message in extract_from_ast(jinja().parse(path.read_text("utf-8")), ("say", "forms_of")):
            english = message[0] if isinstance(message, tuple) else message
            assert isinstance(english, str), f"{path.name}:{line}: what is said must stand there, or nobody can put it"
            found.add(english)
    return found


def table(language: str) -> dict[str, object]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


# ── the tables that come with digest ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_puts_all_that_is_said_and_nothing_else(language: str) -> None:
    known = {*table(language)} - {"topics"}
    assert (said() - known, known - said()) == (set(), set())


def test_english_says_what_it_has_several_forms_for() -> None:
    assert table("en").keys() - {"topics"} <= said()
    assert table("en")["topics"] == {MORE: "More news"}  # “More” alone tells nobody who jumps from link to link where it leads


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_names_the_topics_that_digest_knows(language: str) -> None:
    assert table(language)["topics"].keys() == {MORE, *(general.name for general in GENERAL)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", SHIPPED)
def test_forms_are_those_that_the_language_tells_apart(language: str) -> None:
    counted = {english for english, put in table("en").items() if isinstance(put, dict)} - {"topics"}
    for english, put in table(language).items():
        if isinstance(put, dict) and english != "topics":
            assert tuple(put) == words.kinds(language), english
        else:
            assert english not in counted, english


@pytest.mark.parametrize("language", SHIPPED)
def test_a_sentence_holds_what_the_english_one_holds(language: str) -> None:
    for english, put in table(language).items():
        if english == "topics":
            continue
        wanted = Counter(words.placeholders(english))
        for kind, text in put.items() if isinstance(put, dict) else [("other", put)]:
            found = Counter(words.placeholders(text))
            if isinstance(put, dict) and kind != "other":  # one may be said in a word, as two is in Arabic
                found["n"] = wanted["n"]
            assert found == wanted, (english, kind)


@pytest.mark.parametrize("language", SHIPPED)
def test_words_are_text(language: str) -> None:
    text = (FOLDER / f"{language}.toml").read_text("utf-8")
    assert not re.findall(r"[<>]|&\w+;|\t|  +(?! *#)", text)
    assert not [c for c in text if c in "\u00a0\u202f\u200e\u200f\u2066\u2068\u2069"]  # they would be lost in an editor: escapes are seen


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if path.suffix in (".html", ".xhtml") and path.name not in EXEMPT], ids=lambda path: path.name
)
def test_no_template_says_a_word_that_has_no_place_in_the_tables(path: Path) -> None:
    text = re.sub(r"\{% block policy %\}.*?\{% endblock %\}", " ", path.read_text("utf-8"))  # what it may load, in words of browsers
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
    labels = [value for _, value in re.findall(r'\b(aria-label|title|alt|placeholder)="([^"]*)"', text)]
    bare = re.sub(r'<!--.*?-->|<style>.*?</style>|<[^>]*>|\b(lang|dir|epub:type)="[^"]*"', " ", text, flags=re.DOTALL)
    assert re.findall(r"[^\W\d_]{2,}", " ".join([bare, *labels])) == []


# ── how a sentence is said ───────────────────────────────────────────────────────────────────────


def spoken(language: str, text: str = "", *more: str, named: tuple[str, ...] = ()) -> Words:
    tables = [Table(language, one, own=True) for one in (text, *more)]
    return Words(tables, language, number=lambda n: f"{n:,}", named=named)


def shipped(language: str) -> Words:
    return Words(words.read(Path("nowhere"), theme(), language), language, number=str)


def plain(text: str) -> str:
    """Without the marks that keep directions apart."""
    return re.sub("[\u2066-\u2069]", "", str(text))


def test_what_nobody_put_is_said_in_english() -> None:
    assert spoken("en").say("Of {n} gulls, {name}", n=1234, name="Ann") == "Of 1,234 gulls, Ann"
    assert shipped("sv").say("Latest") == "Latest"
    assert shipped("sv").say("{n} stories", n=1) == "1 story"  # by the rules of English, in which it is said
    assert shipped("").say("{n} stories", n=2) == "2 stories"


@pytest.mark.parametrize(
    ("language", "n", "text"),
    [
        ("de", 1, "1 Meldung"),
        ("de-AT", 2, "2 Meldungen"),
        ("fr", 0, "0 sujet"),
        ("fr", 2, "2 sujets"),
        ("es", 1000000, "1000000 de noticias"),
        ("uk", 1, "1 новина"),
        ("uk", 21, "21 новина"),
        ("uk", 3, "3 новини"),
        ("uk", 11, "11 новин"),
        ("ar", 0, "لا أخبار"),
        ("ar", 1, "خبر واحد"),
        ("ar", 2, "خبران"),
        ("ar", 3, "3 أخبار"),
        ("ar", 11, "11 خبرًا"),
        ("ar", 100, "100 خبر"),
    ],
)
def test_numbers_have_the_form_that_they_ask_for(language: str, n: int, text: str) -> None:
    assert plain(shipped(language).say("{n} stories", n=n)) == text


def test_a_form_that_a_file_leaves_out_is_the_one_for_all_others() -> None:
    assert spoken("uk", '"{n} gulls" = { other = "чайок: {n}" }').say("{n} gulls", n=1) == "чайок: 1"


def test_words_and_what_they_hold_are_escaped_and_what_templates_made_is_not() -> None:
    say = spoken("de", '"At {host}: {name}" = "<b>{name}</b> & {host}"').say
    put = say("At {host}: {name}", host=Markup('<a href="/">x</a>'), name='<script>"{name}"')
    assert put == '&lt;b&gt;&lt;script&gt;&#34;{name}&#34;&lt;/b&gt; &amp; <a href="/">x</a>'
    assert escape(put) == put
    assert spoken("de").say("<i> {{or}} “{name}”", name="A & B") == "&lt;i&gt; {or} “A &amp; B”"


def test_what_is_said_again_is_what_was_said_of_the_same() -> None:
    say = spoken("de", '"{name}: {n}" = "{name}: {n}"').say
    assert say("{name}: {n}", name="<b>", n=1) == "&lt;b&gt;: 1"
    assert say("{name}: {n}", name=Markup("<b>"), n=1) == "<b>: 1"
    assert say("{name}: {n}", name="<b>", n=1) == "&lt;b&gt;: 1"
    assert say("{name}: {n}", name="1", n=2) == "1: 2"
    assert say("{name}: {n}", name=1, n=2.0) == "1: 2.0"
    assert say("{name}: {n}", name=["<"], n=1) == "[&#39;&lt;&#39;]: 1"


@pytest.mark.parametrize(
    ("language", "rules", "kinds"),
    [
        ("en-GB", "en", "one other"),
        ("sv", "en", "one other"),
        ("uk", "uk", "one few many other"),
        ("ar-EG", "ar", "zero one two few many other"),
    ],
)
def test_a_script_gets_all_forms_and_whose_rules_they_follow(language: str, rules: str, kinds: str) -> None:
    found = shipped(language).forms_of("{n} entries found for “{query}”.")
    assert (found.language, list(found.forms)) == (rules, kinds.split())
    assert all("{query}" in text for text in found.forms.values())
    assert spoken("de").forms_of("<{n}> & {query}").forms == {"other": "&lt;{n}&gt; &amp; {query}"}


def test_each_name_keeps_its_direction() -> None:
    arabic, hebrew = spoken("ar", '"From {name}" = "من {name}"'), "שלום"
    assert arabic.say("From {name}", name="Desk (1)") == "من \u2068Desk (1)\u2069"
    english = spoken("en")
    assert english.say("From {name} {n}", name=hebrew, n=3) == f"From \u2068{hebrew}\u2069 3"
    assert english.say("From {name}", name="Désk") == "From Désk"
    assert english.names(["Ann", hebrew]) == f"Ann and \u2068{hebrew}\u2069"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A, B and {C}"),
        ("en-US", "A, B, and {C}"),
        ("de", "A, B und {C}"),
        ("ja", "A、B、{C}"),
        ("ar", "A وB و{C}"),
        ("xx", "A, B and {C}"),
    ],
)
def test_a_list_is_joined_as_the_language_joins(language: str, text: str) -> None:
    assert plain(spoken(language).names(["A", "B", "{C}"])) == text
    assert plain(spoken(language).names(["<A>"])) == "&lt;A&gt;"
    assert spoken(language).names([]) == ""


def test_what_nobody_put_yet_runs_as_english_does() -> None:
    hebrew = shipped("he")
    assert hebrew.say("More from {source}", source="A") == "\u2068More from \u2068A\u2069\u2069"
    assert hebrew.say("{day}, {time}", day="1", time="2") == "\u20681\u2069, \u20682\u2069"
    assert shipped("ar").say("Sources (OPML)") == "المصادر (OPML)"


def test_a_topic_that_a_person_named_keeps_its_name() -> None:
    text = '[topics]\nWorld = "Welt"\nSports = "Sport"'
    assert [spoken("de", text, named=("Sports",)).topic(name) for name in ("World", "Sports", "Gulls")] == ["Welt", "Sports", "Gulls"]


# ── files that cannot be followed ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('"Latest" = Aktuell', "xx.toml:1: not valid TOML: "),
        ('\n"Latest" = 3', "xx.toml:2: “Latest” is put by something that is no text. Text stands in quotes; forms by number as "),
        ('"{n} gulls" = { one = "a", few = "b", other = "c" }', "has a form `few`, and this language tells apart one, other. Take that"),
        ('"{n} gulls" = { one = "a" }', "“{n} gulls” has no form `other`. It is the one"),
        ('"{n} gulls" = { other = ["a"] }', "is put by something that is no text"),
        ('"gulls" = { one = "a", other = "b" }', "“gulls” has forms by number, and no {n} to count by. Give it one text."),
        ('"{n} gulls" = "{m} Möwen"', "has nothing that is called {m}. There is {n}."),
        ('"Gulls" = "{n} Möwen"', "has nothing that is called {n}. There is none in it."),
        ('"{n} gulls" = "{n Möwen"', "has a brace without its other half. A brace that is none"),
        ('"{n} gulls" = "{n.__class__}"', "has braces with more than a name in them"),
        ('"{n} gulls" = "{n!r} {n:>9999999}"', "has braces with more than a name in them"),
        ('"a {} b" = "{}"', "has braces with more than a name in them"),
        ("topics = 3", "names something that is no text"),
        ("[topics]\nWorld = 3", "xx.toml:1: [topics] names something that is no text. Write World"),
    ],
)
def test_a_file_that_cannot_be_followed_says_where_what_and_how_to_mend_it(text: str, problem: str) -> None:
    with pytest.raises(TemplateError) as stopped:
        words.parse(Table("xx", text, own=True))
    assert str(stopped.value).startswith("templates/words/xx.toml")
    assert problem in str(stopped.value)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(TemplateError) as stopped:
        words.parse(Table("de", '"A" = 1\n"B" = 2\n', own=True))
    assert [problem.where for problem in stopped.value.problems] == ["templates/words/de.toml:1", "templates/words/de.toml:2"]


# ── on pages ─────────────────────────────────────────────────────────────────────────────────────

WHEN = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
BODY = "Anfang.\n\n## Mehr\n\nUnd mehr."
SOURCES = (Source(name="Desk", path="seeds"), Source(name="Wire", url="https://wire.example/feed.xml"))


def entry(slug: str, **more: object) -> Entry:
    plain = {"id": f"x/{slug}", "title": slug.title(), "source": "Desk", "slug": slug, "issue": "2026-11-10", "published": WHEN}
    return Entry(**(plain | more))  # type: ignore[arg-type]


def printed(language: str, root: Path = Path("nowhere"), kept: Kept | None = None, **more: object) -> Printed:
    lead = entry("one", body=BODY, language=language, authors=("Ann", "Bo"), updated=WHEN, note="N.", key_points=("P",), draft=True)
    told = Story(id="a", entries=(lead, entry("two", source="Wire", link="https://wire.example/2")), headline="One", summary="Said.")
    issue = Issue(
        id="2026-11-10",
        day=date(2026, 11, 10),
        number=1,
        title="Die Ausgabe",
        sections=(Section(topic="World", slug="world", stories=(told,)), Section(topic="More", slug="more", stories=())),
        updated=WHEN,
    )
    project = Project(
        root=root,
        config=root / "digest.toml",
        output=root / "site",
        site=Site(title="Test", base_url="https://x.example/", language=language),
        sources=SOURCES,
        **more,  # type: ignore[arg-type]
    )
    standing = Standing(health=Health(state="failing", since=WHEN, why="no answer"), weeks=(0, 3))
    return pages([issue], project, theme(), kept=kept, standings={"Wire": standing})


def made(language: str, root: Path = Path("nowhere"), **more: object) -> dict[str, str]:
    return {page.path: page.content.decode() for page in printed(language, root, **more).pages if not page.path.endswith(".epub")}


def test_a_page_is_in_the_language_of_its_site() -> None:
    found = made("de-AT")
    page = found["issues/2026-11-10/index.html"]
    assert '<html lang="de-AT" dir="ltr">' in page
    for text in (
        "Nr. 1",
        "1 Meldung",
        "2 Quellen berichten:",
        "Ann und Bo",
        "10. November 2026, 09:30 Uhr",
        "aktualisiert am",
        ">Welt<",
        ">Weiteres<",
    ):
        assert text in page, text
    assert "<title>Nicht gefunden – Test</title>" in found["404.html"]
    assert 'title="Test: Ausgaben"' in page


def test_no_english_is_left_on_a_page_in_another_language() -> None:
    english = {text for text in said() if len(text) > 4 and "{" not in text}
    for path, page in made("uk").items():
        if path.endswith(".html") and path != "feed-issue.html":
            shown = re.sub(r"<[^>]*>", "\n", re.sub(r"<head>.*?</head>", "", page, flags=re.DOTALL))
            assert not {text for text in english if text in shown}, path


def test_the_name_of_a_topic_is_put_and_its_address_and_data_are_not() -> None:
    found = made("fr")
    assert ">Monde</a>" in found["issues/2026-11-10/index.html"]
    assert "<title>Monde – Test</title>" in found["topics/world/index.html"]
    assert "<title>Monde – Test</title>" in found["topics/world/feed.xml"]
    assert '"topic": "World",\n   "slug": "world",\n   "name": "Monde",' in found["issues/2026-11-10/index.json"]
    assert '"Monde"' in found["feed.json"]
    named = made("fr", topics=(Topic(name="World"),))
    assert ">World</a>" in named["issues/2026-11-10/index.html"]
    assert ">Autres<" in named["issues/2026-11-10/index.html"]


def test_what_the_program_says_in_english_is_marked_as_english() -> None:
    assert '<span lang="en" dir="ltr">no answer</span>' in made("ar")["sources/index.html"]
    assert "</time>: no answer" in made("en-GB")["sources/index.html"]


def test_a_text_says_its_language_where_that_is_known() -> None:
    assert '<div class="e-content" lang="de">' in made("de")["issues/2026-11-10/one/index.html"]
    assert '<div class="e-content">' in made("")["issues/2026-11-10/one/index.html"]


def test_a_site_lays_its_own_words_over_ours(tmp_path: Path) -> None:
    for name, text in {"de": '"Latest" = "Neues"\n"Gulls" = "Möwen"\n', "en": '[topics]\nWorld = "Abroad"\n'}.items():
        (tmp_path / "templates/words").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"templates/words/{name}.toml").write_text(text, "utf-8")
    (tmp_path / "templates/about.html").write_text('{% extends "digest/about.html" %}{% block page %}{{ say("Gulls") }}{% endblock %}')
    found = made("de", tmp_path)
    assert ">Neues</a>" in found["index.html"]
    assert ">Archiv</a>" in found["index.html"]
    assert "Möwen" in found["about/index.html"]
    assert ">Welt</a>" in found["index.html"]
    assert ">Abroad</a>" in made("en", tmp_path)["index.html"]
    assert printed("de", tmp_path).problems == ()


def test_words_that_no_template_says_are_named(tmp_path: Path) -> None:
    (tmp_path / "templates/words").mkdir(parents=True)
    (tmp_path / "templates/words/de.toml").write_text('"Archive" = "A"\n"Latset" = "Neues"\n"Möwenschrei" = "x"\n', "utf-8")
    assert list(map(str, printed("de", tmp_path).problems)) == [
        "templates/words/de.toml:2: “Latset” is said by no template. Did you mean “Latest”?",
        "templates/words/de.toml:3: “Möwenschrei” is said by no template. Take it out.",
    ]


def test_words_that_are_not_in_utf_8_are_named(tmp_path: Path) -> None:
    (tmp_path / "templates/words").mkdir(parents=True)
    (tmp_path / "templates/words/de.toml").write_bytes('"Latest" = "Übersicht"'.encode("latin-1"))
    with pytest.raises(TemplateError, match=r"^templates/words/de\.toml: is not in UTF-8\. Save it"):
        printed("de", tmp_path)


def test_words_in_a_style_sheet_end_where_they_end(tmp_path: Path) -> None:
    (tmp_path / "templates/words").mkdir(parents=True)
    (tmp_path / "templates/words/de.toml").write_text('"This is a feed." = \'A "b" \\ & <c>; }}\'\n', "utf-8")
    assert '--what: "A \\22 b\\22  \\5c  & <c>; }";' in made("de", tmp_path)["assets/feed.css"]
    assert '--address: "Adresse:";' in made("de")["assets/feed.css"]


def test_a_sentence_without_what_it_holds_is_named_with_its_template(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/about.html").write_text('\n{{ say("{n} stories") }}')
    with pytest.raises(TemplateError, match=r"^templates/about\.html:2: UndefinedError: “\{n\} stories” is said without n"):
        printed("de", tmp_path)


def test_the_preview_sees_words_that_change(tmp_path: Path) -> None:
    kept, own = Kept(), tmp_path / "templates/words/de.toml"
    own.parent.mkdir(parents=True)
    for text in ("Neues", "Frisches"):
        own.write_text(f'"Latest" = "{text}"\n', "utf-8")
        assert f">{text}</a>" in next(page for page in printed("de", tmp_path, kept).pages if page.path == "index.html").content.decode()


def test_a_project_that_is_the_theme_reads_each_file_once(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "words")
    assert [(one.language, one.own) for one in words.read(tmp_path, tmp_path, "de-CH")] == [("en", False), ("de", False)]


@pytest.mark.parametrize(
    ("language", "chain"),
    [
        ("de-AT", ["en", "de", "de-at"]),
        ("EN_us", ["en", "en-us"]),
        ("zh-Hant-TW", ["en", "zh", "zh-hant", "zh-hant-tw"]),
        ("nonsense", ["en"]),
        ("../../x", ["en"]),
        ("", ["en"]),
    ],
)
def test_whose_words_a_language_takes(language: str, chain: list[str]) -> None:
    assert words.languages(language) == chain
