"""YAML front matter ↔ plain values, without YAML's implicit types.

Every scalar is a string (`NO` stays "NO", `12:30` stays "12:30"); our own fields give it a type in `file`. What is
written is ordinary YAML that any other reader understands too.
"""

import re
from datetime import datetime
from typing import Any

import yaml

from digest.entries.text import clean
from digest.errors import EntryError, Problem

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML without libyaml: the same answers, more slowly
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

_LONG = 10_000  # from here on it could hold so many lists in lists that libyaml brings Python down; PyYAML's own reader gives up
_OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$\n?", re.MULTILINE)


def split(text: str, where: str) -> tuple[dict[str, Any], dict[str, int], str]:
    """A text's front matter, the line of each of its keys, and the Markdown below it.

    A text without front matter is all Markdown. Raises EntryError where front matter begins and cannot be read.
    """
    opening = _OPENING.match(text)
    if not opening:
        return {}, {}, text.removeprefix("\ufeff")
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        raise EntryError(Problem(f"{where}:1", "front matter is opened by --- and never closed", "Put a line of --- below its last line."))
    front, body = text[opening.end() : closing.start()], text[closing.end() :]
    try:
        node = yaml.compose(front, Loader=_Loader if len(front) < _LONG else yaml.BaseLoader)
        if node is None:
            return {}, {}, body
        if not isinstance(node, yaml.MappingNode):
            raise EntryError(Problem(f"{where}:2", "front matter must be lines of `key: value`", "Such as `title: Gull counted`."))
        lines = {clean(key.value): key.start_mark.line + 2 for key, _ in node.value if isinstance(key, yaml.ScalarNode)}
        return _value(node, where, set()), lines, body
    except (yaml.YAMLError, RecursionError) as error:
        if isinstance(error, RecursionError) or "nesting depth" in str(error):  # some versions of libyaml count, others let us run out
            mend = "Put a text that begins with [ or - in quotes."
            raise EntryError(Problem(f"{where}:2", "front matter holds too many lists in lists", mend)) from None
        raise EntryError(_broken(error, where)) from None
    except ValueError as error:  # PyYAML's own reader, of a \\U that stands for no character
        raise EntryError(Problem(f"{where}:2", f"front matter is not valid YAML ({error})")) from None


def join(fields: dict[str, Any], body: str) -> str:
    """Fields and Markdown as the text of a file. Strings, lists, mappings, booleans and times survive `split`."""
    front = yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=10**9)
    body = body.strip("\n")
    return f"---\n{front}---\n" + (f"\n{body}\n" if body else "")


class _Bare(str):
    """A text that stood without quotes, and is more than a text to other readers of YAML: a number, a day, true. So it is written again."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Times without quotes, no anchors. PyYAML's own, for libyaml's writes an emoji as \\U0001F600."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _moment(dumper: Any, when: datetime) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", when.strftime("%Y-%m-%dT%H:%M:%SZ"))  # type: ignore[no-any-return]


def _bare(dumper: Any, text: _Bare) -> yaml.Node:
    return dumper.represent_scalar(dumper.resolve(yaml.ScalarNode, str(text), (True, False)), str(text))  # type: ignore[no-any-return]


_Dumper.add_representer(datetime, _moment)
_Dumper.add_representer(_Bare, _bare)
_TYPES = yaml.SafeLoader.yaml_implicit_resolvers  # by a text's first letter


def _value(node: yaml.Node, where: str, above: set[int]) -> Any:
    """A node as strings, lists and dicts. What YAML could hide in it (aliases, keys given twice) is refused, or goes: its
    escapes write any character, those included that no text may hold."""
    place = f"{where}:{node.start_mark.line + 2}"
    if id(node) in above:
        raise EntryError(Problem(place, "front matter may not use YAML's & and * references", "Write the value out, or put it in quotes."))
    above.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, where, above) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, child in node.value:
            line = f"{where}:{key.start_mark.line + 2}"
            if not isinstance(key, yaml.ScalarNode):
                raise EntryError(Problem(line, "a key in front matter must be a plain word"))
            name = clean(key.value)
            if name in found:
                raise EntryError(Problem(line, f"`{name}` is given twice", "Keep one of the two."))
            found[name] = _value(child, where, above)
        return found
    text = clean(str(node.value))
    if isinstance(node, yaml.ScalarNode) and not node.style and any(pattern.match(text) for _, pattern in _TYPES.get(text[:1], ())):
        return _Bare(text)
    return text


def _broken(error: yaml.YAMLError, where: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    if "end of stream" in str(error):
        mark = getattr(error, "context_mark", None) or mark  # where the quote stands that is never closed
    line = f"{where}:{mark.line + 2}" if mark else f"{where}:1"
    what = getattr(error, "problem", None) or str(error)
    mend = "A text that has a `:` or begins with a quote, *, &, [, {, @ or % must stand in quotes."
    return Problem(line, f"front matter is not valid YAML ({what})", mend)
