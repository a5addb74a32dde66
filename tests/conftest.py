"""What every test may ask for."""

import os
from collections.abc import Callable

import pytest
from hypothesis import settings

from tests.casefiles import Case, update

settings.register_profile("default", max_examples=50, derandomize=True, deadline=None)  # the same examples on each run
settings.register_profile("nightly", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="write what the tests got into the case files as what they expect; then read the diff"
    )


@pytest.fixture
def check(request: pytest.FixtureRequest) -> Callable[[Case, str], None]:
    """check(case, actual): that it is what the case expects, or from now on, with --update."""

    def check(case: Case, actual: str) -> None:
        if actual != case.expected and request.config.getoption("--update"):
            update(case, actual)
        else:
            assert actual == case.expected

    return check
