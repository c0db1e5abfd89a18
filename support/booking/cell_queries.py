"""Which taken quarter-hours stand in the way of a new appointment."""

from sqlalchemy import ColumnElement, true

from support.booking.models import BookingCell


def blocks(instead_of: str | None = None) -> ColumnElement[bool]:
    """Whether a quarter-hour is in the way; those of `instead_of`, an appointment to be moved, are not."""
    return true() if instead_of is None else BookingCell.appointment_id != instead_of
