"""The whole change to the site as a value; then a few dull lines that carry it out."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.errors import Problem, SiteError
from digest.model import Page
from digest.site import folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What has to be done so that a folder holds just these pages."""

    create: tuple[Page, ...]
    replace: tuple[Page, ...]
    remove: tuple[str, ...]
    unchanged: int
    files: dict[str, str]  # the manifest that will be true then


def plan(pages: Sequence[Page], output: Path) -> Plan:
    """Compare pages with what lies in `output`. Raises SiteError where a page would take the place of a file that is not ours."""
    ours = folder.made(output)
    create, replace, unchanged = [], [], 0
    for page in pages:
        path = output / page.path
        try:
            there = path.read_bytes()
        except FileNotFoundError:
            create.append(page)
        except OSError as error:
            raise SiteError(Problem(str(path), f"cannot be written ({error.strerror})", "Something else stands in its place.")) from None
        else:
            if there == page.content:
                unchanged += 1
            elif page.path in ours:
                replace.append(page)
            else:
                raise SiteError(
                    Problem(str(path), "would be overwritten, and digest did not make it", "Move it to static/, or take it away.")
                )
    files = folder.manifest(pages)
    return Plan(
        create=tuple(create), replace=tuple(replace), remove=tuple(sorted(set(ours) - set(files))), unchanged=unchanged, files=files
    )


def carry_out(plan: Plan, output: Path, tick: Callable[[], None] = lambda: None) -> None:
    """New pages first, then changed ones, the front page and the feeds last, and only then what is gone goes.

    So no page that a reader can reach leads to one that is not there yet, or not there any more. Each file is replaced
    whole. Raises SiteError where the folder cannot be written.
    """
    before = folder.made(output)
    try:
        output.mkdir(parents=True, exist_ok=True)
        if plan.create or plan.replace or plan.remove or before != plan.files:
            # Killed on the way, the next run must know both what was ours and what was becoming ours.
            _replace(output / folder.MANIFEST, folder.as_text(before | plan.files))
        for page in (*plan.create, *plan.replace):
            _replace(output / page.path, page.content)
            tick()
        for path in plan.remove:
            remove(output, path)
        if before != plan.files:
            _replace(output / folder.MANIFEST, folder.as_text(plan.files))
    except OSError as error:
        where = str(error.filename or output)
        raise SiteError(
            Problem(where, f"cannot be written ({error.strerror})", "Check who owns the folder and whether the disk is full.")
        ) from error


def clean(output: Path) -> int:
    """Take away what we made; how many files that were. What others put there stays."""
    ours = folder.made(output)
    try:
        for path in ours:
            remove(output, path)
        (output / folder.MANIFEST).unlink(missing_ok=True)
    except OSError as error:
        raise SiteError(Problem(str(error.filename or output), f"cannot be removed ({error.strerror})")) from error
    return len(ours)


def remove(output: Path, path: str) -> None:
    """A file, and the folders that are empty without it."""
    (output / path).unlink(missing_ok=True)
    for parent in (output / path).parents:
        if parent == output:
            return
        try:
            parent.rmdir()
        except OSError:  # not empty: somebody still needs it
            return


def _replace(path: Path, content: bytes) -> None:
    """All of a file or none of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name[:100]}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
