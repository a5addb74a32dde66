"""Tags of HTML in a text, told apart as browsers do: whether a text means by them what HTML does, and what of them a parser is given."""

import re
from collections import Counter
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from justhtml import Node


def tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


VOID = tags("br hr img wbr area base col embed input link meta param source track")
CELLS = tags("tr td th thead tbody tfoot caption")
RAW = tags("script style noscript noframes noembed title textarea xmp iframe")  # what a parser takes for text up to its end
STYLES = tags("b big code em font i nobr s small strike strong tt u")  # what goes on behind the end of a paragraph that ends in it
BLOCKS = tags(
    "blockquote table tr td th li ul ol h1 h2 h3 h4 h5 h6 p div section article header footer main aside nav address center figure "
    "figcaption dl dt dd details summary fieldset legend form hgroup menu pre hr thead tbody tfoot caption"
)
# What people write. `<String>` is none, nor is `<data>`, which HTML has as well.
KNOWN = tags(
    "html head body a abbr acronym address annotation annotation-xml article aside audio bdi bdo blockquote button canvas center cite "
    "colgroup dd del details dfn div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup ins kbd label legend "
    "li main map mark math meter nav object ol option output p picture pre q rp rt ruby samp section select span sub summary sup svg "
    "table template time ul var video"
).union(VOID, CELLS, RAW, STYLES)

# To a browser, whatever the slash at its end says; where people write XML it is.
_NEVER_EMPTY = RAW | STYLES | tags("a q sup cite del dfn kbd samp var")

LONGEST = 8_000  # characters of a link's tag
_MAKES_ONE = tags("p br")  # an end of these is a beginning, too, where there was none
_MEANS_NOTHING = tags("big font nobr small u")  # to what is made of HTML here
_MOST_STYLES = 4  # that may be open
MOST = 200_000  # tags of a text: a parser's tree of them takes 100 MB
# Instead of a tag: without it what stands around would be another tag, or a reference. The second ends SVG and MathML, as most tags do.
_NOTHING, _NOTHING_IN_HTML = "<wbr>", "<meta>"

# What has no end ends with the document. Possessive throughout: each character is looked at once. HTML Standard, 13.2.5.
_SPACE = r"[ \t\n\f\r]"
_ENDS = r"(?=[ \t\n\f\r/>])"  # a name
_VALUE = r"""(?: "[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) | [^ \t\n\f\r>]*+ )"""
_ATTRIBUTES = rf"""
    (?: {_SPACE}++ | /(?!>)                          # a slash before the end is told apart
      | (?: =[^ \t\n\f\r/>=]*+ | [^ \t\n\f\r/>=]++ ) (?: {_SPACE}*+ = {_SPACE}*+ {_VALUE} )?+
    )*+
"""
TOKEN = re.compile(
    rf"""
    <!--(?:-?>|.*?(?:--!?>|\Z)) | <(?:[!?]|/(?![a-z]))[^>]*+(?:>|\Z)                       # a comment, and what counts as one
  | <(?P<raw>{"|".join(sorted(RAW))}){_ENDS}{_ATTRIBUTES}>(?:[^<]++|<(?!/(?P=raw){_ENDS}))*+  # an element that holds text
  | <plaintext{_ENDS}.*
  | <(?P<ends>/?)(?P<name>[a-z][^ \t\n\f\r/>]*+){_ATTRIBUTES}(?P<empty>/?)(?:>|\Z)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_LONG = 80  # letters, of which nobody writes so many about two line breaks
_NAMES = "|".join(sorted(KNOWN))
NO_TAG = re.compile(rf"<(?!/?(?:{_NAMES})[\s/>]|!--)", re.IGNORECASE)  # a < that begins none that people write
_TAG_OF_ITS_OWN = re.compile(rf"</?(?:{_NAMES})[\s/>]", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&lt;(?:/?(?:{_NAMES})(?:[\s/]|&gt;|>)|!--)", re.IGNORECASE)


def unescaped(html: str) -> str:
    """HTML, unescaped once more where that was left out: it has no tag of its own, and what it would show is HTML."""
    if _TAG_OF_ITS_OWN.search(html) or not _ESCAPED_TAG.search(html):
        return html
    text = unescape(html)
    return text if is_html(text) else html


def is_html(text: str) -> bool:
    """Whether the tags in a text are meant to be read as such, and not to be seen.

    Who writes of tags names them in between, mostly bare and without their ends. So it is HTML where pairs of them enclose half of it or
    more, and it begins or ends with one, or one has attributes; where it begins or ends with a <br>, <hr> or <img> that has some; and
    where it is long and has several line breaks.
    """
    text = text.strip()
    if not _TAG_OF_ITS_OWN.search(text):
        return False
    opened: list[tuple[str, int]] = []  # with how much was told before
    names: Counter[str] = Counter()  # of them
    told = enclosed = counted = breaks = at = 0
    edge = attributes = False
    for tag in TOKEN.finditer(text):
        told += _letters(text[at : tag.start()])
        at = tag.end()
        name, at_edge = (tag["name"] or "").lower(), not tag.start() or tag.end() == len(text)
        if name not in KNOWN:
            continue
        said = "=" in tag[0]
        attributes = attributes or said
        if tag["ends"] and not names[name]:
            continue
        edge = edge or at_edge
        if tag["ends"]:
            before = -1
            while before < 0:
                inner, since = opened.pop()
                names[inner] -= 1
                before = since if inner == name else -1
            enclosed += told - max(before, counted)
            counted = told
        elif name not in VOID:
            opened.append((name, told))
            names[name] += 1
        elif at_edge and said and name in ("br", "hr", "img"):
            return True
        breaks += name == "br"
    told += _letters(text[at:])
    return (0 < told <= 2 * enclosed and (edge or attributes)) or (breaks > 1 and told >= _LONG)


def _letters(text: str) -> int:
    return len("".join(text.split()))


# ── for a parser ─────────────────────────────────────────────────────────────────────────────────


def tree(html: str, *, fragment: bool) -> "Node":
    """HTML as a browser reads it, a page or a `fragment` of one. Nothing in it is safe; of it we take words, and addresses that are
    looked at. Of what has more than MOST tags it has only the words."""
    from justhtml import JustHTML  # takes its time, and most texts are bare

    told = escape(unescape(TOKEN.sub(" ", html))) if html.count("<") > MOST else prepared(html)
    return JustHTML(told, fragment=fragment, sanitize=False, scripting_enabled=False).root


def prepared(html: str) -> str:
    """HTML without the tags that would take a parser hours, or be taken for others than they are meant to be."""
    return TOKEN.sub(_Sieve(len(html)).sifted, html)


class _Sieve:
    """What a parser is given of the tags of a text that has so many characters.

    At some ends it looks through all that is open, so it gets none that ends nothing. It opens each style and each link that is open
    anew in each paragraph, with all that its tag says. <title/> is empty where people write XML, but a browser looks for its end.
    Cells outside of a table are nothing to it, and the words beside them would be one.
    """

    def __init__(self, length: int) -> None:
        self.opened: Counter[str] = Counter()  # by name, as if each ended in its turn
        self.styles: list[tuple[str, int]] = []  # those open, and a link, with what each takes to be opened again
        self.may_open = 1000 + length // 8  # so much of that

    def sifted(self, tag: re.Match[str]) -> str:
        if tag["name"] is None:
            return tag[0]
        name, ends, empty = tag["name"].lower(), bool(tag["ends"]), bool(tag["empty"])
        if name in CELLS and not self.opened["table"]:
            return f"{_NOTHING} "
        if empty and not ends and name in _NEVER_EMPTY:
            return _NOTHING_IN_HTML if name in STYLES else _NOTHING
        if ends and not self.opened[name] and name not in _MAKES_ONE and name not in RAW:
            return _NOTHING
        # JustHTML is led astray by a quote in an end.
        told = f"</{name}>" if ends else f"{tag[0]}</{name}>" if empty and name not in VOID else tag[0]
        if ends:
            self.opened[name] = max(0, self.opened[name] - 1)
        elif not empty:
            self.opened[name] += 1
        if name == "a" or name in STYLES:
            return self.style(name, ends, told)
        space = " " if name in CELLS else ""
        return f"{self.before(name, ends)}{space}{told}"

    def before(self, name: str, ends: bool) -> str:
        """What stands before a tag: the ends of all styles and tables, where styles would be opened too often."""
        if name in BLOCKS and not ends:
            self.may_open -= sum(weight for _, weight in self.styles)
        if self.may_open >= 0 or not self.styles:
            return ""
        open_styles, self.styles = self.styles, []
        tables, self.opened["table"] = self.opened["table"], 0  # within, no end reaches what is open around
        return "</table>" * tables + "".join(f"</{style}>" for style, _ in reversed(open_styles))

    def style(self, name: str, ends: bool, told: str) -> str:
        """The tag of a style or a link: another one, where it means nothing here, says too much, or too many are open."""
        known = next((one for one in reversed(self.styles) if one[0] == name), None)
        if known and (ends or name == "a"):  # no link stands in another
            self.styles.remove(known)
        if name == "font" and (ends or "=" not in told):  # in SVG and MathML it is one of their own, unless it says more
            return "</font></span>" if ends else "<font>"
        if ends:
            return told if known or name == "a" else "</span>"
        if name == "a":
            told = told if len(told) <= LONGEST else "<a>"
        elif name in _MEANS_NOTHING or self.may_open < 0 or len(self.styles) >= _MOST_STYLES:
            return "<span>"
        else:
            told = told if name == "code" and len(told) < 100 else f"<{name}>"  # its class names the language
        self.styles.append((name, 1 + len(told) // 16))
        return told
