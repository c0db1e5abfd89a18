"""Sending what is due: claim and commit, call the provider with no transaction open, record the result."""

import json
import logging
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update

from support.messaging.models import OutboundMessage
from support.messaging.refusal_rules import Refusal
from support.messaging.rules import State, try_again_after
from support.messaging.sender import SendResult, SmsSender
from support.messaging.templates import goes_at_once, render
from support.platform.audit import Purpose
from support.platform.begin_work import BeginWork
from support.platform.crypto import Unreadable
from support.platform.work import Work
from support.vocabulary.actor import Actor
from support.vocabulary.calendar import may_text, next_text_time

log = logging.getLogger("kynnys.messages")

_JOB = Actor.job("send-messages")


@dataclass(frozen=True)
class _Claimed:
    id: str
    attempt_id: str
    phone: str
    text: str
    valid_for: timedelta


def send_next_message(begin_work: BeginWork, sender: SmsSender) -> bool:
    """Deal with one message that is due: send it, put it off or give it up; False when there is none.

    A crash between the two works leaves the row `attempt_written`: it is never sent again blindly.
    """
    with begin_work(_JOB) as work:
        message = _next_due(work)
        if message is None:
            return False
        claimed = _claim(work, message)
    if claimed is None:
        return True
    result = _sent(sender, claimed)
    with begin_work(_JOB) as work:
        _record(work, claimed.id, result)
    return True


def _sent(sender: SmsSender, claimed: _Claimed) -> SendResult | None:
    """What the provider said; None when nobody knows whether the message went."""
    try:
        return sender.send(claimed.phone, claimed.text, claimed.attempt_id, claimed.valid_for)
    except Exception:
        log.exception("sender failed", extra={"attempt": claimed.attempt_id})
        return None


def is_any_due(begin_work: BeginWork) -> bool:
    """Whether a message waits to be sent now."""
    with begin_work.to_read(_JOB) as look:
        due = (OutboundMessage.state == State.QUEUED, OutboundMessage.due_at <= look.now)
        return look.session.execute(select(OutboundMessage.id).where(*due).limit(1)).scalar() is not None


def expire_old_messages(work: Work) -> None:
    """Mark what can no longer be useful."""
    old = (OutboundMessage.state == State.QUEUED, OutboundMessage.expires_at <= work.now)
    work.session.execute(update(OutboundMessage).where(*old).values(state=State.EXPIRED))


def _next_due(work: Work) -> OutboundMessage | None:
    due = (
        select(OutboundMessage)
        .where(
            OutboundMessage.state == State.QUEUED,
            OutboundMessage.due_at <= work.now,
            OutboundMessage.expires_at > work.now,
        )
        .order_by(OutboundMessage.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return work.session.execute(due).scalar()


def _claim(work: Work, message: OutboundMessage) -> _Claimed | None:
    """Write the attempt down; None when the message has to wait for the morning or can never be sent."""
    if not (goes_at_once(message.template) or may_text(work.now)):
        message.due_at = next_text_time(work.now)
        return None
    message.move(State.ATTEMPT_WRITTEN)
    message.attempts += 1
    message.attempted_at = work.now
    try:
        opened = work.open_all(message, ("recipient", "fields"), subject=message.id, purpose=Purpose.SEND)
        text = render(message.template, message.language, json.loads(opened["fields"] or "{}"))
    except (Unreadable, ValueError):
        # One message that nobody can read must not hold up all the others.
        message.move(State.FAILED)
        log.error("message given up")
        return None
    valid_for = message.expires_at - work.now
    return _Claimed(
        message.id, f"{message.id}-{message.attempts}", opened["recipient"] or "", text, valid_for
    )


def _record(work: Work, message_id: str, result: SendResult | None) -> None:
    message = work.session.get(OutboundMessage, message_id)
    if message is None:
        # Its person took everything back while it was on its way.
        return
    if result is None:
        message.move(State.UNKNOWN)
        return
    if result.accepted:
        message.move(State.ACCEPTED)
        message.provider_reference = result.reference
        return
    again = try_again_after(message.attempts) if result.refusal is Refusal.BUSY else None
    message.move(State.FAILED if again is None else State.QUEUED)
    message.due_at = work.now + (again or timedelta())
