"""Running text: its words, sentences and paragraphs. Every stage may read with this; it imports nothing of ours."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

SUMMARY = 480  # characters: what an issue shows of an entry, and what is kept of a foreign one

_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
_UNSHOWN = ("<", "&", "\\", "]:", "```", "~~~")  # what letters may stand behind that no reader sees
# Most texts are of the Latin letters, quotation marks and dashes that one byte can tell: what a word is in them, and each byte of it.
LATIN = "cp1252"
_LATIN_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_SHAPES = bytes(
    ord("a" if _LATIN_WORD.match(character) else "-" if character in "’'-" else " ")
    for character in (bytes([byte]).decode(LATIN, "replace") for byte in range(256))
)
_WORDS_ALONE = bytes(byte if shape in b"a-" else ord(" ") for byte, shape in enumerate(_SHAPES))
_RUNS_ALONE = bytes(byte if shape in b"a" else ord(" ") for byte, shape in enumerate(_SHAPES))
_ABBREVIATION = re.compile(
    r"[(\[“„«‘\"']*(?:\w|Mr|Mrs|Ms|Dr|Dra|Prof|St|Gen|Col|Lt|Capt|Sgt|Sen|Rep|Gov|Rev|Hon|No|Nr|vs|etc|ca|bzw|vgl|usw|ggf|inkl|Hr|Fr|Ing|Inc|Ltd|Co|Corp|Jr|Sr|Sra|Mt|Ft|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Okt|Dez|approx|al|Abs|Art|Mio|Mrd|Str|M|Mme|p|pp|fig|(?:\w\.)+\w|\d{1,2})\."
)
# It begins with its one set of characters, for then all else is passed over three times as fast.
_SENTENCE_END = re.compile(
    r"[.!?…।؟۔。！？](?:"
    r"(?<=[.!?…।؟۔])(?<![.!?…।؟۔]{2})[.!?…।؟۔]*[\"'”’»›)\]]*(?:(?<=['’])\s[\"”](?=\s))?(?=\s+(?P<next>\S{0,12}))"
    r"|(?<=[。！？])[。！？]*[」』”’）]*)"
)
_ABBREVIATED = 40  # characters before a full stop: as far back as an abbreviation may begin
# No name, month or unit: after one of these an abbreviation or a number was its sentence's last word.
_BEGINNERS = frozenset(
    "The A An It He She They We You This That These There His Her Its Their But And When After While However As At For If In "
    "Der Die Das Es Er Sie Wir Ein Eine Dies Diese Dieser Doch Aber Und Auch Im Am Bei Nach Dort "
    "Le La Les Il Elle Ils Elles On Ce Cette Mais El Los Las Ella Ellos Pero Lo Gli Ma".split()
)

# What can be more than itself in a Markdown text: marks anywhere, and at the beginning of a line what begins a heading, a list, code.
# The latter begin with the end of the line before, for which a text is looked through many times faster than for any beginning.
_MARK = re.compile(r"[\\`*_\[\]<>&~|]")
_MARKED_LINE = re.compile(r"\n(?:[ \t#+=-]|\d+[.)])")
_BLANK = re.compile(r"\n[ \t]*\n")
# What begins a line that may go on beyond the next blank one; and what begins a list, a quotation, a heading or a rule.
_GOES_ON = re.compile(r"\n[ \t`~<]")
_BLOCK = re.compile(r"\n(?:[#>+=*_-]|\d+[.)])")
_ENCLOSED = re.compile(r"(?:(?:>|[-+*] |\d{1,9}[.)] )[^\n]*(?:\n|$))+")
_HEADING = re.compile(r"#{1,6}[ \t][^\n]*")
# A link and a word or two in italics, as nearly all are written: nothing in them can be read in another way.
_PLAINLY_MARKED = re.compile(
    r"[\[*](?:"
    r"(?<=\[)(?<!!\[)([^\\`*_\[\]<>&~|]+)\]\(https?://[A-Za-z0-9/._~?=%#:,+-]+\)"
    r"|(?<=\*)(?<![^ \n]\*)([A-Za-z0-9](?:[A-Za-z0-9 ]*[A-Za-z0-9])?)\*(?![^ \n.,;:]))"
)
_LINK = re.compile(r"link_open (?:(?!link)\S+ )*link_close")
_ALONE = ("paragraph_open",)
_HALF_A_LINK = re.compile(r"(?:\[?!)?\[(?:!\[[^\[\]]*\]\([^()]*\)|[^\[\]])*(?:\]\([^()]*)?$")  # perhaps with a picture in it


@cache
def parser() -> MarkdownIt:
    """Markdown as digest reads it: CommonMark with tables and strikethrough, raw HTML shown as text.

    One parser for the whole program: building one for each text would cost a quarter more.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.parse("*a*")  # so that its rules are put in order before two threads ask for them at once
    return parser


class _Patterns(NamedTuple):
    """What words are made of in any script."""

    cjk: re.Pattern[str]
    word: re.Pattern[str]
    run: re.Pattern[str]


@cache
def _of_any_script() -> _Patterns:
    """To compile these takes longer than to read ten Latin articles, which need none of them."""
    cjk = f"[{_CJK}]"
    return _Patterns(re.compile(cjk), re.compile(rf"{cjk}|[^\W_{_CJK}]+(?:[’'‑-][^\W_{_CJK}]+)*"), re.compile(rf"{cjk}|[^\W_{_CJK}]+"))


def words(text: str) -> list[str]:
    """The words of a text, as they stand. In scripts without spaces each character is one."""
    if (alone := _translated(text, _WORDS_ALONE)) is None:
        return _of_any_script().word.findall(text)
    found = alone.decode(LATIN).split()
    if "".join(found).isalnum():  # no joints, which hold words together or stand about as dashes
        return found
    return [*chain.from_iterable([word] if word.isalnum() else _LATIN_WORD.findall(word) for word in found)]


def _translated(text: str, table: bytes) -> bytes | None:
    """A text of characters that one byte can tell, in other bytes; None of any other text."""
    try:
        return text.encode(LATIN).translate(table)
    except UnicodeEncodeError:
        return None


def runs(text: str) -> Iterable[str]:
    """The same with what joints hold together apart: “by-election” is two."""
    alone = _translated(text, _RUNS_ALONE)
    return (found[0] for found in _of_any_script().run.finditer(text)) if alone is None else alone.decode(LATIN).split()


def minutes(text: str) -> int:
    """How long a text takes to read: 220 words, or 400 Chinese or Japanese characters, a minute, rounded up."""
    if (many := _latin_words(text)) is not None:
        return math.ceil(many / 220)
    found = words(text)
    cjk = _of_any_script().cjk
    characters = sum(1 for word in found if len(word) == 1 and cjk.match(word)) if cjk.search(text) else 0
    return math.ceil((len(found) - characters) / 220 + characters / 400)


def _latin_words(text: str) -> int | None:
    """How many `words` a text has, without making them: five times as fast. None where one byte cannot tell its characters."""
    shapes = _translated(f" {text}", _SHAPES)
    if shapes is None:
        return None
    joined = shapes.replace(b"a-", b"ab ").count(b"b a")  # what follows a word and a joint is no word of its own
    return shapes.replace(b"-", b" ").count(b" a") - joined


def sentences(text: str) -> list[str]:
    """The sentences of a plain text, in order; joined by a space they are the text again, white space apart."""
    found, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        end, after = match.end(), match["next"]
        if after and after[0].islower() and match[0] != "?":  # a bare one ends a question whatever follows: chat knows no capitals
            continue
        if match[0] == "." and after and _abbreviated(text[max(start, end - _ABBREVIATED) : end].split(), after):
            continue
        found.append(text[start:end].strip())
        start = end
    tail = text[start:].strip()
    return [*found, tail] if tail else found


def _abbreviated(told: list[str], after: str) -> bool:
    """Whether a full stop belongs to the word that it ends: an abbreviation, an initial, an ordinal, a number before an item."""
    return _ABBREVIATION.fullmatch(told[-1]) is not None and (after not in _BEGINNERS or (len(told) == 1 and told[0][:-1].isdigit()))


def shorten(text: str, limit: int = SUMMARY) -> str:
    """The beginning of a plain text in at most `limit` characters, ending with a sentence where one ends in time.

    Where none does it ends at a word, with “…”. White space is folded.
    """
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    kept = ""
    for sentence in sentences(text[: limit + 2]):  # what goes on beyond is too long anyway
        longer = f"{kept} {sentence}" if kept else sentence
        if len(longer) > limit:
            break
        kept = longer
    if kept:
        return kept
    edge = text.rfind(" ", 0, limit)
    return text[: edge if edge > limit // 2 else limit - 1].rstrip(" ,;:–—-") + "…"


class Paragraph(NamedTuple):
    """A paragraph of a Markdown text."""

    text: str  # as a reader sees it, white space folded
    inside: Sequence[str]  # the types of the tokens that open what it stands in, its own the last
    bare: bool = False  # whether it holds a picture, or nothing but a link


def paragraphs(markdown: str) -> Iterator[tuple[str, bool]]:
    """The paragraphs of a Markdown text as plain text, and whether each is in a list. Headings, code and tables are passed over."""
    return ((one.text, "list_item_open" in one.inside) for one in laid_out(markdown) if one.text)


def laid_out(markdown: str, *, enclosed: bool = True) -> Iterable[Paragraph]:
    """The paragraphs of a Markdown text; those in lists and quotations may be missing where they are not `enclosed`.

    Only what needs a parser is read by one: to parse all costs six times as much.
    """
    if (bare := unmarked(markdown)) is not None:
        return [Paragraph(text, _ALONE) for text in bare]
    # Where no address for elsewhere, no table and no other end of a line is in it, and no such line, blank lines part it.
    if not ("]:" in markdown or "|" in markdown or "\r" in markdown or _GOES_ON.search(f"\n{markdown}")):
        return chain.from_iterable(_part(part, enclosed) for part in _BLANK.split(markdown))
    return _parsed(markdown)


def _part(markdown: str, enclosed: bool) -> Iterable[Paragraph]:
    """The paragraphs of what stands between two blank lines: one, mostly."""
    if not _BLOCK.search(f"\n{markdown}"):
        return [_inline(text)] if (text := markdown.strip()) else ()
    if _HEADING.fullmatch(markdown) or (not enclosed and _ENCLOSED.fullmatch(markdown)):
        return ()
    return _parsed(markdown)


def _parsed(markdown: str) -> Iterator[Paragraph]:
    return (_paragraph(token, (*inside,)) for token, inside in paragraph_tokens(markdown))


def _inline(text: str) -> Paragraph:
    """A paragraph of its Markdown text."""
    if not _MARK.search(text):
        return Paragraph(" ".join(text.split()), _ALONE)
    plain = _PLAINLY_MARKED.sub(lambda found: found[1] or found[2], text)
    if _MARK.search(plain):
        return _paragraph(parser().parseInline(text)[0], _ALONE)
    return Paragraph(" ".join(plain.split()), _ALONE, text[0] == "[" and _PLAINLY_MARKED.fullmatch(text) is not None)


def _paragraph(token: Token, inside: Sequence[str]) -> Paragraph:
    parts = [child.type for child in token.children or ()]
    bare = "image" in parts or _LINK.fullmatch(" ".join(parts)) is not None
    return Paragraph(" ".join(inline_text(token).split()), inside, bare)


def unmarked(markdown: str) -> list[str] | None:
    """The paragraphs of a text in which nothing is marked, as most news is: no parser is needed for it. None where something may be."""
    if _MARK.search(markdown) or _MARKED_LINE.search(f"\n{markdown}"):
        return None
    return [paragraph for part in _BLANK.split(markdown) if (paragraph := " ".join(part.split()))]


def paragraph_tokens(markdown: str) -> Iterator[tuple[Token, list[str]]]:
    """What stands in each paragraph of a Markdown text, and the types of the tokens that open what it stands in."""
    inside: list[str] = []
    for token in parser().parse(markdown):
        if token.nesting == 1:
            inside.append(token.type)
        elif token.nesting == -1:
            inside.pop()
        elif token.type == "inline" and inside and inside[-1] == "paragraph_open":
            yield token, inside


def heading(markdown: str) -> str:
    """The heading that a Markdown text begins with, as plain text; "" where it begins with anything else."""
    if not markdown.lstrip().startswith("#"):
        return ""
    tokens = parser().parse(beginning(markdown.lstrip().partition("\n")[0], SUMMARY * 6))
    return inline_text(tokens[1]) if tokens[0].type == "heading_open" else ""


def inline_text(token: Token) -> str:
    """What a reader would see of an inline token: no marks, no addresses."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "html_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(inline_text(child))
    return "".join(parts)


def opening(markdown: str, limit: int = SUMMARY) -> str:
    """The first words of a Markdown text as plain text: its first paragraphs, ending with a sentence."""
    return opened(paragraphs(beginning(markdown, limit * 6)), limit)


def opened(told: Iterable[tuple[str, bool]], limit: int = SUMMARY) -> str:
    """The same of paragraphs, as `paragraphs` gives them."""
    kept: list[str] = []
    for paragraph, in_list in told:
        length = sum(map(len, kept))
        if length > limit:
            break
        if in_list and length > limit / 4:  # a list's items in a row are no prose, nor is what led into them
            *said, last = sentences(kept[-1])
            if last.endswith((":", "：")) and (said or kept[1:]):
                kept[-1:] = said
            break
        kept.append(paragraph)
    return shorten(" ".join(kept), limit)


def beginning(markdown: str, enough: int) -> str:
    """The beginning of a Markdown text up to the end of a paragraph: `enough` characters or somewhat more.

    A paragraph that goes on and on is cut, for to parse all of it could take minutes; but no link is cut in two.
    """
    end = markdown.find("\n\n", enough, enough * 4)
    if end >= 0 or len(markdown) <= enough * 4:
        return markdown[: end if end >= 0 else None]
    return _HALF_A_LINK.sub("", markdown[: enough * 4])


def says_more_than_its_opening(markdown: str) -> bool:
    """Whether a Markdown text holds anything beyond its `opening`. A long one does: none need be read to know it."""
    if len(markdown) > 6 * SUMMARY + 200:
        return bool(markdown.strip())
    # Letters are not shown where they belong to a link, which is more than an opening shows, or where one of these stands.
    if len(markdown) > SUMMARY and not any(one in markdown for one in _UNSHOWN):
        in_words = sum(map(len, filter(str.isalpha, markdown[: 3 * SUMMARY].split())))  # most of the letters of most texts
        if in_words > SUMMARY or sum(map(str.isalpha, markdown)) > SUMMARY:
            return True
    return bool(markdown) and says_more(markdown, opening(markdown))


def says_more(markdown: str, shown: str) -> bool:
    """Whether a Markdown text holds anything beyond `shown`, its opening words as plain text: more words, a link, a picture."""
    if len(markdown) > 6 * len(shown) + 200:
        return bool(markdown.strip())
    everything = [token for token in parser().parse(markdown) if token.type in ("inline", "fence", "code_block")]
    if any(child.type in ("link_open", "image") for token in everything for child in token.children or ()):
        return True
    text = " ".join(inline_text(token) if token.type == "inline" else token.content for token in everything)
    return words(text) != words(shown)
