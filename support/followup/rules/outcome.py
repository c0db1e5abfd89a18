"""What follows from an answer or from silence: better, same, worse, help wanted, and who has to be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from support.cases.rules.alerts import AlertKind
from support.followup.rules.answers import CallWish, Direction, Given, Safe, asks_safety
from support.followup.rules.states import State

# The rows X7 and X8 of the protocol: a nurse looks the next working day (triage paper, section 2).
LOW_WELLBEING, LOW_WORK_ABILITY = 28, 3
SILENT_TWICE = 2


class Result(StrEnum):
    """What a check-in says in one word."""

    BETTER = "better"
    STEADY = "steady"
    HELP_WANTED = "help_wanted"
    WORSE = "worse"


class Danger(IntEnum):
    """How soon somebody has to look because of what she told; a larger one lets less time pass."""

    NONE = 0
    WORSE = 1
    NOT_SAFE = 2


@dataclass(frozen=True)
class Need:
    """What an answer asks of us."""

    danger: Danger
    wants_help: bool

    def __or__(self, other: "Need") -> "Need":
        """Both at once: an answer that was changed afterwards lowers nothing."""
        return Need(max(self.danger, other.danger), self.wants_help or other.wants_help)


def need_of(given: Given) -> Need:
    """What one answer asks of us; an item that was left out asks for nothing."""
    wants_call = given.call in (CallWish.TODAY, CallWish.THIS_WEEK)
    return Need(_danger(given), wants_call or _is_low(given))


def need_of_all(said: Iterable[Given]) -> Need:
    """What everything that was said in one check-in asks of us."""
    need = Need(Danger.NONE, wants_help=False)
    for given in said:
        need |= need_of(given)
    return need


def alerts_for(need: Need) -> tuple[AlertKind, ...]:
    """Who has to be told, the most urgent first."""
    danger = {
        Danger.NONE: (),
        Danger.WORSE: (AlertKind.SAFETY_CHECKIN,),
        Danger.NOT_SAFE: (AlertKind.CRISIS,),
    }
    return (*danger[need.danger], *((AlertKind.HELP_WANTED,) if need.wants_help else ()))


def result_of(given: Given, need: Need) -> Result:
    """The one word for the list of the nurse: the worst that holds."""
    if need.danger is not Danger.NONE:
        return Result.WORSE
    if need.wants_help:
        return Result.HELP_WANTED
    return Result.BETTER if given.direction is Direction.BETTER else Result.STEADY


def is_silent_twice(newest_first: Sequence[State]) -> bool:
    """Whether the last two that were asked and have ended were both missed."""
    ended = [state for state in newest_first if state in (State.MISSED, State.ANSWERED)]
    return len(ended) >= SILENT_TWICE and set(ended[:SILENT_TWICE]) == {State.MISSED}


def _danger(given: Given) -> Danger:
    # As rows N2 and D3 of the protocol: no is answered now, unsure the same day.
    if given.safe is Safe.NO:
        return Danger.NOT_SAFE
    return Danger.WORSE if given.safe is Safe.UNSURE or asks_safety(given) else Danger.NONE


def _is_low(given: Given) -> bool:
    score, ability = given.wellbeing_score, given.work_ability
    return (score is not None and score <= LOW_WELLBEING) or (
        ability is not None and ability <= LOW_WORK_ABILITY
    )
