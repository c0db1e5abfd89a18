"""Who waits for an earlier time: the order is fair, and no offer reaches into the quiet hours."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.booking.rules.waiting import (
    PROPOSAL_LIVES,
    State,
    check_open,
    fits,
    in_fair_order,
    is_open,
    may_propose,
    may_wait,
    next_proposing,
)
from support.vocabulary.calendar import HELSINKI, may_text
from support.vocabulary.errors import Conflict
from support.vocabulary.pathway import BRIEF_SUPPORT, CRISIS, PHYSICIAN, URGENT_CALL, Path, Urgency

NOW = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOTICE = timedelta(minutes=30)


@dataclass(frozen=True)
class Person:
    """One who waits."""

    case_id: str
    urgency: Urgency
    since: datetime
    due_at: datetime | None


MOMENTS = st.integers(0, 5).map(lambda hours: NOW + hours * HOUR)
PEOPLE = st.lists(
    st.builds(
        Person,
        case_id=st.text("abc", min_size=1, max_size=3),
        urgency=st.sampled_from(Urgency),
        since=MOMENTS,
        due_at=st.none() | MOMENTS,
    ),
    unique_by=lambda one: one.case_id,
    max_size=12,
)
# From before the first clock change to after the last one of some years, with Christmas in between.
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31)).map(  # noqa: DTZ001 - made aware here
    lambda naive: naive.replace(tzinfo=UTC)
)


@given(people=PEOPLE, data=st.data())
def test_the_order_is_fair_whatever_order_they_came_in(people: list[Person], data: st.DataObject) -> None:
    ordered = in_fair_order(people)
    assert sorted(one.case_id for one in ordered) == sorted(one.case_id for one in people)
    assert in_fair_order(data.draw(st.permutations(people))) == ordered
    for number, first in enumerate(ordered):
        for later in ordered[number + 1 :]:
            assert not later.urgency.is_more_urgent_than(first.urgency)
            if first.urgency is later.urgency:
                assert first.since <= later.since
                if first.since == later.since and later.due_at is not None:
                    assert first.due_at is not None and first.due_at <= later.due_at


@pytest.mark.parametrize(
    ("urgency", "path", "may"),
    [
        (Urgency.ROUTINE, BRIEF_SUPPORT, True),
        (Urgency.NEXT_DAY, PHYSICIAN, True),
        (Urgency.SAME_DAY, BRIEF_SUPPORT, False),
        (Urgency.NOW, BRIEF_SUPPORT, False),
        (Urgency.ROUTINE, CRISIS, False),
        (Urgency.NEXT_DAY, URGENT_CALL, False),
    ],
)
def test_nobody_who_needs_a_call_today_is_left_on_a_list(urgency: Urgency, path: Path, may: bool) -> None:
    assert may_wait(urgency, path) is may


@pytest.mark.parametrize(
    ("wall", "may"),
    [
        ("2026-11-25T07:59", False),
        ("2026-11-25T08:00", True),
        ("2026-11-25T18:00", True),
        ("2026-11-25T18:01", False),
        ("2026-11-25T23:00", False),
        # Saturday counts, Independence Day does not.
        ("2026-11-28T12:00", True),
        ("2026-12-06T12:00", False),
    ],
)
def test_an_offer_begins_and_ends_outside_the_quiet_hours(wall: str, may: bool) -> None:
    assert may_propose(datetime.fromisoformat(wall).replace(tzinfo=HELSINKI)) is may


@given(INSTANTS)
def test_what_cannot_be_offered_now_waits_for_the_first_moment_at_which_it_can(now: datetime) -> None:
    then = next_proposing(now)
    assert may_propose(then) and (then == now if may_propose(now) else then > now)
    for minutes in range(0, int(PROPOSAL_LIVES / timedelta(minutes=1)), 15):
        assert may_text(then + timedelta(minutes=minutes))
    if then > now:
        # Nothing between the two would have done, looked at every half hour.
        between = int((then - now) / timedelta(minutes=30))
        assert not any(may_propose(now + n * timedelta(minutes=30)) for n in range(between))


@pytest.mark.parametrize(
    ("starts_in", "has_in", "does"),
    [
        (3 * HOUR, None, True),
        (PROPOSAL_LIVES + NOTICE, None, True),
        (PROPOSAL_LIVES + NOTICE - timedelta(minutes=15), None, False),
        (3 * HOUR, 4 * HOUR, True),
        (3 * HOUR, 3.5 * HOUR, False),
        (5 * HOUR, 4 * HOUR, False),
    ],
)
def test_only_what_is_over_before_her_own_time_and_can_be_booked_to_the_last_minute_fits(
    starts_in: timedelta, has_in: timedelta | None, does: bool
) -> None:
    has = NOW + has_in if has_in is not None else None
    assert fits(NOW + starts_in, 60, NOW, notice=NOTICE, has=has) is does


def test_an_offer_ends_by_the_clock() -> None:
    until = NOW + PROPOSAL_LIVES
    assert is_open(State.OPEN, until, until - timedelta(seconds=1))
    assert not is_open(State.OPEN, until, until)
    for state in set(State) - {State.OPEN}:
        with pytest.raises(Conflict):
            check_open(state, until, NOW)
