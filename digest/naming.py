"""A text as a name: of a file, and of the address that it stands at. Apart from prose, for all read settings and few read texts."""

import hashlib
import re
import unicodedata
from functools import lru_cache

_FOLD = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h"})
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|index)$")  # no file of these names on Windows; index would shadow a page


@lru_cache(maxsize=1024)  # a site has few topics, and asks for them again and again
def slug(text: str, limit: int = 60) -> str:
    """A text as a name for a file and an address: lower case, Latin letters without accents, other scripts as they are.

    At most `limit` characters, ending at a word. Never empty, and never a name that a file system keeps for itself:
    a short hash takes its place.
    """
    kept, base = [], ""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_FOLD)
    for c in unicodedata.normalize("NFKD", plain):
        kind = unicodedata.category(c)[0]
        if kind in "LN":
            base = c
            kept.append(c)
        elif kind == "M":
            kept.append(c if base >= "\u0370" else "")  # an accent on a Latin letter goes; a vowel sign stays
        elif c not in "'’":
            base = ""
            kept.append(" ")
    name = unicodedata.normalize("NFC", "-".join("".join(kept).split()))
    if len(name) > limit:
        edge = name.rfind("-", 0, limit + 1)
        name = name[: edge if edge > limit // 2 else limit].rstrip("-")
    if name and not _RESERVED.match(name):
        return name
    return f"{name or 'x'}-{fingerprint(text)}"


def distinct(name: str, text: str, limit: int = 60) -> str:
    """A slug that is taken, made another's by a mark of `text`, which must tell the two apart."""
    return f"{name[: limit - 7].rstrip('-')}-{fingerprint(text)}"


def fingerprint(text: str) -> str:
    """Six characters that tell a text from most others."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:6]
