"""Many test cases in one Markdown file that anyone can add to.

A case is a heading `## name` and two fenced blocks: what is given, and what is expected of it. Everything else in the
file is prose. The info strings are for people and editors, and a test that needs one may read it in `case.info`.
Fences are as in Markdown: longer than any in the block. A case without a second block is new; `pytest --update` adds it.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent / "cases"

_HEADING = re.compile(r"## +(.+?) *$")
_FENCE = re.compile(r"(`{3,}) *([^`]*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    name: str
    given: str
    expected: str  # both without the last newline
    info: str  # the info string of what is given
    path: Path


@dataclass(frozen=True, slots=True)
class _Block:
    info: str
    text: str
    lines: slice  # in the file, with its fences


def cases(place: str | Path) -> list[Case]:
    """The cases of a file, or of every .md file in a folder, below tests/cases/."""
    path = ROOT / place
    files = sorted(path.glob("*.md")) if path.is_dir() else [path]
    found = [case for file in files for case in _read(file)]
    assert found, f"no cases in {path}"
    return found


def title(case: Case) -> str:
    """For pytest's `ids`."""
    return f"{case.path.stem}: {case.name}"


def update(case: Case, actual: str) -> None:
    """Write `actual` into the case's file as what is expected."""
    lines = case.path.read_text(encoding="utf-8").split("\n")
    given, *expected = dict(_sections(lines))[case.name]
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", actual))])
    block = [f"{fence}{expected[0].info if expected else 'markdown'}", *actual.split("\n"), fence]
    lines[expected[0].lines if expected else slice(given.lines.stop, given.lines.stop)] = block
    case.path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def _read(path: Path) -> list[Case]:
    sections = _sections(path.read_text(encoding="utf-8").split("\n"))
    names = [name for name, _ in sections]
    assert len(set(names)) == len(names), f"{path}: two cases have one name"
    made = []
    for name, blocks in sections:
        assert len(blocks) in (1, 2), f"{path}: case “{name}” has {len(blocks)} fenced blocks, not two"
        given, expected = blocks[0], blocks[1].text if blocks[1:] else ""
        made.append(Case(name=name, given=given.text, expected=expected, info=given.info, path=path))
    return made


def _sections(lines: list[str]) -> list[tuple[str, list[_Block]]]:
    """Each heading's name and the fenced blocks below it."""
    sections: list[tuple[str, list[_Block]]] = []
    at = 0
    while at < len(lines):
        if heading := _HEADING.match(lines[at]):
            sections.append((heading[1], []))
        elif sections and (fence := _FENCE.match(lines[at])):
            end = next(i for i in range(at + 1, len(lines)) if lines[i] == fence[1])
            sections[-1][1].append(_Block(fence[2], "\n".join(lines[at + 1 : end]), slice(at, end + 1)))
            at = end
        at += 1
    return sections
