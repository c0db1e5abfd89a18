"""Nobody at an urgent level is let go without a human."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.cases.rules.closing import check_end, is_urgent, may_end_without_human, needs_call
from support.cases.rules.override import Standing
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import Conflict
from support.vocabulary.pathway import BRIEF_SUPPORT, CRISIS, PHYSICIAN, SELF_CARE, URGENT_CALL, Path, Urgency

PATHS = (CRISIS, URGENT_CALL, PHYSICIAN, BRIEF_SUPPORT, SELF_CARE, Path("of a later version"))
STANDINGS = st.builds(Standing, st.sampled_from(Urgency), st.sampled_from(PATHS))
ACTORS = st.builds(Actor, st.sampled_from(Role), st.sampled_from([None, "somebody"]))
CALM = Standing(Urgency.ROUTINE, BRIEF_SUPPORT)


@given(ACTORS, STANDINGS, STANDINGS, st.booleans())
def test_nobody_at_the_two_urgent_levels_is_let_go_by_anything_but_a_nurse(
    actor: Actor, present: Standing, suggested: Standing, awaits_call: bool
) -> None:
    levels = {present.urgency, suggested.urgency}
    is_urgent_level = bool(levels & {Urgency.NOW, Urgency.SAME_DAY})
    is_urgent_path = bool({present.path, suggested.path} & {CRISIS, URGENT_CALL})
    needs_human = awaits_call or is_urgent_level or is_urgent_path
    is_nurse = actor.role is Role.NURSE and actor.id is not None
    if needs_human:
        assert not may_end_without_human(present, suggested, awaits_call=awaits_call)
    if needs_human and not is_nurse:
        with pytest.raises(Conflict):
            check_end(actor, present, suggested, awaits_call=awaits_call)
    else:
        check_end(actor, present, suggested, awaits_call=awaits_call)


def test_what_is_calm_and_waits_for_nobody_may_end_by_itself() -> None:
    assert may_end_without_human(CALM, CALM, awaits_call=False)
    check_end(Actor.job("close"), CALM, CALM, awaits_call=False)


def test_lowering_a_case_does_not_let_go_of_its_person() -> None:
    assert not may_end_without_human(CALM, Standing(Urgency.NOW, CRISIS), awaits_call=False)


@pytest.mark.parametrize(("path", "urgency"), list(product(PATHS, Urgency)))
def test_one_time_missed_is_answered_by_a_call_where_it_is_urgent_and_two_always(
    path: Path, urgency: Urgency
) -> None:
    assert needs_call(path, urgency, 1) is is_urgent(path, urgency)
    assert needs_call(path, urgency, 2) and needs_call(path, urgency, 3)
    assert not needs_call(path, urgency, 0)
