"""The timed job of the waiting list: each freed time goes to one person at a time, in the fair order."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.exc import IntegrityError

from support.booking.calendar_actions import hold_times
from support.booking.cell_actions import hold_cells
from support.booking.facts import JustTaken
from support.booking.list_actions import end_proposal, end_waiting
from support.booking.rules.waiting import PROPOSAL_LIVES, State, may_propose, may_wait, next_proposing
from support.booking.waiting_models import FreedTime, Proposal, Waiting
from support.booking.waiting_queries import (
    Found,
    Freed,
    candidate,
    first_due,
    first_ended,
    first_to_end,
    next_for,
    time_for,
)
from support.cases.opening_actions import hold_case_for_job, note_waiting
from support.cases.queries import open_cases
from support.messaging.actions import queue_sms
from support.people.queries import addressee_of
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.vocabulary.actor import Actor
from support.vocabulary.dates_in_words import when_in_message

_JOB = Actor.job("propose-times")


def propose_due_times(begin_work: BeginWork) -> None:
    """End the offers that were let pass, and offer what has become free; any number of workers may run it."""
    while _let_one_pass(begin_work) or _propose_one(begin_work):
        pass


def forget_ended_waiting(work: Work) -> None:
    """Nobody waits on the list whose case has ended, or whom a nurse calls today."""
    rows = set(work.session.execute(select(Waiting.case_id)).scalars())
    stay = {case.id for case in open_cases(work, rows) if may_wait(case.urgency, case.path)}
    for case_id in sorted(rows - stay):
        if hold_case_for_job(work, case_id) is not None:
            end_waiting(work, case_id)


def _let_one_pass(begin_work: BeginWork) -> bool:
    """End one offer that nobody has answered in time; False when there is none."""
    with begin_work.to_read(_JOB) as look:
        ended = first_ended(look)
    if ended is None:
        return False
    with begin_work(_JOB) as work:
        # The case before the offer, as everywhere, so that no two works wait for each other.
        hold_case_for_job(work, ended.case_id)
        row = work.session.get(Proposal, ended.id, with_for_update=True)
        if row is not None and row.state is State.OPEN:
            end_proposal(work, row, State.PASSED)
            note_waiting(work, row.case_id, "offer_passed")
    return True


def _propose_one(begin_work: BeginWork) -> bool:
    """Deal with the stretch that has waited longest; False when none is due, or somebody was faster.

    Who is next is searched in a work that only looks; what was found is asked again where it is written.
    """
    with begin_work.to_read(_JOB) as look:
        freed = first_due(look)
        found, later = _next(look, freed) if freed and may_propose(look.now) else (None, None)
    if freed is None:
        return False
    with begin_work(_JOB) as work:
        if not may_propose(work.now):
            _put_off(work, FreedTime.due_at <= work.now, next_proposing(work.now))
        elif found is None:
            _leave(work, freed, later)
        elif not _propose(work, freed, found):
            # Behind all others, so that what cannot be offered just now keeps none of them waiting.
            _put_off(work, FreedTime.id == freed.id, work.now)
            return False
    return True


def _next(look: Work, freed: Freed) -> tuple[Found | None, datetime | None]:
    """Who is next for the stretch, or when somebody may be who has another offer now."""
    found = next_for(look, freed)
    if found is None and next_for(look, freed, with_offer=True) is not None:
        return None, first_to_end(look)
    return found, None


def _leave(work: Work, freed: Freed, later: datetime | None) -> None:
    """Nobody is there to whom the stretch could be offered now; `later` perhaps one who has another offer."""
    if later is None:
        work.session.execute(delete(FreedTime).where(FreedTime.id == freed.id))
    else:
        _put_off(work, FreedTime.id == freed.id, later)


def _put_off(work: Work, which: ColumnElement[bool], until: datetime) -> None:
    work.session.execute(update(FreedTime).where(which).values(due_at=until))


def _propose(work: Work, freed: Freed, found: Found) -> bool:
    """Offer the time to the person who was found; False, and nothing, where something has changed since."""
    case = hold_case_for_job(work, found.case_id)
    one = candidate(work, case) if case else None
    if case is None or one is None:
        return False
    row = Proposal(
        id=work.new_id(),
        case_id=case.id,
        practitioner_id=found.chosen.practitioner_id,
        channel=found.chosen.channel,
        starts_at=found.chosen.starts_at,
        minutes=found.minutes,
        state=State.OPEN,
        made_at=work.now,
        until=work.now + PROPOSAL_LIVES,
    )
    try:
        with work.attempt():
            hold_cells(work, row.id, found.chosen, found.minutes, until=row.until)
            # As in a booking: the calendar only now, and then what no single cell tells.
            hold_times(work, [found.chosen.practitioner_id])
            if time_for(work, one, freed, held_by=row.id) != found:
                raise JustTaken(found.chosen.starts_at)
            work.session.add(row)
    except (JustTaken, IntegrityError):
        return False
    note_waiting(work, case.id, "offered")
    work.log("proposal:make", "proposal", row.id)
    _tell(work, row, case.employee_id)
    return True


def _tell(work: Work, row: Proposal, employee_id: str) -> None:
    """Plan the message about the offer; it makes no sense any more once the offer has ended."""
    addressee = addressee_of(work, employee_id)
    if addressee is None:
        return
    waiting = work.session.get_one(Waiting, row.case_id)
    queue_sms(
        work,
        template="earlier",
        phone=addressee.phone,
        language=addressee.language,
        values={"when": when_in_message(row.starts_at, addressee.language), "link": waiting.offer_url},
        business_key=f"proposal:{row.id}:earlier",
        lives=row.until - work.now,
    )
