"""content/seen.txt: whatever the order of its lines, it says the same of issues."""

from hypothesis import given
from hypothesis import strategies as st

from digest.entries.placement import begin, handover
from digest.entries.seen import NOTHING, Record, Seen, is_day, parse
from digest.entries.store import Change

DAY, LATER = "2026-11-10", "2026-11-12"


def put_down(*changes: Change) -> str:
    return "".join(f"{change.id} {change.issue} {change.hash}\n" for change in changes)


def turn(text: str, *, there: bool = True, day: str = DAY, out: bool = False) -> tuple[str, str, str]:
    """What becomes of content/next/: the lines before, the issue that it becomes, the lines after."""
    made = handover(parse(text), there=there, day=day, cadence="daily", public=lambda _: out)
    return put_down(*made.before), made.release, put_down(*made.after)


def test_it_knows_all_that_was_ever_written() -> None:
    seen = parse(f"a {DAY} 111\nb {DAY} -\r\n\na 2026-11-11 222\n")
    assert seen.records == {
        "a": Record("2026-11-11", frozenset({"111", "222"}), "222"),
        "b": Record(DAY, frozenset({NOTHING}), NOTHING),
    }
    assert seen.problems == ()


def test_the_marks_of_a_merge_are_named_and_passed_over() -> None:
    seen = parse(f"<<<<<<< HEAD\na {DAY} 111\n=======\nb {DAY} 222\n>>>>>>> 77aa1 (gulls)\n\ufffd\n")
    assert set(seen.records) == {"a", "b"}
    assert [problem.where for problem in seen.problems] == [f"content/seen.txt:{line}" for line in (1, 3, 5, 6)]


def test_two_copies_joined_know_what_both_knew() -> None:
    mine, theirs = f"a {DAY} 111\nb {DAY} 222\n", f"a {DAY} 111\nc {DAY} 333\n"
    assert set(parse(mine + theirs).records) == {"a", "b", "c"}


def test_days() -> None:
    assert is_day(DAY)
    assert not any(map(is_day, ("2026-02-30", "2026-1-1", "next", "", "\uff12026-11-10", f"{DAY}\n", "0000-01-01")))


def test_where_the_feeds_stood_first_is_the_earliest_that_was_put_down() -> None:
    one, two = f"feeds:https://one.example/ {DAY} -\n", f"feeds:https://two.example/ {LATER} -\n"
    assert parse(one + two).address == parse(two + one).address == "https://one.example/"
    assert parse(f"feeds:nonsense {DAY} -\na {DAY} 1\n").address == ""


# ── what became of content/next/ ─────────────────────────────────────────────────────────────────

ISSUE, BEGUN, RELEASED = (f"issue:{DAY} {DAY} daily\n", f"next:{DAY} {DAY} begun\n", f"next:{DAY} {DAY} released\n")


def test_it_is_begun_for_a_day() -> None:
    assert put_down(*begin(Seen({}), DAY, "weekly:thursday")) == ISSUE.replace("daily", "weekly") + BEGUN
    assert (parse(BEGUN).next_day, parse(BEGUN + RELEASED).next_day) == (DAY, None)


def test_it_comes_out_when_its_day_is_over() -> None:
    assert turn(BEGUN) == ("", "", "")
    assert turn(BEGUN, day=LATER) == ("", DAY, RELEASED)


def test_it_comes_out_where_its_issue_is_out() -> None:
    assert turn(BEGUN, out=True) == ("", DAY, RELEASED)
    assert turn("", out=True) == (ISSUE + BEGUN, DAY, RELEASED)


def test_what_a_person_laid_down_is_for_the_open_day() -> None:
    assert turn("") == (ISSUE + BEGUN, "", "")
    assert turn(BEGUN + RELEASED, day=LATER)[0].endswith(f"next:{LATER} {LATER} begun\n")
    assert turn(f"issue:next {DAY} -\n", day=LATER) == turn("", day=LATER)  # as it was put down once; no matter


def test_what_a_person_took_away_is_put_down() -> None:
    assert turn(f"{BEGUN}a {DAY} 111\n", there=False) == ("", "", RELEASED)
    assert turn(BEGUN, there=False, day=LATER) == turn(BEGUN, there=False, out=True) == ("", "", RELEASED)
    assert turn("", there=False) == ("", "", "")


def test_what_a_run_was_killed_before_it_filed_anything_goes_on() -> None:
    assert turn(f"{ISSUE}{BEGUN}a {DAY} -\n", there=False) == ("", "", "")


def test_it_may_be_begun_again_for_the_same_day() -> None:
    again = turn(ISSUE + BEGUN + RELEASED)
    assert again == (f"next:{DAY}#2 {DAY} begun\n", "", "")
    assert turn(BEGUN + RELEASED + again[0], day=LATER) == ("", DAY, f"next:{DAY}#2 {DAY} released\n")


def test_all_that_was_begun_is_released_together() -> None:
    two = BEGUN + f"next:{LATER} {LATER} begun\n"
    assert parse(two).next_day == LATER
    assert turn(two, day="2026-11-13") == ("", LATER, RELEASED + f"next:{LATER} {LATER} released\n")


LINES = st.lists(
    st.sampled_from([BEGUN, RELEASED, ISSUE, ISSUE.replace("daily", "weekly"), *(line.replace(DAY, LATER) for line in (BEGUN, RELEASED))])
)


@given(LINES, st.randoms(use_true_random=False), st.booleans(), st.booleans())
def test_the_order_of_lines_does_not_matter_nor_how_often_they_stand_there(lines, random, there, out):  # type: ignore[no-untyped-def]
    shuffled = [*lines, *lines]
    random.shuffle(shuffled)
    one, other = parse("".join(lines)), parse("".join(shuffled))
    assert (one.next_day, one.cadence(DAY), one.cadence(LATER)) == (other.next_day, other.cadence(DAY), other.cadence(LATER))
    before, release, after = turn("".join(lines), there=there, out=out)
    assert (before, release, set(after.split("\n"))) == (
        *turn("".join(shuffled), there=there, out=out)[:2],
        set(turn("".join(shuffled), there=there, out=out)[2].split("\n")),
    )
