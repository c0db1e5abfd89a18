"""Kinds of alerts, by when each is answered, and who is told next while nobody has seen one.

Source: domain model C.6 (table of alerts) and D.9 (Escalates at).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from support.cases.rules.closing import is_urgent
from support.cases.rules.targets import NEXT_MORNING_BY, promise
from support.vocabulary import calendar
from support.vocabulary.errors import Conflict, mark
from support.vocabulary.pathway import CRISIS, URGENT_CALL, Path, Urgency


class AlertKind(StrEnum):
    """What somebody must see."""

    CRISIS = "crisis"
    URGENT_CALL = "urgent_call"
    SAFETY_CHECKIN = "safety_checkin"
    HELP_WANTED = "help_wanted"
    NO_SHOW_URGENT = "no_show_urgent"
    TARGET_RISK = "target_risk"
    REPLY_TO_READ = "reply_to_read"
    MESSAGE_FAILED = "message_failed"
    NO_ANSWER = "no_answer"
    CHECKIN_MISSED = "checkin_missed"
    CORRECTION = "correction"


class AlertState(StrEnum):
    """How far an alert has come."""

    RAISED = "raised"
    ESCALATED = "escalated"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class AlertMove(StrEnum):
    """What happens to an alert."""

    ESCALATE = "escalate"
    ACKNOWLEDGE = "acknowledge"
    RESOLVE = "resolve"
    TAKE_BACK = "take_back"
    """Somebody pressed by mistake."""


@dataclass(frozen=True)
class Line:
    """Who is told, one group after the other, by the ids of practitioners; the service managers are last."""

    groups: tuple[tuple[str, ...], ...]
    managers: tuple[str, ...]

    def at(self, level: int) -> tuple[str, ...]:
        """Who is told when so many groups have been told; nobody after the last."""
        if level < len(self.groups):
            return self.groups[level]
        return self.managers if level == len(self.groups) else ()

    def ends_with(self, level: int) -> bool:
        """Whether nobody is left to tell once those at this level have been told."""
        return level >= len(self.groups) - (not self.managers)

    def is_managers(self, level: int) -> bool:
        """Whether it is the service managers who are told at this level."""
        return bool(self.managers) and level >= len(self.groups)


ESCALATES_AFTER = timedelta(minutes=15)
URGENT_MINUTES = 120
TRIES = 2

CALLS = (AlertKind.CRISIS, AlertKind.URGENT_CALL)
"""The promise of a call today; a case has at most one of them open."""

ANSWERED_BY_TALK = frozenset(AlertKind) - {
    AlertKind.REPLY_TO_READ,
    AlertKind.MESSAGE_FAILED,
    AlertKind.CORRECTION,
}
"""What is answered when a human has talked with the person."""

_URGENCIES = {
    AlertKind.CRISIS: Urgency.NOW,
    AlertKind.URGENT_CALL: Urgency.SAME_DAY,
    AlertKind.SAFETY_CHECKIN: Urgency.SAME_DAY,
    AlertKind.HELP_WANTED: Urgency.SAME_DAY,
    AlertKind.NO_SHOW_URGENT: Urgency.SAME_DAY,
    AlertKind.TARGET_RISK: Urgency.NEXT_DAY,
    AlertKind.REPLY_TO_READ: Urgency.NEXT_DAY,
    AlertKind.MESSAGE_FAILED: Urgency.NEXT_DAY,
    AlertKind.NO_ANSWER: Urgency.ROUTINE,
    AlertKind.CHECKIN_MISSED: Urgency.ROUTINE,
    AlertKind.CORRECTION: Urgency.ROUTINE,
}
# Working days until the one at whose end the alert is due; target_risk is due at once.
_WORKING_DAYS = {
    AlertKind.REPLY_TO_READ: 1,
    AlertKind.MESSAGE_FAILED: 1,
    AlertKind.NO_ANSWER: 2,
    AlertKind.CHECKIN_MISSED: 3,
    # A month by law (GDPR 12(3)); she waits no longer than a working week.
    AlertKind.CORRECTION: 5,
}
_AFTER = {
    (AlertState.RAISED, AlertMove.ESCALATE): AlertState.ESCALATED,
    (AlertState.ESCALATED, AlertMove.ESCALATE): AlertState.ESCALATED,
    (AlertState.RAISED, AlertMove.ACKNOWLEDGE): AlertState.ACKNOWLEDGED,
    (AlertState.ESCALATED, AlertMove.ACKNOWLEDGE): AlertState.ACKNOWLEDGED,
    (AlertState.RAISED, AlertMove.RESOLVE): AlertState.RESOLVED,
    (AlertState.ESCALATED, AlertMove.RESOLVE): AlertState.RESOLVED,
    (AlertState.ACKNOWLEDGED, AlertMove.RESOLVE): AlertState.RESOLVED,
    (AlertState.ACKNOWLEDGED, AlertMove.TAKE_BACK): AlertState.RAISED,
    (AlertState.RESOLVED, AlertMove.TAKE_BACK): AlertState.ACKNOWLEDGED,
}


def after(state: AlertState, move: AlertMove) -> AlertState:
    """The state after the move; raises Conflict when the table has no such move."""
    try:
        return _AFTER[state, move]
    except KeyError:
        raise Conflict(mark("This can no longer be done.")) from None


def state_of(level: int, acknowledged_at: datetime | None, resolved_at: datetime | None) -> AlertState:
    """The state of an alert that so many groups in line have been told of, as its moments say."""
    if resolved_at is not None:
        return AlertState.RESOLVED
    if acknowledged_at is not None:
        return AlertState.ACKNOWLEDGED
    return AlertState.ESCALATED if level > 1 else AlertState.RAISED


def urgency_of(kind: AlertKind) -> Urgency:
    """How soon a human has to look."""
    return _URGENCIES[kind]


def is_told_by_text(kind: AlertKind) -> bool:
    """Whether whoever is on duty gets a text message: the two urgent levels only."""
    return urgency_of(kind).needs_call_today


def kind_of_call(urgency: Urgency, path: Path) -> AlertKind:
    """The kind of the alert of a case that is to be called today."""
    return AlertKind.CRISIS if urgency is Urgency.NOW or path == CRISIS else AlertKind.URGENT_CALL


def kind_of_no_answer(urgency: Urgency, path: Path, tries: int) -> AlertKind | None:
    """The alert after so many calls in a row that nobody answered; None while there is one more to make."""
    if tries < TRIES:
        return None
    return AlertKind.NO_SHOW_URGENT if is_urgent(path, urgency) else AlertKind.NO_ANSWER


def due_of(kind: AlertKind, raised_at: datetime) -> datetime:
    """By when the alert is answered; what is raised while the service is closed counts from its opening."""
    counts_from = calendar.next_opening(raised_at)
    if kind is AlertKind.CRISIS:
        return promise(Urgency.NOW, CRISIS, raised_at) or counts_from
    if kind is AlertKind.URGENT_CALL:
        return promise(Urgency.SAME_DAY, URGENT_CALL, raised_at) or counts_from
    day = calendar.local_date(counts_from)
    if urgency_of(kind) is Urgency.SAME_DAY:
        is_open = calendar.is_open(raised_at)
        return calendar.closing_of(day) if is_open else calendar.at(day, NEXT_MORNING_BY)
    if kind is AlertKind.TARGET_RISK:
        return counts_from
    return calendar.closing_of(calendar.add_working_days(day, _WORKING_DAYS[kind]))


def first_told_at(raised_at: datetime) -> datetime:
    """When the first in line is told: at once, or at the next opening.

    Nobody is on duty at night, so a message then would wake somebody who cannot act. The person herself was
    shown 112 and the open lines at once, and was promised a call first thing in the morning.
    """
    return calendar.next_opening(raised_at)


def next_told_at(kind: AlertKind, told_at: datetime, due_at: datetime) -> datetime:
    """When the next in line is told, if nobody has acknowledged the alert by then.

    A crisis goes on by the clock, also over closing time: whoever has been told of it once is still at hand.
    Anything else waits for opening time.
    """
    urgency = urgency_of(kind)
    if urgency is Urgency.NOW:
        return told_at + ESCALATES_AFTER
    if urgency is Urgency.SAME_DAY:
        return calendar.add_opening_minutes(told_at, URGENT_MINUTES)
    if told_at < due_at:
        return due_at
    return calendar.opening_of(calendar.next_working_day(calendar.local_date(told_at)))


def line_of(kind: AlertKind, on_duty: Sequence[str], nurses: Sequence[str], managers: Sequence[str]) -> Line:
    """Who is told of an alert: `on_duty` in their order, all `nurses` at once where nobody is on duty.

    What is not urgent stands on the pages of the nurses alone until it is late.
    """
    if not is_told_by_text(kind):
        return Line(((),), tuple(managers))
    if on_duty:
        return Line(tuple((one,) for one in on_duty), tuple(managers))
    return Line((tuple(nurses),) if nurses else (), tuple(managers))
