"""Pages over HTTP on this machine, for the person who writes them and nobody else.

Safe by construction: it knows no file system, only pages in memory; it answers GET and HEAD; it asks every request for its
Host (a foreign name that leads here is how a web page would get at us) and, where there is one, its Origin; whoever does
not say what he wants within seconds is hung up on.
"""

import asyncio
import html
import json
import mimetypes
import re
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, unquote_to_bytes, urlsplit

from digest.errors import DigestError, Problem
from digest.preview.shown import Proof, Shown

HEADER = 16_384  # bytes of a request, all its headers included
PATIENCE = 5.0  # seconds that a request may take to be said, and its answer to be taken
CONNECTIONS = 128  # at once; the oldest that has not said anything makes room for a new one
HEARTBEAT = 15.0  # seconds between two signs of life, so that a browser that is gone is noticed
LIVE = "@digest/live"
SCRIPT = "@digest/live.js"

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
_TARGET = re.compile(r"/[\x21-\x7e]*")
_POLICY = re.compile(rb"""<meta\b(?=[^>]*\bhttp-equiv\s*=\s*["']?content-security-policy\b)[^>]*>""", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
# Told by us, not by this machine's registry, which knows some of them otherwise.
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".xml": "application/xml",
    ".opml": "text/x-opml",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".epub": "application/epub+zip",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: a method, a target, and the headers that matter, by their lower-case names."""

    method: str
    target: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent back."""

    status: HTTPStatus
    body: bytes = b""
    kind: str = "text/plain"
    policy: str = "default-src 'none'; frame-ancestors 'none'"
    location: str = ""


class Refusal(Exception):
    """A request that gets no page: its status, and why."""

    def __init__(self, status: HTTPStatus, why: str = "") -> None:
        super().__init__(status.phrase)
        self.answer = Answer(status=status, body=f"{status.value} {status.phrase}\n{why}".encode())


class Server:
    """Serves what is `shown` under the path `root`, such as "/news/", to those who call it by one of `names`."""

    def __init__(self, shown: Shown, *, root: str, names: Iterable[str]) -> None:
        self._shown = shown
        self._below = unquote(root)  # as a request's path is compared with it
        self.root = quote(self._below, safe=_SAFE)  # as it is written into addresses
        self._names = {f"[{name}]" if ":" in name else name.lower() for name in names}
        self._callers: dict[str, str] = {}  # Host → the Origin that goes with it
        self._open: dict[asyncio.StreamWriter, bool] = {}  # the oldest first, and whether each has said what it wants
        self._script = (Path(__file__).parent / "live.js").read_bytes()
        self.port = 0

    async def listen(self, host: str, port: int) -> asyncio.Server:
        """Raises OSError where the port is taken."""
        server = await asyncio.start_server(self._connected, host, port, limit=HEADER)
        self.port = server.sockets[0].getsockname()[1]
        hosts = [f"{name}:{self.port}" for name in self._names] + (list(self._names) if self.port == 80 else [])
        self._callers = {name: f"http://{name}" for name in hosts}
        return server

    # ── one connection ───────────────────────────────────────────────────────────────────────────

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._open) >= CONNECTIONS:
            oldest = next((one for one, spoke in self._open.items() if not spoke), next(iter(self._open)))
            del self._open[oldest]
            oldest.transport.abort()
        self._open[writer] = False
        try:
            await self._converse(reader, writer)
            writer.close()
            async with asyncio.timeout(PATIENCE):  # whoever does not take his answer is not waited for
                await writer.wait_closed()
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            pass  # gone, or never really there
        except asyncio.CancelledError:
            pass  # the preview ends; some versions of asyncio would log that as an error
        finally:
            self._open.pop(writer, None)
            writer.transport.abort()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = False
        try:
            async with asyncio.timeout(PATIENCE):
                request = await _read(reader)
            head = request.method == "HEAD"
            if writer in self._open:
                self._open[writer] = True
            answer = await self._answer(request)
        except Refusal as refusal:
            answer = refusal.answer
        if answer is None and not head:
            with self._shown.looking(parse_qs(urlsplit(request.target).query).get("at", ())):
                await self._live(reader, writer)
            return
        async with asyncio.timeout(PATIENCE):
            writer.write(_written(answer or _LIVE, head=head))
            await writer.drain()
            if answer and answer.status >= HTTPStatus.BAD_REQUEST:
                # Hung up on while it still talks, a browser would tell of a broken line instead of our answer.
                writer.write_eof()
                for _ in range(64):
                    if not await reader.read(HEADER):
                        break

    async def _answer(self, request: Request) -> Answer | None:
        """The answer to a request; None where it is the news of new builds that is asked for."""
        if request.method not in ("GET", "HEAD"):
            raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED)
        self._check_caller(request)
        path = _path(request.target)
        if not path.startswith(self._below):
            if self._below.startswith(path.rstrip("/") + "/"):
                return Answer(status=HTTPStatus.TEMPORARY_REDIRECT, location=self.root)
            return self._missing()
        path = path.removeprefix(self._below)
        await self._shown.begun()  # a tab left over from an earlier preview would take what there is until then for its page
        if path == LIVE:
            return None
        if path == SCRIPT:
            return Answer(status=HTTPStatus.OK, body=self._script, kind="text/javascript")
        pages = self._shown.proof.pages
        name = f"{path}index.html" if path.endswith("/") or not path else path
        if name in pages:
            return self._page(HTTPStatus.OK, name)
        if f"{name}/index.html" in pages:  # relative links need the slash
            return Answer(status=HTTPStatus.TEMPORARY_REDIRECT, location=f"{self.root}{quote(name, safe=_SAFE)}/")
        return self._missing()

    def _check_caller(self, request: Request) -> None:
        """Only who calls us by our own name, and comes from our own pages if from any, is let in."""
        own = self._callers.get(request.headers.get("host", "").lower())
        if own is None:
            raise Refusal(HTTPStatus.MISDIRECTED_REQUEST, f"This preview answers to {' and '.join(sorted(self._callers))}.\n")
        origin = request.headers.get("origin", own)
        if origin.lower() != own or request.headers.get("sec-fetch-site", "none").lower() not in ("none", "same-origin"):
            raise Refusal(HTTPStatus.FORBIDDEN, "Another site's page asked for this. Type the address into the browser.\n")

    # ── pages ────────────────────────────────────────────────────────────────────────────────────

    def _missing(self) -> Answer:
        return self._page(HTTPStatus.NOT_FOUND, "404.html")

    def _page(self, status: HTTPStatus, name: str) -> Answer:
        proof = self._shown.proof
        page = proof.pages.get(name)
        kind = _kind(name)
        try:
            body = page.content if page else _BARE  # where not even 404.html could be built
        except Exception as error:  # whoever asks for it is the first to do so
            problems = error.problems if isinstance(error, DigestError) else (fault(error),)
            said = "".join(f"<p>{html.escape(str(problem))}</p>" for problem in problems)
            status, kind, body = HTTPStatus.INTERNAL_SERVER_ERROR, "text/html", _BARE + said.encode("utf-8", "replace")
        if kind != "text/html":
            return Answer(status=status, body=body, kind=kind, policy="frame-ancestors 'none'")
        policies = [_loosened(_said(meta[0])) for meta in _POLICY.finditer(body)]
        policy = ", ".join([*policies, "frame-ancestors 'none'"])
        return Answer(status=status, body=self._enliven(_POLICY.sub(b"", body), name, proof), kind=kind, policy=policy)

    def _enliven(self, page: bytes, name: str, proof: Proof) -> bytes:
        """A page as it is served: with our script. Never written anywhere."""
        told = f'data-root="{html.escape(self.root)}" data-page="{html.escape(name)}" data-number="{proof.number}"'
        script = f'<script src="{html.escape(self.root)}{SCRIPT}" {told} defer></script>'
        head, mark, rest = page.partition(b"</head>")
        return head + script.encode() + mark + rest if mark else page + script.encode()

    # ── live ─────────────────────────────────────────────────────────────────────────────────────

    async def _live(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): where we are, then each new proof."""
        proof = self._shown.proof
        writer.write(_written(_LIVE) + b"retry: 300\n\n" + _event(proof, changed=None))
        gone = asyncio.ensure_future(reader.read(1))
        news = asyncio.ensure_future(self._shown.after(proof.number))
        try:
            while True:
                async with asyncio.timeout(PATIENCE):
                    await writer.drain()
                done, _ = await asyncio.wait((gone, news), timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
                if gone in done:
                    return
                if news in done:
                    proof = news.result()
                    writer.write(_event(proof, changed=proof.changed))
                    news = asyncio.ensure_future(self._shown.after(proof.number))
                else:
                    writer.write(b": still here\n\n")
        finally:
            gone.cancel()
            news.cancel()


def fault(error: Exception) -> Problem:
    """What no page or file is to blame for."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return Problem(where, f"a fault of digest's own ({type(error).__name__}: {error})", "Please report it.")


_SAFE = "/:@!$&'()*+,;=~-._"
_BARE = b"<!doctype html><title>digest</title><body>"
_LIVE = Answer(status=HTTPStatus.OK, kind="text/event-stream")


def _event(proof: Proof, *, changed: Sequence[str] | None) -> bytes:
    """A message about a proof; with nothing known of what `changed`, it only says where we are."""
    told = {
        "number": proof.number,
        "changed": changed,
        "go": proof.go if changed else "",
        "problems": [{"where": problem.where, "what": problem.what, "mend": problem.mend} for problem in proof.problems],
    }
    return f"data: {json.dumps(told)}\n\n".encode()


async def _read(reader: asyncio.StreamReader) -> Request:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError:
        raise Refusal(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE) from None
    first, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    match first.split(" "):
        case [method, target, "HTTP/1.1" | "HTTP/1.0"] if _TOKEN.fullmatch(method):
            pass
        case _:
            raise Refusal(HTTPStatus.BAD_REQUEST)
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        name = name.lower()
        once = name not in headers or name not in ("host", "origin", "sec-fetch-site")
        if not colon or not _TOKEN.fullmatch(name) or not _VALUE.fullmatch(value) or not once:
            raise Refusal(HTTPStatus.BAD_REQUEST)
        headers[name] = value.strip()
    return Request(method, target, headers)


def _path(target: str) -> str:
    """The path that a request names, decoded once. It is looked up among the pages, and never leads to a file."""
    if not _TARGET.fullmatch(target):
        raise Refusal(HTTPStatus.BAD_REQUEST)
    try:
        path = unquote_to_bytes(target.partition("?")[0]).decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(HTTPStatus.BAD_REQUEST) from None
    if not path.isprintable() or "\\" in path or any(part in (".", "..") for part in path.split("/")):
        raise Refusal(HTTPStatus.BAD_REQUEST)
    return path


def _written(answer: Answer, *, head: bool = False) -> bytes:
    """An answer as HTTP has it; to a HEAD without its body."""
    text = answer.kind.startswith("text/") or answer.kind in _TYPES.values()
    fields = {
        "Content-Type": f"{answer.kind}; charset=utf-8" if text else answer.kind,
        "Content-Security-Policy": answer.policy,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
        "Connection": "close",
        "Date": formatdate(usegmt=True),
    }
    if answer is not _LIVE:  # which has no end
        fields["Content-Length"] = str(len(answer.body))
    if answer.location:
        fields["Location"] = answer.location
    if answer.status == HTTPStatus.METHOD_NOT_ALLOWED:
        fields["Allow"] = "GET, HEAD"
    lines = [f"HTTP/1.1 {answer.status.value} {answer.status.phrase}", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + (b"" if head else answer.body)


def _said(meta: bytes) -> str:
    """The policy in a page's own <meta>, on one line."""
    found = _CONTENT.search(meta.decode("utf-8", "replace"))
    return " ".join(html.unescape(found[1] or found[2] or "").split()) if found else ""


def _loosened(policy: str) -> str:
    """A page's own policy, under which it may run our script and hear from us, too: all else is as it is when it is published."""
    rules = {name.lower(): sources for name, *sources in (rule.split() for rule in policy.split(";") if rule.strip())}
    for name, general in (("script-src", "default-src"), ("connect-src", "default-src"), ("script-src-elem", "script-src-elem")):
        sources = rules.get(name, rules.get(general))
        if sources is not None:
            rules[name] = [*(source for source in sources if source.lower() != "'none'"), "'self'"]
    return "; ".join(" ".join([name, *sources]) for name, sources in rules.items())


def _kind(path: str) -> str:
    suffix = "." + path.rpartition(".")[2].lower()
    return _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
