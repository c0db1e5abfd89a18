"""Nobody is invited to a cohort that has not said to what, and a review changes something."""

from dataclasses import replace
from typing import Any

import pytest

from support.pathways.rules.cohort import InterimReview, Move, StartMeeting, State, after, takes_people
from support.vocabulary.errors import Conflict
from tests.rules.pathways.machines import REVIEWED, WHOLE


def test_a_cohort_invites_nobody_before_its_meeting_was_held() -> None:
    with pytest.raises(Conflict):
        after(State.PLANNED, Move.RECRUIT, meeting=replace(WHOLE, met_on=None), review=InterimReview())


@pytest.mark.parametrize("left_out", ["goals", "target_group", "schedule"])
def test_a_cohort_invites_nobody_before_goals_target_group_and_schedule(left_out: str) -> None:
    empty: dict[str, Any] = {left_out: " "}
    meeting = replace(WHOLE, **empty)
    with pytest.raises(Conflict):
        after(State.PLANNED, Move.RECRUIT, meeting=meeting, review=InterimReview())
    assert after(State.PLANNED, Move.RECRUIT, meeting=WHOLE, review=InterimReview()) is State.RECRUITING


@pytest.mark.parametrize(
    "review", [InterimReview(), replace(REVIEWED, change=""), replace(REVIEWED, findings="")]
)
def test_an_interim_review_yields_a_change(review: InterimReview) -> None:
    with pytest.raises(Conflict):
        after(State.INTERIM_REVIEW, Move.GO_ON, meeting=StartMeeting(), review=review)
    assert after(State.INTERIM_REVIEW, Move.GO_ON, meeting=WHOLE, review=REVIEWED) is State.RUNNING


@pytest.mark.parametrize("state", State)
def test_only_a_recruiting_cohort_with_room_takes_people(state: State) -> None:
    assert takes_people(state, taken=3, capacity=4) is (state is State.RECRUITING)
    assert not takes_people(state, taken=4, capacity=4)
