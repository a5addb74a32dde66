"""What can go wrong, in words: where it is, what it is, how to mend it.

A failure that must not stop us is a `Problem`, a value that travels to the report.
One that must is a `DigestError` made of problems. A bug is neither: let it through.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with what we were given. Shown to people as `where: what. mend`."""

    where: str  # "content/2026-05-11/a.md:3", a source's name, a file: whatever a person can go to
    what: str
    mend: str = ""

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        if not self.mend:
            return f"{where}{self.what}"
        stop = "" if self.what.endswith((".", "!", "?", "…")) else "."
        return f"{where}{self.what}{stop} {self.mend}"


class DigestError(Exception):
    """The base of all that we stop for. `exit_code` is the command's."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class ConfigError(DigestError):
    """digest.toml, or the way digest was called, cannot be followed."""

    exit_code = 2


class SourceError(DigestError):
    """One source could not be read. gather() catches it and goes on with the others."""


class EntryError(DigestError):
    """One entry's file, or one item, cannot be understood. The others stand."""


class MovedError(DigestError):
    """A file changed while it was read. Whoever reads all of them again knows what is there."""


class TemplateError(DigestError):
    """A template cannot be rendered."""


class SiteError(DigestError):
    """The site cannot be written where it was asked to be."""
