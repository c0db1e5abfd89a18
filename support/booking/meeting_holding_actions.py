"""A case as whoever arranges its meeting of three holds it, and as its supervisor does.

What is of a meeting is held in this order: case, meeting, the appointment in which it ended.
"""

from support.booking.meeting_access_queries import may_arrange
from support.booking.meeting_models import Meeting
from support.booking.meeting_queries import meeting_for_supervisor
from support.cases.facts import CaseFacts
from support.cases.meeting_actions import hold_case_of_meeting
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


def hold_as_supervisor(work: Work, meeting_id: str) -> tuple[Meeting, CaseFacts]:
    """A meeting of which the supervisor who acts may know, held against others with its case.

    What was released is asked again now that both are held: it may have been taken back in between. Raises
    NotFound where she may not know of it.
    """
    case = hold_case_of_meeting(work, meeting_for_supervisor(work, meeting_id).case_id)
    row = work.session.get_one(Meeting, meeting_id, with_for_update=True, populate_existing=True)
    meeting_for_supervisor(work, meeting_id)
    return row, case
