"""Where a page is, seen from another page. Links inside the site are relative and name the file, so that one build works
under any path, in the preview, and opened from disk."""

import posixpath
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, urlsplit

Link = Callable[[str], str]
_WINDING = frozenset(("", ".", ".."))  # parts of a path that is not plain
_SAFE = "/:@!$&'()*+,;=~-._"


def relative(page: str) -> Link:
    """The function that says how a path, with an anchor or not, is reached from `page`."""
    folder = posixpath.dirname(page)
    above = folder.split("/") if folder else []
    plain = _WINDING.isdisjoint(above)
    up = "../" * len(above)

    def url(target: str) -> str:
        path, mark, anchor = target.partition("#")
        if path in ("", page):
            return f"#{quote(anchor, safe=_SAFE)}" if mark else quote(posixpath.basename(page), safe=_SAFE)
        if plain and above and not path.startswith(above[0]) and _is_plain(path):
            found = up + _quoted(path)  # to another part of the site, as most links lead
        else:
            found = _quoted(_from(above, path) or posixpath.relpath(path, folder or "."))
        if ":" in found.partition("/")[0]:  # else it would read as a scheme
            found = "./" + found
        return f"{found}#{quote(anchor, safe=_SAFE)}" if mark else found

    return url


def _from(above: list[str], path: str) -> str:
    """The way from a folder, given as the folders that lead there, to a plain path; "" where either is not plain.

    It is asked for twenty links of every page; posixpath.relpath asks the system where we are each time.
    """
    parts = path.split("/")
    if not _WINDING.isdisjoint(parts) or not _WINDING.isdisjoint(above):
        return ""
    same = 0
    for one, other in zip(above, parts, strict=False):
        if one != other:
            break
        same += 1
    return "/".join([".."] * (len(above) - same) + parts[same:])


@lru_cache(maxsize=4096)
def _is_plain(path: str) -> bool:
    return _WINDING.isdisjoint(path.split("/"))


@lru_cache(maxsize=4096)
def _quoted(path: str) -> str:
    return quote(path, safe=_SAFE)


def rooted(base_url: str) -> Link:
    """The same for a page that is served at any depth: from the root of the host."""
    root = urlsplit(base_url).path or "/"
    return lambda target: root + _tidy(target)


def absolute(base_url: str) -> Link:
    """A path's address on the web, without the `index.html` that a server adds."""
    return lambda target: base_url + _tidy(target)


@lru_cache(maxsize=4096)
def _tidy(target: str) -> str:
    path, mark, anchor = target.partition("#")
    if path == "index.html" or path.endswith("/index.html"):
        path = path.removesuffix("index.html")
    return _quoted(path) + (f"#{quote(anchor, safe=_SAFE)}" if mark else "")


def issue_path(issue: str) -> str:
    return f"issues/{issue}/index.html"


def entry_path(issue: str, slug: str, has_page: bool) -> str:
    """An entry's own page, or its place on its issue's."""
    return f"issues/{issue}/{slug}/index.html" if has_page else f"{issue_path(issue)}#{slug}"
