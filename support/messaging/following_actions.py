"""A person has another number: what waits for the old one follows her, or waits until there is one."""

from sqlalchemy import ColumnElement, select, update

from support.messaging.models import RECIPIENT, OutboundMessage
from support.messaging.period_facts import NumberPeriod
from support.messaging.period_queries import codes_to, went_to
from support.messaging.rules import CANCELLABLE, MAY_COME_BACK, State
from support.messaging.templates import CODES, goes_at_once
from support.platform.work import Work
from support.vocabulary.calendar import may_text, next_text_time

# Said to whoever holds the old number, or to somebody who may share it: they are not hers to follow.
_STAYS = CODES | {"number_off", "stop", "again", "auto_reply", "unread"}


def hold_back_texts_to(work: Work, period: NumberPeriod) -> None:
    """Let nothing of hers leave to this number any more: codes are taken back, the rest waits for another.

    What is on its way and comes back to us is not tried again.
    """
    mine, waiting = _follows_her(work, period), OutboundMessage.state.in_(CANCELLABLE)
    work.forget_rows()
    change = update(OutboundMessage)
    work.session.execute(change.where(codes_to(work, period), waiting).values(state=State.CANCELLED))
    back = (mine, OutboundMessage.state.in_(MAY_COME_BACK - CANCELLABLE))
    lives = OutboundMessage.expires_at > work.now
    work.session.execute(change.where(*back, lives).values(expires_at=work.now))
    # Due when it has become pointless: so it never leaves, and ends by itself where no number comes.
    work.session.execute(change.where(mine, waiting).values(due_at=OutboundMessage.expires_at))


def follow_to(work: Work, old: NumberPeriod, new: str) -> None:
    """What was held back from the old number goes to the new one now, as if it were planned for it now."""
    held = (
        _follows_her(work, old),
        OutboundMessage.state == State.QUEUED,
        OutboundMessage.due_at == OutboundMessage.expires_at,
        OutboundMessage.expires_at > work.now,
    )
    for message in work.session.execute(select(OutboundMessage).where(*held)).scalars().all():
        message.recipient_lookup = work.lookup(RECIPIENT, new)
        # Else it would stand before the time in which the new number is hers, and be nobody's.
        message.queued_at = work.now
        work.seal(message, "recipient", new)
        may_go = goes_at_once(message.template) or may_text(work.now)
        message.due_at = work.now if may_go else next_text_time(work.now)


def _follows_her(work: Work, period: NumberPeriod) -> ColumnElement[bool]:
    return went_to(work, period) & OutboundMessage.template.not_in(sorted(_STAYS))
