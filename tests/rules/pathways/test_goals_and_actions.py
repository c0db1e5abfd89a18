"""What counts as a goal, and what must be there before an action is agreed."""

from datetime import date, timedelta

import pytest

from support.pathways.rules import agreed_action, goal
from support.pathways.rules.agreed_action import Assent, Owner, Release
from support.vocabulary.errors import Conflict, Invalid

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize("good_enough", [1, 10])
def test_a_goal_has_words_and_a_number_that_would_be_good_enough(good_enough: int) -> None:
    goal.check_wording("Nukun viitenä yönä.", good_enough)


@pytest.mark.parametrize(("text", "good_enough"), [(" ", 7), ("Nukun.", None), ("Nukun.", 0), ("Nukun.", 11)])
def test_a_goal_without_them_is_refused(text: str, good_enough: int | None) -> None:
    with pytest.raises(Invalid):
        goal.check_wording(text, good_enough)


@pytest.mark.parametrize("value", [None, -1, 11])
def test_a_point_lies_on_the_scale(value: int | None) -> None:
    goal.check_point(goal.State.AGREED, 0)
    goal.check_point(goal.State.IN_PROGRESS, 10)
    with pytest.raises(Invalid):
        goal.check_point(goal.State.AGREED, value)


@pytest.mark.parametrize("state", sorted(set(goal.State) - {goal.State.AGREED, goal.State.IN_PROGRESS}))
def test_only_an_agreed_goal_that_stands_has_points(state: goal.State) -> None:
    with pytest.raises(Conflict):
        goal.check_point(state, 5)


def test_a_goal_is_good_enough_by_its_last_point() -> None:
    assert goal.is_good_enough([3, 7], 7)
    assert not goal.is_good_enough([8, 6], 7)
    assert not goal.is_good_enough([], 1)


def test_nobody_carries_more_than_five_goals_at_a_time() -> None:
    goal.check_room(4)
    with pytest.raises(Conflict):
        goal.check_room(5)


@pytest.mark.parametrize("days", [0, 365])
def test_an_action_has_words_and_a_day_within_a_year(days: int) -> None:
    agreed_action.check_wording("Kokoukset iltapäivään.", TODAY + timedelta(days=days), TODAY)


@pytest.mark.parametrize(
    ("text", "days"), [(" ", 7), ("Kokoukset.", -1), ("Kokoukset.", 366), ("Kokoukset.", None)]
)
def test_an_action_without_them_is_refused(text: str, days: int | None) -> None:
    due = None if days is None else TODAY + timedelta(days=days)
    with pytest.raises(Invalid):
        agreed_action.check_wording(text, due, TODAY)


@pytest.mark.parametrize("release", [*Release, None])
@pytest.mark.parametrize("consents", [True, False])
@pytest.mark.parametrize("accepts", [True, False])
def test_what_the_supervisor_does_is_agreed_only_when_she_was_told_by_consent_and_accepts(
    release: Release | None, consents: bool, accepts: bool
) -> None:
    assent = Assent(release, consents, accepts)
    if release is Release.YES and consents and accepts:
        agreed_action.check_agree(Owner.SUPERVISOR, assent)
    else:
        with pytest.raises(Conflict):
            agreed_action.check_agree(Owner.SUPERVISOR, assent)


@pytest.mark.parametrize("owner", sorted(set(Owner) - {Owner.SUPERVISOR}))
@pytest.mark.parametrize("release", [*Release, None])
def test_what_anybody_else_does_needs_none_of_that(owner: Owner, release: Release | None) -> None:
    agreed_action.check_agree(owner, Assent(release))


def test_what_is_not_done_has_a_reason() -> None:
    agreed_action.check_reason(agreed_action.Move.FINISH, "")
    agreed_action.check_reason(agreed_action.Move.LEAVE_UNDONE, "Tilanne muuttui.")
    with pytest.raises(Invalid):
        agreed_action.check_reason(agreed_action.Move.LEAVE_UNDONE, " ")


@pytest.mark.parametrize("state", agreed_action.State)
def test_an_open_action_is_overdue_the_day_after_its_day(state: agreed_action.State) -> None:
    is_open = state in agreed_action.OPEN
    assert agreed_action.is_overdue(state, TODAY - timedelta(days=1), TODAY) is is_open
    assert not agreed_action.is_overdue(state, TODAY, TODAY)


@pytest.mark.parametrize("release", [Release.NO, Release.LATER, None])
def test_nobody_owes_what_she_may_not_read_any_more(release: Release | None) -> None:
    ends, agreed, action = agreed_action.ends_with_release, agreed_action.State.AGREED, agreed_action.State
    assert ends(agreed, Owner.SUPERVISOR, release) is True
    assert ends(agreed, Owner.EMPLOYEE, release) is False
    assert ends(action.DONE, Owner.SUPERVISOR, release) is False
    assert ends(agreed, Owner.SUPERVISOR, Release.YES) is False
