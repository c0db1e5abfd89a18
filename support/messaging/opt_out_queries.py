"""Who wants no more messages."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from support.messaging.inbound_models import OptOut, OptOutBy
from support.messaging.models import RECIPIENT
from support.platform.hot_statement import HotStatement
from support.platform.work import Work

# Before every single message.
_OPTED_OUT = HotStatement(select(OptOut.since).where(OptOut.phone_lookup == bindparam("phone")))


def has_opted_out(work: Work, phone_lookup: bytes) -> bool:
    """Whether this number is to get nothing more; the lookup is that of the outbox (`RECIPIENT`)."""
    return _OPTED_OUT.first(work.connection, {"phone": phone_lookup}) is not None


@dataclass(frozen=True)
class Stopped:
    """Since when a number wants no messages, and how we know; the provider lifts a stop of its own only."""

    since: datetime
    by: OptOutBy

    @property
    def is_at_provider(self) -> bool:
        """Whether the provider would carry nothing to this number, whatever we think of it."""
        return self.by is OptOutBy.PROVIDER


def stopped(work: Work, phone_lookup: bytes) -> Stopped | None:
    """How it stands with a number that wants no messages; None for every other."""
    row = work.session.execute(select(OptOut).where(OptOut.phone_lookup == phone_lookup)).scalar()
    return Stopped(row.since, row.by) if row else None


def stop_of(work: Work, phone: str) -> Stopped | None:
    """The same for a number as people write it."""
    return stopped(work, work.lookup(RECIPIENT, phone))


def wants_no_messages(work: Work, phone: str) -> bool:
    """Whether whoever has this number has written that she wants no messages."""
    return has_opted_out(work, work.lookup(RECIPIENT, phone))
