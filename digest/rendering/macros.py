"""Macros that are made when a page first asks for them.

A page imports a file of macros with its own context, for they link from where they stand: so all of them are made anew for each
page, and for each part of it, of which a page calls a few. Of a file that holds nothing else, each macro is compiled by itself
here, and made with those that it calls. What it says is the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from digest.rendering.sandbox import Filled


def template(env: Environment, tree: nodes.Template, name: str, filename: str | None, globals: Any, uptodate: Any) -> Template:
    """The template of a file. What it imports, and how, is Jinja's own, but for a file of macros alone."""
    parts = _parts(tree)
    if parts is None:
        return Filled.from_code(env, env.compile(tree, name, filename), globals, uptodate)
    found = _File.from_code(env, env.compile(nodes.Template([], lineno=1), name, filename), globals, uptodate)
    assert isinstance(found, _File)
    found.take(tree, parts)
    return found


class _File(Filled):
    """A file of macros."""

    _tree: nodes.Template
    _parts: Mapping[str, nodes.Node]
    _needs: Mapping[str, tuple[str, ...]]
    _compiled: dict[str, Template]

    def take(self, tree: nodes.Template, parts: Mapping[str, nodes.Node]) -> None:
        self._tree, self._parts, self._compiled = tree, parts, {}
        self._needs = {name: tuple(_needed(name, parts)) for name in parts}
        self.root_render_func = lambda *given: self._compile("", tree).root_render_func(*given)

    def make_module(self, vars: Any = None, shared: bool = False, locals: Any = None) -> "Macros":
        return Macros(self, (vars, shared, locals))

    def whole(self, *given: Any) -> TemplateModule:
        """The module as Jinja makes it."""
        return super().make_module(*given)

    def make(self, name: str, context: Context, *given: Any) -> Any:
        """What the file calls `name`, and before it what that needs, put into the variables of `context`. Raises KeyError."""
        for needed in self._needs[name]:
            if needed not in context.vars:
                part = self._parts[needed]
                # What is imported gets what the file got, and none of its macros, whichever are there by now.
                place = self.new_context(*given) if isinstance(part, nodes.Import) else context
                for _ in self._compile(needed, nodes.Template([part], lineno=1)).root_render_func(place):
                    pass
                context.vars[needed] = place.vars[needed]
        return context.vars[name]

    def _compile(self, name: str, tree: nodes.Template) -> Template:
        if name not in self._compiled:
            env = self.environment
            self._compiled[name] = Filled.from_code(env, env.compile(tree, self.name, self.filename), self.globals)
        return self._compiled[name]


class Macros(TemplateModule):
    """What a template gets that imports a file of macros."""

    def __init__(self, file: _File, given: tuple[Any, ...]) -> None:
        self.__name__ = file.name
        self._file, self._given = file, given
        self._context: Context | None = None

    def __getattr__(self, name: str) -> Any:
        if name == "_body_stream":  # somebody prints the module itself
            return self._file.whole(*self._given)._body_stream
        if self._context is None:
            self._context = self._file.new_context(*self._given)
        try:
            made = self._file.make(name, self._context, *self._given)
        except KeyError:
            raise AttributeError(name) from None
        setattr(self, name, made)
        return made


def _parts(tree: nodes.Template) -> dict[str, nodes.Node] | None:
    """The macros of a file by name, and what it imports in front of them; None where there is more in it, or one calls itself by way
    of another."""
    parts: dict[str, nodes.Node] = {}
    for node in tree.body:
        if isinstance(node, nodes.Output) and all(isinstance(one, nodes.TemplateData) and one.data.isspace() for one in node.nodes):
            continue
        if isinstance(node, nodes.Macro):
            name = node.name
        elif isinstance(node, nodes.Import) and not parts and node.with_context:
            name = node.target
        else:
            return None
        if name in parts or name.startswith("_"):
            return None
        parts[name] = node
    try:
        for name in parts:
            list(_needed(name, parts))
    except _InACircle:
        return None
    return parts


class _InACircle(Exception):
    pass


def _needed(name: str, parts: Mapping[str, nodes.Node], above: tuple[str, ...] = ()) -> Iterator[str]:
    """What must be there for a macro: those that it calls, and what they need, before it. Some are named twice."""
    if name in above:
        raise _InACircle
    for called in _called(name, parts):
        yield from _needed(called, parts, (*above, name))
    yield name


def _called(name: str, parts: Mapping[str, nodes.Node]) -> Iterable[str]:
    node = parts[name]
    if isinstance(node, nodes.Import):
        return ()
    if next(node.find_all((nodes.Include, nodes.Import, nodes.FromImport)), None):
        return [other for other in parts if other != name]  # it hands on all that there is
    named = {one.name for one in node.find_all(nodes.Name)}
    return [other for other in parts if other in named and other != name]
