"""Getting on the list for an earlier time, and leaving it."""

from sqlalchemy import select

from support.booking.cell_actions import end_hold
from support.booking.freed_actions import wake_put_off
from support.booking.rules.waiting import LISTED, State, may_wait
from support.booking.waiting_models import Proposal, Waiting
from support.cases.nurse_actions import hold_claimed_case
from support.cases.opening_actions import hold_own_case, note_waiting
from support.messaging.actions import cancel_queued
from support.people.queries import may_be_texted
from support.platform.rate_limit import count_try
from support.platform.work import Work
from support.vocabulary.errors import Conflict, TooMany, mark


def ask_to_wait(work: Work, *, channel: str, wants_talk: bool, offer_url: str) -> None:
    """Tell the employee who acts when an earlier time opens; asking again keeps her place.

    `channel` is empty for any way of meeting. Raises NotFound without an open case, and Conflict where no
    message may go to her, or where she needs a call today: then a nurse calls, and she does not wait. TooMany
    when she has got on it too often.
    """
    case = hold_own_case(work)
    if not may_wait(case.urgency, case.path) or not may_be_texted(work, case.employee_id):
        raise Conflict(mark("This cannot be asked for here. Call us, and we look for a time together."))
    row = work.session.get(Waiting, case.id)
    if row is not None:
        row.channel, row.wants_talk, row.offer_url = channel, wants_talk, offer_url
        return
    limit, window = LISTED
    if not count_try(work, "listed", case.employee_id, limit=limit, window=window):
        raise TooMany
    row = Waiting(
        case_id=case.id, since=work.now, channel=channel, wants_talk=wants_talk, offer_url=offer_url
    )
    work.session.add(row)
    note_waiting(work, case.id, "listed")
    work.log("waiting:ask", "support_case", case.id)


def leave_list(work: Work) -> None:
    """The employee who acts does not want to be told any more; what is offered to her is free again.

    A repeat changes nothing. Raises NotFound without an open case.
    """
    end_waiting(work, hold_own_case(work).id)


def take_off_list(work: Work, case_id: str) -> None:
    """As `leave_list`, by the nurse who has taken the case.

    Raises Conflict where she has not taken it, NotFound outside need-to-know.
    """
    end_waiting(work, hold_claimed_case(work, case_id).id)


def end_waiting(work: Work, case_id: str) -> None:
    """The person of a case that is held against others waits no more, if she did."""
    withdraw_open(work, case_id)
    row = work.session.get(Waiting, case_id)
    if row is None:
        return
    work.session.delete(row)
    note_waiting(work, case_id, "unlisted")
    work.log("waiting:leave", "support_case", case_id)


def withdraw_open(work: Work, case_id: str) -> None:
    """What is offered to the person of a case is offered no more, if anything is."""
    ask = select(Proposal).where(Proposal.case_id == case_id, Proposal.state == State.OPEN)
    row = work.session.execute(ask.with_for_update()).scalar()
    if row is not None:
        end_proposal(work, row, State.WITHDRAWN)


def end_proposal(work: Work, row: Proposal, state: State) -> None:
    """An open offer ends: its time is free, and what would be said about it is not said."""
    row.state, row.ended_at = state, work.now
    work.session.flush()
    end_hold(work, row.id)
    wake_put_off(work)
    cancel_queued(work, f"proposal:{row.id}:")
    work.log(f"proposal:{state}", "proposal", row.id)
