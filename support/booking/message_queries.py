"""What a message about a time was about."""

from sqlalchemy import select

from support.booking.models import Appointment
from support.booking.waiting_models import Proposal
from support.platform.work import Work


def case_of_message(look: Work, business_key: str) -> str | None:
    """The case of the time that was booked or offered; None when there is none any more."""
    kind, _, rest = business_key.partition(":")
    row = Appointment if kind == "appointment" else Proposal
    about = rest.partition(":")[0]
    return look.session.execute(select(row.case_id).where(row.id == about)).scalar()
