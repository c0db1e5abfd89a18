"""A case as it is held for something of it that was let known to a supervisor.

The slice above has asked whether she may: of the case itself she knows nothing.
"""

from support.cases.facts import CaseFacts
from support.cases.models import Case
from support.platform.work import Work


def hold_released_case(work: Work, case_id: str) -> CaseFacts | None:
    """The case, held against others until the work ends; None when it is gone."""
    case = work.session.get(Case, case_id, with_for_update=True)
    return case.facts() if case else None
