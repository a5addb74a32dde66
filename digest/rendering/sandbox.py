"""Jinja for templates that a stranger may have written: they fill in pages, and reach nothing but what these are made of."""

from collections.abc import MutableMapping
from os import PathLike
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from jinja2 import Template
from jinja2.runtime import BlockReference, Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from digest.rendering.compiled import Generator

_OF_A_PATH = frozenset({"name", "stem", "suffix", "parts"})
_METHODS = frozenset({MethodType, BuiltinFunctionType})  # of which one may format, which Jinja puts another in the place of
_FUNCTIONS = frozenset({FunctionType, MethodType, BuiltinFunctionType})


class Filled(Template):
    """A template that does not escape again what is ready for HTML, which takes as long as to escape a text."""

    @classmethod
    def from_code(cls, environment: Any, code: Any, globals: Any, uptodate: Any = None) -> "Filled":
        made = super().from_code(environment, code, globals, uptodate)
        assert isinstance(made, cls)
        made.root_render_func.__globals__["escape"] = escaped  # what its code calls on all that it prints, and puts together at once
        return made


def escaped(value: Any) -> str:
    """What `escape` says, whether or not it can be told to be that."""
    return value if type(value) is Markup else escape(value)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's own, and two things beside it: a path is a name that opens no file, and what is known of a type is not asked again.

    Jinja asks at each attribute of each record and at each call, which would be a third of the time that pages take.
    """

    template_class = Filled
    code_generator_class = Generator

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, optimized=False)
        self._known: dict[tuple[type, str], bool] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What all templates know, as it is by then: to look for each name in two places takes time on each page."""
        return {**self.globals, **(d or {})}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        key = (type(obj), attr)
        known = self._known.get(key)
        if known is None:
            known = super().is_safe_attribute(obj, attr, value) and (attr in _OF_A_PATH or not isinstance(obj, PathLike))
            self._known[key] = known
        return known

    def getattr(self, obj: Any, attribute: str) -> Any:
        if self._known.get((type(obj), attribute)):
            try:
                value = getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)
            if type(value) not in _METHODS:
                return value
        return super().getattr(obj, attribute)

    def is_safe_callable(self, obj: Any) -> bool:
        """What was reached may be called: nothing here is marked as dangerous to be, and to look for the marks takes time."""
        return True

    def call(self, context: Context, obj: Any, /, *args: Any, **given: Any) -> Any:
        """What `Context.call` does, for the kinds of things that pages call a hundred times, without asking each what it wants."""
        kind = type(obj)
        if kind is Macro:
            args = (context.eval_ctx, *args)
        elif kind is not BlockReference and (kind not in _FUNCTIONS or hasattr(obj, _WANTS)):
            return super().call(context, obj, *args, **given)
        given.pop("_block_vars", None)
        given.pop("_loop_vars", None)
        try:
            return obj(*args, **given)
        except StopIteration:
            return self.undefined("a value was undefined because what was called raised StopIteration")


_WANTS = "jinja_pass_arg"  # what Jinja calls the mark of a function that is given more than the template says
