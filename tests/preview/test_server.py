"""The preview's server against those who should not be let in, over real sockets on this machine's loopback."""

import asyncio
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest

from digest.errors import Problem, TemplateError
from digest.model import Page
from digest.preview import server as preview
from digest.preview.server import Server
from digest.preview.shown import Shown
from digest.rendering.press import Unmade

ROOT = "/some/näher/"
POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:"
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
SECRET = "nobody's but ours"
PAGES = tuple(
    Page(path, content)
    for path, content in {
        "index.html": f"<!doctype html><head>{META}<title>Home</title></head><body><p>{SECRET}</p>".encode(),
        "404.html": b"<!doctype html><head></head><body>There is no page here",
        "issues/2026-11-10/index.html": b"<!doctype html><head></head><body>Issue",
        "issues/2026-11-10/über # 100%/index.html": b"<!doctype html><head></head><body>\xc3\x9cber",
        "plain.html": b"no head at all",
        "assets/style.css": b"body { color: red }",
        "feed.xml": b"<feed/>",
        "feed.json": b"{}",
        "sources.opml": b"<opml/>",
        "favicon.svg": b"<svg/>",
        "robots.txt": b"User-agent: *",
        "assets/photo.png": b"\x89PNG",
        ".well-known/x": b"as it is",
    }.items()
)


@dataclass(frozen=True)
class Reply:
    """What came back, as bytes on the wire have it."""

    status: int
    headers: dict[str, str]
    body: bytes


class Running:
    """A server in a thread, and the ways to talk to it."""

    def __init__(self, root: str) -> None:
        ready = threading.Event()

        async def main() -> None:
            self.shown = Shown()
            self._over = asyncio.Event()
            self._loop = asyncio.get_running_loop()
            self.server = Server(self.shown, root=root, names=["127.0.0.1", "localhost", "::1"])
            listening = await self.server.listen("127.0.0.1", 0)
            ready.set()
            await self._over.wait()
            listening.close()

        self._thread = threading.Thread(target=lambda: asyncio.run(main()))
        self._thread.start()
        assert ready.wait(30)
        self.port = self.server.port
        self.host = f"127.0.0.1:{self.port}"

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(30)
        assert not self._thread.is_alive()

    def alone(self) -> bool:
        """Whether nobody is being answered any more."""

        async def count() -> int:
            return len(self.server._open)

        return asyncio.run_coroutine_threadsafe(count(), self._loop).result(30) == 0

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def raw(self, request: bytes) -> Reply:
        """Say something, and hear what comes until the line is closed."""
        with self.connect() as line:
            line.sendall(request)
            return heard(line)

    def ask(self, target: str, method: str = "GET", **headers: str) -> Reply:
        fields = {"Host": self.host} | {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items()), "", ""]
        return self.raw("\r\n".join(lines).encode("latin-1"))

    def page(self, path: str) -> Reply:
        return self.ask(quote(ROOT + path))


def heard(line: socket.socket) -> Reply:
    """All that comes over a line; status 0 where it was cut off without a word."""
    said = b""
    try:
        while more := line.recv(65536):
            said += more
    except ConnectionError:
        pass
    if not said:
        return Reply(0, {}, b"")
    head, _, body = said.partition(b"\r\n\r\n")
    first, *fields = head.decode("latin-1").split("\r\n")
    return Reply(int(first.split()[1]), {name.lower(): value for name, _, value in (field.partition(": ") for field in fields)}, body)


@pytest.fixture
def running() -> Iterator[Running]:
    running = Running(ROOT)
    running.shown.show(PAGES, ())
    yield running
    running.stop()


# ── what is served ───────────────────────────────────────────────────────────────────────────────


def test_pages_are_served_below_the_path_that_the_site_will_have(running: Running) -> None:
    for page in PAGES:
        reply = running.page(page.path)
        assert reply.status == 200, page.path
        assert int(reply.headers["content-length"]) == len(reply.body)
    assert SECRET in running.page("").body.decode()
    assert b"Issue" in running.page("issues/2026-11-10/").body
    assert running.page("issues/2026-11-10/?a=b").status == 404  # the question mark was encoded: no such page
    assert running.ask(quote(ROOT) + "issues/2026-11-10/?a=b").status == 200


@pytest.mark.parametrize("target", ["/", "/some", "/some/", "/some/n%C3%A4her", "/?x=1"])
def test_what_lies_above_leads_there(running: Running, target: str) -> None:
    reply = running.ask(target)
    assert (reply.status, reply.headers["location"]) == (307, "/some/n%C3%A4her/")


def test_a_folder_without_its_slash_leads_to_the_one_with(running: Running) -> None:
    reply = running.page("issues/2026-11-10/über # 100%")
    assert reply.status == 307
    assert running.ask(reply.headers["location"]).status == 200


@pytest.mark.parametrize(
    ("path", "kind"),
    {
        "index.html": "text/html; charset=utf-8",
        "assets/style.css": "text/css; charset=utf-8",
        "feed.xml": "application/xml; charset=utf-8",
        "feed.json": "application/json; charset=utf-8",
        "sources.opml": "text/x-opml; charset=utf-8",
        "favicon.svg": "image/svg+xml; charset=utf-8",
        "robots.txt": "text/plain; charset=utf-8",
        "assets/photo.png": "image/png",
        ".well-known/x": "application/octet-stream",
        "@digest/live.js": "text/javascript; charset=utf-8",
    }.items(),
)
def test_content_types(running: Running, path: str, kind: str) -> None:
    reply = running.page(path)
    assert reply.headers["content-type"] == kind
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_page_that_cannot_be_made_when_it_is_asked_for_says_why(running: Running) -> None:
    def broken() -> bytes:
        raise TemplateError(Problem("entry.html:3", "<b> is not closed"))

    def faulty() -> bytes:
        raise ZeroDivisionError("by 0")

    late = {"late.html": lambda: b"<p>late", "broken.xml": broken, "faulty.html": faulty}
    running.shown.show([*PAGES, *(Unmade(path, make) for path, make in late.items())], ())
    assert running.page("late.html").body.startswith(b"<p>late<script")
    reply = running.page("broken.xml")
    assert (reply.status, reply.headers["content-type"]) == (500, "text/html; charset=utf-8")
    assert b"<p>entry.html:3: &lt;b&gt; is not closed</p><script" in reply.body  # which has it loaded again once it is mended
    reply = running.page("faulty.html")
    assert reply.status == 500
    assert b"a fault of digest&#x27;s own (ZeroDivisionError: by 0). Please report it." in reply.body


def test_what_is_missing_gets_the_sites_own_page(running: Running) -> None:
    for target in ("/some/n%C3%A4her/nothing/here.html", "/elsewhere", "/some/other/", "/some/n%C3%A4herx"):
        reply = running.ask(target)
        assert reply.status == 404
        assert b"There is no page here" in reply.body
        assert b"@digest/live.js" in reply.body  # it may come


def test_before_anything_could_be_built() -> None:
    running = Running("/")
    try:
        running.shown.fail([Problem("templates/base.html:3", "broken")])
        reply = running.ask("/")
        assert reply.status == 404
        assert b"@digest/live.js" in reply.body
    finally:
        running.stop()


def test_who_comes_before_the_first_build_waits_for_it() -> None:
    running = Running("/")
    try:
        with running.connect() as line:
            line.sendall(f"GET / HTTP/1.1\r\nHost: {running.host}\r\n\r\n".encode())
            assert running.ask("/", "POST").status == 405  # what came after it was answered
            running.shown.show(PAGES, ())
            assert heard(line).status == 200
    finally:
        running.stop()


@pytest.mark.parametrize("path", ["", "assets/style.css", "nothing", "@digest/live", "@digest/live.js", "issues/2026-11-10"])
def test_head_is_get_without_a_body(running: Running, path: str) -> None:
    head = running.ask(quote(ROOT + path), method="HEAD")
    assert head.body == b""
    if path != "@digest/live":  # which has no end
        get = running.page(path)
        assert (head.status, head.headers["content-length"]) == (get.status, get.headers["content-length"])


@pytest.mark.parametrize("path", ["issues/", "issues", "assets/", "assets", ".well-known/", "@digest/", "@digest"])
def test_no_folder_is_listed(running: Running, path: str) -> None:
    reply = running.page(path)
    assert reply.status == 404
    assert not re.search(rb"style\.css|2026|live\.js\"?<", reply.body)


def test_our_script_is_in_what_is_served_and_not_in_what_was_given(running: Running) -> None:
    before = {page.path: page.content for page in PAGES}
    for page in PAGES:
        served = running.page(page.path).body
        assert (b"@digest/live.js" in served) == page.path.endswith(".html")
        if not page.path.endswith(".html"):
            assert served == page.content
    assert {page.path: page.content for page in running.shown.proof.pages.values()} == before
    assert not any(b"@digest" in content for content in before.values())


def test_a_page_may_what_it_may_when_published_and_hear_of_new_builds(running: Running) -> None:
    home = running.page("")
    policy = dict(rule.strip().split(" ", 1) for rule in re.split("[;,]", home.headers["content-security-policy"]))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "script-src": "'self'",
        "connect-src": "'self'",
        "frame-ancestors": "'none'",
    }
    assert b"Content-Security-Policy" not in home.body
    assert running.page("plain.html").headers["content-security-policy"] == "frame-ancestors 'none'"
    assert running.ask("/", method="POST").headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("meta", "policy"),
    {
        "<meta content='default-src *' HTTP-EQUIV='content-security-policy'/>": "default-src *; script-src * 'self'; connect-src * 'self'",
        '<meta http-equiv=Content-Security-Policy content="script-src &#39;NONE&#39;;connect-src https://a.example">': "script-src 'self'; "
        "connect-src https://a.example 'self'",
        '<meta http-equiv="Content-Security-Policy" content="script-src a\n; script-src-elem\n\rb">': "script-src a 'self'; "
        "script-src-elem b 'self'",
        '<meta http-equiv="Content-Security-Policy" content="img-src x">': "img-src x",
        '<meta http-equiv="Content-Security-Policy">': "",
    }.items(),
)
def test_policies_of_other_templates(running: Running, meta: str, policy: str) -> None:
    running.shown.show([Page("index.html", f"<head>{meta}</head>".encode())], ())
    reply = running.page("")
    assert reply.headers["content-security-policy"] == f"{policy}, frame-ancestors 'none'"
    assert b"<meta" not in reply.body


# ── who is let in ────────────────────────────────────────────────────────────────────────────────

FOREIGN = [
    "evil.example", "evil.example:{port}", "localhost.evil.example:{port}", "127.0.0.1.nip.io:{port}", "evil.example:{port}@127.0.0.1",
    "127.0.0.1:{port}@evil.example", "127.0.0.1", "localhost", "127.0.0.1:80", "127.0.0.1:1{port}", "localhost:0", "localhost:+{port}",
    "localhost:0{port}", "localhost: {port}", "localhost.:{port}", "127.1:{port}", "127.0.1:{port}", "127.000.000.001:{port}",
    "0177.0.0.1:{port}", "0x7f.0.0.1:{port}", "2130706433:{port}", "0x7f000001:{port}", "127.0.0.2:{port}", "0.0.0.0:{port}", "0:{port}",
    "[::]:{port}", "[::ffff:127.0.0.1]:{port}", "[::ffff:7f00:1]:{port}", "[0:0:0:0:0:0:0:1]:{port}", "::1:{port}", "[::1]",
    "[::1%25lo]:{port}",
    "", ":{port}", "*", "*:{port}", "127.0.0.1:{port}, evil.example", "127.0.0.1:{port} evil.example", "127.0.0.1:{port}/",
    "%6cocalhost:{port}",
    "http://127.0.0.1:{port}", "127.0.0.1:{port}#", "127.0.0.1\t:{port}", "127。0。0。1:{port}", "locÀlhost:{port}",
]  # fmt: skip


@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_name_that_leads_here_gets_nothing(running: Running, host: str) -> None:
    """DNS rebinding: a web page whose own name was made to mean 127.0.0.1."""
    name = host.format(port=running.port).encode("utf-8")
    for path in (quote(ROOT), quote(ROOT) + preview.LIVE, quote(ROOT) + preview.SCRIPT):
        reply = running.raw(b"GET " + path.encode() + b" HTTP/1.1\r\nHost: " + name + b"\r\n\r\n")
        assert reply.status in (400, 421)
        assert SECRET not in reply.body.decode()


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LocalHost:{port}", "[::1]:{port}"])
def test_our_own_names_are_known(running: Running, host: str) -> None:
    assert running.ask(quote(ROOT), Host=host.format(port=running.port)).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        "",
        "Host: {host}\r\nHost: {host}\r\n",
        "Host: {host}\r\nhost: evil.example\r\n",
        "Host: evil.example\r\nHost: {host}\r\n",
        "Host : {host}\r\n",
        " Host: {host}\r\n",
        "Host: evil.example\r\n Host: {host}\r\n",
        "X: 1\nHost: {host}\r\n",
        "X: 1\rHost: {host}\r\n",
        "Host: {host}\0\r\n",
        "Host\r\n",
        ": {host}\r\n",
    ],
)
def test_host_is_said_once_and_plainly(running: Running, headers: str) -> None:
    said = headers.format(host=running.host)
    reply = running.raw(f"GET {quote(ROOT)} HTTP/1.1\r\n{said}\r\n".encode())
    assert reply.status in (400, 421)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "https://{host}"},
        {"Origin": "http://{host}/"},
        {"Origin": "http://{host}.evil.example"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost:{port}"},  # another origin than the one that was called
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},  # another port of this machine
        {"Sec_Fetch_Site": "anything"},
        {"Origin": "http://{host}", "Sec_Fetch_Site": "cross-site"},
    ],
)
def test_other_sites_pages_are_not_let_in(running: Running, headers: dict[str, str]) -> None:
    said = {name: value.format(host=running.host, port=running.port) for name, value in headers.items()}
    for path in (quote(ROOT), quote(ROOT) + preview.LIVE):
        assert running.ask(path, **said).status == 403


def test_our_own_pages_are(running: Running) -> None:
    assert running.ask(quote(ROOT), Origin=f"http://{running.host}", Sec_Fetch_Site="same-origin").status == 200
    assert running.ask(quote(ROOT), Sec_Fetch_Site="none").status == 200


# ── where paths lead ─────────────────────────────────────────────────────────────────────────────

PASSWD = "etc/passwd"
UP = [
    "..", "%2e%2e", "%2E%2e", ".%2e", "%2e.", "%252e%252e", "%25252e%25252e", "..%00", "%00..", "..%09", "..%20", "...", "....", "..;",
    "..;x",
    "%c0%ae%c0%ae", "%e0%80%ae%e0%80%ae", "%f0%80%80%ae%f0%80%80%ae", "%c0%2e%c0%2e", "%uff0e%uff0e", "%u002e%u002e",
    "%ef%bc%8e%ef%bc%8e",
    "%e2%80%a5", "%e2%80%ae..", "%2%65%2%65", "%ff..", "..%ff", "..#", "..%23", "..?", "..%3f", "~", "~root", "..%c1%9c",
    "%e3%80%82%e3%80%82",
]  # fmt: skip
BETWEEN = ["/", "%2f", "%2F", "%252f", "\\", "%5c", "%255c", "//", "/./", "%c0%af", "%e2%88%95", "%ef%bc%8f", "/%00/", ";/", "%0d%0a/"]


def spellings() -> Iterator[str]:
    for up in UP:
        for between in BETWEEN:
            yield between.join([*[up] * 8, PASSWD])
    yield from (
        "/etc/passwd", "///etc/passwd", "%2fetc%2fpasswd", "C:/Windows/win.ini", "C:%5cWindows%5cwin.ini", "%5c%5chost%5cshare",
        "file:///etc/passwd",
        "/proc/self/environ", "%00", "index.html%00", "index.html%00.png", "index.html/", "index.html/..", "index.html%20",
        "index.html.", "INDEX.HTML",
        "./index.html", "a/../index.html", "%2e/index.html", "index.html::$DATA", "index.html%3a%3a$DATA", "CON", "aux.html",
        ".git/config", ".env",
        "digest.toml", "content/seen.txt", "server.py", "@digest/server.py", "@digest/../server.py", "@digest/%2e%2e/server.py",
        "@digest/live.js/",
        "@digest/live.js%00", "@DIGEST/live.js", "%40digest%2f%2e%2e", "issues//2026-11-10/", "/index.html", "assets/style.css/",
        "assets%5cstyle.css",
    )  # fmt: skip


def test_there_are_enough_spellings() -> None:
    assert len(set(spellings())) > 500


def test_no_spelling_leads_out_of_the_pages(running: Running) -> None:
    known = [page.content for page in PAGES]
    for spelling in spellings():
        for below in (quote(ROOT), "/"):
            reply = running.ask(below + spelling)
            if reply.status == 200:  # `..?` and `~?` ask for nothing more than what is before the question mark
                assert any(page in reply.body or page.partition(b"</head>")[2] in reply.body for page in known), spelling
                assert "?" in spelling, spelling
            else:
                assert reply.status in (307, 400, 404), spelling
            if reply.status == 307:
                assert reply.headers["location"].startswith("/some/n%C3%A4her/"), spelling


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}{root}", "http://evil.example/", "https://evil.example{root}", "file:///etc/passwd", "evil.example:443",
        "*", "",
        "index.html", "?", "#", "..", "{root}\t", "{root}\x0b", "{root}\x7f", "{root}é", "\\", "@evil.example{root}", "{root} x",
    ],
)  # fmt: skip
def test_a_target_is_a_path(running: Running, target: str) -> None:
    assert running.ask(target.format(port=running.port, root=quote(ROOT))).status == 400


@pytest.mark.parametrize(
    "target", ["//evil.example{root}", "//evil.example", "///evil.example/..", "//127.0.0.1:{port}{root}", "/%2fevil.example"]
)
def test_a_path_names_no_host(running: Running, target: str) -> None:
    reply = running.ask(target.format(port=running.port, root=quote(ROOT)))
    assert reply.status in (400, 404)
    assert "location" not in reply.headers


# ── what is asked, and how ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "GETS", "X" * 100])
def test_other_methods(running: Running, method: str) -> None:
    reply = running.ask(quote(ROOT), method=method)
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize(
    "line",
    [
        b"", b"GET", b"GET /", b"GET / HTTP/2", b"GET / HTTP/1.1 x", b"GET  / HTTP/1.1", b" GET / HTTP/1.1", b"GET\t/ HTTP/1.1",
        b"G\0T / HTTP/1.1",
        b"(GET) / HTTP/1.1", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"PRI * HTTP/2.0", b"\xff\xfe\xfd", b"SSH-2.0-x",
    ],
)  # fmt: skip
def test_garbage(running: Running, line: bytes) -> None:
    assert running.raw(line + b"\r\nHost: " + running.host.encode() + b"\r\n\r\n").status == 400


def test_a_body_is_not_waited_for(running: Running) -> None:
    head = f"POST {quote(ROOT)} HTTP/1.1\r\nHost: {running.host}\r\nContent-Length: 999999999\r\n\r\n"
    assert running.raw(head.encode() + b"x" * 100_000).status == 405
    head = f"GET {quote(ROOT)} HTTP/1.1\r\nHost: {running.host}\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert running.raw(head.encode() + b"5\r\nGET /\r\n0\r\n\r\n").status == 200


@pytest.mark.parametrize("how", ["one", "many", "line", "endless"])
def test_headers_have_a_bound(running: Running, how: str) -> None:
    start = f"GET {quote(ROOT)} HTTP/1.1\r\nHost: {running.host}\r\n".encode()
    said = {
        "one": start + b"X: " + b"x" * 65_536 + b"\r\n\r\n",
        "many": start + b"".join(b"X-%d: x\r\n" % i for i in range(6_000)) + b"\r\n",
        "line": b"GET /" + b"x" * 65_536 + b" HTTP/1.1\r\n\r\n",
        "endless": start + b"x" * 65_536,
    }[how]
    assert running.raw(said).status == 431
    assert running.page("").status == 200


# ── who takes long ───────────────────────────────────────────────────────────────────────────────


def test_a_drip_of_headers_is_hung_up_on(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "PATIENCE", 0.3)
    with running.connect() as line:
        line.sendall(f"GET {quote(ROOT)} HTTP/1.1\r\nHost: {running.host}\r\n".encode())
        line.settimeout(0.01)
        for i in range(3_000):  # a byte from time to time, for half a minute at most
            try:
                line.sendall(b"X" if i else b"X: ")
                if line.recv(1) == b"":
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        else:
            pytest.fail("it is listened to without end")
    assert running.page("").status == 200


def test_who_does_not_take_his_answer_is_not_waited_for(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "PATIENCE", 0.3)
    running.shown.show([Page("large.txt", b"x" * 50_000_000)], ())
    with running.connect() as line:
        line.sendall(f"GET {quote(ROOT)}large.txt HTTP/1.1\r\nHost: {running.host}\r\n\r\n".encode())
        assert line.recv(1) == b"H"
        for _ in range(100_000):
            assert running.page("nothing").status == 404  # others are answered meanwhile
            if running.alone():
                break
        else:
            pytest.fail("it is waited for without end")


def test_many_idle_connections_keep_nobody_out(running: Running) -> None:
    idle = [running.connect() for _ in range(200)]
    try:
        for path in ("", "assets/style.css", "feed.xml", "issues/2026-11-10/"):
            assert running.page(path).status == 200
        half = [running.connect() for _ in range(200)]
        idle += half
        for line in half:
            try:
                line.sendall(b"GET / HT")
            except ConnectionError:
                continue  # hung up on already, to make room
        assert running.page("").status == 200
        assert len(running.server._open) <= preview.CONNECTIONS
    finally:
        for line in idle:
            line.close()


def test_those_who_listen_without_end_have_a_bound_too(running: Running) -> None:
    request = f"GET {quote(ROOT)}{preview.LIVE} HTTP/1.1\r\nHost: {running.host}\r\n\r\n".encode()
    lines = []
    try:
        for _ in range(preview.CONNECTIONS + 50):
            lines.append(running.connect())
            lines[-1].sendall(request)
            assert lines[-1].recv(15) == b"HTTP/1.1 200 OK"
        assert running.page("").status == 200
        assert len(running.server._open) <= preview.CONNECTIONS
    finally:
        for line in lines:
            line.close()


# ── live ─────────────────────────────────────────────────────────────────────────────────────────


def test_those_who_listen_hear_of_each_build(running: Running) -> None:
    with running.connect() as line:
        line.sendall(f"GET {quote(ROOT)}{preview.LIVE} HTTP/1.1\r\nHost: {running.host}\r\n\r\n".encode())
        said = line.makefile("rb")

        def event() -> str:
            while not (text := said.readline()).startswith(b"data: "):
                assert text
            return text.decode()

        number = running.shown.proof.number
        assert event() == f'data: {{"number": {number}, "changed": null, "go": "", "problems": []}}\n'
        changed = [Page("new.html", b""), *(page for page in PAGES if page.path != "feed.xml")]
        running.shown.show(changed, (), "new.html")
        assert event() == f'data: {{"number": {number + 1}, "changed": ["feed.xml", "new.html"], "go": "new.html", "problems": []}}\n'
        running.shown.fail([Problem("x.html:3", "is </script> broken", "Mend it.")])
        wrong = '[{"where": "x.html:3", "what": "is </script> broken", "mend": "Mend it."}]'
        assert event() == f'data: {{"number": {number + 2}, "changed": [], "go": "", "problems": {wrong}}}\n'
        running.shown.show(changed, [Problem("x.html:3", "is </script> broken", "Mend it.")])  # the same again: nobody is told
        running.shown.show(changed, ())
        assert event() == f'data: {{"number": {number + 3}, "changed": [], "go": "", "problems": []}}\n'
    with running.connect() as line:  # who comes later hears where we are
        line.sendall(f"GET {quote(ROOT)}{preview.LIVE} HTTP/1.1\r\nHost: {running.host}\r\n\r\n".encode())
        said = line.makefile("rb")
        assert event() == f'data: {{"number": {number + 3}, "changed": null, "go": "", "problems": []}}\n'


def test_another_preview_counts_from_elsewhere(running: Running) -> None:
    """A tab that was left open must not take another preview's pages for its own."""
    other = Running("/")
    try:
        assert abs(other.shown.proof.number - running.shown.proof.number) > 1000
    finally:
        other.stop()
