"""Mails: whose they are, of when, and what they say, in whatever they are packed."""

from datetime import UTC
from email.message import EmailMessage

import pytest

from digest.entries.accept import accept
from digest.errors import SourceError
from digest.model import Item
from digest.sources import mail
from digest.sources.document import Document
from digest.sources.tree import parse

PLAIN = "The ferry sails again from Monday.\n\nTimes\n\nThe first leaves at six, the last at ten, and there is one more on market days.\n"


def letter(**headers: str) -> EmailMessage:
    made = EmailMessage()
    own = {"Subject": "Ferry news", "From": "Ada Gull <ada@tern.example>", "Date": "Tue, 3 Nov 2026 08:00:00 +0100"}
    for name, value in (own | headers).items():
        made[name] = value
    return made


def read(raw: bytes) -> Item:
    (item,) = mail.read(Document(source="Desk", origin="seeds/letter.eml", raw=raw, name="letter"), "")
    return item


def words(item: Item) -> str:
    return parse(item.text).text()


def test_a_plain_letter() -> None:
    made = letter()
    made.set_content(PLAIN)
    item = read(made.as_bytes())
    assert (item.title, item.authors, item.published, item.own) == ("Ferry news", ("Ada Gull",), "Tue, 03 Nov 2026 08:00:00 +0100", True)
    assert "<h2>Times</h2>" in item.text
    assert words(item).startswith("The ferry sails again from Monday.")


@pytest.mark.parametrize(
    ("plain", "shown"),
    [
        (PLAIN, "The ferry sails again"),
        ("View this letter in your browser.", "The ferry is back, with forty cars"),
    ],
)
def test_the_part_that_says_most(plain: str, shown: str) -> None:
    made = letter()
    made.set_content(plain)
    made.add_alternative(
        "<p>The ferry is back, with <b>forty cars</b> and two lorries on its deck, and with the bicycles.</p>", subtype="html"
    )
    assert words(read(made.as_bytes())).startswith(shown)


def test_only_html() -> None:
    made = letter(Subject="A <b> & C")
    made.set_content("<p>It sails.</p>", subtype="html")
    item = read(made.as_bytes())
    assert (item.title, words(item)) == ("A &lt;b&gt; &amp; C", "It sails.")


def test_without_a_subject_its_first_line_is_its_title() -> None:
    made = letter(Subject="")
    made.set_content("Dear islanders\n\nThe ferry sails again from Monday.\n")
    item = read(made.as_bytes())
    assert (item.title, accept(item, "id", now=None, zone=UTC).title) == ("", "Dear islanders")


def test_with_attachments() -> None:
    made = letter()
    made.set_content(PLAIN)
    made.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="table.bin")
    assert "market days" in words(read(made.as_bytes()))


@pytest.mark.parametrize("codec", ["utf-8", "iso-8859-1", "koi8-r", "shift_jis"])
def test_encodings_of_its_own(codec: str) -> None:
    said = {"koi8-r": "Паром снова ходит.", "shift_jis": "フェリーは再び運航します。"}.get(codec, "Die Fähre fährt über den Sund.")
    raw = b"Subject: x\nContent-Type: text/plain; charset=" + codec.encode() + b"\nContent-Transfer-Encoding: 8bit\n\n" + said.encode(codec)
    assert said in words(read(raw))


def test_headers_in_other_alphabets() -> None:
    raw = b"Subject: =?utf-8?B?0J/QsNGA0L7QvA==?=\nFrom: =?iso-8859-1?Q?J=FCrgen?= <j@x.example>\n\nText of it.\n"
    item = read(raw)
    assert (item.title, item.authors) == ("Паром", ("Jürgen",))


def test_lines_that_flow() -> None:
    raw = b"Subject: x\nContent-Type: text/plain; format=flowed\n\nThis line goes \non here.\n\nAnother.\n-- \nAda\n"
    text = words(read(raw))
    assert "This line goes on here." in text
    assert "Another. --" in text or "Another." in text


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"Subject: nothing\n\n", b"\n\n", b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x--\n",
        b"Content-Type: image/png\n\nabc",
    ],
)  # fmt: skip
def test_a_mail_without_a_text(raw: bytes) -> None:
    with pytest.raises(SourceError, match="without a text"):
        read(raw)


@pytest.mark.parametrize(
    "head",
    [
        b"Date: yesterday\nFrom: @@@<<>>\nSubject: =?x-no?B?!!!?=\n",
        b"From: \xff\xfe\nSubject: \x00\x07\nDate: 99999999999\n",
        b"Content-Type: text/plain; charset=nonsense\n",
        b"Content-Type: text/plain; charset*=utf-8''%ff\n",
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Type: ;;;=\n",
    ],
)
def test_what_is_broken_in_its_head_costs_no_words(head: bytes) -> None:
    text = b"VGhlIGZlcnJ5IHNhaWxzLg==" if b"base64" in head else b"The ferry sails."
    assert "The ferry sails." in words(read(head + b"\n" + text + b"\n"))


@pytest.mark.parametrize("subject", ["URGENT", "Press release", "View this email in your browser", "Key points", ""])
def test_whatever_its_subject_its_first_line_is_text(subject: str) -> None:
    made = letter(Subject=subject)
    made.set_content("The ferry is mended at last\n\nIt sails again from Monday, with forty cars on its deck.\n")
    item = read(made.as_bytes())
    assert (item.title, words(item).startswith("The ferry is mended at last")) == (subject, True)


HIDDEN = '<div style="display: none; max-height: 0">All about the ferry</div>'


@pytest.mark.parametrize(
    ("rich", "shown"),
    [
        (f"{HIDDEN}<p>It sails <b>again</b>.</p>", "It sails again."),
        ('<p hidden>All about it</p><p>It sails.</p><div class="gmail_signature">Ada Gull, Tern Haven</div>', "It sails."),
        (HIDDEN, "All about the ferry"),  # or nothing would be left
    ],
)
def test_what_nobody_is_to_see_of_a_letter(rich: str, shown: str) -> None:
    made = letter()
    made.set_content(rich, subtype="html")
    assert words(read(made.as_bytes())) == shown


def test_what_nobody_is_to_see_says_nothing_for_a_part() -> None:
    made = letter()
    made.set_content("It sails again, with forty cars.")
    made.add_alternative(f"{HIDDEN * 9}<p>It sails again, with <i>forty</i> cars.</p>", subtype="html")
    assert words(read(made.as_bytes())) == "It sails again, with forty cars."


@pytest.mark.parametrize("dashes", ["-- ", "--"])
def test_a_signature_is_no_text(dashes: str) -> None:
    made = letter()
    made.set_content(f"{PLAIN}\n{dashes}\nAda Gull\nThe Harbour Office, Tern Haven\n\n+44 1632 960000\n")
    assert words(read(made.as_bytes())).endswith("one more on market days.")


def test_two_dashes_above_a_long_text_are_no_signature() -> None:
    made = letter()
    made.set_content(f"{PLAIN}\n--\n" + "It goes on and on.\n" * 30)
    assert words(read(made.as_bytes())).count("It goes on and on.") == 30


def test_a_letter_that_is_nothing_but_a_signature() -> None:
    made = letter()
    made.set_content("-- \nAda Gull\n")
    assert "Ada Gull" in words(read(made.as_bytes()))


BO = "Bo Marsh <bo@tern.example>"
HEADS = [
    f"---------- Forwarded message ---------\nFrom: {BO}\nDate: Mon, 2 Nov 2026 at 10:00\nSubject: Pier\nTo: <ada@tern.example>\n",
    f"-----Ursprüngliche Nachricht-----\nVon: {BO}\nGesendet: Montag, 2. November 2026\nAn: Ada Gull\nBetreff: Pier\n",
    f"Début du message transféré :\n\n> De : {BO}\n> Objet : Pier\n> À : ada@tern.example\n>\n",
    f"*De:* {BO}\n*Enviado:* lunes, 2 de noviembre de 2026\n*Para:* Ada\n*Asunto:* Pier\n",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("above", ["", "See below, it is about us.\n\n-- \nAda Gull\nTern Haven\n\n"])
def test_the_head_of_a_letter_that_is_handed_on(head: str, above: str) -> None:
    made = letter()
    made.set_content(f"{above}{head}\nThe pier is mended, and the ferry may land there from Monday.\n")
    item = read(made.as_bytes())
    assert words(item) == f"{above.partition('--')[0]}The pier is mended, and the ferry may land there from Monday.".replace("\n\n", " ")
    assert item.authors == ("Ada Gull", "Bo Marsh")


def test_a_letter_that_is_nothing_but_heads() -> None:
    made = letter()
    made.set_content(HEADS[0])
    assert "Pier" in words(read(made.as_bytes()))


def test_whoever_a_letter_says_wrote_it_is_its_author_too() -> None:
    made = letter()
    made.set_content(f"By Bo Marsh\n\n{PLAIN}")
    assert read(made.as_bytes()).authors == ("Ada Gull", "Bo Marsh")


def test_a_text_of_labels_is_no_head() -> None:
    made = letter()
    made.set_content("The ferry sails\n\nFrom: Tern Haven\nTo: Skerrow\n\nIt takes an hour.\n")
    assert "From: Tern Haven" in words(read(made.as_bytes()))


def test_a_letter_of_many_dashes_takes_the_time_that_it_is_long() -> None:
    made = letter()
    made.set_content("-- \nFrom: a\nTo: b\n" * 5_000)
    assert words(read(made.as_bytes()))
