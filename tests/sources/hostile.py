"""A web server on this machine's loopback that says whatever it is told to say, byte by byte, broken or not."""

import shutil
import ssl
import subprocess
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread
from typing import Any

import pytest

Head = str  # a request's lines, up to the empty one
Answer = bytes | Callable[[Head], Iterable[bytes]]


def reply(status: str = "200 OK", *headers: str, body: bytes = b"") -> bytes:
    """A sound reply, closed at its end."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def bomb() -> bytes:
    """300 MB of zeros as gzip. Every block ends on a full byte and looks at none before it, so that one will do for all."""
    pack = zlib.compressobj(9, wbits=-15)
    block = pack.compress(bytes(1_000_000)) + pack.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + block * 300


def certified(folder: Path) -> Path:
    """The certificate of “localhost”, signed by itself; its key lies beside it, as .key. Skips where none can be made."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("there is no openssl to make a certificate with")
    path = folder / "localhost.pem"
    made = subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", path.with_suffix(".key"), "-out", path],
        capture_output=True,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("this openssl makes no such certificate")
    return path


def speaking_tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    return context


class Hostile(ThreadingTCPServer):
    """`with Hostile() as server`: set `server.answers["/path"]`, ask `server.url("/path")`, look at `server.heads`."""

    daemon_threads = True
    block_on_close = False  # a client that hung up long ago is no reason to wait
    request_queue_size = 64

    def __init__(self, secure: ssl.SSLContext | None = None, address: str = "127.0.0.1") -> None:
        super().__init__((address, 0), _Talk)
        self.secure = secure
        self.answers: dict[str, Answer] = {}
        self.heads: list[Head] = []
        self.over = Event()

    def __enter__(self) -> "Hostile":
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """That a client hangs up, or does not trust us, is what the tests are about."""

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def host(self) -> str:
        return f"{self.server_address[0]!s}:{self.port}"

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{'https' if self.secure else 'http'}://{host}:{self.port}{path}"

    def drip(self, start: bytes, piece: bytes) -> Callable[[Head], Iterator[bytes]]:
        """`start`, and then `piece` again and again: fast enough for every time-out between two of them, and without end."""

        def answer(_: Head) -> Iterator[bytes]:
            yield start
            while not self.over.wait(0.02):
                yield piece

        return answer


class _Talk(StreamRequestHandler):
    server: Hostile

    def setup(self) -> None:
        if self.server.secure:
            self.request = self.server.secure.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def handle(self) -> None:
        lines = iter(lambda: self.rfile.readline().decode("latin-1").strip(), "")
        head = "\n".join(lines)
        self.server.heads.append(head)
        path = head.split(" ")[1]
        answer = self.server.answers[path]
        for piece in [answer] if isinstance(answer, bytes) else answer(head):
            self.wfile.write(piece)
