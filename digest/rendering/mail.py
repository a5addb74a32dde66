"""An issue as a mail: HTML with its styles on its elements, and plain text. Short enough that no mail program cuts it off."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import css_inline
from jinja2 import Environment

from digest.model import Issue, Section, Story
from digest.rendering import links
from digest.rendering.edition import Edition
from digest.rendering.environment import render

# Gmail cuts a mail off after 102 KB. The rest is for what a service adds: a footer, longer links.
LIMIT = 90_000  # bytes


@dataclass(frozen=True, slots=True)
class Part:
    """What a mail tells of one section."""

    section: Section
    told: tuple[Story, ...]  # in full
    named: tuple[Story, ...]  # by their headlines


def as_html(env: Environment, edition: Edition, issue: Issue, absolute: links.Link) -> bytes:
    """A mail in HTML. Raises TemplateError."""
    return fitting(issue, lambda **given: _styled(_filled(env, "email.html", edition, issue, absolute, **given)).encode("utf-8"))


def as_text(env: Environment, edition: Edition, issue: Issue, absolute: links.Link) -> bytes:
    """The same in plain text. Raises TemplateError."""
    return fitting(issue, lambda **given: _tidied(_filled(env, "email.txt", edition, issue, absolute, **given)).encode("utf-8"))


def _filled(env: Environment, template: str, edition: Edition, issue: Issue, absolute: links.Link, **given: object) -> str:
    path = f"issues/{issue.id}/{template}"
    return render(env, template, url=absolute, path=path, edition=edition, issue=issue, **given).decode("utf-8")


def fitting(issue: Issue, make: Callable[..., bytes], limit: int = LIMIT) -> bytes:
    """What `make` makes of an issue in at most `limit` bytes, with as much of it in full as there is room for.

    First the stories at the end become headlines, then the headlines at the end go; what goes is counted, so that it can be said.
    """
    full, all_of_it = sum(not story.more for story in issue.stories), len(issue.stories)

    def made(told: int, named: int) -> bytes:
        return make(parts=parts(issue, told, named), shortened=full - told, left_out=all_of_it - told - named)

    whole = made(full, all_of_it - full)
    if len(whole) <= limit:
        return whole
    told = bisect_right(range(full), limit, key=lambda told: len(made(told, all_of_it - told))) - 1
    if told >= 0:
        return made(told, all_of_it - told)
    named = bisect_right(range(all_of_it), limit, key=lambda named: len(made(0, named))) - 1
    return made(0, max(named, 0))


def parts(issue: Issue, told: int, named: int) -> tuple[Part, ...]:
    """An issue's sections with the first `told` stories in full and the next `named` ones by their headlines, in the order of its page."""
    found = []
    for section in issue.sections:
        full = [story for story in section.stories if not story.more]
        rest = [*full[told:], *(story for story in section.stories if story.more)]
        part = Part(section, tuple(full[:told]), tuple(rest[:named]))
        told, named = told - len(part.told), named - len(part.named)
        if part.told or part.named:
            found.append(part)
    return tuple(found)


# ── HTML ─────────────────────────────────────────────────────────────────────────────────────────

_CHARSET = '<meta charset="utf-8">'


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(keep_at_rules=True, minify_css=True, load_remote_stylesheets=False)


def _styled(html: str) -> str:
    """Styles on the elements, for many mail programs know no others; what holds in the dark alone stays in the head."""
    found = _inliner().inline(html)
    # What stays is put first, but what the bytes mean must be said within the first thousand.
    found = found.replace(_CHARSET, "", 1).replace("<head>", f"<head>{_CHARSET}", 1)
    return _BRACE.sub(lambda match: match["style"] or "&#123;", found) + "\n"


# The services that send mails fill in what stands between such braces: {{ subscriber.email }}. No stranger's text may ask for it.
_BRACE = re.compile(r"(?P<style><style>.*?</style>)|\{(?=[{%#])", re.DOTALL)


# ── plain text ───────────────────────────────────────────────────────────────────────────────────

_BRACE_IN_TEXT = re.compile(r"\{(?=[{%#])")
_WORD_JOINER = "\u2060"  # nobody sees it, and it takes no room


def _tidied(text: str) -> str:
    """No space at the end of a line, where it would say that the line goes on (RFC 3676), and one empty line between blocks."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return _BRACE_IN_TEXT.sub("{" + _WORD_JOINER, re.sub(r"\n{3,}", "\n\n", lines).strip("\n")) + "\n"
