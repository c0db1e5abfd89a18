"""Who wants no more messages."""

from sqlalchemy import bindparam, select

from support.messaging.inbound_models import OptOut
from support.messaging.models import RECIPIENT
from support.platform.hot_statement import HotStatement
from support.platform.work import Work

# Before every single message.
_OPTED_OUT = HotStatement(select(OptOut.since).where(OptOut.phone_lookup == bindparam("phone")))


def has_opted_out(work: Work, phone_lookup: bytes) -> bool:
    """Whether this number is to get nothing more; the lookup is that of the outbox (`RECIPIENT`)."""
    return _OPTED_OUT.first(work.connection, {"phone": phone_lookup}) is not None


def wants_no_messages(work: Work, phone: str) -> bool:
    """The same for those above, who know a number only as it is written."""
    return has_opted_out(work, work.lookup(RECIPIENT, phone))
