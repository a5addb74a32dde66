"""One run of the real program among servers that do their worst: each is named, none is obeyed, and honest news comes in."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import NOW, REPOSITORY
from tests.sources.hostile import Answer, Hostile, bomb, certified, reply, speaking_tls
from tests.test_pipeline import feed, item

TIMEOUT = 4  # seconds: drips last as long, and honest servers need not hurry on a busy machine
PEAK = 300  # MiB
SECRET = "What nobody may read"
HEADLESS = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"
CONFIG = """[site]
title = "Test"
base_url = "https://example.org/"

[fetch]
allow_hosts = {hosts}
min_interval = 0
timeout = {timeout}
"""

# Runs a command and notes its peak, as this process cannot: a child's counts from the size of whoever began it.
PEAK_OF = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w").write(str(peak // (1024 * 1024 if sys.platform == "darwin" else 1024)))
sys.exit(code)
"""


@dataclass
class Run:
    """What a run over all of them said and did."""

    answer: dict[str, Any]
    err: str
    peak: int  # MiB; 0 where this system does not tell
    protected: list[str]  # what was asked of the server that nobody allowed
    asked: list[str]  # the paths asked of the others


def rss(*titles: str, more: str = "") -> bytes:
    return reply("200 OK", "Content-Type: application/rss+xml", body=(more + feed(*(item(title, title) for title in titles))).encode())


def laughs() -> str:
    """Ten words of a declaration that would be ten milliards of laughs."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11))
    return f'<!DOCTYPE rss [<!ENTITY l0 "laugh">{entities}]>\n'


def great(size: int) -> str:
    return f'<!DOCTYPE rss [\n<!ENTITY great "{"laugh" * size}">\n]>\n'


def external(address: str) -> str:
    return f'<!DOCTYPE rss [<!ENTITY leak SYSTEM "{address}"><!ENTITY % more SYSTEM "{address}"> %more;]>\n'


def declared(declaration: str, title: str, text: str) -> bytes:
    told = feed(item(title, title, text=text)).replace("\n", "\n" + declaration, 1)
    return reply("200 OK", "Content-Type: text/xml", body=told.encode())


def many(number: int) -> bytes:
    items = "".join(f"<item><title>Gull {n}</title><guid>{n}</guid></item>" for n in range(number))
    return reply("200 OK", "Content-Type: text/xml", body=feed(items).encode())


TRUNCATED = feed(item("t1", "Whole before the end"), item("t2", "Whole, too"), item("t3", "Half of a"))
SPELLINGS = {
    "dotted": "10.0.0.1",
    "decimal": "167772161",
    "hexadecimal": "0x0a000001",
    "octal": "012.0.0.1",
    "mapped": "[::ffff:10.0.0.1]",
    "short": "10.1",
    "metadata": "169.254.169.254",
}
PRIVATE = "is an address of a private or reserved network, and is not asked"
NO_ADDRESS = "is not a web address"


def answers(server: Hostile, protected: Hostile, secret: Path) -> dict[str, Answer]:
    """By the path that is asked, which is the source's name, too."""
    inside = f"http://{protected.host}/inside"
    return {
        "honest-1": rss("Ferry delayed"),
        "honest-2": rss("Bakery opens"),
        "honest-3": rss("Choir sings"),
        "bomb": reply("200 OK", "Content-Type: text/xml", "Content-Encoding: gzip", body=bomb()),
        "drip-of-a-body": server.drip(HEADLESS + b"\r\n<rss>", b" "),
        "drip-of-headers": server.drip(HEADLESS + b"X: ", b"y"),
        "loop": reply("302 Found", "Location: /loop"),
        "to-a-file": reply("302 Found", f"Location: {secret.as_uri()}"),
        "to-the-inside": reply("301 Moved Permanently", f"Location: {inside}"),
        **{f"to-{name}": reply("302 Found", f"Location: http://{host}/") for name, host in SPELLINGS.items()},
        "many": many(100_000),
        "laughs": declared(laughs(), "Much laughter", "Ha: &l10; &l0;"),
        "great-laughs": declared(great(20_000), "Great laughter", "Ha: " + "&great;" * 10_000),
        "entity-of-a-file": declared(external(secret.as_uri()), "A file", "Told: &leak;"),
        "entity-of-the-inside": declared(external(inside), "An address", "Told: &leak;"),
        "truncated": reply("200 OK", "Content-Type: text/xml", body=TRUNCATED[: TRUNCATED.index("Half of a")].encode()),
        "picture": reply("200 OK", "Content-Type: image/png", body=feed(item("p", "News called a picture")).encode()),
        "page": reply("200 OK", "Content-Type: application/rss+xml", body=b"<!doctype html><title>Log in</title><p>Room number?"),
        "headers": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 101 + b"\r\n",
        "status-of-letters": b"HTTP/1.1 abc OK\r\n\r\n",
        "status-of-another-protocol": b"SSH-2.0-\x1b[31mred\r\n",
        "status-of-nothing": b"",
        "304": b"HTTP/1.1 304 Not Modified\r\n\r\n",
        "410": reply("410 Gone"),
        "429": reply("429 Too Many Requests"),
        "429-and-when": reply("429 Too Many Requests", "Retry-After: 3600"),
        "503": reply("503 Service Unavailable"),
        "503-and-when": reply("503 Service Unavailable", "Retry-After: 3600"),
    }


# What is said of each, and what becomes of it.
SAID = {
    **dict.fromkeys(("honest-1", "honest-2", "honest-3", "picture"), ("", "ok", 1)),
    "bomb": ("more than 10,000,000 bytes unpacked", "failed", 0),
    **dict.fromkeys(("drip-of-a-body", "drip-of-headers"), (f"no whole reply within {TIMEOUT} s", "failed", 0)),
    "loop": ("more than 10 redirects", "failed", 0),
    "to-a-file": (NO_ADDRESS, "failed", 0),
    "to-the-inside": (PRIVATE, "failed", 0),
    **{f"to-{name}": (PRIVATE, "failed", 0) for name in SPELLINGS},
    "many": ("has 100,000 entries; the first 500 are read", "ok", 100_000),
    "laughs": ("", "ok", 1),
    "great-laughs": ("", "ok", 1),
    "entity-of-a-file": ("", "ok", 1),
    "entity-of-the-inside": ("", "ok", 1),
    "truncated": ("breaks off in the middle of its last entry", "ok", 2),
    "page": ("is a web page, not a feed", "failed", 0),
    "headers": ("got more than 100 headers", "failed", 0),
    "status-of-letters": ("a broken reply (HTTP/1.1 abc OK)", "failed", 0),
    "status-of-another-protocol": ("a broken reply (SSH-2.0- [31mred)", "failed", 0),
    "status-of-nothing": ("hung up before its reply was whole", "failed", 0),
    "304": ("", "not modified", 0),
    "410": ("it is gone for good (410)", "failed", 0),
    "429": ("asked too often (429)", "failed", 0),
    "429-and-when": ("asked too often (429)", "failed", 0),
    "503": ("the server is in trouble (503)", "failed", 0),
    "503-and-when": ("the server is in trouble (503)", "failed", 0),
    "self-signed": ("its certificate is not trusted (", "failed", 0),
}


def elsewhere() -> Hostile:
    """A server at another address of this machine, which nobody allowed; on another port where there is one address only."""
    try:
        return Hostile(address="127.0.0.2")
    except OSError:
        return Hostile()


def run(root: Path) -> Run:
    """`digest build` with all of them as sources."""
    secret = root / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    with ExitStack() as servers:
        server, protected = servers.enter_context(Hostile()), servers.enter_context(elsewhere())
        secure = servers.enter_context(Hostile(speaking_tls(certified(root))))
        secure.answers["/self-signed"] = rss("Untrusted")
        protected.answers["/inside"] = reply(body=feed(item("i", SECRET)).encode())
        told = answers(server, protected, secret)
        server.answers |= {f"/{name}": answer for name, answer in told.items()}
        # Two of one host are asked at once: the drips wait under a name of their own.
        addresses = {name: server.url(f"/{name}", "localhost" if name.startswith("drip") else "127.0.0.1") for name in told}
        addresses["self-signed"] = secure.url("/self-signed")
        hosts = [server.host, secure.host, f"localhost:{server.port}"]
        rows = [f'\n[[sources]]\nname = "{name}"\nurl = "{address}"\n' for name, address in addresses.items()]
        (root / "digest.toml").write_text(CONFIG.format(hosts=json.dumps(hosts), timeout=TIMEOUT) + "".join(rows), "utf-8")
        command = [sys.executable, "-m", "digest", "build", "--json", "--now", NOW, "-c", str(root / "digest.toml")]
        if sys.platform != "win32":
            command = [sys.executable, "-c", PEAK_OF, str(root / "peak"), *command]
        environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return Run(
            answer=json.loads(done.stdout)["fetched"],
            err=done.stderr,
            peak=int((root / "peak").read_text()) if (root / "peak").exists() else 0,
            protected=protected.heads,
            asked=[head.split(" ")[1].strip("/") for head in (*server.heads, *secure.heads)],
        )


def bodies(root: Path, source: str) -> list[str]:
    """What the entries of a source say, in content/."""
    texts = [path.read_text("utf-8") for path in sorted((root / "content").glob("*/*.md"))]
    return [text.split("---\n", 2)[2].strip() for text in texts if f"\nsource: {source}\n" in text]


def test_one_run_among_servers_that_do_their_worst(tmp_path: Path) -> None:
    done = run(tmp_path)

    problems: dict[str, str] = {}
    for problem in done.answer["problems"]:
        name = problem["where"].rpartition("/")[2]
        problems[name] = f"{problems.get(name, '')}{problem['what']} {problem['mend']}"
        assert f"warning: {problem['where']}: " in done.err
    found = {}
    for source in done.answer["sources"]:
        name, said = source["name"], problems.get(source["name"], "")
        expected = SAID[name][0]
        found[name] = (expected if expected and expected in said else said, source["state"], source["items"])
    assert found == SAID
    assert set(done.asked) == set(SAID) - {"self-signed"}  # who shows no good certificate is told nothing

    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    for title in ("Ferry delayed", "Bakery opens", "Choir sings", "News called a picture", "Whole before the end", "Whole, too"):
        assert title in page
    assert "Half of a" not in page

    assert done.protected == []
    made = [path for folder in ("content", "site", ".digest") for path in (tmp_path / folder).rglob("*") if path.is_file()]
    assert [path for path in made if SECRET.encode() in path.read_bytes()] == []
    assert SECRET not in json.dumps(done.answer) + done.err

    # What an entity stands for that is made of others, or that stands elsewhere, is not put in.
    assert bodies(tmp_path, "laughs") == [r"Ha: \&l10; \&l0;"]
    assert bodies(tmp_path, "entity-of-a-file") == bodies(tmp_path, "entity-of-the-inside") == [r"Told: \&leak;"]
    assert all(len(body) < 1000 for body in bodies(tmp_path, "great-laughs"))

    assert "Traceback" not in done.err
    assert "a fault of its own" not in done.err
    assert "\x1b" not in done.err
    assert done.peak < PEAK
