"""The timed job that reminds people of their times (decision 0031)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from support.booking.meeting_message_actions import remind_supervisor
from support.booking.message_actions import tell
from support.booking.models import Appointment
from support.booking.rules.appointment import LIVE
from support.booking.rules.reminders import Reminder, next_reminder_at, reminder_now
from support.booking.rules.three_party import APPOINTMENT_KIND
from support.platform.begin_work import BeginWork
from support.platform.crypto import Unreadable
from support.platform.work import Work
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import next_text_time

log = logging.getLogger("kynnys.messages")

_JOB = Actor.job("remind")


@dataclass(frozen=True)
class Addresses:
    """How the addresses in reminders begin: her own page, and the way in of a supervisor."""

    my_support: str
    link: str


def remind_of_due_times(begin_work: BeginWork, to: Addresses) -> None:
    """Say everything that is due; any number of workers may run it."""
    # Looking first keeps an idle worker from asking for the write lock every second.
    while _is_any_due(begin_work) and _remind_next(begin_work, to):
        pass


def _is_any_due(begin_work: BeginWork) -> bool:
    with begin_work.to_read(_JOB) as look:
        due = select(Appointment.id).where(Appointment.remind_at <= look.now).limit(1)
        return look.session.execute(due).scalar() is not None


def _remind_next(begin_work: BeginWork, to: Addresses) -> bool:
    """Deal with the time that has waited longest; False when there is none left for this worker.

    When it is to be said next is written in the same work as the message: neither is ever without the other.
    """
    with begin_work(_JOB) as work:
        row = _next_due(work)
        if row is None:
            return False
        reminder = reminder_now(row.starts_at, row.booked_at, work.now)
        row.remind_at = next_reminder_at(row.starts_at, row.booked_at, work.now)
        if reminder is not None and row.state in LIVE:
            _remind(work, row, reminder, to)
    return True


def _remind(work: Work, row: Appointment, reminder: Reminder, to: Addresses) -> None:
    lives = reminder.until - next_text_time(work.now)
    _say(work, lambda: tell(work, reminder.template, row, to.my_support, lives=lives))
    if row.kind == APPOINTMENT_KIND:
        _say(work, lambda: remind_supervisor(work, row.id, reminder.template, to.link, lives=lives))


def _say(work: Work, plan: Callable[[], None]) -> None:
    try:
        with work.attempt():
            plan()
    except (Unreadable, ValueError):
        # One that cannot be said must not hold up all the others.
        log.exception("reminder given up")


def _next_due(work: Work) -> Appointment | None:
    due = (
        select(Appointment)
        .where(Appointment.remind_at <= work.now)
        .order_by(Appointment.remind_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return work.session.execute(due).scalar()
