"""Who may change a decision, and when a reason is needed."""

import pytest

from support.cases.rules.override import Change, Standing, change_between, check_override, needs_reason
from support.vocabulary.errors import Invalid
from support.vocabulary.pathway import (
    BRIEF_SUPPORT,
    CRISIS,
    PHYSICIAN,
    SELF_CARE,
    TRIPARTITE,
    URGENT_CALL,
    Path,
    Urgency,
)

NOW, SAME_DAY, NEXT_DAY, ROUTINE = Urgency

TABLE = [
    ((ROUTINE, BRIEF_SUPPORT), (ROUTINE, BRIEF_SUPPORT), Change.NONE),
    ((ROUTINE, BRIEF_SUPPORT), (NEXT_DAY, BRIEF_SUPPORT), Change.RAISED),
    ((ROUTINE, BRIEF_SUPPORT), (ROUTINE, PHYSICIAN), Change.RAISED),
    ((ROUTINE, PHYSICIAN), (NOW, CRISIS), Change.RAISED),
    ((SAME_DAY, URGENT_CALL), (NOW, CRISIS), Change.RAISED),
    ((ROUTINE, SELF_CARE), (ROUTINE, BRIEF_SUPPORT), Change.SIDEWAYS),
    ((ROUTINE, BRIEF_SUPPORT), (ROUTINE, SELF_CARE), Change.SIDEWAYS),
    ((ROUTINE, TRIPARTITE), (ROUTINE, BRIEF_SUPPORT), Change.SIDEWAYS),
    ((NEXT_DAY, BRIEF_SUPPORT), (ROUTINE, BRIEF_SUPPORT), Change.LOWERED),
    ((NOW, CRISIS), (SAME_DAY, URGENT_CALL), Change.LOWERED),
    ((NOW, CRISIS), (NOW, BRIEF_SUPPORT), Change.LOWERED),
    ((SAME_DAY, URGENT_CALL), (SAME_DAY, BRIEF_SUPPORT), Change.LOWERED),
    ((SAME_DAY, URGENT_CALL), (SAME_DAY, PHYSICIAN), Change.LOWERED),
    ((ROUTINE, PHYSICIAN), (ROUTINE, BRIEF_SUPPORT), Change.LOWERED),
    ((ROUTINE, PHYSICIAN), (NEXT_DAY, BRIEF_SUPPORT), Change.LOWERED),
    ((NEXT_DAY, BRIEF_SUPPORT), (ROUTINE, PHYSICIAN), Change.LOWERED),
]


@pytest.mark.parametrize(("before", "wanted", "change"), TABLE)
def test_a_change_is_named_by_what_it_lowers(
    before: tuple[Urgency, Path], wanted: tuple[Urgency, Path], change: Change
) -> None:
    assert change_between(Standing(*before), Standing(*wanted)) is change


@pytest.mark.parametrize(("before", "wanted", "change"), TABLE)
def test_a_reason_is_needed_for_anything_but_raising(
    before: tuple[Urgency, Path], wanted: tuple[Urgency, Path], change: Change
) -> None:
    old, new = Standing(*before), Standing(*wanted)
    needed = change in (Change.LOWERED, Change.SIDEWAYS)
    assert needs_reason(old, new) is needed
    assert check_override(old, new, "talked it through") is change
    if needed:
        with pytest.raises(Invalid):
            check_override(old, new, "  \n")
