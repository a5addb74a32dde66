"""The commands. The only module that prints, reads the clock and exits.

stdout carries the answer, stderr the log. Exit: 0 done, 1 failed, 2 usage or configuration, 3 held back by the gate,
130 interrupted.

At the top is imported what click imports anyway: whoever only asks for help waits for nothing else. What a command needs, it
imports itself.
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

import click

import digest

if TYPE_CHECKING:
    from pathlib import Path

    from digest import fetching, premises, unchanged
    from digest.errors import Problem
    from digest.model import Project, Source


class Call:
    """How digest was called: what holds for every command. Options given before and after the command both count."""

    config: str | None = None
    quiet: bool = False
    verbose: int = 0
    color: str = "auto"
    now: str | None = None
    json: bool = False

    def project(self) -> Project:
        """The project that is meant. Raises ConfigError."""
        from digest import config

        return config.load(self.toml())

    def toml(self) -> Path:
        """The digest.toml that is meant. Raises ConfigError where none is named and none found."""
        from pathlib import Path

        from digest import root

        path = Path(self.config) if self.config else root.find(Path.cwd())
        return path / root.NAME if path.is_dir() else path

    def clock(self) -> datetime:
        """The time of this run: `--now`, SOURCE_DATE_EPOCH, or the machine's clock. Aware, in UTC."""
        from digest.errors import ConfigError, Problem

        if self.now:
            try:
                when = datetime.fromisoformat(self.now)
                return _usable(when if when.tzinfo else when.replace(tzinfo=UTC))
            except (ValueError, OverflowError):
                raise ConfigError(Problem("--now", f"{self.now!r} is no time", "Write 2026-11-10T09:30+01:00.")) from None
        if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
            try:
                return _usable(datetime.fromtimestamp(int(epoch), UTC))
            except (ValueError, OverflowError, OSError):
                raise ConfigError(
                    Problem("SOURCE_DATE_EPOCH", f"{epoch!r} is no number of seconds", "Set it to one, or unset it.")
                ) from None
        return datetime.now(UTC).replace(microsecond=0)

    @property
    def measures(self) -> bool:
        """Whether the time is the machine's, and nobody's word."""
        return not (self.now or os.environ.get("SOURCE_DATE_EPOCH"))

    # ── words ────────────────────────────────────────────────────────────────────────────────────

    def answer(self, text: str) -> None:
        click.echo(_plain(text), color=self._colour(sys.stdout))

    def summary(self, text: str) -> None:
        """The answer of a command that does something: what it did, unless nobody wants to know."""
        if not self.quiet:
            self.answer(text)

    def answer_json(self, value: Any) -> None:
        click.echo(_as_json({"version": 1, **value}))

    def log(self, text: str, level: int = 0) -> None:
        """A line on stderr; `level` 1 only with -v."""
        if not self.quiet and self.verbose >= level:
            click.echo(_plain(text), err=True, color=self._colour(sys.stderr))

    def warn(self, problems: Iterable[Problem]) -> None:
        self._tell(problems, "warning", "yellow")

    def error(self, problems: Iterable[Problem]) -> None:
        self._tell(problems, "error", "red")

    def _tell(self, problems: Iterable[Problem], kind: str, colour: str) -> None:
        for problem in problems:
            told = _plain(str(problem)).replace("\n", "\n  ")  # what a name goes on with looks like no line of ours
            click.echo(click.style(f"{kind}: ", fg=colour) + told, err=True, color=self._colour(sys.stderr))
            if _on_github():
                click.echo(_annotation(problem, kind), err=True)

    def job_summary(self, markdown: str) -> None:
        """What GitHub shows on the page of a workflow's run; elsewhere nobody asks for it."""
        path = os.environ.get("GITHUB_STEP_SUMMARY")
        if _on_github() and path:
            try:
                with open(path, "a", encoding="utf-8", newline="\n") as out:
                    out.write(markdown)
            except OSError as error:  # the run did what it should all the same
                from digest.errors import Problem

                self.warn([Problem("GITHUB_STEP_SUMMARY", f"cannot be written ({error.strerror})")])

    def _colour(self, stream: Any) -> bool:
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return False
        return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()

    @contextmanager
    def progress(self) -> Iterator[premises.Progress]:
        """One line that counts, on a terminal only; in a log it would be noise."""
        if self.quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
            yield lambda doing, done, of: None
            return
        shown = 0.0

        def show(doing: str, done: int, of: int) -> None:
            nonlocal shown
            if (now := time.monotonic()) - shown > 0.1 or done == of:
                shown = now
                click.echo(f"\r\033[K{doing} {done}/{of}" if of else f"\r\033[K{doing} …", nl=False, err=True)

        try:
            yield show
        finally:
            click.echo("\r\033[K", nl=False, err=True)


def _annotation(problem: Problem, kind: str) -> str:
    """A problem as GitHub shows it beside the line that it is about.

    The form: https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
    """
    path, _, line = problem.where.rpartition(":")
    properties = {"file": path, "line": line} if path and line.isdigit() else {"title": problem.where}

    def escaped(text: str) -> str:
        return _plain(text).replace("%", "%25").replace("\n", "%0A")

    place = ",".join(f"{name}={escaped(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in properties.items())
    return f"::{kind} {place}::{escaped(str(problem))}"


def _plain(text: str) -> str:
    """Words from elsewhere, such as a feed's name, without what would steer a terminal, or a workflow of GitHub's.

    That takes a line of `::error::…`, and `##[error]…` within one, for a command, whoever wrote it into a headline.
    """
    shown = "\n".join(line if line.isprintable() else "".join(c if c.isprintable() else " " for c in line) for line in text.split("\n"))
    return re.sub(_COMMAND, lambda found: found[0].replace("::", ": :").replace("##", "# #"), shown) if _on_github() else shown


_COMMAND = r"(?m)^[ ]*::|##(?=\[)"
_UNPRINTABLE = r"[^\n\x20-\x7e]"


def _on_github() -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _as_json(value: Any) -> str:
    """JSON with every character that could steer a terminal, or turn a line round, as its \\u escape: the same to whoever parses it."""
    import json

    text = re.sub(
        _UNPRINTABLE,
        lambda found: found[0] if found[0].isprintable() else json.dumps(found[0])[1:-1],
        json.dumps(value, ensure_ascii=False, indent=1),
    )
    return text.replace("##[", "\\u0023#[") if _on_github() else text


def _usable(when: datetime) -> datetime:
    """A time as all go by it. Raises ValueError or OverflowError for one near the ends of time: in some zone it would be none."""
    if not 1 < when.year < 9999:
        raise ValueError
    return when.astimezone(UTC).replace(microsecond=0)


class _Path(click.Path):
    """A path of the command line; pathlib waits until there is one."""

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Path:
        from pathlib import Path

        return Path(os.fsdecode(super().convert(value, parameter, context)))


_call = click.make_pass_decorator(Call, ensure=True)


def _everywhere(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command takes."""

    def keep(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
        def callback(context: click.Context, parameter: click.Parameter, value: Any) -> None:
            if value not in (None, False, 0):
                setattr(context.ensure_object(Call), name, value)

        return callback

    options = [
        click.option(
            "-c", "--config", metavar="FILE", help="digest.toml, else looked for upwards.", expose_value=False, callback=keep("config")
        ),
        click.option("-q", "--quiet", is_flag=True, help="Only warnings and errors.", expose_value=False, callback=keep("quiet")),
        click.option("-v", "--verbose", count=True, help="More words; twice for tracebacks.", expose_value=False, callback=keep("verbose")),
        click.option(
            "--color",
            type=click.Choice(["auto", "always", "never"]),
            help="Colours in what is printed.",
            expose_value=False,
            callback=keep("color"),
        ),
        click.option("--now", metavar="ISO8601", help="Fix the clock.", expose_value=False, callback=keep("now")),
    ]
    for option in options:
        command = option(command)
    return command


_json = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
_offline = click.option("--offline", is_flag=True, help="Do without the network; local sources are still read.")
_drafts = click.option("--drafts", is_flag=True, help="With drafts and the issue that is not out yet.")
_dry_run = click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
_strict = click.option("--strict", is_flag=True, help="Exit with 1 on any warning.")
_backfill = click.option("--backfill", is_flag=True, help="File entries by their own dates, for a first import.")


def _width() -> int:
    """Columns that help takes: the terminal's, 100 at most. Click would ask shutil, which loads all that opens archives."""
    try:
        columns = int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
    except (ValueError, OSError):
        columns = 80
    return max(min(columns, 100) - 2, 50)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "terminal_width": _width()})
@click.version_option(digest.__version__, prog_name="digest")
@_everywhere
def main() -> None:
    """Source texts and feeds, made into a static news digest."""


@main.command()
@click.argument("folder", metavar="[DIR]", default=".", type=_Path(file_okay=False))
@_everywhere
@_call
def init(call: Call, folder: Path) -> None:
    """Lay down a new site that builds at once. Nothing that is there is overwritten."""
    from pathlib import Path

    from digest import pipeline, starter

    laid, kept = starter.lay_down(pipeline.theme() / "starter", folder, digest.__version__)
    for path in kept:
        call.log(f"kept {path}")
    for path in laid:
        call.log(f"laid down {path}", level=1)
    where = "" if folder == Path() else f"cd {folder} && "
    call.summary(f"Laid down {len(laid)} files in {'this folder' if folder == Path() else folder}. Next: {where}digest build")


@main.command()
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@_offline
@_backfill
@_strict
@_json
@_everywhere
@_call
def fetch(call: Call, sources: tuple[str, ...], offline: bool, backfill: bool, strict: bool, as_json: bool) -> None:
    """Sources → content/. Only what is new, and corrections to what nobody touched."""
    from digest import premises, report
    from digest.errors import ConfigError, Problem

    project = call.project()
    names = {source.name for source in project.sources}
    if unknown := [name for name in sources if name not in names]:
        raise ConfigError(
            *(Problem(_config(project), f"no source is called {name!r}", f"There are {', '.join(sorted(names))}.") for name in unknown)
        )
    reading = click.get_current_context().with_resource(premises.reading(project))
    fetched = _fetch(call, project, only=sources, offline=offline, backfill=backfill, reading=reading)
    if as_json:
        call.answer_json(report.fetched_json(fetched))
    else:
        call.summary(report.fetched_words(fetched) + ".")
    _finish(fetched.problems, strict)


@main.command()
@_offline
@click.option("-o", "--output", metavar="DIR", type=_Path(), help="Where the site goes, instead of site/.")
@click.option("-u", "--base-url", metavar="URL", help="Where the site will stand, instead of what digest.toml says.")
@_drafts
@_strict
@_backfill
@click.option("-j", "--jobs", metavar="N", type=click.IntRange(1), help="Processes at most, else as many as can work at once.")
@click.option("--no-cache", is_flag=True, help="Remember nothing, and use nothing remembered.")
@_json
@_everywhere
@_call
def build(
    call: Call,
    offline: bool,
    output: Path | None,
    base_url: str | None,
    drafts: bool,
    strict: bool,
    backfill: bool,
    jobs: int | None,
    no_cache: bool,
    as_json: bool,
) -> None:
    """Fetch, then content/ → site/."""
    from dataclasses import asdict, replace
    from pathlib import Path

    from digest import report, unchanged

    def looked_at(known: unchanged.Look | None = None) -> unchanged.Look:
        return unchanged.look(project, asked, now=call.clock(), local=asks_nobody, at=time.time_ns(), known=known)

    def nothing_new(last: unchanged.Said, problems: tuple[Problem, ...], where: Path) -> None:
        call.warn(problems)
        call.summary(report.pages_words(last.built, last.pages, last.pages, _shown(where), time.monotonic() - started))
        _finish([*last.fetched, *last.made], strict)

    started = time.monotonic()
    _collect_seldom()
    plain = not (no_cache or backfill or as_json or call.verbose or os.environ.get("GITHUB_ACTIONS"))  # others are to hear more than a line
    toml = os.path.realpath(call.toml())
    asked = unchanged.Asked(toml, str(output.absolute()) if output else "", base_url or "", drafts)
    known = unchanged.remembered(asked, now=call.clock(), offline=offline, at=time.time_ns(), jobs=jobs or 0) if plain else None
    if known and (last := known.last()):
        nothing_new(last, (*last.fetched, *last.made), Path(known.where.output))
        return
    project = _adjusted(call.project(), output, base_url)
    asks_nobody = offline or not any(source.url for source in project.sources)
    before = looked_at(known) if plain and asks_nobody else None
    from digest import pipeline, premises  # the stages and all that they need: a build of nothing new does not wait for them

    pipeline.ready(project)
    reading = click.get_current_context().with_resource(premises.reading(project, cache=not no_cache))
    fetched = _fetch(call, project, offline=offline, backfill=backfill, reading=reading)
    looked = None if no_cache else before if before and not fetched.wrote else looked_at()
    if looked and looked is not before and plain and not fetched.failed and (said := looked.last()):
        nothing_new(replace(said, fetched=fetched.problems), said.made, project.output)
        return
    if looked:
        reading.seen.update(looked.below(str(project.content)))
    with call.progress() as progress:
        edition = partial(pipeline.edition, project, drafts=drafts, cache=not no_cache, progress=progress, reading=reading, jobs=jobs or 0)
        made = edition()
        call.warn(made.problems)
        if reason := pipeline.gate(project, made, fetched):
            call.error([reason])
            call.job_summary(report.job_summary(fetched, made, report.fetched_words(fetched), reason))
            if as_json:
                call.answer_json({"held_back": asdict(reason), "fetched": report.fetched_json(fetched)})
            sys.exit(3)
        if looked and not fetched.wrote:
            said = unchanged.Said(report.edition_words(made), len(made.pages), fetched.problems, made.problems)
            keep = partial(looked.keep, said)
        else:
            keep = None
        built = pipeline.publish(
            project, made, again=edition, cache=not no_cache, reading=reading, progress=progress, say=call.log, then=keep, jobs=jobs or 0
        )
    done = report.built_words(built, _shown(project.output), time.monotonic() - started)
    if fetched.new or fetched.corrected:
        call.log(report.fetched_words(fetched))
    if as_json:
        call.answer_json(report.built_json(built, fetched))
    else:
        call.summary(done)
    call.job_summary(report.job_summary(fetched, made, done))
    _finish([*fetched.problems, *made.problems], strict)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port; the next free one where it is taken."
)
@click.option("--open", "open_", is_flag=True, help="Open the browser.")
@click.option("--poll", is_flag=True, help="Look at the files from time to time instead of being told: for network disks.")
@click.option("--follow", is_flag=True, help="Go to the page of the file that was just edited.")
@_offline
@_everywhere
@_call
def serve(call: Call, host: str, port: int, open_: bool, poll: bool, follow: bool, offline: bool) -> None:
    """Preview in the browser, live: drafts are shown and marked, texts saved in seeds/ come in. Never touches site/."""
    import webbrowser

    from digest import desktop
    from digest.preview.serving import Made, serve

    def opened(address: str) -> None:
        if open_:
            webbrowser.open(address)

    _collect_seldom()
    desk = desktop.Desktop(call.project, call.clock, offline=offline, follow=follow, progress=call.progress)
    serve(
        lambda changed: Made(*desk.build(changed)),
        desk.watched(),
        host=host,
        port=port,
        root=desk.root,
        poll=poll,
        say=call.log,
        started=opened,
    )


@main.command()
@click.option("--branch", default="gh-pages", show_default=True, help="The branch that the site is on.")
@click.option("--remote", default="origin", show_default=True, help="The git remote that hosts it.")
@click.option("-o", "--output", metavar="DIR", type=_Path(), help="The site, where it is not site/.")
@_everywhere
@_call
def publish(call: Call, branch: str, remote: str, output: Path | None) -> None:
    """Push site/ as one commit on a branch, for those who host from one. Its history never grows."""
    from digest import pipeline

    project = _adjusted(call.project(), output, None)
    call.warn(pipeline.unbuilt(project))
    done = pipeline.to_branch(project, branch=branch, remote=remote, when=call.clock())
    for name in done.kept:
        call.log(f"kept {name}, which is on the branch and not in the site")
    call.summary(
        f"Published {done.commit[:12]} on {remote}/{branch}." if done.new else f"Nothing new: {remote}/{branch} is at {done.commit[:12]}."
    )


@main.command()
@click.option("--links", is_flag=True, help="Ask the links that lead outside, too.")
@_strict
@_json
@_everywhere
@_call
def check(call: Call, links: bool, strict: bool, as_json: bool) -> None:
    """Look for what is wrong: config, content, templates, paths, internal links and anchors. Writes nothing."""
    from dataclasses import asdict

    from digest import looking, report

    project = call.project()
    with call.progress() as progress:
        made, problems = looking.check(project, links=links, progress=progress)
    if as_json:
        call.answer_json({"pages": len(made.pages), "problems": [asdict(problem) for problem in problems]})
    else:
        call.error(problems)
        told = (report.count(len(made.pages), "page"), report.count(len(made.issues), "issue"), report.count(len(problems), "problem"))
        call.answer("Checked {} of {}: {}.".format(*told))
    if problems:  # whatever it finds is reason enough, strict or not
        sys.exit(1)


@main.command("list")
@click.option("--topic", metavar="NAME", help="Only what stands under this topic.")
@_json
@_everywhere
@_call
def list_(call: Call, topic: str | None, as_json: bool) -> None:
    """What is where: issues, topics, stories, entries and why each stands there."""
    from digest import listing
    from digest.errors import ConfigError, Problem

    _collect_seldom()

    def anew() -> tuple[Project, listing.Listing]:
        from digest import pipeline, report

        project = call.project()
        issues, problems = pipeline.listing(project)
        return project, listing.Listing([*map(report.issue_json, issues)], [one.name for one in project.topics], problems)

    listed = listing.listed(call.toml(), anew, time.time_ns)
    call.warn(listed.problems)
    names = sorted({*listed.topics, *(section["topic"] for issue in listed.issues for section in issue["sections"])})
    if topic:
        if topic.casefold() not in map(str.casefold, names):
            raise ConfigError(Problem("--topic", f"nothing stands under {topic!r}", f"There are {', '.join(names) or 'no topics yet'}."))
        for issue in listed.issues:
            issue["sections"] = [section for section in issue["sections"] if section["topic"].casefold() == topic.casefold()]
    if as_json:
        call.answer_json({"issues": listed.issues})
    elif listed.issues:
        call.answer("\n".join(listing.lines(listed, reasons=call.verbose > 0)))


@main.command()
@click.argument("what", metavar="ENTRY|LINK|TITLE")
@_json
@_everywhere
@_call
def explain(call: Call, what: str, as_json: bool) -> None:
    """Why an entry is in its issue, its topic, its story and at its place; and what nearly took it elsewhere.

    ENTRY is an id, a file of content/ or its name; a part of a headline will do. An entry that is nowhere is explained, too.
    """
    from digest import explaining, pipeline, report
    from digest.errors import EntryError, Problem

    project = call.project()
    issues, problems = pipeline.listing(project)
    call.warn(problems)
    meant = explaining.found(what, issues)
    if not meant:
        why, mend = explaining.missing(what, *pipeline.aside(project), project)
        if not as_json:
            raise EntryError(Problem(what, why, mend))
        call.answer_json({"found": None, "why": why, "mend": mend})
        sys.exit(1)
    made = explaining.explained(meant[0])
    line = explaining.line_of(made.topic, project.config.read_text("utf-8"))
    others = [entry for _, _, _, entry in meant[1:]]
    if as_json:
        call.answer_json(report.explained_json(made, line, others))
    else:
        for told in report.explained(made, line, others):
            call.answer(told)


@main.command()
@click.argument("where", metavar="URL|PATH")
@click.option("--name", metavar="NAME", help="What it is called, instead of what it calls itself.")
@click.option("--topic", metavar="NAME", help="The topic of all that comes from it.")
@_dry_run
@_json
@_everywhere
@_call
def add(call: Call, where: str, name: str | None, topic: str | None, dry_run: bool, as_json: bool) -> None:
    """Subscribe: find the feed behind a page, show what it would bring, and write it into digest.toml.

    A feed, a file or a folder is taken as it is; of a saved page it is the feed that it names. Every comment in digest.toml stays.
    """
    import glob
    from dataclasses import replace
    from pathlib import Path

    from digest import looking, report, subscribing
    from digest.errors import ConfigError, Problem, SourceError

    project = call.project()
    if name is not None and not name.strip():
        raise ConfigError(Problem("--name", "is empty", "Leave it out, and the source is called what it calls itself."))
    where = subscribing.feed_address(where) or where
    if there := subscribing.already(project, where):
        _told_already(call, there, as_json)
        return
    if not where.startswith(("http://", "https://")) and not glob.glob(where, recursive=True) and not Path(where).exists():
        raise SourceError(Problem(where, "there is no such file or folder", "The address of a site begins with https://."))
    look = looking.look(where, project)
    call.warn(look.problems)
    source = replace(look.source, name=name or look.source.name, topic=topic)
    if name and any(other.name == name for other in project.sources):
        raise ConfigError(Problem("--name", f"there is a source called {name!r}", "Give this one another name."))
    if there := subscribing.already(project, source):
        _told_already(call, there, as_json)
        return
    plan = subscribing.plan_for(project, source)
    if not plan.added:
        raise SourceError(*plan.left_out)
    if as_json:
        call.answer_json(report.look_json(look) | {"added": [report.source_json(one) for one in plan.added], "there": []})
    else:
        call.answer(report.look_words(look))
    if not dry_run:
        subscribing.carry_out(project, plan)
    if not as_json:
        call.summary(f"{'Would add' if dry_run else 'Added'} “{plan.added[0].name}” to {_config(project)}.")


def _told_already(call: Call, source: Source, as_json: bool) -> None:
    from digest import report

    if as_json:
        call.answer_json({"added": [], "there": [report.source_json(source)]})
    else:
        call.summary(f"It is there already, as “{source.name}”. Nothing was changed.")


@main.group()
def opml() -> None:
    """Subscriptions as OPML, which every feed reader understands: folders are topics."""


@opml.command("import")
@click.argument("file", metavar="FILE|-", type=click.File("rb"))
@_dry_run
@_json
@_everywhere
@_call
def opml_import(call: Call, file: BinaryIO, dry_run: bool, as_json: bool) -> None:
    """Append the feeds of a list to digest.toml, each once. A feed's topic is the innermost folder that it lies in."""
    _take_over(call, "opml", file, dry_run, as_json)


@opml.command("export")
@click.argument("file", metavar="FILE|-", type=click.File("wb", lazy=True, atomic=True))
@_everywhere
@_call
def opml_export(call: Call, file: BinaryIO) -> None:
    """Write the sources that have an address as OPML 2.0. Local files and folders stay here."""
    from digest import report, subscribing

    project = call.project()
    file.write(subscribing.export(project).encode("utf-8"))
    if local := sum(not source.url for source in project.sources):
        call.log(f"{report.count(local, 'local source')} left out: OPML holds addresses")


@main.group("import")
def import_() -> None:
    """Take over what another program was set up with."""


@import_.command("planet")
@click.argument("file", metavar="FILE|-", type=click.File("rb"))
@_dry_run
@_json
@_everywhere
@_call
def import_planet(call: Call, file: BinaryIO, dry_run: bool, as_json: bool) -> None:
    """Append the feeds of a Planet's or Planet Venus's config.ini to digest.toml.

    Its name, link and owner become [site] title, base_url, publisher and contact where nobody has set them.
    What cannot be taken over is said.
    """
    _take_over(call, "planet", file, dry_run, as_json)


def _take_over(call: Call, kind: str, file: BinaryIO, dry_run: bool, as_json: bool) -> None:
    from digest import pipeline, report, subscribing

    project = call.project()
    wanted = subscribing.read(kind, file.read(), file.name, project.fetch.max_bytes)
    plan = subscribing.plan(project, wanted, subscribing.placeholders(pipeline.theme()))
    if not dry_run:
        subscribing.carry_out(project, plan)
    call.warn([*plan.left_out, *plan.problems])
    if as_json:
        call.answer_json(report.plan_json(plan))
        return
    for source in plan.added:
        call.log(f"{source.name}: {source.url}" + (f" ({source.topic})" if source.topic else ""), level=1)
    for key, value in plan.site.items():
        call.log(f"[site] {key} = {value!r}")
    for key, value in plan.suggested.items():
        call.log(f"[site] {key} stays as it is; the list says {value!r}")
    call.summary(report.plan_words(plan, "Would add" if dry_run else "Added"))


@main.command()
@click.argument("what", metavar="FILE|URL|-")
@_json
@_everywhere
@_call
def convert(call: Call, what: str, as_json: bool) -> None:
    """Show what digest makes of one text or feed: front matter, then the full text. Writes nothing."""
    from pathlib import Path

    from digest import looking, report
    from digest.errors import ConfigError
    from digest.model import Fetch

    try:
        project = call.project()
    except ConfigError:
        if call.config:
            raise
        project = None  # a text can be looked at anywhere
    root = project.root if project else Path.cwd()
    raw = sys.stdin.buffer.read() if what == "-" else None
    done = looking.convert("stdin" if raw is not None else what, raw, project, root=root, settings=project.fetch if project else Fetch())
    call.warn(done.problems)
    if any(item.found_by == "digest" for item, _, _ in done.made):
        call.log("The article was found by digest's own reader; with `pip install 'newsdigest[fulltext]'` trafilatura looks for it.")
    if as_json:
        click.echo(_as_json([report.entry_json(entry) for _, entry, _ in done.made]))
    else:
        click.echo("\n".join(text for _, _, text in done.made), nl=False)


@main.command()
@click.option("-o", "--output", metavar="DIR", type=_Path(), help="The site, where it is not site/.")
@_everywhere
@_call
def clean(call: Call, output: Path | None) -> None:
    """Take away what digest made: its pages in site/, and .digest/."""
    from digest import pipeline, report

    project = _adjusted(call.project(), output, None)
    call.summary(f"Removed {report.count(pipeline.clean(project), 'page')} from {_shown(project.output)}/.")


# ── what commands share ──────────────────────────────────────────────────────────────────────────


def _fetch(call: Call, project: Project, **how: Any) -> fetching.Fetched:
    from digest import fetching, report

    with call.progress() as progress:
        fetched = fetching.fetch(project, now=call.clock(), measured=call.measures, progress=progress, say=call.log, **how)
    call.warn(fetched.problems)
    for gathered in fetched.asked:
        call.log(f"{gathered.source.name}: {gathered.state}, {report.count(len(gathered.items), 'item')}", level=1)
    return fetched


def _adjusted(project: Project, output: Path | None, base_url: str | None) -> Project:
    from dataclasses import replace

    if output:
        project = replace(project, output=output.absolute())
    if base_url:
        from digest import config
        from digest.errors import ConfigError, Problem

        found = config.address(base_url, "site")
        if isinstance(found, Problem):
            raise ConfigError(replace(found, where="--base-url"))
        project = replace(project, site=replace(project.site, base_url=found))
    return project


def _collect_seldom() -> None:
    """Seldom look for garbage in circles: there are thousands of records that stay, and hardly a circle.

    Nor at the end, when all goes at once: Python would look through everything twice, which takes a sixth of a small build.
    """
    gc.set_threshold(20_000, 20, 20)
    atexit.register(gc.freeze)


def _finish(problems: Iterable[Problem], strict: bool) -> None:
    if strict and list(problems):
        sys.exit(1)


def _config(project: Project) -> str:
    return project.config.name


def _shown(path: Path) -> str:
    from pathlib import Path

    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def run(arguments: Sequence[str] | None = None) -> None:
    """The command line, with its errors in words: the entry point of `digest`. Raises SystemExit unless all went well."""
    call = Call()
    try:
        # Windows would write its own encoding into a pipe.
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="replace")
        main.main(arguments, prog_name="digest", obj=call, standalone_mode=False)
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        click.echo(_plain(said.getvalue()), nl=False, err=True)  # it names files as they are called
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:  # whoever read our answer has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        from digest.errors import DigestError, Problem

        if isinstance(error, DigestError):
            call.error(error.problems)
            if call.verbose > 1:
                import traceback

                traceback.print_exc()
            sys.exit(error.exit_code)
        if call.verbose > 1:  # a bug: it must not look like the user's fault, nor hide
            raise
        what = f"a fault of its own ({type(error).__name__}: {error})"
        call.error([Problem("digest", what, "Run again with -vv and report what it prints.")])
        sys.exit(1)
