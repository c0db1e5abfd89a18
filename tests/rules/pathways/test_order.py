"""Steps follow each other: what comes next, what must come first, when it should be."""

from datetime import UTC, date, datetime

import pytest

from support.pathways.rules.order import (
    Anchors,
    StepState,
    Window,
    check_hold,
    check_outcomes,
    check_skip,
    check_take_back,
    next_step,
    window_of,
)
from support.pathways.rules.step import Gap, Since, StepKind
from support.vocabulary.errors import Conflict, Invalid
from tests.rules.pathways.steps import STEPS, WITH_SUPERVISOR, a_step

HELD, MISSED, SKIPPED, TO_COME = StepState.HELD, StepState.MISSED, StepState.SKIPPED, StepState.TO_COME
# Half past midnight in Helsinki, the day before in UTC.
NIGHT = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
LATER = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ({}, "1"),
        ({"1": HELD}, "2"),
        ({"1": HELD, "2": MISSED}, "2"),
        ({"1": HELD, "2": TO_COME}, "2"),
        ({"1": HELD, "2": SKIPPED}, "3"),
        ({"1": HELD, "2": HELD, "3": HELD}, "4"),
        ({"1": HELD, "2": HELD, "3": HELD, "4": HELD}, None),
        ({"1": HELD, "2": HELD, "3": HELD, "4": SKIPPED}, None),
    ],
)
def test_the_next_step_is_the_first_that_is_not_settled(
    states: dict[str, StepState], expected: str | None
) -> None:
    found = next_step(STEPS, states)
    assert (found.key if found else None) == expected


def test_a_step_that_need_not_be_is_passed_by_once_a_later_one_is_held() -> None:
    steps = (a_step("1"), a_step("2", is_optional=True), a_step("3"), a_step("4"))
    found = next_step(steps, {"1": HELD, "3": HELD})
    assert found is not None
    assert found.key == "4"


def test_a_missed_step_can_be_booked_again_and_keeps_its_place() -> None:
    found = next_step(STEPS, {"1": HELD, "2": MISSED, "3": TO_COME})
    assert found is not None
    assert found.key == "2"
    with pytest.raises(Conflict):
        check_hold(STEPS, {"1": HELD, "2": MISSED}, "3")


@pytest.mark.parametrize("states", [{}, {"1": MISSED}, {"1": TO_COME}])
def test_no_step_is_held_before_the_one_it_follows(states: dict[str, StepState]) -> None:
    with pytest.raises(Conflict):
        check_hold(STEPS, states, "2")


def test_a_step_is_held_after_what_was_held_or_left_out() -> None:
    check_hold(STEPS, {}, "1")
    check_hold(STEPS, {"1": HELD}, "2")
    check_hold(WITH_SUPERVISOR, {"1": HELD, "5a": HELD, "5b": SKIPPED}, "6")


def test_a_mark_is_not_taken_back_when_a_later_step_has_been_held() -> None:
    check_take_back(STEPS, {"1": HELD, "2": HELD}, "2")
    with pytest.raises(Conflict):
        check_take_back(STEPS, {"1": HELD, "2": HELD}, "1")


def test_a_step_is_left_out_only_where_it_may_be_and_with_a_reason() -> None:
    coaching = WITH_SUPERVISOR[2]
    check_skip(coaching, "Esihenkilö vaihtuu.")
    with pytest.raises(Invalid):
        check_skip(coaching, "  ")
    with pytest.raises(Conflict):
        check_skip(WITH_SUPERVISOR[0], "Ei ehditty.")


def test_a_step_counts_as_held_only_with_what_it_must_bring() -> None:
    opening = WITH_SUPERVISOR[0]
    check_outcomes(opening, frozenset({"goals_agreed", "more"}))
    with pytest.raises(Conflict):
        check_outcomes(opening, frozenset())


@pytest.mark.parametrize(
    ("since", "anchors", "expected"),
    [
        (Since.START, Anchors(NIGHT, LATER, LATER), date(2026, 11, 25)),
        (Since.PREVIOUS, Anchors(NIGHT, LATER), date(2026, 12, 8)),
        (Since.LAST_SESSION, Anchors(NIGHT, None, LATER), date(2026, 12, 8)),
        (Since.PREVIOUS, Anchors(NIGHT), date(2026, 11, 25)),
    ],
)
def test_the_days_to_a_step_are_counted_in_local_days(since: Since, anchors: Anchors, expected: date) -> None:
    assert window_of(Gap(0, 0, 0, since), anchors) == Window(expected, expected, expected)


def test_a_window_has_its_first_usual_and_last_day() -> None:
    found = window_of(Gap(7, 14, 28, Since.PREVIOUS), Anchors(NIGHT, LATER))
    assert found == Window(date(2026, 12, 15), date(2026, 12, 22), date(2027, 1, 5))
    assert window_of(None, Anchors(NIGHT)) is None


@pytest.mark.parametrize("kind", [StepKind.CHECKIN, StepKind.SELF_CARE, StepKind.HELP_PAGE])
def test_what_nobody_holds_is_never_next(kind: StepKind) -> None:
    assert next_step((a_step("1", kind),), {}) is None
