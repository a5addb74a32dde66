"""The templates that come with digest, as code: put down where Python puts down our modules, for to compile a template takes longer
than to fill it.

Theirs alone: who can write there can write into the program itself. What lies in a site may be anyone's.
"""

import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import cache_from_source
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from digest.marks import hash_of, program


class Generator(CodeGenerator):
    """Code that holds for every site: Jinja would work out beforehand what does not change, and with it what one site's language says."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if isinstance(node, (nodes.TemplateData, nodes.Const)):
            return super()._output_child_to_const(node, frame, finalize)
        raise nodes.Impossible


class Compiled:
    """What was made of a template's text by another run of this program, under this Python."""

    def __init__(self, name: str, file: str, text: str) -> None:
        """`name` tells the template from all others that come with digest; `file` is where its `text` lies."""
        self._key = hash_of(f"{program()}\0{file}\0{text}").encode()
        self._place = cache_from_source(os.path.join(os.path.dirname(__file__), f"{name.replace('/', '.')}.py"))

    def read(self) -> Any:
        """None where there is nothing, or of another text."""
        with suppress(OSError, ValueError, EOFError, TypeError), open(self._place, "rb") as file:
            if file.read(len(self._key)) == self._key:
                return marshal.load(file)
        return None

    def write(self, make: Callable[[], Any]) -> None:
        """Put down what `make` makes, if Python puts down what it compiles, and may. Else it is not made."""
        if sys.dont_write_bytecode:
            return
        draft = f"{self._place}.{os.getpid()}"
        with suppress(OSError):
            os.makedirs(os.path.dirname(draft), exist_ok=True)
            with open(draft, "xb") as file:
                file.write(self._key + marshal.dumps(make()))
            os.replace(draft, self._place)
