"""Entries → Sections: which tell the same, where they belong, what comes first. Pure: nothing but what is given decides."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from digest.grouping.credits import Credits
from digest.grouping.duplicates import duplicates
from digest.grouping.learning import NOTHING, Tally, Taught
from digest.grouping.ranking import beyond_limit, in_order, pinned, ranked, standing
from digest.grouping.stories import Bundle, Told, bundles, carried_on
from digest.grouping.summary import key_points, summary
from digest.grouping.topics import MORE, Ground, Placed, Rules, ground, of_story, rules
from digest.grouping.wording import forget, read
from digest.model import Entry, Section, Source, Story, Topic
from digest.naming import slug

__all__ = ["Ahead", "Grouped", "forget", "group", "look_ahead"]


class Grouped(NamedTuple):
    """The sections of an issue, and what later issues must know of its stories and may learn of its topics."""

    sections: tuple[Section, ...]
    told: tuple[Told, ...]
    taught: Taught


class Ahead(NamedTuple):
    """What can be found out of an issue before those before it are known: most of it."""

    repeats: Mapping[str, str]
    ground: Ground
    bundles: tuple[Bundle, ...]
    orders: tuple[tuple[Entry, ...], ...]  # the entries of each, the first one first
    points: tuple[tuple[str, ...], ...]  # what each tells, in a few sentences


def look_ahead(
    entries: Sequence[Entry], *, topics: Sequence[Topic] = (), sources: Sequence[Source] = (), pins: Sequence[str] = ()
) -> Ahead:
    """The part of `group` that asks nothing of the past, so that issues can be worked on at the same time."""
    readings = {entry.id: read(entry) for entry in entries}
    repeats, credits = duplicates(entries, readings), Credits(sources)
    found = bundles(entries, readings, repeats)
    orders = tuple(in_order(bundle.entries, repeats, credits, pins) for bundle in found)
    return Ahead(repeats, ground(topics, sources, entries, readings), tuple(found), orders, tuple(map(key_points, orders)))


def group(
    entries: Sequence[Entry],
    *,
    issue: str = "",
    topics: Sequence[Topic] = (),
    sources: Sequence[Source] = (),
    topic_order: Sequence[str] = (),
    pins: Sequence[str] = (),
    past: Sequence[Told] = (),
    past_topics: Tally = NOTHING,
    ahead: Ahead | None = None,
) -> Grouped:
    """The sections of one issue, and its memory. Every entry stands in exactly one story.

    Without `topics` those of a general newspaper apply. `topic_order` and `pins` (ids or slugs) are the editor's word for this issue.
    `issue` is its id, `past` what the issues just before it told, the oldest first, and `past_topics` what the entries of
    earlier issues taught. The order of `entries` does not matter. `ahead` is what `look_ahead` said of the same.
    """
    ahead = ahead or look_ahead(entries, topics=topics, sources=sources, pins=pins)
    by = rules(topics, sources, entries, lambda: {entry.id: read(entry) for entry in entries}, past_topics, ahead.ground)
    ids = {entry.id for entry in entries}
    found = zip(carried_on(ahead.bundles, past), ahead.orders, ahead.points, strict=True)
    told = [(bundle, *_story(bundle, order, points, ids, ahead.repeats, by, pins)) for bundle, order, points in found]
    beyond = beyond_limit((story for _, _, story in told if not story.more), by.credits)
    sections: defaultdict[str, list[Story]] = defaultdict(list)
    for bundle, placed, story in told:
        story = replace(story, more=story.more or story.id in beyond)
        sections[placed.topic or by.names[slug(MORE)]].append(
            replace(
                story,
                reasons=(*story.reasons, standing(story, by.credits, beyond.get(story.id, ""), bundle.earlier if bundle.again else None)),
            )
        )
    return Grouped(
        tuple(
            Section(topic=topic, slug=slug(topic), stories=ranked(sections[topic], by.credits, pins))
            for topic in sorted(sections, key=lambda topic: _place(topic, by, topic_order))
        ),
        tuple(
            sorted(
                (bundle.told(story.id, issue, placed.topic or "" if placed.by_hand else "") for bundle, placed, story in told),
                key=lambda told: told.id,
            )
        ),
        by.judged.taught,
    )


def _story(
    bundle: Bundle,
    entries: tuple[Entry, ...],
    points: tuple[str, ...],
    known: Set[str],
    repeats: Mapping[str, str],
    by: Rules,
    pins: Sequence[str],
) -> tuple[Placed, Story]:
    """A story, and where it belongs. `entries` are in their order; `known` are the ids of all that are in the issue."""
    placed = of_story([by.place(entry) for entry in entries], bundle.earlier)
    lead, ids = entries[0], {entry.id for entry in entries}
    is_pinned = bundle.slug in pins or any(pinned(entry, pins) for entry in entries)
    reasons = [bundle.why, f"{placed.topic or by.names[slug(MORE)]}: {placed.why}"]
    if bundle.earlier:
        reasons.append(f"Carries on “{bundle.earlier.id}” of {bundle.earlier.issue}")
    return placed, Story(
        # A name that some entry has for its id would name two things.
        id=bundle.slug if bundle.slug and bundle.slug not in known else lead.id,
        entries=entries,
        headline=lead.title,
        summary=summary(lead),
        key_points=points,
        duplicates={entry.id: repeats[entry.id] for entry in entries if repeats.get(entry.id) in ids},
        updates=bundle.earlier.id if bundle.earlier else None,
        pinned=is_pinned,
        more=bundle.again and not is_pinned,
        reasons=tuple(reasons),
    )


def _place(topic: str, by: Rules, topic_order: Sequence[str]) -> tuple[bool, int, int, str]:
    """The sections' order: what the editor puts first, then digest.toml's, then what else people named, and “More” last."""
    key = slug(topic)
    first = [slug(name) for name in topic_order]
    return (
        key == slug(MORE),
        first.index(key) if key in first else len(first),
        by.order.index(key) if key in by.order else len(by.order),
        key,
    )
