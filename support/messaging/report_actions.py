"""Reports of delivery: what the provider tells by itself, perhaps late, twice or in the wrong order."""

import logging

from sqlalchemy import select

from support.messaging.attempt_actions import locked, see
from support.messaging.models import MessageAttempt
from support.messaging.sender import Sighting
from support.platform.work import Work

log = logging.getLogger("kynnys.messages")


def note_report(work: Work, *, attempt_id: str | None, sighting: Sighting) -> bool:
    """Note a report; whether it told anything new.

    The first one for an attempt brings the provider's reference, also when the answer to the call was lost.
    """
    known = _attempt_id(work, attempt_id, sighting.reference)
    found = locked(work, known) if known else None
    if found is None:
        log.warning("report of an unknown message")
        return False
    return see(work, *found, sighting)


def _attempt_id(work: Work, attempt_id: str | None, reference: str) -> str | None:
    for is_it in (MessageAttempt.id == attempt_id, MessageAttempt.reference == reference):
        known = work.session.execute(select(MessageAttempt.id).where(is_it)).scalar()
        if known is not None:
            return known
    return None
