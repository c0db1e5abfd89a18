"""Whether anything stands in the calendar for the person of a case, and when her last time was."""

from datetime import datetime

from sqlalchemy import exists, func, select

from support.booking.meeting_models import Meeting
from support.booking.models import Appointment
from support.booking.rules.appointment import GIVEN_BACK, LIVE
from support.platform.work import Work


def has_something_standing(look: Work, case_id: str) -> bool:
    """Whether she has a time that nobody has said anything of yet, past or to come, or a meeting of three
    that is being arranged."""
    time = exists().where(Appointment.case_id == case_id, Appointment.state.in_(sorted(LIVE)))
    meeting = exists().where(Meeting.case_id == case_id, Meeting.ended_at.is_(None))
    return look.session.execute(select(time | meeting)).scalar_one()


def last_time_of(look: Work, case_id: str) -> datetime | None:
    """When the last time began that she had and did not give back."""
    ask = select(func.max(Appointment.starts_at)).where(
        Appointment.case_id == case_id, Appointment.state.not_in(sorted(GIVEN_BACK))
    )
    return look.session.execute(ask).scalar()
