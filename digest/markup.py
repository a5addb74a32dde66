"""Tags of HTML in a text, told apart as browsers do, and whether a text means by them what HTML does."""

import re
from collections import Counter
from html import unescape


def tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


VOID = tags("br hr img wbr area base col embed input link meta param source track")
CELLS = tags("tr td th thead tbody tfoot caption")
RAW = tags("script style noscript noframes noembed title textarea xmp iframe")  # what a parser takes for text up to its end
STYLES = tags("b big code em font i nobr s small strike strong tt u")  # what goes on behind the end of a paragraph that ends in it
# What people write. `<String>` is none, nor is `<data>`, which HTML has as well.
KNOWN = tags(
    "html head body a abbr acronym address annotation annotation-xml article aside audio bdi bdo blockquote button canvas center cite "
    "colgroup dd del details dfn div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup ins kbd label legend "
    "li main map mark math meter nav object ol option output p picture pre q rp rt ruby samp section select span sub summary sup svg "
    "table template time ul var video"
).union(VOID, CELLS, RAW, STYLES)

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

_NAMES = "|".join(sorted(KNOWN))
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

    So it is where they enclose half of it or more, or where it ends with one, or begins with one that has no end: who writes of tags
    names them in between, mostly without their ends.
    """
    text = text.strip()
    if not _TAG_OF_ITS_OWN.search(text):
        return False
    opened: list[tuple[str, int]] = []  # with how much was told before
    names: Counter[str] = Counter()  # of them
    told = enclosed = counted = at = 0
    for tag in TOKEN.finditer(text):
        told += _letters(text[at : tag.start()])
        at = tag.end()
        name, last = (tag["name"] or "").lower(), at == len(text)
        if name not in KNOWN and not tag[0].startswith("<!--"):
            continue
        if tag["ends"] and not names[name]:
            continue
        if tag["ends"]:
            before = -1
            while before < 0:
                inner, since = opened.pop()
                names[inner] -= 1
                before = since if inner == name else -1
            enclosed += told - max(before, counted)
            counted = told
        elif name and name not in VOID:
            opened.append((name, told))
            names[name] += 1
            last = False
        else:
            last = last or not tag.start()
        if last:
            return True
    return 0 < told + _letters(text[at:]) <= 2 * enclosed


def _letters(text: str) -> int:
    return len("".join(text.split()))
