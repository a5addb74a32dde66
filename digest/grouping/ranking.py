"""What comes first: the lead in a story, a story in its section. And how much of one source an issue shows in full."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from digest.grouping.credits import Credits, moment, own
from digest.grouping.stories import Told
from digest.model import Entry, Source, Story

LIMIT = Source(name="").limit  # for sources that digest.toml no longer names
SHARE = 0.4  # of an issue's stories that one source may tell alone, where nobody set it a `limit` of its own
FEW = 10  # stories that it may tell in any case, and …
OTHERS = 3  # … other sources that there must be: a digest of two is made of two
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # strftime would ask the locale


def pinned(entry: Entry, pins: Collection[str]) -> bool:
    return entry.pin or entry.id in pins or entry.slug in pins


def in_order(entries: Iterable[Entry], repeats: Collection[str], credits: Credits, pins: Collection[str]) -> tuple[Entry, ...]:
    """A story's entries: the lead, then the others as they came.

    What a person pinned leads; else an original, our own before others', the fullest, of the weightiest source, the earliest.
    """
    lead = min(
        entries,
        key=lambda entry: (
            not pinned(entry, pins),
            entry.id in repeats,
            not own(entry),
            -len(entry.body),
            -credits.weight(entry),
            moment(entry),
            entry.id,
        ),
    )
    return lead, *sorted((entry for entry in entries if entry is not lead), key=lambda entry: (moment(entry), entry.id))


def beyond_limit(stories: Iterable[Story], credits: Credits) -> dict[str, str]:
    """The ids of the stories that only a source tells that tells too many, and why: its oldest, beyond its `limit` or its share.

    Its pinned stories and those that others tell with it are always shown and take up room. A text that a person put into
    content/ came from no source and has no limit.
    """
    stories = list(stories)
    by_source: defaultdict[str, list[Story]] = defaultdict(list)
    for story in stories:
        if credits.source(story.lead) or story.lead.origin:
            by_source[credits.name(story.lead)].append(story)
    limits = {name: (source.limit if (source := credits.source(told[0].lead)) else LIMIT) for name, told in by_source.items()}
    shown = {name: min(limits[name], len(told)) for name, told in by_source.items()}
    beyond: dict[str, str] = {}
    for name, told in by_source.items():
        single = sorted((story for story in told if len(story.entries) == 1 and not story.pinned), key=_newest_first)
        others = len(stories) - sum(map(len, by_source.values())) + sum(shown.values()) - shown[name]
        share = max(FEW, int(others * SHARE / (1 - SHARE))) if limits[name] == LIMIT and len(by_source) > OTHERS else limits[name]
        most = min(limits[name], share)
        why = f"Beyond the limit of “{name}”" if most == limits[name] else f"Beyond the share of “{name}”, {SHARE:.0%} of an issue"
        beyond |= {story.id: why for story in single[max(most - (len(told) - len(single)), 0) :]}
    return beyond


def ranked(stories: Iterable[Story], credits: Credits, pins: Sequence[str]) -> tuple[Story, ...]:
    """A section's stories: the pinned, then by breadth, weight, freshness, substance; last the `more`, source by source."""
    stories = list(stories)
    shown = sorted(
        (story for story in stories if not story.more),
        key=lambda story: (
            _among_pinned(story, pins),
            -_breadth(story, credits),
            -max(credits.weight(entry) for entry in story.entries),
            _newest_first(story)[0],
            -len(story.lead.body),
            story.id,
        ),
    )
    more = sorted(
        (story for story in stories if story.more),
        key=lambda story: (credits.name(story.lead).casefold(), credits.name(story.lead), _newest_first(story)),
    )
    return *shown, *more


def standing(story: Story, credits: Credits, beyond: str = "", told: Told | None = None) -> str:
    """Why a story stands where it stands. `beyond`: why it is too much; `told`: where all of it was told before."""
    if story.more:
        return f"Told before, in {told.issue}" if told else beyond
    breadth = _breadth(story, credits)
    reasons = ["Pinned"] if story.pinned else []
    reasons.append(f"{breadth} source{'s' if breadth > 1 else ''}")
    if newest := max((entry.when for entry in story.entries if entry.when), default=None):
        reasons.append(f"newest {newest.day} {_MONTHS[newest.month - 1]}")
    return "; ".join(reasons)


def _among_pinned(story: Story, pins: Sequence[str]) -> int:
    """The editor's list has an order; after it come those pinned in their files, then all others."""
    named = [pins.index(name) for entry in story.entries for name in (entry.id, entry.slug, story.id) if name in pins]
    return min(named, default=len(pins) + (not story.pinned))


def _breadth(story: Story, credits: Credits) -> int:
    return len({credits.name(entry) for entry in story.entries})


def _newest_first(story: Story) -> tuple[float, str]:
    """A key that puts the newest first, and the undated last."""
    return -max((entry.when.timestamp() for entry in story.entries if entry.when), default=0.0), story.id
