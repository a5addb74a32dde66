"""http.fetch against servers that do their worst, all of them on this machine's loopback."""

import gzip
import socket
import sys
import tracemalloc
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from random import Random
from typing import Any

import pytest

from digest.errors import SourceError
from digest.model import Fetch
from digest.sources import http
from tests.sources.hostile import Head, Hostile, bomb, certified, reply, speaking_tls

FEED = b"<rss version='2.0'><channel><title>News</title></channel></rss>"
HEADLESS = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"  # and no Content-Length
NOTHING = http.Validators()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name}_proxy".upper(), raising=False)


@pytest.fixture
def server() -> Iterator[Hostile]:
    with Hostile() as server:
        yield server


def settings(server: Hostile, **changed: Any) -> Fetch:
    return replace(Fetch(timeout=10.0, allow_hosts=(server.host,)), **changed)


def fetch(server: Hostile, url: str, validators: http.Validators = NOTHING, method: str = "GET", **changed: Any) -> http.Reply:
    """What `server` says at a path or a whole address, under settings that let it be asked."""
    address = url if "://" in url else server.url(url)
    return http.fetch(address, settings=settings(server, **changed), agent="digest/1 (tests)", validators=validators, method=method)


def failure(server: Hostile, url: str, **changed: Any) -> str:
    with pytest.raises(SourceError) as caught:
        fetch(server, url, **changed)
    return str(caught.value)


def where(listening: socket.socket) -> str:
    return f"127.0.0.1:{listening.getsockname()[1]}"


def refusal(address: str) -> str:
    """What is said of an address that nobody need be asked about."""
    with pytest.raises(SourceError) as caught:
        http.fetch(address, settings=Fetch(), agent="digest")
    return str(caught.value)


def failing(server: Hostile, answer: bytes, **changed: Any) -> str:
    server.answers["/"] = answer
    return failure(server, "/", **changed)


# ── what goes well ───────────────────────────────────────────────────────────────────────────────


def test_a_plain_reply_and_what_is_asked(server: Hostile) -> None:
    server.answers["/feed?n=1"] = reply(
        "200 OK", "Content-Type: text/xml; charset=iso-8859-1", 'ETag: W/"a b"', "Last-Modified: Mon, 11 May 2026 06:00:00 GMT", body=FEED
    )
    got = fetch(server, "/feed?n=1#top")
    assert got == http.Reply(
        url=server.url("/feed?n=1"),
        body=FEED,
        content_type="text/xml; charset=iso-8859-1",
        validators=http.Validators(etag='W/"a b"', modified="Mon, 11 May 2026 06:00:00 GMT"),
    )
    head = server.heads[0].splitlines()
    assert head[0] == "GET /feed?n=1 HTTP/1.1"
    assert f"Host: {server.host}" in head
    assert "User-Agent: digest/1 (tests)" in head
    assert "Accept-Encoding: gzip, deflate" in head
    assert not [line for line in head if line.startswith(("If-", "Cookie", "Authorization"))]


BODIES = {
    "empty": b"",
    "letter": b"n",
    "run": b"n" * (http.STEP + 1),  # zlib has taken in all of it, and holds the last letter back
    "noise": Random(1).randbytes(3 * http.STEP + 17),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "deflate", "bare deflate", "two in a row", "litter at the end", "aws-chunked"])
def test_what_is_packed_is_unpacked(server: Hostile, packing: str, body: bytes) -> None:
    bare = zlib.compressobj(wbits=-15)
    name, packed = {
        "gzip": ("gzip", gzip.compress(body)),
        "x-gzip": ("X-GZip", gzip.compress(body)),
        "deflate": ("deflate", zlib.compress(body)),
        "bare deflate": ("deflate", bare.compress(body) + bare.flush()),
        "two in a row": ("gzip", gzip.compress(body[:9]) + gzip.compress(body[9:])),
        "litter at the end": ("gzip", gzip.compress(body) + b"\0\0\n"),
        "aws-chunked": ("aws-chunked", body),  # a word that we do not know changes nothing
    }[packing]
    server.answers["/"] = reply("200 OK", f"Content-Encoding: {name}", body=packed)
    assert fetch(server, "/").body == body


def test_chunks_are_put_together(server: Hostile) -> None:
    packed = gzip.compress(FEED)
    chunks = b"".join(b"1;x=y\r\n%c\r\n" % byte for byte in packed) + b"0\r\nTrailer: z\r\n\r\n"
    server.answers["/"] = HEADLESS + b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" + chunks
    assert fetch(server, "/").body == FEED


def test_not_modified_keeps_the_validators(server: Hostile) -> None:
    server.answers["/"] = reply("301 Moved Permanently", "Location: /new")
    server.answers["/new"] = b'HTTP/1.1 304 Not Modified\r\nETag: "2"\r\n\r\n'
    got = fetch(server, "/", http.Validators(etag='"1"', modified="Mon, 11 May 2026 06:00:00 GMT"))
    assert got.body is None
    assert got.validators == http.Validators(etag='"2"', modified="Mon, 11 May 2026 06:00:00 GMT")
    for head in server.heads:
        assert 'If-None-Match: "1"' in head
        assert "If-Modified-Since: Mon, 11 May 2026 06:00:00 GMT" in head


@pytest.mark.parametrize(
    ("first", "second", "moved"),
    [("301", "302", "/a"), ("308", "301", "/b"), ("302", "301", ""), ("307", "303", "")],
)
def test_moved_for_good(server: Hostile, first: str, second: str, moved: str) -> None:
    server.answers["/"] = reply(f"{first} Go", "Location: a#part")
    server.answers["/a"] = reply(f"{second} Go", f"Location: {server.url('/b')}")
    server.answers["/b"] = reply(body=FEED)
    got = fetch(server, "/")
    assert (got.url, got.body) == (server.url("/b"), FEED)
    assert got.moved == (server.url(moved) if moved else "")


def test_a_location_with_letters_and_spaces(server: Hostile) -> None:
    server.answers["/"] = reply("302 Found", "Location: /für alle")
    server.answers["/f%C3%BCr%20alle"] = reply(body=FEED)
    assert fetch(server, "/").body == FEED


def test_head_asks_for_no_body(server: Hostile) -> None:
    server.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nContent-Encoding: gzip\r\n\r\n"
    assert fetch(server, "/", method="HEAD").body == b""
    assert server.heads[0].startswith("HEAD / ")


def test_no_agent_can_add_a_header(server: Hostile) -> None:
    server.answers["/"] = reply(body=FEED)
    http.fetch(server.url("/"), settings=settings(server), agent="digest\r\nX-Bad: 1 (Łódź)")
    assert "User-Agent: digest X-Bad: 1 (?ód?)" in server.heads[0].splitlines()


def test_many_at_once_do_not_mind_one_another(server: Hostile) -> None:
    server.answers |= {f"/{number}": reply(body=b"%d" % number) for number in range(40)}
    server.answers["/drip"] = server.drip(HEADLESS + b"\r\n", b"x")

    def ask(path: str) -> bytes | None:
        try:
            return fetch(server, path, timeout=0.5 if path == "/drip" else 10.0).body
        except SourceError:
            return None

    with ThreadPoolExecutor(16) as pool:
        got = list(pool.map(ask, ["/drip"] * 4 + [f"/{number}" for number in range(40)]))
    assert got == [None] * 4 + [b"%d" % number for number in range(40)]


# ── time and size ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"", b""),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 ", b"O"),
        (b"HTTP/1.1 200 OK\r\n", b"X"),
        (HEADLESS, b"X: y\r\n "),
        (HEADLESS + b"\r\n", b"x"),
        (HEADLESS + b"Content-Length: 1000000\r\n\r\n", b"x"),
        (HEADLESS + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (HEADLESS + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
        (HEADLESS + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
        (HEADLESS + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"")),
    ],
    ids=["nothing", "continue", "status", "a header", "headers", "body", "long body", "chunks", "chunk size", "trailers", "empty gzip"],
)
def test_a_drip_meets_the_deadline(server: Hostile, start: bytes, piece: bytes) -> None:
    server.answers["/"] = server.drip(start, piece)
    assert failure(server, "/", timeout=0.3) == (
        f"{server.url('/')}: no whole reply within 0.3 s. Raise [fetch] timeout if it is always so slow."
    )


def test_redirects_have_one_deadline_together(server: Hostile) -> None:
    def slowly(_: Head) -> Iterator[bytes]:
        server.over.wait(0.2)
        yield reply("302 Found", "Location: /")

    server.answers["/"] = slowly
    assert "no whole reply within 0.5 s" in failure(server, "/", timeout=0.5)


def test_a_slow_look_up_meets_the_deadline(server: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, flags: int, **__: object) -> bool:
        if flags & socket.AI_NUMERICHOST:
            raise socket.gaierror  # a name is no address
        return server.over.wait(30)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    assert "no whole reply within 0.1 s" in failure(server, "http://news.example/", timeout=0.1)


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_bomb_is_never_inflated(server: Hostile, packing: str) -> None:
    packed = bomb() if packing == "gzip" else b"\x78\xda" + bomb()[10:]
    server.answers["/"] = reply("200 OK", f"Content-Encoding: {packing}", body=packed)
    tracemalloc.start()
    tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()
    try:
        said = failure(server, "/", max_bytes=1_000_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert said == f"{server.url('/')}: more than 1,000,000 bytes unpacked. Raise [fetch] max_bytes if that is right."
    assert peak - before < 5_000_000


@pytest.mark.parametrize(
    ("headers", "piece"),
    [
        (b"", bytes(10_000)),
        (b"Transfer-Encoding: chunked\r\n", b"2710\r\n" + bytes(10_000) + b"\r\n"),
        (b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", bytes(10_000)),
        (b"Content-Encoding: gzip\r\n", gzip.compress(b"") * 500),
        (b"Content-Encoding: deflate\r\n\r\n\x78\xda", b"\0\0\0\xff\xff" * 2_000),
    ],
    ids=["plain", "chunked", "a chunk of -1 bytes", "empty gzip", "empty deflate"],
)
def test_a_flood_is_cut_off(server: Hostile, headers: bytes, piece: bytes) -> None:
    def flood(_: Head) -> Iterator[bytes]:
        yield HEADLESS + headers + (b"" if b"\r\n\r\n" in headers else b"\r\n")
        while not server.over.is_set():
            yield piece

    server.answers["/"] = flood
    assert "more than 50,000 bytes unpacked" in failure(server, "/", max_bytes=50_000)


def test_just_as_much_as_allowed(server: Hostile) -> None:
    server.answers["/"] = reply(body=bytes(50_000))
    assert fetch(server, "/", max_bytes=50_000).body == bytes(50_000)


# ── broken replies ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"", "hung up before its reply was whole"),
        (b"garbage\r\n\r\n", "a broken reply (garbage)"),
        (b"HTTP/1.1 abc OK\r\n\r\n", "a broken reply (HTTP/1.1 abc OK)"),
        (b"SSH-2.0-\x1b[31mred\r\n", "a broken reply (SSH-2.0- [31mred)"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 101 + b"\r\n", "a broken reply (got more than 100 headers)"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", "a broken reply (got more than 65536 bytes"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "breaks off before its end"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nshort", "a broken reply (Content-Length contained"),
        (HEADLESS + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nnews", "breaks off before its end"),
        (HEADLESS + b"Transfer-Encoding: chunked\r\n\r\n10\r\nnews", "breaks off before its end"),
        (HEADLESS + b"Content-Encoding: gzip\r\n\r\nno gzip", "a broken reply (Error -3"),
        (HEADLESS + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(FEED)[:40], "breaks off before its end"),
        (reply("302 Found"), "the server answered with status 302"),
        (reply("302 Found", "Location: http://[oops"), "leads to http://[oops: is not a web address"),
        (reply("302 Found", "Location: http://127.0.0.1:99999/"), "is not a web address"),
        (reply("302 Found", f"Location: http://{'a' * 64}.example/"), "is not a web address"),
    ],
    ids=[
        "empty",
        "garbage",
        "no number",
        "another protocol",
        "101 headers",
        "long header",
        "truncated",
        "two lengths",
        "chunk size",
        "short chunk",
        "not gzip",
        "half gzip",
        "no location",
        "bad location",
        "bad port",
        "long label",
    ],
)
def test_a_broken_reply(server: Hostile, answer: bytes, said: str) -> None:
    message = failing(server, answer)
    assert message.startswith(server.url("/"))
    assert said in message


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "the server refused us (401)"),
        (403, "the server refused us (403)"),
        (404, "there is nothing at this address (404). Look for its new address."),
        (410, "it is gone for good (410). Take it out of digest.toml."),
        (418, "the server answered with status 418"),
        (429, "the server refused us: asked too often (429). Raise [fetch] min_interval."),
        (503, "the server is in trouble (503). It is asked again next time."),
    ],
)
def test_a_refusal(server: Hostile, status: int, said: str) -> None:
    server.answers["/"] = reply(f"{status} Sorry", "Retry-After: 86400", body=b"<h1>Sorry</h1>")
    with pytest.raises(http.Refused) as caught:
        fetch(server, "/")
    assert caught.value.status == status
    assert str(caught.value) == f"{server.url('/')}: {said}"


def test_a_refusal_says_where_it_came_from(server: Hostile) -> None:
    server.answers["/"] = reply("301 Moved", "Location: /new")
    server.answers["/new"] = reply("404 Not Found")
    said = f"leads to {server.url('/new')}: there is nothing at this address (404)"
    assert said in failure(server, "/")


def test_connection_refused(server: Hostile) -> None:
    with socket.socket() as closed:  # bound, and not listening
        closed.bind(("127.0.0.1", 0))
        host = where(closed)
        assert f"http://{host}/: connection refused" in failure(server, f"http://{host}/", allow_hosts=(host,))


def test_no_such_host(server: Hostile) -> None:
    said = failure(server, "http://nowhere.invalid/")
    assert "no host of that name can be found. Check its spelling, and whether you are online." in said


# ── where we do not go ───────────────────────────────────────────────────────────────────────────


def test_a_redirect_loop(server: Hostile) -> None:
    server.answers["/"] = reply("302 Found", "Location: /")
    assert "more than 10 redirects" in failure(server, "/")
    assert len(server.heads) == 11


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://127.0.0.1/feed", "gopher://127.0.0.1/", "data:,news", "javascript:alert(1)"]
)
def test_only_the_web(server: Hostile, address: str) -> None:
    assert f"{address}: is not a web address. It must begin with http:// or https://." == refusal(address)
    assert f"leads to {address}: is not a web address" in failing(server, reply("302 Found", f"Location: {address}"))


@pytest.mark.parametrize(
    "address", ["", "feed", "//127.0.0.1/feed", "http://", "HTTP:///feed", "http:feed", "127.0.0.1:80/feed", "http://a b/"]
)
def test_no_address_at_all(address: str) -> None:
    assert "is not a web address" in refusal(address)


CLOSED = [
    "127.0.0.2:{port}", "127.0.0.1", "127.1:{port}", "2130706433:{port}", "0x7f000001:{port}", "0x7f.0.0.1:{port}", "0177.0.0.1:{port}",
    "017700000001:{port}", "%31%32%37.0.0.1:80", "127。0。0。1", "１２７.0.0.1", "0:{port}", "0.0.0.0:{port}", "localhost:{port}",
    "LOCALHOST:{port}", "[::1]:{port}", "[::]:{port}", "[::ffff:127.0.0.1]:{port}", "[::ffff:7f00:1]:{port}", "[::127.0.0.1]",
    "[0:0:0:0:0:0:0:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:a00:1::1]", "[2001:0:1::1]",
    "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "[fe80::1]", "[fd00::1]", "[fec0::1]", "100.64.0.1", "224.0.0.1",
    "[ff02::1]", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "[2001:db8::1]", "192.0.0.192", "168.63.129.16",
]  # fmt: skip


@pytest.mark.parametrize("host", CLOSED)
def test_our_own_network_is_not_asked(server: Hostile, host: str) -> None:
    address = f"http://{host.format(port=server.port)}/secret"
    server.answers |= {"/secret": reply(body=b"secret"), "/": reply("302 Found", f"Location: {address}")}
    for asked in (address, "/"):
        said = failure(server, asked)
        assert "is an address of a private or reserved network, and is not asked" in said
        assert "[fetch] allow_hosts" in said
    assert [head.split("\n")[0] for head in server.heads] == ["GET / HTTP/1.1"]


@pytest.mark.parametrize(
    "host", ["localhost.:{port}", "127.0.0.1.:{port}", "127.0.0.1%00.example", "[::1%25lo]:{port}", "127.0.0.1%2f.example"]
)
def test_spellings_that_some_systems_do_not_know(server: Hostile, host: str) -> None:
    server.answers["/"] = reply(body=b"secret")
    failure(server, f"http://{host.format(port=server.port)}/")
    assert not server.heads


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e", "2002:5db8:d70e::1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
)
def test_the_open_internet_is_open(address: str) -> None:
    assert http.open_to_all(ip_address(address))


def test_one_closed_address_closes_the_name(server: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, server.port)) for address in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert "127.0.0.1 is an address of a private" in failure(server, f"http://news.example:{server.port}/")
    assert not server.heads


def test_a_name_is_looked_up_once(server: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["127.0.0.1", "127.0.0.2"])
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))])
    server.answers["/"] = reply(body=FEED)
    assert fetch(server, server.url("/", host="news.example"), allow_hosts=("News.Example",)).body == FEED
    assert next(answers) == "127.0.0.2"
    assert f"Host: news.example:{server.port}" in server.heads[0]


def test_the_next_address_where_the_first_is_dead(server: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/"] = reply(body=FEED)
    with socket.socket() as closed:  # bound, and not listening
        closed.bind(("127.0.0.1", 0))
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in (closed.getsockname(), server.server_address)]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        assert fetch(server, server.url("/", host="news.example"), allow_hosts=("news.example",)).body == FEED


def test_a_name_beyond_ascii(server: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(host: str, *_: Any, **__: Any) -> Any:
        assert host == "xn--bcher-kva.example"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", server.server_address)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    server.answers["/"] = reply(body=FEED)
    got = fetch(server, server.url("/", host="Bücher.example"), allow_hosts=("xn--bcher-kva.example",))
    assert (got.url, got.body) == (server.url("/", host="xn--bcher-kva.example"), FEED)


def test_a_password_is_not_sent_and_not_shown(server: Hostile) -> None:
    said = failure(server, server.url("/", host="me:secret@127.0.0.1"))
    assert said == f"{server.url('/')}: has a user name in it, and is not asked. Take out what stands before the @."
    said = failing(server, reply("302 Found", "Location: http://me:secret@127.0.0.1/"))
    assert "has a user name in it" in said
    assert "secret" not in said


# ── proxies ──────────────────────────────────────────────────────────────────────────────────────


def test_a_proxy_of_the_environment(server: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"me:secret@{server.host}")
    server.answers["http://news.example/feed"] = reply(body=FEED)
    assert fetch(server, "http://news.example/feed", allow_hosts=()).body == FEED
    assert "proxy-authorization: Basic bWU6c2VjcmV0" in server.heads[0]
    assert "Host: news.example" in server.heads[0]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1.", "2130706433", "0x7f.1", "[::1]", "[::ffff:a00:1]", "169.254.169.254"])
def test_no_proxy_leads_into_its_network(server: Hostile, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("http_proxy", server.url())
    assert "of a private or reserved network" in failure(server, f"http://{host}/", allow_hosts=())
    assert not server.heads


def test_a_host_that_goes_round_the_proxy(server: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.invalid:3128")
    server.answers["/"] = reply(body=FEED)
    assert "the proxy: no host of that name can be found" in failure(server, "/")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert fetch(server, "/").body == FEED


@pytest.mark.parametrize("proxy", ["http://me:secret@[oops", "socks5://me:secret@127.0.0.1"])
def test_a_proxy_that_cannot_be_used(server: Hostile, monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    assert failure(server, "http://news.example/") == (
        "http://news.example/: the proxy that the environment names is no address of a web proxy. It must begin with http:// or https://."
    )


def test_a_tunnel_that_is_refused(server: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", server.url())
    server.answers["news.example:443"] = reply("407 Proxy Authentication Required")
    assert "407 Proxy Authentication Required" in failure(server, "https://news.example/")


# ── TLS ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certified(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def secure(certificate: Path) -> Iterator[Hostile]:
    with Hostile(speaking_tls(certificate)) as server:
        server.answers["/"] = reply(body=FEED)
        yield server


def test_a_certificate_that_nobody_signed(secure: Hostile) -> None:
    assert f"{secure.url('/')}: its certificate is not trusted (" in failure(secure, "/")
    assert not secure.heads


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's store cannot be told for one test")
def test_a_certificate_counts_for_its_name_only(secure: Hostile, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetch(secure, secure.url("/", host="localhost"), allow_hosts=("localhost",)).body == FEED
    assert "its certificate is not trusted (IP address mismatch" in failure(secure, "/")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's store cannot be told for one test")
def test_a_drip_through_tls_meets_the_deadline(secure: Hostile, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    secure.answers["/"] = secure.drip(HEADLESS + b"\r\n", b"x")
    url = secure.url("/", host="localhost")
    assert "no whole reply within 0.5 s" in failure(secure, url, allow_hosts=("localhost",), timeout=0.5)


def test_tls_that_never_begins(server: Hostile) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host = where(silent)
        assert "no whole reply within 0.3 s" in failure(server, f"https://{host}/", allow_hosts=(host,), timeout=0.3)


def test_plain_words_where_tls_is_meant(server: Hostile) -> None:
    def answer(listening: socket.socket) -> None:
        with listening.accept()[0] as line:
            line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as plain, ThreadPoolExecutor(1) as pool:
        pool.submit(answer, plain)
        assert "no secure connection can be made" in failure(server, f"https://{where(plain)}/", allow_hosts=(where(plain),))
