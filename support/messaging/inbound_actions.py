"""Keeping what somebody wrote to us, and doing at once what needs nobody to read it."""

import logging
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from support.messaging.actions import cancel_queued, queue_sms
from support.messaging.events import ReplyReceived
from support.messaging.inbound_facts import IncomingMessage
from support.messaging.inbound_models import InboundMessage, OptOutBy
from support.messaging.models import RECIPIENT, OutboundMessage
from support.messaging.opt_out_actions import opt_out
from support.messaging.opt_out_queries import has_opted_out
from support.messaging.reply_rules import Meaning, Reply, read_reply
from support.messaging.rules import State
from support.messaging.templates import LAST_WORD
from support.platform.rate_limit import count_try
from support.platform.work import Work
from support.vocabulary.language import DEFAULT, Language

log = logging.getLogger("kynnys.messages")

AUTO_REPLIES_PER_NUMBER = (1, timedelta(days=1))
PERSONS_NUMBER = "phone"
"""Under which lookup people keep their numbers."""
_AUTO_REPLY, _LAST_WORD = "auto-reply", "stop"
"""How the business keys of our answers begin."""
_ANSWER_LIVES = timedelta(hours=1)
_LAST_WORD_LIVES = timedelta(days=1)


def receive(work: Work, incoming: IncomingMessage, *, our_phone: str) -> bool:
    """Keep a message, act on STOP, and tell those above; False when it was handed over before.

    What nobody but a person can understand gets a line that says so, once a day.
    """
    reply = Reply(Meaning.STOP) if incoming.is_stopped else read_reply(incoming.text)
    message_id = _kept(work, incoming, reply)
    if message_id is None:
        return False
    work.log("reply:receive", "inbound_message", message_id)
    if reply.meaning is Meaning.STOP:
        _stop(work, incoming, message_id, our_phone)
    elif reply.meaning is Meaning.OTHER:
        _say_that_nobody_reads_at_once(work, incoming, message_id)
    work.record(ReplyReceived(message_id, work.lookup(PERSONS_NUMBER, incoming.sender), reply))
    return True


def cancel_answers(work: Work, inbound_id: str) -> None:
    """Say nothing by ourselves to this message: it is not safe to write to its sender."""
    for what in (_AUTO_REPLY, _LAST_WORD):
        cancel_queued(work, f"{what}:{inbound_id}")


def forget_replies_from(work: Work, phone: str) -> None:
    """Delete every message from this number with its key; that it wants no more messages stays known."""
    work.write_session()
    mine = InboundMessage.sender_lookup == work.lookup(RECIPIENT, phone)
    gone = delete(InboundMessage).where(mine).returning(InboundMessage.key_id)
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
    language = _language_of(work, lookup)
    fresh = opt_out(work, lookup, OptOutBy.PROVIDER if incoming.is_stopped else OptOutBy.REPLY)
    if not fresh or incoming.is_stopped:
        # The provider has told her itself, and would carry nothing more.
        return
    try:
        queue_sms(
            work,
            template=LAST_WORD,
            phone=incoming.sender,
            language=language,
            values={"tel": our_phone},
            business_key=f"{_LAST_WORD}:{message_id}",
            lives=_LAST_WORD_LIVES,
        )
    except ValueError:
        # That she wants no more counts, whether or not we can say so in one message.
        log.exception("the last word does not fit")


def _say_that_nobody_reads_at_once(work: Work, incoming: IncomingMessage, message_id: str) -> None:
    lookup = work.lookup(RECIPIENT, incoming.sender)
    is_number = incoming.sender.startswith("+")
    if not is_number or has_opted_out(work, lookup) or _is_unsafe(work, lookup):
        return
    most, window = AUTO_REPLIES_PER_NUMBER
    if not count_try(work, "auto-reply", incoming.sender, limit=most, window=window):
        return
    queue_sms(
        work,
        template="auto_reply",
        phone=incoming.sender,
        language=_language_of(work, lookup),
        values={},
        business_key=f"{_AUTO_REPLY}:{message_id}",
        lives=_ANSWER_LIVES,
    )


def _language_of(work: Work, lookup: bytes) -> Language:
    """In which language this number was written to last."""
    to_her = select(OutboundMessage.language).where(OutboundMessage.recipient_lookup == lookup)
    last = work.session.execute(to_her.order_by(OutboundMessage.queued_at.desc()).limit(1)).scalar()
    return last or DEFAULT


def _is_unsafe(work: Work, lookup: bytes) -> bool:
    """Whether the last message to this number was planned so that it would never leave."""
    to_her = select(OutboundMessage.state).where(OutboundMessage.recipient_lookup == lookup)
    last = work.session.execute(to_her.order_by(OutboundMessage.queued_at.desc()).limit(1)).scalar()
    return last is State.SUPPRESSED
