"""The parts of the manual that the program says of itself: its commands, and the settings of digest.toml.

A page keeps them between `<!-- generated: NAME -->` and `<!-- end -->`; `pytest --update` writes them anew.
"""

import dataclasses
import itertools
import re
import types
import typing
from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import click
from annotated_types import Ge, Gt, Le

from digest import cli
from digest.model import Project

_PART = re.compile(r"(?<=<!-- generated: )(?P<name>\w+)(?P<open> -->\n)(?P<text>.*?)(?=<!-- end -->)", re.DOTALL)


def regenerated(page: str) -> str:
    """A page with its generated parts as they should be."""
    return _PART.sub(lambda part: f"{part['name']}{part['open']}\n{PARTS[part['name']]()}\n", page)


# ── commands ─────────────────────────────────────────────────────────────────────────────────────


def commands() -> str:
    """Every command: its usage, what it does, its options. Those that all commands take come first, once."""
    shared = everywhere()
    before = cli.Call()
    rows = [_option_row(option, getattr(before, option.name or "", None)) for option in shared.values()]
    parts = [_heading(3, "Every command"), "Said before or after the command's name:", _table(("option", "does", "default"), rows)]
    for words, command in all_commands():
        usage = " ".join(["digest", *words, *(_spelled(argument) for argument in command.params if isinstance(argument, click.Argument))])
        own = [option for option in command.params if isinstance(option, click.Option) and option.name not in shared]
        parts += [_heading(3, " ".join(["digest", *words])), _fenced(usage + (" [OPTIONS]" if own else "")), _prose(command.help or "")]
        if own:
            parts.append(_table(("option", "does", "default"), [_option_row(option, option.default) for option in own]))
    return "\n\n".join(parts) + "\n"


def all_commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command that does something, by the words that call it."""
    yield from _below((), cli.main)


def _below(words: tuple[str, ...], group: click.Group) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _below((*words, name), command)
        else:
            yield (*words, name), command


def everywhere() -> dict[str, click.Option]:
    """The options that each command takes, and `digest` before it."""
    found = {option.name or "": option for option in reversed(cli.main.params) if isinstance(option, click.Option)}
    found.pop("version")
    assert all(found.keys() <= {param.name for param in command.params} for _, command in all_commands())
    return found


def _option_row(option: click.Option, default: Any) -> tuple[str, str, str]:
    names = ", ".join(f"`{name}`" for name in option.opts)
    value = "" if option.is_flag or option.count else f" `{_value(option)}`"
    said = default if isinstance(default, (str, int, float)) and not isinstance(default, bool) and not option.count else ""
    return names + value, option.help or "", f"`{said}`" if said != "" else ""


def _value(param: click.Parameter) -> str:
    if param.metavar:
        return param.metavar
    if isinstance(param.type, click.Choice):
        return "|".join(map(str, param.type.choices))
    return "N" if isinstance(param.type, (click.types.IntParamType, click.IntRange)) else "TEXT"


def _spelled(argument: click.Argument) -> str:
    return argument.metavar or (argument.name or "").upper()


def _prose(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text.replace("\b", "").strip()))


# ── settings ─────────────────────────────────────────────────────────────────────────────────────


def settings() -> str:
    """Every setting of digest.toml, as model.py documents it."""
    parts = []
    for header, record in tables().items():
        about = " ".join(sentence for sentence in re.split(r"(?<=\.)\s+", _about(record, header)) if header not in sentence)
        hints = typing.get_type_hints(record, include_extras=True)
        rows = [
            (f"`{option.name}`", _kind(hints[option.name]), _default(option), option.metadata["doc"])
            for option in dataclasses.fields(record)
        ]
        parts += [_heading(3, f"`{header}`"), about[:1].upper() + about[1:], _table(("key", "value", "default", "means"), rows)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _about(record: type, header: str) -> str:
    return _prose(record.__doc__ or "").removeprefix(f"`{header}`").lstrip(": ")


def tables() -> dict[str, type]:
    """The tables of digest.toml, as they are written there, and the record that each becomes."""
    found = {}
    for name, hint in typing.get_type_hints(Project).items():
        many = typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else None
        if dataclasses.is_dataclass(many or hint):
            found[f"[[{name}]]" if many else f"[{name}]"] = many or hint
    return found


def _kind(hint: Any) -> str:
    """A type as somebody who writes TOML would name it."""
    bounds = ""
    if typing.get_origin(hint) is Annotated:
        hint, *notes = typing.get_args(hint)
        said = {Ge: "{} or more", Gt: "more than {}", Le: "{} or less"}
        for note in itertools.chain(*notes):
            bounds += f", {said[type(note)].format(next(iter(dataclasses.astuple(note))))}"
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        (hint,) = (one for one in typing.get_args(hint) if one is not type(None))
        return _kind(hint) + bounds
    if typing.get_origin(hint) is Literal:
        return ", ".join(f"`{_toml(one)}`" for one in typing.get_args(hint)) + bounds
    if typing.get_origin(hint) is tuple:
        return f"list of {_kind(typing.get_args(hint)[0])}s" + bounds
    named = {str: "text", bool: "`true`, `false`", int: "whole number", float: "number", ZoneInfo: "time zone", time: "time of day"}
    return named.get(hint, getattr(hint, "__name__", str(hint))) + bounds


def _default(option: dataclasses.Field[Any]) -> str:
    if option.default_factory is not dataclasses.MISSING:
        return f"`{_toml(option.default_factory())}`"
    if option.default is dataclasses.MISSING:
        return "must be said"
    return "" if option.default is None else f"`{_toml(option.default)}`"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, (int, float)):
        return f"{value:g}" if value < 100_000 else f"{value:_}"
    return f'"{value:%H:%M}"' if isinstance(value, time) else f'"{value}"'


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────────


def _heading(level: int, text: str) -> str:
    return f"{'#' * level} {text}"


def _fenced(text: str) -> str:
    return f"```text\n{text}\n```"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |".replace("|  |", "| |") for line in lines)


def _cell(text: str) -> str:
    plain = re.split(r"(`[^`]*`)", text)  # what is no code must not read as HTML
    return "".join(part if part.startswith("`") else part.replace("<", "&lt;") for part in plain).replace("|", "\\|")


PARTS: dict[str, Callable[[], str]] = {"commands": commands, "settings": settings}
PAGES = tuple(sorted((Path(__file__).parent.parent / "docs").glob("*.md")))
