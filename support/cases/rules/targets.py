"""By when a person is called or offered a time, and how much of that time is used (domain model D.9).

Every promise is an instant that can be told to the person; what comes in while the service is closed
counts from the next opening (domain model 0.11).
"""

from datetime import datetime, time, timedelta

from support.vocabulary import calendar
from support.vocabulary.pathway import (
    BRIEF_SUPPORT,
    CRISIS,
    PHYSICIAN,
    SELF_CARE,
    SUPERVISOR_SUPPORT,
    TRIPARTITE,
    URGENT_CALL,
    Path,
    Urgency,
    most_urgent,
)

CALL_WITHIN = timedelta(minutes=30)
SAME_DAY_UNTIL = time(13)
NEXT_MORNING_BY = time(10)

_RISKY_SHARES = (0.5, 0.8, 1.0)
"""Of these shares of a target without an offer somebody hears (domain model C.6, target_risk)."""
# A path that is urgent in itself, however the urgency was set.
_URGENT_PATHS = {CRISIS: Urgency.NOW, URGENT_CALL: Urgency.SAME_DAY}
# Open at once, and nobody is waited for.
_NOTHING_PROMISED = SELF_CARE
# Working days from the contact to the first offer.
_FIRST_OFFER_DAYS = {PHYSICIAN: 1, TRIPARTITE: 2, SUPERVISOR_SUPPORT: 2, BRIEF_SUPPORT: 1}
# A path that the table does not know is not left without a promise.
_OTHER_OFFER_DAYS = 1


def promise(urgency: Urgency, path: Path, now: datetime) -> datetime | None:
    """The instant by which the nurse calls, or a first time is offered when nothing is urgent.

    None for self-care that is not urgent.
    """
    soonest = most_urgent((urgency, _URGENT_PATHS.get(path, urgency)))
    if soonest is Urgency.NOW:
        return _call_at_once(now)
    if soonest is Urgency.SAME_DAY:
        return _call_same_day(now)
    if soonest is Urgency.NEXT_DAY:
        return calendar.closing_of(calendar.next_working_day(calendar.local_date(now)))
    if path == _NOTHING_PROMISED:
        return None
    return _end_of_day(now, _FIRST_OFFER_DAYS.get(path, _OTHER_OFFER_DAYS))


def share_used(opened_at: datetime, due_at: datetime | None, now: datetime) -> float:
    """How much of the target is used in opening time: 0 at the start, 1 when due, more when late.

    Without a target nothing is used. The whole is at least one opening minute.
    """
    if due_at is None:
        return 0.0
    whole = calendar.opening_minutes_between(opened_at, due_at)
    return calendar.opening_minutes_between(opened_at, now) / max(whole, 1.0)


def is_at_risk(opened_at: datetime, due_at: datetime | None, seen_at: datetime | None, now: datetime) -> bool:
    """Whether another risky share of the target has been used since somebody last looked at that, if ever."""
    seen = share_used(opened_at, due_at, seen_at) if seen_at else 0.0
    return any(seen < share <= share_used(opened_at, due_at, now) for share in _RISKY_SHARES)


def asked_call(
    urgency: Urgency,
    path: Path,
    awaited_by: datetime | None,
    now: datetime,
) -> tuple[Urgency, datetime | None]:
    """The urgency of a case whose person asks for a call, and by when the nurse calls.

    That is by the end of the next working day, or sooner when the case is more urgent or when an earlier
    moment was promised (`awaited_by`) and is still to come.
    """
    raised = most_urgent((urgency, Urgency.NEXT_DAY))
    return raised, sooner(still_to_come(awaited_by, now), promise(raised, path, now))


def is_kept(
    urgency: Urgency,
    first_offer_at: datetime | None,
    first_contact_at: datetime | None,
    call_asked_at: datetime | None = None,
) -> bool:
    """Whether the promise has been kept: with time a first offer is enough, otherwise a nurse has called.

    A call that the person has asked for, and that has not come yet, is a promise of its own.
    """
    if call_asked_at is not None:
        return False
    if first_contact_at is not None:
        return True
    return urgency is Urgency.ROUTINE and first_offer_at is not None


def still_to_come(awaited_by: datetime | None, now: datetime) -> datetime | None:
    """A promise that can still be kept; one whose moment has passed says nothing about a new need."""
    return awaited_by if awaited_by is not None and awaited_by >= now else None


def sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    """The earlier of two promises; None when nothing was promised at all."""
    return min((moment for moment in (one, other) if moment is not None), default=None)


def is_late(due_at: datetime | None, now: datetime) -> bool:
    """Whether the promised instant has passed."""
    return due_at is not None and now > due_at


def _call_at_once(now: datetime) -> datetime:
    # Thirty minutes by the clock, also over closing time: whoever is on duty makes this call first.
    return calendar.next_opening(now) + CALL_WITHIN


def _call_same_day(now: datetime) -> datetime:
    today = calendar.local_date(now)
    if calendar.is_working_day(today) and now < calendar.at(today, SAME_DAY_UNTIL):
        return calendar.closing_of(today)
    return calendar.at(calendar.next_working_day(today), NEXT_MORNING_BY)


def _end_of_day(now: datetime, working_days: int) -> datetime:
    counts_from = calendar.local_date(calendar.next_opening(now))
    return calendar.closing_of(calendar.add_working_days(counts_from, working_days))
