"""Bytes from somewhere, before anyone knows what they say."""

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
    def local(self) -> bool:
        return not self.url
