"""What was asked at a number that is hers no more is answered from there no more."""

from sqlalchemy import delete, select, update

from support.cases.queries import case_ids_of
from support.followup.models import CheckIn, CheckInLink
from support.people.events import NumberEnded
from support.platform.work import Work


def forget_what_was_asked_there(work: Work, event: NumberEnded) -> None:
    """The addresses of her check-ins lead nowhere, and a reply from the old number answers none.

    She answers at the address of the next message, which goes to the new number.
    """
    hers = CheckIn.case_id.in_(sorted(case_ids_of(work, event.employee_id)))
    work.forget_rows()
    links = CheckInLink.check_in_id.in_(select(CheckIn.id).where(hers))
    work.session.execute(delete(CheckInLink).where(links))
    asked_there = (hers, CheckIn.asked_lookup.is_not(None))
    work.session.execute(update(CheckIn).where(*asked_there).values(asked_lookup=None))
