"""What can be heard or watched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.media import attachment

CRY = "https://gulls.example/cry.mp3"


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        *(("1930", "32:10"), ("1930.4", "32:10"), ("00:32:10", "32:10"), ("32:10", "32:10")),
        *((" 1:02:05 ", "1:02:05"), ("65:00", "1:05:00"), ("59", "0:59")),
        *(("0", ""), ("", ""), ("00:00:00", ""), ("half an hour", ""), ("-5", ""), ("1e9", ""), ("9" * 8, ""), ("32:1", "")),
    ],
)
def test_durations(said: str, clock: str) -> None:
    found = attachment(CRY, duration=said)
    assert found
    assert found.note == clock


@pytest.mark.parametrize(
    ("address", "kind", "name", "called", "note"),
    [
        (CRY, "Audio/MPEG", "", "cry.mp3", "audio/mpeg"),
        (CRY, "sound", " The cry ", "The cry", ""),
        ("/a%20b/", "", "", "a b", ""),
        ("https://gulls.example", "", "", "https://gulls.example", ""),
        ("http://[oops", "", "", "http://[oops", ""),
    ],
)
def test_what_it_is_called(address: str, kind: str, name: str, called: str, note: str) -> None:
    found = attachment(address, kind, name=name)
    assert found
    assert (found.address, found.name, found.note) == (address, called, note)


@pytest.mark.parametrize(("address", "kind"), [("https://gulls.example/gull.png", "image/png"), (" ", "audio/mpeg"), ("", "")])
def test_what_is_none(address: str, kind: str) -> None:
    assert attachment(address, kind) is None


@given(st.text(), st.text(), st.text(), st.text())
def test_whatever_is_said_of_it(address: str, kind: str, duration: str, name: str) -> None:
    assert (attachment(address, kind, duration, name) is None) == (not address.strip() or kind.strip().lower().startswith("image/"))
