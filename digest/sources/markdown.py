"""Markdown files of this project, with or without front matter. Their owner's word: it is handed on as it stands."""

from collections.abc import Sequence

from digest.model import Item
from digest.sources.document import Document


def read(document: Document, text: str) -> Sequence[Item]:
    """One item. What its front matter says is understood where front matter is: in entries."""
    return [
        Item(
            source=document.source,
            origin=document.origin,
            own=document.local,
            name=document.name,
            text=text,
            markup="markdown",
            version=document.version,
        )
    ]
