"""Sending what is due: claim and commit, call the provider with no transaction open, record the result."""

import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from support.messaging import due_queries
from support.messaging.attempt_actions import end_attempt, end_message, locked, refuse, see
from support.messaging.attempt_rules import LATEST_CALL, LEASE, Outcome
from support.messaging.breaker_rules import CAPS, DAY, HOUR, Breaker, Caps, breaker, may_dial
from support.messaging.events import MessageToSupervisorCameDue
from support.messaging.models import PERSONS_NUMBER, MessageAttempt, OutboundMessage
from support.messaging.opt_out_queries import has_opted_out
from support.messaging.refusal_rules import Refusal
from support.messaging.rules import State
from support.messaging.sender import Delivery, SendResult, Sighting, SmsSender
from support.messaging.templates import (
    CODES,
    LAST_WORD,
    goes_at_once,
    goes_to_supervisor,
    own_templates,
    render,
)
from support.platform.audit import Purpose
from support.platform.begin_work import BeginWork
from support.platform.crypto import Unreadable
from support.platform.work import Work
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import may_text, next_text_time

log = logging.getLogger("kynnys.messages")

_JOB = Actor.job("send-messages")
# Although its number wants no messages: that it gets none any more, and the code that she has just asked for,
# without which she would not reach her own time.
_SENT_ALL_THE_SAME = CODES | {LAST_WORD}
# Another worker has just taken a message to the same number.
_NUMBER_FREE_AFTER = timedelta(seconds=5)


@dataclass(frozen=True)
class _Claimed:
    attempt_id: str
    phone: str
    text: str
    started_at: datetime
    valid_for: timedelta


def send_next_message(begin_work: BeginWork, sender: SmsSender, caps: Caps = CAPS) -> bool:
    """Deal with one message that is due: send it, put it off or give it up; False when there is none.

    A crash between the two works leaves the row `attempt_written`: it is never sent again blindly, and its
    attempt is asked after when the lease has run out.
    """
    with begin_work(_JOB) as work:
        message = _next_due(work, caps)
        if message is None:
            return False
        claimed = _claim(work, message, caps)
    if claimed is None:
        return True
    # Whoever was stopped in between may be beyond the lease, and others ask after the attempt already.
    is_too_late = begin_work.clock.now() - claimed.started_at > LATEST_CALL
    result = None if is_too_late else _sent(sender, claimed)
    with begin_work(_JOB) as work:
        if is_too_late:
            _record_no_call(work, claimed)
        else:
            _record(work, claimed, result)
    return True


def is_any_due(begin_work: BeginWork) -> bool:
    """Whether a message waits to be sent now."""
    with begin_work.to_read(_JOB) as look:
        return due_queries.is_any_due(look)


def expire_old_messages(work: Work) -> None:
    """Mark what can no longer be useful; of what had to arrive somebody hears."""
    old = (OutboundMessage.state == State.QUEUED, OutboundMessage.expires_at <= work.now)
    had_to_arrive = [one.name for one in own_templates().by_name.values() if one.must_arrive]
    told = OutboundMessage.template.in_(had_to_arrive)
    expire = update(OutboundMessage).values(state=State.EXPIRED)
    work.session.execute(expire.where(*old, told).values(needs_human_at=work.now))
    work.session.execute(expire.where(*old))


def _next_due(work: Work, caps: Caps) -> OutboundMessage | None:
    handed_over = due_queries.handed_over_since(work, work.now - HOUR, caps.an_hour + caps.reserve)
    state = breaker(handed_over, caps)
    if state is Breaker.OPEN:
        return None
    message = due_queries.next_due(work, only_must_arrive=state is Breaker.TRIPPED)
    if message is not None and handed_over + 1 == caps.an_hour:
        log.error("messages are held back")
    return message


def _claim(work: Work, message: OutboundMessage, caps: Caps) -> _Claimed | None:
    """Write the attempt down; None when the message has to wait or can never be sent."""
    if not (goes_at_once(message.template) or may_text(work.now)):
        message.due_at = next_text_time(work.now)
        return None
    if not _may_leave(work, message, caps):
        message.move(State.SUPPRESSED)
        return None
    try:
        opened = work.open_all(message, ("recipient", "fields"), subject=message.id, purpose=Purpose.SEND)
        text = render(message.template, message.language, json.loads(opened["fields"] or "{}"))
    except (Unreadable, ValueError):
        # One message that nobody can read must not hold up all the others.
        end_message(work, message, State.FAILED, needs_human=True)
        log.error("message given up")
        return None
    phone = opened["recipient"] or ""
    if not may_dial(phone):
        message.refusal = Refusal.BAD_NUMBER
        end_message(work, message, State.FAILED, needs_human=True)
        return None
    if not _is_safe(work, message, phone):
        return None
    attempt_id = _written(work, message)
    if attempt_id is None:
        return None
    return _Claimed(attempt_id, phone, text, work.now, message.expires_at - work.now)


def _may_leave(work: Work, message: OutboundMessage, caps: Caps) -> bool:
    number, most = message.recipient_lookup, caps.a_number_a_day
    if due_queries.handed_over_since(work, work.now - DAY, most, number) >= most:
        log.error("too many messages to one number")
        return False
    return message.template in _SENT_ALL_THE_SAME or not has_opted_out(work, number)


def _is_safe(work: Work, message: OutboundMessage, phone: str) -> bool:
    """Whether those above, who know whose number it is, let it leave: a supervisor was named by somebody
    else, and the number may be one at which its reader is not safe."""
    if goes_to_supervisor(message.template):
        lookup = work.lookup(PERSONS_NUMBER, phone)
        work.record(MessageToSupervisorCameDue(message.id, message.business_key, lookup))
    return message.state is State.QUEUED and message.due_at <= work.now


def _written(work: Work, message: OutboundMessage) -> str | None:
    """The id of the new attempt; None when a message to the same number has just been taken elsewhere."""
    attempt = MessageAttempt(
        id=work.new_id(),
        message_id=message.id,
        number=message.attempts + 1,
        recipient_lookup=message.recipient_lookup,
        started_at=work.now,
        absences=0,
        next_look_at=work.now + LEASE,
    )
    try:
        with work.attempt():
            message.move(State.ATTEMPT_WRITTEN)
            message.attempts = attempt.number
            message.attempted_at = message.attempted_at or work.now
            work.session.add(attempt)
            work.session.flush()
    except IntegrityError:
        message.due_at = work.now + _NUMBER_FREE_AFTER
        return None
    return attempt.id


def _sent(sender: SmsSender, claimed: _Claimed) -> SendResult | None:
    """What the provider said; None when nobody knows whether the message went."""
    try:
        return sender.send(claimed.phone, claimed.text, claimed.attempt_id, claimed.valid_for)
    except Exception:
        log.exception("sender failed", extra={"attempt": claimed.attempt_id})
        return None


def _record(work: Work, claimed: _Claimed, result: SendResult | None) -> None:
    found = locked(work, claimed.attempt_id)
    if found is None:
        # Its person took everything back while it was on its way.
        return
    message, attempt = found
    if result is not None and result.accepted and result.reference:
        see(work, message, attempt, Sighting(result.reference, Delivery.ACCEPTED))
    elif attempt.outcome is not None:
        # A report or the list was faster, and knows more.
        return
    elif result is not None and not result.accepted:
        refuse(work, message, attempt, result.refusal or Refusal.UNCLEAR)
    elif message.state is State.ATTEMPT_WRITTEN:
        message.move(State.UNKNOWN)


def _record_no_call(work: Work, claimed: _Claimed) -> None:
    """The call was never made, so the message waits as before."""
    found = locked(work, claimed.attempt_id)
    if found is not None and found[1].outcome is None:
        message, attempt = found
        end_attempt(work, attempt, Outcome.REFUSED)
        message.move(State.QUEUED)
