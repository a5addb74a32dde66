"""Jinja, set up for strangers' text: everything is escaped, a name that is not there is an error, and a site's own
template takes the place of the shipped one of the same name, which it may extend as `digest/NAME`. A theme does the same
to the default one, `default/NAME`."""

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2 import TemplateError as JinjaError
from markupsafe import Markup

import digest
from digest import prose
from digest.errors import DigestError, Problem, TemplateError
from digest.model import Project
from digest.rendering import data, edition, figures, linked, links, locale, macros, markdown, plaintext, words
from digest.rendering.compiled import Compiled
from digest.rendering.look import dense, look
from digest.rendering.sandbox import Sandbox


def environment(project: Project, default: Path, render: markdown.Renderer = markdown.to_html, *, lasting: bool = False) -> Environment:
    """The templates of a project above those of `default`. `render` is `to_html`, or one that remembers its answers.

    A `lasting` one looks at each template's file whenever that is asked for, and takes what it has become.
    """
    shipped = [_Templates(folder, shipped=default) for folder in _shipped(project, default)]
    own = [] if _same(project.templates, default) else [_Templates(project.templates, (project.root, default))]
    prefixes = PrefixLoader({"digest": ChoiceLoader(shipped), "default": shipped[-1]})
    env = Sandbox(
        loader=ChoiceLoader([*own, *shipped, prefixes]),
        autoescape=True,  # HTML and XML alike; by name ending would leave out what people name otherwise
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=lasting,
    )
    absolute = links.absolute(base_url(project))
    language = project.site.language
    remembered = lru_cache(maxsize=4096, typed=True)  # what is ready for HTML is equal to what is not yet
    dates = locale.Dates(language, project.site.timezone)
    number = remembered(dates.number)
    spoken = words.Words(
        words.read(project.templates, default, language), language, number=number, named=[topic.name for topic in project.topics]
    )
    env.filters |= {
        "markdown": markdown.filter_with(render),
        "inline_markdown": markdown.filter_with(markdown.to_inline_html),
        "day": remembered(dates.day),
        "short_day": remembered(dates.short),
        "month": remembered(dates.month),
        "clock": remembered(dates.time),
        "number": number,
        "names": spoken.names,
        "topic": spoken.topic,
        "isolated": spoken.isolated,
        "iso": remembered(_iso),
        "rfc822": _rfc822,
        "lang": locale.tag,
        "dir": locale.direction,
        "domain": remembered(_host),
        "reading_minutes": prose.minutes,
        "full": edition.full,
        "more": edition.more,
        "issue_minutes": edition.minutes,
        "issue_path": links.issue_path,
        "feed_of": data.feed_of,
        "css_string": _css_string,
        "dense": dense,
        "plain": plaintext.plain,
        "wrapped": plaintext.wrapped,
        "underlined": plaintext.underlined,
        "line": figures.line,
        "strip": figures.strip,
        "mix": figures.mix,
        "linked_issue": lambda issue, edition: linked.issue(issue, edition, absolute),
        "linked_entry": lambda entry, edition: linked.entry(entry, edition, absolute),
    }
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}  # `tojson` escapes what HTML would misread
    env.globals |= {
        "site": project.site,
        "version": digest.__version__,
        "say": spoken.say,
        "forms_of": spoken.forms_of,
        "absolute": absolute,
        "look": look(project.theme),
    }
    return env


def _shipped(project: Project, default: Path) -> list[Path]:
    """The folders of templates that come with digest: a theme holds what differs from the default, which comes last."""
    theme = default / "themes" / project.theme.name
    return [theme, default] if theme.is_dir() else [default]


def _same(own: Path, default: Path) -> bool:
    """Whether they are one folder, as in digest's own repository: there, a theme stands above the default templates, too."""
    return os.path.realpath(own) == os.path.realpath(default)


class _Templates(FileSystemLoader):
    """A folder of templates. One that is there and cannot be read is an error, whoever includes it; so is a link to what is
    in none of the folders of `within`, which would show a file that is no template to everybody.

    Those that come with digest, in a folder of `shipped`, have no `within`, are compiled once for all runs, and have macros that
    are made when they are asked for: they are known to be right."""

    def __init__(self, folder: Path, within: Sequence[Path] = (), *, shipped: Path | None = None) -> None:
        super().__init__(folder)
        self.within = [os.path.realpath(place) for place in within]
        self._shipped = shipped

    def load(self, environment: Environment, name: str, globals: Any = None) -> Template:
        if self._shipped is None:
            return super().load(environment, name, globals)
        source, filename, uptodate = self.get_source(environment, name)
        compiled = Compiled(Path(filename).relative_to(self._shipped).as_posix(), filename, source)
        return macros.template(environment, source, name, filename, globals or {}, uptodate, compiled)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            found = super().get_source(environment, template)
            real = Path(os.path.realpath(found[1]))
            if self.within and not any(real.is_relative_to(place) for place in self.within):
                what = "is a link that leads out of the project"
                raise TemplateError(Problem(f"templates/{template}", what, "Put a copy in its place."))
            return found
        except TemplateNotFound:  # an OSError, to Jinja
            raise
        except UnicodeDecodeError:
            raise TemplateError(Problem(f"templates/{template}", "is not in UTF-8", "Save it as UTF-8.")) from None
        except OSError as error:
            what = f"cannot be read ({error.strerror})"
            raise TemplateError(Problem(f"templates/{template}", what, "Check who may read it, or take it away.")) from None


def overlooked(project: Project, default: Path) -> Iterator[Problem]:
    """What stands where a site's own template would, and is none, so that the default one holds. Raises TemplateError."""
    own = project.templates
    if not os.path.lexists(own) or os.path.abspath(own) == os.path.abspath(default):
        return
    mend = "Make it one, or take it away."
    if not os.path.isdir(own):
        yield Problem(own.name, "is no folder, so the default templates are used", mend)
        return
    try:
        os.scandir(own).close()
    except OSError as error:
        raise TemplateError(Problem(own.name, f"cannot be read ({error.strerror})", "Check who may read it, or take it away.")) from None
    for path in sorted(default.rglob("*")):
        name = path.relative_to(default).as_posix()
        if os.path.isfile(path) and os.path.lexists(own / name) and not os.path.isfile(own / name):
            yield Problem(f"{own.name}/{name}", "is no file, so the default template is used", mend)
    if os.path.isdir(own / words.FOLDER):
        yield from words.unsaid(own, default, words.read(own, default, project.site.language))


def _rfc822(when: datetime) -> str:
    from email.utils import format_datetime  # 3 ms, which only RSS needs

    return format_datetime(when)


def _iso(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _host(link: str) -> str:
    return (urlsplit(link).hostname or "").removeprefix("www.")


def base_url(project: Project) -> str:
    """Where the site will stand; the preview's address until the owner has said."""
    return project.site.base_url or "http://localhost:8000/"


def _css_string(text: Markup) -> str:
    """Words as a string of a style sheet, which no quotation mark in them ends."""
    return '"' + re.sub(r'["\\\n\r\f]', lambda found: f"\\{ord(found[0]):x} ", text.unescape()) + '"'


_XML = (".xml", ".opml", ".svg")
_NO_XML = "[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"  # a single one, and no reader takes the feed
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\r")


def for_xml(text: str) -> bytes:
    """A text in UTF-8, without the characters that no XML may hold."""
    try:
        return text.encode("utf-8").translate(None, _CONTROLS).replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")
    except UnicodeEncodeError:  # half a character of UTF-16
        return re.sub(_NO_XML, "", text).encode("utf-8")


def render(env: Environment, template: str, /, **context: Any) -> bytes:
    """A template's text. Raises TemplateError with the file and line of what it cannot do."""
    try:
        text = env.get_template(template).render(**context)
        return for_xml(text) if template.endswith(_XML) else text.encode("utf-8")
    except DigestError:
        raise
    except TemplateSyntaxError as error:
        raise TemplateError(
            Problem(f"templates/{error.name or template}:{error.lineno}", error.message or "is no Jinja template", _MEND)
        ) from error
    except Exception as error:  # a template may call anything that it sees; its mistakes are its owner's to mend
        where = _place(error, env)
        if not where and not isinstance(error, JinjaError):
            raise  # ours
        raise TemplateError(Problem(where or f"templates/{template}", f"{type(error).__name__}: {error}", _MEND)) from error


_MEND = "Compare it with the template of the same name that comes with digest."


def _place(error: BaseException, env: Environment) -> str:
    """The template and line in which something went wrong: the deepest in the traceback, which Jinja writes in templates' names."""
    loaders = env.loader.loaders if isinstance(env.loader, ChoiceLoader) else ()
    folders = [Path(folder) for loader in loaders if isinstance(loader, FileSystemLoader) for folder in loader.searchpath]
    where, step = "", error.__traceback__
    while step:
        path = Path(step.tb_frame.f_code.co_filename)
        for folder in folders:
            if path.is_relative_to(folder):
                where = f"templates/{path.relative_to(folder).as_posix()}:{step.tb_lineno}"
        step = step.tb_next
    return where


def as_json(value: Any) -> bytes:
    """JSON as we publish it: readable, ASCII only where it must be, keys in the order in which they were said."""
    return f"{_indented(value, chr(10))}\n".encode()


def _indented(value: Any, line: str) -> str:
    """What `json.dumps(value, ensure_ascii=False, indent=1)` says, which takes longer to. `line` begins a line as it is around it."""
    if type(value) is str:
        return _quoted(value)
    within = line + " "
    if isinstance(value, dict) and value:
        return f"{{{within}{f',{within}'.join([f'{_quoted(key)}: {_indented(one, within)}' for key, one in value.items()])}{line}}}"
    if isinstance(value, (list, tuple)) and value:
        return f"[{within}{f',{within}'.join([_indented(one, within) for one in value])}{line}]"
    return _plain(value)


_plain = json.JSONEncoder(ensure_ascii=False).encode
_quoted = json.encoder.encode_basestring
