"""By when an alert is answered, who is told of it next, and which way it may go."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.cases.rules.alerts import (
    ESCALATES_AFTER,
    AlertKind,
    AlertMove,
    AlertState,
    after,
    due_of,
    first_told_at,
    is_told_by_text,
    kind_of_call,
    kind_of_no_answer,
    line_of,
    next_told_at,
    state_of,
    urgency_of,
)
from support.vocabulary import calendar
from support.vocabulary.calendar import HELSINKI
from support.vocabulary.errors import Conflict
from support.vocabulary.pathway import BRIEF_SUPPORT, CRISIS, URGENT_CALL, Urgency

KINDS = st.sampled_from(AlertKind)
# Both changes of the clock, Christmas, Easter, Midsummer and the turn of a year lie among them.
FIRST, LAST = datetime(2026, 1, 1), datetime(2027, 12, 31)  # noqa: DTZ001 - made aware below
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
SPANS = st.timedeltas(timedelta(0), timedelta(days=9))


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI).astimezone(UTC)


@pytest.mark.parametrize(
    ("kind", "raised", "due"),
    [
        # 2026-11-25 is a Wednesday, the 27th a Friday.
        (AlertKind.CRISIS, "2026-11-25T09:00", "2026-11-25T09:30"),
        (AlertKind.CRISIS, "2026-11-25T21:40", "2026-11-26T08:30"),
        (AlertKind.CRISIS, "2026-12-23T21:40", "2026-12-28T08:30"),
        (AlertKind.URGENT_CALL, "2026-11-25T12:59", "2026-11-25T16:00"),
        (AlertKind.URGENT_CALL, "2026-11-25T13:00", "2026-11-26T10:00"),
        (AlertKind.SAFETY_CHECKIN, "2026-11-25T15:59", "2026-11-25T16:00"),
        (AlertKind.SAFETY_CHECKIN, "2026-11-25T16:00", "2026-11-26T10:00"),
        (AlertKind.HELP_WANTED, "2026-11-27T19:00", "2026-11-30T10:00"),
        (AlertKind.HELP_WANTED, "2026-11-25T07:00", "2026-11-25T10:00"),
        (AlertKind.NO_SHOW_URGENT, "2026-11-25T08:00", "2026-11-25T16:00"),
        (AlertKind.TARGET_RISK, "2026-11-25T11:00", "2026-11-25T11:00"),
        (AlertKind.TARGET_RISK, "2026-11-27T20:00", "2026-11-30T08:00"),
        (AlertKind.REPLY_TO_READ, "2026-11-25T11:00", "2026-11-26T16:00"),
        (AlertKind.MESSAGE_FAILED, "2026-11-27T11:00", "2026-11-30T16:00"),
        (AlertKind.NO_ANSWER, "2026-11-25T11:00", "2026-11-27T16:00"),
        (AlertKind.CHECKIN_MISSED, "2026-11-25T20:00", "2026-12-01T16:00"),
        # Independence Day and Christmas Eve are days on which nobody works; the clock changes on Sundays.
        (AlertKind.NO_ANSWER, "2026-12-22T09:00", "2026-12-28T16:00"),
        (AlertKind.CRISIS, "2026-03-29T03:30", "2026-03-30T08:30"),
        (AlertKind.CRISIS, "2026-10-25T03:30", "2026-10-26T08:30"),
        (AlertKind.MESSAGE_FAILED, "2026-03-27T12:00", "2026-03-30T16:00"),
        (AlertKind.MESSAGE_FAILED, "2026-10-23T12:00", "2026-10-26T16:00"),
    ],
)
def test_by_when_each_is_answered(kind: AlertKind, raised: str, due: str) -> None:
    assert due_of(kind, wall(raised)) == wall(due)


@given(KINDS, MOMENTS)
def test_an_alert_is_due_on_a_working_day_and_never_before_it_was_raised(
    kind: AlertKind, raised_at: datetime
) -> None:
    due = due_of(kind, raised_at)
    assert due >= raised_at
    assert calendar.is_working_day(calendar.local_date(due))
    wall_time = calendar.local(due).time()
    latest = calendar.local(calendar.closing_of(calendar.local_date(due)) + timedelta(minutes=30)).time()
    assert calendar.OPENS <= wall_time <= latest


@given(KINDS, MOMENTS, SPANS)
def test_what_is_raised_later_is_never_due_earlier(
    kind: AlertKind, raised_at: datetime, span: timedelta
) -> None:
    earlier, later = due_of(kind, raised_at), due_of(kind, raised_at + span)
    assert later >= earlier


@given(MOMENTS)
def test_nobody_is_told_for_the_first_time_while_the_service_is_closed(raised_at: datetime) -> None:
    told = first_told_at(raised_at)
    assert told >= raised_at
    assert calendar.is_open(told)


@given(KINDS, MOMENTS, SPANS)
def test_the_next_is_told_later_and_never_too_soon(
    kind: AlertKind, raised_at: datetime, span: timedelta
) -> None:
    told_at = first_told_at(raised_at + span)
    following = next_told_at(kind, told_at, due_of(kind, raised_at))
    assert following > told_at
    if urgency_of(kind) is Urgency.NOW:
        assert following - told_at == ESCALATES_AFTER
    elif urgency_of(kind) is Urgency.SAME_DAY:
        assert round(calendar.opening_minutes_between(told_at, following)) == 120


@given(st.sampled_from([one for one in AlertKind if is_told_by_text(one)]), MOMENTS)
def test_three_in_line_have_all_been_told_of_an_urgent_one_within_a_working_day(
    kind: AlertKind, raised_at: datetime
) -> None:
    told_at, due_at = first_told_at(raised_at), due_of(kind, raised_at)
    for _ in range(2):
        told_at = next_told_at(kind, told_at, due_at)
    assert calendar.opening_minutes_between(raised_at, told_at) <= 240


@pytest.mark.parametrize("day", [date(2026, 3, 27), date(2026, 10, 23)])
def test_a_night_with_a_change_of_the_clock_is_no_longer_and_no_shorter_for_a_crisis(day: date) -> None:
    raised = calendar.closing_of(day)
    assert calendar.local(first_told_at(raised)).isoformat()[11:16] == "08:00"
    assert calendar.local(due_of(AlertKind.CRISIS, raised)).isoformat()[11:16] == "08:30"


def test_only_the_two_urgent_levels_are_told_by_text_message() -> None:
    told = {kind for kind in AlertKind if is_told_by_text(kind)}
    assert {urgency_of(kind) for kind in told} == {Urgency.NOW, Urgency.SAME_DAY}
    assert {urgency_of(kind) for kind in set(AlertKind) - told} == {Urgency.NEXT_DAY, Urgency.ROUTINE}


@pytest.mark.parametrize(
    ("on_duty", "nurses", "managers", "told"),
    [
        (["a", "b"], ["a", "b", "c"], ["m"], [("a",), ("b",), ("m",)]),
        (["a"], ["a", "b"], ["m", "n"], [("a",), ("m", "n")]),
        ([], ["a", "b"], ["m"], [("a", "b"), ("m",)]),
        ([], [], ["m"], [("m",)]),
        (["a"], ["a"], [], [("a",)]),
        ([], [], [], [()]),
    ],
)
def test_who_is_told_in_which_order(
    on_duty: list[str], nurses: list[str], managers: list[str], told: list[tuple[str, ...]]
) -> None:
    line = line_of(AlertKind.CRISIS, on_duty, nurses, managers)
    assert [line.at(level) for level in range(len(told))] == told
    assert [line.ends_with(level) for level in range(len(told))] == [False] * (len(told) - 1) + [True]
    assert line.at(len(told)) == ()
    assert line.is_managers(len(told) - 1) is bool(managers)


def test_what_is_not_urgent_rings_nobody_and_comes_to_the_managers_second() -> None:
    line = line_of(AlertKind.NO_ANSWER, ["a"], ["a", "b"], ["m"])
    assert [line.at(level) for level in range(3)] == [(), ("m",), ()]
    assert [line.is_managers(level) for level in range(2)] == [False, True]


def test_every_move_leads_where_the_table_says_and_nowhere_else() -> None:
    raised, escalated = AlertState.RAISED, AlertState.ESCALATED
    seen, done = AlertState.ACKNOWLEDGED, AlertState.RESOLVED
    allowed = {
        (raised, AlertMove.ESCALATE): escalated,
        (escalated, AlertMove.ESCALATE): escalated,
        (raised, AlertMove.ACKNOWLEDGE): seen,
        (escalated, AlertMove.ACKNOWLEDGE): seen,
        (raised, AlertMove.RESOLVE): done,
        (escalated, AlertMove.RESOLVE): done,
        (seen, AlertMove.RESOLVE): done,
        (seen, AlertMove.TAKE_BACK): raised,
        (done, AlertMove.TAKE_BACK): seen,
    }
    for state in AlertState:
        for move in AlertMove:
            if (state, move) in allowed:
                assert after(state, move) is allowed[state, move]
            else:
                with pytest.raises(Conflict):
                    after(state, move)


def test_the_state_follows_from_the_moments() -> None:
    now = wall("2026-11-25T09:00")
    assert [state_of(level, None, None) for level in range(3)] == [
        AlertState.RAISED,
        AlertState.RAISED,
        AlertState.ESCALATED,
    ]
    assert state_of(2, now, None) is AlertState.ACKNOWLEDGED
    assert state_of(2, now, now) is AlertState.RESOLVED


def test_the_kind_of_a_call_and_of_no_answer() -> None:
    assert kind_of_call(Urgency.SAME_DAY, CRISIS) is AlertKind.CRISIS
    assert kind_of_call(Urgency.NOW, BRIEF_SUPPORT) is AlertKind.CRISIS
    assert kind_of_call(Urgency.SAME_DAY, URGENT_CALL) is AlertKind.URGENT_CALL
    assert kind_of_no_answer(Urgency.SAME_DAY, URGENT_CALL, 1) is None
    assert kind_of_no_answer(Urgency.SAME_DAY, URGENT_CALL, 2) is AlertKind.NO_SHOW_URGENT
    assert kind_of_no_answer(Urgency.ROUTINE, BRIEF_SUPPORT, 3) is AlertKind.NO_ANSWER
