"""Links as we keep them: absolute, of three schemes, written so that they are valid, without what only tracks."""

import re
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

SCHEMES = ("http", "https", "mailto")

# Parameters that say where a reader came from and never what is read. Prefixes end with an underscore.
_TRACKING = re.compile(
    r"(?:utm_|at_|mtm_|matomo_|pk_|hsa_|oly_|vero_|_hs)\w*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|yclid|msclkid|twclid|ttclid|igshid|li_fat_id|"
    r"mc_[ce]id|mkt_tok|s_cid|ns_\w+|cmpid|ocid|xtor|wt_?mc\w*|wtrid|partner|rss|feed|feedtype|ftag|ref_src|ref_url|smid|smtyp|spm|sref|_ga|_gl",
    re.IGNORECASE,
)
_RSS_VALUES = re.compile(r"(?:rss|feed|atom|xml|true|1|feedburner|(?=\w*$)\w*rss\w*|)$", re.IGNORECASE)
_AMBIGUOUS = {"partner", "rss", "feed", "feedtype"}  # tracking only where the value says so: ?feed=rss, not ?feed=42
_TRACKING_FRAGMENT = re.compile(r"(?:utm_|xtor=|ref=rss|rss|at_)", re.IGNORECASE)


def absolute(link: str, base: str = "") -> str:
    """A link as a valid absolute address, or "" where it is none that may be followed (http, https, mailto)."""
    link = re.sub(r"[\t\r\n]", "", link).strip()  # as browsers do; a space inside is encoded below
    if not link:
        return ""
    try:
        parts = urlsplit(urljoin(base, link) if base else link)
        host, port = parts.hostname or "", parts.port  # a port that is no number raises here
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        return f"mailto:{_quoted(parts.path)}" if "@" in parts.path else ""
    if parts.scheme not in SCHEMES or not re.fullmatch(r"[^\s/?#@\\<>\"'`^|{}%\x00-\x20]+", host):
        return ""
    place = f"[{host}]" if ":" in host else host.rstrip(".")
    if not place:
        return ""
    if port and (parts.scheme, port) not in (("http", 80), ("https", 443)):
        place += f":{port}"
    # Credentials in a link are somebody's secret or somebody's trick: never published.
    return urlunsplit((parts.scheme, place, _quoted(parts.path) or "/", _quoted(parts.query), _quoted(parts.fragment)))


def canonical(link: str, base: str = "") -> str:
    """`absolute`, without the parameters that only track readers."""
    address = absolute(link, base)
    if not address.startswith("http"):
        return address
    parts = urlsplit(address)
    query = "&".join(part for part in parts.query.split("&") if not _tracks(part))
    fragment = "" if _TRACKING_FRAGMENT.match(parts.fragment) else parts.fragment
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, fragment))


def host(link: str) -> str:
    """The host of an address, lower case and without `www.`; "" where there is none."""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return ""


def _tracks(parameter: str) -> bool:
    key, _, value = unquote(parameter).partition("=")
    if not _TRACKING.fullmatch(key):
        return False
    return key.lower() not in _AMBIGUOUS or bool(_RSS_VALUES.match(value))


def _quoted(part: str) -> str:
    """Percent-encode what an address may not hold; what is encoded already stays, a stray % is encoded."""
    part = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", part)
    return quote(part, safe="%/:@!$&'()*+,;=~-._?", encoding="utf-8", errors="replace")
