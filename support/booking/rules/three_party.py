"""The state machine of a three-party meeting, and what must be so before the supervisor hears of it.

Source: domain model 0.3 and C.4.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from support.vocabulary.errors import Conflict, Invalid, mark

# In whichever of a practitioner's hours such a meeting may lie, and as what it stands in her calendar.
HOURS_KINDS = ("one_to_one", "nurse_call", "physician")
APPOINTMENT_KIND = "three_party"
LENGTHS = (60, 90)
MOST_LINES = 10


class Kind(StrEnum):
    """The two kinds of meeting; they have names of their own everywhere and are never mixed."""

    TRIPARTITE_COACHING = "tripartite_coaching"
    WORKABILITY_NEGOTIATION = "workability_negotiation"


class Party(StrEnum):
    """Who takes part; a support person only where the employee wants one."""

    EMPLOYEE = "employee"
    SUPERVISOR = "supervisor"
    PRACTITIONER = "practitioner"
    SUPPORT_PERSON = "support_person"


REQUIRED = frozenset({Party.EMPLOYEE, Party.SUPERVISOR, Party.PRACTITIONER})
# The practitioner's times come out of her calendar, and whoever comes along follows the employee.
MARKS_TIMES = frozenset({Party.EMPLOYEE, Party.SUPERVISOR})


class State(StrEnum):
    """How far a meeting has come."""

    DRAFTING = "drafting"
    AGENDA_TO_EMPLOYEE = "agenda_to_employee"
    AGENDA_APPROVED = "agenda_approved"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    PARTLY_ATTENDED = "partly_attended"
    CANCELLED = "cancelled"
    REBOOKED = "rebooked"


class Move(StrEnum):
    """What happens to a meeting."""

    SEND_AGENDA = "send_agenda"
    REDRAFT = "redraft"
    APPROVE = "approve"
    PROPOSE = "propose"
    FIND_NONE = "find_none"
    """None of the proposed times suits everybody."""
    CONFIRM = "confirm"
    ATTEND = "attend"
    ATTEND_PARTLY = "attend_partly"
    CANCEL = "cancel"
    REBOOK = "rebook"
    TAKE_BACK = "take_back"
    """It was said by mistake who came."""


GOES_ON = frozenset(
    {
        State.DRAFTING,
        State.AGENDA_TO_EMPLOYEE,
        State.AGENDA_APPROVED,
        State.PROPOSED,
        State.CONFIRMED,
    }
)
BEFORE_TIMES = frozenset({State.DRAFTING, State.AGENDA_TO_EMPLOYEE, State.AGENDA_APPROVED})
"""No times are proposed to anybody."""
HELD_OR_NOT = frozenset({State.ATTENDED, State.PARTLY_ATTENDED})
"""Somebody has said who came."""
ALLOWED = {
    (State.DRAFTING, Move.SEND_AGENDA): State.AGENDA_TO_EMPLOYEE,
    (State.AGENDA_TO_EMPLOYEE, Move.REDRAFT): State.DRAFTING,
    (State.AGENDA_TO_EMPLOYEE, Move.APPROVE): State.AGENDA_APPROVED,
    # What she has approved is never changed under her: it goes to her again.
    (State.AGENDA_APPROVED, Move.REDRAFT): State.DRAFTING,
    (State.AGENDA_APPROVED, Move.PROPOSE): State.PROPOSED,
    (State.PROPOSED, Move.FIND_NONE): State.AGENDA_APPROVED,
    (State.PROPOSED, Move.CONFIRM): State.CONFIRMED,
    (State.CONFIRMED, Move.ATTEND): State.ATTENDED,
    (State.CONFIRMED, Move.ATTEND_PARTLY): State.PARTLY_ATTENDED,
    (State.CONFIRMED, Move.REBOOK): State.REBOOKED,
    **{(state, Move.TAKE_BACK): State.CONFIRMED for state in HELD_OR_NOT},
    **{(state, Move.CANCEL): State.CANCELLED for state in GOES_ON},
}
# From here on the supervisor has heard of it.
SUPERVISOR_KNOWS = frozenset({State.PROPOSED, State.CONFIRMED, State.ATTENDED, State.PARTLY_ATTENDED})

# As long as she may still ask herself what became of it.
_NEWS = timedelta(days=14)
_BEFORE_THE_START = frozenset({Move.CONFIRM, Move.REBOOK})
_AFTER_THE_START = frozenset({Move.ATTEND, Move.ATTEND_PARTLY})


def after(state: State, move: Move) -> State:
    """The state after the move; raises Conflict when the table has no such move."""
    try:
        return ALLOWED[state, move]
    except KeyError:
        raise Conflict(mark("This can no longer be done.")) from None


def may_move(state: State, move: Move) -> bool:
    """Whether the table has such a move."""
    return (state, move) in ALLOWED


def check_time(move: Move, starts_at: datetime, now: datetime) -> None:
    """Refuse a move at the wrong time: who came is said after the start, a time is agreed before it."""
    if move in _BEFORE_THE_START and now >= starts_at:
        raise Conflict(mark("This time has already started."))
    if move in _AFTER_THE_START and now < starts_at:
        raise Conflict(mark("This time has not started yet."))


def check_agenda(lines: Collection[str]) -> None:
    """Raises Invalid for an agenda that says nothing."""
    if not any(line.strip() for line in lines):
        raise Invalid(mark("Write at least one heading."))


def check_to_employee(*, asked_alone: bool) -> None:
    """Raises Invalid where nobody has asked her alone whether she wants the meeting at all."""
    if not asked_alone:
        raise Invalid(mark("Ask the person first, with nobody else there, whether this meeting suits them."))


def check_invitation(state: State, *, asked_alone: bool, is_released: bool) -> None:
    """Raises Conflict, with what is missing, where the supervisor may not be invited yet."""
    check_to_employee(asked_alone=asked_alone)
    if not may_move(state, Move.PROPOSE):
        raise Conflict(mark("The supervisor is invited only when the person has approved the agenda."))
    if not is_released:
        raise Conflict(mark("The supervisor is invited only when the person has given permission to tell."))


def attendance(came: Collection[Party]) -> Move:
    """What it was with these people there: whole only with everybody who is required."""
    return Move.ATTEND if frozenset(came) >= REQUIRED else Move.ATTEND_PARTLY


def is_held(state: State, came: Collection[Party]) -> bool:
    """Whether the meeting took place: never without the employee, whoever else was there."""
    return state in HELD_OR_NOT and Party.EMPLOYEE in came


def is_news(state: State, approved_at: datetime | None, ended_at: datetime | None, now: datetime) -> bool:
    """Whether the employee is told that a meeting is called off: one that she approved, for two weeks."""
    if state is not State.CANCELLED or approved_at is None or ended_at is None:
        return False
    return now < ended_at + _NEWS


def check_acknowledged(came: Collection[Party], acknowledged: Collection[Party]) -> None:
    """Raises Conflict where it was held, and one of those who were there has not acknowledged what stays
    among them. A support person has no page of her own: the practitioner tells her."""
    if Party.EMPLOYEE in came and not frozenset(came) & REQUIRED <= frozenset(acknowledged):
        raise Conflict(mark("Not everybody who was there has acknowledged the confidentiality text yet."))


def check_is_no_meeting(kind: str) -> None:
    """Raises Conflict for a time that three have agreed on: nobody moves or ends it for all of them."""
    if kind == APPOINTMENT_KIND:
        raise Conflict(mark("This time is a meeting of several people. It is changed on its own page."))
