"""The timed job of the check-ins: ask, ask once more, give up, take what was left unsent."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, update

from support.cases.alert_actions import raise_alert
from support.cases.check_in_actions import hold_for_check_in
from support.cases.facts import CaseFacts
from support.cases.rules.alerts import AlertKind
from support.cases.step_actions import record_step
from support.followup.answer_actions import take_draft
from support.followup.models import CheckIn, CheckInLink, FollowUpPlan
from support.followup.plan_actions import complete_if_over, stop_plan
from support.followup.queries import first_due, last_states
from support.followup.rules.outcome import is_silent_twice
from support.followup.rules.plan import next_step_at
from support.followup.rules.states import State, StopReason
from support.messaging.actions import may_leave, queue_sms
from support.messaging.opt_out_queries import wants_no_messages
from support.people.code_actions import PHONE
from support.people.queries import addressee_of
from support.platform.begin_work import BeginWork
from support.platform.crypto import Unreadable, token_hash
from support.platform.work import Work
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import next_text_time

log = logging.getLogger("kynnys.check_in")

_JOB = Actor.job("ask-check-ins")
# Easily told apart when somebody types them from another screen; 16 of 30 signs are 78 bits.
_SIGNS, _LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 16
_LINK_LIVES = timedelta(days=14)
_ASK, _ASK_FOR_NUMBER, _AGAIN = "checkin", "checkin_n", "checkin2"


@dataclass(frozen=True)
class Way:
    """How she can answer: how the addresses behind the messages begin, and whether a reply arrives."""

    answer_url: str
    takes_replies: bool


def ask_due_check_in(begin_work: BeginWork, answer_url: str, *, takes_replies: bool = False) -> bool:
    """Take one check-in to its next step: ask, ask again, take the draft or close; False when none is due.

    `answer_url` is how the addresses behind its messages begin. Whoever comes second finds the row claimed;
    each message has a business key of its own besides.
    """
    with begin_work.to_read(_JOB) as look:
        due = first_due(look)
    if due is None:
        return False
    with begin_work(_JOB) as work:
        case = hold_for_check_in(work, due.case_id)
        row = _claimed(work, due.id, due.state)
        if case is not None and row is not None:
            _go_on_or_give_up(work, row, case, Way(answer_url, takes_replies))
    return True


def forget_old_links(work: Work) -> None:
    """An address that leads nowhere any more need not be kept."""
    work.session.execute(delete(CheckInLink).where(CheckInLink.expires_at <= work.now))


def _claimed(work: Work, check_in_id: str, state: State) -> CheckIn | None:
    """Claim the row by taking its due time; None when somebody was faster."""
    claim = update(CheckIn).where(
        CheckIn.id == check_in_id, CheckIn.state == state, CheckIn.due_at <= work.now
    )
    if work.connection.execute(claim.values(due_at=None)).rowcount != 1:
        return None
    return work.session.get(CheckIn, check_in_id, populate_existing=True)


def _go_on_or_give_up(work: Work, row: CheckIn, case: CaseFacts, way: Way) -> None:
    """One check-in that cannot be read or written must not hold up all the others: a nurse is told of it."""
    try:
        with work.attempt():
            _go_on(work, row, case, way)
    except (Unreadable, ValueError):
        log.exception("check-in given up")
        work.session.refresh(row)
        row.move(State.NOT_ASKED if row.state is State.SCHEDULED else State.MISSED)
        row.ended_at, row.due_at = work.now, None
        raise_alert(work, case.id, AlertKind.MESSAGE_FAILED)
        complete_if_over(work, row.plan_id)


def _go_on(work: Work, row: CheckIn, case: CaseFacts, way: Way) -> None:
    if row.draft is not None:
        take_draft(work, row)
    elif not case.is_open:
        stop_plan(work, row.case_id, StopReason.CASE_CLOSED)
    else:
        _STEPS[row.state](work, row, case, way)
        complete_if_over(work, row.plan_id)


def _ask(work: Work, row: CheckIn, case: CaseFacts, way: Way) -> None:
    if _text(work, row, case, _ASK_FOR_NUMBER if way.takes_replies else _ASK, way):
        row.move(State.SENT)
        row.sent_at, row.due_at = work.now, next_step_at(work.now)
        record_step(work, case, "check_in_sent")
        return
    _leave_to_a_nurse(work, row, case)


def _ask_again(work: Work, row: CheckIn, case: CaseFacts, way: Way) -> None:
    if not _text(work, row, case, _AGAIN, way):
        _close(work, row, case, way)
        return
    row.move(State.REMINDED)
    row.reminded_at, row.due_at = work.now, next_step_at(work.now)


def _close(work: Work, row: CheckIn, case: CaseFacts, _way: Way) -> None:
    if not any(may_leave(work, _key(row, which)) for which in ("ask", "again")):
        # Nothing has left while it made sense, as when the provider is dark: that is not her silence.
        _leave_to_a_nurse(work, row, case)
        return
    row.move(State.MISSED)
    row.ended_at = work.now
    record_step(work, case, "check_in_missed")
    work.log("check_in:miss", "support_case", case.id)
    work.session.flush()
    if is_silent_twice(last_states(work, case.id)):
        raise_alert(work, case.id, AlertKind.CHECKIN_MISSED)


def _leave_to_a_nurse(work: Work, row: CheckIn, case: CaseFacts) -> None:
    """Whom no message reaches is called instead."""
    row.move(State.NOT_ASKED)
    row.ended_at = work.now
    record_step(work, case, "check_in_not_asked")
    work.log("check_in:not_asked", "support_case", case.id)
    raise_alert(work, case.id, AlertKind.MESSAGE_FAILED)


_STEPS: dict[State, Callable[[Work, CheckIn, CaseFacts, Way], None]] = {
    State.SCHEDULED: _ask,
    State.SENT: _ask_again,
    State.REMINDED: _close,
}


def _text(work: Work, row: CheckIn, case: CaseFacts, template: str, way: Way) -> bool:
    """Queue the message with a link of its own; False when no message may go to her."""
    addressee = addressee_of(work, case.employee_id)
    if addressee is None or wants_no_messages(work, addressee.phone):
        return False
    plan = work.session.get_one(FollowUpPlan, row.plan_id)
    link = way.answer_url + _new_link(work, row)
    is_first = template != _AGAIN
    queue_sms(
        work,
        template=template,
        phone=addressee.phone,
        language=addressee.language,
        values={"link": link} if is_first else {"link": link, "tel": plan.our_phone},
        business_key=_key(row, "ask" if is_first else "again"),
        # Until the next step is due it makes sense, however late it leaves.
        lives=next_step_at(work.now) - next_text_time(work.now),
    )
    row.asked_lookup = work.lookup(PHONE, addressee.phone)
    return True


def _key(row: CheckIn, which: str) -> str:
    return f"check-in:{row.id}:{which}"


def _new_link(work: Work, row: CheckIn) -> str:
    token = work.ids.letters(_SIGNS, _LENGTH)
    link = CheckInLink(token_hash=token_hash(token), check_in_id=row.id, expires_at=work.now + _LINK_LIVES)
    work.session.add(link)
    return token
