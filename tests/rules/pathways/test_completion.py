"""A way is complete when what it needs was held; enough before that is completion too, and has its reason."""

import pytest

from support.cases.rules.states import CloseReason
from support.pathways.rules.completion import End, check_end, missing, move_with_case, not_covered
from support.pathways.rules.enrolment import ENDED, GOING_ON, Move, State, after
from support.pathways.rules.order import StepState
from support.vocabulary.errors import Conflict, Invalid
from tests.rules.pathways.steps import STEPS, WAY_WITH_SUPERVISOR, WHOLE_WAY

HELD, SKIPPED, MISSED = StepState.HELD, StepState.SKIPPED, StepState.MISSED
ALL_BUT_COACHING = {"1": HELD, "5a": HELD, "6": HELD}
WHY = "Riitti tähän."


def test_the_whole_way_needs_every_step_that_is_named() -> None:
    assert missing(WHOLE_WAY, {"1": HELD, "2": MISSED}) == ("2", "3")
    assert missing(WHOLE_WAY, {"1": HELD, "2": HELD, "3": HELD}) == ()
    check_end(End.COMPLETED, WHOLE_WAY, {"1": HELD, "2": HELD, "3": HELD}, "")


@pytest.mark.parametrize("end", [End.COMPLETED, End.EARLY])
def test_nothing_is_completed_until_the_supervisors_talk_is_held_or_refused(end: End) -> None:
    assert missing(WAY_WITH_SUPERVISOR, ALL_BUT_COACHING) == ("5b",)
    with pytest.raises(Conflict):
        check_end(end, WAY_WITH_SUPERVISOR, ALL_BUT_COACHING, WHY)
    with pytest.raises(Conflict):
        check_end(end, WAY_WITH_SUPERVISOR, {**ALL_BUT_COACHING, "5b": MISSED}, WHY)
    for settled in (HELD, SKIPPED):
        check_end(end, WAY_WITH_SUPERVISOR, {**ALL_BUT_COACHING, "5b": settled}, WHY)


def test_a_needed_step_that_was_left_out_does_not_make_the_way_whole() -> None:
    with pytest.raises(Conflict):
        check_end(End.COMPLETED, WHOLE_WAY, {"1": SKIPPED, "2": HELD, "3": HELD}, "")


def test_one_talk_may_be_enough() -> None:
    check_end(End.EARLY, WHOLE_WAY, {"1": HELD}, WHY)
    with pytest.raises(Conflict):
        check_end(End.EARLY, WHOLE_WAY, {"1": MISSED}, WHY)


@pytest.mark.parametrize("end", [End.EARLY, End.WITHDRAWN, End.TRANSFERRED])
def test_every_other_end_says_why(end: End) -> None:
    check_end(end, WHOLE_WAY, {"1": HELD}, WHY)
    with pytest.raises(Invalid):
        check_end(end, WHOLE_WAY, {"1": HELD}, " ")


def test_what_was_not_spoken_of_is_named_once_in_order() -> None:
    assert not_covered(STEPS, ()) == ("what_carries", "hoped_for", "what_is_better", "plan")
    assert not_covered(STEPS, ("what_carries", "plan")) == ("hoped_for", "what_is_better")


@pytest.mark.parametrize(
    ("state", "reason", "held", "expected"),
    [
        (State.ACTIVE, CloseReason.COMPLETED, True, Move.COMPLETE),
        (State.PAUSED, CloseReason.COMPLETED, True, Move.COMPLETE),
        (State.ACTIVE, CloseReason.COMPLETED, False, Move.WITHDRAW),
        (State.ACCEPTED, CloseReason.COMPLETED, False, Move.WITHDRAW),
        (State.ACTIVE, CloseReason.NO_ANSWER, True, Move.DROP_OUT),
        (State.PAUSED, CloseReason.NO_ANSWER, True, Move.WITHDRAW),
        (State.ACTIVE, CloseReason.TRANSFERRED, True, Move.TRANSFER),
        (State.INVITED, CloseReason.TRANSFERRED, False, Move.WITHDRAW),
        (State.ACTIVE, CloseReason.BY_PERSON, True, Move.WITHDRAW),
    ],
)
def test_what_goes_on_ends_with_its_case(
    state: State, reason: CloseReason, held: bool, expected: Move
) -> None:
    assert move_with_case(state, reason, {"1": HELD if held else MISSED}) is expected


@pytest.mark.parametrize("state", sorted(GOING_ON))
@pytest.mark.parametrize("reason", CloseReason)
@pytest.mark.parametrize("step", StepState)
def test_closing_a_case_is_never_refused_by_its_enrolment(
    state: State, reason: CloseReason, step: StepState
) -> None:
    assert after(state, move_with_case(state, reason, {"1": step})) in ENDED
