"""digest.toml → Project."""

import dataclasses
import tomllib
from datetime import time
from pathlib import Path

import pytest

from digest import config
from digest.errors import ConfigError
from digest.model import Fetch, Gate, Project, Site, Source, Topic
from tests.conftest import REPOSITORY, Folder

KINDS = {"site": Site, "fetch": Fetch, "gate": Gate, "sources": Source, "topics": Topic}
OPTIONS = [(name, option) for name, kind in KINDS.items() for option in dataclasses.fields(kind)]


def load(folder: Path, text: str) -> config.Loaded:
    (folder / "digest.toml").write_text(text, "utf-8")
    return config.load(folder / "digest.toml")


def project(folder: Path, text: str) -> Project:
    loaded = load(folder, text)
    assert loaded.warnings == ()
    return loaded.project


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
    assert config.load(REPOSITORY / "digest.toml").warnings == ()


# ── what is right ────────────────────────────────────────────────────────────────────────────────


def test_an_empty_file_is_a_project_with_all_as_it_comes(tmp_path: Path) -> None:
    made = project(tmp_path, "")
    assert (made.site, made.fetch, made.gate, made.sources, made.topics) == (Site(), Fetch(), Gate(), (), ())
    assert (made.root, made.config, made.output) == (tmp_path, tmp_path / "digest.toml", tmp_path / "site")


def test_values(tmp_path: Path) -> None:
    made = project(
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
    assert project(tmp_path, f'[site]\ncadence = "{cadence}"\n').site.cadence == cadence


def test_it_is_found_from_any_folder_below(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text("", "utf-8")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert config.find(deep) == config.find(tmp_path) == tmp_path / "digest.toml"


# ── what is wrong ────────────────────────────────────────────────────────────────────────────────

DESK = '[[sources]]\nname = "Desk"\npath = "seeds"\n'


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('[site]\ntitle = "A"\nbase_uri = "x"\n', "3: unknown key `base_uri` in [site]. Did you mean `base_url`?"),
        ("[site]\nxyzzy = 1\n", "2: unknown key `xyzzy` in [site]. Known are title, base_url,"),
        ("[sites]\n", "1: unknown key `sites` in digest.toml. Did you mean `site`?"),
        ('title = "A"\n', "1: unknown key `title` in digest.toml"),
        (DESK + 'topcis = "A"\n', "4: unknown key `topcis` in [[sources]]. Did you mean `topic`?"),
        (DESK + '\n[[sources]]\nname = "B"\npath = "b"\nlimits = 3\n', "8: unknown key `limits` in [[sources]]. Did you mean `limit`?"),
        ('[[topics]]\nname = "A"\nkeyword = []\n', "3: unknown key `keyword` in [[topics]]. Did you mean `keywords`?"),
        ('[site]\ncadence = "weekly:thurday"\n', "2: `cadence` = 'weekly:thurday' is none. Did you mean 'weekly:thursday'?"),
        ('[site]\ncadence = "xx"\n', "2: `cadence` = 'xx' is none. One of daily, weekly,"),
        ('[site]\nbase_url = "gulls.example"\n', "2: `base_url` = 'gulls.example' is no web address. Such as https://"),
        ('[site]\nbase_url = "https://gulls.example/?a"\n', "2: `base_url` ="),
        ('[site]\ntimezone = "Europe/Bärlin"\n', "2: `timezone` = 'Europe/Bärlin': "),
        ('[site]\npublish = "opn"\n', "2: `publish` = 'opn': input should be 'open' or 'closed'"),
        ('[site]\nclose_at = "late"\n', "2: `close_at` = 'late': "),
        ("[site]\ntitle = 7\n", "2: `title` = 7: "),
        ("[fetch]\ntimeout = 0\n", "2: `timeout` = 0: "),
        ("[fetch]\nmax_entries = -1\n", "2: `max_entries` = -1: "),
        ('[fetch]\nallow_hosts = ["a", 1]\n', "2: `allow_hosts` = 1: "),
        ('[gate]\nmin_entries = "x"\n', "2: `min_entries` = 'x': "),
        ('[[sources]]\npath = "seeds"\n', "1: `name` is missing in [[sources]]"),
        ('[[topics]]\nkeywords = ["a"]\n', "1: `name` is missing in [[topics]]"),
        ('[[sources]]\nname = "A"\n', "1: source 'A' has neither `path` nor `url`. It needs one of the two."),
        ('[[sources]]\nname = "A"\npath = "a"\nurl = "https://a.example"\n', "1: source 'A' has both `path` and `url`. It needs one of"),
        ('[[sources]]\nname = "A"\nurl = "a.example/feed"\n', "3: `url` = 'a.example/feed' is no web address. It begins with https://"),
        (DESK + 'kind = "rss"\n', "4: `kind` = 'rss': input should be 'feed', 'text' or 'page'"),
        (DESK + "limit = -3\n", "4: `limit` = -3: "),
        (DESK + 'include = ["ok", "/(/"]\n', "4: '/(/' is no regular expression"),
        (DESK + DESK, "5: two sources are called 'Desk'. Give one of them another name."),
        ('[[topics]]\nname = "C++"\n[[topics]]\nname = "C"\n', "4: topics 'C++' and 'C' would have the same address."),
        ('[sources]\nname = "A"\n', "1: `sources` must be written as [[sources]]"),
        ("site = 3\n", "1: `site` = 3: "),
        ("sources = [1]\n", "1: `sources` = 1: "),
        ("[site]\ntitle = The Digest\n", "2: not valid TOML: "),
        ('[site]\ntitle = "A"\ntitle = "B"\n', "3: not valid TOML: "),
    ],
)
def test_each_mistake_has_its_line_and_its_mend(tmp_path: Path, text: str, error: str) -> None:
    (found,) = problems(tmp_path, text)
    assert found.startswith(error)


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
        config.find(tmp_path / "nowhere")
    (tmp_path / "digest.toml").write_bytes(b"[site]\ntitle = 'M\xf6we'\n")
    with pytest.raises(ConfigError, match="must be a readable file in UTF-8"):
        config.load(tmp_path / "digest.toml")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path / "folder")


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ('[search]\nengine = "built-in"\n', "1: `search` has no effect yet"),
        ('[theme]\nname = "plain"\n', "1: `theme` has no effect yet"),
        (DESK + 'images = "copy"\n', "4: `images` has no effect yet"),
    ],
)
def test_keys_of_a_later_version_are_warned_of(tmp_path: Path, text: str, warning: str) -> None:
    (found,) = load(tmp_path, text).warnings
    assert str(found).partition("digest.toml:")[2].startswith(warning)


def test_each_later_key_is_none_of_today() -> None:
    for path in config.LATER:
        kind = KINDS.get(path[0])
        assert kind is None or path[-1] not in {option.name for option in dataclasses.fields(kind)}


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
