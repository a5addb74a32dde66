"""Where in a page its article is: the modest reader for those who have no trafilatura.

Paragraphs speak for what holds them, by their length and their commas; links speak against it. The idea is Readability's
(Arc90, 2009); that the length of a piece of text and the share of links in it tell nearly all was measured by
C. Kohlschütter, P. Fankhauser and W. Nejdl, “Boilerplate Detection using Shallow Text Features”, 2010.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from digest.sources.tree import Node

SHORT = 25  # letters: a shorter paragraph is a caption, a button, a date
PROSE = 80  # letters of one piece that stand in no link: so much in a row is written to be read
LONG = 300  # letters: more of them are seldom one paragraph
LINKED = 0.5  # of a piece's letters: with more of them in links it leads elsewhere
FEW_LINKS = 0.25  # and with fewer than this, what stands beside the article may belong to it
BESIDE = 0.2  # of the best one's score: what stands beside it and has so much is its next part
MOST = 0.4  # of a page's prose: what holds more of it is no sidebar, whatever it is called
FEWEST = 140  # letters that what is marked as an article's body must hold before it is believed
BOX = 1500  # letters: a list of links that is longer may be what the page is about

_NEVER = frozenset(
    "head script style noscript template svg math iframe object embed button select textarea input canvas audio video dialog".split()
)
_SIDE_TAGS = frozenset(["nav", "footer", "form", "aside"])
_SIDE_ROLES = frozenset("navigation complementary banner contentinfo search dialog menu".split())
_KEPT_TAGS = frozenset("article main a p h1 h2 h3 span em strong".split())
_COMMENTS = re.compile(
    r"(?:\w+-)?(?:comments?|disqus|respond)(?:$|[-_]?(?:body|content|list|thread|area|section|text|wrap|author|meta|item|\d|form|s\b))",
    re.IGNORECASE,
)
_SUSPECT = re.compile(
    r"sidebar|side-bar|rail\b|footer|footnav|masthead|navbar|\bnav\b|navigation|\bmenu|breadcrumb|pagination|pager|"
    r"share|sharing|social|follow-us|related|recommend|read-?more|more-(?:stories|news|from)|most-(?:read|popular)|popular|trending|teaser|"
    r"promo|advert|\bads?\b|ad-|-ad\b|sponsor|outbrain|taboola|newsletter|subscri|sign-?up|signin|login|paywall|cookie|consent|gdpr|popup|modal|"
    r"author-?(?:bio|box|info)|about-author|byline|\btags?\b|tag-?list|post-?meta|entry-?meta|article-?meta|print-only|screen-reader|visually-hidden|"
    r"toolbar|widget|copyright|disclaimer|jump-?to|skip-?link|donat|credit-line|gallery-nav",
    re.IGNORECASE,
)
_LAYOUT = re.compile(r"(?:and|has|is|no|with|without|w|enable|hide|show)[-_]", re.IGNORECASE)  # “with-sidebar” is what has one
_TEXT = re.compile(r"article-?_?body|story-?_?body|(?:entry|post|article|main|page)-?_?content", re.IGNORECASE)
_LIKELY = re.compile(r"article|body|content|entry|main|story|text|post|column|page|blog|hentry", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_COMMA = re.compile(r"[,，、،]")
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u "
    "var wbr".split()
)
_PARAGRAPHS = frozenset(["p", "li", "pre", "blockquote", "dd"])
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_TOP = frozenset(["", "html", "body"])
_BONUS = {"article": 10, "main": 5, "div": 2, "section": 2, "blockquote": -3, "li": -5, "ul": -5, "ol": -5, "form": -10, "th": -5}


def article(page: Node, title: str) -> Node:
    """The part of a page that is its article, in a node of its own; all of the page where none stands out.

    `page` is taken apart on the way. `title` is the headline, which is not repeated in the text.
    """
    _strip(page)
    best = _best(page)
    found = Node("div")
    found.children += _with_neighbours(best) if best else [page]
    for child in found.children:
        if isinstance(child, Node):
            child.parent = found
    _tidy(found, title)
    return found


# ── what there is ────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Measure:
    """How many letters an element and all in it holds: in all, in links, and in what reads like paragraphs."""

    letters: int = 0
    linked: int = 0
    prose: int = 0

    @property
    def share(self) -> float:
        """Of the letters in links."""
        return self.linked / self.letters if self.letters else 0.0


def _measured(page: Node) -> defaultdict[Node, _Measure]:
    """Every element's measure, worked out once, from the leaves up."""
    found: defaultdict[Node, _Measure] = defaultdict(_Measure)
    for node in reversed(list(page.walk())):
        here = found[node]
        here.letters += sum(len(" ".join(child.split())) for child in node.children if isinstance(child, str))
        if node.tag == "a":
            here.linked = here.letters
        if node.tag not in _INLINE and (own := len(_own(node, linked=False))) > PROSE:
            here.prose += own
        if node.parent and node is not page:
            above = found[node.parent]
            above.letters, above.linked, above.prose = above.letters + here.letters, above.linked + here.linked, above.prose + here.prose
    return found


def _own(node: Node, *, linked: bool = True) -> str:
    """The words of an element that stand in none of the blocks in it; without `linked`, those in no link either."""
    pieces: list[str] = []
    stack: list[Node | str] = list(reversed(node.children))
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            pieces.append(one)
        elif one.tag == "br":
            pieces.append(" ")
        elif one.tag in _INLINE and (linked or one.tag != "a"):
            stack += reversed(one.children)
    return " ".join("".join(pieces).split())


# ── what is beside it ────────────────────────────────────────────────────────────────────────────


def _strip(page: Node) -> None:
    """Take out what is never an article, and what its own name says is beside it."""
    for node in list(page.walk()):
        if node.tag in _NEVER or (node.tag not in _TOP and any(map(_COMMENTS.match, _names(node)))):
            node.drop()
    measures = _measured(page)
    beside = [node for node in page.walk() if node.tag not in _TOP and (is_hidden(node) or _is_beside(node))]
    # The small ones first: what is left when they are gone tells how much a large one would take away.
    for node in sorted(beside, key=lambda node: measures[node].prose):
        gone = measures[node].prose
        if gone <= MOST * measures[page].prose:
            above = node.parent
            while above:
                measures[above].prose -= gone
                above = above.parent
            node.drop()


def is_hidden(node: Node) -> bool:
    at = node.attributes
    return "hidden" in at or at.get("aria-hidden") == "true" or bool(_HIDDEN.search(at.get("style", "")))


def _is_beside(node: Node) -> bool:
    if node.tag in _KEPT_TAGS:
        return False
    if node.tag in _SIDE_TAGS:
        return True
    if node.attributes.get("role") in _SIDE_ROLES:
        return not any(map(_LIKELY.search, _names(node)))
    return any(_SUSPECT.search(name) and not _LAYOUT.match(name) and not _TEXT.search(name) for name in _names(node))


def _names(node: Node) -> list[str]:
    """What its maker calls an element."""
    return " ".join(node.attributes.get(key, "") for key in ("class", "id", "itemprop")).split()


# ── which part it is ─────────────────────────────────────────────────────────────────────────────


def _best(page: Node) -> Node | None:
    measures = _measured(page)
    named = [node for node in page.walk() if "articlebody" in node.attributes.get("itemprop", "").lower()]
    if len(named) == 1 and measures[named[0]].letters >= FEWEST:
        return named[0]
    scores = _scores(page, measures)
    return max(scores, key=lambda node: scores[node], default=None)


def _scores(page: Node, measures: defaultdict[Node, _Measure]) -> dict[Node, float]:
    """What speaks for each element that holds paragraphs, its links taken off."""
    raw: defaultdict[Node, float] = defaultdict(float)
    for node in page.walk():
        if node.tag in _INLINE or node.tag in _TOP or measures[node].share > LINKED:
            continue
        text = _own(node)
        if len(text) < SHORT:
            continue
        points = 1 + len(_COMMA.findall(text)) + min(len(text) / 100, 3)
        # A long text that is no paragraph is made of lines: it holds its paragraphs itself.
        above = node if node.tag not in _PARAGRAPHS and len(text) > LONG else node.parent
        for share in (1, 0.5, 0.25, 0.125):
            if above is None or above.tag in ("", "html"):
                break
            raw[above] += points * share
            above = above.parent
    return {node: (points + _bonus(node)) * (1 - measures[node].share) for node, points in raw.items()}


def _bonus(node: Node) -> float:
    return _BONUS.get(node.tag, 0) + (10 if any(map(_LIKELY.search, _names(node))) else 0)


def _with_neighbours(best: Node) -> Iterator[Node]:
    """The best part, and those of its siblings that go on with it, in their order."""
    if not best.parent or best.tag == "body":
        yield best
        return
    measures = _measured(best.parent)
    scores = _scores(best.parent, measures)
    score = scores.get(best, 0.0)
    kind = best.attributes.get("class")
    for sibling in list(best.parent.children):
        if isinstance(sibling, Node):
            alike = BESIDE * score if kind and sibling.attributes.get("class") == kind else 0
            goes_on = scores.get(sibling, 0) + alike >= max(10, BESIDE * score)
            if sibling is best or goes_on or (measures[sibling].share < FEW_LINKS and _belongs(sibling)):
                yield sibling


def _belongs(sibling: Node) -> bool:
    if sibling.tag == "p":
        text = sibling.text()
        return len(text) > PROSE or text.endswith((".", "!", "?"))
    return sibling.tag in ("h2", "h3", "blockquote", "ul", "ol")


# ── what only stands in it ───────────────────────────────────────────────────────────────────────


def _tidy(found: Node, title: str) -> None:
    """Take out of an article its headline, boxes of links, and headings at its end that nothing follows."""
    wanted = " ".join(title.casefold().split())
    measures = _measured(found)
    for node in list(found.walk()):
        if node is not found and (_is_headline(node, wanted) or _is_box(node, measures)):
            node.drop()
    for node in reversed(list(found.walk())):
        if node.tag in _HEADINGS:
            node.drop()
        elif _says_something(node) and not _in_heading(node):
            return


def _says_something(node: Node) -> bool:
    return node.tag == "img" or any(isinstance(child, str) and child.strip() for child in node.children)


def _is_headline(node: Node, wanted: str) -> bool:
    if node.tag not in ("h1", "h2") or not wanted:
        return False
    text = node.text().casefold()
    return text in wanted and 2 * len(text) > len(wanted)


def _is_box(node: Node, measures: defaultdict[Node, _Measure]) -> bool:
    of_node = measures[node]
    holds = node.tag in ("ul", "ol", "div", "section", "table", "dl") and 0 < of_node.letters < BOX and of_node.share > LINKED
    return holds and of_node.prose <= PROSE


def _in_heading(node: Node | None) -> bool:
    while node:
        if node.tag in _HEADINGS:
            return True
        node = node.parent
    return False
