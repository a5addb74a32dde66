"""`_issue.md`: what an editor says of an issue. Of one that cannot be understood: whether it may say that the issue is a draft."""

import re
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from digest.entries.text import clean
from digest.errors import EntryError, Problem

NAME = "_issue.md"
_KEYS: dict[str, type] = {"title": str, "number": str, "draft": bool, "topics": tuple, "pins": tuple}
_NOTHING = ("", "null", "~")
_FRONT = re.compile(
    r"""
    (?: (?: [^\S\n]*+ \n )*+ [^\S\n]*+ -++ [ \t]*+ \n | (?: [^\S\n]*+ \n )++ )  # blank lines, a line of dashes, or both
    (?P<front> .*? ) (?: ^ [ \t]*+ (?: --- | \.\.\. ) | \Z )
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
# A line that begins with the word, whatever quotes and slips stand before it, or a key within braces; no remark, no sentence.
_DRAFT = re.compile(r"""^[^\w#\n]*draft|[{,]\s*["']?draft\w*["']?\s*:""", re.IGNORECASE | re.MULTILINE)
_DRAFT_LINE = re.compile(r"""^[^\w#\n]*draft["']?[ \t]*:[ \t]*\w*[ \t]*$""", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Editorial:
    """What an editor says of an issue."""

    title: str = ""
    number: int | None = None
    draft: bool = False
    topics: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()
    introduction: str = ""


def parse(text: str, path: str) -> Editorial:
    """What `_issue.md` says. Raises EntryError with the line of what cannot be understood."""
    from digest.entries import frontmatter
    from digest.entries.file import typed

    text = clean(text)
    said, lines, body = frontmatter.split(text, path)
    if body == text and (found := _DRAFT_LINE.search(body.lstrip().partition("\n\n")[0])):
        what = f"`{found[0].strip()}` stands outside of front matter"
        raise EntryError(Problem(f"{path}:1", what, "Put it between two lines of ---, the first of which begins the file."))
    fields: dict[str, Any] = {}
    for key, value in said.items():
        where = f"{path}:{lines[key]}"
        if key not in _KEYS:
            raise EntryError(Problem(where, f"unknown key `{key}` in {NAME}", f"Known are {', '.join(_KEYS)}."))
        fields[key] = typed(value, _KEYS[key], key, where, UTC)
    number = fields.pop("number", "")
    if number not in _NOTHING:
        if not re.fullmatch(r"[0-9]{1,9}", number) or not int(number):
            raise EntryError(
                Problem(f"{path}:{lines['number']}", f"`number: {number}` is no number of an issue", "Write 1, 2, 3 and so on.")
            )
        fields["number"] = int(number)
    return Editorial(**fields, introduction=body.strip("\n"))


def may_be_draft(text: str) -> bool:
    """Whether a text that cannot be understood speaks of `draft` where its front matter is, or should be.

    What an editor holds back must not come out because of a slip elsewhere in the file.
    """
    text = clean(text)
    front = _FRONT.match(text)
    return bool(_DRAFT.search(front["front"] if front else text))
