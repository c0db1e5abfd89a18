"""Which cases only a human ends, and when a missed time is answered by a call.

Source: domain model C.2 and C.6 (no_show_urgent); hazard: a person at an urgent level is lost in silence.
"""

from support.cases.rules.override import Standing
from support.vocabulary.actor import Actor, Role
from support.vocabulary.errors import Conflict, mark
from support.vocabulary.pathway import CRISIS, URGENT_CALL, Path, Urgency

_CALLED_AFTER = 2
_URGENT_PATHS = (CRISIS, URGENT_CALL)


def is_urgent(path: Path, urgency: Urgency) -> bool:
    """Whether a human is needed the same day, by the urgency or by a path that is urgent in itself."""
    return path in _URGENT_PATHS or urgency.needs_call_today


def may_end_without_human(present: Standing, suggested: Standing, *, awaits_call: bool) -> bool:
    """Whether anything but a human may end the case: nothing is or was urgent, and no call is waited for.

    `suggested` is what the program made of the answers: a nurse who lowers it does not let go of the person.
    """
    was_urgent = any(is_urgent(one.path, one.urgency) for one in (present, suggested))
    return not (was_urgent or awaits_call)


def check_end(actor: Actor, present: Standing, suggested: Standing, *, awaits_call: bool) -> None:
    """Raise Conflict where a case would be ended by nobody who has looked at it."""
    is_human = actor.role is Role.NURSE and actor.id is not None
    if not is_human and not may_end_without_human(present, suggested, awaits_call=awaits_call):
        raise Conflict(mark("Only a nurse can close this case."))


def needs_call(path: Path, urgency: Urgency, missed: int) -> bool:
    """Whether a human calls after so many times missed in a row: at once where it is urgent."""
    return missed >= _CALLED_AFTER or (missed > 0 and is_urgent(path, urgency))
