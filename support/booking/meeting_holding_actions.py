"""A case as whoever arranges its meeting of three holds it."""

from support.booking.meeting_access_queries import may_arrange
from support.cases.facts import CaseFacts
from support.cases.opening_actions import hold_case
from support.cases.rules.access import why_not
from support.platform.work import Work


def hold_to_arrange(work: Work, case_id: str) -> CaseFacts:
    """The case, held against others until the work ends.

    Raises NotFound for who may not know of it, Conflict for who neither holds it nor meets its person.
    """
    case = hold_case(work, case_id)
    if not may_arrange(work, case):
        raise why_not(work.actor, case)
    return case
