"""Pictures → small copies: the right way up, in the right colours, with nothing that was written into them; and what is refused."""

import io
import struct
import zlib
from dataclasses import replace
from typing import Any

import pytest

from digest.model import Fetch, Picture
from digest.sources import pictures
from digest.sources.pictures import LARGEST, SIDE, copies, left_out, small
from tests.sources.hostile import Hostile, reply

Image: Any = pytest.importorskip("PIL.Image")
ImageCms: Any = pytest.importorskip("PIL.ImageCms")


def drawn(width: int = 400, height: int = 300, mode: str = "RGB", colour: Any = (200, 30, 30)) -> Any:
    return Image.new(mode, (width, height), colour)


def noise(width: int = 400, height: int = 300) -> Any:
    """What can hardly be packed: the same each time."""
    return Image.frombytes(
        "RGB",
        (width, height),
        b"".join(zlib.crc32(bytes([i % 251, i % 241])).to_bytes(4) for i in range(width * height))[: width * height * 3],
    )


def saved(picture: Any, form: str = "PNG", **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


def copied(raw: bytes) -> tuple[Picture, Any]:
    """The copy, and what a browser would see of it."""
    made = small(raw)
    assert isinstance(made, Picture), made
    shown = Image.open(io.BytesIO(made.raw))
    assert shown.format == "WEBP"
    assert shown.size == (made.width, made.height)
    assert len(made.raw) <= LARGEST
    return made, shown.convert("RGB")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize(
    ("size", "becomes"), [((400, 300), (192, 144)), ((300, 400), (144, 192)), ((64, 48), (64, 48)), ((2000, 40), (192, 4))]
)
def test_it_is_small_and_as_wide_to_its_height_as_it_was(form: str, size: tuple[int, int], becomes: tuple[int, int]) -> None:
    made, _ = copied(saved(drawn(*size), form))
    assert (made.width, made.height) == becomes
    assert max(becomes) <= SIDE


def test_the_same_picture_makes_the_same_copy() -> None:
    raw = saved(noise())
    assert small(raw) == small(raw)


def test_what_can_hardly_be_packed_is_made_to_fit() -> None:
    made, _ = copied(saved(noise(1200, 900)))
    assert made.width >= SIDE // 4


def test_it_stands_the_right_way_up() -> None:
    halves = drawn(400, 200, colour=(255, 255, 255))
    halves.paste((0, 0, 0), (0, 0, 200, 200))  # black is left
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: what is left is up
    _, shown = copied(saved(halves, "JPEG", exif=exif))
    assert shown.size == (96, 192)
    assert (shown.getpixel((48, 10))[0] < 60, shown.getpixel((48, 180))[0] > 200) == (True, True)


def test_nothing_that_was_written_into_it_is_in_the_copy() -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made, _ = copied(saved(drawn(), "JPEG", exif=exif, icc_profile=profile, comment=b"a secret word"))
    assert b"secret" not in made.raw
    assert not {b"EXIF", b"ICCP", b"XMP "} & {made.raw[i : i + 4] for i in range(len(made.raw))}


def test_colours_are_the_webs() -> None:
    """Of a picture that counts its colours otherwise: here with red and blue exchanged, which no eye would miss."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.find(b"rXYZ", 128), profile.find(b"bXYZ", 128)
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    _, shown = copied(saved(drawn(colour=(250, 0, 0)), "PNG", icc_profile=bytes(profile)))
    assert shown.getpixel((50, 50))[2] > 200 > 60 > shown.getpixel((50, 50))[0]


def test_a_profile_that_is_none_does_no_harm() -> None:
    _, shown = copied(saved(drawn(colour=(250, 0, 0)), "PNG", icc_profile=b"no profile at all"))
    assert shown.getpixel((50, 50))[0] > 200


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_colours_can_be_shown(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    picture = drawn(mode=mode, colour=0) if mode in ("1", "L", "P", "I;16") else drawn().convert(mode)
    copied(saved(picture, form))


def test_what_can_be_seen_through_lies_on_white() -> None:
    _, shown = copied(saved(drawn(mode="RGBA", colour=(0, 0, 0, 0))))
    assert shown.getpixel((10, 10)) == (255, 255, 255)


def test_of_a_moving_picture_it_is_the_first_that_is_shown() -> None:
    _, shown = copied(saved(drawn(colour=(0, 200, 0)), "GIF", save_all=True, append_images=[drawn()], duration=100))
    assert shown.getpixel((50, 50))[1] > 150


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says that it is that large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "is no picture"),
        (b"<html>no</html>", "is no picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "is no picture"),
        (saved(drawn(), "BMP"), "is no picture"),
        (saved(drawn(), "TIFF"), "is no picture"),
        (saved(drawn(), "JPEG")[:400], "is no picture"),
        (png_that_says(30_000, 30_000), "too many"),
        (png_that_says(65_000, 65_000), "too many"),
        (png_that_says(7_000, 7_000), "too many"),
        (saved(drawn(1, 1)), "has 1 × 1 pixels, which is no picture"),
        (saved(drawn(600, 8)), "has 600 × 8 pixels, which is no picture"),
    ],
    ids=lambda part: part[:12] if isinstance(part, str) else len(part),
)
def test_what_is_no_picture_is_refused(raw: bytes, why: str) -> None:
    found = small(raw)
    assert isinstance(found, str)
    assert why in found


# ── asked for ────────────────────────────────────────────────────────────────────────────────────


def asked(server: Hostile, *paths: str, **how: Any) -> dict[str, Picture | str]:
    settings = replace(Fetch(allow_hosts=("127.0.0.1",), timeout=5.0), **how)
    return {
        address.rpartition("/")[2]: found
        for address, found in copies([server.url(f"/{path}") for path in paths], settings=settings, agent="test")
    }


def test_pictures_come_in_their_order_whatever_some_are() -> None:
    with Hostile() as server:
        server.answers |= {
            "/a": reply(body=saved(drawn())),
            "/b": reply("404 Not Found"),
            "/c": reply(body=b"no"),
            "/d": reply(body=saved(noise())),
        }
        found = asked(server, "a", "b", "c", "d")
    assert list(found) == ["a", "b", "c", "d"]
    assert [isinstance(one, Picture) for one in found.values()] == [True, False, False, True]
    assert left_out(found).startswith("Pictures left out: 2 of 4. b there is nothing at this address (404), and 1 more.")
    assert left_out({"a": found["a"]}) == ""


def test_our_own_network_is_not_asked_for_a_picture() -> None:
    with Hostile() as server:
        server.answers["/a"] = reply(body=saved(drawn()))
        found = asked(server, "a", allow_hosts=())
        assert server.heads == []
    assert isinstance(found["a"], str)


def test_a_picture_that_is_too_long_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 1000)
    with Hostile() as server:
        server.answers["/a"] = reply(body=saved(noise()))
        found = asked(server, "a")
    assert "more than 1,000 bytes" in str(found["a"])


def test_a_host_in_trouble_is_left_in_peace() -> None:
    with Hostile() as server:
        server.answers |= {f"/{i}": reply("503 Service Unavailable") for i in range(50)}
        found = asked(server, *map(str, range(50)))
        assert len(server.heads) <= pictures.PATIENCE + 2  # two at once may have been under way
    assert len(found) == 50
