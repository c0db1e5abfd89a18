"""What somebody wrote to us, for those who may read it."""

from support.messaging.inbound_models import InboundMessage
from support.platform.audit import Purpose
from support.platform.work import Work


def words_of(work: Work, inbound_id: str, *, subject: str, purpose: Purpose) -> str | None:
    """What stands in a message; None when it has been erased. The read is recorded."""
    message = work.session.get(InboundMessage, inbound_id)
    return work.open(message, "text", subject=subject, purpose=purpose) if message else None
