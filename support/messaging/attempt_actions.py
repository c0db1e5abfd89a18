"""What follows from what the provider says of an attempt, whether at once, in a report or when asked."""

import logging

from sqlalchemy import func, select

from support.messaging.attempt_rules import Outcome, after_silence
from support.messaging.delivery_facts import contradicts, has_ended, rank
from support.messaging.events import MessageToSupervisorLeft
from support.messaging.inbound_models import OptOutBy
from support.messaging.models import MessageAttempt, OutboundMessage
from support.messaging.opt_out_actions import opt_out
from support.messaging.policy_rules import Standing, next_step
from support.messaging.refusal_rules import Refusal
from support.messaging.rules import State, may_become
from support.messaging.sender import Delivery, Sighting
from support.messaging.templates import CODES, goes_to_supervisor, must_arrive
from support.platform.work import Work

log = logging.getLogger("kynnys.messages")

_STATES = {
    Delivery.ACCEPTED: State.ACCEPTED,
    Delivery.SENT: State.SENT,
    Delivery.DELIVERED: State.DELIVERED,
    Delivery.UNDELIVERED: State.UNDELIVERED,
    Delivery.FAILED: State.FAILED,
}
_DIGITS = 4


def locked(work: Work, attempt_id: str) -> tuple[OutboundMessage, MessageAttempt] | None:
    """An attempt and its message, for this work alone; None when they have been deleted."""
    # The message first: whoever deletes it takes the attempt after it.
    ask = (
        select(OutboundMessage)
        .join(MessageAttempt, MessageAttempt.message_id == OutboundMessage.id)
        .where(MessageAttempt.id == attempt_id)
        .with_for_update(of=OutboundMessage)
        .execution_options(populate_existing=True)
    )
    message = work.session.execute(ask).scalar()
    # Read after the message is held: who held it before may have changed it.
    attempt = work.session.get(MessageAttempt, attempt_id, populate_existing=True) if message else None
    return (message, attempt) if message and attempt else None


def see(work: Work, message: OutboundMessage, attempt: MessageAttempt, sighting: Sighting) -> bool:
    """The provider has this attempt and says how far it is; False when that is nothing new.

    It never goes back, and nothing follows an end: what contradicts is logged and changes nothing.
    """
    if not _may_be(work, attempt, sighting):
        log.warning("report contradicts", extra={"attempt": attempt.id})
        return False
    if rank(sighting.delivery) <= rank(attempt.delivery):
        if contradicts(attempt.delivery, sighting.delivery):
            log.warning("report contradicts", extra={"attempt": attempt.id})
        return False
    was_absent = attempt.outcome is Outcome.ABSENT
    attempt.reference, attempt.delivery = sighting.reference, sighting.delivery
    end_attempt(work, attempt, Outcome.ACCEPTED)
    first_at = message.attempted_at or attempt.started_at
    if not has_ended(sighting.delivery):
        attempt.next_look_at = after_silence(work.now, attempt.started_at, first_at)
    if attempt.number == message.attempts:
        _follow(work, message, attempt, sighting)
    elif was_absent:
        log.error("message went twice", extra={"attempt": attempt.id})
    return True


def refuse(work: Work, message: OutboundMessage, attempt: MessageAttempt, step_from: Refusal) -> None:
    """The provider refused the attempt at once: what follows is the policy."""
    end_attempt(work, attempt, Outcome.REFUSED)
    _apply(work, message, attempt, step_from, ended_as=State.FAILED)


def end_attempt(work: Work, attempt: MessageAttempt, outcome: Outcome) -> None:
    """Note how it ended, once it is known; nobody need ask any more."""
    attempt.outcome = outcome
    attempt.ended_at = attempt.ended_at or work.now
    attempt.next_look_at = None


def end_message(work: Work, message: OutboundMessage, state: State, *, needs_human: bool) -> None:
    """The message comes to an end; somebody hears of it, unless it was a code: she asks for another."""
    message.move(state)
    if needs_human and message.template not in CODES:
        message.needs_human_at = work.now


def _may_be(work: Work, attempt: MessageAttempt, sighting: Sighting) -> bool:
    if attempt.reference is not None:
        return attempt.reference == sighting.reference
    taken = select(MessageAttempt.id).where(MessageAttempt.reference == sighting.reference)
    is_free = work.session.execute(taken).scalar() is None
    return is_free and attempt.outcome is not Outcome.REFUSED


def _follow(work: Work, message: OutboundMessage, attempt: MessageAttempt, sighting: Sighting) -> None:
    state = _STATES[sighting.delivery]
    if not may_become(message.state, state):
        # It was taken back, or has become pointless, before anybody knew that it had left.
        return
    if state in (State.UNDELIVERED, State.FAILED):
        _apply(work, message, attempt, sighting.refusal or Refusal.UNCLEAR, ended_as=state)
        return
    message.move(state)
    message.refusal = None
    message.needs_human_at = None
    if goes_to_supervisor(message.template):
        work.record(MessageToSupervisorLeft(message.business_key, message.queued_at))


def _apply(
    work: Work, message: OutboundMessage, attempt: MessageAttempt, refusal: Refusal, *, ended_as: State
) -> None:
    attempt.refusal = message.refusal = refusal
    step = next_step(refusal, _standing(work, message, refusal), ended_as=ended_as)
    if step.tell_operator:
        log.error("messages are refused", extra={"kind": refusal.value, "attempt": attempt.id})
    if step.stop_all:
        opt_out(work, message.recipient_lookup, OptOutBy.PROVIDER)
    # Whoever has it in hand has perhaps called already.
    if step.again_after is None or message.state is State.UNRESOLVED:
        state = ended_as if step.state is State.QUEUED else step.state
        needs_human = step.needs_human or must_arrive(message.template)
        end_message(work, message, state, needs_human=needs_human)
        return
    if message.state is not State.QUEUED:
        message.move(State.QUEUED)
    message.due_at = work.now + step.again_after


def _standing(work: Work, message: OutboundMessage, refusal: Refusal) -> Standing:
    alike = (MessageAttempt.message_id == message.id, MessageAttempt.refusal == refusal)
    count = work.session.execute(select(func.count()).select_from(MessageAttempt).where(*alike)).scalar_one()
    share = int(work.ids.digits(_DIGITS)) / 10**_DIGITS
    return Standing(message.attempts, count, message.expires_at - work.now, share)
