"""Pages over HTTP on this machine, for the person who writes them and nobody else.

Safe by construction: it knows no file system, only pages in memory; it answers GET and HEAD; it asks every request for its
Host (a foreign name that leads here is how a web page would get at us) and, where there is one, its Origin; whoever does
not say what he wants within seconds is hung up on.
"""

import asyncio
import contextlib
import html
import json
import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from importlib.resources import files
from urllib.parse import unquote_to_bytes, urlsplit

from digest.preview.shown import Proof, Shown

HEADER = 16_384  # bytes of a request, all its headers included
PATIENCE = 5.0  # seconds that a request may take to be said
CONNECTIONS = 128  # at once; the oldest that has not said anything makes room for a new one
HEARTBEAT = 15.0  # seconds between two signs of life, so that a browser that is gone is noticed
LIVE = "@digest/live"
SCRIPT = "@digest/live.js"

_CSP_META = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
# What a page may do is what it may when it is published, and to hear of a new build.
_CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_TYPES = {
    ".xml": "application/xml",
    ".opml": "text/x-opml",
    ".json": "application/json",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".html": "text/html",
    ".css": "text/css",
    ".txt": "text/plain",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: a method, a target, and the headers that matter, by their lower-case names."""

    method: str
    target: str
    headers: dict[str, str]


class Refusal(Exception):
    """A request that gets no page: its status."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Server:
    """Serves what is `shown` under the path `root`, such as "/news/", to those who call it by one of `names`."""

    def __init__(self, shown: Shown, *, root: str, names: Sequence[str]) -> None:
        self._shown, self._root, self._names = shown, root, frozenset(names)
        self._idle: dict[asyncio.StreamWriter, None] = {}
        self._open = 0
        self.port = 0

    async def listen(self, host: str, port: int) -> asyncio.Server:
        """Raises OSError where the port is taken."""
        server = await asyncio.start_server(self._connected, host, port, limit=HEADER)
        self.port = server.sockets[0].getsockname()[1]
        return server

    # ── one connection ───────────────────────────────────────────────────────────────────────────

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._open >= CONNECTIONS and self._idle:
            next(iter(self._idle)).transport.abort()
        self._open += 1
        self._idle[writer] = None
        try:
            async with asyncio.timeout(PATIENCE):
                request = await _read(reader)
            self._idle.pop(writer, None)
            await self._answer(request, writer)
        except Refusal as refusal:
            with contextlib.suppress(OSError):
                await _send(writer, refusal.status, f"{refusal.status.value} {refusal.status.phrase}\n".encode(), "text/plain")
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            pass  # gone, or never really there
        finally:
            self._open -= 1
            self._idle.pop(writer, None)
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        if request.method not in ("GET", "HEAD"):
            raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED)
        self._check_caller(request)
        path = self._path(request.target)
        body: bytes | None
        if path == LIVE:
            await self._live(request, writer)
            return
        proof = self._shown.proof
        status, headers = HTTPStatus.OK, {}
        if path is None:
            status, body, kind = HTTPStatus.TEMPORARY_REDIRECT, b"", "text/plain"
            headers["Location"] = self._root
        elif path == SCRIPT:
            body, kind = (files(__package__) / "live.js").read_bytes(), "text/javascript"
        else:
            name = next((name for name in (path, f"{path.rstrip('/')}/index.html".lstrip("/")) if name in proof.pages), None)
            if name and name != path and path and not path.endswith("/"):  # relative links need the slash
                status, body, kind = HTTPStatus.TEMPORARY_REDIRECT, b"", "text/plain"
                headers["Location"] = f"{urlsplit(request.target).path}/"
            elif name:
                body, kind = proof.pages[name].content, _kind(name)
            else:
                status, kind = HTTPStatus.NOT_FOUND, "text/html"
                body = proof.pages["404.html"].content if "404.html" in proof.pages else b"<!doctype html><title>digest</title><body>"
            if kind == "text/html":
                body = self._enliven(body, proof)
        await _send(writer, status, body, kind, head=request.method == "HEAD", **headers)

    def _check_caller(self, request: Request) -> None:
        """Only who calls us by our own name, and comes from our own pages if from any, is let in."""
        host = request.headers.get("host", "").lower()
        allowed = {name if name.endswith("]") or ":" not in name else f"[{name}]" for name in self._names}
        allowed |= {f"{name}:{self.port}" for name in allowed}
        if host not in allowed:
            raise Refusal(HTTPStatus.MISDIRECTED_REQUEST)
        origin = request.headers.get("origin")
        if (origin is not None and origin.lower() != f"http://{host}") or request.headers.get("sec-fetch-site", "none") not in (
            "none",
            "same-origin",
        ):
            raise Refusal(HTTPStatus.FORBIDDEN)

    def _path(self, target: str) -> str | None:
        """The path of a page below the root; None for what lies above it. It names nothing but a page in memory."""
        try:
            path = unquote_to_bytes(urlsplit(target).path).decode("utf-8")
        except (ValueError, UnicodeDecodeError):
            raise Refusal(HTTPStatus.BAD_REQUEST) from None
        if "\0" in path or "\\" in path or any(part in (".", "..") for part in path.split("/")):
            raise Refusal(HTTPStatus.BAD_REQUEST)
        if path.startswith(self._root):
            return path.removeprefix(self._root)
        return None if self._root.startswith(path.rstrip("/") + "/") or path == "/" else path.lstrip("/") + "?"  # "?" is in no page's path

    # ── live ─────────────────────────────────────────────────────────────────────────────────────

    def _enliven(self, page: bytes, proof: Proof) -> bytes:
        """A page as it is served: with our script, under a policy that is sent as a header instead. Never written anywhere."""
        root = html.escape(self._root)
        script = f'<script src="{root}{SCRIPT}" data-root="{root}" data-number="{proof.number}" defer></script>'
        page = _CSP_META.sub(b"", page, count=1)
        head, mark, rest = page.partition(b"</head>")
        return head + script.encode() + mark + rest if mark else page + script.encode()

    async def _live(self, request: Request, writer: asyncio.StreamWriter) -> None:
        """Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): a message for each new proof."""
        seen = re.search(r"[?&]after=(\d{1,9})\b", request.target)
        number = int(seen[1]) if seen else 0
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
            b"Connection: close\r\n\r\nretry: 300\n\n"
        )
        if self._shown.proof.problems:
            writer.write(_event(self._shown.proof, only_problems=True))
        await writer.drain()
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT):
                    proof = await self._shown.after(number)
            except TimeoutError:
                writer.write(b": still here\n\n")
            else:
                number = proof.number
                writer.write(_event(proof))
            await writer.drain()


def _event(proof: Proof, *, only_problems: bool = False) -> bytes:
    told = {
        "number": proof.number,
        "changed": [] if only_problems else list(proof.changed),
        "styles": proof.styles_alone and not only_problems,
        "go": "" if only_problems else proof.go,
        "problems": [{"where": problem.where, "what": problem.what, "mend": problem.mend} for problem in proof.problems],
    }
    return f"data: {json.dumps(told)}\n\n".encode()


async def _read(reader: asyncio.StreamReader) -> Request:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError:
        raise Refusal(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE) from None
    first, *lines = head.decode("latin-1").split("\r\n")
    match first.split(" "):
        case [method, target, "HTTP/1.1" | "HTTP/1.0"] if target.startswith("/"):
            pass
        case _:
            raise Refusal(HTTPStatus.BAD_REQUEST)
    headers: dict[str, str] = {}
    for line in filter(None, lines):
        name, colon, value = line.partition(":")
        if not colon or (name.lower() in headers and name.lower() in ("host", "origin")):
            raise Refusal(HTTPStatus.BAD_REQUEST)
        headers[name.lower()] = value.strip()
    return Request(method, target, headers)


async def _send(writer: asyncio.StreamWriter, status: HTTPStatus, body: bytes, kind: str, *, head: bool = False, **headers: str) -> None:
    fields = {
        "Content-Type": f"{kind}; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Content-Security-Policy": _CSP,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Date": formatdate(usegmt=True),
        "Connection": "close",
        **headers,
    }
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        fields["Allow"] = "GET, HEAD"
    text = f"HTTP/1.1 {status.value} {status.phrase}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items()) + "\r\n"
    writer.write(text.encode("latin-1", "replace"))
    if not head:
        writer.write(body)
    async with asyncio.timeout(PATIENCE * 4):  # whoever does not read his answer is not waited for
        await writer.drain()


def _kind(path: str) -> str:
    suffix = "." + path.rpartition(".")[2]
    return _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
