"""What ends a talk with a supervisor from elsewhere, and what does not.

A permission that is taken back does not end it: it is held in general then, and she cannot tell why.
"""

import logging

from sqlalchemy import select

from support.booking.coaching_actions import end_coaching
from support.booking.coaching_message_actions import remind
from support.booking.coaching_models import Coaching
from support.booking.coaching_queries import has_been_told
from support.booking.rules.coaching import State
from support.booking.rules.reminders import next_reminder_at, reminder_now
from support.consent.events import ConsentWithdrawn, SupervisorEnded
from support.consent.queries import cases_released
from support.people.supervisor_queries import is_supervisor_now
from support.platform.begin_work import BeginWork
from support.platform.crypto import Unreadable
from support.platform.work import Work
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import next_text_time

log = logging.getLogger("kynnys.messages")

_JOB = Actor.job("remind")


def end_coaching_with_supervisor(work: Work, event: SupervisorEnded) -> None:
    """She is not the supervisor any more, or not at this number: nothing is booked through the link."""
    for row in _going_on(work, event.supervisor_link_id):
        end_coaching(work, row)


def end_coaching_never_heard_of(work: Work, event: ConsentWithdrawn) -> None:
    """She may know nothing any more and has neither heard of the offer nor seen it: then she does not."""
    link_id = event.supervisor_link_id
    if cases_released(work, link_id):
        return
    for row in _going_on(work, link_id):
        if not has_been_told(work, row):
            end_coaching(work, row)


def remind_of_due_coaching(begin_work: BeginWork, link_url: str) -> None:
    """Say everything that is due; any number of workers may run it."""
    while _is_any_due(begin_work) and _remind_next(begin_work, link_url):
        pass


def _is_any_due(begin_work: BeginWork) -> bool:
    with begin_work.to_read(_JOB) as look:
        due = select(Coaching.id).where(Coaching.remind_at <= look.now).limit(1)
        return look.session.execute(due).scalar() is not None


def _remind_next(begin_work: BeginWork, link_url: str) -> bool:
    """Deal with the talk that has waited longest; False when there is none left for this worker."""
    with begin_work(_JOB) as work:
        due = select(Coaching).where(Coaching.remind_at <= work.now).order_by(Coaching.remind_at).limit(1)
        row = work.session.execute(due.with_for_update(skip_locked=True)).scalar()
        if row is None:
            return False
        if row.starts_at is None or row.booked_at is None:
            row.remind_at = None
            return True
        reminder = reminder_now(row.starts_at, row.booked_at, work.now)
        row.remind_at = next_reminder_at(row.starts_at, row.booked_at, work.now)
        goes_on = is_supervisor_now(work, row.supervisor_link_id)
        if reminder is not None and row.state is State.BOOKED and goes_on:
            try:
                with work.attempt():
                    remind(work, row, link_url, lives=reminder.until - next_text_time(work.now))
            except (Unreadable, ValueError):
                # One that cannot be said must not hold up all the others.
                log.exception("reminder given up")
    return True


def _going_on(work: Work, link_id: str) -> list[Coaching]:
    ask = select(Coaching).where(Coaching.supervisor_link_id == link_id, Coaching.ended_at.is_(None))
    return list(work.session.execute(ask.with_for_update()).scalars())
