"""A case as it is held for something of it that was let known to a supervisor.

The slice above has asked whether she may: of the case itself she knows nothing.
"""

from datetime import datetime

from sqlalchemy import select

from support.cases.facts import CaseFacts
from support.cases.models import Case, CaseStep
from support.platform.work import Work
from support.vocabulary.actor import Role


def hold_released_case(work: Work, case_id: str) -> CaseFacts | None:
    """The case, held against others until the work ends; None when it is gone."""
    case = work.session.get(Case, case_id, with_for_update=True)
    return case.facts() if case else None


def has_supervisor_ended(look: Work, case_id: str, at: datetime, after: str) -> bool:
    """Whether something agreed in this case came to this end at this moment by a supervisor's word."""
    ask = select(CaseStep.id).where(
        CaseStep.case_id == case_id,
        CaseStep.kind == "action_ended",
        CaseStep.at == at,
        CaseStep.role == Role.SUPERVISOR.value,
        CaseStep.after == after,
    )
    return look.session.execute(ask.limit(1)).first() is not None
