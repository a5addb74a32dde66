"""Mails as files (`.eml`, RFC 5322) → one Item each: subject, sender, date, and the text, of the part that says most.

What is no text of a letter goes: what nobody is to see of it, signatures, and the heads of mails that it hands on, whose writers
are its authors, too.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from digest.errors import Problem, SourceError
from digest.model import Item
from digest.sources import decoding, texts
from digest.sources.article import is_hidden
from digest.sources.document import Document
from digest.sources.language import language_of
from digest.sources.tree import Node, parse

FULL = 0.6  # of the words of the HTML part: a plain part with fewer is only an invitation to look at the other
_SOFT = re.compile(r"(?<!^--)(?<!\n--) \n(?!\s*\n)")  # in format=flowed (RFC 3676) a line goes on after a space; “-- ” begins a signature
SIGNATURE = 15  # lines below “--”; with more it parts one piece of a text from another
FEWEST = 3  # lines of a mail's head, as programs lay it down above what they hand on

_SIGNED = re.compile(r"--\s?$")
_SIGNATURES = frozenset(["gmail_signature", "gmail_signature_prefix", "moz-signature"])  # as two programs call theirs
_HANDED_ON = re.compile(
    r"\W*(?:(?:begin )?forwarded message|original message|(?:anfang der )?weitergeleiteten? nachricht|ursprüngliche nachricht"
    r"|(?:début du )?message (?:transféré|réexpédié)|message d['’]origine|mensaje (?:reenviado|original)|(?:inizio )?messaggio inoltrato"
    r"|mensagem (?:encaminhada|original)|doorgestuurd bericht|oorspronkelijk bericht|пересылаемое сообщение)\W*$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"[*_]?(?:(?P<sender>from|von|de|da|van|от)|date|sent|to|cc|subject|reply-to|datum|gesendet|an|betreff|antwort an|envoyé|à|objet"
    r"|répondre à|fecha|enviado(?: el)?|para|asunto|responder a|data|inviato|oggetto|assunto|verzonden|aan|onderwerp|дата|кому|тема)"
    r"\s?[:：][*_]?(?:\s+(?P<said>\S.*))?$",
    re.IGNORECASE,
)


def read(document: Document, text: str) -> Sequence[Item]:
    """One item. Raises SourceError where there is no text in it."""
    # By its bytes: each part has an encoding of its own, and the whole has none.
    mail = message_from_bytes(document.raw.replace(b"\r\n", b"\n"), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    plain, rich = (_content(_part(mail, kind)) for kind in ("plain", "html"))
    subject = " ".join(_header(mail, "Subject").split())
    if not (plain.strip() or rich.strip()):
        raise SourceError(Problem(document.origin, "is a mail without a text", "Its attachments are not read: save them as files."))
    plain, handed_on = _without_heads(_unsigned(plain) or plain)
    rich = _shown(rich)
    senders = map(parseaddr, (_header(mail, "From"), *handed_on))
    if len(plain.split()) >= FULL * len(parse(rich).text().split()):
        # Not below its subject, of which it may be told that it is no title: the next line would be taken for it.
        (item,) = texts.read(document, f"Mail\n\n{plain}")
        item = replace(item, language=language_of(f"{subject}\n\n{plain}"))
    else:
        language = language_of(parse(rich).text())
        item = Item(source=document.source, origin=document.origin, text=rich, language=language)
    return [
        replace(
            item,
            own=document.local,
            name=document.name,
            title=html.escape(subject, quote=False),
            authors=(*(html.escape(name or address, quote=False) for name, address in senders if name or address), *item.authors),
            published=_header(mail, "Date"),
            version=document.version,
        )
    ]


def _unsigned(text: str) -> str:
    """A plain text without the signature of whoever wrote it, or handed it on with a word of their own."""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if _SIGNED.match(line) and (end := _signature_end(lines, i)):
            return "\n".join([*lines[:i], *lines[end:]]).strip("\n")
    return text


def _signature_end(lines: Sequence[str], i: int) -> int:
    """The line after a signature that begins at `i`; 0 where it is none, for so much stands below."""
    told = 0
    for j in range(i + 1, len(lines)):
        if _HANDED_ON.match(lines[j]) or _head_at(lines, j):
            return j
        told += bool(lines[j].strip())
        if told > SIGNATURE:
            return 0
    return len(lines)


def _without_heads(text: str) -> tuple[str, list[str]]:
    """A plain text without the heads of the mails that it hands on, and who sent these."""
    lines = text.split("\n")
    kept: list[str] = []
    senders: list[str] = []
    i = 0
    while i < len(lines):
        if head := _head_at(lines, i):
            senders += [said["said"] for said in head if said["sender"] and said["said"]]
            while kept and (not kept[-1].strip() or _HANDED_ON.match(kept[-1])):
                kept.pop()
            kept.append("")
        else:
            kept.append(lines[i])
        i += len(head) or 1
    left = "\n".join(kept).strip("\n")
    return (left, senders) if left.strip() else (text, [])


def _head_at(lines: Sequence[str], i: int) -> list[re.Match[str]]:
    """The lines of a mail's head that begins here; none where a text does."""
    found: list[re.Match[str]] = []
    for line in lines[i : i + 12]:
        if len(line) > 1000 or not (match := _HEAD.match(line.lstrip("> "))):
            break
        found.append(match)
    return found if len(found) >= FEWEST and any(match["sender"] for match in found) else []


def _shown(rich: str) -> str:
    """HTML without what nobody is to see, such as the line that mail programs show beside a subject, and without signatures."""
    page = parse(rich)
    gone = list(_unseen(page))
    for node in gone:
        node.drop()
    return page.html() if gone and page.text() else rich


def _unseen(page: Node) -> Iterator[Node]:
    for node in page.walk():
        if is_hidden(node) or not _SIGNATURES.isdisjoint(node.attributes.get("class", "").split()):
            yield node


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
