"""Which promised call still comes besides the appointment."""

from datetime import datetime

from support.vocabulary.pathway import Urgency

NURSE_CALL = "nurse_call"


def call_to_come(
    urgency: Urgency,
    awaited_by: datetime | None,
    now: datetime,
    *,
    has_number: bool,
    booked_kind: str = "",
    booked_at: datetime | None = None,
) -> datetime | None:
    """By when a nurse calls; None when nobody will.

    Without a number nobody can call. A call that she has booked herself, in time, is the promised one.
    """
    if not has_number or urgency is Urgency.ROUTINE or awaited_by is None or awaited_by < now:
        return None
    is_the_call = booked_kind == NURSE_CALL and booked_at is not None and booked_at <= awaited_by
    return None if is_the_call else awaited_by
