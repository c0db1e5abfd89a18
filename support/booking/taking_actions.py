"""The person to whom a freed time is offered takes it, or keeps what she has."""

from support.booking import queries
from support.booking.actions import book_in, own_row
from support.booking.facts import Booked, ChosenTime
from support.booking.freed_actions import wake_put_off
from support.booking.list_actions import end_proposal
from support.booking.models import Appointment
from support.booking.moving_actions import move_row
from support.booking.rules.waiting import State, check_open
from support.booking.waiting_models import Proposal, Waiting
from support.cases.facts import CaseFacts
from support.cases.opening_actions import hold_own_case, note_waiting
from support.messaging.actions import cancel_queued
from support.platform.work import Work
from support.vocabulary.errors import Conflict, NotForReader, mark


def take_proposal(work: Work, proposal_id: str, *, my_support_url: str) -> Booked:
    """Take the time that is offered to the employee who acts; the one she has is given back for it.

    A repeat gives the appointment that it made. She waits no more. Raises NotFound when it is not hers,
    Conflict when the offer has ended, JustTaken when its time cannot be booked any more.
    """
    present = _present_row(work)
    case, row = _own_proposal(work, proposal_id)
    if row.state is State.TAKEN:
        return _taken_before(work, row)
    check_open(row.state, row.until, work.now)
    waiting = work.session.get(Waiting, case.id)
    wants_talk = waiting is not None and waiting.wants_talk
    row.state, row.ended_at = State.TAKEN, work.now
    if waiting is not None:
        work.session.delete(waiting)
    work.session.flush()
    wake_put_off(work)
    cancel_queued(work, f"proposal:{row.id}:")
    work.log("proposal:taken", "proposal", row.id)
    chosen = ChosenTime(row.practitioner_id, row.starts_at, row.channel, kept_as=row.id)
    if present is not None:
        return move_row(work, present, case, chosen, my_support_url=my_support_url)
    return book_in(work, case, chosen, wants_talk=wants_talk, my_support_url=my_support_url)


def decline_proposal(work: Work, proposal_id: str) -> None:
    """The employee who acts keeps what she has and stays on the list; a repeat changes nothing.

    Raises NotFound when the offer is not hers, Conflict when she has taken it.
    """
    case, row = _own_proposal(work, proposal_id)
    if row.state is State.TAKEN:
        raise Conflict(mark("This time has already been changed."))
    if row.state is State.OPEN:
        end_proposal(work, row, State.DECLINED)
        note_waiting(work, case.id, "offer_declined")


def withdraw_proposal(work: Work, proposal_id: str) -> None:
    """The time that is offered to the employee who acts cannot be booked any more; she stays on the list."""
    _case, row = _own_proposal(work, proposal_id)
    if row.state is State.OPEN:
        end_proposal(work, row, State.WITHDRAWN)


def _present_row(work: Work) -> Appointment | None:
    """Her time, held against others: before her case, as everywhere, so that no two works wait in vain."""
    present = queries.appointment_of(work, work.actor.id or "")
    return own_row(work, present.id) if present else None


def _own_proposal(work: Work, proposal_id: str) -> tuple[CaseFacts, Proposal]:
    case = hold_own_case(work)
    row = work.session.get(Proposal, proposal_id, with_for_update=True)
    if row is None or row.case_id != case.id:
        raise NotForReader("proposal", proposal_id)
    return case, row


def _taken_before(work: Work, row: Proposal) -> Booked:
    present = queries.appointment_of(work, work.actor.id or "")
    if present is None or present.starts_at != row.starts_at:
        raise Conflict(mark("This time has already been changed."))
    return present
