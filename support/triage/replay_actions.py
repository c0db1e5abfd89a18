"""Old decisions decided again, with the version and the instruments that they were made with.

The same answers and the same version always give the same result (requirement SR-10). Nothing that was
answered leaves this module; each look is recorded like any other.
"""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from support.platform.audit import Purpose
from support.platform.crypto import Unreadable
from support.platform.work import Work
from support.triage.loading import protocol_named
from support.triage.models import AnswerSet
from support.triage.rules.decision import decide
from support.triage.rules.protocol import Protocol
from support.triage.rules.visit import Visit

AT_ONCE = 200


@dataclass(frozen=True)
class Replayed:
    """What came of one batch: how many came out as they were, and the cases for which that is not so."""

    same: int = 0
    without_decision: int = 0
    """Decisions that could not be made when the answers came; a human read them."""
    different: tuple[str, ...] = ()
    without_version: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    last: str = ""
    """Where the next batch goes on; empty at the end."""

    def plus(self, other: "Replayed") -> "Replayed":
        """Both batches as one."""
        return Replayed(
            self.same + other.same,
            self.without_decision + other.without_decision,
            self.different + other.different,
            self.without_version + other.without_version,
            self.unreadable + other.unreadable,
            other.last,
        )


def replay_batch(work: Work, after: str = "", case_id: str | None = None) -> Replayed:
    """Decide the next sent answer sets again, by id; with a case only those of that case."""
    wanted = select(AnswerSet).where(AnswerSet.sent_at.is_not(None), AnswerSet.id > after)
    if case_id is not None:
        wanted = wanted.where(AnswerSet.case_id == case_id)
    rows = work.session.execute(wanted.order_by(AnswerSet.id).limit(AT_ONCE)).scalars().all()
    found = Replayed()
    for row in rows:
        found = found.plus(_replayed(work, row))
    return found.plus(Replayed(last=rows[-1].id if len(rows) == AT_ONCE else ""))


def _replayed(work: Work, row: AnswerSet) -> Replayed:
    case_id = row.case_id or ""
    protocol = protocol_named(row.protocol)
    if protocol is None:
        return Replayed(without_version=(case_id,))
    try:
        text = work.open(row, "content", subject=case_id, purpose=Purpose.REPLAY)
    except Unreadable:
        return Replayed(unreadable=(case_id,))
    content = json.loads(text or "{}")
    before = content.get("decision")
    if before is None:
        return Replayed(without_decision=1)
    visit = Visit.from_json(text or "{}")
    now = decide(_as_it_was(protocol, content), visit.answers, visit.given).as_json()
    return Replayed(same=1) if now == before else Replayed(different=(case_id,))


def _as_it_was(protocol: Protocol, content: dict[str, Any]) -> Protocol:
    return protocol.without(each for each in protocol.instruments if each not in content["instruments"])
