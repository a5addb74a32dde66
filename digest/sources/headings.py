"""Which lines of a plain text are headings, when nothing says so but how they look and what stands around them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from digest import prose
from digest.sources.lines import FULL, Line, is_short
from digest.sources.lists import bullet_of, is_led_in
from digest.sources.names import CLOSING, KEY_POINTS, SUMMARY, named

LONGEST = 105  # characters; headlines within a text end at about 70, whole sentences as headings at about 100
LONGEST_WORD = 40  # of a heading that is one word; what is longer is an address or a hash
WORDS = 17  # as many as have room in it
CHAIN = 3  # headings in a row, each between gaps: a part's, a chapter's, a section's; more are a list or scores
TIGHT_CHAIN = 2  # without gaps: three short lines in a row may as well be an address or a poem
BETWEEN = 3  # lines below a heading among which its text must begin: credits and links like to stand first
SAME = 3  # a line that comes back so often is a rubric (“Our verdict”), an interviewer's question, or furniture (“Buy now: …”)
PULLED, PULL_QUOTE = 8, 300  # words, characters of what a page tells again in large letters
NEAR, PARAGRAPH = 8, 4000  # lines around it, characters of each, in which the same is told in small ones
RUBRIC = 3  # words of a line that may come back; a longer one is furniture

# What leads into nothing that one could read: the marks of a sentence that is not over, or of a statement.
_OPEN_END = re.compile(r"[.!;:,…。！；：，、–—-][\"'”’»›)\]」』]*$")
_OVER = re.compile(r"[.!?:;…。！？：；؟][\"'”’»›)\]」』]*$")
_QUOTED = re.compile(r"[\"“„«‚‘'「『‹]")
_SPEECH = re.compile(r"[–—−-]\s?")
_COLON = re.compile("[:：]")
_NUMBERED = re.compile(
    r"^(?:(?:chapter|part|step|kapitel|teil|schritt|chapitre|partie|étape|capítulo|parte|paso|глава|часть|шаг)\s+\d{1,3}\b[:.]?\s*"
    r"|\(?\d{1,2}(?:\.\d{1,2})*(?:[.):]\s*|\s+)(?!\d)|#\d{1,3}[:.]?\s+|(?:[IVX]{1,5}|[A-Z])[.)]\s+"
    r"|第[\d一二三四五六七八九十]{1,3}[章节節部]\s*|[一二三四五六七八九十]{1,2}、\s*)(?=\S)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)[.):]?\s")
_ADDRESS = re.compile(r"https?://|www\.|(?<!\w)(?:@|#(?!\d))\w|\w@\w|©|®$|\.{3}$")
_SCORE = re.compile(r"\b\d{1,3}[-–:]\d{1,3}$|, [$€£¥] ?\d[\d.,]*$")
_CONNECTS = re.compile(r"(?:but|and|or|so|because|aber|und|oder|denn|mais|et|ou|car|pero|y|porque|но|а|и|или)\s", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b\w{1,4}\. ")
# What a page says around its text. Words that headings begin with, too (“Share of the vote”), must end with a colon, or stand alone.
_FURNITURE = re.compile(
    r"\(.*\)$|\[.*\]$|.*\[\d{1,3}\]$"
    r"|(?:photos?|images?|picture|video|credit|image credit|source|via|read more|read also|see also|more|related|advertisement|sign up"
    r"|subscribe|share|follow us|caption|tags?|topics|filed under|foto|fotos|bild|quelle|anzeige|mehr|mehr zum thema|lesen sie auch"
    r"|siehe auch|schlagwörter|crédit|lire aussi|à lire aussi|mots-clés|publicité|fuente|crédito|lea también|leer más|etiquetas"
    r"|publicidad|фото|источник|читайте также|теги|реклама|صورة|المصدر|اقرأ أيضا|图|来源|相关阅读|标签)\s*[:：/|]",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"(?:advertisement|share|tweet|comments?|subscribe|sign up|log in|follow us|read more|show more|load more|continue reading"
    r"|related (?:articles|stories|posts)|most (?:read|popular)|share this (?:article|story|post|page)|copy link|back to top"
    r"|anzeige|teilen|kommentare|newsletter abonnieren|mehr zum thema|zur startseite|publicité|partager|s['’]abonner|sur le même sujet"
    r"|lire la suite|publicidad|compartir|suscríbete|leer más|noticias relacionadas|реклама|поделиться|подписаться|комментарии"
    r"|читать далее|читайте также|إعلان|شارك|مشاركة|اقرأ المزيد|广告|分享|评论|阅读更多|相关阅读)[!.…»›→]*$",
    re.IGNORECASE,
)
_CAPITAL = r"(?-i:[^\W\d_a-z])"
_CALL = re.compile(
    r"(?:sign up (?:for|to)|subscribe to) (?:our|the|my)\b.*\b(?:newsletters?|alerts|updates|channel)\b|click here\b"
    r"|(?:story|article) continues\b"
    rf"|follow (?:us|me|@\w+|{_CAPITAL}\w+ {_CAPITAL}\w+) on\b|scroll (?:down )?to continue\b|you (?:may|might) also like\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    rf"(?:photo(?:graph)?s?|images?|pictures?|illustrations?) (?:by|courtesy of|credit) {_CAPITAL}|(?:fotos?|bild(?:er)?) von {_CAPITAL}"
    r"|.*\ball rights? reserved\b|\d{4}[-–]\d{2,4} .*\b(?:inc|ltd|gmbh|llc|corp)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:published|posted|updated|last updated|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|опубликовано|обновлено)"
    r"\s*[:：]?\s*(?:(?:on|at|am|le|el|в)\s+)?(?:\d{1,2}\b|\d{4}-\d\d|[^\W\d_]+ \d{1,2},? \d{4})",
    re.IGNORECASE,
)
_AROUND = (_FURNITURE, _BUTTON, _CALL, _CREDIT, _DATED)
_ASKED = re.compile(r"(?:Q|Question|Frage|F|Pregunta|P|В|Вопрос|问)\s?\d{0,2}\s?[:：.]\s?\S")
_ANSWERED = re.compile(r"(?:A|Answer|Antwort|R|Réponse|Respuesta|О|Ответ|答)\s?\d{0,2}\s?[:：.]\s?\S")

_ASKS = "?？؟"
_NAMES = KEY_POINTS | CLOSING | SUMMARY
_MARKS = " \"'“”„«»‘’‹›「」『』.!?…"  # what may stand around words that are told again
_DECORATION = " 🙁🙂😉😊😀😂👍🎉❤️♥★☆→»›✨🔥👇"  # stands after a sentence that is over


def numbered(text: str) -> str:
    """The number that a heading counts with: "2.1" of “2.1 Costs”; "" where it has none."""
    match = _COUNTED.match(text)
    return match["number"] if match else ""


def looks_like_heading(text: str) -> bool:
    """Short, begins like a title, and ends as if more were to come that is no part of it."""
    if len(text) > LONGEST or _ADDRESS.search(text) or _SCORE.search(text) or any(said.match(text) for said in _AROUND):
        return False
    if _OPEN_END.search(text.rstrip(_DECORATION)) or (_CONNECTS.match(text) and not _asks_on(text)):
        return False
    bare = _NUMBERED.sub("", text, count=1)
    words = bare.split()
    if not words or len(words) > WORDS or len(words[0]) > LONGEST_WORD or (bare == text and (_QUOTED.match(text) or _SPEECH.match(text))):
        return False
    if not any(map(str.isalpha, bare)) or _begins_low(words[0]):
        return False
    if len(re.findall(r"[.!?]\)? (?=\w)|[:：]", _ABBREVIATED.sub("", bare))) > 1:
        return False  # a fact sheet's row
    if sum(not any(map(str.isalpha, word)) for word in words) * 2 >= len(words) + 1:
        return False  # a row of figures
    return bare != text or not (bullet_of_text(text) or len(prose.sentences(text)) > 1)


def _asks_on(text: str) -> bool:
    """Whether a line is a question that goes on with those before it: “And the buses?”"""
    return text[-1] in _ASKS and bool(_CONNECTS.match(text))


def bullet_of_text(text: str) -> bool:
    return bullet_of(Line(text, text, 0, True, True)) is not None


def _begins_low(word: str) -> bool:
    """Whether a word begins in lower case; “iPhone” and “eBay” do not."""
    letters = [c for c in word if c.isalpha()]
    return bool(letters) and letters[0].islower() and not any(c.isupper() for c in letters[1:])


def headings(parts: Sequence[object], *, verse: Set[int], spaced: bool, width: int) -> set[int]:
    """The places of the headings among the parts of a text: its lines, and what is known to be something else already."""
    texts = Counter(part.text for part in parts if isinstance(part, Line))
    labels: Counter[str] = Counter()
    for text, times in texts.items():
        if label := _label(text):
            labels[label] += times
    interview = any(_ASKED.match(text) for text in texts) and any(_ANSWERED.match(text) for text in texts)
    # Of what a line says, each text is asked once: some come back by the thousand.
    says_so = {text for text in texts if _says_so(text, interview=interview)}
    sure = [isinstance(part, Line) and part.text in says_so and i + 1 < len(parts) for i, part in enumerate(parts)]
    looks_so = {
        text for text in texts if labels[_label(text)] < SAME and not (interview and _ANSWERED.match(text)) and looks_like_heading(text)
    }
    likely = [
        not sure[i]
        and i not in verse
        and isinstance(part, Line)
        and part.text in looks_so
        and _stands_alone(part, i, parts, spaced=spaced, width=width)
        for i, part in enumerate(parts)
    ]
    _ask_after_questions(parts, likely)
    found = {i for i, is_sure in enumerate(sure) if is_sure}
    for first, after in _chains(parts, likely, spaced=spaced):
        if after - first <= (CHAIN if spaced else TIGHT_CHAIN):
            found |= {i for i in range(first, after) if likely[i] and _has_text_below(parts, i, likely, sure)}
    found -= {i for i in found if likely[i] and _is_pulled(parts, i)}
    found -= {i for i in _leftovers(parts, found) if likely[i]}
    return found - {i for i in _speakers(parts, found) if likely[i]}


def _ask_after_questions(parts: Sequence[object], likely: list[bool]) -> None:
    """Take back the questions that go on with another one, where the heading before is none: they are a paragraph's."""
    asks = False
    for i, part in enumerate(parts):
        if likely[i] and isinstance(part, Line):
            likely[i] = asks or not _asks_on(part.text)
            asks = part.text[-1] in _ASKS if likely[i] else asks


def _leftovers(parts: Sequence[object], found: set[int]) -> set[int]:
    """The headings right above another one that are no chapter's, but the last line of the section above.

    A section ends with a price, a link, a credit or a name as often as a chapter begins with its first section. Such a line follows
    one that ends nothing; or several begin alike, as the rows of a form do, and most of these end a section.
    """
    texts = {i: part.text for i in found if isinstance(part := parts[i], Line) and not _NUMBERED.match(part.text)}
    upper = {i for i in texts if i + 1 in found and i - 1 not in found}
    openings, rows = (Counter(_opening(texts[i]) for i in places) for places in (texts, upper))
    form = {opening for opening, count in rows.items() if count >= SAME and count * 2 > openings[opening]}
    after_open = {i for i in upper if i and isinstance(above := parts[i - 1], Line) and not _is_over(above.text)}
    return after_open | {i for i, text in texts.items() if _opening(text) in form}


def _is_over(text: str) -> bool:
    return bool(FULL.search(text)) or is_led_in(text)


def _opening(text: str) -> str:
    return " ".join(text.split(maxsplit=2)[:2])


def _speakers(parts: Sequence[object], found: set[int]) -> set[int]:
    """The headings that are names in a conversation: among them stand only others that come back. Rubrics come back below headings."""
    texts = {i: part.text for i in sorted(found) if isinstance(part := parts[i], Line)}
    times = Counter(texts.values())
    speakers: set[int] = set()
    for returns, row in groupby(texts, key=lambda i: times[texts[i]] >= SAME):
        places = list(row)
        turns = Counter(texts[i] for i in places)
        spoken = all(i + 1 < len(parts) and isinstance(parts[i + 1], Line) for i in places)
        if returns and spoken and len(turns) > 1 and min(turns.values()) >= SAME - 1 and max(turns.values()) >= SAME:
            speakers |= set(places)
    return speakers


def _is_pulled(parts: Sequence[object], i: int) -> bool:
    """Whether a line is told again near by, as a pull quote is; or stands below one, and names who says it there."""
    line, above = parts[i], parts[i - 1] if i else None
    assert isinstance(line, Line)
    name = " ".join(line.text.split()[-2:])
    return _is_told_again(parts, i, line.text) or (isinstance(above, Line) and _is_told_again(parts, i - 1, above.text, name))


def _is_told_again(parts: Sequence[object], i: int, text: str, name: str = "") -> bool:
    """Whether a paragraph near by tells a line word for word, and names somebody. Few words may be what both are about."""
    said = text.strip(_MARKS)
    if len(text) > PULL_QUOTE or len(said.split()) < PULLED:
        return False
    near = (part.text for part in (*parts[max(0, i - NEAR) : i], *parts[i + 1 : i + 1 + NEAR]) if isinstance(part, Line))
    return any(len(text) < len(told) <= PARAGRAPH and said in told and name in told for told in near)


def _label(text: str) -> str:
    """What must not come back in a text's headings: a question, what stands before a colon, a long line; "" of a rubric."""
    if colon := _COLON.search(text):
        return text[: colon.start()]
    return text if text[-1] in _ASKS or len(text.split()) > RUBRIC else ""


def _says_so(text: str, *, interview: bool) -> bool:
    """Whether the words of a line say that it is one, however it ends."""
    return named(text, _NAMES) or (interview and bool(_ASKED.match(text)) and len(text) < 2 * LONGEST)


def _stands_alone(line: Line, i: int, parts: Sequence[object], *, spaced: bool, width: int) -> bool:
    """Whether a line is parted from its neighbours in the way of its text.

    Where gaps part paragraphs, they part headings; at least above them, when text follows at once.
    """
    below = parts[i + 1] if i + 1 < len(parts) else None
    above = parts[i - 1] if i else None
    if isinstance(above, Line) and above.text[-1] in ",;-–" and not line.after_gap:
        return False  # the line before is not over
    if isinstance(below, Line) and not below.after_gap and _begins_low(below.text.split(maxsplit=1)[0]) and not FULL.search(line.text):
        return False  # this line is not over
    if not spaced and not width:
        return True
    if line.before_gap or not isinstance(below, Line):
        return line.after_gap
    return line.after_gap and (_opens_wrapped(parts, i, width) if width else _opens_section(parts, i))


def _opens_section(parts: Sequence[object], i: int) -> bool:
    """Whether what stands below a line, up to the next gap, is text: a paragraph, or nothing but lines that are over.

    Of an address, a list or a poem, one line at least goes on without an end mark.
    """
    for place in range(i + 1, len(parts)):
        below = parts[place]
        if not isinstance(below, Line) or (len(below.text) > LONGEST and FULL.search(below.text)):
            return True
        if below.before_gap or not _is_over(below.text):
            return _is_over(below.text)
    return True


def _opens_wrapped(parts: Sequence[object], i: int, width: int) -> bool:
    """Whether a line ends before it had to, above one that does not: no program broke it off."""
    line, below, after = parts[i], parts[i + 1], parts[i + 2] if i + 2 < len(parts) else None
    assert isinstance(line, Line)
    assert isinstance(below, Line)
    if not is_short(line, below, width):
        return False
    if below.before_gap or not isinstance(after, Line):
        return _is_over(below.text)
    return not is_short(below, after, width)


def _chains(parts: Sequence[object], likely: Sequence[bool], *, spaced: bool) -> Iterator[tuple[int, int]]:
    """The rows of likely headings. Without gaps between paragraphs, any short line that ends no sentence belongs to the row."""
    row = [
        likely[i] or (not spaced and isinstance(part, Line) and len(part.text) <= LONGEST and not _OVER.search(part.text))
        for i, part in enumerate(parts)
    ]
    i = 0
    while i < len(row):
        first = i
        while i < len(row) and row[i] and (i == first or not _begins_chain(parts[i], spaced=spaced)):
            i += 1
        if i > first:
            yield first, i
        i = max(i, first + 1)


def _begins_chain(part: object, *, spaced: bool) -> bool:
    """Whether a line belongs to no row above it: a gap parts it, or a number says that it stands for itself."""
    return isinstance(part, Line) and (bool(_NUMBERED.match(part.text)) if spaced else part.after_gap)


def _has_text_below(parts: Sequence[object], i: int, likely: Sequence[bool], sure: Sequence[bool]) -> bool:
    """Whether there is something to be headed: another heading, a block, a paragraph; furniture may stand between."""
    line = parts[i]
    assert isinstance(line, Line)
    for j in range(i + 1, min(i + 1 + BETWEEN, len(parts))):
        below = parts[j]
        if not isinstance(below, Line) or sure[j] or likely[j]:
            return not isinstance(below, Line) or j == i + 1
        if below.text.startswith(line.text) and below.text[len(line.text) :][:1] in ("", ".", ":", ";"):
            return False  # a picture's caption, told twice
        if len(below.text) > len(line.text) or FULL.search(below.text) or below.text.startswith("http"):
            return True
    return False
