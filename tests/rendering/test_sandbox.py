"""Templates that a stranger wrote: whatever they try, they fill in pages."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import pass_context, pass_environment, pass_eval_context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from digest import pipeline
from digest.model import Project
from digest.rendering.environment import environment
from digest.rendering.sandbox import Sandbox, escaped
from tests.conftest import NOW, REPOSITORY, Folder

SECRET = "what-the-machine-keeps-to-itself"
# What is known to get out of templates, and what would here: by Python's own names, by methods that format, by filters, by paths.
ATTEMPTS = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ [site]|map(attribute='__class__')|first }}",
    "{{ [site, site]|sort(attribute='__class__') }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(site) }}",
    "{{ ('{0.__class__}'|e).format(site) }}",
    "{% set f = '{0.__class__}'.format %}{{ f(site) }}",
    "{{ '{x.__class__}'.format_map({'x': site}) }}",
    "{{ [site]|map('attr', '__class__')|first }}",
    "{{ cycler.__init__.__globals__.os.environ }}",
    "{{ lipsum.__globals__ }}",
    "{{ lipsum['__globals__'] }}",
    "{{ joiner.__init__.__builtins__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ url.__globals__ }}",
    "{{ url.__closure__[0].cell_contents }}",
    "{{ say.__self__ }}",
    "{{ say.__func__.__globals__ }}",
    "{{ absolute.func_globals }}",
    "{{ (x for x in [1]).gi_frame }}",
    "{{ edition.project.config.read_text() }}",
    "{{ edition.project.root.joinpath('/etc/passwd').read_text() }}",
    "{{ edition.project.root.parent.iterdir()|list }}",
    "{{ edition.project.config.write_text('') }}",
    "{{ edition.project.config.unlink() }}",
    "{{ edition.project.root.home() }}",
    "{{ edition.project.root['home']() }}",
    "{{ edition.project.root|attr('cwd') }}",
    "{{ [edition.project.root]|map(attribute='cwd')|first }}",
    "{{ edition.told.clear() }}",
    "{{ edition.told.update({'x': true}) }}",
    "{{ range(10000000)|list }}",
    "{% include '/etc/passwd' %}",
    "{% include '../digest.toml' %}",
    "{% include 'digest/../../digest.toml' %}",
    "{% import 'os' as os %}{{ os.environ }}",
)


@pytest.fixture
def project(folder: Folder) -> Folder:
    folder.write("seeds/gull.txt", "Gull counted\n\nThere is one.\n")
    return folder


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_template_reaches_nothing(project: Folder, attempt: str) -> None:
    project.write("templates/about.html", attempt)
    before = project.files(".")
    ran = project.digest("build")
    assert ran.code == 1
    assert "error: templates/about.html" in ran.err
    assert "Traceback" not in ran.err
    assert project.read("digest.toml").encode() == before["digest.toml"]


def test_it_may_do_what_templates_are_for(project: Folder) -> None:
    project.write(
        "templates/about.html",
        """{% set told = namespace(n=0) %}{% for issue in edition.issues %}{% set told.n = told.n + issue.entries|length %}{% endfor %}
{{ "%s of %s"|format(told.n, site.title) }}, {{ "{} and {title}".format(1, title="<b>") }}, {{ edition.project.config.name }}
{{ {"a": 1}.items()|list }} {{ edition.issues[0].day.strftime("%Y") }} {{ site.title.upper() }} {{ range(3)|list }}
{{ edition.issues|map(attribute="title")|list|length }} {{ edition.issues|first|attr("number") }}""",
    )
    ran = project.digest("build")
    assert ran.code == 0, ran.err
    assert project.read("site/about/index.html").split("\n")[0] == "1 of Test, 1 and &lt;b&gt;, digest.toml"
    assert project.read("site/about/index.html").split("\n")[1:] == ["[(&#39;a&#39;, 1)] 2026 TEST [0, 1, 2]", "1 1"]


def test_what_the_environment_keeps_reaches_no_page(project: Folder) -> None:
    named = "".join(f"{{{{ {name} is defined }}}}" for name in ("environ", "env", "os", "secret", "config", "request"))
    project.write("templates/about.html", named + "{{ site }}{{ edition }}{{ version }}{{ path }}{{ url }}{{ say }}{{ absolute }}")
    command = [sys.executable, "-m", "digest", "build", "--offline", "-vv", "--now", NOW, "-c", str(project.root / "digest.toml")]
    env = os.environ | {"DIGEST_TOKEN": SECRET, "GITHUB_TOKEN": SECRET, "AWS_SECRET_ACCESS_KEY": SECRET}
    ran = subprocess.run(command, cwd=REPOSITORY, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", env=env)
    assert ran.returncode == 0, ran.stderr
    assert project.read("site/about/index.html").startswith("False" * 6 + "Site(")
    assert SECRET not in ran.stdout + ran.stderr
    assert [path for path, content in project.files(".").items() if SECRET.encode() in content] == []


def test_a_pages_paths_are_names(tmp_path: Path) -> None:
    env = environment(Project(root=tmp_path, config=tmp_path / "digest.toml", output=tmp_path / "site"), pipeline.theme())
    given = env.from_string("{{ path.name }} {{ path.stem }} {{ path.suffix }} {{ path.parts|length }}")
    assert given.render(path=Path("a/b.txt")) == "b.txt b .txt 2"


class Holder:
    """Holds in one attribute what may be a text, and what formats texts."""

    def __init__(self, held: object) -> None:
        self.held = held

    def __call__(self, *given: str) -> str:
        return f"called with {given}"

    def told(self, *given: str, **named: str) -> str:
        return f"<{given}{named}>"


def stops() -> str:
    raise StopIteration


CALLS = (
    "{{ f.held }} {{ f.told('a', b='c') }} {{ f('x') }} {{ len('abc') }} {{ dict(a=1) }} {{ upper() }}",
    "{% macro m(x, y='<') %}{{ x }}{{ y }}{% endmacro %}{{ m('&') }}{{ m(y='a', x='b') }}",
    "{% macro m(x) %}{{ x }}{{ caller('>') }}{% endmacro %}{% call(z) m('1') %}{{ z }}{% endcall %}",
    "{% macro m(x) %}{{ x }}{% endmacro %}{% autoescape false %}{{ m('<') }}{{ m('<')|length }}{% endautoescape %}{{ m('<')|length }}",
    "{% for n in range(2) %}{% set v = n %}{{ seen() }}{{ evaluated() }}{{ surrounded() }}{% endfor %}",
    "{% block b %}{% set v = 7 %}{{ seen() }}{{ f.told(seen()) }}{% endblock %}{{ self.b() }}",
    "{{ stops() is undefined }}",
    "{{ '{0.held} {x}'.format(f, x='<') }}{{ ('<{}>'|e).format('<') }}{{ cycler('a', 'b').next() }}",
    "{% for a in [1, [2, [3]]] recursive %}{{ a if a is not iterable else loop(a) }}{% endfor %}",
)


@pytest.mark.parametrize("template", CALLS)
def test_what_is_called_gets_what_jinja_gives_it(template: str) -> None:
    given = {
        "f": Holder("<held>"),
        "len": len,
        "upper": "abc".upper,
        "stops": stops,
        "seen": pass_context(lambda context: f"{context.get('v')} <"),
        "evaluated": pass_eval_context(lambda context: str(context.autoescape)),
        "surrounded": pass_environment(lambda env: str(env.sandboxed)),
    }
    ours, jinjas = (kind(autoescape=True, trim_blocks=True) for kind in (Sandbox, ImmutableSandboxedEnvironment))
    assert ours.from_string(template).render(given) == jinjas.from_string(template).render(given)


def test_what_is_known_to_be_safe_is_asked_again_where_it_formats() -> None:
    shown = Sandbox(autoescape=True).from_string("{{ f.held('<') if called else f.held }}")
    assert shown.render(f=Holder("text"), called=False) == "text"
    for formats in ("{0}{0.__class__}".format, Markup("{0}{0.__class__}").format):
        assert shown.render(f=Holder(formats), called=True) == "&lt;"


class Ready:
    def __html__(self) -> str:
        return "<b>"


class Own(Markup):
    pass


@pytest.mark.parametrize(
    "value",
    ["<'\"&>", "", Markup("<b>"), Markup(""), Own("<i>"), 3, None, ["<"], Ready(), escape("<")],
    ids=lambda value: type(value).__name__,
)
def test_what_is_printed_is_escaped_once(value: object) -> None:
    assert escaped(value) == escape(value)
    assert Sandbox(autoescape=True).from_string("{{ x }}").render(x=value) == str(escape(value))
