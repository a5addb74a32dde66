"""Subscriptions in and out, as a person does it: commands, a real server, and digest.toml afterwards."""

import json
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.conftest import CONFIG, REPOSITORY, Folder
from tests.test_pipeline import feed, item

FEED = feed(
    item("1", "Ferry delayed", date="Mon, 09 Nov 2026 10:00:00 GMT"),
    item("2", "Bakery &amp; café", date="Tue, 10 Nov 2026 10:00:00 GMT"),
    item("3", "Choir sings", date="Sun, 08 Nov 2026 10:00:00 GMT"),
    item("4", "Old news", date="Sun, 01 Nov 2026 10:00:00 GMT"),
)
PAGE = "<!doctype html><html><head><title>Coast</title>{}</head><body><p>Words.</p></body></html>"
LINK = '<link rel="alternate" type="application/rss+xml" title="{}" href="{}">'


@dataclass
class Web:
    """A server: what stands at its paths, and which were asked for."""

    host: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.host}"


@pytest.fixture
def web() -> Iterator[Web]:
    state = Web()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(self.path)
            if self.path in state.moved:
                self.send_response(301)
                self.send_header("Location", state.moved[self.path])
                self.end_headers()
            elif self.path in state.texts:
                body = state.texts[self.path].encode()
                kind = {"<!": "text/html", "{": "application/feed+json"}.get(state.texts[self.path][:2].rstrip('"\n'), "text/xml")
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            else:
                self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    state.host = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def desk(folder: Folder, web: Web) -> Folder:
    folder.config(f'# mine\n{CONFIG}\n[fetch]  # a comment\nallow_hosts = ["{web.host}"]\n# the last word')
    return folder


def sources(folder: Folder) -> list[dict[str, str]]:
    return list(tomllib.loads(folder.read("digest.toml"))["sources"])


# ── digest add ───────────────────────────────────────────────────────────────────────────────────


def test_a_feed_is_taken_as_it_is_and_shown(desk: Folder, web: Web) -> None:
    before = desk.read("digest.toml")
    web.texts["/f"] = FEED
    said = desk.digest("add", f"{web.url}/f")
    assert said.code == 0
    assert said.out.splitlines() == [
        f"Wire  {web.url}/f",
        "4 items, the newest:",
        "  2026-11-10  Bakery & café",
        "  2026-11-09  Ferry delayed",
        "  2026-11-08  Choir sings",
        "Added “Wire” to digest.toml.",
    ]
    assert desk.read("digest.toml") == before + f'\n\n[[sources]]\nname = "Wire"\nurl = "{web.url}/f"\n'
    assert "4 new entries" in desk.digest("fetch", "Wire").out


def test_the_feed_behind_a_page_is_found(desk: Folder, web: Web) -> None:
    links = LINK.format("Comments", "comments/feed") + LINK.format("News", "news.xml") + LINK.format("Sport", "/sport.xml")
    web.texts = {"/blog/": PAGE.format(links), "/blog/news.xml": FEED, "/blog/comments/feed": FEED, "/sport.xml": FEED}
    said = desk.digest("add", f"{web.url}/blog/")
    assert sources(desk)[-1] == {"name": "Wire", "url": f"{web.url}/blog/news.xml"}
    assert f"Also named: {web.url}/blog/comments/feed (Comments)" in said.out
    assert f"Also named: {web.url}/sport.xml (Sport)" in said.out
    assert web.asked == ["/blog/", "/blog/news.xml"]


def test_the_usual_places_are_tried_in_turn(desk: Folder, web: Web) -> None:
    web.texts = {"/blog/x": PAGE.format(""), "/blog/feed": PAGE.format(""), "/atom.xml": FEED}
    assert desk.digest("add", f"{web.url}/blog/x").code == 0
    assert sources(desk)[-1]["url"] == f"{web.url}/atom.xml"
    assert web.asked[:4] == ["/blog/x", "/blog/feed", "/blog/rss.xml", "/blog/atom.xml"]
    assert web.asked[-3:] == ["/feed", "/rss.xml", "/atom.xml"]


def test_a_feed_that_a_page_names_and_that_is_none_is_passed_over(desk: Folder, web: Web) -> None:
    json_feed = json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "A <b> & C", "items": [{"id": "1", "content_text": "x"}]}
    )
    links = LINK.format("", "/gone") + LINK.format("", "/page") + LINK.format("", "/api") + LINK.format("", "/j")
    web.texts = {"/": PAGE.format(links), "/page": PAGE.format(""), "/api": '{"id": 7}', "/j": json_feed}
    assert desk.digest("add", web.url).code == 0
    assert sources(desk)[-1] == {"name": "A <b> & C", "url": f"{web.url}/j"}


def test_comments_are_the_last_resort(desk: Folder, web: Web) -> None:
    web.texts = {"/": PAGE.format(LINK.format("", "/comments/feed")), "/comments/feed": FEED}
    assert desk.digest("add", web.url).code == 0
    assert len(web.asked) == 8


def test_a_page_without_a_feed(desk: Folder, web: Web) -> None:
    before = desk.read("digest.toml")
    web.texts = {"/": PAGE.format("")}
    said = desk.digest("add", web.url)
    assert (said.code, said.out) == (1, "")
    assert "is a web page that names no feed. Give the address of a feed" in said.err
    web.texts = {"/": PAGE.format(LINK.format("", "/gone"))}
    assert "/gone: there is nothing at this address (404)" in desk.digest("add", web.url).err
    assert desk.digest("add", f"{web.url}/nothing").code == 1
    assert desk.read("digest.toml") == before


def test_a_page_that_names_hundreds_of_feeds_is_not_followed_for_ever(desk: Folder, web: Web) -> None:
    web.texts = {"/": PAGE.format("".join(LINK.format("", f"/{i}") for i in range(500)))}
    assert desk.digest("add", web.url).code == 1
    assert len(web.asked) == 1 + 10 + 6


def test_a_feed_that_has_moved_for_good_is_put_down_where_it_is(desk: Folder, web: Web) -> None:
    web.texts, web.moved = {"/new": FEED}, {"/old": f"{web.url}/new"}
    desk.digest("add", f"{web.url}/old")
    assert sources(desk)[-1]["url"] == f"{web.url}/new"
    assert "is there already, as “Wire”" in desk.digest("add", f"{web.url}/old").out


def test_what_is_there_is_said_and_nothing_changed(desk: Folder, web: Web) -> None:
    web.texts = {"/f": FEED, "/": PAGE.format(LINK.format("", "/f"))}
    desk.digest("add", f"{web.url}/f")
    before = desk.read("digest.toml")
    web.asked.clear()
    for twin in (f"{web.url}/f", f"{web.url}/f/", f"https://{web.host}/f", f"feed://{web.host}/f#x"):
        said = desk.digest("add", twin)
        assert (said.code, said.out) == (0, "It is there already, as “Wire”. Nothing was changed.\n")
    assert web.asked == []
    assert "already" in desk.digest("add", web.url).out  # the page's feed is
    assert json.loads(desk.digest("add", f"{web.url}/f", "--json").out)["there"][0]["name"] == "Wire"
    assert desk.read("digest.toml") == before


def test_names_stay_unique(desk: Folder, web: Web) -> None:
    web.texts = {"/a": FEED, "/b": FEED.replace("Wire", "WIRE"), "/c": FEED}
    for path in "abc":
        assert desk.digest("add", f"{web.url}/{path}").code == 0
    assert [source["name"] for source in sources(desk)] == ["Desk", "Wire", "WIRE (127.0.0.1)", "Wire (127.0.0.1, 2)"]
    assert desk.digest("list").code == 0


def test_name_and_topic_of_ones_own(desk: Folder, web: Web) -> None:
    web.texts = {"/a": FEED}
    assert desk.digest("add", f"{web.url}/a", "--name", "Desk").code == 2
    assert desk.digest("add", f"{web.url}/a", "--name", " ").code == 2
    desk.digest("add", f"{web.url}/a", "--name", 'The "Wire"\\', "--topic", "Coast")
    assert sources(desk)[-1] == {"name": 'The "Wire"\\', "url": f"{web.url}/a", "topic": "Coast"}


def test_a_dry_run_changes_nothing(desk: Folder, web: Web) -> None:
    before = desk.files(".")
    web.texts = {"/a": FEED}
    assert "Would add “Wire”" in desk.digest("add", f"{web.url}/a", "--dry-run").out
    told = json.loads(desk.digest("add", f"{web.url}/a", "--dry-run", "--json").out)
    assert (told["version"], told["title"], told["items"]) == (1, "Wire", 4)
    assert told["added"] == [{"name": "Wire", "url": f"{web.url}/a"}]
    assert told["newest"][0] == {"title": "Bakery & café", "date": "2026-11-10T10:00:00Z", "link": "https://wire.example/2"}
    assert desk.files(".") == before


def test_files_and_folders_are_taken_as_they_are(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.root)
    desk.write("feeds/wire.xml", FEED)
    desk.write("texts/a.txt", "A title\nAnd a first paragraph of some words.\n")
    assert "4 items" in desk.digest("add", "feeds/wire.xml").out
    assert "1 item, the newest:\n  no date     A title" in desk.digest("add", "texts").out
    assert sources(desk)[1:] == [{"name": "Wire", "path": "feeds/wire.xml"}, {"name": "texts", "path": "texts"}]
    assert "already" in desk.digest("add", "./texts/").out
    said = desk.digest("add", "nothing.txt")
    assert (said.code, "there is no such file or folder" in said.err) == (1, True)


@pytest.mark.parametrize(
    "says", ["", '<link rel="canonical" href="{url}/coast/">', '<meta property="og:url" content="{url}/coast/x.html">']
)
def test_of_a_saved_page_it_is_the_feed_that_it_names(desk: Folder, web: Web, says: str) -> None:
    web.texts["/coast/feed.xml"] = FEED
    href = "feed.xml" if says else f"{web.url}/coast/feed.xml"
    page = desk.write("saved.html", PAGE.format(says.format(url=web.url) + LINK.format("News", href)))
    assert desk.digest("add", str(page)).code == 0
    assert sources(desk)[-1]["url"] == f"{web.url}/coast/feed.xml"


def test_a_saved_page_whose_feed_cannot_be_had_is_a_text(desk: Folder, web: Web) -> None:
    page = desk.write("seeds/saved.html", PAGE.format(LINK.format("News", f"{web.url}/feed.xml")))
    said = desk.digest("add", str(page))
    assert "the feed that it names cannot be had" in said.err
    assert sources(desk)[-1]["path"] == "seeds/saved.html"


def test_a_private_address_is_not_asked(folder: Folder, web: Web) -> None:
    web.texts = {"/a": FEED}
    assert folder.digest("add", f"{web.url}/a").code == 1
    assert web.asked == []


def test_a_broken_config_is_said_before_anything_is_asked(desk: Folder, web: Web) -> None:
    desk.config("[site\n")
    desk.write("l.opml", "<opml/>")
    for command in (["add", f"{web.url}/a"], ["opml", "import", str(desk.root / "l.opml")], ["opml", "export", "-"]):
        assert desk.digest(command[0], *command[1:]).code == 2
    assert web.asked == []


# ── lists ────────────────────────────────────────────────────────────────────────────────────────

LIST = """<opml><body><outline text="World">
<outline text="A" xmlUrl="https://a.example/f"/><outline text="A" xmlUrl="https://b.example/f"/>
<outline text="A again" xmlUrl="http://a.example/f/"/><outline text="Had" xmlUrl="http://had.example/"/>
<outline text="Bad" xmlUrl="bad"/></outline><outline text="WORLD"><outline xmlUrl="https://c.example/?x=1&y=2"/></outline></body></opml>"""
HAD = CONFIG + '\n[[sources]]\nname = "Have"\nurl = "https://had.example"\n'


def test_a_list_comes_in_once(folder: Folder) -> None:
    folder.config(HAD)
    file = str(folder.write("list.opml", LIST))
    assert folder.digest("opml", "import", file, "--dry-run").out == "Would add 3 sources, 1 was there, 1 named twice, 1 left out.\n"
    assert folder.read("digest.toml") == HAD
    said = folder.digest("opml", "import", file)
    assert said.out == "Added 3 sources, 1 was there, 1 named twice, 1 left out.\n"
    assert "Bad: 'bad' is no address of a feed" in said.err
    assert sources(folder)[2:] == [
        {"name": "A", "url": "https://a.example/f", "topic": "World"},
        {"name": "A (b.example)", "url": "https://b.example/f", "topic": "World"},
        {"name": "c.example", "url": "https://c.example/?x=1&y=2", "topic": "World"},
    ]
    after = folder.read("digest.toml")
    told = json.loads(folder.digest("opml", "import", file, "--json").out)
    assert (told["added"], len(told["there"]), told["twice"], len(told["left_out"])) == ([], 4, 1, 1)
    assert folder.read("digest.toml") == after


def test_what_is_no_list(folder: Folder) -> None:
    said = folder.digest("opml", "import", str(folder.write("l.txt", "words")))
    assert (said.code, "is no OPML" in said.err) == (1, True)
    assert folder.digest("opml", "import", "nothing.opml").code == 2


@pytest.mark.parametrize("command", [("opml", "import"), ("import", "planet")])
def test_without_a_digest_there_is_nowhere_to_go(folder: Folder, command: tuple[str, str]) -> None:
    file = str(folder.write("list", LIST))
    (folder.root / "digest.toml").unlink()
    said = folder.digest(command[0], command[1], file)
    assert (said.code, "digest init" in said.err) == (2, True)


def test_out_and_in_again(folder: Folder) -> None:
    folder.config(HAD)
    folder.digest("opml", "import", str(folder.write("list.opml", LIST)))
    before = folder.read("digest.toml")
    said = folder.digest("opml", "export", str(folder.root / "out.opml"))
    assert (said.code, said.out) == (0, "")
    assert "1 local source left out" in said.err
    assert folder.digest("opml", "export", "-").out == folder.read("out.opml")
    folder.config(CONFIG)
    folder.digest("opml", "import", str(folder.root / "out.opml"))
    assert folder.read("digest.toml") == before


def test_five_hundred_feeds_make_a_digest(folder: Folder) -> None:
    outlines = "".join(
        f'<outline text="Feed "{i}" & <b>more</b> \\ \u2028 é" xmlUrl="https://host{i}.example/feed?x=1&y={i}"/>' for i in range(500)
    )
    file = str(folder.write("list.opml", f'<opml><outline text="News \\"x">{outlines}</outline></opml>'))
    assert folder.digest("opml", "import", file).out == "Added 500 sources.\n"
    assert folder.digest("list").code == 0
    assert folder.digest("build", "--offline").code == 0
    assert len({source["name"] for source in sources(folder)}) == 501


def test_a_whole_list_in_windows_lines(folder: Folder) -> None:
    folder.write("digest.toml", CONFIG.replace("\n", "\r\n"))
    folder.digest("opml", "import", str(folder.write("list.opml", LIST)))
    raw = (folder.root / "digest.toml").read_bytes()
    assert raw.startswith(CONFIG.replace("\n", "\r\n").encode())
    assert raw.count(b"\n") == raw.count(b"\r\n")


# ── planets ──────────────────────────────────────────────────────────────────────────────────────

PLANET = """[Planet]
name = Coast
link = https://coast.example
owner_name = Ada
owner_email = ada@coast.example
filters = x.py
[https://a.example/f]
name = A %s
"""


def test_a_planet_moves_in(folder: Folder) -> None:
    config = (REPOSITORY / "templates/starter/digest.toml").read_text("utf-8")
    folder.config(config)
    said = folder.digest("import", "planet", str(folder.write("planet.ini", PLANET)))
    assert said.out == "Added 1 source.\n"
    assert "`filters` = 'x.py' is not taken over" in said.err
    assert sources(folder)[-1] == {"name": "A %s", "url": "https://a.example/f"}
    site = tomllib.loads(folder.read("digest.toml"))["site"]
    assert (site["title"], site["base_url"], site["publisher"], site["contact"]) == (
        "Coast",
        "https://coast.example",
        "Ada",
        "ada@coast.example",
    )
    left = [line for line in config.splitlines() if not line.startswith(("title", "base_url"))]
    assert [line for line in folder.read("digest.toml").splitlines() if line in left][: len(left)] == left


def test_what_a_person_chose_stands_and_the_planet_suggests(folder: Folder) -> None:
    said = folder.digest("import", "planet", str(folder.write("planet.ini", PLANET)))
    site = tomllib.loads(folder.read("digest.toml"))["site"]
    assert (site["title"], site["base_url"], site["contact"]) == ("Test", "https://example.org/some/path/", "ada@coast.example")
    assert "[site] title stays as it is; the list says 'Coast'" in said.err
    assert json.loads(folder.digest("import", "planet", str(folder.root / "planet.ini"), "--json").out)["suggested"]["title"] == "Coast"


def test_a_link_that_is_no_whole_address_is_a_suggestion(folder: Folder) -> None:
    folder.config(CONFIG.replace('base_url = "https://example.org/some/path/"\n', ""))
    said = folder.digest("import", "planet", str(folder.write("p.ini", PLANET.replace("https://coast.example", "coast.example"))))
    assert (said.code, "base_url stays as it is; the list says 'coast.example'" in said.err) == (0, True)


def test_real_lists_become_digests(folder: Folder, shared: Path) -> None:
    files = [path for path in sorted((shared / "data" / "feeds" / "opml").rglob("*")) if path.is_file() and path.suffix != ".json"]
    assert all(folder.digest("opml", "import", str(path)).code == 0 for path in files)
    assert len(sources(folder)) > 6_000
    assert folder.digest("list").code == 0
