"""Mails as files (`.eml`, RFC 5322) → one Item each: subject, sender, date, and the text, of the part that says most."""

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from digest.errors import Problem, SourceError
from digest.model import Item
from digest.sources import decoding, texts
from digest.sources.document import Document
from digest.sources.language import language_of
from digest.sources.tree import parse

FULL = 0.6  # of the words of the HTML part: a plain part with fewer is only an invitation to look at the other
_SOFT = re.compile(r"(?<!^--)(?<!\n--) \n(?!\s*\n)")  # in format=flowed (RFC 3676) a line goes on after a space; “-- ” begins a signature


def read(document: Document, text: str) -> Sequence[Item]:
    """One item. Raises SourceError where there is no text in it."""
    # By its bytes: each part has an encoding of its own, and the whole has none.
    mail = message_from_bytes(document.raw.replace(b"\r\n", b"\n"), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    plain, rich = (_content(_part(mail, kind)) for kind in ("plain", "html"))
    subject = " ".join(_header(mail, "Subject").split())
    if not (plain.strip() or rich.strip()):
        raise SourceError(Problem(document.origin, "is a mail without a text", "Its attachments are not read: save them as files."))
    name, address = parseaddr(_header(mail, "From"))
    if len(plain.split()) >= FULL * len(parse(rich).text().split()):
        (item,) = texts.read(document, f"{subject or 'Mail'}\n\n{plain}")
    else:
        language = language_of(parse(rich).text())
        item = Item(source=document.source, origin=document.origin, text=rich, language=language)
    return [
        replace(
            item,
            own=document.local,
            name=document.name,
            title=html.escape(subject, quote=False),
            authors=(html.escape(name or address, quote=False),) if name or address else (),
            published=_header(mail, "Date"),
            version=document.version,
        )
    ]


def _part(mail: EmailMessage, kind: str) -> EmailMessage | None:
    try:
        found = mail.get_body((kind,))
    except (AttributeError, KeyError, ValueError, LookupError):  # multiparts that are none
        return None
    return found if isinstance(found, EmailMessage) else None


def _content(part: EmailMessage | None) -> str:
    if part is None:
        return ""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    text = decoding.decode(raw, f"charset={part.get_content_charset('')}")
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    return _SOFT.sub(" " if str(part.get_param("delsp") or "").lower() != "yes" else "", text) if flowed else text


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return str(mail.get(name, ""))
    except (ValueError, IndexError, AttributeError, LookupError, TypeError):  # what strangers write there; the rest of the mail stands
        return ""
