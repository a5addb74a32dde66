"""Where a project is: the folder of its digest.toml. Found before anything is read."""

from pathlib import Path

from digest.errors import ConfigError, Problem

NAME = "digest.toml"


def find(start: Path) -> Path:
    """The digest.toml of the folder `start`, or of the nearest folder above it. Raises ConfigError where there is none."""
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder / NAME
    raise ConfigError(
        Problem(
            str(start),
            f"no {NAME} here or in any folder above",
            "Run `digest init` to lay down a new site, or name one with `--config FILE`.",
        )
    )
