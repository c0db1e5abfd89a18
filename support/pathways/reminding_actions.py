"""The timed job that reminds of what was agreed: that something waits and by when, never what it is."""

import logging

from sqlalchemy import select
from sqlalchemy.exc import DataError

from support.cases.queries import open_cases
from support.consent.queries import facts_released
from support.messaging.actions import queue_sms
from support.pathways.goal_models import AgreedAction
from support.pathways.rules.action_reminders import (
    Reminder,
    next_reminder_at,
    reminder_key,
    reminder_now,
    said_on,
)
from support.pathways.rules.agreed_action import Owner
from support.pathways.rules.shared_action import Standing, standing_for
from support.people.facts import Addressee
from support.people.queries import addressee_of
from support.people.supervisor_actions import count_told, new_invitation
from support.people.supervisor_queries import supervisor_addressee
from support.platform.begin_work import BeginWork
from support.platform.crypto import Unreadable
from support.platform.work import Work
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import next_text_time
from support.vocabulary.dates_in_words import short_date

log = logging.getLogger("kynnys.messages")

_JOB = Actor.job("remind")


def remind_of_due_actions(begin_work: BeginWork, my_support_url: str, link_url: str) -> None:
    """Say everything that is due; any number of workers may run it."""
    # Looking first keeps an idle worker from asking for the write lock every second.
    while _is_any_due(begin_work) and _remind_next(begin_work, my_support_url, link_url):
        pass


def _is_any_due(begin_work: BeginWork) -> bool:
    with begin_work.to_read(_JOB) as look:
        due = select(AgreedAction.id).where(AgreedAction.remind_at <= look.now).limit(1)
        return look.session.execute(due).scalar() is not None


def _remind_next(begin_work: BeginWork, my_support_url: str, link_url: str) -> bool:
    """Deal with the one that has waited longest; False when there is none left for this worker.

    When it is to be said next is written in the same work as the message: neither is ever without the other.
    """
    with begin_work(_JOB) as work:
        row = _next_due(work)
        if row is None:
            return False
        reminder = reminder_now(row.due_on, work.now)
        row.remind_at = next_reminder_at(row.due_on, work.now)
        if reminder is not None:
            try:
                with work.attempt():
                    _remind(work, row, reminder, my_support_url, link_url)
            except (Unreadable, ValueError, DataError):
                # One that cannot be said must not hold up all the others.
                log.exception("reminder given up")
    return True


def _remind(work: Work, row: AgreedAction, reminder: Reminder, my_support_url: str, link_url: str) -> None:
    """Nothing once the case has ended, and nothing to a supervisor who may not read it any more."""
    case = next(iter(open_cases(work, [row.case_id])), None)
    if case is None:
        return
    if row.owner is Owner.SUPERVISOR:
        link_id = row.supervisor_link_id or ""
        facts = facts_released(work, row.case_id, link_id)
        if standing_for(row, facts, link_id) is not Standing.TAKEN_ON:
            return
        addressee = supervisor_addressee(work, link_id)
        if not count_told(work, addressee.phone):
            # It stands on her page all the same; so many messages a day are enough.
            return
        link = link_url + new_invitation(work, link_id)
        _queue(work, row, reminder, addressee, "sup_late" if reminder.is_late else "sup_due", link)
        return
    own = addressee_of(work, case.employee_id)
    if own is not None:
        _queue(work, row, reminder, own, "act_late" if reminder.is_late else "act_due", my_support_url)


def _queue(
    work: Work, row: AgreedAction, reminder: Reminder, to: Addressee, template: str, link: str
) -> None:
    queue_sms(
        work,
        template=template,
        phone=to.phone,
        language=to.language,
        values={"when": short_date(row.due_on, to.language).replace("\N{NO-BREAK SPACE}", " "), "link": link},
        business_key=reminder_key(row.id, row.supervisor_link_id) + said_on(reminder, work.now),
        lives=reminder.until - next_text_time(work.now),
    )


def _next_due(work: Work) -> AgreedAction | None:
    due = (
        select(AgreedAction)
        .where(AgreedAction.remind_at <= work.now)
        .order_by(AgreedAction.remind_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return work.session.execute(due).scalar()
