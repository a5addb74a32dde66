"""Addresses → bytes: the only place in the program that uses the network.

Whatever answers may be hostile. A reply has one deadline and a largest size, and it comes from an address that is open
to all: our own network is not asked, however it is spelt and whoever leads there, unless [fetch] allow_hosts names it.
"""

import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import partial
from http.client import HTTPException, IncompleteRead
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urljoin
from urllib.request import getproxies, proxy_bypass

import truststore
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError, ProxyError
from urllib3.exceptions import TimeoutError as TimedOut
from urllib3.util import Url, make_headers, parse_url

from digest.errors import Problem, SourceError
from digest.model import Fetch

REDIRECTS = 10  # followed at most
STEP = 65_536  # bytes read, and bytes unpacked, at a time
LONG = 200  # letters of foreign words that we repeat
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.9, text/html;q=0.8, */*;q=0.5"
)

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?<=://)[^/?#\\@]+")
_USER = re.compile(r"(?<=//)[^/?#\\]*@")
_OPEN_V6 = IPv6Network("2000::/3")  # all that is given out; multicast, link-local, site-local and unique local lie outside
_NAT64 = IPv6Network("64:ff9b::/96")
# Global by Python's word: the rest of the IETF's own block (Oracle's metadata at .192), and Azure's, where GitHub's runners stand.
_CLOSED_V4 = (IPv4Network("192.0.0.0/24"), IPv4Network("168.63.129.16/32"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server said of its last reply, in its own words; told back, an unchanged reply costs it next to nothing."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What stands at an address. Untrusted; unpacked, not decoded."""

    url: str  # where it was found in the end
    body: bytes | None  # None: not modified since `validators`
    content_type: str
    validators: Validators
    moved: str = ""  # the new address, as far as every redirect up to there was for good


class Refused(SourceError):
    """The server answered, and not with what was asked for. `wait`: the seconds that it wants to be left alone, 0 if it does not say."""

    def __init__(self, problem: Problem, status: int, wait: float = 0.0) -> None:
        super().__init__(problem)
        self.status, self.wait = status, wait


class Oversized(SourceError):
    """The server answered with more than is taken from one."""


class _Stop(Exception):
    """We stop of our own accord: what, mend."""


class _TooMuch(_Stop):
    """In the middle of an answer."""


def fetch(url: str, *, settings: Fetch, agent: str, validators: Validators = Validators(), method: str = "GET") -> Reply:
    """What stands at an address, redirects followed.

    Raises SourceError in words for people; `Refused` and `Oversized` where a server answered.
    """
    told = {
        "User-Agent": agent,
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip, deflate",
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.modified,
    }
    # The words of people and of servers; a header can hold neither line ends nor every letter.
    headers = {name: _one_line(value).encode("latin-1", "replace").decode("latin-1") for name, value in told.items() if value}
    at, moved, for_good = url, "", True

    def problem(what: str, mend: str) -> Problem:
        way = "" if at == url else f"leads to {_shown(at)}: "
        return Problem(_shown(url), way + what, mend)

    with _Deadline(settings.timeout) as deadline:
        try:
            target = _target(at)
            for _ in range(REDIRECTS + 1):
                response, body = _ask(target, method, headers, settings, deadline)
                location = response.get_redirect_location()
                if not location:
                    break
                # Header bytes come as Latin-1, and were UTF-8 if anything.
                at = location.encode("latin-1", "replace").decode("utf-8", "replace")
                target = _target(at, target.url)
                at = target.url
                for_good = for_good and response.status in (301, 308)
                moved = target.url if for_good else moved
            else:
                raise _Stop(f"more than {REDIRECTS} redirects", "")
        except (_Stop, HTTPError, HTTPException, OSError, zlib.error) as error:
            # Once the line is shut, what breaks, and how, is chance.
            kind = Oversized if isinstance(error, _TooMuch) else SourceError
            raise kind(problem(*_words(TimeoutError() if deadline.over else error, settings))) from error
    unchanged = response.status == 304
    if not unchanged and not 200 <= response.status < 300:
        raise Refused(problem(*_refusal(response.status)), response.status, _wait(response.headers))
    return Reply(
        url=target.url,
        body=None if unchanged else body,
        content_type=response.headers.get("content-type", ""),
        # A 304 need not repeat what it confirms.
        validators=Validators(
            etag=response.headers.get("etag", validators.etag if unchanged else ""),
            modified=response.headers.get("last-modified", validators.modified if unchanged else ""),
        ),
        moved=moved,
    )


# ── one hop ──────────────────────────────────────────────────────────────────────────────────────


def _target(address: str, base: str = "") -> Url:
    """An address taken apart, once for all who look at it: host in lower case and ASCII, path escaped, fragment gone."""
    try:
        # urllib3 would need a package more for letters beyond ASCII.
        target = parse_url(_HOST.sub(lambda host: host[0].encode("idna").decode("ascii"), urljoin(base, address.strip()), count=1))
    except ValueError as error:  # all three raise kinds of it
        raise _Stop("is not a web address", "Such as https://example.org/feed.xml.") from error
    if target.scheme not in _PORTS or not target.host:
        raise _Stop("is not a web address", "It must begin with http:// or https://.")
    if target.auth is not None:
        raise _Stop("has a user name in it, and is not asked", "Take out what stands before the @.")
    return target._replace(fragment=None)


def _ask(
    target: Url, method: str, headers: Mapping[str, str], settings: Fetch, deadline: "_Deadline"
) -> tuple[urllib3.BaseHTTPResponse, bytes]:
    with _manager(target, settings, deadline) as manager:
        response = manager.request(
            method, target.url, headers=headers, redirect=False, retries=False, preload_content=False, timeout=settings.timeout
        )
        try:
            body = _body(response, settings.max_bytes) if 200 <= response.status < 300 else b""
        finally:
            response.close()
    deadline.left()  # a line that we shut looks like the end of a body that does not say its length
    return response, body


def _manager(target: Url, settings: Fetch, deadline: "_Deadline") -> urllib3.PoolManager:
    host, port = target.host or "", target.port or _PORTS[target.scheme or ""]
    allowed = not {host, f"{host}:{port}"}.isdisjoint(map(str.lower, settings.allow_hosts))
    proxy = _proxy(target.scheme or "", f"{host}:{port}")
    # Not shared: truststore's holds a lock all through the handshake, and one slow server would keep the others waiting.
    secure = "https" in (target.scheme, proxy.scheme if proxy else "")
    trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if secure else None
    manager: urllib3.PoolManager
    if proxy:
        if not allowed:
            with suppress(socket.gaierror):  # a name, which only the proxy can look up
                _check(_look_up(host.strip("[]").rstrip("."), port, deadline.left(), socket.AI_NUMERICHOST))
        access = make_headers(proxy_basic_auth=proxy.auth_decoded_joined) if proxy.auth else None
        manager = urllib3.ProxyManager(proxy.url, proxy_headers=access, proxy_ssl_context=trust, ssl_context=trust)
    else:
        manager = urllib3.PoolManager(ssl_context=trust)
    # Anything that makes a pool will do, though urllib3's types ask for its classes.
    dial = partial(_dial, deadline=deadline, checked=not (allowed or proxy))
    pools: Any = {"http": partial(_Pool, dial=dial), "https": partial(_SecurePool, dial=dial)}
    manager.pool_classes_by_scheme = pools
    return manager


def _proxy(scheme: str, host: str) -> Url | None:
    """The proxy that the environment, or the system, wants for a host."""
    proxies = getproxies()
    address = proxies.get(scheme) or proxies.get("all")
    if not address or proxy_bypass(host):
        return None
    with suppress(LocationParseError):  # its message would show the password
        proxy = parse_url(address if "://" in address else f"http://{address}")
        if proxy.scheme in _PORTS:
            return proxy
    raise _Stop("the proxy that the environment names is no address of a web proxy", "It must begin with http:// or https://.")


def _body(response: urllib3.BaseHTTPResponse, limit: int) -> bytes:
    # Of urllib3's ways to read only read1 keeps to its step when a chunk says that it is -1 bytes long.
    pieces = iter(lambda: response.read1(STEP, decode_content=False), b"")
    body, taken = bytearray(), 0
    for taken, part in _unpacked(pieces, response.headers.get("content-encoding", "").strip().lower()):
        body += part
        if max(taken, len(body)) > limit:  # a packed reply can be long and hold nothing
            raise _TooMuch(f"more than {limit:,} bytes unpacked", "Raise [fetch] max_bytes if that is right.")
    return bytes(body)


def _unpacked(pieces: Iterable[bytes], packing: str) -> Iterator[tuple[int, bytes]]:
    """gzip and deflate undone, a step at a time, each with the bytes taken in so far; what is packed otherwise stays as it is.

    Not by urllib3, which keeps all of a deflated body that unpacks to nothing.
    """
    taken, packed = 0, packing in ("gzip", "x-gzip", "deflate")
    unpack = None
    for piece in pieces:
        taken += len(piece)
        if not packed:
            yield taken, piece
        while packed and piece:
            if unpack and unpack.eof and piece[0] != 0x1F:
                return  # litter after the end
            if not unpack or unpack.eof:  # gzip may be several in a row
                # Some mean deflate with zlib's header, some without: 47 tells gzip and zlib by their first byte.
                unpack = zlib.decompressobj(-15 if packing == "deflate" and piece[0] & 15 != 8 else 47)
            yield taken, unpack.decompress(piece, STEP)
            piece = unpack.unconsumed_tail or unpack.unused_data
    if unpack:
        yield taken, unpack.flush()  # it may hold some back when all is taken in
        if not unpack.eof:
            raise IncompleteRead(b"")


# ── the line ─────────────────────────────────────────────────────────────────────────────────────


class _Deadline:
    """One for a whole reply: look-up, redirects, headers and body. When its time is over, it shuts every line it watches."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._end = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._lines: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> "_Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for line in self._lines:
            line.close()

    def left(self) -> float:
        """In seconds. Raises TimeoutError where there are none."""
        left = self._end - time.monotonic()
        if self.over or left <= 0:
            raise TimeoutError
        return left

    def watch(self, line: socket.socket) -> None:
        with self._lock:
            self._lines.append(line.dup())  # TLS takes the socket away from `line`; a twin shuts it all the same
        self.left()

    def _shut(self) -> None:
        with self._lock:
            self.over = True
            for line in self._lines:
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)


class _Line(HTTPConnection):
    """A connection whose socket is ours."""

    def __init__(self, *where: Any, dial: Callable[[str, int], socket.socket], **options: Any) -> None:
        super().__init__(*where, **options)
        self._dial = dial

    def _new_conn(self) -> socket.socket:
        return self._dial(self._dns_host, self.port)


class _SecureLine(_Line, HTTPSConnection):
    """The name that was asked for is still the name in the certificate."""


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Line


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureLine


def _dial(host: str, port: int, *, deadline: _Deadline, checked: bool) -> socket.socket:
    """A socket to the first of a host's addresses that answers: the one that was checked, so that no second look-up can differ."""
    found = _look_up(host, port, deadline.left())
    if checked:
        _check(found)
    failure: OSError | None = None
    for number, (family, kind, protocol, _, address) in enumerate(found):
        line = socket.socket(family, kind, protocol)
        try:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.settimeout(deadline.left() / (len(found) - number))  # a dead address must leave time for the others
            line.connect(address)
            line.settimeout(deadline.left())
            deadline.watch(line)
            return line
        except OSError as error:
            line.close()
            failure = error
    raise failure or OSError("it has no address")


_Addresses = Sequence[tuple[int, int, int, str, tuple[Any, ...]]]


def _look_up(host: str, port: int, seconds: float, flags: int = 0) -> _Addresses:
    with suppress(OSError, UnicodeError):  # an address, which need not be looked up
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags | socket.AI_NUMERICHOST)
    # In a thread of its own: the system's look-up knows no deadline, and nothing can wake it.
    answer: Future[_Addresses] = Future()

    def ask() -> None:
        try:
            answer.set_result(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags))
        except Exception as error:
            answer.set_exception(error)

    threading.Thread(target=ask, daemon=True).start()
    return answer.result(seconds)


def _check(found: _Addresses) -> None:
    """Raises where one of a host's addresses is not open to all; then the others are no better."""
    for *_, address in found:
        if not open_to_all(ip_address(str(address[0]).partition("%")[0])):
            what = f"{address[0]} is an address of a private or reserved network, and is not asked"
            raise _Stop(what, "If it is yours, put the host into [fetch] allow_hosts.")


def open_to_all(address: IPv4Address | IPv6Address) -> bool:
    """Whether it is somebody's on the open internet, whatever it is wrapped in."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not any(address in block for block in _CLOSED_V4)
    inside = address.ipv4_mapped or address.sixtofour or (IPv4Address(int(address) & 0xFFFF_FFFF) if address in _NAT64 else None)
    return open_to_all(inside) if inside else address.is_global and address in _OPEN_V6


# ── what went wrong, in words ────────────────────────────────────────────────────────────────────

_LATER = "The next fetch asks again; if it stays so, look whether the address is right."
# The first that fits; `{}` is the error's own word.
_WORDS: tuple[tuple[type[BaseException], str, str], ...] = (
    (socket.gaierror, "no host of that name can be found", "Check its spelling, and whether you are online."),
    (ssl.SSLCertVerificationError, "its certificate is not trusted ({})", "Tell whoever runs the server; or look at this machine's clock."),
    (ssl.SSLError, "no secure connection can be made ({})", _LATER),
    (ConnectionRefusedError, "connection refused: nothing listens there", _LATER),
    (ConnectionError, "the server hung up before its reply was whole", _LATER),
    (IncompleteRead, "the reply breaks off before its end", _LATER),
    (zlib.error, "a broken reply ({})", _LATER),
    (HTTPException, "a broken reply ({})", _LATER),
    (HTTPError, "a broken reply ({})", _LATER),
    (Exception, "cannot be reached ({})", _LATER),
)


def _words(error: BaseException, settings: Fetch) -> tuple[str, str]:
    by_proxy = "the proxy: " if isinstance(error, ProxyError) else ""
    while inner := next((part for part in reversed(error.args) if isinstance(part, BaseException)), None):
        error = inner  # urllib3 wraps what happened
    if isinstance(error, _Stop):
        what, mend = error.args
        return what, mend
    if isinstance(error, (TimeoutError, TimedOut)):
        return f"{by_proxy}no whole reply within {settings.timeout:g} s", "Raise [fetch] timeout if it is always so slow."
    own = getattr(error, "verify_message", "") or getattr(error, "strerror", "") or str(error)
    what, mend = next((what, mend) for kind, what, mend in _WORDS if isinstance(error, kind))
    return by_proxy + what.format(_one_line(own[:LONG])), mend


def _wait(headers: Mapping[str, str]) -> float:
    """Retry-After (RFC 9110, 10.2.3) in seconds: as a number, or as a time by the server's own clock."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        return max((parsedate_to_datetime(said) - parsedate_to_datetime(headers.get("date", ""))).total_seconds(), 0.0)
    except (TypeError, ValueError):  # neither, or one of the two without a zone
        return 0.0


def _refusal(status: int) -> tuple[str, str]:
    match status:
        case 404:
            return "there is nothing at this address (404)", "Look for its new address."
        case 410:
            return "it is gone for good (410)", "Take it out of digest.toml."
        case 401 | 403:
            return f"the server refused us ({status})", ""
        case 429:
            return "the server refused us: asked too often (429)", "Raise [fetch] min_interval."
        case _ if status >= 500:
            return f"the server is in trouble ({status})", "It is asked again next time."
        case _:
            return f"the server answered with status {status}", ""


def _shown(address: str) -> str:
    """An address fit for a report that all may read: without a password."""
    return _one_line(_USER.sub("", address)[:LONG])


def _one_line(said: str) -> str:
    """Foreign words without what could steer a terminal or end a header."""
    if not said.isprintable():
        said = "".join(letter if letter.isprintable() else " " for letter in said)
    return " ".join(said.split())
