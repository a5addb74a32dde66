"""Do the pages lead where they say? Every link inside the site, every anchor, without a browser."""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from digest.errors import Problem
from digest.model import Page

_MEND = "Mend the link in the text or the template that it comes from."


@dataclass(slots=True)
class Links:
    """What one page leads to, and the anchors that it offers."""

    targets: list[tuple[str, int]] = field(default_factory=list)  # with their line
    anchors: set[str] = field(default_factory=set)
    twice: list[tuple[str, int]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Links()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.found.targets.append((value, line))
            elif name == "id" and value:
                if value in self.found.anchors:
                    self.found.twice.append((value, line))
                self.found.anchors.add(value)


def links(page: Page) -> Links:
    reader = _Reader()
    reader.feed(page.content.decode("utf-8"))
    return reader.found


def broken(pages: Iterable[Page], base_url: str) -> Iterator[Problem]:
    """Links and anchors that lead nowhere, and anchors that stand twice on a page."""
    content = {page.path: page for page in pages}
    found = {path: links(page) for path, page in content.items() if path.endswith(".html")}
    for path, of_page in found.items():
        for anchor, line in of_page.twice:
            yield Problem(f"{path}:{line}", f"the anchor {anchor!r} stands twice on this page", "Rename what one of them is made of.")
        for target, line in of_page.targets:
            inside = resolve(path, target, base_url)
            if inside is None:
                continue
            there, anchor = inside
            if there not in content:
                yield Problem(f"{path}:{line}", f"leads to {target}, which is not there", _MEND)
            elif anchor and there in found and anchor not in found[there].anchors:
                yield Problem(f"{path}:{line}", f"leads to {target}, but there is no such place on that page", _MEND)


def outside(pages: Iterable[Page], base_url: str) -> dict[str, str]:
    """The web addresses beyond the site that pages lead to, each with the first place that does."""
    found: dict[str, str] = {}
    for page in pages:
        if page.path.endswith(".html"):
            for target, line in links(page).targets:
                if target.startswith(("http://", "https://")) and resolve(page.path, target, base_url) is None:
                    found.setdefault(target.partition("#")[0], f"{page.path}:{line}")
    return found


def resolve(page: str, target: str, base_url: str) -> tuple[str, str] | None:
    """The path and anchor of the site that a link on `page` means; None where it leads elsewhere."""
    parts = urlsplit(target)
    root = urlsplit(base_url)
    path = unquote(parts.path)
    if parts.scheme or parts.netloc:
        if f"{parts.scheme}://{parts.netloc}" != f"{root.scheme}://{root.netloc}" or not path.startswith(unquote(root.path)):
            return None
        path = path.removeprefix(unquote(root.path))
    elif path.startswith("/"):
        if not path.startswith(unquote(root.path or "/")):
            return path, ""  # outside of the site's own path: on nobody's server
        path = path.removeprefix(unquote(root.path or "/"))
    elif not path:
        return page, unquote(parts.fragment)
    else:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) + ("/" if path.endswith("/") else "")
    if path in ("", ".") or path.endswith("/"):
        path = posixpath.join(path.rstrip("/") if path not in ("", ".") else "", "index.html")
    return path, unquote(parts.fragment)
