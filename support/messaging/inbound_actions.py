"""Keeping what somebody wrote to us, and doing at once what needs nobody to read it."""

import logging
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from support.messaging.actions import cancel_queued, queue_sms
from support.messaging.auto_line_actions import language_of_number
from support.messaging.breaker_rules import may_dial
from support.messaging.events import ReplyReceived
from support.messaging.inbound_facts import IncomingMessage
from support.messaging.inbound_models import InboundMessage, OptOutBy
from support.messaging.models import PERSONS_NUMBER, RECIPIENT
from support.messaging.opt_out_actions import lift_opt_out, opt_out
from support.messaging.opt_out_queries import stopped
from support.messaging.period_facts import NumberPeriod
from support.messaging.period_queries import came_from
from support.messaging.reply_rules import Meaning, Reply, read_reply
from support.messaging.templates import LAST_WORD
from support.platform.work import Work
from support.vocabulary.language import Language

log = logging.getLogger("kynnys.messages")

_FIRST_WORD = "again"
_WORD_LIVES = timedelta(days=1)


def receive(work: Work, incoming: IncomingMessage, *, our_phone: str) -> bool:
    """Keep a message, act on STOP, and tell those above, who know whether somebody reads it.

    False when it was handed over before.
    """
    reply = _understood(work, incoming)
    message_id = _kept(work, incoming, reply)
    if message_id is None:
        return False
    work.log("reply:receive", "inbound_message", message_id)
    if reply.meaning is Meaning.STOP:
        _stop(work, incoming, message_id, our_phone)
    elif reply.meaning is Meaning.START:
        _start(work, incoming, message_id)
    whose = work.lookup(PERSONS_NUMBER, incoming.sender)
    work.record(ReplyReceived(message_id, whose, reply, our_phone))
    return True


def cancel_answers(work: Work, inbound_id: str) -> None:
    """Say nothing by ourselves to this message: it is not safe to write to its sender."""
    for what in ("auto-reply", "stop", "start"):
        cancel_queued(work, f"{what}:{inbound_id}")


def forget_replies_from(work: Work, period: NumberPeriod) -> None:
    """Delete every message from her at this number with its key; that it wants no more stays known."""
    work.write_session()
    gone = delete(InboundMessage).where(came_from(work, period)).returning(InboundMessage.key_id)
    work.erase_keys(work.connection.execute(gone).scalars().all())


def _kept(work: Work, incoming: IncomingMessage, reply: Reply) -> str | None:
    """The id of the new row; None when there is one of this reference already."""
    try:
        with work.attempt():
            message = InboundMessage(
                id=work.new_id(),
                key_id=work.new_key(),
                sender_lookup=work.lookup(RECIPIENT, incoming.sender),
                received_at=work.now,
                provider_reference=incoming.reference,
                meaning=reply.meaning,
            )
            work.seal(message, "sender", incoming.sender)
            work.seal(message, "text", incoming.text)
            work.add(message)
    except IntegrityError:
        return None
    return message.id


def _stop(work: Work, incoming: IncomingMessage, message_id: str, our_phone: str) -> None:
    lookup = work.lookup(RECIPIENT, incoming.sender)
    language = language_of_number(work, lookup)
    fresh = opt_out(work, lookup, OptOutBy.PROVIDER if incoming.is_stopped else OptOutBy.REPLY)
    if not fresh or incoming.is_stopped:
        # The provider has told her itself, and would carry nothing more.
        return
    _say(work, incoming, LAST_WORD, language, {"tel": our_phone}, f"stop:{message_id}")


def _start(work: Work, incoming: IncomingMessage, message_id: str) -> None:
    lookup = work.lookup(RECIPIENT, incoming.sender)
    lift_opt_out(work, lookup)
    if not incoming.is_started:
        # Else the provider tells her itself.
        _say(work, incoming, _FIRST_WORD, language_of_number(work, lookup), {}, f"start:{message_id}")


def _understood(work: Work, incoming: IncomingMessage) -> Reply:
    """What the message means; a word that takes a STOP back is one for a person where there is none to take.

    What the provider has stopped only the words lift on which it goes on by itself.
    """
    if incoming.is_stopped:
        return Reply(Meaning.STOP)
    reply = read_reply(incoming.text)
    if not (incoming.is_started or reply.meaning is Meaning.START):
        return reply
    stop = stopped(work, work.lookup(RECIPIENT, incoming.sender))
    is_lifted = stop is not None and (incoming.is_started or stop.by is OptOutBy.REPLY)
    return Reply(Meaning.START) if is_lifted else replace(reply, meaning=Meaning.OTHER)


def _say(
    work: Work,
    incoming: IncomingMessage,
    template: str,
    language: Language,
    values: dict[str, str],
    business_key: str,
) -> None:
    if not may_dial(incoming.sender):
        # A name for a sender, or a country that is not open: no answer arrives there.
        return
    try:
        queue_sms(
            work,
            template=template,
            phone=incoming.sender,
            language=language,
            values=values,
            business_key=business_key,
            lives=_WORD_LIVES,
        )
    except ValueError:
        # What she wants counts, whether or not we can say so in one message.
        log.exception("the word does not fit")
