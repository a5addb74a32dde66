"""Macros that are made when they are asked for say what Jinja's own do."""

from collections.abc import Mapping
from typing import Any

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, StrictUndefined, Template, nodes

from digest.config import load
from digest.pipeline import edition, theme
from digest.rendering import macros
from digest.rendering.environment import environment
from digest.rendering.sandbox import Sandbox
from tests.conftest import Folder


class Ours(DictLoader):
    """Templates as the shipped ones are loaded."""

    def load(self, environment: Environment, name: str, globals: Any = None) -> Template:
        source, filename, uptodate = self.get_source(environment, name)
        return macros.template(environment, source, name, filename, globals, uptodate)


def both(files: Mapping[str, str], **given: object) -> tuple[str, str]:
    """What the template `page` says, of our files of macros, and of Jinja's."""
    envs = [
        Sandbox(loader=ChoiceLoader([kind(files)]), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        for kind in (Ours, DictLoader)
    ]
    for env in envs:
        env.globals["everywhere"] = "g"
    said = [env.get_template("page").render(given) for env in envs]
    return said[0], said[1]


IMPORT = '{% import "m" as m with context %}'
APART = {  # a file of macros, what a page makes of it
    "one calls others": (
        "{% macro a(x) %}{{ b(x) }}<{{ c }}>{% endmacro %}\n{% macro b(x) %}{{ x }}{{ given }}{% endmacro %}",
        "{{ m.a('<') }}",
    ),
    "one calls itself": ("{% macro a(n) %}{{ n }}{% if n %}{{ a(n - 1) }}{% endif %}{% endmacro %}", "{{ m.a(3) }}"),
    "of values that are not given": (
        "{% macro a(x, y=given, z='<') %}{{ x }}{{ y }}{{ z }}{% endmacro %}",
        "{{ m.a(1) }}{{ m.a(y=2, x=3) }}",
    ),
    "with a caller": ("{% macro a() %}{{ caller('<') }}{% endmacro %}", "{% call(x) m.a() %}{{ x }}{% endcall %}"),
    "by name": (
        "{% macro a() %}a{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}",
        '{% from "m" import b, a as c with context %}{{ b() }}{{ c() }}',
    ),
    "as a whole": ("\n{% macro a() %}a{% endmacro %}\n\n", "<{{ m }}>{{ m.x is defined }}{{ m is string }}"),
    "without a context": (
        "{% macro a() %}{{ everywhere }}{{ given is defined }}{% endmacro %}",
        '{% import "m" as o %}{{ o.a() }}{{ m.a() }}',
    ),
    "included": ("\n{% macro a() %}a{% endmacro %}\n\n", '<{% include "m" %}>'),
    "hiding what is given": ("{% macro given() %}mine{% endmacro %}{% macro a() %}{{ given() }}{% endmacro %}", "{{ m.a() }}{{ given }}"),
    "with names of their own": (
        "{% macro b(x) %}{{ x }}{% endmacro %}{% macro a(b) %}{% set c = b %}{{ c }}{% endmacro %}",
        "{{ m.b(1) }}{{ m.a(2) }}",
    ),
    "that hand on what there is": (
        '{% import "n" as n with context %}{% macro b() %}b{% endmacro %}{% macro a(x) %}{% include "part" %}{% endmacro %}',
        "{% set top = 1 %}{{ m.a('<') }}",
    ),
    "that import others": (
        '{% import "n" as n with context %}{% macro c() %}c{% endmacro %}{% macro a() %}{{ n.n() }}{% endmacro %}',
        "{{ m.c() }}{{ m.a() }}",
    ),
    "in an included page": (
        "{% macro a() %}{{ given }}{% endmacro %}",
        '{% for i in range(2) %}{% set given = i %}{% include "uses" %}{% endfor %}',
    ),
}
BESIDE = {
    "n": "{% macro n() %}{{ given }}{{ c is defined }}{% endmacro %}",
    "part": "{{ x }}{{ given }}{{ b() }}{{ n.n() }}{{ a is defined }}{{ top is defined }}{{ z is defined }}",
    "uses": IMPORT + "{{ m.a() }}",
}


@pytest.mark.parametrize(("file", "page"), APART.values(), ids=APART)
def test_macros_apart_say_what_they_say_together(file: str, page: str) -> None:
    assert isinstance(Sandbox(loader=Ours({"m": file})).get_template("m"), macros._File)
    ours, jinjas = both({**BESIDE, "m": file, "page": IMPORT + page}, given="<g>", c="C")
    assert ours == jinjas


TOGETHER = {
    "more than macros": (
        "{% set n = namespace(n=0) %}{% macro a() %}{% set n.n = n.n + 1 %}{{ n.n }}{% endmacro %}",
        "{{ m.a() }}{{ m.a() }}",
    ),
    "a text": ("text{% macro a() %}a{% endmacro %}", "{{ m.a() }}{{ m }}"),
    "a name twice": ("{% macro a() %}1{% endmacro %}{% macro a() %}2{% endmacro %}", "{{ m.a() }}"),
    "a circle": ("{% macro a(n) %}{{ b(n) }}{% endmacro %}{% macro b(n) %}{{ n }}{{ a(n - 1) if n }}{% endmacro %}", "{{ m.a(2) }}"),
    "an import behind a macro": (
        '{% macro c() %}{% endmacro %}{% import "n" as n with context %}{% macro a() %}{{ n.n() }}{% endmacro %}',
        "{{ m.a() }}",
    ),
}


@pytest.mark.parametrize(("file", "page"), TOGETHER.values(), ids=TOGETHER)
def test_what_is_no_file_of_macros_alone_is_left_to_jinja(file: str, page: str) -> None:
    assert not isinstance(Sandbox(loader=Ours({"m": file, **BESIDE})).get_template("m"), macros._File)
    ours, jinjas = both({**BESIDE, "m": file, "page": IMPORT + page}, given="<g>")
    assert ours == jinjas


def test_each_macro_that_comes_with_digest_can_be_made(folder: Folder) -> None:
    env = environment(load(folder.root / "digest.toml"), theme())
    for name in ("macros.html", "aids.html"):
        module: Any = env.get_template(name).make_module({"edition": None, "url": None, "path": ""})
        tree = env.parse((theme() / name).read_text("utf-8"))
        named = [node.name for node in tree.find_all(nodes.Macro)]
        assert isinstance(module, macros.Macros)
        assert [getattr(module, one).name for one in named] == named


@pytest.mark.parametrize("look", ["default", "broadsheet"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_site_is_the_same(folder: Folder, look: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.config(f'[site]\ntitle = "T"\nlanguage = "{language}"\nbase_url = "https://x.example/"\n[theme]\nname = "{look}"\n')
    for n in range(6):
        body = f"<One> {n}.\n\n" + "Words & more of them. " * 30 * (n % 3)
        folder.write(
            f"content/2026-11-1{n % 2}/t{n}.md", f"---\ntitle: T<{n}>\nlanguage: {('de', 'ar', '')[n % 3]}\nnote: n\n---\n\n{body}"
        )
    project = load(folder.root / "digest.toml")
    ours = {page.path: page.content for page in edition(project, cache=False).pages}
    monkeypatch.setattr(macros, "_parts", lambda tree: None)
    assert {page.path: page.content for page in edition(project, cache=False).pages} == ours
