"""Names of files and addresses: readable, the same everywhere, and each its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.naming import distinct, fingerprint, slug


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ferry crews talk through the night", "ferry-crews-talk-through-the-night"),
        ("  What’s “new”? — Nothing!  ", "whats-new-nothing"),
        ("Möwen, Größe & Øresund", "mowen-grosse-oresund"),
        ("Łódź île œuvre þing ıssız", "lodz-ile-oeuvre-thing-issiz"),
        ("Паром возвращается", "паром-возвращается"),
        ("渡船回到河上", "渡船回到河上"),
        ("العبارة تعود", "العبارة-تعود"),
        ("नाव लौटी", "नाव-लौटी"),
        ("갈매기", "갈매기"),
        ("ガル", "ガル"),
        ("C++ & C#", "c-c"),
        ("100 % AT&T_x", "100-at-t-x"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\u0308 ﬁne ½", "a-fine-1-2"),
        ("Ǿ 𝚨 Ⅷ", "o-α-viii"),
    ],
)
def test_slugs(text: str, name: str) -> None:
    assert slug(text) == name


@pytest.mark.parametrize("text", ["", "!!!", "🎉", "CON", "nul", "Lpt1", "index", "Index!"])
def test_names_that_are_none_get_a_mark(text: str) -> None:
    made = slug(text)
    assert made.endswith(f"-{fingerprint(text)}")
    assert slug(made) == made


def test_a_long_slug_ends_at_a_word() -> None:
    assert slug("gull " * 50) == "-".join(["gull"] * 12)
    assert slug("g" * 100) == "g" * 60


@given(st.text())
def test_a_slug_is_a_name_anywhere_and_its_own_slug(text: str) -> None:
    made = slug(text)
    assert 0 < len(made) <= 70
    assert made == slug(made)
    assert not set(made) & set(" /\\:*?\"<>|#%&.'\n\0")
    assert not made.startswith("-")
    assert not made.endswith("-")


@given(st.text(min_size=1), st.text(), st.text())
def test_distinct_slugs(text: str, one: str, other: str) -> None:
    name = slug(text)
    assert len(distinct(name, one)) <= 60 + 7
    assert (distinct(name, one) == distinct(name, other)) == (fingerprint(one) == fingerprint(other))
