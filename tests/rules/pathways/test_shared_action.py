"""What a supervisor sees of something agreed: what was released, under the permission that it needs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.consent.rules.fact_code import FactCode
from support.pathways.rules.agreed_action import OPEN, Owner, Release, State
from support.pathways.rules.shared_action import (
    Standing,
    fact_of,
    facts_about,
    is_late_for,
    may_agree_to,
    missing_fact,
    standing_for,
)

HERS, ANOTHERS = "link", "another link"
DUE = date(2026, 12, 4)
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
EVERYTHING = frozenset(FactCode)


@dataclass(frozen=True)
class Action:
    """The values that decide."""

    state: State = State.PROPOSED
    owner: Owner = Owner.SUPERVISOR
    release: Release | None = Release.YES
    due_on: date = DUE
    turned_down_at: datetime | None = None
    supervisor_link_id: str | None = None
    is_arrangement: bool = False


ANY = st.builds(
    Action,
    state=st.sampled_from(State),
    owner=st.sampled_from(Owner),
    release=st.sampled_from([None, *Release]),
    turned_down_at=st.sampled_from([None, AT]),
    supervisor_link_id=st.sampled_from([None, HERS, ANOTHERS]),
    is_arrangement=st.booleans(),
)


@given(ANY, st.frozensets(st.sampled_from(FactCode)))
def test_nothing_is_seen_without_its_own_release_and_its_permission(
    action: Action, facts: frozenset[FactCode]
) -> None:
    if standing_for(action, facts, HERS) is not None:
        assert action.release is Release.YES and fact_of(action.owner) in facts
        assert action.state is not State.CANCELLED


@given(ANY, st.frozensets(st.sampled_from(FactCode)).map(lambda facts: facts - {FactCode.F5}))
def test_how_it_goes_is_seen_only_with_the_permission_for_that(
    action: Action, facts: frozenset[FactCode]
) -> None:
    standing = standing_for(action, facts, HERS)
    assert standing not in (Standing.GOING_ON, Standing.DONE, Standing.NEEDS_TALK)
    if standing is not None:
        assert action.state in OPEN
        late = is_late_for(standing, action, facts, date(2027, 1, 1))
        assert late is (action.owner is Owner.SUPERVISOR)


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (Action(), Standing.WAITS),
        (Action(turned_down_at=AT, supervisor_link_id=HERS), Standing.TURNED_DOWN),
        (Action(State.AGREED, supervisor_link_id=HERS), Standing.TAKEN_ON),
        (Action(State.IN_PROGRESS, supervisor_link_id=HERS), Standing.TAKEN_ON),
        (Action(State.DONE, supervisor_link_id=HERS), Standing.DONE),
        (Action(State.NOT_DONE, supervisor_link_id=HERS), Standing.NEEDS_TALK),
        (Action(State.AGREED, supervisor_link_id=ANOTHERS), None),
        (Action(State.DONE, supervisor_link_id=ANOTHERS), None),
        (Action(State.CANCELLED, supervisor_link_id=HERS), None),
        (Action(State.PROPOSED, Owner.EMPLOYEE), None),
        (Action(State.AGREED, Owner.EMPLOYEE), Standing.AGREED),
        (Action(State.IN_PROGRESS, Owner.PROVIDER), Standing.GOING_ON),
        (Action(State.NOT_DONE, Owner.HR), Standing.NEEDS_TALK),
        (Action(release=None), None),
        (Action(release=Release.LATER), None),
    ],
)
def test_how_it_stands_in_her_words(action: Action, expected: Standing | None) -> None:
    assert standing_for(action, EVERYTHING, HERS) is expected


@given(ANY, st.frozensets(st.sampled_from(FactCode)))
def test_what_is_not_hers_and_not_agreed_stands_nowhere(action: Action, facts: frozenset[FactCode]) -> None:
    if action.state is State.PROPOSED and action.owner is not Owner.SUPERVISOR:
        assert standing_for(action, facts, HERS) is None


@given(ANY, st.frozensets(st.sampled_from(FactCode)))
def test_in_a_meeting_she_is_asked_of_everything_open_that_she_may_know(
    action: Action, facts: frozenset[FactCode]
) -> None:
    answered_by_another = action.owner is Owner.SUPERVISOR and action.supervisor_link_id == ANOTHERS
    may_know = action.release is Release.YES and fact_of(action.owner) in facts and not answered_by_another
    if action.state in OPEN:
        assert may_agree_to(action, facts, HERS) is may_know
    else:
        assert may_agree_to(action, facts, HERS) is (standing_for(action, facts, HERS) is not None)


@pytest.mark.parametrize(
    ("action", "facts", "expected"),
    [
        (Action(), frozenset(), FactCode.F2),
        (Action(), {FactCode.F3}, FactCode.F2),
        (Action(), {FactCode.F2}, None),
        (Action(State.AGREED, Owner.EMPLOYEE), {FactCode.F2}, FactCode.F3),
        (Action(release=Release.LATER), frozenset(), None),
        (Action(State.DONE), frozenset(), None),
    ],
)
def test_what_is_missing_after_a_yes(
    action: Action, facts: frozenset[FactCode], expected: FactCode | None
) -> None:
    assert missing_fact(action, facts) is expected


def test_a_supervisor_could_be_told_nothing_of_what_another_answers_for_or_was_not_released() -> None:
    assert facts_about(Action(supervisor_link_id=HERS), HERS) == {FactCode.F2, FactCode.F5}
    assert facts_about(Action(supervisor_link_id=ANOTHERS), HERS) == frozenset()
    assert facts_about(Action(release=None), HERS) == frozenset()
