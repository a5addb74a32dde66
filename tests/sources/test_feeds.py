"""Feeds → items: what people publish under the names of RSS and Atom."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.entries.accept import accept
from digest.entries.identity import identities
from digest.errors import SourceError
from digest.model import Entry, Item
from digest.sources import kinds
from digest.sources.document import Document

URL = "https://gulls.example/news/feed.xml"
NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)

PROLOG = '<?xml version="1.0" encoding="utf-8"?>\n'
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


def rss(*items: str, channel: str = "") -> str:
    told = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<rss version="2.0" {SPACES}><channel><title>Gulls</title><link>https://gulls.example/</link>'
        f"<description>News of gulls.</description>{channel}{told}</channel></rss>"
    )


def atom(*entries: str, head: str = "", attributes: str = "") -> str:
    told = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>Gulls</title>{head}{told}</feed>'


def read(feed: str | bytes, *, url: str = URL, content_type: str = "", limit: int = 1_000_000) -> list[Item]:
    raw = feed if isinstance(feed, bytes) else (PROLOG + feed).encode()
    document = Document(source="Gulls", origin=url or "seeds/gulls.xml", raw=raw, url=url, content_type=content_type)
    return list(kinds.read(document, None, limit))


def kept(item: Item) -> Entry:
    (id,) = identities([item])
    return accept(item, id, now=NOW, zone=UTC)


ONE = rss("<title>Gull counted</title><link>https://gulls.example/1</link><guid>g-1</guid><description>There is one.</description>")


def test_an_ordinary_item() -> None:
    (item,) = read(
        rss(
            "<title>Gull counted</title><link>https://gulls.example/1</link><guid isPermaLink='false'>g-1</guid>"
            "<pubDate>Mon, 09 Nov 2026 08:00:00 +0100</pubDate><dc:creator>Ada Tern</dc:creator><category>Birds</category>"
            "<description>There is &lt;b&gt;one&lt;/b&gt;.</description>",
            channel="<language>en-gb</language>",
        )
    )
    assert (item.title, item.link, item.guid) == ("Gull counted", "https://gulls.example/1", "g-1")
    assert (item.authors, item.categories, item.language) == (("Ada Tern",), ("Birds",), "en-gb")
    assert (item.source, item.origin, item.host, item.own) == ("Gulls", URL, "gulls.example", False)
    entry = kept(item)
    assert (entry.body, entry.published) == ("There is one.", datetime(2026, 11, 9, 7, tzinfo=UTC))


@pytest.mark.parametrize(
    "before",
    [
        "\ufeff",
        "\n \n",
        "\ufeff\r\n\ufeff",
        "<br />\n<b>Warning</b>:  fopen(): no such gull in <b>/srv/www/feed.php</b> on line <b>12</b><br />\n",
        "PHP Notice: undefined offset\n",
        "<!-- made by hand -->\n",
    ],
    ids=["byte order mark", "blank lines", "both", "PHP warning", "PHP notice", "comment"],
)
def test_what_stands_before_the_prolog_is_passed_over(before: str) -> None:
    (item,) = read((before + PROLOG + ONE).encode())
    assert item.title == "Gull counted"
    (item,) = read((before + ONE).encode())
    assert item.title == "Gull counted"


def test_one_bad_byte_is_one_bad_character() -> None:
    feed = PROLOG + rss(
        f"<title>Möwe gezählt</title><description>Es ist größer als gedacht: eine Möwe. {'Und noch eine. ' * 30}</description>"
    )
    (item,) = read(feed.encode().replace("größer".encode(), b"gr\xf6\xdfer"))
    assert item.title == "Möwe gezählt"
    assert "eine Möwe." in item.text
    assert item.text.count("\ufffd") == 2


@pytest.mark.parametrize(
    ("declared", "really", "word"),
    [
        ("utf-16", "utf-8", "Möwe"),
        ("iso-8859-1", "cp1252", "“Möwe” – €"),
        ("us-ascii", "utf-8", "Möwe"),
        ("utf-8", "cp1252", "Möwe"),
        ("utf-8", "utf-16", "Möwe"),
        ("utf-8", "utf-16-le", "Möwe"),
        ("utf-8", "utf-16-be", "Möwe"),
        ("shift_jis", "cp932", "鴎①"),
        ("euc-kr", "cp949", "갈매기똠"),
        ("gb2312", "gb18030", "海鷗"),
        ("iso-8859-2", "iso-8859-2", "mewa łódź"),
        ("windows-1251", "windows-1251", "чайка"),
        ("no-such-codec", "utf-8", "Möwe"),
        ("rot13", "utf-8", "Möwe"),
    ],
)
def test_whatever_encoding_it_declares(declared: str, really: str, word: str) -> None:
    feed = f'<?xml version="1.0" encoding="{declared}"?>' + rss(f"<title>{word}</title><description>{word}</description>")
    (item,) = read(feed.encode(really))
    assert (item.title, item.text) == (word, word)


def test_the_servers_word_counts_where_the_feed_says_nothing() -> None:
    (item,) = read(rss("<title>чайка</title>").encode("koi8-r"), content_type="application/rss+xml; charset=KOI8-R")
    assert item.title == "чайка"


def test_gzip_bytes() -> None:
    (item,) = read(gzip.compress((PROLOG + ONE).encode()))
    assert item.title == "Gull counted"
    with pytest.raises(SourceError, match="more than 5,000 bytes unpacked"):
        read(gzip.compress(b" " * 5001), limit=5000)


@pytest.mark.parametrize("what", ["\x00", "\x08", "\x0b", "\x1b", "\x7f", "&#0;", "&#8;", "&#x1F;", "&#x0b;", "&#11;", "&#31;"])
def test_control_characters_are_in_no_field(what: str) -> None:
    (item,) = read(
        rss(
            f"<title>Gull{what} counted</title><link>https://gulls.example/{what}1</link><guid>g{what}1</guid>"
            f"<author>A{what}da</author><category>Bi{what}rds</category><description>On{what}e.</description>"
        )
    )
    entry = kept(item)
    assert (entry.title, entry.link, entry.guid) == ("Gull counted", "https://gulls.example/1", "g1")
    assert (entry.authors, entry.categories, entry.body) == (("Ada",), ("Birds",), "One.")


def test_references_that_xml_allows_stay() -> None:
    (item,) = read(rss("<title>A&#9;B&#10;C&#13;D&#x41;&#128;&#8364;</title>"))
    assert kept(item).title == "A B C DA€€"


def test_a_feed_cut_off_in_the_middle_gives_its_whole_items() -> None:
    feed = rss(*(f"<title>Gull {n}</title><guid>g{n}</guid><description>Counted.</description>" for n in range(5)))
    items = read(feed[: feed.index("g3</guid>")])
    assert [(item.title, item.broken) for item in items] == [("Gull 0", False), ("Gull 1", False), ("Gull 2", False), ("Gull 3", True)]


BROKEN = atom(*(f"<title>Gull {n}</title><id>g{n}</id><content type='html'><![CDATA[<p>One]]></content>" for n in range(2)))


@pytest.mark.parametrize("end", ["", "<p>", "One]", "]]>", "</content", "</content>", "</entry"])
def test_wherever_it_is_cut_off(end: str) -> None:
    items = read(BROKEN[: BROKEN.rindex(end) + len(end)] if end else BROKEN[: BROKEN.rindex("<p>")])
    assert items[-1].broken
    assert not any(item.broken for item in items[:-1])


@pytest.mark.parametrize(
    "feed",
    [
        BROKEN,
        BROKEN[: BROKEN.rindex("</entry>") + len("</entry>")] + "\n",
        BROKEN + "<!-- made in 3 ms",
        BROKEN + "\n<script>",
        ONE.replace("one.", "one&nbsp;gull."),
        ONE.replace("</rss>", ""),
        ONE.replace("</description></item>", "</item>"),
        ONE.replace("</channel></rss>", "<item></rss>"),
    ],
)
def test_what_is_only_wrong_is_whole(feed: str) -> None:
    assert not any(item.broken for item in read(feed))


def test_whether_a_detector_of_encodings_is_installed_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []
    monkeypatch.setattr("feedparser.encodings.lazy_chardet_encoding", lambda data: asked.append(data) or "koi8-r")
    for declared, really in (("utf-8", "cp1252"), ("utf-16", "utf-8"), ("no-such-codec", "latin-1")):
        (item,) = read(f'<?xml version="1.0" encoding="{declared}"?>{rss("<title>Möwe</title>")}'.encode(really))
        assert item.title == "Möwe"
    assert asked == []


@pytest.mark.parametrize(
    "prolog",
    [
        '<?xml version="1.0" encoding="utf-8">',
        '<?xml version="1.0" encoding="utf-8"?',
        "<?xml version='1.0' encoding=\"utf-8'?>",
        '<?xml version="1.0" encoding=""?>',
        '< ?xml version="1.0" encoding="utf-8" ?>',
        "<?xml?>",
        '<?xml version="1.0"?><?xml version="1.0"?>',
    ],
)
def test_a_broken_prolog_costs_no_entry(prolog: str) -> None:
    feed = rss(*(f"<title>Möwe {n}</title><guid>{n}</guid>" for n in range(35)))
    assert [item.title for item in read(f"{prolog}\n{feed}".encode())] == [f"Möwe {n}" for n in range(35)]


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ("Seg, 21 Set 2026 10:00:00 +0000", datetime(2026, 9, 21, 10, tzinfo=UTC)),
        ("mar., 24 févr. 2026 10:00:00 +0100", datetime(2026, 2, 24, 9, tzinfo=UTC)),
        ("07.02.2026", datetime(2026, 2, 7, tzinfo=UTC)),
        ("04/01/2026", None),  # January to some, April to others
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("0001-01-01T00:00:00Z", None),
        ("Thu, 10 Nov 2033 10:00:00 GMT", None),  # or it would be the newest for seven years
    ],
)
def test_dates_in_other_languages_and_those_that_are_none(told: str, when: datetime | None) -> None:
    (item,) = read(rss(f"<title>A</title><pubDate>{told}</pubDate>"))
    entry = kept(item)
    assert (entry.published, entry.when) == (when, when or NOW)


def test_the_same_headline_twice_is_two_entries() -> None:
    titled = "<title>The week in gulls</title><link>https://gulls.example/{0}</link>"
    assert len(set(identities(read(rss(titled.format(1), titled.format(2)))))) == 2
    dated = "<title>The week in gulls</title><pubDate>Mon, 0{0} Nov 2026 10:00:00 GMT</pubDate><link>https://gulls.example/</link>"
    assert len(set(identities(read(rss(dated.format(2), dated.format(9), "<title>B</title><link>https://gulls.example/</link>"))))) == 3


@pytest.mark.parametrize("bad", ["data:x,&lt;script&gt;alert(1)&lt;/script&gt;", "javascript:alert(1)", "vbscript:x"])
def test_what_is_no_web_address_is_text_wherever_it_stands(bad: str) -> None:
    (item,) = read(
        rss(
            f"<title>A</title><link>{bad}</link><guid>{bad}</guid><author>{bad}</author><category>{bad}</category>"
            f'<enclosure url="{bad}" type="audio/mpeg"/><media:thumbnail url="{bad}"/>'
            f"<description>&lt;a href='{bad}'&gt;Here&lt;/a&gt; &lt;img src='{bad}' alt='it is'&gt;</description>"
        )
    )
    entry = accept(item, "id", now=NOW, zone=UTC, full_text=True)
    assert (entry.link, entry.image, entry.body) == ("", "", "Here it is")
    assert not any("<" in name for name in (*entry.authors, *entry.categories))


def test_relative_links_in_a_text_lead_where_they_did() -> None:
    (item,) = read(rss("<title>A</title><description>&lt;a href='../1'&gt;One&lt;/a&gt; &lt;a href='/2'&gt;Two&lt;/a&gt;</description>"))
    entry = accept(item, "id", now=NOW, zone=UTC, full_text=True)
    assert entry.body == "[One](https://gulls.example/1) [Two](https://gulls.example/2)"


def test_a_picture_written_out_in_the_text_is_not_kept() -> None:
    picture = f'<img src="data:image/png;base64,{"iVBORw0KGgo" * 200_000}" alt="a gull">'
    (item,) = read(rss(f"<title>A</title><content:encoded><![CDATA[<p>See {picture} here.</p>]]></content:encoded>"), limit=5_000_000)
    assert kept(item).body == accept(item, "id", now=NOW, zone=UTC, full_text=True).body == "See a gull here."


def test_items_without_ids_are_told_apart_by_their_links() -> None:
    feed = rss(*(f"<title>Gull</title><link>https://gulls.example/{n}</link>" for n in range(3)))
    assert len(set(identities(read(feed)))) == 3
    assert identities(read(feed)) == identities(read(feed))


def test_one_id_for_all_with_different_links() -> None:
    feed = rss(*(f"<title>Gull {n}</title><link>https://gulls.example/{n}</link><guid>gulls</guid>" for n in range(3)))
    assert len(set(identities(read(feed)))) == 3


def test_one_id_with_one_link_is_one_entry() -> None:
    twice = "<title>Gull {}</title><link>https://gulls.example/1</link><guid>g-1</guid>"
    assert len(set(identities(read(rss(twice.format("seen"), twice.format("seen again")))))) == 1


def test_one_link_for_all_and_no_id() -> None:
    feed = rss(*(f"<title>Gull {n}</title><link>https://gulls.example/</link>" for n in range(3)))
    assert len(set(identities(read(feed)))) == 3


def test_items_without_dates_keep_their_order() -> None:
    items = read(rss(*(f"<title>Gull {n}</title>" for n in (3, 1, 2))))
    assert [item.title for item in items] == ["Gull 3", "Gull 1", "Gull 2"]
    assert [kept(item).published for item in items] == [None] * 3
    assert {kept(item).when for item in items} == {NOW}


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Gulls &amp;amp; terns", "Gulls & terns"),
        ("Gulls &amp; terns", "Gulls & terns"),
        ("Gulls &amp;amp;amp; terns", "Gulls & terns"),
        ("&lt;b&gt;Gulls&lt;/b&gt; here", "Gulls here"),
        ("&amp;lt;b&amp;gt;Gulls&amp;lt;/b&amp;gt; here", "<b>Gulls</b> here"),
        ("<![CDATA[<em>Gulls</em> &amp; terns]]>", "Gulls & terns"),
        ("Gulls&amp;nbsp;here", "Gulls here"),
        ("a gull <![CDATA[<3]]> a tern", "a gull <3 a tern"),
    ],
)
def test_titles_in_html_and_escaped_twice(told: str, title: str) -> None:
    (item,) = read(rss(f"<title>{told}</title>"))
    assert kept(item).title == title


def test_an_item_without_a_title_gets_one_of_its_first_sentence() -> None:
    (item,) = read(rss("<guid>1</guid><description>&lt;p&gt;A gull sat on the mayor. He laughed.&lt;/p&gt;</description>"))
    entry = kept(item)
    assert (entry.title, dict(entry.extra)) == ("A gull sat on the mayor.", {"derived": "title"})


def test_an_enclosure_is_the_link_where_there_is_no_other() -> None:
    (item,) = read(rss('<title>Cry of the gull</title><enclosure url="https://gulls.example/cry.mp3" length="1" type="audio/mpeg"/>'))
    assert kept(item).link == "https://gulls.example/cry.mp3"
    assert kept(item).image == ""


def test_an_id_stays_the_same_where_the_feed_moves() -> None:
    feed = rss("<title>A</title><guid>17</guid>")
    (here,), (there,) = read(feed), read(feed, url="https://gulls.example/moved/rss")
    assert identities([here]) == identities([there])
    assert (here.guid, here.link) == ("17", "")


def test_a_guid_is_the_link_where_it_is_an_address() -> None:
    (item,) = read(rss("<title>A</title><guid>https://gulls.example/1</guid>"))
    assert kept(item).link == "https://gulls.example/1"


def test_pictures() -> None:
    (item,) = read(rss('<title>A gull</title><media:thumbnail url="/small.jpg"/><media:content url="/big.jpg" medium="image"/>'))
    assert kept(item).image == "https://gulls.example/small.jpg"


def test_an_episode_of_a_podcast_says_what_can_be_heard_and_for_how_long() -> None:
    (item,) = read(
        rss(
            "<title>The cry</title><link>/1</link><description>We listen.</description><itunes:duration>00:32:10</itunes:duration>"
            '<enclosure url="/sound/the%20cry.mp3?a=1&amp;b=2" length="1" type="audio/mpeg"/><itunes:image href="/cover.jpg"/>'
        )
    )
    entry = kept(item)
    assert entry.body == "We listen.\n\n[the cry.mp3](https://gulls.example/sound/the%20cry.mp3?a=1&b=2) (audio/mpeg, 32:10)"
    assert (entry.link, entry.image) == ("https://gulls.example/1", "https://gulls.example/cover.jpg")
    assert accept(item, "id", now=NOW, zone=UTC, full_text=True).body == entry.body
    assert identities([item]) == identities([replace(item, attached=())])  # an episode that was there before is no new one


def test_a_picture_that_is_attached_is_the_picture_and_no_line() -> None:
    (item,) = read(rss('<title>A gull</title><description>One.</description><enclosure url="/gull.png" type="image/png"/>'))
    assert (kept(item).image, kept(item).body) == ("https://gulls.example/gull.png", "One.")


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "file:///etc/passwd", "", " "])
def test_what_is_attached_and_leads_nowhere_is_left_out(bad: str) -> None:
    (item,) = read(rss(f'<title>A</title><description>One.</description><enclosure url="{bad}" type="audio/mpeg"/>'))
    assert kept(item).body == "One."


def test_of_a_thousand_enclosures_a_few_are_named() -> None:
    (item,) = read(rss("<title>A</title>" + "".join(f'<enclosure url="/{n}.mp3" type="audio/mpeg"/>' for n in range(1000))))
    assert kept(item).body.count("mp3](") == 5


def test_relative_links_are_relative_to_xml_base_or_to_the_feed() -> None:
    html = '<content type="html">&lt;a href="more"&gt;More&lt;/a&gt;</content>'
    based = atom(
        f'<title>A</title><link href="a"/>{html.replace("<content", "<content xml:base=" + repr("/b/"))}',
        attributes='xml:base="https://base.example/x/"',
    )
    plain = atom(f'<title>A</title><link href="a"/>{html}')
    (there,), (here,) = read(based), read(plain)
    assert (there.base, kept(there).link) == ("https://base.example/b/", "https://base.example/x/a")
    assert (here.base, kept(here).link) == (URL, "https://gulls.example/news/a")
    local = read(rss("<title>A</title><link>/a</link>"), url="")[0]
    assert kept(local).link == "https://gulls.example/a"


def test_a_nested_item_comes_once() -> None:
    items = read(rss("<item><title>A gull</title><link>https://gulls.example/1</link></item>"))
    assert [item.title for item in items] == ["A gull"]


def test_atom_authors_text_and_summary() -> None:
    items = read(
        atom(
            "<id>urn:1</id><title type='text'>Gull &lt; tern</title><link href='https://gulls.example/1'/><updated>2026-11-09T08:00:00Z</updated>"
            "<published>2026-11-08T08:00:00Z</published><author><name>Ada Tern</name></author><author><name>Bo Auk</name></author>"
            "<category term='b' label='Birds'/><summary>In short.</summary>"
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>A <em>long</em> story.</p></div></content>",
            "<id>urn:2</id><title type='html'>Gulls &amp;amp; terns</title><summary type='html'>&lt;p&gt;Only this.&lt;/p&gt;</summary>",
            "<id>urn:3</id><title>Plain</title><content type='text'>2 &lt; 3\n\nand so on</content>",
            head="<author><name>The Gull Office</name></author>",
        )
    )
    first, second, third = map(kept, items)
    assert (first.authors, first.categories, first.guid) == (("Ada Tern", "Bo Auk"), ("Birds",), "urn:1")
    assert (first.published, first.updated) == (datetime(2026, 11, 8, 8, tzinfo=UTC), datetime(2026, 11, 9, 8, tzinfo=UTC))
    assert first.body == "A long story."
    assert items[0].summary == "<p>In short.</p>"
    assert (second.title, second.body, second.authors) == ("Gulls & terns", "Only this.", ("The Gull Office",))
    assert third.body == "2 < 3 and so on"


@pytest.mark.parametrize(
    ("told", "body"),
    [
        ("&lt;table>&lt;tr>&lt;td>Gulls: 2&lt;br/>&lt;strong>Terns:&lt;/strong> 3&lt;/td>&lt;/tr>&lt;/table>", "Gulls: 2 Terns: 3"),
        ("&lt;p>Two gulls.&lt;/p>\n\n&lt;p>Three terns.&lt;/p>", "Two gulls. Three terns."),
        ("A &lt;b> makes a word bold, &lt;3, and 2 &lt; 3.", "A \\<b> makes a word bold, <3, and 2 < 3."),
    ],
)
def test_a_text_that_is_called_plain_may_be_html(told: str, body: str) -> None:
    (item,) = read(atom(f"<id>urn:1</id><title>Counted</title><summary>{told}</summary>"))
    assert kept(item).body == body


def test_rss_1() -> None:
    (item,) = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="https://gulls.example/"><title>Gulls</title><link>https://gulls.example/</link></channel>'
        '<item rdf:about="https://gulls.example/1"><title>A gull</title><link>https://gulls.example/1</link><description>One.</description>'
        "<dc:date>2026-11-09T08:00:00Z</dc:date><dc:creator>Ada Tern</dc:creator></item></rdf:RDF>"
    )
    entry = kept(item)
    assert (entry.title, entry.link, entry.authors, entry.body) == ("A gull", "https://gulls.example/1", ("Ada Tern",), "One.")
    assert entry.published == datetime(2026, 11, 9, 8, tzinfo=UTC)


def test_the_whole_text_beats_the_description() -> None:
    (item,) = read(
        rss("<title>A</title><description>In short.</description><content:encoded><![CDATA[<p>At length.</p>]]></content:encoded>")
    )
    assert (item.text, item.summary) == ("<p>At length.</p>", "In short.")


def test_a_mail_address_is_no_name() -> None:
    (item,) = read(rss("<title>A</title><author>ada@gulls.example (Ada Tern)</author>"))
    assert kept(item).authors == ("Ada Tern",)


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "data:text/html,x", "gull", "file:///etc/passwd"])
def test_links_that_lead_nowhere_are_none(bad: str) -> None:
    (item,) = read(rss(f"<title>A</title><link>{bad}</link><guid>1</guid>"), url="https://gulls.example/")
    assert kept(item).link in ("", "https://gulls.example/gull")


PAGE = "<!DOCTYPE html><html><head><title>Gulls</title>{}</head><body><p>No feed here.</p></body></html>"


def test_a_page_names_its_feed() -> None:
    page = PAGE.format('<link rel="alternate" type="application/rss+xml" href="/the-feed.xml">')
    with pytest.raises(SourceError, match=r"The page names this feed: https://gulls[.]example/the-feed[.]xml"):
        read(page.encode(), content_type="text/html")
    with pytest.raises(SourceError, match="Give the address of its feed"):
        read(PAGE.format("").encode(), content_type="text/html")


@pytest.mark.parametrize("feed", [b"", b" \n\t", b"\0\0\0", b"\xef\xbb\xbf\n"])
def test_nothing(feed: bytes) -> None:
    with pytest.raises(SourceError, match="is empty"):
        read(feed)


@pytest.mark.parametrize("feed", ["<note><to>gull</to></note>", "just words", "\x89PMG\r\n"])
def test_something_else(feed: str) -> None:
    with pytest.raises(SourceError, match="is neither a feed nor a text"):
        read(feed.encode("latin-1"))


def test_a_feed_without_items_is_read_and_empty() -> None:
    assert read(rss()) == []
    assert read(atom()) == []


@given(
    st.lists(
        st.sampled_from([*"<>&;/'\"= \n\0\x1b", "item", "<item>", "</item>", "<title>", "&#1;", "<![CDATA[", "]]>", "<!--", "é"]),
        max_size=30,
    )
)
def test_whatever_stands_in_a_feed_it_is_read_or_refused(parts: list[str]) -> None:
    try:
        items = read(PROLOG.encode() + rss("".join(parts)).encode())
    except SourceError:
        return
    for item, id in zip(items, identities(items), strict=True):
        accept(item, id, now=NOW, zone=UTC)


def test_a_prolog_inside_of_an_item_stays() -> None:
    (item,) = read(rss("<title>A</title><description><![CDATA[<pre>&lt;?xml version='1.0'?> <?xml version='1.0'?></pre>]]></description>"))
    assert item.text.count("?xml") == 2


def test_prologs_without_end() -> None:
    with pytest.raises(SourceError):
        read("<?xml " * 200_000)


WHERE = ["", "<!-- <rss> -->", "<!-- <![CDATA[ -->", "<?x <![CDATA[ ?>"]


@pytest.mark.parametrize("before", WHERE, ids=["first", "behind a comment", "behind a CDATA in a comment", "behind one in an instruction"])
@pytest.mark.parametrize(
    "declared",
    [
        "<!ENTITY a '{}'>",
        '<!ENTITY a "{}">',
        '<!ENTITY a\n"{}"\n>',
        '<!ENTITY b "&#62;{}">\n<!ENTITY a "&b;&b;&b;">',
        '<!ENT<!ENTITY x "">ITY a "{}">',
        "<!ENTITY % b \"&#60;!ENTITY a '{}'>\"> %b;",
    ],
)
@pytest.mark.parametrize("end", ["", "<b>"], ids=["well-formed", "broken"])
def test_no_entity_makes_much_of_little(before: str, declared: str, end: str) -> None:
    """100 kB that would be a gigabyte."""
    declaration = f"{before}<!DOCTYPE rss [\n{declared.format('gull' * 5_000)}\n]>\n"
    for text in (f"<description>{'&a;' * 20_000}</description>", f"<title>{'&a;' * 20_000}</title>"):
        try:
            items = read(declaration + rss(f"<guid>1</guid>{text}{end}"))
        except SourceError:
            continue
        assert all(len(item.title + item.text) < 200_000 for item in items)


def test_an_entity_that_is_a_letter_or_a_word_is_what_it_stands_for() -> None:
    declaration = '<!DOCTYPE rss [\n<!ENTITY bird "a gull">\n<!ENTITY gull "&#8217;">\n]>\n'
    (item,) = read(declaration + rss("<title>&bird;&gull;s cry</title>"))
    assert kept(item).title == "a gull’s cry"


@pytest.mark.parametrize(
    "feed", [rss("<title>A</title>", channel="<language>zh-Hant</language>"), atom("<title>A</title>", attributes="xml:lang='zh-Hant'")]
)
def test_a_language_keeps_its_script(feed: str) -> None:
    (item,) = read(feed)
    assert kept(item).language == "zh-Hant"


# ── what a picture shows ─────────────────────────────────────────────────────────────────────────

PICTURE = '<media:content url="https://wire.example/a.jpg" medium="image">{}</media:content>'
CAPTION = '<media:description type="html">Two gulls &lt;i&gt;on&lt;/i&gt; the pier</media:description>'


@pytest.mark.parametrize("order", ["{text}{picture}", "{picture}{text}"])
@pytest.mark.parametrize("caption", [CAPTION, "<media:description><![CDATA[Two gulls <i>on</i> the pier]]></media:description>"])
def test_a_pictures_caption_is_not_what_an_item_says(order: str, caption: str) -> None:
    said = order.format(text="<description>The gulls came back.</description>", picture=PICTURE.format(caption))
    (item,) = read(rss(f"<title>T</title>{said}"))
    assert (item.text, item.image) == ("The gulls came back.", "https://wire.example/a.jpg")
    assert item.image_alt == "Two gulls <i>on</i> the pier"


def test_where_nothing_else_is_said_a_caption_is_the_text() -> None:
    """As of films, whose feeds tell them in no other place."""
    (item,) = read(rss("<title>T</title><media:group><media:description>First.\n\nSecond &amp; last.</media:description></media:group>"))
    assert (item.text, item.image_alt) == ("<p>First.</p><p>Second &amp; last.</p>", "")
    assert read(rss("<title>T</title><description>A</description><media:description/>"))[0].text == "A"
