"""Who may change a decision, and when a reason is needed."""

import pytest

from support.cases.rules.override import Change, Standing, change_between, check_override, needs_reason
from support.vocabulary.actor import Role
from support.vocabulary.errors import Invalid, NotAllowed
from support.vocabulary.pathway import Urgency

NOW, SAME_DAY, NEXT_DAY, ROUTINE = Urgency

TABLE = [
    ((ROUTINE, "brief_support"), (ROUTINE, "brief_support"), Change.NONE),
    ((ROUTINE, "brief_support"), (NEXT_DAY, "brief_support"), Change.RAISED),
    ((ROUTINE, "brief_support"), (ROUTINE, "physician"), Change.RAISED),
    ((ROUTINE, "physician"), (NOW, "crisis"), Change.RAISED),
    ((SAME_DAY, "urgent_call"), (NOW, "crisis"), Change.RAISED),
    ((ROUTINE, "self_care"), (ROUTINE, "brief_support"), Change.SIDEWAYS),
    ((ROUTINE, "brief_support"), (ROUTINE, "self_care"), Change.SIDEWAYS),
    ((ROUTINE, "tripartite"), (ROUTINE, "brief_support"), Change.SIDEWAYS),
    ((NEXT_DAY, "brief_support"), (ROUTINE, "brief_support"), Change.LOWERED),
    ((NOW, "crisis"), (SAME_DAY, "urgent_call"), Change.LOWERED),
    ((NOW, "crisis"), (NOW, "brief_support"), Change.LOWERED),
    ((SAME_DAY, "urgent_call"), (SAME_DAY, "brief_support"), Change.LOWERED),
    ((SAME_DAY, "urgent_call"), (SAME_DAY, "physician"), Change.LOWERED),
    ((ROUTINE, "physician"), (ROUTINE, "brief_support"), Change.LOWERED),
    ((ROUTINE, "physician"), (NEXT_DAY, "brief_support"), Change.LOWERED),
    ((NEXT_DAY, "brief_support"), (ROUTINE, "physician"), Change.LOWERED),
]


@pytest.mark.parametrize(("before", "wanted", "change"), TABLE)
def test_a_change_is_named_by_what_it_lowers(
    before: tuple[Urgency, str], wanted: tuple[Urgency, str], change: Change
) -> None:
    assert change_between(Standing(*before), Standing(*wanted)) is change


@pytest.mark.parametrize(("before", "wanted", "change"), TABLE)
def test_a_reason_is_needed_for_anything_but_raising(
    before: tuple[Urgency, str], wanted: tuple[Urgency, str], change: Change
) -> None:
    old, new = Standing(*before), Standing(*wanted)
    needed = change in (Change.LOWERED, Change.SIDEWAYS)
    assert needs_reason(old, new) is needed
    assert check_override(Role.NURSE, old, new, "talked it through") is change
    if needed:
        with pytest.raises(Invalid):
            check_override(Role.NURSE, old, new, "  \n")


@pytest.mark.parametrize(("before", "wanted", "change"), TABLE)
def test_a_person_may_only_raise(
    before: tuple[Urgency, str], wanted: tuple[Urgency, str], change: Change
) -> None:
    old, new = Standing(*before), Standing(*wanted)
    if change in (Change.RAISED, Change.NONE):
        assert check_override(Role.EMPLOYEE, old, new, "") is change
    else:
        with pytest.raises(NotAllowed):
            check_override(Role.EMPLOYEE, old, new, "a reason")


@pytest.mark.parametrize("role", [Role.ADMIN, Role.VISITOR, Role.JOB, Role.OPERATOR])
def test_nobody_else_changes_a_decision(role: Role) -> None:
    with pytest.raises(NotAllowed):
        check_override(role, Standing(ROUTINE, "brief_support"), Standing(NOW, "crisis"), "a reason")
