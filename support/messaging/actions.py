"""Putting messages into the outbox, and taking them out before they are sent."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, select, update

from support.messaging.models import RECIPIENT, OutboundMessage
from support.messaging.period_facts import NumberPeriod
from support.messaging.period_queries import codes_to, went_to
from support.messaging.rules import CANCELLABLE, GIVEN_UP, MAY_COME_BACK, State
from support.messaging.templates import CODE, CODES, goes_at_once, render
from support.platform.hot_statement import HotStatement
from support.platform.work import Work
from support.vocabulary.calendar import may_text, next_text_time
from support.vocabulary.language import Language

_GIVEN_UP = {f"state_{number}": state for number, state in enumerate(sorted(GIVEN_UP))}
_NOT_GIVEN_UP = and_(*(OutboundMessage.state != bindparam(name) for name in _GIVEN_UP))
# At every booking and every move.
_SINCE = HotStatement(
    select(func.count()).where(
        OutboundMessage.recipient_lookup == bindparam("recipient"),
        OutboundMessage.queued_at > bindparam("since"),
        OutboundMessage.template != bindparam("code"),
        _NOT_GIVEN_UP,
    )
)
_LEAVES = HotStatement(
    select(OutboundMessage.id).where(OutboundMessage.business_key == bindparam("key"), _NOT_GIVEN_UP)
)
_CODES_KEPT = timedelta(days=1)
# So many the timed job takes at a time; who takes everything back waits for nothing.
_AT_ONCE = 500


def queue_sms(
    work: Work,
    *,
    template: str,
    phone: str,
    language: Language,
    values: Mapping[str, str],
    business_key: str,
    lives: timedelta,
    suppressed: bool = False,
    waits: timedelta = timedelta(),
) -> None:
    """Plan one text message in this work; it leaves after the commit, or when it has waited so long.

    `lives` is how long after it is due it still makes sense. A suppressed message is recorded and never sent.
    Raises ValueError when the text would be too long or say too much.
    """
    render(template, language, values)
    ready = work.now + waits
    due = ready if goes_at_once(template) or may_text(ready) else next_text_time(ready)
    message = OutboundMessage(
        id=work.new_id(),
        key_id=work.new_key(),
        business_key=business_key,
        recipient_lookup=work.lookup(RECIPIENT, phone),
        template=template,
        language=language,
        state=State.SUPPRESSED if suppressed else State.QUEUED,
        queued_at=work.now,
        due_at=due,
        expires_at=due + lives,
        attempts=0,
    )
    work.seal(message, "recipient", phone)
    work.seal(message, "fields", json.dumps(dict(values)))
    work.add(message)


def suppress(work: Work, message_id: str) -> None:
    """This message never leaves; raises Conflict when it has."""
    work.session.get_one(OutboundMessage, message_id).move(State.SUPPRESSED)


def postpone(work: Work, message_id: str, until: datetime) -> None:
    """This message waits until then."""
    work.session.get_one(OutboundMessage, message_id).due_at = until


def forget_messages_to(work: Work, period: NumberPeriod) -> None:
    """Delete every message to her at this number with its key, the codes too."""
    _forget(work, went_to(work, period) | codes_to(work, period))


def forget_old_codes_sent(work: Work) -> None:
    """Delete the messages with codes a day after the code ended: they prove nothing and name a number."""
    over = OutboundMessage.template.in_(sorted(CODES)) & (
        OutboundMessage.expires_at <= work.now - _CODES_KEPT
    )
    _forget(work, OutboundMessage.id.in_(select(OutboundMessage.id).where(over).limit(_AT_ONCE)))


def _forget(work: Work, which: ColumnElement[bool]) -> None:
    work.write_session()
    gone = delete(OutboundMessage).where(which).returning(OutboundMessage.key_id)
    work.erase_keys(work.connection.execute(gone).scalars().all())


def texts_since(work: Work, phone: str, moment: datetime) -> int:
    """How many messages to this number were planned after the moment and not given up; codes do not count."""
    asked = {"recipient": work.lookup(RECIPIENT, phone), "since": moment, "code": CODE, **_GIVEN_UP}
    found = _SINCE.first(work.connection, asked)
    return found[0] if found else 0


def may_leave(look: Work, business_key: str) -> bool:
    """Whether this message has left, or is to leave."""
    return _LEAVES.first(look.connection, {"key": business_key, **_GIVEN_UP}) is not None


def is_planned(work: Work, business_keys: Collection[str]) -> bool:
    """Whether one of these messages has been planned, whatever has become of it."""
    ask = select(OutboundMessage.id).where(_one_of(business_keys)).limit(1)
    return work.session.execute(ask).scalar() is not None


def unplan(work: Work, business_keys: Collection[str]) -> None:
    """Delete what has not left yet: it was planned by mistake, and may be planned anew."""
    _forget(work, _one_of(business_keys) & OutboundMessage.state.in_(CANCELLABLE))


def forget_messages_about(work: Work, business_key_prefix: str) -> None:
    """Delete these messages with their keys, whatever has become of them."""
    _forget(work, OutboundMessage.business_key.startswith(business_key_prefix, autoescape=True))


def cancel_queued(work: Work, business_key_prefix: str) -> None:
    """Take back what has not left yet, for example the messages of a cancelled appointment.

    What is on its way and comes back to us is pointless from now on: it is not tried again.
    """
    # Found by the state: few messages wait, while no index serves the beginning of a key on both databases.
    _take_back(work, OutboundMessage.business_key.startswith(business_key_prefix, autoescape=True))


def reword_queued(work: Work, business_key_prefix: str, template: str) -> None:
    """What has not left yet says something else instead, of which it has all the values."""
    mine = OutboundMessage.business_key.startswith(business_key_prefix, autoescape=True)
    waiting = OutboundMessage.state.in_(CANCELLABLE)
    work.session.execute(update(OutboundMessage).where(mine, waiting).values(template=template))


def cancel_texts_to(work: Work, period: NumberPeriod) -> None:
    """Take back what has not left yet to a number to which it is not safe to write any more; the codes that
    she asks for herself she still gets."""
    _take_back(work, went_to(work, period) & OutboundMessage.template.not_in(sorted(CODES)))


def _take_back(work: Work, mine: ColumnElement[bool]) -> None:
    change = update(OutboundMessage).where(mine)
    waiting, not_again = OutboundMessage.state.in_(CANCELLABLE), OutboundMessage.state.in_(MAY_COME_BACK)
    work.session.execute(change.where(waiting).values(state=State.CANCELLED))
    lives = OutboundMessage.expires_at > work.now
    work.session.execute(change.where(not_again, lives).values(expires_at=work.now))


def take_in_hand(work: Work, message_id: str) -> bool:
    """Somebody sees to a message that needed a human; False when it needs none any more."""
    needing = (OutboundMessage.id == message_id, OutboundMessage.needs_human_at.is_not(None))
    work.write_session()
    taken = work.connection.execute(update(OutboundMessage).where(*needing).values(needs_human_at=None))
    return taken.rowcount == 1


def _one_of(business_keys: Collection[str]) -> ColumnElement[bool]:
    return OutboundMessage.business_key.in_(sorted(business_keys))
