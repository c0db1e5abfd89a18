"""What follows from each word of the provider's.

Source: reliability design, section 4b (policy).
"""

from dataclasses import dataclass
from datetime import timedelta

from support.messaging.refusal_rules import Refusal
from support.messaging.rules import State

_FIRST_BACK_OFF = timedelta(seconds=30)
_LONGEST_BACK_OFF = timedelta(minutes=15)
# A phone that did not answer may be on again after these.
_UNREACHABLE_AGAIN = {1: timedelta(hours=1), 2: timedelta(hours=4)}
_FOR_THE_OPERATOR = frozenset({Refusal.FILTERED, Refusal.NOT_SET_UP})


@dataclass(frozen=True)
class Standing:
    """Where a message stands when a refusal comes; `same` counts the refusals of this word, this one too."""

    attempts: int
    same: int
    left: timedelta
    """How long it still makes sense."""
    share: float
    """From 0 to 1, by chance: waits differ by it, so that not all come back at once."""


@dataclass(frozen=True)
class Step:
    """What becomes of the message: where `again_after` is set it is tried again."""

    state: State
    again_after: timedelta | None = None
    needs_human: bool = False
    tell_operator: bool = False
    stop_all: bool = False
    """Nothing more may go to this number."""


def next_step(refusal: Refusal, standing: Standing, *, ended_as: State) -> Step:
    """What follows from a refusal; where it is the end, the message has `ended_as` this."""
    tell_operator = refusal in _FOR_THE_OPERATOR
    again_after = _again_after(refusal, standing)
    if again_after is not None and again_after < standing.left:
        return Step(State.QUEUED, again_after, tell_operator=tell_operator)
    if again_after is not None and refusal is not Refusal.UNREACHABLE:
        return Step(State.EXPIRED, tell_operator=tell_operator)
    return Step(
        ended_as,
        needs_human=True,
        tell_operator=tell_operator,
        stop_all=refusal is Refusal.OPTED_OUT,
    )


def back_off(attempts: int, share: float) -> timedelta:
    """How long to wait after so many attempts (1 or more): doubled each time, the last half of it by chance.

    It has no end of its own: the message expires when it has become pointless.
    """
    longest = min(_FIRST_BACK_OFF * (1 << min(attempts - 1, 10)), _LONGEST_BACK_OFF)
    return longest * (0.5 + share / 2)


def _again_after(refusal: Refusal, standing: Standing) -> timedelta | None:
    match refusal:
        case Refusal.BUSY | Refusal.TOO_LATE:
            return back_off(standing.attempts, standing.share)
        case Refusal.NOT_SET_UP:
            return _LONGEST_BACK_OFF
        case Refusal.UNREACHABLE:
            return _UNREACHABLE_AGAIN.get(standing.same)
        case _:
            return None
