"""Are the pages that we lead to still there? For `digest check --links`."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

from digest.errors import Problem, SourceError
from digest.model import Fetch


def dead(links: Mapping[str, str], *, settings: Fetch, agent: str) -> Iterator[Problem]:
    """The links that do not answer, in their order. `links`: each address with the place that leads to it."""
    from digest.sources import http  # the network's own imports, for those who use it

    def ask(link: str) -> str | None:
        try:
            try:
                http.fetch(link, settings=settings, agent=agent, method="HEAD")
            except http.Refused:  # many a server knows no HEAD
                http.fetch(link, settings=settings, agent=agent)
        except SourceError as error:
            return "; ".join(problem.what for problem in error.problems)
        return None

    with ThreadPoolExecutor(max_workers=settings.concurrency) as pool:
        for (link, where), wrong in zip(links.items(), pool.map(ask, links), strict=True):
            if wrong:
                yield Problem(where, f"leads to {link}: {wrong}")
