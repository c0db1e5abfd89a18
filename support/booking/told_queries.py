"""Whom the messages of this slice are about, by their business keys."""

from sqlalchemy import bindparam, select

from support.booking.models import Appointment
from support.booking.waiting_models import Proposal
from support.platform.work import Work

_CASES = {
    "appointment": select(Appointment.case_id).where(Appointment.id == bindparam("about")),
    "proposal": select(Proposal.case_id).where(Proposal.id == bindparam("about")),
}


def case_told_of(look: Work, topic: str, about: str) -> str | None:
    """The case of a message about a time or an offer with this id; None for any other topic."""
    ask = _CASES.get(topic)
    return None if ask is None else look.session.execute(ask, {"about": about}).scalar()
