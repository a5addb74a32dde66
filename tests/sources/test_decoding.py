"""Bytes → text."""

import codecs
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.decoding import decode, unzipped


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_believed(mark: bytes, codec: str) -> None:
    assert decode(mark + "Möwe 鴎".encode(codec), "text/plain; charset=latin-1") == "Möwe 鴎"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark(codec: str) -> None:
    assert decode("<a>Möwe</a>".encode(codec)) == "<a>Möwe</a>"


@pytest.mark.parametrize(
    ("raw", "content_type", "text"),
    [
        ("Möwe".encode(), "", "Möwe"),
        ("Möwe".encode(), "text/xml; charset=us-ascii", "Möwe"),
        ("Möwe".encode("latin-1"), "", "Möwe"),
        ("Möwe".encode("latin-1"), "text/xml; charset=UTF-8", "Möwe"),
        ("“Möwe”".encode("cp1252"), 'text/xml; charset="ISO-8859-1"', "“Möwe”"),
        ("чайка".encode("koi8-r"), "text/xml;charset=koi8-r", "чайка"),
        ("чайка".encode(), "text/xml;charset=nonsense", "чайка"),
        ("чайка".encode(), "text/xml;charset=base64", "чайка"),
        ("чайка".encode(), "text/xml;charset=utf-16", "чайка"),
        ("martı ş".encode("cp1254"), "text/xml;charset=iso-8859-9", "martı ş"),
        (b"", "", ""),
    ],
)
def test_what_is_declared_and_what_is_there(raw: bytes, content_type: str, text: str) -> None:
    assert decode(raw, content_type) == text


def test_the_documents_word_beats_the_servers() -> None:
    feed = '<?xml version="1.0" encoding="windows-1251"?><a>чайка</a>'
    assert decode(feed.encode("windows-1251"), "text/xml; charset=koi8-r") == feed


def test_one_bad_byte_among_whole_letters() -> None:
    assert decode("Möwen, Büsche, Bäume".encode() + b"\xff") != ""
    assert decode(("Möwen, Büsche, Bäume. " * 20).encode() + b"\xff").endswith("Bäume. \ufffd")


def test_one_bad_byte_among_ascii_is_a_windows_character() -> None:
    assert decode(b"It" + b"\x92" + b"s a gull. " * 50).startswith("It’s a gull.")


@given(
    st.binary(max_size=300), st.sampled_from(["", "text/xml; charset=utf-8", "x; charset=shift_jis", "charset=latin-1", "charset=utf-7"])
)
def test_any_bytes_are_some_text(raw: bytes, content_type: str) -> None:
    assert isinstance(decode(raw, content_type), str)


@given(st.text().filter(lambda text: not text.startswith("\ufeff") and "\0" not in text))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text


def test_gzip_is_unpacked_up_to_a_limit() -> None:
    packed = gzip.compress(b"gull" * 1000)
    assert unzipped(packed, 4000) == b"gull" * 1000
    with pytest.raises(ValueError, match="more than 3,999 bytes"):
        unzipped(packed, 3999)


@pytest.mark.parametrize("raw", [b"", b"\x1f\x8b", b"\x1f\x8bno gzip at all", b"plain"])
def test_what_is_no_gzip_stays(raw: bytes) -> None:
    assert unzipped(raw, 10) in (raw, b"")


def test_a_cut_gzip_gives_what_it_has() -> None:
    packed = gzip.compress(b"".join(str(n).encode() for n in range(10_000)))
    assert unzipped(packed[: len(packed) // 2], 1_000_000).startswith(b"0123456789")


def test_a_declaration_without_end_is_looked_for_at_the_beginning_only() -> None:
    raw = b"<?xml " * 40 + b"encoding " * 500_000 + b"\xff"
    assert decode(raw).endswith("ÿ")
