"""What stands above a plain text: its title, who wrote it, the day, where it came from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.sources.inline import unwrapped
from digest.sources.lines import FULL, Line
from digest.sources.lists import bullet_of
from digest.sources.names import KEY_POINTS, named

TITLE = 130  # characters: no newspaper's headline is longer, and few paragraphs are shorter
SENTENCE = 80  # a first line that ends with a full stop is a title up to here: a paragraph's first sentence is longer
HEADERS = 8  # lines at the very top that name what they tell
ABOVE = 6  # lines at the head of a text in which people put all this, the title among them
NAME = 90  # characters of a line of names
STANDFIRST = 250  # characters of what stands between a headline and its byline; a longer one is a paragraph
ENDING = 15  # lines at the end of a text among which its end mark may stand: contacts and who publishes it, stand below it
KICKER = 2  # words in capitals above a headline, which has at least so many more

_HASHES = re.compile(r"#{1,6}\s+(?=\S)")
RULE = re.compile(r"(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,}|—{3,}|–{3,}|(?:\* ){2,}\*|(?:- ){2,}-)$")
_BY = (
    r"(?:by|written by|von|vom|text|author|authors|autor|autorin|par|por|di|da|door|av|af|auteur|autore|автор|авторка|текст"
    r"|作者|文|記者|记者|بقلم|كتب|كتبت|מאת)"
)
_BYLINE = re.compile(rf"{_BY}(?:\s*[:：/]\s*|\s+)(?P<names>[^\W\d_].{{1,{NAME}}})$", re.IGNORECASE)
_NO_NAME = re.compile(r"[\d.!?…。:;@]|\b(?:the|das|dem|les|los)\b", re.IGNORECASE)
_INITIAL = re.compile(r"\b[^\W\d_]\.(?=\s)|\b(?:Dr|Jr|Sr|St|Prof)\.")
# Below a subtitle, where headings may stand as well (“By Numbers”, “Da Capo”), and “Text” is a word like any other.
_SURELY_BY = re.compile(r"(?:(?i:by|written by|von|par|por)|di|da|door|av|af)\s+\S+\s|[^\s:：]+(?: [^\s:：]+)?\s?[:：]")
_ROLE = re.compile(
    r"(?:.*\s)?(?:(?:staff|news)\s)?(?:writers?|reporters?|correspondents?|editors?|journalists?|columnists?|contributors?"
    r"|redakteur(?:in)?|reporterin|korrespondent(?:in)?|journalistin|journalistes?|rédac(?:teur|trice)|correspondante?"
    r"|redactora?|corresponsal|periodista|giornalista|redattore|redattrice)$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+[|·•/–—]\s+|\s*[|•]\s*")
_JOINT = re.compile(r",\s+|\s+on\s+|\s+(?=(?:by|von|par|por|di|da|door|av|af)\s)", re.IGNORECASE)  # “By Ada Quill, 3 March 2026”
_MINUTES = r"(?:min(?:ute)?[ns]?|minuti|minutos?|minuut|minuten|minuter|минут[аы]?|мин|хв|דקות|دقائق|دقيقة)\b\.?"
_RELEASE = (
    r"for immediate release|(?:press|news|media) release|zur sofortigen veröffentlichung|pressemitteilung|medienmitteilung"
    r"|presseinformation|pour diffusion immédiate|communiqué de presse|para (?:publicación|difusión) inmediata|nota de prensa"
    r"|comunicado de prensa"
)
# What stands beside names and days and tells nothing of the text: whom it is for, how long it takes to read, how many spoke of it.
_ASIDE = re.compile(
    rf"(?:{_RELEASE})\s?[.!:]?$"
    r"|(?:(?:estimated )?(?:reading|read) time|time to read|lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo di lettura"
    rf"|tempo de leitura|leestijd|lästid|czas czytania|время чтения|час читання|زمن القراءة|זמן קריאה)\s*[:：]?\s*\d{{1,3}}\s*{_MINUTES}$"
    rf"|\d{{1,3}}[\s-]?{_MINUTES}[\s-](?:read(?:ing)?(?: time)?|lesezeit|zum lesen|de lecture|de lectura|di lettura|de leitura"
    r"|leestijd|lästid|czytania|чтения|читання|קריאה)$"
    r"|\d[\d.,]*\s(?:words|comments?|views|shares|wörter|kommentare?|aufrufe|mots|commentaires?|palabras|comentarios?|commenti|commento)$",
    re.IGNORECASE,
)
_COMMAS = re.compile(r"[,;،、|]")
_AND = re.compile(r"[,،、]\s*|\s+(?:and|und|et|y|e|en|och|og|и|та|і|&)\s+|\s+و\s?")
_PARTICLES = frozenset("von van der den de di da del della dos du la le bin ibn al el zu zur ten ter af av y e".split())
_LABEL = re.compile(
    rf"(?:{_RELEASE}"
    r"|first published|published|posted|updated|last updated|date|dated|datum|stand|veröffentlicht|erschienen|aktualisiert|publié"
    r"|publiée|mis à jour|fecha|publicado|actualizado|pubblicato|aggiornato|data|atualizado|gepubliceerd|publicerad|opublikowano"
    r"|опубликовано|обновлено|дата|опубліковано|نشر|نُشر|تاريخ النشر|نشر في|发布时间|发布于|发表于|公開日|日期|פורסם|עודכן|תאריך)"
    r"(?:\s+(?:on|am|vom|le|el|il|em|op|den|в|في|ב-?))?\s*[:：]?\s*",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://[^\s<>\"“”«»]+")
_SOURCE = re.compile(
    r"(?:source|original|originally published at|quelle|fuente|fonte|bron|källa|źródło|источник|джерело|المصدر|来源|出典)\s*[:：]\s*"
    rf"(?P<link>{_LINK.pattern})$",
    re.IGNORECASE,
)
# What programs write above and below the letters that they send, in en de fr es it pt nl sv pl ru uk ar he: of their shape, not of news.
_SHOWN_ELSEWHERE = re.compile(
    r"(?:(?:[^?]{5,60}\?|(?:wird|falls|wenn|si) [^,?]{5,60}[,?]) )?(?:(?:please )?click here to |hier klicken, um )?(?:"
    r"(?:view|read|open|see|display)(?: (?:this|the|our|it))?(?: (?:e-?mail|newsletter|message|issue|letter))?"
    r" (?:in (?:your |a |the )?(?:web )?browser|online|on the web)"
    r"|(?:(?:diese[nr]?|die|den) )?(?:(?:e-?mail|mail|newsletter|nachricht) )?(?:(?:in ihrem|im) (?:web)?browser|online)"
    r" (?:ansehen|anzeigen|öffnen|lesen|betrachten)"
    r"|(?:voir|afficher|lire|ouvrir|consulter|visualiser)(?: (?:ce|cet|cette|le|la))?(?: (?:e-?mail|message|courriel|newsletter|lettre))?"
    r" (?:dans (?:votre|un|le|mon) navigateur(?: web)?|en ligne)"
    r"|(?:ver|leer|abrir)(?: (?:este|esta|el|la))?(?: (?:correo(?: electrónico)?|e-?mail|mensaje|boletín|newsletter))?"
    r" (?:en (?:su|tu|el|un) navegador|en línea)"
    r"|(?:visualizza|vedi|leggi|apri)(?: (?:questa|questo|la|il))?(?: (?:e-?mail|messaggio|newsletter))? (?:nel|sul) (?:tuo )?browser"
    r"|(?:ver|visualizar|abrir|ler)(?: (?:este|esta|o|a))?(?: (?:e-?mail|mensagem|boletim|newsletter))? no (?:seu )?navegador"
    r"|(?:bekijk|lees|open)(?: (?:deze|de))?(?: (?:e-?mail|nieuwsbrief|mail))? (?:in (?:je|uw|de) (?:web)?browser|online)"
    r"|(?:visa|läs|öppna)(?: \w+){0,2} i (?:din )?webbläsare[n]?|(?:zobacz|otwórz|wyświetl)(?: \w+){0,2} w przeglądarce"
    r"|(?:открыть|посмотреть|смотреть|читать|просмотреть)(?: \w+){0,2} в браузере|(?:відкрити|переглянути)(?: \w+){0,2} [ув] браузері"
    r"|(?:عرض|اقرأ|افتح)(?: \w+){0,3} في المتصفح|(?:לצפייה|צפו)(?: \w+){0,2} בדפדפן"
    r"|(?:zur )?(?:web-?version|online-?version)|version (?:web|en ligne)|(?:web|online)(?:versie| version))"
    r"(?: (?:ansehen|anzeigen|öffnen))?\W*(?:<?https?://\S*)?$",
    re.IGNORECASE,
)
_END = re.compile(r"#\s?#\s?#$|[-–—]\s?30\s?[-–—]$")  # so agencies and press offices end a text
# What stands before a colon in a text's first lines, in en de fr es, by the field that it tells. One such line may be a headline.
_FIELDS = {
    "title": "title|headline|subject|titel|überschrift|betreff|titre|objet|título|titular|asunto",
    "authors": "authors?|by|from|autor|autorin|autoren|von|auteurs?|auteure|autrice|par|autora|autores|por|de",
    "published": "date|published|datum|veröffentlicht|publié|publiée|fecha|publicado",
    "link": "url|link|source|source link|source url|original|permalink|quelle|lien|fuente|enlace",
    "categories": "tags?|categor(?:y|ies)|section|topics?|keywords|schlagw(?:ort|örter)|kategorien?|rubrik|ressort|mots-clés|catégories?"
    "|rubrique|etiquetas|categorías?|sección",
}
_FIELD = re.compile(
    rf"(?:{'|'.join(f'(?P<{field}>{names})' for field, names in _FIELDS.items())})\s*[:：]\s*(?P<said>\S.*)$", re.IGNORECASE
)
# The beginnings that tell a month from all others, in en de fr es it pt nl sv pl ru uk ar he.
_MONTHS = (
    "jan|jän|gen|ene|янв|січ|sty|يناير|كانون الثاني|ינואר",
    "feb|fév|fev|фев|лют|lut|فبراير|شباط|פברואר",
    "mar|mär|mrz|maa|мар|бер|مارس|آذار|מרץ|מרס",
    "apr|avr|abr|апр|кві|kwi|أبريل|ابريل|نيسان|אפריל",
    "may|mai|mag|mei|maj|мая|май|тра|مايو|أيار|מאי",
    "jun|juin|giu|июн|чер|cze|يونيو|حزيران|יוני",
    "jul|juil|lug|июл|лип|lip|يوليو|تموز|יולי",
    "aug|aoû|aou|ago|авг|сер|sie|أغسطس|آب|אוגוסט",
    "sep|set|сен|вер|wrz|سبتمبر|أيلول|ספטמבר",
    "oct|okt|out|ott|окт|жов|paź|أكتوبر|تشرين الأول|אוקטובר",
    "nov|ноя|лис|lis|نوفمبر|تشرين الثاني|נובמבר",
    "dec|dez|déc|dic|дек|гру|gru|ديسمبر|كانون الأول|דצמבר",
)
_WEEKDAY = r"(?:[^\W\d_]{2,13}[,.]?\s+)?"
# Of zones that have one name all the year, as entries know them. Of others, such as “ET”, the hour is not known.
_ZONES = frozenset("UTC GMT Z EST EDT CST CDT MST MDT PST PDT CET CEST MEZ MESZ BST EET EEST MSK JST KST".split())
_CLOCK = (
    r"(?:,?\s*(?:at|um|à|a las|alle|om|kl\.?|в|о|בשעה)?\s*(?P<hour>\d{1,2})[:h.](?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s*(?:Uhr|h|(?P<zone>(?-i:Z|[A-Z]{2,4})|[+-]\d{2}:?\d{2})))?)?"
)
_DAYS = tuple(
    re.compile(pattern + _CLOCK + r"\.?$", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?:T|,)?",
        r"(?P<year>\d{4})\s*[年년]\s*(?P<number>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]?",
        _WEEKDAY + r"(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})",
        _WEEKDAY
        + r"(?:den\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+|ב)?(?P<month>[^\W\d_]{3,12}(?: [^\W\d_]{3,6})?)\.?,?\s+"
        r"(?:de\s+)?(?P<year>\d{4})(?:\s*(?:г|р|года|року)\b\.?)?",
        _WEEKDAY + r"(?P<month>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
    )
)
_AGENCY = re.compile(r"[^()]{2,40}\([^()]{2,20}\)\s*[—–-]{1,2}\s")  # “HARBOUR (Wire) — ”: so begin reports, not headlines
_DATELINE = re.compile(r"(?:[^\W\d_][^\d,.]{1,40},\s*){1,2}(?P<day>[^()—–]{6,30}?)\s*(?:\([^()]{1,40}\)\s*)?[—–-]\s")


@dataclass(frozen=True, slots=True)
class Front:
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""  # ISO 8601, behind it the name of its zone
    link: str = ""
    categories: tuple[str, ...] = ()
    above: tuple[str, ...] = ()  # what stands there and is text all the same, but no heading: a kicker, a subtitle


def front(lines: Sequence[Line]) -> tuple[Front, list[Line]]:
    """What stands above a text, and the lines of the text itself.

    Nothing is taken out that the front does not tell, but for what tells nothing of the text: how long it takes to read, what its
    authors are by trade, that it is for the press, that it is over, and where else it is shown.
    """
    points, below = _points_above(list(_without_frame(lines)))
    found, rest = _headed(below)
    rest = _joined(points, rest)
    if len(rest) > 1 and not found.link and (source := _SOURCE.match(rest[-1].text)):
        found, rest = replace(found, link=source["link"]), rest[:-1]
    return found, rest


def _without_frame(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without those that frame a text. An end mark parts what is above it from what is below."""
    end = next((i for i in range(len(lines) - 1, max(0, len(lines) - 1 - ENDING), -1) if _END.match(lines[i].text)), 0)
    for i, line in enumerate(lines):
        framed = (i < ABOVE or i >= len(lines) - ENDING) and len(line.text) <= 2 * NAME and _SHOWN_ELSEWHERE.match(line.text)
        if len(lines) > 1 and (framed or (end and i == end)):
            continue
        yield replace(line, after_gap=line.after_gap or i == end + 1, before_gap=line.before_gap or i == end - 1) if end else line


def _points_above(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Key points at the very top, above the title, and the lines below them."""
    if not lines or not named(lines[0].text, KEY_POINTS):
        return [], lines
    end = 1
    while end < len(lines) and bullet_of(lines[end]):
        end += 1
    return (lines[:end], lines[end:]) if end > 1 else ([], lines)


def _headed(lines: Sequence[Line]) -> tuple[Front, list[Line]]:
    """What the first lines tell, and the lines that are text."""
    found, rest = Front(), list(lines)
    kept: list[Line] = []  # of the head of the text, what is text all the same
    if len(rest) > 1 and RULE.match(rest[0].text):
        rest = rest[1:]  # a line above the title, as below it
    if fields := _fields(rest):
        found, kept = _of_fields(fields)
        rest = rest[len(fields) :]
    for _ in range(ABOVE):
        more = _told(unwrapped(rest[0].text), found) if len(rest) > 1 or (rest and found.title) else None
        if more is not None:
            found, rest = more, rest[1:]
        elif not kept and not found.title and _is_kicker(rest):
            kept, rest = rest[:1], rest[1:]
        elif rest and not found.title and _is_title(rest):
            found, rest = replace(found, title=_HASHES.sub("", rest[0].text)), rest[1:]
            rest = rest[1:] if rest and RULE.match(rest[0].text) else rest
        elif found.title and rest and (more := _partly_told(rest[0].text, found)) is not None:
            found, kept, rest = more, [*kept, rest[0]], rest[1:]
        elif found.title and _is_standfirst(rest, found):
            kept, rest = [*kept, rest[0]], rest[1:]
        else:
            break
    if rest and not found.published and (dateline := _DATELINE.match(rest[0].text[:120])):
        found = replace(found, published=day_of(dateline["day"]))  # the words stay where they are
    return replace(found, above=tuple(line.text for line in kept)), rest


def _fields(lines: Sequence[Line]) -> list[tuple[Line, str, str]]:
    """The lines at the very top that name what they tell, each with the field and what is said; none where they are fewer than two."""
    found: list[tuple[Line, str, str]] = []
    for line in lines[:HEADERS]:
        if len(line.text) > 2 * TITLE or not (match := _FIELD.match(line.text)):
            break
        found.append((line, next(field for field in _FIELDS if match[field]), match["said"]))
    return found if len({field for _, field, _ in found}) > 1 else []


def _of_fields(fields: Sequence[tuple[Line, str, str]]) -> tuple[Front, list[Line]]:
    """What such lines tell, and those of them that tell nothing certain."""
    found = Front()
    kept = []
    for line, field, said in fields:
        more = _with_field(found, field, said)
        if more == found:
            kept.append(line)
        found = more
    return found, kept


def _with_field(found: Front, field: str, said: str) -> Front:
    match field:
        case "title" if not found.title:
            return replace(found, title=said)
        case "authors" if not found.authors:
            return replace(found, authors=_names(f"By {said}") or (said,))
        case "published" if not found.published:
            return replace(found, published=day_of(said))
        case "categories" if not found.categories:
            return replace(found, categories=tuple(filter(None, map(str.strip, _COMMAS.split(said)))))
        case "link" if not found.link and _LINK.fullmatch(said):
            return replace(found, link=said)
    return found


def _joined(kept: list[Line], rest: list[Line]) -> list[Line]:
    """What was kept of the head and the lines below it, parted by a gap where one was on either side of what is gone."""
    if not kept or not rest:
        return kept + rest
    gap = kept[-1].before_gap or rest[0].after_gap
    return [*kept[:-1], replace(kept[-1], before_gap=gap), replace(rest[0], after_gap=gap), *rest[1:]]


def _is_kicker(lines: Sequence[Line]) -> bool:
    """Whether a line names what the headline below it is of: a word or two in capitals above a line of more words that is none.

    Where other lines are in capitals as well, it is a heading like these.
    """
    if len(lines) < 3 or not _is_in_capitals(lines[0].text) or len(lines[0].text.split()) > KICKER:
        return False
    below = lines[1].text
    longer = len(below.split()) >= len(lines[0].text.split()) + KICKER
    if not longer or not below[0].isalnum() or _told(below, Front()) is not None or not _is_title(lines[1:]):
        return False
    return not any(_is_in_capitals(line.text) for line in lines[1:])


def _is_in_capitals(text: str) -> bool:
    return len(text) <= TITLE and text.replace(" ", "").isalpha() and text.upper() == text != text.lower()


def _is_standfirst(lines: Sequence[Line], found: Front) -> bool:
    """Whether a line is a subtitle: below it stands who wrote the text, or when it came out.

    A day that does not say what it is of, is no such line: chronicles have them above each of their parts.
    """
    if len(lines) < 2 or len(lines[0].text) > STANDFIRST or _told(lines[1].text, found) is None:
        return False
    return any(map(_is_surely_told, _parts(lines[1].text)))


def _is_surely_told(part: str) -> bool:
    bare = _LABEL.sub("", part, count=1)
    return bool((bare != part and day_of(bare)) or (_SURELY_BY.match(part) and _names(part)))


def _partly_told(text: str, found: Front) -> Front | None:
    """The front with what some parts of a line add to it, if one says for certain that the line is no text."""
    parts = _parts(text) if len(text) <= 2 * NAME else []
    if len(parts) < 2 or not any(map(_is_surely_told, parts)):
        return None
    told = found
    for part in parts:
        told = _told(part, told) or told
    return told if told != found else None


def _is_title(lines: Sequence[Line]) -> bool:
    text = lines[0].text
    if len(lines) == 1:
        return len(text) <= TITLE * 2
    if _HASHES.match(text) or (RULE.match(lines[1].text) and not lines[0].before_gap):
        return len(text) <= TITLE * 2
    if FULL.search(text) and _AGENCY.match(text):
        return False
    limit = SENTENCE if FULL.search(text) and text[-1] not in "?!" else TITLE
    return len(text) <= limit and not text.endswith((":", ",", ";"))


def _told(text: str, before: Front) -> Front | None:
    """The front with what a line adds to it; None for a line that is text."""
    if len(text) > 2 * NAME:
        return None
    found = before
    if (source := _SOURCE.match(text)) and not found.link:
        return replace(found, link=source["link"])
    for part in _parts(text):
        if (day := day_of(_LABEL.sub("", part, count=1))) and not found.published:
            found = replace(found, published=day)
        elif (names := _names(part)) and not found.authors:
            found = replace(found, authors=names)
        elif not _ASIDE.match(part):
            return None
    return found


def _parts(text: str) -> list[str]:
    """What a line tells one after the other, whether bars part it or nothing does."""
    return [one for part in _PARTS.split(text) for one in _unjoined(part)]


def _unjoined(text: str) -> tuple[str, ...]:
    """A byline and its day apart, in whichever order they stand."""
    for joint in _JOINT.finditer(text[: 2 * NAME]):
        halves = text[: joint.start()], text[joint.end() :]
        days = [bool(day_of(_LABEL.sub("", half, count=1))) for half in halves]
        if any(days) and any(map(_names, halves)):
            return halves
    return (text,)


def _names(text: str) -> tuple[str, ...]:
    """The people of “By Ada Quill and Bo Marsh”: every word of a name has a capital, where its script has any."""
    by = _BYLINE.match(text)
    if not by or _NO_NAME.search(_INITIAL.sub("", by["names"])):
        return ()
    names = tuple(name.strip() for name in _AND.split(by["names"]) if name.strip())
    names = names[:1] + tuple(name for name in names[1:] if not _ROLE.match(name))
    for name in names:
        words = name.split()
        if len(words) > 5 or any(word[0].islower() and word.casefold() not in _PARTICLES for word in words):
            return ()
    return names


def day_of(text: str) -> str:
    """The day that a text tells and nothing else, as ISO 8601, with its time where it has one; "" where there is any doubt."""
    if len(text) > 60:
        return ""
    for pattern in _DAYS:
        if match := pattern.match(text.strip()):
            said = match.groupdict()
            month = int(said["number"]) if said.get("number") else _month(said["month"])
            clock = _clock(**{name: said[name] or "" for name in ("hour", "minute", "half", "zone")})
            if said["hour"] and clock is None:
                return ""
            try:
                day = date(int(said["year"]), month, int(said["day"]))
            except ValueError:  # 31 February, or a word that is no month
                return ""
            return day.isoformat() + (clock or "") if 1990 <= day.year < 2100 else ""  # what entries would not believe stays in the text
    return ""


def _clock(hour: str, minute: str, half: str, zone: str) -> str | None:
    """The hour of a day, as it follows it; "" where its zone is not known, None where it is none."""
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + 12 * (half in "pP") if 1 <= hours <= 12 else 24
    if not hour or hours > 23 or minute > "59":
        return None
    if zone and zone[0] not in "+-" and zone not in _ZONES:
        return ""
    return f" {hours:02}:{minute} {zone}".rstrip()


def _month(word: str) -> int:
    word = word.casefold()
    return next((n for n, names in enumerate(_MONTHS, 1) if word.startswith(tuple(names.split("|")))), 0)
