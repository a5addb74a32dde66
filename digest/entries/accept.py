"""Item → Entry: what a source said becomes what we keep. The border of trust: past here text is text, links are
absolute, times are aware, and no control character is left."""

import re
from datetime import datetime, tzinfo
from typing import Any

from digest import prose
from digest.entries import dates, file, urls
from digest.entries.html import escape, link, to_markdown, to_paragraphs, to_text
from digest.entries.text import clean
from digest.errors import EntryError, Problem
from digest.model import Entry, Item

LONGEST = 500  # characters of a name: to look for an address in it takes the square of the time
ATTACHED = 5  # to one item: a podcast's episode has one, in two formats perhaps
TITLE = 300  # characters; a longer one is a text that stands in the wrong field
_OF_A_PROGRAM = ("id", "fetched", "origin", "aliases", "thumbnail", "image_alt")  # aliases are of an entry's address, and here is a new one
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))*$")
_MAIL = re.compile(r"\s*[(<\[]?\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b[)>\]]?\s*")


def accept(item: Item, id: str, *, now: datetime | None, zone: tzinfo, full_text: bool = False) -> Entry:
    """The entry that an item makes.

    `now` is when it was first seen (None: nobody has seen it yet, as in `digest convert`); `zone` is meant where a
    date names none. A foreign text is cut to an excerpt unless `full_text`; a text of our own is kept whole.
    Raises EntryError for an item with nothing in it.
    """
    if item.markup == "markdown":
        return _from_markdown(item, id, now=now, zone=zone)
    in_full, text = item.own or full_text, item.text or item.summary
    title = to_text(item.title, twice=not item.own)  # our own readers escape once
    whole = to_markdown(text, item.base) if in_full or not title else ""
    body = whole if in_full else excerpt(text, item.base)
    extra: tuple[tuple[str, str], ...] = ()
    if len(title) > TITLE:
        title, body = prose.shorten(title, TITLE), body or escape(title if in_full else prose.shorten(title))
    if not title:
        title = _derived_title(item, whole)
        extra = (("derived", "title"),)  # the pages and the editor may know that it is ours
    if not title:
        raise EntryError(Problem(item.origin, "an item has neither title nor text nor link"))
    published, updated = _times(item, now=now, zone=zone)
    summary = prose.shorten(to_text(item.summary)) if in_full else ""
    said = prose.opening(whole) if summary else ""
    attached = (link(one.name, one.address, item.base, one.note and f"({one.note})") for one in item.attached[:ATTACHED])
    return Entry(
        id=id,
        title=title,
        source=item.source,
        body="\n\n".join(filter(None, (body, *attached))),
        published=published,
        updated=updated,
        fetched=now,
        link=urls.canonical(item.link, item.base),
        guid=" ".join(clean(item.guid).split())[:1000].rstrip(),
        authors=_people(item.authors),
        language=_language(item.language),
        summary="" if prose.words(summary) == prose.words(said)[: len(prose.words(summary))] else summary,
        key_points=tuple(text for point in item.key_points if (text := " ".join(clean(point).split()))),
        categories=tuple(dict.fromkeys(text for category in item.categories if (text := to_text(category)[:100].rstrip())))[:20],
        image=image if (image := urls.absolute(item.image, item.base)).startswith("http") else "",
        image_alt=prose.shorten(to_text(item.image_alt)),
        origin=clean(item.origin),
        extra=extra,
    )


def excerpt(html: str, base: str = "") -> str:
    """The opening of a foreign text: words only, at most `prose.SUMMARY` characters, ending with a sentence."""
    return escape(prose.opened(to_paragraphs(html, base, prose.SUMMARY)))


def _from_markdown(item: Item, id: str, *, now: datetime | None, zone: tzinfo) -> Entry:
    """A Markdown file of this project: its front matter is its owner's word, its text is kept as it is.

    Not so what a program writes, which such a file has where it is a conversion, or a copy of an entry: filed, it is this
    file's news, first seen now. Two copies are two texts then, and each is followed when it is edited.
    """
    said = file.read(item.text, item.origin, zone)
    filed = _OF_A_PROGRAM if now else ()
    fields: dict[str, Any] = {"id": id, "source": item.source, "fetched": now, "origin": clean(item.origin)}
    fields |= {name: value for name, value in said.fields.items() if value not in ("", (), None) and name not in filed}
    if not fields.get("title"):
        fields["title"] = prose.shorten(_first_paragraph(said.body), 90) or _name(item)
        if not fields["title"]:
            raise EntryError(Problem(item.origin, "this text is empty"))
    return Entry(**fields, extra=said.extra, body=said.body)


def _times(item: Item, *, now: datetime | None, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    published, updated = (dates.moment(text, zone=zone) for text in (item.published, item.updated))
    if now:
        published, updated = dates.plausible(published, now), dates.plausible(updated, now)
    if updated and (not published or updated <= published):
        # Atom demands `updated` even where nothing changed; a feed with nothing else tells its date there.
        published, updated = published or updated, None
    return published, updated


def _people(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names without the mail addresses that RSS puts beside them: those are nobody's business here."""
    shown = []
    for name in map(to_text, names):
        if len(name) > LONGEST:
            name = name[:LONGEST].rpartition(" ")[0] or name[:LONGEST]  # at a word, or half an address would be left
        bare = _MAIL.sub(" ", name).strip()
        if bare.startswith("(") and bare.endswith(")"):
            bare = bare[1:-1].strip()
        shown.append(bare[:200].rstrip())
    return tuple(dict.fromkeys(filter(None, shown)))


def _language(tag: str) -> str:
    match = _LANGUAGE.match(tag.strip())
    return match[0].replace("_", "-") if match else ""


def _name(item: Item) -> str:
    """A file's name as words: some systems let it hold any character but a slash."""
    return " ".join(clean(item.name).split())


def _derived_title(item: Item, markdown: str) -> str:
    """A title for what came without one: its first heading or sentence, its file's name, its address, its first words."""
    said = prose.heading(markdown) or next(iter(prose.sentences(prose.shorten(_first_paragraph(markdown)))), "")
    link = urls.canonical(item.link, item.base)
    return prose.shorten(said, 90) or _name(item) or link.partition("//")[2] or prose.shorten(" ".join(prose.words(markdown)[:12]), 90)


def _first_paragraph(markdown: str) -> str:
    """Where a title ends that is made of a text, whether a full stop is there or not."""
    return next(prose.paragraphs(prose.beginning(markdown, prose.SUMMARY * 6)), ("", False))[0]
