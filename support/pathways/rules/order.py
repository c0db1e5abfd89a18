"""The steps of one person in order: held, missed, booked anew, left out with a reason; which comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from support.pathways.rules.moves import following
from support.pathways.rules.step import Gap, PathwayStep, Since, StepKind
from support.vocabulary.calendar import local_date
from support.vocabulary.errors import Conflict, Invalid, mark


class StepState(StrEnum):
    """How a step of one person stands."""

    TO_COME = "to_come"
    MISSED = "missed"
    HELD = "held"
    SKIPPED = "skipped"


class StepMove(StrEnum):
    """What happens to a step."""

    HOLD = "hold"
    MISS = "miss"
    REBOOK = "rebook"
    SKIP = "skip"
    TAKE_BACK = "take_back"


SETTLED = frozenset({StepState.HELD, StepState.SKIPPED})
"""Nothing more is to come of it."""
_NOT_YET = (StepState.TO_COME, StepState.MISSED)

ALLOWED: dict[tuple[StepState, StepMove], StepState] = {
    **{(state, StepMove.HOLD): StepState.HELD for state in _NOT_YET},
    **{(state, StepMove.MISS): StepState.MISSED for state in _NOT_YET},
    **{(state, StepMove.SKIP): StepState.SKIPPED for state in _NOT_YET},
    (StepState.MISSED, StepMove.REBOOK): StepState.TO_COME,
    **{
        (state, StepMove.TAKE_BACK): StepState.TO_COME
        for state in (StepState.HELD, StepState.SKIPPED, StepState.MISSED)
    },
}

# Check-ins are asked by the follow-up, a cohort begins before anybody is in it, and the rest nobody holds.
_BESIDE = frozenset({StepKind.CHECKIN, StepKind.COHORT_START, StepKind.HELP_PAGE, StepKind.SELF_CARE})
States = Mapping[str, StepState]
"""How the steps of one person stand, by key; a step that is not named is still to come."""


@dataclass(frozen=True)
class Window:
    """The days of a step: never before the first, as a rule on the second, at last on the third."""

    earliest: date
    usual: date
    latest: date


@dataclass(frozen=True)
class Anchors:
    """From what the days to a step are counted: the beginning, the step before it, and the last talk."""

    started_at: datetime
    previous_at: datetime | None = None
    last_session_at: datetime | None = None

    def of(self, since: Since) -> datetime:
        """The moment that stands for this; the beginning where there is none yet."""
        found = {
            Since.START: self.started_at,
            Since.PREVIOUS: self.previous_at,
            Since.LAST_SESSION: self.last_session_at,
        }[since]
        return found or self.started_at


def after(state: StepState, move: StepMove) -> StepState:
    """The state after the move; raises Conflict when the table has no such move."""
    return following(ALLOWED, state, move)


def held_by_somebody(steps: Sequence[PathwayStep]) -> tuple[PathwayStep, ...]:
    """Those of the steps that somebody holds, in order."""
    return tuple(step for step in steps if step.kind not in _BESIDE)


def next_step(steps: Sequence[PathwayStep], states: States) -> PathwayStep | None:
    """The first step that is not settled; one that need not be is passed by once a later one is settled."""
    in_order = held_by_somebody(steps)
    last = max((n for n, step in enumerate(in_order) if _is_settled(step, states)), default=-1)
    open_ones = (
        step
        for n, step in enumerate(in_order)
        if not _is_settled(step, states) and (n > last or not step.is_optional)
    )
    return next(open_ones, None)


def check_hold(steps: Sequence[PathwayStep], states: States, key: str) -> None:
    """Raise Conflict where an earlier step that is needed has not been settled."""
    for step in held_by_somebody(steps):
        if step.key == key:
            return
        if not (step.is_optional or _is_settled(step, states)):
            raise Conflict(mark("An earlier step comes first."))


def check_take_back(steps: Sequence[PathwayStep], states: States, key: str) -> None:
    """Raise Conflict where a later step has been held since."""
    in_order = [step.key for step in held_by_somebody(steps)]
    later = in_order[in_order.index(key) + 1 :] if key in in_order else []
    if any(states.get(one) is StepState.HELD for one in later):
        raise Conflict(mark("A later step has been held since."))


def may_be_left_out(step: PathwayStep) -> bool:
    """Whether a step may be left out with a reason, whoever refuses it."""
    return step.is_optional or step.is_skippable_with_reason


def check_skip(step: PathwayStep, reason: str) -> None:
    """Raise Conflict for a step that cannot be left out, Invalid where nobody says why it is."""
    if not may_be_left_out(step):
        raise Conflict(mark("This step cannot be left out."))
    if not reason.strip():
        raise Invalid(mark("Write in a few words why it is left out."))


def missing_outcomes(step: PathwayStep, there: frozenset[str]) -> tuple[str, ...]:
    """What a step must bring to count as held, and has not brought."""
    return tuple(word for word in step.must if word not in there)


def check_outcomes(step: PathwayStep, there: frozenset[str]) -> None:
    """Raise Conflict where a step has not brought what it must bring to count as held."""
    if missing_outcomes(step, there):
        raise Conflict(mark("Not everything that this step must bring is there yet."))


def window_of(gap: Gap | None, anchors: Anchors) -> Window | None:
    """On which days a step should be; None for what happens at once."""
    if gap is None:
        return None
    day = local_date(anchors.of(gap.since))
    return Window(*(day + timedelta(days=days) for days in (gap.least, gap.usual, gap.most)))


def _is_settled(step: PathwayStep, states: States) -> bool:
    return states.get(step.key, StepState.TO_COME) in SETTLED
