"""The job that tells the next in line of an alert that nobody has acknowledged."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import update

from support.cases.alert_actions import texts_about
from support.cases.alert_queries import due_alert
from support.cases.models import Alert, Case
from support.cases.rules.alerts import AlertKind, Line, is_told_by_text, line_of, next_told_at
from support.cases.step_actions import record_step
from support.messaging.actions import queue_sms
from support.messaging.opt_out_queries import wants_no_messages
from support.people.duty_queries import number_of_staff, who_is_told
from support.platform.begin_work import BeginWork
from support.platform.crypto import Unreadable
from support.platform.work import Work
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import local_date

log = logging.getLogger("kynnys.alerts")

_JOB = Actor.job("escalate-alerts")
_TEMPLATE = "staff"
# After so long the next in line has been told, or it is another day: the message says nothing new.
_LIVES = timedelta(hours=4)


def escalate_due_alerts(begin_work: BeginWork, staff_url: str) -> None:
    """Tell whoever is to be told now; any number of workers may run it. The messages lead to `staff_url`."""
    while escalate_due_alert(begin_work, staff_url):
        pass


def escalate_due_alert(begin_work: BeginWork, staff_url: str) -> bool:
    """Tell the next in line of one alert; False when there is none to tell of."""
    with begin_work.to_read(_JOB) as look:
        due = due_alert(look)
    if due is None:
        return False
    alert_id, case_id, seen = due
    with begin_work(_JOB) as work:
        case = work.session.get(Case, case_id, with_for_update=True)
        if case is not None:
            _tell_next(work, case, alert_id, seen, staff_url)
    return True


def _tell_next(work: Work, case: Case, alert_id: str, seen: datetime, staff_url: str) -> None:
    alert = work.session.get(Alert, alert_id)
    if alert is None:
        return
    kind = AlertKind(alert.kind)
    reachable = who_is_told(work, case.employer_id, local_date(work.now))
    line = line_of(kind, reachable.on_duty, reachable.nurses, reachable.managers)
    level, tellings = alert.level, alert.tellings
    if not _claimed(work, alert, seen, line):
        return
    if is_told_by_text(kind):
        reached = [_text(work, alert, tellings, one, staff_url) for one in line.at(level)]
        if not any(reached) and not line.ends_with(level):
            _go_on_at_once(work, alert)
    if level:
        record_step(work, case, "alert_escalated", after=kind)
    work.log("alert:tell", "support_case", case.id, f"{kind} {level + 1}")


def _claimed(work: Work, alert: Alert, seen: datetime, line: Line) -> bool:
    """Write down that the next in line is told; False when another worker has, or somebody has seen it."""
    is_last = line.ends_with(alert.level)
    claim = (
        update(Alert)
        .where(
            Alert.id == alert.id,
            Alert.next_at == seen,
            Alert.acknowledged_at.is_(None),
            Alert.resolved_at.is_(None),
        )
        .values(
            level=alert.level + 1,
            tellings=alert.tellings + 1,
            with_manager=line.is_managers(alert.level),
            told_at=work.now,
            next_at=None if is_last else next_told_at(AlertKind(alert.kind), work.now, alert.due_at),
        )
    )
    work.write_session()
    return work.connection.execute(claim).rowcount == 1


def _go_on_at_once(work: Work, alert: Alert) -> None:
    """Nobody at this level can be reached by text message, so that waiting for her would lose time."""
    mine = (Alert.id == alert.id, Alert.next_at.is_not(None))
    work.connection.execute(update(Alert).where(*mine).values(next_at=work.now))


def _text(work: Work, alert: Alert, tellings: int, practitioner_id: str, staff_url: str) -> bool:
    """One neutral message; what it is about is read after signing in. False where none can reach her: she has
    given no number, or whoever holds it, or forged it, has told us to stop."""
    try:
        number = number_of_staff(work, practitioner_id)
    except Unreadable:
        # One number that nobody can read must not hold up every alert.
        log.exception("number of staff unreadable")
        return False
    if number is None or wants_no_messages(work, number.phone):
        return False
    queue_sms(
        work,
        template=_TEMPLATE,
        phone=number.phone,
        language=number.language,
        values={"link": staff_url},
        business_key=f"{texts_about(alert.id)}{tellings}:{practitioner_id}",
        lives=_LIVES,
    )
    return True
