"""What the preview shows at this moment: the pages of a build, swapped whole; those that are looked at a moment before the others."""

import asyncio
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from digest.errors import Problem
from digest.model import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One build, as it is shown: its pages, what is wrong, and which number it has."""

    number: int
    pages: Mapping[str, Page] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    changed: Sequence[str] = ()  # the paths of pages that differ from the proof before
    go: str = ""  # the page of the file that was just edited


class Shown:
    """The latest proof. It belongs to the event loop of the server; `show` and `fail` may be called from any thread."""

    def __init__(self) -> None:
        # Begun anywhere, so that a tab left over from an earlier preview knows that it shows another one's page.
        self._first = secrets.randbelow(1 << 40)
        self.proof = Proof(number=self._first)
        self.failing = ""  # the page that could not be made the last time
        self._looking: dict[object, Sequence[str]] = {}
        self._news = asyncio.Condition()
        self._loop = asyncio.get_running_loop()

    def show(self, pages: Sequence[Page], problems: Sequence[Problem], go: str = "") -> Proof:
        """Show a build. Returns the proof that is shown from now on."""
        before = self.proof
        now = {page.path: page for page in pages}
        # Pages that were remembered are the same objects: of thousands only a few are looked into.
        changed = [path for path, page in now.items() if page is not (old := before.pages.get(path)) and _differ(page, old)]
        changed += before.pages.keys() - now.keys()
        return self._next(Proof(number=before.number + 1, pages=now, problems=tuple(problems), changed=sorted(changed), go=go))

    def fail(self, problems: Sequence[Problem], page: str = "") -> Proof:
        """Show what is wrong above the last good pages. `page` is the one that could not be made."""
        self.failing = page or self.failing
        return self._next(replace(self.proof, number=self.proof.number + 1, problems=tuple(problems), changed=(), go=""))

    def _next(self, proof: Proof) -> Proof:
        before = self.proof
        if not proof.changed and proof.problems == before.problems and before.number != self._first:
            return replace(before, changed=())  # nobody needs to be told
        asyncio.run_coroutine_threadsafe(self._swap(proof), self._loop).result()
        return proof

    def looked_at(self) -> frozenset[str]:
        """The pages that somebody has before him at this moment."""
        return frozenset(path for paths in tuple(self._looking.values()) for path in paths)

    @contextmanager
    def looking(self, paths: Sequence[str]) -> Iterator[None]:
        """Somebody looks at these pages for as long as the context lasts."""
        one = object()
        self._looking[one] = paths
        try:
            yield
        finally:
            del self._looking[one]

    async def begun(self) -> None:
        """Wait until there is anything to show."""
        await self.after(self._first)

    async def after(self, number: int) -> Proof:
        """The proof that follows `number`, as soon as there is one."""
        async with self._news:
            await self._news.wait_for(lambda: self.proof.number > number)
            return self.proof

    async def _swap(self, proof: Proof) -> None:
        async with self._news:
            self.proof = proof
            self._news.notify_all()


def _differ(page: Page, old: Page | None) -> bool:
    """Whether whoever has the page before him needs another. One that is not made before it is asked for, nobody has.

    One that was not made when it was the page is not made to be compared: it is of what the site was made of then.
    """
    return not page.waits and (old is None or not old.is_made or page.content != old.content)
