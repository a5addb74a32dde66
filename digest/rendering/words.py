"""What pages say in words of their own, in the site's language: `say("Latest")` in a template.

templates/words/ has a file a language, which puts an English sentence into it; so templates can be read, and what nobody has put yet
is said in English. A site's own file is laid over the default one of the same name, sentence by sentence. Words are text, never HTML.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

from babel.lists import format_list
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from digest.errors import Problem, TemplateError
from digest.rendering import locale

FOLDER = "words"
TOPICS = "topics"  # the part of a file that names the topics that digest itself knows
COUNTED = "n"  # the number that decides on the form of a sentence
KINDS = ("zero", "one", "two", "few", "many", "other")  # of numbers, as CLDR calls them; no language tells apart all but Arabic and Welsh


class Table(NamedTuple):
    """A file of words, as it lies there."""

    language: str
    text: str
    own: bool  # whether it is the site's

    @property
    def where(self) -> str:
        return f"templates/{FOLDER}/{self.language}.toml"


Form = tuple[tuple[Markup, str], ...]  # words, and the name of what comes behind them, or "" at the end


@dataclass(frozen=True, slots=True)
class Sentence:
    """How a language puts something: in one form, or in one for each kind of number that it tells apart."""

    forms: Mapping[str, Form]  # by kind; "other" is always there
    kind: Callable[[int], str]
    language: str

    def form(self, values: Mapping[str, Any]) -> Form:
        return self.forms["other"] if len(self.forms) == 1 else self.forms.get(self.kind(values[COUNTED]), self.forms["other"])


# ── the files ────────────────────────────────────────────────────────────────────────────────────


def languages(language: str) -> list[str]:
    """Whose words a language's pages are in, the best last: English, the language at large, then as its script and region have it."""
    parts = locale.tag(language).lower().split("-")
    return list(dict.fromkeys(["en", *("-".join(parts[:known]) for known in range(1, len(parts) + 1) if parts[0])]))


def read(own: Path, default: Path, language: str) -> tuple[Table, ...]:
    """The files that hold for a language, each laid over the ones before. `own` and `default` are folders of templates.

    Raises TemplateError where one is there and cannot be read.
    """
    folders = [(default, False)] + ([(own, True)] if os.path.realpath(own) != os.path.realpath(default) else [])
    named = [(name, folder / FOLDER / f"{name}.toml", mine) for name in languages(language) for folder, mine in folders]
    within = [os.path.realpath(place) for place in (own.parent, default)]
    return tuple(Table(name, _text(path, within), mine) for name, path, mine in named if os.path.isfile(path))


def _text(path: Path, within: Sequence[str]) -> str:
    where = f"templates/{FOLDER}/{path.name}"
    if not any(Path(os.path.realpath(path)).is_relative_to(place) for place in within):
        raise TemplateError(Problem(where, "is a link that leads out of the project", "Put a copy in its place."))
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise TemplateError(Problem(where, "is not in UTF-8", "Save it as UTF-8.")) from None
    except OSError as error:
        raise TemplateError(Problem(where, f"cannot be read ({error.strerror})", "Check who may read it, or take it away.")) from None


def parse(table: Table) -> tuple[dict[str, Sentence], dict[str, str]]:
    """The sentences of a file, by their English, and the names of topics. Raises TemplateError with all that is wrong in it."""
    try:
        said = tomllib.loads(table.text)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at line ")
        line = re.match(r"\d+", place)
        mend = 'Write "English" = "in your language", a line each.'
        where = f"{table.where}:{line[0]}" if line else table.where
        raise TemplateError(Problem(where, f"not valid TOML: {what[:1].lower()}{what[1:]}", mend)) from None
    kind = lru_cache(maxsize=1024)(locale.locale_of(table.language).plural_form)
    topics = said.pop(TOPICS, {})
    sentences: dict[str, Sentence] = {}
    wrong = []
    for english, put in said.items():
        try:
            sentences[english] = Sentence(_forms(english, put, kinds(table.language)), kind, table.language)
        except _Odd as odd:
            wrong.append(Problem(_line(table, english), f"“{english}” {odd.what}", odd.mend))
    if not isinstance(topics, dict) or not all(isinstance(name, str) for name in topics.values()):
        wrong.append(Problem(_line(table, TOPICS), f"[{TOPICS}] names something that is no text", 'Write World = "…", a line each.'))
    if wrong:
        raise TemplateError(*wrong)
    return sentences, topics


def kinds(language: str) -> tuple[str, ...]:
    """The kinds of numbers that a language tells apart."""
    known = {*locale.locale_of(language).plural_form.tags, "other"}
    return tuple(kind for kind in KINDS if kind in known)


class _Odd(Exception):
    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


def _forms(english: str, put: object, kinds: Sequence[str]) -> dict[str, Form]:
    said: dict[str, object] = put if isinstance(put, dict) else {"other": put}
    forms = {kind: text for kind, text in said.items() if isinstance(text, str)}
    if forms != said:
        raise _Odd("is put by something that is no text", 'Text stands in quotes; forms by number as { one = "…", other = "…" }.')
    names = set(placeholders(english))
    if isinstance(put, dict):
        if COUNTED not in names:
            raise _Odd(f"has forms by number, and no {{{COUNTED}}} to count by", "Give it one text.")
        if extra := [kind for kind in forms if kind not in kinds]:
            raise _Odd(f"has a form `{extra[0]}`, and this language tells apart {', '.join(kinds)}", "Take that form out.")
        if "other" not in forms:
            raise _Odd("has no form `other`", "It is the one for all that no other form is for.")
    for text in forms.values():
        if extra := [name for name in placeholders(text) if name not in names]:
            known = f"There is {', '.join(f'{{{name}}}' for name in sorted(names))}." if names else "There is none in it."
            raise _Odd(f"has nothing that is called {{{extra[0]}}}", known)
    return {kind: _taken_apart(text) for kind, text in forms.items()}


def placeholders(text: str) -> list[str]:
    """The names that stand in braces."""
    return [name for _, name in _taken_apart(text) if name]


@lru_cache(maxsize=4096)
def _taken_apart(text: str) -> Form:
    try:
        parts = [(words, name, spec, how) for words, name, spec, how in Formatter().parse(text)]
    except ValueError:
        raise _Odd("has a brace without its other half", "A brace that is none of a name is written twice: {{.") from None
    if any(name is not None and (not name.isidentifier() or spec or how) for _, name, spec, how in parts):
        raise _Odd("has braces with more than a name in them", "A brace that is none of a name is written twice: {{.")
    return tuple((escape(words), name or "") for words, name, _, _ in parts)


def _line(table: Table, key: str) -> str:
    starts = (f'"{key}"', f"'{key}'", f"[{key}]")
    found = (i for i, line in enumerate(table.text.splitlines(), 1) if line.lstrip().startswith(starts))
    return f"{table.where}:{line}" if (line := next(found, 0)) else table.where


# ── what templates get ───────────────────────────────────────────────────────────────────────────


class Forms(NamedTuple):
    """A sentence for a script to fill in and to say."""

    language: str  # by whose rules a number has its kind
    forms: Mapping[str, Markup]  # by kind; names stand in braces, as in the file


class Words:
    """The words of a language, ready to be said."""

    def __init__(self, tables: Sequence[Table], language: str, *, number: Callable[[int], str], named: Sequence[str] = ()) -> None:
        """`named` are topics that digest.toml names: a person's word is not put into another."""
        self._sentences: dict[str, Sentence] = {}
        self._topics: dict[str, str] = {}
        for table in tables:
            sentences, topics = parse(table)
            self._sentences |= sentences
            self._topics |= topics
        for name in named:
            self._topics.pop(name, None)
        self._number = number
        self._rtl = locale.direction(language) == "rtl"
        found = locale.locale_of(language)
        self._locale = locale.locale_of("en-001") if str(found) == "en" else found  # with no country named, write for all
        self._remembered = lru_cache(maxsize=4096, typed=True)(self._say)  # a text and its escaped twin are equal, but for their types

    def say(self, english: str, /, **values: Any) -> Markup:
        """A sentence in the site's language. Numbers are written as it writes them; `n` decides on the form; all else is escaped.

        Most of what pages say they say on every page, and so it is remembered.
        """
        plain = all(type(value) in _LASTING for value in values.values())
        return self._remembered(english, **values) if plain else self._say(english, **values)

    def _say(self, english: str, /, **values: Any) -> Markup:
        sentence = self._sentences.get(english)
        try:
            form = sentence.form(values) if sentence else _as_it_stands(english)
            parts: list[Markup] = []
            for words, name in form:
                parts.append(words)
                if name:
                    value = values[name]
                    parts.append(escape(self._number(value)) if isinstance(value, int) else self.isolated(value))
        except KeyError as missing:
            raise UndefinedError(f"“{english}” is said without {missing.args[0]}") from None
        return self._whole(form, parts)

    def forms_of(self, english: str, /) -> Forms:
        """A sentence in all its forms, for what is counted only when the page is read."""
        sentence = self._sentences.get(english)
        forms = sentence.forms if sentence else {"other": _as_it_stands(english)}
        said = {
            kind: [part for words, name in form for part in (words, escape(f"{{{name}}}" if name else ""))] for kind, form in forms.items()
        }
        return Forms(sentence.language if sentence else "en", {kind: self._whole(forms[kind], parts) for kind, parts in said.items()})

    def _whole(self, form: Form, parts: Sequence[Markup]) -> Markup:
        if self._rtl and _runs_left_to_right(form):
            parts = [_ISOLATE, *parts, _END]  # nobody has put it yet: then it is as it would be on an English page
        return parts[0] if len(parts) == 1 else _EMPTY.join(parts)

    def names(self, names: Sequence[str]) -> Markup:
        """A list as running text has it: A, B and C."""
        return escape(_enumeration(len(names), self._locale)).format(*map(self.isolated, names))

    def topic(self, name: str) -> str:
        """A topic's name, put into the site's language if it is one of digest's own."""
        return self._topics.get(name, name)

    def isolated(self, value: Any) -> Markup:
        """Text of others inside of ours: where the two may run in different directions, each keeps its own."""
        text = escape(value)
        return _EMPTY.join((_ISOLATE, text, _END)) if self._rtl or (not text.isascii() and _RIGHT_TO_LEFT.search(text)) else text


_EMPTY = escape("")
_LASTING = (str, int, type(_EMPTY))  # what is the same whenever it is equal, and of one type
_ISOLATE, _END = escape("\N{FIRST STRONG ISOLATE}"), escape("\N{POP DIRECTIONAL ISOLATE}")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


@lru_cache(maxsize=1024)
def _runs_left_to_right(form: Form) -> bool:
    """Whether the words of a sentence do; one without words runs as its page does."""
    words = "".join(words for words, _ in form)
    return any(c.isalpha() for c in words) and not _RIGHT_TO_LEFT.search(words)


def _as_it_stands(english: str) -> Form:
    try:
        return _taken_apart(english)
    except _Odd as odd:
        raise UndefinedError(f"“{english}” {odd.what}. {odd.mend}") from None


@lru_cache(maxsize=256)
def _enumeration(count: int, of: Any) -> str:
    return format_list([f"{{{i}}}" for i in range(count)], locale=of)


_SAID = re.compile(r"""\b(?:say|forms_of)\(\s*(?:"([^"]+)"|'([^']+)')""")


def unsaid(own: Path, default: Path, tables: Sequence[Table]) -> Iterator[Problem]:
    """What a site's own files put and no template says: a slip of the pen, or a sentence that a new version has no more."""
    texts = [
        _source(path) for folder in (default, own) for path in sorted(folder.rglob("*")) if os.path.isfile(path) and path.suffix != ".toml"
    ]
    said = {english for text in texts for found in _SAID.findall(text) for english in found if english}
    for table in tables:
        for english in parse(table)[0] if table.own else ():
            if english not in said and not any(english in text for text in texts):
                near = difflib.get_close_matches(english, said, 1)
                mend = f"Did you mean “{near[0]}”?" if near else "Take it out."
                yield Problem(_line(table, english), f"“{english}” is said by no template", mend)


def _source(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")  # a picture says nothing
    except OSError:  # whoever is to show it will say so
        return ""
