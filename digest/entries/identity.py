"""Which news is which, for ever: an item's id, made so that a corrected headline or a moved feed entry stays the same.

The ladder: guid; guid and link where a feed gives one guid to different links; link; link and title where a feed
gives one link to different items; title and text. A local text's identity is its path in the project. Ids begin with
whose word it is, so that no feed can speak for another, and never hold the source's name, which people change.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from digest.model import Item

_SAFE = "/:.,;=+@~!$()[]{}'-_"

# How an id writes a link. It is `urls.canonical` as it was when the first ids were made, and MUST NOT CHANGE, however that one
# grows: with a parameter more or less here, years of news without a guid would be new news to every digest there is.
_TRACKING = (
    r"(?:utm_|at_|mtm_|matomo_|pk_|hsa_|oly_|vero_|_hs)\w*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|yclid|msclkid|twclid|ttclid|igshid|li_fat_id|"
    r"mc_[ce]id|mkt_tok|s_cid|ns_\w+|cmpid|ocid|xtor|wt_?mc\w*|wtrid|partner|rss|feed|feedtype|ftag|ref_src|ref_url|smid|smtyp|spm|sref|_ga|_gl"
)
_RSS_VALUES = r"(?:rss|feed|atom|xml|true|1|feedburner|(?=\w*$)\w*rss\w*|)$"
_AMBIGUOUS = {"partner", "rss", "feed", "feedtype"}
_TRACKING_FRAGMENT = r"(?:utm_|xtor=|ref=rss|rss|at_)"


def identities(items: Sequence[Item]) -> list[str]:
    """An id for each item of one source's reply. Equal ids are one entry said twice. No id holds white space."""
    links = [_link(item.link, item.base) for item in items]
    of_guid: dict[str, set[str]] = {}
    titles_of: dict[str, set[str]] = {}
    for item, link in zip(items, links, strict=True):
        of_guid.setdefault(item.guid, set()).add(link or item.title)
        titles_of.setdefault(link, set()).add(item.title)
    return [_identity(item, link, of_guid, titles_of) for item, link in zip(items, links, strict=True)]


def _identity(item: Item, link: str, of_guid: dict[str, set[str]], titles_of: dict[str, set[str]]) -> str:
    if item.own:
        return local(item.origin)
    if item.guid:
        parts = ["guid", item.guid]
        if len(of_guid[item.guid]) > 1:
            parts.append(link or item.title)
    elif link and len(titles_of[link]) == 1:
        parts = ["link", link]
    elif link:
        parts = ["link", link, item.title, item.published or item.text]
    else:
        parts = ["text", item.title, re.sub(r"\s+", " ", item.text or item.summary)]
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{quote(item.host or item.origin, safe=_SAFE)}/{digest}"


def local(path: str) -> str:
    """The id of a text of this project: its path."""
    return f"file:{quote(path, safe=_SAFE)}"


def version(path: str) -> str:
    """The id under which the bytes of a text of this project are put down."""
    return f"text:{quote(path, safe=_SAFE)}"


def arrival(origin: str) -> str:
    """The id under which it is put down that a feed has been fetched before."""
    return f"feed:{quote(origin, safe=_SAFE)}"


# ── a link, as ids write it; see above ───────────────────────────────────────────────────────────


def _link(link: str, base: str) -> str:
    """A link, absolute and without what only tracks; "" where it is none."""
    link = re.sub(r"[\t\r\n]", "", link).strip()
    if not link:
        return ""
    try:
        parts = urlsplit(urljoin(base, link) if base else link)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        return f"mailto:{_quoted(parts.path)}" if "@" in parts.path else ""
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[^\s/?#@\\<>\"'`^|{}%\x00-\x20]+", host):
        return ""
    place = f"[{host}]" if ":" in host else host.rstrip(".")
    if not place:
        return ""
    if port and (parts.scheme, port) not in (("http", 80), ("https", 443)):
        place += f":{port}"
    address = urlunsplit((parts.scheme, place, _quoted(parts.path) or "/", _quoted(parts.query), _quoted(parts.fragment)))
    parts = urlsplit(address)
    query = "&".join(part for part in parts.query.split("&") if not _tracks(part))
    fragment = "" if _pattern(_TRACKING_FRAGMENT).match(parts.fragment) else parts.fragment
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, fragment))


def _tracks(parameter: str) -> bool:
    key, _, value = unquote(parameter).partition("=")
    return bool(_pattern(_TRACKING).fullmatch(key)) and (key.lower() not in _AMBIGUOUS or bool(_pattern(_RSS_VALUES).match(value)))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compiled when the first link is looked at: a build of what is there looks at none."""
    return re.compile(text, re.IGNORECASE)


def _quoted(part: str) -> str:
    return quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", part), safe="%/:@!$&'()*+,;=~-._?", encoding="utf-8", errors="replace")
