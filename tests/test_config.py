"""digest.toml → Project."""

import dataclasses
import re
import tomllib
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import config
from digest.config import _adapter, plain
from digest.errors import ConfigError, Problem
from digest.model import Fetch, Gate, Project, Search, Site, Source, Theme, Topic
from digest.root import find
from tests.conftest import REPOSITORY, Folder

KINDS = {"site": Site, "fetch": Fetch, "gate": Gate, "sources": Source, "topics": Topic}
OPTIONS = [(name, option) for name, kind in KINDS.items() for option in dataclasses.fields(kind)]


def load(folder: Path, text: str) -> Project:
    (folder / "digest.toml").write_text(text, "utf-8")
    return config.load(folder / "digest.toml")


def problems(folder: Path, text: str) -> list[str]:
    """What is wrong, each with its line in front."""
    with pytest.raises(ConfigError) as caught:
        load(folder, text)
    assert caught.value.exit_code == 2
    return [str(problem).partition("digest.toml:")[2] for problem in caught.value.problems]


# ── every option ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("section", "option"), OPTIONS, ids=lambda part: getattr(part, "name", part))
def test_every_option_has_its_documentation(section: str, option: "dataclasses.Field[object]") -> None:
    doc = option.metadata["doc"]
    assert doc[0].isupper() or doc.split()[0] in ("daily,", "feed,", "open:")
    assert doc.endswith(".")


@pytest.mark.parametrize(("section", "option"), OPTIONS, ids=lambda part: getattr(part, "name", part))
def test_every_option_stands_in_the_repositorys_own_digest_toml(section: str, option: "dataclasses.Field[object]") -> None:
    lines = (REPOSITORY / "digest.toml").read_text("utf-8").splitlines()
    here = ""
    for line in lines:
        if line.startswith("["):
            here = line.partition("#")[0].strip(" []")
        if here == section and line.lstrip("# ").startswith(f"{option.name} = "):
            return
        if f"or an address: {option.name} = " in line:
            return
    pytest.fail(f"[{section}] {option.name} is not in digest.toml")


def test_the_repositorys_own_digest_toml_is_right() -> None:
    assert config.load(REPOSITORY / "digest.toml").root == REPOSITORY


# ── what is right ────────────────────────────────────────────────────────────────────────────────


TABLES = [Site, Fetch, Gate, Search, Theme, Source, Topic]
VALUES = st.one_of(
    st.sampled_from(
        [*("daily Desk UTC Europe/Berlin Europe localtime 18:30 24:00 18:30:05 7:30 open copy feed none true #9A3412".split()), ""]
    ),
    st.booleans() | st.integers(-2, 4000) | st.floats() | st.sampled_from([0, 10**12, 0.5, 3600.0, 3601]),
    st.lists(st.sampled_from(["a", "b", 1, None]), max_size=2),
    st.just({}) | st.times() | st.dates() | st.datetimes(),
)


@pytest.mark.parametrize("kind", TABLES)
@given(data=st.data())
def test_what_is_plainly_right_is_what_pydantic_makes_of_it(kind: type, data: st.DataObject) -> None:
    options = [option.name for option in dataclasses.fields(kind)]
    row = data.draw(st.dictionaries(st.sampled_from(options), VALUES, max_size=3))
    if "name" in options and kind is not Theme:
        row = {"name": "Desk", **row}
    right = plain(kind, row)
    if right is not None:
        made = _adapter(kind).validate_python(row)
        assert made == right
        assert [type(getattr(made, name)) for name in options] == [type(getattr(right, name)) for name in options]


@pytest.mark.parametrize("kind", TABLES)
def test_what_stands_in_digest_toml_is_plainly_right(kind: type) -> None:
    """Or each run would wait for pydantic."""
    for option in dataclasses.fields(kind):
        told: object = option.default
        if isinstance(told, tuple):
            told = ["a", "b"]
        elif isinstance(told, ZoneInfo):
            told = "Europe/Berlin"
        elif isinstance(told, time):
            told = "18:30"
        elif told is None or told is dataclasses.MISSING:
            told = {"kind": "feed", "max_failed_sources": 3}.get(option.name, "a")
        row = {option.name: told} if kind not in (Source, Topic) else {"name": "Desk", option.name: told}
        assert plain(kind, row) == _adapter(kind).validate_python(row), option.name


@pytest.mark.parametrize("row", [None, [], {"nam": "Desk"}, {"path": "seeds"}, {"name": None}, {"name": 1}])
def test_what_is_not(row: object) -> None:
    assert plain(Source, row) is None


def test_an_empty_file_is_a_project_with_all_as_it_comes(tmp_path: Path) -> None:
    made = load(tmp_path, "")
    assert (made.site, made.fetch, made.gate, made.sources, made.topics) == (Site(), Fetch(), Gate(), (), ())
    assert (made.root, made.config, made.output) == (tmp_path, tmp_path / "digest.toml", tmp_path / "site")


def test_values(tmp_path: Path) -> None:
    made = load(
        tmp_path,
        """
[site]
base_url = "https://gulls.example/news"
timezone = "Europe/Berlin"
cadence = "weekly:thursday"
close_at = "18:30"
[[sources]]
name = "Gulls"
url = "https://gulls.example/feed"
include = ["gull", "/tern+/"]
weight = 2
[[topics]]
name = "Birds"
keywords = ["gull"]
""",
    )
    assert (made.site.base_url, made.site.timezone.key, made.site.close_at) == (
        "https://gulls.example/news/",
        "Europe/Berlin",
        time(18, 30),
    )
    assert (made.sources[0].include, made.sources[0].weight, made.topics[0].keywords) == (("gull", "/tern+/"), 2.0, ("gull",))


@pytest.mark.parametrize("cadence", config.CADENCES)
def test_cadences(tmp_path: Path, cadence: str) -> None:
    assert load(tmp_path, f'[site]\ncadence = "{cadence}"\n').site.cadence == cadence


def test_it_is_found_from_any_folder_below(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text("", "utf-8")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find(deep) == find(tmp_path) == tmp_path / "digest.toml"


# ── what is wrong ────────────────────────────────────────────────────────────────────────────────

DESK = '[[sources]]\nname = "Desk"\npath = "seeds"\n'


# ── values, as people mistake them ───────────────────────────────────────────────────────────────

TEXT = ("must be text", '"…"')
LIST = ("must be a list", "brackets")
WHOLE = ("must be a whole number", "Such as")
NUMBER = ("must be a number", "Such as")
UNREAL = ("is no number to work with", "Such as")
CHOICE = ("is none", "It is '")
TRUTH = ("must be true or false", "without quotes")
TIME = ("is no time of day", "18:30")
ZONE = ("is no time zone", "")
MISTAKES = {
    str: [
        ("7", TEXT),
        ("true", TEXT),
        ("2026-01-01", TEXT),
        ('["a"]', TEXT),
        ('"a\\u0007"', ("has a control character in it (U+0007)", "again")),
    ],
    int: [('"x"', WHOLE), ("1.5", WHOLE), ("true", WHOLE), ("-1", ("must be ", "Such as")), ("inf", UNREAL), ("1" + "0" * 40, UNREAL)],
    float: [('"x"', NUMBER), ("[1]", NUMBER), ("true", NUMBER), ("-1", ("must be ", "Such as")), ("inf", UNREAL), ("nan", UNREAL)],
    bool: [('"maybe"', TRUTH), ("1", TRUTH), ("[true]", TRUTH)],
    tuple: [
        ('"a"', LIST),
        ("3", LIST),
        ("[1]", TEXT),
        ("[true]", TEXT),
        ('["a\\u0000"]', ("has a control character in it (U+0000)", "again")),
    ],
    time: [(given, TIME) for given in ('"late"', '"25:00"', '"1830"', "1830", "18.5", "true", '""', "2026-01-01")],
    ZoneInfo: [(given, ZONE) for given in ('"Europe/Bärlin"', '""', "3", "true", '"../x"', '"/etc/localtime"', '"a\\u0000"', '"Europe"')],
}


def mistakes() -> Iterator[tuple[str, str, str, tuple[str, str]]]:
    """Every option of digest.toml with all that people may write there by mistake, and what they are told."""
    for section, option in OPTIONS:
        said = str(option.type)
        kinds = [kind for kind in (str, int, float, bool, tuple) if kind.__name__ in re.split(r"\W", said)]
        if "Literal" in said:
            given: list[tuple[str, tuple[str, str]]] = [("3", CHOICE), ('"opn"', CHOICE), ("true", CHOICE)]
        elif option.type in (time, ZoneInfo):
            given = MISTAKES[option.type]
        else:
            given = MISTAKES[tuple if tuple in kinds else kinds[0]]
        yield from ((section, option.name, value, told) for value, told in given)


@pytest.mark.parametrize(("section", "key", "value", "told"), list(mistakes()))
def test_no_mistake_in_any_option_is_told_in_a_programs_words(
    tmp_path: Path, section: str, key: str, value: str, told: tuple[str, str]
) -> None:
    header = f"[[{section}]]" if section in ("sources", "topics") else f"[{section}]"
    rest = "" if key == "name" or header[1] != "[" else 'name = "A"\n'
    rest += 'path = "a"\n' if section == "sources" and key not in ("path", "url") else ""
    found = [line for line in problems(tmp_path, f"{header}\n{rest}{key} = {value}\n") if f"`{key}`" in line]
    assert any(all(part in line for part in told) for line in found), found
    assert not re.search(r"input|valid|parse|tuple|boolean|dictionary|instance|datetime|Unfit", found[0])


def test_a_description_may_have_lines(tmp_path: Path) -> None:
    assert load(tmp_path, '[site]\ndescription = """Two\nlines"""\n').site.description == "Two\nlines"


# ── addresses ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://a.example", "https://a.example"),
        ("HTTPS://A.Example/B?c=D#e", "https://a.example/B?c=D#e"),
        ("http://a.example:8080/x", "http://a.example:8080/x"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("https://möwe.example/näst?q=ü&r=a|b", "https://xn--mwe-sna.example/n%C3%A4st?q=%C3%BC&r=a|b"),
        ("https://a.example/@me/%C3%A4", "https://a.example/@me/%C3%A4"),
        ("https://a_b.example/", "https://a_b.example/"),
    ],
)
def test_what_is_a_web_address(given: str, address: str) -> None:
    assert config.address(given) == address


NOT_EVEN_WEB = [
    ("", "begins with neither"),
    ("a.example", "begins with neither"),
    ("javascript:alert(1)", "begins with neither"),
    ("ftp://a.example/", "begins with neither"),
    (" https://a.example/", "begins with neither"),
    ("https://exa mple.org", "has a space in it"),
    ("https://a.example/a b", "has a space in it"),
    ("https://a.example/a\tb", "has a u+0009 in it"),
    ("https://a.example/\n", "has a u+000a in it"),
    ("https://a.example/\u00a0", "has a no-break space in it"),
    ("https://a.example/\u2028", "has a line separator in it"),
    ('https://a.example/"onclick="x', 'has a " in it'),
    ("https://a.example/<b>", "has a < in it"),
    ("https://a.example\\b", "has a \\ in it"),
    ("https://", "names no host"),
    ("https:///feed", "names no host"),
    ("https://?a", "names no host"),
    ("http://[::1", "is no IPv6 address"),
    ("http://[::x]/", "is no"),
    ("http://[]/", "no"),
    ("https://a..example/", "is no host"),
    ("https://-a.example/", "is no host"),
    ("https://a,b.example/", "is no host"),
    ("https://'a'.example/", "is no host"),
    ("https://%61.example/", "is no host"),
    ("https://" + "a" * 64 + ".example/", "is no host"),
    ("https://me:secret@a.example/", "a user name or a password"),
    ("https://@a.example/", "a user name or a password"),
    ("https://a.example:0/", "its port is none"),
    ("https://a.example:65536/", "its port is none"),
    ("https://a.example:http/", "its port is none"),
    ("https://a.example:/", "its port is none"),
    ("https://a.example:-1/", "its port is none"),
]
NO_SITE = [
    ("https://a.example/?a", "it has a ? or a #"),
    ("https://a.example/#a", "it has a ? or a #"),
    ("https://a.example//b/", "its path is none"),
    ("https://a.example/a/../b", "its path is none"),
    ("https://a.example/./", "its path is none"),
    ("https://a.example/50%/", "its path is none"),
]


@pytest.mark.parametrize(
    ("of", "given", "why"), [("source", *case) for case in NOT_EVEN_WEB] + [("site", *case) for case in [*NOT_EVEN_WEB, *NO_SITE]]
)
def test_what_is_no_address(of: str, given: str, why: str) -> None:
    found = config.address(given, of)
    assert isinstance(found, Problem)
    assert why in found.what
    assert found.mend
    assert "secret" not in found.what


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://a.example", "https://a.example/"),
        ("https://a.example/news", "https://a.example/news/"),
        ("https://a.example/news//", "https://a.example/news/"),
        ("https://a.example/nés", "https://a.example/n%C3%A9s/"),
    ],
)
def test_where_a_site_stands_ends_in_a_slash(given: str, address: str) -> None:
    assert config.address(given, "site") == address


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("desk@example.org", "desk@example.org"),
        ("a.b+c@möwe.example", "a.b+c@xn--mwe-sna.example"),
        ("https://a.example/x", "https://a.example/x"),
    ],
)
def test_contacts(given: str, address: str) -> None:
    assert config.address(given, "contact") == address


@pytest.mark.parametrize(
    "given", ["me", "@a.example", "a b@a.example", "büro@a.example", "A <a@a.example>", "mailto:a@a.example", "a@", "a@b c", "https://"]
)
def test_what_is_no_contact(given: str) -> None:
    assert isinstance(config.address(given, "contact"), Problem)


def test_a_sources_address_is_checked_where_it_stands(tmp_path: Path) -> None:
    found = problems(tmp_path, DESK + '[[sources]]\nname = "A"\nurl = "https://me:secret@a.example/feed"\n')
    assert found == [
        "6: `url` = 'https://…@a.example/feed' is no web address: it holds a user name or a password. "
        "Take out what stands before the @: many will read this."
    ]
    (found,) = problems(tmp_path, '[[sources]]\nname = "A"\nurl = "seeds/*.txt"\n')
    assert found.endswith("A web address does; a file is named with `path`.")


def test_the_command_lines_address_is_checked_the_same_way(folder: Folder) -> None:
    ran = folder.digest("build", "--offline", "-u", "https://a.example/?b")
    assert ran.code == 2
    assert "error: --base-url: 'https://a.example/?b' is no web address: it has a ? or a #" in ran.err
    assert folder.digest("build", "--offline", "-u", "https://möwe.example/a").code == 0
    assert "https://xn--mwe-sna.example/a/" in folder.read("site/sitemap.xml")


def test_all_mistakes_are_found_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        '[site]\ncadence = "never"\ntitel = "A"\n\n[fetch]\ntimeout = -1\n\n[[sources]]\nname = "A"\n\n[[sources]]\npath = "b"\nlimt = 1\n',
    )
    assert [int(line.partition(":")[0]) for line in found] == [2, 3, 6, 8, 11, 13]


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        config.load(tmp_path / "digest.toml")
    with pytest.raises(ConfigError, match=r"no digest\.toml here or in any folder above. Run `digest init`"):
        find(tmp_path / "nowhere")
    (tmp_path / "digest.toml").write_bytes(b"[site]\ntitle = 'M\xf6we'\n")
    with pytest.raises(ConfigError, match=r"digest\.toml: is not in UTF-8\. It must be a readable file in UTF-8"):
        config.load(tmp_path / "digest.toml")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ConfigError, match=r"folder: cannot be read \(\w[^'\[]*\)\. It must be"):
        config.load(tmp_path / "folder")


def test_the_command_says_it_all_and_stops(folder: Folder) -> None:
    folder.config('[site]\ntitel = "A"\n[fetch]\ntimeout = 0\n')
    ran = folder.digest("build")
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean `title`?" in ran.err
    assert "`timeout` = 0" in ran.err


TOML = """title = "no section"  # [site]
[site]
"title" = "quoted"
  base_url = "x"
text = '''
language = "inside a text"
[fetch]
'''
language = "en"

[[sources]]
name = "A"
[[ sources ]]
name = "B"
url.x = 1
[fetch]
timeout = 1
"""


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (("title",), 1),
        (("site",), 2),
        (("site", "title"), 3),
        (("site", "base_url"), 4),
        (("site", "missing"), 2),
        (("sources", 0, "name"), 12),
        (("sources", 1), 13),
        (("sources", 1, "name"), 14),
        (("sources", 1, "url"), 15),
        (("sources", 1, "path"), 13),
        (("fetch", "timeout"), 17),
        (("nowhere",), 1),
    ],
)
def test_lines(location: tuple[str | int, ...], line: int) -> None:
    assert tomllib.loads(TOML)
    assert config.line_of(TOML, location) == line


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('name = "newspaper"', "`name` = 'newspaper' is none. It is 'default' or 'broadsheet'"),
        ('accent = "green"', "`accent` = 'green' is no colour. Such as #9A3412"),
        ('accent = "#0b6"', "`accent` = '#0b6' is no colour. Write #00bb66."),
        ('accent = "0B6E4F"', "`accent` = '0B6E4F' is no colour. Write #0B6E4F."),
        ('accent = "#0B6E4F\\n"', " is no colour"),
        ('accent = ""', "`accent` = '' is no colour"),
        ('font = "Inter, sans"', "`font` = 'Inter, sans' is no font's name. One name, of letters"),
        ('font = "x; } body { display: none"', "is no font's name"),
        ('font = ""', "`font` = '' is no font's name"),
        ("font = 3", "`font` = 3 must be text"),
        ('density = "tight"', "`density` = 'tight' is none. It is 'comfortable' or 'compact'"),
        ('colour = "#0B6E4F"', "unknown key `colour` in [theme]"),
    ],
)
def test_a_look_that_no_sheet_could_be_made_of(tmp_path: Path, line: str, said: str) -> None:
    found = problems(tmp_path, f"[theme]\n{line}\n")
    assert any(one.startswith("2: ") and said in one for one in found), found


def test_a_look(tmp_path: Path) -> None:
    look = load(tmp_path, '[theme]\nname = "broadsheet"\naccent = "#0b6E4f"\nfont = "游明朝 Pro-N"\ndensity = "compact"\n').theme
    assert (look.name, look.accent, look.font, look.density) == ("broadsheet", "#0b6E4f", "游明朝 Pro-N", "compact")
