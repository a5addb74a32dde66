"""digest.toml with more in it: what was there stays, byte for byte, and what is new is read back as it was meant."""

import os
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import amending, config
from digest.errors import ConfigError, DigestError
from digest.model import Project, Source
from digest.sources.subscriptions import plain

TEXT = (
    '[site]\ntitle = "Old"   # the name\n\n# the desk\n[[sources]]\nname = "Desk"\npath = "seeds"\n\n[[topics]]\nname = "World"\n# the end'
)
LETTERS = st.text(st.characters(exclude_categories=["Cs"]))


def load(text: str) -> Project:
    return config.load(Path("digest.toml"), text)


@given(LETTERS)
def test_any_text_is_read_back(text: str) -> None:
    line = f"name = {amending.quoted(text)}"
    assert tomllib.loads(line) == {"name": text}
    assert len(line.splitlines()) == 1  # errors name lines


# In an address only what config leaves as it is: the rest it encodes, and tells.
@given(LETTERS.map(plain).filter(bool), LETTERS.map(plain).filter(bool), st.text("aZ09-._~/?=&+'!$*,;:@()"))
def test_a_source_is_read_back(name: str, topic: str, tail: str) -> None:
    sources = [
        Source(name=f"x {name}", url="https://a.example/" + tail, topic=topic, exclude=(topic, name), full_text=True),
        Source(name=f"y {name}", path="texts", weight=0.5, first=3),
    ]
    assert load(amending.with_sources(TEXT, sources)).sources[1:] == tuple(sources)


@pytest.mark.parametrize("text", ["", "\n", TEXT, TEXT + "\n", TEXT.replace("\n", "\r\n"), "# only a word"])
def test_what_was_there_stays(text: str) -> None:
    after = amending.with_sources(text, [Source(name="A", url="https://a.example/"), Source(name="B", path="b")])
    assert after.startswith(text)
    assert [source.name for source in load(after.replace("\r\n", "\n")).sources][-2:] == ["A", "B"]
    assert ("\r\n" in after) == ("\r\n" in text)
    assert after.count("\n") == after.count("\r\n") or "\r" not in after
    assert amending.with_sources(text, []) == text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (TEXT, TEXT.replace('"Old"', '"N\\"ew"')),
        ("[site]\n  title='Old' # x\n", '[site]\n  title="N\\"ew" # x\n'),
        ("", '[site]\ntitle = "N\\"ew"\n'),
        ("[site] # mine\r\nlanguage = 'en'\r\n", '[site] # mine\r\ntitle = "N\\"ew"\r\nlanguage = \'en\'\r\n'),
        ('[x]\ntitle = "Old"\n[site]\ntitle = "Old"\n', '[x]\ntitle = "Old"\n[site]\ntitle = "N\\"ew"\n'),
        ('site.title = "Old"\n', 'site.title = "Old"\n'),
        ('site = {title = "Old"}\n', 'site = {title = "Old"}\n'),
        ('[site]\ntitle = """\nOld"""\n', '[site]\ntitle = """\nOld"""\n'),
        ("[site\n", "[site\n"),
        ("site = 3\n", "site = 3\n"),
    ],
)
def test_a_word_of_site_takes_the_place_of_another(text: str, after: str) -> None:
    assert amending.with_site(text, "title", 'N"ew') == after


def test_a_source_that_cannot_be_followed_is_left_out_and_named() -> None:
    sources = [Source(name="A", url="https://a.example/"), Source(name="B"), Source(name="Desk", path="b"), Source(name="C", path="c")]
    for text in (TEXT, TEXT + "\n", TEXT.replace("\n", "\r\n"), ""):
        after, kept, problems = amending.followed(Path("digest.toml"), text, sources)
        assert [source.name for source in kept] == (["A", "C"] if text else ["A", "Desk", "C"])
        assert [problem.where for problem in problems] == (["B", "Desk"] if text else ["B"])
        assert after == amending.with_sources(text, kept)


def test_a_file_that_takes_no_more_is_said() -> None:
    with pytest.raises(ConfigError, match=r"takes no more sources.*\[\[sources\]\]"):
        amending.followed(Path("digest.toml"), 'sources = [{name = "a", path = "b"}]\n', [Source(name="A", path="a")])


def test_the_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "digest.toml"
    path.write_bytes(TEXT.encode())
    path.chmod(0o640)
    with pytest.raises(DigestError, match="changed meanwhile"):
        amending.write(path, TEXT + "x", "new")

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", fails)
        with pytest.raises(DigestError, match="No space left"):
            amending.write(path, TEXT, "new")
    assert [file.name for file in tmp_path.iterdir()] == ["digest.toml"]
    assert path.read_bytes() == TEXT.encode()
    amending.write(path, TEXT, "new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert os.name != "posix" or path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name != "posix", reason="links need leave on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text("old", "utf-8")
    link = tmp_path / "digest.toml"
    link.symlink_to("real.toml")
    amending.write(link, "old", "new")
    assert link.is_symlink()
    assert (tmp_path / "real.toml").read_text("utf-8") == "new"


def test_defaults_are_not_written() -> None:
    assert amending.block(replace(Source(name="A"), url="u")) == '[[sources]]\nname = "A"\nurl = "u"\n'
