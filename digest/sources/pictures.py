"""Addresses of pictures → small copies that a page may show, for sources with `images = "copy"`.

A picture is foreign bytes, and what reads it is a large library: only four formats are let in, a picture's size is looked at
before it is unpacked, and what goes on is a new picture, drawn small, without anything that was written into the old one.
"""

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from digest.errors import Problem, SourceError
from digest.model import Fetch, Picture
from digest.sources.gather import asking, waited

if TYPE_CHECKING:
    from PIL import Image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
SIDE = 192  # of a copy at most, in pixels: twice what the page gives it, for screens that are fine
LARGEST = 6 * 1024  # of a copy, in bytes
QUALITIES = (80, 65, 50, 35, 20)
SMALLEST = 32  # pixels of a side; less is a spy's or a spacer
MOST_PIXELS = 25_000_000  # of the original: a hundred megabytes, unpacked
MOST_BYTES = 5_000_000
PATIENCE = 2  # failures of a host, after which its other pictures are not asked for


def missing(config: str) -> Problem:
    """What to do where the file of this name asks for more than is installed."""
    return Problem(
        config,
        '`images = "copy"` needs a library that is not installed, so no picture is copied',
        "Run pip install 'newsdigest[images]'.",
    )


def available() -> bool:
    """Whether what reads pictures is installed."""
    try:
        import PIL.Image  # noqa: F401  an extra: most digests show no pictures
    except ImportError:
        return False
    return True


def copies(addresses: Sequence[str], *, settings: Fetch, agent: str) -> Iterator[tuple[str, Picture | str]]:
    """Of each address a small copy of its picture, or why there is none. In their order; each is asked for once."""
    from digest.sources import http  # the network's own imports, for those who use it

    settings = replace(settings, max_bytes=min(settings.max_bytes, MOST_BYTES))
    failures: dict[str, int] = {}

    def ask(i: int) -> bytes | str:
        host = urlsplit(addresses[i]).hostname or ""
        if failures.get(host, 0) >= PATIENCE:
            return "is not asked for: others there could not be had"
        try:
            return http.fetch(addresses[i], settings=settings, agent=agent).body or b""
        except SourceError as error:
            failures[host] = failures.get(host, 0) + 1
            return "; ".join(problem.what for problem in error.problems)

    with asking(dict(enumerate(addresses)), settings.concurrency) as (replies, begin):
        begin(ask)
        for i, address in enumerate(addresses):
            reply = waited(replies[i])
            yield address, reply if isinstance(reply, str) else small(reply)


def small(raw: bytes) -> Picture | str:
    """A small copy of a picture, as WebP; or why it is not one that can be copied."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # ours to say
            with Image.open(io.BytesIO(raw), formats=FORMATS) as opened:
                width, height = opened.size
                if width * height > MOST_PIXELS:
                    return f"has {width} × {height} pixels, which is too many"
                if min(width, height) < SMALLEST:
                    return f"has {width} × {height} pixels, which is no picture"
                opened.draft("RGB", (2 * SIDE, 2 * SIDE))  # a JPEG can be unpacked smaller than it is
                return _written(_drawn(opened))
    except Image.DecompressionBombError:
        return "has too many pixels"
    except MemoryError:
        return "needs too much memory"
    except Exception as error:  # a reader of foreign bytes raises anything
        return f"is no picture that can be read ({type(error).__name__})"


def _drawn(opened: "Image.Image") -> "Image.Image":
    """The first frame, the right way up, small, in the colours of the web, on white."""
    from PIL import Image, ImageOps

    colours = opened.info.get("icc_profile")
    frame: Image.Image = ImageOps.exif_transpose(opened)
    if frame.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in frame.info:
        frame = frame.convert("RGBA")
    elif frame.mode not in ("RGB", "RGBA", "CMYK", "L"):
        frame = frame.convert("RGB")
    frame.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    alpha = frame.getchannel("A") if frame.mode == "RGBA" else None
    plain = Image.new("RGB", frame.size, "white")
    plain.paste(_of_the_web(frame.convert("RGB") if alpha else frame, colours), mask=alpha)
    return plain


def _of_the_web(frame: "Image.Image", profile: Any) -> "Image.Image":
    """A picture's colours as sRGB; those that a profile does not explain are taken for it."""
    if profile:
        with suppress(Exception):  # a profile is foreign bytes, too, and the library may lack what reads it
            from PIL import ImageCms

            given, web = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(frame, given, web, outputMode="RGB")
            if converted:
                return converted
    return frame.convert("RGB")


def _written(picture: "Image.Image") -> Picture | str:
    """As WebP: less and less true to the original until it is small enough."""
    from PIL import Image

    while min(picture.size) > 1:
        for quality in QUALITIES:
            out = io.BytesIO()
            picture.save(out, "WEBP", quality=quality, method=6)
            if out.tell() <= LARGEST:
                return Picture(raw=out.getvalue(), width=picture.width, height=picture.height)
        picture = picture.resize((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)), Image.Resampling.LANCZOS)
    return "cannot be made small"


def left_out(found: Mapping[str, Picture | str]) -> str:
    """A line for the log on those that could not be copied; "" where there is none."""
    whys = {address: why for address, why in found.items() if isinstance(why, str)}
    if not whys:
        return ""
    first, why = next(iter(whys.items()))
    more = f", and {len(whys) - 1} more" if len(whys) > 1 else ""
    return f"Pictures left out: {len(whys)} of {len(found)}. {first} {why}{more}."
