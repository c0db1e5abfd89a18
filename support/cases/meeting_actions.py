"""A case as somebody holds it who takes part in a meeting of three about it.

The slice of the meetings has asked whether she may: her supervisor knows nothing of the case itself.
"""

from support.cases.facts import CaseFacts
from support.cases.models import Case
from support.platform.work import Work


def hold_case_of_meeting(work: Work, case_id: str) -> CaseFacts:
    """The case of a meeting, held against others until the work ends."""
    return work.session.get_one(Case, case_id, with_for_update=True).facts()
