"""The search page's other engine: Pagefind (https://pagefind.app), where `newsdigest[pagefind]` is installed.

It is another's program, run on what the built-in engine would be given, and what it writes is its own: the one part of a
site of which digest does not promise that the same files give the same bytes.
"""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from digest.errors import Problem

FOLDER = "search/pagefind"
_NOT_NEEDED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")  # the page has its own look
NAMES = ("path", "title", "source", "day", "issue", "issue_path", "language", "direction")  # of what is shown of an entry


def missing(config: str) -> Problem:
    """What to do where the file of this name asks for more than is installed."""
    return Problem(
        config,
        '[search] engine = "pagefind", and Pagefind is not installed, so the built-in one is used',
        "Run `pip install 'newsdigest[pagefind]'`, or take the line out.",
    )


def files(said: Sequence[str], shown: Sequence[Sequence[str]], language: str) -> Iterator[tuple[str, bytes]] | None:
    """Pagefind's index of entries, with the script that reads it; None where Pagefind is not installed.

    `said` is all that each is found by, `shown` what is shown of it, and `language` that of the site: by its rules words are
    brought into one form, whatever language the entry is in, for a page can search in the index of one language only.
    """
    import asyncio  # takes longer to be there than a small site to be made

    try:
        return asyncio.run(_files(said, shown, language))
    except (ImportError, FileNotFoundError):  # neither the package nor, with it, the program
        return None


async def _files(said: Sequence[str], shown: Sequence[Sequence[str]], language: str) -> Iterator[tuple[str, bytes]]:
    from pagefind.index import IndexConfig, PagefindIndex

    with tempfile.TemporaryDirectory() as folder:
        # It writes its files when it is left: into the working folder, unless it is told otherwise.
        async with PagefindIndex(config=IndexConfig(force_language=language, output_path=folder)) as index:
            for content, row in zip(said, shown, strict=True):
                meta = {name: value for name, value in zip(NAMES, row, strict=False) if value}
                await index.add_custom_record(url=row[0], content=content, language=language, meta=meta)
        paths = sorted(path for path in Path(folder).rglob("*") if path.is_file() and not path.name.startswith(_NOT_NEEDED))
        return iter([(f"{FOLDER}/{path.relative_to(folder).as_posix()}", path.read_bytes()) for path in paths])
