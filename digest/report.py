"""What a run did: in a line, as JSON, and as the Markdown page that GitHub shows of a workflow's run. Pure; cli prints it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from digest.errors import Problem

if TYPE_CHECKING:
    from digest.explaining import Explained, Near
    from digest.fetching import Fetched
    from digest.looking import Look
    from digest.model import Entry, Health, Issue, Source
    from digest.pipeline import Built, Edition
    from digest.subscribing import Plan

_AILS = {"failing": "failing", "blocked": "closed to this machine", "gone": "gone for good", "moved": "has moved"}
_MARKDOWN = re.compile(r"([\\`*_\[\]|~#@])")
MOST = 40  # problems, and sources that are well, that a summary names: GitHub takes 1 MiB, and nobody reads more


# ── in a line ────────────────────────────────────────────────────────────────────────────────────


def count(n: int, one: str, many: str = "") -> str:
    """“1 entry”, “1,000 entries”."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def fetched_words(fetched: "Fetched") -> str:
    of_issues = Counter(change.issue for change in fetched.laid_down)
    into = fetched.issue
    if of_issues.keys() - {into}:  # a first import, by the days of what came in
        into = f"{count(len(of_issues), 'issue')}, {of_issues[into]} of them for {into}"
    parts = [f"{count(fetched.new, 'new entry', 'new entries')} for {into}"]
    if fetched.corrected:
        parts.append(f"{fetched.corrected} corrected")
    if fetched.held_back:
        parts.append(f"{fetched.held_back} older ones put down as seen")
    if fetched.failed:
        parts.append(f"{count(len(fetched.failed), 'source')} failed")
    return ", ".join(parts)


def built_words(built: "Built", where: str, seconds: float) -> str:
    """`where` is the site's folder as a person would name it."""
    return pages_words(edition_words(built.edition), len(built.edition.pages), built.plan.unchanged, where, seconds)


def edition_words(edition: "Edition") -> str:
    """What was built."""
    if not edition.issues:
        return "Built no issue yet: "
    latest = edition.issues[-1]
    topics = len(latest.topics)
    return f"Built issue {latest.number}: {count(latest.size, 'story', 'stories')}, {count(topics, 'topic')}, "


def pages_words(built: str, pages: int, unchanged: int, where: str, seconds: float) -> str:
    """The same, of what `edition_words` says and of how many pages."""
    return f"{built}{count(pages, 'page')} ({unchanged} unchanged) in {seconds:.2f} s -> {where}/"


# ── as JSON ──────────────────────────────────────────────────────────────────────────────────────


def fetched_json(fetched: "Fetched") -> dict[str, Any]:
    return {
        "issue": fetched.issue,
        "new": fetched.new,
        "corrected": fetched.corrected,
        "held_back": fetched.held_back,
        "sources": [
            {
                "name": asked.source.name,
                "state": asked.state,
                "items": len(asked.items),
                "bytes": asked.size,
                "seconds": round(asked.seconds, 3),
                "last_success": _time(fetched.last.get(asked.source.url or "")),
                "health": _health_json(fetched.ails(asked.source)),
            }
            for asked in fetched.asked
        ],
        "problems": [asdict(problem) for problem in fetched.problems],
    }


def built_json(built: "Built", fetched: "Fetched") -> dict[str, Any]:
    latest = built.edition.issues[-1] if built.edition.issues else None
    return {
        "issue": latest.id if latest else None,
        "number": latest.number if latest else None,
        "issues": len(built.edition.issues),
        "stories": latest.size if latest else 0,
        "topics": len(latest.topics) if latest else 0,
        "pages": len(built.edition.pages),
        "written": len(built.plan.create) + len(built.plan.replace),
        "removed": len(built.plan.remove),
        "unchanged": built.plan.unchanged,
        "fetched": fetched_json(fetched),
        "problems": [asdict(problem) for problem in built.edition.problems],
    }


def issue_json(issue: "Issue") -> dict[str, Any]:
    """Where everything of an issue is and why."""
    return {
        "id": issue.id,
        "number": issue.number,
        "title": issue.title,
        "draft": issue.draft,
        "sections": [
            {
                "topic": section.topic,
                "stories": [
                    {
                        "id": story.id,
                        "headline": story.headline,
                        "reasons": list(story.reasons),
                        "entries": [
                            {"id": entry.id, "title": entry.title, "source": entry.source, "path": entry.path, "draft": entry.draft}
                            for entry in story.entries
                        ],
                    }
                    for story in section.stories
                ],
            }
            for section in issue.sections
        ],
    }


def explained(made: "Explained", line: int | None, others: "Sequence[Entry]") -> Iterator[str]:
    """What `digest explain` says, line by line. `line` is that of digest.toml which decided the topic."""
    entry, story = made.entry, made.story
    yield f"{entry.title}  [{entry.source}]  {entry.path}"
    if entry.draft:
        yield "  draft     it says draft: true, so it is in the preview alone"
    yield f"  identity  {entry.id}: {made.identity}"
    yield f"  issue     {made.issue.id}, No. {made.issue.number}: {made.filed}"
    yield f"  topic     {made.section.topic}: {made.topic}{f' (digest.toml:{line})' if line else ''}"
    yield f"  story     {story.headline if story.lead is not entry else story.id}: {story.reasons[0]}"
    if entry.id in story.duplicates:
        yield f"            it repeats {story.duplicates[entry.id]}"
    for reason in story.reasons[2:-1]:
        yield f"            {reason}"
    yield f"  place     {made.rank} of {len(made.section.stories)} in {made.section.topic}: {story.reasons[-1]}"
    for heading, near in (("with it", made.tied), ("not with it", made.apart)):
        for n, one in enumerate(near):
            needed = "nothing would do" if one.needed is None else f"{one.needed:.2f} needed"
            ties = ", ".join(f"{term} {weight:.2f}" for term, weight in one.terms)
            told = f"{one.similarity:.2f} like “{one.entry.title}” [{one.entry.source}] ({needed}: {one.why}): {ties}"
            yield f"  {'' if n else heading:11} {told}"
    if others:
        yield f"  {count(len(others), 'other entry', 'other entries')} may be meant: {', '.join(other.path for other in others[:5])}"


def explained_json(made: "Explained", line: int | None, others: "Sequence[Entry]") -> dict[str, Any]:
    def near(one: "Near") -> dict[str, Any]:
        return {
            "id": one.entry.id,
            "title": one.entry.title,
            "similarity": one.similarity,
            "needed": one.needed,
            "why": one.why,
            "terms": dict(one.terms),
        }

    return {
        "found": made.entry.id,
        "path": made.entry.path,
        "draft": made.entry.draft,
        "source": made.entry.source,
        "identity": made.identity,
        "issue": {"id": made.issue.id, "why": made.filed},
        "topic": {"name": made.section.topic, "why": made.topic, "line": line},
        "story": {
            "id": made.story.id,
            "why": made.story.reasons[0],
            "duplicate_of": made.story.duplicates.get(made.entry.id),
            "updates": made.story.updates,
        },
        "place": {"rank": made.rank, "of": len(made.section.stories), "why": made.story.reasons[-1]},
        "with": [near(one) for one in made.tied],
        "not_with": [near(one) for one in made.apart],
        "others": [other.path for other in others],
    }


def entry_json(entry: Any) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        return _time(value) if isinstance(value, datetime) else value

    record = {name: plain(value) for name, value in asdict(entry).items() if value not in ("", None, (), False)}
    return record | ({"extra": dict(entry.extra)} if entry.extra else {})


def _health_json(health: "Health | None") -> dict[str, str] | None:
    return {"state": health.state, "since": _time(health.since), "why": health.why} if health else None


def _time(when: datetime | None) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ") if when else ""


# ── as a page of GitHub's ────────────────────────────────────────────────────────────────────────


def job_summary(fetched: "Fetched", made: "Edition", outcome: str, held: Problem | None = None) -> str:
    """A run of `digest build` as Markdown: the issue, what is new by topic, how the sources are, what was wrong.

    `outcome` is the line that the command answers; `held` is why the gate shut, where it did.
    The place for it: https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
    """
    parts = (*_heading(made, outcome, held), _news(fetched, made), _sources(fetched, made), _wrong(fetched, made))
    return "\n\n".join(filter(None, parts)) + "\n"


def _heading(made: "Edition", outcome: str, held: Problem | None) -> Iterator[str]:
    if made.issues:
        latest = made.issues[-1]
        yield f"## {_text(latest.title)} (No. {latest.number})"
    if held:
        yield f"**Held back:** {_text(str(held))}"
    yield _text(outcome)


def _news(fetched: "Fetched", made: "Edition") -> str:
    from digest import outlines

    topics: Counter[str] = Counter()
    for issue in made.issues if fetched.ids else ():
        for topic, _, stories in outlines.of(issue).sections:
            topics[topic] += sum(line.id in fetched.ids for story in stories for line in story.lines)
    rows = [(_text(topic), f"{n:,}") for topic, n in topics.items() if n]
    unseen = fetched.new - sum(topics.values())
    if unseen > 0:
        rows.append(("*not shown yet*", f"{unseen:,}"))
    return f"### {count(fetched.new, 'new entry', 'new entries')}" + (f"\n\n{_table(('Topic', 'New'), rows)}" if rows else "")


def _sources(fetched: "Fetched", made: "Edition") -> str:
    """A row a source, those that need somebody first."""
    if not fetched.asked:
        return ""
    told = sorted(fetched.asked, key=lambda asked: (fetched.ails(asked.source) is None, not asked.failed))
    rows = []
    for asked in told[: MOST + sum(1 for asked in told if fetched.ails(asked.source))]:
        health, standing = fetched.ails(asked.source), made.standings.get(asked.source.name)
        quiet = standing.quiet_since if standing else None
        state = f"**{_AILS[health.state]}** since {health.since:%Y-%m-%d}: {_text(health.why)}" if health else asked.state
        if quiet and not health:
            state += f", nothing new since {quiet:%Y-%m-%d}"
        size = f"{asked.size / 1000:,.0f} kB, {asked.seconds:.1f} s" if asked.size else ""
        rows.append((_text(asked.source.name), state, f"{len(asked.items):,}" if asked.items else "", size))
    left = len(told) - len(rows)
    rest = f"\n\nAnd {left:,} more that are well." if left else ""
    return f"### Sources\n\n{_table(('Source', 'State', 'Items', 'Reply'), rows)}{rest}"


def _wrong(fetched: "Fetched", made: "Edition") -> str:
    problems = list(dict.fromkeys((*fetched.problems, *made.problems)))
    lines = [f"- {_text(str(problem))}" for problem in problems[:MOST]]
    if len(problems) > MOST:
        lines.append(f"- and {len(problems) - MOST:,} more, in the log")
    return f"### {count(len(problems), 'problem')}\n\n" + "\n".join(lines) if problems else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _text(words: str) -> str:
    """Foreign words as words: neither Markdown nor HTML, nor a new line or a cell of their own."""
    import html

    plain = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return _MARKDOWN.sub(r"\\\1", html.escape(plain, quote=False))


# ── subscriptions ────────────────────────────────────────────────────────────────────────────────

NEWEST = 3  # headlines that show what a source would bring


def look_words(look: "Look") -> str:
    source = look.source
    lines = [f"{source.name}  {source.url or source.path}", f"{count(len(look.entries), 'item')}{', the newest:' if look.entries else ''}"]
    lines += [f"  {_day(entry.published):10}  {entry.title}" for entry in look.entries[:NEWEST]]
    lines += [f"Also named: {other.url}{f' ({other.title})' if other.title else ''}" for other in look.others]
    return "\n".join(lines)


def look_json(look: "Look") -> dict[str, Any]:
    return {
        "title": look.source.name,
        "items": len(look.entries),
        "newest": [{"title": entry.title, "date": _time(entry.published), "link": entry.link} for entry in look.entries[:NEWEST]],
        "others": [{"url": other.url, "title": other.title} for other in look.others],
    }


def plan_words(plan: "Plan", done: str) -> str:
    """“Added 312 sources, 8 were there, 3 left out.”"""
    parts = [f"{done} {count(len(plan.added), 'source')}"]
    if plan.there:
        parts.append(f"{len(plan.there):,} {'was' if len(plan.there) == 1 else 'were'} there")
    if plan.twice:
        parts.append(f"{plan.twice:,} named twice")
    if plan.left_out:
        parts.append(f"{len(plan.left_out):,} left out")
    return ", ".join(parts) + "."


def plan_json(plan: "Plan") -> dict[str, Any]:
    return {
        "added": [source_json(source) for source in plan.added],
        "there": [source_json(source) for source in plan.there],
        "twice": plan.twice,
        "left_out": [asdict(problem) for problem in plan.left_out],
        "problems": [asdict(problem) for problem in plan.problems],
        "site": dict(plan.site),
        "suggested": dict(plan.suggested),
    }


def source_json(source: "Source") -> dict[str, Any]:
    """What its `[[sources]]` says, without what is as it would be anyway."""
    default = type(source)(name="")
    return {key: value for key, value in asdict(source).items() if key == "name" or value != getattr(default, key)}


def _day(when: datetime | None) -> str:
    return when.date().isoformat() if when else "no date"
