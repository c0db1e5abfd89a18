"""Which changes of a decision lower it, and when a reason is needed; who may make them: `access`.

Source: domain model C.2; triage specification, sections 4 and 5.
"""

from dataclasses import dataclass
from enum import StrEnum

from support.vocabulary.errors import Invalid, mark
from support.vocabulary.pathway import CRISIS, PHYSICIAN, URGENT_CALL, Path, Urgency

# From the most to the least; leaving one of them for anything after it is lowering.
_GUARDED_PATHS = (CRISIS, URGENT_CALL, PHYSICIAN)


@dataclass(frozen=True)
class Standing:
    """An urgency and a path, as they stand or as somebody wants them to stand."""

    urgency: Urgency
    path: Path


class DecisionState(StrEnum):
    """How what the program suggests stands with the nurses."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    OVERRIDDEN = "overridden"


class Change(StrEnum):
    """What a new standing does to the old one."""

    NONE = "none"
    RAISED = "raised"
    SIDEWAYS = "sideways"
    LOWERED = "lowered"


LOWERED_STEP = f"decision_{Change.LOWERED}"
"""What the step of a case is called in which a nurse has lowered the decision."""


def change_between(before: Standing, wanted: Standing) -> Change:
    """What the change is; lowering in one respect is lowering, whatever it raises in the other."""
    if before == wanted:
        return Change.NONE
    steps = (wanted.urgency.rank - before.urgency.rank, _guard_rank(wanted) - _guard_rank(before))
    if max(steps) > 0:
        return Change.LOWERED
    if min(steps) < 0:
        return Change.RAISED
    return Change.SIDEWAYS


def needs_reason(before: Standing, wanted: Standing) -> bool:
    """Whether the change is recorded only with a reason: lowering, and another path of the same weight."""
    return change_between(before, wanted) in (Change.LOWERED, Change.SIDEWAYS)


def check_override(before: Standing, wanted: Standing, reason: str) -> Change:
    """What the change is; raises Invalid where it needs a reason and has none."""
    change = change_between(before, wanted)
    if needs_reason(before, wanted) and not reason.strip():
        raise Invalid(mark("Please write down the reason for the change."))
    return change


def _guard_rank(standing: Standing) -> int:
    if standing.path in _GUARDED_PATHS:
        return _GUARDED_PATHS.index(standing.path)
    return len(_GUARDED_PATHS)
