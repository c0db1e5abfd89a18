"""Asking the provider what became of a message: of one whose answer was lost, and of one that stays silent.

Claim the question and commit, ask with no transaction open, record the answer.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from support.messaging import due_queries
from support.messaging.attempt_actions import end_attempt, end_message, locked, see
from support.messaging.attempt_rules import (
    ASKING,
    SKEW,
    Outcome,
    after_absent,
    after_dark,
    after_silence,
)
from support.messaging.models import MessageAttempt, OutboundMessage
from support.messaging.rules import IN_FLIGHT, State, may_become
from support.messaging.sender import Sighting, SmsSender
from support.messaging.templates import CODES, must_arrive
from support.platform.audit import Purpose
from support.platform.begin_work import BeginWork
from support.platform.crypto import Unreadable
from support.platform.work import Work
from support.vocabulary.actor import Actor

log = logging.getLogger("kynnys.messages")

_JOB = Actor.job("ask-after-messages")


@dataclass(frozen=True)
class _Question:
    attempt_id: str
    reference: str | None
    phone: str
    since: datetime
    until: datetime
    """So long the question is ours; another value in the row means that somebody else has asked since."""


def is_any_to_ask_after(begin_work: BeginWork) -> bool:
    """Whether the provider is to be asked for a message now."""
    with begin_work.to_read(_JOB) as look:
        return due_queries.is_any_to_ask_after(look)


def ask_after_next_message(begin_work: BeginWork, sender: SmsSender) -> bool:
    """Ask the provider for one message whose turn it is; False when there is none."""
    with begin_work(_JOB) as work:
        attempt = _next_to_ask_after(work)
        if attempt is None:
            return False
        question = _claim(work, attempt)
    if question is None:
        return True
    sightings = _asked(sender, question)
    with begin_work(_JOB) as work:
        _hear(work, question, sightings)
    return True


def _next_to_ask_after(work: Work) -> MessageAttempt | None:
    due = (
        select(MessageAttempt)
        .where(MessageAttempt.next_look_at <= work.now)
        .order_by(MessageAttempt.next_look_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return work.session.execute(due).scalar()


def _claim(work: Work, attempt: MessageAttempt) -> _Question | None:
    """Take the question for as long as asking may last; None when nobody can read whom it was sent to."""
    until = attempt.next_look_at = work.now + ASKING
    phone = ""
    if attempt.reference is None:
        message = work.session.get_one(OutboundMessage, attempt.message_id)
        try:
            phone = work.open(message, "recipient", subject=message.id, purpose=Purpose.SEND) or ""
        except Unreadable:
            _give_up(work, message, attempt)
            return None
    return _Question(attempt.id, attempt.reference, phone, attempt.started_at - SKEW, until)


def _asked(sender: SmsSender, question: _Question) -> tuple[Sighting, ...] | None:
    """What the provider has; None when it cannot be asked."""
    try:
        if question.reference is None:
            return sender.find(question.phone, question.since)
        sighting = sender.look_up(question.reference)
        return (sighting,) if sighting else ()
    except Exception:
        log.exception("provider cannot be asked", extra={"attempt": question.attempt_id})
        return None


def _hear(work: Work, question: _Question, sightings: tuple[Sighting, ...] | None) -> None:
    found = locked(work, question.attempt_id)
    if found is None:
        # Its person took everything back meanwhile.
        return
    message, attempt = found
    unknown = [one for one in sightings or () if not _is_of_another(work, attempt, one)]
    if unknown and see(work, message, attempt, unknown[0]):
        return
    if attempt.next_look_at != question.until:
        return
    first_at = message.attempted_at or attempt.started_at
    if attempt.reference is not None:
        again = after_silence(work.now, attempt.started_at, first_at)
    elif sightings is None:
        again = after_dark(work.now, first_at)
    else:
        attempt.absences += 1
        again = after_absent(work.now, attempt.absences, once_will_do=message.template in CODES)
        if again is None:
            _take_for_absent(work, message, attempt)
            return
    attempt.next_look_at = again
    if again is None:
        _give_up(work, message, attempt)


def _is_of_another(work: Work, attempt: MessageAttempt, sighting: Sighting) -> bool:
    others = select(MessageAttempt.id).where(
        MessageAttempt.reference == sighting.reference, MessageAttempt.id != attempt.id
    )
    return work.session.execute(others).scalar() is not None


def _take_for_absent(work: Work, message: OutboundMessage, attempt: MessageAttempt) -> None:
    """It never came to the provider: sent once more where it must arrive, otherwise somebody looks."""
    end_attempt(work, attempt, Outcome.ABSENT)
    if attempt.number != message.attempts or message.state not in IN_FLIGHT:
        return
    is_useful = work.now < message.expires_at
    if must_arrive(message.template) and is_useful and not _was_absent_before(work, attempt):
        message.move(State.QUEUED)
        message.due_at = work.now
        log.warning("message is sent again", extra={"attempt": attempt.id})
        return
    end = State.FAILED if message.template in CODES else State.UNRESOLVED
    end_message(work, message, end, needs_human=True)


def _was_absent_before(work: Work, attempt: MessageAttempt) -> bool:
    before = select(MessageAttempt.id).where(
        MessageAttempt.message_id == attempt.message_id,
        MessageAttempt.outcome == Outcome.ABSENT,
        MessageAttempt.id != attempt.id,
    )
    return work.session.execute(before.limit(1)).scalar() is not None


def _give_up(work: Work, message: OutboundMessage, attempt: MessageAttempt) -> None:
    """Nobody could find out what became of it."""
    end_attempt(work, attempt, attempt.outcome or Outcome.UNRESOLVED)
    if attempt.number == message.attempts and may_become(message.state, State.UNRESOLVED):
        end_message(work, message, State.UNRESOLVED, needs_human=True)
