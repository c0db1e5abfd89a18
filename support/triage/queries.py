"""What a case holds of the answers; every look is recorded."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from support.platform.audit import Purpose
from support.platform.work import Work
from support.triage.models import AnswerSet
from support.triage.rules.visit import Visit


@dataclass(frozen=True)
class SentAnswers:
    """One sent answer set with the decision as it was computed then; None when it could not be."""

    visit: Visit
    protocol: str
    decision: dict[str, Any] | None
    sent_at: datetime


def answers_of_case(work: Work, case_id: str, *, purpose: Purpose) -> SentAnswers | None:
    """Open the newest answers of a case; the caller has asked need-to-know before."""
    ask = select(AnswerSet).where(AnswerSet.case_id == case_id).order_by(AnswerSet.sent_at.desc()).limit(1)
    row = work.session.execute(ask).scalar()
    if row is None or row.sent_at is None:
        return None
    text = work.open(row, "content", subject=case_id, purpose=purpose)
    if text is None:
        return None
    content = json.loads(text)
    return SentAnswers(Visit.from_json(text), row.protocol, content.get("decision"), row.sent_at)
