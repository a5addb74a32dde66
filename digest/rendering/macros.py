"""Macros that are made when a page first asks for them.

A page imports a file of macros with its own context, for they link from where they stand: so all of them are made anew for each
page, and for each part of it, of which a page calls a few. Of a file that holds nothing else, each macro is compiled by itself
here, and made with those that it calls. What it says is the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import CodeType
from typing import Any, NamedTuple

from jinja2 import Environment, Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from digest.rendering.compiled import Compiled
from digest.rendering.sandbox import Filled


class _Made(NamedTuple):
    """A template, compiled."""

    codes: Mapping[str, CodeType]  # of a file of macros each one's, and what it imports; `_ALL` of it, and `_NOTHING`
    needs: Mapping[str, tuple[str, ...]] | None = None  # what must be there before each macro; None where there is more in the file
    imports: frozenset[str] = frozenset()


_ALL, _NOTHING = "", "0"  # no macro's name


def template(
    env: Environment, source: str, name: str, filename: str | None, globals: Any, uptodate: Any, compiled: Compiled | None = None
) -> Template:
    """The template of a file. What it imports, and how, is Jinja's own, but for a file of macros alone.

    `compiled` remembers what was made of it.
    """
    told = compiled.read() if compiled else None
    made = _Made(*told) if told else _apart(env, source, name, filename)
    if compiled and not told:
        compiled.write(lambda: (_every(made), made.needs, made.imports))
    if made.needs is None:
        return Filled.from_code(env, made.codes[_ALL], globals, uptodate)
    found = _File.from_code(env, made.codes[_NOTHING], globals, uptodate)
    assert isinstance(found, _File)
    found.take(made)
    return found


def _apart(env: Environment, source: str, name: str, filename: str | None) -> _Made:
    tree = env.parse(source, name, filename)
    parts = _parts(tree)
    trees = {_ALL: tree, _NOTHING: nodes.Template([], lineno=1)}
    trees |= {part: nodes.Template([node], lineno=1) for part, node in (parts or {}).items()}
    codes = _Codes(trees, lambda tree: env.compile(tree, name, filename))
    if parts is None:
        return _Made(codes)
    imports = frozenset(part for part, node in parts.items() if isinstance(node, nodes.Import))
    return _Made(codes, {part: tuple(_needed(part, parts)) for part in parts}, imports)


class _Codes(dict[str, CodeType]):
    """Compiled when they are asked for: a page calls a few of many macros."""

    def __init__(self, trees: Mapping[str, nodes.Template], compile: Callable[[nodes.Template], CodeType]) -> None:
        self.trees, self._compile = trees, compile

    def __missing__(self, name: str) -> CodeType:
        self[name] = self._compile(self.trees[name])
        return self[name]


def _every(made: _Made) -> dict[str, CodeType]:
    """All that may be asked for."""
    names = [_ALL] if made.needs is None else [_ALL, _NOTHING, *made.needs]
    return {name: made.codes[name] for name in names}


class _File(Filled):
    """A file of macros."""

    _made: _Made
    _parts: dict[str, Template]

    def take(self, made: _Made) -> None:
        self._made, self._parts = made, {}
        self.root_render_func = lambda *given: self._part(_ALL).root_render_func(*given)

    def make_module(self, vars: Any = None, shared: bool = False, locals: Any = None) -> "Macros":
        return Macros(self, (vars, shared, locals))

    def whole(self, *given: Any) -> TemplateModule:
        """The module as Jinja makes it."""
        return super().make_module(*given)

    def make(self, name: str, context: Context, *given: Any) -> Any:
        """What the file calls `name`, and before it what that needs, put into the variables of `context`. Raises KeyError."""
        assert self._made.needs is not None
        for needed in self._made.needs[name]:
            if needed not in context.vars:
                # What is imported gets what the file got, and none of its macros, whichever are there by now.
                place = self.new_context(*given) if needed in self._made.imports else context
                for _ in self._part(needed).root_render_func(place):
                    pass
                context.vars[needed] = place.vars[needed]
        return context.vars[name]

    def _part(self, name: str) -> Template:
        if name not in self._parts:
            self._parts[name] = Filled.from_code(self.environment, self._made.codes[name], self.globals)
        return self._parts[name]


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
