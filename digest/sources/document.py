"""Bytes from somewhere, before anyone knows what they say."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file or a reply. `origin` is what people call it: its path in the project, or its address."""

    source: str  # the source's name
    origin: str
    raw: bytes
    url: str = ""  # where it was finally found; empty for a file
    content_type: str = ""
    name: str = ""  # a file's stem

    @property
    def version(self) -> str:
        """The hash of a local file's bytes, whatever a checkout made of its lines' ends."""
        return hashlib.sha256(self.raw.replace(b"\r\n", b"\n")).hexdigest()[:16] if self.local else ""

    @property
    def local(self) -> bool:
        return not self.url


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a feed says of itself, as it says it."""

    title: str  # HTML
    home: str = ""  # the page that it belongs to
