"""What a list of subscriptions holds, whatever its form; and addresses of feeds, as lists have them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from digest.errors import Problem
from digest.model import Source

_SCHEME = re.compile(r"(?:feed|itpc|pcast|rss):(?://)?(?=https?://)|(?:feed|itpc|pcast|rss)(?=://)", re.IGNORECASE)
_HOST = re.compile(r"[^\s/?#@\\<>\"'`^|{}%\x00-\x20]+")
_BLANK = re.compile(r"[\s\u200b]")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriptions:
    """A list, read. A source's name may be empty, and two may have the same name, or be the same."""

    sources: tuple[Source, ...] = ()
    left_out: tuple[Problem, ...] = ()  # feeds that cannot come in
    problems: tuple[Problem, ...] = ()  # what else the list says that cannot be taken over
    site: Mapping[str, str] = field(default_factory=dict)  # what it says of [site]


def address(said: str) -> str:
    """An address as digest.toml can have it, or "" where it is none that can be asked. A blank in it is written as in any address."""
    url = re.sub(r"[\t\r\n]", "", said).strip()
    url = _SCHEME.sub(lambda scheme: "" if scheme[0].endswith((":", "/")) else "http", url, count=1)
    try:
        parts = urlsplit(url)
        host, secret, _ = parts.hostname or "", parts.username, parts.port  # a port that is no number raises here
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or secret is not None or not _HOST.fullmatch(host.strip("[]")) or _UNSEEN.search(url):
        return ""
    return _BLANK.sub(lambda blank: quote(blank[0]), f"{parts.scheme}{url[len(parts.scheme) :]}")


def twin(url: str) -> str:
    """The same for addresses at which nobody has two feeds: http and https, with a slash at the end and without."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{(parts.hostname or '').rstrip('.')}{port}{parts.path.rstrip('/')}{query}"


def host(url: str) -> str:
    """The host of an address, without `www.`; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def plain(text: str) -> str:
    """A name on one line, without what no reader sees."""
    return " ".join(_UNSEEN.sub(" ", text).split())
