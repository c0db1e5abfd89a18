"""Noting that somebody wants no more messages, and that she wants them again."""

from sqlalchemy import delete, update

from support.messaging.inbound_models import OptOut, OptOutBy
from support.messaging.models import RECIPIENT, OutboundMessage
from support.messaging.rules import CANCELLABLE, State
from support.messaging.templates import LAST_WORD
from support.platform.audit import NOBODY
from support.platform.database import insert_into
from support.platform.work import Work


def opt_out(work: Work, phone_lookup: bytes, by: OptOutBy) -> bool:
    """Send this number nothing more, and take back what waits for it; False when it is so already.

    The lookup is that of the outbox (`RECIPIENT`).
    """
    noted = insert_into(work.connection, OptOut).values(phone_lookup=phone_lookup, since=work.now, by=by)
    fresh = work.session.execute(noted.on_conflict_do_nothing().returning(OptOut.since)).first() is not None
    waiting = (
        OutboundMessage.recipient_lookup == phone_lookup,
        OutboundMessage.state.in_(CANCELLABLE),
        # Who says so twice is still told once that nothing more comes.
        OutboundMessage.template != LAST_WORD,
    )
    work.forget_rows()
    work.session.execute(update(OutboundMessage).where(*waiting).values(state=State.CANCELLED))
    if fresh:
        work.log("texts:stop", "opt_out", NOBODY, by.value)
    elif by is OptOutBy.PROVIDER:
        # From now on nothing of ours alone lifts it.
        work.session.execute(update(OptOut).where(OptOut.phone_lookup == phone_lookup).values(by=by))
    return fresh


def lift_opt_out(work: Work, phone_lookup: bytes) -> None:
    """Messages may go to this number again; what was taken back stays so, and the next ones go."""
    work.session.execute(delete(OptOut).where(OptOut.phone_lookup == phone_lookup))
    work.log("texts:start", "opt_out", NOBODY)


def lift_opt_out_of(work: Work, phone: str) -> None:
    """The same for a number as people write it."""
    lift_opt_out(work, work.lookup(RECIPIENT, phone))
