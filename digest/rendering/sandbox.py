"""Jinja for templates that a stranger may have written: they fill in pages, and reach nothing but what these are made of."""

from os import PathLike
from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment

_OF_A_PATH = frozenset({"name", "stem", "suffix", "parts"})


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's own, and two things beside it: a path is a name that opens no file, and what is known of a type is not asked again.

    Jinja asks at each attribute of each record, which would be a quarter of the time that pages take.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._known: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        key = (type(obj), attr)
        known = self._known.get(key)
        if known is None:
            known = super().is_safe_attribute(obj, attr, value) and (attr in _OF_A_PATH or not isinstance(obj, PathLike))
            self._known[key] = known
        return known

    def is_safe_callable(self, obj: Any) -> bool:
        """What was reached may be called: nothing here is marked as dangerous to be, and to look for the marks takes time."""
        return True
