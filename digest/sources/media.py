"""What is attached to an item to be heard or watched."""

import re
from urllib.parse import unquote, urlsplit

from digest.model import Attachment

_CLOCK = re.compile(r"(?:\d{1,3}:)?\d{1,3}:\d{2}")
_TYPE = re.compile(r"[a-z]+/[\w.+-]{1,80}")
LONGEST = 360_000  # seconds, a hundred hours: more is no duration


def attachment(address: str, kind: str = "", duration: str = "", name: str = "") -> Attachment | None:
    """What is attached, called by its file's name where it has none; None for a picture, and where there is no address.

    `kind` is a media type; `duration` is seconds, or hours, minutes and seconds.
    """
    kind = kind.strip().lower()
    if not address.strip() or kind.startswith("image/"):
        return None
    note = filter(None, (kind if _TYPE.fullmatch(kind) else "", _clock(duration)))
    return Attachment(address=address, name=name.strip() or _file(address) or address, note=", ".join(note))


def _file(address: str) -> str:
    try:
        return unquote(urlsplit(address.strip()).path.rstrip("/").rpartition("/")[2])
    except ValueError:
        return ""


def _clock(duration: str) -> str:
    """“1930”, “1930.0” and “00:32:10” are 32:10."""
    duration = duration.strip()
    if _CLOCK.fullmatch(duration):
        seconds = 0
        for part in duration.split(":"):
            seconds = seconds * 60 + int(part)
    elif re.fullmatch(r"\d{1,8}(?:\.\d{1,6})?", duration):
        seconds = round(float(duration))
    else:
        return ""
    if not 0 < seconds <= LONGEST:
        return ""
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"
